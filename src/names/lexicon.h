// The word tables of data/names, embedded at build and indexed at first use.
#ifndef PENUMBRA_NAMES_LEXICON_H_
#define PENUMBRA_NAMES_LEXICON_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "names/name.h"

namespace penumbra::names {

// How a word belongs to a variant class.
enum class Tier : std::uint8_t {
  kSpelling = 0,  // the name itself in one of its spellings
  kShort = 1,     // a pet or short form
  kForeign = 2,   // the form of another language
};

// A variant class of a part: the class in the upper 14 bits, the tier in the lower two.
constexpr std::uint16_t variant(std::uint16_t class_id, Tier tier) {
  return static_cast<std::uint16_t>((class_id << 2U) | static_cast<std::uint16_t>(tier));
}
constexpr std::uint16_t class_of(std::uint16_t variant) {
  return static_cast<std::uint16_t>(variant >> 2U);
}
constexpr Tier tier_of(std::uint16_t variant) {
  return static_cast<Tier>(variant & 3U);
}

// Families of legal forms, in the upper byte of a group. Stored inside Part::group: never renumber.
enum class FormFamily : std::uint8_t {
  kLlc = 1,
  kJsc = 2,
  kPartnership = 3,
  kSole = 4,
  kCooperative = 5,
  kNonprofit = 6,
  kFoundation = 7,
  kState = 8,
  kBank = 9,
};
constexpr FormFamily family_of(std::uint32_t group) {
  return static_cast<FormFamily>(group >> 16U);
}
constexpr bool is_commercial(FormFamily family) {
  return family <= FormFamily::kCooperative || family == FormFamily::kBank;
}

// What a phrase (one or several words) means.
struct Phrase {
  std::uint32_t group = 0;   // legal form, place or generic group; value of a number
  std::uint16_t weight = 0;  // generic words: information in thousandths
  std::uint8_t words = 1;
};

// Phrases by their words joined by single blanks.
class PhraseTable {
 public:
  void add(std::string_view words, Phrase phrase);
  // The longest phrase that starts at words[at], or null.
  const Phrase* longest(const std::vector<std::string_view>& words, std::size_t at) const;
  const Phrase* find(std::string_view word) const;
  std::size_t size() const { return phrases_.size(); }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, Phrase, Hash, std::equal_to<>> phrases_;
  std::unordered_map<std::string, std::uint8_t, Hash, std::equal_to<>> longest_;  // by first word
};

struct Lexicon {
  PhraseTable legal_forms;
  PhraseTable honorifics;
  PhraseTable articles;     // al, el
  PhraseTable descents;     // bin, ben, bint
  PhraseTable nobiliaries;  // de, van, von
  PhraseTable ship_prefixes;
  PhraseTable numbers;
  PhraseTable places;
  PhraseTable generics;  // group numbers start above those of places

  // Variant classes of a given name, ascending; empty if unknown.
  const std::array<std::uint16_t, kMaxClasses>* classes(std::string_view word) const;

  // The word of a legal form that `word` likely is a slip of: one edit away, both of five letters or more. Empty if
  // none.
  std::string_view nearest_form_word(std::string_view word) const;

  // The tables. Built at the first call, thread-safe, never destroyed.
  static const Lexicon& get();

 private:
  Lexicon();
  void read_given_names();
  std::vector<std::string> form_words_;  // long words of legal forms, sorted
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, std::array<std::uint16_t, kMaxClasses>, Hash, std::equal_to<>> given_;
};

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_LEXICON_H_
