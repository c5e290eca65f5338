#include "reference/full_scan.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_map>

#include "match/relate.h"
#include "match/score.h"
#include "model/schema.h"

namespace penumbra::reference {

namespace {

// All that a part is, its gap aside: parts with equal bytes here are the same word.
std::string bytes_of(const names::NameView& name, const names::Part& part) {
  names::Part alone = part;
  alone.gap = 0;
  std::string text;
  for (names::Slice names::Part::* const slice : {&names::Part::latin, &names::Part::fold, &names::Part::skeleton,
                                                  &names::Part::native, &names::Part::readings}) {
    text += name.text(part.*slice);
    text += '|';
    alone.*slice = {};
  }
  std::string out(sizeof alone, '\0');
  std::memcpy(out.data(), &alone, sizeof alone);
  return out + text;
}

}  // namespace

FullScan::FullScan(std::span<const model::Entity> entities) {
  std::unordered_map<std::string, std::uint32_t> numbers;
  for (std::uint32_t e = 0; e < entities.size(); ++e) {
    const model::Schema* schema = model::Vocabulary::get().find(entities[e].schema);
    if (schema == nullptr || !schema->matchable()) continue;
    std::uint32_t ordinal = 0;
    for (const model::EntityName& name : model::names_of(entities[e])) {
      ScanName& listed = names_.emplace_back();
      listed.entity = e;
      listed.ordinal = ordinal++;
      listed.name = names::analyze(name.text, match::name_type_of_schema(entities[e].schema));
      const names::NameView view = listed.name.view();
      for (std::uint32_t j = 0; j < view.parts.size(); ++j) {
        const auto [at, made] =
            numbers.emplace(bytes_of(view, view.parts[j]), static_cast<std::uint32_t>(distinct_.size()));
        if (made) distinct_.push_back({static_cast<std::uint32_t>(names_.size() - 1), j});
        listed.parts.push_back(at->second);
      }
    }
  }
}

std::vector<index::NameMatch> FullScan::search(const names::Name& query, int threshold_points) const {
  std::vector<index::NameMatch> matches;
  for (std::uint32_t n = 0; n < names_.size(); ++n) {
    const int points = match::score_names(query.view(), names_[n].name.view(), 0);
    if (points >= threshold_points) matches.push_back({n, points});
  }
  return matches;
}

std::vector<index::NameMatch> FullScan::search_quickly(const names::Name& query, int threshold_points) const {
  const names::NameView asked = query.view();
  const std::size_t parts = asked.parts.size();
  // A megabyte or two, which is dear to ask of the system for each query.
  thread_local std::vector<match::PartRelation> relations;
  relations.resize(std::max(relations.size(), distinct_.size() * parts));
  for (std::size_t d = 0; d < distinct_.size(); ++d) {
    const names::NameView listed = names_[distinct_[d].name].name.view();
    const names::Part& part = listed.parts[distinct_[d].part];
    for (std::size_t i = 0; i < parts; ++i) {
      const bool carry_weight = part.weight != 0 && asked.parts[i].weight != 0;
      relations[d * parts + i] =
          carry_weight ? match::relate(asked, asked.parts[i], listed, part) : match::PartRelation{};
    }
  }
  std::vector<index::NameMatch> matches;
  std::vector<const match::PartRelation*> rows;
  for (std::uint32_t n = 0; n < names_.size(); ++n) {
    rows.clear();
    for (const std::uint32_t d : names_[n].parts) rows.push_back(relations.data() + d * parts);
    const int points = match::score_names(asked, names_[n].name.view(), threshold_points, rows);
    if (points >= threshold_points) matches.push_back({n, points});
  }
  return matches;
}

GivenOrder::GivenOrder(const index::NameIndex& index) : given_(index.name_count(), 0) {
  std::uint32_t number = 0;
  for (const std::uint32_t name : index.in_order()) given_[name] = number++;
}

void GivenOrder::renumber(std::vector<index::NameMatch>& found) const {
  for (index::NameMatch& match : found) match.name = given_[match.name];
}

}  // namespace penumbra::reference
