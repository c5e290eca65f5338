// Full runs over the real snapshots of ../shared/data, with counts that are made without our parsers.
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

}  // namespace
}  // namespace penumbra::ingest
