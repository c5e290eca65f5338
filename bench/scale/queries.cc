#include "queries.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "people.h"
#include "reference/alter.h"

namespace penumbra::bench {
namespace {

using reference::Alteration;

// Of the letters of a name, whatever their order: two names of the same words have the same sum.
std::uint64_t letters_sum(std::string_view text) {
  std::uint64_t sum = 0;
  for (const char c : text) {
    if (c == ' ' || c == ',' || c == '-') continue;
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    sum += Random(static_cast<unsigned char>(lower)).next();
  }
  return sum;
}

class QueryMaker {
 public:
  QueryMaker(const Parties& parties, std::uint64_t list_seed, std::uint64_t seed)
      : parties_(parties), list_seed_(list_seed), clean_seed_(list_seed + 0x51ed270b), random_(seed) {
    listed_.reserve(parties.names().size());
    for (std::size_t i = 0; i < parties.names().size(); ++i) listed_.push_back(letters_sum(parties.text(i)));
    std::sort(listed_.begin(), listed_.end());
  }

  // Tries until a name lends itself to the alteration.
  Query make(QueryClass kind) {
    for (;;) {
      Query query = kind == QueryClass::kClean ? clean() : altered(kind);
      if (!query.text.empty()) return query;
    }
  }

 private:
  Query altered(QueryClass kind) {
    const auto name = static_cast<std::uint32_t>(random_.below(parties_.names().size()));
    const std::string text(parties_.text(name));
    Query query{text, parties_.names()[name].type, kind, name};
    switch (kind) {
      case QueryClass::kListed:
        return query;
      case QueryClass::kTypo: {
        constexpr Alteration kTypos[] = {Alteration::kSubstitute, Alteration::kInsert, Alteration::kDelete,
                                         Alteration::kExchange};
        query.text = reference::alter(text, kTypos[random_.below(std::size(kTypos))], random_);
        break;
      }
      case QueryClass::kReversed:
        query.text = reference::alter(text, Alteration::kReverse, random_);
        break;
      case QueryClass::kNative: {
        // The main name of the party of this name, in its script.
        const std::uint32_t party = parties_.names()[name].party;
        query.text = make_party(list_seed_, party).native;
        query.target = first_name_of(party);
        break;
      }
      case QueryClass::kClean:
        break;
    }
    if (query.text == text) query.text.clear();
    return query;
  }

  Query clean() {
    const MadeParty person = make_person(clean_seed_, static_cast<std::uint32_t>(random_.below(4'000'000'000U)));
    const std::string& text = person.names.front().text;
    if (std::binary_search(listed_.begin(), listed_.end(), letters_sum(text))) return {};
    return {text, person.type, QueryClass::kClean, kNoTarget};
  }

  std::uint32_t first_name_of(std::uint32_t party) const {
    const auto& names = parties_.names();
    const auto at =
        std::partition_point(names.begin(), names.end(), [&](const ListedName& name) { return name.party < party; });
    return static_cast<std::uint32_t>(at - names.begin());
  }

  const Parties& parties_;
  std::uint64_t list_seed_;
  std::uint64_t clean_seed_;
  Random random_;
  std::vector<std::uint64_t> listed_;
};

}  // namespace

std::vector<Query> make_queries(const Parties& parties, std::uint64_t list_seed, std::size_t count,
                                std::uint64_t seed) {
  QueryMaker maker(parties, list_seed, seed);
  std::vector<Query> queries;
  queries.reserve(count);
  for (std::size_t i = 0; i < count; ++i) queries.push_back(maker.make(static_cast<QueryClass>(i % kQueryClasses)));
  return queries;
}

}  // namespace penumbra::bench
