// The store is locked before anything is compared with it, and until the new version is in force, so that two imports
// cannot pass each other. Reading comes before the lock only for a new store: a file that cannot be read must not leave
// an empty one.
#include "publish/import.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "base/digest.h"
#include "index/build.h"
#include "ingest/expected_shape.h"
#include "ingest/letter_damage.h"
#include "ingest/reader.h"
#include "ingest/text_checks.h"
#include "model/entity.h"
#include "publish/additions.h"
#include "publish/amend.h"
#include "publish/canary.h"
#include "publish/fixed_questions.h"
#include "publish/import_run.h"
#include "publish/known_ids.h"
#include "publish/record.h"
#include "store/findings_file.h"
#include "store/layering.h"
#include "store/layers_file.h"
#include "store/segment.h"
#include "store/store.h"
#include "store/writer.h"

namespace penumbra::publish {

namespace {

// Versions of more entities than this are counted from their manifest alone, where no shape is known for their format.
constexpr std::uint64_t kMostRecounted = 200'000;

// The first such name, as the end of a sentence; "" when the facts are elsewhere.
std::string damaged_example(const model::Dataset& dataset) {
  constexpr std::size_t kShown = 60;
  for (const model::Entity& entity : dataset.entities) {
    for (const model::EntityName& name : model::names_of(entity)) {
      if (ingest::is_damaged(name.text))
        return ", such as \"" + ingest::shown(name.text, kShown) + "\" of " + entity.id;
    }
  }
  return {};
}

void count_facts(const Totals& totals, store::VersionInfo& version) {
  version.counts.entities = totals.entities;
  version.counts.designations = totals.designations;
  version.counts.relationships = totals.relationships;
  version.counts.names = totals.names;
  version.fill = {totals.named, totals.with_alias, totals.with_number, totals.with_date, totals.with_programme};
}

}  // namespace

Totals totals_of(const store::VersionInfo& version) {
  const store::VersionCounts& counts = version.counts;
  const store::FillCounts fill = version.fill.value_or(store::FillCounts{});
  return {counts.entities,      counts.names,
          fill.named,           fill.with_alias,
          fill.with_number,     fill.with_date,
          counts.designations,  fill.with_programme,
          counts.relationships, 0,
          kUncounted,           {}};
}

Status add_facts(const store::VersionFacts& facts, Totals& totals, ingest::ShapeCounter& shape) {
  constexpr std::uint32_t kAtOnce = 4096;
  constexpr std::uint32_t kBetweenDrops = 64 * kAtOnce;
  model::Dataset some;
  const auto count = [&](std::uint32_t all, auto& into, auto get) -> Status {
    for (std::uint32_t i = 0; i < all; ++i) {
      PENUMBRA_ASSIGN_OR_RETURN(auto record, get(i));
      into.push_back(std::move(record));
      if (into.size() < kAtOnce && i + 1 < all) continue;
      totals.add(some);
      shape.add(some);
      some = {};
      if (i % kBetweenDrops >= kAtOnce) continue;
      for (const store::VersionFacts::Layer& layer : facts.layers()) layer.segment->drop();
    }
    return {};
  };
  PENUMBRA_RETURN_IF_ERROR(
      count(facts.entity_count(), some.entities, [&](std::uint32_t i) { return facts.entity(i); }));
  PENUMBRA_RETURN_IF_ERROR(
      count(facts.designation_count(), some.designations, [&](std::uint32_t i) { return facts.designation(i); }));
  return count(facts.relationship_count(), some.relationships, [&](std::uint32_t i) { return facts.relationship(i); });
}

Status Import::check_request() const {
  PENUMBRA_RETURN_IF_ERROR(store::check_source_name(request_.source));
  if (request_.published.known() && request_.published.bound() != Bound::kExact) {
    return Error{ErrorCode::kInvalidArgument,
                 "\"" + request_.published.to_string() + "\" is a bound, not a publication date",
                 {},
                 "Write the day, month or year of publication without < or >"};
  }
  if (request_.max_age_days && *request_.max_age_days < 0) {
    return Error{ErrorCode::kInvalidArgument, "the maximum age is negative", {}, "Write a number of days"};
  }
  return {};
}

Status Import::read(const store::Manifest* manifest) {
  if (read_) return {};
  progress("mapping", kReadShare);
  std::vector<ingest::InputFile> files = inputs_.files();
  PENUMBRA_ASSIGN_OR_RETURN(reader_, ingest::detect_and_mark(files));
  Result<ingest::ReadOutcome> read = reader_->read(files, request_.source);
  if (!read.ok() && read.error().code == ErrorCode::kEmpty && manifest != nullptr)
    read = emptied(*manifest, read.error());
  PENUMBRA_ASSIGN_OR_RETURN(read_, std::move(read));
  progress("checking", kMappedAt);
  return {};
}

// A list of which nothing is left, after a version of the same format: it is held like any other that lost too much,
// and two people may say that it is meant. A first one that is empty is refused.
Result<ingest::ReadOutcome> Import::emptied(const store::Manifest& manifest, const Error& error) const {
  const store::VersionInfo* before = nullptr;
  for (const store::VersionInfo* version : manifest.counting(request_.source)) {
    if (version->reader == reader_->name() && !version->provisional) before = version;
  }
  if (before == nullptr || reader_->written_by_hand()) return error;
  ingest::ReadOutcome read;
  read.format = before->reader;
  read.authority = before->authority;
  read.lists = before->lists;
  read.notes.push_back("The list is empty: " + error.message + ".");
  return read;
}

// The latest version with this content, unless the request says something new about it.
const store::VersionInfo* Import::same_content(const store::Manifest& manifest) const {
  const store::VersionInfo* found = nullptr;
  for (const store::VersionInfo* version : manifest.counting(request_.source)) {
    if (version->content != content_ || version->provisional) continue;
    const bool new_date = request_.published.known() && request_.published != version->published;
    const bool new_age = request_.max_age_days && request_.max_age_days != version->max_age_days;
    if (!new_date && !new_age) found = version;
  }
  return found;
}

Result<ImportOutcome> Import::unchanged(store::StoreWriter& writer, const store::VersionInfo& version) const {
  ImportOutcome outcome;
  outcome.result = ImportResult::kUnchanged;
  outcome.version = version;
  PENUMBRA_RETURN_IF_ERROR(
      writer.record_event({request_.source, store::EventKind::kUnchanged, {}, {}, 1, content_, ""}, now()));
  return outcome;
}

store::VersionInfo Import::describe(const store::Manifest& manifest) const {
  const ingest::ReadOutcome& read = *read_;
  store::VersionInfo version;
  version.source = request_.source;
  version.reader = read.format;
  version.authority = read.authority;
  version.whole_history = reader_->written_by_hand();
  version.registers = !reader_->lists_parties();
  version.content = content_;
  version.inputs = inputs_.records();
  version.lists = read.lists;
  version.notes = read.notes;
  version.notes.insert(version.notes.end(), inputs_.notes().begin(), inputs_.notes().end());
  // What a whole list of this format has and this one lacks is said; whether it is held is told by the version before.
  for (const ingest::ShapeFault& fault : figures_.shape) {
    version.notes.push_back("Unlike a whole list: " + fault.sentence);
  }
  if (figures_.totals.damaged > 0) {
    version.notes.push_back(std::to_string(figures_.totals.damaged) + " of " + std::to_string(figures_.totals.names) +
                            " names show letters that went through a wrong encoding" + damaged_example(read.dataset) +
                            ".");
  }
  for (const ingest::PartPresence& part : read.parts) version.parts.push_back({part.part, part.present, part.records});

  const bool usable = read.published.known() && read.published.bound() == Bound::kExact;
  if (request_.published.known()) {
    version.published = request_.published;
    version.published_from = store::PublishedFrom::kStated;
    if (usable && read.published != request_.published) {
      version.notes.push_back("The files state " + read.published.to_string() + " as their date of publication; " +
                              request_.published.to_string() + " was stated at import and is used.");
    }
  } else if (usable) {
    version.published = read.published;
    version.published_from = store::PublishedFrom::kFile;
  } else if (!version.whole_history) {
    version.notes.emplace_back(
        "The date of publication is not known; the version counts as published on the day it was recorded.");
  }
  if (version.published.known() && version.effective() > now().date()) {
    version.notes.push_back("The date of publication, " + version.published.to_string() +
                            ", is after the day of the import.");
  }

  const std::vector<const store::VersionInfo*> earlier = manifest.versions_of(request_.source);
  version.whole_history = reader_->written_by_hand();
  version.max_age_days = request_.max_age_days;
  if (!version.max_age_days && !earlier.empty()) version.max_age_days = earlier.back()->max_age_days;

  version.counts.records = read.counts.records_in;
  version.counts.mapped = read.counts.mapped;
  version.counts.reported = read.counts.reported;
  version.counts.ignored = read.counts.ignored;
  count_facts(figures_.totals, version);
  version.findings.notes = read.findings.count(model::FindingLevel::kNote);
  version.findings.warnings = read.findings.count(model::FindingLevel::kWarning);
  version.findings.errors = read.findings.count(model::FindingLevel::kError);
  return version;
}

Error Import::not_what_was_held() {
  return {ErrorCode::kIntegrity, "the held files are not those that were held", {}, "Import the list again"};
}

Error Import::nothing_to_change() const {
  return {ErrorCode::kNotFound,
          "the files are changes, and the store has no version of \"" + request_.source + "\" that they could change",
          {},
          "Import a whole export of the source first"};
}

// The version that a file of changes is applied to; nullptr when there is none.
const store::VersionInfo* Import::changed_version(const store::Manifest& manifest) const {
  const store::VersionInfo* base = nullptr;
  for (const store::VersionInfo* other : manifest.counting(request_.source)) {
    if (other->provisional || other->reader != read_->format) continue;
    if (base == nullptr || store::comes_before(*base, *other)) base = other;
  }
  return base;
}

// Files that hold changes become the whole that results from them.
Status Import::apply_changes(const store::Manifest& manifest) {
  if (!read_->delta) return {};
  const store::VersionInfo* base = changed_version(manifest);
  if (base == nullptr) return nothing_to_change();
  PENUMBRA_ASSIGN_OR_RETURN(const auto facts, facts_of(*base));
  PENUMBRA_ASSIGN_OR_RETURN(model::Dataset dataset, facts->decode());
  const std::size_t changed = read_->dataset.entities.size();
  Amended amended = amend(std::move(dataset), read_->dataset, read_->delta->removed);
  read_->dataset = std::move(amended.dataset);
  note_changes(*base, changed, amended.unknown);
  return {};
}

void Import::note_changes(const store::VersionInfo& base, std::size_t changed, std::uint64_t unknown) {
  const std::size_t removed = read_->delta->removed.size();
  read_->lists.insert(read_->lists.end(), base.lists.begin(), base.lists.end());
  std::sort(read_->lists.begin(), read_->lists.end());
  read_->lists.erase(std::unique(read_->lists.begin(), read_->lists.end()), read_->lists.end());
  read_->notes.push_back("The files are changes; they were applied to " + base.id() + ": " + std::to_string(changed) +
                         " entities new or changed, " + std::to_string(removed) + " records removed, of which " +
                         std::to_string(unknown) + " are not in it.");
  // Some of what a source removes never was a fact here; when it is most, the changes are those of another version.
  if (unknown > kFallFloor && unknown * 2 > removed) {
    outcome_.holds.push_back({ErrorCode::kHeld,
                              std::to_string(unknown) + " of the " + std::to_string(removed) +
                                  " records that the files remove are not in version " + base.id(),
                              "Import the changes in between first, or a whole export", 1});
  }
}

std::uint64_t Import::count_kept() const {
  if (kept_) return *kept_;
  std::uint64_t kept = 0;
  if (streamed_ != nullptr) {
    for (std::uint32_t i = 0; i < before_facts_->entity_count(); ++i) {
      kept += streamed_->has_entity(before_facts_->entity_id(i)) ? 1U : 0U;
    }
  } else {
    for (const model::Entity& entity : read_->dataset.entities) kept += before_facts_->find_entity(entity.id) ? 1U : 0U;
  }
  return kept;
}

// Listed parties of the version before, and how many of them are still there under the same id.
ListedParties Import::count_listed() const {
  std::unordered_set<std::string_view> now;
  if (streamed_ == nullptr) {
    for (const model::Entity& entity : read_->dataset.entities) now.insert(entity.id);
  }
  ListedParties out;
  for (std::uint32_t i = 0; i < before_facts_->entity_count(); ++i) {
    const std::string_view id = before_facts_->entity_id(i);
    if (before_facts_->designations_of(id).empty()) continue;
    ++out.had;
    out.kept += (streamed_ != nullptr ? streamed_->has_entity(id) : now.contains(id)) ? 1U : 0U;
  }
  return out;
}

// Finds the version before this one, counts what came and went, and collects the reasons to hold.
Status Import::compare(const store::Manifest& manifest) {
  const store::VersionInfo& version = outcome_.version;
  const Date effective = this->effective();
  const store::VersionInfo* before = nullptr;
  const store::VersionInfo* after = nullptr;
  const store::VersionInfo* reverted = nullptr;
  const store::VersionInfo* left_behind = nullptr;  // has this content, and a person went back from it
  const std::vector<const store::VersionInfo*> counting = manifest.counting(version.source);
  for (const store::VersionInfo* other : manifest.versions_of(version.source)) {
    if (other->provisional) continue;
    if (std::find(counting.begin(), counting.end(), other) == counting.end()) {
      if (other->content == content_) left_behind = other;
      continue;
    }
    const bool later = before == nullptr || std::tuple(other->effective(), other->recorded) >
                                                std::tuple(before->effective(), before->recorded);
    if (other->effective() <= effective && later) before = other;
    if (other->effective() > effective && (after == nullptr || other->effective() < after->effective())) after = other;
    if (other->content == content_) reverted = other;
  }
  // A list of the past that no version comes before goes by the ids of the one behind it.
  if (const store::VersionInfo* other = before != nullptr ? before : after;
      other != nullptr && read_ && !read_->other_ids.empty()) {
    PENUMBRA_ASSIGN_OR_RETURN(const auto facts, facts_of(*other));
    if (const std::size_t known = keep_known_ids(*read_, *facts); known > 0) {
      outcome_.version.notes.push_back(std::to_string(known) + " parties keep the ids that version " + other->id() +
                                       " has for them; this form of the list numbers its parties in another way.");
    }
  }
  Predecessor predecessor{before, std::nullopt};
  outcome_.added = version.counts.entities;
  if (before != nullptr) {
    outcome_.previous = *before;
    PENUMBRA_ASSIGN_OR_RETURN(before_facts_, facts_of(*before));
    const std::uint64_t kept = count_kept();
    outcome_.added = version.counts.entities - kept;
    outcome_.removed = before_facts_->entity_count() - kept;
    if (before->reader == version.reader)
      predecessor.removed = outcome_.removed;
    else
      predecessor.listed = count_listed();
  }
  if (predecessor.removed) {
    const auto rules = ingest::shape_rules(before->reader);
    // A manifest does not say how many names were damaged before.
    const bool recount = figures_.totals.damaged > kDamageFloor && version.counts.entities <= kMostRecounted &&
                         before->counts.entities <= kMostRecounted;
    if (before->fill && rules.empty() && !recount) {
      predecessor.totals = totals_of(*before);
      predecessor.shape.emplace();
    } else {
      ingest::ShapeCounter shape(rules);
      PENUMBRA_RETURN_IF_ERROR(add_facts(*before_facts_, predecessor.totals.emplace(), shape));
      predecessor.shape = shape.faults();
    }
  }
  for (Hold& hold : holds(figures_, predecessor, reader_->written_by_hand())) outcome_.holds.push_back(std::move(hold));
  // A stated date that puts an older list in its place in time is welcome; an undated one would be taken for new.
  if (reverted != nullptr && reverted != before && version.published_from == store::PublishedFrom::kUnknown) {
    older_ = true;
    outcome_.holds.push_back({ErrorCode::kHeld,
                              "the content is that of version " + reverted->id() + ", which was replaced since",
                              "State the date of publication if it is meant"});
  }
  if (const store::SourceEvent* rejection = manifest.rejection(version.source, content_)) {
    outcome_.holds.push_back(
        {ErrorCode::kHeld,
         "the content was rejected on " + rejection->last.date().to_string() + " (" + rejection->message + ")",
         "Look at what has changed since", 1});
  }
  if (left_behind != nullptr) {
    older_ = true;
    outcome_.holds.push_back(
        {ErrorCode::kHeld, "the content is that of version " + left_behind->id() + ", from which a person went back",
         "penumbra rollback --to " + std::to_string(left_behind->number) + " puts it in force again"});
  }
  return {};
}

// Bytes first, then the event that speaks of them, then what can be searched at once.
Result<ImportOutcome> Import::hold(store::StoreWriter& writer) {
  outcome_.result = ImportResult::kHeld;
  outcome_.needs = approvers_needed(outcome_.holds);
  store::QuarantineNote note{request_.published, request_.max_age_days, {}};
  std::vector<std::string_view> bytes;
  for (const ingest::InputFile& file : inputs_.raw_files()) {
    note.names.push_back(file.name);
    bytes.push_back(file.bytes);
  }
  PENUMBRA_RETURN_IF_ERROR(writer.quarantine(request_.source, content_, note, bytes));
  store::SourceEvent event{request_.source, store::EventKind::kHeld, {}, {}, 1, content_, ""};
  event.message = outcome_.held_error().message + ".";
  event.by = request_.by;
  event.needs = outcome_.needs;
  PENUMBRA_RETURN_IF_ERROR(writer.record_event(std::move(event), now()));
  PENUMBRA_RETURN_IF_ERROR(writer.release_quarantine(request_.source, content_));
  PENUMBRA_RETURN_IF_ERROR(publish_additions(writer));
  return std::move(outcome_);
}

// Whoever is newly on the list is found from now on, whatever becomes of the rest.
Status Import::publish_additions(store::StoreWriter& writer) {
  // What an older list has and the newer one lacks is no addition. Another format may know its parties by other ids,
  // and they stand beside the old ones then: found twice, and not missed.
  if (!outcome_.previous || older_ || reader_->written_by_hand() || outcome_.previous->whole_history ||
      outcome_.previous->registers != outcome_.version.registers)
    return {};
  const store::VersionInfo* top = nullptr;
  for (const store::VersionInfo* other : writer.manifest().counting(request_.source)) {
    if (other->provisional && other->content == content_) return {};
    if (top == nullptr || store::comes_before(*top, *other)) top = other;
  }
  if (top == nullptr || top->effective() > effective()) return {};
  if (streamed_ != nullptr) {
    // Here the held content is compared as a whole, so there is a bound on it.
    if (inputs_.total_bytes() > kMaxBytesInMemory) return {};
    PENUMBRA_ASSIGN_OR_RETURN(read_, reader_->read(inputs_.files(), request_.source));
  }
  PENUMBRA_ASSIGN_OR_RETURN(const auto facts, facts_of(*top));
  PENUMBRA_ASSIGN_OR_RETURN(const model::Dataset base, facts->decode());
  const std::optional<model::Dataset> both = with_additions(base, read_->dataset);
  if (!both) return {};
  store::VersionInfo version = outcome_.version;
  version.provisional = true;
  Totals totals;
  totals.add(*both);
  count_facts(totals, version);
  version.notes = {"Provisional: " + top->id() + " with what a held content adds to it; nothing is removed. " +
                   std::to_string(both->entities.size() - base.entities.size()) +
                   " entities are new. The held content waits for " + std::to_string(outcome_.needs) +
                   (outcome_.needs == 1 ? " approval." : " approvals.")};
  PENUMBRA_ASSIGN_OR_RETURN(outcome_.additions, write(writer, *both, facts, std::move(version)));
  return {};
}

Result<std::shared_ptr<const store::VersionFacts>> Import::facts_of(const store::VersionInfo& version) {
  if (opened_ == nullptr) {
    PENUMBRA_ASSIGN_OR_RETURN(opened_, store::Store::open(request_.store));
  }
  const store::VersionInfo* found = opened_->manifest().find(version.source, version.number);
  if (found == nullptr) return Error{ErrorCode::kIntegrity, "version " + version.id() + " is missing", {}, ""};
  return opened_->facts(*found);
}

// The version to share records with: the one before this one, else the one after it, of the same reader; nullptr when
// there is none. A hand-written model is written whole: it is small, and a person may want to look at its file.
Result<std::shared_ptr<const store::VersionFacts>> Import::parent_of(const store::Manifest& manifest) {
  if (reader_->written_by_hand()) return std::shared_ptr<const store::VersionFacts>();
  if (before_facts_ != nullptr && outcome_.previous->reader == outcome_.version.reader) return before_facts_;
  const store::VersionInfo* nearest = nullptr;
  for (const store::VersionInfo* other : manifest.versions_of(request_.source)) {
    if (other->reader != outcome_.version.reader) continue;
    if (nearest == nullptr || other->effective() <= nearest->effective()) nearest = other;
  }
  if (nearest == nullptr) return std::shared_ptr<const store::VersionFacts>();
  return facts_of(*nearest);
}

// What is about to be published is read back once, so that a fault of ours cannot put an unreadable version in force.
Result<std::shared_ptr<const store::VersionFacts>> Import::read_back(const Totals& totals,
                                                                     const store::EncodedVersion& encoded,
                                                                     const store::VersionFacts* parent) const {
  std::shared_ptr<const store::Segment> own;
  if (!encoded.segment.empty()) {
    PENUMBRA_ASSIGN_OR_RETURN(own, store::Segment::from_bytes(encoded.segment, std::string(store::kSegmentFile)));
    PENUMBRA_RETURN_IF_ERROR(own->verify());
  }
  if (encoded.layers.empty()) return store::VersionFacts::whole(std::move(own));
  const std::string name(store::kLayersFile);
  PENUMBRA_ASSIGN_OR_RETURN(const store::LayerTable table, store::decode_layers(encoded.layers, name));
  std::vector<std::shared_ptr<const store::Segment>> segments;
  for (const store::LayerRef& ref : table.layers) {
    segments.push_back(own);
    for (const store::VersionFacts::Layer& layer : parent->layers()) {
      if (layer.ref == ref) segments.back() = layer.segment;
    }
    if (segments.back() == nullptr)
      return Error{ErrorCode::kIntegrity, "a layer of the new version is missing", {}, ""};
  }
  // What is shared was read back when it was published, and its ids were compared with all others before encoding.
  PENUMBRA_ASSIGN_OR_RETURN(const auto facts, store::VersionFacts::layered(table, std::move(segments), name));
  const bool whole = facts->entity_count() == totals.entities && facts->designation_count() == totals.designations &&
                     facts->relationship_count() == totals.relationships;
  if (!whole) return Error{ErrorCode::kIntegrity, "the layers of the new version do not hold all of it", {}, ""};
  return facts;
}

// Encodes, indexes, tries and publishes.
Result<store::VersionInfo> Import::write(store::StoreWriter& writer, const model::Dataset& dataset,
                                         const std::shared_ptr<const store::VersionFacts>& parent,
                                         store::VersionInfo version) {
  progress("writing", kCheckedAt);
  PENUMBRA_ASSIGN_OR_RETURN(store::EncodedVersion encoded,
                            store::encode_version(dataset, parent.get(), writer.next_number(request_.source)));
  Totals totals;
  totals.add(dataset);
  return write_encoded(writer, std::move(encoded), dataset, totals, parent.get(), std::move(version), kCanaryBound);
}

// `part` is what the questions are chosen from, and what the version's own segment holds where `encoded` does not say.
Result<store::VersionInfo> Import::write_encoded(store::StoreWriter& writer, store::EncodedVersion encoded,
                                                 const model::Dataset& part, const Totals& totals,
                                                 const store::VersionFacts* parent, store::VersionInfo version,
                                                 std::chrono::milliseconds bound) {
  std::vector<store::NewFile> files;
  PENUMBRA_ASSIGN_OR_RETURN(const auto facts, read_back(totals, encoded, parent));
  files.push_back({std::string(store::kFindingsFile), store::encode_findings(outcome_.findings)});
  if (!encoded.layers.empty()) files.push_back({std::string(store::kLayersFile), std::move(encoded.layers)});
  progress("indexing", kWrittenAt);
  std::uint64_t checksum = 0;
  if (!encoded.segment.empty()) {
    checksum = base::checksum64(encoded.segment);
    files.push_back({std::string(store::kSegmentFile), std::move(encoded.segment)});
    const model::Dataset& own = encoded.own ? *encoded.own : part;
    for (const ExtraFile& extra : request_.extra_files) {
      PENUMBRA_ASSIGN_OR_RETURN(std::string bytes, extra.build(own, checksum));
      if (extra.name == index::kIndexFile) {
        PENUMBRA_RETURN_IF_ERROR(sing(own.entities, bytes, checksum, kCanaryBound));
      }
      files.push_back({extra.name, std::move(bytes)});
    }
  }
  const bool indexed = std::any_of(request_.extra_files.begin(), request_.extra_files.end(),
                                   [](const ExtraFile& extra) { return extra.name == index::kIndexFile; });
  if (indexed && !version.provisional) {
    FixedQuestions questions(opened_.get(), request_.source, version.reader);
    questions.add(part);
    for (const store::NewFile& file : files) {
      if (file.name == index::kIndexFile) questions.add_own_index(checksum, file.bytes);
    }
    PENUMBRA_ASSIGN_OR_RETURN(std::string canaries,
                              questions.ask(*facts, !request_.approvals.empty(), bound, version.notes));
    if (!canaries.empty()) files.push_back({std::string(kCanaryFile), std::move(canaries)});
  }
  progress("publishing", kIndexedAt);
  return writer.publish(std::move(version), files, now());
}

void Import::add_approval_notes() {
  for (const Hold& hold : outcome_.holds) {
    outcome_.version.notes.push_back("Published although " + hold.reason + ".");
  }
  for (const Approval& approval : request_.approvals) outcome_.version.notes.push_back(approval.message);
}

Result<ImportOutcome> Import::publish(store::StoreWriter& writer) {
  add_approval_notes();
  PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const store::VersionFacts> parent, parent_of(writer.manifest()));
  PENUMBRA_ASSIGN_OR_RETURN(outcome_.version, write(writer, read_->dataset, parent, outcome_.version));
  // Only after the new version is in force: until then the held bytes are what an approval needs.
  if (!request_.content.empty()) PENUMBRA_RETURN_IF_ERROR(writer.release_quarantine(request_.source, ""));
  progress("publishing", 1);
  return std::move(outcome_);
}

