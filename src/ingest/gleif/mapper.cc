#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "base/embedded_table.h"
#include "embedded/lists_gleif_exceptions.h"
#include "embedded/lists_gleif_relationships.h"
#include "embedded/lists_registers.h"
#include "ingest/gleif/gleif.h"
#include "ingest/owners.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::gleif {
namespace {

using TextMap = std::map<std::string, std::pair<std::string, std::string>, std::less<>>;

TextMap read_pairs(std::string_view bytes) {
  TextMap out;
  base::for_each_table_row(bytes, 3, [&out](const std::vector<std::string_view>& row) {
    out.emplace(row[0], std::pair(std::string(row[1]), std::string(row[2])));
  });
  return out;
}

// data/lists/registers.csv: the scheme by which others know a register of GLEIF's list ("RA000585" -> "GB-COH").
std::string_view scheme_of(std::string_view authority) {
  static const std::map<std::string, std::string, std::less<>> table = [] {
    std::map<std::string, std::string, std::less<>> out;
    base::for_each_table_row(embedded::lists_registers(), 3,
                             [&out](const std::vector<std::string_view>& row) { out.emplace(row[0], row[1]); });
    return out;
  }();
  const auto it = table.find(authority);
  return it == table.end() ? authority : std::string_view(it->second);
}

void append(std::string& note, std::string_view text) {
  if (text.empty()) return;
  if (!note.empty()) note += "; ";
  note += text;
}

bool one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Elements of a legal entity that are read by name elsewhere.
constexpr std::array<std::string_view, 5> kReadElsewhere = {
    "OtherAddresses", "SuccessorEntity", "RegistrationAuthority", "LegalForm", "TransliteratedOtherAddresses"};

// Of an address; the numbers stand in the first line, too.
constexpr std::array<std::string_view, 9> kAddressParts = {"FirstAddressLine",
                                                           "AddressNumber",
                                                           "AddressNumberWithinBuilding",
                                                           "MailRouting",
                                                           "AdditionalAddressLine",
                                                           "City",
                                                           "Region",
                                                           "Country",
                                                           "PostalCode"};

// Of a registration; left out is the bookkeeping of the service: who issues the code, until when it is paid for, and by
// what its data were checked.
constexpr std::array<std::string_view, 10> kRegistration = {
    "InitialRegistrationDate",   "LastUpdateDate",      "RegistrationStatus",
    "NextRenewalDate",           "ManagingLOU",         "ValidationSources",
    "ValidationAuthority",       "ValidationDocuments", "ValidationReference",
    "OtherValidationAuthorities"};

// Of a record; extensions repeat what a service made of the address.
constexpr std::array<std::string_view, 4> kRecord = {"LEI", "Entity", "Registration", "Extension"};

std::string_view schema_of(std::string_view category) {
  if (category == "RESIDENT_GOVERNMENT_ENTITY") return "PublicBody";
  if (category == "INTERNATIONAL_ORGANIZATION" || category == "GENERAL" || category == "BRANCH") return "Organization";
  if (category.empty() || category == "FUND" || category == "SOLE_PROPRIETOR") return "LegalEntity";
  return {};
}

}  // namespace

void Mapper::reported(std::string_view key, const std::string& message, const SourcePosition& position) {
  ++outcome_.counts.reported;
  mapping_.report(model::FindingLevel::kError, key, message, position);
}

void Mapper::ignored(std::string_view key, const std::string& message, const SourcePosition& position) {
  ++outcome_.counts.ignored;
  mapping_.report(model::FindingLevel::kNote, key, message, position);
}

Status Mapper::header(const XmlNode& node, FileKind kind, const SourcePosition& position) {
  const std::string_view content = node.child_text("FileContent");
  if (content.find("DELTA") != std::string_view::npos) {
    return error_at(ErrorCode::kUnsupported,
                    "the file holds changes against an earlier one (" + shown(content, 40) + ") and no whole version",
                    position, "Give the full file of the same day");
  }
  if (content.empty()) {
    warn("no-file-content", "the header does not say whether the file is whole", position);
  }
  for (const XmlNode& child : node.children) {
    // Which delta would have come, who sends the file on, and extensions of theirs.
    constexpr std::string_view kKnown[] = {"ContentDate", "Originator",  "FileContent",
                                           "DeltaStart",  "RecordCount", "Extension"};
    if (std::find(std::begin(kKnown), std::end(kKnown), child.name) != std::end(kKnown)) continue;
    warn("unknown-field", "the element " + node.name + "/" + shown(child.name, 40) + " is not known", position);
  }
  present_[static_cast<std::size_t>(kind)] = true;
  if (const std::string_view count = trim(node.child_text("RecordCount")); !count.empty()) {
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(count.data(), count.data() + count.size(), number);
    if (fault == std::errc() && end == count.data() + count.size()) stated_[static_cast<std::size_t>(kind)] += number;
  }
  const auto day = read_date(node.child_text("ContentDate"));
  if (day && outcome_.published.known() && *day != outcome_.published) {
    warn("dates-differ",
         "the files are of different days (" + outcome_.published.to_string() + " and " + day->to_string() +
             "): what one says of a party may not be what the other meant",
         position);
  }
  if (day && (!outcome_.published.known() || day->latest() > outcome_.published.latest())) outcome_.published = *day;
  return {};
}

