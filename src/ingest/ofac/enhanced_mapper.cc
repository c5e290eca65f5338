// Unlike the advanced XML, words stand beside every number here, so nothing is looked up. What the schema does not say
// is which programme, type of sanction and legal authority belongs to which of a party's lists; the programme table
// decides (make_designations), and what it leaves open goes to each list that is named.
#include "ingest/ofac/enhanced_mapper.h"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

#include "ingest/last_day.h"
#include "ingest/ofac/facts.h"
#include "ingest/ofac/links.h"
#include "ingest/ofac/programmes.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::ofac {
namespace {

// The elements and attributes of the schema (OFAC, ENHANCED_XML.xsd, read in the edition of February 2025), each with
// the reason where it is left out.
struct Name {
  std::string_view name;
  std::string_view left_out;  // "": it is mapped
};
constexpr Name kNames[] = {
    {"entity", ""},
    {"generalInfo", ""},
    {"identityId", "OFAC's number of the identity; parties are known by the number of the entity"},
    {"entityType", ""},
    {"livingStatus", ""},
    {"remarks", ""},
    {"title", ""},
    {"isUsCitizen", ""},
    {"isUsPerson", ""},
    {"sanctionsLists", ""},
    {"sanctionsList", ""},
    {"sanctionsPrograms", ""},
    {"sanctionsProgram", ""},
    {"sanctionsTypes", ""},
    {"sanctionsType", ""},
    {"legalAuthorities", ""},
    {"legalAuthority", ""},
    {"names", ""},
    {"name", ""},
    {"isPrimary", ""},
    {"aliasType", ""},
    {"isLowQuality", ""},
    {"translations", ""},
    {"translation", ""},
    {"script", ""},
    {"formattedFirstName", ""},
    {"formattedLastName", ""},
    {"formattedFullName", ""},
    {"nameParts", ""},
    {"namePart", ""},
    {"addresses", ""},
    {"address", ""},
    {"country", ""},
    {"addressParts", ""},
    {"addressPart", ""},
    {"type", ""},
    {"value", ""},
    {"features", ""},
    {"feature", ""},
    {"versionId", "OFAC's number of the version of a feature"},
    {"valueRefId", "the number of a value that stands beside it in words"},
    {"valueDate", ""},
    {"fromDateBegin", ""},
    {"fromDateEnd", ""},
    {"toDateBegin", ""},
    {"toDateEnd", ""},
    {"isApproximate", ""},
    {"isDateRange", ""},
    {"reliability", ""},
    {"comments", ""},
    {"identityDocuments", ""},
    {"identityDocument", ""},
    {"documentNumber", ""},
    {"isValid", ""},
    {"issuingAuthority", ""},
    {"issuingLocation", ""},
    {"issuingCountry", ""},
    {"issueDate", ""},
    {"expirationDate", ""},
    {"idFeatures", "which feature a document proves; the feature itself is read"},
    {"idFeature", "which feature a document proves; the feature itself is read"},
    {"relationships", ""},
    {"relationship", ""},
    {"relatedEntity", ""},
    {"quality", ""},
    {"dateRange", ""},
    // Attributes.
    {"id", "OFAC's number of the element; that of an entity is its id"},
    {"refId", "the number of a value that stands beside it in words"},
    {"datePublished", ""},
    {"featureTypeId", "the number of a type that stands beside it in words"},
    {"featureVersionId", "which feature a document proves; the feature itself is read"},
    {"nameId", "which name stands on a document; the name itself is read"},
    {"nameTranslationId", "which name stands on a document; the name itself is read"},
    {"entityId", ""},
    {"nil", "an empty element"},
    // Tables beside the entities.
    {"referenceValue", ""},
    {"featureType", "its name stands beside every feature"},
    {"code", "of a script"},
    {"isoCode", "of a country, which stands beside it in words"},
    {"detailType", "of what kind the values of a feature are"},
    {"publishExclude", "how OFAC prints a list"},
    {"publishDescription", "how OFAC prints a list"},
    {"publishOrder", "how OFAC prints a list"},
};

bool is_known_name(std::string_view name) {
  static const std::unordered_set<std::string_view> all = [] {
    std::unordered_set<std::string_view> out;
    for (const Name& known : kNames) out.insert(known.name);
    return out;
  }();
  return all.contains(name);
}

// A period as the words that parse_date_span() reads: a day, a year, "1979-02-01 to 1982-12-31".
std::string words_of(const XmlNode& period) {
  const std::string from(period.child_text("fromDateBegin"));
  std::string to(period.child_text("toDateEnd"));
  if (to.empty()) to = period.child_text("toDateBegin");
  const std::string circa = period.child_text("isApproximate") == "true" ? "circa " : "";
  if (from.empty() || to.empty() || from == to) return circa + (from.empty() ? to : from);
  // A whole year is written as its first and last day.
  if (from.ends_with("-01-01") && to.ends_with("-12-31") && from.substr(0, 4) == to.substr(0, 4)) {
    return circa + from.substr(0, 4);
  }
  return circa + from + " to " + to;
}

// The order of a letter; a part that is not here stands last, with a finding.
constexpr std::string_view kAddressParts[] = {"ADDRESS1", "ADDRESS2",       "ADDRESS3",   "CITY",
                                              "REGION",   "STATE/PROVINCE", "POSTAL CODE"};

std::string_view lang_of(std::string_view code) {
  return code == "Latn" ? std::string_view() : code;
}

void add_note(model::Designation& designation, std::string_view text) {
  designation.note += (designation.note.empty() ? "" : "; ") + std::string(text);
}

}  // namespace

