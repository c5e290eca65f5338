#include "match/channel_pairs.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
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
constexpr Packed kPieces = Packed{1} << kPieceBits;

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
  explicit Side(const ChannelTable& table) : numbers_(kPieces) {
    for (const ChannelTable::Pair& pair : table.pairs()) {
      const Packed latin = packed(pair.latin);
      if (latin == 0) {
        silent_.emplace_back(packed(pair.source), pair.cost);
        continue;
      }
      Piece& piece = piece_of(latin);
      if (piece.alone == kNone) {
        piece.alone = table.latin_alone(pair.latin);
      }
      add_reading(piece.direct, {packed(pair.source), std::max(pair.cost - piece.alone, 0), false});
    }
  }

  static constexpr int kNone = -1;
  // What a Latin piece costs by itself, or kNone if it is none of the table.
  int alone(Packed latin) const { return pieces_[numbers_[latin]].alone; }
  // Pieces that stand for nothing, with their costs.
  const std::vector<std::pair<Packed, int>>& silent() const { return silent_; }

  // What stands for a Latin piece, also as two pieces of it or three.
  const std::vector<Reading>& of(Packed latin) {
    Piece& piece = piece_of(latin);
    if (piece.known) {
      return piece.all;
    }
    piece.known = true;
    piece.all = piece.direct;
    for (unsigned cut = 1; cut < size_of(latin); ++cut) {
      const std::vector<Reading>& head = pieces_[numbers_[head_of(latin, cut)]].direct;
      if (head.empty()) {
        continue;
      }
      for (const Reading& tail : of(tail_of(latin, cut))) {
        for (const Reading& first : head) {
          add_reading(piece.all, {first.piece << (5 * size_of(tail.piece)) | tail.piece, first.cost + tail.cost, true});
        }
      }
    }
    return piece.all;
  }

 private:
  struct Piece {
    int alone = kNone;
    bool known = false;  // `all` was made
    std::vector<Reading> direct;
    std::vector<Reading> all;
  };
  Piece& piece_of(Packed latin) {
    if (numbers_[latin] == 0) {
      numbers_[latin] = static_cast<std::uint16_t>(pieces_.size());
      pieces_.emplace_back();
    }
    return pieces_[numbers_[latin]];
  }

  std::vector<std::uint16_t> numbers_;               // by piece; 0: nothing is known of it
  std::deque<Piece> pieces_ = std::deque<Piece>(1);  // a deque, for they are added while others are read
  std::vector<std::pair<Packed, int>> silent_;
};

// A piece of either side, and what they cost together.
struct Joint {
  Packed source = 0;
  Packed other = 0;
  int cost = 0;
};

// The costs of pairs of pieces by what they are: a hash table with open addressing, which is asked some twenty times
// for each pair.
class Joints {
 public:
  void add(Packed source, Packed other, int cost) {
    if ((source | other) == 0) {
      return;
    }
    if (2 * (all_.size() + 1) > slots_.size()) {
      grow();
    }
    std::uint32_t& slot = slots_[slot_of(source, other)];
    if (slot == 0) {
      all_.push_back({source, other, cost});
      slot = static_cast<std::uint32_t>(all_.size());
    } else {
      all_[slot - 1].cost = either(all_[slot - 1].cost, cost);
    }
  }

  const Joint* find(Packed source, Packed other) const {
    const std::uint32_t slot = slots_[slot_of(source, other)];
    return slot == 0 ? nullptr : &all_[slot - 1];
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
  // Where a pair stands, or would stand.
  std::size_t slot_of(Packed source, Packed other) const {
    const std::size_t mask = slots_.size() - 1;
    const std::uint32_t key = source << kPieceBits | other;
    std::size_t slot = (key * 0x9E3779B1U) >> 9U & mask;
    while (slots_[slot] != 0 && (all_[slots_[slot] - 1].source != source || all_[slots_[slot] - 1].other != other)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
  void grow() {
    std::vector<std::uint32_t> old(std::max<std::size_t>(1U << 14U, 2 * slots_.size()));
    old.swap(slots_);
    for (const std::uint32_t number : old) {
      if (number != 0) {
        slots_[slot_of(all_[number - 1].source, all_[number - 1].other)] = number;
      }
    }
  }

  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(1U << 13U);  // number in all_ + 1; 0: free
  std::vector<Joint> all_;
};

ChannelTable composed(Side& of_a, Side& of_b) {
  Joints joints;
  for (Packed piece = 1; piece < kPieces; ++piece) {
    const int alone_a = of_a.alone(piece);
    const int alone_b = of_b.alone(piece);
    if (alone_a == Side::kNone && alone_b == Side::kNone) {
      continue;
    }
    const int alone = alone_a == Side::kNone ? alone_b : alone_b == Side::kNone ? alone_a : (alone_a + alone_b) / 2;
    for (const Reading& s : of_a.of(piece)) {
      for (const Reading& t : of_b.of(piece)) {
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
  std::vector<int> alone_a(kPieces, Side::kNone);
  std::vector<int> alone_b(kPieces, Side::kNone);
  const auto count = [](int& alone, int cost) { alone = alone == Side::kNone ? cost : either(alone, cost); };
  for (Joint& joint : joints.all()) {
    joint.cost = std::max(joint.cost - all, 1);
    count(alone_a[joint.source], joint.cost);
    count(alone_b[joint.other], joint.cost);
  }
  ChannelTable out;
  for (Packed piece = 1; piece < kPieces; ++piece) {
    if (alone_a[piece] != Side::kNone) {
      out.set_source_alone(text_of(piece), std::max(alone_a[piece], 1));
    }
    if (alone_b[piece] != Side::kNone) {
      out.set_latin_alone(text_of(piece), std::max(alone_b[piece], 1));
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

}  // namespace

ChannelTable composed(const ChannelTable& a, const ChannelTable& b) {
  Side of_a(a);
  Side of_b(b);
  return composed(of_a, of_b);
}

const ChannelTable& table_between(Channel a, Channel b) {
  static std::array<std::array<std::atomic<const ChannelTable*>, kChannels>, kChannels> tables{};
  static std::mutex making;
  // A channel is put together with several others, and half of the work is the same for all. A few hundred KB each.
  // Read and made under `making`, and never destroyed, for other threads may outlive main().
  static auto& sides = *new std::array<std::unique_ptr<Side>, kChannels>();
  auto& slot = tables[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
  const ChannelTable* found = slot.load(std::memory_order_acquire);
  if (found == nullptr) {
    const std::lock_guard lock(making);
    found = slot.load(std::memory_order_relaxed);
    if (found == nullptr) {
      const Channels& channels = Channels::get();
      const auto side = [&](Channel channel) -> Side& {
        auto& kept = sides[static_cast<std::size_t>(channel)];
        if (kept == nullptr) {
          kept = std::make_unique<Side>(channels.of(channel));
        }
        return *kept;
      };
      auto table = std::make_unique<ChannelTable>(composed(side(a), side(b)));
      table->set_bound(channels.bound_between(a, b));
      found = table.release();
      slot.store(found, std::memory_order_release);
    }
  }
  return *found;
}

void warm_up_channel_pairs() {
  const Channels& channels = Channels::get();
  const auto learned = [&](std::size_t channel) { return !channels.of(static_cast<Channel>(channel)).empty(); };
  for (std::size_t a = 1; a < kChannels; ++a) {
    for (std::size_t b = a + 1; b < kChannels; ++b) {
      if (learned(a) && learned(b)) {
        table_between(static_cast<Channel>(a), static_cast<Channel>(b));
      }
    }
  }
}

}  // namespace penumbra::match
