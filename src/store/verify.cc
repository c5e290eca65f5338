#include "store/verify.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "base/digest.h"
#include "base/file.h"
#include "store/container.h"
#include "store/log_begin.h"
#include "store/quarantine.h"

namespace penumbra::store {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxNoteBytes = 1 << 20;
constexpr std::uint64_t kMaxManifestBytes = std::uint64_t{256} << 20;
const char* const kRestore = "Restore the file from a copy of the store";

Error integrity(const std::string& file, std::string message, std::string fix) {
  Error error = damaged(file, std::move(message));
  error.fix = std::move(fix);
  return error;
}

std::string entry_name(std::uint64_t index) {
  return "entry " + std::to_string(index) + " of the log";
}

class Verifier {
 public:
  Verifier(const Store& store, std::uint64_t manifest, std::string manifest_bytes,
           const std::vector<NamedCheckpoint>& checkpoints)
      : store_(store), manifest_(manifest), manifest_bytes_(std::move(manifest_bytes)), checkpoints_(checkpoints) {}

  Result<VerifyReport> run(const Log& log) {
    report_.versions = store_.manifest().versions.size();
    report_.errors = store_.verify();
    report_.log = log.head();
    for (const Error& error : report_.errors) damaged_files_.insert(error.position.file);
    check_quarantine();
    PENUMBRA_RETURN_IF_ERROR(log.chunks([this](const LogChunk& chunk, const std::string& file) -> Status {
      check(chunk, file);
      return {};
    }));
    check_end(log.head());
    check_unlogged(log.head());
    check_renewed(log.head());
    check_checkpoints(log.head());
    return std::move(report_);
  }

 private:
  void fail(const std::string& file, std::string message, std::string fix = kRestore) {
    report_.errors.push_back(integrity(file, std::move(message), std::move(fix)));
  }
  std::string path_of(std::string_view name) const { return store_.folder() + "/" + std::string(name); }

  void check_quarantine() {
    std::error_code ignored;
    const std::string folder = path_of("quarantine");
    for (fs::directory_iterator source(folder, ignored), end; !ignored && source != end; source.increment(ignored)) {
      std::error_code inner;
      for (fs::directory_iterator held(source->path(), inner), last; !inner && held != last; held.increment(inner)) {
        check_held(held->path().string(), held->path().filename().string());
      }
    }
  }

  void check_held(const std::string& folder, const std::string& content) {
    const std::string note_path = folder + "/" + std::string(kQuarantineNote);
    const Result<std::string> bytes = base::read_file(note_path, kMaxNoteBytes);
    const Result<QuarantineNote> note =
        bytes.ok() ? decode_note(*bytes, note_path) : Result<QuarantineNote>(bytes.error());
    if (!note.ok()) {
      // A writer may have removed it since the folder was listed.
      std::error_code ignored;
      if (fs::exists(folder, ignored)) fail(note_path, "the note on held files: " + note.error().message);
      return;
    }
    std::vector<InputRecord> records;
    for (std::size_t i = 0; i < note->names.size(); ++i) {
      base::Sha256 digest;
      std::uint64_t size = 0;
      const std::string path = folder + "/" + quarantined_file(i);
      const Status read = base::read_file_in_pieces(path, UINT64_MAX, [&](std::string_view piece) -> Status {
        digest.add(piece);
        size += piece.size();
        return {};
      });
      if (!read.ok()) {
        report_.errors.push_back(read.error());
        return;
      }
      // Named without folders, as publish::Inputs does.
      records.push_back({fs::path(note->names[i]).filename().string(), size, digest.finish_hex()});
    }
    if (content_hash(records) != content) {
      fail(folder, "the held files are not those that were held", "Import the list again");
    }
  }

  void check(const LogChunk& chunk, const std::string& file) {
    if (chunk.first > 0 && !broken_ && chunk.subtrees != tree_.subtrees()) {
      fail(file, entry_name(chunk.first) + " begins a chunk that does not follow from the entries before it");
      broken_ = true;
    }
    for (std::size_t i = 0; i < chunk.items.size(); ++i) check(chunk.items[i], chunk.first + i, file);
    if (!chunk.damage) return;
    report_.errors.push_back(*chunk.damage);
    broken_ = true;
    gap_ = true;
  }

  void check(const LogChunk::Item& item, std::uint64_t index, const std::string& file) {
    const Sha256Sum sum = leaf_sum(item.body);
    if (index == 0) report_.origin = log_origin(sum);
    tree_.add(sum);
    for (const NamedCheckpoint& named : checkpoints_) {
      if (!broken_ && named.checkpoint.head.entries == tree_.size()) roots_[tree_.size()] = tree_.root();
    }
    const Result<LogEntry> entry = parse_entry(item.body, index, file);
    if (sum != item.stated) {
      fail(file, entry_name(index) + " was changed");
      broken_ = true;
    } else if (!entry.ok()) {
      report_.errors.push_back(entry.error());
      broken_ = true;
    } else if (index > 0 && !gap_ && entry->previous != previous_) {
      fail(file, entry_name(index - 1) + " is not the one that entry " + std::to_string(index) + " follows");
      broken_ = true;
    }
    gap_ = false;
    previous_ = item.stated;
    if (entry.ok() && sum == item.stated) check(*entry, file);
  }

