// Lists that two threads read, each a half, give what one thread gives: the same documents are read with a processing
// instruction before their root that only expat knows, which makes the reading one.
#include "ingest/xml_halves.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/ftm/mapper.h"
#include "ingest/ftm/records.h"
#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::Files;

constexpr std::size_t kLong = std::size_t{300} << 10;

struct Form {
  std::string format;
  std::string head;    // ends before the root
  std::string root;    // to the first record
  std::string record;  // "#" is its number
  std::string middle;  // between records of two kinds; "" when there is one kind
  std::string other;
  std::string end;
};

const std::string kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::vector<Form> forms() {
  return {
      {"un-xml", kXml, "<CONSOLIDATED_LIST dateGenerated=\"2025-03-04T23:00:09.067Z\">\n<INDIVIDUALS>",
       "<INDIVIDUAL><DATAID>#</DATAID><FIRST_NAME>ERIKO #</FIRST_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>"
       "<REFERENCE_NUMBER>QDi.#</REFERENCE_NUMBER><LISTED_ON>2001-10-08</LISTED_ON><COMMENTS1>Father's name is Ottokar "
       "&amp; more. Brother of Ulf (QDi.7) and member of Bund (QDe.903).</COMMENTS1>\n"
       "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Erik #; E. M.</ALIAS_NAME></INDIVIDUAL_ALIAS>"
       "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>P#</NUMBER></INDIVIDUAL_DOCUMENT>"
       "</INDIVIDUAL>\n",
       "</INDIVIDUALS><ENTITIES>",
       "<ENTITY><DATAID>#</DATAID><FIRST_NAME>BUND #</FIRST_NAME><UN_LIST_TYPE>Newland</UN_LIST_TYPE>"
       "<REFERENCE_NUMBER>QDe.#</REFERENCE_NUMBER><LISTED_ON>2002-01-01</LISTED_ON></ENTITY>\n",
       "</ENTITIES></CONSOLIDATED_LIST>"},
      {"ca-sema-xml", kXml, "<data-set>\n",
       "<record><Country>Belarus / Bélarus</Country><LastName>Muster #</LastName><GivenName>Max</GivenName>"
       "<Aliases>Maxim #, Russian: Макс</Aliases><Schedule>1, Part 1</Schedule><Item>#</Item>"
       "<DateOfListing>2020-09-28</DateOfListing></record>\n",
       " ",
       "<record><Country>Russia / Russie</Country><EntityOrShip>TEST &lt;STAR&gt; "
       "#</EntityOrShip><Schedule>1.1</Schedule>"
       "<Item>#</Item></record>\n",
       "</data-set>"},
      {"eu-fsf-xml", kXml,
       "<export xmlns=\"http://eu.europa.ec/fpi/fsd/export\" generationDate=\"2022-03-18T14:52:26.947+01:00\" "
       "globalFileId=\"1\">\n",
       "<sanctionEntity euReferenceNumber=\"EU.#\" logicalId=\"#\"><regulation regulationType=\"regulation\" "
       "organisationType=\"council\" publicationDate=\"2021-01-02\" entryIntoForceDate=\"2021-01-03\" "
       "numberTitle=\"2021/1 "
       "(OJ L 1)\" programme=\"UKR\" logicalId=\"9#\"/><subjectType code=\"enterprise\" classificationCode=\"E\"/>\n"
       "<nameAlias wholeName=\"Orbitwerk #\" strong=\"true\" regulationLanguage=\"en\" logicalId=\"1#\"/>"
       "</sanctionEntity>\n",
       "", "", "</export>"},
      {"eu-fsf-xml-old", kXml, "<WHOLE Date=\"11/02/2016\">\n",
       "<ENTITY Id=\"#\" Type=\"P\" legal_basis=\"151/2012 (OJ L49)\" reg_date=\"2012-02-21\" pdf_link=\"http://x\" "
       "programme=\"ZWE\" remark=\"a\"><NAME Id=\"1#\" Entity_id=\"#\" legal_basis=\"151/2012 (OJ L49)\" "
       "reg_date=\"2012-02-22\" pdf_link=\"x\" programme=\"ZWE\"><LASTNAME>Muster</LASTNAME><FIRSTNAME>E</FIRSTNAME>"
       "<MIDDLENAME/><WHOLENAME>E Muster #</WHOLENAME><GENDER>M</GENDER><TITLE/><FUNCTION/><LANGUAGE/></NAME>\n"
       "</ENTITY>\n",
       "", "", "</WHOLE>"},
      {"ofac-sdn-xml", kXml,
       "<sdnList xmlns=\"http://tempuri.org/sdnList.xsd\"><publshInformation><Publish_Date>05/06/2024</Publish_Date>"
       "</publshInformation>\n",
       "<sdnEntry><uid>#</uid><firstName>Max</firstName><lastName>MUSTER#</lastName><sdnType>Individual</sdnType>"
       "<remarks>Linked To: WERK 5; brother of MUSTER7, Max</remarks><programList><program>CYBER2</program>"
       "</programList><idList><id><uid>1#</uid><idType>Passport</idType><idNumber>C#</idNumber><idCountry>Germany"
       "</idCountry></id></idList></sdnEntry>\n",
       " ",
       "<sdnEntry><uid>#</uid><lastName>WERK "
       "#</lastName><sdnType>Entity</sdnType><programList><program>CYBER2</program>"
       "</programList></sdnEntry>\n",
       "</sdnList>"},
      {"uk-sanctions-xml", kXml, "<Designations><DateGenerated>26/08/2026</DateGenerated>\n",
       "<Designation><LastUpdated>14/04/2026</LastUpdated><DateDesignated>25/01/2001</DateDesignated><UniqueID>TST#"
       "</UniqueID><Names><Name><Name1>Eriko</Name1><Name6>MUSTER #</Name6><NameType>Primary Name</NameType></Name>"
       "<Name><Name6>Riko #</Name6><NameType>Alias</NameType></Name></Names><RegimeName>The Russia (Sanctions) (EU "
       "Exit) Regulations 2019</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip><SanctionsImposed>"
       "Asset freeze|Travel Ban</SanctionsImposed><OtherInformation>A close associate.</OtherInformation>"
       "<IndividualDetails><Individual><DOBs><DOB>dd/mm/1945</DOB></DOBs></Individual></IndividualDetails>"
       "</Designation>\n",
       " ",
       "<Designation><DateDesignated>25/01/2001</DateDesignated><UniqueID>TST#</UniqueID><Names><Name><Name6>STAR #"
       "</Name6><NameType>Primary name</NameType></Name></Names><RegimeName>The Russia (Sanctions) (EU Exit) "
       "Regulations 2019</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip><SanctionsImposed>Prohibition of "
       "port entry</SanctionsImposed><ShipDetails><Ship><CurrentOwnerOperators><CurrentOwnerOperator>Riko 7"
       "</CurrentOwnerOperator></CurrentOwnerOperators></Ship></ShipDetails></Designation>\n",
       "</Designations>"},
      {"ch-seco-xml", kXml,
       "<swiss-sanctions-list list-type=\"whole-list\" date=\"2026-08-27\">\n<sanctions-program ssid=\"a\">"
       "<program-key lang=\"eng\">Testland</program-key><program-name lang=\"eng\">Ordinance</program-name>"
       "<sanctions-set ssid=\"b\" lang=\"eng\">art. 2 (Financial sanctions)</sanctions-set></sanctions-program>\n",
       "<target ssid=\"#\"><sanctions-set-id>b</sanctions-set-id><individual><identity main=\"true\"><name "
       "name-type=\"primary-name\" quality=\"good\"><name-part order=\"1\" name-part-type=\"family-name\"><value>"
       "Muster #</value><spelling-variant lang=\"RUS\" script=\"CYRL\">Мустер</spelling-variant></name-part></name>"
       "<day-month-year day=\"23\" month=\"3\" year=\"1980\"/><place-of-birth place-id=\"9#\"/></identity>"
       "<justification>Because.</justification><relation target-id=\"7\" relation-type=\"controlled-by\"/></individual>"
       "<modification modification-type=\"listed\" enactment-date=\"2014-01-02\" publication-date=\"2014-01-02\" "
       "effective-date=\"2014-01-03\"/></target>\n",
       " ", "<place ssid=\"9#\"><location>Stadt #</location><country iso-code=\"DE\">Germany</country></place>\n",
       "</swiss-sanctions-list>"},
  };
}

