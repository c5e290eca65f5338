// Right examples are of public documentation (named at each line) or made by the rule itself; each is then broken.
#include "evidence/check_digits.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace penumbra::evidence {
namespace {

struct Scheme {
  const char* name;
  bool (*check)(std::string_view);
  std::vector<const char*> right;
  std::vector<const char*> wrong;
  bool has_check_digit = true;
};

const std::vector<Scheme>& schemes() {
  static const std::vector<Scheme> all = {
      // GLEIF's own identifier and that of a bank in its documentation of the format.
      {"lei",
       is_lei,
       {"506700GE1G29325QX363", "5493001KJTIIGC8Y1R12"},
       {"506700GE1G29325QX36", "506700GE1G29325QX3A3"}},
      // ISO 13616 registry: examples of Germany, the United Kingdom, Norway and Malta.
      {"iban",
       is_iban,
       {"DE89370400440532013000", "GB29NWBK60161331926819", "NO9386011117947", "MT84MALT011000012345MTLCAST001S"},
       {"DE8937040044053201300", "8937040044053201300000"}},
      // Examples that data vendors and open libraries document: Apple, Treasury note.
      {"isin", is_isin, {"US0378331005", "US912810FD55", "GB0002634946"}, {"US037833100", "110378331005"}},
      {"figi", is_figi, {"BBG000BLNQ16"}, {"BBG000BLNQ1", "BBX000BLNQ16"}},
      // Ministry's sample for people; the sample numbers of the open validators for organisations.
      {"inn", is_inn, {"500100732259", "1234567894", "123456789047"}, {"12345678940", "A234567894"}},
      {"ogrn", is_ogrn, {"1022200525819", "1022500001325", "385768585948949"}, {"10225000013255", "102250000132"}},
      {"okpo", is_okpo, {"00032537", "00040778"}, {"0003253", "0003253A"}},
      {"edrpou", is_edrpou, {"32855961"}, {"3285596", "3285596A"}},
      {"uscc", is_uscc, {"91110000600037341L", "91110108551385082Q"}, {"A111000060003734IL", "9111000060003734"}},
      // The worked examples of the encyclopedia's article on the number.
      {"imo ship", is_imo_ship, {"9074729", "7625811", "9319466"}, {"907472", "0000000"}},
      {"imo company", is_imo_company, {"2041999"}, {"204199"}},
      // The worked example of the Centers for Medicare & Medicaid Services.
      {"npi", is_npi, {"1234567893"}, {"123456789"}},
      {"bic", is_bic, {"DEUTDEFF", "DEUTDEFF500"}, {"DEUTDEF", "DEU1DEFF", "DEUTDEFF50"}, false},
      {"mmsi", is_mmsi, {"211331640", "775000001"}, {"111331640", "999331640", "21133164"}, false},
      {"pan", is_pan, {"AAAPL1234C"}, {"AAAXL1234C", "AAAPL123CC", "AAAPL1234"}, false},
      {"duns", is_duns, {"150483782"}, {"15048378", "15048378A"}, false},
      {"uei", is_uei, {"J7M9HPTGJ1S9"}, {"07M9HPTGJ1S9", "I7M9HPTGJ1S9", "J7M9HPTGJ1S"}, false},
  };
  return all;
}

TEST(CheckDigits, AcceptDocumentedExamplesAndRefuseOtherShapes) {
  for (const Scheme& scheme : schemes()) {
    for (const char* text : scheme.right) EXPECT_TRUE(scheme.check(text)) << scheme.name << " " << text;
    for (const char* text : scheme.wrong) EXPECT_FALSE(scheme.check(text)) << scheme.name << " " << text;
    EXPECT_FALSE(scheme.check("")) << scheme.name;
    EXPECT_FALSE(scheme.check(std::string(1000, '1'))) << scheme.name;
    EXPECT_FALSE(scheme.check("\xFF\x00\x80")) << scheme.name;
  }
}

// A wrong last character is always found: that is what it is for.
TEST(CheckDigits, FindAWrongLastCharacter) {
  for (const Scheme& scheme : schemes()) {
    if (!scheme.has_check_digit) continue;
    for (const char* right : scheme.right) {
      std::string text = right;
      if (text.back() < '0' || text.back() > '9') continue;
      const char kept = text.back();
      for (char c = '0'; c <= '9'; ++c) {
        text.back() = c;
        EXPECT_EQ(scheme.check(text), c == kept) << scheme.name << " " << text;
      }
    }
  }
}

// The strong schemes find every single wrong character.
TEST(CheckDigits, FindEverySingleWrongDigitWhereTheSchemePromisesIt) {
  for (const Scheme& scheme : schemes()) {
    const std::string name = scheme.name;
    if (name != "lei" && name != "iban" && name != "uscc" && name != "isin" && name != "npi") continue;
    for (const char* right : scheme.right) {
      for (std::size_t i = 0; i < std::string(right).size(); ++i) {
        std::string text = right;
        if (text[i] < '0' || text[i] > '9') continue;
        text[i] = text[i] == '9' ? '0' : static_cast<char>(text[i] + 1);
        EXPECT_FALSE(scheme.check(text)) << name << " " << text;
      }
    }
  }
}

}  // namespace
}  // namespace penumbra::evidence
