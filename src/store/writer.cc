// The order of the steps below is the whole crash argument; it is spelt out in docs/design/store.md, "Publishing".
#include "store/writer.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "base/digest.h"
#include "store/container.h"
#include "store/log_begin.h"
#include "store/store.h"

namespace penumbra::store {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kManifestsKept = 16;
constexpr std::int64_t kSkewWorthANote = 1'000'000;

// Names inside a folder; none when it does not exist.
std::vector<std::string> entries(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code ignored;
  for (fs::directory_iterator it(folder, ignored), end; !ignored && it != end; it.increment(ignored)) {
    out.push_back(it->path().filename().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::uint64_t as_number(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc() && end == text.data() + text.size() ? value : 0;
}

std::string parent_of(const std::string& folder) {
  std::error_code ignored;
  const fs::path parent = fs::absolute(folder, ignored).lexically_normal().parent_path();
  return parent.empty() ? "/" : parent.string();
}

std::string seconds_text(std::int64_t micros) {
  constexpr std::int64_t kMicrosPerSecond = 1'000'000;
  return std::to_string(micros / kMicrosPerSecond) + " seconds";
}

LogKind log_kind(EventKind kind) {
  switch (kind) {
    case EventKind::kHeld:
      return LogKind::kHeld;
    case EventKind::kRolledBack:
      return LogKind::kRolledBack;
    case EventKind::kApproved:
      return LogKind::kApproved;
    case EventKind::kRejected:
      return LogKind::kRejected;
    case EventKind::kUnchanged:
      break;
  }
  return LogKind::kUnchanged;
}

}  // namespace

Result<StoreWriter> StoreWriter::open(const std::string& folder, FileSystem& files) {
  static const std::set<std::string> kOurs = {"CURRENT",    "CURRENT.new", "LOCK",    "log",     "manifests",
                                              "quarantine", "renewed",     "staging", "versions"};
  std::error_code ignored;
  if (fs::exists(folder, ignored) && !fs::is_directory(folder, ignored)) {
    Error error{ErrorCode::kInvalidArgument, "the store must be a folder, and this is a file", {}, "Name a folder"};
    error.position.file = folder;
    return error;
  }
  const std::vector<std::string> found = entries(folder);
  const bool is_store = std::find(found.begin(), found.end(), "CURRENT") != found.end();
  for (const std::string& name : found) {
    if (is_store || kOurs.contains(name) || name.starts_with(kDamagedLog)) continue;
    Error error{ErrorCode::kInvalidArgument,
                "the folder is not a store and not empty: it holds \"" + name + "\"",
                {},
                "Name a new or empty folder"};
    error.position.file = folder;
    return error;
  }
  StoreWriter writer;
  writer.folder_ = folder;
  writer.files_ = &files;
  PENUMBRA_RETURN_IF_ERROR(files.create_directories(folder));
  PENUMBRA_ASSIGN_OR_RETURN(writer.lock_, base::FileLock::acquire(folder + "/LOCK"));
  PENUMBRA_RETURN_IF_ERROR(writer.prepare());
  return writer;
}

Status StoreWriter::prepare() {
  PENUMBRA_ASSIGN_OR_RETURN(LoadedManifest loaded, load_manifest(folder_));
  manifest_ = std::move(loaded.manifest);
  number_ = loaded.number;
  manifest_bytes_ = std::move(loaded.bytes);
  for (const char* name : {"/log", "/manifests", "/staging", "/versions"}) {
    PENUMBRA_RETURN_IF_ERROR(files_->create_directories(folder_ + name));
  }
  if (number_ == 0) {
    PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(parent_of(folder_)));
    PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(folder_));
    PENUMBRA_RETURN_IF_ERROR(adopt_or_clean());
  } else {
    PENUMBRA_RETURN_IF_ERROR(load_log(loaded.log));
  }
  return clean();
}

Status StoreWriter::load_log(const std::optional<LogHead>& head) {
  if (!head) return {};  // an older store: the first change begins one
  if (entries(folder_ + "/log").empty()) {
    // Somebody decided so: a damaged log has no other way on.
    lost_log_ = "A log of " + std::to_string(head->entries) + " entries with the root " + base::to_hex(head->root) +
                " was here before.";
    return {};
  }
  Result<LogTail> tail = LogTail::load(folder_, *head);
  if (tail.ok()) {
    log_ = *std::move(tail);
    return {};
  }
  Error error = tail.error();
  if (error.code == ErrorCode::kNotFound) {
    error = damaged(folder_ + "/" + chunk_path(head->entries), "the end of the log is missing");
  }
  error.fix =
      "Restore the folder log from a copy of the store; without one, penumbra verify --repair-log begins a new one and "
      "keeps this one aside";
  return error;
}

// Without CURRENT there was either never a publish, or the pointer was lost. In both cases the newest manifest that is
// whole leads to versions that are whole, because it was written after them; removing them instead would turn a lost
// pointer into lost data.
Status StoreWriter::adopt_or_clean() {
  std::vector<std::string> names = entries(folder_ + "/manifests");
  std::reverse(names.begin(), names.end());
  constexpr std::uint64_t kMaxManifestBytes = std::uint64_t{256} << 20;
  for (const std::string& name : names) {
    const std::string path = folder_ + "/manifests/" + name;
    const std::uint64_t number = as_number(name);
    if (number == 0) continue;
    const Result<std::string> bytes = base::read_file(path, kMaxManifestBytes);
    if (!bytes.ok()) continue;
    Result<Manifest> manifest = parse_manifest(*bytes, path);
    if (!manifest.ok()) continue;
    number_ = number;
    log_ = LogTail::salvage(folder_, number);
    LogEntry entry;
    entry.kind = LogKind::kRecovered;
    entry.recorded = next_time(Timestamp::now());
    entry.message = "CURRENT was missing; manifest " + std::to_string(number) + " was taken.";
    if (log_.head().entries == 0) entry.message += " The log was missing too.";
    Manifest adopted = std::move(manifest).value();
    entry.recorded = std::max(entry.recorded, Timestamp(adopted.last_recorded.micros() + 1));
    return switch_to(std::move(adopted), std::move(entry));
  }
  // A first publish that died while it wrote manifest 1 leaves that one, unreadable; any other is damage.
  if (names.size() > 1 || (names.size() == 1 && as_number(names.front()) != 1)) {
    return damaged(folder_, "CURRENT is missing and no manifest can be read");
  }
  return {};
}

// Removes whatever CURRENT does not reach. Safe under the lock: nobody else writes, and readers never look there.
Status StoreWriter::clean() {
  for (const std::string& name : entries(folder_ + "/staging")) {
    PENUMBRA_RETURN_IF_ERROR(files_->remove_all(folder_ + "/staging/" + name));
  }
  std::set<std::string> reached;
  for (const VersionInfo& version : manifest_.versions) reached.insert(version_folder(version.source, version.number));
  for (const std::string& source : entries(folder_ + "/versions")) {
    const std::string of_source = "versions/" + source;
    for (const std::string& number : entries(folder_ + "/" + of_source)) {
      std::string path = of_source;
      path.append("/").append(number);
      if (!reached.contains(path)) PENUMBRA_RETURN_IF_ERROR(files_->remove_all(folder_ + "/" + path));
    }
  }
  for (const std::string& name : entries(folder_ + "/manifests")) {
    const std::uint64_t number = as_number(name);
    if (number > number_ || number + kManifestsKept <= number_) {
      PENUMBRA_RETURN_IF_ERROR(files_->remove_all(folder_ + "/manifests/" + name));
    }
  }
  const std::uint64_t logged = log_.head().entries;
  std::set<std::string> chunks;
  for (std::uint64_t end = kEntriesAChunk; end < logged; end += kEntriesAChunk) chunks.insert(chunk_path(end));
  if (logged > 0) chunks.insert(chunk_path(logged));
  for (const std::string& name : entries(folder_ + "/log")) {
    const std::string path = "log/" + name;
    if (!chunks.contains(path)) PENUMBRA_RETURN_IF_ERROR(files_->remove_all(folder_ + "/" + path));
  }
  return files_->remove_all(folder_ + "/CURRENT.new");
}

std::uint32_t StoreWriter::next_number(std::string_view source) const {
  const std::vector<const VersionInfo*> earlier = manifest_.versions_of(source);
  return earlier.empty() ? 1 : earlier.back()->number + 1;
}

Timestamp StoreWriter::next_time(Timestamp now) const {
  const Timestamp last = std::max(manifest_.last_recorded, log_.last_recorded());
  return now > last ? now : Timestamp(last.micros() + 1);
}

// Steps 3 to 5.
Status StoreWriter::switch_to(Manifest manifest, LogEntry entry) {
  const std::uint64_t number = number_ + 1;
  std::string bytes = encode_manifest(manifest);
  const std::string path = folder_ + "/" + manifest_path(number);
  // What cannot be read back must never be switched to: a caller's odd file name or date would lock everyone out.
  if (const Result<Manifest> again = parse_manifest(bytes, path); !again.ok()) {
    return Error{ErrorCode::kInvalidArgument,
                 "the version cannot be described in the manifest: " + again.error().message,
                 {},
                 "Check its names, dates and counts"};
  }
  PENUMBRA_RETURN_IF_ERROR(files_->remove_all(path));
  PENUMBRA_RETURN_IF_ERROR(write_synced(*files_, path, bytes));
  PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(folder_ + "/manifests"));
  PENUMBRA_RETURN_IF_ERROR(point_to(number, bytes, std::move(entry)));
  manifest_ = std::move(manifest);
  number_ = number;
  manifest_bytes_ = std::move(bytes);
  return {};
}

