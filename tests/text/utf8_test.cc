#include "text/utf8.h"

#include <gtest/gtest.h>

namespace penumbra::text {
namespace {

std::u32string decode_all(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    out.push_back(decode(text, at));
    EXPECT_GT(at, before);
  }
  return out;
}

TEST(Utf8, ReadsAndWritesEveryCodePoint) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) {
      continue;
    }
    std::string bytes;
    append(bytes, c);
    std::size_t at = 0;
    ASSERT_EQ(decode(bytes, at), c);
    ASSERT_EQ(at, bytes.size());
    ASSERT_TRUE(is_valid_utf8(bytes));
  }
}

TEST(Utf8, ReplacesWhatIsIllFormed) {
  struct Case {
    std::string_view bytes;
    std::u32string expected;
  };
  for (const Case& c : {
           Case{"\xC0\xAF", U"\xFFFD\xFFFD"},                      // overlong
           Case{"\xE0\x80\xAF", U"\xFFFD\xFFFD\xFFFD"},            // overlong
           Case{"\xED\xA0\x80", U"\xFFFD\xFFFD\xFFFD"},            // surrogate
           Case{"\xF4\x90\x80\x80", U"\xFFFD\xFFFD\xFFFD\xFFFD"},  // beyond the last code point
           Case{"\xE2\x82", U"\xFFFD"},                            // cut short
           Case{"a\xE2\x82z", U"a\xFFFDz"},
           Case{"\x80", U"\xFFFD"},
           Case{"\xFF\xFE", U"\xFFFD\xFFFD"},
       }) {
    EXPECT_EQ(decode_all(c.bytes), c.expected);
    EXPECT_FALSE(is_valid_utf8(c.bytes));
  }
  EXPECT_TRUE(is_valid_utf8("\xEF\xBF\xBD"));
}

TEST(Utf8, WritesNoSurrogates) {
  std::string out;
  append(out, 0xD800);
  append(out, 0x110000);
  EXPECT_EQ(out, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace penumbra::text
