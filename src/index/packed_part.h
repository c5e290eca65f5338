// A part of a name apart from it, in some twenty bytes.
//
// Head of 8 bytes: weight u16, kind and kHas... u8, flags u8, frequency u8, bytes of the Latin form u8, of the skeleton
// u8, number of variant classes u8. Then, where there is such: group u32, classes u16 each, bytes of the fold u8 (where
// it differs from the Latin form), of the native form u16, of the readings u8; then the texts in this order: Latin
// form, fold, skeleton, native form, readings. Hash, bits of letters, classes and readings follow from these.
#ifndef PENUMBRA_INDEX_PACKED_PART_H_
#define PENUMBRA_INDEX_PACKED_PART_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "names/name.h"

namespace penumbra::index {

// Appends a part with slices that count from the beginning of `text`; its gap is not kept.
void pack_part(const names::Part& part, std::string_view text, std::string& out);

// Reads the part that begins at `at` and returns a view of it that points into `bytes` and to `part`. A view of a part
// without letters or weight where the bytes are damaged.
names::NameView read_part(std::string_view bytes, std::size_t at, names::Part& part);

// Fills in what read_part() leaves out because it costs more than the rest: hash, letters and bits of readings.
// `letters` is Part::letters.
void complete_part(const names::NameView& view, std::uint32_t letters, names::Part& part);

// The Latin form alone; nothing where the bytes are damaged.
std::string_view packed_latin(std::string_view bytes, std::size_t at);
// What the head says; all 0 where the bytes end.
struct PackedHead {
  std::uint16_t weight = 0;
  names::PartKind kind = names::PartKind::kName;
  std::uint8_t flags = 0;
  std::uint8_t frequency = 0;
  std::uint8_t latin_bytes = 0;
};
PackedHead packed_head(std::string_view bytes, std::size_t at);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_PACKED_PART_H_
