// case.toml: what it may hold, and what is said when it holds something else.
#include "backtest/case_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace penumbra::backtest {
namespace {

using testing::HasSubstr;

constexpr std::string_view kHead =
    "title = \"T\"\nshock = \"2020-05-02\"\ntrigger = \"counter-measure\"\nside = \"agency-a\"\n";
constexpr std::string_view kSource =
    "[[source]]\nid = \"out-1\"\ntitle = \"What was seen\"\npublisher = \"P\"\ndate = \"2021\"\nchecked = \"no\"\n";

std::string with(std::string_view middle) {
  return std::string(kHead) + std::string(middle) + std::string(kSource);
}

TEST(CaseFile, ReadsAWholeCase) {
  const auto read =
      parse_case_file(with("until = \"2023-01-01\"\nmodel = [\".\", \"../common\"]\n"
                           "[[control]]\nmission = \"m-2\"\nwhy = \"w\"\nsources = [\"out-1\"]\n"
                           "[[affected]]\nmission = \"m-1\"\nplanned = \"2020-06\"\nplanned_source = \"s\"\n"
                           "actual = \">2022\"\neffect = \"2020-05-02\"\nreplaces = \"lv\"\n"
                           "substitute = [\"lv-2\", \"lv-3\"]\nsources = [\"out-1\"]\nmiss = \"why\"\n"),
                      "case.toml");
  ASSERT_TRUE(read.ok()) << to_string(read.error());
  EXPECT_EQ(read->eve().to_string(), "2020-05-01");
  EXPECT_EQ(read->until->to_string(), "2023-01-01");
  EXPECT_THAT(read->model, testing::ElementsAre(".", "../common"));
  ASSERT_EQ(read->outcomes.size(), 2U);
  EXPECT_EQ(read->outcomes[0].mission, "m-1") << "affected ones come first";
  EXPECT_EQ(read->outcomes[0].actual.to_string(), ">2022");
  EXPECT_THAT(read->outcomes[0].substitutes, testing::ElementsAre("lv-2", "lv-3"));
  EXPECT_TRUE(read->outcomes[1].control);
}

TEST(CaseFile, NeverIsAnOutcome) {
  const auto read =
      parse_case_file(with("[[affected]]\nmission = \"m\"\nactual = \"never\"\nsources = [\"out-1\"]\n"), "case.toml");
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read->outcomes[0].actual.never);
}

struct Refused {
  std::string_view text;
  std::string_view words;
};
class CaseFileRefuses : public testing::TestWithParam<Refused> {};

TEST_P(CaseFileRefuses, NamesPlaceAndFix) {
  const auto read = parse_case_file(GetParam().text, "case.toml");
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(to_string(read.error()), HasSubstr(std::string(GetParam().words)));
  EXPECT_THAT(to_string(read.error()), HasSubstr("case.toml"));
  EXPECT_FALSE(read.error().fix.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Slips, CaseFileRefuses,
    testing::Values(
        Refused{"title = \"T\"\n", "\"shock\" is missing"}, Refused{"title = ", "case.toml"},
        Refused{"title = \"T\"\nshock = \"2020-05\"\ntrigger = \"counter-measure\"\n", "is no day"},
        Refused{"title = \"T\"\nshock = \"2020-05-02\"\ntrigger = \"storm\"\n", "unknown trigger"},
        Refused{"title = \"T\"\nshock = \"2020-05-02\"\ntrigger = \"war-embargo\"\n", "expects nothing"},
        Refused{"title = \"T\"\nshock = \"2020-05-02\"\ntrigger = \"war-embargo\"\n[[affect]]\nmission = \"m\"\n",
                "unknown table [[affect]]"},
        Refused{"title = \"T\"\nshock = \"2020-05-02\"\ntrigger = \"war-embargo\"\n[[affected]]\nmission = "
                "\"m\"\nsource = [\"x\"]\n",
                "Did you mean \"sources\"?"},
        Refused{"title = \"T\"\nshock = \"2020-05-02\"\ntrigger = \"war-embargo\"\n[[affected]]\nmission = \"m\"\n",
                "has no source"},
        Refused{"title = \"T\"\nshock = \"2020-05-02\"\ntrigger = \"war-embargo\"\n[[affected]]\nmission = "
                "\"m\"\nsources = [\"x\"]\n",
                "no [[source]] has the id \"x\""},
        Refused{"title = \"T\"\nshock = \"2020-05-02\"\ntrigger = \"war-embargo\"\n[[affected]]\nmission = "
                "\"m\"\nactual = \"soon\"\nsources = [\"x\"]\n",
                "is no date"}));

TEST(CaseFile, RefusesAMissionTwice) {
  const auto read = parse_case_file(with("[[affected]]\nmission = \"m\"\nsources = [\"out-1\"]\n"
                                         "[[control]]\nmission = \"m\"\nsources = [\"out-1\"]\n"),
                                    "case.toml");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, ErrorCode::kDuplicate);
}

}  // namespace
}  // namespace penumbra::backtest
