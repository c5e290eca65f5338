// Three steps: match every record of the new dataset with one of the parent that says the same; choose the layers that
// are worth keeping; write down the runs. Matching goes by a hash of the content and then compares the content itself:
// the hash is no protection against a source that wants two facts to be taken for one.
#include "store/layering.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "store/place.h"
#include "store/record_traits.h"
#include "store/segment_writer.h"

namespace penumbra::store {
namespace {

constexpr std::uint32_t kOwn = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMaxStems = 60'000;  // below the limit of the file

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

  Result<std::vector<Match>> run(const std::vector<typename Kind::Record>& records) {
    PENUMBRA_RETURN_IF_ERROR(hash_parent());
    std::vector<Match> out;
    out.reserve(records.size());
    for (const auto& record : records) {
      PENUMBRA_ASSIGN_OR_RETURN(const Match match, partner_of(record, out.empty() ? Match{} : out.back()));
      out.push_back(match);
    }
    return out;
  }

 private:
  Status hash_parent() {
    std::string content;
    hashes_.reserve(parent_.count(Kind::kKind));
    for (const Run& run : parent_.runs(Kind::kKind)) {
      for (std::uint32_t i = 0; i < run.count; ++i) {
        PENUMBRA_ASSIGN_OR_RETURN(const auto record, Kind::get(*parent_.layers()[run.layer].segment, run.first + i));
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

using Matches = std::array<std::vector<Match>, kRecordKinds>;

// Which layers of the parent are worth keeping, given how many records the version would use of each.
std::vector<bool> layers_to_keep(const std::vector<std::uint64_t>& used, std::uint64_t own, const Layering& rules) {
  std::vector<std::size_t> by_size(used.size());
  std::iota(by_size.begin(), by_size.end(), std::size_t{0});
  std::stable_sort(by_size.begin(), by_size.end(), [&](std::size_t a, std::size_t b) { return used[a] < used[b]; });
  std::vector<bool> keep(used.size(), false);
  for (std::size_t i = 0; i < by_size.size(); ++i) {
    const std::uint64_t records = used[by_size[i]];
    // With this one and those still to come, and a segment of its own.
    const std::size_t layers = by_size.size() - i + 1;
    if (records == 0 || records <= own || layers > rules.max_layers) {
      own += records;
    } else {
      keep[by_size[i]] = true;
    }
  }
  return keep;
}

}  // namespace

Result<EncodedVersion> encode_version(const model::Dataset& dataset, const VersionFacts* parent, std::uint32_t number,
                                      const Layering& rules) {
  const auto whole = [&]() -> Result<EncodedVersion> {
    EncodedVersion out;
    PENUMBRA_ASSIGN_OR_RETURN(out.segment, encode_segment(dataset));
    return out;
  };
  if (parent == nullptr) return whole();
  PENUMBRA_RETURN_IF_ERROR(check_ids(dataset));

  Stems stems;
  Matches matches;
  std::vector<std::uint64_t> used(parent->layers().size());
  std::uint64_t total = 0;
  std::uint64_t shared = 0;
  PENUMBRA_RETURN_IF_ERROR(for_each_kind([&]<typename Kind>(Kind) -> Status {
    PENUMBRA_ASSIGN_OR_RETURN(matches[index_of(Kind::kKind)], Matcher<Kind>(*parent, stems).run(Kind::of(dataset)));
    for (const Match& match : matches[index_of(Kind::kKind)]) {
      ++total;
      if (match.layer == kOwn) continue;
      ++shared;
      ++used[match.layer];
    }
    return {};
  }));

  const std::vector<bool> keep = layers_to_keep(used, total - shared, rules);
  EncodedVersion out;
  LayerTable table;
  std::vector<std::uint32_t> layer_numbers(keep.size(), kOwn);
  std::uint64_t bytes_named = 0;
  for (std::size_t layer = 0; layer < keep.size(); ++layer) {
    if (!keep[layer]) continue;
    layer_numbers[layer] = static_cast<std::uint32_t>(table.layers.size());
    table.layers.push_back(parent->layers()[layer].ref);
    bytes_named += parent->layers()[layer].segment->bytes().size();
    out.shared_records += used[layer];
  }
  if (out.shared_records * 2 < total || table.layers.empty()) return whole();

  const auto own_layer = static_cast<std::uint32_t>(table.layers.size());
  out.own.emplace();
  std::array<std::uint32_t, kRecordKinds> own_records{};
  PENUMBRA_RETURN_IF_ERROR(for_each_kind([&]<typename Kind>(Kind) -> Status {
    const auto& records = Kind::of(dataset);
    auto& own = Kind::of(*out.own);
    std::vector<Run>& runs = table.runs[index_of(Kind::kKind)];
    for (std::size_t i = 0; i < records.size(); ++i) {
      const Match& match = matches[index_of(Kind::kKind)][i];
      Run next{own_layer, 0, 1, 0, 0};
      if (match.layer != kOwn && layer_numbers[match.layer] != kOwn) {
        next = {layer_numbers[match.layer], match.number, 1, match.stem, match.lines};
      } else {
        next.first = own_records[index_of(Kind::kKind)]++;
        own.push_back(records[i]);
      }
      const bool continues = !runs.empty() && runs.back().layer == next.layer && runs.back().stem == next.stem &&
                             runs.back().lines == next.lines && runs.back().first + runs.back().count == next.first;
      if (continues) {
        ++runs.back().count;
      } else {
        runs.push_back(next);
      }
    }
    return {};
  }));
  const bool has_own = std::any_of(own_records.begin(), own_records.end(), [](std::uint32_t n) { return n > 0; });
  if (has_own) {
    PENUMBRA_ASSIGN_OR_RETURN(out.segment, encode_segment(*out.own));
    table.layers.push_back({number, 0, base::checksum64(out.segment)});
    bytes_named += out.segment.size();
  }
  table.stems = stems.take();
  out.layers = encode_layers(table);
  if (rules.least_bytes_per_byte > 0 && out.layers.size() * rules.least_bytes_per_byte > bytes_named) return whole();
  return out;
}

}  // namespace penumbra::store
