#include "store/store.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "base/digest.h"
#include "store/container.h"
#include "store/findings_file.h"
#include "store/line_text.h"

namespace penumbra::store {
namespace {

constexpr std::uint64_t kMaxCurrentBytes = 4096;
// A version takes about 1 kB; this is room for a hundred sources, daily, for seven years.
constexpr std::uint64_t kMaxManifestBytes = std::uint64_t{256} << 20;
// A reader can be overtaken between CURRENT and the manifest only by as many publishes as manifests are kept.
constexpr int kManifestAttempts = 3;

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

Status check_file(const StoredFile& expected, std::string_view bytes, const std::string& path) {
  if (bytes.size() != expected.size) {
    return damaged(
        path, "the file has " + std::to_string(bytes.size()) + " bytes instead of " + std::to_string(expected.size));
  }
  if (base::checksum64(bytes) != expected.checksum) {
    return damaged(path, "the file does not match its checksum in the manifest");
  }
  return {};
}

// A file that the manifest promises and that is not there is damage, not a wrong path of the user.
Error promised(Error error) {
  if (error.code == ErrorCode::kNotFound) {
    error.code = ErrorCode::kIntegrity;
    error.message = "a file of the store is missing";
    error.fix = "Restore the file from a copy, or import the list again";
  }
  return error;
}

}  // namespace

std::string version_folder(std::string_view source, std::uint32_t number) {
  return "versions/" + std::string(source) + "/" + padded(number, 8);
}

std::string manifest_path(std::uint64_t number) {
  return "manifests/" + padded(number, 10);
}

std::string renewed_path(std::string_view name) {
  return "renewed/" + std::string(name);
}

Result<LoadedManifest> load_manifest(const std::string& folder) {
  const std::string current_path = folder + "/CURRENT";
  Error last_error;
  for (int attempt = 0; attempt < kManifestAttempts; ++attempt) {
    const Result<std::string> pointer = base::read_file(current_path, kMaxCurrentBytes);
    if (!pointer.ok()) {
      if (pointer.error().code == ErrorCode::kNotFound) return LoadedManifest{};
      return pointer.error();
    }
    const Result<CurrentPointer> parsed = parse_current(*pointer, current_path);
    if (!parsed.ok()) {
      // Bytes that are no pointer, or a pointer that was cut, are damage to this store; a whole pointer of a later
      // format is not.
      Error error = parsed.error();
      const bool cut = pointer->empty() || pointer->back() != '\n';
      if (cut || error.code == ErrorCode::kSyntax) error.code = ErrorCode::kIntegrity;
      return error;
    }
    const CurrentPointer current = *parsed;
    const std::string path = folder + "/" + manifest_path(current.manifest);
    Result<std::string> bytes = base::read_file(path, kMaxManifestBytes);
    if (!bytes.ok()) {
      last_error = promised(bytes.error());
      if (bytes.error().code == ErrorCode::kNotFound) continue;  // overtaken: CURRENT names another one by now
      return last_error;
    }
    if (base::checksum64(*bytes) != current.checksum) {
      return damaged(path, "the manifest does not match its checksum in CURRENT");
    }
    PENUMBRA_ASSIGN_OR_RETURN(Manifest manifest, parse_manifest(*bytes, path));
    return LoadedManifest{std::move(manifest), current.manifest, *std::move(bytes), current.log};
  }
  return last_error;
}

Result<std::shared_ptr<const Store>> Store::open(const std::string& folder, const Store* before) {
  PENUMBRA_ASSIGN_OR_RETURN(LoadedManifest loaded, load_manifest(folder));
  if (loaded.number == 0) {
    Error error{ErrorCode::kNotFound,
                "there is no store here",
                {},
                "Check the path, or make a store with `penumbra import --store DIR --source NAME FILE...`"};
    error.position.file = folder;
    return error;
  }
  std::shared_ptr<Store> store(new Store);
  store->folder_ = folder;
  store->manifest_ = std::move(loaded.manifest);
  // Every version of the earlier manifest that is in the new one, unchanged: else the folder is another store by now.
  const auto same = [&](const VersionInfo& version) {
    const VersionInfo* now = store->manifest_.find(version.source, version.number);
    return now != nullptr && now->files == version.files;
  };
  if (before != nullptr && before->folder_ == folder &&
      std::all_of(before->manifest_.versions.begin(), before->manifest_.versions.end(), same)) {
    const std::lock_guard<std::mutex> guard(before->mutex_);
    store->segments_ = before->segments_;
    store->files_ = before->files_;
  }
  return std::shared_ptr<const Store>(std::move(store));
}

Result<const VersionInfo*> Store::version(std::string_view id) const {
  if (id.find('@') == std::string_view::npos) {
    const std::vector<const VersionInfo*> versions = manifest_.counting(id);
    if (!versions.empty()) return versions.back();
    return Error{ErrorCode::kNotFound,
                 "the store has no source \"" + std::string(id.substr(0, 100)) + "\"",
                 {},
                 manifest_.versions.empty() ? "Import a list first" : "It has: " + joined(manifest_.sources())};
  }
  PENUMBRA_ASSIGN_OR_RETURN(const auto parts, parse_version_id(id));
  if (const VersionInfo* found = manifest_.find(parts.first, parts.second)) return found;
  const std::vector<const VersionInfo*> versions = manifest_.versions_of(parts.first);
  return Error{ErrorCode::kNotFound,
               "the store has no version " + std::string(id),
               {},
               versions.empty() ? "It has the sources: " + joined(manifest_.sources())
                                : "The latest is " + versions.back()->id()};
}

std::string Store::path_of(const VersionInfo& version, std::string_view name) const {
  return folder_ + "/" + version_folder(version.source, version.number) + "/" + std::string(name);
}

Result<std::shared_ptr<const Segment>> Store::segment(const VersionInfo& version, std::uint32_t part) const {
  const std::string name = part_file(kSegmentFile, part);
  const std::string path = path_of(version, name);
  // Held while a segment is checked, so that two threads that need the same one check it once.
  const std::lock_guard<std::mutex> guard(mutex_);
  if (const auto it = segments_.find(path); it != segments_.end()) return it->second;
  const StoredFile* expected = version.file(name);
  if (expected == nullptr) return damaged(path, "the manifest names no such segment of " + version.id());
  Result<std::shared_ptr<const Segment>> opened = Segment::open(path);
  if (!opened.ok()) return promised(opened.error());
  // The segment proves itself; the manifest proves that it is the one that was published.
  PENUMBRA_RETURN_IF_ERROR(check_file(*expected, (*opened)->bytes(), path));
  // Of a segment that was summed up most is not looked at again soon.
  constexpr std::size_t kLarge = std::size_t{16} << 20;
  if ((*opened)->bytes().size() > kLarge) (*opened)->drop();
  segments_.emplace(path, *opened);
  return *opened;
}

Result<std::shared_ptr<const VersionFacts>> Store::layered(const VersionInfo& version) const {
  const std::string path = path_of(version, kLayersFile);
  PENUMBRA_ASSIGN_OR_RETURN(const auto mapped, file(version, kLayersFile));
  PENUMBRA_ASSIGN_OR_RETURN(const LayerTable table, decode_layers(mapped->bytes(), path));
  std::vector<std::shared_ptr<const Segment>> segments;
  for (const LayerRef& layer : table.layers) {
    const std::string called = version.source + "@" + std::to_string(layer.version);
    const VersionInfo* owner = manifest_.find(version.source, layer.version);
    if (owner == nullptr || layer.version > version.number) {
      return damaged(path, "the version has a layer of " + called + ", which is no earlier version");
    }
    const StoredFile* stored = owner->file(part_file(kSegmentFile, layer.part));
    if (stored == nullptr || stored->checksum != layer.checksum) {
      return damaged(path, "the version has a layer of " + called + " that is not the one of this store");
    }
    PENUMBRA_ASSIGN_OR_RETURN(auto opened, segment(*owner, layer.part));
    segments.push_back(std::move(opened));
  }
  return VersionFacts::layered(table, std::move(segments), path);
}

Result<std::shared_ptr<const VersionFacts>> Store::facts(const VersionInfo& version) const {
  const std::string key = version.id();
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (const auto it = facts_.find(key); it != facts_.end()) {
      if (auto held = it->second.lock()) return held;
    }
  }
  // Two threads may open the same version at once: a little work twice, over the same segments.
  std::shared_ptr<const VersionFacts> opened;
  if (version.file(kLayersFile) != nullptr) {
    PENUMBRA_ASSIGN_OR_RETURN(opened, layered(version));
  } else {
    PENUMBRA_ASSIGN_OR_RETURN(auto own, segment(version, 0));
    const StoredFile* stored = version.file(kSegmentFile);
    opened = VersionFacts::whole(std::move(own), {version.number, 0, stored == nullptr ? 0 : stored->checksum});
  }
  const std::lock_guard<std::mutex> guard(mutex_);
  facts_[key] = opened;
  return opened;
}

