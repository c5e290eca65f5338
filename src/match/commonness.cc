// How the numbers came about: docs/design/matching.md, "Commonness".
#include "match/commonness.h"

#include <algorithm>

#include "match/syllables.h"
#include "match/weights.h"
#include "names/frequency.h"

namespace penumbra::match {
namespace {

using names::NameView;
using names::Part;
using names::PartKind;

bool are_in_use(const Part& p, const Part& q) {
  return p.frequency != 0 && q.frequency != 0;
}

bool is_business(const Part& part) {
  return part.kind == PartKind::kGeneric || part.kind == PartKind::kLegalForm || part.kind == PartKind::kPlace ||
         part.kind == PartKind::kNumber;
}

bool is_thing(const NameView& name) {
  return name.type == names::NameType::kOrganisation || name.type == names::NameType::kVessel ||
         name.type == names::NameType::kAircraft;
}

// A word with weight that met nothing.
bool any_absent(const NameView& name, const std::array<std::uint8_t, names::kMaxParts>& of) {
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    if (name.parts[i].weight > 0 && of[i] == kUnmatched) {
      return true;
    }
  }
  return false;
}

// Whether `name` is a single word, as hardly anybody is asked for, and none that many choose, and what it leaves over
// of `other` are words for a trade or body: who asks for "Zamora" may well mean the Zamora Group.
bool is_lone_beside_trades(const NameView& name, const NameView& other,
                           const std::array<std::uint8_t, names::kMaxParts>& of) {
  constexpr int kManyChoose = 19;  // class of names/frequency.h
  const auto scored = [](const Part& part) { return part.weight > 0; };
  if (std::count_if(name.parts.begin(), name.parts.end(), scored) != 1 ||
      std::find_if(name.parts.begin(), name.parts.end(), scored)->frequency >= kManyChoose) {
    return false;
  }
  for (std::size_t i = 0; i < other.parts.size(); ++i) {
    if (other.parts[i].weight > 0 && of[i] == kUnmatched && other.parts[i].kind != PartKind::kGeneric) {
      return false;
    }
  }
  return true;
}

// The same, a father's name aside, which many leave out.
bool name_absent(const NameView& name, const std::array<std::uint8_t, names::kMaxParts>& of) {
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    if (name.parts[i].weight > 0 && of[i] == kUnmatched && name.parts[i].kind != PartKind::kPatronymic) {
      return true;
    }
  }
  return false;
}

// Whether Latin words met in another spelling. Other scripts have romanisations that are no choice of the bearer.
bool spelt_otherwise(const NameView& a, const NameView& b, const Alignment& alignment) {
  constexpr auto kScripts = static_cast<std::uint8_t>(~names::kPartAnchor);
  const auto* end = alignment.pairs.data() + alignment.pair_count;
  return std::any_of(alignment.pairs.data(), end, [&](const Pair& pair) {
    return pair.cost > 0 && ((a.parts[pair.a].flags | b.parts[pair.b].flags) & kScripts) == 0;
  });
}

}  // namespace

int word_information(const Part& part) {
  const Weights& w = weights();
  const int bits = names::surprisal(part.frequency);
  return part.frequency != 0 ? bits : std::min(bits, w.letter_information * part.fold.size);
}

int number_weight(const Part& part) {
  constexpr std::uint32_t kHigh = 100;
  constexpr std::uint32_t kMiddling = 20;  // series go up to here
  return part.group >= kHigh ? kMostOfNumber : part.group >= kMiddling ? 600 : 300;
}

int pair_information(const Part& p, const Part& q, Relation relation, int cost) {
  const Weights& w = weights();
  constexpr int kHalfBitsOfConsonant = 8;  // twenty of them or so, and some of the vowels
  if (relation == Relation::kInitial) {
    return w.initial_information;
  }
  if (p.kind == PartKind::kNumber && q.kind == PartKind::kNumber && relation != Relation::kConflict) {
    constexpr int kHalfBitsOfNumber = 14;  // one in a hundred or so
    return kHalfBitsOfNumber * number_weight(p) / kMostOfNumber;
  }
  if (relation == Relation::kConflict || relation == Relation::kRepeated ||
      std::max(p.weight, q.weight) < kInformative) {
    return 0;
  }
  int bits = std::min(word_information(p), word_information(q));
  if (relation == Relation::kSkeleton && ((p.flags | q.flags) & names::kPartAbjad) != 0) {
    // What is written of the word says no more than its consonants do.
    bits = std::min(bits, kHalfBitsOfConsonant * std::min<int>(p.skeleton.size, q.skeleton.size));
  }
  return std::max(bits - cost * w.edit_information / 100, 0);
}

int pair_difference(const Part& p, const Part& q, Relation relation, int cost) {
  const Weights& w = weights();
  switch (relation) {
    case Relation::kSpelling:
      return are_in_use(p, q) ? cost : cost * w.unused_differences / 100;
    case Relation::kSkeleton:
      return std::max(0, cost - w.usual_skeleton);
    case Relation::kJoined:
      return std::max(0, cost - 2 * w.together);
    default:
      return 0;
  }
}

