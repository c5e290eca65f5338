// The schema is a data base dump: everything is a number that points into a value set. What a number means is always
// looked up by its text ("Birthdate"), never by the number, because OFAC may renumber and the SDN file and the
// consolidated file need not agree.
#include "ingest/ofac/advanced_mapper.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "ingest/last_day.h"
#include "ingest/ofac/links.h"
#include "ingest/ofac/programmes.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::ofac {
namespace {

void add_unique(std::vector<std::string>& list, const std::string& item) {
  if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

std::string_view lang_of(std::string_view script) {
  return script == "Latin" || script == "Latn" || script.empty() ? std::string_view() : script;
}

}  // namespace

Place AdvancedMapper::place(const XmlNode& node) const {
  Place out{file_, node.line, node.offset, node.name};
  for (const std::string_view key : {"FixedRef", "ID"}) {
    out.id = node.attribute(key);
    if (out.id.empty()) continue;
    out.key = key;
    break;
  }
  return out;
}

void AdvancedMapper::reported(std::string_view key, const std::string& message, const XmlNode& node) {
  ++outcome_.counts.reported;
  mapping_.report(model::FindingLevel::kError, key, message, place(node));
}

void AdvancedMapper::report_unknown_names(const XmlNode& node, bool of_record) {
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
  report_odd_values(node);
  if (of_record) report_dangling(node);
  for (const XmlNode& child : node.children) report_unknown_names(child, of_record);
}

// "FeatureTypeID" points into the table of FeatureType. Where it points to nothing the fact would be gone, or be taken
// for one without a type. Few pointers differ, so the last good ones are remembered.
void AdvancedMapper::report_dangling(const XmlNode& node) {
  for (const auto& [key, value] : node.attributes) {
    std::string_view kind = key;
    if (kind.size() <= 2 || !kind.ends_with("ID")) continue;
    const std::size_t slot =
        (kind.size() * 37 + value.size() * 11 + (value.empty() ? 0U : static_cast<unsigned char>(value.back()) * 3U) +
         static_cast<unsigned char>(kind.front())) %
        good_pointers_.size();
    auto& [good_key, good_value] = good_pointers_[slot];
    if (good_key == kind && good_value == value) continue;
    kind.remove_suffix(2);
    if (const std::size_t dash = kind.rfind('-'); dash != std::string_view::npos) kind.remove_prefix(dash + 1);
    if (!values_.has(kind)) continue;  // a pointer to another record
    if (values_.find(kind, value) != nullptr) {
      good_key = key;
      good_value = value;
      continue;
    }
    mapping_.report(model::FindingLevel::kWarning, "bad-pointer",
                    node.name + "/@" + std::string(key) + " is \"" + shown(value, 20) + "\", which the table of " +
                        std::string(kind) + " does not hold",
                    place(node));
  }
}

// Numbers that point into other tables, truth values and parts of dates have one form each, whether they are read or
// not: another one is the sign of another format.
void AdvancedMapper::report_odd_values(const XmlNode& node) {
  const auto odd = [&](std::string_view what, std::string_view value) {
    mapping_.report(model::FindingLevel::kWarning, "unread-value",
                    "\"" + shown(value, 20) + "\" in " + std::string(what) + " is not what stands there", place(node));
  };
  for (const auto& [key, value] : node.attributes) {
    const std::string_view name = key;
    const bool number = name.ends_with("ID") || name == "FixedRef";
    const bool truth = name == "Primary" || name == "False" || name == "LowQuality" || name == "Approximate" ||
                       name == "Acronym" || name == "Former" || name.ends_with("Fixed");
    const bool good = number ? all_digits(value) : value == "true" || value == "false";
    if ((number || truth) && !value.empty() && !good) odd(node.name + "/@" + std::string(name), value);
  }
  if (node.name == "Year" || node.name == "Month" || node.name == "Day") {
    const bool good = all_digits(node.text) && node.text.size() <= (node.name == "Year" ? 4U : 2U);
    if (!node.text.empty() && !good) odd(node.name, node.text);
  }
}

void AdvancedMapper::check_values(const XmlNode& set) {
  if (set.name != "CountryValues") return;
  for (const XmlNode& row : set.children) {
    const std::string code = ascii_lower(trim(row.attribute("ISO2")));
    const auto named = country_code(row.text);
    if (code.empty() || !named || named->empty() || *named == code) continue;
    mapping_.report(model::FindingLevel::kWarning, "country-conflict",
                    "the code " + shown(code, 10) + " and the name \"" + shown(row.text, 40) +
                        "\" are different countries; the name is taken",
                    place(row));
  }
}

void AdvancedMapper::begin_file(const std::string& name) {
  file_ = name;
  values_ = {};
  good_pointers_ = {};
  locations_.clear();
  documents_.clear();
  kept_.clear();
}

void AdvancedMapper::add_location(const XmlNode& node) {
  ++outcome_.counts.records_in;
  ++outcome_.counts.mapped;
  report_unknown_names(node, true);
  Location location = read_location(node, values_);
  for (const std::string& type : location.unknown_parts) {
    mapping_.report(model::FindingLevel::kWarning, "unknown-location-part",
                    "\"" + shown(type, 40) + "\" is no part of an address that is known; its text stands last",
                    place(node));
  }
  locations_[std::string(node.attribute("ID"))] = std::move(location);
}

void AdvancedMapper::add_document(const XmlNode& node) {
  ++outcome_.counts.records_in;
  report_unknown_names(node, true);
  std::string identity(node.attribute("IdentityID"));
  documents_[std::move(identity)].push_back({kept_.copy(node), false});
}

std::string_view AdvancedMapper::schema_of(const XmlNode& profile) const {
  const ReferenceValue* subtype = values_.find("PartySubType", profile.attribute("PartySubTypeID"));
  if (subtype == nullptr) return {};
  const std::string_view type = values_.text("PartyType", subtype->attribute("PartyTypeID"));
  if (type == "Individual") return "Person";
  if (type == "Entity") return "Organization";
  if (type == "Transport" && subtype->text == "Vessel") return "Vessel";
  if (type == "Transport" && subtype->text == "Aircraft") return "Airplane";
  return {};
}

void AdvancedMapper::add_party(const XmlNode& node) {
  ++outcome_.counts.records_in;
  report_unknown_names(node, true);
  const std::string number(node.attribute("FixedRef"));
  const XmlNode* profile = node.child("Profile");
  if (number.empty() || profile == nullptr) {
    reported("incomplete-record", number.empty() ? "a DistinctParty has no FixedRef" : "a DistinctParty has no Profile",
             node);
    return;
  }
  const std::string_view schema = schema_of(*profile);
  if (schema.empty()) {
    reported("unknown-party-type",
             "\"" + shown(values_.text("PartySubType", profile->attribute("PartySubTypeID")), 40) + "\" (type " +
                 shown(profile->attribute("PartySubTypeID"), 20) + ") is no type of party that is known",
             node);
    return;
  }
  const std::string id = "us-ofac-" + slug(number);
  const auto [it, fresh] = entity_index_.try_emplace(id, outcome_.dataset.entities.size());
  if (fresh) {
    model::Entity& entity = outcome_.dataset.entities.emplace_back();
    entity.id = id;
    entity.schema = schema;
    entity.evidence = {std::string(source_), record_place(file_, node.line)};
  }
  // Documents and wallets are added to the dataset behind the party, so it is worked on apart.
  model::Entity entity = outcome_.dataset.entities[it->second];
  Party party;
  party.entity = it->second;
  std::size_t profiles = 0;
  for (const XmlNode& child : node.children) {
    if (child.name == "Comment") {
      apply_remarks(child.text, false, entity, party.facts, place(child), mapping_);
    } else if (child.name == "Profile") {
      if (++profiles > 1) {
        mapping_.report(model::FindingLevel::kWarning, "several-profiles",
                        "a party has several profiles; they are joined", place(child));
      }
      for (const XmlNode& part : child.children) {
        if (part.name == "Identity") add_identity(part, entity, party);
      }
      for (const XmlNode& part : child.children) {
        if (part.name == "Feature") add_feature(part, entity, party);
      }
    }
  }
  // Links are elements of their own here; a comment that names one is kept as text.
  for (const PartyLink& link : party.facts.links) mapping_.note(entity, link.role + ": " + link.name);
  party.facts.links.clear();
  if (entity.first("name").empty()) {
    mapping_.report(model::FindingLevel::kWarning, "party-without-name", "a party has no primary name", place(node));
  }
  refine_schema(entity);
  ++outcome_.counts.mapped;
  std::vector<model::Entity> documents = std::move(party.facts.documents);
  party.facts.documents.clear();
  outcome_.dataset.entities[it->second] = std::move(entity);
  for (model::Entity& document : documents) {
    if (ids_.insert(document.id).second) outcome_.dataset.entities.push_back(std::move(document));
  }
  for (const XmlNode& child : node.children) {
    if (child.name == "Profile") parties_[std::string(child.attribute("ID"))] = party;
  }
}

void AdvancedMapper::add_identity(const XmlNode& identity, model::Entity& entity, Party& party) {
  if (identity.attribute("False") == "true") {
    mapping_.report(model::FindingLevel::kNote, "false-identity", "an identity that is marked as false is left out",
                    place(identity));
    return;
  }
  for (const XmlNode& child : identity.children) {
    if (child.name == "Alias") add_alias(child, identity, entity, party);
  }
  const auto documents = documents_.find(std::string(identity.attribute("ID")));
  if (documents == documents_.end()) return;
  for (PendingDocument& document : documents->second) {
    if (std::exchange(document.used, true)) continue;
    ++outcome_.counts.mapped;
    const std::string_view type = values_.text("IDRegDocType", document.node.attribute("IDRegDocTypeID"));
    const std::string number = tidy(document.node.child_text("IDRegistrationNo"));
    std::string_view rest;
    const Label* label = find_exact_label(type, rest);
    if (label == nullptr || number.empty()) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-document",
                      number.empty()
                          ? std::string("a document has no number")
                          : "\"" + shown(type, 60) + "\" is no type of document that is known; it is kept in notes",
                      place(document.node));
      mapping_.note(entity, std::string(type) + " " + number);
      continue;
    }
    if (label->kind != FactKind::kNumber) {
      apply_fact(*label, type, number, entity, party.facts, place(document.node), mapping_);
      continue;
    }
    const std::string_view country = values_.text("Country", document.node.attribute("IssuedBy-CountryID"));
    if (country.empty() && number.ends_with(")")) {
      // Some numbers carry their country in words, as the classic remarks do: "33556474 (Russia)".
      apply_fact(*label, type, number, entity, party.facts, place(document.node), mapping_);
      continue;
    }
    const auto code = country_code(country);
    if (!country.empty() && !code.has_value()) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-country",
                      "\"" + shown(country, 60) + "\" is no country that is known here", place(document.node));
    }
    const std::string_view known_code = code.value_or("");
    const bool forged = values_.text("Validity", document.node.attribute("ValidityID")) == "Fraudulent";
    if (!forged) put_number(entity, label->property, number, known_code, place(document.node), mapping_);
    model::Entity record = make_document(entity, type, number, known_code);
    bool more = forged || !country.empty();
    if (forged) record.add("summary", "fraudulent");
    if (!country.empty() && known_code.empty()) record.add("summary", country);
    for (const XmlNode& child : document.node.children) {
      if (child.name == "DocumentDate") {
        const std::string_view kind = values_.text("IDRegDocDateType", child.attribute("IDRegDocDateTypeID"));
        const XmlNode* period = child.child("DatePeriod");
        bool imprecise = false;
        const std::vector<std::string> dates =
            period == nullptr ? std::vector<std::string>() : parse_date_span(read_period(*period), imprecise);
        if (dates.empty()) continue;
        more = true;
        record.add(kind == "Expiration Date" ? "endDate" : kind == "Issue Date" ? "startDate" : "date", dates.front());
      } else if (child.name == "IssuingAuthority" && !child.text.empty()) {
        more = true;
        record.add("authority", tidy(child.text));
      } else if (child.name == "Comment" && !child.text.empty()) {
        more = true;
        record.add("summary", tidy(child.text));
      }
    }
    if (more) party.facts.documents.push_back(std::move(record));
  }
}

