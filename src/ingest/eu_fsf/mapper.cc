// Every element and attribute of schema 1.1 stands in kFields: either something below reads it, or the table says why
// it is left out. What the table does not know is a finding, and its value goes to notes.
#include "ingest/eu_fsf/mapper.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "base/digest.h"
#include "base/embedded_table.h"
#include "base/name_table.h"
#include "embedded/lists_eu_programmes.h"
#include "ingest/byte_scan.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"
#include "model/schema.h"

namespace penumbra::ingest::eu_fsf {
namespace {

constexpr std::string_view kAuthority = "Council of the European Union";
constexpr int kMaxYears = 30;

struct Field {
  std::string_view element;
  std::string_view name;      // attribute, or child element
  std::string_view left_out;  // the reason, or "" when it is read
};

constexpr std::string_view kNumbering = "numbers the detail inside the Commission's own data base";
constexpr std::string_view kLanguage = "language of the regulation's text, not of the value";

constexpr Field kFields[] = {
    {"sanctionEntity", "logicalId", ""},
    {"sanctionEntity", "euReferenceNumber", ""},
    {"sanctionEntity", "unitedNationId", ""},
    {"sanctionEntity", "designationDate", ""},
    {"sanctionEntity", "designationDetails", ""},
    {"sanctionEntity", "delistingDate", ""},
    {"sanctionEntity", "remark", ""},
    {"sanctionEntity", "additionalInformation", ""},
    {"sanctionEntity", "regulation", ""},
    {"sanctionEntity", "subjectType", ""},
    {"sanctionEntity", "nameAlias", ""},
    {"sanctionEntity", "citizenship", ""},
    {"sanctionEntity", "birthdate", ""},
    {"sanctionEntity", "address", ""},
    {"sanctionEntity", "identification", ""},
    {"regulation", "regulationType", ""},
    {"regulation", "organisationType", ""},
    {"regulation", "publicationDate", ""},
    {"regulation", "entryIntoForceDate", ""},
    {"regulation", "numberTitle", ""},
    {"regulation", "programme", ""},
    {"regulation", "logicalId", ""},
    {"regulation", "publicationUrl", ""},
    {"regulation", "remark", ""},
    {"regulation", "additionalInformation", ""},
    {"regulation", "corrigendum", "a correction of the printed text; the value here is the corrected one"},
    {"subjectType", "code", ""},
    {"subjectType", "classificationCode", ""},
    {"regulationSummary", "regulationType", ""},
    {"regulationSummary", "organisationType", "that of the act of the listing is kept"},
    {"regulationSummary", "numberTitle", ""},
    {"regulationSummary", "publicationUrl", ""},
    {"regulationSummary", "publicationDate", ""},
    {"regulationSummary", "entryIntoForceDate", "the day of publication is used, the only one that every edition has"},
    {"regulationSummary", "programme", ""},
    {"*", "logicalId", kNumbering},
    {"*", "regulationLanguage", kLanguage},
    {"*", "regulationSummary", ""},
    {"*", "remark", ""},
    {"*", "additionalInformation", ""},
    {"*", "countryIso2Code", ""},
    {"*", "countryDescription", ""},
    {"nameAlias", "firstName", ""},
    {"nameAlias", "middleName", ""},
    {"nameAlias", "lastName", ""},
    {"nameAlias", "wholeName", ""},
    {"nameAlias", "function", ""},
    {"nameAlias", "gender", ""},
    {"nameAlias", "title", ""},
    {"nameAlias", "nameLanguage", ""},
    {"nameAlias", "strong", ""},
    {"citizenship", "region", ""},
    {"citizenship", "acquisitionDate", ""},
    {"citizenship", "disenfranchisementDate", ""},
    {"birthdate", "circa", ""},
    {"birthdate", "calendarType", ""},
    {"birthdate", "city", ""},
    {"birthdate", "zipCode", ""},
    {"birthdate", "birthdate", ""},
    {"birthdate", "dayOfMonth", ""},
    {"birthdate", "monthOfYear", ""},
    {"birthdate", "year", ""},
    {"birthdate", "yearRangeFrom", ""},
    {"birthdate", "yearRangeTo", ""},
    {"birthdate", "region", ""},
    {"birthdate", "place", ""},
    {"address", "city", ""},
    {"address", "street", ""},
    {"address", "poBox", ""},
    {"address", "zipCode", ""},
    {"address", "region", ""},
    {"address", "place", ""},
    {"address", "asAtListingTime", ""},
    {"address", "contactInfo", ""},
    {"identification", "diplomatic", ""},
    {"identification", "knownExpired", ""},
    {"identification", "knownFalse", ""},
    {"identification", "reportedLost", ""},
    {"identification", "revokedByIssuer", ""},
    {"identification", "issueDate", ""},
    {"identification", "issuedBy", ""},
    {"identification", "latinNumber", ""},
    {"identification", "nameOnDocument", ""},
    {"identification", "number", ""},
    {"identification", "validFrom", ""},
    {"identification", "validTo", ""},
    {"identification", "region", ""},
    {"identification", "identificationTypeCode", ""},
    {"identification", "identificationTypeDescription", ""},
};

bool is_known(std::string_view element, std::string_view name) {
  // Asked for every attribute and element.
  static const auto by_name = [] {
    std::map<std::string_view, std::vector<std::string_view>> elements;
    for (const Field& field : kFields) elements[field.name].push_back(field.element);
    base::NameTable<std::vector<std::string_view>> out;
    for (auto& [field, in] : elements) out.add(field, std::move(in));
    return out;
  }();
  const std::vector<std::string_view>* const elements = by_name.find(name);
  if (elements == nullptr) return false;
  return std::any_of(elements->begin(), elements->end(), [element](std::string_view one) {
    return equal_names(one, element) || (one == "*" && element != "sanctionEntity" && element != "regulation");
  });
}

// Types of identification (identificationTypeCode), and the property that takes the number.
constexpr std::pair<std::string_view, std::string_view> kIdTypes[] = {
    {"passport", "passportNumber"},
    {"id", "idNumber"},
    {"other", "idNumber"},
    {"travelcardid", "idNumber"},
    {"ssn", "socialSecurityNumber"},
    {"drivinglicence", "idNumber"},
    {"swiftbic", "swiftBic"},
    {"imo", "imoNumber"},
    {"regnumber", "registrationNumber"},
    {"fiscalcode", "taxNumber"},
    {"tin", "taxNumber"},
    {"electoralcard", "idNumber"},
    {"residentperm", "idNumber"},
    {"birthcert", "idNumber"},
    {"diplomaticpassport", "passportNumber"},
    {"vat", "vatCode"},
    {"lei", "leiCode"},
    {"militaryid", "idNumber"},
    {"employeeid", "idNumber"},
    {"imei", "idNumber"},
};

// (programme, number of the regulation or "") -> list and measures.
const std::map<std::pair<std::string, std::string>, Programme>& programmes() {
  static const auto* table = [] {
    auto* made = new std::map<std::pair<std::string, std::string>, Programme>;
    base::for_each_table_row(embedded::lists_eu_programmes(), 6, [made](const std::vector<std::string_view>& fields) {
      Programme programme{std::string(fields[2]), {}};
      for (const std::string_view measure : split(fields[3], " | ")) programme.measures.emplace_back(measure);
      made->emplace(std::pair{std::string(fields[0]), std::string(fields[1])}, std::move(programme));
    });
    return made;
  }();
  return *table;
}

std::optional<int> whole(std::string_view text, int low, int high) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size() || value < low || value > high)
    return std::nullopt;
  return value;
}

