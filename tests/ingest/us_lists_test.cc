// The parties are invented; the forms are those of the Consolidated Screening List, the Denied Persons List,
// named-party JSON and the transcribed lists.
#include "ingest/us/us_lists.h"

#include <string>

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

const model::Entity* named(const ReadOutcome& outcome, std::string_view name) {
  for (const model::Entity& entity : outcome.dataset.entities) {
    if (entity.first("name") == name) return &entity;
  }
  return nullptr;
}

const model::Designation* listing_of(const ReadOutcome& outcome, std::string_view name, std::string_view list) {
  const model::Entity* entity = named(outcome, name);
  for (const model::Designation& one : outcome.dataset.designations) {
    if (entity != nullptr && one.entity == entity->id && one.list == list) return &one;
  }
  return nullptr;
}

const std::string kCslHead =
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,"
    "standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,"
    "vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,"
    "places_of_birth,source_information_url,ids\n";
const std::string kCslRows =
    "a1,Entity List (EL) - Bureau of Industry and Security,,,,\" Orbitwerk GmbH,\",,\"Ringstr. 5,  Moscow, RU; 2 "
    "Hafen, "
    "Teststadt, DE\",87 FR 20299,2022-04-07,,,For all items subject to the EAR.,Presumption of denial.,,,,,,,,u,Orbit "
    "Works; and OW,,,,,http://example.com,\n"
    "a2,Entity List (EL) - Bureau of Industry and Security,,,,Mond AG,,CN,88 FR 1,0097-06-30,,,All items,Case-by-case "
    "review,,,,,,,,u,,,,,,,\n"
    "a3,Denied Persons List (DPL) - Bureau of Industry and Security,,,,MAX MUSTERMANN,,\"1 Gasse, Teststadt, DE\",80 "
    "F.R. "
    "57572 9/24/15,2015-09-18,2025-09-18,Y,,,,,,,,,FR NOTICE ADDED,u,,,,,,,\n"
    "101,Specially Designated Nationals (SDN) - Treasury Department,101,Individual,CYBER2; "
    "RUSSIA-EO14024,\"MUSTERMANN, "
    "Erika\",Minister of Tests,RU,,,,,,,,,,,,,(Linked To: ORBITWERK BANK),u,\"MUSTERMAN, Erica; EM\",DE,circa "
    "1961,RU,\"Teststadt, Germany\",u,\"DE, C01, Passport; DE, 2019-10-15, 2009-10-16, C02, Passport; RU, 2017-05-30, "
    "C03, Passport; Female, Gender; a; b, Secondary sanctions risk:; 44, Shoe "
    "Size\"\n"
    "102,Sectoral Sanctions Identifications List (SSI) - Treasury Department,102,Entity,UKRAINE-EO13662; "
    "RUSSIA-EO14024,ORBITWERK BANK,,\"Moscow, RU\",,,,,,,,,,,,,,u,,,,,,u,\"RU, 7708503727, Tax ID No.; Subject to "
    "Directive "
    "1, Executive Order 13662 Directive Determination -; Subject to Directive 2, Executive Order 14024 Directive "
    "Information\"\n"
    "102,Capta List (CAP) - Treasury Department,102,Entity,UKRAINE-EO13662; RUSSIA-EO14024,ORBITWERK BANK,,\"Moscow, "
    "RU\",,,,,,,,,,,,,,u,,,,,,u,\"RU, 7708503727, Tax ID No.; Subject to Directive 1, Executive Order 13662 Directive "
    "Determination -; Subject to Directive 2, Executive Order 14024 Directive Information\"\n"
    "a4,Nonproliferation Sanctions (ISN) - State Department,,,E.O. 13382; Export-Import Bank Act,Pruefstand 7,,,\"Vol. "
    "86, "
    "No. 71, 04/15/2021\",2021-03-02,,,,,,,,,,,Associated with tests,u,,,,,,,\n"
    "a5,ITAR Debarred (DTC) - State Department,,,,Max Mustermann,,,67 FR 10033,,,,,,,,,,,,,u,,,,,,,\n"
    "a6,Unverified List (UVL) - Bureau of Industry and Security,,,,Blindwerk Ltd,,\"Hong Kong, "
    "CN\",,,,,,,,,,,,,,u,,,,,,,\n";

