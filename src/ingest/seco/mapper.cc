// The list keeps the whole history: targets that were de-listed stay, the first modification is the newest, and "added"
// and "removed" repeat what the target held before. Elements and attributes are those of SECO's published files and of
// its schema as other readers quote it; the schema itself was not to be had. What is not known here is a finding.
#include "ingest/seco/mapper.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/embedded_table.h"
#include "embedded/lists_ch_measures.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::seco {
namespace {

constexpr std::string_view kNumber = "numbers the element in SECO's data base";

constexpr FieldRule kFields[] = {
    {"*/ssid", kNumber},
    {"*/lang", "language of the text or name; used for spelling variants"},
    {"target/sanctions-set-id", ""},
    {"target/foreign-identifier", ""},
    {"target/individual", ""},
    {"target/entity", ""},
    {"target/object", ""},
    {"target/modification", ""},
    {"target/generic-attribute", ""},
    {"individual/sex", ""},
    {"object/object-type", ""},
    {"*/identity", ""},
    {"*/justification", ""},
    {"*/other-information", ""},
    {"*/relation", ""},
    {"*/generic-attribute", ""},
    {"identity/main", ""},
    {"identity/name", ""},
    {"identity/day-month-year", ""},
    {"identity/address", ""},
    {"identity/nationality", ""},
    {"identity/place-of-birth", ""},
    {"identity/identification-document", ""},
    {"name/name-type", ""},
    {"name/quality", ""},
    {"name/name-part", ""},
    {"name-part/order", ""},
    {"name-part/name-part-type", ""},
    {"name-part/value", ""},
    {"name-part/spelling-variant", ""},
    {"spelling-variant/script", ""},
    {"spelling-variant/spelling-variant-type", "almost always not defined"},
    {"day-month-year/day", ""},
    {"day-month-year/month", ""},
    {"day-month-year/year", ""},
    {"day-month-year/calendar", ""},
    {"*/quality", ""},
    {"*/place-id", ""},
    {"address/c-o", ""},
    {"address/address-details", ""},
    {"address/zip-code", ""},
    {"address/p-o-box", ""},
    {"address/remarks", ""},
    {"address/main", "which of several addresses is the first"},
    {"place-of-birth/remarks", ""},
    {"nationality/country", ""},
    {"country/iso-code", ""},
    {"identification-document/document-type", ""},
    {"identification-document/number", ""},
    {"identification-document/issuer", ""},
    {"identification-document/date-of-issue", ""},
    {"identification-document/expiry-date", ""},
    {"identification-document/remark", ""},
    {"issuer/code", ""},
    {"relation/target-id", ""},
    {"relation/relation-type", ""},
    {"relation/remark", ""},
    {"modification/modification-type", ""},
    {"modification/enactment-date", ""},
    {"modification/publication-date", ""},
    {"modification/effective-date", ""},
    {"modification/remark", ""},
    {"modification/added", "what the target holds since stands in the target itself; the rest is kept as a note"},
    {"modification/removed", "former values that the target no longer holds are kept as notes"},
    {"generic-attribute/name", ""},
    {"sanctions-program/program-key", ""},
    {"sanctions-program/program-name", ""},
    {"sanctions-program/origin", ""},
    {"sanctions-program/sanctions-set", ""},
    {"sanctions-program/version-date", "when SECO last edited the programme"},
    {"sanctions-program/predecessor-version-date", "when SECO edited the programme before"},
    {"place/location", ""},
    {"place/area", ""},
    {"place/country", ""},
    {"place/location-variant", "another spelling of a place; the first one is kept"},
    {"place/area-variant", "another spelling of a place; the first one is kept"},
    {"place/country-variant", "another spelling of a place; the first one is kept"},
    {"location-variant/variant-type", "says how the other spelling differs"},
    {"area-variant/variant-type", "says how the other spelling differs"},
    {"country-variant/variant-type", "says how the other spelling differs"},
    {"area/area-type", "district, province ...: the name says enough"},
};

const FieldTable& fields() {
  static const FieldTable table(kFields);
  return table;
}

struct PartRule {
  std::string_view type;
  std::string_view property;  // of a person; "" when it only is part of the whole name
};
constexpr PartRule kParts[] = {
    {"family-name", "lastName"},
    {"given-name", "firstName"},
    {"further-given-name", "secondName"},
    {"father-name", "fatherName"},
    {"grand-father-name", ""},
    {"maiden-name", ""},
    {"tribal-name", ""},
    {"suffix", "nameSuffix"},
    {"title", "title"},
    {"whole-name", ""},
    {"other", ""},
};

// The order in which people are called: the list prints the family's name first.
int rank_of(std::string_view type) {
  if (type == "family-name") return 4;
  if (type == "given-name") return 1;
  if (type == "further-given-name") return 2;
  if (type == "father-name" || type == "grand-father-name") return 3;
  if (type == "maiden-name" || type == "tribal-name") return 5;
  if (type == "suffix") return 6;
  return 0;
}

struct RelationRule {
  std::string_view type;
  std::string_view kind;
  bool reverse;
};
// As the words of the relation read from this target to the other one.
constexpr RelationRule kRelations[] = {
    {"related-to", "linked-to", false},
    {"interest-held-by", "owns", true},
    {"holds-interest-in", "owns", false},
    {"founded-by", "linked-to", false},
    {"founder-of", "linked-to", false},
    {"managed-by", "director-of", true},
    {"manager-of", "director-of", false},
    {"controlled-by", "controls", true},
    {"controls", "controls", false},
    {"owned-by", "owns", true},
    {"owner-of", "owns", false},
    {"provider-of", "linked-to", false},
    {"provided-by", "linked-to", false},
    {"member-of", "member-of", false},
    {"has-member", "member-of", true},
    {"parent-of", "family-of", false},
    {"child-of", "family-of", false},
    {"sibling-of", "family-of", false},
    {"brother-or-sister-of", "family-of", false},
    {"son-or-daughter-of", "family-of", false},
    {"father-or-mother-of", "family-of", false},
    {"spouse-of", "family-of", false},
    {"acting-on-behalf-of", "acts-for", false},
    {"subsidiary-of", "owns", true},
    {"parent-company-of", "owns", false},
};

std::optional<int> whole(std::string_view text, int low, int high) {
  if (!all_digits(text) || text.size() > 4) return std::nullopt;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  if (value < low || value > high) return std::nullopt;
  return value;
}

void append(std::string& note, std::string_view text) {
  if (text.empty()) return;
  if (!note.empty()) note += "; ";
  note += text;
}

std::vector<std::string> measures_of(std::string_view text) {
  static const auto* table = [] {
    auto* made = new std::vector<std::pair<std::string, std::vector<std::string>>>;
    base::for_each_table_row(embedded::lists_ch_measures(), 3, [made](const std::vector<std::string_view>& row) {
      made->emplace_back(row[0], std::vector<std::string>());
      for (const std::string_view measure : split(row[1], " | ")) made->back().second.emplace_back(measure);
    });
    return made;
  }();
  std::vector<std::string> out;
  const std::string lower = ascii_lower(text);
  for (const auto& [words, measures] : *table) {
    if (lower.find(words) == std::string::npos) continue;
    for (const std::string& measure : measures) {
      if (std::find(out.begin(), out.end(), measure) == out.end()) out.push_back(measure);
    }
  }
  return out;
}

// The English text of elements that stand once per language, else the first.
std::string text_in_english(const XmlNode& node, std::string_view name) {
  std::string first;
  for (const XmlNode& child : node.children) {
    if (child.name != name) continue;
    if (child.attribute("lang") == "eng") return tidy(child.text);
    if (first.empty()) first = tidy(child.text);
  }
  return first;
}

}  // namespace

