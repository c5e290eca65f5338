#include <gtest/gtest.h>

#include "match/anchors.h"
#include "match/relate.h"
#include "match/score.h"

namespace penumbra::match {
namespace {

names::Name person(std::string_view text) {
  return names::analyze(text, names::NameType::kPerson);
}

TEST(Readings, ACommonReadingIsAVariant) {
  const names::Name a = person("Güngör");
  const names::Name b = person("Guengoer");
  const PartRelation relation = relate(a, a.parts[0], b, b.parts[0]);
  EXPECT_EQ(relation.relation, Relation::kVariant);
  EXPECT_EQ(relation.cost, reading_cost(1, 0));
  EXPECT_TRUE(relation.anchored);
  EXPECT_TRUE(share_anchor(a, b));
  EXPECT_FALSE(cannot_meet(a.parts[0], b.parts[0]));
}

TEST(Readings, LaterReadingsCostMore) {
  EXPECT_EQ(reading_cost(0, 0), 0);
  EXPECT_LT(reading_cost(1, 0), reading_cost(2, 0));
  EXPECT_LT(reading_cost(2, 0), reading_cost(1, 1));
}

struct Pair {
  const char* a;
  const char* b;
};

void expect_hits(std::initializer_list<Pair> pairs) {
  for (const Pair& pair : pairs) {
    EXPECT_TRUE(compare("Person", pair.a, pair.b).hit)
        << pair.a << " | " << pair.b << " " << compare("Person", pair.a, pair.b).score;
    EXPECT_TRUE(share_anchor(person(pair.a), person(pair.b))) << pair.a << " | " << pair.b;
  }
}

TEST(Readings, LatinDiacritics) {
  expect_hits({{"Jürgen Müller", "Juergen Mueller"},
               {"Jürgen Müller", "Jurgen Muller"},
               {"Søren Ågård", "Soeren Aagaard"},
               {"Tarık Şahin", "Tarik Shahin"}});
}

}  // namespace
}  // namespace penumbra::match
