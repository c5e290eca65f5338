// Full runs over the real snapshots of ../shared/data, with counts that are made without our parsers.
#include <filesystem>
#include <string>

#include "ingest/hostile.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;

TEST(UnSnapshot, EveryEntryIsAccountedFor) {
  struct Case {
    const char* path;
    const char* day;
  };
  for (const Case& c : {Case{"lists/un/un-consolidated-2016-02-11.xml.xz", "2016-02-11"},
                        Case{"lists/un/un-consolidated-2024-11-30.xml.xz", "2024-11-30"},
                        Case{"lists/un/un-consolidated-2025-11-20.xml.xz", "2025-11-20"}}) {
    const std::string bytes = testing::shared_data(c.path);
    PENUMBRA_SKIP_WITHOUT(bytes, c.path);
    const auto outcome = Files{{"un.xml", bytes}}.read();
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    expect_sound(*outcome);
    const std::uint64_t entries = testing::count_text(bytes, "<DATAID>");
    EXPECT_EQ(outcome->published.to_string(), c.day);
    EXPECT_EQ(outcome->counts.records_in, entries);
    EXPECT_EQ(outcome->counts.mapped, entries);
    EXPECT_EQ(outcome->dataset.designations.size(), entries);
    EXPECT_EQ(outcome->findings.count(model::FindingLevel::kError), 0U);
    // Every reference number is in a designation, and no alias with a name is lost.
    std::uint64_t references = 0;
    for (const model::Designation& act : outcome->dataset.designations)
      references += act.note.find("UN reference ") == std::string::npos ? 0U : 1U;
    EXPECT_EQ(references, testing::count_text(bytes, "<REFERENCE_NUMBER>"));
    std::uint64_t weak = 0;
    for (const model::Entity& entity : outcome->dataset.entities) weak += entity.get("weakAlias").size();
    EXPECT_GE(weak, testing::count_text(bytes, "<QUALITY>Low</QUALITY>") * 9 / 10);
    EXPECT_LE(outcome->findings.count(model::FindingLevel::kWarning), entries / 20);
  }
}

TEST(UkSnapshot, EveryRowIsAccountedFor) {
  struct Case {
    const char* path;
    const char* format;
    std::uint64_t rows;     // counted with a spreadsheet's CSV reader
    std::uint64_t parties;  // distinct numbers in the column of the party
  };
  for (const Case& c : {Case{"lists/uk/ofsi-conlist-2016-03-23.csv.xz", "uk-ofsi-csv", 8746, 1924},
                        Case{"lists/uk/ofsi-conlist-2022-05-04.csv.xz", "uk-ofsi-csv", 15261, 3430},
                        Case{"lists/uk/uksl-search-export-2025-08-11.csv.xz", "uk-sanctions-csv", 5302, 5302},
                        Case{"lists/uk/uksl-xml-fragment-2026-08.xml", "uk-sanctions-xml", 3, 3}}) {
    const std::string bytes = testing::shared_data(c.path);
    PENUMBRA_SKIP_WITHOUT(bytes, c.path);
    const auto outcome = Files{{c.path, bytes}}.read();
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    expect_sound(*outcome);
    EXPECT_EQ(outcome->format, c.format);
    EXPECT_EQ(outcome->counts.records_in, c.rows) << c.path;
    EXPECT_EQ(outcome->counts.mapped, c.rows) << c.path;
    std::uint64_t parties = 0;
    std::uint64_t unnamed = 0;
    for (const model::Entity& entity : outcome->dataset.entities) {
      if (entity.schema == "Passport" || entity.schema == "Identification") continue;
      ++parties;
      unnamed += model::names_of(entity).empty() ? 1U : 0U;
    }
    EXPECT_EQ(parties, c.parties) << c.path;
    EXPECT_LE(unnamed, 2U) << c.path;  // two entries of the export have an empty name
    EXPECT_GE(outcome->dataset.designations.size(), parties);
    EXPECT_EQ(outcome->findings.count(model::FindingLevel::kError), 0U);
  }
}

