#include <algorithm>
#include <string>
#include <vector>

#include "base/csv.h"
#include "ingest/hostile.h"
#include "ingest/listing.h"
#include "ingest/workbooks.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_designation;
using testing::find_entity;
using testing::joined;

const std::string kXml = R"x(<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>26/08/2026</DateGenerated>
<Designation><LastUpdated>14/04/2026</LastUpdated><DateDesignated>25/01/2021</DateDesignated><UniqueID>TST0001</UniqueID>
<OFSIGroupID>91001</OFSIGroupID><UNReferenceNumber>TSi.002</UNReferenceNumber>
<Names><Name><Name1>ERIKO</Name1><Name2>BIN</Name2><Name6>MUSTERA</Name6><NameType>Primary Name</NameType></Name>
<Name><Name1>Erik</Name1><Name6>Muster</Name6><NameType>Primary name variation</NameType></Name>
<Name><Name6>Riko</Name6><NameType>ALias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>Эрико Мустера</NameNonLatinScript><NonLatinScriptLanguage>Russian</NonLatinScriptLanguage></NonLatinName></NonLatinNames>
<Titles><Title>Dr</Title></Titles><RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName>
<IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UK</DesignationSource>
<SanctionsImposed>Asset freeze|Travel Ban|Singing ban</SanctionsImposed><OtherInformation>Prose.</OtherInformation>
<UKStatementofReasons>Because.</UKStatementofReasons>
<Addresses><Address><AddressLine1>Ring 5</AddressLine1><AddressLine6>Teststadt</AddressLine6><AddressPostalCode>01234</AddressPostalCode><AddressCountry>Germany</AddressCountry></Address></Addresses>
<IndividualDetails><Individual><DOBs><DOB>dd/mm/1961</DOB><DOB>dd/03/1962</DOB><DOB>01/03/1958</DOB></DOBs>
<Nationalities><Nationality>Germany</Nationality></Nationalities><Positions><Position>Minister</Position></Positions>
<PassportDetails><Passport><PassportNumber>C01X</PassportNumber><PassportAdditionalInformation>Germany number. Issued on 3 May 2001. Expires 2 May 2011</PassportAdditionalInformation></Passport></PassportDetails>
<Genders><Gender>Male</Gender></Genders>
<BirthDetails><Location><TownOfBirth>Teststadt</TownOfBirth><CountryOfBirth>Germany</CountryOfBirth></Location></BirthDetails>
</Individual></IndividualDetails><ShoeSize>44</ShoeSize></Designation>
<Designation><LastUpdated>04/08/2026</LastUpdated><DateDesignated>29/06/2022</DateDesignated><UniqueID>TST0002</UniqueID>
<Names><Name><Name6>ORBITWERK</Name6><NameType>Primary Name</NameType></Name></Names>
<RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName><IndividualEntityShip>Entity</IndividualEntityShip>
<SanctionsImposed>Asset freeze</SanctionsImposed>
<EntityDetails><Entity><TypeOfEntities><TypeOfEntity>Company</TypeOfEntity></TypeOfEntities>
<BusinessRegistrationNumbers><BusinessRegistrationNumber>HRB 1</BusinessRegistrationNumber></BusinessRegistrationNumbers>
<ParentCompanies><ParentCompany>Orbit Holding</ParentCompany></ParentCompanies></Entity></EntityDetails>
<PhoneNumbers><PhoneNumber>+49 1</PhoneNumber></PhoneNumbers></Designation>
<Designation><LastUpdated>04/08/2026</LastUpdated><DateDesignated>30/06/2022</DateDesignated><UniqueID>TST0004</UniqueID>
<Names><Name><Name6>Orbit Holding</Name6><NameType>Primary Name</NameType></Name></Names>
<RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName><IndividualEntityShip>Entity</IndividualEntityShip>
<SanctionsImposed>Asset freeze</SanctionsImposed></Designation>
<Designation><LastUpdated>18/12/2021</LastUpdated><DateDesignated>03/10/2017</DateDesignated><UniqueID>TST0003</UniqueID>
<Names><Name><Name6>Testmeer 8</Name6><NameType>Primary name</NameType></Name><Name><Name6>Alte See</Name6><NameType>FKA</NameType></Name></Names>
<RegimeName>Newland</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip>
<SanctionsImposed>Shipping sanctions: (see "Other information")</SanctionsImposed>
<ShipDetails><Ship><IMONumbers><IMONumber>IMO9562233</IMONumber></IMONumbers><CurrentOwnerOperators><CurrentOwnerOperator>Orbit Holding</CurrentOwnerOperator></CurrentOwnerOperators>
<CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips><PreviousFlags><PreviousFlag>India</PreviousFlag></PreviousFlags>
<TypeOfShipDetails><TypeOfShip>Bulk Carrier</TypeOfShip></TypeOfShipDetails><YearsBuilt><YearBuilt>2011</YearBuilt></YearsBuilt></Ship></ShipDetails></Designation>
</Designations>
)x";

