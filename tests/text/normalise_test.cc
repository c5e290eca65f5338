#include "text/normalise.h"

#include <chrono>

#include <gtest/gtest.h>

#include "text/utf8.h"

namespace penumbra::text {
namespace {

constexpr std::size_t kMost = 16 * 1024;

std::string normal(std::string_view text) {
  std::string out;
  for (const char32_t c : normalise(text, kMost).text) {
    append(out, c);
  }
  return out;
}

TEST(Normalise, BringsDisguisesToOneForm) {
  struct Case {
    const char* text;
    const char* expected;
    std::uint16_t tricks;
  };
  for (const Case& c : {
           Case{"Example Name", "example name", 0}, Case{"Ｅｘａｍｐｌｅ", "example", kTrickCompatibility},
           Case{"ex\xE2\x80\x8B"
                "ample",
                "example", kTrickInvisible},
           Case{"\xE2\x80\xAE"
                "example",
                "example", kTrickBidi},
           Case{"exаmple", "example", kTrickHomoglyph},         // Cyrillic а
           Case{"Рutin", "putin", kTrickHomoglyph},             // Cyrillic Р
           Case{"пyшкин", "пушкин", kTrickHomoglyph},           // Latin y in a Cyrillic word
           Case{"Rеνоӏսčոí", "revoluční", kTrickHomoglyph},     // Cyrillic, Greek and Armenian in one word
           Case{"Реtϱоν", "petpov", kTrickHomoglyph},           // all of them look like Latin letters
           Case{"Влαдιмир", "влад\u0456мир", kTrickHomoglyph},  // not all do: Greek letters in a Cyrillic word
           Case{"жtλ", "жtλ", 0},                               // no alphabet has them all
           Case{"Петров Ivan", "петров ivan", 0},               // two words of two scripts are no trick
           Case{"O’Brien", "o'brien", 0}, Case{"Straße", "strasse", 0},
           Case{"bad\xFF"
                "byte",
                "bad\xEF\xBF\xBD"
                "byte",
                kTrickInvalidUtf8},
           Case{"پزشک\xE2\x80\x8Cفر", "پزشکفر", 0},  // the joiner is ordinary Persian spelling
       }) {
    EXPECT_EQ(normal(c.text), c.expected);
    EXPECT_EQ(normalise(c.text, kMost).tricks, c.tricks) << c.text;
  }
}

TEST(Normalise, IsIdempotent) {
  for (const char* text :
       {"Рutin", "Ａ－Ｂ", "İstanbul", "ﬁne", "김정은", "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81"}) {
    EXPECT_EQ(normal(normal(text)), normal(text)) << text;
  }
}

TEST(Normalise, BoundsFloodsAndSaysSo) {
  std::string flood = "e";
  for (int i = 0; i < 10000; ++i) {
    flood += "\xCC\x81";
  }
  flood += "xample";
  const auto start = std::chrono::steady_clock::now();
  const Normalised out = normalise(flood, 1 << 20);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(50));
  EXPECT_EQ(out.tricks, kTrickMarkFlood);
  EXPECT_LE(out.text.size(), 12U);
  EXPECT_FALSE(out.truncated);
}

TEST(Normalise, CutsAtTheLimitAndSaysSo) {
  std::string text(kMost - 1, 'a');
  text += "é and more";
  const Normalised out = normalise(text, kMost);
  EXPECT_TRUE(out.truncated);
  EXPECT_EQ(out.tricks, 0);  // the letter at the cut is not reported as ill-formed
  EXPECT_EQ(out.text.size(), kMost - 1);
}

TEST(Normalise, ReadsLookAlikesOfSeveralAlphabets) {
  EXPECT_EQ(normal("ΕXΑΜΡLΕ ΝΟVΑ"), "example nova");  // capitals: nu is an N
  EXPECT_EQ(normal("eхɑmрӏе"), "example");
  EXPECT_EQ(normal("ЕР-GΟM"), "ep-gom");  // a word in disguise altogether beside one in part
  EXPECT_EQ(normal("Αθήνα"), normal("αθήνα"));
}

TEST(Normalise, EscapesWhatIsInvisible) {
  EXPECT_EQ(visibly_escaped("a\xE2\x80\xAE"
                            "b\xE2\x80\x8B\n"),
            "a<U+202E>b<U+200B><U+000A>");
  EXPECT_EQ(visibly_escaped("Łódź"), "Łódź");
}

TEST(Tricks, EachBitHasASentence) {
  EXPECT_TRUE(trick_meanings(0).empty());
  EXPECT_EQ(trick_meanings(0xFF).size(), 8U);
  EXPECT_EQ(trick_meanings(kTrickBidi).size(), 1U);
}

TEST(Normalise, TellsWhereCapitalsDivideWords) {
  using Places = std::vector<std::uint32_t>;
  const auto joints = [](std::string_view text) { return normalise(text, 1000).joints; };
  EXPECT_EQ(joints("AlphaBeta"), Places{5});
  EXPECT_EQ(joints("to AlphaBETA and omegaPHI"), (Places{8, 22}));
  EXPECT_EQ(joints("АльфаБета"), Places{5});
  EXPECT_EQ(joints("AlphaBetaGamma"), (Places{5, 9}));
  EXPECT_EQ(joints("AlphaBETAGamma"), (Places{5, 9}));  // of capitals before small letters the last begins a word
  EXPECT_EQ(joints("ALPHABeta"), Places{5});
  EXPECT_EQ(joints("АЛЬФАБета"), Places{5});
  EXPECT_EQ(joints("ALPHAbeta"), Places{4});  // nothing tells that it is not "ALPH Abeta"; all letters still meet
  EXPECT_EQ(joints("ABGamma"), Places{});
  EXPECT_EQ(joints("ALPHAs"), Places{});          // a plural
  EXPECT_EQ(joints("AlphaB. GAMMA"), Places{5});  // an initial
  EXPECT_EQ(joints("AlphaB GaMmA"), Places{});    // capitals at random
  EXPECT_EQ(joints("AlphaB"), Places{});
  for (const std::string_view plain : {"Alpha Beta", "ALPHA", "alpha", "McAlpha", "alPHaBEta", "AlphaB"}) {
    EXPECT_EQ(joints(plain), Places{}) << plain;
  }
  EXPECT_EQ(joints("Al\xCC\x81phaBeta"), Places{});  // letters that become one shift the places
}

// Letters of alphabets that nobody writes a listed name in are read as the Latin ones that they look like.
TEST(Normalise, ReadsLettersOfFarScriptsByTheirLook) {
  EXPECT_EQ(normalise("ᏟᎪᏚᎢᎬᏞ", 1000).text, U"castel");
  EXPECT_EQ(normalise("ꓚАЅΤEL", 1000).text, U"castel");  // Lisu, Cyrillic, Greek
  EXPECT_NE(normalise("ᏟᎪᏚᎢᎬᏞ", 1000).tricks & kTrickHomoglyph, 0);
}

// A word that may be read in either alphabet is Latin beside words that are surely Latin, and where a letter of few
// languages stands in it.
TEST(Normalise, ReadsMixedWordsBesideLatinOnesAsLatin) {
  EXPECT_EQ(normalise("SAMPLEGRUND A\u0405\u0405\u0415T", 1000).text, U"samplegrund asset");
  EXPECT_EQ(normalise("\u041a\u0430\u051d\u0430 Sample", 1000).text, U"kawa sample");
  EXPECT_EQ(normalise("SAMPLE GRUND-\u0405", 1000).text, U"sample grund-s");  // a letter by itself
  EXPECT_EQ(normalise("EP-\u041c\u041eP", 1000).text, U"ep-mop");             // most letters are Latin
  // Cyrillic words stay what they are.
  EXPECT_EQ(normalise("Maria \u041a\u043e\u0442\u043e\u0432\u0430", 1000).text,
            U"maria \u043a\u043e\u0442\u043e\u0432\u0430");
  EXPECT_EQ(normalise("\u0417\u0430\u0432\u043e\u0434 SAMPLE", 1000).text, U"\u0437\u0430\u0432\u043e\u0434 sample");
}

}  // namespace
}  // namespace penumbra::text
