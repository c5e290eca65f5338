// Throughput of the readers of ownership registers: `owners_bench COMPANIES` makes registers of that many invented
// companies, reads each through read_files(), checks the counts, and prints megabytes and records per second.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "graph/ownership_facts.h"
#include "ingest/reader.h"

namespace {

using penumbra::ingest::InputFile;

std::string number(std::size_t i, int width) {
  std::string digits = std::to_string(i);
  return std::string(static_cast<std::size_t>(width) - digits.size(), '0') + digits;
}

std::string bods(std::size_t companies) {
  std::string out;
  for (std::size_t i = 0; i < companies; ++i) {
    const std::string n = number(i, 8);
    out +=
        R"({"statementId":"stmt-entity-000000000000)" + n +
        R"(-e","statementDate":"2024-01-10","declarationSubject":"c)" + n +
        R"(","publicationDetails":{"publicationDate":"2024-02-01","bodsVersion":"0.4","publisher":{"name":"Bench"}},"recordId":"c)" +
        n +
        R"(","recordType":"entity","recordDetails":{"isComponent":false,"entityType":{"type":"registeredEntity"},"name":"Company )" +
        n + R"( Ltd","foundingDate":"2010-11-18","identifiers":[{"scheme":"GB-COH","id":")" + n +
        R"("}],"addresses":[{"type":"registered","address":"1 Test Row","postCode":"T1 1ST","country":{"name":"United Kingdom","code":"GB"}}]}})"
        "\n";
    out +=
        R"({"statementId":"stmt-person-000000000000)" + n +
        R"(-p","statementDate":"2024-01-10","declarationSubject":"c)" + n +
        R"(","publicationDetails":{"publicationDate":"2024-02-01","bodsVersion":"0.4","publisher":{"name":"Bench"}},"recordId":"p)" +
        n +
        R"(","recordType":"person","recordDetails":{"isComponent":false,"personType":"knownPerson","names":[{"type":"legal","fullName":"Person )" +
        n + R"(","givenName":"Person","familyName":")" + n +
        R"("}],"birthDate":"1970-03","nationalities":[{"name":"Germany","code":"DE"}]}})"
        "\n";
    out +=
        R"({"statementId":"stmt-relation-0000000000)" + n +
        R"(-r","statementDate":"2024-01-10","declarationSubject":"c)" + n +
        R"(","publicationDetails":{"publicationDate":"2024-02-01","bodsVersion":"0.4","publisher":{"name":"Bench"}},"recordId":"r)" +
        n + R"(","recordStatus":"new","recordType":"relationship","recordDetails":{"isComponent":false,"subject":"c)" +
        n + R"(","interestedParty":"p)" + n +
        R"(","interests":[{"type":"shareholding","directOrIndirect":"direct","beneficialOwnershipOrControl":true,"startDate":"2016-04-06","share":{"exclusiveMinimum":25,"maximum":50}},{"type":"votingRights","directOrIndirect":"direct","startDate":"2016-04-06","share":{"exact":33.3333}}]}})"
        "\n";
  }
  return out;
}

std::string psc(std::size_t companies) {
  std::string out;
  for (std::size_t i = 0; i < companies; ++i) {
    const std::string n = number(i, 8);
    out +=
        R"({"company_number":")" + n +
        R"(","data":{"address":{"address_line_1":"Test Row","country":"England","locality":"Leeds","postal_code":"T1 1ST","premises":"2"},"country_of_residence":"England","date_of_birth":{"month":2,"year":1977},"etag":"3b8caf795c03af63921e381f7bb8300a51ebb73d","kind":"individual-person-with-significant-control","links":{"self":"/company/)" +
        n + R"(/persons-with-significant-control/individual/A)" + n + R"("},"name":"Mrs Person )" + n +
        R"(","name_elements":{"forename":"Person","surname":")" + n +
        R"(","title":"Mrs"},"nationality":"British","natures_of_control":["ownership-of-shares-50-to-75-percent","voting-rights-50-to-75-percent","right-to-appoint-and-remove-directors"],"notified_on":"2016-04-06"}})"
        "\n";
  }
  return out;
}

std::string code(std::size_t i) {
  return "BENCH" + number(i, 13) + "00";
}