PartialDate day_of(std::string_view text) {
  const auto date = PartialDate::parse(without_time(text));
  return date.ok() ? *date : PartialDate();
}

std::string joined(const XmlNode& node, std::initializer_list<std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) {
    if (const std::string text = tidy(node.attribute(name)); !text.empty()) out += (out.empty() ? "" : ", ") + text;
  }
  return out;
}

bool is_flag(std::string_view name) {
  constexpr std::string_view kFlags[] = {"strong",     "circa",        "diplomatic",      "knownExpired",
                                         "knownFalse", "reportedLost", "revokedByIssuer", "asAtListingTime"};
  return std::find(std::begin(kFlags), std::end(kFlags), name) != std::end(kFlags);
}

bool is_true(const XmlNode& node, std::string_view name) {
  const std::string_view value = node.attribute(name);
  return value == "true" || value == "1";
}

// Whether a name is written in Latin letters: no letter of it lies outside the Latin blocks of Unicode.
bool is_latin(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    if (byte < 0x80 || (byte & 0xC0U) == 0x80) continue;
    // Two bytes up to U+024F; three bytes for U+1E00 to U+1EFF and U+2000 to U+206F (Vietnamese, punctuation).
    const auto next = i + 1 < name.size() ? static_cast<unsigned char>(name[i + 1]) : 0U;
    const bool latin = byte <= 0xC9 || (byte == 0xE1 && next >= 0xB8 && next <= 0xBB) || (byte == 0xE2 && next <= 0x81);
    if (!latin) return false;
  }
  return true;
}

