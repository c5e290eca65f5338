// The rows are read in the order of the files, which is free: a relationship may come before the entities that it
// joins. So ids are only noted while reading, and looked up in finish(). A row with one bad cell still defines its id,
// so that one slip does not bring a train of "edge to nowhere" after it.
#include "ingest/model_csv/builder.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "model/kinds.h"
#include "model/overlay.h"
#include "model/schema.h"

namespace penumbra::ingest::model_csv {
namespace {

constexpr std::size_t kMaxIdBytes = 96;
constexpr std::string_view kBar = " | ";

std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 80;
  return "\"" + std::string(text.substr(0, kShown)) + (text.size() > kShown ? "..." : "") + "\"";
}

bool is_id_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kMaxIdBytes && text.front() != '.' && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), is_id_char);
}

// What an id should have been: lower case, blanks and underscores to hyphens, the rest left out.
std::string suggested_id(std::string_view text) {
  std::string out;
  for (char c : text.substr(0, kMaxIdBytes)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == ' ' || c == '_' || c == '/') c = '-';
    if (is_id_char(c) && !(out.empty() && (c == '.' || c == '-'))) out += c;
  }
  return out;
}

std::vector<std::string> split_bar(std::string_view cell) {
  std::vector<std::string> out;
  while (!cell.empty()) {
    const std::size_t bar = cell.find(kBar);
    std::string_view part = cell.substr(0, bar);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (!part.empty()) out.emplace_back(part);
    if (bar == std::string_view::npos) break;
    cell.remove_prefix(bar + kBar.size());
  }
  return out;
}

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string unit_fix(model::FigureUnit kind) {
  switch (kind) {
    case model::FigureUnit::kUnits:
      return "Write units";
    case model::FigureUnit::kRate:
      return "Write units/year or units/month";
    case model::FigureUnit::kTime:
      return "Write days, weeks, months or years";
    case model::FigureUnit::kCurrency:
      return "Write the ISO 4217 code, for example EUR";
    case model::FigureUnit::kMissions:
      return "Write missions";
  }
  return {};
}

constexpr std::array<std::string_view, 6> kSourceKinds = {"act",      "agreement", "statement",
                                                          "register", "report",    "dataset"};
constexpr std::array<std::string_view, 3> kChecked = {"text", "copy", "no"};
constexpr std::array<std::string_view, 9> kStatuses = {"asserted",  "planned", "proposed", "likely",  "possible",
                                                       "suspended", "ended",   "denied",   "disputed"};
constexpr std::array<std::string_view, 3> kNeeds = {"essential", "supporting", "context"};
constexpr std::array<std::string_view, 2> kScopes = {"entity", "entity-and-sub-units"};

}  // namespace

void Builder::problem(const Row& row, std::string_view column, ErrorCode code, std::string message, std::string fix) {
  problems_.add(code, std::move(message), row.at(column), std::move(fix));
}

void Builder::add_row(const Row& row) {
  switch (row.spec().table) {
    case Table::kSources:
      add_source(row);
      break;
    case Table::kEntities:
      add_entity(row);
      break;
    case Table::kRelationships:
      add_relationship(row);
      break;
    case Table::kStates:
      add_state(row);
      break;
    case Table::kDesignations:
      add_designation(row);
      break;
    case Table::kPortfolios:
      add_portfolio(row);
      break;
    case Table::kFigures:
      add_figure(row);
      break;
  }
}

std::size_t Builder::mapped() const {
  return dataset_.entities.size() + dataset_.designations.size() + dataset_.relationships.size() +
         dataset_.states.size() + dataset_.documents.size() + dataset_.portfolio.size() + dataset_.figures.size();
}

bool Builder::read_id(const Row& row, std::string_view column, std::string& out) {
  const std::string_view text = row.cell(column);
  out = text;
  if (text.empty()) return false;  // reported as an empty required cell
  if (is_id(text)) return true;
  const std::string better = suggested_id(text);
  problem(row, column, ErrorCode::kInvalidValue,
          "the id " + quoted(text) + " is not made of a-z, 0-9, '.' and '-' (at most 96 bytes)",
          better.empty() ? "Choose an id such as org-example" : "Write " + quoted(better));
  return false;
}

