// A normalised text, cut into words.
#ifndef PENUMBRA_NAMES_WORDS_H_
#define PENUMBRA_NAMES_WORDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "names/memo.h"
#include "names/name.h"
#include "names/word_memo.h"
#include "text/script.h"
#include "text/transliterate.h"

namespace penumbra::names {

struct Lexicon;

// Longest original of a word that is kept.
inline constexpr std::size_t kMaxNativeLetters = 16;

struct Word {
  std::string_view latin;        // Latin letters and digits, lower case; never empty
  std::string_view other_latin;  // further romanisations, blanks between (text/variants.h)
  std::u32string_view spelled;   // as normalised, of Latin words with diacritics and Cyrillic ones; else empty
  std::string_view spelled_of;   // the `latin` that it was read as: of use while that is still the same
  std::u32string_view native;    // as normalised, of Han, Hangul and kana words; else empty
  std::string_view meaning;      // English words that the tables look up instead (meanings.h), strokes between
  text::Script script = text::Script::kNone;  // of its first letter
  bool joined_before = false;   // a hyphen, apostrophe or nothing stands between this word and the one before
  bool period = false;          // a full stop follows
  bool comma = false;           // a comma follows...
  bool comma_inside = false;    // ... and no blank behind it ("Mohamm,ad", "SMITH,JOHN")
  const char* asked = nullptr;  // where the letters stood to which `facts` belong
  WordFacts* facts = nullptr;   // Words::facts()
  bool of_several = false;      // one of the words that an abbreviation stands for ("OKB": design bureau)
  bool by_case = false;         // a capital alone divides this word from the one before ("AlphaBeta")
};

// The words of one text, and the memory that they point into: used again by the next text.
class Words {
 public:
  Words() = default;
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;

  std::vector<Word> words;
  std::uint16_t tricks = 0;
  bool truncated = false;  // more than max_words: the rest was not read

  // Puts `tail` to the end of a word; together kMaxPartBytes at most. Twice for each word at most that is then taken
  // away.
  void append(Word& word, std::string_view tail);
  // What is known of the letters of a word. Valid for this text.
  WordFacts& facts(Word& word) {
    if (word.asked != word.latin.data() || word.facts->latin_size != word.latin.size()) {
      word.asked = word.latin.data();
      word.facts = &memo_.of(word.latin);
    }
    return *word.facts;
  }
  // How common a word is in names (Part::frequency).
  std::uint8_t frequency(Word& word) { return facts(word).frequency; }
  WordMemo& memo() { return memo_; }

 private:
  friend class Splitter;
  friend bool split_plain_words(std::string_view text, std::size_t max_words, Words& out);
  // Begins a text.
  void clear(std::size_t max_words);
  // Large enough for all words of a text, so that those may point into them.
  std::vector<char> latin_;
  std::size_t latin_used_ = 0;
  std::u32string native_;
  std::u32string spelled_;
  WordMemo memo_;
  // Words of other scripts, romanised.
  struct Romanised {
    std::string latin;
    std::string other;  // text::other_latin
  };
  std::array<Memo<char32_t, Romanised>, text::kTongues> romanised_;
  // The word that is being read, and single letters joined by stops so far.
  std::u32string current_;
  std::u32string letters_;
};

// Cuts a text of nothing but letters of ASCII and blanks, as most names are, in which no capital may begin a word:
// as normalising and split_words() would. False for any other text, of more words or longer ones too.
bool split_plain_words(std::string_view text, std::size_t max_words, Words& out);

// Cuts a normalised text. Letters that are joined by full stops or slashes ("A.B.C.", "A/S") become one word, except
// that a person's initials stay apart; letters and digits divide ("Fund2"), except digits in the place of letters
// ("Ig0r"); Chinese characters and Korean syllables of a person divide into family and given name; words longer than
// kMaxPartBytes are continued in further words. `lexicon` helps to tell disguised letters from numbers (disguise.h);
// null while its tables are read. `joints` are places at which words are divided too (text::Normalised). Linear time.
void split_words(std::u32string_view text, std::span<const std::uint32_t> joints, NameType type, std::size_t max_words,
                 const Lexicon* lexicon, Words& out);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_WORDS_H_
