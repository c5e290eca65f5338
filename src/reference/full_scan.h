// The obvious way to screen: compare the query with every listed name. Tests and benchmarks hold the index to it.
#ifndef PENUMBRA_REFERENCE_FULL_SCAN_H_
#define PENUMBRA_REFERENCE_FULL_SCAN_H_

#include <cstdint>
#include <span>
#include <vector>

#include "index/name_index.h"
#include "index/search.h"
#include "model/entity.h"
#include "names/name.h"

namespace penumbra::reference {

// A listed name with its place.
struct ScanName {
  std::uint32_t entity = 0;
  std::uint32_t ordinal = 0;  // which of model::names_of(entity)
  names::Name name;
  std::vector<std::uint32_t> parts;  // of each part, which of FullScan's distinct parts it is
};

// Every listed name of the entities, numbered as index::build numbers them: entities of matchable kinds in order, and
// the names of each in order. Immutable after construction.
class FullScan {
 public:
  explicit FullScan(std::span<const model::Entity> entities);

  // All names that score `threshold_points` or more, ascending. The plain form computes every score in full, so that
  // the early exits of the scorer are on trial too; the quick one, for millions of pairs, lets it stop where it knows
  // that a pair stays below the threshold, and asks match::relate() once for each part of the query and each distinct
  // part of the list, for it depends on nothing else (match/relate.h).
  std::vector<index::NameMatch> search(const names::Name& query, int threshold_points) const;
  std::vector<index::NameMatch> search_quickly(const names::Name& query, int threshold_points) const;

  const std::vector<ScanName>& names() const { return names_; }

 private:
  struct Place {
    std::uint32_t name = 0;
    std::uint32_t part = 0;
  };

  std::vector<ScanName> names_;
  std::vector<Place> distinct_;  // where each distinct part stands first
};

// From the numbers of names in an index to those of FullScan: an index has names in an order of its own.
class GivenOrder {
 public:
  explicit GivenOrder(const index::NameIndex& index);
  std::uint32_t given(std::uint32_t name) const { return given_[name]; }
  // What a search found, with the numbers of FullScan.
  void renumber(std::vector<index::NameMatch>& found) const;

 private:
  std::vector<std::uint32_t> given_;
};

}  // namespace penumbra::reference

#endif  // PENUMBRA_REFERENCE_FULL_SCAN_H_