std::string Mapper::party(std::string_view lei, const SourcePosition& position) {
  constexpr std::size_t kLength = 20;
  const std::string_view code = trim(lei);
  const bool form = code.size() == kLength && std::all_of(code.begin(), code.end(), [](char c) {
                      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
                    });
  if (!form) return {};
  // GLEIF itself carries a few hundred annulled codes with a wrong check; they are names all the same.
  if (!is_lei(code)) {
    mapping_.report(model::FindingLevel::kNote, "lei-check", "an LEI has a wrong check digit", position);
  }
  std::string id = "lei-" + std::string(code);
  const auto [it, fresh] = index_.try_emplace(id, outcome_.dataset.entities.size());
  if (fresh) {
    model::Entity& made = outcome_.dataset.entities.emplace_back();
    made.id = id;
    made.schema = "LegalEntity";
    made.add("leiCode", std::string(code));
    made.evidence = {std::string(source_), record_place(position.file, position.line)};
  }
  return id;
}

void Mapper::expect_children(const XmlNode& node, std::span<const std::string_view> known,
                             const SourcePosition& position) {
  for (const XmlNode& child : node.children) {
    if (one_of(child.name, known)) continue;
    warn("unknown-element", "the element " + shown(node.name, 40) + "/" + shown(child.name, 40) + " is not known",
         position);
  }
}

void Mapper::put_addresses(model::Entity& entity, const XmlNode& node, std::string_view element,
                           const SourcePosition& position) {
  expect_children(node, {&element, 1}, position);
  for (const XmlNode& address : node.children) put_address(entity, address, position);
}

void Mapper::put_events(model::Entity& entity, const XmlNode& node, const SourcePosition& position) {
  static constexpr std::string_view kEvent = "LegalEntityEvent";
  static constexpr std::array<std::string_view, 6> kParts = {
      "LegalEntityEventType", "LegalEntityEventEffectiveDate", "LegalEntityEventRecordedDate",
      "ValidationDocuments",  "ValidationReference",           "AffectedFields"};
  expect_children(node, {&kEvent, 1}, position);
  for (const XmlNode& event : node.children) {
    expect_children(event, kParts, position);
    const std::string kind = ascii_lower(tidy(event.child_text(kParts[0])));
    std::string text = "event: " + kind;
    if (const auto day = read_date(event.child_text(kParts[1]))) text += ", effective " + day->to_string();
    if (const auto day = read_date(event.child_text(kParts[2]))) text += ", recorded " + day->to_string();
    if (const std::string_view status = event.attribute("event_status"); !status.empty())
      text += ", " + ascii_lower(status);
    if (kind.empty()) warn("missing-field", "an event of an entity does not say what happened", position);
    mapping_.note(entity, text);
  }
}

void Mapper::put_address(model::Entity& entity, const XmlNode& node, const SourcePosition& position) {
  std::string text;
  const auto add = [&text](std::string_view part) {
    const std::string plain = tidy(part);
    if (!plain.empty()) text += (text.empty() ? "" : ", ") + plain;
  };
  for (const XmlNode& part : node.children) {
    if (part.name == "FirstAddressLine" || part.name == "AdditionalAddressLine" || part.name == "MailRouting")
      add(part.text);
  }
  expect_children(node, kAddressParts, position);
  for (const std::string_view part : {"City", "Region", "PostalCode", "Country"}) add(node.child_text(part));
  mapping_.put(entity, "address", text, position);
}

