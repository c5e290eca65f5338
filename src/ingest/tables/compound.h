// Compound files, the folders inside a file that Office wrote until 2007. Reading of one stream, bounded by the file.
//
// Source of the form: Microsoft, [MS-CFB] Compound File Binary File Format, version 3 and 4.
#ifndef PENUMBRA_INGEST_TABLES_COMPOUND_H_
#define PENUMBRA_INGEST_TABLES_COMPOUND_H_

#include <string>
#include <string_view>

#include "ingest/reader.h"

namespace penumbra::ingest {

// Whether the bytes begin as a compound file.
bool looks_like_compound(std::string_view bytes);

// Whether the folder has an entry with this name, in ASCII; false for a damaged file. For detection: looks at the
// folder alone.
bool has_compound_entry(std::string_view bytes, std::string_view name);

// The bytes of the first stream with one of two names (ASCII; "" for none). Errors: kSyntax (cut, or chains that lead
// outside or in circles), kUnknownFormat (no such stream). Linear in the file, and no larger than it.
Result<std::string> read_compound_stream(const InputFile& file, std::string_view name, std::string_view other);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TABLES_COMPOUND_H_
