#include <algorithm>

#include "model/schema.h"
#include "resolve/records.h"
#include "store/snapshot.h"
#include "store/store.h"

namespace penumbra::resolve {
namespace {

class SnapshotRecords : public Records {
 public:
  explicit SnapshotRecords(std::shared_ptr<const store::Snapshot> snapshot) : snapshot_(std::move(snapshot)) {}

  // Adds the parties and things of one source that can be listed.
  Status add(std::uint32_t source) {
    const store::SourceView& view = snapshot_->sources()[source];
    for (std::uint32_t number = 0; number < view.facts->entity_count(); ++number) {
      PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, view.facts->entity(number));
      const model::Schema* schema = model::Vocabulary::get().find(entity.schema);
      const bool party = schema == nullptr || (schema->matchable() && !schema->is_a("Address"));
      if (party && snapshot_->known(entity.recorded)) refs_.push_back({source, number});
    }
    return {};
  }

  std::uint32_t size() const override { return static_cast<std::uint32_t>(refs_.size()); }

  Result<model::Entity> entity(std::uint32_t record) const override { return snapshot_->entity(refs_[record]); }

  RecordKey key(std::uint32_t record) const override {
    const store::EntityRef ref = refs_[record];
    const store::SourceView& view = snapshot_->sources()[ref.source];
    return {view.source, std::string(view.facts->entity_id(ref.number))};
  }

  std::uint32_t source(std::uint32_t record) const override { return refs_[record].source; }

  Result<std::vector<std::string>> lists(std::uint32_t record) const override {
    const store::VersionFacts& facts = *snapshot_->sources()[refs_[record].source].facts;
    std::vector<std::string> out;
    for (const std::uint32_t number : facts.designations_of(facts.entity_id(refs_[record].number))) {
      PENUMBRA_ASSIGN_OR_RETURN(const model::Designation designation, facts.designation(number));
      out.push_back(designation.list);
    }
    return distinct(std::move(out));
  }

  Result<std::vector<std::string>> programmes(std::uint32_t record) const override {
    const store::VersionFacts& facts = *snapshot_->sources()[refs_[record].source].facts;
    std::vector<std::string> out;
    for (const std::uint32_t number : facts.designations_of(facts.entity_id(refs_[record].number))) {
      PENUMBRA_ASSIGN_OR_RETURN(model::Designation designation, facts.designation(number));
      for (std::string& programme : designation.programmes) out.push_back(std::move(programme));
      // Lists of one programme say so by their name alone.
      if (designation.programmes.empty() && !designation.list.empty()) out.push_back(std::move(designation.list));
    }
    return distinct(std::move(out));
  }

  Result<std::vector<std::string>> related(std::uint32_t record) const override {
    const store::VersionFacts& facts = *snapshot_->sources()[refs_[record].source].facts;
    const std::string_view id = facts.entity_id(refs_[record].number);
    std::vector<std::string> out;
    for (const std::uint32_t number : facts.relationships_from(id)) {
      PENUMBRA_ASSIGN_OR_RETURN(const model::Relationship edge, facts.relationship(number));
      out.push_back(edge.to);
    }
    for (const std::uint32_t number : facts.relationships_to(id)) {
      PENUMBRA_ASSIGN_OR_RETURN(const model::Relationship edge, facts.relationship(number));
      out.push_back(edge.from);
    }
    return distinct(std::move(out));
  }

 private:
  static std::vector<std::string> distinct(std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    return texts;
  }

  std::shared_ptr<const store::Snapshot> snapshot_;
  std::vector<store::EntityRef> refs_;
};

}  // namespace

Result<RecordKey> parse_record_key(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) {
    return Error{ErrorCode::kInvalidArgument,
                 "\"" + std::string(text.substr(0, 80)) + "\" is no record",
                 {},
                 "Write source:id, as in us-ofac:ofac-6865"};
  }
  return RecordKey{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

Result<StoreRecords> open_store_records(const StoreScope& scope) {
  PENUMBRA_ASSIGN_OR_RETURN(std::shared_ptr<const store::Store> store, store::Store::open(scope.store));
  PENUMBRA_ASSIGN_OR_RETURN(std::shared_ptr<const store::Snapshot> snapshot,
                            store::Snapshot::open(std::move(store), {scope.as_of, scope.known_at}));
  for (const std::string& wanted : scope.sources) {
    if (!snapshot->source(wanted)) {
      return Error{
          ErrorCode::kNotFound, "the store has no source called " + wanted, {}, "penumbra versions lists them"};
    }
  }
  StoreRecords out;
  auto records = std::make_unique<SnapshotRecords>(snapshot);
  for (std::uint32_t number = 0; number < snapshot->sources().size(); ++number) {
    const store::SourceView& view = snapshot->sources()[number];
    const bool named = std::find(scope.sources.begin(), scope.sources.end(), view.source) != scope.sources.end();
    if (!scope.sources.empty() && !named) continue;
    if (!view.gap.empty()) out.gaps.push_back(view.gap);
    if (view.facts == nullptr) continue;
    // Hand-written models and registers of companies speak of parties that no list names; they join in when asked for.
    if (scope.sources.empty() && (view.version->whole_history || view.version->registers)) continue;
    SourceVersion version;
    version.source = view.source;
    version.version = view.version->id();
    version.published = view.version->published.to_string();
    version.recorded = view.version->recorded.to_string();
    version.hash = view.version->content;
    version.entities = view.version->counts.entities;
    version.state = store::to_string(view.coverage);
    out.versions.push_back(std::move(version));
    PENUMBRA_RETURN_IF_ERROR(records->add(number));
  }
  out.records = std::move(records);
  return out;
}

}  // namespace penumbra::resolve
