#include "publish/checks.h"

#include <gtest/gtest.h>

namespace penumbra::publish {
namespace {

ingest::ReadOutcome outcome_of(std::size_t entities, ingest::RecordCounts counts) {
  ingest::ReadOutcome outcome;
  outcome.format = "test";
  outcome.dataset.entities.resize(entities);
  outcome.counts = counts;
  return outcome;
}

Totals totals_of(const model::Dataset& dataset) {
  Totals out;
  out.add(dataset);
  return out;
}

TEST(Checks, TheRateOfBadRecordsIsExact) {
  struct Case {
    std::uint64_t records, reported;
    bool held;
  };
  const Case cases[] = {{1000, 0, false}, {1000, 1, false}, {999, 1, true},
                        {1000, 2, true},  {2000, 2, false}, {1, 1, true}};
  for (const Case& c : cases) {
    const auto outcome = outcome_of(1, {c.records, c.records - c.reported, c.reported, 0});
    EXPECT_EQ(!holds(figures_of(outcome), {}, false).empty(), c.held) << c.reported << " of " << c.records;
  }
}

// Another format of the list: who is gone shows by id, as far as the ids are the same.
TEST(Checks, FallOfListedPartiesAcrossFormats) {
  struct Case {
    std::uint64_t had, kept;
    std::uint32_t approvers;
  };
  const Case cases[] = {{1000, 1000, 0}, {1000, 975, 0}, {1000, 974, 1}, {1000, 799, 2}, {1000, 0, 1}, {20, 0, 0}};
  for (const Case& c : cases) {
    store::VersionInfo before;
    before.source = "s";
    before.number = 1;
    before.reader = "other";
    before.counts.entities = c.had;
    Predecessor predecessor{&before, std::nullopt};
    predecessor.listed = ListedParties{c.had, c.kept};
    const auto outcome = outcome_of(c.had + 500, {10, 10, 0, 0});
    EXPECT_EQ(approvers_needed(holds(figures_of(outcome), predecessor, false)), c.approvers) << c.kept;
    before.parts = {{"alt", true, 100}};
    EXPECT_EQ(approvers_needed(holds(figures_of(outcome), predecessor, false)), c.approvers) << "no parts there";
    // The same parties with fewer names: aliases are missing. Of other parties the number of names says nothing.
    before.counts.names = 100;
    const bool same = c.kept * 2 >= c.had;
    EXPECT_EQ(approvers_needed(holds(figures_of(outcome), predecessor, false)), same ? 2U : c.approvers) << c.kept;
  }
}

TEST(Checks, FallOfEntities) {
  struct Case {
    std::uint64_t before, removed;
    std::uint32_t approvers;  // by ids; by mere numbers only a great fall says something
  };
  const Case cases[] = {{100, 20, 0}, {1000, 200, 1}, {1000, 201, 2}, {30, 25, 0},   {30, 26, 2},
                        {130, 26, 1}, {129, 26, 2},   {1000, 0, 0},   {2600, 26, 0}, {2599, 26, 1}};
  for (const Case& c : cases) {
    store::VersionInfo before;
    before.source = "s";
    before.number = 1;
    before.counts.entities = c.before;
    const auto outcome = outcome_of(c.before - c.removed + 5, {10, 10, 0, 0});
    EXPECT_EQ(approvers_needed(holds(figures_of(outcome), {&before, c.removed}, false)), c.approvers)
        << c.removed << " of " << c.before;
    EXPECT_TRUE(holds(figures_of(outcome), {&before, c.removed}, true).empty()) << "a hand-written model may shrink";
    // Another format has other ids: only the number of entities says something.
    const auto smaller = outcome_of(c.before - c.removed, {10, 10, 0, 0});
    EXPECT_EQ(!holds(figures_of(smaller), {&before, std::nullopt}, false).empty(), c.approvers == 2);
    before.counts.designations = 4;
    auto as_many_acts = smaller;
    as_many_acts.dataset.designations.resize(4);
    EXPECT_TRUE(holds(figures_of(as_many_acts), {&before, std::nullopt}, false).empty())
        << "fewer entities of as many acts";
  }
}

TEST(Checks, FallOfWhatThePartiesCarry) {
  store::VersionInfo before;
  before.source = "s";
  before.number = 1;
  before.counts = {.entities = 100, .names = 200, .designations = 100};
  auto outcome = outcome_of(100, {100, 100, 0, 0});
  outcome.dataset.designations.resize(100);
  for (model::Entity& entity : outcome.dataset.entities) {
    entity.schema = "Person";
    entity.add("name", "Invented Name");
  }
  const auto reasons = holds(figures_of(outcome), {&before, 0}, false);
  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_EQ(reasons[0].reason, "there are 100 names; version s@1 had 200");
  EXPECT_TRUE(holds(figures_of(outcome), {&before, 0}, true).empty()) << "a hand-written model may shrink";
  for (model::Entity& entity : outcome.dataset.entities) entity.add("alias", "Another Name");
  EXPECT_TRUE(holds(figures_of(outcome), {&before, 0}, false).empty());
  outcome.dataset.designations.resize(79);
  EXPECT_TRUE(holds(figures_of(outcome), {&before, 0}, false).empty()) << "so few are gone that the share says nothing";
  outcome.dataset.designations.resize(74);
  ASSERT_EQ(holds(figures_of(outcome), {&before, 0}, false).size(), 1U);
}

TEST(Checks, FillRatesMayFallByTwoPoints) {
  store::VersionInfo before;
  before.source = "s";
  before.number = 1;
  before.counts = {.entities = 2000, .names = 2000};
  auto outcome = outcome_of(2000, {2000, 2000, 0, 0});
  for (std::size_t i = 0; i < outcome.dataset.entities.size(); ++i) {
    model::Entity& entity = outcome.dataset.entities[i];
    entity.schema = "Person";
    entity.add("name", "Invented Name");
    if (i < 1000) entity.add("birthDate", "1970-01-01");
    if (i < 500) entity.add("passportNumber", "7" + std::to_string(i));
    if (i < 100) entity.add("alias", "Another Name");
  }
  const Totals now = totals_of(outcome.dataset);
  EXPECT_EQ(now, (Totals{2000, 2100, 2000, 100, 500, 1000, 0, 0, 0, 0, 0, {}}));
  Totals was = now;
  was.with_date = 1040;
  EXPECT_TRUE(holds(figures_of(outcome), {&before, 0, was}, false).empty());
  was.with_date = 1041;
  const auto reasons = holds(figures_of(outcome), {&before, 0, was}, false);
  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_EQ(reasons[0].reason, "the share of entities with a date fell from 52.1 % in version s@1 to 50.0 %");
  EXPECT_EQ(reasons[0].approvers, 1U);
  EXPECT_TRUE(holds(figures_of(outcome), {&before, 0, was}, true).empty()) << "a hand-written model may change";
}

// The parties and their listings are all there, on another list: nothing else would show it.
TEST(Checks, AListThatGoesWhileItsPartiesStayIsHeld) {
  store::VersionInfo before;
  before.source = "s";
  before.number = 1;
  before.counts = {.entities = 200, .names = 200, .designations = 200};
  const auto list = [](std::size_t on_second, const char* second) {
    auto outcome = outcome_of(200, {200, 200, 0, 0});
    for (std::size_t i = 0; i < outcome.dataset.entities.size(); ++i) {
      outcome.dataset.entities[i].schema = "Person";
      outcome.dataset.entities[i].add("name", "Invented Name");
      outcome.dataset.designations.emplace_back().list = i < on_second ? second : "first";
    }
    return outcome;
  };
  const Totals was = totals_of(list(100, "second").dataset);
  EXPECT_TRUE(holds(figures_of(list(100, "second")), {&before, 0, was}, false).empty());
  EXPECT_TRUE(holds(figures_of(list(80, "second")), {&before, 0, was}, false).empty()) << "so few say nothing";
  const auto fewer = holds(figures_of(list(70, "second")), {&before, 0, was}, false);
  ASSERT_EQ(fewer.size(), 1U);
  EXPECT_EQ(fewer[0].reason, "the list \"second\" has 70 listings; version s@1 had 100");
  EXPECT_EQ(fewer[0].approvers, 2U);
  EXPECT_EQ(holds(figures_of(list(100, "other")), {&before, 0, was}, false).size(), 1U);
  // Listings whose list was not known and is now are no loss.
  const Totals unknown = totals_of(list(100, "unknown").dataset);
  EXPECT_TRUE(holds(figures_of(list(100, "second")), {&before, 0, unknown}, false).empty());
}

// A list that went through a code page without its letters has sound bytes, and as many parties and names as before.
TEST(Checks, LettersThatAreLostAreHeld) {
  store::VersionInfo before;
  before.source = "s";
  before.number = 1;
  before.counts = {.entities = 300, .names = 300};
  const auto list = [](std::string_view name, std::size_t times) {
    auto outcome = outcome_of(300, {300, 300, 0, 0});
    for (std::size_t i = 0; i < outcome.dataset.entities.size(); ++i) {
      model::Entity& entity = outcome.dataset.entities[i];
      entity.schema = "Person";
      entity.add("name", i < times ? std::string(name) : "Invented Name");
    }
    return outcome;
  };
  const Totals sound = totals_of(list("Erfundener Müller", 60).dataset);
  EXPECT_EQ(sound.foreign, 60U);
  EXPECT_EQ(sound.damaged, 0U);
  EXPECT_TRUE(holds(figures_of(list("Erfundener Müller", 60)), {&before, 0, sound}, false).empty());
  for (const char* damaged : {"Erfundener M?ller", "Erfundener M\xEF\xBF\xBDller", "Erfundener MÃ¼ller"}) {
    EXPECT_TRUE(holds(figures_of(list(damaged, 5)), {&before, 0, totals_of(list("", 0).dataset)}, false).empty())
        << damaged;
    const auto reasons = holds(figures_of(list(damaged, 60)), {&before, 0, sound}, false);
    ASSERT_FALSE(reasons.empty()) << damaged;
    EXPECT_NE(reasons.back().reason.find("60 of 300 names show letters"), std::string::npos) << reasons.back().reason;
    EXPECT_EQ(approvers_needed(reasons), 1U);
    // A list that always was so stays as it is, and where nothing was counted nothing rises.
    EXPECT_TRUE(
        holds(figures_of(list(damaged, 60)), {&before, 0, totals_of(list(damaged, 60).dataset)}, false).empty());
  }
  const auto plain = holds(figures_of(list("Erfundener Muller", 60)), {&before, 0, sound}, false);
  ASSERT_EQ(plain.size(), 1U);
  EXPECT_EQ(plain[0].reason, "the share of names with letters beyond ASCII fell from 20.0 % in version s@1 to 0.0 %");
}

TEST(Checks, PartsThatWereThereMustBeThere) {
  store::VersionInfo before;
  before.source = "s";
  before.number = 1;
  before.parts = {{"sdn", true, 100}, {"alt", true, 100}, {"add", false, 0}};
  auto outcome = outcome_of(100, {100, 100, 0, 0});
  outcome.parts = {{"sdn", true, true, 100}, {"alt", true, true, 80}, {"add", false, true, 0}};
  EXPECT_TRUE(holds(figures_of(outcome), {&before, 0}, false).empty());
  outcome.parts[1].records = 60;
  ASSERT_EQ(holds(figures_of(outcome), {&before, 0}, false).size(), 1U);
  outcome.parts[1].present = false;
  const auto reasons = holds(figures_of(outcome), {&before, 0}, false);
  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_EQ(reasons[0].reason, "the part \"alt\", which version s@1 has, is missing");
  outcome.parts.erase(outcome.parts.begin() + 1);
  EXPECT_EQ(holds(figures_of(outcome), {&before, 0}, false), reasons);
}

TEST(Checks, EmptyAndInconsistentAreHeld) {
  EXPECT_EQ(holds(figures_of(outcome_of(0, {0, 0, 0, 0})), {}, true).front().code, ErrorCode::kEmpty);
  EXPECT_EQ(holds(figures_of(outcome_of(1, {10, 8, 0, 1})), {}, true).front().code, ErrorCode::kHeld);
}

// Faults.md §3 and §4, 20-22: what a whole list has. A first version says what it lacks; a later one is held for what
// the version before still had.
TEST(Checks, AShapeThatIsLostIsHeld) {
  store::VersionInfo before;
  before.source = "s";
  before.number = 1;
  before.counts = {.entities = 10};
  const auto fault = [](std::string subject, std::string field, std::uint64_t least, std::uint64_t found) {
    return ingest::ShapeFault{{"us-sdn", std::move(subject), std::move(field), least, {}}, found, true, "it is gone"};
  };
  VersionFigures now = figures_of(outcome_of(10, {10, 10, 0, 0}));
  const auto approvers = [&](std::vector<ingest::ShapeFault> was) {
    return approvers_needed(holds(now, {&before, 0, std::nullopt, std::move(was)}, false));
  };
  EXPECT_EQ(approvers({}), 0U);
  now.shape = {fault("Vessel", "imoNumber", 75, 12)};
  EXPECT_TRUE(holds(now, {}, false).empty()) << "a first version is not held";
  EXPECT_EQ(approvers({}), 1U);
  EXPECT_EQ(approvers(now.shape), 0U) << "the version before was so, too";
  EXPECT_EQ(approvers({fault("Vessel", "flag", 75, 12)}), 1U) << "another figure";
  EXPECT_TRUE(holds(now, {&before, std::nullopt}, false).empty()) << "another format has other rules";
  EXPECT_TRUE(holds(now, {&before, 0, std::nullopt, std::vector<ingest::ShapeFault>()}, true).empty()) << "own model";
  now.shape = {fault("Vessel", "", 300, 150)};
  EXPECT_EQ(approvers({}), 1U);
  now.shape = {fault("Vessel", "", 300, 149)};
  EXPECT_EQ(approvers({}), 2U) << "less than half of the least";
  now.shape = {fault("list", "", 1, 0)};
  EXPECT_EQ(approvers({}), 2U) << "a whole list is gone";
  const auto reasons = holds(now, {&before, 0, std::nullopt, std::vector<ingest::ShapeFault>()}, false);
  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_EQ(reasons[0].reason, "it is gone; version s@1 was whole in that");
  now.shape[0].too_few = false;
  EXPECT_EQ(approvers({}), 0U) << "more than ever is a note";
}

}  // namespace
}  // namespace penumbra::publish
