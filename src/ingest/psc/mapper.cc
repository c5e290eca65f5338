#include <algorithm>
#include <utility>

#include "base/embedded_table.h"
#include "embedded/lists_psc_statements.h"
#include "ingest/owners.h"
#include "ingest/places.h"
#include "ingest/psc/psc.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::psc {
namespace {

struct StatementRule {
  std::string holder;  // nobody, certain, possible, context
  std::string meaning;
};

const StatementRule* statement_rule(std::string_view statement) {
  static const std::map<std::string, StatementRule, std::less<>> table = [] {
    std::map<std::string, StatementRule, std::less<>> out;
    base::for_each_table_row(embedded::lists_psc_statements(), 3, [&out](const std::vector<std::string_view>& row) {
      out.emplace(row[0], StatementRule{std::string(row[1]), std::string(row[2])});
    });
    return out;
  }();
  const auto it = table.find(statement);
  return it == table.end() ? nullptr : &it->second;
}

// Members that speak of the entry and not of the person: etag is a version mark of the service.
constexpr std::string_view kPersonMembers =
    " address ceased ceased_on country_of_residence date_of_birth description etag identification "
    "identity_verification_details is_sanctioned kind links name name_elements nationality natures_of_control "
    "notified_on notification_id principal_office_address usual_residential_address trusts ";
constexpr std::string_view kStatementMembers =
    " ceased_on etag kind linked_psc_name links notified_on notification_id restrictions_notice_withdrawal_reason "
    "statement ";

enum class Party : std::uint8_t { kPerson, kCorporate, kLegalPerson, kSuperSecure };

std::optional<Party> party_of(std::string_view kind) {
  if (kind == "individual-person-with-significant-control" || kind == "individual-beneficial-owner") {
    return Party::kPerson;
  }
  if (kind == "corporate-entity-person-with-significant-control" || kind == "corporate-entity-beneficial-owner") {
    return Party::kCorporate;
  }
  if (kind == "legal-person-person-with-significant-control" || kind == "legal-person-with-significant-control" ||
      kind == "legal-person-beneficial-owner") {
    return Party::kLegalPerson;
  }
  if (kind == "super-secure-person-with-significant-control" ||
      kind == "super-secure-persons-with-significant-control" || kind == "super-secure-beneficial-owner") {
    return Party::kSuperSecure;
  }
  return std::nullopt;
}

// The last part of the entry's own address: "/company/01234567/persons-with-significant-control/individual/AbC".
std::string_view entry_id(const JsonNode& data) {
  const JsonNode* links = data.member("links");
  if (links == nullptr) return {};
  const std::string_view self = links->text_of("self");
  const std::size_t slash = self.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : self.substr(slash + 1);
}

std::string address_of(const JsonNode& node) {
  std::string out;
  for (const std::string_view part : {"care_of", "po_box", "premises", "address_line_1", "address_line_2", "locality",
                                      "region", "postal_code", "country"}) {
    const std::string text = tidy(node.text_of(part));
    if (text.empty()) continue;
    // A house number stands before its street without a comma.
    if (!out.empty()) out += part == "address_line_1" && all_digits(out) ? " " : ", ";
    out += text;
  }
  return out;
}

// Whether an identification speaks of the register that Companies House keeps.
bool is_uk_register(const JsonNode& identification) {
  const std::string words = ascii_lower(std::string(identification.text_of("country_registered")) + " " +
                                        std::string(identification.text_of("place_registered")));
  for (const std::string_view word :
       {"england", "wales", "scotland", "united kingdom", "great britain", "northern ireland", "companies house"}) {
    if (words.find(word) != std::string::npos) return true;
  }
  const std::string country = ascii_lower(trim(identification.text_of("country_registered")));
  return country == "uk" || country == "gb" || country == "u.k.";
}

void append(std::string& note, std::string_view text) {
  if (text.empty()) return;
  if (!note.empty()) note += "; ";
  note += text;
}

}  // namespace

void Mapper::reported(std::string_view key, const std::string& message, const SourcePosition& position) {
  ++outcome_.counts.reported;
  mapping_.report(model::FindingLevel::kError, key, message, position);
}