TEST(UsCsl, OneListPerSourceWithItsOwnMeasure) {
  const auto outcome = Files{{"consolidated.csv", kCslHead + kCslRows}}.read("csl");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->format, "us-csl-csv");
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, 9U);
  EXPECT_EQ(outcome->counts.mapped, 9U);
  EXPECT_EQ(joined(outcome->lists), "us-capta | us-debar | us-dpl | us-el | us-isn | us-sdn | us-ssi-1 | us-uvl");
  const auto* el = listing_of(*outcome, "Orbitwerk GmbH", "us-el");
  ASSERT_NE(el, nullptr);
  EXPECT_EQ(joined(el->measures), "export-licence-denial");
  EXPECT_EQ(el->valid.from.to_string(), "2022-04-07");
  EXPECT_NE(el->act.find("87 FR 20299"), std::string::npos);
  EXPECT_NE(el->note.find("licence policy: Presumption of denial."), std::string::npos);
  EXPECT_EQ(joined(named(*outcome, "Orbitwerk GmbH")->get("alias")), "Orbit Works | OW");
  EXPECT_EQ(joined(named(*outcome, "Orbitwerk GmbH")->get("address")),
            "Ringstr. 5, Moscow, RU | 2 Hafen, Teststadt, DE");
  EXPECT_EQ(joined(named(*outcome, "Orbitwerk GmbH")->get("country")), "ru | de");
  const auto* mond = listing_of(*outcome, "Mond AG", "us-el");
  EXPECT_EQ(joined(mond->measures), "export-licence");
  EXPECT_FALSE(mond->valid.from.known());  // the year 97 is kept as a note
  EXPECT_NE(mond->note.find("0097-06-30"), std::string::npos);
  const auto* dpl = listing_of(*outcome, "MAX MUSTERMANN", "us-dpl");
  EXPECT_EQ(joined(dpl->measures), "export-ban");
  // A denial order runs "until" its day: it is in effect on it, and not on the next.
  EXPECT_EQ(dpl->valid.to.to_string(), "2025-09-19");
  EXPECT_EQ(dpl->valid.holds_on(Date::parse("2025-09-18").value()), Holds::kYes);
  EXPECT_EQ(dpl->valid.holds_on(Date::parse("2025-09-19").value()), Holds::kNo);
  EXPECT_NE(dpl->note.find("in effect through 2025-09-18"), std::string::npos);
  EXPECT_EQ(dpl->published.to_string(), "2015-09-24");
  EXPECT_NE(dpl->note.find("standard denial order"), std::string::npos);
  EXPECT_EQ(joined(listing_of(*outcome, "Pruefstand 7", "us-isn")->measures), "asset-freeze");
  EXPECT_EQ(joined(listing_of(*outcome, "Blindwerk Ltd", "us-uvl")->measures), "unverified");
}

TEST(UsCsl, OfacPartiesKeepTheirNumbersAndAreOneEntityOnAllLists) {
  const auto outcome = Files{{"consolidated.csv", kCslHead + kCslRows}}.read("csl");
  ASSERT_TRUE(outcome.ok());
  const model::Entity* person = find_entity(*outcome, "us-ofac-101");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("name")), "Erika MUSTERMANN");
  EXPECT_EQ(joined(person->get("alias")), "Erica MUSTERMAN | EM");
  EXPECT_EQ(joined(person->get("birthDate")), "1961");
  // Days stand before the number: of two the expiry first; of one the file does not say which.
  EXPECT_EQ(joined(person->get("passportNumber")), "C01 | C02 | C03");
  EXPECT_NE(joined(person->get("notes")).find("Passport C03: issued or expires 2017-05-30"), std::string::npos);
  const auto document = std::find_if(outcome->dataset.entities.begin(), outcome->dataset.entities.end(),
                                     [](const model::Entity& entity) { return entity.first("number") == "C02"; });
  ASSERT_NE(document, outcome->dataset.entities.end());
  EXPECT_EQ(document->first("startDate"), "2009-10-16");
  EXPECT_EQ(document->first("endDate"), "2019-10-15");
  EXPECT_EQ(joined(person->get("gender")), "female");
  EXPECT_EQ(joined(person->get("citizenship")), "de");
  EXPECT_EQ(count_findings(*outcome, "unknown-document"), 1U);
  EXPECT_EQ(joined(find_designation(*outcome, "us-ofac-101-us-sdn")->measures), "asset-freeze | secondary-sanctions");
  EXPECT_EQ(find_entity(*outcome, "us-ofac-102")->first("innCode"), "7708503727");
  EXPECT_EQ(joined(find_designation(*outcome, "us-ofac-102-us-ssi-1")->measures), "debt-limits");
  EXPECT_EQ(joined(find_designation(*outcome, "us-ofac-102-us-capta")->measures), "correspondent-account-ban");
  ASSERT_EQ(outcome->dataset.relationships.size(), 1U);
  EXPECT_EQ(outcome->dataset.relationships[0].to, "us-ofac-102");
}

