#include "ingest/ftm/mapper.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "base/embedded_table.h"
#include "embedded/lists_ftm_lists.h"
#include "ingest/byte_scan.h"
#include "ingest/join.h"
#include "ingest/last_day.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/text_scan.h"
#include "ingest/time_of_day.h"
#include "model/ftm_json.h"
#include "model/kinds.h"
#include "model/schema.h"

namespace penumbra::ingest::ftm {
namespace {

// Running text may be long; anything else that long is an attack or a broken file.
constexpr std::size_t kMaxTextBytes = std::size_t{4} << 20;

// A sanction names one entity and an edge has two ends; lists of them multiply, and are refused beyond this.
constexpr std::size_t kMaxEnds = 16;

struct ListRule {
  std::string list;
  std::vector<std::string> measures;
};

// data/lists/ftm_lists.csv: which list and measure a dataset, an authority or a provision of OpenSanctions stands for.
struct ListTable {
  std::map<std::string, ListRule, std::less<>> datasets;
  std::vector<std::pair<std::string, ListRule>> authorities;
  std::map<std::string, std::vector<std::string>, std::less<>> provisions;

  static const ListTable& get() {
    static const ListTable table;
    return table;
  }

 private:
  ListTable() {
    base::for_each_table_row(embedded::lists_ftm_lists(), 4, [this](const std::vector<std::string_view>& fields) {
      ListRule rule{std::string(fields[2]), {}};
      for (const std::string_view measure : split(fields[3], " | ")) rule.measures.emplace_back(measure);
      if (fields[0] == "dataset")
        datasets.emplace(fields[1], std::move(rule));
      else if (fields[0] == "authority")
        authorities.emplace_back(fields[1], std::move(rule));
      else
        provisions.emplace(fields[1], std::move(rule.measures));
    });
  }
};

// Properties of edges and sanctions that speak of the publication and not of the fact.
bool is_bookkeeping(std::string_view property) {
  static constexpr std::array<std::string_view, 8> kNames = {
      "publisher", "publisherUrl", "retrievedAt", "indexText", "namesMentioned", "alephUrl", "proof", "createdAt"};
  return std::find(kNames.begin(), kNames.end(), property) != kNames.end();
}

std::string_view first_of(const RawEntity& raw, std::string_view name) {
  const RawProperty* property = raw.find(name);
  return property == nullptr || property->values.empty() ? std::string_view() : property->values.front();
}

void append_note(std::string& note, std::string_view text) {
  if (text.empty()) return;
  if (!note.empty()) note += "; ";
  note += text;
}

// When the export first saw the record, or what an export of ours says; nothing when both are silent or no instant.
std::optional<Timestamp> recorded_of(const RawEntity& raw) {
  const std::string_view text = raw.has_extra("recorded") ? raw.extra("recorded") : raw.first_seen;
  if (text.empty()) return std::nullopt;
  const auto stamp = Timestamp::parse(text);
  return stamp.ok() ? std::optional<Timestamp>(*stamp) : std::nullopt;
}

RawTexts ids_of(const RawEntity& raw, std::string_view name) {
  const RawProperty* const property = raw.find(name);
  return property == nullptr ? RawTexts() : property->values;
}

Place place_in(std::string_view file, const RawEntity& raw) {
  return {file, raw.line, 0};
}

// FollowTheMoney dates may carry a time of day, which no list means.
std::optional<PartialDate> date_of(std::string_view text) {
  const auto date = PartialDate::parse(without_time(text));
  if (!date.ok()) return std::nullopt;
  return *date;
}

}  // namespace

model::ShareInterval parse_percentage(std::string_view text) {
  std::string plain;
  for (const char c : ascii_lower(trim(text))) {
    if (c == '%' || c == ' ') continue;
    plain += c == ',' ? '.' : c;
  }
  const auto replace = [&plain](std::string_view from, std::string_view to) {
    if (const std::size_t at = plain.find(from); at != std::string::npos) plain.replace(at, from.size(), to);
  };
  replace("percent", "");
  replace("\xE2\x80\x93", "-");  // en dash
  // Words that stand for a bound and nothing else. A majority is more than half; how much more is not said.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kWhole = {
      {{"majority", ">50"},
       {"majoritystake", ">50"},
       {"majorityshareholder", ">50"},
       {"minority", "<50"},
       {"minoritystake", "<50"},
       {"minorityshareholder", "<50"}}};
  for (const auto& [word, share] : kWhole) {
    if (plain == word) plain = share;
  }
  if (plain.starts_with("between")) {
    plain.erase(0, std::string_view("between").size());
    replace("and", "..");
  }
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kOpen = {{{"morethan", ">"},
                                                                                          {"greaterthan", ">"},
                                                                                          {"over", ">"},
                                                                                          {"above", ">"},
                                                                                          {"lessthan", "<"},
                                                                                          {"fewerthan", "<"},
                                                                                          {"under", "<"},
                                                                                          {"below", "<"}}};
  for (const auto& [word, sign] : kOpen) {
    if (plain.starts_with(word)) plain.replace(0, word.size(), sign);
  }
  bool at_least = false;
  for (const std::string_view word : {"atleast", ">=", "\xE2\x89\xA5"}) {
    if (plain.starts_with(word)) {
      plain.erase(0, word.size());
      at_least = true;
    }
  }
  bool at_most = false;
  for (const std::string_view word : {"atmost", "upto", "<=", "\xE2\x89\xA4"}) {
    if (plain.starts_with(word)) {
      plain.erase(0, word.size());
      at_most = true;
    }
  }
  if (plain.find("..") == std::string::npos) {
    replace("to", "..");
    // A hyphen between two ends; before a number it would be a sign, and no share is negative.
    const std::size_t hyphen = plain.find('-');
    if (hyphen != std::string::npos && hyphen > 0 && hyphen + 1 < plain.size()) plain.replace(hyphen, 1, "..");
  }
  if (at_least) plain += "..100";
  if (at_most) plain.insert(0, "0..");
  const auto share = model::ShareInterval::parse(plain);
  return share.ok() ? *share : model::ShareInterval{};
}

