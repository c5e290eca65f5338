#include <gtest/gtest.h>

#include "ingest/support.h"
#include "ingest/workbooks.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_designation;
using testing::find_entity;
using testing::joined;

// Invented parties under the columns of either edition.
const std::string kOld =
    "Reference,Name of Individual or Entity,Type,Name Type,Date of Birth,Place of Birth,Citizenship,Address,Additional "
    "Information,"
    "Listing Information,Committees,Control Date\n";
const std::string kRows =
    "7,Max MUSTERMANN,Individual,Primary Name,a) Approximately 1955-1956 b) 3 March 1960,Teststadt,Russian and "
    "Ukrainian,NA,Title: Dr,"
    "\"Listed by UN 1267 Committee on 25 January 2001 (amended on 3 Sep 2003)\",1988 (Taliban),2014-12-15\n"
    "7a,Макс Мустерман,Individual,Original Script,a) Approximately 1955-1956 b) 3 March 1960,Teststadt,Russian and "
    "Ukrainian,NA,Title: Dr,"
    "\"Listed by UN 1267 Committee on 25 January 2001 (amended on 3 Sep 2003)\",1988 (Taliban),2014-12-15\n"
    "8,Orbitwerk,Entity ,Primary name,,,,a) Ring 1 b) Ring 2,,Instrument of first designation: Instrument "
    "2022,Autonomous (Russia),24/02/2023\n"
    "8b1,Sternwerk,Entity,Formerly known as,,,,a) Ring 1 b) Ring 2,,Instrument of first designation: Instrument "
    "2022,Autonomous (Russia),24/02/2023\n";

TEST(AuDfat, JoinsTheRowsOfAParty) {
  const auto outcome = Files{{"au.csv", kOld + kRows}}.read("au");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "au-dfat");
  EXPECT_EQ(outcome->counts.mapped, 4U);
  ASSERT_EQ(outcome->dataset.entities.size(), 2U);
  const model::Entity* person = find_entity(*outcome, "au-dfat-7");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("name")), "Max MUSTERMANN");
  EXPECT_EQ(joined(person->get("alias")), "Макс Мустерман");
  EXPECT_EQ(joined(person->get("birthDate")), "1955 | 1956 | 1960-03-03");
  EXPECT_EQ(joined(person->get("citizenship")), "ru | ua");
  const model::Designation* act = find_designation(*outcome, "au-dfat-7-au");
  EXPECT_EQ(act->valid.from.to_string(), "2001-01-25");
  EXPECT_EQ(act->published.to_string(), "2014-12-15");
  const model::Entity* firm = find_entity(*outcome, "au-dfat-8");
  EXPECT_EQ(joined(firm->get("previousName")), "Sternwerk");
  EXPECT_EQ(joined(firm->get("address")), "Ring 1 | Ring 2");
  // The control date bounds the day of listing.
  EXPECT_EQ(find_designation(*outcome, "au-dfat-8-au")->valid.from.to_string(), "<2023-02-25");
}

// Rows of one party that were changed on other days, and say so in other words.
TEST(AuDfat, KeepsWhatTheRowsOfAPartySayApart) {
  std::string rows = kRows;
  const std::size_t second = rows.find("7a,");
  rows.replace(rows.find("2014-12-15", second), 10, "2020-01-30");
  rows.replace(rows.find("3 Sep 2003", second), 10, "6 Dec 2019");
  const auto outcome = Files{{"au.csv", kOld + rows}}.read("au");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(joined(find_entity(*outcome, "au-dfat-7")->get("modifiedAt")), "2014-12-15 | 2020-01-30");
  EXPECT_NE(find_designation(*outcome, "au-dfat-7-au")->note.find("amended on 6 Dec 2019"), std::string::npos);
}

