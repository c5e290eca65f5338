#include "ingest/uk/mapper.h"

#include <algorithm>
#include <map>
#include <vector>

#include "base/digest.h"
#include "base/embedded_table.h"
#include "embedded/lists_uk_measures.h"
#include "embedded/lists_uk_regimes.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::uk {
namespace {

// Labels of the consolidated list's other information, and the field that each part belongs to.
constexpr std::string_view kLabels[] = {"UK Sanctions List Ref",
                                        "UN Ref",
                                        "UK Statement of Reasons",
                                        "Gender",
                                        "Phone number",
                                        "Email address",
                                        "Type of entity",
                                        "Website",
                                        "Parent company",
                                        "Subsidiaries",
                                        "Business Reg No",
                                        "IMO number",
                                        "Flag of ship",
                                        "Type of ship",
                                        "Tonnage of ship",
                                        "Length of ship",
                                        "Year built",
                                        "Current owners",
                                        "Previous owners",
                                        "Previous flags",
                                        "Hull identification number (HIN)"};

// The regulations of 2019 and later took effect when the transition period ended.
constexpr Date kRegulationsInForce(18627);  // 2020-12-31

void append(std::string& note, std::string_view label, std::string_view text) {
  const std::string value = tidy(text);
  if (value.empty()) return;
  std::string part(label);
  part += value;
  if (note.find(part) != std::string::npos) return;
  if (!note.empty()) note += "; ";
  note += part;
}

std::string joined(const Row& row, std::initializer_list<Field> fields, std::string_view mark) {
  std::string out;
  for (const Field field : fields) {
    if (row[field].empty()) continue;
    const std::string text = tidy(row[field]);
    if (text.empty()) continue;
    if (!out.empty()) out += mark;
    out += text;
  }
  return out;
}

bool any(const Row& row, std::initializer_list<Field> fields) {
  return row.has_any(fields) &&
         std::any_of(fields.begin(), fields.end(), [&](Field field) { return !trim(row[field]).empty(); });
}

// "good quality", "low quality a.k.a", "good".
bool is_quality(std::string_view text) {
  const std::size_t blank = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, blank);
  if (word != "good" && word != "low" && word != "weak" && word != "strong") return false;
  for (const std::string_view rest : {"", " quality", " quality a.k.a", " quality a.k.a.", " quality aka", " a.k.a."}) {
    if (text.substr(blank) == rest) return true;
  }
  return false;
}

const std::map<std::string, std::vector<std::string>, std::less<>>& measures() {
  static const auto* table = [] {
    auto* made = new std::map<std::string, std::vector<std::string>, std::less<>>;
    base::for_each_table_row(embedded::lists_uk_measures(), 3, [made](const std::vector<std::string_view>& row) {
      for (const std::string_view measure : split(row[1], " | ")) (*made)[std::string(row[0])].emplace_back(measure);
    });
    return made;
  }();
  return *table;
}

std::string_view regulations(std::string_view regime) {
  static const auto* table = [] {
    auto* made = new std::map<std::string, std::string, std::less<>>;
    base::for_each_table_row(embedded::lists_uk_regimes(), 3,
                             [made](const std::vector<std::string_view>& row) { made->emplace(row[0], row[1]); });
    return made;
  }();
  const auto it = table->find(regime);
  return it == table->end() ? std::string_view() : std::string_view(it->second);
}

