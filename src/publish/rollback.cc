#include "publish/rollback.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "publish/record.h"
#include "store/store.h"
#include "store/writer.h"

namespace penumbra::publish {

Result<RollbackOutcome> roll_back(const RollbackRequest& request) {
  PENUMBRA_RETURN_IF_ERROR(store::check_source_name(request.source));
  if (request.by.empty()) {
    return Error{ErrorCode::kInvalidArgument, "nobody is named who goes back", {}, "Name the person with --by"};
  }
  std::error_code ignored;
  if (!std::filesystem::exists(request.store + "/CURRENT", ignored)) {
    // Opened to get its words; a writer would make a new store here.
    const auto missing = store::Store::open(request.store);
    if (!missing.ok()) return missing.error();
  }
  PENUMBRA_ASSIGN_OR_RETURN(store::StoreWriter writer, store::StoreWriter::open(request.store, *request.file_system));
  writer.act_as(request.by);
  // What is asked for and not done is on record too.
  const auto refused = [&](ErrorCode code, std::string message, std::string fix) {
    store::LogEntry asked;
    asked.source = request.source;
    asked.version = request.to.value_or(0);
    asked.message = "rollback";
    return record_refusal(writer, std::move(asked), Error{code, std::move(message), {}, std::move(fix)},
                          request.now.value_or(Timestamp::now()));
  };
  std::vector<const store::VersionInfo*> versions = writer.manifest().counting(request.source);
  if (versions.empty()) {
    return refused(ErrorCode::kNotFound, "the store has no version of \"" + request.source + "\"",
                   "penumbra versions lists the sources");
  }
  std::stable_sort(versions.begin(), versions.end(),
                   [](const auto* a, const auto* b) { return store::comes_before(*a, *b); });
  const store::VersionInfo* from = versions.back();
  const store::VersionInfo* to = nullptr;
  if (request.to) {
    to = writer.manifest().find(request.source, *request.to);
    if (to == nullptr) {
      return refused(ErrorCode::kNotFound,
                     "the store has no version " + request.source + "@" + std::to_string(*request.to),
                     "penumbra versions lists them");
    }
  } else if (versions.size() > 1) {
    to = versions[versions.size() - 2];
  } else {
    return refused(ErrorCode::kNotFound, "there is no version before " + from->id(),
                   "Import the list that is meant; a source without any version cannot be gone back to");
  }
  if (to == from) {
    return refused(ErrorCode::kInvalidArgument, to->id() + " is in force already", "Name another version with --to");
  }
  RollbackOutcome outcome{*from, *to};
  store::SourceEvent event;
  event.source = request.source;
  event.kind = store::EventKind::kRolledBack;
  event.content = to->content;
  event.version = to->number;
  event.by = request.by;
  event.message = request.by + " made " + to->id() + " the version in force in place of " + from->id() +
                  (request.reason.empty() ? "." : ": " + request.reason);
  PENUMBRA_RETURN_IF_ERROR(writer.record_event(std::move(event), request.now.value_or(Timestamp::now())));
  return outcome;
}

}  // namespace penumbra::publish
