// The parties are invented; the form is that of the EU Financial Sanctions Files, XML 1.1.
#include <ctime>
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

const std::string kHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<export "
    "xmlns=\"http://eu.europa.ec/fpi/fsd/export\" "
    "generationDate=\"2022-03-18T14:52:26.947+01:00\" globalFileId=\"1\">\n";
const std::string kSummary =
    "<regulationSummary regulationType=\"regulation\" publicationDate=\"2014-03-17\" numberTitle=\"269/2014 (OJ L78)\" "
    "publicationUrl=\"http://x.example\"/>";
const std::string kPerson =
    R"x(<sanctionEntity designationDetails="details" unitedNationId="" euReferenceNumber="EU.1.1" logicalId="77" designationDate="2014-03-16">
  <remark>a remark</remark>
  <regulation regulationType="amendment" organisationType="council" publicationDate="2022-02-28" entryIntoForceDate="2022-03-01" numberTitle="2022/336 (OJ L 58)" programme="UKR" logicalId="900">
    <publicationUrl>http://eur-lex.example/1</publicationUrl>
  </regulation>
  <subjectType code="person" classificationCode="P"/>
  <nameAlias firstName="Max" middleName="Otto" lastName="Mustermann" wholeName="Max Otto Mustermann" function="Minister" gender="M" title="Dr." nameLanguage="" strong="true" regulationLanguage="en" logicalId="1">)x" +
    kSummary + R"x(</nameAlias>
  <nameAlias firstName="" middleName="" lastName="" wholeName="Макс Мустерман" function="" title="" nameLanguage="RU" strong="true" regulationLanguage="en" logicalId="2">)x" +
    kSummary + R"x(</nameAlias>
  <nameAlias wholeName="Maxi" strong="false" regulationLanguage="en" logicalId="3"/>
  <citizenship region="" countryIso2Code="DE" countryDescription="GERMANY" regulationLanguage="en" logicalId="4"/>
  <birthdate circa="true" calendarType="GREGORIAN" city="Teststadt" zipCode="" year="1961" region="" place="" countryIso2Code="DE" countryDescription="GERMANY" regulationLanguage="en" logicalId="5"/>
  <birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1958" yearRangeTo="1960" countryIso2Code="00" countryDescription="UNKNOWN" regulationLanguage="en" logicalId="6"/>
  <address city="Teststadt" street="Ringstr. 5" poBox="" zipCode="01234" region="" place="" asAtListingTime="false" countryIso2Code="DE" countryDescription="GERMANY" regulationLanguage="en" logicalId="7"><contactInfo key="EMAIL" value="m@x.example"/></address>
  <identification diplomatic="false" knownExpired="true" knownFalse="false" reportedLost="false" revokedByIssuer="false" issuedBy="" latinNumber="" number="C01" region="" identificationTypeCode="passport" identificationTypeDescription="National passport" countryIso2Code="DE" countryDescription="GERMANY" regulationLanguage="en" logicalId="8"/>
  <identification diplomatic="false" knownExpired="false" knownFalse="true" reportedLost="false" revokedByIssuer="false" number="FAKE1" identificationTypeCode="id" identificationTypeDescription="National identification card" countryIso2Code="00" countryDescription="UNKNOWN" regulationLanguage="en" logicalId="9"/>
</sanctionEntity>
)x";
const std::string kFirm = R"x(<sanctionEntity euReferenceNumber="EU.2.2" logicalId="78">
  <regulation regulationType="regulation" organisationType="council" publicationDate="2021-01-02" entryIntoForceDate="2021-01-03" numberTitle="2021/1 (OJ L 1)" programme="NEWP" logicalId="901"/>
  <subjectType code="enterprise" classificationCode="E"/>
  <nameAlias wholeName="Orbitwerk" strong="true" regulationLanguage="en" logicalId="10"/>
</sanctionEntity>
)x";

std::string document(const std::string& body) {
  return kHead + body + "</export>\n";
}

