// Sweeps exposure questions over a span of days.
#ifndef PENUMBRA_ENGINE_TIMELINE_H_
#define PENUMBRA_ENGINE_TIMELINE_H_

#include <map>
#include <set>
#include <string>

#include "model/facts.h"
#include "penumbra/result.h"
#include "penumbra/timeline.h"

namespace penumbra::engine {

// Looks at the days of a span in order. Facts may differ from period to period, as versions of lists come into force.
// Use: add_period() for every period in order of time, then take(). Not thread-safe.
class TimelineSweep {
 public:
  explicit TimelineSweep(const TimelineQuery& query);

  // Looks at the days `first` to `last`, both included, over `facts`, the scenario of the query laid over them. The
  // first period must begin on the first day of the span. `published`: versions that came into force on `first`, one
  // sentence each; they are causes of what changes on that day. Errors as answer_exposure().
  Status add_period(const model::Dataset& facts, Date first, Date last, const std::vector<std::string>& published);
  ExposureTimeline take();

 private:
  Status look(const model::Dataset& facts, Date day, const std::set<std::string, std::less<>>& touched,
              const std::map<std::string, std::vector<ExposureNote>, std::less<>>& causes);
  void collect(const ExposureAnswer& answer);

  TimelineQuery query_;
  ExposureTimeline out_;
  std::map<std::string, EntityExposure, std::less<>> last_;  // the latest answer for each entity
  std::map<std::string, ExposureSource, std::less<>> sources_;
  std::set<std::string> incomplete_;
};

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_TIMELINE_H_
