// Alignment in four steps: parts that are alike by themselves, cheapest first; parts that are written together on one
// side; acronyms; and, for what is left on both sides, the cheapest way to set part against part (the conflicts).
//
// Rejected: optimal assignment (Hungarian). Names have two to five parts of which most are equal; cheapest-first
// differs from the optimum only in contrived cases, and its choices can be explained to a reader.
#include "match/align.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <limits>
#include <string_view>

#include "match/anchors.h"
#include "match/channel.h"
#include "match/distance.h"
#include "match/runs.h"
#include "match/slip.h"
#include "match/weights.h"
#include "match/whole.h"
#include "names/east_asian.h"

namespace penumbra::match {
namespace {

using names::NameView;
using names::Part;
using names::PartKind;

// Candidate pairs that are considered. Names with more alike pairs than this are repetitions of one word.
constexpr std::size_t kMaxCandidates = 192;

bool scored(const Part& part) {
  return part.weight > 0;
}

// A view of the folded forms of neighbours written together, in a buffer of the caller.
class Together {
 public:
  bool append(std::string_view form) {
    if (size_ + form.size() > buffer_.size()) {
      return false;
    }
    std::copy(form.begin(), form.end(), buffer_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += form.size();
    return true;
  }
  std::string_view view() const { return {buffer_.data(), size_}; }

 private:
  std::array<char, 128> buffer_;
  std::size_t size_ = 0;
};

// Neighbours of fewer letters are no word written in several, and an index does not look for them (index/keys.h).
constexpr std::size_t kLeastTogether = 4;

bool may_write_together(const Part& part) {
  return scored(part) || part.kind == PartKind::kParticle;
}

// Whether a word may be two neighbours written together, or these and the next: they are no longer and hold no other
// letters, but for an edit.
bool may_be_together(const Part& whole, const Part& first, const Part& second) {
  return std::size_t{first.fold.size} + second.fold.size <= whole.fold.size + 1U &&
         !more_bits_than((first.letters | second.letters) & ~whole.letters, 1);
}

// Sets one part of `x` against two or three neighbours of `y`. `swapped` says that x is the second name of the
// alignment.
void join_parts(const NameView& x, const NameView& y, bool swapped, Alignment& out) {
  auto& of_x = swapped ? out.of_b : out.of_a;
  auto& of_y = swapped ? out.of_a : out.of_b;
  for (std::size_t i = 0; i < x.parts.size(); ++i) {
    const Part& p = x.parts[i];
    if (!scored(p) || of_x[i] != kUnmatched || p.fold.size < kLeastTogether) {
      continue;
    }
    const std::string_view whole = x.fold(p);
    for (std::size_t j = 0; j + 1 < y.parts.size() && of_x[i] == kUnmatched; ++j) {
      // Nearly all pairs of names end here.
      const Part& first = y.parts[j];
      const Part& second = y.parts[j + 1];
      if (first.fold.size > whole.size() || !may_be_together(p, first, second) || of_y[j] != kUnmatched ||
          of_y[j + 1] != kUnmatched) {
        continue;
      }
      Together together;
      for (std::size_t k = j; k < std::min(j + 3, y.parts.size()); ++k) {
        const Part& q = y.parts[k];
        if (!may_write_together(q) || (of_y[k] != kUnmatched) || !together.append(y.fold(q))) {
          break;
        }
        if (k == j || together.view().size() + 1 < whole.size()) {
          continue;
        }
        if (together.view().size() > whole.size() + 1) {
          break;
        }
        const int edits = whole == together.view() ? 0 : within_one_edit(whole, together.view()) ? 1 : 2;
        if (edits > joined_edits(std::min(whole.size(), together.view().size()))) {
          continue;
        }
        int cost = edits == 0 ? 0 : edit_cost(whole, together.view());
        cost +=
            weights().together + cost * (syllable_surcharge(p, y.parts[j]) != 0 ? weights().joined_syllables : 0) / 100;
        for (std::size_t m = j; m <= k; ++m) {
          if (scored(y.parts[m])) {
            swapped ? out.add(m, i, Relation::kJoined, cost) : out.add(i, m, Relation::kJoined, cost);
            cost = 0;
          }
        }
        break;
      }
    }
  }
}

// The fold of a word of Hangul or kana may be the key of its romanisations (names::korean_key) already.
bool has_readings(const Part& part) {
  return part.readings.size > 0 || (part.flags & (names::kPartHangul | names::kPartKana)) != 0;
}

bool has_readings(const NameView& name) {
  return std::any_of(name.parts.begin(), name.parts.end(), [](const Part& part) { return has_readings(part); });
}

// Whether the part at `j` and its neighbours may be written together what a part is or reads.
bool may_be_read_together(const NameView& x, const Part& p, const NameView& y, std::size_t j) {
  if ((p.flags & (names::kPartHangul | names::kPartKana)) != 0) {
    return true;  // by a key of other letters
  }
  const std::string_view first = y.fold(y.parts[j]);
  const std::string_view second = y.fold(y.parts[j + 1]);
  return names::any_reading(x, p, [&](std::string_view form, int) {
    return form.starts_with(first) && form.substr(first.size()).starts_with(second);
  });
}

// Sets one part of `x` against two or three neighbours of `y` that together are its fold or one of its readings
// ("Tse-tung" against the characters that pinyin spells "Zedong").
void join_readings(const NameView& x, const NameView& y, bool swapped, Alignment& out) {
  auto& of_x = swapped ? out.of_b : out.of_a;
  auto& of_y = swapped ? out.of_a : out.of_b;
  for (std::size_t i = 0; i < x.parts.size(); ++i) {
    const Part& p = x.parts[i];
    if (!has_readings(p) || !scored(p) || of_x[i] != kUnmatched) {
      continue;
    }
    const bool korean = (p.flags & (names::kPartHangul | names::kPartKana)) != 0;
    for (std::size_t j = 0; j + 1 < y.parts.size() && of_x[i] == kUnmatched; ++j) {
      if (of_y[j] != kUnmatched || of_y[j + 1] != kUnmatched || !may_write_together(y.parts[j]) ||
          !may_write_together(y.parts[j + 1])) {
        continue;
      }
      Together together;
      Together spelled;
      for (std::size_t k = j; k < std::min(j + 3, y.parts.size()); ++k) {
        const Part& q = y.parts[k];
        if (!may_write_together(q) || of_y[k] != kUnmatched || !together.append(y.fold(q)) ||
            !spelled.append(y.latin(q))) {
          break;
        }
        int cost = -1;
        if (k > j) {
          const std::string key = korean && names::is_korean_word(y.latin(q)) ? names::korean_key(spelled.view()) : "";
          names::any_reading(x, p, [&](std::string_view form, int rank) {
            const bool same = together.view().size() >= kLeastTogether && form == together.view();
            cost = same || (!key.empty() && form == key) ? weights().together + reading_cost(rank, 0) : -1;
            return cost >= 0;
          });
        }
        if (cost < 0) {
          continue;
        }
        for (std::size_t m = j; m <= k; ++m) {
          if (scored(y.parts[m])) {
            swapped ? out.add(m, i, Relation::kJoined, cost) : out.add(i, m, Relation::kJoined, cost);
            cost = 0;
          }
        }
        break;
      }
    }
  }
}

// Whether a name has but one part with weight.
bool is_lone(const NameView& name) {
  return std::count_if(name.parts.begin(), name.parts.end(), scored) == 1;
}

// Whether the part at `j` and the next are family and given name as divided from one word of characters.
bool is_divided(const NameView& name, std::size_t j) {
  constexpr std::uint8_t kSyllabic = names::kPartHan | names::kPartHangul;
  return j + 1 < name.parts.size() && (name.parts[j].flags & name.parts[j + 1].flags & kSyllabic) != 0 &&
         name.parts[j + 1].gap != 0;
}

// A person's name of Chinese or Korean characters is divided into family and given name, which a foreign name in them
// is not: against one Latin word the two stand together. An index does not look for them so, hence a conflict always,
// by what all their letters say.
void oppose_divided(const NameView& x, const NameView& y, bool swapped, Alignment& out) {
  const auto& of_x = swapped ? out.of_b : out.of_a;
  const auto& of_y = swapped ? out.of_a : out.of_b;
  if (x.parts.size() != 1 || y.parts.size() != 2 || !is_divided(y, 0) || !scored(x.parts[0]) || !scored(y.parts[0]) ||
      !scored(y.parts[1]) || of_x[0] != kUnmatched || of_y[0] != kUnmatched || of_y[1] != kUnmatched ||
      channel_of(x.parts[0]) != Channel::kLatin || x.parts[0].kind == PartKind::kNumber) {
    return;
  }
  const int letters = std::min<int>(x.parts[0].fold.size, y.parts[0].fold.size + y.parts[1].fold.size);
  const int cost = lone_channel_conflict(channel_evidence(y, y.parts[0], y.parts[1], x, x.parts[0], kNoEvidence),
                                         letters, kLeastConflict);
  out.add(0, 0, Relation::kConflict, cost);
  swapped ? out.add(1, 0, Relation::kConflict, 0) : out.add(0, 1, Relation::kConflict, 0);
}

// Whether one word is a single syllable of Hangul and the other Latin ("Thorn"). No hit by its letters, since a channel
// reads no single characters, but by them in order.
bool is_syllable_against_latin(const Part& p, const Part& q) {
  const auto syllable = [](const Part& part) {
    return (part.flags & names::kPartHangul) != 0 && part.native.size == 3 && part.kind != PartKind::kNumber;
  };
  const auto latin = [](const Part& part) {
    return channel_of(part) == Channel::kLatin && part.kind != PartKind::kNumber && part.kind != PartKind::kInitial;
  };
  return (syllable(p) && latin(q)) || (syllable(q) && latin(p));
}

// Two neighbours of `y` that are left, written together, against a word of `x` in letters of another script ("Maz-hari"
// against one Arabic word). An index does not look for them so either: a conflict that is the smaller the more their
// letters agree.
void oppose_neighbours(const NameView& x, const NameView& y, bool swapped, Alignment& out) {
  auto& of_x = swapped ? out.of_b : out.of_a;
  auto& of_y = swapped ? out.of_a : out.of_b;
  for (std::size_t i = 0; i < x.parts.size(); ++i) {
    const Part& p = x.parts[i];
    if (!scored(p) || of_x[i] != kUnmatched) {
      continue;
    }
    for (std::size_t j = 0; j + 1 < y.parts.size() && of_x[i] == kUnmatched; ++j) {
      const Part& q = y.parts[j];
      const Part& next = y.parts[j + 1];
      if (!scored(q) || !scored(next) || of_y[j] != kUnmatched || of_y[j + 1] != kUnmatched || !crosses_scripts(p, q) ||
          channel_of(q) != channel_of(next) || !meets_across(next)) {
        continue;
      }
      const int evidence = channel_evidence(y, q, next, x, p, kEvenEvidence);
      if (evidence < kEvenEvidence) {
        continue;
      }
      const int letters = std::min<int>(p.fold.size, q.fold.size + next.fold.size);
      const int cost = channel_conflict(evidence, letters, kLeastConflict);
      swapped ? out.add(j, i, Relation::kConflict, cost) : out.add(i, j, Relation::kConflict, cost);
      swapped ? out.add(j + 1, i, Relation::kConflict, 0) : out.add(i, j + 1, Relation::kConflict, 0);
    }
  }
}

bool any_unmatched(const NameView& name, const std::array<std::uint8_t, names::kMaxParts>& of) {
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    if (scored(name.parts[i]) && of[i] == kUnmatched) {
      return true;
    }
  }
  return false;
}

// Pairs parts with weight in order as written together, at a cost for all of them; the surplus of one side goes to the
// last part of the other.
void pair_in_order(const NameView& a, const NameView& b, int cost, Alignment& out) {
  const auto skip = [](const NameView& name, std::size_t k) {
    while (k < name.parts.size() && !scored(name.parts[k])) {
      ++k;
    }
    return k;
  };
  std::size_t last_a = kUnmatched;
  std::size_t last_b = kUnmatched;
  for (std::size_t i = skip(a, 0), j = skip(b, 0); i < a.parts.size() || j < b.parts.size();) {
    last_a = i < a.parts.size() ? i : last_a;
    last_b = j < b.parts.size() ? j : last_b;
    if (last_a == kUnmatched || last_b == kUnmatched) {
      return;
    }
    out.add(last_a, last_b, Relation::kJoined, cost);
    cost = 0;
    i = i < a.parts.size() ? skip(a, i + 1) : i;
    j = j < b.parts.size() ? skip(b, j + 1) : j;
  }
}

// Both names written together are the same but for an edit: blanks were lost, added or moved.
bool join_whole(const NameView& a, const NameView& b, Alignment& out) {
  const std::string_view x = a.text(a.joined);
  const std::string_view y = b.text(b.joined);
  if (x.size() < 4 || y.size() < 4 || x.size() > y.size() + 1 || y.size() > x.size() + 1 ||
      x.size() >= names::kMaxPartBytes - 8) {
    return false;
  }
  const int edits = x == y ? 0 : within_one_edit(x, y) ? 1 : 2;
  if (edits > joined_edits(std::min(x.size(), y.size()))) {
    return false;
  }
  const auto letters = [](const NameView& name) {
    std::uint32_t all = 0;
    for (const Part& part : name.parts) {
      all |= may_write_together(part) ? part.letters : 0;
    }
    return all;
  };
  const std::uint32_t of_x = letters(a);
  const std::uint32_t of_y = letters(b);
  if (more_bits_than(of_x & ~of_y, 1) || more_bits_than(of_y & ~of_x, 1)) {
    return false;
  }
  // With as many words on both sides, an edit is an edit of a word, which its own comparison judges better.
  const auto words = [](const NameView& name) { return std::count_if(name.parts.begin(), name.parts.end(), scored); };
  const auto syllables = [](const NameView& name) {
    return std::any_of(name.parts.begin(), name.parts.end(),
                       [](const Part& part) { return (part.flags & (names::kPartHan | names::kPartHangul)) != 0; });
  };
  const bool syllabic = syllables(a) || syllables(b);
  if ((edits > 0 || syllabic) && words(a) == words(b)) {
    return false;
  }
  // An edit of written-out syllables is another syllable of one of the words.
  if (edits > 0 && syllabic) {
    return false;
  }
  // One edit must not swallow a number, an initial or another word of a letter or two.
  const auto tiny = [](const NameView& name, const std::array<std::uint8_t, names::kMaxParts>& of) {
    for (std::size_t i = 0; i < name.parts.size(); ++i) {
      const Part& part = name.parts[i];
      if (scored(part) && of[i] == kUnmatched && (part.kind == PartKind::kNumber || part.fold.size <= 2)) {
        return true;
      }
    }
    return false;
  };
  if (edits > 0 && (tiny(a, out.of_a) || tiny(b, out.of_b))) {
    return false;
  }
  out.pair_count = 0;
  out.of_a.fill(kUnmatched);
  out.of_b.fill(kUnmatched);
  pair_in_order(a, b, 2 * weights().together + (edits == 0 ? 0 : edit_cost(x, y)), out);
  return true;
}

// Both names have the same letters in order, but for digits that stand for some, or a slip: what divides them was lost,
// added or moved, or made other words of them. Digits cost a little more.
bool join_letters(const NameView& a, const NameView& b, Alignment& out) {
  const int edits = whole_edits(a, b);
  if (edits < 0) {
    return false;
  }
  out.whole = true;
  out.pair_count = 0;
  out.of_a.fill(kUnmatched);
  out.of_b.fill(kUnmatched);
  out.anchored = true;
  const auto digits = [](const NameView& name) {
    int count = 0;
    for (const Part& part : name.parts) {
      for (const char c : name.latin(part)) {
        count += c >= '0' && c <= '9' ? 1 : 0;
      }
    }
    return count;
  };
  constexpr int kMostDigits = 3;
  constexpr int kCostSlip = 100;
  pair_in_order(
      a, b, weights().together * (2 + std::min(std::abs(digits(a) - digits(b)), kMostDigits)) + kCostSlip * edits, out);
  return true;
}

// A ship or an aircraft: its name is a word, whoever else's initials it may hold.
bool is_craft(const NameView& name) {
  return name.type == names::NameType::kVessel || name.type == names::NameType::kAircraft;
}

// The part of `x` that may hold the initials of all words of `y` by what kinds of names they are and by its length, or
// kUnmatched.
std::size_t acronym_word(const NameView& x, const NameView& y) {
  if (is_craft(x) || is_craft(y) || !may_be_body(y)) {
    return kUnmatched;
  }
  std::size_t only = kUnmatched;
  for (std::size_t i = 0; i < x.parts.size(); ++i) {
    const Part& part = x.parts[i];
    if (scored(part) && (part.kind == PartKind::kName || part.kind == PartKind::kGiven)) {
      if (only != kUnmatched) {
        return kUnmatched;  // an acronym beside other name words is a part like others
      }
      only = i;
    }
  }
  return only != kUnmatched && x.parts[only].latin.size <= most_initials(y) ? only : kUnmatched;
}

// One part of `x` holds the initials of all words of `y`.
void match_acronym(const NameView& x, const NameView& y, bool swapped, Alignment& out) {
  const std::size_t only = acronym_word(x, y);
  if (only == kUnmatched) {
    return;
  }
  const std::string_view word = x.latin(x.parts[only]);
  const unsigned different = different_initials(y);
  bool is_acronym = false;
  for (std::size_t i = 0; i < kAllInitials.size() && !is_acronym; ++i) {
    is_acronym = (different >> i & 1U) != 0 && acronym(y, kAllInitials[i]).view() == word;
  }
  if (!is_acronym) {
    return;
  }
  const Part* form = legal_form(x);
  const Part* other_form = legal_form(y);
  const bool same_form = form != nullptr && other_form != nullptr && form->group == other_form->group;
  // Three letters stand for many things, and a word that many people bear or choose stands for itself ("Asia").
  constexpr int kOwnWord = 19;  // class of names/frequency.h
  const bool own_word = word.size() <= 3 || x.parts[only].frequency >= kOwnWord;
  int cost = own_word && !same_form ? weights().acronym_short : weights().acronym;
  // What merely resembles one of the words is their acronym before it is that ("JAXA" is like "Japan").
  auto& of_x = swapped ? out.of_b : out.of_a;
  if (of_x[only] != kUnmatched) {
    Pair& pair = out.pairs[of_x[only]];
    if (pair.relation != Relation::kSpelling) {
      return;
    }
    pair.relation = Relation::kAcronym;
    pair.cost = static_cast<std::uint16_t>(cost);
    pair.far = false;
    cost = 0;
  }
  for (std::size_t j = 0; j < y.parts.size(); ++j) {
    const auto& of_y = swapped ? out.of_a : out.of_b;
    if (scored(y.parts[j]) && of_y[j] == kUnmatched) {
      swapped ? out.add(j, only, Relation::kAcronym, cost) : out.add(only, j, Relation::kAcronym, cost);
      cost = 0;
    }
  }
}

// Whether a part is the first half of a name of two words: "Abd" of "Abd al-Aziz", "Abu" of "Abu Bakr".
bool begins_compound(const NameView& name, std::size_t i) {
  const std::string_view fold = name.fold(name.parts[i]);
  return fold == "abd" || fold == "abu" || fold == "um";
}

// An initial of `x` that stands for more than one word with weight: for a compound ("A. Ramadan", Abd al-Aziz Ramadan),
// of which the rest is met with it, or for a name with its article or, where a hyphen joins them, "son of" ("Saif A.",
// Saif al-Islam; "Saif B.", Saif Bin-Sample).
void match_initials(const NameView& x, const NameView& y, bool swapped, Alignment& out) {
  auto& of_x = swapped ? out.of_b : out.of_a;
  auto& of_y = swapped ? out.of_a : out.of_b;
  const auto add = [&](std::size_t i, std::size_t j, int cost) {
    swapped ? out.add(j, i, Relation::kInitial, cost) : out.add(i, j, Relation::kInitial, cost);
  };
  for (std::size_t i = 0; i < x.parts.size(); ++i) {
    if (x.parts[i].kind != PartKind::kInitial) {
      continue;
    }
    if (of_x[i] != kUnmatched) {
      const Pair& pair = out.pairs[of_x[i]];
      std::size_t j = swapped ? pair.a : pair.b;
      if (pair.relation != Relation::kInitial || !begins_compound(y, j)) {
        continue;
      }
      do {
        ++j;
      } while (j < y.parts.size() && y.parts[j].kind == PartKind::kParticle);
      if (j < y.parts.size() && scored(y.parts[j]) && of_y[j] == kUnmatched) {
        add(i, j, 0);
      }
      continue;
    }
    for (std::size_t j = 1; j < y.parts.size(); ++j) {
      const Part& article = y.parts[j - 1];
      const bool stands =
          article.group == names::kParticleArticle || (article.group == names::kParticleDescent && y.parts[j].gap != 0);
      if (article.kind == PartKind::kParticle && stands && scored(y.parts[j]) && of_y[j] == kUnmatched &&
          y.latin(article).starts_with(x.latin(x.parts[i]))) {
        add(i, j, weights().initial);
        break;
      }
    }
  }
}

bool has_initial(const NameView& name) {
  return std::any_of(name.parts.begin(), name.parts.end(),
                     [](const Part& part) { return part.kind == PartKind::kInitial; });
}

// A part that repeats a part of its own name which has met already tells nothing new.
void match_repetitions(const NameView& x, bool swapped, Alignment& out) {
  auto& of_x = swapped ? out.of_b : out.of_a;
  for (std::size_t i = 0; i < x.parts.size(); ++i) {
    if (!scored(x.parts[i]) || of_x[i] != kUnmatched) continue;
    const bool initial = x.parts[i].kind == PartKind::kInitial;  // which no word repeats ("I. II")
    for (std::size_t k = 0; k < x.parts.size(); ++k) {
      if (k != i && of_x[k] != kUnmatched && x.parts[k].hash == x.parts[i].hash &&
          (x.parts[k].kind == PartKind::kInitial) == initial && out.pairs[of_x[k]].relation != Relation::kConflict) {
        const Pair& pair = out.pairs[of_x[k]];
        const std::size_t j = swapped ? pair.a : pair.b;
        swapped ? out.add(j, i, Relation::kRepeated, weights().repeated)
                : out.add(i, j, Relation::kRepeated, weights().repeated);
        break;
      }
    }
  }
}

// A word that is a title at another place of the other name ("Abu Mahdi al-Muhandis", "al-Muhandis Abu Mahdi";
// "Mutebutsi Colonel"), hence a part without weight there: both have it. An index does not look for it so.
void match_titles(const NameView& x, const NameView& y, bool swapped, Alignment& out) {
  const auto& of_x = swapped ? out.of_b : out.of_a;
  const auto& of_y = swapped ? out.of_a : out.of_b;
  for (std::size_t i = 0; i < x.parts.size(); ++i) {
    const Part& p = x.parts[i];
    if (!scored(p) || of_x[i] != kUnmatched || p.kind == PartKind::kInitial || p.kind == PartKind::kNumber) {
      continue;
    }
    for (std::size_t j = 0; j < y.parts.size(); ++j) {
      const Part& q = y.parts[j];
      if (q.kind == PartKind::kHonorific && q.hash == p.hash && of_y[j] == kUnmatched && y.fold(q) == x.fold(p)) {
        swapped ? out.add(j, i, Relation::kEqual, 0) : out.add(i, j, Relation::kEqual, 0);
        break;
      }
    }
  }
}

// Without values of its own, so that room for many costs nothing.
struct Candidate {
  std::uint16_t cost;
  std::uint8_t distance;
  std::uint8_t a;
  std::uint8_t b;
  Relation relation;
  bool far;
};

bool before(const Candidate& x, const Candidate& y) {
  if (x.cost != y.cost) {
    return x.cost < y.cost;
  }
  if (x.distance != y.distance) {
    return x.distance < y.distance;
  }
  return x.a != y.a ? x.a < y.a : x.b < y.b;
}

int cost_of_pairs(const Alignment& out) {
  int cost = 0;
  for (std::size_t k = 0; k < out.pair_count; ++k) {
    cost += out.pairs[k].cost;
  }
  return cost;
}

// How many parts other than numbers are left.
int count_left(const NameView& name, const std::array<std::uint8_t, names::kMaxParts>& of) {
  int count = 0;
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    count += scored(name.parts[i]) && name.parts[i].kind != PartKind::kNumber && of[i] == kUnmatched ? 1 : 0;
  }
  return count;
}

// Whether the letters of two names are all of one script, so that no word meets another by a channel.
bool are_of_one_script(const NameView& a, const NameView& b) {
  constexpr auto kScripts = static_cast<std::uint8_t>(~names::kPartAnchor);
  const std::uint8_t flags = a.parts.empty() ? 0 : a.parts.front().flags;
  const auto same = [&](const Part& part) { return ((part.flags ^ flags) & kScripts) == 0; };
  return std::all_of(a.parts.begin(), a.parts.end(), same) && std::all_of(b.parts.begin(), b.parts.end(), same);
}

// Whether names of which no part relates to another may meet all the same: written together, as a whole, as acronyms,
// by initials that stand for more than one word, or as titles. A cheap necessary condition.
bool may_meet_otherwise(const NameView& a, const NameView& b) {
  if (within_one_edit(a.text(a.joined), b.text(b.joined)) || whole_edits(a, b) >= 0 || has_initial(a) ||
      has_initial(b)) {
    return true;
  }
  const auto one_meets = [](const NameView& x, const NameView& y) {
    for (const Part& p : x.parts) {
      if (!scored(p)) {
        continue;
      }
      for (std::size_t j = 0; j < y.parts.size(); ++j) {
        const Part& q = y.parts[j];
        if (q.kind == PartKind::kHonorific && q.hash == p.hash) {
          return true;
        }
        if (j + 1 == y.parts.size() || !may_write_together(q) || !may_write_together(y.parts[j + 1])) {
          continue;
        }
        if (may_be_together(p, q, y.parts[j + 1]) || (has_readings(p) && may_be_read_together(x, p, y, j))) {
          return true;
        }
      }
    }
    return acronym_word(x, y) != kUnmatched;
  };
  return one_meets(a, b) || one_meets(b, a);
}

// The same as exceeds() asks, at less cost, before neighbours are opposed: whatever that does uses up two parts of a
// side at most, at no less than a conflict.
int least_cost_of_left(const NameView& a, const NameView& b, const Alignment& out) {
  const int left = std::min(count_left(a, out.of_a), count_left(b, out.of_b));
  return cost_of_pairs(out) + kLeastConflict * (left > 1 && !are_of_one_script(a, b) ? (left + 1) / 2 : left);
}

// The least number of edits between two words that their lengths and letters allow: an edit takes at most one letter
// from the set of either side.
int least_edits(const Part& p, const Part& q) {
  const int longer = std::max(p.fold.size, q.fold.size);
  const int shorter = std::min(p.fold.size, q.fold.size);
  return std::max({longer - shorter, std::popcount(p.letters & ~q.letters), std::popcount(q.letters & ~p.letters)});
}

// Whether the alignment is sure to cost more than `budget` once the conflicts are added: each part of the side with
// fewer parts left meets at best the part left nearest to it, at no less than half an edit for each edit and no less
// than a conflict.
bool exceeds(const NameView& a, const NameView& b, int budget, const Alignment& out) {
  constexpr int kLeastEdit = 50;
  const int left_a = count_left(a, out.of_a);
  const int left_b = count_left(b, out.of_b);
  const bool from_a = left_a <= left_b;
  int cost = cost_of_pairs(out) + kLeastConflict * std::min(left_a, left_b);
  if (cost > budget) {
    return true;
  }
  const NameView& x = from_a ? a : b;
  const NameView& y = from_a ? b : a;
  const auto& of_x = from_a ? out.of_a : out.of_b;
  const auto& of_y = from_a ? out.of_b : out.of_a;
  // What the parts of x cost at least beyond that, by a bound of the edits.
  const auto beyond = [&](const Part& p, const auto& edits) {
    int least = kMaxConflict;
    for (std::size_t j = 0; j < y.parts.size() && least > kLeastConflict; ++j) {
      const Part& q = y.parts[j];
      if (scored(q) && q.kind != PartKind::kNumber && of_y[j] == kUnmatched) {
        const bool initial = p.kind == PartKind::kInitial || q.kind == PartKind::kInitial;
        least = std::min(least, initial                 ? kCostOtherInitial
                                : crosses_scripts(p, q) ? kLeastConflict
                                                        : kLeastEdit * edits(p, q));
      }
    }
    return std::max(least - kLeastConflict, 0);
  };
  std::array<int, names::kMaxParts> known;
  for (std::size_t i = 0; i < x.parts.size(); ++i) {
    const Part& p = x.parts[i];
    if (scored(p) && p.kind != PartKind::kNumber && of_x[i] == kUnmatched) {
      known[i] = beyond(p, [](const Part& s, const Part& t) { return least_edits(s, t); });
      cost += known[i];
    }
  }
  for (std::size_t i = 0; i < x.parts.size() && cost <= budget; ++i) {
    const Part& p = x.parts[i];
    if (scored(p) && p.kind != PartKind::kNumber && of_x[i] == kUnmatched) {
      cost += beyond(p, [&](const Part& s, const Part& t) { return osa_distance(x.fold(s), y.fold(t)); }) - known[i];
    }
  }
  return cost > budget;
}

}  // namespace

