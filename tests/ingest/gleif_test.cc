// The legal entities are invented (their LEIs have right check digits); the forms are those of GLEIF's files.
#include <string>

#include "ingest/owners.h"
#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_entity;
using testing::joined;

// An LEI of our own: 18 characters and the check of ISO 7064, mod 97-10.
std::string lei(const std::string& stem) {
  std::string base = stem + std::string(18 - stem.size(), '0');
  for (int check = 2; check <= 98; ++check) {
    const std::string code = base + static_cast<char>('0' + check / 10) + static_cast<char>('0' + check % 10);
    if (is_lei(code)) return code;
  }
  return {};
}

std::string lei_file(const std::string& records, const std::string& content = "GLEIF_FULL_PUBLISHED") {
  return R"(<?xml version="1.0" encoding="UTF-8"?><lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016"><lei:LEIHeader><lei:ContentDate>2024-06-05T08:20:51Z</lei:ContentDate><lei:FileContent>)" +
         content + "</lei:FileContent><lei:RecordCount>1</lei:RecordCount></lei:LEIHeader><lei:LEIRecords>" + records +
         "</lei:LEIRecords></lei:LEIData>";
}

std::string lei_record(const std::string& code, const std::string& name, const std::string& more = "",
                       const std::string& status = "ISSUED") {
  return "<lei:LEIRecord><lei:LEI>" + code + "</lei:LEI><lei:Entity><lei:LegalName xml:lang=\"en\">" + name +
         "</lei:LegalName>" + more +
         "<lei:LegalAddress><lei:FirstAddressLine>1 Test Row</lei:FirstAddressLine><lei:City>Leeds</lei:City>"
         "<lei:Country>GB</lei:Country></lei:LegalAddress><lei:RegistrationAuthority><lei:RegistrationAuthorityID>"
         "RA000585</lei:RegistrationAuthorityID><lei:RegistrationAuthorityEntityID>1234567"
         "</lei:RegistrationAuthorityEntityID></lei:RegistrationAuthority><lei:LegalJurisdiction>GB"
         "</lei:LegalJurisdiction><lei:EntityCategory>GENERAL</lei:EntityCategory></lei:Entity><lei:Registration>"
         "<lei:InitialRegistrationDate>2012-11-29T16:33:00.000Z</lei:InitialRegistrationDate><lei:RegistrationStatus>" +
         status + "</lei:RegistrationStatus></lei:Registration></lei:LEIRecord>";
}

std::string rr_file(const std::string& records) {
  return R"(<rr:RelationshipData xmlns:rr="http://www.gleif.org/data/schema/rr/2016"><rr:Header><rr:ContentDate>2024-06-05T09:24:22Z</rr:ContentDate></rr:Header><rr:RelationshipRecords>)" +
         records + "</rr:RelationshipRecords></rr:RelationshipData>";
}

std::string rr_record(const std::string& start, const std::string& end, const std::string& type,
                      const std::string& status = "ACTIVE", const std::string& more = "",
                      const std::string& registered = "PUBLISHED") {
  return "<rr:RelationshipRecord><rr:Relationship><rr:StartNode><rr:NodeID>" + start +
         "</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode><rr:EndNode><rr:NodeID>" + end +
         "</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode><rr:RelationshipType>" + type +
         "</rr:RelationshipType><rr:RelationshipPeriods><rr:RelationshipPeriod><rr:StartDate>2012-11-29T00:00:00.000Z"
         "</rr:StartDate><rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod>"
         "</rr:RelationshipPeriods><rr:RelationshipStatus>" +
         status + "</rr:RelationshipStatus>" + more + "</rr:Relationship><rr:Registration><rr:RegistrationStatus>" +
         registered + "</rr:RegistrationStatus></rr:Registration></rr:RelationshipRecord>";
}

std::string repex_file(const std::string& records) {
  return R"(<repex:ReportingExceptionData xmlns:repex="http://www.gleif.org/data/schema/repex/2016"><repex:Header><repex:ContentDate>2024-06-05T09:24:22Z</repex:ContentDate></repex:Header><repex:ReportingExceptions>)" +
         records + "</repex:ReportingExceptions></repex:ReportingExceptionData>";
}

