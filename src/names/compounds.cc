#include "names/compounds.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

namespace penumbra::names {
namespace {

using text::Script;

template <std::size_t kCount>
bool is_one_of(std::string_view word, const std::string_view (&words)[kCount]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_article(std::string_view word) {
  static constexpr std::string_view kWords[] = {"al", "el",  "ul",  "ad",  "ed",  "ud",  "id", "od",
                                                "ol", "ald", "eld", "uld", "aru", "eru", "uru"};
  return is_one_of(word, kWords);
}

// One letter beside an article of two: "Jihad-zl-Din".
bool is_slip_of_article(std::string_view word) {
  constexpr std::string_view kVowels = "aeiou";
  return word.size() == 2 && (word[1] == 'l' || word[1] == 'd' || kVowels.find(word[0]) != std::string_view::npos);
}

bool is_din(std::string_view word) {
  static constexpr std::string_view kWords[] = {"din", "deen", "dine", "dein", "ddin", "ddine"};
  return is_one_of(word, kWords);
}

// "Din" with its article in one word.
bool is_article_and_din(std::string_view word) {
  static constexpr std::string_view kWords[] = {"uddin",  "addin",  "eddin",  "eddine", "uddeen", "aldin",
                                                "aldeen", "eldin",  "eldine", "eldeen", "uldin",  "oddin",
                                                "oddine", "addine", "aldine", "uldeen"};
  return is_one_of(word, kWords);
}

bool is_allah(const Word& word) {
  static constexpr std::string_view kLatin[] = {"allah", "ullah", "ollah", "llah", "oullah", "elah", "alah", "ulah"};
  if (word.script == Script::kKana) {
    return word.latin == "arra" || word.latin == "ara";
  }
  if (word.script == Script::kArabic) {
    return word.latin == "allh" || word.latin == "allah";
  }
  // Few words end in the letter that all of those end in.
  return (word.latin.ends_with('h') && is_one_of(word.latin, kLatin)) ||
         (word.script == Script::kHebrew && word.latin == "alla");
}

// Whether one of the three tests above may hold: all their words end in one of these letters.
bool may_end_compound(std::string_view word) {
  constexpr std::uint32_t kLast = 1U << ('l' - 'a') | 1U << ('d' - 'a') | 1U << ('n' - 'a') | 1U << ('e' - 'a') |
                                  1U << ('h' - 'a') | 1U << ('a' - 'a') | 1U << ('u' - 'a');
  constexpr std::uint32_t kFirst = 1U << ('a' - 'a') | 1U << ('e' - 'a') | 1U << ('i' - 'a') | 1U << ('l' - 'a') |
                                   1U << ('o' - 'a') | 1U << ('u' - 'a');
  const char last = word.back();
  const char first = word.front();
  return word.size() <= 6 && last >= 'a' && (kLast >> (last - 'a') & 1U) != 0 && first >= 'a' &&
         (kFirst >> (first - 'a') & 1U) != 0;
}

// The second half of a family name of Iranians or Afghans that many write as a word of its own ("Imani Nejad"): as
// Latin letters spell it and as the letters of Arabic and Hebrew are romanised.
bool is_family_tail(std::string_view word) {
  static constexpr std::string_view kWords[] = {
      "nejad", "nezhad", "nezad", "nejhad", "nijad", "nzhad",  "zadeh", "zadah", "zade",  "zada",  "zadh", "zadegan",
      "pour",  "poor",   "pur",   "pvr",    "vand",  "vnd",    "khah",  "khwah", "khwa",  "khvah", "khel", "khail",
      "kheyl", "khil",   "khyl",  "mal",    "ml",    "parast", "prst",  "doust", "doost", "zehi",  "zhi"};
  return word.size() >= 2 && word.size() <= 7 && is_one_of(word, kWords);
}

// Whether a word may begin as those do.
bool may_be_family_tail(std::string_view word) {
  constexpr std::string_view kFirst = "nzpvkmd";
  return word.size() >= 2 && word.size() <= 7 && kFirst.find(word.front()) != std::string_view::npos;
}

// What may stand before a compound name but is no part of it.
bool is_no_stem(std::string_view word) {
  static constexpr std::string_view kWords[] = {"bin", "ibn",  "ben", "bn",    "abn",   "bint",  "ould", "wld",
                                                "abu", "abou", "abd", "abdul", "abdel", "abdal", "al",   "el",
                                                "ul",  "ayat", "umm", "und",   "and",   "de",    "von"};
  return word.size() < 2 || is_one_of(word, kWords);
}

void put_together(Words& split, std::size_t at, std::size_t count, std::string_view tail) {
  std::vector<Word>& words = split.words;
  Word& stem = words[at];
  // Kana end a syllable in a vowel that is not spoken.
  if (stem.script == Script::kKana && stem.latin.size() > 2 && stem.latin.back() == 'u') {
    stem.latin.remove_suffix(1);
  }
  split.append(stem, tail);
  stem.native = {};
  stem.other_latin = {};
  stem.comma = words[at + count].comma;
  stem.period = words[at + count].period;
  words.erase(words.begin() + static_cast<std::ptrdiff_t>(at + 1),
              words.begin() + static_cast<std::ptrdiff_t>(at + 1 + count));
}

// Length of the ending of a compound in one word, or 0.
template <std::size_t kCount>
std::size_t ending(std::string_view word, const std::string_view (&endings)[kCount]) {
  constexpr std::size_t kLeastStem = 2;
  std::size_t longest = 0;
  for (const std::string_view tail : endings) {
    if (word.size() >= tail.size() + kLeastStem && word.substr(word.size() - tail.size()) == tail) {
      longest = std::max(longest, tail.size());
    }
  }
  return longest;
}

}  // namespace

bool ends_compound(std::string_view latin) {
  static constexpr std::string_view kAllah[] = {"ullah", "ollah", "llah", "oullah", "ulah", "olah"};
  return !latin.empty() && may_end_compound(latin) && (is_one_of(latin, kAllah) || is_article_and_din(latin));
}

namespace {

// "Owner of" with an article and a noun is one name: "Dhu al-Qarnayn", "Zul Qarnain".
void join_owner(Words& split, std::size_t i) {
  static constexpr std::string_view kAlone[] = {"dhu", "zu", "dhou", "zou", "dho", "zo"};
  static constexpr std::string_view kWithArticle[] = {"dhul", "zul", "zol", "dhoul", "zoul", "dul", "thul"};
  std::vector<Word>& words = split.words;
  const bool alone = i + 2 < words.size() && is_one_of(words[i].latin, kAlone) && is_article(words[i + 1].latin);
  const bool with = i + 1 < words.size() && is_one_of(words[i].latin, kWithArticle);
  if ((!alone && !with) || words[i].comma || words[i + 1].comma) {
    return;
  }
  const std::size_t count = alone ? 2 : 1;
  const std::string noun(words[i + count].latin);
  if (noun.size() < 3 || words[i].latin.size() + noun.size() + 1 > kMaxPartBytes) {
    return;
  }
  put_together(split, i, count, (alone ? "l" : "") + noun);
}

}  // namespace

namespace {

// A family name in two words, beside at least one other word: at the end of the name, before a comma, or in front as an
// adjective ("IMANI NEJAD Ehsan"). Elsewhere the tail may begin a family name ("Mohammad Nejad Hosseinian").
void join_family_names(Words& split) {
  std::vector<Word>& words = split.words;
  if (words.size() < 3) {
    return;
  }
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view stem = words[i].latin;
    const Word& tail = words[i + 1];
    if (!may_be_family_tail(tail.latin) || !is_family_tail(tail.latin) || words[i].comma || is_no_stem(stem) ||
        stem.size() < 3 || stem.size() + tail.latin.size() > kMaxPartBytes || words[i].script != tail.script) {
      continue;
    }
    const bool ends = i + 2 == words.size() || tail.comma;
    if ((ends && i > 0) || (tail.comma && i == 0) || (i == 0 && stem.back() == 'i')) {
      put_together(split, i, 1, std::string(tail.latin));
      return;
    }
  }
}

}  // namespace

void join_compounds(Words& split, std::size_t titles) {
  join_family_names(split);
  std::vector<Word>& words = split.words;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view word = words[i].latin;
    if (word.size() >= 2 && word.size() <= 5 && (word[0] == 'd' || word[0] == 'z' || word[0] == 't')) {
      join_owner(split, i);
    }
  }
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const Word& stem = words[i];
    const bool hyphened = words[i + 1].joined_before && words[i + 1].latin.size() == 2;
    if ((!hyphened && !may_end_compound(words[i + 1].latin)) || stem.comma || is_no_stem(stem.latin) ||
        stem.latin.size() + 5 > kMaxPartBytes) {
      continue;
    }
    // "Mullah Allah Dad": behind a title the word begins a name, where there is more of it.
    const bool begins = i < titles && i + 2 < words.size() && words[i + 1].latin == "allah";
    if (!begins && is_allah(words[i + 1])) {
      put_together(split, i, 1, "ullah");
    } else if (is_article_and_din(words[i + 1].latin)) {
      put_together(split, i, 1, "uddin");
    } else if (i + 2 < words.size() && !words[i + 1].comma && is_din(words[i + 2].latin) &&
               (is_article(words[i + 1].latin) ||
                (words[i + 1].joined_before && words[i + 2].joined_before && is_slip_of_article(words[i + 1].latin)))) {
      put_together(split, i, 2, "uddin");
    }
  }
}

