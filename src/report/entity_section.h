// The part of the page that is about one entity.
#ifndef PENUMBRA_REPORT_ENTITY_SECTION_H_
#define PENUMBRA_REPORT_ENTITY_SECTION_H_

#include <cstddef>
#include <span>
#include <string>

#include "penumbra/exposure.h"
#include "report/page_parts.h"

namespace penumbra::report {

// A disclosure with the answer in its summary, or, when `open`, the same without one: what it is exposed to, the chains
// and the timeline with their tables, what changed, what goes on, what is not established, what is on no list.
std::string entity_section(std::span<const ExposureAnswer> days, std::size_t index, const Register& names, bool open);

// "■ prohibited certain", "○ none on record".
std::string chip_of(const EntityExposure& entity);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_ENTITY_SECTION_H_
