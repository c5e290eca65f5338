#include "cli/table_input.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "base/csv.h"
#include "base/file.h"
#include "ingest/own_list/words.h"
#include "ingest/tables/sheets.h"
#include "ingest/text_checks.h"
#include "text/utf8.h"

namespace penumbra::cli {
namespace {

Error file_error(ErrorCode code, const std::string& path, std::string message, std::string fix,
                 std::uint64_t line = 0) {
  Error error{code, std::move(message), {}, std::move(fix)};
  error.position.file = path;
  error.position.line = line;
  return error;
}

// What the first bytes say, if they say something that cannot be read as a table.
std::optional<Error> refuse_by_first_bytes(const std::string& path, std::string_view bytes) {
  std::string head(bytes.substr(0, 512));
  std::transform(head.begin(), head.end(), head.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::size_t text = head.find_first_not_of(" \t\r\n");
  if (text != std::string::npos && (head.compare(text, 9, "<!doctype") == 0 || head.compare(text, 5, "<html") == 0)) {
    return file_error(ErrorCode::kUnexpectedStructure, path, "the file is an HTML page, not a table",
                      "Download the file itself");
  }
  return std::nullopt;
}

std::string text_of(const boost::json::value& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return std::string(value.get_string().data(), value.get_string().size());
  if (value.is_array()) {
    std::string out;
    for (const auto& item : value.get_array()) {
      const std::string text = text_of(item);
      if (!text.empty()) out += (out.empty() ? "" : "; ") + text;
    }
    return out;
  }
  return boost::json::serialize(value);
}

}  // namespace

std::optional<std::size_t> TableInput::column(std::string_view name) const {
  const auto it = std::find(columns_.begin(), columns_.end(), name);
  if (it == columns_.end()) return std::nullopt;
  return static_cast<std::size_t>(it - columns_.begin());
}

namespace {

// A table is as wide as its widest row and a cell takes memory even where it is empty, so that a small file can ask for
// a table without end: a key of its own in each line, a wide header above rows of one cell. A table that people keep
// has about as many cells as delimiters.
constexpr std::uint64_t kCellsOfAnyTable = std::uint64_t{16} << 20;
constexpr std::size_t kMaxKeys = 4096;  // as columns of CSV

std::uint64_t max_cells(std::uint64_t bytes) {
  return std::max(kCellsOfAnyTable, 4 * bytes);
}

Error too_many_cells(const std::string& path, std::uint64_t line) {
  return file_error(ErrorCode::kLimit, path, "the table has far more cells than the file can fill",
                    "Check the header and the keys of the rows, or give the file in parts", line);
}

Status read_json_lines(std::string_view bytes, const std::string& path, std::vector<std::string>& columns,
                       std::vector<InputRow>& rows) {
  const std::uint64_t most = max_cells(bytes.size());
  std::uint64_t cells = 0;
  std::map<std::string, std::size_t, std::less<>> index;
  std::uint64_t line = 0;
  std::uint64_t number = 0;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    std::string_view text = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    ++line;
    while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
    if (text.empty()) continue;
    InputRow row;
    row.row = ++number;
    row.line = line;
    boost::system::error_code fault;
    boost::json::parse_options options;
    options.max_depth = 32;
    const boost::json::value value = boost::json::parse(text, fault, {}, options);
    if (fault || !value.is_object()) {
      row.error = file_error(ErrorCode::kSyntax, path,
                             fault ? "the line is no JSON: " + fault.message() : "the line is no JSON object",
                             "Write one JSON object on each line", line);
    } else {
      for (const auto& member : value.get_object()) {
        const std::string key(member.key().data(), member.key().size());
        const auto [it, added] = index.try_emplace(key, columns.size());
        if (added) columns.push_back(key);
        row.values.resize(std::max(row.values.size(), it->second + 1));
        row.values[it->second] = text_of(member.value());
      }
      if (columns.size() > kMaxKeys) {
        return file_error(ErrorCode::kLimit, path, fmt::format("the rows have more than {} different keys", kMaxKeys),
                          "Give every row the same keys", line);
      }
    }
    cells += row.values.size();
    rows.push_back(std::move(row));
    if (cells > most) return too_many_cells(path, line);
  }
  if (rows.size() * columns.size() > most) return too_many_cells(path, line);
  for (InputRow& row : rows) row.values.resize(columns.size());
  return {};
}

// The row that names the columns: below a title, perhaps.
std::size_t header_of(const ingest::Sheet& sheet) {
  constexpr std::size_t kLookedAt = 10;
  for (std::size_t i = 0; i < sheet.rows.size() && i < kLookedAt; ++i) {
    for (const std::string& cell : sheet.rows[i].cells) {
      const std::string meaning = ingest::column_meaning(cell);
      if (meaning == "name" || meaning == "lastName") return i;
    }
  }
  return 0;
}

// All sheets, one below the other. A hidden one with other columns holds what a form looks up, as a rule: it is left
// out, and a note says so. Another that differs is refused, since it may hold the parties that were meant.
Status read_workbook(const std::string& bytes, const std::string& path, std::vector<std::string>& columns,
                     std::vector<InputRow>& rows, std::vector<std::string>& notes) {
  PENUMBRA_ASSIGN_OR_RETURN(ingest::Workbook book, ingest::read_tables({path, bytes}, {}));
  notes = std::move(book.notes);
  const ingest::Sheet* first = nullptr;
  // A hidden sheet never says what the columns are, unless all are hidden.
  std::stable_partition(book.sheets.begin(), book.sheets.end(), [](const ingest::Sheet& s) { return !s.hidden; });
  for (const ingest::Sheet& sheet : book.sheets) {
    if (sheet.rows.empty()) continue;
    const std::size_t header = header_of(sheet);
    const std::vector<std::string>& names = sheet.rows[header].cells;
    if (first == nullptr) {
      first = &sheet;
      columns = names;
    } else if (names != columns && sheet.hidden) {
      notes.push_back(fmt::format("The hidden sheet \"{}\" ({} rows) has other columns than \"{}\" and is left out.",
                                  sheet.name, sheet.rows.size(), first->name));
      continue;
    } else if (names != columns) {
      return file_error(ErrorCode::kUnexpectedStructure, path,
                        "the sheets \"" + first->name + "\" and \"" + sheet.name + "\" have other columns",
                        "Save each as a file of its own, or hide those that hold no parties");
    }
    for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) {
      InputRow row;
      row.row = rows.size() + 1;
      row.line = sheet.rows[i].line;
      row.values = sheet.rows[i].cells;
      if (row.values.size() > columns.size()) {
        row.error = file_error(ErrorCode::kUnexpectedStructure, path,
                               fmt::format("sheet \"{}\": the row has {} cells instead of {}", sheet.name,
                                           row.values.size(), columns.size()),
                               "Give every column a name", row.line);
      }
      row.values.resize(columns.size());
      rows.push_back(std::move(row));
      if (rows.size() * columns.size() > max_cells(bytes.size())) return too_many_cells(path, sheet.rows[i].line);
    }
  }
  if (first == nullptr) {
    return file_error(ErrorCode::kEmpty, path, "no sheet of the workbook holds anything", "Give one with a header row");
  }
  return {};
}

// A quote that never closes is told before millions of rows are screened, and not where its row comes. An odd number of
// quotes says that there may be one: only then the rows are gone through once more.
std::optional<std::string> open_quote(std::string_view bytes, const std::string& path, char delimiter) {
  if (std::count(bytes.begin(), bytes.end(), '"') % 2 == 0) return std::nullopt;
  base::CsvReader reader(bytes, path, {.delimiter = delimiter});
  base::CsvRow row;
  for (;;) {
    const auto more = reader.next(row);
    if (more.ok() && !*more) return std::nullopt;
    if (more.ok()) continue;
    const Error& error = more.error();
    return fmt::format(
        "The quotes of the table do not match: {}:{}: {}. Such rows are reported and not screened, and "
        "text behind one may be taken for its cell. {}.",
        path, error.position.line, error.message, error.fix);
  }
}

}  // namespace

