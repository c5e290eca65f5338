#include "names/together.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "names/compounds.h"
#include "names/east_asian.h"
#include "names/fold.h"
#include "names/frequency.h"
#include "text/han.h"

namespace penumbra::names {
namespace {

using text::Script;

// Half bits that one letter of a name says, about: names are as long as they are because they say it (an estimate from
// the words of frequency.txt: the surprisal of known words divided by their letters, and a little less).
constexpr int kHalfBitsOfLetter = 5;
// Half bits by which two words written together are rarer than two words.
constexpr int kTogether = 14;

bool is_known(std::string_view latin, const Lexicon& lexicon) {
  if (lexicon.word(latin) != kUnknownWord) {
    return true;
  }
  char folded[kFoldGrowth * kMaxPartBytes];
  return latin.size() <= kMaxPartBytes && frequency_of(form_hash({folded, fold_to(latin, folded)})) != 0;
}

// A known word, or a name that begins with a fused "abdul" and goes on as a known one.
bool is_known_name(std::string_view latin, const Lexicon& lexicon) {
  if (is_known(latin, lexicon)) {
    return true;
  }
  if (latin.size() < 9 || !latin.starts_with("abd") ||
      std::string_view("aeou").find(latin[3]) == std::string_view::npos) {
    return false;
  }
  // The consonant of the article is l, or that of the name ("abdurrahman", "abdurahman").
  return is_known(latin.substr(4), lexicon) || is_known(latin.substr(5), lexicon);
}

// Divides word `at` before its letter `cut`.
void divide(std::vector<Word>& words, std::size_t at, std::size_t cut) {
  Word second = words[at];
  second.latin = words[at].latin.substr(cut);
  second.native = {};
  second.other_latin = {};
  second.joined_before = true;
  Word& first = words[at];
  first.latin = first.latin.substr(0, cut);
  first.native = {};
  first.other_latin = {};
  first.comma = first.period = false;
  words.insert(words.begin() + static_cast<std::ptrdiff_t>(at + 1), std::move(second));
}

// A Roman numeral of more than one letter behind a word is a number.
bool is_numeral(std::string_view latin) {
  return latin.size() >= 2 && latin.find_first_not_of("ivx") == std::string_view::npos;
}

// A syllable of Chinese or Korean names: those are put together and taken apart at will.
bool is_syllable(std::string_view latin) {
  return is_korean_word(latin) || !text::wade_giles(latin).empty();
}

// The letters of `latin` whose fold are the first `size` of `fold`, its own fold; 0 if no place divides them so.
std::size_t cut_of(std::string_view latin, std::string_view fold, std::size_t size) {
  char head[kFoldGrowth * kMaxPartBytes];
  char tail[kFoldGrowth * kMaxPartBytes];
  for (std::size_t cut = size; cut + 3 <= latin.size(); ++cut) {
    const std::string_view first(head, fold_to(latin.substr(0, cut), head));
    if (first.size() > size) {
      return 0;
    }
    if (first == fold.substr(0, size) &&
        std::string_view(tail, fold_to(latin.substr(cut), tail)) == fold.substr(size)) {
      return cut;
    }
  }
  return 0;
}

// Endings of patronymics and of names in Lithuanian, folded, which are words in use elsewhere.
bool is_ending(std::string_view fold) {
  constexpr std::array<std::string_view, 7> kEndings = {"viks", "vikas", "vich", "vits", "ovas", "evas", "inas"};
  return std::find(kEndings.begin(), kEndings.end(), fold) != kEndings.end();
}

// The place at which a word that is not in use is most likely two names in use; 0 if it is none.
std::size_t likely_cut(std::string_view latin, std::string_view fold) {
  constexpr std::size_t kLeast = 4;
  int best = static_cast<int>(fold.size()) * kHalfBitsOfLetter;
  std::size_t found = 0;
  std::uint64_t hash = form_hash(fold.substr(0, kLeast - 1));
  for (std::size_t size = kLeast; size + kLeast <= fold.size(); ++size) {
    hash = (hash ^ static_cast<unsigned char>(fold[size - 1])) * 0x100000001B3ULL;
    if (!ends_known_word(fold.substr(0, size)) || !begins_known_word(fold.substr(size))) {
      continue;
    }
    const std::uint8_t first = frequency_of(hash);
    if (first == 0) {
      continue;
    }
    const std::uint8_t second = frequency_of(form_hash(fold.substr(size)));
    const int says = surprisal(first) + surprisal(second) + kTogether;
    if (second != 0 && says < best && !is_ending(fold.substr(size))) {
      best = says;
      found = size;
    }
  }
  return found == 0 ? 0 : cut_of(latin, fold, found);
}

// Length of a title that a word begins with, where what remains is a name in use; 0 if there is none.
std::size_t title_before(std::string_view word, const Lexicon& lexicon) {
  constexpr std::size_t kLeastTitle = 5;
  constexpr std::size_t kMostTitle = 9;
  constexpr std::size_t kLeastName = 4;
  for (std::size_t size = kLeastTitle; size <= kMostTitle && size + kLeastName <= word.size(); ++size) {
    const WordId id = lexicon.word(word.substr(0, size));
    if (id != kUnknownWord && lexicon.honorifics.find(id) != nullptr && is_known(word.substr(size), lexicon)) {
      return size;
    }
  }
  return 0;
}

// Length of the short legal form that a word before a full stop ends in, 0 if none.
std::size_t stopped_form(const Word& word, const Lexicon& lexicon) {
  constexpr std::size_t kLeastRest = 4;
  if (!word.period || word.script != Script::kLatin || lexicon.word(word.latin) != kUnknownWord) {
    return 0;
  }
  for (std::size_t size = 4; size >= 2; --size) {
    if (word.latin.size() < size + kLeastRest) {
      continue;
    }
    const WordId tail = lexicon.word(word.latin.substr(word.latin.size() - size));
    // Short forms that take a full stop end in a consonant, but for one.
    const bool stops = size == 2 ? word.latin.ends_with("co")
                                 : std::string_view("aeiouy").find(word.latin.back()) == std::string_view::npos;
    if (stops && (lexicon.legal_forms.find(tail) != nullptr || lexicon.generics.find(tail) != nullptr)) {
      return size;
    }
  }
  return 0;
}

// "Examples.r.o." reads as a word and the letters after it: the last letter of the word goes to them where they are a
// legal form then and were none.
bool regroup_letters(Words& split, const Lexicon& lexicon) {
  constexpr std::size_t kLeastRest = 3;
  constexpr std::size_t kMostLetters = 4;
  bool any = false;
  for (std::size_t i = 0; i + 1 < split.words.size(); ++i) {
    Word& word = split.words[i];
    Word& letters = split.words[i + 1];
    const std::size_t size = letters.latin.size();
    if (!word.period || !letters.joined_before || word.latin.size() <= kLeastRest || size > kMostLetters ||
        word.script != Script::kLatin || letters.script != Script::kLatin || !letters.native.empty()) {
      continue;
    }
    std::array<char, kMostLetters + 1> form;
    form[0] = word.latin.back();
    letters.latin.copy(form.data() + 1, size);
    const std::string_view whole(form.data(), size + 1);
    if (lexicon.legal_forms.find(lexicon.word(whole)) == nullptr ||
        (size > 1 && lexicon.legal_forms.find(lexicon.word(letters.latin)) != nullptr)) {
      continue;
    }
    const std::string tail(letters.latin);
    letters.latin = word.latin.substr(word.latin.size() - 1);
    word.latin.remove_suffix(1);
    split.append(letters, tail);
    any = true;
  }
  return any;
}

}  // namespace

bool rejoin_known(Words& split, const Lexicon& lexicon) {
  std::vector<Word>& words = split.words;
  bool any = false;
  for (std::size_t i = 1; i < words.size();) {
    Word& first = words[i - 1];
    const Word& second = words[i];
    const std::string_view whole(first.latin.data(), first.latin.size() + second.latin.size());
    if (second.by_case && first.latin.data() + first.latin.size() == second.latin.data() &&
        whole.size() <= kMaxPartBytes && is_known(whole, lexicon)) {
      first.latin = whole;
      first.comma = second.comma;
      first.period = second.period;
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
      any = true;
    } else {
      ++i;
    }
  }
  return any;
}

namespace {

// Whether a word is the O of an Irish name that has lost its apostrophe ("Sean O Connor"): the whole is a word in use.
// A full stop would make it an initial; so may it be in a name of two words.
bool is_elided_article(Words& split, std::size_t i) {
  constexpr std::size_t kLeastLetters = 4;
  constexpr std::size_t kMostLetters = 20;
  const std::vector<Word>& words = split.words;
  const Word& first = words[i];
  Word& second = split.words[i + 1];
  if (first.latin != "o" || first.period || first.comma || first.script != Script::kLatin || words.size() < 3 ||
      second.script != Script::kLatin || second.latin.size() < kLeastLetters || second.latin.size() > kMostLetters) {
    return false;
  }
  const std::string whole = "o" + std::string(second.latin);
  char folded[kFoldGrowth * (kMostLetters + 1)];
  const std::uint8_t common = frequency_of(form_hash({folded, fold_to(whole, folded)}));
  return common != 0;
}

}  // namespace

bool join_fragments(Words& split, std::span<const WordId> ids, const Lexicon& lexicon) {
  constexpr std::size_t kLeastWhole = 6;
  constexpr std::size_t kMostWhole = 24;
  constexpr std::size_t kFewLetters = 4;
  constexpr int kHalvesMore = 8;
  std::vector<Word>& words = split.words;
  std::size_t removed = 0;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    Word& first = words[i];
    Word& second = words[i + 1];
    const std::size_t whole = first.latin.size() + second.latin.size();
    if (is_elided_article(split, i)) {
      const std::string tail(second.latin);
      first.comma = second.comma;
      first.period = second.period;
      split.append(first, tail);
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i + 1));
      ++removed;
      continue;
    }
    // Words of business papers ("rent") are no names.
    const auto named = [&](WordId id) {
      return id != kUnknownWord && ((lexicon.nature(id) & kWordPaper) == 0 || lexicon.classes(id) != nullptr);
    };
    const bool first_listed = named(ids[i + removed]);
    const bool second_listed = named(ids[i + removed + 1]);
    if ((first_listed && second_listed) || whole < kLeastWhole || whole > kMostWhole || second.joined_before ||
        // A full stop between says that a short form was meant ("Ph. D.").
        first.comma || first.period || (second.period && i + 2 < words.size()) || first.script != Script::kLatin ||
        second.script != Script::kLatin || std::min(first.latin.size(), second.latin.size()) < 2) {
      continue;
    }
    std::array<char, kMostWhole> letters;
    first.latin.copy(letters.data(), first.latin.size());
    second.latin.copy(letters.data() + first.latin.size(), second.latin.size());
    const std::string_view together(letters.data(), whole);
    const bool listed = lexicon.word(together) != kUnknownWord;
    // A bit of a word, or one of "Abdul": names in use are asked only for such.
    const bool bit = std::min(first.latin.size(), second.latin.size()) <= kFewLetters || first.latin.starts_with("abd");
    if ((!listed && !bit) || is_numeral(second.latin) || ends_compound(second.latin)) {
      continue;
    }
    // Two rarer words that are the halves of a common one ("Mah moud").
    const auto halves = [&] {
      char folded[kFoldGrowth * kMostWhole];
      const std::uint8_t common = frequency_of(form_hash({folded, fold_to(together, folded)}));
      return common != 0 && surprisal(common) + kTogether + kHalvesMore <
                                surprisal(split.frequency(first)) + surprisal(split.frequency(second));
    };
    const bool no_word =
        (!first_listed && split.frequency(first) == 0) || (!second_listed && split.frequency(second) == 0);
    if ((!no_word && !halves()) || (!listed && !is_known_name(together, lexicon)) ||
        (is_syllable(first.latin) && is_syllable(second.latin))) {
      continue;
    }
    const bool comma = second.comma;
    const bool period = second.period;
    const std::string tail(second.latin);
    split.append(first, tail);
    first.comma = comma;
    first.period = period;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i + 1));
    ++removed;
  }
  return removed != 0;
}