model::ShareInterval hull(const model::ShareInterval& a, const model::ShareInterval& b) {
  model::ShareInterval out = a;
  if (b.low < a.low || (b.low == a.low && !b.low_open)) {
    out.low = b.low;
    out.low_open = b.low_open;
  }
  if (b.high > a.high || (b.high == a.high && !b.high_open)) {
    out.high = b.high;
    out.high_open = b.high_open;
  }
  out.stated = a.stated && b.stated;
  return out;
}

void Mapper::reported(std::string_view key, const std::string& message, const Place& position) {
  ++outcome_.counts.reported;
  mapping_.report(model::FindingLevel::kError, key, message, position);
}

Status Mapper::check_sizes(const RawEntity& raw, const Place& position) const {
  std::size_t values = 0;
  for (const RawProperty& property : raw.properties) values += property.values.size();
  if (values > kMaxValuesPerEntity) {
    return error_at(
        ErrorCode::kLimit,
        "an entity has " + std::to_string(values) + " values, more than " + std::to_string(kMaxValuesPerEntity),
        position, "Check the record; no party has that many");
  }
  for (const RawProperty& property : raw.properties) {
    for (const std::string_view value : property.texts()) {
      if (value.size() <= kMaxValueBytes) continue;
      const model::Schema* schema = model::Vocabulary::get().find(raw.schema);
      const model::Property* known = schema == nullptr ? nullptr : schema->property(property.name);
      const bool text = known != nullptr && known->type == model::PropertyType::kText;
      if (text && value.size() <= kMaxTextBytes) continue;
      SourcePosition place = position;
      place.path = "property " + shown(property.name, 40);
      return error_at(ErrorCode::kLimit,
                      "a value has " + std::to_string(value.size()) + " bytes, more than " +
                          std::to_string(text ? kMaxTextBytes : kMaxValueBytes),
                      place, "Check the record; no name or identifier is that long");
    }
  }
  return {};
}

