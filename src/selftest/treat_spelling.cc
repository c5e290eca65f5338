// Treatments of spelling: slips of the keyboard, spellings by ear, other romanisations, gaps.
#include <algorithm>
#include <array>

#include "selftest/treatment.h"
#include "selftest/words.h"

namespace penumbra::selftest {
namespace {

using base::Random;

// Rows of keys; a neighbour is the key beside, or one of the two above or below.
constexpr std::array<std::u32string_view, 3> kLatinKeys = {U"qwertyuiop", U"asdfghjkl", U"zxcvbnm"};
constexpr std::array<std::u32string_view, 3> kRussianKeys = {U"йцукенгшщзхъ", U"фывапролджэ", U"ячсмитьбю"};

char32_t neighbour(const std::array<std::u32string_view, 3>& rows, char32_t c, Random& random) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::size_t at = rows[row].find(c);
    if (at == std::u32string_view::npos) continue;
    std::u32string near;
    if (at > 0) near.push_back(rows[row][at - 1]);
    if (at + 1 < rows[row].size()) near.push_back(rows[row][at + 1]);
    for (const std::size_t other : {row - 1, row + 1}) {
      if (other >= rows.size()) continue;
      if (at < rows[other].size()) near.push_back(rows[other][at]);
      const std::size_t beside = other < row ? at + 1 : at - 1;
      if (beside < rows[other].size()) near.push_back(rows[other][beside]);
    }
    return near[random.below(near.size())];
  }
  return 0;
}

// One slip in letters [0, size) of a word; false when the place drawn allows none.
bool slip(std::u32string& word, Random& random) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (is_letter(word[i])) places.push_back(i);
  }
  if (places.size() < 4) return false;
  const std::size_t at = places[random.below(places.size())];
  switch (random.below(5)) {
    case 0: {  // the key beside
      const char32_t small = lower(word[at]);
      char32_t other = neighbour(kLatinKeys, small, random);
      if (other == 0) other = neighbour(kRussianKeys, small, random);
      if (other == 0) return false;
      word[at] = word[at] == small ? other : upper(other);
      return true;
    }
    case 1:  // a letter missing
      word.erase(at, 1);
      return true;
    case 2:  // twice
      word.insert(at, 1, lower(word[at]) == word[at] || at > 0 ? word[at] : lower(word[at]));
      return true;
    case 3: {  // the key beside, struck too
      const char32_t small = lower(word[at]);
      char32_t other = neighbour(kLatinKeys, small, random);
      if (other == 0) other = neighbour(kRussianKeys, small, random);
      if (other == 0) return false;
      word.insert(at + 1, 1, is_upper(word) ? upper(other) : other);
      return true;
    }
    default: {  // exchanged with the next
      if (at + 1 >= word.size() || !is_letter(word[at + 1]) || lower(word[at]) == lower(word[at + 1])) return false;
      const bool first_capital = at == 0 && !is_upper(word) && word[0] != lower(word[0]);
      std::swap(word[at], word[at + 1]);
      if (first_capital) {
        word[0] = upper(word[0]);
        word[1] = lower(word[1]);
      }
      return true;
    }
  }
}

bool can_slip(const DraftWord& word, std::size_t letters) {
  if (!word.informative || word.added) return false;
  std::size_t count = 0;
  for (const char32_t c : word.text) {
    const Writing writing = writing_of(c);
    if (writing == Writing::kLatin || writing == Writing::kCyrillic || writing == Writing::kGreek) ++count;
  }
  return count >= letters;
}

bool slip_in(DraftWord& word, Random& random) {
  const std::u32string before = word.text;
  for (int attempt = 0; attempt < 12; ++attempt) {
    if (slip(word.text, random) && word.text != before) return true;
    word.text = before;
  }
  return false;
}

struct Respelling {
  std::u32string_view from, to;
  bool at_end = false;    // only where the word ends
  bool at_begin = false;  // only where it begins
};

