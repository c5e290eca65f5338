// Exposures that differ only in the list or measure are shown together: a party on six lists is one line, not six.
#ifndef PENUMBRA_REPORT_BUNDLE_H_
#define PENUMBRA_REPORT_BUNDLE_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/exposure.h"

namespace penumbra::report {

// Exposures with the same target, kind of cause and chain; heaviest first. Points into the answer.
struct Bundle {
  std::vector<const Exposure*> members;

  const Exposure& first() const { return *members.front(); }
  Severity severity() const { return first().severity; }
  Certainty certainty() const { return first().certainty; }
};

// In the order of the heaviest member.
std::vector<Bundle> bundles_of(const EntityExposure& entity);

// Which of a list to show when only `most` fit: the first of each kind, then the first of all; in order. So a loss does
// not hide behind ten listings.
std::vector<std::size_t> leading(std::span<const std::string> kinds, std::size_t most);

// What bites the target, without the chain: "on us-el since 2022-02-24, eu-833-iv since 2022-02-26 (2 lists): exports
// need a licence".
std::string cause_in_words(const Bundle& bundle);

// One line on what changed; changes that differ only in the list or measure are one line.
struct ChangeLine {
  std::string word;  // "state", "new", "gone", "heavier", "lighter", "surer", "less sure"
  std::optional<Severity> severity;
  std::string date;  // earliest day among the causes; "" when none is stated
  std::string text;
  std::vector<std::string> sources;
  std::size_t count = 1;  // changes in this line
  std::string kind;       // of the exposure; "state" for the state
};

// "new", "gone", "less sure" for the types of ExposureChange.
std::string change_word(const std::string& type);

// What changed between two answers for one entity, context left out; the state first, then by severity.
std::vector<ChangeLine> change_lines(const EntityExposure& before, const EntityExposure& after);

// The words of the axes for a reader: "authorisation needed".
std::string spoken(Severity severity);
std::string spoken(Certainty certainty);
// A sign for each severity, so that colour is never alone. One column wide.
std::string_view sign_of(Severity severity);

// The day on which an entity is shown in detail: the last one, or, when it is over by then, the last before on which
// something was on record.
std::size_t detailed_day(std::span<const ExposureAnswer> days, std::size_t entity);

// Heaviest severity of an entity, context apart; nothing when only context or nothing is on record.
std::optional<Severity> heaviest(const EntityExposure& entity);

// "since 2022-02-24", "from A to B", "until B".
std::string span_of(const std::string& from, const std::string& to);

// The first line of every form: how many are exposed, on which day, whether the answer is whole.
struct Totals {
  std::size_t entities = 0;
  std::size_t exposed = 0;  // with something heavier than context
  std::size_t broken = 0;   // stopped or over
  std::size_t none = 0;     // nothing on record but context
};
Totals totals_of(const ExposureAnswer& answer);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_BUNDLE_H_
