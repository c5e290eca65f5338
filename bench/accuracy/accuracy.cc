// accuracy: how right the matcher is, on labelled data that lies beside the repository.
#include <cstdlib>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "match/score.h"
#include "measure.h"

namespace {

void print_pair(const char* schema, const char* a, const char* b) {
  const auto result = penumbra::match::compare(schema, a, b);
  fmt::print("{:.4f} {}\n", result.score, result.hit ? "hit" : "clear");
  for (const auto& point : result.detail.explanation) {
    fmt::print("  {:>6} {:<20} {}\n", point.points, penumbra::match::feature_key(point.feature), point.text);
  }
}

}  // namespace

int main(int argc, char** argv) {
  penumbra::bench::Options options;
  std::string parts = "pairs,entities,scripts,lists,aliases,organisations";
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
    } else if (argument == "--pair" && i + 3 < argc) {
      print_pair(argv[i + 1], argv[i + 2], argv[i + 3]);
      return 0;
    } else if (argument == "--sample") {
      options.sample = std::atoi(value());
    } else if (argument == "--verbose") {
      options.verbose = true;
    } else if (argument == "--sets") {
      options.sets = value();
    } else if (argument == "--seed") {
      options.seed = static_cast<unsigned>(std::atoi(value()));
    } else if (argument == "--full") {
      options.full = true;
    } else if (argument == "--part") {
      parts = value();
    } else if (argument == "--threshold") {
      options.threshold = std::strtod(value(), nullptr);
    } else {
      fmt::print(
          "accuracy                          measures on ../shared/data, prints our figures and the reference "
          "engine's\n"
          "accuracy --errors wrong.txt       also writes the rows that came out wrong, with explanations\n"
          "accuracy --pair Person A B        explains one pair\n"
          "accuracy --part pairs,entities,scripts,lists,aliases,organisations --sample 500 --verbose [--full] [--sets "
          "us,global,offices,typos,reliability] "
          "[--seed 1]\n"
          "accuracy --data DIR --threshold T\n");
      return argument == "--help" ? 0 : 2;
    }
  }
  const auto wanted = [&](std::string_view part) { return parts.find(part) != std::string::npos; };
  bool any = wanted("pairs") && penumbra::bench::measure_pairs(options);
  any = (wanted("entities") && penumbra::bench::measure_entities(options)) || any;
  any = (wanted("scripts") && penumbra::bench::measure_scripts(options)) || any;
  any = (wanted("lists") && penumbra::bench::measure_lists(options)) || any;
  any = (wanted("aliases") && penumbra::bench::measure_aliases(options)) || any;
  any = (wanted("organisations") && penumbra::bench::measure_organisations(options)) || any;
  return any ? 0 : 3;
}
