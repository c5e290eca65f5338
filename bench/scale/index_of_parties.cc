#include "index_of_parties.h"

#include <cstdio>
#include <vector>

#include "index/build.h"
#include "index/format.h"
#include "store/container.h"

namespace penumbra::bench {
Result<std::string> build_index(const Parties& parties, unsigned threads) {
  std::vector<index::NameInput> inputs;
  inputs.reserve(parties.names().size());
  std::uint32_t ordinal = 0;
  for (std::size_t i = 0; i < parties.names().size(); ++i) {
    const ListedName& name = parties.names()[i];
    ordinal = i > 0 && parties.names()[i - 1].party == name.party ? ordinal + 1 : 0;
    inputs.push_back({parties.text(i), name.type, name.party, ordinal, name.weak});
  }
  return index::build_names(inputs, parties.party_count(), kSubject, threads);
}

std::string section_sizes(std::string_view bytes, double names) {
  static_assert(index::kLastSection == index::kWordsSection, "name the new sections");
  std::string out;
  const auto view = store::ContainerView::open(bytes, store::ContainerKind::kNames, index::kIndexFormat, "scale.idx");
  if (!view.ok()) return " (no container)";
  constexpr const char* kSections[] = {"head",      "names",       "occurrences", "terms",   "parts", "lists",
                                       "term keys", "joined keys", "tricks",      "singles", "marks", "beside",
                                       "order",     "firsts",      "slots",       "starts",  "kin",   "words"};
  for (std::uint32_t id = 1; id <= index::kLastSection; ++id) {
    const auto section = view->section(id);
    if (!section.ok()) continue;
    char text[64];
    std::snprintf(text, sizeof text, " %s %.1f", kSections[id - 1], static_cast<double>(section->size()) / names);
    out += text;
  }
  return out;
}

}  // namespace penumbra::bench