// A number with what the same cell says of it: "H 236483 (Moroccan). Issued in Milan on 8 Nov 1996".
struct NumberText {
  std::string number;
  std::string rest;
};
NumberText number_and_rest(std::string_view text) {
  const std::string value = tidy(text);
  std::size_t end = value.find(" (");
  end = std::min({end, value.find(". "), value.find(", ")});
  NumberText out;
  const auto is_number = [](std::string_view head) {
    const bool digits = std::any_of(head.begin(), head.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits && std::none_of(head.begin(), head.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  };
  const std::string_view head = trim(std::string_view(value).substr(0, end));
  if (is_number(head)) {
    out.number = head;
    while (!out.number.empty() && out.number.back() == '.') out.number.pop_back();
    if (end != std::string::npos) out.rest = tidy(std::string_view(value).substr(end));
    return out;
  }
  // Words before the number say what it is: "Indonesian passport number A2062513", "Passport No.: 622641887".
  const std::string lower = ascii_lower(value);
  for (const std::string_view mark : {"number: ", "number ", "no.: ", "no. ", "no: ", "passport ", "ssn "}) {
    const std::size_t at = lower.find(mark);
    if (at == std::string::npos) continue;
    const std::size_t begin = at + mark.size();
    std::size_t stop = std::min({value.find(' ', begin), value.find(',', begin), value.size()});
    std::string_view number = std::string_view(value).substr(begin, stop - begin);
    while (!number.empty() && (number.back() == '.' || number.back() == ';')) number.remove_suffix(1);
    if (!is_number(number)) continue;
    out.number = number;
    out.rest = tidy(value.substr(0, begin) + value.substr(begin + number.size()));
    return out;
  }
  return {{}, value};
}

// What is said of a document: the country that the first words name, days of issue and expiry.
void read_details(std::string_view text, ListedDocument& document) {
  const std::string value = tidy(text);
  document.summary = value;
  std::string_view first = std::string_view(value).substr(0, value.find_first_of(".,;"));
  if (first.starts_with("("))
    first = first.substr(1, first.find(')') == std::string_view::npos ? first.size() : first.find(')') - 1);
  std::string_view words = first;
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view ending :
         {" number", " passport", " no", " No", " national identity card", " diplomatic", " travel document"}) {
      if (words.ends_with(ending)) {
        words.remove_suffix(ending.size());
        again = true;
      }
    }
  }
  if (const auto code = country_of_words(words)) document.country = *code;
  const std::string lower = ascii_lower(value);
  for (const auto& [target, labels] :
       {std::pair{&document.issued, std::vector<std::string_view>{"issued on ", "issued: ", "issue date: ", "issued "}},
        std::pair{&document.expires, std::vector<std::string_view>{"expires on ", "expired on ",
                                                                   "expired: ", "expires: ", "expiration date ",
                                                                   "valid until ", "expires ", "expired "}}}) {
    for (const std::string_view label : labels) {
      const std::size_t at = lower.find(label);
      if (at == std::string::npos) continue;
      const std::string_view rest = std::string_view(lower).substr(at + label.size());
      // The longest beginning that is a date.
      for (std::size_t size = std::min<std::size_t>(rest.size(), 18); size >= 4 && target->empty(); --size) {
        if (size < rest.size() &&
            ((rest[size] >= '0' && rest[size] <= '9') || (rest[size] >= 'a' && rest[size] <= 'z')))
          continue;
        if (const PartialDate day = read_list_day(rest.substr(0, size)); day.known()) *target = day.to_string();
      }
      if (!target->empty()) break;
    }
  }
}

// Marks behind which the UN's number stands in the text of the lists before 2020.
std::string un_reference(std::string_view text) {
  const std::string lower = ascii_lower(text.substr(0, 200));
  for (const std::string_view mark : {"un ref:", "un ref.", "un ref "}) {
    const std::size_t at = lower.find(mark);
    if (at == std::string::npos) continue;
    std::size_t begin = at + mark.size();
    while (begin < text.size() && (text[begin] == ' ' || text[begin] == ':')) ++begin;
    std::size_t end = begin;
    while (end < text.size() && ((text[end] >= 'A' && text[end] <= 'Z') || text[end] == '.' || text[end] == 'i' ||
                                 text[end] == 'e' || (text[end] >= '0' && text[end] <= '9')))
      ++end;
    while (end > begin && text[end - 1] == '.') --end;
    if (end > begin + 3) return std::string(text.substr(begin, end - begin));
  }
  return {};
}

}  // namespace

