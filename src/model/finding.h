// Findings: what a reader noticed and did not silently pass over.
#ifndef PENUMBRA_MODEL_FINDING_H_
#define PENUMBRA_MODEL_FINDING_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "penumbra/error.h"

namespace penumbra::model {

// Stored: never renumber.
enum class FindingLevel : std::uint8_t {
  kNote = 0,     // nothing is lost: a value was explicitly ignored, a slip of the source was mended
  kWarning = 1,  // a value could not be mapped and is kept only as text
  kError = 2,    // a record could not be mapped at all
};
std::string_view to_string(FindingLevel level);

struct Finding {
  FindingLevel level = FindingLevel::kNote;
  std::string key;      // stable kind of the finding: "unknown-property", "unmapped-programme"
  std::string message;  // a sentence, with the value that caused it
  SourcePosition position;
  std::uint64_t count = 1;  // how often this key and message occurred; position is that of the first

  bool operator==(const Finding&) const = default;
};

// Collects findings of one run. Equal key and message are counted, not repeated; beyond kMaxDistinct distinct ones of a
// key, further ones are counted under "and more". Not thread-safe.
class FindingLog {
 public:
  static constexpr std::size_t kMaxDistinctPerKey = 200;

  void add(FindingLevel level, std::string_view key, std::string_view message, const SourcePosition& position);

  // Counts one more of a finding that is there already and says whether it is: for those who make a position only for
  // the first.
  bool count_again(std::string_view key, std::string_view message);

  // Whether what a log of later findings holds can be added as if it had been found here, one by one. False where a
  // bound would be passed, behind which findings are no longer told apart.
  bool can_join(const FindingLog& later) const;
  // Adds them. Only where can_join() says so.
  void join(FindingLog&& later);

  // Errors first, then warnings, then notes; inside a level in order of first occurrence.
  std::vector<Finding> sorted() const;
  std::uint64_t count(FindingLevel level) const;
  bool empty() const { return findings_.empty(); }

 private:
  std::vector<Finding> findings_;
  // The finding with this key and message, or nullptr.
  Finding* find(std::string_view key, std::string_view message);
  const Finding* find(std::string_view key, std::string_view message) const {
    return const_cast<FindingLog*>(this)->find(key, message);
  }

  std::unordered_multimap<std::size_t, std::size_t> by_hash_;  // of key and message -> index
  std::map<std::string, std::size_t, std::less<>> distinct_;   // key -> number of distinct messages
};

}  // namespace penumbra::model

#endif  // PENUMBRA_MODEL_FINDING_H_