void Mapper::unknown_members(const JsonNode& data, std::string_view known, const SourcePosition& position) {
  for (const auto& [name, value] : data.members()) {
    if (known.find(" " + name + " ") == std::string_view::npos) {
      warn("unknown-member", "the member \"" + shown(name, 40) + "\" is not known and is left out", position);
    }
  }
}

bool Mapper::is_new_company(const std::string& id) {
  return companies_.try_emplace(id, outcome_.dataset.entities.size()).second;
}

void Mapper::add_company(model::Entity&& company) {
  outcome_.dataset.entities.push_back(std::move(company));
}

void Mapper::add_party(model::Entity&& party, const Change& fill) {
  fill(outcome_.dataset.entities.emplace_back(std::move(party)));
}

void Mapper::change_company(const std::string& id, const Change& change) {
  change(outcome_.dataset.entities[companies_.at(id)]);
}

bool Mapper::is_first_entry(const std::string& key, std::uint64_t line) {
  return self_links_.emplace(key, line).second;
}

std::string Mapper::company_of(const std::string& number, const SourcePosition& position) {
  std::string id = "gb-coh-" + ascii_lower(number);
  if (!is_new_company(id)) return id;
  model::Entity company;
  company.id = id;
  company.schema = "Company";
  put_identifier(mapping_, company, "GB-COH", number, position);
  // An overseas entity stands on the register for its land; it is of another country.
  if (!number.starts_with("OE")) {
    mapping_.put(company, "jurisdiction", "gb", position);
    mapping_.put(company, "country", "gb", position);
  }
  company.evidence = {std::string(source_), record_place(position.file, position.line)};
  add_company(std::move(company));
  return id;
}

ValidInterval Mapper::valid_of(const JsonNode& data, std::string_view from, std::string_view to,
                               const SourcePosition& position) {
  ValidInterval out;
  const auto read = [&](std::string_view member, PartialDate& end) {
    const JsonNode* value = data.member(member);
    if (value == nullptr || value->kind == JsonNode::Kind::kNull) return;
    const auto date = value->is_string() ? read_date(value->text()) : std::nullopt;
    if (date) {
      end = *date;
    } else {
      warn("unread-value",
           "the date " + std::string(member) + " could not be read: \"" + shown(value->text(), 40) + "\"", position);
    }
  };
  read(from, out.from);
  read(to, out.to);
  if (out.from.known() && out.to.known() && out.to.latest() < out.from.earliest()) {
    warn("dates-turned", "the entry ends before it begins; both dates are left out", position);
    out = {};
  }
  return out;
}

void Mapper::fill_party(model::Entity& entity, const JsonNode& data, const SourcePosition& position) {
  mapping_.put(entity, "name", data.text_of("name"), position);
  if (const JsonNode* parts = data.member("name_elements"); parts != nullptr && entity.schema == "Person") {
    mapping_.put(entity, "firstName", parts->text_of("forename"), position);
    mapping_.put(entity, "middleName", parts->text_of("middle_name"), position);
    mapping_.put(entity, "middleName", parts->text_of("other_forenames"), position);
    mapping_.put(entity, "lastName", parts->text_of("surname"), position);
    mapping_.put(entity, "title", parts->text_of("title"), position);
  }
  if (const JsonNode* born = data.member("date_of_birth"); born != nullptr && born->is_object()) {
    std::string text(born->text_of("year"));
    for (const std::string_view part : {"month", "day"}) {
      const std::string_view digits = born->text_of(part);
      if (digits.empty()) break;
      text += (digits.size() == 1 ? "-0" : "-") + std::string(digits);
    }
    if (const auto date = read_date(text)) {
      mapping_.put(entity, "birthDate", date->to_string(), position);
    } else {
      warn("unread-value", "a date of birth could not be read: \"" + shown(text, 20) + "\"", position);
    }
  }
  // Nationalities are words ("British") and no names of countries.
  if (const std::string words = tidy(data.text_of("nationality")); !words.empty()) {
    mapping_.note(entity, "nationality: " + words);
  }
  if (const std::string_view country = data.text_of("country_of_residence"); !country.empty()) {
    mapping_.put_country(entity, "country", country, position);
  }
  for (const std::string_view member : {"address", "principal_office_address"}) {
    if (const JsonNode* place = data.member(member); place != nullptr && place->is_object()) {
      mapping_.put(entity, "address", address_of(*place), position);
    }
  }
  if (const JsonNode* identification = data.member("identification");
      identification != nullptr && identification->is_object()) {
    mapping_.put(entity, "legalForm", identification->text_of("legal_form"), position);
    put_identifier(mapping_, entity, "", identification->text_of("registration_number"), position);
    if (const std::string_view country = identification->text_of("country_registered"); !country.empty()) {
      mapping_.put_country(entity, "jurisdiction", country, position);
    }
    for (const std::string_view member : {"legal_authority", "place_registered"}) {
      const std::string text = tidy(identification->text_of(member));
      if (!text.empty())
        mapping_.note(entity, std::string(member == "legal_authority" ? "law: " : "register: ") + text);
    }
  }
  // The register's own mark; which list is meant it does not say, so it is no designation.
  if (data.is_true("is_sanctioned")) mapping_.note(entity, "the register marks this party as sanctioned");
}