Status Mapper::add(const RawEntity& raw, std::string_view file) {
  const Place position = place_in(file, raw);
  if (outcome_.counts.records_in == 0 && !raw.op.empty()) outcome_.delta.emplace();
  if (outcome_.delta.has_value() == raw.op.empty()) {
    return error_at(ErrorCode::kUnexpectedStructure, "the file mixes entities with changes of entities", position,
                    "Give one whole export, or one delta file");
  }
  ++outcome_.counts.records_in;
  if (raw.op == "DEL" && !raw.id.empty()) {
    ++outcome_.counts.mapped;
    outcome_.delta->removed.emplace_back(raw.id);
    return {};
  }
  for (const std::string_view member : raw.unknown_members) {
    mapping_.report(model::FindingLevel::kWarning, "unknown-member",
                    "the member \"" + shown(member, 40) + "\" of an entity is not known and is left out", position);
  }
  members_ |= raw.members;
  if (!raw.repeated.empty()) {
    mapping_.report(
        model::FindingLevel::kWarning, "repeated-member",
        "the member \"" + shown(raw.repeated, 40) + "\" stands twice in one object; all its values are read", position);
  }
  for (const std::string_view member : raw.odd_members) {
    mapping_.report(model::FindingLevel::kWarning, "unread-value",
                    "the member \"" + shown(member, 40) + "\" of an entity does not hold what it should", position);
  }
  if (raw.id.empty() || raw.schema.empty()) {
    reported("entity-without-id", raw.id.empty() ? "an entity has no id" : "an entity has no schema", position);
    return {};
  }
  if (raw.id.size() > kMaxValueBytes) {
    return error_at(ErrorCode::kLimit, "an id has " + std::to_string(raw.id.size()) + " bytes", position,
                    "Check the record");
  }
  PENUMBRA_RETURN_IF_ERROR(check_sizes(raw, position));
  // Nested entities first; in their place stays their id.
  for (const RawProperty& property : raw.properties) {
    for (const RawEntity& nested : property.nested) PENUMBRA_RETURN_IF_ERROR(add(nested, file));
  }
  const model::Schema* schema = model::Vocabulary::get().find(raw.schema);
  if (schema == nullptr || schema->is_abstract()) {
    reported("unknown-schema",
             "\"" + shown(raw.schema, 60) + "\" is no schema that an entity can have" +
                 (schema == nullptr ? "" : ": it is abstract"),
             position);
    return {};
  }
  for (const std::string_view referent : raw.referents) referents_.emplace(referent, raw.id);
  if (raw.schema == "Sanction") return take_sanction(raw, file);
  if (!schema->edge_source().empty()) return take_edge(raw, file);
  return take_entity(raw, file);
}

Mapper::Pending Mapper::pending(const RawEntity& raw, std::string_view file) {
  if (file_ != file) file_ = pending_.keep(file);
  return {kept(raw, pending_), file_};
}

Status Mapper::take_sanction(const RawEntity& raw, std::string_view file) {
  sanctions_.push_back(pending(raw, file));
  return {};
}

Status Mapper::take_edge(const RawEntity& raw, std::string_view file) {
  edges_.push_back(pending(raw, file));
  return {};
}

Status Mapper::take_entity(const RawEntity& raw, std::string_view file) {
  std::vector<model::Entity>& entities = outcome_.dataset.entities;
  const auto [place, fresh] = index_.try_emplace(raw.id, entities.size(),
                                                 [&](std::size_t at) -> const std::string& { return entities[at].id; });
  if (fresh) begin(raw, record_place(file, raw.line), entities.emplace_back());
  join(entities[place], raw, place_in(file, raw));
  return {};
}

std::optional<std::size_t> Mapper::place_of(std::string_view id) const {
  return index_.find(id, [this](std::size_t at) -> const std::string& { return outcome_.dataset.entities[at].id; });
}

void Mapper::begin(const RawEntity& raw, std::string record, model::Entity& entity) const {
  entity.id = raw.id;
  entity.schema = raw.schema;
  entity.evidence.source = source_;
  entity.evidence.record = std::move(record);
  entity.recorded = recorded_of(raw);
  if (raw.extras.empty()) return;
  const std::string_view stated_source = raw.extra("source");
  const std::string_view stated_record = raw.extra("record");
  if (!stated_source.empty() || !stated_record.empty())
    entity.evidence = {std::string(stated_source), std::string(stated_record)};
  entity.existence.from = date_of(raw.extra("from")).value_or(PartialDate());
  entity.existence.to = date_of(raw.extra("to")).value_or(PartialDate());
}

const Mapper::Known* Mapper::property_of(const model::Schema& schema, std::string_view name) {
  const std::uint64_t hash = quick_hash(name) + (reinterpret_cast<std::uintptr_t>(&schema) >> 4);
  Known& known = known_[hash % known_.size()];
  if (known.schema == &schema && equal_names(known.property->name, name)) return &known;
  const model::Property* const found = schema.property(name);
  if (found == nullptr) return nullptr;
  known = {&schema, found, model::Word(name)};
  return &known;
}