void AdvancedMapper::add_alias(const XmlNode& alias, const XmlNode& identity, model::Entity& entity, Party& party) {
  const std::string_view type = values_.text("AliasType", alias.attribute("AliasTypeID"));
  std::string_view property = "alias";
  if (alias.attribute("LowQuality") == "true") {
    property = "weakAlias";
  } else if (type == "F.K.A.") {
    property = "previousName";
  } else if (type == "Name" && alias.attribute("Primary") == "true" && identity.attribute("Primary") != "false") {
    property = "name";
  } else if (type != "A.K.A." && type != "N.K.A." && type != "Name") {
    mapping_.report(model::FindingLevel::kWarning, "unknown-alias-type",
                    "\"" + shown(type, 40) + "\" is no type of other name that is known; it is kept as an alias",
                    place(alias));
  }
  // Types of name parts hang on groups that stand beside the aliases.
  std::unordered_map<std::string_view, std::string_view> part_types;
  if (const XmlNode* groups = identity.child("NamePartGroups")) {
    for (const XmlNode& master : groups->children) {
      for (const XmlNode& group : master.children) {
        part_types[group.attribute("ID")] = values_.text("NamePartType", group.attribute("NamePartTypeID"));
      }
    }
  }
  bool first_name = true;
  for (const XmlNode& documented : alias.children) {
    if (documented.name != "DocumentedName") continue;
    std::string given;
    std::string family;
    std::string suffix;
    std::string_view script;
    for (const XmlNode& part : documented.children) {
      const XmlNode* value = part.child("NamePartValue");
      if (value == nullptr) continue;
      const std::string text = tidy(value->text);
      const auto found = part_types.find(value->attribute("NamePartGroupID"));
      const std::string_view part_type = found == part_types.end() ? std::string_view() : found->second;
      script = values_.text("Script", value->attribute("ScriptID"));
      if (const ReferenceValue* reference = values_.find("Script", value->attribute("ScriptID")))
        script = reference->attribute("ScriptCode");
      std::string* target = &given;
      if (part_type == "Last Name") {
        target = &family;
      } else if (part_type == "Suffix") {
        target = &suffix;
      } else if (part_type == "Maiden Name") {
        mapping_.note(entity, "maiden name: " + text);
      }
      *target += (target->empty() ? "" : " ") + text;
      if (property == "name" && first_name && entity.schema == "Person") {
        if (part_type == "First Name") mapping_.put(entity, "firstName", text, place(documented));
        if (part_type == "Middle Name") mapping_.put(entity, "middleName", text, place(documented));
        if (part_type == "Last Name") mapping_.put(entity, "lastName", text, place(documented));
        if (part_type == "Patronymic") mapping_.put(entity, "fatherName", text, place(documented));
      }
    }
    std::string name = given;
    if (!family.empty()) name += (name.empty() ? "" : " ") + family;
    if (!suffix.empty()) name += " " + suffix;
    if (name.empty()) continue;
    // A primary name has its other scripts beside the Latin form.
    const std::string_view target = property == "name" && !first_name ? std::string_view("alias") : property;
    mapping_.put(entity, target, name, place(documented), lang_of(script));
    if (property == "name" && first_name) {
      party.listed_name = name;
      if (!family.empty() && !given.empty()) {
        party.listed_name = family;
        party.listed_name.append(", ").append(given);
        if (!suffix.empty()) party.listed_name.append(", ").append(suffix);
      }
    }
    first_name = false;
  }
}

