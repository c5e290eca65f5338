// The numbers are in match/weights.h. What they give on the benchmarks is measured by bench/accuracy and recorded in
// docs/design/matching.md.
#include "match/penalties.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

#include "match/bearers.h"
#include "match/channel.h"
#include "match/commonness.h"
#include "match/distance.h"
#include "match/slip.h"
#include "match/syllables.h"
#include "match/weights.h"
#include "names/lexicon.h"

namespace penumbra::match {
namespace {

using names::NameView;
using names::Part;
using names::PartKind;

// Names that one slip holds at the threshold keep their order: this many points below are one above.
constexpr int kSlipScale = 50;
constexpr int kPairedPoints = static_cast<int>(kPairedFloor * kScoreUnit);

bool scored(const Part& part) {
  return part.weight > 0;
}

// Letters of a name that can show edits: numbers, where every digit counts, and initials stand aside.
int letters_of(const NameView& name) {
  int letters = 0;
  for (const Part& part : name.parts) {
    if (scored(part) && part.kind != PartKind::kNumber && part.kind != PartKind::kInitial) {
      letters += part.fold.size;
    }
  }
  return letters;
}

bool is_person(const NameView& a, const NameView& b) {
  const auto person = [](const NameView& name) {
    if (name.type == names::NameType::kPerson) {
      return true;
    }
    return name.type == names::NameType::kAny && std::none_of(name.parts.begin(), name.parts.end(), [](const Part& p) {
             return p.kind == PartKind::kLegalForm || p.kind == PartKind::kGeneric || p.kind == PartKind::kPlace;
           });
  };
  return person(a) && person(b);
}

// A ship or an aircraft: what is written on it is its whole name.
bool is_craft(const NameView& name) {
  return name.type == names::NameType::kVessel || name.type == names::NameType::kAircraft;
}

// Whether one name is a ship's and the other shows by a legal form that it is a firm's.
bool craft_and_firm(const NameView& a, const NameView& b) {
  const auto firm = [](const NameView& name) { return !is_craft(name) && legal_form(name) != nullptr; };
  return (is_craft(a) && firm(b)) || (is_craft(b) && firm(a));
}

// Whether one name is a ship's and the other, of which nobody said what it names, begins with a person's title ("King
// Voyager" as a person's name). What a ship is called is compared as such in a reading of its own.
bool craft_and_titled(const NameView& a, const NameView& b) {
  const auto titled = [](const NameView& name) {
    return name.type == names::NameType::kAny && !name.parts.empty() && name.parts.front().kind == PartKind::kHonorific;
  };
  return (is_craft(a) && titled(b)) || (is_craft(b) && titled(a));
}

// Whether one name is a person's and the other shows by a legal form or a generic word that it is not.
bool other_kind(const NameView& a, const NameView& b) {
  const auto person = [](const NameView& name) { return name.type == names::NameType::kPerson; };
  const auto body = [](const NameView& name) {
    return name.type != names::NameType::kPerson &&
           std::any_of(name.parts.begin(), name.parts.end(),
                       [](const Part& p) { return p.kind == PartKind::kLegalForm || p.kind == PartKind::kGeneric; });
  };
  return (person(a) && body(b)) || (person(b) && body(a));
}

void deduct_legal_forms(const NameView& a, const NameView& b, Assessment& out) {
  const Weights& w = weights();
  const Part* x = legal_form(a);
  const Part* y = legal_form(b);
  if (x == nullptr && y == nullptr) {
    return;
  }
  const std::size_t i = x == nullptr ? kUnmatched : static_cast<std::size_t>(x - a.parts.data());
  const std::size_t j = y == nullptr ? kUnmatched : static_cast<std::size_t>(y - b.parts.data());
  if (x == nullptr || y == nullptr) {
    out.deduct(Feature::kPartAbsent, w.form_absence, i, j);
    return;
  }
  // A name with several forms ("Co KG", "Corp JSC") agrees if any of them does.
  int cost = w.form_kind;
  for (const Part& p : a.parts) {
    for (const Part& q : b.parts) {
      if (p.kind != PartKind::kLegalForm || q.kind != PartKind::kLegalForm) {
        continue;
      }
      const auto f = names::family_of(p.group);
      const auto g = names::family_of(q.group);
      const bool same_kind = names::is_commercial(f) == names::is_commercial(g);
      cost = std::min(cost, p.group == q.group ? 0 : f == g ? w.form_other : same_kind ? w.form_family : w.form_kind);
    }
  }
  if (cost > 0) {
    out.deduct(Feature::kLegalFormConflict, cost, i, j);
  }
}

// Whether two numbers are small and neighbours, or one letter apart as they are written ("XV", "XX"): a series is told
// on, or a digit was mistaken, and who deals with one of a series of funds should look at both.
bool is_neighbour(const NameView& a, const Part& p, const NameView& b, const Part& q) {
  constexpr std::uint32_t kSeries = 40;
  if (p.group == 0 || q.group == 0 || p.group > kSeries || q.group > kSeries) {
    return false;
  }
  return (p.group > q.group ? p.group - q.group : q.group - p.group) == 1 || osa_distance(a.latin(p), b.latin(q)) <= 1;
}

// Letters of the word that holds the initials of the other name's words: the one that all these pairs share.
int letters_of_acronym(const NameView& a, const NameView& b, const Alignment& alignment) {
  const Pair* first = nullptr;
  for (std::size_t k = 0; k < alignment.pair_count; ++k) {
    const Pair& pair = alignment.pairs[k];
    if (pair.relation != Relation::kAcronym) {
      continue;
    }
    if (first != nullptr) {
      return first->a == pair.a ? a.parts[pair.a].latin.size : b.parts[pair.b].latin.size;
    }
    first = &pair;
  }
  return first == nullptr ? 0 : std::min(a.parts[first->a].latin.size, b.parts[first->b].latin.size);
}

// Deducts what the pairs of the alignment cost, by the letters of the shorter name.
void deduct_edits(const NameView& a, const NameView& b, bool person, int tolerated, Assessment& out) {
  const Weights& w = weights();
  int syllabic = -1;        // not known yet
  bool other_form = false;  // a short or foreign form of a given name...
  bool slip = false;        // ... beside a word that is spelt differently
  bool initials = false;
  for (std::size_t k = 0; k < out.alignment.pair_count; ++k) {
    const Pair& pair = out.alignment.pairs[k];
    if (pair.cost == 0) {
      continue;
    }
    const Part& p = a.parts[pair.a];
    const Part& q = b.parts[pair.b];
    other_form =
        other_form || (pair.relation == Relation::kVariant && pair.cost >= w.variant_spelling + w.variant_short);
    // A word that nobody bears is a slip, whatever stands beside it.
    slip =
        slip || (pair.relation == Relation::kSpelling && pair.cost >= w.slip && p.frequency != 0 && q.frequency != 0);
    // Another name is one however long the rest is.
    const int tolerable = pair.relation == Relation::kConflict ? std::min(tolerated, w.tolerated.back()) : tolerated;
    int points = pair.cost * w.tolerance / tolerable;
    if (person && pair.relation == Relation::kSpelling && pair.cost >= w.slip) {
      syllabic = syllabic < 0 ? (are_syllabic(a, b) ? 1 : 0) : syllabic;
      points += points * syllabic * w.syllable_share / 100;
      // Two letters make another syllable of a given name in pinyin, and hardly ever by a slip ("Junpeng", "Junzheng").
      // Surnames are spelled in more ways ("Shi", "Xi").
      constexpr int kTwoSyllables = 5;
      if (syllabic == 1 && std::min(p.latin.size, q.latin.size) >= kTwoSyllables &&
          osa_distance(a.latin(p), b.latin(q)) > 1 && are_pinyin(a, b)) {
        points = std::max(points, w.pinyin_far);
      }
    }
    Feature feature = Feature::kPartSpelling;
    switch (pair.relation) {
      case Relation::kConflict:
        feature = Feature::kPartConflict;
        if (p.kind == PartKind::kNumber && q.kind == PartKind::kNumber) {
          feature = Feature::kNumberConflict;
          points = is_neighbour(a, p, b, q) && tolerated >= w.tolerated.back() && !is_craft(a) && !is_craft(b)
                       ? w.number_neighbour
                       : std::max(points, w.number_conflict);
        } else if (p.kind == PartKind::kPlace && q.kind == PartKind::kPlace) {
          feature = Feature::kPlaceConflict;
          points = std::max(points, w.place_conflict);
        }
        break;
      case Relation::kInitial:
        feature = Feature::kPartInitial;
        initials = true;
        break;
      case Relation::kVariant:
        feature = Feature::kPartVariant;
        break;
      case Relation::kSkeleton:
        feature = Feature::kPartSkeleton;
        break;
      case Relation::kJoined:
        feature = Feature::kPartJoined;
        break;
      case Relation::kAcronym:
        feature = Feature::kAcronym;
        // What else the shorter name holds makes initials no likelier.
        points = pair.cost * w.tolerance / tolerated_edits(w, letters_of_acronym(a, b, out.alignment));
        break;
      default:
        break;
    }
    out.deduct(feature, points, pair.a, pair.b);
  }
  if (other_form && slip) {
    out.deduct(Feature::kFormBesideSlip, w.form_beside_slip);
  }
  if (initials) {
    out.deduct(Feature::kPartInitial, w.initials);
  }
}

struct Shares {
  int total = 0;             // weight of all scored parts; of numbers only of those that met
  int absent = 0;            // weight of those that met nothing
  int met = 0;               // informative parts that met without conflict
  bool name_met = false;     // a part met that is no place, generic word or number
  bool name_absent = false;  // a part other than a patronymic is absent
  bool initial = false;      // an initial met a name
  bool number_absent = false;
  int repeated = 0;  // parts that met a second time
  int trades = 0;    // words for a trade, body or place that both have
  bool place_absent = false;
};

Shares shares_of(const NameView& name, const std::array<std::uint8_t, names::kMaxParts>& of, bool person,
                 const Assessment& out) {
  Shares shares;
  int initials = 0;
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    const Part& part = name.parts[i];
    if (!scored(part) || part.kind == PartKind::kNumber) {
      shares.number_absent = shares.number_absent || (scored(part) && of[i] == kUnmatched);
      if (!person && scored(part) && of[i] != kUnmatched &&
          out.alignment.pairs[of[i]].relation != Relation::kConflict) {
        // The same number on both sides says something, a high one as much as a name.
        const int weight = number_weight(part);
        shares.total += weight;
        shares.met += weight >= kInformative ? 1 : 0;
        shares.name_met = shares.name_met || weight >= kMostOfNumber;
      }
      continue;
    }
    shares.total += part.weight;
    const bool repeats = of[i] != kUnmatched && out.alignment.pairs[of[i]].relation == Relation::kRepeated;
    shares.repeated += repeats ? 1 : 0;
    if (of[i] == kUnmatched) {
      shares.absent += part.weight;
      shares.name_absent = shares.name_absent || part.kind != PartKind::kPatronymic;
      shares.place_absent = shares.place_absent || part.kind == PartKind::kPlace;
    } else if (out.alignment.pairs[of[i]].relation == Relation::kInitial) {
      shares.initial = true;
      // Two initials that fit say about as much as a word.
      shares.met += ++initials == 2 ? 1 : 0;
    } else if (const Relation how = out.alignment.pairs[of[i]].relation;
               how != Relation::kConflict && how != Relation::kInitial && how != Relation::kRepeated) {
      const bool trade = part.kind == PartKind::kPlace || part.kind == PartKind::kGeneric;
      shares.trades += how == Relation::kEqual && trade ? 1 : 0;
      if (part.weight < kInformative) {
        continue;
      }
      ++shares.met;
      shares.name_met = shares.name_met || (part.kind != PartKind::kPlace && part.kind != PartKind::kGeneric);
    }
  }
  return shares;
}

// Whether a name is of two words or more, all in Chinese characters: family and given name.
bool in_han(const NameView& name) {
  const auto han = [](const Part& part) { return (part.flags & names::kPartHan) != 0; };
  return name.parts.size() >= 2 && std::all_of(name.parts.begin(), name.parts.end(), han);
}

// Whether a short word that met nothing is likely a slip in the legal form of the other name ("LL Example").
bool is_misspelt_form(const NameView& name, const Part& part, const NameView& other) {
  if (part.latin.size < 2 || part.latin.size > 6) {
    return false;
  }
  return std::any_of(other.parts.begin(), other.parts.end(), [&](const Part& form) {
    return form.kind == PartKind::kLegalForm && form.latin.size >= 2 &&
           osa_distance(name.latin(part), other.latin(form)) <= 1;
  });
}

// Whether both names have the same title, and one of them a single word beside it ("Mufti Noor Sampleton", "Mufti
// Sampleton"): who leaves out a given name says by the title whom he means.
bool title_met(const NameView& a, const NameView& b) {
  for (const Part& p : a.parts) {
    if (p.kind != PartKind::kHonorific) {
      continue;
    }
    for (const Part& q : b.parts) {
      if (q.kind == PartKind::kHonorific && (p.hash == q.hash || (p.group != 0 && p.group == q.group))) {
        return true;
      }
    }
  }
  return false;
}

void deduct_absences(const NameView& name, const NameView& other, const std::array<std::uint8_t, names::kMaxParts>& of,
                     bool first, bool person, int information, Assessment& out) {
  const Weights& w = weights();
  const Shares shares = shares_of(name, of, person, out);
  const Shares other_shares = shares_of(other, first ? out.alignment.of_b : out.alignment.of_a, person, out);
  const bool craft = !person && (is_craft(name) || is_craft(other));
  const auto deduct = [&](int points, std::size_t i) {
    first ? out.deduct(Feature::kPartAbsent, points, i) : out.deduct(Feature::kPartAbsent, points, kUnmatched, i);
  };
  bool basic = false;
  const bool titled = person && shares.met < 2 && title_met(name, other);
  const auto* head = std::find_if(name.parts.data(), name.parts.data() + name.parts.size(), scored);
  const auto first_name = static_cast<std::size_t>(head - name.parts.data());
  std::size_t last_name = first_name;
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    last_name = scored(name.parts[i]) ? i : last_name;
  }
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    const Part& part = name.parts[i];
    if (!scored(part) || of[i] != kUnmatched) {
      continue;
    }
    if (part.kind == PartKind::kNumber && !person) {
      const bool vessel = name.type == names::NameType::kVessel;
      deduct(part.group == 1 ? w.number_one_absence : vessel ? w.vessel_number_absence : w.number_absence, i);
      continue;
    }
    if (!person && is_misspelt_form(name, part, other)) {
      deduct(w.form_misspelt, i);
      continue;
    }
    const int slope = person                            ? w.person_absence_share
                      : part.kind == PartKind::kGeneric ? w.generic_absence_share
                                                        : w.thing_absence_share;
    int points = shares.total > 0 ? slope * part.weight / shares.total : 0;
    points += !person && part.kind == PartKind::kPlace && part.weight >= 500 ? w.place_absence : 0;
    if (person && part.kind != PartKind::kInitial) {
      // Chinese and Korean names have one given name: another one is another person's.
      const bool syllables = (part.flags & (names::kPartHan | names::kPartHangul)) != 0 || in_korean_given(name, i);
      // Who bears a Chinese name may have a western given name before it, which no characters show: "John Lee Ka-chiu".
      const bool western = !syllables && (part.kind == PartKind::kGiven || part.frequency != 0) &&
                           other_shares.absent == 0 && in_han(other);
      points += western || (titled && !syllables) ? 0
                : i == first_name || syllables    ? w.person_first_absent
                : i == last_name                  ? last_word_absent(part.weight)
                                                  : 0;
    }
    if (!basic) {
      points += person ? w.person_absence : w.thing_absence;
      basic = true;
    }
    if (craft && other_shares.met <= 1 && other_shares.absent == 0) {
      // Ships of one word are many, and "White Amber" is not "Amber".
      points = std::max(points, w.vessel_word_absence);
    }
    if (person) {
      // The less the words say that met, the more is missed in those that did not, above all if people bear them.
      const int percent = part.frequency != 0 ? w.common_absence : w.unused_absence;
      points += points * percent * std::max(0, w.distinct - information) / (100 * w.distinct);
    }
    deduct(points, i);
  }
  if (!person && (shares.absent > 0 || shares.number_absent) && !(shares.name_met && other_shares.name_met)) {
    // Several such words together are nearly a name: "Russian Regional Bank".
    const int met = std::min(shares.total - shares.absent, other_shares.total - other_shares.absent);
    out.deduct(Feature::kCap, w.thing_no_name * std::max(0, w.thing_name_weight - met) / w.thing_name_weight);
  } else if (!person && (shares.absent > 0 || shares.number_absent) && shares.met == 1 && other_shares.met == 1) {
    // One word that many choose, and more: "Emerald Foods" is not "Emerald Shipping Ltd", still less "Emerald Ltd".
    // Words for a trade that both have make it likelier, unless a place or a number says that it is a sister.
    const bool sister = shares.place_absent || shares.number_absent;
    const int said = information + (sister ? 0 : w.trade_information * shares.trades);
    const bool all = std::count_if(other.parts.begin(), other.parts.end(), scored) == 1;
    out.deduct(Feature::kCap,
               (all ? w.thing_only_word : w.thing_lone_word) * std::max(0, w.distinct - said) / w.distinct);
  }
  if (person && shares.met < 2 && !titled && (shares.name_absent || (first && shares.initial))) {
    const int missing = std::max(0, w.distinct - information);
    out.deduct(Feature::kCap, shares.name_absent ? w.person_lone_part : w.person_lone_initial * missing / w.distinct);
  } else if (person && shares.repeated > 0 && shares.met == 1 && other_shares.met == 1 && other_shares.repeated == 0) {
    // Two names that are alike are two names: "Ali Ali" is not "Ali".
    out.deduct(Feature::kCap, w.person_repeated_alone);
  }
}

