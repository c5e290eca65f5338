#include "ingest/tables/sheets.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/csv.h"
#include "ingest/mapping.h"
#include "ingest/tables/ods.h"
#include "ingest/tables/xls.h"
#include "ingest/tables/xlsx.h"
#include "ingest/tables/zip.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

// The delimiter that parts the first line into most cells; the first of the choices when none does.
char pick_delimiter(std::string_view text, std::string_view choices) {
  const std::string_view line = text.substr(0, std::min(text.find('\n'), std::size_t{64} << 10));
  char best = choices.front();
  std::size_t most = 1;
  for (const char choice : choices) {
    base::CsvReader reader(line, {}, {.delimiter = choice, .lenient_quotes = true});
    base::CsvRow row;
    const auto more = reader.next(row);
    if (more.ok() && *more && row.fields.size() > most) {
      most = row.fields.size();
      best = choice;
    }
  }
  return best;
}

Result<Workbook> read_csv(const InputFile& file, const TableOptions& options) {
  Workbook out;
  DecodedText decoded{{}, "UTF-8", false};
  if (options.any_encoding) {
    PENUMBRA_ASSIGN_OR_RETURN(decoded, decode_text(file));
  } else {
    PENUMBRA_RETURN_IF_ERROR(check_text(file));
  }
  out.encoding = decoded.encoding;
  if (decoded.encoding != "UTF-8") {
    out.notes.push_back("The file is in " + decoded.encoding +
                        (decoded.guessed ? ", told by the letters in it; check a name with accents." : "."));
  }
  std::string_view text = decoded.encoding == "UTF-8" ? without_bom(file.bytes) : std::string_view(decoded.text);
  char delimiter = 0;
  std::uint64_t skipped = 0;
  // What spreadsheets write to tell one another the delimiter.
  if (text.starts_with("sep=") && text.size() > 5 && (text[5] == '\n' || text[5] == '\r')) {
    delimiter = text[4];
    text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
    skipped = 1;
  }
  if (delimiter == 0) delimiter = pick_delimiter(text, options.delimiters);
  Sheet& sheet = out.sheets.emplace_back();
  base::CsvReader reader(text, file.name, {.delimiter = delimiter, .max_field_bytes = kMaxValueBytes});
  base::CsvRow row;
  std::uint64_t cells = 0;
  for (;;) {
    auto more = reader.next(row);
    // The end of a prefix may cut a cell in two.
    if (!more.ok() && options.max_rows != 0 && !sheet.rows.empty()) break;
    if (!more.ok()) return more.error();
    if (!*more) break;
    SheetRow& target = sheet.rows.emplace_back();
    target.line = row.line + skipped;
    std::size_t count = row.fields.size();
    while (count > 0 && trim(row.fields[count - 1]).empty()) --count;
    target.cells.assign(row.fields.begin(), row.fields.begin() + static_cast<std::ptrdiff_t>(count));
    cells += count;
    if (count == 0) sheet.rows.pop_back();
    if (cells > kMaxSheetCells) {
      return error_at(ErrorCode::kLimit, "the table has more than " + std::to_string(kMaxSheetCells) + " cells",
                      {.file = file.name}, "Give the list in smaller parts");
    }
    if (options.max_rows != 0 && sheet.rows.size() >= options.max_rows) break;
  }
  return out;
}

Result<Workbook> read_zipped(const InputFile& file, const TableOptions& options) {
  return is_ods(file) ? read_ods(file, options) : read_xlsx(file, options);
}

}  // namespace

bool is_workbook(const InputFile& file) {
  if (looks_like_xls(file.bytes)) return true;
  if (!looks_like_zip(file.bytes)) return false;
  if (is_ods(file)) return true;
  constexpr std::string_view kBook = "xl/workbook.xml";
  const auto entries = read_zip_directory(file);
  // A damaged or hostile archive is a workbook as far as detection goes: reading it says what is wrong.
  if (!entries.ok()) return file.bytes.find(kBook) != std::string_view::npos;
  return std::any_of(entries->begin(), entries->end(), [&](const ZipEntry& entry) { return entry.name == kBook; });
}

std::string row_place(const std::string& file, const Sheet& sheet, const SheetRow& row) {
  return record_place(sheet.name.empty() ? file : file + ":" + sheet.name, row.line);
}

Result<Workbook> peek_tables(const InputFile& file, std::size_t rows, std::string_view delimiters, bool any_encoding) {
  TableOptions options;
  options.delimiters = delimiters;
  options.any_encoding = any_encoding;
  options.max_rows = rows;
  if (looks_like_zip(file.bytes)) return read_zipped(file, options);
  if (looks_like_xls(file.bytes)) return read_xls(file, options);
  InputFile start{file.name, file.bytes.substr(0, std::size_t{64} << 10)};
  // Whole lines only, so that no letter and no quoted cell is cut in the rows that count.
  if (start.bytes.size() < file.bytes.size() && !any_encoding) {
    const std::size_t end = start.bytes.rfind('\n');
    if (end != std::string_view::npos) start.bytes = start.bytes.substr(0, end + 1);
  }
  const std::string_view text = trim(without_bom(start.bytes));
  if (text.starts_with("<") || text.starts_with("{") || text.starts_with("[")) {
    return error_at(ErrorCode::kUnknownFormat, "the file is no table", {.file = file.name},
                    "Give a CSV file or a workbook");
  }
  return read_csv(start, options);
}

Result<Workbook> read_tables(const InputFile& file, const TableOptions& options) {
  if (looks_like_zip(file.bytes)) return read_zipped(file, options);
  return looks_like_xls(file.bytes) ? read_xls(file, options) : read_csv(file, options);
}

}  // namespace penumbra::ingest
