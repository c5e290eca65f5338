// One record is one party on one list. OFAC's records carry OFAC's numbers, so a party on three of its lists is one
// entity, and its id is that of OFAC's own files; the other lists have no numbers (ids_of).
#include <algorithm>
#include <atomic>
#include <iterator>
#include <optional>
#include <unordered_set>
#include <utility>

#include "ingest/beside.h"
#include "ingest/id_index.h"
#include "ingest/join.h"
#include "ingest/last_day.h"
#include "ingest/mapping.h"
#include "ingest/ofac/facts.h"
#include "ingest/ofac/links.h"
#include "ingest/ofac/party_store.h"
#include "ingest/ofac/programmes.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/us/csl.h"
#include "ingest/us/us_lists.h"

namespace penumbra::ingest::us {
namespace {

constexpr std::string_view kUnknownList = "unknown";

// "Entity List (EL) - Bureau of Industry and Security": the rule of the short name in the last brackets that is known.
// Until 2017 the short name stood alone.
const SourceRule* rule_of(std::string_view source) {
  if (const SourceRule* rule = source_rule(trim(source))) return rule;
  for (std::size_t open = source.find('('); open != std::string_view::npos; open = source.find('(', open + 1)) {
    const std::size_t close = source.find(')', open);
    if (close == std::string_view::npos) return nullptr;
    if (const SourceRule* rule = source_rule(source.substr(open + 1, close - open - 1))) return rule;
  }
  return nullptr;
}

struct Party {
  model::Entity entity;
  ofac::PartyFacts facts;
  std::vector<std::string_view> owners;
  std::vector<std::string> listed_names;
  SourcePosition position;
};

class Mapper {
 public:
  Mapper(const std::string& file, std::string_view source, ReadOutcome& outcome)
      : file_(file), source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  void run(const std::vector<CslRecord>& records) {
    const NamedIds ids = named_ids(records);
    const std::size_t middle = middle_of(records);
    ReadOutcome later_outcome;
    Mapper later(file_, source_, later_outcome);
    std::optional<Beside> beside;
    if (middle < records.size()) {
      beside.emplace([&](const std::atomic<bool>& stopped) {
        return later.add_all(records, ids, middle, records.size(), &stopped);
      });
    }
    add_all(records, ids, 0, middle);
    if (beside.has_value() && beside->succeeded() && can_join(later)) {
      std::move(later.parties_.begin(), later.parties_.end(), std::back_inserter(parties_));
      join_outcomes(outcome_, std::move(later_outcome));
    } else {
      add_all(records, ids, middle, records.size());
    }
    finish();
  }

 private:
  // Where the records are cut for two threads: near the middle, between two parties, when no number stands on both
  // sides (the list is in the order of names); else behind all.
  static std::size_t middle_of(const std::vector<CslRecord>& records) {
    constexpr std::size_t kTwoThreads = 256;  // fewer are mapped before a thread is worth its start
    if (records.size() < kTwoThreads) return records.size();
    std::size_t middle = records.size() / 2;
    while (middle < records.size() && records[middle].entity_number == records[middle - 1].entity_number &&
           !records[middle].entity_number.empty())
      ++middle;
    std::unordered_set<std::string_view> numbers;
    for (std::size_t i = 0; i < middle; ++i) {
      if (!records[i].entity_number.empty()) numbers.insert(records[i].entity_number);
    }
    const bool apart = std::none_of(records.begin() + static_cast<std::ptrdiff_t>(middle), records.end(),
                                    [&](const CslRecord& record) { return numbers.contains(record.entity_number); });
    return apart ? middle : records.size();
  }

  // The records from `begin` to `end`. False when it was stopped.
  bool add_all(const std::vector<CslRecord>& records, const NamedIds& ids, std::size_t begin, std::size_t end,
               const std::atomic<bool>* stopped = nullptr) {
    parties_.reserve(parties_.size() + end - begin);
    outcome_.dataset.designations.reserve(outcome_.dataset.designations.size() + end - begin);
    for (std::size_t i = begin; i < end; ++i) {
      if (stopped != nullptr && *stopped) return false;
      add(records[i], ids, i);
    }
    return true;
  }

