#include "model/schema.h"

#include <gtest/gtest.h>

namespace penumbra::model {
namespace {

TEST(Vocabulary, InheritsPropertiesAndKinds) {
  const Schema* bank = Vocabulary::get().find("Bank");
  ASSERT_NE(bank, nullptr);
  EXPECT_TRUE(bank->is_a("Company"));
  EXPECT_TRUE(bank->is_a("LegalEntity"));
  EXPECT_TRUE(bank->is_a("Thing"));
  EXPECT_FALSE(bank->is_a("Person"));
  ASSERT_NE(bank->property("swiftBic"), nullptr);
  EXPECT_EQ(bank->property("swiftBic")->type, PropertyType::kIdentifier);
  EXPECT_EQ(bank->property("birthDate"), nullptr);
}

TEST(Vocabulary, KnowsTheEndsOfEdges) {
  const Schema* ownership = Vocabulary::get().find("Ownership");
  ASSERT_NE(ownership, nullptr);
  EXPECT_EQ(ownership->edge_source(), "owner");
  EXPECT_EQ(ownership->edge_target(), "asset");
}

TEST(Vocabulary, HasNoDefaultForAnUnknownKind) {
  EXPECT_EQ(Vocabulary::get().find("legalentity"), nullptr);
  EXPECT_EQ(Vocabulary::get().find(""), nullptr);
  EXPECT_GT(Vocabulary::get().all().size(), 90u);
}

}  // namespace
}  // namespace penumbra::model