// Whether a word stands between blanks or ends of a text.
bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return true;
  }
  return false;
}

std::string name_in(const XmlNode& alias) {
  std::string name = tidy(alias.attribute("wholeName"));
  if (!name.empty()) return name;
  for (const std::string_view part : {"firstName", "middleName", "lastName"}) {
    if (const std::string text = tidy(alias.attribute(part)); !text.empty()) name += (name.empty() ? "" : " ") + text;
  }
  return name;
}

// The name by which the party is called. The list puts its 24 languages in no order of rank, so that the first of them
// may be Bulgarian: a strong name goes before a weak one, then one in Latin letters, then one of no stated language or
// English, which is how the acts themselves call the party; then the first.
const XmlNode* head_name(const XmlNode& element) {
  constexpr int kBest = 4 + 2 + 1;
  const XmlNode* best = nullptr;
  int best_rank = -1;
  for (const XmlNode& child : element.children) {
    if (child.name != "nameAlias") continue;
    const std::string name = name_in(child);
    if (name.empty()) continue;
    const std::string_view strong = child.attribute("strong");
    const std::string_view trimmed = trim(child.attribute("nameLanguage"));
    const Lowered small(trimmed);
    const std::string_view language = small;
    const int rank = (strong == "false" || strong == "0" ? 0 : 4) + (is_latin(name) ? 2 : 0) +
                     (language.empty() || language == "en" ? 1 : 0);
    if (rank > best_rank) {
      best = &child;
      best_rank = rank;
      if (rank == kBest) break;
    }
  }
  return best;
}

// "amendment 2022/336 (OJ L 58) of 2022-02-28": the act that brought a detail.
std::string act_of(const XmlNode& summary) {
  std::string out = tidy(summary.attribute("regulationType"));
  for (const auto& [name, before] : {std::pair{std::string_view("numberTitle"), std::string_view()},
                                     {"publicationDate", "of "},
                                     {"programme", "under programme "}}) {
    if (const std::string text = tidy(summary.attribute(name)); !text.empty())
      out.append(out.empty() ? "" : " ").append(before).append(text);
  }
  return out;
}

// Whether act_of() says the same of both.
bool are_one_act(const XmlNode& a, const XmlNode& b) {
  return a.attribute("numberTitle") == b.attribute("numberTitle") &&
         a.attribute("publicationDate") == b.attribute("publicationDate") &&
         a.attribute("regulationType") == b.attribute("regulationType") &&
         a.attribute("programme") == b.attribute("programme");
}

// "CONGO, Democratic Republic of (was Zaire)" reads badly in an address, but it is what the file says.
std::string_view country_text(const XmlNode& node) {
  return node.attribute("countryIso2Code") == "00" ? std::string_view() : node.attribute("countryDescription");
}

}  // namespace

Place Mapper::place(const XmlNode& node) const {
  return {file_, node.line, node.offset, node.name};
}

void Mapper::report_unknown(const XmlNode& node, model::Entity& party) {
  for (const auto& [name, value] : node.attributes) {
    if (is_flag(name) && value != "true" && value != "false" && value != "1" && value != "0" && !value.empty()) {
      mapping_.report(model::FindingLevel::kWarning, "unread-value",
                      "\"" + shown(value, 20) + "\" in " + node.name + "/@" + name + " is neither true nor false",
                      place(node));
    }
    if (is_known(node.name, name)) continue;
    mapping_.report(model::FindingLevel::kWarning, "unknown-field",
                    "the attribute " + node.name + "/@" + shown(name, 40) + " is not known; its value is kept in notes",
                    place(node));
    std::string text = name;
    text.append(": ").append(value);
    mapping_.note(party, text);
  }
  for (const XmlNode& child : node.children) {
    if (is_known(node.name, child.name)) continue;
    mapping_.report(
        model::FindingLevel::kWarning, "unknown-field",
        "the element " + node.name + "/" + shown(child.name, 40) + " is not known; its text is kept in notes",
        place(child));
    mapping_.note(party, child.name + ": " + child.text);
  }
  for (const XmlNode& child : node.children) {
    if (child.name == "remark") mapping_.note(party, child.text);
    if (child.name == "additionalInformation") {
      mapping_.note(party, std::string(child.attribute("key")) + ": " + std::string(child.attribute("value")));
    }
  }
}