  // Whether later records, mapped beside these, stand for themselves: no id is in both.
  bool can_join(const Mapper& later) const {
    const auto party_at = [this](std::size_t place) -> std::string_view { return parties_[place].entity.id; };
    const std::vector<model::Designation>& all = outcome_.dataset.designations;
    const auto designation_at = [&all](std::size_t place) -> std::string_view { return all[place].id; };
    return outcome_.findings.can_join(later.outcome_.findings) &&
           std::none_of(later.parties_.begin(), later.parties_.end(),
                        [&](const Party& party) { return index_.find(party.entity.id, party_at).has_value(); }) &&
           std::none_of(later.outcome_.dataset.designations.begin(), later.outcome_.dataset.designations.end(),
                        [&](const auto& one) { return designations_.find(one.id, designation_at).has_value(); });
  }

  const SourceRule* rule_for(const CslRecord& record) {
    // The records of a source stand together.
    if (record.source != last_source_ || last_source_.empty()) {
      last_source_ = record.source;
      last_rule_ = rule_of(record.source);
    }
    return last_rule_;
  }

  // What the ids of parties without numbers are made of, which hang on all records of their list.
  NamedIds named_ids(const std::vector<CslRecord>& records) {
    const auto list_of = [this](const CslRecord& record) -> std::string_view {
      const SourceRule* rule = rule_for(record);
      return rule == nullptr ? std::string_view("us-csl") : std::string_view(rule->list);
    };
    std::unordered_set<std::string_view> lists;
    std::string_view last;
    for (const CslRecord& record : records) {
      if (!record.entity_number.empty()) continue;
      const std::string_view list = list_of(record);
      if (list != last) lists.insert(list);
      last = list;
    }
    std::vector<NamedKey> keys(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
      const std::string_view list = list_of(records[i]);
      if (lists.contains(list)) keys[i] = {list, records[i].name};
    }
    return NamedIds(keys, [&](std::size_t place) {
      const CslRecord& record = records[place];
      std::string out(record.start_date);
      for (const std::string_view address : record.addresses) out.append("|").append(address);
      return out.append("|").append(record.federal_register_notice);
    });
  }

  Place place(const CslRecord& record, std::string_view path = {}) const { return {file_, record.line, 0, path}; }

  void reported(std::string_view key, const std::string& message, const CslRecord& record) {
    ++outcome_.counts.reported;
    mapping_.report(model::FindingLevel::kError, key, message, place(record));
  }

  void add(const CslRecord& record, const NamedIds& ids, std::size_t at_record) {
    bool mended = false;
    const std::string name = clean_name(record.name, mended);
    if (name.empty()) {
      reported("party-without-name", "a record has no name", record);
      return;
    }
    const bool numbered = !record.entity_number.empty();
    if (numbered && !all_digits(record.entity_number)) {
      reported("incomplete-record", "\"" + shown(record.entity_number, 40) + "\" is no number of an entity", record);
      return;
    }
    // The lists of Commerce and State do not say whether a party is a person or a body.
    const std::string_view schema = record.type.empty() ? "LegalEntity" : ofac::schema_of_type(record.type);
    if (schema.empty()) {
      reported("unknown-party-type", "\"" + shown(record.type, 40) + "\" is no type of party that is known", record);
      return;
    }
    if (mended) {
      mapping_.report(model::FindingLevel::kNote, "mended-name", "a comma at the end of a name was dropped",
                      place(record, "name"));
    }
    ++outcome_.counts.mapped;
    const std::string id = numbered ? "us-ofac-" + std::string(record.entity_number) : ids.id(at_record);
    const auto [at, fresh] = index_.try_emplace(
        id, parties_.size(), [this](std::size_t place) -> std::string_view { return parties_[place].entity.id; });
    if (fresh) {
      Party& party = parties_.emplace_back();
      party.entity.id = id;
      party.entity.schema = schema;
      party.entity.evidence = {std::string(source_), record_place(file_, record.line)};
      party.position = place(record);
    }
    Party& party = parties_[at];
    put_party(record, name, party);
    list_party(record, name, party);
  }

