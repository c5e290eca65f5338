#include "text/han.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace penumbra::text {
namespace {

struct HanRecord {
  char16_t character;
  char16_t unified;  // 0: the character itself
  char16_t korean;
  std::uint16_t cantonese;  // index of kHanPool
  std::uint16_t japanese;
  std::uint16_t vietnamese;
};

#include "text/han_table.inc"

// The place of the record of each character, plus one; 0 = none. 128 KB, of which a text touches little.
class Places {
 public:
  Places() : places_(0x10000, 0) {
    static_assert(std::size(kHan) < 0xFFFF);
    for (std::size_t i = 0; i < std::size(kHan); ++i) {
      places_[kHan[i].character] = static_cast<std::uint16_t>(i + 1);
    }
  }

  const HanRecord* find(char32_t character) const {
    const std::size_t place = character < places_.size() ? places_[character] : 0;
    return place == 0 ? nullptr : &kHan[place - 1];
  }

 private:
  std::vector<std::uint16_t> places_;
};

const HanRecord* find(char32_t character) {
  static const Places kPlaces;
  return kPlaces.find(character);
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

constexpr std::size_t kMaxSyllable = 6;

// The letters of a syllable as a number, at most eight of them.
std::uint64_t packed(std::string_view syllable) {
  std::uint64_t key = 0;
  for (const char c : syllable) {
    key = key << 8U | static_cast<unsigned char>(c);
  }
  return key;
}

// Every syllable of pinyin with its Wade-Giles form. Open addressing, a third full.
class Syllables {
 public:
  Syllables() : slots_(kSlots) {
    for (const Spelling& whole : kWhole) {
      add(whole.pinyin, std::string(whole.other));
    }
    for (const Spelling& initial : kInitials) {
      for (const Spelling& final : kFinals) {
        const std::string pinyin = std::string(initial.pinyin) + std::string(final.pinyin);
        if (pinyin.size() <= kMaxSyllable) {
          add(pinyin, std::string(initial.other) + std::string(final.other));
        }
      }
    }
  }

  // "" if it is no syllable of pinyin.
  std::string_view find(std::string_view pinyin) const { return slots_[slot_of(packed(pinyin))].form; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::string form;
  };
  static constexpr unsigned kBits = 11;
  static constexpr std::size_t kSlots = std::size_t{1} << kBits;
  static_assert(2 * (std::size(kWhole) + std::size(kInitials) * std::size(kFinals)) < kSlots);

  // Where the key is, or the free slot where it would be.
  std::size_t slot_of(std::uint64_t key) const {
    std::size_t at = key * 0x9E3779B97F4A7C15ULL >> (64U - kBits);
    while (slots_[at].key != 0 && slots_[at].key != key) {
      at = (at + 1) % kSlots;
    }
    return at;
  }

  void add(std::string_view pinyin, std::string form) {
    const std::uint64_t key = packed(pinyin);
    Slot& slot = slots_[slot_of(key)];
    if (slot.key == 0) {  // the first form counts
      slot = {key, std::move(form)};
    }
  }

  std::vector<Slot> slots_;
};

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

std::string_view vietnamese(char32_t character) {
  const HanRecord* record = find(character);
  return record == nullptr ? std::string_view() : kHanPool[record->vietnamese];
}

namespace {

// A final of pinyin by which another system writes it; the first that fits counts.
struct Respelling {
  std::string_view from;
  std::string_view to;
};

// A syllable by whole syllables, else its initial and final; j, q and x stand before a rounded u.
template <std::size_t kWholes, std::size_t kInitialCount, std::size_t kFinalCount>
std::string respelled(std::string_view pinyin, const Respelling (&wholes)[kWholes],
                      const Respelling (&initials)[kInitialCount], const Respelling (&finals)[kFinalCount],
                      std::string_view rounded) {
  for (const Respelling& whole : wholes) {
    if (pinyin == whole.from) {
      return std::string(whole.to);
    }
  }
  std::string out;
  const bool palatal = pinyin.starts_with('j') || pinyin.starts_with('q') || pinyin.starts_with('x');
  for (const Respelling& initial : initials) {
    if (out.empty() && pinyin.starts_with(initial.from)) {
      out = initial.to;
      pinyin.remove_prefix(initial.from.size());
    }
  }
  if (palatal && pinyin.starts_with('u')) {
    return out.append(rounded).append(pinyin.substr(1));
  }
  for (const Respelling& final : finals) {
    if (pinyin == final.from) {
      return out.append(final.to);
    }
    if (final.from.front() == '-' && pinyin.ends_with(final.from.substr(1))) {
      return out.append(pinyin.substr(0, pinyin.size() - final.from.size() + 1)).append(final.to);
    }
  }
  return out.append(pinyin);
}

}  // namespace

std::string phonetic_symbols(std::string_view pinyin) {
  static constexpr Respelling kWholes[] = {{"zhi", "jr"}, {"chi", "chr"}, {"shi", "shr"},   {"ri", "r"},   {"zi", "tz"},
                                           {"ci", "tsz"}, {"si", "sz"},   {"yong", "yung"}, {"yun", "yun"}};
  static constexpr Respelling kInitialsThere[] = {{"zh", "j"}, {"ch", "ch"}, {"sh", "sh"}, {"q", "ch"},
                                                  {"x", "sh"}, {"z", "tz"},  {"c", "ts"},  {"j", "j"}};
  static constexpr Respelling kFinalsThere[] = {{"-ao", "au"},     {"-iu", "iou"},  {"-ui", "uei"},
                                                {"-iong", "iung"}, {"-ong", "ung"}, {"-un", "uen"}};
  return respelled(pinyin, kWholes, kInitialsThere, kFinalsThere, "iu");
}

std::string tongyong(std::string_view pinyin) {
  static constexpr Respelling kWholes[] = {{"zhi", "jhih"}, {"chi", "chih"},  {"shi", "shih"},
                                           {"ri", "rih"},   {"zi", "zih"},    {"ci", "cih"},
                                           {"si", "sih"},   {"weng", "wong"}, {"wen", "wun"}};
  static constexpr Respelling kInitialsThere[] = {{"zh", "jh"}, {"ch", "ch"}, {"sh", "sh"},
                                                  {"q", "c"},   {"x", "s"},   {"j", "j"}};
  static constexpr Respelling kFinalsThere[] = {{"-iu", "iou"}, {"-ui", "uei"}, {"-feng", "fong"}, {"-iong", "yong"}};
  return respelled(pinyin, kWholes, kInitialsThere, kFinalsThere, "yu");
}

std::string wade_giles(std::string_view pinyin, std::string_view between) {
  if (pinyin.empty() || pinyin.size() > kMaxWord) {
    return {};
  }
  static const Syllables kSyllables;
  // The division into fewest syllables, longest first where there are several: as pinyin is read.
  std::array<std::uint8_t, kMaxWord + 1> count{};
  std::array<std::uint8_t, kMaxWord + 1> from{};
  std::array<std::string_view, kMaxWord + 1> last;
  count.fill(0xFF);
  count[0] = 0;
  for (std::size_t end = 1; end <= pinyin.size(); ++end) {
    for (std::size_t size = std::min(kMaxSyllable, end); size >= 1; --size) {
      const std::size_t start = end - size;
      if (count[start] == 0xFF || count[start] + 1 >= count[end]) {
        continue;
      }
      if (const std::string_view spelled = kSyllables.find(pinyin.substr(start, size)); !spelled.empty()) {
        count[end] = static_cast<std::uint8_t>(count[start] + 1);
        from[end] = static_cast<std::uint8_t>(start);
        last[end] = spelled;
      }
    }
  }
  if (count[pinyin.size()] == 0xFF) {
    return {};
  }
  std::string out;
  for (std::size_t end = pinyin.size(); end > 0; end = from[end]) {
    out.insert(0, last[end]);
    if (from[end] > 0) out.insert(0, between);
  }
  return out;
}

}  // namespace penumbra::text
