#include "model/finding.h"

#include <algorithm>
#include <utility>

namespace penumbra::model {
namespace {

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
      message = "and more of the same kind";
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
