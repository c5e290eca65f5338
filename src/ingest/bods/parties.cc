// Entities and persons.
#include <algorithm>
#include <utility>

#include "ingest/bods/mapper.h"
#include "ingest/owners.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::bods {
namespace {

// The kind of entity in words of 0.4, wherever a version keeps it.
std::pair<std::string, std::string> type_of(const JsonNode& body) {
  const JsonNode* node = body.member("entityType");
  if (node == nullptr) return {};
  if (node->is_object()) return {std::string(node->text_of("type")), std::string(node->text_of("subtype"))};
  std::string subtype;
  if (const JsonNode* old = body.member("entitySubtype"); old != nullptr && old->is_object()) {
    const std::string_view category = old->text_of("generalCategory");
    const std::size_t dash = category.find('-');
    if (dash != std::string_view::npos) subtype = category.substr(dash + 1);
  }
  return {node->text(), subtype};
}

std::string_view schema_of(std::string_view type) {
  if (type == "registeredEntity") return "Company";
  if (type == "legalEntity" || type == "arrangement") return "LegalEntity";
  if (type == "state" || type == "stateBody") return "PublicBody";
  if (type == "anonymousEntity" || type == "unknownEntity") return "LegalEntity";
  return {};
}

void join_with(std::string& text, std::string_view part) {
  if (part.empty()) return;
  if (!text.empty()) text += ", ";
  text += part;
}

std::string reason_of(const JsonNode& body, std::string_view member, std::string_view otherwise) {
  const JsonNode* details = body.member(member);
  if (details == nullptr || !details->is_object()) return std::string(otherwise);
  std::string out(details->text_of("reason"));
  if (out.empty()) out = otherwise;
  const std::string description = tidy(details->text_of("description"));
  if (!description.empty()) out += " (" + description + ")";
  return out;
}

bool says_nobody(const JsonNode& body, std::string_view member) {
  const JsonNode* details = body.member(member);
  if (details == nullptr || !details->is_object()) return false;
  const std::string_view reason = details->text_of("reason");
  return reason == "noBeneficialOwners" || reason == "no-beneficial-owners";
}

}  // namespace

void Mapper::put_code(model::Entity& entity, std::string_view property, std::string_view code, std::string_view name,
                      const SourcePosition& position) {
  constexpr std::size_t kAlpha2 = 2;
  const std::string lower = ascii_lower(code.substr(0, kAlpha2));
  if (is_country_code(lower)) {
    mapping_.put(entity, property, lower, position);
  } else if (const std::string_view known = country_of_alpha3(code); !known.empty()) {
    mapping_.put(entity, property, known, position);
  } else if (!name.empty()) {
    mapping_.put_country(entity, property, name, position);
  } else if (!code.empty()) {
    warn("unknown-country", "\"" + shown(code, 20) + "\" is no code of a country; it is kept in notes", position);
    mapping_.note(entity, std::string(property) + ": " + std::string(code));
  }
}

void Mapper::put_place(model::Entity& entity, const JsonNode& node, std::string_view property,
                       const SourcePosition& position) {
  if (!node.is_object()) return;
  std::string text = tidy(node.text_of("address"));
  join_with(text, tidy(node.text_of("postCode")));
  std::string_view code = node.text_of("country");
  std::string_view name;
  if (const JsonNode* country = node.member("country"); country != nullptr && country->is_object()) {
    code = country->text_of("code");
    name = country->text_of("name");
  }
  join_with(text, tidy(name.empty() ? code : name));
  mapping_.put(entity, property, text, position);
}

