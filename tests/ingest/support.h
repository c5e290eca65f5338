// What the tests of the readers share.
#ifndef PENUMBRA_TESTS_INGEST_SUPPORT_H_
#define PENUMBRA_TESTS_INGEST_SUPPORT_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/reader.h"

namespace penumbra::ingest::testing {

// Named contents that live as long as this object, in the form that readers take.
class Files {
 public:
  Files() = default;
  Files(std::initializer_list<std::pair<std::string, std::string>> contents) : contents_(contents) {}
  void add(std::string name, std::string bytes) { contents_.emplace_back(std::move(name), std::move(bytes)); }
  std::vector<InputFile> inputs() const {
    std::vector<InputFile> out;
    for (const auto& [name, bytes] : contents_) out.push_back({name, bytes});
    return out;
  }
  Result<ReadOutcome> read(std::string_view source = "test") const { return read_files(inputs(), source); }
  std::string& bytes(std::size_t index) { return contents_[index].second; }
  std::size_t total_bytes() const {
    std::size_t total = 0;
    for (const auto& [name, bytes] : contents_) total += bytes.size();
    return total;
  }

 private:
  std::vector<std::pair<std::string, std::string>> contents_;
};

inline const model::Entity* find_entity(const ReadOutcome& outcome, std::string_view id) {
  for (const model::Entity& entity : outcome.dataset.entities) {
    if (entity.id == id) return &entity;
  }
  return nullptr;
}

inline const model::Designation* find_designation(const ReadOutcome& outcome, std::string_view id) {
  for (const model::Designation& designation : outcome.dataset.designations) {
    if (designation.id == id) return &designation;
  }
  return nullptr;
}

inline std::uint64_t count_findings(const ReadOutcome& outcome, std::string_view key) {
  std::uint64_t total = 0;
  for (const model::Finding& finding : outcome.findings.sorted()) {
    if (finding.key == key) total += finding.count;
  }
  return total;
}

inline std::string joined(const std::vector<std::string_view>& values) {
  std::string out;
  for (const std::string_view value : values) out += (out.empty() ? "" : " | ") + std::string(value);
  return out;
}

inline std::string joined(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) out += (out.empty() ? "" : " | ") + value;
  return out;
}

// The bytes of a file of ../shared/data, unpacked when its name ends in .xz; "" when it is not there.
inline std::string shared_data(const std::string& path) {
  const std::string full = std::string(PENUMBRA_SOURCE_DIR) + "/../shared/data/" + path;
  if (!std::filesystem::exists(full)) return {};
  const std::string command = (path.ends_with(".xz") ? "xz -dc '" : "cat '") + full + "'";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return {};
  std::string out;
  std::string buffer(std::size_t{1} << 16, '\0');
  for (std::size_t got = 0; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer, 0, got);
  pclose(pipe);
  return out;
}

#define PENUMBRA_SKIP_WITHOUT(bytes, path)                                                   \
  if ((bytes).empty()) {                                                                     \
    GTEST_SKIP() << "../shared/data/" << (path) << " is absent; this test reads real lists"; \
  }

// No two entities share an id, every edge and designation ends in the dataset, and the counts add up.
inline void expect_sound(const ReadOutcome& outcome) {
  std::vector<std::string> ids;
  for (const model::Entity& entity : outcome.dataset.entities) ids.push_back(entity.id);
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
  const auto known = [&](const std::string& id) { return std::binary_search(ids.begin(), ids.end(), id); };
  int outside = 0;
  for (const model::Designation& designation : outcome.dataset.designations)
    outside += known(designation.entity) ? 0 : 1;
  for (const model::Relationship& edge : outcome.dataset.relationships) {
    outside += (known(edge.from) || edge.from == "?") && known(edge.to) ? 0 : 1;
  }
  if (outside > 0) {
    EXPECT_GT(count_findings(outcome, "outside-reference"), 0U);
  }
  EXPECT_TRUE(outcome.counts.consistent()) << outcome.counts.records_in << " " << outcome.counts.mapped << " "
                                           << outcome.counts.reported << " " << outcome.counts.ignored;
}

}  // namespace penumbra::ingest::testing

#endif  // PENUMBRA_TESTS_INGEST_SUPPORT_H_
