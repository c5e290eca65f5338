// Columns of a table by the names in its header row, strictly: a column that is missing, unknown or there twice is an
// error that names it.
#ifndef PENUMBRA_INGEST_TABLES_COLUMNS_H_
#define PENUMBRA_INGEST_TABLES_COLUMNS_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/tables/sheets.h"
#include "model/finding.h"

namespace penumbra::ingest {

// One column that a format knows. Several specs may share a place in the meaning of the format; names are unique.
struct ColumnSpec {
  std::string_view name;
  bool required = true;
};

// How names of columns compare: without any blanks and line ends (also U+3000 and U+00A0), ASCII letters small.
std::string header_key(std::string_view name);

// Where the columns of a format stand.
class Columns {
 public:
  // Errors: kUnexpectedStructure with the row and the name of the column, and the closest known name where one is near.
  static Result<Columns> find(const SheetRow& header, std::span<const ColumnSpec> specs,
                              const SourcePosition& position);

  // "the table has no column for: Alias, Topics", of those that it need not have; "" when it has them all.
  std::string absent(std::span<const ColumnSpec> specs) const;

  bool has(std::size_t spec) const { return at_[spec] != npos; }
  // The trimmed text of the column of a spec in a row; "" when the table has no such column.
  std::string_view text(const SheetRow& row, std::size_t spec) const;

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 private:
  std::vector<std::size_t> at_;
};

// Reports the cells of rows below a header (by its index) that stand behind its last column and say something: no
// column says what they are, and no reader asks for them ("surplus-cell", a warning each).
void report_surplus(const Sheet& sheet, std::size_t header, std::string_view file, model::FindingLog& log);

// How many of the required columns the row holds, and how many there are. For detection, which must also recognise a
// table in which one column was renamed.
struct HeaderFit {
  std::size_t found = 0;
  std::size_t required = 0;
  // Most of them, and at least two.
  bool likely() const { return found >= 2 && found * 3 >= required * 2; }
};
HeaderFit fit_header(const SheetRow& row, std::span<const ColumnSpec> specs);

// The first of the first 20 rows of the sheet that likely is the header of the format; npos when none is.
std::size_t find_header(const Sheet& sheet, std::span<const ColumnSpec> specs);

// An id for a record of a list that has none: 16 hexadecimal digits of a hash over the parts, which must be raw fields
// of the source. Stable across runs and machines.
std::string hashed_id(std::span<const std::string_view> parts);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TABLES_COLUMNS_H_
