#include "ingest/ofac/party_store.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "ingest/ofac/links.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::ofac {
namespace {

bool is_honorific(std::string_view title) {
  static constexpr std::array<std::string_view, 14> kHonorifics = {
      "haji", "hajji",  "maulana",   "mawlawi", "mullah", "shaykh", "sheikh",
      "dr.",  "doctor", "ayatollah", "sayyid",  "alhaj",  "prof.",  "professor"};
  return std::find(kHonorifics.begin(), kHonorifics.end(), ascii_lower(title)) != kHonorifics.end();
}

}  // namespace

std::string_view schema_of_type(std::string_view type) {
  const std::string low = ascii_lower(type);
  if (low == "individual") return "Person";
  if (low == "entity") return "Organization";
  if (low == "vessel") return "Vessel";
  if (low == "aircraft") return "Airplane";
  return {};
}

void put_title(model::Entity& party, std::string_view title, const Place& position, Mapping& mapping) {
  if (trim(title).empty()) return;
  if (party.schema == "Person") {
    mapping.put(party, is_honorific(title) ? "title" : "position", title, position);
  } else {
    mapping.note(party, "Title: " + std::string(title));
  }
}

void put_document(std::string_view type, std::string_view number, std::string_view country, std::string_view issued,
                  std::string_view expires, model::Entity& party, PartyFacts& facts, const Place& position,
                  Mapping& mapping) {
  type = trim(type);
  number = trim(number);
  std::string_view rest;
  const Label* label = find_exact_label(type, rest);
  if (label == nullptr) {
    mapping.report(model::FindingLevel::kWarning, "unknown-document",
                   "\"" + shown(type, 60) + "\" is no type of document that is known; it is kept in notes", position);
  }
  auto code = country_code(country);
  const std::string low = ascii_lower(country);
  if (!code && is_country_code(low)) code = low;
  if (!country.empty() && !code.has_value()) {
    mapping.report(model::FindingLevel::kWarning, "unknown-country",
                   "\"" + shown(country, 60) + "\" is no country that is known here", position);
  }
  // What is left of the words when they must stay together.
  std::string text(number);
  if (!country.empty()) text += " (" + std::string(country) + ")";
  if (!issued.empty()) text += " issued " + std::string(issued);
  if (!expires.empty()) text += " expires " + std::string(expires);
  if (label == nullptr) {
    mapping.note(party, std::string(type) + " " + text);
    return;
  }
  if (label->kind != FactKind::kNumber || number.empty() || (country.empty() && number.ends_with(")"))) {
    if (!rest.empty() && rest != "-" && rest != ":") text = std::string(rest) + " " + text;
    apply_fact(*label, type, text, party, facts, position, mapping);
    return;
  }
  NumberParts parts{number, code.value_or(""), {}, {}, true};
  if (!country.empty() && parts.country.empty()) parts.complete = false;
  for (const auto& [words, target] : {std::pair{issued, &parts.issued}, std::pair{expires, &parts.expires}}) {
    if (words.empty()) continue;
    if (const auto date = parse_date(words)) {
      *target = date->to_string();
    } else {
      parts.complete = false;
    }
  }
  apply_number_parts(*label, type, parts, text, party, facts, position, mapping);
}

void put_address(model::Entity& party, const std::vector<std::string_view>& parts, std::string_view country,
                 const Place& position, Mapping& mapping) {
  std::string text;
  for (const std::string_view part : parts) {
    if (trim(part).empty()) continue;
    if (!text.empty()) text += ", ";
    text += trim(part);
  }
  const auto code = country_code(country);
  if (!country.empty() && !code.has_value()) {
    mapping.put_country(party, "country", country, position);
  } else if (code.has_value() && !code->empty()) {
    mapping.put(party, "country", *code, position);
  }
  if (!text.empty() && !country.empty()) text += ", " + std::string(country);
  if (text.empty() && !country.empty() && !(code.has_value() && code->empty())) text = country;
  if (!text.empty()) mapping.put(party, "address", text, position);
}

std::string_view alias_property(std::string_view type, bool weak, const Place& position, Mapping& mapping) {
  std::string low = ascii_lower(type);
  std::erase(low, '.');
  if (low != "aka" && low != "nka" && low != "fka") {
    mapping.report(model::FindingLevel::kWarning, "unknown-alias-type",
                   "\"" + shown(type, 40) + "\" is no type of other name that is known; it is kept as an alias",
                   position);
  }
  if (weak) return "weakAlias";
  return low == "fka" ? "previousName" : "alias";
}

