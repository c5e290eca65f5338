#include "match/score.h"

#include <algorithm>
#include <string>

#include "match/anchors.h"
#include "match/penalties.h"

namespace penumbra::match {
namespace {

using names::NameView;

constexpr int kFloorPoints = static_cast<int>(kRetrievalFloor * kScoreUnit);

// One order for each pair, so that the alignment, which decides ties by position, sees the same names whichever is
// asked for first. Returns whether to swap.
bool is_swapped(const NameView& a, const NameView& b) {
  if (a.parts.size() != b.parts.size()) {
    return a.parts.size() > b.parts.size();
  }
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    const int order = a.latin(a.parts[i]).compare(b.latin(b.parts[i]));
    if (order != 0) {
      return order > 0;
    }
    if (a.parts[i].kind != b.parts[i].kind) {
      return a.parts[i].kind > b.parts[i].kind;
    }
    const int native = a.native(a.parts[i]).compare(b.native(b.parts[i]));
    if (native != 0) {
      return native > 0;
    }
    if (a.parts[i].flags != b.parts[i].flags) {
      return a.parts[i].flags > b.parts[i].flags;
    }
    if (a.parts[i].weight != b.parts[i].weight) {
      return a.parts[i].weight > b.parts[i].weight;
    }
  }
  return a.type > b.type;
}

// Pairs that share nothing that an index finds are held below the floor of the retrieval contract, keeping their order.
int capped(int points, bool anchored, const NameView& a, const NameView& b) {
  if (points < kFloorPoints || anchored || share_anchor(a, b)) {
    return points;
  }
  return kFloorPoints - 1 - (kScoreUnit - points) / 10;
}

}  // namespace

int score_names(const NameView& query, const NameView& candidate, int threshold_points,
                std::span<const PartRelation* const> rows) {
  const bool swap = is_swapped(query, candidate);
  const NameView& a = swap ? candidate : query;
  const NameView& b = swap ? query : candidate;
  thread_local Assessment assessment;  // to make one costs as much as to compare short names
  const KnownRelations known{rows, swap};
  assess(a, b, threshold_points, rows.empty() ? nullptr : &known, assessment);
  if (assessment.points < threshold_points) {
    return assessment.points;
  }
  return capped(assessment.points, assessment.alignment.anchored, a, b);
}

NameScore compare_names(const NameView& query, const NameView& candidate) {
  const bool swap = is_swapped(query, candidate);
  const NameView& a = swap ? candidate : query;
  const NameView& b = swap ? query : candidate;
  Assessment assessment;
  assess(a, b, 0, nullptr, assessment);
  NameScore out;
  out.incomplete = query.incomplete || candidate.incomplete;
  out.points = capped(assessment.points, assessment.alignment.anchored, a, b);
  explain(a, b, swap, assessment, out);
  return out;
}

std::string_view feature_key(Feature feature) {
  switch (feature) {
    case Feature::kPartEqual:
      return "part-equal";
    case Feature::kPartVariant:
      return "part-variant";
    case Feature::kPartSpelling:
      return "part-spelling";
    case Feature::kPartInitial:
      return "part-initial";
    case Feature::kPartJoined:
      return "part-joined";
    case Feature::kPartSkeleton:
      return "part-consonants";
    case Feature::kAcronym:
      return "acronym";
    case Feature::kPartAbsent:
      return "part-absent";
    case Feature::kPartConflict:
      return "part-conflict";
    case Feature::kNumberConflict:
      return "number-conflict";
    case Feature::kPlaceConflict:
      return "place-conflict";
    case Feature::kLegalFormConflict:
      return "legal-form-conflict";
    case Feature::kOrder:
      return "order";
    case Feature::kDescent:
      return "descent";
    case Feature::kNoAnchor:
      return "nothing-informative";
    case Feature::kNative:
      return "characters";
    case Feature::kCap:
      return "lone-part";
    case Feature::kIgnored:
      return "ignored";
    case Feature::kCommon:
      return "common-words";
    case Feature::kFormBesideSlip:
      return "form-beside-slip";
    case Feature::kOtherKind:
      return "other-kind";
    case Feature::kOneSlip:
      return "one-slip";
  }
  return "";
}

}  // namespace penumbra::match
