// The skeleton of a list reader, made to be copied. It reads a small invented list in CSV:
//
//     number,kind,name,other_names,country,listed_on,act
//     7,person,Erika Muster,E. Muster; ~Rika,Germany,2022-03-11,Order 5
//
// It is compiled and tested with the rest, but it is not in the program's registry, because its format exists nowhere.
//
// To add a reader for a real list:
//   1. Copy this folder to src/ingest/NAME: records.cc knows the form of the file, mapper.cc what it means, reader.cc
//      puts both together.
//   2. Declare its accessor in src/ingest/registry.h; add one line to make_readers() in registry.cc and the files to
//      src/ingest/CMakeLists.txt.
//   3. Put tables (programme to list and measure) into data/lists as CSV with a source column, and embed them.
//   4. Copy tests/ingest/example_test.cc. A reader is done when it has: a golden record of each kind, a cut file, a
//      renamed column, an unknown kind, and a full run over a real file with an independent count.
//   5. Add its name to fuzz/targets.cmake, a seed of your own making to fuzz/seeds/NAME, and its section to
//      docs/design/readers.md.
#ifndef PENUMBRA_INGEST_EXAMPLE_EXAMPLE_H_
#define PENUMBRA_INGEST_EXAMPLE_EXAMPLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"

namespace penumbra::ingest::example {

// A raw record: what stands in one row, not what it means. Records are kept apart from entities so that a change of the
// file's form touches the reading only, and a change of our model the mapping only.
struct Record {
  std::uint64_t line = 0;
  std::string number;
  std::string kind;
  std::string name;
  std::string other_names;
  std::string country;
  std::string listed_on;
  std::string act;
};

// Bytes to records. Fails on structure (a missing or renamed column, a cut file, an unclosed quote); a single bad row
// is a finding and counted in `counts`.
Result<std::vector<Record>> read_records(const InputFile& file, RecordCounts& counts, model::FindingLog& findings);

// Records to a dataset. Never fails: what cannot be mapped is a finding of level kError and counted as reported.
void map_records(const std::vector<Record>& records, const std::string& file, std::string_view source,
                 ReadOutcome& outcome);

}  // namespace penumbra::ingest::example

namespace penumbra::ingest {

// The one instance; lives as long as the program.
const Reader& example_reader();

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_EXAMPLE_EXAMPLE_H_
