// Pictures of an answer as SVG: the chains, and the states over time. Each has a table twin on the page.
#ifndef PENUMBRA_REPORT_PICTURES_H_
#define PENUMBRA_REPORT_PICTURES_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "penumbra/exposure.h"
#include "report/bundle.h"

namespace penumbra::report {

// Most boxes in one picture; more cannot be read (screens-and-answers.md, row 34).
inline constexpr std::size_t kMaxBoxes = 50;

// The chains from the entity to what is bitten, heaviest bundles first until kMaxBoxes; "" when there is nothing to
// draw. `left_out` is set to the number of bundles that did not fit.
std::string chain_picture(const EntityExposure& entity, const std::vector<Bundle>& bundles, std::size_t& left_out);

// The states of the entity from `first` on, with a mark for each day asked for; "" when no state is on record.
std::string timeline_picture(const EntityExposure& entity, std::span<const ExposureAnswer> days);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_PICTURES_H_
