// What is known of a word by its letters alone, kept from one name to the next.
//
// Most words of most names are words of the names before: folding one, asking how common it is and whether a legal form
// hides in it costs twenty times what it costs to find the answer again. Everything here is a function of the letters
// and the embedded tables, so that it makes no difference to any answer what is kept.
#ifndef PENUMBRA_NAMES_WORD_MEMO_H_
#define PENUMBRA_NAMES_WORD_MEMO_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "names/lexicon.h"
#include "names/name.h"
#include "names/orthography.h"

namespace penumbra::names {

// Stands where an answer has not been asked for.
inline constexpr std::uint8_t kNotAsked = 0xFF;
inline constexpr WordId kFormNotAsked = 0xFFFFFFFFU;

// Of languages that may have spelled a word: which were asked, and in whose spelling it is another (orthography.h).
struct SpelledLanguages {
  Languages asked = 0;
  Languages otherwise = 0;
};

// The letters stand behind it in the memory of the memo.
struct WordFacts {
  std::uint64_t hash = 0;          // of the folded form (Part::hash)
  WordId id = kUnknownWord;        // in the tables
  std::uint32_t letters = 0;       // Part::letters
  std::uint32_t reading_bits = 0;  // of a part without readings
  WordId form = kFormNotAsked;     // Lexicon::nearest_form_word
  WordId phrase = kFormNotAsked;   // Lexicon::nearest_phrase_word
  WordId pet = kFormNotAsked;      // Lexicon::nearest_pet_name
  std::uint16_t romanised = 0;     // RomanisedWords::find
  std::uint32_t name = 0;          // the last name that asked, by the count of begin()
  std::uint8_t latin_size = 0;
  std::uint8_t fold_size = 0;
  std::uint8_t skeleton_size = 0;
  std::uint8_t frequency = 0;  // Part::frequency
  // What only some words are asked; kNotAsked until then. Lengths in bytes, 0: there is none.
  std::uint8_t head = kNotAsked;  // Lexicon::attached_head, not surely
  std::uint8_t tail = kNotAsked;
  std::uint8_t sure_head = kNotAsked;  // ..., surely
  std::uint8_t sure_tail = kNotAsked;
  std::uint8_t number_head = kNotAsked;  // a number word at the front (together.cc) ...
  std::uint8_t number_tail = kNotAsked;  // ... and at the end
  std::uint8_t cut = kNotAsked;          // the first of two names written together (together.cc)
  std::uint8_t servant = kNotAsked;      // a fused "abdul" with a slip (analyze.cc)
  std::uint8_t patronymic = kNotAsked;   // 1: its form is that of one
  std::uint8_t long_vowels = kNotAsked;  // 1: short_japanese() has another form of it
  std::uint8_t kunrei = kNotAsked;       // 1: hepburn_of_kunrei() has another form of it
  std::uint8_t abbreviates = kNotAsked;  // 1: it may stand for a longer general word
  bool spelling_asked = false;
  bool again = false;      // another name asked since the memo last was full
  LanguageMarks spelling;  // language_marks(), once asked
  SpelledLanguages sure;   // of languages that surely spelled the name
  SpelledLanguages unsure;

  std::string_view latin() const { return {text(), latin_size}; }
  // Of the letters, the fold and the skeleton, which stand behind each other.
  std::size_t size() const { return std::size_t{latin_size} + fold_size + skeleton_size; }
  std::string_view fold() const { return {text() + latin_size, fold_size}; }
  std::string_view skeleton() const { return {text() + latin_size + fold_size, skeleton_size}; }

 private:
  const char* text() const { return reinterpret_cast<const char*>(this + 1); }
};

// Keeps some sixteen thousand words in 2.6 MB at most. When that is full, it forgets those that no second name has
// asked for since it last was: most words are of one name, and those of many are worth most. Not thread-safe.
class WordMemo {
 public:
  // Begins a name, before the first word is asked: facts that were given out before are no longer valid.
  void begin();

  // The facts of a word of at most kMaxPartBytes lower-case letters and digits. Valid until the next begin().
  WordFacts& of(std::string_view latin);

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t at = 0;  // in room_, in words of eight bytes, plus 1; 0: free
  };
  WordFacts& at(std::uint32_t place) { return *reinterpret_cast<WordFacts*>(room_.get() + place); }
  WordFacts& make(std::string_view latin, std::uint32_t hash, std::uint64_t* room) const;
  void forget();

  std::vector<Slot> slots_;
  std::unique_ptr<std::uint64_t[]> room_;
  std::size_t used_ = 0;  // words of eight bytes of room_
  std::size_t count_ = 0;
  std::uint32_t names_ = 0;
  std::vector<std::unique_ptr<std::uint64_t[]>> spilled_;  // of this name only
};

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_WORD_MEMO_H_
