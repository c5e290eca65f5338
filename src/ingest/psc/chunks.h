// The snapshot of persons with significant control in pieces: what Mapper does, without keeping the version in memory.
#ifndef PENUMBRA_INGEST_PSC_CHUNKS_H_
#define PENUMBRA_INGEST_PSC_CHUNKS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/chunks.h"
#include "ingest/psc/psc.h"

namespace penumbra::ingest::psc {

// What the first pass over the files keeps: how often each company is changed after it was made, and which entries have
// one key. Eight bytes for each. Not thread-safe.
class Survey final : public Mapper {
 public:
  // Nobody reads `unread`: what is said of records is said in the second pass.
  Survey(std::string_view source, ReadOutcome& unread) : Mapper(source, unread) {}

  // Takes one line.
  void look_at(const JsonRecord& record, const std::string& file);
  void close();

  // At least as often as the second pass will change it.
  std::size_t changes_of(std::string_view id) const { return changes_.occurrences(id); }
  std::size_t entries_of(std::string_view key) const { return entries_.occurrences(key); }

 private:
  bool is_new_company(const std::string& /*id*/) override { return false; }
  void add_party(model::Entity&& /*party*/, const Change& /*fill*/) override {}
  void change_company(const std::string& id, const Change& /*change*/) override { changes_.add(id); }
  bool is_first_entry(const std::string& key, std::uint64_t /*line*/) override {
    entries_.add(key);
    return true;
  }

  IdSurvey changes_;
  IdSurvey entries_;
};

// The companies that were seen, by their numbers of eight characters at most, sixteen bytes for each at most. Not
// thread-safe.
class CompanySet {
 public:
  // Whether the company was not there yet.
  bool insert(std::string_view number);

 private:
  void grow();
  std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(1024);  // 0 is free
  std::size_t size_ = 0;
};

// The second pass. One per run; not thread-safe.
class ChunkMapper final : public Mapper {
 public:
  ChunkMapper(std::string_view source, const Survey& survey, const ChunkLimits& limits, ChunkSink& sink,
              ReadOutcome& outcome)
      : Mapper(source, outcome), survey_(survey), chunks_(limits, sink, outcome.dataset) {}

  // Takes one line.
  Status take(const JsonRecord& record, const std::string& file);
  // Hands over what is left.
  Status close();

 private:
  struct Kept {
    model::Entity entity;
    std::uint64_t place = 0;
    std::size_t changes = 0;  // that are still to come
  };

  bool is_new_company(const std::string& id) override;
  void add_company(model::Entity&& company) override;
  void add_party(model::Entity&& party, const Change& fill) override;
  void change_company(const std::string& id, const Change& change) override;
  bool is_first_entry(const std::string& key, std::uint64_t line) override;
  void put(model::Entity&& entity, std::uint64_t place);

  const Survey& survey_;
  ChunkBuilder chunks_;
  std::uint64_t next_place_ = 0;
  CompanySet seen_;
  std::unordered_map<std::string, Kept> kept_;  // companies that are still changed
  std::uint64_t kept_bytes_ = 0;
  Status status_;  // the first error
};

}  // namespace penumbra::ingest::psc

#endif  // PENUMBRA_INGEST_PSC_CHUNKS_H_
