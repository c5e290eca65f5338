#include "selftest/parties.h"

#include <algorithm>

#include "model/schema.h"
#include "store/segment.h"
#include "store/snapshot.h"
#include "store/store.h"

namespace penumbra::selftest {
namespace {

Result<bool> is_listed(const store::Snapshot& snapshot, const model::Entity& entity, bool model) {
  if (!snapshot.known(entity.recorded)) return false;
  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<store::Listing> listings, snapshot.listings_of(entity.id));
  if (listings.empty()) return !model;
  return std::any_of(listings.begin(), listings.end(), [](const store::Listing& l) { return l.holds != Holds::kNo; });
}

void add_names(const model::Entity& entity, std::uint16_t source, Parties& out) {
  bool any = false;
  for (const model::EntityName& name : model::names_of(entity)) {
    ListedName listed{entity.id,
                      entity.schema,
                      std::string(name.text),
                      source,
                      party_kind_of(entity.schema),
                      writing_of(std::u32string_view(decoded(name.text))),
                      name.strength == model::NameStrength::kWeak};
    const bool digits =
        std::any_of(listed.text.begin(), listed.text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (listed.writing == Writing::kNone && !digits) {
      ++out.without_letters;
      continue;
    }
    any = true;
    out.names.push_back(std::move(listed));
  }
  out.parties += any ? 1U : 0U;
}

}  // namespace

Result<Parties> listed_parties(const std::string& directory, const std::vector<std::string>& wanted,
                               std::optional<Date> as_of, std::optional<Timestamp> known_at) {
  PENUMBRA_ASSIGN_OR_RETURN(std::shared_ptr<const store::Store> store, store::Store::open(directory));
  const store::SnapshotQuery query{as_of.value_or(Date::today()), known_at.value_or(Timestamp::max())};
  PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const store::Snapshot> snapshot,
                            store::Snapshot::open(std::move(store), query));
  Parties out;
  for (const store::SourceView& view : snapshot->sources()) {
    const auto source = static_cast<std::uint16_t>(out.sources.size());
    out.sources.push_back(view.source);
    if (view.facts == nullptr) continue;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), view.source) == wanted.end()) continue;
    const bool model = view.version->whole_history || view.version->registers;
    for (std::uint32_t number = 0; number < view.facts->entity_count(); ++number) {
      PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, view.facts->entity(number));
      const model::Schema* schema = model::Vocabulary::get().find(entity.schema);
      if (schema == nullptr || !schema->matchable()) continue;
      PENUMBRA_ASSIGN_OR_RETURN(const bool listed, is_listed(*snapshot, entity, model));
      if (listed) {
        add_names(entity, source, out);
      } else if (!model) {
        ++out.not_in_force;
      }
    }
  }
  return out;
}

}  // namespace penumbra::selftest