std::string repex_record(const std::string& code, const std::string& category, const std::string& reason) {
  return "<repex:Exception><repex:LEI>" + code + "</repex:LEI><repex:ExceptionCategory>" + category +
         "_ACCOUNTING_CONSOLIDATION_PARENT</repex:ExceptionCategory><repex:ExceptionReason>" + reason +
         "</repex:ExceptionReason></repex:Exception>";
}

const model::Relationship* find_edge(const ReadOutcome& outcome, std::string_view from, std::string_view to,
                                     std::string_view kind) {
  for (const model::Relationship& edge : outcome.dataset.relationships) {
    if (edge.from == from && edge.to == to && edge.kind == kind) return &edge;
  }
  return nullptr;
}

TEST(Gleif, ReadsTheThreeFilesAsOneVersion) {
  const std::string a = lei("TESTA");
  const std::string b = lei("TESTB");
  const std::string c = lei("TESTC");
  const std::string d = lei("TESTD");
  const auto outcome =
      Files{
          {"lei.xml", lei_file(lei_record(a, "Alpha Ltd",
                                          "<lei:OtherEntityNames><lei:OtherEntityName type=\"PREVIOUS_LEGAL_NAME\">Old "
                                          "Alpha</lei:OtherEntityName></lei:OtherEntityNames>") +
                               lei_record(lei("TESTX"), "Void", "", "ANNULLED"))},
          {"rr.xml",
           rr_file(rr_record(a, b, "IS_DIRECTLY_CONSOLIDATED_BY", "ACTIVE",
                             "<rr:RelationshipQuantifiers><rr:RelationshipQuantifier><rr:MeasurementMethod>"
                             "ACCOUNTING_CONSOLIDATION</rr:MeasurementMethod><rr:QuantifierAmount>100.00"
                             "</rr:QuantifierAmount><rr:QuantifierUnits>PERCENTAGE</rr:QuantifierUnits>"
                             "</rr:RelationshipQuantifier></rr:RelationshipQuantifiers>") +
                   rr_record(b, c, "IS_DIRECTLY_CONSOLIDATED_BY") + rr_record(a, c, "IS_ULTIMATELY_CONSOLIDATED_BY") +
                   rr_record(d, c, "IS_ULTIMATELY_CONSOLIDATED_BY") + rr_record(d, a, "IS_INTERNATIONAL_BRANCH_OF") +
                   rr_record(b, d, "IS_FUND-MANAGED_BY") + rr_record(b, d, "IS_SUBFUND_OF") +
                   rr_record(b, d, "IS_FEEDER_TO"))},
          {"repex.xml",
           repex_file(repex_record(c, "DIRECT", "NATURAL_PERSONS") + repex_record(c, "ULTIMATE", "NO_KNOWN_PERSON"))}}
          .read("gleif");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "gleif-xml");
  EXPECT_EQ(outcome->published.to_string(), "2024-06-05");
  EXPECT_EQ(outcome->counts.records_in, 12U);
  EXPECT_EQ(outcome->counts.ignored, 1U);
  EXPECT_EQ(outcome->counts.mapped, 11U);
  ASSERT_EQ(outcome->parts.size(), 3U);
  EXPECT_EQ(outcome->parts[1].records, 8U);
  const model::Entity* alpha = find_entity(*outcome, "lei-" + a);
  ASSERT_NE(alpha, nullptr);
  EXPECT_EQ(joined(alpha->get("name")), "Alpha Ltd");
  EXPECT_EQ(alpha->values.at(1), (model::Value{"name", "Alpha Ltd", "en"}));
  EXPECT_EQ(joined(alpha->get("previousName")), "Old Alpha");
  EXPECT_EQ(joined(alpha->get("idNumber")), "GB-COH-01234567");
  EXPECT_EQ(joined(alpha->get("leiCode")), a);
  EXPECT_EQ(find_entity(*outcome, "lei-" + b)->schema, "LegalEntity");  // named by a relationship only
  // Consolidation is control for certain, and a share that nobody states.
  const model::Relationship* control = find_edge(*outcome, "lei-" + b, "lei-" + a, "controls");
  ASSERT_NE(control, nullptr);
  EXPECT_EQ(control->role, "dominant-influence");
  EXPECT_EQ(control->status, model::AssertionStatus::kAsserted);
  EXPECT_EQ(control->valid.from.to_string(), "2012-11-29");
  EXPECT_NE(control->note.find("100.00"), std::string::npos);
  const model::Relationship* share = find_edge(*outcome, "lei-" + b, "lei-" + a, "owns");
  ASSERT_NE(share, nullptr);
  EXPECT_FALSE(share->share.stated);
  EXPECT_EQ(share->status, model::AssertionStatus::kPossible);
  // The ultimate parent that the chain leads to is context; the other is all that is known.
  EXPECT_NE(find_edge(*outcome, "lei-" + c, "lei-" + a, "linked-to"), nullptr);
  EXPECT_EQ(find_edge(*outcome, "lei-" + c, "lei-" + a, "controls"), nullptr);
  EXPECT_NE(find_edge(*outcome, "lei-" + c, "lei-" + d, "controls"), nullptr);
  EXPECT_NE(find_edge(*outcome, "lei-" + c, "lei-" + d, "owns"), nullptr);
  EXPECT_EQ(find_edge(*outcome, "lei-" + a, "lei-" + d, "owns")->share.to_string(), "100");
  EXPECT_EQ(find_edge(*outcome, "lei-" + d, "lei-" + b, "controls")->status, model::AssertionStatus::kPossible);
  EXPECT_NE(find_edge(*outcome, "lei-" + b, "lei-" + d, "sub-unit-of"), nullptr);
  EXPECT_FALSE(find_edge(*outcome, "lei-" + b, "lei-" + d, "owns")->share.stated);
  // An exception is a holder who is not disclosed, never "none".
  std::size_t holders = 0;
  for (const model::Relationship& edge : outcome->dataset.relationships) holders += edge.from == "?" ? 1U : 0U;
  EXPECT_EQ(holders, 2U);
}

