// The parties are invented; the forms are those of sdn.xml and SDN_ENHANCED.XML.
#include <string>
#include <vector>

#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_designation;
using testing::find_entity;
using testing::joined;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

const model::Entity* document_of(const ReadOutcome& outcome, std::string_view schema, std::string_view number) {
  for (const model::Entity& entity : outcome.dataset.entities) {
    if (entity.schema == schema && (entity.first("number") == number || entity.first("publicKey") == number))
      return &entity;
  }
  return nullptr;
}

const std::string kSdn = R"x(<?xml version="1.0" standalone="yes"?>
<sdnList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
  <publshInformation><Publish_Date>05/06/2024</Publish_Date><Record_Count>3</Record_Count></publshInformation>
  <sdnEntry>
    <uid>101</uid><firstName>Max</firstName><lastName>MUSTERMANN</lastName><title>Minister of Tests</title><sdnType>Individual</sdnType>
    <remarks>(Linked To: ORBITWERK GMBH (TESTSTADT)); brother of NOBODY; Held in escrow; max@example.com</remarks>
    <programList><program>RUSSIA-EO14024</program><program>CYBER2</program></programList>
    <idList>
      <id><uid>1</uid><idType>Passport</idType><idNumber>C01</idNumber><idCountry>Germany</idCountry><issueDate>15 Oct 2009</issueDate><expirationDate>14 Oct 2019</expirationDate></id>
      <id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
      <id><uid>3</uid><idType>Digital Currency Address - XBT</idType><idNumber>1TestAddress</idNumber></id>
      <id><uid>4</uid><idType>Secondary sanctions risk:</idType><idNumber>See Section 11 of Order 1</idNumber></id>
      <id><uid>5</uid><idType>Shoe Size</idType><idNumber>44</idNumber></id>
    </idList>
    <akaList>
      <aka><uid>6</uid><type>a.k.a.</type><category>strong</category><lastName>MUSTERMAN</lastName><firstName>Maxim</firstName></aka>
      <aka><uid>7</uid><type>a.k.a.</type><category>weak</category><lastName>DER MAX</lastName></aka>
      <aka><uid>8</uid><type>f.k.a.</type><category>strong</category><lastName>BEISPIEL</lastName><firstName>Max</firstName></aka>
    </akaList>
    <addressList><address><uid>9</uid><address1>Ringstr. 5</address1><city>Teststadt</city><postalCode>01234</postalCode><country>Germany</country></address></addressList>
    <nationalityList><nationality><uid>10</uid><country>Russia</country><mainEntry>true</mainEntry></nationality></nationalityList>
    <citizenshipList><citizenship><uid>11</uid><country>Germany</country><mainEntry>true</mainEntry></citizenship></citizenshipList>
    <dateOfBirthList><dateOfBirthItem><uid>12</uid><dateOfBirth>circa 1961</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>
      <dateOfBirthItem><uid>13</uid><dateOfBirth>1979 to 1981</dateOfBirth><mainEntry>false</mainEntry></dateOfBirthItem></dateOfBirthList>
    <placeOfBirthList><placeOfBirthItem><uid>14</uid><placeOfBirth>Teststadt, Germany</placeOfBirth><mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList>
  </sdnEntry>
  <sdnEntry>
    <uid>102</uid><lastName>ORBITWERK GMBH (TESTSTADT)</lastName><sdnType>Entity</sdnType>
    <remarks>51% owned by MUSTERMANN, Max; www.orbitwerk.example</remarks>
    <programList><program>CYBER2</program></programList>
    <idList><id><uid>15</uid><idType>Tax ID No.</idType><idNumber>7708503727</idNumber><idCountry>Russia</idCountry></id></idList>
  </sdnEntry>
  <sdnEntry>
    <uid>103</uid><lastName>STERNENSTAUB</lastName><sdnType>Vessel</sdnType>
    <programList><program>CYBER2</program></programList>
    <vesselInfo><callSign>ABCD</callSign><vesselType>Tug</vesselType><vesselFlag>Panama</vesselFlag><vesselOwner>ORBITWERK GMBH (TESTSTADT)</vesselOwner><tonnage>1,234</tonnage><grossRegisteredTonnage>987</grossRegisteredTonnage></vesselInfo>
    <idList><id><uid>16</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9187629</idNumber></id><id><uid>17</uid><idType>MMSI</idType><idNumber>572469210</idNumber></id></idList>
  </sdnEntry>
