// The parties are invented; the forms are those of the Beneficial Ownership Data Standard 0.2 to 0.4.
#include <string>

#include "ingest/bods/mapper.h"
#include "ingest/bods/shape.h"
#include "ingest/json_tree.h"
#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_entity;
using testing::joined;

std::string entity_04(const std::string& record, const std::string& name, const std::string& more = "") {
  return R"({"statementId":"stmt-entity-)" + std::string(24 - record.size(), '0') + record +
         R"(","statementDate":"2024-01-10","declarationSubject":")" + record + R"(","recordId":")" + record +
         R"(","recordType":"entity","recordDetails":{"isComponent":false,"entityType":{"type":"registeredEntity"},"name":")" +
         name + "\"" + more + "}}";
}

std::string person_04(const std::string& record, const std::string& name, const std::string& type = "knownPerson") {
  return R"({"statementId":"stmt-person-)" + std::string(24 - record.size(), '0') + record +
         R"(","statementDate":"2024-01-10","declarationSubject":"a","recordId":")" + record +
         R"(","recordType":"person","recordDetails":{"isComponent":false,"personType":")" + type +
         R"(","names":[{"type":"legal","fullName":")" + name + R"("}]}})";
}

std::string relation_04(const std::string& record, const std::string& subject, const std::string& party,
                        const std::string& interests, const std::string& date = "2024-01-10",
                        const std::string& more = "", const std::string& details = "") {
  return R"({"statementId":"stmt-)" + date + "-" + std::string(20 - record.size(), '0') + record +
         R"(","statementDate":")" + date + R"(","declarationSubject":"a","recordId":")" + record +
         R"(","recordType":"relationship")" + more + R"(,"recordDetails":{"isComponent":false,"subject":")" + subject +
         R"(","interestedParty":)" + (party.starts_with("{") ? party : "\"" + party + "\"") + R"(,"interests":[)" +
         interests + "]" + details + "}}";
}

const model::Relationship* find_edge(const ReadOutcome& outcome, std::string_view from, std::string_view kind,
                                     std::string_view role = "") {
  for (const model::Relationship& edge : outcome.dataset.relationships) {
    if (edge.from == from && edge.kind == kind && edge.role == role) return &edge;
  }
  return nullptr;
}

Result<ReadOutcome> read(const std::string& text) {
  return Files{{"bods.json", text}}.read("register");
}