// Whether a part follows "son of" or "daughter of" (through articles).
bool is_parent(const NameView& name, std::size_t i) {
  while (i > 0) {
    const Part& before = name.parts[--i];
    if (before.kind != PartKind::kParticle) {
      return false;
    }
    if (before.group == names::kParticleDescent) {
      return true;
    }
  }
  return false;
}

// Where a word for a trade or body stands for another one ("Sample Group", "Sample Holding"), the rest must say who it
// is: of a word that many choose there is a firm in every trade.
void deduct_exchanged(const NameView& a, const NameView& b, int information, Assessment& out) {
  const Weights& w = weights();
  const Pair* const first = out.alignment.pairs.data();
  const bool exchanged = std::any_of(first, first + out.alignment.pair_count, [&](const Pair& pair) {
    return pair.relation == Relation::kVariant && pair.cost > w.fold_only &&
           a.parts[pair.a].kind == PartKind::kGeneric && b.parts[pair.b].kind == PartKind::kGeneric;
  });
  if (exchanged) {
    out.deduct(Feature::kCap, w.thing_exchanged * std::max(0, w.distinct - information) / w.distinct);
  }
}

// Whether the words stand in another order.
bool deduct_order(const NameView& a, const NameView& b, bool person, Assessment& out) {
  const Weights& w = weights();
  // Places among the scored parts of the pairs that met by name.
  std::array<std::pair<std::uint8_t, std::uint8_t>, 2 * names::kMaxParts> met;
  std::size_t count = 0;
  bool child_is_parent = false;
  bool parent_is_child = false;
  for (std::size_t k = 0; k < out.alignment.pair_count; ++k) {
    const Pair& pair = out.alignment.pairs[k];
    if (pair.relation == Relation::kConflict || pair.relation == Relation::kRepeated ||
        pair.relation == Relation::kAcronym || pair.relation == Relation::kJoined) {
      continue;
    }
    met[count++] = {pair.a, pair.b};
    if (person) {
      const bool parent_in_a = is_parent(a, pair.a);
      const bool parent_in_b = is_parent(b, pair.b);
      child_is_parent = child_is_parent || (parent_in_a && !parent_in_b);
      parent_is_child = parent_is_child || (!parent_in_a && parent_in_b);
    }
  }
  bool crossed = false;
  bool turned = false;  // the syllables of a given name
  for (std::size_t i = 0; i < count && !turned; ++i) {
    for (std::size_t j = i + 1; j < count && !turned; ++j) {
      // An initial that stands for both words of a compound ("A. Ansari", Abu Malik al-Ansari) crosses nothing.
      const bool one_word = met[i].first == met[j].first || met[i].second == met[j].second;
      const bool now = !one_word && (met[i].first < met[j].first) != (met[i].second < met[j].second);
      crossed = crossed || now;
      turned = now && person &&
               ((in_korean_given(a, met[i].first) && in_korean_given(a, met[j].first)) ||
                (in_korean_given(b, met[i].second) && in_korean_given(b, met[j].second)));
    }
  }
  turned = turned || (crossed && person && is_given_turned(a, b, {met.data(), count}));
  if (crossed && child_is_parent && parent_is_child) {
    out.deduct(Feature::kDescent, w.descent);
  } else if (turned) {
    out.deduct(Feature::kOrder, w.syllable_order);
  } else if (crossed) {
    out.deduct(Feature::kOrder, person ? w.person_order : w.thing_order);
  }
  return crossed;
}