</sdnList>
)x";

TEST(OfacSdnXml, MapsPartiesNamesAndNumbers) {
  const auto outcome = Files{{"sdn.xml", kSdn}}.read("ofac");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->format, "ofac-sdn-xml");
  expect_sound(*outcome);
  EXPECT_EQ(outcome->published.to_string(), "2024-05-06");
  EXPECT_EQ(outcome->counts.mapped, 3U);
  const model::Entity* person = find_entity(*outcome, "us-ofac-101");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->schema, "Person");
  EXPECT_EQ(joined(person->get("name")), "Max MUSTERMANN");
  EXPECT_EQ(joined(person->get("alias")), "Maxim MUSTERMAN");
  EXPECT_EQ(joined(person->get("weakAlias")), "DER MAX");
  EXPECT_EQ(joined(person->get("previousName")), "Max BEISPIEL");
  EXPECT_EQ(joined(person->get("birthDate")), "1961 | 1979 | 1980 | 1981");
  EXPECT_EQ(joined(person->get("birthCountry")), "de");
  EXPECT_EQ(joined(person->get("nationality")), "ru");
  EXPECT_EQ(joined(person->get("citizenship")), "de");
  EXPECT_EQ(joined(person->get("address")), "Ringstr. 5, Teststadt, 01234, Germany");
  EXPECT_EQ(joined(person->get("passportNumber")), "C01");
  EXPECT_EQ(joined(person->get("position")), "Minister of Tests");
  EXPECT_EQ(joined(person->get("email")), "max@example.com");
  EXPECT_EQ(joined(person->get("gender")), "male");
  const model::Entity* passport = document_of(*outcome, "Passport", "C01");
  ASSERT_NE(passport, nullptr);
  EXPECT_EQ(passport->first("startDate"), "2009-10-15");
  EXPECT_EQ(passport->first("endDate"), "2019-10-14");
  EXPECT_NE(document_of(*outcome, "CryptoWallet", "1TestAddress"), nullptr);
  EXPECT_EQ(find_entity(*outcome, "us-ofac-102")->first("innCode"), "7708503727");
  EXPECT_EQ(find_entity(*outcome, "us-ofac-102")->first("website"), "www.orbitwerk.example");
  const model::Entity* vessel = find_entity(*outcome, "us-ofac-103");
  EXPECT_EQ(vessel->first("imoNumber"), "9187629");
  EXPECT_EQ(vessel->first("mmsi"), "572469210");
  EXPECT_EQ(vessel->first("flag"), "pa");
  EXPECT_EQ(vessel->first("tonnage"), "1234");
  EXPECT_EQ(vessel->first("grossRegisteredTonnage"), "987");
}

TEST(OfacSdnXml, KeepsWhatItDoesNotUnderstandAndSaysSo) {
  const auto outcome = Files{{"sdn.xml", kSdn}}.read("ofac");
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unknown-document"), 1U);  // the shoe size
  EXPECT_EQ(count_findings(*outcome, "unread-remark"), 1U);     // held in escrow
  EXPECT_EQ(count_findings(*outcome, "unresolved-link"), 1U);   // brother of nobody on the list
  const std::string notes = joined(find_entity(*outcome, "us-ofac-101")->get("notes"));
  EXPECT_NE(notes.find("Shoe Size 44"), std::string::npos);
  EXPECT_NE(notes.find("Held in escrow"), std::string::npos);
  EXPECT_NE(notes.find("brother of: NOBODY"), std::string::npos);
}