bool join_allah(Words& split, std::span<const WordId> ids, const Lexicon& lexicon) {
  constexpr std::size_t kLeastStem = 3;
  constexpr std::size_t kTail = 5;
  std::vector<Word>& words = split.words;
  std::size_t removed = 0;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const Word& stem = words[i];
    const WordId id = ids[i + removed];
    const Phrase* generic = lexicon.generics.find(id);
    if (is_allah(words[i + 1]) && stem.script == words[i + 1].script && !stem.comma && !is_no_stem(stem.latin) &&
        stem.latin.size() >= kLeastStem && stem.latin.size() + kTail <= kMaxPartBytes &&
        (generic == nullptr || generic->weight > kWeightStop) && lexicon.honorifics.find(id) == nullptr) {
      put_together(split, i, 1, "ullah");
      ++removed;
    }
  }
  return removed != 0;
}

std::string usual_compound(std::string_view latin) {
  static constexpr std::string_view kAllah[] = {"ullah", "ollah",  "allah",  "oullah", "ulla", "olla",
                                                "allh",  "ullakh", "ollakh", "ulah",   "olah", "elah"};
  static constexpr std::string_view kDin[] = {"uddin",  "addin",  "eddin",  "eddine", "uddeen", "aldin",  "aldeen",
                                              "eldin",  "eldine", "eldeen", "uldin",  "oddin",  "oddine", "uddine",
                                              "addine", "odin",   "udin",   "edin",   "edine",  "iddin",  "iddine"};
  // The last two letters of all endings.
  const std::string_view tail = latin.substr(latin.size() - std::min<std::size_t>(latin.size(), 2));
  const bool allah = tail == "ah" || tail == "la" || tail == "lh" || tail == "kh";
  const bool din = tail == "in" || tail == "en" || tail == "ne";
  if (!allah && !din) {
    return {};
  }
  if (const std::size_t size = ending(latin, kAllah); size != 0) {
    return std::string(latin.substr(0, latin.size() - size)) + "ullah";
  }
  if (const std::size_t size = ending(latin, kDin); size != 0) {
    return std::string(latin.substr(0, latin.size() - size)) + "uddin";
  }
  return {};
}

std::string usual_pilgrim(std::string_view latin) {
  // Longer ones first where one begins the other.
  static constexpr std::string_view kPilgrim[] = {"chatzi", "khatzi", "hadzhi", "chadji", "hatzi",
                                                  "hadji",  "hadzi",  "hatji",  "xatzi"};
  constexpr std::size_t kLeastName = 4;
  if (latin.empty() || std::string_view("chkx").find(latin.front()) == std::string_view::npos) return {};
  // Of Greek names in the nominative and genitive: "Hajjimohammad" is a title and a name.
  if (!latin.ends_with('s') && !latin.ends_with("ou")) return {};
  for (const std::string_view spelling : kPilgrim) {
    if (latin.starts_with(spelling) && latin.size() >= spelling.size() + kLeastName) {
      return "hatzi" + std::string(latin.substr(spelling.size()));
    }
  }
  return {};
}

}  // namespace penumbra::names
