// A list in layers is screened as the same list in one piece: over histories of changes drawn at random, every answer
// is the same. All parties are invented.
#include <gtest/gtest.h>

#include <random>

#include "base/digest.h"
#include "index/build.h"
#include "penumbra/screening.h"
#include "store/layering.h"
#include "store/small_world.h"
#include "store/snapshot.h"
#include "store/temporary_folder.h"

namespace penumbra {
namespace {

using store::noon;

class Drawn {
 public:
  explicit Drawn(unsigned seed) : random_(seed) {
    for (int i = 0; i < 60; ++i) add();
  }

  const model::Dataset& now() const { return now_; }
  std::size_t below(std::size_t bound) { return random_() % bound; }

  std::string name() {
    static const char* const kFirst[] = {"Orbita", "Meridian", "Kronos", "Вега", "Zvezdny", "Alsu", "Temir", "Nikolai"};
    static const char* const kSecond[] = {"Tekhnika", "Shipping",  "Baltic",  "Полёт",
                                          "Quantum",  "Petrovsky", "Karimova"};
    static const char* const kLast[] = {"OOO", "Holding", "Institute", "", "", "Trading House"};
    return std::string(kFirst[below(8)]) + " " + kSecond[below(7)] + " " + kLast[below(6)];
  }

  void step() {
    for (int i = 0; i < 2; ++i) add();
    for (std::size_t i = 1 + below(3); i > 0; --i) remove(below(now_.entities.size()));
    for (std::size_t i = below(4); i > 0; --i) {
      model::Entity& entity = now_.entities[below(now_.entities.size())];
      switch (below(4)) {
        case 0:
          entity.add("alias", name());
          break;
        case 1:
          entity.add("weakAlias", "Kolyan " + std::to_string(below(9)));
          break;
        case 2:
          entity.values.erase(entity.values.begin() + static_cast<std::ptrdiff_t>(below(entity.values.size())));
          if (entity.values.empty()) entity.add("name", name());
          break;
        default:
          now_.designations[below(now_.designations.size())].note = "changed " + std::to_string(below(100));
      }
    }
    for (std::size_t i = 0; i < now_.entities.size(); ++i) {
      now_.entities[i].evidence = {"s", "list.csv:" + std::to_string(i + 2)};
    }
  }

 private:
  void add() {
    model::Entity entity;
    entity.id = "p" + std::to_string(++serial_);
    const bool person = below(2) == 0;
    entity.schema = person ? "Person" : "Company";
    entity.add("name", name());
    if (below(3) == 0) entity.add("alias", name());
    if (person) entity.add("birthDate", "197" + std::to_string(below(10)) + "-03-0" + std::to_string(1 + below(9)));
    if (!person) entity.add("registrationNumber", std::to_string(70'000'000 + below(20)));
    model::Designation designation;
    designation.id = "d" + std::to_string(serial_);
    designation.entity = entity.id;
    designation.list = "test-list";
    designation.measures = {"asset-freeze"};
    designation.valid.from = PartialDate::parse(below(5) == 0 ? "2030" : "2020").value();
    const auto at = static_cast<std::ptrdiff_t>(below(now_.entities.size() + 1));
    now_.entities.insert(now_.entities.begin() + at, entity);
    if (below(6) != 0) now_.designations.push_back(designation);
  }
  void remove(std::size_t at) {
    const std::string id = now_.entities[at].id;
    now_.entities.erase(now_.entities.begin() + static_cast<std::ptrdiff_t>(at));
    std::erase_if(now_.designations, [&](const model::Designation& d) { return d.entity == id; });
  }

  std::mt19937 random_;
  model::Dataset now_;
  int serial_ = 0;
};

void publish(const std::string& folder, const std::string& day, const model::Dataset& dataset, bool in_layers) {
  auto writer = store::StoreWriter::open(folder).value();
  std::shared_ptr<const store::VersionFacts> parent;
  if (in_layers && writer.next_number("s") > 1) {
    const auto opened = store::Store::open(folder).value();
    parent = opened->facts(*opened->version("s").value()).value();
  }
  const auto encoded =
      store::encode_version(dataset, parent.get(), writer.next_number("s"), {.least_bytes_per_byte = 0}).value();
  std::vector<store::NewFile> files{{std::string(store::kFindingsFile), store::encode_findings({})}};
  if (!encoded.layers.empty()) files.push_back({std::string(store::kLayersFile), encoded.layers});
  if (!encoded.segment.empty()) {
    files.push_back({std::string(store::kSegmentFile), encoded.segment});
    files.push_back(
        {std::string(index::kIndexFile),
         index::build(encoded.own ? encoded.own->entities : dataset.entities, base::checksum64(encoded.segment))
             .value()});
  }
  ASSERT_TRUE(writer.publish(store::draft_of("s", day), files, noon(day)).ok());
}

std::string told(const ScreenAnswer& answer) {
  std::string out = std::string(verdict_key(answer.verdict)) + " " + std::to_string(answer.hits_total) + "\n";
  for (const Hit& hit : answer.hits) out += to_json(hit) + "\n";
  for (const Hit& hit : answer.set_aside) out += "aside " + to_json(hit) + "\n";
  for (const Remark& remark : answer.reasons) out += remark.text + "\n";
  for (const Remark& remark : answer.warnings) out += remark.text + "\n";
  return out;
}

TEST(LayeredScreening, AnswersAsTheWholeList) {
  std::size_t most_layers = 0;
  std::size_t hits = 0;
  for (unsigned seed = 1; seed <= 2; ++seed) {
    const store::TemporaryFolder folder;
    const std::string layered = folder.path("layered");
    const std::string whole = folder.path("whole");
    Drawn list(seed);
    std::optional<Screener> kept;  // over the layered store, refreshed after each publish
    for (int day = 10; day < 22; ++day) {
      const std::string date = "2022-03-" + std::to_string(day);
      publish(layered, date, list.now(), true);
      publish(whole, date, list.now(), false);
      if (!kept) {
        kept.emplace(Screener::open(layered).value());
      } else {
        ASSERT_TRUE(kept->refresh().ok());
      }
      const Screener fresh = Screener::open(layered).value();
      const Screener reference = Screener::open(whole).value();
      for (int i = 0; i < 12; ++i) {
        ScreenQuery query;
        query.name = list.below(3) == 0 ? list.now().entities[list.below(list.now().entities.size())].first("name")
                                        : list.name();
        if (!query.name.empty() && list.below(3) == 0) query.name.erase(query.name.size() / 2, 1);
        if (list.below(3) == 0) query.born = "197" + std::to_string(list.below(10)) + "-03-05";
        if (list.below(3) == 0) {
          query.facts.push_back({"registrationNumber", std::to_string(70'000'000 + list.below(20))});
        }
        query.threshold = list.below(2) == 0 ? 0.7 : 0.5;
        // Today's version, or one of an earlier day.
        query.as_of = Date::parse("2022-03-" + std::to_string(list.below(2) == 0 ? day : 10)).value();
        const ScreenAnswer expected = reference.screen(query).value();
        ASSERT_EQ(told(fresh.screen(query).value()), told(expected)) << seed << " " << date << " " << query.name;
        ASSERT_EQ(told(kept->screen(query).value()), told(expected)) << seed << " " << date << " " << query.name;
        hits += expected.hits.size();
      }
      list.step();
    }
    const auto store = store::Store::open(layered).value();
    most_layers = std::max(most_layers, store->facts(*store->version("s").value()).value()->layers().size());
  }
  EXPECT_GT(most_layers, 2U);
  EXPECT_GT(hits, 250U);
}

}  // namespace
}  // namespace penumbra
