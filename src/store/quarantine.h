// What was read but withheld lies in the store until people have decided. Layout: docs/design/store.md, "Quarantine".
#ifndef PENUMBRA_STORE_QUARANTINE_H_
#define PENUMBRA_STORE_QUARANTINE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"

namespace penumbra::store {

// How the held files were given.
struct QuarantineNote {
  PartialDate published;  // as the importer stated it
  std::optional<std::int32_t> max_age_days;
  std::vector<std::string> names;  // of the files, as the importer gave them; the i-th lies in quarantined_file(i)

  bool operator==(const QuarantineNote&) const = default;
};

// Name of the file with the note, in the folder.
inline constexpr std::string_view kQuarantineNote = "note.seg";
// Name of the i-th file, in the folder.
std::string quarantined_file(std::size_t i);
// "quarantine/us-sdn/3f2a...": where the bytes of a content are, inside the store.
std::string quarantine_folder(std::string_view source, std::string_view content);

std::string encode_note(const QuarantineNote& note);
// kIntegrity or kUnsupported; hostile bytes never crash it.
Result<QuarantineNote> decode_note(std::string_view bytes, const std::string& file);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_QUARANTINE_H_