Result<std::shared_ptr<const base::MappedFile>> Store::layer_file(std::string_view source, const LayerRef& layer,
                                                                  std::string_view name) const {
  const VersionInfo* owner = manifest_.find(source, layer.version);
  if (owner == nullptr) {
    return Error{ErrorCode::kNotFound, "there is no version " + std::to_string(layer.version) + " here", {}, ""};
  }
  return file(*owner, part_file(name, layer.part));
}

Result<std::shared_ptr<const base::MappedFile>> Store::file(const VersionInfo& version, std::string_view name) const {
  const std::string path = path_of(version, name);
  const std::lock_guard<std::mutex> guard(mutex_);
  if (const auto it = files_.find(path); it != files_.end()) return it->second;
  const StoredFile* expected = version.file(name);
  if (expected == nullptr) {
    return Error{ErrorCode::kNotFound, "version " + version.id() + " has no file " + std::string(name), {}, ""};
  }
  Result<base::MappedFile> mapped = base::MappedFile::open(path);
  if (!mapped.ok()) return promised(mapped.error());
  PENUMBRA_RETURN_IF_ERROR(check_file(*expected, mapped->bytes(), path));
  auto shared = std::make_shared<const base::MappedFile>(std::move(mapped).value());
  files_.emplace(path, shared);
  return shared;
}

