#include "publish/record.h"

#include <algorithm>
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

namespace {

// The key of a decision stands in the log as a file of this name: size and sum are those of what was decided, and the
// instant of the judgement lets a call that a crash cut short be finished to the same bytes.
constexpr std::string_view kKeyName = "idempotency-key ";
constexpr std::string_view kKeyAt = " at ";

bool is_key(std::string_view key) {
  constexpr std::size_t kMaxKey = 200;
  return key.size() <= kMaxKey && std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

std::string decision_id(const std::string& key, const std::string& body) {
  return "dec-" + base::sha256_hex(key + "\n" + body).substr(0, 16);
}

// What the log knows of a file of judgements and of a key.
struct Known {
  std::optional<store::InputRecord> file;  // as the last entry about it left it
  std::optional<store::LogEntry> keyed;    // the entry that used the key
  std::string at;                          // the instant of that judgement
  std::uint64_t entries = 0;
};

Result<Known> known_to_log(const JudgementChange& change) {
  Known known;
  PENUMBRA_ASSIGN_OR_RETURN(const store::Log log, store::Log::open(change.store));
  const std::string name = std::string(kKeyName) + change.key + std::string(kKeyAt);
  PENUMBRA_RETURN_IF_ERROR(log.read(0, [&](const store::LogEntry& entry) -> Status {
    known.entries = entry.index + 1;
    if (entry.kind != store::LogKind::kJudged || entry.files.empty()) return {};
    if (entry.files.back().name == change.file) known.file = entry.files.back();
    if (!change.key.empty() && entry.files.front().name.starts_with(name)) {
      known.keyed = entry;
      known.at = entry.files.front().name.substr(name.size());
    }
    return {};
  }));
  return known;
}

Result<JudgementRecord> repeat(const JudgementChange& change, const Known& known, store::StoreWriter& writer,
                               Timestamp now) {
  const store::LogEntry& entry = *known.keyed;
  const store::InputRecord& used = entry.files.front();
  if (used.sha256 != base::sha256_hex(change.body) || entry.files.back().name != change.file) {
    store::LogEntry asked;
    asked.by = change.by;
    asked.message = change.message;
    Error error{ErrorCode::kInvalidArgument,
                "the key " + change.key + " was used for another decision, entry " + std::to_string(entry.index) +
                    " of the log",
                {},
                "Choose a new key for a new decision; to repeat the old one, give exactly what was given then"};
    return record_refusal(writer, std::move(asked), std::move(error), now);
  }
  // Recorded and not written: the program died between the two. The same bytes come out at the same instant.
  const auto files = change.plan(known.at);
  if (files.ok() && base::sha256_hex(files->after) == entry.files.back().sha256) {
    PENUMBRA_RETURN_IF_ERROR(change.write(files->after));
  }
  return JudgementRecord{entry.index, decision_id(change.key, change.body), true};
}

}  // namespace

Result<JudgementRecord> record_judgements(const JudgementChange& change) {
  if (!is_key(change.key)) {
    return Error{ErrorCode::kInvalidArgument,
                 "a key of a decision is 1 to 200 letters, digits and signs of ASCII, without blanks",
                 {},
                 "Give a number or a UUID"};
  }
  std::error_code ignored;
  if (!std::filesystem::exists(change.store + "/CURRENT", ignored)) {
    const auto missing = store::Store::open(change.store);
    if (!missing.ok()) return missing.error();
  }
  PENUMBRA_ASSIGN_OR_RETURN(store::StoreWriter writer, store::StoreWriter::open(change.store));
  writer.act_as(change.by);
  const Timestamp now = change.now.value_or(Timestamp::now());
  PENUMBRA_ASSIGN_OR_RETURN(Known known, known_to_log(change));
  if (known.keyed) return repeat(change, known, writer, now);
  const std::string at = now.to_string();
  PENUMBRA_ASSIGN_OR_RETURN(const JudgementFiles files, change.plan(at));
  const store::InputRecord before{change.file, files.before.size(), base::sha256_hex(files.before)};
  const bool foreign = known.file ? *known.file != before : !files.before.empty();
  if (foreign) {
    store::LogEntry found;
    found.kind = store::LogKind::kJudged;
    if (known.file) found.files.push_back(*known.file);
    found.files.push_back(before);
    found.message =
        known.file ? "The file was edited by other means." : "The file was there before the log knew of it.";
    PENUMBRA_RETURN_IF_ERROR(writer.log(std::move(found), now));
  }
  store::LogEntry entry;
  entry.kind = store::LogKind::kJudged;
  if (!change.key.empty()) {
    entry.files.push_back({std::string(kKeyName) + change.key + std::string(kKeyAt) + at, change.body.size(),
                           base::sha256_hex(change.body)});
  }
  if (!files.before.empty()) entry.files.push_back(before);
  entry.files.push_back({change.file, files.after.size(), base::sha256_hex(files.after)});
  entry.message = bounded(change.message);
  PENUMBRA_RETURN_IF_ERROR(writer.log(std::move(entry), now));
  PENUMBRA_ASSIGN_OR_RETURN(known, known_to_log(change));  // where it stands: a log may have begun with this entry
  PENUMBRA_RETURN_IF_ERROR(change.write(files.after));
  return JudgementRecord{known.entries - 1, change.key.empty() ? "" : decision_id(change.key, change.body), false};
}

}  // namespace penumbra::publish