void Mapper::add_person(const JsonNode& data, const std::string& company, const SourcePosition& position) {
  const Party party = *party_of(data.text_of("kind"));
  unknown_members(data, kPersonMembers, position);
  const std::string entry(entry_id(data));
  if (entry.empty()) {
    reported("entry-without-id", "an entry has no address of its own (links.self)", position);
    return;
  }
  const std::string key = "gb-psc-" + ascii_lower(company) + "-" + entry;
  if (key.size() > kMaxValueBytes || !is_first_entry(key, position.line)) {
    reported("duplicate-entry", "two entries have one address; the first is kept", position);
    return;
  }
  const std::string to = company_of(company, position);
  const ValidInterval valid = valid_of(data, "notified_on", "ceased_on", position);
  std::string from = "?";
  if (party != Party::kSuperSecure) {
    from = key;
    if (const JsonNode* identification = data.member("identification");
        party == Party::kCorporate && identification != nullptr && is_uk_register(*identification)) {
      const std::string number = companies_house_number(identification->text_of("registration_number"));
      // One company, whether it is owned or owns.
      if (!number.empty()) from = company_of(number, position);
    }
    const auto fill = [&](model::Entity& entity) { fill_party(entity, data, position); };
    if (from == key) {
      model::Entity made;
      made.id = from;
      made.schema = party == Party::kPerson ? "Person" : party == Party::kCorporate ? "Company" : "LegalEntity";
      made.evidence = {std::string(source_), record_place(position.file, position.line)};
      add_party(std::move(made), fill);
    } else {
      change_company(from, fill);
    }
  }
  model::Relationship base;
  base.to = to;
  base.from = from;
  base.valid = valid;
  base.evidence = {std::string(source_), record_place(position.file, position.line)};
  if (data.is_true("ceased") && !valid.to.known()) base.status = model::AssertionStatus::kEnded;
  if (party == Party::kSuperSecure) {
    base.note = "holder not disclosed: protected particulars";
    base.kind = "owns";
    base.id = key;
    outcome_.dataset.relationships.push_back(base);
  }
  const JsonNode* natures = data.member("natures_of_control");
  bool unknown = false;
  std::size_t count = 0;
  for (std::size_t i = 0; natures != nullptr && i < natures->items().size() && i < kMaxValuesPerEntity; ++i) {
    const std::string& text = natures->items()[i].text();
    const auto nature = parse_nature(text);
    if (!nature) {
      unknown = true;
      mapping_.report(model::FindingLevel::kError, "unknown-nature",
                      "\"" + shown(text, 100) + "\" is no nature of control that is known; it is left out", position);
      continue;
    }
    const bool held_by_other = !nature->capacity.empty();
    model::Relationship edge = base;
    edge.note = base.note;
    append(edge.note, text);
    // Where the trustees or the members of a firm hold the right, the person is not certainly its holder.
    const bool land = nature->role == "nominee";
    if ((held_by_other || land) && base.status == model::AssertionStatus::kAsserted) {
      edge.status = model::AssertionStatus::kPossible;
    }
    if (!held_by_other || nature->role != "significant-influence") {
      edge.id = key + "-" + std::to_string(++count);
      edge.kind = nature->kind;
      edge.role = nature->role;
      edge.share = nature->share;
      append(edge.note, nature->note);
      outcome_.dataset.relationships.push_back(edge);
    }
    if (held_by_other) {
      model::Relationship control = base;
      control.id = key + "-" + std::to_string(++count);
      control.kind = "controls";
      control.role = nature->capacity;
      append(control.note, text);
      append(control.note, nature->note);
      outcome_.dataset.relationships.push_back(std::move(control));
    }
  }
  if (natures == nullptr || natures->items().empty()) {
    if (party != Party::kSuperSecure) {
      // There is a person with significant control; how is not stated.
      base.id = key + "-1";
      base.kind = "owns";
      base.status = model::AssertionStatus::kPossible;
      append(base.note, "no nature of control is stated");
      outcome_.dataset.relationships.push_back(base);
      warn("no-nature", "an entry states no nature of control", position);
    }
  }
  ++persons_;
  ++(unknown ? outcome_.counts.reported : outcome_.counts.mapped);
}