namespace {

// Whether a word ends in the article of the next as Pakistan and Bengal write it together ("Fazlur Rahman", "Mujibur
// Rohman"): before the Merciful only, and not in a word that is a name as it stands ("Mansur", "Timur").
bool ends_in_article(Word& word, const Word& next, bool listed, Words& split, const Lexicon& lexicon) {
  constexpr std::size_t kLeastStem = 3;
  if (word.latin.size() < kLeastStem + 2 || !word.latin.ends_with("ur") || word.comma || word.period ||
      next.latin.front() != 'r' || word.script == Script::kArabic || word.script == Script::kHebrew) {
    return false;
  }
  std::string consonants;
  for (const char c : next.latin) {
    if (std::string_view("aeiou").find(c) == std::string_view::npos) {
      consonants.push_back(c);
    }
  }
  if (consonants != "rhmn" && consonants != "rhm") {
    return false;
  }
  const std::string_view stem = word.latin.substr(0, word.latin.size() - 2);
  return lexicon.classes(lexicon.word(word.latin)) == nullptr &&
         (is_known(stem, lexicon) || (!listed && split.frequency(word) == 0));
}

}  // namespace

bool divide_names(Words& split, std::span<const WordId> ids, std::size_t max_words, const Lexicon& lexicon) {
  constexpr std::size_t kLeastLetters = 8;
  std::vector<Word>& words = split.words;
  std::size_t added = 0;
  for (std::size_t i = 0; i < words.size() && words.size() < max_words; ++i) {
    Word& word = words[i];
    const bool listed = i - added < ids.size() && ids[i - added] != kUnknownWord;
    if (i + 1 < words.size() && ends_in_article(word, words[i + 1], listed, split, lexicon)) {
      divide(words, i, word.latin.size() - 2);
      ++added;
      ++i;
      continue;
    }
    if (word.latin.size() < kLeastLetters || listed || word.script != Script::kLatin || split.frequency(word) != 0) {
      continue;
    }
    WordFacts& facts = split.facts(word);
    if (facts.cut == kNotAsked) {
      std::size_t names = likely_cut(word.latin, facts.fold());
      // The ending of a patronymic is no name of its own ("Konstantino|vich").
      static constexpr std::string_view kEndings[] = {"ich", "vich", "ovich", "evich", "na", "vna", "ovna", "evna"};
      if (std::find(std::begin(kEndings), std::end(kEndings), word.latin.substr(names)) != std::end(kEndings)) {
        names = 0;
      }
      if (names == 0) names = title_before(word.latin, lexicon);
      // "Hojjatollah" and "Hadjigeorgiou" are one name, though the first half is a title.
      if (names != 0 && (ends_compound(word.latin.substr(names)) || !usual_pilgrim(word.latin).empty())) names = 0;
      facts.cut = static_cast<std::uint8_t>(names);
    }
    const std::size_t cut = facts.cut;
    if (cut != 0) {
      divide(words, i, cut);
      ++added;
    }
  }
  return added != 0;
}