void EnhancedMapper::begin_file(const std::string& name) {
  file_ = name;
  set_number({});
  script_codes_.clear();
  store_.begin_file(name);
}

Place EnhancedMapper::place(const XmlNode& node) const {
  Place out{file_, node.line, node.offset, entity_path_};
  if (node.name != "entity") out.inner = node.name;
  return out;
}

void EnhancedMapper::report_unknown_names(const XmlNode& node) {
  if (!is_known_name(node.name)) {
    mapping_.report(model::FindingLevel::kWarning, "unknown-field",
                    "the element " + shown(node.name, 60) + " is not known and is left out", place(node));
    return;
  }
  for (const auto& [name, value] : node.attributes) {
    if (!is_known_name(name)) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-field",
                      "the attribute " + node.name + "/@" + shown(name, 60) + " is not known and is left out",
                      place(node));
    }
  }
  check_reference(node);
  for (const XmlNode& child : node.children) report_unknown_names(child);
}

// Words stand beside every number that points into a table, and say the same as the table: where they do not, one of
// the two was changed without the other. The words are what is read.
void EnhancedMapper::check_reference(const XmlNode& node) {
  for (const std::string_view key : {"refId", "featureTypeId"}) {
    const std::string_view id = node.attribute(key);
    if (id.empty() || node.text.empty()) continue;
    // What stands before the tables cannot be held against them.
    if (references_.empty()) continue;
    const auto found = references_.find(std::string(key) + std::string(id));
    if (found == references_.end()) {
      mapping_.report(model::FindingLevel::kWarning, "bad-pointer",
                      node.name + " \"" + shown(node.text, 40) + "\" has the " + std::string(key) + " " +
                          shown(id, 20) + ", which the tables do not hold; the words are read",
                      place(node));
      continue;
    }
    if (found->second == tidy(node.text)) continue;
    mapping_.report(model::FindingLevel::kWarning, "reference-conflict",
                    node.name + " says \"" + shown(node.text, 40) + "\", and the table calls " + std::string(key) +
                        " " + shown(id, 20) + " \"" + shown(found->second, 40) + "\"; the first is read",
                    place(node));
  }
}

void EnhancedMapper::add_reference(const XmlNode& node) {
  report_unknown_names(node);
  references_["refId" + std::string(node.attribute("refId"))] = tidy(node.child_text("value"));
  if (node.child_text("type") == "SCRIPT") {
    script_codes_[std::string(node.attribute("refId"))] = node.child_text("code");
  }
}

void EnhancedMapper::add_feature_type(const XmlNode& node) {
  report_unknown_names(node);
  references_["featureTypeId" + std::string(node.attribute("featureTypeId"))] = tidy(node.child_text("type"));
}

