// The tables: the UK Sanctions List ("Report Date: ..." above the header), the export of its search page (no such
// line), and OFSI's consolidated list ("Last Updated,23/03/2016" above the header; Windows-1252 until about 2020). All
// were published as CSV and as workbooks (ODS, XLSX, XLS), the older ones as text with semicolons, too.
#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "base/csv.h"
#include "ingest/registry.h"
#include "ingest/tables/sheets.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/uk/mapper.h"

namespace penumbra::ingest {
namespace {

using uk::Field;

constexpr std::size_t kPrefix = std::size_t{16} << 10;

// The upper half of Windows-1252 where it differs from ISO 8859-1; 0 is a byte that the code page does not have.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                        0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::optional<std::string> from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
      continue;
    }
    const unsigned code = byte < 0xA0 ? kWindows1252[byte - 0x80] : byte;
    if (code == 0) return std::nullopt;
    if (code < 0x800) {
      out += static_cast<char>(0xC0 | (code >> 6));
    } else {
      out += static_cast<char>(0xE0 | (code >> 12));
      out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    }
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
  return out;
}

constexpr std::string_view kDelimiters = ",;|\t";
constexpr std::size_t kFewestColumns = 6;

// What stands above the rows of a table: perhaps a line with the day, then the names of the columns.
struct Header {
  std::string published;  // the cells of the line above the names; "" when there is none
  std::vector<std::string> names;
  std::size_t known = 0;
  std::size_t above = 0;  // rows above the names
  char delimiter = ',';   // of a text file
  bool found = false;
};

// Takes a row as the names of the columns, or as the line above them, which tools pad with empty cells to the width of
// the table. Whether the header is complete with it.
template <class Cells>
bool take_head(const Cells& cells, Header& header) {
  std::size_t filled = 0;
  std::size_t width = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (trim(cells[i]).empty()) continue;
    ++filled;
    width = i + 1;
  }
  if (filled >= kFewestColumns) {
    for (std::size_t i = 0; i < width; ++i) {
      header.names.emplace_back(trim(cells[i]));
      if (uk::field_of(cells[i])) ++header.known;
    }
    header.found = true;
    return true;
  }
  for (std::size_t i = 0; i < width; ++i) {
    if (!trim(cells[i]).empty())
      header.published += (header.published.empty() ? "" : " ") + std::string(trim(cells[i]));
  }
  ++header.above;
  return false;
}

bool looks_ours(const Header& header);

// Looks for the header in the first two rows, with each delimiter in turn.
Header find_header(std::string_view bytes) {
  Header out;
  for (const char delimiter : kDelimiters) {
    out = Header{};
    out.delimiter = delimiter;
    base::CsvReader csv(bytes, {}, {.delimiter = delimiter, .lenient_quotes = true});
    base::CsvRow row;
    for (int tried = 0; tried < 2; ++tried) {
      const auto more = csv.next(row);
      if (!more.ok() || !*more || take_head(row.fields, out)) break;
    }
    if (looks_ours(out)) return out;
  }
  return out;
}

Header find_header(const Sheet& sheet) {
  Header out;
  for (std::size_t i = 0; i < sheet.rows.size() && i < 2; ++i) {
    if (take_head(sheet.rows[i].cells, out)) break;
  }
  return out;
}

bool has(const Header& header, Field field) {
  return std::any_of(header.names.begin(), header.names.end(),
                     [&](const std::string& name) { return uk::field_of(name) == field; });
}

// A header of ours has mostly known columns; one or two of them may have been renamed.
bool looks_ours(const Header& header) {
  return header.found && header.known >= 6 && header.known * 10 >= header.names.size() * 8 &&
         (has(header, Field::kRegime) || has(header, Field::kUniqueId) || has(header, Field::kNameType));
}

// The day that the line above the names states: "Last Updated 23/03/2016", "Report Date: 26-Aug-2026".
std::string_view day_text(std::string_view published) {
  for (const std::string_view label : {"Last Updated", "Report Date"}) {
    if (!starts_with_ci(published, label)) continue;
    published.remove_prefix(label.size());
    while (!published.empty() && (published.front() == ':' || published.front() == ' ')) published.remove_prefix(1);
  }
  return trim(published);
}

bool is_ofsi(const Header& header) {
  return !has(header, Field::kUniqueId) && !has(header, Field::kMeasures);
}

// One reading of one file.
class Run {
 public:
  Run(bool ofsi, const InputFile& input, std::string_view source) : file(input), ofsi_(ofsi), source_(source) {}

