// Synthetic lists of any size: people, companies, vessels and aircraft, with aliases.
//
// Every party is a function of a seed and its number: the same list on every machine and with any number of threads,
// and a longer list begins with the shorter one. No real party is meant.
#ifndef PENUMBRA_BENCH_SCALE_PARTIES_H_
#define PENUMBRA_BENCH_SCALE_PARTIES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/name.h"

namespace penumbra::bench {

// A name as it comes out of the generator.
struct MadeName {
  std::string text;
  bool weak = false;
};

struct MadeParty {
  names::NameType type = names::NameType::kPerson;
  std::vector<MadeName> names;  // the first is the main one; at least one
  std::string native;           // the main name in the script of its culture; "" if that is Latin
};

// One party. Thread-safe. About 2 µs a name.
MadeParty make_party(std::uint64_t seed, std::uint32_t number);
// One person.
MadeParty make_person(std::uint64_t seed, std::uint32_t number);

// A name of a list, compact: ten million take 160 MB and their texts 230 MB.
struct ListedName {
  std::uint64_t at = 0;
  std::uint32_t party = 0;
  std::uint16_t bytes = 0;
  names::NameType type = names::NameType::kAny;
  bool weak = false;
};

class Parties {
 public:
  // The first parties of a seed that together have `names` names (the last one may lose some).
  static Parties make(std::uint32_t names, std::uint64_t seed, unsigned threads);

  std::uint32_t party_count() const { return names_.empty() ? 0 : names_.back().party + 1; }
  // Names in the order of their parties.
  const std::vector<ListedName>& names() const { return names_; }
  std::string_view text(std::size_t name) const {
    return std::string_view(pool_).substr(names_[name].at, names_[name].bytes);
  }
  // Of all texts and types in order. The same on every machine.
  std::uint64_t checksum() const;

 private:
  std::vector<ListedName> names_;
  std::string pool_;
};

}  // namespace penumbra::bench

#endif  // PENUMBRA_BENCH_SCALE_PARTIES_H_
