#include "penumbra/screening.h"
#include "penumbra/entity_comparison.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "base/digest.h"
#include "engine/reindex.h"
#include "index/build.h"
#include "store/small_world.h"
#include "store/temporary_folder.h"

namespace penumbra {
namespace {

using store::noon;

model::Entity party(const std::string& id, const std::string& schema, std::initializer_list<const char*> names) {
  model::Entity entity;
  entity.id = id;
  entity.schema = schema;
  bool first = true;
  for (const char* name : names) {
    entity.add(first ? "name" : "alias", name);
    first = false;
  }
  return entity;
}

model::Designation designation(const std::string& entity, const std::string& from, const std::string& to = "") {
  model::Designation out;
  out.id = "d-" + entity + from;
  out.entity = entity;
  out.list = "test-list";
  out.authority = "Test Treasury";
  out.programmes = {"TEST-1"};
  out.measures = {"asset-freeze"};
  out.act = "Act 7";
  out.valid.from = PartialDate::parse(from).value();
  out.valid.to = PartialDate::parse(to).value();
  out.evidence = {"test", "list.csv:7"};
  return out;
}

model::Dataset list() {
  model::Dataset out;
  out.entities.push_back(party("p1", "Person", {"Nikolai Ivanovich Petrovsky", "Николай Петровский"}));
  out.entities.back().add("birthDate", "1971-03-05");
  out.entities.back().add("nationality", "ru");
  out.entities.back().add("weakAlias", "Kolyan");
  out.designations.push_back(designation("p1", "2020-01-01"));
  out.entities.push_back(party("c1", "Company", {"Orbita Tekhnika OOO"}));
  out.designations.push_back(designation("c1", "2020-01-01", "2022-06-01"));
  out.entities.push_back(party("c2", "Company", {"Meridian Quantum Shipping"}));
  out.designations.push_back(designation("c2", "2030-01-01"));
  out.entities.push_back(party("c3", "Company", {"Kronos Baltic Holding"}));
  out.designations.push_back(designation("c3", "2022"));
  out.entities.push_back(party("c4", "Company", {"Zvezdny Polyot Institute"}));
  out.entities.back().add("topics", "sanction");
  return out;
}

class ScreeningTest : public ::testing::Test {
 protected:
  std::string folder() const { return folder_.path("store"); }

  void publish(const std::string& source, const std::string& published, const model::Dataset& dataset,
               bool whole_history = false, bool with_index = true) {
    auto writer = store::StoreWriter::open(folder()).value();
    store::VersionInfo draft = store::draft_of(source, published);
    draft.whole_history = whole_history;
    std::vector<store::NewFile> files = store::files_of(dataset);
    if (with_index) {
      files.push_back(
          {std::string(index::kIndexFile), index::build(dataset.entities, base::checksum64(files[0].bytes)).value()});
    }
    const auto done = writer.publish(draft, files, noon(published));
    ASSERT_TRUE(done.ok()) << to_string(done.error());
  }

  ScreenAnswer ask(ScreenQuery query, ScreenerOptions options = {}) {
    if (!query.as_of) query.as_of = Date::parse("2022-03-01").value();
    auto screener = Screener::open(folder(), std::move(options));
    EXPECT_TRUE(screener.ok());
    auto answer = screener->screen(query);
    EXPECT_TRUE(answer.ok()) << (answer.ok() ? "" : to_string(answer.error()));
    return answer.ok() ? *answer : ScreenAnswer{};
  }

