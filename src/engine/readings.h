// The ways in which the name of a query is read before it is searched for.
#ifndef PENUMBRA_ENGINE_READINGS_H_
#define PENUMBRA_ENGINE_READINGS_H_

#include <cstdint>
#include <vector>

#include "engine/world.h"
#include "index/search.h"
#include "penumbra/screening.h"

namespace penumbra::engine {

// The name of the query, or a name that its text states, as one kind of bearer. The kind decides which words are read
// as stop words, titles or legal forms, so "POPULAR FRONT FOR THE LIBERATION" has other parts as a person than as an
// organisation.
struct Reading {
  index::PreparedQuery prepared;
  std::uint8_t kinds = index::kOfAnyType;  // meets only listed names of these (index::SearchLimits)
  int least = 0;                           // points that a match needs, whatever the threshold
};

struct Readings {
  std::vector<Reading> all;  // never empty; the first is the whole name as the kind that is stated
  std::size_t stated = 0;    // names that the text states besides (names/stated_names.h)
  bool incomplete = false;   // it states more than were read
};

// The readings of a query for the names that `world` holds. Thread-safe.
Readings readings_of(const ScreenQuery& query, const World& world);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_READINGS_H_
