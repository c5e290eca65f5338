#include "match/syllables.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "names/east_asian.h"
#include "text/han.h"

namespace penumbra::match {
namespace {

using names::NameView;
using names::Part;

bool is_pinyin_word(std::string_view latin) {
  return !text::wade_giles(latin).empty();
}

template <typename Test>
bool all_words(const NameView& name, Test test) {
  constexpr std::size_t kMostWords = 4;
  std::size_t words = 0;
  for (const Part& part : name.parts) {
    if (part.weight == 0) {
      continue;
    }
    const bool latin = (part.flags & ~names::kPartAnchor) == 0;
    if (++words > kMostWords || !latin || part.kind == names::PartKind::kInitial ||
        part.kind == names::PartKind::kNumber || !test(name.latin(part))) {
      return false;
    }
  }
  return words >= 2;
}

// Whether a word has one run of vowels, as a syllable does: "Abdul" and "Rahman" divide into syllables of Korean, too.
bool has_one_nucleus(std::string_view latin) {
  constexpr std::string_view kVowels = "aeiou";
  int runs = 0;
  bool inside = false;
  for (const char c : latin) {
    const bool vowel = kVowels.find(c) != std::string_view::npos;
    runs += vowel && !inside ? 1 : 0;
    inside = vowel;
  }
  return runs == 1;
}

}  // namespace

bool is_pinyin(const NameView& name) {
  return all_words(name, is_pinyin_word);
}

bool are_pinyin(const NameView& a, const NameView& b) {
  return all_words(a, is_pinyin_word) && all_words(b, is_pinyin_word);
}

bool are_syllabic(const NameView& a, const NameView& b) {
  return are_pinyin(a, b) || (all_words(a, names::is_korean_word) && all_words(b, names::is_korean_word));
}

bool in_korean_given(const NameView& name, std::size_t i) {
  // In characters, what is joined are the surname and the given name.
  const auto syllable = [&](const Part& part) {
    return (part.flags & ~names::kPartAnchor) == 0 && has_one_nucleus(name.latin(part)) &&
           names::is_korean_word(name.latin(part));
  };
  const bool to_next = i + 1 < name.parts.size() && name.parts[i + 1].gap != 0 && syllable(name.parts[i + 1]);
  const bool to_last = i > 0 && name.parts[i].gap != 0 && syllable(name.parts[i - 1]);
  return (to_next || to_last) && syllable(name.parts[i]);
}

namespace {

// The Vietnamese surnames that nine in ten bear.
bool is_vietnamese_surname(std::string_view latin) {
  static constexpr std::string_view kSurnames[] = {"nguyen", "tran",   "le",  "pham", "hoang", "huynh", "phan",  "vu",
                                                   "vo",     "dang",   "bui", "do",   "ho",    "ngo",   "duong", "ly",
                                                   "dinh",   "truong", "dao", "doan", "trinh", "mai",   "cao"};
  return std::find(std::begin(kSurnames), std::end(kSurnames), latin) != std::end(kSurnames);
}

// Whether of a name of three words of one syllable each the one at `surname` is a surname, and in what language:
// all words must be possible there.
bool has_surname_at(const NameView& name, std::size_t surname) {
  const std::string_view latin = name.latin(name.parts[surname]);
  return (!names::korean_surname_spellings(latin).empty() && all_words(name, names::is_korean_word)) ||
         (names::is_chinese_surname(latin) && is_pinyin(name)) || is_vietnamese_surname(latin);
}

// The places of a name's three words with weight, each of one syllable; whether they are that.
bool three_syllables(const NameView& name, std::array<std::size_t, 3>& places) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    const Part& part = name.parts[i];
    if (part.weight == 0) {
      continue;
    }
    if (count == places.size() || (part.flags & ~names::kPartAnchor) != 0 ||
        !(has_one_nucleus(name.latin(part)) || is_vietnamese_surname(name.latin(part))) ||
        part.kind == names::PartKind::kInitial) {
      return false;
    }
    places[count++] = i;
  }
  return count == places.size();
}

}  // namespace

bool is_given_turned(const NameView& a, const NameView& b, std::span<const std::pair<std::uint8_t, std::uint8_t>> met) {
  std::array<std::size_t, 3> of_a;
  std::array<std::size_t, 3> of_b;
  if (met.size() != of_a.size() || !three_syllables(a, of_a) || !three_syllables(b, of_b)) {
    return false;
  }
  const auto meet = [&](std::size_t i, std::size_t j) {
    return std::any_of(met.begin(), met.end(),
                       [&](const auto& pair) { return pair.first == of_a[i] && pair.second == of_b[j]; });
  };
  const bool at_front = meet(0, 0) && meet(1, 2) && meet(2, 1);
  const bool at_end = meet(2, 2) && meet(0, 1) && meet(1, 0);
  const std::size_t surname = at_front ? 0 : 2;
  return (at_front || at_end) && has_surname_at(a, of_a[surname]) && has_surname_at(b, of_b[surname]);
}

}  // namespace penumbra::match
