#include "match/slip.h"

#include <algorithm>
#include <iterator>

#include "match/distance.h"
#include "match/syllables.h"

namespace penumbra::match {
namespace {

using names::NameView;
using names::Part;
using names::PartKind;

// Shortest name, in letters, in which a slip is looked for.
constexpr std::size_t kLeastSlip = 2;

// All letters of a name in order, whatever its words are: a slip may have made "limpited" of a legal form.
class Letters {
 public:
  explicit Letters(const NameView& name) : name_(name) {
    for (const Part& part : name.parts) {
      size_ += part.latin.size;
    }
  }
  std::size_t size() const { return size_; }
  void copy(char* out) const {
    for (const Part& part : name_.parts) {
      out = std::copy_n(name_.latin(part).data(), part.latin.size, out);
    }
  }
  // Equal letters from the front (step 1) or the back (step -1), at most `most`.
  static std::size_t common(const Letters& x, const Letters& y, bool from_front, std::size_t most) {
    Place i(x.name_, from_front);
    Place j(y.name_, from_front);
    std::size_t count = 0;
    while (count < most && i.valid() && j.valid() && i.letter() == j.letter()) {
      ++count;
      i.next();
      j.next();
    }
    return count;
  }
  // The letter at a place from the front.
  char at(std::size_t place) const {
    for (const Part& part : name_.parts) {
      if (place < part.latin.size) {
        return name_.latin(part)[place];
      }
      place -= part.latin.size;
    }
    return '\0';
  }

 private:
  class Place {
   public:
    Place(const NameView& name, bool front) : name_(name), front_(front) { settle(); }
    bool valid() const { return part_ < name_.parts.size(); }
    char letter() const {
      const std::string_view latin = name_.latin(current());
      return front_ ? latin[letter_] : latin[latin.size() - 1 - letter_];
    }
    void next() {
      ++letter_;
      settle();
    }

   private:
    const Part& current() const { return name_.parts[front_ ? part_ : name_.parts.size() - 1 - part_]; }
    void settle() {
      while (part_ < name_.parts.size() && letter_ >= current().latin.size) {
        ++part_;
        letter_ = 0;
      }
    }
    const NameView& name_;
    bool front_;
    std::size_t part_ = 0;
    std::size_t letter_ = 0;
  };

