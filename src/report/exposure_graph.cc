// From an answer to a graph: every fact of every chain once, with the heaviest of what passes over it.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "report/bundle.h"
#include "report/chain_walk.h"
#include "report/graph_export.h"
#include "report/looks.h"

namespace penumbra::report {
namespace {

PropertyValue stated(const std::string& text) {
  return text.empty() ? PropertyValue{} : PropertyValue{text};
}

PropertyValue stated(const std::set<std::string>& texts) {
  return std::vector<std::string>(texts.begin(), texts.end());
}

bool is_decimal(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos && text.front() != '.' &&
         text.back() != '.';
}

// The ends of "51", ">50", "<25", "25..50", ">25..<50"; an open end keeps its number, the text says that it is open.
std::pair<PropertyValue, PropertyValue> ends_of(std::string_view share) {
  const auto number = [](std::string_view text) -> PropertyValue {
    if (text.starts_with('>') || text.starts_with('<')) text.remove_prefix(1);
    return is_decimal(text) ? PropertyValue{Decimal{std::string(text)}} : PropertyValue{};
  };
  const std::size_t dots = share.find("..");
  if (dots != std::string_view::npos) return {number(share.substr(0, dots)), number(share.substr(dots + 2))};
  if (share.starts_with('>')) return {number(share), {}};
  if (share.starts_with('<')) return {{}, number(share)};
  return {number(share), number(share)};
}

// Collects nodes and edges; `take` puts them in order.
class Collector {
 public:
  explicit Collector(const ExposureAnswer& answer) {
    for (const ExposureThing& thing : answer.things) things_.emplace(thing.id, &thing);
    for (std::size_t i = 0; i < answer.entities.size(); ++i) {
      Node& node = nodes_[answer.entities[i].id];
      node.order = i;
      node.asked = &answer.entities[i];
      node.caption = answer.entities[i].caption;
    }
  }

  void add(const EntityExposure& entity, const Exposure& exposure) {
    nodes_[entity.id].weigh(exposure);
    for (const ChainStep& step : steps_of(exposure, entity.id)) {
      nodes_[std::string(step.dependant)].name(step.dependant_caption);
      nodes_[std::string(step.needed)].name(step.needed_caption);
      const ExposureHop& hop = *step.hop;
      Edge& edge = edges_[{hop.from, hop.to, hop.kind, hop.valid_from, hop.valid_to, hop.role + '\n' + hop.evidence}];
      edge.hop = &hop;
      edge.backwards = step.backwards;
      edge.severity = std::min(edge.severity, exposure.severity);
      edge.asked_by.insert(entity.id);
    }
    Node& target = nodes_[exposure.target.id];
    target.name(exposure.target.caption);
    if (exposure.target.id != entity.id) target.weigh(exposure);
    const std::string cause = cause_node(exposure);
    Bite& bite = bites_[{exposure.target.id, cause, std::string(to_string(exposure.kind)), exposure.cause.verdict}];
    if (bite.exposure == nullptr || exposure.severity < bite.exposure->severity) bite.exposure = &exposure;
    bite.asked_by.insert(entity.id);
  }

  PropertyGraph take();

 private:
  struct Node {
    std::size_t order = std::string::npos;  // of those asked about
    const EntityExposure* asked = nullptr;
    const Exposure* why = nullptr;  // a cause: the first exposure that names it
    std::string caption;
    std::optional<Severity> severity;
    Certainty certainty = Certainty::kCertain;
    std::set<std::string> kinds;
    std::set<std::string> sources;
    std::int64_t exposures = 0;

    void name(std::string_view text) {
      if (caption.empty()) caption = text;
    }
    void weigh(const Exposure& exposure) {
      ++exposures;
      kinds.emplace(to_string(exposure.kind));
      const bool heavier = !severity || exposure.severity < *severity;
      const bool surer = severity && exposure.severity == *severity && exposure.certainty < certainty;
      if (heavier || surer) certainty = exposure.certainty;
      if (heavier) severity = exposure.severity;
    }
  };
  struct Edge {
    const ExposureHop* hop = nullptr;
    bool backwards = false;
    Severity severity = Severity::kContext;
    std::set<std::string> asked_by;
  };
  struct Bite {
    const Exposure* exposure = nullptr;
    std::set<std::string> asked_by;
  };

