#include "model/finding.h"

#include <algorithm>
#include <utility>

namespace penumbra::model {
namespace {

constexpr std::string_view kAndMore = "and more of the same kind";

std::size_t hash_of(std::string_view key, std::string_view message) {
  const std::hash<std::string_view> hash;
  return hash(key) * 31 + hash(message);
}

}  // namespace

std::string_view to_string(FindingLevel level) {
  switch (level) {
    case FindingLevel::kNote:
      return "note";
    case FindingLevel::kWarning:
      return "warning";
    case FindingLevel::kError:
      return "error";
  }
  return "note";
}

Finding* FindingLog::find(std::string_view key, std::string_view message) {
  const auto [first, last] = by_hash_.equal_range(hash_of(key, message));
  for (auto it = first; it != last; ++it) {
    Finding& finding = findings_[it->second];
    if (finding.key == key && finding.message == message) return &finding;
  }
  return nullptr;
}

bool FindingLog::count_again(std::string_view key, std::string_view message) {
  Finding* const known = find(key, message);
  if (known != nullptr) ++known->count;
  return known != nullptr;
}

void FindingLog::add(FindingLevel level, std::string_view key, std::string_view message,
                     const SourcePosition& position) {
  Finding* known = find(key, message);
  if (known == nullptr) {
    auto distinct = distinct_.find(key);
    if (distinct == distinct_.end()) distinct = distinct_.emplace(key, 0).first;
    if (distinct->second >= kMaxDistinctPerKey) {
      message = kAndMore;
      known = find(key, message);
    } else {
      ++distinct->second;
    }
  }
  if (known != nullptr) {
    ++known->count;
    return;
  }
  by_hash_.emplace(hash_of(key, message), findings_.size());
  findings_.push_back({level, std::string(key), std::string(message), position, 1});
}

bool FindingLog::can_join(const FindingLog& later) const {
  std::map<std::string_view, std::size_t> fresh;
  for (const Finding& finding : later.findings_) {
    if (finding.message == kAndMore) return false;
    if (find(finding.key, finding.message) == nullptr) ++fresh[finding.key];
  }
  return std::all_of(fresh.begin(), fresh.end(), [this](const auto& one) {
    const auto here = distinct_.find(one.first);
    return one.second + (here == distinct_.end() ? 0 : here->second) <= kMaxDistinctPerKey;
  });
}

void FindingLog::join(FindingLog&& later) {
  for (const Finding& finding : later.findings_) {
    Finding* known = find(finding.key, finding.message);
    if (known == nullptr) {
      add(finding.level, finding.key, finding.message, finding.position);
      known = find(finding.key, finding.message);
      known->count = 0;
    }
    known->count += finding.count;
  }
  later = FindingLog();
}

std::vector<Finding> FindingLog::sorted() const {
  std::vector<Finding> out = findings_;
  std::stable_sort(out.begin(), out.end(), [](const Finding& a, const Finding& b) { return a.level > b.level; });
  return out;
}

std::uint64_t FindingLog::count(FindingLevel level) const {
  std::uint64_t total = 0;
  for (const Finding& finding : findings_) {
    if (finding.level == level) total += finding.count;
  }
  return total;
}

}  // namespace penumbra::model
