#include "model/finding.h"

#include <gtest/gtest.h>

namespace penumbra::model {
namespace {

TEST(FindingLog, CountsAndNeverLoses) {
  FindingLog log;
  for (int i = 0; i < 1000; ++i) {
    log.add(FindingLevel::kWarning, "unknown-property", "property p" + std::to_string(i), {});
    log.add(FindingLevel::kNote, "ignored", "column x", {});
  }
  log.add(FindingLevel::kError, "bad-record", "no id", {.file = "a", .line = 3, .path = {}});
  EXPECT_EQ(log.count(FindingLevel::kWarning), 1000u);
  EXPECT_EQ(log.count(FindingLevel::kNote), 1000u);
  const auto sorted = log.sorted();
  EXPECT_EQ(sorted.front().key, "bad-record");
  EXPECT_EQ(sorted.front().position.line, 3u);
  EXPECT_EQ(sorted.size(), 1 + FindingLog::kMaxDistinctPerKey + 1 + 1);
}

}  // namespace
}  // namespace penumbra::model