void Mapper::fill(model::Entity& entity, const XmlNode& node, const SourcePosition& position) {
  for (const XmlNode& child : node.children) {
    const std::string_view name = child.name;
    if (name == "LegalName") {
      mapping_.put(entity, "name", child.text, position, child.attribute("lang"));
    } else if (name == "OtherEntityNames" || name == "TransliteratedOtherEntityNames") {
      const std::string_view element = name.substr(0, name.size() - 1);
      expect_children(child, {&element, 1}, position);
      for (const XmlNode& other : child.children) {
        const bool former = other.attribute("type") == "PREVIOUS_LEGAL_NAME";
        mapping_.put(entity, former ? "previousName" : "alias", other.text, position, other.attribute("lang"));
      }
    } else if (name == "LegalAddress" || name == "HeadquartersAddress") {
      put_address(entity, child, position);
      const std::string country = ascii_lower(child.child_text("Country"));
      if (is_country_code(country)) mapping_.put(entity, "country", country, position);
    } else if (name == "LegalJurisdiction") {
      constexpr std::size_t kAlpha2 = 2;
      const std::string country = ascii_lower(std::string_view(child.text).substr(0, kAlpha2));
      if (is_country_code(country)) mapping_.put(entity, "jurisdiction", country, position);
      if (child.text.size() > kAlpha2) mapping_.note(entity, "jurisdiction: " + child.text);
    } else if (name == "EntityCategory") {
      mapping_.put(entity, "classification", child.text, position);
    } else if (name == "EntityStatus") {
      mapping_.put(entity, "status", child.text, position);
    } else if (name == "EntityCreationDate" || name == "EntityExpirationDate") {
      const bool begins = name == "EntityCreationDate";
      if (const auto day = read_date(child.text)) {
        mapping_.put(entity, begins ? "incorporationDate" : "dissolutionDate", day->to_string(), position);
        (begins ? entity.existence.from : entity.existence.to) = *day;
      } else {
        warn("unread-value", "a date could not be read: \"" + shown(child.text, 40) + "\"", position);
      }
    } else if (name == "EntitySubCategory") {
      mapping_.note(entity, "category: " + ascii_lower(tidy(child.text)));
    } else if (name == "EntityExpirationReason") {
      mapping_.note(entity, "expired: " + ascii_lower(tidy(child.text)));
    } else if (name == "AssociatedEntity") {
      mapping_.note(entity, "associated entity: " + tidy(child.text.empty() ? child.child_text("AssociatedEntityName")
                                                                            : std::string_view(child.text)));
    } else if (name == "LegalEntityEvents") {
      put_events(entity, child, position);
    } else if (!one_of(name, kReadElsewhere)) {
      warn("unknown-element", "the element " + shown(name, 40) + " of an entity is not known and is left out",
           position);
    }
  }
  if (entity.existence.from.known() && entity.existence.to.known() &&
      entity.existence.to.latest() < entity.existence.from.earliest()) {
    entity.existence = {};
  }
  for (const std::string_view container : {"RegistrationAuthority"}) {
    const XmlNode* authority = node.child(container);
    if (authority == nullptr) continue;
    const std::string_view number = authority->child_text("RegistrationAuthorityEntityID");
    const std::string_view id = authority->child_text("RegistrationAuthorityID");
    // RA888888 and RA999999 stand for "none" and "not on the list".
    const bool known = id != "RA888888" && id != "RA999999";
    put_identifier(mapping_, entity, known ? scheme_of(id) : std::string_view(), number, position);
  }
  if (const XmlNode* form = node.child("LegalForm")) {
    const std::string_view other = form->child_text("OtherLegalForm");
    const std::string_view code = form->child_text("EntityLegalFormCode");
    mapping_.put(entity, "legalForm", other.empty() ? code : other, position);
    // 8888 and 9999 stand for "not on the list of forms" and "none".
    if (!other.empty() && !code.empty() && code != "8888" && code != "9999")
      mapping_.note(entity, "code of the legal form: " + tidy(code));
  }
  if (const XmlNode* addresses = node.child("OtherAddresses"))
    put_addresses(entity, *addresses, "OtherAddress", position);
  if (const XmlNode* addresses = node.child("TransliteratedOtherAddresses"))
    put_addresses(entity, *addresses, "TransliteratedOtherAddress", position);
}

