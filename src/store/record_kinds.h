// The seven kinds of records of a dataset, for code that treats them alike. Internal to the store.
#ifndef PENUMBRA_STORE_RECORD_KINDS_H_
#define PENUMBRA_STORE_RECORD_KINDS_H_

#include <cstddef>
#include <cstdint>

namespace penumbra::store {

// Stored (sections of a layers file): never renumber.
enum class RecordKind : std::uint8_t {
  kEntity = 0,
  kDesignation = 1,
  kRelationship = 2,
  kState = 3,
  kDocument = 4,
  kPortfolio = 5,
  kFigure = 6,
};
inline constexpr std::size_t kRecordKinds = 7;

constexpr std::size_t index_of(RecordKind kind) {
  return static_cast<std::size_t>(kind);
}

// Whether records of the kind have evidence, and so a place that can move.
constexpr bool has_place(RecordKind kind) {
  return kind != RecordKind::kDocument && kind != RecordKind::kPortfolio;
}

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_RECORD_KINDS_H_
