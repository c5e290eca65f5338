// Forms of FollowTheMoney beside entities and nested targets: the two tables, delta files, Senzing's records.
#include <gtest/gtest.h>

#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_entity;
using testing::joined;

const std::string kSimple =
    "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\",\"identifiers\",\"sanctions\","
    "\"phones\",\"emails\",\"program_ids\",\"dataset\",\"first_seen\",\"last_seen\",\"last_change\"\n"
    "\"x1\",\"Vessel\",\"TEST "
    "STAR\",\"A;\"\"B;C\"\"\",\"\",\"lr;pa\",\"\",\"IMO9074729;5LBM4\",\"\"\"\"\"\",\"\",\"\",\"UA-WS\",\"Swiss SECO "
    "Sanctions/Embargoes\",\"2025-10-06T14:15:21\",\"2026-01-01T00:00:00\",\"2026-01-01T00:00:00\"\n"
    "\"x2\",\"Person\",\"Max Muster\",\"\",\"1961\",\"de\",\"Ring 5\",\"\",\"\",\"\",\"\",\"\",\"Some "
    "Register\",\"2025-10-06T14:15:21\",\"2026-01-01T00:00:00\",\"2026-01-01T00:00:00\"\n";

TEST(FtmSimple, MapsTargetsAndTheirListings) {
  const auto outcome = Files{{"t.csv", kSimple}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "ftm-simple-csv");
  EXPECT_EQ(outcome->counts.records_in, 2U);
  EXPECT_EQ(outcome->counts.mapped, 2U);
  EXPECT_EQ(joined(find_entity(*outcome, "x1")->get("alias")), "A | B;C");
  EXPECT_EQ(joined(find_entity(*outcome, "x1")->get("imoNumber")), "IMO9074729");
  ASSERT_EQ(outcome->dataset.designations.size(), 1U);
  EXPECT_EQ(outcome->dataset.designations[0].list, "ch");
  EXPECT_EQ(joined(outcome->dataset.designations[0].programmes), "UA-WS");
}

TEST(FtmSimple, RefusesACutAndARenamedTable) {
  EXPECT_EQ((Files{{"t.csv", kSimple.substr(0, kSimple.find(",\"de\""))}}.read().error().code), ErrorCode::kSyntax);
  std::string renamed = kSimple;
  renamed.replace(renamed.find("\"countries\""), 11, "\"nations\"");
  EXPECT_EQ((Files{{"t.csv", renamed}}.read().error().code), ErrorCode::kUnexpectedStructure);
}

const std::string kStatements =
    "canonical_id,entity_id,prop,prop_type,schema,value,dataset,lang,original_value,external,first_seen,last_seen,"
    "origin\n"
    "NK-1,src-1,id,checksum,LegalEntity,abc,ch_seco_sanctions,,,f,2023-01-01,2024-01-01,\n"
    "NK-1,src-1,name,name,LegalEntity,Max Muster,ch_seco_sanctions,deu,,f,2023-01-01,2024-01-01,\n"
    "NK-1,src-2,birthDate,date,Person,1961-03-12,un_sc_sanctions,,,f,2022-01-01,2024-01-01,\n"
    "NK-1,src-3,alias,name,Person,Nobody,wikidata,,,t,2022-01-01,2024-01-01,\n"
    "s-1,s-1,entity,entity,Sanction,src-1,ch_seco_sanctions,,,f,2023-01-01,2024-01-01,\n"
    "s-1,s-1,program,string,Sanction,Test,ch_seco_sanctions,,,f,2023-01-01,2024-01-01,\n"
    "NK-9,NK-9,name,name,Hovercraft,Luft,ch_seco_sanctions,,,f,2023-01-01,2024-01-01,\n";

TEST(FtmStatements, PutsEntitiesTogether) {
  const auto outcome = Files{{"s.csv", kStatements}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "ftm-statements-csv");
  EXPECT_EQ(outcome->counts.records_in, 7U);
  EXPECT_EQ(outcome->counts.mapped, 5U);
  EXPECT_EQ(outcome->counts.ignored, 1U);
  EXPECT_EQ(outcome->counts.reported, 1U);
  const model::Entity* person = find_entity(*outcome, "NK-1");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->schema, "Person");
  EXPECT_EQ(joined(person->get("birthDate")), "1961-03-12");
  ASSERT_EQ(outcome->dataset.designations.size(), 1U);
  EXPECT_EQ(outcome->dataset.designations[0].entity, "NK-1");
  EXPECT_EQ(outcome->dataset.designations[0].list, "ch");
}

