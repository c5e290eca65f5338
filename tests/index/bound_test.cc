#include "match/bound.h"

#include <gtest/gtest.h>

#include "match/score.h"
#include "reference/alter.h"
#include "reference/full_scan.h"
#include "reference/invented.h"

namespace penumbra::match {
namespace {

using reference::Alteration;
using reference::Random;

// What the bound rules out, the scorer puts below the threshold; and it rules out most of what is there.
TEST(ScoreBound, NeverRulesOutWhatReachesTheThreshold) {
  const auto list = reference::invented_list(250, 21);
  const reference::FullScan scan(list);
  Random random(22);
  std::size_t ruled_out = 0;
  std::size_t below = 0;
  for (int i = 0; i < 700; ++i) {
    const model::Entity& entity = list[random.below(list.size())];
    const auto names = model::names_of(entity);
    std::string text(names[random.below(names.size())].text);
    for (std::size_t times = random.below(3); times > 0; --times) {
      text = reference::alter(text, static_cast<Alteration>(random.below(reference::kAlterationCount)), random);
    }
    const names::Name query =
        names::analyze(text, random.below(3) == 0 ? names::NameType::kAny : name_type_of_schema(entity.schema));
    const ScoreBound bound(query.view());
    for (const reference::ScanName& listed : scan.names()) {
      const int points = score_names(query, listed.name, 0);
      for (const int threshold : {6000, 7000, 8500}) {
        const bool out = bound.below(listed.name, threshold);
        ASSERT_TRUE(!out || points < threshold) << text << " / " << listed.name.original << " " << points;
        ruled_out += out ? 1 : 0;
        below += points < threshold ? 1 : 0;
      }
    }
  }
  EXPECT_GT(10 * ruled_out, 6 * below);
}

}  // namespace
}  // namespace penumbra::match