// Whether a pair is a word and an initial that it does not begin with: half of a compound, or behind an article.
bool is_beyond_initial(const NameView& a, const NameView& b, const Pair& pair) {
  return pair.relation == Relation::kInitial && !initial_fits(a, a.parts[pair.a], b, b.parts[pair.b]);
}

// Whether a word with weight has met nothing, only a title of the other name, or an initial by a word before it: an
// index does not see that.
bool any_unfound(const NameView& a, const NameView& b, const Alignment& alignment, bool first) {
  const NameView& name = first ? a : b;
  const auto& of = first ? alignment.of_a : alignment.of_b;
  for (std::size_t i = 0; i < name.parts.size(); ++i) {
    if (!scored(name.parts[i])) {
      continue;
    }
    if (of[i] == kUnmatched || !scored(a.parts[alignment.pairs[of[i]].a]) ||
        !scored(b.parts[alignment.pairs[of[i]].b])) {
      return true;
    }
    if (name.parts[i].kind != PartKind::kInitial && is_beyond_initial(a, b, alignment.pairs[of[i]])) {
      return true;
    }
  }
  return false;
}

bool is_word(const Part& part) {
  return scored(part) && part.kind != PartKind::kNumber && part.kind != PartKind::kInitial;
}

// Whether no words met by two edits alone, or one pair did, no word is absent or an initial, and another pair met by
// less or each name has a single word. Two edits in each of two words, or in a word of few that met, make another name,
// and an index need not look for it (match/score.h).
bool one_far_at_most(const NameView& a, const NameView& b, const Alignment& alignment) {
  int far = 0;
  bool near = false;
  bool initial = false;
  for (std::size_t k = 0; k < alignment.pair_count; ++k) {
    const Pair& pair = alignment.pairs[k];
    if (pair.far) {
      ++far;
    } else if (pair.relation == Relation::kInitial) {
      initial = true;
    } else if (pair.relation != Relation::kConflict && pair.relation != Relation::kRepeated) {
      near = near || (is_word(a.parts[pair.a]) && is_word(b.parts[pair.b]));
    }
  }
  const auto single = [](const NameView& name) {
    return std::count_if(name.parts.begin(), name.parts.end(), is_word) == 1;
  };
  const auto left = [&](const NameView& name, const std::array<std::uint8_t, names::kMaxParts>& of) {
    for (std::size_t i = 0; i < name.parts.size(); ++i) {
      if (!is_word(name.parts[i])) {
        continue;
      }
      if (of[i] == kUnmatched || !scored(a.parts[alignment.pairs[of[i]].a]) ||
          !scored(b.parts[alignment.pairs[of[i]].b])) {
        return true;
      }
    }
    return false;
  };
  if (far != 1) {
    return far == 0;
  }
  return !initial && !left(a, alignment.of_a) && !left(b, alignment.of_b) && (near || (single(a) && single(b)));
}