void Mapper::entity(const XmlNode& node, const SourcePosition& position) {
  ++outcome_.counts.records_in;
  ++records_[static_cast<std::size_t>(FileKind::kEntities)];
  const std::string_view lei = node.child_text("LEI");
  const XmlNode* body = node.child("Entity");
  if (body == nullptr) return reported("incomplete-record", "a legal entity has no element Entity", position);
  const XmlNode* registration = node.child("Registration");
  const std::string_view status =
      registration == nullptr ? std::string_view() : registration->child_text("RegistrationStatus");
  if (status == "ANNULLED" || status == "DUPLICATE") {
    return ignored("void-registration", "a registration is " + ascii_lower(status) + " and stands for no party",
                   position);
  }
  const std::string_view schema = schema_of(body->child_text("EntityCategory"));
  if (schema.empty()) {
    return reported("unknown-party-type",
                    "\"" + shown(body->child_text("EntityCategory"), 40) + "\" is no category that is known", position);
  }
  const std::string id = party(lei, position);
  if (id.empty()) return reported("bad-lei", "\"" + shown(lei, 40) + "\" is no LEI", position);
  if (!named_.insert(id).second)
    return reported("duplicate-entry", "an LEI has two records; the first is kept", position);
  model::Entity& entity = outcome_.dataset.entities[index_.at(id)];
  entity.schema = schema;
  entity.evidence.record = record_place(position.file, position.line);
  fill(entity, *body, position);
  expect_children(node, kRecord, position);
  if (registration != nullptr) {
    expect_children(*registration, kRegistration, position);
    if (const auto day = read_date(registration->child_text("LastUpdateDate")))
      mapping_.put(entity, "modifiedAt", day->to_string(), position);
    entity.recorded = read_recorded(registration->child_text("InitialRegistrationDate"));
    if (!status.empty() && status != "ISSUED") mapping_.note(entity, "registration: " + std::string(status));
  }
  for (const XmlNode& child : body->children) {
    if (child.name != "SuccessorEntity") continue;
    const std::string successor = party(child.child_text("SuccessorLEI"), position);
    if (successor.empty()) {
      const std::string name = tidy(child.child_text("SuccessorEntityName"));
      // `entity` may have moved when the successor was made.
      if (!name.empty()) mapping_.note(outcome_.dataset.entities[index_.at(id)], "succeeded by " + name);
      continue;
    }
    model::Relationship relation = edge(successor, id, position);
    relation.kind = "successor-of";
    add_edge(std::move(relation), "successor");
  }
  ++outcome_.counts.mapped;
}

model::Relationship Mapper::edge(const std::string& from, const std::string& to, const SourcePosition& position) {
  model::Relationship out;
  out.from = from;
  out.to = to;
  out.evidence = {std::string(source_), record_place(position.file, position.line)};
  return out;
}

void Mapper::add_edge(model::Relationship&& edge, std::string_view what) {
  const std::string from = edge.from == "?" ? std::string("undisclosed") : edge.from;
  const std::string id = edge.to + "-" + std::string(what) + "-" + from;
  edge.id = id;
  for (int n = 2; !edge_ids_.insert(edge.id).second; ++n) edge.id = id + "-" + std::to_string(n);
  outcome_.dataset.relationships.push_back(std::move(edge));
}

