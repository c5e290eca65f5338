#include "match/channel_pairs.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "match/score.h"
#include "names/name.h"

namespace penumbra::match {
namespace {

int points(std::string_view a, std::string_view b) {
  const names::Name x = names::analyze(a, names::NameType::kPerson);
  const names::Name y = names::analyze(b, names::NameType::kPerson);
  const int forward = compare_names(x, y).points;
  EXPECT_EQ(forward, compare_names(y, x).points) << a << " | " << b;
  return forward;
}

// Invented people, each as two languages that do not write Latin letters would spell the name.
TEST(ChannelPairs, NamesInTwoScriptsMeet) {
  for (const auto& [a, b] :
       {std::pair{"كريم الزمردي", "Карим аз-Зумурруди"}, std::pair{"Сергей Квастров", "セルゲイ・クヴァストロフ"},
        std::pair{"رشيد بوعلام", "ラシード・ブアラム"}, std::pair{"דוד זמורי", "Давид Замори"},
        std::pair{"נתן ברקוביץ", "ナタン・ベルコヴィッチ"}, std::pair{"Марина Тельмова", "玛丽娜·泰尔莫娃"},
        std::pair{"Γιώργος Ζαμόρας", "Йоргос Заморас"}, std::pair{"გიორგი ზამორაძე", "Гиорги Заморадзе"},
        std::pair{"セルゲイ・ザモリン", "세르게이 자모린"}}) {
    EXPECT_GE(points(a, b), 7000) << a << " | " << b;
  }
}

TEST(ChannelPairs, OtherNamesDoNot) {
  for (const auto& [a, b] :
       {std::pair{"كريم الزمردي", "Карим Ахмедов"}, std::pair{"Сергей Квастров", "セルゲイ・タナカ"},
        std::pair{"רשיד זמורי", "ラシード・ブアラム"}, std::pair{"Марина Тельмова", "马琳娜·彼得罗娃"},
        std::pair{"რევაზ ზამორაძე", "Гиорги Заморадзе"}}) {
    EXPECT_LT(points(a, b), 7000) << a << " | " << b;
  }
}

// Every two tables give one that tells words from others, and the same one each time.
TEST(ChannelPairs, EveryTwoTablesGiveOne) {
  const Channels& channels = Channels::get();
  for (std::size_t a = 1; a < kChannels; a += 3) {
    for (std::size_t b = a + 1; b < kChannels; b += 2) {
      const ChannelTable& first = channels.of(static_cast<Channel>(a));
      const ChannelTable& second = channels.of(static_cast<Channel>(b));
      const ChannelTable table = composed(first, second);
      EXPECT_EQ(table.empty(), first.empty() && second.empty()) << a << " " << b;
      if (first.empty() || second.empty()) {
        continue;
      }
      EXPECT_GT(table.evidence("marina", "marina"), table.evidence("marina", "tikhon") + kFullEvidence)
          << a << " " << b;
      EXPECT_EQ(table.evidence("marina", "marina"), composed(first, second).evidence("marina", "marina"));
      EXPECT_NE(channels.bound_between(static_cast<Channel>(a), static_cast<Channel>(b)), 0) << a << " " << b;
      EXPECT_EQ(channels.bound_between(static_cast<Channel>(a), static_cast<Channel>(b)),
                channels.bound_between(static_cast<Channel>(b), static_cast<Channel>(a)));
    }
  }
}

TEST(ChannelPairs, MadeAheadTheyAreTheSame) {
  warm_up_channel_pairs();
  const Channels& channels = Channels::get();
  const ChannelTable& kept = table_between(Channel::kArabic, Channel::kCyrillic);
  const ChannelTable made = composed(channels.of(Channel::kArabic), channels.of(Channel::kCyrillic));
  EXPECT_EQ(kept.pairs().size(), made.pairs().size());
  EXPECT_EQ(kept.evidence("marina", "marina"),
            made.evidence("marina", "marina") - channels.bound_between(Channel::kArabic, Channel::kCyrillic));
}

TEST(ChannelPairs, NothingOfEmptyTables) {
  EXPECT_TRUE(composed(ChannelTable(), ChannelTable()).empty());
}

TEST(ChannelPairs, BoundsAreReadInOrder) {
  std::string error;
  EXPECT_TRUE(Channels::parse("between arabic kana 200\n", error));
  EXPECT_FALSE(Channels::parse("between kana arabic 200\n", error));
  EXPECT_EQ(error, "line 1: two channels in their order and a number were expected");
  EXPECT_FALSE(Channels::parse("between arabic klingon 200\n", error));
}

}  // namespace
}  // namespace penumbra::match
