#include "penumbra/entity_comparison.h"

#include <gtest/gtest.h>

#include <string>

namespace penumbra {
namespace {

EntityComparison compare(const PartyRecord& query, const PartyRecord& candidate, double threshold = 0.70) {
  const auto out = compare_entities(query, candidate, threshold);
  EXPECT_TRUE(out.ok());
  int sum = 0;
  for (const ScoreFeature& feature : out->features) sum += feature.points;
  EXPECT_EQ(sum, out->points) << "the features add up";
  EXPECT_EQ(compare_entities(candidate, query, threshold)->points, out->points) << "symmetric";
  return *out;
}

TEST(EntityComparison, TakesTheBestOfAllNames) {
  const EntityComparison found =
      compare({"Person", {{"name", "Nikolay Petrov"}}},
              {"Person", {{"name", "Igor Sidorov"}, {"alias", "Nikolai PETROV"}, {"alias", "N. Petrov"}}});
  EXPECT_EQ(found.verdict, Verdict::kHits);
  EXPECT_EQ(found.candidate_name, "Nikolai PETROV");
}

TEST(EntityComparison, ReadsEveryNameThatATextStates) {
  const PartyRecord stated{"Person", {{"name", "Igor Muster a.k.a. Nikolay Petrov"}}};
  const EntityComparison found = compare(stated, {"Person", {{"name", "Nikolai PETROV"}}});
  EXPECT_EQ(found.verdict, Verdict::kHits);
  EXPECT_EQ(found.query_name, "Nikolay Petrov");
  const EntityComparison weak = compare({"Person", {{"weakAlias", "Igor Muster a.k.a. Nikolay Petrov"}}},
                                        {"Person", {{"name", "Nikolai PETROV"}}});
  EXPECT_LT(weak.points, found.points);
}

TEST(EntityComparison, MakesNamesFromParts) {
  const PartyRecord parts{"Person", {{"firstName", "Nikolay"}, {"fatherName", "Ivanovich"}, {"lastName", "Petrov"}}};
  EXPECT_EQ(compare(parts, {"Person", {{"name", "Petrov Nikolay Ivanovich"}}}).verdict, Verdict::kHits);
  EXPECT_EQ(compare(parts, {"Person", {{"firstName", "Nikolai"}, {"lastName", "Petrov"}}}).verdict, Verdict::kHits);
  // Given and family name exchanged, both sides saying which is which: a likely slip of data entry, so it costs points
  // and clears nobody.
  const PartyRecord straight{"Person", {{"firstName", "Hans"}, {"lastName", "Friedrich"}}};
  const EntityComparison exchanged = compare(straight, {"Person", {{"firstName", "Friedrich"}, {"lastName", "Hans"}}});
  EXPECT_EQ(exchanged.verdict, Verdict::kHits);
  EXPECT_LT(exchanged.points + 1000, compare(straight, straight).points);
}

TEST(EntityComparison, WeakAliasesCountLess) {
  const PartyRecord query{"Person", {{"name", "Nikolay Petrov"}}};
  const int strong = compare(query, {"Person", {{"alias", "Nikolay Petrov"}}}).points;
  const EntityComparison weak = compare(query, {"Person", {{"weakAlias", "Nikolay Petrov"}}});
  EXPECT_LT(weak.points, strong);
  EXPECT_EQ(weak.verdict, Verdict::kHits);
}

TEST(EntityComparison, KindsThatCannotBeOneThingAreNoMatch) {
  const StatedFact name{"name", "Nikolay Petrov"};
  EXPECT_EQ(compare({"Person", {name}}, {"Vessel", {name}}).points, 0);
  EXPECT_EQ(compare({"Person", {name}}, {"Vessel", {name}}).verdict, Verdict::kClear);
  EXPECT_EQ(compare({"Person", {name}}, {"LegalEntity", {name}}).verdict, Verdict::kHits);
  EXPECT_EQ(compare({"Company", {name}}, {"PublicBody", {name}}).verdict, Verdict::kHits);
}

TEST(EntityComparison, AnIdentifierIsAMatchByItself) {
  const EntityComparison found = compare({"Company", {{"name", "Alpha Trading"}, {"leiCode", "506700GE1G29325QX363"}}},
                                         {"Company", {{"name", "Zeta Holdings"}, {"leiCode", "506700GE1G29325QX363"}}});
  EXPECT_EQ(found.verdict, Verdict::kHits);
  // Without any name as well.
  EXPECT_EQ(compare({"Vessel", {{"imoNumber", "9074729"}}}, {"Vessel", {{"imoNumber", "IMO9074729"}}}).verdict,
            Verdict::kHits);
  EXPECT_EQ(compare({"Vessel", {{"name", "Hope"}, {"imoNumber", "9074729"}}},
                    {"Vessel", {{"name", "Hope"}, {"imoNumber", "9319466"}}})
                .verdict,
            Verdict::kClear);
}

// A name of general words alone is borne in every country, but by movements in several; a body that has another name,
// and a firm, may have moved.
TEST(EntityComparison, BodiesOfGeneralNamesAreToldByTheirCountry) {
  const auto points = [](const char* schema, const char* name, const char* other) {
    const EntityComparison found =
        compare({schema, {{"name", name}, {"country", "by"}}}, {schema, {{"name", name}, {"country", other}}});
    EXPECT_EQ(found.verdict == Verdict::kHits, found.points >= 7000);
    return found.points;
  };
  const auto taken = [&](const char* schema, const char* name) {
    return points(schema, name, "by") - points(schema, name, "ie");
  };
  EXPECT_GE(taken("Organization", "Central Bank"), 1500);
  EXPECT_GE(points("Organization", "Ministry of Defence", "ie"), 7000);
  EXPECT_GE(points("Organization", "National Liberation Army", "ie"), 7000);
  EXPECT_LT(taken("Organization", "Quastrov Foundation"), 1000);
  EXPECT_LT(taken("Company", "International Trading Company"), 1000);
  EXPECT_LT(points("PublicBody", "Quastrov Institute", "ie"), 7000);
}

TEST(EntityComparison, AddressesCompareByTheirWords) {
  const auto address = [](const char* full) { return PartyRecord{"Address", {{"full", full}}}; };
  EXPECT_EQ(compare(address("12 Long Road, Valletta, Malta"), address("Long Rd. 12, Valletta, Malta")).verdict,
            Verdict::kHits);
  EXPECT_EQ(compare(address("12 Long Road, Valletta, Malta"), address("14 Long Road, Valletta, Malta")).verdict,
            Verdict::kClear);
}

TEST(EntityComparison, SaysWhatItCouldNotDo) {
  const EntityComparison nothing =
      compare({"Person", {{"birthDate", "1971"}}}, {"Person", {{"name", "Nikolay Petrov"}}});
  EXPECT_EQ(nothing.verdict, Verdict::kIncomplete);
  const EntityComparison misspelt =
      compare({"Person", {{"name", "A B"}, {"brithDate", "1971"}}}, {"Person", {{"name", "C D"}}});
  ASSERT_EQ(misspelt.warnings.size(), 1U);
  EXPECT_NE(misspelt.warnings[0].text.find("brithDate"), std::string::npos);
  PartyRecord crowd{"Person", {}};
  for (int i = 0; i < 600; ++i) crowd.properties.push_back({"alias", "Xq" + std::to_string(i)});
  EXPECT_EQ(compare(crowd, {"Person", {{"name", "Nikolay Petrov"}}}).verdict, Verdict::kIncomplete);
  // Many long names on both sides are cut, and said to be.
  PartyRecord wordy{"Person", {}};
  for (int i = 0; i < 250; ++i) {
    std::string name = "Xq" + std::to_string(i);
    for (int k = 0; k < 40; ++k)
      name += " word" + std::string(static_cast<std::size_t>(k % 7), static_cast<char>('a' + k % 26));
    wordy.properties.push_back({"alias", name});
  }
  const EntityComparison cut = compare(wordy, {"Person", {{"name", "Nikolay Petrov"}}});
  EXPECT_EQ(cut.verdict, Verdict::kClear) << "against one short name nothing is cut";
  const EntityComparison both = compare(wordy, wordy);
  EXPECT_EQ(both.warnings.back().key, "limit-reached");
  EXPECT_FALSE(compare_entities({"Robot", {}}, {"Person", {}}).ok());
  EXPECT_FALSE(compare_entities({"Person", {}}, {"Person", {}}, 1.5).ok());
}

}  // namespace
}  // namespace penumbra
