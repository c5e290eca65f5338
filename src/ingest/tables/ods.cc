// Rows are read one at a time from content.xml. A run of equal rows or cells is written once with a count, and the
// empty rest of a sheet is one row repeated a million times, so a count is only ever followed where something is
// repeated.
#include "ingest/tables/ods.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <utility>

#include "ingest/mapping.h"
#include "ingest/tables/xlsx.h"
#include "ingest/tables/zip.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"
#include "ingest/xml.h"

namespace penumbra::ingest {
namespace {

constexpr std::string_view kMimetype = "application/vnd.oasis.opendocument.spreadsheet";
constexpr std::uint64_t kMostRows = 1'048'576;
constexpr std::uint64_t kMaxFilled = 100'000;  // cells that merged ranges may fill

// Runs inside a paragraph (a bold word, a link, a further blank) would part its text into pieces whose order an element
// tree does not keep. They say nothing about the value, so their tags go, and what stands for a blank or a line end
// becomes one, before the XML is read.
std::string without_runs(std::string_view xml) {
  struct Run {
    std::string_view tag;
    std::string_view becomes;
  };
  static constexpr Run kRuns[] = {
      {"<text:span", ""}, {"</text:span", ""},          {"<text:a", ""}, {"</text:a", ""}, {"<text:s", " "},
      {"<text:tab", " "}, {"<text:line-break", "&#10;"}};
  std::string out;
  out.reserve(xml.size());
  std::size_t at = 0;
  for (;;) {
    const std::size_t open = xml.find('<', at);
    if (open == std::string_view::npos) break;
    const std::string_view rest = xml.substr(open);
    const Run* run = nullptr;
    for (const Run& one : kRuns) {
      if (!rest.starts_with(one.tag) || rest.size() <= one.tag.size()) continue;
      const char behind = rest[one.tag.size()];
      if (behind == ' ' || behind == '/' || behind == '>' || behind == '\n' || behind == '\t') run = &one;
    }
    const std::size_t close = run == nullptr ? open : xml.find('>', open);
    if (close == std::string_view::npos) break;
    out.append(xml.substr(at, open - at));
    if (run == nullptr) {
      out += '<';
    } else {
      out += run->becomes;
    }
    at = close + 1;
  }
  return out.append(xml.substr(at));
}

// From 1 to one more than a sheet can have, so that sums and products of counts stay small.
std::uint64_t count_of(const XmlNode& node, std::string_view attribute) {
  const std::string_view text = node.attribute(attribute);
  std::uint64_t count = 1;
  if (!text.empty() &&
      std::from_chars(text.data(), text.data() + text.size(), count).ec == std::errc::result_out_of_range)
    count = kMostRows + 1;
  return std::clamp<std::uint64_t>(count, 1, kMostRows + 1);
}

// The paragraphs of a cell, one a line; a comment on it is no part of it.
std::string paragraphs(const XmlNode& cell) {
  std::string out;
  bool first = true;
  for (const XmlNode& child : cell.children) {
    if (child.name != "p") continue;
    if (!first) out += '\n';
    first = false;
    out += child.text;
  }
  return out;
}

class Content final : public XmlHandler {
 public:
  Content(const InputFile& file, const TableOptions& options) : file_(file), options_(options) {}

  Status root(const XmlNode& element, std::string_view /*xml_namespace*/) override {
    if (element.name == "document-content") return {};
    return fault(ErrorCode::kSyntax, "content.xml holds no OpenDocument content", "Save the workbook again");
  }

  bool is_record(std::span<const std::string> path) override { return path.back() == "table-row"; }

  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    const std::string& name = path.back();
    if (name == "table-source" || name == "cell-range-source" || name == "dde-link") {
      return fault(ErrorCode::kUnsupported, "the workbook takes values from other files",
                   "Break the links (paste the values) and save it again, or save it as CSV");
    }
    if (name == "style") style_ = std::string(element.attribute("name"));
    if (name == "table-properties" && element.attribute("display") == "false") hidden_.insert(style_);
    if (name != "table" || path.size() < 2 || path[path.size() - 2] != "spreadsheet") return {};
    if (book.sheets.size() >= kMaxSheets) {
      return fault(ErrorCode::kLimit, "the workbook has more than " + std::to_string(kMaxSheets) + " sheets",
                   "Give the list in smaller parts");
    }
    end_sheet();
    Sheet& sheet = book.sheets.emplace_back();
    sheet.name = std::string(element.attribute("name"));
    sheet.hidden = hidden_.contains(std::string(element.attribute("style-name")));
    if (sheet.hidden) book.notes.push_back("The sheet \"" + shown(sheet.name, 60) + "\" is hidden.");
    line_ = 0;
    return {};
  }