TEST(OfacSdnXml, LinksOwnersAndSharesWithTheirPlaceInTheRemark) {
  const auto outcome = Files{{"sdn.xml", kSdn}}.read("ofac");
  ASSERT_TRUE(outcome.ok());
  ASSERT_EQ(outcome->dataset.relationships.size(), 3U);
  const auto& edges = outcome->dataset.relationships;
  EXPECT_EQ(edges[0].kind, "linked-to");
  EXPECT_EQ(edges[0].to, "us-ofac-102");  // the brackets inside the name stay
  EXPECT_NE(edges[0].evidence.record.find("remarks 1-"), std::string::npos);
  EXPECT_EQ(edges[1].kind, "owns");
  EXPECT_EQ(edges[1].from, "us-ofac-101");
  EXPECT_EQ(edges[1].share.to_string(), "51");
  EXPECT_EQ(edges[2].kind, "owns");
  EXPECT_EQ(edges[2].to, "us-ofac-103");
}

TEST(OfacSdnXml, ListsAndMeasuresFollowTheProgrammes) {
  const auto outcome = Files{{"sdn.xml", kSdn}}.read("ofac");
  ASSERT_TRUE(outcome.ok());
  const model::Designation* listing = find_designation(*outcome, "us-ofac-101-us-sdn");
  ASSERT_NE(listing, nullptr);
  EXPECT_EQ(joined(listing->measures), "asset-freeze | secondary-sanctions");
  EXPECT_EQ(joined(listing->programmes), "RUSSIA-EO14024 | CYBER2");
  EXPECT_NE(listing->act.find("14024"), std::string::npos);
}

TEST(OfacSdnXml, OldNamespacesAreTheSameFormat) {
  for (const std::string name : {"http://tempuri.org/sdnList.xsd", "http://tempuri.org/consolidated.xsd"}) {
    const auto outcome = Files{
        {"x",
         replaced(kSdn, "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
                  name)}}.read();
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    EXPECT_EQ(outcome->counts.mapped, 3U);
  }
}

TEST(OfacSdnXml, RefusesWhatIsNotWhole) {
  const struct {
    std::string bytes;
    ErrorCode code;
    std::string words;
  } cases[] = {
      {kSdn.substr(0, kSdn.size() / 2), ErrorCode::kSyntax, "before its last element"},
      {replaced(kSdn, "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML", "urn:other"),
       ErrorCode::kUnexpectedStructure, "urn:other"},
      {replaced(kSdn, "<Record_Count>3", "<Record_Count>4"), ErrorCode::kUnexpectedStructure, "holds 3"},
      {replaced(kSdn, "<Publish_Date>05/06/2024", "<Publish_Date>yesterday"), ErrorCode::kUnexpectedStructure,
       "yesterday"},
      {replaced(kSdn, "<sdnEntry>", "<sdnEntries>").replace(kSdn.find("</sdnEntry>") + 2, 11, "</sdnEntries>"),
       ErrorCode::kUnexpectedStructure, "sdnEntries"},
      {replaced(kSdn, "<sdnList", "<!DOCTYPE a [<!ENTITY b \"c\">]><sdnList"), ErrorCode::kUnsupported,
       "document type"},
      {replaced(kSdn, "MUSTERMANN", "M\xFCSTERMANN"), ErrorCode::kEncoding, "UTF-8"},
      {"<!DOCTYPE html><html><head><title>Request blocked</title></head></html>", ErrorCode::kUnexpectedStructure,
       "blocked"},
  };
  for (const auto& one : cases) {
    const auto outcome = Files{{"sdn.xml", one.bytes}}.read();
    ASSERT_FALSE(outcome.ok()) << one.words;
    EXPECT_EQ(outcome.error().code, one.code) << to_string(outcome.error());
    EXPECT_NE(to_string(outcome.error()).find(one.words), std::string::npos) << to_string(outcome.error());
    EXPECT_FALSE(outcome.error().fix.empty());
  }
}

TEST(OfacSdnXml, NothingNestsWithoutEnd) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  const auto outcome = Files{{"sdn.xml", replaced(kSdn, "<remarks>", deep)}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kLimit);
}

