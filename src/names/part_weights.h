// What the parts beside it make of the weight of a part, once it has been decided what each word is (analyze.cc): names
// that are left out at will, the bearer of a body's name, the seat of a firm.
#ifndef PENUMBRA_NAMES_PART_WEIGHTS_H_
#define PENUMBRA_NAMES_PART_WEIGHTS_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "names/forms.h"
#include "names/lexicon.h"

namespace penumbra::names {

// Information of a given name (Part::weight).
inline constexpr std::uint16_t kWeightGiven = 900;

// All of these take the parts of one name, in its order, and change weights and kinds of theirs. Safe from any thread
// for parts of its own.

// --- people ---

// What looks like a patronymic at the end is a family name behind initials alone ("S. M. Vulovic"), behind another
// patronymic ("Alexander Aleksandrovich Malkevich"), and where it is written as in languages that use none ("-ovic").
void settle_last_patronymic(std::span<Draft> drafts);

// Words behind two names that say where a person comes from or of which tribe he is are left out at will: "Sample
// Muster al-Zamori" is Sample Muster.
void weigh_bynames(std::span<Draft> drafts, const Lexicon& lexicon);

// The halves of a double family name, and a name at birth beside that of today: many use one of them alone.
void weigh_double_names(std::span<Draft> drafts, const Lexicon& lexicon);

// --- organisations ---

// A body is named after somebody for honour: his title and initials tell nothing, and his name little where the body
// has another ("NPO Sample imeni akademika A. B. Musterova", but "NPO imeni Musterova"). `from`: where the parts of his
// begin, beyond the last where no word says so; then behind the title "Academician" alone.
void weigh_bearer(std::span<Draft> drafts, std::size_t from);

// A place behind the legal form is an address rather than a part of the name ("Sample GmbH Berlin"), and so is one
// beside a word for a branch, which in law is the same company. `first`: the name begins with a place that firms bear
// before theirs, as those of China do ("Hangzhou Sample Digital Technology Co., Ltd.").
void weigh_seat(std::span<Draft> drafts, bool first);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_PART_WEIGHTS_H_
