#include "ingest/ofac/csv_records.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/csv.h"
#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::ofac {
namespace {

constexpr std::size_t kSampleBytes = std::size_t{64} << 10;
constexpr int kSampleRows = 64;
constexpr std::array<char, 3> kDelimiters = {',', '|', '@'};
constexpr std::string_view kEndMark = "\x1A";

std::size_t width_of(FileRole role) {
  switch (role) {
    case FileRole::kParties:
      return 12;
    case FileRole::kOtherNames:
      return 5;
    case FileRole::kAddresses:
      return 6;
    case FileRole::kComments:
      return 2;
    case FileRole::kNone:
      break;
  }
  return 0;
}

bool is_null(std::string_view field) {
  field = trim(field);
  return field.empty() || field == "-0-";
}

std::optional<std::uint32_t> entry_number(std::string_view field) {
  field = trim(field);
  std::uint32_t value = 0;
  const auto [end, fault] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (field.empty() || fault != std::errc() || end != field.data() + field.size()) return std::nullopt;
  return value;
}

// People put a header on top when they re-save the file.
bool is_header(const base::CsvRow& row) {
  if (row.fields.size() < 2) return false;
  const std::string first = ascii_lower(trim(row.fields[0]));
  return first == "ent_num" || first == "id" || first == "uid";
}

// The role that one row has by its shape alone.
FileRole role_of_row(const std::vector<std::string_view>& fields) {
  if (fields.size() < 2 || !entry_number(fields[0])) return FileRole::kNone;
  const auto second_is_number = [&] { return entry_number(fields[1]).has_value(); };
  switch (fields.size()) {
    case 12: {
      const std::string type = ascii_lower(trim(fields[2]));
      // An unknown type is still a row of parties when the columns behind it look like it: it will be reported.
      const bool known = is_null(fields[2]) || type == "individual" || type == "vessel" || type == "aircraft";
      return known || type.find(' ') == std::string::npos ? FileRole::kParties : FileRole::kNone;
    }
    case 5:
      return second_is_number() && !is_null(fields[2]) && trim(fields[2]).size() <= 8 ? FileRole::kOtherNames
                                                                                      : FileRole::kNone;
    case 6:
      return second_is_number() || is_null(fields[1]) ? FileRole::kAddresses : FileRole::kNone;
    case 2:
      return second_is_number() ? FileRole::kNone : FileRole::kComments;
    default:
      return FileRole::kNone;
  }
}

// The fixed-field edition (.ff): rows of one length, columns at fixed places. Widths: OFAC, dat_spec.txt.
struct FixedForm {
  FileRole role;
  std::vector<std::size_t> widths;
};
const std::array<FixedForm, 3>& fixed_forms() {
  static const std::array<FixedForm, 3> forms = {
      {{FileRole::kParties, {10, 350, 12, 200, 200, 8, 25, 14, 8, 40, 150, 1000}},
       {FileRole::kOtherNames, {10, 10, 8, 350, 200}},
       {FileRole::kAddresses, {10, 10, 750, 116, 250, 200}}}};
  return forms;
}

struct Shape {
  FileRole role = FileRole::kNone;
  char delimiter = ',';
  const FixedForm* fixed = nullptr;
};

// The rows of a file, whatever parts its columns. Views live until the next call, or as long as the input.
class RowReader {
 public:
  RowReader(std::string_view bytes, const std::string& name, const Shape& shape)
      : csv_(bytes, name, {.delimiter = shape.delimiter, .lenient_quotes = true, .max_field_bytes = kMaxValueBytes}),
        bytes_(without_bom(bytes)),
        skipped_(bytes.size() - bytes_.size()),
        fixed_(shape.fixed) {}

