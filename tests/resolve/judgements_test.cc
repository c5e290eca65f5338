#include "resolve/judgements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace penumbra::resolve {
namespace {

using ::testing::HasSubstr;

Judgements parsed(std::string_view text) {
  auto out = Judgements::parse(text, "judgements.csv");
  EXPECT_TRUE(out.ok()) << to_string(out.error());
  return out.ok() ? *std::move(out) : Judgements();
}

TEST(Judgements, TheLastLineOfAPairCounts) {
  const Judgements judgements = parsed(
      "left,right,judgement,by,at,note\n"
      "us:1,eu:2,same,A. Brontek,2026-01-01,\n"
      "eu:2,us:1,not-same,B. Daskul,2026-02-01,\"other father, see passport\"\n"
      "us:3,eu:4,unsure,A. Brontek,,\n");
  const JudgementLine* line = judgements.find({"us", "1"}, {"eu", "2"});
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->judgement, Judgement::kNotSame);
  EXPECT_EQ(line->by, "B. Daskul");
  EXPECT_EQ(line->line, 3u);
  EXPECT_EQ(judgements.find({"eu", "2"}, {"us", "1"}), line);
  EXPECT_EQ(judgements.in_force().size(), 2u);
  EXPECT_EQ(judgements.lines().size(), 3u);
}

TEST(Judgements, UndoTakesBack) {
  const Judgements judgements = parsed(
      "left,right,judgement,by,at,note\n"
      "us:1,eu:2,same,A,,\n"
      "us:1,eu:2,undo,A,,\n");
  EXPECT_EQ(judgements.find({"us", "1"}, {"eu", "2"}), nullptr);
  EXPECT_TRUE(judgements.in_force().empty());
}

TEST(Judgements, IdsMayHoldColons) {
  const Judgements judgements = parsed("left,right,judgement,by\nus:a:b,eu:2,same,A\n");
  EXPECT_NE(judgements.find({"us", "a:b"}, {"eu", "2"}), nullptr);
}

TEST(Judgements, BadLinesAreNamed) {
  const auto refused = [](std::string_view text) {
    const auto out = Judgements::parse(text, "j.csv");
    return out.ok() ? std::string("accepted") : to_string(out.error());
  };
  EXPECT_THAT(refused("left,right,judgement,by\nus:1,eu:2,maybe,A\n"), HasSubstr("j.csv:2"));
  EXPECT_THAT(refused("left,right,judgement,by\nus:1,eu:2,same,\n"), HasSubstr("nobody is named"));
  EXPECT_THAT(refused("left,right,judgement,by\nus:1,us:1,same,A\n"), HasSubstr("with itself"));
  EXPECT_THAT(refused("left,right,judgement,by\nus1,eu:2,same,A\n"), HasSubstr("is no record"));
  EXPECT_THAT(refused("left,right,by\nus:1,eu:2,A\n"), HasSubstr("\"judgement\" is missing"));
  EXPECT_THAT(refused("left,right,judgement,by\n\"us:1,eu:2,same,A\n"), HasSubstr("j.csv:2"));
}

Status append(const std::string& path, const JudgementLine& line) {
  return append_judgements(path, {&line, 1});
}

class JudgementFile : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::remove(path_); }
  void TearDown() override { std::filesystem::remove(path_); }
  std::string text() const {
    std::ifstream in(path_);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
  }
  static JudgementLine line(Judgement judgement) {
    return {{"us", "1"}, {"eu", "2"}, judgement, "A. Brontek", "2026-01-01T00:00:00Z", "a, \"b\"", 0};
  }
  const std::string path_ = ::testing::TempDir() + "penumbra-judgements-" + std::to_string(::getpid()) + ".csv";
};

TEST_F(JudgementFile, GrowsLineByLineAndReadsBack) {
  ASSERT_TRUE(append(path_, line(Judgement::kSame)).ok());
  ASSERT_TRUE(append(path_, line(Judgement::kUndo)).ok());
  ASSERT_TRUE(append(path_, line(Judgement::kNotSame)).ok());
  const Judgements judgements = parsed(text());
  ASSERT_EQ(judgements.lines().size(), 3u);
  EXPECT_EQ(judgements.lines()[0].note, "a, \"b\"");
  EXPECT_EQ(judgements.find({"us", "1"}, {"eu", "2"})->judgement, Judgement::kNotSame);
}

