#include <chrono>
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

const std::string kHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CONSOLIDATED_LIST dateGenerated=\"2025-03-04T23:00:09.067Z\">\n";
const std::string kPerson = R"x(<INDIVIDUAL><DATAID>501</DATAID><VERSIONNUM>1</VERSIONNUM>
<FIRST_NAME>ERIKO</FIRST_NAME><SECOND_NAME>MUSTERA</SECOND_NAME><THIRD_NAME>BIN</THIRD_NAME><FOURTH_NAME>TESTA</FOURTH_NAME>
<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.901</REFERENCE_NUMBER><LISTED_ON>2001-10-08</LISTED_ON>
<GENDER>Male</GENDER><NAME_ORIGINAL_SCRIPT>اريكو موستيرا</NAME_ORIGINAL_SCRIPT>
<COMMENTS1>Father’s name is Ottokar. Mother's name: Amalia. Brother of Ulf Mustera (QDi.902) and member of Bund der Erfundenen (QDe.903). Physical description: height 176 cm. Review pursuant to Security Council resolution 1822 (2008) was concluded on 8 Jul. 2010. Something else.</COMMENTS1>
<NATIONALITY><VALUE>Afghanistan</VALUE><VALUE>Atlantis</VALUE></NATIONALITY><TITLE><VALUE>Haji</VALUE></TITLE>
<DESIGNATION><VALUE>Minister of Tests</VALUE></DESIGNATION><LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
<LAST_DAY_UPDATED><VALUE>2019-05-01</VALUE></LAST_DAY_UPDATED>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Erik Muster; E. Mustera (of Testa; old)</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Riko</ALIAS_NAME><DATE_OF_BIRTH>1960-02-03</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ADDRESS><STREET>Ring 5</STREET><CITY>Kabul</CITY><COUNTRY>Afghanistan</COUNTRY><NOTE>previous</NOTE></INDIVIDUAL_ADDRESS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><DATE>1958-03-02</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1961</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1959-04-05</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Kabul</CITY><COUNTRY>Afghanistan</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>P77</NUMBER><COUNTRY_OF_ISSUE>Afghanistan</COUNTRY_OF_ISSUE><DATE_OF_ISSUE>2003-12-20</DATE_OF_ISSUE></INDIVIDUAL_DOCUMENT>
<SORT_KEY/><SORT_KEY_LAST_MOD/></INDIVIDUAL>
)x";
const std::string kBrother =
    "<INDIVIDUAL><DATAID>502</DATAID><FIRST_NAME>ULF MUSTERA</FIRST_NAME><UN_LIST_TYPE>Libya</UN_LIST_TYPE>"
    "<REFERENCE_NUMBER>QDi.902</REFERENCE_NUMBER><LISTED_ON>2011-03-01</LISTED_ON><DELISTED_ON>2020-01-02</DELISTED_ON>"
    "<COMMENTS1>Listed pursuant to paragraph 15 of resolution 1970 (Travel\nBan).</COMMENTS1></INDIVIDUAL>\n";
const std::string kBody =
    "<ENTITY><DATAID>503</DATAID><FIRST_NAME>BUND DER ERFUNDENEN</FIRST_NAME><UN_LIST_TYPE>Newland</UN_LIST_TYPE>"
    "<REFERENCE_NUMBER>QDe.903</REFERENCE_NUMBER><LISTED_ON>2002-01-01</LISTED_ON>"
    "<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Verein</ALIAS_NAME></ENTITY_ALIAS></ENTITY>\n";

std::string document(const std::string& individuals, const std::string& entities) {
  return kHead + "<INDIVIDUALS>" + individuals + "</INDIVIDUALS><ENTITIES>" + entities +
         "</ENTITIES></CONSOLIDATED_LIST>\n";
}

