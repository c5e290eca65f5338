// The three plain CSV files of an ownership graph: entities.csv, designations.csv, stakes.csv.
//
// This is the settled form that other programs write for `penumbra exposure --graph`. The reader is strict and reports
// everything that is wrong at once, each with file, line, column and what to do; a graph with an error is not used at
// all, because an answer over half a graph would look like an answer. docs/design/ownership.md describes the files.
#ifndef PENUMBRA_INGEST_GRAPH_CSV_GRAPH_CSV_H_
#define PENUMBRA_INGEST_GRAPH_CSV_GRAPH_CSV_H_

#include <cstddef>
#include <cstdint>
#include <optional>
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

// Rows as they are read. Views live as long as the texts, or until the call ends, whichever is first.
struct GraphPartyRow {
  std::string_view id;
  std::string_view name;
  std::string_view kind;  // free text
  std::string_view country;
  std::uint64_t line = 0;
};
struct GraphListingRow {
  std::uint32_t party = 0;  // number of the party, in order of the rows of entities.csv
  std::string_view id;
  std::string_view list;
  ValidInterval valid;
  std::uint64_t line = 0;
};
inline constexpr std::uint32_t kUndisclosedParty = 0xFFFFFFFF;
struct GraphStakeRow {
  std::uint32_t owner = 0;  // kUndisclosedParty for "?"
  std::uint32_t asset = 0;
  std::string_view owner_id;
  std::string_view asset_id;
  std::string_view kind;  // a stake word (model::is_stake_word)
  model::ShareInterval share;
  ValidInterval valid;
  std::optional<Timestamp> recorded;
  std::string_view source;
  std::uint64_t line = 0;
};

// Takes good rows one after the other, so that a graph of millions need not be held twice. What was taken is not to be
// used when the reading ends with errors.
class GraphCsvSink {
 public:
  virtual ~GraphCsvSink() = default;
  // About how many rows come, before the first of a kind.
  virtual void expect_parties(std::size_t) {}
  virtual void expect_stakes(std::size_t) {}
  virtual void take(const GraphPartyRow& row) = 0;
  virtual void take(const GraphListingRow& row) = 0;
  virtual void take(const GraphStakeRow& row) = 0;
};

struct GraphCsvErrors {
  std::vector<Error> errors;      // in order of file and line; the first kMaxGraphErrors
  std::uint64_t error_count = 0;  // all of them
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

// The same into a sink.
GraphCsvErrors read_graph_csv(const GraphCsvFiles& files, std::span<const std::string> lists, GraphCsvSink& sink);

// Reads the three files of a folder into a sink, one file in memory at a time beside the ids.
GraphCsvErrors read_graph_folder(const std::string& folder, std::span<const std::string> lists, GraphCsvSink& sink);

// Reads entities.csv, designations.csv and stakes.csv of a folder. A missing file is an error like any other.
GraphCsvOutcome read_graph_folder(const std::string& folder, std::span<const std::string> lists);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_GRAPH_CSV_GRAPH_CSV_H_
