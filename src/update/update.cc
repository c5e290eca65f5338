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
#include "update/download.h"

namespace penumbra::update {
namespace {

namespace fs = std::filesystem;

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

// `day`: of publication, as the address states it.
void publish_round(const Source& source, const UpdateOptions& options, const std::vector<std::string>& paths,
                   std::optional<Date> day, SourceUpdate& out) {
  publish::ImportRequest request;
  request.store = options.store;
  request.source = source.name;
  request.files = paths;
  request.max_age_days = source.max_age_days;
  request.by = kActor;
  if (day) request.published = PartialDate(*day);
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
  publish_round(source, options, paths_of(area, source, round), round.day, out);
  if (!out.import) return;
  const SourceState state{out.mirror, fetched, round.files, round.pages};
  Status kept = area.keep(source.name, state.files);
  if (kept.ok()) kept = area.keep(source.name, state.pages);
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
  const std::vector<Origin> origins = origins_of(source);
  for (const Origin& origin : origins) {
    const std::string& mirror = origin.address;
    auto set = downloader.from(origin);
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
      const bool tokens = mirror.find("{token}") != std::string::npos || !source.token_header.empty();
      if (last->code == ErrorCode::kNotFound && tokens && last->position.file.empty()) {
        out.result = UpdateResult::kNoToken;
        out.code = last->code;
        out.reasons.push_back(to_string(*last));
        return out;
      }
    }
    out.attempts.push_back(public_address(mirror) + ": " + to_string(*last));
  }
  if (!round) {
    refuse(out, options, origins.empty() ? "nowhere" : public_address(origins.back().address), *last);
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

namespace {

// What the server would send for one file, by HEAD.
void look_at(const Source& source, const UpdateOptions& options, const SourceState& state, const std::string& address,
             bool index, CheckedFile& checked) {
  FetchRequest request;
  request.address = address;
  request.path = Area(options.store).quarantine(source.name) + "/" + checked.file;
  request.proxy = options.proxy;
  request.limits = options.limits;
  request.limits.retries = 0;  // a look, not a download: the next mirror answers sooner
  request.wait = options.wait;
  if (!source.token_header.empty()) {
    const auto token = token_of(source, options.environment);
    if (!token.ok()) {
      checked.state = to_string(token.error());
      return;
    }
    request.headers.push_back(source.token_header + ": " + *token);
  }
  const auto now = look(request);
  const KeptFile* kept = state.find(checked.file);
  checked.reachable = now.ok();
  if (!now.ok()) {
    checked.state = to_string(now.error());
  } else if (kept == nullptr) {
    checked.state = "new";
  } else if (kept->address != public_address(address)) {
    checked.state = index ? "changed" : "unknown";  // an index page names another file; another mirror says nothing
  } else if (!now->known()) {
    checked.state = "unknown";
  } else {
    checked.state = *now == kept->validators ? "unchanged" : "changed";
  }
}

}  // namespace

std::vector<CheckedFile> check_source(const Source& source, const UpdateOptions& options) {
  const Area area(options.store);
  const SourceState state = area.state(source.name);
  std::vector<CheckedFile> out;
  if (source.collects) {
    Round round;
    const auto named = Downloader(source, options).pages_named(round);
    if (!named.ok()) return {{"the index", public_address(source.index.front()), to_string(named.error()), false}};
    for (const auto& [name, address] : *named) {
      out.push_back({name, public_address(source.index.front()), "", false});
      look_at(source, options, state, address, true, out.back());
    }
    return out;
  }
  for (const std::string& file : source.files) out.push_back({file, "", "", false});
  for (const Origin& origin : origins_of(source)) {
    std::optional<Result<Named>> named;
    for (CheckedFile& checked : out) {
      if (checked.reachable) continue;
      checked.mirror = public_address(origin.address);
      if (origin.index) {
        if (!named) named = Downloader(source, options).ask_index(origin.address);
        if (named->ok()) {
          look_at(source, options, state, (*named)->addresses.at(checked.file), true, checked);
        } else {
          checked.state = to_string(named->error());
        }
      } else if (const auto folder = folder_of(origin.address)) {
        checked.reachable = fs::exists(*folder);
        checked.state = checked.reachable ? "unknown" : "the folder is not there";
      } else if (const auto address = address_of(source, origin.address, checked.file, options.environment);
                 !address.ok()) {
        checked.state = to_string(address.error());
      } else {
        look_at(source, options, state, *address, false, checked);
      }
    }
  }
  return out;
}

}  // namespace penumbra::update
