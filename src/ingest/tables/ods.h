// Workbooks in the OpenDocument form (.ods), in which the United Kingdom publishes its lists. Stored values are read,
// no formula is computed, no link followed.
//
// Source of the form: OASIS, Open Document Format for Office Applications 1.3, part 3, sections 9 (tables) and 6
// (text).
#ifndef PENUMBRA_INGEST_TABLES_ODS_H_
#define PENUMBRA_INGEST_TABLES_ODS_H_

#include "ingest/tables/sheets.h"

namespace penumbra::ingest {

// Whether the file is an archive whose entry "mimetype", by rule its first one, says that it is such a workbook, or a
// template of one; where there is no such entry, whether its manifest says so. False for a damaged archive whose first
// entry is another.
bool is_ods(const InputFile& file);

// See read_tables(). Errors: those of read_zip_directory(), kUnsupported (a password, macros, tables taken from other
// files), kLimit (a bound of sheets.h), kSyntax (damaged XML, no table). Linear.
Result<Workbook> read_ods(const InputFile& file, const TableOptions& options);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TABLES_ODS_H_