void Mapper::add_statement(const JsonNode& data, const std::string& company, const SourcePosition& position) {
  unknown_members(data, kStatementMembers, position);
  const std::string_view statement = data.text_of("statement");
  const StatementRule* rule = statement_rule(statement);
  if (rule == nullptr) {
    reported("unknown-statement", "\"" + shown(statement, 100) + "\" is no statement that is known", position);
    return;
  }
  const std::string entry(entry_id(data));
  const std::string key =
      "gb-psc-" + ascii_lower(company) + "-statement-" + (entry.empty() ? std::to_string(position.line) : entry);
  if (key.size() > kMaxValueBytes || !is_first_entry(key, position.line)) {
    reported("duplicate-entry", "two entries have one address; the first is kept", position);
    return;
  }
  const std::string id = company_of(company, position);
  const ValidInterval valid = valid_of(data, "notified_on", "ceased_on", position);
  ++statements_;
  ++outcome_.counts.mapped;
  std::string meaning = rule->meaning;
  if (const std::string name = tidy(data.text_of("linked_psc_name")); !name.empty()) meaning += " (" + name + ")";
  if (rule->holder == "nobody" || rule->holder == "context") {
    change_company(id, [&](model::Entity& entity) {
      mapping_.note(entity, "stated on " + valid.from.to_string() +
                                (valid.to.known() ? ", withdrawn on " + valid.to.to_string() : "") + ": " + meaning);
    });
    return;
  }
  model::Relationship edge;
  edge.id = key;
  edge.from = "?";
  edge.kind = "owns";
  edge.to = id;
  edge.valid = valid;
  edge.status = rule->holder == "possible" ? model::AssertionStatus::kPossible : model::AssertionStatus::kAsserted;
  edge.evidence = {std::string(source_), record_place(position.file, position.line)};
  edge.note = "holder not disclosed: " + meaning;
  outcome_.dataset.relationships.push_back(std::move(edge));
}