bool may_join(const NameView& a, const NameView& b) {
  const std::size_t x = a.joined.size;
  const std::size_t y = b.joined.size;
  if (x <= y + 1 && y <= x + 1) {
    return true;
  }
  const auto one_holds = [](const NameView& one, const NameView& other) {
    const std::size_t initials = most_initials(other);
    for (const Part& whole : one.parts) {
      if (!scored(whole) || whole.fold.size < 3) {
        continue;
      }
      if (has_readings(whole) && other.parts.size() >= 2) {
        return true;
      }
      // A part written of neighbours holds all letters of them but for an edit; an acronym is as long as there are
      // words.
      for (std::size_t j = 0; j + 1 < other.parts.size(); ++j) {
        const Part& first = other.parts[j];
        const Part& second = other.parts[j + 1];
        const std::size_t together = static_cast<std::size_t>(first.fold.size) + second.fold.size;
        if (may_write_together(first) && may_write_together(second) && together <= whole.fold.size + 1U &&
            !more_bits_than((first.letters | second.letters) & ~whole.letters, 1)) {
          return true;
        }
      }
      if (one.type != names::NameType::kPerson && whole.latin.size <= initials) {
        return true;
      }
    }
    return false;
  };
  return one_holds(a, b) || one_holds(b, a);
}

