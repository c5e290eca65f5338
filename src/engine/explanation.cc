// How it works: both names are analysed and compared as always; what is missing is found by trying, not by guessing:
// what stands alone is left out, what differs is written alike, and the changed names are compared anew.
#include "penumbra/explanation.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "match/anchors.h"
#include "match/score.h"
#include "names/name.h"
#include "penumbra/catalogue.h"
#include "text/normalise.h"
#include "text/script.h"
#include "text/tricks.h"
#include "text/utf8.h"

namespace penumbra {
namespace {

using names::Name;
using names::Part;

constexpr std::size_t kMaxAnchorsShown = 8;
constexpr std::size_t kMaxChanges = 4;
// Steps that are tried, alone and in pairs: some hundred comparisons of a few microseconds.
constexpr std::size_t kMaxSteps = 16;

std::vector<std::string> scripts_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view key = text::script_key(text::script_of(text::decode(text, at)));
    if (!key.empty() && std::find(out.begin(), out.end(), key) == out.end()) out.emplace_back(key);
  }
  return out;
}

NameReadingView view_of(const Name& name) {
  NameReadingView out;
  out.text = name.original;
  if (std::string visible = text::visibly_escaped(name.original); visible != name.original) {
    out.visible = std::move(visible);
  }
  out.type = names::name_type_key(name.type);
  out.scripts = scripts_of(name.original);
  const names::NameView view = name;
  for (const Part& part : name.parts) {
    out.parts.push_back({std::string(view.latin(part)), std::string(view.fold(part)), std::string(view.native(part)),
                         std::string(names::part_kind_key(part.kind)), part.weight,
                         (part.flags & names::kPartAnchor) != 0});
  }
  for (const std::string_view trick : text::trick_meanings(name.tricks)) out.tricks.emplace_back(trick);
  out.incomplete = name.incomplete;
  return out;
}

std::vector<std::string> shared_anchors(const Name& a, const Name& b) {
  const std::vector<match::Anchor> of_a = match::anchors(a);
  const std::vector<match::Anchor> of_b = match::anchors(b);
  std::vector<std::string> out;
  const auto add = [&](const std::string& shown) {
    if (out.size() < kMaxAnchorsShown && std::find(out.begin(), out.end(), shown) == out.end()) out.push_back(shown);
  };
  const auto equal = [](const std::vector<match::Anchor>& all, const std::string& form) {
    return std::any_of(all.begin(), all.end(), [&](const match::Anchor& anchor) { return anchor.form == form; });
  };
  for (const bool exact : {true, false}) {
    for (const match::Anchor& x : of_a) {
      for (const match::Anchor& y : of_b) {
        if (!match::meet(x, y) || (x.form == y.form) != exact) continue;
        // Numbers of classes and groups mean nothing to a reader. What meets exactly needs no near relation besides.
        if (x.space == match::AnchorSpace::kClass) {
          add("forms of one word");
        } else if (exact) {
          add(x.form);
        } else if (!equal(of_b, x.form) && !equal(of_a, y.form)) {
          add(x.form + " ~ " + y.form);
        }
      }
    }
  }
  return out;
}

// One step of a change: a part of one name is left out, or written as the other name has it.
struct Step {
  bool of_first = true;
  std::string part;
  std::string instead;  // "" leaves it out
  int lost = 0;         // points that the part costs as it stands, at least
};

std::string sentence(const Step& step) {
  const std::string which = step.of_first ? "the first name" : "the second name";
  if (step.instead.empty()) return "\"" + step.part + "\" were left out of " + which;
  return "\"" + step.part + "\" of " + which + " were written \"" + step.instead + "\"";
}

// The name in Latin letters after the steps that concern it.
std::string rewritten(const Name& name, bool first, const std::vector<const Step*>& steps) {
  const names::NameView view = name;
  std::string out;
  for (const Part& part : name.parts) {
    std::string_view text = view.latin(part);
    for (const Step* step : steps) {
      if (step->of_first == first && step->part == text) text = step->instead;
    }
    if (!text.empty()) out += (out.empty() ? "" : " ") + std::string(text);
  }
  return out;
}

