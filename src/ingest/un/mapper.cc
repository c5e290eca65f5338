// Every element of the schema sc-sanctions.xsd (read in its edition of 2018) and what the files had beside it until
// 2025 stands in kFields: read below, or left out for the reason that the table gives. Anything else is a finding.
#include "ingest/un/mapper.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/embedded_table.h"
#include "embedded/lists_un_committees.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::un {
namespace {

constexpr std::string_view kSorting = "the key by which the printed list is sorted";
constexpr std::string_view kAnyList = "always the list itself";

constexpr FieldRule kFields[] = {
    {"*/DATAID", ""},
    {"*/VERSIONNUM", "a number of the data base; the days of amendment say more"},
    {"*/FIRST_NAME", ""},
    {"*/SECOND_NAME", ""},
    {"*/THIRD_NAME", ""},
    {"*/FOURTH_NAME", ""},
    {"*/UN_LIST_TYPE", ""},
    {"*/REFERENCE_NUMBER", ""},
    {"*/LISTED_ON", ""},
    {"*/DELISTED_ON", ""},
    {"*/SUBMITTED_ON", ""},
    {"*/SUBMITTED_BY", ""},
    {"*/GENDER", ""},
    {"*/NAME_ORIGINAL_SCRIPT", ""},
    {"*/COMMENTS1", ""},
    {"*/NATIONALITY", ""},
    {"*/NATIONALITY2", ""},
    {"*/TITLE", ""},
    {"*/DESIGNATION", ""},
    {"*/LIST_TYPE", kAnyList},
    {"*/LAST_DAY_UPDATED", ""},
    {"*/SORT_KEY", kSorting},
    {"*/SORT_KEY_LAST_MOD", kSorting},
    {"*/noNamespaceSchemaLocation", "the address of the schema"},
    {"INDIVIDUAL/INDIVIDUAL_ALIAS", ""},
    {"INDIVIDUAL/INDIVIDUAL_ADDRESS", ""},
    {"INDIVIDUAL/INDIVIDUAL_DATE_OF_BIRTH", ""},
    {"INDIVIDUAL/INDIVIDUAL_PLACE_OF_BIRTH", ""},
    {"INDIVIDUAL/INDIVIDUAL_DOCUMENT", ""},
    {"ENTITY/ENTITY_ALIAS", ""},
    {"ENTITY/ENTITY_ADDRESS", ""},
    {"TITLE/VALUE", ""},
    {"DESIGNATION/VALUE", ""},
    {"NATIONALITY/VALUE", ""},
    {"LIST_TYPE/VALUE", kAnyList},
    {"LAST_DAY_UPDATED/VALUE", ""},
    {"*/QUALITY", ""},
    {"*/ALIAS_NAME", ""},
    {"*/DATE_OF_BIRTH", ""},
    {"*/CITY_OF_BIRTH", ""},
    {"*/COUNTRY_OF_BIRTH", ""},
    {"*/NOTE", ""},
    {"*/STREET", ""},
    {"*/CITY", ""},
    {"*/STATE_PROVINCE", ""},
    {"*/ZIP_CODE", ""},
    {"*/COUNTRY", ""},
    {"INDIVIDUAL_DATE_OF_BIRTH/TYPE_OF_DATE", ""},
    {"INDIVIDUAL_DATE_OF_BIRTH/DATE", ""},
    {"INDIVIDUAL_DATE_OF_BIRTH/YEAR", ""},
    {"INDIVIDUAL_DATE_OF_BIRTH/FROM_YEAR", ""},
    {"INDIVIDUAL_DATE_OF_BIRTH/TO_YEAR", ""},
    {"INDIVIDUAL_DOCUMENT/TYPE_OF_DOCUMENT", ""},
    {"INDIVIDUAL_DOCUMENT/TYPE_OF_DOCUMENT2", ""},
    {"INDIVIDUAL_DOCUMENT/NUMBER", ""},
    {"INDIVIDUAL_DOCUMENT/ISSUING_COUNTRY", ""},
    {"INDIVIDUAL_DOCUMENT/DATE_OF_ISSUE", ""},
    {"INDIVIDUAL_DOCUMENT/CITY_OF_ISSUE", ""},
    {"INDIVIDUAL_DOCUMENT/COUNTRY_OF_ISSUE", ""},
};

const FieldTable& fields() {
  static const FieldTable table(kFields);
  return table;
}

struct Committee {
  std::string act;
  std::vector<std::string> individuals;
  std::vector<std::string> entities;
};

const Committee* committee(std::string_view list_type) {
  static const auto* table = [] {
    auto* made = new std::map<std::string, Committee, std::less<>>;
    base::for_each_table_row(embedded::lists_un_committees(), 5, [made](const std::vector<std::string_view>& row) {
      Committee entry{std::string(row[1]), {}, {}};
      for (const std::string_view measure : split(row[2], " | ")) entry.individuals.emplace_back(measure);
      for (const std::string_view measure : split(row[3], " | ")) entry.entities.emplace_back(measure);
      made->emplace(row[0], std::move(entry));
    });
    return made;
  }();
  const auto it = table->find(list_type);
  return it == table->end() ? nullptr : &it->second;
}

std::string joined(const XmlNode& node, std::initializer_list<std::string_view> names, std::string_view mark) {
  std::string out;
  for (const std::string_view name : names) {
    const std::string_view raw = node.child_text(name);
    if (raw.empty()) continue;
    const std::string text = tidy(raw);
    if (text.empty() || text == "na" || text == "NA") continue;
    if (!out.empty()) out += mark;
    out += text;
  }
  return out;
}

// Semicolons divide names, except inside brackets.
std::vector<std::string> divided(std::string_view text) {
  std::vector<std::string> out;
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '(') ++depth;
    if (i < text.size() && text[i] == ')' && depth > 0) --depth;
    if (i < text.size() && (text[i] != ';' || depth > 0)) continue;
    if (std::string part = tidy(text.substr(start, i - start)); !part.empty()) out.push_back(std::move(part));
    start = i + 1;
  }
  return out;
}