void align_conflicts(const NameView& a, const NameView& b, Alignment& out) {
  std::array<Candidate, kMaxCandidates> candidates;
  std::size_t count = 0;
  oppose_divided(a, b, false, out);
  oppose_divided(b, a, true, out);
  const bool lone = is_lone(a) && is_lone(b);
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    if (!scored(a.parts[i]) || out.of_a[i] != kUnmatched) {
      continue;
    }
    for (std::size_t j = 0; j < b.parts.size() && count < kMaxCandidates; ++j) {
      const Part& p = a.parts[i];
      const Part& q = b.parts[j];
      // A number stands against a number, and only so.
      if (!scored(q) || out.of_b[j] != kUnmatched || (p.kind == PartKind::kNumber) != (q.kind == PartKind::kNumber)) {
        continue;
      }
      const int cost = lone && (crosses_scripts(p, q) || is_syllable_against_latin(p, q))
                           ? lone_channel_conflict(channel_evidence(a, p, b, q, kNoEvidence),
                                                   std::min(p.fold.size, q.fold.size), kLeastConflict)
                           : conflict_cost(a, p, b, q);
      const auto distance = static_cast<std::uint8_t>(i > j ? i - j : j - i);
      candidates[count++] = {static_cast<std::uint16_t>(cost),
                             distance,
                             static_cast<std::uint8_t>(i),
                             static_cast<std::uint8_t>(j),
                             Relation::kConflict,
                             false};
    }
  }
  std::sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count), before);
  for (std::size_t k = 0; k < count; ++k) {
    const Candidate& c = candidates[k];
    if (out.of_a[c.a] == kUnmatched && out.of_b[c.b] == kUnmatched) {
      out.add(c.a, c.b, c.relation, c.cost);
    }
  }
}

