#include "publish/approve.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "publish/record.h"
#include "store/container.h"
#include "store/quarantine.h"
#include "store/store.h"
#include "store/writer.h"

namespace penumbra::publish {
namespace {

constexpr std::uint64_t kMaxNoteBytes = 1 << 20;

// The event of the content that waits for a decision: the last one held, unless it was published or a person went back
// to another version since. nullptr when nothing waits.
const store::SourceEvent* waiting(const store::Manifest& manifest, const std::string& source) {
  const store::SourceEvent* held = nullptr;
  for (const store::SourceEvent& event : manifest.events) {
    if (event.source != source) continue;
    if (event.kind == store::EventKind::kHeld) held = &event;
    if (event.kind == store::EventKind::kRolledBack) held = nullptr;
  }
  if (held == nullptr) return nullptr;
  for (const store::VersionInfo* version : manifest.versions_of(source)) {
    if (!version->provisional && version->content == held->content && version->recorded > held->last) return nullptr;
  }
  return held;
}

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
    const store::SourceEvent* held = waiting(manifest, request.source);
    // What is asked for and not done is on record too.
    const auto refused = [&](ErrorCode code, std::string message, std::string fix) {
      store::LogEntry asked;
      asked.source = request.source;
      asked.content = content;
      asked.message = "approval";
      return record_refusal(writer, std::move(asked), Error{code, std::move(message), {}, std::move(fix)}, now);
    };
    if (held == nullptr) {
      std::string others;
      for (const std::string& source : manifest.sources()) {
        if (waiting(manifest, source) != nullptr) others += (others.empty() ? "" : ", ") + source;
      }
      return refused(ErrorCode::kNotFound, "nothing of source \"" + request.source + "\" waits for an approval",
                     others.empty() ? "Nothing of any source does" : "This waits: " + others);
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
    const std::string folder = request.store + "/" + store::quarantine_folder(request.source, content);
    const std::string note_path = folder + "/" + std::string(store::kQuarantineNote);
    const Result<std::string> bytes = base::read_file(note_path, kMaxNoteBytes);
    if (!bytes.ok()) return store::damaged(note_path, "the held files are not there; import them again");
    PENUMBRA_ASSIGN_OR_RETURN(const store::QuarantineNote note, store::decode_note(*bytes, note_path));
    for (std::size_t i = 0; i < note.names.size(); ++i) {
      import.files.push_back(folder + "/" + store::quarantined_file(i));
    }
    import.names = note.names;
    import.published = note.published;
    import.max_age_days = note.max_age_days;
    import.by = held->by;
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
  import.store = request.store;
  import.source = request.source;
  import.content = content;
  import.now = request.now;
  import.extra_files = request.extra_files;
  import.file_system = request.file_system;
  PENUMBRA_ASSIGN_OR_RETURN(outcome.published, import_files(import));
  return outcome;
}

}  // namespace penumbra::publish
