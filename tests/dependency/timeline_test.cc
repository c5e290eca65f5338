// A sweep over a span must say what a fresh answer for every single day says.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "dependency/drawn_world.h"
#include "engine/exposure.h"
#include "engine/timeline.h"
#include "model_csv/bundled_model.h"

namespace penumbra {
namespace {

using testing_world::DrawnWorld;

Date day(const char* text) {
  return Date::parse(text).value();
}

// Without the sentence, which names the day on which the rule was last looked at.
std::string line(Date when, const std::string& entity, const ExposureChange& change) {
  return when.to_string() + " " + entity + " " + change.type + " " + change.key;
}

std::vector<std::string> swept(const model::Dataset& facts, const TimelineQuery& query) {
  engine::TimelineSweep sweep(query);
  const Status status = sweep.add_period(facts, query.from, query.to, {});
  EXPECT_TRUE(status.ok()) << (status.ok() ? "" : to_string(status.error()));
  std::vector<std::string> out;
  for (const TimelineEvent& event : sweep.take().events) {
    for (const ExposureChange& change : event.changes) out.push_back(line(event.day, event.entity.id, change));
  }
  return out;
}

std::vector<std::string> day_by_day(const model::Dataset& facts, const TimelineQuery& query) {
  std::vector<std::string> out;
  std::map<std::string, EntityExposure> before;
  for (Date when = query.from; when <= query.to; when = when.plus_days(1)) {
    ExposureQuery question = query.question;
    question.as_of = when;
    const auto answer = engine::answer_exposure(facts, question, {});
    EXPECT_TRUE(answer.ok());
    for (const EntityExposure& entity : answer->entities) {
      if (when != query.from) {
        for (const ExposureChange& change : changes(before[entity.id], entity)) {
          out.push_back(line(when, entity.id, change));
        }
      }
      before[entity.id] = entity;
    }
  }
  return out;
}

// Every kind of fact that the walk looks at, joined at random, with exact and imprecise dates inside two months.
std::string random_drawing(std::mt19937& random) {
  const auto pick = [&](const std::vector<std::string>& words) { return words[random() % words.size()]; };
  const auto node = [&] { return "n" + std::to_string(random() % 9); };
  const auto when = [&] {
    const auto date = [&] { return pick({"2022-01-0", "2022-02-0"}) + std::to_string(1 + random() % 9); };
    switch (random() % 5) {
      case 0:
        return " from=" + date();
      case 1:
        return " to=" + date();
      case 2:
        return std::string(" from=2022-01-02 to=2022-02");
      case 3:
        return std::string(" from=2022-01 to=") + "2022-02-1" + std::to_string(random() % 9);
      default:
        return std::string();
    }
  };
  std::string out = "p needs n0\np needs n1 group=g\np needs n2 group=g from=2022-01-15\n";
  out +=
      "m0 : Measure us\nm1 : Measure eu\ng0 : GoodsClass\nc0 : Country ru\nh : Person\nn3 : Company ru\nn4 : Company "
      "us\n";
  const std::vector<std::string> kinds = {"needs",       "supplies",       "partner-in",   "launches-on", "owns",
                                          "sub-unit-of", "alternative-to", "pays-through", "controls",    "buys-from"};
  for (int i = 0; i < 18; ++i) {
    const std::string a = node();
    const std::string b = node();
    if (a == b) continue;
    const std::string kind = pick(kinds);
    out += a + " " + kind + " " + b;
    if (kind == "owns") out += pick({" share=60", " share=50", " share=25..50", " share=40"});
    if (kind == "needs") out += pick({"", " group=k", " supporting", " status=planned"});
    out += when() + "\n";
  }
  out += node() + " uses-goods g0" + when() + "\n";
  out += "m0 restricts-goods g0 role=export-ban" + when() + "\nm0 restricts c0" + when() + "\n";
  out += node() + " located-in c0" + when() + "\nm1 restricts " + node() + when() + "\n";
  out += "m1 excludes-from " + node() + when() + "\nh heads " + node() + when() + "\n";
  out += node() + " secondary-risk-under m1" + when() + "\n";
  out += "h * us-sdn asset-freeze" + when() + "\n";
  for (const char* list : {"us-sdn", "eu-269", "uk", "us-el"}) {
    out += node() + " * " + list + " asset-freeze" + when() + "\n";
  }
  out += "n1 suspended n2 from=2022-02-03\nn5 = suspended from=2022-01-20 to=2022-02-10\nn6 = lost from=2022-02-05\n";
  return out;
}

TEST(Timeline, IsWhatEverySingleDaySays) {
  std::mt19937 random(20261122);
  std::size_t changes_seen = 0;
  for (int round = 0; round < 24; ++round) {
    const std::string drawing = random_drawing(random);
    const DrawnWorld world(drawing);
    TimelineQuery query;
    query.question.entity = "p";
    query.from = day("2021-12-28");
    query.to = day("2022-03-05");
    const std::vector<std::string> expected = day_by_day(world.data(), query);
    changes_seen += expected.size();
    ASSERT_EQ(swept(world.data(), query), expected) << drawing;
  }
  EXPECT_GT(changes_seen, 100U) << "the worlds must change to prove something";
}

TEST(Timeline, OfTheBundledModelIsWhatEverySingleDaySays) {
  static const auto bundled = ingest::model_csv::read_bundled_model();
  TimelineQuery query;
  query.question.portfolio = "space-sector";
  query.from = day("2022-02-20");
  query.to = day("2022-03-20");
  const std::vector<std::string> expected = day_by_day(bundled.reading.dataset, query);
  EXPECT_GT(expected.size(), 50U);
  EXPECT_EQ(swept(bundled.reading.dataset, query), expected);
}

TEST(Timeline, NamesTheFactsThatTurn) {
  const DrawnWorld world("p needs maker\nmaker : Company ru\nmaker * us-sdn asset-freeze from=2022-02-24");
  TimelineQuery query;
  query.question.entity = "p";
  query.from = day("2022-01-01");
  query.to = day("2022-12-31");
  engine::TimelineSweep sweep(query);
  ASSERT_TRUE(sweep.add_period(world.data(), query.from, query.to, {}).ok());
  const ExposureTimeline timeline = sweep.take();
  ASSERT_EQ(timeline.events.size(), 1U);
  EXPECT_EQ(timeline.events[0].day, day("2022-02-24"));
  ASSERT_EQ(timeline.events[0].changes.size(), 1U);
  EXPECT_EQ(timeline.events[0].changes[0].type, "appeared");
  ASSERT_EQ(timeline.events[0].causes.size(), 1U);
  EXPECT_EQ(timeline.events[0].causes[0].key, "designation-begins");
  ASSERT_EQ(timeline.entities.size(), 1U);
  EXPECT_EQ(timeline.entities[0].exposures_before, 0U);
  EXPECT_EQ(timeline.entities[0].exposures_after, 1U);
}

}  // namespace
}  // namespace penumbra
