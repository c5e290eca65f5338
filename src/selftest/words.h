// The words of the self test: nicknames, romanisations, legal forms, titles, decoys (data/selftest/words.txt).
#ifndef PENUMBRA_SELFTEST_WORDS_H_
#define PENUMBRA_SELFTEST_WORDS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace penumbra::selftest {

// One line of the file: words that stand for one another. Views into the program.
using WordGroup = std::vector<std::string_view>;

// The groups of a section, in the order of the file; empty for a section that the file does not have. Read once;
// immutable, safe from any thread.
std::span<const WordGroup> word_groups(std::string_view section);

// All words of a section, whatever their group, in the order of the file.
std::span<const std::string_view> words_in(std::string_view section);

// Whether a section has the word (lower case).
bool has_word(std::string_view section, std::string_view word);

// Words that could stand in the place of `word` (lower case) by the groups of a section, ascending, without itself.
std::vector<std::string_view> stand_ins(std::string_view section, std::string_view word);

}  // namespace penumbra::selftest

#endif  // PENUMBRA_SELFTEST_WORDS_H_
