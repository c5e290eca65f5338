// Lists of invented parties in many scripts, for tests and benchmarks. No real party is meant.
#ifndef PENUMBRA_REFERENCE_INVENTED_H_
#define PENUMBRA_REFERENCE_INVENTED_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/entity.h"
#include "reference/alter.h"

namespace penumbra::reference {

std::string invented_person(Random& random);
std::string invented_firm(Random& random);

// `count` entities (people, companies, vessels) with one to four names each. Same seed, same list.
std::vector<model::Entity> invented_list(std::size_t count, std::uint64_t seed);

}  // namespace penumbra::reference

#endif  // PENUMBRA_REFERENCE_INVENTED_H_
