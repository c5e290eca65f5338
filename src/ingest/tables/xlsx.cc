// Sheets are read row by row; only the shared strings and the styles are held beside the result.
#include "ingest/tables/xlsx.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "ingest/mapping.h"
#include "ingest/tables/xls.h"
#include "ingest/tables/zip.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"
#include "ingest/xml.h"

namespace penumbra::ingest {
namespace {

constexpr std::string_view kBook = "xl/workbook.xml";
constexpr std::uint64_t kMaxFilled = 100'000;  // cells that merged ranges may fill

// "_x000D_" stands for a control character that XML cannot hold (ECMA-376 part 1, 22.4.2.4).
std::string unescape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const bool escape = text.substr(i).starts_with("_x") && i + 6 < text.size() && text[i + 6] == '_' &&
                        std::from_chars(text.data() + i + 2, text.data() + i + 6, code, 16).ptr == text.data() + i + 6;
    if (escape && code < 0x80) {
      out += code == '\r' ? '\n' : static_cast<char>(code);
      i += 6;
    } else {
      out += text[i];
    }
  }
  return out;
}

// The text of a shared or inline string: its runs joined, without the readings (rPh) that Japanese workbooks add.
std::string string_of(const XmlNode& node) {
  std::string out;
  for (const XmlNode& child : node.children) {
    if (child.name == "t") out += child.text;
    if (child.name == "r") {
      for (const XmlNode& part : child.children) {
        if (part.name == "t") out += part.text;
      }
    }
  }
  return unescape(out);
}

// Column and row of "BC12", 0-based; nothing when it is no reference.
struct CellPlace {
  std::size_t column = 0;
  std::uint64_t row = 0;
};
std::optional<CellPlace> cell_place(std::string_view reference) {
  CellPlace place;
  std::size_t i = 0;
  std::size_t column = 0;
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && i < 4; ++i) {
    column = column * 26 + static_cast<std::size_t>(reference[i] - 'A' + 1);
  }
  if (i == 0 || column > kMaxSheetColumns) return std::nullopt;
  place.column = column - 1;
  std::uint64_t row = 0;
  const auto read = std::from_chars(reference.data() + i, reference.data() + reference.size(), row);
  if (read.ec != std::errc() || read.ptr != reference.data() + reference.size() || row == 0 || row > 1'048'576) {
    return std::nullopt;
  }
  place.row = row;
  return place;
}

// Records of one kind, handed to a function.
class Records final : public XmlHandler {
 public:
  using Use = std::function<Status(const XmlNode&)>;
  explicit Records(std::map<std::string, Use, std::less<>> uses) : uses_(std::move(uses)) {}
  Status root(const XmlNode& /*element*/, std::string_view /*xml_namespace*/) override { return {}; }
  bool is_record(std::span<const std::string> path) override { return uses_.contains(path.back()); }
  Status record(std::span<const std::string> path, const XmlNode& node) override {
    return uses_.find(path.back())->second(node);
  }
  Status outside(std::span<const std::string> /*path*/, const XmlNode& /*element*/) override { return {}; }
  bool keep_blanks() const override { return true; }

 private:
  std::map<std::string, Use, std::less<>> uses_;
};

struct SheetEntry {
  std::string name;
  std::string relation;
  bool hidden = false;
};

class Book {
 public:
  Book(const InputFile& file, const TableOptions& options) : file_(file), options_(options) {}

