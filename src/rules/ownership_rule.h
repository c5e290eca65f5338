// Ownership and control rules as dated data.
//
// A regime is one authority's rule on entities that are not listed themselves but are owned or controlled by listed
// ones. Its text changes over time, so a regime is a series of versions, each valid on a span of days. The engine
// (graph/ownership.h) knows no regime: everything in which two regimes differ is a field here. The files are described
// in docs/design/rules.md and live in data/rules/.
#ifndef PENUMBRA_RULES_OWNERSHIP_RULE_H_
#define PENUMBRA_RULES_OWNERSHIP_RULE_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/percent.h"
#include "model/stake.h"
#include "penumbra/date.h"
#include "penumbra/result.h"

namespace penumbra::rules {

using model::kStakeKindCount;
using model::StakeKind;

// What follows when a test on stakes is met, from nothing to the rule's own verdict. Order matters: a stronger effect
// includes what the weaker ones reach.
enum class Effect : std::uint8_t {
  kNone = 0,      // the rule does not look at this kind of stake
  kFlag = 1,      // the verdict stands, but a person should look
  kReview = 2,    // a presumption or a factual test: control has to be reviewed
  kRestrict = 3,  // the rule's own verdict follows
};

// How a sum of stakes is compared with the threshold.
enum class Comparison : std::uint8_t { kAtLeast, kMoreThan };

// The test on one kind of stake.
struct KindTest {
  Effect effect = Effect::kNone;
  // Only for measured kinds: sum `comparison` threshold.
  base::Percent threshold;
  Comparison comparison = Comparison::kAtLeast;
  // A second reading of the text, where authorities or texts in force on the same day disagree. An entity caught by
  // this reading only is undetermined. Equal to `comparison` when there is no dispute.
  Comparison other_reading = Comparison::kAtLeast;
};

// Whose stakes are added up.
enum class Aggregation : std::uint8_t {
  kAll,        // those of all listed persons together
  kPerPerson,  // those of each listed person apart (persons in a joint arrangement count together)
  kPerList,    // those of all persons on the same list
};

// Whether the version binds on its days.
enum class RuleStatus : std::uint8_t {
  kInForce,
  kSuspended,  // published, but without effect: hits are flags
  kUnknown,    // no source says what is in force: hits are undetermined
  kNone,       // there was no rule: nothing follows from ownership
};

// How shares that an entity holds in itself count.
enum class SelfHeld : std::uint8_t {
  kDisputed,  // the text is silent: both with and without them in the denominator is possible
  kDropped,   // they are left out of the denominator
  kKept,      // they stay in the denominator
};

// One version of one regime's rule. Plain value.
struct RuleVersion {
  std::string regime;     // "us"
  std::string id;         // "us-ofac-50", stable over versions
  std::string version;    // "2014-08-13", usually its first day
  std::string authority;  // who made or reads the rule
  std::string source;     // document and paragraph
  std::string text;       // the rule in one sentence of our own
  std::string note;       // what is open, disputed or set by us
  Date from = Date::min();
  Date to = Date::max();  // first day on which it no longer applies
  PartialDate read;       // when the source was read
  std::string checked;    // "text", "copy" or "no"
  std::string check_by;   // who must confirm it before it is relied on
  RuleStatus status = RuleStatus::kInForce;

  std::vector<std::string> lists;       // designations on these start the rule
  std::vector<std::string> flag_lists;  // designations of the same authority under another instrument: flags only
  std::string verdict = "restricted";   // what kRestrict yields: restricted, licence or control-review
  std::string
      measure;  // what then applies to the entity ("asset-freeze", "debt-limits"); "" when the rule imposes none
  Aggregation aggregation = Aggregation::kAll;
  std::array<KindTest, kStakeKindCount> tests;
  // Profits count only in an entity of which no equity stake is known (an entity without share capital).
  bool profits_without_equity_only = false;
  SelfHeld self_held_equity = SelfHeld::kDisputed;
  SelfHeld self_held_votes = SelfHeld::kDisputed;
  // What an entity holds counts for the person who reached it only through a majority of its votes (or a criterion such
  // as board rights), not through its shares: the majority stake of the UK's Schedule 1 paragraph 9. Shares stand for
  // votes where no votes are stated. An entity reached through shares alone passes its stakes on for control review.
  bool chain_by_votes = false;
  // Stakes of listed persons that stay below the threshold but above this are flagged with this key.
  std::string minority_flag;
  base::Percent minority_above;
  // When a listed person is a known owner and its share cannot be determined, the verdict follows all the same (BIS Red
  // Flag 29).
  bool unresolved_counts = false;
  // The rule covers entities outside this country only (ISO 3166 alpha-2, lower case); "" covers all.
  std::string foreign_to;
  // The rule covers entities established in this country only; "" covers all. Of an entity whose country is not stated
  // the outcome is open.
  std::string established_in;
  // A transfer by a listed person that touches this country is not recognised (OFAC FAQ 402); "" when the rule has
  // none.
  std::string jurisdiction;
  // An entity that a listed person brought below the threshold after the listing is flagged.
  bool flags_divestment = false;
  // Falls below the threshold up to this many days before the listing are flagged too; 0: not.
  int near_listing_days = 0;
  // Whether only the whole stake of a caught intermediary counts is disputed: flag verdicts that diluted shares would
  // not carry.
  bool indirect_disputed = false;

  const KindTest& test(StakeKind kind) const { return tests[static_cast<std::size_t>(kind)]; }
  bool covers(Date day) const { return from <= day && day < to; }
};

struct Regime {
  std::string name;                   // "us"
  std::string title;                  // "OFAC blocking, 50 Percent Rule"
  std::vector<RuleVersion> versions;  // by date, without overlap
};

// The version that answers for a day.
struct RuleChoice {
  const RuleVersion* version = nullptr;  // never null for a regime with versions
  // False when the day lies outside every version on record: the nearest one is given and its outcome is unknown.
  bool on_record = true;
};

// Text of one rule file, with the name to use in messages.
struct RuleFile {
  std::string name;
  std::string_view text;
};

// All regimes. Immutable after construction; const access is safe from any thread.
class RuleBook {
 public:
  // Reads rule files. Fails with file, line and fix on an unknown key or word, a missing field, overlapping versions,
  // or two files for one regime.
  static Result<RuleBook> parse(std::span<const RuleFile> files);
  // The rules of data/rules/, embedded in the program.
  static Result<RuleBook> embedded();

  const Regime* find(std::string_view regime) const;
  // nullptr in the choice when the regime is unknown.
  RuleChoice choose(std::string_view regime, Date day) const;
  std::vector<std::string_view> regime_names() const;
  // Every list that some version names, sorted.
  std::vector<std::string> lists() const;

 private:
  std::map<std::string, Regime, std::less<>> regimes_;
};

// Spelling in rule files and answers.
std::string_view to_string(RuleStatus status);

}  // namespace penumbra::rules

#endif  // PENUMBRA_RULES_OWNERSHIP_RULE_H_
