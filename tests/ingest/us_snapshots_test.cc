// Full runs over every real US snapshot. The expected number of records is counted here from the bytes, by other means
// than the readers': start tags, lines, quoted rows, and members of JSON records.
#include <functional>
#include <string>

#include "ingest/expected_shape.h"
#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::shared_data;

std::uint64_t occurrences(const std::string& bytes, const std::string& words) {
  std::uint64_t out = 0;
  for (std::size_t at = bytes.find(words); at != std::string::npos; at = bytes.find(words, at + words.size())) ++out;
  return out;
}

// Rows of a table: line ends outside quotes, empty lines and the end mark not counted.
std::uint64_t rows(const std::string& bytes) {
  std::uint64_t out = 0;
  bool quoted = false;
  bool filled = false;
  for (const char c : bytes) {
    if (c == '"') quoted = !quoted;
    if (c == '\n' && !quoted) {
      out += filled ? 1 : 0;
      filled = false;
    } else if (c != '\r' && c != '\n' && c != '\x1A') {
      filled = true;
    }
  }
  return out + (filled ? 1 : 0);
}

struct Snapshot {
  std::vector<std::string> files;
  std::string format;
  std::function<std::uint64_t(const std::string&)> count;  // per file
  std::uint64_t max_reported = 0;                          // records that the source itself broke
  bool whole = true;                                       // the expected shape applies
};

std::uint64_t header_and_rows(const std::string& bytes) {
  return rows(bytes) - 1;
}
std::uint64_t sdn_entries(const std::string& bytes) {
  return occurrences(bytes, "<sdnEntry>");
}
std::uint64_t enhanced_entities(const std::string& bytes) {
  return occurrences(bytes, "<entity id=");
}
std::uint64_t named_entities(const std::string& bytes) {
  return occurrences(bytes, "\"name\":");
}

std::vector<Snapshot> snapshots() {
  const std::string ofac = "lists/us-ofac/";
  const std::string old = ofac + "cons/2019-03-14-all-formats/";
  const std::string legacy = ofac + "sdn-legacy/";
  std::vector<Snapshot> out = {
      {{ofac + "cons/consolidated-2017-06-20.xml.xz"}, "ofac-sdn-xml", sdn_entries},
      {{ofac + "cons/consolidated-2022-03-24.xml.xz"}, "ofac-sdn-xml", sdn_entries},
      {{ofac + "cons/consolidated-2024-05-06.xml.xz"}, "ofac-sdn-xml", sdn_entries},
      {{old + "consolidated.xml.xz"}, "ofac-sdn-xml", sdn_entries},
      {{ofac + "enhanced/CONS_ENHANCED-2025-01-10.xml.xz"}, "ofac-enhanced-xml", enhanced_entities},
      {{old + "cons_prim.del", old + "cons_alt.del", old + "cons_add.del"}, "ofac-csv", rows},
      {{old + "cons_prim.pip", old + "cons_alt.pip", old + "cons_add.pip"}, "ofac-csv", rows},
      {{old + "cons_prim.ff.xz", old + "cons_alt.ff.xz", old + "cons_add.ff.xz"}, "ofac-csv", rows},
      {{ofac + "cons/2019-07-25/cons_prim.csv", ofac + "cons/2019-07-25/cons_alt.csv",
        ofac + "cons/2019-07-25/cons_add.csv"},
       "ofac-csv",
       rows},
      {{legacy + "2019-01/cons_prim.csv", legacy + "2019-01/cons_alt.csv", legacy + "2019-01/cons_add.csv",
        legacy + "2019-01/cons_comments.csv"},
       "ofac-csv",
       rows},
      {{legacy + "2019-07-25/sdn.csv.xz", legacy + "2019-07-25/alt.csv.xz", legacy + "2019-07-25/add.csv.xz"},
       "ofac-csv",
       rows},
      {{legacy + "2019-08/sdn.csv.xz", legacy + "2019-08/alt.csv.xz", legacy + "2019-08/add.csv.xz"}, "ofac-csv", rows},
      {{legacy + "2022-01/sdn.csv.xz", legacy + "2022-01/alt.csv.xz", legacy + "2022-01/add.csv.xz"},
       "ofac-csv",
       rows,
       2},
      {{legacy + "2023-07-24/sdn.csv.xz", legacy + "2023-07-24/alt.csv.xz", legacy + "2023-07-24/add.csv.xz"},
       "ofac-csv",
       rows},
      {{ofac + "sdn-history/base-2021-08-18.sdn.csv.xz"}, "ofac-csv", rows, 0, false},  // one file of the set
      {{"lists/us-csl/consolidated-2022-04.csv.xz"}, "us-csl-csv", header_and_rows},
      {{"lists/us-bis/dpl-2018-08-03.txt"}, "us-dpl-txt", header_and_rows},
      {{"lists/us-bis/dpl-2019-06-12.txt"}, "us-dpl-txt", header_and_rows},
  };
  for (const std::string name : {"dod_1260h_history", "inksna", "mieu", "section_1286", "section_154", "section_353",
                                 "section_5949", "section_889"}) {
    out.push_back({{"lists/us-other/opensanctions/" + name + ".csv"}, "us-acts-csv", header_and_rows});
  }
  for (const std::string name :
       {"bis_dpl-2026-07.json", "bis_entity_list-2026-07.json.xz", "bis_meu-2026-07.json", "cbp_wro-2026-07.json",
        "dhs_uflpa-2026-07.json", "dow_1260h-2026-07.json", "dow_1286-2026-07.json", "fcc_covered-2026-07.json",
        "ofac_eo14032_annex-2026-07.json", "ofac_nscmic-2026-07.json", "state_debarred_admin-2026-07.json",
        "state_debarred_statutory-2026-07.json", "state_nonproliferation-2026-07.json"}) {
    out.push_back({{"lists/us-other/" + name}, "named-party-json", named_entities});
  }
  return out;
}

