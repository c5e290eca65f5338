// The parties are invented; the form is that of sdn_advanced.xml.
#include <map>
#include <set>
#include <string>

#include "ingest/ofac/advanced_records.h"
#include "ingest/ofac/facts.h"
#include "ingest/ofac/programmes.h"
#include "ingest/places.h"
#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_designation;
using testing::find_entity;
using testing::joined;

const std::string kHead = R"x(<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="3">
  <DateOfIssue CalendarTypeID="1"><Year>2024</Year><Month>5</Month><Day>6</Day></DateOfIssue>
  <ReferenceValueSets>
    <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
    <CountryValues><Country ID="1" ISO2="DE">Germany</Country><Country ID="2" ISO2="RU">Russia</Country></CountryValues>
    <DetailReferenceValues><DetailReference ID="5">Male</DetailReference></DetailReferenceValues>
    <EntryEventTypeValues><EntryEventType ID="1">Created</EntryEventType></EntryEventTypeValues>
    <FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType><FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="25">Location</FeatureType><FeatureType ID="224">Gender</FeatureType><FeatureType ID="344">Digital Currency Address - XBT</FeatureType><FeatureType ID="504">Secondary sanctions risk:</FeatureType><FeatureType ID="999">Shoe Size</FeatureType></FeatureTypeValues>
    <IDRegDocDateTypeValues><IDRegDocDateType ID="1480">Issue Date</IDRegDocDateType><IDRegDocDateType ID="1481">Expiration Date</IDRegDocDateType></IDRegDocDateTypeValues>
    <IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType><IDRegDocType ID="1596">Tax ID No.</IDRegDocType><IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType></IDRegDocTypeValues>
    <LegalBasisValues><LegalBasis ID="1">Unknown</LegalBasis><LegalBasis ID="2" LegalBasisShortRef="x">Executive Order 14024</LegalBasis></LegalBasisValues>
    <ListValues><List ID="1550">SDN List</List><List ID="91507">Sectoral Sanctions Identifications List</List><List ID="91512">Consolidated List</List></ListValues>
    <LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType><LocPartType ID="1456">POSTAL CODE</LocPartType></LocPartTypeValues>
    <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType><NamePartType ID="1525">Entity Name</NamePartType></NamePartTypeValues>
    <PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType><PartySubType ID="7" PartyTypeID="4">Airship</PartySubType></PartySubTypeValues>
    <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType><PartyType ID="4">Transport</PartyType></PartyTypeValues>
    <RelationTypeValues><RelationType ID="15001">Acting for or on behalf of</RelationType></RelationTypeValues>
    <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="1705">Block</SanctionsType><SanctionsType ID="91514">13662 Sectoral Directive 4</SanctionsType><SanctionsType ID="77">Tickle</SanctionsType></SanctionsTypeValues>
    <ScriptValues><Script ID="215" ScriptCode="Latn">Latin</Script><Script ID="220" ScriptCode="Cyrl">Cyrillic</Script></ScriptValues>
    <ValidityValues><Validity ID="1">Valid</Validity><Validity ID="2">Fraudulent</Validity></ValidityValues>
  </ReferenceValueSets>
  <Locations>
    <Location ID="50"><LocationCountry CountryID="1" CountryRelevanceID="1"/><LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true"><Comment/><Value>Teststadt</Value></LocationPartValue></LocationPart><LocationPart LocPartTypeID="1456"><LocationPartValue><Value>01234</Value></LocationPartValue></LocationPart><LocationPart LocPartTypeID="1451"><LocationPartValue><Value>Ringstr. 5</Value></LocationPartValue></LocationPart></Location>
    <Location ID="51"><LocationCountry CountryID="2" CountryRelevanceID="1"/></Location>
  </Locations>
  <IDRegDocuments>
    <IDRegDocument ID="1" IDRegDocTypeID="1571" IdentityID="900" IssuedBy-CountryID="1" ValidityID="1"><Comment/><IDRegistrationNo>C01</IDRegistrationNo><IssuingAuthority/><DocumentDate IDRegDocDateTypeID="1481"><DatePeriod><Start><From><Year>2019</Year><Month>10</Month><Day>15</Day></From></Start></DatePeriod></DocumentDate></IDRegDocument>
    <IDRegDocument ID="2" IDRegDocTypeID="1571" IdentityID="900" ValidityID="2"><IDRegistrationNo>FAKE</IDRegistrationNo></IDRegDocument>
    <IDRegDocument ID="3" IDRegDocTypeID="1596" IdentityID="901" ValidityID="1"><IDRegistrationNo>7708503727 (Russia)</IDRegistrationNo></IDRegDocument>
    <IDRegDocument ID="4" IDRegDocTypeID="1626" IdentityID="902" ValidityID="1"><IDRegistrationNo>IMO 9187629</IDRegistrationNo></IDRegDocument>
  </IDRegDocuments>
  <DistinctParties>
)x";
const std::string kPerson = R"x(<DistinctParty FixedRef="102"><Comment/><Profile ID="102" PartySubTypeID="4">
  <Identity ID="900" FixedRef="102" Primary="true" False="false">
    <Alias FixedRef="102" AliasTypeID="1403" Primary="true" LowQuality="false">
      <DocumentedName ID="1" FixedRef="102" DocNameStatusID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="10" ScriptID="215">MUSTERMANN</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="11" ScriptID="215">Max</NamePartValue></DocumentedNamePart></DocumentedName>
      <DocumentedName ID="2" FixedRef="102" DocNameStatusID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="10" ScriptID="220">МУСТЕРМАН</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="11" ScriptID="220">Макс</NamePartValue></DocumentedNamePart></DocumentedName>
    </Alias>
    <Alias FixedRef="102" AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="3"><DocumentedNamePart><NamePartValue NamePartGroupID="11" ScriptID="215">DER MAX</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
    <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="10" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="11" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups>
  </Identity>
  <Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1" ReliabilityID="1"><Comment/><DatePeriod CalendarTypeID="1"><Start Approximate="true"><From><Year>1961</Year><Month>1</Month><Day>1</Day></From><To><Year>1961</Year><Month>1</Month><Day>1</Day></To></Start><End Approximate="true"><From><Year>1961</Year><Month>12</Month><Day>31</Day></From><To><Year>1961</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod><VersionDetail DetailTypeID="1430"/></FeatureVersion><IdentityReference IdentityID="900"/></Feature>
  <Feature ID="2" FeatureTypeID="9"><FeatureVersion ID="2"><VersionDetail DetailTypeID="1432">Teststadt, Germany</VersionDetail></FeatureVersion></Feature>
  <Feature ID="3" FeatureTypeID="10"><FeatureVersion ID="3"><VersionLocation LocationID="51"/></FeatureVersion></Feature>
  <Feature ID="4" FeatureTypeID="25"><FeatureVersion ID="4"><VersionLocation LocationID="50"/></FeatureVersion></Feature>
  <Feature ID="5" FeatureTypeID="224"><FeatureVersion ID="5"><VersionDetail DetailTypeID="1431" DetailReferenceID="5"/></FeatureVersion></Feature>
  <Feature ID="6" FeatureTypeID="344"><FeatureVersion ID="6"><VersionDetail DetailTypeID="1432">1TestAddress</VersionDetail></FeatureVersion></Feature>
  <Feature ID="7" FeatureTypeID="504"><FeatureVersion ID="7"><VersionDetail DetailTypeID="1432">somewhere</VersionDetail></FeatureVersion></Feature>
  <Feature ID="8" FeatureTypeID="999"><FeatureVersion ID="8"><VersionDetail DetailTypeID="1432">44</VersionDetail></FeatureVersion></Feature>
