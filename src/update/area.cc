#include "update/area.h"

#include <charconv>
#include <filesystem>
#include <set>
#include <utility>

#include "base/digest.h"
#include "base/json_writer.h"
#include "rules/toml.h"
#include "update/sources.h"

namespace penumbra::update {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxStateBytes = std::uint64_t{1} << 20;

void line(std::string& out, std::string_view key, std::string_view value) {
  out += key;
  out += " = ";
  base::append_json_string(out, value);  // a JSON string is a TOML basic string
  out += "\n";
}

std::string value_of(const rules::TomlTable& table, std::string_view key) {
  const auto found = table.values.find(key);
  return found == table.values.end() || found->second.is_array ? std::string() : found->second.strings.front();
}

Status make_folder(const std::string& path) {
  std::error_code wrong;
  fs::create_directories(path, wrong);
  if (wrong) return Error{ErrorCode::kIo, "the folder cannot be made: " + wrong.message(), {path}, "Check its rights"};
  return {};
}

}  // namespace

const KeptFile* SourceState::find(const std::string& name) const {
  for (const std::vector<KeptFile>* kept : {&files, &pages}) {
    for (const KeptFile& file : *kept) {
      if (file.name == name) return &file;
    }
  }
  return nullptr;
}

std::string state_text(const SourceState& state) {
  std::string out = "# What penumbra update downloaded last. Made by the program; deleting it only costs a download.\n";
  out += "[state]\n";
  line(out, "mirror", state.mirror);
  line(out, "fetched", state.fetched);
  const auto kept = [&out](std::string_view heading, const std::vector<KeptFile>& files) {
    for (const KeptFile& file : files) {
      out += heading;
      line(out, "name", file.name);
      line(out, "address", file.address);
      line(out, "etag", file.validators.etag);
      line(out, "last_modified", file.validators.last_modified);
      line(out, "bytes", std::to_string(file.bytes));
      line(out, "sha256", file.sha256);
    }
  };
  kept("[[file]]\n", state.files);
  kept("[[page]]\n", state.pages);
  return out;
}

Result<SourceState> parse_state(std::string_view text, const std::string& file) {
  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<rules::TomlTable> tables, rules::parse_toml(text, file));
  SourceState state;
  std::set<std::string> names;
  for (const rules::TomlTable& table : tables) {
    if (table.name == "state") {
      state.mirror = value_of(table, "mirror");
      state.fetched = value_of(table, "fetched");
    } else if (table.name == "file" || table.name == "page") {
      const bool page = table.name == "page";
      KeptFile kept{value_of(table, "name"),
                    value_of(table, "address"),
                    {value_of(table, "etag"), value_of(table, "last_modified")},
                    0,
                    value_of(table, "sha256")};
      const std::string bytes = value_of(table, "bytes");
      const auto [end, wrong] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), kept.bytes);
      const auto one_line = [](const std::string& value) { return value.find_first_of("\r\n") == std::string::npos; };
      if (wrong != std::errc() || end != bytes.data() + bytes.size() || is_file_name(kept.name) == page ||
          !one_line(kept.validators.etag) || !one_line(kept.validators.last_modified) ||
          !names.insert(kept.name).second) {
        Error error{ErrorCode::kInvalidValue, "this is no state of an update", {}, "Delete the file"};
        error.position.file = file;
        error.position.line = table.line;
        return error;
      }
      (page ? state.pages : state.files).push_back(std::move(kept));
    }
  }
  return state;
}

Area::Area(std::string store) : folder_(std::move(store)) {
  while (folder_.size() > 1 && folder_.back() == '/') folder_.pop_back();
  folder_ += ".update";
}

Result<base::FileLock> Area::lock() const {
  PENUMBRA_RETURN_IF_ERROR(make_folder(folder_));
  return base::FileLock::acquire(folder_ + "/LOCK");
}

SourceState Area::state(const std::string& source) const {
  const std::string path = folder_ + "/" + source + "/state.toml";
  const auto text = base::read_file(path, kMaxStateBytes);
  if (!text.ok()) return {};
  auto state = parse_state(*text, path);
  return state.ok() ? *std::move(state) : SourceState();
}

Status Area::write_state(const std::string& source, const SourceState& state) const {
  PENUMBRA_RETURN_IF_ERROR(make_folder(folder_ + "/" + source));
  return base::replace_file(folder_ + "/" + source + "/state.toml", state_text(state));
}

Status Area::keep(const std::string& source, const std::vector<KeptFile>& files) const {
  PENUMBRA_RETURN_IF_ERROR(make_folder(downloads(source)));
  std::error_code wrong;
  for (const KeptFile& file : files) {
    const std::string from = quarantine(source) + "/" + file.name;
    if (!fs::exists(from, wrong)) continue;  // unchanged since the last round
    fs::rename(from, downloads(source) + "/" + file.name, wrong);
    if (wrong)
      return Error{ErrorCode::kIo, "a download cannot be kept: " + wrong.message(), {from}, "Check its rights"};
  }
  return base::sync_directory(downloads(source));
}

bool Area::intact(const std::string& source, const KeptFile& file) const {
  const auto bytes = base::MappedFile::open(downloads(source) + "/" + file.name);
  return bytes.ok() && bytes->bytes().size() == file.bytes && base::sha256_hex(bytes->bytes()) == file.sha256;
}

}  // namespace penumbra::update
