// Records in memory, for tests.
#ifndef PENUMBRA_TESTS_RESOLVE_LIST_H_
#define PENUMBRA_TESTS_RESOLVE_LIST_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "resolve/records.h"

namespace penumbra::resolve::testing {

class List : public Records {
 public:
  struct Record {
    std::string source;
    model::Entity entity;
    std::vector<std::string> lists;
    std::vector<std::string> related;
    std::vector<std::string> programmes;
  };

  // Values alternate: property, text.
  Record& add(std::string source, std::string id, std::string schema, const std::vector<std::string>& values) {
    Record record;
    record.source = std::move(source);
    record.entity.id = std::move(id);
    record.entity.schema = std::move(schema);
    for (std::size_t i = 0; i + 1 < values.size(); i += 2) record.entity.add(values[i], values[i + 1]);
    record.lists = {record.source};
    records_.push_back(std::move(record));
    return records_.back();
  }

  // So that a word is rare among many, as on real lists: people and firms who have nothing to do with each other.
  void add_others(std::uint32_t count) {
    const std::vector<std::string> given = {"Otmar", "Bela", "Irina", "Kwame", "Lucia", "Nuray", "Pavel", "Rosa"};
    const std::vector<std::string> family = {"Brontek", "Daskul", "Emsarov", "Fintral", "Gorvane", "Hulmen", "Jastip"};
    for (std::uint32_t i = 0; i < count; ++i) {
      std::string rare;
      for (std::uint32_t n = i + 1; n > 0; n /= 13) rare += "bacedifogu"[n % 10], rare += "klmnprstvzbdg"[n % 13];
      add("others", "o" + std::to_string(i), "Person",
          {"name", given[i % given.size()] + " " + family[i / 3 % family.size()] + rare});
    }
  }

  std::uint32_t size() const override { return static_cast<std::uint32_t>(records_.size()); }
  Result<model::Entity> entity(std::uint32_t record) const override { return records_[record].entity; }
  RecordKey key(std::uint32_t record) const override { return {records_[record].source, records_[record].entity.id}; }
  std::uint32_t source(std::uint32_t record) const override {
    const auto first = std::find_if(records_.begin(), records_.end(),
                                    [&](const Record& other) { return other.source == records_[record].source; });
    return static_cast<std::uint32_t>(first - records_.begin());
  }
  Result<std::vector<std::string>> lists(std::uint32_t record) const override { return records_[record].lists; }
  Result<std::vector<std::string>> related(std::uint32_t record) const override { return records_[record].related; }
  Result<std::vector<std::string>> programmes(std::uint32_t record) const override {
    return records_[record].programmes;
  }

 private:
  std::vector<Record> records_;
};

}  // namespace penumbra::resolve::testing

#endif  // PENUMBRA_TESTS_RESOLVE_LIST_H_