TEST(UkXml, MapsEveryKindOfParty) {
  const auto outcome = Files{{"uk.xml", kXml}}.read("uk");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "uk-sanctions-xml");
  EXPECT_EQ(outcome->published.to_string(), "2026-08-26");
  EXPECT_EQ(outcome->counts.records_in, 4U);
  EXPECT_EQ(outcome->counts.mapped, 4U);
  const model::Entity* person = find_entity(*outcome, "uk-tst0001");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("name")), "ERIKO BIN MUSTERA");
  EXPECT_EQ(joined(person->get("lastName")), "MUSTERA");
  EXPECT_EQ(joined(person->get("alias")), "Erik Muster | Эрико Мустера");
  EXPECT_EQ(joined(person->get("weakAlias")), "Riko");
  EXPECT_EQ(joined(person->get("birthDate")), "1961 | 1962-03 | 1958-03-01");
  EXPECT_EQ(joined(person->get("birthPlace")), "Teststadt, Germany");
  EXPECT_EQ(joined(person->get("address")), "Ring 5, Teststadt, 01234, Germany");
  EXPECT_EQ(joined(person->get("nationality")), "de");
  EXPECT_EQ(joined(person->get("passportNumber")), "C01X");
  EXPECT_NE(joined(person->get("notes")).find("ShoeSize: 44"), std::string::npos);
  EXPECT_EQ(count_findings(*outcome, "unknown-field"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unmapped-measure"), 1U);
  const model::Designation& act = outcome->dataset.designations[0];
  EXPECT_EQ(joined(act.measures), "asset-freeze | travel-ban | unknown");
  EXPECT_EQ(act.act, "The Russia (Sanctions) (EU Exit) Regulations 2019");
  EXPECT_EQ(act.valid.from.to_string(), "2021-01-25");
  EXPECT_EQ(act.listed_name, "ERIKO BIN MUSTERA");
  EXPECT_EQ(act.reason, "Because.");
  EXPECT_NE(act.note.find("UK reference TST0001; OFSI group ID 91001"), std::string::npos) << act.note;
  EXPECT_NE(act.note.find("UN reference TSi.002"), std::string::npos) << act.note;
  const model::Entity* ship = find_entity(*outcome, "uk-tst0003");
  ASSERT_NE(ship, nullptr);
  EXPECT_EQ(ship->schema, "Vessel");
  EXPECT_EQ(joined(ship->get("imoNumber")), "9562233");
  EXPECT_EQ(joined(ship->get("flag")), "km");
  EXPECT_EQ(joined(ship->get("pastFlags")), "in");
  EXPECT_EQ(joined(ship->get("type")), "Bulk Carrier");
  EXPECT_EQ(joined(ship->get("buildDate")), "2011");
  EXPECT_EQ(joined(ship->get("previousName")), "Alte See");
  ASSERT_EQ(outcome->dataset.relationships.size(), 2U);
  EXPECT_EQ(outcome->dataset.relationships[0].from, "uk-tst0004");
  EXPECT_EQ(outcome->dataset.relationships[0].kind, "owns");
  EXPECT_EQ(outcome->dataset.relationships[0].to, "uk-tst0002");
  EXPECT_EQ(outcome->dataset.relationships[1].kind, "linked-to");  // an owner or operator is not said to own
  bool passport = false;
  for (const model::Entity& entity : outcome->dataset.entities) {
    if (entity.schema != "Passport") continue;
    passport = true;
    EXPECT_EQ(joined(entity.get("country")), "de");
    EXPECT_EQ(joined(entity.get("startDate")), "2001-05-03");
    EXPECT_EQ(joined(entity.get("endDate")), "2011-05-02");
  }
  EXPECT_TRUE(passport);
}

TEST(UkXml, ReadsTheFlagsOfWhatIsImposed) {
  const auto read = [](std::string_view imposed, std::string_view flags) {
    std::string bytes(kXml);
    const std::string_view list = "<SanctionsImposed>Asset freeze</SanctionsImposed>";
    bytes.replace(
        bytes.find(list), list.size(),
        std::string(imposed) + "<SanctionsImposedIndicators>" + std::string(flags) + "</SanctionsImposedIndicators>");
    auto outcome = Files{{"uk.xml", bytes}}.read("uk");
    EXPECT_TRUE(outcome.ok());
    return *std::move(outcome);
  };
  const auto measures = [](const ReadOutcome& outcome) { return joined(outcome.dataset.designations[1].measures); };
  const std::string_view stated = "<SanctionsImposed>Asset freeze</SanctionsImposed>";
  // They agree.
  ReadOutcome outcome = read(stated, "<AssetFreeze>true</AssetFreeze><TravelBan>false</TravelBan>");
  EXPECT_EQ(measures(outcome), "asset-freeze");
  EXPECT_EQ(count_findings(outcome, "measure-conflict"), 0U);
  // They differ, either way round: both count.
  outcome = read(stated,
                 "<AssetFreeze>true</AssetFreeze><DirectorDisqualificationSanction>true"
                 "</DirectorDisqualificationSanction>");
  EXPECT_EQ(measures(outcome), "asset-freeze | director-ban");
  EXPECT_EQ(count_findings(outcome, "measure-conflict"), 1U);
  outcome = read(stated, "<AssetFreeze>false</AssetFreeze>");
  EXPECT_EQ(measures(outcome), "asset-freeze");
  EXPECT_EQ(count_findings(outcome, "measure-conflict"), 1U);
  // The flags alone.
  outcome = read("", "<AssetFreeze>true</AssetFreeze><TravelBan>1</TravelBan>");
  EXPECT_EQ(measures(outcome), "asset-freeze | travel-ban");
  EXPECT_EQ(count_findings(outcome, "measure-conflict"), 0U);
  // What is not known, and what says nothing.
  outcome = read(stated, "<AssetFreeze>true</AssetFreeze><SingingBan>true</SingingBan><TravelBan>maybe</TravelBan>");
  EXPECT_EQ(measures(outcome), "asset-freeze | unknown");
  EXPECT_EQ(count_findings(outcome, "unmapped-measure"), 2U);  // one stands in another entry
  EXPECT_GE(count_findings(outcome, "unread-value"), 1U);
}

TEST(UkXml, RefusesBadStructure) {
  testing::expect_refused("uk.xml", kXml, "<Designations>", "</Designations>");
  std::string other_namespace = kXml;
  other_namespace.replace(other_namespace.find("<Designations>"), 14, "<Designations xmlns=\"urn:x\">");
  std::string renamed = kXml;
  for (std::size_t at = 0; (at = renamed.find("Designation>", at)) != std::string::npos;)
    renamed.replace(at, 12, "Listing>");
  std::string undated = kXml;
  undated.replace(undated.find("<DateGenerated>26/08/2026</DateGenerated>"), 41, "");
  for (const std::string& bytes : {other_namespace, renamed, undated}) {
    const auto outcome = Files{{"uk.xml", bytes}}.read();
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().code, ErrorCode::kUnexpectedStructure);
  }
}

