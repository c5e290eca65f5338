#include "penumbra/rescreening.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "base/digest.h"
#include "index/build.h"
#include "store/layering.h"
#include "store/small_world.h"
#include "store/temporary_folder.h"

namespace penumbra {
namespace {

using store::noon;

constexpr std::array kGiven = {"Nikolai", "Mohammed", "Elena", "Wei", "Jorge", "Anastasia", "Ли", "Сергей"};
constexpr std::array kFamily = {"Petrovsky", "Al Hamadi", "Sokolova", "Zhang", "Marquez", "Lindqvist", "Петровский"};
constexpr std::array kFirms = {"Orbita", "Meridian", "Kronos Baltic", "Front for the North", "Zvezdny", "Delta"};
constexpr std::array kForms = {"OOO", "Ltd", "Shipping", "Trading House", "Holding", "Institute"};
constexpr std::array kDays = {"", "2021-06-01", "2022-01-01", "2022-02-15", "2022-03-01", "2022-06", "2023-01-01"};
constexpr std::array kBorn = {"1971-03-05", "1971", "1980-11-30", "1964-07"};
constexpr std::array kCountries = {"ru", "ir", "cn", "se"};
constexpr std::array kNumbers = {"7707083893", "7728168971", "7736050003"};  // valid as INN

class Draw {
 public:
  explicit Draw(std::uint32_t seed) : generator_(seed) {}
  std::size_t below(std::size_t count) { return generator_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <std::size_t n>
  std::string of(const std::array<const char*, n>& values) {
    return values[below(n)];
  }

 private:
  std::mt19937 generator_;
};

std::string person_name(Draw& draw) {
  return draw.of(kGiven) + " " + draw.of(kFamily);
}

std::string firm_name(Draw& draw) {
  return draw.of(kFirms) + " " + draw.of(kForms);
}

// A listed party: the same id always has the same kind.
model::Entity party(Draw& draw, std::size_t number) {
  model::Entity out;
  out.id = "p" + std::to_string(number);
  const bool person = number % 3 != 0;
  out.schema = person ? "Person" : number % 2 == 0 ? "Company" : "LegalEntity";
  out.add("name", person ? person_name(draw) : firm_name(draw));
  if (draw.one_in(3)) out.add("alias", person ? person_name(draw) : firm_name(draw));
  if (draw.one_in(3)) out.add("weakAlias", person ? draw.of(kGiven) : draw.of(kFirms));
  if (person && draw.one_in(2)) out.add("birthDate", draw.of(kBorn));
  if (draw.one_in(2)) out.add("country", draw.of(kCountries));
  if (draw.one_in(4)) out.add("innCode", draw.of(kNumbers));
  if (draw.one_in(4)) out.add("topics", "sanction");
  return out;
}

std::vector<model::Designation> designations(Draw& draw, const std::string& entity, const std::string& source) {
  std::vector<model::Designation> out;
  for (std::size_t count = draw.below(3); count > 0; --count) {
    model::Designation designation;
    designation.id = "d" + std::to_string(count) + "-" + source + "-" + entity;
    designation.entity = entity;
    designation.list = source + "-list";
    designation.programmes = {"TEST-" + std::to_string(draw.below(2))};
    designation.valid.from = PartialDate::parse(draw.of(kDays)).value();
    designation.valid.to = PartialDate::parse(draw.one_in(2) ? draw.of(kDays) : "").value();
    if (draw.one_in(6)) designation.recorded = noon("2022-02-1" + std::to_string(draw.below(9)));
    out.push_back(designation);
  }
  return out;
}

// The next version of a list: most of it stays, some parties go, come, or are told otherwise.
void evolve(Draw& draw, const std::string& source, model::Dataset& list) {
  model::Dataset next;
  for (std::size_t number = 0; number < 24; ++number) {
    const std::string id = "p" + std::to_string(number);
    const auto known = std::find_if(list.entities.begin(), list.entities.end(),
                                    [&](const model::Entity& entity) { return entity.id == id; });
    const bool keep = known != list.entities.end() && !draw.one_in(6);
    if (keep) {
      next.entities.push_back(*known);
    } else if (draw.one_in(3)) {
      next.entities.push_back(party(draw, number));
    }
    // Designations may speak of parties that another source names.
    if (keep && !draw.one_in(8)) {
      for (const model::Designation& designation : list.designations) {
        if (designation.entity == id) next.designations.push_back(designation);
      }
    } else if (draw.one_in(2)) {
      for (model::Designation& designation : designations(draw, id, source)) next.designations.push_back(designation);
    }
  }
  // Places move with every version.
  std::size_t line = draw.below(50);
  for (model::Entity& entity : next.entities) entity.evidence = {"test", "list:" + std::to_string(++line)};
  for (model::Designation& designation : next.designations) {
    designation.evidence = {"test", "list:" + std::to_string(++line)};
  }
  list = std::move(next);
}

ScreenQuery customer(Draw& draw) {
  ScreenQuery out;
  out.name = draw.one_in(2) ? person_name(draw) : firm_name(draw);
  if (draw.one_in(4) && out.name.size() > 6) out.name.erase(2, 1);
  if (draw.one_in(12)) out.name = "...";
  if (draw.one_in(3)) out.schema = draw.one_in(2) ? "Person" : "Company";
  if (draw.one_in(3)) out.born = draw.of(kBorn);
  if (draw.one_in(3)) out.country = draw.of(kCountries);
  if (draw.one_in(4)) out.facts.push_back({"innCode", draw.of(kNumbers)});
  if (draw.one_in(4)) out.threshold = draw.one_in(2) ? 0.62 : 0.90;
  return out;
}

// What is compared: the answer without versions, places, the order of listings, and what all answers share.
std::string settled(ScreenAnswer answer, std::size_t shared_reasons, std::size_t shared_warnings) {
  answer.versions = nullptr;
  answer.candidates = 0;
  answer.as_of = Date();
  answer.reasons.erase(answer.reasons.begin(), answer.reasons.begin() + static_cast<std::ptrdiff_t>(shared_reasons));
  answer.warnings.erase(answer.warnings.begin(),
                        answer.warnings.begin() + static_cast<std::ptrdiff_t>(shared_warnings));
  answer.verdict = !answer.reasons.empty() ? Verdict::kIncomplete
                   : answer.hits_total > 0 ? Verdict::kHits
                                           : Verdict::kClear;
  for (std::vector<Hit>* hits : {&answer.hits, &answer.set_aside}) {
    for (Hit& hit : *hits) {
      hit.version.clear();
      for (Listing& listing : hit.listings) {
        listing.version.clear();
        listing.evidence.clear();
      }
      const auto text = [](const Listing& listing) {
        Hit only;
        only.listings = {listing};
        return to_json(only);
      };
      std::sort(hit.listings.begin(), hit.listings.end(),
                [&](const Listing& a, const Listing& b) { return text(a) < text(b); });
    }
  }
  return to_json({}, answer);
}

class RescreenTest : public ::testing::Test {
 protected:
  std::string folder() const { return folder_.path("store"); }

