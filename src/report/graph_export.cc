#include "report/graph_export.h"

namespace penumbra::report {

Result<GraphFormat> graph_format(std::string_view name, std::string_view file) {
  std::string_view word = name;
  if (word.empty()) {
    const std::size_t slash = file.find_last_of('/');
    const std::size_t dot = file.find_last_of('.');
    if (dot != std::string_view::npos && (slash == std::string_view::npos || dot > slash)) word = file.substr(dot + 1);
  }
  if (word == "dot" || word == "gv") return GraphFormat::kDot;
  if (word == "graphml") return GraphFormat::kGraphml;
  if (word == "json") return GraphFormat::kJson;
  return Error{ErrorCode::kInvalidArgument,
               name.empty() ? "the ending of \"" + std::string(file) + "\" does not say which graph format is wanted"
                            : "unknown graph format \"" + std::string(name) + "\"",
               {},
               "End the file in .dot, .gv, .graphml or .json, or say which with --export-format dot, graphml or json"};
}

std::string written(const PropertyGraph& graph, GraphFormat format) {
  switch (format) {
    case GraphFormat::kDot:
      return to_dot(graph);
    case GraphFormat::kGraphml:
      return to_graphml(graph);
    case GraphFormat::kJson:
      return to_json(graph);
  }
  return {};
}

}  // namespace penumbra::report
