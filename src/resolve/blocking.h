// Which pairs of records are worth comparing.
#ifndef PENUMBRA_RESOLVE_BLOCKING_H_
#define PENUMBRA_RESOLVE_BLOCKING_H_

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "resolve/records.h"
#include "resolve/words.h"

namespace penumbra::resolve {

// A key that more records share says nothing about two of them.
inline constexpr std::uint32_t kMaxBlock = 48;
// A single word that at most so many records have brings them together by itself.
inline constexpr std::uint32_t kRareWord = 24;
// Names of one record that are read; lists have up to some dozens.
inline constexpr std::size_t kMaxNames = 128;

struct Pairs {
  // (smaller record, larger record), ascending, each once.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  // Of different sources and of equal names so rare that they are one party (for Programmes::learn); ascending.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> certain;
  std::uint64_t keys = 0;           // distinct keys that two or more records share
  std::uint64_t keys_left_out = 0;  // of them, shared by more than kMaxBlock
};

struct BlockingProgress {
  std::function<void(std::uint64_t done)> records;
};

// Reads every record once, counts the words into `words` (and seals it), and pairs the records that share a key.
// Memory: about 100 bytes a name. Uses `threads` threads; the result does not depend on their number. Errors as
// Records::entity().
Result<Pairs> find_pairs(const Records& records, unsigned threads, WordCounts& words,
                         const BlockingProgress& progress = {});

}  // namespace penumbra::resolve

#endif  // PENUMBRA_RESOLVE_BLOCKING_H_
