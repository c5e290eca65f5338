// Bytes to records: the form of the file, and nothing of its meaning.
#include <algorithm>
#include <array>
#include <utility>

#include "base/csv.h"
#include "ingest/example/example.h"
#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::example {
namespace {

// Every column that the format has. A column that is not here is refused: it may hold what the list is about.
constexpr std::array<std::string_view, 7> kColumns = {"number",  "kind",      "name", "other_names",
                                                      "country", "listed_on", "act"};

Error structure_error(const InputFile& file, std::uint64_t line, std::string message, std::string fix) {
  Error error{ErrorCode::kUnexpectedStructure, std::move(message), {}, std::move(fix)};
  error.position.file = file.name;
  error.position.line = line;
  return error;
}

}  // namespace

Result<std::vector<Record>> read_records(const InputFile& file, RecordCounts& counts, model::FindingLog& findings) {
  base::CsvReader csv(file.bytes, file.name, {.max_field_bytes = kMaxValueBytes});
  base::CsvRow row;
  auto more = csv.next(row);
  if (!more.ok()) return more.error();
  // The header tells which columns there are; their order is free.
  const base::CsvHeader header(row);
  std::array<std::size_t, kColumns.size()> at{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const auto found = header.find(kColumns[i]);
    if (!found) {
      return structure_error(file, row.line, "the column \"" + std::string(kColumns[i]) + "\" is missing",
                             "Check whether the list has renamed it");
    }
    at[i] = *found;
  }
  for (const std::string& name : header.names()) {
    if (std::find(kColumns.begin(), kColumns.end(), name) == kColumns.end()) {
      return structure_error(file, row.line, "the column \"" + shown(name, 60) + "\" is not known",
                             "Check whether the list has a new column, and map it or ignore it with a reason");
    }
  }
  std::vector<Record> records;
  bool last_was_short = false;
  std::uint64_t last_line = 0;
  for (;;) {
    more = csv.next(row);
    if (!more.ok()) return more.error();
    if (!*more) break;
    ++counts.records_in;
    last_line = row.line;
    last_was_short = row.fields.size() < kColumns.size();
    if (row.fields.size() != kColumns.size()) {
      ++counts.reported;
      SourcePosition position;
      position.file = file.name;
      position.line = row.line;
      findings.add(model::FindingLevel::kError, "unreadable-row",
                   "a row has " + std::to_string(row.fields.size()) + " columns", position);
      continue;
    }
    Record& record = records.emplace_back();
    record.line = row.line;
    const std::array<std::string*, kColumns.size()> targets = {&record.number,      &record.kind,    &record.name,
                                                               &record.other_names, &record.country, &record.listed_on,
                                                               &record.act};
    for (std::size_t i = 0; i < targets.size(); ++i) *targets[i] = std::string(trim(row.fields[at[i]]));
  }
  // Half a row at the very end is a cut download, not a bad row: the rows behind it are missing without a trace.
  if (last_was_short) {
    return structure_error(file, last_line, "the file ends in the middle of a row",
                           "Fetch it again: the download was cut");
  }
  if (counts.records_in == 0) {
    Error error = structure_error(file, 1, "the list has no row", "Fetch it again; an empty list is not published");
    error.code = ErrorCode::kEmpty;
    return error;
  }
  return records;
}

}  // namespace penumbra::ingest::example
