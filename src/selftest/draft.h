// A listed name taken apart by the self test, so that treatments can be laid over one another.
#ifndef PENUMBRA_SELFTEST_DRAFT_H_
#define PENUMBRA_SELFTEST_DRAFT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "selftest/letters.h"

namespace penumbra::selftest {

// What kind of party bears the name. Stored in reports by key: never rename.
enum class PartyKind : std::uint8_t { kPerson, kOrganisation, kVessel, kAircraft, kOther };
inline constexpr int kPartyKinds = 5;
std::string_view party_kind_key(PartyKind kind);  // "person", ...
// Of a FollowTheMoney schema.
PartyKind party_kind_of(std::string_view schema);

struct DraftWord {
  std::u32string text;
  bool family = false;       // of a person: belongs to the family name, as far as the writing shows
  bool informative = false;  // at least three letters (one in Han and Hangul), no generic word, legal form or connector
  bool added = false;        // put there by a treatment
};

// Words, and what stands between and around them. Plain value.
struct Draft {
  PartyKind kind = PartyKind::kOther;
  Writing writing = Writing::kNone;
  std::vector<DraftWord> words;
  std::u32string glue = U" ";    // between words
  std::u32string before, after;  // around the whole
  bool glued = false;            // written together in one place or more: word boundaries are gone

  // Letters of the informative words: what is left to recognise the party by.
  std::size_t letters() const;
  std::size_t informative() const;  // words
  std::u32string text() const;
};

// "Abd", "Abdul" and their like, which are half of a name: the next word is the other half.
bool is_servant(std::u32string_view word);

// A name as a list writes it. The family name of a person is what stands before a comma, else the words in capitals
// among others that are not, else the last word.
Draft draft_of(std::string_view name, PartyKind kind);

}  // namespace penumbra::selftest

#endif  // PENUMBRA_SELFTEST_DRAFT_H_