// Steps 4 and 5: the entry, and the pointer that puts both in force.
Status StoreWriter::point_to(std::uint64_t number, const std::string& manifest, LogEntry entry) {
  entry.program = PENUMBRA_VERSION;
  entry.manifest = number;
  entry.manifest_sha256 = base::sha256_hex(manifest);
  if (entry.by.empty()) entry.by = actor_;
  if (log_.head().entries == 0) {
    if (number_ > 0 && entry.kind != LogKind::kRecovered) PENUMBRA_RETURN_IF_ERROR(begin(entry.recorded));
    // The folder may be as new as its first file.
    PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(folder_));
  }
  PENUMBRA_RETURN_IF_ERROR(log_.append(std::move(entry)));
  return switch_pointer(number, manifest);
}

Status StoreWriter::begin(Timestamp recorded) {
  std::vector<LogEntry> first = begin_log(folder_, manifest_);
  auto before = static_cast<std::int64_t>(first.size());
  for (LogEntry& began : first) {
    began.recorded = Timestamp(recorded.micros() - before--);
    began.program = PENUMBRA_VERSION;
    began.by = actor_;
    began.manifest = number_;
    began.manifest_sha256 = base::sha256_hex(manifest_bytes_);
    if (!lost_log_.empty()) began.message += " " + lost_log_;
    PENUMBRA_RETURN_IF_ERROR(log_.append(std::move(began)));
  }
  return {};
}

