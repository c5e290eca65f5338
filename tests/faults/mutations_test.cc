// 22: every field of every format, renamed, removed, doubled, or with a text in it that means nothing there, leaves a
// trace: an error, another dataset, or a finding that was not there before. Where a field is lost and nobody says so, a
// source that changes its format would go on as if nothing had happened.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <sstream>

#include "faults/fields.h"
#include "faults/seeds.h"
#include "faults/traces.h"

namespace penumbra::testing {
namespace {

// Formats without a line of names at the head.
bool has_head(const std::string& reader) {
  return reader != "ofac-csv" && reader != "jp-mof";
}

bool is_table(const Seed& seed) {
  return !seed.is_xml() && !seed.is_json() && !seed.files[0].starts_with("PK") &&
         !seed.files[0].starts_with("\xD0\xCF") && seed.reader != "jp-meti-text" && seed.reader != "cn-announcements";
}

std::vector<Field> fields_of(const Seed& seed, std::size_t file) {
  const std::string& bytes = seed.files[file];
  if (seed.is_xml()) return xml_fields(bytes);
  if (seed.is_json()) return json_fields(bytes);
  return is_table(seed) ? table_fields(bytes, has_head(seed.reader)) : std::vector<Field>();
}

using Change = std::function<std::string(std::string_view, const Field&)>;

// "reader/seed path", one a line, of every field whose change passed in silence.
std::string silent(const Change& change) {
  std::string out;
  for (const Seed& seed : seeds()) {
    const ingest::Reader& reader = *ingest::find_reader(seed.reader);
    const auto sound = reader.read(seed.inputs(), "test");
    if (!sound.ok()) continue;
    for (std::size_t file = 0; file < seed.files.size(); ++file) {
      for (const Field& field : fields_of(seed, file)) {
        Seed changed = seed;
        changed.files[file] = change(seed.files[file], field);
        if (changed.files[file] == seed.files[file]) continue;
        const auto outcome = reader.read(changed.inputs(), "test");
        if (outcome.ok() && !leaves_a_trace(*sound, *outcome)) {
          out += seed.reader + "/" + seed.name + " " + field.path + "\n";
        }
      }
    }
  }
  return out;
}

// The changes that are known to leave no trace, one a line as silent() writes them, under the name of the kind: what a
// source numbers, repeats or says about itself. The file only shrinks: a field that is not in it must leave a trace.
std::string known_silent(std::string_view kind) {
  std::istringstream in(slurp(std::filesystem::path(PENUMBRA_SOURCE_DIR) / "tests/faults/silent_fields.txt"));
  std::string out;
  std::string line;
  bool here = false;
  while (std::getline(in, line)) {
    if (line.starts_with("#") || line.empty()) continue;
    if (line.starts_with("[")) {
      here = line == "[" + std::string(kind) + "]";
    } else if (here) {
      out += line + "\n";
    }
  }
  return out;
}

void expect_known(std::string_view kind, const std::string& found) {
  const std::string known = known_silent(kind);
  std::istringstream lines(found);
  std::string line;
  while (std::getline(lines, line)) {
    EXPECT_NE(("\n" + known).find("\n" + line + "\n"), std::string::npos) << kind << " in silence: " << line;
  }
  std::istringstream listed(known);
  while (std::getline(listed, line)) {
    EXPECT_NE(("\n" + found).find("\n" + line + "\n"), std::string::npos)
        << kind << " leaves a trace now, take it out of silent_fields.txt: " << line;
  }
  if (std::getenv("PENUMBRA_REGENERATE") != nullptr)
    std::fputs(("[" + std::string(kind) + "]\n" + found).c_str(), stdout);
}

TEST(Mutations, AFieldIsRenamed) {
  EXPECT_EQ(silent(renamed), "");
}

TEST(Mutations, AFieldIsRemoved) {
  expect_known("removed", silent(removed));
}

TEST(Mutations, AFieldHasASecondValue) {
  expect_known("second value",
               silent([](std::string_view bytes, const Field& field) { return doubled(bytes, field, "Zzyzx"); }));
}

TEST(Mutations, AValueMeansNothing) {
  expect_known("meaningless",
               silent([](std::string_view bytes, const Field& field) { return overwritten(bytes, field, "Zzyzx"); }));
}

}  // namespace
}  // namespace penumbra::testing
