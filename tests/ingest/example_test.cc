// The least that the tests of a reader must hold; copied with src/ingest/example for a new one.
#include "ingest/example/example.h"

#include <string>

#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::find_designation;
using testing::find_entity;
using testing::joined;

const std::string kList =
    "number,kind,name,other_names,country,listed_on,act\n"
    "7,person,Erika Muster,E. Muster; ~Rika,Germany,2022-03-11,Order 5\n"
    "8,company,Muster Werke,,Atlantis,soon,Order 5\n"
    "9,airship,Graf Muster,,,2022,Order 6\n";

Result<ReadOutcome> read(const std::string& bytes) {
  const std::vector<InputFile> files = {{"example.csv", bytes}};
  EXPECT_TRUE(example_reader().recognises(files));
  return example_reader().read(files, "example");
}

TEST(ExampleReader, GoldenRecords) {
  const auto outcome = read(kList);
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  const model::Entity* person = find_entity(*outcome, "example-7");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("alias")), "E. Muster");
  EXPECT_EQ(joined(person->get("weakAlias")), "Rika");
  EXPECT_EQ(joined(person->get("country")), "de");
  EXPECT_EQ(find_designation(*outcome, "example-7-listing")->valid.from.to_string(), "2022-03-11");
}

TEST(ExampleReader, UnknownKindsAndValuesAreFindings) {
  const auto outcome = read(kList);
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->counts, (RecordCounts{3, 2, 1, 0}));
  EXPECT_EQ(count_findings(*outcome, "unknown-party-type"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-country"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unread-value"), 1U);
}

TEST(ExampleReader, RefusesBadStructure) {
  const auto cut = read(kList.substr(0, kList.size() - 12));
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.error().position.line, 4U);
  std::string renamed = kList;
  renamed.replace(renamed.find("country"), 7, "nation_");
  const auto other = read(renamed);
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, ErrorCode::kUnexpectedStructure);
  EXPECT_NE(other.error().message.find("country"), std::string::npos);
  EXPECT_EQ(read(kList.substr(0, kList.find('\n') + 1)).error().code, ErrorCode::kEmpty);
}

}  // namespace
}  // namespace penumbra::ingest
