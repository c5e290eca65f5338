// Why the bound holds. The scorer pairs parts of the two names (align.cc). What is left of one side when the other is
// used up is absent; as long as both sides have words left, they are set against each other. So on at least one side
// every word is paired, and each pair costs no less than the cheapest way in which its word could be paired with any
// word of the other name. The sum of these least costs, on the side where it is smaller, is therefore no more than what
// the scorer deducts for edits. Besides, when one name has more words than the other, the surplus is absent, and costs
// no less than its lightest words would. All other deductions are left out, which only raises the bound.
//
// The least cost of pairing two words is 0 where any rule might pair them by something else than their letters (equal,
// of one class or group, an initial, consonants of an abjad, written together), and otherwise what the letters cost
// that one has and the other lacks: each edit accounts for at most one of them, on either side; words that cannot meet
// at all conflict, which has a least cost. Names that might be paired as wholes (written together, acronyms) are left
// to the scorer.
//
// The constants repeat, with a margin where noted, policies of align.cc and penalties.cc; tests/index/bound_test.cc
// fails when they no longer bound them.

#include "match/bound.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "match/distance.h"
#include "names/lexicon.h"

namespace penumbra::match {
namespace {

using names::NameView;
using names::Part;
using names::PartKind;

constexpr std::uint32_t kLetterBits = (1U << 26U) - 1;
// Points that a cost of 100 deducts at the very least: kTolerance over the largest of tolerated_edits in penalties.cc.
constexpr int kTolerance = 3000;
constexpr int kMostTolerated = 228;
// The least that the scorer charges for setting two words against each other that do not meet. (Their letters may make
// it more; most names are done with without knowing that.)
constexpr int kLeastConflict = 240;
// Points that absent words deduct by their share of the weight: four fifths of the least of the scorer's slopes, and no
// more than a word that may be a slip in a legal form costs.
constexpr int kAbsenceShare = 2400;
constexpr int kMostAbsence = 700;
// Smallest word that align.cc takes for several words written together.
constexpr int kLeastTogether = 4;

bool scored(const Part& part) {
  return part.weight > 0;
}
bool may_write_together(const Part& part) {
  return scored(part) || part.kind == PartKind::kParticle;
}

bool at_most_one(std::uint32_t bits) {
  return (bits & (bits - 1)) == 0;
}

std::uint32_t letters_of(std::string_view text) {
  std::uint32_t mask = 0;
  for (const char c : text) {
    const auto letter = static_cast<unsigned>(static_cast<unsigned char>(c)) - 'a';
    mask |= letter < 26 ? 1U << letter : 0U;
  }
  return mask;
}

template <typename Classes>
bool share_class(const Classes& a, const Classes& b) {
  for (const std::uint16_t x : a) {
    if (x == 0) break;
    for (const std::uint16_t y : b) {
      if (y == 0) break;
      if (names::class_of(x) == names::class_of(y)) return true;
    }
  }
  return false;
}

// Against any letter at all: what a letter costs when nothing is known of the other form.
const std::array<std::uint8_t, 26>& least_against_any() {
  static const std::array<std::uint8_t, 26> kCosts = [] {
    std::array<std::uint8_t, 26> costs{};
    for (unsigned letter = 0; letter < 26; ++letter) {
      costs[letter] = static_cast<std::uint8_t>(least_letter_cost(letter, kLetterBits & ~(1U << letter)));
    }
    return costs;
  }();
  return kCosts;
}

template <typename Costs>
int sum_of(std::uint32_t letters, const Costs& costs) {
  int sum = 0;
  for (; letters != 0; letters &= letters - 1) sum += costs[static_cast<std::size_t>(std::countr_zero(letters))];
  return sum;
}

// The only name word of a name where it is short enough to be an acronym; 0 otherwise.
int only_word_size(const NameView& name) {
  int size = 0;
  int count = 0;
  for (const Part& part : name.parts) {
    if (scored(part) && (part.kind == PartKind::kName || part.kind == PartKind::kGiven)) {
      size = part.latin.size;
      ++count;
    }
  }
  return count == 1 ? size : 0;
}

int content_of(const NameView& name) {
  return static_cast<int>(std::count_if(name.parts.begin(), name.parts.end(), [](const Part& part) {
    return scored(part) && part.kind != PartKind::kNumber;
  }));
}

// Most edits at which two words of this length are compared as spellings of one (align.cc, most_edits).
int most_edits(int longer) {
  return longer <= 2 ? 1 : longer <= 6 ? 2 : longer <= 10 ? 3 : 4;
}

// The instruction where the compiler may assume it costs one step, a call of the library many; this is in between.
int bits_of(std::uint32_t bits) {
  bits -= (bits >> 1U) & 0x55555555U;
  bits = (bits & 0x33333333U) + ((bits >> 2U) & 0x33333333U);
  bits = (bits + (bits >> 4U)) & 0x0f0f0f0fU;
  return static_cast<int>((bits * 0x01010101U) >> 24U);
}

bool may_be_acronym(int word_size, std::size_t parts, int content) {
  return word_size >= 3 && content >= 3 && static_cast<std::size_t>(word_size) <= parts;
}

// Calls `mark` for the words of each run of two or three neighbours that, written together, could be `whole` but for an
// edit (align.cc, join_parts).
template <typename Word, typename Words, typename Mark>
void mark_together(const Word& whole, const Words& words, std::size_t count, const Mark& mark) {
  constexpr std::size_t kMostTogether = 3;
  if (whole.size < kLeastTogether) return;
  for (std::size_t first = 0; first + 1 < count; ++first) {
    Word run = words[first];
    for (std::size_t last = first + 1; last < std::min(first + kMostTogether, count); ++last) {
      run.letters |= words[last].letters;
      run.size += words[last].size;
      if (run.size > whole.size + 1 || !at_most_one(run.letters & ~whole.letters)) break;
      if (run.size + 1 < whole.size || !at_most_one(whole.letters & ~run.letters)) continue;
      for (std::size_t i = first; i <= last; ++i) mark(i);
    }
  }
}

}  // namespace

void ScoreBound::Weights::read(const NameView& name) {
  count = 0;
  total = 0;
  repeated = 0;
  std::array<std::uint64_t, kMost> hashes;
  for (const Part& part : name.parts) {
    if (!scored(part) || part.kind == PartKind::kNumber || count == kMost) continue;
    repeated += std::find(hashes.begin(), hashes.begin() + static_cast<std::ptrdiff_t>(count), part.hash) !=
                        hashes.begin() + static_cast<std::ptrdiff_t>(count)
                    ? 1U
                    : 0U;
    hashes[count] = part.hash;
    total += part.weight;
    std::size_t at = count++;
    for (; at > 0 && ascending[at - 1] > part.weight; --at) ascending[at] = ascending[at - 1];
    ascending[at] = part.weight;
  }
}

ScoreBound::ScoreBound(const NameView& query) {
  weights_.read(query);
  part_count_ = query.parts.size();
  joined_size_ = query.joined.size;
  content_ = content_of(query);
  acronym_size_ = only_word_size(query);
  usable_ = part_count_ > 0 && part_count_ <= kMost;
  for (const Part& part : query.parts) {
    if (may_write_together(part)) all_letters_ |= part.letters;
    if (!usable_ || !may_write_together(part)) continue;
    Piece& piece = pieces_[count_++];
    piece.hash = part.hash;
    piece.letters = part.letters;
    piece.fold_letters = part.letters & kLetterBits;
    piece.latin_letters = letters_of(query.latin(part));
    piece.group = part.group;
    piece.classes = part.classes;
    piece.class_bits = part.class_bits;
    piece.reading_bits = part.reading_bits;
    piece.has_readings = part.readings.size > 0;
    has_readings_ = has_readings_ || piece.has_readings;
    piece.kind = part.kind;
    piece.scored = scored(part);
    piece.counts = piece.scored && part.kind != PartKind::kNumber;
    piece.bits = bits_of(part.letters);
    piece.flags = part.flags;
    piece.size = part.fold.size;
    piece.latin_is_fold = query.fold(part) == query.latin(part);
    words_[count_ - 1] = {piece.fold_letters, piece.size};
    for (unsigned letter = 0; letter < kLetters; ++letter) {
      piece.by_fold[letter] = static_cast<std::uint8_t>(least_letter_cost(letter, piece.fold_letters));
      piece.by_latin[letter] = static_cast<std::uint8_t>(least_letter_cost(letter, piece.latin_letters));
    }
  }
}

bool ScoreBound::may_share_reading(const Piece& p, const Part& q) {
  return (p.has_readings || q.readings.size > 0) && (p.reading_bits & q.reading_bits) != 0;
}

// Whether two words might be paired at less than the cost of a conflict (align.cc, cannot_meet).
bool ScoreBound::may_meet(const Piece& p, const Part& q, int q_bits) {
  if (p.hash == q.hash) return true;
  // A number stands against a number, and counts for nothing here.
  if (p.kind == PartKind::kNumber || q.kind == PartKind::kNumber) return p.kind == q.kind;
  if (p.kind == PartKind::kInitial || q.kind == PartKind::kInitial ||
      ((p.flags | q.flags) & (names::kPartAbjad | names::kPartOther)) != 0 || (p.group != 0 && p.group == q.group) ||
      (p.class_bits & q.class_bits) != 0 || may_share_reading(p, q)) {
    return true;
  }
  const int limit = most_edits(std::max(p.size, static_cast<int>(q.fold.size)));
  // Each edit takes at most one letter from the set of either side.
  return std::abs(p.size - static_cast<int>(q.fold.size)) <= limit &&
         std::max(p.bits, q_bits) - bits_of(p.letters & q.letters) <= limit;
}

// The least that pairing two words costs that may meet.
int ScoreBound::least_cost(const Piece& p, const NameView& candidate, const Part& q) {
  if (p.hash == q.hash || p.kind == PartKind::kNumber || p.kind == PartKind::kInitial || q.kind == PartKind::kInitial ||
      ((p.flags | q.flags) & (names::kPartAbjad | names::kPartOther)) != 0 || (p.group != 0 && p.group == q.group) ||
      ((p.class_bits & q.class_bits) != 0 && share_class(p.classes, q.classes)) || may_share_reading(p, q)) {
    return 0;
  }
  const auto& any = least_against_any();
  const std::uint32_t fold_letters = q.letters & kLetterBits;
  const int by_fold =
      std::max(sum_of(fold_letters & ~p.fold_letters, p.by_fold), sum_of(p.fold_letters & ~fold_letters, any));
  if (by_fold == 0) return 0;
  const std::string_view latin = candidate.latin(q);
  if (p.latin_is_fold && latin == candidate.fold(q)) return std::min(by_fold, kLeastConflict);
  // The scorer takes the cheaper of the two forms.
  const std::uint32_t latin_letters = letters_of(latin);
  const int by_latin =
      std::max(sum_of(latin_letters & ~p.latin_letters, p.by_latin), sum_of(p.latin_letters & ~latin_letters, any));
  return std::min({by_fold, by_latin, kLeastConflict});
}

int ScoreBound::least_absence(const NameView& candidate) const {
  const auto words =
      static_cast<std::size_t>(std::count_if(candidate.parts.begin(), candidate.parts.end(), [](const Part& part) {
        return scored(part) && part.kind != PartKind::kNumber;
      }));
  if (words == weights_.count) return 0;
  Weights weights;
  weights.read(candidate);
  const Weights& more = weights.count > weights_.count ? weights : weights_;
  const std::size_t surplus = more.count - std::min(weights.count, weights_.count);
  // A word that repeats another one may meet what that one met.
  if (surplus <= more.repeated || more.total == 0) return 0;
  int points = 0;
  for (std::size_t i = 0; i < surplus - more.repeated; ++i) {
    points += std::min(kAbsenceShare * more.ascending[i] / more.total, kMostAbsence);
  }
  return points;
}

bool ScoreBound::below(const NameView& candidate, int threshold_points) const {
  const std::size_t parts = candidate.parts.size();
  if (!usable_ || parts == 0 || parts > kMost) return false;
  // Words that may be written together, and which of the pieces each may meet, as bits.
  std::array<const Part*, kMost> words_q;
  std::array<std::uint32_t, kMost> near_q;
  std::array<int, kMost> least_p;
  std::array<int, kMost> least_q;
  std::size_t count = 0;
  std::uint32_t all_letters = 0;
  std::uint32_t near_p = 0;
  for (const Part& q : candidate.parts) {
    if (!may_write_together(q)) continue;
    all_letters |= q.letters;
    std::uint32_t near = 0;
    if (scored(q)) {
      const int q_bits = bits_of(q.letters);
      for (std::size_t i = 0; i < count_; ++i) {
        near |= pieces_[i].scored && may_meet(pieces_[i], q, q_bits) ? 1U << i : 0U;
      }
    }
    near_p |= near;
    near_q[count] = near;
    least_q[count] = near == 0 ? kLeastConflict : 0;
    words_q[count++] = &q;
  }
  for (std::size_t i = 0; i < count_; ++i) least_p[i] = (near_p >> i & 1U) == 0 ? kLeastConflict : 0;

  // Each line of an explanation is rounded down, and there are at most two a part.
  const int room = 10000 - threshold_points + 2 * static_cast<int>(names::kMaxParts);
  const auto least_points = [&] {
    int cost_p = 0;
    int cost_q = 0;
    for (std::size_t i = 0; i < count_; ++i) cost_p += pieces_[i].counts ? least_p[i] : 0;
    for (std::size_t j = 0; j < count; ++j) {
      cost_q += scored(*words_q[j]) && words_q[j]->kind != PartKind::kNumber ? least_q[j] : 0;
    }
    return std::min(cost_p, cost_q) * kTolerance / kMostTolerated;
  };
  // Most names are done with by the words that can meet none; the rest takes a closer look at those that may.
  if (least_points() <= room) {
    std::fill_n(least_p.begin(), count_, kLeastConflict);
    std::fill_n(least_q.begin(), count, kLeastConflict);
    for (std::size_t j = 0; j < count; ++j) {
      for (std::uint32_t near = near_q[j]; near != 0; near &= near - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(near));
        const int cost = least_cost(pieces_[i], candidate, *words_q[j]);
        least_p[i] = std::min(least_p[i], cost);
        least_q[j] = std::min(least_q[j], cost);
      }
    }
    const int points = least_points();
    if (points <= room && points + least_absence(candidate) <= room) return false;
  }

