// The Denied Persons List as BIS has published it since 2025 (dpl_MMDDYYYY.csv, for some time a workbook): five
// columns, of which the first holds name and address together, parted by commas.
//
// Where a name ends is not marked. Names of firms hold commas of their own ("ORBIT WORKS CO., LTD., 5 RING"), so that a
// piece that is a legal form, or that stands behind such a name, belongs to it; the whole cell stays as a note.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ingest/mapping.h"
#include "ingest/places.h"
#include "ingest/registry.h"
#include "ingest/tables/columns.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/us/named.h"

namespace penumbra::ingest {
namespace {

enum Column : std::size_t { kParty, kFrom, kTo, kCitations, kDenial, kColumnCount };
constexpr std::array<std::array<std::string_view, 3>, kColumnCount> kNames = {
    {{"nameandaddress", "name_and_address", ""},
     {"effectivedate", "effective_date", "beginning_date"},
     {"expirationdate", "expiration_date", "ending_date"},
     {"appropriatefederalregistercitations", "appropriate_federal_register_citations", "fr_citation"},
     {"typeofdenial", "type_of_denial", "standard_order"}}};

std::size_t column_of(std::string_view cell) {
  const std::string key = header_key(cell);
  for (std::size_t column = 0; column < kColumnCount; ++column) {
    if (!key.empty() && std::find(kNames[column].begin(), kNames[column].end(), key) != kNames[column].end()) {
      return column;
    }
  }
  return kColumnCount;
}

bool is_header(const SheetRow& row) {
  std::size_t known = 0;
  bool party = false;
  for (const std::string& cell : row.cells) {
    const std::size_t column = column_of(cell);
    known += column != kColumnCount ? 1 : 0;
    party |= column == kParty;
  }
  return known >= 4 || (party && known >= 3);
}

// Whether a piece behind a comma goes on with a name: "LTD.", "INC", "JR.", "A/K/A ...".
bool goes_on(std::string_view piece) {
  static constexpr std::array<std::string_view, 34> kTails = {
      "ltd", "limited", "inc",  "incorporated", "llc", "llp", "lp", "pllc", "corp", "corporation", "co",  "company",
      "sa",  "ag",      "gmbh", "bv",           "nv",  "ab",  "oy", "as",   "aps",  "spa",         "srl", "sarl",
      "plc", "pte",     "fze",  "fzco",         "fzc", "jr",  "sr", "ii",   "iii",  "pvt"};
  std::string key;
  for (const char c : ascii_lower(piece)) {
    if (c != '.' && c != ' ') key += c;
  }
  if (std::find(kTails.begin(), kTails.end(), key) != kTails.end()) return true;
  static constexpr std::array<std::string_view, 6> kFirst = {"pte", "pvt", "co", "sdnbhd", "ltd", "inc"};
  const bool two = std::any_of(kFirst.begin(), kFirst.end(), [&](std::string_view first) {
    return key.starts_with(first) && std::find(kTails.begin(), kTails.end(), key.substr(first.size())) != kTails.end();
  });
  return two || key == "sdnbhd";
}

// Labels of other names behind a comma.
std::string_view other_name(std::string_view piece) {
  for (const std::string_view label : {"a/k/a ", "aka ", "a.k.a. ", "d/b/a ", "dba ", "f/k/a ", "fka "}) {
    if (starts_with_ci(piece, label)) return trim(piece.substr(label.size()));
  }
  return {};
}

bool is_state(std::string_view code) {
  static constexpr std::string_view kStates =
      " AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK "
      "OR PA "
      "PR RI SC SD TN TX UT VT VA WA WV WI WY ";
  return code.size() == 2 && kStates.find(" " + std::string(code) + " ") != std::string_view::npos;
}

bool is_code(std::string_view piece) {
  return piece.size() == 2 && piece[0] >= 'A' && piece[0] <= 'Z' && piece[1] >= 'A' && piece[1] <= 'Z';
}

// The country of an address whose pieces end in "[STATE,] COUNTRY[, POSTAL CODE]", "" when it states none. Codes of
// states are codes of countries, too (CA, DE, IN): alone, and before a number of five digits, which both use, they are
// left open.
std::string_view country_of(const std::vector<std::string_view>& pieces) {
  std::size_t end = pieces.size();
  bool five = false;
  if (end > 0 &&
      std::any_of(pieces[end - 1].begin(), pieces[end - 1].end(), [](char c) { return c >= '0' && c <= '9'; })) {
    five = all_digits(pieces[end - 1].substr(0, 5)) && (pieces[end - 1].size() == 5 || pieces[end - 1].find('-') == 5);
    --end;
  }
  if (end == 0 || !is_code(pieces[end - 1])) return {};
  const std::string_view code = pieces[end - 1];
  if (!is_country_code(ascii_lower(code))) return {};
  const bool behind_state = end > 1 && is_code(pieces[end - 2]);
  return is_state(code) && !behind_state && five ? std::string_view() : code;
}

class Rows {
 public:
  Rows(const InputFile& file, ReadOutcome& outcome) : file_(file), outcome_(outcome) {}

