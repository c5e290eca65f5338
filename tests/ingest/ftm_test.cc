// The entities are invented; the forms are those that OpenSanctions publishes.
#include <gmock/gmock.h>

#include <algorithm>
#include <string>

#include "ingest/ftm/mapper.h"
#include "ingest/ftm_array.h"
#include "ingest/support.h"
#include "model/ftm_json.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_designation;
using testing::find_entity;
using testing::joined;

const std::string kFlat =
    R"({"id":"p1","caption":"Max Muster","schema":"Person","properties":{"name":["Max Muster","Макс Мустер"],"weakAlias":["DER MAX"],"birthDate":["1961"],"nationality":["de"],"addressEntity":["a1"]},"referents":["old-p1"],"datasets":["us_ofac_sdn"],"first_seen":"2022-03-10T15:36:30","last_seen":"2024-03-10T15:36:30","last_change":"2024-03-10T15:36:30","target":true}
{"id":"c1","schema":"Company","properties":{"name":["Orbitwerk GmbH"]},"datasets":["us_ofac_sdn"],"target":false}

{"id":"a1","schema":"Address","properties":{"full":["Ringstr. 5, Teststadt"],"country":["de"]}}
{"id":"s1","schema":"Sanction","properties":{"entity":["old-p1"],"authority":["Office of Foreign Assets Control"],"program":["RUSSIA-EO14024"],"provisions":["Block","Ring the bell"],"reason":["for tests"],"startDate":["2022-03-10"],"endDate":["2023-05"],"listingDate":["2022-03-11"],"sourceUrl":["https://list.example/1"],"status":["active"],"modifiedAt":["2023-01-01"]},"datasets":["us_ofac_sdn"],"first_seen":"2022-03-11T01:02:03"}
{"id":"o1","schema":"Ownership","properties":{"owner":["p1"],"asset":["c1"],"percentage":["50,5 %"],"startDate":["2010"],"role":["founder"]}}
{"id":"d1","schema":"Directorship","properties":{"director":["p1"],"organization":["c1"],"role":["CEO"]}}
{"id":"u1","schema":"UnknownLink","properties":{"subject":["p1"],"object":["c1"],"role":["supplies"]}}
{"id":"pp","schema":"Passport","properties":{"holder":["p1"],"number":["C01X0006H"],"country":["de"]}}
)";

// The end is the last day, of several the last one; an export gives back exactly what was read.
TEST(Ftm, ASanctionHoldsThroughItsEnd) {
  const std::string head = R"({"id":"p1","schema":"Person","properties":{"name":["Max Muster"]}})"
                           "\n";
  const std::string sanction =
      R"({"id":"s1","schema":"Sanction","properties":{"entity":["p1"],"authority":["A"],"startDate":["2021-02-03","2020-01-01"],"endDate":["2023-05-06","2024-02-28"]}})"
      "\n";
  const auto outcome = Files{{"e.json", head + sanction}}.read("os");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  const model::Designation* listing = find_designation(*outcome, "s1");
  ASSERT_NE(listing, nullptr);
  EXPECT_EQ(listing->valid.from.to_string(), "2020-01-01");
  EXPECT_EQ(listing->valid.to.to_string(), "2024-02-29");
  EXPECT_NE(listing->note.find("endDate: 2023-05-06"), std::string::npos);
  const std::string exported = model::to_ftm_json(outcome->dataset);
  EXPECT_NE(exported.find(R"("endDate":["2024-02-28"])"), std::string::npos) << exported;
  const auto again = Files{{"e.json", exported}}.read("os");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(find_designation(*again, "s1")->valid, listing->valid);
}

// An end that is stated to the month or the year holds through its last day and goes out as it came in, also twice.
TEST(Ftm, AnEndKeepsItsPrecision) {
  for (const std::string end : {"2023-05", "2023", "2023-05-31", "2023-12"}) {
    const std::string file =
        R"({"id":"p1","schema":"Person","properties":{"name":["Max Muster"]}})"
        "\n"
        R"({"id":"s1","schema":"Sanction","properties":{"entity":["p1"],"authority":["A"],"startDate":["2021-02"],"endDate":[")" +
        end + R"("],"summary":["a; b"]}})" + "\n";
    const auto first = Files{{"e.json", file}}.read("os");
    ASSERT_TRUE(first.ok()) << to_string(first.error());
    const std::string exported = model::to_ftm_json(first->dataset);
    EXPECT_THAT(exported, ::testing::HasSubstr("\"endDate\":[\"" + end + "\"]")) << exported;
    const auto second = Files{{"e.json", exported}}.read("os");
    ASSERT_TRUE(second.ok());
    const model::Designation& before = *find_designation(*first, "s1");
    const model::Designation& after = *find_designation(*second, "s1");
    EXPECT_EQ(after.valid, before.valid) << end;
    EXPECT_EQ(after.note, before.note) << end;
    EXPECT_EQ(model::to_ftm_json(second->dataset), exported);
  }
}