  // The instant at which it was recorded. `in_layers`: what the version before has in the same words is not stored
  // anew.
  Timestamp publish(const std::string& source, const std::string& day, const model::Dataset& list,
                    store::VersionInfo draft = {}, bool in_layers = false) {
    auto writer = store::StoreWriter::open(folder()).value();
    const store::VersionInfo named = store::draft_of(source, day);
    draft.source = named.source;
    draft.reader = named.reader;
    draft.published = named.published;
    draft.published_from = named.published_from;
    draft.content = named.content;
    std::shared_ptr<const store::VersionFacts> parent;
    if (in_layers && writer.next_number(source) > 1) {
      const auto opened = store::Store::open(folder()).value();
      parent = opened->facts(*opened->version(source).value()).value();
    }
    const auto encoded =
        store::encode_version(list, parent.get(), writer.next_number(source), {.least_bytes_per_byte = 0}).value();
    std::vector<store::NewFile> files{{std::string(store::kFindingsFile), store::encode_findings({})}};
    if (!encoded.layers.empty()) files.push_back({std::string(store::kLayersFile), encoded.layers});
    if (!encoded.segment.empty()) {
      const auto& entities = encoded.own ? encoded.own->entities : list.entities;
      files.push_back({std::string(store::kSegmentFile), encoded.segment});
      files.push_back(
          {std::string(index::kIndexFile), index::build(entities, base::checksum64(encoded.segment)).value()});
    }
    const auto done = writer.publish(draft, files, noon(day));
    EXPECT_TRUE(done.ok()) << (done.ok() ? "" : to_string(done.error()));
    return done.ok() ? done->recorded : Timestamp();
  }

  Timestamp happen(const std::string& source, store::EventKind kind, const std::string& day, std::uint32_t version) {
    auto writer = store::StoreWriter::open(folder()).value();
    store::SourceEvent event;
    event.source = source;
    event.kind = kind;
    event.content = "other content";
    event.message = "as the test wants it";
    event.version = version;
    event.by = "Somebody";
    EXPECT_TRUE(writer.record_event(event, noon(day)).ok());
    return writer.manifest().last_recorded;
  }