void Mapper::add_name(model::Entity& party, const Row& row) {
  const Place& position = row.position;
  std::string name =
      joined(row, {Field::kName1, Field::kName2, Field::kName3, Field::kName4, Field::kName5, Field::kName6}, " ");
  if (name.empty()) name = tidy(row[Field::kName]);
  if (!name.empty()) {
    const std::string type = ascii_lower(tidy(row[Field::kNameType]));
    const std::string quality = ascii_lower(tidy(row[Field::kAliasQuality]));
    std::string_view property = "alias";
    bool primary = false;
    if (type == "primary name" || type == "prime alias" || (type.empty() && row[Field::kNameType].data() == nullptr)) {
      primary = true;
      property = "name";
    } else if (type == "fka" || type == "formerly known as") {
      property = "previousName";
    } else if (type != "aka" && type != "alias" && type != "primary name variation" && type != "a.k.a") {
      writer_.mapping().report(model::FindingLevel::kWarning, "unknown-alias-type",
                               "\"" + shown(type, 40) + "\" is no type of name that is known; it counts as an alias",
                               position);
    }
    if (!primary && (quality.starts_with("low") || quality.starts_with("weak"))) property = "weakAlias";
    if (!quality.empty() && !is_quality(quality)) {
      writer_.mapping().report(model::FindingLevel::kWarning, "unknown-alias-type",
                               "\"" + shown(quality, 40) + "\" is no quality of a name that is known", position);
    }
    writer_.put(party, property, name, position);
    if (primary) {
      writer_.name_party(name, party.id);
      if (party.schema == "Person" && party.get("lastName").empty() && any(row, {Field::kName1})) {
        writer_.put(party, "firstName", row[Field::kName1], position);
        writer_.put(party, "lastName", row[Field::kName6], position);
      }
    }
  }
  if (any(row, {Field::kNonLatin})) {
    std::string lang = ascii_lower(tidy(row[Field::kNonLatinLanguage]));
    if (lang.empty()) lang = ascii_lower(tidy(row[Field::kNonLatinType]));
    writer_.put(party, "alias", row[Field::kNonLatin], position, lang);
  }
  if (any(row, {Field::kTitle})) {
    if (party.schema == "Person")
      writer_.put(party, "title", row[Field::kTitle], position);
    else
      writer_.note(party, "title", row[Field::kTitle]);
  }
}

void Mapper::add_address(model::Entity& party, const Row& row) {
  const std::string lines = joined(row,
                                   {Field::kAddress1, Field::kAddress2, Field::kAddress3, Field::kAddress4,
                                    Field::kAddress5, Field::kAddress6, Field::kPostCode},
                                   ", ");
  const std::string land = tidy(row[Field::kCountry]);
  if (!lines.empty()) writer_.put(party, "address", land.empty() ? lines : lines + ", " + land, row.position);
  if (!land.empty()) writer_.put_countries(party, "country", land, row.position);
}

void Mapper::add_numbers(model::Entity& party, const Row& row) {
  struct Kind {
    Field number;
    Field info;
    std::string_view schema;
    std::string_view type;
    std::string_view property;
  };
  for (const Kind& kind :
       {Kind{Field::kPassport, Field::kPassportInfo, "Passport", "Passport", "passportNumber"},
        Kind{Field::kNationalId, Field::kNationalIdInfo, "Identification", "National identifier", "idNumber"}}) {
    const std::vector<std::string> numbers = numbered_values(row[kind.number]);
    const std::vector<std::string> infos = numbered_values(row[kind.info]);
    if (numbers.empty()) {
      // Until 2020 number and details stood in one cell.
      for (const std::string& info : infos) {
        const NumberText parts = number_and_rest(info);
        ListedDocument document{kind.schema, std::string(kind.type), parts.number, {}, {}, {}, {}, {}};
        read_details(parts.rest, document);
        if (parts.number.empty()) {
          writer_.mapping().report(
              model::FindingLevel::kWarning, "unread-value",
              "a document whose number could not be told from the words around it is kept in notes", row.position);
        }
        writer_.add_document(party, kind.property, document, row.position);
      }
      continue;
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      NumberText parts = number_and_rest(numbers[i]);
      if (parts.number.empty()) parts = {numbers[i], {}};
      ListedDocument document{kind.schema, std::string(kind.type), parts.number, {}, {}, {}, {}, {}};
      // Without equal counts it is not certain which words belong to which number.
      std::string details = parts.rest;
      if (infos.size() == numbers.size()) append(details, "", infos[i]);
      read_details(details, document);
      writer_.add_document(party, kind.property, document, row.position);
    }
    if (infos.size() != numbers.size()) writer_.note(party, kind.type, row[kind.info]);
  }
  for (const std::string& number : numbered_values(row[Field::kBusinessNumber]))
    writer_.put(party, party.schema == "Vessel" ? "notes" : "registrationNumber", number, row.position);
}