  Result<Workbook> read() {
    PENUMBRA_ASSIGN_OR_RETURN(entries_, read_zip_directory(file_));
    if (find(kBook) == nullptr) {
      return fault(ErrorCode::kUnknownFormat, "the file is a ZIP archive and no workbook",
                   "Unpack it and give the files inside");
    }
    for (const ZipEntry& entry : entries_) {
      if (ascii_lower(entry.name).ends_with("vbaproject.bin")) {
        return fault(ErrorCode::kUnsupported, "the workbook holds macros", "Save it as XLSX without macros");
      }
      if (entry.name.starts_with("xl/externalLinks/")) {
        return fault(ErrorCode::kUnsupported, "the workbook takes values from other workbooks",
                     "Break the links (paste the values) and save it again, or save it as CSV");
      }
    }
    std::map<std::string, std::string, std::less<>> targets;
    PENUMBRA_RETURN_IF_ERROR(each("xl/_rels/workbook.xml.rels", "Relationship", [&](const XmlNode& node) -> Status {
      targets.emplace(node.attribute("Id"), node.attribute("Target"));
      return {};
    }));
    PENUMBRA_RETURN_IF_ERROR(read_book());
    PENUMBRA_RETURN_IF_ERROR(read_styles());
    PENUMBRA_RETURN_IF_ERROR(each("xl/sharedStrings.xml", "si", [&](const XmlNode& node) -> Status {
      strings_.push_back(string_of(node));
      return {};
    }));
    Workbook out;
    for (const SheetEntry& sheet : sheets_) {
      const auto target = targets.find(sheet.relation);
      if (target == targets.end()) continue;  // refused below when no sheet is left
      std::string path = target->second.starts_with("/") ? target->second.substr(1) : "xl/" + target->second;
      if (path.find("worksheets/") == std::string::npos) continue;  // a chart or a dialogue
      PENUMBRA_RETURN_IF_ERROR(read_sheet(sheet, path, out));
    }
    if (out.sheets.empty()) return fault(ErrorCode::kSyntax, "the workbook has no sheet", "Save it again");
    if (formulas_ > 0) {
      out.notes.push_back(std::to_string(formulas_) +
                          " cells hold formulas; the values that were stored with them are read, nothing is computed.");
    }
    if (empty_formulas_ > 0) {
      out.notes.push_back(std::to_string(empty_formulas_) +
                          " of them have no stored value and count as empty: open and save the workbook.");
    }
    return out;
  }

 private:
  Error fault(ErrorCode code, std::string message, std::string fix, std::string_view part = {}) const {
    SourcePosition position;
    position.file = file_.name;
    position.path = part;
    return error_at(code, std::move(message), position, std::move(fix));
  }

  Error too_large(std::string_view part) const {
    return fault(ErrorCode::kLimit, "the workbook has too many cells, or too much text",
                 "Give the list in smaller parts", part);
  }

  const ZipEntry* find(std::string_view name) const {
    const auto it = std::find_if(entries_.begin(), entries_.end(), [&](const ZipEntry& e) { return e.name == name; });
    return it == entries_.end() ? nullptr : &*it;
  }

  Status parse(std::string_view part, std::map<std::string, Records::Use, std::less<>> uses) {
    const ZipEntry* entry = find(part);
    if (entry == nullptr) return {};
    PENUMBRA_ASSIGN_OR_RETURN(const std::string xml, unpack(file_, *entry));
    Records records(std::move(uses));
    return read_xml({file_.name + ":" + std::string(part), xml}, records);
  }

  Status each(std::string_view part, std::string record, Records::Use use) {
    return parse(part, {{std::move(record), std::move(use)}});
  }

  Status read_book() {
    return parse(kBook, {{"sheet",
                          [&](const XmlNode& node) -> Status {
                            const std::string_view state = node.attribute("state");
                            SheetEntry sheet{std::string(node.attribute("name")), std::string(node.attribute("id")),
                                             state == "hidden" || state == "veryHidden"};
                            sheets_.push_back(std::move(sheet));
                            if (sheets_.size() > kMaxSheets) {
                              return fault(ErrorCode::kLimit,
                                           "the workbook has more than " + std::to_string(kMaxSheets) + " sheets",
                                           "Give the list in smaller parts", kBook);
                            }
                            return {};
                          }},
                         {"workbookPr", [&](const XmlNode& node) -> Status {
                            from_1904_ = node.attribute("date1904") == "1" || node.attribute("date1904") == "true";
                            return {};
                          }}});
  }

  // Which cell styles show dates.
  Status read_styles() {
    std::map<int, bool> formats;
    return parse("xl/styles.xml", {{"numFmts",
                                    [&](const XmlNode& node) -> Status {
                                      for (const XmlNode& format : node.children) {
                                        formats[std::atoi(std::string(format.attribute("numFmtId")).c_str())] =
                                            is_date_format(format.attribute("formatCode"));
                                      }
                                      return {};
                                    }},
                                   {"cellXfs", [&](const XmlNode& node) -> Status {
                                      for (const XmlNode& style : node.children) {
                                        const int id = std::atoi(std::string(style.attribute("numFmtId")).c_str());
                                        const auto own = formats.find(id);
                                        // ECMA-376 part 1, 18.8.30: 14 to 17 and 22 are dates; 27 to 36 and 50 to 58
                                        // are dates in East Asian editions.
                                        const bool built_in = (id >= 14 && id <= 17) || id == 22 ||
                                                              (id >= 27 && id <= 31) || id == 36 ||
                                                              (id >= 50 && id <= 54) || id == 57 || id == 58;
                                        dates_.push_back(own != formats.end() ? own->second : built_in);
                                      }
                                      return {};
                                    }}});
  }

