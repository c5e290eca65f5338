// Content hashes: SHA-256 names what was read (evidence), XXH3 guards what we wrote (corruption).
#ifndef PENUMBRA_BASE_DIGEST_H_
#define PENUMBRA_BASE_DIGEST_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace penumbra::base {

using Sha256Sum = std::array<unsigned char, 32>;
// Lower-case hexadecimal, 64 characters.
std::string to_hex(const Sha256Sum& sum);

// Lower-case hexadecimal SHA-256 (FIPS 180-4) of the bytes, 64 characters.
std::string sha256_hex(std::string_view bytes);

// The same of bytes that come in pieces. Movable; not thread-safe.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  // Of everything that was added; nothing may be added any more.
  std::string finish_hex();
  Sha256Sum finish();

 private:
  struct Free {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, Free> context_;
};

// XXH3-64 of the bytes, seed 0. Detects accidental change; no protection against intent.
std::uint64_t checksum64(std::string_view bytes);

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_DIGEST_H_
