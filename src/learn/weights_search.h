// Learns the weights of the scorer (data/names/weights.txt) from lists that give parties several names.
//
// Cases: a listed name that must be found by the other names of its party (alias) or with a slip of the hand in it
// (slip), and names that must not be found: those of other listed parties (other) and of invented customers (clean).
// The search moves one weight at a time, up and down by its step, and keeps what raises
//
//   recall of aliases + slip_price * recall of slips - other_price * false alerts of listed names
//     - clean_price * false alerts of customers
//
// on the learnt half of the parties; the other half judges. One thread, fixed order, whole numbers in the scorer: the
// same input gives the same table.
#ifndef PENUMBRA_LEARN_WEIGHTS_SEARCH_H_
#define PENUMBRA_LEARN_WEIGHTS_SEARCH_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "match/weights.h"
#include "names/name.h"

namespace penumbra::learn {

struct BorneName {
  std::string party;  // empty for a customer
  std::string text;
  names::NameType type = names::NameType::kAny;
};

enum class CaseKind : std::uint8_t { kAlias, kSlip, kOther, kClean };
inline constexpr std::size_t kCaseKinds = 4;

// A query and the listed names that it may find. Right for kAlias and kSlip, false for kOther and kClean.
struct Case {
  CaseKind kind = CaseKind::kAlias;
  bool held_out = false;
  names::Name query;
  std::vector<std::uint32_t> candidates;  // numbers in CasePool::listed, best first
};

struct CasePool {
  std::vector<names::Name> listed;
  std::vector<Case> cases;
};

struct PoolOptions {
  std::uint64_t seed = 1;
  std::size_t aliases = 3000;  // most queries of a kind, of both halves together; customers: all that are given
  std::size_t slips = 1500;
  std::size_t others = 1500;
  int floor = 6200;                  // ten-thousandths from which a name of another party is a hard negative
  std::size_t most_candidates = 40;  // of a query
};

// Parties that share a name, letter by letter once analysed, count as one: no scorer of names can tell them, and one
// party may stand on several lists. The halves are told by a hash of the party, whatever the seed; a false candidate is
// of the half of its query. A pair is a hard negative if one of `tables` gives it the floor.
CasePool make_pool(std::span<const BorneName> listed, std::span<const BorneName> customers, const PoolOptions& options,
                   std::span<const match::Weights> tables);

struct Figures {
  std::array<std::size_t, kCaseKinds> asked{};
  std::array<std::size_t, kCaseKinds> hit{};

  // Share of the queries of a kind that are a hit; 0 where none was asked.
  double share(CaseKind kind) const;
};

// Hits at kDefaultThreshold by `table` among the learnt or the held-out cases.
Figures measure(const CasePool& pool, const match::Weights& table, bool held_out);

struct Prices {
  double slip = 1;
  double other = 2;
  double clean = 10;
};

double objective(const Figures& figures, const Prices& prices);

// A weight that the search may move.
struct Movable {
  std::string name;
  int value = 0;
  int least = 0;
  int most = 0;
  int step = 0;  // 0: fixed
};

// The weights of a file in its order. A third field, `name value | origin | least most step`, gives the bounds, or
// `fixed`; without it a weight moves between half and twice its value by an eighth of it (0: fixed), and `tolerance`,
// the distance from a full score to the threshold, is fixed. `fault` names the line at fault, else it is empty.
std::vector<Movable> movable_weights(std::string_view text, std::string& fault);

// The table of `text` with other values.
match::Weights table_with(std::string_view text, const std::map<std::string, int>& values);

struct SearchOptions {
  Prices prices;
  int rounds = 2;
  double least_gain = 0.0005;  // of the objective that a move must bring: smaller ones are noise
};

struct SearchResult {
  std::map<std::string, int> changed;  // weights that differ from the file
  double before = 0;                   // objective on the learnt half
  double after = 0;
  std::size_t tables = 0;  // that were tried
};

// `told`, if set, hears of each move that was kept.
SearchResult search_weights(const CasePool& pool, std::string_view text, const SearchOptions& options,
                            const std::function<void(const std::string& move)>& told = {});

// Whether a learned table may take the place of the present one, by the held-out half: the objective must rise, and
// neither recall may fall nor false alerts rise by more than the standard error of the share before.
bool wins(const Figures& before, const Figures& after, const Prices& prices);

// `text` with other values, whose origin becomes `origin`, and `record` (whole comment lines) at its head.
std::string weights_text(std::string_view text, const std::map<std::string, int>& values, std::string_view origin,
                         std::string_view record);

}  // namespace penumbra::learn

#endif  // PENUMBRA_LEARN_WEIGHTS_SEARCH_H_
