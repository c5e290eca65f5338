#include "index/kin.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "index/arrange.h"
#include "index/keys.h"
#include "index/name_index.h"
#include "index/near.h"
#include "index/sketch.h"
#include "match/channel.h"

namespace penumbra::index {
namespace {

constexpr std::size_t kBlock = 1024;
// Entries under keys that are read for a block: some thousand times what real lists need for a term. Beyond it the
// other terms of the block are left to their keys.
constexpr std::size_t kMostRead = kBlock * 2048;

// The kin of a block of terms, one behind the other.
struct Found {
  std::vector<std::uint32_t> sizes;
  std::vector<std::uint32_t> kin;
};

void find_kin_of(const NameIndex& index, std::uint32_t first, std::uint32_t last, Found& found) {
  std::vector<std::uint32_t> bits(index.term_count(), 0);  // Nearness, and kAsked
  constexpr std::uint32_t kAsked = 8;
  std::vector<std::uint32_t> asked;
  Keys keys;
  Keys sounds;
  std::size_t read = 0;
  found.sizes.resize(last - first, 0);
  for (std::uint32_t term = first; term < last && read <= kMostRead; ++term) {
    names::Part part;
    const names::NameView view = index.term(term, part);
    if (!may_have_kin(part)) continue;
    keys.clear();
    sounds.clear();
    asked.clear();
    query_keys(view, part, keys);
    query_sound_keys(view, part, sounds);
    const Sketch sketch = sketch_of(view, part);
    const auto each_filed = [&](const Keys& under, const auto& say) {
      for (const std::uint64_t key : under) {
        index.terms_filed(key, [&](std::uint32_t number) {
          ++read;
          if (bits[number] == 0) asked.push_back(number);
          bits[number] |= kAsked | say(number);
        });
      }
    };
    each_filed(keys, [&](std::uint32_t number) -> std::uint32_t {
      if (bits[number] != 0 || !may_be_near(sketch, index.sketch(number))) return 0;
      names::Part other;
      const names::NameView listed = index.forms(number, other);
      return near_of(view, part, listed, other);
    });
    // What is filed under a sound code is near if the channel does not speak against it.
    each_filed(sounds,
               [&](std::uint32_t number) { return (bits[number] & kNearSure) != 0 ? 0U : std::uint32_t{kNearMaybe}; });
    const std::size_t start = found.kin.size();
    for (const std::uint32_t number : asked) {
      const std::uint32_t nearness = std::exchange(bits[number], 0) & ~kAsked;
      if (nearness != 0) found.kin.push_back(number | nearness << 29U);
    }
    const std::size_t size = found.kin.size() - start;
    if (size > kMostKin || read > kMostRead) {
      found.kin.resize(start);
      continue;
    }
    std::sort(found.kin.begin() + static_cast<std::ptrdiff_t>(start), found.kin.end(),
              [](std::uint32_t a, std::uint32_t b) { return (a & kKinTerm) < (b & kKinTerm); });
    found.sizes[term - first] = static_cast<std::uint32_t>(size);
  }
}

}  // namespace

bool may_have_kin(const names::Part& part) {
  // The kin of an initial are all words of a letter.
  return part.weight > 0 && part.kind != names::PartKind::kInitial && match::channel_of(part) == match::Channel::kLatin;
}

std::uint64_t hash_of_packed(std::string_view packed) {
  return XXH3_64bits(packed.data(), packed.size());
}

KinTables find_kin(const NameIndex& index, unsigned threads) {
  KinTables out;
  const std::uint32_t terms = index.term_count();
  if (terms == 0 || terms > kMostTermsWithKin) return out;
  std::vector<Found> found((terms + kBlock - 1) / kBlock);
  in_parallel(found.size(), threads, [&](std::size_t block) {
    const auto first = static_cast<std::uint32_t>(block * kBlock);
    find_kin_of(index, first, std::min<std::uint32_t>(first + kBlock, terms), found[block]);
  });
  out.slots.resize(std::bit_ceil(2 * std::size_t{terms}), 0);
  out.starts.reserve(std::size_t{terms} + 1);
  const std::size_t mask = out.slots.size() - 1;
  for (const Found& block : found) {
    std::size_t at = out.kin.size();
    for (const std::uint32_t size : block.sizes) {
      const auto term = static_cast<std::uint32_t>(out.starts.size());
      out.starts.push_back(static_cast<std::uint32_t>(at));
      at += size;
      if (size == 0) continue;  // a term is its own kin
      const std::uint64_t hash = hash_of_packed(index.packed(term));
      std::size_t slot = static_cast<std::size_t>(hash) & mask;
      while (out.slots[slot] != 0) slot = (slot + 1) & mask;
      out.slots[slot] = (term + 1) | slot_tag(hash);
    }
    out.kin.insert(out.kin.end(), block.kin.begin(), block.kin.end());
  }
  out.starts.push_back(static_cast<std::uint32_t>(out.kin.size()));
  return out;
}

}  // namespace penumbra::index