void Mapper::add_ship(model::Entity& party, const Row& row) {
  const bool vessel = party.schema == "Vessel";
  const auto put = [&](Field field, std::string_view property, std::string_view label) {
    for (const std::string& value : numbered_values(row[field])) {
      if (vessel)
        writer_.put(party, property, value, row.position);
      else
        writer_.note(party, label, value);
    }
  };
  for (const std::string& value : numbered_values(row[Field::kImo])) {
    std::string_view number = value;
    if (starts_with_ci(number, "imo")) number = trim(number.substr(3));
    if (number.starts_with(":")) number = trim(number.substr(1));
    writer_.put(party, party.schema == "Person" ? "notes" : "imoNumber", number, row.position);
  }
  put(Field::kShipType, "type", "type of ship");
  put(Field::kTonnage, "tonnage", "tonnage");
  put(Field::kBuilt, "buildDate", "built");
  for (const std::string& value : numbered_values(row[Field::kLength])) writer_.note(party, "length of ship", value);
  for (const std::string& value : numbered_values(row[Field::kHull]))
    writer_.note(party, "hull identification number", value);
  if (vessel) {
    writer_.put_countries(party, "flag", row[Field::kFlag], row.position);
    writer_.put_countries(party, "pastFlags", row[Field::kPastFlags], row.position);
  } else {
    writer_.note(party, "flag", row[Field::kFlag]);
    writer_.note(party, "previous flags", row[Field::kPastFlags]);
  }
}

void Mapper::add_relations(model::Entity& party, const Row& row) {
  struct Kind {
    Field field;
    std::string_view label;
    std::string_view role;
    bool reverse;  // the other one owns this party
    bool past;
  };
  for (const Kind& kind : {Kind{Field::kParent, "parent company", "parent company", true, false},
                           Kind{Field::kSubsidiaries, "subsidiary", "subsidiary", false, false},
                           Kind{Field::kOwners, "current owner or operator", "owner or operator", true, false},
                           Kind{Field::kPastOwners, "previous owner or operator", "", true, true}}) {
    for (const std::string& value : numbered_values(row[kind.field])) {
      writer_.note(party, kind.label, value);
      if (kind.past) continue;
      // An owner "or operator" is not said to own; a parent company and its subsidiary are.
      const bool owns = kind.field != Field::kOwners;
      std::vector<std::string_view> names = {value};
      if (const auto parts = split(value, ". "); parts.size() > 1) names = parts;
      for (const std::string_view name : names) {
        ListWriter::Link link;
        link.party = party.id;
        link.key = trim(name);
        link.kind = owns ? "owns" : "linked-to";
        link.role = owns ? "" : kind.role;
        link.text = std::string(kind.label) + ": " + std::string(name);
        link.reverse = kind.reverse;
        link.position = row.position;
        writer_.link(std::move(link));
      }
    }
  }
}

void Mapper::add_other(model::Entity& party, const Row& row) {
  // The consolidated list repeats the text in every row of a party.
  if (row[Field::kOther].empty() || (party.id == last_party_ && row[Field::kOther] == last_other_)) return;
  last_party_ = party.id;
  last_other_ = row[Field::kOther];
  const std::string text = tidy(row[Field::kOther]);
  if (text.empty()) return;
  Row more;
  more.position = row.position;
  bool facts = false;
  for (const LabelledPart& part : labelled_parts(text, kLabels)) {
    if (part.label.empty()) {
      writer_.note(party, "", part.text);
      if (const std::string reference = un_reference(part.text); !reference.empty() && !act_id_.empty())
        append(act().note, "UN reference ", reference);
      continue;
    }
    const auto field = field_of(part.label == "UK Sanctions List Ref" ? "unique-id"
                                : part.label == "UN Ref"              ? "un-reference-number"
                                                                      : part.label);
    if (!field) continue;
    std::string_view value = part.text;
    if (*field == Field::kUniqueId || *field == Field::kUnReference || *field == Field::kGender) {
      // One word; what follows is prose.
      const std::size_t end = value.find_first_of(" ,;");
      if (end != std::string_view::npos) writer_.note(party, "", value.substr(end + 1));
      value = value.substr(0, end);
    }
    more.set(*field, value);
    facts = true;
  }
  if (!facts) {
    writer_.mapping().report(model::FindingLevel::kNote, "prose-remark",
                             "other information is prose; it is kept in notes whole", row.position);
    return;
  }
  apply(party, more);
}

