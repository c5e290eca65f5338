// From internal explanations to plain answers: facts get labels in the order in which they are first named, so that the
// sentence "facts F1 to Fn" speaks of the best chain.
#include "engine/why.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/csv.h"
#include "engine/exposure_text.h"
#include "graph/dependency.h"
#include "graph/dependency_ownership.h"
#include "graph/dependency_why.h"
#include "graph/ownership_flip.h"
#include "graph/ownership_json.h"
#include "graph/ownership_why.h"

namespace penumbra::engine {
namespace {

using Checked = std::function<std::string(std::string_view)>;

Error unknown(std::string_view what, std::string_view id, const std::vector<std::string_view>& known) {
  const std::string near = base::CsvHeader::closest(id, known);
  return {ErrorCode::kNotFound,
          "no " + std::string(what) + " \"" + std::string(id.substr(0, 96)) + "\" is on record",
          {},
          near.empty() ? "Check the id" : "Did you mean \"" + near + "\"?"};
}

std::string low_text(const model::ShareInterval& share) {
  if (!share.stated) return {};
  return (share.low_open ? ">" : "") + share.low.to_string();
}
std::string high_text(const model::ShareInterval& share) {
  if (!share.stated) return {};
  return (share.high_open ? "<" : "") + share.high.to_string();
}

// "text" where one of the sources of a cell was read, else the best that is known of them.
std::string best_checked(const graph::DependencyWorld& world, std::string_view cell) {
  std::string best;
  for (const std::string& id : source_ids(cell)) {
    const model::SourceDocument* document = world.document(id);
    const std::string checked = document == nullptr ? "" : document->checked;
    if (checked == "text" || (checked == "copy" && best != "text") || best.empty()) best = checked;
  }
  return best;
}

std::uint8_t doubt_of(std::string_view checked) {
  return checked == "text" ? 0 : checked == "copy" ? 1 : 2;
}

// Hands out labels.
class Labels {
 public:
  explicit Labels(std::vector<WhyFact>& facts) : facts_(facts) {}
  template <typename Make>
  std::string of(std::uint64_t key, Make make) {
    const auto [it, is_new] = labels_.try_emplace(key);
    if (is_new) {
      WhyFact fact = make();
      fact.label = it->second = "F" + std::to_string(facts_.size() + 1);
      facts_.push_back(std::move(fact));
    }
    return it->second;
  }

 private:
  std::vector<WhyFact>& facts_;
  std::map<std::uint64_t, std::string> labels_;
};

class OwnershipWords {
 public:
  OwnershipWords(const graph::OwnershipFacts& facts, const graph::OwnershipQuery& regime, const WhyQuery& query,
                 const Checked& checked)
      : facts_(facts), regime_(regime), query_(query), checked_(checked), labels_(out_.facts) {}

  WhyAnswer run(const graph::OwnershipWhy& why, const graph::OwnershipFlips* flips) {
    const graph::OwnershipAnswer& answer = why.answer;
    const graph::Party& party = facts_.parties()[answer.party];
    out_.id = party.id;
    out_.caption = party.name.empty() ? party.id : party.name;
    out_.regime = regime_.regime;
    out_.as_of = regime_.as_of;
    out_.known_at = query_.known_at;
    out_.verdict = to_string(answer.verdict);
    out_.sentence = answer.sentence;
    out_.not_established = answer.missing;
    for (const graph::OwnershipFlag& flag : answer.flags) out_.flags.push_back({flag.key, flag.text});
    describe_rule(answer);
    for (const graph::ChainLink& link : answer.chain) fact(link.fact, !link.only_possible);
    if (query_.why) chains(why);
    out_.incomplete = why.bounds;
    if (flips != nullptr) describe(*flips);
    return std::move(out_);
  }

 private:
  void describe_rule(const graph::OwnershipAnswer& answer) {
    const rules::RuleVersion& rule = *answer.rule;
    out_.rule = {rule.id,        rule.version,
                 rule.authority, rule.source,
                 rule.text,      std::string(answer.rule_on_record ? rules::to_string(rule.status) : "not-on-record"),
                 rule.checked,   rule.read.to_string(),
                 rule.check_by,  rule.note};
  }

