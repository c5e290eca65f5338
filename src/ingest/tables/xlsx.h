// Workbooks in XLSX form (ECMA-376 part 1, SpreadsheetML), values only.
#ifndef PENUMBRA_INGEST_TABLES_XLSX_H_
#define PENUMBRA_INGEST_TABLES_XLSX_H_

#include <string>
#include <string_view>

#include "ingest/tables/sheets.h"

namespace penumbra::ingest {

// See read_tables().
Result<Workbook> read_xlsx(const InputFile& file, const TableOptions& options);

// Whether a number format shows a date: it has y, d, or m without digits, outside quotes and brackets ("dd/mm/yyyy",
// "[$-409]d mmm yy"; not "0.00" nor "[Red]0"). A format of hours alone is none.
bool is_date_format(std::string_view format);

// The day that a serial number of a spreadsheet stands for ("44637" -> "2022-03-17"), in the 1900 system with its
// 29 February 1900 that never was, or in the 1904 system. "" when it is no day from 1900 to 9999.
std::string date_of_serial(std::string_view number, bool from_1904);

// A stored number as people write it: "7.7285E+9" -> "7728500000", "0.10000000000000001" -> "0.1"; as it is otherwise.
std::string plain_number(std::string_view number);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TABLES_XLSX_H_