  Status read(const Sheet& sheet, std::vector<us::NamedRecord>& records) {
    std::size_t header = 0;
    while (header < sheet.rows.size() && header < 20 && !is_header(sheet.rows[header])) ++header;
    if (header >= sheet.rows.size() || !is_header(sheet.rows[header])) {
      outcome_.notes.push_back("The sheet \"" + shown(sheet.name, 90) + "\" has no entries and is left out.");
      return {};
    }
    PENUMBRA_RETURN_IF_ERROR(read_header(sheet.rows[header]));
    for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) {
      const SheetRow& row = sheet.rows[i];
      ++outcome_.counts.records_in;
      if (row.cells.size() > width_) {
        ++outcome_.counts.reported;
        report(model::FindingLevel::kError, "unreadable-row",
               "a row has " + std::to_string(row.cells.size()) + " columns", row.line, "");
        continue;
      }
      records.push_back(record_of(row));
    }
    return {};
  }

 private:
  void report(model::FindingLevel level, std::string_view key, const std::string& message, std::uint64_t line,
              std::string path) {
    outcome_.findings.add(level, key, message, position(line, std::move(path)));
  }

  SourcePosition position(std::uint64_t line, std::string path) const {
    SourcePosition out;
    out.file = file_.name;
    out.line = line;
    out.path = std::move(path);
    return out;
  }

  Status read_header(const SheetRow& row) {
    at_.fill(Columns::npos);
    width_ = row.cells.size();
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::size_t column = column_of(row.cells[i]);
      if (column == kColumnCount && trim(row.cells[i]).empty()) continue;
      if (column == kColumnCount || at_[column] != Columns::npos) {
        return error_at(ErrorCode::kUnexpectedStructure,
                        "the column \"" + shown(tidy(row.cells[i]), 60) + "\" is not known, or stands twice",
                        position(row.line, ""), "Check whether the list has a new column");
      }
      at_[column] = i;
    }
    for (std::size_t column = 0; column < kColumnCount; ++column) {
      if (at_[column] != Columns::npos) continue;
      return error_at(ErrorCode::kUnexpectedStructure,
                      "the column \"" + std::string(kNames[column][1]) + "\" is missing", position(row.line, ""),
                      "Check whether the list has renamed it");
    }
    return {};
  }

  PartialDate date(const SheetRow& row, Column column, us::NamedListing& listing) {
    const std::string text = tidy(row.cell(at_[column]));
    if (text.empty() || ascii_lower(text) == "indefinite" || ascii_lower(text) == "n/a") return {};
    if (const auto day = us::parse_us_date(text)) return *day;
    report(model::FindingLevel::kWarning, "unread-value",
           "\"" + shown(text, 20) + "\" is no date of this or the last century; it is kept as a note", row.line,
           std::string(kNames[column][1]));
    listing.notes.push_back(std::string(kNames[column][1]) + ": " + text);
    return {};
  }

