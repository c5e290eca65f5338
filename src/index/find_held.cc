// find_held() for every set of vector instructions that Google Highway knows of this machine's family, chosen when the
// program runs. holds_enough() is the authority; tests/index holds the two equal.

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "index/find_held.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <bit>
#include <cstring>

#include "index/find_held.h"

HWY_BEFORE_NAMESPACE();
namespace penumbra::index {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

std::size_t find_held_of(Held* held, const std::uint8_t* words, std::size_t count, HeldWanted wanted,
                         std::uint32_t* names) {
  const hn::ScalableTag<Held> d;
  const hn::Rebind<std::uint8_t, decltype(d)> of_words;
  const std::size_t lanes = hn::Lanes(d);
  const auto none = hn::Zero(d);
  const auto one = hn::Set(d, 1);
  const auto parts = hn::Set(d, wanted.parts);
  const auto of_query = hn::Set(d, wanted.words);
  const auto loose = hn::Set(d, static_cast<Held>(wanted.loose));
  std::size_t found = 0;
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    // To skip what nothing touched costs more than it saves: no processor foresees where that is.
    const auto of = hn::LoadU(d, held + i);
    const auto missing = hn::AndNot(of, parts);
    const auto far = hn::And(missing, of_query);
    const auto one_missing = hn::Eq(hn::And(far, hn::Sub(far, one)), none);
    const auto met = hn::Add(hn::ShiftRight<kHeldParts>(of), loose);
    const auto size = hn::PromoteTo(d, hn::LoadU(of_words, words + i));
    // Nearly all that do not hold enough: with one more they would hold all, or they lack two words of the query.
    const auto all = hn::Or(hn::Eq(missing, none), hn::Eq(hn::Min(met, size), size));
    const auto but_one = hn::And(one_missing, hn::Eq(hn::Min(hn::Add(met, one), size), size));
    const auto passes = hn::AndNot(hn::Eq(of, none), hn::Or(all, but_one));
    if (!hn::AllFalse(d, passes)) {
      std::uint64_t bits = 0;
      std::uint8_t bytes[8] = {};
      hn::StoreMaskBits(d, passes, bytes);
      std::memcpy(&bits, bytes, sizeof bits);
      for (; bits != 0; bits &= bits - 1) {
        const std::size_t name = i + static_cast<std::size_t>(std::countr_zero(bits));
        names[found] = static_cast<std::uint32_t>(name);
        found += holds_enough(held[name], words[name], wanted) ? 1U : 0U;
      }
    }
    hn::StoreU(none, d, held + i);
  }
  for (; i < count; ++i) {
    if (holds_enough(held[i], words[i], wanted)) names[found++] = static_cast<std::uint32_t>(i);
    held[i] = 0;
  }
  return found;
}

}  // namespace HWY_NAMESPACE
}  // namespace penumbra::index
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace penumbra::index {

HWY_EXPORT(find_held_of);

std::size_t find_held(std::span<Held> held, std::span<const std::uint8_t> words, HeldWanted wanted,
                      std::uint32_t* names) {
  return HWY_DYNAMIC_DISPATCH(find_held_of)(held.data(), words.data(), held.size(), wanted, names);
}

}  // namespace penumbra::index
#endif
