#include "store/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_world.h"
#include "temporary_folder.h"

namespace penumbra::store {
namespace {

class SnapshotTest : public ::testing::Test {
 protected:
  StoreWriter& writer() {
    if (!writer_) writer_ = std::make_unique<StoreWriter>(StoreWriter::open(folder_.path("store")).value());
    return *writer_;
  }
  void add(const std::string& published, const std::string& recorded, const model::Dataset& dataset,
           std::optional<std::int32_t> max_age = {}) {
    VersionInfo draft = draft_of("s", published);
    draft.max_age_days = max_age;
    draft.content += recorded;
    const auto result = writer().publish(draft, files_of(dataset), noon(recorded));
    ASSERT_TRUE(result.ok()) << to_string(result.error());
  }
  std::shared_ptr<const Snapshot> at(const std::string& as_of, const std::string& known_at = "") {
    SnapshotQuery query;
    query.as_of = Date::parse(as_of).value();
    if (!known_at.empty()) query.known_at = Timestamp::parse(known_at).value();
    return Snapshot::open(Store::open(folder_.path("store")).value(), query).value();
  }
  // "s@2 in-force", or "none".
  std::string chosen(const std::string& as_of, const std::string& known_at = "") {
    const auto snapshot = at(as_of, known_at);
    const SourceView& view = snapshot->sources()[0];
    return (view.version != nullptr ? view.version->id() + " " : "") + std::string(to_string(view.coverage));
  }