  const NameView& name_;
  std::size_t size_ = 0;
};

// Whether the letters of two names, all words in order, differ by exactly one edit (an exchange of neighbours counts as
// one).
bool one_slip(const NameView& a, const NameView& b) {
  const Letters x(a);
  const Letters y(b);
  const std::size_t longer = std::max(x.size(), y.size());
  const std::size_t shorter = std::min(x.size(), y.size());
  if (longer - shorter > 1 || shorter < kLeastSlip) {
    return false;
  }
  const std::size_t front = Letters::common(x, y, true, shorter);
  const std::size_t back = Letters::common(x, y, false, shorter - front);
  const std::size_t left = longer - front - back;
  if (left <= 1) {
    return left == 1;
  }
  return x.size() == y.size() && left == 2 && x.at(front) == y.at(front + 1) && x.at(front + 1) == y.at(front);
}

// Whether what differs lies in one word, or in words that were found to be written together. A slip that also moves the
// boundary of two words leaves both of them misspelt, and an index gives such a pair up by what the words cost.
bool in_one_place(const Alignment& alignment) {
  int words = 0;
  for (std::size_t k = 0; k < alignment.pair_count; ++k) {
    const Pair& pair = alignment.pairs[k];
    words += pair.cost > 0 && pair.relation != Relation::kJoined ? 1 : 0;
  }
  return words <= 1;
}

// Whether what differs may be a slip: not if a number, a place, a legal form, an initial or a generic word stands
// against another one, and not in syllables or between scripts, where a letter may make
// another syllable.
bool may_be_slip(const NameView& a, const NameView& b, const Alignment& alignment) {
  constexpr std::uint8_t kScripts = static_cast<std::uint8_t>(~names::kPartAnchor);
  std::uint8_t scripts_a = 0;
  std::uint8_t scripts_b = 0;
  for (const Part& part : a.parts) {
    scripts_a |= part.flags & kScripts;
  }
  for (const Part& part : b.parts) {
    scripts_b |= part.flags & kScripts;
  }
  if (scripts_a != scripts_b || (scripts_a & (names::kPartHan | names::kPartHangul)) != 0) {
    return false;
  }
  if (any_left(a, alignment.of_a) && any_left(b, alignment.of_b)) {
    return false;
  }
  const auto decisive = [](const NameView& name, const auto& of) {
    for (std::size_t i = 0; i < name.parts.size(); ++i) {
      const Part& part = name.parts[i];
      if (of[i] == kUnmatched && (part.kind == PartKind::kNumber || part.kind == PartKind::kInitial)) {
        return true;
      }
    }
    return false;
  };
  if (decisive(a, alignment.of_a) || decisive(b, alignment.of_b)) {
    return false;
  }
  for (std::size_t k = 0; k < alignment.pair_count; ++k) {
    if (alignment.pairs[k].relation == Relation::kConflict) {
      return false;
    }
  }
  const Part* x = legal_form(a);
  const Part* y = legal_form(b);
  return x == nullptr || y == nullptr || x->group == y->group;
}

// Whether no word of a name has more letters than a syllable: "Chen Yu" and "Chin Yu" are two people.
bool are_short(const NameView& name) {
  constexpr std::size_t kSyllable = 5;
  return std::all_of(name.parts.begin(), name.parts.end(),
                     [](const Part& part) { return part.latin.size <= kSyllable; });
}

// Whether two words differ that are a syllable each, of three letters or known as names: "Hu Jinghua" and "Xu Jinghua".
bool differ_in_syllable(const NameView& a, const NameView& b, const Alignment& alignment) {
  constexpr std::size_t kSyllable = 5;
  constexpr std::size_t kShortSyllable = 3;
  constexpr int kInUse = 20;  // class of names/frequency.h
  const auto* const first = alignment.pairs.data();
  return std::any_of(first, first + alignment.pair_count, [&](const Pair& pair) {
    const Part& p = a.parts[pair.a];
    const Part& q = b.parts[pair.b];
    const std::size_t longer = std::max(p.latin.size, q.latin.size);
    return pair.relation == Relation::kSpelling && longer <= kSyllable &&
           (longer <= kShortSyllable || std::min(p.frequency, q.frequency) >= kInUse);
  });
}

// Letters of the word that a part was written in: "abdul" and "karim" of "Abdulkarim". An article is another word.
std::size_t written_size(const NameView& name, std::size_t i) {
  const auto joined = [&](std::size_t k) {
    return name.parts[k].gap != 0 && name.parts[k].weight > 0 && name.parts[k - 1].weight > 0;
  };
  std::size_t size = name.parts[i].latin.size;
  for (std::size_t k = i; k > 0 && joined(k); --k) {
    size += name.parts[k - 1].latin.size;
  }
  for (std::size_t k = i + 1; k < name.parts.size() && joined(k); ++k) {
    size += name.parts[k].latin.size;
  }
  return size;
}

// Whether two letters are on keys that touch, on an English, French or German keyboard: those differ in the place of
// four letters.
bool on_neighbouring_keys(char c, char d) {
  static constexpr std::string_view kBoards[][3] = {{"qwertyuiop", "asdfghjkl", "zxcvbnm"},
                                                    {"azertyuiop", "qsdfghjklm", "wxcvbn"},
                                                    {"qwertzuiop", "asdfghjkl", "yxcvbnm"}};
  const auto touch = [c, d](const std::string_view(&rows)[3]) {
    for (std::size_t row = 0; row < 3; ++row) {
      const std::size_t at = rows[row].find(c);
      if (at == std::string_view::npos) {
        continue;
      }
      // A row stands half a key to the right of the one above.
      const auto is = [&](std::size_t r, std::size_t i) { return r < 3 && i < rows[r].size() && rows[r][i] == d; };
      return is(row, at - 1) || is(row, at + 1) || is(row - 1, at) || is(row - 1, at + 1) || is(row + 1, at) ||
             is(row + 1, at - 1);
    }
    return false;
  };
  return std::any_of(std::begin(kBoards), std::end(kBoards), touch);
}

}  // namespace

SlipOfHand slip_of_hand(std::string_view x, std::string_view y) {
  if (osa_distance(x, y) != 1) {
    return SlipOfHand::kNone;
  }
  const auto at = static_cast<std::size_t>(std::mismatch(x.begin(), x.end(), y.begin(), y.end()).first - x.begin());
  const bool replaced = x.size() == y.size() && x.substr(at + 1) == y.substr(at + 1);
  return !replaced || on_neighbouring_keys(x[at], y[at]) ? SlipOfHand::kUsual : SlipOfHand::kAnyLetter;
}

// The legal form that stands for the name: the last one ("Co Ltd"), or null.
const Part* legal_form(const NameView& name) {
  const Part* found = nullptr;
  for (const Part& part : name.parts) {
    if (part.kind == PartKind::kLegalForm) {
      found = &part;
    }
  }
  return found;
}

// Whether a word with weight has met nothing.
bool any_left(const NameView& name, const std::array<std::uint8_t, names::kMaxParts>& of) {
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    if (name.parts[i].weight > 0 && of[i] == kUnmatched) {
      return true;
    }
  }
  return false;
}