TEST(OfacSdnXml, AnUnknownElementOrTypeIsAFinding) {
  auto outcome = Files{{"x", replaced(kSdn, "<title>Minister of Tests</title>", "<shade>dark</shade>")}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unknown-field"), 1U);
  outcome = Files{{"x", replaced(kSdn, "<sdnType>Vessel", "<sdnType>Airship")}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->counts.reported, 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-party-type"), 1U);
  outcome = Files{{"x", replaced(kSdn, "<program>CYBER2", "<program>NEW-EO19999")}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unmapped-programme"), 1U);
  outcome = Files{{"x", replaced(kSdn, "<country>Russia", "<country>Atlantis")}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unknown-country"), 1U);
}

TEST(OfacSdnXml, PartiesBlockedUnderOrder13599HaveTheirOwnList) {
  const std::string entry =
      "<sdnEntry><uid>7</uid><lastName>PRUEFBANK</lastName><sdnType>Entity</sdnType><programList><program>IRAN</"
      "program>"
      "</programList><idList><id><uid>8</uid><idType>Additional Sanctions Information -</idType><idNumber>Not on the "
      "SDN "
      "List and Not Subject to Secondary Sanctions; U.S. Persons Must Continue to Block the Property of this Person "
      "Pursuant to Executive Order 13599</idNumber></id></idList></sdnEntry></sdnList>";
  const std::size_t first = kSdn.find("  <sdnEntry>");
  const auto outcome =
      Files{{"cons.xml", replaced(kSdn.substr(0, first), "Record_Count>3", "Record_Count>1") + entry}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  const model::Designation* listing = find_designation(*outcome, "us-ofac-7-us-13599");
  ASSERT_NE(listing, nullptr);
  EXPECT_EQ(joined(listing->measures), "asset-freeze");  // and no secondary sanctions
}

const std::string kEnhanced = R"x(<?xml version="1.0" encoding="utf-8"?>
<sanctionsData xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML">
  <publicationInfo><dataAsOf>2025-01-10T00:00:00</dataAsOf><filters><sanctionsLists><sanctionsList refId="1550">SDN List</sanctionsList></sanctionsLists></filters></publicationInfo>
  <referenceValues><referenceValue refId="20110"><type>SCRIPT</type><value>Cyrillic</value><code>Cyrl</code></referenceValue></referenceValues>
  <featureTypes><featureType featureTypeId="8"><type>Birthdate</type></featureType></featureTypes>
  <entities>
    <entity id="101">
      <generalInfo><identityId>5</identityId><entityType refId="600">Individual</entityType><title>Haji</title></generalInfo>
      <sanctionsLists><sanctionsList refId="1550" id="1" datePublished="2022-03-11">SDN List</sanctionsList></sanctionsLists>
      <sanctionsPrograms><sanctionsProgram refId="1" id="1">CYBER2</sanctionsProgram></sanctionsPrograms>
      <sanctionsTypes><sanctionsType refId="1705" id="1">Block</sanctionsType></sanctionsTypes>
      <legalAuthorities><legalAuthority refId="2" id="1">Executive Order 13694 (Cyber)</legalAuthority></legalAuthorities>
      <names>
        <name id="1"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations>
          <translation id="1"><isPrimary>true</isPrimary><script refId="20122">Latin</script><formattedFirstName>Max</formattedFirstName><formattedLastName>MUSTERMANN</formattedLastName><formattedFullName>MUSTERMANN, Max</formattedFullName><nameParts><namePart id="1"><type refId="1522">Middle Name</type><value>Moritz</value></namePart></nameParts></translation>
          <translation id="2"><isPrimary>false</isPrimary><script refId="20110">Cyrillic</script><formattedFirstName>Макс</formattedFirstName><formattedLastName>МУСТЕРМАН</formattedLastName><formattedFullName>МУСТЕРМАН, Макс</formattedFullName></translation></translations></name>
        <name id="2"><isPrimary>false</isPrimary><aliasType refId="1400">A.K.A.</aliasType><isLowQuality>true</isLowQuality><translations><translation id="3"><isPrimary>true</isPrimary><script refId="20122">Latin</script><formattedLastName>DER MAX</formattedLastName><formattedFullName>DER MAX</formattedFullName></translation></translations></name>
      </names>
      <addresses><address id="1"><country refId="3">Germany</country><translations><translation id="4"><isPrimary>true</isPrimary><script refId="20122">Latin</script><addressParts><addressPart id="1"><type refId="1454">CITY</type><value>Teststadt</value></addressPart><addressPart id="2"><type refId="1451">ADDRESS1</type><value>Ringstr. 5</value></addressPart></addressParts></translation></translations></address></addresses>
      <features>
        <feature id="1"><type featureTypeId="8">Birthdate</type><versionId>1</versionId><value></value><valueDate id="1"><fromDateBegin>1961-01-01</fromDateBegin><fromDateEnd>1961-01-01</fromDateEnd><toDateBegin>1961-12-31</toDateBegin><toDateEnd>1961-12-31</toDateEnd><isApproximate>true</isApproximate><isDateRange>false</isDateRange></valueDate><isPrimary>true</isPrimary></feature>
        <feature id="2"><type featureTypeId="999">Shoe Size</type><versionId>2</versionId><value>44</value><isPrimary>true</isPrimary></feature>
      </features>
      <identityDocuments>
        <identityDocument id="1"><type refId="1571">Passport</type><name nameId="1" nameTranslationId="1">MUSTERMANN, Max</name><documentNumber>C01</documentNumber><isValid>true</isValid><issuingAuthority>Amt 7</issuingAuthority><issuingCountry refId="3">Germany</issuingCountry><expirationDate id="2"><fromDateBegin>2019-10-15</fromDateBegin><fromDateEnd>2019-10-15</fromDateEnd><toDateBegin>2019-10-15</toDateBegin><toDateEnd>2019-10-15</toDateEnd><isApproximate>false</isApproximate><isDateRange>false</isDateRange></expirationDate></identityDocument>
        <identityDocument id="2"><type refId="1571">Passport</type><documentNumber>FAKE</documentNumber><isValid>false</isValid></identityDocument>
      </identityDocuments>
      <relationships><relationship id="1"><type refId="15001">Acting for or on behalf of</type><relatedEntity entityId="102">ORBITWERK GMBH</relatedEntity></relationship><relationship id="2"><type refId="15003">Owned or Controlled By</type><relatedEntity entityId="999">FERN AG</relatedEntity></relationship></relationships>
    </entity>
    <entity id="102">
      <generalInfo><identityId>6</identityId><entityType refId="601">Entity</entityType></generalInfo>
      <sanctionsLists><sanctionsList refId="91507" id="2" datePublished="2014-07-16">Sectoral Sanctions Identifications List</sanctionsList><sanctionsList refId="91512" id="3" datePublished="2014-10-10">Consolidated List</sanctionsList></sanctionsLists>
      <sanctionsPrograms><sanctionsProgram refId="4" id="2">UKRAINE-EO13662</sanctionsProgram></sanctionsPrograms>
      <sanctionsTypes><sanctionsType refId="5" id="2">13662 Sectoral Directive 4</sanctionsType></sanctionsTypes>
      <legalAuthorities/>
      <names><name id="3"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations><translation id="5"><isPrimary>true</isPrimary><script refId="20122">Latin</script><formattedLastName>ORBITWERK GMBH</formattedLastName><formattedFullName>ORBITWERK GMBH</formattedFullName></translation></translations></name></names>
    </entity>
  </entities>
</sanctionsData>
)x";

TEST(OfacEnhanced, ReadsTheDaysOfTheSumOfTheLists) {
  std::string earlier = kEnhanced;
  const std::string day = "datePublished=\"2014-10-10\">Consolidated List";
  earlier.replace(earlier.find(day), day.size(), "datePublished=\"2012-07-31\">Consolidated List");
  const auto outcome = Files{{"e.xml", earlier}}.read("ofac");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  const model::Designation* before = find_designation(*outcome, "us-ofac-102-us-non-sdn");
  ASSERT_NE(before, nullptr);
  EXPECT_EQ(before->valid.from.to_string(), "2012-07-31");
  EXPECT_EQ(before->valid.to.to_string(), "2014-07-16");
  EXPECT_EQ(joined(before->programmes), "UKRAINE-EO13662");
  const auto plain = Files{{"e.xml", kEnhanced}}.read("ofac");
  ASSERT_TRUE(plain.ok());
  EXPECT_EQ(find_designation(*plain, "us-ofac-102-us-non-sdn"), nullptr);
}

TEST(OfacEnhanced, MapsPartiesListsAndDates) {
  const auto outcome = Files{{"e.xml", kEnhanced}}.read("ofac");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->format, "ofac-enhanced-xml");
  expect_sound(*outcome);
  EXPECT_EQ(outcome->published.to_string(), "2025-01-10");
  const model::Entity* person = find_entity(*outcome, "us-ofac-101");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("name")), "Max MUSTERMANN");
  EXPECT_EQ(joined(person->get("alias")), "Макс МУСТЕРМАН");
  EXPECT_EQ(joined(person->get("weakAlias")), "DER MAX");
  EXPECT_EQ(person->first("middleName"), "Moritz");
  EXPECT_EQ(person->first("title"), "Haji");
  EXPECT_EQ(joined(person->get("birthDate")), "1961");
  EXPECT_EQ(joined(person->get("address")), "Ringstr. 5, Teststadt, Germany");
  EXPECT_EQ(joined(person->get("passportNumber")), "C01");  // the forged one gives no number
  const model::Entity* passport = document_of(*outcome, "Passport", "C01");
  ASSERT_NE(passport, nullptr);
  EXPECT_EQ(passport->first("endDate"), "2019-10-15");
  EXPECT_EQ(passport->first("summary"), "Amt 7");
  EXPECT_NE(document_of(*outcome, "Passport", "FAKE"), nullptr);
  const model::Designation* sdn = find_designation(*outcome, "us-ofac-101-us-sdn");
  ASSERT_NE(sdn, nullptr);
  EXPECT_EQ(sdn->valid.from.to_string(), "2022-03-11");
  EXPECT_EQ(joined(sdn->measures), "asset-freeze");
  const model::Designation* ssi = find_designation(*outcome, "us-ofac-102-us-ssi-4");
  ASSERT_NE(ssi, nullptr);
  EXPECT_EQ(joined(ssi->measures), "export-ban | services-ban");
  EXPECT_EQ(ssi->published.to_string(), "2014-07-16");
  ASSERT_EQ(outcome->dataset.relationships.size(), 1U);
  EXPECT_EQ(outcome->dataset.relationships[0].kind, "acts-for");
  EXPECT_EQ(count_findings(*outcome, "unresolved-link"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-feature"), 1U);
}

TEST(OfacEnhanced, HoldsNumbersAndPartsAgainstTheWords) {
  const auto count = [](const std::string& from, const std::string& to, std::string_view key) {
    std::string changed = kEnhanced;
    changed.replace(changed.find(from), from.size(), to);
    const auto sound = Files{{"e.xml", kEnhanced}}.read();
    const auto outcome = Files{{"e.xml", changed}}.read();
    EXPECT_TRUE(sound.ok() && outcome.ok());
    return static_cast<int>(count_findings(*outcome, key)) - static_cast<int>(count_findings(*sound, key));
  };
  EXPECT_EQ(count("<script refId=\"20110\">", "<script refId=\"20111\">", "bad-pointer"), 1);
  // "Moritz" stands in no whole name of the excerpt, "Max" does.
  EXPECT_EQ(count("<value>Moritz</value>", "<value>Max</value>", "name-conflict"), -1);
  EXPECT_EQ(count(">ORBITWERK GMBH</relatedEntity>", ">STERNWERK GMBH</relatedEntity>", "reference-conflict"), 1);
  EXPECT_EQ(count(">ORBITWERK GMBH</relatedEntity>", ">GmbH, Orbitwerk</relatedEntity>", "reference-conflict"), 0);
  EXPECT_EQ(count("featureTypeId=\"8\">Birthdate</type><v", "featureTypeId=\"9\">Birthdate</type><v", "bad-pointer"),
            1U);
}

TEST(OfacEnhanced, RefusesOrReportsWhatItDoesNotKnow) {
  auto outcome = Files{{"e", kEnhanced.substr(0, kEnhanced.size() - 40)}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kSyntax);
  outcome = Files{{"e", replaced(kEnhanced, "<featureTypes>", "<featureKinds/><featureTypes>")}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_NE(to_string(outcome.error()).find("featureKinds"), std::string::npos);
  outcome = Files{{"e", replaced(kEnhanced, "exports/ENHANCED_XML", "exports/XML")}}.read();
  ASSERT_FALSE(outcome.ok());
  outcome =
      Files{{"e", replaced(kEnhanced, "<isLowQuality>true</isLowQuality>", "<lowQuality>true</lowQuality>")}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unknown-field"), 1U);
  outcome = Files{{"e", replaced(kEnhanced, ">Block<", ">Tickle<")}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unmapped-measure"), 1U);
  outcome = Files{{"e", replaced(kEnhanced, ">Sectoral Sanctions Identifications List<", ">Brand New List<")}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unknown-list"), 1U);
}

TEST(OfacEnhanced, ASelectionIsNoWholeList) {
  const auto outcome = Files{{"e", replaced(kEnhanced, "</sanctionsLists></filters>",
                                            "</sanctionsLists><sanctionsPrograms><sanctionsProgram refId=\"1\">CYBER2"
                                            "</sanctionsProgram></sanctionsPrograms></filters>")}}
                           .read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(count_findings(*outcome, "filtered-export"), 1U);
  ASSERT_FALSE(outcome->notes.empty());
  // A filter that is not known is one all the same.
  const auto other =
      Files{{"e", replaced(kEnhanced, "</sanctionsLists></filters>", "</sanctionsLists><region>3</region></filters>")}}
          .read();
  ASSERT_TRUE(other.ok()) << to_string(other.error());
  EXPECT_EQ(count_findings(*other, "filtered-export"), 1U);
}

// The classic fixed-field edition, made from rows of columns.
std::string fixed(const std::vector<std::size_t>& widths, const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    std::string cell = i < cells.size() ? cells[i] : "-0-";
    cell.resize(widths[i], ' ');
    out += cell;
  }
  return out + "\r\n";
}
const std::vector<std::size_t> kPrim = {10, 350, 12, 200, 200, 8, 25, 14, 8, 40, 150, 1000};
const std::vector<std::size_t> kAlt = {10, 10, 8, 350, 200};

TEST(OfacFixedFields, AreReadAsTheOtherEditions) {
  const std::string parties = fixed(kPrim, {"       101", "MUSTERMANN, Max", "individual", "CYBER2", "-0-", "-0-",
                                            "-0-", "-0-", "-0-", "-0-", "-0-", "DOB 1961; owned by ORBITWERK GMBH."}) +
                              fixed(kPrim, {"       102", "ORBITWERK GMBH", "-0-", "CYBER2"}) + "\x1A\r\n";
  const std::string aliases = fixed(kAlt, {"       101", "         1", "aka", "MUSTERMAN, Maxim"}) + "\x1A\r\n";
  auto outcome = Files{{"sdn.ff", parties}, {"alt.ff", aliases}}.read("ofac");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->format, "ofac-csv");
  EXPECT_EQ(outcome->counts.mapped, 3U);
  EXPECT_EQ(joined(find_entity(*outcome, "us-ofac-101")->get("alias")), "Maxim MUSTERMAN");
  ASSERT_EQ(outcome->dataset.relationships.size(), 1U);
  EXPECT_EQ(outcome->dataset.relationships[0].from, "us-ofac-102");
  outcome = Files{{"sdn.ff", parties.substr(0, parties.size() - 100)}, {"alt.ff", aliases}}.read("ofac");
  ASSERT_FALSE(outcome.ok());
  EXPECT_NE(to_string(outcome.error()).find("cut"), std::string::npos);
  outcome = Files{{"sdn.ff", parties}, {"alt.ff", aliases}, {"alt2.ff", aliases}}.read("ofac");
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "repeated-part"), 1U);
}

}  // namespace
}  // namespace penumbra::ingest
