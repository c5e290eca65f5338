// From an ownership answer to a graph: who owns what, by how much, and what the rule makes of it.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "report/graph_export.h"
#include "report/ownership_words.h"

namespace penumbra::report {
namespace {

PropertyValue stated(const std::string& text) {
  return text.empty() ? PropertyValue{} : PropertyValue{text};
}

PropertyValue decimal(const std::string& text) {
  return text.empty() ? PropertyValue{} : PropertyValue{Decimal{text}};
}

constexpr Property kNodeProperties[] = {{"caption"},
                                        {"party_kind"},
                                        {"country"},
                                        {"verdict"},
                                        {"share_low", PropertyType::kDecimal},
                                        {"share_high", PropertyType::kDecimal},
                                        {"share_kind"},
                                        {"flags", PropertyType::kTexts},
                                        {"missing", PropertyType::kTexts},
                                        {"listings", PropertyType::kTexts},
                                        {"rule"},
                                        {"rule_version"},
                                        {"rule_source"},
                                        {"sentence"}};
constexpr Property kEdgeProperties[] = {{"kind"},
                                        {"share"},
                                        {"share_low", PropertyType::kDecimal},
                                        {"share_high", PropertyType::kDecimal},
                                        {"valid_from"},
                                        {"valid_to"},
                                        {"recorded"},
                                        {"counted", PropertyType::kFlag},
                                        {"certainty"},
                                        {"counted_for", PropertyType::kTexts},
                                        {"sentence"},
                                        {"source"}};

GraphNode drawn(const OwnershipPage& page, const OwnershipPartyRow& party) {
  const OwnershipRuleRow* rule = party.rule < page.rules.size() ? &page.rules[party.rule] : nullptr;
  GraphNode out;
  out.id = party.id;
  out.label = (party.name.empty() ? party.id : party.name) + "\n" + std::string(sign_of_verdict(party.verdict)) + " " +
              party.verdict + (party.share.empty() ? "" : "\n" + party.share);
  out.tip = party.sentence;
  const VerdictLook look = look_of_verdict(party.verdict);
  out.look.ground = look.ground;
  out.look.edge = look.edge;
  if (party.verdict == "undetermined") out.look.stroke = Stroke::kDashed;
  if (party.verdict == "designated") out.look.outline = Outline::kHexagon;
  std::vector<std::string> flags;
  std::vector<std::string> listings;
  for (const OwnershipFlagRow& flag : party.flags) flags.push_back(flag.key);
  for (const OwnershipListingRow& listing : party.listings) {
    listings.push_back(listing.list + (listing.from.empty() ? "" : " from " + listing.from) +
                       (listing.to.empty() ? "" : " until " + listing.to));
  }
  out.values = {party.name.empty() ? party.id : party.name,
                stated(party.kind),
                stated(party.country),
                party.verdict,
                decimal(party.share_low),
                decimal(party.share_high),
                stated(party.measure),
                std::move(flags),
                party.missing,
                std::move(listings),
                rule == nullptr ? PropertyValue{} : stated(rule->id),
                rule == nullptr ? PropertyValue{} : stated(rule->version),
                rule == nullptr ? PropertyValue{} : stated(rule->source),
                stated(party.sentence)};
  return out;
}

}  // namespace

PropertyGraph ownership_graph(const OwnershipPage& page, bool all) {
  PropertyGraph out;
  out.name = "Ownership under " + page.regime + " on " + page.as_of.to_string();
  out.node_properties.assign(std::begin(kNodeProperties), std::end(kNodeProperties));
  out.edge_properties.assign(std::begin(kEdgeProperties), std::end(kEdgeProperties));

  // Statements that were counted for somebody, and for whom.
  struct Count {
    bool only_possible = true;
    std::set<std::string> by;
  };
  std::map<std::size_t, Count> counted;
  std::set<std::string_view> wanted;
  for (const OwnershipPartyRow& party : page.parties) {
    const bool reached = party.verdict != "not-by-ownership" || !party.flags.empty();
    if (!all && !reached) continue;
    wanted.insert(party.id);
    for (const OwnershipChainRow& link : party.chain) {
      Count& count = counted[link.stake];
      count.only_possible = count.only_possible && link.only_possible;
      count.by.insert(party.id);
      wanted.insert(page.stakes[link.stake].owner);
      wanted.insert(page.stakes[link.stake].asset);
    }
  }
  std::map<std::string_view, std::size_t> place;
  for (const OwnershipPartyRow& party : page.parties) {
    if (!all && !wanted.contains(party.id)) continue;
    place.emplace(party.id, out.nodes.size());
    out.nodes.push_back(drawn(page, party));
  }
  for (std::size_t i = 0; i < page.stakes.size(); ++i) {
    const auto count = counted.find(i);
    if (!all && count == counted.end()) continue;
    const OwnershipStakeRow& stake = page.stakes[i];
    if (!place.contains(stake.asset)) continue;
    if (!place.contains(stake.owner)) {
      // A holder that is not disclosed is nobody's party; every such stake has one of its own.
      GraphNode unknown;
      unknown.id = "undisclosed-" + std::to_string(i);
      unknown.label = "undisclosed holder";
      unknown.tip = stake.sentence;
      unknown.look.stroke = Stroke::kDashed;
      unknown.values.assign(out.node_properties.size(), {});
      unknown.values[0] = std::string("undisclosed holder");
      place.emplace(stake.owner, out.nodes.size());
      out.nodes.push_back(std::move(unknown));
    }
    GraphEdge edge;
    edge.from = place.at(stake.owner);
    if (stake.owner == "?") place.erase("?");
    edge.to = place.at(stake.asset);
    edge.label = stake.measured ? (stake.share.empty() ? "unstated share" : stake.share + " %") : stake.kind;
    if (stake.measured && stake.kind != "equity") edge.label += " of " + stake.kind;
    edge.tip = stake.sentence;
    const bool possible = count != counted.end() && count->second.only_possible;
    edge.stroke = count == counted.end() ? Stroke::kDotted : possible ? Stroke::kDashed : Stroke::kSolid;
    edge.values = {
        stake.kind,
        stated(stake.share),
        decimal(stake.share_low),
        decimal(stake.share_high),
        stated(stake.from),
        stated(stake.to),
        stated(stake.recorded),
        count != counted.end(),
        count == counted.end() ? PropertyValue{} : PropertyValue{std::string(possible ? "possible" : "certain")},
        count == counted.end() ? std::vector<std::string>()
                               : std::vector<std::string>(count->second.by.begin(), count->second.by.end()),
        stake.sentence,
        stated(stake.source)};
    out.edges.push_back(std::move(edge));
  }
  out.values = {{"regime", page.regime}, {"as_of", page.as_of.to_string()}, {"known_at", stated(page.known_at)},
                {"input", page.graph},   {"incomplete", page.incomplete},   {"whole", all}};
  return out;
}

}  // namespace penumbra::report
