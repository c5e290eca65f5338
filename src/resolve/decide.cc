#include "resolve/decide.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "match/score.h"
#include "model/schema.h"
#include "resolve/telling_names.h"

namespace penumbra::resolve {
namespace {

// All in docs/design/resolve.md.
constexpr Centibits kMargin = 7 * kBit;
constexpr Centibits kNearlyEnough = 10 * kBit;
constexpr int kAlikeToMerge = 8500;
constexpr int kAlikeToAsk = 7500;
constexpr int kAlikeBesideIdentifier = 4000;
constexpr int kCaptionsAlike = 6000;
constexpr Centibits kIdentifierBits = 12 * kBit;
constexpr Centibits kCountryBits = 2 * kBit;
constexpr Centibits kAddressBits = 8 * kBit;
constexpr Centibits kTonnageBits = 6 * kBit;
constexpr Centibits kGenderBits = 1 * kBit;
constexpr Centibits kOtherCountryBits = 3 * kBit;
constexpr Centibits kOtherAddressBits = 1 * kBit;
constexpr Centibits kSameIdBits = 12 * kBit;
constexpr Centibits kOtherIdentifierBits = 3 * kBit;
constexpr double kDaysOfBirths = 80 * 365.25;
constexpr double kDaysOfThings = 50 * 365.25;

struct Agreement {
  bool decisive = false;       // a decisive identifier agrees
  bool contradiction = false;  // facts exclude that they are one
  std::vector<Reason> reasons;
};

// Bits by which two stated dates agree; nothing when they do not say.
std::optional<Centibits> agreeing_dates(const std::vector<evidence::DateSpan>& left,
                                        const std::vector<evidence::DateSpan>& right, double days_of_all) {
  std::optional<Centibits> best;
  for (const evidence::DateSpan& x : left) {
    for (const evidence::DateSpan& y : right) {
      const evidence::DateRelation relation = evidence::compare(x, y).relation;
      if (relation > evidence::DateRelation::kOverlap) continue;
      const Date first = std::min(x.first, y.first);
      const Date last = std::max(x.last, y.last);
      const double open = std::max(1.0, static_cast<double>(last.days() - first.days()) + 1);
      const Centibits bits = log2_centibits(days_of_all / open);
      if (!best || bits > *best) best = bits;
    }
  }
  return best;
}

bool dates_contradict(const std::vector<evidence::DateSpan>& left, const std::vector<evidence::DateSpan>& right) {
  if (left.empty() || right.empty()) return false;
  for (const evidence::DateSpan& x : left) {
    for (const evidence::DateSpan& y : right) {
      const evidence::DateComparison compared = evidence::compare(x, y);
      // Day and month exchanged, a day of the same month, or the next year are slips that lists make.
      if (compared.relation != evidence::DateRelation::kOtherYear || compared.years_apart <= 1 || compared.same_day) {
        return false;
      }
    }
  }
  return true;
}

Centibits bits_of_line(const evidence::Line& line, const Profile& left, const Profile& right) {
  const bool agrees = line.points > 0;
  if (line.key.starts_with("identifier-"))
    return agrees ? kIdentifierBits : line.points < 0 ? -kOtherIdentifierBits : 0;
  // Each fact has told its bits, which add up; that two differ together is another matter of points only.
  if (line.points == 0 || line.key == "conflicts") return 0;
  if (line.key == "birth-date") {
    if (!agrees) return -kOtherIdentifierBits;
    return agreeing_dates(left.facts.born, right.facts.born, kDaysOfBirths).value_or(0);
  }
  if (line.key == "build-date") {
    if (!agrees) return -kOtherIdentifierBits;
    return agreeing_dates(left.facts.built, right.facts.built, kDaysOfThings).value_or(0);
  }
  if (line.key == "country") return agrees ? kCountryBits : -kOtherCountryBits;
  if (line.key == "address") return agrees ? kAddressBits : -kOtherAddressBits;
  if (line.key == "tonnage") return agrees ? kTonnageBits : -kTonnageBits;
  if (line.key == "gender") return agrees ? kGenderBits : -kTonnageBits;
  return agrees ? kBit : -2 * kBit;
}

// The scheme of a line about identifiers decides alone.
bool is_decisive(std::string_view key) {
  constexpr std::string_view kPrefix = "identifier-";
  if (!key.starts_with(kPrefix)) return false;
  key.remove_prefix(kPrefix.size());
  for (int kind = 0; kind <= static_cast<int>(evidence::IdentifierKind::kOther); ++kind) {
    const evidence::IdentifierRule& rule = evidence::rule_of(static_cast<evidence::IdentifierKind>(kind));
    if (rule.key == key) return rule.share >= evidence::kDecisiveShare;
  }
  return false;
}

Agreement weigh_facts(const Profile& left, const Profile& right) {
  Agreement out;
  // Weighed beside names that are alike, so that every fact counts; what the names say is asked elsewhere.
  const evidence::Weighed weighed = evidence::weigh(left.facts, right.facts, evidence::kNameFloor);
  out.decisive = weighed.decisive;
  bool decisive_conflict = false;
  for (const evidence::Line& line : weighed.lines) {
    const Centibits bits = bits_of_line(line, left, right);
    decisive_conflict = decisive_conflict || (line.points < 0 && is_decisive(line.key));
    if (bits != 0) out.reasons.push_back({line.key, line.query, line.candidate, bits, line.text});
  }
  out.contradiction = (decisive_conflict && !out.decisive) || dates_contradict(left.facts.born, right.facts.born) ||
                      dates_contradict(left.facts.built, right.facts.built);
  return out;
}

bool is_person(std::string_view schema) {
  const model::Schema* known = model::Vocabulary::get().find(schema);
  return known != nullptr && known->is_a("Person");
}

// The whole of `caption` has met a strong name of the other side.
bool is_called(const Profile& caption, const Profile& other) {
  std::vector<engine::PartyName> strong;
  for (const engine::PartyName& name : other.texts) {
    if (!name.weak) strong.push_back(name);
  }
  const engine::BestNames best = engine::best_names({{caption.caption, false, false}}, strong,
                                                    engine::common_name_type(caption.schema, other.schema));
  if (!best.compared || best.points < kCaptionsAlike) return false;
  return std::none_of(best.score.explanation.begin(), best.score.explanation.end(), [](const match::Point& point) {
    return point.points < 0 &&
           (point.feature == match::Feature::kNumberConflict || point.feature == match::Feature::kPlaceConflict ||
            point.feature == match::Feature::kPartConflict || point.feature == match::Feature::kPartAbsent);
  });
}

// What an organisation or thing is called first on either side is a name of the other. A parent that lists its unit's
// name as an alias is not its unit: the unit is not called as its parent is.
bool called_alike(const Profile& left, const Profile& right) {
  return is_called(left, right) && is_called(right, left);
}

// What is known of the pair beside what the two records say.
void weigh_context(const PairContext& context, Agreement& facts) {
  if (context.same_id) facts.reasons.push_back({"same-id", "", "", kSameIdBits, "both sources know it under one id"});
  Centibits bits = context.programmes.bits;
  // That both are of Syria is told by their country and by their programmes: it counts once.
  for (const Reason& reason : facts.reasons) {
    if (reason.key == "country" && reason.bits > 0 && bits > 0) bits = std::max(0, bits - reason.bits);
  }
  if (bits == 0) return;
  const ProgrammeEvidence& told = context.programmes;
  facts.reasons.push_back({"programme", told.left, told.right, bits, told.text});
}

Centibits most_of(const std::vector<Centibits>& bits) {
  return bits.empty() ? 0 : *std::max_element(bits.begin(), bits.end());
}

void settle(Decision& out, Ruling ruling, std::string_view rule, std::string text) {
  out.ruling = ruling;
  out.rule = rule;
  out.reasons.push_back({std::string(rule), "", "", 0, std::move(text)});
}

// The name without the abbreviation of itself that it ends with, as in "Orbita Trading Bank (OTB)"; "" when it ends
// with none. Such are letters in their order in the name, beginning with its first.
std::string without_own_acronym(std::string_view name) {
  constexpr std::size_t kMostLetters = 8;
  const std::size_t open = name.rfind('(');
  if (open == std::string_view::npos || open < 2 || name.back() != ')') return {};
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  std::string acronym;
  for (const char c : name.substr(open + 1, name.size() - open - 2)) {
    if (letter(c)) {
      acronym += c;
    } else if (c != '-' && c != '.') {
      return {};
    }
  }
  std::string_view rest = name.substr(0, open);
  while (!rest.empty() && rest.back() == ' ') rest.remove_suffix(1);
  if (acronym.size() < 2 || acronym.size() > kMostLetters || rest.find(' ') == std::string_view::npos) return {};
  std::size_t met = 0;
  for (std::size_t i = 0; i < rest.size() && met < acronym.size(); ++i) {
    const char upper = rest[i] >= 'a' && rest[i] <= 'z' ? static_cast<char>(rest[i] - 'a' + 'A') : rest[i];
    if (!letter(upper)) continue;
    if (upper == acronym[met]) {
      ++met;
    } else if (met == 0) {
      return {};  // it begins with another letter
    }
  }
  return met == acronym.size() ? std::string(rest) : std::string();
}

}  // namespace

std::string_view to_string(Ruling ruling) {
  constexpr std::array<std::string_view, 3> kNames{"different", "unsure", "same"};
  return kNames[static_cast<std::size_t>(ruling)];
}

Profile profile_of(const model::Entity& entity) {
  Profile out;
  out.schema = entity.schema;
  out.caption = entity.caption();
  out.texts = engine::party_names(entity);
  if (!is_person(entity.schema)) {
    // An abbreviation beside the name is no word that another list's name lacks.
    for (std::size_t i = 0, stated = out.texts.size(); i < stated; ++i) {
      std::string bare = without_own_acronym(out.texts[i].text);
      if (!bare.empty()) out.texts.push_back({std::move(bare), out.texts[i].weak, true});
    }
    if (std::string bare = without_own_acronym(out.caption); !bare.empty()) out.caption = std::move(bare);
  }
  out.facts = evidence::facts_of(entity);
  return out;
}

Profile::Analysed& Profile::analysed(names::NameType type) const {
  for (Analysed& known : analysed_) {
    if (known.type == type) return known;
  }
  // There are five types, so that references stay good.
  analysed_.reserve(5);
  return analysed_.emplace_back(Analysed{type, engine::analyse_names(texts, type), {}});
}

const engine::AnalysedNames& Profile::names(names::NameType type) const {
  return analysed(type).names;
}

const std::vector<Centibits>& Profile::bits(names::NameType type, const WordCounts& words) const {
  Analysed& known = analysed(type);
  if (known.bits.empty()) {
    for (const names::Name& name : known.names.names) known.bits.push_back(bits_of_name(name, words));
  }
  return known.bits;
}

bool contradict(const Profile& left, const Profile& right) {
  if (!evidence::kinds_compatible(left.schema, right.schema)) return true;
  return weigh_facts(left, right).contradiction;
}

Decision decide(const Profile& left, const Profile& right, const PairContext& context, const WordCounts& words,
                bool in_full) {
  Decision out;
  out.needed = log2_centibits(std::max<double>(context.among > 0 ? context.among : words.records(), 2)) + kMargin;
  Agreement facts = weigh_facts(left, right);
  weigh_context(context, facts);
  Centibits beside = 0;
  bool born_alike = false;
  for (const Reason& reason : facts.reasons) {
    beside += reason.bits;
    born_alike = born_alike || (reason.key == "birth-date" && reason.bits > 0);
  }
  const names::NameType type = engine::common_name_type(left.schema, right.schema);
  if (!in_full && !facts.decisive) {
    // Most pairs end here: no pair of names can make up for what is missing.
    const Centibits most = std::min(most_of(left.bits(type, words)), most_of(right.bits(type, words))) + beside;
    if (facts.contradiction || most < out.needed - kNearlyEnough) {
      out.contradiction = facts.contradiction;
      out.rule = facts.contradiction ? "contradiction" : "not-enough-evidence";
      return out;
    }
  }
  const bool people = is_person(left.schema) && is_person(right.schema);
  const bool all_pairs = in_full || facts.decisive;
  TellingQuestion question;
  question.least_points = all_pairs ? 0 : kAlikeToAsk;
  question.least_bits = all_pairs ? 0 : out.needed - kNearlyEnough - beside;
  question.enough_points = kAlikeToMerge;
  question.enough_bits = out.needed - beside;
  // Lists write people with or without patronymics and further given names; a birth date tells who is meant.
  question.enough_met = people && born_alike ? Met::kShorter : Met::kWhole;
  const TellingNames best =
      most_telling(left.names(type), left.bits(type, words), right.names(type), right.bits(type, words), question);
  out.points = best.points;
  out.bits = best.bits;
  if (best.compared) {
    out.reasons.push_back({"name", left.texts[best.left].text, right.texts[best.right].text, best.bits,
                           fmt::format("the names score {:.4f}", best.points / 10000.0)});
    for (const match::Point& point : best.score.explanation) {
      out.name_features.push_back(
          {std::string(match::feature_key(point.feature)), point.query, point.candidate, point.points, point.text});
    }
  }
  for (Reason& reason : facts.reasons) {
    out.bits += reason.bits;
    out.reasons.push_back(std::move(reason));
  }

  const bool compatible = evidence::kinds_compatible(left.schema, right.schema);
  out.contradiction = facts.contradiction || (!compatible && !facts.decisive);
  if (facts.decisive) {
    if (!compatible) {
      settle(out, Ruling::kUnsure, "other-kind", left.schema + " and " + right.schema + " are other kinds");
    } else if (facts.contradiction) {
      settle(out, Ruling::kUnsure, "contradiction", "an identifier that decides agrees, and dates contradict");
    } else if (left.texts.empty() || right.texts.empty()) {
      settle(out, Ruling::kSame, "decisive-identifier", "an identifier that decides agrees, and one has no name");
    } else if (!best.compared || best.points < kAlikeBesideIdentifier) {
      settle(out, Ruling::kUnsure, "identifier-without-name",
             "an identifier that decides agrees, and the names do not");
    } else {
      settle(out, Ruling::kSame, "decisive-identifier", "an identifier that decides agrees");
    }
    return out;
  }
  if (!compatible) {
    settle(out, Ruling::kDifferent, "other-kind", left.schema + " and " + right.schema + " are other kinds");
    return out;
  }
  if (facts.contradiction) {
    settle(out, Ruling::kDifferent, "contradiction", "identifiers or dates that one party has once contradict");
    return out;
  }
  if (out.points < kAlikeToAsk || out.bits < out.needed - kNearlyEnough) {
    settle(out, Ruling::kDifferent, "not-enough-evidence", "what agrees is expected by chance among so many records");
    return out;
  }
  if (context.same_list) {
    settle(out, Ruling::kUnsure, "same-list", "one list names both, as two entries");
  } else if (out.points < kAlikeToMerge) {
    settle(out, Ruling::kUnsure, "names-not-alike-enough", "the names are alike, but below 0.85");
  } else if (best.met < question.enough_met) {
    settle(out, Ruling::kUnsure, "name-not-whole", "a word, number or place of one name has none in the other");
  } else if (context.related) {
    settle(out, Ruling::kUnsure, "related", "one of them is stated to own, or to be linked to, the other");
  } else if (!is_person(left.schema) && !is_person(right.schema) && !called_alike(left, right)) {
    settle(out, Ruling::kUnsure, "alias-only", "they share an alias, but are called otherwise");
  } else if (out.bits < out.needed) {
    settle(out, Ruling::kUnsure, "not-quite-enough", "what agrees could agree by chance among so many records");
  } else {
    settle(out, Ruling::kSame, "enough-evidence", "what agrees is not expected by chance among so many records");
  }
  return out;
}

}  // namespace penumbra::resolve
