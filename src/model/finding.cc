#include "model/finding.h"

#include <algorithm>
#include <utility>

namespace penumbra::model {

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

void FindingLog::add(FindingLevel level, std::string_view key, std::string_view message,
                     const SourcePosition& position) {
  std::string text(message);
  std::string lookup = std::string(key) + '\0' + text;
  auto it = by_text_.find(lookup);
  if (it == by_text_.end()) {
    std::size_t& distinct = distinct_[std::string(key)];
    if (distinct >= kMaxDistinctPerKey) {
      text = "and more of the same kind";
      lookup = std::string(key) + '\0' + text;
      it = by_text_.find(lookup);
    } else {
      ++distinct;
    }
  }
  if (it != by_text_.end()) {
    ++findings_[it->second].count;
    return;
  }
  by_text_.emplace(std::move(lookup), findings_.size());
  findings_.push_back({level, std::string(key), std::move(text), position, 1});
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
