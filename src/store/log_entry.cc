#include "store/log_entry.h"

#include <array>
#include <utility>

#include "store/container.h"
#include "store/line_text.h"

namespace penumbra::store {
namespace {

constexpr std::array<std::pair<LogKind, std::string_view>, 11> kKinds = {{{LogKind::kBegan, "began"},
                                                                          {LogKind::kPublished, "published"},
                                                                          {LogKind::kUnchanged, "unchanged"},
                                                                          {LogKind::kHeld, "held"},
                                                                          {LogKind::kApproved, "approved"},
                                                                          {LogKind::kRejected, "rejected"},
                                                                          {LogKind::kRefused, "refused"},
                                                                          {LogKind::kRolledBack, "rolled-back"},
                                                                          {LogKind::kJudged, "judged"},
                                                                          {LogKind::kRecovered, "recovered"},
                                                                          {LogKind::kReindexed, "reindexed"}}};

std::string entry_text(const LogEntry& entry) {
  std::string out;
  add_line(out, "previous", base::to_hex(entry.previous));
  add_line(out, "recorded", entry.recorded.micros());
  if (entry.clock_skew_micros != 0) add_line(out, "clock-skew-micros", entry.clock_skew_micros);
  add_line(out, "kind", to_string(entry.kind));
  add_line(out, "program", escaped(entry.program));
  if (!entry.by.empty()) add_line(out, "by", escaped(entry.by));
  if (!entry.source.empty()) add_line(out, "source", escaped(entry.source));
  if (entry.version != 0) add_line(out, "version", entry.version);
  if (!entry.content.empty()) add_line(out, "content", escaped(entry.content));
  if (entry.needs != 0) add_line(out, "needs", entry.needs);
  add_line(out, "manifest", std::to_string(entry.manifest) + " " + entry.manifest_sha256);
  for (const InputRecord& file : entry.files) {
    add_line(out, "file", file.sha256 + " " + std::to_string(file.size) + " " + escaped(file.name));
  }
  if (!entry.message.empty()) add_line(out, "message", escaped(entry.message));
  return out;
}

}  // namespace

std::string_view to_string(LogKind kind) {
  for (const auto& [known, word] : kKinds) {
    if (known == kind) return word;
  }
  return "";
}

std::optional<LogKind> parse_log_kind(std::string_view text) {
  for (const auto& [known, word] : kKinds) {
    if (word == text) return known;
  }
  return std::nullopt;
}

Result<std::string> encode_entry(const LogEntry& entry) {
  std::string out = entry_text(entry);
  if (out.size() > kMaxEntryBytes) {
    return Error{ErrorCode::kLimit,
                 "an entry of the log would have " + std::to_string(out.size()) + " bytes, more than " +
                     std::to_string(kMaxEntryBytes),
                 {},
                 "Give fewer files at once, with shorter names"};
  }
  return out;
}

Result<LogEntry> parse_entry(std::string_view bytes, std::uint64_t index, const std::string& file) {
  LineReader in(bytes);
  LogEntry entry;
  entry.index = index;
  bool sound = parse_sum(in.value("previous"), entry.previous);
  entry.recorded = Timestamp(in.number<std::int64_t>("recorded"));
  if (in.has_key("clock-skew-micros")) entry.clock_skew_micros = in.number<std::int64_t>("clock-skew-micros");
  const std::optional<LogKind> kind = parse_log_kind(in.value("kind"));
  sound = sound && kind.has_value();
  entry.kind = kind.value_or(LogKind::kBegan);
  entry.program = in.text("program");
  if (in.has_key("by")) entry.by = in.text("by");
  if (in.has_key("source")) entry.source = in.text("source");
  if (in.has_key("version")) entry.version = in.number<std::uint32_t>("version");
  if (in.has_key("content")) entry.content = in.text("content");
  if (in.has_key("needs")) entry.needs = in.number<std::uint32_t>("needs");
  std::string_view manifest = in.value("manifest");
  entry.manifest = in.to_number<std::uint64_t>(in.word(manifest));
  entry.manifest_sha256 = std::string(manifest);
  while (in.has_key("file")) {
    std::string_view rest = in.value("file");
    InputRecord record;
    record.sha256 = std::string(in.word(rest));
    record.size = in.to_number<std::uint64_t>(in.word(rest));
    record.name = in.unescaped(rest);
    entry.files.push_back(std::move(record));
  }
  if (in.has_key("message")) entry.message = in.text("message");
  // What is left out here (an unknown line, a number with a zero before it) shows when it is written again.
  if (sound && in.problem().empty() && entry_text(entry) == bytes) return entry;
  return damaged(file, "entry " + std::to_string(index) + " of the log cannot be read");
}

}  // namespace penumbra::store