Result<std::shared_ptr<const base::MappedFile>> Store::renewed(std::string_view name) const {
  const std::string path = folder_ + "/" + renewed_path(name);
  const std::lock_guard<std::mutex> guard(mutex_);
  if (const auto it = files_.find(path); it != files_.end()) return it->second;
  PENUMBRA_ASSIGN_OR_RETURN(base::MappedFile mapped, base::MappedFile::open(path));
  auto shared = std::make_shared<const base::MappedFile>(std::move(mapped));
  files_.emplace(path, shared);
  return shared;
}

Result<std::vector<model::Finding>> Store::findings(const VersionInfo& version) const {
  PENUMBRA_ASSIGN_OR_RETURN(const auto mapped, file(version, kFindingsFile));
  return decode_findings(mapped->bytes(), path_of(version, kFindingsFile));
}

std::vector<Error> Store::verify() const {
  std::vector<Error> errors;
  for (const VersionInfo& version : manifest_.versions) {
    for (const StoredFile& stored : version.files) {
      Status status;
      if (const auto part = part_of(stored.name, kSegmentFile)) {
        const auto opened = segment(version, *part);
        status = opened.ok() ? (*opened)->verify() : Status(opened.error());
      } else if (stored.name == kLayersFile) {
        const auto opened = facts(version);
        status = opened.ok() ? (*opened)->verify() : Status(opened.error());
      } else if (stored.name == kFindingsFile) {
        if (const auto read = findings(version); !read.ok()) status = read.error();
      } else if (const auto opened = file(version, stored.name); !opened.ok()) {
        status = opened.error();
      }
      if (!status.ok()) errors.push_back(status.error());
    }
  }
  return errors;
}

}  // namespace penumbra::store