void EnhancedMapper::add_entity(const XmlNode& node) {
  ++outcome_.counts.records_in;
  set_number(shown(node.attribute("id"), 20));
  report_unknown_names(node);
  const XmlNode* info = node.child("generalInfo");
  const std::string_view type = info == nullptr ? std::string_view() : info->child_text("entityType");
  const std::string_view schema = schema_of_type(type);
  if (!all_digits(node.attribute("id")) || number_.empty() || schema.empty() || node.child("names") == nullptr) {
    ++outcome_.counts.reported;
    mapping_.report(model::FindingLevel::kError, schema.empty() ? "unknown-party-type" : "incomplete-record",
                    schema.empty() ? "\"" + shown(type, 40) + "\" is no type of party that is known"
                                   : std::string("an entity has no number or no names"),
                    place(node));
    return;
  }
  StoredParty* party = store_.add(number_, schema, place(node));
  if (party == nullptr) return;
  ++outcome_.counts.mapped;
  StoredParty::Entry& entry = party->entries.back();
  Pending& pending = pending_[party->entity.id];
  for (const XmlNode& part : node.children) {
    if (part.name == "generalInfo") {
      add_general(part, *party);
    } else if (part.name == "names") {
      add_names(part, *party, entry);
    } else if (part.name == "sanctionsLists") {
      for (const XmlNode& list : part.children) {
        const auto day = PartialDate::parse(list.attribute("datePublished"));
        if (!day.ok()) {
          mapping_.report(model::FindingLevel::kWarning, "unread-value", "a date of listing could not be read",
                          place(list));
        }
        pending.listings.push_back({tidy(list.text), day.ok() ? *day : PartialDate(), list.line});
      }
    } else if (part.name == "sanctionsPrograms") {
      for (const XmlNode& one : part.children) entry.programmes.push_back(tidy(one.text));
    } else if (part.name == "sanctionsTypes") {
      for (const XmlNode& one : part.children) pending.types.push_back(tidy(one.text));
    } else if (part.name == "legalAuthorities") {
      for (const XmlNode& one : part.children) pending.authorities.push_back(tidy(one.text));
    } else if (part.name == "addresses") {
      add_addresses(part, *party);
    } else if (part.name == "features") {
      add_features(part, *party);
    } else if (part.name == "identityDocuments") {
      add_documents(part, *party);
    } else if (part.name == "relationships") {
      add_relations(part, *party);
    }
  }
}

void EnhancedMapper::add_general(const XmlNode& info, StoredParty& party) {
  model::Entity& entity = party.entity;
  for (const XmlNode& field : info.children) {
    if (field.text.empty()) continue;
    if (field.name == "remarks") {
      apply_remarks(field.text, false, entity, party.facts, place(field), mapping_);
      // Links are elements of their own here.
      for (const PartyLink& link : party.facts.links) mapping_.note(entity, link.role + ": " + link.name);
      party.facts.links.clear();
    } else if (field.name == "title") {
      put_title(entity, field.text, place(field), mapping_);
    } else if (field.name == "livingStatus") {
      mapping_.note(entity, "living status: " + field.text);
    } else if (field.name == "isUsCitizen" && field.text == "true") {
      if (entity.schema == "Person") mapping_.put(entity, "citizenship", "us", place(field));
    } else if (field.name == "isUsPerson" && field.text == "true") {
      mapping_.note(entity, "a US person");
    }
  }
}

