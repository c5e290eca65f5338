// The files of an ownership graph in any mix of formats: registers (BODS, GLEIF, PSC), FollowTheMoney, lists of
// designated parties, the plain CSV files, and a table that says who is listed.
//
// Each file is recognised by its content; files of one format are read as one version. What several files say of one
// party is joined by identifiers (model/identity.h), so that a listing reaches a company of a register. The table of
// listings has the columns of designations.csv and may name a party by its id in the graph, by its LEI, by the number
// of a register ("GB-COH-01234567"), or by the id that its own file gives it.
#ifndef PENUMBRA_INGEST_GRAPH_CSV_GRAPH_FILES_H_
#define PENUMBRA_INGEST_GRAPH_CSV_GRAPH_FILES_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ingest/reader.h"
#include "model/finding.h"

namespace penumbra::ingest {

// What came of the files of one format.
struct GraphPart {
  std::string format;  // Reader::name(), "graph-csv", "designations-csv"
  std::vector<std::string> files;
  RecordCounts counts;
  std::vector<model::Finding> findings;  // errors first
  std::vector<std::string> notes;
};

struct GraphFilesOutcome {
  // Usable only when errors is empty. Only parties at an end of a stake and designated ones: whole lists of strangers
  // are left out.
  model::Dataset dataset;
  std::vector<Error> errors;  // the first kMaxGraphErrors
  std::uint64_t error_count = 0;
  std::vector<GraphPart> parts;
  std::vector<std::string> notes;  // sentences for the user about the joining

  // Records that no reader could map: what they say is missing from every answer.
  std::uint64_t reported() const;
};

// Reads the files. `lists`: the list names that the table of listings may carry. Linear in the input but for the
// readers' own bounds.
GraphFilesOutcome read_graph_files(std::span<const InputFile> files, std::span<const std::string> lists);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_GRAPH_CSV_GRAPH_FILES_H_