namespace {

// A number word, and how many letters must stand before it lest it be the end of another word ("Balfour", "freight",
// "Antonine"); 0: only a word of the tables or in use may ("Limone").
struct NumberWord {
  std::string_view text;
  std::size_t least_before;
};

// Length of the English number word that a word ends in (or begins with, `at_front`: what follows is a word of the
// tables or in use), 0 if none.
std::size_t attached_number(std::string_view word, bool at_front, const Lexicon& lexicon) {
  constexpr std::size_t kLeastKnown = 4;
  static constexpr NumberWord kNumbers[] = {{"one", 0},  {"two", 3},    {"three", 2}, {"four", 5},
                                            {"five", 2}, {"six", 4},    {"seven", 2}, {"eight", 3},
                                            {"nine", 6}, {"eleven", 2}, {"twelve", 2}};
  for (const NumberWord& number : kNumbers) {
    if (word.size() <= number.text.size() ||
        (at_front ? word.front() != number.text.front() : word.back() != number.text.back()) ||
        !(at_front ? word.starts_with(number.text) : word.ends_with(number.text))) {
      continue;
    }
    const std::string_view rest =
        at_front ? word.substr(number.text.size()) : word.substr(0, word.size() - number.text.size());
    const bool sure = !at_front && number.least_before != 0 && rest.size() >= number.least_before;
    if (sure || (rest.size() >= kLeastKnown && is_known(rest, lexicon))) {
      return number.text.size();
    }
  }
  return 0;
}

}  // namespace

