// The files of a hand-written model as tables: which table a file is, and its rows with named cells.
//
// docs/design/model-format.md is the contract. Everything that is wrong is collected, never thrown or dropped: an
// author gets all slips of a model in one run, each with file, line, column and what to do.
#ifndef PENUMBRA_INGEST_MODEL_CSV_TABLE_H_
#define PENUMBRA_INGEST_MODEL_CSV_TABLE_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"
#include "ingest/reader.h"
#include "penumbra/error.h"

namespace penumbra::ingest::model_csv {

enum class Table : std::uint8_t { kSources, kEntities, kRelationships, kStates, kDesignations, kPortfolios, kFigures };

struct Column {
  std::string_view name;
  bool required = false;
};

struct TableSpec {
  Table table;
  std::string_view name;  // "relationships"
  std::span<const Column> columns;
};

// Every table of the format.
std::span<const TableSpec> table_specs();

// The errors of one model, in order of occurrence. Beyond kMaxKept they are only counted.
class Problems {
 public:
  static constexpr std::size_t kMaxKept = 1000;

  void add(Error error);
  void add(ErrorCode code, std::string message, SourcePosition position, std::string fix);
  const std::vector<Error>& kept() const { return kept_; }
  std::uint64_t count() const { return count_; }
  bool empty() const { return count_ == 0; }

 private:
  std::vector<Error> kept_;
  std::uint64_t count_ = 0;
};

// One data row with its cells by name. Valid during the call that hands it out.
class Row {
 public:
  Row(const TableSpec& spec, const base::CsvRow& row, std::span<const std::size_t> places, const std::string& file)
      : spec_(spec), row_(row), places_(places), file_(file) {}

  // The cell without blanks at its ends; "" where the column is left out. `column` must be a column of the table.
  std::string_view cell(std::string_view column) const;
  // Where a cell stands; `column` "" names the row.
  SourcePosition at(std::string_view column) const;
  std::uint64_t line() const { return row_.line; }
  // "entities-russia.csv:12"
  std::string place() const;
  const TableSpec& spec() const { return spec_; }

 private:
  const TableSpec& spec_;
  const base::CsvRow& row_;
  std::span<const std::size_t> places_;  // by column of the spec: index into the row, or npos
  const std::string& file_;
};

struct TableOptions {
  bool with_change = false;         // a scenario: the column `change` is known and required
  bool only_keys_required = false;  // a scenario: a row may state just what it adds or takes away
  std::uint64_t lines_before = 0;   // of the file, where the bytes begin further down in it
};

// Which table a header row belongs to, by the columns it has; nullptr when no table is near. `strict`: at most one
// required column may be missing, so that the tables of another format with like names are not taken for a model.
const TableSpec* recognise_header(std::span<const std::string> names, bool strict = false);

// Reads one file: calls `use` with each row of proper width. `change` is the cell of that name (only with_change).
// Returns the number of data rows. Unknown, doubled and missing columns, rows of wrong width and CSV slips go to
// `problems`; a file that is no table of the model is one problem.
std::uint64_t read_table(const InputFile& file, const TableOptions& options, Problems& problems,
                         const std::function<void(const Row& row, std::string_view change)>& use);

// "did you mean "supplies"?" or a list of what is known, as the fix of an unknown word.
std::string did_you_mean(std::string_view wanted, std::span<const std::string_view> known);

}  // namespace penumbra::ingest::model_csv

#endif  // PENUMBRA_INGEST_MODEL_CSV_TABLE_H_