Status StoreWriter::switch_pointer(std::uint64_t number, const std::string& manifest) {
  const LogHead head = log_.head();
  const std::string chunk = folder_ + "/" + chunk_path(head.entries);
  PENUMBRA_RETURN_IF_ERROR(files_->remove_all(chunk));
  PENUMBRA_RETURN_IF_ERROR(write_synced(*files_, chunk, log_.bytes()));
  PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(folder_ + "/log"));
  const std::string pointer = folder_ + "/CURRENT.new";
  PENUMBRA_RETURN_IF_ERROR(files_->remove_all(pointer));
  PENUMBRA_RETURN_IF_ERROR(write_synced(*files_, pointer, encode_current({number, base::checksum64(manifest), head})));
  PENUMBRA_RETURN_IF_ERROR(files_->rename(pointer, folder_ + "/CURRENT"));
  if (const Status synced = files_->sync_directory(folder_); !synced.ok()) {
    Error error = synced.error();
    error.message += "; the new state is visible, but a power cut may bring back the old one";
    return error;
  }
  return {};
}

std::string StoreWriter::staging_of(const std::string& source) const {
  return folder_ + "/staging/" + source + "." + std::to_string(next_number(source));
}

std::string StoreWriter::staged_path(std::string_view name) const {
  return staging_of(staged_source_) + "/" + std::string(name);
}

Status StoreWriter::stage(const std::string& source, const std::string& name, std::string_view bytes) {
  PENUMBRA_RETURN_IF_ERROR(check_source_name(source));
  if (failed_) {
    return Error{ErrorCode::kIo, "an earlier write to the store failed", {}, "Open the store again"};
  }
  if (staged_source_ != source) {
    PENUMBRA_RETURN_IF_ERROR(discard());
    PENUMBRA_RETURN_IF_ERROR(files_->remove_all(staging_of(source)));
    PENUMBRA_RETURN_IF_ERROR(files_->create_directories(staging_of(source)));
    staged_source_ = source;
  }
  PENUMBRA_RETURN_IF_ERROR(write_synced(*files_, staged_path(name), bytes));
  staged_.push_back({name, bytes.size(), base::checksum64(bytes)});
  sums_.push_back({name, bytes.size(), base::sha256_hex(bytes)});
  return {};
}

Status StoreWriter::discard() {
  if (staged_source_.empty()) return {};
  const std::string folder = staging_of(staged_source_);
  staged_source_.clear();
  staged_.clear();
  sums_.clear();
  return files_->remove_all(folder);
}