// Whether one of the names has words and yet only initials brought the two together: letters that fit are no name, and
// an index looks for words and numbers.
bool initials_alone(const NameView& a, const NameView& b, const Alignment& alignment) {
  const auto has_words = [](const NameView& name) {
    return std::any_of(name.parts.begin(), name.parts.end(), is_word);
  };
  const auto is_initial = [](const Part& part) { return part.kind == PartKind::kInitial; };
  bool any = false;
  for (std::size_t k = 0; k < alignment.pair_count; ++k) {
    const Pair& pair = alignment.pairs[k];
    if (pair.relation == Relation::kConflict || pair.relation == Relation::kRepeated) {
      continue;
    }
    if (pair.relation != Relation::kInitial && !(is_initial(a.parts[pair.a]) && is_initial(b.parts[pair.b]))) {
      return false;
    }
    any = true;
  }
  return any && (has_words(a) || has_words(b));
}

// The only word of a name that tells it from others (general words, places, titles and forms aside), or null.
const Part* only_name(const NameView& name) {
  const Part* only = nullptr;
  for (const Part& part : name.parts) {
    if (!scored(part) || part.kind == PartKind::kGeneric || part.kind == PartKind::kPlace) {
      continue;
    }
    if (only != nullptr) {
      return nullptr;
    }
    only = &part;
  }
  return only;
}