void Mapper::add_kind(model::Entity& party, const Row& row) {
  if (const std::string gender = ascii_lower(tidy(row[Field::kGender])); !gender.empty()) {
    if (party.schema == "Person" && (gender == "male" || gender == "female"))
      writer_.put(party, "gender", gender, row.position);
    else
      writer_.note(party, "gender", gender);
  }
  if (const std::string type = tidy(row[Field::kBodyType]); !type.empty()) {
    if (party.schema == "Organization")
      writer_.put(party, "legalForm", type, row.position);
    else
      writer_.note(party, "type of entity", type);
  }
}

void Mapper::apply(model::Entity& party, const Row& row) {
  if (row.has_any({Field::kName, Field::kName1, Field::kName2, Field::kName3, Field::kName4, Field::kName5,
                   Field::kName6, Field::kNonLatin, Field::kTitle}))
    add_name(party, row);
  if (row.has_any({Field::kAddress1, Field::kAddress2, Field::kAddress3, Field::kAddress4, Field::kAddress5,
                   Field::kAddress6, Field::kPostCode, Field::kCountry}))
    add_address(party, row);
  const bool person = party.schema == "Person";
  if (any(row,
          {Field::kPassport, Field::kPassportInfo, Field::kNationalId, Field::kNationalIdInfo, Field::kBusinessNumber}))
    add_numbers(party, row);
  if (any(row, {Field::kImo, Field::kShipType, Field::kTonnage, Field::kLength, Field::kBuilt, Field::kHull,
                Field::kFlag, Field::kPastFlags}))
    add_ship(party, row);
  if (any(row, {Field::kParent, Field::kSubsidiaries, Field::kOwners, Field::kPastOwners})) add_relations(party, row);
  // Most rows of an XML file have one field.
  if (row.has_any({Field::kBirth})) {
    for (const std::string& date : numbered_values(row[Field::kBirth]))
      writer_.put_birth(party, date, false, row.position);
  }
  if (any(row, {Field::kBirthTown, Field::kBirthCountry})) {
    const std::vector<std::string> towns = numbered_values(row[Field::kBirthTown]);
    const std::vector<std::string> lands = numbered_values(row[Field::kBirthCountry]);
    for (std::size_t i = 0; i < std::max(towns.size(), lands.size()); ++i) {
      std::string where = i < towns.size() ? towns[i] : "";
      if (i < lands.size() && (lands.size() == towns.size() || towns.empty()))
        where += (where.empty() ? "" : ", ") + lands[i];
      else if (lands.size() == 1 && towns.size() > 1)
        where += ", " + lands[0];
      if (person)
        writer_.put(party, "birthPlace", where, row.position);
      else
        writer_.note(party, "place of birth", where);
    }
    if (person) writer_.put_countries(party, "birthCountry", row[Field::kBirthCountry], row.position);
  }
  if (row.has_any({Field::kNationality}))
    writer_.put_countries(party, person ? "nationality" : "country", row[Field::kNationality], row.position);
  if (row.has_any({Field::kPosition})) {
    for (const std::string& value : numbered_values(row[Field::kPosition])) {
      if (person)
        writer_.put(party, "position", value, row.position);
      else
        writer_.note(party, "position", value);
    }
  }
  if (row.has_any({Field::kGender, Field::kBodyType})) add_kind(party, row);
  for (const auto& [field, property] :
       {std::pair{Field::kPhone, std::string_view("phone")}, {Field::kEmail, "email"}, {Field::kWebsite, "website"}}) {
    if (!row.has_any({field})) continue;
    for (const std::string& value : numbered_values(row[field])) {
      for (std::string_view part : split(value, field == Field::kPhone ? ". " : ";")) {
        part = trim(part);
        if (part.ends_with('.')) part.remove_suffix(1);
        if (party.schema == "Vessel")
          writer_.note(party, property, part);
        else
          writer_.put(party, property, part, row.position);
      }
    }
  }
  if (!act_id_.empty() && row.has_any({Field::kUnReference, Field::kUniqueId, Field::kReasons})) {
    model::Designation& listing = act();
    append(listing.note, "UN reference ", row[Field::kUnReference]);
    if (ofsi_) {
      append(listing.note, "UK reference ", row[Field::kUniqueId]);
      // The UK Sanctions List, which took the place of this one in January 2026, knows the party by its reference.
      if (const std::string key = slug(row[Field::kUniqueId]); !key.empty()) {
        const OtherId pair{party.id, "uk-" + key};
        if (outcome_.other_ids.empty() || outcome_.other_ids.back() != pair) outcome_.other_ids.push_back(pair);
      }
    }
    if (const std::string reasons = tidy(row[Field::kReasons]); !reasons.empty() && listing.reason != reasons) {
      if (listing.reason.empty())
        listing.reason = reasons;
      else
        writer_.note(party, "", reasons);
    }
  }
  if (row.has_any({Field::kOther})) add_other(party, row);
}

