// Senzing's generic entity specification as JSON lines: one object per record with DATA_SOURCE and RECORD_ID,
// attributes at the top or in lists of features (FEATURES, NAMES, ADDRESSES, ...). OpenSanctions exports it as
// senzing.json.
//
// A list is a bag of small objects, and what an object means follows from its attributes, not from the name of its
// list. An attribute may carry a usage type in front (HOME_ADDR_FULL). Nothing in this form says that a party is
// listed, so there are no designations.
#include <algorithm>
#include <array>
#include <atomic>
#include <compare>
#include <deque>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <span>

#include "base/keyed_hash.h"
#include "base/name_table.h"
#include "ingest/beside.h"
#include "ingest/chunks.h"
#include "ingest/hash_set.h"
#include "ingest/json_halves.h"
#include "ingest/json_tree.h"
#include "ingest/mapping.h"
#include "ingest/registry.h"
#include "ingest/tables/loose_dates.h"
#include "ingest/tables/nationality.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/text_scan.h"
#include "ingest/time_of_day.h"
#include "model/schema.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{64} << 10;

// Attributes that go to one property as they are.
struct Plain {
  std::string_view attribute;
  std::string_view property;
  std::string_view fallback;  // where the schema has no such property; "": notes
};
constexpr std::array<Plain, 32> kPlain = {{{"PLACE_OF_BIRTH", "birthPlace", ""},
                                           {"TOPIC", "topics", ""},
                                           {"GENDER", "gender", ""},
                                           {"PASSPORT_NUMBER", "passportNumber", "idNumber"},
                                           {"SSN_NUMBER", "socialSecurityNumber", "idNumber"},
                                           {"NATIONAL_ID_NUMBER", "idNumber", "registrationNumber"},
                                           {"DRIVERS_LICENSE_NUMBER", "idNumber", ""},
                                           {"TAX_ID_NUMBER", "taxNumber", "registrationNumber"},
                                           {"OTHER_ID_NUMBER", "idNumber", "registrationNumber"},
                                           {"ACCOUNT_NUMBER", "idNumber", ""},
                                           {"LEI_NUMBER", "leiCode", ""},
                                           {"DUNS_NUMBER", "dunsCode", ""},
                                           {"NPI_NUMBER", "npiCode", ""},
                                           {"IMO_NUMBER", "imoNumber", "registrationNumber"},
                                           {"MMSI_NUMBER", "mmsi", "registrationNumber"},
                                           {"CALL_SIGN", "callSign", "registrationNumber"},
                                           {"PHONE_NUMBER", "phone", ""},
                                           {"EMAIL_ADDRESS", "email", ""},
                                           {"WEBSITE_ADDRESS", "website", "sourceUrl"},
                                           {"URL", "sourceUrl", ""},
                                           {"LINKEDIN", "website", ""},
                                           {"FACEBOOK", "website", ""},
                                           {"TWITTER", "website", ""},
                                           {"SKYPE", "", ""},
                                           {"ZOOMROOM", "", ""},
                                           {"INSTAGRAM", "website", ""},
                                           {"WHATSAPP", "phone", ""},
                                           {"SIGNAL", "phone", ""},
                                           {"TELEGRAM", "", ""},
                                           {"TANGO", "", ""},
                                           {"VIBER", "", ""},
                                           {"WECHAT", "", ""}}};
constexpr std::array<std::string_view, 6> kCountries = {
    "NATIONALITY", "CITIZENSHIP", "REGISTRATION_COUNTRY", "COUNTRY_OF_ASSOCIATION", "ADDR_COUNTRY", "COUNTRY"};
constexpr std::array<std::string_view, 12> kAddressParts = {
    "ADDR_LINE1", "ADDR_LINE2", "ADDR_LINE3",       "ADDR_LINE4", "ADDR_LINE5", "ADDR_LINE6",
    "ADDR_CITY",  "ADDR_STATE", "ADDR_POSTAL_CODE", "ADDR_FULL",  "ADDR_TYPE",  "ADDR_FROM_DATE"};
constexpr std::array<std::string_view, 9> kNameParts = {"NAME_FULL",   "NAME_ORG",  "NAME_FIRST",
                                                        "NAME_MIDDLE", "NAME_LAST", "NAME_PREFIX",
                                                        "NAME_SUFFIX", "NAME_TYPE", "NAME_LABEL"};
// Attributes that qualify another one of their feature, or speak of the export.
constexpr std::array<std::string_view, 22> kQuiet = {
    "PASSPORT_COUNTRY",   "NATIONAL_ID_COUNTRY", "NATIONAL_ID_TYPE", "TAX_ID_COUNTRY",    "TAX_ID_TYPE",
    "OTHER_ID_TYPE",      "OTHER_ID_COUNTRY",    "TRUSTED_ID_TYPE",  "TRUSTED_ID_NUMBER", "DRIVERS_LICENSE_STATE",
    "PHONE_TYPE",         "EMAIL_TYPE",          "ACCOUNT_DOMAIN",   "REL_ANCHOR_DOMAIN", "REL_ANCHOR_KEY",
    "REL_POINTER_DOMAIN", "REL_POINTER_KEY",     "REL_POINTER_ROLE", "DATA_SOURCE",       "RECORD_ID",
    "RECORD_TYPE",        "LAST_CHANGE"};

