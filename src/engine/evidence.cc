#include "engine/evidence.h"

#include <algorithm>
#include <array>
#include <optional>

#include "match/score.h"
#include "model/schema.h"

namespace penumbra::engine {
namespace {

// How two dates of birth go together, best first.
enum class BirthDates { kSameDay, kCompatible, kSwapped, kOtherDay, kOtherYear };

// Day and month exchanged: the commonest slip between American and other forms.
bool swapped(const PartialDate& a, const PartialDate& b) {
  if (!a.exact() || !b.exact()) return false;
  const std::optional<Date> other = Date::from_ymd(a.first().year(), a.first().day(), a.first().month());
  return other && *other == b.first();
}

BirthDates compare(const PartialDate& a, const PartialDate& b) {
  if (a.exact() && b.exact() && a.first() == b.first()) return BirthDates::kSameDay;
  if (a.earliest() <= b.latest() && b.earliest() <= a.latest()) return BirthDates::kCompatible;
  if (swapped(a, b)) return BirthDates::kSwapped;
  return a.first().year() == b.first().year() ? BirthDates::kOtherDay : BirthDates::kOtherYear;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::optional<ScoreFeature> birth_date(const PartialDate& born, const model::Entity& candidate) {
  std::optional<BirthDates> best;
  std::string text;
  for (const std::string_view value : candidate.get("birthDate")) {
    const auto listed = PartialDate::parse(value);
    if (!listed.ok() || !listed->known()) continue;
    const BirthDates found = compare(born, *listed);
    if (!best || found < *best) {
      best = found;
      text = value;
    }
  }
  if (!best) return std::nullopt;
  ScoreFeature line{"birth-date", born.to_string(), text, 0, ""};
  switch (*best) {
    case BirthDates::kSameDay:
      line.points = kAgreementPoints;
      line.text = "the birth dates are the same day";
      break;
    case BirthDates::kCompatible:
      line.points = kAgreementPoints / 2;
      line.text = "the birth dates agree as far as they are stated";
      break;
    case BirthDates::kSwapped:
      line.text = "day and month of the birth dates are exchanged, which counts neither way";
      break;
    case BirthDates::kOtherDay:
      line.points = -kBirthDayConflictPoints;
      line.text = "the birth dates are different days of one year";
      break;
    case BirthDates::kOtherYear:
      line.points = -kBirthYearConflictPoints;
      line.text = "the birth years differ";
      break;
  }
  return line;
}

std::optional<ScoreFeature> country(const std::string& stated, const model::Entity& candidate) {
  constexpr std::array<std::string_view, 6> kProperties{"country",      "nationality", "citizenship",
                                                        "jurisdiction", "mainCountry", "flag"};
  std::string listed;
  for (const std::string_view property : kProperties) {
    for (const std::string_view value : candidate.get(property)) {
      const std::string code = lower(value);
      if (code == stated) return ScoreFeature{"country", stated, code, kAgreementPoints / 2, "the countries agree"};
      if (!listed.empty()) listed += ", ";
      listed += code;
    }
  }
  if (listed.empty()) return std::nullopt;
  return ScoreFeature{"country", stated, listed, -kCountryConflictPoints, "no listed country is the one stated"};
}

}  // namespace

std::vector<ScoreFeature> weigh(const StatedEvidence& stated, const model::Entity& candidate, int points) {
  std::vector<ScoreFeature> lines;
  const auto add = [&](std::optional<ScoreFeature> line) {
    if (!line) return;
    line->points = std::clamp(points + line->points, 0, kScorePerUnit) - points;
    points += line->points;
    lines.push_back(*std::move(line));
  };
  // Each line is held inside the range in its turn, and the order is fixed, so that equal evidence gives an equal
  // score.
  if (stated.born.known()) add(birth_date(stated.born, candidate));
  if (!stated.country.empty()) add(country(stated.country, candidate));
  return lines;
}

bool kinds_compatible(std::string_view asked, std::string_view candidate) {
  const model::Schema* a = model::Vocabulary::get().find(asked);
  const model::Schema* b = model::Vocabulary::get().find(candidate);
  if (a == nullptr || b == nullptr || a->is_a(candidate) || b->is_a(asked)) return true;
  const names::NameType type_a = match::name_type_of_schema(asked);
  const names::NameType type_b = match::name_type_of_schema(candidate);
  return type_a == type_b || type_a == names::NameType::kAny || type_b == names::NameType::kAny;
}

}  // namespace penumbra::engine
