// How a verdict of an ownership rule is shown: sign, colours, words. A sign and the word go with every colour.
#ifndef PENUMBRA_REPORT_OWNERSHIP_WORDS_H_
#define PENUMBRA_REPORT_OWNERSHIP_WORDS_H_

#include <string_view>

namespace penumbra::report {

struct VerdictLook {
  std::string_view ground;
  std::string_view edge;
  std::string_view style;  // class of the style sheet
};

constexpr std::string_view sign_of_verdict(std::string_view verdict) {
  if (verdict == "designated") return "★";
  if (verdict == "restricted") return "■";
  if (verdict == "licence") return "▲";
  if (verdict == "control-review") return "◆";
  if (verdict == "undetermined") return "?";
  return "○";
}

// Okabe-Ito hues, washed out for grounds.
constexpr VerdictLook look_of_verdict(std::string_view verdict) {
  if (verdict == "designated") return {"#f8d5c1", "#d55e00", "prohibited"};
  if (verdict == "restricted") return {"#fbe3d6", "#d55e00", "prohibited"};
  if (verdict == "licence") return {"#fdf0d0", "#e69f00", "authorisation-needed"};
  if (verdict == "control-review") return {"#fbf8d2", "#b8a800", "rebuttable-presumption"};
  if (verdict == "undetermined") return {"#e0f1fb", "#56b4e9", "red-flag"};
  return {"#ffffff", "#8795a1", "none"};
}

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_OWNERSHIP_WORDS_H_