TEST(EuFsf, MapsAPersonAndAFirm) {
  const auto outcome = Files{{"eu.xml", document(kPerson + kFirm)}}.read("eu");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->published.to_string(), "2022-03-18");
  const model::Entity* person = find_entity(*outcome, "eu-fsf-77");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->schema, "Person");
  EXPECT_EQ(joined(person->get("name")), "Max Otto Mustermann");
  EXPECT_EQ(joined(person->get("alias")), "Макс Мустерман");
  EXPECT_EQ(joined(person->get("weakAlias")), "Maxi");
  EXPECT_EQ(joined(person->get("birthDate")), "1961 | 1958 | 1959 | 1960");
  EXPECT_EQ(joined(person->get("birthPlace")), "Teststadt, GERMANY");
  EXPECT_EQ(joined(person->get("citizenship")), "de");
  EXPECT_EQ(joined(person->get("address")), "Ringstr. 5, 01234 Teststadt, GERMANY");
  EXPECT_EQ(joined(person->get("email")), "m@x.example");
  EXPECT_EQ(joined(person->get("passportNumber")), "C01");
  EXPECT_EQ(joined(person->get("idNumber")), "");  // a document known to be false proves nothing
  EXPECT_EQ(joined(person->get("gender")), "male");
  EXPECT_EQ(joined(person->get("position")), "Minister");
  for (const model::Value& value : person->values) {
    if (value.text == "Макс Мустерман") {
      EXPECT_EQ(value.lang, "ru");
    }
  }
  const model::Designation* act = find_designation(*outcome, "eu-fsf-77-900");
  ASSERT_NE(act, nullptr);
  EXPECT_EQ(act->list, "eu-269");
  EXPECT_EQ(joined(act->measures), "asset-freeze");
  EXPECT_EQ(act->act, "2022/336 (OJ L 58)");
  EXPECT_EQ(act->url, "http://eur-lex.example/1");
  EXPECT_EQ(act->date_act.to_string(), "2014-03-16");
  EXPECT_EQ(act->published.to_string(), "2022-02-28");
  EXPECT_EQ(act->valid.from.to_string(), "2014-03-17");  // the earliest regulation behind any detail
  const model::Designation* firm = find_designation(*outcome, "eu-fsf-78-901");
  ASSERT_NE(firm, nullptr);
  EXPECT_EQ(firm->list, "eu-fsf");
  EXPECT_EQ(joined(firm->measures), "unknown");
  EXPECT_EQ(count_findings(*outcome, "unmapped-programme"), 1U);
  EXPECT_EQ(firm->valid.from.to_string(), "2021-01-03");
}

TEST(EuFsf, JoinsAPartyThatIsListedUnderTwoRegulations) {
  std::string second = kPerson;
  second.replace(second.find("programme=\"UKR\" logicalId=\"900\""), 31, "programme=\"BLR\" logicalId=\"902\"");
  const auto outcome = Files{{"eu.xml", document(kPerson + second)}}.read();
  ASSERT_TRUE(outcome.ok());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->dataset.designations.size(), 2U);
  EXPECT_EQ(joined(outcome->lists), "eu-269 | eu-fsf");
}

TEST(EuFsf, ReportsAFlagThatIsGoneOrEmpty) {
  for (const std::string flag : {"strong", "knownFalse", "reportedLost", "diplomatic"}) {
    for (const bool gone : {true, false}) {
      std::string odd = kPerson;
      const std::size_t at = odd.find(flag + "=\"");
      const std::size_t value = at + flag.size() + 2;
      const std::size_t end = odd.find('"', value);
      if (gone) {
        odd.erase(at, end + 1 - at);
      } else {
        odd.erase(value, end - value);
      }
      const auto sound = Files{{"eu.xml", document(kPerson)}}.read();
      const auto outcome = Files{{"eu.xml", document(odd)}}.read();
      ASSERT_TRUE(sound.ok() && outcome.ok());
      const char* const key = gone ? "missing-field" : "unread-value";
      EXPECT_EQ(count_findings(*outcome, key), count_findings(*sound, key) + 1) << flag << " " << gone;
    }
  }
}