bool Tables::join(Tables& later) {
  const auto in_both = [](const auto& known, const auto& more) {
    return std::any_of(more.begin(), more.end(), [&known](const auto& one) { return known.contains(one.first); });
  };
  if (in_both(sets, later.sets) || in_both(places, later.places)) return false;
  sets.merge(later.sets);
  places.merge(later.places);
  return true;
}

ingest::Place Mapper::place(const XmlNode& node) const {
  return {file_, node.line, node.offset, node.name};
}

// What is not known in an element from which nothing can go to the notes of a party.
void Mapper::report_strange(const XmlNode& node) {
  for (const auto& [name, value] : node.attributes) {
    if (fields().knows(node.name, name)) continue;
    writer_.mapping().report(model::FindingLevel::kWarning, "unknown-field",
                             "the attribute " + node.name + "/@" + shown(name, 40) + " is not known and is left out",
                             place(node));
  }
  for (const XmlNode& child : node.children) {
    if (fields().knows(node.name, child.name)) continue;
    writer_.mapping().report(model::FindingLevel::kWarning, "unknown-field",
                             "the element " + node.name + "/" + shown(child.name, 40) + " is not known and is left out",
                             place(child));
  }
}

// "added" and "removed" hold parts of a target without what stands around them: only their names can be looked at here,
// and their texts by the form of the format.
void Mapper::report_strange_parts(const XmlNode& change) {
  for (const XmlNode& part : change.children) {
    const bool known = std::any_of(std::begin(kFields), std::end(kFields), [&part](const FieldRule& rule) {
      const std::string_view path = rule.path;
      return path.ends_with(part.name) && path.size() > part.name.size() &&
             path[path.size() - part.name.size() - 1] == '/';
    });
    if (!known) {
      writer_.mapping().report(model::FindingLevel::kWarning, "unknown-field",
                               "the element " + change.name + "/" + shown(part.name, 40) + " is not known",
                               place(part));
    }
    for (const auto& [name, value] : part.attributes) {
      if (!known || fields().knows(part.name, name)) continue;
      writer_.mapping().report(model::FindingLevel::kWarning, "unknown-field",
                               "the attribute " + part.name + "/@" + shown(name, 40) + " is not known", place(part));
    }
    report_strange_parts(part);
  }
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

std::string Mapper::country_of(const XmlNode& country, const ingest::Place& position) {
  const std::string code = ascii_lower(trim(country.attribute("iso-code")));
  if (!code.empty() && is_country_code(code)) return code;
  if (!code.empty()) {
    writer_.mapping().report(model::FindingLevel::kWarning, "unknown-country",
                             "\"" + shown(code, 10) + "\" is no country code that is known; the name beside it counts",
                             position);
  }
  return writer_.country(country.text.empty() ? country.attribute("iso-code") : std::string_view(country.text),
                         position);
}

void Mapper::add_programme(const XmlNode& node) {
  const std::string programme = text_in_english(node, "program-name");
  const std::string key = text_in_english(node, "program-key");
  const std::string origin = tidy(node.child_text("origin"));
  for (const XmlNode& child : node.children) {
    if (child.name == "sanctions-set") {
      const std::string id(trim(child.attribute("ssid")));
      Tables::Set& set = tables_.sets[id];
      // A set stands once per language.
      if (set.text.empty() || child.attribute("lang") == "eng") set = {programme, key, tidy(child.text), origin};
    }
    report_strange(child);
  }
  report_strange(node);
}

void Mapper::add_place(const XmlNode& node) {
  Tables::Place made;
  const auto add = [&made](std::string_view text) {
    const std::string value = tidy(text);
    if (!value.empty()) made.text += (made.text.empty() ? "" : ", ") + value;
  };
  for (const XmlNode& child : node.children) {
    if (child.name == "country") made.country = country_of(child, place(child));
    report_strange(child);
  }
  report_strange(node);
  add(node.child_text("location"));
  add(node.child_text("area"));
  if (const XmlNode* country = node.child("country")) add(country->text);
  tables_.places[std::string(trim(node.attribute("ssid")))] = std::move(made);
}

void Mapper::add_name(const XmlNode& name, bool main, model::Entity& party) {
  struct Part {
    int rank;
    int order;
    std::string type;
    std::string value;
    std::map<std::pair<std::string, std::string>, std::string> variants;  // (language, script) -> spelling
  };
  std::vector<Part> parts;
  std::map<std::pair<std::string, std::string>, bool> scripts;
  for (const XmlNode& child : name.children) {
    if (child.name != "name-part") continue;
    report_unknown(child, party);
    Part part;
    part.type = tidy(child.attribute("name-part-type"));
    part.order = whole(child.attribute("order"), 0, 999).value_or(999);
    part.rank = rank_of(part.type);
    part.value = tidy(child.child_text("value"));
    const bool known =
        std::any_of(std::begin(kParts), std::end(kParts), [&](const PartRule& rule) { return rule.type == part.type; });
    if (!known) {
      writer_.mapping().report(
          model::FindingLevel::kWarning, "unknown-name-part",
          "\"" + shown(part.type, 40) + "\" is no part of a name that is known; it stays in the whole name",
          place(child));
    }
    for (const XmlNode& variant : child.children) {
      if (variant.name != "spelling-variant") continue;
      const std::string text = tidy(variant.text);
      if (text.empty()) continue;
      const std::pair key{ascii_lower(trim(variant.attribute("lang"))), ascii_lower(trim(variant.attribute("script")))};
      // Two spellings of one part in one language stand apart.
      if (!part.variants.emplace(key, text).second) {
        std::pair further = key;
        for (int n = 2;
             n < 20 && !part.variants.emplace(further = {key.first, key.second + "#" + std::to_string(n)}, text).second;
             ++n) {
        }
        scripts[further] = true;
      }
      scripts[key] = true;
    }
    parts.push_back(std::move(part));
  }
  const bool person = party.schema == "Person";
  std::stable_sort(parts.begin(), parts.end(), [&](const Part& a, const Part& b) {
    return person && a.rank != b.rank ? a.rank < b.rank : a.order < b.order;
  });
  const std::string type = tidy(name.attribute("name-type"));
  const std::string quality = tidy(name.attribute("quality"));
  std::string_view property = "alias";
  if (type == "primary-name" && main)
    property = "name";
  else if (type == "formerly-known-as")
    property = "previousName";
  else if (type != "alias" && type != "primary-name") {
    writer_.mapping().report(model::FindingLevel::kWarning, "unknown-alias-type",
                             "\"" + shown(type, 40) + "\" is no type of name that is known; it counts as an alias",
                             place(name));
  }
  if (quality == "low")
    property = "weakAlias";
  else if (!quality.empty() && quality != "good") {
    writer_.mapping().report(model::FindingLevel::kWarning, "unknown-alias-type",
                             "\"" + shown(quality, 40) + "\" is no quality of a name that is known", place(name));
  }
  const bool take_parts = person && property == "name" && party.get("lastName").empty();
  std::string full;
  for (const Part& part : parts) {
    if (part.value.empty()) continue;
    if (part.type != "title") full += (full.empty() ? "" : " ") + part.value;
    const auto rule = std::find_if(std::begin(kParts), std::end(kParts),
                                   [&](const PartRule& entry) { return entry.type == part.type; });
    if (rule == std::end(kParts) || rule->property.empty()) continue;
    if (person && (take_parts || part.type == "title")) writer_.put(party, rule->property, part.value, place(name));
  }
  writer_.put(party, property, full, place(name));
  // Every spelling: the whole name in it, with the value itself where a part has no such spelling. Two names whose
  // every part is spelt otherwise are not mixed.
  for (const auto& [script, used] : scripts) {
    std::string spelt;
    for (const Part& part : parts) {
      if (part.type == "title") continue;
      auto it = part.variants.find(script);
      if (it == part.variants.end())
        it = part.variants.find({script.first, script.second.substr(0, script.second.find('#'))});
      const std::string& text = it == part.variants.end() ? part.value : it->second;
      if (!text.empty()) spelt += (spelt.empty() ? "" : " ") + text;
    }
    if (spelt != full)
      writer_.put(party, property == "name" ? "alias" : property, spelt, place(name),
                  script.first.empty() ? script.second.substr(0, script.second.find('#')) : script.first);
  }
}

void Mapper::add_address(const XmlNode& node, model::Entity& party) {
  std::string text;
  const auto add = [&text](std::string_view label, std::string_view part) {
    const std::string value = tidy(part);
    if (!value.empty()) text += (text.empty() ? "" : ", ") + std::string(label) + value;
  };
  add("c/o ", node.child_text("c-o"));
  add("", node.child_text("address-details"));
  add("P.O. Box ", node.child_text("p-o-box"));
  add("", node.child_text("zip-code"));
  const std::string id(trim(node.attribute("place-id")));
  const auto it = tables_.places.find(id);
  const bool more = !text.empty();
  if (it != tables_.places.end()) {
    const std::size_t comma = it->second.text.rfind(", ");
    add("", it->second.text);
    writer_.put(party, "country", it->second.country, place(node));
    if (more || comma != std::string::npos || it->second.country.empty())
      writer_.put(party, "address", text, place(node));
  } else {
    if (!id.empty()) {
      writer_.mapping().report(model::FindingLevel::kWarning, "bad-pointer",
                               "an address points to a place that the file does not have", place(node));
    }
    writer_.put(party, "address", text, place(node));
  }
  writer_.note(party, text.empty() ? "address" : "address " + text, node.child_text("remarks"));
}

void Mapper::add_document(const XmlNode& node, model::Entity& party) {
  ListedDocument document;
  document.type = tidy(node.attribute("document-type"));
  if (document.type.find("passport") != std::string::npos) document.schema = "Passport";
  document.number = tidy(node.child_text("number"));
  if (const XmlNode* issuer = node.child("issuer")) {
    report_unknown(*issuer, party);
    const std::string code = ascii_lower(trim(issuer->attribute("code")));
    if (!code.empty() && !is_country_code(code)) {
      writer_.mapping().report(
          model::FindingLevel::kWarning, "unknown-country",
          "\"" + shown(code, 10) + "\" is no country code that is known; the name beside it counts", place(*issuer));
    }
    document.country = is_country_code(code) ? code : writer_.country(issuer->text, place(*issuer));
    if (document.country.empty()) document.authority = tidy(issuer->text);
  }
  document.issued = tidy(node.child_text("date-of-issue"));
  document.expires = tidy(node.child_text("expiry-date"));
  document.summary = tidy(node.child_text("remark"));
  writer_.add_document(party, "idNumber", document, place(node));
}

void Mapper::add_other(std::string_view text, const XmlNode& node, model::Entity& party) {
  struct Label {
    std::string_view text;
    std::string_view property;
  };
  static constexpr Label kLabels[] = {
      {"imo number", "imoNumber"},
      {"taxpayer identification number", "innCode"},
      {"tax registration number", "taxNumber"},
      {"tax identification number", "taxNumber"},
      {"state registration number", "registrationNumber"},
      {"main state registration number", "registrationNumber"},
      {"business registration number", "registrationNumber"},
      {"registration number", "registrationNumber"},
      {"website", "website"},
      {"e-mail address", "email"},
      {"e-mail", "email"},
      {"email address", "email"},
      {"email", "email"},
      {"telephone number", "phone"},
      {"telephone", "phone"},
      {"tel.", "phone"},
      {"tel", "phone"},
      {"type of entity", "legalForm"},
      {"date of registration", "incorporationDate"},
      {"swift/bic", "swiftBic"},
      {"gender", "gender"},
  };
  const std::string value = tidy(text);
  if (value.empty()) return;
  if (const std::size_t colon = value.find(':'); colon != std::string::npos && value.find(". ") == std::string::npos) {
    const std::string label = ascii_lower(trim(std::string_view(value).substr(0, colon)));
    std::string_view fact = trim(std::string_view(value).substr(colon + 1));
    if (fact.ends_with('.')) fact.remove_suffix(1);
    for (const Label& known : kLabels) {
      if (label != known.text || fact.empty()) continue;
      const model::Schema* schema = model::Vocabulary::get().find(party.schema);
      if (schema->property(known.property) == nullptr) break;
      if (known.property == "incorporationDate") {
        writer_.put_birth(party, fact, false, place(node));
      } else if (known.property == "gender") {
        const std::string gender = ascii_lower(fact);
        if (gender == "male" || gender == "female")
          writer_.put(party, "gender", gender, place(node));
        else
          break;
      } else {
        writer_.put(party, known.property, fact, place(node));
      }
      return;
    }
  }
  writer_.mapping().note(party, value);
  writer_.mapping().report(model::FindingLevel::kNote, "prose-remark",
                           "other information is prose; it is kept in notes whole", place(node));
}

// Whether the list calls a detail uncertain; what it says of it is kept. Names are weak aliases then (add_name).
bool Mapper::is_of_low_quality(const XmlNode& detail, model::Entity& party) {
  const std::string quality = ascii_lower(tidy(detail.attribute("quality")));
  if (quality.empty() || quality == "good") return false;
  writer_.note(party, "quality of a " + detail.name, quality);
  if (quality == "low") return true;
  writer_.mapping().report(model::FindingLevel::kWarning, "unread-value",
                           "\"" + shown(quality, 40) + "\" is no quality of a detail that is known", place(detail));
  return false;
}

void Mapper::add_identity(const XmlNode& identity, bool main, model::Entity& party) {
  report_unknown(identity, party);
  const bool person = party.schema == "Person";
  for (const XmlNode& child : identity.children) {
    const bool uncertain = child.name != "name" && is_of_low_quality(child, party);
    if (child.name == "name") {
      add_name(child, main, party);
    } else if (child.name == "address") {
      add_address(child, party);
    } else if (child.name == "identification-document") {
      add_document(child, party);
    } else if (child.name == "nationality") {
      for (const XmlNode& country : child.children) {
        if (country.name != "country") continue;
        writer_.put(party, person ? "nationality" : "country", country_of(country, place(country)), place(country));
        report_unknown(country, party);
      }
    } else if (child.name == "place-of-birth") {
      const auto it = tables_.places.find(std::string(trim(child.attribute("place-id"))));
      if (it != tables_.places.end() && person) {
        writer_.put(party, "birthPlace", it->second.text, place(child));
        writer_.put(party, "birthCountry", it->second.country, place(child));
      } else if (it != tables_.places.end()) {
        writer_.note(party, "place of birth", it->second.text);
      } else {
        writer_.mapping().report(model::FindingLevel::kWarning, "bad-pointer",
                                 "a place of birth points to a place that the file does not have", place(child));
      }
      writer_.note(party, "place of birth", child.child_text("remarks"));
    } else if (child.name == "day-month-year") {
      const std::string calendar = tidy(child.attribute("calendar"));
      std::string text;
      for (const auto& [name, low, high] : {std::tuple{"day", 1, 31}, {"month", 1, 12}, {"year", 1000, 2999}}) {
        const auto number = whole(child.attribute(name), low, high);
        if (!number && !child.attribute(name).empty()) {
          writer_.mapping().report(
              model::FindingLevel::kWarning, "unread-value",
              std::string("a ") + name + " of a date could not be read: " + shown(child.attribute(name), 20),
              place(child));
        }
        text += (text.empty() ? "" : "/") +
                (number ? (*number < 10 ? "0" : "") + std::to_string(*number) : std::string("00"));
      }
      if (!calendar.empty() && ascii_lower(calendar) != "gregorian") {
        writer_.mapping().report(
            model::FindingLevel::kWarning, "other-calendar",
            "a date in the calendar " + shown(calendar, 20) + " is not converted; it is kept in notes", place(child));
        writer_.note(party, "born", text + " (" + calendar + " calendar)");
      } else if (child.attribute("year").empty()) {
        writer_.note(party, "born (day/month)", text.substr(0, 5));
      } else {
        // A date that the list doubts claims its year only, so that another one does not speak against the party.
        writer_.put_birth(party, text, uncertain, place(child));
      }
    }
    report_unknown(child, party);
  }
}

// What a modification added or took away and the target does not hold today is history that stands nowhere else: a
// former spelling, an address that was left. It is kept as a note with its day; what the target holds is not told
// twice.
void Mapper::keep_former_parts(const XmlNode& change, const std::string& label, model::Entity& party) {
  const auto held = [&party](std::string_view text) {
    return std::any_of(party.values.begin(), party.values.end(),
                       [text](const model::Value& value) { return value.text.find(text) != std::string::npos; });
  };
  const std::string text = tidy(change.text);
  if (!text.empty() ? !held(text) : change.children.empty()) {
    writer_.note(party, label, std::string(change.name) + (text.empty() ? "" : " " + text));
  }
  for (const XmlNode& part : change.children) keep_former_parts(part, label, party);
}

void Mapper::add_designations(const XmlNode& target, const XmlNode& subject, model::Entity& party) {
  // The history of the target, oldest first. A listing opens an interval, a de-listing ends it.
  struct Event {
    std::string type;
    PartialDate enacted;
    PartialDate published;
    PartialDate effective;
    std::uint64_t line;
  };
  std::vector<Event> events;
  std::string history;
  for (const XmlNode& child : target.children) {
    if (child.name != "modification") continue;
    const auto day = [&](std::string_view name) { return writer_.day(child.attribute(name), name, place(child)); };
    Event event{tidy(child.attribute("modification-type")), day("enactment-date"), day("publication-date"),
                day("effective-date"), child.line};
    if (!event.effective.known()) event.effective = event.published;
    if (event.type != "listed" && event.type != "de-listed" && event.type != "amended") {
      writer_.mapping().report(model::FindingLevel::kWarning, "unknown-event",
                               "\"" + shown(event.type, 40) + "\" is no kind of modification that is known",
                               place(child));
    }
    if (event.effective.known()) writer_.put(party, "modifiedAt", event.effective.to_string(), place(child));
    append(history, event.type + " " + event.effective.to_string());
    writer_.note(party, "modification of " + event.effective.to_string(), child.child_text("remark"));
    events.push_back(std::move(event));
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.effective.earliest() < b.effective.earliest(); });
  struct Span {
    PartialDate enacted;
    PartialDate published;
    ValidInterval valid;
  };
  std::vector<Span> spans;
  bool open = false;
  for (const Event& event : events) {
    if (event.type == "de-listed") {
      if (!open) spans.push_back({});
      spans.back().valid.to = event.effective;
      open = false;
    } else if (!open) {
      // An amendment without a listing on record: listed since then at the latest.
      spans.push_back({event.enacted, event.published, {}});
      if (event.type == "listed") {
        spans.back().valid.from = event.effective;
      } else if (event.effective.known()) {
        spans.back().valid.from = PartialDate(event.effective.first().plus_days(1), Precision::kDay, Bound::kBefore);
        spans.back().enacted = {};
        spans.back().published = {};
      }
      open = true;
    }
  }
  if (events.empty()) {
    writer_.mapping().report(model::FindingLevel::kWarning, "missing-field",
                             "a target has no modification: since when it is listed is not said", place(target));
    spans.push_back({});
  }
  std::vector<std::string> set_ids;
  if (const std::string_view id = trim(target.attribute("sanctions-set-id")); !id.empty()) set_ids.emplace_back(id);
  for (const XmlNode& child : target.children) {
    if (child.name == "sanctions-set-id") set_ids.emplace_back(trim(child.text));
  }
  std::string reason;
  for (const XmlNode& child : subject.children) {
    if (child.name == "justification" && !child.text.empty()) reason += (reason.empty() ? "" : " ") + tidy(child.text);
  }
  if (set_ids.empty()) {
    writer_.mapping().report(model::FindingLevel::kWarning, "no-programme", "a target names no sanctions set",
                             place(target));
    set_ids.emplace_back();
  }
  for (const std::string& id : set_ids) {
    const auto it = tables_.sets.find(id);
    if (it == tables_.sets.end() && !id.empty()) {
      writer_.mapping().report(model::FindingLevel::kWarning, "bad-pointer",
                               "a target points to a sanctions set that the file does not have", place(target));
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
      model::Designation act;
      act.id = party.id + "-" + (id.empty() ? "ch" : slug(id)) + (i == 0 ? "" : "-" + std::to_string(i + 1));
      act.entity = party.id;
      act.list = "ch";
      act.listed_name = party.first("name");
      act.date_act = spans[i].enacted;
      act.published = spans[i].published;
      act.valid = spans[i].valid;
      act.reason = reason;
      if (it != tables_.sets.end()) {
        act.programmes = {it->second.key};
        act.act = it->second.programme + (it->second.text.empty() ? "" : ", " + it->second.text);
        act.measures = measures_of(it->second.text);
        if (!it->second.origin.empty()) append(act.note, "adopted from: " + it->second.origin);
      }
      if (act.measures.empty()) {
        act.measures = {"unknown"};
        writer_.mapping().report(model::FindingLevel::kWarning, "unmapped-measure",
                                 "the sanctions set \"" +
                                     (it == tables_.sets.end() ? std::string() : shown(it->second.text, 100)) +
                                     "\" names no measure that is in data/lists/ch_measures.csv; it stays unknown",
                                 place(target));
      }
      for (const XmlNode& child : target.children) {
        if (child.name == "foreign-identifier" && !child.text.empty())
          append(act.note, "foreign identifier " + tidy(child.text));
      }
      if (!history.empty()) append(act.note, "history: " + history);
      writer_.add_designation(std::move(act), place(target));
    }
  }
}

