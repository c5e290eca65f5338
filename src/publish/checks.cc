#include "publish/checks.h"

#include <algorithm>
#include <string_view>

#include "ingest/letter_damage.h"
#include "model/entity.h"
#include "model/schema.h"

namespace penumbra::publish {
namespace {

bool falls_too_far(std::uint64_t before, std::uint64_t gone) {
  return gone > kFallFloor && gone * 100 > before * kMaxFallPercent;
}

void check_parts(const VersionFigures& outcome, const store::VersionInfo& before, std::vector<Hold>& out) {
  for (const store::PartRecord& part : before.parts) {
    if (!part.present) continue;
    const ingest::PartPresence* now = nullptr;
    for (const ingest::PartPresence& candidate : outcome.parts) {
      if (candidate.part == part.name && candidate.present) now = &candidate;
    }
    if (now == nullptr) {
      out.push_back({ErrorCode::kHeld,
                     "the part \"" + part.name + "\", which version " + before.id() + " has, is missing",
                     "Give all files of the list together"});
    } else if (now->records < part.records && falls_too_far(part.records, part.records - now->records)) {
      out.push_back({ErrorCode::kHeld,
                     "the part \"" + part.name + "\" has " + std::to_string(now->records) + " records; version " +
                         before.id() + " had " + std::to_string(part.records),
                     "Check that the file is complete"});
    }
  }
}

void check_fill(const Totals& before, const Totals& now, const std::string& version, std::vector<Hold>& out) {
  const struct {
    std::string_view what;
    std::uint64_t had, of, has, now_of;
  } rates[] = {
      {"entities with a name", before.named, before.entities, now.named, now.entities},
      {"entities with an alias", before.with_alias, before.entities, now.with_alias, now.entities},
      {"entities with an identifier", before.with_number, before.entities, now.with_number, now.entities},
      {"entities with a date", before.with_date, before.entities, now.with_date, now.entities},
      {"names with letters beyond ASCII", before.foreign, before.names, now.foreign, now.names},
      {"designations with a programme", before.with_programme, before.designations, now.with_programme,
       now.designations},
  };
  for (const auto& rate : rates) {
    if (rate.of == 0 || rate.now_of == 0 || rate.had <= rate.has + kFallFloor) continue;
    const double was = 100.0 * static_cast<double>(rate.had) / static_cast<double>(rate.of);
    const double is = 100.0 * static_cast<double>(rate.has) / static_cast<double>(rate.now_of);
    if (was - is <= kFillRatePoints) continue;
    const auto tenths = [](double percent) {
      const auto rounded = static_cast<std::int64_t>(percent * 10 + 0.5);
      return std::to_string(rounded / 10) + "." + std::to_string(rounded % 10) + " %";
    };
    out.push_back({ErrorCode::kHeld,
                   "the share of " + std::string(rate.what) + " fell from " + tenths(was) + " in version " + version +
                       " to " + tenths(is),
                   "Look at the findings: a field may have been renamed", 1});
  }
}

// Bytes that are sound say nothing of the letters that were lost before they were written. The rate of a list in which
// few names have other letters than ASCII's hardly moves, so these are counted.
void check_letters(const Totals& before, const Totals& now, const std::string& version, std::vector<Hold>& out) {
  if (now.damaged <= before.damaged + kDamageFloor) return;
  out.push_back({ErrorCode::kHeld,
                 std::to_string(now.damaged) + " of " + std::to_string(now.names) +
                     " names show letters that went through a wrong encoding; version " + version + " had " +
                     std::to_string(before.damaged),
                 "Fetch the list again from its official address, and look at how it was converted", 1});
}

// Parties that stay while a list that they stood on goes: a list under a new name, or a part of the source that is gone
// while another one names the same parties.
void check_lists(const Totals& before, const Totals& now, const std::string& version, std::vector<Hold>& out) {
  for (const auto& [list, had] : before.listings) {
    const auto it = now.listings.find(list);
    const std::uint64_t has = it == now.listings.end() ? 0 : it->second;
    if (has >= had || !falls_too_far(had, had - has)) continue;
    out.push_back({ErrorCode::kHeld,
                   "the list \"" + list + "\" has " + std::to_string(has) + " listings; version " + version + " had " +
                       std::to_string(had),
                   "Look at the findings: the source may have given the list another name"});
  }
}

void check_fall(const VersionFigures& outcome, const Predecessor& before, std::vector<Hold>& out) {
  const std::uint64_t old_count = before.version->counts.entities;
  const std::uint64_t new_count = outcome.totals.entities;
  const std::uint64_t gone = before.removed.value_or(old_count > new_count ? old_count - new_count : 0);
  if (!falls_too_far(old_count, gone)) {
    if (before.removed && gone > kFallFloor && gone * 100 > old_count * kSmallFallPercent) {
      out.push_back({ErrorCode::kHeld,
                     std::to_string(gone) + " of the " + std::to_string(old_count) + " entities of version " +
                         before.version->id() + " are gone, more than " + std::to_string(kSmallFallPercent) + " %",
                     "Look at what is gone", 1});
    }
    return;
  }
  if (!before.removed) {
    // Another format of the same list may make fewer entities of the same parties, but not fewer designations.
    const std::uint64_t old_acts = before.version->counts.designations;
    const std::uint64_t new_acts = outcome.totals.designations;
    if (old_acts > 0 && !falls_too_far(old_acts, old_acts > new_acts ? old_acts - new_acts : 0)) return;
  }
  out.push_back({ErrorCode::kHeld,
                 std::to_string(gone) + " of the " + std::to_string(old_count) + " entities of version " +
                     before.version->id() + " are gone, more than " + std::to_string(kMaxFallPercent) + " %",
                 "Check that the files are complete and of the same list"});
}

// Formats of one list that give its parties the same ids show who is gone; others show nothing, and a person looks.
void check_listed(const VersionFigures& now, const Predecessor& before, std::vector<Hold>& out) {
  const ListedParties& listed = *before.listed;
  // Where they are the same parties their names can be counted too: a search page's export has one for each.
  const std::uint64_t names = before.version->counts.names;
  if (listed.kept * 2 >= listed.had && now.totals.names < names && falls_too_far(names, names - now.totals.names)) {
    out.push_back({ErrorCode::kHeld,
                   "there are " + std::to_string(now.totals.names) + " names; version " + before.version->id() +
                       ", which is of another format, had " + std::to_string(names),
                   "Look for the whole list: this form of it may leave aliases out", 2U});
  }
  const std::uint64_t gone = listed.had - listed.kept;
  const bool many = falls_too_far(listed.had, gone);
  if (!many && (gone <= kFallFloor || gone * 100 <= listed.had * kSmallFallPercent)) return;
  const std::string version = before.version->id();
  if (listed.kept == 0) {
    out.push_back({ErrorCode::kHeld,
                   "the format has changed from \"" + before.version->reader + "\" and knows none of the " +
                       std::to_string(listed.had) + " listed parties of version " + version +
                       " by its id, so that nothing shows who is gone",
                   "Keep the new format as a source of its own, or compare both with \"penumbra resolve\" first", 1});
    return;
  }
  out.push_back({ErrorCode::kHeld,
                 std::to_string(gone) + " of the " + std::to_string(listed.had) + " listed parties of version " +
                     version + ", which is of another format, are not in this one",
                 many ? "Check that the files are complete and of the same list" : "Look at what is gone",
                 many ? 2U : 1U});
}

// Losses that leave the number of entities as it was: a renamed column takes the names and keeps the parties.
void check_contents(const VersionFigures& outcome, const store::VersionInfo& before, std::vector<Hold>& out) {
  const struct {
    std::string_view what;
    std::uint64_t before, now;
  } kinds[] = {{"names", before.counts.names, outcome.totals.names},
               {"designations", before.counts.designations, outcome.totals.designations},
               {"relationships", before.counts.relationships, outcome.totals.relationships}};
  for (const auto& kind : kinds) {
    if (kind.now >= kind.before || !falls_too_far(kind.before, kind.before - kind.now)) continue;
    out.push_back({ErrorCode::kHeld,
                   "there are " + std::to_string(kind.now) + " " + std::string(kind.what) + "; version " + before.id() +
                       " had " + std::to_string(kind.before),
                   "Look at the findings: the source may have changed its format"});
  }
}

bool is_same_rule(const ingest::ShapeRule& a, const ingest::ShapeRule& b) {
  return a.list == b.list && a.subject == b.subject && a.field == b.field;
}

// A figure that falls out of the band of a whole list, and was in it in the version before. A version that never was
// whole (a fragment, a selection of one's own) is not held for staying what it is, and neither is a first one: its
// notes say what it lacks.
void check_shape(const VersionFigures& now, const Predecessor& before, std::vector<Hold>& out) {
  if (!before.shape) return;
  for (const ingest::ShapeFault& fault : now.shape) {
    if (!fault.too_few) continue;
    const bool known = std::any_of(before.shape->begin(), before.shape->end(), [&](const ingest::ShapeFault& old) {
      return old.too_few && is_same_rule(old.rule, fault.rule);
    });
    if (known) continue;
    // A whole list that is gone, or less than half of the least that was ever seen, is no news but a cut.
    const bool cut = fault.rule.subject == "list" || (fault.rule.field.empty() && fault.found * 2 < *fault.rule.least);
    out.push_back({ErrorCode::kHeld, fault.sentence + "; version " + before.version->id() + " was whole in that",
                   "Check that the files are complete; a field may have been renamed", cut ? 2U : 1U});
  }
}

}  // namespace

std::vector<Hold> holds(const VersionFigures& outcome, const Predecessor& before, bool own_model) {
  std::vector<Hold> out;
  const ingest::RecordCounts& counts = outcome.counts;
  if (outcome.totals.entities == 0) {
    out.push_back({ErrorCode::kEmpty, "the list has no entity", "Check that the files are the whole list"});
  }
  if (!counts.consistent()) {
    out.push_back({ErrorCode::kHeld,
                   "of " + std::to_string(counts.records_in) + " records " + std::to_string(counts.mapped) +
                       " were mapped, " + std::to_string(counts.reported) + " reported and " +
                       std::to_string(counts.ignored) + " ignored, which is not the same number",
                   "Report this as a fault of the reader \"" + outcome.format + "\""});
  }
  if (counts.reported * kRecordsPerError > counts.records_in) {
    out.push_back({ErrorCode::kHeld,
                   std::to_string(counts.reported) + " of " + std::to_string(counts.records_in) +
                       " records could not be mapped, more than one in " + std::to_string(kRecordsPerError),
                   "Look at the findings: the source may have changed its format"});
  }
  if (before.version == nullptr) return out;
  // The parts of a set are those of its format; of another one the parties and their names are counted.
  if (!before.listed) check_parts(outcome, *before.version, out);
  if (own_model) return out;
  check_fall(outcome, before, out);
  if (before.listed) check_listed(outcome, before, out);
  // A list that lost its parties lost their names with them; a part that is missing explains its own loss; another
  // format counts in its own way.
  const bool comparable = approvers_needed(out) < 2 && before.removed;
  if (comparable) check_contents(outcome, *before.version, out);
  if (comparable && before.totals && approvers_needed(out) < 2) {
    check_fill(*before.totals, outcome.totals, before.version->id(), out);
    check_lists(*before.totals, outcome.totals, before.version->id(), out);
    check_letters(*before.totals, outcome.totals, before.version->id(), out);
  }
  if (approvers_needed(out) < 2) check_shape(outcome, before, out);
  return out;
}

std::uint32_t approvers_needed(const std::vector<Hold>& holds) {
  std::uint32_t needed = 0;
  for (const Hold& hold : holds) needed = std::max(needed, hold.approvers);
  return needed;
}

void Totals::add(const model::Dataset& part) {
  entities += part.entities.size();
  designations += part.designations.size();
  relationships += part.relationships.size();
  const model::Vocabulary& vocabulary = model::Vocabulary::get();
  for (const model::Entity& entity : part.entities) {
    const std::vector<model::EntityName> all = model::names_of(entity);
    const std::size_t own = all.size();
    for (const model::EntityName& name : all) {
      foreign +=
          std::any_of(name.text.begin(), name.text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
      damaged += ingest::is_damaged(name.text) ? 1U : 0U;
    }
    names += own;
    named += own > 0 ? 1U : 0U;
    with_alias += own > 1 ? 1U : 0U;
    const model::Schema* schema = vocabulary.find(entity.schema);
    bool number = false;
    bool date = false;
    for (const model::Value& value : entity.values) {
      const model::Property* property = schema == nullptr ? nullptr : schema->property(value.property);
      if (property == nullptr) continue;
      number = number || property->type == model::PropertyType::kIdentifier;
      date = date || property->type == model::PropertyType::kDate;
    }
    with_number += number ? 1U : 0U;
    with_date += date ? 1U : 0U;
  }
  for (const model::Designation& designation : part.designations) {
    with_programme += designation.programmes.empty() ? 0U : 1U;
    if (designation.list == "unknown") continue;
    if (const auto it = listings.find(designation.list); it != listings.end()) {
      ++it->second;
    } else {
      listings.emplace(designation.list, 1);
    }
  }
}

VersionFigures figures_of(const ingest::ReadOutcome& outcome) {
  VersionFigures out{outcome.format, outcome.counts, outcome.parts, {}, ingest::check_shape(outcome)};
  out.totals.add(outcome.dataset);
  return out;
}

}  // namespace penumbra::publish
