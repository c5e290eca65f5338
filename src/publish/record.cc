#include "publish/record.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "base/digest.h"
#include "store/log.h"
#include "store/store.h"

namespace penumbra::publish {
namespace {

constexpr std::size_t kMaxMessage = 4096;

// Messages of refusals may quote what was read; the entry must stay one that can be written.
std::string bounded(std::string text) {
  if (text.size() <= kMaxMessage) return text;
  std::size_t end = kMaxMessage;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  const std::string rest = std::to_string(text.size() - end);
  return text.substr(0, end) + " (and " + rest + " bytes more)";
}

}  // namespace

bool is_refusal(const Error& error) {
  switch (error.code) {
    case ErrorCode::kIo:
    case ErrorCode::kBusy:
    case ErrorCode::kIntegrity:
      return false;
    default:
      return true;
  }
}

Error record_refusal(store::StoreWriter& writer, store::LogEntry asked, Error error, Timestamp now) {
  if (!is_refusal(error)) return error;
  asked.kind = store::LogKind::kRefused;
  const std::string place = to_string(error.position);
  asked.message = bounded((asked.message.empty() ? "" : asked.message + ": ") + error.message +
                          (place.empty() ? "" : " (" + place + ")"));
  const Status written = writer.log(std::move(asked), now);
  if (!written.ok()) error.message += "; that it was refused could not be recorded: " + written.error().message;
  return error;
}

Error record_refusal(const std::string& folder, store::LogEntry asked, Error error, Timestamp now,
                     store::FileSystem& files) {
  std::error_code ignored;
  if (!is_refusal(error) || !std::filesystem::exists(folder + "/CURRENT", ignored)) return error;
  auto writer = store::StoreWriter::open(folder, files);
  if (writer.ok()) return record_refusal(*writer, std::move(asked), std::move(error), now);
  error.message += "; that it was refused could not be recorded: " + writer.error().message;
  return error;
}

Status record_judgements(const JudgementChange& change) {
  std::error_code ignored;
  if (!std::filesystem::exists(change.store + "/CURRENT", ignored)) {
    const auto missing = store::Store::open(change.store);
    if (!missing.ok()) return missing.error();
  }
  PENUMBRA_ASSIGN_OR_RETURN(store::StoreWriter writer, store::StoreWriter::open(change.store));
  writer.act_as(change.by);
  const Timestamp now = change.now.value_or(Timestamp::now());
  const store::InputRecord before{change.file, change.before.size(), base::sha256_hex(change.before)};
  // What the log last knew of this file.
  std::optional<store::InputRecord> known;
  PENUMBRA_ASSIGN_OR_RETURN(const store::Log log, store::Log::open(change.store));
  PENUMBRA_RETURN_IF_ERROR(log.read(0, [&](const store::LogEntry& entry) -> Status {
    const bool about = entry.kind == store::LogKind::kJudged && !entry.files.empty();
    if (about && entry.files.back().name == change.file) known = entry.files.back();
    return {};
  }));
  const bool foreign = known ? *known != before : !change.before.empty();
  if (foreign) {
    store::LogEntry found;
    found.kind = store::LogKind::kJudged;
    if (known) found.files.push_back(*known);
    found.files.push_back(before);
    found.message = known ? "The file was edited by other means." : "The file was there before the log knew of it.";
    PENUMBRA_RETURN_IF_ERROR(writer.log(std::move(found), now));
  }
  store::LogEntry entry;
  entry.kind = store::LogKind::kJudged;
  if (!change.before.empty()) entry.files.push_back(before);
  entry.files.push_back({change.file, change.after.size(), base::sha256_hex(change.after)});
  entry.message = bounded(change.message);
  return writer.log(std::move(entry), now);
}

}  // namespace penumbra::publish
