#include "report/shared_causes.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace penumbra::report {
namespace {

// The last dependence of a chain; the stakes that an ownership explanation appends are not dependences of the entity.
const ExposureHop* last_step(const Exposure& exposure) {
  for (auto hop = exposure.chain.rbegin(); hop != exposure.chain.rend(); ++hop) {
    if (hop->to == exposure.target.id || hop->from == exposure.target.id) {
      if (hop->kind == "owns" || hop->kind == "controls") continue;
      return &*hop;
    }
  }
  return nullptr;
}

// What makes two bundles of two entities one cause: the same things bite the same target over the same last step.
std::string key_of(const Bundle& bundle) {
  const Exposure& first = bundle.first();
  const ExposureHop* last = last_step(first);
  std::string key = first.target.id + '\n' + first.cause.type + '\n' + std::string(to_string(first.kind)) + '\n' +
                    std::string(to_string(first.severity)) + '\n';
  key += first.cause.type == "designation" || first.cause.type == "head" ? first.cause.other : first.cause.id;
  if (last != nullptr) key += '\n' + last->from + '\n' + last->kind + '\n' + last->to;
  return key;
}

}  // namespace

SharedCauses::SharedCauses(const ExposureAnswer& answer, std::size_t least) {
  std::map<std::string, SharedCause> found;
  for (std::size_t i = 0; i < answer.entities.size(); ++i) {
    for (const Bundle& bundle : bundles_of(answer.entities[i])) {
      // What stands at first hand is the programme's own matter, even where others have it too.
      if (bundle.severity() == Severity::kContext || bundle.first().chain.size() < 2) continue;
      SharedCause& shared = found[key_of(bundle)];
      if (!shared.entities.empty() && shared.entities.back() == i) continue;
      shared.mixed |= !shared.entities.empty() && shared.bundle.certainty() != bundle.certainty();
      if (shared.entities.empty() || bundle.certainty() < shared.bundle.certainty()) {
        shared.bundle = bundle;
        shared.last = last_step(bundle.first());
      }
      shared.entities.push_back(i);
    }
  }
  for (auto& [key, shared] : found) {
    if (shared.entities.size() < least) continue;
    places_.emplace_back(key, all_.size());
    all_.push_back(std::move(shared));
  }
  std::vector<std::size_t> order(all_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto rank = [&](const SharedCause& s) {
      return std::tuple(s.bundle.severity(), s.bundle.certainty(), answer.entities.size() - s.entities.size());
    };
    return rank(all_[a]) < rank(all_[b]);
  });
  std::vector<SharedCause> sorted;
  std::vector<std::size_t> place(all_.size());
  for (const std::size_t i : order) {
    place[i] = sorted.size();
    sorted.push_back(std::move(all_[i]));
  }
  all_ = std::move(sorted);
  for (auto& [key, at] : places_) at = place[at];
}

std::size_t SharedCauses::of(const Bundle& bundle) const {
  if (bundle.first().chain.size() < 2) return npos;
  const std::string key = key_of(bundle);
  const auto it = std::lower_bound(places_.begin(), places_.end(), key,
                                   [](const auto& entry, const std::string& wanted) { return entry.first < wanted; });
  return it == places_.end() || it->first != key ? npos : it->second;
}

}  // namespace penumbra::report
