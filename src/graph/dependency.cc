// How the walk works.
//
// A thing may be reached over many chains. The chain that is shown must not claim more than the facts carry and not
// less, so chains are ranked by certainty first, then by need, then by length, then by how well the sources were
// checked, then by id. Certainty and need of a chain are those of its weakest step, which breaks the optimality of
// prefixes that Dijkstra's method rests on; so one breadth-first walk is made for each pair of bounds (certain only,
// also possible, also contested) x (essential only, also supporting), each over the edges that keep the bounds, and a
// thing takes its chain from the first walk that reaches it. Six linear walks, exact, and no tuning.
//
// Rejected: a single best-first search with a summed weight (a number that mixes severity, certainty and length, which
// no reader can check), and enumeration of all chains (exponential).
#include "graph/dependency.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "graph/dependency_bites.h"
#include "model/schema.h"

namespace penumbra::graph {
namespace {

struct Walk {
  Certainty worst_certainty;
  model::Need worst_need;
};
constexpr std::array<Walk, 6> kWalks = {{{Certainty::kCertain, model::Need::kEssential},
                                         {Certainty::kCertain, model::Need::kSupporting},
                                         {Certainty::kPossible, model::Need::kEssential},
                                         {Certainty::kPossible, model::Need::kSupporting},
                                         {Certainty::kContested, model::Need::kEssential},
                                         {Certainty::kContested, model::Need::kSupporting}}};

// How a walk reached a thing.
struct Arrival {
  const DependencyEdge* over = nullptr;  // null for the root
  std::uint32_t hops = 0;
  std::uint32_t doubt = 0;  // sum over the chain
};

bool walkable(const DependencyEdge& edge, const Walk& walk) {
  return edge.need != model::Need::kContext && edge.certainty <= walk.worst_certainty && edge.need <= walk.worst_need;
}

bool is_party(const DependencyWorld& world, EntityIndex entity) {
  const model::Schema* schema = model::Vocabulary::get().find(world.entity(entity).schema);
  return schema != nullptr && schema->is_a("LegalEntity");
}

class Assessment {
 public:
  Assessment(const DependencyWorld& world, EntityIndex root, const DependencyQuery& query)
      : world_(world), root_(root), query_(query) {}

  DependencyAnswer run() {
    answer_.root = root_;
    answer_.state = world_.state(root_);
    if (answer_.state) {
      const model::StateInfo* info = model::Kinds::get().state(answer_.state->first->state);
      answer_.already_broken = info != nullptr && (info->phase == "stopped" || info->phase == "over");
    } else {
      answer_.unknowns.push_back({"state", root_, nullptr, "no state is recorded for this day"});
    }
    for (const Walk& walk : kWalks) reach(walk);
    answer_.reached = reached_.size();
    collect_bites();
    spread_affected();
    make_exposures();
    find_untouched();
    find_not_listed();
    find_unknowns();
    return std::move(answer_);
  }

 private:
  struct Reached {
    std::vector<ChainStep> chain;
    std::uint32_t doubt = 0;
  };

  void limit(std::string text) {
    if (std::find(answer_.incomplete.begin(), answer_.incomplete.end(), text) == answer_.incomplete.end()) {
      answer_.incomplete.push_back(std::move(text));
    }
  }

