// The trust of a machine as a small text file, with a checksum against damage. Who can write it can also replace the
// store.
#include <charconv>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "base/digest.h"
#include "base/file.h"
#include "update/bundle.h"

namespace penumbra::update {
namespace {

constexpr std::string_view kHead = "penumbra-trust 1 ";
constexpr std::uint64_t kMost = std::uint64_t{1} << 20;

std::string path_in(const std::string& folder) {
  return folder + "/trust.txt";
}

// The value of "KEY value\n" at the beginning of `rest`, which moves behind it.
bool take(std::string_view& rest, std::string_view key, std::string_view& value) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos || !rest.starts_with(key) || rest.size() <= key.size() || rest[key.size()] != ' ') {
    return false;
  }
  value = rest.substr(key.size() + 1, end - key.size() - 1);
  rest.remove_prefix(end + 1);
  return true;
}

}  // namespace

Status write_trust(const std::string& folder, const Trust& trust) {
  std::error_code wrong;
  std::filesystem::create_directories(folder, wrong);
  if (wrong)
    return Error{ErrorCode::kIo, "the folder cannot be made: " + wrong.message(), {folder}, "Check its rights"};
  const std::string body = "contents " + std::to_string(trust.contents) + "\ncontents-hash " +
                           (trust.contents_hash.empty() ? "-" : trust.contents_hash) + "\nlatest " +
                           trust.latest.to_string() + "\n" + root_text(trust.root);
  return base::replace_file(path_in(folder), std::string(kHead) + base::sha256_hex(body) + "\n" + body);
}

Result<Trust> read_trust(const std::string& folder) {
  const std::string path = path_in(folder);
  PENUMBRA_ASSIGN_OR_RETURN(const std::string text, base::read_file(path, kMost));
  const Error damaged{ErrorCode::kIntegrity,
                      "what this machine trusts is damaged",
                      {path},
                      "Restore the file; deleting it loses the protection against old bundles"};
  std::string_view rest = text;
  const std::size_t end = rest.find('\n');
  if (!rest.starts_with(kHead) || end == std::string_view::npos) return damaged;
  const std::string_view sum = rest.substr(kHead.size(), end - kHead.size());
  rest.remove_prefix(end + 1);
  if (base::sha256_hex(rest) != sum) return damaged;
  Trust out;
  std::string_view contents;
  std::string_view hash;
  std::string_view latest;
  if (!take(rest, "contents", contents) || !take(rest, "contents-hash", hash) || !take(rest, "latest", latest)) {
    return damaged;
  }
  const auto [stop, wrong] = std::from_chars(contents.data(), contents.data() + contents.size(), out.contents);
  const auto day = Date::parse(latest);
  auto root = parse_root(rest);
  if (wrong != std::errc() || stop != contents.data() + contents.size() || !day.ok() || !root.ok()) return damaged;
  if (hash != "-") out.contents_hash = hash;
  out.latest = *day;
  out.root = *std::move(root);
  out.root_hash = base::sha256_hex(rest);
  return out;
}

}  // namespace penumbra::update
