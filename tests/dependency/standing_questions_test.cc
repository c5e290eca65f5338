// The standing questions of the space-sector model, asked of the model that is part of the program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "base/file.h"
#include "engine/exposure.h"
#include "model/overlay.h"
#include "model_csv/bundled_model.h"

namespace penumbra {
namespace {

using ::testing::HasSubstr;

const ingest::model_csv::BundledModel& bundled() {
  static const ingest::model_csv::BundledModel model = ingest::model_csv::read_bundled_model();
  return model;
}

ExposureAnswer ask(const std::string& entity, const std::string& day, const std::string& what_if = "") {
  ExposureQuery query;
  if (entity == "*") {
    query.portfolio = "space-sector";
  } else {
    query.entity = entity;
  }
  query.as_of = Date::parse(day).value();
  if (!what_if.empty()) {
    auto overlay = ingest::model_csv::read_what_if({"scenario.csv", what_if});
    EXPECT_TRUE(overlay.ok()) << to_string(overlay.error());
    query.what_if = std::make_shared<const model::Overlay>(*overlay);
  }
  auto answer = engine::answer_exposure(bundled().reading.dataset, query, {});
  EXPECT_TRUE(answer.ok()) << (answer.ok() ? "" : to_string(answer.error()));
  return answer.ok() ? *answer : ExposureAnswer{};
}

EntityExposure one(const std::string& entity, const std::string& day) {
  return ask(entity, day).entities.at(0);
}

bool has(const EntityExposure& answer, const std::string& target, const std::string& list) {
  return std::any_of(answer.exposures.begin(), answer.exposures.end(), [&](const Exposure& e) {
    return e.target.id == target && e.cause.list == list && e.cause.type == "designation";
  });
}

TEST(StandingQuestions, EveryProgrammeOfThePortfolioIsAnsweredWhole) {
  for (const char* day : {"2022-02-01", "2022-03-01", "2026-11-22"}) {
    const ExposureAnswer answer = ask("*", day);
    EXPECT_GE(answer.entities.size(), 25U);
    EXPECT_TRUE(answer.incomplete.empty()) << answer.incomplete.front();
    for (const EntityExposure& entity : answer.entities) {
      for (const Exposure& exposure : entity.exposures) {
        EXPECT_FALSE(exposure.cause.sources.empty() && exposure.cause.type != "rule") << exposure.key;
        for (const ExposureHop& hop : exposure.chain) EXPECT_FALSE(hop.sources.empty()) << hop.sentence;
      }
    }
  }
}

struct StateOn {
  const char* entity;
  const char* day;
  const char* state;
  const char* side;
};

TEST(StandingQuestions, StatesOnTheirDays) {
  for (const StateOn& c :
       {StateOn{"prog-exomars", "2022-02-01", "developing", "agency-esa"},
        StateOn{"prog-exomars", "2022-02-28", "developing", "agency-esa"},
        StateOn{"prog-exomars", "2022-03-16", "developing", "agency-esa"},
        StateOn{"prog-exomars", "2022-03-17", "suspended", "agency-esa"},
        StateOn{"prog-exomars", "2022-07-11", "suspended", "agency-esa"},
        StateOn{"prog-exomars", "2022-07-12", "terminated", "agency-esa"},
        StateOn{"prog-soyuz-kourou", "2022-02-25", "active", "org-arianespace"},
        StateOn{"prog-soyuz-kourou", "2022-02-26", "suspended", "agency-roscosmos"},
        StateOn{"prog-iss", "2022-03-01", "active", ""}, StateOn{"prog-luna-25", "2023-08-19", "lost", ""},
        StateOn{"prog-change-6", "2024-06-25", "completed", ""}}) {
    const EntityExposure answer = one(c.entity, c.day);
    EXPECT_EQ(answer.state.state, c.state) << c.entity << " on " << c.day;
    if (*c.side != '\0') {
      EXPECT_EQ(answer.state.side, c.side) << c.entity << " on " << c.day;
    }
  }
}

TEST(StandingQuestions, TheVeryDoubtfulLaunchOfFebruaryIsNotYetASuspension) {
  const EntityExposure answer = one("prog-exomars", "2022-03-01");
  EXPECT_EQ(answer.state.certainty, Certainty::kPossible);
  EXPECT_FALSE(answer.already_broken);
}

TEST(StandingQuestions, WhoWithdrewFromKourouAndWhatLosesItsLauncher) {
  const EntityExposure answer = one("prog-soyuz-kourou", "2022-03-01");
  ASSERT_FALSE(answer.events.empty());
  EXPECT_EQ(answer.events[0].entity, "agency-roscosmos");
  EXPECT_THAT(answer.events[0].text, HasSubstr("2022-02-26"));
  for (const char* payload : {"prog-galileo-l12-l13", "prog-earthcare"}) {
    const EntityExposure hit = one(payload, "2022-03-01");
    EXPECT_TRUE(std::any_of(hit.exposures.begin(), hit.exposures.end(), [](const Exposure& e) {
      return e.severity == Severity::kOperationalLoss && e.target.id == "prog-soyuz-kourou";
    })) << payload;
  }
}

TEST(StandingQuestions, WhoExcludedWhomFromVeneraD) {
  const EntityExposure answer = one("prog-venera-d", "2022-03-01");
  ASSERT_EQ(answer.events.size(), 1U);
  EXPECT_EQ(answer.events[0].key, "excluded");
  EXPECT_EQ(answer.events[0].entity, "agency-roscosmos");
  EXPECT_TRUE(one("prog-venera-d", "2022-02-25").events.empty());
}

// Rows of the back-test table that are marked as controls, and what stock does (ownership-rules.md, section 4).
TEST(StandingQuestions, StockKeepsAFlightFromBeingLost) {
  for (const auto& [programme, day] :
       {std::pair("prog-atlas-v", "2022-03-05"), std::pair("prog-antares-cygnus", "2022-03-05"),
        std::pair("prog-rokot", "2016-01-01")}) {
    const EntityExposure answer = one(programme, day);
    EXPECT_EQ(answer.count(Severity::kOperationalLoss), 0U) << programme;
    ASSERT_FALSE(answer.exposures.empty()) << programme;
    EXPECT_EQ(answer.exposures[0].severity, Severity::kRedFlag) << programme;
    EXPECT_FALSE(answer.exposures[0].stand_ins.empty()) << programme;
  }
}

TEST(StandingQuestions, TheStationGoesOnThoughExposed) {
  const EntityExposure answer = one("prog-iss", "2022-03-01");
  EXPECT_EQ(answer.state.phase, "working");
  EXPECT_EQ(answer.count(Severity::kOperationalLoss), 0U);
  ASSERT_FALSE(answer.untouched.empty());
  EXPECT_EQ(answer.untouched[0].key, "goes-on");
}

TEST(StandingQuestions, FirstAcademyIsListedItsParentIsNotByThatAct) {
  const EntityExposure academy = one("sub-casc-1st-academy", "2022-03-01");
  EXPECT_TRUE(has(academy, "sub-casc-1st-academy", "us-isn"));
  const EntityExposure parent = one("corp-casc", "2022-03-01");
  EXPECT_FALSE(has(parent, "corp-casc", "us-isn"));
  EXPECT_TRUE(std::any_of(parent.exposures.begin(), parent.exposures.end(), [](const Exposure& e) {
    return e.cause.type == "nearby" && e.severity == Severity::kContext;
  })) << "nearness is context";
}

TEST(StandingQuestions, MissileSanctionsEndAfterTwoYears) {
  for (const char* party : {"sub-casc-1st-academy", "sub-casic-4th-academy", "org-poly-technologies"}) {
    EXPECT_FALSE(has(one(party, "2022-01-20"), party, "us-isn")) << party;
    EXPECT_TRUE(has(one(party, "2022-01-21"), party, "us-isn")) << party;
    EXPECT_TRUE(has(one(party, "2024-01-20"), party, "us-isn")) << party;
    EXPECT_FALSE(has(one(party, "2024-02-01"), party, "us-isn")) << party;
  }
}

TEST(StandingQuestions, CrewedLunarWorkIsNotInferredFromTheRobotic) {
  const EntityExposure crewed = one("prog-crewed-lunar", "2026-11-22");
  EXPECT_NE(crewed.state.phase, "working");
  for (const Exposure& exposure : crewed.exposures) {
    for (const ExposureHop& hop : exposure.chain) {
      EXPECT_FALSE(hop.from == "prog-crewed-lunar" && hop.to == "prog-ilrs" && hop.status == "asserted")
          << hop.sentence;
    }
  }
}

TEST(StandingQuestions, BankIsOutOfSwiftFromItsDay) {
  const auto out = [](const std::string& bank, const std::string& day) {
    const EntityExposure answer = one(bank, day);
    return std::any_of(answer.exposures.begin(), answer.exposures.end(), [](const Exposure& e) {
      return e.kind == ExposureKind::kPayment && e.cause.type == "restriction" &&
             e.cause.other == "measure-swift-exclusion";
    });
  };
  EXPECT_FALSE(out("bank-vtb", "2022-03-11"));
  EXPECT_TRUE(out("bank-vtb", "2022-03-12"));
  EXPECT_FALSE(out("bank-sberbank", "2022-03-12"));
  EXPECT_TRUE(out("bank-sberbank", "2022-06-14"));
  EXPECT_FALSE(out("bank-gazprombank", "2022-06-14")) << "a bank that no act names is not out";
}

TEST(StandingQuestions, WhatIfOnePartnerLeavesTheLunarStation) {
  const ExposureAnswer answer =
      ask("prog-ilrs", "2026-11-22", "change,entity,state,from\nadd,agency-cnsa,withdrawn,2026-11-01\n");
  EXPECT_EQ(answer.effects.at(0).effect, "direct");
  const EntityExposure& station = answer.entities.at(0);
  EXPECT_TRUE(std::any_of(station.exposures.begin(), station.exposures.end(), [](const Exposure& e) {
    return e.target.id == "agency-cnsa" && e.severity == Severity::kOperationalLoss;
  }));
}

// space-sector-model.md, "Example chains", what-if.
TEST(StandingQuestions, WhatIfChinaJoinsTheMeasures) {
  const auto text = base::read_file(std::string(PENUMBRA_SOURCE_DIR) + "/data/scenarios/china-joins.csv", 1 << 20);
  ASSERT_TRUE(text.ok());
  const ExposureAnswer answer = ask("*", "2026-11-22", *text);
  const auto effect = [&](const std::string& id) {
    for (const WhatIfEffect& each : answer.effects) {
      if (each.id == id) return each.effect;
    }
    return std::string("not asked");
  };
  for (const char* hit :
       {"prog-ilrs", "prog-data-centre", "prog-lunar-npp", "prog-tech-protection", "prog-ru-spacecraft"}) {
    EXPECT_EQ(effect(hit), "direct") << hit;
  }
  EXPECT_EQ(effect("prog-luna-27"), "indirect");
  for (const char* stays : {"prog-iss", "prog-india-russia", "prog-artemis"})
    EXPECT_EQ(effect(stays), "untouched") << stays;
  for (const char* broken : {"prog-exomars", "prog-soyuz-kourou"})
    EXPECT_EQ(effect(broken), "already-broken") << broken;
}

TEST(StandingQuestions, ArtemisIsARelationWithoutDependence) {
  for (const Exposure& exposure : one("prog-artemis", "2026-11-22").exposures) {
    for (const ExposureHop& hop : exposure.chain) EXPECT_NE(hop.to, "prog-ilrs");
  }
}

}  // namespace
}  // namespace penumbra
