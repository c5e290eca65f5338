// accuracy: how right the matcher is, on labelled data that lies beside the repository.
#include <cstdlib>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "match/score.h"
#include "measure.h"

int main(int argc, char** argv) {
  penumbra::bench::Options options;
  options.data = PENUMBRA_SOURCE_DIR "/../shared/data";
  options.frozen = PENUMBRA_SOURCE_DIR "/bench/accuracy/logicv2_frozen.csv";
  options.threshold = penumbra::match::kDefaultThreshold;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const auto value = [&]() { return i + 1 < argc ? argv[++i] : ""; };
    if (argument == "--data") {
      options.data = value();
    } else if (argument == "--errors") {
      options.errors = value();
    } else if (argument == "--threshold") {
      options.threshold = std::strtod(value(), nullptr);
    } else {
      fmt::print(
          "accuracy                          measures on ../shared/data, prints our figures and the reference "
          "engine's\n"
          "accuracy --errors wrong.txt       also writes the rows that came out wrong, with explanations\n"
          "accuracy --data DIR --threshold T\n");
      return argument == "--help" ? 0 : 2;
    }
  }
  const bool any = penumbra::bench::measure_pairs(options);
  return any ? 0 : 3;
}