// The steps that the explanation suggests: what stands alone may be left out, what differs may be written alike.
std::vector<Step> steps_of(const NameComparison& comparison) {
  std::vector<Step> out;
  for (const ScoreFeature& feature : comparison.features) {
    if (feature.query == feature.candidate || out.size() == kMaxSteps) continue;
    if (feature.query.empty() || feature.candidate.empty()) {
      if (feature.points >= 0) continue;
      const bool first = feature.candidate.empty();
      out.push_back({first, first ? feature.query : feature.candidate, "", -feature.points});
    } else {
      out.push_back({true, feature.query, feature.candidate, std::max(0, -feature.points)});
    }
  }
  return out;
}

// Single steps after which the pair reaches the threshold, smallest first; else two steps together.
std::vector<NearestChange> nearest_changes(const Name& a, const Name& b, const NameComparison& comparison,
                                           int threshold) {
  const std::vector<Step> steps = steps_of(comparison);
  std::vector<NearestChange> out;
  const auto attempt = [&](const std::vector<const Step*>& taken) {
    NearestChange change;
    change.of_first = taken.front()->of_first;
    change.name = rewritten(a, true, taken);
    const std::string second = rewritten(b, false, taken);
    // A name to which nothing is done stays as it is: in its own script it may compare otherwise.
    const auto touched = [&](bool first) {
      return std::any_of(taken.begin(), taken.end(), [&](const Step* step) { return step->of_first == first; });
    };
    if (change.name.empty() || second.empty()) return;
    const Name x = touched(true) ? names::analyze(change.name, a.type) : a;
    const Name y = touched(false) ? names::analyze(second, b.type) : b;
    change.points = match::score_names(x, y);
    if (change.points < threshold) return;
    if (!change.of_first) change.name = second;
    for (const Step* step : taken) change.text += (change.text.empty() ? "" : " and ") + sentence(*step);
    out.push_back(std::move(change));
  };
  for (const Step& step : steps) attempt({&step});
  for (std::size_t i = 0; out.empty() && i < steps.size(); ++i) {
    for (std::size_t j = i + 1; j < steps.size(); ++j) attempt({&steps[i], &steps[j]});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const NearestChange& x, const NearestChange& y) { return x.points < y.points; });
  if (out.size() > kMaxChanges) out.resize(kMaxChanges);
  return out;
}

// What a line costs. A pair of parts that met has its share of the full score less what it lost; the share is that of
// the weight of the heavier part.
struct Cost {
  int points = 0;
  std::string text;
};

int weight_of(const NameReadingView& name, const std::string& latin) {
  for (const NamePartView& part : name.parts) {
    if (part.latin == latin) return part.weight;
  }
  return 0;
}

Cost worst(const NameExplanation& explanation) {
  const auto weight = [&](const ScoreFeature& feature) {
    return std::max(weight_of(explanation.first, feature.query), weight_of(explanation.second, feature.candidate));
  };
  // Parts set against each other as a conflict have no share.
  const auto met = [](const ScoreFeature& feature) {
    return !feature.query.empty() && !feature.candidate.empty() && feature.points >= 0;
  };
  int all = 0;
  for (const ScoreFeature& feature : explanation.comparison.features) all += met(feature) ? weight(feature) : 0;
  Cost out;
  for (const ScoreFeature& feature : explanation.comparison.features) {
    int lost = -feature.points;
    if (met(feature) && all > 0) {
      lost = static_cast<int>(std::int64_t{kScorePerUnit} * weight(feature) / all) - feature.points;
    }
    // What division has lost is no cost.
    constexpr int kRounding = 5;
    if (lost > out.points + kRounding) out = {lost, feature.text};
  }
  return out;
}

// 7234 -> "0.7234"
std::string decimal(int points) {
  std::string digits = std::to_string(std::abs(points));
  if (digits.size() < 5) digits.insert(0, 5 - digits.size(), '0');
  digits.insert(digits.size() - 4, ".");
  return (points < 0 ? "-" : "") + digits;
}

std::string summary_of(const NameExplanation& explanation) {
  const NameComparison& comparison = explanation.comparison;
  const std::string score = decimal(comparison.points);
  const std::string gap = decimal(std::abs(comparison.points - explanation.threshold));
  const std::string threshold = "the threshold of " + decimal(explanation.threshold).substr(0, 4);
  if (comparison.verdict == Verdict::kHits) return "A hit: " + score + ", " + gap + " above " + threshold + ".";
  std::string out = (comparison.verdict == Verdict::kClear ? "No hit: " : "Not decided: ") + score + ", " + gap +
                    " short of " + threshold + ".";
  if (const Cost most = worst(explanation); most.points > 0) {
    out += " What costs most: " + most.text + " (" + decimal(-most.points) + ").";
  }
  return out;
}

}  // namespace

