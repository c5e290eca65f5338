#include "names/stated_names.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace penumbra::names {
namespace {

using Names = std::vector<std::string>;

Names person(std::string_view text) {
  return stated_names(text, NameType::kPerson).names;
}
Names firm(std::string_view text) {
  return stated_names(text, NameType::kOrganisation).names;
}
Names unknown(std::string_view text) {
  return stated_names(text, NameType::kAny).names;
}

TEST(StatedNames, AreToldApartByWordsThatSaySo) {
  EXPECT_EQ(person("Anna Muster a.k.a. Berta Sample"), Names({"Anna Muster", "Berta Sample"}));
  EXPECT_EQ(person("Anna Muster A.K.A Berta Sample AKA Carla Probe"),
            Names({"Anna Muster", "Berta Sample", "Carla Probe"}));
  EXPECT_EQ(firm("Sample Trading LLC, formerly known as Muster Export"),
            Names({"Sample Trading LLC", "Muster Export"}));
  EXPECT_EQ(firm("Sample Trading (ex Muster) LLC"), Names({"Sample Trading LLC", "Muster"}));
  EXPECT_EQ(firm("Sample Trading (ex-Muster; formerly Probe Oil)"), Names({"Sample Trading", "Muster", "Probe Oil"}));
  EXPECT_EQ(person("Анна Мустерова ОНА ЖЕ Берта Пробова"), Names({"Анна Мустерова", "Берта Пробова"}));
  EXPECT_EQ(firm("Muster Handel (vormals Probe Handel)"), Names({"Muster Handel", "Probe Handel"}));
  EXPECT_EQ(stated_names("STAR ONE ex GOLDEN SAMPLE", NameType::kVessel).names, Names({"STAR ONE", "GOLDEN SAMPLE"}));
  EXPECT_EQ(firm("样品公司（曾用名：测试公司）").size(), 2U);
}

TEST(StatedNames, AreToldApartByPunctuation) {
  EXPECT_EQ(person("Anna Muster; Berta Sample\nCarla Probe"), Names({"Anna Muster", "Berta Sample", "Carla Probe"}));
  EXPECT_EQ(person("Anna Muster / Berta Sample"), Names({"Anna Muster", "Berta Sample"}));
  EXPECT_EQ(person("Anna Muster | Berta Sample"), Names({"Anna Muster", "Berta Sample"}));
  EXPECT_EQ(person("Anna|Berta|Sample"), Names());  // one name under a trick
  EXPECT_EQ(firm("Sample A/S Muster"), Names());
  EXPECT_EQ(firm("样品贸易公司；测试银行"), Names({"样品贸易公司", "测试银行"}));
}

TEST(StatedNames, OfAPersonAlsoStandInBracketsAndQuotes) {
  EXPECT_EQ(person("Anna \"the Baker\" Muster"), Names({"Anna Muster", "the Baker"}));
  EXPECT_EQ(person("Anna «Probe» Muster"), Names({"Anna Muster"}));
  EXPECT_EQ(person("Anna Muster (Berta Sample)"), Names({"Anna Muster", "Berta Sample"}));
  EXPECT_EQ(person("Anna (Annie) Muster"), Names({"Anna Muster"}));
  EXPECT_EQ(firm("OOO \"Muster\""), Names());
  EXPECT_EQ(firm("Muster Bank (Cyprus) Limited"), Names());
}

TEST(StatedNames, AreNoSingleWordsOfPersons) {
  EXPECT_EQ(person("Anna Muster alias Berta"), Names({"Anna Muster"}));
  EXPECT_EQ(unknown("Anna Muster alias Berta"), Names({"Anna Muster"}));
  EXPECT_EQ(unknown("Muster Trading LLC (ex Probe)"), Names({"Muster Trading LLC", "Probe"}));
  EXPECT_EQ(firm("Muster / Oil Services"), Names({"Oil Services"}));
  EXPECT_EQ(stated_names("MUSTER / GOLDEN SAMPLE", NameType::kVessel).names, Names({"MUSTER", "GOLDEN SAMPLE"}));
}

TEST(StatedNames, AreNoneWhereNothingSaysSo) {
  for (const char* text : {"", " ", ";", "a.k.a.", "(((", "alias Anna Muster", "Anna Muster;", "J. K. Muster",
                           "Muster & Sons (Shipping) Co.", "Alexander Known", "Also Sample", "Former Muster Works",
                           "Ex Libris Muster", "\"\"\"", "/ / /"}) {
    EXPECT_EQ(unknown(text), Names()) << text;
    EXPECT_EQ(firm(text), Names()) << text;
  }
  EXPECT_EQ(person("Muster, Anna"), Names());
  EXPECT_EQ(person("\"Anna Muster\""), Names());
}

TEST(StatedNames, AreBounded) {
  std::string text = "Anna Muster";
  for (int i = 0; i < 100; ++i) text += "; Berta Sample " + std::to_string(i);
  const StatedNames many = stated_names(text, NameType::kPerson);
  EXPECT_TRUE(many.incomplete);
  EXPECT_LE(many.names.size(), kMaxStatedNames);
  EXPECT_GE(many.names.size(), kMaxStatedNames - 1);
  const StatedNames deep =
      stated_names(std::string(100'000, '(') + "a b" + std::string(100'000, ')'), NameType::kPerson);
  EXPECT_LE(deep.names.size(), kMaxStatedNames);
  std::string open;
  for (int i = 0; i < 200'000; ++i) open += "(- ";
  EXPECT_EQ(stated_names(open, NameType::kPerson).names, Names());
  EXPECT_FALSE(stated_names(std::string(1'000'000, 'a'), NameType::kAny).incomplete);
}

}  // namespace
}  // namespace penumbra::names
