#include "model/entity.h"

#include <gtest/gtest.h>

namespace penumbra::model {
namespace {

TEST(Entity, KeepsOrderAndDropsRepeats) {
  Entity entity{.id = "x", .schema = "Company"};
  entity.add("alias", "Acme");
  entity.add("alias", "Acme");
  entity.add("alias", "");
  entity.add("alias", "Acme", "en");
  EXPECT_EQ(entity.values.size(), 2u);
  EXPECT_EQ(entity.caption(), "Acme");
  entity.add("name", "Acme Space");
  EXPECT_EQ(entity.caption(), "Acme Space");
  EXPECT_EQ(Entity{.id = "y"}.caption(), "y");
}

TEST(Entity, TellsStrongNamesFromWeak) {
  Entity entity{.id = "x", .schema = "Company"};
  entity.add("weakAlias", "AC");
  entity.add("name", "Acme");
  entity.add("country", "us");
  const auto names = names_of(entity);
  ASSERT_EQ(names.size(), 2u);
  EXPECT_EQ(names[0].strength, NameStrength::kWeak);
  EXPECT_EQ(names[1].strength, NameStrength::kStrong);
}

}  // namespace
}  // namespace penumbra::model
