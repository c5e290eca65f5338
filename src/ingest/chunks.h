// What the readers share that hand over a version in pieces (Reader::read_chunks).
//
// A first pass over the files counts how often each id occurs; a second one makes the entities. One that has a single
// record goes into the next piece at once; one that has several is kept until its last record was read, or to the end.
#ifndef PENUMBRA_INGEST_CHUNKS_H_
#define PENUMBRA_INGEST_CHUNKS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/reader.h"

namespace penumbra::ingest {

// Memory that what is kept over the pieces may take, estimated. Registers of ten million parties keep some tens of
// megabytes; a file in which every party stands twice, far apart, is refused beyond this.
inline constexpr std::uint64_t kMaxKeptBytes = std::uint64_t{512} << 20;

// How often ids occur: eight bytes for each occurrence. Two ids may be taken for one (one in 2^64 by chance), so that
// what it says is a reason to keep an entity and never one to join two. Not thread-safe.
class IdSurvey {
 public:
  void add(std::string_view id);
  // After the last add() and before the first question.
  void close();
  std::size_t occurrences(std::string_view id) const;
  bool contains(std::string_view id) const { return occurrences(id) > 0; }

 private:
  std::vector<std::uint64_t> hashes_;  // sorted
  // By the leading bits of a hash, where those begin: a search over all hashes would wait for memory twenty times.
  std::vector<std::uint32_t> starts_;
  unsigned shift_ = 0;
};

// The memory that an entity takes, estimated.
std::uint64_t bytes_of(const model::Entity& entity);

// Entities on their way into pieces. Not thread-safe.
class ChunkBuilder {
 public:
  // `dataset` is where the reader puts all records that are no entities, and is emptied whenever a piece is handed
  // over.
  ChunkBuilder(const ChunkLimits& limits, ChunkSink& sink, model::Dataset& dataset)
      : limits_(limits), sink_(sink), dataset_(dataset) {}

  // A complete entity, at its place in the version.
  void put(model::Entity&& entity, std::uint64_t place);
  // Hands over what there is if it is as much as a piece may be, or if `all`.
  Status hand_over(bool all = false);

 private:
  const ChunkLimits limits_;
  ChunkSink& sink_;
  model::Dataset& dataset_;
  std::vector<std::uint64_t> places_;
  std::uint64_t bytes_ = 0;
};

// check_text() that looks at the file a few megabytes at a time.
Status check_text_in_pieces(const InputFile& file, const std::function<void(std::size_t)>& passed);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_CHUNKS_H_