// Names of lists: FEATURES of the specification, the others of OpenSanctions and of older editions. What an object in a
// list means does not hang on them, but a new one may be a renamed one.
constexpr std::array<std::string_view, 13> kListNames = {
    "FEATURES",      "NAMES",      "ADDRESSES", "COUNTRIES", "DATES",           "IDENTIFIERS", "CONTACTS",
    "RELATIONSHIPS", "ATTRIBUTES", "PHONES",    "EMAILS",    "IDENTIFIER_LIST", "RISKS"};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

enum class Kind : unsigned char { kOfName, kOfAddress, kQuietly, kCountry, kBegin, kDeath, kToProperty, kOther };

// What an attribute is; the place among the plain ones where it is one.
struct Attribute {
  Kind kind = Kind::kOther;
  const Plain* plain = nullptr;
  std::string_view name;  // "" of the attributes of groups, which are many
};

// Nothing for an attribute that is not known.
const Attribute* attribute_of(std::string_view name) {
  static const base::NameTable<Attribute> table = [] {
    base::NameTable<Attribute> made;
    for (const std::string_view one : kAddressParts) made.add(one, {Kind::kOfAddress, nullptr, one});
    for (const std::string_view one : kNameParts) made.add(one, {Kind::kOfName, nullptr, one});
    for (const std::string_view one : kQuiet) made.add(one, {Kind::kQuietly, nullptr, one});
    for (const std::string_view one : kCountries) made.add(one, {Kind::kCountry, nullptr, one});
    for (const std::string_view one : {"DATE_OF_BIRTH", "REGISTRATION_DATE"})
      made.add(one, {Kind::kBegin, nullptr, one});
    made.add("DATE_OF_DEATH", {Kind::kDeath, nullptr, "DATE_OF_DEATH"});
    for (const Plain& one : kPlain) made.add(one.attribute, {Kind::kToProperty, &one, one.attribute});
    for (const std::string_view one : {"EMPLOYER", "EMPLOYER_NAME"}) made.add(one, {Kind::kOther, nullptr, one});
    return made;
  }();
  static constexpr Attribute kGroup;
  if (const Attribute* const known = table.find(name)) return known;
  return name.starts_with("GROUP_ASSOCIATION_") || name.starts_with("GROUP_ASSN_") ? &kGroup : nullptr;
}

// The attribute of this name, or the known one that ends it, whose name it becomes ("HOME_ADDR_FULL" -> "ADDR_FULL");
// nothing, and the name as it was, where neither is known.
const Attribute* ending_attribute(std::string_view& name) {
  if (const Attribute* const known = attribute_of(name)) return known;
  for (std::size_t at = name.find('_'); at != std::string_view::npos; at = name.find('_', at + 1)) {
    if (const Attribute* const known = attribute_of(name.substr(at + 1))) {
      name.remove_prefix(at + 1);
      return known;
    }
  }
  return nullptr;
}

// The attributes that are asked for by name.
struct Asked {
  const Attribute* record_type = attribute_of("RECORD_TYPE");
  const Attribute* name_full = attribute_of("NAME_FULL");
  const Attribute* name_org = attribute_of("NAME_ORG");
  const Attribute* name_first = attribute_of("NAME_FIRST");
  const Attribute* name_middle = attribute_of("NAME_MIDDLE");
  const Attribute* name_last = attribute_of("NAME_LAST");
  const Attribute* name_prefix = attribute_of("NAME_PREFIX");
  const Attribute* name_suffix = attribute_of("NAME_SUFFIX");
  const Attribute* name_type = attribute_of("NAME_TYPE");
  const Attribute* date_of_birth = attribute_of("DATE_OF_BIRTH");
  const Attribute* addr_full = attribute_of("ADDR_FULL");
  const Attribute* other_id_type = attribute_of("OTHER_ID_TYPE");
  const Attribute* trusted_id_type = attribute_of("TRUSTED_ID_TYPE");
  const Attribute* trusted_id_number = attribute_of("TRUSTED_ID_NUMBER");
  const Attribute* last_change = attribute_of("LAST_CHANGE");
  const Attribute* anchor_domain = attribute_of("REL_ANCHOR_DOMAIN");
  const Attribute* anchor_key = attribute_of("REL_ANCHOR_KEY");
  const Attribute* pointer_domain = attribute_of("REL_POINTER_DOMAIN");
  const Attribute* pointer_key = attribute_of("REL_POINTER_KEY");
  const Attribute* pointer_role = attribute_of("REL_POINTER_ROLE");
  // Of an address that is in parts, in the order of a letter.
  std::array<const Attribute*, 9> address = {
      attribute_of("ADDR_LINE1"), attribute_of("ADDR_LINE2"), attribute_of("ADDR_LINE3"),
      attribute_of("ADDR_LINE4"), attribute_of("ADDR_LINE5"), attribute_of("ADDR_LINE6"),
      attribute_of("ADDR_CITY"),  attribute_of("ADDR_STATE"), attribute_of("ADDR_POSTAL_CODE")};