TEST(UsCsl, RefusesARenamedColumnAndACutFile) {
  auto outcome = Files{{"c.csv", replaced(kCslHead, "license_policy", "licence_policy") + kCslRows}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kUnexpectedStructure);
  EXPECT_NE(to_string(outcome.error()).find("license_policy"), std::string::npos);
  outcome = Files{{"c.csv", replaced(kCslHead, "ids\n", "ids,colour\n") + kCslRows}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_NE(to_string(outcome.error()).find("colour"), std::string::npos);
  outcome = Files{{"c.csv", (kCslHead + kCslRows).substr(0, kCslHead.size() + kCslRows.size() - 30)}}.read();
  ASSERT_FALSE(outcome.ok());
  outcome = Files{{"c.csv", kCslHead}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kEmpty);
}

// Until 2017 the sources stood by their short names, and there was no column of numbers of records nor of documents.
TEST(UsCsl, ReadsTheFirstEdition) {
  const std::string head = kCslHead.substr(4, kCslHead.size() - 4 - 5) + "\n";
  const std::string blank(12, ',');
  const std::string rows =
      "EL,,,,Mond AG,,CN,88 FR 1,2015-06-30,,,All items,Presumption of denial,,,,,,,,u,,,,,,\n"
      "DPL,,,,MAX MUSTERMANN,,\"1 Gasse, Teststadt, DE\",80 F.R. 57572 "
      "9/24/15,2015-09-18,2025-09-18,Y,,,,,,,,,FR NOTICE ADDED,u,,,,,,\n"
      "SDN,101,Individual,CYBER2,\"MUSTERMANN, Erika\",,RU" +
      blank + ",,u,\"MUSTERMAN, Erica\",DE,1961-03-05; 1962,RU,\"\",u\n";
  const auto outcome = Files{{"c.csv", head + rows}}.read("csl");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.mapped, 3U) << outcome->counts.records_in;
  EXPECT_EQ(joined(outcome->lists), "us-dpl | us-el | us-sdn");
  EXPECT_EQ(count_findings(*outcome, "unknown-list"), 0U);
  EXPECT_NE(joined(outcome->notes).find("no column for: ids"), std::string::npos);
  EXPECT_EQ(joined(find_entity(*outcome, "us-ofac-101")->get("birthDate")), "1961-03-05 | 1962");
  // A later edition without its documents is damaged.
  const auto damaged = Files{{"c.csv", "_id," + head + "x," + rows.substr(0, rows.find('\n') + 1)}}.read("csl");
  ASSERT_FALSE(damaged.ok());
  EXPECT_NE(to_string(damaged.error()).find("\"ids\" is missing"), std::string::npos);
}

