// Re-screening: whose answer did a change of the lists change?
//
// A Rescreener compares two worlds: what a screening would have answered at one moment and what it answers at another.
// It finds the listed parties that differ between the two, asks for each customer whether one of them, in its old or
// its new form, reaches the customer's threshold, and screens only those customers in full, in both worlds. Why no
// other answer can have changed: docs/design/rescreen.md.
//
// Both worlds are asked by this program. When the program itself has changed since the customers were screened (another
// RescreenScope::program), all of them must be screened again: penumbra/screening_receipt.h keeps what tells so.
#ifndef PENUMBRA_RESCREENING_H_
#define PENUMBRA_RESCREENING_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"
#include "penumbra/screening.h"

namespace penumbra {

// A question's day and the instant whose knowledge it rests on.
struct RescreenMoment {
  std::optional<Date> as_of;          // default: today
  std::optional<Timestamp> known_at;  // default: everything that the store knew when the Rescreener was opened
};

// What happened to one source between the two worlds, counted in ids that a screening could tell apart.
struct SourceChange {
  std::string source;
  std::string before;  // id of the version in force, "" if none
  std::string after;
  std::uint64_t added = 0;    // ids of which only the later version says something
  std::uint64_t removed = 0;  // only the earlier one
  std::uint64_t changed = 0;  // names, facts or designations differ
  std::uint64_t by_time = 0;  // the version says the same, and a designation began, ended or became known in between
};

// What separates the two worlds, the same for all customers.
struct RescreenScope {
  RescreenMoment before;
  RescreenMoment after;
  std::vector<SourceChange> sources;  // those of which something differs
  std::uint64_t ids = 0;              // listed parties that differ
  std::uint64_t forms = 0;            // their old and new forms that were looked for, equal ones once
  // Every customer is screened in full: so many parties differ that looking for them first saves nothing.
  bool everyone = false;
  // Reasons and warnings that every answer of a world carries. They are compared here and nowhere else.
  std::vector<Remark> reasons_before;
  std::vector<Remark> reasons_after;
  std::vector<Remark> warnings_before;
  std::vector<Remark> warnings_after;
  // Every answer turned `incomplete`, or every answer ceased to be so for a reason that all shared.
  bool verdicts_move = false;
  std::string analysis;  // fingerprint of the analysis of names
  // Fingerprints of all that makes an answer of a question and a store, by component: "names 0123456789abcdef,
  // comparison ..., evidence ..., search ..., screening ...". Two programs of which one is another may answer
  // otherwise.
  std::string program;

  bool changed() const { return ids > 0 || verdicts_move; }
};

enum class HitChangeKind : std::uint8_t {
  kNewHit,           // no hit before (it may have been set aside)
  kHitGone,          // no hit now (it may be set aside)
  kHitChanged,       // a hit in both
  kNewSetAside,      // set aside now, not met before
  kSetAsideGone,     // set aside before, not met now
  kSetAsideChanged,  // set aside in both
};
// "new-hit", "hit-gone", "hit-changed", "new-set-aside", "set-aside-gone", "set-aside-changed".
std::string_view hit_change_key(HitChangeKind kind);

struct HitChange {
  HitChangeKind kind = HitChangeKind::kNewHit;
  std::optional<Hit> before;  // none: the party was not met
  std::optional<Hit> after;
  std::vector<std::string> fields;  // of both, what differs: "score", "matched_name", "listings", "set_aside" ...
};

// What became of one customer's answer. The verdicts are those of the customer alone: reasons that all answers share
// (RescreenScope) do not count in them.
struct Rescreened {
  // Not screened before: screened in full now, and all that it meets is told as new. `before` says nothing.
  bool first = false;
  bool touched = false;  // a party that differs reaches the threshold; the customer was screened in both worlds
  Verdict before = Verdict::kClear;  // of a customer that was not touched: not known, and the same in both
  Verdict after = Verdict::kClear;
  std::vector<HitChange> changes;  // by id
  std::vector<Remark> reasons;     // of the later answer, those of the customer alone
  // Digest of the later answer without what moves from version to version (ids of versions, places of records) and
  // without the reasons that all answers share: equal answers, equal digests. None of a customer who was not screened
  // in full: its answer is the one it had.
  std::optional<std::uint64_t> answer;

  bool changed() const { return !changes.empty() || before != after; }
};

// Safe to use from any number of threads at once.
class Rescreener {
 public:
  // When more parties differ than this, looking for them first saves nothing: every customer is screened in full.
  static constexpr std::size_t kMostForms = 500'000;

  // Opens both worlds and finds what separates them. Screener::open's errors; kIo when the folder for temporary files
  // cannot be written. `options.max_candidates` is raised to the number of listed names, so that no search is cut: a
  // cut one proves nothing.
  static Result<Rescreener> open(const std::string& directory, const RescreenMoment& before,
                                 const RescreenMoment& after, ScreenerOptions options = {},
                                 std::size_t most_forms = kMostForms);
  ~Rescreener();
  Rescreener(Rescreener&&) noexcept;
  Rescreener& operator=(Rescreener&&) noexcept;

  // The moment at which a version ("us-ofac@3") was recorded. kInvalidArgument, kNotFound.
  static Result<RescreenMoment> moment_of(const std::string& directory, const std::string& version);

  const RescreenScope& scope() const;

  // The query's own day, instant and limit are ignored. Errors as Screener::screen's: what cannot be asked has no
  // answer that could change.
  Result<Rescreened> rescreen(const ScreenQuery& query) const;
  // A customer who was not screened before.
  Result<Rescreened> screen_first(const ScreenQuery& query) const;
  // In the order of the queries; those whose byte in `first` is not 0 as screen_first() (none when it is empty, else as
  // many bytes as queries). `threads` 0: as many as the machine has.
  std::vector<Result<Rescreened>> rescreen_many(std::span<const ScreenQuery> queries, unsigned threads = 0,
                                                std::span<const std::uint8_t> first = {}) const;

  // What a receipt of answers in the later world rests on (penumbra/screening_receipt.h): its versions.
  const std::vector<SourceVersion>& versions() const;

 private:
  struct State;
  explicit Rescreener(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// JSON with a stable order of keys, no line breaks.
std::string to_json(const RescreenScope& scope);
// {"row":1,"reference":"C-17","name":"...","touched":true,"changed":true,"before":"clear","after":"hits","changes":[...],...}.
// A first screening says "first":true, and its "before" is null.
std::string row_to_json(const RowLabel& label, const Rescreened& rescreened);

// The components of `after` (RescreenScope::program) that are not those of `before`, by name: what may have changed an
// answer for which no list changed. All of them where `before` is of another form.
std::vector<std::string> program_changes(std::string_view before, std::string_view after);

}  // namespace penumbra

#endif  // PENUMBRA_RESCREENING_H_