void Builder::define(const std::string& id, const SourcePosition& position, bool source) {
  auto& own = source ? documents_ : entities_;
  const auto& other = source ? entities_ : documents_;
  const auto it = own.find(id);
  const auto crossed = other.find(id);
  if (it != own.end() || crossed != other.end()) {
    const SourcePosition& first = it != own.end() ? it->second : crossed->second;
    problems_.add(
        ErrorCode::kDuplicate,
        "the id " + quoted(id) + " is defined twice, first at " + first.file + ":" + std::to_string(first.line),
        position, "Give one of the two another id, or delete the row that repeats it");
  }
  own.emplace(id, position);
}

void Builder::refer(const Row& row, std::string_view column, std::string& out, bool to_source) {
  const std::string_view text = row.cell(column);
  out = text;
  if (text.empty()) return;
  references_.push_back({out, row.at(column), to_source});
}

PartialDate Builder::read_date(const Row& row, std::string_view column) {
  const auto date = PartialDate::parse(row.cell(column));
  if (date.ok()) return *date;
  problem(row, column, ErrorCode::kInvalidValue, date.error().message,
          date.error().fix.empty() ? "Write 2022-03-17, 2022-03, 2022, <2022-03-17 or >2022-03-17" : date.error().fix);
  return {};
}

ValidInterval Builder::read_interval(const Row& row, std::string_view from, std::string_view to) {
  const ValidInterval interval{read_date(row, from), read_date(row, to)};
  // Only what no reading of imprecise ends allows is an error: 2022-03 to 2022-03 may be a few days of one month.
  if (interval.from.known() && interval.to.known() && interval.to.latest() <= interval.from.earliest() &&
      interval.from.exact() && interval.to.exact()) {
    problem(row, to, ErrorCode::kInvalidValue,
            "the end " + interval.to.to_string() + " is not after the beginning " + interval.from.to_string(),
            "The end is the first day on which the fact no longer holds; write the day after the last one");
  } else if (interval.from.known() && interval.to.known() && interval.to.latest() < interval.from.earliest()) {
    problem(row, to, ErrorCode::kInvalidValue,
            "the end " + interval.to.to_string() + " lies before the beginning " + interval.from.to_string(),
            "Check both dates");
  }
  return interval;
}

std::optional<Timestamp> Builder::read_recorded(const Row& row) {
  const std::string_view text = row.cell("recorded");
  if (text.empty()) return std::nullopt;
  const auto stamp = Timestamp::parse(text);
  if (stamp.ok()) return *stamp;
  problem(row, "recorded", ErrorCode::kInvalidValue, stamp.error().message, "Write a full day such as 2024-05-10");
  return std::nullopt;
}

model::Evidence Builder::read_evidence(const Row& row) {
  // Several sources of one fact stay in one Evidence, separated as they are written; readers of the store split there.
  std::string joined;
  for (const std::string& id : split_bar(row.cell("source"))) {
    if (!(scenario_ && id == model::kWhatIfSource)) references_.push_back({id, row.at("source"), true});
    if (!joined.empty()) joined += kBar;
    joined += id;
  }
  if (joined.empty() && scenario_) joined = model::kWhatIfSource;
  return {joined, row.place()};
}

model::AssertionStatus Builder::read_status(const Row& row) {
  const std::string_view text = row.cell("status");
  if (text.empty()) return model::AssertionStatus::kAsserted;
  const auto status = model::parse_assertion_status(text);
  if (status) return *status;
  problem(row, "status", ErrorCode::kInvalidValue, "unknown status " + quoted(text), did_you_mean(text, kStatuses));
  return model::AssertionStatus::kAsserted;
}

std::vector<std::string> Builder::read_words(const Row& row, std::string_view column) {
  return split_bar(row.cell(column));
}

void Builder::add_source(const Row& row) {
  model::SourceDocument document;
  read_id(row, "id", document.id);
  define(document.id, row.at("id"), true);
  document.kind = row.cell("kind");
  if (!document.kind.empty() && !contains(kSourceKinds, document.kind)) {
    problem(row, "kind", ErrorCode::kInvalidValue, "unknown kind of source " + quoted(document.kind),
            did_you_mean(document.kind, kSourceKinds));
  }
  document.title = row.cell("title");
  document.publisher = row.cell("publisher");
  document.date = read_date(row, "date");
  document.locator = row.cell("locator");
  document.checked = row.cell("checked");
  if (!document.checked.empty() && !contains(kChecked, document.checked)) {
    problem(row, "checked", ErrorCode::kInvalidValue, "unknown value " + quoted(document.checked) + " of checked",
            did_you_mean(document.checked, kChecked));
  }
  document.read = read_date(row, "read");
  if (document.checked == "no" && document.read.known()) {
    problem(row, "read", ErrorCode::kInvalidValue, "a source that was not checked has a day on which it was read",
            "Empty the cell, or write text or copy under checked");
  }
  document.note = row.cell("note");
  if (!row.cell("family").empty()) read_id(row, "family", document.family);
  dataset_.documents.push_back(std::move(document));
}