  static const Asked& get() {
    static const Asked asked;
    return asked;
  }
};

// One attribute of a feature. Views of the record, or of what the mapper keeps for as long as it reads one.
struct Part {
  std::string_view key;  // its name, and a number where it stands several times
  std::string_view text;
  const Attribute* attribute = nullptr;  // nothing where the name is not known
  bool itself = false;                   // whether the key is the name of the attribute

  std::string_view name() const { return itself ? key : key.substr(0, key.find('\x1F')); }
};

// The attributes of one object, in the order of their keys; few.
class Feature {
 public:
  // What stood there before goes, its memory stays.
  void clear() {
    parts_.clear();
    kinds_ = 0;
  }
  bool contains(std::string_view key) const {
    return std::any_of(parts_.begin(), parts_.end(), [key](const Part& part) { return part.key == key; });
  }
  // `attribute` is known.
  bool contains(const Attribute* attribute) const { return find(attribute) != nullptr; }
  // "" when it is not there.
  std::string_view get(const Attribute* attribute) const {
    const Part* const part = find(attribute);
    return part == nullptr ? std::string_view() : part->text;
  }
  // Whether an attribute of this kind is there.
  bool has(Kind kind) const { return (kinds_ & 1U << static_cast<unsigned>(kind)) != 0; }
  // The key is not there yet.
  void add(const Part& part) {
    kinds_ |= 1U << static_cast<unsigned>(part.attribute == nullptr ? Kind::kOther : part.attribute->kind);
    auto at = parts_.end();
    while (at != parts_.begin() && std::prev(at)->key > part.key) --at;
    parts_.insert(at, part);
  }
  std::span<const Part> parts() const { return parts_; }

 private:
  const Part* find(const Attribute* attribute) const {
    for (const Part& part : parts_) {
      if (part.attribute == attribute && part.itself) return &part;
    }
    return nullptr;
  }
  std::vector<Part> parts_;
  unsigned kinds_ = 0;
};

// Where relationships lead: record ids and anchors by their hashes, eight bytes beside the ids themselves. What was
// added first answers. Two names may be taken for one (one in 2^64 by chance, which no file can be made for) where they
// are anchors.
class Ends {
 public:
  void add_key(std::string_view key, std::string_view id) { keys_.push_back({base::keyed_hash(key), kept(id)}); }
  void add_anchor(std::string_view domain, std::string_view key, std::string_view id) {
    anchors_.push_back({hash_of(domain, key), kept(id)});
  }
  // After the last of them, and before the first question.
  void close() {
    for (auto* all : {&keys_, &anchors_}) {
      std::sort(all->begin(), all->end());
      const auto same = [](const Place& a, const Place& b) { return a.hash == b.hash; };
      all->erase(std::unique(all->begin(), all->end(), same), all->end());
      all->shrink_to_fit();
    }
  }
  // Takes what later records added; before close().
  void join(Ends& later) {
    for (auto [to, from] : {std::pair{&keys_, &later.keys_}, {&anchors_, &later.anchors_}}) {
      for (const Place& place : *from) to->push_back({place.hash, place.at + ids_.size()});
    }
    ids_ += later.ids_;
    last_ = std::string::npos;
  }
  // The id of the record that an anchor or a record id names; "" when there is none.
  std::string_view find(std::string_view domain, std::string_view key) const {
    const std::string_view anchor = find(anchors_, hash_of(domain, key));
    return anchor.empty() ? find(keys_, base::keyed_hash(key)) : anchor;
  }
  static std::uint64_t hash_of(std::string_view first, std::string_view second) {
    std::array<char, 128> room;
    if (first.size() + second.size() < room.size()) {
      char* const behind = std::copy(first.begin(), first.end(), room.data());
      *behind = '\x1F';
      std::copy(second.begin(), second.end(), behind + 1);
      return base::keyed_hash({room.data(), first.size() + second.size() + 1});
    }
    std::string both(first);
    both += '\x1F';
    both += second;
    return base::keyed_hash(both);
  }

