#include "ingest/tables/xls.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ingest/mapping.h"
#include "ingest/tables/compound.h"
#include "ingest/tables/xlsx.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

enum Kind : unsigned {
  kFormula = 0x0006,
  kEof = 0x000A,
  kDateMode = 0x0022,
  kFilePass = 0x002F,
  kContinue = 0x003C,
  kBoundSheet = 0x0085,
  kMulRk = 0x00BD,
  kRString = 0x00D6,
  kXf = 0x00E0,
  kMerged = 0x00E5,
  kSst = 0x00FC,
  kLabelSst = 0x00FD,
  kNumber = 0x0203,
  kLabel = 0x0204,
  kBoolErr = 0x0205,
  kString = 0x0207,
  kRk = 0x027E,
  kFormat = 0x041E,
  kBof = 0x0809
};
constexpr unsigned kBiff8 = 0x0600;
constexpr unsigned kSheetType = 0x0010;
constexpr std::uint64_t kMaxFilled = 100'000;  // cells that merged ranges may fill
constexpr std::size_t kColumns = 256;

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// UTF-16 code units to UTF-8; a half of a pair alone becomes U+FFFD.
std::string utf8_of(const std::vector<std::uint16_t>& units) {
  std::string out;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::uint32_t unit = units[i];
    if (unit >= 0xD800 && unit < 0xDC00 && i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000) {
      append_utf8(out, 0x10000 + ((unit - 0xD800) << 10) + (units[++i] - 0xDC00U));
    } else {
      append_utf8(out, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit);
    }
  }
  return out;
}

struct Record {
  unsigned kind = 0;
  std::string_view data;
};

// The bytes of a record and of those that continue it. A text that goes on there says anew how wide its letters are.
class Pieces {
 public:
  explicit Pieces(std::vector<std::string_view> pieces) : pieces_(std::move(pieces)) {}

  bool good() const { return good_; }
  bool at_end() {
    while (piece_ < pieces_.size() && at_ >= pieces_[piece_].size()) next();
    return piece_ >= pieces_.size();
  }
  std::uint32_t number(int bytes) {
    std::uint32_t out = 0;
    for (int i = 0; i < bytes; ++i) out |= take() << (8 * i);
    return out;
  }
  void skip(std::uint64_t bytes) {
    for (; bytes > 0 && !at_end();) {
      const std::size_t here = std::min<std::uint64_t>(bytes, pieces_[piece_].size() - at_);
      at_ += here;
      bytes -= here;
    }
    if (bytes > 0) good_ = false;
  }
  std::string text(std::size_t letters, bool wide) {
    std::vector<std::uint16_t> units;
    units.reserve(std::min<std::size_t>(letters, 1024));
    while (units.size() < letters && good_) {
      if (piece_ < pieces_.size() && at_ >= pieces_[piece_].size()) {
        next();
        wide = (take() & 1U) != 0;
        continue;
      }
      units.push_back(static_cast<std::uint16_t>(number(wide ? 2 : 1)));
    }
    return utf8_of(units);
  }
  // A text with its flags in front; what it has of fonts and readings is passed over.
  std::string rich_text(std::size_t letters) {
    const std::uint32_t flags = number(1);
    const std::uint32_t runs = (flags & 8U) != 0 ? number(2) : 0;
    const std::uint32_t readings = (flags & 4U) != 0 ? number(4) : 0;
    std::string out = text(letters, (flags & 1U) != 0);
    skip(std::uint64_t{runs} * 4 + readings);
    return out;
  }

 private:
  void next() {
    ++piece_;
    at_ = 0;
  }
  std::uint32_t take() {
    if (at_end()) {
      good_ = false;
      return 0;
    }
    return static_cast<unsigned char>(pieces_[piece_][at_++]);
  }

  std::vector<std::string_view> pieces_;
  std::size_t piece_ = 0;
  std::size_t at_ = 0;
  bool good_ = true;
};

std::uint32_t number_at(std::string_view data, std::size_t at, int bytes) {
  std::uint32_t out = 0;
  for (int i = 0; i < bytes; ++i) {
    const std::size_t place = at + static_cast<std::size_t>(i);
    if (place < data.size()) out |= static_cast<std::uint32_t>(static_cast<unsigned char>(data[place])) << (8 * i);
  }
  return out;
}

double double_at(std::string_view data, std::size_t at) {
  const std::uint64_t bits = number_at(data, at, 4) | std::uint64_t{number_at(data, at + 4, 4)} << 32;
  return std::bit_cast<double>(bits);
}

