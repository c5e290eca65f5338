// Small worlds drawn as text, one fact a line:
//
//   rover needs lander                      an edge (kind in the middle)
//   rover needs lander essential group=g from=2020-01-01 to=2022-03-01 status=planned role=x
//   maker * us-sdn asset-freeze from=2022-02-24 to=2024-02-24
//   lander = suspended from=2022-03-17
//   maker : Company ru                      schema and country; default: Programme for the first name, Company else
#ifndef PENUMBRA_TESTS_DEPENDENCY_DRAWN_WORLD_H_
#define PENUMBRA_TESTS_DEPENDENCY_DRAWN_WORLD_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "engine/exposure.h"
#include "model/facts.h"

namespace penumbra::testing_world {

class DrawnWorld {
 public:
  explicit DrawnWorld(const std::string& drawing) {
    std::istringstream lines(drawing);
    std::string line;
    while (std::getline(lines, line)) {
      std::istringstream words(line);
      std::vector<std::string> w;
      std::string word;
      while (words >> word) w.push_back(word);
      if (!w.empty()) read(w);
    }
    data_.documents.push_back({"src", "act", "A source", "Publisher", {}, "", "text", {}, ""});
  }

  const model::Dataset& data() const { return data_; }
  model::Dataset& data() { return data_; }

  EntityExposure ask(const std::string& entity, const std::string& day = "2022-03-01",
                     const std::vector<std::string>& regimes = {}) const {
    ExposureQuery query;
    query.entity = entity;
    query.as_of = Date::parse(day).value();
    query.regimes = regimes;
    auto answer = engine::answer_exposure(data_, query, {});
    EXPECT_TRUE(answer.ok()) << (answer.ok() ? "" : to_string(answer.error()));
    return answer.ok() ? answer->entities.at(0) : EntityExposure{};
  }

 private:
  model::Entity& entity(const std::string& id) {
    const auto it =
        std::find_if(data_.entities.begin(), data_.entities.end(), [&](const auto& e) { return e.id == id; });
    if (it != data_.entities.end()) return *it;
    model::Entity out;
    out.id = id;
    out.schema = data_.entities.empty() ? "Programme" : "Item";
    out.add("name", id);
    out.evidence.source = "src";
    data_.entities.push_back(out);
    return data_.entities.back();
  }

  static PartialDate date(const std::string& text) { return PartialDate::parse(text).value(); }

  void read(const std::vector<std::string>& w) {
    entity(w[0]);
    if (w[1] == ":") {
      entity(w[0]).schema = w[2];
      for (std::size_t i = 3; i < w.size(); ++i) entity(w[0]).add("country", w[i]);
      return;
    }
    if (w[1] == "*") {
      model::Designation fact;
      fact.entity = w[0];
      fact.list = w[2];
      fact.measures = {w[3]};
      fact.scope = "entity";
      fact.id = "des-" + w[0] + "-" + w[2];
      fact.evidence.source = "src";
      options(w, 4, fact.valid, nullptr);
      for (const std::string& word : w) {
        if (word == "sub-units") fact.scope = "entity-and-sub-units";
        if (word.starts_with("recorded=")) fact.recorded = Timestamp::parse(word.substr(9)).value();
      }
      data_.designations.push_back(fact);
      return;
    }
    if (w[1] == "=") {
      model::StateInterval fact;
      fact.entity = w[0];
      fact.state = w[2];
      fact.evidence.source = "src";
      options(w, 3, fact.valid, nullptr);
      data_.states.push_back(fact);
      return;
    }
    entity(w[2]);
    model::Relationship fact;
    fact.from = w[0];
    fact.kind = w[1];
    fact.to = w[2];
    fact.evidence.source = "src";
    options(w, 3, fact.valid, &fact);
    fact.id = fact.from + "/" + fact.kind + "/" + fact.to + "/" + fact.valid.from.to_string();
    data_.relationships.push_back(fact);
  }

  static void options(const std::vector<std::string>& w, std::size_t first, ValidInterval& valid,
                      model::Relationship* edge) {
    for (std::size_t i = first; i < w.size(); ++i) {
      const std::string& word = w[i];
      if (word.starts_with("from=")) valid.from = date(word.substr(5));
      if (word.starts_with("to=")) valid.to = date(word.substr(3));
      if (edge == nullptr) continue;
      if (const auto need = model::parse_need(word)) edge->need = *need;
      // group=2/g is the cell "2 of g".
      if (word.starts_with("group=")) {
        edge->group = word.substr(6);
        if (const auto slash = edge->group.find('/'); slash != std::string::npos) edge->group.replace(slash, 1, " of ");
      }
      if (word.starts_with("role=")) edge->role = word.substr(5);
      if (word.starts_with("status=")) edge->status = model::parse_assertion_status(word.substr(7)).value();
      if (word.starts_with("share=")) edge->share = model::ShareInterval::parse(word.substr(6)).value();
      if (word.starts_with("recorded=")) edge->recorded = Timestamp::parse(word.substr(9)).value();
    }
  }

  model::Dataset data_;
};

// "prohibited certain designation maker" for each exposure, without context ones unless asked.
inline std::vector<std::string> lines_of(const EntityExposure& answer, bool context = false) {
  std::vector<std::string> out;
  for (const Exposure& e : answer.exposures) {
    if (!context && e.severity == Severity::kContext) continue;
    out.push_back(std::string(to_string(e.severity)) + " " + std::string(to_string(e.certainty)) + " " +
                  std::string(to_string(e.kind)) + " " + e.target.id);
  }
  return out;
}

}  // namespace penumbra::testing_world

#endif  // PENUMBRA_TESTS_DEPENDENCY_DRAWN_WORLD_H_
