// Exposure over a span of days: what changed, on which day, and by which facts.
#ifndef PENUMBRA_TIMELINE_H_
#define PENUMBRA_TIMELINE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/exposure.h"

namespace penumbra {

// What to sweep. `question.as_of` is not used: every day from `from` to `to`, both included, is looked at.
struct TimelineQuery {
  ExposureQuery question;
  Date from;
  Date to;
};

// One entity on one day on which its answer changed.
struct TimelineEvent {
  Date day;
  NamedThing entity;
  std::vector<ExposureChange> changes;  // state first, then by severity; never empty
  // The facts and rule versions that begin or end on the day and are within reach of the entity: the causes of the
  // changes are among them. `key`: designation-begins, relationship-ends, state-begins, rule-begins, list-published,
  // ...
  std::vector<ExposureNote> causes;
};

// An entity at both ends of the span.
struct TimelineEntity {
  std::string id;
  std::string caption;
  std::string section;
  std::string state_before;          // sentence, on `from`
  std::string state_after;           // on `to`
  std::size_t exposures_before = 0;  // without context
  std::size_t exposures_after = 0;
  std::size_t events = 0;
};

struct ExposureTimeline {
  Date from;
  Date to;
  std::optional<Timestamp> known_at;
  std::vector<std::string> regimes;
  std::string portfolio;
  std::string what_if;
  std::vector<TimelineEntity> entities;
  std::vector<TimelineEvent> events;  // by day, then in order of the entities
  std::size_t days_examined =
      0;  // days on which some fact within reach begins or ends; on the others nothing can change
  std::vector<ExposureSource> sources;
  std::vector<ExposureVersion> versions;
  std::vector<std::string> incomplete;  // why the answer is incomplete; empty: it is complete
};

// JSON with a stable order of keys. `indent` 0: one line.
std::string to_json(const ExposureTimeline& timeline, int indent = 0);

}  // namespace penumbra

#endif  // PENUMBRA_TIMELINE_H_
