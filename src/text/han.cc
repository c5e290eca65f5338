#include "text/han.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace penumbra::text {
namespace {

struct HanRecord {
  char16_t character;
  char16_t unified;  // 0: the character itself
  char16_t korean;
  std::uint16_t cantonese;  // index of kHanPool
  std::uint16_t japanese;
};

#include "text/han_table.inc"

const HanRecord* find(char32_t character) {
  const auto* found = std::lower_bound(std::begin(kHan), std::end(kHan), character,
                                       [](const HanRecord& r, char32_t c) { return r.character < c; });
  return found != std::end(kHan) && found->character == character ? found : nullptr;
}

struct Spelling {
  std::string_view pinyin;
  std::string_view other;
};

// Initials and finals of pinyin as Wade and Giles spell them, apostrophes left out.
constexpr Spelling kInitials[] = {{"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"b", "p"},  {"p", "p"},  {"m", "m"},
                                  {"f", "f"},   {"d", "t"},   {"t", "t"},   {"n", "n"},  {"l", "l"},  {"g", "k"},
                                  {"k", "k"},   {"h", "h"},   {"j", "ch"},  {"q", "ch"}, {"x", "hs"}, {"r", "j"},
                                  {"z", "ts"},  {"c", "ts"},  {"s", "s"}};
constexpr Spelling kFinals[] = {{"iang", "iang"}, {"iong", "iung"}, {"uang", "uang"}, {"ang", "ang"}, {"eng", "eng"},
                                {"ing", "ing"},   {"ong", "ung"},   {"ian", "ien"},   {"iao", "iao"}, {"uai", "uai"},
                                {"uan", "uan"},   {"ai", "ai"},     {"an", "an"},     {"ao", "ao"},   {"ei", "ei"},
                                {"en", "en"},     {"ia", "ia"},     {"ie", "ieh"},    {"in", "in"},   {"iu", "iu"},
                                {"ou", "ou"},     {"ua", "ua"},     {"ue", "ueh"},    {"ui", "ui"},   {"un", "un"},
                                {"uo", "o"},      {"a", "a"},       {"e", "e"},       {"i", "i"},     {"o", "o"},
                                {"u", "u"}};
// Syllables that do not follow their initial and final.
constexpr Spelling kWhole[] = {{"zhi", "chih"},  {"chi", "chih"},  {"shi", "shih"},  {"ri", "jih"},    {"zi", "tzu"},
                               {"ci", "tzu"},    {"si", "ssu"},    {"er", "erh"},    {"yi", "i"},      {"ya", "ya"},
                               {"ye", "yeh"},    {"yao", "yao"},   {"you", "yu"},    {"yan", "yen"},   {"yin", "yin"},
                               {"yang", "yang"}, {"ying", "ying"}, {"yong", "yung"}, {"yu", "yu"},     {"yue", "yueh"},
                               {"yuan", "yuan"}, {"yun", "yun"},   {"wa", "wa"},     {"wo", "wo"},     {"wai", "wai"},
                               {"wei", "wei"},   {"wan", "wan"},   {"wen", "wen"},   {"wang", "wang"}, {"weng", "weng"},
                               {"wu", "wu"},     {"gui", "kuei"},  {"kui", "kuei"},  {"guo", "kuo"},   {"kuo", "kuo"},
                               {"huo", "huo"},   {"shuo", "shuo"}, {"ge", "ko"},     {"ke", "ko"},     {"he", "ho"},
                               {"a", "a"},       {"ai", "ai"},     {"an", "an"},     {"ang", "ang"},   {"ao", "ao"},
                               {"e", "o"},       {"en", "en"},     {"ou", "ou"},     {"o", "o"}};

// The Wade-Giles form of one syllable, or "" if it is none of pinyin.
std::string syllable(std::string_view pinyin) {
  for (const Spelling& whole : kWhole) {
    if (whole.pinyin == pinyin) {
      return std::string(whole.other);
    }
  }
  for (const Spelling& initial : kInitials) {
    if (pinyin.substr(0, initial.pinyin.size()) != initial.pinyin) {
      continue;
    }
    const std::string_view rest = pinyin.substr(initial.pinyin.size());
    for (const Spelling& final : kFinals) {
      if (final.pinyin == rest) {
        return std::string(initial.other) + std::string(final.other);
      }
    }
  }
  return {};
}

constexpr std::size_t kMaxSyllable = 6;
constexpr std::size_t kMaxWord = 24;

}  // namespace

char32_t unify_han(char32_t character) {
  const HanRecord* record = character >= 0x3400 ? find(character) : nullptr;
  return record == nullptr || record->unified == 0 ? character : record->unified;
}

std::string_view cantonese(char32_t character) {
  const HanRecord* record = find(character);
  return record == nullptr ? std::string_view() : kHanPool[record->cantonese];
}

char32_t korean(char32_t character) {
  const HanRecord* record = find(character);
  return record == nullptr ? 0 : record->korean;
}

std::string_view japanese(char32_t character) {
  const HanRecord* record = find(character);
  return record == nullptr ? std::string_view() : kHanPool[record->japanese];
}

std::string wade_giles(std::string_view pinyin) {
  if (pinyin.empty() || pinyin.size() > kMaxWord) {
    return {};
  }
  // The division into fewest syllables, longest first where there are several: as pinyin is read.
  std::array<std::uint8_t, kMaxWord + 1> count{};
  std::array<std::uint8_t, kMaxWord + 1> from{};
  std::array<std::string, kMaxWord + 1> last;
  count.fill(0xFF);
  count[0] = 0;
  for (std::size_t end = 1; end <= pinyin.size(); ++end) {
    for (std::size_t size = std::min(kMaxSyllable, end); size >= 1; --size) {
      const std::size_t start = end - size;
      if (count[start] == 0xFF || count[start] + 1 >= count[end]) {
        continue;
      }
      if (std::string spelled = syllable(pinyin.substr(start, size)); !spelled.empty()) {
        count[end] = static_cast<std::uint8_t>(count[start] + 1);
        from[end] = static_cast<std::uint8_t>(start);
        last[end] = std::move(spelled);
      }
    }
  }
  if (count[pinyin.size()] == 0xFF) {
    return {};
  }
  std::string out;
  for (std::size_t end = pinyin.size(); end > 0; end = from[end]) {
    out.insert(0, last[end]);
  }
  return out;
}

}  // namespace penumbra::text