  // What is left to look at is whether words may be written together, or stand behind an acronym. A reading may be made
  // of several words of the other name.
  if (has_readings_ || std::any_of(candidate.parts.begin(), candidate.parts.end(),
                                   [](const Part& part) { return part.readings.size > 0; })) {
    return false;
  }
  if (joined_size_ <= candidate.joined.size + 1 && candidate.joined.size <= joined_size_ + 1 &&
      at_most_one(all_letters & ~all_letters_) && at_most_one(all_letters_ & ~all_letters)) {
    return false;
  }
  if (may_be_acronym(acronym_size_, parts, content_of(candidate)) ||
      may_be_acronym(only_word_size(candidate), part_count_, content_)) {
    return false;
  }
  bool together = false;
  const auto mark = [&](std::size_t i, std::size_t j) {
    least_p[i] = least_q[j] = 0;
    together = true;
  };
  std::array<Word, kMost> words;
  for (std::size_t j = 0; j < count; ++j) words[j] = {words_q[j]->letters & kLetterBits, words_q[j]->fold.size};
  for (std::size_t i = 0; i < count_; ++i) {
    mark_together(words_[i], words, count, [&](std::size_t j) { mark(i, j); });
  }
  for (std::size_t j = 0; j < count; ++j) {
    mark_together(words[j], words_, count_, [&](std::size_t i) { mark(i, j); });
  }
  return !together || least_points() > room;
}

}  // namespace penumbra::match
