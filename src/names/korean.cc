// Korean words in Latin letters (east_asian.h). Every index build and every query asks about most of their words, so
// that the tables are read by their letters.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "names/east_asian.h"
#include "names/fold.h"

namespace penumbra::names {
namespace {

constexpr std::size_t kLetters = 26;

// Up to three letters that may stand in one place of a syllable.
class Place {
 public:
  template <std::size_t kCount>
  explicit constexpr Place(const std::string_view (&spellings)[kCount]) {
    for (const std::string_view spelling : spellings) {
      const std::size_t first = spelling.empty() ? 0 : letter(spelling[0]);
      if (spelling.empty()) {
        may_be_empty_ = 1;
      } else if (spelling.size() == 1) {
        ones_ |= 1U << first;
      } else if (spelling.size() == 2) {
        twos_[first] |= 1U << letter(spelling[1]);
      } else {
        threes_[three_count_++] = {spelling[0], spelling[1], spelling[2]};
      }
    }
  }

  // Bit n: the first n of the letters are a spelling.
  unsigned sizes(std::string_view text) const {
    unsigned out = may_be_empty_;
    const std::size_t first = text.empty() ? kLetters : letter(text[0]);
    if (first >= kLetters) {
      return out;
    }
    out |= (ones_ >> first & 1U) << 1U;
    const std::size_t second = text.size() < 2 ? kLetters : letter(text[1]);
    if (second >= kLetters) {
      return out;
    }
    out |= (twos_[first] >> second & 1U) << 2U;
    for (std::size_t i = 0; i < three_count_ && text.size() > 2; ++i) {
      const auto& three = threes_[i];
      out |= static_cast<unsigned>(three[0] == text[0] && three[1] == text[1] && three[2] == text[2]) << 3U;
    }
    return out;
  }

 private:
  // kLetters or more for other characters than a to z.
  static constexpr std::size_t letter(char c) {
    return static_cast<std::size_t>(static_cast<unsigned char>(c)) - std::size_t{'a'};
  }

