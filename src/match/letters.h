// What edits of letters cost, read from data/names/letters.txt (embedded).
#ifndef PENUMBRA_MATCH_LETTERS_H_
#define PENUMBRA_MATCH_LETTERS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace penumbra::match {

inline constexpr std::size_t kLetters = 26;
inline constexpr std::size_t kLettersAndDigits = 36;

// Every edit of letters costs between these, in hundredths of an edit; what changes a digit costs kDigitEdit.
inline constexpr int kLeastLetterEdit = 50;
inline constexpr int kMostLetterEdit = 110;
inline constexpr int kDigitEdit = 150;

// Where an edit is in a word.
struct EditPlace {
  bool first = false;  // no letter of either word is before it
  bool last = false;   // no letter of either word is after it
};

// Costs in hundredths of an edit. Symmetric in the two words: what is inserted in one is deleted from the other.
struct LetterCosts {
  std::array<int, kLetters> insert{};
  std::array<std::array<int, kLetters>, kLetters> substitute{};  // [a][b] equals [b][a]; [a][a] is 0
  int exchange = 0;                                              // of neighbours
  int doubled = 0;                                               // a letter beside the same letter
  // Added at the ends of a word, may be negative.
  int first_insert = 0;
  int first_substitute = 0;
  int last_insert = 0;
  int last_substitute = 0;
};

// 'a' to 'z', '0' to '9'; anything else counts as 'z' (folded forms hold nothing else).
constexpr std::size_t letter_index(char c) {
  return c >= 'a' && c <= 'z'   ? static_cast<std::size_t>(c - 'a')
         : c >= '0' && c <= '9' ? static_cast<std::size_t>(c - '0') + kLetters
                                : 25;
}

// LetterCosts for each place, bounded, ready to be looked up.
class LetterTables {
 public:
  explicit LetterTables(const LetterCosts& costs);
  // Indexes are letter_index().
  int substitute(std::size_t a, std::size_t b, EditPlace place) const { return substitute_[at(place)][a][b]; }
  int insert(std::size_t a, EditPlace place) const { return insert_[at(place)][a]; }
  int exchange() const { return exchange_; }
  int doubled() const { return doubled_; }

 private:
  static std::size_t at(EditPlace place) { return (place.first ? 1U : 0U) + (place.last ? 2U : 0U); }
  std::array<std::array<std::array<std::uint8_t, kLettersAndDigits>, kLettersAndDigits>, 4> substitute_{};
  std::array<std::array<std::uint8_t, kLettersAndDigits>, 4> insert_{};
  int exchange_ = 0;
  int doubled_ = 0;
};

// Reads the text of data/names/letters.txt. Empty on success, else what is wrong.
std::string read_letter_costs(std::string_view text, LetterCosts& out);

// The costs as lines of that file, without a head. read_letter_costs() gives them back.
std::string letter_costs_text(const LetterCosts& costs);

// Those of the embedded file. Thread-safe.
const LetterTables& letter_tables();

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_LETTERS_H_
