// Archives and workbooks that the tests make themselves.
#ifndef PENUMBRA_TESTS_INGEST_WORKBOOKS_H_
#define PENUMBRA_TESTS_INGEST_WORKBOOKS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace penumbra::ingest::testing {

// One entry of an archive; the numbers can be made to lie.
struct ArchiveEntry {
  std::string name;
  std::string bytes;
  std::string packed;            // deflated bytes; "": stored
  std::uint32_t unpacked = 0;    // with `packed`: the size that is stated
  std::uint32_t attributes = 0;  // of Unix, in the upper half
  std::int64_t header = -1;      // another local header than its own
};

// CRC-32 of ISO 3309, as ZIP wants it.
inline std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

inline void put_number(std::string& out, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((number >> (8 * i)) & 255);
}

inline std::string archive(const std::vector<ArchiveEntry>& entries) {
  std::string out;
  std::string directory;
  for (const ArchiveEntry& entry : entries) {
    const bool stored = entry.packed.empty();
    const std::string& data = stored ? entry.bytes : entry.packed;
    const std::uint64_t size = stored ? entry.bytes.size() : entry.unpacked;
    const std::uint64_t at = entry.header >= 0 ? static_cast<std::uint64_t>(entry.header) : out.size();
    const auto common = [&](std::string& target) {
      put_number(target, 20, 2);
      put_number(target, 0x800, 2);
      put_number(target, stored ? 0 : 8, 2);
      put_number(target, 0x21, 4);
      put_number(target, crc32(entry.bytes), 4);
      put_number(target, data.size(), 4);
      put_number(target, size, 4);
      put_number(target, entry.name.size(), 2);
    };
    if (entry.header < 0) {
      out += "PK\x03\x04";
      common(out);
      put_number(out, 0, 2);
      out += entry.name + data;
    }
    directory += "PK\x01\x02";
    put_number(directory, 0x0314, 2);  // made by Unix
    common(directory);
    put_number(directory, 0, 2);
    put_number(directory, 0, 2);
    put_number(directory, 0, 2);
    put_number(directory, 0, 2);
    put_number(directory, std::uint64_t{entry.attributes} << 16, 4);
    put_number(directory, at, 4);
    directory += entry.name;
  }
  const std::uint64_t start = out.size();
  out += directory + "PK\x05\x06";
  put_number(out, 0, 4);
  put_number(out, entries.size(), 2);
  put_number(out, entries.size(), 2);
  put_number(out, directory.size(), 4);
  put_number(out, start, 4);
  put_number(out, 0, 2);
  return out;
}

// A sheet: its name, its rows as XML ("<row r="1">...</row>"), what comes after them, and its state.
struct TestSheet {
  std::string name;
  std::string rows;
  std::string after;
  std::string state;
};

inline std::vector<ArchiveEntry> workbook_parts(const std::vector<TestSheet>& sheets, const std::string& strings = {}) {
  std::string book = "<workbook xmlns:r=\"r\"><sheets>";
  std::string relations = "<Relationships>";
  std::vector<ArchiveEntry> out;
  out.push_back({"[Content_Types].xml", "<Types/>"});
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string n = std::to_string(i + 1);
    book += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + n + "\" r:id=\"rId" + n + "\"" +
            (sheets[i].state.empty() ? "" : " state=\"" + sheets[i].state + "\"") + "/>";
    relations += "<Relationship Id=\"rId" + n + "\" Type=\"worksheet\" Target=\"worksheets/sheet" + n + ".xml\"/>";
    out.push_back({"xl/worksheets/sheet" + n + ".xml",
                   "<worksheet><sheetData>" + sheets[i].rows + "</sheetData>" + sheets[i].after + "</worksheet>"});
  }
  out.push_back({"xl/workbook.xml", book + "</sheets></workbook>"});
  out.push_back({"xl/_rels/workbook.xml.rels", relations + "</Relationships>"});
  out.push_back({"xl/styles.xml",
                 "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
                 "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf "
                 "numFmtId=\"2\"/></cellXfs></styleSheet>"});
  if (!strings.empty()) out.push_back({"xl/sharedStrings.xml", "<sst>" + strings + "</sst>"});
  return out;
}

// Rows of inline texts.
inline std::string text_rows(const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    out += "<row r=\"" + std::to_string(r + 1) + "\">";
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      const std::string column = (c < 26 ? std::string() : std::string(1, static_cast<char>('A' + c / 26 - 1))) +
                                 static_cast<char>('A' + c % 26);
      out += "<c r=\"" + column + std::to_string(r + 1) + "\" t=\"inlineStr\"><is><t>" + rows[r][c] + "</t></is></c>";
    }
    out += "</row>";
  }
  return out;
}

inline std::string workbook(const std::vector<TestSheet>& sheets, const std::string& strings = {}) {
  return archive(workbook_parts(sheets, strings));
}

// A workbook in the OpenDocument form, from what stands between the tags of its spreadsheet.
inline std::string open_document(std::string_view tables, const std::string& before = {},
                                 const std::vector<ArchiveEntry>& more = {}) {
  std::vector<ArchiveEntry> entries = {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                                       {"content.xml",
                                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content "
                                        "xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" "
                                        "xmlns:calcext=\"c\">" +
                                            before + "<office:body><office:spreadsheet>" + std::string(tables) +
                                            "</office:spreadsheet></office:body></office:document-content>"}};
  entries.insert(entries.end(), more.begin(), more.end());
  return archive(entries);
}

// A sheet of texts in that form.
inline std::string open_table(std::string_view name, const std::vector<std::vector<std::string>>& rows) {
  std::string out = "<table:table table:name=\"" + std::string(name) + "\">";
  for (const std::vector<std::string>& row : rows) {
    out += "<table:table-row>";
    for (const std::string& cell : row) {
      out += cell.empty()
                 ? "<table:table-cell/>"
                 : "<table:table-cell office:value-type=\"string\"><text:p>" + cell + "</text:p></table:table-cell>";
    }
    out += "</table:table-row>";
  }
  return out + "</table:table>";
}

}  // namespace penumbra::ingest::testing

#endif  // PENUMBRA_TESTS_INGEST_WORKBOOKS_H_
