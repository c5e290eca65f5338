// How an anchor of a query finds the entries that it may meet: keys, and the check behind them.
//
// docs/design/index.md, "How anchors are found", states the keys and why together they lose nothing.
#ifndef PENUMBRA_INDEX_KEYS_H_
#define PENUMBRA_INDEX_KEYS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "match/anchors.h"

namespace penumbra::index {

// What an entry of the index is compared by: an anchor without an owning string.
struct Form {
  match::AnchorSpace space = match::AnchorSpace::kLetters;
  std::uint8_t edits = 0;
  bool abjad = false;
  std::string_view text;

  static Form of(const match::Anchor& anchor) { return {anchor.space, anchor.edits, anchor.abjad, anchor.form}; }
};

// Forms up to this length are found after one edit by deleting a byte; longer ones by their halves. A deletion costs
// one key a byte, and halves of fewer bytes than this leaves are no longer selective.
inline constexpr std::size_t kShortFormBytes = 8;
// Two edits are looked for in this many leading bytes: 37 keys whatever the length.
inline constexpr std::size_t kTwoEditPrefixBytes = 8;

// Appends the keys under which an entry is filed. May repeat a key.
void entry_keys(const Form& entry, std::vector<std::uint64_t>& keys);

// Appends the keys under which every entry that meets `query` is filed. May repeat a key. At most about 80.
void query_keys(const Form& query, std::vector<std::uint64_t>& keys);

// Which letters a form holds: bit i for 'a'+i, bits 26 to 31 for other bytes. Two forms within k edits differ by at
// most k bits in either direction.
std::uint32_t letter_mask(std::string_view form);

// Whether the optimal-string-alignment distance of two forms is at most `edits`. Same answer as the textbook table;
// takes time proportional to the length times 4^edits, for edits of 0, 1 and 2.
bool within_edits(std::string_view a, std::string_view b, unsigned edits);

// Whether two forms meet, as match::meet defines it.
bool forms_meet(const Form& a, const Form& b);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_KEYS_H_