void Mapper::join(model::Entity& entity, const RawEntity& raw, const Place& position) {
  const model::Schema* schema = model::Vocabulary::get().find(entity.schema);
  if (entity.schema != raw.schema) {
    // The same thing named twice, once more exactly.
    const model::Schema* other = model::Vocabulary::get().find(raw.schema);
    if (other->is_a(entity.schema)) {
      entity.schema = raw.schema;
      schema = other;
    } else if (!schema->is_a(raw.schema)) {
      reported("schema-conflict",
               "an entity stands as " + entity.schema + " and as " + std::string(raw.schema) + "; the first is kept",
               position);
      return;
    }
  }
  // Records of one id are joined; together they keep the bound that each keeps.
  std::size_t incoming = 0;
  for (const RawProperty& property : raw.properties) incoming += property.values.size();
  if (entity.values.size() + incoming > 2 * kMaxValuesPerEntity) {
    reported("too-many-values", "the records of one entity have too many values together; this one is left out",
             position);
    return;
  }
  ++outcome_.counts.mapped;
  if (entity.values.empty()) entity.values.reserve(incoming + 1);  // one more for a name made of its parts
  for (const RawProperty& property : raw.properties) {
    const Known* const known = property_of(*schema, property.name);
    if (known != nullptr && known->property->stub) continue;  // the other side of an edge, which is a record of its own
    for (const std::string_view value : property.values) {
      model::Word lang;
      for (const RawLanguage& language : raw.languages) {
        if (language.property == property.name && language.text == value) lang = language.lang;
      }
      if (known != nullptr) {
        bool control = false;
        if (const std::string_view plain = trim(value); is_tidy(plain)) {
          entity.add(known->name, plain, std::move(lang));
        } else {
          entity.add(known->name, tidy(value, &control), std::move(lang));
        }
        if (control) {
          mapping_.report(model::FindingLevel::kWarning, "control-character",
                          "control characters were dropped from a value of " + known->property->name, position);
        }
        continue;
      }
      mapping_.report(
          model::FindingLevel::kWarning, "unknown-property",
          entity.schema + " has no property \"" + shown(property.name, 60) + "\"; its values are kept in notes",
          position);
      entity.add(schema->property("notes") != nullptr ? "notes" : "summary",
                 tidy(shown(property.name, 60).append(": ").append(value)));
    }
  }
  if (schema->is_a("Person") && entity.first("name").empty() && entity.first("alias").empty()) {
    std::string name;
    for (const std::string_view part : {"firstName", "secondName", "middleName", "fatherName", "lastName"}) {
      if (const std::string_view text = entity.first(part); !text.empty())
        name += (name.empty() ? "" : " ") + std::string(text);
    }
    entity.add("name", name);
  }
}

bool Mapper::can_join(const Mapper& later) const {
  const auto id_of = [this](std::size_t at) -> const std::string& { return outcome_.dataset.entities[at].id; };
  const auto later_id_of = [&later](std::size_t at) -> const std::string& {
    return later.outcome_.dataset.entities[at].id;
  };
  return outcome_.delta.has_value() == later.outcome_.delta.has_value() &&
         outcome_.findings.can_join(later.outcome_.findings) && !index_.shares_with(later.index_, id_of, later_id_of);
}

void Mapper::join(Mapper& later) {
  const std::size_t before = outcome_.dataset.entities.size();
  index_.take(later.index_, [before](std::size_t place) { return before + place; });
  join_outcomes(outcome_, std::move(later.outcome_));
  referents_.merge(later.referents_);  // the first one stays
  pending_.join(std::move(later.pending_));
  sanctions_.insert(sanctions_.end(), later.sanctions_.begin(), later.sanctions_.end());
  edges_.insert(edges_.end(), later.edges_.begin(), later.edges_.end());
  members_ |= later.members_;
}

Result<std::string> Mapper::resolve(std::string_view id) {
  if (place_of(id)) return std::string(id);
  if (referents_.empty()) return std::string();
  const auto it = referents_.find(id);
  return it != referents_.end() && place_of(it->second) ? it->second : std::string();
}

Result<std::string> Mapper::end_of(std::string_view id, const Place& position) {
  PENUMBRA_ASSIGN_OR_RETURN(std::string known, resolve(id));
  if (known.empty() && outcome_.delta.has_value() && !id.empty()) {
    mapping_.report(model::FindingLevel::kNote, "outside-reference",
                    "a change names an entity that the earlier version holds", position);
    return std::string(id);
  }
  return known;
}

