#include "model/ftm_json.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/json_writer.h"

namespace penumbra::model {
namespace {

// The first row of a kind or schema counts. "heads" has no schema of its own and is a Directorship with its kind kept.
constexpr std::array<FtmEdge, 10> kEdges = {{
    {"Ownership", "owns", "owner", "asset", "role"},
    {"Control", "controls", "controller", "controlled", "role"},
    {"Directorship", "director-of", "director", "organization", "role"},
    {"Membership", "member-of", "member", "organization", "role"},
    {"Family", "family-of", "person", "relative", "relationship"},
    {"Associate", "associate-of", "person", "associate", "relationship"},
    {"Representation", "acts-for", "agent", "client", "role"},
    {"Employment", "employed-by", "employee", "employer", "role"},
    {"Succession", "successor-of", "successor", "predecessor", "role"},
    {"UnknownLink", "linked-to", "subject", "object", "role"},
}};
constexpr FtmEdge kHeads = {"Directorship", "heads", "director", "organization", "role"};

// The members of "penumbra", collected first because an empty object is left out.
class Extras {
 public:
  void add(std::string_view name, std::string_view text) {
    if (!text.empty()) members_.emplace_back(name, text);
  }
  void add(const Evidence& evidence) {
    add("source", evidence.source);
    add("record", evidence.record);
  }
  void add(std::string_view name, const std::optional<Timestamp>& stamp) {
    if (stamp.has_value()) add(name, stamp->to_string());
  }
  void lang(const Value& value) {
    if (!value.lang.empty()) languages_.push_back(&value);
  }
  void write(base::JsonWriter& json) const {
    if (members_.empty() && languages_.empty()) return;
    json.key("penumbra").begin_object();
    for (const auto& [name, text] : members_) json.member(name, text);
    if (!languages_.empty()) {
      json.key("languages").begin_array();
      for (const Value* value : languages_) {
        json.begin_array().value(value->property).value(value->text).value(value->lang).end_array();
      }
      json.end_array();
    }
    json.end_object();
  }

 private:
  std::vector<std::pair<std::string, std::string>> members_;
  std::vector<const Value*> languages_;
};

class Properties {
 public:
  void add(std::string_view name, std::string_view text) {
    if (!text.empty()) values_.emplace_back(name, text);
  }
  // A date that FollowTheMoney can hold goes to its property, one that is only a bound to "penumbra".
  void add_date(std::string_view name, const PartialDate& date, std::string_view extra, Extras& extras) {
    if (!date.known()) return;
    if (date.bound() == Bound::kExact) {
      add(name, date.to_string());
    } else {
      extras.add(extra, date.to_string());
    }
  }
  void write(base::JsonWriter& json) const {
    json.key("properties").begin_object();
    std::vector<bool> done(values_.size(), false);
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (done[i]) continue;
      json.key(values_[i].first).begin_array();
      for (std::size_t j = i; j < values_.size(); ++j) {
        if (done[j] || values_[j].first != values_[i].first) continue;
        done[j] = true;
        json.value(values_[j].second);
      }
      json.end_array();
    }
    json.end_object();
  }

 private:
  std::vector<std::pair<std::string_view, std::string>> values_;
};

void write_line(std::string& out, std::string_view id, std::string_view caption, std::string_view schema,
                const Properties& properties, const Extras& extras) {
  base::JsonWriter json;
  json.begin_object().member("id", id);
  if (!caption.empty()) json.member("caption", caption);
  json.member("schema", schema);
  properties.write(json);
  extras.write(json);
  json.end_object();
  out += json.text();
  out += '\n';
}

}  // namespace

const FtmEdge& ftm_edge_of_kind(std::string_view kind) {
  for (const FtmEdge& edge : kEdges) {
    if (edge.kind == kind) return edge;
  }
  return kind == kHeads.kind ? kHeads : kEdges.back();
}

const FtmEdge* ftm_edge_of_schema(std::string_view schema) {
  for (const FtmEdge& edge : kEdges) {
    if (edge.schema == schema) return &edge;
  }
  return nullptr;
}

