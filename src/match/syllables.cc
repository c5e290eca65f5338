#include "match/syllables.h"

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

}  // namespace penumbra::match
