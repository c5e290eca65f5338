#include <chrono>
#include <string>

#include "ingest/places.h"
#include "ingest/registry.h"
#include "ingest/support.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/workbooks.h"

namespace penumbra::ingest {
namespace {

using testing::Files;

TEST(Detect, NamesWhatIsNoList) {
  struct Case {
    const char* what;
    std::string bytes;
    ErrorCode code;
    const char* says;
  };
  const Case cases[] = {
      {"nothing", "", ErrorCode::kEmpty, "empty"},
      {"blank", " \r\n\t\n", ErrorCode::kEmpty, "white space"},
      {"html", "<!DOCTYPE html><html><head><title>Request blocked</title></head></html>",
       ErrorCode::kUnexpectedStructure, "Request blocked"},
      {"html without doctype", "\n<HTML><body>403</body></HTML>", ErrorCode::kUnexpectedStructure, "HTML"},
      {"zip", std::string("PK\x03\x04rest"), ErrorCode::kUnknownFormat, "ZIP"},
      {"gzip", std::string("\x1F\x8B\x08rest"), ErrorCode::kUnknownFormat, "gzip"},
      {"utf-16", std::string("\xFF\xFE<\0?\0x\0m\0l\0", 12), ErrorCode::kEncoding, "UTF-16"},
      {"utf-16 without mark", std::string("1\0,\0A\0B\0C\0,\0", 12), ErrorCode::kEncoding, "UTF-16"},
      {"windows-1251", "1,\"\xCF\xE0\xEB\xE0\xF2\xE0 \xE4\xEE\xEB\xE3\xEE\xE2\"\n", ErrorCode::kEncoding,
       "Windows-1251"},
      {"windows-1252", "1,\"Soci\xE9t\xE9 des essais imaginaires et raisonnables\"\n", ErrorCode::kEncoding,
       "Windows-1252"},
      {"unknown xml", "<?xml version=\"1.0\"?><!-- x --><foo:bar xmlns:foo='u'/>", ErrorCode::kUnknownFormat, "<bar>"},
      {"unknown csv", "colour,size\nred,4\n", ErrorCode::kUnknownFormat, "2 columns"},
      {"prose", "hello world\n", ErrorCode::kUnknownFormat, "hello world"},
  };
  for (const Case& c : cases) {
    const auto outcome = Files{{"list.xyz", c.bytes}}.read();
    ASSERT_FALSE(outcome.ok()) << c.what;
    EXPECT_EQ(outcome.error().code, c.code) << c.what << ": " << to_string(outcome.error());
    EXPECT_NE(outcome.error().message.find(c.says), std::string::npos) << c.what << ": " << to_string(outcome.error());
    EXPECT_EQ(outcome.error().position.file, "list.xyz") << c.what;
    EXPECT_FALSE(outcome.error().fix.empty()) << c.what;
  }
  EXPECT_EQ(read_files({}, "s").error().code, ErrorCode::kInvalidArgument);
}

TEST(Detect, SaysHowAWorkbookBegins) {
  const std::vector<std::vector<std::string>> rows = {{"colour", "size"}, {"red", "4"}};
  for (const std::string& bytes : {testing::workbook({{"Paints", testing::text_rows(rows)}}),
                                   testing::open_document(testing::open_table("Paints", rows))}) {
    const auto outcome = Files{{"paints", bytes}}.read();
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().code, ErrorCode::kUnknownFormat);
    EXPECT_NE(outcome.error().message.find("\"Paints\" begins with \"colour\", \"size\""), std::string::npos)
        << to_string(outcome.error());
    EXPECT_EQ(outcome.error().position.file, "paints");
  }
}

TEST(Detect, MarksWhatIsText) {
  std::vector<InputFile> files = {{"a.xml", "<Designations><DateGenerated>26/08/2026</DateGenerated></Designations>"}};
  ASSERT_TRUE(detect_and_mark(files).ok());
  EXPECT_TRUE(files[0].is_text);
  std::vector<InputFile> broken = {{"a.xml", "<Designations>\xFF</Designations>"}};
  EXPECT_EQ(detect_and_mark(broken).error().code, ErrorCode::kEncoding);
  EXPECT_FALSE(broken[0].is_text);
}

TEST(Detect, NamesTheLineOfAWrongByte) {
  const auto outcome = Files{{"a.csv", "1,2\n3,4\n5,\xE9\n"}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().position.line, 3U);
  EXPECT_EQ(outcome.error().position.offset, 10U);
}

TEST(Detect, ReadersHaveDistinctNamesAndDescribeThemselves) {
  std::vector<std::string_view> names;
  for (const Reader* reader : readers()) {
    EXPECT_EQ(find_reader(reader->name()), reader);
    EXPECT_GT(reader->describes().size(), 20U);
    EXPECT_FALSE(reader->recognises({})) << reader->name();
    names.push_back(reader->name());
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  EXPECT_EQ(find_reader("no-such-format"), nullptr);
}

TEST(Places, KnowsCountriesAsListsWriteThem) {
  EXPECT_EQ(country_code("Korea, North"), "kp");
  EXPECT_EQ(country_code(" RUSSIA "), "ru");
  EXPECT_EQ(country_code("undetermined"), "");
  EXPECT_EQ(country_code("Atlantis"), std::nullopt);
  EXPECT_TRUE(is_country_code("de"));
  EXPECT_FALSE(is_country_code("DE"));
}

TEST(Text, TidiesAndSplits) {
  bool control = false;
  EXPECT_EQ(tidy("  a \n\t b\x01 ", &control), "a b");
  EXPECT_TRUE(control);
  EXPECT_EQ(slug("RUSSIA-EO14024 (x)"), "russia-eo14024-x");
  EXPECT_EQ(split("a] [b", "] [").size(), 2U);
  EXPECT_EQ(shown(std::string(300, 'x'), 10), "xxxxxxxxxx...");
  EXPECT_EQ(shown("a\x19"
                  "b"),
            "a\\x19b");
}

}  // namespace
}  // namespace penumbra::ingest