std::string Mapper::country_of(const XmlNode& node, model::Entity& party) {
  std::string code = ascii_lower(trim(node.attribute("countryIso2Code")));
  if (code.empty() || code == "00") return {};
  if (is_country_code(code)) {
    const std::string words = tidy(node.attribute("countryDescription"));
    const auto named = words.empty() ? std::optional<std::string_view>(code) : country_code(words);
    if (!named) {
      mapping_.report(
          model::FindingLevel::kNote, "country-name",
          "\"" + shown(words, 40) + "\" is no name of a country that is known here; its code " + code + " is taken",
          place(node));
    } else if (*named != code) {
      mapping_.report(model::FindingLevel::kWarning, "country-conflict",
                      "the code " + code + " and the name \"" + shown(words, 40) +
                          "\" are different countries; the code is taken, the name is kept in notes",
                      place(node));
      mapping_.note(party, "country: " + words);
    }
    return code;
  }
  mapping_.report(model::FindingLevel::kWarning, "unknown-country",
                  "\"" + shown(code, 10) + "\" is no country code that is known here; it is kept in notes",
                  place(node));
  mapping_.note(party, "country: " + std::string(node.attribute("countryDescription")));
  return {};
}

void Mapper::add_name(const XmlNode& node, bool first, model::Entity& party) {
  const std::string name = name_in(node);
  if (name.empty()) {
    mapping_.report(model::FindingLevel::kWarning, "empty-name", "a nameAlias has no name", place(node));
  }
  // The parts are said a second time by the whole name; which of them is wrong where they differ nobody can tell.
  const std::string whole_name = ascii_lower(name);
  for (const std::string_view part : {"firstName", "middleName", "lastName"}) {
    const std::string_view value = node.attribute(part);
    if (value.empty()) continue;
    const std::string text = ascii_lower(tidy(value));
    for (std::string_view rest = text; !rest.empty();) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
      if (word.empty() || has_word(whole_name, word)) continue;
      mapping_.report(model::FindingLevel::kWarning, "name-conflict",
                      "\"" + shown(word, 40) + "\" of " + std::string(part) + " does not stand in the whole name \"" +
                          shown(name, 60) + "\"",
                      place(node));
    }
  }
  const std::string_view strong = node.attribute("strong");
  const std::string_view property = strong == "false" || strong == "0" ? "weakAlias" : first ? "name" : "alias";
  mapping_.put(party, property, name, place(node), ascii_lower(trim(node.attribute("nameLanguage"))));
  const bool person = party.schema == "Person";
  if (first && person) {
    mapping_.put(party, "firstName", node.attribute("firstName"), place(node));
    mapping_.put(party, "middleName", node.attribute("middleName"), place(node));
    mapping_.put(party, "lastName", node.attribute("lastName"), place(node));
  }
  const std::string_view gender = node.attribute("gender");
  if (person && (gender == "M" || gender == "F"))
    mapping_.put(party, "gender", gender == "M" ? "male" : "female", place(node));
  if (!gender.empty() && gender != "?" && (!person || (gender != "M" && gender != "F"))) {
    mapping_.report(model::FindingLevel::kWarning, "unread-value",
                    "\"" + shown(gender, 20) + "\" is no gender of a person that is known", place(node));
    mapping_.note(party, "gender: " + std::string(gender));
  }
  if (person) {
    mapping_.put(party, "title", node.attribute("title"), place(node));
    mapping_.put(party, "position", node.attribute("function"), place(node));
  } else {
    for (const std::string_view field : {"title", "function"}) {
      if (const std::string text = tidy(node.attribute(field)); !text.empty()) mapping_.note(party, text);
    }
  }
}