std::string gleif_entities(std::size_t companies) {
  std::string out =
      R"(<?xml version="1.0" encoding="UTF-8"?><lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016"><lei:LEIRecords>)";
  for (std::size_t i = 0; i < companies; ++i) {
    out +=
        "<lei:LEIRecord><lei:LEI>" + code(i) + "</lei:LEI><lei:Entity><lei:LegalName xml:lang=\"en\">Company " +
        number(i, 8) +
        " Ltd</lei:LegalName><lei:LegalAddress xml:lang=\"en\"><lei:FirstAddressLine>1 Test Row</lei:FirstAddressLine>"
        "<lei:City>Leeds</lei:City><lei:Region>GB-ENG</lei:Region><lei:Country>GB</lei:Country><lei:PostalCode>T1 1ST"
        "</lei:PostalCode></lei:LegalAddress><lei:RegistrationAuthority><lei:RegistrationAuthorityID>RA000585"
        "</lei:RegistrationAuthorityID><lei:RegistrationAuthorityEntityID>" +
        number(i, 8) +
        "</lei:RegistrationAuthorityEntityID></lei:RegistrationAuthority><lei:LegalJurisdiction>GB</"
        "lei:LegalJurisdiction>"
        "<lei:EntityCategory>GENERAL</lei:EntityCategory><lei:LegalForm><lei:EntityLegalFormCode>8888"
        "</lei:EntityLegalFormCode></lei:LegalForm><lei:EntityStatus>ACTIVE</lei:EntityStatus></lei:Entity>"
        "<lei:Registration><lei:InitialRegistrationDate>2012-11-29T16:33:00.000Z</lei:InitialRegistrationDate>"
        "<lei:RegistrationStatus>ISSUED</lei:RegistrationStatus></lei:Registration></lei:LEIRecord>\n";
  }
  return out + "</lei:LEIRecords></lei:LEIData>";
}

std::string gleif_relationships(std::size_t companies) {
  std::string out =
      R"(<rr:RelationshipData xmlns:rr="http://www.gleif.org/data/schema/rr/2016"><rr:RelationshipRecords>)";
  for (std::size_t i = 0; i + 1 < companies; ++i) {
    out += "<rr:RelationshipRecord><rr:Relationship><rr:StartNode><rr:NodeID>" + code(i + 1) +
           "</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode><rr:EndNode><rr:NodeID>" + code(i / 2) +
           "</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode><rr:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY"
           "</rr:RelationshipType><rr:RelationshipPeriods><rr:RelationshipPeriod><rr:StartDate>2012-11-29T00:00:00.000Z"
           "</rr:StartDate><rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod>"
           "</rr:RelationshipPeriods><rr:RelationshipStatus>ACTIVE</rr:RelationshipStatus></rr:Relationship>"
           "<rr:Registration><rr:RegistrationStatus>PUBLISHED</rr:RegistrationStatus></rr:Registration>"
           "</rr:RelationshipRecord>\n";
  }
  return out + "</rr:RelationshipRecords></rr:RelationshipData>";
}

bool measure(const char* name, const std::vector<std::string>& texts, std::uint64_t records) {
  std::vector<InputFile> files;
  double bytes = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    files.push_back({"file" + std::to_string(i), texts[i]});
    bytes += static_cast<double>(texts[i].size());
  }
  // Time of the processor: the work is on one thread, and others may use the machine.
  const std::clock_t start = std::clock();
  const auto outcome = penumbra::ingest::read_files(files, "bench");
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (!outcome.ok() || outcome->counts.records_in != records || outcome->counts.mapped != records) {
    std::fprintf(stderr, "%s: not every record was mapped\n", name);
    return false;
  }
  const auto facts = penumbra::graph::OwnershipFacts::from_model(
      outcome->dataset.entities, outcome->dataset.designations, outcome->dataset.relationships);
  if (!facts.ok()) {
    std::fprintf(stderr, "%s: the facts do not hold together\n", name);
    return false;
  }
  constexpr double kMega = 1e6;
  std::printf("%-10s %8.1f MB %9llu records %7.2f s %7.1f MB/s %9.0f records/s, %zu stakes\n", name, bytes / kMega,
              static_cast<unsigned long long>(records), seconds, bytes / kMega / seconds,
              static_cast<double>(records) / seconds, facts->stakes().size());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t companies = argc > 1 ? static_cast<std::size_t>(std::strtoull(argv[1], nullptr, 10)) : 50'000;
  if (companies < 2 || companies > 10'000'000) {
    std::fprintf(stderr, "usage: owners_bench COMPANIES (2 to 10000000)\n");
    return 2;
  }
  bool good = measure("bods-json", {bods(companies)}, companies * 3);
  good = measure("uk-psc-json", {psc(companies)}, companies) && good;
  good = measure("gleif-xml", {gleif_entities(companies), gleif_relationships(companies)}, companies * 2 - 1) && good;
  return good ? 0 : 1;
}
