// Finds, for each record of a new version, the record of another version that says the same. By a hash of the content,
// and then by the content itself: the hash is no protection against a source that wants two facts to be taken for one.
// Internal to the store.
#ifndef PENUMBRA_STORE_MATCHING_H_
#define PENUMBRA_STORE_MATCHING_H_

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "store/place.h"
#include "store/record_traits.h"
#include "store/version_facts.h"

namespace penumbra::store {

inline constexpr std::uint32_t kOwn = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::size_t kMaxStems = 60'000;  // below the limit of the file
inline constexpr std::uint64_t kBytesBetweenDrops = std::uint64_t{64} << 20;

// The record of the parent that stands for one of the dataset.
struct Match {
  std::uint32_t layer = kOwn;
  std::uint32_t number = 0;
  std::uint32_t stem = 0;
  std::int64_t lines = 0;
};

class Stems {
 public:
  // 0 when there is no room for another.
  std::uint32_t number(std::string_view stem) {
    const auto it = numbers_.find(std::string(stem));
    if (it != numbers_.end()) return it->second;
    if (texts_.size() >= kMaxStems) return 0;
    texts_.emplace_back(stem);
    const auto number = static_cast<std::uint32_t>(texts_.size());
    numbers_.emplace(stem, number);
    return number;
  }
  // number >= 1
  const std::string& text(std::uint32_t number) const { return texts_[number - 1]; }
  std::vector<std::string> take() { return std::move(texts_); }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> texts_;
};

template <typename Kind>
void content_of(const typename Kind::Record& record, std::string& out) {
  out.clear();
  Encoder encoder(out);
  Kind::walk(encoder, record);
}

// Matches the records of one kind.
template <typename Kind>
class Matcher {
 public:
  Matcher(const VersionFacts& parent, Stems& stems) : parent_(parent), stems_(stems) {}

  // Before the first question. Linear in the parent.
  Status prepare() {
    std::string content;
    hashes_.reserve(parent_.count(Kind::kKind));
    std::uint64_t bytes = 0;
    for (const Run& run : parent_.runs(Kind::kKind)) {
      for (std::uint32_t i = 0; i < run.count; ++i) {
        const Segment& segment = *parent_.layers()[run.layer].segment;
        PENUMBRA_ASSIGN_OR_RETURN(const auto record, Kind::get(segment, run.first + i));
        // A list of millions is walked through without keeping all of it in memory.
        bytes += content.size();
        if (bytes > kBytesBetweenDrops) {
          segment.drop();
          bytes = 0;
        }
        content_of<Kind>(record, content);
        hashes_.push_back(base::checksum64(content));
      }
    }
    order_.resize(hashes_.size());
    std::iota(order_.begin(), order_.end(), 0U);
    std::sort(order_.begin(), order_.end(), [this](std::uint32_t a, std::uint32_t b) {
      return hashes_[a] != hashes_[b] ? hashes_[a] < hashes_[b] : a < b;
    });
    used_.resize(hashes_.size());
    return {};
  }

  // The free record of the parent that says what this one says; `before` is the match of the record before it, whose
  // run is continued if it can be.
  Result<Match> partner_of(const typename Kind::Record& record, const Match& before) {
    content_of<Kind>(record, content_);
    const std::uint64_t hash = base::checksum64(content_);
    // The one that continues the run of the record before.
    if (before.layer != kOwn) {
      const auto next = parent_.number_of(Kind::kKind, {before.layer, before.number + 1});
      if (next && hashes_[*next] == hash) {
        PENUMBRA_ASSIGN_OR_RETURN(const Match match, compared(*next, record));
        if (match.layer != kOwn) return match;
      }
    }
    auto at = std::lower_bound(order_.begin(), order_.end(), hash,
                               [this](std::uint32_t number, std::uint64_t wanted) { return hashes_[number] < wanted; });
    if (at == order_.end() || hashes_[*at] != hash) return Match{};
    // A list may say the same thing a million times: those that are taken are not tried again, nor are all others.
    std::uint32_t& taken = taken_[hash];
    for (at += taken; at != order_.end() && hashes_[*at] == hash && used_[*at]; ++at) ++taken;
    constexpr int kMostTried = 64;
    for (int tried = 0; tried < kMostTried && at != order_.end() && hashes_[*at] == hash; ++tried, ++at) {
      PENUMBRA_ASSIGN_OR_RETURN(const Match match, compared(*at, record));
      if (match.layer != kOwn) return match;
    }
    return Match{};
  }

 private:
  // The match with this record of the parent, if it is free and says the same.
  Result<Match> compared(std::uint32_t number, const typename Kind::Record& record) {
    if (used_[number]) return Match{};
    const VersionFacts::Location place = parent_.location_of(Kind::kKind, number);
    PENUMBRA_ASSIGN_OR_RETURN(auto stored, Kind::get(*parent_.layers()[place.layer].segment, place.number));
    content_of<Kind>(stored, other_);
    if (other_ != content_) return Match{};
    Match match{place.layer, place.number, 0, 0};
    if constexpr (has_place(Kind::kKind)) {
      std::string& was = stored.evidence.record;
      const std::string& is = record.evidence.record;
      if (was != is) {
        const auto from = parse_place(was);
        const auto to = parse_place(is);
        if (!from || !to) return Match{};
        match.lines = to->number - from->number;
        if (from->stem != to->stem) match.stem = stems_.number(to->stem);
        const std::string stem(to->stem);
        const bool renamed = from->stem != to->stem;
        if (renamed && match.stem == 0) return Match{};
        if (!move_place(was, renamed ? &stem : nullptr, match.lines) || was != is) return Match{};
      }
    }
    used_[number] = true;
    return match;
  }

  const VersionFacts& parent_;
  Stems& stems_;
  std::vector<std::uint64_t> hashes_;  // by number of the parent
  std::vector<std::uint32_t> order_;   // numbers of the parent by (hash, number)
  std::vector<bool> used_;
  std::unordered_map<std::uint64_t, std::uint32_t> taken_;  // leading candidates of a hash that are used
  std::string content_, other_;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_MATCHING_H_
