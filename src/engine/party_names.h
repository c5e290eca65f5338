// The names of an entity as a comparison uses them.
#ifndef PENUMBRA_ENGINE_PARTY_NAMES_H_
#define PENUMBRA_ENGINE_PARTY_NAMES_H_

#include <string>
#include <vector>

#include "match/score.h"
#include "model/entity.h"
#include "names/name.h"

namespace penumbra::engine {

struct PartyName {
  std::string text;
  bool weak = false;  // a weak alias, or a single part where no more is stated
  bool made = false;  // put together from parts
};

// Every name of the entity in its order. Where it states no whole name, full names are made from its parts: first,
// second, middle, father's, last name and suffix, in the order of the culture that writes the given name first. A part
// with several values (spellings of one name) makes several names, the first values first.
std::vector<PartyName> party_names(const model::Entity& entity);

// Besides each of them the names that its text states of a bearer of this type (names/stated_names.h), as strong as the
// text is.
std::vector<PartyName> with_stated_names(std::vector<PartyName> names, names::NameType type);

// The kind of name that two entities' names are to be read as: the more special one where the other leaves it open.
names::NameType common_name_type(std::string_view schema_a, std::string_view schema_b);

// The best pair among two sets of names.
struct BestNames {
  bool compared = false;      // both sides have a name with letters or digits
  std::size_t query = 0;      // index of the name
  std::size_t candidate = 0;  // index of the name
  int points = 0;             // after the deduction for a weak alias
  int weak_deduction = 0;
  match::NameScore score;  // of the two names, with explanation
  names::Name query_name;
  names::Name candidate_name;
  bool incomplete = false;  // a name or the number of names exceeded a limit
};

// Whether a name says no more than what kind of body bears it ("Ministry of Defence", "Central Bank"): of the parts
// that count, at least one, all are general words of organisations. False for names that were not read whole.
// Thread-safe.
bool says_only_its_kind(const names::NameView& name);

// Most names of one side that are compared. Lists have up to some dozens; every pair of two such sets is compared.
inline constexpr std::size_t kMaxPartyNames = 256;

BestNames best_names(const std::vector<PartyName>& query, const std::vector<PartyName>& candidate,
                     names::NameType type);

// Names with their analysis as one type, for comparisons with many others. Immutable.
struct AnalysedNames {
  std::vector<PartyName> texts;
  std::vector<names::Name> names;  // of each text
  bool incomplete = false;         // a limit was reached
};
AnalysedNames analyse_names(std::vector<PartyName> texts, names::NameType type);

// The same answer as best_names() over the texts, as long as the best pair reaches `at_least`; else `compared` may be
// false. Both sides must have been analysed as one type.
BestNames best_names(const AnalysedNames& query, const AnalysedNames& candidate, int at_least = 0);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_PARTY_NAMES_H_
