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
  ASSERT_TRUE(append_judgement(path_, line(Judgement::kSame)).ok());
  ASSERT_TRUE(append_judgement(path_, line(Judgement::kUndo)).ok());
  ASSERT_TRUE(append_judgement(path_, line(Judgement::kNotSame)).ok());
  const Judgements judgements = parsed(text());
  ASSERT_EQ(judgements.lines().size(), 3u);
  EXPECT_EQ(judgements.lines()[0].note, "a, \"b\"");
  EXPECT_EQ(judgements.find({"us", "1"}, {"eu", "2"})->judgement, Judgement::kNotSame);
}

TEST_F(JudgementFile, KeepsTheColumnsOfItsReader) {
  std::ofstream(path_) << "by,colour,right,left,judgement\nA,red,eu:9,us:9,same";
  ASSERT_TRUE(append_judgement(path_, line(Judgement::kSame)).ok());
  EXPECT_EQ(text(), "by,colour,right,left,judgement\nA,red,eu:9,us:9,same\nA. Brontek,,eu:2,us:1,same\n");
}

TEST_F(JudgementFile, NothingIsUndoneThatIsNotThere) {
  EXPECT_FALSE(append_judgement(path_, line(Judgement::kUndo)).ok());
  EXPECT_FALSE(std::filesystem::exists(path_));
  JudgementLine nobody = line(Judgement::kSame);
  nobody.by.clear();
  EXPECT_FALSE(append_judgement(path_, nobody).ok());
  std::ofstream(path_) << "left,right,judgement,by\nus:1,eu:2,perhaps,A\n";
  EXPECT_FALSE(append_judgement(path_, line(Judgement::kSame)).ok()) << "a file with a bad line is not added to";
}

}  // namespace
}  // namespace penumbra::resolve
