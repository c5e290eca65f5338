#include "ingest/example/example.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/csv.h"
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

// The kinds that the list's own documentation names. There is no default: a kind that is new must be looked at by a
// person, because "LegalEntity" for a ship would hide it from everybody who looks for ships.
std::string_view schema_of(std::string_view kind) {
  if (kind == "person") return "Person";
  if (kind == "company") return "Company";
  return {};
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

void map_records(const std::vector<Record>& records, const std::string& file, std::string_view source,
                 ReadOutcome& outcome) {
  Mapping mapping(outcome.findings);
  for (const Record& record : records) {
    SourcePosition position;
    position.file = file;
    position.line = record.line;
    const std::string_view schema = schema_of(record.kind);
    if (schema.empty() || record.number.empty() || record.name.empty()) {
      ++outcome.counts.reported;
      mapping.report(model::FindingLevel::kError, schema.empty() ? "unknown-party-type" : "incomplete-record",
                     schema.empty() ? "\"" + shown(record.kind, 40) + "\" is no kind that is known"
                                    : std::string("a record has no number or no name"),
                     position);
      continue;
    }
    ++outcome.counts.mapped;
    model::Entity party;
    // An id is made of few, raw, mandatory fields of the source, never of a cleaned name: cleaning changes.
    party.id = "example-" + slug(record.number);
    party.schema = schema;
    party.evidence = {std::string(source), record_place(file, record.line)};
    // put() tidies, watches the vocabulary and keeps in notes what the schema has no property for.
    mapping.put(party, "name", record.name, position);
    for (std::string_view other : split(record.other_names, ";")) {
      other = trim(other);
      const bool weak = other.starts_with("~");
      mapping.put(party, weak ? "weakAlias" : "alias", weak ? other.substr(1) : other, position);
    }
    if (!record.country.empty()) mapping.put_country(party, "country", record.country, position);
    model::Designation designation;
    designation.id = party.id + "-listing";
    designation.entity = party.id;
    designation.list = "unknown";  // a real reader names a list of data/model/lists.csv
    designation.authority = "Office of Examples";
    designation.measures = {"unknown"};  // never guessed: the file does not say
    designation.listed_name = tidy(record.name);
    designation.act = tidy(record.act);
    designation.scope = "entity";
    designation.evidence = party.evidence;
    const auto date = PartialDate::parse(record.listed_on);
    if (date.ok()) {
      designation.valid.from = *date;
    } else {
      mapping.report(model::FindingLevel::kWarning, "unread-value", "a date of listing could not be read", position);
      designation.note = "listed on: " + tidy(record.listed_on);
    }
    outcome.lists = {designation.list};
    outcome.dataset.entities.push_back(std::move(party));
    outcome.dataset.designations.push_back(std::move(designation));
  }
}

}  // namespace penumbra::ingest::example

namespace penumbra::ingest {
namespace {

class ExampleReader final : public Reader {
 public:
  std::string_view name() const override { return "example-csv"; }
  std::string_view describes() const override { return "The invented list of the skeleton reader: one CSV file"; }

  // By content only, over a bounded prefix, and generous: a damaged file of this format must come here, so that read()
  // can say what is wrong with it.
  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const std::string_view first_line = files[0].bytes.substr(0, files[0].bytes.substr(0, 4096).find('\n'));
    return first_line.find("number") != std::string_view::npos &&
           first_line.find("listed_on") != std::string_view::npos;
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    }
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));  // encoding, HTML, archives
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "Office of Examples";
    PENUMBRA_ASSIGN_OR_RETURN(const std::vector<example::Record> records,
                              example::read_records(files[0], outcome.counts, outcome.findings));
    example::map_records(records, files[0].name, source, outcome);
    return outcome;
  }
};

}  // namespace

const Reader& example_reader() {
  static const ExampleReader reader;
  return reader;
}

}  // namespace penumbra::ingest