bool differ_by_two_slips(const NameView& a, const NameView& b, const Alignment& alignment, int information) {
  constexpr std::size_t kMostLetters = 128;
  constexpr int kInUse = 20;              // class of names/frequency.h: one in 1,450 words of names
  constexpr int kTelling = 500;           // weight of a word that tells one name from another
  constexpr std::size_t kLeastTwice = 8;  // letters of a word that may hold both
  constexpr int kEnough = 20;             // half bits from which one of two words that differ may be in use
  const Letters x(a);
  const Letters y(b);
  const std::size_t longer = std::max(x.size(), y.size());
  const std::size_t shorter = std::min(x.size(), y.size());
  if (shorter < kLeastTwoSlips || longer > kMostLetters || longer - shorter > 2) {
    return false;
  }
  bool twice = false;   // both are in one word...
  bool beside = false;  // ... and another one that tells something is as it should be
  int in_use = 0;       // pairs of words in use that differ...
  int slips = 0;        // ... and other pairs that do
  for (std::size_t k = 0; k < alignment.pair_count; ++k) {
    const Pair& pair = alignment.pairs[k];
    const Part& p = a.parts[pair.a];
    const Part& q = b.parts[pair.b];
    twice = twice || pair.far;
    beside = beside || (pair.relation == Relation::kEqual && p.weight >= kTelling && q.weight >= kTelling);
    // Half of a compound ("Abdul") is no name of its own, so that what is like it is that with a slip ("Abddul").
    const bool both_in_use = std::min(p.frequency, q.frequency) >= kInUse && std::min(p.weight, q.weight) >= kTelling;
    const bool short_word = pair.far && std::min(written_size(a, pair.a), written_size(b, pair.b)) < kLeastTwice;
    if (pair.relation == Relation::kJoined || pair.relation == Relation::kInitial ||
        pair.relation == Relation::kAcronym || (pair.relation == Relation::kSpelling && short_word)) {
      return false;
    }
    if (pair.relation == Relation::kSpelling) {
      both_in_use ? ++in_use : ++slips;
    }
  }
  // Where a word that nobody bears shows that somebody mistyped, and the rest says enough, the other slip may have made
  // a word in use ("Alexeey Quastroj", Alexey Quastron).
  if (in_use > 1 || (in_use == 1 && (slips == 0 || information < kEnough))) {
    return false;
  }
  // A long word that nobody bears says enough by itself.
  constexpr std::size_t kLeastAlone = 10;
  const auto long_word = [&] {
    const Pair& pair = alignment.pairs[0];
    return alignment.pair_count == 1 && std::min(a.parts[pair.a].latin.size, b.parts[pair.b].latin.size) >= kLeastAlone;
  };
  if (twice && !beside && !long_word()) {
    return false;
  }
  // A word in use that met nothing is no slip of a title, but a short one may be of an article ("Ao-Muster").
  const auto of_article = [](const NameView& name, const Part& part, const NameView& other) {
    constexpr std::size_t kShort = 3;
    return part.latin.size <= kShort && std::any_of(other.parts.begin(), other.parts.end(), [&](const Part& article) {
             return article.kind == PartKind::kParticle && osa_distance(name.latin(part), other.latin(article)) == 1;
           });
  };
  const auto in_use_left = [&](const NameView& name, const auto& of, const NameView& other) {
    for (std::size_t i = 0; i < name.parts.size(); ++i) {
      const Part& part = name.parts[i];
      if (part.weight > 0 && of[i] == kUnmatched && part.frequency != 0 && !of_article(name, part, other)) {
        return true;
      }
    }
    return false;
  };
  if (in_use_left(a, alignment.of_a, b) || in_use_left(b, alignment.of_b, a)) {
    return false;
  }
  std::array<char, kMostLetters> s;
  std::array<char, kMostLetters> t;
  x.copy(s.data());
  y.copy(t.data());
  return osa_distance({s.data(), x.size()}, {t.data(), y.size()}) == 2 && may_be_slip(a, b, alignment) &&
         !are_pinyin(a, b);
}

bool differ_by_one_slip(const NameView& a, const NameView& b, const Alignment& alignment) {
  return one_slip(a, b) && in_one_place(alignment) && may_be_slip(a, b, alignment) &&
         !(((are_short(a) && are_short(b)) || differ_in_syllable(a, b, alignment)) && are_pinyin(a, b));
}

}  // namespace penumbra::match