int beyond_one_edit(Relation relation, int cost) {
  constexpr int kOneEdit = 110;
  return relation == Relation::kSpelling ? std::max(0, cost - kOneEdit) : 0;
}

int matched_information(const NameView& a, const NameView& b, const Alignment& alignment) {
  int sum = 0;
  for (std::size_t k = 0; k < alignment.pair_count; ++k) {
    const Pair& pair = alignment.pairs[k];
    sum += pair_information(a.parts[pair.a], b.parts[pair.b], pair.relation, pair.cost);
  }
  return sum;
}

int title_information(const Part& title) {
  return title.frequency != 0 ? word_information(title) : 0;
}

int title_information(const NameView& a, const NameView& b) {
  const auto lone = [](const NameView& name) {
    return std::count_if(name.parts.begin(), name.parts.end(), [](const Part& part) { return part.weight > 0; }) == 1;
  };
  if (!lone(a) && !lone(b)) {
    return 0;
  }
  int most = 0;
  for (const Part& p : a.parts) {
    for (const Part& q : b.parts) {
      if (p.kind == PartKind::kHonorific && q.kind == PartKind::kHonorific && p.hash == q.hash) {
        most = std::max(most, title_information(p));
      }
    }
  }
  return most;
}

int common_points(int information, int differences, int beyond) {
  const Weights& w = weights();
  // The less the words say that met, the more their differences count.
  constexpr int kMostDifferences = 300;
  const int missing = std::max(0, w.distinct - information);
  const int loose = std::max(0, w.loose_distinct - information);
  return w.common * missing + w.common_differences * missing * std::min(differences, kMostDifferences) / 100 +
         w.second_edit * loose * std::min(beyond, kMostDifferences) / (100 * w.loose_distinct);
}

void deduct_common(const NameView& a, const NameView& b, int information, bool crossed, Assessment& out) {
  const Weights& w = weights();
  const int missing = std::max(0, w.distinct - information);
  const int loose = std::max(0, w.loose_distinct - information);
  int differences = 0;
  int beyond = 0;
  for (std::size_t k = 0; k < out.alignment.pair_count; ++k) {
    const Pair& pair = out.alignment.pairs[k];
    differences += pair_difference(a.parts[pair.a], b.parts[pair.b], pair.relation, pair.cost);
    beyond += beyond_one_edit(pair.relation, pair.cost);
  }
  int points = common_points(information, differences, beyond);
  const bool spelt = spelt_otherwise(a, b, out.alignment);
  const bool absent = name_absent(a, out.alignment.of_a) || name_absent(b, out.alignment.of_b);
  if (crossed) {
    points += w.common_order * missing;
    // Who turns a name round leaves its words as they are; two people whose names share their words do not.
    const bool beside = differences >= w.slip || absent;
    points += (beside ? w.order_beside : spelt ? w.order_spelt : 0) * loose / w.loose_distinct;
  }
  // Nor does who leaves out a name write the others in another way.
  if (spelt && absent) {
    constexpr int kSlope = 8;  // half bits
    points += w.absence_spelt * std::clamp(w.many_bear - information, 0, kSlope) / kSlope;
  }
  out.deduct(Feature::kCommon, points);
}

bool looks_personal(const NameView& a, const NameView& b) {
  // Words that people bear and nothing else, or one that very many bear beside any words but those of business, or
  // syllables of Chinese names.
  constexpr int kVeryMany = 25;  // class of names/frequency.h: one in 256 words of names
  const auto personal = [](const NameView& name) {
    if (name.type != names::NameType::kAny || name.parts.empty() ||
        std::any_of(name.parts.begin(), name.parts.end(), is_business)) {
      return false;
    }
    const bool known = std::none_of(name.parts.begin(), name.parts.end(), [](const Part& part) {
      return part.weight > 0 && part.kind != PartKind::kInitial && part.frequency == 0;
    });
    return known || is_pinyin(name) || std::any_of(name.parts.begin(), name.parts.end(), [](const Part& part) {
             return part.weight >= kInformative && part.frequency >= kVeryMany;
           });
  };
  // The mark of an aircraft is nobody's name.
  const auto thing = [](const NameView& name) { return is_thing(name) && name.type != names::NameType::kAircraft; };
  return (thing(b) && personal(a)) || (thing(a) && personal(b));
}

bool differ_in_words(const NameView& a, const NameView& b, const Alignment& alignment) {
  const Weights& w = weights();
  for (std::size_t k = 0; k < alignment.pair_count; ++k) {
    const Pair& pair = alignment.pairs[k];
    if (pair.relation == Relation::kAcronym || pair.relation == Relation::kInitial ||
        (pair.relation == Relation::kJoined && a.text(a.joined) != b.text(b.joined)) ||
        (pair.relation == Relation::kSpelling && pair.cost >= w.slip) ||
        (pair.relation == Relation::kSkeleton && pair.cost >= w.slip)) {
      return true;
    }
  }
  const bool absent_a = any_absent(a, alignment.of_a);
  const bool absent_b = any_absent(b, alignment.of_b);
  return (absent_a && !is_lone_beside_trades(b, a, alignment.of_a)) ||
         (absent_b && !is_lone_beside_trades(a, b, alignment.of_b));
}

}  // namespace penumbra::match
