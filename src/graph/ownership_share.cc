#include "graph/ownership_share.h"

namespace penumbra::graph {

ShareUnits to_units(base::Percent percent) {
  return static_cast<ShareUnits>(percent.units());
}

base::Percent to_percent(ShareUnits units) {
  return base::Percent::from_units(units);
}

std::size_t ShareTable::Hash::operator()(const ShareState& share) const {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
  std::uint64_t h = static_cast<std::uint64_t>(share.low) * kOdd;
  h = (h ^ (h >> 29) ^ static_cast<std::uint64_t>(share.high)) * kOdd;
  h = (h ^ (h >> 31) ^ share.flags) * kOdd;
  return static_cast<std::size_t>(h ^ (h >> 32));
}

ShareCode ShareTable::pack(const ShareState& share) {
  if (share.has(kAbsent)) return kAbsentShare;
  const bool open = share.has(kLowOpen) || share.has(kHighOpen);
  const ShareUnits low_if_exact = share.has(kOnlyPossible) ? 0 : share.high;
  if (!open && share.low == low_if_exact && share.high % kInlineUnit == 0) {
    return static_cast<ShareCode>(share.high / kInlineUnit) | (share.has(kOnlyPossible) ? kPossibleBit : 0) |
           (share.has(kContested) ? kContestedBit : 0);
  }
  const auto [it, is_new] = rare_codes_.try_emplace(share, kRareBit | static_cast<ShareCode>(rare_.size()));
  if (is_new) rare_.push_back(share);
  return it->second;
}

}  // namespace penumbra::graph