struct TableReader::Csv {
  std::string bytes;
  std::optional<base::CsvReader> reader;  // points into `bytes`
  base::CsvRow row;
};

TableReader::TableReader() = default;
TableReader::~TableReader() = default;
TableReader::TableReader(TableReader&&) noexcept = default;
TableReader& TableReader::operator=(TableReader&&) noexcept = default;

Result<TableReader> TableReader::open(const std::string& path) {
  TableReader out;
  out.path_ = path;
  out.csv_ = std::make_unique<Csv>();
  std::string& bytes = out.csv_->bytes;
  PENUMBRA_ASSIGN_OR_RETURN(bytes, base::read_file(path == "-" ? "/dev/stdin" : path, kMaxBytes));
  out.bytes_ = bytes.size();
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0")) {
    PENUMBRA_RETURN_IF_ERROR(read_workbook(bytes, path, out.columns_, out.all_, out.notes_));
    out.lines_ = out.all_.size();
    out.csv_.reset();
    return out;
  }
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    PENUMBRA_ASSIGN_OR_RETURN(ingest::DecodedText decoded, ingest::decode_text({path, bytes}));
    bytes = std::move(decoded.text);
  }
  if (auto refused = refuse_by_first_bytes(path, bytes)) return *refused;
  const std::size_t first = bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first == std::string::npos) {
    return file_error(ErrorCode::kEmpty, path, "the file is empty", "Give a CSV file with a header row, or JSON lines");
  }
  if (bytes[first] == '{') {
    out.json_ = true;
    PENUMBRA_RETURN_IF_ERROR(read_json_lines(std::string_view(bytes).substr(first), path, out.columns_, out.all_));
    out.lines_ = out.all_.size();
    out.csv_.reset();
    return out;
  }
  out.lines_ = static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  // The delimiter is what the header row has most of.
  const std::string_view header_line = std::string_view(bytes).substr(0, bytes.find('\n'));
  char delimiter = ',';
  for (const char c : {';', '\t', '|'}) {
    if (std::count(header_line.begin(), header_line.end(), c) >
        std::count(header_line.begin(), header_line.end(), delimiter))
      delimiter = c;
  }
  base::CsvReader& reader = out.csv_->reader.emplace(bytes, path, base::CsvOptions{.delimiter = delimiter});
  const auto header = reader.next(out.csv_->row);
  if (!header.ok()) return header.error();
  const base::CsvHeader names(out.csv_->row);
  for (const std::string& name : names.names()) {
    if (!text::is_valid_utf8(name)) {
      return file_error(ErrorCode::kEncoding, path, "the header row is not UTF-8", "Save the file as UTF-8", 1);
    }
  }
  out.columns_ = names.names();
  if (auto note = open_quote(bytes, path, delimiter)) out.notes_.push_back(*std::move(note));
  return out;
}