TEST(Ftm, MapsEntitiesSanctionsAndEdges) {
  const auto outcome = Files{{"e.json", kFlat}}.read("os");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.mapped, 8U);
  const model::Entity* person = find_entity(*outcome, "p1");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("name")), "Max Muster | Макс Мустер");
  EXPECT_EQ(joined(person->get("address")), "Ringstr. 5, Teststadt");
  EXPECT_EQ(joined(person->get("country")), "de");
  EXPECT_EQ(joined(person->get("passportNumber")), "C01X0006H");
  EXPECT_EQ(person->evidence, (model::Evidence{"os", "e.json:1"}));
  ASSERT_TRUE(person->recorded.has_value());
  EXPECT_EQ(person->recorded->to_string(), "2022-03-10T15:36:30.000000Z");

  const model::Designation* sanction = find_designation(*outcome, "s1");
  ASSERT_NE(sanction, nullptr);
  EXPECT_EQ(sanction->entity, "p1");  // through the referent
  EXPECT_EQ(sanction->list, "us-sdn");
  EXPECT_EQ(joined(sanction->programmes), "RUSSIA-EO14024");
  EXPECT_EQ(joined(sanction->measures), "asset-freeze");
  EXPECT_EQ(sanction->valid.from.to_string(), "2022-03-10");
  EXPECT_EQ(sanction->valid.to.to_string(), "2023-06-01");
  EXPECT_EQ(sanction->published.to_string(), "2022-03-11");
  EXPECT_EQ(sanction->reason, "for tests");
  EXPECT_EQ(sanction->url, "https://list.example/1");
  EXPECT_NE(sanction->note.find("Ring the bell"), std::string::npos);
  EXPECT_NE(sanction->note.find("status: active"), std::string::npos);
  EXPECT_EQ(count_findings(*outcome, "unmapped-provision"), 1U);

  ASSERT_EQ(outcome->dataset.relationships.size(), 3U);
  const model::Relationship& owns = outcome->dataset.relationships[0];
  EXPECT_EQ(owns.kind, "owns");
  EXPECT_EQ(owns.share.to_string(), "50.5");
  EXPECT_EQ(owns.valid.from.to_string(), "2010");
  EXPECT_EQ(outcome->dataset.relationships[1].kind, "director-of");
  EXPECT_EQ(outcome->dataset.relationships[1].role, "CEO");
  EXPECT_EQ(outcome->dataset.relationships[2].kind, "linked-to");
}

TEST(Ftm, ReadsOneArrayLikeLines) {
  const auto lines = Files{{"e.json", kFlat}}.read("os");
  const auto array = Files{{"e.json", testing::as_array(kFlat)}}.read("os");
  ASSERT_TRUE(lines.ok() && array.ok());
  EXPECT_TRUE(array->dataset == lines->dataset);
  EXPECT_EQ(array->findings.sorted(), lines->findings.sorted());
  EXPECT_EQ(array->counts, lines->counts);
  // In any layout: the places are those of the first letters.
  const auto spread =
      Files{{"e.json",
             "\xEF\xBB\xBF \n [\n {\n  \"id\": \"p\",\n  \"schema\": \"Person\",\n  \"properties\": {\n   "
             "\"name\": [\n    \"{[Max\\\"\"\n   ]\n  }\n } ,\n\n {\"id\":\"q\",\"schema\":\"Company\","
             "\"properties\":{\"name\":\"Orbitwerk\"}}\n]\n\n"}}
          .read("os");
  ASSERT_TRUE(spread.ok()) << to_string(spread.error());
  EXPECT_EQ(spread->counts.mapped, 2U);
  EXPECT_EQ(find_entity(*spread, "p")->first("name"), "{[Max\"");
  EXPECT_EQ(find_entity(*spread, "p")->evidence.record, "e.json:3");
  EXPECT_EQ(find_entity(*spread, "q")->evidence.record, "e.json:13");
}