void Alignment::add(std::size_t a, std::size_t b, Relation relation, int cost, bool far) {
  if (pair_count >= pairs.size()) {
    return;
  }
  pairs[pair_count] = {static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b), relation, far,
                       static_cast<std::uint16_t>(cost)};
  const auto index = static_cast<std::uint8_t>(pair_count++);
  if (of_a[a] == kUnmatched) {
    of_a[a] = index;
  }
  if (of_b[b] == kUnmatched) {
    of_b[b] = index;
  }
}

void align(const NameView& a, const NameView& b, int budget, const KnownRelations* known, Alignment& out) {
  out.nothing = false;
  out.hopeless = false;
  out.whole = false;
  out.pair_count = 0;
  out.of_a.fill(kUnmatched);
  out.of_b.fill(kUnmatched);
  out.anchored = false;
  std::array<Candidate, kMaxCandidates> candidates;
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    if (!scored(a.parts[i])) {
      continue;
    }
    for (std::size_t j = 0; j < b.parts.size(); ++j) {
      if (!scored(b.parts[j])) {
        continue;
      }
      const PartRelation relation = known == nullptr       ? relate(a, a.parts[i], b, b.parts[j])
                                    : known->rows_are_of_a ? known->rows[i][j]
                                                           : known->rows[j][i];
      out.anchored = out.anchored || relation.anchored;
      if (relation.relation == Relation::kNone || count >= kMaxCandidates) {
        continue;
      }
      const auto distance = static_cast<std::uint8_t>(i > j ? i - j : j - i);
      int cost = relation.cost;
      if (relation.relation == Relation::kSkeleton && crosses_scripts(a.parts[i], b.parts[j]) && is_lone(a) &&
          is_lone(b)) {
        const int evidence = channel_evidence(a, a.parts[i], b, b.parts[j]);
        const int letters = std::min(a.parts[i].fold.size, b.parts[j].fold.size);
        cost += lone_channel_cost(evidence, letters) - channel_cost(evidence, letters);
      }
      candidates[count++] = {static_cast<std::uint16_t>(cost), distance,          static_cast<std::uint8_t>(i),
                             static_cast<std::uint8_t>(j),     relation.relation, relation.far};
    }
  }
  if (count > 1) {
    std::sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count), before);
  }
  // Cheap pairs first, then what was written together, then the dear pairs: "Jandaniel" is "Jan Daniel" before it is a
  // misspelt "Daniel".
  // A word of another script that says much more than the Latin word may be that word and its neighbour.
  const auto may_hold_more = [&](const Candidate& c) {
    const int x = a.parts[c.a].fold.size;
    const int y = b.parts[c.b].fold.size;
    return c.relation == Relation::kSkeleton && crosses_scripts(a.parts[c.a], b.parts[c.b]) && std::abs(x - y) >= 2;
  };
  const auto take = [&](bool cheap_only) {
    for (std::size_t k = 0; k < count && !(cheap_only && candidates[k].cost > weights().cheap); ++k) {
      const Candidate& c = candidates[k];
      if (cheap_only && may_hold_more(c)) {
        continue;
      }
      if (out.of_a[c.a] == kUnmatched && out.of_b[c.b] == kUnmatched) {
        out.add(c.a, c.b, c.relation, c.cost, c.far);
      }
    }
  };
  // Most pairs of names that no index chose end here. What meets nothing has conflicts alone, for which no score is
  // asked (Weights::nothing_met).
  if (count == 0 && budget != std::numeric_limits<int>::max() && !may_meet_otherwise(a, b)) {
    out.hopeless = true;
    return;
  }
  if (count == 0 && !may_join(a, b)) {
    if (join_letters(a, b, out)) {
      return;
    }
    out.nothing = true;
    return;
  }
  // What neighbours spell exactly goes before what merely resembles the first of them: the two syllables of a Korean
  // given name are "Jong" and "Un" before they are like "Jong".
  if (has_readings(a) || has_readings(b)) {
    for (std::size_t k = 0; k < count && candidates[k].cost <= weights().cheap; ++k) {
      const Candidate& c = candidates[k];
      const bool exact = c.relation == Relation::kEqual || c.relation == Relation::kVariant;
      if (exact && out.of_a[c.a] == kUnmatched && out.of_b[c.b] == kUnmatched) {
        out.add(c.a, c.b, c.relation, c.cost);
      }
    }
    join_readings(a, b, false, out);
    join_readings(b, a, true, out);
  }
  take(true);
  const bool left_a = any_unmatched(a, out.of_a);
  const bool left_b = any_unmatched(b, out.of_b);
  if (!left_a && !left_b) {
    return;
  }
  if (join_whole(a, b, out)) {
    return;
  }
  if (join_letters(a, b, out)) {
    return;
  }
  if (left_a || left_b) {
    join_parts(a, b, false, out);
    join_parts(b, a, true, out);
    oppose_divided(a, b, false, out);
    oppose_divided(b, a, true, out);
  }
  match_run(a, b, false, out);
  match_run(b, a, true, out);
  take(false);
  match_acronym(a, b, false, out);
  match_acronym(b, a, true, out);
  if (has_initial(a)) {
    match_initials(a, b, false, out);
  }
  if (has_initial(b)) {
    match_initials(b, a, true, out);
  }
  match_titles(a, b, false, out);
  match_titles(b, a, true, out);
  // What is left on both sides conflicts, even if it repeats another part; what is left on one side may be a
  // repetition.
  if (any_unmatched(a, out.of_a) && any_unmatched(b, out.of_b)) {
    if (least_cost_of_left(a, b, out) > budget) {
      out.hopeless = true;
      return;
    }
    oppose_neighbours(a, b, false, out);
    oppose_neighbours(b, a, true, out);
    if (exceeds(a, b, budget, out)) {
      out.hopeless = true;
      return;
    }
    align_conflicts(a, b, out);
  }
  match_repetitions(a, false, out);
  match_repetitions(b, true, out);
}

}  // namespace penumbra::match
