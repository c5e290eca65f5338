#include "ingest/us/named.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <unordered_map>
#include <utility>

#include "ingest/beside.h"
#include "ingest/join.h"
#include "ingest/last_day.h"
#include "ingest/mapping.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::us {
namespace {

// Fewer records are mapped before a thread is worth its start.
constexpr std::size_t kTwoThreads = 512;

// "Deutschland AG (DAG)": the short form behind a name is one of its names.
std::string short_form(std::string_view name) {
  if (!name.ends_with(")")) return {};
  const std::size_t open = name.rfind(" (");
  if (open == std::string_view::npos || open == 0) return {};
  const std::string_view inside = name.substr(open + 2, name.size() - open - 3);
  const bool capitals = std::all_of(inside.begin(), inside.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '&';
  });
  return capitals && inside.size() >= 2 && inside.size() <= 12 ? std::string(inside) : std::string();
}

// What is known of all records before the first is mapped.
struct Named {
  const std::vector<NamedRecord>& records;
  const SourceRule& rule;
  const std::string& file;
  std::string_view source;
  std::vector<std::string> names;  // cleaned; only where one record may name another
  const NamedIds& ids;
  std::unordered_map<std::string, std::size_t> by_name;  // the place of the party with this name; of two, of neither
};

// Maps the records from `begin` to `end`, which depend on no others.
void map_part(const Named& all, std::size_t begin, std::size_t end, ReadOutcome& outcome) {
  const auto& [records, rule, file, source, names, ids, by_name] = all;
  Mapping mapping(outcome.findings);
  std::size_t listings = 0;
  for (std::size_t i = begin; i < end; ++i) listings += records[i].listings.size();
  outcome.dataset.entities.reserve(outcome.dataset.entities.size() + end - begin);
  outcome.dataset.designations.reserve(outcome.dataset.designations.size() + listings);
  for (std::size_t i = begin; i < end; ++i) {
    const NamedRecord& record = records[i];
    const Place position(file, record.line, 0);
    bool mended_name = false;
    const std::string own_name = names.empty() ? clean_name(record.name, mended_name) : names[i];
    if (own_name.empty()) {
      ++outcome.counts.reported;
      mapping.report(model::FindingLevel::kError, "party-without-name", "a record has no name", position);
      continue;
    }
    ++outcome.counts.mapped;
    model::Entity& party = outcome.dataset.entities.emplace_back();
    party.id = ids.id(i);
    party.schema = record.schema;
    party.evidence = {std::string(source), record_place(file, record.line)};
    mapping.put(party, "name", own_name, position);
    if (const std::string abbreviation = short_form(own_name); !abbreviation.empty()) {
      mapping.put(party, "alias", own_name.substr(0, own_name.rfind(" (")), position);
      mapping.put(party, "abbreviation", abbreviation, position);
    }
    for (const auto& [list, property] :
         {std::pair{&record.aliases, "alias"}, std::pair{&record.former_names, "previousName"}}) {
      for (const std::string& other : *list) {
        bool mended = false;
        const std::string name = clean_name(other, mended);
        if (!name.empty()) mapping.put(party, property, name, position);
      }
    }
    for (const std::string& country : record.countries) {
      const std::string code = ascii_lower(trim(country));
      if (is_country_code(code)) {
        mapping.put(party, "country", code, position);
      } else {
        mapping.put_country(party, "country", country, position);
      }
    }
    for (const std::string& address : record.addresses) put_coded_address(party, address, position, mapping);
    for (const auto& [property, value] : record.properties) mapping.put(party, property, value, position);
    for (const std::string& note : record.notes) mapping.note(party, note);
    int number = 0;
    for (const NamedListing& listing : record.listings) {
      model::Designation& designation = outcome.dataset.designations.emplace_back();
      designation.id = party.id + "-listing" + (++number > 1 ? "-" + std::to_string(number) : "");
      designation.entity = party.id;
      designation.list = rule.list;
      designation.authority = rule.authority;
      designation.programmes = listing.programmes;
      designation.measures = listing.measures.empty() ? std::vector<std::string>{rule.measure} : listing.measures;
      designation.listed_name = own_name;
      designation.act = rule.act;
      append(designation.act, tidy(listing.act));
      designation.scope = listing.with_sub_units ? "entity-and-sub-units" : "entity";
      designation.reason = tidy(listing.reason);
      designation.url = listing.url;
      designation.published = listing.published;
      designation.valid = {listing.from, listing.through.known() ? after_last_day(listing.through) : listing.to};
      // A notice in the Federal Register takes effect on its day or some days before it. A list that names the notice
      // and no day of effect leaves open when before; that it holds since then is certain.
      if (!listing.from.known() && listing.published.exact()) {
        designation.valid.from = PartialDate(listing.published.first().plus_days(1), Precision::kDay, Bound::kBefore);
      }
      designation.evidence = party.evidence;
      for (const std::string& note : listing.notes) append(designation.note, tidy(note));
      if (listing.through.known()) append(designation.note, "in effect through " + listing.through.to_string());
    }
    if (!record.parent.empty()) {
      const auto parent = by_name.find(ascii_lower(tidy(record.parent)));
      if (parent != by_name.end() && parent->second < records.size() && parent->second != i &&
          !names[parent->second].empty()) {
        model::Relationship edge;
        edge.from = party.id;
        edge.kind = "sub-unit-of";
        edge.to = ids.id(parent->second);
        edge.id = edge.from + "-sub-unit-of-" + edge.to;
        edge.role = "listed under its parent";
        edge.evidence = party.evidence;
        outcome.dataset.relationships.push_back(std::move(edge));
      } else {
        mapping.report(model::FindingLevel::kNote, "unresolved-link",
                       "a link names a party that this version does not hold, or holds twice; it is kept in notes",
                       position);
        mapping.note(party, "parent: " + record.parent);
      }
    }
  }
}

}  // namespace

