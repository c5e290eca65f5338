// find_far() for every set of vector instructions that Google Highway knows of this machine's family, chosen when the
// program runs. find_far_plainly() is the authority; tests/index holds the two equal.

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "index/find_far.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "index/name_lists.h"

HWY_BEFORE_NAMESPACE();
namespace penumbra::index {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Whether at most one, or two, bits are set.
template <class V>
auto one_at_most(V bits, V one) {
  return hn::Eq(hn::And(bits, hn::Sub(bits, one)), hn::Zero(hn::DFromV<V>()));
}
template <class V>
auto two_at_most(V bits, V one) {
  return one_at_most(hn::And(bits, hn::Sub(bits, one)), one);
}

std::size_t find_far_of(const Mark* marks, std::size_t count, Mark of, std::uint32_t* places) {
  const hn::ScalableTag<std::uint64_t> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto one = hn::Set(d, 1);
  const auto letters = hn::Set(d, (1U << 26U) - 1);
  const auto consonants = hn::Set(d, (1U << 10U) - 1);
  const auto abjad = hn::Set(d, std::uint64_t{1} << 62U);
  const auto asked = hn::Set(d, of);
  std::size_t found = 0;
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto mark = hn::LoadU(d, marks + i);
    const auto more = hn::AndNot(asked, mark);
    const auto less = hn::AndNot(mark, asked);
    const auto by_fold = hn::And(two_at_most(hn::And(more, letters), one), two_at_most(hn::And(less, letters), one));
    const auto by_latin = hn::And(two_at_most(hn::And(hn::ShiftRight<26>(more), letters), one),
                                  two_at_most(hn::And(hn::ShiftRight<26>(less), letters), one));
    const auto sounds = hn::And(one_at_most(hn::And(hn::ShiftRight<52>(more), consonants), one),
                                one_at_most(hn::And(hn::ShiftRight<52>(less), consonants), one));
    const auto across = hn::Ne(hn::And(hn::Or(mark, asked), abjad), hn::Zero(d));
    const auto passes = hn::Or(hn::Or(by_fold, by_latin), hn::And(sounds, across));
    if (hn::AllFalse(d, passes)) continue;
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(d, passes, bits);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      places[found] = static_cast<std::uint32_t>(i + lane);
      found += static_cast<unsigned>(bits[lane / 8]) >> (lane % 8) & 1U;
    }
  }
  for (; i < count; ++i) {
    places[found] = static_cast<std::uint32_t>(i);
    found += may_be_far(marks[i], of) ? 1U : 0U;
  }
  return found;
}

}  // namespace HWY_NAMESPACE
}  // namespace penumbra::index
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace penumbra::index {

HWY_EXPORT(find_far_of);

std::size_t find_far(std::span<const Mark> marks, Mark of, std::uint32_t* places) {
  return HWY_DYNAMIC_DISPATCH(find_far_of)(marks.data(), marks.size(), of, places);
}

}  // namespace penumbra::index
#endif
