// Reader of models that people write by hand: a set of CSV files (docs/design/model-format.md).
#ifndef PENUMBRA_INGEST_MODEL_CSV_MODEL_CSV_H_
#define PENUMBRA_INGEST_MODEL_CSV_MODEL_CSV_H_

#include <cstdint>
#include <span>
#include <vector>

#include "ingest/reader.h"
#include "model/facts.h"
#include "model/overlay.h"
#include "penumbra/error.h"

namespace penumbra::ingest::model_csv {

// What was read, and everything that is wrong with it. `dataset` holds the rows that could be read even when `errors`
// is not empty, for tools that show both; a store must take it only when `error_count` is 0.
struct ModelReading {
  model::Dataset dataset;
  std::vector<Error> errors;      // in order of the files; at most Problems::kMaxKept of them
  std::uint64_t error_count = 0;  // all of them
  std::uint64_t rows = 0;         // data rows in all files
};

// Reads the files of one model, in any order and number. Linear in their size, but for the search of near ids in the
// first hundred errors. Never fails as a whole: see ModelReading.
ModelReading read_model(std::span<const InputFile> files);

// Every error of a reading in one, fit to be printed: the first as it stands, and the others as lines below it.
Error joined_error(const ModelReading& reading);

// Reads a scenario: tables of the same format with one more column, `change`, that says add or remove. One file may
// hold several tables, one below the other, each with its header row. A removal takes away every fact whose cells equal
// all cells that the row states, so that one row may take away many; ids may be those of the model it is laid over,
// which are looked up when it is applied. `kUnexpectedStructure`, `kInvalidValue`: all slips together, as
// joined_error() gives them.
Result<model::Overlay> read_what_if(const InputFile& file);

}  // namespace penumbra::ingest::model_csv

#endif  // PENUMBRA_INGEST_MODEL_CSV_MODEL_CSV_H_