std::string numbered(std::string_view text, std::size_t number) {
  std::string out;
  for (const char c : text) out += c == '#' ? std::to_string(number) : std::string(1, c);
  return out;
}

// At least kLong bytes; the middle lies among the first kind of records.
std::string body_of(const Form& form) {
  std::string out = form.root;
  std::size_t number = 1;
  const std::size_t mostly = form.other.empty() ? kLong : kLong * 3 / 4;
  while (out.size() < mostly) out += numbered(form.record, number++);
  out += form.middle;
  while (out.size() < kLong) out += numbered(form.other, number++);
  return out + form.end;
}

std::vector<model::Finding> findings_of(const ReadOutcome& outcome) {
  std::vector<model::Finding> out = outcome.findings.sorted();
  for (model::Finding& finding : out) finding.position.offset = 0;  // the instruction moves what follows
  return out;
}

void expect_same(const ReadOutcome& halves, const ReadOutcome& one) {
  EXPECT_EQ(halves.format, one.format);
  EXPECT_TRUE(halves.dataset == one.dataset);
  EXPECT_TRUE(findings_of(halves) == findings_of(one));
  EXPECT_EQ(halves.published, one.published);
  EXPECT_EQ(halves.authority, one.authority);
  EXPECT_EQ(halves.lists, one.lists);
  EXPECT_EQ(halves.notes, one.notes);
  EXPECT_TRUE(halves.counts == one.counts);
  EXPECT_TRUE(halves.parts == one.parts);
}