TEST(Ftm, ExpandsNestedTargets) {
  const std::string nested =
      R"({"id":"p1","schema":"Person","properties":{"name":["Max"],"sanctions":[{"id":"s1","schema":"Sanction","properties":{"entity":["p1"],"authority":["United Nations Security Council"],"startDate":["2020-01-01"]}}],"ownershipOwner":[{"id":"o1","schema":"Ownership","properties":{"owner":["p1"],"asset":[{"id":"c1","schema":"Company","properties":{"name":["Orbit"],"addressEntity":[{"id":"a1","schema":"Address","properties":{"full":["X"]}}]}}],"percentage":["> 50%"]}}]},"target":true})";
  const auto outcome = Files{{"n.json", nested}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.mapped, 5U);
  EXPECT_NE(find_entity(*outcome, "c1"), nullptr);
  EXPECT_EQ(find_entity(*outcome, "c1")->first("address"), "X");
  EXPECT_EQ(find_designation(*outcome, "s1")->list, "un");
  ASSERT_EQ(outcome->dataset.relationships.size(), 1U);
  EXPECT_EQ(outcome->dataset.relationships[0].share.to_string(), ">50");
}

TEST(Ftm, ReportsWhatItDoesNotKnow) {
  const auto outcome = Files{{"e.json", R"({"id":"x","schema":"Starship","properties":{"name":["N"]}}
{"id":"y","schema":"Person","properties":{"name":["Y"],"warpFactor":["9"]},"colour":"red"}
{"id":"z","schema":"Thing","properties":{"name":["Z"]}}
{"schema":"Person","properties":{"name":["no id"]}}
{"id":"s","schema":"Sanction","properties":{"entity":["nobody"]}}
{"id":"o","schema":"Ownership","properties":{"owner":["y"],"asset":["nobody"]}}
{"id":"y","schema":"Vessel","properties":{"name":["Y"]}}
{"id":"p","schema":"Person","properties":{"firstName":["Erika"],"lastName":["Muster"]}}
)"}}
                           .read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_TRUE(outcome->counts.consistent());
  EXPECT_EQ(outcome->counts.records_in, 8U);
  EXPECT_EQ(outcome->counts.mapped, 2U);
  EXPECT_EQ(count_findings(*outcome, "unknown-schema"), 2U);
  EXPECT_EQ(count_findings(*outcome, "unknown-property"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-member"), 1U);
  EXPECT_EQ(count_findings(*outcome, "entity-without-id"), 1U);
  EXPECT_EQ(count_findings(*outcome, "sanction-of-nobody"), 1U);
  EXPECT_EQ(count_findings(*outcome, "edge-to-nowhere"), 1U);
  EXPECT_EQ(count_findings(*outcome, "schema-conflict"), 1U);
  EXPECT_EQ(find_entity(*outcome, "y")->first("notes"), "warpFactor: 9");
  EXPECT_EQ(find_entity(*outcome, "p")->first("name"), "Erika Muster");
}

TEST(Ftm, RefusesBadStructure) {
  struct Case {
    const char* what;
    std::string bytes;
    ErrorCode code;
    std::uint64_t line;
  };
  const std::string head = R"({"id":"p","schema":"Person","properties":{"name":["A"]}})";
  std::string deep = R"({"id":"p","schema":"Person","properties":{"name":)" + std::string(100000, '[');
  std::string nested = head;
  for (int i = 0; i < 20; ++i) {
    nested.insert(0, R"({"id":"p)" + std::to_string(i) + R"(","schema":"Person","properties":{"addressEntity":[)");
    nested.append("]}}");
  }
  std::string many;
  for (int i = 0; i < 10000; ++i) many += ",\"n" + std::to_string(i) + "\"";
  std::string digits = R"({"id":"q","schema":"Person","properties":{},"odd":[0)";
  for (std::size_t i = 0; i < kMaxJsonRecordValues; ++i) digits += ",0";
  std::string empty = R"({"id":"q","schema":"Person","properties":{"a":[{})";
  for (int i = 0; i < 300'000; ++i) empty += ",{}";
  const Case cases[] = {
      {"cut", head + "\n" + head.substr(0, 30), ErrorCode::kSyntax, 2},
      {"no json in the middle", head + "\n<html>\n" + head, ErrorCode::kSyntax, 2},
      {"cut array", "[" + head + "\n", ErrorCode::kSyntax, 2},
      {"array cut inside an object", "[" + head + ",\n" + head.substr(0, 30), ErrorCode::kSyntax, 2},
      {"array with text behind it", "[" + head + "]\n" + head, ErrorCode::kUnexpectedStructure, 2},
      {"array of arrays", "[[" + head + "]]", ErrorCode::kUnexpectedStructure, 1},
      {"array without a comma", "[" + head + "\n" + head + "]", ErrorCode::kSyntax, 2},
      {"array that ends with a comma", "[" + head + ",\n]", ErrorCode::kUnexpectedStructure, 2},
      {"array with a bad object", "[" + head + ",\n{\"id\":\"q\",,\"schema\":\"Person\"}]", ErrorCode::kSyntax, 2},
      {"array in lines", head + "\n[" + head + "]", ErrorCode::kUnexpectedStructure, 2},
      {"pretty printed", "{\n  \"id\": \"p\",\n  \"schema\": \"Person\",\n  \"properties\": {}\n}\n",
       ErrorCode::kSyntax, 1},
      {"properties no object", R"({"id":"p","schema":"Person","properties":[]})", ErrorCode::kUnexpectedStructure, 1},
      {"odd operation", R"({"op":"HOP","entity":)" + head + "}", ErrorCode::kUnexpectedStructure, 1},
      {"deep", deep, ErrorCode::kLimit, 1},
      {"nested entities", nested, ErrorCode::kLimit, 1},
      {"very many values", head + "\n" + digits + "]}\n", ErrorCode::kLimit, 2},
      {"very many values in an array", "[" + head + ",\n" + digits + "]}]\n", ErrorCode::kLimit, 2},
      {"very many nested entities", head + "\n" + empty + "]}}\n", ErrorCode::kLimit, 2},
      {"long name",
       head + "\n" + R"({"id":"q","schema":"Person","properties":{"name":[")" + std::string(1 << 20, 'x') + "\"]}}",
       ErrorCode::kLimit, 2},
  };
  for (const Case& c : cases) {
    const auto outcome = Files{{"e.json", c.bytes}}.read();
    ASSERT_FALSE(outcome.ok()) << c.what;
    EXPECT_EQ(outcome.error().code, c.code) << c.what << ": " << to_string(outcome.error());
    EXPECT_EQ(outcome.error().position.file, "e.json") << c.what;
    EXPECT_EQ(outcome.error().position.line, c.line) << c.what;
    EXPECT_FALSE(outcome.error().fix.empty()) << c.what;
  }
}

TEST(Ftm, RefusesEdgesThatMultiply) {
  std::string owners;
  for (int i = 0; i < 100; ++i) owners += (i == 0 ? "\"y\"" : ",\"y\"");
  const auto outcome = Files{{"e.json", R"({"id":"y","schema":"Company","properties":{"name":["Y"]}}
{"id":"o","schema":"Ownership","properties":{"owner":[)" +
                                            owners + R"(],"asset":["y"]}}
{"id":"s","schema":"Sanction","properties":{"entity":[)" +
                                            owners + "]}}\n"}}
                           .read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_TRUE(outcome->counts.consistent());
  EXPECT_EQ(count_findings(*outcome, "too-many-ends"), 2U);
  EXPECT_TRUE(outcome->dataset.relationships.empty());
}

TEST(Ftm, ReadsSharesAsPeopleWriteThem) {
  struct Case {
    const char* text;
    const char* want;
  };
  for (const Case& c : {Case{"51", "51"},
                        Case{"51 %", "51"},
                        Case{"99,5%", "99.5"},
                        Case{"> 50%", ">50"},
                        Case{"25-50 %", "25..50"},
                        Case{"25 to 50", "25..50"},
                        Case{"at least 30", "30..100"},
                        Case{"more than 25%", ">25"},
                        Case{"\xE2\x89\xA5 75", "75..100"},
                        Case{"majority", ">50"},
                        Case{"Minority stake", "<50"},
                        Case{"50,1 %", "50.1"},
                        Case{">25", ">25"},
                        Case{"<25", "<25"},
                        Case{"up to 25 %", "0..25"},
                        Case{"between 25% and 50%", "25..50"},
                        Case{"over 75", ">75"},
                        Case{">25-50", ">25..50"},
                        Case{"33.3333333333333333", "33.3333333333333333"},
                        Case{"about half", ""},
                        Case{"1/3", ""},
                        Case{"50-25", ""},
                        Case{"120", ""},
                        Case{"-5", ""},
                        Case{"", ""}}) {
    EXPECT_EQ(ftm::parse_percentage(c.text).to_string(), c.want) << c.text;
  }
}

TEST(Ftm, KeepsUnreadAndSeveralSharesHonest) {
  const auto outcome = Files{{"e.json", R"({"id":"a","schema":"Company","properties":{"name":["A"]}}
{"id":"b","schema":"Company","properties":{"name":["B"]}}
{"id":"o1","schema":"Ownership","properties":{"owner":["a"],"asset":["b"],"percentage":["a third"],"startDate":["2020"]}}
{"id":"o2","schema":"Ownership","properties":{"owner":["a"],"asset":["b"],"percentage":["25","30-40"]}}
{"id":"o3","schema":"Ownership","properties":{"owner":["a"],"asset":["b"],"percentage":["50"],"status":["Inactive"]}}
{"id":"o4","schema":"Ownership","properties":{"owner":["a"],"asset":["b"],"percentage":["50","unknown"]}}
)"}}
                           .read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  ASSERT_EQ(outcome->dataset.relationships.size(), 4U);
  EXPECT_FALSE(outcome->dataset.relationships[0].share.stated);
  EXPECT_NE(outcome->dataset.relationships[0].note.find("a third"), std::string::npos);
  EXPECT_EQ(outcome->dataset.relationships[1].share.to_string(), "25..40");
  EXPECT_EQ(outcome->dataset.relationships[2].status, model::AssertionStatus::kEnded);
  EXPECT_FALSE(outcome->dataset.relationships[3].share.stated);
  EXPECT_EQ(count_findings(*outcome, "unread-value"), 2U);
  EXPECT_EQ(count_findings(*outcome, "several-shares"), 1U);
}

// Values of one property stay in order; FollowTheMoney does not keep the order between properties.
model::Dataset canonical(model::Dataset dataset) {
  for (model::Entity& entity : dataset.entities) {
    std::stable_sort(entity.values.begin(), entity.values.end(),
                     [](const model::Value& a, const model::Value& b) { return a.property < b.property; });
  }
  return dataset;
}

TEST(FtmJson, ReadsBackWhatItWrites) {
  model::Dataset dataset;
  model::Entity org{.id = "org-1", .schema = "Agency"};
  org.add("name", "Agentur \"Eins\"\\");
  org.add("name", "Агентство", "ru");
  org.add("country", "de");
  org.evidence = {"list", "a.csv:7"};
  org.existence = {PartialDate::parse("1991").value(), PartialDate::parse("<2020-05").value()};
  org.recorded = Timestamp::parse("2022-03-01T10:00:00Z").value();
  dataset.entities.push_back(org);
  model::Entity item{.id = "item-1", .schema = "Item"};
  item.add("name", "Part");
  item.evidence = {"list", "a.csv:8"};
  dataset.entities.push_back(item);
  model::Designation act;
  act.id = "d-1";
  act.entity = "org-1";
  act.list = "us-ssi-4";
  act.authority = "US Treasury (OFAC)";
  act.programmes = {"UKRAINE-EO13662", "RUSSIA-EO14024"};
  act.measures = {"export-ban", "services-ban"};
  act.listed_name = "AGENTUR 1";
  act.act = "Executive Order 13662";
  act.scope = "entity-and-sub-units";
  act.reason = "why";
  act.url = "https://x.example";
  act.date_act = PartialDate::parse("2022-02-24").value();
  act.published = PartialDate::parse("2022-02").value();
  act.valid = {PartialDate::parse("2022-02-24").value(), PartialDate::parse(">2023-01-01").value()};
  act.evidence = {"src", "p. 3"};
  act.note = "a note";
  dataset.designations.push_back(act);
  int n = 0;
  for (const char* kind : {"owns", "controls", "heads", "director-of", "member-of", "family-of", "associate-of",
                           "acts-for", "employed-by", "successor-of", "linked-to", "supplies", "withdrew"}) {
    model::Relationship edge;
    edge.id = "r-" + std::to_string(++n);
    edge.from = "org-1";
    edge.to = "item-1";
    edge.kind = kind;
    edge.role = n % 2 == 0 ? "" : "role " + std::to_string(n);
    if (std::string_view(kind) == "owns") edge.share = model::ShareInterval::parse(">25..<50").value();
    edge.status = model::AssertionStatus::kPlanned;
    edge.side = "org-1";
    edge.need = model::Need::kSupporting;
    edge.group = "g";
    edge.valid.from = PartialDate::parse("<2022").value();
    edge.evidence = {"src", "row"};
    edge.recorded = Timestamp::parse("2022-03-01T10:00:00Z").value();
    edge.note = "n";
    dataset.relationships.push_back(edge);
  }
  const std::string text = model::to_ftm_json(dataset);
  const auto outcome = Files{{"out.json", text}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(canonical(outcome->dataset), canonical(dataset)) << text;
  EXPECT_TRUE(outcome->findings.empty());
  // Other programs see plain FollowTheMoney.
  EXPECT_NE(
      text.find(R"("schema":"UnknownLink","properties":{"subject":["org-1"],"object":["item-1"],"role":["supplies"])"),
      std::string::npos);
  EXPECT_NE(text.find(R"("percentage":[">25..<50"])"), std::string::npos);
}

// An independent count: every entity, nested or not, has one "schema" member.
std::uint64_t count_entities(const std::string& bytes) {
  std::uint64_t count = 0;
  for (std::size_t at = 0; (at = bytes.find("\"schema\":", at)) != std::string::npos; ++at) ++count;
  return count;
}

class FtmSnapshots : public ::testing::TestWithParam<const char*> {};

TEST_P(FtmSnapshots, EveryEntityIsAccountedForAndSurvivesAnExport) {
  const std::string bytes = testing::shared_data(std::string("ftm/") + GetParam());
  PENUMBRA_SKIP_WITHOUT(bytes, std::string("ftm/") + GetParam());
  const auto outcome = Files{{"list.json", bytes}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, count_entities(bytes));
  EXPECT_EQ(count_findings(*outcome, "unknown-property"), 0U);
  EXPECT_EQ(count_findings(*outcome, "unknown-schema"), 0U);
  const auto again = Files{{"out.json", model::to_ftm_json(outcome->dataset)}}.read();
  ASSERT_TRUE(again.ok()) << to_string(again.error());
  EXPECT_EQ(canonical(again->dataset), canonical(outcome->dataset));
}

INSTANTIATE_TEST_SUITE_P(All, FtmSnapshots,
                         ::testing::Values("one-dataset-all-formats/entities.ftm.json",
                                           "one-dataset-all-formats/targets.nested.json", "donations.ftm.ndjson",
                                           "un_sc_sanctions-2023-08.ftm.ndjson.xz"));

TEST(FtmSnapshot, TheOfacListSurvivesAnExport) {
  Files files;
  for (const char* name : {"sdn.csv", "alt.csv", "add.csv"}) {
    const std::string path = std::string("lists/us-ofac/sdn-legacy/2019-08/") + name + ".xz";
    std::string bytes = testing::shared_data(path);
    PENUMBRA_SKIP_WITHOUT(bytes, path);
    files.add(name, std::move(bytes));
  }
  const auto outcome = files.read();
  ASSERT_TRUE(outcome.ok());
  const auto again = Files{{"out.json", model::to_ftm_json(outcome->dataset)}}.read();
  ASSERT_TRUE(again.ok()) << to_string(again.error());
  EXPECT_EQ(again->dataset.designations, outcome->dataset.designations);
  EXPECT_EQ(again->dataset.relationships, outcome->dataset.relationships);
  const model::Dataset want = canonical(outcome->dataset);
  const model::Dataset got = canonical(again->dataset);
  ASSERT_EQ(got.entities.size(), want.entities.size());
  for (std::size_t i = 0; i < want.entities.size(); ++i)
    ASSERT_EQ(got.entities[i], want.entities[i]) << want.entities[i].id;
}

}  // namespace
}  // namespace penumbra::ingest