const std::vector<std::string>& Mapper::read_measures(std::string_view text, const Place& position) {
  const Measures& read = measures_.get(text, find_measures);
  for (const std::string& piece : read.unknown) {
    writer_.mapping().report(
        model::FindingLevel::kWarning, "unmapped-measure",
        "the sanction \"" + shown(piece, 80) + "\" is not in data/lists/uk_measures.csv; it stays unknown", position);
  }
  return read.measures;
}

Mapper::Measures Mapper::find_measures(std::string_view text) {
  const std::string all = tidy(text);
  Measures out;
  std::vector<std::string> found;
  for (const std::string_view piece : split(all, all.find('|') == std::string::npos ? ", " : "|")) {
    const std::string phrase = ascii_lower(trim(piece));
    if (phrase.empty() || phrase == "-") continue;
    // The longest known phrase that it begins with: some go on with "see other information".
    const std::vector<std::string>* best = nullptr;
    std::size_t length = 0;
    for (const auto& [known, list] : measures()) {
      if (known.size() > length && phrase.front() == known.front() && phrase.starts_with(known)) {
        best = &list;
        length = known.size();
      }
    }
    if (best == nullptr) {
      out.unknown.emplace_back(piece);
      found.emplace_back("unknown");
    } else {
      found.insert(found.end(), best->begin(), best->end());
    }
  }
  for (std::string& measure : found) {
    if (std::find(out.measures.begin(), out.measures.end(), measure) == out.measures.end())
      out.measures.push_back(std::move(measure));
  }
  return out;
}

void Mapper::set_measures(model::Designation& act, std::string_view text, const Place& position) {
  act.measures = read_measures(text, position);
  if (act.measures.empty()) act.measures.emplace_back(ofsi_ ? "asset-freeze" : "unknown");
  append(act.note, "sanctions imposed: ", text);
}

void Mapper::add_flags(std::string_view imposed, const Place& position) {
  if (act_id_.empty()) return;
  model::Designation& listing = act();
  const std::vector<std::string>& flags = read_measures(imposed, position);
  const auto lacks = [](const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) == all.end();
  };
  std::string differ;
  for (const std::string& measure : listing.measures) {
    if (lacks(flags, measure) && measure != "unknown") differ += " no " + measure;
  }
  const bool stated = listing.note.find("sanctions imposed: ") != std::string::npos;
  for (const std::string& measure : flags) {
    if (!lacks(listing.measures, measure)) continue;
    differ += " " + measure;
    listing.measures.push_back(measure);
  }
  append(listing.note, "flags: ", imposed);
  if (!stated) {
    if (listing.measures.size() > 1) std::erase(listing.measures, "unknown");
    append(listing.note, "sanctions imposed: ", imposed);
  } else if (!differ.empty()) {
    writer_.mapping().report(
        model::FindingLevel::kWarning, "measure-conflict",
        "the flags of an entry say otherwise than its list of sanctions:" + differ + "; what either imposes counts",
        position);
  }
}