  // One breadth-first walk, level by level; among the steps that lead to a thing on one level the best-checked chain
  // wins, then the smaller fact id.
  void reach(const Walk& walk) {
    std::unordered_map<EntityIndex, Arrival> arrivals;
    arrivals.emplace(root_, Arrival{});
    std::vector<EntityIndex> level = {root_};
    std::uint32_t hops = 0;
    while (!level.empty()) {
      std::map<EntityIndex, Arrival> next;
      for (const EntityIndex at : level) {
        const std::uint32_t doubt = arrivals.at(at).doubt;
        for (const DependencyEdge& edge : world_.needs(at)) {
          if (!walkable(edge, walk) || arrivals.contains(edge.needed)) continue;
          const Arrival candidate{&edge, hops + 1, doubt + edge.doubt};
          const auto [it, fresh] = next.emplace(edge.needed, candidate);
          if (!fresh && std::tie(candidate.doubt, candidate.over->fact->id) <
                            std::tie(it->second.doubt, it->second.over->fact->id)) {
            it->second = candidate;
          }
        }
      }
      if (!next.empty() && hops == query_.limits.max_hops) {
        limit("chains longer than " + std::to_string(query_.limits.max_hops) + " steps were not followed");
        break;
      }
      ++hops;
      level.clear();
      for (const auto& [thing, arrival] : next) {
        if (arrivals.size() >= query_.limits.max_reached) {
          limit("more than " + std::to_string(query_.limits.max_reached) + " things were reached");
          break;
        }
        arrivals.emplace(thing, arrival);
        level.push_back(thing);
      }
    }
    for (const auto& [thing, arrival] : arrivals) {
      if (reached_.contains(thing)) continue;
      Reached reached;
      reached.doubt = arrival.doubt;
      for (const DependencyEdge* edge = arrival.over; edge != nullptr; edge = arrivals.at(edge->dependant).over) {
        reached.chain.push_back({edge->fact, edge->dependant, edge->needed, edge->need, edge->certainty});
      }
      std::reverse(reached.chain.begin(), reached.chain.end());
      reached_.emplace(thing, std::move(reached));
    }
    // In the order of the data, so that nothing below depends on hashing.
    order_.clear();
    for (const auto& [thing, reached] : reached_) order_.push_back(thing);
    std::sort(order_.begin(), order_.end(),
              [&](EntityIndex a, EntityIndex b) { return world_.entity(a).id < world_.entity(b).id; });
  }

  void collect_bites() {
    for (const EntityIndex thing : order_) {
      std::vector<Bite> bites = bites_of(world_, thing, query_);
      if (std::any_of(bites.begin(), bites.end(), is_hard)) affected_.insert(thing);
      bites_.emplace(thing, std::move(bites));
    }
  }

  // Which reached things are bitten or need, without a working alternative, something that is: the least fixpoint over
  // AND (plain essential needs) and OR (groups). A cycle without a bite stays unaffected.
  void spread_affected() {
    bool changed = true;
    while (changed) {
      changed = false;
      for (const EntityIndex thing : order_) {
        if (affected_.contains(thing) || !needs_affected(thing)) continue;
        affected_.insert(thing);
        changed = true;
      }
    }
  }

  bool needs_affected(EntityIndex thing) const {
    struct Group {
      std::uint32_t working = 0;
      std::uint32_t minimum = 1;
      bool hit = false;
    };
    std::map<std::string_view, Group> groups;
    for (const DependencyEdge& edge : world_.needs(thing)) {
      if (edge.need != model::Need::kEssential || edge.certainty != Certainty::kCertain) continue;
      const bool hit = affected_.contains(edge.needed);
      if (edge.fact->group.empty()) {
        if (hit) return true;
      } else {
        const model::NeedGroup stated = group_of(edge);
        Group& group = groups[stated.name];
        group.minimum = stated.minimum;
        group.working += hit ? 0 : 1;
        group.hit = group.hit || hit;
      }
    }
    // A group of which the record names too few members fails only when one of those fails.
    return std::any_of(groups.begin(), groups.end(),
                       [](const auto& each) { return each.second.hit && each.second.working < each.second.minimum; });
  }

  // The cell was checked when it was read; one that cannot be read is a plain name.
  static model::NeedGroup group_of(const DependencyEdge& edge) {
    const auto group = model::parse_group(edge.fact->group);
    return group.ok() ? *group : model::NeedGroup{edge.fact->group, 1};
  }

  // A certain, unaffected member of the step's group, if as many work as are needed: it stands in for the step.
  std::optional<Shield> shield_of(const ChainStep& step) const {
    if (step.fact->group.empty()) return std::nullopt;
    std::optional<Shield> first;
    std::set<EntityIndex> working;
    std::uint32_t minimum = 1;
    for (const DependencyEdge& edge : world_.needs(step.dependant)) {
      if (edge.fact->group != step.fact->group || edge.needed == step.needed) continue;
      if (edge.certainty != Certainty::kCertain || affected_.contains(edge.needed)) continue;
      if (!first) first = Shield{edge.needed, edge.fact};
      minimum = group_of(edge).minimum;
      working.insert(edge.needed);
    }
    return working.size() >= minimum ? first : std::nullopt;
  }

