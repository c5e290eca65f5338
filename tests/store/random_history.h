// Histories drawn at random: a dataset that changes from version to version as lists do. All parties are invented.
#ifndef PENUMBRA_TESTS_STORE_RANDOM_HISTORY_H_
#define PENUMBRA_TESTS_STORE_RANDOM_HISTORY_H_

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "random_dataset.h"

namespace penumbra::store {

class RandomHistory {
 public:
  RandomHistory(unsigned seed, std::size_t entities, std::size_t facts) : draw_(seed), shuffle_(seed) {
    now_ = draw_.dataset(entities, facts);
    place_records();
  }

  const model::Dataset& now() const { return now_; }

  // The next version: some records gone, some changed, some new ones in the midst of others, some said twice, and all
  // places moved as by rows before them; now and then another file name, another order, or nothing at all.
  const model::Dataset& step() {
    if (draw_.chance(10)) return now_;
    model::Dataset fresh = draw_.dataset(8, draw_.below(4));
    for (model::Entity& entity : fresh.entities) entity.id = "new-" + std::to_string(++serial_);
    for (model::Designation& designation : fresh.designations) {
      designation.id = "new-d-" + std::to_string(++serial_);
      if (!now_.entities.empty()) designation.entity = now_.entities[draw_.below(now_.entities.size())].id;
    }
    evolve(now_.entities, fresh.entities, [this](model::Entity& e) { e.add("alias", draw_.text() + "!"); });
    evolve(now_.designations, fresh.designations, [this](model::Designation& d) { d.note = draw_.text(); });
    evolve(now_.relationships, fresh.relationships, [this](model::Relationship& r) { r.to = draw_.id(40); });
    evolve(now_.states, fresh.states, [this](model::StateInterval& s) { s.valid = draw_.valid(); });
    evolve(now_.documents, fresh.documents, [this](model::SourceDocument& d) { d.title = draw_.text(); });
    evolve(now_.portfolio, fresh.portfolio, [](model::PortfolioMember& m) { ++m.order; });
    evolve(now_.figures, fresh.figures, [this](model::Figure& f) { f.note = draw_.text(); });
    if (draw_.chance(30) && !now_.relationships.empty()) now_.relationships.push_back(now_.relationships.front());
    if (draw_.chance(10)) std::shuffle(now_.entities.begin(), now_.entities.end(), shuffle_);
    if (draw_.chance(10)) std::shuffle(now_.relationships.begin(), now_.relationships.end(), shuffle_);
    if (draw_.chance(20)) file_ = "list-" + std::to_string(++serial_) + ".csv";
    place_records();
    return now_;
  }

 private:
  template <typename Record, typename Change>
  void evolve(std::vector<Record>& records, std::vector<Record>& fresh, Change change) {
    std::erase_if(records, [this](const Record&) { return draw_.chance(3); });
    for (Record& record : records) {
      if (draw_.chance(3)) change(record);
    }
    const std::size_t added = draw_.below(4);
    for (std::size_t i = 0; i < std::min(added, fresh.size()); ++i) {
      const auto at = static_cast<std::ptrdiff_t>(draw_.below(records.size() + 1));
      records.insert(records.begin() + at, fresh[i]);
    }
  }
  // Most records stand in rows of a file; some have a place that is no number.
  void place_records() {
    std::size_t line = 1;
    const auto place = [&](auto& records) {
      for (auto& record : records) {
        line += 1 + (line % 7 == 0 ? 2 : 0);
        if (record.evidence.record != "annex") record.evidence.record = file_ + ":" + std::to_string(line);
        if (line % 5 == 0) record.evidence.record += ", remarks 50-77";
        if (draw_.chance(1)) record.evidence.record = "annex";
      }
    };
    place(now_.entities);
    place(now_.designations);
    place(now_.relationships);
    place(now_.states);
    place(now_.figures);
  }

  RandomDataset draw_;
  std::mt19937 shuffle_;
  model::Dataset now_;
  std::string file_ = "list.csv";
  int serial_ = 0;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_TESTS_STORE_RANDOM_HISTORY_H_