// Every row of an entry repeats these columns: in OFSI's lists of 2016 and 2022 without an exception. Of the UK
// Sanctions List only the columns of the entry itself are asked, where a row states them, since its rows may carry
// other details.
struct Repeated {
  Field field;
  std::string_view column;
  bool of_entry;
};
constexpr Repeated kRepeated[] = {{Field::kListed, "Listed On", true},
                                  {Field::kDesignated, "Date Designated", true},
                                  {Field::kUpdated, "Last Updated", true},
                                  {Field::kUnReference, "UN Reference Number", true},
                                  {Field::kSource, "Designation source", true},
                                  {Field::kMeasures, "Sanctions Imposed", true},
                                  {Field::kReasons, "UK Statement of Reasons", true},
                                  {Field::kOther, "Other Information", false},
                                  {Field::kBirthTown, "Town of Birth", false},
                                  {Field::kBirthCountry, "Country of Birth", false},
                                  {Field::kNationality, "Nationality", false},
                                  {Field::kPassport, "Passport Number", false},
                                  {Field::kPassportInfo, "Passport Details", false},
                                  {Field::kNationalId, "National Identification Number", false},
                                  {Field::kNationalIdInfo, "National Identification Details", false},
                                  {Field::kPosition, "Position", false}};

void Mapper::compare_rows(const Row& row) {
  static_assert(std::size(kRepeated) == kMostRepeated);
  if (act_id_.empty()) return;
  if (repeated_.size() <= act_place_) repeated_.resize(act_place_ + 1);
  Repetition& before = repeated_[act_place_];
  const bool fresh = act_is_new_;
  for (std::size_t i = 0; i < std::size(kRepeated); ++i) {
    const Repeated& one = kRepeated[i];
    if (!ofsi_ && !one.of_entry) continue;
    const std::string_view value = trim(row[one.field]);
    const std::uint64_t hash = value.empty() ? 0 : base::checksum64(value);
    if (!fresh && before[i] != hash && (ofsi_ || !value.empty())) {
      writer_.mapping().report(model::FindingLevel::kWarning, "row-conflict",
                               "\"" + std::string(one.column) + "\" is \"" + shown(tidy(value), 60) +
                                   "\" here and another value in the rows of the same entry before",
                               row.position);
    }
    if (fresh || (!ofsi_ && !value.empty())) before[i] = hash;
  }
}

const Mapper::Regime& Mapper::regime_of(std::string_view text) {
  return regimes_.get(text, [](std::string_view words) {
    const std::string name = tidy(words);
    return Regime{name, name.empty() ? "uk" : slug(name), regulations(name)};
  });
}

