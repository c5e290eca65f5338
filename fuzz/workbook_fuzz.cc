// Arbitrary bytes as a workbook: its tables within the bounds, or an error that says something. The first letter of the
// input chooses the form. 'o' and 'x' give the parts of an OpenDocument or XLSX workbook, unpacked and parted by a line
// "===PART===", because no fuzzer makes an archive whose checksums fit; anything else is the file itself.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/tables/sheets.h"
#include "ingest/workbooks.h"

namespace {

using namespace penumbra::ingest;  // NOLINT(google-build-using-namespace): one program, one file

constexpr std::string_view kParting = "\n===PART===\n";

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<std::string> parts_of(std::string_view rest) {
  std::vector<std::string> out;
  for (;;) {
    const std::size_t at = rest.find(kParting);
    out.emplace_back(rest.substr(0, at));
    if (at == std::string_view::npos || out.size() == 5) return out;
    rest.remove_prefix(at + kParting.size());
  }
}

std::string file_of(std::string_view input) {
  if (input.starts_with('o')) {
    return testing::archive({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                             {"content.xml", std::string(input.substr(1))}});
  }
  if (!input.starts_with('x')) return std::string(input);
  static constexpr const char* kNames[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
                                           "xl/workbook.xml", "xl/_rels/workbook.xml.rels"};
  // What the input does not give is as in a sound workbook.
  std::vector<testing::ArchiveEntry> entries = testing::workbook_parts({{"S", "", "", ""}}, "<si><t>a</t></si>");
  const std::vector<std::string> parts = parts_of(input.substr(1));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (testing::ArchiveEntry& entry : entries) {
      if (entry.name == kNames[i]) entry.bytes = parts[i];
    }
  }
  return testing::archive(entries);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes = file_of({reinterpret_cast<const char*>(data), size});
  const InputFile file{"fuzz", bytes};
  (void)is_workbook(file);
  const auto peeked = peek_tables(file, 2, ",;\t", true);
  require(peeked.ok() || !peeked.error().message.empty());
  const auto book = read_tables(file, {.delimiters = ",;\t", .any_encoding = true});
  if (!book.ok()) {
    require(!book.error().message.empty());
    return 0;
  }
  require(book->sheets.size() <= kMaxSheets);
  std::uint64_t cells = 0;
  std::uint64_t text = 0;
  for (const Sheet& sheet : book->sheets) {
    for (const SheetRow& row : sheet.rows) {
      require(!row.cells.empty() && row.cells.size() <= kMaxSheetColumns);
      cells += row.cells.size();
      for (const std::string& cell : row.cells) text += cell.size();
    }
  }
  require(cells <= kMaxSheetCells);
  // A file that is no workbook holds each of its bytes once, of which one of an old encoding becomes three.
  require(text <= kMaxSheetText * 2 || text <= bytes.size() * 3);
  return 0;
}
