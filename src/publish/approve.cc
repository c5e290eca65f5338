#include "publish/approve.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "publish/held.h"
#include "publish/record.h"
#include "store/store.h"
#include "store/writer.h"

namespace penumbra::publish {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Result<ApproveOutcome> approve(const ApproveRequest& request) {
  const Timestamp now = request.now.value_or(Timestamp::now());
  PENUMBRA_RETURN_IF_ERROR(store::check_source_name(request.source));
  if (request.by.empty()) {
    return Error{ErrorCode::kInvalidArgument, "nobody is named who approves", {}, "Name the person with --by"};
  }
  ApproveOutcome outcome;
  ImportRequest import;
  std::string content;
  {
    std::error_code ignored;
    if (!std::filesystem::exists(request.store + "/CURRENT", ignored)) {
      const auto missing = store::Store::open(request.store);
      if (!missing.ok()) return missing.error();
    }
    PENUMBRA_ASSIGN_OR_RETURN(store::StoreWriter writer, store::StoreWriter::open(request.store, *request.file_system));
    writer.act_as(request.by);
    const store::Manifest& manifest = writer.manifest();
    const store::SourceEvent* held = manifest.waiting(request.source);
    // What is asked for and not done is on record too.
    const auto refused = [&](ErrorCode code, std::string message, std::string fix) {
      store::LogEntry asked;
      asked.source = request.source;
      asked.content = content;
      asked.message = "approval";
      return record_refusal(writer, std::move(asked), Error{code, std::move(message), {}, std::move(fix)}, now);
    };
    if (held == nullptr) {
      const Error error = nothing_held(manifest, request.source);
      return refused(error.code, error.message, error.fix);
    }
    content = held->content;
    outcome.held = held->message;
    outcome.needs = std::max(held->needs, 1U);
    std::vector<std::string> importers;
    for (const store::SourceEvent& event : manifest.events) {
      if (event.source != request.source || event.content != content) continue;
      if (event.kind == store::EventKind::kHeld) importers.push_back(event.by);
      if (event.kind != store::EventKind::kApproved) continue;
      outcome.approved.push_back(event.by);
      import.approvals.push_back({event.by, event.message});
    }
    if (contains(importers, request.by)) {
      return refused(ErrorCode::kInvalidArgument, request.by + " imported the content and cannot approve it",
                     "Ask another person");
    }
    const bool enough = outcome.approved.size() >= outcome.needs;
    if (contains(outcome.approved, request.by) && !enough) {
      return refused(ErrorCode::kInvalidArgument, request.by + " has approved already, and another person is needed",
                     "Ask another person");
    }
    if (outcome.needs > 1 && request.reason.empty() && !enough) {
      return refused(ErrorCode::kInvalidArgument, "a reason is required where two people must approve",
                     "State it with --reason");
    }
    PENUMBRA_ASSIGN_OR_RETURN(ImportRequest files, held_request(request.store, *held));
    files.approvals = std::move(import.approvals);
    import = std::move(files);
    if (!enough) {
      store::SourceEvent event;
      event.source = request.source;
      event.kind = store::EventKind::kApproved;
      event.content = content;
      event.by = request.by;
      event.message = request.by + " approved what was held" + (request.reason.empty() ? "." : ": " + request.reason);
      import.approvals.push_back({event.by, event.message});
      outcome.approved.push_back(request.by);
      PENUMBRA_RETURN_IF_ERROR(writer.record_event(std::move(event), now));
    }
  }
  if (outcome.approved.size() < outcome.needs) return outcome;
  import.now = request.now;
  import.extra_files = request.extra_files;
  import.file_system = request.file_system;
  PENUMBRA_ASSIGN_OR_RETURN(outcome.published, import_files(import));
  return outcome;
}

}  // namespace penumbra::publish
