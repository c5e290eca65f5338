// Text tools against plain ones that go byte by byte.
#include "ingest/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "ingest/byte_scan.h"
#include "ingest/letter_damage.h"
#include "ingest/text_scan.h"
#include "ingest/time_of_day.h"

namespace penumbra::ingest {
namespace {

// Letters of all the kinds that the tools tell apart, blanks more often than others.
std::string any_text(std::mt19937& random) {
  static constexpr std::string_view kLetters = "   aBzZ@[`{}_-./09:<&]\"'\n\t\r\x01\x1F\x7F\xC3\xA9\xFF";
  std::string out(random() % 70, ' ');
  for (char& c : out) c = kLetters[random() % kLetters.size()];
  return out;
}

std::string plain_tidy(std::string_view text, bool& control) {
  std::string out;
  bool gap = false;
  for (const char c : trim(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte != 0x7F) {
      if (gap) out += ' ';
      gap = false;
      out += c;
    } else if (is_blank(c)) {
      gap = !out.empty();
    } else {
      control = true;
    }
  }
  return out;
}

template <typename Ends>
std::size_t plain_end(std::string_view text, Ends ends) {
  std::size_t at = 0;
  while (at < text.size() && !ends(text[at])) ++at;
  return at;
}

TEST(Text, TidiesAndLowersAsByteByByte) {
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = any_text(random);
    bool control = false;
    bool expected_control = false;
    const std::string expected = plain_tidy(text, expected_control);
    ASSERT_EQ(tidy(text, &control), expected) << text;
    ASSERT_EQ(control, expected_control) << text;
    ASSERT_EQ(is_tidy(trim(text)), expected == trim(text)) << text;
    std::string lower = text;
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    ASSERT_EQ(ascii_lower(text), lower);
    ASSERT_EQ(std::string_view(Lowered(text)), lower);
  }
}

TEST(Text, FindsRunsAsByteByByte) {
  std::mt19937 random(8);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = any_text(random);
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const auto run = [&](const char* to) { return static_cast<std::size_t>(to - begin); };
    ASSERT_EQ(run(end_of_name(begin, end)), plain_end(text, [](char c) { return !is_name_byte(c); })) << text;
    ASSERT_EQ(run(end_of_xml_text(begin, end)), plain_end(text, ends_xml_text)) << text;
    ASSERT_EQ(run(end_of_xml_value(begin, end)), plain_end(text, ends_xml_value)) << text;
    ASSERT_EQ(has_beyond_ascii(text),
              std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
    const std::string copy = text;
    ASSERT_TRUE(equal_names(text, copy));
    for (std::size_t at = 0; at < copy.size(); ++at) {
      std::string other = copy;
      other[at] = static_cast<char>(other[at] ^ 1);
      ASSERT_FALSE(equal_names(text, other)) << text;
      ASSERT_FALSE(equal_names(text, copy.substr(at + 1))) << text;
    }
    std::uint64_t lines = 5;
    const std::size_t blanks = plain_end(text, [](char c) { return !is_blank(c); });
    ASSERT_EQ(run(end_of_blanks(begin, end, lines)), blanks) << text;
    ASSERT_EQ(lines, 5 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(blanks), '\n'));
  }
}

TEST(Text, TakesATimeOfDayOffADayAndNothingElse) {
  for (const std::string_view text :
       {"2015-04-07", "2015-04-07T00:00:00", "2015-04-07T00:00:00.000+02:00", "2015-04-07 04:41:55Z", "2015-04-07Z",
        "2015-04-07-04:00", "2015-04-07+0100", "2015-04-07T04:41", " 2015-04-07 04:41 PM ", "2015-04-07t00:00:00z"})
    EXPECT_EQ(without_time(text), "2015-04-07") << text;
  for (const std::string_view text :
       {"2015-04-07 Zz", "2015-04-07T", "2015-04-071", "2015-04-07 (corrected)", "2015-04-07T1:00", "2015-04-07T00:00x",
        "2015-04-07T00:00:00.", "2015-04-07 to 2016-01-01", "2015-04-07-2016-04-07", "7 April 2015, 04:41", "2015"})
    EXPECT_EQ(without_time(text), text) << text;
}

TEST(Text, KnowsNamesThatWentThroughAWrongEncoding) {
  for (const std::string_view name : {"Ch?vez", "???????", "?lker", "M\xEF\xBF\xBDller", "MÃ¼ller", "JosÃ©",
                                      "ÐŸÑƒÑ‚Ð¸Ð½", "Ø§Ù„Ø¬", "Oâ€™Brien", "ä¸­å›½"})
    EXPECT_TRUE(is_damaged(name)) << name;
  for (const std::string_view name :
       {"", "Müller", "José", "Путин", "中国", "who?", "Ahmed? (also Ahmad)", "«ÉCOLE»", "SOCIÉTÉ »", "MALMÖ–LUND",
        "BLÍŽ", "D’ÉCOLE’S", "Ðorđe", "Ångström", "“Ü”", "n° 5", "à » b", "?", "A ? B"})
    EXPECT_FALSE(is_damaged(name)) << name;
}

TEST(Text, FindsWords) {
  std::mt19937 random(9);
  for (int i = 0; i < 20'000; ++i) {
    std::string text(random() % 40, 'a');
    for (char& c : text) c = "aab#"[random() % 4];
    std::string words(1 + random() % 4, 'a');
    for (char& c : words) c = "aab#"[random() % 4];
    const std::size_t from = random() % 45;
    ASSERT_EQ(find_text(text, words, from), text.find(words, from)) << text << " " << words << " " << from;
  }
}

}  // namespace
}  // namespace penumbra::ingest
