// What is noted beside a name is told from it. All parties are invented.
#include "names/notes.h"

#include <gtest/gtest.h>

#include <string>

#include "names/stated_names.h"

namespace penumbra::names {
namespace {

std::string person(std::string_view text) {
  return without_notes(text, NameType::kPerson);
}
std::string firm(std::string_view text) {
  return without_notes(text, NameType::kOrganisation);
}
std::string unknown(std::string_view text) {
  return without_notes(text, NameType::kAny);
}

TEST(Notes, AreNumbersBehindTheirLabels) {
  EXPECT_EQ(firm("Muster Trading LLC INN 7707083893"), "Muster Trading LLC");
  EXPECT_EQ(firm("Muster Trading LLC (ИНН: 7707083893, КПП 770701001)"), "Muster Trading LLC");
  EXPECT_EQ(firm("Muster Trading LLC Reg. No. HRB 12345"), "Muster Trading LLC");
  EXPECT_EQ(firm("A/C 12345 Muster Trading LLC"), "Muster Trading LLC");
  EXPECT_EQ(person("Anna Muster passport no 4512 345678"), "Anna Muster");
  EXPECT_EQ(person("Anna Muster DOB 12 May 1970"), "Anna Muster");
  EXPECT_EQ(person("Anna Muster, born 1970"), "Anna Muster");
  EXPECT_EQ(without_notes("MV MUSTER STAR (IMO9074729)", NameType::kVessel), "MV MUSTER STAR");
  EXPECT_EQ(without_notes("MUSTER STAR V.123", NameType::kVessel), "MUSTER STAR");
  // Too few digits for what the label says, or none.
  EXPECT_EQ(firm("Muster Inn 4512"), "");
  EXPECT_EQ(firm("Muster Account Services"), "");
  EXPECT_EQ(firm("Muster V 12"), "");
}

TEST(Notes, AreDatesLongNumbersAndAddresses) {
  EXPECT_EQ(person("Anna Muster 12/03/1970"), "Anna Muster");
  EXPECT_EQ(person("1970-03-12 Anna Muster"), "Anna Muster");
  EXPECT_EQ(firm("Muster Trading 7707083893"), "Muster Trading");
  EXPECT_EQ(firm("Muster Trading LLC info@muster.example.com"), "Muster Trading LLC");
  EXPECT_EQ(person("anna.muster@example.com"), "anna muster");
  EXPECT_EQ(firm("www.mustertrading.com"), "mustertrading");
  EXPECT_EQ(firm("MusterTrading.com"), "MusterTrading");
  EXPECT_EQ(firm("Plant No 1234 Muster"), "");
  EXPECT_EQ(firm("24/7 Muster Services"), "");
  EXPECT_EQ(firm("St.Muster Trading"), "");
}

TEST(Notes, AreAddressesSharesAndCodesOfBanks) {
  EXPECT_EQ(firm("Muster Trading LLC P.O. Box 1234 Thwelm"), "Muster Trading LLC");
  EXPECT_EQ(firm("MUSTER TRADING LLC,OFFICE 12,THWELM"), "MUSTER TRADING LLC");
  EXPECT_EQ(firm("Muster Bank PJSC BIC MUSTRUMM"), "Muster Bank PJSC");
  EXPECT_EQ(firm("Muster Bank SWIFT: MUSTRUMMXXX"), "Muster Bank");
  EXPECT_EQ(person("UBO Anna Muster 25%"), "Anna Muster");
  EXPECT_EQ(firm("Muster Swift Transport"), "");
  EXPECT_EQ(firm("MUSTER TRADING LLC, 12 PROBE STREET, THWELM"), "MUSTER TRADING LLC");
  EXPECT_EQ(firm("Muster Trading LLC 12a Probe Road"), "Muster Trading LLC");
  EXPECT_EQ(firm("XX MUSTER TRADING LLC XX"), "MUSTER TRADING LLC");
  EXPECT_EQ(firm("Muster Trading LLC DO NOT USE"), "Muster Trading LLC");
  EXPECT_EQ(person("MUSTER ANNA D/O HANS"), "MUSTER ANNA");
  EXPECT_EQ(person("Anna Muster, CEO of Probe Ltd"), "Anna Muster");
  EXPECT_EQ(person("Генеральный директор Мустер Анна"), "Мустер Анна");
  EXPECT_EQ(without_notes("MUSTER STAR (CALL SIGN 3FAB7) DWT 45000", NameType::kVessel), "MUSTER STAR");
  EXPECT_EQ(firm("Muster Box 12 Office"), "");
  EXPECT_EQ(firm("12 Muster Street"), "");
  EXPECT_EQ(firm("Muster 5 Road"), "");
  EXPECT_EQ(firm("Director of Muster Street"), "");
  EXPECT_EQ(firm("Muster Office 12"), "");
}

TEST(Notes, AreStatesAndFormsOfAddress) {
  EXPECT_EQ(firm("Muster Trading LLC (in liquidation)"), "Muster Trading LLC");
  EXPECT_EQ(firm("Muster Trading LLC in Liquidation"), "Muster Trading LLC");
  EXPECT_EQ(person("Anna Muster (deceased)"), "Anna Muster");
  EXPECT_EQ(firm("M/S Muster Trading"), "Muster Trading");
  EXPECT_EQ(person("Estate of the late Anna Muster"), "Anna Muster");
  EXPECT_EQ(person("ИП Мустер Анна"), "Мустер Анна");
  EXPECT_EQ(unknown("ИП Мустер Анна"), "Мустер Анна");
  EXPECT_EQ(person("FNU Anna Muster"), "Anna Muster");
  EXPECT_EQ(firm("Muster Bank Representative Office in Thwelm"), "Muster Bank");
  // Words of names elsewhere.
  EXPECT_EQ(firm("Closed Loop Muster"), "");
  EXPECT_EQ(unknown("IP Muster Systems"), "");
  EXPECT_EQ(firm("Muster and Associates LLC"), "");
}

TEST(Notes, AreWrittenInManyLanguages) {
  EXPECT_EQ(firm("ООО \"Мустер Пробе\", ИНН 7707083893, г. Твелм"), "ООО \"Мустер Пробе");
  EXPECT_EQ(firm("ООО \"Мустер Пробе\" р/с 40702810400000012345 в ПАО Твелм"), "ООО \"Мустер Пробе");
  EXPECT_EQ(firm("Филиал ООО \"Мустер Пробе\" в г. Твелме"), "ООО \"Мустер Пробе");
  EXPECT_EQ(firm("样品贸易有限公司(统一社会信用代码:91310000MA1FL0XX0X)"), "样品贸易有限公司");
  EXPECT_EQ(firm("Muster Handels GmbH, Amtsgericht Thwelm HRB 12345"), "Muster Handels GmbH");
  EXPECT_EQ(firm("Muster Handels GmbH, Probestr. 12, 10115 Thwelm"), "Muster Handels GmbH");
  EXPECT_EQ(firm("Muster Ticaret A.Ş. Vergi No 1234567890"), "Muster Ticaret A.Ş.");
  EXPECT_EQ(firm("Muster Comercio S.A. RFC QCO010203AB1"), "Muster Comercio S.A.");
  EXPECT_EQ(firm("Muster Trading LLC +971 4 123 4567"), "Muster Trading LLC");
  EXPECT_EQ(person("Мустер Г. А."), "");
  EXPECT_EQ(firm("Muster Strasse Trading"), "");
}

TEST(Notes, AreTheTitlesOfPassengers) {
  EXPECT_EQ(person("MUSTER/ANNA MRS"), "ANNA MUSTER");
  EXPECT_EQ(person("MUSTER/ANNAMRS"), "ANNA MUSTER");
  EXPECT_EQ(unknown("MUSTER/ANNA"), "ANNA MUSTER");
  EXPECT_EQ(person("1/ANNA MUSTER"), "ANNA MUSTER");
  EXPECT_EQ(firm("MUSTER/ANNA"), "");
  EXPECT_EQ(person("Anna A/S"), "");
}

TEST(Notes, AreNeverAllOfAText) {
  for (const char* text : {"",
                           " ",
                           "INN 7707083893",
                           "12/03/1970",
                           "7707083893",
                           "IMO 9074729",
                           "DOB",
                           "(((",
                           "@",
                           "/",
                           "@.com",
                           "a@b.c",
                           "www.",
                           ".com",
                           "1/",
                           "/ / /",
                           "FNU LNU",
                           "in liquidation",
                           "estate of",
                           "INN INN INN 7707083893"}) {
    EXPECT_EQ(person(text), "") << text;
    EXPECT_EQ(firm(text), "") << text;
    EXPECT_EQ(unknown(text), "") << text;
  }
  EXPECT_EQ(firm(std::string(1'000'000, '1') + " Muster"), "Muster");
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "INN 1 ";
  EXPECT_EQ(firm(many).find("7707083893"), std::string::npos);
}

TEST(Notes, LeaveANameThatATextStates) {
  const StatedNames names = stated_names("Anna Muster DOB 12.03.1970 c/o Probe Trading LLC", NameType::kAny);
  EXPECT_EQ(names.names,
            std::vector<std::string>({"Anna Muster c/o Probe Trading LLC", "Anna Muster", "Probe Trading LLC"}));
  EXPECT_EQ(stated_names("Mr Hans Muster and Mrs Anna Probe", NameType::kPerson).names,
            std::vector<std::string>({"Mr Hans Muster", "Mrs Anna Probe"}));
  EXPECT_EQ(stated_names("Hans Muster & Anna Probe", NameType::kAny).names,
            std::vector<std::string>({"Hans Muster", "Anna Probe"}));
  EXPECT_TRUE(stated_names("Muster and Sons", NameType::kOrganisation).names.empty());
  EXPECT_TRUE(stated_names("Al-Muster & Al-Probe", NameType::kAny).names.empty());
  EXPECT_TRUE(stated_names("Hans Muster & Anna Probe Trading LLC", NameType::kAny).names.empty());
  EXPECT_EQ(stated_names("Anna O&#39;Muster", NameType::kPerson).names, std::vector<std::string>({"Anna O'Muster"}));
  EXPECT_EQ(stated_names("<b>Anna&nbsp;Muster</b>", NameType::kPerson).names,
            std::vector<std::string>({"Anna Muster"}));
  EXPECT_EQ(stated_names("Anna%20Muster", NameType::kPerson).names, std::vector<std::string>({"Anna Muster"}));
}

}  // namespace
}  // namespace penumbra::names