void Mapper::relationship(const XmlNode& node, const SourcePosition& position) {
  static const TextMap types = read_pairs(embedded::lists_gleif_relationships());
  ++outcome_.counts.records_in;
  ++records_[static_cast<std::size_t>(FileKind::kRelationships)];
  const XmlNode* body = node.child("Relationship");
  const XmlNode* start = body == nullptr ? nullptr : body->child("StartNode");
  const XmlNode* end = body == nullptr ? nullptr : body->child("EndNode");
  if (start == nullptr || end == nullptr) {
    return reported("incomplete-record", "a relationship lacks its start or its end", position);
  }
  for (const XmlNode* one : {start, end}) {
    const std::string_view type = one->child_text("NodeIDType");
    if (!type.empty() && type != "LEI") {
      return reported("unknown-node", "\"" + shown(type, 40) + "\" is no kind of node that is known", position);
    }
  }
  const std::string_view type = body->child_text("RelationshipType");
  const auto rule = types.find(type);
  if (rule == types.end()) {
    return reported("unknown-relation", "\"" + shown(type, 60) + "\" is no relationship that is known", position);
  }
  const auto& [meaning, words] = rule->second;
  const XmlNode* registration = node.child("Registration");
  const std::string_view registered =
      registration == nullptr ? std::string_view() : registration->child_text("RegistrationStatus");
  if (registered == "ANNULLED" || registered == "DUPLICATE") {
    return ignored("void-registration", "a registration is " + ascii_lower(registered) + " and states nothing",
                   position);
  }
  const std::string child = party(start->child_text("NodeID"), position);
  const std::string parent = party(end->child_text("NodeID"), position);
  if (child.empty() || parent.empty())
    return reported("bad-lei", "a relationship names a party that is no LEI", position);

  model::Relationship base = edge(parent, child, position);
  base.note = words;
  if (const XmlNode* periods = body->child("RelationshipPeriods")) {
    for (const XmlNode& period : periods->children) {
      if (period.name != "RelationshipPeriod") {
        warn("unknown-field", "the element RelationshipPeriods/" + shown(period.name, 40) + " is not known", position);
      }
      const std::string_view kind = period.child_text("PeriodType");
      const auto from = read_date(period.child_text("StartDate"));
      const auto to = read_date(period.child_text("EndDate"));
      if (kind == "RELATIONSHIP_PERIOD") {
        if (from) base.valid.from = *from;
        if (to) base.valid.to = *to;
      } else if (from || to) {
        append(base.note,
               ascii_lower(kind) + " " + (from ? from->to_string() : "") + ".." + (to ? to->to_string() : ""));
      }
    }
  }
  if (base.valid.from.known() && base.valid.to.known() && base.valid.to.latest() < base.valid.from.earliest()) {
    warn("dates-turned", "a relationship ends before it begins; both dates are left out", position);
    base.valid = {};
  }
  if (const XmlNode* qualifiers = body->child("RelationshipQualifiers")) {
    for (const XmlNode& one : qualifiers->children) {
      const std::string category = tidy(one.child_text("QualifierCategory"));
      const std::string dimension = tidy(one.child_text("QualifierDimension"));
      if (category.empty() && dimension.empty())
        warn("unknown-field", "a qualifier of a relationship states neither dimension nor category", position);
      append(base.note, category.empty() ? "by its " + ascii_lower(dimension) + ", not stated" : "under " + category);
    }
  }
  if (const XmlNode* quantifiers = body->child("RelationshipQuantifiers")) {
    for (const XmlNode& one : quantifiers->children) {
      // How much of the accounts is consolidated; a full consolidation has 100 whatever the share held.
      append(base.note, tidy(one.child_text("MeasurementMethod")) + " " + tidy(one.child_text("QuantifierAmount")) +
                            " " + tidy(one.child_text("QuantifierUnits")));
    }
  }
  const std::string_view status = body->child_text("RelationshipStatus");
  if (status == "INACTIVE" || registered == "RETIRED") {
    if (!base.valid.to.known()) base.status = model::AssertionStatus::kEnded;
  } else if (status != "ACTIVE") {
    base.status = model::AssertionStatus::kPossible;
    warn("unknown-status", "\"" + shown(status, 40) + "\" is no status of a relationship; it counts as possible",
         position);
  }
  if (registration != nullptr) {
    expect_children(*registration, kRegistration, position);
    base.recorded = read_recorded(registration->child_text("InitialRegistrationDate"));
    if (!registered.empty() && registered != "PUBLISHED") append(base.note, "registration: " + std::string(registered));
    append(base.note, tidy(registration->child_text("ValidationSources")));
  }

  const bool asserted = base.status == model::AssertionStatus::kAsserted;
  if (meaning == "consolidation" || meaning == "ultimate") {
    if (meaning == "consolidation") direct_[child].push_back(parent);
    if (meaning == "ultimate") ultimate_.push_back(outcome_.dataset.relationships.size());
    model::Relationship control = base;
    control.kind = "controls";
    control.role = "dominant-influence";
    add_edge(std::move(control), meaning == "ultimate" ? "ultimate-parent" : "direct-parent");
    if (meaning == "consolidation") {
      model::Relationship owns = base;
      owns.kind = "owns";
      if (asserted) owns.status = model::AssertionStatus::kPossible;
      append(owns.note, "the share is not stated");
      add_edge(std::move(owns), "direct-parent-share");
    }
  } else if (meaning == "branch") {
    base.kind = "owns";
    base.share = model::ShareInterval::parse("100").value();
    add_edge(std::move(base), "branch");
  } else if (meaning == "manager") {
    base.kind = "controls";
    base.role = "dominant-influence";
    if (asserted) base.status = model::AssertionStatus::kPossible;
    add_edge(std::move(base), "manager");
  } else if (meaning == "subfund") {
    std::swap(base.from, base.to);
    base.kind = "sub-unit-of";
    add_edge(std::move(base), "subfund");
  } else {  // feeder: its money is in the master, as a share of the master that is not stated
    std::swap(base.from, base.to);
    base.kind = "owns";
    add_edge(std::move(base), "feeder");
  }
  ++outcome_.counts.mapped;
}

