// What is done to listed names to see whether they are still found (docs/design/selftest.md defines each).
#ifndef PENUMBRA_SELFTEST_TREATMENT_H_
#define PENUMBRA_SELFTEST_TREATMENT_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "selftest/draft.h"

namespace penumbra::selftest {

struct Treatment {
  std::string_view key;    // stable, in reports
  std::string_view title;  // a few words for a reader
  std::string_view what;   // one sentence
  int strain = 0;          // how much of what a reader recognises it takes away (design page, "Composition")
  bool alone = false;      // never part of a pair or triple
  bool bounded = false;    // so large that *incomplete* is an expected answer: it must never be *clear*
  // Changes the draft; false when the treatment does not apply to this name, and then the draft is void.
  bool (*apply)(Draft&, base::Random&) = nullptr;
};

// In the order in which they are laid over one another.
std::span<const Treatment> treatments();
// Its place in treatments(); nullopt for an unknown key.
std::optional<std::size_t> treatment_of(std::string_view key);

// Whether two treatments, by place, may be laid over one another.
bool compatible(std::size_t first, std::size_t second);

// Letters of informative words that a name must have to stand treatments of this strain together.
constexpr std::size_t letters_needed(int strain) {
  return strain <= 0 ? 0 : 6 + 4 * (static_cast<std::size_t>(strain) - 1);
}

// The name after the treatments, applied in their order; nullopt when one of them does not apply, changes nothing, or
// the name is too short for them. Deterministic in `seed`. Thread-safe.
std::optional<std::string> treated(std::string_view name, PartyKind kind, std::span<const std::size_t> by,
                                   std::uint64_t seed);

// The treatments of words, of letters, and of characters, in files of their own.
bool drop_word(Draft& draft, base::Random& random);
bool give_initials(Draft& draft, base::Random& random);
bool use_nickname(Draft& draft, base::Random& random);
bool add_word(Draft& draft, base::Random& random);
bool abbreviate(Draft& draft, base::Random& random);
bool change_legal_form(Draft& draft, base::Random& random);
bool add_title(Draft& draft, base::Random& random);
bool reverse_words(Draft& draft, base::Random& random);
bool add_decoy(Draft& draft, base::Random& random);
bool rewrite_number(Draft& draft, base::Random& random);

bool change_script(Draft& draft, base::Random& random);
bool change_romanisation(Draft& draft, base::Random& random);
bool write_by_ear(Draft& draft, base::Random& random);
bool mistype(Draft& draft, base::Random& random);
bool mistype_twice(Draft& draft, base::Random& random);
bool join_words(Draft& draft, base::Random& random);
bool split_word(Draft& draft, base::Random& random);

bool change_case(Draft& draft, base::Random& random);
bool change_diacritics(Draft& draft, base::Random& random);
bool write_leet(Draft& draft, base::Random& random);
bool write_look_alikes(Draft& draft, base::Random& random);
bool change_punctuation(Draft& draft, base::Random& random);
bool change_blanks(Draft& draft, base::Random& random);
bool write_full_width(Draft& draft, base::Random& random);
bool add_zero_width(Draft& draft, base::Random& random);
bool add_direction_marks(Draft& draft, base::Random& random);
bool add_combining_marks(Draft& draft, base::Random& random);
bool pad(Draft& draft, base::Random& random);
bool pad_heavily(Draft& draft, base::Random& random);
bool flood(Draft& draft, base::Random& random);

// One name word by the romanisation of its script that is published for it, in small Latin letters; "" where no rule is
// known. Used by change_script; here for tests.
std::u32string romanised(std::u32string_view word, bool second_system);
// The Cyrillic spelling from which the BGN/PCGN romanisation of Russian makes this word (small letters); "" where none
// does.
std::u32string cyrillic_of(std::u32string_view word);

}  // namespace penumbra::selftest

#endif  // PENUMBRA_SELFTEST_TREATMENT_H_