void Mapper::fill_entity(const Statement& statement, Record& record, const SourcePosition& position) {
  const JsonNode& body = *statement.body;
  model::Entity& entity = record.entity;
  const auto [type, subtype] = type_of(body);
  entity.schema = schema_of(type);
  record.trust = subtype == "trust";
  record.nomination = subtype == "nomination";
  if (type == "anonymousEntity" || type == "unknownEntity") {
    record.reason = reason_of(body, "unspecifiedEntityDetails", type);
    record.nature = says_nobody(body, "unspecifiedEntityDetails") ? Nature::kNobody : Nature::kUndisclosed;
  }
  mapping_.put(entity, "name", body.text_of("name"), position);
  if (const JsonNode* names = body.member("alternateNames"); names != nullptr && names->is_array()) {
    for (const JsonNode& name : names->items()) {
      if (name.is_string()) mapping_.put(entity, "alias", name.text(), position);
    }
  }
  for (const std::string_view member : {"jurisdiction", "incorporatedInJurisdiction"}) {
    const JsonNode* place = body.member(member);
    if (place == nullptr || !place->is_object()) continue;
    put_code(entity, "jurisdiction", place->text_of("code"), place->text_of("name"), position);
    for (const std::string_view code : entity.get("jurisdiction")) entity.add("country", std::string(code));
  }
  const auto date = [&](std::string_view member, std::string_view property, PartialDate& end) {
    const JsonNode* value = body.member(member);
    if (value == nullptr || !value->is_string()) return;
    if (const auto day = read_date(value->text())) {
      mapping_.put(entity, property, day->to_string(), position);
      end = *day;
    }
  };
  date("foundingDate", "incorporationDate", entity.existence.from);
  date("dissolutionDate", "dissolutionDate", entity.existence.to);
  const bool turned = entity.existence.from.known() && entity.existence.to.known() &&
                      entity.existence.to.latest() < entity.existence.from.earliest();
  if (turned) entity.existence = {};
  if (!subtype.empty() && subtype != "other") mapping_.put(entity, "legalForm", subtype, position);
  if (const JsonNode* kind = body.member("entityType"); kind != nullptr && kind->is_object()) {
    mapping_.put(entity, "legalForm", kind->text_of("details"), position);
  }
  if (const JsonNode* statute = body.member("formedByStatute"); statute != nullptr && statute->is_object()) {
    const std::string name = tidy(statute->text_of("name"));
    if (!name.empty()) mapping_.note(entity, "formed by statute: " + name + " " + tidy(statute->text_of("date")));
  }
  if (const JsonNode* listing = body.member("publicListing"); listing != nullptr && listing->is_object()) {
    const JsonNode* securities = listing->member("securitiesListings");
    for (std::size_t i = 0; securities != nullptr && securities->is_array() && i < securities->items().size(); ++i) {
      const JsonNode& item = securities->items()[i];
      const JsonNode* security = item.member("security");
      if (security == nullptr || !security->is_object()) continue;
      if (entity.schema == "Company") {
        mapping_.put(entity, "ticker", security->text_of("ticker"), position);
        if (security->text_of("idScheme") == "isin")
          mapping_.put(entity, "isinCode", security->text_of("id"), position);
      }
      mapping_.note(entity, "listed on " + std::string(item.text_of("stockExchangeName")));
    }
    if (listing->is_true("hasPublicListing")) mapping_.note(entity, "has a public listing");
  }
  mapping_.put(entity, "sourceUrl", body.text_of("uri"), position);
}

void Mapper::fill_person(const Statement& statement, Record& record, const SourcePosition& position) {
  const JsonNode& body = *statement.body;
  model::Entity& entity = record.entity;
  entity.schema = "Person";
  const std::string_view type = body.text_of("personType");
  if (type == "anonymousPerson" || type == "unknownPerson") {
    record.reason = reason_of(body, "unspecifiedPersonDetails", type);
    record.nature = says_nobody(body, "unspecifiedPersonDetails") ? Nature::kNobody : Nature::kUndisclosed;
  }
  if (const JsonNode* names = body.member("names"); names != nullptr && names->is_array()) {
    for (const JsonNode& name : names->items()) {
      if (!name.is_object()) continue;
      const std::string_view kind = name.text_of("type");
      std::string full = tidy(name.text_of("fullName"));
      if (full.empty()) {
        for (const std::string_view part : {"givenName", "patronymicName", "familyName"}) {
          const std::string text = tidy(name.text_of(part));
          if (!text.empty()) full += (full.empty() ? "" : " ") + text;
        }
      }
      const bool other = kind == "translation" || kind == "transliteration" || kind == "alternative";
      const bool former = kind == "former" || kind == "birth";
      mapping_.put(entity, other ? "alias" : former ? "previousName" : "name", full, position);
      if (other || former) continue;
      mapping_.put(entity, "firstName", name.text_of("givenName"), position);
      mapping_.put(entity, "lastName", name.text_of("familyName"), position);
      mapping_.put(entity, "fatherName", name.text_of("patronymicName"), position);
    }
  }
  const auto codes = [&](std::string_view member, std::string_view property) {
    const JsonNode* list = body.member(member);
    if (list == nullptr || !list->is_array()) return;
    for (const JsonNode& item : list->items()) {
      if (item.is_object()) put_code(entity, property, item.text_of("code"), item.text_of("name"), position);
    }
  };
  codes("nationalities", "nationality");
  codes("taxResidencies", "country");
  if (const JsonNode* place = body.member("placeOfBirth")) put_place(entity, *place, "birthPlace", position);
  if (const JsonNode* place = body.member("placeOfResidence")) put_place(entity, *place, "address", position);
  for (const auto& [member, property] : {std::pair<std::string_view, std::string_view>{"birthDate", "birthDate"},
                                         std::pair<std::string_view, std::string_view>{"deathDate", "deathDate"}}) {
    const JsonNode* value = body.member(member);
    if (value == nullptr || !value->is_string()) continue;
    if (const auto day = read_date(value->text())) mapping_.put(entity, property, day->to_string(), position);
  }
  const JsonNode* exposure = body.member("politicalExposure");
  if (body.is_true("hasPepStatus") || (exposure != nullptr && exposure->text_of("status") == "isPep")) {
    mapping_.put(entity, "topics", "role.pep", position);
  }
}