  std::string cause_node(const Exposure& exposure);
  GraphNode drawn(const std::string& id, const Node& node) const;
  std::vector<PropertyValue> values_of(const Node& node, const ExposureThing* thing) const;

  std::map<std::string_view, const ExposureThing*> things_;
  std::map<std::string, Node> nodes_;
  std::map<std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>, Edge> edges_;
  std::map<std::tuple<std::string, std::string, std::string, std::string>, Bite> bites_;
};

// What bites is a thing of the record where it is one (a measure); else it gets a node of its own, one for each
// listing, rule version or state.
std::string Collector::cause_node(const Exposure& exposure) {
  const ExposureCause& cause = exposure.cause;
  if (cause.type == "restriction" && !cause.other.empty()) {
    Node& node = nodes_[cause.other];
    node.name(cause.other_caption);
    if (node.why == nullptr) node.why = &exposure;
    node.sources.insert(cause.sources.begin(), cause.sources.end());
    return cause.other;
  }
  std::string id = "cause." + cause.type + "." + cause.id;
  if (cause.type == "rule") id += "." + cause.rule_version;
  if (cause.type == "state" || cause.type == "change" || cause.type == "lost-need") {
    id = "cause." + cause.type + "." + exposure.target.id + "." + cause.id;
  }
  for (char& c : id) {
    if (!is_plain_token(std::string_view(&c, 1))) c = '-';
  }
  Node& node = nodes_[id];
  if (node.why == nullptr) node.why = &exposure;
  if (!cause.list.empty()) {
    node.name(cause.list);
  } else if (!cause.state.empty()) {
    node.name(cause.state);
  } else if (cause.type == "rule") {
    node.name(cause.id + " " + cause.rule_version);
  } else {
    node.name(cause.other_caption.empty() ? cause.type : cause.type + ": " + cause.other_caption);
  }
  node.sources.insert(cause.sources.begin(), cause.sources.end());
  return id;
}

constexpr Property kNodeProperties[] = {{"type"},
                                        {"caption"},
                                        {"original_name"},
                                        {"schema"},
                                        {"country"},
                                        {"state"},
                                        {"severity"},
                                        {"certainty"},
                                        {"exposure_kinds", PropertyType::kTexts},
                                        {"exposures", PropertyType::kWhole},
                                        {"cause_type"},
                                        {"list"},
                                        {"authority"},
                                        {"act"},
                                        {"regime"},
                                        {"valid_from"},
                                        {"valid_to"},
                                        {"sentence"},
                                        {"sources", PropertyType::kTexts}};

std::vector<PropertyValue> Collector::values_of(const Node& node, const ExposureThing* thing) const {
  const bool cause = node.why != nullptr;
  const auto of_cause = [&](const std::string ExposureCause::* member) {
    return cause ? stated(node.why->cause.*member) : PropertyValue{};
  };
  std::set<std::string> sources = node.sources;
  if (node.asked != nullptr) sources.insert(node.asked->state.sources.begin(), node.asked->state.sources.end());
  std::string sentence;
  if (node.asked != nullptr) sentence = node.asked->headline;
  // The sentence of a restriction speaks of one target; the measure's node stands for all of them.
  if (cause && thing == nullptr) sentence = node.why->cause.sentence;
  return {std::string(node.asked != nullptr ? "asked"
                      : cause               ? "cause"
                                            : "thing"),
          stated(thing != nullptr ? thing->caption : node.caption),
          thing != nullptr ? stated(thing->original) : PropertyValue{},
          thing != nullptr ? stated(thing->schema) : PropertyValue{},
          thing != nullptr ? stated(thing->country) : PropertyValue{},
          node.asked != nullptr ? stated(node.asked->state.state) : PropertyValue{},
          node.severity ? stated(std::string(to_string(*node.severity))) : PropertyValue{},
          node.severity ? stated(std::string(to_string(node.certainty))) : PropertyValue{},
          stated(node.kinds),
          node.exposures,
          of_cause(&ExposureCause::type),
          of_cause(&ExposureCause::list),
          of_cause(&ExposureCause::authority),
          of_cause(&ExposureCause::act),
          cause ? stated(node.why->regime) : PropertyValue{},
          of_cause(&ExposureCause::from),
          of_cause(&ExposureCause::to),
          stated(sentence),
          stated(sources)};
}

GraphNode Collector::drawn(const std::string& id, const Node& node) const {
  const auto it = things_.find(id);
  const ExposureThing* thing = it == things_.end() ? nullptr : it->second;
  GraphNode out;
  out.id = id;
  out.label = thing != nullptr ? thing->caption : node.caption;
  if (thing != nullptr && !thing->original.empty()) out.label += "\n" + thing->original;
  out.tip = out.label;
  if (node.why != nullptr) {
    out.label += thing == nullptr ? "\n" + node.why->cause.type : "\nmeasure";
    const std::string span = span_of(node.why->cause.from, node.why->cause.to);
    if (!span.empty()) out.label += " " + span;
    out.look.outline = Outline::kNote;
    out.look.ground = "#eef1f3";
    if (thing == nullptr) out.tip = node.why->cause.sentence;
  }
  if (node.severity) {
    out.label +=
        "\n" + std::string(sign_of(*node.severity)) + " " + spoken(*node.severity) + ", " + spoken(node.certainty);
    out.look.ground = look_of(*node.severity).ground;
    out.look.edge = look_of(*node.severity).edge;
    out.look.stroke = stroke_of(node.certainty);
  }
  if (node.asked != nullptr) {
    out.look.outline = Outline::kRounded;
    out.tip = node.asked->headline;
    if (!node.asked->state.state.empty()) out.label += "\n" + node.asked->state.state;
  }
  out.values = values_of(node, thing);
  return out;
}

constexpr Property kEdgeProperties[] = {{"kind"},
                                        {"dependant"},
                                        {"needed"},
                                        {"need"},
                                        {"share"},
                                        {"share_low", PropertyType::kDecimal},
                                        {"share_high", PropertyType::kDecimal},
                                        {"role"},
                                        {"side"},
                                        {"valid_from"},
                                        {"valid_to"},
                                        {"status"},
                                        {"certainty"},
                                        {"severity"},
                                        {"exposure_kind"},
                                        {"cause_type"},
                                        {"verdict"},
                                        {"through"},
                                        {"asked_by", PropertyType::kTexts},
                                        {"sentence"},
                                        {"sources", PropertyType::kTexts},
                                        {"evidence"}};

PropertyGraph Collector::take() {
  PropertyGraph out;
  out.node_properties.assign(std::begin(kNodeProperties), std::end(kNodeProperties));
  out.edge_properties.assign(std::begin(kEdgeProperties), std::end(kEdgeProperties));
  // Those asked about as they were asked, then by id.
  std::vector<const std::pair<const std::string, Node>*> order;
  for (const auto& each : nodes_) order.push_back(&each);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return std::tie(a->second.order, a->first) < std::tie(b->second.order, b->first);
  });
  std::map<std::string_view, std::size_t> place;
  for (const auto* each : order) {
    place.emplace(each->first, out.nodes.size());
    out.nodes.push_back(drawn(each->first, each->second));
  }
  for (const auto& [key, each] : edges_) {
    const ExposureHop& hop = *each.hop;
    GraphEdge edge;
    edge.from = place.at(hop.from);
    edge.to = place.at(hop.to);
    edge.drawn_backwards = each.backwards;
    edge.label = hop.kind + (hop.share.empty() ? "" : " " + hop.share + " %");
    const std::string span = span_of(hop.valid_from, hop.valid_to);
    if (!span.empty()) edge.label += "\n" + span;
    edge.tip = hop.sentence;
    edge.stroke = stroke_of(hop.certainty);
    auto [low, high] = ends_of(hop.share);
    edge.values = {hop.kind,
                   each.backwards ? hop.to : hop.from,
                   each.backwards ? hop.from : hop.to,
                   stated(hop.need),
                   stated(hop.share),
                   std::move(low),
                   std::move(high),
                   stated(hop.role),
                   stated(hop.side),
                   stated(hop.valid_from),
                   stated(hop.valid_to),
                   stated(hop.status),
                   std::string(to_string(hop.certainty)),
                   std::string(to_string(each.severity)),
                   {},
                   {},
                   {},
                   {},
                   stated(each.asked_by),
                   hop.sentence,
                   hop.sources,
                   stated(hop.evidence)};
    out.edges.push_back(std::move(edge));
  }
  for (const auto& [key, bite] : bites_) {
    const Exposure& exposure = *bite.exposure;
    const ExposureCause& cause = exposure.cause;
    GraphEdge edge;
    edge.from = place.at(std::get<0>(key));
    edge.to = place.at(std::get<1>(key));
    edge.label = std::string(sign_of(exposure.severity)) + " " + spoken(exposure.severity);
    edge.tip = cause.sentence;
    edge.stroke = stroke_of(exposure.certainty);
    const std::string share = cause.share_low == cause.share_high ? cause.share_low
                              : cause.share_low.empty()           ? "<" + cause.share_high
                              : cause.share_high.empty()          ? ">" + cause.share_low
                                                                  : cause.share_low + ".." + cause.share_high;
    auto [low, high] = ends_of(share);
    edge.values = {std::string("bitten-by"),
                   std::get<0>(key),
                   std::get<1>(key),
                   {},
                   stated(share),
                   std::move(low),
                   std::move(high),
                   {},
                   stated(cause.side),
                   stated(cause.from),
                   stated(cause.to),
                   {},
                   std::string(to_string(exposure.certainty)),
                   std::string(to_string(exposure.severity)),
                   std::string(to_string(exposure.kind)),
                   stated(cause.type),
                   stated(cause.verdict),
                   cause.type == "head" || cause.type == "nearby" ? stated(cause.other) : PropertyValue{},
                   stated(bite.asked_by),
                   cause.sentence,
                   cause.sources,
                   stated(cause.evidence)};
    out.edges.push_back(std::move(edge));
  }
  return out;
}

}  // namespace