const std::string kOfsiXml = R"x(<?xml version="1.0" encoding="utf-8"?>
<ArrayOfFinancialSanctionsTarget xmlns="http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
<FinancialSanctionsTarget><Name6>MUSTERA</Name6><name1>Eriko</name1><name2 i:nil="true"/><AliasType>Primary name</AliasType><Country>Germany</Country><DateDesignated>2020-12-31T00:00:00</DateDesignated><DateListed>2011-12-02T00:00:00</DateListed><DateListedDay>2</DateListedDay><DateOfBirth>00/03/1961</DateOfBirth><GroupID>91001</GroupID><GroupStatus>Asset Freeze Targets</GroupStatus><GroupTypeDescription>Individual</GroupTypeDescription><LastUpdated>2022-02-14T00:00:00</LastUpdated><RegimeName>Russia</RegimeName><UKSanctionsListRef>TST0001</UKSanctionsListRef></FinancialSanctionsTarget>
<FinancialSanctionsTarget><Name6>MUSTER</Name6><name1>Erik</name1><AliasType>AKA</AliasType><AliasQuality>Low quality</AliasQuality><GroupID>91001</GroupID><GroupTypeDescription>Individual</GroupTypeDescription><RegimeName>Russia</RegimeName><ShoeSize>44</ShoeSize></FinancialSanctionsTarget>
</ArrayOfFinancialSanctionsTarget>
)x";

