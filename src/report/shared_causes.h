// Causes that reach several programmes over the same last step: told once, not once for each programme.
//
// A bank through which an agency pays, or the head of an agency, stands behind every programme of that agency.
// Repeating it under each of them hides what is particular to one. Nothing is left out: every programme names the
// shared causes that reach it, and each cause names its programmes.
#ifndef PENUMBRA_REPORT_SHARED_CAUSES_H_
#define PENUMBRA_REPORT_SHARED_CAUSES_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "penumbra/exposure.h"
#include "report/bundle.h"

namespace penumbra::report {

struct SharedCause {
  Bundle bundle;  // of the entity that it weighs heaviest on
  const ExposureHop* last =
      nullptr;  // the step that all chains end with; null: the cause bites a thing needed directly
  std::vector<std::size_t> entities;  // places in the answer, ascending
  bool mixed = false;                 // some entities are reached less certainly than the one of `bundle`
};

// The causes of one answer that reach at least `least` of its entities, context left out, heaviest first; and for each
// entity the keys of those that reach it. Points into the answer.
class SharedCauses {
 public:
  SharedCauses(const ExposureAnswer& answer, std::size_t least);

  const std::vector<SharedCause>& all() const { return all_; }
  // Number of the shared cause that a bundle of an entity belongs to; npos when it is not shared.
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  std::size_t of(const Bundle& bundle) const;

 private:
  std::vector<SharedCause> all_;
  std::vector<std::pair<std::string, std::size_t>> places_;  // key -> place in all_, sorted by key
};

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_SHARED_CAUSES_H_
