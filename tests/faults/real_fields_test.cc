// 22, over real lists: in an excerpt of each that holds each of its fields, every field renamed, removed, doubled,
// emptied, overwritten or changed by one letter, in all records at once and in single ones, leaves a trace: an error,
// other facts, or another finding.
#include <gtest/gtest.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "faults/excerpt.h"
#include "faults/fields.h"
#include "faults/seeds.h"
#include "faults/traces.h"
#include "ingest/support.h"

namespace penumbra::testing {
namespace {

struct Snapshot {
  const char* name;
  std::vector<const char*> paths;
};

// Not here: lists that state how many parties they hold (OFAC's SDN XML, the JSON of US lists), which an excerpt
// breaks.
const std::vector<Snapshot>& snapshots() {
  static const std::vector<Snapshot> all = {
      {"au", {"lists/au/regulation8_consolidated-2024-12.csv.xz"}},
      {"bods", {"bods/sample_300_statements-0.4.json"}},
      {"ca-2020", {"lists/ca/sema-lmes-2020-03.xml"}},
      {"ca-2025", {"lists/ca/sema-lmes-2025-05.xml.xz"}},
      {"ch", {"lists/ch/seco-xml-fragment-2026-08-27.xml"}},
      {"cn", {"lists/cn/counter-sanctions-2026-06-30.csv"}},
      {"cn-mofcom", {"lists/cn/mofcom-lists-2026-07.json"}},
      {"eu-csv", {"lists/eu-fsf/fsf-csv-1.0-2018-07-04-excerpt.csv"}},
      {"eu-xml-1.0", {"lists/eu-fsf/fsf-xml-1.0-2016-02-11-excerpt.xml.xz"}},
      {"eu-xml-1.1", {"lists/eu-fsf/fsf-xml-1.1-2022-03-18-part1.xml.xz"}},
      {"eu-oj", {"lists/eu-oj/consolidated/32014R0833.csv.xz"}},
      {"eu-oj-amendments", {"lists/eu-oj/amendments/32026R1843.csv"}},
      {"ftm", {"ftm/un_sc_sanctions-2023-08.ftm.ndjson.xz"}},
      {"ftm-delta", {"ftm/delta-sample-part1.entities.delta.ndjson.xz"}},
      {"ftm-nested", {"ftm/one-dataset-all-formats/targets.nested.json"}},
      {"ftm-simple", {"ftm/ua_war_sanctions-2026-03.targets.simple.csv.xz"}},
      {"gleif", {"gleif/lei-data.xml", "gleif/rr-data.xml", "gleif/repex-data.xml"}},
      {"jp-meti", {"lists/jp/meti-foreign-end-user-list-2026-07.json.xz"}},
      {"ofac-cons-csv",
       {"lists/us-ofac/sdn-legacy/2019-01/cons_prim.csv", "lists/us-ofac/sdn-legacy/2019-01/cons_alt.csv",
        "lists/us-ofac/sdn-legacy/2019-01/cons_add.csv"}},
      {"ofac-cons-pip",
       {"lists/us-ofac/cons/2019-03-14-all-formats/cons_prim.pip",
        "lists/us-ofac/cons/2019-03-14-all-formats/cons_alt.pip",
        "lists/us-ofac/cons/2019-03-14-all-formats/cons_add.pip"}},
      {"ofac-enhanced", {"lists/us-ofac/enhanced/CONS_ENHANCED-2025-01-10.xml.xz"}},
      {"ofac-advanced", {"lists/us-ofac/cons/2019-03-14-all-formats/cons_advanced.xml.xz"}},
      {"ofac-sdn-csv",
       {"lists/us-ofac/sdn-legacy/2023-07-24/sdn.csv.xz", "lists/us-ofac/sdn-legacy/2023-07-24/alt.csv.xz",
        "lists/us-ofac/sdn-legacy/2023-07-24/add.csv.xz"}},
      {"senzing", {"ftm/one-dataset-all-formats/senzing.json"}},
      {"ua", {"lists/ua/nsdc-entities-2022-04.csv.xz"}},
      {"uk-ofsi-2016", {"lists/uk/ofsi-conlist-2016-03-23.csv.xz"}},
      {"uk-ofsi-2022", {"lists/uk/ofsi-conlist-2022-05-04.csv.xz"}},
      {"uk-export", {"lists/uk/uksl-search-export-2025-08-11.csv.xz"}},
      {"uk-xml", {"lists/uk/uksl-xml-fragment-2026-08.xml"}},
      {"un-2016", {"lists/un/un-consolidated-2016-02-11.xml.xz"}},
      {"un-2025", {"lists/un/un-consolidated-2025-11-20.xml.xz"}},
      {"us-csl", {"lists/us-csl/consolidated-2022-04.csv.xz"}},
      {"us-dpl", {"lists/us-bis/dpl-2019-06-12.txt"}},
      {"us-1260h", {"lists/us-other/opensanctions/dod_1260h_history.csv"}},
      {"us-1286", {"lists/us-other/opensanctions/section_1286.csv"}},
  };
  return all;
}

// What the reader sees: an excerpt where the file is long. OFAC's XML points from everywhere to everywhere and is kept.
Seed excerpt_of(const Snapshot& snapshot, std::string& reader) {
  Seed seed{"", snapshot.name, {}};
  for (const char* path : snapshot.paths) seed.files.push_back(ingest::testing::shared_data(path));
  if (seed.files[0].empty()) return seed;
  const auto found = ingest::detect(seed.inputs());
  if (!found.ok()) {
    ADD_FAILURE() << snapshot.name << ": " << to_string(found.error());
    return seed;
  }
  reader = (*found)->name();
  seed.reader = reader;
  const bool has_head = reader != "ofac-csv" && reader != "jp-mof";
  if (seed.is_xml()) {
    if (reader != "ofac-advanced-xml" && reader != "ofac-enhanced-xml" && reader != "gleif-xml")
      seed.files[0] = xml_excerpt(seed.files[0]);
  } else if (seed.is_json()) {
    seed.files[0] = json_excerpt(seed.files[0]);
  } else {
    seed.files[0] = table_excerpt(seed.files[0], has_head);
    const auto ids = first_cells(seed.files[0]);
    for (std::size_t i = 1; i < seed.files.size(); ++i) seed.files[i] = rows_of(seed.files[i], ids);
  }
  return seed;
}

// Each text with its last letter or digit changed.
std::string slipped(std::string_view bytes, const Field& field) {
  std::string out(bytes);
  for (const Occurrence& place : field.places) {
    const bool is_head = !place.names.empty() && place.names[0].begin == place.value.begin;
    if (is_head) continue;
    for (std::size_t at = place.value.end; at > place.value.begin; --at) {
      char& c = out[at - 1];
      if (static_cast<unsigned char>(c) >= 0x80) break;
      if (std::isalnum(static_cast<unsigned char>(c)) == 0) continue;
      c = std::isdigit(static_cast<unsigned char>(c)) != 0 ? (c == '1' ? '2' : '1') : (c == 'b' ? 'd' : 'b');
      break;
    }
  }
  return out;
}

using Change = std::function<std::string(std::string_view, const Field&)>;

const std::vector<std::pair<const char*, Change>>& changes() {
  static const std::vector<std::pair<const char*, Change>> all = {
      {"renamed", renamed},
      {"removed", removed},
      {"second value", [](std::string_view bytes, const Field& field) { return doubled(bytes, field, "Zzyzx"); }},
      {"meaningless", [](std::string_view bytes, const Field& field) { return overwritten(bytes, field, "Zzyzx"); }},
      {"empty", [](std::string_view bytes, const Field& field) { return overwritten(bytes, field, ""); }},
      {"slipped", slipped}};
  return all;
}

// tests/faults/silent_real_fields.txt: by snapshot and field the changes that are known to leave no trace.
std::set<std::string> known_silent(const std::string& snapshot) {
  std::istringstream in(slurp(std::filesystem::path(PENUMBRA_SOURCE_DIR) / "tests/faults/silent_real_fields.txt"));
  std::set<std::string> out;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with(snapshot + "\t")) continue;
    const std::size_t end = line.rfind('\t');
    const std::string field = line.substr(snapshot.size() + 1, end - snapshot.size() - 1);
    std::istringstream kinds(line.substr(end + 1));
    for (std::string kind; std::getline(kinds, kind, ',');) out.insert(field + "\t" + kind);
  }
  return out;
}