void Mapper::set_list_and_measures(const RawEntity& raw, model::Designation& designation, const Place& position) {
  const ListTable& table = ListTable::get();
  const ListRule* rule = nullptr;
  for (const std::string_view dataset : raw.datasets) {
    if (const auto it = table.datasets.find(dataset); it != table.datasets.end()) rule = &it->second;
  }
  if (rule == nullptr) {
    for (const auto& [prefix, candidate] : table.authorities) {
      if (designation.authority.find(prefix) != std::string::npos) rule = &candidate;
    }
  }
  designation.list = raw.extra("list");
  if (designation.list.empty()) {
    designation.list = rule != nullptr ? rule->list : "unknown";
    if (rule == nullptr) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-list",
                      "no list is known for a sanction of \"" +
                          shown(raw.datasets.empty() ? designation.authority : raw.datasets.front(), 60) + "\"",
                      position);
    }
  }
  if (const RawProperty* provisions = raw.find("provisions")) {
    for (const std::string_view provision : provisions->values) {
      if (model::Kinds::get().measure(provision) != nullptr) {
        designation.measures.emplace_back(provision);
        continue;
      }
      const auto it = table.provisions.find(ascii_lower(trim(provision)));
      if (it != table.provisions.end()) {
        for (const std::string& measure : it->second) {
          if (std::find(designation.measures.begin(), designation.measures.end(), measure) ==
              designation.measures.end()) {
            designation.measures.push_back(measure);
          }
        }
        continue;
      }
      mapping_.report(
          model::FindingLevel::kWarning, "unmapped-provision",
          "the provision \"" + shown(provision, 60) + "\" is no measure that is known; it is kept as a note", position);
      append_note(designation.note, tidy(std::string("provisions: ").append(provision)));
    }
  }
  if (designation.measures.empty() && !raw.has_extra("list")) {
    designation.measures = rule != nullptr ? rule->measures : std::vector<std::string>{"unknown"};
  }
}