PropertyGraph exposure_graph(const ExposureAnswer& answer, bool all) {
  Collector collector(answer);
  for (const EntityExposure& entity : answer.entities) {
    for (const Exposure& exposure : entity.exposures) {
      if (all || exposure.severity != Severity::kContext) collector.add(entity, exposure);
    }
  }
  PropertyGraph out = collector.take();
  const std::string what = !answer.portfolio.empty()     ? answer.portfolio
                           : answer.entities.size() == 1 ? answer.entities[0].caption
                                                         : "all programmes";
  out.name = "Exposure of " + what + " on " + answer.as_of.to_string() +
             (answer.what_if.empty() ? "" : ", what if " + answer.what_if);
  std::vector<std::string> versions;
  for (const ExposureVersion& version : answer.versions) versions.push_back(version.source + " " + version.version);
  out.values = {{"verdict", std::string(!answer.incomplete.empty() ? "incomplete"
                                        : answer.exposed()         ? "exposed"
                                                                   : "none-on-record")},
                {"as_of", answer.as_of.to_string()},
                {"known_at", answer.known_at ? stated(answer.known_at->to_string()) : PropertyValue{}},
                {"regimes", answer.regimes},
                {"portfolio", stated(answer.portfolio)},
                {"what_if", stated(answer.what_if)},
                {"incomplete", answer.incomplete},
                {"lists_on_record", answer.lists},
                {"rules", answer.rules},
                {"versions", std::move(versions)},
                {"with_context", all}};
  return out;
}

}  // namespace penumbra::report
