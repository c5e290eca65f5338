// `penumbra exposure` over ownership registers: as files beside a table of listings, and as sources of a store. All
// parties are invented.
#include "cli/program.h"

namespace penumbra::testing {
namespace {

using OwnersTest = ProgramTest;

std::string entity(const std::string& record, const std::string& name, const std::string& identifier = "") {
  return R"({"statementId":"stmt-entity-)" + std::string(24 - record.size(), '0') + record +
         R"(","statementDate":"2024-01-10","declarationSubject":")" + record + R"(","recordId":")" + record +
         R"(","recordType":"entity","recordDetails":{"isComponent":false,"entityType":{"type":"registeredEntity"},"name":")" +
         name + "\"" + (identifier.empty() ? "" : ",\"identifiers\":[" + identifier + "]") + "}}\n";
}

std::string relation(const std::string& record, const std::string& subject, const std::string& party,
                     const std::string& interest) {
  return R"({"statementId":"stmt-relation-)" + std::string(24 - record.size(), '0') + record +
         R"(","statementDate":"2024-01-10","declarationSubject":")" + subject + R"(","recordId":")" + record +
         R"(","recordType":"relationship","recordDetails":{"isComponent":false,"subject":")" + subject +
         R"(","interestedParty":)" + (party.starts_with("{") ? party : "\"" + party + "\"") + R"(,"interests":[)" +
         interest + "]}}\n";
}

const std::string kRegister =
    entity("alpha", "Alpha Ltd", R"({"scheme":"GB-COH","id":"01234567"})") + entity("beta", "Beta Ltd") +
    entity("gamma", "Gamma Ltd") + entity("holder", "Holder AG", R"({"scheme":"XI-LEI","id":"529900T8BM49AURSDO55"})") +
    relation("r1", "alpha", "holder", R"({"type":"shareholding","directOrIndirect":"direct","share":{"exact":60}})") +
    relation("r2", "beta", "alpha",
             R"({"type":"shareholding","directOrIndirect":"direct","share":{"exclusiveMinimum":25,"maximum":50}})") +
    relation("r3", "gamma", R"({"reason":"subjectExemptFromDisclosure"})", "");

TEST_F(OwnersTest, ARegisterAndATableOfListings) {
  spill(path("register.jsonl"), kRegister);
  spill(path("designations.csv"), "id,list,from,to\n529900T8BM49AURSDO55,us-sdn,2022-03-01,\n");
  const Outcome run = penumbra({"exposure", "--graph", "register.jsonl", "designations.csv", "--regime", "us",
                                "--as-of", "2025-01-15", "--format", "csv"});
  EXPECT_EQ(run.status, 1) << run.err;
  EXPECT_NE(run.out.find("bods-holder,designated,"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("bods-alpha,restricted,"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("bods-beta,undetermined,"), std::string::npos) << run.out;   // up to 50 % is possible
  EXPECT_NE(run.out.find("bods-gamma,undetermined,"), std::string::npos) << run.out;  // an undisclosed holder
  EXPECT_NE(run.err.find("read as bods-json: 7 records, 7 mapped"), std::string::npos) << run.err;
}

TEST_F(OwnersTest, FilesOfSeveralFormatsAreJoinedByIdentifiers) {
  spill(path("data/bods.json"), kRegister);
  // The PSC register knows Alpha by its number, and that it holds a company that BODS does not have.
  spill(
      path("data/psc.txt"),
      R"({"company_number":"07654321","data":{"kind":"corporate-entity-person-with-significant-control","links":{"self":"/company/07654321/x/A"},"name":"Alpha Ltd","identification":{"country_registered":"England","registration_number":"1234567"},"natures_of_control":["ownership-of-shares-75-to-100-percent"],"notified_on":"2020-01-01"}})"
      "\n");
  // A list of designated parties instead of a table: it names the holder by its LEI.
  spill(
      path("data/list.ftm.json"),
      R"({"id":"us-1","schema":"Company","properties":{"name":["HOLDER AG"],"leiCode":["529900T8BM49AURSDO55"]}})"
      "\n"
      R"({"id":"us-1-act","schema":"Sanction","properties":{"entity":["us-1"],"authority":["Office of Foreign Assets Control"],"startDate":["2022-03-01"]},"datasets":["us_ofac_sdn"]})"
      "\n");
  const Outcome run =
      penumbra({"exposure", "--graph", "data", "--regime", "us", "--as-of", "2025-01-15", "--format", "csv"});
  EXPECT_EQ(run.status, 1) << run.err;
  EXPECT_NE(run.out.find("us-1,designated,"), std::string::npos) << run.out << run.err;
  EXPECT_NE(run.out.find("gb-coh-07654321,restricted,"), std::string::npos) << run.out << run.err;
  EXPECT_NE(run.err.find("parties of one file are parties of another"), std::string::npos) << run.err;
}

TEST_F(OwnersTest, WhatCannotBeReadLeavesTheAnswerIncomplete) {
  spill(path("register.jsonl"), kRegister + relation("r4", "gamma", "alpha", R"({"type":"goldenShare"})"));
  spill(path("designations.csv"), "id,list,from,to\nholder,us-sdn,2022-03-01,\n");
  const Outcome run = penumbra({"exposure", "--graph", "register.jsonl", "designations.csv", "--regime", "us"});
  EXPECT_EQ(run.status, 3) << run.err;
  EXPECT_NE(run.err.find("goldenShare"), std::string::npos) << run.err;
  spill(path("designations.csv"), "id,list,from,to\nnobody,us-sdn,2022-03-01,\nholder,us-nsd,soon,\n");
  const Outcome bad = penumbra({"exposure", "--graph", "register.jsonl", "designations.csv", "--regime", "us"});
  EXPECT_EQ(bad.status, 3) << bad.err;
  for (const char* words :
       {"designations.csv:2", "\"nobody\" is no party", "Did you mean \"us-sdn\"?", "column from"}) {
    EXPECT_NE(bad.err.find(words), std::string::npos) << words << "\n" << bad.err;
  }
  spill(path("notes.txt"), "some words that no reader knows\n");
  EXPECT_EQ(penumbra({"exposure", "--graph", "register.jsonl", "notes.txt", "--regime", "us"}).status, 3);
}

TEST_F(OwnersTest, ARegisterInAStoreIsJudgedByTheRules) {
  spill(path("register.jsonl"), kRegister);
  spill(
      path("list.ftm.json"),
      R"({"id":"us-1","schema":"Company","properties":{"name":["HOLDER AG"],"leiCode":["529900T8BM49AURSDO55"]}})"
      "\n"
      R"({"id":"us-1-act","schema":"Sanction","properties":{"entity":["us-1"],"authority":["Office of Foreign Assets Control"],"startDate":["2022-03-01"]},"datasets":["us_ofac_sdn"]})"
      "\n");
  const Outcome imported = penumbra(
      {"import", "--store", "store", "--source", "register", "--published", "2024-02-01", "register.jsonl", "--quiet"});
  ASSERT_EQ(imported.status, 0) << imported.err;
  ASSERT_EQ(penumbra({"import", "--store", "store", "--source", "sdn", "--published", "2024-02-01", "list.ftm.json",
                      "--quiet"})
                .status,
            0);
  // A company of the register is found by the identifier of its register, and reached through its owner's listing.
  const Outcome run = penumbra(
      {"exposure", "--store", "store", "--entity", "GB-COH-01234567", "--as-of", "2025-01-15", "--regime", "us"});
  EXPECT_EQ(run.status, 1) << run.out << run.err;
  EXPECT_NE(run.out.find("Alpha Ltd"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("60"), std::string::npos) << run.out;
  // The same identifier asks for the timeline.
  const Outcome swept = penumbra({"exposure", "--store", "store", "--entity", "GB-COH-01234567", "--timeline",
                                  "2024-06-01..2024-12-31", "--regime", "us"});
  EXPECT_EQ(swept.err.find("not-found"), std::string::npos) << swept.err;
  EXPECT_NE(swept.out.find("Alpha Ltd"), std::string::npos) << swept.out << swept.err;
  // To be registered is not to be listed.
  const Outcome screened = penumbra({"screen", "--store", "store", "Alpha Ltd", "--as-of", "2025-01-15"});
  EXPECT_EQ(screened.status, 0) << screened.out << screened.err;
  EXPECT_EQ(penumbra({"screen", "--store", "store", "Holder AG", "--as-of", "2025-01-15"}).status, 1);
}

}  // namespace
}  // namespace penumbra::testing
