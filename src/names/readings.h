// Other forms that a word of a name is known by: further romanisations, readings of characters, spellings of one
// letter.
#ifndef PENUMBRA_NAMES_READINGS_H_
#define PENUMBRA_NAMES_READINGS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "names/name.h"

namespace penumbra::names {

// The bit of a folded form in Part::reading_bits.
constexpr std::uint32_t reading_bit(std::string_view form) {
  std::uint32_t hash = 0x811C9DC5U;  // FNV-1a, then the multiplier of Fibonacci hashing to bring low bits up
  for (const char c : form) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
  }
  return 1U << ((hash * 0x9E3779B1U) >> 27U);
}

// The bits of a fold and of readings with blanks between.
std::uint32_t reading_bits(std::string_view fold, std::string_view readings);

// Most readings of a part of Chinese characters, which six languages read, and most bytes of them.
inline constexpr std::size_t kMaxHanReadings = 18;
inline constexpr std::size_t kMaxHanReadingBytes = 200;

// Collects the readings of one part: folds them, drops repetitions and what is beyond the limits of name.h.
class ReadingList {
 public:
  explicit ReadingList(std::string_view fold = {}) : fold_(fold) {}

  // Begins another part, of Chinese characters or not. Keeps its memory.
  void clear(std::string_view fold, bool han = false) {
    fold_ = fold;
    most_ = han ? kMaxHanReadings : kMaxReadings;
    most_bytes_ = han ? kMaxHanReadingBytes : kMaxReadingBytes;
    text_.clear();
    count_ = 0;
  }

  // Adds Latin letters as they are spelled; less likely ones later. Pieces between strokes are folded one by one.
  void add(std::string_view latin);
  // Adds a form that is folded already: syllables folded one by one, as words of their own ("kvok" and "keung").
  void add_folded(std::string_view form);
  void add_all_folded(std::string_view forms);
  // Adds several, with blanks between.
  void add_all(std::string_view latin);
  bool full() const { return count_ >= most_; }
  // Of the part itself, which is no reading.
  std::string_view fold() const { return fold_; }
  const std::string& text() const { return text_; }

 private:
  bool contains(std::string_view form) const;

  std::string_view fold_;
  std::string text_;
  std::size_t count_ = 0;
  std::size_t most_ = kMaxReadings;
  std::size_t most_bytes_ = kMaxReadingBytes;
};

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_READINGS_H_