  std::string fact(std::uint32_t index, bool certain) {
    return labels_.of(index, [&] {
      const graph::StakeFact& stake = facts_.stakes()[index];
      WhyFact out;
      out.from =
          stake.owner == graph::kUndisclosed ? std::string(graph::kUndisclosedOwner) : facts_.parties()[stake.owner].id;
      out.to = facts_.parties()[stake.asset].id;
      out.kind = to_string(stake.kind);
      out.criterion = stake.criterion;
      if (is_measured(stake.kind)) {
        out.low = low_text(stake.share);
        out.high = high_text(stake.share);
      }
      out.valid_from = stake.valid.from.to_string();
      out.valid_to = stake.valid.to.to_string();
      out.recorded = stake.recorded ? stake.recorded->date().to_string() : "";
      out.source = stake.source;
      if (checked_ && !stake.source.empty()) out.checked = checked_(stake.source);
      out.certain = certain;
      out.sentence = graph::stake_sentence(facts_, stake);
      return out;
    });
  }

  // As the best chain has it; other statements are certain unless their source doubts them or their dates do.
  bool is_certain(std::uint32_t index) const {
    const graph::StakeFact& stake = facts_.stakes()[index];
    return !stake.only_possible && stake.valid.holds_on(regime_.as_of) == Holds::kYes;
  }

  void chains(const graph::OwnershipWhy& why) {
    out_.more = why.more;
    for (const graph::WhyChain& chain : why.chains) {
      WhyChain words;
      for (const std::uint32_t f : chain.facts) words.facts.push_back(fact(f, is_certain(f)));
      for (const graph::WhyStep& step : chain.steps) {
        WhyStep s;
        s.party = facts_.parties()[step.party].id;
        s.text = step.text;
        for (const std::uint32_t f : step.facts) s.facts.push_back(fact(f, is_certain(f)));
        words.steps.push_back(std::move(s));
      }
      for (const std::uint32_t l : chain.listings) {
        const graph::ListingFact& listing = facts_.listings()[l];
        const graph::Party& party = facts_.parties()[listing.party];
        std::string text = (party.name.empty() ? party.id : party.name) + " is listed on " + listing.list;
        if (listing.valid.from.known()) text += " from " + listing.valid.from.to_string();
        if (listing.valid.to.known()) text += " until " + listing.valid.to.to_string();
        words.starts.push_back(std::move(text));
      }
      words.note = note_of(chain.doubt);
      if (why.eve) words.note += "; as it stood on " + why.eve->to_string();
      out_.chains.push_back(std::move(words));
    }
    for (const graph::AlternativeReading& reading : why.readings) out_.readings.push_back({reading.key, reading.text});
  }

  std::string note_of(std::uint8_t doubt) const {
    if (!checked_) return doubt == 0 ? "every fact states a source" : "a fact states no source";
    return doubt == 0   ? "every source was read"
           : doubt == 1 ? "a source was read in a copy"
                        : "the text of a source was not read";
  }

  void describe(const graph::OwnershipFlips& flips) {
    for (const graph::OwnershipFlip& flip : flips.flips) {
      WhyFlip words;
      words.form = to_string(flip.form);
      for (const std::uint32_t f : flip.facts) words.facts.push_back(fact(f, is_certain(f)));
      for (const graph::PartyIndex p : flip.parties) words.parties.push_back(facts_.parties()[p].id);
      if (flip.boundary) words.boundary = graph::to_percent(*flip.boundary).to_string();
      words.strict = flip.strict;
      words.outcome = to_string(flip.outcome);
      words.text = sentence(flip.text);
      out_.flips.push_back(std::move(words));
    }
    out_.notes = flips.notes;
    out_.incomplete.insert(out_.incomplete.end(), flips.bounds.begin(), flips.bounds.end());
  }

  static std::string sentence(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text + ".";
  }

