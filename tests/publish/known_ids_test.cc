// A source that goes over from OFSI's consolidated list to the UK Sanctions List, which numbers the same parties anew.
#include "publish/known_ids.h"

#include <gtest/gtest.h>

#include "ingest/reader.h"
#include "publish/import.h"
#include "publish/lists.h"
#include "store/snapshot.h"
#include "store/store.h"
#include "store/temporary_folder.h"

namespace penumbra::publish {
namespace {

std::string ofsi(int first, int count) {
  std::string out =
      "Last Updated,04/05/2022\n"
      "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,"
      "Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,"
      "National Identification Number,National Identification Details,Position,Address 1,Address 2,Address 3,"
      "Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,"
      "Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID\n";
  for (int i = first; i < first + count; ++i) {
    const std::string number = std::to_string(i);
    out += "MUSTER,Max " + number + ",,,,,,,,,01/02/1961,,,,P" + number +
           ",(Germany) issued on 3 May 2001,,,,,,,,,,,,(UK Sanctions List Ref):RUS" + number +
           ".,Individual,Primary name,,Russia,22/02/2022,22/02/2022,22/02/2022," + number + "\n";
  }
  return out;
}

std::string uk_list(int first, int count) {
  std::string out =
      "Unique ID,OFSI Group ID,Name,Regime Name,Type,Designation source,Date Designated,Sanctions Imposed\n";
  for (int i = first; i < first + count; ++i) {
    const std::string number = std::to_string(i);
    out += "RUS" + number + "," + number + ",Max " + number +
           " MUSTER,The Russia (Sanctions) (EU Exit) Regulations 2019,Individual,UK,22-02-2022,Asset freeze\n";
  }
  return out;
}

class KnownIdsTest : public ::testing::Test {
 protected:
  ImportOutcome import(const std::string& bytes, const std::string& day) {
    ImportRequest request;
    request.store = folder_.path("store");
    request.source = "uk";
    request.files = {write(folder_.path("list-" + day + ".csv"), bytes)};
    request.published = PartialDate::parse(day).value();
    auto result = import_files(request);
    EXPECT_TRUE(result.ok()) << to_string(result.error());
    return result.ok() ? std::move(result).value() : ImportOutcome{};
  }
  std::vector<store::Listing> listings(const std::string& id, const std::string& day) const {
    const auto store = store::Store::open(folder_.path("store")).value();
    store::SnapshotQuery query;
    query.as_of = Date::parse(day).value();
    return store::Snapshot::open(store, query).value()->listings_of(id).value();
  }
  store::TemporaryFolder folder_;
};

TEST_F(KnownIdsTest, PartiesKeepTheirIdsAcrossTheChange) {
  EXPECT_EQ(import(ofsi(13000, 60), "2026-01-05").result, ImportResult::kPublished);
  // One is gone, three are new, one of these with a number that OFSI never gave.
  std::string list = uk_list(13001, 62) + "RUS9999,,Fern AG,Russia,Entity,UK,01-02-2026,Trust services sanctions\n";
  const ImportOutcome changed = import(list, "2026-02-02");
  ASSERT_EQ(changed.result, ImportResult::kPublished) << to_string(changed.held_error());
  EXPECT_EQ(changed.version.reader, "uk-sanctions-csv");
  EXPECT_EQ(changed.added, 4U);
  ASSERT_EQ(listings("uk-ofsi-13001", "2026-02-03").size(), 1U);
  const model::Designation kept = listings("uk-ofsi-13001", "2026-02-03")[0].designation;
  EXPECT_TRUE(kept.id.starts_with("uk-ofsi-13001-")) << kept.id;
  EXPECT_NE(kept.note.find("UK reference RUS13001"), std::string::npos);
  EXPECT_TRUE(listings("uk-rus13001", "2026-02-03").empty());
  EXPECT_EQ(listings("uk-rus13061", "2026-02-03").size(), 1U) << "new: called as the file calls it";
  EXPECT_TRUE(listings("uk-ofsi-13000", "2026-02-03").empty());
  // The next day's list goes on with the same ids, and its removals show.
  const ImportOutcome next = import(uk_list(13001, 30), "2026-02-03");
  EXPECT_EQ(next.result, ImportResult::kHeld);
  EXPECT_EQ(next.removed, 33U);
}

TEST_F(KnownIdsTest, WhatIsGoneInTheOtherFormIsHeld) {
  EXPECT_EQ(import(ofsi(13000, 200), "2026-01-05").result, ImportResult::kPublished);
  // As many parties as before, and a third of those of before are gone.
  const ImportOutcome held = import(uk_list(13070, 220), "2026-02-02");
  EXPECT_EQ(held.result, ImportResult::kHeld);
  EXPECT_EQ(held.needs, 2U);
  EXPECT_NE(held.held_error().message.find("70 of the 200 listed parties"), std::string::npos)
      << held.held_error().message;
  // Whoever is new is found at once, and nobody is lost meanwhile.
  EXPECT_EQ(listings("uk-rus13289", "2026-02-03").size(), 1U);
  EXPECT_EQ(listings("uk-ofsi-13000", "2026-02-03").size(), 1U);
}

// A list of the past, given later: its parties are called as those of the list that is there.
TEST_F(KnownIdsTest, TheOlderFormGivenLater) {
  EXPECT_EQ(import(uk_list(13000, 60), "2026-02-02").result, ImportResult::kPublished);
  EXPECT_EQ(import(ofsi(13000, 60), "2026-01-05").result, ImportResult::kPublished);
  EXPECT_EQ(listings("uk-rus13000", "2026-01-06").size(), 1U);
  EXPECT_EQ(listings("uk-rus13000", "2026-02-03").size(), 1U);
  EXPECT_TRUE(listings("uk-ofsi-13000", "2026-01-06").empty());
}

// A form without a common number: nothing shows who is gone, so a person looks, and the new parties are found
// meanwhile.
TEST_F(KnownIdsTest, AFormWithoutCommonIdsIsHeldAndOverlaid) {
  EXPECT_EQ(import(ofsi(13000, 60), "2026-01-05").result, ImportResult::kPublished);
  std::string list = uk_list(13000, 60);
  for (int i = 13000; i < 13060; ++i) {
    const std::string number = "," + std::to_string(i) + ",";
    list.replace(list.find(number), number.size(), ",,");
  }
  const ImportOutcome held = import(list, "2026-02-02");
  EXPECT_EQ(held.result, ImportResult::kHeld);
  EXPECT_EQ(held.needs, 1U);
  EXPECT_NE(held.held_error().message.find("none of the 60 listed parties"), std::string::npos);
  EXPECT_EQ(listings("uk-rus13007", "2026-02-03").size(), 1U);
  EXPECT_EQ(listings("uk-ofsi-13007", "2026-02-03").size(), 1U);
}

// An id goes to one party, and one that the list itself uses stays where it is.
TEST_F(KnownIdsTest, AnIdGoesToOneParty) {
  EXPECT_EQ(import(ofsi(13000, 3), "2026-01-05").result, ImportResult::kPublished);
  const std::string list = uk_list(13000, 3) + "RUS7,13000,Second Entry,Russia,Entity,UK,01-02-2026,Asset freeze\n";
  EXPECT_EQ(import(list, "2026-02-02").result, ImportResult::kPublished);
  EXPECT_EQ(listings("uk-ofsi-13000", "2026-02-03").size(), 1U);
  EXPECT_EQ(listings("uk-rus7", "2026-02-03").size(), 1U);
}

}  // namespace
}  // namespace penumbra::publish