  void put_party(const CslRecord& record, const std::string& name, Party& party) {
    model::Entity& entity = party.entity;
    party.listed_names.push_back(name);
    ofac::put_listed_name(entity, "name", name, true, place(record, "name"), mapping_);
    for (const std::string_view other : record.alt_names) {
      bool mended = false;
      std::string alias = clean_name(other, mended);
      // The Entity List joins names in words: "A; and B".
      if (starts_with_ci(alias, "and ") && record.type.empty()) alias = alias.substr(4);
      if (!alias.empty()) {
        ofac::put_listed_name(entity, "alias", alias, false, place(record, "alt_names"), mapping_);
      }
    }
    ofac::put_title(entity, record.title, place(record, "title"), mapping_);
    for (const std::string_view address : record.addresses) {
      put_coded_address(entity, address, place(record, "addresses"), mapping_);
    }
    if (!record.country.empty()) put_country(entity, "country", record.country, place(record, "country"));
    for (const std::string_view code : record.nationalities) {
      put_country(entity, entity.schema == "Person" ? "nationality" : "country", code, place(record, "nationalities"));
    }
    for (const std::string_view code : record.citizenships) {
      put_country(entity, entity.schema == "Person" ? "citizenship" : "country", code, place(record, "citizenships"));
    }
    for (const std::string_view date : record.dates_of_birth) labelled("DOB", date, record, "dates_of_birth", party);
    for (const std::string_view town : record.places_of_birth) labelled("POB", town, record, "places_of_birth", party);
    for (const CslId& id : record.ids) {
      ofac::put_document(id.type, id.number, id.country, id.issued, id.expires, entity, party.facts,
                         place(record, "ids"), mapping_);
      if (!id.day.empty())
        mapping_.note(
            entity, std::string(id.type) + " " + std::string(id.number) + ": issued or expires " + std::string(id.day));
    }
    put_vessel(record, party);
    if (!record.entity_number.empty()) {
      ofac::apply_remarks(record.remarks, false, entity, party.facts, place(record, "remarks"), mapping_);
    }
  }

  void put_vessel(const CslRecord& record, Party& party) {
    model::Entity& entity = party.entity;
    if (!record.call_sign.empty()) mapping_.put(entity, "callSign", record.call_sign, place(record, "call_sign"));
    if (!record.vessel_type.empty()) mapping_.put(entity, "type", record.vessel_type, place(record, "vessel_type"));
    if (!record.gross_tonnage.empty()) {
      mapping_.put(entity, "tonnage", record.gross_tonnage, place(record, "gross_tonnage"));
    }
    if (!record.gross_registered_tonnage.empty()) {
      mapping_.put(entity, "grossRegisteredTonnage", record.gross_registered_tonnage,
                   place(record, "gross_registered_tonnage"));
    }
    if (!record.vessel_flag.empty()) put_country(entity, "flag", record.vessel_flag, place(record, "vessel_flag"));
    if (!record.vessel_owner.empty()) party.owners.push_back(record.vessel_owner);
  }

  void put_country(model::Entity& entity, std::string_view property, std::string_view value, const Place& position) {
    const std::string code = ascii_lower(trim(value));
    if (is_country_code(code)) {
      mapping_.put(entity, property, code, position);
    } else {
      mapping_.put_country(entity, property, value, position);
    }
  }

  void labelled(std::string_view label_text, std::string_view value, const CslRecord& record, std::string_view path,
                Party& party) {
    std::string_view rest;
    const ofac::Label* label = ofac::find_exact_label(label_text, rest);
    if (label == nullptr) return;
    ofac::apply_fact(*label, label_text, value, party.entity, party.facts, place(record, path), mapping_);
  }

  void list_party(const CslRecord& record, const std::string& name, Party& party) {
    const SourceRule* rule = rule_for(record);
    if (rule == nullptr) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-list",
                      "\"" + shown(record.source, 80) +
                          "\" is not in data/lists/us_sources.csv; the list and the "
                          "measure stay unknown",
                      place(record, "source"));
    } else if (const auto [words, fresh] = source_words_.try_emplace(rule, record.source);
               !fresh && words->second != record.source) {
      mapping_.report(model::FindingLevel::kWarning, "source-conflict",
                      "the list is called \"" + shown(record.source, 80) + "\" here and \"" + shown(words->second, 80) +
                          "\" elsewhere",
                      place(record, "source"));
    }
    if (rule != nullptr && rule->authority == ofac::kAuthority && !record.entity_number.empty()) {
      list_by_programmes(record, name, *rule, party);
      return;
    }
    model::Designation designation = plain(record, name, rule, party);
    if (rule != nullptr && rule->list == "us-isn") set_acts(record, designation);
    if (rule != nullptr && rule->list == "us-el") {
      const LicencePolicy policy = read_policy(record.license_policy);
      if (policy.denial) designation.measures = {"export-licence-denial"};
      if (policy.denial && policy.case_by_case) designation.measures.emplace_back("export-licence");
    }
    publish(std::move(designation), record);
  }