  Result<bool> next(base::CsvRow& row) {
    if (fixed_ == nullptr) return csv_.next(row);
    while (at_ < bytes_.size()) {
      const std::size_t end = std::min(bytes_.find('\n', at_), bytes_.size());
      std::string_view line = bytes_.substr(at_, end - at_);
      row = {};
      row.line = ++line_;
      row.offset = at_ + skipped_;
      at_ = end + 1;
      if (line.ends_with("\r")) line.remove_suffix(1);
      row.size = line.size();
      if (trim(line).empty()) continue;
      // A line that is too short or too long keeps what columns it has, and is reported for their number.
      std::size_t from = 0;
      for (const std::size_t width : fixed_->widths) {
        if (from >= line.size()) break;
        row.fields.push_back(line.substr(from, width));
        from += width;
      }
      if (from < line.size()) row.fields.push_back(line.substr(from));
      if (from > line.size() && !row.fields.empty() && trim(line) != kEndMark) row.fields.pop_back();
      return true;
    }
    return false;
  }

 private:
  base::CsvReader csv_;
  std::string_view bytes_;
  std::size_t skipped_;
  const FixedForm* fixed_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 0;
};

// The form whose row length the first lines have; nullptr when it is none.
const FixedForm* fixed_form_of(std::string_view sample) {
  sample = without_bom(sample);
  std::string_view line = sample.substr(0, sample.find('\n'));
  if (line.ends_with("\r")) line.remove_suffix(1);
  for (const FixedForm& form : fixed_forms()) {
    std::size_t length = 0;
    for (const std::size_t width : form.widths) length += width;
    if (line.size() == length && entry_number(line.substr(0, form.widths[0]))) return &form;
  }
  return nullptr;
}

// The role that most of the first rows have.
Shape shape_of(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSampleBytes);
  Shape best;
  if (const FixedForm* fixed = fixed_form_of(sample)) {
    best.role = fixed->role;
    best.fixed = fixed;
    return best;
  }
  int best_rows = 0;
  for (const char delimiter : kDelimiters) {
    base::CsvReader reader(sample, {}, {.delimiter = delimiter, .lenient_quotes = true});
    base::CsvRow row;
    std::array<int, 5> count{};
    int rows = 0;
    for (; rows < kSampleRows; ++rows) {
      const auto more = reader.next(row);
      if (!more.ok()) continue;
      if (!*more) break;
      ++count[static_cast<std::size_t>(role_of_row(row.fields))];
    }
    const auto top = std::max_element(count.begin() + 1, count.end());
    if (*top > best_rows && *top * 2 > rows) {
      best_rows = *top;
      best = {static_cast<FileRole>(top - count.begin()), delimiter, nullptr};
    }
  }
  return best;
}

Error structure_error(const InputFile& input, std::uint64_t line, std::string message, std::string fix) {
  Error error{ErrorCode::kUnexpectedStructure, std::move(message), {}, std::move(fix)};
  error.position.file = input.name;
  error.position.line = line;
  return error;
}

// What the cells of a header say, by column, as OFAC's data specification names them and as people shorten them.
// Letters and digits only, lower case.
std::vector<std::vector<std::string_view>> header_words(FileRole role) {
  switch (role) {
    case FileRole::kParties:
      return {{"entnum", "id", "uid"},
              {"sdnname", "name"},
              {"sdntype", "type"},
              {"program", "programs"},
              {"title"},
              {"callsign"},
              {"vesstype", "vesseltype"},
              {"tonnage"},
              {"grt", "grossregisteredtonnage", "grosstonnage"},
              {"vessflag", "vesselflag"},
              {"vessowner", "vesselowner"},
              {"remarks", "remark"}};
    case FileRole::kOtherNames:
      return {{"entnum", "id", "uid"}, {"altnum"}, {"alttype"}, {"altname"}, {"altremarks", "remarks"}};
    case FileRole::kAddresses:
      return {{"entnum", "id", "uid"},
              {"addnum"},
              {"address", "addaddress"},
              {"citystateprovincepostalcode", "city", "cityname"},
              {"country"},
              {"addremarks", "remarks"}};
    case FileRole::kComments:
      return {{"entnum", "id", "uid"}, {"remarks", "comments", "sdncomments", "remarksextended"}};
    case FileRole::kNone:
      break;
  }
  return {};
}

