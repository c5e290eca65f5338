#include "update/update.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <utility>

#include "base/digest.h"
#include "base/file.h"
#include "ingest/reader.h"
#include "publish/record.h"
#include "store/store.h"
#include "update/content_check.h"

namespace penumbra::update {
namespace {

namespace fs = std::filesystem;

struct Round {
  std::vector<KeptFile> files;
  std::uint64_t bytes = 0;  // over the network
  bool consistent = true;   // nothing changed while the set was downloaded, as far as the server tells
  std::vector<std::string> notes;
};

// Downloads the files of one source from one mirror after the other.
class Downloader {
 public:
  Downloader(const Source& source, const UpdateOptions& options)
      : source_(source), options_(options), area_(options.store), state_(area_.state(source.name)) {}

  const SourceState& state() const { return state_; }

  // The whole set from this mirror, or why not.
  Result<Round> from(const std::string& mirror) {
    std::error_code wrong;
    fs::create_directories(area_.quarantine(source_.name), wrong);
    if (wrong) {
      return Error{ErrorCode::kIo,
                   "the quarantine folder cannot be made: " + wrong.message(),
                   {area_.quarantine(source_.name)},
                   "Check its rights"};
    }
    if (const auto folder = folder_of(mirror)) return from_folder(*folder);
    for (int round = 1; round <= options_.set_rounds; ++round) {
      PENUMBRA_ASSIGN_OR_RETURN(Round set, one_round(mirror));
      if (set.consistent) return set;
    }
    return Error{ErrorCode::kIo,
                 "the files changed each time while they were downloaded (" + std::to_string(options_.set_rounds) +
                     " rounds); they are not one version",
                 {public_address(mirror)},
                 "Try again later"};
  }

 private:
  FetchRequest request_for(const std::string& address, const std::string& file) const {
    FetchRequest request;
    request.address = address;
    request.path = area_.quarantine(source_.name) + "/" + file;
    request.proxy = options_.proxy;
    request.limits = options_.limits;
    request.limits.max_bytes = source_.max_bytes;
    request.wait = options_.wait;
    if (options_.progress) {
      request.progress = [this, file](std::uint64_t done, std::uint64_t total) {
        return options_.progress("downloading " + file, done, total);
      };
    }
    return request;
  }

  Status check(const KeptFile& kept, const std::string& path, std::string_view content_type) const {
    const auto mapped = base::MappedFile::open(path);
    // An empty file cannot be mapped everywhere; either way there is nothing in it.
    const std::string_view bytes = mapped.ok() ? mapped->bytes() : std::string_view();
    return check_content(source_, kept.name, content_type, bytes);
  }

  Result<KeptFile> finished(const std::string& name, const std::string& address, const Validators& validators,
                            std::string_view content_type) const {
    const std::string path = area_.quarantine(source_.name) + "/" + name;
    KeptFile kept{name, public_address(address), validators, 0, ""};
    PENUMBRA_RETURN_IF_ERROR(check(kept, path, content_type));
    PENUMBRA_ASSIGN_OR_RETURN(const base::MappedFile mapped, base::MappedFile::open(path));
    kept.bytes = mapped.bytes().size();
    kept.sha256 = base::sha256_hex(mapped.bytes());
    return kept;
  }

  Result<Round> one_round(const std::string& mirror) {
    Round round;
    for (const std::string& file : source_.files) {
      PENUMBRA_ASSIGN_OR_RETURN(const std::string address, address_of(source_, mirror, file, options_.environment));
      FetchRequest request = request_for(address, file);
      const KeptFile* kept = state_.find(file);
      // The validators are those of one address, and only of use while the bytes are still there.
      if (kept != nullptr && kept->address == public_address(address) && area_.intact(source_.name, *kept)) {
        request.known = kept->validators;
      }
      PENUMBRA_ASSIGN_OR_RETURN(const FetchAnswer answer, fetch(request));
      if (answer.unchanged) {
        std::error_code ignored;
        fs::remove(request.path, ignored);  // of an earlier round that was not whole
        round.files.push_back(*kept);
        continue;
      }
      round.bytes += answer.bytes - answer.resumed;
      PENUMBRA_ASSIGN_OR_RETURN(KeptFile done, finished(file, address, answer.validators, answer.content_type));
      if (!answer.length_known) {
        round.notes.push_back(file + ": the server states no length; only the reader can notice a cut transfer");
      }
      round.files.push_back(std::move(done));
    }
    if (source_.files.size() > 1 && round.bytes > 0) PENUMBRA_RETURN_IF_ERROR(recheck(mirror, round));
    return round;
  }

