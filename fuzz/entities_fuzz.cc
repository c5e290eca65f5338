// Whole entities: any texts of any properties are compared within bounds, and the promises of the comparison hold.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "penumbra/entity_comparison.h"

namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

// The first line is the schema of both; each further line is property=text; an empty line begins the candidate.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace penumbra;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  PartyRecord sides[2];
  int side = 0;
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (first) {
      sides[0].schema = sides[1].schema = std::string(line);
      first = false;
    } else if (line.empty()) {
      side = 1;
    } else if (const std::size_t equals = line.find('='); equals != std::string_view::npos) {
      sides[side].properties.push_back({std::string(line.substr(0, equals)), std::string(line.substr(equals + 1))});
    }
  }
  const auto forward = compare_entities(sides[0], sides[1]);
  const auto back = compare_entities(sides[1], sides[0]);
  require(forward.ok() == back.ok());
  if (!forward.ok()) {
    return 0;
  }
  require(forward->points >= 0 && forward->points <= kScorePerUnit);
  require(forward->points == back->points);
  int sum = 0;
  for (const ScoreFeature& feature : forward->features) {
    sum += feature.points;
  }
  require(sum == forward->points);
  return 0;
}
