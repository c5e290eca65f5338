// The parties in these excerpts are invented; the format is the real one, bytes and quirks included.
#include <algorithm>
#include <string>

#include "ingest/ofac/facts.h"
#include "ingest/ofac/programmes.h"
#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_designation;
using testing::find_entity;
using testing::joined;

const std::string kSdn =
    "101,\"ORBITWERK GMBH\",-0- ,\"RUSSIA-EO14024\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"SWIFT/BIC ORBIDE00; Website "
    "www.orbitwerk.example; Organization Established Date 01 Apr 1991; Tax ID No. 7708503727 (Russia); Registration "
    "Number "
    "1027700132195 (Russia); Secondary sanctions risk: this person is facilitating; a.k.a. 'OW'; Linked To: ZVEZDNY "
    "TSENTR.\"\r\n"
    "102,\"MUSTERMANN, Max Otto\",\"individual\",\"SDGT] [IRAN-HR\",\"Minister of Tests\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
    ",\"DOB circa 1961; alt. DOB 03 Mar 1962; POB Teststadt, Germany; nationality Germany; citizen Korea, North; "
    "Gender Male; "
    "Passport C01X0006H (Germany) issued 16 Oct 2009 expires 15 Oct 2019; National ID No. 12-34; a.k.a. 'DER MAX'; "
    "shoe size "
    "44.\"\r\n"
    "103,\"STERNENSTAUB\",\"vessel\",\"NPWMD\",-0- ,\"9HDS9\",\"Crude Oil "
    "Tanker\",\"318,000\",\"163,660\",\"Malta\",\"ORBITWERK "
    "GMBH\",\"Vessel Registration Identification IMO 9187629; MMSI 256870000; Former Vessel Flag Panama.\"\r\n"
    "104,\"EP-TST\",\"aircraft\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Aircraft Model B747; Aircraft "
    "Manufacture Date "
    "08 Feb 1991; Aircraft Construction Number (also called L/N or S/N or F/N) 1605; Linked To: NOBODY AT ALL.\"\r\n"
    "105,\"ZVEZDNY TSENTR\",-0- ,\"UKRAINE-EO13662] [RUSSIA-EO14024\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Executive "
    "Order 13662 "
    "Directive Determination - Subject to Directive 3; Digital Currency Address - XBT 1TestAddress2; BIK (RU) "
    "044525000.\"\r\n"
    "\x1A";
const std::string kAlt =
    "101,11,\"aka\",\"ORBITAL WORKS LTD\",-0- \r\n101,12,\"fka\",\"VEB ORBIT\",-0- \r\n102,13,\"aka\",\"MUSTERMANN, "
    "Maxim\",-0- "
    "\r\n105,14,\"nka\",\"STAR CENTRE\",-0- \r\n\x1A";
const std::string kAdd =
    "101,21,\"Ringstr. 5\",\"Teststadt 01234\",\"Germany\",-0- \r\n102,22,-0- ,-0- ,-0- ,-0- \r\n105,23,-0- ,-0- "
    ",\"Region: "
    "Crimea\",\"office\"\r\n\x1A";

Files the_set() {
  return Files{{"sdn.csv", kSdn}, {"alt.csv", kAlt}, {"add.csv", kAdd}};
}

TEST(OfacCsv, AHeaderMustNameTheColumnsAsTheyAreRead) {
  const std::string columns = "Title,Call_Sign,Vess_type,Tonnage,GRT,Vess_flag,Vess_owner,Remarks\r\n";
  const auto read = [&](const std::string& header) {
    return Files{{"sdn.csv", header + columns + kSdn}, {"alt.csv", kAlt}, {"add.csv", kAdd}}.read("ofac");
  };
  const auto good = read("ent_num,SDN_Name,SDN_Type,Program,");
  ASSERT_TRUE(good.ok()) << to_string(good.error());
  EXPECT_EQ(good->dataset.entities.size(), the_set().read("ofac")->dataset.entities.size());
  for (const std::string header : {"ent_num,SDN_Type,SDN_Name,Program,", "ent_num,Foo,SDN_Type,Program,"}) {
    const auto bad = read(header);
    ASSERT_FALSE(bad.ok()) << header;
    EXPECT_EQ(bad.error().code, ErrorCode::kUnexpectedStructure);
    EXPECT_EQ(bad.error().position.line, 1U);
    EXPECT_NE(bad.error().message.find("column 2"), std::string::npos) << bad.error().message;
  }
}

