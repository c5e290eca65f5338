#include "publish/canary.h"

#include <algorithm>
#include <string>
#include <vector>

#include "index/build.h"
#include "index/search.h"
#include "match/score.h"
#include "model/schema.h"
#include "publish/thread_time.h"

namespace penumbra::publish {
namespace {

// The default threshold of a screening: whoever asks for a listed name as it is listed must find it there.
constexpr int kFoundAt = 7'000;
// Of this many names one is asked for in each of as many rounds.
constexpr std::size_t kStep = 61;
constexpr std::uint64_t kLooksBetweenClocks = 256;

}  // namespace

Result<std::uint64_t> sing(std::span<const model::Entity> entities, std::string_view index_bytes,
                           std::uint64_t segment_checksum, std::chrono::milliseconds bound) {
  PENUMBRA_ASSIGN_OR_RETURN(const index::NameIndex names,
                            index::NameIndex::open(index_bytes, std::string(index::kIndexFile), segment_checksum));
  const auto end = thread_time() + bound;
  index::Searcher searcher;
  std::vector<index::NameMatch> matches;
  std::uint64_t asked = 0;
  for (std::size_t round = 0; round < kStep; ++round) {
    for (std::size_t i = round; i < entities.size(); i += kStep) {
      const model::Entity& entity = entities[i];
      const model::Schema* schema = model::Vocabulary::get().find(entity.schema);
      if (schema == nullptr || !schema->matchable()) continue;
      for (const model::EntityName& name : model::names_of(entity)) {
        if (++asked % kLooksBetweenClocks == 0 && thread_time() > end) return asked;
        const index::PreparedQuery query = index::prepare(name.text, match::name_type_of_schema(entity.schema));
        if (!query.searchable()) continue;
        matches.clear();
        const index::SearchStats stats = searcher.search(names, query, kFoundAt, {}, matches);
        const bool found = std::any_of(matches.begin(), matches.end(),
                                       [&](const index::NameMatch& match) { return names.entity_of(match.name) == i; });
        if (found || stats.bound_reached || query.name.incomplete) continue;
        return Error{ErrorCode::kIntegrity,
                     "the name \"" + std::string(name.text.substr(0, 100)) + "\" of " + entity.id +
                         " is not found in the index that was to be published",
                     {},
                     "Report this as a fault of the program; the version before serves on"};
      }
    }
  }
  return asked;
}

}  // namespace penumbra::publish
