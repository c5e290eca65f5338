// A chain as a way: which end of every fact needs the other.
#ifndef PENUMBRA_REPORT_CHAIN_WALK_H_
#define PENUMBRA_REPORT_CHAIN_WALK_H_

#include <string_view>
#include <vector>

#include "penumbra/exposure.h"

namespace penumbra::report {

// One fact of a chain, turned so that it runs from what needs to what is needed. Views into the exposure.
struct ChainStep {
  const ExposureHop* hop = nullptr;
  std::string_view dependant;
  std::string_view dependant_caption;
  std::string_view needed;
  std::string_view needed_caption;
  bool backwards = false;  // the fact is stated from the needed end: "Lavochkin supplies Kazachok"
  bool side = false;       // not on the way itself: another stake of an ownership explanation
};

// The steps in the order of the chain. A stake runs from the owner to what is owned; who needs the asset comes to the
// owner through it, so its owner is the needed end.
std::vector<ChainStep> steps_of(const Exposure& exposure, std::string_view entity);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_CHAIN_WALK_H_