  Rescreener open(const RescreenMoment& before, const RescreenMoment& after, ScreenerOptions options = {},
                  std::size_t most_forms = Rescreener::kMostForms) {
    auto out = Rescreener::open(folder(), before, after, std::move(options), most_forms);
    EXPECT_TRUE(out.ok()) << (out.ok() ? "" : to_string(out.error()));
    return std::move(out).value();
  }

  // Holds every customer's re-screening to the two full screenings. The number of changed answers.
  std::size_t compare_with_full(const RescreenMoment& before, const RescreenMoment& after,
                                const std::vector<ScreenQuery>& customers,
                                std::size_t most_forms = Rescreener::kMostForms) {
    const Rescreener rescreener = open(before, after, {}, most_forms);
    const RescreenScope& scope = rescreener.scope();
    const Screener screener = Screener::open(folder()).value();
    const std::vector<Result<Rescreened>> results = rescreener.rescreen_many(customers, 1);
    std::size_t changed = 0;
    for (std::size_t i = 0; i < customers.size(); ++i) {
      ScreenQuery query = customers[i];
      query.as_of = scope.before.as_of;
      query.known_at = scope.before.known_at;
      const ScreenAnswer was = screener.screen(query).value();
      query.as_of = scope.after.as_of;
      query.known_at = scope.after.known_at;
      const ScreenAnswer is = screener.screen(query).value();
      const bool differs = settled(was, scope.reasons_before.size(), scope.warnings_before.size()) !=
                           settled(is, scope.reasons_after.size(), scope.warnings_after.size());
      EXPECT_EQ(results[i]->changed(), differs) << query.name << "\n"
                                                << row_to_json({}, was) << "\n"
                                                << row_to_json({}, is);
      EXPECT_EQ(scope.verdicts_move, scope.reasons_before.empty() != scope.reasons_after.empty());
      changed += differs ? 1U : 0U;
    }
    return changed;
  }

