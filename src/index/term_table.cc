#include "index/term_table.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstring>

#include "base/large_pages.h"
#include "names/lexicon.h"

namespace penumbra::index {

names::Part detached(const names::NameView& name, const names::Part& part, std::string& room, TermText& text) {
  names::Part out = part;
  out.gap = 0;
  const std::string_view latin = name.latin(part);
  // As the analysis writes them: one behind the other.
  const auto end_of = [](const names::Slice& slice) { return slice.at + slice.size; };
  if (part.fold.at == end_of(part.latin) && part.skeleton.at == end_of(part.fold) &&
      part.native.at == end_of(part.skeleton) && part.readings.at == end_of(part.native)) {
    const bool shared = name.fold(part) == latin;
    const std::uint16_t rest = shared ? part.skeleton.at : part.fold.at;
    text = {latin, {name.pool + rest, static_cast<std::size_t>(end_of(part.readings) - rest)}};
    const int less = part.latin.at + (shared ? part.fold.size : 0);
    for (names::Slice* slice : {&out.fold, &out.skeleton, &out.native, &out.readings}) {
      slice->at = static_cast<std::uint16_t>(slice->size == 0 ? 0 : slice->at - less);
    }
    out.latin.at = 0;
    if (shared) out.fold = out.latin;
    return out;
  }
  room.clear();
  for_each_slice(out, [&](names::Slice& slice) {
    const std::string_view form = name.text(slice);
    if (&slice == &out.fold && form == latin) {
      slice = out.latin;
      return;
    }
    slice = {static_cast<std::uint16_t>(form.empty() ? 0 : room.size()), static_cast<std::uint16_t>(form.size())};
    room += form;
  });
  text = {std::string_view(room).substr(0, out.latin.size), std::string_view(room).substr(out.latin.size)};
  return out;
}

std::uint64_t hash_of_term(const names::Part& part, const TermText& text) {
  // The hash of the fold tells most terms apart, its spelling and what it is most others; readings and characters the
  // few that are left. The rest of a part follows from these.
  const auto mix = [](std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
    return hash ^ hash >> 32U;
  };
  std::uint64_t classes = 0;
  static_assert(sizeof part.classes == sizeof classes);
  std::memcpy(&classes, part.classes.data(), sizeof classes);
  std::uint64_t hash = mix(part.hash, std::uint64_t{part.group} << 32U | std::uint64_t{part.weight} << 16U |
                                          static_cast<std::uint64_t>(part.kind) << 8U | part.flags);
  hash = mix(hash, classes + names::hash_of_word(text.head));
  if (part.native.size != 0 || part.readings.size != 0) {
    hash = XXH3_64bits_withSeed(text.tail.data(), text.tail.size(), hash);
  }
  return hash;
}

std::uint32_t TermTable::add(const names::Part& part, const TermText& text, std::uint64_t hash) {
  if (2 * (entries_.size() + 1) > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  const auto tag = static_cast<std::uint32_t>(hash >> 32U);
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  for (; slots_[at].number != 0; at = (at + 1) & mask) {
    if (slots_[at].tag != tag) continue;
    const std::uint32_t number = slots_[at].number - 1;
    const Entry& entry = entries_[number];
    const char* const known = text_.data() + entry.at;
    if (entry.hash == hash && entry.size == text.size() && std::memcmp(&parts_[number], &part, sizeof part) == 0 &&
        std::string_view(known, text.head.size()) == text.head &&
        std::string_view(known + text.head.size(), text.tail.size()) == text.tail) {
      return number;
    }
  }
  const auto number = static_cast<std::uint32_t>(entries_.size());
  slots_[at] = {number + 1, tag};
  entries_.push_back({hash, text_.size(), static_cast<std::uint32_t>(text.size())});
  parts_.push_back(part);
  text_ += text.head;
  text_ += text.tail;
  return number;
}

Term TermTable::term(std::size_t number) const {
  const Entry& entry = entries_[number];
  return {parts_[number], std::string_view(text_).substr(static_cast<std::size_t>(entry.at), entry.size)};
}

void TermTable::clear() {
  parts_.clear();
  entries_.clear();
  text_.clear();
  std::fill(slots_.begin(), slots_.end(), Slot{});
}

void TermTable::grow() {
  const std::size_t size = std::max<std::size_t>(64, 2 * slots_.size());
  slots_ = {};
  base::reserve_large(slots_, size);
  slots_.resize(size);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t number = 0; number < entries_.size(); ++number) {
    const std::uint64_t hash = entries_[number].hash;
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    while (slots_[at].number != 0) at = (at + 1) & mask;
    slots_[at] = {static_cast<std::uint32_t>(number) + 1, static_cast<std::uint32_t>(hash >> 32U)};
  }
}

}  // namespace penumbra::index