</Profile></DistinctParty>
)x";

std::string thing(const std::string& number, const std::string& subtype, const std::string& identity,
                  const std::string& name) {
  return "<DistinctParty FixedRef=\"" + number + "\"><Profile ID=\"" + number + "\" PartySubTypeID=\"" + subtype +
         "\"><Identity ID=\"" + identity +
         "\" Primary=\"true\" False=\"false\"><Alias AliasTypeID=\"1403\" Primary=\"true\" "
         "LowQuality=\"false\"><DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID=\"1\" "
         "ScriptID=\"215\">" +
         name + "</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity></Profile></DistinctParty>\n";
}

std::string entry(const std::string& number, const std::string& list, const std::string& measure) {
  return "<SanctionsEntry ID=\"9" + number + list + "\" ProfileID=\"" + number + "\" ListID=\"" + list +
         "\"><EntryEvent ID=\"1\" EntryEventTypeID=\"1\" LegalBasisID=\"2\"><Comment/><Date "
         "CalendarTypeID=\"1\"><Year>2022</Year>"
         "<Month>3</Month><Day>11</Day></Date></EntryEvent><SanctionsMeasure ID=\"1\" SanctionsTypeID=\"" +
         measure +
         "\"><Comment/></SanctionsMeasure><SanctionsMeasure ID=\"2\" "
         "SanctionsTypeID=\"1\"><Comment>RUSSIA-EO14024</Comment>"
         "</SanctionsMeasure></SanctionsEntry>\n";
}

