// Explanations. The points of the parts that met divide the full score by their information; deductions that belong to
// a pair are taken from its line, all others are lines of their own; a last line accounts for the bend of the scale
// below one half and for caps, so that the lines always add up to the score.
#include <algorithm>
#include <string>

#include "match/penalties.h"
#include "match/score.h"

namespace penumbra::match {
namespace {

using names::NameView;
using names::PartKind;

std::string display(const NameView& name, std::size_t i) {
  return i < name.parts.size() ? std::string(name.latin(name.parts[i])) : std::string();
}

Feature feature_of(Relation relation) {
  switch (relation) {
    case Relation::kEqual:
      return Feature::kPartEqual;
    case Relation::kVariant:
      return Feature::kPartVariant;
    case Relation::kInitial:
      return Feature::kPartInitial;
    case Relation::kSkeleton:
      return Feature::kPartSkeleton;
    case Relation::kJoined:
      return Feature::kPartJoined;
    case Relation::kAcronym:
      return Feature::kAcronym;
    case Relation::kConflict:
      return Feature::kPartConflict;
    default:
      return Feature::kPartSpelling;
  }
}

std::string sentence(Feature feature, const std::string& x, const std::string& y) {
  const std::string both = "\"" + x + "\" and \"" + y + "\"";
  std::string one = "\"" + (x.empty() ? y : x) + "\"";
  switch (feature) {
    case Feature::kPartEqual:
      return x == y ? one + " is the same on both sides" : both + " are spellings of one sound";
    case Feature::kPartVariant:
      return both + " are forms of one name";
    case Feature::kPartSpelling:
      return both + " differ in spelling";
    case Feature::kPartInitial:
      return x.empty() && y.empty() ? "names are shortened to initials" : both + ": an initial that fits";
    case Feature::kPartJoined:
      return both + " are divided into words in another way";
    case Feature::kPartSkeleton:
      return both + " agree in their consonants";
    case Feature::kAcronym:
      return both + ": the initials of the words";
    case Feature::kPartAbsent:
      return one + " has nothing to stand against";
    case Feature::kPartConflict:
      return both + " are different names";
    case Feature::kNumberConflict:
      return both + " are different numbers";
    case Feature::kPlaceConflict:
      return both + " are different places";
    case Feature::kLegalFormConflict:
      return both + " are different legal forms";
    case Feature::kOrder:
      return "the parts stand in another order";
    case Feature::kDescent:
      return "parent and child are exchanged";
    case Feature::kNoAnchor:
      return "no informative part is the same or nearly so";
    case Feature::kNative:
      return both + " are written with other characters";
    case Feature::kCap:
      return "a single part in common is little to go by";
    case Feature::kIgnored:
      return one + " was left out of account";
    case Feature::kCommon:
      return "what the names share is borne by many people";
    case Feature::kFormBesideSlip:
      return "another form of one word beside another spelling of the next";
    case Feature::kOtherKind:
      return "a person's name against that of an organisation";
    case Feature::kOneSlip:
      return "the whole names differ by a single slip";
  }
  return one;
}

}  // namespace

void explain(const NameView& a, const NameView& b, bool swapped, const Assessment& assessment, NameScore& out) {
  const Alignment& alignment = assessment.alignment;
  const auto line = [&](Feature feature, int points, std::size_t i, std::size_t j) {
    Point point;
    point.feature = feature;
    point.points = points;
    const std::string x = display(a, i);
    const std::string y = display(b, j);
    point.query = swapped ? y : x;
    point.candidate = swapped ? x : y;
    point.text = sentence(feature, point.query, point.candidate);
    out.explanation.push_back(std::move(point));
  };
  int weight = 0;
  for (std::size_t k = 0; k < alignment.pair_count; ++k) {
    const Pair& pair = alignment.pairs[k];
    if (pair.relation != Relation::kConflict) {
      weight += std::max(a.parts[pair.a].weight, b.parts[pair.b].weight);
    }
  }
  int given = 0;
  std::vector<bool> used(assessment.deduction_count, false);
  for (std::size_t k = 0; k < alignment.pair_count; ++k) {
    const Pair& pair = alignment.pairs[k];
    if (pair.relation == Relation::kConflict) {
      continue;
    }
    int points = kScoreUnit * std::max(a.parts[pair.a].weight, b.parts[pair.b].weight) / weight;
    for (std::size_t d = 0; d < assessment.deduction_count; ++d) {
      const Deduction& deduction = assessment.deductions[d];
      const bool of_pair = deduction.a == pair.a && deduction.b == pair.b;
      if (of_pair && !used[d]) {
        points -= deduction.points;
        used[d] = true;
      }
    }
    given += points;
    line(feature_of(pair.relation), points, pair.a, pair.b);
  }
  if (!out.explanation.empty()) {
    // What division has lost goes to the first line.
    int kept = kScoreUnit;
    for (std::size_t d = 0; d < assessment.deduction_count; ++d) {
      kept -= used[d] ? assessment.deductions[d].points : 0;
    }
    out.explanation.front().points += kept - given;
    given = kept;
  }
  for (std::size_t d = 0; d < assessment.deduction_count; ++d) {
    const Deduction& deduction = assessment.deductions[d];
    if (!used[d]) {
      line(deduction.feature, -deduction.points, deduction.a, deduction.b);
      given -= deduction.points;
    }
  }
  if (assessment.slip) {
    Point point;
    point.feature = Feature::kOneSlip;
    point.points = assessment.points - given;
    point.text = sentence(Feature::kOneSlip, "", "");
    given = assessment.points;
    out.explanation.push_back(std::move(point));
  }
  if (given != out.points) {
    const bool none = alignment.pair_count == 0 || out.points < assessment.points;
    Point point;
    point.feature = none ? Feature::kNoAnchor : Feature::kCap;
    point.points = out.points - given;
    point.text = none                   ? sentence(Feature::kNoAnchor, "", "")
                 : assessment.both_left ? "both names have words that nothing stands against"
                 : assessment.far       ? "too much rests on words that are two edits apart"
                 : assessment.initials  ? "only initials met, and no word"
                                        : "what is left below one half counts by degrees";
    out.explanation.push_back(std::move(point));
  }
  for (const auto* name : {&a, &b}) {
    for (std::size_t i = 0; i < name->parts.size(); ++i) {
      const PartKind kind = name->parts[i].kind;
      if (kind == PartKind::kHonorific || kind == PartKind::kPrefix || kind == PartKind::kAcronym) {
        line(Feature::kIgnored, 0, name == &a ? i : kUnmatched, name == &b ? i : kUnmatched);
      }
    }
  }
}

}  // namespace penumbra::match
