// 30: what a list, a customer or a person calls "=1+1" is no formula in any table that the program writes.
#include <gmock/gmock.h>

#include "base/csv.h"
#include "faults/faulty_program.h"

namespace penumbra::testing {
namespace {

class Exports : public ProgramTest {
 protected:
  // A party whose every text begins with the sign, and somebody who owns it.
  static std::string party(const std::string& sign, const std::string& number, const std::string& name) {
    const std::string cell = sign + "cmd ";
    return R"({"id":")" + sign + number + R"(","caption":")" + cell + name + R"(","schema":"Company","properties":{)" +
           R"("name":[")" + cell + name + R"("],"alias":[")" + cell + name + R"( Works"],"country":["ru"],)" +
           R"("notes":[")" + cell + R"(note"],"registrationNumber":[")" + sign + "4711" + number +
           R"("],"jurisdiction":["ru"]},"datasets":[")" + cell + R"(list"],"first_seen":"2024-03-01","target":true})" +
           "\n" + R"({"id":"s)" + sign + number + R"(","schema":"Sanction","properties":{"entity":[")" + sign + number +
           R"("],"authority":[")" + cell + R"(office"],"program":[")" + cell + R"(programme"],"reason":[")" + cell +
           R"("],"startDate":["2020-01-01"]}})" + "\n";
  }
  // No cell of the table is one that a spreadsheet would compute. `least`: lines that there must be.
  static void expect_plain(const std::string& what, const std::string& table, std::size_t least = 2) {
    base::CsvReader reader(table, what);
    base::CsvRow row;
    std::size_t lines = 0;
    bool met = false;
    for (;;) {
      const auto more = reader.next(row);
      ASSERT_TRUE(more.ok()) << what << ": " << to_string(more.error()) << table;
      if (!*more) break;
      ++lines;
      for (const std::string_view cell : row.fields) {
        met = met || cell.starts_with("'");
        if (cell.empty() || std::string_view("=+-@\t\r").find(cell[0]) == std::string_view::npos) continue;
        ADD_FAILURE() << what << ", line " << row.line << ": " << cell;
      }
    }
    EXPECT_GE(lines, least) << what << table;
    EXPECT_TRUE(met) << what << " shows none of the texts: " << table;
  }
  Outcome with(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin() + 1, {"--store", "store", "--format", "csv"});
    return penumbra(arguments);
  }
};

TEST_F(Exports, NoTableHoldsAFormula) {
  const std::vector<std::string> signs = {"=", "+", "-", "@"};
  std::string first;
  std::string second;
  std::string other;
  std::string customers = "name,country\n";
  for (const std::string& sign : signs) {
    first += party(sign, "1", "Zvezda Pusk " + std::to_string(sign[0]));
    second += party(sign, "1", "Zvezda Puskov " + std::to_string(sign[0])) + party(sign, "2", "Luna Most");
    other += party(sign, "7", "Zvezda Puskov " + std::to_string(sign[0]));
    // The second is listed from the second version on.
    customers += sign + "cmd Zvezda Puskov,ru\n" + sign + "cmd Luna Most,ru\n";
  }
  spill(path("first.json"), first);
  spill(path("second.json"), second);
  spill(path("other.json"), other);
  spill(path("customers.csv"), customers);
  for (const char* day : {"first", "second"}) {
    const Outcome run = penumbra({"import", "--quiet", "--store", "store", "--source", "own", "--published",
                                  std::string(day) == "first" ? "2024-03-01" : "2024-03-02", "--by", "=evil",
                                  path(std::string(day) + ".json")});
    ASSERT_EQ(run.status, 0) << run.err;
  }
  ASSERT_EQ(penumbra({"import", "--quiet", "--store", "store", "--source", "other", "--published", "2024-03-02",
                      path("other.json")})
                .status,
            0);
  const std::string day = "2024-03-03";
  expect_plain("screen", with({"screen", "=cmd Zvezda Puskov", "--as-of", day}).out);
  expect_plain("screen --input", with({"screen", "--input", "customers.csv", "--as-of", day}).out, 5);
  expect_plain("show", with({"show", "=1", "--as-of", day}).out);
  expect_plain("show --history", with({"show", "=1", "--history"}).out);
  expect_plain("diff", with({"diff", "own@1", "own@2"}).out);
  expect_plain("log", with({"log"}).out);
  expect_plain("rescreen", with({"rescreen", "--customers", "customers.csv", "--since", "own@1", "--to", "own@2",
                                 "--as-of", day, "--since-as-of", day})
                               .out);
  expect_plain("resolve", with({"resolve", "--quiet", "--members", "members.csv", "--review", "review.csv"}).out);
  expect_plain("resolve --members", slurp(path("members.csv")));
  // What was written is read again.
  const Outcome again = with({"resolve", "--quiet", "--members", "members.csv"});
  EXPECT_EQ(again.err, "");
  ASSERT_EQ(penumbra({"resolve", "--judge", "own:=1", "other:=7", "same", "--by", "-A", "--note", "=1+1",
                      "--judgements", "judgements.csv"})
                .status,
            0);
  expect_plain("resolve --judgements", slurp(path("judgements.csv")));
}

}  // namespace
}  // namespace penumbra::testing
