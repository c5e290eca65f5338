// The three plain CSV files of an ownership graph: entities.csv, designations.csv, stakes.csv.
//
// This is the settled form that other programs write for `penumbra exposure --graph`. The reader is strict and reports
// everything that is wrong at once, each with file, line, column and what to do; a graph with an error is not used at
// all, because an answer over half a graph would look like an answer. docs/design/ownership.md describes the files.
#ifndef PENUMBRA_INGEST_GRAPH_CSV_GRAPH_CSV_H_
#define PENUMBRA_INGEST_GRAPH_CSV_GRAPH_CSV_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/facts.h"
#include "penumbra/error.h"

namespace penumbra::ingest {

struct GraphCsvFiles {
  std::string_view entities;
  std::string_view designations;
  std::string_view stakes;
  // How the files are called in messages.
  std::string entities_name = "entities.csv";
  std::string designations_name = "designations.csv";
  std::string stakes_name = "stakes.csv";
};

struct GraphCsvOutcome {
  // Usable only when errors is empty. Entities keep the file's `kind` as schema (free text) and have the properties
  // name and country; designations have entity, list, valid and the place of their row as id; relationships have the
  // stake kind as kind, "?" as `from` for an undisclosed holder, and the file's `source` with the place of the row as
  // evidence.
  model::Dataset dataset;
  std::vector<Error> errors;      // in order of file and line; the first kMaxGraphErrors
  std::uint64_t error_count = 0;  // all of them
};

inline constexpr std::size_t kMaxGraphErrors = 200;              // more is unreadable, and bounds the answer's size
inline constexpr std::uint64_t kMaxGraphFileBytes = 4ULL << 30;  // of one file

// Reads the texts. `lists`: the list names that designations may carry. Linear in the input.
GraphCsvOutcome read_graph_csv(const GraphCsvFiles& files, std::span<const std::string> lists);

// Reads entities.csv, designations.csv and stakes.csv of a folder. A missing file is an error like any other.
GraphCsvOutcome read_graph_folder(const std::string& folder, std::span<const std::string> lists);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_GRAPH_CSV_GRAPH_CSV_H_
