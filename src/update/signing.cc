#include "update/signing.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>

#include "base/file.h"

namespace penumbra::update {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kSignatureBytes = 64;
constexpr std::string_view kSecretHead = "penumbra-signing-key 1 ";
constexpr std::string_view kPublicHead = "penumbra-public-key 1 ";

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

std::string to_hex(const unsigned char* bytes, std::size_t size) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < size; ++i) {
    out += kHex[bytes[i] >> 4];
    out += kHex[bytes[i] & 15];
  }
  return out;
}

// `text` passed is_hex().
std::vector<unsigned char> from_hex(std::string_view text) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::vector<unsigned char> out(text.size() / 2);
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<unsigned char>(16 * digit(text[2 * i]) + digit(text[2 * i + 1]));
  }
  return out;
}

Error broken() {
  return Error{ErrorCode::kIo, "the cryptographic library refuses to work", {}, "Check the installation of OpenSSL"};
}

Result<std::string> public_half(EVP_PKEY* key) {
  std::array<unsigned char, kKeyBytes> open{};
  std::size_t size = open.size();
  if (EVP_PKEY_get_raw_public_key(key, open.data(), &size) != 1 || size != kKeyBytes) return broken();
  return to_hex(open.data(), size);
}

Result<std::string> read_key(const std::string& path, std::string_view head, std::string_view kind) {
  constexpr std::uint64_t kMost = 4096;
  PENUMBRA_ASSIGN_OR_RETURN(std::string text, base::read_file(path, kMost));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
  if (!text.starts_with(head) || !is_hex(std::string_view(text).substr(head.size()), 2 * kKeyBytes)) {
    Error error{ErrorCode::kSyntax, "this is no " + std::string(kind), {}, "Make keys with penumbra bundle keygen"};
    error.position.file = path;
    return error;
  }
  return text.substr(head.size());
}

}  // namespace

bool is_hex(std::string_view text, std::size_t characters) {
  return text.size() == characters &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string bytes_of_hex(std::string_view hex) {
  const std::vector<unsigned char> raw = from_hex(hex);
  return {raw.begin(), raw.end()};
}

std::string hex_of_bytes(std::string_view bytes) {
  return to_hex(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

Result<KeyPair> make_key() {
  const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (key == nullptr) return broken();
  std::array<unsigned char, kKeyBytes> secret{};
  std::size_t size = secret.size();
  if (EVP_PKEY_get_raw_private_key(key.get(), secret.data(), &size) != 1 || size != kKeyBytes) return broken();
  PENUMBRA_ASSIGN_OR_RETURN(std::string open, public_half(key.get()));
  return KeyPair{to_hex(secret.data(), size), std::move(open)};
}

std::string secret_key_text(const KeyPair& key) {
  return std::string(kSecretHead) + key.secret + "\n";
}

std::string public_key_text(const std::string& open) {
  return std::string(kPublicHead) + open + "\n";
}

Result<KeyPair> read_secret_key(const std::string& path) {
  PENUMBRA_ASSIGN_OR_RETURN(std::string secret, read_key(path, kSecretHead, "signing key"));
  const std::vector<unsigned char> raw = from_hex(secret);
  const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw.data(), raw.size()));
  if (key == nullptr) return broken();
  PENUMBRA_ASSIGN_OR_RETURN(std::string open, public_half(key.get()));
  return KeyPair{std::move(secret), std::move(open)};
}

Result<std::string> read_public_key(const std::string& path) {
  return read_key(path, kPublicHead, "public key");
}

Result<std::string> sign(const KeyPair& pair, std::string_view bytes) {
  const std::vector<unsigned char> raw = from_hex(pair.secret);
  const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw.data(), raw.size()));
  const Context context(EVP_MD_CTX_new());
  std::array<unsigned char, kSignatureBytes> signature{};
  std::size_t size = signature.size();
  if (key == nullptr || context == nullptr ||
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size()) != 1 ||
      size != kSignatureBytes) {
    return broken();
  }
  return to_hex(signature.data(), size);
}

bool verify(const std::string& open, std::string_view bytes, const std::string& signature) {
  if (!is_hex(open, 2 * kKeyBytes) || !is_hex(signature, 2 * kSignatureBytes)) return false;
  const std::vector<unsigned char> raw = from_hex(open);
  const std::vector<unsigned char> mark = from_hex(signature);
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw.data(), raw.size()));
  const Context context(EVP_MD_CTX_new());
  return key != nullptr && context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), mark.data(), mark.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                          bytes.size()) == 1;
}

}  // namespace penumbra::update
