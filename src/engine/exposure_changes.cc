#include <algorithm>
#include <map>
#include <string_view>

#include "penumbra/exposure.h"

namespace penumbra {
namespace {

ExposureChange change_of(std::string type, const Exposure& exposure, std::string sentence) {
  ExposureChange out;
  out.type = std::move(type);
  out.key = exposure.key;
  out.sentence = std::move(sentence);
  out.date = exposure.cause.from;
  out.severity = exposure.severity;
  out.kind = exposure.kind;
  out.sources = exposure.cause.sources;
  out.carried = exposure.severity == Severity::kContext && exposure.own_severity != Severity::kContext;
  return out;
}

std::string word(Severity severity) {
  return std::string(to_string(severity));
}
std::string word(Certainty certainty) {
  return std::string(to_string(certainty));
}

}  // namespace

std::size_t EntityExposure::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(exposures.begin(), exposures.end(), [&](const Exposure& e) { return e.severity == severity; }));
}

std::size_t EntityExposure::count(ExposureKind kind) const {
  return static_cast<std::size_t>(
      std::count_if(exposures.begin(), exposures.end(), [&](const Exposure& e) { return e.kind == kind; }));
}

bool ExposureAnswer::exposed() const {
  return std::any_of(entities.begin(), entities.end(), [](const EntityExposure& entity) {
    return std::any_of(entity.exposures.begin(), entity.exposures.end(),
                       [](const Exposure& e) { return e.severity != Severity::kContext; });
  });
}

std::vector<ExposureChange> changes(const EntityExposure& before, const EntityExposure& after) {
  std::vector<ExposureChange> out;
  if (before.state.state != after.state.state || before.state.from != after.state.from ||
      before.state.certainty != after.state.certainty) {
    ExposureChange change;
    change.type = "state";
    const std::string was = before.state.state.empty() ? "not on record" : before.state.state;
    change.sentence =
        was == after.state.state ? "The state is on record anew: " : "The state was " + was + " and is now: ";
    change.sentence += (after.state.state.empty() ? "not on record" : after.state.sentence) + ".";
    change.date = after.state.from;
    change.sources = after.state.sources;
    out.push_back(std::move(change));
  }
  std::map<std::string_view, const Exposure*> old;
  for (const Exposure& exposure : before.exposures) old.emplace(exposure.key, &exposure);
  std::vector<ExposureChange> differences;
  for (const Exposure& exposure : after.exposures) {
    const auto it = old.find(exposure.key);
    if (it == old.end()) {
      differences.push_back(change_of("appeared", exposure, exposure.sentence));
      continue;
    }
    const Exposure& was = *it->second;
    if (was.severity != exposure.severity) {
      differences.push_back(
          change_of(exposure.severity < was.severity ? "heavier" : "lighter", exposure,
                    "From " + word(was.severity) + " to " + word(exposure.severity) + ": " + exposure.sentence));
    } else if (was.certainty != exposure.certainty) {
      differences.push_back(
          change_of(exposure.certainty < was.certainty ? "surer" : "less-sure", exposure,
                    "From " + word(was.certainty) + " to " + word(exposure.certainty) + ": " + exposure.sentence));
    }
    old.erase(it);
  }
  for (const Exposure& exposure : before.exposures) {
    if (const auto it = old.find(exposure.key); it == old.end() || it->second != &exposure) continue;
    ExposureChange gone = change_of("vanished", exposure, "No longer: " + exposure.sentence);
    gone.date = exposure.cause.to;
    differences.push_back(std::move(gone));
  }
  std::stable_sort(differences.begin(), differences.end(),
                   [](const ExposureChange& a, const ExposureChange& b) { return a.severity < b.severity; });
  out.insert(out.end(), differences.begin(), differences.end());
  return out;
}

}  // namespace penumbra
