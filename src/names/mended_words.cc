#include "names/mended_words.h"

#include <cstddef>

#include "names/word_memo.h"

namespace penumbra::names {

void mend_form_words(Words& split, const std::vector<WordId>& ids, const Lexicon& lexicon,
                     std::vector<WordId>& mended) {
  mended = ids;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const WordId id = ids[i];
    if (lexicon.generics.find(id) == nullptr && lexicon.places.find(id) == nullptr &&
        lexicon.legal_forms.find(id) == nullptr && lexicon.numbers.find(id) == nullptr) {
      Word& word = split.words[i];
      WordId& near = split.facts(word).form;
      if (near == kFormNotAsked) {
        near = lexicon.nearest_form_word(word.latin, id);
      }
      mended[i] = near == kUnknownWord ? id : near;
    }
  }
}

void mend_phrase_words(Words& split, const std::vector<WordId>& ids, const Lexicon& lexicon,
                       std::vector<WordId>& mended) {
  constexpr std::size_t kLeast = 5;
  mended = ids;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Word& word = split.words[i];
    if (ids[i] != kUnknownWord || word.latin.size() < kLeast || split.frequency(word) != 0) {
      continue;
    }
    WordId& near = split.facts(word).phrase;
    if (near == kFormNotAsked) {
      near = lexicon.nearest_phrase_word(word.latin);
    }
    mended[i] = near;
  }
}

}  // namespace penumbra::names
