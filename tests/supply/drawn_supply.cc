#include "supply/drawn_supply.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace penumbra::testing_supply {
namespace {

using Words = std::vector<std::string>;

Words words_of(const std::string& line) {
  std::istringstream in(line);
  Words out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

[[noreturn]] void give_up(const std::string& file, int line, const std::string& what) {
  std::fprintf(stderr, "%s:%d: %s\n", file.c_str(), line, what.c_str());
  std::abort();
}

template <typename T>
T must(Result<T> result) {
  if (!result.ok()) give_up("drawn world", 0, to_string(result.error()));
  return std::move(result).value();
}

PartialDate date(const std::string& text) {
  return must(PartialDate::parse(text));
}

// The rest of a line: from=, to=, status= and so on.
class Options {
 public:
  Options(const Words& words, std::size_t first) {
    for (std::size_t i = first; i < words.size(); ++i) {
      const std::size_t equals = words[i].find('=');
      if (equals == std::string::npos) {
        values_[""] = words[i];
      } else {
        values_[words[i].substr(0, equals)] = words[i].substr(equals + 1);
      }
    }
  }
  std::string get(const std::string& name) const {
    const auto it = values_.find(name);
    return it == values_.end() ? "" : it->second;
  }
  ValidInterval valid() const { return {date(get("from")), date(get("to"))}; }
  model::AssertionStatus status() const {
    const std::string text = get("status");
    return text.empty() ? model::AssertionStatus::kAsserted : model::parse_assertion_status(text).value();
  }
  std::optional<Timestamp> recorded() const {
    if (get("recorded").empty()) return std::nullopt;
    return must(Timestamp::parse(get("recorded")));
  }

 private:
  std::map<std::string, std::string> values_;
};

class Facts {
 public:
  explicit Facts(model::Dataset& data) : data_(data) {}

  bool read(const Words& w) {
    if (w.size() < 3) return false;
    if (model::find_figure(w[0]) != nullptr) return figure(w);
    if (w[1] == ":") {
      model::Entity& thing = entity(w[0]);
      thing.schema = w[2];
      for (std::size_t i = 3; i < w.size(); ++i) thing.add("country", w[i]);
      return true;
    }
    entity(w[0]);
    if (w[1] == "=") return state(w);
    if (w[1] == "*") return designation(w);
    entity(w[2]);
    const Options options(w, 3);
    model::Relationship fact;
    fact.from = w[0];
    fact.kind = w[1];
    fact.to = w[2];
    fact.valid = options.valid();
    fact.status = options.status();
    fact.recorded = options.recorded();
    fact.role = options.get("role");
    fact.side = options.get("side");
    fact.group = options.get("group");
    if (const auto slash = fact.group.find('/'); slash != std::string::npos) fact.group.replace(slash, 1, " of ");
    if (const auto need = model::parse_need(options.get("need"))) fact.need = *need;
    if (!options.get("share").empty()) fact.share = must(model::ShareInterval::parse(options.get("share")));
    fact.evidence.source = "src";
    fact.id = fact.from + "/" + fact.kind + "/" + fact.to + "/" + options.get("from");
    data_.relationships.push_back(fact);
    return true;
  }

 private:
  model::Entity& entity(const std::string& id) {
    const auto it =
        std::find_if(data_.entities.begin(), data_.entities.end(), [&](const auto& e) { return e.id == id; });
    if (it != data_.entities.end()) return *it;
    model::Entity out;
    out.id = id;
    out.schema = "Programme";
    out.add("name", id);
    out.evidence.source = "src";
    data_.entities.push_back(out);
    return data_.entities.back();
  }

  bool state(const Words& w) {
    const Options options(w, 3);
    model::StateInterval fact;
    fact.entity = w[0];
    fact.state = w[2];
    fact.valid = options.valid();
    fact.status = options.status();
    fact.side = options.get("side");
    fact.evidence.source = "src";
    data_.states.push_back(fact);
    return true;
  }

  bool designation(const Words& w) {
    if (w.size() < 4) return false;
    const Options options(w, 4);
    model::Designation fact;
    fact.entity = w[0];
    fact.list = w[2];
    fact.measures = {w[3]};
    fact.valid = options.valid();
    fact.scope = "entity";
    fact.id = "des-" + w[0] + "-" + w[2];
    fact.evidence.source = "src";
    fact.recorded = options.recorded();
    data_.designations.push_back(fact);
    return true;
  }

  // stock part holder 6 units from=2014-06-16
  bool figure(const Words& w) {
    std::size_t at = 2;
    model::Figure fact;
    fact.figure = w[0];
    fact.entity = w[1];
    entity(w[1]);
    if (w[at].find_first_not_of("0123456789.") != std::string::npos) {
      fact.other = w[at];
      entity(w[at++]);
    }
    if (at + 1 >= w.size()) return false;
    fact.value = must(model::FigureValue::parse(w[at]));
    fact.unit = w[at + 1];
    const Options options(w, at + 2);
    fact.valid = options.valid();
    fact.recorded = options.recorded();
    fact.evidence.source = "src";
    data_.figures.push_back(fact);
    return true;
  }

  model::Dataset& data_;
};

std::string either(const std::string& text) {
  return text.empty() ? "?" : text;
}

std::string joined(const std::vector<std::string>& texts, const char* between) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : between) + text;
  return out;
}

