// Sound codes: what a word of another script and its Latin spelling have in common often enough to be found by.
//
// A code is the consonants of a word in seven classes (lips, teeth, sibilants, throat, l and r, m, n). Latin letters
// that languages read in several ways (c, g, ch, j, w, th, an r before a consonant) give up to four codes; a
// transcription fixes the reading, so it has one (kana and Chinese characters, which lack some sounds, a few). Two
// words meet if they have a code in common: a promise that an index can keep by equality alone. Of right pairs of the
// benchmark of words it holds for 64 to 93 %, by script, and for 3 to 4 in 1,000 wrong ones (docs/design/learning.md).
#ifndef PENUMBRA_MATCH_SOUNDS_H_
#define PENUMBRA_MATCH_SOUNDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "match/channel.h"
#include "names/name.h"

namespace penumbra::match {

inline constexpr std::size_t kMostSoundCodes = 4;

// The codes of one word, none twice; none for a word without consonants.
struct SoundCodes {
  std::array<std::uint64_t, kMostSoundCodes> codes{};
  std::size_t count = 0;

  const std::uint64_t* begin() const { return codes.data(); }
  const std::uint64_t* end() const { return codes.data() + count; }
};

// Codes of Latin letters a-z (others are skipped), spelled as bearers do (Channel::kLatin) or romanised by
// text::to_latin() from a script of `channel`. About 50 ns. Thread-safe.
SoundCodes sound_codes(std::string_view latin, Channel channel);

// Codes of a part; none for those that never meet by sound: numbers, initials, single characters of Han and Hangul.
SoundCodes sound_codes(const names::NameView& name, const names::Part& part);

// Whether a code is common to both. Symmetric. It means something only if the two words are of different scripts.
bool share_sound(const SoundCodes& a, const SoundCodes& b);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_SOUNDS_H_