void add_to(std::string& note, std::string_view text) {
  if (text.empty()) return;
  if (!note.empty()) note += "; ";
  note += text;
}

std::string span_text(std::string_view field, std::size_t begin, std::size_t end) {
  return std::string(field) + " bytes " + std::to_string(begin) + " to " + std::to_string(end);
}

// "QDi.001", "TAe.010": two or three capitals, i or e, a stop and three digits. Length at `at`, or 0.
std::size_t reference_length(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] >= 'A' && text[end] <= 'Z') ++end;
  if (end - at < 2 || end - at > 3 || end + 5 > text.size()) return 0;
  if ((text[end] != 'i' && text[end] != 'e') || text[end + 1] != '.' || !all_digits(text.substr(end + 2, 3))) return 0;
  return end + 5 - at;
}

constexpr std::string_view kKin[] = {"brother", "sister",  "father",  "mother",  "son of", "daughter",
                                     "wife",    "husband", "married", "cousin",  "uncle",  "nephew",
                                     "in-law",  "spouse",  "family",  "relative"};

}  // namespace

Place Mapper::place(const XmlNode& node) const {
  return {file_, node.line, node.offset, node.name};
}

void Mapper::report_unknown(const XmlNode& node, model::Entity& party) {
  for (const auto& [name, value] : node.attributes) {
    if (fields().knows(node.name, name)) continue;
    writer_.mapping().report(
        model::FindingLevel::kWarning, "unknown-field",
        "the attribute " + node.name + "/@" + shown(name, 40) + " is not known; it is kept in notes", place(node));
    writer_.note(party, name, value);
  }
  for (const XmlNode& child : node.children) {
    if (fields().knows(node.name, child.name)) continue;
    writer_.mapping().report(
        model::FindingLevel::kWarning, "unknown-field",
        "the element " + node.name + "/" + shown(child.name, 40) + " is not known; it is kept in notes", place(child));
    writer_.note(party, child.name, child.text);
  }
}

void Mapper::add_alias(const XmlNode& node, model::Entity& party) {
  const std::string quality = ascii_lower(tidy(node.child_text("QUALITY")));
  const std::vector<std::string> names = divided(node.child_text("ALIAS_NAME"));
  std::string_view property = "alias";
  if (quality == "low") {
    property = "weakAlias";
  } else if (quality == "f.k.a.") {
    property = "previousName";
  } else if (!names.empty() && quality != "good" && quality != "a.k.a." && !quality.empty()) {
    writer_.mapping().report(
        model::FindingLevel::kWarning, "unknown-alias-type",
        "\"" + shown(quality, 40) + "\" is no quality of an alias that is known; it counts as good", place(node));
  } else if (!names.empty() && quality.empty()) {
    // Only entries without a name have none: a weak alias would become a good one in silence.
    writer_.mapping().report(model::FindingLevel::kWarning, "missing-field",
                             "an alias does not say its quality; it counts as good", place(node));
  }
  for (const std::string& name : names) writer_.put(party, property, name, place(node));
  const std::string about = names.empty() ? "alias" : "alias " + names.front();
  writer_.note(party, about + ", born", node.child_text("DATE_OF_BIRTH"));
  writer_.note(party, about + ", born in", joined(node, {"CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"}, ", "));
  writer_.note(party, about, node.child_text("NOTE"));
}

