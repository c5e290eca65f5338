#include "model/identity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace penumbra::model {
namespace {

Entity entity(const std::string& id, const std::string& schema,
              std::initializer_list<std::pair<const char*, const char*>> values) {
  Entity out;
  out.id = id;
  out.schema = schema;
  for (const auto& [property, text] : values) out.add(property, text);
  return out;
}

Relationship owns(const std::string& from, const std::string& to) {
  Relationship out;
  out.id = from + ">" + to;
  out.from = from;
  out.kind = "owns";
  out.to = to;
  return out;
}

TEST(Identity, JoinsByLeiAndRegisterNumber) {
  Dataset data;
  data.entities = {entity("gb-coh-01234567", "Company", {{"idNumber", "GB-COH-01234567"}}),
                   entity("lei-529900T8BM49AURSDO55", "Organization",
                          {{"name", "Alpha"}, {"leiCode", "529900T8BM49AURSDO55"}, {"idNumber", "GB-COH-01234567"}}),
                   entity("us-ofac-7", "Organization", {{"name", "ALPHA"}, {"leiCode", "529900T8BM49AURSDO55"}}),
                   entity("bods-x", "Company", {{"name", "Beta"}, {"registrationNumber", "01234567"}})};
  data.relationships = {owns("gb-coh-01234567", "bods-x"), owns("?", "lei-529900T8BM49AURSDO55")};
  Designation listed;
  listed.entity = "us-ofac-7";
  data.designations = {listed};
  const IdentityJoin join = join_by_identifiers(data);
  EXPECT_EQ(join.joined, 2U);
  ASSERT_EQ(data.entities.size(), 2U);          // a bare number joins nothing
  EXPECT_EQ(data.entities[0].id, "us-ofac-7");  // the one that is designated keeps its id
  EXPECT_EQ(data.entities[0].schema, "Company");
  EXPECT_EQ(data.entities[0].get("name").size(), 2U);
  EXPECT_EQ(data.relationships[0].from, "us-ofac-7");
  EXPECT_EQ(data.relationships[1].from, "?");
  EXPECT_EQ(data.relationships[1].to, "us-ofac-7");
  for (const char* name :
       {"gb-coh-01234567", "lei-529900T8BM49AURSDO55", "529900T8BM49AURSDO55", "GB-COH-01234567", "us-ofac-7"}) {
    EXPECT_EQ(join.resolve(name), "us-ofac-7") << name;
  }
  EXPECT_EQ(join.resolve("x"), "bods-x");
  EXPECT_EQ(join.resolve("01234567"), std::nullopt);
}

TEST(Identity, RefusesIdentifiersThatContradict) {
  Dataset data;
  data.entities = {entity("a", "Company", {{"leiCode", "529900T8BM49AURSDO55"}, {"idNumber", "GB-COH-00000001"}}),
                   entity("b", "Company", {{"leiCode", "5493001KJTIIGC8Y1R12"}, {"idNumber", "GB-COH-00000001"}}),
                   entity("p", "Person", {{"idNumber", "GB-COH-00000001"}})};
  for (int i = 0; i < 100; ++i) {
    data.entities.push_back(entity("c" + std::to_string(i), "Company", {{"idNumber", "XX-REG-0"}}));
  }
  const IdentityJoin join = join_by_identifiers(data);
  EXPECT_EQ(join.joined, 0U);
  EXPECT_EQ(join.refused.size(), 2U);
  EXPECT_EQ(data.entities.size(), 103U);
  EXPECT_EQ(join.resolve("GB-COH-00000001"), std::nullopt);
}

TEST(Identity, TheOrderOfSourcesChangesNothing) {
  Dataset data;
  data.entities = {entity("b", "Company", {{"leiCode", "529900T8BM49AURSDO55"}}), entity("a", "LegalEntity", {}),
                   entity("a", "Company", {{"leiCode", "529900T8BM49AURSDO55"}})};
  Dataset turned = data;
  std::reverse(turned.entities.begin(), turned.entities.end());
  join_by_identifiers(data);
  join_by_identifiers(turned);
  ASSERT_EQ(data.entities.size(), 1U);
  ASSERT_EQ(turned.entities.size(), 1U);
  EXPECT_EQ(data.entities[0].id, "a");
  EXPECT_EQ(turned.entities[0].id, "a");
}

}  // namespace
}  // namespace penumbra::model