TEST(UkOfsiXml, JoinsTheElementsOfAGroup) {
  const auto outcome = Files{{"c.xml", kOfsiXml}}.read("uk");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "uk-ofsi-xml");
  EXPECT_EQ(outcome->counts.mapped, 2U);
  const model::Entity* person = find_entity(*outcome, "uk-ofsi-91001");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("name")), "Eriko MUSTERA");
  EXPECT_EQ(joined(person->get("weakAlias")), "Erik MUSTER");
  EXPECT_EQ(joined(person->get("birthDate")), "1961-03");
  EXPECT_EQ(count_findings(*outcome, "unknown-field"), 1U);
  const model::Designation* act = find_designation(*outcome, "uk-ofsi-91001-russia");
  ASSERT_NE(act, nullptr);
  EXPECT_EQ(act->valid.from.to_string(), "2011-12-02");
  EXPECT_EQ(act->date_act.to_string(), "2020-12-31");
  EXPECT_EQ(joined(act->measures), "asset-freeze");
  testing::expect_refused("c.xml", kOfsiXml, "<ArrayOf", "</ArrayOfFinancialSanctionsTarget>");
}

const std::string kOfsiHead =
    "Last Updated,04/05/2022\r\nName 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script "
    "Type,Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport "
    "Details,National Identification Number,National Identification Details,Position,Address 1,Address 2,Address "
    "3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias "
    "Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID\r\n";
const std::string kOfsiRow =
    "MUSTERA,Eriko,,,,,,,,,00/03/1961,Teststadt,Germany,(1) Germany (2) Iraq,(1) A1 (2) B2,(1) Germany number (2) "
    "Iraqi. Issued on 1 Jan. 2001,,,Minister,Ring 5,,,,,Berlin,01234,Germany,(UK Sanctions List Ref):TST0001 (UN "
    "Ref):TSi.002 A man of tests. (UK Statement of Reasons):Because. (Gender):Male (Parent company):92002,"
    "Individual,Primary name,,Russia,02/12/2011,31/12/2020,14/02/2022,91001\r\n";
const std::string kOfsiFirm =
    "ORBITWERK,,,,,,,,,,,,,,,,,,,,,,,,,,,(UK Sanctions List Ref):TST0002 (Phone number):+49 1. +49 2 (Type of "
    "entity):Company,Entity,AKA,Low quality,Russia,02/12/2012,31/12/2020,14/02/2022,92002\r\n";

