// Names of firms, bodies and ships: what numbers, forms, trades and places say of them.
#include <gtest/gtest.h>

#include "match/score.h"

namespace penumbra::match {
namespace {

constexpr double kThreshold = 0.70;

double score(const char* schema, const char* a, const char* b) {
  return compare(schema, a, b).score;
}

void expect_hit(const char* a, const char* b, const char* schema = "Company") {
  EXPECT_GE(score(schema, a, b), kThreshold) << a << " ~ " << b;
}

void expect_clear(const char* a, const char* b, const char* schema = "Company") {
  EXPECT_LT(score(schema, a, b), kThreshold) << a << " ~ " << b;
}

TEST(Numbers, WhatMetCounts) {
  expect_hit("Kormoran Zavod 117", "Kormoran Zavod 117 OLD", "Vessel");
  expect_hit("Military Unit 99727", "Unit 99727");
  expect_hit("Laboratory 34", "Special Laboratory 34");
  // A low number says little.
  expect_clear("Fund 3", "Kormoran Fund 3");
  expect_clear("Plant 2", "Kormoran Plant 2");
}

TEST(Numbers, AnotherOneDecides) {
  expect_clear("Military Unit 99727", "Military Unit 99729");
  expect_clear("Kormoran Fund III LP", "Kormoran Fund VI LP");
  expect_clear("Kormoran 2", "Kormoran 7", "Vessel");
  expect_clear("Kormoran", "Kormoran 7", "Vessel");
}

TEST(Numbers, AreReadInEveryForm) {
  expect_hit("Zavod 42", "Zavod No. 42");
  expect_hit("Zavod № 42", "Zavod Nr 42");
  expect_hit("18th Central Research Institute", "Central Research Institute No. 18");
  expect_hit("Factory 7 Granitel", "Granitel Factory Number Seven");
  expect_hit("Third Kormoran Fund", "Kormoran Fund III");
}

TEST(Trades, AreWordsOfManyLanguages) {
  expect_hit("Ministry of Defence of Ruritania", "Ministerio de Defensa de Ruritania", "Organization");
  expect_hit("Ruritania Shipping Company", "Compañía Naviera Ruritania");
  expect_hit("Aeropuerto de Ruritania", "Ruritania Airport");
  expect_hit("Universidad de Ruritania", "University of Ruritania", "Organization");
  expect_hit("Kormoran Elektronik Sanayi ve Ticaret A.S.", "Kormoran Electronics Industry and Trade");
  expect_hit("Bank Moskvy", "Bank of Moscow");
  expect_hit("Tula Cartridge Works", "Tula Cartridge Factory");
  expect_hit("Kvantron", "JSC PKK Kvantron");
}

TEST(Trades, MayBeOfTwoWords) {
  expect_hit("Ruritania Machine-Building Plant", "Ruritania Maschinenbau Fabrik");
  expect_hit("Kormoran Machine Building Plant", "PLANT BUILDING MACHINE KORMORAN");
  expect_hit("Kormoran Machine Building Plant", "Kormoran Machine Buildxing Plant");
}

TEST(Adjectives, MeetInEveryGenderAndCase) {
  expect_hit("Kormoranovskoye Mashinostroitelnoye Predpriyatie", "Kormoranovskiy Mashinostroitelnyi Predpriyatie");
  expect_hit("Kormoran Mekhanicheskaya Kompaniya", "Kormoran Mechanical Company");
}

TEST(Adjectives, MeetThePlaceThatTheyAreMadeOf) {
  expect_hit("Lipetskiy Mekhanicheskiy Zavod", "Lipetsk Mechanical Plant");
  expect_hit("Kaluga Instrument-Making Plant", "Калужский приборостроительный завод");
  expect_hit("Tulskiy Patronnyi Zavod", "Tula Cartridge Plant");
  expect_clear("Lipetskiy Mekhanicheskiy Zavod", "Bryansk Mechanical Plant");
}

TEST(GeneralWords, ANumberBesideThemTells) {
  expect_clear("First National Bank", "National Bank");
}

TEST(Generations, FatherAndSonAreTwoPeople) {
  expect_clear("Robert Sampleton Jr.", "Robert Sampleton Sr.", "Person");
  expect_clear("Robert Sampleton Snr", "Robert Sampleton, Junior", "Person");
  expect_hit("Robert Sampleton Jr.", "Robert Sampleton", "Person");
  expect_hit("Sr. Roberto Sampleton", "Roberto Sampleton", "Person");
}

TEST(Nasals, MakeOtherSyllables) {
  EXPECT_LT(score("Person", "Park Joon-ho", "Park Jung-ho"), score("Person", "Park Joon-ho", "Pak Chun-ho"));
  EXPECT_LT(score("Person", "Park Joon-hee", "Park Chung-hee"), kThreshold);
}

TEST(Endings, ThatManyShareAreNoAgreement) {
  EXPECT_LT(score("Person", "Reza Karimzadeh", "Reza Rahimzadeh"), 0.72);
  expect_hit("Petro Lutsenko", "Petro Lutzenko", "Person");
}

}  // namespace
}  // namespace penumbra::match