void EnhancedMapper::add_names(const XmlNode& names, StoredParty& party, StoredParty::Entry& entry) {
  model::Entity& entity = party.entity;
  for (const XmlNode& name : names.children) {
    const bool primary = name.child_text("isPrimary") == "true";
    const std::string_view property =
        primary ? std::string_view("name")
                : alias_property(name.child_text("aliasType"), name.child_text("isLowQuality") == "true", place(name),
                                 mapping_);
    const XmlNode* translations = name.child("translations");
    if (translations == nullptr || translations->children.empty()) {
      mapping_.report(model::FindingLevel::kWarning, "empty-name", "a name of a party has no text", place(name));
      continue;
    }
    for (const XmlNode& translation : translations->children) {
      const std::string listed = tidy(translation.child_text("formattedFullName"));
      if (listed.empty()) {
        mapping_.report(model::FindingLevel::kWarning, "empty-name", "a name of a party has no text",
                        place(translation));
        continue;
      }
      // The parts say the same as the whole; where they do not, both are names of the party.
      std::string parts_name = tidy(translation.child_text("formattedLastName"));
      if (const std::string given = tidy(translation.child_text("formattedFirstName")); !given.empty())
        parts_name += (parts_name.empty() ? "" : ", ") + given;
      if (!parts_name.empty() && parts_name != listed) {
        mapping_.report(model::FindingLevel::kWarning, "name-conflict",
                        "\"" + shown(listed, 60) + "\" and its parts \"" + shown(parts_name, 60) +
                            "\" are different names; both are kept",
                        place(translation));
        mapping_.put(entity, "alias", entity.schema == "Person" ? split_person_name(parts_name).display : parts_name,
                     place(translation));
      }
      if (const XmlNode* parts = translation.child("nameParts")) {
        const std::string whole = ascii_lower(listed);
        for (const XmlNode& part : parts->children) {
          const std::string word = tidy(part.child_text("value"));
          // Letters of other scripts stand in capitals in the one and not in the other.
          const bool plain =
              std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
          if (!plain || whole.find(ascii_lower(word)) != std::string::npos) continue;
          mapping_.report(
              model::FindingLevel::kWarning, "name-conflict",
              "the part \"" + shown(word, 40) + "\" does not stand in the name \"" + shown(listed, 60) + "\"",
              place(part));
        }
      }
      const bool first = primary && translation.child_text("isPrimary") == "true" && entry.listed_name.empty();
      if (first) {
        entry.listed_name = listed;
        put_listed_name(entity, "name", listed, true, place(translation), mapping_);
        const XmlNode* parts = translation.child("nameParts");
        if (parts == nullptr || entity.schema != "Person") continue;
        for (const XmlNode& part : parts->children) {
          const std::string_view type = part.child_text("type");
          if (type == "Middle Name") mapping_.put(entity, "middleName", part.child_text("value"), place(part));
          if (type == "Patronymic") mapping_.put(entity, "fatherName", part.child_text("value"), place(part));
          if (type == "Maiden Name") mapping_.note(entity, "maiden name: " + std::string(part.child_text("value")));
        }
        continue;
      }
      // A primary name has its other scripts beside the Latin form.
      const XmlNode* script = translation.child("script");
      std::string_view lang;
      if (script != nullptr) {
        const auto code = script_codes_.find(std::string(script->attribute("refId")));
        lang = lang_of(code != script_codes_.end() ? std::string_view(code->second)
                       : script->text == "Latin"   ? std::string_view("Latn")
                                                   : std::string_view(script->text));
      }
      const std::string display = entity.schema == "Person" ? split_person_name(listed).display : listed;
      mapping_.put(entity, primary ? "alias" : property, display, place(translation), lang);
    }
  }
  if (entity.first("name").empty()) {
    mapping_.report(model::FindingLevel::kWarning, "party-without-name", "a party has no primary name", place(names));
  }
}

void EnhancedMapper::add_addresses(const XmlNode& addresses, StoredParty& party) {
  for (const XmlNode& address : addresses.children) {
    std::string_view country = address.child_text("country");
    const XmlNode* translations = address.child("translations");
    bool any = false;
    if (translations != nullptr) {
      if (country.empty()) country = translations->child_text("country");
      for (const XmlNode& translation : translations->children) {
        const XmlNode* parts = translation.child("addressParts");
        if (translation.name != "translation" || parts == nullptr) continue;
        std::vector<std::string_view> ordered;
        for (const std::string_view type : kAddressParts) {
          for (const XmlNode& part : parts->children) {
            if (part.child_text("type") == type) ordered.push_back(part.child_text("value"));
          }
        }
        for (const XmlNode& part : parts->children) {
          const std::string_view type = part.child_text("type");
          if (std::find(std::begin(kAddressParts), std::end(kAddressParts), type) != std::end(kAddressParts)) continue;
          mapping_.report(model::FindingLevel::kWarning, "unknown-location-part",
                          "\"" + shown(type, 40) + "\" is no part of an address that is known; its text stands last",
                          place(part));
          ordered.push_back(part.child_text("value"));
        }
        put_address(party.entity, ordered, country, place(address), mapping_);
        any = true;
      }
    }
    if (!any && !country.empty()) put_address(party.entity, {}, country, place(address), mapping_);
  }
}

