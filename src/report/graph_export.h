// The graph behind an answer for other programs: Graphviz, GraphML, JSON.
//
// Pure functions; same answer, same bytes. Safe from any thread.
#ifndef PENUMBRA_REPORT_GRAPH_EXPORT_H_
#define PENUMBRA_REPORT_GRAPH_EXPORT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "penumbra/exposure.h"
#include "penumbra/result.h"
#include "report/ownership_page.h"
#include "report/property_graph.h"

namespace penumbra::report {

enum class GraphFormat : std::uint8_t { kDot, kGraphml, kJson };

// From `name` ("dot", "graphml", "json"), or from the file's ending (.dot, .gv, .graphml, .json) where it is "".
// kInvalidArgument, naming what is known, where neither says which.
Result<GraphFormat> graph_format(std::string_view name, std::string_view file);

// The chains of an answer: entities, what bites them (a node of its own for each listing, rule, measure or state), and
// every fact between with its dates, status, certainty, share and sources. Only what carries an exposure heavier than
// context; with `all` context too. Edges run as the facts are stated, `dependant` and `needed` say which end needs
// which.
PropertyGraph exposure_graph(const ExposureAnswer& answer, bool all = false);

// Owners, assets, shares and verdicts. Parties that the rule reaches, may reach or flags, with the statements that were
// counted and their owners; with `all` every party and statement of the graph.
PropertyGraph ownership_graph(const OwnershipPage& page, bool all = false);

std::string written(const PropertyGraph& graph, GraphFormat format);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_GRAPH_EXPORT_H_