TEST(EuFsf, HoldsThePartsOfANameAgainstTheWhole) {
  std::string odd = kPerson;
  odd.replace(odd.find("lastName=\"Mustermann\""), 21, "lastName=\"Musterfrau\"");
  const auto sound = Files{{"eu.xml", document(kPerson)}}.read();
  const auto outcome = Files{{"eu.xml", document(odd)}}.read();
  ASSERT_TRUE(sound.ok() && outcome.ok());
  EXPECT_EQ(count_findings(*sound, "name-conflict"), 0U);
  EXPECT_EQ(count_findings(*outcome, "name-conflict"), 1U);
}

TEST(EuFsf, ReportsUnknownFieldsAndKinds) {
  std::string odd = kFirm;
  odd.replace(odd.find("code=\"enterprise\""), 17, "code=\"hovercraft\"");
  std::string renamed = kPerson;
  renamed.replace(renamed.find("circa=\"true\""), 12, "about=\"true\"");
  renamed.replace(renamed.find("<remark>a remark</remark>"), 25, "<comment>a remark</comment>");
  const auto outcome =
      Files{{"eu.xml", document(renamed + odd +
                                "<sanctionEntity logicalId=\"5\"><subjectType code=\"person\"/></sanctionEntity>")}}
          .read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_TRUE(outcome->counts.consistent());
  EXPECT_EQ(outcome->counts.records_in, 3U);
  EXPECT_EQ(outcome->counts.reported, 2U);
  EXPECT_EQ(count_findings(*outcome, "unknown-field"), 2U);
  EXPECT_EQ(count_findings(*outcome, "unknown-party-type"), 1U);
  EXPECT_EQ(count_findings(*outcome, "party-without-name"), 1U);
  EXPECT_NE(joined(find_entity(*outcome, "eu-fsf-77")->get("notes")).find("comment: a remark"), std::string::npos);
}

TEST(EuFsf, RefusesBadStructure) {
  struct Case {
    const char* what;
    std::string bytes;
    ErrorCode code;
    const char* says;
  };
  const std::string whole = document(kPerson + kFirm);
  std::string renamed = whole;
  for (std::size_t at = 0; (at = renamed.find("sanctionEntity", at)) != std::string::npos;)
    renamed.replace(at, 14, "sanctionParty");
  std::string other_namespace = whole;
  other_namespace.replace(other_namespace.find("/fpi/fsd/export"), 15, "/fpi/fsd/export2");
  std::string undated = whole;
  undated.replace(undated.find("generationDate"), 14, "creationDate");
  std::string huge = whole;
  huge.replace(huge.find("Max Otto Mustermann"), 19, std::string(1 << 20, 'x'));
  std::string deep = kHead;
  for (int i = 0; i < 100000; ++i) deep += "<sanctionEntity>";
  std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE export [<!ENTITY a \"aaaaaaaaaa\">";
  for (char c = 'b'; c <= 'j'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) bomb += std::string("&") + static_cast<char>(c - 1) + ";";
    bomb += "\">";
  }
  bomb += "]><export xmlns=\"http://eu.europa.ec/fpi/fsd/export\">&j;</export>";
  std::string control = whole;
  control.replace(control.find("Orbitwerk"), 9, "Orbit\x01werk");
  const Case cases[] = {
      {"cut in a record", whole.substr(0, whole.find("Maxi")), ErrorCode::kSyntax, "ends before"},
      {"cut between records", whole.substr(0, whole.find("</export>")), ErrorCode::kSyntax, "ends before"},
      {"empty list", document(""), ErrorCode::kEmpty, "no sanctionEntity"},
      {"renamed element", renamed, ErrorCode::kUnexpectedStructure, "export/sanctionParty"},
      {"other namespace", other_namespace, ErrorCode::kUnexpectedStructure, "export2"},
      {"no date", undated, ErrorCode::kUnexpectedStructure, "which day"},
      {"huge name", huge, ErrorCode::kLimit, "attribute"},
      {"deep", deep, ErrorCode::kLimit, "deep"},
      {"bomb", bomb, ErrorCode::kUnsupported, "document type"},
      {"external entity",
       "<!DOCTYPE export [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + whole.substr(whole.find("<export")),
       ErrorCode::kUnsupported, "document type"},
      {"control character", control, ErrorCode::kSyntax, "not well formed"},
  };
  for (const Case& c : cases) {
    const std::clock_t start = std::clock();  // of the processor: a busy machine is no fault
    const auto outcome = Files{{"eu.xml", c.bytes}}.read();
    const std::clock_t taken = std::clock() - start;
    ASSERT_FALSE(outcome.ok()) << c.what;
    EXPECT_EQ(outcome.error().code, c.code) << c.what << ": " << to_string(outcome.error());
    EXPECT_NE(outcome.error().message.find(c.says), std::string::npos) << c.what << ": " << to_string(outcome.error());
    EXPECT_EQ(outcome.error().position.file, "eu.xml") << c.what;
    EXPECT_FALSE(outcome.error().fix.empty()) << c.what;
    EXPECT_LT(taken * 1000 / CLOCKS_PER_SEC, 100) << c.what;
  }
}

