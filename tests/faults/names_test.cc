// 31 to 38: names and files of customers that are made to slip through, asked by the program. A listed party is a hit
// or the answer is incomplete; never clear.
#include <gmock/gmock.h>

#include "faults/faulty_program.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class NameFaults : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    spill(path("own.csv"),
          "id,name,kind\n"
          "1,Vladimir Putinov,person\n2,SIS d.o.o.,company\n3,Republic of Crimea,organization\n"
          "4,Almaz-Antey Invented,company\n5,Q,company\n6,4711,company\n7,Ravenna,vessel\n"
          "8,Палата Долгов,company\n");
    const Outcome run = penumbra(
        {"import", "--quiet", "--store", "store", "--source", "own", "--published", "2024-03-01", path("own.csv")});
    ASSERT_EQ(run.status, 0) << run.err;
  }
  Outcome ask(const std::string& name, const std::string& format = "json") const {
    return penumbra({"screen", "--store", "store", "--as-of", "2024-03-02", "--format", format, "--", name});
  }
  void expect_hit(const std::string& name, const std::string& id) const {
    const Outcome answer = ask(name);
    EXPECT_EQ(answer.status, 1) << name << answer.out.substr(0, 400) << answer.err;
    EXPECT_THAT(answer.out, HasSubstr("\"id\":\"own-" + id + "\"")) << name;
  }
};

// 31: a file of customers in another encoding is read as what it is, or refused by line; no row is lost.
TEST_F(NameFaults, EncodingsOfCustomers) {
  const auto wide = [](const std::string& text) {
    std::string out = "\xFF\xFE";
    for (const char c : text) out += {c, '\0'};
    return out;
  };
  // "Палата Долгов" in Windows-1251.
  const std::string cyrillic = "\xCF\xE0\xEB\xE0\xF2\xE0 \xC4\xEE\xEB\xE3\xEE\xE2";
  spill(path("wide.csv"), wide("name\nVladimir Putinov\n"));
  spill(path("cyrillic.csv"), "name\n" + cyrillic + "\n");
  spill(path("bad.csv"), "name\nVladimir Putinov\n\xFF\xFE\xFD broken\n");
  for (const char* file : {"wide.csv", "cyrillic.csv", "bad.csv"}) {
    const Outcome run =
        penumbra({"screen", "--store", "store", "--as-of", "2024-03-02", "--input", file, "--format", "jsonl"});
    EXPECT_NE(run.status, 0) << file << run.out << run.err;
    const bool hit = run.out.find("\"hits\"") != std::string::npos;
    EXPECT_TRUE(hit || run.status == 2 || run.status == 3) << file << run.out << run.err;
    if (!hit) {
      EXPECT_THAT(run.err, HasSubstr(file));
    }
  }
}

// 32 and 33: letters that only look alike, wide ones, invisible ones, turned ones; and what they hide is shown.
TEST_F(NameFaults, DisguisedLetters) {
  for (const char* name : {"Vladimir \xD0\xA0utinov", "Ｖｌａｄｉｍｉｒ Ｐｕｔｉｎｏｖ", "Vla\u200Bdimir Pu\u200Dtinov",
                           "\u202EVladimir Putinov", "\u2067Vladimir\u2069 Putinov", "VLADIMIR PUTINOV"}) {
    expect_hit(name, "1");
  }
  const Outcome shown = ask("\u202EVladimir Putinov", "table");
  EXPECT_THAT(shown.out, Not(HasSubstr("\u202E"))) << "would turn the line of the answer";
  EXPECT_THAT(ask("Vla\u200Bdimir Putinov").out, HasSubstr("invisible"));
}

// 34 and 35.
TEST_F(NameFaults, FloodsOfMarksAndPadding) {
  std::string marks = "Vladimir P";
  for (int i = 0; i < 10'000; ++i) marks += "\u0301";
  // Longer than a name is read: incomplete for that, and the hit is kept.
  const Outcome flood = ask(marks + "utinov");
  EXPECT_EQ(flood.status, 3) << flood.err;
  EXPECT_THAT(flood.out, HasSubstr("\"id\":\"own-1\""));
  std::string padding;
  while (padding.size() < (1U << 20U)) padding += "padding ";
  spill(path("long.csv"), "name\n" + padding + "Vladimir Putinov\n");
  const Outcome run =
      penumbra({"screen", "--store", "store", "--as-of", "2024-03-02", "--input", "long.csv", "--format", "jsonl"});
  EXPECT_TRUE(run.status == 1 || run.status == 3) << run.status << run.err;
  EXPECT_THAT(run.out, Not(HasSubstr("\"verdict\":\"clear\"")));
}

// 36 to 38.
TEST_F(NameFaults, ShortNumericSpeltOtherwiseAndWithADecoy) {
  expect_hit("Q", "5");
  expect_hit("4711", "6");
  expect_hit("Ravenna", "7");
  expect_hit("SIS DOO", "2");
  expect_hit("S.I.S. doo", "2");
  expect_hit("Republic of Krimea", "3");
  expect_hit("Almaz Antey Invented", "4");
  expect_hit("Almas-Antei Invented", "4");
  expect_hit("Vladmir Putinof", "1");
  expect_hit("Holding Vladimir Putinov", "1");
}

}  // namespace
}  // namespace penumbra::testing
