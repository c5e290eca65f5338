#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <iterator>

#include "ingest/support.h"
#include "ingest/tables/loose_dates.h"
#include "ingest/tables/names.h"
#include "ingest/tables/nationality.h"
#include "ingest/tables/sheets.h"
#include "ingest/tables/xls.h"
#include "ingest/tables/xlsx.h"
#include "ingest/tables/zip.h"
#include "ingest/workbooks.h"

namespace penumbra::ingest {
namespace {

using testing::archive;
using testing::ArchiveEntry;
using testing::joined;
using testing::open_document;
using testing::open_table;
using testing::text_rows;
using testing::workbook;
using testing::workbook_parts;

std::string dates(std::string_view text, DayOrder order = DayOrder::kUnknown) {
  const LooseDates read = read_loose_dates(text, order);
  return joined(read.dates) + (read.imprecise ? " ~" : "") +
         (read.leftover.empty() ? "" : " ! " + joined(read.leftover));
}

TEST(LooseDates, ReadsWhatListsWrite) {
  EXPECT_EQ(dates("1961-03-12"), "1961-03-12");
  EXPECT_EQ(dates("12 March 1961"), "1961-03-12");
  EXPECT_EQ(dates("Mar. 12, 1961"), "1961-03-12");
  EXPECT_EQ(dates("12-Mar-1961"), "1961-03-12");
  EXPECT_EQ(dates("12.03.1961"), "1961-03-12");
  EXPECT_EQ(dates("03/04/1961"), "1961");  // either day: only the year is certain
  EXPECT_EQ(dates("03/04/1961", DayOrder::kDayFirst), "1961-04-03");
  EXPECT_EQ(dates("25/04/1961"), "1961-04-25");
  EXPECT_EQ(dates("13.07.23", DayOrder::kDayFirst), "2023-07-13");
  EXPECT_EQ(dates("March 1961"), "1961-03");
  EXPECT_EQ(dates("circa 1961"), "1961 ~");
  EXPECT_EQ(dates("Approximately 1955- 1958"), "1955 | 1956 | 1957 | 1958 ~");
  EXPECT_EQ(dates("a) Approximately 1955-1956 b) 1945"), "1955 | 1956 | 1945 ~");
  EXPECT_EQ(dates("Between 1960 and 1962"), "1960 | 1961 | 1962 ~");
  EXPECT_EQ(dates("1963 or 1964"), "1963 | 1964 ~");
  EXPECT_EQ(dates("1972-08-10 OR 1972-08-11"), "1972-08-10 | 1972-08-11 ~");
  EXPECT_EQ(dates("1960s"), "1960 | 1961 | 1962 | 1963 | 1964 | 1965 | 1966 | 1967 | 1968 | 1969 ~");
  EXPECT_EQ(dates("born in the early 1970s").substr(0, 11), "1970 | 1971");
  EXPECT_EQ(dates("\xEF\xBC\x91\xEF\xBC\x99\xEF\xBC\x96\xEF\xBC\x91年3月12日生"), "1961-03-12");
  EXPECT_EQ(dates("1963年頃"), "1963 ~");
  EXPECT_EQ(dates("(a)1955年-1958年頃\n(b)1970年"), "1955 | 1956 | 1957 | 1958 | 1970 ~");
  EXPECT_EQ(dates("1961, 1962"), "1961 | 1962");
  EXPECT_EQ(dates("na"), "");
  EXPECT_EQ(dates("不明"), "");
  // What may be several things is none.
  EXPECT_EQ(dates("Sep-99"), " ! Sep-99");
  EXPECT_EQ(dates("1961-13-45"), " ! 1961-13-45");
  EXPECT_EQ(dates("after the war"), " ! after the war");
  EXPECT_EQ(dates("1900 to 1999"), " ! 1900 to 1999");
  EXPECT_EQ(dates(std::string(100'000, '(')).size(), 100'003U);
}

TEST(CellNames, AreTakenApart) {
  const auto names = [](std::string_view cell, bool people) {
    std::string out;
    for (const CellName& name : split_names(cell, people)) {
      out += (out.empty() ? "" : " | ") + name.text + (name.lang.empty() ? "" : "@" + name.lang) +
             (name.former ? "^" : "");
    }
    return out;
  };
  EXPECT_EQ(names("Orbitwerk Holding Co., Ltd., Orbitwerk Limited", false),
            "Orbitwerk Holding Co., Ltd. | Orbitwerk Limited");
  EXPECT_EQ(names("Orbitwerk, LLC Laser Works", false), "Orbitwerk | LLC Laser Works");
  EXPECT_EQ(names("Erika Muster, Belarusian: Эрыка; Russian: Эрика, Рика", true),
            "Erika Muster | Эрыка@be | Эрика@ru | Рика@ru");
  EXPECT_EQ(names("Erika Muster     Arabic: x", true), "Erika Muster | x@ar");
  EXPECT_EQ(names("Erika Muster or Erica Muster", true), "Erika Muster | Erica Muster");
  EXPECT_EQ(names("Erika or Erica Muster", true), "Erika or Erica Muster");
  EXPECT_EQ(names("Bureau (Tests, Trials) of X", false), "Bureau (Tests, Trials) of X");
  EXPECT_EQ(names("formerly known as Sternwerk", false), "Sternwerk^");
  EXPECT_EQ(plain_blanks("A\xC2\xA0"
                         "B\xE3\x80\x80"
                         "C\xE2\x80\x8B"),
            "A B C");
}

TEST(Workbook, GivesStoredValues) {
  const std::string bytes = workbook(
      {{"First",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
        "<row r=\"3\"><c r=\"A3\"><v>7.7285E+9</v></c><c r=\"B3\" s=\"1\"><v>44637</v></c><c r=\"C3\" "
        "s=\"2\"><v>59</v></c>"
        "<c r=\"D3\" t=\"b\"><v>1</v></c><c r=\"E3\" t=\"str\"><f>1+1</f><v>two</v></c><c r=\"F3\"><f>X</f></c>"
        "<c r=\"G3\" t=\"e\"><v>#N/A</v></c><c r=\"H3\" s=\"3\"><v>0.10000000000000001</v></c></row>"},
       {"Second", text_rows({{"kind", "name"}, {"ship", "A"}, {"", "B"}}),
        "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>", "veryHidden"}},
      "<si><r><t>Max </t></r><r><t "
      "xml:space=\"preserve\">Muster</t></r><rPh><t>reading</t></rPh></si><si><t>a_x000D_b</t></si>");
  const auto book = read_tables({"book.xlsx", bytes}, {});
  ASSERT_TRUE(book.ok()) << to_string(book.error());
  ASSERT_EQ(book->sheets.size(), 2U);
  EXPECT_EQ(joined(book->sheets[0].rows[0].cells), "Max Muster | a\nb");
  EXPECT_EQ(joined(book->sheets[0].rows[1].cells), "7728500000 | 2022-03-17 | 1900-02-28 | true | two |  |  | 0.1");
  EXPECT_EQ(book->sheets[0].rows[1].line, 3U);
  EXPECT_TRUE(book->sheets[1].hidden);
  EXPECT_EQ(book->sheets[1].rows[2].cell(0), "ship");
  EXPECT_EQ(book->notes.size(), 4U) << joined(book->notes);
  EXPECT_EQ(row_place("book.xlsx", book->sheets[1], book->sheets[1].rows[2]), "book.xlsx:Second:3");
}

TEST(OpenDocument, GivesStoredValues) {
  const std::string cell = "<table:table-cell office:value-type=";
  const std::string bytes = open_document(
      "<table:table table:name=\"First\" table:style-name=\"ta1\"><table:table-column "
      "table:number-columns-repeated=\"3\"/>"
      "<table:table-header-rows><table:table-row><table:table-cell "
      "table:number-columns-spanned=\"2\"><text:p>A <text:span "
      "text:style-name=\"T1\">bold</text:span> word,<text:s/> <text:a "
      "href=\"x\">linked</text:a><text:line-break/>line</text:p><text:p>B</text:p></table:table-cell>"
      "<table:covered-table-cell/></table:table-row></table:table-header-rows>"
      "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"3\"/>" +
          cell +
          "\"string\" calcext:value-type=\"string\" "
          "table:number-columns-repeated=\"2\"><office:annotation><text:p>said of "
          "it</text:p></office:annotation><text:p>twice</text:p></table:table-cell></table:table-row>"
          "<table:table-row>" +
          cell + "\"date\" office:date-value=\"2022-03-17T00:00:00\"><text:p>17 March</text:p></table:table-cell>" +
          cell + "\"float\" office:value=\"7.7285E+9\"><text:p>7,7E9</text:p></table:table-cell>" + cell +
          "\"boolean\" office:boolean-value=\"true\"/>" + cell +
          "\"string\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>" + cell +
          "\"string\" table:formula=\"of:=[.A1]\"><text:p>two</text:p></table:table-cell><table:table-cell "
          "table:number-columns-repeated=\"16379\"/></table:table-row>"
          "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell "
          "table:number-columns-repeated=\"16384\"/></table:table-row></table:table>"
          "<table:table table:name=\"Second\" table:style-name=\"ta2\"><table:table-row>" +
          cell +
          "\"string\" table:number-rows-spanned=\"2\"><text:p>ship</text:p></table:table-cell></table:table-row>"
          "<table:table-row><table:covered-table-cell/>" +
          cell + "\"string\"><text:p>B</text:p></table:table-cell></table:table-row></table:table>",
      "<office:automatic-styles><style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties "
      "table:display=\"true\"/></style:style><style:style style:name=\"ta2\" "
      "style:family=\"table\"><style:table-properties "
      "table:display=\"false\"/></style:style></office:automatic-styles>");
  EXPECT_TRUE(is_workbook({"book.ods", bytes}));
  const auto book = read_tables({"book.ods", bytes}, {});
  ASSERT_TRUE(book.ok()) << to_string(book.error());
  ASSERT_EQ(book->sheets.size(), 2U);
  const Sheet& first = book->sheets[0];
  ASSERT_EQ(first.rows.size(), 4U);
  EXPECT_EQ(joined(first.rows[0].cells), "A bold word,  linked\nline\nB");
  ASSERT_EQ(first.rows[2].cells.size(), 5U);
  EXPECT_EQ(first.rows[2].cell(2), "");
  EXPECT_EQ(first.rows[2].cells[3] + "|" + first.rows[2].cells[4], "twice|twice");
  EXPECT_EQ(first.rows[2].line, 3U);
  EXPECT_EQ(joined(first.rows[3].cells), "2022-03-17 | 7728500000 | true |  | two");
  EXPECT_EQ(first.rows[3].line, 4U);
  EXPECT_FALSE(first.hidden);
  EXPECT_TRUE(book->sheets[1].hidden);
  EXPECT_EQ(joined(book->sheets[1].rows[1].cells), "ship | B");
  EXPECT_EQ(book->notes.size(), 3U) << joined(book->notes);
  const auto peeked = peek_tables({"book.ods", bytes}, 1);
  ASSERT_TRUE(peeked.ok()) << to_string(peeked.error());
  EXPECT_EQ(peeked->sheets[0].rows.size(), 1U);
}

// The entry that says what an archive is belongs first; some programs put it elsewhere or leave it out.
TEST(OpenDocument, IsKnownByItsContent) {
  const std::string content =
      "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" "
      "xmlns:text=\"x\"><office:body><office:spreadsheet>" +
      open_table("S", {{"name"}, {"A"}}) + "</office:spreadsheet></office:body></office:document-content>";
  const std::string kType = "application/vnd.oasis.opendocument.spreadsheet";
  const auto manifest = [](const std::string& type) {
    return "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\" "
           "manifest:media-type=\"text/xml\"/>"
           "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" +
           type + "\"/></manifest:manifest>";
  };
  for (const std::string& bytes :
       {archive({{"content.xml", content}, {"mimetype", kType}}),
        archive({{"META-INF/manifest.xml", manifest(kType)}, {"content.xml", content}}),
        archive({{"content.xml", content}, {"META-INF/manifest.xml", manifest(kType + "-template")}})}) {
    EXPECT_TRUE(is_workbook({"book", bytes}));
    const auto book = read_tables({"book", bytes}, {});
    ASSERT_TRUE(book.ok()) << to_string(book.error());
    EXPECT_EQ(joined(book->sheets[0].rows[1].cells), "A");
  }
  const std::string text = "application/vnd.oasis.opendocument.text";
  for (const std::string& bytes :
       {archive({{"content.xml", content}}), archive({{"content.xml", content}, {"mimetype", text}}),
        archive({{"content.xml", content}, {"META-INF/manifest.xml", manifest(text)}}),
        archive({{"META-INF/manifest.xml", manifest(kType)}}),
        archive({{"content.xml", content}, {"META-INF/manifest.xml", "full-path=\"/\" " + kType}})}) {
    EXPECT_FALSE(is_workbook({"book", bytes}));
  }
}

TEST(OpenDocument, RefusesWhatIsNoTable) {
  const std::string sound = open_table("S", {{"name"}, {"A"}});
  const auto code_of = [](const std::string& bytes) {
    const auto book = read_tables({"book.ods", bytes}, {});
    if (book.ok()) return ErrorCode::kNotFound;
    EXPECT_FALSE(book.error().fix.empty());
    return book.error().code;
  };
  EXPECT_EQ(code_of(open_document("")), ErrorCode::kSyntax);
  EXPECT_EQ(code_of(open_document(sound, {}, {{"Basic/Standard/Module1.xml", "<m/>"}})), ErrorCode::kUnsupported);
  EXPECT_EQ(code_of(open_document(sound, {}, {{"META-INF/manifest.xml", "<m><encryption-data/></m>"}})),
            ErrorCode::kUnsupported);
  EXPECT_EQ(code_of(open_document("<table:table table:name=\"S\"><table:table-source/></table:table>")),
            ErrorCode::kUnsupported);
  EXPECT_EQ(
      code_of(open_document(
          "<table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell "
          "table:number-columns-repeated=\"1000\"><text:p>x</text:p></table:table-cell></table:table-row>"
          "</table:table>")),
      ErrorCode::kLimit);
  // Counts that would come out small when they are added up.
  const auto repeated = [](const std::string& rows, const std::string& columns, const std::string& value) {
    return open_document("<table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"" + rows +
                         "\"><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell "
                         "table:number-columns-repeated=\"" +
                         columns + "\"><text:p>" + value +
                         "</text:p></table:table-cell></table:table-row></table:table>");
  };
  EXPECT_EQ(code_of(repeated("1", "18446744073709551615", "x")), ErrorCode::kLimit);
  EXPECT_EQ(code_of(repeated("18446744073709551615", "1", "x")), ErrorCode::kLimit);
  EXPECT_EQ(code_of(repeated("99999999999999999999", "1", "x")), ErrorCode::kLimit);
  // Few cells in the file, and gigabytes of text in its rows.
  EXPECT_EQ(code_of(repeated("1", "16000", std::string(60'000, 'x'))), ErrorCode::kLimit);
  EXPECT_EQ(code_of(repeated("1000000", "1", std::string(60'000, 'x'))), ErrorCode::kLimit);
  EXPECT_EQ(code_of(archive({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})), ErrorCode::kSyntax);
  const std::string whole = open_document(sound);
  for (std::size_t cut = 0; cut < whole.size(); cut += 7)
    EXPECT_FALSE(read_tables({"b", whole.substr(0, cut)}, {}).ok() && cut > 60);
}

// One long text in many cells, and ranges that are merged over all rows again and again.
TEST(Workbook, RefusesMoreThanItHolds) {
  std::string rows;
  for (int row = 1; row <= 20'000; ++row) {
    rows += "<row r=\"" + std::to_string(row) + "\"><c t=\"s\"><v>0</v></c></row>";
  }
  const auto long_text =
      read_tables({"book.xlsx", workbook({{"S", rows}}, "<si><t>" + std::string(60'000, 'x') + "</t></si>")}, {});
  ASSERT_FALSE(long_text.ok());
  EXPECT_EQ(long_text.error().code, ErrorCode::kLimit) << to_string(long_text.error());

  std::string merged = "<mergeCells>";
  for (int i = 0; i < 5000; ++i) merged += "<mergeCell ref=\"A1:A20000\"/>";
  const auto over_all =
      read_tables({"book.xlsx", workbook({{"S", rows, merged + "</mergeCells>"}}, "<si><t>x</t></si>")}, {});
  ASSERT_FALSE(over_all.ok());
  EXPECT_EQ(over_all.error().code, ErrorCode::kLimit) << to_string(over_all.error());
}

TEST(Workbook, KnowsDateFormats) {
  for (const char* date : {"dd/mm/yyyy", "[$-409]d mmm yy;@", "mmm", "yyyy\"-\"mm"})
    EXPECT_TRUE(is_date_format(date)) << date;
  for (const char* none : {"0.00", "General", "#,##0", "h:mm", "[Red]0", "0\" days\"", "mm:ss"})
    EXPECT_FALSE(is_date_format(none)) << none;
  EXPECT_EQ(date_of_serial("1", false), "1900-01-01");
  EXPECT_EQ(date_of_serial("60", false), "");  // 29 February 1900 never was
  EXPECT_EQ(date_of_serial("61", false), "1900-03-01");
  EXPECT_EQ(date_of_serial("1", true), "1904-01-02");
  EXPECT_EQ(date_of_serial("1e300", false), "");
}

TEST(Archive, RefusesWhatIsMadeToHarm) {
  const auto parts = workbook_parts({{"S", text_rows({{"name"}, {"A"}})}});
  const auto with = [&](ArchiveEntry entry) {
    auto all = parts;
    all.push_back(std::move(entry));
    return archive(all);
  };
  std::string cut = archive(parts);
  cut.resize(cut.size() / 2);
  ArchiveEntry bomb{"xl/media/a.xml", "x"};
  bomb.packed = std::string(1000, '\0');
  bomb.unpacked = 300U << 20;
  ArchiveEntry twin{"xl/copy.xml", parts[0].bytes};
  twin.header = 0;
  ArchiveEntry link{"xl/link", "/etc/passwd"};
  link.attributes = 0120777;
  struct Case {
    const char* what;
    std::string bytes;
    ErrorCode code;
    const char* says;
  };
  const Case cases[] = {
      {"cut", cut, ErrorCode::kSyntax, "directory"},
      {"bomb", with(bomb), ErrorCode::kLimit, "times"},
      {"overlap", with(twin), ErrorCode::kUnexpectedStructure, "overlap"},
      {"outside", with({"../../etc/cron.d/x", "x"}), ErrorCode::kUnexpectedStructure, "outside"},
      {"absolute", with({"/etc/x", "x"}), ErrorCode::kUnexpectedStructure, "outside"},
      {"symbolic link", with(link), ErrorCode::kUnexpectedStructure, "symbolic link"},
      {"twice", with({"xl/workbook.xml", "x"}), ErrorCode::kUnexpectedStructure, "one name"},
      {"macros", with({"xl/vbaProject.bin", "x"}), ErrorCode::kUnsupported, "macros"},
      {"external links", with({"xl/externalLinks/externalLink1.xml", "<a/>"}), ErrorCode::kUnsupported,
       "other workbooks"},
      {"no workbook", archive({{"a.txt", "x"}}), ErrorCode::kUnknownFormat, "no workbook"},
      {"entity", with({"xl/sharedStrings.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><sst><si><t>&b;</t></si></sst>"}),
       ErrorCode::kUnsupported, "document type"},
  };
  for (const Case& c : cases) {
    const auto start = std::chrono::steady_clock::now();
    const auto book = read_tables({"book.xlsx", c.bytes}, {});
    const auto taken = std::chrono::steady_clock::now() - start;
    ASSERT_FALSE(book.ok()) << c.what;
    EXPECT_EQ(book.error().code, c.code) << c.what << ": " << to_string(book.error());
    EXPECT_NE(book.error().message.find(c.says), std::string::npos) << c.what << ": " << to_string(book.error());
    EXPECT_NE(book.error().position.file.find("book.xlsx"), std::string::npos) << c.what;
    EXPECT_FALSE(book.error().fix.empty()) << c.what;
    EXPECT_LT(std::chrono::duration_cast<std::chrono::milliseconds>(taken).count(), 500) << c.what;
  }
}

TEST(Archive, AFalseSizeIsNoticed) {
  auto parts = workbook_parts({{"S", text_rows({{"name"}, {"A"}})}});
  std::string bytes = archive(parts);
  // The sheet's bytes change: its checksum does not fit any more.
  bytes[bytes.find("<t>A</t>") + 3] = 'B';
  const auto book = read_tables({"book.xlsx", bytes}, {});
  ASSERT_FALSE(book.ok());
  EXPECT_EQ(book.error().code, ErrorCode::kSyntax) << to_string(book.error());
}

std::string old_workbook() {
  std::ifstream in(std::string(PENUMBRA_SOURCE_DIR) + "/fuzz/seeds/own-list/book.xls", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(OldWorkbook, GivesStoredValues) {
  const std::string bytes = old_workbook();
  ASSERT_TRUE(looks_like_xls(bytes));
  const auto book = read_tables({"list.xls", bytes}, {});
  ASSERT_TRUE(book.ok()) << to_string(book.error());
  ASSERT_EQ(book->sheets.size(), 2U);
  EXPECT_EQ(book->sheets[0].name, "Liste Ж");
  EXPECT_TRUE(book->sheets[1].hidden);
  ASSERT_EQ(book->sheets[0].rows.size(), 4U);
  const SheetRow& row = book->sheets[0].rows[1];
  EXPECT_EQ(row.line, 2U);
  EXPECT_EQ(row.cell(0), "1");
  EXPECT_EQ(row.cell(1), "Eriko Mustera");
  EXPECT_EQ(row.cell(3), "1961-03-12");
  EXPECT_EQ(book->sheets[0].rows[2].cell(1), "Эрико Мустера 😀");
  EXPECT_EQ(book->sheets[0].rows[2].cell(6), "é");
  EXPECT_EQ(book->sheets[0].rows[3].cell(0), "7728500000");
  ASSERT_EQ(book->notes.size(), 2U);
  EXPECT_NE(book->notes[1].find("1 cells hold formulas"), std::string::npos);
  const auto start = peek_tables({"list.xls", bytes}, 2);
  ASSERT_TRUE(start.ok());
  EXPECT_EQ(start->sheets[0].rows.size(), 2U);
}

// Cut anywhere, or with a byte changed: an error or some table, within the bounds and without a crash.
TEST(OldWorkbook, SurvivesDamage) {
  const std::string bytes = old_workbook();
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    const std::string cut = bytes.substr(0, size);
    if (!looks_like_xls(cut)) continue;
    EXPECT_FALSE(read_xls({"cut.xls", cut}, {}).ok()) << size;
  }
  unsigned state = 7;
  for (int i = 0; i < 4000; ++i) {
    std::string changed = bytes;
    for (int k = 0; k < 3; ++k) {
      state = state * 1664525 + 1013904223;
      changed[(state >> 8) % changed.size()] = static_cast<char>(state >> 3);
    }
    static_cast<void>(read_xls({"changed.xls", changed}, {}).ok());
    static_cast<void>(looks_like_xls(changed));
  }
}

// A table that claims a cell in every place, a protected one, and chains in a circle.
TEST(OldWorkbook, RefusesWhatIsMadeToHarm) {
  const std::string bytes = old_workbook();
  std::string circle = bytes;
  // The allocation table is one sector here; each place of it leads to the first.
  const std::size_t fat = (static_cast<unsigned char>(bytes[76]) + 1U) * 512;
  ASSERT_LE(fat + 512, circle.size());
  for (std::size_t i = 0; i < 512; i += 4) {
    circle[fat + i] = 0;
    circle[fat + i + 1] = 0;
    circle[fat + i + 2] = 0;
    circle[fat + i + 3] = 0;
  }
  EXPECT_FALSE(read_xls({"circle.xls", circle}, {}).ok());
  std::string locked = bytes;
  // The record of the page setup that every writer puts first becomes that of a password.
  const std::size_t at = locked.find(std::string("\xE1\x00\x02\x00", 4));
  ASSERT_NE(at, std::string::npos);
  locked[at] = '\x2F';
  const auto refused = read_xls({"locked.xls", locked}, {});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
}

TEST(Tables, DecodeEncodings) {
  TableOptions options;
  options.delimiters = ",;\t|";
  options.any_encoding = true;
  const auto read = [&](const std::string& bytes) { return read_tables({"t.csv", bytes}, options); };
  auto table = read("name;country\n\xD2\xE5\xF1\xF2\xEE\xE2\xE0 \xCC\xE0\xF0\xE8\xFF;\xD0\xEE\xF1\xF1\xE8\xFF\n");
  ASSERT_TRUE(table.ok()) << to_string(table.error());
  EXPECT_EQ(table->encoding, "windows-1251");
  EXPECT_EQ(joined(table->sheets[0].rows[1].cells), "Тестова Мария | Россия");
  EXPECT_EQ(table->notes.size(), 1U);
  table = read("name\tcountry\nM\xFCller\tK\xF6ln\n");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->encoding, "windows-1252");
  EXPECT_EQ(joined(table->sheets[0].rows[1].cells), "Müller | Köln");
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("name,kind\nA,person\n")) wide += std::string{c, '\0'};
  table = read(wide);
  ASSERT_TRUE(table.ok()) << to_string(table.error());
  EXPECT_EQ(table->encoding, "UTF-16LE");
  EXPECT_EQ(joined(table->sheets[0].rows[1].cells), "A | person");
  EXPECT_FALSE(read(wide.substr(0, wide.size() - 1)).ok());
  table = read("sep=|\nname|kind\n\"A|B\"|person\n");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(joined(table->sheets[0].rows[1].cells), "A|B | person");
  EXPECT_EQ(table->sheets[0].rows[1].line, 3U);
  EXPECT_EQ(read("<html><title>Blocked</title></html>").error().code, ErrorCode::kUnexpectedStructure);
}

TEST(Nationality, CodesNamesAndPeoples) {
  for (const std::string_view word : {"ru", "RU", "Ru", " ru ", "Russia", "Russian"}) {
    SCOPED_TRACE(word);
    EXPECT_EQ(country_or_people(word), "ru");
  }
  // What says that nothing is known, in two letters or more; and what is no country.
  for (const std::string_view word : {"NA", "na", "N/A", "", "-"}) EXPECT_EQ(country_or_people(word), "");
  for (const std::string_view word : {"zz", "QQ", "1a", "Nowhere"}) EXPECT_FALSE(country_or_people(word).has_value());
}

}  // namespace
}  // namespace penumbra::ingest