void Builder::add_entity(const Row& row) {
  model::Entity entity;
  read_id(row, "id", entity.id);
  define(entity.id, row.at("id"), false);
  entity.schema = row.cell("schema");
  const model::Vocabulary& vocabulary = model::Vocabulary::get();
  const model::Schema* schema = vocabulary.find(entity.schema);
  if (!entity.schema.empty() && (schema == nullptr || schema->is_abstract())) {
    std::vector<std::string_view> known;
    for (const model::Schema* each : vocabulary.all()) {
      if (!each->is_abstract() && each->edge_source().empty()) known.push_back(each->name());
    }
    problem(row, "schema", ErrorCode::kInvalidValue, "unknown schema " + quoted(entity.schema),
            did_you_mean(entity.schema, known));
  }
  entity.add("name", row.cell("name"));
  for (const std::string& alias : read_words(row, "aliases")) {
    if (alias.front() == '~') {
      std::string_view weak = std::string_view(alias).substr(1);
      while (!weak.empty() && weak.front() == ' ') weak.remove_prefix(1);
      entity.add("weakAlias", weak);
    } else {
      entity.add("alias", alias);
    }
  }
  for (const std::string& country : read_words(row, "country")) {
    const bool code =
        country.size() == 2 && std::all_of(country.begin(), country.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!code) {
      problem(row, "country", ErrorCode::kInvalidValue, "the country " + quoted(country) + " is no two-letter code",
              "Write the ISO 3166-1 code in lower case, or eu");
      continue;
    }
    entity.add("country", country);
  }
  entity.existence = read_interval(row, "from", "to");
  for (const std::string& topic : read_words(row, "topics")) entity.add("topics", topic);
  entity.add("summary", row.cell("summary"));
  entity.evidence = read_evidence(row);
  dataset_.entities.push_back(std::move(entity));
}

void Builder::add_relationship(const Row& row) {
  model::Relationship edge;
  refer(row, "from", edge.from);
  refer(row, "to", edge.to);
  edge.kind = row.cell("kind");
  const model::Kinds& kinds = model::Kinds::get();
  const model::RelationshipKind* kind = kinds.relationship(edge.kind);
  if (!edge.kind.empty() && kind == nullptr) {
    problem(row, "kind", ErrorCode::kInvalidValue, "unknown kind of relationship " + quoted(edge.kind),
            did_you_mean(edge.kind, kinds.relationship_names()));
  }
  if (!edge.from.empty() && edge.from == edge.to) {
    problem(row, "to", ErrorCode::kInvalidValue, "the edge leads from " + quoted(edge.from) + " to itself",
            "Name two different entities");
  }
  edge.valid = read_interval(row, "valid_from", "valid_to");
  edge.status = read_status(row);
  refer(row, "side", edge.side);
  edge.role = row.cell("role");
  if (const std::string_view text = row.cell("share"); !text.empty()) {
    if (kind != nullptr && edge.kind != "owns") {
      problem(row, "share", ErrorCode::kInvalidValue, "a share stands on an edge of kind " + quoted(edge.kind),
              "Shares belong to owns; put other figures into the note");
    }
    const auto share = model::ShareInterval::parse(text);
    if (share.ok()) {
      edge.share = *share;
    } else {
      problem(row, "share", ErrorCode::kInvalidValue, share.error().message,
              share.error().fix.empty() ? "Write 51, >50, 25..50 or >25..50" : share.error().fix);
    }
  }
  if (const std::string_view text = row.cell("need"); !text.empty()) {
    const auto need = model::parse_need(text);
    if (!need) {
      problem(row, "need", ErrorCode::kInvalidValue, "unknown need " + quoted(text), did_you_mean(text, kNeeds));
    } else if (kind != nullptr && kind->dependent == model::EdgeEnd::kNone && *need != model::Need::kContext) {
      problem(row, "need", ErrorCode::kInvalidValue,
              "an edge of kind " + quoted(edge.kind) + " carries no dependence, so it has no need",
              "Empty the cell, or state the dependence as an edge of its own (needs, supplies, component-of, ...)");
    } else {
      edge.need = *need;
    }
  }
  edge.group = row.cell("group");
  if (const auto group = model::parse_group(edge.group); !group.ok()) {
    problem(row, "group", ErrorCode::kInvalidValue, group.error().message, group.error().fix);
  }
  if (!edge.group.empty() && kind != nullptr && kind->dependent == model::EdgeEnd::kNone) {
    problem(row, "group", ErrorCode::kInvalidValue,
            "an edge of kind " + quoted(edge.kind) + " carries no dependence, so it has no alternatives",
            "Empty the cell");
  }
  edge.evidence = read_evidence(row);
  edge.recorded = read_recorded(row);
  edge.note = row.cell("note");
  // The same edge from another source is more evidence; the same row twice is a slip.
  const std::string key = edge.from + '\n' + edge.kind + '\n' + edge.to + '\n' + edge.valid.from.to_string() + '\n' +
                          edge.valid.to.to_string() + '\n' + edge.role + '\n' + edge.evidence.source + '\n' +
                          std::string(model::to_string(edge.status)) + '\n' + edge.share.to_string();
  const auto [it, fresh] = relationship_rows_.emplace(key, row.at(""));
  if (!fresh) {
    problem(row, "", ErrorCode::kDuplicate,
            "the same edge stands at " + it->second.file + ":" + std::to_string(it->second.line) + " already",
            "Delete one of the two rows");
    return;
  }
  dataset_.relationships.push_back(std::move(edge));
  edge_places_.push_back(row.at(""));
}