// Reads it in halves and as one.
Result<ReadOutcome> read_both(const Form& form, const std::string& body) {
  const auto halves = Files{{"a.xml", form.head + body}}.read();
  const auto one = Files{{"a.xml", form.head.substr(0, form.head.size() - 1) + "<?lé?>\n" + body}}.read();
  EXPECT_EQ(halves.ok(), one.ok());
  if (halves.ok() && one.ok()) {
    expect_same(*halves, *one);
  } else if (!halves.ok() && !one.ok()) {
    EXPECT_EQ(to_string(halves.error()), to_string(one.error()));
  }
  return halves;
}

TEST(XmlHalves, ListsAreTheSameInHalves) {
  for (const Form& form : forms()) {
    SCOPED_TRACE(form.format);
    const auto outcome = read_both(form, body_of(form));
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    EXPECT_EQ(outcome->format, form.format);
    EXPECT_GT(outcome->counts.mapped, 300U);
    testing::expect_sound(*outcome);
  }
}

TEST(XmlHalves, DamagedListsAreTheSameInHalves) {
  std::mt19937 random(20261123);
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  for (const Form& form : forms()) {
    SCOPED_TRACE(form.format);
    const std::string sound = body_of(form);
    for (int round = 0; round < 12; ++round) {
      SCOPED_TRACE(round);
      std::string body = sound;
      for (std::size_t fault = 0; fault <= below(3); ++fault) {
        const std::size_t at = form.root.size() + below(sound.size() - form.root.size() - 200);
        const std::size_t again = form.root.size() + below(sound.size() - form.root.size() - 200);
        switch (below(round < 4 ? 1 : 3)) {
          case 0: {  // a number, which is mostly an id or a day
            const std::size_t digit = body.find_first_of("0123456789", at);
            body[digit] = body[digit] == '7' ? '1' : '7';
            break;
          }
          case 1:  // a part of one record in the place of a part of another
            body.replace(body.find('>', at) + 1, 0, body.substr(body.find('<', again), below(3) == 0 ? 40 : 0));
            break;
          default:
            body[at] = "<>&\"x 7\n"[below(8)];
        }
      }
      static_cast<void>(read_both(form, body));
    }
  }
}