 private:
  struct Place {
    std::uint64_t hash;
    std::uint64_t at;
    auto operator<=>(const Place&) const = default;
  };
  std::uint64_t kept(std::string_view id) {
    // A record names itself as key and as anchor, one behind the other.
    if (last_ == std::string::npos || std::string_view(ids_).substr(last_, ids_.size() - last_ - 1) != id) {
      last_ = ids_.size();
      ids_ += id;
      ids_ += '\0';
    }
    return last_;
  }
  std::string_view find(const std::vector<Place>& all, std::uint64_t hash) const {
    const auto it = std::lower_bound(all.begin(), all.end(), Place{hash, 0});
    return it == all.end() || it->hash != hash ? std::string_view() : std::string_view(ids_.data() + it->at);
  }

  std::string ids_;
  std::size_t last_ = std::string::npos;
  std::vector<Place> keys_;
  std::vector<Place> anchors_;
};

struct Pointer {
  std::string domain;
  std::string key;
  std::string role;
  Place position;
  std::size_t place;  // of the record that says so, among the entities
};

class SenzingMapper {
 public:
  // With `ends` relationships are made as they are read, else by finish(), when all records are known.
  SenzingMapper(std::string_view source, ReadOutcome& outcome, const Ends* ends = nullptr)
      : source_(source), outcome_(outcome), mapping_(outcome.findings), known_(ends) {}

  // The name of the file outlives the mapper.
  Status add(JsonRecord&& record, const std::string& file) {
    ++outcome_.counts.records_in;
    const Place position{file, record.line, 0};
    const JsonNode& node = record.node;
    kept_.clear();
    count_ = 0;
    next_feature();  // the first holds what stands at the top
    if (!record.repeated.empty())
      return refuse("repeated-member", "the member \"" + shown(record.repeated, 40) + "\" stands twice in an object",
                    position);
    const std::string data_source = tidy(node.text_of("DATA_SOURCE"));
    const std::string id = tidy(node.text_of("RECORD_ID"));
    if (data_source.empty() || id.empty())
      return refuse("entity-without-id", "a record has no DATA_SOURCE or no RECORD_ID", position);
    std::string type = tidy(node.text_of("RECORD_TYPE"));
    for (const JsonMember& member : node.members()) collect(member, position);
    const std::span<const Feature> features(features_.data(), count_);
    for (const Feature& feature : features) {
      if (type.empty()) type = feature.get(asked_.record_type);
    }
    const std::string_view schema = schema_of(ascii_lower(type), features, position);
    if (schema.empty())
      return refuse("unknown-party-type", "\"" + shown(type, 40) + "\" is no kind of record that is known", position);
    model::Entity party;
    party.id = data_source + ":" + id;
    const std::uint64_t hash = Ends::hash_of(data_source, id);
    if (ids_.contains(hash)) return refuse("duplicate-entry", "a record stands twice", position);
    party.schema = schema;
    party.evidence = {std::string(source_), record_place(file, record.line)};
    for (const Feature& feature : features) {
      if (feature.has(Kind::kOfName)) put_names(party, feature, position);
    }
    if (party.first("name").empty() && party.first("alias").empty())
      return refuse("party-without-name", "a record has no name", position);
    ids_.insert(hash);
    if (known_ == nullptr) ends_.add_key(id, party.id);
    ++outcome_.counts.mapped;
    const model::Schema& kind = *model::Vocabulary::get().find(party.schema);
    for (const Feature& feature : features) put_feature(party, kind, feature, position);
    for (const Feature& feature : features) {
      if (feature.has(Kind::kQuietly)) put_relation(party, id, feature, position);
    }
    outcome_.dataset.entities.push_back(std::move(party));
    return {};
  }

  void finish() {
    ends_.close();
    // The relationships of a party are made by one thread, which may add notes to it.
    constexpr std::size_t kTwoThreads = 512;
    std::size_t middle = pointers_.size() < kTwoThreads ? pointers_.size() : pointers_.size() / 2;
    while (middle < pointers_.size() && pointers_[middle].place == pointers_[middle - 1].place) ++middle;
    std::vector<model::Relationship> later;
    model::FindingLog later_findings;
    std::optional<Beside> beside;
    if (middle < pointers_.size()) {
      beside.emplace([&](const std::atomic<bool>& /*stopped*/) {
        Mapping mapping(later_findings);
        later.reserve(pointers_.size() - middle);
        for (std::size_t i = middle; i < pointers_.size(); ++i) {
          if (auto edge = edge_of(pointers_[i], party_of(pointers_[i]), ends_, mapping))
            later.push_back(*std::move(edge));
        }
        return true;
      });
    }
    outcome_.dataset.relationships.reserve(outcome_.dataset.relationships.size() + pointers_.size());
    for (std::size_t i = 0; i < middle; ++i) add_edge(edge_of(pointers_[i], party_of(pointers_[i]), ends_, mapping_));
    if (!beside.has_value()) return;
    if (beside->succeeded() && outcome_.findings.can_join(later_findings)) {
      for (model::Relationship& edge : later) add_edge(std::move(edge));
      outcome_.findings.join(std::move(later_findings));
      return;
    }
    // A note that is there already is not added again.
    for (std::size_t i = middle; i < pointers_.size(); ++i)
      add_edge(edge_of(pointers_[i], party_of(pointers_[i]), ends_, mapping_));
  }

