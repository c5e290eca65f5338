// How samples are drawn: the strong names of each stratum (source and kind) are put into an order that the seed and the
// technique draw; the first of them to which the technique applies are taken, until the stratum has its share. A
// stratum's share is that of its names, and at least kLeast, so that small lists and rare kinds are seen.
#include "selftest/plan.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace penumbra::selftest {
namespace {

using base::mixed;
using Names = std::vector<std::uint32_t>;

constexpr std::uint64_t kLeast = 10;
// A technique that applies to few names gives up after so many for each case that it wants.
constexpr std::uint64_t kPatience = 200;

struct Stratum {
  Names names;
  std::uint64_t share(std::uint64_t sample, std::size_t all) const {
    const std::uint64_t part = (sample * names.size() + all - 1) / all;
    return std::min<std::uint64_t>(names.size(), std::max(part, std::min(kLeast, sample)));
  }
};

class Planner {
 public:
  Planner(const Parties& parties, std::uint64_t seed, std::uint64_t sample, bool all)
      : parties_(parties), seed_(seed), sample_(sample), all_(all) {
    std::map<std::pair<std::uint16_t, PartyKind>, Stratum> strata;
    for (std::uint32_t i = 0; i < parties.names.size(); ++i) {
      const ListedName& name = parties.names[i];
      if (name.weak) continue;
      strata[{name.source, name.kind}].names.push_back(i);
      ++strong_;
    }
    for (auto& [key, stratum] : strata) strata_.push_back(std::move(stratum));
  }

  std::vector<Case> take() {
    unchanged();
    for (std::size_t t = 1; t < treatments().size(); ++t) single(t);
    pairs();
    triples();
    return std::move(cases_);
  }

 private:
  void unchanged() {
    // Twenty times the sample: this rate has to be whole. Weak aliases are asked for all, and counted apart.
    for (const Stratum& stratum : strata_) {
      const Names order = drawn(stratum, 0);
      const std::uint64_t share = all_ ? order.size() : stratum.share(sample_ * 20, strong_);
      for (std::uint64_t i = 0; i < share; ++i) cases_.push_back({order[i], 1, {0, 0, 0}, 0});
    }
    for (std::uint32_t i = 0; i < parties_.names.size(); ++i) {
      if (parties_.names[i].weak) cases_.push_back({i, 1, {0, 0, 0}, 0});
    }
  }

  void single(std::size_t treatment) {
    for (const Stratum& stratum : strata_) {
      const std::uint64_t share = stratum.share(bounded(treatment), strong_);
      draw(stratum, mixed(treatment), all_ && !treatments()[treatment].bounded ? order_size(stratum) : share,
           [&](std::uint64_t) { return std::vector<std::size_t>{treatment}; });
    }
  }

  // Megabytes take time; a tenth of the sample says enough about a rule that knows no names.
  std::uint64_t bounded(std::size_t treatment) const {
    return treatments()[treatment].bounded ? std::max<std::uint64_t>(sample_ / 10, 1) : sample_;
  }

  void pairs() {
    const std::uint64_t each = std::max<std::uint64_t>(sample_ / 25, 1);
    for (std::size_t a = 1; a < treatments().size(); ++a) {
      for (std::size_t b = a + 1; b < treatments().size(); ++b) {
        if (!compatible(a, b)) continue;
        Stratum everything = whole(mixed(a * 64 + b));
        draw(everything, 0, each, [&](std::uint64_t) { return std::vector<std::size_t>{a, b}; });
      }
    }
  }

  void triples() {
    Stratum everything = whole(3);
    draw(everything, 0, sample_ * 12, [&](std::uint64_t at) {
      base::Random random(mixed(seed_ ^ mixed(at + 0x747269U)));
      std::array<std::size_t, 3> three{};
      for (;;) {
        for (std::size_t& one : three) one = 1 + random.below(treatments().size() - 1);
        std::sort(three.begin(), three.end());
        if (compatible(three[0], three[1]) && compatible(three[0], three[2]) && compatible(three[1], three[2])) break;
      }
      return std::vector<std::size_t>{three.begin(), three.end()};
    });
  }

  // All strong names, in an order drawn for a purpose.
  Stratum whole(std::uint64_t purpose) {
    Stratum out;
    if (all_names_.empty()) {
      for (const Stratum& stratum : strata_)
        all_names_.insert(all_names_.end(), stratum.names.begin(), stratum.names.end());
    }
    // Sorting everything for each of hundreds of pairs would take longer than asking: a run of numbers is drawn
    // instead.
    base::Random random(mixed(seed_ ^ mixed(purpose)));
    const std::size_t enough = std::min<std::size_t>(all_names_.size() * 2, 20000);
    for (std::size_t i = 0; i < enough; ++i) out.names.push_back(all_names_[random.below(all_names_.size())]);
    return out;
  }

  static std::uint64_t order_size(const Stratum& stratum) { return stratum.names.size(); }

  Names drawn(const Stratum& stratum, std::uint64_t purpose) const {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed;
    keyed.reserve(stratum.names.size());
    for (const std::uint32_t name : stratum.names)
      keyed.emplace_back(mixed(seed_ ^ mixed(purpose ^ mixed(name))), name);
    std::sort(keyed.begin(), keyed.end());
    Names out;
    out.reserve(keyed.size());
    for (const auto& [key, name] : keyed) out.push_back(name);
    return out;
  }

  template <typename Choose>
  void draw(const Stratum& stratum, std::uint64_t purpose, std::uint64_t wanted, Choose choose) {
    const Names order = purpose == 0 ? stratum.names : drawn(stratum, purpose);
    std::uint64_t taken = 0;
    std::uint64_t at = 0;
    const std::uint64_t patience = wanted * kPatience;
    while (taken < wanted && at < patience) {
      // Triples may come back to a name with other treatments; single ones and pairs take each name once.
      if (at >= order.size() && purpose != 0) break;
      const std::uint32_t name = order[at % order.size()];
      const std::vector<std::size_t> by = choose(at);
      if (at >= order.size() && by.size() < 3) break;
      ++at;
      Case one;
      one.name = name;
      one.count = static_cast<std::uint8_t>(by.size());
      std::uint64_t key = name;
      for (std::size_t i = 0; i < by.size(); ++i) {
        one.by[i] = static_cast<std::uint8_t>(by[i]);
        key = mixed(key ^ (by[i] + 1));
      }
      one.seed = mixed(seed_ ^ mixed(key + at));
      if (!one.text(parties_)) continue;
      cases_.push_back(one);
      ++taken;
    }
  }

  const Parties& parties_;
  std::uint64_t seed_;
  std::uint64_t sample_;
  bool all_;
  std::size_t strong_ = 0;
  std::vector<Stratum> strata_;
  Names all_names_;
  std::vector<Case> cases_;
};

}  // namespace

std::size_t Case::level() const {
  return count == 1 && by[0] == 0 ? 0 : count;
}

std::optional<std::string> Case::text(const Parties& parties) const {
  std::array<std::size_t, 3> places{};
  for (std::size_t i = 0; i < count; ++i) places[i] = by[i];
  const ListedName& listed = parties.names[name];
  return treated(listed.text, listed.kind, std::span<const std::size_t>(places).first(count), seed);
}

std::vector<Case> plan(const Parties& parties, std::uint64_t seed, std::uint64_t sample, bool all) {
  return Planner(parties, seed, sample, all).take();
}

}  // namespace penumbra::selftest
