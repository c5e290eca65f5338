#include "graph/dependency_ownership.h"

#include <algorithm>
#include <string_view>

#include "graph/ownership.h"
#include "graph/ownership_facts.h"
#include "model/kinds.h"

namespace penumbra::graph {
namespace {

bool recorded_by(const std::optional<Timestamp>& recorded, Timestamp known_at) {
  return !recorded || *recorded <= known_at;
}

// A stake as an edge of the model, so that a chain is shown in one way whatever its parts.
model::Relationship edge_of(const OwnershipFacts& facts, const StakeFact& stake) {
  model::Relationship edge;
  edge.from = stake.owner == kUndisclosed ? std::string(kUndisclosedOwner) : facts.parties()[stake.owner].id;
  edge.to = facts.parties()[stake.asset].id;
  const bool by_share = is_measured(stake.kind) || stake.kind == StakeKind::kJointArrangement;
  edge.kind = by_share || stake.kind == StakeKind::kFamily ? "owns" : "controls";
  if (stake.kind != StakeKind::kEquity && stake.kind != StakeKind::kControls) edge.role = to_string(stake.kind);
  if (stake.kind == StakeKind::kControls) edge.role = stake.criterion;
  edge.share = stake.share;
  edge.valid = stake.valid;
  edge.status = stake.only_possible ? model::AssertionStatus::kPossible : model::AssertionStatus::kAsserted;
  edge.evidence.source = stake.source;
  edge.id = edge.from + "/" + edge.kind + "/" + edge.to;
  return edge;
}

// How heavy it is to be reached by the rule: what the measure that then applies weighs.
Severity weight_of(const rules::RuleVersion* rule) {
  if (rule == nullptr) return Severity::kProhibited;
  if (const model::MeasureInfo* measure = model::Kinds::get().measure(rule->measure)) {
    if (const auto severity = parse_severity(measure->severity)) return *severity;
  }
  return rule->verdict == "licence" ? Severity::kAuthorisationNeeded : Severity::kProhibited;
}

// What the verdict word means on the two axes; nothing where the rule does not follow and nothing needs a look.
bool judge(const OwnershipAnswer& answer, PartyFinding& out) {
  switch (answer.verdict) {
    case OwnershipVerdict::kRestricted:
    case OwnershipVerdict::kLicence:
      out.severity = weight_of(answer.rule);
      return true;
    case OwnershipVerdict::kControlReview:
      out.kind = ExposureKind::kControl;
      out.severity = Severity::kRebuttablePresumption;
      return true;
    case OwnershipVerdict::kUndetermined:
      out.severity = weight_of(answer.rule);
      out.certainty = Certainty::kUnknown;
      return true;
    case OwnershipVerdict::kNotByOwnership:
      out.severity = Severity::kRedFlag;
      return !answer.flags.empty() && !answer.chain.empty();
    case OwnershipVerdict::kDesignated:
      return false;  // the designation itself is the finding
  }
  return false;
}

}  // namespace

std::string jurisdiction_of(const rules::RuleVersion& rule) {
  for (const std::string& id : rule.lists) {
    if (const model::ListInfo* list = model::Kinds::get().list(id)) return list->jurisdiction;
  }
  return rule.regime;
}

Result<OwnershipFacts> ownership_facts(const DependencyWorld& world) {
  // Only parties at an end of a stake can be reached by a rule. The rest, whole lists of strangers, is left out, and so
  // are facts about what is not on record: DependencyWorld counts those.
  std::vector<model::Relationship> stakes;
  std::vector<bool> touched(world.size(), false);
  for (const model::Relationship& fact : world.facts().relationships) {
    if (!stake_kind_of(fact.kind, fact.role)) continue;
    const EntityIndex owner = world.find(fact.from);
    const EntityIndex asset = world.find(fact.to);
    if (asset == kNoEntity || (owner == kNoEntity && fact.from != kUndisclosedOwner)) continue;
    touched[asset] = true;
    if (owner != kNoEntity) touched[owner] = true;
    stakes.push_back(fact);
  }
  std::vector<model::Entity> parties;
  for (EntityIndex i = 0; i < world.size(); ++i) {
    if (touched[i]) parties.push_back(world.entity(i));
  }
  std::vector<model::Designation> designations;
  for (const model::Designation& fact : world.facts().designations) {
    const EntityIndex party = world.find(fact.entity);
    if (party != kNoEntity && touched[party] && recorded_by(fact.recorded, world.known_at())) {
      designations.push_back(fact);
    }
  }
  return OwnershipFacts::from_model(parties, designations, stakes);
}

Result<OwnershipFindings> ownership_findings(const DependencyWorld& world, const rules::RuleBook& book,
                                             const std::vector<std::string>& regimes) {
  PENUMBRA_ASSIGN_OR_RETURN(const OwnershipFacts facts, ownership_facts(world));
  OwnershipFindings out;
  for (const std::string_view regime : book.regime_names()) {
    const rules::RuleChoice choice = book.choose(regime, world.as_of());
    if (choice.version == nullptr) continue;
    const std::string jurisdiction = jurisdiction_of(*choice.version);
    const bool wanted = regimes.empty() || std::any_of(regimes.begin(), regimes.end(), [&](const std::string& each) {
                          return each == regime || each == jurisdiction;
                        });
    if (!wanted) continue;
    PENUMBRA_ASSIGN_OR_RETURN(const OwnershipResult result,
                              decide_ownership(facts, book, {std::string(regime), world.as_of(), world.known_at()}));
    out.rules.push_back(choice.version->id + ", version " + choice.version->version + " (" + choice.version->source +
                        ")");
    for (const OwnershipAnswer& answer : result.answers) {
      PartyFinding finding;
      if (!judge(answer, finding)) continue;
      finding.party = world.find(facts.parties()[answer.party].id);
      if (finding.party == kNoEntity) continue;
      finding.regime = regime;
      finding.jurisdiction = jurisdiction;
      finding.verdict = to_string(answer.verdict);
      finding.share_low = to_percent(answer.share_low.value).to_string();
      finding.share_high = to_percent(answer.share_high.value).to_string();
      if (answer.rule != nullptr) {
        finding.measure = answer.rule->measure;
        finding.rule_id = answer.rule->id;
        finding.rule_version = answer.rule->version;
        finding.rule_source = answer.rule->source;
      }
      finding.sentence = answer.sentence;
      for (const OwnershipFlag& flag : answer.flags) finding.flags.push_back(flag.text);
      for (const ChainLink& link : answer.chain) {
        finding.chain.push_back(edge_of(facts, facts.stakes()[link.fact]));
        if (link.only_possible && finding.certainty == Certainty::kCertain) finding.certainty = Certainty::kPossible;
      }
      finding.missing = answer.missing;
      out.findings.push_back(std::move(finding));
    }
  }
  std::stable_sort(out.findings.begin(), out.findings.end(),
                   [](const PartyFinding& a, const PartyFinding& b) { return a.party < b.party; });
  return out;
}

}  // namespace penumbra::graph
