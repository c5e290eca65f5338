#include "engine/identifier_index.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace penumbra::engine {
namespace {

// FNV-1a over what evidence::weigh holds to be the same number: no leading zeros, and of a bank's code only the bank.
std::uint64_t hash_of(const evidence::Identifier& identifier) {
  std::string_view value = identifier.value;
  if (const std::size_t at = value.find_first_not_of('0'); at != std::string_view::npos) value.remove_prefix(at);
  if (identifier.kind == evidence::IdentifierKind::kBic) value = value.substr(0, 8);
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : value) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

}  // namespace

Status IdentifierIndex::make(const store::Segment& segment) const {
  for (std::uint32_t number = 0; number < segment.entity_count(); ++number) {
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, segment.entity(number));
    // Only the country tells which bare numbers are of a known scheme, and the number is the same either way.
    for (const evidence::Identifier& identifier : evidence::identifiers_of(entity, {})) {
      entries_.push_back({hash_of(identifier), number});
    }
  }
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return std::tie(a.hash, a.entity) < std::tie(b.hash, b.entity); });
  entries_.shrink_to_fit();
  return {};
}

Result<std::vector<std::uint32_t>> IdentifierIndex::find(const store::Segment& segment,
                                                         std::span<const evidence::Identifier> identifiers) const {
  std::vector<std::uint32_t> out;
  if (identifiers.empty()) return out;
  std::call_once(once_, [&] {
    if (const Status made = make(segment); !made.ok()) fault_ = made.error();
  });
  if (fault_) return *fault_;
  for (const evidence::Identifier& identifier : identifiers) {
    const std::uint64_t hash = hash_of(identifier);
    auto it = std::lower_bound(entries_.begin(), entries_.end(), hash,
                               [](const Entry& entry, std::uint64_t wanted) { return entry.hash < wanted; });
    for (; it != entries_.end() && it->hash == hash; ++it) out.push_back(it->entity);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace penumbra::engine