TEST(EuFsf, KeepsDatesOfOtherCalendarsAsText) {
  std::string islamic = kPerson;
  islamic.replace(islamic.find("calendarType=\"GREGORIAN\" city"), 29, "calendarType=\"ISLAMIC\" city");
  const auto outcome = Files{{"eu.xml", document(islamic)}}.read();
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(joined(find_entity(*outcome, "eu-fsf-77")->get("birthDate")), "1958 | 1959 | 1960");
  EXPECT_EQ(count_findings(*outcome, "other-calendar"), 1U);
}

TEST(EuFsfSnapshot, EveryElementIsAccountedFor) {
  const std::string bytes = testing::shared_data("lists/eu-fsf/fsf-xml-1.1-2022-03-18-part1.xml.xz");
  PENUMBRA_SKIP_WITHOUT(bytes, "lists/eu-fsf/fsf-xml-1.1-2022-03-18-part1.xml.xz");
  std::uint64_t elements = 0;
  std::uint64_t names = 0;
  for (std::size_t at = 0; (at = bytes.find("<sanctionEntity ", at)) != std::string::npos; ++at) ++elements;
  for (std::size_t at = 0; (at = bytes.find("<nameAlias ", at)) != std::string::npos; ++at) ++names;
  const auto outcome = Files{{"eu.xml", bytes}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, elements);
  EXPECT_EQ(outcome->counts.mapped, elements);
  EXPECT_EQ(outcome->dataset.designations.size(), elements);
  EXPECT_TRUE(outcome->findings.empty());
  std::uint64_t mapped_names = 0;
  for (const model::Entity& entity : outcome->dataset.entities) mapped_names += model::names_of(entity).size();
  // Equal names of one party in two languages stay apart, wholly equal ones fall together.
  EXPECT_LE(mapped_names, names);
  EXPECT_GT(mapped_names, names * 9 / 10);
}

TEST(EuFsfSnapshot, TheCutDownloadIsRefused) {
  const std::string bytes = testing::shared_data("odd/eu-fsf-2022-03-18-truncated.xml");
  PENUMBRA_SKIP_WITHOUT(bytes, "odd/eu-fsf-2022-03-18-truncated.xml");
  const auto outcome = Files{{"eu.xml", bytes}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kSyntax);
  EXPECT_GT(outcome.error().position.line, 1000U);
}

TEST(OddFiles, EveryOneIsRefused) {
  for (const char* path : {"odd/eu-fsf-2022-03-18-truncated.xml", "odd/eu-fsf-csv-1.0-2018-07-04-excel-mangled.csv.xz",
                           "odd/ofac-alt-2023-07-double-quoted.csv.xz", "odd/un-consolidated-2024-10-16-malformed.xml",
                           "odd/un-consolidated-2025-08-16-malformed.xml"}) {
    const std::string bytes = testing::shared_data(path);
    PENUMBRA_SKIP_WITHOUT(bytes, path);
    const auto outcome = Files{{path, bytes}}.read();
    ASSERT_FALSE(outcome.ok()) << path;
    EXPECT_EQ(outcome.error().position.file, path);
    EXPECT_FALSE(outcome.error().fix.empty()) << path;
  }
}

}  // namespace
}  // namespace penumbra::ingest
