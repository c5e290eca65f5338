#include <gtest/gtest.h>

#include "ingest/support.h"
#include "ingest/workbooks.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_entity;
using testing::joined;
using testing::text_rows;
using testing::workbook;

TEST(OwnList, ReadsColumnsByTheirNames) {
  const auto outcome =
      Files{{"mine.csv",
             "ID;Full Name;Aliases;Type;Date of birth;Country;innCode;Programme;Listed "
             "on;Ended;Measure;Remarks;#internal\n"
             "1;Max Muster;Maxi, Mäx;person;12.03.1961;Germany;7729507377;A;2022-03-01;;Asset freeze;seen in 2020;x\n"
             "2;Orbitwerk;;company;;RU;;;;;;;\n"
             "2;Orbit Werk;;company;;;;;;;;;\n"
             "3;Luft;;hovercraft;;;;;;;;;\n"
             "4;;;person;;;;;;;;;\n"}}
          .read("mine");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "own-list");
  EXPECT_EQ(outcome->counts.records_in, 5U);
  EXPECT_EQ(outcome->counts.reported, 2U);
  const model::Entity* person = find_entity(*outcome, "own-1");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("alias")), "Maxi | Mäx");
  EXPECT_EQ(joined(person->get("birthDate")), "1961-03-12");
  EXPECT_EQ(joined(person->get("country")), "de");
  EXPECT_EQ(joined(person->get("innCode")), "7729507377");
  EXPECT_EQ(joined(person->get("notes")), "seen in 2020");
  EXPECT_EQ(joined(find_entity(*outcome, "own-2")->get("alias")), "Orbit Werk");
  ASSERT_EQ(outcome->dataset.designations.size(), 2U);
  EXPECT_EQ(joined(outcome->dataset.designations[0].measures), "asset-freeze");
  EXPECT_EQ(outcome->dataset.designations[0].valid.from.to_string(), "2022-03-01");
  EXPECT_EQ(joined(outcome->lists), "own");
  EXPECT_EQ(count_findings(*outcome, "ignored-column"), 1U);
}

TEST(OwnList, ReadsColumnsAsTheUserNamesThem) {
  const std::string table = "Blocked party,Ref.,Passport numbers,Since\nMax Muster,77,P1; P2,1.3.2022\n";
  EXPECT_FALSE((Files{{"mine.csv", table}}.read("mine").ok()));
  const auto outcome =
      Files{{"mine.csv", table}, {"columns", "penumbra-columns 1\nblocked party = name\nRef.=ignore\nSince=listed\n"}}
          .read("mine");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  ASSERT_EQ(outcome->dataset.entities.size(), 1U);
  EXPECT_EQ(outcome->dataset.entities[0].first("name"), "Max Muster");
  EXPECT_EQ(joined(outcome->dataset.entities[0].get("passportNumber")), "P1 | P2") << "who has a passport is a person";
  ASSERT_EQ(outcome->dataset.designations.size(), 1U);
  EXPECT_EQ(outcome->dataset.designations[0].valid.from.to_string(), "2022-03-01");
  for (const auto& [map, message] : {std::pair<std::string, std::string>{"Name=name", "no column"},
                                     {"Blocked party=hat size", "no meaning"},
                                     {"name", "which column"},
                                     {"since=ended", "twice"}}) {
    const auto bad =
        Files{{"mine.csv", table},
              {"columns", "penumbra-columns 1\nBlocked party=name\nRef.=ignore\nSince=listed\n" + map + "\n"}}
            .read("mine");
    ASSERT_FALSE(bad.ok()) << map;
    EXPECT_NE(bad.error().message.find(message), std::string::npos) << bad.error().message;
    EXPECT_FALSE(bad.error().fix.empty());
  }
}

// "Until" and "expires" name the last day, "delisted" the first day without.
TEST(OwnList, TellsLastDaysFromDaysOfRemoval) {
  for (const auto& [header, first_free] : {std::pair<std::string, std::string>{"until", "2024-03-16"},
                                           {"Expires", "2024-03-16"},
                                           {"through", "2024-03-16"},
                                           {"end date", "2024-03-16"},
                                           {"delisted", "2024-03-15"},
                                           {"ended", "2024-03-15"}}) {
    const auto outcome = Files{{"mine.csv", "name,listed," + header + "\nMax Muster,2022-01-02,2024-03-15\n"}}.read();
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    EXPECT_EQ(outcome->dataset.designations[0].valid.to.to_string(), first_free) << header;
  }
  const auto month = Files{{"mine.csv", "name,expires\nMax Muster,2024-03\n"}}.read();
  ASSERT_TRUE(month.ok());
  EXPECT_EQ(month->dataset.designations[0].valid.to.to_string(), "2024-04-01") << "through the last day of the month";
}

