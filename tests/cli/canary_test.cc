// Every name of a real list, asked as it stands on the list, must find its own entry. Needs ../shared/data.
#include <gmock/gmock.h>

#include "base/csv.h"
#include "cli/program.h"

namespace penumbra::testing {
namespace {

class CanaryTest : public ProgramTest {};

TEST_F(CanaryTest, EveryListedNameFindsItself) {
  const std::filesystem::path list =
      std::filesystem::path(PENUMBRA_SOURCE_DIR) / "../shared/data/lists/us-ofac/sdn-legacy/2023-07-24";
  if (!std::filesystem::exists(list)) GTEST_SKIP() << "needs ../shared/data, which is absent";
  for (const char* part : {"sdn", "alt", "add"}) {
    const std::string command =
        "xz -dc '" + (list / (std::string(part) + ".csv.xz")).string() + "' > '" + path(part) + ".csv'";
    ASSERT_EQ(std::system(command.c_str()), 0);
  }
  const Outcome imported = penumbra(
      {"import", "--store", "store", "--source", "ofac", "--published", "2023-07-24", "sdn.csv", "alt.csv", "add.csv"});
  ASSERT_EQ(imported.status, 0) << imported.err;
  std::vector<std::string> owners;
  std::string queries = "name\n";
  for (const auto& [part, column] : {std::pair<const char*, std::size_t>{"sdn", 1}, {"alt", 3}}) {
    const std::string bytes = slurp(path(std::string(part) + ".csv"));
    base::CsvReader reader(bytes, part);
    base::CsvRow row;
    for (auto more = reader.next(row); more.ok() && *more; more = reader.next(row)) {
      if (row.fields.size() <= column) continue;
      owners.push_back("\"id\":\"us-ofac-" + std::string(row.fields[0]) + "\"");
      base::append_csv_field(queries, row.fields[column]);
      queries += '\n';
    }
  }
  spill(path("names.csv"), queries);
  const Outcome screened =
      penumbra({"screen", "--store", "store", "--as-of", "2023-08-01", "--input", "names.csv", "--format", "jsonl"});
  EXPECT_EQ(screened.status, 1) << screened.err;
  std::istringstream lines(screened.out);
  std::string line;
  std::size_t row = 0;
  std::size_t lost = 0;
  while (std::getline(lines, line)) {
    ASSERT_LT(row, owners.size());
    if (line.find(owners[row]) == std::string::npos && ++lost < 20)
      ADD_FAILURE() << owners[row] << " is not in " << line.substr(0, 300);
    ++row;
  }
  EXPECT_EQ(row, owners.size());
  EXPECT_EQ(lost, 0u);
  EXPECT_GT(row, 28000u);
}

}  // namespace
}  // namespace penumbra::testing
