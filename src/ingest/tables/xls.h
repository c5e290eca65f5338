// Workbooks as Excel wrote them from 1997 to 2003 (.xls), in which authorities published for years. Stored values are
// read, no formula is computed, no link followed.
//
// Source of the form: Microsoft, [MS-XLS] Excel Binary File Format (BIFF8). Rejected: libfreexl, which takes a path
// only and sets aside room for every cell that a sheet claims to have before it looks whether they are there.
#ifndef PENUMBRA_INGEST_TABLES_XLS_H_
#define PENUMBRA_INGEST_TABLES_XLS_H_

#include <cstdint>
#include <string_view>

#include "ingest/tables/sheets.h"

namespace penumbra::ingest {

// Bounds of one workbook: cells (with the empty ones before them in their row) and bytes of all texts together.
inline constexpr std::uint64_t kMaxXlsCells = std::uint64_t{8} << 20;
inline constexpr std::uint64_t kMaxXlsBytes = std::uint64_t{512} << 20;

// Whether the bytes are such a workbook, whole or damaged.
bool looks_like_xls(std::string_view bytes);

// See read_tables(). Errors: kSyntax (damaged or cut), kUnsupported (protected with a password, macros, the form of
// Excel 5 and 95), kLimit (the bounds above, or those of sheets.h). Linear.
Result<Workbook> read_xls(const InputFile& file, const TableOptions& options);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TABLES_XLS_H_
