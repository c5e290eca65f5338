#include "names/word_memo.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

#include "names/fold.h"
#include "names/forms.h"
#include "names/frequency.h"
#include "names/readings.h"
#include "names/romanised.h"

namespace penumbra::names {
namespace {

constexpr std::size_t kSlots = std::size_t{1} << 15U;
constexpr std::size_t kMask = kSlots - 1;
constexpr std::size_t kMostWords = kSlots / 2;
// Words of eight bytes that the facts of one word may take while they are made: a fold and a skeleton may each double
// the letters.
constexpr std::size_t kMostRoom = (sizeof(WordFacts) + kMaxPartBytes * (1 + 2 * kFoldGrowth)) / 8 + 1;
constexpr std::size_t kRoom = std::size_t{1} << 18U;  // 2 MB
// What one name may take beyond that: each of its words, in the few forms that it passes through.
constexpr std::size_t kMostNew = 16 * kMaxParts;

// What is left when others are forgotten, at most.
constexpr std::size_t kMostKept = kRoom / 2;

// Words of eight bytes that facts and letters take.
std::size_t words_of(const WordFacts& facts) {
  return (sizeof(WordFacts) + facts.size() + 7) / 8;
}

static_assert(std::is_trivially_copyable_v<WordFacts> && std::is_trivially_destructible_v<WordFacts> &&
              alignof(WordFacts) <= alignof(std::uint64_t));

}  // namespace

void WordMemo::begin() {
  if (!spilled_.empty()) {
    spilled_.clear();
  }
  ++names_;
  if (used_ > kRoom || count_ > kMostWords) {
    forget();
  }
}

void WordMemo::forget() {
  std::fill(slots_.begin(), slots_.end(), Slot{});
  const std::size_t end = std::exchange(used_, 0);
  count_ = 0;
  for (std::size_t from = 0; from < end;) {
    WordFacts& facts = at(static_cast<std::uint32_t>(from));
    const std::size_t size = words_of(facts);
    if (std::exchange(facts.again, false) && used_ <= kMostKept && count_ <= kMostWords / 2) {
      const std::uint32_t hash = hash_of_word(facts.latin());
      std::size_t slot = hash & kMask;
      while (slots_[slot].at != 0) {
        slot = (slot + 1) & kMask;
      }
      slots_[slot] = {hash, static_cast<std::uint32_t>(used_ + 1)};
      std::memmove(room_.get() + used_, room_.get() + from, size * sizeof(std::uint64_t));
      used_ += size;
      ++count_;
    }
    from += size;
  }
}

WordFacts& WordMemo::of(std::string_view latin) {
  if (room_ == nullptr) {
    slots_.resize(kSlots);
    room_.reset(new std::uint64_t[kRoom + kMostNew * kMostRoom]);
  }
  const std::uint32_t hash = hash_of_word(latin);
  std::size_t slot = hash & kMask;
  for (; slots_[slot].at != 0; slot = (slot + 1) & kMask) {
    if (slots_[slot].hash == hash) {
      WordFacts& facts = at(slots_[slot].at - 1);
      if (facts.latin() == latin) {
        facts.again = facts.again || facts.name != names_;
        facts.name = names_;
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
  used_ += words_of(facts);
  ++count_;
  return facts;
}

WordFacts& WordMemo::make(std::string_view latin, std::uint32_t hash, std::uint64_t* room) const {
  WordFacts& facts = *new (room) WordFacts;
  facts.name = names_;
  char* const text = reinterpret_cast<char*>(room) + sizeof(WordFacts);
  latin = latin.substr(0, kMaxPartBytes);
  facts.latin_size = static_cast<std::uint8_t>(latin.copy(text, latin.size()));
  char* const fold = text + facts.latin_size;
  facts.fold_size = static_cast<std::uint8_t>(std::min(fold_to(latin, fold), kMaxFoldBytes));
  facts.skeleton_size = static_cast<std::uint8_t>(skeleton_to(latin, fold + facts.fold_size));
  facts.id = Lexicon::get().word(latin, hash);
  facts.romanised = RomanisedWords::get().find(latin, facts.fold());
  facts.hash = form_hash(facts.fold());
  facts.frequency = frequency_of(facts.hash);
  facts.letters = letters_in_form(facts.fold());
  facts.reading_bits = reading_bit(facts.fold());
  return facts;
}

}  // namespace penumbra::names
