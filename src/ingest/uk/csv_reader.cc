// The CSV editions: the UK Sanctions List ("Report Date: ..." above the header), the export of its search page (no such
// line), and OFSI's consolidated list ("Last Updated,23/03/2016" above the header; Windows-1252 until about 2020).
#include <algorithm>
#include <set>
#include <string>

#include "base/csv.h"
#include "ingest/registry.h"
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

struct Header {
  std::string_view published;  // the text of the line above the header; "" when there is none
  std::vector<std::string> names;
  std::size_t known = 0;
  bool found = false;
};

// Looks for the header in the first two lines.
Header find_header(std::string_view bytes) {
  Header out;
  bytes = without_bom(bytes);
  for (int line = 0; line < 2; ++line) {
    const std::size_t end = bytes.find('\n');
    const std::string_view text = bytes.substr(0, end);
    base::CsvReader csv(text, "");
    base::CsvRow row;
    const auto more = csv.next(row);
    if (more.ok() && *more && row.fields.size() >= 6) {
      for (const std::string_view field : row.fields) {
        out.names.emplace_back(trim(field));
        if (uk::field_of(field)) ++out.known;
      }
      out.found = true;
      return out;
    }
    if (line == 0) out.published = trim(text);
    if (end == std::string_view::npos) return out;
    bytes.remove_prefix(end + 1);
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

bool is_ofsi(const Header& header) {
  return !has(header, Field::kUniqueId) && !has(header, Field::kMeasures);
}

class UkCsvReader final : public Reader {
 public:
  explicit UkCsvReader(bool ofsi) : ofsi_(ofsi) {}

  std::string_view name() const override { return ofsi_ ? "uk-ofsi-csv" : "uk-sanctions-csv"; }

  std::string_view describes() const override {
    return ofsi_ ? "UK consolidated list of financial sanctions targets (OFSI, ConList.csv), formats before and of "
                   "2022: one file"
                 : "UK Sanctions List, CSV (UK_Sanctions_List.csv or the export of the search page): one file";
  }

  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const Header header = find_header(files[0].bytes.substr(0, kPrefix));
    return looks_ours(header) && is_ofsi(header) == ofsi_;
  }

  // OFSI wrote its list in Windows-1252.
  bool reads_raw() const override { return ofsi_; }

  bool takes_windows_1252(const InputFile& file) const {
    if (!ofsi_ || !recognises({&file, 1})) return false;
    return find_header(file.bytes.substr(0, kPrefix)).published.starts_with("Last Updated,");
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument,
                   "the UK list is one file, " + std::to_string(files.size()) + " were given",
                   {},
                   "Give one file per version"};
    }
    ReadOutcome outcome;
    outcome.format = name();
    InputFile file = files[0];
    std::string converted;
    if (const Status checked = check_text(file); !checked.ok()) {
      if (checked.error().code != ErrorCode::kEncoding || !takes_windows_1252(file)) return checked.error();
      auto text = from_windows_1252(file.bytes);
      if (!text) return checked.error();
      converted = std::move(*text);
      file.bytes = converted;
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      outcome.notes.emplace_back("the file is in Windows-1252, as OFSI published it, and was converted");
    }
    return read_rows(file, source, std::move(outcome));
  }

 private:
  Error fault(const InputFile& file, ErrorCode code, std::uint64_t line, std::string message, std::string fix) const {
    Error error{code, std::move(message), {}, std::move(fix)};
    error.position.file = file.name;
    error.position.line = line;
    return error;
  }

  Result<ReadOutcome> read_rows(const InputFile& file, std::string_view source, ReadOutcome outcome) const {
    const Header header = find_header(file.bytes);
    if (!looks_ours(header)) {
      return fault(file, ErrorCode::kUnexpectedStructure, 1,
                   "the file has no header of the UK's lists in its first two lines",
                   "Check whether the publisher changed the format");
    }
    std::vector<Field> columns;
    std::set<Field> seen;
    for (const std::string& column : header.names) {
      const auto field = uk::field_of(column);
      if (!field || (*field != Field::kIgnored && !seen.insert(*field).second)) {
        return fault(file, ErrorCode::kUnexpectedStructure, header.published.empty() ? 1 : 2,
                     "the column \"" + shown(column, 60) + (field ? "\" stands twice" : "\" is not known"),
                     "Check whether the list has a new column, and map it or ignore it with a reason");
      }
      columns.push_back(*field);
    }
    const std::vector<std::pair<Field, std::string_view>> needed =
        ofsi_ ? std::vector<std::pair<Field, std::string_view>>{{Field::kName6, "Name 6"},
                                                                {Field::kGroupId, "Group ID"},
                                                                {Field::kKind, "Group Type"},
                                                                {Field::kNameType, "Alias Type"},
                                                                {Field::kRegime, "Regime"},
                                                                {Field::kListed, "Listed On"}}
              : std::vector<std::pair<Field, std::string_view>>{{Field::kUniqueId, "Unique ID"},
                                                                {Field::kRegime, "Regime Name"},
                                                                {Field::kKind, "Designation Type"},
                                                                {Field::kMeasures, "Sanctions Imposed"},
                                                                {Field::kDesignated, "Date Designated"}};
    for (const auto& [field, column] : needed) {
      if (!seen.contains(field)) {
        return fault(file, ErrorCode::kUnexpectedStructure, header.published.empty() ? 1 : 2,
                     "the column \"" + std::string(column) + "\" is missing", "Check whether the list has renamed it");
      }
    }
    if (!seen.contains(Field::kName6) && !seen.contains(Field::kName)) {
      return fault(file, ErrorCode::kUnexpectedStructure, 1, "no column holds names",
                   "Check whether the list has renamed it");
    }
    if (!header.published.empty()) {
      std::string_view day = header.published;
      for (const std::string_view label : {"Last Updated,", "Report Date:"}) {
        if (day.starts_with(label)) day.remove_prefix(label.size());
      }
      day = trim(day.substr(0, day.find(',')));
      outcome.published = read_day(day);
      if (!outcome.published.known()) {
        return fault(file, ErrorCode::kUnexpectedStructure, 1,
                     "the line above the header states no day: \"" + shown(header.published, 60) + "\"",
                     "Check whether the publisher changed the format");
      }
    } else {
      outcome.notes.emplace_back("the file does not say on which day it was made");
    }
    if (std::string absent = uk::absent_fields(seen, ofsi_); !absent.empty())
      outcome.notes.push_back("the table has no column for: " + absent);
    uk::Mapper mapper(source, ofsi_, outcome);
    outcome.authority = ofsi_ ? "HM Treasury, Office of Financial Sanctions Implementation"
                              : "Foreign, Commonwealth and Development Office";
    base::CsvReader csv(file.bytes, file.name, {.max_field_bytes = kMaxValueBytes});
    base::CsvRow row;
    bool last_was_short = false;
    std::uint64_t last_line = 0;
    for (int skip = header.published.empty() ? 1 : 2; skip > 0; --skip) {
      const auto more = csv.next(row);
      if (!more.ok()) return more.error();
    }
    for (;;) {
      const auto more = csv.next(row);
      if (!more.ok()) return more.error();
      if (!*more) break;
      ++outcome.counts.records_in;
      last_line = row.line;
      last_was_short = row.fields.size() < columns.size();
      uk::Row values;
      values.position.file = file.name;
      values.position.line = row.line;
      values.position.offset = row.offset;
      if (row.fields.size() != columns.size()) {
        ++outcome.counts.reported;
        mapper.writer().mapping().report(
            model::FindingLevel::kError, "unreadable-row",
            "a row has " + std::to_string(row.fields.size()) + " columns instead of " + std::to_string(columns.size()),
            values.position);
        continue;
      }
      for (std::size_t i = 0; i < columns.size(); ++i) values.at(columns[i]) = row.fields[i];
      (void)mapper.add(values);
    }
    if (last_was_short) {
      return fault(file, ErrorCode::kUnexpectedStructure, last_line, "the file ends in the middle of a row",
                   "Fetch it again: the download was cut");
    }
    if (outcome.counts.records_in == 0) {
      return fault(file, ErrorCode::kEmpty, 1, "the list has no row", "Fetch it again; an empty list is not published");
    }
    mapper.finish();
    return outcome;
  }

  // "23/03/2016", "26-Aug-2026", "26 August 2026".
  static PartialDate read_day(std::string_view text) {
    if (const PartialDate day = read_list_day(text); day.known()) return day;
    std::string words(text);
    std::replace(words.begin(), words.end(), '-', ' ');
    return read_list_day(words);
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
