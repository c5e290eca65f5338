// What words of organisations, countries and cities in other scripts than Latin mean: "銀行" is a bank.
//
// Names of organisations are translated as often as they are romanised, so that such a word is read as the English one,
// which the other tables know (data/names/meanings.txt, place_names.txt). Names of people are not read so.
#ifndef PENUMBRA_NAMES_MEANINGS_H_
#define PENUMBRA_NAMES_MEANINGS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "text/script.h"

namespace penumbra::names {

struct Meaning {
  std::string_view english;  // one word, perhaps others that are as good behind strokes, or several words with blanks
  bool sure = false;         // no person's name holds the word
};

class Meanings {
 public:
  // The embedded tables; read at the first call (some two milliseconds), never destroyed. Thread-safe.
  static const Meanings& get();

  // Whether a script writes words without blanks, so that runs of it are cut by the words of the tables.
  static bool writes_no_blanks(text::Script script) {
    return script == text::Script::kHan || script == text::Script::kHangul || script == text::Script::kKana ||
           script == text::Script::kThai;
  }

  // The meaning of a word of a script that writes blanks, also behind an article, a preposition or a conjunction that
  // is written together with it (Arabic, Hebrew), and with an ending (Cyrillic). Null if it has none. `word` is
  // normalised.
  const Meaning* of_word(std::u32string_view word, text::Script script) const;

  // Cuts a run of a script without blanks: calls visit(piece, meaning) for each piece in order, with null for what no
  // table knows. As much as possible is covered, by as few words as possible. Linear time.
  template <typename Visit>
  void cut(std::u32string_view run, Visit visit) const {
    constexpr std::size_t kMost = 64;  // longer names are cut in pieces of this length
    while (!run.empty()) {
      const std::u32string_view piece = run.substr(0, kMost);
      unsigned char sizes[kMost + 1];
      divide(piece, sizes);
      for (std::size_t at = 0; at < piece.size();) {
        const std::u32string_view word = piece.substr(at, sizes[at] % kKnown);
        visit(word, sizes[at] >= kKnown ? word_at(word) : nullptr);
        at += word.size();
      }
      run.remove_prefix(piece.size());
    }
  }

  // Whether a normalised text of no stated kind holds a word that no person's name holds.
  bool shows_organisation(std::u32string_view text) const;

 private:
  static constexpr unsigned char kKnown = 0x80;

  Meanings();
  void read(std::string_view table);
  const Meaning* find(std::u32string_view plain) const;
  // The meaning of a piece that divide() cut off.
  const Meaning* word_at(std::u32string_view word) const;
  // For each position where a piece begins, its size, with kKnown added if the tables know it.
  void divide(std::u32string_view run, unsigned char* sizes) const;

  struct Hash : std::hash<std::u32string_view> {
    using is_transparent = void;
    using std::hash<std::u32string_view>::operator();
  };
  std::unordered_map<std::u32string, Meaning, Hash, std::equal_to<>> words_;  // by their plain letters
  std::unordered_map<std::u32string, Meaning, Hash, std::equal_to<>> stems_;  // of words with endings
};

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_MEANINGS_H_
