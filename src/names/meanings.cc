#include "names/meanings.h"
#include "names/table_text.h"

#include <algorithm>
#include <array>

#include "embedded/names_meanings.h"
#include "embedded/names_place_names.h"
#include "text/code_points.h"
#include "text/han.h"
#include "text/utf8.h"

namespace penumbra::names {
namespace {

using text::Script;

// Longest word of the tables that is looked for in a run, in characters.
constexpr std::size_t kLongestWord = 16;

// The letter under which spellings of one word are looked up: one form of each Chinese character, Arabic letters
// without what writers leave out (hamza, dots of a final ya) and without the shapes of Persian. 0 is dropped.
char32_t plain(char32_t c) {
  switch (c) {
    case 0x0622:  // alif with madda, hamza above, below, wasla
    case 0x0623:
    case 0x0625:
    case 0x0671:
      return 0x0627;
    case 0x0649:  // alif maqsura
    case 0x06CC:  // Persian ya
    case 0x06D0:
    case 0x06D2:
      return 0x064A;
    case 0x0629:  // ta marbuta
    case 0x06C0:
    case 0x06C1:
    case 0x06C2:
    case 0x06BE:
    case 0x06D5:
      return 0x0647;
    case 0x06A9:  // Persian kaf
      return 0x0643;
    case 0x0621:  // hamza by itself
    case 0x0640:  // tatweel
    case 0x200C:  // joiners
    case 0x200D:
      return 0;
    default:
      break;
  }
  if (c >= 0x064B && c <= 0x065F) {
    return 0;  // vowel signs
  }
  if (c >= 0x03AC && c <= 0x03CE) {
    // Greek letters with an accent, the final sigma.
    static constexpr std::u32string_view kAccented = U"άέήίόύώϊϋΐΰς";
    static constexpr std::u32string_view kBare = U"αεηιουωιυιυσ";
    const std::size_t at = kAccented.find(c);
    return at == kAccented.npos ? c : kBare[at];
  }
  return c >= 0x2E80 ? text::unify_han(c) : c;
}

std::u32string plain_of(std::u32string_view word) {
  std::u32string out;
  out.reserve(word.size());
  for (const char32_t c : word) {
    if (const char32_t letter = plain(c); letter != 0) {
      out.push_back(letter);
    }
  }
  return out;
}

// What is written together with the word behind it: the article, "and", "for", "in". The longer first.
constexpr std::array<std::u32string_view, 8> kArabicHeads = {U"وال", U"بال", U"ولل", U"لل", U"ال", U"و", U"ل", U"ب"};
constexpr std::array<std::u32string_view, 8> kHebrewHeads = {U"וה", U"ול", U"שב", U"ה", U"ו", U"ל", U"ב", U"מ"};
constexpr std::size_t kLeastBehindHead = 3;

// Endings of nouns and adjectives in the cases, genders and numbers of the Slavic languages, and of Turkic, Armenian
// and Georgian genitives.
constexpr std::array<std::u32string_view, 58> kEndings = {
    U"",    U"а",   U"у",  U"ю",  U"я",  U"і",  U"ї",  U"и",  U"ы",  U"е",  U"є",  U"о",  U"й",  U"ь",  U"ом",
    U"ем",  U"ів",  U"ов", U"ев", U"ей", U"ій", U"ии", U"ию", U"ия", U"ія", U"ію", U"ії", U"ою", U"ах", U"ях",
    U"ам",  U"ям",  U"ий", U"ый", U"ая", U"яя", U"ое", U"ее", U"ої", U"ой", U"их", U"ых", U"им", U"ым", U"ые",
    U"ого", U"ому", U"ի",  U"η",  U"ησ", U"ο",  U"οσ", U"ου", U"α",  U"ων", U"εσ", U"οι", U"ια"};
constexpr std::size_t kLongestEnding = 3;

}  // namespace

Meanings::Meanings() {
  read(embedded::names_meanings());
  read(embedded::names_place_names());
}

const Meanings& Meanings::get() {
  static const Meanings* const meanings = new Meanings();
  return *meanings;
}

void Meanings::read(std::string_view table) {
  while (!table.empty()) {
    std::string_view line = take_table_text(table, '\n');
    if (line.empty() || line.front() == '#') {
      continue;
    }
    std::string_view english = take_table_text(line, '|');
    const bool sure = english.starts_with('!');
    english.remove_prefix(sure ? 1 : 0);
    while (!line.empty()) {
      const std::string_view spelling = take_table_text(line, ',');
      std::u32string word;
      for (std::size_t at = 0; at < spelling.size();) {
        if (const char32_t letter = plain(text::decode(spelling, at)); letter != 0) {
          word.push_back(letter);
        }
      }
      const bool stem = !word.empty() && word.back() == U'*';
      if (stem) {
        word.pop_back();
      }
      // The first meaning of a word counts.
      (stem ? stems_ : words_).try_emplace(std::move(word), Meaning{english, sure});
    }
  }
}

const Meaning* Meanings::find(std::u32string_view plain) const {
  const auto found = words_.find(plain);
  return found == words_.end() ? nullptr : &found->second;
}

const Meaning* Meanings::of_word(std::u32string_view word, Script script) const {
  constexpr std::size_t kLongest = 40;
  if (word.size() > kLongest) {
    return nullptr;
  }
  const std::u32string letters = plain_of(word);
  const std::u32string_view all = letters;
  if (const Meaning* const found = find(all)) {
    return found;
  }
  if (script == Script::kArabic || script == Script::kHebrew) {
    const auto& heads = script == Script::kArabic ? kArabicHeads : kHebrewHeads;
    for (const std::u32string_view head : heads) {
      if (all.size() >= head.size() + kLeastBehindHead && all.starts_with(head)) {
        if (const Meaning* const found = find(all.substr(head.size()))) {
          return found;
        }
      }
    }
    return nullptr;
  }
  for (std::size_t ending = 0; ending <= kLongestEnding && ending + 2 < all.size(); ++ending) {
    const std::u32string_view stem = all.substr(0, all.size() - ending);
    const auto found = stems_.find(stem);
    if (found != stems_.end() &&
        std::find(kEndings.begin(), kEndings.end(), all.substr(stem.size())) != kEndings.end()) {
      return &found->second;
    }
  }
  return nullptr;
}

const Meaning* Meanings::word_at(std::u32string_view word) const {
  return find(plain_of(word));
}

void Meanings::divide(std::u32string_view run, unsigned char* sizes) const {
  // From the end: what covers the most characters, a little less for each word. A word of one character stands behind
  // another one only ("市" behind a city).
  struct Best {
    int value = 0;
    unsigned char size = 1;
    bool known = false;
  };
  constexpr std::size_t kLeastKana = 4;
  constexpr int kCharacter = 8;
  constexpr int kWord = 3;
  std::array<Best, 65> best{};
  std::u32string letters = plain_of(run);
  if (letters.size() != run.size()) {
    letters.assign(run);  // signs that are dropped do not occur in these scripts
  }
  const std::u32string_view all = letters;
  best[all.size()] = {};
  for (std::size_t at = all.size(); at-- > 0;) {
    best[at] = {best[at + 1].value, 1, false};
    // Short words of Japanese syllables begin and end many others: they stand by themselves only.
    const bool kana = text::code_point(all[at]).script == Script::kKana;
    for (std::size_t size = std::min(kLongestWord, all.size() - at); size >= 2; --size) {
      if (kana && size < kLeastKana && size != all.size()) {
        break;
      }
      const int value = kCharacter * static_cast<int>(size) - kWord + best[at + size].value;
      if (value > best[at].value && find(all.substr(at, size)) != nullptr) {
        best[at] = {value, static_cast<unsigned char>(size), true};
      }
    }
  }
  bool after_word = false;
  for (std::size_t at = 0; at < all.size();) {
    if (best[at].known) {
      sizes[at] = static_cast<unsigned char>(best[at].size + kKnown);
      at += best[at].size;
      after_word = true;
      continue;
    }
    if (after_word && find(all.substr(at, 1)) != nullptr) {
      sizes[at] = 1 + kKnown;
      ++at;
      continue;
    }
    const std::size_t start = at;
    while (at < all.size() && !best[at].known) {
      ++at;
    }
    sizes[start] = static_cast<unsigned char>(at - start);
    after_word = false;
  }
}

bool Meanings::shows_organisation(std::u32string_view text) const {
  bool sure = false;
  for (std::size_t at = 0; at < text.size() && !sure;) {
    const Script script = text::code_point(text[at]).script;
    std::size_t end = at + 1;
    while (end < text.size() &&
           (text::code_point(text[end]).script == script || text::code_point(text[end]).script == Script::kMark)) {
      ++end;
    }
    const std::u32string_view run = text.substr(at, end - at);
    at = end;
    if (script == Script::kNone || script == Script::kLatin || script == Script::kMark) {
      continue;
    }
    if (writes_no_blanks(script)) {
      // A given name may hold a short word.
      const std::size_t least = script == Script::kThai ? 8 : 4;
      std::size_t known = 0;
      bool holds = false;
      cut(run, [&](std::u32string_view piece, const Meaning* meaning) {
        known += meaning != nullptr ? piece.size() : 0;
        holds = holds || (meaning != nullptr && meaning->sure);
      });
      sure = holds && known >= least;
    } else if (run.size() > 2) {
      const Meaning* const meaning = of_word(run, script);
      sure = meaning != nullptr && meaning->sure;
    }
  }
  return sure;
}

}  // namespace penumbra::names
