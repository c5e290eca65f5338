// Learned costs across scripts: the format of the tables, and what the embedded ones say of pairs of our own.
#include "match/channel.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "embedded/names_channels.h"
#include "match/relate.h"
#include "match/score.h"
#include "names/name.h"

namespace penumbra::match {
namespace {

names::Name word(const char* text) {
  return names::analyze(text, names::NameType::kAny);
}

int evidence(const char* native, const char* latin) {
  const names::Name a = word(native);
  const names::Name b = word(latin);
  EXPECT_EQ(a.parts.size(), 1U) << native;
  EXPECT_EQ(b.parts.size(), 1U) << latin;
  EXPECT_TRUE(crosses_scripts(a.parts[0], b.parts[0])) << native;
  const int forward = channel_evidence(a, a.parts[0], b, b.parts[0]);
  EXPECT_EQ(forward, channel_evidence(b, b.parts[0], a, a.parts[0])) << native;
  return forward;
}

TEST(Channel, EmbeddedTablesAreSound) {
  std::string error;
  const auto channels = Channels::parse(embedded::names_channels(), error);
  ASSERT_TRUE(channels) << error;
  for (const Channel channel :
       {Channel::kArabic, Channel::kHebrew, Channel::kCyrillic, Channel::kGreek, Channel::kIndic, Channel::kCaucasian,
        Channel::kThai, Channel::kBurmese, Channel::kKana, Channel::kHan, Channel::kHangul}) {
    EXPECT_FALSE(channels->of(channel).empty()) << channel_key(channel);
  }
  EXPECT_TRUE(channels->of(Channel::kLatin).empty());
}

TEST(Channel, KeysAreDistinct) {
  std::set<std::string_view> keys;
  for (std::size_t c = 0; c < kChannels; ++c) {
    const auto key = channel_key(static_cast<Channel>(c));
    EXPECT_TRUE(keys.insert(key).second);
    EXPECT_EQ(channel_of_key(key), static_cast<Channel>(c));
  }
  EXPECT_FALSE(channel_of_key("klingon"));
}

TEST(Channel, IsToldFromThePart) {
  const std::pair<const char*, Channel> kWords[] = {
      {"Marek", Channel::kLatin},     {"Марек", Channel::kCyrillic},  {"Μάρεκ", Channel::kGreek},
      {"مارك", Channel::kArabic},     {"מארק", Channel::kHebrew},     {"मारेक", Channel::kIndic},
      {"მარეკ", Channel::kCaucasian}, {"Մարեկ", Channel::kCaucasian}, {"มาร์ค", Channel::kThai},
      {"マレク", Channel::kKana},     {"马雷克斯", Channel::kHan},    {"마레크", Channel::kHangul}};
  for (const auto& [text, channel] : kWords) {
    EXPECT_EQ(channel_of(word(text).parts.at(0)), channel) << text;
  }
}

// A name against its usual spelling, and against another name of about the same length.
TEST(Channel, TellsNamesFromOthers) {
  struct Case {
    const char* native;
    const char* right;
    const char* wrong;
  };
  for (const Case& c :
       {Case{"Брайтон", "Brighton", "Bristol"}, Case{"Щербаков", "Scherbakoff", "Gerasimov"},
        Case{"Пежо", "Peugeot", "Picasso"}, Case{"برايتون", "Brighton", "Bradford"},
        Case{"مارسيليا", "Marseille", "Manchester"}, Case{"ברייטון", "Brighton", "Beersheba"},
        Case{"ליברפול", "Liverpool", "Lübeck"}, Case{"ブライトン", "Brighton", "Bradford"},
        Case{"マルセイユ", "Marseille", "Marbella"}, Case{"フィッツジェラルド", "Fitzgerald", "Fairbanks"},
        Case{"巴尔的摩", "Baltimore", "Barcelona"}, Case{"曼彻斯特", "Manchester", "Minneapolis"},
        Case{"리버풀", "Liverpool", "Leipzig"}, Case{"브라이튼", "Brighton", "Brisbane"},
        Case{"Μπράιτον", "Brighton", "Belgrade"}, Case{"ब्राइटन", "Brighton", "Bristol"},
        Case{"ბრაიტონი", "Brighton", "Bristol"}, Case{"ลิเวอร์พูล", "Liverpool", "Leipzig"}}) {
    const int right = evidence(c.native, c.right);
    const int wrong = evidence(c.native, c.wrong);
    EXPECT_GE(right, kLeastEvidence) << c.native << " " << c.right;
    EXPECT_LT(wrong, 0) << c.native << " " << c.wrong;
  }
}

TEST(Channel, LongerAgreementSaysMore) {
  EXPECT_LT(evidence("Иван", "Ivan"), evidence("Иванов", "Ivanov"));
  EXPECT_LT(evidence("Иванов", "Ivanov"), evidence("Ивановский", "Ivanovsky"));
}

TEST(Channel, FallsWithEachEdit) {
  int last = evidence("Петропавловск", "Petropavlovsk");
  for (const char* latin : {"Petropavlofsk", "Pitropamlofsk", "Pitrogamlofak", "Bixrogamlofaq"}) {
    const int now = evidence("Петропавловск", latin);
    EXPECT_LT(now, last) << latin;
    last = now;
  }
}

TEST(Channel, CostsAreMonotone) {
  for (int letters = 0; letters < 12; ++letters) {
    int cost = channel_cost(kLeastEvidence, letters);
    int conflict = channel_conflict(-100000, letters, kLeastConflict);
    for (int e = -5000; e < 3000; e += 50) {
      EXPECT_LE(channel_cost(e, letters), cost);
      EXPECT_LE(channel_conflict(e, letters, kLeastConflict), conflict);
      cost = channel_cost(e, letters);
      conflict = channel_conflict(e, letters, kLeastConflict);
      EXPECT_GE(conflict, kLeastConflict);
      EXPECT_GE(lone_channel_cost(e, letters), lone_channel_cost(e + 50, letters));
      EXPECT_GE(lone_channel_conflict(e, letters, kLeastConflict),
                lone_channel_conflict(e + 50, letters, kLeastConflict));
    }
    EXPECT_EQ(cost, 0);
  }
}

// What cannot be read says nothing, and nothing is read out of bounds.
TEST(Channel, BearsStrangeWords) {
  const ChannelTable& table = Channels::get().of(Channel::kCyrillic);
  const std::string longest(names::kMaxPartBytes, 'a');
  EXPECT_LT(table.evidence("", ""), 500);
  EXPECT_LT(table.evidence("0123", "zz9"), 500);
  EXPECT_NE(table.evidence(longest, longest), 0);
  EXPECT_LT(table.evidence(longest + "a", longest), -10000);
  EXPECT_LT(ChannelTable().evidence("ivan", "ivan"), -10000);
  // The same answer whatever was asked before.
  const int once = table.evidence("sherbakov", "scherbakoff");
  (void)table.evidence(longest, "b");
  EXPECT_EQ(table.evidence("sherbakov", "scherbakoff"), once);
}

TEST(Channel, RefusesBadTables) {
  for (const char* text : {"pair a:1 b:2\n", "channel elvish\n", "channel han\nabc\n", "channel han\npair a b\n",
                           "channel han\npair abcd:1 b:2\n", "channel han\npair a:1 b:-5\n", "channel han\nalone -:3\n",
                           "channel han\nbound x\n", "channel han\npair a:1 b:70000\n"}) {
    std::string error;
    EXPECT_FALSE(Channels::parse(text, error)) << text;
    EXPECT_FALSE(error.empty());
  }
}

TEST(Channel, DecidesAcrossScripts) {
  for (const auto& [native, latin] :
       {std::pair{"Сергей Щербаков", "Sergey Scherbakoff"}, std::pair{"سامي بن صالح", "Sami Ben Saleh"},
        std::pair{"マリア・シュミット", "Maria Schmidt"}}) {
    EXPECT_TRUE(compare("Person", native, latin).hit) << native;
    EXPECT_EQ(compare("Person", native, latin).score, compare("Person", latin, native).score);
  }
  EXPECT_FALSE(compare("Person", "Сергей Щербаков", "Sergey Gerasimov").hit);
  EXPECT_FALSE(compare("Person", "マリア・シュミット", "Maria Sanchez").hit);
}

// A bound saves work and changes nothing that reaches it.
TEST(Channel, GivesUpBelowABoundOnly) {
  const ChannelTable& table = Channels::get().of(Channel::kKana);
  const std::string_view sources[] = {"puchin", "sumisu", "urajimiru", "tanaka", "a", "maikeru"};
  const std::string_view latins[] = {"putin", "smith", "vladimir", "tanaka", "michael", "x", "wolfeschlegel"};
  for (const std::string_view source : sources) {
    for (const std::string_view latin : latins) {
      const int full = table.evidence(source, latin);
      for (const int least : {-3000, 0, 250, 630, 1400}) {
        const int bounded = table.evidence(source, latin, least);
        EXPECT_TRUE(bounded == full || (full < least && bounded < least)) << source << " " << latin << " " << least;
      }
    }
  }
}

// One word against many, in any order of theirs, gives what each pair gives by itself.
TEST(Channel, AgainstManyIsAsOneByOne) {
  std::vector<std::string> words = {
      "qadhafi", "gaddafi", "kazafi", "khaled", "halid",  "haled",   "mohammed", "muhamad",  "sadiq", "saddiq",
      "zahir",   "dahir",   "thabit", "sabit",  "ivanov", "ivanoff", "yvanov",   "petrova",  "zhang", "chang",
      "cheung",  "li",      "lee",    "rhee",   "a",      "ab",      "abdul",    "abdullah", "x"};
  // And words of syllables, many of which begin alike.
  std::uint32_t state = 12345;
  for (std::uint32_t n = 0; n < 600; ++n) {
    std::string made;
    for (std::uint32_t syllables = 1 + n % 4; syllables > 0; --syllables) {
      state = state * 1664525U + 1013904223U;
      made += "khdszqgtmnlrbfvjp"[state >> 24U & 15U];
      made += "aeiou"[(state >> 16U) % 5];
    }
    words.push_back(made);
  }
  std::vector<std::string> sorted = words;
  std::sort(sorted.begin(), sorted.end());
  sorted.push_back("rozhdestvenskayamoskvina");
  sorted.push_back("rozhdestvenskayamoskvinaivanovskayarodina");
  sorted.push_back("zz" + std::string(names::kMaxPartBytes, 'a'));
  ChannelAgainstMany many;
  for (const char* native : {"القذافي", "خالد", "محمد", "صادق", "ظاهر", "ثابت", "Иванов", "Петрова", "张", "李明",
                             "이영희", "たなか", "Παπαδόπουλος", "לוי",
                             // Of two vectors and more, and too long for columns.
                             "Рождественскаямосквина", "Рождественскаямосквинаивановскаяродина"}) {
    const names::Name name = word(native);
    for (const names::Part& part : name.parts) {
      if (channel_of(part) == Channel::kLatin || !meets_across(part)) continue;
      for (const int least : {kLeastEvidence, -500, ChannelTable::kLeastPossible}) {
        for (const auto& list : {words, sorted}) {
          many.start(name, part, least);
          for (const std::string& latin : list) {
            names::Part other;
            other.latin.size = static_cast<std::uint16_t>(latin.size());
            names::NameView view;
            view.pool = latin.data();
            const int alone = channel_evidence(name, part, view, other, least);
            const int among = many.evidence(latin);
            EXPECT_EQ(alone >= least, among >= least) << native << ' ' << latin << ' ' << least;
            if (alone >= least) {
              EXPECT_EQ(alone, among) << native << ' ' << latin << ' ' << least;
            }
          }
        }
      }
    }
  }
}

TEST(Remainder, OrdersWordsOfFullEvidence) {
  EXPECT_EQ(channel_remainder(kFullEvidence - 300, 12), channel_remainder(kFullEvidence, 12));
  EXPECT_EQ(channel_remainder(kLeastEvidence, 5), 0);  // of short words full evidence is all that they can have
  EXPECT_EQ(channel_remainder(kUsualEvidence * 9, 9), 0);
  EXPECT_GT(channel_remainder(kFullEvidence, 9), channel_remainder(kFullEvidence + 300, 9));
  EXPECT_EQ(channel_remainder(kUsualEvidence * kMostUsualLetters, 40), 0);
}

TEST(Remainder, TellsNearlyEqualFromEqual) {
  const auto score = [](const char* a, const char* b) { return compare("Person", a, b).score; };
  EXPECT_GT(score("Νίκος Παπαδόπουλος", "Nikos Papadopoulos"), 0.97);
  EXPECT_LT(score("Νίκος Παπαδόπουλος", "Nikos Papandropoulos"), 0.95);
  EXPECT_LT(score("გიორგი ბაკრაძე", "Giorgi Bakhtadze"), 0.95);
  EXPECT_GE(score("გიორგი ბაკრაძე", "Giorgi Bakhtadze"), 0.85);  // never below, by this alone
  EXPECT_LT(score("გიორგი ბაკრაძე", "Giorgi Bakhtadze"), score("გიორგი ბაკრაძე", "Giorgi Bakradze"));
}

}  // namespace
}  // namespace penumbra::match