  // A set is one version when, after its last file came, every file is still the one that came.
  Status recheck(const std::string& mirror, Round& round) const {
    for (const KeptFile& file : round.files) {
      if (!file.validators.known()) {
        round.notes.push_back(file.name +
                              ": the server states neither ETag nor Last-Modified; that the files are of one "
                              "version is not proven");
        continue;
      }
      PENUMBRA_ASSIGN_OR_RETURN(const std::string address,
                                address_of(source_, mirror, file.name, options_.environment));
      FetchRequest request = request_for(address, file.name);
      request.progress = nullptr;
      const auto now = look(request);
      if (!now.ok()) {
        round.notes.push_back(file.name + ": could not be looked at again (" + now.error().message + ")");
      } else if (now->known() && *now != file.validators) {
        round.consistent = false;
      }
    }
    return {};
  }

  Result<Round> from_folder(const std::string& folder) {
    Round round;
    for (const std::string& file : source_.files) {
      const std::string from = folder + (folder.ends_with("/") ? "" : "/") + file;
      const std::string path = source_.files.size() == 1 && fs::is_regular_file(folder) ? folder : from;
      PENUMBRA_ASSIGN_OR_RETURN(const std::string bytes, base::read_file(path, source_.max_bytes));
      const std::string target = area_.quarantine(source_.name) + "/" + file;
      PENUMBRA_RETURN_IF_ERROR(base::replace_file(target, bytes));
      PENUMBRA_ASSIGN_OR_RETURN(KeptFile done, finished(file, path, {}, ""));
      round.files.push_back(std::move(done));
    }
    return round;
  }