TEST(UkOfsiCsv, JoinsTheRowsOfAGroup) {
  std::string second = kOfsiRow;
  second.replace(second.find("MUSTERA,Eriko"), 13, "MUSTER,Erik");
  second.replace(second.find("Primary name,,"), 14, "AKA,Good quality,");
  const auto outcome = Files{{"c.csv", kOfsiHead + kOfsiRow + second + kOfsiFirm}}.read("uk");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "uk-ofsi-csv");
  EXPECT_EQ(outcome->published.to_string(), "2022-05-04");
  EXPECT_EQ(outcome->counts.mapped, 3U);
  const model::Entity* person = find_entity(*outcome, "uk-ofsi-91001");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("name")), "Eriko MUSTERA");
  EXPECT_EQ(joined(person->get("alias")), "Erik MUSTER");
  EXPECT_EQ(joined(person->get("birthDate")), "1961-03");
  EXPECT_EQ(joined(person->get("nationality")), "de | iq");
  EXPECT_EQ(joined(person->get("passportNumber")), "A1 | B2");
  EXPECT_EQ(joined(person->get("gender")), "male");
  EXPECT_NE(joined(person->get("notes")).find("A man of tests."), std::string::npos);
  const model::Entity* firm = find_entity(*outcome, "uk-ofsi-92002");
  ASSERT_NE(firm, nullptr);
  EXPECT_EQ(joined(firm->get("phone")), "+49 1 | +49 2");
  EXPECT_EQ(joined(firm->get("legalForm")), "Company");
  EXPECT_EQ(joined(firm->get("weakAlias")), "ORBITWERK");
  const model::Designation* act = find_designation(*outcome, "uk-ofsi-91001-russia");
  ASSERT_NE(act, nullptr);
  EXPECT_EQ(joined(act->measures), "asset-freeze");
  EXPECT_EQ(act->act, "The Russia (Sanctions) (EU Exit) Regulations 2019");
  EXPECT_EQ(act->valid.from.to_string(), "2011-12-02");
  EXPECT_EQ(act->date_act.to_string(), "2020-12-31");
  EXPECT_EQ(act->reason, "Because.");
  ASSERT_EQ(outcome->dataset.relationships.size(), 1U);  // by the number of the group
  EXPECT_EQ(outcome->dataset.relationships[0].from, "uk-ofsi-92002");
}

TEST(UkOfsiCsv, ReadsTheOldFormInWindows1252) {
  const std::string head =
      "Last Updated,23/03/2016\r\nName 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of "
      "Birth,Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address "
      "6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID\r\n";
  const std::string row =
      " SOCI\xC9T\xC9 D\x92"
      "ESSAI,,,,,,,,,,,H 236483 (Moroccan). Issued on 8 Nov 1996,,,,,,,,,,Pakistan (as at Apr "
      "2009),UN Ref QI.A.151.03. Prose.,Entity,Prime Alias,Newland,29/11/2014,02/12/2014,13188\r\n";
  const auto outcome = Files{{"c.csv", head + row}}.read("uk");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  const model::Entity* firm = find_entity(*outcome, "uk-ofsi-13188");
  ASSERT_NE(firm, nullptr);
  EXPECT_EQ(joined(firm->get("name")), "SOCIÉTÉ D’ESSAI");
  EXPECT_EQ(joined(firm->get("country")), "pk");
  EXPECT_NE(find_designation(*outcome, "uk-ofsi-13188-newland")->note.find("UN reference QI.A.151.03"),
            std::string::npos);
  EXPECT_EQ(find_designation(*outcome, "uk-ofsi-13188-newland")->act, "");
  // A byte that the code page does not have, and the same bytes under another header, are refused.
  EXPECT_EQ((Files{{"c.csv", head + row + "\x81\r\n"}}.read().error().code), ErrorCode::kEncoding);
  EXPECT_EQ((Files{{"c.csv", "a,b\n" + row}}.read().error().code), ErrorCode::kEncoding);
}

// Where the rows of one entry differ in what all of them repeat, one of them is wrong.
TEST(UkOfsiCsv, HoldsTheRowsOfAnEntryAgainstOneAnother) {
  std::string second = kOfsiRow;
  second.replace(second.find("MUSTERA,Eriko"), 13, "MUSTER,Erik");
  second.replace(second.find("Primary name,,"), 14, "AKA,Good quality,");
  const auto sound = Files{{"c.csv", kOfsiHead + kOfsiRow + second}}.read();
  ASSERT_TRUE(sound.ok());
  EXPECT_EQ(count_findings(*sound, "row-conflict"), 0U);
  for (const auto& [from, to] :
       {std::pair{"02/12/2011", "02/12/2111"}, {"31/12/2020", ""}, {"(1) Germany (2) Iraq", "(1) Germany"}}) {
    std::string changed = second;
    changed.replace(changed.find(from), std::string_view(from).size(), to);
    const auto outcome = Files{{"c.csv", kOfsiHead + kOfsiRow + changed}}.read();
    ASSERT_TRUE(outcome.ok());
    EXPECT_EQ(count_findings(*outcome, "row-conflict"), 1U) << from;
  }
}

