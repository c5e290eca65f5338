// A large invented ownership graph, the same on every machine: for the benchmark and as CSV files.
//
// Like a company register in what matters for speed: most parties own little and few own much; half of the assets have
// a majority owner and shares of one asset make at most 100; a tenth of the stakes are bands, one in twenty are votes,
// one in a hundred has an undisclosed holder; a fifth begin and an eighth end on a day of the ten years before 2026.
#ifndef PENUMBRA_BENCH_OWNERSHIP_GENERATED_GRAPH_H_
#define PENUMBRA_BENCH_OWNERSHIP_GENERATED_GRAPH_H_

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>

#include "penumbra/date.h"

namespace penumbra::bench {

struct GeneratedStake {
  std::optional<std::uint32_t> owner;  // nothing: undisclosed
  std::uint32_t asset = 0;
  bool votes = false;
  int low = 0;   // percent
  int high = 0;  // percent
  bool low_open = false;
  std::optional<Date> from;
  std::optional<Date> to;
};

struct GeneratedListing {
  std::uint32_t party = 0;
  Date from;
  std::optional<Date> to;
};

inline const Date kGeneratedFrom = *Date::from_ymd(2016, 1, 1);
inline const Date kGeneratedTo = *Date::from_ymd(2025, 12, 31);

class GraphGenerator {
 public:
  explicit GraphGenerator(std::uint32_t nodes) : nodes_(nodes) {}

  // Calls use(stake) `count` times, in no order of party.
  template <typename Use>
  void stakes(std::uint32_t count, Use use) {
    std::uint32_t made = 0;
    // A step that shares no factor with most sizes visits the assets out of order.
    for (std::uint64_t asset = 1; made < count; asset = (asset + 2'654'435'761) % nodes_) {
      const int holders = 1 + static_cast<int>(random_() % 4);
      int rest = 100;
      const bool majority = random_() % 2 == 0;
      for (int h = 0; h < holders && made < count && rest > 0; ++h, ++made) {
        GeneratedStake stake;
        stake.asset = static_cast<std::uint32_t>(asset);
        if (random_() % 100 != 0) stake.owner = owner();
        stake.votes = random_() % 20 == 0;
        const int most = h == 0 && majority ? 100 : std::min(rest, 49);
        const int least = h == 0 && majority ? 51 : 1;
        const int percent =
            least >= most ? most : least + static_cast<int>(random_() % static_cast<unsigned>(most - least + 1));
        stake.low = stake.high = percent;
        if (random_() % 10 == 0 && rest >= 50) {
          stake.low = 25;
          stake.high = 50;
          stake.low_open = true;
        }
        rest -= std::max(stake.high, 1);
        const std::uint64_t dated = random_() % 40;
        if (dated < 8) stake.from = day();
        if (dated >= 5 && dated < 10)
          stake.to = stake.from ? stake.from->plus_days(30 + static_cast<int>(random_() % 1500)) : day();
        use(stake);
      }
    }
  }

  // Calls use(listing) `count` times; half begin within the ten years.
  template <typename Use>
  void listings(std::uint32_t count, Use use) {
    for (std::uint32_t i = 0; i < count; ++i) {
      GeneratedListing listing;
      listing.party = static_cast<std::uint32_t>(random_() % nodes_);
      listing.from = random_() % 2 == 0 ? day() : *Date::from_ymd(2012, 3, 1);
      if (random_() % 10 == 0) listing.to = listing.from.plus_days(200 + static_cast<int>(random_() % 2000));
      use(listing);
    }
  }

 private:
  std::uint32_t owner() {
    const double u = static_cast<double>(random_() >> 11) * 0x1p-53;
    return static_cast<std::uint32_t>(static_cast<double>(nodes_) * u * u) % nodes_;
  }
  Date day() { return kGeneratedFrom.plus_days(static_cast<int>(random_() % 3652)); }

  std::uint32_t nodes_;
  std::mt19937_64 random_{2026};
};

}  // namespace penumbra::bench

#endif  // PENUMBRA_BENCH_OWNERSHIP_GENERATED_GRAPH_H_