  unsigned may_be_empty_ = 0;
  std::uint32_t ones_ = 0;
  std::array<std::uint32_t, kLetters> twos_{};
  std::array<std::array<char, 3>, 8> threes_{};
  std::size_t three_count_ = 0;
};

// Every Korean syllable in every usual romanisation: one of each.
constexpr std::string_view kInitialSpellings[] = {"kk", "tt", "pp", "ss", "sh", "jj",  "ch", "g", "n", "d",
                                                  "r",  "l",  "m",  "b",  "s",  "j",   "k",  "t", "p", "h",
                                                  "y",  "w",  "kw", "hw", "dj", "tch", "wh", ""};
constexpr std::string_view kVowelSpellings[] = {
    "a",  "ae", "ya", "yae", "eo", "eui", "e",  "yeo", "ye", "o",   "wa",  "wae", "oe", "yo", "u",  "wo", "weo",
    "we", "wi", "yu", "eu",  "ui", "i",   "oo", "ee",  "ou", "you", "yoo", "ai",  "ei", "oh", "uh", "ah", "ie"};
constexpr std::string_view kFinalSpellings[] = {"", "k", "n", "t", "l", "m", "p", "ng", "g", "b"};
constexpr Place kInitial(kInitialSpellings);
constexpr Place kVowel(kVowelSpellings);
constexpr Place kFinal(kFinalSpellings);

// Calls `visit` with each bit of up to four.
template <typename Visit>
void each_size(unsigned sizes, Visit visit) {
  for (std::size_t size = 0; size <= 3; ++size) {
    if ((sizes >> size & 1U) != 0) {
      visit(size);
    }
  }
}

// Bit n: the first n of the letters are a syllable (n up to 7).
unsigned syllables(std::string_view text) {
  unsigned out = 0;
  each_size(kInitial.sizes(text), [&](std::size_t initial) {
    each_size(kVowel.sizes(text.substr(initial)),
              [&](std::size_t vowel) { out |= kFinal.sizes(text.substr(initial + vowel)) << (initial + vowel); });
  });
  // French spellings have y for i at the end (Hy, Ky).
  return text.starts_with("hy") || text.starts_with("ky") ? out | 1U << 2U : out;
}

struct Rule {
  std::string_view from;
  std::string_view to;
};

// What letters stand for in a key, longer ones first.
constexpr Rule kRules[] = {{"tch", "z"}, {"yeo", "io"}, {"yoo", "iu"}, {"you", "iu"},  {"yae", "e"},  {"yai", "e"},
                           {"eui", "i"}, {"wae", "ve"}, {"woe", "ve"}, {"wha", "hva"}, {"wee", "vi"}, {"weo", "o"},
                           {"woo", "u"}, {"ch", "z"},   {"sh", "s"},   {"yo", "io"},   {"yu", "iu"},  {"ye", "e"},
                           {"ya", "ia"}, {"yi", "i"},   {"ui", "i"},   {"ee", "i"},    {"ie", "i"},   {"oe", "ve"},
                           {"oi", "ve"}, {"oy", "ve"},  {"we", "ve"},  {"wi", "vi"},   {"wa", "va"},  {"oa", "va"},
                           {"wo", "o"},  {"wu", "u"},   {"oo", "u"},   {"dj", "z"},    {"ou", "u"},   {"eu", "u"},
                           {"eo", "o"},  {"ae", "e"},   {"ai", "e"},   {"ay", "e"},    {"ei", "e"},   {"ey", "e"},
                           {"a", "a"},   {"e", "e"},    {"i", "i"},    {"o", "o"},     {"u", "u"},    {"y", "i"},
                           {"w", "u"},   {"b", "p"},    {"p", "p"},    {"f", "p"},     {"v", "p"},    {"d", "t"},
                           {"t", "t"},   {"g", "k"},    {"k", "k"},    {"q", "k"},     {"c", "k"},    {"j", "z"},
                           {"z", "z"},   {"s", "s"},    {"l", "l"},    {"r", "l"},     {"m", "m"},    {"n", "n"}};

// The rules by their first letter, in the order of the table.
struct RulesByLetter {
  std::array<Rule, std::size(kRules)> rules{};
  std::array<std::uint8_t, kLetters + 1> starts{};
  // By a letter and the one behind it (kLetters: none or another character): the first rule of one or two letters that
  // these begin with, and whether one of three may.
  static constexpr std::uint8_t kNone = 0xFF;
  std::array<std::array<std::uint8_t, kLetters + 1>, kLetters> shorter{};
  std::array<std::uint32_t, kLetters> threes{};

  constexpr RulesByLetter() {
    std::size_t filled = 0;
    for (std::size_t letter = 0; letter < kLetters; ++letter) {
      starts[letter] = static_cast<std::uint8_t>(filled);
      for (const Rule& rule : kRules) {
        if (rule.from[0] == static_cast<char>('a' + letter)) {
          rules[filled++] = rule;
        }
      }
    }
    starts[kLetters] = static_cast<std::uint8_t>(filled);
    for (std::size_t letter = 0; letter < kLetters; ++letter) {
      for (std::size_t second = 0; second <= kLetters; ++second) {
        shorter[letter][second] = kNone;
      }
      for (std::size_t i = starts[letter + 1]; i-- > starts[letter];) {
        const std::string_view from = rules[i].from;
        if (from.size() == 1) {
          shorter[letter].fill(static_cast<std::uint8_t>(i));
        } else if (from.size() == 2) {
          shorter[letter][static_cast<std::size_t>(from[1] - 'a')] = static_cast<std::uint8_t>(i);
        } else {
          threes[letter] |= 1U << static_cast<unsigned>(from[1] - 'a');
        }
      }
    }
  }