void EnhancedMapper::add_features(const XmlNode& features, StoredParty& party) {
  model::Entity& entity = party.entity;
  for (const XmlNode& feature : features.children) {
    const std::string type = tidy(feature.child_text("type"));
    std::string value = tidy(feature.child_text("value"));
    if (const std::string_view comment = feature.child_text("comments"); !comment.empty()) {
      mapping_.note(entity, type + " " + value + ": " + std::string(comment));
    }
    if (feature.child_text("reliability") == "False") {
      mapping_.report(model::FindingLevel::kNote, "false-feature",
                      "a feature that is marked as false is kept in notes only", place(feature));
      mapping_.note(entity, "false: " + type + " " + value);
      continue;
    }
    std::string_view rest;
    const Label* label = find_exact_label(type, rest);
    if (label == nullptr) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-feature",
                      "\"" + shown(type, 60) + "\" is no feature that is known; it is kept in notes", place(feature));
      mapping_.note(entity, type + " " + value);
      continue;
    }
    if (label->kind == FactKind::kDate) {
      // The words and the interval say the same; the words are missing now and then.
      bool imprecise = false;
      const XmlNode* period = feature.child("valueDate");
      if (period != nullptr) {
        const std::vector<std::string> stated = parse_date_span(value, imprecise);
        const std::string interval = words_of(*period);
        if (stated.empty()) {
          value = interval;
        } else if (!interval.empty() && parse_date_span(interval, imprecise) != stated) {
          mapping_.report(model::FindingLevel::kWarning, "date-conflict",
                          "\"" + shown(value, 40) + "\" and its interval \"" + shown(interval, 40) +
                              "\" are different dates; the words are taken, the interval is kept in notes",
                          place(feature));
          mapping_.note(entity, type + ", interval: " + interval);
        }
      }
    }
    if (value.empty() && label->kind != FactKind::kSecondary) continue;
    if (!rest.empty() && rest != "-" && rest != ":") value = std::string(rest) + " " + value;
    apply_fact(*label, type, value, entity, party.facts, place(feature), mapping_);
  }
}

void EnhancedMapper::add_documents(const XmlNode& documents, StoredParty& party) {
  for (const XmlNode& document : documents.children) {
    const std::string type = tidy(document.child_text("type"));
    const std::string number = tidy(document.child_text("documentNumber"));
    const std::string country = tidy(document.child_text("issuingCountry"));
    const XmlNode* issued = document.child("issueDate");
    const XmlNode* expires = document.child("expirationDate");
    const std::string from = issued == nullptr ? std::string() : words_of(*issued);
    const std::string until = expires == nullptr ? std::string() : words_of(*expires);
    if (number.empty()) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-document", "a document has no number", place(document));
      continue;
    }
    std::string more;
    if (const std::string name = tidy(document.child_text("name"));
        !name.empty() && name != party.entries.back().listed_name)
      more = "name on the document: " + name;
    for (const std::string_view field : {"issuingAuthority", "issuingLocation", "comments"}) {
      const std::string text = tidy(document.child_text(field));
      if (!text.empty() && text != country) more += (more.empty() ? "" : "; ") + text;
    }
    if (document.child_text("isValid") == "false") {
      // A document known to be forged stays a document, and its number does not go to the party.
      model::Entity forged = make_document(party.entity, type, number, country_code(country).value_or(""));
      forged.add("summary", "not valid");
      forged.add("summary", more);
      party.facts.documents.push_back(std::move(forged));
      continue;
    }
    const std::size_t before = party.facts.documents.size();
    put_document(type, number, country, from, until, party.entity, party.facts, place(document), mapping_);
    if (more.empty()) continue;
    if (party.facts.documents.size() > before) {
      party.facts.documents.back().add("summary", more);
    } else {
      mapping_.note(party.entity, type + " " + number + ": " + more);
    }
  }
}