TEST(OfacCsv, MapsEveryKindOfParty) {
  const auto outcome = the_set().read("ofac");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->format, "ofac-csv");
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, 12U);
  EXPECT_EQ(outcome->counts.mapped, 12U);
  EXPECT_FALSE(outcome->published.known());

  const model::Entity* org = find_entity(*outcome, "us-ofac-101");
  ASSERT_NE(org, nullptr);
  EXPECT_EQ(org->schema, "Organization");
  EXPECT_EQ(joined(org->get("name")), "ORBITWERK GMBH");
  EXPECT_EQ(joined(org->get("alias")), "ORBITAL WORKS LTD");
  EXPECT_EQ(joined(org->get("previousName")), "VEB ORBIT");
  EXPECT_EQ(joined(org->get("weakAlias")), "OW");
  EXPECT_EQ(joined(org->get("address")), "Ringstr. 5, Teststadt 01234, Germany");
  EXPECT_EQ(joined(org->get("country")), "de");
  EXPECT_EQ(joined(org->get("swiftBic")), "ORBIDE00");
  EXPECT_EQ(joined(org->get("innCode")), "7708503727");
  EXPECT_EQ(joined(org->get("ogrnCode")), "1027700132195");
  EXPECT_EQ(joined(org->get("incorporationDate")), "1991-04-01");
  EXPECT_EQ(org->evidence, (model::Evidence{"ofac", "sdn.csv:1"}));

  const model::Entity* person = find_entity(*outcome, "us-ofac-102");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->schema, "Person");
  EXPECT_EQ(joined(person->get("name")), "Max Otto MUSTERMANN");
  EXPECT_EQ(joined(person->get("lastName")), "MUSTERMANN");
  EXPECT_EQ(joined(person->get("alias")), "Maxim MUSTERMANN");
  EXPECT_EQ(joined(person->get("weakAlias")), "DER MAX");
  EXPECT_EQ(joined(person->get("birthDate")), "1961 | 1962-03-03");
  EXPECT_EQ(joined(person->get("birthCountry")), "de");
  EXPECT_EQ(joined(person->get("nationality")), "de");
  EXPECT_EQ(joined(person->get("citizenship")), "kp");
  EXPECT_EQ(joined(person->get("gender")), "male");
  EXPECT_EQ(joined(person->get("passportNumber")), "C01X0006H");
  EXPECT_EQ(joined(person->get("position")), "Minister of Tests");
  EXPECT_EQ(joined(person->get("notes")), "DOB circa 1961 | shoe size 44");
  EXPECT_EQ(count_findings(*outcome, "unread-remark"), 1U);

  const auto passport = std::find_if(outcome->dataset.entities.begin(), outcome->dataset.entities.end(),
                                     [](const model::Entity& entity) { return entity.schema == "Passport"; });
  ASSERT_NE(passport, outcome->dataset.entities.end());
  EXPECT_EQ(passport->first("holder"), "us-ofac-102");
  EXPECT_EQ(passport->first("startDate"), "2009-10-16");
  EXPECT_EQ(passport->first("endDate"), "2019-10-15");
  EXPECT_EQ(passport->first("country"), "de");

  const model::Entity* vessel = find_entity(*outcome, "us-ofac-103");
  ASSERT_NE(vessel, nullptr);
  EXPECT_EQ(vessel->schema, "Vessel");
  EXPECT_EQ(vessel->first("imoNumber"), "9187629");
  EXPECT_EQ(vessel->first("mmsi"), "256870000");
  EXPECT_EQ(vessel->first("tonnage"), "318000");
  EXPECT_EQ(vessel->first("flag"), "mt");
  EXPECT_EQ(vessel->first("pastFlags"), "pa");
  EXPECT_EQ(vessel->first("callSign"), "9HDS9");

  const model::Entity* aircraft = find_entity(*outcome, "us-ofac-104");
  ASSERT_NE(aircraft, nullptr);
  EXPECT_EQ(aircraft->schema, "Airplane");
  EXPECT_EQ(aircraft->first("model"), "B747");
  EXPECT_EQ(aircraft->first("buildDate"), "1991-02-08");
  EXPECT_EQ(aircraft->first("serialNumber"), "1605");
  EXPECT_EQ(count_findings(*outcome, "unresolved-link"), 1U);

  const model::Entity* bank = find_entity(*outcome, "us-ofac-105");
  ASSERT_NE(bank, nullptr);
  EXPECT_EQ(bank->schema, "Company");  // it has a bank code
  EXPECT_EQ(joined(bank->get("alias")), "STAR CENTRE");
  const auto wallet = std::find_if(outcome->dataset.entities.begin(), outcome->dataset.entities.end(),
                                   [](const model::Entity& entity) { return entity.schema == "CryptoWallet"; });
  ASSERT_NE(wallet, outcome->dataset.entities.end());
  EXPECT_EQ(wallet->first("publicKey"), "1TestAddress2");
  EXPECT_EQ(wallet->first("currency"), "XBT");
}