  us::NamedRecord record_of(const SheetRow& row) {
    us::NamedRecord record;
    record.line = row.line;
    const std::string whole = tidy(row.cell(at_[kParty]));
    std::vector<std::string_view> pieces = split(std::string_view(whole), ",");
    for (std::string_view& piece : pieces) piece = trim(piece);
    std::size_t next = 1;
    record.name = std::string(pieces.front());
    for (; next < pieces.size(); ++next) {
      if (const std::string_view other = other_name(pieces[next]); !other.empty()) {
        record.aliases.emplace_back(other);
      } else if (goes_on(pieces[next])) {
        record.name += ", " + std::string(pieces[next]);
      } else {
        break;
      }
    }
    pieces.erase(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(next));
    std::string address;
    for (const std::string_view piece : pieces) us::append(address, std::string(piece), ", ");
    if (!address.empty()) record.addresses.push_back(address);
    if (const std::string_view country = country_of(pieces); !country.empty()) record.countries.emplace_back(country);
    if (!address.empty()) record.notes.push_back("as listed: " + whole);
    us::NamedListing& listing = record.listings.front();
    listing.act = tidy(row.cell(at_[kCitations]));
    listing.from = date(row, kFrom, listing);
    listing.through = date(row, kTo, listing);
    if (const auto day = us::notice_date(listing.act)) listing.published = *day;
    if (!listing.through.known() && trim(row.cell(at_[kTo])).empty()) {
      listing.notes.emplace_back("no expiration is stated");
    }
    const std::string denial = tidy(row.cell(at_[kDenial]));
    const std::string kind = ascii_lower(denial);
    if (kind == "standard" || kind == "y") {
      listing.notes.emplace_back("standard denial order");
    } else if (kind == "non-standard" || kind == "non standard" || kind == "nonstandard" || kind == "n") {
      listing.notes.emplace_back("denial order with terms of its own");
    } else if (!denial.empty()) {
      report(model::FindingLevel::kWarning, "unread-value",
             "\"" + shown(denial, 30) + "\" is neither Standard nor Non-Standard", row.line, "type_of_denial");
      listing.notes.push_back("type of denial: " + denial);
    }
    return record;
  }

  const InputFile& file_;
  ReadOutcome& outcome_;
  std::array<std::size_t, kColumnCount> at_{};
  std::size_t width_ = 0;
};

class DplTableReader final : public Reader {
 public:
  std::string_view name() const override { return "us-dpl-csv"; }
  std::string_view describes() const override {
    return "The US Denied Persons List (BIS) as its five-column table: dpl_MMDDYYYY.csv, or the same as XLS or XLSX";
  }
  bool reads_raw() const override { return true; }
  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const auto book = peek_tables(files[0], 20);
    return book.ok() && std::any_of(book->sheets.begin(), book->sheets.end(), [](const Sheet& sheet) {
             return std::any_of(sheet.rows.begin(), sheet.rows.end(), is_header);
           });
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1)
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    ReadOutcome outcome;
    outcome.format = name();
    const us::SourceRule* rule = us::source_rule("DPL");
    outcome.authority = rule->authority;
    TableOptions options;
    options.any_encoding = true;
    PENUMBRA_ASSIGN_OR_RETURN(const Workbook book, read_tables(files[0], options));
    outcome.notes = book.notes;
    std::vector<us::NamedRecord> records;
    Rows rows(files[0], outcome);
    for (const Sheet& sheet : book.sheets) PENUMBRA_RETURN_IF_ERROR(rows.read(sheet, records));
    if (records.empty()) {
      return error_at(ErrorCode::kEmpty, "the list has no row", {.file = files[0].name},
                      "Fetch it again; an empty list is not published");
    }
    us::map_named(records, *rule, files[0].name, source, outcome);
    return outcome;
  }
};

}  // namespace

const Reader& us_dpl_table_reader() {
  static const DplTableReader reader;
  return reader;
}

}  // namespace penumbra::ingest
