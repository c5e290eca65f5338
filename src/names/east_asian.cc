// The tables hold whole names (surnames, Japanese given names); what they lack is put together from readings of single
// characters (text/han.h) and syllables. Words are found under their unified characters, so that traditional,
// simplified and Japanese forms share a line.
#include "names/east_asian.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "embedded/names_names_japanese.h"
#include "embedded/names_surnames_east_asian.h"
#include "text/han.h"
#include "text/transliterate.h"
#include "text/utf8.h"

namespace penumbra::names {
namespace {

constexpr std::size_t kMaxHanWord = 4;
constexpr std::size_t kMaxHangulWord = 4;

std::u32string unified(std::u32string_view word) {
  std::u32string out(word);
  for (char32_t& c : out) {
    c = text::unify_han(c);
  }
  return out;
}

std::u32string decoded(std::string_view utf8) {
  std::u32string out;
  for (std::size_t at = 0; at < utf8.size();) {
    out.push_back(text::decode(utf8, at));
  }
  return out;
}

bool is_hangul(char32_t c) {
  return c >= 0xAC00 && c <= 0xD7A3;
}

// Calls `visit` with the trimmed pieces of a text between separators.
template <typename Visit>
void each_piece(std::string_view text, char separator, Visit visit) {
  for (;;) {
    const std::size_t end = text.find(separator);
    std::string_view piece = text.substr(0, end);
    while (!piece.empty() && (piece.front() == ' ' || piece.front() == '\r')) {
      piece.remove_prefix(1);
    }
    while (!piece.empty() && (piece.back() == ' ' || piece.back() == '\r')) {
      piece.remove_suffix(1);
    }
    if (!piece.empty()) {
      visit(piece);
    }
    if (end == std::string_view::npos) {
      return;
    }
    text = text.substr(end + 1);
  }
}

struct Tables {
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Spellings = std::unordered_map<std::u32string, std::string_view>;
  using Words = std::unordered_map<std::string, std::string_view, Hash, std::equal_to<>>;

  Spellings surnames;           // Chinese and Korean, by character
  Spellings japanese_surnames;  // blank-separated readings
  Spellings japanese_given;
  Words korean;   // Latin spelling of a Korean surname: all its spellings
  Words chinese;  // Latin spelling of a Chinese surname, or its pinyin

  Tables() {
    each_piece(embedded::names_surnames_east_asian(), '\n', [&](std::string_view line) {
      const std::size_t bar = line.find('|');
      if (line.front() == '#' || bar == std::string_view::npos) {
        return;
      }
      const std::string_view spellings = line.substr(std::min(bar + 2, line.size()));
      each_piece(line.substr(0, bar), ' ', [&](std::string_view form) {
        const std::u32string characters = decoded(form);
        surnames.try_emplace(unified(characters), spellings);
        Words& words = is_hangul(characters.front()) ? korean : chinese;
        each_piece(spellings, ' ',
                   [&](std::string_view spelling) { words.try_emplace(std::string(spelling), spellings); });
        if (!is_hangul(characters.front())) {
          words.try_emplace(text::to_latin(characters), spellings);
        }
      });
    });
    each_piece(embedded::names_names_japanese(), '\n', [&](std::string_view line) {
      const std::size_t bar = line.find('|');
      if (line.front() == '#' || bar == std::string_view::npos) {
        return;
      }
      Spellings& table = line.substr(0, 7) == "surname" ? japanese_surnames : japanese_given;
      each_piece(line.substr(bar + 1), ',', [&](std::string_view entry) {
        const std::size_t blank = entry.find(' ');
        if (blank != std::string_view::npos) {
          table.try_emplace(unified(decoded(entry.substr(0, blank))), entry.substr(blank + 1));
        }
      });
    });
  }

