// The seeds of the fuzzers, which are excerpts of ours in every format, as inputs of tests.
#ifndef PENUMBRA_TESTS_FAULTS_SEEDS_H_
#define PENUMBRA_TESTS_FAULTS_SEEDS_H_

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "cli/program.h"
#include "ingest/reader.h"
#include "ingest/text_checks.h"
#include "publish/lists.h"

namespace penumbra::testing {

// One seed: the files of a version.
struct Seed {
  std::string reader;
  std::string name;
  std::vector<std::string> files;

  std::vector<ingest::InputFile> inputs() const {
    std::vector<ingest::InputFile> out;
    for (std::size_t i = 0; i < files.size(); ++i) out.push_back({"file" + std::to_string(i), files[i]});
    return out;
  }
  bool is_xml() const { return ingest::looks_like_xml(files[0]); }
  bool is_json() const { return !files[0].empty() && (files[0][0] == '{' || files[0][0] == '['); }
};

// Those of every reader that are no regressions of its fuzzer, in order of reader and name.
inline const std::vector<Seed>& seeds() {
  static const std::vector<Seed> all = [] {
    std::vector<Seed> out;
    const std::string_view parting = "\n===FILE===\n";
    for (const ingest::Reader* reader : ingest::readers()) {
      const std::filesystem::path folder = std::filesystem::path(PENUMBRA_SOURCE_DIR) / "fuzz/seeds" / reader->name();
      if (!std::filesystem::exists(folder)) continue;
      for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        Seed seed{std::string(reader->name()), entry.path().filename().string(), {}};
        std::string rest = slurp(entry.path());
        for (std::size_t at = 0; (at = rest.find(parting)) != std::string::npos; rest.erase(0, at + parting.size())) {
          seed.files.push_back(rest.substr(0, at));
        }
        seed.files.push_back(rest);
        if (!seed.name.starts_with("regression")) out.push_back(std::move(seed));
      }
    }
    std::sort(out.begin(), out.end(),
              [](const Seed& a, const Seed& b) { return std::tie(a.reader, a.name) < std::tie(b.reader, b.name); });
    return out;
  }();
  return all;
}

}  // namespace penumbra::testing

#endif  // PENUMBRA_TESTS_FAULTS_SEEDS_H_
