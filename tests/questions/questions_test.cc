// Asks the built program every question of docs/questions.md, over a store made from data/space as ./run makes it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "cli/program.h"
#include "questions/questions_doc.h"

namespace penumbra::testing {
namespace {

namespace fs = std::filesystem;

const fs::path& root() {
  static const fs::path path = PENUMBRA_SOURCE_DIR;
  return path;
}

// The store is made once for all questions.
class QuestionsTest : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    std::vector<std::string> words = {"import", "--store", path("store"), "--source", "space-sector", "--quiet"};
    std::vector<std::string> tables;
    for (const auto& entry : fs::directory_iterator(root() / "data" / "space")) {
      if (entry.path().extension() == ".csv") tables.push_back(entry.path().string());
    }
    std::sort(tables.begin(), tables.end());
    words.insert(words.end(), tables.begin(), tables.end());
    const Outcome import = penumbra(words);
    ASSERT_EQ(import.status, 0) << import.err;
  }

  // The command as the page writes it, with the page's store and files in their places here.
  std::vector<std::string> placed(std::vector<std::string> words) const {
    for (std::string& word : words) {
      if (word == "build/store") word = path("store");
      if (word.starts_with("data/")) word = (root() / word).string();
    }
    return words;
  }
};

TEST_F(QuestionsTest, EveryQuestionOfThePageIsAnsweredAsThePageSays) {
  const std::string page = slurp(root() / "docs" / "questions.md");
  ASSERT_FALSE(page.empty()) << "docs/questions.md is missing";
  std::vector<std::string> faults;
  const std::vector<Question> questions = read_questions(page, faults);
  for (const std::string& fault : faults) ADD_FAILURE() << "docs/questions.md, " << fault;
  EXPECT_GE(questions.size(), 44U) << "24 programmes, 9 of finance and trade, 4 chains, 7 standing questions";
  for (const Question& question : questions) {
    const Outcome outcome = penumbra(placed(question.words));
    for (const std::string& each : unmet(question, outcome.status, outcome.out)) {
      ADD_FAILURE() << "docs/questions.md:" << question.line << ", " << question.title << ": " << each
                    << (outcome.err.empty() ? "" : "\n  " + outcome.err);
    }
  }
}

TEST(QuestionsDoc, SeesWhatAnAnswerLacks) {
  const std::string page =
      "## Who?\n\ntext\n```console\n$ penumbra show x --what 'a b'\none\n  two\n...\nthree\n# never: four\n# exit "
      "1\n```\n";
  std::vector<std::string> faults;
  const std::vector<Question> questions = read_questions(page, faults);
  EXPECT_TRUE(faults.empty());
  ASSERT_EQ(questions.size(), 1U);
  const Question& question = questions[0];
  EXPECT_EQ(question.title, "Who?");
  EXPECT_EQ(question.line, 5U);
  EXPECT_EQ(question.words, (std::vector<std::string>{"show", "x", "--what", "a b"}));
  EXPECT_TRUE(unmet(question, 1, "zero one\n\n   two and\nthree").empty());
  EXPECT_EQ(unmet(question, 1, "three one two").size(), 1U) << "order matters";
  EXPECT_EQ(unmet(question, 1, "one and two three").size(), 1U) << "lines of one run follow one another";
  EXPECT_EQ(unmet(question, 1, "one two three four").size(), 1U);
  EXPECT_EQ(unmet(question, 0, "one two three").size(), 1U);
}

TEST(QuestionsDoc, RefusesBlocksThatTestNothing) {
  std::vector<std::string> faults;
  read_questions("```console\n$ penumbra show x\n```\n", faults);
  read_questions("```console\nshow x\ny\n```\n", faults);
  read_questions("```console\n$ penumbra show x\ny\n", faults);
  read_questions("```console\n$ penumbra show x\n$ penumbra show y\nz\n```\n", faults);
  EXPECT_EQ(faults.size(), 4U);
}

}  // namespace
}  // namespace penumbra::testing
