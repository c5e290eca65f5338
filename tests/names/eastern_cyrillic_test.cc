#include "names/eastern_cyrillic.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "base/random.h"
#include "names/east_asian.h"

namespace penumbra::names {
namespace {

TEST(EasternCyrillic, Palladius) {
  EXPECT_EQ(pinyin_of_cyrillic(U"си"), "xi");
  EXPECT_EQ(pinyin_of_cyrillic(U"цзиньпин"), "jinping");
  EXPECT_EQ(pinyin_of_cyrillic(U"цзэминь"), "zemin");
  EXPECT_EQ(pinyin_of_cyrillic(U"чжэнфэй"), "zhengfei");
  EXPECT_EQ(pinyin_of_cyrillic(U"сюэсян"), "xuexiang");
  EXPECT_EQ(pinyin_of_cyrillic(U"юн"), "yong");
  EXPECT_EQ(pinyin_of_cyrillic(U"го"), "guo");
  EXPECT_EQ(pinyin_of_cyrillic(U"бо"), "bo");
  EXPECT_EQ(pinyin_of_cyrillic(U"цзы"), "zi");
  EXPECT_EQ(pinyin_of_cyrillic(U"цзюй"), "ju");
  EXPECT_EQ(pinyin_of_cyrillic(U"цзю"), "jiu");
  EXPECT_EQ(pinyin_of_cyrillic(U"хуэй"), "hui");
  // n begins the next syllable unless a sign says otherwise.
  EXPECT_EQ(pinyin_of_cyrillic(U"цзинань"), "jinan");
  EXPECT_EQ(pinyin_of_cyrillic(U"чанъань"), "changan");
  EXPECT_EQ(pinyin_of_cyrillic(U"сиань"), "xian");
  // As newspapers write it, and Ukrainian.
  EXPECT_EQ(pinyin_of_cyrillic(U"чжен"), "zheng");
  EXPECT_EQ(pinyin_of_cyrillic(U"сі"), "xi");
  EXPECT_EQ(pinyin_of_cyrillic(U"иванов"), "");
  EXPECT_EQ(pinyin_of_cyrillic(U""), "");
}

TEST(EasternCyrillic, KoreanKeysAreThoseOfLatinSpellings) {
  const auto meet = [](std::u32string_view cyrillic, std::string_view latin) {
    const std::vector<std::string> keys = korean_keys_of_cyrillic(cyrillic);
    return std::find(keys.begin(), keys.end(), korean_key(latin)) != keys.end();
  };
  EXPECT_TRUE(meet(U"чен", "jong"));
  EXPECT_TRUE(meet(U"чон", "jong"));
  EXPECT_TRUE(meet(U"чжон", "chung"));
  EXPECT_TRUE(meet(U"ын", "un"));
  EXPECT_TRUE(meet(U"ир", "il"));
  EXPECT_TRUE(meet(U"кын", "geun"));
  EXPECT_TRUE(meet(U"мён", "myung"));
  EXPECT_TRUE(meet(U"ен", "yong"));
  EXPECT_TRUE(meet(U"хе", "hye"));
  EXPECT_TRUE(meet(U"тхэк", "taek"));
  EXPECT_TRUE(meet(U"хван", "hwan"));
  EXPECT_FALSE(meet(U"чан", "jong"));
  EXPECT_TRUE(korean_keys_of_cyrillic(U"иванов").empty());
}

TEST(EasternCyrillic, Polivanov) {
  EXPECT_EQ(hepburn_of_cyrillic(U"синдзо"), "shinzo");
  EXPECT_EQ(hepburn_of_cyrillic(U"шинзо"), "shinzo");
  EXPECT_EQ(hepburn_of_cyrillic(U"дзюнъитиро"), "junichiro");
  EXPECT_EQ(hepburn_of_cyrillic(U"ёсихидэ"), "yoshihide");
  EXPECT_EQ(hepburn_of_cyrillic(U"мацусита"), "matsushita");
  EXPECT_EQ(hepburn_of_cyrillic(U"хатояма"), "hatoyama");
  EXPECT_EQ(hepburn_of_cyrillic(U"фукуда"), "fukuda");
  EXPECT_EQ(hepburn_of_cyrillic(U"хаттори"), "hattori");
  EXPECT_EQ(hepburn_of_cyrillic(U"иссэй"), "issei");
  EXPECT_EQ(hepburn_of_cyrillic(U"рётаро"), "ryotaro");
  EXPECT_EQ(hepburn_of_cyrillic(U"намба"), "nanba");
  EXPECT_EQ(hepburn_of_cyrillic(U"иванов"), "");
}

TEST(EasternCyrillic, SystemsOfNames) {
  const auto systems = [](std::initializer_list<std::u32string_view> words) {
    return eastern_systems({words.begin(), words.size()});
  };
  EXPECT_EQ(systems({U"си", U"цзиньпин"}), kPalladius);
  EXPECT_EQ(systems({U"ким", U"чен", U"ын"}), kKontsevich);
  EXPECT_EQ(systems({U"синдзо", U"абэ"}), kPolivanov);
  EXPECT_EQ(systems({U"иван", U"петров"}), 0);
  EXPECT_EQ(systems({U"андрей", U"ким"}), 0);
  EXPECT_EQ(systems({U"цзиньпин"}), 0);
}

// Any letters: nothing but an answer.
TEST(EasternCyrillic, AnyLetters) {
  base::Random random(3);
  constexpr std::u32string_view kLetters = U"абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ";
  for (int round = 0; round < 20000; ++round) {
    std::u32string word;
    for (std::size_t size = random.below(20); word.size() < size;) {
      word.push_back(kLetters[random.below(kLetters.size())]);
    }
    EXPECT_LE(pinyin_of_cyrillic(word).size(), 24U);
    EXPECT_LE(korean_keys_of_cyrillic(word).size(), 4U);
    EXPECT_LE(hepburn_of_cyrillic(word).size(), 3 * kMaxEasternLetters);
    (void)eastern_systems(std::array<std::u32string_view, 2>{word, word});
  }
}

}  // namespace
}  // namespace penumbra::names