TEST(Bods, MapsStatementsOf02) {
  const auto outcome = read(R"([
 {"statementID":"e1e1e1e1-0000-4000-8000-000000000001","statementType":"entityStatement","isComponent":false,
  "statementDate":"2019-02-01","entityType":"registeredEntity","name":"Nordlicht Ltd","alternateNames":["NL"],
  "incorporatedInJurisdiction":{"code":"GB","name":"United Kingdom"},"foundingDate":"2010-11",
  "identifiers":[{"scheme":"GB-COH","id":"123456"},{"scheme":"XI-LEI","id":"529900T8BM49AURSDO55"}],
  "addresses":[{"type":"registered","address":"1 Test Row","postCode":"T1 1ST","country":"GB"}],
  "publicationDetails":{"publicationDate":"2019-03-01","bodsVersion":"0.2","publisher":{"name":"Test"}}},
 {"statementID":"p1p1p1p1-0000-4000-8000-000000000002","statementType":"personStatement","isComponent":false,
  "statementDate":"2019-02-01","personType":"knownPerson","hasPepStatus":true,
  "names":[{"type":"individual","fullName":"Erika Muster","givenName":"Erika","familyName":"Muster"},
           {"type":"alternative","fullName":"Rika Muster"},{"type":"former","fullName":"Erika Alt"}],
  "nationalities":[{"code":"DE"}],"birthDate":"1970-03",
  "publicationDetails":{"publicationDate":"2019-03-01","bodsVersion":"0.2","publisher":{"name":"Test"}}},
 {"statementID":"r1r1r1r1-0000-4000-8000-000000000003","statementType":"ownershipOrControlStatement",
  "isComponent":false,"statementDate":"2019-02-01",
  "subject":{"describedByEntityStatement":"e1e1e1e1-0000-4000-8000-000000000001"},
  "interestedParty":{"describedByPersonStatement":"p1p1p1p1-0000-4000-8000-000000000002"},
  "interests":[
   {"type":"shareholding","interestLevel":"direct","beneficialOwnershipOrControl":true,"startDate":"2016-04-06",
    "share":{"minimum":25,"exclusiveMinimum":true,"maximum":50}},
   {"type":"voting-rights","interestLevel":"direct","share":{"exact":33.3333333333}},
   {"type":"appointment-of-board","interestLevel":"direct","share":{"minimum":50,"exclusiveMinimum":true}}],
  "publicationDetails":{"publicationDate":"2019-03-01","bodsVersion":"0.2","publisher":{"name":"Test"}}}])");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.mapped, 3U);
  EXPECT_EQ(outcome->published.to_string(), "2019-03-01");
  const model::Entity* company = find_entity(*outcome, "bods-e1e1e1e1-0000-4000-8000-000000000001");
  ASSERT_NE(company, nullptr);
  EXPECT_EQ(company->schema, "Company");
  EXPECT_EQ(joined(company->get("idNumber")), "GB-COH-00123456");
  EXPECT_EQ(joined(company->get("leiCode")), "529900T8BM49AURSDO55");
  EXPECT_EQ(joined(company->get("jurisdiction")), "gb");
  EXPECT_EQ(joined(company->get("address")), "1 Test Row, T1 1ST, GB");
  const model::Entity* person = find_entity(*outcome, "bods-p1p1p1p1-0000-4000-8000-000000000002");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("alias")), "Rika Muster");
  EXPECT_EQ(joined(person->get("previousName")), "Erika Alt");
  EXPECT_EQ(joined(person->get("nationality")), "de");
  EXPECT_EQ(joined(person->get("topics")), "role.pep");
  ASSERT_EQ(outcome->dataset.relationships.size(), 3U);
  const model::Relationship& shares = outcome->dataset.relationships[0];
  EXPECT_EQ(shares.kind, "owns");
  EXPECT_EQ(shares.share.to_string(), ">25..50");  // an absent exclusiveMaximum counts as closed
  EXPECT_EQ(shares.valid.from.to_string(), "2016-04-06");
  EXPECT_EQ(shares.recorded->to_string(), "2019-02-01T00:00:00.000000Z");
  EXPECT_NE(shares.note.find("beneficial owner"), std::string::npos);
  EXPECT_EQ(outcome->dataset.relationships[1].role, "votes");
  EXPECT_EQ(outcome->dataset.relationships[1].share.to_string(), "33.3333333333");
  const model::Relationship& board = outcome->dataset.relationships[2];
  EXPECT_EQ(board.role, "appoints-majority");
  EXPECT_EQ(board.status, model::AssertionStatus::kAsserted);
}

TEST(Bods, MapsEveryInterestType) {
  for (const bods::Version version : {bods::Version::k02, bods::Version::k03, bods::Version::k04}) {
    const auto& codes = bods::codes_of("interest", "type", version);
    EXPECT_GE(codes.size(), 14U);
    for (const std::string& code : codes) EXPECT_NE(bods::interest_rule(code), nullptr) << code;
  }
  EXPECT_EQ(bods::interest_rule("goldenShare"), nullptr);
}