TEST_F(JudgementFile, KeepsTheColumnsOfItsReader) {
  std::ofstream(path_) << "by,colour,right,left,judgement\nA,red,eu:9,us:9,same";
  ASSERT_TRUE(append(path_, line(Judgement::kSame)).ok());
  EXPECT_EQ(text(), "by,colour,right,left,judgement\nA,red,eu:9,us:9,same\nA. Brontek,,eu:2,us:1,same\n");
}

TEST_F(JudgementFile, NothingIsUndoneThatIsNotThere) {
  EXPECT_FALSE(append(path_, line(Judgement::kUndo)).ok());
  EXPECT_FALSE(std::filesystem::exists(path_));
  JudgementLine nobody = line(Judgement::kSame);
  nobody.by.clear();
  EXPECT_FALSE(append(path_, nobody).ok());
  std::ofstream(path_) << "left,right,judgement,by\nus:1,eu:2,perhaps,A\n";
  EXPECT_FALSE(append(path_, line(Judgement::kSame)).ok()) << "a file with a bad line is not added to";
}

TEST_F(JudgementFile, TakesWhatAReviewFilledIn) {
  const std::string review =
      "left,right,judgement,by,at,note,left_name,right_name,score\n"
      "us:1,eu:1,same,,,,Orbita,ORBITA,0.9\n"
      "us:2,eu:2,,,,,Kronos,Kronos Baltic,0.8\n"
      "us:3,eu:3, not-same ,B,2026-01-02T00:00:00Z,another town,Zvezda,Zvezda,1.0\n";
  const auto lines = parse_reviewed(review, "review.csv", "A", "2026-01-01T00:00:00Z").value();
  ASSERT_EQ(lines.size(), 2u) << "what nobody judged is left";
  ASSERT_TRUE(append_judgements(path_, lines).ok());
  EXPECT_EQ(text(),
            "left,right,judgement,by,at,note\nus:1,eu:1,same,A,2026-01-01T00:00:00Z,\n"
            "us:3,eu:3,not-same,B,2026-01-02T00:00:00Z,another town\n");
  EXPECT_FALSE(parse_reviewed("left,right,judgement,by\nus:1,eu:1,perhaps,\n", "review.csv", "A", "").ok());
  EXPECT_FALSE(parse_reviewed("left,right,judgement,by\nus:1,eu:1,same,\n", "review.csv", "", "").ok());
  EXPECT_FALSE(parse_reviewed("left;right;judgement;by\nus:1;eu:1;same;A\n", "review.csv", "A", "").ok());
}

// Whatever a file holds: an answer or an error with its line, and nothing of it is executed or cut.
TEST(Judgements, HostileFilesAreReadOrNamed) {
  const std::string header = "left,right,judgement,by,at,note\n";
  const std::string long_id(200'000, 'x');
  for (const std::string& bad :
       {header + "us:1,us:1,same,A,,\n", header + "us,eu:1,same,A,,\n", header + ":1,eu:1,same,A,,\n",
        header + "us:1,eu:1,SAME,A,,\n", header + "us:1,eu:1,same,\"A,,\n", header + "us:1\n", std::string("left\n"),
        std::string("\x00\x01\x02", 3), header + std::string(5000, ',') + "\n"}) {
    EXPECT_FALSE(Judgements::parse(bad, "j.csv").ok()) << bad.substr(0, 60);
  }
  const Judgements odd = parsed(header + "us:" + long_id + ",eu:1,same,=cmd|' /C calc'!A0,,\"a\nb\"\n");
  ASSERT_EQ(odd.lines().size(), 1u);
  EXPECT_EQ(odd.lines()[0].left.id, long_id);
  EXPECT_EQ(odd.lines()[0].note, "a\nb");
  EXPECT_EQ(parsed("\xEF\xBB\xBF" + header + "us:1,eu:1,same,A,,\r\n").lines().size(), 1u) << "as spreadsheets save it";
}

}  // namespace
}  // namespace penumbra::resolve