// Letters that differ where two words of one length stand above each other.
int replaced_letters(std::string_view x, std::string_view y) {
  return static_cast<int>(x.size()) - static_cast<int>(std::inner_product(x.begin(), x.end(), y.begin(), std::size_t{0},
                                                                          std::plus<>(), std::equal_to<>()));
}

// Where a single word tells each name from others, it must be that word: three letters stand for many things ("IMF",
// "IMU"), unless general words that met are as much as a name, and a short form of a given name stands for many people
// ("Leonardo", "Leo"). Whether it is not.
bool deduct_only_names(const NameView& a, const NameView& b, bool crossed, Assessment& out) {
  constexpr int kAcronym = 3;  // letters
  constexpr int kTrade = 300;  // weight of a word for a trade or body
  const Weights& w = weights();
  const Part* p = only_name(a);
  const Part* q = only_name(b);
  if (p == nullptr || q == nullptr) {
    return false;
  }
  const auto i = static_cast<std::size_t>(p - a.parts.data());
  const auto j = static_cast<std::size_t>(q - b.parts.data());
  const auto k = out.alignment.of_a[i];
  if (k == kUnmatched || out.alignment.of_b[j] != k) {
    return false;
  }
  int beside = 0;  // weight of what met besides
  for (std::size_t n = 0; n < a.parts.size(); ++n) {
    beside += n != i && out.alignment.of_a[n] != kUnmatched ? a.parts[n].weight : 0;
  }
  const Pair& pair = out.alignment.pairs[k];
  // A listed word of four letters may have lost one, but not where the words stand in another order too.
  const auto [shorter, longer] = std::minmax(p->latin.size, q->latin.size);
  const bool short_word = longer <= kAcronym || (shorter <= kAcronym && (crossed || pair.relation == Relation::kEqual));
  const bool letters = short_word && (beside < kTrade || (crossed && beside < kInformative)) &&
                       (pair.relation == Relation::kSpelling || pair.relation == Relation::kEqual) && pair.cost > 0 &&
                       (p->class_bits & q->class_bits) == 0 && ((p->flags | q->flags) & ~names::kPartAnchor) == 0;
  // A body's whole name of four letters that nobody bears is likely an acronym: with another letter it is another
  // body's ("ZQRO", "ZDRO"). One left out, put in or exchanged with the next is a slip.
  constexpr std::size_t kLongAcronym = 4;
  const bool bodies = a.type != names::NameType::kPerson && b.type != names::NameType::kPerson && !is_craft(a) &&
                      !is_craft(b) &&
                      (a.type == names::NameType::kOrganisation || b.type == names::NameType::kOrganisation);
  const bool another = bodies && longer == kLongAcronym && shorter == kLongAcronym && beside == 0 &&
                       p->frequency == 0 && q->frequency == 0 && pair.relation == Relation::kSpelling &&
                       replaced_letters(a.latin(*p), b.latin(*q)) == 1 &&
                       ((p->flags | q->flags) & ~names::kPartAnchor) == 0;
  const bool form = pair.relation == Relation::kVariant && pair.cost >= w.variant_spelling + w.variant_short &&
                    (p->class_bits & q->class_bits) != 0;
  if (letters || form || another) {
    out.deduct(Feature::kCap, w.only_name, i, j);
  }
  // But for a letter that hands easily get wrong the two are alike in all, so that it may be a slip of one; so may any
  // letter be where both have the same legal form.
  if ((letters || another) && !form && !crossed) {
    const SlipOfHand slip = slip_of_hand(a.latin(*p), b.latin(*q));
    const Part* x = legal_form(a);
    const Part* y = legal_form(b);
    const bool same_form = x != nullptr && y != nullptr && x->group == y->group;
    const bool enough = shorter >= kAcronym || beside > 0;  // two letters say nothing
    return !((slip == SlipOfHand::kUsual && enough) || (slip != SlipOfHand::kNone && same_form));
  }
  return letters || form || another;
}