TEST(Gleif, ReportsWhatItCannotMap) {
  const std::string a = lei("TESTA");
  const std::string b = lei("TESTB");
  const auto outcome =
      Files{{"lei.xml", lei_file(lei_record(a, "A") + lei_record(a, "A again") + lei_record("123", "No LEI") +
                                 lei_record(lei("TESTY"), "Y", "<lei:Colour>red</lei:Colour>"))},
            {"rr.xml", rr_file(rr_record(a, b, "IS_MARRIED_TO") + rr_record(a, "x", "IS_DIRECTLY_CONSOLIDATED_BY") +
                               rr_record(a, b, "IS_DIRECTLY_CONSOLIDATED_BY", "NULL") +
                               rr_record(a, b, "IS_ULTIMATELY_CONSOLIDATED_BY", "INACTIVE") +
                               rr_record(a, b, "IS_FEEDER_TO", "ACTIVE", "", "DUPLICATE"))},
            {"repex.xml", repex_file(repex_record(a, "DIRECT", "SHY") + repex_record(a, "SIDEWAYS", "NO_LEI"))}}
          .read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, 11U);
  EXPECT_EQ(outcome->counts.reported, 6U);
  EXPECT_EQ(outcome->counts.ignored, 1U);
  for (const char* key : {"duplicate-entry", "unknown-element", "unknown-relation", "unknown-status",
                          "void-registration", "unknown-reason", "unknown-category"}) {
    EXPECT_EQ(count_findings(*outcome, key), 1U) << key;
  }
  EXPECT_EQ(count_findings(*outcome, "bad-lei"), 2U);
}

