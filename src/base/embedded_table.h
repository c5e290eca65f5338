// Tables that are part of the program (data/**/*.csv, embedded by penumbra_embed).
#ifndef PENUMBRA_BASE_EMBEDDED_TABLE_H_
#define PENUMBRA_BASE_EMBEDDED_TABLE_H_

#include <cassert>
#include <cstddef>
#include <string_view>
#include <vector>

#include "base/csv.h"

namespace penumbra::base {

// Calls `use` with the fields of every row after the header. The tables are built into the program: a fault in one is a
// broken build, not bad input, and the tests read every table.
template <typename Use>
void for_each_table_row(std::string_view bytes, std::size_t columns, Use use) {
  CsvReader reader(bytes, "embedded table");
  CsvRow row;
  bool header = true;
  for (;;) {
    const auto more = reader.next(row);
    assert(more.ok());
    if (!more.ok() || !*more) return;
    assert(row.fields.size() == columns);
    if (!header && row.fields.size() == columns) use(row.fields);
    header = false;
  }
}

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_EMBEDDED_TABLE_H_
