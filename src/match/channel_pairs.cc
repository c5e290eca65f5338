#include "match/channel_pairs.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace penumbra::match {
namespace {

// The cost of either of two ways, from the costs of each: the logarithm of the sum of their likelihoods.
int either(int a, int b) {
  constexpr int kFar = 600;  // beyond it, the dearer way adds nothing
  static const auto kGain = [] {
    std::array<int, kFar> gain{};
    for (int d = 0; d < kFar; ++d) {
      gain[static_cast<std::size_t>(d)] = static_cast<int>(std::lround(kNat * std::log1p(std::exp(-d / double{kNat}))));
    }
    return gain;
  }();
  const int apart = std::abs(a - b);
  return std::min(a, b) - (apart < kFar ? kGain[static_cast<std::size_t>(apart)] : 0);
}

// A piece as a number: five bits a symbol, the first one on top. Nothing: 0.
using Packed = std::uint32_t;
constexpr unsigned kPieceBits = 5 * kMostPiece;

Packed packed(std::string_view piece) {
  Packed out = 0;
  for (const char c : piece) {
    out = out << 5U | symbol_of(c);
  }
  return out;
}

constexpr unsigned size_of(Packed piece) {
  return piece == 0 ? 0 : piece < 1U << 5U ? 1 : piece < 1U << 10U ? 2 : piece < 1U << 15U ? 3 : 4;
}

constexpr Packed head_of(Packed piece, unsigned size) {
  return piece >> (5 * (size_of(piece) - size));
}
constexpr Packed tail_of(Packed piece, unsigned from) {
  return piece & ((Packed{1} << (5 * (size_of(piece) - from))) - 1);
}

std::string text_of(Packed piece) {
  constexpr std::string_view kSymbols = "?abcdefghijklmnopqrstuvwxyz^$?";
  std::string text;
  for (; piece != 0; piece >>= 5U) {
    text.insert(text.begin(), kSymbols[piece & 31U]);
  }
  return text;
}

// What pieces of a script stand for a Latin piece, and what that costs once the Latin piece is given. Pieces that are
// put together of what stands for its parts are told from those of the table.
struct Reading {
  Packed piece = 0;
  int cost = 0;
  bool together = false;
};

constexpr int kMostGiven = 300;      // one in 20 of the spellings of a piece
constexpr int kMostTogether = 1100;  // a pair of pieces in 60,000

void add_reading(std::vector<Reading>& out, const Reading& reading) {
  if (reading.piece >> kPieceBits != 0 || reading.cost > kMostGiven) {
    return;
  }
  const auto same = std::find_if(out.begin(), out.end(), [&](const Reading& r) { return r.piece == reading.piece; });
  if (same == out.end()) {
    out.push_back(reading);
  } else if (reading.cost < same->cost) {
    *same = reading;
  }
}

// One side of a composition.
class Side {
 public:
  explicit Side(const ChannelTable& table) {
    for (const ChannelTable::Pair& pair : table.pairs()) {
      if (pair.latin.empty()) {
        silent_.emplace_back(packed(pair.source), pair.cost);
        continue;
      }
      const int alone = table.latin_alone(pair.latin);
      alone_[packed(pair.latin)] = alone;
      add_reading(direct_[packed(pair.latin)], {packed(pair.source), std::max(pair.cost - alone, 0), false});
    }
  }

  // Latin pieces by themselves.
  const std::map<Packed, int>& alone() const { return alone_; }
  // Pieces that stand for nothing, with their costs.
  const std::vector<std::pair<Packed, int>>& silent() const { return silent_; }

  // What stands for a Latin piece, also as two pieces of it or three.
  std::vector<Reading> of(Packed latin) const {
    const auto found = direct_.find(latin);
    std::vector<Reading> out = found == direct_.end() ? std::vector<Reading>() : found->second;
    for (unsigned cut = 1; cut < size_of(latin); ++cut) {
      const auto head = direct_.find(head_of(latin, cut));
      if (head == direct_.end()) {
        continue;
      }
      for (const Reading& tail : of(tail_of(latin, cut))) {
        for (const Reading& first : head->second) {
          add_reading(out, {first.piece << (5 * size_of(tail.piece)) | tail.piece, first.cost + tail.cost, true});
        }
      }
    }
    return out;
  }

 private:
  std::map<Packed, std::vector<Reading>> direct_;
  std::map<Packed, int> alone_;
  std::vector<std::pair<Packed, int>> silent_;
};

// A piece of either side, and what they cost together.
struct Joint {
  Packed source = 0;
  Packed other = 0;
  int cost = 0;
};

// The costs of pairs of pieces by what they are.
class Joints {
 public:
  void add(Packed source, Packed other, int cost) {
    if ((source | other) == 0) {
      return;
    }
    const auto [at, added] = at_.try_emplace(source << kPieceBits | other, all_.size());
    if (added) {
      all_.push_back({source, other, cost});
    } else {
      all_[at->second].cost = either(all_[at->second].cost, cost);
    }
  }

