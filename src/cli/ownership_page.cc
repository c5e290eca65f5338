#include "cli/ownership_page.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "graph/ownership_json.h"

namespace penumbra::cli {
namespace {

report::OwnershipStakeRow row_of(const graph::OwnershipFacts& facts, const graph::StakeFact& stake) {
  report::OwnershipStakeRow row;
  row.owner =
      stake.owner == graph::kUndisclosed ? std::string(graph::kUndisclosedOwner) : facts.parties()[stake.owner].id;
  row.asset = facts.parties()[stake.asset].id;
  row.kind = model::to_string(stake.kind);
  row.measured = graph::is_measured(stake.kind);
  if (row.measured && stake.share.stated) {
    row.share = stake.share.to_string();
    row.share_low = stake.share.low.to_string();
    row.share_high = stake.share.high.to_string();
  }
  row.from = stake.valid.from.to_string();
  row.to = stake.valid.to.to_string();
  if (stake.recorded) row.recorded = stake.recorded->date().to_string();
  row.source = stake.source;
  row.sentence = graph::stake_sentence(facts, stake);
  return row;
}

}  // namespace

std::string counted_share(const graph::OwnershipAnswer& answer) {
  const std::string low = graph::to_percent(answer.share_low.value).to_string();
  const std::string high = graph::to_percent(answer.share_high.value).to_string();
  if (low == high) return low + " %";
  return fmt::format("{}{}..{}{} %", answer.share_low.open ? ">" : "", low, answer.share_high.open ? "<" : "", high);
}

report::OwnershipPage ownership_page(const graph::OwnershipFacts& facts, const graph::OwnershipResult& result,
                                     const graph::OwnershipQuery& query) {
  report::OwnershipPage page;
  page.regime = query.regime;
  page.as_of = query.as_of;
  if (query.known_at != Timestamp::max()) page.known_at = query.known_at.to_string();
  page.stakes.reserve(facts.stakes().size());
  for (const graph::StakeFact& stake : facts.stakes()) page.stakes.push_back(row_of(facts, stake));
  std::vector<std::vector<report::OwnershipListingRow>> listings(facts.parties().size());
  for (const graph::ListingFact& listing : facts.listings()) {
    listings[listing.party].push_back({listing.list, listing.valid.from.to_string(), listing.valid.to.to_string()});
  }
  std::map<std::pair<const rules::RuleVersion*, bool>, std::size_t> rules;
  page.parties.reserve(result.answers.size());
  for (const graph::OwnershipAnswer& answer : result.answers) {
    const graph::Party& party = facts.parties()[answer.party];
    report::OwnershipPartyRow row;
    row.id = party.id;
    row.name = party.name;
    row.kind = party.kind;
    row.country = party.country;
    row.verdict = graph::to_string(answer.verdict);
    row.sentence = answer.sentence;
    row.share_low = graph::to_percent(answer.share_low.value).to_string();
    row.share_high = graph::to_percent(answer.share_high.value).to_string();
    row.measure = model::to_string(answer.measure);
    const bool none = row.share_high == "0";
    if (!none) row.share = counted_share(answer);
    if (answer.rule != nullptr) {
      const auto [it, fresh] = rules.emplace(std::pair{answer.rule, answer.rule_on_record}, page.rules.size());
      if (fresh) {
        page.rules.push_back(
            {answer.rule->id, answer.rule->version, answer.rule->source,
             answer.rule_on_record ? std::string(rules::to_string(answer.rule->status)) : "not-on-record",
             answer.rule->checked, answer.rule->check_by});
      }
      row.rule = it->second;
    }
    for (const graph::OwnershipFlag& flag : answer.flags) row.flags.push_back({flag.key, flag.text});
    row.listings = listings[answer.party];
    for (const graph::ChainLink& link : answer.chain) row.chain.push_back({link.fact, link.only_possible});
    row.missing = answer.missing;
    page.parties.push_back(std::move(row));
  }
  return page;
}

}  // namespace penumbra::cli
