#include "base/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace penumbra::base {
namespace {

using ::testing::ElementsAre;

std::vector<std::vector<std::string>> rows_of(std::string_view text, CsvOptions options = {}) {
  CsvReader reader(text, "t.csv", options);
  CsvRow row;
  std::vector<std::vector<std::string>> out;
  for (;;) {
    const auto more = reader.next(row);
    if (!more.ok()) {
      out.push_back({"ERROR", std::string(error_key(more.error().code)), std::to_string(more.error().position.line)});
      continue;
    }
    if (!*more) return out;
    out.emplace_back(row.fields.begin(), row.fields.end());
  }
}

TEST(Csv, ReadsTheForms) {
  EXPECT_THAT(rows_of("a,b\r\n1,2\n"), ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2")));
  EXPECT_THAT(rows_of("\xEF\xBB\xBFx,\"y, \"\"z\"\"\"\n\n\"two\nlines\",\"\""),
              ElementsAre(ElementsAre("x", "y, \"z\""), ElementsAre("two\nlines", "")));
  EXPECT_THAT(rows_of("a,\rb,"), ElementsAre(ElementsAre("a", ""), ElementsAre("b", "")));
  EXPECT_THAT(rows_of("a;b", {.delimiter = ';'}), ElementsAre(ElementsAre("a", "b")));
  EXPECT_THAT(rows_of(""), ElementsAre());
}

TEST(Csv, NamesTheLineOfARowAfterQuotedLineEnds) {
  CsvReader reader("\"a\nb\nc\",1\nd,2\n", "t.csv");
  CsvRow row;
  ASSERT_TRUE(reader.next(row).value());
  EXPECT_EQ(row.line, 1u);
  ASSERT_TRUE(reader.next(row).value());
  EXPECT_EQ(row.line, 4u);
  EXPECT_EQ(row.offset, 10u);
  EXPECT_EQ(row.size, 3u);
}

TEST(Csv, OneBadRowDoesNotHideTheRest) {
  EXPECT_THAT(rows_of("a,b\n1,\"x\"y\n2,3\n"),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("ERROR", "syntax", "2"), ElementsAre("2", "3")));
  EXPECT_THAT(rows_of("a\nb\"c\nd\n"),
              ElementsAre(ElementsAre("a"), ElementsAre("ERROR", "syntax", "2"), ElementsAre("d")));
  EXPECT_THAT(rows_of("a\n\"open\nd\n"),
              ElementsAre(ElementsAre("a"), ElementsAre("ERROR", "syntax", "2"), ElementsAre("d")));
  EXPECT_THAT(rows_of("5\" pipe,\"x\"y\n", {.lenient_quotes = true}), ElementsAre(ElementsAre("5\" pipe", "\"x\"y")));
}

TEST(Csv, RefusesWhatIsTooLargeWithoutCuttingIt) {
  EXPECT_THAT(rows_of("aaaa,b\nc\n", {.max_field_bytes = 3}),
              ElementsAre(ElementsAre("ERROR", "limit", "1"), ElementsAre("c")));
  EXPECT_THAT(rows_of("1,2,3\nc\n", {.max_fields = 2}),
              ElementsAre(ElementsAre("ERROR", "limit", "1"), ElementsAre("c")));
}

TEST(Csv, HeaderFindsColumnsAndSlips) {
  CsvRow row;
  row.fields = {" id ", "name"};
  const CsvHeader header(row);
  EXPECT_EQ(header.find("id"), 0u);
  EXPECT_EQ(header.find("ID"), std::nullopt);
  constexpr std::array<std::string_view, 2> kKnown = {"valid_from", "valid_to"};
  EXPECT_EQ(CsvHeader::closest("valid_form", kKnown), "valid_from");
  EXPECT_EQ(CsvHeader::closest("colour", kKnown), "");
}

TEST(Csv, WritesWhatItReads) {
  std::string out;
  for (const char* field : {"plain", "a,b", "say \"x\"", " lead", "two\nlines", ""}) {
    append_csv_field(out, field);
    out += ',';
  }
  EXPECT_THAT(rows_of(out), ElementsAre(ElementsAre("plain", "a,b", "say \"x\"", " lead", "two\nlines", "", "")));
  std::string formula;
  append_csv_field(formula, "=1+1", true);
  EXPECT_EQ(formula, "\"'=1+1\"");
  for (const char* text : {"=1+1", "+4930", "-", "@x", "'=1+1", "''@", "'", "'tis", "1-2", ""}) {
    std::string cell;
    append_csv_field(cell, text, true);
    cell += ",";
    const auto rows = rows_of(cell);
    EXPECT_EQ(std::string(without_apostrophe(rows.at(0).at(0))), text);
  }
}

}  // namespace
}  // namespace penumbra::base