TEST(UkOfsiCsv, TakesNumberedCellsApart) {
  EXPECT_EQ(joined(numbered_values("1) Newland 2) Oldland")), "Newland | Oldland");
  EXPECT_EQ(joined(numbered_values("1) Testtown, 2) Test Province")), "Testtown | Test Province");
  EXPECT_EQ(joined(numbered_values("(A) Newland (B) Oldland")), "Newland | Oldland");
  EXPECT_EQ(joined(numbered_values("1) Newland")), "Newland");
  EXPECT_EQ(joined(numbered_values("House 1) of 2) towns")), "House 1) of 2) towns");
}

TEST(UkOfsiCsv, TellsAGroupFromForeignTextBehindIt) {
  std::string whole = kOfsiHead + kOfsiRow + kOfsiFirm;
  while (whole.ends_with('\n') || whole.ends_with('\r')) whole.pop_back();
  const auto sound = Files{{"c.csv", whole}}.read();
  ASSERT_TRUE(sound.ok()) << to_string(sound.error());
  const auto paged = Files{{"c.csv", whole + "<html><body>502 Bad Gateway</body></html>\n"}}.read();
  ASSERT_FALSE(paged.ok());
  EXPECT_EQ(paged.error().code, ErrorCode::kUnexpectedStructure);
  EXPECT_NE(to_string(paged.error()).find("HTML"), std::string::npos);
  const auto odd = Files{{"c.csv", whole + " -- end of list"}}.read();
  ASSERT_TRUE(odd.ok()) << to_string(odd.error());
  EXPECT_EQ(count_findings(*odd, "unread-value"), count_findings(*sound, "unread-value") + 1);
  EXPECT_EQ(odd->dataset.entities.size(), sound->dataset.entities.size());
  EXPECT_EQ(odd->dataset.designations.size(), sound->dataset.designations.size());
  for (std::size_t i = 0; i < odd->dataset.entities.size(); ++i)
    EXPECT_EQ(odd->dataset.entities[i].id, sound->dataset.entities[i].id);
}

// The rows of a CSV text, for a workbook.
std::vector<std::vector<std::string>> rows_of(const std::string& text) {
  std::vector<std::vector<std::string>> out;
  base::CsvReader csv(text, {});
  base::CsvRow row;
  while (csv.next(row).value()) out.emplace_back(row.fields.begin(), row.fields.end());
  return out;
}

