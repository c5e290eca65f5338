#include "ingest/chunks.h"

#include <simdjson.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/digest.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPiece = std::size_t{16} << 20;
// What an entity and a value take beside their texts, and what a further record takes with all of its texts.
constexpr std::uint64_t kEntityBytes = 300;
constexpr std::uint64_t kValueBytes = 100;
constexpr std::uint64_t kRecordBytes = 800;

}  // namespace

void IdSurvey::add(std::string_view id) {
  hashes_.push_back(base::checksum64(id));
}

void IdSurvey::close() {
  std::sort(hashes_.begin(), hashes_.end());
  // Some eight hashes to a start.
  unsigned bits = 1;
  while (bits < 28 && (std::size_t{8} << bits) < hashes_.size()) ++bits;
  shift_ = 64 - bits;
  starts_.assign((std::size_t{1} << bits) + 1, 0);
  for (const std::uint64_t hash : hashes_) ++starts_[static_cast<std::size_t>(hash >> shift_) + 1];
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
}

std::size_t IdSurvey::occurrences(std::string_view id) const {
  const std::uint64_t hash = base::checksum64(id);
  const auto bucket = static_cast<std::size_t>(hash >> shift_);
  const auto [first, last] =
      std::equal_range(hashes_.begin() + starts_[bucket], hashes_.begin() + starts_[bucket + 1], hash);
  return static_cast<std::size_t>(last - first);
}

std::uint64_t bytes_of(const model::Entity& entity) {
  std::uint64_t bytes = kEntityBytes + entity.id.size() + entity.evidence.record.size();
  for (const model::Value& value : entity.values) bytes += kValueBytes + value.text.size();
  return bytes;
}

void ChunkBuilder::put(model::Entity&& entity, std::uint64_t place) {
  bytes_ += bytes_of(entity);
  dataset_.entities.push_back(std::move(entity));
  places_.push_back(place);
}

Status ChunkBuilder::hand_over(bool all) {
  const std::uint64_t others = dataset_.designations.size() + dataset_.relationships.size() + dataset_.states.size() +
                               dataset_.documents.size() + dataset_.portfolio.size() + dataset_.figures.size();
  const std::uint64_t records = dataset_.entities.size() + others;
  const bool full = records >= limits_.records || bytes_ + others * kRecordBytes >= limits_.bytes;
  if (records == 0 || (!full && !all)) return {};
  Chunk chunk;
  if (!std::is_sorted(places_.begin(), places_.end())) {
    std::vector<std::size_t> order(places_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return places_[a] < places_[b]; });
    std::vector<model::Entity> entities;
    entities.reserve(order.size());
    std::vector<std::uint64_t> places;
    places.reserve(order.size());
    for (const std::size_t i : order) {
      entities.push_back(std::move(dataset_.entities[i]));
      places.push_back(places_[i]);
    }
    dataset_.entities = std::move(entities);
    places_ = std::move(places);
  }
  chunk.dataset = std::exchange(dataset_, {});
  chunk.places = std::exchange(places_, {});
  bytes_ = 0;
  return sink_.take(std::move(chunk));
}

Status check_text_in_pieces(const InputFile& file, const std::function<void(std::size_t)>& passed) {
  if (file.bytes.size() <= kPiece) return check_text(file);
  for (std::size_t at = 0; at < file.bytes.size();) {
    std::size_t end = std::min(at + kPiece, file.bytes.size());
    // Not inside a code point, which has four bytes at most.
    for (int back = 0;
         back < 4 && end < file.bytes.size() && (static_cast<unsigned char>(file.bytes[end]) & 0xC0) == 0x80; ++back) {
      --end;
    }
    const std::string_view piece = file.bytes.substr(at, end - at);
    const bool sound =
        at == 0 ? check_text({file.name, piece}).ok() : simdjson::validate_utf8(piece.data(), piece.size());
    // The whole is asked for the words, as it is when it is small.
    if (!sound) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
    }
    at = end;
    passed(at);
  }
  return {};
}

}  // namespace penumbra::ingest
