#include "index/sketch.h"

#include <algorithm>

#include "match/channel.h"

namespace penumbra::index {
namespace {

constexpr std::array<std::uint8_t, 256> kLetters = [] {
  std::array<std::uint8_t, 256> letters{};
  for (std::size_t c = 0; c < letters.size(); ++c) {
    letters[c] = static_cast<std::uint8_t>(c >= 'a' && c <= 'z' ? c - 'a' : c >= '0' && c <= '9' ? c - '0' + 26 : 36);
  }
  return letters;
}();

std::uint8_t letter(char c) {
  return kLetters[static_cast<unsigned char>(c)];
}

}  // namespace

Sketch sketch_of(const names::NameView& name, const names::Part& part) {
  Sketch sketch;
  sketch.fold_letters = part.letters;
  for (const char c : name.latin(part)) {
    const std::uint8_t which = letter(c);
    sketch.latin_letters |= std::uint32_t{1} << (which < 26 ? which : 26 + which % 6);
  }
  sketch.class_bits = part.class_bits;
  sketch.fold_bytes = static_cast<std::uint8_t>(part.fold.size);
  sketch.latin_bytes = static_cast<std::uint8_t>(part.latin.size);
  const bool always = match::channel_of(part) != match::Channel::kLatin || part.kind == names::PartKind::kInitial ||
                      part.readings.size > 0;
  sketch.flags = static_cast<std::uint8_t>(always ? kSketchAlways : 0);
  if (part.group != 0 || part.kind == names::PartKind::kNumber) {
    sketch.group = static_cast<std::uint8_t>(((part.group * 0x9E3779B1U) >> 24U) % 255 + 1);
  }
  const std::string_view skeleton = name.skeleton(part);
  for (const char c : skeleton) {
    constexpr std::string_view kConsonants = "btkrshjmn";  // names/fold.cc; whatever else is one
    sketch.consonants |= static_cast<std::uint16_t>(1U << std::min(kConsonants.find(c), kConsonants.size()));
  }
  sketch.consonants |= static_cast<std::uint16_t>(std::min<std::size_t>(skeleton.size(), 15) << 10U);
  if ((part.flags & names::kPartAbjad) != 0) sketch.consonants |= static_cast<std::uint16_t>(kSketchAbjad);
  return sketch;
}

Pattern::Pattern(std::string_view word) : size_(static_cast<int>(std::min<std::size_t>(word.size(), 64))) {
  for (int i = 0; i < size_; ++i) places_[letter(word[static_cast<std::size_t>(i)])] |= std::uint64_t{1} << i;
}

bool Pattern::within(std::string_view text, int edits) const {
  const int difference = size_ - static_cast<int>(text.size());
  if (difference > edits || -difference > edits) return false;
  if (size_ == 0) return true;
  const std::uint64_t last = std::uint64_t{1} << (size_ - 1);
  std::uint64_t up = ~std::uint64_t{0};
  std::uint64_t down = 0;
  std::uint64_t diagonal = 0;
  std::uint64_t before = 0;
  int distance = size_;
  for (const char c : text) {
    const std::uint64_t here = places_[letter(c)];
    const std::uint64_t exchanged = (~diagonal & here) << 1U & before;
    diagonal = (((here & up) + up) ^ up) | here | down | exchanged;
    std::uint64_t right = down | ~(diagonal | up);
    std::uint64_t left = diagonal & up;
    distance += (right & last) != 0 ? 1 : 0;
    distance -= (left & last) != 0 ? 1 : 0;
    right = right << 1U | 1U;
    left <<= 1U;
    up = left | ~(diagonal | right);
    down = right & diagonal;
    before = here;
  }
  return distance <= edits;
}

}  // namespace penumbra::index
