// Every fixture of Open Ownership's review tool (../shared/data/bods): valid ones read without error findings, those
// with a planted fault give a finding, or stand in the table below with the reason why they are accepted. The fixtures
// are read from the folder beside the repository; none is copied here.
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "ingest/json_tree.h"
#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::Files;

struct Fixture {
  std::string name;
  std::string statements;  // as JSON
};

void append_json(std::string& out, const JsonNode& node) {
  using Kind = JsonNode::Kind;
  const auto quoted = [&out](std::string_view text) {
    out += '"';
    for (const char c : text) {
      if (static_cast<unsigned char>(c) < 0x20) {
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
        out += escape;
        continue;
      }
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  };
  bool first = true;
  switch (node.kind) {
    case Kind::kNull:
      out += "null";
      break;
    case Kind::kBool:
    case Kind::kNumber:
      out += node.text();
      break;
    case Kind::kString:
      quoted(node.text());
      break;
    case Kind::kArray:
      out += '[';
      for (const JsonNode& item : node.items()) {
        if (!first) out += ',';
        first = false;
        append_json(out, item);
      }
      out += ']';
      break;
    case Kind::kObject:
      out += '{';
      for (const auto& [name, value] : node.members()) {
        if (!first) out += ',';
        first = false;
        quoted(name);
        out += ':';
        append_json(out, value);
      }
      out += '}';
      break;
  }
}

std::vector<Fixture> fixtures_of(const std::string& bytes, std::string_view key) {
  std::vector<Fixture> out;
  const Status read = read_json_records({"fixtures", bytes}, [&](JsonRecord&& record) -> Status {
    const JsonNode* statements = record.node.member("statements");
    if (statements == nullptr) return {};
    Fixture& fixture = out.emplace_back();
    fixture.name = record.node.text_of(key);
    append_json(fixture.statements, *statements);
    return {};
  });
  EXPECT_TRUE(read.ok());
  return out;
}

bool contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

// By the names of the files: folders and words of lib-cove-bods' tests/fixtures.
bool has_planted_fault(const std::string& name) {
  if (name.starts_with("0.4/")) return contains(name, "invalid");
  static const std::vector<std::string> old = {"component_statement_ids_not_in_package",
                                               "entity_address_wrong_type",
                                               "iscomponent_true_but_has_component_statement_ids",
                                               "pep_details_missing_info_but_incorrect_status",
                                               "statement_is_component_but_is_not_used",
                                               "statement_is_component_but_is_used_in_the_wrong_order",
                                               "entity_sub_type_does_not_align",
                                               "has_public_listing_information_but_has_public_listing_is_false",
                                               "pep_details_but_incorrect_status"};
  for (const std::string& word : old) {
    if (contains(name, word)) return true;
  }
  return false;
}

// Whether the finding may be what the fixture's name speaks of. Most fixtures are one statement cut out of its package,
// so that what it refers to is missing in valid ones too; such a finding counts only where a missing reference is the
// fault.
bool counts_for(const std::string& fixture, const std::string& key) {
  if (key == "edge-to-nowhere") return contains(fixture, "subject_refers_to") || contains(fixture, "serialisation");
  if (key == "party-not-in-file") return contains(fixture, "serialisation");
  if (key == "declaration-subject") return contains(fixture, "declaration_subject");
  if (key == "unknown-component") return contains(fixture, "component");
  return true;
}

// Faults that are not looked for, and why.
const std::map<std::string, std::string>& accepted() {
  static const std::map<std::string, std::string> table = {
      {"0.4/additional-checks/statement_entity_identifier_scheme_known-invalid-1.json",
       "whether a scheme is known takes the list of org-id.guide, which is not embedded; an unknown scheme joins "
       "nothing"},
  };
  return table;
}

TEST(BodsFixtures, ValidOnesAreCleanAndPlantedFaultsAreFound) {
  const std::string path = "bods/cove-fixtures.ndjson";
  const std::string bytes = testing::shared_data(path);
  PENUMBRA_SKIP_WITHOUT(bytes, path);
  const std::vector<Fixture> fixtures = fixtures_of(bytes, "fixture");
  EXPECT_EQ(fixtures.size(), 254U);
  std::size_t planted = 0;
  std::size_t found = 0;
  std::size_t valid = 0;
  std::size_t clean = 0;
  for (const Fixture& fixture : fixtures) {
    const auto outcome = Files{{fixture.name, fixture.statements}}.read();
    const bool fault = has_planted_fault(fixture.name);
    ++(fault ? planted : valid);
    if (!outcome.ok()) {
      if (fault) ++found;
      EXPECT_TRUE(fault) << fixture.name << ": " << to_string(outcome.error());
      continue;
    }
    testing::expect_sound(*outcome);
    bool any = false;
    for (const model::Finding& finding : outcome->findings.sorted()) any = any || counts_for(fixture.name, finding.key);
    if (!fault) {
      std::string all;
      for (const model::Finding& finding : outcome->findings.sorted()) {
        if (finding.level == model::FindingLevel::kError) all += finding.key + ": " + finding.message + "\n";
      }
      EXPECT_TRUE(all.empty()) << fixture.name << "\n" << all;
      if (all.empty()) ++clean;
    } else if (any) {
      ++found;
      EXPECT_FALSE(accepted().contains(fixture.name)) << fixture.name << " is found after all";
    } else {
      EXPECT_TRUE(accepted().contains(fixture.name)) << fixture.name << ": the planted fault gives no finding";
    }
  }
  std::printf(
      "BODS fixtures: %zu of %zu valid ones without error findings, %zu of %zu planted faults found, %zu accepted\n",
      clean, valid, found, planted, accepted().size());
}

TEST(BodsFixtures, ExamplesOfTheStandardAreClean) {
  const std::string path = "bods/data-standard-examples.ndjson";
  const std::string bytes = testing::shared_data(path);
  PENUMBRA_SKIP_WITHOUT(bytes, path);
  for (const Fixture& fixture : fixtures_of(bytes, "example")) {
    const auto outcome = Files{{fixture.name, fixture.statements}}.read();
    ASSERT_TRUE(outcome.ok()) << fixture.name << ": " << to_string(outcome.error());
    testing::expect_sound(*outcome);
    EXPECT_EQ(outcome->findings.count(model::FindingLevel::kError), 0U) << fixture.name;
  }
}

TEST(BodsFixtures, EveryStatementOfTheSampleIsAccountedFor) {
  const std::string path = "bods/sample_300_statements-0.4.json";
  const std::string bytes = testing::shared_data(path);
  PENUMBRA_SKIP_WITHOUT(bytes, path);
  const auto outcome = Files{{path, bytes}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  testing::expect_sound(*outcome);
  std::uint64_t statements = 0;
  for (std::size_t at = 0; (at = bytes.find("\"statementId\"", at)) != std::string::npos; ++at) ++statements;
  EXPECT_EQ(outcome->counts.records_in, statements);
  EXPECT_EQ(outcome->counts.mapped, statements);
  EXPECT_EQ(outcome->dataset.entities.size(), 200U);
  EXPECT_EQ(outcome->dataset.relationships.size(), 100U);
  for (const model::Relationship& edge : outcome->dataset.relationships) EXPECT_EQ(edge.share.to_string(), "100");
}

}  // namespace
}  // namespace penumbra::ingest