void Mapper::add_birth(const XmlNode& node, model::Entity& party) {
  const std::string where = joined(node, {"place", "city", "zipCode", "region"});
  const std::string_view land = country_text(node);
  const std::string place_text = where.empty() ? tidy(land) : land.empty() ? where : where + ", " + tidy(land);
  const std::string code = country_of(node, party);
  std::vector<std::string> dates;
  std::string shown_date(node.attribute("birthdate"));
  const auto year = whole(node.attribute("year"), 1000, 2999);
  const auto month = whole(node.attribute("monthOfYear"), 1, 12);
  const auto from = whole(node.attribute("yearRangeFrom"), 1000, 2999);
  const auto to = whole(node.attribute("yearRangeTo"), 1000, 2999);
  const auto day_number = whole(node.attribute("dayOfMonth"), 1, 31);
  for (const auto& [name, read] : {std::pair{std::string_view("birthdate"), day_of(shown_date).known()},
                                   {"year", year.has_value()},
                                   {"monthOfYear", month.has_value()},
                                   {"dayOfMonth", day_number.has_value()},
                                   {"yearRangeFrom", from.has_value()},
                                   {"yearRangeTo", to.has_value()}}) {
    if (read || node.attribute(name).empty()) continue;
    mapping_.report(
        model::FindingLevel::kWarning, "unread-value",
        "\"" + shown(node.attribute(name), 40) + "\" in birthdate/@" + std::string(name) + " could not be read",
        place(node));
    mapping_.note(party, "birth, " + std::string(name) + ": " + std::string(node.attribute(name)));
  }
  if (const PartialDate day = day_of(shown_date); day.known()) {
    dates.push_back(day.to_string());
    // Version 1.1 states the parts of the date beside it.
    if (day.precision() == Precision::kDay &&
        ((year && *year != day.first().year()) || (month && *month != day.first().month()) ||
         (day_number && *day_number != day.first().day()))) {
      mapping_.report(model::FindingLevel::kWarning, "unread-value", "a birth date and its parts do not fit together",
                      place(node));
      mapping_.note(party, "birth, parts of the date: " + joined(node, {"year", "monthOfYear", "dayOfMonth"}));
    }
  } else if (year) {
    shown_date = std::to_string(*year);
    if (month) shown_date += (*month < 10 ? "-0" : "-") + std::to_string(*month);
    if (month && day_number && Date::from_ymd(*year, *month, *day_number)) {
      shown_date += (*day_number < 10 ? "-0" : "-") + std::to_string(*day_number);
    }
    dates.push_back(shown_date);
  } else if (from && to && *from <= *to && *to - *from <= kMaxYears) {
    shown_date = std::to_string(*from) + " to " + std::to_string(*to);
    for (int y = *from; y <= *to; ++y) dates.push_back(std::to_string(y));
    mapping_.note(party, "born " + shown_date);
  } else if (from || to) {
    mapping_.note(party,
                  "born " + (from ? "from " + std::to_string(*from) : "") + (to ? " to " + std::to_string(*to) : ""));
  }
  if (party.schema != "Person") {
    mapping_.report(model::FindingLevel::kWarning, "birth-of-no-person",
                    "a birthdate stands at a party that is no person; it is kept in notes", place(node));
    mapping_.note(party, "birthdate: " + shown_date + " " + place_text);
    return;
  }
  const std::string_view calendar = node.attribute("calendarType");
  if (!calendar.empty() && calendar != "GREGORIAN") {
    mapping_.report(model::FindingLevel::kWarning, "other-calendar",
                    "a birth date in the calendar " + shown(calendar, 20) + " is not converted; it is kept in notes",
                    place(node));
    mapping_.note(party, "born " + shown_date + " (" + std::string(calendar) + " calendar)");
    dates.clear();
  }
  const bool circa = is_true(node, "circa");
  if (circa && !dates.empty() && !(from && to)) mapping_.note(party, "born circa " + shown_date);
  for (const std::string& date : dates) {
    // "circa" with a whole date claims the year, not the day.
    mapping_.put(party, "birthDate", circa ? std::string_view(date).substr(0, 4) : std::string_view(date), place(node));
  }
  mapping_.put(party, "birthPlace", place_text, place(node));
  mapping_.put(party, "birthCountry", code, place(node));
}

void Mapper::add_citizenship(const XmlNode& node, model::Entity& party) {
  mapping_.put(party, party.schema == "Person" ? "citizenship" : "country", country_of(node, party), place(node));
  for (const auto& [name, label] : {std::pair{std::string_view("region"), std::string_view("citizenship, region: ")},
                                    {"acquisitionDate", "citizenship acquired: "},
                                    {"disenfranchisementDate", "citizenship lost: "}}) {
    if (const std::string text = tidy(node.attribute(name)); !text.empty())
      mapping_.note(party, std::string(label) + text);
  }
}