// A number in 30 bits: whole or the upper half of a double, as it is or a hundredth.
double of_rk(std::uint32_t rk) {
  double value = 0;
  if ((rk & 2U) != 0) {
    value = static_cast<std::int32_t>(rk) >> 2;
  } else {
    value = std::bit_cast<double>(std::uint64_t{rk & 0xFFFFFFFCU} << 32);
  }
  return (rk & 1U) != 0 ? value / 100 : value;
}

std::string digits_of(double value) {
  char buffer[64];
  const auto written = std::to_chars(buffer, buffer + sizeof buffer, value);
  return written.ec == std::errc() ? plain_number(std::string_view(buffer, written.ptr)) : std::string();
}

struct SheetEntry {
  std::string name;
  std::size_t at = 0;
  bool hidden = false;
};

class Book {
 public:
  Book(const InputFile& file, const TableOptions& options) : file_(file), options_(options) {}

  Result<Workbook> read() {
    if (has_compound_entry(file_.bytes, "_VBA_PROJECT_CUR"))
      return fault(ErrorCode::kUnsupported, "the workbook holds macros, which no list needs", "Save it without macros");
    PENUMBRA_ASSIGN_OR_RETURN(bytes_, read_compound_stream(file_, "Workbook", "Book"));
    PENUMBRA_RETURN_IF_ERROR(read_globals());
    Workbook out;
    for (const SheetEntry& entry : sheets_) PENUMBRA_RETURN_IF_ERROR(read_sheet(entry, out));
    if (formulas_ > 0) {
      out.notes.push_back(std::to_string(formulas_) +
                          " cells hold formulas; the values that were stored with them are read, nothing is computed.");
    }
    return out;
  }

 private:
  Error fault(ErrorCode code, std::string message, std::string fix) const {
    return error_at(code, std::move(message), {.file = file_.name}, std::move(fix));
  }
  Error damaged() const {
    return fault(ErrorCode::kSyntax, "the workbook is damaged or was cut: a record leads outside it",
                 "Fetch the file again");
  }

  // The record at `at`, which moves behind it; nothing at the end or when it is cut.
  std::optional<Record> next(std::size_t& at) const {
    if (at + 4 > bytes_.size()) return std::nullopt;
    const std::string_view bytes = bytes_;
    const Record out{number_at(bytes, at, 2), bytes.substr(at + 4, number_at(bytes, at + 2, 2))};
    if (out.data.size() != number_at(bytes, at + 2, 2)) return std::nullopt;
    at += 4 + out.data.size();
    return out;
  }
  // The record and those that continue it.
  Pieces pieces(const Record& record, std::size_t& at) const {
    std::vector<std::string_view> out = {record.data};
    for (;;) {
      std::size_t behind = at;
      const auto more = next(behind);
      if (!more || more->kind != kContinue) return Pieces(std::move(out));
      out.push_back(more->data);
      at = behind;
    }
  }

  Status read_globals() {
    std::size_t at = 0;
    const auto first = next(at);
    if (!first || first->kind != kBof) return damaged();
    if (number_at(first->data, 0, 2) != kBiff8) {
      return fault(ErrorCode::kUnsupported, "the workbook has the form of Excel 5 or 95",
                   "Open it and save it as XLSX or CSV");
    }
    std::map<unsigned, std::string> formats;
    for (;;) {
      const auto record = next(at);
      if (!record) return damaged();
      if (record->kind == kEof) break;
      if (record->kind == kFilePass)
        return fault(ErrorCode::kUnsupported, "the workbook is protected with a password", "Save it without one");
      if (record->kind == kDateMode) from_1904_ = number_at(record->data, 0, 2) == 1;
      if (record->kind == kBoundSheet) {
        if (number_at(record->data, 5, 1) != 0) continue;  // a chart or a macro sheet
        SheetEntry entry;
        entry.at = number_at(record->data, 0, 4);
        entry.hidden = (number_at(record->data, 4, 1) & 3U) != 0;
        Pieces name({record->data.substr(std::min<std::size_t>(7, record->data.size()))});
        const bool wide = (name.number(1) & 1U) != 0;
        entry.name = name.text(number_at(record->data, 6, 1), wide);
        sheets_.push_back(std::move(entry));
        if (sheets_.size() > kMaxSheets)
          return fault(ErrorCode::kLimit, "the workbook has more than " + std::to_string(kMaxSheets) + " sheets",
                       "Give the list in smaller parts");
      }
      if (record->kind == kFormat) {
        Pieces text({record->data.substr(std::min<std::size_t>(4, record->data.size()))});
        formats[number_at(record->data, 0, 2)] = text.rich_text(number_at(record->data, 2, 2));
      }
      if (record->kind == kXf) styles_.push_back(number_at(record->data, 2, 2));
      if (record->kind == kSst) PENUMBRA_RETURN_IF_ERROR(read_strings(*record, at));
    }
    for (const unsigned style : styles_) {
      const auto format = formats.find(style);
      // The dates among the formats that are built in, as for XLSX.
      const bool built_in =
          (style >= 14 && style <= 17) || style == 22 || (style >= 27 && style <= 36) || (style >= 50 && style <= 58);
      dates_.push_back(format == formats.end() ? built_in : is_date_format(format->second));
    }
    return {};
  }