  const graph::OwnershipFacts& facts_;
  const graph::OwnershipQuery& regime_;
  const WhyQuery& query_;
  const Checked& checked_;
  WhyAnswer out_;
  Labels labels_;
};

Result<WhyAnswer> explain_party(const graph::OwnershipFacts& facts, const graph::StakesByAsset& index,
                                graph::PartyIndex party, const rules::RuleBook& book,
                                const graph::OwnershipQuery& regime, const WhyQuery& query, const Checked& checked) {
  graph::WhyOptions options;
  options.chains = query.chains;
  if (checked) {
    options.doubt = [&](std::string_view source) { return doubt_of(checked(source)); };
  }
  PENUMBRA_ASSIGN_OR_RETURN(const graph::OwnershipWhy why,
                            graph::explain_ownership(facts, index, party, book, regime, options));
  if (!query.flip) return OwnershipWords(facts, regime, query, checked).run(why, nullptr);
  PENUMBRA_ASSIGN_OR_RETURN(const graph::OwnershipFlips flips,
                            graph::flip_ownership(facts, index, party, book, regime));
  return OwnershipWords(facts, regime, query, checked).run(why, &flips);
}

// Certainty, need and the weakest source of a chain.
std::string in_words(const graph::DependencyWorld& world, const graph::DependencyPath& path) {
  std::uint8_t doubt = 0;
  for (const graph::ChainStep& step : path.steps) {
    doubt = std::max(doubt, doubt_of(best_checked(world, step.fact->evidence.source)));
  }
  return std::string(to_string(path.certainty)) + "; " + std::string(model::to_string(path.need)) +
         (doubt == 0   ? "; every source was read"
          : doubt == 1 ? "; a source was read in a copy"
                       : "; the text of a source was not read");
}

class DependencyWords {
 public:
  DependencyWords(const graph::DependencyWorld& world, const WhyQuery& query)
      : world_(world), query_(query), labels_(out_.facts) {}

  WhyAnswer run(graph::EntityIndex root, graph::EntityIndex target, const graph::DependencyWhy& why) {
    const std::string caption = std::string(world_.entity(target).caption());
    out_.id = world_.entity(target).id;
    out_.caption = caption;
    out_.entity = world_.entity(root).id;
    out_.as_of = world_.as_of();
    out_.known_at = query_.known_at;
    out_.verdict = why.chains.empty() ? "not-reached" : "reached";
    out_.more = why.more;
    out_.incomplete = why.bounds;
    for (const graph::DependencyPath& path : why.chains) chain(path);
    const std::string begin = "On the facts in force on " + world_.as_of().to_string() + ", ";
    const std::string& from = std::string(world_.entity(root).caption());
    if (why.chains.empty()) {
      out_.sentence = begin + "no chain of dependences on record leads from " + from + " to " + caption + ".";
      return std::move(out_);
    }
    const std::size_t length = why.chains[0].steps.size();
    out_.sentence =
        begin +
        (length == 1 ? "fact F1 makes "
                     : (length == 2 ? "facts F1 and F" : "facts F1 to F") + std::to_string(length) + " make ") +
        from + " need " + caption + " (" + in_words(world_, why.chains[0]) + ").";
    if (!query_.why) out_.chains.clear();
    if (query_.flip) {
      for (const auto& cut : why.cuts) add_cut(cut, from, caption);
    }
    return std::move(out_);
  }

  // What is on record against the target: the reason why anybody asks.
  static void add_bites(const graph::DependencyWorld& world, graph::EntityIndex target,
                        const graph::DependencyAnswer& answer, WhyAnswer& out) {
    for (const graph::DependencyExposure& exposure : answer.exposures) {
      if (exposure.target != target) continue;
      out.flags.push_back(
          {std::string(to_string(exposure.kind)), std::string(to_string(exposure.severity)) + ", " +
                                                      std::string(to_string(exposure.certainty)) + ": " +
                                                      cause_of(world, target, exposure.cause).sentence});
    }
  }