std::string ids(const std::vector<NamedThing>& things, const char* between) {
  std::vector<std::string> out;
  for (const NamedThing& thing : things) out.push_back(thing.id);
  return joined(out, between);
}

std::string risk_text(const SupplyAtRisk& risk) {
  std::string out(to_string(risk.certainty));
  for (const SupplyMoney& money : risk.value) {
    out += " " + money.currency + " " + money.low + (money.low == money.high ? "" : ".." + money.high);
  }
  return out + " missions " + risk.missions;
}

}  // namespace

std::vector<DrawnSupply> read_worlds(const std::string& path) {
  std::ifstream in(path);
  if (!in) give_up(path, 0, "cannot be read");
  std::vector<DrawnSupply> out;
  bool expecting = false;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.starts_with("## ")) {
      DrawnSupply world;
      world.file = path.substr(path.rfind('/') + 1);
      world.title = line.substr(3);
      world.show = {"out"};
      world.query.samples = 200;
      world.facts.documents.push_back({"src", "act", "A source", "Publisher", {}, "", "text", {}, "", ""});
      out.push_back(std::move(world));
      expecting = false;
      continue;
    }
    const Words w = words_of(line);
    if (w.empty() || line.starts_with("#") || out.empty()) continue;
    DrawnSupply& world = out.back();
    if (w[0] == "---") {
      expecting = true;
    } else if (expecting) {
      world.expected.push_back(joined(w, " "));
      if (std::find(world.asked.begin(), world.asked.end(), w[0]) == world.asked.end() && w[0] != "queue") {
        world.asked.push_back(w[0]);
      }
    } else if (w[0] == "period") {
      if (w.size() < 3) give_up(path, number, "period FIRST LAST");
      world.query.as_of = must(Date::parse(w[1]));
      world.query.until = must(Date::parse(w[2]));
      if (w.size() > 3) world.query.known_at = must(Timestamp::parse(w[3]));
    } else if (w[0] == "show") {
      world.show.assign(w.begin() + 1, w.end());
    } else if (w[0] == "shock") {
      if (world.shocks == nullptr) world.shocks = std::make_shared<model::Overlay>();
      world.shocks->name = "shock";
      if (!Facts(world.shocks->added).read(Words(w.begin() + 1, w.end()))) give_up(path, number, "not understood");
    } else if (!Facts(world.facts).read(w)) {
      give_up(path, number, "not understood: " + line);
    }
  }
  for (DrawnSupply& world : out) {
    if (world.shocks == nullptr) continue;
    // A shock names entities of the world; only new ones are added.
    std::erase_if(world.shocks->added.entities, [&](const model::Entity& entity) {
      return std::any_of(world.facts.entities.begin(), world.facts.entities.end(),
                         [&](const model::Entity& known) { return known.id == entity.id; });
    });
    world.query.what_if = world.shocks;
  }
  return out;
}