  Status read_text() {
    const Header header = find_header(file.bytes);
    PENUMBRA_RETURN_IF_ERROR(take_header(header, file.name));
    begin();
    base::CsvReader csv(file.bytes, file.name, {.delimiter = header.delimiter, .max_field_bytes = kMaxValueBytes});
    base::CsvRow row;
    for (std::size_t skip = 0; skip <= header.above; ++skip) {
      const auto more = csv.next(row);
      if (!more.ok()) return more.error();
    }
    bool last_was_short = false;
    std::uint64_t last_line = 0;
    for (;;) {
      const auto more = csv.next(row);
      if (!more.ok()) return more.error();
      if (!*more) break;
      last_line = row.line;
      last_was_short = row.fields.size() < columns_.size();
      SourcePosition position;
      position.file = file.name;
      position.line = row.line;
      position.offset = row.offset;
      take_row(row.fields, row.fields.size() < columns_.size(), position);
    }
    if (last_was_short) {
      return fault(ErrorCode::kUnexpectedStructure, last_line, "the file ends in the middle of a row",
                   "Fetch it again: the download was cut");
    }
    return end();
  }

  Status read_workbook() {
    PENUMBRA_ASSIGN_OR_RETURN(const Workbook book, read_tables(file, {}));
    for (const std::string& note : book.notes) outcome.notes.push_back(note);
    for (const Sheet& sheet : book.sheets) {
      if (sheet.rows.empty()) continue;
      const Header header = find_header(sheet);
      const std::string part = sheet.name.empty() ? file.name : file.name + ":" + sheet.name;
      if (!looks_ours(header) || is_ofsi(header) != ofsi_) {
        outcome.notes.push_back("the sheet \"" + shown(sheet.name, 60) +
                                "\" has no header of the list and is not read");
        continue;
      }
      PENUMBRA_RETURN_IF_ERROR(take_header(header, part));
      begin();
      for (std::size_t i = header.above + 1; i < sheet.rows.size(); ++i) {
        SourcePosition position;
        position.file = part;
        position.line = sheet.rows[i].line;
        // A workbook leaves out the empty cells at the end of a row.
        take_row(sheet.rows[i].cells, false, position);
      }
    }
    return end();
  }

  InputFile file;
  ReadOutcome outcome;

 private:
  Error fault(ErrorCode code, std::uint64_t line, std::string message, std::string fix) const {
    Error error{code, std::move(message), {}, std::move(fix)};
    error.position.file = file.name;
    error.position.line = line;
    return error;
  }

  Status take_header(const Header& header, const std::string& part) {
    const std::uint64_t line = header.above + 1;
    const auto wrong = [&](std::uint64_t at, std::string message, std::string fix) {
      Error error = fault(ErrorCode::kUnexpectedStructure, at, std::move(message), std::move(fix));
      error.position.file = part;
      return error;
    };
    if (!looks_ours(header)) {
      return wrong(1, "the file has no header of the UK's lists in its first two lines",
                   "Check whether the publisher changed the format");
    }
    columns_.clear();
    std::set<Field> here;
    for (const std::string& column : header.names) {
      const auto field = uk::field_of(column);
      if (!field || (*field != Field::kIgnored && !here.insert(*field).second)) {
        return wrong(line, "the column \"" + shown(column, 60) + (field ? "\" stands twice" : "\" is not known"),
                     "Check whether the list has a new column, and map it or ignore it with a reason");
      }
      columns_.push_back(*field);
    }
    static constexpr std::array<std::pair<Field, std::string_view>, 6> kOfsiNeeds = {{{Field::kName6, "Name 6"},
                                                                                      {Field::kGroupId, "Group ID"},
                                                                                      {Field::kKind, "Group Type"},
                                                                                      {Field::kNameType, "Alias Type"},
                                                                                      {Field::kRegime, "Regime"},
                                                                                      {Field::kListed, "Listed On"}}};
    static constexpr std::array<std::pair<Field, std::string_view>, 5> kListNeeds = {
        {{Field::kUniqueId, "Unique ID"},
         {Field::kRegime, "Regime Name"},
         {Field::kKind, "Designation Type"},
         {Field::kMeasures, "Sanctions Imposed"},
         {Field::kDesignated, "Date Designated"}}};
    for (const auto& [field, column] : ofsi_ ? std::span<const std::pair<Field, std::string_view>>(kOfsiNeeds)
                                             : std::span<const std::pair<Field, std::string_view>>(kListNeeds)) {
      if (!here.contains(field)) {
        return wrong(line, "the column \"" + std::string(column) + "\" is missing",
                     "Check whether the list has renamed it");
      }
    }
    if (!here.contains(Field::kName6) && !here.contains(Field::kName))
      return wrong(line, "no column holds names", "Check whether the list has renamed it");
    seen_.insert(here.begin(), here.end());
    if (header.published.empty()) return {};
    const PartialDate day = read_day(day_text(header.published));
    if (!day.known()) {
      return wrong(1, "the line above the header states no day: \"" + shown(header.published, 60) + "\"",
                   "Check whether the publisher changed the format");
    }
    if (!outcome.published.known()) outcome.published = day;
    return {};
  }