TEST(AuDfat, ReadsTheColumnsOf2026) {
  const std::string csv =
      "Reference,Name of Individual or Entity,Type,Name Type,Alias Strength,Date of Birth,Place of "
      "Birth,Citizenship,Address,Additional Information,"
      "Listing Information,IMO Number,Committees,Control Date,Instrument of Designation,Targeted Financial "
      "Sanction,Travel Ban,Arms Embargo,Maritime Restriction\n"
      "9,TEST STAR,Vessel,Primary Name,,,,,,,Listed on 1 May 2025,IMO 9074729,Autonomous "
      "(Russia),2025-05-01,Instrument 2025,No,No,No,Yes\n"
      "10,Erika MUSTER,Individual,Primary Name,,1961,,,,,,,1718 (DPRK),2025-05-01,Instrument 2025,Yes,Yes,No,No\n"
      "10a,Rika,Individual,aka,Weak,1961,,,,,,,1718 (DPRK),2025-05-01,Instrument 2025,Yes,Yes,No,No\n";
  const auto outcome = Files{{"au.csv", csv}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(find_entity(*outcome, "au-dfat-9")->schema, "Vessel");
  EXPECT_EQ(joined(find_entity(*outcome, "au-dfat-9")->get("imoNumber")), "9074729");
  EXPECT_EQ(joined(find_designation(*outcome, "au-dfat-9-au")->measures), "services-ban");
  EXPECT_EQ(find_designation(*outcome, "au-dfat-9-au")->valid.from.to_string(), "2025-05-01");
  EXPECT_EQ(joined(find_designation(*outcome, "au-dfat-10-au")->measures), "asset-freeze | travel-ban");
  EXPECT_EQ(joined(find_entity(*outcome, "au-dfat-10")->get("weakAlias")), "Rika");
}

TEST(AuDfat, ReportsACellBehindTheLastColumn) {
  std::string wide = kOld + kRows;
  wide.insert(wide.find(",2014-12-15\n") + 11, ", ,surplus");
  const auto outcome = Files{{"au.csv", wide}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "surplus-cell"), 1U);
}

// A party is known to hold from the day of its first row; a day that cannot be read in another one is told all the
// same.
TEST(AuDfat, ReportsAControlDateOfAnyRow) {
  std::string odd = kOld + kRows;
  odd.replace(odd.rfind("24/02/2023"), 10, "soon");
  const auto outcome = Files{{"au.csv", odd}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unread-value"), 1U);
}

TEST(AuDfat, ReportsAndRefuses) {
  std::string odd = kOld + kRows;
  odd.replace(odd.find("8,Orbitwerk,Entity "), 19, "8,Orbitwerk,Hovercraft");
  auto outcome = Files{{"au.csv", odd}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_TRUE(outcome->counts.consistent());
  EXPECT_EQ(outcome->counts.reported, 2U);
  std::string renamed = kOld + kRows;
  renamed.replace(renamed.find("Citizenship"), 11, "Nationality");
  outcome = Files{{"au.csv", renamed}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kUnexpectedStructure);
  EXPECT_NE(outcome.error().message.find("Nationality"), std::string::npos);
  outcome = Files{{"au.csv", kOld}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kEmpty);
  outcome = Files{{"au.csv", kOld + kRows.substr(0, kRows.find("amended"))}}.read();
  EXPECT_FALSE(outcome.ok());  // a quote that is not closed: cut
}

TEST(AuDfatSnapshot, BothFormsSayTheSame) {
  const std::string csv = testing::shared_data("lists/au/regulation8_consolidated-2024-12.csv.xz");
  const std::string xlsx = testing::shared_data("lists/au/regulation8_consolidated-2024-12.xlsx");
  PENUMBRA_SKIP_WITHOUT(csv, "lists/au/regulation8_consolidated-2024-12.csv.xz");
  const auto a = Files{{"a", csv}}.read();
  const auto b = Files{{"b", xlsx}}.read();
  ASSERT_TRUE(a.ok()) << to_string(a.error());
  ASSERT_TRUE(b.ok()) << to_string(b.error());
  expect_sound(*a);
  EXPECT_EQ(a->counts, b->counts);
  EXPECT_EQ(a->counts.records_in, 9553U);  // counted with a CSV library of another language
  EXPECT_EQ(a->counts.mapped, 9553U);
  ASSERT_EQ(a->dataset.entities.size(), b->dataset.entities.size());
  for (std::size_t i = 0; i < a->dataset.entities.size(); ++i) {
    ASSERT_EQ(a->dataset.entities[i].id, b->dataset.entities[i].id);
    EXPECT_EQ(a->dataset.entities[i].get("alias"), b->dataset.entities[i].get("alias")) << a->dataset.entities[i].id;
    EXPECT_EQ(a->dataset.entities[i].get("birthDate"), b->dataset.entities[i].get("birthDate"))
        << a->dataset.entities[i].id;
  }
}

}  // namespace
}  // namespace penumbra::ingest
