#include "base/digest.h"

// The plain functions for SHA-256 need neither memory nor the library's tables: OpenSSL 3 makes these when a digest is
// asked for by name, and dies where memory is short. They are deprecated for those who want other providers.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <xxhash.h>

namespace penumbra::base {
namespace {

SHA256_CTX* of(void* context) {
  return static_cast<SHA256_CTX*>(context);
}

}  // namespace

std::string to_hex(const Sha256Sum& sum) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out(2 * sum.size(), '0');
  for (std::size_t i = 0; i < sum.size(); ++i) {
    out[2 * i] = kHex[sum[i] >> 4];
    out[2 * i + 1] = kHex[sum[i] & 15];
  }
  return out;
}

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
  return to_hex(finish());
}

Sha256Sum Sha256::finish() {
  Sha256Sum sum{};
  SHA256_Final(sum.data(), of(context_.get()));
  return sum;
}

std::string sha256_hex(std::string_view bytes) {
  SHA256_CTX context;
  Sha256Sum sum{};
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(sum.data(), &context);
  return to_hex(sum);
}

std::uint64_t checksum64(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace penumbra::base
