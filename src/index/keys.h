// Keys: how a part of a query finds the terms that it may meet, and a word the names that write it in several.
//
// docs/design/index.md, "Keys", states them and why together they lose nothing. A key is a suspicion: what it leads to
// is compared before it counts.
#ifndef PENUMBRA_INDEX_KEYS_H_
#define PENUMBRA_INDEX_KEYS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "names/name.h"

namespace penumbra::index {

// Forms of several parts written together up to this length are found after one edit by deleting a byte; longer ones by
// their halves.
inline constexpr std::size_t kShortJoinedBytes = 8;
// Edits are looked for in this many leading bytes: 9 keys, whatever the length.
inline constexpr std::size_t kEditPrefixBytes = 8;
// Shortest form of several parts written together (match/align.cc).
inline constexpr std::size_t kLeastJoinedBytes = 4;
inline constexpr std::size_t kLeastAcronymBytes = 3;

using Keys = std::vector<std::uint64_t>;

// A key of a half says nothing of the other half but in its last bits, which hold three bits of each half of that: an
// edit leaves one of these as it is.
inline constexpr unsigned kRestBits = 6;
// What is looked up of forms written together: a key, and which last bits a filed key may have instead of those of this
// one, as bits of their difference (exclusive or).
struct JoinedKey {
  std::uint64_t key = 0;
  std::uint64_t rests = 1;
};
using JoinedKeys = std::vector<JoinedKey>;

// Appends the keys under which a part with weight is filed. May repeat a key.
void term_keys(const names::NameView& name, const names::Part& part, Keys& keys);

// Appends the keys under which every term is filed that is near a part of a query (match/relate.h). At most some
// hundred.
void query_keys(const names::NameView& name, const names::Part& part, Keys& keys);

// Appends the keys under which every term of another script is filed that has a sound code in common with a part. What
// is filed there is near; of a part that is not Latin, terms of its own script are, too, which the code says nothing
// of.
void query_sound_keys(const names::NameView& name, const names::Part& part, Keys& keys);

// Appends the keys under which terms are filed with a form of letters that equals `text` or, from six bytes on, is one
// edit away: for neighbours of a query written together.
void query_keys_of_joined(std::string_view text, Keys& keys);
// The one for forms that must be equal: acronyms.
std::uint64_t exact_key(std::string_view text);

// The same the other way about: keys under which a listed name is filed for neighbours written together, ...
// and under one of them where it is found by equality alone, ...
void joined_keys(std::string_view text, Keys& keys);
void joined_keys_exact(std::string_view text, Keys& keys);
// ... under which it is looked up, and, for readings, without an edit.
void query_joined_keys(std::string_view text, JoinedKeys& keys);
void query_joined_keys_exact(std::string_view text, JoinedKeys& keys);
std::uint64_t acronym_key(std::string_view text);

// Appends the keys under which a listed name of several parts is filed for all its letters (match/whole.h), unless its
// parts written together are; it is looked up by query_joined_keys().
void whole_keys(const names::NameView& name, Keys& keys);

// The forms of a name that stand for several of its parts: neighbours (two, three) and the whole written together, and
// acronyms. Calls joined(text, parts) and acronym(text, parts); `parts` has bit i for part i.
struct JoinedForm {
  std::string_view text;
  std::uint64_t parts = 0;
};
class JoinedForms {
 public:
  // Views point into this object and stay valid until the next read().
  void read(const names::NameView& name);
  const std::vector<JoinedForm>& joined() const { return joined_; }      // four bytes or more, no two equal
  const std::vector<JoinedForm>& acronyms() const { return acronyms_; }  // three letters or more
  // What neighbours are as one Korean word (names::korean_key): met by equality alone.
  const std::vector<JoinedForm>& spelled() const { return spelled_; }

 private:
  std::string text_;
  std::vector<JoinedForm> joined_;
  std::vector<JoinedForm> acronyms_;
  std::vector<JoinedForm> spelled_;
};

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_KEYS_H_
