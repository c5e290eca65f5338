#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "rules/ownership_rule.h"
#include "rules/toml.h"

namespace penumbra::rules {
namespace {

RuleBook embedded() {
  auto book = RuleBook::embedded();
  EXPECT_TRUE(book.ok()) << to_string(book.error());
  return book.ok() ? std::move(*book) : RuleBook();
}

TEST(RuleBook, HoldsEveryRegimeAndListOfTheSettledForm) {
  const RuleBook book = embedded();
  for (const char* regime : {"us", "us-ssi", "eu", "uk", "ch", "bis", "dod", "eu-5h", "eu-annex-iv", "ca", "au"}) {
    EXPECT_NE(book.find(regime), nullptr) << regime;
  }
  const std::vector<std::string> lists = book.lists();
  EXPECT_EQ(lists,
            (std::vector<std::string>{"au", "ca", "ch", "eu-269", "eu-833-iv", "eu-833-xiv", "uk", "us-1260h", "us-el",
                                      "us-meu", "us-sdn", "us-ssi-1", "us-ssi-2", "us-ssi-3", "us-ssi-4"}));
}

TEST(RuleBook, EveryVersionSaysWhereItComesFrom) {
  const RuleBook book = embedded();
  for (const std::string_view name : book.regime_names()) {
    const Regime& regime = *book.find(name);
    EXPECT_FALSE(regime.title.empty());
    std::set<std::string> versions;
    const RuleVersion* last = nullptr;
    for (const RuleVersion& v : regime.versions) {
      EXPECT_TRUE(versions.insert(v.version).second) << name << " " << v.version;
      EXPECT_FALSE(v.source.empty() || v.text.empty() || v.authority.empty() || v.check_by.empty()) << v.version;
      EXPECT_FALSE(v.lists.empty()) << v.version;
      EXPECT_TRUE(v.read.known()) << v.version;
      EXPECT_FALSE(v.checked == "no" && v.note.empty()) << v.version << ": say what was not checked";
      EXPECT_TRUE(last == nullptr || last->to == v.from) << name << ": a gap before " << v.version;
      last = &v;
    }
  }
}

TEST(RuleBook, ChoosesTheVersionOfTheDay) {
  const RuleBook book = embedded();
  struct Case {
    std::string regime, day, version;
    bool on_record;
    RuleStatus status;
  };
  for (const Case& c : std::vector<Case>{
           {"us", "2008-02-13", "2008-02-14", false, RuleStatus::kInForce},
           {"us", "2014-08-12", "2008-02-14", true, RuleStatus::kInForce},
           {"us", "2014-08-13", "2014-08-13", true, RuleStatus::kInForce},
           {"us", "2030-01-01", "2014-08-13", true, RuleStatus::kInForce},
           {"eu", "2022-04-07", "2013-04-30", true, RuleStatus::kInForce},
           {"eu", "2024-06-24", "2022-04-08", true, RuleStatus::kInForce},
           {"eu", "2024-06-25", "2024-06-25", true, RuleStatus::kInForce},
           {"eu", "2024-07-03", "2024-07-03", true, RuleStatus::kInForce},
           {"eu", "2026-03-11", "2024-07-03", true, RuleStatus::kInForce},
           {"eu", "2026-03-12", "2026-03-12", true, RuleStatus::kInForce},
           {"ca", "2023-06-21", "before-2023-06-22", true, RuleStatus::kUnknown},
           {"ca", "2023-06-22", "2023-06-22", true, RuleStatus::kInForce},
           {"au", "2011-12-14", "2011-12-15", false, RuleStatus::kInForce},
           {"bis", "2001-01-01", "before-2025-09-29", true, RuleStatus::kNone},
           {"bis", "2025-09-29", "2025-09-29", true, RuleStatus::kInForce},
           {"bis", "2025-11-10", "suspended-2025-11-10", true, RuleStatus::kSuspended},
           {"bis", "2026-11-09", "suspended-2025-11-10", true, RuleStatus::kSuspended},
           {"bis", "2026-11-10", "from-2026-11-10", true, RuleStatus::kUnknown},
           {"dod", "2026-06-29", "before-2026-06-30", true, RuleStatus::kNone},
           {"dod", "2026-06-30", "2026-06-30", true, RuleStatus::kInForce},
           {"dod", "2027-06-30", "2027-06-30", true, RuleStatus::kInForce},
           {"uk", "2019-01-01", "2020-12-31", false, RuleStatus::kInForce},
       }) {
    const RuleChoice choice = book.choose(c.regime, *Date::parse(c.day));
    ASSERT_NE(choice.version, nullptr) << c.regime;
    EXPECT_EQ(choice.version->version, c.version) << c.regime << " " << c.day;
    EXPECT_EQ(choice.on_record, c.on_record) << c.regime << " " << c.day;
    EXPECT_EQ(choice.version->status, c.status) << c.regime << " " << c.day;
  }
  EXPECT_EQ(book.choose("mars", Date::today()).version, nullptr);
}

TEST(RuleBook, ReadsTestsOnStakes) {
  const RuleBook book = embedded();
  const RuleVersion& us = *book.choose("us", *Date::parse("2026-01-15")).version;
  EXPECT_EQ(us.test(StakeKind::kEquity).effect, Effect::kRestrict);
  EXPECT_EQ(us.test(StakeKind::kEquity).threshold, base::Percent::whole(50));
  EXPECT_EQ(us.test(StakeKind::kEquity).comparison, Comparison::kAtLeast);
  EXPECT_EQ(us.test(StakeKind::kControls).effect, Effect::kFlag);
  EXPECT_EQ(us.minority_flag, "significant-minority");
  const RuleVersion& between = *book.choose("eu", *Date::parse("2024-06-30")).version;
  EXPECT_EQ(between.test(StakeKind::kEquity).comparison, Comparison::kMoreThan);
  EXPECT_EQ(between.test(StakeKind::kEquity).other_reading, Comparison::kAtLeast);
}

constexpr const char* kGood = R"(regime = "x"
title = "X"
[[version]]
id = "x-1"
version = "1"
authority = "A"
source = "S"
text = "T"
checked = "no"
check_by = "counsel"
lists = ["l"]
)";

TEST(RuleBook, ReadsAFileOfOneVersion) {
  const std::vector<RuleFile> files = {{"x.toml", kGood}};
  const auto book = RuleBook::parse(files);
  ASSERT_TRUE(book.ok()) << to_string(book.error());
  EXPECT_EQ(book->choose("x", Date::today()).version->id, "x-1");
}

TEST(RuleBook, RefusesWhatItDoesNotKnow) {
  struct Case {
    std::string added, part_of_message;
    std::uint64_t line;
  };
  for (const Case& c : std::vector<Case>{
           {"treshold = \"50\"\n", "treshold", 12},
           {"status = \"maybe\"\n", "status cannot be", 12},
           {"equity = \"restrict\"\n", "equity cannot be", 12},
           {"equity = \"restrict at-least 101\"\n", "equity cannot be", 12},
           {"equity = \"restrict at-least fifty\"\n", "equity cannot be", 12},
           {"controls = \"review more-than 50\"\n", "controls cannot be", 12},
           {"minority = \"flag 25\"\n", "minority cannot be", 12},
           {"from = \"2024-13-01\"\n", "from", 12},
           {"from = \"2024-02-01\"\nto = \"2024-01-01\"\n", "ends before it begins", 3},
           {"flag_lists = \"l\"\n", "must be an array", 12},
           {"id = \"twice\"\n", "", 12},
           {"aggregation = [\"all\"]\n", "one string", 12},
           {"[versions]\n", "heading", 12},
           {"note = unquoted\n", "", 12},
           {"note = \"open\n", "", 12},
           {"note = \"a\" \"b\"\n", "", 12},
           {"= \"a\"\n", "", 12},
           {"[[version]]\n", "has no", 12},
       }) {
    const std::string text = kGood + c.added;
    const std::vector<RuleFile> files = {{"x.toml", text}};
    const auto book = RuleBook::parse(files);
    ASSERT_FALSE(book.ok()) << c.added;
    EXPECT_NE(book.error().message.find(c.part_of_message), std::string::npos) << to_string(book.error());
    EXPECT_EQ(book.error().position.file, "x.toml");
    EXPECT_EQ(book.error().position.line, c.line) << to_string(book.error());
    EXPECT_FALSE(book.error().fix.empty()) << to_string(book.error());
  }
}

TEST(RuleBook, RefusesOverlapsAndDoubles) {
  std::string overlapping(kGood);
  overlapping +=
      "[[version]]\nid=\"x\"\nversion=\"2\"\nauthority=\"A\"\nsource=\"S\"\ntext=\"T\"\nchecked=\"no\"\n"
      "check_by=\"c\"\nlists=[\"l\"]\n";
  std::vector<RuleFile> files = {{"x.toml", overlapping}};
  EXPECT_FALSE(RuleBook::parse(files).ok());
  files = {{"x.toml", kGood}, {"y.toml", kGood}};
  const auto twice = RuleBook::parse(files);
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().code, ErrorCode::kDuplicate);
  files = {{"x.toml", "regime = \"x\"\ntitle = \"X\"\n"}};
  EXPECT_EQ(RuleBook::parse(files).error().code, ErrorCode::kEmpty);
  files = {{"x.toml", ""}};
  EXPECT_FALSE(RuleBook::parse(files).ok());
}

