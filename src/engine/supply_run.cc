#include "engine/supply_run.h"

#include <algorithm>

#include "engine/exposure_text.h"
#include "model/kinds.h"

namespace penumbra::engine {
namespace {

using graph::Day;
using graph::kNever;
using graph::kNone;
using graph::NetNode;
using graph::SimOutage;

// Longest chain that is told; chains of causes cannot be longer than the net, but no reader follows more.
constexpr std::size_t kMaxSteps = 64;

std::string units_text(const model::Figure& figure) {
  return figure.value.to_string() + " " + figure.unit;
}

// "6 units in hand on 2014-03-01 (src-x)": what the record says about stock, and how long it lasted here.
std::string stock_text(const graph::SupplyNeed& about, Day since, Day until) {
  std::string out;
  if (about.cover != nullptr) {
    out = "what is in hand lasts " + units_text(*about.cover);
  } else if (about.stock != nullptr) {
    out = units_text(*about.stock) + " in hand";
    if (about.stock->valid.from.known()) out += " on " + about.stock->valid.from.to_string();
    if (about.use != nullptr) out += ", used at " + units_text(*about.use);
  }
  if (out.empty() || until <= since) return out;
  return out + "; without supply since " + day_text(since) + ", used up on " + day_text(until);
}

void add_sources(std::vector<std::string>& to, std::string_view cell) {
  for (std::string& id : source_ids(cell)) {
    if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(std::move(id));
  }
}

// Who acted, at the first cause.
NamedThing side_of(const SupplyRun& run, const graph::SupplyCause& cause) {
  const graph::DependencyWorld& world = run.world.world();
  const auto by_id = [&](const std::string& id) { return NamedThing{id, caption_of(world, id)}; };
  if (cause.cause.designation != nullptr) {
    const model::Designation& designation = *cause.cause.designation;
    const model::ListInfo* list = model::Kinds::get().list(designation.list);
    const std::string& authority =
        !designation.authority.empty() || list == nullptr ? designation.authority : list->authority;
    return world.find(authority) == graph::kNoEntity ? NamedThing{"", authority} : by_id(authority);
  }
  if (cause.cause.state != nullptr) {
    return cause.cause.state->side.empty() ? NamedThing{} : by_id(cause.cause.state->side);
  }
  if (cause.cause.relationship != nullptr) {
    const model::Relationship& fact = *cause.cause.relationship;
    if (!fact.side.empty()) return by_id(fact.side);
    if (cause.cause.type == graph::CauseType::kChange) return by_id(fact.from);
    for (const graph::Neighbour& each : world.behind(cause.cause.other)) {
      if (each.fact->kind == "imposed-by") return run.of_entity(each.other);
    }
  }
  if (cause.cause.finding != nullptr) return {"", cause.cause.finding->jurisdiction};
  return {};
}

std::string certainty_words(std::uint8_t level) {
  switch (level) {
    case 0:
      return " is out";
    case 1:
      return " may be out";
    case 2:
      return " is out unless something that is not on record keeps it going,";
    default:
      return " is out if disputed facts hold,";
  }
}

}  // namespace

std::string day_text(Day day) {
  return day == kNever ? "" : Date(day).to_string();
}

void SupplyRun::follow() {
  const graph::SupplyNet& net = world.net();
  graph::Simulator simulator(net);
  std::vector<std::int32_t> amounts;
  for (std::uint8_t level = 0; level < graph::kLevels; ++level) {
    levels[level] = simulator.run(graph::reading_at(net, level, amounts));
  }
  graph::SimReading reading = graph::reading_at(net, 0, amounts);
  for (std::size_t i = 0; i < amounts.size(); ++i) amounts[i] = net.amounts[i].likely;
  // Harm that is only possible is followed too: who may have to wait is shown, with the certainty beside.
  reading.harm = 1;
  central = simulator.run(reading);
}

std::vector<OutSpan> SupplyRun::spans(NetNode node) const {
  std::set<Day> cuts = {first, end};
  for (const graph::SimResult& result : levels) {
    for (const SimOutage& outage : result.outages[node]) {
      cuts.insert(outage.from);
      if (outage.to < end) cuts.insert(outage.to);
    }
  }
  std::vector<OutSpan> out;
  for (auto it = cuts.begin(); std::next(it) != cuts.end(); ++it) {
    std::uint8_t level = 0;
    while (level < graph::kLevels && outage(level, node, *it) == nullptr) ++level;
    if (level == graph::kLevels) continue;
    const Day to = *std::next(it) >= end ? kNever : *std::next(it);
    if (!out.empty() && out.back().to == *it && out.back().level == level) {
      out.back().to = to;
    } else {
      out.push_back({*it, to, level});
    }
  }
  std::erase_if(out, [&](const OutSpan& span) { return span.to <= first; });
  return out;
}

const SimOutage* SupplyRun::outage(std::uint8_t level, NetNode node, Day day) const {
  for (const SimOutage& each : levels[level].outages[node]) {
    if (each.from <= day && day < each.to) return &each;
  }
  return nullptr;
}

std::vector<NetNode> SupplyRun::needed_by(NetNode node) const {
  const graph::SupplyNet& net = world.net();
  std::set<NetNode> seen = {node};
  std::vector<NetNode> stack = {node};
  while (!stack.empty()) {
    const NetNode at = stack.back();
    stack.pop_back();
    for (const std::uint32_t g : net.things[at].groups) {
      for (const std::uint32_t n : net.groups[g].needs) {
        const NetNode next = net.needs[n].targets[0].node;
        if (!world.need(n).alternative && seen.insert(next).second) stack.push_back(next);
      }
    }
  }
  return {seen.begin(), seen.end()};
}

std::vector<NetNode> SupplyRun::users_of(NetNode node) const {
  const graph::SupplyNet& net = world.net();
  std::set<NetNode> seen = {node};
  std::vector<NetNode> stack = {node};
  while (!stack.empty()) {
    const NetNode at = stack.back();
    stack.pop_back();
    for (const std::uint32_t n : net.things[at].users) {
      const NetNode user = net.groups[net.needs[n].group].dependant;
      if (user < world.entity_count() && !world.need(n).alternative && seen.insert(user).second) stack.push_back(user);
    }
  }
  return {seen.begin(), seen.end()};
}

std::string SupplyRun::id(NetNode node) const {
  return world.world().entity(world.thing(node).entity).id;
}
NamedThing SupplyRun::named(NetNode node) const {
  return of_entity(world.thing(node).entity);
}

NamedThing SupplyRun::of_entity(graph::EntityIndex entity) const {
  const model::Entity& fact = world.world().entity(entity);
  return {fact.id, std::string(fact.caption())};
}

SupplyTime time_of(const model::Figure* figure) {
  SupplyTime out;
  if (figure == nullptr) return out;
  const graph::NetAmount amount = graph::days_of(*figure, false);
  out.known = amount.known();
  out.least_days = amount.least;
  out.likely_days = amount.shape == graph::NetAmount::Shape::kRange ? -1 : amount.likely;
  out.most_days = amount.most;
  out.text = units_text(*figure);
  out.source = figure->evidence.source;
  return out;
}

SupplyOutage describe(const SupplyRun& run, NetNode node, const OutSpan& span) {
  const graph::SupplyWorld& world = run.world;
  const graph::SupplyNet& net = world.net();
  SupplyOutage out;
  out.certainty = static_cast<Certainty>(span.level);
  // What was out before the period is told from the day on which it went out, where that day was followed.
  const SimOutage* whole = run.outage(span.level, node, span.from);
  const bool earlier = whole != nullptr && whole->from < run.first && span.from == run.first;
  out.from = day_text(earlier ? whole->from : span.from);
  out.to = day_text(span.to);
  out.before_period = earlier || (span.from == run.first && net.start == run.first);
  NetNode at = node;
  Day day = span.from;
  std::uint32_t substitutes_waiting = 0;
  for (std::size_t i = 0; i < kMaxSteps; ++i) {
    const SimOutage* outage = run.outage(span.level, at, day);
    if (outage == nullptr) break;
    const NamedThing thing = run.named(at);
    if (outage->down != kNone) {
      const std::uint32_t index = net.things[at].downs[outage->down].cause;
      const graph::SupplyCause& cause = world.watched().causes[index];
      const ExposureCause words = cause_of(world.world(), cause.target, cause.cause);
      out.side = side_of(run, cause);
      out.cause_type = words.type;
      out.cause = words.sentence;
      out.chain.push_back({thing, thing, day_text(std::max(outage->from, net.start)), words.sentence, words.sources});
      break;
    }
    const graph::SupplyNeed& about = world.need(outage->need);
    for (const std::uint32_t n : net.groups[outage->group].needs) {
      if (!world.need(n).missing.empty()) ++substitutes_waiting;
    }
    SupplyStep step;
    step.thing = run.of_entity(about.needed);
    step.dependant = run.of_entity(about.dependant);
    step.date = day_text(outage->from);
    step.sentence = sentence_of(world.world(), *about.fact);
    add_sources(step.sources, about.fact->evidence.source);
    const std::string stock = stock_text(about, outage->since, outage->from);
    if (!stock.empty()) step.sentence += "; " + stock;
    for (const model::Figure* figure : {about.stock, about.use, about.cover}) {
      if (figure != nullptr) add_sources(step.sources, figure->evidence.source);
    }
    const bool same_as_before = !out.chain.empty() && out.chain.back().thing.id == step.thing.id &&
                                out.chain.back().dependant.id == step.dependant.id;
    if (!same_as_before) out.chain.push_back(step);
    if (outage->target == kNone) {
      // The dependence itself has ended, or the substitute is not there yet.
      out.cause_type = "lost-need";
      out.cause = sentence_of(world.world(), *about.fact) + ": ended, and nothing on record replaces it";
      if (!about.fact->side.empty()) {
        out.side = {about.fact->side, caption_of(world.world(), about.fact->side)};
      }
      break;
    }
    at = outage->target;
    day = outage->since;
  }
  out.end_unknown = span.to == kNever && substitutes_waiting > 0;
  out.sentence = run.named(node).caption + certainty_words(span.level) + " from " + out.from;
  if (!out.to.empty()) out.sentence += " to " + out.to;
  if (!out.cause.empty()) out.sentence += ": " + out.cause;
  if (out.end_unknown) out.sentence += ". How long a substitute takes is not on record";
  out.sentence += ".";
  return out;
}

std::vector<ExposureNote> unknowns_of(const SupplyRun& run, NetNode node) {
  const graph::SupplyWorld& world = run.world;
  const graph::SupplyNet& net = world.net();
  std::vector<ExposureNote> out;
  if (net.things[node].groups.empty()) {
    out.push_back(
        {"no-dependences", run.id(node), run.named(node).caption + ": no essential dependence is on record.", {}});
  }
  for (const NetNode at : run.needed_by(node)) {
    for (const std::uint32_t g : net.things[at].groups) {
      bool is_short = false;
      for (const graph::SimResult& result : run.levels) is_short |= result.first_short[g] < run.end;
      if (!is_short) continue;
      for (const std::uint32_t n : net.groups[g].needs) {
        const graph::SupplyNeed& about = world.need(n);
        const std::string pair = run.of_entity(about.needed).caption + " in " + run.of_entity(about.dependant).caption;
        for (const std::string& missing : about.missing) {
          std::string text = pair;
          text.append(": ").append(missing).append(".");
          out.push_back(
              {"time", run.id(net.needs[n].targets[0].node), std::move(text), source_ids(about.fact->evidence.source)});
        }
        if (net.needs[n].stock != kNone && net.stocks[net.needs[n].stock].unknown()) {
          out.push_back(
              {"stock", run.id(net.needs[n].targets[0].node),
               pair + (about.stock == nullptr ? ": no stock on record."
                                              : ": stock is on record, but neither its use nor dated missions are."),
               source_ids(about.fact->evidence.source)});
        }
      }
    }
  }
  std::sort(out.begin(), out.end(), [](const ExposureNote& a, const ExposureNote& b) {
    return std::tie(a.key, a.entity, a.text) < std::tie(b.key, b.entity, b.text);
  });
  out.erase(std::unique(out.begin(), out.end(),
                        [](const ExposureNote& a, const ExposureNote& b) { return a.text == b.text; }),
            out.end());
  return out;
}

}  // namespace penumbra::engine
