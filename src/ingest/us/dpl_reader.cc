// The Denied Persons List of the Bureau of Industry and Security as it publishes it: one text file, twelve columns, tab
// separated and quoted (comma separated is read as well), with a header.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/csv.h"
#include "ingest/mapping.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/us/named.h"

namespace penumbra::ingest {
namespace {

enum Column : std::size_t {
  kName,
  kStreet,
  kCity,
  kState,
  kCountry,
  kPostalCode,
  kEffective,
  kExpiration,
  kStandard,
  kLastUpdate,
  kAction,
  kCitation,
  kColumnCount,
};
constexpr std::array<std::string_view, kColumnCount> kColumns = {
    "Name",           "Street_Address",  "City",           "State",       "Country", "Postal_Code",
    "Effective_Date", "Expiration_Date", "Standard_Order", "Last_Update", "Action",  "FR_Citation"};

Error structure_error(const InputFile& file, std::uint64_t line, std::string message, std::string fix) {
  Error error{ErrorCode::kUnexpectedStructure, std::move(message), {}, std::move(fix)};
  error.position.file = file.name;
  error.position.line = line;
  return error;
}

class Rows {
 public:
  Rows(const InputFile& file, ReadOutcome& outcome) : file_(file), outcome_(outcome) {}

  Result<std::vector<us::NamedRecord>> read() {
    const std::string_view bytes = without_bom(file_.bytes);
    const bool tabs = bytes.substr(0, bytes.find('\n')).find('\t') != std::string_view::npos;
    base::CsvReader csv(file_.bytes, file_.name,
                        {.delimiter = tabs ? '\t' : ',', .lenient_quotes = true, .max_field_bytes = kMaxValueBytes});
    base::CsvRow row;
    auto more = csv.next(row);
    if (!more.ok()) return more.error();
    const base::CsvHeader header(row);
    std::array<std::size_t, kColumnCount> at{};
    for (std::size_t i = 0; i < kColumnCount; ++i) {
      const auto found = header.find(kColumns[i]);
      if (!found) {
        return structure_error(file_, row.line, "the column \"" + std::string(kColumns[i]) + "\" is missing",
                               "Check whether the list has renamed it");
      }
      at[i] = *found;
    }
    if (header.names().size() != kColumnCount) {
      return structure_error(file_, row.line,
                             "the list has " + std::to_string(header.names().size()) + " columns instead of " +
                                 std::to_string(std::size_t{kColumnCount}),
                             "Check whether the list has a new column, and map it or ignore it with a reason");
    }
    std::vector<us::NamedRecord> records;
    std::uint64_t short_line = 0;
    for (;;) {
      more = csv.next(row);
      if (!more.ok()) return more.error();
      if (!*more) break;
      ++outcome_.counts.records_in;
      short_line = row.fields.size() < kColumnCount ? row.line : 0;
      if (row.fields.size() != kColumnCount) {
        ++outcome_.counts.reported;
        report(model::FindingLevel::kError, "unreadable-row",
               "a row has " + std::to_string(row.fields.size()) + " columns", row.line, "");
        continue;
      }
      std::array<std::string, kColumnCount> cells;
      for (std::size_t i = 0; i < kColumnCount; ++i) cells[i] = tidy(row.fields[at[i]]);
      records.push_back(record_of(cells, row.line));
    }
    if (short_line != 0) {
      return structure_error(file_, short_line, "the file ends in the middle of a row",
                             "Fetch it again: the download was cut");
    }
    return records;
  }

 private:
  void report(model::FindingLevel level, std::string_view key, const std::string& message, std::uint64_t line,
              std::string path) {
    SourcePosition position;
    position.file = file_.name;
    position.line = line;
    position.path = std::move(path);
    outcome_.findings.add(level, key, message, position);
  }

  PartialDate date(const std::array<std::string, kColumnCount>& cells, Column column, std::uint64_t line,
                   us::NamedListing& listing) {
    if (cells[column].empty()) return {};
    if (const auto day = us::parse_us_date(cells[column])) return *day;
    report(model::FindingLevel::kWarning, "unread-value",
           "\"" + shown(cells[column], 20) + "\" is no date of this or the last century; it is kept as a note", line,
           std::string(kColumns[column]));
    listing.notes.push_back(std::string(kColumns[column]) + ": " + cells[column]);
    return {};
  }

  us::NamedRecord record_of(const std::array<std::string, kColumnCount>& cells, std::uint64_t line) {
    us::NamedRecord record;
    record.line = line;
    record.name = cells[kName];
    std::string address;
    for (const Column column : {kStreet, kCity, kState, kPostalCode, kCountry})
      us::append(address, cells[column], ", ");
    if (!address.empty()) record.addresses.push_back(std::move(address));
    if (!cells[kCountry].empty()) record.countries.push_back(cells[kCountry]);
    us::NamedListing& listing = record.listings.front();
    listing.act = cells[kCitation];
    listing.from = date(cells, kEffective, line, listing);
    listing.through = date(cells, kExpiration, line, listing);
    if (const auto day = us::notice_date(cells[kCitation])) listing.published = *day;
    const PartialDate updated = date(cells, kLastUpdate, line, listing);
    if (updated.known()) record.properties.emplace_back("modifiedAt", updated.to_string());
    // The file states no day of its own; it is at least as new as the last change of an entry.
    if (updated.known() && (!outcome_.published.known() || outcome_.published.first() < updated.first())) {
      outcome_.published = updated;
    }
    const std::string order = ascii_lower(cells[kStandard]);
    if (order == "y" || order == "n") {
      listing.notes.emplace_back(order == "y" ? "standard denial order" : "denial order with terms of its own");
    } else if (!order.empty()) {
      report(model::FindingLevel::kWarning, "unread-value",
             "\"" + shown(cells[kStandard], 20) + "\" is neither Y nor N", line, "Standard_Order");
      listing.notes.push_back("Standard_Order: " + cells[kStandard]);
    }
    if (!cells[kAction].empty()) listing.notes.push_back("last action: " + cells[kAction]);
    if (cells[kExpiration].empty()) listing.notes.emplace_back("no expiration is stated");
    return record;
  }

  const InputFile& file_;
  ReadOutcome& outcome_;
};

class DplReader final : public Reader {
 public:
  std::string_view name() const override { return "us-dpl-txt"; }

  std::string_view describes() const override {
    return "The US Denied Persons List (BIS) as tab-separated text: dpl.txt";
  }

  bool recognises(std::span<const InputFile> files) const override {
    constexpr std::size_t kPrefix = 4096;
    if (files.size() != 1) return false;
    const std::string_view start = files[0].bytes.substr(0, kPrefix);
    const std::string_view line = start.substr(0, start.find('\n'));
    return std::count_if(kColumns.begin(), kColumns.end(),
                         [&](std::string_view column) { return line.find(column) != std::string_view::npos; }) >= 8;
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    }
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    ReadOutcome outcome;
    outcome.format = name();
    const us::SourceRule* rule = us::source_rule("DPL");
    outcome.authority = rule->authority;
    PENUMBRA_ASSIGN_OR_RETURN(const std::vector<us::NamedRecord> records, Rows(files[0], outcome).read());
    if (records.empty()) {
      Error error =
          structure_error(files[0], 1, "the list has no row", "Fetch it again; an empty list is not published");
      error.code = ErrorCode::kEmpty;
      return error;
    }
    us::map_named(records, *rule, files[0].name, source, outcome);
    return outcome;
  }
};

}  // namespace

const Reader& us_dpl_reader() {
  static const DplReader reader;
  return reader;
}

}  // namespace penumbra::ingest
