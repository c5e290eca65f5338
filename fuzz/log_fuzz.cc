// Arbitrary bytes as what a store keeps beside its facts: a chunk of the log, an entry, a checkpoint, the pointer, the
// note on held files. The first byte chooses; '0' to '4' in the seeds. What is accepted must be what the writer writes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "store/checkpoint.h"
#include "store/log.h"
#include "store/manifest.h"
#include "store/quarantine.h"

namespace {

using namespace penumbra::store;

void require(bool holds) {
  if (!holds) std::abort();
}

// With as many entries as the bytes seem to have, so that an accepted chunk is one that was read to its end.
void use_chunk(std::string_view bytes) {
  std::uint64_t first = 0;
  if (const std::size_t at = bytes.find("first "); at < 64) {
    for (std::size_t i = at + 6; i < bytes.size() && bytes[i] >= '0' && bytes[i] <= '9' && first < 1'000'000; ++i) {
      first = first * 10 + static_cast<std::uint64_t>(bytes[i] - '0');
    }
  }
  first -= first % kEntriesAChunk;
  std::uint64_t entries = 0;
  for (std::size_t at = bytes.find("\nentry "); at != std::string_view::npos; at = bytes.find("\nentry ", at + 1))
    ++entries;
  for (const std::uint64_t count : {std::uint64_t{1}, entries, entries + 1}) {
    if (count == 0 || count > kEntriesAChunk) continue;
    const LogChunk chunk = read_chunk(bytes, first + count, "fuzz");
    require(chunk.items.size() <= count);
    require(chunk.damage.has_value() || chunk.items.size() == count);
    const bool sound = check_chunk(chunk, "fuzz").ok();
    require(!sound || !chunk.damage);
    for (std::size_t i = 0; sound && i < chunk.items.size(); ++i)
      require(leaf_sum(chunk.items[i].body) == chunk.items[i].stated);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5) {
    case '0' % 5:
      use_chunk(input);
      break;
    case '1' % 5:
      if (const auto entry = parse_entry(input, 7, "fuzz"); entry.ok()) {
        const auto again = encode_entry(*entry);
        require(!again.ok() || *again == input);
      }
      break;
    case '2' % 5:
      if (const auto checkpoint = parse_checkpoint(input, "fuzz"); checkpoint.ok()) {
        require(encode_checkpoint(*checkpoint) == input);
      }
      break;
    case '3' % 5:
      if (const auto pointer = parse_current(input, "fuzz"); pointer.ok()) require(encode_current(*pointer) == input);
      break;
    default:
      if (const auto note = decode_note(input, "fuzz"); note.ok()) {
        require(decode_note(encode_note(*note), "fuzz").value() == *note);
      }
  }
  return 0;
}