void Mapper::add_address(const XmlNode& node, model::Entity& party) {
  std::string town = joined(node, {"ZIP_CODE", "CITY"}, " ");
  std::string text = tidy(node.child_text("STREET"));
  for (const std::string& part : {town, joined(node, {"STATE_PROVINCE", "COUNTRY"}, ", ")}) {
    if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
  }
  const std::string land = tidy(node.child_text("COUNTRY"));
  if (text != land) writer_.put(party, "address", text, place(node));
  writer_.put_countries(party, "country", land, place(node));
  writer_.note(party, text.empty() ? "address" : "address " + text, node.child_text("NOTE"));
}

void Mapper::add_birth(const XmlNode& node, model::Entity& party) {
  const std::string type = ascii_lower(tidy(node.child_text("TYPE_OF_DATE")));
  const bool circa = type == "approximately";
  if (!type.empty() && !circa && type != "exact" && type != "between") {
    writer_.mapping().report(model::FindingLevel::kWarning, "unread-value",
                             "\"" + shown(type, 40) + "\" is no type of date that is known", place(node));
    writer_.note(party, "type of date of birth", type);
  }
  for (const XmlNode& child : node.children) {
    if (child.name == "DATE" || child.name == "YEAR") writer_.put_birth(party, child.text, circa, place(child));
  }
  const std::string_view from = node.child_text("FROM_YEAR");
  const std::string_view to = node.child_text("TO_YEAR");
  if (!from.empty() && !to.empty()) {
    writer_.put_birth(party, std::string(trim(from)) + " to " + std::string(trim(to)), false, place(node));
  } else {
    writer_.note(party, "born from", from);
    writer_.note(party, "born until", to);
  }
  // Type and parts must agree; which of them is wrong is not for us to say.
  const bool span = !from.empty() || !to.empty();
  if (type.empty() && (span || !node.child_text("DATE").empty() || !node.child_text("YEAR").empty())) {
    writer_.mapping().report(model::FindingLevel::kWarning, "missing-field",
                             "a date of birth does not say its type; it counts as exact", place(node));
  }
  if (!type.empty() && span != (type == "between") &&
      (span || node.child("DATE") != nullptr || node.child("YEAR") != nullptr)) {
    writer_.mapping().report(model::FindingLevel::kWarning, "unread-value",
                             "the type of a date of birth and its parts do not fit together", place(node));
    writer_.note(party, "type of date of birth", type);
  }
  writer_.note(party, "date of birth", node.child_text("NOTE"));
}

void Mapper::add_birth_place(const XmlNode& node, model::Entity& party) {
  const std::string text = joined(node, {"STREET", "CITY", "STATE_PROVINCE", "COUNTRY"}, ", ");
  writer_.put(party, "birthPlace", text, place(node));
  writer_.put_countries(party, "birthCountry", node.child_text("COUNTRY"), place(node));
  writer_.note(party, text.empty() ? "place of birth" : "place of birth " + text, node.child_text("NOTE"));
}

void Mapper::add_document(const XmlNode& node, model::Entity& party) {
  if (node.children.empty()) return;
  ListedDocument document;
  document.type = joined(node, {"TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2"}, ", ");
  const std::string lower = ascii_lower(document.type);
  if (lower.find("passport") != std::string::npos || lower.find("passeport") != std::string::npos ||
      lower.find("pasaporte") != std::string::npos)
    document.schema = "Passport";
  document.number = tidy(node.child_text("NUMBER"));
  const std::string issuer = tidy(node.child_text("COUNTRY_OF_ISSUE").empty() ? node.child_text("ISSUING_COUNTRY")
                                                                              : node.child_text("COUNTRY_OF_ISSUE"));
  document.country = writer_.country(issuer, place(node));
  std::string summary = tidy(node.child_text("NOTE"));
  if (document.country.empty()) add_to(summary, issuer);
  if (const std::string city = tidy(node.child_text("CITY_OF_ISSUE")); !city.empty())
    add_to(summary, "issued in " + city);
  document.issued = tidy(node.child_text("DATE_OF_ISSUE"));
  document.summary = std::move(summary);
  if (document.number.empty() && !document.issued.empty()) add_to(document.summary, "issued " + document.issued);
  if (document.number.empty() && document.summary.empty()) document.summary = document.type;
  writer_.add_document(party, "idNumber", document, place(node));
  // A number without country, day or words becomes no document of its own: what it is a number of stands in the notes.
  if (document.schema != "Passport" && document.country.empty() && document.issued.empty() && document.summary.empty())
    writer_.note(party, document.type, document.number);
}

