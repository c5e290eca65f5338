// Rows of a user's file: CSV, JSON lines, or a workbook (XLSX, ODS, XLS).
#ifndef PENUMBRA_CLI_TABLE_INPUT_H_
#define PENUMBRA_CLI_TABLE_INPUT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "penumbra/result.h"

namespace penumbra::cli {

// One row. Either the values, or the reason why it could not be read; a bad row never hides the others.
struct InputRow {
  std::uint64_t row = 0;            // 1-based number of the data row (the header is none)
  std::uint64_t line = 0;           // 1-based line in the file
  std::vector<std::string> values;  // by column, "" where the row has none
  std::optional<Error> error;
};

// Reads a file row by row. The kind is told by content: a first character { makes it JSON lines. In JSON lines the
// columns are the keys of all rows in order of first appearance; nested values become their JSON text; lists of strings
// are joined with "; ". A workbook gives its sheets, one below the other, by their stored values.
// Memory: the file itself, for CSV one row besides, else all rows. Not thread-safe.
class TableReader {
 public:
  // Largest file that is read. More needs the streaming connectors.
  static constexpr std::uint64_t kMaxBytes = std::uint64_t{2} << 30;

  // kNotFound, kIo, kLimit (bytes, columns; where rows are kept, more than 16 Mi cells and more than four for each
  // byte), kEmpty, kEncoding (a code page, with the place of the first bad byte when the header itself
  // is bad; UTF-16 with its mark is read), kUnexpectedStructure (an HTML page, no header, sheets with other columns),
  // and for workbooks the errors of ingest::read_tables().
  static Result<TableReader> open(const std::string& path);
  ~TableReader();
  TableReader(TableReader&&) noexcept;
  TableReader& operator=(TableReader&&) noexcept;

  const std::vector<std::string>& columns() const { return columns_; }
  bool is_json() const { return json_; }
  // What the user must know first: of a workbook hidden sheets, formulas, merged cells; of CSV a quote that does not
  // close.
  const std::vector<std::string>& notes() const { return notes_; }
  // Lines of the file: as many rows as there are, or a few more.
  std::uint64_t about_rows() const { return lines_; }
  // Size of the file.
  std::uint64_t bytes() const { return bytes_; }

  // Fills `row`, or returns false at the end.
  bool next(InputRow& row);

 private:
  struct Csv;
  TableReader();

  std::string path_;
  std::vector<std::string> columns_;
  std::vector<std::string> notes_;
  bool json_ = false;
  std::uint64_t lines_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t rows_ = 0;     // given out
  std::unique_ptr<Csv> csv_;   // of CSV
  std::vector<InputRow> all_;  // of anything else
};

// The names of columns as a message shows them: the first thirty, each shortened.
std::string column_names(std::span<const std::string> columns);

// All rows of a file at once, for commands that go through them more than once.
class TableInput {
 public:
  // As TableReader::open().
  static Result<TableInput> open(const std::string& path);

  const std::vector<std::string>& columns() const { return columns_; }
  const std::vector<InputRow>& rows() const { return rows_; }
  bool is_json() const { return json_; }
  const std::vector<std::string>& notes() const { return notes_; }  // TableReader::notes()
  std::optional<std::size_t> column(std::string_view name) const;

 private:
  std::vector<std::string> columns_;
  std::vector<std::string> notes_;
  std::vector<InputRow> rows_;
  bool json_ = false;
};

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_TABLE_INPUT_H_
