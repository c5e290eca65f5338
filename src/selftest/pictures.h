// Small pictures for the report, as SVG inside the page; every figure in them also stands in a table.
#ifndef PENUMBRA_SELFTEST_PICTURES_H_
#define PENUMBRA_SELFTEST_PICTURES_H_

#include <string>

#include "selftest/run.h"

namespace penumbra::selftest {

// Share found, with its interval.
std::string bar(const Tally& tally);
// Scores of true hits after one technique, and best scores of clean names.
std::string histogram_picture(const Report& report);
// Recall by level and false alerts over the threshold.
std::string curve_picture(const Report& report);

}  // namespace penumbra::selftest

#endif  // PENUMBRA_SELFTEST_PICTURES_H_
