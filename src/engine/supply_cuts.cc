// Single points of failure, pairs, common causes, and what hangs on them, in words.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "engine/exposure_text.h"
#include "engine/supply_run.h"
#include "graph/dependency_bites.h"
#include "graph/supply_cuts.h"
#include "graph/supply_slip.h"
#include "model/schema.h"

namespace penumbra::engine {
namespace {

using graph::Day;
using graph::kNever;
using graph::kNone;
using graph::NetNode;

// Cut sets whose dates are worked out; the rest is listed without. Each takes three runs over what the thing needs.
constexpr std::size_t kMaxDated = 500;

struct Cause {
  NamedThing name;
  std::string kind;
  std::vector<NetNode> things;
};

bool is_party(const model::Entity& entity) {
  const model::Schema* schema = model::Vocabulary::get().find(entity.schema);
  return schema != nullptr && schema->is_a("LegalEntity");
}

std::vector<Cause> common_causes(const SupplyRun& run, NetNode root, const std::vector<std::string>& regimes) {
  const graph::DependencyWorld& world = run.world.world();
  graph::DependencyQuery query;
  query.regimes = regimes;
  if (!run.world.watched().findings.empty()) query.findings = run.world.watched().findings.front().findings;
  std::map<std::string, std::vector<NetNode>> countries;
  std::map<std::string, std::vector<NetNode>> jurisdictions;
  for (const NetNode node : run.needed_by(root)) {
    if (node == root) continue;
    const graph::EntityIndex entity = run.world.thing(node).entity;
    if (is_party(world.entity(entity))) {
      for (const std::string& country : world.countries(entity)) countries[country].push_back(node);
    }
    std::set<std::string> bites;
    for (const graph::Bite& bite : graph::bites_of(world, entity, query)) {
      if (bite.severity != Severity::kContext && !bite.jurisdiction.empty()) bites.insert(bite.jurisdiction);
    }
    for (const std::string& jurisdiction : bites) jurisdictions[jurisdiction].push_back(node);
  }
  std::vector<Cause> out;
  for (auto& [code, things] : countries) {
    const graph::EntityIndex country = world.country(code);
    const std::string name = country == graph::kNoEntity ? code : std::string(world.entity(country).caption());
    out.push_back({{"country:" + code, "all parties in " + name + " (" + std::to_string(things.size()) + ")"},
                   "country",
                   std::move(things)});
  }
  for (auto& [code, things] : jurisdictions) {
    out.push_back(
        {{"jurisdiction:" + code, "all that measures of " + code + " bear on (" + std::to_string(things.size()) + ")"},
         "jurisdiction",
         std::move(things)});
  }
  return out;
}

std::vector<NetNode> out_on(const SupplyRun& run, std::uint8_t level, Day day) {
  std::vector<NetNode> out;
  for (NetNode node = 0; node < run.world.net().things.size(); ++node) {
    if (run.outage(level, node, day) != nullptr) out.push_back(node);
  }
  return out;
}

std::string span_words(Day days) {
  if (days <= 0) return "at once";
  if (days < 60) return "after " + std::to_string(days) + (days == 1 ? " day" : " days");
  const std::int64_t months = (std::int64_t{days} * 12 * 4 + 1461 / 2) / 1461;
  return "after " + std::to_string(months) + " months";
}

// When the root stops if the things are lost on the first day.
void date(const SupplyRun& run, const graph::NetPart& part, NetNode root, const std::vector<NetNode>& things,
          SupplyCutSet& out) {
  graph::SupplyNet net = part.net;
  for (const NetNode thing : things) {
    const NetNode at = part.find(thing);
    if (at != kNone) net.things[at].downs.push_back({run.first, kNever, 0, kNone, kNone});
  }
  graph::Simulator simulator(net);
  std::vector<std::int32_t> amounts;
  std::array<Day, 3> stops{};
  for (std::uint8_t level = 0; level < 3; ++level) {
    // Only what is lost is varied: the facts are read at the cut set's own level, times and stock from best to worst.
    graph::SimReading reading = graph::reading_at(net, level, amounts);
    reading.harm = std::max(static_cast<std::uint8_t>(out.certainty), std::uint8_t{0});
    reading.discard = reading.harm;
    stops[level] = kNever;
    for (const graph::SimOutage& outage : simulator.run(reading).outages[part.find(root)]) {
      if (outage.to > run.first) {
        stops[level] = std::max(outage.from, run.first);
        break;
      }
    }
  }
  out.stops_least = day_text(stops[1]);
  out.stops_most = day_text(stops[0]);
  const auto words = [&](Day day) {
    return day == kNever ? std::string("not within the period") : span_words(day - run.first);
  };
  if (stops[2] < stops[1]) {
    out.stops_least = day_text(stops[2]);
    out.stops_note = words(stops[2]) + ", unless there is stock: none is on record";
    if (stops[0] != kNever) out.stops_note += "; " + words(stops[0]) + " at the latest";
  } else {
    out.stops_note = words(stops[1]);
    if (stops[0] != stops[1]) out.stops_note += " at the earliest, " + words(stops[0]) + " at the latest";
  }
}

}  // namespace

std::vector<SupplyAtRisk> at_risk(const SupplyRun& run, const std::map<NetNode, Certainty>& things) {
  const graph::DependencyWorld& world = run.world.world();
  std::map<std::string_view, Certainty> wanted;
  for (const auto& [node, certainty] : things) {
    if (node < run.world.entity_count()) {
      wanted.emplace(world.entity(run.world.thing(node).entity).id, certainty);
    }
  }
  struct Sum {
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> money;
    std::int64_t low = 0, high = 0;
    std::set<std::string> things, sources;
  };
  std::map<Certainty, Sum> sums;
  for (const auto& [node, certainty] : things) {
    if (node >= run.world.entity_count()) continue;
    const graph::EntityIndex entity = run.world.thing(node).entity;
    const std::string& schema = world.entity(entity).schema;
    if (schema != "Mission" && schema != "Spacecraft") continue;
    // A spacecraft of a mission that is counted is not counted again.
    const bool counted =
        schema == "Spacecraft" && std::any_of(things.begin(), things.end(), [&](const auto& other) {
          if (other.first >= run.world.entity_count()) return false;
          const graph::EntityIndex user = run.world.thing(other.first).entity;
          if (world.entity(user).schema != "Mission") return false;
          const auto needs = world.needs(user);
          return std::any_of(needs.begin(), needs.end(), [&](const auto& edge) { return edge.needed == entity; });
        });
    if (counted) continue;
    Sum& sum = sums[certainty];
    sum.low += model::FigureValue::kUnit;
    sum.high += model::FigureValue::kUnit;
    sum.things.insert(world.entity(entity).id);
  }
  for (const model::Figure& figure : world.facts().figures) {
    const auto it = wanted.find(figure.entity);
    if (it == wanted.end() || (figure.figure != "value" && figure.figure != "missions")) continue;
    if (figure.recorded && *figure.recorded > world.known_at()) continue;
    if (figure.status == model::AssertionStatus::kDenied || figure.status == model::AssertionStatus::kEnded) continue;
    if (figure.valid.to.known() && figure.valid.to.latest() <= world.as_of()) continue;
    Sum& sum = sums[it->second];
    if (figure.figure == "value") {
      auto& [low, high] = sum.money[figure.unit];
      low += figure.value.low;
      high += figure.value.high;
    } else {
      sum.low += figure.value.low;
      sum.high += figure.value.high;
    }
    sum.things.insert(figure.entity);
    for (std::string& id : source_ids(figure.evidence.source)) sum.sources.insert(std::move(id));
  }
  const auto text = [](std::int64_t value) {
    model::FigureValue one;
    one.low = one.high = value;
    return one.to_string();
  };
  std::vector<SupplyAtRisk> out;
  for (const auto& [certainty, sum] : sums) {
    SupplyAtRisk one;
    one.certainty = certainty;
    for (const auto& [currency, bounds] : sum.money) {
      one.value.push_back({currency, text(bounds.first), text(bounds.second)});
    }
    one.missions = sum.low == sum.high ? text(sum.low) : text(sum.low) + ".." + text(sum.high);
    for (const std::string& id : sum.things) one.things.push_back({id, caption_of(world, id)});
    one.sources.assign(sum.sources.begin(), sum.sources.end());
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<SupplyCutSet> cut_sets_of(const SupplyRun& run, NetNode root, const SupplyQuery& query,
                                      std::vector<std::string>& incomplete) {
  const graph::SupplyNet& net = run.world.net();
  const std::vector<Cause> causes =
      query.common_causes ? common_causes(run, root, query.regimes) : std::vector<Cause>{};
  std::vector<SupplyCutSet> out;
  std::set<std::vector<std::string>> seen;
  std::optional<graph::NetPart> part;
  for (std::uint8_t level = 0; level < 2; ++level) {
    graph::CutQuery ask;
    ask.root = root;
    ask.day = run.first;
    ask.level = level;
    ask.lost = out_on(run, level, run.first);
    for (const Cause& cause : causes) ask.causes.push_back(cause.things);
    ask.pairs = query.order > 1;
    const graph::CutAnswer answer = graph::find_cuts(net, ask);
    if (!answer.incomplete.empty()) incomplete.push_back(run.id(root) + ": " + answer.incomplete);
    const auto add = [&](std::vector<NetNode> things, const Cause* cause) {
      std::vector<std::string> key;
      for (const NetNode thing : things) {
        // What a measure makes of a thing is no thing that could be lost.
        if (thing >= run.world.entity_count()) return;
        if (cause == nullptr) key.push_back(run.id(thing));
      }
      if (cause != nullptr) key = {cause->name.id};
      // A pair of which one alone is found at the surer level has been told.
      for (const std::string& each : key) {
        if (key.size() > 1 && seen.contains({each})) return;
      }
      if (!seen.insert(key).second) return;
      SupplyCutSet set;
      set.certainty = static_cast<Certainty>(level);
      set.kind = cause != nullptr ? cause->kind : things.size() > 1 ? "pair" : "thing";
      if (cause != nullptr) {
        set.things.push_back(cause->name);
      } else {
        for (const NetNode thing : things) set.things.push_back(run.named(thing));
      }
      if (out.size() < kMaxDated) {
        if (!part) part = graph::part_of(net, std::span(&root, 1));
        date(run, *part, root, things, set);
        std::map<NetNode, Certainty> stopped;
        for (const NetNode thing : graph::stopped_by(net, ask, things)) stopped.emplace(thing, set.certainty);
        set.at_risk = at_risk(run, stopped);
      }
      out.push_back(std::move(set));
    };
    for (const NetNode thing : answer.singles) add({thing}, nullptr);
    for (const std::uint32_t index : answer.causes) add(causes[index].things, &causes[index]);
    for (const auto& [a, b] : answer.pairs) add({a, b}, nullptr);
  }
  if (out.size() > kMaxDated) {
    incomplete.push_back(run.id(root) + ": " + std::to_string(out.size()) + " cut sets, of which the first " +
                         std::to_string(kMaxDated) + " are dated");
  }
  std::stable_sort(out.begin(), out.end(), [](const SupplyCutSet& a, const SupplyCutSet& b) {
    const auto rank = [](const SupplyCutSet& set) {
      return std::tuple(set.things.size(), set.kind == "thing" ? 0 : 1, set.certainty);
    };
    return rank(a) < rank(b);
  });
  return out;
}

}  // namespace penumbra::engine