 private:
  std::string label(const model::Relationship& fact, Certainty certainty) {
    return labels_.of(reinterpret_cast<std::uintptr_t>(&fact), [&] {
      WhyFact out;
      out.from = fact.from;
      out.to = fact.to;
      out.kind = fact.kind;
      out.valid_from = fact.valid.from.to_string();
      out.valid_to = fact.valid.to.to_string();
      out.recorded = fact.recorded ? fact.recorded->date().to_string() : "";
      out.source = fact.evidence.source;
      out.checked = best_checked(world_, fact.evidence.source);
      out.certain = certainty == Certainty::kCertain;
      out.sentence = sentence_of(world_, fact) +
                     (fact.evidence.source.empty() ? " (no source stated)" : " (source " + fact.evidence.source + ")");
      return out;
    });
  }

  void chain(const graph::DependencyPath& path) {
    WhyChain words;
    words.note = in_words(world_, path);
    for (const graph::ChainStep& step : path.steps) {
      WhyStep s;
      s.party = world_.entity(step.needed).id;
      s.facts.push_back(label(*step.fact, step.certainty));
      s.text = sentence_of(world_, *step.fact) + " (" + std::string(model::to_string(step.need)) + ", " +
               std::string(to_string(step.certainty)) + ")";
      words.facts.push_back(s.facts.front());
      words.steps.push_back(std::move(s));
    }
    out_.chains.push_back(std::move(words));
  }

  void add_cut(const std::vector<const model::Relationship*>& cut, const std::string& from,
               const std::string& caption) {
    WhyFlip flip;
    flip.form = "cut";
    flip.outcome = "not-reached";
    std::string names;
    for (const model::Relationship* fact : cut) {
      const Certainty certainty =
          fact->status == model::AssertionStatus::kAsserted && fact->valid.holds_on(world_.as_of()) == Holds::kYes
              ? Certainty::kCertain
              : Certainty::kPossible;
      flip.facts.push_back(label(*fact, certainty));
      names += (names.empty() ? "" : "; ") + flip.facts.back() + " " + sentence_of(world_, *fact);
    }
    flip.text = "No chain would lead from " + from + " to " + caption + " without " +
                (cut.size() == 1 ? "this fact: " : "these " + std::to_string(cut.size()) + " facts together: ") +
                names + ".";
    out_.flips.push_back(std::move(flip));
  }

