// What was known on the eve: every way in which a later fact could slip in.
#include "backtest/known.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace penumbra::backtest {
namespace {

PartialDate date(std::string_view text) {
  return *PartialDate::parse(text);
}

model::Entity thing(std::string id, std::string source = "src-old") {
  model::Entity out;
  out.id = std::move(id);
  out.schema = "Item";
  out.evidence.source = std::move(source);
  return out;
}

model::Relationship edge(std::string from, std::string to, std::string source) {
  model::Relationship out;
  out.from = std::move(from);
  out.kind = "component-of";
  out.to = std::move(to);
  out.evidence = {std::move(source), "relationships.csv:2"};
  return out;
}

class Known : public testing::Test {
 protected:
  Known() {
    for (const auto& [id, day] :
         {std::pair("src-old", "2019-12-31"), std::pair("src-eve", "2020-05-01"), std::pair("src-day", "2020-05-02"),
          std::pair("src-month", "2020-05"), std::pair("src-undated", "")}) {
      model::SourceDocument document;
      document.id = id;
      document.date = date(day);
      all_.documents.push_back(document);
    }
    for (const char* id : {"a", "b", "c"}) all_.entities.push_back(thing(id));
  }

  EveFacts sift() const { return known_on(all_, *Date::from_ymd(2020, 5, 1)); }

  model::Dataset all_;
};

TEST_F(Known, TakesFactsUpToTheEveAndNoneAfterIt) {
  all_.relationships = {edge("a", "b", "src-old"), edge("a", "b", "src-eve"), edge("a", "b", "src-day")};
  const EveFacts eve = sift();
  EXPECT_EQ(eve.facts.relationships.size(), 2U);
  ASSERT_EQ(eve.left_out.size(), 1U);
  EXPECT_EQ(eve.left_out[0].known, "2020-05-02");
  EXPECT_EQ(eve.left_out[0].place, "relationships.csv:2");
}

TEST_F(Known, LeavesOutWhatIsNotShownToBeKnown) {
  all_.relationships = {edge("a", "b", "src-month"), edge("a", "b", "src-undated"), edge("a", "b", "src-nowhere")};
  const EveFacts eve = sift();
  EXPECT_TRUE(eve.facts.relationships.empty());
  ASSERT_EQ(eve.left_out.size(), 3U);
  EXPECT_THAT(eve.left_out[0].reason, testing::HasSubstr("may have become known"));
  EXPECT_THAT(eve.left_out[1].reason, testing::HasSubstr("neither"));
}

TEST_F(Known, OneEarlySourceIsEnough) {
  all_.relationships = {edge("a", "b", "src-day | src-old")};
  EXPECT_EQ(sift().facts.relationships.size(), 1U);
}

TEST_F(Known, RecordedDecidesBeforeTheSourceInBothDirections) {
  all_.relationships = {edge("a", "b", "src-day"), edge("b", "c", "src-old")};
  all_.relationships[0].recorded = *Timestamp::parse("2020-04-30");
  all_.relationships[1].recorded = *Timestamp::parse("2020-05-03");
  const EveFacts eve = sift();
  ASSERT_EQ(eve.facts.relationships.size(), 1U);
  EXPECT_EQ(eve.facts.relationships[0].from, "a");
  EXPECT_EQ(eve.by_recorded, 1U) << "a fact that only `recorded` dates early is counted for the reader";
}

TEST_F(Known, AnAssertionAboutTheFutureIsNoKnowledge) {
  all_.relationships = {edge("a", "b", "src-old"), edge("a", "c", "src-old")};
  all_.relationships[0].valid.from = date("2021");
  all_.relationships[1].valid.from = date("2021");
  all_.relationships[1].status = model::AssertionStatus::kPlanned;
  const EveFacts eve = sift();
  ASSERT_EQ(eve.facts.relationships.size(), 1U);
  EXPECT_EQ(eve.facts.relationships[0].to, "c") << "a plan may begin later";
}

TEST_F(Known, AnEndAfterTheEveIsTakenAsOpen) {
  model::StateInterval state;
  state.entity = "a";
  state.state = "active";
  state.valid = {date("2018"), date("2020-05-09")};
  state.evidence = {"src-old", "states.csv:2"};
  all_.states = {state};
  const EveFacts eve = sift();
  ASSERT_EQ(eve.facts.states.size(), 1U);
  EXPECT_FALSE(eve.facts.states[0].valid.to.known());
  EXPECT_EQ(eve.shortened.size(), 1U);
}

TEST_F(Known, AListingIsKnownFromItsPublication) {
  model::Designation listing;
  listing.id = "d-1";
  listing.entity = "a";
  listing.list = "us-sdn";
  listing.published = date("2020-04-01");
  listing.evidence = {"src-day", "designations.csv:2"};
  all_.designations = {listing};
  listing.id = "d-2";
  listing.published = date("2020-05-02");
  all_.designations.push_back(listing);
  const EveFacts eve = sift();
  ASSERT_EQ(eve.facts.designations.size(), 1U);
  EXPECT_EQ(eve.facts.designations[0].id, "d-1");
}

TEST_F(Known, AnEntityStaysWhenAKnownFactSpeaksOfIt) {
  all_.entities.push_back(thing("late", "src-day"));
  all_.entities.push_back(thing("late-too", "src-day"));
  all_.relationships = {edge("a", "late", "src-old")};
  const EveFacts eve = sift();
  EXPECT_THAT(eve.facts.entities, testing::Contains(testing::Field(&model::Entity::id, "late")));
  EXPECT_THAT(eve.facts.entities, testing::Not(testing::Contains(testing::Field(&model::Entity::id, "late-too"))));
}

}  // namespace
}  // namespace penumbra::backtest
