#include "evidence/identifiers.h"

#include <gtest/gtest.h>

#include "evidence/places.h"

namespace penumbra::evidence {
namespace {

Identifier only(const char* schema, const char* property, const char* text, std::vector<std::string> countries = {}) {
  model::Entity entity;
  entity.schema = schema;
  entity.add(property, text);
  const auto found = identifiers_of(entity, countries);
  return found.size() == 1 ? found[0] : Identifier{IdentifierKind::kOther, Validity::kUnchecked, "", ""};
}

TEST(Identifiers, ArePutIntoOneForm) {
  EXPECT_EQ(only("Vessel", "imoNumber", "IMO 9074729").value, "9074729");
  EXPECT_EQ(only("Vessel", "imoNumber", "imo-9074729").validity, Validity::kRight);
  EXPECT_EQ(only("Company", "innCode", "ИНН 7707083893").value, "7707083893");
  EXPECT_EQ(only("Company", "swiftBic", "deutdeffxxx").value, "DEUTDEFF");
  EXPECT_EQ(only("Company", "iban", "DE89 3704 0044 0532 0130 00").validity, Validity::kRight);
  EXPECT_EQ(only("Person", "passportNumber", "E-12345678 (Iran)").value, "E12345678");
  EXPECT_EQ(only("Person", "passportNumber", "Passport No. AB1234567").value, "AB1234567");
  EXPECT_EQ(only("Person", "passportNumber", "۴۸۱۲۳۵۷۷").value, "48123577");
  EXPECT_EQ(only("Person", "phone", "+7 (495) 123-45-67").value, "951234567");
  EXPECT_EQ(only("Person", "phone", "8 495 1234567").value, "951234567");
  EXPECT_EQ(only("Company", "website", "https://WWW.Example.com/about").value, "example.com");
  EXPECT_EQ(only("Company", "leiCode", "506700GE1G29325QX364").validity, Validity::kWrong);
}

TEST(Identifiers, AreRecognisedWhereTheCountryMakesItLikely) {
  EXPECT_EQ(only("Company", "taxNumber", "7707083893", {"ru"}).kind, IdentifierKind::kInn);
  EXPECT_EQ(only("Company", "taxNumber", "7707083893").kind, IdentifierKind::kTax);
  EXPECT_EQ(only("Company", "registrationNumber", "1022500001325", {"ru"}).kind, IdentifierKind::kOgrn);
  EXPECT_EQ(only("Company", "registrationNumber", "32855961", {"ua"}).kind, IdentifierKind::kEdrpou);
  EXPECT_EQ(only("Company", "idNumber", "INN 7707083893").kind, IdentifierKind::kInn);
  EXPECT_EQ(only("Company", "idNumber", "5493001KJTIIGC8Y1R12").kind, IdentifierKind::kLei);
  EXPECT_EQ(only("Airplane", "registrationNumber", "EP-GOM").kind, IdentifierKind::kTail);
}

TEST(Identifiers, FillersAreNone) {
  for (const char* text : {"0000000", "unknown", "N/A", "-", "12", "", "123456789", "no passport"}) {
    EXPECT_EQ(only("Person", "passportNumber", text).value, "") << text;
  }
  model::Entity entity;
  entity.schema = "Company";
  entity.add("idNumber", std::string(10'000, '7'));
  entity.add("okvedCode", "62.01");
  EXPECT_TRUE(identifiers_of(entity, {}).empty()) << "prose and shared codes are passed over";
}

TEST(Countries, AreCodesWhateverTheSpelling) {
  for (const char* text : {"ru", "RU", "RUS", "Russia", " russia "}) EXPECT_EQ(country_code(text), "ru") << text;
  EXPECT_EQ(country_code("UK"), "gb");
  for (const char* text : {"German", "Deutschland", "Германия", "Allemagne", "East Germany"}) {
    EXPECT_EQ(country_code(text), "de") << text;
  }
  EXPECT_EQ(country_code("Iranian"), "ir");
  EXPECT_EQ(country_code("North Korean"), "kp");
  EXPECT_EQ(country_code("УКРАИНА"), "ua");
  EXPECT_EQ(country_code("ua-43"), "ua");
  EXPECT_EQ(country_code("Atlantis"), "");
  EXPECT_EQ(relate_countries("suhh", "ua"), CountryRelation::kRelated);
  EXPECT_EQ(relate_countries("ua", "suhh"), CountryRelation::kRelated);
  EXPECT_EQ(relate_countries("ru", "ua"), CountryRelation::kOther);
}

TEST(Addresses, CompareByTheirWords) {
  const auto like = [](const char* a, const char* b) { return compare_addresses(read_address(a), read_address(b)); };
  const auto same = like("12 Lenina str., Moscow, 101000", "101000, Москва, ул. Ленина, д. 12");
  EXPECT_GE(same.percent, 50);
  EXPECT_TRUE(same.number_agrees);
  EXPECT_EQ(like("12 Lenina street, Moscow", "12 Lenina st, Moscow").percent, 100);
  EXPECT_LT(like("1 Main Road, Valletta", "27 Harbour Lane, Limassol").percent, 20);
  EXPECT_EQ(like("", "x").percent, 0);
}

}  // namespace
}  // namespace penumbra::evidence