TEST(OfacCsv, StatesListsMeasuresAndLinks) {
  const auto outcome = the_set().read();
  ASSERT_TRUE(outcome.ok());
  const model::Designation* org = find_designation(*outcome, "us-ofac-101-us-sdn");
  ASSERT_NE(org, nullptr);
  EXPECT_EQ(joined(org->programmes), "RUSSIA-EO14024");
  EXPECT_EQ(joined(org->measures), "asset-freeze | secondary-sanctions");
  EXPECT_EQ(org->act, "Executive Order 14024");
  EXPECT_EQ(org->listed_name, "ORBITWERK GMBH");
  EXPECT_FALSE(org->valid.from.known());
  EXPECT_EQ(joined(find_designation(*outcome, "us-ofac-102-us-sdn")->programmes), "SDGT | IRAN-HR");
  EXPECT_NE(find_designation(*outcome, "us-ofac-105-us-ssi-3"), nullptr);
  EXPECT_EQ(joined(outcome->lists), "us-sdn | us-ssi-3");
  ASSERT_EQ(outcome->dataset.relationships.size(), 2U);
  EXPECT_EQ(outcome->dataset.relationships[0].from, "us-ofac-101");
  EXPECT_EQ(outcome->dataset.relationships[0].kind, "linked-to");
  EXPECT_EQ(outcome->dataset.relationships[0].to, "us-ofac-105");
  EXPECT_EQ(outcome->dataset.relationships[1].kind, "owns");
  EXPECT_EQ(outcome->dataset.relationships[1].from, "us-ofac-101");
  EXPECT_FALSE(outcome->dataset.relationships[1].share.stated);
}

TEST(OfacCsv, TellsTheConsolidatedListFromTheSdnListByContent) {
  const std::string cons =
      "201,\"NEFTEPROEKT\",-0- ,\"UKRAINE-EO13662\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Executive Order 13662 "
      "Directive "
      "Determination - Subject to Directive 2; alt. Executive Order 13662 Directive Determination - Subject to "
      "Directive 4.\"\n"
      "202,\"PEREDOVAYA SVYAZ\",-0- ,\"RUSSIA-EO14024\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Executive Order 14024 "
      "Directive "
      "Information Subject to Directive 3 - All transactions in new debt are prohibited; Listing Date (EO 14024 "
      "Directive 3): 24 "
      "Feb 2022; Effective Date (EO 14024 Directive 3): 26 Mar 2022.\"\n"
      "203,\"HUAXING TEST CO\",-0- ,\"CMIC-EO13959\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Equity Ticker 999 HK; "
      "Effective Date (CMIC) 02 "
      "Aug 2021; Purchase/Sales For Divestment Date (CMIC) 03 Jun 2022.\"\n"
      "204,\"BANK OF TESTS\",-0- ,\"NEW-EO99999\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";
  Files files({{"a.txt", kSdn}, {"b.txt", cons}});
  const auto outcome = files.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_NE(find_designation(*outcome, "us-ofac-201-us-ssi-2"), nullptr);
  EXPECT_NE(find_designation(*outcome, "us-ofac-201-us-ssi-4"), nullptr);
  EXPECT_EQ(find_designation(*outcome, "us-ofac-201-us-sdn"), nullptr);
  const model::Designation* mbs = find_designation(*outcome, "us-ofac-202-us-ns-mbs");
  ASSERT_NE(mbs, nullptr);
  EXPECT_EQ(mbs->published.to_string(), "2022-02-24");
  EXPECT_EQ(mbs->valid.from.to_string(), "2022-03-26");
  EXPECT_EQ(joined(mbs->measures), "debt-limits");
  const model::Designation* cmic = find_designation(*outcome, "us-ofac-203-us-cmic");
  ASSERT_NE(cmic, nullptr);
  EXPECT_EQ(cmic->valid.from.to_string(), "2021-08-02");
  EXPECT_EQ(joined(cmic->measures), "securities-ban");
  // An unknown programme is reported; neither list nor measure is guessed.
  const model::Designation* unknown = find_designation(*outcome, "us-ofac-204-us-non-sdn");
  ASSERT_NE(unknown, nullptr);
  EXPECT_EQ(joined(unknown->measures), "unknown");
  EXPECT_EQ(count_findings(*outcome, "unmapped-programme"), 1U);
}

