#include "learn/multigram.h"

#include <gtest/gtest.h>

namespace penumbra::learn {
namespace {

// Words in a made-up script whose spelling writes "sh" for x, "k" for q and drops a final h.
std::vector<Example> examples() {
  std::vector<Example> out;
  const std::string vowels = "aeiou";
  const std::string consonants = "bdkmnrtxq";
  unsigned state = 1;
  const auto draw = [&](const std::string& from) {
    state = state * 1103515245U + 12345U;
    return from[(state >> 16U) % from.size()];
  };
  for (int i = 0; i < 400; ++i) {
    std::string source;
    for (int k = 0; k < 3; ++k) {
      source.push_back(draw(consonants));
      source.push_back(draw(vowels));
    }
    std::string latin;
    for (const char c : source) {
      latin += c == 'x' ? "sh" : c == 'q' ? "k" : std::string(1, c);
    }
    out.push_back({source + "h", {latin}});
  }
  return out;
}

TEST(Multigram, LearnsWhatStandsForWhat) {
  const Learned learned = learn(examples(), {});
  EXPECT_GT(learned.used, 390U);
  EXPECT_GT(learned.table.evidence("xaqodih", "shakodi"), 800);
  EXPECT_LT(learned.table.evidence("xaqodih", "baterum"), 0);
  // Learned, not given: letters that are alike in no example.
  EXPECT_GT(learned.table.evidence("xaqodih", "shakodi"), learned.table.evidence("xaqodih", "xaqodih") + 500);
  EXPECT_GT(separation(learned.table, examples()).recall, 0.98);
}

TEST(Multigram, IsDeterministic) {
  EXPECT_EQ(learn(examples(), {}).lines, learn(examples(), {}).lines);
}

TEST(Multigram, LeavesOutTranslations) {
  auto with_noise = examples();
  const std::size_t sound = with_noise.size();
  for (int i = 0; i < 40; ++i) {
    with_noise.push_back(
        {with_noise[static_cast<std::size_t>(i)].source, {with_noise[static_cast<std::size_t>(i) + 77].latin[0]}});
  }
  const Learned learned = learn(with_noise, {});
  EXPECT_LE(learned.used, sound + 4);
  EXPECT_GT(learned.table.evidence("xaqodih", "shakodi"), 800);
}

TEST(Multigram, PicksTheNearestSpelling) {
  auto several = examples();
  for (Example& example : several) {
    example.latin.insert(example.latin.begin(), std::string("zzfuvy"));
  }
  // The first spelling fits nothing; the model comes to prefer what can be explained.
  Options options;
  options.sure = 100;
  for (std::size_t i = 0; i < several.size(); i += 2) {
    std::swap(several[i].latin[0], several[i].latin[1]);
  }
  const Learned learned = learn(several, options);
  EXPECT_GT(learned.table.evidence("xaqodih", "shakodi"), 500);
}

TEST(Multigram, BearsNothing) {
  const Learned learned = learn({}, {});
  EXPECT_TRUE(learned.table.empty());
  EXPECT_EQ(separation(learned.table, {}).words, 0U);
  EXPECT_TRUE(learn({{"", {"a"}}, {"a", {}}}, {}).table.empty());
}

// The lines are the table: reading them back gives the same answers.
TEST(Multigram, WritesWhatItUses) {
  const Learned learned = learn(examples(), {});
  std::string error;
  const auto read = match::Channels::parse("channel other\n" + learned.lines, error);
  ASSERT_TRUE(read) << error;
  for (const Example& example : examples()) {
    EXPECT_EQ(read->of(match::Channel::kOther).evidence(example.source, example.latin[0]),
              learned.table.evidence(example.source, example.latin[0]));
  }
}

}  // namespace
}  // namespace penumbra::learn
