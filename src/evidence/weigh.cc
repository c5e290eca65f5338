// How it works: a Scale holds the running score. Each rule in turn sets two lists of statements against each other and
// puts one line on it: agreement as a share of what is missing, conflict as points. The order is fixed (identifiers,
// rare facts, common facts, conflicts), so equal evidence gives an equal score.
#include "evidence/weigh.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

namespace penumbra::evidence {
namespace {

// Shares of agreement in percent, and points of conflict. Why these: docs/design/evidence.md.
constexpr int kSameBirthDay = 30;
constexpr int kSameBirthMonth = 15;
constexpr int kSameBirthYear = 8;
constexpr int kBirthOverlap = 4;
constexpr int kSwappedDay = 200;
constexpr int kOtherDay = 700;
constexpr int kOtherMonth = 1000;
constexpr int kNextYear = 500;
constexpr int kOtherYear = 1500;
constexpr int kPerYearMore = 60;  // for each year beyond two
constexpr int kMostForYears = 2500;
constexpr int kSameYearFact = 8;  // of building, founding, death
constexpr int kSameDayFact = 16;
constexpr int kOtherBuildYear = 1200;
constexpr int kOtherFoundingYear = 600;
constexpr int kOtherDeath = 400;
constexpr int kSameCountry = 5;
constexpr int kOtherCountry = 500;
constexpr int kOtherFlag = 100;    // ships change flags
constexpr int kOtherState = 3100;  // a body of one state is none of another's, whatever both are called
// Bodies whose names say only what they are: mostly two, but movements are at work in several countries ("National
// Liberation Army"), so that an equal name stays a hit.
constexpr int kOtherCountryOfGeneral = 1500;
constexpr int kSameGender = 2;
constexpr int kOtherGender = 1000;
// One of birth date, country and gender is often wrong in a list; two of them are seldom wrong together, so that each
// one beyond the first takes more than by itself.
constexpr int kConflictBeside = 800;
constexpr int kSlipOfYears = 1;  // a birth year that far apart is a slip and joins no other conflict
constexpr int kSameAddress = 30;
constexpr int kNearAddress = 8;
constexpr int kOtherAddress = 100;
constexpr int kSameTonnage = 10;
constexpr int kOtherTonnage = 800;
// A ship of less than half the size, or built long before, is another ship: both together clear an equal name.
constexpr int kFarTonnage = 1400;
constexpr int kFarBuildYear = 1800;
constexpr int kFarYears = 5;
// Both sides say which is the family name. Fields are exchanged easily at data entry, so an equal name stays a hit; a
// birth day in common halves it.
constexpr int kNamesExchanged = 1500;
constexpr int kUncertainShare = 50;  // equal identifiers with wrong check digits

// After a decisive identifier other conflicts count a third: they are then slips of one of the records.
constexpr int kAfterDecision = 3;

class Scale {
 public:
  explicit Scale(int points) : names_(points) { out_.points = points; }

  // Adds `share` percent of what the score lacks.
  void agree_always(std::string key, std::string query, std::string candidate, int share, std::string text) {
    put(std::move(key), std::move(query), std::move(candidate), (kUnit - out_.points) * share / 100, std::move(text));
  }

  // The same for facts that several parties share: nothing where the names are too far apart.
  void agree(std::string key, std::string query, std::string candidate, int share, std::string text, bool common) {
    int points = (kUnit - out_.points) * share / 100;
    if (!out_.decisive && names_ < kAlikeNames) {
      points = 0;
      text += ", which counts only where the names are alike";
    } else if (common && out_.points < kNameFloor) {
      points = std::min(points, kNameFloor - 1 - out_.points);
    }
    put(std::move(key), std::move(query), std::move(candidate), points, std::move(text));
  }

  void conflict(std::string key, std::string query, std::string candidate, int points, std::string text) {
    if (out_.decisive) points /= kAfterDecision;
    put(std::move(key), std::move(query), std::move(candidate), -std::min(points, out_.points), std::move(text));
  }

  void note(std::string key, std::string query, std::string candidate, std::string text) {
    put(std::move(key), std::move(query), std::move(candidate), 0, std::move(text));
  }