  Result<std::string> cell_text(const XmlNode& cell, std::string_view part) {
    const std::string_view type = cell.attribute("t");
    const XmlNode* value = cell.child("v");
    if (cell.child("f") != nullptr) {
      ++formulas_;
      if (value == nullptr) ++empty_formulas_;
    }
    if (type == "inlineStr") {
      const XmlNode* inline_string = cell.child("is");
      return inline_string == nullptr ? std::string() : string_of(*inline_string);
    }
    if (value == nullptr) return std::string();
    const std::string_view text = trim(value->text);
    if (type == "s") {
      std::size_t index = 0;
      if (std::from_chars(text.data(), text.data() + text.size(), index).ec != std::errc() ||
          index >= strings_.size()) {
        return fault(ErrorCode::kSyntax, "a cell names a text that the workbook does not hold",
                     "Save the workbook again", part);
      }
      return strings_[index];
    }
    if (type == "str") return unescape(value->text);
    if (type == "e") return std::string();  // "#N/A": no value
    if (type == "b") return std::string(text == "1" ? "true" : "false");
    if (type == "d") return std::string(without_time(text));
    std::size_t style = 0;
    const std::string_view style_text = cell.attribute("s");
    std::from_chars(style_text.data(), style_text.data() + style_text.size(), style);
    if (style < dates_.size() && dates_[style]) {
      if (std::string day = date_of_serial(text, from_1904_); !day.empty()) return day;
    }
    return plain_number(text);
  }

  Status read_row(const XmlNode& node, std::string_view part, Sheet& sheet) {
    SheetRow row;
    std::uint64_t stated = 0;
    const std::string_view number = node.attribute("r");
    std::from_chars(number.data(), number.data() + number.size(), stated);
    row.line = stated != 0 ? stated : (sheet.rows.empty() ? 1 : sheet.rows.back().line + 1);
    if (!sheet.rows.empty() && row.line <= sheet.rows.back().line) {
      return fault(ErrorCode::kSyntax, "the rows of a sheet are not in order", "Save the workbook again", part);
    }
    std::size_t next = 0;
    for (const XmlNode& cell : node.children) {
      if (cell.name != "c") continue;
      const std::string_view reference = cell.attribute("r");
      std::size_t column = next;
      if (!reference.empty()) {
        const auto place = cell_place(reference);
        if (!place)
          return fault(ErrorCode::kSyntax, "a cell has no place: \"" + shown(reference, 20) + "\"",
                       "Save the workbook again", part);
        column = place->column;
      }
      next = column + 1;
      PENUMBRA_ASSIGN_OR_RETURN(std::string text, cell_text(cell, part));
      if (trim(text).empty()) continue;
      text_ += text.size();
      if (column >= kMaxSheetColumns || text_ > kMaxSheetText) return too_large(part);
      if (column >= row.cells.size()) {
        cells_ += column + 1 - row.cells.size();
        if (cells_ > kMaxSheetCells) return too_large(part);
        row.cells.resize(column + 1);
      }
      row.cells[column] = std::move(text);
    }
    if (!row.cells.empty()) sheet.rows.push_back(std::move(row));
    return {};
  }

  // The value of a range that was merged downwards holds for every row of it.
  Status fill_merged(std::string_view range, std::string_view part, Sheet& sheet) {
    const std::size_t colon = range.find(':');
    if (colon == std::string_view::npos) return {};
    const auto first = cell_place(range.substr(0, colon));
    const auto last = cell_place(range.substr(colon + 1));
    if (!first || !last || last->row <= first->row) return {};
    const auto top = std::lower_bound(sheet.rows.begin(), sheet.rows.end(), first->row,
                                      [](const SheetRow& row, std::uint64_t line) { return row.line < line; });
    if (top == sheet.rows.end() || top->line != first->row) return {};
    const std::string value(top->cell(first->column));
    if (value.empty()) return {};
    for (auto row = top + 1; row != sheet.rows.end() && row->line <= last->row && filled_ < kMaxFilled; ++row) {
      if (++covered_ > kMaxMergedRows) return too_large(part);
      if (row->cells.size() <= first->column) row->cells.resize(first->column + 1);
      if (!row->cells[first->column].empty()) continue;
      text_ += value.size();
      if (text_ > kMaxSheetText) return too_large(part);
      row->cells[first->column] = value;
      ++filled_;
    }
    return {};
  }

