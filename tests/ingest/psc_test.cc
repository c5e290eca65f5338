// The companies and persons are invented; the form is that of Companies House's PSC snapshot.
#include "ingest/psc/psc.h"

#include <string>

#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_entity;
using testing::joined;

std::string entry(const std::string& company, const std::string& id, const std::string& kind, const std::string& more) {
  return R"({"company_number":")" + company + R"(","data":{"etag":"e","kind":")" + kind +
         R"(","links":{"self":"/company/)" + company + "/persons-with-significant-control/x/" + id + "\"}" + more +
         "}}\n";
}

constexpr const char* kPerson = "individual-person-with-significant-control";

TEST(Psc, ReadsNaturesOfControlPartByPart) {
  struct Case {
    const char* text;
    const char* kind;
    const char* role;
    const char* share;
    const char* capacity;
  };
  for (const Case& c : {
           Case{"ownership-of-shares-25-to-50-percent", "owns", "", ">25..50", ""},
           Case{"ownership-of-shares-50-to-75-percent", "owns", "", ">50..<75", ""},
           Case{"ownership-of-shares-75-to-100-percent", "owns", "", "75..100", ""},
           Case{"ownership-of-shares-50-to-75-percent-as-trust", "owns", "", ">50..<75", "trust"},
           Case{"voting-rights-25-to-50-percent-as-firm", "owns", "votes", ">25..50", "significant-influence"},
           Case{"voting-rights-75-to-100-percent-limited-liability-partnership", "owns", "votes", "75..100", ""},
           Case{"ownership-of-shares-more-than-25-percent-registered-overseas-entity", "owns", "", ">25", ""},
           Case{"voting-rights-more-than-25-percent-as-control-over-trust-registered-overseas-entity", "owns", "votes",
                ">25", "trust"},
           Case{"right-to-share-surplus-assets-50-to-75-percent-as-trust-limited-liability-partnership", "owns",
                "profits", ">50..<75", "trust"},
           Case{"part-right-to-share-surplus-assets-75-to-100-percent", "owns", "profits", "75..100", ""},
           Case{"right-to-appoint-and-remove-directors", "controls", "appoints-majority", "", ""},
           Case{"right-to-appoint-and-remove-members-as-firm-limited-liability-partnership", "controls",
                "appoints-majority", "", "significant-influence"},
           Case{"right-to-appoint-and-remove-person-as-trust", "controls", "appoints-majority", "", "trust"},
           Case{"significant-influence-or-control", "controls", "significant-influence", "", ""},
           Case{"significant-influence-or-control-as-control-over-firm-registered-overseas-entity", "controls",
                "significant-influence", "", "significant-influence"},
           Case{"registered-owner-as-nominee-person-scotland-registered-overseas-entity", "controls", "nominee", "",
                ""},
       }) {
    const auto nature = psc::parse_nature(c.text);
    ASSERT_TRUE(nature.has_value()) << c.text;
    EXPECT_EQ(nature->kind, c.kind) << c.text;
    EXPECT_EQ(nature->role, c.role) << c.text;
    EXPECT_EQ(nature->share.to_string(), c.share) << c.text;
    EXPECT_EQ(nature->capacity, c.capacity) << c.text;
  }
  for (const char* text : {"", "ownership-of-shares", "ownership-of-shares-10-to-25-percent", "right-to-repaint",
                           "right-to-appoint-and-remove-directors-25-to-50-percent",
                           "xownership-of-shares-25-to-50-percent", "ownership-of-shares-25-to-50-percent-as-if"}) {
    EXPECT_FALSE(psc::parse_nature(text).has_value()) << text;
  }
}