void Mapper::add_references(std::string_view text, const XmlNode& node, const model::Entity& party) {
  std::size_t clause = 0;  // where the words that belong to the next reference begin
  for (std::size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
    // Most brackets hold no stop, and so no reference.
    const std::string_view inside = text.substr(at + 1, std::min<std::size_t>(text.find(')', at), at + 208) - at - 1);
    if (inside.find('.') == std::string_view::npos) continue;
    for (std::size_t inner = at + 1; inner < text.size() && inner < at + 200 && text[inner] != ')'; ++inner) {
      if (inner > at + 1 && text[inner - 1] != ' ' && text[inner - 1] != ',') continue;
      const std::size_t length = reference_length(text, inner);
      if (length == 0) continue;
      const std::size_t stop = text.substr(0, at).rfind(". ");
      const std::size_t begin = std::max(clause, stop == std::string_view::npos ? 0 : stop + 2);
      std::size_t first = begin;
      while (first < at && (text[first] == ')' || text[first] == ',' || text[first] == ' ' || text[first] == ';' ||
                            text[first] == '.'))
        ++first;
      const std::size_t last = std::min(text.size(), inner + length + (text.substr(inner + length, 1) == ")" ? 1 : 0));
      const std::string words = tidy(text.substr(first, last - first));
      const std::string lower = ascii_lower(words);
      const bool kin = std::any_of(std::begin(kKin), std::end(kKin),
                                   [&](std::string_view word) { return lower.find(word) != std::string::npos; });
      ListWriter::Link link;
      link.party = party.id;
      link.key = text.substr(inner, length);
      link.kind = kin && party.schema == "Person" ? "family-of" : "linked-to";
      link.text = words;
      link.span = span_text("COMMENTS1", first, last);
      link.quiet = false;
      link.position = place(node);
      writer_.link(std::move(link));
      inner += length;
      clause = inner;
    }
  }
}