Status Mapper::add_designation(const RawEntity& raw, std::string_view file) {
  const Place position = place_in(file, raw);
  std::vector<std::string> entities;
  for (const std::string_view id : ids_of(raw, "entity")) {
    PENUMBRA_ASSIGN_OR_RETURN(std::string known, end_of(id, position));
    if (!known.empty()) entities.push_back(std::move(known));
  }
  if (entities.size() > kMaxEnds) {
    reported("too-many-ends", "a sanction names more than " + std::to_string(kMaxEnds) + " entities", position);
    return {};
  }
  if (entities.empty()) {
    reported("sanction-of-nobody", "a sanction names an entity that the file does not hold", position);
    return {};
  }
  ++outcome_.counts.mapped;
  model::Designation designation;
  designation.id = raw.id;
  designation.authority = tidy(first_of(raw, "authority"));
  if (raw.has_extra("list")) {
    designation.note = tidy(first_of(raw, "summary"));
  }
  set_list_and_measures(raw, designation, position);
  const auto date = [&](std::string_view property, std::string_view name, PartialDate& target) {
    if (const std::string_view stated = raw.extra(name); !stated.empty()) {
      target = date_of(stated).value_or(PartialDate());
      return;
    }
    const RawProperty* values = raw.find(property);
    if (values == nullptr) return;
    for (const std::string_view text : values->values) {
      const auto read = date_of(text);
      // Of several days a listing holds from the first through the last.
      if (read.has_value() && target.known() && read->known() &&
          (property == "endDate" ? read->latest() > target.latest()
                                 : property == "startDate" && read->earliest() < target.earliest())) {
        append_note(designation.note, tidy(std::string(property) + ": " + target.to_string()));
        target = *read;
      } else if (read.has_value() && !target.known()) {
        target = *read;
      } else {
        if (!read.has_value()) {
          mapping_.report(model::FindingLevel::kWarning, "unread-value",
                          "a date of a sanction could not be read: \"" + shown(text, 40) + "\"", position);
        }
        append_note(designation.note, tidy(std::string(property).append(": ").append(text)));
      }
    }
    // The vocabulary does not say whether the end is the last day; its authors count a sanction as active on it.
    if (property != "endDate" || !target.known()) return;
    // How exact the end was stated is kept, for people and for an export.
    const std::string stated = std::string(model::kStatedEnd) + target.to_string();
    if (target.precision() != Precision::kDay && designation.note.find(stated) == std::string::npos)
      append_note(designation.note, stated);
    target = after_last_day(target);
  };
  date("date", "date_act", designation.date_act);
  date("listingDate", "published", designation.published);
  date("startDate", "from", designation.valid.from);
  date("endDate", "to", designation.valid.to);
  // OpenSanctions gives the day of listing alone where the list itself has no other date.
  if (!designation.valid.from.known() && !raw.has_extra("list")) designation.valid.from = designation.published;
  for (const RawProperty& property : raw.properties) {
    for (const std::string_view value : property.values) {
      if (property.name == "program" || property.name == "programId") {
        const std::string programme = tidy(value);
        if (std::find(designation.programmes.begin(), designation.programmes.end(), programme) ==
            designation.programmes.end()) {
          designation.programmes.push_back(programme);
        }
      } else if (property.name == "reason") {
        append_note(designation.reason, tidy(value));
      } else if (property.name == "sourceUrl" && designation.url.empty()) {
        designation.url = tidy(value);
      } else if (property.name != "entity" && property.name != "authority" && property.name != "provisions" &&
                 property.name != "date" && property.name != "listingDate" && property.name != "startDate" &&
                 property.name != "endDate" && property.name != "sourceUrl" && !is_bookkeeping(property.name) &&
                 !(property.name == "summary" && raw.has_extra("list"))) {
        append_note(designation.note, tidy(std::string(property.name).append(": ").append(value)));
      }
    }
  }
  designation.listed_name = raw.extra("listed_name");
  designation.act = raw.extra("act");
  designation.scope = raw.has_extra("list") ? raw.extra("scope") : std::string_view("entity");
  const bool stated = raw.has_extra("source") || raw.has_extra("record");
  designation.evidence = stated ? model::Evidence{std::string(raw.extra("source")), std::string(raw.extra("record"))}
                                : model::Evidence{std::string(source_), record_place(file, raw.line)};
  designation.recorded = recorded_of(raw);
  outcome_.lists.push_back(designation.list);
  // The last one takes what the others copy.
  for (std::size_t i = 0; i < entities.size(); ++i) {
    const bool last = i + 1 == entities.size();
    model::Designation& one =
        // NOLINTNEXTLINE(bugprone-use-after-move): moved in the last turn.
        outcome_.dataset.designations.emplace_back(last ? std::move(designation) : model::Designation(designation));
    one.entity = std::move(entities[i]);
    if (i > 0) one.id += "-" + std::to_string(i + 1);
  }
  return {};
}

// Several values are several statements of one share: the interval holds them all. One that cannot be read leaves the
// share unknown, because it may be any.
void Mapper::read_shares(const RawProperty& property, model::Relationship& relationship, const Place& position) {
  bool first = true;
  bool unread = false;
  for (const std::string_view text : property.values) {
    if (trim(text).empty()) continue;
    const model::ShareInterval share = parse_percentage(text);
    if (!share.stated) {
      unread = true;
      mapping_.report(model::FindingLevel::kWarning, "unread-value",
                      "a share could not be read and stays unknown: \"" + shown(text, 40) + "\"", position);
      append_note(relationship.note, tidy(std::string("percentage: ").append(text)));
      continue;
    }
    if (!first && share != relationship.share) {
      mapping_.report(model::FindingLevel::kWarning, "several-shares",
                      "an edge states several shares; the interval that holds all of them is taken", position);
      append_note(relationship.note, tidy(std::string("percentage: ").append(text)));
    }
    relationship.share = first ? share : hull(relationship.share, share);
    first = false;
  }
  if (unread) relationship.share = {};
}