  // What finish() asks, and what another mapper of the same files may be given.
  Ends& ends() { return ends_; }
  // Lets go of relationships that wait for finish(): another mapper will make them.
  void forget_pointers() { pointers_.clear(); }

  // Whether later records of the same file, mapped beside these, stand for themselves: none stands in both.
  bool can_join(const SenzingMapper& later) const { return !ids_.shares_with(later.ids_); }
  // Takes what they gave beside the outcome, whose entities follow.
  void join(SenzingMapper& later) {
    for (Pointer& pointer : later.pointers_) pointer.place += outcome_.dataset.entities.size();
    std::move(later.pointers_.begin(), later.pointers_.end(), std::back_inserter(pointers_));
    ends_.join(later.ends_);
    ids_.join(later.ids_);
  }

 private:
  model::Entity& party_of(const Pointer& pointer) { return outcome_.dataset.entities[pointer.place]; }

  // What a pointer says; nothing where it leads to the party itself or to nobody, which goes to its notes.
  static std::optional<model::Relationship> edge_of(const Pointer& pointer, model::Entity& party, const Ends& ends,
                                                    Mapping& mapping) {
    const std::string_view to = ends.find(pointer.domain, pointer.key);
    if (to.empty()) {
      mapping.report(model::FindingLevel::kWarning, "edge-to-nowhere",
                     "a relationship points at a record that the file does not hold; it is kept in notes",
                     pointer.position);
      mapping.note(party, "related to " + (pointer.domain.empty() ? "" : pointer.domain + ":") + pointer.key +
                              (pointer.role.empty() ? "" : " (" + pointer.role + ")"));
      return std::nullopt;
    }
    if (to == party.id) return std::nullopt;
    model::Relationship edge;
    edge.from = party.id;
    edge.to = to;
    const Lowered role(pointer.role);
    const std::string_view small = role;
    edge.kind = small == "family" || small == "family_of"
                    ? "family-of"
                    : (small == "owner" || small == "owns" || small == "owner_of" ? "owns" : "linked-to");
    edge.role = pointer.role;
    const std::string middle = slug(pointer.role);
    edge.id.reserve(edge.from.size() + middle.size() + edge.to.size() + 2);
    edge.id.append(edge.from).append(1, '-').append(middle).append(1, '-').append(edge.to);
    edge.evidence = party.evidence;
    return edge;
  }
  void add_edge(std::optional<model::Relationship> edge) {
    if (edge.has_value() && made_.insert(base::keyed_hash(edge->id)))
      outcome_.dataset.relationships.push_back(*std::move(edge));
  }

  Status refuse(std::string_view key, const std::string& message, const Place& position) {
    ++outcome_.counts.reported;
    mapping_.report(model::FindingLevel::kError, key, message, position);
    return {};
  }

  // An empty feature behind the others, good until the next call.
  Feature& next_feature() {
    if (count_ == features_.size()) features_.emplace_back();
    Feature& out = features_[count_++];
    out.clear();
    return out;
  }
  // A text that must last as long as the record.
  std::string_view keep(std::string text) { return kept_.emplace_back(std::move(text)); }

