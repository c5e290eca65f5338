// Reads data/space/*.csv of this repository.
#ifndef PENUMBRA_TESTS_MODEL_CSV_BUNDLED_MODEL_H_
#define PENUMBRA_TESTS_MODEL_CSV_BUNDLED_MODEL_H_

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "ingest/model_csv/model_csv.h"

namespace penumbra::ingest::model_csv {

struct BundledModel {
  std::deque<std::string> texts;
  std::vector<InputFile> files;
  ModelReading reading;
};

// PENUMBRA_MODEL_DIR, for authors who check a model in another folder, else data/space.
inline BundledModel read_bundled_model() {
  constexpr std::uint64_t kMaxBytes = std::uint64_t{64} << 20;
  const char* other = std::getenv("PENUMBRA_MODEL_DIR");
  const std::filesystem::path folder =
      other != nullptr ? std::filesystem::path(other) : std::filesystem::path(PENUMBRA_SOURCE_DIR) / "data" / "space";
  BundledModel bundled;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".csv") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    auto text = base::read_file(path.string(), kMaxBytes);
    if (!text.ok()) continue;
    bundled.texts.push_back(std::move(*text));
    bundled.files.push_back({path.filename().string(), bundled.texts.back()});
  }
  bundled.reading = read_model(bundled.files);
  return bundled;
}

}  // namespace penumbra::ingest::model_csv

#endif  // PENUMBRA_TESTS_MODEL_CSV_BUNDLED_MODEL_H_
