// Exposure questions to a store.
#ifndef PENUMBRA_ASSESSOR_H_
#define PENUMBRA_ASSESSOR_H_

#include <memory>
#include <string>
#include <vector>

#include "penumbra/exposure.h"
#include "penumbra/result.h"
#include "penumbra/supply.h"
#include "penumbra/timeline.h"
#include "penumbra/why.h"

namespace penumbra {

// Answers exposure questions over all sources of a store together, as of a day and known at an instant. Safe from any
// number of threads; a later publication is seen by a new Assessor, never between two answers of one.
class Assessor {
 public:
  // kNotFound when there is no store at `directory`; kIo, kIntegrity when its manifest cannot be read.
  static Result<Assessor> open(const std::string& directory);
  ~Assessor();
  Assessor(Assessor&&) noexcept;
  Assessor& operator=(Assessor&&) noexcept;

  // kInvalidArgument (not exactly one of entity, portfolio, all; an unknown regime), kNotFound (unknown entity or
  // portfolio, with the nearest known one), kIntegrity. A source that does not cover the day makes the answer
  // incomplete and is named there.
  Result<ExposureAnswer> assess(const ExposureQuery& query) const;

  // What changed from day to day. Versions of lists that were published inside the span take effect on their day.
  // Errors as assess(); kInvalidArgument when the span ends before it begins or is longer than 200 years.
  Result<ExposureTimeline> timeline(const TimelineQuery& query) const;

  // What stops over a period, when, and what can stand in. The lists are those in force on the first day; what the
  // facts say of later days is followed. Errors as assess(); kInvalidArgument for a period that ends before it begins
  // or is longer than 100 years, and for too many samples.
  Result<SupplyAnswer> supply(const SupplyQuery& query) const;

  // Why parties are reached, or how the entity needs the targets, and on which facts that rests; one answer for each
  // target and regime. kInvalidArgument (no target; an unknown regime; a party of whom no stake is on record),
  // kNotFound (an unknown id, with the nearest known one), kIntegrity. Gaps are named in every answer's `incomplete`.
  Result<std::vector<WhyAnswer>> why(const WhyQuery& query) const;

 private:
  struct State;
  explicit Assessor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace penumbra

#endif  // PENUMBRA_ASSESSOR_H_