  void check(const LogEntry& entry, const std::string& file) {
    if (entry.index > 0 && entry.recorded <= recorded_) {
      fail(file, entry_name(entry.index) + " was recorded before the one that it follows");
    }
    recorded_ = entry.recorded;
    last_ = entry;
    if (entry.kind == LogKind::kBegan || entry.kind == LogKind::kRecovered) {
      vouched_from_ = entry.recorded;
      report_.notes.push_back(entry_name(entry.index) + ", " + entry.recorded.to_string() + ": " + entry.message);
    }
    check_kept_manifest(entry, file);
    if (entry.kind == LogKind::kPublished) check_published(entry, file);
    if (entry.kind == LogKind::kBegan) check_found(entry);
    if (entry.kind == LogKind::kReindexed) renewed_ = entry;
  }

  void check_kept_manifest(const LogEntry& entry, const std::string& file) {
    if (entry.manifest == checked_manifest_) return;
    checked_manifest_ = entry.manifest;
    const std::string path = path_of(manifest_path(entry.manifest));
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
      if (entry.manifest > manifest_) {
        fail(file, entry_name(entry.index) + " names manifest " + std::to_string(entry.manifest) +
                       ", which CURRENT does not reach");
      }
      return;  // only the newest are kept
    }
    const Result<std::string> bytes = base::read_file(path, kMaxManifestBytes);
    if (bytes.ok() && base::sha256_hex(*bytes) != entry.manifest_sha256) {
      fail(path, "the manifest is not the one that " + entry_name(entry.index) + " put in force");
    }
  }

  void check_published(const LogEntry& entry, const std::string& file) {
    const VersionInfo* version = store_.manifest().find(entry.source, entry.version);
    const std::string id = entry.source + "@" + std::to_string(entry.version);
    if (version == nullptr) {
      fail(file, entry_name(entry.index) + " published " + id + ", which the manifest does not have");
      return;
    }
    logged_.insert(id);
    bool same = version->content == entry.content && version->files.size() == entry.files.size();
    for (const InputRecord& logged : entry.files) {
      const StoredFile* stored = version->file(logged.name);
      same = same && stored != nullptr && stored->size == logged.size;
    }
    if (!same) {
      fail(file, "version " + id + " is not the one that " + entry_name(entry.index) + " published");
      return;
    }
    for (const InputRecord& logged : entry.files) {
      const std::string path = store_.path_of(*version, logged.name);
      base::Sha256 digest;
      const Status read = base::read_file_in_pieces(path, UINT64_MAX, [&](std::string_view piece) -> Status {
        digest.add(piece);
        return {};
      });
      ++report_.files;
      report_.bytes += logged.size;
      // What the checksums found was told already.
      if (damaged_files_.contains(path) || !read.ok()) continue;
      if (digest.finish_hex() != logged.sha256) {
        fail(path, "the file is not the one that " + entry_name(entry.index) + " published");
      }
    }
  }

  // What lay there when the log began.
  void check_found(const LogEntry& entry) {
    for (const InputRecord& found : entry.files) {
      stated_at_begin_.insert(found.name);
      if (found.name.starts_with(renewed_path(""))) {
        renewed_.files.push_back({fs::path(found.name).filename().string(), found.size, found.sha256});
        continue;
      }
      const std::string path = path_of(found.name);
      if (found.sha256 == kNotVouchedFor || damaged_files_.contains(path)) continue;
      const Result<base::MappedFile> mapped = base::MappedFile::open(path);
      if (!mapped.ok() || base::sha256_hex(mapped->bytes()) != found.sha256) {
        fail(path, "the file is not the one that " + entry_name(entry.index) + " found");
      }
      ++report_.files;
      report_.bytes += found.size;
    }
  }

  // Whether a version from before the log is one that was there when it began. Earlier programs did not say.
  bool was_found(const store::VersionInfo& version) const {
    if (version.recorded > vouched_from_) return false;
    if (stated_at_begin_.empty()) return true;
    const std::string folder = version_folder(version.source, version.number) + "/";
    return std::all_of(version.files.begin(), version.files.end(),
                       [&](const StoredFile& file) { return stated_at_begin_.contains(folder + file.name); });
  }

