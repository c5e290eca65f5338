// Companies, vessels and aircraft of the synthetic lists.
#ifndef PENUMBRA_BENCH_SCALE_FIRMS_H_
#define PENUMBRA_BENCH_SCALE_FIRMS_H_

#include <string>
#include <vector>

#include "words.h"

namespace penumbra::bench {

// What the name of a company is put together from.
struct Firm {
  std::string core;                     // what tells it from others
  std::vector<std::string> activities;  // "trading", "oil and gas"
  std::string place;                    // often ""
  std::string form;                     // "LLC"
  bool form_first = false;              // "OOO Severmet"
};

Firm draw_firm(Random& random);
std::string write_firm(const Firm& firm);
// Another form of the same kind ("LLC" for "Limited Liability Company"), or none.
std::string other_form(const Firm& firm, Random& random);

std::string draw_vessel(Random& random);
std::string draw_aircraft(Random& random);

}  // namespace penumbra::bench

#endif  // PENUMBRA_BENCH_SCALE_FIRMS_H_
