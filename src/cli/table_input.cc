#include "cli/table_input.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "base/csv.h"
#include "base/file.h"
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
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return file_error(ErrorCode::kEncoding, path, "the file is UTF-16", "Save it as UTF-8");
  }
  if (bytes.starts_with("PK\x03\x04")) {
    return file_error(ErrorCode::kUnknownFormat, path, "the file is a ZIP archive or an Excel workbook",
                      "Save the sheet as CSV (UTF-8)");
  }
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

void read_json_lines(std::string_view bytes, const std::string& path, std::vector<std::string>& columns,
                     std::vector<InputRow>& rows) {
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
    }
    rows.push_back(std::move(row));
  }
  for (InputRow& row : rows) row.values.resize(columns.size());
}

}  // namespace

Result<TableInput> TableInput::open(const std::string& path) {
  PENUMBRA_ASSIGN_OR_RETURN(const std::string bytes, base::read_file(path == "-" ? "/dev/stdin" : path, kMaxBytes));
  if (auto refused = refuse_by_first_bytes(path, bytes)) return *refused;
  TableInput input;
  const std::size_t first = bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first == std::string::npos) {
    return file_error(ErrorCode::kEmpty, path, "the file is empty", "Give a CSV file with a header row, or JSON lines");
  }
  if (bytes[first] == '{') {
    input.json_ = true;
    read_json_lines(std::string_view(bytes).substr(first), path, input.columns_, input.rows_);
    return input;
  }
  // The delimiter is what the header row has most of.
  const std::string_view header_line = std::string_view(bytes).substr(0, bytes.find('\n'));
  char delimiter = ',';
  for (const char c : {';', '\t', '|'}) {
    if (std::count(header_line.begin(), header_line.end(), c) >
        std::count(header_line.begin(), header_line.end(), delimiter))
      delimiter = c;
  }
  base::CsvReader reader(bytes, path, {.delimiter = delimiter});
  base::CsvRow row;
  const auto header = reader.next(row);
  if (!header.ok()) return header.error();
  const base::CsvHeader names(row);
  for (const std::string& name : names.names()) {
    if (!text::is_valid_utf8(name)) {
      return file_error(ErrorCode::kEncoding, path, "the header row is not UTF-8", "Save the file as UTF-8", 1);
    }
  }
  input.columns_ = names.names();
  std::uint64_t number = 0;
  for (;;) {
    const auto more = reader.next(row);
    InputRow out;
    if (more.ok() && !*more) break;
    out.row = ++number;
    if (!more.ok()) {
      out.line = more.error().position.line;
      out.error = more.error();
      out.values.resize(input.columns_.size());
      input.rows_.push_back(std::move(out));
      continue;
    }
    out.line = row.line;
    out.values.assign(row.fields.begin(), row.fields.end());
    if (row.fields.size() != input.columns_.size()) {
      out.error =
          file_error(ErrorCode::kUnexpectedStructure, path,
                     fmt::format("the row has {} fields instead of {}", row.fields.size(), input.columns_.size()),
                     "Quote fields that hold the delimiter", row.line);
      out.values.resize(input.columns_.size());
    } else {
      for (std::size_t i = 0; i < out.values.size(); ++i) {
        if (text::is_valid_utf8(out.values[i])) continue;
        out.error = file_error(ErrorCode::kEncoding, path, fmt::format("column {} is not UTF-8", input.columns_[i]),
                               "Save the file as UTF-8", row.line);
        out.error->position.path = "column " + input.columns_[i];
        break;
      }
    }
    input.rows_.push_back(std::move(out));
  }
  return input;
}

}  // namespace penumbra::cli
