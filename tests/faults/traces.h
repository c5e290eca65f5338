// Whether a change of a file shows in what a reader says of it.
#ifndef PENUMBRA_TESTS_FAULTS_TRACES_H_
#define PENUMBRA_TESTS_FAULTS_TRACES_H_

#include <set>
#include <string>

#include "ingest/reader.h"

namespace penumbra::testing {

// The facts alone: a change that moves lines moves the places of evidence, which is no other result.
inline model::Dataset without_places(model::Dataset dataset) {
  for (auto& fact : dataset.entities) fact.evidence.record.clear();
  for (auto& fact : dataset.designations) fact.evidence.record.clear();
  for (auto& fact : dataset.relationships) fact.evidence.record.clear();
  for (auto& fact : dataset.states) fact.evidence.record.clear();
  for (auto& fact : dataset.figures) fact.evidence.record.clear();
  return dataset;
}

// Every word of a finding counts but its place.
inline std::multiset<std::string> words_of(const ingest::ReadOutcome& outcome) {
  std::multiset<std::string> out(outcome.notes.begin(), outcome.notes.end());
  for (const model::Finding& finding : outcome.findings.sorted()) {
    out.insert(finding.key + " " + finding.message + " " + std::to_string(finding.count));
  }
  return out;
}

// Whether the second reading says something that the first did not, or gives other facts.
inline bool leaves_a_trace(const ingest::ReadOutcome& before, const ingest::ReadOutcome& after) {
  if (before.published != after.published || before.counts != after.counts || before.parts != after.parts) return true;
  if (before.delta.has_value() != after.delta.has_value()) return true;
  if (before.delta && before.delta->removed != after.delta->removed) return true;
  if (words_of(before) != words_of(after)) return true;
  return without_places(before.dataset) != without_places(after.dataset);
}

}  // namespace penumbra::testing

#endif  // PENUMBRA_TESTS_FAULTS_TRACES_H_