TEST(XmlHalves, WhatDependsOnTheFirstHalfIsReadAgain) {
  for (const Form& form : forms()) {
    SCOPED_TRACE(form.format);
    const std::string sound = body_of(form);
    const std::string first = numbered(form.record, 1);
    const std::size_t behind = sound.find(numbered(form.record, 1)) + first.size();
    const std::size_t middle = sound.find("\n<", sound.size() / 2 + 2000) + 1;
    const std::size_t late = sound.find(first.substr(0, first.find_first_of(" >")), middle);
    ASSERT_NE(late, std::string::npos);
    // An id that stands in both halves; an element above the records that comes again; a place that looks like a record
    // inside a comment, right in the middle; the end of the document missing, or too much of it.
    std::string twice = sound;
    twice.insert(late, first);
    std::string again = sound;
    again.insert(late, "<publshInformation><Publish_Date>01/01/2001</Publish_Date></publshInformation>");
    std::string comment = sound;
    comment.insert(behind, "<!-- " + std::string(sound.size(), ' ') + first + " -->");
    for (const std::string& body : {twice, again, comment, sound.substr(0, sound.size() - 3), sound + "<more/>"})
      static_cast<void>(read_both(form, body));
    const auto outcome = read_both(form, comment);
    EXPECT_TRUE(outcome.ok());
  }
}

// More kinds of one finding than are told apart.
TEST(XmlHalves, ManyFindingsAreCountedAsOneReadingCountsThem) {
  for (const std::size_t different : {150UL, 250UL, 1000UL}) {
    SCOPED_TRACE(different);
    const Form form = forms()[1];
    std::string body = form.root;
    for (std::size_t number = 1; body.size() < kLong; ++number) {
      std::string record = numbered(form.record, number);
      record.insert(record.find("<Item>"),
                    "<Odd" + std::to_string(number % different) + ">x</Odd" + std::to_string(number % different) + ">");
      body += record;
    }
    EXPECT_TRUE(read_both(form, body + numbered(form.other, 1) + form.end).ok());
  }
}

TEST(FtmHalves, LinesAreTheSameInHalves) {
  const auto lines = [](std::string_view fault) {
    std::string out;
    for (std::size_t number = 1; out.size() < kLong; ++number) {
      out += numbered(
          R"x({"id":"p#","schema":"Person","properties":{"name":["Eriko #"],"addressEntity":["a#"],"oddity":["x"]},"referents":["r#"]})x"
          "\n"
          R"x({"id":"a#","schema":"Address","properties":{"full":["Ring #"]}})x"
          "\n\n"
          R"x({"id":"s#","schema":"Sanction","properties":{"entity":["r#"],"authority":["OFAC"],"startDate":["2020-01-0x"]}})x"
          "\n"
          R"x({"id":"o#","schema":"Ownership","properties":{"owner":["p#"],"asset":["p1"],"percentage":["51"]}})x"
          "\n",
          number);
      if (number == 900) out += fault;
    }
    return out;
  };
  for (const std::string fault : {"", "{\"id\":\"p1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Other\"]}}\n",
                                  "{\"id\":\"p2\",\"schema\":\"Vessel\",\"properties\":{}}\n", "{\"id\":\n", "[]\n",
                                  "{\"op\":\"DEL\",\"entity\":{\"id\":\"p1\"}}\n", "{\"schema\":\"Person\"}\n"}) {
    SCOPED_TRACE(fault);
    const std::string bytes = lines(fault);
    ASSERT_GT(bytes.size(), kLong);
    const auto halves = Files{{"a.json", bytes}}.read();
    ReadOutcome one;
    one.format = "ftm-json";
    ftm::Mapper mapper("test", one);
    const Status status =
        ftm::read_lines({"a.json", bytes}, [&](ftm::RawEntity&& raw) { return mapper.add(std::move(raw), "a.json"); });
    ASSERT_EQ(halves.ok(), status.ok());
    if (!halves.ok()) {
      EXPECT_EQ(to_string(halves.error()), to_string(status.error()));
      continue;
    }
    mapper.finish();
    expect_same(*halves, one);
    EXPECT_GT(one.dataset.designations.size(), 500U);
  }
}

}  // namespace
}  // namespace penumbra::ingest