  store::TemporaryFolder folder_;
};

// The proof by trial: over random histories of two lists and a model, whole or in layers, with versions that grow
// stale, are withheld, published in part, or taken back, whatever differs between the two full screenings is found, and
// nothing else.
TEST_F(RescreenTest, ChangedAnswersAreThoseOfFullScreenings) {
  std::size_t changed = 0;
  std::size_t customers_asked = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    std::filesystem::remove_all(folder());
    Draw draw(seed);
    std::array<model::Dataset, 3> lists;
    std::array<std::uint32_t, 3> versions{};
    const std::array<std::string, 3> sources = {"east", "model", "west"};
    const bool in_layers = seed % 2 == 0;
    const bool troubled = seed % 3 == 0;
    std::vector<Timestamp> recorded;
    constexpr std::array kPublished = {"2022-01-10", "2022-02-10", "2022-02-20", "2022-03-10"};
    for (const char* day : kPublished) {
      for (std::size_t source = 0; source < lists.size(); ++source) {
        if (draw.one_in(3) && !lists[source].entities.empty()) continue;
        evolve(draw, sources[source], lists[source]);
        store::VersionInfo draft;
        draft.whole_history = source == 1;
        draft.registers = source == 2 && draw.one_in(4);
        if (troubled && draw.one_in(3)) draft.max_age_days = 7;
        draft.provisional = troubled && versions[source] > 0 && draw.one_in(3);
        recorded.push_back(publish(sources[source], day, lists[source], draft, in_layers));
        ++versions[source];
        if (troubled && draw.one_in(3)) {
          recorded.push_back(happen(sources[source], store::EventKind::kHeld, day, 0));
        }
        if (troubled && draw.one_in(3)) {
          const auto back = static_cast<std::uint32_t>(1 + draw.below(versions[source]));
          recorded.push_back(happen(sources[source], store::EventKind::kRolledBack, day, back));
        }
      }
    }
    std::vector<ScreenQuery> customers;
    for (int i = 0; i < 40; ++i) customers.push_back(customer(draw));
    constexpr std::array kAsked = {"2022-01-15", "2022-02-15", "2022-03-01", "2022-03-15", "2022-07-01"};
    for (int question = 0; question < 4; ++question) {
      const auto day = [&] { return Date::parse(draw.of(kAsked)).value(); };
      RescreenMoment before{day(), recorded[draw.below(recorded.size())]};
      RescreenMoment after{draw.one_in(2) ? before.as_of : day(), recorded[draw.below(recorded.size())]};
      // "Everyone" is but another way to the same answers.
      const std::size_t most_forms = question == 3 ? 0 : Rescreener::kMostForms;
      changed += compare_with_full(before, after, customers, most_forms);
      customers_asked += customers.size();
    }
  }
  // The trial says something only if both happen often.
  EXPECT_GT(changed, customers_asked / 20);
  EXPECT_LT(changed, customers_asked * 19 / 20);
}

TEST_F(RescreenTest, OnlyCustomersWhomTheChangeReachesAreScreened) {
  const Timestamp first = publish("test", "2022-01-01", store::list_of({{"a", "Orbita Tekhnika"}, {"b", "Kronos"}}));
  publish("test", "2022-02-01", store::list_of({{"a", "Orbita Tekhnika"}, {"c", "Meridian Quantum Shipping"}}));
  const Date day = Date::parse("2022-02-02").value();
  const Rescreener rescreener = open({day, first}, {day, std::nullopt});
  ASSERT_EQ(rescreener.scope().sources.size(), 1U);
  EXPECT_EQ(rescreener.scope().sources[0].before, "test@1");
  EXPECT_EQ(rescreener.scope().sources[0].after, "test@2");
  EXPECT_EQ(rescreener.scope().sources[0].added, 1U);
  EXPECT_EQ(rescreener.scope().sources[0].removed, 1U);
  EXPECT_EQ(rescreener.scope().sources[0].changed, 0U);

  const Rescreened same = rescreener.rescreen({.name = "Orbita Tekhnika"}).value();
  EXPECT_FALSE(same.touched);
  EXPECT_FALSE(same.changed());
  const Rescreened gone = rescreener.rescreen({.name = "Kronos"}).value();
  EXPECT_TRUE(gone.touched);
  ASSERT_EQ(gone.changes.size(), 1U);
  EXPECT_EQ(gone.changes[0].kind, HitChangeKind::kHitGone);
  EXPECT_EQ(gone.before, Verdict::kHits);
  EXPECT_EQ(gone.after, Verdict::kClear);
  const Rescreened met = rescreener.rescreen({.name = "Meridian Quantum Shiping"}).value();
  ASSERT_EQ(met.changes.size(), 1U);
  EXPECT_EQ(met.changes[0].kind, HitChangeKind::kNewHit);
  EXPECT_FALSE(rescreener.rescreen({.name = "Meridian", .facts = {{"shoeSize", "43"}}}).ok());
}

TEST_F(RescreenTest, ADesignationThatEndsCountsAsAChange) {
  model::Dataset list = store::list_of({{"a", "Orbita Tekhnika"}, {"b", "Kronos Baltic"}});
  list.designations[0].valid.to = PartialDate::parse("2022-03-01").value();
  publish("test", "2022-01-01", list);
  const Rescreener rescreener =
      open({Date::parse("2022-02-28").value(), std::nullopt}, {Date::parse("2022-03-01").value(), std::nullopt});
  EXPECT_EQ(rescreener.scope().ids, 1U);
  ASSERT_EQ(rescreener.scope().sources.size(), 1U);
  EXPECT_EQ(rescreener.scope().sources[0].by_time, 1U);
  const Rescreened ended = rescreener.rescreen({.name = "Orbita Tekhnika"}).value();
  ASSERT_EQ(ended.changes.size(), 1U);
  EXPECT_EQ(ended.changes[0].kind, HitChangeKind::kHitGone);
  ASSERT_TRUE(ended.changes[0].after);
  EXPECT_EQ(ended.changes[0].after->set_aside, "not-in-force");
  EXPECT_FALSE(rescreener.rescreen({.name = "Kronos Baltic"}).value().touched);
}

TEST_F(RescreenTest, AReasonThatAllShareIsToldOnce) {
  publish("test", "2022-01-01", store::list_of({{"a", "Orbita Tekhnika"}}));
  const Rescreener rescreener = open({Date::parse("2022-01-05").value(), std::nullopt},
                                     {Date::parse("2022-02-05").value(), std::nullopt}, {.max_age_days = 10});
  EXPECT_TRUE(rescreener.scope().verdicts_move);
  EXPECT_TRUE(rescreener.scope().reasons_before.empty());
  ASSERT_EQ(rescreener.scope().reasons_after.size(), 1U);
  EXPECT_EQ(rescreener.scope().reasons_after[0].key, "source-stale");
  EXPECT_EQ(rescreener.scope().ids, 0U);
  EXPECT_FALSE(rescreener.rescreen({.name = "Orbita Tekhnika"}).value().changed());
}

TEST_F(RescreenTest, AnIdentifierReachesAPartyOfAnotherName) {
  model::Dataset list = store::list_of({{"a", "Orbita Tekhnika"}});
  const Timestamp first = publish("test", "2022-01-01", list);
  list.entities[0].add("innCode", "7707083893");
  publish("test", "2022-02-01", list);
  const Date day = Date::parse("2022-02-02").value();
  const Rescreener rescreener = open({day, first}, {day, std::nullopt});
  EXPECT_EQ(rescreener.scope().sources[0].changed, 1U);
  const Rescreened found =
      rescreener.rescreen({.name = "Zvezdny Polyot", .facts = {{"innCode", "7707083893"}}}).value();
  ASSERT_EQ(found.changes.size(), 1U);
  EXPECT_EQ(found.changes[0].kind, HitChangeKind::kNewHit);
  EXPECT_FALSE(rescreener.rescreen({.name = "Zvezdny Polyot"}).value().touched);
}

// Nothing of the party is said otherwise, but when it is listed, or under which programme.
TEST_F(RescreenTest, AChangeOfDesignationsAloneIsFound) {
  model::Dataset list = store::list_of({{"a", "Orbita Tekhnika"}, {"b", "Kronos Baltic"}, {"c", "Zvezdny Polyot"}});
  const Timestamp first = publish("test", "2022-01-01", list);
  list.designations[0].valid.from = PartialDate::parse("2021-12-24").value();
  list.designations[1].programmes = {"OTHER"};
  publish("test", "2022-02-01", list, {}, true);
  const Date day = Date::parse("2022-02-02").value();
  const Rescreener rescreener = open({day, first}, {day, std::nullopt});
  EXPECT_EQ(rescreener.scope().sources.at(0).changed, 2U);
  for (const char* name : {"Orbita Tekhnika", "Kronos Baltic"}) {
    const Rescreened result = rescreener.rescreen({.name = name}).value();
    ASSERT_EQ(result.changes.size(), 1U) << name;
    EXPECT_EQ(result.changes[0].kind, HitChangeKind::kHitChanged);
    EXPECT_EQ(result.changes[0].fields, std::vector<std::string>{"listings"});
  }
  EXPECT_FALSE(rescreener.rescreen({.name = "Zvezdny Polyot"}).value().touched);
}

TEST_F(RescreenTest, WhenNothingDiffersRowsThatCannotBeAnsweredAreTold) {
  publish("test", "2022-01-01", store::list_of({{"a", "Orbita Tekhnika"}}));
  const Date day = Date::parse("2022-02-02").value();
  const Rescreener rescreener = open({day, std::nullopt}, {day, std::nullopt});
  EXPECT_EQ(rescreener.scope().forms, 0U);
  EXPECT_FALSE(rescreener.rescreen({.name = "Orbita Tekhnika"}).value().touched);
  EXPECT_EQ(rescreener.rescreen({.name = "..."}).value().after, Verdict::kIncomplete);
  EXPECT_FALSE(rescreener.rescreen({.name = "Orbita", .facts = {{"shoeSize", "43"}}}).ok());
}

TEST_F(RescreenTest, ACustomerWhoIsNewIsScreenedInFull) {
  const Timestamp first = publish("test", "2022-01-01", store::list_of({{"a", "Orbita Tekhnika"}, {"b", "Kronos"}}));
  publish("test", "2022-02-01", store::list_of({{"a", "Orbita Tekhnika"}}), {}, true);
  const Date day = Date::parse("2022-02-02").value();
  const Rescreener rescreener = open({day, first}, {day, std::nullopt});
  const std::vector<ScreenQuery> customers = {{.name = "Orbita Tekhnika"}, {.name = "Orbita Tekhnika"}};
  const std::vector<std::uint8_t> is_first = {0, 1};
  const auto results = rescreener.rescreen_many(customers, 1, is_first);
  EXPECT_FALSE(results[0]->changed());
  EXPECT_FALSE(results[0]->answer);
  EXPECT_TRUE(results[1]->first);
  ASSERT_EQ(results[1]->changes.size(), 1U);
  EXPECT_EQ(results[1]->changes[0].kind, HitChangeKind::kNewHit);
  EXPECT_EQ(results[1]->after, Verdict::kHits);
  EXPECT_FALSE(rescreener.screen_first({.name = "Kronos"}).value().changed());

  // The digest of an answer is that of what it says, not of the version that says it.
  publish("test", "2022-02-03", store::list_of({{"n", "Meridian"}, {"a", "Orbita Tekhnika"}}));
  const Rescreener later = open({day, first}, {day, std::nullopt});
  EXPECT_EQ(later.screen_first({.name = "Orbita Tekhnika"})->answer, results[1]->answer);
  EXPECT_NE(later.screen_first({.name = "Meridian"})->answer, results[1]->answer);
}

}  // namespace
}  // namespace penumbra