// What an English ear makes of letters.
constexpr std::array kByEar = {Respelling{U"ph", U"f"},
                               Respelling{U"ck", U"k"},
                               Respelling{U"sch", U"sh"},
                               Respelling{U"tz", U"ts"},
                               Respelling{U"x", U"ks"},
                               Respelling{U"qu", U"kw"},
                               Respelling{U"q", U"k"},
                               Respelling{U"ca", U"ka"},
                               Respelling{U"co", U"ko"},
                               Respelling{U"cu", U"ku"},
                               Respelling{U"ee", U"i"},
                               Respelling{U"oo", U"u"},
                               Respelling{U"ou", U"oo"},
                               Respelling{U"y", U"i"},
                               Respelling{U"z", U"s", true},
                               Respelling{U"v", U"f", true},
                               Respelling{U"th", U"t"},
                               Respelling{U"kn", U"n", false, true},
                               Respelling{U"wr", U"r", false, true},
                               Respelling{U"ie", U"i", true},
                               Respelling{U"gh", U"g"},
                               Respelling{U"dg", U"j"},
                               Respelling{U"ge", U"je"},
                               Respelling{U"gi", U"ji"},
                               Respelling{U"ce", U"se"},
                               Respelling{U"ci", U"si"},
                               Respelling{U"ei", U"ay"},
                               Respelling{U"ll", U"l"},
                               Respelling{U"nn", U"n"},
                               Respelling{U"ss", U"s"},
                               Respelling{U"tt", U"t"},
                               Respelling{U"mm", U"m"},
                               Respelling{U"rr", U"r"},
                               Respelling{U"w", U"v", false, true}};

// Customary spellings of one foreign sound: Russian, Ukrainian, Arabic, Persian, Chinese.
constexpr std::array kRomanisations = {Respelling{U"skiy", U"sky", true},
                                       Respelling{U"sky", U"skii", true},
                                       Respelling{U"skii", U"skij", true},
                                       Respelling{U"iy", U"y", true},
                                       Respelling{U"yev", U"ev", true},
                                       Respelling{U"yeva", U"eva", true},
                                       Respelling{U"ov", U"off", true},
                                       Respelling{U"ev", U"eff", true},
                                       Respelling{U"ya", U"ia"},
                                       Respelling{U"ia", U"ya", true},
                                       Respelling{U"yu", U"iu"},
                                       Respelling{U"zh", U"j"},
                                       Respelling{U"kh", U"h"},
                                       Respelling{U"ts", U"tz"},
                                       Respelling{U"shch", U"sch"},
                                       Respelling{U"al-", U"el-", false, true},
                                       Respelling{U"al-", U"al ", false, true},
                                       Respelling{U"ou", U"u"},
                                       Respelling{U"oo", U"u"},
                                       Respelling{U"ee", U"i"},
                                       Respelling{U"aa", U"a"},
                                       Respelling{U"dh", U"d"},
                                       Respelling{U"gh", U"g"},
                                       Respelling{U"ullah", U"allah", true},
                                       Respelling{U"eddin", U"uddin", true},
                                       Respelling{U"iyya", U"iya"},
                                       Respelling{U"ay", U"ei", true},
                                       Respelling{U"ey", U"ei", true},
                                       Respelling{U"ei", U"ey", true},
                                       Respelling{U"ch", U"tch", true},
                                       Respelling{U"ah", U"a", true},
                                       Respelling{U"q", U"k"},
                                       Respelling{U"ks", U"x"},
                                       Respelling{U"zadeh", U"zade", true},
                                       Respelling{U"yy", U"iy"}};