void EnhancedMapper::add_relations(const XmlNode& relations, const StoredParty& party) {
  for (const XmlNode& node : relations.children) {
    const std::string role = tidy(node.child_text("type"));
    const XmlNode* other = node.child("relatedEntity");
    const auto kind = relation_kind(role);
    if (!kind) {
      mapping_.report(
          model::FindingLevel::kWarning, "unknown-relation",
          "\"" + shown(role, 60) + "\" is no type of relation that is known; it is kept as the role of a link",
          place(node));
    }
    Relation relation;
    relation.from = party.entity.id;
    relation.to = other == nullptr ? std::string() : "us-ofac-" + slug(other->attribute("entityId"));
    relation.to_name = other == nullptr ? std::string() : tidy(other->text);
    relation.kind = kind.value_or("linked-to");
    relation.role = role;
    relation.note = tidy(node.child_text("comments"));
    if (const std::string quality = tidy(node.child_text("quality")); !quality.empty()) {
      relation.note += (relation.note.empty() ? "" : "; ") + quality;
    }
    if (const XmlNode* range = node.child("dateRange"); range != nullptr) {
      if (const auto from = parse_date(range->child_text("fromDateBegin"))) relation.valid.from = *from;
      if (const auto to = parse_date(range->child_text("toDateEnd"))) relation.valid.to = after_last_day(*to);
    }
    relation.evidence = {std::string(source_), record_place(file_, node.line)};
    relation.position = place(node);
    relations_.push_back(std::move(relation));
  }
}

void EnhancedMapper::list_party(const Pending& pending, StoredParty& party, std::vector<model::Designation>& out) {
  // A party of both files states its programmes in each.
  StoredParty::Entry entry = party.entries.front();
  for (const StoredParty::Entry& other : party.entries) {
    for (const std::string& programme : other.programmes) {
      if (std::find(entry.programmes.begin(), entry.programmes.end(), programme) == entry.programmes.end()) {
        entry.programmes.push_back(programme);
      }
    }
  }
  for (const std::string& type : pending.types) {
    const MeasureRule* rule = measure_of_type(type);
    if (rule == nullptr) {
      mapping_.report(model::FindingLevel::kWarning, "unmapped-measure",
                      "the measure \"" + shown(type, 60) + "\" is not in data/lists/ofac_measures.csv", entry.position);
    } else if (!rule->order.empty()) {
      (void)party.facts.directives[{rule->order, rule->directive}];
    }
  }
  // The lists that are named, by id. The sectoral list is one list per directive.
  std::vector<std::pair<std::string, PartialDate>> named;
  std::optional<PartialDate> consolidated;
  for (const Listing& listing : pending.listings) {
    const std::string* id = list_of_name(listing.list);
    if (id == nullptr) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-list",
                      "\"" + shown(listing.list, 60) + "\" is not in data/lists/ofac_lists.csv", entry.position);
      named.emplace_back(kUnknownNonSdnList, listing.published);
    } else if (*id == "us-ssi") {
      bool any = false;
      for (const auto& [key, dates] : party.facts.directives) {
        if (key.first != "13662") continue;
        named.emplace_back("us-ssi-" + key.second, listing.published);
        any = true;
      }
      if (!any) {
        mapping_.report(model::FindingLevel::kWarning, "unknown-directive",
                        "an entry on the sectoral list names no directive", entry.position);
        named.emplace_back(kUnknownNonSdnList, listing.published);
      }
    } else if (!id->empty()) {
      named.emplace_back(*id, listing.published);
    } else {
      consolidated = listing.published;
    }
  }
  const bool on_sdn = std::any_of(named.begin(), named.end(), [](const auto& list) { return list.first == "us-sdn"; });
  std::vector<model::Designation> found;
  if (on_sdn) {
    found = make_designations(party.entity, entry.listed_name, entry.programmes, party.facts, ListKind::kSdn,
                              entry.position, mapping_);
  }
  if (named.size() > (on_sdn ? 1U : 0U)) {
    for (model::Designation& one : make_designations(party.entity, entry.listed_name, entry.programmes, party.facts,
                                                     ListKind::kConsolidated, entry.position, mapping_)) {
      found.push_back(std::move(one));
    }
  }
  std::unordered_set<std::string> done;
  std::vector<ListedSince> since;
  for (const auto& [list, published] : named) {
    if (!done.insert(list).second) continue;
    auto match =
        std::find_if(found.begin(), found.end(), [&](const model::Designation& one) { return one.list == list; });
    model::Designation designation;
    if (match != found.end()) {
      designation = *match;
    } else {
      designation.id = party.entity.id + "-" + list;
      designation.entity = party.entity.id;
      designation.list = list;
      designation.authority = kAuthority;
      designation.listed_name = entry.listed_name;
      designation.scope = "entity";
      designation.programmes = entry.programmes;
      designation.evidence = party.entity.evidence;
      for (const std::string& type : pending.types) {
        const MeasureRule* rule = measure_of_type(type);
        if (rule != nullptr && rule->order.empty()) designation.measures = rule->measures;
        add_note(designation, type);
      }
      if (designation.measures.empty()) designation.measures = {"unknown"};
      if (party.facts.secondary) designation.measures.emplace_back("secondary-sanctions");
    }
    for (const std::string& authority : pending.authorities) {
      if (designation.act.empty()) {
        designation.act = authority;
      } else if (designation.act.find(authority) == std::string::npos) {
        add_note(designation, "legal authority: " + authority);
      }
    }
    designation.published = published;
    // Directives name the day of their own effect; otherwise a listing has effect when it is published.
    if (!designation.valid.from.known()) designation.valid.from = published;
    if (list != "us-sdn") since.push_back({published, designation.valid.from});
    out.push_back(std::move(designation));
  }
  if (consolidated && !done.contains(std::string(kUnknownNonSdnList))) {
    model::Designation base;
    base.entity = party.entity.id;
    base.authority = kAuthority;
    base.listed_name = entry.listed_name;
    base.scope = "entity";
    base.programmes = entry.programmes;
    base.evidence = party.entity.evidence;
    base.published = *consolidated;
    if (auto earlier = earlier_listing(std::move(base), since, *consolidated)) out.push_back(*std::move(earlier));
  }
  if (named.empty()) {
    mapping_.report(model::FindingLevel::kWarning, "unknown-list", "a party stands on no list that is known",
                    entry.position);
  }
}