bool TableReader::next(InputRow& out) {
  if (csv_ == nullptr) {
    if (rows_ == all_.size()) return false;
    out = std::move(all_[rows_++]);
    return true;
  }
  const auto more = csv_->reader->next(csv_->row);
  if (more.ok() && !*more) return false;
  out.row = ++rows_;
  out.error.reset();
  if (!more.ok()) {
    out.line = more.error().position.line;
    out.error = more.error();
    out.values.assign(columns_.size(), "");
    return true;
  }
  const base::CsvRow& row = csv_->row;
  out.line = row.line;
  out.values.assign(row.fields.begin(), row.fields.end());
  if (row.fields.size() != columns_.size()) {
    out.error = file_error(ErrorCode::kUnexpectedStructure, path_,
                           fmt::format("the row has {} fields instead of {}", row.fields.size(), columns_.size()),
                           "Quote fields that hold the delimiter", row.line);
    out.values.resize(columns_.size());
    return true;
  }
  for (std::size_t i = 0; i < out.values.size(); ++i) {
    if (text::is_valid_utf8(out.values[i])) continue;
    out.error = file_error(ErrorCode::kEncoding, path_, fmt::format("column {} is not UTF-8", columns_[i]),
                           "Save the file as UTF-8", row.line);
    out.error->position.path = "column " + columns_[i];
    break;
  }
  return true;
}

std::string column_names(std::span<const std::string> columns) {
  constexpr std::size_t kShown = 30;
  std::string out;
  for (std::size_t i = 0; i < columns.size() && i < kShown; ++i) {
    out += (i == 0 ? "" : ", ") + ingest::shown(columns[i], 60);
  }
  if (columns.size() > kShown) out += fmt::format(" and {} more", columns.size() - kShown);
  return out.empty() ? "none" : out;
}

Result<TableInput> TableInput::open(const std::string& path) {
  PENUMBRA_ASSIGN_OR_RETURN(TableReader reader, TableReader::open(path));
  TableInput input;
  input.columns_ = reader.columns();
  input.notes_ = reader.notes();
  input.json_ = reader.is_json();
  const std::uint64_t most = max_cells(reader.bytes());
  // A file may be nothing but line feeds.
  constexpr std::uint64_t kReserved = 1 << 20;
  input.rows_.reserve(std::min(reader.about_rows(), kReserved));
  for (InputRow row; reader.next(row); row = {}) {
    const std::uint64_t line = row.line;
    input.rows_.push_back(std::move(row));
    if (input.rows_.size() * input.columns_.size() > most) return too_many_cells(path, line);
  }
  return input;
}

}  // namespace penumbra::cli
