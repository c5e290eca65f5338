#include "names/frequency.h"

#include <gtest/gtest.h>

#include "names/name.h"

namespace penumbra::names {
namespace {

std::uint8_t frequency(const char* word) {
  const Name name = analyze(word, NameType::kPerson);
  return name.parts.empty() ? 0 : name.parts.front().frequency;
}

TEST(Frequency, FamilyNamesOfManyCountriesAreKnown) {
  for (const char* word :
       {"Hashemi",     "Yazdani", "Al-Dulaimi",  "Popalzai",   "Aksoy",      "Humeniuk",   "Bondarenko",
        "Abdyldaev",   "Guliyev", "Harutyunyan", "Kobakhidze", "Krasniqi",   "Kovacevic",  "Ouedraogo",
        "Gebremedhin", "Okonkwo", "Ndlovu",      "Prasetyo",   "Panganiban", "Jayawardena"}) {
    EXPECT_GT(frequency(word), 0) << word;
  }
}

TEST(Frequency, CommonWordsOfAllScriptsAreKnown) {
  for (const char* word : {"Smith", "Garcia", "Wang", "王", "김", "Иванов", "Nguyen", "محمد", "כהן"}) {
    EXPECT_GT(frequency(word), 10) << word;
  }
}

TEST(Frequency, RarerWordsHaveLowerClasses) {
  EXPECT_GT(frequency("Smith"), frequency("Whitcomb"));
  EXPECT_GT(frequency("Whitcomb"), frequency("Qazvithrop"));
}

TEST(Frequency, SlipsAreNotKnown) {
  for (const char* word : {"Smxith", "Garrciq", "Ivanvo", "Jjohannsxn"}) {
    EXPECT_EQ(frequency(word), 0) << word;
  }
}

TEST(Frequency, ClassesCountHalfBits) {
  EXPECT_EQ(frequency_of_surprisal(kUnknownSurprisal + 5), 0);
  EXPECT_EQ(frequency_of_surprisal(20), 21);
  EXPECT_EQ(surprisal(frequency_of_surprisal(20)), 20);
  EXPECT_EQ(frequency_of_surprisal(-3), 40);
}

}  // namespace
}  // namespace penumbra::names
