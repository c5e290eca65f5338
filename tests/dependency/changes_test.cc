#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dependency/drawn_world.h"

namespace penumbra {
namespace {

using ::testing::HasSubstr;
using testing_world::DrawnWorld;

TEST(Changes, StateAndExposuresByDay) {
  const DrawnWorld world(
      "p needs maker\nmaker : Company ru\np = active to=2022-03-17\np = suspended from=2022-03-17\n"
      "maker * us-sdn asset-freeze from=2022-02-24 to=2022-12-01\nmaker * uk asset-freeze from=2022-03-15");
  const EntityExposure before = world.ask("p", "2022-02-01");
  const EntityExposure middle = world.ask("p", "2022-03-01");
  const EntityExposure after = world.ask("p", "2023-01-01");
  const auto first = changes(before, middle);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].type, "appeared");
  EXPECT_EQ(first[0].date, "2022-02-24");
  const auto second = changes(middle, after);
  ASSERT_EQ(second.size(), 3U);
  EXPECT_EQ(second[0].type, "state");
  EXPECT_THAT(second[0].sentence, HasSubstr("was active and is now: suspended since 2022-03-17"));
  EXPECT_EQ(second[1].type, "appeared");
  EXPECT_EQ(second[2].type, "vanished");
  EXPECT_EQ(second[2].date, "2022-12-01");
  EXPECT_TRUE(changes(after, after).empty());
}

TEST(Changes, CertaintyAndSeverityMove) {
  const DrawnWorld world(
      "p launches-on a group=g\np launches-on b group=g from=2022-06-01\na * us-el export-licence from=2022-03");
  const auto surer = changes(world.ask("p", "2022-03-10"), world.ask("p", "2022-04-10"));
  ASSERT_EQ(surer.size(), 1U);
  EXPECT_EQ(surer[0].type, "surer");
  const auto lighter = changes(world.ask("p", "2022-04-10"), world.ask("p", "2022-07-01"));
  ASSERT_EQ(lighter.size(), 1U);
  EXPECT_EQ(lighter[0].type, "lighter");
}

}  // namespace
}  // namespace penumbra