template <std::size_t N>
bool respell(Draft& draft, const std::array<Respelling, N>& rules, std::size_t least, Random& random) {
  struct Site {
    std::size_t word, at;
    const Respelling* rule;
  };
  std::vector<Site> sites;
  for (std::size_t w = 0; w < draft.words.size(); ++w) {
    const DraftWord& word = draft.words[w];
    if (!word.informative || word.added || word.text.size() < least) continue;
    const std::u32string small = lower(word.text);
    for (const Respelling& rule : rules) {
      for (std::size_t at = small.find(rule.from); at != std::u32string::npos; at = small.find(rule.from, at + 1)) {
        if (rule.at_end && at + rule.from.size() != small.size()) continue;
        if (rule.at_begin && at != 0) continue;
        sites.push_back({w, at, &rule});
      }
    }
  }
  if (sites.empty()) return false;
  const Site site = sites[random.below(sites.size())];
  DraftWord& word = draft.words[site.word];
  const std::u32string piece = word.text.substr(site.at, site.rule->from.size());
  const bool capitals = is_upper(word.text) && word.text.size() > 1;
  std::u32string other(site.rule->to);
  if (capitals) {
    other = upper(other);
  } else if (piece.front() != lower(piece.front())) {
    other.front() = upper(other.front());
  }
  word.text.replace(site.at, piece.size(), other);
  return true;
}

}  // namespace

bool mistype(Draft& draft, Random& random) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < draft.words.size(); ++i) {
    if (can_slip(draft.words[i], 4)) places.push_back(i);
  }
  return !places.empty() && slip_in(draft.words[places[random.below(places.size())]], random);
}

bool mistype_twice(Draft& draft, Random& random) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < draft.words.size(); ++i) {
    if (can_slip(draft.words[i], 5)) places.push_back(i);
    if (can_slip(draft.words[i], 8)) places.push_back(i);  // long enough for both
  }
  if (places.size() < 2) return false;
  const std::size_t first = random.below(places.size());
  std::size_t second = random.below(places.size() - 1);
  if (second >= first) ++second;
  const std::u32string before = draft.text();
  const bool both = slip_in(draft.words[places[first]], random) && slip_in(draft.words[places[second]], random);
  return both && draft.text() != before;
}

bool write_by_ear(Draft& draft, Random& random) {
  return draft.writing == Writing::kLatin && respell(draft, kByEar, 4, random);
}

bool change_romanisation(Draft& draft, Random& random) {
  if (draft.writing != Writing::kLatin || draft.kind == PartyKind::kVessel || draft.kind == PartyKind::kAircraft) {
    return false;
  }
  std::vector<std::size_t> known;
  for (std::size_t i = 0; i < draft.words.size(); ++i) {
    const DraftWord& word = draft.words[i];
    if (word.informative && !word.added && !stand_ins("romanisation", encoded(lower(word.text))).empty()) {
      known.push_back(i);
    }
  }
  if (!known.empty() && random.below(2) == 0) {
    DraftWord& word = draft.words[known[random.below(known.size())]];
    const std::vector<std::string_view> others = stand_ins("romanisation", encoded(lower(word.text)));
    word.text = in_case_of(word.text, decoded(others[random.below(others.size())]));
    return true;
  }
  return respell(draft, kRomanisations, 4, random);
}

bool join_words(Draft& draft, Random& random) {
  if (draft.words.size() < 2) return false;
  const bool comma = std::any_of(draft.words.begin(), draft.words.end(),
                                 [](const DraftWord& w) { return w.text.find(U',') != std::u32string::npos; });
  if (comma) return false;
  draft.glued = true;
  if (draft.words.size() <= 4 && random.below(4) == 0) {
    draft.glue.clear();
    return true;
  }
  const std::size_t at = random.below(draft.words.size() - 1);
  DraftWord& word = draft.words[at];
  word.text += draft.words[at + 1].text;
  word.informative = word.informative || draft.words[at + 1].informative;
  draft.words.erase(draft.words.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  return true;
}

bool split_word(Draft& draft, Random& random) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < draft.words.size(); ++i) {
    const std::u32string& text = draft.words[i].text;
    const bool letters = std::all_of(text.begin(), text.end(), [](char32_t c) { return is_letter(c); });
    if (draft.words[i].informative && !draft.words[i].added && letters && text.size() >= 7) places.push_back(i);
  }
  if (places.empty()) return false;
  DraftWord& word = draft.words[places[random.below(places.size())]];
  word.text.insert(3 + random.below(word.text.size() - 5), 1, U' ');
  return true;
}

}  // namespace penumbra::selftest
