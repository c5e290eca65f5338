#include "resolve/resolve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "resolve/blocking.h"
#include "resolve/list.h"
#include "resolve/output.h"
#include "resolve/programmes.h"

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
  EXPECT_THAT(csv, HasSubstr(",,,,,"));
  // Each of its lines is a question whose answer is open.
  EXPECT_EQ(parse_reviewed(csv, "review.csv", "A", "")->size(), 0u);
}

TEST(Resolve, NobodyIsAskedTwiceAboutTwoClusters) {
  List list = three_lists();
  list.add("ch", "c1", "Person", {"name", "W. Quostabel Ozerim"});
  const Resolution out = resolved(list);
  std::size_t unsure = 0;
  for (const PairFinding& pair : out.pairs) unsure += pair.ruling == Ruling::kUnsure ? 1U : 0U;
  EXPECT_GT(unsure, count_questions(out)) << "c1 resembles every member of the cluster";
  EXPECT_LE(count_questions(out), 2u);
}

// Two men of one name on one list, told apart by their birth dates; the other list has both names and no dates.
TEST(Resolve, NamesakesAreLeftToPeople) {
  List list;
  list.add("us", "1", "Person", {"name", "Wilfran Quostabel Ozerim", "birthDate", "1946"});
  list.add("us", "2", "Person", {"name", "Wilfran Quostabel Ozerim", "birthDate", "1962"});
  list.add("eu", "1a", "Person", {"name", "OZERIM Wilfran Quostabel"});
  list.add("ch", "7", "Person", {"name", "Wilfran Quostabel Ozerim", "birthDate", "1962-03-04"});
  list.add_others(3000);
  const Resolution out = resolved(list);
  ASSERT_EQ(out.clusters.size(), 1u);
  EXPECT_EQ(out.clusters[0].records, (std::vector<std::uint32_t>{1, 3}));
  std::size_t namesakes = 0;
  for (const PairFinding& pair : out.pairs) namesakes += pair.rule == "namesakes" ? 1U : 0U;
  EXPECT_EQ(explain_pair(list, 1, 2, 1)->rule, "namesakes");
  EXPECT_EQ(explain_pair(list, 1, 3, 1)->ruling, Ruling::kSame);
  EXPECT_EQ(namesakes, 3u) << "with either man, and with the entry of the second on a third list";
}

// Programmes that go together are learnt from rare names, and make up for what a name of common words lacks.
TEST(Resolve, ProgrammesThatGoTogetherCount) {
  List list;
  const auto stand = [&](const std::string& source, std::size_t number, const std::string& name,
                         const std::string& programme) {
    list.add(source, source + std::to_string(number), "Person", {"name", name}).programmes = {programme};
  };
  const std::vector<std::string> rare = {"Quostabel", "Zwimbral", "Ploskanje", "Bertwyn",   "Xandriel", "Vukmirsten",
                                         "Tjorvald",  "Hrimgald", "Oskelund",  "Fabregild", "Nyxomar",  "Gwendrith"};
  for (std::size_t i = 0; i < 12; ++i) {
    const std::string name = rare[i] + " " + rare[(i + 5) % 12] + "ov " + rare[(i + 7) % 12] + "ski";
    stand("us", i, name, i % 4 == 0 ? "SYR" : "OTHER");
    stand("eu", i, name, i % 4 == 0 ? "Syrie" : "Autres");
  }
  for (std::size_t i = 12; i < 40; ++i) {
    const std::string name = rare[i % 12] + "an " + rare[(i + 5) % 12] + "el " + rare[(i * 7) % 12] + "os";
    stand("us", i, name, "OTHER");
    stand("eu", i, name, "Autres");
  }
  for (std::size_t i = 40; i < 52; ++i) {
    const std::string name = rare[i % 12] + "ur " + rare[(i + 5) % 12] + "ip " + rare[(i * 7) % 12] + "aw";
    stand("us", i, name, "SYR");
    stand("eu", i, name, "Syrie");
  }
  WordCounts words;
  const Pairs pairs = find_pairs(list, 1, words).value();
  EXPECT_GE(pairs.certain.size(), 50u);
  const Programmes programmes = Programmes::learn(list, pairs.certain).value();
  EXPECT_GT(programmes.bits(0, 1), kBit) << "SYR and Syrie";
  EXPECT_EQ(programmes.bits(0, 1), programmes.bits(1, 0));
  EXPECT_LT(programmes.bits(0, 3), -kBit) << "SYR and Autres";
  EXPECT_EQ(programmes.bits(0, 0), 0) << "of one list nothing is learnt";
  EXPECT_THAT(programmes.explain(0, 1).text, HasSubstr("of the parties of the first programme"));
  EXPECT_EQ(Programmes::learn(list, {}).value().bits(0, 1), 0);
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