void Builder::add_state(const Row& row) {
  model::StateInterval state;
  refer(row, "entity", state.entity);
  state.state = row.cell("state");
  const model::Kinds& kinds = model::Kinds::get();
  if (!state.state.empty() && kinds.state(state.state) == nullptr) {
    problem(row, "state", ErrorCode::kInvalidValue, "unknown state " + quoted(state.state),
            did_you_mean(state.state, kinds.state_ids()));
  }
  state.valid = read_interval(row, "from", "to");
  refer(row, "side", state.side);
  refer(row, "cause", state.cause);
  state.status = read_status(row);
  state.evidence = read_evidence(row);
  state.note = row.cell("note");
  dataset_.states.push_back(std::move(state));
  state_places_.push_back(row.at("from"));
}

void Builder::add_designation(const Row& row) {
  model::Designation designation;
  if (read_id(row, "id", designation.id)) {
    const auto [it, fresh] = designations_.emplace(designation.id, row.at("id"));
    if (!fresh) {
      problem(row, "id", ErrorCode::kDuplicate,
              "the designation " + quoted(designation.id) + " is defined twice, first at " + it->second.file + ":" +
                  std::to_string(it->second.line),
              "Give one of the two another id");
    }
  }
  refer(row, "entity", designation.entity);
  const model::Kinds& kinds = model::Kinds::get();
  designation.list = row.cell("list");
  const model::ListInfo* list = kinds.list(designation.list);
  if (!designation.list.empty() && list == nullptr) {
    problem(row, "list", ErrorCode::kInvalidValue, "unknown list " + quoted(designation.list),
            did_you_mean(designation.list, kinds.list_ids()));
  }
  designation.authority = row.cell("authority");
  if (designation.authority.empty() && list != nullptr) designation.authority = list->authority;
  designation.programmes = read_words(row, "programme");
  for (std::string& measure : read_words(row, "measure")) {
    if (kinds.measure(measure) == nullptr) {
      problem(row, "measure", ErrorCode::kInvalidValue, "unknown measure " + quoted(measure),
              did_you_mean(measure, kinds.measure_ids()));
      continue;
    }
    designation.measures.push_back(std::move(measure));
  }
  designation.listed_name = row.cell("listed_name");
  designation.act = row.cell("act");
  designation.date_act = read_date(row, "date_act");
  designation.published = read_date(row, "published");
  designation.valid = read_interval(row, "from", "to");
  designation.scope = row.cell("scope");
  if (designation.scope.empty()) designation.scope = "entity";
  if (!contains(kScopes, designation.scope)) {
    problem(row, "scope", ErrorCode::kInvalidValue, "unknown scope " + quoted(designation.scope),
            did_you_mean(designation.scope, kScopes));
  }
  designation.evidence = read_evidence(row);
  designation.recorded = read_recorded(row);
  designation.note = row.cell("note");
  dataset_.designations.push_back(std::move(designation));
}

