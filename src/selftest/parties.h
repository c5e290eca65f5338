// The listed parties of a store, as the test draws them.
#ifndef PENUMBRA_SELFTEST_PARTIES_H_
#define PENUMBRA_SELFTEST_PARTIES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"
#include "selftest/draft.h"
#include "selftest/letters.h"

namespace penumbra::selftest {

// One name of one party that must be found.
struct ListedName {
  std::string entity;  // id
  std::string schema;
  std::string text;          // as the list writes it
  std::uint16_t source = 0;  // of Parties::sources
  PartyKind kind = PartyKind::kOther;
  Writing writing = Writing::kNone;
  bool weak = false;  // a weak alias in the sense of OFAC FAQ 122
};

struct Parties {
  std::vector<std::string> sources;   // names, in the order of the snapshot
  std::vector<ListedName> names;      // by source, then in the order of the list
  std::uint64_t parties = 0;          // with at least one name
  std::uint64_t not_in_force = 0;     // parties left out: no designation of theirs holds on the day
  std::uint64_t without_letters = 0;  // names left out: nothing to look for
};

// Every name of every party that is listed on the day: its designation holds or possibly holds, or it stands on a list
// that states none. Entities of hand-written models and registers count only with a designation that holds. Read from
// the store itself, not from the screening that is on trial. `wanted` empty: all sources.
Result<Parties> listed_parties(const std::string& directory, const std::vector<std::string>& wanted,
                               std::optional<Date> as_of, std::optional<Timestamp> known_at);

}  // namespace penumbra::selftest

#endif  // PENUMBRA_SELFTEST_PARTIES_H_
