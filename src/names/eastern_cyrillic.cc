#include "names/eastern_cyrillic.h"

#include <algorithm>
#include <array>

#include "names/east_asian.h"
#include "text/han.h"

namespace penumbra::names {
namespace {

bool contains(std::u32string_view all, char32_t c) {
  return all.find(c) != std::u32string_view::npos;
}

constexpr std::u32string_view kVowels = U"аэиоуыяюеё";

// Ukrainian, Belarusian and Kazakh letters as the Russian ones of these systems.
std::u32string in_russian_letters(std::u32string_view word) {
  std::u32string out(word);
  for (char32_t& c : out) {
    c = c == U'і' || c == U'ї' ? U'и' : c == U'є' ? U'е' : c == U'ґ' ? U'г' : c;
  }
  return out;
}

struct Piece {
  std::u32string_view cyrillic;
  std::string_view latin;
};

// --- Palladius ------------------------------------------------------------------------------------------------------

// Initials; of the three that stand for two, what they are before soft finals is below. Longer ones first.
constexpr Piece kInitials[] = {{U"чж", "zh"}, {U"цз", "z"}, {U"дз", "z"}, {U"б", "b"},  {U"п", "p"}, {U"м", "m"},
                               {U"ф", "f"},   {U"д", "d"},  {U"т", "t"},  {U"н", "n"},  {U"л", "l"}, {U"г", "g"},
                               {U"к", "k"},   {U"х", "h"},  {U"ч", "ch"}, {U"ш", "sh"}, {U"ж", "r"}, {U"ц", "c"},
                               {U"с", "s"},   {U"в", "w"},  {U"", ""}};

struct Final {
  std::u32string_view cyrillic;
  std::string_view after_consonant;
  std::string_view alone;
  bool soft = false;
};

// Longer ones first where one begins another.
constexpr Final kFinals[] = {
    {U"юань", "uan", "yuan", true}, {U"уань", "uan", "", false},  {U"уан", "uang", "", false},
    {U"уай", "uai", "", false},     {U"уэй", "ui", "", false},    {U"уей", "ui", "", false},
    {U"унь", "un", "", false},      {U"юнь", "un", "yun", true},  {U"янь", "ian", "yan", true},
    {U"инь", "in", "yin", true},    {U"ань", "an", "an", false},  {U"энь", "en", "en", false},
    {U"ень", "en", "en", false},    {U"яо", "iao", "yao", true},  {U"юй", "u", "yu", true},
    {U"юэ", "ue", "yue", true},     {U"юе", "ue", "yue", true},   {U"юн", "iong", "yong", true},
    {U"ян", "iang", "yang", true},  {U"ин", "ing", "ying", true}, {U"ан", "ang", "ang", false},
    {U"эн", "eng", "eng", false},   {U"ен", "eng", "eng", false}, {U"ун", "ong", "", false},
    {U"ао", "ao", "ao", false},     {U"ай", "ai", "ai", false},   {U"эй", "ei", "ei", false},
    {U"ей", "ei", "ei", false},     {U"оу", "ou", "ou", false},   {U"эр", "er", "er", false},
    {U"уа", "ua", "", false},       {U"уй", "ui", "", false},     {U"я", "ia", "ya", true},
    {U"ю", "iu", "you", true},      {U"и", "i", "yi", true},      {U"е", "ie", "ye", true},
    {U"ы", "i", "", false},         {U"а", "a", "a", false},      {U"о", "uo", "o", false},
    {U"э", "e", "e", false},        {U"е", "e", "e", false},      {U"у", "u", "wu", false}};

// One syllable; "" if there is none such.
std::string pinyin_syllable(std::string_view initial, const Final& final) {
  std::string out;
  if (initial.empty()) {
    out = final.alone;
  } else {
    // Before soft finals the hissing sounds are others.
    out = !final.soft ? initial : initial == "z" ? "j" : initial == "c" ? "q" : initial == "s" ? "x" : initial;
    const bool labial = initial == "b" || initial == "p" || initial == "m" || initial == "f" || initial == "w";
    const bool hushing = initial == "zh" || initial == "ch" || initial == "sh" || initial == "r";
    if (final.soft && (initial == "w" || (hushing && final.cyrillic != U"и"))) {
      return {};
    }
    out += labial && final.after_consonant == "uo" ? std::string_view("o") : final.after_consonant;
  }
  return text::wade_giles(out).empty() ? std::string() : out;
}

// Appends the pinyin of all of a word; false if it does not divide.
bool read_pinyin(std::u32string_view word, int most, std::string& out) {
  if (word.empty()) {
    return true;
  }
  if (most == 0) {
    return false;
  }
  for (const Piece& initial : kInitials) {
    if (!word.starts_with(initial.cyrillic)) {
      continue;
    }
    for (const Final& final : kFinals) {
      std::u32string_view rest = word.substr(initial.cyrillic.size());
      if (!rest.starts_with(final.cyrillic)) {
        continue;
      }
      rest.remove_prefix(final.cyrillic.size());
      // A hard sign divides ng from a vowel: without it n begins the next syllable.
      const bool nasal = final.cyrillic.back() == U'н';
      if (nasal && !rest.empty() && contains(kVowels, rest.front())) {
        continue;
      }
      if (nasal && rest.size() > 1 && rest.front() == U'ъ') {
        rest.remove_prefix(1);
      }
      const std::string syllable = pinyin_syllable(initial.latin, final);
      if (syllable.empty()) {
        continue;
      }
      const std::size_t size = out.size();
      out += syllable;
      if (read_pinyin(rest, most - 1, out)) {
        return true;
      }
      out.resize(size);
    }
  }
  return false;
}

// --- Kontsevich -----------------------------------------------------------------------------------------------------

// What letters are in a key. Longer ones first.
constexpr Piece kKoreanInitials[] = {{U"чж", "z"}, {U"чх", "z"}, {U"дж", "z"}, {U"тч", "z"}, {U"чч", "z"}, {U"кк", "k"},
                                     {U"кх", "k"}, {U"тт", "t"}, {U"тх", "t"}, {U"пп", "p"}, {U"пх", "p"}, {U"сс", "s"},
                                     {U"к", "k"},  {U"г", "k"},  {U"т", "t"},  {U"д", "t"},  {U"п", "p"},  {U"б", "p"},
                                     {U"ч", "z"},  {U"ц", "z"},  {U"с", "s"},  {U"ш", "s"},  {U"х", "h"},  {U"н", "n"},
                                     {U"м", "m"},  {U"р", "l"},  {U"л", "l"},  {U"", ""}};
constexpr Piece kKoreanVowels[] = {
    {U"ва", "va"}, {U"вэ", "ve"}, {U"ве", "ve"}, {U"во", "o"}, {U"ви", "vi"}, {U"ый", "i"}, {U"ыи", "i"}, {U"ой", "ve"},
    {U"йо", "io"}, {U"йе", "e"},  {U"эй", "e"},  {U"ей", "e"}, {U"уй", "vi"}, {U"а", "a"},  {U"я", "ia"}, {U"э", "e"},
    {U"е", "?"},   {U"о", "o"},   {U"ё", "io"},  {U"у", "u"},  {U"ю", "iu"},  {U"ы", "u"},  {U"и", "i"}};
constexpr Piece kKoreanFinals[] = {{U"ль", "l"}, {U"нъ", "n"}, {U"нг", "n"}, {U"л", "l"}, {U"р", "l"}, {U"к", "k"},
                                   {U"т", "t"},  {U"п", "p"},  {U"б", "p"},  {U"м", "m"}, {U"н", "n"}, {U"", ""}};

// Calls `visit` with each division of the beginning of a word into a syllable and the rest.
template <typename Visit>
bool each_korean_syllable(std::u32string_view word, const Visit& visit) {
  for (const Piece& initial : kKoreanInitials) {
    if (!word.starts_with(initial.cyrillic)) {
      continue;
    }
    for (const Piece& vowel : kKoreanVowels) {
      std::u32string_view rest = word.substr(initial.cyrillic.size());
      if (!rest.starts_with(vowel.cyrillic)) {
        continue;
      }
      rest.remove_prefix(vowel.cyrillic.size());
      for (const Piece& final : kKoreanFinals) {
        if (rest.starts_with(final.cyrillic) && visit(initial, vowel, final, rest.substr(final.cyrillic.size()))) {
          return true;
        }
      }
    }
  }
  return false;
}

// Divides a word into syllables of the key, "?" for a vowel that is written е.
bool read_korean(std::u32string_view word, int most, std::string& out) {
  if (word.empty()) {
    return true;
  }
  return most > 0 && each_korean_syllable(word, [&](const Piece& initial, const Piece& vowel, const Piece& final,
                                                    std::u32string_view rest) {
           const std::size_t size = out.size();
           out += initial.latin;
           // The letter е is e at the end of a syllable, else mostly a yo without its dots or, after hissing sounds,
           // the open o of older spellings ("Чен").
           const bool hissing = initial.latin == "z" || initial.latin == "s" || initial.latin == "t";
           out += vowel.latin != "?" ? vowel.latin : final.latin.empty() ? "e" : hissing ? "o" : "io";
           out += final.latin;
           if (read_korean(rest, most - 1, out)) {
             return true;
           }
           out.resize(size);
           return false;
         });
}

// As keys have it: no letter twice, and k after n is lost.
std::string tidy_key(std::string_view letters) {
  std::string out;
  for (const char c : letters) {
    if (!(c == 'k' && !out.empty() && out.back() == 'n') && (out.empty() || out.back() != c)) {
      out.push_back(c);
    }
  }
  return out;
}

// --- Polivanov ------------------------------------------------------------------------------------------------------

constexpr Piece kJapaneseConsonants[] = {
    {U"дз", "z"},  {U"дж", "j"}, {U"тч", "tch"}, {U"тц", "tts"}, {U"кк", "kk"}, {U"сс", "ss"}, {U"тт", "tt"},
    {U"пп", "pp"}, {U"к", "k"},  {U"г", "g"},    {U"с", "s"},    {U"ш", "sh"},  {U"з", "z"},   {U"т", "t"},
    {U"ч", "ch"},  {U"ц", "ts"}, {U"д", "d"},    {U"н", "n"},    {U"х", "h"},   {U"ф", "f"},   {U"б", "b"},
    {U"п", "p"},   {U"м", "m"},  {U"р", "r"},    {U"в", "w"},    {U"", ""}};
// Plain after a consonant; the soft ones stand for a y before the vowel.
constexpr Piece kJapaneseVowels[] = {{U"йо", "yo"}, {U"а", "a"}, {U"и", "i"},  {U"у", "u"},  {U"э", "e"},
                                     {U"е", "e"},   {U"о", "o"}, {U"я", "ya"}, {U"ю", "yu"}, {U"ё", "yo"}};

std::string hepburn_syllable(std::string_view consonant, std::string_view vowel) {
  const bool soft = vowel.front() == 'y' && !consonant.empty();
  const std::string_view plain = soft ? vowel.substr(1) : vowel;
  const auto spelled = [](std::string_view a, std::string_view b) { return std::string(a) + std::string(b); };
  const bool before_i = plain == "i";
  if (consonant == "s" || consonant == "ss") {
    return soft || before_i ? spelled(consonant == "s" ? "sh" : "ssh", plain) : spelled(consonant, plain);
  }
  if (consonant == "t" || consonant == "tt") {
    return soft || before_i ? spelled(consonant == "t" ? "ch" : "tch", plain) : spelled(consonant, plain);
  }
  if (consonant == "z" || consonant == "j") {
    return soft || before_i || consonant == "j" ? spelled("j", plain) : spelled("z", plain);
  }
  if (consonant == "h" && plain == "u" && !soft) {
    return "fu";
  }
  if (consonant == "w") {
    return plain == "a" || plain == "o" ? spelled("w", plain) : std::string();
  }
  const bool one_kind = consonant == "sh" || consonant == "ch" || consonant == "tch" || consonant == "ts" ||
                        consonant == "tts" || consonant == "d" || consonant == "f";
  return one_kind ? spelled(consonant, plain) : spelled(consonant, vowel);
}

}  // namespace

std::string pinyin_of_cyrillic(std::u32string_view word) {
  constexpr int kMostSyllables = 3;
  std::string out;
  const bool read = word.size() <= kMaxEasternLetters && read_pinyin(in_russian_letters(word), kMostSyllables, out);
  return read ? out : std::string();
}

bool looks_palladian(std::u32string_view word) {
  return word.find(U"чж") != std::u32string_view::npos || word.find(U"цз") != std::u32string_view::npos;
}

std::vector<std::string> korean_keys_of_cyrillic(std::u32string_view word) {
  constexpr int kMostSyllables = 2;
  std::string read;
  if (word.size() > kMaxEasternLetters || !read_korean(in_russian_letters(word), kMostSyllables, read)) {
    return {};
  }
  // The two vowels that Cyrillic writes о are read with u by some, and so are those with a y before.
  std::vector<std::string> out;
  for (const bool yeo : {false, true}) {
    for (const bool eo : {false, true}) {
      std::string letters;
      for (std::size_t i = 0; i < read.size(); ++i) {
        const bool after_i = i > 0 && read[i - 1] == 'i';
        letters.push_back(read[i] == 'o' && (after_i ? yeo : eo) ? 'u' : read[i]);
      }
      std::string key = tidy_key(letters);
      if (std::find(out.begin(), out.end(), key) == out.end()) {
        out.push_back(std::move(key));
      }
    }
  }
  return out;
}

std::string hepburn_of_cyrillic(std::u32string_view word) {
  if (word.size() > kMaxEasternLetters) {
    return {};
  }
  const std::u32string russian = in_russian_letters(word);
  std::string out;
  for (std::u32string_view rest = russian; !rest.empty();) {
    const char32_t next = rest.size() > 1 ? rest[1] : 0;
    // The second half of a diphthong, and n or m before a consonant or at the end.
    if (rest.front() == U'й' && !out.empty() && next != U'о') {
      out.push_back('i');
      rest.remove_prefix(1);
      continue;
    }
    if ((rest.front() == U'н' && !contains(kVowels, next)) || (rest.front() == U'м' && contains(U"бпм", next))) {
      out.push_back('n');
      rest.remove_prefix(next == U'ъ' ? 2 : 1);
      continue;
    }
    const auto* const consonant = std::find_if(std::begin(kJapaneseConsonants), std::end(kJapaneseConsonants),
                                               [&](const Piece& piece) { return rest.starts_with(piece.cyrillic); });
    rest.remove_prefix(consonant->cyrillic.size());
    const auto* const vowel = std::find_if(std::begin(kJapaneseVowels), std::end(kJapaneseVowels),
                                           [&](const Piece& piece) { return rest.starts_with(piece.cyrillic); });
    const std::string syllable =
        vowel == std::end(kJapaneseVowels) ? std::string() : hepburn_syllable(consonant->latin, vowel->latin);
    if (syllable.empty()) {
      return {};
    }
    out += syllable;
    rest.remove_prefix(vowel->cyrillic.size());
  }
  return out;
}

namespace {

// Bits of the letters from а to я; 0 for others.
constexpr std::uint32_t letter_bit(char32_t c) {
  return c >= U'а' && c <= U'я' ? 1U << (c - U'а') : 0;
}
constexpr std::uint32_t bits_of(std::u32string_view letters) {
  std::uint32_t bits = 0;
  for (const char32_t c : letters) {
    bits |= letter_bit(c);
  }
  return bits;
}

// Whether the letters of a word may be of one of the systems, by its last one and by each with the one behind it. Most
// Russian words are told so, and the rest is some ten times as dear.
bool may_be_eastern(std::u32string_view word) {
  constexpr std::uint32_t kConsonants = bits_of(U"бвгджзклмнпрстфхцчшщ");
  constexpr std::uint32_t kNeverLast = bits_of(U"вджзсфхцчшщъ");
  constexpr std::uint32_t kCloses = bits_of(U"бгклмнпрт");  // a syllable of Korean or Japanese
  if (word.empty() || word.size() > kMaxEasternLetters || (letter_bit(word.back()) & kNeverLast) != 0) {
    return false;
  }
  for (std::size_t i = 0; i + 1 < word.size(); ++i) {
    const char32_t c = word[i];
    const char32_t next = word[i + 1];
    if ((letter_bit(c) & kConsonants & ~kCloses) == 0 || (letter_bit(next) & kConsonants) == 0) {
      continue;
    }
    const bool one_sound = c == U'д'   ? next == U'з' || next == U'ж'
                           : c == U'ц' ? next == U'з'
                           : c == U'ч' ? next == U'ж' || next == U'х' || next == U'ч'
                           : c == U'с' ? next == U'с'
                           : c == U'х' ? next == U'в'
                                       : false;
    if (!one_sound) {
      return false;
    }
  }
  return true;
}

// Whether a word may be Chinese by its letters: no consonants together but in "цз", "чж" and behind n, an r in "эр"
// only.
bool may_be_chinese(std::u32string_view word) {
  constexpr std::uint32_t kConsonants = bits_of(U"бвгджзклмпрстфхцчшщ");
  constexpr std::uint32_t kNeverLast = bits_of(U"бгклмпт");
  if ((letter_bit(word.back()) & kNeverLast) != 0) {
    return false;
  }
  for (std::size_t i = 0; i + 1 < word.size(); ++i) {
    const char32_t c = word[i];
    const char32_t next = word[i + 1];
    const bool both = (letter_bit(c) & kConsonants) != 0 && (letter_bit(next) & kConsonants) != 0;
    const bool one_sound = (next == U'з' && (c == U'ц' || c == U'д')) || (next == U'ж' && c == U'ч');
    if ((both && !one_sound) || (next == U'р' && c != U'э')) {
      return false;
    }
  }
  return word.front() != U'р';
}

// Whether a word may be Japanese, and whether Polivanov spells it otherwise than Latin letters would.
bool may_be_japanese(std::u32string_view word) {
  constexpr std::uint32_t kNever = bits_of(U"лщыь");
  return std::none_of(word.begin(), word.end(), [](char32_t c) { return (letter_bit(c) & kNever) != 0; });
}
bool is_spelled_as_japanese(std::u32string_view word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char32_t next = i + 1 < word.size() ? word[i + 1] : 0;
    if (word[i] == U'ё' || (word[i] == U'д' && next == U'з') ||
        ((word[i] == U'с' || word[i] == U'т') && contains(U"ияюё", next))) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::uint8_t eastern_systems(std::span<const std::u32string_view> words) {
  constexpr std::size_t kMostWords = 4;
  constexpr std::size_t kLongestSurname = 7;
  if (words.size() < 2 || words.size() > kMostWords || !std::all_of(words.begin(), words.end(), may_be_eastern)) {
    return 0;
  }
  const auto all = [&](auto test) { return std::all_of(words.begin(), words.end(), test); };
  const auto at_an_end = [&](auto test) {
    return (words.front().size() <= kLongestSurname && test(words.front())) ||
           (words.back().size() <= kLongestSurname && test(words.back()));
  };
  std::uint8_t out = 0;
  if (all(may_be_chinese) && at_an_end([](auto word) { return is_chinese_surname(pinyin_of_cyrillic(word)); }) &&
      all([](auto word) { return !pinyin_of_cyrillic(word).empty(); })) {
    out |= kPalladius;
  }
  if (at_an_end([](auto word) { return !korean_surname_of_cyrillic(word).empty(); }) &&
      all([](auto word) { return !korean_keys_of_cyrillic(word).empty(); })) {
    out |= kKontsevich;
  }
  constexpr std::size_t kWordsOfJapanese = 2;
  if (words.size() == kWordsOfJapanese && all(may_be_japanese) &&
      std::any_of(words.begin(), words.end(), is_spelled_as_japanese) &&
      all([](auto word) { return !hepburn_of_cyrillic(word).empty(); })) {
    out |= kPolivanov;
  }
  return out;
}

}  // namespace penumbra::names
