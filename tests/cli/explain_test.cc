#include <gmock/gmock.h>

#include <cmath>
#include <regex>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ExplainTest : public ProgramTest {
 protected:
  // A store with one listed person, read from FollowTheMoney lines.
  void make_store() {
    spill(path("list.ftm.json"),
          "{\"id\":\"t-1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Nikolai Ivanovich "
          "Petrovsky\"],\"weakAlias\":"
          "[\"Kolya\"],\"birthDate\":[\"1971-03-05\"],\"innCode\":[\"500100732259\"],\"topics\":[\"sanction\"]}}\n");
    const Outcome made = penumbra({"import", "--store", "st", "--source", "t", "list.ftm.json"});
    ASSERT_EQ(made.status, 0) << made.err;
  }
};

// The points that a table of lines shows add up to the line "in all".
void expect_sum(const std::string& text) {
  const std::regex line("  ([+-][0-9]\\.[0-9]{4})  ");
  const std::regex all("   ([0-9]\\.[0-9]{4})  in all");
  int sum = 0;
  const auto points = [](const std::string& number) {
    return static_cast<int>(std::lround(std::stod(number) * 10000));
  };
  for (auto it = std::sregex_iterator(text.begin(), text.end(), line); it != std::sregex_iterator(); ++it) {
    sum += points((*it)[1]);
  }
  std::smatch total;
  ASSERT_TRUE(std::regex_search(text, total, all)) << text;
  EXPECT_EQ(sum, points(total[1])) << text;
}

TEST_F(ExplainTest, SaysWhatMetAndWhatIsMissing) {
  const Outcome outcome = penumbra({"explain", "--schema", "Company", "Santander Chemicals", "Santander Steel Chile"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("CLEAR  No hit: 0."));
  EXPECT_THAT(outcome.out, HasSubstr("short of the threshold of 0.70"));
  EXPECT_THAT(outcome.out, HasSubstr("read as the name of an organisation, latin"));
  EXPECT_THAT(outcome.out, HasSubstr("To a hit"));
  EXPECT_THAT(outcome.out, HasSubstr("is missing"));
  EXPECT_THAT(outcome.out, HasSubstr("santander"));
  expect_sum(outcome.out);
  const Outcome hit = penumbra({"explain", "--schema", "Person", "Nikolai Petrovsky", "PETROVSKY, Nikolai"});
  EXPECT_EQ(hit.status, 1);
  EXPECT_THAT(hit.out, HasSubstr("above the threshold"));
  EXPECT_THAT(hit.out, Not(HasSubstr("To a hit")));
  expect_sum(hit.out);
}

TEST_F(ExplainTest, ShowsTricksAndScripts) {
  const Outcome outcome = penumbra({"explain", "--schema", "Person", "Nikolai P\u0435trovsky", "Николай Петровский"});
  EXPECT_THAT(outcome.out, HasSubstr("latin, cyrillic"));
  EXPECT_THAT(outcome.out, HasSubstr("look alike"));
  const Outcome nothing = penumbra({"explain", "!!!", "???"});
  EXPECT_EQ(nothing.status, 3);
  EXPECT_THAT(nothing.out, HasSubstr("no letters or digits"));
}

// A change that is offered makes the pair a hit, and says with which score.
TEST_F(ExplainTest, OfferedChangesHold) {
  const Outcome outcome = penumbra(
      {"explain", "--schema", "Person", "--json", "Nikita Ivanovich Petrovsky", "Nikolai Ivanovich Petrovsky"});
  EXPECT_THAT(outcome.out, HasSubstr("\"retrieval\":{\"share_anchor\":true"));
  std::smatch change;
  const std::regex pattern("\"changed\":\"first\",\"name\":\"([^\"]+)\",\"score\":([0-9.]+)");
  if (outcome.status != 0) return;  // a hit needs no change
  ASSERT_TRUE(std::regex_search(outcome.out, change, pattern)) << outcome.out;
  const Outcome tried =
      penumbra({"compare", "--schema", "Person", "--format", "json", change[1], "Nikolai Ivanovich Petrovsky"});
  EXPECT_EQ(tried.status, 1);
  EXPECT_THAT(tried.out, HasSubstr("\"score\":" + change[2].str()));
}

TEST_F(ExplainTest, ExplainsANameAgainstAListedParty) {
  make_store();
  const Outcome hit = penumbra({"explain", "--store", "st", "Nikolai Petrovsky", "t-1", "--born", "1971-03-05"});
  EXPECT_THAT(hit.out, HasSubstr("a hit of the screening"));
  EXPECT_THAT(hit.out, HasSubstr("the birth dates are the same day"));
  EXPECT_THAT(hit.out, HasSubstr("(weakAlias)"));
  EXPECT_EQ(hit.status, 1);
  expect_sum(hit.out);
  const Outcome other = penumbra({"explain", "--store", "st", "Maria Lopez", "t-1"});
  EXPECT_EQ(other.status, 0) << other.out;
  EXPECT_THAT(other.out, HasSubstr("not among the answers"));
  const Outcome number = penumbra({"explain", "--store", "st", "Maria Lopez", "t-1", "--fact", "innCode=500100732259"});
  EXPECT_EQ(number.status, 1) << number.out;
  EXPECT_THAT(number.out, HasSubstr("decides whatever the names say"));
  expect_sum(number.out);
}

TEST_F(ExplainTest, RefusesWhatCannotBeAsked) {
  make_store();
  EXPECT_EQ(penumbra({"explain", "only one"}).status, 2);
  EXPECT_EQ(penumbra({"explain", "--schema", "Robot", "a", "b"}).status, 2);
  EXPECT_EQ(penumbra({"explain", "--store", "nowhere", "a", "t-1"}).status, 2);
  EXPECT_EQ(penumbra({"explain", "--store", "st", "a", "nobody"}).status, 2);
  EXPECT_EQ(penumbra({"explain", "--store", "st", "a", "t-1", "--fact", "shoeSize=43"}).status, 2);
}

}  // namespace
}  // namespace penumbra::testing
