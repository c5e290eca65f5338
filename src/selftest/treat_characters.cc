// Treatments that change characters and leave every word what it is to the eye.
#include <algorithm>
#include <array>
#include <cmath>

#include "selftest/treatment.h"
#include "selftest/words.h"

namespace penumbra::selftest {
namespace {

using base::Random;

struct Pair {
  char32_t from;
  std::u32string_view to;
};

// Look-alikes in common fonts, of the sort that Unicode's confusables list; Cyrillic, Greek, Armenian, small capitals.
constexpr std::array kLookAlikes = {
    Pair{U'a', U"аɑ"}, Pair{U'c', U"сϲ"}, Pair{U'd', U"ԁ"},  Pair{U'e', U"е"},  Pair{U'g', U"ɡ"},  Pair{U'h', U"һ"},
    Pair{U'i', U"іı"}, Pair{U'j', U"јϳ"}, Pair{U'k', U"к"},  Pair{U'l', U"ӏ"},  Pair{U'n', U"ո"},  Pair{U'o', U"оο"},
    Pair{U'p', U"рρ"}, Pair{U'q', U"ԛ"},  Pair{U's', U"ѕ"},  Pair{U'u', U"ս"},  Pair{U'v', U"ν"},  Pair{U'w', U"ԝ"},
    Pair{U'x', U"х"},  Pair{U'y', U"у"},  Pair{U'A', U"АΑ"}, Pair{U'B', U"ВΒ"}, Pair{U'C', U"СϹ"}, Pair{U'E', U"ЕΕ"},
    Pair{U'H', U"НΗ"}, Pair{U'I', U"ІΙ"}, Pair{U'J', U"Ј"},  Pair{U'K', U"КΚ"}, Pair{U'M', U"МΜ"}, Pair{U'N', U"Ν"},
    Pair{U'O', U"ОΟ"}, Pair{U'P', U"РΡ"}, Pair{U'S', U"Ѕ"},  Pair{U'T', U"ТΤ"}, Pair{U'X', U"ХΧ"}, Pair{U'Y', U"ΥҮ"},
    Pair{U'Z', U"Ζ"}};
constexpr std::array kLeet = {Pair{U'o', U"0"},  Pair{U'i', U"1"},  Pair{U'l', U"1"}, Pair{U'e', U"3"},
                              Pair{U'a', U"4@"}, Pair{U's', U"5$"}, Pair{U't', U"7"}, Pair{U'b', U"8"}};
constexpr std::array kMarked = {
    Pair{U'a', U"áàâäãåāă"}, Pair{U'c', U"çćč"}, Pair{U'd', U"ď"},      Pair{U'e', U"éèêëēě"}, Pair{U'g', U"ğ"},
    Pair{U'i', U"íìîïī"},    Pair{U'l', U"ĺľ"},  Pair{U'n', U"ñńň"},    Pair{U'o', U"óòôöõō"}, Pair{U'r', U"řŕ"},
    Pair{U's', U"śšş"},      Pair{U't', U"ťţ"},  Pair{U'u', U"úùûüūů"}, Pair{U'y', U"ýÿ"},     Pair{U'z', U"źžż"}};

template <std::size_t N>
std::u32string_view by(const std::array<Pair, N>& table, char32_t c) {
  const auto it = std::find_if(table.begin(), table.end(), [&](const Pair& pair) { return pair.from == c; });
  return it == table.end() ? std::u32string_view() : it->to;
}

struct Place {
  std::size_t word, at;
};

template <typename Wanted>
std::vector<Place> places(const Draft& draft, Wanted wanted) {
  std::vector<Place> out;
  for (std::size_t w = 0; w < draft.words.size(); ++w) {
    for (std::size_t i = 0; i < draft.words[w].text.size(); ++i) {
      if (wanted(draft.words[w], draft.words[w].text[i])) out.push_back({w, i});
    }
  }
  return out;
}

// Draws `most` or fewer different places.
std::vector<Place> drawn(std::vector<Place> from, std::size_t most, Random& random) {
  for (std::size_t i = 0; i + 1 < from.size(); ++i) std::swap(from[i], from[i + random.below(from.size() - i)]);
  if (from.size() > most) from.resize(most);
  return from;
}

// Puts characters of `what` between the letters of words, `count` times.
void sprinkle(Draft& draft, std::u32string_view what, std::size_t count, Random& random) {
  for (std::size_t i = 0; i < count; ++i) {
    std::u32string& word = draft.words[random.below(draft.words.size())].text;
    const std::size_t at = word.size() < 2 ? 0 : 1 + random.below(word.size() - 1);
    word.insert(at, 1, what[random.below(what.size())]);
  }
}

// A size between 2^`low` and 2^`high`, its logarithm even.
std::size_t drawn_size(std::size_t low, std::size_t high, Random& random) {
  const std::size_t power = low + random.below(high - low);
  return (std::size_t{1} << power) + random.below(std::size_t{1} << power);
}

void pad_around(Draft& draft, std::size_t size, Random& random) {
  static constexpr std::array<char32_t, 8> kFill = {U' ', U'.', U'-', U'\t', 0xA0, 0x200B, 0x2060, 0x3000};
  const char32_t fill = kFill[random.below(kFill.size())];
  const std::size_t where = random.below(3);
  if (where != 1) draft.before.insert(0, where == 0 ? size : size / 2, fill);
  if (where != 0) draft.after.append(where == 1 ? size : size / 2, fill);
}

constexpr std::size_t kMegabyte = std::size_t{1} << 20;

}  // namespace

bool change_case(Draft& draft, Random& random) {
  const std::size_t how = random.below(3);
  for (DraftWord& word : draft.words) {
    for (char32_t& c : word.text) {
      // Letters without a simple pair (ß, İ, ı) stay: their case is another treatment's business.
      if (upper(lower(c)) != c && lower(upper(c)) != c) continue;
      const bool capital = how == 0 || (how == 2 && random.below(2) == 0);
      c = capital ? upper(c) : lower(c);
    }
  }
  return true;
}

bool change_diacritics(Draft& draft, Random& random) {
  if (draft.writing != Writing::kLatin) return false;
  // Marks that are there go; where there are none, one to three come.
  const std::vector<Place> marked = places(draft, [](const DraftWord&, char32_t c) {
    return std::any_of(kMarked.begin(), kMarked.end(),
                       [&](const Pair& pair) { return pair.to.find(lower(c)) != std::u32string_view::npos; });
  });
  for (const Place& place : marked) {
    char32_t& c = draft.words[place.word].text[place.at];
    for (const Pair& pair : kMarked) {
      if (pair.to.find(lower(c)) != std::u32string_view::npos) c = c == lower(c) ? pair.from : upper(pair.from);
    }
  }
  if (!marked.empty()) return true;
  const auto plain = places(
      draft, [](const DraftWord& word, char32_t c) { return word.informative && !by(kMarked, lower(c)).empty(); });
  for (const Place& place : drawn(plain, 1 + random.below(3), random)) {
    char32_t& c = draft.words[place.word].text[place.at];
    const std::u32string_view others = by(kMarked, lower(c));
    const char32_t other = others[random.below(others.size())];
    c = c == lower(c) ? other : upper(other);
  }
  return !plain.empty();
}

bool write_leet(Draft& draft, Random& random) {
  if (draft.writing != Writing::kLatin) return false;
  // In words of five or more letters, at most a third of the letters: what is left must still read as the word.
  const auto letters = places(draft, [](const DraftWord& word, char32_t c) {
    return word.informative && !word.added && word.text.size() >= 5 && !by(kLeet, lower(c)).empty();
  });
  if (letters.empty()) return false;
  std::vector<std::size_t> done(draft.words.size());
  for (const Place& place : drawn(letters, 1 + random.below(3), random)) {
    if (++done[place.word] * 3 > draft.words[place.word].text.size()) continue;
    char32_t& c = draft.words[place.word].text[place.at];
    const std::u32string_view signs = by(kLeet, lower(c));
    c = signs[random.below(signs.size())];
  }
  return true;
}

bool write_look_alikes(Draft& draft, Random& random) {
  if (draft.writing != Writing::kLatin) return false;
  const auto letters =
      places(draft, [](const DraftWord& word, char32_t c) { return word.informative && !by(kLookAlikes, c).empty(); });
  if (letters.empty()) return false;
  // A few letters, or every one that has a look-alike.
  const std::size_t most = random.below(3) == 0 ? letters.size() : 1 + random.below(4);
  for (const Place& place : drawn(letters, most, random)) {
    char32_t& c = draft.words[place.word].text[place.at];
    const std::u32string_view others = by(kLookAlikes, c);
    c = others[random.below(others.size())];
  }
  return true;
}

bool change_punctuation(Draft& draft, Random& random) {
  static constexpr std::array<std::u32string_view, 6> kGlue = {U".", U"-", U"_", U" - ", U", ", U"/"};
  bool any = false;
  if (random.below(4) == 0) {
    // One or two marks inside words.
    static constexpr std::u32string_view kMarks = U".,-'_/*";
    for (std::uint64_t count = 1 + random.below(2); count > 0; --count) {
      DraftWord& word = draft.words[random.below(draft.words.size())];
      if (!word.informative || word.text.size() < 4) continue;
      word.text.insert(1 + random.below(word.text.size() - 1), 1, kMarks[random.below(kMarks.size())]);
      any = true;
    }
    if (any) return true;
  }
  if (random.below(2) == 0) {
    for (DraftWord& word : draft.words) {
      std::u32string kept;
      for (const char32_t c : word.text) {
        if (std::u32string_view(U".,;:'`\"()’“”«»").find(c) != std::u32string_view::npos) {
          any = true;
        } else {
          kept.push_back(c == U'-' && random.below(2) == 0 ? U' ' : c);
        }
      }
      if (!kept.empty()) word.text = std::move(kept);
    }
  }
  if (any) return true;
  const bool comma = std::any_of(draft.words.begin(), draft.words.end(),
                                 [](const DraftWord& w) { return w.text.find(U',') != std::u32string::npos; });
  if (draft.words.size() > 1 && !comma && !draft.glue.empty()) {
    draft.glue = kGlue[random.below(kGlue.size())];
  } else {
    draft.before = U"\"" + draft.before;
    draft.after += U"\".";
  }
  return true;
}

bool change_blanks(Draft& draft, Random& random) {
  static constexpr std::array<std::u32string_view, 6> kBlanks = {U"   ",    U"\t",     U"\u00A0",
                                                                 U"\u2009", U"\u3000", U" \u200A "};
  if (draft.words.size() > 1 && !draft.glue.empty()) draft.glue = kBlanks[random.below(kBlanks.size())];
  draft.before = U"  " + draft.before;
  draft.after += U" \t";
  return true;
}

bool write_full_width(Draft& draft, Random&) {
  bool any = false;
  const auto widen = [&](std::u32string& text) {
    for (char32_t& c : text) {
      if (c <= U' ' || c > U'~') continue;
      c += 0xFEE0;
      any = true;
    }
  };
  for (DraftWord& word : draft.words) widen(word.text);
  return any;
}

bool add_zero_width(Draft& draft, Random& random) {
  sprinkle(draft, U"\u200B\u200C\u200D\u2060\uFEFF\u00AD", 1 + random.below(12), random);
  return true;
}

bool add_direction_marks(Draft& draft, Random& random) {
  sprinkle(draft, U"\u200E\u200F\u061C", 1 + random.below(4), random);
  static constexpr std::array<char32_t, 7> kOpen = {0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068};
  const char32_t open = kOpen[random.below(kOpen.size())];
  draft.before.push_back(open);
  draft.after.push_back(open >= 0x2066 ? 0x2069 : 0x202C);
  return true;
}

bool add_combining_marks(Draft& draft, Random& random) {
  const std::size_t count = drawn_size(2, 12, random);
  const auto letters = places(draft, [](const DraftWord&, char32_t c) { return is_letter(c); });
  if (letters.empty()) return false;
  std::vector<std::size_t> marks(letters.size());
  // Spread over a few letters, as such texts do, or over all.
  const std::size_t over = random.below(2) == 0 ? letters.size() : std::min<std::size_t>(letters.size(), 3);
  const std::size_t first = random.below(letters.size() - over + 1);
  for (std::size_t i = 0; i < std::min<std::size_t>(count, 4000); ++i) ++marks[first + random.below(over)];
  for (std::size_t i = letters.size(); i-- > 0;) {
    std::u32string& text = draft.words[letters[i].word].text;
    std::u32string more;
    for (std::size_t m = 0; m < marks[i]; ++m) more.push_back(static_cast<char32_t>(0x300 + random.below(0x70)));
    text.insert(letters[i].at + 1, more);
  }
  return true;
}

bool pad(Draft& draft, Random& random) {
  pad_around(draft, drawn_size(3, 10, random), random);
  return true;
}

bool pad_heavily(Draft& draft, Random& random) {
  // A third of a megabyte of code points: each takes at most three bytes.
  pad_around(draft, std::min(drawn_size(12, 18, random), kMegabyte / 3), random);
  return true;
}

bool flood(Draft& draft, Random& random) {
  const std::span<const std::string_view> words = words_in("filler");
  const std::size_t size = drawn_size(9, 19, random);
  std::u32string around[2];
  for (std::u32string& text : around) {
    while (text.size() < size / 2) {
      for (const char c : words[random.below(words.size())]) text.push_back(static_cast<unsigned char>(c));
      text.push_back(U' ');
    }
  }
  draft.before = around[0];
  draft.after = U" " + around[1];
  return true;
}

}  // namespace penumbra::selftest