// Whether two words in use differ and little met beside them: the second is likelier another person's name than a slip
// ("Jamal Hassan", "Jamil Hassan"). Words of whole names must be commoner for that than single ones. Of things no two
// have nearly the same name more often than any letters have.
bool is_another_name(const NameView& a, const NameView& b, bool person, const Assessment& out) {
  const Weights& w = weights();
  const auto* end = out.alignment.pairs.data() + out.alignment.pair_count;
  const auto telling = std::count_if(out.alignment.pairs.data(), end, [&](const Pair& pair) {
    return std::min(a.parts[pair.a].weight, b.parts[pair.b].weight) >= kInformative;
  });
  const int in_use = telling > 1 ? w.slip_in_use_beside : w.slip_in_use;
  return person && out.information < w.slip_information &&
         std::any_of(
             out.alignment.pairs.data(), end,
             [&](const Pair& pair) {
               return pair.relation == Relation::kSpelling &&
                      std::min(a.parts[pair.a].frequency, b.parts[pair.b].frequency) >= in_use;
             });
}

// Whether what differs between a thing's name and one of no stated kind that looks like a person's may be a slip all
// the same: few must bear the word that it made, the fewer where that is the whole name ("Sad Swan", Sand Swan;
// "Delie", Delice; not "Maria Grace" for a ship "Maria Grzce").
bool slipped_into_use(const NameView& a, const NameView& b, const Alignment& alignment) {
  // Classes of names/frequency.h: one in 700 words of names, and one in 128.
  constexpr int kFew = 22;
  constexpr int kFewBeside = 27;
  const bool several = a.parts.size() > 1 && b.parts.size() > 1;
  const int few = several ? kFewBeside : kFew;
  // Three letters of words in use are a word in use again too often ("Sri", ERI).
  const auto long_enough = [](const Part& p, const Part& q) {
    constexpr int kShort = 3;
    return std::min(p.frequency, q.frequency) == 0 || std::min(p.latin.size, q.latin.size) > kShort;
  };
  const auto few_bear = [&](const Part& p, const Part& q) {
    return (a.type == names::NameType::kAny ? p : q).frequency < few && (several || long_enough(p, q));
  };
  if (alignment.whole) {
    // Word by word, since the pairs say nothing of what differs.
    return std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(),
                      [&](const Part& p, const Part& q) { return a.latin(p) == b.latin(q) || few_bear(p, q); });
  }
  const auto* end = alignment.pairs.data() + alignment.pair_count;
  return std::all_of(alignment.pairs.data(), end, [&](const Pair& pair) {
    return pair.cost == 0 || (pair.relation == Relation::kSpelling && few_bear(a.parts[pair.a], b.parts[pair.b]));
  });
}

