#include "ingest/expected_shape.h"

#include <gtest/gtest.h>

#include "ingest/reader.h"
#include "model/schema.h"

namespace penumbra::ingest {
namespace {

model::Entity party(std::string id, std::string schema, std::string birth) {
  model::Entity out;
  out.id = std::move(id);
  out.schema = std::move(schema);
  out.add("name", "Invented " + out.id);
  out.add("birthDate", birth);
  return out;
}

ReadOutcome version() {
  ReadOutcome out;
  out.format = "example-csv";
  for (int i = 0; i < 10; ++i) {
    out.dataset.entities.push_back(party("p" + std::to_string(i), "Person", i < 4 ? "1970" : ""));
    model::Designation listing;
    listing.entity = "p" + std::to_string(i);
    listing.list = i < 5 ? "us-sdn" : "us-fse";
    listing.measures = {i == 0 ? "unknown" : "asset-freeze"};
    out.dataset.designations.push_back(listing);
  }
  out.dataset.entities.push_back(party("c", "Company", ""));
  return out;
}

TEST(ExpectedShape, AFigureInsideItsBandSaysNothing) {
  const ShapeRule rules[] = {{"*", "Person", "", 10, 10},
                             {"us-sdn", "Person", "birthDate", 80, 80},
                             {"*", "LegalEntity", "", 11, 11},
                             {"us-sdn", "listing", "measure", 80, {}},
                             {"us-sdn", "list", "", 1, {}}};
  EXPECT_TRUE(check_shape(version(), rules).empty());
}

TEST(ExpectedShape, TooFewHoldsAndTooManyIsANote) {
  const ShapeRule rules[] = {
      {"*", "Person", "birthDate", 60, {}}, {"us-sdn", "Thing", "", {}, 4}, {"us-capta", "list", "", 1, {}}};
  const auto faults = check_shape(version(), rules);
  ASSERT_EQ(faults.size(), 3U);
  EXPECT_TRUE(faults[0].too_few);
  EXPECT_EQ(faults[0].found, 40U);
  EXPECT_EQ(faults[0].sentence, "40 % of Person have birthDate, where at least 60 % is expected");
  EXPECT_FALSE(faults[1].too_few);
  EXPECT_EQ(faults[1].sentence, "on us-sdn there are 5 parties and things, where at most 4 are expected");
  EXPECT_EQ(faults[2].sentence, "the list us-capta, which this format holds, is missing altogether");
}

TEST(ExpectedShape, AListThatIsNotThereIsNotMeasured) {
  const ShapeRule rules[] = {{"us-capta", "Thing", "", 5, {}}, {"*", "Vessel", "flag", 50, {}}};
  EXPECT_TRUE(check_shape(version(), rules).empty());
}

// The listings of a party may come before it, or long after.
TEST(ExpectedShape, PartsInAnyOrderCountAsTheWhole) {
  const ShapeRule rules[] = {
      {"us-sdn", "Person", "", 10, {}},     {"us-sdn", "Person", "birthDate", 90, {}}, {"us-fse", "Thing", "", 9, {}},
      {"*", "Person", "birthDate", 99, {}}, {"us-fse", "listing", "measure", 101, {}}, {"us-capta", "list", "", 1, {}}};
  const ReadOutcome whole = version();
  const auto wanted = check_shape(whole, rules);
  ASSERT_EQ(wanted.size(), 6U);
  for (const bool listings_first : {false, true}) {
    ShapeCounter counter(rules);
    for (int turn = 0; turn < 2; ++turn) {
      if ((turn == 0) == listings_first) {
        model::Dataset listings;
        listings.designations = whole.dataset.designations;
        counter.add(listings);
        continue;
      }
      for (const model::Entity& entity : whole.dataset.entities) {
        model::Dataset part;
        part.entities.push_back(entity);
        counter.add(part);
      }
    }
    const auto faults = counter.faults();
    ASSERT_EQ(faults.size(), wanted.size());
    for (std::size_t i = 0; i < faults.size(); ++i) {
      EXPECT_EQ(faults[i].sentence, wanted[i].sentence);
      EXPECT_EQ(faults[i].found, wanted[i].found);
    }
  }
}

// A slip in a table would switch its check off without a word.
TEST(ExpectedShape, EveryTableNamesFormatsSchemataAndFieldsThatExist) {
  std::size_t rules = 0;
  for (const Reader* reader : readers()) {
    EXPECT_LE(shape_rules(reader->name()).size(), kMaxShapeRules);
    for (const ShapeRule& rule : shape_rules(reader->name())) {
      ++rules;
      SCOPED_TRACE(std::string(reader->name()) + " " + rule.list + " " + rule.subject + " " + rule.field);
      EXPECT_TRUE(rule.least.has_value() || rule.most.has_value());
      EXPECT_LE(rule.least.value_or(0), rule.most.value_or(UINT64_MAX));
      if (!rule.field.empty() && rule.least.has_value()) {
        EXPECT_LE(*rule.least, 100U);
      }
      if (rule.subject == "list" || rule.subject == "edge") continue;
      if (rule.subject == "listing") {
        const std::string_view known[] = {"", "from", "published", "act", "programme", "reason", "measure"};
        EXPECT_NE(std::find(std::begin(known), std::end(known), rule.field), std::end(known));
        continue;
      }
      const model::Schema* schema = model::Vocabulary::get().find(rule.subject);
      ASSERT_NE(schema, nullptr);
      if (!rule.field.empty()) {
        EXPECT_NE(schema->property(rule.field), nullptr);
      }
    }
  }
  EXPECT_EQ(rules, shape_rule_count()) << "a table is for a format that no reader has";
}

}  // namespace
}  // namespace penumbra::ingest