std::string document(const std::string& parties, const std::string& entries) {
  return kHead + parties +
         "</DistinctParties><ProfileRelationships><ProfileRelationship ID=\"1\" From-ProfileID=\"101\" "
         "To-ProfileID=\"102\" "
         "RelationTypeID=\"15001\" RelationQualityID=\"1\" Former=\"true\" "
         "SanctionsEntryID=\"1\"><Comment/></ProfileRelationship>"
         "</ProfileRelationships><SanctionsEntries>" +
         entries + "</SanctionsEntries><SanctionsEntryLinks/></Sanctions>";
}

const std::string kParties =
    kPerson + thing("101", "3", "901", "ORBITWERK GMBH") + thing("103", "1", "902", "STERNENSTAUB");
const std::string kEntries = entry("102", "1550", "1705") + entry("101", "91507", "91514") +
                             entry("101", "91512", "1705") + entry("103", "1550", "77");

// In the consolidated file since 2014, on the list that is named since 2022: in between on one that is not named.
TEST(OfacAdvanced, ReadsTheDaysOfTheSumOfTheLists) {
  std::string sum = entry("101", "91512", "1705");
  const std::string year = "<Year>2022</Year>";
  sum.replace(sum.find(year), year.size(), "<Year>2014</Year>");
  for (const bool first : {true, false}) {
    const std::string own = entry("101", "91507", "91514");
    const auto outcome = Files{{"a.xml", document(kParties, first ? sum + own : own + sum)}}.read("ofac");
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    expect_sound(*outcome);
    const model::Designation* before = find_designation(*outcome, "us-ofac-101-us-non-sdn");
    ASSERT_NE(before, nullptr);
    EXPECT_EQ(before->valid.from.to_string(), "2014-03-11");
    EXPECT_EQ(before->valid.to.to_string(), "2022-03-11");
    EXPECT_EQ(joined(before->measures), "unknown");
    EXPECT_EQ(joined(before->programmes), "RUSSIA-EO14024");
    EXPECT_NE(before->note.find("before the lists that are named now"), std::string::npos);
  }
  // Nothing but the sum: the party is listed, whatever the list.
  const auto alone = Files{{"a.xml", document(kParties, sum)}}.read("ofac");
  ASSERT_TRUE(alone.ok());
  const model::Designation* listing = find_designation(*alone, "us-ofac-101-us-non-sdn");
  ASSERT_NE(listing, nullptr);
  EXPECT_EQ(listing->valid.from.to_string(), "2014-03-11");
  EXPECT_FALSE(listing->valid.to.known());
}

