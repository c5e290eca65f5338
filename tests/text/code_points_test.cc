// The table of code points answers what ICU answers, and texts folded by it come out as ICU's normaliser writes them.
#include "text/code_points.h"

#include <random>
#include <thread>

#include "text/normalise.h"
#include "text/utf8.h"

namespace penumbra::text {
namespace {

constexpr std::size_t kMost = 4096;

void expect_same_as_icu(const std::string& text) {
  const Normalised ours = normalise(text, kMost);
  const Normalised icu = normalise_by_icu(text, kMost);
  ASSERT_EQ(ours.text, icu.text) << visibly_escaped(text);
  ASSERT_EQ(ours.tricks, icu.tricks) << visibly_escaped(text);
  ASSERT_EQ(ours.truncated, icu.truncated) << visibly_escaped(text);
}

TEST(CodePoints, EveryCodePointAloneAndBetweenOthers) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0x30000 && c < 0xE0000) {
      continue;  // not assigned
    }
    ASSERT_EQ(script_of(c), script_by_icu(c)) << static_cast<std::uint32_t>(c);
    std::string text;
    append(text, c);
    // A letter that composes with marks, marks below and above it, and a Hangul syllable that takes a final consonant.
    expect_same_as_icu(text);
    expect_same_as_icu("o" + text + "\u0323" + text + "\uAC00" + text);
  }
}

TEST(CodePoints, RandomTextsFoldAsIcuFoldsThem) {
  std::mt19937 random(20261122);
  // Starts of blocks in which code points compose, decompose, expand or must be put in order.
  constexpr char32_t kBlocks[] = {0x0041, 0x00C0, 0x0300, 0x0340, 0x0370, 0x0400, 0x0591, 0x0620, 0x0640,  0x0900,
                                  0x0980, 0x0B00, 0x0CC0, 0x0D40, 0x0DC0, 0x0E30, 0x0F40, 0x1020, 0x1100,  0x1160,
                                  0x11A8, 0x1780, 0x1E00, 0x1F00, 0x1FC0, 0x2000, 0x2100, 0x2460, 0x3040,  0x3090,
                                  0x30A0, 0x3131, 0x4E00, 0xAC00, 0xF900, 0xFB00, 0xFB1D, 0xFE70, 0x1D400, 0x11080};
  for (int i = 0; i < 200'000; ++i) {
    std::string text;
    const std::size_t length = 1 + random() % 8;
    for (std::size_t k = 0; k < length; ++k) {
      append(text, kBlocks[random() % std::size(kBlocks)] + random() % 64);
    }
    expect_same_as_icu(text);
    if (HasFatalFailure()) {
      return;
    }
  }
}

TEST(CodePoints, ThreadsMayMeetAPageTogether) {
  std::vector<std::thread> threads;
  std::vector<int> letters(4, 0);
  for (int& count : letters) {
    threads.emplace_back([&count] {
      for (char32_t c = 0x12000; c < 0x13400; ++c) {
        count += code_point(c).script == Script::kOther ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_GT(letters[0], 0);
  EXPECT_THAT(letters, testing::Each(letters[0]));
}

TEST(CodePoints, BeyondUnicodeIsTheReplacementCharacter) {
  EXPECT_EQ(script_of(0x110000), script_of(0xFFFD));
  EXPECT_EQ(script_of(0xFFFFFFFF), Script::kNone);
}

}  // namespace
}  // namespace penumbra::text