  TemporaryFolder folder_;
  std::unique_ptr<StoreWriter> writer_;
};

TEST_F(SnapshotTest, ChoosesTheVersionInForce) {
  const model::Dataset list = list_of({{"a", "Alpha"}});
  add("2022-02-01", "2022-02-02", list);  // 1
  add("2022-03-01", "2022-03-02", list);  // 2
  add("2022-01-01", "2022-03-05", list);  // 3: an old list, imported late
  add("2022-03-01", "2022-03-06", list);  // 4: corrects 2
  add("2022-05", "2022-06-01", list);     // 5: some day of May
  add("", "2022-07-01", list);            // 6: date unknown
  struct Case {
    const char* as_of;
    const char* known_at;
    const char* expected;
  };
  const Case cases[] = {{"2021-12-31", "", "s@3 after-as-of"},
                        {"2022-01-15", "", "s@3 in-force"},
                        {"2022-02-01", "", "s@1 in-force"},
                        {"2022-02-28", "", "s@1 in-force"},
                        {"2022-03-01", "", "s@4 in-force"},
                        {"2022-05-30", "", "s@4 in-force"},
                        {"2022-05-31", "", "s@5 in-force"},
                        {"2022-06-30", "", "s@5 in-force"},
                        {"2022-07-01", "", "s@6 in-force"},
                        {"2026-01-01", "", "s@6 in-force"},
                        // What the store knew then.
                        {"2022-03-01", "2022-03-04", "s@2 in-force"},
                        {"2022-03-01", "2022-02-15", "s@1 in-force"},
                        {"2022-01-15", "2022-03-04", "s@1 after-as-of"},
                        {"2022-01-15", "2022-02-02T11:59Z", "none"},
                        {"2022-02-15", "2022-02-02T12:00Z", "s@1 in-force"},
                        {"2026-01-01", "2022-06-30", "s@5 in-force"}};
  for (const Case& c : cases) EXPECT_EQ(chosen(c.as_of, c.known_at), c.expected) << c.as_of << " " << c.known_at;
}

TEST_F(SnapshotTest, AVersionThatTellsTheWholeHistoryAnswersForEveryDay) {
  const model::Dataset model = list_of({{"a", "Alpha"}});
  for (const char* recorded : {"2026-01-01", "2026-02-01"}) {
    VersionInfo draft = draft_of("s", "");
    draft.whole_history = true;
    draft.content += recorded;
    ASSERT_TRUE(writer().publish(draft, files_of(model), noon(recorded)).ok());
  }
  EXPECT_EQ(chosen("2014-03-17"), "s@2 in-force");
  EXPECT_EQ(chosen("2026-06-01"), "s@2 in-force");
  EXPECT_EQ(chosen("2014-03-17", "2026-01-15"), "s@1 in-force");
  EXPECT_EQ(chosen("2014-03-17", "2025-01-01"), "none");
  EXPECT_TRUE(at("2014-03-17")->gaps().empty());
}

// The same choice by a plain scan over all versions.
TEST_F(SnapshotTest, ChoiceAgreesWithAPlainScan) {
  std::uint32_t random = 12345;
  const auto below = [&](std::uint32_t bound) {
    random = random * 1664525 + 1013904223;
    return (random >> 8) % bound;
  };
  const Date start = Date::parse("2022-01-01").value();
  for (int i = 0; i < 12; ++i) {
    const std::string published =
        below(4) == 0 ? "" : start.plus_days(static_cast<std::int32_t>(below(20))).to_string();
    add(published, start.plus_days(i * 2).to_string(), list_of({{"a", std::to_string(i)}}));
  }
  const auto store = Store::open(folder_.path("store")).value();
  for (std::int32_t as_of = -2; as_of < 30; ++as_of) {
    for (std::int32_t known = 0; known < 26; known += 3) {
      const Timestamp known_at = Timestamp::parse(start.plus_days(known).to_string()).value();
      const Date day = start.plus_days(as_of);
      const VersionInfo* expected = nullptr;
      bool in_force = false;
      for (const VersionInfo& v : store->manifest().versions) {
        if (v.recorded > known_at) continue;
        const bool reached = v.effective() <= day;
        const bool better = expected == nullptr || (reached && !in_force) ||
                            (reached == in_force && (v.effective() == expected->effective()
                                                         ? v.recorded > expected->recorded
                                                         : (v.effective() > expected->effective()) == reached));
        if (better && (reached || !in_force)) {
          expected = &v;
          in_force = reached;
        }
      }
      const auto snapshot = Snapshot::open(store, {day, known_at}).value();
      ASSERT_EQ(snapshot->sources()[0].version, expected) << day.to_string() << " " << known_at.to_string();
      EXPECT_EQ(snapshot->sources()[0].coverage, in_force ? Coverage::kInForce : Coverage::kAfterAsOf);
    }
  }
}

TEST_F(SnapshotTest, AfterAsOfFactsWithoutAStartPossiblyHold) {
  model::Dataset list = list_of({{"dateless", "Alpha"}});
  for (const auto& [id, from, published] : {std::tuple("old", "2021-01-01", ""), std::tuple("future", "2022-03-10", ""),
                                            std::tuple("act", "", "2021-06-01")}) {
    model::Designation d;
    d.id = id;
    d.entity = id;
    d.valid.from = PartialDate::parse(from).value();
    d.published = PartialDate::parse(published).value();
    list.designations.push_back(d);
  }
  add("2022-04-01", "2022-04-01", list);
  const auto before = at("2022-03-01");
  EXPECT_EQ(before->listings_of("dateless").value().front().holds, Holds::kPossibly);
  EXPECT_EQ(before->listings_of("old").value().front().holds, Holds::kYes);
  EXPECT_EQ(before->listings_of("act").value().front().holds, Holds::kYes);
  EXPECT_EQ(before->listings_of("future").value().front().holds, Holds::kNo);
  EXPECT_THAT(before->gaps(), ::testing::ElementsAre(::testing::HasSubstr("no version published on or before")));
  const auto after = at("2022-04-01");
  EXPECT_EQ(after->listings_of("dateless").value().front().holds, Holds::kYes);
  EXPECT_TRUE(after->gaps().empty());
}

TEST_F(SnapshotTest, FactsBecomeKnownAtTheirOwnTime) {
  model::Dataset list = list_of({{"a", "Alpha"}, {"b", "Beta"}});
  list.designations[0].recorded = noon("2022-05-01");
  list.entities[1].recorded = noon("2022-05-01");
  model::Relationship r;
  r.from = "a";
  r.to = "b";
  r.kind = "owns";
  r.recorded = noon("2022-06-01");
  list.relationships.push_back(r);
  model::Relationship self = r;
  self.to = "a";
  self.recorded.reset();
  list.relationships.push_back(self);
  add("2022-04-01", "2022-04-01", list);
  const auto early = at("2022-07-01", "2022-04-30");
  EXPECT_TRUE(early->listings_of("a").value().empty());
  EXPECT_TRUE(early->find("b").value().empty());
  EXPECT_EQ(early->relationships_of("a").value().size(), 1U) << "the edge to itself once, the other not yet known";
  EXPECT_EQ(early->decode(0).value().entities.size(), 1U);
  EXPECT_EQ(early->decode(0).value().relationships.size(), 1U);
  const auto late = at("2022-07-01", "2022-06-01");
  EXPECT_EQ(late->listings_of("a").value().size(), 1U);
  EXPECT_EQ(late->find("b").value().size(), 1U);
  EXPECT_EQ(late->relationships_of("b").value().size(), 1U);
  EXPECT_EQ(late->decode(0).value(), list);
  EXPECT_EQ(late->entity(late->find("a").value().front())->caption(), "Alpha");
}

TEST_F(SnapshotTest, StaleAfterItsMaximumAgeUnlessConfirmed) {
  add("2022-03-01", "2022-03-01", list_of({{"a", "Alpha"}}), 7);
  EXPECT_EQ(chosen("2022-03-08"), "s@1 in-force");
  EXPECT_EQ(chosen("2022-03-09"), "s@1 stale");
  EXPECT_THAT(at("2022-03-09")->gaps(), ::testing::ElementsAre(::testing::HasSubstr("8 days before 2022-03-09")));
  const std::string content = writer().manifest().versions.back().content;
  ASSERT_TRUE(writer().record_event({"s", EventKind::kUnchanged, {}, {}, 1, content, ""}, noon("2022-03-05")).ok());
  ASSERT_TRUE(writer().record_event({"s", EventKind::kUnchanged, {}, {}, 1, content, ""}, noon("2022-03-20")).ok());
  EXPECT_EQ(chosen("2022-03-27"), "s@1 in-force");
  EXPECT_EQ(chosen("2022-03-28"), "s@1 stale");
  EXPECT_EQ(chosen("2022-03-12"), "s@1 in-force") << "confirmed on 5 March";
  EXPECT_EQ(chosen("2022-03-13"), "s@1 stale") << "the check of 20 March says nothing about an earlier day";
  EXPECT_EQ(chosen("2022-03-27", "2022-03-19"), "s@1 stale") << "not yet known";
}

TEST_F(SnapshotTest, HeldContentLeavesAGapUntilALaterVersion) {
  add("2022-03-01", "2022-03-01", list_of({{"a", "Alpha"}}));
  ASSERT_TRUE(
      writer().record_event({"s", EventKind::kHeld, {}, {}, 1, "x", "The list is empty."}, noon("2022-03-05")).ok());
  EXPECT_TRUE(at("2022-03-04")->gaps().empty());
  EXPECT_THAT(at("2022-03-05")->gaps(), ::testing::ElementsAre(::testing::HasSubstr("The list is empty.")));
  EXPECT_TRUE(at("2022-03-05", "2022-03-04")->gaps().empty());
  add("2022-03-06", "2022-03-06", list_of({{"a", "Alpha"}}));
  EXPECT_TRUE(at("2022-03-06")->gaps().empty());
  EXPECT_EQ(chosen("2022-03-05", "2022-03-05"), "s@1 in-force");
}

TEST_F(SnapshotTest, HeldContentIsForgottenWhenTheSourceGoesBack) {
  add("2022-03-01", "2022-03-01", list_of({{"a", "Alpha"}}));
  const std::string content = writer().manifest().versions.back().content;
  ASSERT_TRUE(writer().record_event({"s", EventKind::kHeld, {}, {}, 1, "x", "Empty."}, noon("2022-03-05")).ok());
  ASSERT_TRUE(writer().record_event({"s", EventKind::kUnchanged, {}, {}, 1, content, ""}, noon("2022-03-07")).ok());
  EXPECT_EQ(at("2022-03-06")->gaps().size(), 1U);
  EXPECT_TRUE(at("2022-03-07")->gaps().empty());
  EXPECT_EQ(at("2022-03-07", "2022-03-06")->gaps().size(), 1U) << "not yet known";
}

TEST_F(SnapshotTest, FirstSeenGoesBackToTheLastGap) {
  add("2022-01-01", "2022-06-01", list_of({{"a", "A"}, {"b", "B"}}));              // 1
  add("2022-02-01", "2022-06-02", list_of({{"b", "B"}}));                          // 2
  add("2022-03-01", "2022-06-03", list_of({{"a", "A"}, {"b", "B"}}));              // 3
  add("2022-04-01", "2022-06-04", list_of({{"a", "A"}, {"b", "B"}, {"c", "C"}}));  // 4
  const auto snapshot = at("2022-05-01");
  const auto seen = [](const Snapshot& s, const char* id) {
    const FirstSeen first = s.first_seen(s.find(id).value().front()).value();
    return first.version->id() + (first.is_earliest_known ? " or before" : "");
  };
  EXPECT_EQ(seen(*snapshot, "a"), "s@3");
  EXPECT_EQ(seen(*snapshot, "b"), "s@1 or before");
  EXPECT_EQ(seen(*snapshot, "c"), "s@4");
  EXPECT_EQ(seen(*at("2022-03-15"), "a"), "s@3");
  EXPECT_EQ(seen(*at("2022-01-15"), "a"), "s@1 or before");
}

TEST_F(SnapshotTest, SourcesAreApart) {
  add("2022-03-01", "2022-03-01", list_of({{"a", "Alpha"}}));
  ASSERT_TRUE(publish(writer(), "eu", "2022-03-02", "2022-03-02", list_of({{"a", "Alpha of the EU"}})).ok());
  const auto snapshot = at("2022-03-01");
  ASSERT_EQ(snapshot->sources().size(), 2U);
  EXPECT_EQ(snapshot->source("eu"), 0U);
  EXPECT_EQ(snapshot->source("none"), std::nullopt);
  EXPECT_EQ(snapshot->sources()[0].coverage, Coverage::kAfterAsOf);
  EXPECT_EQ(snapshot->sources()[1].coverage, Coverage::kInForce);
  EXPECT_EQ(snapshot->find("a").value().size(), 2U);
  EXPECT_EQ(snapshot->file(0, "names.idx").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace penumbra::store