TEST(OwnList, ReadsOtherEncodingsAndSaysSo) {
  const auto outcome = Files{{"mine.csv",
                              "\xC8\xEC\xFF;\xD2\xE8\xEF;\xCF\xF0\xE8\xEC\xE5\xF7\xE0\xED\xE8\xE5\n"
                              "\xD2\xE5\xF1\xF2\xEE\xE2\xE0 \xCC\xE0\xF0\xE8\xFF;person;\xF2\xE5\xF1\xF2\n"}}
                           .read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  ASSERT_EQ(outcome->dataset.entities.size(), 1U);
  EXPECT_EQ(outcome->dataset.entities[0].first("name"), "Тестова Мария");
  ASSERT_EQ(outcome->notes.size(), 1U);
  EXPECT_NE(outcome->notes[0].find("windows-1251"), std::string::npos);
}

TEST(OwnList, ReadsSheetsOfAWorkbook) {
  const std::string bytes =
      workbook({{"People", text_rows({{"My list of 2026"}, {"name", "kind"}, {"Max Muster", "person"}})},
                {"Ships", text_rows({{"name", "imo"}, {"TEST STAR", "9074729"}}), "", "hidden"},
                {"Notes", text_rows({{"something else"}})}});
  const auto outcome = Files{{"mine.xlsx", bytes}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->dataset.entities.size(), 2U);
  EXPECT_EQ(outcome->counts.ignored, 1U);
  EXPECT_EQ(outcome->dataset.entities[1].schema, "Vessel");
  EXPECT_EQ(outcome->dataset.entities[1].evidence.record, "mine.xlsx:Ships:2");
  EXPECT_EQ(outcome->notes.size(), 2U) << joined(outcome->notes);
}

TEST(OwnList, IsNotTakenForATableOfAModel) {
  for (const char* header : {"id,name,schema,birthDate,nationality", "id,name,schema,country,aliases"}) {
    const auto outcome = Files{{"mine.csv", std::string(header) + "\n1,Max Muster,Person,,\n"}}.read();
    ASSERT_TRUE(outcome.ok()) << header << ": " << to_string(outcome.error());
    EXPECT_EQ(outcome->format, "own-list") << header;
    EXPECT_EQ(outcome->dataset.entities[0].schema, "Person");
  }
  // A model whose table has lost its source, or misspells it, is told so.
  const std::string sources = "id,kind,title,publisher,checked\ns,page,T,P,2026-01-01\n";
  for (const Files& files :
       {Files{{"entities.csv", "id,name,schema,sorce\n1,Max Muster,Person,s\n"}},
        Files{{"entities.csv", "id,name,schema\n1,Max Muster,Person\n"}, {"sources.csv", sources}}}) {
    const auto outcome = files.read();
    ASSERT_FALSE(outcome.ok());
    EXPECT_NE(to_string(outcome.error()).find("source"), std::string::npos) << to_string(outcome.error());
  }
}

TEST(OwnList, RefusesWithAClearWord) {
  struct Case {
    std::string bytes;
    ErrorCode code;
    const char* says;
  };
  const Case cases[] = {
      {"id,name,kind,shoe size\n1,A,person,44\n", ErrorCode::kUnexpectedStructure, "shoe size"},
      {"id,name,full name,kind\n1,A,B,person\n", ErrorCode::kUnexpectedStructure, "two columns"},
      {"id,name,kind\n", ErrorCode::kEmpty, "no row"},
      {"id,name,kind\n1,\"A,person\n", ErrorCode::kSyntax, ""},
      {"<html><title>Blocked</title></html>", ErrorCode::kUnexpectedStructure, "HTML"},
  };
  for (const Case& c : cases) {
    const auto outcome = Files{{"mine.csv", c.bytes}}.read();
    ASSERT_FALSE(outcome.ok()) << c.bytes;
    EXPECT_EQ(outcome.error().code, c.code) << to_string(outcome.error());
    EXPECT_NE(outcome.error().message.find(c.says), std::string::npos) << to_string(outcome.error());
    EXPECT_FALSE(outcome.error().fix.empty());
  }
}

}  // namespace
}  // namespace penumbra::ingest