Status Mapper::add_relationship(const RawEntity& raw, std::string_view file) {
  const Place position = place_in(file, raw);
  const model::Schema* schema = model::Vocabulary::get().find(raw.schema);
  const model::FtmEdge* edge = model::ftm_edge_of_schema(raw.schema);
  const std::string_view from_property = edge != nullptr ? edge->from : std::string_view(schema->edge_source());
  const std::string_view to_property = edge != nullptr ? edge->to : std::string_view(schema->edge_target());
  std::vector<std::pair<std::string, std::string>> ends;
  const RawTexts sources = ids_of(raw, from_property);
  const RawTexts targets = ids_of(raw, to_property);
  if (sources.size() * targets.size() > kMaxEnds) {
    reported("too-many-ends", "an edge stands for more than " + std::to_string(kMaxEnds) + " pairs of entities",
             position);
    return {};
  }
  for (const std::string_view from : sources) {
    for (const std::string_view to : targets) {
      PENUMBRA_ASSIGN_OR_RETURN(std::string known_from, end_of(from, position));
      PENUMBRA_ASSIGN_OR_RETURN(std::string known_to, end_of(to, position));
      // An export of ours keeps a holder who is not disclosed.
      if (from == "?" && raw.has_extra("source")) known_from = from;
      if (!known_from.empty() && !known_to.empty()) ends.emplace_back(std::move(known_from), std::move(known_to));
    }
  }
  if (ends.empty()) {
    // Exports of a part of a dataset hold edges into the rest of it, and offices without a named post: the edge says
    // nothing about a party of this file, so it is left out with a finding, and is no sign of a damaged source.
    ++outcome_.counts.ignored;
    mapping_.report(
        model::FindingLevel::kWarning, "edge-to-nowhere",
        "an edge (" + std::string(raw.schema) + ") lacks an end, or names an entity that the file does not hold",
        position);
    return {};
  }
  ++outcome_.counts.mapped;
  model::Relationship relationship;
  relationship.kind = edge != nullptr ? edge->kind : "linked-to";
  const bool ours = raw.has_extra("source") || raw.has_extra("record") || raw.has_extra("kind");
  const std::string_view description = edge != nullptr ? edge->description : "role";
  relationship.role = tidy(first_of(raw, description));
  if (edge == nullptr) {
    // A kind of edge without a counterpart keeps its schema as the role: "Payment", "Occupancy".
    relationship.role = std::string(raw.schema) + (relationship.role.empty() ? "" : ": " + relationship.role);
  }
  if (const std::string_view kind = raw.extra("kind"); !kind.empty()) {
    relationship.kind = kind;
    relationship.role = raw.extra("role");
  }
  const auto date = [&](std::string_view property, std::string_view name, PartialDate& target) {
    const std::string_view stated = raw.extra(name);
    const std::string_view text = stated.empty() ? first_of(raw, property) : stated;
    if (text.empty()) return;
    const auto read = date_of(text);
    if (read.has_value()) {
      target = *read;
    } else {
      mapping_.report(model::FindingLevel::kWarning, "unread-value",
                      "a date of an edge could not be read: \"" + shown(text, 40) + "\"", position);
      append_note(relationship.note, tidy(std::string(property).append(": ").append(text)));
    }
  };
  date("startDate", "from", relationship.valid.from);
  date("endDate", "to", relationship.valid.to);
  if (const std::string_view share = raw.extra("share"); !share.empty()) {
    const auto read = model::ShareInterval::parse(share);
    if (read.ok()) relationship.share = *read;
  } else if (const RawProperty* shares = raw.find("percentage"); shares != nullptr) {
    read_shares(*shares, relationship, position);
  }
  for (const RawProperty& property : raw.properties) {
    const model::Property* known = schema->property(property.name);
    if (known == nullptr) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-property",
                      std::string(raw.schema) + " has no property \"" + shown(property.name, 60) +
                          "\"; its values are kept in notes",
                      position);
    }
    bool first = true;
    for (const std::string_view value : property.values) {
      const bool taken =
          property.name == from_property || property.name == to_property || is_bookkeeping(property.name) ||
          property.name == "percentage" ||
          ((property.name == description || property.name == "startDate" || property.name == "endDate") && first);
      first = false;
      if (taken) continue;
      append_note(relationship.note, property.name == "summary"
                                         ? tidy(value)
                                         : tidy(std::string(property.name).append(": ").append(value)));
    }
  }
  relationship.status = model::parse_assertion_status(raw.extra("status")).value_or(model::AssertionStatus::kAsserted);
  // Words that say that it is over, where no day says so; the text stays in the note like that of any other property.
  if (!raw.has_extra("status") && !relationship.valid.to.known()) {
    const std::string status = ascii_lower(trim(first_of(raw, "status")));
    for (const std::string_view word : {"inactive", "former", "ceased", "ended", "past", "terminated", "historical"}) {
      if (status == word) relationship.status = model::AssertionStatus::kEnded;
    }
  }
  relationship.need = model::parse_need(raw.extra("need")).value_or(model::Need::kDefault);
  relationship.side = raw.extra("side");
  relationship.group = raw.extra("group");
  relationship.evidence = ours ? model::Evidence{std::string(raw.extra("source")), std::string(raw.extra("record"))}
                               : model::Evidence{std::string(source_), record_place(file, raw.line)};
  relationship.recorded = recorded_of(raw);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const bool last = i + 1 == ends.size();
    model::Relationship& one =
        // NOLINTNEXTLINE(bugprone-use-after-move): moved in the last turn.
        outcome_.dataset.relationships.emplace_back(last ? std::move(relationship) : model::Relationship(relationship));
    one.id = raw.id;
    if (i > 0) one.id += "-" + std::to_string(i + 1);
    one.from = std::move(ends[i].first);
    one.to = std::move(ends[i].second);
  }
  return {};
}