  static const Tables& get() {
    static const Tables* const tables = new Tables();
    return *tables;
  }
};

// --- Korean ---------------------------------------------------------------------------------------------------------

// Habits in which spellings of Korean differ. Bits.
constexpr unsigned kHardK = 1;     // giyeok is k ("Ki"), not g
constexpr unsigned kHardRest = 2;  // digeut, bieup and jieut are t, p and ch
constexpr unsigned kShortO = 4;    // eo is u ("Jung", "Young")
constexpr unsigned kLongEu = 8;    // eu is eu ("Eun"), not u
constexpr unsigned kShortUi = 32;  // ui is i ("Hee")
constexpr unsigned kSoftL = 16;    // initial rieul is dropped or n, as the South does

std::string spell_hangul(std::u32string_view word, unsigned habits) {
  static constexpr std::string_view kInitial[] = {"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                                                  "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
  static constexpr std::string_view kVowel[] = {"a",  "ae", "ya", "yae", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
                                                "oe", "yo", "u",  "wo",  "we", "wi", "yu", "u",  "ui", "i"};
  static constexpr std::string_view kFinal[] = {"",  "k", "k", "k", "n", "n", "n", "t",  "l", "k", "m", "l", "l", "l",
                                                "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"};
  constexpr std::size_t kEo = 4;
  constexpr std::size_t kYeo = 6;
  constexpr std::size_t kEu = 18;
  constexpr std::size_t kUi = 19;
  std::string out;
  for (const char32_t c : word) {
    if (!is_hangul(c)) {
      return {};
    }
    const std::size_t index = c - 0xAC00;
    const std::size_t vowel = index % 588 / 28;
    std::string_view initial = kInitial[index / 588];
    if ((habits & kHardK) != 0 && initial == "g") {
      initial = "k";
    } else if ((habits & kHardRest) != 0 && (initial == "d" || initial == "b" || initial == "j")) {
      initial = initial == "d" ? "t" : initial == "b" ? "p" : "ch";
    } else if ((habits & kSoftL) != 0 && initial == "r" && out.empty()) {
      const std::string_view sound = kVowel[vowel];
      initial = sound.front() == 'y' || sound.front() == 'i' ? "" : "n";
    }
    out += initial;
    out += (habits & kShortO) != 0 && vowel == kEo    ? "u"
           : (habits & kShortO) != 0 && vowel == kYeo ? "yu"
           : (habits & kLongEu) != 0 && vowel == kEu  ? "eu"
           : (habits & kShortUi) != 0 && vowel == kUi ? "i"
                                                      : kVowel[vowel];
    out += kFinal[index % 28];
  }
  return out;
}

// --- Japanese -------------------------------------------------------------------------------------------------------

// Readings of a word put together from those of its characters: native with native, Chinese with Chinese.
void add_japanese(std::u32string_view word, ReadingList& out) {
  std::string native;
  std::string chinese;
  for (const char32_t c : word) {
    const std::string_view both = text::japanese(c);
    const std::size_t comma = both.find(',');
    if (comma == std::string_view::npos) {
      return;
    }
    native += both.substr(0, std::min(comma, both.find('/')));
    chinese += both.substr(comma + 1);
  }
  out.add(native);
  out.add(chinese);
}

// --- Chinese
// ----------------------------------------------------------------------------------------------------------

// Characters of names that Mandarin reads in a second way. Source: general knowledge.
struct SecondReading {
  char32_t character;
  std::string_view pinyin;
};

constexpr SecondReading kSecondReadings[] = {
    {U'都', "du"},   {U'长', "chang"}, {U'重', "zhong"}, {U'乐', "yue"},  {U'行', "hang"},  {U'曾', "zeng"},
    {U'单', "shan"}, {U'查', "zha"},   {U'盖', "ge"},    {U'朴', "piao"}, {U'翟', "zhai"},  {U'尉', "yu"},
    {U'石', "dan"},  {U'车', "ju"},    {U'柏', "bo"},    {U'薄', "bo"},   {U'朝', "zhao"},  {U'那', "nuo"},
    {U'佛', "fo"},   {U'大', "dai"},   {U'缪', "miao"},  {U'谌', "chen"}, {U'晟', "cheng"}, {U'茜', "xi"},
    {U'莘', "shen"}, {U'娜', "nuo"},   {U'阿', "e"},     {U'蔚', "yu"},   {U'传', "zhuan"}, {U'盛', "cheng"},
    {U'藏', "cang"}, {U'万', "mo"},    {U'种', "chong"}, {U'秘', "bi"},   {U'覃', "qin"}};

// The pinyin of a word of which one character is read in its second way, or "".
std::string second_pinyin(std::u32string_view unified_word) {
  std::string out;
  bool other = false;
  for (const char32_t c : unified_word) {
    const auto* found = std::find_if(std::begin(kSecondReadings), std::end(kSecondReadings),
                                     [&](const SecondReading& reading) { return reading.character == c; });
    const bool takes = !other && found != std::end(kSecondReadings);
    out += takes ? std::string(found->pinyin) : text::to_latin(std::u32string_view(&c, 1));
    other = other || takes;
  }
  return other ? out : std::string();
}

// --- Latin ----------------------------------------------------------------------------------------------------------

// The letters of a syllable as a number.
constexpr std::size_t kMaxKoreanSyllable = 7;
std::uint64_t packed(std::string_view syllable) {
  std::uint64_t key = 0;
  for (const char c : syllable) {
    key = key << 8U | static_cast<unsigned char>(c);
  }
  return key;
}

// Every Korean syllable in every usual romanisation.
std::unordered_set<std::uint64_t> korean_syllables() {
  static constexpr std::string_view kInitial[] = {"kk", "tt", "pp", "ss", "sh", "jj", "ch", "g", "n",
                                                  "d",  "r",  "l",  "m",  "b",  "s",  "j",  "k", "t",
                                                  "p",  "h",  "y",  "w",  "kw", "hw", ""};
  static constexpr std::string_view kVowel[] = {"a",  "ae", "ya", "yae", "eo",  "e",  "yeo", "ye", "o",  "wa", "wae",
                                                "oe", "yo", "u",  "wo",  "weo", "we", "wi",  "yu", "eu", "ui", "i",
                                                "oo", "ee", "ou", "you", "yoo", "ai", "ei",  "oh", "uh", "ah", "ie"};
  static constexpr std::string_view kFinal[] = {"", "k", "n", "t", "l", "m", "p", "ng", "g", "b"};
  std::unordered_set<std::uint64_t> out;
  for (const std::string_view initial : kInitial) {
    for (const std::string_view vowel : kVowel) {
      for (const std::string_view final : kFinal) {
        out.insert(packed(std::string(initial) + std::string(vowel) + std::string(final)));
      }
    }
  }
  return out;
}

bool is_korean_syllable(std::string_view text) {
  static const std::unordered_set<std::uint64_t> kSyllables = korean_syllables();
  return text.size() <= kMaxKoreanSyllable && kSyllables.find(packed(text)) != kSyllables.end();
}

}  // namespace

void add_han_readings(std::u32string_view word, std::string_view pinyin, EastAsianPlace place, ReadingList& out) {
  if (word.empty() || word.size() > kMaxHanWord) {
    return;
  }
  const Tables& tables = Tables::get();
  const std::u32string key = unified(word);
  const auto add_from = [&](const Tables::Spellings& table) {
    if (const auto found = table.find(key); found != table.end()) {
      out.add_all(found->second);
    }
  };
  if (place == EastAsianPlace::kSurname) {
    add_from(tables.surnames);
    add_from(tables.japanese_surnames);
  } else {
    add_from(tables.japanese_given);
    add_from(tables.japanese_surnames);
  }
  out.add(second_pinyin(key));
  std::string cantonese;
  std::string second;
  std::u32string hangul;
  for (const char32_t c : word) {
    const std::string_view spelled = text::cantonese(c);
    const std::size_t blank = spelled.find(' ');
    if (spelled.empty() || (cantonese.empty() && c != word.front())) {
      cantonese.clear();
      second.clear();
    } else {
      cantonese += spelled.substr(0, blank);
      second += blank == std::string_view::npos ? spelled : spelled.substr(blank + 1);
    }
    hangul.push_back(text::korean(c));
  }
  out.add(cantonese);
  out.add(text::wade_giles(pinyin));
  out.add(spell_hangul(hangul, 0));
  out.add(spell_hangul(hangul, kHardK | kLongEu));
  add_japanese(word, out);
  out.add(second);
}

void add_hangul_readings(std::u32string_view word, EastAsianPlace place, ReadingList& out) {
  if (word.empty() || word.size() > kMaxHangulWord) {
    return;
  }
  const Tables& tables = Tables::get();
  if (place == EastAsianPlace::kSurname) {
    if (const auto found = tables.surnames.find(std::u32string(word)); found != tables.surnames.end()) {
      out.add_all(found->second);
      return;
    }
  }
  // Giyeok is written k more often than not; the other habits by how common they are.
  for (const unsigned habits :
       {kHardK | kShortUi, kHardK | kShortUi | kLongEu, kHardK, kShortUi | kLongEu, kHardK | kShortO | kShortUi,
        kShortO | kShortUi, kHardK | kHardRest, kSoftL | kHardK | kShortUi, kHardK | kShortO | kShortUi | kLongEu,
        kHardRest, kHardK | kHardRest | kLongEu}) {
    if (out.full()) {
      return;
    }
    out.add(spell_hangul(word, habits));
  }
}

std::size_t japanese_surname(std::u32string_view name) {
  if (name.size() < 3) {
    return 0;
  }
  const Tables& tables = Tables::get();
  const std::u32string key = unified(name);
  // Three characters that begin with a Chinese surname are a Chinese name; four never are, but for the surnames of two.
  if (name.size() == 3 && tables.surnames.find(key.substr(0, 1)) != tables.surnames.end()) {
    return 0;
  }
  if (tables.surnames.find(key.substr(0, 2)) != tables.surnames.end()) {
    return 0;
  }
  for (const std::size_t size : {std::size_t{3}, std::size_t{2}}) {
    if (name.size() > size && tables.japanese_surnames.find(key.substr(0, size)) != tables.japanese_surnames.end()) {
      return size;
    }
  }
  return 0;
}

std::vector<std::string_view> surname_spellings(bool korean) {
  const Tables& tables = Tables::get();
  std::vector<std::string_view> out;
  for (const auto& [spelling, all] : korean ? tables.korean : tables.chinese) {
    out.push_back(spelling);
  }
  return out;
}

std::string_view korean_surname_spellings(std::string_view latin) {
  const Tables& tables = Tables::get();
  const auto found = tables.korean.find(latin);
  return found == tables.korean.end() ? std::string_view() : found->second;
}

bool is_korean_word(std::string_view latin) {
  if (latin.empty() || latin.size() > 14) {
    return false;
  }
  if (is_korean_syllable(latin)) {
    return true;
  }
  for (std::size_t cut = 1; cut < latin.size(); ++cut) {
    if (is_korean_syllable(latin.substr(0, cut)) && is_korean_syllable(latin.substr(cut))) {
      return true;
    }
  }
  return false;
}

}  // namespace penumbra::names
