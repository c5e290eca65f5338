#include "engine/version_diff.h"

#include <gtest/gtest.h>

#include "store/segment.h"
#include "store/segment_writer.h"
#include "store/version_facts.h"

namespace penumbra::engine {
namespace {

std::shared_ptr<const store::VersionFacts> opened(const model::Dataset& dataset) {
  return store::VersionFacts::whole(store::Segment::from_bytes(store::encode_segment(dataset).value(), "test").value());
}

model::Entity entity(const std::string& id, const std::string& schema, const std::string& name) {
  model::Entity out;
  out.id = id;
  out.schema = schema;
  if (!name.empty()) out.add("name", name);
  return out;
}

model::Entity passport(const std::string& holder, const std::string& number, const std::string& issued = "") {
  model::Entity out = entity(holder + "-doc-" + number, "Passport", "");
  out.add("holder", holder);
  out.add("number", number);
  out.add("country", "de");
  if (!issued.empty()) out.add("startDate", issued);
  return out;
}

std::string text(const EntityChange& change) {
  std::string out(change_key(change.kind));
  out.append(" ").append(change.id).append(" ").append(effect_key(change.effect));
  for (const FieldChange& field : change.fields) {
    if (field.field == "document" || field.field.starts_with("document "))
      out += "; " + field.field + ": " + field.before + " > " + field.after;
  }
  return out;
}

// Documents stand in a version beside their holders and are told with them.
TEST(VersionDiff, DocumentsAreToldUnderTheirParties) {
  model::Dataset before;
  before.entities = {entity("a", "Person", "Max Muster"),   entity("b", "Person", "Eriko Mustera"),
                     entity("c", "Person", "Otto Altmann"), passport("a", "P1"),
                     passport("b", "P2", "2001-01-01"),     passport("c", "P3")};
  model::Dataset after;
  after.entities = {entity("a", "Person", "Max Muster"),
                    entity("b", "Person", "Eriko Mustera"),
                    passport("b", "P2", "2002"),
                    entity("d", "Person", "Neu"),
                    passport("d", "P4"),
                    passport("b", "P5"),
                    passport("nobody", "P6")};
  const auto old_facts = opened(before);
  const auto new_facts = opened(after);
  const VersionDiff diff = diff_of({}, *old_facts, {}, *new_facts).value();
  std::vector<std::string> told;
  for (const EntityChange& change : diff.changes) told.push_back(text(change));
  const std::vector<std::string> expected = {
      "removed c gone; document: Passport P3 (de) > ", "changed a other; document: Passport P1 (de) > ",
      "changed b other; document Passport P2 (de).startDate: 2001-01-01 > 2002; document:  > Passport P5 (de)",
      "added d new; document:  > Passport P4 (de)", "added nobody-doc-P6 new"};
  EXPECT_EQ(told, expected);
  EXPECT_EQ(diff.changes[1].caption, "Max Muster");
  EXPECT_EQ(diff.changes[1].schema, "Person");
  EXPECT_EQ(diff.removed, 1U);
  EXPECT_EQ(diff.changed, 2U);
  EXPECT_EQ(diff.added, 2U);
  EXPECT_EQ(diff.unchanged, 0U);
  EXPECT_EQ(diff.unchanged_documents, 0U);
  // What is only more is told as that.
  const VersionDiff back = diff_of({}, *new_facts, {}, *new_facts).value();
  EXPECT_TRUE(back.changes.empty());
  EXPECT_EQ(back.unchanged, 3U);
  EXPECT_EQ(back.unchanged_documents, 4U);
  model::Dataset more = after;
  more.entities.push_back(passport("a", "P1"));
  const VersionDiff grown = diff_of({}, *new_facts, {}, *opened(more)).value();
  ASSERT_EQ(grown.changes.size(), 1U);
  EXPECT_EQ(grown.changed, 1U);
  EXPECT_EQ(grown.unchanged, 2U);
  EXPECT_EQ(grown.unchanged_documents, 4U);
  EXPECT_EQ(text(grown.changes[0]), "changed a more; document:  > Passport P1 (de)");
  // Documents that name documents as their holders, themselves among them, are told, too.
  model::Dataset odd = more;
  odd.entities.push_back(entity("own", "Passport", ""));
  odd.entities.back().add("holder", "own");
  odd.entities.push_back(passport("nobody-doc-P6", "P7"));
  const VersionDiff strange = diff_of({}, *opened(more), {}, *opened(odd)).value();
  ASSERT_EQ(strange.changes.size(), 2U);
  EXPECT_EQ(strange.changes[0].id, "nobody-doc-P6-doc-P7");
  EXPECT_EQ(strange.changes[1].id, "own");
}

}  // namespace
}  // namespace penumbra::engine
