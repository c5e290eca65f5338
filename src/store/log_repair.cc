#include <filesystem>
#include <system_error>
#include <utility>

#include "store/log_begin.h"
#include "store/store.h"
#include "store/writer.h"

namespace penumbra::store {
namespace {

namespace fs = std::filesystem;

// Of a damaged log that is put aside, what its successor says.
std::string account_of(const StoreWriter::LogRepair& repair, const std::string& reason) {
  std::string out = "It was damaged (" + repair.damage->message + "); " + std::to_string(repair.sound) +
                    " entries before the damage can be read";
  if (!repair.kept.empty()) out += ", and its files are kept in " + repair.kept;
  return out + ". Begun anew because: " + reason;
}

}  // namespace

Result<StoreWriter::LogRepair> StoreWriter::repair_log(const std::string& folder, const std::string& by,
                                                       const std::string& reason, FileSystem& files, Timestamp now) {
  if (by.empty() || reason.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "a log is begun anew by a person, for a reason",
                 {},
                 "Give both, with --by and --reason"};
  }
  // The store's own words for a folder that is none.
  PENUMBRA_ASSIGN_OR_RETURN(const auto store, Store::open(folder));
  StoreWriter writer;
  writer.folder_ = folder;
  writer.files_ = &files;
  PENUMBRA_ASSIGN_OR_RETURN(writer.lock_, base::FileLock::acquire(folder + "/LOCK"));
  PENUMBRA_ASSIGN_OR_RETURN(const Log log, Log::open(folder));
  const LogCheck check = log.check();
  LogRepair out{check.damage, log.head().entries, check.sound, ""};
  if (!out.damage) return out;
  std::error_code ignored;
  if (fs::exists(folder + "/log", ignored) && !fs::is_empty(folder + "/log", ignored)) {
    for (int number = 1; out.kept.empty() || fs::exists(folder + "/" + out.kept, ignored); ++number) {
      out.kept = std::string(kDamagedLog) + std::to_string(number);
    }
    PENUMBRA_RETURN_IF_ERROR(files.rename(folder + "/log", folder + "/" + out.kept));
    PENUMBRA_RETURN_IF_ERROR(files.sync_directory(folder));
  }
  PENUMBRA_RETURN_IF_ERROR(writer.prepare());
  writer.lost_log_ += (writer.lost_log_.empty() ? "" : " ") + account_of(out, reason);
  writer.actor_ = by;
  PENUMBRA_RETURN_IF_ERROR(writer.begin(Timestamp(writer.next_time(now).micros() + 1)));
  PENUMBRA_RETURN_IF_ERROR(files.sync_directory(folder));
  PENUMBRA_RETURN_IF_ERROR(writer.switch_pointer(writer.number_, writer.manifest_bytes_));
  return out;
}

}  // namespace penumbra::store
