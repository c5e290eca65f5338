// Lists that two threads read, each a half, give what one thread gives: the same documents are read with a processing
// instruction before their root that only expat knows, which makes the reading one.
#include "ingest/xml_halves.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/ftm/mapper.h"
#include "ingest/ftm/records.h"
#include "ingest/ftm_array.h"
#include "ingest/json_halves.h"
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
  EXPECT_EQ(halves.other_ids, one.other_ids);
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
    // A record of the other kind among those of the first; U+FFFF, which is no character of XML, in a text, in a
    // comment and behind the root.
    std::string other = sound;
    other.insert(late, numbered(form.other, 100'000));
    std::string none = sound;
    none.insert(sound.find('>', late) + 1, "\xEF\xBF\xBF");
    std::string unsaid = sound;
    unsaid.insert(late, "<!-- \xEF\xBF\xBF -->");
    std::string hidden = sound;
    hidden.insert(behind, "<!-- ");
    hidden += " --> <!-- \xEF\xBF\xBF -->";
    for (const std::string& body : {twice, again, comment, other, none, unsaid, hidden, sound + "<!-- \xEF\xBF\xBF -->",
                                    sound.substr(0, sound.size() - 3), sound + "<more/>"})
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
    for (const std::string& bytes : {lines(fault), testing::as_array(lines(fault))}) {
      SCOPED_TRACE(bytes.substr(0, 8));
      ASSERT_GT(bytes.size(), kLong);
      const auto halves = Files{{"a.json", bytes}}.read();
      ReadOutcome one;
      one.format = "ftm-json";
      ftm::Mapper mapper("test", one);
      const Status status =
          ftm::read_lines({"a.json", bytes}, [&](const ftm::RawEntity& raw) { return mapper.add(raw, "a.json"); });
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
}

// A number with an exponent leaves the object to simdjson.
TEST(FtmRecords, AreTheSameByTheScannerAndBySimdjson) {
  const std::vector<std::string> values = {"\"\"",
                                           "\"A\"",
                                           "\"\\u0416 \\ud83d\\ude00\"",
                                           "\"\\ud800\"",
                                           "\"\\u0000\"",
                                           "0",
                                           "-0",
                                           "-7",
                                           "1.50",
                                           "01",
                                           "123456789012345678",
                                           "12345678901234567890",
                                           "123456789012345678901",
                                           "true",
                                           "null",
                                           "[]",
                                           "[null,[\"x\"],2]",
                                           "{}",
                                           "{\"id\":\"n\",\"schema\":\"Person\",\"properties\":{\"name\":\"N\"}}",
                                           "[{\"id\":\"n\",\"schema\":\"Address\",\"properties\":{}},\"x\",{}]",
                                           "[\"a\",\"a\",\" a  b\"]",
                                           "\"2020-01-02\"",
                                           "\"\x01\"",
                                           "[1,]",
                                           std::string(60, '[') + std::string(60, ']'),
                                           std::string(80, '[') + std::string(80, ']')};
  const std::vector<std::string> records = {
      R"("id":@,"schema":"Person","properties":{"name":["A"]})",
      R"("id":"p","schema":@,"properties":{"name":["A"]})",
      R"("id":"p","schema":"Person","properties":@)",
      R"("id":"p","schema":"Person","properties":{"name":@,"alias":["A"],"oddity":@,"name":"B"})",
      R"("id":"p","schema":"Person","caption":@,"first_seen":@,"datasets":@,"referents":@,"properties":{"name":["A"]})",
      R"("id":"p","schema":"Person","properties":{"name":["A"]},"penumbra":{"from":@,"languages":[["name","A",@]]},"x":@)",
      R"("id":"s","schema":"Sanction","properties":{"entity":[@,"q"],"program":@,"startDate":@,"endDate":"2021"},"id":"t")",
      R"("id":"o","schema":"Ownership","properties":{"owner":"q","asset":["q",@],"percentage":@,"role":@})",
      R"("op":@,"entity":{"id":"p","schema":"Person","properties":{}})",
      R"("op":"MOD","entity":@)"};
  const auto read = [](const std::string& bytes, ReadOutcome& into) -> Status {
    into.format = "ftm-json";
    ftm::Mapper mapper("test", into);
    Status status =
        ftm::read_lines({"a.json", bytes}, [&](const ftm::RawEntity& raw) { return mapper.add(raw, "a.json"); });
    if (status.ok()) mapper.finish();
    return status;
  };
  for (const std::string& record : records) {
    for (const std::string& value : values) {
      std::string members = record;
      for (std::size_t at = members.find('@'); at != std::string::npos; at = members.find('@', at + value.size()))
        members.replace(at, 1, value);
      SCOPED_TRACE(members);
      const std::string first = "{\"id\":\"q\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Q\"]}";
      const bool change = members.starts_with("\"op\"");
      // The member is one that is left out; of a change it is no member of the entity.
      const std::string ours = (change ? "" : first + "}\n") + "{" + members + ",\"origin\":1}\n";
      const std::string simdjsons = (change ? "" : first + ",\"origin\":1e1}\n") + "{" + members + ",\"origin\":1e1}\n";
      for (const bool array : {false, true}) {
        ReadOutcome one;
        ReadOutcome other;
        const Status status = read(array ? testing::as_array(ours) : ours, one);
        const Status other_status = read(array ? testing::as_array(simdjsons) : simdjsons, other);
        ASSERT_EQ(status.ok(), other_status.ok());
        if (status.ok()) {
          expect_same(one, other);
        } else {
          EXPECT_EQ(to_string(status.error()), to_string(other_status.error()));
        }
      }
    }
  }
}

// What looks like the border of two objects, near the middle, stands between values inside one.
TEST(FtmHalves, AnArrayIsCutOnlyBetweenItsObjects) {
  std::string lines;
  for (std::size_t number = 1; lines.size() < kLong; ++number) {
    lines += numbered("{\"id\":\"p#\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Eriko #\"]}}\n", number);
    if (number != 900) continue;
    std::string nested;
    while (nested.size() < kLong) nested += "{\"id\":\"x\"}\n,";
    lines += "{\"id\":\"long\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Long\"]},\"odd\":[" + nested + "1]}\n";
  }
  std::string bytes = "[" + lines + "]";
  for (std::size_t at = bytes.find("}}\n{"); at != std::string::npos; at = bytes.find("}}\n{", at))
    bytes.insert(at + 3, ",");
  const auto halves = Files{{"a.json", bytes}}.read();
  ASSERT_TRUE(halves.ok()) << to_string(halves.error());
  ReadOutcome one;
  one.format = "ftm-json";
  ftm::Mapper mapper("test", one);
  const Status status =
      ftm::read_lines({"a.json", bytes}, [&](const ftm::RawEntity& raw) { return mapper.add(raw, "a.json"); });
  ASSERT_TRUE(status.ok()) << to_string(status.error());
  mapper.finish();
  expect_same(*halves, one);
}

// JSON lists: those of an array, of lines, and inside an object.
struct JsonForm {
  std::string format;
  std::string head;
  std::string record;  // "#" is its number
  std::string between;
  std::string end;
};

std::vector<JsonForm> json_forms() {
  return {
      {"senzing-json", "",
       R"({"DATA_SOURCE":"TEST","RECORD_ID":"Q#","RECORD_TYPE":"PERSON","LAST_CHANGE":"2024-03-10T15:36:30",)"
       R"("NAMES":[{"NAME_TYPE":"PRIMARY","NAME_FULL":"Erika Muster #"},{"NAME_TYPE":"ALIAS","NAME_FULL":"E. #"}],)"
       R"("HOME_ADDR_FULL":"Ring 5","OTHER_ID_NUMBER":"#","DATES":[{"DATE_OF_BIRTH":"1961-03-0#"}],)"
       R"("COUNTRIES":[{"NATIONALITY":"de"}],"RELATIONSHIPS":[{"REL_ANCHOR_DOMAIN":"X","REL_ANCHOR_KEY":"Q#",)"
       R"("REL_POINTER_DOMAIN":"X","REL_POINTER_KEY":"Q7#","REL_POINTER_ROLE":"Family"}]})",
       "\n", "\n"},
      {"export-registry-json", "[\n",
       R"(  {"id": "meti-#", "list_id": "jp-end-user-list", "entity_name": "Orbitwerk #", "entity_type": "organization",
    "aliases": ["Orbit #"], "addresses": ["Exampleland"], "country": "JP", "date_added": "2025-01-31"})",
       ",\n", "\n]\n"},
      {"named-party-json", "{\"list_id\": \"bis-entity-list\", \"extracted\": \"2026-07-09\",\n\"entities\": [",
       R"({"name": "Orbitwerk #", "aliases": ["OW #"], "country": "China", "address": "Ring #, Exampletown; and Weg 2.",
 "status": "Active", "effective_date": "2026-06-10", "federal_register": "91 FR 35189", "notes": "All items"})",
       ", ", "]}\n"},
      {"us-csl-json", "{\"results\": [\n",
       R"({"id": "#", "source": "Entity List (EL) - Bureau of Industry and Security", "entity_number": null,)"
       R"( "type": null, "programs": [], "name": "Orbitwerk #", "addresses": [{"address": "Ring #", "city": "Moscow",)"
       R"( "country": "RU"}], "federal_register_notice": "87 FR 20299", "start_date": "2022-04-07", "alt_names":)"
       R"( ["Orbit #"], "license_requirement": "All", "standard_order": null, "source_list_url": "u", "ids": []})",
       ",\n", "]}\n"},
      {"us-csl-json", "{\"results\": [\n",
       R"({"id": "#", "source": "Specially Designated Nationals (SDN) - Treasury Department", "entity_number": "#",)"
       R"( "type": "Entity", "programs": ["CYBER2"], "name": "WERK #", "addresses": [], "federal_register_notice": null,)"
       R"( "license_requirement": null, "standard_order": null, "remarks": "Linked To: WERK 7.", "alt_names": ["W #"],)"
       R"( "ids": [{"type": "Tax ID No.", "number": "#", "country": "RU"}]})",
       ",\n", "]}\n"},
  };
}