void map_named(const std::vector<NamedRecord>& records, const SourceRule& rule, const std::string& file,
               std::string_view source, ReadOutcome& outcome) {
  const std::size_t before = outcome.dataset.entities.size();
  std::vector<NamedKey> keys;
  keys.reserve(records.size());
  for (const NamedRecord& record : records) keys.push_back({rule.list, record.name});
  const NamedIds ids(keys, [&records](std::size_t place) {
    const NamedRecord& record = records[place];
    std::string out = record.listings.empty() ? std::string() : record.listings.front().from.to_string();
    for (const std::string& address : record.addresses) out.append("|").append(address);
    if (!record.listings.empty()) out.append("|").append(record.listings.front().act);
    return out;
  });
  Named all{records, rule, file, source, {}, ids, {}};
  const bool linked =
      std::any_of(records.begin(), records.end(), [](const auto& record) { return !record.parent.empty(); });
  for (std::size_t i = 0; linked && i < records.size(); ++i) {
    bool mended = false;
    all.names.push_back(clean_name(records[i].name, mended));
    const auto [it, fresh] = all.by_name.try_emplace(ascii_lower(all.names[i]), i);
    if (!fresh) it->second = records.size();
  }
  const std::size_t middle = records.size() < kTwoThreads ? records.size() : records.size() / 2;
  ReadOutcome later;
  std::optional<Beside> beside;
  if (middle < records.size()) {
    beside.emplace([&](const std::atomic<bool>& /*stopped*/) {
      map_part(all, middle, records.size(), later);
      return true;
    });
  }
  map_part(all, 0, middle, outcome);
  if (beside.has_value()) {
    if (beside->succeeded() && outcome.findings.can_join(later.findings)) {
      join_outcomes(outcome, std::move(later));
    } else {
      map_part(all, middle, records.size(), outcome);
    }
  }
  if (outcome.dataset.entities.size() > before) outcome.lists = {rule.list};
}

}  // namespace penumbra::ingest::us
