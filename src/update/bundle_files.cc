#include "update/bundle_files.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>

#include "base/digest.h"
#include "base/file.h"

namespace penumbra::update {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxRoots = std::uint64_t{4} << 20;  // of a roots file

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// A new file, written piece by piece; removed again unless finish() succeeds.
class NewFile {
 public:
  static Result<NewFile> create(const std::string& path) {
    NewFile out;
    out.path_ = path;
    out.file_.reset(std::fopen(path.c_str(), "wbx"));
    if (out.file_ == nullptr)
      return Error{ErrorCode::kIo, "the file exists already or cannot be made", {path}, "Name a new file"};
    return out;
  }
  NewFile(NewFile&&) = default;
  NewFile& operator=(NewFile&&) = delete;
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (file_ == nullptr) return;
    file_.reset();
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  void write(std::string_view bytes) {
    good_ = good_ && std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size();
  }
  void record(std::string_view kind, std::string_view bytes) {
    write(record_head(kind, bytes.size()));
    write(bytes);
    write("\n");
  }
  Status finish() {
    if (!good_ || std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0) {
      return Error{ErrorCode::kIo, "the file cannot be written", {path_}, "Make room"};
    }
    file_.reset();
    return {};
  }

 private:
  NewFile() = default;
  std::string path_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  bool good_ = true;
};

std::string signatures_of(const Signed& text) {
  std::string out;
  for (const Signature& signature : text.signatures) out += signature.key + " " + signature.mark + "\n";
  return out;
}

std::size_t signers(const Root& root, const std::vector<KeyPair>& keys) {
  std::set<std::string> found;
  for (const KeyPair& key : keys) {
    if (std::find(root.keys.begin(), root.keys.end(), key.open) != root.keys.end()) found.insert(key.open);
  }
  return found.size();
}

Error invalid(std::string message, std::string fix) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), {}, std::move(fix)};
}

// The files of a folder, by name; other things in it are not taken.
Result<BundledSource> source_of(const std::string& name, const std::string& folder,
                                std::vector<base::MappedFile>& bytes) {
  if (!is_file_name(name)) return invalid("\"" + name + "\" is no name of a source", "Write NAME=FOLDER");
  std::error_code wrong;
  std::vector<std::string> names;
  for (fs::directory_iterator at(folder, wrong), end; !wrong && at != end; at.increment(wrong)) {
    if (at->is_regular_file(wrong) && !at->is_symlink(wrong)) names.push_back(at->path().filename().string());
  }
  if (wrong || names.empty()) {
    return Error{ErrorCode::kNotFound, "there are no files of " + name, {folder}, "Name a folder with its downloads"};
  }
  std::sort(names.begin(), names.end());
  BundledSource out{name, {}, {}};
  for (const std::string& file : names) {
    if (!is_file_name(file)) return invalid("\"" + file + "\" is no plain file name", "Rename it");
    PENUMBRA_ASSIGN_OR_RETURN(base::MappedFile mapped, base::MappedFile::open(folder + "/" + file));
    out.files.push_back({file, mapped.bytes().size(), base::sha256_hex(mapped.bytes())});
    bytes.push_back(std::move(mapped));
  }
  return out;
}

}  // namespace

Result<Contents> make_bundle(const BundleRequest& request) {
  if (request.keys.empty()) return invalid("no key is given", "Give one with --key");
  if (request.folders.empty()) return invalid("nothing is to be bundled", "Name folders, or --from-store");
  std::string root_bytes;
  Bundle roots;
  Contents contents;
  std::string first;
  if (!request.roots.empty()) {
    PENUMBRA_ASSIGN_OR_RETURN(root_bytes, base::read_file(request.roots, kMaxRoots));
    PENUMBRA_ASSIGN_OR_RETURN(roots, parse_bundle(root_bytes, request.roots));
    if (roots.roots.empty()) return invalid("the roots file holds no root", "Make one with penumbra bundle root");
    PENUMBRA_ASSIGN_OR_RETURN(const Root last, parse_root(roots.roots.back().text));
    if (signers(last, request.keys) == 0) return invalid("none of the keys is one of the last root", "Give other keys");
    contents.root = last.version;
  } else {
    Root root{1, {}, static_cast<std::uint32_t>(request.keys.size()), {}};
    for (const KeyPair& key : request.keys) root.keys.push_back(key.open);
    std::sort(root.keys.begin(), root.keys.end());  // the same keys give the same root
    first = root_text(root);
    contents.root = 1;
  }
  constexpr std::int64_t kMicros = 1'000'000;
  contents.version =
      request.number != 0 ? request.number : static_cast<std::uint64_t>(Timestamp::now().micros() / kMicros);
  contents.made = request.today;
  contents.expires = request.today.plus_days(request.valid_days);
  std::vector<base::MappedFile> bytes;
  for (const auto& [name, folder] : request.folders) {
    PENUMBRA_ASSIGN_OR_RETURN(BundledSource source, source_of(name, folder, bytes));
    contents.sources.push_back(std::move(source));
  }
  const std::string text = contents_text(contents);
  PENUMBRA_RETURN_IF_ERROR([&]() -> Status {  // never write what no one can read
    const auto back = parse_contents(text);
    return back.ok() ? Status() : Status(back.error());
  }());
  PENUMBRA_ASSIGN_OR_RETURN(NewFile out, NewFile::create(request.out));
  out.write(kBundleHead);
  for (const Signed& root : roots.roots) {
    out.record("root", root.text);
    out.record("signatures", signatures_of(root));
  }
  if (!first.empty()) {
    PENUMBRA_ASSIGN_OR_RETURN(const std::string marks, signatures_text(first, request.keys));
    out.record("root", first);
    out.record("signatures", marks);
  }
  PENUMBRA_ASSIGN_OR_RETURN(const std::string marks, signatures_text(text, request.keys));
  out.record("contents", text);
  out.record("signatures", marks);
  for (const base::MappedFile& file : bytes) out.record("file", file.bytes());
  out.write(kBundleEnd);
  PENUMBRA_RETURN_IF_ERROR(out.finish());
  return contents;
}