TEST(Psc, MapsPersonsCompaniesAndStatements) {
  const std::string text =
      entry("01234567", "AbC", kPerson,
            R"(,"name":"Mrs Erika Muster","name_elements":{"forename":"Erika","surname":"Muster","title":"Mrs"},
               "date_of_birth":{"month":3,"year":1970},"nationality":"German","country_of_residence":"Germany",
               "address":{"premises":"2","address_line_1":"Ring Road","locality":"Leeds","postal_code":"L1 1AA"},
               "natures_of_control":["ownership-of-shares-50-to-75-percent","right-to-appoint-and-remove-directors"],
               "notified_on":"2016-04-06","ceased_on":"2020-02-01")") +
      entry("1234567", "Corp", "corporate-entity-person-with-significant-control",
            R"(,"name":"Dachgesellschaft Ltd","identification":{"country_registered":"England","legal_form":"Ltd",
               "place_registered":"Companies House","registration_number":"SC12345"},
               "natures_of_control":["ownership-of-shares-75-to-100-percent-as-trust"],"notified_on":"2020-02-01")") +
      entry("01234567", "Far", "corporate-entity-person-with-significant-control",
            R"(,"name":"Fern GmbH","identification":{"country_registered":"Germany","registration_number":"HRB 77"},
               "natures_of_control":["significant-influence-or-control"],"notified_on":"2020-02-01")") +
      entry("01234567", "Gov", "legal-person-person-with-significant-control",
            R"(,"name":"Ministry of Tests","natures_of_control":["voting-rights-25-to-50-percent"])") +
      entry("07654321", "Sec", "super-secure-person-with-significant-control",
            R"(,"description":"super-secure-persons-with-significant-control","ceased":false)") +
      entry("07654321", "St1", "persons-with-significant-control-statement",
            R"(,"statement":"psc-exists-but-not-identified","notified_on":"2021-01-01")") +
      entry("00000001", "St2", "persons-with-significant-control-statement",
            R"(,"statement":"no-individual-or-entity-with-signficant-control","notified_on":"2021-01-01")") +
      R"({"company_number":"00000002","data":{"etag":"e","kind":"exemptions","links":{"self":"/company/00000002/exemptions"},"exemptions":{"psc_exempt_as_trading_on_uk_regulated_market":{"exemption_type":"psc-exempt-as-trading-on-uk-regulated-market","items":[{"exempt_from":"2017-06-26"}]}}}})"
      "\n"
      R"({"data":{"kind":"totals#persons-of-significant-control-snapshot","persons_of_significant_control_count":5,"statements_count":2,"exemptions_count":1,"generated_at":"2024-06-01T03:04:05Z"}})"
      "\n";
  const auto outcome = Files{{"psc.txt", text}}.read("psc");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "uk-psc-json");
  EXPECT_EQ(outcome->counts.records_in, 9U);
  EXPECT_EQ(outcome->counts.mapped, 8U);
  EXPECT_EQ(outcome->counts.ignored, 1U);
  EXPECT_EQ(count_findings(*outcome, "totals-differ"), 0U);
  EXPECT_EQ(outcome->published.to_string(), "2024-06-01");
  const model::Entity* person = find_entity(*outcome, "gb-psc-01234567-AbC");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("birthDate")), "1970-03");
  EXPECT_EQ(joined(person->get("country")), "de");
  EXPECT_EQ(joined(person->get("address")), "2 Ring Road, Leeds, L1 1AA");
  const model::Entity* company = find_entity(*outcome, "gb-coh-01234567");
  ASSERT_NE(company, nullptr);
  EXPECT_EQ(joined(company->get("idNumber")), "GB-COH-01234567");
  const model::Entity* holding = find_entity(*outcome, "gb-coh-sc012345");  // one company, owned or owning
  ASSERT_NE(holding, nullptr);
  EXPECT_EQ(joined(holding->get("name")), "Dachgesellschaft Ltd");
  ASSERT_NE(find_entity(*outcome, "gb-psc-01234567-Far"), nullptr);
  EXPECT_EQ(find_entity(*outcome, "gb-psc-01234567-Gov")->schema, "LegalEntity");

  const auto edges = [&](std::string_view from, std::string_view to) {
    std::vector<const model::Relationship*> out;
    for (const model::Relationship& edge : outcome->dataset.relationships) {
      if (edge.from == from && edge.to == to) out.push_back(&edge);
    }
    return out;
  };
  const auto own = edges("gb-psc-01234567-AbC", "gb-coh-01234567");
  ASSERT_EQ(own.size(), 2U);
  EXPECT_EQ(own[0]->share.to_string(), ">50..<75");
  EXPECT_EQ(own[0]->valid.from.to_string(), "2016-04-06");
  EXPECT_EQ(own[0]->valid.to.to_string(), "2020-02-01");
  EXPECT_EQ(own[1]->role, "appoints-majority");
  EXPECT_EQ(own[1]->status, model::AssertionStatus::kAsserted);
  const auto trust = edges("gb-coh-sc012345", "gb-coh-01234567");
  ASSERT_EQ(trust.size(), 2U);
  EXPECT_EQ(trust[0]->status, model::AssertionStatus::kPossible);  // the trustees hold the shares
  EXPECT_EQ(trust[0]->share.to_string(), "75..100");
  EXPECT_EQ(trust[1]->kind, "controls");
  EXPECT_EQ(trust[1]->role, "trust");
  const auto hidden = edges("?", "gb-coh-07654321");
  ASSERT_EQ(hidden.size(), 2U);
  EXPECT_FALSE(hidden[0]->share.stated);
  EXPECT_TRUE(edges("?", "gb-coh-00000001").empty());  // nobody is not "unknown"
  EXPECT_NE(joined(find_entity(*outcome, "gb-coh-00000001")->get("notes")).find("nobody"), std::string::npos);
  EXPECT_EQ(edges("?", "gb-coh-00000002").size(), 1U);
}

TEST(Psc, ReportsWhatItCannotMap) {
  const std::string text =
      entry("01234567", "A", kPerson,
            R"(,"name":"N","natures_of_control":["rule-by-decree","voting-rights-25-to-50-percent"])") +
      entry("01234567", "A", kPerson, R"(,"name":"N","natures_of_control":["voting-rights-25-to-50-percent"])") +
      entry("01234567", "B", "robot-with-significant-control", "") + entry("not a number", "C", kPerson, "") +
      R"({"company_number":"01234567"})" + "\n" +
      entry("01234567", "S", "persons-with-significant-control-statement", R"(,"statement":"all-is-well")") +
      entry("01234567", "D", kPerson, R"(,"name":"N","colour":"red","notified_on":"soon")") +
      R"({"data":{"kind":"totals#persons-of-significant-control-snapshot","persons_of_significant_control_count":77}})";
  const auto outcome = Files{{"psc.txt", text}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->counts.records_in, 8U);
  EXPECT_EQ(outcome->counts.mapped, 1U);
  EXPECT_EQ(outcome->counts.reported, 6U);
  for (const char* key :
       {"unknown-nature", "duplicate-entry", "unknown-party-type", "bad-company-number", "entry-without-data",
        "unknown-statement", "unknown-member", "unread-value", "no-nature", "totals-differ"}) {
    EXPECT_EQ(count_findings(*outcome, key), 1U) << key;
  }
  // The nature that is known is kept all the same; one that is not stated is possible only.
  EXPECT_EQ(outcome->dataset.relationships.size(), 2U);
}

TEST(Psc, RefusesACutFile) {
  const std::string text = entry("01234567", "A", kPerson, R"(,"name":"N")");
  const auto outcome = Files{{"psc.txt", text + text.substr(0, 60)}}.read();
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kSyntax);
  EXPECT_EQ(outcome.error().position.line, 2U);
}

}  // namespace
}  // namespace penumbra::ingest
