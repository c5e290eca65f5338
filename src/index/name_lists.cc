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

NameLists read_lists(std::span<const std::uint32_t> words, std::size_t at) {
  constexpr std::uint32_t kWide = 1U << 31U;
  constexpr std::size_t kCounts = 2 * NameLists::kCount;
  NameLists lists;
  if (at >= words.size()) return lists;
  std::array<std::uint64_t, kCounts> counts{};
  const std::uint32_t head = words[at++];
  if ((head & kWide) == 0) {
    for (std::size_t i = 0; i < kCounts; ++i) counts[i] = head >> (3 * i) & 7U;
  } else {
    if (words.size() - at < kCounts) return lists;
    for (std::size_t i = 0; i < kCounts; ++i) counts[i] = words[at++];
  }
  constexpr std::size_t kSeconds = NameLists::kSeconds;
  const std::uint64_t of_drivers = counts[2 * NameLists::kDrivers];
  const std::uint64_t of_seconds = counts[2 * kSeconds];
  const std::uint64_t used =
      counts[2 * NameLists::kSingles] + 2 * of_drivers + 2 * of_seconds + counts[2 * NameLists::kRest];
  const std::uint64_t marks_at = (at + used + (of_seconds != 0 ? 1 : 0)) & ~(of_seconds != 0 ? std::uint64_t{1} : 0);
  if (marks_at + 2 * of_seconds > words.size()) return lists;
  for (std::size_t i = 0; i < NameLists::kCount; ++i) {
    NameList& list = lists.of[i];
    const auto size = static_cast<std::size_t>(counts[2 * i]);
    list.names = words.subspan(at, size);
    list.without_initials = size - static_cast<std::size_t>(std::min(counts[2 * i], counts[2 * i + 1]));
    at += size;
    if (i != NameLists::kDrivers && i != kSeconds) continue;
    list.beside = words.subspan(at, size);
    at += size;
  }
  // The section begins at a multiple of 8 (store/container.h), and so do its marks.
  lists.of[kSeconds].marks = {reinterpret_cast<const Mark*>(words.data() + marks_at),
                              static_cast<std::size_t>(of_seconds)};
  return lists;
}

}  // namespace penumbra::index