TEST(UnXml, MapsEveryFieldOfAPerson) {
  const auto outcome = Files{{"un.xml", document(kPerson + kBrother, kBody)}}.read("un");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "un-xml");
  EXPECT_EQ(outcome->published.to_string(), "2025-03-04");
  EXPECT_EQ(outcome->counts.records_in, 3U);
  const model::Entity* person = find_entity(*outcome, "un-501");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("name")), "ERIKO MUSTERA BIN TESTA");
  EXPECT_EQ(joined(person->get("alias")), "اريكو موستيرا | Erik Muster | E. Mustera (of Testa; old)");
  EXPECT_EQ(joined(person->get("weakAlias")), "Riko");
  EXPECT_EQ(joined(person->get("birthDate")), "1958 | 1960 | 1961 | 1959-04-05");
  EXPECT_EQ(joined(person->get("birthPlace")), "Kabul, Afghanistan");
  EXPECT_EQ(joined(person->get("birthCountry")), "af");
  EXPECT_EQ(joined(person->get("nationality")), "af");
  EXPECT_EQ(joined(person->get("position")), "Minister of Tests");
  EXPECT_EQ(joined(person->get("passportNumber")), "P77");
  EXPECT_EQ(joined(person->get("address")), "Ring 5, Kabul, Afghanistan");
  EXPECT_EQ(joined(person->get("fatherName")), "Ottokar");
  EXPECT_EQ(joined(person->get("motherName")), "Amalia");
  EXPECT_EQ(joined(person->get("appearance")), "height 176 cm");
  EXPECT_EQ(joined(person->get("modifiedAt")), "2019-05-01");
  EXPECT_EQ(joined(person->get("gender")), "male");
  EXPECT_NE(joined(person->get("notes")).find("Something else."), std::string::npos);
  EXPECT_NE(joined(person->get("notes")).find("born: circa 1958-03-02"), std::string::npos);
  EXPECT_EQ(count_findings(*outcome, "unknown-country"), 1U);
  const model::Designation* act = find_designation(*outcome, "un-501-un");
  ASSERT_NE(act, nullptr);
  EXPECT_EQ(joined(act->measures), "asset-freeze | travel-ban | arms-embargo");
  EXPECT_EQ(act->valid.from.to_string(), "2001-10-08");
  EXPECT_NE(act->note.find("UN reference QDi.901"), std::string::npos);
  EXPECT_NE(act->note.find("concluded on 8 Jul. 2010"), std::string::npos);
  const model::Designation* brother = find_designation(*outcome, "un-502-un");
  ASSERT_NE(brother, nullptr);
  EXPECT_EQ(joined(brother->measures), "travel-ban");  // the entry's own words go before the committee's
  EXPECT_EQ(brother->valid.to.to_string(), "2020-01-02");
  EXPECT_EQ(joined(find_designation(*outcome, "un-503-un")->measures), "unknown");
  EXPECT_EQ(count_findings(*outcome, "unmapped-programme"), 1U);
  EXPECT_EQ(joined(find_entity(*outcome, "un-503")->get("previousName")), "Verein");
  ASSERT_EQ(outcome->dataset.relationships.size(), 2U);
  const model::Relationship& kin = outcome->dataset.relationships[0];
  EXPECT_EQ(kin.kind, "family-of");
  EXPECT_EQ(kin.to, "un-502");
  EXPECT_EQ(kin.note, "Brother of Ulf Mustera (QDi.902)");
  EXPECT_NE(kin.evidence.record.find("COMMENTS1 bytes"), std::string::npos);
  EXPECT_EQ(outcome->dataset.relationships[1].kind, "linked-to");
  EXPECT_EQ(outcome->dataset.relationships[1].to, "un-503");
}