Result<VersionInfo> StoreWriter::publish(VersionInfo draft, const std::vector<NewFile>& files, Timestamp now) {
  PENUMBRA_RETURN_IF_ERROR(check_source_name(draft.source));
  if (failed_) {
    return Error{ErrorCode::kIo, "an earlier write to the store failed", {}, "Open the store again"};
  }
  draft.number = next_number(draft.source);
  draft.recorded = next_time(now);
  draft.clock_skew_micros = std::max<std::int64_t>(0, manifest_.last_recorded.micros() - now.micros());
  if (draft.clock_skew_micros >= kSkewWorthANote) {
    draft.notes.push_back("The clock stood " + seconds_text(draft.clock_skew_micros) +
                          " behind the last time recorded in this store; the order of recording was kept.");
  }
  const std::string staging = staging_of(draft.source);
  const bool staged = staged_source_ == draft.source;
  draft.files = staged ? std::exchange(staged_, {}) : std::vector<StoredFile>();
  LogEntry entry;
  if (staged) entry.files = std::exchange(sums_, {});
  if (staged) staged_source_.clear();
  for (const NewFile& file : files) {
    draft.files.push_back({file.name, file.bytes.size(), base::checksum64(file.bytes)});
    entry.files.push_back({file.name, file.bytes.size(), base::sha256_hex(file.bytes)});
  }
  entry.kind = LogKind::kPublished;
  entry.recorded = draft.recorded;
  entry.clock_skew_micros = draft.clock_skew_micros;
  entry.source = draft.source;
  entry.version = draft.number;
  entry.content = draft.content;
  if (draft.provisional) entry.message = "Provisional: what held content adds.";

  failed_ = true;  // until the last step has succeeded
  // Step 1: everything durable, where no reader looks.
  if (!staged) {
    PENUMBRA_RETURN_IF_ERROR(files_->remove_all(staging));
    PENUMBRA_RETURN_IF_ERROR(files_->create_directories(staging));
  }
  for (const NewFile& file : files) {
    PENUMBRA_RETURN_IF_ERROR(write_synced(*files_, staging + "/" + file.name, file.bytes));
  }
  PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(staging));
  // Step 2: into place, still unreached.
  const std::string of_source = folder_ + "/versions/" + draft.source;
  const std::string target = folder_ + "/" + version_folder(draft.source, draft.number);
  PENUMBRA_RETURN_IF_ERROR(files_->create_directories(of_source));
  PENUMBRA_RETURN_IF_ERROR(files_->rename(staging, target));
  PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(of_source));
  PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(folder_ + "/versions"));
  PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(folder_ + "/staging"));
  Manifest next = manifest_;
  next.last_recorded = draft.recorded;
  next.versions.push_back(draft);
  PENUMBRA_RETURN_IF_ERROR(switch_to(std::move(next), std::move(entry)));
  failed_ = false;
  return draft;
}

Status StoreWriter::quarantine(const std::string& source, const std::string& content, const QuarantineNote& note,
                               const std::vector<std::string_view>& files) {
  PENUMBRA_RETURN_IF_ERROR(check_source_name(source));
  const bool plain = content.size() == 64 && content.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!plain || note.names.size() != files.size()) {
    return Error{ErrorCode::kInvalidArgument, "the held files are not described as they must be", {}, ""};
  }
  const std::string target = folder_ + "/" + quarantine_folder(source, content);
  std::error_code ignored;
  if (fs::exists(target, ignored)) return {};
  const std::string staging = folder_ + "/staging/quarantine." + source;
  PENUMBRA_RETURN_IF_ERROR(files_->remove_all(staging));
  PENUMBRA_RETURN_IF_ERROR(files_->create_directories(staging));
  for (std::size_t i = 0; i < files.size(); ++i) {
    PENUMBRA_RETURN_IF_ERROR(write_synced(*files_, staging + "/" + quarantined_file(i), files[i]));
  }
  PENUMBRA_RETURN_IF_ERROR(write_synced(*files_, staging + "/" + std::string(kQuarantineNote), encode_note(note)));
  PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(staging));
  const std::string of_source = folder_ + "/quarantine/" + source;
  PENUMBRA_RETURN_IF_ERROR(files_->create_directories(of_source));
  PENUMBRA_RETURN_IF_ERROR(files_->rename(staging, target));
  PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(of_source));
  PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(folder_ + "/quarantine"));
  return files_->sync_directory(folder_);
}