void Mapper::read_comment(const XmlNode& node, model::Entity& party, model::Designation& act) {
  const std::string text = tidy(node.text);
  if (text.empty()) return;
  writer_.mapping().note(party, text);
  writer_.mapping().report(model::FindingLevel::kNote, "prose-remark",
                           "a comment is prose; it is kept in notes whole, and only its regular parts became facts",
                           place(node));
  // Measures that the entry itself names go before those of the committee.
  std::vector<std::string> measures;
  const std::string lower = ascii_lower(text);
  for (std::size_t at = lower.find('('); at != std::string::npos; at = lower.find('(', at + 1)) {
    const std::size_t end = lower.find(')', at);
    if (end == std::string::npos) break;
    const std::string_view words = std::string_view(lower).substr(at + 1, end - at - 1);
    std::vector<std::string> found;
    if (find_text(words, "ban") == std::string_view::npos && find_text(words, "freeze") == std::string_view::npos &&
        find_text(words, "embargo") == std::string_view::npos)
      continue;
    for (const std::string_view part : split(words, ",")) {
      const std::string_view word = trim(part);
      if (word == "travel ban")
        found.emplace_back("travel-ban");
      else if (word == "asset freeze" || word == "assets freeze")
        found.emplace_back("asset-freeze");
      else if (word == "arms embargo")
        found.emplace_back("arms-embargo");
    }
    if (found.empty()) continue;
    measures.insert(measures.end(), found.begin(), found.end());
    const std::size_t begin = lower.rfind("listed pursuant", at);
    if (begin != std::string::npos) act.reason = text.substr(begin, end + 1 - begin);
  }
  if (!measures.empty()) {
    std::sort(measures.begin(), measures.end());
    measures.erase(std::unique(measures.begin(), measures.end()), measures.end());
    act.measures = std::move(measures);
  }
  for (const auto& [label, property] :
       {std::pair{std::string_view("father\xE2\x80\x99s name"), std::string_view("fatherName")},
        {"father's name", "fatherName"},
        {"mother\xE2\x80\x99s name", "motherName"},
        {"mother's name", "motherName"},
        {"physical description", "appearance"}}) {
    for (std::size_t at = find_text(lower, label); at != std::string::npos;
         at = find_text(lower, label, at + label.size())) {
      std::size_t begin = at + label.size();
      while (begin < text.size() && (text[begin] == ':' || text[begin] == ' ')) ++begin;
      for (const std::string_view word : {"is ", "was "}) {
        if (std::string_view(lower).substr(begin).starts_with(word)) begin += word.size();
      }
      // A full stop ends the fact, unless it closes an abbreviation or an initial.
      std::size_t end = begin;
      while (end < text.size()) {
        end = text.find_first_of(".;", end);
        if (end == std::string::npos) end = text.size();
        const bool initial = end < text.size() && text[end] == '.' && end - begin < 3;
        if (!initial) break;
        ++end;
      }
      std::string_view value = trim(std::string_view(text).substr(begin, end - begin));
      if (property != "appearance") {
        value = trim(value.substr(0, value.find(" (")));
        // Another name may follow behind a comma: "Ali, mother's name is Amina".
        if (const std::size_t comma = value.find(", "); comma != std::string_view::npos) value = value.substr(0, comma);
      }
      // Longer than any name: the sentence runs on, and where the name ends is not certain.
      if (value.empty() || value.front() == '(' || value.size() > (property == "appearance" ? 400 : 80)) continue;
      if (party.schema == "Person") writer_.put(party, property, value, place(node));
    }
  }
  // "[Old Reference # I.47.D.7]"
  if (const std::size_t at = find_text(lower, "[old reference #"); at != std::string::npos) {
    const std::size_t end = text.find(']', at);
    if (end != std::string::npos) add_to(act.note, "old reference " + tidy(text.substr(at + 16, end - at - 16)));
  }
  for (std::size_t at = find_text(lower, "review pursuant to security council resolution"); at != std::string::npos;
       at = find_text(lower, "review pursuant to security council resolution", at + 10)) {
    const std::size_t end = lower.find("concluded on ", at);
    if (end == std::string::npos || end > at + 120) continue;
    std::size_t stop = end + 13;
    while (stop < text.size() &&
           !(text[stop] == '.' && stop >= 4 && all_digits(std::string_view(text).substr(stop - 4, 4))))
      ++stop;
    if (stop < end + 40) add_to(act.note, tidy(text.substr(at, stop - at)));
  }
  if (const std::size_t at = find_text(lower, "https://www.interpol.int"); at != std::string::npos) {
    std::size_t end = at;
    while (end < text.size() && text[end] != ' ') ++end;
    writer_.put(party, "sourceUrl", std::string_view(text).substr(at, end - at), place(node));
  }
  add_references(text, node, party);
}

