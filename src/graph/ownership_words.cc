#include "graph/ownership_words.h"

namespace penumbra::graph {

namespace {

using rules::RuleStatus;

// Whether the rule binds on the day.
std::string standing(const OwnershipDecision& decision, const OwnershipQuery& query) {
  const std::string day = query.as_of.to_string();
  if (!decision.rule_on_record) return "which is not on record for " + day;
  switch (decision.rule->status) {
    case RuleStatus::kInForce:
      break;
    case RuleStatus::kSuspended:
      return "as suspended on " + day;
    case RuleStatus::kUnknown:
      return "of which it is not known whether it was in force on " + day;
    case RuleStatus::kNone:
      return "under which ownership had no effect on " + day;
  }
  return "as in force on " + day;
}

// "fact F1", "facts F1 and F2", "facts F1 to F3": the statements of the chain by their place in it.
std::string fact_labels(std::size_t count) {
  if (count == 0) return "the facts on record";
  if (count == 1) return "fact F1";
  return (count == 2 ? "facts F1 and F" : "facts F1 to F") + std::to_string(count);
}

}  // namespace

std::string cat(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

std::string percent_text(ShareEnd end) {
  return to_percent(end.value).to_string();
}

std::string share_text(ShareEnd low, ShareEnd high) {
  if (low.value == high.value) return percent_text(low) + " %";
  if (high.value == kHundredPercent && !high.open) {
    return (low.open ? "more than " : "at least ") + percent_text(low) + " %";
  }
  return std::string(low.open ? "more than " : "") + percent_text(low) + " to " + (high.open ? "less than " : "") +
         percent_text(high) + " %";
}

std::string share_text(const Holding& h) {
  if (h.low == 0 && h.high == kHundredPercent && (h.flags & (kLowOpen | kHighOpen)) == 0) return "an unknown share";
  return share_text(ShareEnd{h.low, h.has(kLowOpen)}, ShareEnd{h.high, h.has(kHighOpen)});
}

std::string test_text(const rules::KindTest& test) {
  std::string text = test.comparison == rules::Comparison::kAtLeast ? "at least " : "more than ";
  return text + test.threshold.to_string() + " %";
}

std::string verdict_sentence(const OwnershipFacts& facts, const OwnershipDecision& decision,
                             const OwnershipQuery& query, const OwnershipAnswer& answer, std::string_view listed_on) {
  const rules::RuleVersion& rule = *decision.rule;
  const std::string& id = facts.parties()[answer.party].id;
  std::string text = cat({"Under ", rule.id, " (version ", rule.version, ") ", standing(decision, query), ", "});
  const std::string share = cat({" (counted share ", share_text(answer.share_low, answer.share_high), ")"});
  const std::string labels = fact_labels(answer.chain.size());
  const std::string_view ending = answer.chain.size() == 1 ? "s" : "";
  switch (answer.verdict) {
    case OwnershipVerdict::kDesignated:
      text += cat({id, " is listed itself (", listed_on, ")"});
      break;
    case OwnershipVerdict::kRestricted:
    case OwnershipVerdict::kLicence:
      if (answer.chain.empty()) {
        text += cat({to_string(answer.verdict), " follows for ", id, share});
      } else {
        text += cat(
            {labels, " impl", answer.chain.size() == 1 ? "ies " : "y ", to_string(answer.verdict), " for ", id, share});
      }
      break;
    case OwnershipVerdict::kControlReview:
      text += cat({labels, " call", ending, " for a review of control over ", id, share});
      break;
    case OwnershipVerdict::kUndetermined:
      text += cat({labels, " leave", ending, " open whether ", id, " is reached", share});
      break;
    case OwnershipVerdict::kNotByOwnership:
      text += cat({answer.chain.empty() ? std::string_view("the recorded stakes") : labels, " do",
                   answer.chain.size() == 1 ? "es" : "", " not imply a restriction of ", id, share});
      break;
  }
  for (std::size_t i = 0; i < answer.missing.size(); ++i)
    text += (i == 0 ? "; not established: " : "; ") + answer.missing[i];
  text += ".";
  return text;
}

}  // namespace penumbra::graph
