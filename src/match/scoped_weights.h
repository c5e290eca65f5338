// Scoring by another table of weights, for programs that learn weights and for tests.
#ifndef PENUMBRA_MATCH_SCOPED_WEIGHTS_H_
#define PENUMBRA_MATCH_SCOPED_WEIGHTS_H_

#include "match/weights.h"

namespace penumbra::match {

// While it lives, weights() of the whole process are `table`; afterwards what they were before. No other thread may
// score while one is made or destroyed; between, any number may. Not for the product: an index and its log are told
// apart by the table that is part of the program.
class ScopedWeights {
 public:
  explicit ScopedWeights(const Weights& table);
  ~ScopedWeights();
  ScopedWeights(const ScopedWeights&) = delete;
  ScopedWeights& operator=(const ScopedWeights&) = delete;

 private:
  Weights before_;
};

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_SCOPED_WEIGHTS_H_
