#include <string>

#include "ingest/hostile.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_designation;
using testing::find_entity;
using testing::joined;

const std::string kList = R"x(<?xml version="1.0" encoding="UTF-8"?>
<swiss-sanctions-list list-type="whole-list" date="2026-08-27">
<sanctions-program ssid="1" version-date="2026-05-21"><program-key lang="eng">Testland</program-key><program-key lang="ger">Testland</program-key>
<program-name lang="ger">Verordnung</program-name><program-name lang="eng">Ordinance of 1 May 2014 on measures against Testland</program-name>
<sanctions-set ssid="10" lang="ger">Finanzsanktionen</sanctions-set><sanctions-set ssid="10" lang="eng">art. 2 (Financial sanctions), art. 3 (Travel ban), annex 1</sanctions-set>
<sanctions-set ssid="11" lang="eng">art. 9, annex 7</sanctions-set><origin>EU</origin></sanctions-program>
<target ssid="100"><sanctions-set-id>10</sanctions-set-id><foreign-identifier>140</foreign-identifier>
<individual sex="male"><identity ssid="101" main="true">
<name ssid="102" name-type="primary-name" quality="good" lang="eng">
<name-part order="1" name-part-type="family-name"><value>Mustera</value><spelling-variant lang="RUS" script="CYRL">Мустера</spelling-variant><spelling-variant lang="RUS" script="LATN">Mustyera</spelling-variant></name-part>
<name-part order="2" name-part-type="given-name"><value>Eriko</value><spelling-variant lang="RUS" script="CYRL">Эрико</spelling-variant></name-part>
<name-part order="3" name-part-type="father-name"><value>Ottovich</value></name-part></name>
<name name-type="alias" quality="low"><name-part order="1" name-part-type="whole-name"><value>Riko</value></name-part></name>
<name name-type="formerly-known-as" quality="good"><name-part order="1" name-part-type="family-name"><value>Altmann</value></name-part></name>
<day-month-year day="23" month="3" year="1980" calendar="Gregorian"/><day-month-year year="1981"/><day-month-year month="4" year="1982"/>
<place-of-birth place-id="900"/><nationality><country iso-code="DE">Germany</country></nationality>
<address place-id="900"><c-o>Klub</c-o><address-details>Ring 5</address-details><zip-code>01234</zip-code></address>
<identification-document document-type="passport"><number>C01X</number><issuer code="DE">Germany</issuer><date-of-issue>2001-05-03</date-of-issue></identification-document></identity>
<identity ssid="103"><name name-type="primary-name" quality="good"><name-part order="1" name-part-type="whole-name"><value>Zweiter Name</value></name-part></name></identity>
<justification>Because.</justification><other-information>Prose. More.</other-information><other-information>Gender: male</other-information>
<relation target-id="200" relation-type="controlled-by"/><relation target-id="200" relation-type="knows"/></individual>
<modification modification-type="de-listed" enactment-date="2020-02-28" publication-date="2020-03-01" effective-date="2020-03-01"><removed><individual/></removed></modification>
<modification modification-type="amended" enactment-date="2016-01-01" publication-date="2016-01-02" effective-date="2016-01-02"/>
<modification modification-type="listed" enactment-date="2014-05-16" publication-date="2014-05-17" effective-date="2014-05-18"/></target>
<target ssid="200"><sanctions-set-id>11</sanctions-set-id><entity><identity main="true"><name name-type="primary-name" quality="good"><name-part order="1" name-part-type="whole-name"><value>Orbitwerk</value></name-part></name></identity>
<other-information>Registration number: 77</other-information></entity>
<modification modification-type="listed" enactment-date="2021-01-01" publication-date="2021-01-02" effective-date="2021-01-02"/></target>
<target ssid="300"><sanctions-set-id>10</sanctions-set-id><object object-type="vessel"><identity main="true"><name name-type="primary-name" quality="good"><name-part order="1" name-part-type="whole-name"><value>Testmeer</value></name-part></name></identity>
<other-information>IMO Number: 8405270</other-information></object><modification modification-type="amended" effective-date="2016-05-18"/></target>
<target ssid="400"><sanctions-set-id>10</sanctions-set-id><object object-type="submarine"/></target>
<place ssid="900"><location>Teststadt</location><area>Sachsen</area><country iso-code="DE">Germany</country></place>
</swiss-sanctions-list>
)x";

// "quality" of other details than names: a doubtful date claims its year only, and the doubt is kept.
TEST(SecoXml, KeepsWhatTheListDoubts) {
  const auto with_quality = [](const std::string& quality) {
    std::string list = kList;
    const std::string date = "<day-month-year day=\"23\" month=\"3\" year=\"1980\" ";
    list.insert(list.find(date) + date.size(), "quality=\"" + quality + "\" ");
    return Files{{"ch.xml", list}}.read("ch");
  };
  const auto low = with_quality("low");
  ASSERT_TRUE(low.ok()) << to_string(low.error());
  const model::Entity* person = find_entity(*low, "ch-100");
  EXPECT_EQ(joined(person->get("birthDate")), "1980 | 1981 | 1982-04");
  EXPECT_NE(joined(person->get("notes")).find("born: circa 23/03/1980"), std::string::npos);
  EXPECT_NE(joined(person->get("notes")).find("quality of a day-month-year: low"), std::string::npos);
  const auto good = with_quality("good");
  ASSERT_TRUE(good.ok());
  EXPECT_EQ(joined(find_entity(*good, "ch-100")->get("birthDate")), "1980-03-23 | 1981 | 1982-04");
  const auto other = with_quality("dubious");
  ASSERT_TRUE(other.ok());
  EXPECT_EQ(count_findings(*other, "unread-value"), count_findings(*good, "unread-value") + 1);
}

