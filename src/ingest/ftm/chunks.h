// FollowTheMoney files in pieces: what Mapper does, without keeping the version in memory.
#ifndef PENUMBRA_INGEST_FTM_CHUNKS_H_
#define PENUMBRA_INGEST_FTM_CHUNKS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest/chunks.h"
#include "ingest/ftm/mapper.h"
#include "ingest/id_index.h"

namespace penumbra::ingest::ftm {

// What the first pass over the files keeps: how many records each entity has, former ids, and the entities that others
// are filled up from (is_document). Not thread-safe.
class Survey final : public SketchSink {
 public:
  explicit Survey(std::string_view source) : mapper_(source, outcome_) {}

  // Adds one file; `number` is its place among the files.
  Status read(const InputFile& file, std::size_t number, ChunkSink& sink);
  void close();

  std::size_t records_of(std::string_view id) const { return ids_.occurrences(id); }
  // The entity of such a schema with this id, with the values that fold_address() and fold_numbers() ask for.
  const model::Entity* document(const std::string& id) const;
  // Those that name this holder, in order, with their places.
  std::vector<std::pair<std::uint64_t, const model::Entity*>> documents_of(const std::string& holder) const;
  // Where the entities stand that have had this id: file and offset, in order.
  std::vector<std::pair<std::size_t, std::size_t>> lines_of(std::string_view former) const;

 private:
  // Keeps documents as the mapper makes them.
  class Documents final : public Mapper {
   public:
    using Mapper::Mapper;
    Status keep(const RawEntity& raw, std::uint64_t place);
    IdMap<std::pair<model::Entity, std::uint64_t>> entities;
    std::uint64_t bytes = 0;
  };
  struct Former {
    std::uint64_t hash = 0;
    std::uint32_t file = 0;
    std::uint64_t offset = 0;
  };

  bool entity(std::string_view id, std::string_view schema) override;
  Status document(const RawEntity& raw) override;
  void referent(std::string_view former, std::size_t offset) override;

  ReadOutcome outcome_;  // nobody reads it: what is said of documents is said in the second pass
  Documents mapper_;
  IdSurvey ids_;
  std::uint64_t next_place_ = 0;
  std::uint32_t file_ = 0;
  std::vector<Former> former_;
  std::unordered_multimap<std::string, std::pair<std::uint64_t, const model::Entity*>, base::KeyedHash> by_holder_;
};

// Former id → the first line that has it (file and offset), and the id of its entity.
using FormerIds = IdMap<std::pair<std::pair<std::size_t, std::size_t>, std::string>>;

// The second pass. One per run; not thread-safe.
class ChunkMapper final : public Mapper {
 public:
  ChunkMapper(std::span<const InputFile> files, std::string_view source, const Survey& survey,
              const ChunkLimits& limits, ChunkSink& sink, ReadOutcome& outcome)
      : Mapper(source, outcome), files_(files), survey_(survey), chunks_(limits, sink, outcome.dataset) {}

  // Hands over what is left.
  Status close();

 private:
  struct Kept {
    model::Entity entity;
    std::uint64_t place = 0;
    std::size_t records = 0;
  };

  Status take_entity(const RawEntity& raw, std::string_view file) override;
  Status take_sanction(const RawEntity& raw, std::string_view file) override;
  Status take_edge(const RawEntity& raw, std::string_view file) override;
  Result<std::string> resolve(std::string_view id) override;
  Status complete(model::Entity&& entity, std::uint64_t place);
  Status hand_over(bool all = false);

  std::span<const InputFile> files_;
  const Survey& survey_;
  ChunkBuilder chunks_;
  std::uint64_t next_place_ = 0;
  IdMap<Kept> kept_;  // have further records
  std::uint64_t kept_bytes_ = 0;
  FormerIds former_;  // of the lines that were read again
  std::vector<std::pair<std::size_t, std::size_t>> read_again_;
};

}  // namespace penumbra::ingest::ftm

#endif  // PENUMBRA_INGEST_FTM_CHUNKS_H_
