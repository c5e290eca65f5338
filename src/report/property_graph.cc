#include "report/property_graph.h"

#include <algorithm>

#include "base/json_writer.h"
#include "report/html_text.h"
#include "text/normalise.h"

namespace penumbra::report {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : " | ") + text;
  return out;
}

// A value as one text for formats without lists; false where nothing is stated.
bool plain(const PropertyValue& value, std::string& out) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    out = *text;
  } else if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    out = joined(*texts);
  } else if (const auto* decimal = std::get_if<Decimal>(&value)) {
    out = decimal->text;
  } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    out = std::to_string(*whole);
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    out = *flag ? "true" : "false";
  } else {
    return false;
  }
  return true;
}

// DOT: inside double quotes only the quote ends a string, and a backslash begins an escape of the label language.
std::string dot_quoted(std::string_view text) {
  std::string out = "\"";
  bool first = true;
  while (true) {
    const std::size_t end = text.find('\n');
    if (!first) out += "\\n";
    first = false;
    for (const char c : text::visibly_escaped(text.substr(0, end))) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return out + "\"";
}

std::string_view dot_shape(Outline outline) {
  switch (outline) {
    case Outline::kBox:
    case Outline::kRounded:
      return "box";
    case Outline::kNote:
      return "note";
    case Outline::kHexagon:
      return "hexagon";
  }
  return "box";
}

std::string_view dot_style(Stroke stroke) {
  switch (stroke) {
    case Stroke::kSolid:
      return "solid";
    case Stroke::kDashed:
      return "dashed";
    case Stroke::kDotted:
      return "dotted";
  }
  return "solid";
}

void dot_properties(std::string& out, const std::vector<Property>& properties,
                    const std::vector<PropertyValue>& values) {
  std::string text;
  for (std::size_t i = 0; i < properties.size() && i < values.size(); ++i) {
    if (!plain(values[i], text)) continue;
    out += ", ";
    out += properties[i].name;
    out += '=';
    out += dot_quoted(text);
  }
}

// A label for JSON: its lines kept, each of them safe to look at.
std::string label_text(std::string_view label) {
  std::string out;
  for (bool first = true;; first = false) {
    const std::size_t end = label.find('\n');
    if (!first) out += '\n';
    out += text::visibly_escaped(label.substr(0, end));
    if (end == std::string_view::npos) return out;
    label.remove_prefix(end + 1);
  }
}

void put(std::string& out, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) out += part;
}

}  // namespace

bool is_plain_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  });
}

std::vector<std::string> node_names(const PropertyGraph& graph) {
  const bool all = std::all_of(graph.nodes.begin(), graph.nodes.end(),
                               [](const GraphNode& node) { return is_plain_token(node.id); });
  std::vector<std::string> out;
  out.reserve(graph.nodes.size());
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    out.push_back(all ? graph.nodes[i].id : "n" + std::to_string(i));
  }
  return out;
}

std::string to_dot(const PropertyGraph& graph) {
  const std::vector<std::string> names = node_names(graph);
  std::string out = "digraph " + dot_quoted(graph.name) + " {\n";
  std::string text;
  out +=
      "  graph [rankdir=LR, nodesep=0.25, ranksep=0.6, fontname=\"DejaVu Sans\", labelloc=t, charset=\"UTF-8\", "
      "label=" +
      dot_quoted(graph.name);
  for (const auto& [name, value] : graph.values) {
    if (plain(value, text)) put(out, {", ", name, "=", dot_quoted(text)});
  }
  out +=
      "];\n  node [fontname=\"DejaVu Sans\", fontsize=11, shape=box, margin=\"0.12,0.06\"];\n"
      "  edge [fontname=\"DejaVu Sans\", fontsize=9, color=\"#51606d\", arrowsize=0.7];\n";
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const GraphNode& node = graph.nodes[i];
    std::string style = "filled";
    if (node.look.outline == Outline::kRounded) style += ",rounded";
    if (node.look.stroke != Stroke::kSolid) put(style, {",", dot_style(node.look.stroke)});
    put(out, {"  ", dot_quoted(names[i]), " [label=", dot_quoted(node.label), ", shape=", dot_shape(node.look.outline),
              ", style=\"", style, "\", fillcolor=\"", node.look.ground, "\", color=\"", node.look.edge,
              "\", fontcolor=\"", node.look.ink, "\", tooltip=", dot_quoted(node.tip)});
    put(out, {", entity_id=", dot_quoted(node.id)});
    dot_properties(out, graph.node_properties, node.values);
    out += "];\n";
  }
  for (const GraphEdge& edge : graph.edges) {
    const std::string& first = names[edge.drawn_backwards ? edge.to : edge.from];
    const std::string& second = names[edge.drawn_backwards ? edge.from : edge.to];
    put(out, {"  ", dot_quoted(first), " -> ", dot_quoted(second), " [label=", dot_quoted(edge.label), ", style=",
              dot_style(edge.stroke), edge.drawn_backwards ? ", dir=back" : "", ", tooltip=", dot_quoted(edge.tip)});
    dot_properties(out, graph.edge_properties, edge.values);
    out += "];\n";
  }
  return out + "}\n";
}

std::string to_json(const PropertyGraph& graph) {
  base::JsonWriter json(1);
  const auto write = [&](const PropertyValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
      json.value(*text);
    } else if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
      json.begin_array();
      for (const std::string& each : *texts) json.value(each);
      json.end_array();
    } else if (const auto* decimal = std::get_if<Decimal>(&value)) {
      json.raw(decimal->text);
    } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      json.value(*whole);
    } else if (const auto* flag = std::get_if<bool>(&value)) {
      json.value(*flag);
    } else {
      json.null();
    }
  };
  const auto write_all = [&](const std::vector<Property>& properties, const std::vector<PropertyValue>& values) {
    for (std::size_t i = 0; i < properties.size() && i < values.size(); ++i) {
      json.key(properties[i].name);
      write(values[i]);
    }
  };
  json.begin_object().member("directed", true).member("multigraph", true);
  json.key("graph").begin_object().member("name", graph.name);
  for (const auto& [name, value] : graph.values) {
    json.key(name);
    write(value);
  }
  json.end_object();
  json.key("nodes").begin_array();
  for (const GraphNode& node : graph.nodes) {
    json.begin_object().member("id", node.id).member("label", label_text(node.label));
    write_all(graph.node_properties, node.values);
    json.end_object();
  }
  json.end_array().key("edges").begin_array();
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    const GraphEdge& edge = graph.edges[i];
    json.begin_object().member("key", i);
    json.member("from", graph.nodes[edge.from].id).member("to", graph.nodes[edge.to].id);
    write_all(graph.edge_properties, edge.values);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace penumbra::report