TEST(UsCsl, AnUnknownListOrKindIsAFinding) {
  auto outcome =
      Files{{"c.csv", kCslHead + replaced(kCslRows, "Unverified List (UVL)", "Brand New List (BNL)")}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unknown-list"), 1U);
  EXPECT_EQ(joined(listing_of(*outcome, "Blindwerk Ltd", "unknown")->measures), "unknown");
  outcome = Files{{"c.csv", kCslHead + replaced(kCslRows, "101,Individual", "101,Airship")}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->counts.reported, 1U);
}

TEST(UsCsl, WhatIsSaidTwiceIsHeldAgainstOneAnother) {
  const std::string twice =
      kCslRows + "a7,Entity List (EL) - Bureau of Industry,,,,Sternwerk,,CN" + std::string(21, ',') + "\n";
  const auto count = [](const std::string& rows, std::string_view key) {
    const auto outcome = Files{{"c.csv", kCslHead + rows}}.read();
    EXPECT_TRUE(outcome.ok()) << to_string(outcome.error());
    return outcome.ok() ? count_findings(*outcome, key) : 0U;
  };
  EXPECT_EQ(count(kCslRows, "source-conflict"), 0U);
  EXPECT_EQ(count(kCslRows, "reference-conflict"), 0U);
  EXPECT_EQ(count(twice, "source-conflict"), 1U);
  EXPECT_EQ(count(replaced(kCslRows, "101,Specially", "108,Specially"), "reference-conflict"), 1U);
  EXPECT_EQ(count(replaced(kCslRows, "a2,Entity", ",Entity"), "missing-field"), 1U);
}

const std::string kCslJson = R"({"total": 2, "results": [
 {"id": "x", "source": "Entity List (EL) - Bureau of Industry and Security", "entity_number": null, "type": null, "programs": [], "name": "Orbitwerk GmbH", "title": null,
  "addresses": [{"address": "Ringstr. 5", "city": "Moscow", "state": null, "postal_code": "125", "country": "RU"}], "federal_register_notice": "87 FR 20299", "start_date": "2022-04-07", "end_date": null,
  "standard_order": null, "license_requirement": "All", "license_policy": "Policy of denial", "call_sign": null, "vessel_type": null, "gross_tonnage": null, "gross_registered_tonnage": null, "vessel_flag": null,
  "vessel_owner": null, "remarks": null, "source_list_url": "u", "alt_names": ["Orbit; Works"], "citizenships": [], "dates_of_birth": [], "nationalities": [], "places_of_birth": [], "source_information_url": "v", "ids": []},
 {"id": "101", "source": "Specially Designated Nationals (SDN) - Treasury Department", "entity_number": "101", "type": "Individual", "programs": ["CYBER2"], "name": "MUSTERMANN, Erika",
  "addresses": [], "remarks": "", "alt_names": [], "dates_of_birth": ["1961"], "nationalities": ["RU"], "ids": [{"type": "Passport", "number": "C01", "country": "DE", "issue_date": null, "expiration_date": "2019-10-15"}]}
]})";

TEST(UsCsl, JsonSaysTheSameAsCsv) {
  const auto outcome = Files{{"consolidated.json", kCslJson}}.read("csl");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->format, "us-csl-json");
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.mapped, 2U);
  const auto from_csv = Files{{"consolidated.csv", kCslHead + kCslRows}}.read("csl");
  EXPECT_EQ(named(*outcome, "Orbitwerk GmbH")->id, named(*from_csv, "Orbitwerk GmbH")->id);
  EXPECT_EQ(joined(named(*outcome, "Orbitwerk GmbH")->get("alias")), "Orbit; Works");
  EXPECT_EQ(joined(named(*outcome, "Orbitwerk GmbH")->get("address")), "Ringstr. 5, Moscow, 125, RU");
  EXPECT_EQ(find_entity(*outcome, "us-ofac-101")->first("passportNumber"), "C01");
  bool dated = false;
  for (const model::Entity& entity : outcome->dataset.entities)
    dated = dated || entity.first("endDate") == "2019-10-15";
  EXPECT_TRUE(dated);
}