// The version that has this content and shows that nothing has changed, if there is one.
std::optional<store::VersionInfo> Import::already_there(const store::Manifest& manifest) const {
  const store::VersionInfo* same = request_.again ? nullptr : same_content(manifest);
  if (same == nullptr) return std::nullopt;
  // Only the content of the newest version proves that nothing has changed. An older one is itself again when a date
  // says so; without one, the source may have gone back to it, which compare() holds.
  const auto versions = manifest.versions_of(request_.source);
  const bool newest = std::none_of(versions.begin(), versions.end(), [same](const store::VersionInfo* other) {
    return std::tuple(other->effective(), other->recorded) > std::tuple(same->effective(), same->recorded);
  });
  const bool dated = request_.published.known() || same->published_from == store::PublishedFrom::kFile;
  return newest || dated ? std::optional(*same) : std::nullopt;
}

Status Import::not_rejected(const store::Manifest& manifest) const {
  const store::SourceEvent* rejection = manifest.rejection(request_.source, content_);
  if (rejection == nullptr || request_.again || !request_.approvals.empty()) return {};
  return Error{ErrorCode::kHeld,
               "this content of " + request_.source + " was rejected on " + rejection->last.date().to_string() + ": " +
                   rejection->message,
               {},
               "What the store had serves on; import it with --force to put it to people again"};
}