TEST(OfacAdvanced, MapsPartiesNamesFeaturesAndDocuments) {
  const auto outcome = Files{{"sdn_advanced.xml", document(kParties, kEntries)}}.read("ofac");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->published.to_string(), "2024-05-06");
  EXPECT_EQ(outcome->counts.records_in, 2U + 4U + 3U + 1U + 4U);
  EXPECT_EQ(outcome->counts.ignored, 0U);
  // The entry on the sum of the lists says no more than that on the sectoral list, of the same day.
  EXPECT_EQ(find_designation(*outcome, "us-ofac-101-us-non-sdn"), nullptr);
  const model::Entity* person = find_entity(*outcome, "us-ofac-102");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->schema, "Person");
  EXPECT_EQ(joined(person->get("name")), "Max MUSTERMANN");
  EXPECT_EQ(joined(person->get("alias")), "Макс МУСТЕРМАН");
  EXPECT_EQ(joined(person->get("weakAlias")), "DER MAX");
  EXPECT_EQ(joined(person->get("lastName")), "MUSTERMANN");
  EXPECT_EQ(joined(person->get("birthDate")), "1961");
  EXPECT_EQ(joined(person->get("birthPlace")), "Teststadt, Germany");
  EXPECT_EQ(joined(person->get("birthCountry")), "de");
  EXPECT_EQ(joined(person->get("nationality")), "ru");
  EXPECT_EQ(joined(person->get("address")), "Ringstr. 5, Teststadt 01234, Germany");
  EXPECT_EQ(joined(person->get("gender")), "male");
  EXPECT_EQ(joined(person->get("passportNumber")), "C01");
  EXPECT_EQ(joined(person->get("notes")), "Birthdate circa 1961 | Shoe Size 44");
  EXPECT_EQ(count_findings(*outcome, "unknown-feature"), 1U);
  std::set<std::string> documents;
  for (const model::Entity& entity : outcome->dataset.entities) {
    if (entity.id.find("-doc-") != std::string::npos) {
      documents.insert(std::string(entity.first("number")) + " " + std::string(entity.first("endDate")) +
                       std::string(entity.first("summary")));
    }
    if (entity.schema == "CryptoWallet") {
      EXPECT_EQ(entity.first("publicKey"), "1TestAddress");
      EXPECT_EQ(entity.first("currency"), "XBT");
    }
  }
  EXPECT_EQ(documents, (std::set<std::string>{"C01 2019-10-15", "FAKE fraudulent", "7708503727 "}));
  EXPECT_EQ(find_entity(*outcome, "us-ofac-101")->first("innCode"), "7708503727");
  EXPECT_EQ(find_entity(*outcome, "us-ofac-103")->schema, "Vessel");
  EXPECT_EQ(find_entity(*outcome, "us-ofac-103")->first("imoNumber"), "9187629");
}

TEST(OfacAdvanced, StatesListsMeasuresDatesAndRelations) {
  const auto outcome = Files{{"sdn_advanced.xml", document(kParties, kEntries)}}.read("ofac");
  ASSERT_TRUE(outcome.ok());
  const model::Designation* sdn = find_designation(*outcome, "us-ofac-102-us-sdn");
  ASSERT_NE(sdn, nullptr);
  EXPECT_EQ(sdn->valid.from.to_string(), "2022-03-11");
  EXPECT_EQ(joined(sdn->programmes), "RUSSIA-EO14024");
  EXPECT_EQ(joined(sdn->measures), "asset-freeze | secondary-sanctions");
  EXPECT_EQ(sdn->act, "Executive Order 14024");
  EXPECT_EQ(sdn->listed_name, "MUSTERMANN, Max");
  const model::Designation* ssi = find_designation(*outcome, "us-ofac-101-us-ssi-4");
  ASSERT_NE(ssi, nullptr);
  EXPECT_EQ(joined(ssi->measures), "export-ban | services-ban");
  // An unknown measure stays unknown.
  EXPECT_EQ(joined(find_designation(*outcome, "us-ofac-103-us-sdn")->measures), "unknown");
  EXPECT_EQ(count_findings(*outcome, "unmapped-measure"), 1U);
  ASSERT_EQ(outcome->dataset.relationships.size(), 1U);
  EXPECT_EQ(outcome->dataset.relationships[0].from, "us-ofac-101");
  EXPECT_EQ(outcome->dataset.relationships[0].to, "us-ofac-102");
  EXPECT_EQ(outcome->dataset.relationships[0].kind, "acts-for");
  EXPECT_EQ(outcome->dataset.relationships[0].status, model::AssertionStatus::kEnded);
}