// A workbook, a text with semicolons, and a first line that is padded or in quotes are the same list.
TEST(UkCsv, ReadsOtherFormsOfTheSameTable) {
  const std::string whole = kOfsiHead + kOfsiRow + kOfsiFirm;
  const auto plain = Files{{"c.csv", whole}}.read("uk");
  ASSERT_TRUE(plain.ok()) << to_string(plain.error());
  std::string padded = whole;
  padded.insert(padded.find("\r\n"), std::string(35, ','));
  std::string quoted = whole;
  quoted.replace(0, quoted.find("\r\n"), "\"Last Updated: 04/05/2022\"");
  std::string semicolons;
  std::vector<std::vector<std::string>> rows = rows_of(whole);
  for (const std::vector<std::string>& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) semicolons += (i == 0 ? "" : ";") + row[i];
    semicolons += "\r\n";
  }
  std::vector<std::vector<std::string>> dated = rows;
  dated[0] = {"Last Updated", "2022-05-04"};
  for (const std::string& bytes :
       {padded, quoted, semicolons, testing::open_document(testing::open_table("ConList", rows)),
        testing::workbook({{"ConList", testing::text_rows(dated)}, {"Notes", testing::text_rows({{"a note"}})}})}) {
    const auto other = Files{{"c", bytes}}.read("uk");
    ASSERT_TRUE(other.ok()) << to_string(other.error());
    EXPECT_EQ(other->format, "uk-ofsi-csv");
    EXPECT_EQ(other->published.to_string(), "2022-05-04");
    EXPECT_EQ(other->counts, plain->counts);
    ASSERT_EQ(other->dataset.entities.size(), plain->dataset.entities.size());
    for (std::size_t i = 0; i < plain->dataset.entities.size(); ++i) {
      EXPECT_EQ(other->dataset.entities[i].id, plain->dataset.entities[i].id);
      for (const char* property :
           {"name", "weakAlias", "nationality", "passportNumber", "birthDate", "address", "notes"})
        EXPECT_EQ(joined(other->dataset.entities[i].get(property)), joined(plain->dataset.entities[i].get(property)));
    }
    EXPECT_EQ(other->dataset.designations.size(), plain->dataset.designations.size());
    EXPECT_EQ(other->dataset.relationships.size(), plain->dataset.relationships.size());
  }
  std::vector<std::vector<std::string>> renamed = rows;
  *std::find(renamed[1].begin(), renamed[1].end(), "Listed On") = "Entered On";
  const auto refused = Files{{"c.ods", testing::open_document(testing::open_table("ConList", renamed))}}.read("uk");
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(to_string(refused.error()).find("c.ods:ConList:2"), std::string::npos) << to_string(refused.error());
}

TEST(UkCsv, RefusesBadStructure) {
  const std::string whole = kOfsiHead + kOfsiRow + kOfsiFirm;
  std::string renamed = whole;
  renamed.replace(renamed.find("Listed On"), 9, "Entered On");
  std::string lacking = whole;
  lacking.replace(lacking.find("Group ID"), 8, "Gruppe Nr");
  std::string undated = whole;
  undated.replace(undated.find("04/05/2022"), 10, "yesterday!");
  for (const std::string& bytes : {renamed, lacking, undated, kOfsiHead, whole.substr(0, whole.size() - 40)}) {
    const auto outcome = Files{{"c.csv", bytes}}.read();
    ASSERT_FALSE(outcome.ok());
    EXPECT_FALSE(outcome.error().fix.empty());
    EXPECT_EQ(outcome.error().position.file, "c.csv");
  }
  const auto odd = Files{{"c.csv", whole + "a,b\r\n" + kOfsiFirm}}.read();
  ASSERT_TRUE(odd.ok()) << to_string(odd.error());
  EXPECT_EQ(odd->counts.reported, 1U);
  EXPECT_TRUE(odd->counts.consistent());
}

TEST(UkCsv, ReadsTheOfficialAndTheSearchedEdition) {
  const std::string official =
      "Report Date: 26-Aug-2026\r\nLast Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name "
      "type,Alias "
      "strength,Title,Regime Name,Designation Type,Designation source,Sanctions Imposed,Date Designated,D.O.B,IMO "
      "number\r\n"
      "16/04/2026,TST0001,91001,,MUSTERA,Eriko,Primary Name,,Dr,Russia,Individual,UK,Asset freeze|Travel "
      "Ban,29/06/2022,dd/mm/1961,\r\n";
  auto outcome = Files{{"u.csv", official}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->format, "uk-sanctions-csv");
  EXPECT_EQ(outcome->published.to_string(), "2026-08-26");
  EXPECT_EQ(joined(find_entity(*outcome, "uk-tst0001")->get("birthDate")), "1961");
  const std::string searched =
      "Unique ID,OFSI Group ID,Name,Regime Name,Type,Designation source,Date Designated,Sanctions Imposed\n"
      "TST0001,91001,MUSTERA ERIKO,Russia,Individual,UK,29-06-2022,\"Asset freeze, Travel Ban\"\n";
  outcome = Files{{"s.csv", searched}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(joined(find_entity(*outcome, "uk-tst0001")->get("name")), "MUSTERA ERIKO");
  EXPECT_EQ(joined(find_designation(*outcome, "uk-tst0001-russia")->measures), "asset-freeze | travel-ban");
}

}  // namespace
}  // namespace penumbra::ingest