// The words that a version of a feature states, and the country of its place.
std::string AdvancedMapper::value_of(const XmlNode& version, std::string& country) const {
  std::string value;
  const auto append = [&value](std::string_view text) {
    if (!text.empty()) value += (value.empty() ? "" : " ") + tidy(text);
  };
  for (const XmlNode& child : version.children) {
    if (child.name == "DatePeriod") {
      append(read_period(child));
    } else if (child.name == "VersionDetail") {
      append(values_.text("DetailReference", child.attribute("DetailReferenceID")));
      append(child.text);
    } else if (child.name == "VersionLocation") {
      const auto location = locations_.find(std::string(child.attribute("LocationID")));
      if (location == locations_.end()) continue;
      country = location->second.country;
      append(location->second.text);
    }
  }
  return value;
}

void AdvancedMapper::add_feature(const XmlNode& feature, model::Entity& entity, Party& party) {
  const std::string_view type = values_.text("FeatureType", feature.attribute("FeatureTypeID"));
  std::string_view rest;
  const Label* label = find_exact_label(type, rest);
  for (const XmlNode& version : feature.children) {
    if (version.name != "FeatureVersion") continue;
    const Place position = place(feature);
    std::string country;
    std::string value = value_of(version, country);
    if (values_.text("Reliability", version.attribute("ReliabilityID")) == "False") {
      mapping_.report(model::FindingLevel::kNote, "false-feature",
                      "a feature that is marked as false is kept in notes only", position);
      mapping_.note(entity, "false: " + std::string(type) + " " + value);
      continue;
    }
    if (const std::string comment = tidy(version.child_text("Comment")); !comment.empty())
      mapping_.note(entity, comment);
    for (const XmlNode& child : version.children) {
      const auto location = locations_.find(std::string(child.attribute("LocationID")));
      if (location != locations_.end() && !location->second.comment.empty())
        mapping_.note(entity, "address, remark: " + location->second.comment);
    }
    if (type == "Location") {
      const auto code = country_code(country);
      const bool named = !country.empty() && code.has_value() && !code->empty();
      if (named) {
        mapping_.put(entity, "country", *code, position);
      } else if (!country.empty() && !code.has_value()) {
        mapping_.put_country(entity, "country", country, position);
      }
      if (named && !value.empty()) value += ", " + country;
      if (!value.empty()) mapping_.put(entity, "address", value, position);
      continue;
    }
    if (label == nullptr) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-feature",
                      "\"" + shown(type, 60) + "\" is no feature that is known; it is kept in notes", position);
      mapping_.note(entity, std::string(type) + " " + value);
      continue;
    }
    if (label->kind == FactKind::kCountry) {
      value = country.empty() ? value : country;
    } else if (label->kind == FactKind::kPlaceOfBirth && !country.empty()) {
      value += (value.empty() ? "" : ", ") + country;
    }
    if (!rest.empty() && rest != "-" && rest != ":") {
      value.insert(0, " ");
      value.insert(0, rest);
    }
    if (value.empty() && label->kind != FactKind::kSecondary) continue;
    apply_fact(*label, type, value, entity, party.facts, position, mapping_);
  }
}