class RealFields : public ::testing::TestWithParam<Snapshot> {};

TEST_P(RealFields, EveryChangeLeavesATrace) {
  std::string name;
  const Seed seed = excerpt_of(GetParam(), name);
  if (seed.files[0].empty()) GTEST_SKIP() << "../shared/data is absent; this test reads real lists";
  const ingest::Reader& reader = *ingest::find_reader(name);
  const auto sound = reader.read(seed.inputs(), "test");
  ASSERT_TRUE(sound.ok()) << to_string(sound.error());
  const std::set<std::string> known = known_silent(seed.name);
  const bool table = !seed.is_xml() && !seed.is_json();
  std::size_t tried = 0;
  std::set<std::string> silent;
  for (std::size_t file = 0; file < seed.files.size(); ++file) {
    const std::string& bytes = seed.files[file];
    const bool has_head = name != "ofac-csv" && name != "jp-mof";
    for (const Field& field : seed.is_xml()    ? xml_fields(bytes)
                              : seed.is_json() ? json_fields(bytes)
                                               : table_fields(bytes, has_head)) {
      const std::string path = (seed.files.size() > 1 ? "file " + std::to_string(file + 1) + " " : "") + field.path;
      std::vector<Field> sets = {field};
      // Single ones: the first one with a text, and one in the middle.
      const std::size_t first = table && has_head ? 1 : 0;
      for (const std::size_t at : {first, field.places.size() / 2}) {
        for (std::size_t i = at; i < field.places.size(); ++i) {
          if (field.places[i].value.end - field.places[i].value.begin < 3) continue;
          sets.push_back({field.path, {field.places[i]}});
          break;
        }
      }
      for (const Field& set : sets) {
        for (const auto& [kind, change] : changes()) {
          // One cell cannot go, come twice or have another name by itself: the row would be no row.
          if (table && &set != &sets[0] && std::string_view(kind) != "meaningless" &&
              std::string_view(kind) != "empty" && std::string_view(kind) != "slipped")
            continue;
          Seed changed = seed;
          changed.files[file] = change(bytes, set);
          if (changed.files[file] == bytes) continue;
          ++tried;
          const auto outcome = reader.read(changed.inputs(), "test");
          if (outcome.ok() && !leaves_a_trace(*sound, *outcome))
            silent.insert(path + "\t" + kind + (&set == &sets[0] ? "" : " (one)"));
        }
      }
    }
  }
  EXPECT_GT(tried, 20U);
  RecordProperty("tried", static_cast<int>(tried));
  for (const std::string& line : silent) EXPECT_TRUE(known.contains(line)) << "in silence: " << line;
  if (std::getenv("PENUMBRA_REGENERATE") == nullptr) return;
  std::map<std::string, std::string> by_field;
  for (const std::string& line : silent) {
    std::string& kinds = by_field[line.substr(0, line.find('\t'))];
    kinds += (kinds.empty() ? "" : ",") + line.substr(line.find('\t') + 1);
  }
  for (const auto& [field, kinds] : by_field)
    std::printf("%s\t%s\t%s\n", seed.name.c_str(), field.c_str(), kinds.c_str());
}

std::string test_name(const ::testing::TestParamInfo<Snapshot>& snapshot) {
  std::string name = snapshot.param.name;
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(Lists, RealFields, ::testing::ValuesIn(snapshots()), test_name);

}  // namespace
}  // namespace penumbra::testing