  store::TemporaryFolder folder_;
};

bool has(const std::vector<Remark>& remarks, std::string_view key) {
  return std::any_of(remarks.begin(), remarks.end(), [&](const Remark& remark) { return remark.key == key; });
}

TEST_F(ScreeningTest, HitCarriesItsListingAndPointsThatAddUp) {
  publish("test", "2022-01-01", list());
  const ScreenAnswer answer = ask({.name = "Nikolay Petrovsky", .schema = "Person"});
  EXPECT_EQ(answer.verdict, Verdict::kHits);
  ASSERT_EQ(answer.hits.size(), 1U);
  const Hit& hit = answer.hits[0];
  EXPECT_EQ(hit.id, "p1");
  EXPECT_EQ(hit.version, "test@1");
  ASSERT_EQ(hit.listings.size(), 1U);
  EXPECT_EQ(hit.listings[0].list, "test-list");
  EXPECT_EQ(hit.listings[0].programmes, std::vector<std::string>{"TEST-1"});
  EXPECT_EQ(hit.listings[0].measures, std::vector<std::string>{"asset-freeze"});
  EXPECT_EQ(hit.listings[0].from, "2020-01-01");
  EXPECT_EQ(hit.listings[0].certainty, "certain");
  EXPECT_EQ(hit.listings[0].evidence, "list.csv:7");
  int sum = 0;
  for (const ScoreFeature& feature : hit.features) sum += feature.points;
  EXPECT_EQ(sum, hit.points);
  ASSERT_EQ(answer.versions->size(), 1U);
  EXPECT_EQ(answer.versions->front().version, "test@1");
  EXPECT_EQ(answer.versions->front().age_days, 59);
  EXPECT_EQ(answer.versions->front().unconfirmed_days, 59);
}

TEST_F(ScreeningTest, EveryNameThatATextStatesIsLookedFor) {
  publish("test", "2022-01-01", list());
  for (const auto& [name, schema, id] :
       {std::array<const char*, 3>{"Igor Muster a.k.a. Nikolay Petrovsky", "Person", "p1"},
        {"Igor Muster / Nikolay Petrovsky", "", "p1"},
        {"Nikolay \"the Baker of Sampleton\" Petrovsky", "Person", "p1"},
        {"Muster Export GmbH (formerly Orbita Tekhnika)", "Company", "c1"},
        {"Muster Export GmbH; Orbita Tekhnika OOO", "", "c1"}}) {
    const ScreenAnswer answer = ask({.name = name, .schema = schema});
    ASSERT_EQ(answer.verdict, Verdict::kHits) << name;
    EXPECT_EQ(answer.hits[0].id, id) << name;
    int sum = 0;
    for (const ScoreFeature& feature : answer.hits[0].features) sum += feature.points;
    EXPECT_EQ(sum, answer.hits[0].points) << name;
  }
  // What others call him is no name to meet everybody by.
  EXPECT_EQ(ask({.name = "Igor Muster (Petrovsky)", .schema = "Person"}).verdict, Verdict::kClear);
  std::string many = "Igor Muster";
  for (int i = 0; i < 60; ++i) many += "; Hans Sample";
  EXPECT_TRUE(has(ask({.name = many, .schema = "Person"}).reasons, "too-many-names"));
}

TEST_F(ScreeningTest, ClearOnlyWhenNothingIsMissing) {
  publish("test", "2022-01-01", list());
  EXPECT_EQ(ask({.name = "Margarethe Quillfeather"}).verdict, Verdict::kClear);
  const ScreenAnswer gone = ask({.name = "Margarethe Quillfeather"}, {.sources = {"test", "other"}});
  EXPECT_EQ(gone.verdict, Verdict::kIncomplete);
  EXPECT_TRUE(has(gone.reasons, "source-missing"));
  const ScreenAnswer old = ask({.name = "Margarethe Quillfeather"}, {.max_age_days = 30});
  EXPECT_TRUE(has(old.reasons, "source-stale"));
  ScreenQuery before{.name = "Margarethe Quillfeather"};
  before.as_of = Date::parse("2019-01-01").value();
  EXPECT_EQ(ask(before).verdict, Verdict::kIncomplete) << "no version of that day is known";
}

TEST_F(ScreeningTest, NamesWithoutContentAreNotScreened) {
  publish("test", "2022-01-01", list());
  for (const char* name : {"", "  ", "-", "...", "\u200b\u200b"}) {
    const ScreenAnswer answer = ask({.name = name});
    EXPECT_EQ(answer.verdict, Verdict::kIncomplete) << name;
    EXPECT_TRUE(has(answer.reasons, "name-empty")) << name;
  }
}

TEST_F(ScreeningTest, PaddingNeverClears) {
  publish("test", "2022-01-01", list());
  std::string padded = "Nikolai Ivanovich Petrovsky";
  while (padded.size() < (1U << 20U)) padded += " lorem ipsum";
  const ScreenAnswer answer = ask({.name = padded});
  EXPECT_NE(answer.verdict, Verdict::kClear);
  EXPECT_TRUE(has(answer.reasons, "name-too-long"));
}

TEST_F(ScreeningTest, DesignationsThatAreOverOrToComeAreSetAside) {
  publish("test", "2022-01-01", list());
  EXPECT_EQ(ask({.name = "Orbita Tekhnika"}).verdict, Verdict::kHits);
  ScreenQuery later{.name = "Orbita Tekhnika"};
  later.as_of = Date::parse("2023-01-01").value();
  const ScreenAnswer over = ask(later);
  EXPECT_EQ(over.verdict, Verdict::kClear);
  ASSERT_EQ(over.set_aside.size(), 1U);
  EXPECT_EQ(over.set_aside[0].set_aside, "not-in-force");
  EXPECT_EQ(over.set_aside[0].listings[0].certainty, "ended");
  const ScreenAnswer early = ask({.name = "Meridian Quantum Shipping"});
  ASSERT_EQ(early.set_aside.size(), 1U);
  EXPECT_EQ(early.set_aside[0].listings[0].certainty, "not-yet");
  const ScreenAnswer vague = ask({.name = "Kronos Baltic Holding"});
  EXPECT_EQ(vague.verdict, Verdict::kHits);
  EXPECT_EQ(vague.hits[0].listings[0].certainty, "possible") << "some day of 2022";
}

TEST_F(ScreeningTest, AListPutsPartiesOnItAndAModelDoesNot) {
  publish("test", "2022-01-01", list());
  const ScreenAnswer by_topic = ask({.name = "Zvezdny Polyot Institute"});
  EXPECT_EQ(by_topic.verdict, Verdict::kHits);
  EXPECT_TRUE(by_topic.hits[0].listings.empty());
  EXPECT_EQ(by_topic.hits[0].topics, std::vector<std::string>{"sanction"});

  model::Dataset model;
  model.entities.push_back(party("m1", "Company", {"Aurora Gamma Space"}));
  model.entities.push_back(party("c1", "Company", {"Orbita Tekhnika OOO"}));
  publish("model", "2022-01-01", model, true);
  const ScreenAnswer unlisted = ask({.name = "Aurora Gamma Space"});
  EXPECT_EQ(unlisted.verdict, Verdict::kClear);
  ASSERT_EQ(unlisted.set_aside.size(), 1U);
  EXPECT_EQ(unlisted.set_aside[0].set_aside, "not-listed");
  const ScreenAnswer both = ask({.name = "Orbita Tekhnika OOO"});
  ASSERT_EQ(both.hits.size(), 1U) << "one party in two sources is one hit";
  EXPECT_EQ(both.hits[0].listings.size(), 1U);
}

TEST_F(ScreeningTest, OtherEvidenceCounts) {
  publish("test", "2022-01-01", list());
  const ScreenAnswer plain = ask({.name = "Nikolai Petrovsky"});
  const ScreenAnswer agrees = ask({.name = "Nikolai Petrovsky", .born = "1971", .country = "RU"});
  const ScreenAnswer conflicts = ask({.name = "Nikolai Petrovsky", .born = "1985", .country = "de"});
  ASSERT_FALSE(plain.hits.empty());
  ASSERT_FALSE(agrees.hits.empty());
  EXPECT_GE(agrees.hits[0].points, plain.hits[0].points);
  const Hit& less = conflicts.hits.empty() ? conflicts.set_aside.at(0) : conflicts.hits[0];
  EXPECT_LE(less.points, plain.hits[0].points - 2000);
  EXPECT_GE(less.points, plain.hits[0].points - 3800);
  const ScreenAnswer vessel = ask({.name = "Nikolai Petrovsky", .schema = "Vessel"});
  EXPECT_TRUE(vessel.hits.empty());
}

TEST_F(ScreeningTest, AnIdentifierFindsThePartyWhateverItsNameIs) {
  model::Dataset data = list();
  model::Entity company = party("c-id", "Company", {"Alpha Trading"});
  company.add("innCode", "7707083893");
  data.entities.push_back(company);
  model::Entity nameless = party("v-id", "Vessel", {});
  nameless.add("imoNumber", "IMO 9074729");
  data.entities.push_back(nameless);
  publish("test", "2022-01-01", data);

  const ScreenAnswer answer = ask({.name = "Zeta Holdings", .facts = {{"innCode", "INN 7707083893"}}});
  ASSERT_EQ(answer.hits.size(), 1U);
  EXPECT_EQ(answer.hits[0].id, "c-id");
  int sum = 0;
  for (const ScoreFeature& feature : answer.hits[0].features) sum += feature.points;
  EXPECT_EQ(sum, answer.hits[0].points);
  // The same number in a field that does not say which scheme it is of.
  EXPECT_EQ(ask({.name = "Zeta Holdings", .facts = {{"taxNumber", "7707083893"}}}).hits.size(), 1U);
  EXPECT_TRUE(ask({.name = "Zeta Holdings", .facts = {{"innCode", "1234567894"}}}).hits.empty());
  const ScreenAnswer ship = ask({.name = "Whatever", .schema = "Vessel", .facts = {{"imoNumber", "9074729"}}});
  ASSERT_EQ(ship.hits.size(), 1U);
  EXPECT_EQ(ship.hits[0].id, "v-id");
  const ScreenAnswer filler = ask({.name = "Zeta Holdings", .facts = {{"passportNumber", "n/a"}}});
  EXPECT_FALSE(filler.warnings.empty());
  // Another number of the scheme sets an equal name aside.
  const ScreenAnswer other = ask({.name = "Alpha Trading", .facts = {{"innCode", "1234567894"}, {"country", "ru"}}});
  EXPECT_FALSE(other.hits.empty() && other.set_aside.empty());
}

// What comparing two whole entities calls a hit, a screening finds: facts lift names that the search must then look
// for.
TEST_F(ScreeningTest, FindsWhateverTheFactsLift) {
  model::Dataset data;
  model::Entity person = party("p-born", "Person", {"Nikolai Ivanovich Petrovsky"});
  person.add("birthDate", "1971-03-05");
  data.entities.push_back(person);
  publish("test", "2022-01-01", data);
  std::vector<ScreenQuery> queries;
  for (int round = 0; round < 3; ++round) {
    for (const char* name :
         {"Nikolai Petrovsky", "Nicholas Petrowski", "Mikolai Petrowsky", "Nikolai Petrosky Kamensky", "Petrovsky",
          "N Petrovsky", "Nikolai Ivanov Petrov", "Nikita Ivanovich Petrovsky", "Nikolai Ivanovich Petrenko",
          "Ivan Nikolaevich Petrovsky", "Nikola Petrovska", "Nikolay Ivanovich", "Nikolai Ivanovich Petrovsky Orlov"}) {
      for (const char* born : {"", "1971-03-05", "1971", "1971-03-06", "1999"}) {
        queries.push_back({.name = name, .schema = "Person", .born = born, .as_of = Date::parse("2022-03-01").value()});
      }
    }
  }
  const auto screener = Screener::open(folder());
  ASSERT_TRUE(screener.ok());
  const auto answers = screener->screen_many(queries, 1);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    PartyRecord query{"Person", {{"name", queries[i].name}}};
    if (!queries[i].born.empty()) query.properties.push_back({"birthDate", queries[i].born});
    const auto compared =
        compare_entities(query, {"Person", {{"name", "Nikolai Ivanovich Petrovsky"}, {"birthDate", "1971-03-05"}}});
    ASSERT_TRUE(compared.ok() && answers[i].ok());
    const std::size_t expected = compared->verdict == Verdict::kHits ? 1 : 0;
    ASSERT_EQ(answers[i]->hits.size(), expected) << queries[i].name << " " << queries[i].born;
    if (expected == 1) {
      EXPECT_EQ(answers[i]->hits[0].points, compared->points) << queries[i].name;
    }
  }
}

// The kind of a bearer decides how words are read; a query of unknown kind must still find each listed name by itself.
TEST_F(ScreeningTest, EveryKindIsFoundByItsVeryName) {
  model::Dataset data;
  const struct {
    const char* id;
    const char* schema;
    const char* name;
  } parties[] = {{"o1", "Organization", "POPULAR LEAGUE FOR THE RENEWAL OF NOVALIA"},
                 {"o2", "Organization", "9TH OF BREL"},
                 {"o3", "Organization", "TIENDA JUNIOR"},
                 {"p1", "Person", "AL-VOSIBAN, Fahim H.A."},
                 {"p2", "Person", "Fahim Vosiban (previously listed as)"},
                 {"v1", "Vessel", "CENTENARIO VIII"},
                 {"u1", "LegalEntity", "COMRADES OF THE NORTH"}};
  for (const auto& p : parties) {
    data.entities.push_back(party(p.id, p.schema, {p.name}));
    data.designations.push_back(designation(p.id, "2020-01-01"));
  }
  publish("test", "2022-01-01", data);
  for (const auto& p : parties) {
    for (const std::string& schema : {std::string(), std::string(p.schema)}) {
      const ScreenAnswer answer = ask({.name = p.name, .schema = schema});
      ASSERT_FALSE(answer.hits.empty()) << p.name << " asked as " << schema;
      EXPECT_EQ(answer.hits[0].id, p.id);
      EXPECT_GE(answer.hits[0].points, 9'900) << p.name << " asked as " << schema;
    }
  }
  EXPECT_FALSE(ask({.name = "COMRADES OF THE NORTH", .schema = "Organization"}).hits.empty());
}

TEST_F(ScreeningTest, WeakAliasesAreMarked) {
  publish("test", "2022-01-01", list());
  const ScreenAnswer answer = ask({.name = "Kolyan"});
  ASSERT_EQ(answer.hits.size(), 1U);
  EXPECT_EQ(answer.hits[0].quality, NameQuality::kWeak);
  EXPECT_EQ(answer.hits[0].matched_name, "Kolyan");
}

TEST_F(ScreeningTest, BoundsMakeItIncompleteAndKeepTheHits) {
  publish("test", "2022-01-01", list());
  const ScreenAnswer answer =
      ask({.name = "Nikolai Petrovsky Orbita Tekhnika Kronos Baltic Holding"}, {.max_candidates = 1});
  EXPECT_EQ(answer.verdict, Verdict::kIncomplete);
  EXPECT_TRUE(has(answer.reasons, "search-bound"));
}

TEST_F(ScreeningTest, WhatCannotBeAskedIsRefused) {
  publish("test", "2022-01-01", list());
  const Screener screener = Screener::open(folder()).value();
  const auto code = [&](const ScreenQuery& query) {
    const auto answer = screener.screen(query);
    return answer.ok() ? std::string("answered") : std::string(error_key(answer.error().code));
  };
  EXPECT_EQ(code({.name = "A", .threshold = 0.0}), "invalid-argument");
  EXPECT_EQ(code({.name = "A", .threshold = 1.1}), "invalid-argument");
  EXPECT_EQ(code({.name = "A", .threshold = std::numeric_limits<double>::quiet_NaN()}), "invalid-argument");
  EXPECT_EQ(code({.name = "A", .facts = {{"shoeSize", "43"}}}), "invalid-argument");
}

TEST_F(ScreeningTest, WhatCannotBeReadDoesNotCountAndIsTold) {
  publish("test", "2022-01-01", list());
  const ScreenAnswer plain = ask({.name = "Nikolai Petrovsky"});
  for (const ScreenQuery& query : {ScreenQuery{.name = "Nikolai Petrovsky", .schema = "Persn"},
                                   ScreenQuery{.name = "Nikolai Petrovsky", .born = "long ago"},
                                   ScreenQuery{.name = "Nikolai Petrovsky", .country = "Atlantis"}}) {
    const ScreenAnswer answer = ask(query);
    EXPECT_TRUE(has(answer.warnings, query.schema.empty() ? "fact-not-read" : "kind-not-read"));
    EXPECT_EQ(answer.verdict, plain.verdict);
    ASSERT_EQ(answer.hits.size(), plain.hits.size());
    EXPECT_EQ(answer.hits[0].points, plain.hits[0].points);
  }
  for (const char* country : {"ru", "RUS", "Russia"}) {
    EXPECT_TRUE(ask({.name = "Nikolai Petrovsky", .country = country}).warnings.empty()) << country;
  }
}

TEST_F(ScreeningTest, AMissingOrDamagedIndexIsMadeAnew) {
  publish("test", "2022-01-01", list(), false, false);
  const ScreenAnswer answer = ask({.name = "Nikolai Petrovsky"});
  EXPECT_EQ(answer.verdict, Verdict::kHits);
  EXPECT_TRUE(has(answer.warnings, "index-made-in-memory"));
}

TEST_F(ScreeningTest, AnIndexThatIsMadeAnewIsKept) {
  publish("test", "2022-01-01", list(), false, false);
  const ScreenAnswer before = ask({.name = "Nikolai Petrovsky"});
  const auto first = engine::reindex({.store = folder()}).value();
  EXPECT_EQ(first.made, 1U);
  EXPECT_EQ(first.usable, 0U);
  const ScreenAnswer after = ask({.name = "Nikolai Petrovsky"});
  EXPECT_FALSE(has(after.warnings, "index-made-in-memory"));
  ASSERT_EQ(after.hits.size(), before.hits.size());
  EXPECT_EQ(after.hits[0].points, before.hits[0].points);

  const auto again = engine::reindex({.store = folder()}).value();
  EXPECT_EQ(again.made, 0U);
  EXPECT_EQ(again.usable, 1U);
  EXPECT_EQ(again.removed, 0U);
}

TEST_F(ScreeningTest, ADamagedIndexThatWasKeptIsMadeAnew) {
  publish("test", "2022-01-01", list(), false, false);
  ASSERT_TRUE(engine::reindex({.store = folder()}).ok());
  namespace fs = std::filesystem;
  const fs::path kept = fs::directory_iterator(folder() + "/renewed")->path();
  fs::resize_file(kept, fs::file_size(kept) / 2);
  std::ofstream(kept.parent_path() / "0000000000000000-0000000000000000.idx") << "of an earlier program";
  const ScreenAnswer answer = ask({.name = "Nikolai Petrovsky"});
  EXPECT_EQ(answer.verdict, Verdict::kHits);
  EXPECT_TRUE(has(answer.warnings, "index-made-in-memory"));
  const auto outcome = engine::reindex({.store = folder()}).value();
  EXPECT_EQ(outcome.made, 1U);
  EXPECT_EQ(outcome.removed, 1U);
  EXPECT_FALSE(has(ask({.name = "Nikolai Petrovsky"}).warnings, "index-made-in-memory"));
}

TEST_F(ScreeningTest, AnEmptyStoreIsIncomplete) {
  {
    auto writer = store::StoreWriter::open(folder()).value();
  }
  const auto screener = Screener::open(folder());
  if (!screener.ok()) {
    EXPECT_EQ(screener.error().code, ErrorCode::kNotFound);
    return;
  }
  const ScreenAnswer answer = screener->screen({.name = "Nikolai Petrovsky"}).value();
  EXPECT_EQ(answer.verdict, Verdict::kIncomplete);
  EXPECT_TRUE(has(answer.reasons, "empty-store"));
}

TEST_F(ScreeningTest, LimitsSayHowManyThereAre) {
  model::Dataset many;
  for (int i = 0; i < 5; ++i) {
    many.entities.push_back(party("x" + std::to_string(i), "Person", {"Elena Sokolovich"}));
  }
  publish("test", "2022-01-01", many);
  const ScreenAnswer answer = ask({.name = "Elena Sokolovich", .limit = 2});
  EXPECT_EQ(answer.hits.size(), 2U);
  EXPECT_EQ(answer.hits_total, 5U);
}

TEST_F(ScreeningTest, KnownAtAndRefresh) {
  publish("test", "2022-01-01", list());
  Screener screener = Screener::open(folder()).value();
  ScreenQuery query{.name = "Quillfeather Marine Exports"};
  query.as_of = Date::parse("2022-03-01").value();
  EXPECT_EQ(screener.screen(query)->verdict, Verdict::kClear);
  model::Dataset more = list();
  more.entities.push_back(party("q1", "Company", {"Quillfeather Marine Exports"}));
  publish("test", "2022-02-01", more);
  EXPECT_EQ(screener.screen(query)->verdict, Verdict::kClear) << "a publication does not change an open Screener";
  ASSERT_TRUE(screener.refresh().ok());
  EXPECT_EQ(screener.screen(query)->verdict, Verdict::kHits);
  query.known_at = Timestamp::parse("2022-01-15").value();
  EXPECT_EQ(screener.screen(query)->verdict, Verdict::kClear) << "on that day the store did not know it";
}

TEST_F(ScreeningTest, ManyAnswersAreThoseOfOneByOne) {
  publish("test", "2022-01-01", list());
  const Screener screener = Screener::open(folder()).value();
  std::vector<ScreenQuery> queries;
  for (int i = 0; i < 60; ++i) {
    queries.push_back({.name = i % 3 == 0 ? "Nikolai Petrovsky" : i % 3 == 1 ? "Orbita Tekhnika" : "Nobody At All"});
    queries.back().as_of = Date::parse("2022-03-01").value();
  }
  queries.push_back({.name = "x", .threshold = 7});
  const auto answers = screener.screen_many(queries, 3);
  ASSERT_EQ(answers.size(), queries.size());
  for (std::size_t i = 0; i + 1 < queries.size(); ++i) {
    EXPECT_EQ(row_to_json({.row = i}, *answers[i]), row_to_json({.row = i}, *screener.screen(queries[i])));
  }
  EXPECT_FALSE(answers.back().ok());
}

// One name on a firm, a ship and an aircraft, asked for without a kind: readings that come to the same parts are one
// search, and none of the three may be missed for it.
TEST_F(ScreeningTest, ThingsThatReadAlikeAreAllFound) {
  model::Dataset dataset;
  for (const auto& [id, schema] :
       {std::pair{"o", "Organization"}, std::pair{"v", "Vessel"}, std::pair{"a", "Airplane"}}) {
    dataset.entities.push_back(party(id, schema, {"Zvezdny Tamarix"}));
    dataset.entities.back().add("topics", "sanction");
  }
  publish("test", "2022-01-01", dataset);
  for (const char* name : {"Zvezdny Tamarix", "Zvezdny Tamarlx"}) {
    const ScreenAnswer answer = ask({.name = name});
    std::vector<std::string> ids;
    for (const Hit& hit : answer.hits) ids.push_back(hit.id);
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(ids, (std::vector<std::string>{"a", "o", "v"})) << name;
    EXPECT_EQ(ask({.name = name, .schema = "Vessel"}).hits_total, 1U) << name;
  }
}

TEST_F(ScreeningTest, WarmedUpItAnswersTheSame) {
  publish("test", "2022-01-01", list());
  const Screener screener = Screener::open(folder()).value();
  const Status warm = screener.warm_up();
  ASSERT_TRUE(warm.ok()) << to_string(warm.error());
  ScreenQuery query{.name = "Николай Петровский"};
  query.as_of = Date::parse("2022-03-01").value();
  EXPECT_EQ(screener.screen(query)->hits_total, ask(query).hits_total);
}

TEST_F(ScreeningTest, JsonHasTheSettledKeys) {
  publish("test", "2022-01-01", list());
  const ScreenAnswer answer = ask({.name = "Nikolai Ivanovich Petrovsky"});
  const std::string row = row_to_json({4, "C-17", "Nikolai"}, answer);
  EXPECT_TRUE(
      row.starts_with("{\"row\":4,\"reference\":\"C-17\",\"name\":\"Nikolai\",\"verdict\":\"hits\",\"hits\":[{\"id\":"
                      "\"p1\",\"caption\":"))
      << row;
  for (const char* key :
       {"\"score\":1", "\"matched_name\":", "\"listings\":[{\"list\":\"test-list\"", "\"programme\":[\"TEST-1\"]",
        "\"measure\":[\"asset-freeze\"]", "\"from\":\"2020-01-01\"", "\"to\":null", "\"features\":["}) {
    EXPECT_NE(row.find(key), std::string::npos) << key << " in " << row;
  }
  EXPECT_EQ(row.find("versions"), std::string::npos);
  EXPECT_TRUE(
      versions_to_json(*answer.versions).starts_with("{\"versions\":[{\"source\":\"test\",\"version\":\"test@1\""));
  const std::string single = to_json({.name = "Nikolai", .country = "ru", .facts = {{"gender", "male"}}}, answer);
  EXPECT_TRUE(single.starts_with(
      "{\"query\":{\"name\":\"Nikolai\",\"country\":\"ru\",\"facts\":[{\"property\":\"gender\",\"value\":\"male\"}],"
      "\"threshold\":0.7},\"verdict\":\"hits\""))
      << single;
  EXPECT_NE(single.find("\"versions\":["), std::string::npos);
}

}  // namespace
}  // namespace penumbra
