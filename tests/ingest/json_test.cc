// The quick scanner of JSON gives what simdjson gives, or nothing: the same objects are read with one more member, a
// number with an exponent, which is left to simdjson.
#include "ingest/json_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/byte_scan.h"
#include "ingest/json_tree.h"
#include "ingest/mapping.h"

namespace penumbra::ingest {
namespace {

// Everything that a tree says, unambiguously.
void print(const JsonNode& node, std::string& out) {
  out += std::to_string(static_cast<int>(node.kind)) + ":" + std::to_string(node.text().size()) + ":" + node.text();
  out += "(";
  for (const auto& [name, value] : node.members()) {
    out += std::to_string(name.size()) + ":" + name;
    print(value, out);
  }
  out += "|";
  for (const JsonNode& item : node.items()) print(item, out);
  out += ")";
}
std::string printed(const JsonRecord& record, std::size_t without = 0) {
  std::string out = "repeated " + std::string(record.repeated) + "\n";
  for (std::size_t i = 0; i + without < record.node.members().size(); ++i) {
    const JsonMember& member = record.node.members()[i];
    out += std::to_string(member.name.size()) + ":" + member.name;
    print(member.node, out);
  }
  return out;
}

// What the scanner makes of an object; nothing when it gives up or the object ends before the text does.
std::optional<std::string> scanned(std::string_view text, std::uint64_t& lines) {
  // A copy without a byte behind it: looking further would be noticed.
  const std::vector<char> bytes(text.begin(), text.end());
  JsonScan scan;
  RecordArena arena;
  JsonRecord record;
  const char* const end = bytes.data() + bytes.size();
  if (scan.object(bytes.data(), end, arena, record, lines) != end) return std::nullopt;
  return printed(record);
}

// The same of simdjson.
std::optional<std::string> parsed(std::string_view object) {
  const std::string text = std::string(object.substr(0, object.size() - 1)) +
                           (object.substr(1).find_first_not_of(" \n\t\r") + 2 == object.size() ? "" : ",") +
                           "\"one more\":1e1}";
  std::optional<std::string> out;
  const Status status = read_json_records({"a", text}, [&](JsonRecord&& record) -> Status {
    out = printed(record, 1);
    return {};
  });
  return status.ok() ? out : std::nullopt;
}

const std::vector<std::string>& seeds() {
  static const std::vector<std::string> all = {
      R"({"id":"Q1","name":"Orbitwerk \"Nord\" GmbH","aliases":["a","b\\c","",{"x":null}],"ok":true,"no":false,"n":-12.50})",
      "{\n \"name\" : \"Ж\\u0416\\ud83d\\ude00 Ünal\",\r\n\t\"list\": [ ], \"none\": { },\n \"deep\": "
      "[[[[{\"a\":[0]}]]]]\n}",
      R"({"a":1,"b":{"c":2,"c":3},"a":4,"\u0061":5,"z":[1,2,3,-0,0.5,123456789012345678901234567890]})",
      R"({"statement_id":"7f","long":"Eriko Musterowa, born in a town with a name that goes on for more than sixteen bytes","x":"\/\b\f\n\r\t"})",
      "{}",
  };
  return all;
}

TEST(JsonScan, ReadsWhatSimdjsonReads) {
  for (const std::string& seed : seeds()) {
    std::uint64_t lines = 0;
    const auto ours = scanned(seed, lines);
    ASSERT_TRUE(ours.has_value()) << seed;
    EXPECT_EQ(*ours, parsed(seed)) << seed;
    EXPECT_EQ(lines, static_cast<std::uint64_t>(std::count(seed.begin(), seed.end(), '\n'))) << seed;
  }
}

