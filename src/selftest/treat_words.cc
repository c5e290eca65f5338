// Treatments that touch whole words.
#include <algorithm>
#include <array>

#include "selftest/treatment.h"
#include "selftest/words.h"

namespace penumbra::selftest {
namespace {

using base::Random;
using Places = std::vector<std::size_t>;

std::string key_of(std::u32string_view word) {
  std::u32string_view bare = word;
  while (!bare.empty() && bare.back() == U',') bare.remove_suffix(1);
  return encoded(lower(bare));
}

template <typename Wanted>
Places places_of(const Draft& draft, Wanted wanted) {
  Places out;
  for (std::size_t i = 0; i < draft.words.size(); ++i) {
    if (wanted(i)) out.push_back(i);
  }
  return out;
}

bool has_descent(const Draft& draft) {
  return std::any_of(draft.words.begin(), draft.words.end(),
                     [](const DraftWord& w) { return has_word("descent", key_of(w.text)); });
}

bool has_connector(const Draft& draft) {
  return std::any_of(draft.words.begin(), draft.words.end(),
                     [](const DraftWord& w) { return has_word("connector", key_of(w.text)); });
}

// Whether a word makes one name with the word before or behind it: half of it is nobody's name, or another's ("Abdul
// Rahman", "Abu Mahdi", "Nur al-Din", "New York").
bool is_half(const Draft& draft, std::size_t i) {
  const auto ends = [&](std::size_t k) {
    if (k >= draft.words.size()) return false;
    const std::string key = key_of(draft.words[k].text);
    return has_word("second-half", key) || ((key == "al" || key == "ad" || key == "ud") && k + 1 < draft.words.size() &&
                                            key_of(draft.words[k + 1].text).starts_with("d"));
  };
  const auto begins = [&](std::size_t k) {
    return is_servant(draft.words[k].text) || has_word("first-half", key_of(draft.words[k].text));
  };
  return begins(i) || ends(i) || (i > 0 && begins(i - 1)) || ends(i + 1) || (i > 0 && ends(i - 1));
}

// Whether a person's name is of those that divide into syllables: half of a given name is another given name.
bool has_syllables(const Draft& draft) {
  constexpr std::size_t kMostLetters = 6;
  return std::all_of(draft.words.begin(), draft.words.end(),
                     [](const DraftWord& w) { return w.text.size() <= kMostLetters; }) &&
         std::any_of(draft.words.begin(), draft.words.end(),
                     [](const DraftWord& w) { return has_word("syllables", key_of(w.text)); });
}

void insert_word(Draft& draft, std::size_t at, std::u32string text) {
  DraftWord word;
  word.text = std::move(text);
  word.added = true;
  draft.words.insert(draft.words.begin() + static_cast<std::ptrdiff_t>(at), std::move(word));
}

std::u32string picked(std::string_view section, Random& random) {
  const std::span<const std::string_view> words = words_in(section);
  return decoded(words[random.below(words.size())]);
}

// The case that most words of a name have: capitals, or a capital first letter.
std::u32string in_style_of(const Draft& draft, std::u32string_view text) {
  const bool capitals = std::all_of(draft.words.begin(), draft.words.end(), [](const DraftWord& w) {
    return std::none_of(w.text.begin(), w.text.end(), [](char32_t c) { return c != upper(c); });
  });
  if (capitals) return upper(text);
  std::u32string out(text);
  if (!out.empty()) out.front() = upper(out.front());
  return out;
}

// Given names of a person: informative words that are not the family name.
Places given_of(const Draft& draft) {
  return places_of(draft, [&](std::size_t i) {
    const DraftWord& word = draft.words[i];
    return word.informative && !word.family && !word.added && word.text.find(U'.') == std::u32string::npos;
  });
}

bool strip_commas(Draft& draft) {
  bool any = false;
  for (DraftWord& word : draft.words) {
    while (word.text.ends_with(U',')) {
      word.text.pop_back();
      any = true;
    }
  }
  return any;
}

// Place of the first word of a legal form that ends the name, or the number of words.
std::size_t form_begin(const Draft& draft, std::string& form) {
  for (std::size_t length = std::min<std::size_t>(5, draft.words.size() - 1); length >= 1; --length) {
    std::string text;
    const std::size_t begin = draft.words.size() - length;
    for (std::size_t i = begin; i < draft.words.size(); ++i) {
      text += (text.empty() ? "" : " ") + encoded(lower(draft.words[i].text));
    }
    if (has_word("legal-form", text)) {
      form = text;
      return begin;
    }
  }
  return draft.words.size();
}

}  // namespace

bool drop_word(Draft& draft, Random& random) {
  const auto whole = [&](std::size_t i) {
    const std::u32string& text = draft.words[i].text;
    return !draft.words[i].added && !is_half(draft, i) &&
           std::all_of(text.begin(), text.end(), [](char32_t c) { return is_letter(c); });
  };
  Places places;
  if (draft.kind == PartyKind::kPerson) {
    // Neither the family name nor the first given name: what is left is what most people would write.
    if (draft.informative() < 3 || has_descent(draft) || has_syllables(draft)) return false;
    places = given_of(draft);
    if (places.size() < 2) return false;
    places.erase(places.begin());
  } else if (draft.kind == PartyKind::kOrganisation) {
    // A general word, or one of four or more that are not; never the first.
    const std::size_t informative = draft.informative();
    places = places_of(draft, [&](std::size_t i) {
      const std::string key = key_of(draft.words[i].text);
      if (i == 0) return false;
      if (draft.words[i].informative) return informative >= 4;
      return informative >= 2 && has_word("generic", key) && !has_word("connector", key) &&
             !has_word("form-word", key) && !has_word("legal-form", key);
    });
  }
  std::erase_if(places, [&](std::size_t i) { return !whole(i); });
  if (places.empty()) return false;
  const std::size_t at = places[random.below(places.size())];
  draft.words.erase(draft.words.begin() + static_cast<std::ptrdiff_t>(at));
  return true;
}

bool give_initials(Draft& draft, Random& random) {
  if (draft.kind != PartyKind::kPerson || draft.writing == Writing::kHan || draft.writing == Writing::kHangul ||
      draft.writing == Writing::kKana || draft.writing == Writing::kArabic || draft.writing == Writing::kHebrew ||
      has_connector(draft)) {
    return false;
  }
  const Places given = given_of(draft);
  // "M. Ali" is nobody: two given names, or a family name of some length.
  const std::size_t enough = given.size() >= 2 ? 5 : 8;
  const bool long_family = std::any_of(draft.words.begin(), draft.words.end(),
                                       [&](const DraftWord& w) { return w.family && w.text.size() >= enough; });
  if (given.empty() || !long_family) return false;
  const bool dots = random.below(2) == 0;
  const std::size_t first = given.size() > 1 ? random.below(2) : 0;  // the first given name may stay
  for (std::size_t i = first; i < given.size(); ++i) {
    DraftWord& word = draft.words[given[i]];
    const auto letter = std::find_if(word.text.begin(), word.text.end(), [](char32_t c) { return is_letter(c); });
    word.text = std::u32string(1, upper(*letter)) + (dots ? U"." : U"");
    word.informative = false;
  }
  return true;
}

bool use_nickname(Draft& draft, Random& random) {
  if (draft.kind != PartyKind::kPerson || draft.words.size() < 2) return false;
  const Places given = places_of(draft, [&](std::size_t i) {
    return !draft.words[i].family && !stand_ins("nickname", key_of(draft.words[i].text)).empty();
  });
  if (given.empty()) return false;
  DraftWord& word = draft.words[given[random.below(given.size())]];
  const std::vector<std::string_view> others = stand_ins("nickname", key_of(word.text));
  word.text = in_case_of(word.text, decoded(others[random.below(others.size())]));
  return true;
}

bool add_word(Draft& draft, Random& random) {
  if (draft.writing != Writing::kLatin) return false;
  if (draft.kind == PartyKind::kPerson) {
    const Places given = given_of(draft);
    if (given.size() != 1 || draft.words.size() != 2 || is_half(draft, 0) || is_half(draft, 1)) return false;
    insert_word(draft, given.front() + 1, in_style_of(draft, picked("middle", random)));
    return true;
  }
  if (draft.kind != PartyKind::kOrganisation || draft.informative() < 2) return false;
  std::string form;
  const std::size_t at = form_begin(draft, form);
  insert_word(draft, at, in_style_of(draft, picked("added-word", random)));
  return true;
}

bool abbreviate(Draft& draft, Random& random) {
  if (draft.kind != PartyKind::kOrganisation || draft.informative() < 1) return false;
  const Places places =
      places_of(draft, [&](std::size_t i) { return !stand_ins("abbreviation", key_of(draft.words[i].text)).empty(); });
  if (places.empty()) return false;
  DraftWord& word = draft.words[places[random.below(places.size())]];
  const std::string key = key_of(word.text);
  const std::vector<std::string_view> others = stand_ins("abbreviation", key);
  std::u32string text = in_case_of(word.text, decoded(others[random.below(others.size())]));
  if (text.size() > 1 && text.size() < word.text.size() && random.below(2) == 0) text.push_back(U'.');
  word.text = std::move(text);
  return true;
}

bool change_legal_form(Draft& draft, Random& random) {
  if (draft.kind != PartyKind::kOrganisation || draft.words.size() < 2 || draft.informative() < 1) return false;
  std::string form;
  const std::size_t begin = form_begin(draft, form);
  const auto cut = [&] {
    draft.words.erase(draft.words.begin() + static_cast<std::ptrdiff_t>(begin), draft.words.end());
  };
  if (begin == draft.words.size()) {
    if (draft.writing != Writing::kLatin || draft.informative() < 2) return false;
    insert_word(draft, begin, upper(picked("add-form", random)));
    return true;
  }
  const std::vector<std::string_view> others = stand_ins("legal-form", form);
  const std::u32string model = draft.words[begin].text;
  cut();
  if (draft.words.back().text.ends_with(U',')) draft.words.back().text.pop_back();
  // To leave it out needs two words that tell the party apart without it.
  if (others.empty() || (draft.informative() >= 2 && random.below(3) == 0)) return draft.informative() >= 2;
  const std::u32string other = decoded(others[random.below(others.size())]);
  insert_word(draft, draft.words.size(), is_upper(model) ? upper(other) : other);
  return true;
}

bool add_title(Draft& draft, Random& random) {
  if (draft.kind == PartyKind::kVessel) {
    if (draft.writing != Writing::kLatin || has_word("vessel-prefix", key_of(draft.words.front().text))) return false;
    insert_word(draft, 0, upper(picked("vessel-prefix", random)));
    return true;
  }
  if (draft.kind != PartyKind::kPerson || draft.writing != Writing::kLatin) return false;
  if (random.below(4) == 0) {
    insert_word(draft, draft.words.size(), in_style_of(draft, picked("title-behind", random)));
  } else {
    insert_word(draft, 0, in_style_of(draft, picked("title-before", random)));
  }
  return true;
}

bool reverse_words(Draft& draft, Random& random) {
  if (draft.kind == PartyKind::kPerson) {
    const auto family = [](const DraftWord& word) { return word.family; };
    auto& words = draft.words;
    if (words.size() < 2 || std::none_of(words.begin(), words.end(), family) ||
        std::all_of(words.begin(), words.end(), family)) {
      return false;
    }
    // A title in front of a family name is no given name.
    if (given_of(draft).empty()) return false;
    const bool first = words.front().family;
    // "A bin B" and "B bin A" are two people: a father's name does not move.
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i].family && has_word("descent", key_of(words[i - 1].text))) return false;
    }
    strip_commas(draft);
    if (first) {
      std::stable_partition(words.begin(), words.end(), [&](const DraftWord& w) { return !w.family; });
    } else {
      std::stable_partition(words.begin(), words.end(), family);
      if (random.below(2) == 0) {
        const auto last = std::find_if(words.rbegin(), words.rend(), family);
        last->text.push_back(U',');
      }
    }
    return true;
  }
  if (draft.kind != PartyKind::kOrganisation || draft.words.size() > 3 || draft.words.size() < 2 ||
      has_connector(draft)) {
    return false;
  }
  for (std::size_t i = 0; i < draft.words.size(); ++i) {
    if (is_half(draft, i)) return false;
  }
  for (const DraftWord& word : draft.words) {
    const bool letters = std::all_of(word.text.begin(), word.text.end(), [](char32_t c) { return is_letter(c); });
    if (!letters || word.text.size() < 3 || has_word("legal-form", key_of(word.text))) return false;
  }
  std::reverse(draft.words.begin(), draft.words.end());
  return true;
}