void Builder::add_portfolio(const Row& row) {
  model::PortfolioMember member;
  read_id(row, "portfolio", member.portfolio);
  refer(row, "entity", member.entity);
  member.section = row.cell("section");
  if (const std::string_view text = row.cell("order"); !text.empty()) {
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), member.order);
    if (code != std::errc() || end != text.data() + text.size()) {
      problem(row, "order", ErrorCode::kInvalidValue, "the order " + quoted(text) + " is no whole number",
              "Write 10, 20, 30, ...");
    }
  }
  const auto [it, fresh] = portfolio_.emplace(std::pair(member.portfolio, member.entity), row.at("entity"));
  if (!fresh) {
    problem(row, "entity", ErrorCode::kDuplicate,
            quoted(member.entity) + " stands in the portfolio twice, first at " + it->second.file + ":" +
                std::to_string(it->second.line),
            "Delete one of the two rows");
    return;
  }
  dataset_.portfolio.push_back(std::move(member));
}

void Builder::add_figure(const Row& row) {
  model::Figure figure;
  refer(row, "entity", figure.entity);
  refer(row, "other", figure.other);
  figure.figure = row.cell("figure");
  const model::FigureInfo* info = model::find_figure(figure.figure);
  if (!figure.figure.empty() && info == nullptr) {
    problem(row, "figure", ErrorCode::kInvalidValue, "unknown figure " + quoted(figure.figure),
            did_you_mean(figure.figure, model::figure_names()));
  }
  auto value = model::FigureValue::parse(row.cell("value"));
  if (value.ok()) {
    figure.value = *value;
  } else if (!row.cell("value").empty()) {
    problem(row, "value", ErrorCode::kInvalidValue, value.error().message, value.error().fix);
  }
  figure.unit = row.cell("unit");
  if (info != nullptr) {
    if (figure.unit.empty()) figure.unit = model::default_unit(info->unit);
    if (!model::is_unit_of(info->unit, figure.unit)) {
      problem(row, "unit", ErrorCode::kInvalidValue,
              figure.unit.empty() ? "a figure " + quoted(figure.figure) + " needs a unit"
                                  : quoted(figure.unit) + " is no unit of a figure " + quoted(figure.figure),
              unit_fix(info->unit));
    }
    if (info->other == model::FigureOther::kRequired && figure.other.empty()) {
      problem(row, "other", ErrorCode::kInvalidValue, "a figure " + quoted(figure.figure) + " concerns two things",
              "Name the other one: " + info->meaning);
    } else if (info->other == model::FigureOther::kNone && !figure.other.empty()) {
      problem(row, "other", ErrorCode::kInvalidValue, "a figure " + quoted(figure.figure) + " concerns one thing only",
              "Empty the cell");
    }
  }
  figure.valid = read_interval(row, "from", "to");
  if (figure.figure == "stock" && !figure.valid.from.known()) {
    problem(row, "from", ErrorCode::kInvalidValue, "a stock needs the day on which it was counted",
            "Write the day, month or year of the count");
  }
  figure.status = read_status(row);
  figure.evidence = read_evidence(row);
  figure.recorded = read_recorded(row);
  figure.note = row.cell("note");
  const std::string key = figure.entity + '\n' + figure.other + '\n' + figure.figure + '\n' + figure.unit + '\n' +
                          figure.valid.from.to_string() + '\n' + figure.evidence.source + '\n' +
                          std::string(model::to_string(figure.status)) + '\n' + std::string(row.cell("recorded"));
  const auto [it, fresh] = figure_rows_.emplace(key, row.at(""));
  if (!fresh) {
    problem(row, "", ErrorCode::kDuplicate,
            "the same figure stands at " + it->second.file + ":" + std::to_string(it->second.line) + " already",
            "Delete one of the two rows, or say from which day or source the second one is");
    return;
  }
  dataset_.figures.push_back(std::move(figure));
}

