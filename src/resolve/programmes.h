// Which programmes of two sources go together, learnt from the lists themselves.
//
// Programmes have no common names: "Syria", "SYR", "SYRIA", a Japanese sentence. But parties whose rare names are equal
// on two lists are one party nearly always, and under which programmes each list has them says which programmes mean
// the same. Two records of a name that is not rare are likelier one party when they stand under programmes that go
// together, and less likely when those never do.
#ifndef PENUMBRA_RESOLVE_PROGRAMMES_H_
#define PENUMBRA_RESOLVE_PROGRAMMES_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "penumbra/result.h"
#include "resolve/records.h"
#include "resolve/words.h"

namespace penumbra::resolve {

struct ProgrammeEvidence {
  Centibits bits = 0;
  std::string left;  // the programmes that say it
  std::string right;
  std::string text;  // one sentence
};

class Programmes {
 public:
  // Fewer equal names between a programme and a source teach nothing.
  static constexpr std::uint32_t kLeastTaught = 8;
  static constexpr Centibits kMostBits = 6 * kBit;
  static constexpr Centibits kLeastBits = -4 * kBit;

  // `certain`: pairs of records that are one party by their rare names. Errors as Records::programmes().
  static Result<Programmes> learn(const Records& records,
                                  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& certain);

  // How much likelier than chance two parties under these programmes are one: log2 of (share of the parties of one
  // programme which, where they were found on the other list, stand under the other) / (share of that list under it),
  // the less of the two directions; of several programmes the best pair. 0 where nothing was learnt.
  Centibits bits(std::uint32_t left, std::uint32_t right) const;
  // The same with its words.
  ProgrammeEvidence explain(std::uint32_t left, std::uint32_t right) const;

 private:
  struct Best;
  Best best(std::uint32_t left, std::uint32_t right) const;
  Centibits one_way(std::uint32_t from, std::uint32_t to) const;

  std::vector<std::uint32_t> first_;                 // of each record in of_; one more at the end
  std::vector<std::uint32_t> of_;                    // programmes of the records
  std::vector<std::string> names_;                   // of the programmes
  std::vector<std::uint32_t> sources_;               // of the programmes
  std::vector<double> shares_;                       // of the records of its source that stand under it
  std::map<std::uint64_t, std::uint32_t> together_;  // of two programmes: certain pairs
  std::map<std::uint64_t, std::uint32_t> found_;     // of a programme and a source: its parties that stand there
};

}  // namespace penumbra::resolve

#endif  // PENUMBRA_RESOLVE_PROGRAMMES_H_
