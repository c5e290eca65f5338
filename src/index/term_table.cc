#include "index/term_table.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstring>

namespace penumbra::index {

names::Part detached(const names::NameView& name, const names::Part& part, std::string& text) {
  names::Part out = part;
  out.gap = 0;
  const std::string_view latin = name.latin(part);
  // As the analysis writes them: one behind the other.
  const auto end_of = [](const names::Slice& slice) { return slice.at + slice.size; };
  if (part.fold.at == end_of(part.latin) && part.skeleton.at == end_of(part.fold) &&
      part.native.at == end_of(part.skeleton) && part.readings.at == end_of(part.native)) {
    const bool shared = name.fold(part) == latin;
    const std::uint16_t rest = shared ? part.skeleton.at : part.fold.at;
    text.assign(latin);
    text.append(name.pool + rest, static_cast<std::size_t>(end_of(part.readings) - rest));
    const int less = part.latin.at + (shared ? part.fold.size : 0);
    for (names::Slice* slice : {&out.fold, &out.skeleton, &out.native, &out.readings}) {
      slice->at = static_cast<std::uint16_t>(slice->size == 0 ? 0 : slice->at - less);
    }
    out.latin.at = 0;
    if (shared) out.fold = out.latin;
    return out;
  }
  text.clear();
  for_each_slice(out, [&](names::Slice& slice) {
    const std::string_view form = name.text(slice);
    if (&slice == &out.fold && form == latin) {
      slice = out.latin;
      return;
    }
    slice = {static_cast<std::uint16_t>(form.empty() ? 0 : text.size()), static_cast<std::uint16_t>(form.size())};
    text += form;
  });
  return out;
}

std::uint64_t hash_of_term(const names::Part& part, std::string_view text) {
  return XXH3_64bits_withSeed(text.data(), text.size(), XXH3_64bits(&part, sizeof part));
}

std::uint32_t TermTable::add(const names::Part& part, std::string_view text, std::uint64_t hash) {
  if (2 * (entries_.size() + 1) > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash) & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const std::uint32_t number = slots_[slot] - 1;
    const Entry& entry = entries_[number];
    if (entry.hash == hash && entry.size == text.size() && std::memcmp(&parts_[number], &part, sizeof part) == 0 &&
        std::string_view(text_).substr(static_cast<std::size_t>(entry.at), entry.size) == text) {
      return number;
    }
  }
  const auto number = static_cast<std::uint32_t>(entries_.size());
  slots_[slot] = number + 1;
  entries_.push_back({hash, text_.size(), static_cast<std::uint32_t>(text.size())});
  parts_.push_back(part);
  text_ += text;
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
  std::fill(slots_.begin(), slots_.end(), 0);
}

void TermTable::grow() {
  slots_.assign(std::max<std::size_t>(64, 2 * slots_.size()), 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t number = 0; number < entries_.size(); ++number) {
    std::size_t slot = static_cast<std::size_t>(entries_[number].hash) & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::uint32_t>(number) + 1;
  }
}

}  // namespace penumbra::index
