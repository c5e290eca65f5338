#include "engine/party_names.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>

#include "evidence/weigh.h"
#include "names/stated_names.h"

namespace penumbra::engine {
namespace {

// Parts of a name in the order of a full name that begins with the given name.
constexpr std::array<std::string_view, 6> kParts{"firstName",  "secondName", "middleName",
                                                 "fatherName", "lastName",   "nameSuffix"};
// A part with more spellings than this multiplies no further.
constexpr std::size_t kMaxSpellings = 4;
constexpr std::size_t kMaxMade = 64;
// Pairs of parts that one comparison of two entities looks at. 256 names of 8 parts against as many are compared whole.
constexpr std::size_t kMaxPartPairs = 4'500'000;

std::vector<PartyName> made_from_parts(const model::Entity& entity) {
  std::array<std::vector<std::string_view>, kParts.size()> values;
  std::size_t stated = 0;
  for (std::size_t i = 0; i < kParts.size(); ++i) {
    values[i] = entity.get(kParts[i]);
    if (values[i].size() > kMaxSpellings) values[i].resize(kMaxSpellings);
    stated += values[i].empty() ? 0U : 1U;
  }
  if (stated == 0) return {};
  std::vector<std::string> made = {""};
  for (const auto& spellings : values) {
    if (spellings.empty()) continue;
    std::vector<std::string> longer;
    for (const std::string_view part : spellings) {
      for (const std::string& begun : made) {
        if (longer.size() < kMaxMade) longer.push_back(begun + (begun.empty() ? "" : " ") + std::string(part));
      }
    }
    made = std::move(longer);
  }
  std::vector<PartyName> out;
  for (std::string& name : made) out.push_back({std::move(name), stated == 1, true});
  return out;
}

}  // namespace

std::vector<PartyName> party_names(const model::Entity& entity) {
  std::vector<PartyName> out;
  bool whole = false;
  for (const model::EntityName& name : model::names_of(entity)) {
    const bool weak = name.strength == model::NameStrength::kWeak;
    whole = whole || !weak;
    out.push_back({std::string(name.text), weak, false});
  }
  if (whole) return out;
  for (PartyName& name : made_from_parts(entity)) out.push_back(std::move(name));
  return out;
}

std::vector<PartyName> with_stated_names(std::vector<PartyName> names, names::NameType type) {
  const std::size_t whole = names.size();
  for (std::size_t i = 0; i < whole; ++i) {
    for (std::string& name : names::stated_names(names[i].text, type).names) {
      names.push_back({std::move(name), names[i].weak, names[i].made});
    }
  }
  return names;
}

names::NameType common_name_type(std::string_view schema_a, std::string_view schema_b) {
  const names::NameType a = match::name_type_of_schema(schema_a);
  return a != names::NameType::kAny ? a : match::name_type_of_schema(schema_b);
}

AnalysedNames analyse_names(std::vector<PartyName> texts, names::NameType type) {
  AnalysedNames out;
  if (texts.size() > kMaxPartyNames) {
    out.incomplete = true;
    texts.resize(kMaxPartyNames);
  }
  out.texts = std::move(texts);
  out.names.reserve(out.texts.size());
  for (const PartyName& text : out.texts) {
    out.names.push_back(names::analyze(text.text, type));
    out.incomplete = out.incomplete || out.names.back().incomplete;
  }
  return out;
}

BestNames best_names(const AnalysedNames& query, const AnalysedNames& candidate, int at_least) {
  BestNames out;
  out.incomplete = query.incomplete || candidate.incomplete;
  // Long names in great number: both sides are cut alike, so that the comparison stays symmetric and takes less than a
  // second.
  std::span<const names::Name> x = query.names;
  std::span<const names::Name> y = candidate.names;
  const auto parts = [](std::span<const names::Name> names) {
    return std::accumulate(names.begin(), names.end(), std::size_t{0},
                           [](std::size_t sum, const names::Name& name) { return sum + name.parts.size(); });
  };
  while (parts(x) * parts(y) > kMaxPartPairs) {
    out.incomplete = true;
    const std::size_t kept = std::max(x.size(), y.size()) / 2;
    if (x.size() > kept) x = x.first(kept);
    if (y.size() > kept) y = y.first(kept);
  }
  int best = at_least - 1;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i].parts.empty()) continue;
    for (std::size_t j = 0; j < y.size(); ++j) {
      if (y[j].parts.empty()) continue;
      // The deduction only lowers, so a pair must beat the best by its names alone.
      const int raw = match::score_names(x[i], y[j], std::max(best + 1, 0));
      const bool weak = query.texts[i].weak || candidate.texts[j].weak;
      const int deduction = weak ? evidence::weak_alias_deduction(raw) : 0;
      if (raw - deduction <= best) continue;
      best = raw - deduction;
      out.compared = true;
      out.query = i;
      out.candidate = j;
    }
  }
  if (!out.compared) return out;
  out.score = match::compare_names(x[out.query], y[out.candidate]);
  if (query.texts[out.query].weak || candidate.texts[out.candidate].weak) {
    out.weak_deduction = evidence::weak_alias_deduction(out.score.points);
  }
  out.points = out.score.points - out.weak_deduction;
  out.query_name = x[out.query];
  out.candidate_name = y[out.candidate];
  return out;
}

BestNames best_names(const std::vector<PartyName>& query, const std::vector<PartyName>& candidate,
                     names::NameType type) {
  return best_names(analyse_names(query, type), analyse_names(candidate, type));
}

bool says_only_its_kind(const names::NameView& name) {
  using names::PartKind;
  bool any = false;
  for (const names::Part& part : name.parts) {
    const bool nothing = part.kind == PartKind::kStop || part.kind == PartKind::kLegalForm || part.weight == 0;
    if (!nothing && part.kind != PartKind::kGeneric) return false;
    any = any || !nothing;
  }
  return any && !name.incomplete;
}

}  // namespace penumbra::engine