std::vector<std::string> lines_of(const DrawnSupply& world, const SupplyAnswer& answer) {
  std::vector<std::string> out;
  const auto shows = [&](const char* kind) {
    return std::find(world.show.begin(), world.show.end(), kind) != world.show.end();
  };
  for (const EntitySupply& entity : answer.entities) {
    const std::string& id = entity.entity.id;
    if (shows("out")) {
      if (entity.outages.empty()) out.push_back(id + " goes on");
      for (const SupplyOutage& outage : entity.outages) {
        out.push_back(id + " out " + std::string(to_string(outage.certainty)) + " " + outage.from + " " +
                      either(outage.to) + (outage.end_unknown ? " end-not-on-record" : ""));
      }
    }
    if (shows("cause")) {
      for (const SupplyOutage& outage : entity.outages) {
        std::vector<std::string> chain;
        for (const SupplyStep& step : outage.chain) chain.push_back(step.thing.id);
        out.push_back(id + " cause " + outage.from + " " + outage.cause_type + " by " + either(outage.side.id) + " " +
                      joined(chain, " < "));
      }
    }
    if (shows("substitutes")) {
      for (const SupplySubstitute& each : entity.substitutes) {
        out.push_back(id + " substitute " + each.substitute.id + " for " + each.lost.id + " " +
                      either(each.ready_least) + " " + either(each.ready_likely) + " " + either(each.ready_most) +
                      (each.chosen ? " chosen" : "") +
                      (each.missing.empty() ? "" : " (" + joined(each.missing, "; ") + ")") +
                      (each.fails.empty() ? "" : " fails") +
                      (each.exposures.empty() ? "" : " exposed:" + std::string(to_string(each.exposures[0].severity))));
      }
    }
    if (shows("cuts")) {
      for (const SupplyCutSet& set : entity.cut_sets) {
        out.push_back(id + " cut " + std::string(to_string(set.certainty)) + " " + ids(set.things, "+") + ": " +
                      set.stops_note);
      }
    }
    if (shows("risk")) {
      for (const SupplyAtRisk& risk : entity.at_risk) out.push_back(id + " risk " + risk_text(risk));
      for (const SupplyCutSet& set : entity.cut_sets) {
        for (const SupplyAtRisk& risk : set.at_risk) {
          out.push_back(id + " risk-of " + ids(set.things, "+") + " " + risk_text(risk));
        }
      }
    }
    if (shows("unknowns")) {
      for (const ExposureNote& note : entity.unknowns) out.push_back(id + " unknown " + note.text);
    }
    if (shows("slip")) {
      out.push_back(id + " slip " + either(entity.slip.resumes.p50) + " " + either(entity.slip.resumes.p80) + " days " +
                    std::to_string(entity.slip.p50_days) + " " + std::to_string(entity.slip.p80_days));
    }
  }
  if (shows("effects")) {
    for (const SupplyEffect& effect : answer.effects) {
      out.push_back(effect.entity.id + " effect " + effect.effect + " " + either(effect.stops) + " before " +
                    either(effect.base_stops));
    }
  }
  if (shows("queue")) {
    for (const SupplyQueue& queue : answer.queues) {
      for (const SupplyQueue::Place& place : queue.places) {
        out.push_back("queue " + queue.substitute.id + " " + place.dependant.id + " needed " + either(place.needed) +
                      " alone " + either(place.alone) + " ready " + either(place.ready));
      }
    }
  }
  return out;
}

}  // namespace penumbra::testing_supply