  void make_exposures() {
    std::map<std::string, DependencyExposure> best;
    for (const EntityIndex thing : order_) {
      for (const Bite& bite : bites_.at(thing)) {
        const bool own_state = bite.cause.type == CauseType::kState || bite.cause.type == CauseType::kChange;
        if (thing == root_ && own_state) continue;  // that is the answer's state, not an exposure
        std::optional<DependencyExposure> exposure = expose(thing, bite);
        if (!exposure) continue;
        const auto it = best.find(bite.identity);
        if (it == best.end()) {
          best.emplace(bite.identity, std::move(*exposure));
        } else if (before(*exposure, it->second)) {
          it->second = std::move(*exposure);
        }
      }
    }
    for (auto& [identity, exposure] : best) answer_.exposures.push_back(std::move(exposure));
    std::sort(answer_.exposures.begin(), answer_.exposures.end(),
              [&](const auto& a, const auto& b) { return before(a, b); });
    if (answer_.exposures.size() > query_.limits.max_exposures) {
      limit("more than " + std::to_string(query_.limits.max_exposures) + " exposures; the lightest were left out");
      answer_.exposures.resize(query_.limits.max_exposures);
    }
  }

  std::optional<DependencyExposure> expose(EntityIndex thing, const Bite& bite) {
    const Reached& reached = reached_.at(thing);
    DependencyExposure out;
    out.kind = bite.kind;
    out.severity = out.own_severity = bite.severity;
    out.certainty = bite.certainty;
    out.target = thing;
    out.cause = bite.cause;
    out.chain = reached.chain;
    out.jurisdiction = bite.jurisdiction;
    out.regime = bite.regime;
    if (bite.depends_on_user) {
      const EntityIndex user = out.chain.empty() ? thing : out.chain.back().dependant;
      bool place_unknown = false;
      const auto certainty = measure_reaches(world_, bite.cause.other, user, place_unknown);
      if (!certainty) return std::nullopt;
      out.certainty = weaker(out.certainty, *certainty);
      if (place_unknown) {
        answer_.unknowns.push_back({"destination", user, bite.cause.relationship,
                                    "where the goods go is not stated, so whether the measure applies is open"});
      }
    }
    std::size_t fewest =
        bite.cause.relationship == nullptr ? std::size_t{1} : world_.independent_sources(*bite.cause.relationship);
    for (const ChainStep& step : out.chain) {
      out.certainty = weaker(out.certainty, step.certainty);
      out.need = std::max(out.need, step.need);
      out.weakest = weaker(out.weakest, step.fact->status);
      fewest = std::min(fewest, world_.independent_sources(*step.fact));
      if (const auto shield = shield_of(step)) out.shields.push_back(*shield);
    }
    out.independent_sources = fewest;
    const model::RelationshipKind* last =
        out.chain.empty() ? nullptr : model::Kinds::get().relationship(out.chain.back().fact->kind);
    const bool over_money = last != nullptr && last->group == "money" && last->exposure == "payment";
    const bool of_state = bite.cause.type == CauseType::kState || bite.cause.type == CauseType::kChange;
    if (last != nullptr && (of_state || (over_money && bite.kind == ExposureKind::kDesignation))) {
      // What is lost is called by how it was needed: a launcher is supply, a partner programme, a listed bank payment.
      out.kind = parse_exposure_kind(last->exposure).value_or(bite.kind);
    }
    const bool of_party = bite.cause.type == CauseType::kDesignation || bite.cause.type == CauseType::kRule ||
                          bite.kind == ExposureKind::kJurisdiction;
    if (of_party && !over_money && is_party(world_, thing)) {
      for (std::size_t i = 0; i + 1 < out.chain.size() && out.behind == kNoEntity; ++i) {
        if (is_party(world_, out.chain[i].needed)) out.behind = out.chain[i].needed;
      }
      if (out.behind != kNoEntity) out.severity = std::max(out.severity, Severity::kRedFlag);
    }
    if (!out.shields.empty()) {
      // A working alternative stands in: what remains is something to look at, and of a mere loss only context.
      out.severity =
          out.severity >= Severity::kOperationalLoss ? Severity::kContext : std::max(out.severity, Severity::kRedFlag);
    }
    for (const Neighbour& replacement : world_.alternatives(thing)) out.replacements.push_back(replacement);
    for (const ChainStep& step : out.chain) {
      bool read = false;
      std::string_view sources = step.fact->evidence.source;
      while (!sources.empty()) {
        const std::size_t bar = sources.find(" | ");
        const model::SourceDocument* document = world_.document(sources.substr(0, bar));
        read |= document != nullptr && document->checked != "no";
        if (bar == std::string_view::npos) break;
        sources.remove_prefix(bar + 3);
      }
      if (!read) ++out.unchecked;
    }
    return out;
  }

