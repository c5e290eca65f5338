// Supply worlds drawn as text, with the answer that they must give. tests/supply/worlds/README.md has the format.
#ifndef PENUMBRA_TESTS_SUPPLY_DRAWN_SUPPLY_H_
#define PENUMBRA_TESTS_SUPPLY_DRAWN_SUPPLY_H_

#include <map>
#include <string>
#include <vector>

#include "model/facts.h"
#include "model/overlay.h"
#include "penumbra/supply.h"

namespace penumbra::testing_supply {

struct DrawnSupply {
  std::string file;
  std::string title;
  model::Dataset facts;
  std::shared_ptr<model::Overlay> shocks;  // null: none
  SupplyQuery query;                       // entity left open
  std::vector<std::string> asked;          // entities, in order of first mention in the expected lines
  std::vector<std::string> show;           // kinds of lines that are compared
  std::vector<std::string> expected;
};

// All worlds of a file. Aborts the test on a line that it cannot read.
std::vector<DrawnSupply> read_worlds(const std::string& path);

// The answer in the lines of the format, of the kinds that the world shows.
std::vector<std::string> lines_of(const DrawnSupply& world, const SupplyAnswer& answer);

}  // namespace penumbra::testing_supply

#endif  // PENUMBRA_TESTS_SUPPLY_DRAWN_SUPPLY_H_