void Mapper::add_party(const Statement& statement, const SourcePosition& position) {
  const JsonNode& body = *statement.body;
  Record fresh;
  fresh.type = statement.type;
  fresh.date = statement.date;
  fresh.order = order_;
  fresh.first = order_;
  fresh.component = statement.component;
  fresh.position = position;
  fresh.entity.id = "bods-" + root_of(statement.record);
  fresh.entity.evidence = {std::string(source_), record_place(position.file, position.line)};
  fresh.entity.recorded = statement.recorded;
  if (statement.status != RecordStatus::kUnstated) fresh.statuses = {{statement.date, statement.status}};
  if (statement.type == Type::kEntity) {
    fill_entity(statement, fresh, position);
    if (fresh.entity.schema.empty()) {
      reported("unknown-party-type", "\"" + shown(type_of(body).first, 40) + "\" is no kind of entity", position);
      return;
    }
  } else {
    const std::string_view type = body.text_of("personType");
    const auto& known = codes_of("person", "personType", statement.version);
    if (std::find(known.begin(), known.end(), type) == known.end()) {
      reported("unknown-party-type", "\"" + shown(type, 40) + "\" is no kind of person", position);
      return;
    }
    fill_person(statement, fresh, position);
  }
  if (const JsonNode* list = body.member("identifiers"); list != nullptr && list->is_array()) {
    for (const JsonNode& item : list->items()) {
      if (!item.is_object()) continue;
      const std::string_view scheme = item.text_of("scheme");
      put_identifier(mapping_, fresh.entity, scheme, item.text_of("id"), position);
      if (scheme.empty() && !item.text_of("schemeName").empty()) {
        mapping_.note(fresh.entity, std::string(item.text_of("schemeName")) + ": " + std::string(item.text_of("id")));
      }
    }
  }
  if (const JsonNode* list = body.member("addresses"); list != nullptr && list->is_array()) {
    for (const JsonNode& item : list->items()) put_place(fresh.entity, item, "address", position);
  }
  if (const JsonNode* list = statement.root->member("annotations"); list != nullptr && list->is_array()) {
    for (const JsonNode& item : list->items()) {
      if (item.is_object() && !item.text_of("description").empty()) {
        mapping_.note(fresh.entity, "annotation: " + std::string(item.text_of("description")));
      }
    }
  }
  if (statement.status == RecordStatus::kClosed) mapping_.note(fresh.entity, "the register closed this record");
  const std::string& key = root_of(statement.record);
  const auto [it, is_new] = records_.try_emplace(key);
  if (is_new) {
    record_order_.push_back(key);
    it->second = std::move(fresh);
  } else if (it->second.type != fresh.type) {
    reported("record-type-conflict",
             "a record is called an entity by one statement and a person by another; the first "
             "is kept",
             position);
    return;
  } else {
    join_records(it->second, std::move(fresh));
  }
  ++outcome_.counts.mapped;
}

// The newest statement makes the entity; names that only an older one has become former names.
void Mapper::join_records(Record& into, Record&& from) {
  const bool newer =
      !into.date.known() || !from.date.known() ? from.order > into.order : from.date.earliest() >= into.date.earliest();
  into.statuses.insert(into.statuses.end(), from.statuses.begin(), from.statuses.end());
  into.component = into.component && from.component;
  into.used_as_component = into.used_as_component || from.used_as_component;
  into.subject = into.subject || from.subject;
  into.first = std::min(into.first, from.first);
  const std::string id = into.entity.id;
  if (newer) {
    std::swap(into.entity, from.entity);
    std::swap(into.nature, from.nature);
    std::swap(into.reason, from.reason);
    std::swap(into.trust, from.trust);
    std::swap(into.nomination, from.nomination);
    std::swap(into.date, from.date);
    into.order = from.order;
  }
  into.entity.id = id;
  if (from.entity.recorded && (!into.entity.recorded || *from.entity.recorded < *into.entity.recorded)) {
    into.entity.recorded = from.entity.recorded;
  }
  for (const std::string_view old : from.entity.get("name")) {
    const std::vector<std::string_view> names = into.entity.get("name");
    const bool still = std::find(names.begin(), names.end(), old) != names.end();
    if (!still && into.entity.values.size() < kMaxValuesPerEntity) into.entity.add("previousName", std::string(old));
  }
}

}  // namespace penumbra::ingest::bods