TEST(EuFsfOldSnapshot, EveryEntityAndRowIsAccountedFor) {
  const std::string xml = testing::shared_data("lists/eu-fsf/fsf-xml-1.0-2016-02-11-excerpt.xml.xz");
  PENUMBRA_SKIP_WITHOUT(xml, "lists/eu-fsf/fsf-xml-1.0-2016-02-11-excerpt.xml.xz");
  const auto old = Files{{"eu.xml", xml}}.read();
  ASSERT_TRUE(old.ok()) << to_string(old.error());
  expect_sound(*old);
  EXPECT_EQ(old->counts.records_in, testing::count_text(xml, "<ENTITY "));
  EXPECT_EQ(old->counts.mapped, old->counts.records_in);
  EXPECT_EQ(old->published.to_string(), "2016-02-11");
  EXPECT_LE(old->findings.count(model::FindingLevel::kWarning), 1U);  // Yugoslavia's code of three letters
  std::uint64_t names = 0;
  for (const model::Entity& entity : old->dataset.entities) names += model::names_of(entity).size();
  EXPECT_GT(names, testing::count_text(xml, "<NAME ") * 9 / 10);

  const std::string csv = testing::shared_data("lists/eu-fsf/fsf-csv-1.0-2018-07-04-excerpt.csv");
  PENUMBRA_SKIP_WITHOUT(csv, "lists/eu-fsf/fsf-csv-1.0-2018-07-04-excerpt.csv");
  const auto rows = Files{{"eu.csv", csv}}.read();
  ASSERT_TRUE(rows.ok()) << to_string(rows.error());
  expect_sound(*rows);
  EXPECT_EQ(rows->counts.records_in, 999U);  // counted with a spreadsheet's CSV reader
  EXPECT_EQ(rows->counts.mapped, 999U);
  const auto findings = rows->findings.sorted();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].key, "renamed-column") << "the first column of this file is called Date_filexxxx";
  std::uint64_t parties = 0;
  for (const model::Entity& entity : rows->dataset.entities)
    parties += entity.id.find("-doc-") == std::string::npos ? 1U : 0U;
  EXPECT_EQ(parties, 93U);  // distinct numbers in the second column
}

TEST(EuOjSnapshot, EveryRowOfEveryTableIsAccountedFor) {
  const std::string folder = std::string(PENUMBRA_SOURCE_DIR) + "/../shared/data/lists/eu-oj";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is absent; this test reads real lists";
  Files files;
  std::size_t count = 0;
  for (const char* part : {"consolidated", "amendments"}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder + "/" + part)) {
      const std::string name = entry.path().filename().string();
      files.add(name, testing::shared_data(std::string("lists/eu-oj/") + part + "/" + name));
      ++count;
    }
  }
  EXPECT_EQ(count, 45U);
  const auto outcome = files.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "eu-oj-csv");
  EXPECT_EQ(outcome->counts.records_in, 7944U);  // 7,713 and 231, counted with a spreadsheet's CSV reader
  EXPECT_EQ(outcome->counts.mapped, 7944U);
  std::uint64_t vessels = 0;
  std::uint64_t annex_iv = 0;
  for (const model::Entity& entity : outcome->dataset.entities) vessels += entity.schema == "Vessel" ? 1U : 0U;
  for (const model::Designation& act : outcome->dataset.designations) annex_iv += act.list == "eu-833-iv" ? 1U : 0U;
  EXPECT_EQ(vessels, 708U);
  EXPECT_EQ(annex_iv, 921U);
  EXPECT_EQ(outcome->findings.count(model::FindingLevel::kError), 0U);
}

TEST(SecoSnapshot, EveryTargetIsAccountedFor) {
  const std::string bytes = testing::shared_data("lists/ch/seco-xml-fragment-2026-08-27.xml");
  PENUMBRA_SKIP_WITHOUT(bytes, "lists/ch/seco-xml-fragment-2026-08-27.xml");
  const auto outcome = Files{{"ch.xml", bytes}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.mapped, testing::count_text(bytes, "<target ssid"));
  EXPECT_EQ(count_findings(*outcome, "unknown-field"), 0U);
  EXPECT_EQ(count_findings(*outcome, "unmapped-measure"), 0U);
}

}  // namespace
}  // namespace penumbra::ingest