TEST(UnXml, ReportsWhatItDoesNotKnow) {
  std::string odd = kBrother;
  odd.replace(odd.find("<LISTED_ON>2011-03-01</LISTED_ON>"), 33, "<ENTERED_ON>2011-03-01</ENTERED_ON>");
  const auto outcome =
      Files{{"un.xml", document(odd + "<INDIVIDUAL><DATAID>9</DATAID></INDIVIDUAL>" + odd, kBody)}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, 4U);
  EXPECT_EQ(outcome->counts.reported, 2U);
  EXPECT_EQ(count_findings(*outcome, "party-without-name"), 1U);
  EXPECT_EQ(count_findings(*outcome, "duplicate-entry"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-field"), 1U);
  EXPECT_GE(count_findings(*outcome, "missing-field"), 1U);
}

TEST(UnXml, KeepsWhatANumberIsANumberOf) {
  const auto outcome = Files{
      {"un.xml",
       document("<INDIVIDUAL><DATAID>9</DATAID><FIRST_NAME>MAX</FIRST_NAME><UN_LIST_TYPE>Taliban</UN_LIST_TYPE>"
                "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT>"
                "<TYPE_OF_DOCUMENT2>tazkira</TYPE_OF_DOCUMENT2><NUMBER>77</NUMBER></INDIVIDUAL_DOCUMENT>"
                "</INDIVIDUAL>",
                kBody)}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  const model::Entity* party = find_entity(*outcome, "un-9");
  ASSERT_NE(party, nullptr);
  EXPECT_EQ(joined(party->get("idNumber")), "77");
  EXPECT_NE(joined(party->get("notes")).find("National Identification Number, tazkira: 77"), std::string::npos);
}

TEST(UnXml, SeesMutatedFields) {
  for (const auto& [from, to] : {std::pair<std::string, std::string>{"2019-05-01", "2019-15-01"},
                                 {"UN List", "UN Lisp"},
                                 {"BETWEEN", "EXACT"},
                                 {"1958-03-02", "1958-33-02"}}) {
    std::string mutated = kPerson;
    mutated.replace(mutated.find(from), from.size(), to);
    const auto outcome = Files{{"un.xml", document(mutated, kBody)}}.read();
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    EXPECT_EQ(count_findings(*outcome, "unread-value") + count_findings(*outcome, "unknown-list"), 1U) << to;
  }
}

TEST(UnXml, ReportsAnAliasWithoutQualityAndADateWithoutType) {
  const auto count = [](const std::string& person) {
    const auto outcome = Files{{"un.xml", document(person, kBody)}}.read();
    EXPECT_TRUE(outcome.ok()) << to_string(outcome.error());
    return outcome.ok() ? count_findings(*outcome, "missing-field") : 0U;
  };
  const std::size_t sound = count(kPerson);
  for (const char* const gone : {"<QUALITY>Low</QUALITY>", "<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE>",
                                 "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>"}) {
    std::string odd = kPerson;
    odd.erase(odd.find(gone), std::string_view(gone).size());
    EXPECT_EQ(count(odd), sound + 1) << gone;
  }
}

TEST(UnXml, RefusesBadStructure) {
  const std::string whole = document(kPerson, kBody);
  std::string other_namespace = whole;
  other_namespace.replace(other_namespace.find("<CONSOLIDATED_LIST "), 19, "<CONSOLIDATED_LIST xmlns=\"urn:x\" ");
  std::string renamed = whole;
  for (std::size_t at = 0; (at = renamed.find("INDIVIDUAL>", at)) != std::string::npos;)
    renamed.replace(at, 11, "PERSON>");
  std::string undated = whole;
  undated.replace(undated.find("dateGenerated"), 13, "dateOfMaking_");
  testing::expect_refused("un.xml", whole, "<CONSOLIDATED_LIST ", "</CONSOLIDATED_LIST>");
  const auto refused = [](const std::string& bytes, std::string_view says) {
    const auto outcome = Files{{"un.xml", bytes}}.read();
    ASSERT_FALSE(outcome.ok()) << says;
    EXPECT_NE(outcome.error().message.find(says), std::string::npos) << to_string(outcome.error());
    EXPECT_FALSE(outcome.error().fix.empty());
  };
  refused(other_namespace, "urn:x");
  refused(renamed, "CONSOLIDATED_LIST/INDIVIDUALS/PERSON");
  refused(undated, "which day");
  refused(document("", ""), "no entry");
}

}  // namespace
}  // namespace penumbra::ingest