class UsSnapshots : public ::testing::TestWithParam<Snapshot> {};

TEST_P(UsSnapshots, EveryRecordIsMappedOrReported) {
  const Snapshot& snapshot = GetParam();
  Files files;
  std::uint64_t expected = 0;
  for (const std::string& path : snapshot.files) {
    const std::string bytes = shared_data(path);
    PENUMBRA_SKIP_WITHOUT(bytes, path);
    expected += snapshot.count(bytes);
    files.add(path.substr(path.rfind('/') + 1), bytes);
  }
  const auto outcome = files.read("test");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->format, snapshot.format);
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, expected);
  EXPECT_LE(outcome->counts.reported, snapshot.max_reported);
  EXPECT_EQ(outcome->counts.ignored, 0U);
  EXPECT_FALSE(outcome->dataset.designations.empty());
  // What the tables must know, because it stands in real lists.
  for (const char* key : {"unmapped-programme", "unmapped-measure", "unknown-list", "unknown-field", "unknown-feature",
                          "unknown-document", "unknown-relation", "unknown-alias-type", "no-such-property"}) {
    EXPECT_EQ(count_findings(*outcome, key), 0U) << key;
  }
  if (!snapshot.whole) return;
  for (const ShapeFault& fault : check_shape(*outcome)) ADD_FAILURE() << fault.sentence;
}

INSTANTIATE_TEST_SUITE_P(All, UsSnapshots, ::testing::ValuesIn(snapshots()), [](const auto& one) {
  std::string name = one.param.files.front();
  name = name.substr(name.find('/') + 1);
  for (char& c : name) c = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? c : '_';
  return name;
});

// Six editions of one day hold the same parties, names and listings.
TEST(UsSnapshotEditions, AllEditionsOfOneDayHoldTheSameParties) {
  const std::string old = "lists/us-ofac/cons/2019-03-14-all-formats/";
  const std::vector<std::vector<std::string>> editions = {{"cons_prim.pip", "cons_alt.pip", "cons_add.pip"},
                                                          {"cons_prim.del", "cons_alt.del", "cons_add.del"},
                                                          {"cons_prim.ff.xz", "cons_alt.ff.xz", "cons_add.ff.xz"},
                                                          {"consolidated.xml.xz"},
                                                          {"cons_advanced.xml.xz"}};
  std::vector<std::vector<std::string>> parties;
  for (const auto& edition : editions) {
    Files files;
    for (const std::string& name : edition) {
      const std::string bytes = shared_data(old + name);
      PENUMBRA_SKIP_WITHOUT(bytes, old + name);
      files.add(name, bytes);
    }
    const auto outcome = files.read("test");
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    std::vector<std::string>& found = parties.emplace_back();
    for (const model::Designation& one : outcome->dataset.designations) {
      // The advanced XML alone repeats that a party is on the SDN list as well, and says since when it is in the file.
      if (one.list != "us-sdn" && one.list != "us-non-sdn") found.push_back(one.entity + " on " + one.list);
    }
    std::sort(found.begin(), found.end());
    std::uint64_t numbers = 0;
    for (const model::Entity& entity : outcome->dataset.entities) numbers += entity.get("registrationNumber").size();
    EXPECT_GT(numbers, 150U);
    EXPECT_EQ(outcome->dataset.relationships.size(), 275U);
  }
  for (const auto& found : parties) EXPECT_EQ(found, parties.front());
}

// What happened in the field: the list of May 2024 came without its SDN part; a server lost alt.csv and started anyway.
TEST(UsSnapshotShape, ALostPartIsSeenWithoutAnEarlierVersion) {
  const std::string path = "lists/us-csl/consolidated-2022-04.csv.xz";
  const std::string bytes = shared_data(path);
  PENUMBRA_SKIP_WITHOUT(bytes, path);
  std::string without;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
    const std::string line = bytes.substr(at, end - at);
    if (line.find("Specially Designated Nationals (SDN)") == std::string::npos) without += line;
    at = end;
  }
  const auto cut = Files{{"consolidated.csv", without}}.read();
  ASSERT_TRUE(cut.ok()) << to_string(cut.error());
  bool missing = false;
  for (const ShapeFault& fault : check_shape(*cut)) {
    missing = missing || (fault.too_few && fault.rule.list == "us-sdn" && fault.rule.subject == "list");
  }
  EXPECT_TRUE(missing);

  const std::string legacy = "lists/us-ofac/sdn-legacy/2023-07-24/";
  Files files;
  for (const std::string name : {"sdn.csv.xz", "add.csv.xz"}) files.add(name, shared_data(legacy + name));
  const auto deaf = files.read();
  ASSERT_TRUE(deaf.ok()) << to_string(deaf.error());
  bool aliases = false;
  for (const ShapeFault& fault : check_shape(*deaf))
    aliases = aliases || (fault.too_few && fault.rule.field == "alias");
  EXPECT_TRUE(aliases);
}

}  // namespace
}  // namespace penumbra::ingest