  const Source& source_;
  const UpdateOptions& options_;
  Area area_;
  SourceState state_;
};

// Who imports, for the record: nobody did it by hand, so anybody may approve what is held.
constexpr const char* kActor = "penumbra update";

Error refused(std::string message, std::string fix) {
  return Error{ErrorCode::kHeld, std::move(message), {}, std::move(fix)};
}

// The store, or nothing when there is none yet.
Result<std::shared_ptr<const store::Store>> open_store(const std::string& folder) {
  auto opened = store::Store::open(folder);
  if (opened.ok() || opened.error().code != ErrorCode::kNotFound) return opened;
  return std::shared_ptr<const store::Store>();
}

// The version of the source with the latest effective day, the one recorded last of several; not a provisional one,
// which stands on top of the version that an authority may go back to.
const store::VersionInfo* newest(const store::Store& store, const std::string& source) {
  const store::VersionInfo* best = nullptr;
  for (const store::VersionInfo& version : store.manifest().versions) {
    if (version.source == source && !version.provisional &&
        (best == nullptr || version.effective() >= best->effective()))
      best = &version;
  }
  return best;
}

// A server that serves content which the store had before, and has replaced since, is behind or replays: taken as a
// check it would keep a frozen list fresh. An older day in the content is refused likewise, by importing nothing.
Status check_not_older(const std::string& store_folder, const Source& source, const std::vector<KeptFile>& files) {
  PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const store::Store> store, open_store(store_folder));
  if (store == nullptr) return {};
  const store::VersionInfo* last = newest(*store, source.name);
  if (last == nullptr) return {};
  std::vector<store::InputRecord> inputs;
  for (const KeptFile& file : files) inputs.push_back({file.name, file.bytes, file.sha256});
  const std::string content = store::content_hash(inputs);
  if (content == last->content) return {};
  for (const store::VersionInfo& version : store->manifest().versions) {
    if (version.source == source.name && version.content == content) {
      return refused("an older version is served: it is " + version.id() + ", and " + last->id() + " is there already",
                     "Try again later; to go back on purpose, roll the source back");
    }
  }
  return {};
}

// The format and the day that the files state, before they may become a version.
Status check_format(const Source& source, const std::vector<std::string>& paths) {
  if (source.readers.empty()) return {};
  std::vector<base::MappedFile> mapped;
  std::vector<ingest::InputFile> files;
  mapped.reserve(paths.size());
  for (const std::string& path : paths) {
    PENUMBRA_ASSIGN_OR_RETURN(base::MappedFile file, base::MappedFile::open(path));
    mapped.push_back(std::move(file));
    files.push_back({path, mapped.back().bytes()});
  }
  PENUMBRA_ASSIGN_OR_RETURN(const ingest::Reader* reader, ingest::detect(files));
  if (std::find(source.readers.begin(), source.readers.end(), reader->name()) != source.readers.end()) return {};
  return Error{ErrorCode::kUnexpectedStructure,
               "the files are of format " + std::string(reader->name()) + ", which the source does not expect",
               {},
               "If the authority changed its format, add it to readers = of the source"};
}

void take_error(SourceUpdate& out, const Error& error) {
  out.code = error.code;
  out.reasons.push_back(to_string(error));
  switch (error.code) {
    case ErrorCode::kUnexpectedStructure:
    case ErrorCode::kEmpty:
    case ErrorCode::kHeld:
    case ErrorCode::kSyntax:
    case ErrorCode::kUnknownFormat:
    case ErrorCode::kEncoding:
      out.result = UpdateResult::kRefused;
      break;
    default:
      out.result = UpdateResult::kFailed;
  }
}

// What was served and refused is on record in the store too, with who served it.
void refuse(SourceUpdate& out, const UpdateOptions& options, const std::string& from, const Error& error) {
  take_error(out, error);
  if (out.result != UpdateResult::kRefused) return;
  store::LogEntry asked;
  asked.by = kActor;
  asked.source = out.source;
  asked.message = "update from " + from;
  const Error told = publish::record_refusal(options.store, std::move(asked), error, Timestamp::now());
  if (told.message != error.message) out.notes.push_back(told.message);
}

// The paths of a round: new files are in quarantine, unchanged ones in the downloads folder.
std::vector<std::string> paths_of(const Area& area, const Source& source, const Round& round) {
  std::vector<std::string> paths;
  std::error_code ignored;
  for (const KeptFile& file : round.files) {
    const std::string fresh = area.quarantine(source.name) + "/" + file.name;
    paths.push_back(fs::exists(fresh, ignored) ? fresh : area.downloads(source.name) + "/" + file.name);
  }
  return paths;
}

void publish_round(const Source& source, const UpdateOptions& options, const std::vector<std::string>& paths,
                   SourceUpdate& out) {
  publish::ImportRequest request;
  request.store = options.store;
  request.source = source.name;
  request.files = paths;
  request.max_age_days = source.max_age_days;
  request.by = kActor;
  if (options.progress) {
    request.progress = [&options](const publish::Progress& step) {
      options.progress(step.stage, static_cast<std::uint64_t>(step.fraction * 100), 100);
    };
  }
  std::optional<Date> before;
  if (const auto store = open_store(options.store); store.ok() && *store != nullptr) {
    if (const store::VersionInfo* last = newest(**store, source.name)) before = last->effective();
  }
  auto outcome = publish::import_files(request);
  if (!outcome.ok()) {
    take_error(out, outcome.error());
    return;
  }
  out.import = *std::move(outcome);
  const publish::ImportOutcome& import = *out.import;
  switch (import.result) {
    case publish::ImportResult::kPublished:
      out.result = UpdateResult::kPublished;
      out.version = import.version.id();
      if (before && import.version.effective() < *before) {
        out.result = UpdateResult::kRefused;
        out.code = ErrorCode::kHeld;
        out.reasons.push_back("the mirror serves a list of " + import.version.effective().to_string() +
                              ", older than the one of " + before->to_string() +
                              " that is in force; it was filed under its day and changes no answer of today");
      }
      break;
    case publish::ImportResult::kUnchanged:
      out.result = UpdateResult::kUnchanged;
      out.version = import.version.id();
      break;
    case publish::ImportResult::kHeld:
      out.result = UpdateResult::kHeld;
      out.code = ErrorCode::kHeld;
      if (import.additions) {
        out.version = import.additions->id();
        out.notes.push_back("what it adds is screened already, as " + out.version);
      }
      for (const publish::Hold& hold : import.holds) {
        out.reasons.push_back(hold.reason + (hold.fix.empty() ? "" : " " + hold.fix));
      }
      break;
  }
}

// Publishes the round. What was read whole is kept, held or not: it is the base of the next conditional request, and of
// a bundle. What no reader can read is asked for again.
void publish_and_keep(const Source& source, const UpdateOptions& options, const Round& round,
                      const std::string& fetched, SourceUpdate& out) {
  const Area area(options.store);
  publish_round(source, options, paths_of(area, source, round), out);
  if (!out.import) return;
  const SourceState state{out.mirror, fetched, round.files};
  Status kept = area.keep(source.name, state.files);
  if (kept.ok()) kept = area.write_state(source.name, state);
  if (!kept.ok()) out.notes.push_back("the download could not be kept: " + to_string(kept.error()));
}

}  // namespace

