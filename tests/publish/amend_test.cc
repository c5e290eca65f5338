#include "publish/amend.h"

#include <gmock/gmock.h>

#include "publish/import.h"
#include "publish/lists.h"
#include "store/snapshot.h"
#include "store/temporary_folder.h"

namespace penumbra::publish {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

model::Relationship edge(const std::string& id, const std::string& from, const std::string& to) {
  model::Relationship out;
  out.id = id;
  out.from = from;
  out.kind = "owns";
  out.to = to;
  return out;
}

model::Entity entity(const std::string& id, const std::string& name) {
  model::Entity out;
  out.id = id;
  out.schema = "Company";
  out.add("name", name);
  return out;
}

std::vector<std::string> ids(const std::vector<model::Relationship>& edges) {
  std::vector<std::string> out;
  for (const model::Relationship& one : edges) out.push_back(one.id + ":" + one.to);
  return out;
}

TEST(Amend, ReplacesInPlaceRemovesAndAppends) {
  model::Dataset base;
  base.entities = {entity("a", "Alpha"), entity("b", "Beta"), entity("c", "Gamma")};
  base.states.push_back({"a", "active", {}, "", "", model::AssertionStatus::kAsserted, {}, ""});
  base.states.push_back({"c", "active", {}, "", "", model::AssertionStatus::kAsserted, {}, ""});
  model::Dataset changes;
  changes.entities = {entity("d", "Delta"), entity("a", "Alfa")};
  const Amended amended = amend(base, changes, {"b", "nobody"});
  ASSERT_EQ(amended.dataset.entities.size(), 3U);
  EXPECT_EQ(amended.dataset.entities[0], entity("a", "Alfa"));
  EXPECT_EQ(amended.dataset.entities[1], entity("c", "Gamma"));
  EXPECT_EQ(amended.dataset.entities[2], entity("d", "Delta"));
  EXPECT_EQ(amended.dataset.states.size(), 1U);
  EXPECT_EQ(amended.unknown, 1U);
}

TEST(Amend, FurtherEndsGoWithTheirRelationship) {
  model::Dataset base;
  base.relationships = {edge("o", "a", "b"),   edge("o-2", "a", "c"), edge("o-3", "a", "d"),
                        edge("p", "a", "b"),   edge("p-2", "x", "y"),  // another one, called so
                        edge("q-2", "a", "b"), edge("", "a", "z")};
  model::Dataset changes;
  changes.relationships = {edge("o", "a", "e"), edge("o-2", "a", "f")};
  EXPECT_THAT(ids(amend(base, changes, {"p", "q"}).dataset.relationships),
              ElementsAre("o:e", "o-2:f", "p-2:y", "q-2:b", ":z"));
}

TEST(Amend, AFileOfChangesBecomesAWholeVersion) {
  const store::TemporaryFolder folder;
  const auto import = [&](const std::string& name, const std::string& bytes) {
    ImportRequest request;
    request.store = folder.path("store");
    request.source = "os";
    request.files = {write(folder.path(name), bytes)};
    return import_files(request);
  };
  const auto party = [](const std::string& id, const std::string& name) {
    return R"({"id":")" + id + R"(","schema":"Company","properties":{"name":[")" + name + R"("]}})";
  };
  const std::string changes = R"({"op":"ADD","entity":)" + party("c", "Invented Gamma Works") + "}\n" +
                              R"({"op":"MOD","entity":)" + party("a", "Invented Alfa Works") + "}\n" +
                              R"({"op":"DEL","entity":{"id":"b"}})" + "\n";
  const auto refused = import("delta.json", changes);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(folder.path("store")));

  ASSERT_TRUE(import("all.json", party("a", "Invented Alpha Works") + "\n" + party("b", "Invented Beta Works") + "\n" +
                                     party("z", "Invented Zeta Works") + "\n")
                  .ok());
  const auto outcome = import("delta.json", changes);
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  ASSERT_EQ(outcome->result, ImportResult::kPublished) << outcome->held_error().message;
  EXPECT_EQ(outcome->version.counts.entities, 3U);
  EXPECT_THAT(outcome->version.notes, Contains(HasSubstr("applied to os@1")));
  const auto snapshot = store::Snapshot::open(store::Store::open(folder.path("store")).value()).value();
  EXPECT_EQ(snapshot->entity(snapshot->find("a").value().front())->caption(), "Invented Alfa Works");
  EXPECT_TRUE(snapshot->find("b").value().empty());
  EXPECT_FALSE(snapshot->find("z").value().empty());
  EXPECT_FALSE(snapshot->find("c").value().empty());
}

}  // namespace
}  // namespace penumbra::publish
