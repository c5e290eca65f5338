#include "base/digest.h"

#include <openssl/evp.h>
#include <xxhash.h>

#include <array>
#include <cassert>

namespace penumbra::base {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  // Fetched once: OpenSSL 3 otherwise looks the method up again for every digest, which costs more than a short one.
  static const EVP_MD* const method = [] {
    const EVP_MD* fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched == nullptr ? EVP_sha256() : fetched;
  }();
  const int done = EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, method, nullptr);
  assert(done == 1 && length == 32);
  static_cast<void>(done);
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  out.reserve(2 * static_cast<std::size_t>(length));
  for (unsigned int i = 0; i < length; ++i) {
    out.push_back(kHex[digest[i] >> 4]);
    out.push_back(kHex[digest[i] & 15]);
  }
  return out;
}

std::uint64_t checksum64(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace penumbra::base