void AdvancedMapper::add_relationship(const XmlNode& node) {
  ++outcome_.counts.records_in;
  report_unknown_names(node, true);
  const auto from = parties_.find(std::string(node.attribute("From-ProfileID")));
  const auto to = parties_.find(std::string(node.attribute("To-ProfileID")));
  if (from == parties_.end() || to == parties_.end()) {
    reported("edge-to-nowhere", "a ProfileRelationship names a profile that the file does not hold", node);
    return;
  }
  ++outcome_.counts.mapped;
  const std::string_view type = values_.text("RelationType", node.attribute("RelationTypeID"));
  const auto known = relation_kind(type);
  if (!known) {
    mapping_.report(
        model::FindingLevel::kWarning, "unknown-relation",
        "\"" + shown(type, 60) + "\" is no type of relation that is known; it is kept as the role of a link",
        place(node));
  }
  model::Relationship edge;
  edge.kind = known.value_or("linked-to");
  edge.role = type;
  edge.from = outcome_.dataset.entities[from->second.entity].id;
  edge.to = outcome_.dataset.entities[to->second.entity].id;
  edge.id = edge.from + "-" + edge.kind + "-" + edge.to;
  if (!ids_.insert(edge.id).second) {
    edge.id += "-" + slug(node.attribute("ID"));
    if (!ids_.insert(edge.id).second) return;  // both files state the same relation
  }
  if (node.attribute("Former") == "true") edge.status = model::AssertionStatus::kEnded;
  edge.note = tidy(node.child_text("Comment"));
  edge.evidence = {std::string(source_), record_place(file_, node.line)};
  outcome_.dataset.relationships.push_back(std::move(edge));
}