void Mapper::add_exemptions(const JsonNode& data, const std::string& company, const SourcePosition& position) {
  const std::string id = company_of(company, position);
  const JsonNode* exemptions = data.member("exemptions");
  ++exemptions_;
  std::size_t count = 0;
  if (exemptions != nullptr && exemptions->is_object()) {
    for (const auto& [name, exemption] : exemptions->members()) {
      const JsonNode* items = exemption.member("items");
      for (std::size_t i = 0; items != nullptr && i < items->items().size() && count < kMaxValuesPerEntity; ++i) {
        model::Relationship edge;
        edge.id = "gb-psc-" + ascii_lower(company) + "-exemption-" + std::to_string(position.line) + "-" +
                  std::to_string(++count);
        edge.from = "?";
        edge.kind = "owns";
        edge.to = id;
        edge.valid = valid_of(items->items()[i], "exempt_from", "exempt_to", position);
        edge.evidence = {std::string(source_), record_place(position.file, position.line)};
        edge.note = "holder not disclosed: the company is exempt (" + tidy(shown(name, 80)) + ")";
        outcome_.dataset.relationships.push_back(std::move(edge));
      }
    }
  }
  if (count == 0) {
    reported("unread-exemption", "an exemption has no item that can be read", position);
    --exemptions_;
    return;
  }
  ++outcome_.counts.mapped;
}

void Mapper::add_totals(const JsonNode& data, const SourcePosition& position) {
  for (const std::string_view member :
       {"persons_of_significant_control_count", "statements_count", "exemptions_count"}) {
    const std::string_view digits = data.text_of(member);
    constexpr std::size_t kDigits = 12;
    if (!all_digits(digits) || digits.size() > kDigits) {
      warn("no-total",
           "the line of totals has no " + std::string(member) + ", so that a missing part would not be noticed",
           position);
      continue;
    }
    std::uint64_t number = 0;
    for (const char c : digits) number = number * 10 + static_cast<std::uint64_t>(c - '0');
    totals_[std::string(member)] = {number, position};
  }
  for (const auto& [name, value] : data.members()) {
    if (name == "kind" || name == "generated_at" || name.ends_with("_count")) continue;
    warn("unknown-member", "the member \"" + shown(name, 40) + "\" of the line of totals is not known", position);
  }
  if (const auto day = read_date(data.text_of("generated_at"))) outcome_.published = *day;
  ++outcome_.counts.ignored;
  mapping_.report(model::FindingLevel::kNote, "totals",
                  "a line of totals is no party; it is compared with what was read", position);
}

void Mapper::add(const JsonRecord& record, const std::string& file) {
  SourcePosition position;
  position.file = file;
  position.line = record.line;
  ++outcome_.counts.records_in;
  if (!record.repeated.empty()) {
    return reported("repeated-member", "the member \"" + shown(record.repeated, 40) + "\" stands twice in one object",
                    position);
  }
  const JsonNode* data = record.node.member("data");
  if (data == nullptr || !data->is_object()) {
    return reported("entry-without-data", "a line has no member \"data\"", position);
  }
  const std::string_view kind = data->text_of("kind");
  if (kind == "totals#persons-of-significant-control-snapshot") return add_totals(*data, position);
  const std::string company = companies_house_number(record.node.text_of("company_number"));
  if (company.empty()) {
    return reported("bad-company-number",
                    "\"" + shown(record.node.text_of("company_number"), 40) + "\" is no company number", position);
  }
  for (const auto& [name, value] : record.node.members()) {
    if (name != "company_number" && name != "data") {
      warn("unknown-member", "the member \"" + shown(name, 40) + "\" of a line is not known and is left out", position);
    }
  }
  if (party_of(kind)) return add_person(*data, company, position);
  if (kind == "persons-with-significant-control-statement") return add_statement(*data, company, position);
  if (kind == "exemptions") return add_exemptions(*data, company, position);
  reported("unknown-party-type", "\"" + shown(kind, 80) + "\" is no kind of entry that is known", position);
}

void Mapper::finish() {
  const std::pair<std::string_view, std::uint64_t> read[] = {{"persons_of_significant_control_count", persons_},
                                                             {"statements_count", statements_},
                                                             {"exemptions_count", exemptions_}};
  for (const auto& [name, count] : read) {
    const auto it = totals_.find(std::string(name));
    if (it == totals_.end() || it->second.stated == count) continue;
    warn("totals-differ",
         "the snapshot states " + std::to_string(it->second.stated) + " as its " + std::string(name) + ", and " +
             std::to_string(count) + " were read; a part of it may be missing",
         it->second.position);
  }
}

}  // namespace penumbra::ingest::psc