  // The order of an answer. Never a sum of the axes: each is compared only where those before are equal.
  bool before(const DependencyExposure& a, const DependencyExposure& b) const {
    const auto key = [&](const DependencyExposure& e) {
      return std::tuple(e.severity, e.certainty, e.need, e.chain.size(), e.unchecked, e.kind);
    };
    if (key(a) != key(b)) return key(a) < key(b);
    if (a.target != b.target) return world_.entity(a.target).id < world_.entity(b.target).id;
    return cause_id(a) < cause_id(b);
  }

  static std::string cause_id(const DependencyExposure& e) {
    if (e.cause.designation != nullptr) return e.cause.designation->list + "/" + e.cause.designation->id;
    if (e.cause.finding != nullptr) return e.cause.finding->regime + "/" + e.cause.finding->rule_id;
    if (e.cause.relationship != nullptr) return e.cause.relationship->id;
    return e.cause.state != nullptr ? e.cause.state->state : "";
  }

  void find_untouched() {
    for (const EntityIndex thing : order_) {
      const Reached& reached = reached_.at(thing);
      if (reached.chain.size() != 1 || affected_.contains(thing)) continue;
      if (reached.chain[0].certainty > Certainty::kPossible) continue;  // planned needs are told with their status
      answer_.untouched.push_back({reached.chain[0]});
    }
  }

  void find_not_listed() {
    for (const EntityIndex thing : order_) {
      const Reached& reached = reached_.at(thing);
      if (reached.chain.size() > 1 || !world_.designations(thing).empty()) continue;
      if (!is_party(world_, thing)) continue;
      NotListed out{thing, {}};
      for (const model::Designation* each : world_.other_designations(thing)) out.ended.push_back(each);
      answer_.not_listed.push_back(std::move(out));
    }
  }

  void find_unknowns() {
    if (world_.needs(root_).empty()) {
      answer_.unknowns.push_back({"no-dependences", root_, nullptr, "no dependence is recorded for this day"});
    }
    for (const DependencyEdge& edge : world_.needs(root_)) {
      if (edge.certainty == Certainty::kPossible && edge.fact->status == model::AssertionStatus::kAsserted) {
        answer_.unknowns.push_back({"imprecise", edge.needed, edge.fact,
                                    "its dates are not precise enough to say whether it held on this day"});
      }
    }
    for (const DependencyExposure& exposure : answer_.exposures) {
      if (exposure.cause.finding == nullptr) continue;
      for (const std::string& missing : exposure.cause.finding->missing) {
        answer_.unknowns.push_back({"ownership", exposure.target, nullptr, missing});
      }
    }
    std::sort(answer_.unknowns.begin(), answer_.unknowns.end(), [&](const Unknown& a, const Unknown& b) {
      return std::tie(a.key, world_.entity(a.entity).id, a.text) < std::tie(b.key, world_.entity(b.entity).id, b.text);
    });
    const auto same = [](const Unknown& a, const Unknown& b) {
      return a.key == b.key && a.entity == b.entity && a.text == b.text;
    };
    answer_.unknowns.erase(std::unique(answer_.unknowns.begin(), answer_.unknowns.end(), same), answer_.unknowns.end());
  }

  const DependencyWorld& world_;
  EntityIndex root_;
  const DependencyQuery& query_;
  DependencyAnswer answer_;
  std::unordered_map<EntityIndex, Reached> reached_;
  std::vector<EntityIndex> order_;
  std::unordered_map<EntityIndex, std::vector<Bite>> bites_;
  std::unordered_set<EntityIndex> affected_;
};

}  // namespace

DependencyAnswer assess(const DependencyWorld& world, EntityIndex root, const DependencyQuery& query) {
  return Assessment(world, root, query).run();
}

}  // namespace penumbra::graph