TEST(Bods, KeepsBoundsExactAndOpen) {
  struct Case {
    const char* share;
    bods::Version version;
    const char* want;
  };
  for (const Case& c : {
           Case{R"({"exact":50})", bods::Version::k04, "50"},
           Case{R"({"exact":49.9999999999999999})", bods::Version::k04, "49.9999999999999999"},
           Case{R"({"exact":5e1})", bods::Version::k04, "50"},
           Case{R"({"minimum":25,"maximum":50})", bods::Version::k04, "25..50"},
           Case{R"({"exclusiveMinimum":25,"exclusiveMaximum":50})", bods::Version::k04, ">25..<50"},
           Case{R"({"minimum":75})", bods::Version::k04, "75..100"},
           Case{R"({"exclusiveMaximum":10})", bods::Version::k04, "<10"},
           Case{R"({"minimum":25,"exclusiveMinimum":30})", bods::Version::k04, ">30"},
           Case{R"({"minimum":25,"maximum":50,"exclusiveMaximum":true})", bods::Version::k03, "25..<50"},
           Case{R"({"minimum":50,"exclusiveMaximum":50})", bods::Version::k04, ""},
           Case{R"({"minimum":99,"maximum":1})", bods::Version::k04, ""},
           Case{R"({"exact":10,"minimum":20})", bods::Version::k04, ""},
           Case{R"({"exact":101})", bods::Version::k04, ""},
           Case{R"({"exact":"50"})", bods::Version::k04, ""},
           Case{R"({})", bods::Version::k04, ""},
       }) {
    ASSERT_TRUE(read_json_records({"s", c.share}, [&](JsonRecord&& record) -> Status {
                  EXPECT_EQ(bods::read_share(record.node, c.version).to_string(), c.want) << c.share;
                  return {};
                }).ok());
  }
}

TEST(Bods, CountsAnIndirectInterestOnlyWhereItsChainIsNotOnRecord) {
  const std::string share = R"({"type":"shareholding","directOrIndirect":"direct","share":{"exact":60}})";
  const std::string indirect = R"({"type":"shareholding","directOrIndirect":"indirect","share":{"exact":36}})";
  const auto with =
      read(entity_04("a", "A") + "\n" + entity_04("b", "B") + "\n" + person_04("p", "P") + "\n" +
           relation_04("ab", "a", "b", share) + "\n" + relation_04("bp", "b", "p", share) + "\n" +
           relation_04("ap", "a", "p", indirect, "2024-01-10", "", R"(,"componentRecords":["b","ab","bp"])"));
  ASSERT_TRUE(with.ok()) << to_string(with.error());
  expect_sound(*with);
  const model::Relationship* context = find_edge(*with, "bods-p", "linked-to", "indirect interest: equity");
  ASSERT_NE(context, nullptr);
  EXPECT_EQ(context->share.to_string(), "36");
  const auto without =
      read(entity_04("a", "A") + "\n" + person_04("p", "P") + "\n" + relation_04("ap", "a", "p", indirect));
  ASSERT_TRUE(without.ok()) << to_string(without.error());
  const model::Relationship* possible = find_edge(*without, "bods-p", "owns");
  ASSERT_NE(possible, nullptr);
  EXPECT_EQ(possible->status, model::AssertionStatus::kPossible);
}

TEST(Bods, KeepsUndisclosedHoldersAndDeclaredAbsenceApart) {
  const std::string share = R"({"type":"shareholding","directOrIndirect":"direct","share":{"minimum":30}})";
  const auto outcome = read(entity_04("a", "A") + entity_04("b", "B") + entity_04("c", "C") +
                            person_04("x", "", "anonymousPerson") + relation_04("r1", "a", "x", share) +
                            relation_04("r2", "b", R"({"reason":"interestedPartyExemptFromDisclosure"})", "") +
                            relation_04("r3", "c", R"({"reason":"noBeneficialOwners"})", "") +
                            relation_04("r4", "c", "nobody-here", share));
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.mapped, outcome->counts.records_in);
  EXPECT_EQ(find_entity(*outcome, "bods-x"), nullptr);
  std::size_t holders = 0;
  for (const model::Relationship& edge : outcome->dataset.relationships) {
    EXPECT_EQ(edge.from, "?");
    ++holders;
    if (edge.to == "bods-a") {
      EXPECT_EQ(edge.share.to_string(), "30..100");
    }
    if (edge.to == "bods-b") {
      EXPECT_FALSE(edge.share.stated);
    }
  }
  EXPECT_EQ(holders, 3U);
  EXPECT_NE(joined(find_entity(*outcome, "bods-c")->get("notes")).find("no beneficial owner"), std::string::npos);
  EXPECT_EQ(count_findings(*outcome, "party-not-in-file"), 1U);
}

