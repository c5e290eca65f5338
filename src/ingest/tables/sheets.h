// Tables from outside, CSV or workbook, as sheets of rows of text.
//
// A workbook gives its stored values only: no formula is ever computed, no link followed, no macro looked at (a file
// with macros or links to other workbooks is refused). Dates come out as "2022-03-17", numbers with the digits as
// stored.
#ifndef PENUMBRA_INGEST_TABLES_SHEETS_H_
#define PENUMBRA_INGEST_TABLES_SHEETS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"

namespace penumbra::ingest {

// Bounds of one workbook or table. The largest real sheet has 10,000 rows of 12 cells.
inline constexpr std::size_t kMaxSheets = 256;
inline constexpr std::size_t kMaxSheetColumns = 16'384;
inline constexpr std::uint64_t kMaxSheetCells = std::uint64_t{32} << 20;
inline constexpr std::uint64_t kMaxSheetText = std::uint64_t{256} << 20;  // bytes; a text counts in each of its cells
// Rows that are looked at because a merged range covers them, of all ranges of a sheet together.
inline constexpr std::uint64_t kMaxMergedRows = std::uint64_t{4} << 20;

// One row. Empty cells at the right end are left out.
struct SheetRow {
  std::vector<std::string> cells;
  std::uint64_t line = 0;  // line of a CSV file, row number of a sheet

  // The text of a column, or "".
  std::string_view cell(std::size_t column) const {
    return column < cells.size() ? std::string_view(cells[column]) : std::string_view();
  }
};

struct Sheet {
  std::string name;  // "" for a CSV file
  bool hidden = false;
  std::vector<SheetRow> rows;  // without wholly empty ones
};

struct Workbook {
  std::vector<Sheet> sheets;
  std::string encoding;  // of a text file: "UTF-8", "UTF-16LE", "windows-1251", "windows-1252"; "" for a workbook
  std::vector<std::string> notes;  // sentences for the user: hidden sheets, formulas, merged cells, a guessed encoding
};

struct TableOptions {
  // Characters of which the one that parts the header row into most cells is the delimiter; one character fixes it.
  std::string_view delimiters = ",";
  // Whether text in another encoding than UTF-8 is decoded; otherwise it is refused.
  bool any_encoding = false;
  // Stop after so many rows of each sheet; 0: all.
  std::size_t max_rows = 0;
};

// Reads a CSV file or a workbook (XLSX, ODS, XLS), told apart by content. Errors: those of check_text() for text; for
// workbooks those of read_zip_directory(), and kUnknownFormat (an archive that is no workbook), kUnsupported (macros,
// links to other workbooks), kLimit (a bound above), kSyntax (damaged XML). All name the file and the part. Linear.
Result<Workbook> read_tables(const InputFile& file, const TableOptions& options);

// The first rows of each table of a file, for detection; looks at a bounded prefix of a text file. An error means that
// the file is no table, or one that cannot be read.
Result<Workbook> peek_tables(const InputFile& file, std::size_t rows, std::string_view delimiters = ",",
                             bool any_encoding = false);

// Whether the file is a workbook that read_tables() knows: XLSX (an archive with xl/workbook.xml), ODS or XLS. Looks at
// the directory only.
bool is_workbook(const InputFile& file);

// Takes "sheet:row" apart for Evidence: "list.xlsx:Sheet1:12", or "list.csv:12" when the sheet has no name.
std::string row_place(const std::string& file, const Sheet& sheet, const SheetRow& row);

// A text in UTF-8, whatever it was in.
struct DecodedText {
  std::string text;      // without byte order mark; empty when the bytes were UTF-8 already
  std::string encoding;  // "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1251", "windows-1252"
  bool guessed = false;  // told by the frequency of bytes, not by a mark
};

// Tells the encoding and decodes. Errors: kEncoding (a damaged UTF-16 text), what check_text() refuses beside
// encodings.
Result<DecodedText> decode_text(const InputFile& file);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TABLES_SHEETS_H_