// Words of two scripts with less evidence than words of their length usually have, though it be full for any word, may
// be another name by a letter. That is deducted where hardly anything else is, the less the more has been: order among
// the best, no verdict.
void deduct_remainders(const NameView& a, const NameView& b, int tolerated, Assessment& out) {
  constexpr int kRoom = 1500;
  constexpr int kMostOfPair = 700;
  if (out.deducted >= kRoom) {
    return;
  }
  const int left = kRoom - out.deducted;
  for (std::size_t k = 0; k < out.alignment.pair_count; ++k) {
    const Pair& pair = out.alignment.pairs[k];
    const Part& p = a.parts[pair.a];
    const Part& q = b.parts[pair.b];
    if (pair.relation != Relation::kSkeleton || !crosses_to_latin(p, q)) {
      continue;
    }
    const int cost = channel_remainder(channel_evidence(a, p, b, q), std::min(p.fold.size, q.fold.size));
    const int points = std::min(cost * weights().tolerance / tolerated, kMostOfPair) * left / kRoom;
    if (points > 0 && out.deducted + points < kRoom) {
      out.deduct(Feature::kPartSkeleton, points, pair.a, pair.b);
    }
  }
}

}  // namespace

void Assessment::deduct(Feature feature, int amount, std::size_t a, std::size_t b) {
  if (amount <= 0 || deduction_count >= deductions.size()) {
    return;
  }
  deductions[deduction_count++] = {feature, amount, static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b)};
  deducted += amount;
}