  const Joint* find(Packed source, Packed other) const {
    const auto at = at_.find(source << kPieceBits | other);
    return at == at_.end() ? nullptr : &all_[at->second];
  }
  std::vector<Joint>& all() { return all_; }

  // Whether two pairs of shorter pieces say the same at no more cost.
  bool divides(const Joint& joint) const {
    const unsigned n = size_of(joint.source);
    const unsigned m = size_of(joint.other);
    for (unsigned i = 0; i <= n; ++i) {
      for (unsigned j = 0; j <= m; ++j) {
        if (i + j == 0 || i + j == n + m) {
          continue;
        }
        const Joint* const head = find(i == 0 ? 0 : head_of(joint.source, i), j == 0 ? 0 : head_of(joint.other, j));
        if (head == nullptr || head->cost > joint.cost) {
          continue;
        }
        const Joint* const tail = find(i == n ? 0 : tail_of(joint.source, i), j == m ? 0 : tail_of(joint.other, j));
        if (tail != nullptr && head->cost + tail->cost <= joint.cost) {
          return true;
        }
      }
    }
    return false;
  }

 private:
  std::unordered_map<std::uint32_t, std::size_t> at_;
  std::vector<Joint> all_;
};

}  // namespace

ChannelTable composed(const ChannelTable& a, const ChannelTable& b) {
  const Side of_a(a);
  const Side of_b(b);
  std::map<Packed, int> latin = of_a.alone();
  for (const auto& [piece, cost] : of_b.alone()) {
    const auto [at, added] = latin.try_emplace(piece, cost);
    if (!added) {
      at->second = (at->second + cost) / 2;
    }
  }
  Joints joints;
  for (const auto& [piece, alone] : latin) {
    const std::vector<Reading> left = of_a.of(piece);
    const std::vector<Reading> right = of_b.of(piece);
    for (const Reading& s : left) {
      for (const Reading& t : right) {
        const int cost = alone + s.cost + t.cost;
        // What both divide alike is counted piece by piece.
        if (!(s.together && t.together) && cost < kMostTogether) {
          joints.add(s.piece, t.piece, cost);
        }
      }
    }
  }
  for (const auto& [piece, cost] : of_a.silent()) {
    joints.add(piece, 0, cost);
  }
  for (const auto& [piece, cost] : of_b.silent()) {
    joints.add(0, piece, cost);
  }
  // The pieces of the two tables are not the same, so that the sum is not one yet.
  int all = kFloorExchanged;
  for (const Joint& joint : joints.all()) {
    all = either(all, joint.cost);
  }
  std::map<Packed, int> alone_a;
  std::map<Packed, int> alone_b;
  const auto count = [](std::map<Packed, int>& alone, Packed piece, int cost) {
    const auto [at, added] = alone.try_emplace(piece, cost);
    if (!added) {
      at->second = either(at->second, cost);
    }
  };
  for (Joint& joint : joints.all()) {
    joint.cost = std::max(joint.cost - all, 1);
    count(alone_a, joint.source, joint.cost);
    count(alone_b, joint.other, joint.cost);
  }
  ChannelTable out;
  for (const auto& [piece, cost] : alone_a) {
    if (piece != 0) {
      out.set_source_alone(text_of(piece), std::max(cost, 1));
    }
  }
  for (const auto& [piece, cost] : alone_b) {
    if (piece != 0) {
      out.set_latin_alone(text_of(piece), std::max(cost, 1));
    }
  }
  for (const Joint& joint : joints.all()) {
    if (!joints.divides(joint)) {
      // Together they are no likelier than either.
      const int s = joint.source == 0 ? 0 : alone_a[joint.source];
      const int t = joint.other == 0 ? 0 : alone_b[joint.other];
      out.add(text_of(joint.source), text_of(joint.other), std::max({joint.cost, s, t, 1}));
    }
  }
  return out;
}

const ChannelTable& table_between(Channel a, Channel b) {
  static std::array<std::array<std::atomic<const ChannelTable*>, kChannels>, kChannels> tables{};
  static std::mutex making;
  auto& slot = tables[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
  const ChannelTable* found = slot.load(std::memory_order_acquire);
  if (found == nullptr) {
    const std::lock_guard lock(making);
    found = slot.load(std::memory_order_relaxed);
    if (found == nullptr) {
      const Channels& channels = Channels::get();
      auto table = std::make_unique<ChannelTable>(composed(channels.of(a), channels.of(b)));
      table->set_bound(channels.bound_between(a, b));
      found = table.release();
      slot.store(found, std::memory_order_release);
    }
  }
  return *found;
}

}  // namespace penumbra::match
