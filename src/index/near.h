// Whether two parts are near each other, from the two alone: the promises of match/relate.h, evaluated.
//
// An index keeps what near_of() says of its own terms (kin.h): a change of this file makes another index, as its
// fingerprint tells.
#ifndef PENUMBRA_INDEX_NEAR_H_
#define PENUMBRA_INDEX_NEAR_H_

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "match/channel.h"
#include "match/sounds.h"
#include "names/lexicon.h"
#include "names/name.h"

namespace penumbra::index {

// Whether the optimal-string-alignment distance is at most `edits`: as the textbook table says, in time proportional to
// the length times 4^edits, and at once for most words.
bool within_edits(std::string_view a, std::string_view b, int edits);

// Whether the skeletons of two parts bring them together, within `edits`.
bool skeletons_within(const names::NameView& x, const names::Part& p, const names::NameView& y, const names::Part& q,
                      int edits);

// kNot only if relate() gives kNone; kMaybe if it gives kNone where the channel of the two scripts speaks against them.
enum class Meeting { kNot, kMaybe, kYes };

// What a part of a query and a listed part are to each other, where alike() says whether their letters or skeletons
// bring them together, and `sounds` whether sound codes count. Initials stand aside. Neither need have its hash,
// letters or bits of readings.
template <typename Alike>
Meeting meeting_of(const names::NameView& x, const names::Part& p, const names::NameView& y, const names::Part& q,
                   bool sounds, const Alike& alike) {
  if (p.group != 0 && p.group == q.group && p.kind == q.kind) return Meeting::kYes;
  const std::string_view fold = x.fold(p);
  const std::string_view other = y.fold(q);
  if (p.kind == names::PartKind::kNumber || q.kind == names::PartKind::kNumber) {
    return (p.kind == q.kind && p.group == q.group) || fold == other ? Meeting::kYes : Meeting::kNot;
  }
  if ((p.class_bits & q.class_bits) != 0) {
    for (const std::uint16_t a : p.classes) {
      for (const std::uint16_t b : q.classes) {
        if (a != 0 && b != 0 && names::class_of(a) == names::class_of(b)) return Meeting::kYes;
      }
    }
  }
  if (fold == other) return Meeting::kYes;
  // Letters of two other scripts count as they are, whatever their channels say.
  const bool spelt = alike();
  if (spelt && !match::crosses_to_latin(p, q)) return Meeting::kYes;
  if (sounds && match::channel_of(p) != match::channel_of(q) &&
      match::share_sound(match::sound_codes(x, p), match::sound_codes(y, q))) {
    return Meeting::kYes;
  }
  if (fold.size() >= 5 && fold.size() == other.size() && std::equal(fold.begin(), fold.end(), other.rbegin())) {
    return Meeting::kYes;
  }
  if ((p.readings.size | q.readings.size) != 0 && names::any_reading(x, p, [&](std::string_view form, int) {
        return names::any_reading(y, q, [&](std::string_view text, int) { return form == text; });
      })) {
    return Meeting::kYes;
  }
  return spelt ? Meeting::kMaybe : Meeting::kNot;
}

// What brings a part of a query and a listed part near each other: one bit, or 0. Stored in indexes: never renumber.
enum Nearness : std::uint32_t {
  kNearSure = 1,     // they meet
  kNearMaybe = 2,    // if the channel of their scripts does not speak against it
  kNearInitial = 4,  // one is an initial of the other
};
// 0 only if relate() gives kNone or says that they are far. Sound codes aside, whose keys need no comparison.
std::uint32_t near_of(const names::NameView& x, const names::Part& p, const names::NameView& y, const names::Part& q);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_NEAR_H_
