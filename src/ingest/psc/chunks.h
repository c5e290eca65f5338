// The snapshot of persons with significant control in pieces: what Mapper does, without keeping the version in memory.
#ifndef PENUMBRA_INGEST_PSC_CHUNKS_H_
#define PENUMBRA_INGEST_PSC_CHUNKS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
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

// Companies that are made and still changed, up to a bound of their memory. Not thread-safe.
class KeptCompanies {
 public:
  struct Kept {
    model::Entity entity;
    std::uint64_t place = 0;
    std::size_t changes = 0;  // that are still to come
  };

  explicit KeptCompanies(std::uint64_t most_bytes) : most_bytes_(most_bytes) {}

  // Whether there is room for another one; there always is for the first.
  bool has_room() const { return kept_.empty() || bytes_ < most_bytes_; }
  void add(model::Entity&& company, std::uint64_t place, std::size_t changes);
  // Changes the company, if it is here, and gives it back with the last change.
  std::optional<Kept> change(const std::string& id, const std::function<void(model::Entity&)>& change);
  // All that are left, by their places.
  std::vector<Kept> take_all();

 private:
  const std::uint64_t most_bytes_;
  std::unordered_map<std::string, Kept> kept_;
  std::uint64_t bytes_ = 0;
};

// Companies for which there was no room, and their places in the version, by their packed numbers.
using Deferred = std::unordered_map<std::uint64_t, std::uint64_t>;

// The second pass. One per run; not thread-safe.
class ChunkMapper final : public Mapper {
 public:
  // Companies that are still changed may take `most_kept` bytes together.
  ChunkMapper(std::string_view source, const Survey& survey, const ChunkLimits& limits, std::uint64_t most_kept,
              ChunkSink& sink, ReadOutcome& outcome)
      : Mapper(source, outcome), survey_(survey), chunks_(limits, sink, outcome.dataset), kept_(most_kept) {}

  // Takes one line.
  Status take(const JsonRecord& record, const std::string& file);
  // At the end of the files. The companies of deferred() are then to be made by sweeps.
  Status close();
  const Deferred& deferred() const { return deferred_; }
  // Takes a company that a sweep has made.
  Status take(model::Entity&& company, std::uint64_t place);
  // Hands over what is left.
  Status hand_over_rest();

 private:
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
  KeptCompanies kept_;
  Deferred deferred_;
  Status status_;  // the first error
};

// A further pass, for companies for which there was no room before: makes them, as many as there is room for, and
// nothing else. One per pass; not thread-safe.
class Sweep final : public Mapper {
 public:
  // Nobody reads `unread`. Takes what it makes out of `deferred`, and hands it to `chunks`.
  Sweep(std::string_view source, const Survey& survey, std::uint64_t most_kept, Deferred& deferred, ChunkMapper& chunks,
        ReadOutcome& unread)
      : Mapper(source, unread), survey_(survey), deferred_(deferred), chunks_(chunks), kept_(most_kept) {}

  // Takes one line.
  Status look_at(const JsonRecord& record, const std::string& file);
  Status close();

 private:
  bool is_new_company(const std::string& id) override;
  void add_company(model::Entity&& company) override;
  void add_party(model::Entity&& /*party*/, const Change& /*fill*/) override {}
  void change_company(const std::string& id, const Change& change) override;
  bool is_first_entry(const std::string& key, std::uint64_t line) override;

  const Survey& survey_;
  Deferred& deferred_;
  ChunkMapper& chunks_;
  KeptCompanies kept_;
  std::unordered_set<std::uint64_t> passed_over_;  // packed numbers
  Status status_;                                  // the first error
};

// Reader::read_chunks() of the format, with the memory that companies may take until their last entry. A file whose
// companies take more is read once more for each further share of that size.
Result<ReadOutcome> read_in_pieces(std::span<const InputFile> files, std::string_view source, const ChunkLimits& limits,
                                   ChunkSink& sink, std::uint64_t most_kept);

}  // namespace penumbra::ingest::psc

#endif  // PENUMBRA_INGEST_PSC_CHUNKS_H_