void assess(const NameView& a, const NameView& b, int threshold_points, const KnownRelations* known, Assessment& out) {
  const Weights& w = weights();
  out.deduction_count = 0;
  out.deducted = 0;
  out.slip = false;
  out.both_left = false;
  out.far = false;
  out.initials = false;
  const bool person = is_person(a, b);
  const int tolerated = tolerated_edits(w, std::min(letters_of(a), letters_of(b)));
  const bool in_detail = threshold_points <= w.nothing_met;
  // Costs beyond this budget bring the score below the threshold, whatever else agrees (deduct_edits rounds down).
  const int budget =
      in_detail
          ? std::numeric_limits<int>::max()
          : (kScoreUnit - threshold_points + 2 * static_cast<int>(names::kMaxParts)) * tolerated / w.tolerance + 1;
  align(a, b, budget, known, out.alignment);
  if (!in_detail && (out.alignment.nothing || out.alignment.hopeless)) {
    out.points = 0;
    return;
  }
  if (out.alignment.nothing) {
    align_conflicts(a, b, out.alignment);
  }
  deduct_edits(a, b, person, tolerated, out);
  const int information = matched_information(a, b, out.alignment) + (person ? title_information(a, b) : 0);
  out.information = information;
  deduct_absences(a, b, out.alignment.of_a, true, person, information, out);
  deduct_absences(b, a, out.alignment.of_b, false, person, information, out);
  bool other_look = false;
  const bool crossed = deduct_order(a, b, person, out);
  if (person) {
    other_look = deduct_generations(a, b, out);
    deduct_sexes(a, b, out);
    deduct_common(a, b, information, crossed, out);
  } else if (other_kind(a, b) || craft_and_firm(a, b) || craft_and_titled(a, b)) {
    out.deduct(Feature::kOtherKind, w.other_kind);
  } else if (looks_personal(a, b) && differ_in_words(a, b, out.alignment)) {
    // Words in another order or more of them are likelier another name than a slip.
    const bool loose = crossed || any_left(a, out.alignment.of_a) || any_left(b, out.alignment.of_b);
    const int distinct = w.loose_distinct + (loose ? w.personal_loose : 0);
    out.deduct(Feature::kOtherKind, w.looks_personal * std::max(0, distinct - information) / w.loose_distinct);
    other_look = information < distinct && !slipped_into_use(a, b, out.alignment);
  }
  other_look = deduct_only_names(a, b, crossed, out) || other_look;
  if (!person) {
    deduct_legal_forms(a, b, out);
    deduct_exchanged(a, b, information, out);
  }
  deduct_remainders(a, b, tolerated, out);
  const bool empty = a.parts.empty() || b.parts.empty();
  if (empty) {
    out.points = 0;
    return;
  }
  const int straight = kScoreUnit - out.deducted;
  constexpr int kBend = kScoreUnit / 2;
  // Below one half the scale is bent so that it never reaches zero and stays strictly monotone.
  out.points = straight >= kBend ? straight : kBend * kBend / out.deducted;
  const bool met = std::any_of(out.alignment.pairs.begin(),
                               out.alignment.pairs.begin() + static_cast<std::ptrdiff_t>(out.alignment.pair_count),
                               [](const Pair& pair) { return pair.relation != Relation::kConflict; });
  if (!met) {
    out.points = out.points * w.nothing_met / kScoreUnit;
  }
  // The promise of kPairedFloor: one side is used up. A conflict of words costs more than that by itself, as long as
  // kLeastConflict and the weights stand in that relation, which tests/match checks.
  const bool both_unfound = any_unfound(a, b, out.alignment, true) && any_unfound(a, b, out.alignment, false);
  if (out.points >= kPairedPoints && both_unfound) {
    out.points = kPairedPoints - 1 - (kScoreUnit - out.points) / 10;
    out.both_left = true;
  }
  // The other promise: of the words that met, one at most is far.
  const bool near_enough = one_far_at_most(a, b, out.alignment);
  if (out.points >= kPairedPoints && !near_enough) {
    out.points = kPairedPoints - 1 - (kScoreUnit - out.points) / 10;
    out.far = true;
  }
  // And the last: a word or a number has met.
  const bool letters_only = initials_alone(a, b, out.alignment);
  if (out.points >= kPairedPoints && letters_only) {
    out.points = kPairedPoints - 1 - (kScoreUnit - out.points) / 10;
    out.initials = true;
  }
  if (out.points < w.one_slip && near_enough && !both_unfound && !other_look && !letters_only &&
      (out.alignment.whole || (differ_by_one_slip(a, b, out.alignment) && !is_another_name(a, b, person, out)) ||
       differ_by_two_slips(a, b, out.alignment, information))) {
    out.points = w.one_slip + out.points / kSlipScale;
    out.slip = true;
  }
}

}  // namespace penumbra::match