bool detach_numbers(Words& split, std::size_t max_words, const Lexicon& lexicon) {
  std::vector<Word>& words = split.words;
  bool any = false;
  for (std::size_t i = 0; i < words.size() && words.size() < max_words; ++i) {
    const std::string_view word = words[i].latin;
    constexpr std::size_t kLeastWord = 5;
    if (words[i].script != Script::kLatin || word.size() < kLeastWord || split.facts(words[i]).id != kUnknownWord ||
        split.frequency(words[i]) != 0) {
      continue;
    }
    WordFacts& facts = split.facts(words[i]);
    if (facts.number_tail == kNotAsked) {
      facts.number_tail = static_cast<std::uint8_t>(attached_number(word, false, lexicon));
      facts.number_head = static_cast<std::uint8_t>(facts.number_tail != 0 ? 0 : attached_number(word, true, lexicon));
    }
    const std::size_t tail = facts.number_tail;
    const std::size_t head = facts.number_head;
    if (tail + head != 0) {
      divide(words, i, head != 0 ? head : word.size() - tail);
      any = true;
    }
  }
  return any;
}

bool detach_forms(Words& split, std::size_t max_words, const Lexicon& lexicon, bool surely) {
  std::vector<Word>& words = split.words;
  bool any = regroup_letters(split, lexicon);
  for (std::size_t i = 0; i < words.size() && words.size() < max_words; ++i) {
    // "Exampleco." at the end: a full stop says that a short form was meant.
    if (const std::size_t size = stopped_form(words[i], lexicon); size != 0 && i + 1 == words.size()) {
      divide(words, i, words[i].latin.size() - size);
      any = true;
      continue;
    }
    if (words[i].script != Script::kLatin) {
      continue;
    }
    WordFacts& facts = split.facts(words[i]);
    if (facts.id != kUnknownWord) {
      continue;
    }
    const std::string_view word = words[i].latin;
    std::uint8_t& head = surely ? facts.sure_head : facts.head;
    std::uint8_t& tail = surely ? facts.sure_tail : facts.tail;
    if (head == kNotAsked) {
      head = static_cast<std::uint8_t>(lexicon.attached_head(word, surely).size());
      tail = static_cast<std::uint8_t>(head != 0 ? 0 : lexicon.attached_tail(word, surely).size());
    }
    if (head + tail == 0) {
      continue;
    }
    divide(words, i, head != 0 ? head : word.size() - tail);
    any = true;
    i -= tail != 0 ? 1 : 0;  // what is left may end in another one
  }
  return any;
}

}  // namespace penumbra::names
