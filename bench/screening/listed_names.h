// Lists and customers for the screening benchmarks: real ones from ../shared/data where that is present, invented ones
// otherwise.
#ifndef PENUMBRA_BENCH_SCREENING_LISTED_NAMES_H_
#define PENUMBRA_BENCH_SCREENING_LISTED_NAMES_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/entity.h"

namespace penumbra::bench {

struct Corpus {
  std::string description;               // which list, for the report
  std::vector<model::Entity> entities;   // the list
  std::vector<std::string> clean_names;  // parties that are on no list
};

// OFAC's SDN list of 2023-07-24 with its aliases, and generated people that are on no list; `invented_entities`
// invented ones if the files are not there.
Corpus load_corpus(std::size_t invented_entities = 12'750);

// The parties of one version of any list that the program reads, whole, and the same people that are on no list. Files
// that end in .xz are unpacked. Nothing, with the reason on standard error, when the files cannot be read.
std::optional<Corpus> load_list(std::span<const std::string> paths);

}  // namespace penumbra::bench

#endif  // PENUMBRA_BENCH_SCREENING_LISTED_NAMES_H_
