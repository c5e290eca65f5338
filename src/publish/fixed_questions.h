// The fixed questions of a source (canary_set.h), asked of a version that is about to be published.
#ifndef PENUMBRA_PUBLISH_FIXED_QUESTIONS_H_
#define PENUMBRA_PUBLISH_FIXED_QUESTIONS_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "publish/canary_set.h"
#include "store/store.h"
#include "store/version_facts.h"

namespace penumbra::publish {

// One use per version. Not thread-safe.
class FixedQuestions {
 public:
  // `before` is the store as it is, or nullptr for a new one; it must outlive the object. Questions are those of the
  // latest version of the source and format that has a set.
  FixedQuestions(const store::Store* before, std::string source, std::string format)
      : before_(before), source_(std::move(source)), format_(std::move(format)) {}

  // A part of the new version, as in CanaryPicker::add().
  void add(const model::Dataset& part) { picker_.add(part); }
  // The index of a segment that the new version brings, known by the checksum of the segment. The bytes must outlive
  // ask(). Layers of earlier versions are opened from the store.
  void add_own_index(std::uint64_t segment_checksum, std::string_view bytes) { own_[segment_checksum] = bytes; }

  // Asks, and gives the file to be kept with the version; "" when that of an earlier one serves on. What could not be
  // asked, and with `let_pass` what was lost, goes to `notes`. kHeld: an answer was lost without a reason, and nobody
  // let it pass. Errors as for opening the file of questions and an index.
  Result<std::string> ask(const store::VersionFacts& facts, bool let_pass, std::chrono::milliseconds bound,
                          std::vector<std::string>& notes) const;

 private:
  const store::Store* before_;
  std::string source_;
  std::string format_;
  CanaryPicker picker_;
  std::unordered_map<std::uint64_t, std::string_view> own_;
};

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_FIXED_QUESTIONS_H_
