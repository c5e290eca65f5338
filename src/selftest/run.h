// The self test: listed names treated, clean names as they are, and what the screening says of both.
#ifndef PENUMBRA_SELFTEST_RUN_H_
#define PENUMBRA_SELFTEST_RUN_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"
#include "penumbra/screening.h"
#include "selftest/figures.h"
#include "selftest/parties.h"

namespace penumbra::selftest {

struct Settings {
  std::string store;
  std::vector<std::string> lists;  // sources; empty: all
  std::optional<Date> as_of;
  std::optional<Timestamp> known_at;
  int max_age_days = 0;
  std::uint64_t seed = 1;
  std::uint64_t sample = 500;          // names for each technique
  bool all = false;                    // every listed name with every technique
  std::uint64_t clean = 20000;         // invented customers
  std::vector<std::string> customers;  // the user's own instead; not empty: `clean` is not used
  std::string customers_file;          // where they come from, for the report
  double threshold = kDefaultScreenThreshold;
  bool state_kind = false;   // each question states the kind of party
  unsigned threads = 0;      // 0: as many as the machine has
  std::size_t misses = 200;  // most missed cases that the report carries
};

// How many treatments lie over one another: the four levels of the goals.
inline constexpr std::size_t kLevels = 4;

// One treated name that was not found.
struct Miss {
  std::vector<std::string_view> treatments;
  std::string listed, asked;  // the name on the list; the name asked for, cut where it is long
  std::string entity, source;
  PartyKind kind = PartyKind::kOther;
  Outcome outcome = Outcome::kClear;
  int points = 0;      // of the right party; below the floor it is that of the two names alone
  std::string reason;  // the heaviest lines of the explanation
};

// A clean name that raised a hit.
struct FalseAlert {
  std::uint64_t index = 0;
  std::string name;
  PartyKind kind = PartyKind::kPerson;
  std::string culture;
  std::string entity, matched;  // the best hit
  int points = 0;
};

struct CleanTally {
  std::uint64_t names = 0;
  std::uint64_t alerts = 0;        // complete or not, with at least one hit; coincidences not counted
  std::uint64_t hits = 0;          // parties in these alerts
  std::uint64_t incomplete = 0;    // without a hit
  std::uint64_t coincidences = 0;  // equal to a listed name word for word, and hit: counted apart
};

// One threshold: shares are of the cases of the level, and of the clean names.
struct CurvePoint {
  int points = 0;  // the threshold in ten-thousandths
  std::array<std::uint64_t, kLevels> found{};
  std::uint64_t false_alerts = 0;
  std::uint64_t clean_names = 0;  // on which false_alerts rests: below the threshold of the test, a tenth
};

// treatment, source, writing, kind
using Cell = std::tuple<std::size_t, std::uint16_t, Writing, PartyKind>;

struct Report {
  Settings settings;
  Date as_of;
  std::vector<SourceVersion> versions;
  std::vector<Remark> gaps;      // of the store: what keeps every answer incomplete (stale list, missing source)
  std::vector<Remark> warnings;  // of the store
  std::vector<std::string> sources;
  std::uint64_t parties = 0, names = 0, weak_names = 0, not_in_force = 0, without_letters = 0;

  std::array<Tally, kLevels> levels;  // bounded treatments and weak aliases left out
  Tally weak;                         // weak aliases, unchanged
  std::map<std::size_t, Tally> techniques;
  std::map<Cell, Tally> cells;
  std::map<std::pair<std::size_t, std::size_t>, Tally> pairs;
  std::map<std::size_t, Tally> in_triples;  // by each treatment in them
  std::array<Histogram, kLevels> true_scores{};
  std::vector<Miss> misses;  // a drawn part of them, by level
  std::uint64_t missed = 0;

  CleanTally clean;
  std::map<std::string, CleanTally, std::less<>> clean_by_culture;
  std::map<PartyKind, CleanTally> clean_by_kind;
  std::map<std::string, std::uint64_t, std::less<>> alerts_by_list;     // source of a hit
  std::vector<std::pair<std::string, std::uint64_t>> frequent_parties;  // entities behind most alerts
  Histogram false_scores{};        // best score of clean names from the threshold up
  Histogram near_scores{};         // and below it, of the tenth that was asked again
  std::uint64_t near_names = 0;    // size of that tenth
  std::vector<FalseAlert> alerts;  // the first of them
  std::vector<CurvePoint> curve;
};

// `done` of `total` screenings. Called from the thread that called run().
using ProgressCall = std::function<void(std::string_view what, std::uint64_t done, std::uint64_t total)>;

// Runs the test. The report depends on the store, the settings but for `threads`, and this program, on nothing else.
// kInvalidArgument for a threshold outside [0.60, 1] or a source that the store does not have, kEmpty when no party is
// listed on the day; errors of the store as they come.
Result<Report> run(const Settings& settings, const ProgressCall& progress = {});

}  // namespace penumbra::selftest

#endif  // PENUMBRA_SELFTEST_RUN_H_
