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

}  // namespace
}  // namespace penumbra::match