std::string json_body(const JsonForm& form) {
  std::string out = form.head;
  for (std::size_t number = 1; out.size() < kLong; ++number)
    out += (number == 1 ? "" : form.between) + numbered(form.record, number);
  return out + form.end;
}

// Reads it in halves, and as one: a blank in the first record hides where the others begin.
Result<ReadOutcome> read_both(const JsonForm& form, const std::string& body) {
  std::string hidden = body;
  hidden.insert(form.head.size() + form.record.find('{') + 1, " ");
  const auto halves = Files{{"a.json", body}}.read();
  const auto one = Files{{"a.json", hidden}}.read();
  EXPECT_EQ(halves.ok(), one.ok());
  if (halves.ok() && one.ok()) {
    expect_same(*halves, *one);
  } else if (!halves.ok() && !one.ok()) {
    EXPECT_EQ(to_string(halves.error()), to_string(one.error()));
  }
  return halves;
}

TEST(JsonHalves, ListsAreTheSameInHalves) {
  for (const JsonForm& form : json_forms()) {
    SCOPED_TRACE(form.format);
    const auto outcome = read_both(form, json_body(form));
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    EXPECT_EQ(outcome->format, form.format);
    EXPECT_GT(outcome->counts.mapped, 300U);
    testing::expect_sound(*outcome);
  }
}