void Mapper::add_address(const XmlNode& node, model::Entity& party) {
  std::string town = tidy(node.attribute("zipCode"));
  if (const std::string city = tidy(node.attribute("city")); !city.empty()) town += (town.empty() ? "" : " ") + city;
  std::string text = joined(node, {"street", "poBox"});
  for (const std::string& part : {town, joined(node, {"place", "region"})}) {
    if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
  }
  if (!text.empty()) {
    if (const std::string land = tidy(country_text(node)); !land.empty()) text += ", " + land;
    mapping_.put(party, "address", text, place(node));
    if (is_true(node, "asAtListingTime")) mapping_.note(party, "address at the time of listing: " + text);
  }
  mapping_.put(party, "country", country_of(node, party), place(node));
  for (const XmlNode& contact : node.children) {
    if (contact.name != "contactInfo") continue;
    const std::string key = ascii_lower(contact.attribute("key"));
    const std::string_view value = contact.attribute("value");
    if (key == "phone" || key == "mobile")
      mapping_.put(party, "phone", value, place(contact));
    else if (key == "email")
      mapping_.put(party, "email", value, place(contact));
    else if (key == "web" || key == "website")
      mapping_.put(party, "website", value, place(contact));
    else
      mapping_.note(party, std::string(contact.attribute("key")) + ": " + std::string(value));
  }
}

void Mapper::add_identification(const XmlNode& node, model::Entity& party) {
  const std::string type(node.attribute("identificationTypeCode"));
  const std::string label = tidy(node.attribute("identificationTypeDescription"));
  std::string number = tidy(node.attribute("number"));
  if (number.empty()) number = tidy(node.attribute("latinNumber"));
  const auto known =
      std::find_if(std::begin(kIdTypes), std::end(kIdTypes), [&](const auto& row) { return row.first == type; });
  if (number.empty() || known == std::end(kIdTypes)) {
    if (known == std::end(kIdTypes)) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-identification",
                      "\"" + shown(type, 40) + "\" is no type of identification that is known; it is kept in notes",
                      place(node));
    }
    mapping_.note(party, label + ": " + number);
    return;
  }
  // A forged document proves nothing about its bearer.
  const bool forged = is_true(node, "knownFalse");
  const model::Schema* schema = model::Vocabulary::get().find(party.schema);
  std::string_view property = known->second;
  if (schema->property(property) == nullptr) property = "idNumber";
  if (!forged) {
    mapping_.put(party, property, number, place(node));
    mapping_.put(party, property, node.attribute("latinNumber"), place(node));
  }
  model::Entity document;
  document.schema = known->second == "passportNumber" ? "Passport" : "Identification";
  document.id =
      party.id + "-doc-" +
      base::sha256_hex(type + '\0' + number + '\0' + std::string(node.attribute("countryIso2Code"))).substr(0, 12);
  document.evidence = {std::string(source_), record_place(file_, node.line)};
  mapping_.put(document, "holder", party.id, place(node));
  mapping_.put(document, "type", is_true(node, "diplomatic") ? "Diplomatic " + label : label, place(node));
  mapping_.put(document, "number", number, place(node));
  if (document.schema == "Passport") mapping_.put(document, "passportNumber", number, place(node));
  mapping_.put(document, "country", country_of(node, party), place(node));
  mapping_.put(document, "authority", joined(node, {"issuedBy", "region"}), place(node));
  const std::string_view start =
      node.attribute("validFrom").empty() ? node.attribute("issueDate") : node.attribute("validFrom");
  mapping_.put(document, "startDate", start, place(node));
  mapping_.put(document, "endDate", node.attribute("validTo"), place(node));
  for (const auto& [flag, text] : {std::pair{std::string_view("knownExpired"), std::string_view("known to be expired")},
                                   {"knownFalse", "known to be false"},
                                   {"reportedLost", "reported lost"},
                                   {"revokedByIssuer", "revoked by its issuer"}}) {
    if (is_true(node, flag)) mapping_.put(document, "summary", text, place(node));
  }
  if (const std::string name = tidy(node.attribute("nameOnDocument")); !name.empty())
    mapping_.put(document, "summary", "name on the document: " + name, place(node));
  if (ids_.insert(document.id).second) documents_.push_back(std::move(document));
}