  Status record(std::span<const std::string> path, const XmlNode& node) override {
    // A table inside a cell, or what a chart was made from.
    if (book.sheets.empty() || std::count(path.begin(), path.end(), "table") != 1) return {};
    Sheet& sheet = book.sheets.back();
    const std::uint64_t times = count_of(node, "number-rows-repeated");
    if (options_.max_rows != 0 && sheet.rows.size() >= options_.max_rows) {
      enough = true;  // of the first sheet; those that peek want no more
      return fault(ErrorCode::kLimit, "enough rows", "");
    }
    SheetRow row;
    std::uint64_t column = 0;
    for (const XmlNode& cell : node.children) {
      if (cell.name != "table-cell" && cell.name != "covered-table-cell") continue;
      const std::uint64_t repeated = count_of(cell, "number-columns-repeated");
      PENUMBRA_RETURN_IF_ERROR(take_cell(cell, column, repeated, row));
      column += repeated;
      if (column > kMaxSheetColumns * 4) break;  // only the empty rest of a row goes so far
    }
    while (!row.cells.empty() && trim(row.cells.back()).empty()) row.cells.pop_back();
    const std::uint64_t first = line_ + 1;
    line_ += times;
    if (row.cells.empty()) return {};
    if (times > kMostRows || cells_ + times * row.cells.size() > kMaxSheetCells) return too_large();
    cells_ += times * row.cells.size();
    std::uint64_t text = 0;
    for (const std::string& value : row.cells) text += value.size();
    text_ += times * text;
    if (text_ > kMaxSheetText) return too_large();
    for (std::uint64_t i = 0; i < times; ++i) {
      row.line = first + i;
      sheet.rows.push_back(row);
      if (options_.max_rows != 0 && sheet.rows.size() >= options_.max_rows) break;
    }
    return {};
  }

  bool keep_blanks() const override { return true; }

  // After the last row.
  void finish() {
    end_sheet();
    if (formulas_ > 0) {
      book.notes.push_back(
          std::to_string(formulas_) +
          " cells hold formulas; the values that were stored with them are read, nothing is computed.");
    }
  }

  Workbook book;
  bool enough = false;

 private:
  // A value that was merged over rows below holds for each of them.
  struct Span {
    std::string value;
    std::uint64_t rows = 0;  // that are still to come
  };

  Error fault(ErrorCode code, std::string message, std::string fix) const {
    SourcePosition position;
    position.file = file_.name;
    position.path = "content.xml";
    return error_at(code, std::move(message), position, std::move(fix));
  }

  Error too_large() const {
    return fault(ErrorCode::kLimit, "the workbook has too many cells, or too much text",
                 "Give the list in smaller parts");
  }

  std::string value_of(const XmlNode& cell) {
    if (!cell.attribute("formula").empty()) ++formulas_;
    std::string_view type;
    for (const auto& [name, value] : cell.attributes) {
      if (name != "value-type") continue;
      if (value == "error") return {};  // "#N/A": no value
      if (type.empty()) type = value;
    }
    if (type == "date") return std::string(without_time(cell.attribute("date-value")));
    if (type == "boolean") return std::string(cell.attribute("boolean-value"));
    if (type == "float" || type == "currency" || type == "percentage") return plain_number(cell.attribute("value"));
    std::string text = paragraphs(cell);
    return text.empty() ? std::string(cell.attribute("string-value")) : text;
  }

  Status take_cell(const XmlNode& cell, std::uint64_t column, std::uint64_t repeated, SheetRow& row) {
    std::string value;
    if (cell.name == "table-cell") {
      value = value_of(cell);
      const std::uint64_t rows = count_of(cell, "number-rows-spanned");
      if (column < kMaxSheetColumns) {
        if (spans_.size() <= column) spans_.resize(column + 1);
        spans_[column] = {rows > 1 ? value : std::string(), rows - 1};
        if (rows > 1) ++merged_;
      }
    } else {
      // Where values lie under a merged range they are not shown and do not count.
      for (std::uint64_t i = column; i < std::min<std::uint64_t>(column + repeated, spans_.size()); ++i) {
        Span& span = spans_[i];
        if (++covered_ > kMaxSheetCells) return too_large();
        if (span.rows == 0) continue;
        --span.rows;
        if (trim(span.value).empty() || filled_ >= kMaxFilled) continue;
        ++filled_;
        if (row.cells.size() <= i) row.cells.resize(i + 1);
        row.cells[i] = span.value;
      }
      return {};
    }
    if (trim(value).empty()) return {};
    if (column + repeated > kMaxSheetColumns || value.size() * repeated > kMaxSheetText) return too_large();
    row.cells.resize(column + repeated);
    for (std::uint64_t i = 0; i < repeated; ++i) row.cells[column + i] = value;
    return {};
  }

