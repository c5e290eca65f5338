#include "resolve/programmes.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

namespace penumbra::resolve {
namespace {

std::uint64_t both(std::uint32_t a, std::uint32_t b) {
  return (std::uint64_t{a} << 32U) | b;
}

// Of a sentence, the beginning: programmes of some lists are paragraphs.
std::string shortened(const std::string& text) {
  constexpr std::size_t kShown = 60;
  if (text.size() <= kShown) return text;
  std::size_t end = kShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

}  // namespace

struct Programmes::Best {
  Centibits bits = 0;
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  bool known = false;
};

Result<Programmes> Programmes::learn(const Records& records,
                                     const std::vector<std::pair<std::uint32_t, std::uint32_t>>& certain) {
  Programmes out;
  if (certain.size() < kLeastTaught) return out;
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> numbers;
  std::vector<std::uint32_t> under;                 // records under a programme
  std::map<std::uint32_t, std::uint32_t> with_any;  // records of a source that stand under any
  for (std::uint32_t record = 0; record < records.size(); ++record) {
    out.first_.push_back(static_cast<std::uint32_t>(out.of_.size()));
    PENUMBRA_ASSIGN_OR_RETURN(std::vector<std::string> names, records.programmes(record));
    if (names.empty()) continue;
    const std::uint32_t source = records.source(record);
    ++with_any[source];
    for (std::string& name : names) {
      const auto [found, added] = numbers.try_emplace({source, name}, static_cast<std::uint32_t>(numbers.size()));
      if (added) {
        out.names_.push_back(std::move(name));
        out.sources_.push_back(source);
        under.push_back(0);
      }
      ++under[found->second];
      out.of_.push_back(found->second);
    }
  }
  out.first_.push_back(static_cast<std::uint32_t>(out.of_.size()));
  for (std::size_t i = 0; i < under.size(); ++i) {
    out.shares_.push_back(static_cast<double>(under[i]) / with_any[out.sources_[i]]);
  }
  for (const auto& [left, right] : certain) {
    const std::uint32_t left_source = records.source(left);
    const std::uint32_t right_source = records.source(right);
    if (left_source == right_source || out.first_[left] == out.first_[left + 1] ||
        out.first_[right] == out.first_[right + 1]) {
      continue;
    }
    for (std::uint32_t i = out.first_[left]; i < out.first_[left + 1]; ++i) {
      ++out.found_[both(out.of_[i], right_source)];
      for (std::uint32_t j = out.first_[right]; j < out.first_[right + 1]; ++j) {
        ++out.together_[both(std::min(out.of_[i], out.of_[j]), std::max(out.of_[i], out.of_[j]))];
      }
    }
    for (std::uint32_t j = out.first_[right]; j < out.first_[right + 1]; ++j) {
      ++out.found_[both(out.of_[j], left_source)];
    }
  }
  return out;
}

Centibits Programmes::one_way(std::uint32_t from, std::uint32_t to) const {
  const auto found = found_.find(both(from, sources_[to]));
  if (found == found_.end() || found->second < kLeastTaught) return 0;
  const auto together = together_.find(both(std::min(from, to), std::max(from, to)));
  const double met = together == together_.end() ? 0.0 : together->second;
  constexpr double kBelief = 2.0;  // so many parties as chance would have them, so that a few teach little
  const double share = (met + kBelief * shares_[to]) / (found->second + kBelief);
  const double bits = std::log2(share / shares_[to]) * kBit;
  return static_cast<Centibits>(
      std::lround(std::clamp(bits, static_cast<double>(kLeastBits), static_cast<double>(kMostBits))));
}

Programmes::Best Programmes::best(std::uint32_t left, std::uint32_t right) const {
  Best out;
  if (first_.empty()) return out;
  for (std::uint32_t i = first_[left]; i < first_[left + 1]; ++i) {
    for (std::uint32_t j = first_[right]; j < first_[right + 1]; ++j) {
      const Centibits bits = std::min(one_way(of_[i], of_[j]), one_way(of_[j], of_[i]));
      if (!out.known || bits > out.bits) out = {bits, of_[i], of_[j], true};
    }
  }
  return out;
}

Centibits Programmes::bits(std::uint32_t left, std::uint32_t right) const {
  return best(left, right).bits;
}

ProgrammeEvidence Programmes::explain(std::uint32_t left, std::uint32_t right) const {
  const Best found = best(left, right);
  if (!found.known) return {};
  const auto together = together_.find(both(std::min(found.left, found.right), std::max(found.left, found.right)));
  const auto on_right = found_.find(both(found.left, sources_[found.right]));
  ProgrammeEvidence out{found.bits, shortened(names_[found.left]), shortened(names_[found.right]), ""};
  out.text = fmt::format(
      "of the parties of the first programme that the other list has under a rare name, {} of {} stand under the "
      "second, "
      "as does {:.1f} % of that list",
      together == together_.end() ? 0 : together->second, on_right == found_.end() ? 0 : on_right->second,
      100.0 * shares_[found.right]);
  return out;
}

}  // namespace penumbra::resolve