  Status read_strings(const Record& record, std::size_t& at) {
    Pieces in = pieces(record, at);
    in.skip(4);
    const std::uint32_t count = in.number(4);
    std::uint64_t bytes = 0;
    while (strings_.size() < count && !in.at_end()) {
      strings_.push_back(in.rich_text(in.number(2)));
      bytes += strings_.back().size();
      if (!in.good()) return damaged();
      if (bytes > kMaxXlsBytes || strings_.back().size() > kMaxValueBytes) return too_large();
    }
    return strings_.size() == count ? Status() : damaged();
  }

  Error too_large() const {
    return fault(ErrorCode::kLimit,
                 "the workbook holds more than " + std::to_string(kMaxXlsBytes >> 20) +
                     " MiB of text, a text of more than " + std::to_string(kMaxValueBytes >> 10) +
                     " KiB, or too many merged ranges",
                 "Give the list in smaller parts");
  }

  using Rows = std::map<std::uint32_t, std::vector<std::string>>;

  Status put(Rows& rows, std::uint32_t row, std::uint32_t column, std::string text) {
    if (text.empty() || column >= kColumns) return {};
    if (options_.max_rows != 0 && rows.size() >= options_.max_rows && !rows.contains(row)) return {};
    text_bytes_ += text.size();
    if (text_bytes_ > kMaxXlsBytes || text.size() > kMaxValueBytes) return too_large();
    std::vector<std::string>& cells = rows[row];
    if (cells.size() <= column) {
      cells_ += column + 1 - cells.size();
      if (cells_ > kMaxXlsCells) {
        return fault(ErrorCode::kLimit, "the workbook has more than " + std::to_string(kMaxXlsCells) + " cells",
                     "Give the list in smaller parts");
      }
      cells.resize(column + 1);
    }
    cells[column] = std::move(text);
    return {};
  }

  std::string text_of(double value, std::uint32_t style) const {
    if (!std::isfinite(value)) return {};
    std::string digits = digits_of(value);
    if (style < dates_.size() && dates_[style]) {
      if (std::string day = date_of_serial(digits, from_1904_); !day.empty()) return day;
    }
    return digits;
  }

  // Whether the record holds a cell, and what it puts there.
  Status take_cell(const Record& record, std::size_t& at, Rows& rows) {
    const std::string_view data = record.data;
    const std::uint32_t row = number_at(data, 0, 2);
    const std::uint32_t column = number_at(data, 2, 2);
    const std::uint32_t style = number_at(data, 4, 2);
    switch (record.kind) {
      case kLabelSst: {
        const std::uint32_t index = number_at(data, 6, 4);
        if (index >= strings_.size()) return damaged();
        return put(rows, row, column, strings_[index]);
      }
      case kLabel:
      case kRString: {
        Pieces in = pieces({record.kind, data.substr(std::min<std::size_t>(6, data.size()))}, at);
        const std::uint32_t letters = in.number(2);
        const bool wide = (in.number(1) & 1U) != 0;
        std::string text = in.text(letters, wide);
        return in.good() ? put(rows, row, column, std::move(text)) : damaged();
      }
      case kNumber:
        return put(rows, row, column, text_of(double_at(data, 6), style));
      case kRk:
        return put(rows, row, column, text_of(of_rk(number_at(data, 6, 4)), style));
      case kMulRk:
        for (std::size_t i = 0; 4 + i * 6 + 6 + 2 <= data.size(); ++i) {
          PENUMBRA_RETURN_IF_ERROR(
              put(rows, row, column + static_cast<std::uint32_t>(i),
                  text_of(of_rk(number_at(data, 4 + i * 6 + 2, 4)), number_at(data, 4 + i * 6, 2))));
        }
        return {};
      case kBoolErr:
        return put(rows, row, column, number_at(data, 7, 1) != 0 ? "" : number_at(data, 6, 1) != 0 ? "TRUE" : "FALSE");
      case kFormula: {
        ++formulas_;
        if (number_at(data, 12, 2) != 0xFFFF) return put(rows, row, column, text_of(double_at(data, 6), style));
        if (number_at(data, 6, 1) == 1) return put(rows, row, column, number_at(data, 8, 1) != 0 ? "TRUE" : "FALSE");
        if (number_at(data, 6, 1) != 0) return {};
        // Its text stands in a record of its own behind it.
        for (std::size_t behind = at;;) {
          const auto more = next(behind);
          if (!more || more->kind == kFormula || more->kind == kEof) return {};
          if (more->kind != kString) continue;
          at = behind;
          Pieces in = pieces(*more, at);
          const std::uint32_t letters = in.number(2);
          const bool wide = (in.number(1) & 1U) != 0;
          std::string text = in.text(letters, wide);
          return in.good() ? put(rows, row, column, std::move(text)) : damaged();
        }
      }
      default:
        return {};
    }
  }

