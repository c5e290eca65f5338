#include "index/name_lists.h"

#include <algorithm>

namespace penumbra::index {

std::size_t find_far_plainly(std::span<const Mark> marks, Mark of, std::uint32_t* places) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (may_be_far(marks[i], of)) places[count++] = static_cast<std::uint32_t>(i);
  }
  return count;
}

ShapeBounds bounds_of_shapes(std::span<const std::uint32_t> beside) {
  ShapeBounds bounds{};
  // Most lists hold a handful of names.
  constexpr std::size_t kFew = 24;
  if (beside.empty()) return bounds;
  if (beside.size() <= kFew) {
    for (const std::uint32_t b : beside) ++bounds[shape_of(b) + 1];
    for (std::size_t s = 1; s < bounds.size(); ++s) bounds[s] += bounds[s - 1];
    return bounds;
  }
  auto from = beside.begin();
  for (std::uint32_t shape = 1; shape <= kShapeInitials; ++shape) {
    from = std::lower_bound(from, beside.end(), shape << 29U);
    bounds[shape] = static_cast<std::uint32_t>(from - beside.begin());
  }
  bounds[kShapeInitials + 1] = static_cast<std::uint32_t>(beside.size());
  return bounds;
}

void read_lists(std::span<const std::uint32_t> words, std::uint32_t place, NameLists& out) {
  constexpr std::uint32_t kWide = 1U << 31U;
  std::size_t at = place;
  if (at >= words.size()) return;
  const std::uint32_t head = words[at++];
  std::uint64_t seconds = head & 1023U;
  std::uint64_t rest = head >> 10U & 1023U;
  std::uint64_t plain = head >> 20U & 1023U;
  if ((head & kWide) != 0) {
    if (words.size() - at < 3) return;
    seconds = words[at];
    rest = words[at + 1];
    plain = words[at + 2];
    at += 3;
  }
  const std::uint64_t marks_at = (at + 2 * seconds + rest + 1) & ~std::uint64_t{1};
  if ((seconds == 0 ? at + rest : marks_at + 2 * seconds) > words.size()) return;
  out.seconds = words.subspan(at, static_cast<std::size_t>(seconds));
  out.leaders = words.subspan(at + static_cast<std::size_t>(seconds), static_cast<std::size_t>(seconds));
  out.rest = words.subspan(at + 2 * static_cast<std::size_t>(seconds), static_cast<std::size_t>(rest));
  out.rest_without_initials = static_cast<std::size_t>(std::min(plain, rest));
  if (seconds == 0) return;
  // The section begins at a multiple of 8 (store/container.h), and so do its marks.
  out.marks = {reinterpret_cast<const Mark*>(words.data() + marks_at), static_cast<std::size_t>(seconds)};
}

}  // namespace penumbra::index