  void collect(const JsonMember& member, const Place& position) {
    const JsonNode& node = member.node;
    std::string_view list = member.name;
    if ((node.is_array() || node.is_object()) && !is_in(kListNames, list) && ending_attribute(list) == nullptr) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-list",
                      "the list \"" + shown(member.name, 40) + "\" is not known; what is in it is read all the same",
                      position);
    }
    if (node.is_array()) {
      for (const JsonNode& item : node.items()) {
        if (item.is_object()) {
          Feature& feature = next_feature();
          for (const JsonMember& part : item.members()) put_attribute(feature, part.name, part.node, position);
        } else if (!item.text().empty()) {
          put_attribute(next_feature(), member.name, item, position);
        }
      }
    } else if (node.is_object()) {
      Feature& feature = next_feature();
      for (const JsonMember& part : node.members()) put_attribute(feature, part.name, part.node, position);
    } else {
      put_attribute(features_.front(), member.name, node, position);
    }
  }

  void put_attribute(Feature& feature, std::string_view name, const JsonNode& node, const Place& position) {
    if (node.is_array() || node.is_object()) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-field",
                      "the attribute " + shown(name, 40) + " is no plain value and is left out", position);
      return;
    }
    std::string_view text = trim(node.text());
    if (!is_tidy(text)) text = keep(tidy(text));
    if (text.empty()) return;
    std::string_view key = name;
    const Attribute* const attribute = ending_attribute(key);
    if (attribute != nullptr && !attribute->name.empty() && !feature.contains(attribute)) {
      feature.add({key, text, attribute, true});
      return;
    }
    // Unknown, one of a group, or two usage types of one attribute at the top.
    if (feature.contains(key)) key = name;
    if (feature.contains(key)) key = keep(std::string(key) + '\x1F' + std::to_string(feature.parts().size()));
    if (feature.contains(key)) return;
    Part part{key, text, nullptr, false};
    part.attribute = attribute_of(part.name());
    feature.add(part);
  }

  std::string_view schema_of(const std::string& type, std::span<const Feature> features, const Place& position) {
    if (type == "person") return "Person";
    if (type == "organization" || type == "organisation") return "Organization";
    if (type == "company") return "Company";
    if (type == "vessel") return "Vessel";
    if (type == "aircraft") return "Airplane";
    if (!type.empty()) return {};
    // The specification leaves the type open where the source does: a person or an organisation.
    std::string_view schema = "LegalEntity";
    for (const Feature& feature : features) {
      if (feature.contains(asked_.name_org)) schema = "Organization";
      if (feature.contains(asked_.name_last) || feature.contains(asked_.date_of_birth)) schema = "Person";
      if (schema != "LegalEntity") break;
    }
    mapping_.report(model::FindingLevel::kNote, "no-record-type",
                    "a record does not say whether it is a person; it counts as " +
                        std::string(schema == "LegalEntity" ? "either" : schema) +
                        (schema == "LegalEntity" ? "" : " by its other attributes"),
                    position);
    return schema;
  }

  void put_names(model::Entity& party, const Feature& feature, const Place& position) {
    std::string_view name = feature.get(asked_.name_full);
    if (name.empty()) name = feature.get(asked_.name_org);
    const bool parts = name.empty() && !feature.get(asked_.name_last).empty();
    if (name.empty())
      name =
          keep(tidy(std::string(feature.get(asked_.name_first)) + " " + std::string(feature.get(asked_.name_middle)) +
                    " " + std::string(feature.get(asked_.name_last))));
    if (name.empty()) return;
    const std::string type = ascii_lower(feature.get(asked_.name_type));
    std::string_view property = "alias";
    if (type.empty() || type == "primary") property = party.first("name").empty() ? "name" : "alias";
    if (type == "former" || type == "previous" || type == "maiden") property = "previousName";
    static constexpr std::array<std::string_view, 16> kTypes = {
        "",       "primary", "aka",      "alias",           "alternate",
        "dba",    "nick",    "native",   "previous",        "former",
        "maiden", "weak",    "weak aka", "low quality aka", "transliterated",
        "legal"};
    if (!is_in(kTypes, type)) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-alias-type",
                      "\"" + shown(type, 40) + "\" is no type of name that is known; it counts as an alias", position);
    }
    if (type == "weak" || type == "weak aka" || type == "low quality aka") property = "weakAlias";
    mapping_.put(party, property, name, position);
    if (parts && party.schema == "Person" && property == "name") {
      mapping_.put(party, "firstName", feature.get(asked_.name_first), position);
      mapping_.put(party, "middleName", feature.get(asked_.name_middle), position);
      mapping_.put(party, "lastName", feature.get(asked_.name_last), position);
    }
    if (party.schema == "Person") {
      mapping_.put(party, "title", feature.get(asked_.name_prefix), position);
      mapping_.put(party, "nameSuffix", feature.get(asked_.name_suffix), position);
    }
  }

  void put_feature(model::Entity& party, const model::Schema& schema, const Feature& feature, const Place& position) {
    const bool person = party.schema == "Person";
    std::string address(feature.get(asked_.addr_full));
    if (address.empty() && feature.has(Kind::kOfAddress)) {
      for (const Attribute* const part : asked_.address) {
        if (const std::string_view text = feature.get(part); !text.empty())
          address.append(address.empty() ? "" : ", ").append(text);
      }
    }
    if (!address.empty()) mapping_.put(party, "address", address, position);
    if (feature.has(Kind::kQuietly)) put_trusted(party, feature, position);
    for (const Part& part : feature.parts()) {
      const std::string_view text = part.text;
      const std::string_view name = part.name();
      const Kind kind = part.attribute == nullptr ? Kind::kOther : part.attribute->kind;
      if (kind == Kind::kOfAddress || kind == Kind::kOfName || kind == Kind::kQuietly) continue;
      if (kind == Kind::kCountry) {
        std::string_view property = "country";
        if (person && name == "NATIONALITY") property = "nationality";
        if (person && name == "CITIZENSHIP") property = "citizenship";
        if (!person && name == "REGISTRATION_COUNTRY" && schema.property("jurisdiction") != nullptr)
          property = "jurisdiction";
        put_countries(mapping_, party, property, text, position);
      } else if (kind == Kind::kBegin) {
        const std::string_view property =
            person ? "birthDate"
                   : (schema.property("incorporationDate") != nullptr ? "incorporationDate" : "buildDate");
        if (person && name == "REGISTRATION_DATE") {
          mapping_.note(party, std::string(part.key) + ": " + std::string(text));
        } else {
          put_loose_dates(mapping_, party, property, text, position);
        }
      } else if (kind == Kind::kDeath) {
        put_loose_dates(mapping_, party, person ? "deathDate" : "dissolutionDate", text, position);
      } else if (kind == Kind::kToProperty) {
        put_plain(party, schema, *part.attribute->plain, text, feature, position);
      } else {
        if (part.attribute == nullptr) {
          mapping_.report(model::FindingLevel::kWarning, "unknown-field",
                          "the attribute " + shown(name, 60) + " is not known; its value is kept in notes", position);
        }
        mapping_.note(party, std::string(name) + ": " + std::string(text));
      }
    }
  }

  // A number that the source itself joins records by, and the day of its last change.
  void put_trusted(model::Entity& party, const Feature& feature, const Place& position) {
    if (const std::string_view number = feature.get(asked_.trusted_id_number); !number.empty()) {
      const std::string type = ascii_lower(feature.get(asked_.trusted_id_type));
      if (type == "wikidata") {
        mapping_.put(party, "wikidataId", number, position);
      } else {
        mapping_.note(party, "trusted id" + (type.empty() ? "" : " (" + type + ")") + ": " + std::string(number));
      }
    }
    const std::string_view changed = feature.get(asked_.last_change);
    if (changed.empty()) return;
    if (const auto day = PartialDate::parse(without_time(changed)); day.ok()) {
      mapping_.put(party, "modifiedAt", day->to_string(), position);
    } else {
      mapping_.report(model::FindingLevel::kWarning, "unread-value",
                      "a date could not be read: \"" + shown(changed, 40) + "\"", position);
    }
  }

  void put_plain(model::Entity& party, const model::Schema& schema, const Plain& plain, std::string_view text,
                 const Feature& feature, const Place& position) {
    std::string_view property = plain.property;
    const std::string_view type = feature.get(asked_.other_id_type);
    if (plain.attribute == "OTHER_ID_NUMBER" && !type.empty()) {
      // OpenSanctions names the property of the number as its type.
      const model::Property* own = schema.property(type);
      if (own != nullptr && !own->stub) {
        mapping_.put(party, type, text, position);
        return;
      }
      mapping_.note(party, std::string(type) + ": " + std::string(text));
    }
    if (plain.attribute == "GENDER") {
      const std::string small = ascii_lower(text);
      mapping_.put(party, property, small == "m" ? "male" : (small == "f" ? "female" : small), position);
      return;
    }
    if (property.empty() || schema.property(property) == nullptr) property = plain.fallback;
    if (property.empty() || schema.property(property) == nullptr) {
      mapping_.note(party, std::string(plain.attribute) + ": " + std::string(text));
      return;
    }
    mapping_.put(party, property, text, position);
  }

  void put_relation(model::Entity& party, const std::string& id, const Feature& feature, const Place& position) {
    const std::string_view anchor = feature.get(asked_.anchor_key);
    const std::string_view pointer = feature.get(asked_.pointer_key);
    if (known_ == nullptr && !anchor.empty() && (pointer.empty() || anchor == id))
      ends_.add_anchor(feature.get(asked_.anchor_domain), anchor, party.id);
    if (pointer.empty()) return;
    // Exports of OpenSanctions name both ends in one feature, the record itself being either of them.
    const bool itself = pointer == id && !anchor.empty();
    Pointer stated{std::string(feature.get(itself ? asked_.anchor_domain : asked_.pointer_domain)),
                   std::string(itself ? anchor : pointer), std::string(feature.get(asked_.pointer_role)), position,
                   outcome_.dataset.entities.size()};
    if (known_ == nullptr) {
      pointers_.push_back(std::move(stated));
    } else {
      add_edge(edge_of(stated, party, *known_, mapping_));
    }
  }

  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  const Asked& asked_ = Asked::get();
  const Ends* known_;  // nullptr: relationships wait for finish()
  Ends ends_;
  HashSet ids_;   // hashes of records that were taken
  HashSet made_;  // hashes of the ids of relationships
  std::vector<Pointer> pointers_;

  // Of the record that is read.
  std::vector<Feature> features_;  // the first `count_` of them
  std::size_t count_ = 0;
  std::deque<std::string> kept_;
};