  model::Designation plain(const CslRecord& record, const std::string& name, const SourceRule* rule,
                           const Party& party) {
    model::Designation designation;
    designation.list = rule == nullptr ? std::string(kUnknownList) : rule->list;
    designation.id = party.entity.id + "-" + designation.list;
    designation.entity = party.entity.id;
    designation.authority = rule == nullptr ? std::string(record.source) : rule->authority;
    designation.measures = {rule == nullptr ? std::string("unknown") : rule->measure};
    designation.listed_name = tidy(name);
    designation.scope = "entity";
    designation.evidence = {std::string(source_), record_place(file_, record.line)};
    for (const std::string_view programme : record.programs) designation.programmes.push_back(tidy(programme));
    if (rule != nullptr) designation.act = rule->act;
    complete(record, designation);
    return designation;
  }

  // What every record can say of its listing.
  void complete(const CslRecord& record, model::Designation& designation) {
    append(designation.act, tidy(record.federal_register_notice));
    if (const auto day = notice_date(record.federal_register_notice)) designation.published = *day;
    set_date(record.start_date, designation.valid.from, "start_date", record, designation);
    PartialDate through;
    set_date(record.end_date, through, "end_date", record, designation);
    if (through.known()) {
      designation.valid.to = after_last_day(through);
      append(designation.note, "in effect through " + through.to_string());
    }
    designation.url = record.source_information_url;
    if (!record.license_requirement.empty()) {
      append(designation.note, "licence requirement: " + tidy(record.license_requirement));
    }
    if (!record.license_policy.empty()) append(designation.note, "licence policy: " + tidy(record.license_policy));
    if (!record.standard_order.empty()) {
      const std::string order = ascii_lower(record.standard_order);
      if (order != "y" && order != "n") {
        mapping_.report(model::FindingLevel::kWarning, "unread-value",
                        "\"" + shown(record.standard_order, 20) + "\" is neither Y nor N",
                        place(record, "standard_order"));
      }
      append(designation.note, order == "y"   ? "standard denial order"
                               : order == "n" ? "denial order with terms of its own"
                                              : "standard_order: " + std::string(record.standard_order));
    }
    if (record.entity_number.empty()) append(designation.note, tidy(record.remarks));
  }

  void set_date(std::string_view text, PartialDate& target, std::string_view field, const CslRecord& record,
                model::Designation& designation) {
    if (text.empty()) return;
    if (const auto date = parse_us_date(text)) {
      target = *date;
      return;
    }
    mapping_.report(model::FindingLevel::kWarning, "unread-value",
                    "\"" + shown(text, 20) + "\" is no date of this or the last century; it is kept as a note",
                    place(record, field));
    append(designation.note, std::string(field) + ": " + tidy(text));
  }

  void set_acts(const CslRecord& record, model::Designation& designation) {
    designation.measures.clear();
    for (const std::string_view programme : record.programs) {
      const std::string_view measure = isn_measure(programme);
      if (measure.empty()) {
        mapping_.report(model::FindingLevel::kWarning, "unmapped-programme",
                        "the programme \"" + shown(programme, 60) +
                            "\" is not in data/lists/us_isn_programmes.csv; its measure stays unknown",
                        place(record, "programs"));
      }
      const std::string one(measure.empty() ? "unknown" : measure);
      if (std::find(designation.measures.begin(), designation.measures.end(), one) == designation.measures.end()) {
        designation.measures.push_back(one);
      }
    }
    // An act that imposes something else does not hide what another one imposes.
    if (designation.measures.size() > 1) std::erase(designation.measures, "unknown");
    if (designation.measures.empty()) designation.measures.emplace_back("nonproliferation-sanctions");
    std::string act;
    for (const std::string_view programme : record.programs) append(act, tidy(programme));
    append(act, designation.act);
    designation.act = std::move(act);
  }