void AdvancedMapper::add_entry(const XmlNode& node) {
  ++outcome_.counts.records_in;
  report_unknown_names(node, true);
  const auto found = parties_.find(std::string(node.attribute("ProfileID")));
  if (found == parties_.end()) {
    reported("entry-of-nobody", "a SanctionsEntry names a profile that the file does not hold", node);
    return;
  }
  const std::string_view list_name = values_.text("List", node.attribute("ListID"));
  const std::string* list_row = list_of_name(list_name);
  ++outcome_.counts.mapped;
  Party& party = found->second;
  if (list_row != nullptr && list_row->empty()) {
    add_sum_entry(node, party);
    return;
  }
  const model::Entity& entity = outcome_.dataset.entities[party.entity];
  model::Designation designation;
  designation.entity = entity.id;
  designation.authority = kAuthority;
  designation.listed_name = party.listed_name;
  designation.scope = "entity";
  designation.evidence = {std::string(source_), record_place(file_, node.line)};
  std::string list = list_row == nullptr ? std::string(kUnknownNonSdnList) : *list_row;
  if (list_row == nullptr) {
    mapping_.report(model::FindingLevel::kWarning, "unknown-list",
                    "\"" + shown(list_name, 60) + "\" is not in data/lists/ofac_lists.csv", place(node));
  }
  std::vector<std::pair<std::string, std::string>> directives;
  for (const XmlNode& child : node.children) {
    if (child.name == "EntryEvent") {
      const XmlNode* date = child.child("Date");
      const PartialDate day = date == nullptr ? PartialDate() : read_point(*date);
      const std::string_view event = values_.text("EntryEventType", child.attribute("EntryEventTypeID"));
      if (event != "Created") {
        mapping_.report(
            model::FindingLevel::kWarning, "unknown-event",
            "\"" + shown(event, 40) + "\" is no event of an entry that is known; its date is kept as a note",
            place(child));
        designation.note += (designation.note.empty() ? "" : "; ") + std::string(event) + " " + day.to_string();
        continue;
      }
      if (day.known() && (!designation.valid.from.known() || day.earliest() < designation.valid.from.earliest()))
        designation.valid.from = day;
      const std::string basis(values_.text("LegalBasis", child.attribute("LegalBasisID")));
      if (!basis.empty() && basis != "Unknown" && designation.act.find(basis) == std::string::npos) {
        designation.act += (designation.act.empty() ? "" : "; ") + basis;
        const ReferenceValue* row = values_.find("LegalBasis", child.attribute("LegalBasisID"));
        const std::string brief = row == nullptr ? std::string() : tidy(row->attribute("LegalBasisShortRef"));
        if (!brief.empty() && brief != basis)
          designation.note += (designation.note.empty() ? "" : "; ") + ("legal basis in short: " + brief);
      }
      if (const std::string comment = tidy(child.child_text("Comment")); !comment.empty()) {
        designation.note += (designation.note.empty() ? "" : "; ") + comment;
      }
    } else if (child.name == "SanctionsMeasure") {
      const std::string type(values_.text("SanctionsType", child.attribute("SanctionsTypeID")));
      const std::string comment = tidy(child.child_text("Comment"));
      const MeasureRule* rule = measure_of_type(type);
      if (ascii_lower(type) == "program") {
        add_unique(designation.programmes, comment);
        if (rules_of(comment).empty()) {
          mapping_.report(model::FindingLevel::kWarning, "unmapped-programme",
                          "the programme \"" + shown(comment, 60) + "\" is not in data/lists/ofac_programmes.csv",
                          place(child));
        }
        continue;
      }
      if (rule == nullptr) {
        mapping_.report(
            model::FindingLevel::kWarning, "unmapped-measure",
            "the measure \"" + shown(type, 60) + "\" is not in data/lists/ofac_measures.csv; it stays unknown",
            place(child));
        add_unique(designation.measures, "unknown");
        designation.note += (designation.note.empty() ? "" : "; ") + type;
      } else {
        for (const std::string& measure : rule->measures) add_unique(designation.measures, measure);
        if (!rule->order.empty()) directives.emplace_back(rule->order, rule->directive);
      }
      if (!comment.empty()) designation.note += (designation.note.empty() ? "" : "; ") + comment;
      if (const XmlNode* period = child.child("DatePeriod"); period != nullptr && period->child("End") != nullptr) {
        const XmlNode* until = period->child("End")->child("To");
        if (until != nullptr) designation.valid.to = after_last_day(read_point(*until));
      }
    }
  }
  for (const std::string& note : party.facts.designation_notes) {
    designation.note += (designation.note.empty() ? "" : "; ") + note;
  }
  const auto publish = [&](model::Designation one, const std::string& target) {
    one.list = target;
    // Lists whose entries state no measure of their own impose what the programme imposes there.
    if (one.measures.empty()) {
      for (const std::string& programme : one.programmes) {
        for (const ProgrammeRule& rule : rules_of(programme)) {
          if (rule.list != target || rule.directive == "*") continue;
          if (!rule.directive.empty() && rule.list.starts_with("us-ns-mbs") &&
              !party.facts.directives.contains(
                  {rule.programme.substr(rule.programme.find("EO") + 2), rule.directive})) {
            continue;
          }
          for (const std::string& measure : rule.measures) add_unique(one.measures, measure);
        }
      }
    }
    if (one.measures.empty()) one.measures.emplace_back("unknown");
    if (party.facts.secondary) add_unique(one.measures, "secondary-sanctions");
    one.id = entity.id + "-" + target;
    if (!ids_.insert(one.id).second) {
      one.id += "-" + slug(node.attribute("ID"));
      if (!ids_.insert(one.id).second) return;
    }
    outcome_.lists.push_back(target);
    if (target != "us-sdn") party.since.push_back({one.valid.from, one.valid.from});
    outcome_.dataset.designations.push_back(std::move(one));
  };
  if (list != "us-ssi") {
    publish(std::move(designation), list);
    return;
  }
  // The sectoral list is one list per directive, because each directive forbids something else.
  if (directives.empty()) {
    for (const auto& [key, dates] : party.facts.directives) {
      if (key.first == "13662") directives.push_back(key);
    }
  }
  if (directives.empty()) {
    mapping_.report(model::FindingLevel::kWarning, "unknown-directive",
                    "an entry on the sectoral list names no directive", place(node));
    publish(std::move(designation), std::string(kUnknownNonSdnList));
    return;
  }
  for (const auto& [order, directive] : directives) {
    model::Designation one = designation;
    one.measures.clear();
    const std::string target = "us-ssi-" + directive;
    for (const ProgrammeRule& rule : rules_of("UKRAINE-EO13662")) {
      if (rule.list == target) one.measures = rule.measures;
    }
    publish(std::move(one), target);
  }
}

