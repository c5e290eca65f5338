#include "store/version.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/digest.h"

namespace penumbra::store {
namespace {

constexpr std::size_t kMaxSourceName = 100;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string VersionInfo::id() const {
  return source + "@" + std::to_string(number);
}

Date VersionInfo::effective() const {
  return published.known() ? published.last() : recorded.date();
}

bool comes_before(const VersionInfo& a, const VersionInfo& b) {
  // Of two tellings of the whole history the one recorded later is the better one, whatever its date.
  if (a.whole_history && b.whole_history) return a.recorded < b.recorded;
  // And either is better for a day than the state of another day.
  if (a.whole_history != b.whole_history) return b.whole_history;
  return std::tuple(a.effective(), a.recorded) < std::tuple(b.effective(), b.recorded);
}

std::string_view to_string(EventKind kind) {
  switch (kind) {
    case EventKind::kHeld:
      return "held";
    case EventKind::kRolledBack:
      return "rolled-back";
    case EventKind::kApproved:
      return "approved";
    case EventKind::kRejected:
      return "rejected";
    case EventKind::kUnchanged:
      break;
  }
  return "unchanged";
}

const StoredFile* VersionInfo::file(std::string_view name) const {
  for (const StoredFile& stored : files) {
    if (stored.name == name) return &stored;
  }
  return nullptr;
}

Status check_source_name(std::string_view name) {
  const auto allowed = [](char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; };
  if (!name.empty() && name.size() <= kMaxSourceName && is_alphanumeric(name.front()) &&
      std::all_of(name.begin(), name.end(), allowed)) {
    return {};
  }
  return Error{ErrorCode::kInvalidArgument,
               "\"" + std::string(name.substr(0, kMaxSourceName)) + "\" is not a name for a source",
               {},
               "Use 1 to 100 letters a-z, digits, '.', '_' and '-', beginning with a letter or digit"};
}

Result<std::pair<std::string, std::uint32_t>> parse_version_id(std::string_view id) {
  const std::size_t at = id.rfind('@');
  if (at != std::string_view::npos && check_source_name(id.substr(0, at)).ok()) {
    const std::string_view digits = id.substr(at + 1);
    std::uint32_t number = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem == std::errc() && end == digits.data() + digits.size() && number > 0) {
      return std::pair(std::string(id.substr(0, at)), number);
    }
  }
  return Error{ErrorCode::kInvalidArgument,
               "\"" + std::string(id.substr(0, kMaxSourceName)) + "\" is not the name of a version",
               {},
               "Write source@number, for example us-sdn@3; `penumbra versions` lists them"};
}

std::string part_file(std::string_view name, std::uint32_t part) {
  if (part == 0) return std::string(name);
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  return std::string(name.substr(0, dot)) + "-" + std::to_string(part) + std::string(name.substr(dot));
}

std::optional<std::uint32_t> part_of(std::string_view file, std::string_view name) {
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  if (!file.starts_with(name.substr(0, dot)) || !file.ends_with(name.substr(dot)) || file.size() < name.size()) {
    return std::nullopt;
  }
  const std::string_view digits = file.substr(dot, file.size() - name.size());
  if (digits.empty()) return 0;
  std::uint32_t part = 0;
  const auto [end, problem] = std::from_chars(digits.data() + 1, digits.data() + digits.size(), part);
  const bool read = problem == std::errc() && end == digits.data() + digits.size();
  return read && part_file(name, part) == file ? std::optional(part) : std::nullopt;
}

std::string content_hash(std::vector<InputRecord> inputs) {
  std::sort(inputs.begin(), inputs.end(), [](const InputRecord& a, const InputRecord& b) {
    return std::tie(a.name, a.size, a.sha256) < std::tie(b.name, b.size, b.sha256);
  });
  std::string text;
  for (const InputRecord& input : inputs) {
    text += input.name + '\0' + std::to_string(input.size) + '\0' + input.sha256 + '\n';
  }
  return base::sha256_hex(text);
}

}  // namespace penumbra::store