Status make_root(const std::string& before, const Root& root, const std::vector<KeyPair>& keys, bool partial,
                 const std::string& out_path) {
  std::string bytes;
  Bundle old;
  if (!before.empty()) {
    PENUMBRA_ASSIGN_OR_RETURN(bytes, base::read_file(before, kMaxRoots));
    PENUMBRA_ASSIGN_OR_RETURN(old, parse_bundle(bytes, before));
  }
  const std::string text = root_text(root);
  PENUMBRA_ASSIGN_OR_RETURN(const Root back, parse_root(text));
  std::uint64_t due = 1;
  const auto held = [](const std::string& whose) {
    return Error{ErrorCode::kHeld,
                 "the keys do not suffice for " + whose,
                 {},
                 "Give more keys, or --partial and let the others run penumbra bundle sign"};
  };
  if (!old.roots.empty()) {
    PENUMBRA_ASSIGN_OR_RETURN(const Root last, parse_root(old.roots.back().text));
    due = last.version + 1;
    if (!partial && signers(last, keys) < last.threshold) return held("the root before it");
  }
  if (back.version != due)
    return invalid("the number of the new root must be " + std::to_string(due), "Give that number");
  if (!partial && signers(back, keys) < back.threshold) return held("the new root");
  PENUMBRA_ASSIGN_OR_RETURN(const std::string marks, signatures_text(text, keys));
  PENUMBRA_ASSIGN_OR_RETURN(NewFile out, NewFile::create(out_path));
  out.write(kBundleHead);
  for (const Signed& one : old.roots) {
    out.record("root", one.text);
    out.record("signatures", signatures_of(one));
  }
  out.record("root", text);
  out.record("signatures", marks);
  out.write(kBundleEnd);
  return out.finish();
}

Status add_signatures(const std::string& path, const std::vector<KeyPair>& keys, const std::string& out_path) {
  PENUMBRA_ASSIGN_OR_RETURN(const base::MappedFile mapped, base::MappedFile::open(path));
  PENUMBRA_ASSIGN_OR_RETURN(const Bundle bundle, parse_bundle(mapped.bytes(), path));
  if (bundle.roots.empty()) return invalid("the file holds nothing to sign", "Name a bundle or a roots file");
  PENUMBRA_ASSIGN_OR_RETURN(NewFile out, NewFile::create(out_path));
  out.write(kBundleHead);
  const auto copy = [&](std::string_view kind, const Signed& text, bool last) -> Status {
    std::string marks = signatures_of(text);
    if (last) {
      PENUMBRA_ASSIGN_OR_RETURN(const std::string more, signatures_text(text.text, keys));
      marks += more;
    }
    out.record(kind, text.text);
    out.record("signatures", marks);
    return {};
  };
  for (std::size_t i = 0; i < bundle.roots.size(); ++i) {
    PENUMBRA_RETURN_IF_ERROR(copy("root", bundle.roots[i], !bundle.contents && i + 1 == bundle.roots.size()));
  }
  if (bundle.contents) PENUMBRA_RETURN_IF_ERROR(copy("contents", *bundle.contents, true));
  for (const std::string_view file : bundle.files) out.record("file", file);
  out.write(kBundleEnd);
  return out.finish();
}

Result<BundleImport> import_bundle(const std::string& path, const std::optional<Root>& first, Date today,
                                   const UpdateOptions& options) {
  const Area area(options.store);
  Trust trust;
  auto known = read_trust(area.trust());
  if (known.ok()) {
    trust = *std::move(known);
  } else if (known.error().code != ErrorCode::kNotFound) {
    return known.error();
  } else if (first) {
    trust.root = *first;
    trust.latest = today;
  } else {
    return Error{
        ErrorCode::kInvalidArgument, "this machine trusts nobody yet", {}, "Give the public keys with --trust"};
  }
  PENUMBRA_ASSIGN_OR_RETURN(const base::MappedFile mapped, base::MappedFile::open(path));
  PENUMBRA_ASSIGN_OR_RETURN(const Bundle bundle, parse_bundle(mapped.bytes(), path));
  auto contents = believe(bundle, today, trust);
  // A proven root counts even when the rest is refused: keys that were taken away stay away.
  if (!trust.root_hash.empty()) PENUMBRA_RETURN_IF_ERROR(write_trust(area.trust(), trust));
  if (!contents.ok()) {
    Error error = contents.error();
    error.position.file = path;
    return error;
  }
  BundleImport out;
  out.contents = *std::move(contents);
  std::size_t at = 0;
  for (const BundledSource& bundled : out.contents.sources) {
    Source source;
    source.name = bundled.name;
    source.max_age_days = bundled.max_age_days;
    std::error_code wrong;
    const std::string folder = area.quarantine(source.name);
    fs::create_directories(folder, wrong);
    std::vector<KeptFile> files;
    Status written;
    for (const BundledFile& file : bundled.files) {
      if (written.ok()) written = base::replace_file(folder + "/" + file.name, bundle.files[at]);
      ++at;
      files.push_back({file.name, "bundle", {}, file.bytes, file.sha256});
    }
    if (!written.ok()) return written.error();
    out.updates.push_back(publish_downloaded(source, options, files, "bundle"));
  }
  return out;
}

}  // namespace penumbra::update