Result<ImportOutcome> Import::run() {
  PENUMBRA_RETURN_IF_ERROR(check_request());
  progress("reading", 0);
  PENUMBRA_ASSIGN_OR_RETURN(inputs_, Inputs::read(
                                         request_.files,
                                         [this](std::uint64_t done, std::uint64_t all) {
                                           const double share =
                                               all == 0 ? 1 : static_cast<double>(done) / static_cast<double>(all);
                                           progress("reading", kReadShare * share);
                                         },
                                         request_.names, Inputs::folder_for(request_.store)));
  content_ = store::content_hash(inputs_.records());
  if (!request_.content.empty() && content_ != request_.content) {
    return not_what_was_held();
  }
  PENUMBRA_RETURN_IF_ERROR(inputs_.take_texts());
  PENUMBRA_ASSIGN_OR_RETURN(const bool in_pieces, streams());
  if (in_pieces) return run_streamed();
  std::error_code ignored;
  if (!std::filesystem::exists(request_.store + "/CURRENT", ignored)) {
    PENUMBRA_RETURN_IF_ERROR(read(nullptr));
    if (read_->delta) return nothing_to_change();
  }
  PENUMBRA_ASSIGN_OR_RETURN(store::StoreWriter writer, store::StoreWriter::open(request_.store, *request_.file_system));
  writer.act_as(request_.by);
  if (const auto same = already_there(writer.manifest())) return unchanged(writer, *same);
  PENUMBRA_RETURN_IF_ERROR(not_rejected(writer.manifest()));
  PENUMBRA_RETURN_IF_ERROR(read(&writer.manifest()));
  PENUMBRA_ASSIGN_OR_RETURN(std::optional<ImportOutcome> edited, run_edited(writer));
  if (edited) return std::move(*edited);
  PENUMBRA_RETURN_IF_ERROR(apply_changes(writer.manifest()));
  figures_ = figures_of(*read_);
  outcome_.version = describe(writer.manifest());
  outcome_.findings = read_->findings.sorted();
  PENUMBRA_RETURN_IF_ERROR(compare(writer.manifest()));
  if (approvers_needed(outcome_.holds) > request_.approvals.size()) return hold(writer);
  Result<ImportOutcome> published = publish(writer);
  if (published.ok() || published.error().code != ErrorCode::kHeld) return published;
  outcome_.holds.push_back({ErrorCode::kHeld, published.error().message, published.error().fix, 1});
  return hold(writer);
}

Error ImportOutcome::held_error() const {
  Error error{ErrorCode::kHeld, "", {}, ""};
  for (const Hold& hold : holds) {
    error.message += (error.message.empty() ? "" : "; ") + hold.reason;
    if (error.fix.empty()) error.fix = hold.fix;
  }
  if (!error.fix.empty()) error.fix += ", or let it pass with penumbra approve";
  return error;
}

Result<ImportOutcome> import_files(const ImportRequest& request) {
  store::LogEntry asked;
  asked.by = request.by;
  asked.source = request.source;
  Result<ImportOutcome> outcome = [&] {
    Import import(request);
    Result<ImportOutcome> done = import.run();
    if (!done.ok()) {
      asked.content = import.content();
      asked.files = import.inputs();
    }
    return done;
  }();
  // A file that is not there was not refused, and an approval has its own entries.
  if (outcome.ok() || asked.content.empty()) return outcome;
  // The lock is free again: whoever ran the import let go of it.
  asked.message = "import";
  return record_refusal(request.store, std::move(asked), outcome.error(), request.now.value_or(Timestamp::now()),
                        *request.file_system);
}

}  // namespace penumbra::publish