// Members of one group of one dependant must agree on how many of them are needed.
void Builder::check_groups() {
  const model::Kinds& kinds = model::Kinds::get();
  std::map<std::string, std::pair<std::string, std::string>> stated;  // dependant and name -> cell and place
  for (std::size_t i = 0; i < dataset_.relationships.size(); ++i) {
    const model::Relationship& edge = dataset_.relationships[i];
    const model::RelationshipKind* kind = kinds.relationship(edge.kind);
    if (edge.group.empty() || kind == nullptr) continue;
    const auto group = model::parse_group(edge.group);
    if (!group.ok()) continue;  // reported with its row
    const std::string& dependant = kind->dependent == model::EdgeEnd::kTo ? edge.to : edge.from;
    const auto [it, fresh] =
        stated.try_emplace(dependant + '\n' + std::string(group->name), edge.group, edge.evidence.record);
    if (fresh) continue;
    const auto first = model::parse_group(it->second.first);
    if (first.ok() && first->minimum == group->minimum) continue;
    SourcePosition position = edge_places_[i];
    position.path = "column group";
    problems_.add(ErrorCode::kInvalidValue,
                  "the group " + quoted(group->name) + " of " + quoted(dependant) + " is written " +
                      quoted(it->second.first) + " at " + it->second.second + " and " + quoted(edge.group) + " here",
                  position, "Write the same number of members that must work in every row of the group");
  }
}

void Builder::check_references() {
  std::vector<std::string_view> entity_ids;
  std::vector<std::string_view> document_ids;
  for (const auto& [id, position] : entities_) entity_ids.emplace_back(id);
  for (const auto& [id, position] : documents_) document_ids.emplace_back(id);
  for (const Reference& reference : references_) {
    const auto& known = reference.to_source ? documents_ : entities_;
    if (known.contains(reference.id)) continue;
    // Legal acts of the source table may stand as a cause, and designations as a cause of a state.
    if (!reference.to_source && reference.position.path == "column cause" &&
        (documents_.contains(reference.id) || designations_.contains(reference.id))) {
      continue;
    }
    // What looks up nearest ids is quadratic in hostile input, so it is done for the first errors only.
    const bool help = problems_.kept().size() < Problems::kMaxKept / 10;
    const std::string near =
        help ? base::CsvHeader::closest(reference.id, reference.to_source ? document_ids : entity_ids) : "";
    const std::string what = reference.to_source ? "the source " : "edge to nowhere: the id ";
    problems_.add(ErrorCode::kDanglingReference, what + quoted(reference.id) + " is not defined by any file",
                  reference.position,
                  (near.empty() ? std::string() : "Did you mean \"" + near + "\"? Otherwise define it") +
                      (near.empty() ? "Define it" : "") +
                      (reference.to_source ? " in the sources table" : " in the entities table"));
  }
}

void Builder::check_states() {
  std::map<std::string_view, std::vector<std::size_t>> by_entity;
  for (std::size_t i = 0; i < dataset_.states.size(); ++i) by_entity[dataset_.states[i].entity].push_back(i);
  for (auto& [entity, indices] : by_entity) {
    std::stable_sort(indices.begin(), indices.end(), [&](std::size_t a, std::size_t b) {
      return dataset_.states[a].valid.from.earliest() < dataset_.states[b].valid.from.earliest();
    });
    for (std::size_t k = 1; k < indices.size(); ++k) {
      const model::StateInterval& before = dataset_.states[indices[k - 1]];
      const model::StateInterval& after = dataset_.states[indices[k]];
      // Imprecise ends overlap only where no reading keeps the two apart.
      const Date end = before.valid.to.known() ? before.valid.to.earliest() : Date::max();
      const Date begin = after.valid.from.known() ? after.valid.from.latest() : Date::min();
      if (begin >= end) continue;
      SourcePosition position = state_places_[indices[k]];
      problems_.add(ErrorCode::kInvalidValue,
                    quoted(entity) + " is " + before.state + " until " +
                        (before.valid.to.known() ? before.valid.to.to_string() : "further notice") + " (" +
                        state_places_[indices[k - 1]].file + ":" + std::to_string(state_places_[indices[k - 1]].line) +
                        ") and " + after.state + " from " +
                        (after.valid.from.known() ? after.valid.from.to_string() : "the beginning") + " on",
                    position, "End the earlier state on the day on which the later one begins");
    }
  }
}

// Ids of relationships are made from few, raw, mandatory cells, so that they stay when notes change. Where two rows
// agree in all of them, the later one in the order of the files gets a number.
void Builder::name_relationships() {
  std::map<std::string, int> used;
  for (model::Relationship& edge : dataset_.relationships) {
    edge.id = edge.from + "/" + edge.kind + "/" + edge.to;
    if (edge.valid.from.known()) edge.id += "/" + edge.valid.from.to_string();
    const int count = ++used[edge.id];
    if (count > 1) edge.id += "#" + std::to_string(count);
  }
}

model::Dataset Builder::finish() {
  if (!scenario_) check_references();
  check_states();
  check_groups();
  name_relationships();
  return std::move(dataset_);
}

}  // namespace penumbra::ingest::model_csv