bool add_decoy(Draft& draft, Random& random) {
  if (draft.writing != Writing::kLatin || draft.informative() < 2) return false;
  // Between words only in names of people: elsewhere it would part what belongs together. Not inside a name in which a
  // comma says what is what.
  const bool comma = std::any_of(draft.words.begin(), draft.words.end(),
                                 [](const DraftWord& w) { return w.text.find(U',') != std::u32string::npos; });
  const std::size_t ends[] = {0, draft.words.size()};
  const bool between = draft.kind == PartyKind::kPerson && !is_servant(draft.words.front().text);
  const std::size_t at = comma ? ends[1] : between && random.below(3) == 2 ? 1 : ends[random.below(2)];
  insert_word(draft, at, in_style_of(draft, picked("decoy", random)));
  return true;
}

bool rewrite_number(Draft& draft, Random& random) {
  if (draft.kind == PartyKind::kPerson || draft.words.size() < 2 || draft.writing != Writing::kLatin) return false;
  static constexpr std::array<std::array<std::u32string_view, 3>, 12> kNumbers = {{{U"1", U"one", U"i"},
                                                                                   {U"2", U"two", U"ii"},
                                                                                   {U"3", U"three", U"iii"},
                                                                                   {U"4", U"four", U"iv"},
                                                                                   {U"5", U"five", U"v"},
                                                                                   {U"6", U"six", U"vi"},
                                                                                   {U"7", U"seven", U"vii"},
                                                                                   {U"8", U"eight", U"viii"},
                                                                                   {U"9", U"nine", U"ix"},
                                                                                   {U"10", U"ten", U"x"},
                                                                                   {U"11", U"eleven", U"xi"},
                                                                                   {U"12", U"twelve", U"xii"}}};
  for (std::size_t i = draft.words.size(); i-- > 0;) {
    DraftWord& word = draft.words[i];
    const std::u32string key = lower(word.text);
    for (const auto& forms : kNumbers) {
      const auto it = std::find(forms.begin(), forms.end(), key);
      if (it == forms.end()) continue;
      const auto form = static_cast<std::size_t>(it - forms.begin());
      // One letter may be an initial; a Roman numeral counts only at the end of the name.
      if (form == 2 && (key.size() < 2 || i + 1 != draft.words.size())) continue;
      const std::size_t other = (form + 1 + random.below(2)) % 3;
      if (other == 2 && (forms[other].size() < 2 || i + 1 != draft.words.size())) {
        word.text = upper(forms[form == 0 ? 1 : 0]);
      } else {
        word.text = upper(forms[other]);
      }
      return true;
    }
  }
  return false;
}

}  // namespace penumbra::selftest