TEST(Gleif, RefusesBadStructure) {
  const std::string good = lei_file(lei_record(lei("TESTA"), "A"));
  std::string renamed = good;
  for (std::size_t at = 0; (at = renamed.find("LEIRecords", at)) != std::string::npos;) renamed.replace(at, 10, "Rows");
  std::string foreign = good;
  foreign.replace(foreign.find("http://www.gleif.org"), 20, "http://www.other.org");
  struct Case {
    const char* what;
    std::string bytes;
    ErrorCode code;
  };
  for (const Case& c : {Case{"cut", good.substr(0, good.size() - 30), ErrorCode::kSyntax},
                        Case{"delta", lei_file("", "GLEIF_DELTA_PUBLISHED"), ErrorCode::kUnsupported},
                        Case{"renamed list", renamed, ErrorCode::kUnexpectedStructure},
                        Case{"other namespace", foreign, ErrorCode::kUnexpectedStructure},
                        Case{"empty", lei_file(""), ErrorCode::kEmpty}}) {
    const auto outcome = Files{{"lei.xml", c.bytes}}.read();
    ASSERT_FALSE(outcome.ok()) << c.what;
    EXPECT_EQ(outcome.error().code, c.code) << c.what << ": " << to_string(outcome.error());
    EXPECT_EQ(outcome.error().position.file, "lei.xml") << c.what;
    EXPECT_FALSE(outcome.error().fix.empty()) << c.what;
  }
}

TEST(Gleif, EveryRecordOfTheExcerptsIsAccountedFor) {
  Files files;
  for (const char* name : {"lei-data.xml", "rr-data.xml", "repex-data.xml"}) {
    const std::string path = std::string("gleif/") + name;
    const std::string bytes = testing::shared_data(path);
    PENUMBRA_SKIP_WITHOUT(bytes, path);
    files.add(name, bytes);
  }
  const auto count = [&](std::size_t file, std::string_view tag) {
    std::uint64_t out = 0;
    for (std::size_t at = 0; (at = files.bytes(file).find(tag, at)) != std::string::npos; ++at) ++out;
    return out;
  };
  const std::uint64_t records =
      count(0, "</lei:LEIRecord>") + count(1, "</rr:RelationshipRecord>") + count(2, "</repex:Exception>");
  const auto outcome = files.read("gleif");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, records);
  EXPECT_EQ(outcome->counts.mapped + outcome->counts.ignored, records);
  EXPECT_EQ(outcome->findings.count(model::FindingLevel::kError), 0U);
  // Excerpts of three days, each under the header of its whole file.
  EXPECT_EQ(count_findings(*outcome, "totals-differ"), 3U);
  EXPECT_EQ(outcome->findings.count(model::FindingLevel::kWarning), 3U + count_findings(*outcome, "dates-differ"));
}

TEST(Owners, ChecksIdentifiers) {
  EXPECT_TRUE(is_lei("529900T8BM49AURSDO55"));
  EXPECT_FALSE(is_lei("529900T8BM49AURSDO56"));
  EXPECT_FALSE(is_lei("529900t8bm49aursdo55"));
  EXPECT_EQ(companies_house_number("1234"), "00001234");
  EXPECT_EQ(companies_house_number(" sc12345 "), "SC012345");
  EXPECT_EQ(companies_house_number("IP12345R"), "IP12345R");
  EXPECT_EQ(companies_house_number("HRB 77"), "");
  EXPECT_EQ(companies_house_number("123456789"), "");
  EXPECT_EQ(plain_decimal("5e1"), "50");
  EXPECT_EQ(plain_decimal("1.25E-1"), "0.125");
  EXPECT_EQ(plain_decimal("-2.5e0"), "-2.5");
  EXPECT_EQ(plain_decimal("1e999"), "");
  EXPECT_EQ(read_date("2024-06-05T09:24:22.123+02:00")->to_string(), "2024-06-05");
  EXPECT_EQ(read_date("2024-06")->to_string(), "2024-06");
  EXPECT_FALSE(read_date("<2024").has_value());
  EXPECT_FALSE(read_date("").has_value());
  EXPECT_FALSE(read_date("2024-06-05Tnoon").has_value());
}

}  // namespace
}  // namespace penumbra::ingest
