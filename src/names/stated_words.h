// Words of texts that say more than one name, and the phrases by which they say it. Internal to names.
#ifndef PENUMBRA_NAMES_STATED_WORDS_H_
#define PENUMBRA_NAMES_STATED_WORDS_H_

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace penumbra::names {

// What a byte can be to a text that states names. A table, since every byte of every query is asked.
inline constexpr std::uint8_t kByteBlank = 1;
inline constexpr std::uint8_t kByteFraming = 2;    // stands around a word and does not belong to it
inline constexpr std::uint8_t kByteSeparator = 4;  // tells names apart
inline constexpr std::uint8_t kByteAside = 8;      // sets off what a person is called besides
inline constexpr std::uint8_t kByteNote = 16;      // digits and the like, which notes beside a name have
inline constexpr std::array<std::uint8_t, 256> kByteClasses = [] {
  std::array<std::uint8_t, 256> out{};
  for (const char c : std::string_view(" \t\r")) out[static_cast<unsigned char>(c)] |= kByteBlank;
  for (const char c : std::string_view("()[]{}\"',:;|<>\n")) out[static_cast<unsigned char>(c)] |= kByteFraming;
  for (const char c : std::string_view(";|\n")) out[static_cast<unsigned char>(c)] |= kByteSeparator;
  for (const char c : std::string_view("([{\"")) out[static_cast<unsigned char>(c)] |= kByteAside;
  for (const char c : std::string_view("0123456789@/&%")) out[static_cast<unsigned char>(c)] |= kByteNote;
  return out;
}();
inline bool byte_is(char c, unsigned classes) {
  return (kByteClasses[static_cast<unsigned char>(c)] & classes) != 0;
}
inline bool byte_is_blank(char c) {
  return byte_is(c, kByteBlank);
}
inline bool byte_is_framing(char c) {
  return byte_is(c, kByteFraming);
}

struct StatedWord {
  std::size_t begin = 0;  // of the word itself, what frames it left out
  std::size_t end = 0;
  std::size_t from = 0;     // where what stands before it begins: the end of the word before
  std::string_view before;  // what stands between the word before and this one
  std::string text;         // lower case, without dots; "" if it is longer than any word of a phrase
};

// The words of a text with the frames of ASCII.
std::vector<StatedWord> stated_words(std::string_view text);

// With the quotes and brackets of all scripts as those of ASCII.
std::string plainly_framed(std::string_view text);

// With what web pages and addresses of pages write for letters as these ("&amp;", "&#39;", "%20") and without marks of
// pages ("<b>").
std::string without_markup(std::string_view text);

// Without the blanks and frames around it; a bracket that is closed within stays.
std::string_view without_frames(std::string_view text);

// Kinds of phrases (data/names/stated_names.txt), bits.
inline constexpr std::uint16_t kPhraseAny = 1;
inline constexpr std::uint16_t kPhraseSetOff = 2;
inline constexpr std::uint16_t kPhraseAnd = 4;
inline constexpr std::uint16_t kPhraseStatus = 8;
inline constexpr std::uint16_t kPhraseBeforeBody = 16;
inline constexpr std::uint16_t kPhraseBeforePerson = 32;
inline constexpr std::uint16_t kPhraseRest = 64;
inline constexpr std::uint16_t kPhraseNobody = 128;
inline constexpr std::uint16_t kPhraseLabel = 256;
inline constexpr std::uint16_t kPhraseBox = 512;
inline constexpr std::uint16_t kPhraseRoom = 1024;
inline constexpr std::uint16_t kPhraseRestOfPerson = 2048;
inline constexpr std::uint16_t kPhraseStreet = 4096;
inline constexpr std::uint16_t kPhraseRestOfBody = 8192;

// The embedded table; read at the first call, never destroyed. Thread-safe.
class StatedPhrases {
 public:
  static const StatedPhrases& get();

  // Words of the longest phrase of these kinds that begins at words[i], with nothing that frames between them; 0 if
  // none does. `least_digits`: if not null, of a label, the digits that its value has at least.
  std::size_t longest(const std::vector<StatedWord>& words, std::size_t i, unsigned kinds,
                      std::uint8_t* least_digits = nullptr) const;
  bool is(const std::string& phrase, unsigned kinds) const;
  // Whether a phrase begins so: nearly no word does.
  bool begins(const std::string& word) const { return begins_.contains(word); }
  const std::vector<std::string>& signs() const { return signs_; }
  // Whether a phrase may begin with the first bytes of `word`. Answers for nearly all words of names, before anything
  // is decoded.
  bool may_begin(std::string_view word) const;

 private:
  struct Phrase {
    std::uint16_t kinds = 0;
    std::uint8_t least_digits = 0;
  };
  static constexpr std::size_t kKeys = std::size_t{1} << 14U;

  StatedPhrases();
  void add_beginning(std::string_view word);

  std::unordered_map<std::string, Phrase> phrases_;
  std::unordered_set<std::string> begins_;
  std::vector<std::string> signs_;
  std::bitset<kKeys> beginnings_;
};

// Lower case, without dots; "" if it is longer than any word of a phrase.
std::string plain_stated_word(std::string_view word);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_STATED_WORDS_H_