TEST(OfacAdvanced, ReportsUnknownKindsAndFields) {
  std::string parties = kParties + thing("104", "7", "903", "BALLOON");
  parties.replace(parties.find("ReliabilityID"), 13, "TrustLevelID_");
  const auto outcome = Files{{"sdn_advanced.xml", document(parties, kEntries + entry("999", "1550", "1705") +
                                                                        entry("101", "4711", "1705"))}}
                           .read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(count_findings(*outcome, "unknown-party-type"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-field"), 1U);
  EXPECT_EQ(count_findings(*outcome, "entry-of-nobody"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-list"), 1U);
  EXPECT_NE(find_designation(*outcome, "us-ofac-101-us-non-sdn"), nullptr);
  EXPECT_EQ(outcome->counts.reported, 2U);
}

TEST(OfacAdvanced, ReportsPointersToNothing) {
  const std::string whole = document(kParties, kEntries);
  const auto sound = Files{{"sdn_advanced.xml", whole}}.read();
  ASSERT_TRUE(sound.ok()) << to_string(sound.error());
  EXPECT_EQ(count_findings(*sound, "bad-pointer"), 0U);
  for (const std::string pointer : {"DetailReferenceID=\"5\"", "IssuedBy-CountryID=\"1\"", "ScriptID=\"220\""}) {
    std::string odd = whole;
    const std::size_t at = odd.find(pointer, odd.find("</ReferenceValueSets>"));
    ASSERT_NE(at, std::string::npos) << pointer;
    odd.replace(at, pointer.size(), pointer.substr(0, pointer.find('"')) + "\"7777\"");
    const auto outcome = Files{{"sdn_advanced.xml", odd}}.read();
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    EXPECT_EQ(count_findings(*outcome, "bad-pointer"), 1U) << pointer;
  }
}

TEST(OfacAdvanced, RefusesBadStructure) {
  const std::string whole = document(kParties, kEntries);
  std::string renamed = whole;
  for (std::size_t at = 0; (at = renamed.find("DistinctParties", at)) != std::string::npos;)
    renamed.replace(at, 15, "NotableParties_");
  std::string space = whole;
  space.replace(space.find("sanctions/1.0"), 13, "sanctions/2.0");
  const std::string newer = std::string(whole).replace(
      whole.find("http://www.un.org/sanctions/1.0"), 31,
      "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML");
  EXPECT_TRUE(Files({{"a.xml", newer}}).read().ok());
  struct Case {
    const char* what;
    std::string bytes;
    ErrorCode code;
    const char* says;
  };
  const Case cases[] = {
      {"cut", whole.substr(0, whole.size() / 2), ErrorCode::kSyntax, "ends before"},
      {"renamed", renamed, ErrorCode::kUnexpectedStructure, "Sanctions/NotableParties_"},
      {"namespace", space, ErrorCode::kUnexpectedStructure, "sanctions/2.0"},
      {"empty", document("", ""), ErrorCode::kEmpty, "DistinctParty"},
      {"bomb", "<!DOCTYPE Sanctions [<!ENTITY a \"b\">]>" + whole.substr(whole.find("<Sanctions")),
       ErrorCode::kUnsupported, "document type"},
  };
  for (const Case& c : cases) {
    const auto outcome = Files{{"a.xml", c.bytes}}.read();
    ASSERT_FALSE(outcome.ok()) << c.what;
    EXPECT_EQ(outcome.error().code, c.code) << c.what << ": " << to_string(outcome.error());
    EXPECT_NE(outcome.error().message.find(c.says), std::string::npos) << c.what << ": " << to_string(outcome.error());
    EXPECT_EQ(outcome.error().position.file, "a.xml") << c.what;
  }
}

std::uint64_t count_tags(const std::string& bytes, const std::string& tag) {
  std::uint64_t count = 0;
  for (std::size_t at = 0; (at = bytes.find("<" + tag + " ", at)) != std::string::npos; ++at) ++count;
  return count;
}

TEST(OfacAdvancedSnapshot, EveryElementIsAccountedFor) {
  const std::string bytes = testing::shared_data("lists/us-ofac/cons/2019-03-14-all-formats/cons_advanced.xml.xz");
  PENUMBRA_SKIP_WITHOUT(bytes, "lists/us-ofac/cons/2019-03-14-all-formats/cons_advanced.xml.xz");
  const auto outcome = Files{{"cons_advanced.xml", bytes}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->published.to_string(), "2019-03-14");
  EXPECT_EQ(outcome->counts.records_in,
            count_tags(bytes, "DistinctParty") + count_tags(bytes, "Location") + count_tags(bytes, "IDRegDocument") +
                count_tags(bytes, "ProfileRelationship") + count_tags(bytes, "SanctionsEntry"));
  EXPECT_EQ(outcome->counts.reported, 0U);
  for (const char* key : {"unknown-field", "unknown-feature", "unknown-document", "unmapped-measure",
                          "unmapped-programme", "unknown-list", "unknown-relation"}) {
    EXPECT_EQ(count_findings(*outcome, key), 0U) << key;
  }
}

// OFAC publishes one list in two formats: both readers must find the same parties, numbers and dates.
TEST(OfacAdvancedSnapshot, AgreesWithTheClassicFilesOfTheSameDay) {
  const std::string folder = "lists/us-ofac/cons/2019-03-14-all-formats/";
  const std::string xml = testing::shared_data(folder + "cons_advanced.xml.xz");
  PENUMBRA_SKIP_WITHOUT(xml, folder + "cons_advanced.xml.xz");
  Files classic;
  for (const char* name : {"cons_prim.pip", "cons_alt.pip", "cons_add.pip"})
    classic.add(name, testing::shared_data(folder + name));
  const auto from_xml = Files{{"cons_advanced.xml", xml}}.read();
  const auto from_rows = classic.read();
  ASSERT_TRUE(from_xml.ok() && from_rows.ok());
  using Key = std::pair<std::string, std::string>;
  const auto collect = [](const ReadOutcome& outcome) {
    std::map<Key, std::set<std::string>> out;
    for (const model::Entity& entity : outcome.dataset.entities) {
      if (entity.id.find("-doc-") != std::string::npos) continue;
      out[{entity.id, "schema"}].insert(entity.schema);
      for (const model::Value& value : entity.values) {
        if (value.property == "address" || value.property == "notes" || value.property == "country")
          continue;  // worded apart
        std::string text;
        for (const char c : value.text) {
          // The classic files print capitals, and apostrophes for quotation marks.
          text += c == '"' ? '\'' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
        out[{entity.id, value.property.str()}].insert(text);
      }
    }
    return out;
  };
  const auto a = collect(*from_xml);
  const auto b = collect(*from_rows);
  for (const auto& [key, values] : b)
    EXPECT_EQ(a.contains(key) ? a.at(key) : std::set<std::string>{}, values) << key.first << " " << key.second;
  EXPECT_EQ(a.size(), b.size());
  // Every classic designation stands in the XML, which dates it and adds the SDN entries of eight parties.
  for (const model::Designation& designation : from_rows->dataset.designations) {
    const model::Designation* other = find_designation(*from_xml, designation.id);
    ASSERT_NE(other, nullptr) << designation.id;
    EXPECT_TRUE(other->valid.from.exact()) << designation.id;
    // Parties that are blocked as SDNs say so on every list in the XML.
    if (find_designation(*from_xml, designation.entity + "-us-sdn") != nullptr) continue;
    EXPECT_EQ(other->measures, designation.measures) << designation.id;
  }
}

// OFAC's newer format carries the value sets of all its lists: what stands there must be known here.
TEST(OfacValueSets, EveryTypeOfFactIsKnown) {
  const std::string path = "lists/us-ofac/enhanced/CONS_ENHANCED-2025-01-10.xml.xz";
  const std::string bytes = testing::shared_data(path);
  PENUMBRA_SKIP_WITHOUT(bytes, path);
  const auto after = [&](const std::string& opening) {
    std::vector<std::string> out;
    for (std::size_t at = 0; (at = bytes.find(opening, at)) != std::string::npos;) {
      at = bytes.find_first_not_of(" \r\n", at + opening.size());
      if (bytes[at] == '<') at = bytes.find('>', at) + 1;
      out.push_back(bytes.substr(at, bytes.find('<', at) - at));
    }
    return out;
  };
  std::vector<std::string> types = after("<type>ID DOCUMENT TYPE</type>");
  const std::size_t features = bytes.find("<featureTypes>");
  ASSERT_NE(features, std::string::npos);
  for (std::size_t at = features; (at = bytes.find("<featureType ", at)) != std::string::npos;) {
    at = bytes.find("<type>", at) + 6;
    types.push_back(bytes.substr(at, bytes.find('<', at) - at));
  }
  EXPECT_GT(types.size(), 100U);
  for (std::string type : types) {
    for (std::size_t at = 0; (at = type.find("&apos;", at)) != std::string::npos;) type.replace(at, 6, "'");
    std::string_view rest;
    EXPECT_TRUE(type == "Location" || ofac::find_exact_label(type, rest) != nullptr) << type;
  }
  for (const std::string& programme : after("<type>PROGRAM</type>"))
    EXPECT_FALSE(ofac::rules_of(programme).empty()) << programme;
  for (const std::string& country : after("<type>COUNTRY</type>"))
    EXPECT_TRUE(country_code(country).has_value()) << country;
}

}  // namespace
}  // namespace penumbra::ingest
