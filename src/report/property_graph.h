// A graph with typed properties, and how it is written for other programs.
//
// Useful for: handing the chains of an answer to Graphviz, yEd, Gephi, NetworkX or a script. Not useful for: reading
// graphs. Plain values, pure functions, safe from any thread.
#ifndef PENUMBRA_REPORT_PROPERTY_GRAPH_H_
#define PENUMBRA_REPORT_PROPERTY_GRAPH_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace penumbra::report {

// An exact decimal, kept as text so that no share is rounded on its way out.
struct Decimal {
  std::string text;
};

// Nothing (std::monostate) is "not stated", which is neither "" nor 0.
using PropertyValue = std::variant<std::monostate, std::string, std::vector<std::string>, Decimal, std::int64_t, bool>;

enum class PropertyType : std::uint8_t { kText, kTexts, kDecimal, kWhole, kFlag };

struct Property {
  std::string_view name;  // [a-z_]+, and no attribute that Graphviz itself knows
  PropertyType type = PropertyType::kText;
};

enum class Outline : std::uint8_t { kBox, kRounded, kNote, kHexagon };
enum class Stroke : std::uint8_t { kSolid, kDashed, kDotted };

// How a node is drawn. Colours are those of Okabe and Ito (2008); every one of them goes with a sign in the label.
struct NodeLook {
  Outline outline = Outline::kBox;
  Stroke stroke = Stroke::kSolid;
  std::string_view ground = "#ffffff";
  std::string_view edge = "#51606d";
  std::string_view ink = "#15212b";
};

struct GraphNode {
  std::string id;     // unique in the graph
  std::string label;  // lines, separated by line feeds
  std::string tip;    // a sentence
  NodeLook look;
  std::vector<PropertyValue> values;  // one for each of PropertyGraph::node_properties
};

struct GraphEdge {
  std::size_t from = 0;  // indices into PropertyGraph::nodes, in the direction in which the fact is stated
  std::size_t to = 0;
  bool drawn_backwards = false;  // the end that needs the other is `to`: layouts put it first
  std::string label;
  std::string tip;
  Stroke stroke = Stroke::kSolid;
  std::vector<PropertyValue> values;  // one for each of PropertyGraph::edge_properties
};

struct PropertyGraph {
  std::string name;                                           // one line
  std::vector<std::pair<std::string, PropertyValue>> values;  // of the graph as a whole, in this order
  std::vector<Property> node_properties;
  std::vector<Property> edge_properties;
  std::vector<GraphNode> nodes;
  std::vector<GraphEdge> edges;
};

// Graphviz DOT (graphviz.org, "The DOT Language"): a digraph laid out from left to right, properties as attributes.
// Names of nodes are the ids where all of them are plain tokens, n0, n1, ... where not; the id is a property anyway.
// Texts that would steer the reader's screen (controls, direction marks, invisible characters) are written out as
// <U+202E>; the same holds for GraphML.
std::string to_dot(const PropertyGraph& graph);

// GraphML 1.0 (graphml.graphdrawing.org), every property declared with its type, with the graphics that yEd reads.
// Lists are one text, separated by " | ", since GraphML has no lists.
std::string to_graphml(const PropertyGraph& graph);

// {"directed": true, "multigraph": true, "graph": {...}, "nodes": [{"id", ...}], "edges": [{"key", "from", "to",
// ...}]}; texts exactly as in the answer, what is not stated is null. NetworkX reads it with node_link_graph(data,
// source="from", target="to", edges="edges").
std::string to_json(const PropertyGraph& graph);

// Whether a text may stand as a name in every one of the formats: ASCII letters, digits, "-", "_" and ".".
bool is_plain_token(std::string_view text);
// The names of the nodes: their ids where all are plain tokens, n0, n1, ... where not.
std::vector<std::string> node_names(const PropertyGraph& graph);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_PROPERTY_GRAPH_H_