  void check_end(const LogHead& head) {
    if (head.entries == 0) {
      report_.notes.emplace_back("The store has no log yet; its next change begins one.");
      return;
    }
    if (broken_) return;
    if (tree_.root() != head.root) {
      fail(path_of(chunk_path(head.entries)),
           entry_name(head.entries - 1) + " was changed: the log does not have the root that CURRENT states");
    } else if (last_.manifest != manifest_ || last_.manifest_sha256 != base::sha256_hex(manifest_bytes_)) {
      fail(path_of(manifest_path(manifest_)),
           "the manifest in force is not the one that " + entry_name(head.entries - 1) + " put in force");
    }
  }

  // Versions that came into force without an entry. Those from before the log began cannot have one.
  void check_unlogged(const LogHead& head) {
    if (head.entries == 0 || broken_) return;
    for (const VersionInfo& version : store_.manifest().versions) {
      if (was_found(version) || logged_.contains(version.id())) continue;
      fail(path_of(version_folder(version.source, version.number)),
           "version " + version.id() + " is in the manifest, and no entry of the log published it",
           "Restore the store from a copy");
    }
  }

  // Indexes that were made anew answer in the place of those of their versions.
  void check_renewed(const LogHead& head) {
    if (head.entries == 0 || broken_) return;
    std::error_code ignored;
    for (fs::directory_iterator it(path_of(renewed_path("")), ignored), end; !ignored && it != end;
         it.increment(ignored)) {
      const std::string name = it->path().filename().string();
      const std::string path = path_of(renewed_path(name));
      const Result<base::MappedFile> mapped = base::MappedFile::open(path);
      if (!mapped.ok()) {
        // A writer may have removed it since the folder was listed.
        if (mapped.error().code != ErrorCode::kNotFound) report_.errors.push_back(mapped.error());
        continue;
      }
      const InputRecord found{name, mapped->bytes().size(), base::sha256_hex(mapped->bytes())};
      if (std::find(renewed_.files.begin(), renewed_.files.end(), found) != renewed_.files.end()) continue;
      fail(path, "no entry of the log says that this index was made anew",
           "Remove the folder renewed, and run penumbra reindex");
    }
  }

  void check_checkpoints(const LogHead& head) {
    for (const NamedCheckpoint& named : checkpoints_) {
      const Checkpoint& then = named.checkpoint;
      const std::string size = std::to_string(then.head.entries);
      if (then.origin != report_.origin) {
        fail(named.file,
             "the checkpoint is of another log: it names " + then.origin + ", and this is " +
                 (report_.origin.empty() ? "a store without a log" : report_.origin),
             "The store was replaced, or the checkpoint belongs to another one");
      } else if (then.head.entries > head.entries) {
        fail(named.file,
             "the log was cut: the checkpoint saw " + size + " entries, and there are " + std::to_string(head.entries),
             "Restore the store from a copy that has them");
      } else if (const auto root = roots_.find(then.head.entries); root == roots_.end()) {
        fail(named.file,
             "whether the log goes back to the checkpoint of " + size + " entries cannot be told while it is damaged",
             "Restore the log from a copy");
      } else if (root->second != then.head.root) {
        fail(named.file,
             "the log tells another history: its first " + size + " entries are not those of the checkpoint",
             "Compare with a copy of the store that has the history of the checkpoint");
      }
    }
  }

  const Store& store_;
  const std::uint64_t manifest_;
  const std::string manifest_bytes_;
  const std::vector<NamedCheckpoint>& checkpoints_;
  VerifyReport report_;
  std::set<std::string> damaged_files_;
  std::set<std::string> logged_;              // versions
  std::set<std::string> stated_at_begin_;     // files, by their paths in the store
  std::map<std::uint64_t, Sha256Sum> roots_;  // at the sizes of the checkpoints
  MerkleTree tree_;
  Sha256Sum previous_{};
  LogEntry last_;
  LogEntry renewed_;  // the last of its kind
  Timestamp recorded_ = Timestamp::min();
  Timestamp vouched_from_ = Timestamp::min();  // versions recorded until then need no entry
  std::uint64_t checked_manifest_ = 0;
  bool broken_ = false;  // the tree cannot be compared any more
  bool gap_ = false;     // the entry before is not known
};

}  // namespace

Result<VerifyReport> verify(const std::string& folder, const std::vector<NamedCheckpoint>& checkpoints) {
  // Log and manifest of one moment: a publish in between is told by the number.
  constexpr int kAttempts = 8;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    PENUMBRA_ASSIGN_OR_RETURN(LoadedManifest loaded, load_manifest(folder));
    PENUMBRA_ASSIGN_OR_RETURN(const Log log, Log::open(folder));
    PENUMBRA_ASSIGN_OR_RETURN(const auto store, Store::open(folder));
    PENUMBRA_ASSIGN_OR_RETURN(const LoadedManifest after, load_manifest(folder));
    if (loaded.number != after.number || loaded.log != after.log) continue;
    return Verifier(*store, loaded.number, std::move(loaded.bytes), checkpoints).run(log);
  }
  return Error{ErrorCode::kBusy, "the store changes faster than it can be opened", {}, "Try again"};
}

}  // namespace penumbra::store