namespace {

// The words of a name whatever their order, signs and letter case: people are printed with either name first.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : ascii_lower(name)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter)
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  std::sort(words.begin(), words.end());
  return words;
}

bool is_called(const model::Entity& party, std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  for (const model::EntityName& own : model::names_of(party)) {
    if (words_of(own.text) == words) return true;
  }
  return false;
}

}  // namespace

void EnhancedMapper::connect() {
  std::unordered_set<std::string> known;
  for (const StoredParty& party : store_.parties()) known.insert(party.entity.id);
  std::unordered_set<std::string> ids;
  std::unordered_map<std::string, std::size_t> at;
  for (std::size_t i = 0; i < store_.parties().size(); ++i) at[store_.parties()[i].entity.id] = i;
  for (Relation& relation : relations_) {
    if (!known.contains(relation.to)) {
      mapping_.report(model::FindingLevel::kNote, "unresolved-link",
                      "a relationship names a party that this version does not hold; it is kept in notes",
                      relation.position);
      mapping_.note(store_.parties()[at[relation.from]].entity,
                    relation.role + ": " + relation.to_name + " (" + relation.to + ")");
      continue;
    }
    if (!relation.to_name.empty() && !is_called(store_.parties()[at[relation.to]].entity, relation.to_name)) {
      mapping_.report(model::FindingLevel::kWarning, "reference-conflict",
                      "a relationship names " + relation.to + " \"" + shown(relation.to_name, 60) +
                          "\", which is no name of that party; the number counts",
                      relation.position);
    }
    model::Relationship edge;
    edge.id = relation.from + "-" + relation.kind + "-" + relation.to;
    if (!ids.insert(edge.id).second) edge.id += "-" + slug(relation.role);
    if (edge.id.ends_with("-" + slug(relation.role)) && !ids.insert(edge.id).second) continue;  // stated twice
    edge.from = relation.from;
    edge.kind = relation.kind;
    edge.to = relation.to;
    edge.role = relation.role;
    edge.note = relation.note;
    edge.valid = relation.valid;
    edge.evidence = relation.evidence;
    outcome_.dataset.relationships.push_back(std::move(edge));
  }
}

void EnhancedMapper::finish() {
  connect();
  std::vector<model::Designation> designations;
  for (StoredParty& party : store_.parties()) {
    refine_schema(party.entity);
    list_party(pending_[party.entity.id], party, designations);
  }
  store_.finish(std::move(designations));
}

}  // namespace penumbra::ingest::ofac
