// Substitutes, queues and dates by simulation, in words.
#include <algorithm>
#include <set>

#include "engine/exposure.h"
#include "engine/exposure_text.h"
#include "engine/supply_run.h"
#include "graph/supply_slip.h"

namespace penumbra::engine {
namespace {

using graph::Day;
using graph::kNever;
using graph::kNone;
using graph::NeedMode;
using graph::NetNode;

bool is_substitute(const graph::NetNeed& need) {
  return std::any_of(need.spans.begin(), need.spans.end(),
                     [](const graph::NetNeedSpan& span) { return span.mode == NeedMode::kSubstitute; });
}

const graph::SimOrder* order_of(const SupplyRun& run, std::uint32_t need) {
  for (const graph::SimOrder& order : run.central.orders) {
    if (order.need == need) return &order;
  }
  return nullptr;
}

// First day on which the group is short of members in supply, at the surest level at which it is.
Day shortage(const SupplyRun& run, std::uint32_t group, std::uint8_t& level) {
  for (level = 0; level < graph::kLevels; ++level) {
    if (run.levels[level].first_short[group] < run.end) return run.levels[level].first_short[group];
  }
  return kNever;
}

// The member that is missed: one in use that is out or has ended.
NamedThing missed(const SupplyRun& run, std::uint32_t group, std::uint8_t level, Day day) {
  const graph::SupplyNet& net = run.world.net();
  NamedThing first;
  for (const std::uint32_t n : net.groups[group].needs) {
    const NamedThing thing = run.of_entity(run.world.need(n).needed);
    for (const graph::NetNeedSpan& span : net.needs[n].spans) {
      if (span.from > day || span.to <= day || span.mode == NeedMode::kSubstitute) continue;
      if (first.id.empty()) first = thing;
      if (span.mode == NeedMode::kLost) return thing;
      for (const graph::NetTarget& target : net.needs[n].targets) {
        if (run.outage(level, target.node, day) != nullptr) return thing;
      }
    }
  }
  return first;
}

std::string sum_of(Day day, const graph::SupplyNet& net, const graph::NetNeed& need,
                   std::int32_t graph::NetAmount::* which) {
  for (const std::uint32_t amount : need.delays) day += net.amounts[amount].*which;
  return day_text(day);
}

SupplySubstitute substitute_of(const SupplyRun& run, std::uint32_t group, std::uint32_t n, Day loss,
                               std::uint8_t level) {
  const graph::SupplyNet& net = run.world.net();
  const graph::NetNeed& need = net.needs[n];
  const graph::SupplyNeed& about = run.world.need(n);
  SupplySubstitute out;
  out.substitute = run.of_entity(about.needed);
  out.dependant = run.of_entity(about.dependant);
  out.lost = missed(run, group, level, loss);
  out.status = std::string(model::to_string(about.fact->status));
  out.sources = source_ids(about.fact->evidence.source);
  for (const model::Figure* figure : {about.qualification, about.lead, about.licence}) {
    if (figure == nullptr) continue;
    for (std::string& id : source_ids(figure->evidence.source)) out.sources.push_back(std::move(id));
  }
  std::sort(out.sources.begin(), out.sources.end());
  out.sources.erase(std::unique(out.sources.begin(), out.sources.end()), out.sources.end());
  const Day begins = need.spans.empty() ? loss : std::max(loss, need.spans.front().from);
  out.ordered = day_text(begins);
  if (!is_substitute(need)) {
    // In use already, or planned from a day on: there is nothing to wait for but that day.
    out.ready_least = out.ready_likely = out.ready_most = day_text(begins);
  } else {
    out.qualification = time_of(about.qualification);
    out.lead = time_of(about.lead);
    out.licence_needed = about.licence_needed;
    if (about.licence_needed) out.licence = time_of(about.licence);
    out.missing = about.missing;
    if (about.licence_needed && about.licence == nullptr) {
      out.missing.emplace_back("an authorisation is needed, and no licence time is on record");
    }
    if (need.delay_known) {
      out.ready_least = sum_of(begins, net, need, &graph::NetAmount::least);
      out.ready_most = sum_of(begins, net, need, &graph::NetAmount::most);
      const bool likely_known = std::none_of(need.delays.begin(), need.delays.end(), [&](std::uint32_t amount) {
        return net.amounts[amount].shape == graph::NetAmount::Shape::kRange;
      });
      if (likely_known) out.ready_likely = sum_of(begins, net, need, &graph::NetAmount::likely);
    }
  }
  if (const graph::SimOrder* order = order_of(run, n)) {
    out.chosen = true;
    if (need.service != kNone) {
      out.queued_ready = day_text(order->ready);
      for (const graph::SimOrder& other : run.central.orders) {
        const graph::NetNeed& waits = net.needs[other.need];
        if (other.need == n || waits.service == kNone || waits.targets[0].node != need.targets[0].node) continue;
        if (other.ready <= order->ready)
          out.queue_before.push_back(run.of_entity(run.world.need(other.need).dependant));
      }
    }
  }
  const NetNode node = need.targets[0].node;
  for (const OutSpan& span : run.spans(node)) out.fails.push_back(describe(run, node, span).sentence);
  return out;
}

}  // namespace

std::vector<SupplySubstitute> substitutes_of(const SupplyRun& run, NetNode node,
                                             const std::vector<std::string>& regimes) {
  const graph::SupplyNet& net = run.world.net();
  std::vector<SupplySubstitute> out;
  graph::DependencyQuery query;
  query.regimes = regimes;
  if (!run.world.watched().findings.empty()) query.findings = run.world.watched().findings.front().findings;
  for (const NetNode at : run.needed_by(node)) {
    for (const std::uint32_t g : net.things[at].groups) {
      std::uint8_t level = 0;
      const Day loss = shortage(run, g, level);
      if (loss == kNever) continue;
      for (const std::uint32_t n : net.groups[g].needs) {
        const graph::NetNeed& need = net.needs[n];
        if (need.spans.empty() || need.spans.back().to <= loss) continue;
        const bool standing_now =
            !is_substitute(need) &&
            std::any_of(need.spans.begin(), need.spans.end(), [&](const graph::NetNeedSpan& span) {
              return span.mode == NeedMode::kStanding && span.to > loss;
            });
        const bool out_at_loss = std::any_of(
            need.targets.begin(), need.targets.end(),
            [&](const graph::NetTarget& target) { return run.outage(level, target.node, loss) != nullptr; });
        if (!is_substitute(need) && (!standing_now || (out_at_loss && need.spans.front().from <= loss))) continue;
        SupplySubstitute one = substitute_of(run, g, n, loss, level);
        if (one.substitute.id == one.lost.id) continue;
        for (Exposure& exposure : exposures_of(run.world.world(), run.world.need(n).needed, query)) {
          if (exposure.severity != Severity::kContext) one.exposures.push_back(std::move(exposure));
        }
        out.push_back(std::move(one));
      }
    }
  }
  const auto ready = [](const SupplySubstitute& each) {
    // Those without a date come last; "~" is greater than every digit.
    const std::string likely = each.ready_likely.empty() ? each.ready_most : each.ready_likely;
    return std::tuple(likely.empty() ? "~" : likely, each.substitute.id, each.dependant.id, each.lost.id, each.ordered,
                      !each.chosen);
  };
  std::sort(out.begin(), out.end(),
            [&](const SupplySubstitute& a, const SupplySubstitute& b) { return ready(a) < ready(b); });
  // A dependant may need the lost thing by two facts (it is a part, and it lands on it); the substitute is one.
  const auto same = [](const SupplySubstitute& a, const SupplySubstitute& b) {
    return std::tie(a.substitute.id, a.dependant.id, a.lost.id, a.ordered, a.ready_least, a.ready_likely,
                    a.ready_most) ==
           std::tie(b.substitute.id, b.dependant.id, b.lost.id, b.ordered, b.ready_least, b.ready_likely, b.ready_most);
  };
  out.erase(std::unique(out.begin(), out.end(), same), out.end());
  return out;
}

std::vector<SupplyQueue> queues_of(const SupplyRun& run) {
  const graph::SupplyNet& net = run.world.net();
  std::map<NetNode, std::vector<const graph::SimOrder*>> by_substitute;
  for (const graph::SimOrder& order : run.central.orders) {
    const graph::NetNeed& need = net.needs[order.need];
    if (need.service != kNone) by_substitute[need.targets[0].node].push_back(&order);
  }
  std::vector<SupplyQueue> out;
  for (auto& [node, orders] : by_substitute) {
    std::sort(orders.begin(), orders.end(), [](const graph::SimOrder* a, const graph::SimOrder* b) {
      return std::tie(a->ready, a->need) < std::tie(b->ready, b->need);
    });
    SupplyQueue queue;
    queue.substitute = run.named(node);
    const graph::NetAmount& service = net.amounts[net.needs[orders.front()->need].service];
    queue.service.known = true;
    queue.service.least_days = service.least;
    queue.service.likely_days = service.shape == graph::NetAmount::Shape::kRange ? -1 : service.likely;
    queue.service.most_days = service.most;
    const model::Figure* capacity = run.world.need(orders.front()->need).capacity;
    if (capacity != nullptr) {
      queue.service.text = capacity->value.to_string() + " " + capacity->unit;
      queue.service.source = capacity->evidence.source;
    }
    for (const graph::SimOrder* order : orders) {
      queue.places.push_back({run.of_entity(run.world.need(order->need).dependant), day_text(order->needed),
                              day_text(order->ready), day_text(order->alone)});
    }
    out.push_back(std::move(queue));
  }
  return out;
}

SupplySlip slip_of(const SupplyRun& run, NetNode node, const std::vector<OutSpan>& spans, const SupplyQuery& query) {
  SupplySlip out;
  out.samples = query.samples;
  out.seed = query.seed;
  const Day need_date = run.world.net().things[node].need_date;
  out.planned = day_text(need_date);
  if (query.samples == 0) {
    out.why = "no samples were asked for";
    return out;
  }
  if (spans.empty()) {
    out.why = "nothing on record puts it out within the period";
    return out;
  }
  std::uint8_t level = graph::kLevels;
  for (const OutSpan& span : spans) level = std::min(level, span.level);
  out.reading = static_cast<Certainty>(level);
  const graph::SlipDates dates = graph::sample_slip(run.world.net(), node, run.first, level, query.seed, query.samples);
  const auto quantiles = [&](const std::vector<Day>& sorted) {
    SupplyQuantiles q;
    const auto at = [&](std::uint32_t percent) { return day_text(graph::quantile(sorted, percent, 100)); };
    q.p10 = at(10);
    q.p50 = at(50);
    q.p80 = at(80);
    q.p90 = at(90);
    q.least = day_text(sorted.front());
    q.most = day_text(sorted.back());
    q.reached = static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), kNever) - sorted.begin());
    return q;
  };
  out.stops = quantiles(dates.stops);
  out.resumes = quantiles(dates.resumes);
  const auto days = [&](std::uint32_t percent) {
    const Day length = graph::quantile(dates.lengths, percent, 100);
    return length == kNever ? -1 : length;
  };
  out.p10_days = days(10);
  out.p50_days = days(50);
  out.p80_days = days(80);
  out.p90_days = days(90);
  out.known = out.stops.reached > 0 && out.resumes.reached > 0;
  if (out.stops.reached == 0) {
    out.why = "with the times and stock on record it goes on to the end of the period";
  } else if (out.resumes.reached == 0) {
    out.why = "nothing on record ends the outage within the period";
  }
  return out;
}

}  // namespace penumbra::engine
