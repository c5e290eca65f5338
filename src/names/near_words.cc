#include <algorithm>
#include <bit>
#include <numeric>

#include "names/lexicon.h"

namespace penumbra::names {
namespace {

std::uint32_t letter_index(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<std::uint32_t>(c - 'a') : 26U;
}

std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) {
    letters |= 1U << letter_index(c);
  }
  return letters;
}

std::size_t letter_pair(std::string_view pair) {
  return 27U * letter_index(pair[0]) + letter_index(pair[1]);
}

}  // namespace

std::size_t NearWords::head_of(std::string_view word) {
  return letter_pair(word.substr(0, 2));
}

std::size_t NearWords::tail_of(std::string_view word) {
  return letter_pair(word.substr(word.size() - 2));
}

void NearWords::index(std::vector<WordId> words, const WordIds& ids) {
  std::sort(words.begin(), words.end(), [&](WordId a, WordId b) { return ids.text(a) < ids.text(b); });
  words.erase(std::unique(words.begin(), words.end()), words.end());
  for (const WordId id : words) {
    const std::string_view word = ids.text(id);
    words_.push_back({id, letters_of(word), static_cast<std::uint32_t>(word.size())});
  }
  const auto fill = [&](ByPair& out, std::size_t (*pair_of)(std::string_view)) {
    for (const Entry& entry : words_) {
      ++out.starts[pair_of(ids.text(entry.id)) + 1];
    }
    std::partial_sum(out.starts.begin(), out.starts.end(), out.starts.begin());
    out.places.resize(words_.size());
    auto next = out.starts;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      out.places[next[pair_of(ids.text(words_[i].id))]++] = static_cast<std::uint16_t>(i);
    }
  };
  fill(by_head_, head_of);
  fill(by_tail_, tail_of);
}

// One edit touches at most two neighbouring letters, and the longer of the two words has five or more: either their
// first two letters agree or their last two do.
WordId NearWords::nearest(std::string_view word, const WordIds& ids) const {
  if (word.size() + 1 < kLeastLetters) {
    return kUnknownWord;
  }
  const std::uint32_t letters = letters_of(word);
  std::size_t nearest = words_.size();
  const auto look = [&](const ByPair& by, std::size_t pair) {
    for (std::size_t i = by.starts[pair]; i < by.starts[pair + 1] && by.places[i] < nearest; ++i) {
      const Entry& entry = words_[by.places[i]];
      // An edit takes away at most one letter and brings at most one.
      if (entry.size + 1 >= word.size() && entry.size <= word.size() + 1 &&
          std::popcount(entry.letters ^ letters) <= 2 && is_one_edit_apart(word, ids.text(entry.id))) {
        nearest = by.places[i];
      }
    }
  };
  look(by_head_, head_of(word));
  look(by_tail_, tail_of(word));
  return nearest == words_.size() ? kUnknownWord : words_[nearest].id;
}

}  // namespace penumbra::names
