// What is noted elsewhere about a log, so that nobody can tell another history later: its size and its root, in the
// text of a C2SP tlog-checkpoint, signed or not.
#ifndef PENUMBRA_STORE_CHECKPOINT_H_
#define PENUMBRA_STORE_CHECKPOINT_H_

#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"
#include "store/merkle.h"

namespace penumbra::store {

// A line "— NAME BASE64" below a checkpoint.
struct CheckpointSignature {
  std::string name;
  std::string bytes;  // 4 bytes that hint at the key, then the signature

  bool operator==(const CheckpointSignature&) const = default;
};

struct Checkpoint {
  std::string origin;  // log_origin()
  LogHead head;
  std::vector<CheckpointSignature> signatures;

  bool operator==(const Checkpoint&) const = default;
};

// "penumbra/" and the sum of the log's first entry: two histories that began apart have two names.
std::string log_origin(const Sha256Sum& first_entry);
// The text that is signed: origin, size and root, a line each.
std::string checkpoint_text(const Checkpoint& checkpoint);
// The whole file.
std::string encode_checkpoint(const Checkpoint& checkpoint);
// Reads such a file, ours or another program's; further lines of the text are refused, since nothing here vouches for
// them. kSyntax names the file.
Result<Checkpoint> parse_checkpoint(std::string_view bytes, const std::string& file);

// The four bytes by which a signed note names an Ed25519 key: the first of SHA-256(name LF 0x01 key).
std::string key_hint(std::string_view name, std::string_view public_key);

// RFC 4648, with padding. decode: false for anything that encode does not write.
std::string encode_base64(std::string_view bytes);
bool decode_base64(std::string_view text, std::string& bytes);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_CHECKPOINT_H_