TEST(JsonHalves, DamagedListsAreTheSameInHalves) {
  std::mt19937 random(20261123);
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  for (const JsonForm& form : json_forms()) {
    SCOPED_TRACE(form.format);
    const std::string sound = json_body(form);
    const std::size_t first = form.head.size() + form.record.size() + 20;
    for (int round = 0; round < 16; ++round) {
      SCOPED_TRACE(round);
      std::string body = sound;
      for (std::size_t fault = 0; fault <= below(3); ++fault) {
        const std::size_t at = first + below(sound.size() - first - 200);
        switch (below(round < 6 ? 2 : 4)) {
          case 0: {  // a number, which is mostly part of an id
            const std::size_t digit = body.find_first_of("0123456789", at);
            body[digit] = body[digit] == '7' ? '1' : '7';
            break;
          }
          case 1: {  // a record that stands in both halves
            const std::size_t again = body.find(form.between + "{", at);
            if (again == std::string::npos) break;
            body.insert(again, form.between + numbered(form.record, 1));
            break;
          }
          case 2:
            body[at] = "{}[]\",:\n\\ 7"[below(11)];
            break;
          default:
            body.resize(at);
            break;
        }
      }
      static_cast<void>(read_both(form, body));
    }
  }
}

// Counts what it gets.
struct Counting {
  std::vector<std::uint64_t> lines;
  bool taken = true;
  Status add(JsonRecord&& record) {
    lines.push_back(record.line);
    return {};
  }
  bool can_join(const Counting& /*later*/) const { return taken; }
  void join(Counting& later) { lines.insert(lines.end(), later.lines.begin(), later.lines.end()); }
};

TEST(JsonHalves, TheLaterRecordsAreReadOnAnotherThread) {
  std::string lines;
  std::string nested = "[";  // every second place that looks like the beginning of a record is one inside a record
  std::size_t count = 0;
  for (; lines.size() < kLong; ++count) {
    lines += R"({"a": {"b": [1, {"a": 2}]}, "c": )" + std::to_string(count) + "}\n";
    nested +=
        std::string(count == 0 ? "" : ",") + R"({"a":1,"b":[{"a":2},{"a":3}],"c":{"d":)" + std::to_string(count) + "}}";
  }
  const auto read = [](const std::string& body, bool taken, int& made) {
    ReadOutcome outcome;
    Counting first{{}, taken};
    std::atomic<int> makes = 0;
    const auto status = read_json_halves(
        {"a.json", body}, [&](JsonRecord&& record) { return first.add(std::move(record)); },
        later_json(outcome, first, [&](ReadOutcome& /*later*/) {
          ++makes;
          return std::make_unique<Counting>();
        }));
    EXPECT_TRUE(status.ok()) << to_string(status.error());
    made = makes;
    return first.lines;
  };
  std::vector<std::uint64_t> expected(count);
  std::iota(expected.begin(), expected.end(), 1U);
  int made = 0;
  EXPECT_EQ(read(lines, true, made), expected);
  EXPECT_EQ(made, 1);
  EXPECT_EQ(read(lines, false, made), expected);
  EXPECT_EQ(made, 1);
  EXPECT_EQ(read(nested + "]", true, made).size(), count);
  EXPECT_EQ(made, 1);
  EXPECT_EQ(read(lines.substr(0, lines.find('\n', 10'000)), true, made).size(),
            1 + std::count(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(lines.find('\n', 10'000)), '\n'));
  EXPECT_EQ(made, 0);
}

}  // namespace
}  // namespace penumbra::ingest