TEST(FtmDelta, SaysWhatIsGoneAndWhatIsNew) {
  const std::string lines =
      R"({"op":"ADD","entity":{"id":"p","schema":"Person","properties":{"name":["Max"]}}})"
      "\n"
      R"({"op":"MOD","entity":{"id":"s","schema":"Sanction","properties":{"entity":["elsewhere"]},"datasets":["un_sc_sanctions"]}})"
      "\n"
      R"({"op":"DEL","entity":{"id":"gone"}})"
      "\n";
  const auto outcome = Files{{"d.json", lines}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_TRUE(outcome->counts.consistent());
  ASSERT_TRUE(outcome->delta.has_value());
  EXPECT_EQ(joined(outcome->delta->removed), "gone");
  ASSERT_EQ(outcome->dataset.designations.size(), 1U);
  EXPECT_EQ(outcome->dataset.designations[0].entity, "elsewhere");
  EXPECT_EQ(count_findings(*outcome, "outside-reference"), 1U);
  const std::string whole = R"({"id":"p","schema":"Person","properties":{}})";
  EXPECT_EQ((Files{{"d.json", lines + whole}}.read().error().code), ErrorCode::kUnexpectedStructure);
  EXPECT_EQ((Files{{"d.json", R"({"op":"HOP","entity":)" + whole + "}"}}.read().error().code),
            ErrorCode::kUnexpectedStructure);
}

TEST(FtmDeltaSnapshot, EveryOperationIsAccountedFor) {
  const char* path = "ftm/delta-sample-part1.entities.delta.ndjson.xz";
  const std::string bytes = testing::shared_data(path);
  PENUMBRA_SKIP_WITHOUT(bytes, path);
  std::uint64_t removed = 0;
  for (std::size_t at = 0; (at = bytes.find("{\"op\":\"DEL\"", at)) != std::string::npos; ++at) ++removed;
  const auto outcome = Files{{path, bytes}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, 600U);
  EXPECT_EQ(outcome->delta->removed.size(), removed);
}

// What OpenSanctions has written beside the features since 2024.
TEST(Senzing, KeepsTheTopicsOfAParty) {
  const std::string line =
      R"({"DATA_SOURCE":"T","RECORD_ID":"1","RECORD_TYPE":"PERSON","NAMES":[{"NAME_TYPE":"PRIMARY","NAME_FULL":"Max Muster"}],"RISKS":[{"TOPIC":"sanction"},{"TOPIC":"role.pep"}]})";
  const auto outcome = Files{{"s.json", line + "\n"}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(joined(find_entity(*outcome, "T:1")->get("topics")), "sanction | role.pep");
  EXPECT_EQ(count_findings(*outcome, "unknown-list"), 0U);
}

TEST(Senzing, MapsFeaturesWhereverTheyStand) {
  const std::string lines =
      R"({"DATA_SOURCE":"T","RECORD_ID":"1","RECORD_TYPE":"PERSON","NAMES":[{"NAME_TYPE":"PRIMARY","NAME_FIRST":"Max","NAME_LAST":"Muster"},{"NAME_TYPE":"ALIAS","NAME_FULL":"Maxi"}],"DATE_OF_BIRTH":"1961-03-12","GENDER":"M","HOME_ADDR_FULL":"Ring 5","COUNTRIES":[{"CITIZENSHIP":"de"}],"FEATURES":[{"PASSPORT_NUMBER":"C01","PASSPORT_COUNTRY":"de"},{"REL_ANCHOR_DOMAIN":"D","REL_ANCHOR_KEY":"a1"}],"HOBBY":"chess"})"
      "\n"
      R"({"DATA_SOURCE":"T","RECORD_ID":"2","RECORD_TYPE":"ORGANIZATION","NAME_ORG":"Orbitwerk","FEATURES":[{"TAX_ID_NUMBER":"77"},{"LEI_NUMBER":"x"},{"REL_POINTER_DOMAIN":"D","REL_POINTER_KEY":"a1","REL_POINTER_ROLE":"OWNER"},{"REL_POINTER_DOMAIN":"D","REL_POINTER_KEY":"nowhere"}]})"
      "\n"
      R"({"DATA_SOURCE":"T","RECORD_ID":"3","RECORD_TYPE":"HOVERCRAFT","NAME_FULL":"Luft"})"
      "\n"
      R"({"DATA_SOURCE":"T","RECORD_ID":"4","RECORD_TYPE":"PERSON"})";
  const auto outcome = Files{{"s.json", lines}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, 4U);
  EXPECT_EQ(outcome->counts.reported, 2U);
  const model::Entity* person = find_entity(*outcome, "T:1");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("name")), "Max Muster");
  EXPECT_EQ(joined(person->get("alias")), "Maxi");
  EXPECT_EQ(joined(person->get("address")), "Ring 5");
  EXPECT_EQ(joined(person->get("passportNumber")), "C01");
  EXPECT_EQ(joined(person->get("citizenship")), "de");
  EXPECT_EQ(joined(person->get("notes")), "HOBBY: chess");
  ASSERT_EQ(outcome->dataset.relationships.size(), 1U);
  EXPECT_EQ(outcome->dataset.relationships[0].kind, "owns");
  EXPECT_EQ(outcome->dataset.relationships[0].from, "T:2");
  EXPECT_EQ(outcome->dataset.relationships[0].to, "T:1");
  EXPECT_EQ(count_findings(*outcome, "edge-to-nowhere"), 1U);
}

TEST(FormsSnapshot, OfOneDatasetAgree) {
  const std::string senzing = testing::shared_data("ftm/one-dataset-all-formats/senzing.json");
  const std::string simple = testing::shared_data("ftm/one-dataset-all-formats/targets.simple.csv");
  const std::string large = testing::shared_data("ftm/ua_war_sanctions-2026-03.targets.simple.csv.xz");
  PENUMBRA_SKIP_WITHOUT(senzing, "ftm/one-dataset-all-formats/senzing.json");
  auto outcome = Files{{"s", senzing}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.mapped, 14U);
  outcome = Files{{"s", simple}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->counts.mapped, 5U);
  outcome = Files{{"s", large}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.mapped, 2837U);  // counted with a CSV library of another language
}

}  // namespace
}  // namespace penumbra::ingest
