#include "ingest/tables/columns.h"

#include "base/csv.h"
#include "base/digest.h"
#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {

std::string header_key(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    if (name.substr(i).starts_with("\xE3\x80\x80")) {
      i += 2;
      continue;
    }
    if (name.substr(i).starts_with("\xC2\xA0")) {
      ++i;
      continue;
    }
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return out;
}

Result<Columns> Columns::find(const SheetRow& header, std::span<const ColumnSpec> specs,
                              const SourcePosition& position) {
  Columns out;
  out.at_.assign(specs.size(), npos);
  std::vector<std::string> keys;
  std::vector<std::string_view> names;
  for (const ColumnSpec& spec : specs) {
    keys.push_back(header_key(spec.name));
    names.push_back(spec.name);
  }
  for (std::size_t column = 0; column < header.cells.size(); ++column) {
    const std::string key = header_key(header.cells[column]);
    SourcePosition place = position;
    place.path = "column " + std::to_string(column + 1);
    std::size_t found = npos;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (keys[i] == key) found = i;
    }
    if (found == npos) {
      const std::string near = base::CsvHeader::closest(tidy(header.cells[column]), names);
      return error_at(ErrorCode::kUnexpectedStructure,
                      key.empty() ? std::string("a column between others has no name")
                                  : "the column \"" + shown(tidy(header.cells[column]), 60) + "\" is not known" +
                                        (near.empty() ? "" : "; did the list rename \"" + near + "\"?"),
                      place, "Check whether the list has a new column; it may hold what the list is about");
    }
    if (out.at_[found] != npos) {
      return error_at(ErrorCode::kUnexpectedStructure,
                      "the column \"" + std::string(specs[found].name) + "\" stands twice", place,
                      "Fetch the list again from its official address");
    }
    out.at_[found] = column;
  }
  for (std::size_t i = 0; i < specs.size(); ++i) {
    if (specs[i].required && out.at_[i] == npos) {
      return error_at(ErrorCode::kUnexpectedStructure, "the column \"" + std::string(specs[i].name) + "\" is missing",
                      position, "Check whether the list has renamed it");
    }
  }
  return out;
}

std::string Columns::absent(std::span<const ColumnSpec> specs) const {
  std::string out;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    if (at_[i] == npos) out.append(out.empty() ? "the table has no column for: " : ", ").append(specs[i].name);
  }
  return out;
}

std::string_view Columns::text(const SheetRow& row, std::size_t spec) const {
  return at_[spec] == npos ? std::string_view() : trim(row.cell(at_[spec]));
}

void report_surplus(const Sheet& sheet, std::size_t header, std::string_view file, model::FindingLog& log) {
  const std::size_t width = sheet.rows[header].cells.size();
  for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) {
    const SheetRow& row = sheet.rows[i];
    for (std::size_t column = width; column < row.cells.size(); ++column) {
      const std::string text = tidy(row.cells[column]);
      if (text.empty()) continue;
      SourcePosition position;
      position.file = file;
      position.line = row.line;
      position.path = "column " + std::to_string(column + 1);
      log.add(model::FindingLevel::kWarning, "surplus-cell",
              "a cell stands behind the last column of the header and is left out: \"" + shown(text, 40) + "\"",
              position);
    }
  }
}

HeaderFit fit_header(const SheetRow& row, std::span<const ColumnSpec> specs) {
  std::vector<std::string> keys;
  for (const std::string& cell : row.cells) keys.push_back(header_key(cell));
  HeaderFit fit;
  for (const ColumnSpec& spec : specs) {
    if (!spec.required) continue;
    ++fit.required;
    const std::string key = header_key(spec.name);
    for (const std::string& have : keys) {
      if (have == key) {
        ++fit.found;
        break;
      }
    }
  }
  return fit;
}

std::size_t find_header(const Sheet& sheet, std::span<const ColumnSpec> specs) {
  for (std::size_t i = 0; i < sheet.rows.size() && i < 20; ++i) {
    if (fit_header(sheet.rows[i], specs).likely()) return i;
  }
  return Columns::npos;
}

std::string hashed_id(std::span<const std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) {
    text += tidy(part);
    text += '\x1F';
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  std::uint64_t hash = base::checksum64(text);
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4) out[i] = kHex[hash & 15];
  return out;
}

}  // namespace penumbra::ingest