std::string_view to_string(UpdateResult result) {
  switch (result) {
    case UpdateResult::kPublished:
      return "published";
    case UpdateResult::kUnchanged:
      return "unchanged";
    case UpdateResult::kHeld:
      return "held";
    case UpdateResult::kRefused:
      return "refused";
    case UpdateResult::kFailed:
      return "failed";
    case UpdateResult::kNoToken:
      return "no-token";
  }
  return "failed";
}

SourceUpdate update_source(const Source& source, const UpdateOptions& options) {
  SourceUpdate out;
  out.source = source.name;
  const Area area(options.store);
  Downloader downloader(source, options);
  std::optional<Round> round;
  std::optional<Error> last;
  for (const std::string& mirror : source.mirrors) {
    auto set = downloader.from(mirror);
    if (set.ok()) {
      const std::vector<std::string> paths = paths_of(area, source, *set);
      Status usable = check_format(source, paths);
      if (usable.ok()) usable = check_not_older(options.store, source, set->files);
      if (usable.ok()) {
        round = *std::move(set);
        out.mirror = public_address(mirror);
        break;
      }
      last = usable.error();
    } else {
      last = set.error();
      if (last->code == ErrorCode::kNotFound && mirror.find("{token}") != std::string::npos &&
          last->position.file.empty()) {
        out.result = UpdateResult::kNoToken;
        out.code = last->code;
        out.reasons.push_back(to_string(*last));
        return out;
      }
    }
    out.attempts.push_back(public_address(mirror) + ": " + to_string(*last));
  }
  if (!round) {
    refuse(out, options, source.mirrors.empty() ? "nowhere" : public_address(source.mirrors.back()), *last);
    return out;
  }
  out.bytes = round->bytes;
  out.notes = round->notes;
  const bool fresh = round->bytes > 0;
  publish_and_keep(source, options, *round, fresh ? Timestamp::now().to_string() : downloader.state().fetched, out);
  return out;
}

SourceUpdate publish_downloaded(const Source& source, const UpdateOptions& options, const std::vector<KeptFile>& files,
                                const std::string& from) {
  SourceUpdate out;
  out.source = source.name;
  out.mirror = from;
  const Area area(options.store);
  Round round;
  round.files = files;
  for (const KeptFile& file : files) {
    const auto mapped = base::MappedFile::open(area.quarantine(source.name) + "/" + file.name);
    const auto usable = mapped.ok() ? check_content(source, file.name, "", mapped->bytes()) : Status(mapped.error());
    if (!usable.ok()) {
      refuse(out, options, from, usable.error());
      return out;
    }
  }
  Status usable = check_format(source, paths_of(area, source, round));
  if (usable.ok()) usable = check_not_older(options.store, source, files);
  if (!usable.ok()) {
    refuse(out, options, from, usable.error());
    return out;
  }
  publish_and_keep(source, options, round, Timestamp::now().to_string(), out);
  return out;
}

std::vector<CheckedFile> check_source(const Source& source, const UpdateOptions& options) {
  const Area area(options.store);
  const SourceState state = area.state(source.name);
  std::vector<CheckedFile> out;
  for (const std::string& file : source.files) {
    CheckedFile checked{file, "", "", false};
    for (const std::string& mirror : source.mirrors) {
      checked.mirror = public_address(mirror);
      if (const auto folder = folder_of(mirror)) {
        checked.reachable = fs::exists(*folder);
        checked.state = checked.reachable ? "unknown" : "the folder is not there";
      } else if (const auto address = address_of(source, mirror, file, options.environment); !address.ok()) {
        checked.state = to_string(address.error());
      } else {
        FetchRequest request;
        request.address = *address;
        request.path = area.quarantine(source.name) + "/" + file;
        request.proxy = options.proxy;
        request.limits = options.limits;
        request.limits.retries = 0;  // a look, not a download: the next mirror answers sooner
        request.wait = options.wait;
        const auto now = look(request);
        const KeptFile* kept = state.find(file);
        checked.reachable = now.ok();
        if (!now.ok()) {
          checked.state = to_string(now.error());
        } else if (kept == nullptr) {
          checked.state = "new";
        } else if (!now->known() || kept->address != public_address(*address)) {
          checked.state = "unknown";
        } else {
          checked.state = *now == kept->validators ? "unchanged" : "changed";
        }
      }
      if (checked.reachable) break;
    }
    out.push_back(std::move(checked));
  }
  return out;
}

}  // namespace penumbra::update
