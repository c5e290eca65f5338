#include "resolve/resolve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "resolve/list.h"
#include "resolve/output.h"

namespace penumbra::resolve {
namespace {

using ::testing::HasSubstr;
using testing::List;

List three_lists() {
  List list;
  list.add("eu", "e1", "Person", {"name", "Wilfran Quostabel Ozerim", "birthDate", "1962", "notes", "seen in 2014"});
  list.add("un", "u1", "Person", {"name", "Wilfran OZERIM QUOSTABEL", "nationality", "ru"});
  list.add("us", "s1", "Person", {"name", "QUOSTABEL OZERIM, Wilfran", "birthDate", "1962-01-07", "alias", "The Owl"});
  list.add("us", "s2", "Company", {"name", "Zubrakol Shipping Lines Ltd", "country", "pa"});
  list.add("eu", "e2", "Company", {"name", "Zubrakol Shipping Lines Limited", "country", "pa"});
  list.add("us", "s3", "Company", {"name", "Zubrakol Shipping Lines Malta", "country", "mt"});
  list.add_others(2000);
  return list;
}

Resolution resolved(const List& list, const std::string& judgements = "", const std::vector<Member>& members = {},
                    unsigned threads = 1) {
  ResolveOptions options;
  options.threads = threads;
  options.members = members;
  auto parsed = Judgements::parse(judgements.empty() ? "" : "left,right,judgement,by\n" + judgements, "j.csv");
  EXPECT_TRUE(parsed.ok()) << to_string(parsed.error());
  options.judgements = *std::move(parsed);
  auto out = resolve(list, options);
  EXPECT_TRUE(out.ok());
  return out.ok() ? *std::move(out) : Resolution();
}

std::vector<std::vector<std::string>> texts(const List& list, const Resolution& resolution) {
  std::vector<std::vector<std::string>> out;
  for (const Cluster& cluster : resolution.clusters) {
    auto& members = out.emplace_back();
    for (const std::uint32_t record : cluster.records) members.push_back(list.key(record).text());
  }
  return out;
}

using Texts = std::vector<std::vector<std::string>>;

TEST(Resolve, FindsThePartiesOfSeveralLists) {
  const List list = three_lists();
  const Resolution out = resolved(list);
  EXPECT_EQ(texts(list, out), (Texts{{"eu:e1", "un:u1", "us:s1"}, {"us:s2", "eu:e2"}}));
  EXPECT_EQ(out.records, list.size());
}

TEST(Resolve, DoesNotDependOnThreads) {
  const List list = three_lists();
  const Resolution one = resolved(list);
  const Resolution four = resolved(list, "", {}, 4);
  EXPECT_EQ(one.members, four.members);
  EXPECT_EQ(*review_csv(list, one), *review_csv(list, four));
}

TEST(Resolve, JudgementsOutrankRules) {
  const List list = three_lists();
  EXPECT_EQ(texts(list, resolved(list, "us:s2,eu:e2,not-same,A\n")), (Texts{{"eu:e1", "un:u1", "us:s1"}}));
  EXPECT_EQ(texts(list, resolved(list, "us:s2,us:s3,same,A\n")),
            (Texts{{"eu:e1", "un:u1", "us:s1"}, {"us:s2", "eu:e2", "us:s3"}}))
      << "although one list names both";
  EXPECT_EQ(texts(list, resolved(list, "us:s2,eu:e2,not-same,A\nus:s2,eu:e2,undo,A\n")).size(), 2u);
  // not-same stands against a chain, too.
  EXPECT_EQ(texts(list, resolved(list, "eu:e1,us:s1,not-same,A\n"))[0].size(), 2u);
}

TEST(Resolve, ContradictingJudgementsAreTold) {
  const List list = three_lists();
  const Resolution out =
      resolved(list, "eu:e2,us:s2,same,A\nus:s2,us:s3,same,B\neu:e2,us:s3,not-same,C\nus:gone,eu:e1,same,A\n");
  ASSERT_EQ(out.notes.size(), 2u);
  EXPECT_THAT(out.notes[0], HasSubstr("us:gone"));
  EXPECT_THAT(out.notes[1], HasSubstr("the not-same holds"));
}

TEST(Resolve, IdentifiersStay) {
  List list = three_lists();
  const Resolution before = resolved(list);
  list.add("ch", "c1", "Person", {"name", "Wilfran Quostabel Ozerim", "birthDate", "1962-01-07"});
  const Resolution after = resolved(list, "", before.members);
  EXPECT_EQ(before.clusters[0].id, after.clusters[0].id);
  EXPECT_EQ(after.clusters[0].records.size(), 4u);
}

TEST(Resolve, NoStatementIsLostByAMerge) {
  const List list = three_lists();
  const Resolution out = resolved(list);
  const std::string json = *cluster_json(list, out, out.clusters[0]);
  for (const std::uint32_t record : out.clusters[0].records) {
    const model::Entity entity = *list.entity(record);
    for (const model::Value& value : entity.values) {
      EXPECT_THAT(json, HasSubstr("{\"value\":\"" + value.text + "\",\"sources\":["));
    }
    EXPECT_THAT(json, HasSubstr("\"" + list.key(record).text() + "\""));
  }
}

TEST(Resolve, WhatIsUnsureIsListedForReview) {
  List list = three_lists();
  list.add("ch", "c1", "Person", {"name", "W. Quostabel Ozerim"});
  const std::string csv = *review_csv(list, resolved(list));
  EXPECT_THAT(csv, HasSubstr("ch:c1"));
  EXPECT_THAT(csv, HasSubstr(",unsure,,,,"));
  // The file of reviews can be given back as judgements once somebody has signed it.
  const auto unsigned_review = Judgements::parse(csv, "review.csv");
  ASSERT_FALSE(unsigned_review.ok());
  EXPECT_THAT(unsigned_review.error().message, HasSubstr("nobody is named"));
}

TEST(Resolve, OneWordIsNoBlockOfThousands) {
  List list;
  for (int i = 0; i < 300; ++i) list.add(i % 2 == 0 ? "us" : "eu", std::to_string(i), "Person", {"name", "Ali Hassan"});
  const Resolution out = resolved(list);
  EXPECT_EQ(out.compared, 0u);
  ASSERT_FALSE(out.notes.empty());
  EXPECT_THAT(out.notes[0], HasSubstr("shared by more than"));
}

TEST(Resolve, EmptyListsAreNoError) {
  const List list;
  EXPECT_TRUE(resolved(list).clusters.empty());
}

}  // namespace
}  // namespace penumbra::resolve