  // The value of a range that was merged downwards holds for every row of it.
  Result<std::uint64_t> fill_merged(const std::vector<std::array<std::uint32_t, 3>>& merged, Rows& rows) {
    std::uint64_t filled = 0;
    std::uint64_t covered = 0;
    for (const auto& [first, last, column] : merged) {
      const auto top = rows.find(first);
      if (top == rows.end() || column >= top->second.size() || top->second[column].empty()) continue;
      const std::string value = top->second[column];
      for (auto it = std::next(top); it != rows.end() && it->first <= last && filled < kMaxFilled; ++it) {
        if (++covered > kMaxMergedRows) return too_large();
        if (it->second.size() <= column) it->second.resize(column + 1);
        if (!it->second[column].empty()) continue;
        text_bytes_ += value.size();
        if (text_bytes_ > kMaxXlsBytes) return too_large();
        it->second[column] = value;
        ++filled;
      }
    }
    return filled;
  }

  Status read_sheet(const SheetEntry& entry, Workbook& out) {
    std::size_t at = entry.at;
    const auto begin = next(at);
    if (!begin || begin->kind != kBof) return damaged();
    if (number_at(begin->data, 2, 2) != kSheetType) return {};
    Rows rows;
    std::vector<std::array<std::uint32_t, 3>> merged;
    std::uint64_t ranges = 0;
    for (int depth = 1; depth > 0;) {
      const auto record = next(at);
      if (!record) return damaged();
      if (record->kind == kBof) ++depth;  // a chart inside the sheet
      if (record->kind == kEof) --depth;
      if (depth != 1) continue;
      if (record->kind == kMerged) {
        for (std::size_t i = 2; i + 8 <= record->data.size() && merged.size() < kMaxFilled; i += 8) {
          ++ranges;
          const std::uint32_t first = number_at(record->data, i, 2);
          const std::uint32_t last = number_at(record->data, i + 2, 2);
          if (last > first) merged.push_back({first, last, number_at(record->data, i + 4, 2)});
        }
      }
      PENUMBRA_RETURN_IF_ERROR(take_cell(*record, at, rows));
    }
    PENUMBRA_ASSIGN_OR_RETURN(const std::uint64_t filled, fill_merged(merged, rows));
    Sheet sheet;
    sheet.name = entry.name;
    sheet.hidden = entry.hidden;
    for (auto& [number, cells] : rows) {
      SheetRow row;
      row.line = number + 1;
      row.cells = std::move(cells);
      sheet.rows.push_back(std::move(row));
    }
    if (sheet.hidden) out.notes.push_back("The sheet \"" + shown(sheet.name, 60) + "\" is hidden.");
    if (ranges > 0) {
      out.notes.push_back("The sheet \"" + shown(sheet.name, 60) + "\" has " + std::to_string(ranges) +
                          " merged ranges; a value that was merged over several rows is taken for each of them (" +
                          std::to_string(filled) + " cells).");
    }
    out.sheets.push_back(std::move(sheet));
    return {};
  }

  const InputFile& file_;
  const TableOptions& options_;
  std::string bytes_;
  std::vector<SheetEntry> sheets_;
  std::vector<std::string> strings_;
  std::vector<unsigned> styles_;
  std::vector<bool> dates_;  // by style of cells
  bool from_1904_ = false;
  std::uint64_t formulas_ = 0;
  std::uint64_t cells_ = 0;
  std::uint64_t text_bytes_ = 0;
};

}  // namespace

bool looks_like_xls(std::string_view bytes) {
  if (!looks_like_compound(bytes)) return false;
  // A damaged one is a workbook as far as detection goes: reading it says what is wrong. Names are in UTF-16.
  constexpr std::string_view kName("W\0o\0r\0k\0b\0o\0o\0k\0", 16);
  constexpr std::string_view kOldName("B\0o\0o\0k\0\0\0", 10);
  return has_compound_entry(bytes, "Workbook") || has_compound_entry(bytes, "Book") ||
         bytes.find(kName) != std::string_view::npos || bytes.find(kOldName) != std::string_view::npos;
}

Result<Workbook> read_xls(const InputFile& file, const TableOptions& options) {
  return Book(file, options).read();
}

}  // namespace penumbra::ingest