Status StoreWriter::release_quarantine(const std::string& source, const std::string& keep) {
  PENUMBRA_RETURN_IF_ERROR(check_source_name(source));
  for (const std::string& content : entries(folder_ + "/quarantine/" + source)) {
    if (content == keep) continue;
    // Moved away first: a folder of which only a part was removed would pass for the whole when it is held again.
    const std::string gone = folder_ + "/staging/released." + source;
    PENUMBRA_RETURN_IF_ERROR(files_->remove_all(gone));
    PENUMBRA_RETURN_IF_ERROR(files_->rename(folder_ + "/" + quarantine_folder(source, content), gone));
    PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(folder_ + "/quarantine/" + source));
    PENUMBRA_RETURN_IF_ERROR(files_->remove_all(gone));
  }
  return {};
}

Status StoreWriter::renew(const std::string& name, std::string_view bytes) {
  const std::string staging = folder_ + "/staging/renewed";
  const std::string target = folder_ + "/" + renewed_path(name);
  PENUMBRA_RETURN_IF_ERROR(files_->remove_all(staging));
  PENUMBRA_RETURN_IF_ERROR(write_synced(*files_, staging, bytes));
  PENUMBRA_RETURN_IF_ERROR(files_->create_directories(parent_of(target)));
  PENUMBRA_RETURN_IF_ERROR(files_->rename(staging, target));
  PENUMBRA_RETURN_IF_ERROR(files_->sync_directory(parent_of(target)));
  return files_->sync_directory(folder_);
}

Result<std::size_t> StoreWriter::drop_renewed(const std::vector<std::string>& keep) {
  std::size_t dropped = 0;
  for (const std::string& name : entries(folder_ + "/" + renewed_path(""))) {
    if (std::find(keep.begin(), keep.end(), name) != keep.end()) continue;
    PENUMBRA_RETURN_IF_ERROR(files_->remove_all(folder_ + "/" + renewed_path(name)));
    ++dropped;
  }
  return dropped;
}

Status StoreWriter::record_renewed(Timestamp now) {
  LogEntry entry;
  entry.kind = LogKind::kReindexed;
  for (const std::string& name : entries(folder_ + "/" + renewed_path(""))) {
    PENUMBRA_ASSIGN_OR_RETURN(const base::MappedFile file, base::MappedFile::open(folder_ + "/" + renewed_path(name)));
    entry.files.push_back({name, file.bytes().size(), base::sha256_hex(file.bytes())});
  }
  return log(std::move(entry), now);
}

Status StoreWriter::record_event(SourceEvent event, Timestamp now) {
  PENUMBRA_RETURN_IF_ERROR(check_source_name(event.source));
  if (failed_) {
    return Error{ErrorCode::kIo, "an earlier write to the store failed", {}, "Open the store again"};
  }
  Manifest next = manifest_;
  next.last_recorded = next_time(now);
  event.first = event.last = next.last_recorded;
  event.count = 1;
  LogEntry entry;
  entry.kind = log_kind(event.kind);
  entry.recorded = event.last;
  entry.by = event.by;
  entry.source = event.source;
  entry.version = event.version;
  entry.content = event.content;
  entry.needs = event.needs;
  entry.message = event.message;
  const auto previous = std::find_if(next.events.rbegin(), next.events.rend(),
                                     [&](const SourceEvent& other) { return other.source == event.source; });
  const bool version_between = previous != next.events.rend() &&
                               std::any_of(next.versions.begin(), next.versions.end(), [&](const VersionInfo& version) {
                                 return version.source == event.source && version.recorded > previous->last;
                               });
  if (previous != next.events.rend() && !version_between && previous->kind == event.kind &&
      previous->content == event.content && previous->message == event.message && previous->version == event.version &&
      previous->by == event.by && previous->needs == event.needs) {
    previous->last = event.last;
    ++previous->count;
  } else {
    next.events.push_back(std::move(event));
  }
  failed_ = true;
  PENUMBRA_RETURN_IF_ERROR(switch_to(std::move(next), std::move(entry)));
  failed_ = false;
  return {};
}

Status StoreWriter::log(LogEntry entry, Timestamp now) {
  if (failed_) {
    return Error{ErrorCode::kIo, "an earlier write to the store failed", {}, "Open the store again"};
  }
  if (number_ == 0) {
    return Error{ErrorCode::kInvalidArgument, "there is no store yet that could keep a log", {}, "Import a list first"};
  }
  entry.recorded = next_time(now);
  entry.clock_skew_micros = std::max<std::int64_t>(0, manifest_.last_recorded.micros() - now.micros());
  failed_ = true;
  PENUMBRA_RETURN_IF_ERROR(point_to(number_, manifest_bytes_, std::move(entry)));
  failed_ = false;
  return {};
}

}  // namespace penumbra::store
