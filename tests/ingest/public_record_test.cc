// Days of designations that anybody can look up in the acts themselves, against what the readers make of the real
// snapshots: the day from which a listing holds, and removals that show between two versions. The days come from the
// acts (Official Journal, Federal Register, UN press releases, notices of HM Treasury), not from the files.
#include <map>
#include <string>

#include "ingest/hostile.h"

namespace penumbra::ingest {
namespace {

using testing::Files;

struct Listing {
  const char* file;  // under ../shared/data
  const char* list;
  const char* name;  // of the listed party, as one of its names has it
  const char* from;
};

const model::Designation* find_listing(const ReadOutcome& outcome, std::string_view list, std::string_view name) {
  for (const model::Entity& entity : outcome.dataset.entities) {
    bool named = false;
    for (const model::EntityName& one : model::names_of(entity)) named = named || one.text == name;
    if (!named) continue;
    for (const model::Designation& act : outcome.dataset.designations) {
      if (act.entity == entity.id && act.list == list) return &act;
    }
  }
  return nullptr;
}

constexpr const char* kUkOfsi = "lists/uk/ofsi-conlist-2022-05-04.csv.xz";
constexpr const char* kUkList = "lists/uk/uksl-search-export-2025-08-11.csv.xz";
constexpr const char* kEu269 = "lists/eu-oj/consolidated/32014R0269.csv.xz";
constexpr const char* kEu833 = "lists/eu-oj/consolidated/32014R0833.csv.xz";
constexpr const char* kUn2024 = "lists/un/un-consolidated-2024-11-30.xml.xz";
constexpr const char* kUn2025 = "lists/un/un-consolidated-2025-11-20.xml.xz";
constexpr const char* kCons = "lists/us-ofac/cons/2019-03-14-all-formats/cons_advanced.xml.xz";
constexpr const char* kEnhanced = "lists/us-ofac/enhanced/CONS_ENHANCED-2025-01-10.xml.xz";
constexpr const char* kCsl = "lists/us-csl/consolidated-2022-04.csv.xz";
constexpr const char* kCanada = "lists/ca/sema-lmes-2025-05.xml.xz";
constexpr const char* kAustralia = "lists/au/regulation8_consolidated-2024-12.csv.xz";

TEST(PublicRecord, ListingsHoldFromTheDayOfTheirAct) {
  std::map<std::string, ReadOutcome> read;
  std::size_t checked = 0;
  for (const Listing& one : {
           // Implementing Regulations of 17 March and 25 July 2014, 25 February 2022, 13 April 2023
           Listing{kEu269, "eu-269", "Sergey Valeryevich AKSYONOV", "2014-03-17"},
           {kEu269, "eu-269", "Ramzan Akhmadovitch KADYROV", "2014-07-25"},
           {kEu269, "eu-269", "Vladimir Vladimirovich PUTIN", "2022-02-25"},
           {kEu269, "eu-269", "Sergey Viktorovich LAVROV", "2022-02-25"},
           {kEu269, "eu-269", "Bank Rossiya", "2022-02-23"},
           {kEu269, "eu-269", "Wagner Group", "2023-04-13"},
           // Regulation (EU) No 960/2014, in force on 12 September 2014; (EU) 2022/328 of 25 February 2022
           {kEu833, "eu-833-iv", "JSC Sirius", "2014-09-12"},
           {kEu833, "eu-833-iv", "JSC Kalashnikov", "2014-09-12"},
           {kEu833, "eu-833-iv", "OAO Almaz Antey", "2014-09-12"},
           {kEu833, "eu-833-iv", "Rosoboronexport OJSC (ROE)", "2022-02-25"},
           // Annex III states no days; the regulation is of 2014
           {kEu833, "eu-833-finance", "SBERBANK", ">2013"},
           // Notices of HM Treasury
           {kUkOfsi, "uk", "Vladimir PUTIN", "2022-02-25"},
           {kUkOfsi, "uk", "Gennadi Nikolayevich TIMCHENKO", "2022-02-22"},
           {kUkOfsi, "uk", "Roman ABRAMOVICH", "2022-03-10"},
           {kUkOfsi, "uk", "Oleg Yurievich TINKOV", "2022-03-24"},
           {kUkList, "uk", "ABRAMOVICH Roman Arkadyevich", "2022-03-10"},
           // UN: SC/6996 of 25 January 2001 (AIMAN ... is QDi.006), SC/11063 of 24 July 2013, SC/11638 of 7 November
           // 2014
           {kUn2024, "un", "AIMAN MUHAMMED RABI AL-ZAWAHIRI", "2001-01-25"},
           {kUn2024, "un", "SIRAJUDDIN JALLALOUDINE HAQQANI", "2007-09-13"},
           {kUn2024, "un", "ABU MOHAMMED AL-JAWLANI", "2013-07-24"},
           {kUn2024, "un", "ABD AL-KHALIQ AL-HOUTHI", "2014-11-07"},
           {kUn2025, "un", "RI JE-SON", "2009-07-16"},
           // OFAC: directives of 16 July and 12 September 2014; SDN on 6 April 2022; CMIC named 3 June, effective 2
           // August 2021
           {kCons, "us-ssi-2", "Open Joint-Stock Company Rosneft Oil Company", "2014-07-16"},
           {kCons, "us-ssi-1", "Sberbank of Russia", "2014-09-12"},
           {kEnhanced, "us-sdn", "PUBLIC JOINT STOCK COMPANY SBERBANK OF RUSSIA", "2022-04-06"},
           {kEnhanced, "us-cmic", "HUAWEI TECHNOLOGIES CO., LTD.", "2021-08-02"},
           // BIS: 84 FR 22961 of 21 May 2019; 85 FR 83416, effective 18 December 2020
           {kCsl, "us-el", "Huawei Technologies Co., Ltd. (Huawei)", "2019-05-21"},
           {kCsl, "us-el", "Semiconductor Manufacturing International Corporation (SMIC)", "2020-12-18"},
           // SOR of 28 February 2022; instrument of 28 February 2022, which Australia's list dates by its last change
           // only
           {kCanada, "ca", "Sergei Viktorovich LAVROV", "2022-02-28"},
           {kAustralia, "au", "Vladimir Vladimirovich PUTIN", "<2022-03-01"},
       }) {
    const std::string bytes = testing::shared_data(one.file);
    PENUMBRA_SKIP_WITHOUT(bytes, one.file);
    auto found = read.find(one.file);
    if (found == read.end()) {
      // eu-oj tables carry no day; their name does not matter either.
      auto outcome = Files{{"file", bytes}}.read();
      ASSERT_TRUE(outcome.ok()) << one.file << ": " << to_string(outcome.error());
      found = read.emplace(one.file, std::move(*outcome)).first;
    }
    const model::Designation* act = find_listing(found->second, one.list, one.name);
    ASSERT_NE(act, nullptr) << one.name << " in " << one.file;
    EXPECT_EQ(act->valid.from.to_string(), one.from) << one.name << " in " << one.file;
    ++checked;
  }
  EXPECT_GE(checked, 25U);
}

bool holds(const char* file, std::string_view name) {
  const std::string bytes = testing::shared_data(file);
  const auto outcome = Files{{"file", bytes}}.read();
  EXPECT_TRUE(outcome.ok()) << file;
  if (!outcome.ok()) return false;
  for (const model::Entity& entity : outcome->dataset.entities) {
    for (const model::EntityName& one : model::names_of(entity)) {
      if (one.text == name) return true;
    }
  }
  return false;
}

// Resolution 2799 (2025) of 6 November 2025; OFAC's press release of 31 July 2019; a notice of HM Treasury of 20 July
// 2023; the return of the Iranian entries in September 2025.
TEST(PublicRecord, RemovalsAndAdditionsShowBetweenVersions) {
  PENUMBRA_SKIP_WITHOUT(testing::shared_data(kUn2025), kUn2025);
  EXPECT_TRUE(holds(kUn2024, "ABU MOHAMMED AL-JAWLANI"));
  EXPECT_FALSE(holds(kUn2025, "ABU MOHAMMED AL-JAWLANI"));
  EXPECT_FALSE(holds(kUn2024, "BANK SEPAH AND BANK SEPAH INTERNATIONAL"));
  EXPECT_TRUE(holds(kUn2025, "BANK SEPAH AND BANK SEPAH INTERNATIONAL"));
  EXPECT_TRUE(holds(kUkOfsi, "Oleg Yurievich TINKOV"));
  EXPECT_FALSE(holds(kUkList, "TINKOV Oleg Yurievich"));
  EXPECT_FALSE(holds("lists/us-ofac/sdn-legacy/2019-07-25/sdn.csv.xz", "Mohammad Javad ZARIF"));
  EXPECT_TRUE(holds("lists/us-ofac/sdn-legacy/2019-08/sdn.csv.xz", "Mohammad Javad ZARIF"));
}

}  // namespace
}  // namespace penumbra::ingest