  void end_sheet() {
    if (merged_ > 0) {
      book.notes.push_back("The sheet \"" + shown(book.sheets.back().name, 60) + "\" has " + std::to_string(merged_) +
                           " merged ranges; a value that was merged over several rows is taken for each of them (" +
                           std::to_string(filled_) + " cells).");
    }
    merged_ = 0;
    filled_ = 0;
    spans_.clear();
  }

  const InputFile& file_;
  const TableOptions& options_;
  std::string style_;  // that is being read
  std::set<std::string> hidden_;
  std::vector<Span> spans_;  // by column
  std::uint64_t line_ = 0;   // of the last row
  std::uint64_t cells_ = 0;
  std::uint64_t text_ = 0;     // bytes
  std::uint64_t covered_ = 0;  // cells looked at because they lie under a merged range
  std::uint64_t merged_ = 0;
  std::uint64_t filled_ = 0;
  std::uint64_t formulas_ = 0;
};

const ZipEntry* find(const std::vector<ZipEntry>& entries, std::string_view name) {
  const auto it = std::find_if(entries.begin(), entries.end(), [&](const ZipEntry& e) { return e.name == name; });
  return it == entries.end() ? nullptr : &*it;
}

}  // namespace

bool is_ods(const InputFile& file) {
  if (!looks_like_zip(file.bytes)) return false;
  // The entry is to be stored first and not packed, so that its text stands at a fixed place (part 2, section 3.3).
  constexpr std::size_t kName = 30;
  constexpr std::string_view kEntry = "mimetype";
  if (file.bytes.size() > kName && file.bytes.substr(kName).starts_with(kEntry) &&
      file.bytes.substr(kName + kEntry.size()).substr(0, kMimetype.size() + 64).find(kMimetype) !=
          std::string_view::npos)
    return true;
  // Programs that write archives in an order of their own pack it or put it elsewhere; some leave it out, and the
  // manifest says the same (section 3.2).
  const auto entries = read_zip_directory(file);
  if (!entries.ok() || find(*entries, "content.xml") == nullptr) return false;
  constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 20;
  const auto text_of = [&](std::string_view name) {
    const ZipEntry* entry = find(*entries, name);
    if (entry == nullptr || entry->unpacked > kMostBytes) return std::string();
    auto text = unpack(file, *entry);
    return text.ok() ? *std::move(text) : std::string();
  };
  if (const std::string type = text_of(kEntry); !type.empty()) return trim(type).starts_with(kMimetype);
  const std::string manifest = text_of("META-INF/manifest.xml");
  const std::size_t root = manifest.find("full-path=\"/\"");
  if (root == std::string::npos) return false;
  const std::size_t begin = manifest.rfind('<', root);
  if (begin == std::string::npos) return false;
  return std::string_view(manifest).substr(begin, manifest.find('>', root) - begin).find(kMimetype) !=
         std::string_view::npos;
}

Result<Workbook> read_ods(const InputFile& file, const TableOptions& options) {
  const auto refuse = [&](ErrorCode code, std::string message, std::string fix) {
    SourcePosition position;
    position.file = file.name;
    return error_at(code, std::move(message), position, std::move(fix));
  };
  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<ZipEntry> entries, read_zip_directory(file));
  const ZipEntry* content = find(entries, "content.xml");
  if (content == nullptr)
    return refuse(ErrorCode::kSyntax, "the workbook has no content.xml", "Save it again, or save it as CSV");
  for (const ZipEntry& entry : entries) {
    if (entry.name.starts_with("Basic/") || entry.name.starts_with("Scripts/"))
      return refuse(ErrorCode::kUnsupported, "the workbook holds macros", "Save it without macros, or as CSV");
  }
  if (const ZipEntry* manifest = find(entries, "META-INF/manifest.xml")) {
    PENUMBRA_ASSIGN_OR_RETURN(const std::string parts, unpack(file, *manifest));
    if (parts.find("encryption-data") != std::string::npos)
      return refuse(ErrorCode::kUnsupported, "the workbook is protected with a password", "Save it without a password");
  }
  PENUMBRA_ASSIGN_OR_RETURN(const std::string packed, unpack(file, *content));
  const std::string xml = without_runs(packed);
  Content handler(file, options);
  if (const Status status = read_xml({file.name + ":content.xml", xml}, handler); !status.ok() && !handler.enough)
    return status.error();
  handler.finish();
  if (handler.book.sheets.empty()) return refuse(ErrorCode::kSyntax, "the workbook has no sheet", "Save it again");
  return std::move(handler.book);
}

}  // namespace penumbra::ingest
