// GraphML of a property graph. The schema wants ids to be name tokens and knows six types; yEd draws a node only when
// its own graphics say how, so these are given beside the plain properties (yworks.com, "yFiles GraphML", version 1.1).
#include <array>
#include <cstddef>
#include <initializer_list>

#include "report/html_text.h"
#include "report/property_graph.h"

namespace penumbra::report {
namespace {

void put(std::string& out, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) out += part;
}

std::string_view type_of(PropertyType type) {
  switch (type) {
    case PropertyType::kText:
    case PropertyType::kTexts:
      return "string";
    case PropertyType::kDecimal:
      return "double";
    case PropertyType::kWhole:
      return "long";
    case PropertyType::kFlag:
      return "boolean";
  }
  return "string";
}

PropertyType type_of(const PropertyValue& value) {
  if (std::holds_alternative<Decimal>(value)) return PropertyType::kDecimal;
  if (std::holds_alternative<std::int64_t>(value)) return PropertyType::kWhole;
  if (std::holds_alternative<bool>(value)) return PropertyType::kFlag;
  return PropertyType::kText;
}

std::string plain(const PropertyValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* decimal = std::get_if<Decimal>(&value)) return decimal->text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  std::string out;
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    for (const std::string& text : *texts) out += (out.empty() ? "" : " | ") + text;
  }
  return out;
}

void data(std::string& out, std::string_view indent, char domain, std::size_t index, const PropertyValue& value) {
  if (std::holds_alternative<std::monostate>(value)) return;
  const std::string key(1, domain);
  put(out, {indent, "<data key=\"", key, std::to_string(index), "\">", escaped(plain(value)), "</data>\n"});
}

std::string_view yed_shape(Outline outline) {
  switch (outline) {
    case Outline::kBox:
      return "rectangle";
    case Outline::kRounded:
      return "roundrectangle";
    case Outline::kNote:
      return "parallelogram";
    case Outline::kHexagon:
      return "hexagon";
  }
  return "rectangle";
}

std::string_view yed_line(Stroke stroke) {
  switch (stroke) {
    case Stroke::kSolid:
      return "line";
    case Stroke::kDashed:
      return "dashed";
    case Stroke::kDotted:
      return "dotted";
  }
  return "line";
}

// Room for a label; where a node goes is for the reader's layout to say.
constexpr std::string_view kGeometry = "<y:Geometry height=\"52.0\" width=\"220.0\" x=\"0.0\" y=\"0.0\"/>";

// Text of a label with its line feeds, which `escaped` would turn into blanks.
std::string lines(std::string_view label) {
  std::string out;
  for (bool first = true;; first = false) {
    const std::size_t end = label.find('\n');
    if (!first) out += '\n';
    out += escaped(label.substr(0, end));
    if (end == std::string_view::npos) return out;
    label.remove_prefix(end + 1);
  }
}

}  // namespace

std::string to_graphml(const PropertyGraph& graph) {
  const std::vector<std::string> names = node_names(graph);
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xmlns:y=\"http://www.yworks.com/xml/graphml\" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
      "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
  const auto declare = [&](char domain, std::size_t index, std::string_view name, std::string_view of,
                           PropertyType type) {
    const std::string id(1, domain);
    put(out, {"  <key id=\"", id, std::to_string(index), "\" for=\"", of, "\" attr.name=\"", name, "\" attr.type=\"",
              type_of(type), "\"/>\n"});
  };
  declare('g', 0, "name", "graph", PropertyType::kText);
  for (std::size_t i = 0; i < graph.values.size(); ++i) {
    declare('g', i + 1, graph.values[i].first, "graph", type_of(graph.values[i].second));
  }
  declare('v', 0, "label", "node", PropertyType::kText);
  declare('v', 1, "entity_id", "node", PropertyType::kText);
  for (std::size_t i = 0; i < graph.node_properties.size(); ++i) {
    declare('v', i + 2, graph.node_properties[i].name, "node", graph.node_properties[i].type);
  }
  for (std::size_t i = 0; i < graph.edge_properties.size(); ++i) {
    declare('w', i, graph.edge_properties[i].name, "edge", graph.edge_properties[i].type);
  }
  out +=
      "  <key id=\"yn\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n"
      "  <key id=\"ye\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n";
  put(out, {"  <graph id=\"G\" edgedefault=\"directed\">\n    <data key=\"g0\">", escaped(graph.name), "</data>\n"});
  for (std::size_t i = 0; i < graph.values.size(); ++i) data(out, "    ", 'g', i + 1, graph.values[i].second);
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    const GraphNode& node = graph.nodes[n];
    put(out, {"    <node id=\"", names[n], "\">\n      <data key=\"v0\">", lines(node.label), "</data>\n"});
    put(out, {"      <data key=\"v1\">", escaped(node.id), "</data>\n"});
    for (std::size_t i = 0; i < node.values.size(); ++i) data(out, "      ", 'v', i + 2, node.values[i]);
    put(out,
        {"      <data key=\"yn\"><y:ShapeNode>", kGeometry, "<y:Fill color=\"", node.look.ground,
         "\" transparent=\"false\"/><y:BorderStyle color=\"", node.look.edge, "\" type=\"", yed_line(node.look.stroke),
         "\" width=\"1.5\"/><y:NodeLabel textColor=\"", node.look.ink, "\">", lines(node.label),
         "</y:NodeLabel><y:Shape type=\"", yed_shape(node.look.outline), "\"/></y:ShapeNode></data>\n    </node>\n"});
  }
  for (std::size_t e = 0; e < graph.edges.size(); ++e) {
    const GraphEdge& edge = graph.edges[e];
    put(out, {"    <edge id=\"e", std::to_string(e), "\" source=\"", names[edge.from], "\" target=\"", names[edge.to],
              "\">\n"});
    for (std::size_t i = 0; i < edge.values.size(); ++i) data(out, "      ", 'w', i, edge.values[i]);
    put(out, {"      <data key=\"ye\"><y:PolyLineEdge><y:LineStyle color=\"#51606d\" type=\"", yed_line(edge.stroke),
              "\" width=\"1.0\"/><y:Arrows source=\"none\" target=\"standard\"/><y:EdgeLabel>", lines(edge.label),
              "</y:EdgeLabel></y:PolyLineEdge></data>\n    </edge>\n"});
  }
  return out + "  </graph>\n</graphml>\n";
}

}  // namespace penumbra::report
