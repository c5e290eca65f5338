// Small invented lists and the steps that put them into a store.
#ifndef PENUMBRA_TESTS_STORE_SMALL_WORLD_H_
#define PENUMBRA_TESTS_STORE_SMALL_WORLD_H_

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "model/facts.h"
#include "store/findings_file.h"
#include "store/segment_writer.h"
#include "store/store.h"
#include "store/writer.h"

namespace penumbra::store {

// A list with one company per name; "id|name" pairs, one designation each, valid from `from`.
inline model::Dataset list_of(std::initializer_list<std::pair<std::string, std::string>> parties,
                              const std::string& from = "") {
  model::Dataset out;
  for (const auto& [id, name] : parties) {
    model::Entity entity;
    entity.id = id;
    entity.schema = "Company";
    entity.add("name", name);
    entity.evidence = {"test", "line " + std::to_string(out.entities.size() + 1)};
    out.entities.push_back(entity);
    model::Designation designation;
    designation.id = "listing-" + id;
    designation.entity = id;
    designation.list = "test-list";
    designation.measures = {"asset-freeze"};
    designation.valid.from = PartialDate::parse(from).value();
    out.designations.push_back(designation);
  }
  return out;
}

inline VersionInfo draft_of(const std::string& source, const std::string& published) {
  VersionInfo draft;
  draft.source = source;
  draft.reader = "test";
  draft.published = PartialDate::parse(published).value();
  draft.published_from = draft.published.known() ? PublishedFrom::kStated : PublishedFrom::kUnknown;
  draft.content = "content of " + source + " " + published;
  return draft;
}

inline std::vector<NewFile> files_of(const model::Dataset& dataset) {
  return {{std::string(kSegmentFile), encode_segment(dataset).value()},
          {std::string(kFindingsFile), encode_findings({})}};
}

// Noon of a day, UTC.
inline Timestamp noon(const std::string& day) {
  return Timestamp::parse(day + "T12:00Z").value();
}

inline Result<VersionInfo> publish(StoreWriter& writer, const std::string& source, const std::string& published,
                                   const std::string& recorded_day, const model::Dataset& dataset) {
  return writer.publish(draft_of(source, published), files_of(dataset), noon(recorded_day));
}

}  // namespace penumbra::store

#endif  // PENUMBRA_TESTS_STORE_SMALL_WORLD_H_
