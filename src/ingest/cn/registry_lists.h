// Which list, authority and measures the names of lists in tables and registries of export control stand for.
#ifndef PENUMBRA_INGEST_CN_REGISTRY_LISTS_H_
#define PENUMBRA_INGEST_CN_REGISTRY_LISTS_H_

#include <string>
#include <string_view>
#include <vector>

namespace penumbra::ingest {

struct RegistryList {
  std::string list;
  std::string authority;
  std::vector<std::string> measures;
  std::string programme;
};

// The row of data/lists/export_registry.csv with this key; nullptr when there is none. Lives as long as the program.
const RegistryList* find_registry_list(std::string_view key);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_CN_REGISTRY_LISTS_H_