  const graph::DependencyWorld& world_;
  const WhyQuery& query_;
  WhyAnswer out_;
  Labels labels_;
};

Result<std::vector<WhyAnswer>> why_dependences(const graph::DependencyWorld& world, const rules::RuleBook& book,
                                               const WhyQuery& query) {
  std::vector<std::string_view> known;
  for (const model::Entity& entity : world.facts().entities) known.emplace_back(entity.id);
  const graph::EntityIndex root = world.find(query.entity);
  if (root == graph::kNoEntity) return unknown("entity", query.entity, known);
  for (const std::string& id : query.targets) {
    if (world.find(id) == graph::kNoEntity) return unknown("entity", id, known);
  }
  PENUMBRA_ASSIGN_OR_RETURN(const graph::OwnershipFindings owned,
                            graph::ownership_findings(world, book, query.regimes));
  graph::DependencyQuery walk;
  walk.regimes = query.regimes;
  walk.findings = owned.findings;
  const graph::DependencyAnswer assessed = graph::assess(world, root, walk);
  std::vector<WhyAnswer> out;
  for (const std::string& id : query.targets) {
    const graph::EntityIndex target = world.find(id);
    graph::DependencyWhyOptions options;
    options.chains = query.chains;
    out.push_back(
        DependencyWords(world, query).run(root, target, graph::explain_dependency(world, root, target, options)));
    DependencyWords::add_bites(world, target, assessed, out.back());
  }
  return out;
}

// Regimes that answer for a party: those asked for, by name or jurisdiction; or all.
Result<std::vector<std::string>> wanted_regimes(const rules::RuleBook& book, const WhyQuery& query, Date day) {
  std::vector<std::string> out;
  std::set<std::string> known;
  std::set<std::string> met;
  for (const std::string_view name : book.regime_names()) {
    const rules::RuleChoice choice = book.choose(name, day);
    const std::string jurisdiction = graph::jurisdiction_of(*choice.version);
    known.insert(std::string(name));
    known.insert(jurisdiction);
    bool wanted = query.regimes.empty();
    for (const std::string& each : query.regimes) {
      if (each != name && each != jurisdiction) continue;
      wanted = true;
      met.insert(each);
    }
    if (wanted) out.emplace_back(name);
  }
  for (const std::string& each : query.regimes) {
    if (met.contains(each)) continue;
    std::string list;
    for (const std::string& name : known) list += (list.empty() ? "" : ", ") + name;
    return Error{ErrorCode::kInvalidArgument,
                 "no ownership rule belongs to the regime \"" + each.substr(0, 60) + "\"",
                 {},
                 "Known are: " + list};
  }
  return out;
}

}  // namespace

Result<std::vector<WhyAnswer>> why_ownership(const graph::OwnershipFacts& facts, const rules::RuleBook& book,
                                             const graph::OwnershipQuery& regime, const WhyQuery& query,
                                             const Checked& checked) {
  std::vector<std::string_view> known;
  for (const graph::Party& party : facts.parties()) known.emplace_back(party.id);
  for (const std::string& id : query.targets) {
    if (!facts.find(id)) return unknown("party", id, known);
  }
  const graph::StakesByAsset index(facts);
  std::vector<WhyAnswer> out;
  for (const std::string& id : query.targets) {
    PENUMBRA_ASSIGN_OR_RETURN(WhyAnswer answer,
                              explain_party(facts, index, *facts.find(id), book, regime, query, checked));
    out.push_back(std::move(answer));
  }
  return out;
}

Result<std::vector<WhyAnswer>> answer_why(const model::Dataset& facts, const WhyQuery& query) {
  if (query.targets.empty()) {
    return Error{ErrorCode::kInvalidArgument, "no target is named", {}, "Name a party or a thing"};
  }
  const Date day = query.as_of.value_or(Date::today());
  const Timestamp known_at = query.known_at.value_or(Timestamp::max());
  const graph::DependencyWorld world(facts, day, known_at);
  PENUMBRA_ASSIGN_OR_RETURN(const rules::RuleBook book, rules::RuleBook::embedded());
  if (!query.entity.empty()) return why_dependences(world, book, query);
  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<std::string> regimes, wanted_regimes(book, query, day));
  PENUMBRA_ASSIGN_OR_RETURN(const graph::OwnershipFacts stakes, graph::ownership_facts(world));
  const Checked checked = [&](std::string_view source) { return best_checked(world, source); };
  const graph::StakesByAsset index(stakes);
  std::vector<WhyAnswer> out;
  for (const std::string& id : query.targets) {
    const auto party = stakes.find(id);
    if (!party) {
      if (world.find(id) == graph::kNoEntity) {
        std::vector<std::string_view> known;
        for (const graph::Party& each : stakes.parties()) known.emplace_back(each.id);
        return unknown("party", id, known);
      }
      return Error{ErrorCode::kInvalidArgument,
                   "no stake is on record in which \"" + id + "\" takes part, so no ownership rule judges it",
                   {},
                   "Name the entity that needs it with --entity to ask for the chains between the two"};
    }
    std::vector<WhyAnswer> answers;
    for (const std::string& name : regimes) {
      const graph::OwnershipQuery regime{name, day, known_at};
      PENUMBRA_ASSIGN_OR_RETURN(WhyAnswer answer, explain_party(stakes, index, *party, book, regime, query, checked));
      answers.push_back(std::move(answer));
    }
    const auto says_something = [](const WhyAnswer& answer) { return answer.reached() || !answer.flags.empty(); };
    if (query.regimes.empty() && std::any_of(answers.begin(), answers.end(), says_something)) {
      std::erase_if(answers, [&](const WhyAnswer& answer) { return !says_something(answer); });
    }
    std::move(answers.begin(), answers.end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace penumbra::engine
