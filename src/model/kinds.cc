#include "model/kinds.h"

#include <cassert>
#include <optional>
#include <utility>

#include "base/embedded_table.h"
#include "embedded/model_lists.h"
#include "embedded/model_measures.h"
#include "embedded/model_relationship_kinds.h"
#include "embedded/model_states.h"

namespace penumbra::model {
namespace {

EdgeEnd parse_end(std::string_view text) {
  if (text == "from") return EdgeEnd::kFrom;
  if (text == "to") return EdgeEnd::kTo;
  return EdgeEnd::kNone;
}

template <typename Map>
std::vector<std::string_view> keys(const Map& map) {
  std::vector<std::string_view> out;
  out.reserve(map.size());
  for (const auto& [key, value] : map) out.emplace_back(key);
  return out;
}

template <typename Map>
auto find_in(const Map& map, std::string_view key) -> const typename Map::mapped_type* {
  const auto it = map.find(key);
  return it == map.end() ? nullptr : &it->second;
}

}  // namespace

const Kinds& Kinds::get() {
  static const Kinds kinds;
  return kinds;
}

Kinds::Kinds() {
  using Fields = std::vector<std::string_view>;
  base::for_each_table_row(embedded::model_relationship_kinds(), 8, [&](const Fields& f) {
    const std::optional<Need> need = parse_need(f[4]);
    assert(need.has_value());
    relationships_.emplace(
        std::string(f[0]),
        RelationshipKind{std::string(f[0]), std::string(f[1]), parse_end(f[2]), parse_end(f[3]),
                         need.value_or(Need::kDefault), std::string(f[5]), std::string(f[6]), std::string(f[7])});
  });
  base::for_each_table_row(embedded::model_lists(), 6, [&](const Fields& f) {
    lists_.emplace(std::string(f[0]), ListInfo{std::string(f[0]), std::string(f[1]), std::string(f[2]),
                                               std::string(f[3]), std::string(f[4]), std::string(f[5])});
  });
  base::for_each_table_row(embedded::model_measures(), 4, [&](const Fields& f) {
    measures_.emplace(std::string(f[0]),
                      MeasureInfo{std::string(f[0]), std::string(f[1]), std::string(f[2]), std::string(f[3])});
  });
  base::for_each_table_row(embedded::model_states(), 4, [&](const Fields& f) {
    states_.emplace(std::string(f[0]),
                    StateInfo{std::string(f[0]), std::string(f[1]), std::string(f[2]), std::string(f[3])});
  });
}

const RelationshipKind* Kinds::relationship(std::string_view name) const {
  return find_in(relationships_, name);
}
const ListInfo* Kinds::list(std::string_view id) const {
  return find_in(lists_, id);
}
const MeasureInfo* Kinds::measure(std::string_view id) const {
  return find_in(measures_, id);
}
const StateInfo* Kinds::state(std::string_view id) const {
  return find_in(states_, id);
}

std::vector<std::string_view> Kinds::relationship_names() const {
  return keys(relationships_);
}
std::vector<std::string_view> Kinds::list_ids() const {
  return keys(lists_);
}
std::vector<std::string_view> Kinds::measure_ids() const {
  return keys(measures_);
}
std::vector<std::string_view> Kinds::state_ids() const {
  return keys(states_);
}

}  // namespace penumbra::model