void Mapper::exception(const XmlNode& node, const SourcePosition& position) {
  static const TextMap reasons = read_pairs(embedded::lists_gleif_exceptions());
  ++outcome_.counts.records_in;
  ++records_[static_cast<std::size_t>(FileKind::kExceptions)];
  const std::string_view category = node.child_text("ExceptionCategory");
  const bool direct = category == "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT";
  if (!direct && category != "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT") {
    return reported("unknown-category", "\"" + shown(category, 60) + "\" is no category of exceptions", position);
  }
  const std::string id = party(node.child_text("LEI"), position);
  if (id.empty()) return reported("bad-lei", "\"" + shown(node.child_text("LEI"), 40) + "\" is no LEI", position);
  std::string note;
  bool certain = false;
  bool any = false;
  for (const XmlNode& child : node.children) {
    if (child.name == "ExceptionReference") append(note, "reference: " + tidy(child.text));
    if (child.name != "ExceptionReason") continue;
    const auto reason = reasons.find(child.text);
    if (reason == reasons.end()) {
      return reported("unknown-reason", "\"" + shown(child.text, 60) + "\" is no reason that is known", position);
    }
    any = true;
    certain = certain || reason->second.first == "certain";
    append(note, reason->second.second);
  }
  if (!any) return reported("incomplete-record", "an exception states no reason", position);
  model::Relationship holder = edge("?", id, position);
  holder.kind = "owns";
  holder.note = std::string(direct ? "direct" : "ultimate") + " parent not disclosed: " + note;
  if (!certain) holder.status = model::AssertionStatus::kPossible;
  add_edge(std::move(holder), direct ? "direct-exception" : "ultimate-exception");
  ++outcome_.counts.mapped;
}

// An ultimate parent that the direct parents lead to is said twice; what the chain says counts. One that they do not
// lead to is all that is known, and holds an unstated share through companies that are not named.
void Mapper::finish() {
  constexpr std::size_t kMaxVisited = 1000;  // chains of parents are short; beyond it nothing is taken for a chain
  std::vector<model::Relationship> more;
  for (const std::size_t place : ultimate_) {
    model::Relationship& r = outcome_.dataset.relationships[place];
    std::unordered_set<std::string> seen = {r.to};
    std::vector<std::string> open = {r.to};
    bool chain = false;
    std::size_t steps = 0;
    for (std::size_t i = 0; i < open.size() && !chain && steps < kMaxVisited; ++i) {
      const auto it = direct_.find(open[i]);
      if (it == direct_.end()) continue;
      for (const std::string& parent : it->second) {
        if (++steps > kMaxVisited || chain) break;
        chain = chain || parent == r.from;
        if (seen.insert(parent).second) open.push_back(parent);
      }
    }
    if (chain) {
      r.kind = "linked-to";
      r.role = "ultimate parent";
      append(r.note, "its chain of direct parents is on record and counts instead");
      continue;
    }
    model::Relationship owns = r;
    owns.id += "-share";
    owns.kind = "owns";
    owns.role.clear();
    if (owns.status == model::AssertionStatus::kAsserted) owns.status = model::AssertionStatus::kPossible;
    append(owns.note, "the share is not stated, nor are the companies between");
    more.push_back(std::move(owns));
  }
  for (model::Relationship& one : more) outcome_.dataset.relationships.push_back(std::move(one));
  static constexpr std::array<std::string_view, kFileKindCount> kParts = {"lei-records", "relationships",
                                                                          "reporting-exceptions"};
  for (std::size_t i = 0; i < kFileKindCount; ++i) {
    if (stated_[i] != 0 && stated_[i] != records_[i]) {
      warn("totals-differ",
           "the header states " + std::to_string(stated_[i]) + " " + std::string(kParts[i]) + ", and " +
               std::to_string(records_[i]) + " are there",
           {});
    }
    outcome_.parts.push_back({std::string(kParts[i]), present_[i] || records_[i] > 0, true, records_[i]});
  }
  if (records_[0] == 0)
    outcome_.notes.emplace_back("No file of legal entities was given: parties have an LEI and no name.");
  if (records_[2] == 0) {
    outcome_.notes.emplace_back(
        "No file of reporting exceptions was given: where no parent is stated, it is not known why.");
  }
}

}  // namespace penumbra::ingest::gleif
