#include <gmock/gmock.h>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;

class KnownAtTest : public ProgramTest {};

// Who reads a time off `penumbra versions` and asks with it means what the store knew once that version was in.
TEST_F(KnownAtTest, ATimeIncludesItsSecond) {
  spill(path("list.json"),
        "{\"id\":\"x1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Invented Testperson\"],\"topics\":"
        "[\"sanction\"]},\"datasets\":[\"test\"],\"target\":true}\n");
  const Outcome import =
      penumbra({"import", "--store", "s", "--source", "test", "--published", "2022-01-01", "list.json"});
  ASSERT_EQ(import.status, 0) << import.err;
  const Outcome versions = penumbra({"versions", "--store", "s"});
  const std::size_t at = versions.out.find("Z  ");
  ASSERT_NE(at, std::string::npos) << versions.out;
  const std::string recorded = versions.out.substr(at - 19, 20);  // YYYY-MM-DDTHH:MM:SSZ
  const Outcome then = penumbra({"screen", "--store", "s", "--known-at", recorded, "Invented Testperson"});
  EXPECT_EQ(then.status, 1) << recorded << "\n" << then.out << then.err;
  const Outcome before =
      penumbra({"screen", "--store", "s", "--known-at", "2021-12-31T23:59:59Z", "Invented Testperson"});
  EXPECT_EQ(before.status, 3);
  EXPECT_THAT(before.out, HasSubstr("INCOMPLETE"));
}

}  // namespace
}  // namespace penumbra::testing