TEST(Bods, EndsWhatALaterStatementNoLongerStates) {
  const std::string both =
      R"({"type":"shareholding","directOrIndirect":"direct","startDate":"2020-01-01","share":{"exact":60}},
                              {"type":"votingRights","directOrIndirect":"direct","startDate":"2020-01-01","share":{"exact":60}})";
  const std::string one =
      R"({"type":"shareholding","directOrIndirect":"direct","startDate":"2020-01-01","share":{"exact":40}})";
  const auto outcome = read(entity_04("a", "A") + person_04("p", "P") +
                            relation_04("r", "a", "p", both, "2021-01-01", R"(,"recordStatus":"new")") +
                            relation_04("r", "a", "p", one, "2022-01-01", R"(,"recordStatus":"updated")") +
                            relation_04("r", "a", "p", one, "2023-01-01", R"(,"recordStatus":"closed")"));
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  bool votes_ended = false;
  bool shares_closed = false;
  for (const model::Relationship& edge : outcome->dataset.relationships) {
    if (edge.role == "votes" && edge.valid.to.to_string() == "2022-01-01") {
      votes_ended = true;
      EXPECT_EQ(edge.recorded->to_string(), "2022-01-01T00:00:00.000000Z");
    }
    if (edge.role.empty() && edge.valid.to.to_string() == "2023-01-01") shares_closed = true;
  }
  EXPECT_TRUE(votes_ended);
  EXPECT_TRUE(shares_closed);
  EXPECT_EQ(count_findings(*outcome, "record-series"), 0U);
}

TEST(Bods, FollowsReplacedStatementsOf03) {
  const auto statement = [](const std::string& id, const std::string& name, const std::string& date,
                            const std::string& more) {
    return R"({"statementID":")" + id + R"(","statementType":"entityStatement","isComponent":false,"statementDate":")" +
           date + R"(","entityType":"registeredEntity","name":")" + name + "\"" + more +
           R"(,"publicationDetails":{"publicationDate":"2023-01-01","bodsVersion":"0.3","publisher":{"name":"T"}}})";
  };
  const std::string first = "e0000000-0000-4000-8000-000000000001";
  const std::string second = "e0000000-0000-4000-8000-000000000002";
  const auto outcome =
      read("[" + statement(first, "Old Name Ltd", "2020-01-01", "") + "," +
           statement(second, "New Name Ltd", "2022-01-01", R"(,"replacesStatements":[")" + first + "\"]") + "]");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  ASSERT_EQ(outcome->dataset.entities.size(), 1U);
  const model::Entity& entity = outcome->dataset.entities[0];
  EXPECT_EQ(entity.id, "bods-" + first);
  EXPECT_EQ(joined(entity.get("name")), "New Name Ltd");
  EXPECT_EQ(joined(entity.get("previousName")), "Old Name Ltd");
}