  Status read_sheet(const SheetEntry& entry, std::string_view part, Workbook& out) {
    Sheet sheet;
    sheet.name = entry.name;
    sheet.hidden = entry.hidden;
    std::uint64_t merged = 0;
    filled_ = 0;
    covered_ = 0;
    bool enough = false;
    Status status = parse(part, {{"row",
                                  [&](const XmlNode& node) -> Status {
                                    if (options_.max_rows != 0 && sheet.rows.size() >= options_.max_rows) {
                                      enough = true;
                                      return fault(ErrorCode::kLimit, "enough rows", "", part);
                                    }
                                    return read_row(node, part, sheet);
                                  }},
                                 {"mergeCell", [&](const XmlNode& node) -> Status {
                                    ++merged;
                                    return fill_merged(node.attribute("ref"), part, sheet);
                                  }}});
    if (!status.ok() && !enough) return status;
    if (sheet.hidden) out.notes.push_back("The sheet \"" + shown(sheet.name, 60) + "\" is hidden.");
    if (merged > 0) {
      out.notes.push_back("The sheet \"" + shown(sheet.name, 60) + "\" has " + std::to_string(merged) +
                          " merged ranges; a value that was merged over several rows is taken for each of them (" +
                          std::to_string(filled_) + " cells).");
    }
    out.sheets.push_back(std::move(sheet));
    return {};
  }

  const InputFile& file_;
  const TableOptions& options_;
  std::vector<ZipEntry> entries_;
  std::vector<SheetEntry> sheets_;
  std::vector<std::string> strings_;
  std::vector<bool> dates_;  // by cell style
  bool from_1904_ = false;
  std::uint64_t formulas_ = 0;
  std::uint64_t empty_formulas_ = 0;
  std::uint64_t cells_ = 0;
  std::uint64_t text_ = 0;     // bytes
  std::uint64_t covered_ = 0;  // rows looked at because a merged range of the sheet covers them
  std::uint64_t filled_ = 0;
};

}  // namespace

bool is_date_format(std::string_view format) {
  // Only the part for positive numbers counts.
  bool quoted = false;
  bool bracket = false;
  bool digits = false;
  bool month = false;
  bool hour = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (quoted) {
      quoted = c != '"';
    } else if (bracket) {
      bracket = c != ']';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[') {
      bracket = true;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == ';') {
      break;
    } else {
      const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      if (small == 'y' || small == 'd') return true;
      digits = digits || c == '0' || c == '#' || c == '?';
      month = month || small == 'm';
      hour = hour || small == 'h' || small == 's';
    }
  }
  return month && !digits && !hour;
}

std::string date_of_serial(std::string_view number, bool from_1904) {
  double value = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  if (read.ec != std::errc() || read.ptr != number.data() + number.size() || !(value >= 1) || value > 2'958'465)
    return {};
  auto serial = static_cast<std::int32_t>(value);
  // Day 1 is 1 January 1900; day 60 is 29 February 1900, which never was.
  const std::int32_t epoch = from_1904 ? Date::from_ymd(1904, 1, 1)->days() : Date::from_ymd(1899, 12, 30)->days();
  if (!from_1904) {
    if (serial == 60) return {};
    if (serial < 60) ++serial;
  }
  return Date(epoch + serial).to_string();
}

std::string plain_number(std::string_view number) {
  const bool exponent = number.find_first_of("eE") != std::string_view::npos;
  if (!exponent && number.size() < 17) return std::string(number);
  double value = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  if (read.ec != std::errc() || read.ptr != number.data() + number.size() || !std::isfinite(value))
    return std::string(number);
  if (std::fabs(value) < 1e18 && value == std::floor(value)) return std::to_string(static_cast<long long>(value));
  char buffer[64];
  const auto written = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
  return written.ec == std::errc() ? std::string(buffer, written.ptr) : std::string(number);
}

Result<Workbook> read_xlsx(const InputFile& file, const TableOptions& options) {
  return Book(file, options).read();
}

}  // namespace penumbra::ingest
