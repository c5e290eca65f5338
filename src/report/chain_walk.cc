#include "report/chain_walk.h"

namespace penumbra::report {

std::vector<ChainStep> steps_of(const Exposure& exposure, std::string_view entity) {
  std::vector<ChainStep> out;
  out.reserve(exposure.chain.size());
  std::string_view at = entity;
  for (const ExposureHop& hop : exposure.chain) {
    const bool forward = hop.from == at;
    const bool backward = !forward && hop.to == at;
    ChainStep step;
    step.hop = &hop;
    step.side = !forward && !backward;
    step.backwards = !forward;
    step.dependant = forward ? hop.from : hop.to;
    step.dependant_caption = forward ? hop.from_caption : hop.to_caption;
    step.needed = forward ? hop.to : hop.from;
    step.needed_caption = forward ? hop.to_caption : hop.from_caption;
    if (!step.side) at = step.needed;
    out.push_back(step);
  }
  return out;
}

}  // namespace penumbra::report
