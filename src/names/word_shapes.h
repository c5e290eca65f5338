// What the letters of one word say of it, without a table of names: numbers, branches, patronymics.
#ifndef PENUMBRA_NAMES_WORD_SHAPES_H_
#define PENUMBRA_NAMES_WORD_SHAPES_H_

#include <cstdint>
#include <string_view>

namespace penumbra::names {

// All of these take a folded word and are safe from any thread.

// Digits 0 to 9 and nothing else.
bool is_digits(std::string_view word);

// Value of digits; a number beyond nine digits is told from others by a hash of its digits (FNV-1a, 32 bits).
std::uint32_t number_value(std::string_view digits);

// Whether a word, not empty, says "number" before one ("Plant No. 42", "Zavod № 42", "Schule Nr. 3").
bool says_number(std::string_view word);

// Whether a word says that the body is a branch of another ("Filiale").
bool says_branch(std::string_view word);

// Roman numerals of I, V and X (larger ones are words in names). 0 if it is none in its canonical form.
std::uint32_t roman_value(std::string_view word);

// By its ending, as the Slavic languages and their romanisations write it.
bool is_patronymic(std::string_view word);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_WORD_SHAPES_H_