  void decide() { out_.decisive = true; }
  Weighed take() { return std::move(out_); }

 private:
  void put(std::string key, std::string query, std::string candidate, int points, std::string text) {
    out_.points += points;
    out_.lines.push_back({std::move(key), std::move(query), std::move(candidate), points, std::move(text)});
  }

  int names_;
  Weighed out_;
};

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

bool share_one(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const std::string& x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

bool loose(IdentifierKind kind) {
  return kind == IdentifierKind::kOther || kind == IdentifierKind::kRegistration || kind == IdentifierKind::kTax ||
         kind == IdentifierKind::kDatabase;
}

// Numbers of which the same digits may be given out by two countries.
bool national(IdentifierKind kind) {
  return kind == IdentifierKind::kPassport || kind == IdentifierKind::kSocialSecurity ||
         kind == IdentifierKind::kOther || kind == IdentifierKind::kRegistration || kind == IdentifierKind::kTax;
}

std::string_view without_zeros(std::string_view text) {
  const std::size_t at = text.find_first_not_of('0');
  return at == std::string_view::npos ? text : text.substr(at);
}

// Whether two identifiers are the same number. A loose one may be any other kind's ("idNumber" holds an INN), if it is
// long enough not to be so by chance.
bool same_number(const Identifier& a, const Identifier& b) {
  constexpr std::size_t kLongEnough = 7;
  if (a.kind == IdentifierKind::kBic && b.kind == a.kind) return a.value.substr(0, 8) == b.value.substr(0, 8);
  if (a.value != b.value && without_zeros(a.value) != without_zeros(b.value)) return false;
  if (a.kind == b.kind) return true;
  return (loose(a.kind) || loose(b.kind)) && without_zeros(a.value).size() >= kLongEnough;
}

struct Equal {
  const Identifier* query = nullptr;
  const Identifier* candidate = nullptr;
  IdentifierKind kind = IdentifierKind::kOther;
  int share = 0;
  std::string text;
};

Equal judge(const Identifier& x, const Identifier& y, const Facts& query, const Facts& candidate) {
  const Identifier& named = loose(x.kind) && !loose(y.kind) ? y : x;
  Equal out{&x, &y, named.kind, rule_of(named.kind).share, ""};
  out.text = "the " + std::string(rule_of(named.kind).label) + " are the same";
  if (named.kind == IdentifierKind::kIsin && query.schema != "Security" && candidate.schema != "Security") {
    out.share = 75;  // of the issuer
  }
  if (x.validity == Validity::kWrong || y.validity == Validity::kWrong) {
    out.share = std::min(out.share, kUncertainShare);
    out.text += ", though the form or check digits are wrong";
  } else if (national(named.kind)) {
    const bool stated = !query.countries.empty() && !candidate.countries.empty();
    const bool agree = share_one(query.countries, candidate.countries);
    if (x.kind != y.kind) out.share -= 10;
    if (stated && !agree) {
      out.share = 20;
      out.text += ", but of different countries";
    } else if (!stated) {
      out.share -= 10;
    }
  }
  if (out.share >= kDecisiveShare) out.text += ", which decides whatever the names say";
  return out;
}

void weigh_identifiers(const Facts& query, const Facts& candidate, Scale& scale) {
  std::vector<Equal> equal;
  for (const Identifier& x : query.identifiers) {
    for (const Identifier& y : candidate.identifiers) {
      if (same_number(x, y)) equal.push_back(judge(x, y, query, candidate));
    }
  }
  std::stable_sort(equal.begin(), equal.end(), [](const Equal& a, const Equal& b) { return a.share > b.share; });
  std::vector<IdentifierKind> told;
  for (const Equal& e : equal) {
    if (std::find(told.begin(), told.end(), e.kind) != told.end()) continue;
    told.push_back(e.kind);
    if (e.share >= kDecisiveShare) scale.decide();
    scale.agree_always("identifier-" + std::string(rule_of(e.kind).key), e.query->text, e.candidate->text, e.share,
                       e.text);
  }
}

// Of one scheme both sides state numbers, all rightly formed, and none is the same.
void identifier_conflicts(const Facts& query, const Facts& candidate, Scale& scale) {
  std::vector<IdentifierKind> done;
  for (const Identifier& x : query.identifiers) {
    if (std::find(done.begin(), done.end(), x.kind) != done.end()) continue;
    done.push_back(x.kind);
    const Identifier* other = nullptr;
    const Identifier* wrong = nullptr;
    bool same = false;
    for (const Identifier& first : query.identifiers) {
      for (const Identifier& y : candidate.identifiers) {
        if (y.kind != x.kind || first.kind != x.kind) continue;
        same = same || same_number(first, y);
        if (y.validity == Validity::kWrong) wrong = &y;
        if (first.validity == Validity::kWrong) wrong = &first;
        if (other == nullptr) other = &y;
      }
    }
    if (other == nullptr || same) continue;
    const IdentifierRule& rule = rule_of(x.kind);
    const std::string key = "identifier-" + std::string(rule.key);
    int points = rule.conflict;
    // A security has one ISIN, an account one number, an issuer or a customer many.
    if (query.schema == candidate.schema) {
      if (x.kind == IdentifierKind::kIsin && query.schema == "Security") points = 3500;
      if (x.kind == IdentifierKind::kIban && query.schema == "BankAccount") points = 4500;
      if (x.kind == IdentifierKind::kCrypto && query.schema == "CryptoWallet") points = 4500;
    }
    if (points == 0) continue;
    if (wrong != nullptr) {
      scale.note(key, x.text, other->text,
                 "the " + std::string(rule.label) + " differ, but the form or check digits of \"" + wrong->text +
                     "\" are wrong, which counts neither way");
      continue;
    }
    // Numbers of one scheme and another length are of other kinds of holders (INN of a company, of its director).
    if (x.kind == IdentifierKind::kInn && x.value.size() != other->value.size()) continue;
    if (national(x.kind)) {
      const bool agree =
          x.kind == IdentifierKind::kRegistration && !query.jurisdictions.empty() && !candidate.jurisdictions.empty()
              ? share_one(query.jurisdictions, candidate.jurisdictions)
              : share_one(query.countries, candidate.countries);
      const bool alike = x.value.size() == other->value.size();
      // A register of another country, or another kind of number, is another matter than another number.
      if (!agree || !alike) points = std::min(points / 5, 200);
    }
    scale.conflict(key, x.text, other->text, points, "the " + std::string(rule.label) + " differ");
  }
}

struct DatePair {
  const DateSpan* query = nullptr;
  const DateSpan* candidate = nullptr;
  DateComparison found;
};

std::optional<DatePair> best_dates(const std::vector<DateSpan>& query, const std::vector<DateSpan>& candidate) {
  std::optional<DatePair> best;
  for (const DateSpan& x : query) {
    for (const DateSpan& y : candidate) {
      const DateComparison found = compare(x, y);
      const bool better = !best || found.relation < best->found.relation ||
                          (found.relation == best->found.relation && found.years_apart < best->found.years_apart);
      if (better) best = DatePair{&x, &y, found};
    }
  }
  return best;
}

bool agrees(const DateComparison& found) {
  return found.relation <= DateRelation::kOverlap;
}

void birth_agreement(const DatePair& pair, Scale& scale) {
  const auto& [x, y, found] = pair;
  switch (found.relation) {
    case DateRelation::kSameDay:
      scale.agree("birth-date", x->text, y->text, kSameBirthDay, "the birth dates are the same day", false);
      break;
    case DateRelation::kSameMonth:
      scale.agree("birth-date", x->text, y->text, kSameBirthMonth, "the birth dates agree in month and year", true);
      break;
    case DateRelation::kSameYear:
      scale.agree("birth-date", x->text, y->text, kSameBirthYear,
                  "the birth dates agree in the year, the rest is not stated", true);
      break;
    default:
      scale.agree("birth-date", x->text, y->text, kBirthOverlap, "the birth dates agree as far as they are stated",
                  true);
  }
}

void birth_conflict(const DatePair& pair, Scale& scale) {
  const auto& [x, y, found] = pair;
  const auto against = [&](int points, std::string text) {
    scale.conflict("birth-date", x->text, y->text, points, std::move(text));
  };
  switch (found.relation) {
    case DateRelation::kSwapped:
      return against(kSwappedDay, "day and month of the birth dates are exchanged");
    case DateRelation::kOtherDay:
      return against(kOtherDay, "the birth dates are different days of one month");
    case DateRelation::kOtherMonth:
      return against(kOtherMonth, "the birth dates are different days of one year");
    default:
      break;
  }
  if (found.same_day) {
    return against(found.years_apart == 1 ? kNextYear / 2 : kOtherYear / 2,
                   "day and month of birth agree, the years differ");
  }
  if (found.years_apart == 1) return against(kNextYear, "the birth years differ by one");
  const int points = std::min(kOtherYear + kPerYearMore * (found.years_apart - 2), kMostForYears);
  against(points, "the birth dates lie " + std::to_string(found.years_apart) + " years apart");
}

// Country of the two that speak for each other, or both lists.
void country_agreement(const Facts& query, const Facts& candidate, Scale& scale) {
  const auto meet = [&](const std::vector<std::string>& a, const std::vector<std::string>& b) {
    const auto it = std::find_if(a.begin(), a.end(),
                                 [&](const std::string& x) { return std::find(b.begin(), b.end(), x) != b.end(); });
    if (it == a.end()) return false;
    scale.agree("country", *it, *it, kSameCountry, "the countries agree", true);
    return true;
  };
  if (meet(query.countries, candidate.countries) || meet(query.countries, candidate.more_countries)) return;
  if (!query.more_countries.empty()) meet(query.more_countries, candidate.countries);
}

// What the differing countries take; 0 where they agree, belong together or are not stated.
int country_conflict(const Facts& query, const Facts& candidate, bool ship, bool general_names, Scale& scale) {
  if (query.countries.empty() || candidate.countries.empty()) return 0;
  const auto all = [](const Facts& facts) {
    std::vector<std::string> out = facts.countries;
    out.insert(out.end(), facts.more_countries.begin(), facts.more_countries.end());
    return out;
  };
  for (const std::string& x : all(query)) {
    for (const std::string& y : all(candidate)) {
      const CountryRelation relation = relate_countries(x, y);
      if (relation == CountryRelation::kSame) return 0;
      if (relation == CountryRelation::kRelated) {
        scale.note("country", x, y, "the countries belong together, which counts neither way");
        return 0;
      }
    }
  }
  // A firm may have moved, or state where it trades.
  const auto body = [](const Facts& facts) { return facts.schema == "PublicBody" || facts.schema == "Organization"; };
  const bool states = query.schema == "PublicBody" && candidate.schema == "PublicBody";
  const bool nothing_else = general_names && body(query) && body(candidate);
  const int points = ship ? kOtherFlag : states ? kOtherState : nothing_else ? kOtherCountryOfGeneral : kOtherCountry;
  scale.conflict("country", joined(query.countries), joined(candidate.countries), points,
                 ship           ? "the flags differ"
                 : states       ? "they are bodies of different states"
                 : nothing_else ? "the countries differ, and the names say only what kind of body it is"
                                : "the countries differ");
  return points;
}

struct AddressPair {
  const AddressWords* query = nullptr;
  const AddressWords* candidate = nullptr;
  AddressLikeness likeness;
};

std::optional<AddressPair> best_addresses(const Facts& query, const Facts& candidate) {
  std::optional<AddressPair> best;
  for (const AddressWords& x : query.addresses) {
    for (const AddressWords& y : candidate.addresses) {
      if (x.words.empty() || y.words.empty()) continue;
      const AddressLikeness likeness = compare_addresses(x, y);
      if (!best || likeness.percent > best->likeness.percent) best = AddressPair{&x, &y, likeness};
    }
  }
  return best;
}

bool full_address(const AddressPair& pair) {
  return pair.likeness.percent >= 70 && pair.likeness.common >= 3 &&
         (pair.likeness.number_agrees || (!pair.query->has_number && !pair.candidate->has_number));
}

enum class Stage { kRare, kCommon, kConflict };

// Dates of which mostly the year is known, and which are stated wrongly more often than a birth date. `far_points`:
// what a conflict of more than kFarYears costs, where that is more than `points`.
void yearly(std::string key, const std::vector<DateSpan>& query, const std::vector<DateSpan>& candidate, int points,
            std::string_view what, Scale& scale, Stage stage, int far_points = 0) {
  const auto pair = best_dates(query, candidate);
  if (!pair) return;
  const auto& [x, y, found] = *pair;
  const bool day = found.relation == DateRelation::kSameDay;
  if (stage != (day ? Stage::kRare : agrees(found) ? Stage::kCommon : Stage::kConflict)) return;
  const std::string both = "the " + std::string(what);
  if (stage != Stage::kConflict) {
    scale.agree(std::move(key), x->text, y->text, day ? kSameDayFact : kSameYearFact, both + " agree", !day);
  } else if (found.relation != DateRelation::kOtherYear || found.years_apart == 1) {
    scale.conflict(std::move(key), x->text, y->text, points / 4, both + " differ by a year or less");
  } else {
    const bool far = found.relation == DateRelation::kOtherYear && found.years_apart > kFarYears;
    scale.conflict(std::move(key), x->text, y->text, far ? std::max(points, far_points) : points, both + " differ");
  }
}

void weigh_dates(const Facts& query, const Facts& candidate, Scale& scale, Stage stage) {
  yearly("build-date", query.built, candidate.built, kOtherBuildYear, "years of building", scale, stage, kFarBuildYear);
  yearly("death-date", query.died, candidate.died, kOtherDeath, "dates of death", scale, stage);
  yearly("incorporation-date", query.incorporated, candidate.incorporated, kOtherFoundingYear, "dates of incorporation",
         scale, stage);
}

// Percent by which the smaller tonnage is below the larger one; -1 where one is not stated.
int tonnage_gap(const Facts& query, const Facts& candidate) {
  if (query.tonnage <= 0 || candidate.tonnage <= 0) return -1;
  const auto [low, high] = std::minmax(query.tonnage, candidate.tonnage);
  return static_cast<int>((high - low) / (high / 100 + 1));
}

void weigh_common(const Facts& query, const Facts& candidate, const std::optional<DatePair>& born,
                  const std::optional<AddressPair>& address, Scale& scale) {
  if (born && agrees(born->found) && born->found.relation != DateRelation::kSameDay) birth_agreement(*born, scale);
  if (address && !full_address(*address) && address->likeness.percent >= 40) {
    scale.agree("address", address->query->text, address->candidate->text, kNearAddress, "the addresses are alike",
                true);
  }
  weigh_dates(query, candidate, scale, Stage::kCommon);
  if (const int gap = tonnage_gap(query, candidate); gap >= 0 && gap <= 2) {
    scale.agree("tonnage", std::to_string(query.tonnage), std::to_string(candidate.tonnage), kSameTonnage,
                "the tonnages agree", true);
  }
  country_agreement(query, candidate, scale);
  if (!query.gender.empty() && query.gender == candidate.gender) {
    scale.agree("gender", query.gender, candidate.gender, kSameGender, "the genders agree", true);
  }
}

void weigh_conflicts(const Facts& query, const Facts& candidate, const std::optional<DatePair>& born,
                     const std::optional<AddressPair>& address, bool general_names, Scale& scale) {
  const bool ship = kinds_compatible(query.schema, "Vessel") && kinds_compatible(candidate.schema, "Vessel") &&
                    (query.schema == "Vessel" || candidate.schema == "Vessel");
  identifier_conflicts(query, candidate, scale);
  if (born && !agrees(born->found)) birth_conflict(*born, scale);
  weigh_dates(query, candidate, scale, Stage::kConflict);
  if (const int gap = tonnage_gap(query, candidate); gap > 25) {
    const bool far = gap > 50;
    scale.conflict("tonnage", std::to_string(query.tonnage), std::to_string(candidate.tonnage),
                   far ? kFarTonnage : kOtherTonnage,
                   far ? "one tonnage is less than half of the other" : "the tonnages differ by more than a quarter");
  }
  const bool other_birth = born && born->found.relation == DateRelation::kOtherYear && !born->found.same_day &&
                           born->found.years_apart > kSlipOfYears;
  const bool other_country = country_conflict(query, candidate, ship, general_names, scale) > 0 && !ship;
  const bool other_gender = !query.gender.empty() && !candidate.gender.empty() && query.gender != candidate.gender;
  if (other_gender) {
    scale.conflict("gender", query.gender, candidate.gender, kOtherGender, "the genders differ");
  }
  if (const int conflicts = int{other_birth} + int{other_country} + int{other_gender}; conflicts > 1) {
    scale.conflict("conflicts", {}, {}, (conflicts - 1) * kConflictBeside,
                   std::to_string(conflicts) + " of birth date, country and gender differ together");
  }
  if (address && address->likeness.percent < 20 && address->query->words.size() >= 3 &&
      address->candidate->words.size() >= 3) {
    scale.conflict("address", address->query->text, address->candidate->text, kOtherAddress, "the addresses differ");
  }
  // "Hans Friedrich" against "Friedrich Hans", where both sides say which is the family name.
  if (!query.given.empty() && !query.family.empty() && !candidate.given.empty() && !candidate.family.empty() &&
      share_one(query.given, candidate.family) && share_one(query.family, candidate.given) &&
      !share_one(query.given, candidate.given) && !share_one(query.family, candidate.family)) {
    const bool same_day = born && born->found.relation == DateRelation::kSameDay;
    scale.conflict("name-parts", query.given.front() + " " + query.family.front(),
                   candidate.given.front() + " " + candidate.family.front(),
                   same_day ? kNamesExchanged / 2 : kNamesExchanged, "given and family name are exchanged");
  }
}

}  // namespace

Weighed weigh(const Facts& query, const Facts& candidate, int name_points, bool general_names) {
  Scale scale(name_points);
  const auto born = best_dates(query.born, candidate.born);
  const auto address = best_addresses(query, candidate);
  weigh_identifiers(query, candidate, scale);
  if (born && born->found.relation == DateRelation::kSameDay) birth_agreement(*born, scale);
  if (address && full_address(*address)) {
    scale.agree("address", address->query->text, address->candidate->text, kSameAddress, "the addresses agree", false);
  }
  weigh_dates(query, candidate, scale, Stage::kRare);
  weigh_common(query, candidate, born, address, scale);
  weigh_conflicts(query, candidate, born, address, general_names, scale);
  return scale.take();
}

int weak_alias_deduction(int name_points) {
  // Half of what is above 0.70, but no less than 0.05 there: what merely resembles a weak alias is none. Below, less
  // and less, so that the order stays.
  constexpr int kLeastAbove = 500;
  return name_points >= kNameFloor ? std::max(kLeastAbove, (name_points - kNameFloor) / 2)
                                   : std::clamp((name_points - (kNameFloor - 2 * kLeastAbove)) / 2, 0, kLeastAbove);
}

int most_added(const Facts& facts, int name_points, bool same_days) {
  if (name_points < kAlikeNames) return 0;
  int points = name_points;
  const auto add = [&](bool stated, int share) { points += stated ? (kUnit - points) * share / 100 : 0; };
  const auto has_day = [&](const std::vector<DateSpan>& dates) {
    return same_days && std::any_of(dates.begin(), dates.end(),
                                    [](const DateSpan& date) { return date.grain == DateSpan::Grain::kDay; });
  };
  add(has_day(facts.born), kSameBirthDay);
  add(!facts.addresses.empty(), kSameAddress);
  add(has_day(facts.built), kSameDayFact);
  add(has_day(facts.died), kSameDayFact);
  add(has_day(facts.incorporated), kSameDayFact);
  const bool lifted = points >= kNameFloor;
  add(!facts.born.empty() && !has_day(facts.born), kSameBirthMonth);
  add(!facts.built.empty() && !has_day(facts.built), kSameYearFact);
  add(!facts.died.empty() && !has_day(facts.died), kSameYearFact);
  add(!facts.incorporated.empty() && !has_day(facts.incorporated), kSameYearFact);
  add(facts.tonnage > 0, kSameTonnage);
  add(!facts.countries.empty() || !facts.more_countries.empty(), kSameCountry);
  add(!facts.gender.empty(), kSameGender);
  return (lifted ? points : std::min(points, kNameFloor - 1)) - name_points;
}

}  // namespace penumbra::evidence