TEST(Bods, ReportsWhatItCannotMap) {
  const auto outcome = read(
      entity_04("a", "A") + person_04("p", "P") +
      relation_04("r1", "a", "p", R"({"type":"goldenShare","share":{"exact":10}})") +
      relation_04("r2", "elsewhere", "p", R"({"type":"shareholding"})") +
      R"({"statementId":"stmt-00000000000000000000000000009","recordId":"z","recordType":"vessel","recordDetails":{}})" +
      R"({"statementId":"stmt-00000000000000000000000000008","recordId":"y","recordType":"entity","recordDetails":{"isComponent":false,"entityType":{"type":"starship"}}})" +
      R"({"statementId":"a","statementId":"b","recordId":"x","recordType":"entity","recordDetails":{}})" +
      person_04("p", "P"));
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_TRUE(outcome->counts.consistent());
  EXPECT_EQ(outcome->counts.records_in, 8U);
  EXPECT_EQ(outcome->counts.mapped, 2U);
  EXPECT_EQ(outcome->counts.ignored, 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-interest"), 1U);
  EXPECT_EQ(count_findings(*outcome, "edge-to-nowhere"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unusable-statement"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-party-type"), 1U);
  EXPECT_EQ(count_findings(*outcome, "repeated-member"), 1U);
  EXPECT_EQ(count_findings(*outcome, "duplicate-statement"), 1U);
  EXPECT_TRUE(outcome->dataset.relationships.empty());
}

TEST(Bods, ReadsArraysLinesAndPackages) {
  const std::string one = entity_04("a", "A");
  const std::string two = entity_04("b", "B");
  for (const std::string& text :
       {"[" + one + ",\n" + two + "]", one + "\n" + two, one + two, R"({"statements":[)" + one + "," + two + "]}",
        "\xEF\xBB\xBF[\n" + one + "\n,\n" + two + "\n]\n"}) {
    const auto outcome = read(text);
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error()) << "\n" << text;
    EXPECT_EQ(outcome->counts.mapped, 2U) << text;
    EXPECT_EQ(outcome->format, "bods-json");
  }
}

TEST(JsonTree, RefusesBadStructure) {
  struct Case {
    const char* what;
    std::string bytes;
    ErrorCode code;
    std::uint64_t line;
  };
  const std::string good = R"({"a":1})";
  const Case cases[] = {
      {"cut object", good + "\n{\"a\":", ErrorCode::kSyntax, 2},
      {"cut array", "[\n" + good, ErrorCode::kSyntax, 2},
      {"comma at the end", "[" + good + ",]", ErrorCode::kUnexpectedStructure, 1},
      {"comma and nothing", "[" + good + ",", ErrorCode::kSyntax, 1},
      {"no comma", "[" + good + " " + good + "]", ErrorCode::kSyntax, 1},
      {"number", "[1,2]", ErrorCode::kUnexpectedStructure, 1},
      {"text behind", "[" + good + "]\nx", ErrorCode::kUnexpectedStructure, 2},
      {"bad word", R"({"a":tru})", ErrorCode::kSyntax, 1},
      {"bad null", R"({"a":nil})", ErrorCode::kSyntax, 1},
      {"bad number", R"({"a":01})", ErrorCode::kSyntax, 1},
      {"wrong bracket", R"({"a":[1}])", ErrorCode::kSyntax, 1},
      {"no key", R"({1:2})", ErrorCode::kSyntax, 1},
      {"half a surrogate", R"({"a":"\ud800"})", ErrorCode::kSyntax, 1},
      {"raw control", "{\"a\":\"\x01\"}", ErrorCode::kSyntax, 1},
      {"deep", R"({"a":)" + std::string(100, '['), ErrorCode::kLimit, 1},
      {"long value", R"({"a":")" + std::string(100'000, 'x') + "\"}", ErrorCode::kLimit, 1},
  };
  for (const Case& c : cases) {
    const Status status = read_json_records({"f.json", c.bytes}, [](JsonRecord&&) -> Status { return {}; });
    ASSERT_FALSE(status.ok()) << c.what;
    EXPECT_EQ(status.error().code, c.code) << c.what << ": " << to_string(status.error());
    EXPECT_EQ(status.error().position.line, c.line) << c.what;
    EXPECT_EQ(status.error().position.file, "f.json") << c.what;
    EXPECT_FALSE(status.error().fix.empty()) << c.what;
  }
}

}  // namespace
}  // namespace penumbra::ingest
