// Colours and strokes of severity and certainty, the same in every picture. Okabe and Ito's hues ("Color universal
// design", 2008), washed out for grounds so that text keeps its contrast; a sign (bundle.h) and a word go with each.
#ifndef PENUMBRA_REPORT_LOOKS_H_
#define PENUMBRA_REPORT_LOOKS_H_

#include <array>
#include <cstddef>
#include <string_view>

#include "penumbra/exposure_terms.h"
#include "report/property_graph.h"

namespace penumbra::report {

struct SeverityLook {
  std::string_view ground;
  std::string_view edge;
};

constexpr SeverityLook look_of(Severity severity) {
  constexpr std::array<SeverityLook, 6> kLooks = {{{"#fbe3d6", "#d55e00"},
                                                   {"#fdf0d0", "#e69f00"},
                                                   {"#fbf8d2", "#b8a800"},
                                                   {"#e0f1fb", "#56b4e9"},
                                                   {"#f7e4ef", "#cc79a7"},
                                                   {"#eef1f3", "#8795a1"}}};
  return kLooks[static_cast<std::size_t>(severity)];
}

// Certain facts are drawn solid, possible and undecided ones dashed, contested ones dotted.
constexpr Stroke stroke_of(Certainty certainty) {
  if (certainty == Certainty::kCertain) return Stroke::kSolid;
  return certainty == Certainty::kContested ? Stroke::kDotted : Stroke::kDashed;
}

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_LOOKS_H_
