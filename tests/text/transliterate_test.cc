#include "text/transliterate.h"

#include <gtest/gtest.h>

#include "text/normalise.h"

namespace penumbra::text {
namespace {

std::string latin(std::string_view text) {
  return to_latin(normalise(text, 4096).text);
}

TEST(Transliterate, ReadsScriptsByTheirRules) {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const Case& c : {
           Case{"Щербаков", "shcherbakov"},  // Russian
           Case{"Гриценко", "gritsenko"},    // no Ukrainian letter
           Case{"Гриненкі", "hrynenki"},     // a Ukrainian letter: г is h, и is y
           Case{"Ђорђевић", "djordjevic"},   // Serbian
           Case{"Тоқаев", "tokaev"},         // Kazakh
           Case{"Παπανδρέου", "papandreou"},
           Case{"Μπάμπης", "bampis"},
           Case{"Ντίνος", "dinos"},
           Case{"محمد", "mhmd"},
           Case{"يوسف", "yusf"},
           Case{"דוד", "dod"},
           Case{"김정은", "gimjongun"},
           Case{"カタカナ", "katakana"},
           Case{"きゃりー", "kyari"},
           Case{"ッコ", "kko"},
           Case{"नरेन्द्र", "narendra"},
           Case{"ბარაკ", "barak"},
           Case{"Բարակ", "barak"},
           Case{"ប៉ុល", "pol"},
           Case{"习近平", "xijinping"},
           Case{"Ørsted", "orsted"},
           Case{"Łódź", "lodz"},
           Case{"Đặng", "dang"},
           Case{"١٢٣", "123"},
       }) {
    EXPECT_EQ(latin(c.text), c.expected) << c.text;
  }
}

TEST(Transliterate, GivesPlainLettersForEveryCodePoint) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    for (const char letter : to_latin(std::u32string_view(&c, 1))) {
      ASSERT_TRUE((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) << static_cast<unsigned>(c);
    }
  }
}

}  // namespace
}  // namespace penumbra::text
