// Ed25519 keys and signatures (RFC 8032) over OpenSSL's EVP.
#ifndef PENUMBRA_UPDATE_SIGNING_H_
#define PENUMBRA_UPDATE_SIGNING_H_

#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"

namespace penumbra::update {

// Both halves as lower-case hexadecimal, 64 characters each.
struct KeyPair {
  std::string secret;
  std::string open;
};

Result<KeyPair> make_key();

// Lines "penumbra-signing-key 1 HEX" and "penumbra-public-key 1 HEX". kSyntax, kNotFound, kIo.
std::string secret_key_text(const KeyPair& key);
std::string public_key_text(const std::string& open);
Result<KeyPair> read_secret_key(const std::string& path);
Result<std::string> read_public_key(const std::string& path);

// The signature of the bytes, 128 hexadecimal characters.
Result<std::string> sign(const KeyPair& key, std::string_view bytes);
// Whether `signature` is one of the bytes by the key; false for anything malformed.
bool verify(const std::string& open, std::string_view bytes, const std::string& signature);

// Raw bytes and their hexadecimal, for formats that keep keys and signatures raw. `hex` must pass is_hex().
std::string bytes_of_hex(std::string_view hex);
std::string hex_of_bytes(std::string_view bytes);

// Lower-case hexadecimal of exactly `characters` digits.
bool is_hex(std::string_view text, std::size_t characters);

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_SIGNING_H_