void Mapper::designate(model::Entity& party, const Row& row) {
  const Regime& regime = regime_of(row[Field::kRegime]);
  act_id_.assign(party.id).append("-").append(regime.slug);
  const PartialDate designated = read_list_day(row[Field::kDesignated]);
  const PartialDate listed = read_list_day(row[Field::kListed]);
  for (const auto& [field, day] : {std::pair{Field::kDesignated, &designated}, {Field::kListed, &listed}}) {
    if (!day->known() && !trim(row[field]).empty()) {
      writer_.mapping().report(model::FindingLevel::kWarning, "unread-value",
                               "the date of listing \"" + shown(tidy(row[field]), 40) + "\" could not be read",
                               row.position);
    }
  }
  const auto before = writer_.find_designation(act_id_);
  act_is_new_ = !before.has_value();
  act_place_ = before.value_or(outcome_.dataset.designations.size());
  if (act_is_new_) {
    model::Designation act;
    act.id = act_id_;
    act.entity = party.id;
    act.list = "uk";
    if (!regime.name.empty()) act.programmes.push_back(regime.name);
    if (regime.name.find("Regulations") != std::string::npos)
      act.act = regime.name;
    else if (!ofsi_ || (outcome_.published.known() && outcome_.published.first() >= kRegulationsInForce))
      act.act = regime.regulations;
    act.date_act = designated.known() ? designated : listed;
    act.valid.from = listed.known() ? listed : designated;
    set_measures(act, row[Field::kMeasures].empty() ? row[Field::kStatus] : row[Field::kMeasures], row.position);
    if (!ofsi_) append(act.note, "UK reference ", row[Field::kUniqueId]);
    append(act.note, "OFSI group ID ", row[Field::kGroupId]);
    if (const std::string_view group = trim(row[Field::kGroupId]); !ofsi_ && all_digits(group))
      outcome_.other_ids.push_back({party.id, "uk-ofsi-" + std::string(group)});
    append(act.note, "designated by ", row[Field::kSource]);
    writer_.add_designation(std::move(act), row.position);
    if (act_place_ == outcome_.dataset.designations.size()) {  // its id is that of a document
      act_id_.clear();
      return;
    }
  }
  model::Designation& listing = act();
  // Rows of one entry may state several days: it has been listed since the first.
  if (listed.known() && listing.valid.from.known() && listed.earliest() < listing.valid.from.earliest())
    listing.valid.from = listed;
  if (listing.listed_name.empty()) {
    listing.listed_name =
        joined(row, {Field::kName1, Field::kName2, Field::kName3, Field::kName4, Field::kName5, Field::kName6}, " ");
    if (listing.listed_name.empty()) listing.listed_name = tidy(row[Field::kName]);
  }
  if (const PartialDate day = writer_.day(row[Field::kUpdated], "the date of the last update", row.position);
      day.known())
    writer_.put(party, "modifiedAt", day.to_string(), row.position);
}

std::string Mapper::add(const Row& row) {
  act_id_.clear();
  const auto reject = [&](std::string_view key, const std::string& message) {
    ++outcome_.counts.reported;
    writer_.mapping().report(model::FindingLevel::kError, key, message, row.position);
    return std::string();
  };
  const std::string kind = ascii_lower(tidy(row[Field::kKind]));
  const std::string_view schema = kind == "individual" ? "Person"
                                  : kind == "entity"   ? "Organization"
                                  : kind == "ship"     ? "Vessel"
                                                       : "";
  std::string_view number = trim(row[ofsi_ ? Field::kGroupId : Field::kUniqueId]);
  if (ofsi_ && !all_digits(number)) {
    // What stands behind a number came from elsewhere: most often a page that was appended to a cut file.
    const std::size_t end = std::min(number.find_first_not_of("0123456789"), number.size());
    if (end == 0) {
      return number.empty() ? reject("incomplete-record", "an entry has no number")
                            : reject("unread-value", "the group ID \"" + shown(number, 40) + "\" is no number");
    }
    writer_.mapping().report(
        model::FindingLevel::kWarning, "unread-value",
        "the group ID \"" + shown(number, 40) + "\" is no number; it counts as " + std::string(number.substr(0, end)),
        row.position);
    number = number.substr(0, end);
  }
  const std::string key = slug(number);
  if (key.empty()) return reject("incomplete-record", "an entry has no number");
  if (schema.empty())
    return reject("unknown-party-type", "\"" + shown(kind, 40) + "\" is no kind of party that is known");
  const std::string id = (ofsi_ ? "uk-ofsi-" : "uk-") + key;
  model::Entity* party = writer_.party(id, schema, row.position);
  if (party == nullptr) {
    ++outcome_.counts.reported;
    return {};
  }
  ++outcome_.counts.mapped;
  if (ofsi_) writer_.name_party(number, id);
  designate(*party, row);
  compare_rows(row);
  apply(*party, row);
  return id;
}

void Mapper::add_to(const std::string& id, const Row& row) {
  if (model::Entity* party = writer_.find(id)) apply(*party, row);
}

void Mapper::add_unknown(const std::string& id, std::string_view name, std::string_view text, const Place& position) {
  writer_.mapping().report(model::FindingLevel::kWarning, "unknown-field",
                           "the element " + shown(name, 60) + " is not known; its text is kept in notes", position);
  if (model::Entity* party = writer_.find(id)) writer_.note(*party, name, text);
}

}  // namespace penumbra::ingest::uk