  void list_by_programmes(const CslRecord& record, const std::string& name, const SourceRule& rule, Party& party) {
    std::vector<std::string> programmes;
    for (const std::string_view programme : record.programs) programmes.push_back(tidy(programme));
    if (programmes.empty()) {
      mapping_.report(model::FindingLevel::kWarning, "no-programme", "a party has no programme", place(record));
    }
    // "MBS" says that the measures come from a menu; which order they rest on stands in the directive alone.
    std::vector<std::string> asked = programmes;
    for (const auto& [key, dates] : party.facts.directives) {
      if (rule.list == "us-ns-mbs" && key.first == "14024" &&
          std::find(asked.begin(), asked.end(), "RUSSIA-EO14024") == asked.end()) {
        asked.emplace_back("RUSSIA-EO14024");
      }
    }
    bool any = false;
    const ofac::ListKind kind = rule.list == "us-sdn" ? ofac::ListKind::kSdn : ofac::ListKind::kConsolidated;
    if (rule.list == "us-13599") (void)party.facts.directives[{"", "13599"}];
    for (model::Designation& one :
         ofac::make_designations(party.entity, name, asked, party.facts, kind, place(record, "programs"), mapping_)) {
      // Every list has its own record here.
      if (one.list != rule.list && !one.list.starts_with(rule.list + "-")) continue;
      one.evidence = {std::string(source_), record_place(file_, record.line)};
      complete(record, one);
      publish(std::move(one), record);
      any = true;
    }
    if (any) return;
    model::Designation designation = plain(record, name, &rule, party);
    if (designation.list == "us-ssi") {
      mapping_.report(model::FindingLevel::kWarning, "unknown-directive",
                      "an entry on the sectoral list names no directive", place(record));
      designation.list = ofac::kUnknownNonSdnList;
      designation.id = party.entity.id + "-" + designation.list;
    }
    if (party.facts.secondary) designation.measures.emplace_back("secondary-sanctions");
    publish(std::move(designation), record);
  }

  void publish(model::Designation designation, const CslRecord& record) {
    std::vector<model::Designation>& all = outcome_.dataset.designations;
    const auto is_new = [&](const std::string& id) {
      return designations_
          .try_emplace(id, all.size(), [&all](std::size_t place) -> std::string_view { return all[place].id; })
          .second;
    };
    if (!is_new(designation.id)) {
      mapping_.report(model::FindingLevel::kNote, "repeated-designation",
                      "a party has two records on one list; both are kept", place(record));
      std::string id = designation.id;
      for (int i = 2; !is_new(id); ++i) id = designation.id + "-" + std::to_string(i);
      designation.id = std::move(id);
    }
    if (outcome_.lists.empty() || outcome_.lists.back() != designation.list) outcome_.lists.push_back(designation.list);
    all.push_back(std::move(designation));
  }

  void finish() {
    ofac::NameBook book;
    for (const Party& party : parties_) {
      for (const ofac::PartyLink& link : party.facts.links) book.ask_for(link.name);
      for (const std::string_view owner : party.owners) book.ask_for(owner);
    }
    for (const Party& party : parties_) {
      for (const std::string& name : party.listed_names) {
        if (party.entity.id.starts_with("us-ofac-")) book.add(name, party.entity.id);
      }
    }
    std::vector<model::Relationship>& edges = outcome_.dataset.relationships;
    std::size_t entities = parties_.size();
    for (const Party& party : parties_) entities += party.facts.documents.size();
    outcome_.dataset.entities.reserve(entities);
    for (Party& party : parties_) {
      for (const ofac::PartyLink& link : party.facts.links) {
        ofac::link_by_name(party.entity, link, book, party.position, mapping_, edges);
      }
      for (const std::string_view owner : party.owners) {
        ofac::owner_by_name(party.entity, owner, book, party.position, mapping_, edges);
      }
      ofac::refine_schema(party.entity);
      outcome_.dataset.entities.push_back(std::move(party.entity));
      std::unordered_set<std::string> seen;
      for (model::Entity& document : party.facts.documents) {
        if (party.facts.documents.size() == 1 || seen.insert(document.id).second)
          outcome_.dataset.entities.push_back(std::move(document));
      }
    }
    std::unordered_set<std::string> ids;
    std::erase_if(edges, [&ids](const model::Relationship& edge) { return !ids.insert(edge.id).second; });
    std::sort(outcome_.lists.begin(), outcome_.lists.end());
    outcome_.lists.erase(std::unique(outcome_.lists.begin(), outcome_.lists.end()), outcome_.lists.end());
    outcome_.notes.emplace_back(
        "the Consolidated Screening List does not say which aliases are weak; give OFAC's own files as well");
  }

  const std::string& file_;
  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::vector<Party> parties_;
  IdIndex index_;         // of parties_
  IdIndex designations_;  // of the outcome
  std::string_view last_source_;
  const SourceRule* last_rule_ = nullptr;
  std::unordered_map<const SourceRule*, std::string_view> source_words_;  // what the list of a rule is called
};

}  // namespace

void map_csl(const std::vector<CslRecord>& records, const std::string& file, std::string_view source,
             ReadOutcome& outcome) {
  Mapper(file, source, outcome).run(records);
}

}  // namespace penumbra::ingest::us
