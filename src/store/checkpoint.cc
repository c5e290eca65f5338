#include "store/checkpoint.h"

#include <algorithm>
#include <utility>

#include "store/line_text.h"

namespace penumbra::store {
namespace {

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kDash = "\xe2\x80\x94 ";  // the em dash and blank that begin a signature
constexpr std::size_t kMaxCheckpointBytes = 1 << 16;
constexpr std::size_t kMaxSignatures = 64;
constexpr std::size_t kHintBytes = 4;

std::string_view bytes_of(const Sha256Sum& sum) {
  return {reinterpret_cast<const char*>(sum.data()), sum.size()};
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != '+' && c != 0x7f;
  });
}

}  // namespace

std::string encode_base64(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3; ++k) three = three << 8 | (k < have ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out.push_back(k <= have ? kBase64[three >> (18 - 6 * k) & 63] : '=');
  }
  return out;
}

bool decode_base64(std::string_view text, std::string& bytes) {
  bytes.clear();
  if (text.size() % 4 != 0) return false;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text.substr(0, text.find('='))) {
    const std::size_t value = kBase64.find(c);
    if (value == std::string_view::npos) return false;
    bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xffffffU;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<char>(bits >> held & 255));
  }
  return encode_base64(bytes) == text;
}

std::string log_origin(const Sha256Sum& first_entry) {
  return "penumbra/" + base::to_hex(first_entry);
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.head.entries) + "\n" +
         encode_base64(bytes_of(checkpoint.head.root)) + "\n";
}

std::string encode_checkpoint(const Checkpoint& checkpoint) {
  std::string out = checkpoint_text(checkpoint) + "\n";
  for (const CheckpointSignature& signature : checkpoint.signatures) {
    out += std::string(kDash) + signature.name + " " + encode_base64(signature.bytes) + "\n";
  }
  return out;
}

Result<Checkpoint> parse_checkpoint(std::string_view bytes, const std::string& file) {
  Error error{
      ErrorCode::kSyntax, "this is no checkpoint of a log", {}, "Name a file that penumbra log --checkpoint wrote"};
  error.position.file = file;
  if (bytes.size() > kMaxCheckpointBytes) return error;
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = bytes.find('\n', at);
    if (end == std::string_view::npos) return error;
    lines.push_back(bytes.substr(at, end - at));
    at = end + 1;
  }
  if (lines.size() < 4 || lines.size() > 4 + kMaxSignatures || !is_name(lines[0]) || !lines[3].empty()) return error;
  Checkpoint out;
  out.origin = std::string(lines[0]);
  LineReader numbers("");
  out.head.entries = numbers.to_number<std::uint64_t>(lines[1]);
  std::string root;
  if (!numbers.problem().empty() || !decode_base64(lines[2], root) || root.size() != out.head.root.size()) return error;
  std::copy(root.begin(), root.end(), reinterpret_cast<char*>(out.head.root.data()));
  for (std::size_t i = 4; i < lines.size(); ++i) {
    CheckpointSignature signature;
    std::string_view line = lines[i];
    const std::size_t blank = line.rfind(' ');
    if (!line.starts_with(kDash) || blank <= kDash.size() || blank == std::string_view::npos) return error;
    signature.name = std::string(line.substr(kDash.size(), blank - kDash.size()));
    if (!is_name(signature.name) || !decode_base64(line.substr(blank + 1), signature.bytes) ||
        signature.bytes.size() <= kHintBytes) {
      return error;
    }
    out.signatures.push_back(std::move(signature));
  }
  if (encode_checkpoint(out) != bytes) return error;
  return out;
}

std::string key_hint(std::string_view name, std::string_view public_key) {
  base::Sha256 digest;
  digest.add(name);
  digest.add("\n\1");
  digest.add(public_key);
  const Sha256Sum sum = digest.finish();
  return std::string(bytes_of(sum).substr(0, kHintBytes));
}

}  // namespace penumbra::store