Result<NameExplanation> explain_names(std::string_view schema, std::string_view first, std::string_view second,
                                      double threshold) {
  NameExplanation out;
  PENUMBRA_ASSIGN_OR_RETURN(out.comparison, compare_names(schema, first, second, threshold));
  out.threshold = std::max(1, static_cast<int>(std::ceil(threshold * kScorePerUnit - 1e-6)));
  const names::NameType type = match::name_type_of_schema(schema.empty() ? "LegalEntity" : schema);
  const Name a = names::analyze(first, type);
  const Name b = names::analyze(second, type);
  out.first = view_of(a);
  out.second = view_of(b);
  out.share_anchor = match::share_anchor(a, b);
  out.anchors = shared_anchors(a, b);
  if (out.comparison.verdict != Verdict::kHits) out.nearest = nearest_changes(a, b, out.comparison, out.threshold);
  out.summary = summary_of(out);
  return out;
}

Result<std::vector<PartyExplanation>> explain_party(const std::string& store, std::string_view id,
                                                    const ScreenQuery& query) {
  PENUMBRA_ASSIGN_OR_RETURN(const Screener screener, Screener::open(store));
  PENUMBRA_ASSIGN_OR_RETURN(const ScreenAnswer answer, screener.screen(query));
  PENUMBRA_ASSIGN_OR_RETURN(const Catalogue catalogue, Catalogue::open(store));
  PENUMBRA_ASSIGN_OR_RETURN(
      const std::vector<EntityView> views,
      catalogue.show(id, query.as_of.value_or(Date::today()), query.known_at.value_or(Timestamp::max())));
  PartyRecord asked{query.schema, {{"name", query.name}}};
  if (!query.born.empty()) asked.properties.push_back({"birthDate", query.born});
  if (!query.country.empty()) asked.properties.push_back({"country", query.country});
  asked.properties.insert(asked.properties.end(), query.facts.begin(), query.facts.end());

  std::vector<PartyExplanation> out;
  for (const EntityView& view : views) {
    PartyExplanation party;
    party.id = view.id;
    party.caption = view.caption;
    party.schema = view.schema;
    party.version = view.version;
    party.source = view.version.substr(0, view.version.find('@'));
    party.screening = "not-found";
    for (const auto* hits : {&answer.hits, &answer.set_aside}) {
      for (const Hit& hit : *hits) {
        if (hit.id == id && party.screening == "not-found")
          party.screening = hit.set_aside.empty() ? "hit" : hit.set_aside;
      }
    }
    PartyRecord listed{view.schema, {}};
    // A query of no kind is read as what the listed party is.
    if (query.schema.empty()) asked.schema = view.schema;
    const names::NameType type = match::name_type_of_schema(asked.schema) != names::NameType::kAny
                                     ? match::name_type_of_schema(asked.schema)
                                     : match::name_type_of_schema(view.schema);
    const Name wanted = names::analyze(query.name, type);
    for (const PropertyValue& value : view.properties) {
      listed.properties.push_back({value.property, value.value});
      if (value.property == "name" || value.property == "alias" || value.property == "weakAlias" ||
          value.property == "previousName" || value.property == "abbreviation") {
        party.listed.push_back(
            {value.value, value.property, match::score_names(wanted, names::analyze(value.value, type))});
      }
    }
    std::stable_sort(party.listed.begin(), party.listed.end(),
                     [](const ListedNameScore& a, const ListedNameScore& b) { return a.points > b.points; });
    PENUMBRA_ASSIGN_OR_RETURN(party.comparison, compare_entities(asked, listed, query.threshold));
    const std::string best = !party.comparison.candidate_name.empty() ? party.comparison.candidate_name : view.caption;
    const std::string_view kind =
        match::name_type_of_schema(asked.schema) != names::NameType::kAny ? asked.schema : view.schema;
    PENUMBRA_ASSIGN_OR_RETURN(party.names, explain_names(kind, query.name, best, query.threshold));
    out.push_back(std::move(party));
  }
  return out;
}

}  // namespace penumbra