void Mapper::add_designation(const XmlNode& element, const XmlNode& regulation, const model::Entity& party) {
  const std::string programme = tidy(regulation.attribute("programme"));
  const std::string title = tidy(regulation.attribute("numberTitle"));
  const std::string number = title.substr(0, title.find(' '));
  model::Designation designation;
  designation.id =
      party.id + "-" +
      slug(regulation.attribute("logicalId").empty() ? std::string_view(title) : regulation.attribute("logicalId"));
  designation.entity = party.id;
  designation.authority = kAuthority;
  designation.programmes.push_back(programme);
  // Parties of one act stand together.
  if (!last_is_set_ || programme != last_programme_ || number != last_number_) {
    auto rule = programmes().find({programme, number});
    if (rule == programmes().end()) rule = programmes().find({programme, ""});
    last_programme_ = programme;
    last_number_ = number;
    last_rule_ = rule == programmes().end() ? nullptr : &rule->second;
    last_is_set_ = true;
  }
  if (last_rule_ != nullptr) {
    designation.list = last_rule_->list;
    designation.measures = last_rule_->measures;
  } else {
    designation.list = "eu-fsf";
    designation.measures.emplace_back("unknown");
    mapping_.report(model::FindingLevel::kWarning, "unmapped-programme",
                    "the programme \"" + shown(programme, 40) +
                        "\" is not in data/lists/eu_programmes.csv; its measure stays unknown",
                    place(regulation));
  }
  if (const XmlNode* name = head_name(element)) designation.listed_name = name_in(*name);
  designation.act = title;
  designation.scope = "entity";
  designation.url = tidy(regulation.child_text("publicationUrl"));
  designation.date_act = day_of(element.attribute("designationDate"));
  designation.published = day_of(regulation.attribute("publicationDate"));
  // The regulation named here may be the last of several amendments. The party is listed since the earliest regulation
  // that brought any of its details.
  designation.valid.from = day_of(regulation.attribute("entryIntoForceDate"));
  if (!designation.valid.from.known()) designation.valid.from = designation.published;
  std::string_view day_before;
  for (const XmlNode& detail : element.children) {
    const XmlNode* summary = detail.child("regulationSummary");
    if (summary == nullptr || summary->attribute("publicationDate") == day_before) continue;
    day_before = summary->attribute("publicationDate");
    const PartialDate day = day_of(summary->attribute("publicationDate"));
    if (!day.known() && !summary->attribute("publicationDate").empty()) {
      mapping_.report(model::FindingLevel::kWarning, "unread-value",
                      "\"" + shown(summary->attribute("publicationDate"), 40) +
                          "\" is no day on which a regulation that brought a detail was published",
                      place(*summary));
    }
    if (day.known() && (!designation.valid.from.known() || day.earliest() < designation.valid.from.earliest()))
      designation.valid.from = day;
  }
  designation.valid.to = day_of(element.attribute("delistingDate"));
  for (const auto& [from, name] : {std::pair{&element, std::string_view("designationDate")},
                                   {&element, "delistingDate"},
                                   {&regulation, "publicationDate"},
                                   {&regulation, "entryIntoForceDate"}}) {
    if (from->attribute(name).empty() || day_of(from->attribute(name)).known()) continue;
    mapping_.report(model::FindingLevel::kWarning, "unread-value",
                    "\"" + shown(from->attribute(name), 40) + "\" in " + std::string(name) + " is no day",
                    place(*from));
  }
  for (const auto& [name, label] : {std::pair{std::string_view("designationDetails"), std::string_view("")},
                                    {"unitedNationId", "United Nations id: "},
                                    {"euReferenceNumber", "EU reference: "}}) {
    if (const std::string text = tidy(element.attribute(name)); !text.empty()) {
      designation.note += (designation.note.empty() ? "" : "; ") + std::string(label) + text;
    }
  }
  if (const std::string kind = tidy(regulation.attribute("regulationType")); !kind.empty()) {
    designation.note += (designation.note.empty() ? "" : "; ") + ("act type: " + kind);
  }
  if (const std::string body = tidy(regulation.attribute("organisationType")); !body.empty())
    designation.note += (designation.note.empty() ? "" : "; ") + ("adopted by: " + body);
  for (const XmlNode& child : regulation.children) {
    if (child.name == "remark") designation.note += (designation.note.empty() ? "" : "; ") + tidy(child.text);
  }
  // Which acts brought the details, where it is another one than the act that is named.
  std::vector<std::string> acts;
  const std::string own = act_of(regulation);
  const XmlNode* before = nullptr;
  for (const XmlNode& detail : element.children) {
    const XmlNode* summary = detail.child("regulationSummary");
    if (summary == nullptr) continue;
    // Most details of a party come from one act.
    if (before != nullptr && are_one_act(*before, *summary)) continue;
    before = summary;
    std::string act = act_of(*summary);
    // Summaries of most editions do not repeat the programme.
    if (act.empty() || own.starts_with(act)) continue;
    if (std::find(acts.begin(), acts.end(), act) == acts.end()) acts.push_back(std::move(act));
  }
  for (const std::string& act : acts) {
    designation.note +=
        &act == &acts.front() ? (designation.note.empty() ? "" : "; ") + ("details by: " + act) : ", " + act;
  }
  designation.evidence = {std::string(source_), record_place(file_, element.line)};
  if (!ids_.insert(designation.id).second) {
    mapping_.report(model::FindingLevel::kWarning, "repeated-designation",
                    "a party stands twice under the same regulation; the records are joined", place(element));
    return;
  }
  outcome_.lists.push_back(designation.list);
  outcome_.dataset.designations.push_back(std::move(designation));
}