void Mapper::add_target(const XmlNode& target) {
  ++outcome_.counts.records_in;
  const auto reject = [&](std::string_view key, const std::string& message) {
    ++outcome_.counts.reported;
    writer_.mapping().report(model::FindingLevel::kError, key, message, place(target));
  };
  const std::string id = slug(target.attribute("ssid"));
  if (id.empty()) return reject("incomplete-record", "a target has no ssid");
  const XmlNode* subject = nullptr;
  std::string_view schema;
  for (const auto& [name, kind] : {std::pair{std::string_view("individual"), std::string_view("Person")},
                                   {"entity", "Organization"},
                                   {"object", "Vessel"}}) {
    if (const XmlNode* child = target.child(name); child != nullptr && subject == nullptr) {
      subject = child;
      schema = kind;
    }
  }
  if (subject == nullptr) return reject("unknown-party-type", "a target is neither individual nor entity nor object");
  if (subject->name == "object" && subject->attribute("object-type") != "vessel") {
    if (subject->attribute("object-type") != "aircraft") {
      return reject("unknown-party-type",
                    "\"" + shown(subject->attribute("object-type"), 40) + "\" is no type of object that is known");
    }
    schema = "Airplane";
  }
  if (writer_.find("ch-" + id) != nullptr) return reject("duplicate-entry", "a target stands twice");
  model::Entity* made = writer_.party("ch-" + id, schema, place(target));
  if (made == nullptr) {
    ++outcome_.counts.reported;
    return;
  }
  model::Entity& party = *made;
  ++outcome_.counts.mapped;
  if (const std::string sex = ascii_lower(trim(subject->attribute("sex"))); !sex.empty()) {
    if (schema == "Person" && (sex == "male" || sex == "female"))
      writer_.put(party, "gender", sex, place(*subject));
    else
      writer_.note(party, "sex", sex);
  }
  // The main identity first, whatever the order.
  for (const bool main : {true, false}) {
    for (const XmlNode& child : subject->children) {
      if (child.name == "identity" && (child.attribute("main") == "true") == main) add_identity(child, main, party);
    }
  }
  for (const XmlNode& child : subject->children) {
    if (child.name == "other-information") {
      add_other(child.text, child, party);
    } else if (child.name == "generic-attribute") {
      writer_.note(party, child.attribute("name"), child.text);
    } else if (child.name == "relation") {
      const std::string type = tidy(child.attribute("relation-type"));
      const auto rule = std::find_if(std::begin(kRelations), std::end(kRelations),
                                     [&](const RelationRule& entry) { return entry.type == type; });
      if (rule == std::end(kRelations)) {
        writer_.mapping().report(model::FindingLevel::kWarning, "unknown-relation",
                                 "\"" + shown(type, 40) + "\" is no relation that is known; it becomes linked-to",
                                 place(child));
      }
      ListWriter::Link link;
      link.party = party.id;
      link.key = trim(child.attribute("target-id"));
      link.kind = rule == std::end(kRelations) ? std::string_view("linked-to") : rule->kind;
      link.reverse = rule != std::end(kRelations) && rule->reverse;
      link.role = link.kind == "owns" ? "" : type;
      link.text = type + (child.child_text("remark").empty() ? "" : ": " + tidy(child.child_text("remark")));
      link.position = place(child);
      writer_.link(std::move(link));
      report_unknown(child, party);
    }
  }
  for (const XmlNode& child : target.children) {
    if (child.name == "generic-attribute") writer_.note(party, child.attribute("name"), child.text);
    if (child.name != "modification") continue;
    report_unknown(child, party);
    for (const XmlNode& change : child.children) {
      report_strange_parts(change);
      if (change.name != "added" && change.name != "removed") continue;
      const std::string label =
          std::string(change.name) + " by the modification of " + std::string(child.attribute("effective-date"));
      for (const XmlNode& part : change.children) keep_former_parts(part, label, party);
    }
  }
  report_unknown(*subject, party);
  for (const auto& [name, value] : target.attributes) {
    if (name != "sanctions-set-id" && !fields().knows("target", name)) writer_.note(party, name, value);
  }
  writer_.name_party(trim(target.attribute("ssid")), party.id);
  add_designations(target, *subject, party);
}

}  // namespace penumbra::ingest::seco
