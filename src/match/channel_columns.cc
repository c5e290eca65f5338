// ChannelTable::evidence() is the authority; tests/match holds the two equal.

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "match/channel_columns.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <bit>

#include "match/channel.h"
#include "match/channel_columns.h"

HWY_BEFORE_NAMESPACE();
namespace penumbra::match {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// One column. False if no way leads to it.
bool make_column(const ChannelColumns& word, std::size_t j) {
  const hn::CappedTag<std::uint16_t, 16> d;
  const std::size_t lanes = hn::Lanes(d);
  std::uint16_t* const column = word.columns + j * ChannelColumns::kStride;

  static_assert(kMostPiece == 3, "a row has three costs for each place");
  // The Latin pieces that end here, each with the row of what stands for it and the column before it.
  struct Piece {
    const std::uint16_t* row;  // or null
    const std::uint16_t* column;
    std::uint16_t added;
  };
  Piece pieces[kMostPiece];
  std::size_t count = 0;
  int alone = word.columns_alone[j - 1] + kFloorAlone;
  std::size_t packed = 0;
  for (std::size_t n = 1; n <= std::min(j, kMostPiece); ++n) {
    packed |= std::size_t{word.latin[j - n]} << (5 * (n - 1));
    const std::uint16_t piece = word.numbers[packed];
    if (piece != 0) alone = std::min(alone, word.columns_alone[j - n] + word.alone[piece]);
    if (word.live[j - n] == 0) continue;
    const std::size_t row = n == 1 ? std::max<std::size_t>(word.row_of[piece], 1) : word.row_of[piece];
    std::uint16_t added = word.added[piece];
    if (n == 1) added = std::min(added, std::uint16_t{kFloorDropped});
    if (row == 0 && added == kNoWay) continue;
    pieces[count++] = {row == 0 ? nullptr : word.rows + row * kMostPiece * word.width,
                       word.columns + (j - n) * ChannelColumns::kStride, added};
  }
  word.columns_alone[j] = alone;
  word.live[j] = 0;
  // What costs more has too little evidence whatever follows: the whole Latin word by itself costs no more than its
  // beginning and its rest.
  const int most = std::min(word.room + alone, int{kNoWay} - 1);
  if (count == 0 || most < 0) {
    std::fill_n(column, word.width, kNoWay);
    return false;
  }
  const auto none = hn::Set(d, kNoWay);
  const auto limit = hn::Set(d, static_cast<std::uint16_t>(most));
  std::uint32_t places = 0;
  for (std::size_t at = 0; at < word.width; at += lanes) {
    auto best = none;
    for (std::size_t p = 0; p < count; ++p) {
      const std::uint16_t* const before = pieces[p].column + at;
      best = hn::Min(best, hn::SaturatedAdd(hn::LoadU(d, before), hn::Set(d, pieces[p].added)));
      if (pieces[p].row == nullptr) continue;
      const std::uint16_t* const row = pieces[p].row + at;
      best = hn::Min(best, hn::SaturatedAdd(hn::LoadU(d, before - 1), hn::LoadU(d, row)));
      best = hn::Min(best, hn::SaturatedAdd(hn::LoadU(d, before - 2), hn::LoadU(d, row + word.width)));
      best = hn::Min(best, hn::SaturatedAdd(hn::LoadU(d, before - 3), hn::LoadU(d, row + 2 * word.width)));
    }
    hn::StoreU(best, d, column + at);
    const auto reached = hn::Eq(best, hn::Min(best, limit));
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(d, reached, bits);
    places |= (std::uint32_t{bits[0]} | std::uint32_t{bits[1]} << 8U) << at;
  }
  if (places == 0) {
    std::fill_n(column, word.width, kNoWay);
    return false;
  }
  // Symbols of the source that stand for nothing: the cheapest way to leave out several is known for each two places.
  std::uint16_t costs[32];
  std::uint8_t from[32];
  std::size_t reached = 0;
  for (std::uint32_t rest = places; rest != 0; rest &= rest - 1) {
    from[reached] = static_cast<std::uint8_t>(std::countr_zero(rest));
    costs[reached] = column[from[reached]];
    ++reached;
  }
  for (std::size_t at = 0; at < word.width; at += lanes) {
    auto best = hn::LoadU(d, column + at);
    for (std::size_t r = 0; r < reached; ++r) {
      best = hn::Min(best, hn::SaturatedAdd(hn::Set(d, costs[r]), hn::LoadU(d, word.closure + 32 * from[r] + at)));
    }
    hn::StoreU(hn::IfThenElse(hn::Eq(best, hn::Min(best, limit)), best, none), d, column + at);
  }
  word.live[j] = 1;
  return true;
}

std::size_t make_columns_of(const ChannelColumns& word, std::size_t from, std::size_t to) {
  for (std::size_t j = from; j <= to; ++j) {
    if (make_column(word, j)) continue;
    if ((j < 1 || word.live[j - 1] == 0) && (j < 2 || word.live[j - 2] == 0)) return j;
  }
  return 0;
}

}  // namespace HWY_NAMESPACE
}  // namespace penumbra::match
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace penumbra::match {

HWY_EXPORT(make_columns_of);

std::size_t make_columns(const ChannelColumns& word, std::size_t from, std::size_t to) {
  return HWY_DYNAMIC_DISPATCH(make_columns_of)(word, from, to);
}

}  // namespace penumbra::match
#endif
