#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "dependency/drawn_world.h"

namespace penumbra {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing_world::DrawnWorld;
using testing_world::lines_of;

// One drawn world, asked of `p` on a day.
struct Scene {
  const char* name;
  const char* drawing;
  const char* day;
  std::vector<std::string> expected;
};

class DrawnScene : public ::testing::TestWithParam<Scene> {};

TEST_P(DrawnScene, GivesExactlyTheseExposures) {
  const Scene& scene = GetParam();
  EXPECT_THAT(lines_of(DrawnWorld(scene.drawing).ask("p", scene.day)), ::testing::ElementsAreArray(scene.expected));
}

INSTANTIATE_TEST_SUITE_P(
    All, DrawnScene,
    ::testing::Values(
        Scene{"nothing_on_record", "p needs lander", "2022-03-01", {}},
        Scene{"itself_listed",
              "p : Company ru\np * us-sdn asset-freeze",
              "2022-03-01",
              {"prohibited certain designation p"}},
        Scene{"maker_listed",
              "p needs lander\nmaker : Company ru\nmaker supplies lander\nmaker * us-sdn asset-freeze",
              "2022-03-01",
              {"prohibited certain designation maker"}},
        Scene{"listed_later",
              "p needs lander\nmaker supplies lander\nmaker * us-sdn asset-freeze from=2022-03-02",
              "2022-03-01",
              {}},
        Scene{"listing_ended",
              "p needs lander\nmaker supplies lander\nmaker * us-isn missile-sanctions from=2022-01-21 to=2024-01-21",
              "2024-01-21",
              {}},
        Scene{"listing_on_its_last_day",
              "p needs lander\nmaker supplies lander\nmaker * us-isn missile-sanctions from=2022-01-21 to=2024-01-21",
              "2024-01-20",
              {"authorisation-needed certain designation maker"}},
        Scene{"imprecise_listing",
              "p needs lander\nlander * us-el export-licence from=2022-03",
              "2022-03-10",
              {"authorisation-needed possible designation lander"}},
        Scene{"edge_ended",
              "p uses-goods g to=2022-01-01\ng * us-el export-licence",
              "2022-03-01",
              {"operational-loss certain goods p"}},
        Scene{"edge_ended_and_replaced",
              "p launches-on a to=2022-01-01\np launches-on b from=2022-01-01\na * us-el export-licence",
              "2022-03-01",
              {}},
        Scene{"planned_is_only_possible",
              "p needs maker status=planned\nmaker * us-sdn asset-freeze",
              "2022-03-01",
              {"prohibited possible designation maker"}},
        Scene{"disputed_is_contested",
              "p needs maker status=disputed\nmaker * us-sdn asset-freeze",
              "2022-03-01",
              {"prohibited contested designation maker"}},
        Scene{"denied_is_not_walked", "p needs maker status=denied\nmaker * us-sdn asset-freeze", "2022-03-01", {}},
        Scene{"coordination_is_no_dependence", "p coordinated-with q\nq * us-sdn asset-freeze", "2022-03-01", {}},
        Scene{"response_is_no_dependence", "p response-to q\nq * us-sdn asset-freeze", "2022-03-01", {}},
        Scene{"words_are_no_dependence",
              "q announced p\nq negotiates p\nq signed p\nq * us-sdn asset-freeze",
              "2022-03-01",
              {}},
        Scene{"context_is_not_walked", "p needs q context\nq * us-sdn asset-freeze", "2022-03-01", {}},
        Scene{"direction_holds", "q needs p\nq * us-sdn asset-freeze", "2022-03-01", {}},
        Scene{"parent_listed_is_context",
              "p needs unit\nunit sub-unit-of corp\ncorp * us-isn missile-sanctions",
              "2022-03-01",
              {}},
        Scene{"unit_listed_is_context",
              "p needs corp\nunit sub-unit-of corp\nunit * us-isn missile-sanctions",
              "2022-03-01",
              {}},
        Scene{"act_covers_sub_units",
              "p needs unit\nunit sub-unit-of corp\ncorp * us-isn missile-sanctions sub-units",
              "2022-03-01",
              {"authorisation-needed certain designation unit"}},
        Scene{"act_covers_sub_units_not_parents",
              "p needs corp\nunit sub-unit-of corp\nunit * us-isn missile-sanctions sub-units",
              "2022-03-01",
              {}},
        Scene{"head_listed_is_a_red_flag",
              "p needs agency\nagency : Agency ru\nboss heads agency\nboss * us-sdn asset-freeze",
              "2022-03-01",
              {"red-flag certain control agency"}},
        Scene{"former_head",
              "p needs agency\nboss heads agency to=2022-01-01\nboss * us-sdn asset-freeze",
              "2022-03-01",
              {}},
        Scene{"listed_party_behind_a_party",
              "p needs agency\nagency : Agency ru\nagency buys-from maker\nmaker : Company ru\nmaker * us-sdn "
              "asset-freeze",
              "2022-03-01",
              {"red-flag certain designation maker"}},
        Scene{
            "listed_bank_of_a_partner",
            "p needs agency\nagency : Agency ru\nagency pays-through bank\nbank : Bank ru\nbank * us-sdn asset-freeze",
            "2022-03-01",
            {"prohibited certain payment bank"}},
        Scene{"bank_out_of_the_system",
              "p needs agency\nagency pays-through bank\nm excludes-from bank role=pay-swift from=2022-03-12",
              "2022-03-12",
              {"prohibited certain payment bank"}},
        Scene{"bank_still_in_the_system",
              "p needs agency\nagency pays-through bank\nm excludes-from bank role=pay-swift from=2022-03-12",
              "2022-03-11",
              {}},
        Scene{"secondary_risk_is_never_certain",
              "p needs maker\nmaker secondary-risk-under m",
              "2022-03-01",
              {"red-flag possible secondary maker"}},
        Scene{"goods_without_destination",
              "p uses-goods chips\nm restricts-goods chips role=export-ban",
              "2022-03-01",
              {"prohibited certain goods chips"}},
        Scene{"goods_to_the_destination",
              "p needs lander\nlander : Item ru\nru : Country ru\nlander uses-goods chips\nm restricts-goods chips\nm "
              "restricts ru",
              "2022-03-01",
              {"authorisation-needed certain goods chips"}},
        Scene{"goods_elsewhere",
              "p needs lander\nlander : Item us\nru : Country ru\nlander uses-goods chips\nm restricts-goods chips\nm "
              "restricts ru",
              "2022-03-01",
              {}},
        Scene{"goods_of_a_joint_thing",
              "p needs lander\nlander : Item us ru\nru : Country ru\nlander uses-goods chips\nm restricts-goods "
              "chips\nm restricts ru",
              "2022-03-01",
              {"authorisation-needed possible goods chips"}},
        Scene{"measure_on_a_country_reaches_parties",
              "p needs maker\nmaker : Company ru\nru : Country ru\nm restricts ru role=import-ban",
              "2022-03-01",
              {"prohibited certain jurisdiction maker"}},
        Scene{"measure_on_a_country_is_not_of_things",
              "p needs maker\nmaker : Item ru\nru : Country ru\nm restricts ru role=import-ban",
              "2022-03-01",
              {}},
        Scene{"lost_part",
              "p needs lander\nlander = lost from=2022-02-01",
              "2022-03-01",
              {"operational-loss certain supply lander"}},
        Scene{"suspended_partner_programme",
              "q partner-in p\nq = suspended from=2022-02-01",
              "2022-03-01",
              {"operational-loss certain programme q"}},
        Scene{"not_yet_suspended",
              "p needs lander\nlander = active to=2022-03-17\nlander = suspended from=2022-03-17",
              "2022-03-16",
              {}},
        Scene{"last_act_speaks_without_state",
              "p needs lander\nq terminated lander from=2022-02-01",
              "2022-03-01",
              {"operational-loss certain supply lander"}},
        Scene{"resumed",
              "p needs lander\nq suspended lander from=2022-02-01\nq resumed lander from=2022-02-20",
              "2022-03-01",
              {}},
        Scene{"a_withdrawal_is_of_the_actor", "p needs site\nq withdrew site from=2022-02-01", "2022-03-01", {}},
        Scene{"own_state_is_no_exposure", "p = suspended from=2022-02-01", "2022-03-01", {}},
        Scene{"alternative_stands_in",
              "p launches-on a group=g\np launches-on b group=g\na = suspended from=2022-02-01",
              "2022-03-01",
              {}},
        Scene{"alternative_lowers_a_listing",
              "p launches-on a group=g\np launches-on b group=g\nmaker : Company ru\nmaker supplies a\nmaker * us-sdn "
              "asset-freeze",
              "2022-03-01",
              {"red-flag certain designation maker"}},
        Scene{
            "alternative_is_hit_too",
            "p launches-on a group=g\np launches-on b group=g\na = suspended from=2022-02-01\nb = lost from=2022-02-02",
            "2022-03-01",
            {"operational-loss certain supply a", "operational-loss certain supply b"}},
        Scene{"alternative_is_only_planned",
              "p launches-on a group=g\np launches-on b group=g status=planned\na = suspended from=2022-02-01",
              "2022-03-01",
              {"operational-loss certain supply a"}},
        Scene{"two_of_three_work",
              "p needs a group=2/g\np needs b group=2/g\np needs c group=2/g\na = lost from=2022-02-01",
              "2022-03-01",
              {}},
        Scene{"one_of_three_is_too_few",
              "p needs a group=2/g\np needs b group=2/g\np needs c group=2/g\na = lost from=2022-02-01\nb = lost "
              "from=2022-02-02",
              "2022-03-01",
              {"operational-loss certain supply a", "operational-loss certain supply b"}},
        Scene{"alternative_of_another_dependant",
              "p launches-on a group=g\nq launches-on b group=g\na = suspended from=2022-02-01",
              "2022-03-01",
              {"operational-loss certain supply a"}},
        Scene{"alternative_deeper_down",
              "p needs craft\ncraft launches-on a group=g\ncraft launches-on b group=g\na = suspended "
              "from=2022-02-01\nb needs c\nc = lost from=2022-01-01",
              "2022-03-01",
              {"operational-loss certain supply a", "operational-loss certain supply c"}},
        Scene{"cycle",
              "p needs a\na needs b\nb needs a\nb needs p\nb * us-el export-licence",
              "2022-03-01",
              {"authorisation-needed certain designation b"}},
        Scene{"owned_by_a_listed_party",
              "p needs lander\nmaker : Company ru\nmaker supplies lander\nboss : Person ru\nboss owns maker "
              "share=60\nboss * us-sdn asset-freeze",
              "2022-03-01",
              {"prohibited certain ownership maker"}},
        Scene{"certain_chain_before_a_shorter_possible_one",
              "p needs maker status=planned\np needs lander\nmaker supplies lander\nmaker * us-sdn asset-freeze",
              "2022-03-01",
              {"prohibited certain designation maker"}}),
    [](const ::testing::TestParamInfo<Scene>& scene) { return std::string(scene.param.name); });

TEST(Dependency, ChainIsWrittenHopByHop) {
  const DrawnWorld world(
      "p needs lander from=2016-03-14\nmaker : Company ru\nmaker supplies lander role=builder\n"
      "maker * us-sdn asset-freeze from=2022-02-24");
  const EntityExposure answer = world.ask("p");
  ASSERT_EQ(answer.exposures.size(), 1U);
  const Exposure& exposure = answer.exposures[0];
  ASSERT_EQ(exposure.chain.size(), 2U);
  EXPECT_EQ(exposure.chain[0].sentence, "p needs lander, since 2016-03-14");
  EXPECT_EQ(exposure.chain[1].sentence, "maker supplies lander (builder)");
  EXPECT_THAT(exposure.chain[1].sources, ElementsAre("src"));
  EXPECT_EQ(
      exposure.cause.sentence,
      "maker is on the US Specially Designated Nationals and Blocked Persons List (us-sdn) since 2022-02-24: assets "
      "are frozen, and funds or economic resources may not be made available");
  EXPECT_EQ(exposure.weakest_status, "asserted");
  EXPECT_EQ(exposure.need, "essential");
}

TEST(Dependency, SaysWhoIsNotListedAndWhatHasEnded) {
  const EntityExposure answer =
      DrawnWorld("p needs maker\nmaker : Company cn\nmaker * us-isn missile-sanctions from=2022-01-21 to=2024-01-21")
          .ask("p", "2024-02-01");
  EXPECT_THAT(answer.exposures, IsEmpty());
  ASSERT_EQ(answer.not_listed.size(), 1U);
  EXPECT_EQ(answer.not_listed[0].party.id, "maker");
  ASSERT_EQ(answer.not_listed[0].ended.size(), 1U);
  EXPECT_THAT(answer.not_listed[0].ended[0], HasSubstr("ended by this day"));
}

TEST(Dependency, BrokenStateIsAStateNotAnExposure) {
  const EntityExposure answer = DrawnWorld("p = terminated from=2022-07-12\np needs a").ask("p", "2022-08-01");
  EXPECT_TRUE(answer.already_broken);
  EXPECT_EQ(answer.state.state, "terminated");
  EXPECT_THAT(answer.headline, HasSubstr("Terminated since 2022-07-12"));
}

TEST(Dependency, GapInTheStatesIsUnknown) {
  const EntityExposure answer = DrawnWorld("p = active to=2022-01-01\np needs a").ask("p", "2022-03-01");
  EXPECT_EQ(answer.state.state, "");
  EXPECT_EQ(answer.state.certainty, Certainty::kUnknown);
  ASSERT_FALSE(answer.unknowns.empty());
  EXPECT_EQ(answer.unknowns[0].key, "state");
}

TEST(Dependency, KnownAtHidesWhatWasRecordedLater) {
  DrawnWorld world("p needs maker\nmaker * us-sdn asset-freeze from=2022-02-24 recorded=2024-01-01");
  ExposureQuery query;
  query.entity = "p";
  query.as_of = Date::parse("2022-03-01").value();
  query.known_at = Timestamp::parse("2023-12-31").value();
  EXPECT_FALSE(engine::answer_exposure(world.data(), query, {}).value().exposed());
  query.known_at = Timestamp::parse("2024-01-01").value();
  EXPECT_TRUE(engine::answer_exposure(world.data(), query, {}).value().exposed());
}

TEST(Dependency, RegimesFilterListsByRegimeOrJurisdiction) {
  const DrawnWorld world("p needs a\na * us-sdn asset-freeze\na * us-el export-licence\na * uk asset-freeze");
  EXPECT_EQ(world.ask("p", "2022-03-01").exposures.size(), 3U);
  EXPECT_EQ(world.ask("p", "2022-03-01", {"us"}).exposures.size(), 2U);
  EXPECT_EQ(world.ask("p", "2022-03-01", {"bis"}).exposures.size(), 1U);
  EXPECT_EQ(world.ask("p", "2022-03-01", {"uk", "bis"}).exposures.size(), 2U);
}

TEST(Dependency, LongChainsEndIncomplete) {
  std::string drawing = "p needs n0\n";
  for (int i = 0; i < 20; ++i) drawing += "n" + std::to_string(i) + " needs n" + std::to_string(i + 1) + "\n";
  drawing += "n20 * us-sdn asset-freeze\n";
  const DrawnWorld world(drawing);
  ExposureQuery query;
  query.entity = "p";
  query.as_of = Date::parse("2022-03-01").value();
  const ExposureAnswer answer = engine::answer_exposure(world.data(), query, {}).value();
  ASSERT_EQ(answer.incomplete.size(), 1U);
  EXPECT_THAT(answer.incomplete[0], HasSubstr("longer than 8 steps"));
  EXPECT_THAT(to_json(answer), HasSubstr("\"verdict\":\"incomplete\""));
}

TEST(Dependency, StakesBelowTheThresholdAreARedFlagWithASubject) {
  const EntityExposure answer =
      DrawnWorld(
          "p needs maker\nmaker : Company ru\nboss : Person\nboss owns maker share=40\nboss * us-sdn asset-freeze")
          .ask("p", "2022-03-01", {"us"});
  ASSERT_FALSE(answer.exposures.empty());
  EXPECT_EQ(answer.exposures[0].severity, Severity::kRedFlag);
  EXPECT_EQ(answer.exposures[0].kind, ExposureKind::kOwnership);
  EXPECT_THAT(answer.exposures[0].cause.sentence, HasSubstr("maker is not reached by us-ofac-50, but needs a look"));
}

// Lists bring facts about parties that they do not define, and two sources may define one id.
TEST(Dependency, StrangeFactsMakeTheAnswerIncompleteAndNotAnError) {
  DrawnWorld world(
      "p needs maker\nmaker : Company ru\nboss : Person\nboss owns maker share=60\nboss * us-sdn asset-freeze");
  world.data().relationships.push_back(world.data().relationships[1]);
  world.data().relationships.back().from = "nobody";
  world.data().entities.push_back(world.data().entities[1]);
  const EntityExposure answer = world.ask("p");
  EXPECT_THAT(lines_of(answer), ElementsAre("prohibited certain ownership maker"));
  ExposureQuery query;
  query.entity = "p";
  EXPECT_EQ(engine::answer_exposure(world.data(), query, {}).value().incomplete.size(), 1U);
}

TEST(Dependency, RefusesWhatCannotBeAsked) {
  const DrawnWorld world("prog-rover needs a");
  ExposureQuery query;
  EXPECT_EQ(engine::answer_exposure(world.data(), query, {}).error().code, ErrorCode::kInvalidArgument);
  query.entity = "prog-rovr";
  const Error error = engine::answer_exposure(world.data(), query, {}).error();
  EXPECT_EQ(error.code, ErrorCode::kNotFound);
  EXPECT_THAT(error.fix, HasSubstr("prog-rover"));
  query.all = true;
  EXPECT_EQ(engine::answer_exposure(world.data(), query, {}).error().code, ErrorCode::kInvalidArgument);
  query = {};
  query.entity = "prog-rover";
  query.regimes = {"mars"};
  EXPECT_EQ(engine::answer_exposure(world.data(), query, {}).error().code, ErrorCode::kInvalidArgument);
}

// The order of input must never change an answer: random worlds, shuffled.
TEST(Dependency, OrderOfInputChangesNothing) {
  std::mt19937 random(20260822);
  for (int round = 0; round < 40; ++round) {
    std::string drawing = "p needs n0\n";
    for (int i = 0; i < 30; ++i) {
      const auto node = [&] { return "n" + std::to_string(random() % 12); };
      const std::string a = node();
      const std::string b = node();
      if (a == b) continue;
      const char* const options[] = {
          "", " supporting", " group=g", " status=planned", " status=disputed", " to=2022-01-01"};
      drawing.append(a).append(" needs ").append(b).append(options[random() % 6]).append("\n");
    }
    drawing += "n3 * us-sdn asset-freeze\nn5 * eu-269 asset-freeze\nn7 = lost from=2022-01-01\nn9 = active from=2020\n";
    DrawnWorld world(drawing);
    const std::string first = [&] {
      ExposureQuery query;
      query.entity = "p";
      query.as_of = Date::parse("2022-03-01").value();
      return to_json(engine::answer_exposure(world.data(), query, {}).value());
    }();
    model::Dataset shuffled = world.data();
    std::shuffle(shuffled.entities.begin(), shuffled.entities.end(), random);
    std::shuffle(shuffled.relationships.begin(), shuffled.relationships.end(), random);
    std::shuffle(shuffled.designations.begin(), shuffled.designations.end(), random);
    ExposureQuery query;
    query.entity = "p";
    query.as_of = Date::parse("2022-03-01").value();
    EXPECT_TRUE(to_json(engine::answer_exposure(shuffled, query, {}).value()) == first) << drawing;
  }
}

}  // namespace
}  // namespace penumbra