TEST(JsonScan, GivesUpWhereSimdjsonRefusesOrKnowsBetter) {
  for (const std::string& text : {std::string(R"({"a":01})"),
                                  std::string(R"({"a":1.})"),
                                  std::string(R"({"a":.5})"),
                                  std::string(R"({"a":+1})"),
                                  std::string(R"({"a":-})"),
                                  std::string(R"({"a":1e5})"),
                                  std::string(R"({"a":truex})"),
                                  std::string(R"({"a":nul})"),
                                  std::string(R"({"a" 1})"),
                                  std::string(R"({"a":"\ud800"})"),
                                  std::string(R"({"a":"\udc00\ud800"})"),
                                  std::string(R"({"a":"\x"})"),
                                  std::string(R"({"a":"\u12g4"})"),
                                  std::string("{\"a\":\"\x01\"}"),
                                  std::string("{\"a\":\"\n\"}"),
                                  std::string("{\"a\":\"\xff\"}"),
                                  std::string("{\"\xed\xa0\x80\":1}"),
                                  std::string(R"({"a":1,})"),
                                  std::string(R"({,"a":1})"),
                                  std::string(R"({"a":[1,]})"),
                                  std::string(R"({"a":[1})"),
                                  std::string(R"({"a":1]})"),
                                  std::string("{\v}"),
                                  "{\"a\":" + std::string(200, '1') + "}",
                                  "{\"a\":\"" + std::string(kMaxValueBytes + 1, 'x') + "\"}",
                                  "{\"a\":" + std::string(64, '[') + std::string(64, ']') + "}"}) {
    std::uint64_t lines = 7;
    EXPECT_EQ(scanned(text, lines), std::nullopt) << text.substr(0, 40);
    EXPECT_EQ(lines, 7U);
  }
}

// Documents altered at random: what the scanner reads simdjson reads alike, and what it reads of the seeds' kind it
// mostly reads.
TEST(JsonScan, NeverSaysMoreThanSimdjson) {
  std::mt19937 draw(11);
  const auto below = [&draw](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(draw);
  };
  constexpr std::array<std::string_view, 27> kPieces = {"\"",
                                                        "\\",
                                                        "{",
                                                        "}",
                                                        "[",
                                                        "]",
                                                        ",",
                                                        ":",
                                                        "null",
                                                        "true",
                                                        "1e5",
                                                        "-",
                                                        "0",
                                                        "01",
                                                        ".5",
                                                        "\\u00e9",
                                                        "\\ud83d\\ude00",
                                                        "\\ud800",
                                                        "\xff",
                                                        "é",
                                                        "\n",
                                                        " ",
                                                        "\t",
                                                        "\x01",
                                                        "\"a\":1,",
                                                        "\"b\":{}",
                                                        "\\\""};
  std::size_t read = 0;
  constexpr int kRounds = 20'000;
  for (int round = 0; round < kRounds; ++round) {
    std::string text = seeds()[below(seeds().size())];
    for (std::size_t changes = below(3); changes > 0 && text.size() > 1; --changes) {
      const std::size_t at = 1 + below(text.size() - 1);
      const std::string_view piece = kPieces[below(kPieces.size())];
      switch (below(3)) {
        case 0:
          text.insert(at, piece);
          break;
        case 1:
          text.replace(at, 1, piece);
          break;
        default:
          text.erase(at, 1 + below(4));
          break;
      }
    }
    if (text.size() < 2 || text.back() != '}') continue;
    std::uint64_t lines = 0;
    const auto ours = scanned(text, lines);
    if (!ours.has_value()) continue;
    ++read;
    ASSERT_EQ(ours, parsed(text)) << text;
  }
  EXPECT_GT(read, std::size_t{kRounds / 3});
}

TEST(JsonScan, SaysWhetherNumbersArePlain) {
  for (const auto& [number, plain] : {std::pair{"0", true},
                                      {"-7", true},
                                      {"123456789012345678", true},
                                      {"1234567890123456789", false},
                                      {"-0", false},
                                      {"1.5", false},
                                      {"0.0", false}}) {
    const std::string text = "{\"a\":[1," + std::string(number) + "],\"b\":2}";
    JsonScan scan;
    RecordArena arena;
    JsonRecord record;
    std::uint64_t lines = 0;
    ASSERT_NE(scan.object(text.data(), text.data() + text.size(), arena, record, lines), nullptr);
    EXPECT_EQ(scan.plain_numbers(), plain) << number;
  }
}

// Single digits would take a hundred times their size.
TEST(JsonScan, RefusesRecordsOfVeryManyValues) {
  EXPECT_EQ(count_json_values("{}"), 0U);
  EXPECT_EQ(count_json_values(R"({"a":[1,{"b":"x,]"},[],[[2]]], "c" : { } })"), 9U);
  std::string digits = "{\"a\":[0";
  for (std::size_t i = 0; i + 3 < kMaxJsonRecordValues; ++i) digits += ",0";
  const std::string most = digits + "],\"b\":0}";
  const std::string more = digits + "],\"b\":0,\"c\":0}";
  EXPECT_EQ(count_json_values(most), kMaxJsonRecordValues);
  const auto read = [](const std::string& bytes) {
    return read_json_records({"a.json", bytes}, [](JsonRecord&&) { return Status(); });
  };
  for (const std::string number : {"0", "1e1"}) {  // which only simdjson reads
    SCOPED_TRACE(number);
    const auto with = [&number](std::string text) { return "{}\n" + text.replace(text.rfind('0'), 1, number); };
    EXPECT_TRUE(read(with(most)).ok());
    const Status refused = read(with(more));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::kLimit);
    EXPECT_EQ(refused.error().position.file, "a.json");
    EXPECT_EQ(refused.error().position.line, 2U);
  }
}

