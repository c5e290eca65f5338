#include "engine/identifier_index.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>

namespace penumbra::engine {
namespace {

std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = 0xCBF29CE484222325ULL) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

// What evidence::weigh holds to be the same number: no leading zeros, and of a bank's code only the bank.
std::uint64_t key_of(const evidence::Identifier& identifier) {
  std::string_view value = identifier.value;
  if (const std::size_t at = value.find_first_not_of('0'); at != std::string_view::npos) value.remove_prefix(at);
  if (identifier.kind == evidence::IdentifierKind::kBic) value = value.substr(0, 8);
  return fnv1a(value);
}

void add_days(char what, const std::vector<evidence::DateSpan>& dates, std::vector<std::uint64_t>& out) {
  const auto add = [&](Date day) { out.push_back(fnv1a(std::string(1, what) + "/" + std::to_string(day.days()))); };
  for (const evidence::DateSpan& date : dates) {
    if (date.grain != evidence::DateSpan::Grain::kDay) continue;
    add(date.first);
    if (date.day_for_month) add(*date.day_for_month);
  }
}

std::vector<std::uint64_t> keys_of(const evidence::Facts& facts) {
  std::vector<std::uint64_t> out;
  for (const evidence::Identifier& identifier : facts.identifiers) out.push_back(key_of(identifier));
  add_days('b', facts.born, out);
  add_days('d', facts.died, out);
  add_days('i', facts.incorporated, out);
  add_days('m', facts.built, out);
  return out;
}

}  // namespace

Status IdentifierIndex::make(const store::Segment& segment) const {
  for (std::uint32_t number = 0; number < segment.entity_count(); ++number) {
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, segment.entity(number));
    for (const std::uint64_t key : keys_of(evidence::facts_of(entity))) entries_.push_back({key, number});
  }
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return std::tie(a.hash, a.entity) < std::tie(b.hash, b.entity); });
  entries_.shrink_to_fit();
  return {};
}

Result<std::vector<std::uint32_t>> IdentifierIndex::find(const store::Segment& segment,
                                                         const evidence::Facts& facts) const {
  std::vector<std::uint32_t> out;
  const std::vector<std::uint64_t> keys = keys_of(facts);
  if (keys.empty()) return out;
  std::call_once(once_, [&] {
    if (const Status made = make(segment); !made.ok()) fault_ = made.error();
  });
  if (fault_) return *fault_;
  for (const std::uint64_t key : keys) {
    auto it = std::lower_bound(entries_.begin(), entries_.end(), key,
                               [](const Entry& entry, std::uint64_t wanted) { return entry.hash < wanted; });
    for (; it != entries_.end() && it->hash == key; ++it) out.push_back(it->entity);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool IdentifierIndex::worth_for_days() const {
  constexpr std::uint32_t kQuestions = 32;
  return asked_.load(std::memory_order_relaxed) >= kQuestions ||
         asked_.fetch_add(1, std::memory_order_relaxed) + 1 >= kQuestions;
}

}  // namespace penumbra::engine