  // Behind the first header, which may state the day that the mapper needs.
  void begin() {
    if (mapper_) return;
    outcome.authority = ofsi_ ? "HM Treasury, Office of Financial Sanctions Implementation"
                              : "Foreign, Commonwealth and Development Office";
    mapper_.emplace(source_, ofsi_, outcome);
  }

  template <class Cells>
  void take_row(const Cells& cells, bool cut, const SourcePosition& position) {
    ++outcome.counts.records_in;
    std::size_t width = cells.size();
    while (width > columns_.size() && trim(cells[width - 1]).empty()) --width;
    if (cut || width > columns_.size()) {
      ++outcome.counts.reported;
      mapper_->writer().mapping().report(
          model::FindingLevel::kError, "unreadable-row",
          "a row has " + std::to_string(cells.size()) + " columns instead of " + std::to_string(columns_.size()),
          position);
      return;
    }
    uk::Row values;
    values.position = position;
    for (std::size_t i = 0; i < width; ++i) values.set(columns_[i], cells[i]);
    (void)mapper_->add(values);
  }

  Status end() {
    if (!outcome.published.known()) outcome.notes.emplace_back("the file does not say on which day it was made");
    if (std::string absent = uk::absent_fields(seen_, ofsi_); !absent.empty())
      outcome.notes.push_back("the table has no column for: " + absent);
    if (outcome.counts.records_in == 0)
      return fault(ErrorCode::kEmpty, 1, "the list has no row", "Fetch it again; an empty list is not published");
    mapper_->finish();
    return {};
  }

  // "23/03/2016", "26-Aug-2026", "26 August 2026".
  static PartialDate read_day(std::string_view text) {
    if (const PartialDate day = read_list_day(text); day.known()) return day;
    std::string words(text);
    std::replace(words.begin(), words.end(), '-', ' ');
    return read_list_day(words);
  }

  bool ofsi_;
  std::string source_;
  std::vector<Field> columns_;
  std::set<Field> seen_;  // in any sheet
  std::optional<uk::Mapper> mapper_;
};

class UkCsvReader final : public Reader {
 public:
  explicit UkCsvReader(bool ofsi) : ofsi_(ofsi) {}

  std::string_view name() const override { return ofsi_ ? "uk-ofsi-csv" : "uk-sanctions-csv"; }

  std::string_view describes() const override {
    return ofsi_
               ? "UK consolidated list of financial sanctions targets (OFSI, ConList as CSV, ODS, XLSX or XLS), "
                 "formats "
                 "before and of 2022: one file"
               : "UK Sanctions List as CSV, ODS, XLSX or XLS (UK_Sanctions_List.csv or the export of the search page): "
                 "one file";
  }

  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    if (!is_workbook(files[0])) return is_mine(find_header(files[0].bytes.substr(0, kPrefix)));
    const auto book = peek_tables(files[0], 2);
    return book.ok() && std::any_of(book->sheets.begin(), book->sheets.end(),
                                    [&](const Sheet& sheet) { return is_mine(find_header(sheet)); });
  }

  // OFSI wrote its list in Windows-1252; both lists were published as workbooks.
  bool reads_raw() const override { return true; }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument,
                   "the UK list is one file, " + std::to_string(files.size()) + " were given",
                   {},
                   "Give one file per version"};
    }
    Run run(ofsi_, files[0], source);
    run.outcome.format = name();
    if (is_workbook(files[0])) {
      PENUMBRA_RETURN_IF_ERROR(run.read_workbook());
      return std::move(run.outcome);
    }
    std::string converted;
    if (const Status checked = check_text(run.file); !checked.ok()) {
      if (checked.error().code != ErrorCode::kEncoding || !takes_windows_1252(run.file)) return checked.error();
      auto text = from_windows_1252(run.file.bytes);
      if (!text) return checked.error();
      converted = std::move(*text);
      run.file.bytes = converted;
      PENUMBRA_RETURN_IF_ERROR(check_text(run.file));
      run.outcome.notes.emplace_back("the file is in Windows-1252, as OFSI published it, and was converted");
    }
    PENUMBRA_RETURN_IF_ERROR(run.read_text());
    return std::move(run.outcome);
  }

 private:
  bool is_mine(const Header& header) const { return looks_ours(header) && is_ofsi(header) == ofsi_; }

  bool takes_windows_1252(const InputFile& file) const {
    if (!ofsi_) return false;
    const Header header = find_header(file.bytes.substr(0, kPrefix));
    return is_mine(header) && starts_with_ci(header.published, "Last Updated");
  }

  bool ofsi_;
};

}  // namespace

const Reader& uk_sanctions_csv_reader() {
  static const UkCsvReader reader(false);
  return reader;
}

const Reader& uk_ofsi_csv_reader() {
  static const UkCsvReader reader(true);
  return reader;
}

}  // namespace penumbra::ingest
