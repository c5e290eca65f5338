#include "publish/reject.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "publish/held.h"
#include "publish/record.h"
#include "store/store.h"
#include "store/writer.h"

namespace penumbra::publish {
namespace {

// The last of the versions that count; nullptr: none does.
const store::VersionInfo* last_of(const std::vector<const store::VersionInfo*>& versions) {
  const store::VersionInfo* last = nullptr;
  for (const store::VersionInfo* version : versions) {
    if (last == nullptr || store::comes_before(*last, *version)) last = version;
  }
  return last;
}

// The rejection after which nothing happened to the source that asks for another decision; nullptr: there is none.
const store::SourceEvent* last_rejection(const store::Manifest& manifest, std::string_view source) {
  const store::SourceEvent* found = nullptr;
  for (const store::SourceEvent& event : manifest.events) {
    if (event.source != source) continue;
    if (event.kind == store::EventKind::kRejected) found = &event;
    if (event.kind == store::EventKind::kRolledBack || event.kind == store::EventKind::kHeld) found = nullptr;
  }
  return found;
}

}  // namespace

Result<RejectOutcome> reject(const RejectRequest& request) {
  const Timestamp now = request.now.value_or(Timestamp::now());
  PENUMBRA_RETURN_IF_ERROR(store::check_source_name(request.source));
  if (request.by.empty()) {
    return Error{ErrorCode::kInvalidArgument, "nobody is named who rejects", {}, "Name the person with --by"};
  }
  std::error_code ignored;
  if (!std::filesystem::exists(request.store + "/CURRENT", ignored)) {
    // Opened to get its words; a writer would make a new store here.
    const auto missing = store::Store::open(request.store);
    if (!missing.ok()) return missing.error();
  }
  PENUMBRA_ASSIGN_OR_RETURN(store::StoreWriter writer, store::StoreWriter::open(request.store, *request.file_system));
  writer.act_as(request.by);
  const store::Manifest& manifest = writer.manifest();
  const store::SourceEvent* held = manifest.waiting(request.source);
  RejectOutcome outcome;
  if (const store::VersionInfo* last = last_of(manifest.counting(request.source))) outcome.in_force = last->id();
  if (held == nullptr) {
    if (const store::SourceEvent* before = last_rejection(manifest, request.source)) {
      outcome.rejected = before->message;
      outcome.repeated = true;
      return outcome;
    }
  }
  // What is asked for and not done is on record too.
  const auto refused = [&](const Error& error) {
    store::LogEntry asked;
    asked.source = request.source;
    if (held != nullptr) asked.content = held->content;
    asked.message = "rejection";
    return record_refusal(writer, std::move(asked), error, now);
  };
  if (held == nullptr) return refused(nothing_held(manifest, request.source));
  if (request.reason.empty()) {
    return refused({ErrorCode::kInvalidArgument,
                    "a reason is required: the authority publishes what is rejected here",
                    {},
                    "State it with --reason"});
  }
  outcome.held = held->message;
  for (const store::VersionInfo* version : manifest.counting(request.source)) {
    if (version->provisional && version->content == held->content) outcome.withdrawn = version->id();
  }
  store::SourceEvent event;
  event.source = request.source;
  event.kind = store::EventKind::kRejected;
  event.content = held->content;
  event.by = request.by;
  event.message = request.by + " rejected what was held: " + request.reason;
  outcome.rejected = event.message;
  PENUMBRA_RETURN_IF_ERROR(writer.record_event(std::move(event), now));
  const store::VersionInfo* last = last_of(writer.manifest().counting(request.source));
  outcome.in_force = last == nullptr ? std::string() : last->id();
  return outcome;
}

}  // namespace penumbra::publish
