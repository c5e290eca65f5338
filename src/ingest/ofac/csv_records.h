// The classic OFAC files as raw records: rows of sdn.csv, alt.csv, add.csv and sdn_comments.csv and of their cons_
// counterparts. Reading only; what a record means is the mapper's business (csv_mapper.h).
//
// Shape (OFAC, dat_spec.txt): no header; "-0-" is null; the file ends with a Ctrl-Z byte (0x1A) on a line of its own;
// 12 columns for parties, 5 for other names, 6 for addresses, 2 for the continuation of long remarks. The same rows
// come comma separated (.csv), with bars (.pip) and with at signs (.del).
#ifndef PENUMBRA_INGEST_OFAC_CSV_RECORDS_H_
#define PENUMBRA_INGEST_OFAC_CSV_RECORDS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"

namespace penumbra::ingest::ofac {

enum class FileRole : unsigned char { kNone, kParties, kOtherNames, kAddresses, kComments };

// What a file is by its shape: number of columns and content of the first rows.
FileRole role_of(std::string_view bytes);

// One row. Fields are trimmed; null and empty are "".
struct Row {
  std::uint32_t party = 0;          // ent_num
  std::vector<std::string> fields;  // all columns, ent_num included
  std::uint64_t line = 0;
};

// One file, read whole.
struct File {
  std::string name;
  FileRole role = FileRole::kNone;
  std::vector<Row> rows;
  std::uint64_t records_in = 0;  // rows of data, unreadable ones included
  std::uint64_t unreadable = 0;  // rows that are reported instead of read
  bool end_mark = false;         // the Ctrl-Z byte was there
};

// Reads one file in its role. Rows of the wrong width or without a number are findings and counted as unreadable.
// Errors: kUnexpectedStructure when the file has no OFAC shape, when most rows are unreadable, or when it ends inside a
// row (a cut download); kSyntax for a quote that never closes; kLimit for a value above kMaxValueBytes.
Result<File> read_file(const InputFile& input, model::FindingLog& log);

}  // namespace penumbra::ingest::ofac

#endif  // PENUMBRA_INGEST_OFAC_CSV_RECORDS_H_