TEST(UsCsl, JsonThatIsOnePageOrCutIsRefused) {
  auto outcome = Files{{"c.json", replaced(kCslJson, "\"total\": 2", "\"total\": 9000")}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_NE(to_string(outcome.error()).find("9000"), std::string::npos);
  outcome = Files{{"c.json", kCslJson.substr(0, kCslJson.size() - 30)}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kSyntax);
  outcome = Files{{"c.json", replaced(kCslJson, "\"remarks\": null", "\"shade\": \"dark\"")}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unknown-field"), 1U);
  outcome = Files{{"c.json", replaced(kCslJson, "[\"CYBER2\"]", "{\"a\": 1}")}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->counts.reported, 1U);
}

const std::string kDplHead =
    "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t\"Effective_Date\"\t\"Expiration_"
    "Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t\"FR_Citation\"\n";
const std::string kDplRows =
    "\" MAX MUSTERMANN\"\t\"1 "
    "GASSE\"\t\"TESTSTADT\"\t\"\"\t\"DE\"\t\"01234\"\t\"10/16/2017\"\t\"\"\t\"Y\"\t\"2017-10-23\"\t"
    "\"FR NOTICE ADDED\"\t\"82 F.R. 48792 10/20/2017\"\n"
    "\"MAX MUSTERMANN\"\t\"2 "
    "GASSE\"\t\"TESTSTADT\"\t\"\"\t\"DE\"\t\"\"\t\"06/19/2003\"\t\"06/29/2056\"\t\"N\"\t\"2018-01-"
    "31\"\t\"\"\t\"68 F.R. 38290 6/27/03\"\n"
    "\"ORBITWERK\"\t\"\"\t\"\"\t\"\"\t\"PRUSSIA\"\t\"\"\t\"3017-08-22\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"";

TEST(UsDpl, MapsOrdersWithTheirDates) {
  const auto outcome = Files{{"dpl.txt", kDplHead + kDplRows}}.read("dpl");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->format, "us-dpl-txt");
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.mapped, 3U);
  EXPECT_EQ(outcome->published.to_string(), "2018-01-31");
  const model::Designation* first = listing_of(*outcome, "MAX MUSTERMANN", "us-dpl");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->valid.from.to_string(), "2017-10-16");
  EXPECT_FALSE(first->valid.to.known());  // no expiration is stated: indefinite
  EXPECT_EQ(first->published.to_string(), "2017-10-20");
  EXPECT_EQ(joined(named(*outcome, "MAX MUSTERMANN")->get("address")), "1 GASSE, TESTSTADT, 01234, DE");
  EXPECT_EQ(joined(named(*outcome, "MAX MUSTERMANN")->get("modifiedAt")), "2017-10-23");
  EXPECT_EQ(outcome->dataset.entities.size(), 3U);  // namesakes stay two parties
  EXPECT_EQ(count_findings(*outcome, "unread-value"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-country"), 1U);
  EXPECT_EQ(listing_of(*outcome, "ORBITWERK", "us-dpl")->valid.from.known(), false);
}

TEST(UsDpl, RefusesWhatIsNotTheList) {
  for (const std::string& bytes :
       {replaced(kDplHead, "Expiration_Date", "Expiry") + kDplRows,
        replaced(kDplHead, "\"Name\"", "\"Name\"\t\"Kind\"") + kDplRows,
        (kDplHead + kDplRows).substr(0, kDplHead.size() + kDplRows.size() - 20), kDplHead, kDplHead + "\"OPEN"}) {
    const auto outcome = Files{{"dpl.txt", bytes}}.read();
    EXPECT_FALSE(outcome.ok());
    if (!outcome.ok()) {
      EXPECT_FALSE(outcome.error().fix.empty());
    }
  }
}

std::string named_json(const std::string& list, const std::string& count, const std::string& entities) {
  return "{\"list_id\": \"" + list + "\", \"source_file\": \"x\", \"extracted\": \"2026-07-09\", \"count\": " + count +
         ", \"entities\": [" + entities + "]}";
}
std::string entity(const std::string& name, const std::string& date, const std::string& notes) {
  return "{\"name\": \"" + name +
         "\", \"aliases\": [\"Zweitname\"], \"country\": \"Germany\", \"address\": null, \"status\": null, "
         "\"effective_date\": \"" +
         date + "\", \"federal_register\": \"91 FR 35189 (June 10, 2026)\", \"notes\": \"" + notes + "\"}";
}

TEST(NamedPartyJson, SeveralActsAgainstOnePartyAreSeveralListings) {
  const auto outcome =
      Files{{"s.json",
             named_json(
                 "state-nonproliferation", "1",
                 entity("Orbitwerk", "2018-04-30",
                        "Authority: Executive Order 13382; imposed 3/15/2016; status: Active; Vol. 81, No. 50, "
                        "03/17/16 | Authority: Iran Nonproliferation Act; imposed 5/9/2002; status: Expired on "
                        "05/09/04; Vol. 67 | Designation includes any successor, sub-unit, or subsidiary thereof"))}}
          .read("isn");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  ASSERT_EQ(outcome->dataset.designations.size(), 2U);
  const auto& acts = outcome->dataset.designations;
  EXPECT_EQ(joined(acts[0].measures), "asset-freeze");
  EXPECT_EQ(acts[0].valid.from.to_string(), "2016-03-15");
  EXPECT_EQ(acts[0].published.to_string(), "2016-03-17");
  EXPECT_FALSE(acts[0].valid.to.known());
  EXPECT_EQ(acts[0].scope, "entity-and-sub-units");
  EXPECT_EQ(acts[1].valid.to.to_string(), "2004-05-10");
  EXPECT_EQ(joined(acts[1].programmes), "Iran Nonproliferation Act");
}

TEST(NamedPartyJson, NotesOfKnownListsBecomeFacts) {
  auto outcome = Files{{"d.json", named_json("state-debarred-statutory", "1",
                                             entity("Max Muster", "2002-03-05", "Date of birth: October, 1970"))}}
                     .read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(named(*outcome, "Max Muster")->schema, "Person");
  EXPECT_EQ(named(*outcome, "Max Muster")->first("birthDate"), "1970-10");
  outcome = Files{{"d.json", named_json("bis-dpl", "1",
                                        entity("Max Muster", "2002-03-05",
                                               "Type of denial: Standard; Expires: 2028-07-24; Mood: bad"))}}
                .read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(listing_of(*outcome, "Max Muster", "us-dpl")->valid.to.to_string(), "2028-07-25");
  EXPECT_EQ(count_findings(*outcome, "unread-remark"), 1U);
  outcome = Files{{"d.json", named_json("bis-meu", "2",
                                        entity("Mond AG", "2020-12-23", "Subordinate institution of Sonne AG") + "," +
                                            entity("Sonne AG", "2020-12-23", ""))}}
                .read();
  ASSERT_TRUE(outcome.ok());
  ASSERT_EQ(outcome->dataset.relationships.size(), 1U);
  EXPECT_EQ(outcome->dataset.relationships[0].kind, "sub-unit-of");
  outcome = Files{{"d.json", named_json("dhs-uflpa", "1", entity("Mond AG", "June 21, 2022", "why"))}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(listing_of(*outcome, "Mond AG", "us-uflpa")->valid.from.to_string(), "2022-06-21");
  EXPECT_EQ(listing_of(*outcome, "Mond AG", "us-uflpa")->reason, "why");
  EXPECT_NE(joined(outcome->notes).find("Transcribed from \"x\"."), std::string::npos);
}

TEST(NamedPartyJson, StatesWhatIsMissingOrUnknown) {
  const std::string one = entity("Mond AG", "2020-12-23", "");
  auto outcome = Files{{"d.json", named_json("my-list", "1", one)}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unknown-list"), 1U);
  outcome = Files{{"d.json", named_json("bis-meu", "2", one)}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_NE(to_string(outcome.error()).find("holds 1"), std::string::npos);
  outcome = Files{{"d.json", named_json("bis-meu", "1", replaced(one, "\"status\"", "\"colour\""))}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(count_findings(*outcome, "unknown-field"), 1U);
  outcome = Files{{"d.json", named_json("bis-meu", "1", replaced(one, "\"name\"", "\"title\""))}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->counts.reported, 1U);
  outcome = Files{{"d.json", named_json("bis-meu", "1", one).substr(0, 150)}}.read();
  EXPECT_FALSE(outcome.ok());
  std::string deep(100000, '[');
  outcome = Files{{"d.json", named_json("bis-meu", "1", "{\"name\": " + deep)}}.read();
  EXPECT_FALSE(outcome.ok());
}

const std::string kActs =
    "schema,name,aliases,topics,program,authority,reason,report-date,start-date,end-date,country,notes,source_url\n"
    "Company,Orbitwerk,OW; Orbit,debarment,Section 1286 of an Act,United States Congress,,2022,,,Germany,,http://a\n"
    "Company,Orbitwerk,,debarment,Section 1286 of an Act,United States Congress,,2024,,2025-01-01,,,http://b\n"
    "Person,Max Muster,,,Section 353(b) of an Act,State,bribes,2021,,December 2023,EL SALVADOR,,http://c\n"
    "Company,Mond AG,,sanction,Nonproliferation Sanctions (ISN) - "
    "State,State,,2026-01-27,2026-01-22,2028-01-22,China,\"and "
    "any successor, sub-unit, or subsidiary thereof;\",http://d\n";

TEST(UsActsCsv, APartyOfYearlyReportsIsOnePartyWithSeveralListings) {
  const auto outcome = Files{{"acts.csv", kActs}}.read("acts");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->format, "us-acts-csv");
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, 4U);
  EXPECT_EQ(outcome->dataset.entities.size(), 3U);
  EXPECT_EQ(outcome->dataset.designations.size(), 4U);
  EXPECT_EQ(joined(outcome->lists), "us-1286 | us-353 | us-isn");
  const auto* person = listing_of(*outcome, "Max Muster", "us-353");
  EXPECT_EQ(person->valid.to.to_string(), "2024-01-01");
  EXPECT_EQ(joined(person->measures), "travel-ban");
  EXPECT_EQ(listing_of(*outcome, "Mond AG", "us-isn")->scope, "entity-and-sub-units");
}

TEST(UsActsCsv, RefusesAndReports) {
  auto outcome = Files{{"a.csv", replaced(kActs, "start-date", "begins")}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_NE(to_string(outcome.error()).find("start-date"), std::string::npos);
  outcome = Files{{"a.csv", replaced(kActs, "Person,Max", "Airship,Max")}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->counts.reported, 1U);
  EXPECT_TRUE(outcome->counts.consistent());
  outcome = Files{{"a.csv", kActs.substr(0, kActs.size() - 60)}}.read();
  EXPECT_FALSE(outcome.ok());
}

// What no fact is made of shows when it changes; a programme is a fact.
TEST(UsActsCsv, TellsWhatItLeavesOut) {
  const auto sound = Files{{"a.csv", kActs}}.read();
  ASSERT_TRUE(sound.ok());
  ASSERT_EQ(sound->notes.size(), 1U);
  EXPECT_NE(sound->notes[0].find("authority ("), std::string::npos) << sound->notes[0];
  EXPECT_NE(sound->notes[0].find("debarment"), std::string::npos) << sound->notes[0];
  const auto other = Files{{"a.csv", replaced(kActs, "United States Congress", "United States Senate")}}.read();
  ASSERT_TRUE(other.ok());
  EXPECT_NE(other->notes, sound->notes);
  const model::Designation* act = listing_of(*sound, "Orbitwerk", "us-1286");
  ASSERT_NE(act, nullptr);
  EXPECT_EQ(joined(act->programmes), "Section 1286 of an Act");
}

TEST(UsLists, DatesAsAmericanTextsWriteThem) {
  const std::pair<const char*, const char*> cases[] = {
      {"10/16/2017", "2017-10-16"},          {"6/29/95", "1995-06-29"},
      {"2017-10-16", "2017-10-16"},          {"June 21, 2022", "2022-06-21"},
      {"10 Jun 2026", "2026-06-10"},         {"December 2023", "2023-12"},
      {"October, 1970", "1970-10"},          {"2022", "2022"},
      {"2022-04-07T00:00:00Z", "2022-04-07"}};
  for (const auto& [text, expected] : cases) {
    const auto date = us::parse_us_date(text);
    ASSERT_TRUE(date.has_value()) << text;
    EXPECT_EQ(date->to_string(), expected);
  }
  for (const char* text : {"", "0097-06-30", "3017-08-22", "13/13/2017", "soon", "11/21/201", "2022-04-07x", "1/2"}) {
    EXPECT_FALSE(us::parse_us_date(text).has_value()) << text;
  }
  EXPECT_EQ(us::notice_date("68 F.R. 38290 6/27/03 71 F.R. 38843 7/10/06")->to_string(), "2003-06-27");
  EXPECT_EQ(us::notice_date("91 FR 35189 (June 10, 2026)")->to_string(), "2026-06-10");
  EXPECT_FALSE(us::notice_date("87 FR 20299").has_value());
}

TEST(UsLists, IdsHangOnListAndNameAndTellNamesakesApart) {
  const us::NamedKey keys[] = {
      {"us-el", "Mond AG"}, {"us-el", "MOND AG,"}, {"us-el", "Sonne AG"}, {"us-meu", "Mond AG"}};
  const us::NamedIds ids(keys, [](std::size_t place) { return std::string(place == 1 ? "a" : "b"); });
  EXPECT_NE(ids.id(0), ids.id(1));
  const us::NamedKey alone[] = {{"us-el", "mond  ag"}};
  EXPECT_EQ(us::NamedIds(alone, [](std::size_t) { return std::string("zz"); }).id(0),
            ids.id(1));  // the first by detail has the id of the name alone
  EXPECT_TRUE(ids.id(3).starts_with("us-meu-"));
}

}  // namespace
}  // namespace penumbra::ingest