// An entry on the sum of the lists beside the SDN list: its day counts where it is before theirs.
void AdvancedMapper::add_sum_entry(const XmlNode& node, Party& party) {
  if (!party.sum) {
    party.sum.emplace();
    party.sum->entity = outcome_.dataset.entities[party.entity].id;
    party.sum->authority = kAuthority;
    party.sum->listed_name = party.listed_name;
    party.sum->scope = "entity";
    party.sum->evidence = {std::string(source_), record_place(file_, node.line)};
    sums_.emplace_back(node.attribute("ProfileID"));
  }
  for (const XmlNode& child : node.children) {
    if (child.name == "EntryEvent" &&
        values_.text("EntryEventType", child.attribute("EntryEventTypeID")) == "Created") {
      const XmlNode* date = child.child("Date");
      const PartialDate day = date == nullptr ? PartialDate() : read_point(*date);
      PartialDate& from = party.sum->valid.from;
      if (day.known() && (!from.known() || day.earliest() < from.earliest())) from = day;
    } else if (child.name == "SanctionsMeasure" &&
               ascii_lower(values_.text("SanctionsType", child.attribute("SanctionsTypeID"))) == "program") {
      add_unique(party.sum->programmes, tidy(child.child_text("Comment")));
    }
  }
}

void AdvancedMapper::add_entry_link(const XmlNode& node) {
  ++outcome_.counts.records_in;
  ++outcome_.counts.ignored;
  mapping_.report(model::FindingLevel::kNote, "ignored-entry-link",
                  "links between entries are left out: the entries of a party are joined by its number", place(node));
}

void AdvancedMapper::end_file() {
  for (const auto& [identity, documents] : documents_) {
    for (const PendingDocument& document : documents) {
      if (!document.used)
        reported("document-of-nobody", "a document names an identity that the file does not hold", document.node);
    }
  }
  documents_.clear();
  kept_.clear();
  for (const std::string& profile : sums_) {
    Party& party = parties_.at(profile);
    const PartialDate day = party.sum->valid.from;
    auto earlier = earlier_listing(*std::move(party.sum), party.since, day);
    party.sum.reset();
    if (!earlier || !ids_.insert(earlier->id).second) continue;
    outcome_.lists.push_back(earlier->list);
    outcome_.dataset.designations.push_back(*std::move(earlier));
  }
  sums_.clear();
}

void AdvancedMapper::finish() {
  std::sort(outcome_.lists.begin(), outcome_.lists.end());
  outcome_.lists.erase(std::unique(outcome_.lists.begin(), outcome_.lists.end()), outcome_.lists.end());
}

}  // namespace penumbra::ingest::ofac
