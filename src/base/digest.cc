#include "base/digest.h"

// The plain functions for SHA-256 need neither memory nor the library's tables: OpenSSL 3 makes these when a digest is
// asked for by name, and dies where memory is short. They are deprecated for those who want other providers.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <xxhash.h>

#include <array>

namespace penumbra::base {
namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

std::string hex(const Digest& digest) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  out.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    out.push_back(kHex[byte >> 4]);
    out.push_back(kHex[byte & 15]);
  }
  return out;
}

SHA256_CTX* of(void* context) {
  return static_cast<SHA256_CTX*>(context);
}

}  // namespace

void Sha256::Free::operator()(void* context) const {
  delete of(context);
}

Sha256::Sha256() : context_(new SHA256_CTX) {
  SHA256_Init(of(context_.get()));
}

void Sha256::add(std::string_view bytes) {
  SHA256_Update(of(context_.get()), bytes.data(), bytes.size());
}

std::string Sha256::finish_hex() {
  Digest digest{};
  SHA256_Final(digest.data(), of(context_.get()));
  return hex(digest);
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes);
  return digest.finish_hex();
}

std::uint64_t checksum64(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace penumbra::base