// A header that does not say what the columns are read as means that the columns may be others.
std::optional<Error> check_header(const InputFile& input, const base::CsvRow& row, FileRole role) {
  const auto words = header_words(role);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string cell;
    for (const char c : ascii_lower(i < row.fields.size() ? row.fields[i] : std::string_view())) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) cell.push_back(c);
    }
    if (std::find(words[i].begin(), words[i].end(), cell) != words[i].end()) continue;
    Error error = structure_error(input, row.line,
                                  "the header row calls column " + std::to_string(i + 1) + " \"" +
                                      (i < row.fields.size() ? shown(row.fields[i], 40) : "") +
                                      "\" where OFAC's files have \"" + std::string(words[i].front()) + "\"",
                                  "Give the file as OFAC publishes it, with its columns in their order and no header");
    error.position.path = "column " + std::to_string(i + 1);
    return error;
  }
  return std::nullopt;
}

}  // namespace

FileRole role_of(std::string_view bytes) {
  return shape_of(bytes).role;
}

Result<File> read_file(const InputFile& input, model::FindingLog& log) {
  const Shape shape = shape_of(input.bytes);
  File file;
  file.name = input.name;
  file.role = shape.role;
  if (shape.role == FileRole::kNone) {
    return structure_error(input, 1,
                           "the file is no part of the OFAC set: it is " + describe_content(input.bytes) +
                               " where rows of 12, 6, 5 or 2 columns that begin with a number are expected",
                           "Give the files as OFAC publishes them; do not re-save them with a spreadsheet");
  }
  const std::size_t width = width_of(shape.role);
  RowReader reader(input.bytes, input.name, shape);
  base::CsvRow row;
  std::uint64_t short_line = 0;  // a short row is a cut download when nothing follows it
  bool first = true;
  for (;;) {
    const auto more = reader.next(row);
    if (!more.ok()) return more.error();
    if (!*more) break;
    if (row.fields.size() == 1 && trim(row.fields[0]) == kEndMark) {
      file.end_mark = true;
      continue;
    }
    if (std::exchange(first, false) && is_header(row)) {
      if (auto wrong = check_header(input, row, shape.role)) return *std::move(wrong);
      SourcePosition position{input.name, row.line, 1, row.offset, ""};
      log.add(model::FindingLevel::kNote, "header-row", "a header row that OFAC does not write was passed over",
              position);
      continue;
    }
    ++file.records_in;
    const auto party = entry_number(row.fields[0]);
    if (row.fields.size() != width || !party) {
      ++file.unreadable;
      short_line = row.fields.size() < width ? row.line : 0;
      SourcePosition position{input.name, row.line, 1, row.offset, party ? "" : "column 1 (ent_num)"};
      log.add(model::FindingLevel::kError, "unreadable-row",
              row.fields.size() != width
                  ? "a row has " + std::to_string(row.fields.size()) + " columns instead of " + std::to_string(width)
                  : "\"" + shown(row.fields[0], 40) + "\" is no entry number",
              position);
      continue;
    }
    short_line = 0;
    Row& out = file.rows.emplace_back();
    out.party = *party;
    out.line = row.line;
    out.fields.reserve(width);
    for (std::size_t i = 0; i < width; ++i) {
      // The text of a comments file goes on in the middle of a word: its blanks count.
      const bool raw = (shape.role == FileRole::kComments && i == 1) || (shape.role == FileRole::kParties && i == 11);
      out.fields.emplace_back(is_null(row.fields[i]) ? std::string_view() : raw ? row.fields[i] : trim(row.fields[i]));
    }
  }
  if (short_line != 0 && !file.end_mark) {
    return structure_error(input, short_line, "the file ends in the middle of a row",
                           "Fetch it again: the download was cut");
  }
  if (file.rows.empty() || file.unreadable * 2 > file.records_in) {
    return structure_error(input, 1,
                           std::to_string(file.unreadable) + " of " + std::to_string(file.records_in) +
                               " rows have not the " + std::to_string(width) + " columns of this file",
                           "Give the file as OFAC publishes it");
  }
  return file;
}

}  // namespace penumbra::ingest::ofac