TEST(OfacCsv, ReadsSpreadsheetQuotingAndTheOtherDelimiters) {
  const auto plain = the_set().read();
  ASSERT_TRUE(plain.ok());
  for (const auto& [from, to] :
       {std::pair{std::string("\r\n"), std::string("\n")}, {"\"ORBITWERK GMBH\"", "ORBITWERK GMBH"}}) {
    std::string changed = kSdn;
    for (std::size_t at = 0; (at = changed.find(from, at)) != std::string::npos; at += to.size()) {
      changed.replace(at, from.size(), to);
    }
    const auto outcome = Files{{"sdn.csv", changed}, {"alt.csv", kAlt}, {"add.csv", kAdd}}.read();
    ASSERT_TRUE(outcome.ok());
    EXPECT_EQ(outcome->dataset, plain->dataset);
  }
  const auto bars =
      Files{{"cons.pip",
             "9639|\"TESTER, Tom\"|\"individual\"|\"NS-PLC\"|-0- |-0- |-0- |-0- |-0- |-0- |-0- |\"DOB 1962.\"\n"}}
          .read();
  ASSERT_TRUE(bars.ok());
  EXPECT_NE(find_designation(*bars, "us-ofac-9639-us-plc"), nullptr);
}

// A party of the consolidated list that stands on the SDN list, too, has the programmes of both.
TEST(OfacCsv, KeepsAProgrammeUnderWhichTheFileDoesNotListTheParty) {
  const auto outcome =
      Files{
          {"cons.pip",
           "9639|\"TESTER, Tom\"|\"individual\"|\"NS-PLC] [SDGT\"|-0- |-0- |-0- |-0- |-0- |-0- |-0- |\"DOB 1962.\"\n"}}
          .read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  const model::Designation* act = find_designation(*outcome, "us-ofac-9639-us-plc");
  ASSERT_NE(act, nullptr);
  EXPECT_EQ(joined(act->programmes), "NS-PLC");
  EXPECT_NE(act->note.find("further programmes of the party: SDGT"), std::string::npos) << act->note;
  EXPECT_EQ(find_designation(*outcome, "us-ofac-9639-us-sdn"), nullptr);
}

TEST(OfacCsv, JoinsRemarksThatGoOnInTheCommentsFile) {
  std::string remark = "Tax ID No. 1234567890 (Russia); ";
  while (remark.size() < 985) remark += "a.k.a. 'NAME " + std::to_string(remark.size()) + "'; ";
  remark += "Linked To: ORBITWE";
  const std::string row = "301,\"LANGTEXT AG\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"" + remark + "\"\r\n";
  const auto whole = Files{{"sdn.csv", kSdn.substr(0, kSdn.size() - 1) + row},
                           {"alt.csv", kAlt},
                           {"add.csv", kAdd},
                           {"sdn_comments.csv", "301,\"RK GMBH; Gender Female.\"\r\n"}}
                         .read();
  ASSERT_TRUE(whole.ok()) << to_string(whole.error());
  EXPECT_EQ(count_findings(*whole, "cut-remark"), 0U);
  EXPECT_EQ(whole->dataset.relationships.size(), 3U);
  const auto cut =
      Files{{"sdn.csv", kSdn.substr(0, kSdn.size() - 1) + row}, {"alt.csv", kAlt}, {"add.csv", kAdd}}.read();
  ASSERT_TRUE(cut.ok());
  EXPECT_EQ(count_findings(*cut, "cut-remark"), 1U);
  EXPECT_EQ(cut->dataset.relationships.size(), 2U);
}

TEST(OfacCsv, NotesAMissingPart) {
  const auto outcome = Files{{"sdn.csv", kSdn}}.read();
  ASSERT_TRUE(outcome.ok());
  ASSERT_EQ(outcome->parts.size(), 4U);
  EXPECT_TRUE(outcome->parts[0].present);
  EXPECT_FALSE(outcome->parts[1].present);
  EXPECT_EQ(outcome->notes.size(), 3U);
  EXPECT_NE(outcome->notes[0].find("no alt file"), std::string::npos);
}