TEST(JsonScan, FindsTheFirstNameThatStandsTwice) {
  std::string many = "{";
  for (int i = 0; i < 300; ++i) many += "\"m" + std::to_string(i) + "\":1,";
  const std::string twice = many + "\"m7\":1,\"m5\":1,\"m299\":2}";
  const std::string once = many + "\"last\":1}";
  for (const auto& [text, expected] : {std::pair{twice, "m299"},
                                       {once, ""},
                                       {std::string(R"({"b":{"y":1,"x":2,"y":3,"x":4},"a":1,"a":2})"), "x"},
                                       {std::string(R"({"b":1,"a":2,"b":3,"a":4})"), "a"}}) {
    JsonScan scan;
    RecordArena arena;
    JsonRecord record;
    std::uint64_t lines = 0;
    ASSERT_NE(scan.object(text.data(), text.data() + text.size(), arena, record, lines), nullptr);
    EXPECT_EQ(record.repeated, expected) << text.substr(0, 40);
  }
}

TEST(JsonScan, ScansBytesAsALoopWould) {
  std::mt19937 draw(5);
  for (int round = 0; round < 2000; ++round) {
    std::string text(std::uniform_int_distribution<std::size_t>(0, 70)(draw), 'x');
    for (char& c : text) {
      const auto pick = std::uniform_int_distribution<int>(0, 200)(draw);
      c = pick == 0   ? '"'
          : pick == 1 ? '\\'
          : pick == 2 ? '\n'
          : pick == 3 ? '\x9f'
                      : static_cast<char>('a' + pick % 26);
    }
    std::size_t expected = 0;
    while (expected < text.size() && text[expected] != '"' && text[expected] != '\\' &&
           static_cast<unsigned char>(text[expected]) >= 0x20)
      ++expected;
    const bool high = std::any_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(expected),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    bool beyond = false;
    EXPECT_EQ(end_of_json_plain(text.data(), text.data() + text.size(), beyond), text.data() + expected);
    EXPECT_TRUE(beyond || !high) << text;
  }
}

TEST(JsonScan, HashesShortNamesByAllOfThem) {
  std::vector<std::uint64_t> hashes;
  std::vector<std::string> names = {"", "a", "b", "ab", "ba", "aa", "aba", "abb", "bba", "name", "nama", "schema"};
  names.insert(names.end(), {"country", "countra", "birthDate", "birthPlace", "id", "di"});
  for (const std::string& name : names) hashes.push_back(quick_hash(name));
  std::sort(hashes.begin(), hashes.end());
  EXPECT_EQ(std::adjacent_find(hashes.begin(), hashes.end()), hashes.end());
}

TEST(JsonScan, CountsLineFeedsAsALoopWould) {
  std::mt19937 draw(3);
  for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 4079U, 4080U, 4081U, 4096U, 8175U, 20'000U}) {
    for (const int every : {1, 2, 30}) {
      std::string text(size, 'x');
      for (char& c : text) c = std::uniform_int_distribution<int>(1, every)(draw) == 1 ? '\n' : c;
      EXPECT_EQ(count_line_feeds(text), static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'))) << size;
    }
  }
}

TEST(RecordArena, KeepsWhatItGaveWhenTwoAreJoined) {
  RecordArena first;
  RecordArena second;
  std::vector<RecordText> texts;
  for (int i = 0; i < 5000; ++i) texts.push_back((i % 3 == 0 ? second : first).keep("text " + std::to_string(i)));
  texts.push_back(second.keep(std::string(300'000, 'x')));
  first.join(std::move(second));
  for (int i = 5001; i < 9000; ++i) texts.push_back(first.keep("text " + std::to_string(i)));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i != 5000) {
      ASSERT_EQ(texts[i], "text " + std::to_string(i));
    }
  }
  EXPECT_EQ(texts[5000].size(), 300'000U);
}

}  // namespace
}  // namespace penumbra::ingest
