#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "dependency/drawn_world.h"
#include "graph/dependency_overlay.h"
#include "ingest/model_csv/model_csv.h"
#include "model/overlay.h"

namespace penumbra {
namespace {

using testing_world::DrawnWorld;

std::shared_ptr<const model::Overlay> scenario(const std::string& text) {
  auto overlay = ingest::model_csv::read_what_if({"scenario.csv", text});
  EXPECT_TRUE(overlay.ok()) << (overlay.ok() ? "" : to_string(overlay.error()));
  return std::make_shared<const model::Overlay>(overlay.ok() ? *overlay : model::Overlay{});
}

std::string effect(const DrawnWorld& world, const std::string& text, const std::string& entity = "p") {
  ExposureQuery query;
  query.entity = entity;
  query.as_of = Date::parse("2022-03-01").value();
  query.what_if = scenario(text);
  const auto answer = engine::answer_exposure(world.data(), query, {});
  EXPECT_TRUE(answer.ok()) << (answer.ok() ? "" : to_string(answer.error()));
  return answer.ok() ? answer->effects.at(0).effect : "";
}

TEST(WhatIf, TellsDirectIndirectUntouchedAndAlreadyBroken) {
  const DrawnWorld world(
      "p needs maker\nq needs p\nr needs other\nb needs maker\nb = terminated from=2022-01-01\nmaker : Company ru");
  const std::string listing = "change,id,entity,list,measure,from\nadd,des-x,maker,us-sdn,asset-freeze,2022-02-24\n";
  EXPECT_EQ(effect(world, listing, "p"), "direct");
  EXPECT_EQ(effect(world, listing, "q"), "indirect");
  EXPECT_EQ(effect(world, listing, "r"), "untouched");
  EXPECT_EQ(effect(world, listing, "b"), "already-broken");
}

TEST(WhatIf, RemovesByTheCellsThatAreStated) {
  const DrawnWorld world("p needs maker\nmaker * us-sdn asset-freeze\nmaker * uk asset-freeze");
  ExposureQuery query;
  query.entity = "p";
  query.as_of = Date::parse("2022-03-01").value();
  query.what_if = scenario("change,entity,list\nremove,maker,us-sdn\n");
  const ExposureAnswer answer = engine::answer_exposure(world.data(), query, {}).value();
  ASSERT_EQ(answer.entities[0].exposures.size(), 1U);
  EXPECT_EQ(answer.entities[0].exposures[0].cause.list, "uk");
  ASSERT_EQ(answer.effects[0].changes.size(), 1U);
  EXPECT_EQ(answer.effects[0].changes[0].type, "vanished");
  EXPECT_EQ(world.data().designations.size(), 2U) << "facts are never edited";
}

TEST(WhatIf, AStateThatIsAddedEndsTheOneBefore) {
  const DrawnWorld world("p needs lander\nlander = active from=2020-01-01");
  ExposureQuery query;
  query.entity = "p";
  query.as_of = Date::parse("2022-03-01").value();
  query.what_if = scenario("change,entity,state,from\nadd,lander,lost,2022-02-01\n");
  const ExposureAnswer answer = engine::answer_exposure(world.data(), query, {}).value();
  ASSERT_EQ(answer.entities[0].exposures.size(), 1U);
  EXPECT_EQ(answer.entities[0].exposures[0].severity, Severity::kOperationalLoss);
  EXPECT_THAT(answer.entities[0].exposures[0].cause.sources, ::testing::ElementsAre("what-if"));
}

TEST(WhatIf, RefusesWhatMeetsNothing) {
  const DrawnWorld world("p needs maker");
  struct Case {
    const char* text;
    ErrorCode code;
  };
  for (const Case& c : {Case{"change,entity,list\nremove,maker,us-sdn\n", ErrorCode::kNotFound},
                        Case{"change,from,kind,to\nadd,p,needs,nowhere\n", ErrorCode::kDanglingReference},
                        Case{"change,id,schema,name\nadd,maker,Company,Maker\n", ErrorCode::kDuplicate}}) {
    const auto applied = graph::apply_overlay(world.data(), *scenario(c.text));
    ASSERT_FALSE(applied.ok()) << c.text;
    EXPECT_EQ(applied.error().code, c.code);
    EXPECT_EQ(applied.error().position.file, "scenario.csv");
    EXPECT_EQ(applied.error().position.line, 2U);
  }
}

}  // namespace
}  // namespace penumbra
