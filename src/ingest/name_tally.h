// Which of the names that a format has do occur in a file. What a format may leave out is no fault when it is not
// there; but a column that was always there and is gone must not go unnoticed, so that a version says what it does not
// have.
#ifndef PENUMBRA_INGEST_NAME_TALLY_H_
#define PENUMBRA_INGEST_NAME_TALLY_H_

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace penumbra::ingest {

// Not thread-safe; `known` must outlive it.
class NameTally {
 public:
  explicit NameTally(std::span<const std::string_view> known) : known_(known), seen_(known.size()) {}

  // Names that are not known do not count.
  void see(std::string_view name) {
    // Records repeat the order of their members.
    for (std::size_t tried = 0; tried < known_.size(); ++tried) {
      const std::size_t at = next_;
      next_ = next_ + 1 < known_.size() ? next_ + 1 : 0;
      if (known_[at] != name) continue;
      seen_[at] = true;
      return;
    }
  }

  // Counts what another tally of the same names saw.
  void join(const NameTally& other) {
    for (std::size_t i = 0; i < seen_.size(); ++i) seen_[i] = seen_[i] || other.seen_[i];
  }

  // "the table has no column for: a, b", where `what` is "the table has no column for"; "" when every name was seen.
  std::string absent(std::string_view what) const {
    std::string out;
    for (std::size_t i = 0; i < known_.size(); ++i) {
      if (seen_[i]) continue;
      out.append(out.empty() ? std::string(what) + ": " : ", ").append(known_[i]);
    }
    return out;
  }

 private:
  std::span<const std::string_view> known_;
  std::vector<bool> seen_;
  std::size_t next_ = 0;
};

// Adds the sentence to the notes of a version when there is one.
inline void note_absent(std::vector<std::string>& notes, const NameTally& tally, std::string_view what) {
  if (std::string sentence = tally.absent(what); !sentence.empty()) notes.push_back(std::move(sentence));
}

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_NAME_TALLY_H_