TEST(OfacCsv, ReportsWhatItCannotMap) {
  const std::string sdn = kSdn.substr(0, kSdn.size() - 1) +
                          "106,\"HOVERER\",\"hovercraft\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
                          "abc,\"NUMBERLESS\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
                          "107,\"SHORT ROW\",-0- \r\n"
                          "101,\"AGAIN\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1A";
  const auto outcome =
      Files(
          {{"sdn.csv", sdn},
           {"alt.csv",
            kAlt +
                "\r\n999,99,\"aka\",\"ORPHAN\",-0- \r\n106,98,\"aka\",\"H\",-0- \r\n101,97,\"xyz\",\"ODD\",-0- \r\n"}})
          .read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.reported, 6U);
  EXPECT_EQ(count_findings(*outcome, "unknown-party-type"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unreadable-row"), 2U);
  EXPECT_EQ(count_findings(*outcome, "duplicate-entry"), 1U);
  EXPECT_EQ(count_findings(*outcome, "orphan-row"), 1U);
  EXPECT_EQ(count_findings(*outcome, "row-of-refused-party"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-alias-type"), 1U);
  EXPECT_EQ(find_entity(*outcome, "us-ofac-106"), nullptr);
}

TEST(OfacCsv, RefusesBadStructure) {
  const std::string cut = kSdn.substr(0, kSdn.find("104,") + 30);
  const auto truncated = Files{{"sdn.csv", cut}}.read();
  ASSERT_FALSE(truncated.ok());
  EXPECT_EQ(truncated.error().position.file, "sdn.csv");
  EXPECT_EQ(truncated.error().position.line, 4U);
  const auto quote = Files{{"sdn.csv", kSdn.substr(0, kSdn.find("Aircraft Model"))}}.read();
  ASSERT_FALSE(quote.ok());
  EXPECT_EQ(quote.error().code, ErrorCode::kSyntax);
  const auto alone = Files{{"alt.csv", kAlt}}.read();
  ASSERT_FALSE(alone.ok());
  EXPECT_NE(alone.error().message.find("sdn.csv"), std::string::npos);
  const auto stray =
      Files{{"sdn.csv", kSdn}, {"alt.csv", "\"ID,SUBID,\"\"aka\"\"\"\r\n\"101,11,\"\"aka\"\"\"\r\n"}}.read();
  ASSERT_FALSE(stray.ok());
  EXPECT_EQ(stray.error().code, ErrorCode::kUnexpectedStructure);
  EXPECT_EQ(stray.error().position.file, "alt.csv");
  const auto huge = Files{{"sdn.csv", kSdn.substr(0, kSdn.size() - 1) + "108,\"" + std::string(1 << 20, 'A') +
                                          "\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"}}
                        .read();
  ASSERT_FALSE(huge.ok());
  EXPECT_EQ(huge.error().code, ErrorCode::kLimit);
  EXPECT_EQ(huge.error().position.line, 6U);
}

TEST(OfacCsv, DropsControlCharactersWithAFinding) {
  std::string sdn = kSdn;
  sdn.replace(sdn.find("ORBITWERK GMBH"), 14, "ORBIT\x01WERK \x02GMB");
  const auto outcome = Files{{"sdn.csv", sdn}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(find_entity(*outcome, "us-ofac-101")->first("name"), "ORBITWERK GMB");
  EXPECT_GE(count_findings(*outcome, "control-character"), 1U);
}

TEST(OfacDates, ReadsWhatOfacWrites) {
  struct Case {
    const char* text;
    const char* want;
    bool imprecise;
  };
  for (const Case& c : {Case{"01 Apr 1950", "1950-04-01", false}, Case{"Apr 1950", "1950-04", false},
                        Case{"1950", "1950", false}, Case{"circa 1941", "1941", true},
                        Case{"circa 01 Jan 1961", "1961", true}, Case{"1979 to 1981", "1979 | 1980 | 1981", true},
                        Case{"circa 1979-1980", "1979 | 1980", true}, Case{"01 Jan 1960 to 31 Dec 1960", "1960", true},
                        Case{"31 Feb 1960", "", false}, Case{"1900 to 1999", "", false}, Case{"unknown", "", false}}) {
    bool imprecise = false;
    EXPECT_EQ(joined(ofac::parse_date_span(c.text, imprecise)), c.want) << c.text;
    if (c.want[0] != '\0') {
      EXPECT_EQ(imprecise, c.imprecise) << c.text;
    }
  }
}

TEST(OfacNames, PutsPeopleInDisplayOrder) {
  EXPECT_EQ(ofac::split_person_name("MUSTERMANN, Max").display, "Max MUSTERMANN");
  EXPECT_EQ(ofac::split_person_name("LAVILLA, Ruben, Jr.").display, "Ruben LAVILLA Jr.");
  EXPECT_EQ(ofac::split_person_name("TESTER, JR., Emil").display, "Emil TESTER JR.");
  EXPECT_EQ(ofac::split_person_name("MONONYM").display, "MONONYM");
  EXPECT_EQ(ofac::split_person_name(",").display, "");
}

// Independent count: lines that begin with a number and a comma. No field of these files holds a line break.
std::uint64_t count_rows(const std::string& bytes) {
  std::uint64_t rows = 0;
  std::size_t at = 0;
  while (at < bytes.size()) {
    std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::size_t comma = bytes.find(',', at);
    if (comma < end && comma > at && bytes.find_first_not_of("0123456789", at) == comma) ++rows;
    at = end + 1;
  }
  return rows;
}

class OfacSnapshots : public ::testing::TestWithParam<const char*> {};

TEST_P(OfacSnapshots, EveryRowIsAccountedFor) {
  const std::string folder = std::string("lists/us-ofac/sdn-legacy/") + GetParam() + "/";
  Files files;
  std::uint64_t rows = 0;
  std::uint64_t parties = 0;
  for (const char* name : {"sdn.csv", "alt.csv", "add.csv"}) {
    std::string bytes = testing::shared_data(folder + name + ".xz");
    PENUMBRA_SKIP_WITHOUT(bytes, folder + name + ".xz");
    rows += count_rows(bytes);
    if (std::string_view(name) == "sdn.csv") parties = count_rows(bytes);
    files.add(name, std::move(bytes));
  }
  const auto outcome = files.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, rows);
  std::uint64_t mapped_parties = 0;
  for (const model::Entity& entity : outcome->dataset.entities) {
    const bool part = entity.id.find("-doc-") != std::string::npos || entity.id.find("-wallet-") != std::string::npos;
    if (!part) ++mapped_parties;
  }
  EXPECT_EQ(mapped_parties + count_findings(*outcome, "duplicate-entry"), parties);
  // 2022-01 is known to hold one address without its party and one party twice.
  EXPECT_LE(outcome->counts.reported, 2U);
  EXPECT_EQ(count_findings(*outcome, "unmapped-programme"), 0U);
}

INSTANTIATE_TEST_SUITE_P(All, OfacSnapshots, ::testing::Values("2019-07-25", "2019-08", "2022-01", "2023-07-24"));

TEST(OfacSnapshot, ConsolidatedSetIsRecognisedAndMapped) {
  const std::string folder = "lists/us-ofac/sdn-legacy/2019-01/";
  Files files;
  std::uint64_t rows = 0;
  for (const char* name : {"cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"}) {
    std::string bytes = testing::shared_data(folder + name);
    PENUMBRA_SKIP_WITHOUT(bytes, folder + name);
    rows += count_rows(bytes);
    files.add(name, std::move(bytes));
  }
  const auto outcome = files.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, rows);
  EXPECT_EQ(outcome->counts.reported, 0U);
  EXPECT_EQ(count_findings(*outcome, "unknown-list"), 0U);
  EXPECT_EQ(count_findings(*outcome, "cut-remark"), 0U);
  EXPECT_EQ(std::count(outcome->lists.begin(), outcome->lists.end(), "us-sdn"), 0);
}

TEST(OfacSnapshot, SpreadsheetDoubleQuotingIsRefused) {
  const std::string bytes = testing::shared_data("odd/ofac-alt-2023-07-double-quoted.csv.xz");
  PENUMBRA_SKIP_WITHOUT(bytes, "odd/ofac-alt-2023-07-double-quoted.csv.xz");
  const auto outcome = Files{{"alt.csv", bytes}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kUnknownFormat);
  EXPECT_NE(outcome.error().message.find("one quoted field"), std::string::npos) << outcome.error().message;
}

}  // namespace
}  // namespace penumbra::ingest
