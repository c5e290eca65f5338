// Datasets drawn at random, for round trips and differences. All parties are invented.
#ifndef PENUMBRA_TESTS_STORE_RANDOM_DATASET_H_
#define PENUMBRA_TESTS_STORE_RANDOM_DATASET_H_

#include <random>
#include <string>

#include "model/facts.h"

namespace penumbra::store {

class RandomDataset {
 public:
  explicit RandomDataset(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
  bool chance(unsigned percent) { return below(100) < percent; }

  std::string text() {
    static const char* const kParts[] = {"Kosmo", "Оре", "ведь",  "火箭", "été", "\"q\"",
                                         "\n",    "",    "Zavod", "a,b",  "\xff"};
    std::string out;
    for (std::size_t i = below(4); i > 0; --i) out += kParts[below(std::size(kParts))];
    return out;
  }
  PartialDate date() {
    if (chance(30)) return {};
    const Date day(static_cast<std::int32_t>(below(40'000)) - 15'000);
    return PartialDate(day, static_cast<Precision>(below(3)), static_cast<Bound>(below(3)));
  }
  ValidInterval valid() { return {date(), date()}; }
  std::optional<Timestamp> time() {
    if (chance(70)) return {};
    return Timestamp(static_cast<std::int64_t>(random_()) * (chance(50) ? 1 : -1) * 1'000'003);
  }
  model::Evidence evidence() { return {text(), text()}; }
  std::string id(std::size_t entities) { return "id-" + std::to_string(below(entities + 3)); }

  model::Dataset dataset(std::size_t entities, std::size_t facts) {
    model::Dataset out;
    for (std::size_t i = 0; i < entities; ++i) {
      model::Entity e;
      e.id = "id-" + std::to_string((i * 7919) % 1'000'003);
      if (out.entities.size() > 1000 && e.id == out.entities.front().id) break;
      e.schema = chance(50) ? "Company" : "Person";
      for (std::size_t n = below(6); n > 0; --n) e.add(chance(50) ? "name" : "country", text(), chance(20) ? "ru" : "");
      e.existence = valid();
      e.evidence = evidence();
      e.recorded = time();
      out.entities.push_back(std::move(e));
    }
    for (std::size_t i = 0; i < facts; ++i) {
      model::Designation d;
      d.id = "d-" + std::to_string(i);
      d.entity = id(entities);
      d.list = text();
      d.authority = text();
      for (std::size_t n = below(3); n > 0; --n) d.programmes.push_back(text());
      for (std::size_t n = below(3); n > 0; --n) d.measures.push_back(text());
      d.listed_name = text();
      d.act = text();
      d.scope = text();
      d.reason = text();
      d.url = text();
      d.date_act = date();
      d.published = date();
      d.valid = valid();
      d.evidence = evidence();
      d.recorded = time();
      d.note = text();
      out.designations.push_back(std::move(d));

      model::Relationship r;
      r.id = text();
      r.from = id(entities);
      r.kind = chance(50) ? "owns" : "supplies";
      r.to = id(entities);
      r.valid = valid();
      r.status = static_cast<model::AssertionStatus>(below(9));
      r.side = text();
      r.role = text();
      static const char* const kShares[] = {"", "51", ">25..50", "33.3333", "<25", ">50", "0.0000000000000001..100"};
      r.share = model::ShareInterval::parse(kShares[below(std::size(kShares))]).value();
      r.need = static_cast<model::Need>(below(4));
      r.group = text();
      r.evidence = evidence();
      r.recorded = time();
      r.note = text();
      out.relationships.push_back(std::move(r));

      out.states.push_back({id(entities), text(), valid(), text(), text(),
                            static_cast<model::AssertionStatus>(below(9)), evidence(), text()});
      out.documents.push_back({text(), text(), text(), text(), date(), text(), text(), date(), text(), text()});
      static const char* const kValues[] = {"0", "12", "6..18", "6..9..18", "0.000001..1000000000000"};
      out.figures.push_back({id(entities), text(), text(),
                             model::FigureValue::parse(kValues[below(std::size(kValues))]).value(), text(), valid(),
                             static_cast<model::AssertionStatus>(below(9)), evidence(), time(), text()});
      out.portfolio.push_back({text(), id(entities), text(), static_cast<std::int32_t>(below(2000)) - 1000});
    }
    return out;
  }

 private:
  std::mt19937 random_;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_TESTS_STORE_RANDOM_DATASET_H_