StoredParty* PartyStore::add(std::string_view number, std::string_view schema, const Place& position) {
  const auto [it, fresh] = index_.try_emplace(std::string(number), parties_.size());
  if (fresh) {
    StoredParty& party = parties_.emplace_back();
    party.entity.id = "us-ofac-" + slug(number);
    party.entity.schema = schema;
    party.entity.evidence = {std::string(source_), record_place(position.file, position.line)};
    party.position = position;
  }
  StoredParty& party = parties_[it->second];
  const std::size_t file = files_.size() - 1;
  if (std::any_of(party.entries.begin(), party.entries.end(),
                  [&](const StoredParty::Entry& entry) { return entry.file == file; })) {
    ++outcome_.counts.reported;
    mapping_.report(model::FindingLevel::kError, "duplicate-entry",
                    "entry " + shown(number, 20) + " stands twice in one file; the first one is kept", position);
    return nullptr;
  }
  StoredParty::Entry& entry = party.entries.emplace_back();
  entry.file = file;
  entry.position = position;
  return &party;
}

bool PartyStore::can_join(const PartyStore& later) const {
  return std::none_of(later.index_.begin(), later.index_.end(),
                      [this](const auto& known) { return index_.contains(known.first); });
}

void PartyStore::join(PartyStore& later) {
  for (auto& [number, place] : later.index_) place += parties_.size();
  index_.merge(later.index_);
  for (StoredParty& party : later.parties_) {
    for (StoredParty::Entry& entry : party.entries) entry.file = files_.size() - 1;
    parties_.push_back(std::move(party));
  }
}

ListKind PartyStore::kind_of(std::size_t file) const {
  std::size_t rows = 0;
  std::size_t consolidated = 0;
  for (const StoredParty& party : parties_) {
    for (const StoredParty::Entry& entry : party.entries) {
      if (entry.file != file) continue;
      ++rows;
      if (looks_consolidated(entry.programmes, entry.hints)) ++consolidated;
    }
  }
  if (consolidated * 5 > rows && consolidated * 5 < rows * 4) {
    // The rows are divided, as in a small excerpt: the name may decide.
    const std::string name = ascii_lower(files_[file].substr(files_[file].find_last_of('/') + 1));
    if (name.find("cons") != std::string::npos) return ListKind::kConsolidated;
    if (name.find("sdn") != std::string::npos) return ListKind::kSdn;
  }
  return consolidated * 2 >= rows ? ListKind::kConsolidated : ListKind::kSdn;
}

void PartyStore::finish_by_programmes() {
  std::vector<ListKind> kinds;
  for (std::size_t i = 0; i < files_.size(); ++i) kinds.push_back(kind_of(i));
  std::vector<model::Designation> designations;
  for (StoredParty& party : parties_) {
    refine_schema(party.entity);
    std::unordered_set<std::string> known;
    for (const StoredParty::Entry& entry : party.entries) {
      if (entry.programmes.empty()) {
        mapping_.report(model::FindingLevel::kWarning, "no-programme", "a party has no programme", entry.position);
      }
      for (model::Designation& designation :
           make_designations(party.entity, entry.listed_name, entry.programmes, party.facts, kinds[entry.file],
                             entry.position, mapping_)) {
        if (known.insert(designation.id).second) designations.push_back(std::move(designation));
      }
    }
  }
  finish(std::move(designations));
}

void PartyStore::finish(std::vector<model::Designation> designations) {
  add_links();
  for (model::Designation& designation : designations) {
    outcome_.lists.push_back(designation.list);
    outcome_.dataset.designations.push_back(std::move(designation));
  }
  for (StoredParty& party : parties_) {
    outcome_.dataset.entities.push_back(std::move(party.entity));
    std::unordered_set<std::string> seen;
    for (model::Entity& document : party.facts.documents) {
      // The same number stands in both lists.
      if (seen.insert(document.id).second) outcome_.dataset.entities.push_back(std::move(document));
    }
  }
  std::sort(outcome_.lists.begin(), outcome_.lists.end());
  outcome_.lists.erase(std::unique(outcome_.lists.begin(), outcome_.lists.end()), outcome_.lists.end());
}

void PartyStore::add_links() {
  NameBook book;
  for (const StoredParty& party : parties_) {
    for (const PartyLink& link : party.facts.links) book.ask_for(link.name);
    for (const std::string& owner : party.owners) book.ask_for(owner);
  }
  for (const StoredParty& party : parties_) {
    for (const StoredParty::Entry& entry : party.entries) book.add(entry.listed_name, party.entity.id);
  }
  std::vector<model::Relationship>& edges = outcome_.dataset.relationships;
  for (StoredParty& party : parties_) {
    for (const PartyLink& link : party.facts.links) {
      link_by_name(party.entity, link, book, party.position, mapping_, edges);
    }
    for (const std::string& owner : party.owners) {
      owner_by_name(party.entity, owner, book, party.position, mapping_, edges);
    }
  }
  // A party on both lists has its links twice.
  std::unordered_set<std::string> ids;
  std::erase_if(edges, [&ids](const model::Relationship& edge) { return !ids.insert(edge.id).second; });
}

}  // namespace penumbra::ingest::ofac