TEST(SecoXml, MapsTargetsWithTheirHistory) {
  const auto outcome = Files{{"ch.xml", kList}}.read("ch");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "ch-seco-xml");
  EXPECT_EQ(outcome->published.to_string(), "2026-08-27");
  EXPECT_EQ(outcome->counts.records_in, 4U);
  EXPECT_EQ(outcome->counts.mapped, 3U);
  EXPECT_EQ(outcome->counts.reported, 1U);
  const model::Entity* person = find_entity(*outcome, "ch-100");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("name")), "Eriko Ottovich Mustera");
  EXPECT_EQ(joined(person->get("lastName")), "Mustera");
  EXPECT_EQ(joined(person->get("fatherName")), "Ottovich");
  EXPECT_EQ(joined(person->get("alias")), "Эрико Ottovich Мустера | Eriko Ottovich Mustyera | Zweiter Name");
  EXPECT_EQ(joined(person->get("weakAlias")), "Riko");
  EXPECT_EQ(joined(person->get("previousName")), "Altmann");
  EXPECT_EQ(joined(person->get("birthDate")), "1980-03-23 | 1981 | 1982-04");
  EXPECT_EQ(joined(person->get("birthPlace")), "Teststadt, Sachsen, Germany");
  EXPECT_EQ(joined(person->get("address")), "c/o Klub, Ring 5, 01234, Teststadt, Sachsen, Germany");
  EXPECT_EQ(joined(person->get("nationality")), "de");
  EXPECT_EQ(joined(person->get("passportNumber")), "C01X");
  EXPECT_EQ(joined(person->get("gender")), "male");
  const model::Designation* act = find_designation(*outcome, "ch-100-10");
  ASSERT_NE(act, nullptr);
  EXPECT_EQ(act->act,
            "Ordinance of 1 May 2014 on measures against Testland, art. 2 (Financial sanctions), art. 3 (Travel ban), "
            "annex 1");
  EXPECT_EQ(joined(act->measures), "asset-freeze | travel-ban");
  EXPECT_EQ(act->date_act.to_string(), "2014-05-16");
  EXPECT_EQ(act->published.to_string(), "2014-05-17");
  EXPECT_EQ(act->valid.from.to_string(), "2014-05-18");
  EXPECT_EQ(act->valid.to.to_string(), "2020-03-01");
  EXPECT_EQ(act->reason, "Because.");
  EXPECT_EQ(joined(find_designation(*outcome, "ch-200-11")->measures), "unknown");
  EXPECT_EQ(count_findings(*outcome, "unmapped-measure"), 1U);
  EXPECT_EQ(joined(find_entity(*outcome, "ch-200")->get("registrationNumber")), "77");
  EXPECT_EQ(joined(find_entity(*outcome, "ch-300")->get("imoNumber")), "8405270");
  // Only an amendment is on record: listed since then at the latest.
  EXPECT_EQ(find_designation(*outcome, "ch-300-10")->valid.from.to_string(), "<2016-05-19");
  ASSERT_EQ(outcome->dataset.relationships.size(), 2U);
  EXPECT_EQ(outcome->dataset.relationships[0].kind, "controls");
  EXPECT_EQ(outcome->dataset.relationships[0].from, "ch-200");
  EXPECT_EQ(outcome->dataset.relationships[1].kind, "linked-to");
  EXPECT_EQ(count_findings(*outcome, "unknown-relation"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-party-type"), 1U);
}

TEST(SecoXml, ReadsTwoListingsApart) {
  std::string again = kList;
  const std::string mark = "<modification modification-type=\"de-listed\"";
  again.insert(again.find(mark), "<modification modification-type=\"listed\" effective-date=\"2022-01-02\"/>");
  const auto outcome = Files{{"ch.xml", again}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(find_designation(*outcome, "ch-100-10")->valid.to.to_string(), "2020-03-01");
  const model::Designation* second = find_designation(*outcome, "ch-100-10-2");
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(second->valid.from.to_string(), "2022-01-02");
  EXPECT_FALSE(second->valid.to.known());
}

TEST(SecoXml, RefusesBadStructure) {
  testing::expect_refused("ch.xml", kList, "<swiss-sanctions-list ", "</swiss-sanctions-list>");
  std::string renamed = kList;
  for (std::size_t at = 0; (at = renamed.find("target ssid", at)) != std::string::npos;)
    renamed.replace(at, 11, "listed ssid");
  for (std::size_t at = 0; (at = renamed.find("</target>", at)) != std::string::npos;)
    renamed.replace(at, 9, "</listed>");
  std::string part = kList;
  part.replace(part.find("whole-list"), 10, "delta-list");
  std::string other = kList;
  other.replace(other.find("<swiss-sanctions-list "), 22, "<swiss-sanctions-list xmlns=\"urn:x\" ");
  for (const std::string& bytes : {renamed, part, other}) {
    const auto outcome = Files{{"ch.xml", bytes}}.read();
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().code, ErrorCode::kUnexpectedStructure);
  }
}

}  // namespace
}  // namespace penumbra::ingest