void Mapper::add(const XmlNode& element) {
  ++outcome_.counts.records_in;
  const auto reject = [&](std::string_view key, std::string_view message) {
    ++outcome_.counts.reported;
    mapping_.report(model::FindingLevel::kError, key, message, place(element));
  };
  const std::string id(trim(element.attribute("logicalId")));
  const XmlNode* subject = element.child("subjectType");
  if (id.empty() || subject == nullptr) {
    reject("incomplete-record",
           id.empty() ? "a sanctionEntity has no logicalId" : "a sanctionEntity has no subjectType");
    return;
  }
  const std::string_view code = subject->attribute("code");
  const std::string_view schema = code == "person" ? "Person" : code == "enterprise" ? "Organization" : "";
  if (schema.empty()) {
    reject("unknown-party-type", "\"" + shown(code, 40) + "\" is no subject type that is known");
    return;
  }
  if (element.child("nameAlias") == nullptr) {
    reject("party-without-name", "a sanctionEntity has no nameAlias");
    return;
  }
  const auto [it, fresh] = index_.try_emplace(id, outcome_.dataset.entities.size());
  if (fresh) {
    model::Entity& party = outcome_.dataset.entities.emplace_back();
    party.id = "eu-fsf-" + slug(id);
    party.schema = schema;
    party.evidence = {std::string(source_), record_place(file_, element.line)};
  }
  model::Entity& party = outcome_.dataset.entities[it->second];
  if (party.schema != schema) {
    reject("schema-conflict", "one logicalId stands as person and as enterprise");
    return;
  }
  ++outcome_.counts.mapped;
  const XmlNode* head = party.first("name").empty() ? head_name(element) : nullptr;
  for (const XmlNode& child : element.children) {
    if (child.name == "remark" || child.name == "additionalInformation") continue;
    if (child.name == "nameAlias") {
      add_name(child, &child == head, party);
    } else if (child.name == "citizenship") {
      add_citizenship(child, party);
    } else if (child.name == "birthdate") {
      add_birth(child, party);
    } else if (child.name == "address") {
      add_address(child, party);
    } else if (child.name == "identification") {
      add_identification(child, party);
    } else if (child.name == "regulation") {
      add_designation(element, child, party);
    }
    if (!is_known("sanctionEntity", child.name)) continue;
    report_unknown(child, party);
    if (const XmlNode* summary = child.child("regulationSummary")) {
      report_unknown(*summary, party);
      mapping_.put(party, "sourceUrl", summary->attribute("publicationUrl"), place(*summary));
    }
  }
  report_unknown(element, party);
  if (element.child("regulation") == nullptr) {
    mapping_.report(model::FindingLevel::kWarning, "no-regulation",
                    "a party stands without a regulation: it has no designation", place(element));
  }
}

bool Mapper::can_join(const Mapper& later) const {
  return std::none_of(later.index_.begin(), later.index_.end(),
                      [this](const auto& known) { return index_.contains(known.first); }) &&
         std::none_of(later.ids_.begin(), later.ids_.end(),
                      [this](const std::string& id) { return ids_.contains(id); });
}

void Mapper::join(Mapper& later) {
  for (auto& [id, place] : later.index_) place += outcome_.dataset.entities.size();
  index_.merge(later.index_);
  ids_.merge(later.ids_);
  std::move(later.documents_.begin(), later.documents_.end(), std::back_inserter(documents_));
}

void Mapper::finish() {
  for (model::Entity& document : documents_) outcome_.dataset.entities.push_back(std::move(document));
  std::sort(outcome_.lists.begin(), outcome_.lists.end());
  outcome_.lists.erase(std::unique(outcome_.lists.begin(), outcome_.lists.end()), outcome_.lists.end());
}

}  // namespace penumbra::ingest::eu_fsf