void Mapper::add(const XmlNode& element) {
  ++outcome_.counts.records_in;
  const auto reject = [&](std::string_view key, std::string_view message) {
    ++outcome_.counts.reported;
    writer_.mapping().report(model::FindingLevel::kError, key, message, place(element));
  };
  const std::string id = slug(element.child_text("DATAID"));
  if (id.empty()) return reject("incomplete-record", "an entry has no DATAID");
  const std::string name = joined(element, {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"}, " ");
  if (name.empty()) return reject("party-without-name", "an entry has no name");
  const bool person = element.name == "INDIVIDUAL";
  if (writer_.find("un-" + id) != nullptr) return reject("duplicate-entry", "a DATAID stands twice");
  model::Entity* made = writer_.party("un-" + id, person ? "Person" : "Organization", place(element));
  if (made == nullptr) {
    ++outcome_.counts.reported;
    return;
  }
  model::Entity& party = *made;
  ++outcome_.counts.mapped;
  writer_.put(party, "name", name, place(element));
  if (person && !element.child_text("SECOND_NAME").empty()) {
    // The order of the list; which of them is the family's name differs from people to people and is not said.
    writer_.put(party, "firstName", element.child_text("FIRST_NAME"), place(element));
    writer_.put(party, "secondName", element.child_text("SECOND_NAME"), place(element));
    writer_.put(party, "middleName", element.child_text("THIRD_NAME"), place(element));
    writer_.put(party, "lastName", element.child_text("FOURTH_NAME"), place(element));
  }
  model::Designation act;
  const std::string list_type = tidy(element.child_text("UN_LIST_TYPE"));
  const std::string reference = tidy(element.child_text("REFERENCE_NUMBER"));
  if (const Committee* found = committee(list_type)) {
    act.act = found->act;
    act.measures = person ? found->individuals : found->entities;
  } else {
    act.measures = {"unknown"};
    writer_.mapping().report(model::FindingLevel::kWarning, "unmapped-programme",
                             "the list type \"" + shown(list_type, 40) +
                                 "\" is not in data/lists/un_committees.csv; its measure stays unknown",
                             place(element));
  }
  if (!reference.empty()) add_to(act.note, "UN reference " + reference);
  for (const XmlNode& child : element.children) {
    const Place position = place(child);
    if (child.name == "NAME_ORIGINAL_SCRIPT") {
      for (const std::string& part : divided(child.text)) writer_.put(party, "alias", part, position);
    } else if (child.name == "COMMENTS1") {
      read_comment(child, party, act);
    } else if (child.name == "NATIONALITY" || child.name == "NATIONALITY2") {
      const std::string_view property = person ? "nationality" : "country";
      writer_.put_countries(party, property, child.text, position);
      for (const XmlNode& value : child.children) writer_.put_countries(party, property, value.text, place(value));
    } else if (child.name == "TITLE") {
      for (const XmlNode& value : child.children)
        writer_.put(party, person ? "title" : "notes", value.text, place(value));
    } else if (child.name == "DESIGNATION") {
      for (const XmlNode& value : child.children)
        writer_.put(party, person ? "position" : "notes", value.text, place(value));
    } else if (child.name == "GENDER") {
      const std::string gender = ascii_lower(tidy(child.text));
      if (person && (gender == "male" || gender == "female"))
        writer_.put(party, "gender", gender, position);
      else if (gender != "unknown")
        writer_.note(party, "gender", gender);
    } else if (child.name == "INDIVIDUAL_ALIAS" || child.name == "ENTITY_ALIAS") {
      add_alias(child, party);
    } else if (child.name == "INDIVIDUAL_ADDRESS" || child.name == "ENTITY_ADDRESS") {
      add_address(child, party);
    } else if (child.name == "INDIVIDUAL_DATE_OF_BIRTH") {
      add_birth(child, party);
    } else if (child.name == "INDIVIDUAL_PLACE_OF_BIRTH") {
      add_birth_place(child, party);
    } else if (child.name == "INDIVIDUAL_DOCUMENT") {
      add_document(child, party);
    } else if (child.name == "SUBMITTED_BY" && !child.text.empty()) {
      add_to(act.note, "submitted by " + tidy(child.text));
    } else if (child.name == "SUBMITTED_ON" && !child.text.empty()) {
      add_to(act.note, "submitted on " + tidy(child.text));
    } else if (child.name == "LIST_TYPE") {
      for (const XmlNode& value : child.children) {
        if (tidy(value.text) == "UN List") continue;
        writer_.mapping().report(model::FindingLevel::kWarning, "unknown-list",
                                 "\"" + shown(value.text, 40) + "\" is no list type that is known; it is kept in notes",
                                 place(value));
        writer_.note(party, "list type", value.text);
      }
    } else if (child.name == "LAST_DAY_UPDATED") {
      for (const XmlNode& value : child.children) {
        if (const PartialDate day = writer_.day(value.text, "LAST_DAY_UPDATED", place(value)); day.known())
          writer_.put(party, "modifiedAt", day.to_string(), place(value));
      }
    }
    if (!child.children.empty() || !child.attributes.empty()) report_unknown(child, party);
  }
  report_unknown(element, party);
  act.id = party.id + "-un";
  act.entity = party.id;
  act.list = "un";
  act.programmes = {list_type};
  act.listed_name = name;
  act.date_act = writer_.day(element.child_text("LISTED_ON"), "LISTED_ON", place(element));
  act.valid.from = act.date_act;
  act.valid.to = writer_.day(element.child_text("DELISTED_ON"), "DELISTED_ON", place(element));
  if (!act.date_act.known()) {
    writer_.mapping().report(model::FindingLevel::kWarning, "missing-field", "an entry has no readable LISTED_ON",
                             place(element));
  }
  writer_.name_party(reference, party.id);
  writer_.add_designation(std::move(act), place(element));
}

}  // namespace penumbra::ingest::un
