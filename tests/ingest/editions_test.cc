// Editions of official lists other than the snapshots at hand, written by ourselves with invented parties after what is
// publicly known of their form: what they say is read, or a finding says what was not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "ingest/jp_mof/number_text.h"
#include "ingest/support.h"
#include "ingest/workbooks.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_designation;
using testing::find_entity;
using ::testing::HasSubstr;
using testing::joined;
using ::testing::Not;

std::string seed(const std::string& path) {
  std::ifstream in(std::string(PENUMBRA_SOURCE_DIR) + "/fuzz/seeds/" + path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(JpMofList, TheNumberAmongWords) {
  EXPECT_EQ(number_in("TK1234567"), "TK1234567");
  EXPECT_EQ(number_in("ノバ旅券番号：AB1234567（2003年2月4日に発行；2006年2月2日に失効）"), "AB1234567");
  EXPECT_EQ(number_in("ノバ旅券:SEー123456(1988年1月25日発行)"), "SE-123456");
  EXPECT_EQ(number_in("654123210;旅券失効日:2019年2月21日"), "654123210");
  EXPECT_EQ(number_in("ノバ国民IDカード (card) 番号:44323"), "44323");
  EXPECT_EQ(number_in("Fiscal Code(納税者番号): BNX70L14Z352B"), "BNX70L14Z352B");
  EXPECT_EQ(number_in("ノバ旅券 D 0001203"), "D 0001203");
  EXPECT_EQ(number_in("ノバ B002606号"), "B002606");
  EXPECT_EQ(number_in("(2005年3月5日発行)"), "");
  EXPECT_EQ(number_in("発行日:2012年11月8日"), "");
  for (const std::string open : {"旅券番号 12", "旅券A123456、旅券B654321"}) EXPECT_EQ(number_in(open), open);
}

TEST(JpMofCsv, ReadsTheTableOf32Columns) {
  const auto outcome = Files{{"a.csv", seed("jp-mof-csv/list.csv")}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "jp-mof-csv");
  EXPECT_EQ(outcome->counts.mapped, 2U);
  EXPECT_EQ(outcome->counts.ignored, 1U);
  EXPECT_EQ(outcome->findings.count(model::FindingLevel::kWarning), 0U);
  const model::Entity* person = find_entity(*outcome, "jp-mof-029-000007");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->schema, "Person");
  EXPECT_EQ(joined(person->get("name")), "MUSTER, Max");
  EXPECT_EQ(joined(person->get("alias")),
            "Макс Мустер | マックス・ムスター | Max Muestermann | Maks Muster | マクス | マク");
  EXPECT_EQ(joined(person->get("previousName")), "Old Muster | 旧ムスター");
  EXPECT_EQ(joined(person->get("weakAlias")), "The Pattern | ムシ");
  EXPECT_EQ(joined(person->get("birthDate")), "1955-01-02 | 1956-01-02");
  EXPECT_EQ(joined(person->get("nationality")), "ru");
  EXPECT_EQ(joined(person->get("passportNumber")), "71 1234567 | 72 7654321");
  EXPECT_EQ(joined(person->get("address")), "5 Ring Road, Moscow, Russia | ロシア モスクワ市環状路5");
  EXPECT_THAT(joined(person->get("notes")), HasSubstr("生年月日1955/1/2"));
  const model::Designation* act = find_designation(*outcome, "jp-mof-029-000007-jp");
  EXPECT_EQ(act->list, "jp-ru");
  EXPECT_EQ(act->valid.from.to_string(), "2022-03-01");
  EXPECT_EQ(act->note, "UN reference: QDi.999; listed by the UN: 2021/6/16");
  EXPECT_EQ(find_entity(*outcome, "jp-mof-028-000001")->schema, "Organization");
}

TEST(JpMofCsv, TellsWhatItDoesNotKnow) {
  const std::string good = seed("jp-mof-csv/list.csv");
  const auto read = [](const std::string& text) { return Files{{"a.csv", text}}.read(); };
  EXPECT_EQ(read(with(good, "氏名（英語）", "英名")).error().code, ErrorCode::kUnexpectedStructure);
  EXPECT_EQ(read(with(good, ",その他の情報", "")).error().code, ErrorCode::kUnexpectedStructure);
  EXPECT_EQ(count_findings(*read(with(good, "\n29,", "\n99,")), "unmapped-programme"), 1U);
  EXPECT_EQ(count_findings(*read(with(good, "\n29,", "\n28,")), "kind-conflict"), 1U);  // renumbered categories
  const auto kind = read(with(good, "個人,マックス", "船舶,マックス"));
  EXPECT_EQ(count_findings(*kind, "unknown-party-type"), 1U);
  EXPECT_EQ(kind->counts.reported, 1U);
  EXPECT_EQ(count_findings(*read(with(good, "028-000001", "029-000007")), "duplicate-entry"), 1U);
  EXPECT_EQ(count_findings(*read(with(good, "2022.3.1 ", "spring ")), "unread-value"), 1U);
}

TEST(JpMetiUsers, ReadsTheWorkbookOfMeti) {
  const auto outcome = Files{{"a.csv", seed("jp-meti-users/list.csv")}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "jp-meti-users");
  ASSERT_EQ(outcome->dataset.entities.size(), 2U);
  EXPECT_EQ(outcome->findings.count(model::FindingLevel::kWarning), 0U);
  const model::Entity& first = outcome->dataset.entities[0];
  EXPECT_EQ(joined(first.get("name")), "Orbit Works");
  EXPECT_EQ(joined(first.get("alias")), "軌道工房 | Orbitwerk | OW Co., Ltd.");
  EXPECT_EQ(joined(first.get("country")), "ru");
  EXPECT_EQ(outcome->dataset.designations[0].reason, "concern: B, M, CW");
  EXPECT_EQ(outcome->dataset.designations[0].list, "jp-end-user");
  EXPECT_EQ(outcome->dataset.designations[1].reason, "concern: N");
  // The same as a workbook, with the sheet that METI calls 「ユーザーリスト」.
  const std::string rows =
      testing::text_rows({{"No.", "国名、地域名&#10;Country or Region", "企業名、組織名&#10;Company or Organization",
                           "別名&#10;Also Known As", "懸念区分&#10;Type of WMD"},
                          {"1", "イラン&#10;Islamic Republic of Iran", "Star Workshop", "", "核&#10;N"}});
  const auto book = Files{{"a.xlsx", testing::workbook({{"ユーザーリスト", rows, "", ""}})}}.read();
  ASSERT_TRUE(book.ok()) << to_string(book.error());
  EXPECT_EQ(book->dataset.entities.at(0).id, outcome->dataset.entities[1].id);  // numbers change, ids do not
}

TEST(JpMetiUsers, TellsWhatItDoesNotKnow) {
  const std::string good = seed("jp-meti-users/list.csv");
  const auto read = [](const std::string& text) { return Files{{"a.csv", text}}.read(); };
  EXPECT_EQ(count_findings(*read(with(good, "\n2,", "\n3,")), "number-gap"), 1U);
  EXPECT_EQ(count_findings(*read(with(good, "\nB,M", "\nB,Q")), "unknown-code"), 1U);
  EXPECT_EQ(count_findings(*read(with(good, "CW", "XX")), "unknown-code"), 1U);
  EXPECT_EQ(count_findings(*read(with(good, "\nRussia", "\nIslamic Republic of Iran")), "country-conflict"), 1U);
  EXPECT_EQ(read(with(good, "別名\nAlso Known As", "同義語")).error().code, ErrorCode::kUnexpectedStructure);
}

TEST(UsDplCsv, TakesNamesAndAddressesApart) {
  const std::string good = seed("us-dpl-csv/list.csv");
  const auto outcome = Files{{"a.csv", good}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "us-dpl-csv");
  ASSERT_EQ(outcome->dataset.entities.size(), 2U);
  const model::Entity& firm = outcome->dataset.entities[0];
  EXPECT_EQ(joined(firm.get("name")), "ORBIT WORKS CO., LTD.");
  EXPECT_EQ(joined(firm.get("country")), "de");
  EXPECT_THAT(joined(firm.get("address")), HasSubstr("5 RING ROAD, TESTSTADT"));
  const model::Entity& person = outcome->dataset.entities[1];
  EXPECT_EQ(joined(person.get("name")), "MAX MUSTER");
  EXPECT_EQ(joined(person.get("alias")), "MAKS MUSTER");
  EXPECT_EQ(joined(person.get("country")), "us");
  EXPECT_EQ(outcome->dataset.designations[0].valid.to.to_string(), "2032-03-18");
  EXPECT_EQ(outcome->dataset.designations[1].published.to_string(), "2017-10-20");
  // Ids are those of the text file: the list and the name.
  const auto text =
      Files{{"dpl.txt",
             "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t"
             "\"Effective_Date\"\t\"Expiration_Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t"
             "\"FR_Citation\"\n\"ORBIT WORKS CO., LTD.\"\t\"5 RING ROAD\"\t\"TESTSTADT\"\t\"\"\t\"DE\"\t"
             "\"\"\t\"03/17/2022\"\t\"03/17/2032\"\t\"Y\"\t\"2022-03-17\"\t\"\"\t\"87 F.R. 15200 3/17/22\"\n"}}
          .read();
  ASSERT_TRUE(text.ok()) << to_string(text.error());
  EXPECT_EQ(text->dataset.entities.at(0).id, firm.id);
}

TEST(UsDplCsv, TellsWhatItDoesNotKnow) {
  const std::string good = seed("us-dpl-csv/list.csv");
  const auto read = [](const std::string& text) { return Files{{"a.csv", text}}.read(); };
  EXPECT_EQ(read(with(good, "Expiration Date", "Until")).error().code, ErrorCode::kUnexpectedStructure);
  EXPECT_EQ(read(with(good, "Type of Denial", "Type of Denial,Program")).error().code, ErrorCode::kUnexpectedStructure);
  EXPECT_EQ(count_findings(*read(with(good, "03/17/2022", "17 Mar")), "unread-value"), 1U);
  EXPECT_EQ(count_findings(*read(with(good, "Standard", "Partial")), "unread-value"), 1U);
  // A code of a state that is one of a country, before five digits: not decided.
  const auto open = read(with(good, "TESTSTADT, DE", "DOVER, DE, 19901"));
  EXPECT_EQ(joined(open->dataset.entities[0].get("country")), "");
  EXPECT_TRUE(read(with(good, "Effective Date,Expiration Date", "Beginning_Date,Ending_Date")).ok());
}

TEST(FtmStatements, AsJsonLinesSayWhatTheTableSays) {
  const auto table = Files{{"s.csv", seed("ftm-statements-csv/statements.csv")}}.read();
  const auto json = Files{{"s.json", seed("ftm-statements-json/statements.json")}}.read();
  ASSERT_TRUE(table.ok() && json.ok()) << to_string((table.ok() ? json : table).error());
  expect_sound(*json);
  EXPECT_EQ(json->format, "ftm-statements-json");
  EXPECT_EQ(json->counts, table->counts);
  ASSERT_EQ(json->dataset.entities.size(), table->dataset.entities.size());
  for (std::size_t i = 0; i < json->dataset.entities.size(); ++i) {
    EXPECT_EQ(json->dataset.entities[i].id, table->dataset.entities[i].id);
    EXPECT_EQ(json->dataset.entities[i].values, table->dataset.entities[i].values);
  }
  EXPECT_EQ(json->dataset.designations.size(), table->dataset.designations.size());
  const std::string good = seed("ftm-statements-json/statements.json");
  for (const auto& [from, to] : {std::pair{"\"prop\":", "\"property\":"}, {"\"value\":", "\"values\":"}}) {
    EXPECT_FALSE((Files{{"s.json", with(good, from, to)}}.read().ok())) << to;
  }
}

TEST(UsCsl, ReadsTheTableWithTabs) {
  const std::string csv = seed("us-csl-csv/parties.csv");
  // Cells with commas stand in quotes in the CSV, and need none with tabs; quotes are kept, which is allowed.
  std::string tabs;
  bool quoted = false;
  for (const char c : csv) {
    if (c == '"') quoted = !quoted;
    tabs += c == ',' && !quoted ? '\t' : c;
  }
  const auto with_commas = Files{{"c.csv", csv}}.read();
  const auto with_tabs = Files{{"c.tsv", tabs}}.read();
  ASSERT_TRUE(with_commas.ok() && with_tabs.ok()) << to_string((with_tabs.ok() ? with_commas : with_tabs).error());
  EXPECT_EQ(with_tabs->counts, with_commas->counts);
  ASSERT_EQ(with_tabs->dataset.entities.size(), with_commas->dataset.entities.size());
  for (std::size_t i = 0; i < with_tabs->dataset.entities.size(); ++i) {
    EXPECT_EQ(with_tabs->dataset.entities[i].values, with_commas->dataset.entities[i].values);
  }
}

// Members that an interface may add are told; what is missing is told as well.
TEST(UaNsdcJson, TellsNewMembers) {
  const std::string good = seed("ua-nsdc-json/subjects.json");
  const auto outcome = Files{{"a.json", with(with(good, "\"sid\":\"501\"", "\"gender\":\"m\",\"sid\":\"501\""),
                                             "\"aid\":\"9001\"", "\"court\":\"x\",\"aid\":\"9001\"")}}
                           .read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unknown-member"), 2U);
}

TEST(EmptyLists, AreToldAsEmpty) {
  for (const char* empty : {"[]", " [ \n ] ", "{}", "<?xml version=\"1.0\"?>\n<data-set></data-set>", "<list/>",
                            "<export date=\"x\">\n</export>", "\xEF\xBB\xBF[]"}) {
    const auto outcome = Files{{"a", empty}}.read();
    ASSERT_FALSE(outcome.ok()) << empty;
    EXPECT_EQ(outcome.error().code, ErrorCode::kEmpty) << empty << to_string(outcome.error());
  }
  for (const char* other : {"[", "[1]", "<a><b/></a>", "<a></b>", "<", "<?xml", "{]x", "<a>"}) {
    const auto outcome = Files{{"a", other}}.read();
    ASSERT_FALSE(outcome.ok()) << other;
    EXPECT_NE(outcome.error().code, ErrorCode::kEmpty) << other;
  }
}

TEST(ChSeco, KeepsWhatAModificationTookAway) {
  const std::string good = seed("ch-seco-xml/list.xml");
  const auto outcome = Files{{"a.xml", with(good, "<removed><individual/></removed>",
                                            "<removed><individual><identity><name><name-part><value>Altname</value>"
                                            "</name-part></name></identity></individual></removed>")}}
                           .read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  bool kept = false;
  for (const model::Entity& entity : outcome->dataset.entities) {
    kept |= joined(entity.get("notes")).find("removed by the modification of 2020-03-01: value Altname") !=
            std::string::npos;
  }
  EXPECT_TRUE(kept);
}

}  // namespace
}  // namespace penumbra::ingest