// Found by fuzzing: the first three ended the program in an assertion of the library, the last two in a stack overflow.
TEST(Toml, RefusesWhatTheLibraryHoldsForImpossible) {
  for (const char* text : {"[\n", "[[\nname = \"x\"\n", "a = \"b\"\n\n[ \x12]\n"}) {
    const auto tables = parse_toml(text, "f");
    ASSERT_FALSE(tables.ok()) << text;
    EXPECT_EQ(tables.error().code, ErrorCode::kSyntax);
    EXPECT_NE(tables.error().fix, "");
    EXPECT_EQ(tables.error().position.line, text[0] == 'a' ? 3U : 1U) << to_string(tables.error());
  }
  EXPECT_EQ(parse_toml("a\xC3\xB6 = \"x\"\n", "f").error().code, ErrorCode::kSyntax);  // a letter outside quotes
  std::string key = "a";
  for (int i = 0; i < 400'000; ++i) key += ".a";
  for (const std::string& text : {"\n" + key + " = \"x\"\n", "\n[" + key + "]\n"}) {
    const auto tables = parse_toml(text, "f");
    ASSERT_FALSE(tables.ok());
    EXPECT_EQ(tables.error().code, ErrorCode::kLimit);
    EXPECT_EQ(tables.error().position.line, 2U);
  }
  // As deep as is let through: refused by its kind, and taken apart without harm.
  EXPECT_EQ(parse_toml(key.substr(0, 2001) + " = \"x\"\n", "f").error().code, ErrorCode::kUnsupported);
}

TEST(Toml, ReadsArraysOverLinesCommentsAndEscapes) {
  const auto tables = parse_toml("# c\na = \"x \\\"y\\\" \\\\\" # d\r\n[t]\nb = [ # e\n \"1\",\n \"2\", ]\n", "f");
  ASSERT_TRUE(tables.ok()) << to_string(tables.error());
  ASSERT_EQ(tables->size(), 2U);
  EXPECT_EQ(tables->at(0).values.at("a").strings.front(), "x \"y\" \\");
  EXPECT_EQ(tables->at(1).values.at("b").strings, (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(tables->at(1).values.at("b").line, 4U);
}

}  // namespace
}  // namespace penumbra::rules
