// Shares in a compact form.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_SHARE_H_
#define PENUMBRA_GRAPH_OWNERSHIP_SHARE_H_

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "base/percent.h"

namespace penumbra::graph {

// A percentage in units of 10^-16 percent. One share fits 64 bits with room for eight more; sums saturate at kShareCap.
using ShareUnits = std::int64_t;
inline constexpr ShareUnits kHundredPercent = 1'000'000'000'000'000'000;
inline constexpr ShareUnits kShareCap = 8 * kHundredPercent;
ShareUnits to_units(base::Percent percent);
base::Percent to_percent(ShareUnits units);

inline constexpr std::uint8_t kLowOpen = 1;       // the low end is excluded
inline constexpr std::uint8_t kHighOpen = 2;      // the high end is excluded
inline constexpr std::uint8_t kOnlyPossible = 4;  // it may not have existed on the day; low is 0
inline constexpr std::uint8_t kContested = 8;     // equally recent statements differ; the interval holds them all
inline constexpr std::uint8_t kAbsent = 16;       // a place kept for a stake that does not exist on the day

// What is known of one share on one day: its ends and the flags above.
struct ShareState {
  ShareUnits low = 0;
  ShareUnits high = 0;
  std::uint8_t flags = 0;

  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
  bool operator==(const ShareState&) const = default;
};

// 32 bits that stand for a ShareState. Usual shares, one exact value with at most six decimals, are the bits
// themselves; the rest (bands, more decimals) are numbered in the table, so that nothing is ever rounded. Codes of one
// table are equal exactly when their states are.
using ShareCode = std::uint32_t;
inline constexpr ShareCode kAbsentShare = 0x7FFFFFFF;

class ShareTable {
 public:
  ShareCode pack(const ShareState& share);

  ShareState unpack(ShareCode code) const {
    if ((code & kRareBit) != 0) return rare_[code & ~kRareBit];
    if (code == kAbsentShare) return {0, 0, kAbsent};
    ShareState share;
    share.high = static_cast<ShareUnits>(code & kValueMask) * kInlineUnit;
    share.low = (code & kPossibleBit) != 0 ? 0 : share.high;
    share.flags = static_cast<std::uint8_t>(((code & kPossibleBit) != 0 ? kOnlyPossible : 0) |
                                            ((code & kContestedBit) != 0 ? kContested : 0));
    return share;
  }

  std::size_t bytes() const { return rare_.capacity() * sizeof(ShareState) + rare_codes_.size() * 64; }

 private:
  static constexpr ShareCode kRareBit = 0x80000000;
  static constexpr ShareCode kPossibleBit = 0x08000000;
  static constexpr ShareCode kContestedBit = 0x10000000;
  static constexpr ShareCode kValueMask = 0x07FFFFFF;
  static constexpr ShareUnits kInlineUnit = 10'000'000'000;  // 10^-6 percent

  struct Hash {
    std::size_t operator()(const ShareState& share) const;
  };

  std::vector<ShareState> rare_;
  std::unordered_map<ShareState, ShareCode, Hash> rare_codes_;
};

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_SHARE_H_
