#include "names/word_memo.h"

#include <algorithm>
#include <array>
#include <new>
#include <type_traits>

#include "names/fold.h"
#include "names/forms.h"
#include "names/frequency.h"
#include "names/readings.h"

namespace penumbra::names {
namespace {

constexpr std::size_t kSlots = std::size_t{1} << 15U;
constexpr std::size_t kMostWords = kSlots / 2;
// Words of eight bytes that the facts of one word may take while they are made: a fold and a skeleton may each double
// the letters.
constexpr std::size_t kMostRoom = (sizeof(WordFacts) + kMaxPartBytes * (1 + 2 * kFoldGrowth)) / 8 + 1;
constexpr std::size_t kRoom = std::size_t{1} << 18U;  // 2 MB
// What one name may take beyond that: each of its words, in the few forms that it passes through.
constexpr std::size_t kMostNew = 16 * kMaxParts;

static_assert(std::is_trivially_destructible_v<WordFacts> && alignof(WordFacts) <= alignof(std::uint64_t));

}  // namespace

void WordMemo::begin() {
  if (!spilled_.empty()) {
    spilled_.clear();
  }
  if (used_ > kRoom || count_ > kMostWords) {
    std::fill(slots_.begin(), slots_.end(), Slot{});
    used_ = count_ = 0;
  }
}

WordFacts& WordMemo::of(std::string_view latin) {
  if (room_ == nullptr) {
    slots_.resize(kSlots);
    room_.reset(new std::uint64_t[kRoom + kMostNew * kMostRoom]);
  }
  const std::uint32_t hash = hash_of_word(latin);
  constexpr std::size_t kMask = kSlots - 1;
  std::size_t slot = hash & kMask;
  for (; slots_[slot].at != 0; slot = (slot + 1) & kMask) {
    if (slots_[slot].hash == hash) {
      WordFacts& facts = at(slots_[slot].at - 1);
      if (facts.latin() == latin) {
        return facts;
      }
    }
  }
  if (used_ + kMostRoom > kRoom + kMostNew * kMostRoom || count_ > kMostWords + kMostNew) {
    spilled_.emplace_back(new std::uint64_t[kMostRoom]);
    return make(latin, hash, spilled_.back().get());
  }
  WordFacts& facts = make(latin, hash, room_.get() + used_);
  slots_[slot] = {hash, static_cast<std::uint32_t>(used_ + 1)};
  const std::size_t bytes = sizeof(WordFacts) + facts.size();
  used_ += (bytes + 7) / 8;
  ++count_;
  return facts;
}

WordFacts& WordMemo::make(std::string_view latin, std::uint32_t hash, std::uint64_t* room) {
  WordFacts& facts = *new (room) WordFacts;
  char* const text = reinterpret_cast<char*>(room) + sizeof(WordFacts);
  latin = latin.substr(0, kMaxPartBytes);
  facts.latin_size = static_cast<std::uint8_t>(latin.copy(text, latin.size()));
  char* const fold = text + facts.latin_size;
  facts.fold_size = static_cast<std::uint8_t>(std::min(fold_to(latin, fold), kMaxFoldBytes));
  facts.skeleton_size = static_cast<std::uint8_t>(skeleton_to(latin, fold + facts.fold_size));
  facts.id = Lexicon::get().word(latin, hash);
  facts.hash = form_hash(facts.fold());
  facts.frequency = frequency_of(facts.hash);
  facts.letters = letters_in_form(facts.fold());
  facts.reading_bits = reading_bit(facts.fold());
  return facts;
}

}  // namespace penumbra::names