// The records of one file; those of its later half have a mapper of their own.
class FileRecords {
 public:
  FileRecords(SenzingMapper& mapper, const std::string& file) : mapper_(mapper), file_(file) {}
  FileRecords(std::string_view source, ReadOutcome& outcome, const std::string& file)
      : own_(std::make_unique<SenzingMapper>(source, outcome)), mapper_(*own_), file_(file) {}

  Status add(JsonRecord&& record) { return mapper_.add(std::move(record), file_); }
  bool can_join(const FileRecords& later) const { return mapper_.can_join(later.mapper_); }
  void join(FileRecords& later) { mapper_.join(later.mapper_); }

 private:
  std::unique_ptr<SenzingMapper> own_;
  SenzingMapper& mapper_;
  const std::string& file_;
};

class SenzingReader final : public Reader {
 public:
  std::string_view name() const override { return "senzing-json"; }
  std::string_view describes() const override {
    return "Senzing's generic entity records as JSON lines (DATA_SOURCE, RECORD_ID), such as OpenSanctions' "
           "senzing.json";
  }
  bool recognises(std::span<const InputFile> files) const override {
    return !files.empty() && std::all_of(files.begin(), files.end(), [](const InputFile& file) {
      const std::string_view start = trim(without_bom(file.bytes.substr(0, kPrefix)));
      return (start.starts_with("{") || start.starts_with("[")) &&
             start.find("\"DATA_SOURCE\"") != std::string_view::npos &&
             start.find("\"RECORD_ID\"") != std::string_view::npos;
    });
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    SenzingMapper mapper(source, outcome);
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      FileRecords records(mapper, file.name);
      PENUMBRA_RETURN_IF_ERROR(read_json_halves(
          file, [&](JsonRecord&& record) { return records.add(std::move(record)); },
          later_json(outcome, records,
                     [&](ReadOutcome& later) { return std::make_unique<FileRecords>(source, later, file.name); })));
    }
    mapper.finish();
    if (outcome.counts.records_in == 0) return empty(files);
    return outcome;
  }
  bool reads_in_chunks(std::span<const InputFile>) const override { return true; }
  // The first pass maps every record only to learn which ones are taken and what they call themselves; the second one
  // makes them, each complete with its relationships.
  Result<ReadOutcome> read_chunks(std::span<const InputFile> files, std::string_view source, const ChunkLimits& limits,
                                  ChunkSink& sink) const override {
    Ends ends;
    {
      ReadOutcome unread;
      SenzingMapper survey(source, unread);
      for (std::size_t i = 0; i < files.size(); ++i) {
        PENUMBRA_RETURN_IF_ERROR(check_text_in_pieces(files[i], [&](std::size_t offset) { sink.passed(i, offset); }));
        const auto look_at = [&](JsonRecord&& record) {
          Status status = survey.add(std::move(record), files[i].name);
          unread.dataset.entities.clear();
          survey.forget_pointers();
          return status;
        };
        PENUMBRA_RETURN_IF_ERROR(each(files[i], i, sink, look_at));
      }
      ends = std::move(survey.ends());
    }
    ends.close();
    ReadOutcome outcome;
    outcome.format = name();
    SenzingMapper mapper(source, outcome, &ends);
    ChunkBuilder chunks(limits, sink, outcome.dataset);
    std::uint64_t place = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const auto take = [&](JsonRecord&& record) -> Status {
        const std::size_t before = outcome.dataset.entities.size();
        PENUMBRA_RETURN_IF_ERROR(mapper.add(std::move(record), files[i].name));
        if (outcome.dataset.entities.size() == before) return {};
        model::Entity entity = std::move(outcome.dataset.entities.back());
        outcome.dataset.entities.pop_back();
        chunks.put(std::move(entity), place++);
        return chunks.hand_over();
      };
      PENUMBRA_RETURN_IF_ERROR(each(files[i], i, sink, take));
    }
    PENUMBRA_RETURN_IF_ERROR(chunks.hand_over(true));
    if (outcome.counts.records_in == 0) return empty(files);
    return outcome;
  }

 private:
  static Error empty(std::span<const InputFile> files) {
    Error error{ErrorCode::kEmpty, "the file holds no record", {}, "Fetch it again; an empty list is not published"};
    if (!files.empty()) error.position.file = files.front().name;
    return error;
  }

  // Every record of a file; tells the sink every few megabytes how far it is.
  static Status each(const InputFile& file, std::size_t number, ChunkSink& sink,
                     const std::function<Status(JsonRecord&&)>& use) {
    constexpr std::size_t kStep = std::size_t{16} << 20;
    std::size_t passed = 0;
    return read_json_records(file, [&](JsonRecord&& record) -> Status {
      const std::size_t end = record.end;
      PENUMBRA_RETURN_IF_ERROR(use(std::move(record)));
      if (end - passed >= kStep) {
        passed = end;
        sink.passed(number, passed);
      }
      return {};
    });
  }
};

}  // namespace

const Reader& senzing_reader() {
  static const SenzingReader reader;
  return reader;
}

}  // namespace penumbra::ingest