bool is_document(std::string_view schema) {
  return schema == "Address" || schema == "Passport" || schema == "Identification";
}

void fold_address(const model::Entity& address, model::Entity& entity) {
  if (address.schema != "Address") return;
  std::string full(address.first("full"));
  if (full.empty()) {
    for (const std::string_view part :
         {"street", "street2", "postOfficeBox", "postalCode", "city", "region", "state"}) {
      if (const std::string_view text = address.first(part); !text.empty())
        full += (full.empty() ? "" : ", ") + std::string(text);
    }
  }
  entity.add("address", full);
  for (const std::string_view country : address.get("country")) entity.add("country", country);
}

void fold_numbers(const model::Entity& document, model::Entity& party) {
  if (party.values.size() >= kMaxValuesPerEntity) return;  // the document itself still stands
  const model::Schema* schema = model::Vocabulary::get().find(party.schema);
  for (const std::string_view property : {"number", "passportNumber"}) {
    for (const std::string_view number : document.get(property)) {
      const bool known = std::any_of(party.values.begin(), party.values.end(),
                                     [&](const model::Value& value) { return value.text == number; });
      if (known) continue;
      const bool passport = document.schema == "Passport" && schema->property("passportNumber") != nullptr;
      const std::string_view target = passport ? "passportNumber" : "idNumber";
      if (schema->property(target) != nullptr) party.add(target, number);
    }
  }
}

void Mapper::fold_documents() {
  static const model::Word kAddress("addressEntity");
  static const model::Word kHolder("holder");
  std::vector<model::Entity>& entities = outcome_.dataset.entities;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    model::Entity& entity = entities[i];
    // What is added comes behind, and is no such value.
    const std::size_t own = entity.values.size();
    for (std::size_t k = 0; k < own; ++k) {
      if (entity.values[k].property != kAddress) continue;
      const auto place = place_of(entity.values[k].text);
      if (place && *place != i) fold_address(entities[*place], entity);
    }
    if (entity.schema != "Passport" && entity.schema != "Identification") continue;
    const auto holder = place_of(entity.first(kHolder));
    if (holder && *holder != i) fold_numbers(entity, entities[*holder]);
  }
}

void Mapper::finish_lists() {
  std::sort(outcome_.lists.begin(), outcome_.lists.end());
  outcome_.lists.erase(std::unique(outcome_.lists.begin(), outcome_.lists.end()), outcome_.lists.end());
}

void Mapper::finish() {
  // Here every id is known at once, so that nothing is looked up that could fail.
  outcome_.dataset.designations.reserve(sanctions_.size());
  outcome_.dataset.relationships.reserve(edges_.size());
  for (const Pending& one : sanctions_) static_cast<void>(add_designation(one.raw, one.file).ok());
  for (const Pending& one : edges_) static_cast<void>(add_relationship(one.raw, one.file).ok());
  fold_documents();
  finish_lists();
  note_members();
}

void Mapper::note_members() {
  std::string missing;
  for (std::size_t i = 0; i < kOptionalMembers.size(); ++i) {
    if ((members_ >> i & 1U) == 0) missing += (missing.empty() ? "" : ", ") + std::string(kOptionalMembers[i]);
  }
  // Files of other programs have none of them, which is a form of its own.
  if (members_ != 0 && !missing.empty()) outcome_.notes.push_back("no entity of the file states: " + missing);
}

}  // namespace penumbra::ingest::ftm