void append_ftm_json(std::string& out, const Entity& entity) {
  Properties properties;
  Extras extras;
  for (const Value& value : entity.values) {
    properties.add(value.property, value.text);
    extras.lang(value);
  }
  extras.add("from", entity.existence.from.to_string());
  extras.add("to", entity.existence.to.to_string());
  extras.add("recorded", entity.recorded);
  extras.add(entity.evidence);
  write_line(out, entity.id, entity.caption(), entity.schema, properties, extras);
}

PartialDate stated_end(const Designation& designation) {
  const std::string_view note = designation.note;
  for (std::size_t begin = 0; begin < note.size();) {
    const std::size_t end = std::min(note.find("; ", begin), note.size());
    const std::string_view piece = note.substr(begin, end - begin);
    begin = end + 2;
    if (!piece.starts_with(kStatedEnd)) continue;
    const auto date = PartialDate::parse(piece.substr(kStatedEnd.size()));
    if (date.ok() && date->known() && date->bound() == Bound::kExact && date->precision() != Precision::kDay)
      return *date;
  }
  return {};
}

void append_ftm_json(std::string& out, const Designation& designation) {
  Properties properties;
  Extras extras;
  properties.add("entity", designation.entity);
  properties.add("authority", designation.authority);
  for (const std::string& programme : designation.programmes) properties.add("program", programme);
  for (const std::string& measure : designation.measures) properties.add("provisions", measure);
  properties.add("reason", designation.reason);
  properties.add("sourceUrl", designation.url);
  properties.add("summary", designation.note);
  properties.add_date("date", designation.date_act, "date_act", extras);
  properties.add_date("listingDate", designation.published, "published", extras);
  properties.add_date("startDate", designation.valid.from, "from", extras);
  // Programs that read FollowTheMoney count the end as the last day; what named a month or a year says so again.
  const PartialDate& to = designation.valid.to;
  PartialDate last = to.exact() ? PartialDate(to.first().plus_days(-1)) : to;
  if (const PartialDate stated = stated_end(designation); to.exact() && stated.last() == last.first()) last = stated;
  properties.add_date("endDate", last, "to", extras);
  if (to.known() && to.bound() == Bound::kExact) extras.add("to", to.to_string());
  extras.add("list", designation.list);
  extras.add("listed_name", designation.listed_name);
  extras.add("act", designation.act);
  extras.add("scope", designation.scope);
  extras.add("recorded", designation.recorded);
  extras.add(designation.evidence);
  write_line(out, designation.id, {}, "Sanction", properties, extras);
}

void append_ftm_json(std::string& out, const Relationship& relationship) {
  const FtmEdge& edge = ftm_edge_of_kind(relationship.kind);
  Properties properties;
  Extras extras;
  properties.add(edge.from, relationship.from);
  properties.add(edge.to, relationship.to);
  const bool own_kind = edge.kind == relationship.kind && edge.kind != kHeads.kind;
  // The role is all that FollowTheMoney has for a kind of link that it does not know.
  properties.add(edge.description, own_kind ? relationship.role : relationship.kind);
  if (!own_kind) {
    extras.add("kind", relationship.kind);
    extras.add("role", relationship.role);
  }
  if (relationship.share.stated) {
    if (edge.kind == "owns") properties.add("percentage", relationship.share.to_string());
    extras.add("share", relationship.share.to_string());
  }
  properties.add("summary", relationship.note);
  properties.add_date("startDate", relationship.valid.from, "from", extras);
  properties.add_date("endDate", relationship.valid.to, "to", extras);
  if (relationship.status != AssertionStatus::kAsserted) extras.add("status", to_string(relationship.status));
  extras.add("side", relationship.side);
  extras.add("need", to_string(relationship.need));
  extras.add("group", relationship.group);
  extras.add("recorded", relationship.recorded);
  extras.add(relationship.evidence);
  // Told apart from a link of another program, whose id may be missing here.
  write_line(out, relationship.id, {}, edge.schema, properties, extras);
}

std::string to_ftm_json(const Dataset& dataset) {
  std::string out;
  for (const Entity& entity : dataset.entities) append_ftm_json(out, entity);
  for (const Designation& designation : dataset.designations) append_ftm_json(out, designation);
  for (const Relationship& relationship : dataset.relationships) append_ftm_json(out, relationship);
  return out;
}

}  // namespace penumbra::model