  // The first rule that the letters begin with, or null.
  const Rule* match(std::string_view text) const {
    if (text[0] < 'a' || text[0] > 'z') {
      return nullptr;
    }
    const auto letter = static_cast<std::size_t>(text[0] - 'a');
    const bool two = text.size() > 1 && text[1] >= 'a' && text[1] <= 'z';
    const std::size_t second = two ? static_cast<std::size_t>(text[1] - 'a') : kLetters;
    if (!two || (threes[letter] >> second & 1U) == 0) {
      const std::uint8_t rule = shorter[letter][second];
      return rule == kNone ? nullptr : &rules[rule];
    }
    for (std::size_t i = starts[letter]; i < starts[letter + 1]; ++i) {
      const std::string_view from = rules[i].from;
      if (from.size() <= text.size() && (from.size() < 2 || from[1] == text[1]) &&
          (from.size() < 3 || from[2] == text[2])) {
        return &rules[i];
      }
    }
    return nullptr;
  }
};
constexpr RulesByLetter kRulesByLetter;

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'w';
}

constexpr std::size_t kLongest = 14;  // two syllables of seven letters

// Whether a syllable may end in this letter.
bool ends_syllable(char c) {
  static constexpr std::array<bool, 256> kEnds = [] {
    std::array<bool, 256> ends{};
    ends['y'] = true;
    for (const std::string_view spelling : kVowelSpellings) {
      ends[static_cast<unsigned char>(spelling.back())] = true;
    }
    for (const std::string_view spelling : kFinalSpellings) {
      if (!spelling.empty()) {
        ends[static_cast<unsigned char>(spelling.back())] = true;
      }
    }
    return ends;
  }();
  return kEnds[static_cast<unsigned char>(c)];
}

bool divides_into_syllables(std::string_view latin) {
  const unsigned first = syllables(latin);
  if ((first >> latin.size() & 1U) != 0) {
    return true;
  }
  for (std::size_t cut = 1; cut < latin.size() && first >> cut != 0; ++cut) {
    if ((first >> cut & 1U) != 0 && (syllables(latin.substr(cut)) >> (latin.size() - cut) & 1U) != 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

namespace {

// What letters stand for, written to `out`: two bytes for each at most. False if one stands for nothing.
bool read_korean(std::string_view latin, char* const out, std::size_t& size) {
  char* end = out;
  for (std::size_t i = 0; i < latin.size();) {
    if (latin[i] == 'h') {
      // Spoken before a vowel only.
      if (i + 1 < latin.size() && is_vowel(latin[i + 1])) {
        *end++ = 'h';
      }
      ++i;
      continue;
    }
    const Rule* const rule = kRulesByLetter.match(latin.substr(i));
    if (rule == nullptr) {
      return false;
    }
    const bool lost = rule->to == "k" && end != out && end[-1] == 'n';
    for (const char c : lost ? std::string_view() : rule->to) {
      if (end == out || end[-1] != c) {
        *end++ = c;
      }
    }
    i += rule->from.size();
  }
  size = static_cast<std::size_t>(end - out);
  return true;
}

}  // namespace

std::string korean_key(std::string_view latin) {
  constexpr std::size_t kUsual = 64;
  std::array<char, 2 * kUsual> few;
  std::string many(latin.size() > kUsual ? 2 * latin.size() : 0, '\0');
  char* const read = latin.size() > kUsual ? many.data() : few.data();
  std::size_t size = 0;
  return read_korean(latin, read, size) ? fold({read, size}) : std::string();
}

bool is_korean_word(std::string_view latin) {
  if (latin.empty() || latin.size() > kLongest || !ends_syllable(latin.back())) {
    return false;
  }
  // The same words are asked about again and again: of each place of a small table the last one is kept, its letters,
  // their number and the answer in two machine words.
  constexpr std::size_t kKept = 4096;
  thread_local std::array<std::array<std::uint64_t, 2>, kKept> kept;
  std::array<std::uint64_t, 2> word{};
  std::memcpy(word.data(), latin.data(), latin.size());
  word[1] |= std::uint64_t{latin.size()} << 56U;
  auto& known = kept[(word[0] ^ word[1] * 0xFF51AFD7ED558CCDULL) * 0x9E3779B97F4A7C15ULL >> 52U];
  constexpr std::uint64_t kAnswer = std::uint64_t{1} << 63U;
  if (known[0] != word[0] || (known[1] & ~kAnswer) != word[1]) {
    known = {word[0], word[1] | (divides_into_syllables(latin) ? kAnswer : 0)};
  }
  return (known[1] & kAnswer) != 0;
}

}  // namespace penumbra::names
