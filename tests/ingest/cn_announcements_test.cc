// Announcements of China's ministries, with invented parties.
#include <gmock/gmock.h>
#include <iconv.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "ingest/cn/announcement.h"
#include "ingest/cn/words.h"
#include "ingest/reader.h"

namespace penumbra::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string seed(const std::string& name) {
  std::ifstream in(std::string(PENUMBRA_SOURCE_DIR) + "/fuzz/seeds/cn-announcements/" + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Files {
  std::vector<std::string> texts;
  Result<ReadOutcome> read() const {
    std::vector<InputFile> files;
    for (std::size_t i = 0; i < texts.size(); ++i) files.push_back({"file-" + std::to_string(i), texts[i]});
    return read_files(files, "cn-mofcom");
  }
};

const model::Entity* party(const ReadOutcome& outcome, std::string_view name) {
  for (const model::Entity& entity : outcome.dataset.entities) {
    for (const model::Value& value : entity.values) {
      if (value.text == name) return &entity;
    }
  }
  return nullptr;
}
std::vector<std::string> values(const model::Entity& entity, std::string_view property) {
  std::vector<std::string> out;
  for (const model::Value& value : entity.values) {
    if (value.property.str() == property) out.push_back(value.text);
  }
  return out;
}
std::vector<const model::Designation*> listings(const ReadOutcome& outcome, std::string_view name) {
  std::vector<const model::Designation*> out;
  const model::Entity* entity = party(outcome, name);
  for (const model::Designation& designation : outcome.dataset.designations) {
    if (entity != nullptr && designation.entity == entity->id) out.push_back(&designation);
  }
  return out;
}
std::vector<std::string> keys(const ReadOutcome& outcome, model::FindingLevel least) {
  std::vector<std::string> out;
  for (const model::Finding& finding : outcome.findings.sorted()) {
    if (finding.level >= least) out.push_back(finding.key + ": " + finding.message);
  }
  return out;
}
std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(CnAnnouncements, ReadsAPageWithAnAnnex) {
  const auto outcome = Files{{seed("control-list.html")}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->format, "cn-announcements");
  EXPECT_EQ(outcome->counts.records_in, 4U);
  EXPECT_EQ(outcome->counts.mapped, 4U);
  EXPECT_THAT(keys(*outcome, model::FindingLevel::kWarning), IsEmpty());
  EXPECT_THAT(outcome->lists, ElementsAre("cn-ecl"));
  EXPECT_EQ(outcome->published.to_string(), "2031-03-04");
  const model::Entity* anvil = party(*outcome, "Anvil Aviation Works, Inc.");
  ASSERT_NE(anvil, nullptr);
  EXPECT_EQ(anvil->schema, "Organization");
  EXPECT_THAT(values(*anvil, "alias"), ElementsAre("铁砧航空公司"));
  EXPECT_THAT(values(*anvil, "address"), ElementsAre("诺瓦州锻造街12号(邮编:12345)"));
  const model::Entity* bolt = party(*outcome, "Bolt Systems (Nova) LLC");
  ASSERT_NE(bolt, nullptr);
  EXPECT_THAT(values(*bolt, "alias"), ElementsAre("螺栓系统公司", "Boltsys"));
  EXPECT_NE(party(*outcome, "Cog & Bearing GmbH"), nullptr);
  EXPECT_NE(party(*outcome, "TDR株式会社"), nullptr);
  EXPECT_EQ(party(*outcome, "Not A Party"), nullptr);
  const auto listed = listings(*outcome, "Anvil Aviation Works, Inc.");
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_THAT(listed[0]->measures, ElementsAre("export-ban"));
  EXPECT_THAT(listed[0]->programmes, ElementsAre("中华人民共和国出口管制法", "中华人民共和国两用物项出口管制条例"));
  EXPECT_EQ(listed[0]->act, "商务部公告2031年第7号");
  EXPECT_EQ(listed[0]->valid.from.to_string(), "2031-03-04");
  EXPECT_THAT(listed[0]->evidence.record, HasSubstr("file-0:"));
}

TEST(CnAnnouncements, ReadsPartiesOfRunningText) {
  const auto outcome = Files{{seed("unreliable.txt")}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->counts.mapped, 3U);
  EXPECT_THAT(keys(*outcome, model::FindingLevel::kWarning), IsEmpty());
  EXPECT_NE(party(*outcome, "Hammer Defense"), nullptr);
  EXPECT_NE(party(*outcome, "锤子防务公司"), nullptr) << "without what it did";
  EXPECT_NE(party(*outcome, "LKX 航天公司"), nullptr);
  const auto listed = listings(*outcome, "Apex Tech Inc.");
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0]->list, "cn-uel");
  // What is ordered about managers is no measure against the party.
  EXPECT_THAT(listed[0]->measures, ElementsAre("trade-ban", "investment-ban"));
}

TEST(CnAnnouncements, ReadsCountermeasuresAgainstBodiesAndPeople) {
  const auto outcome = Files{{seed("countermeasures.txt")}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->counts.mapped, 4U);
  EXPECT_THAT(keys(*outcome, model::FindingLevel::kWarning), IsEmpty());
  const model::Entity* person = party(*outcome, "Alpha B. Beta");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->schema, "Person");
  EXPECT_THAT(values(*person, "position"), ElementsAre("铁砧航空公司董事长"));
  EXPECT_THAT(listings(*outcome, "Alpha B. Beta")[0]->measures, ElementsAre("asset-freeze", "travel-ban"));
  const auto body = listings(*outcome, "Rocket Systems Research Corp.");
  EXPECT_THAT(body[0]->measures, ElementsAre("asset-freeze", "transaction-ban"));
  EXPECT_EQ(body[0]->list, "cn-afsl");
  EXPECT_EQ(body[0]->valid.from.to_string(), "2031-05-22");
  EXPECT_THAT(body[0]->act, HasSubstr("外交部令第9号"));
}

// Suspended for ninety days, the fourteenth of May the first of them; stopped; one party on two lists.
TEST(CnAnnouncements, LaterAnnouncementsChangeWhatEarlierOnesOrdered) {
  const Files all{
      {seed("suspended.txt"), seed("control-list.html"), seed("unreliable.txt"), seed("countermeasures.txt")}};
  const auto outcome = all.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_THAT(keys(*outcome, model::FindingLevel::kWarning), IsEmpty());
  EXPECT_EQ(outcome->counts.records_in, 4U + 3U + 4U + 2U);
  EXPECT_EQ(outcome->counts.mapped, outcome->counts.records_in);
  const auto hammer = listings(*outcome, "Hammer Defense");
  ASSERT_EQ(hammer.size(), 3U);
  EXPECT_EQ(hammer[0]->valid.to.to_string(), "2031-05-14");
  EXPECT_THAT(hammer[1]->measures, ElementsAre("suspended"));
  EXPECT_EQ(hammer[1]->valid.from.to_string(), "2031-05-14");
  EXPECT_EQ(hammer[1]->valid.to.to_string(), "2031-08-12");
  EXPECT_THAT(hammer[1]->note, HasSubstr("商务部公告2031年第30号"));
  EXPECT_THAT(hammer[2]->measures, ElementsAre("trade-ban", "investment-ban"));
  EXPECT_FALSE(hammer[2]->valid.to.known());
  const auto anvil = listings(*outcome, "Anvil Aviation Works, Inc.");
  ASSERT_EQ(anvil.size(), 2U) << "the control list and the countermeasures";
  EXPECT_EQ(anvil[0]->list, "cn-ecl");
  EXPECT_EQ(anvil[0]->valid.to.to_string(), "2031-05-14");
  EXPECT_FALSE(anvil[1]->valid.to.known());
  // The order of the files says nothing.
  const auto turned = Files{{all.texts[2], all.texts[3], all.texts[1], all.texts[0]}}.read();
  ASSERT_TRUE(turned.ok());
  ASSERT_EQ(turned->dataset.designations.size(), outcome->dataset.designations.size());
  for (std::size_t i = 0; i < turned->dataset.designations.size(); ++i) {
    EXPECT_EQ(turned->dataset.designations[i].id, outcome->dataset.designations[i].id);
    EXPECT_EQ(turned->dataset.designations[i].valid, outcome->dataset.designations[i].valid);
  }
}

// "Suspends the ban on imports and exports": the ban on investments goes on. A part that is not told, too.
TEST(CnAnnouncements, APartOfTheMeasuresIsSuspended) {
  const auto with_change = [](const std::string& clause) {
    return Files{{seed("unreliable.txt"),
                  "商务部公告2031年第30号 关于调整不可靠实体清单有关措施的公告\n"
                  "决定自2031年5月14日起，对于2031年4月9日（公告〔2031〕3号）被列入不可靠实体清单的3家诺瓦企业，" +
                      clause + "。\n2031年5月13日\n"}}
        .read();
  };
  const auto part = with_change("暂停禁止其从事与中国有关的进出口活动的措施90天");
  ASSERT_TRUE(part.ok()) << to_string(part.error());
  EXPECT_THAT(keys(*part, model::FindingLevel::kWarning), IsEmpty());
  auto hammer = listings(*part, "Hammer Defense");
  ASSERT_EQ(hammer.size(), 3U);
  EXPECT_THAT(hammer[0]->measures, ElementsAre("trade-ban", "investment-ban"));
  EXPECT_THAT(hammer[1]->measures, ElementsAre("investment-ban"));
  EXPECT_THAT(hammer[1]->note, HasSubstr("第30号"));
  EXPECT_EQ(hammer[1]->valid.to.to_string(), "2031-08-12");
  EXPECT_THAT(hammer[2]->measures, ElementsAre("trade-ban", "investment-ban"));
  // All of its measures by name are the whole listing.
  const auto all = with_change("暂停禁止从事与中国有关的进出口活动和境内新增投资的措施90天");
  ASSERT_TRUE(all.ok());
  EXPECT_THAT(listings(*all, "Hammer Defense")[1]->measures, ElementsAre("suspended"));
  // A measure that the listing does not have takes nothing off it.
  for (const std::string clause : {"暂停冻结其在中国境内财产的措施90天", "停止冻结其在中国境内财产的措施"}) {
    const auto other = with_change(clause);
    ASSERT_TRUE(other.ok()) << to_string(other.error());
    hammer = listings(*other, "Hammer Defense");
    ASSERT_GE(hammer.size(), 2U) << clause;
    EXPECT_THAT(hammer[1]->measures, ElementsAre("trade-ban", "investment-ban")) << clause;
    EXPECT_THAT(hammer[1]->note, HasSubstr("第30号")) << clause;
  }
  // What nobody can tell: no such clause, a clause of the annex, an exception that is not understood.
  for (const std::string clause :
       {"暂停部分措施90天", "暂停公告第九条的措施90天", "停止公告附件第（一）项措施", "除另有规定的以外，停止相关措施",
        "停止其他措施", "暂停公告第一条第二款第三项的措施90天"}) {
    const auto unread = with_change(clause);
    ASSERT_TRUE(unread.ok()) << to_string(unread.error());
    EXPECT_THAT(keys(*unread, model::FindingLevel::kWarning), ElementsAre(HasSubstr("unread-part"))) << clause;
    hammer = listings(*unread, "Hammer Defense");
    ASSERT_GE(hammer.size(), 2U) << clause;
    EXPECT_THAT(hammer[1]->measures, ElementsAre("trade-ban", "investment-ban")) << clause;
    EXPECT_THAT(hammer[1]->note, HasSubstr("第30号")) << clause;
  }
  // Articles of the law that it rests on are no part.
  const auto law = with_change("根据《不可靠实体清单规定》第二条、第十三条第一款，暂停上述措施90天");
  ASSERT_TRUE(law.ok());
  EXPECT_THAT(keys(*law, model::FindingLevel::kWarning), IsEmpty());
  EXPECT_THAT(listings(*law, "Hammer Defense")[1]->measures, ElementsAre("suspended"));
}

// The order of what one announcement says, whatever it says of which measure.
struct Changed {
  std::string text;
  Result<ReadOutcome> outcome;
  std::vector<std::string> told;
  std::vector<std::string> pieces;  // "2031-05-14..2031-08-12 investment-ban"
};
Changed changed(const std::string& text, const std::string& listing = seed("unreliable.txt"),
                const std::string& name = "Hammer Defense") {
  Changed out{
      text,
      Files{{listing, "商务部公告2031年第30号 关于调整不可靠实体清单有关措施的公告\n" + text + "\n2031年5月13日\n"}}
          .read(),
      {},
      {}};
  if (!out.outcome.ok()) {
    out.told.push_back(to_string(out.outcome.error()));
    return out;
  }
  out.told = keys(*out.outcome, model::FindingLevel::kWarning);
  for (const model::Designation* one : listings(*out.outcome, name)) {
    std::string measures;
    for (const std::string& measure : one->measures) measures += " " + measure;
    out.pieces.push_back(one->valid.from.to_string() + ".." + (one->valid.to.known() ? one->valid.to.to_string() : "") +
                         measures);
  }
  return out;
}

TEST(CnAnnouncements, EveryMeasureHasItsOwnTimes) {
  const std::string of = "对于2031年4月9日（公告〔2031〕3号）被列入不可靠实体清单的3家诺瓦企业，";
  const std::vector<std::string> both = {"2031-04-09..2031-05-14 trade-ban investment-ban",
                                         "2031-05-14..2031-08-12 suspended", "2031-08-12.. trade-ban"};
  // In two sentences, in one, in either order, in clauses below the sentence that names the announcement.
  for (const std::string& text :
       {"决定自2031年5月14日起，" + of + "暂停禁止从事与中国有关的进出口活动的措施90天；" + of +
            "停止禁止在中国境内新增投资的措施。",
        "决定自2031年5月14日起，" + of +
            "停止禁止在中国境内新增投资的措施，暂停禁止从事与中国有关的进出口活动的措施90天。",
        "决定自2031年5月14日起，" + of + "暂停第一项措施90天，停止第二项措施。",
        "决定自2031年5月14日起，" + of +
            "对相关措施作如下调整：\n一、停止上述公告第二条的措施。\n二、暂停第一条措施90天。",
        "决定自2031年5月14日起，" + of + "暂停第一项措施90天，停止其他措施。",
        "决定自2031年5月14日起，" + of + "暂停措施90天；" + of + "停止第二项措施。"}) {
    const Changed one = changed(text);
    EXPECT_THAT(one.told, IsEmpty()) << text;
    EXPECT_EQ(one.pieces, both) << text;
  }
  // What begins later is said first.
  const Changed turned =
      changed("决定" + of + "自2031年8月12日起停止第一项措施；自2031年5月14日起，" + of + "暂停第一项措施90天。");
  EXPECT_THAT(turned.told, IsEmpty());
  EXPECT_THAT(turned.pieces, ElementsAre("2031-04-09..2031-05-14 trade-ban investment-ban",
                                         "2031-05-14..2031-08-12 investment-ban", "2031-08-12.. investment-ban"));
  // Both notes stand where both hold.
  const Changed noted = changed("决定自2031年5月14日起，" + of + "暂停第一项措施90天，停止第二项措施。");
  const auto hammer = listings(*noted.outcome, "Hammer Defense");
  EXPECT_THAT(hammer[1]->note, testing::AllOf(HasSubstr("暂停第一项措施90天"), HasSubstr("停止第二项措施")));
  EXPECT_THAT(hammer[2]->note, HasSubstr("停止第二项措施"));
  EXPECT_THAT(listings(*noted.outcome, "Apex Tech Inc."), testing::SizeIs(3));
}

TEST(CnAnnouncements, NumberedClausesAreTracedToTheirMeasures) {
  const std::string of =
      "决定自2031年5月14日起，对于2031年4月9日（公告〔2031〕3号）被列入不可靠实体清单的3家诺瓦企业，";
  const std::string first = "2031-04-09..2031-05-14 trade-ban investment-ban";
  const auto pieces = [&](const std::string& change) {
    const Changed one = changed(of + change + "。");
    EXPECT_THAT(one.told, IsEmpty()) << change;
    return one.pieces;
  };
  EXPECT_THAT(pieces("停止第二条措施"), ElementsAre(first, "2031-05-14.. trade-ban"));
  EXPECT_THAT(pieces("停止公告第（一）项措施"), ElementsAre(first, "2031-05-14.. investment-ban"));
  EXPECT_THAT(pieces("停止第一款规定的措施"), ElementsAre(first, "2031-05-14.. investment-ban"));
  EXPECT_THAT(pieces("停止第一、二项措施"), ElementsAre(first));
  EXPECT_THAT(pieces("停止第一项和第二项措施"), ElementsAre(first));
  EXPECT_THAT(pieces("停止第一至四项措施"), ElementsAre(first));
  EXPECT_THAT(pieces("停止第一条至第二条措施"), ElementsAre(first));
  EXPECT_THAT(pieces("除第二条外，停止相关措施"), ElementsAre(first, "2031-05-14.. investment-ban"));
  EXPECT_THAT(pieces("停止除禁止境内新增投资以外的措施"), ElementsAre(first, "2031-05-14.. investment-ban"));
  EXPECT_THAT(pieces("停止第一条措施，第二条措施继续有效"), ElementsAre(first, "2031-05-14.. investment-ban"));
  // Clauses about the managers take nothing off the party.
  EXPECT_THAT(pieces("停止第三条、第四条措施"), ElementsAre(first, "2031-05-14.. trade-ban investment-ban"));
  // What stops for a time comes back.
  EXPECT_THAT(pieces("停止第一条措施两个月"),
              ElementsAre(first, "2031-05-14..2031-07-14 investment-ban", "2031-07-14.. trade-ban investment-ban"));
  // Number and words that say different things are no ground to take anything off.
  const Changed odd = changed(of + "停止第一条禁止境内新增投资的措施。");
  EXPECT_THAT(odd.told, ElementsAre(HasSubstr("unread-part")));
  EXPECT_THAT(odd.pieces, ElementsAre(first, "2031-05-14.. trade-ban investment-ban"));
}

// The same is forbidden by two clauses: to exporters, and to others abroad. One of them alone lifts nothing.
TEST(CnAnnouncements, WhatTwoClausesOrderEndsWithBoth) {
  const std::string listing =
      "商务部公告2031年第7号 公布将1家诺瓦实体列入出口管制管控名单\n"
      "根据《中华人民共和国出口管制法》，决定将铁砧航空公司（Anvil Inc.）列入出口管制管控名单，并采取以下措施：\n"
      "一、禁止出口经营者向上述实体出口两用物项。\n"
      "二、禁止境外组织和个人将原产于中国的两用物项转移给上述实体。\n"
      "本公告自公布之日起实施。\n2031年4月9日\n";
  const std::string of = "决定自2031年5月14日起，停止出口管制管控名单商务部公告2031年第7号";
  EXPECT_THAT(changed(of + "第二条措施。", listing, "Anvil Inc.").pieces,
              ElementsAre("2031-04-09..2031-05-14 export-ban", "2031-05-14.. export-ban"));
  EXPECT_THAT(changed(of + "第一条、第二条措施。", listing, "Anvil Inc.").pieces,
              ElementsAre("2031-04-09..2031-05-14 export-ban"));
}

// Inner clauses, on lines of their own or within one line.
TEST(CnAnnouncements, ClausesWithinClauses) {
  for (const std::string between : {"\n", ""}) {
    const std::string listing =
        "关于对诺瓦军工企业采取反制措施的决定\n（2031年4月9日中华人民共和国外交部令第9号公布，自2031年4月9日起施行）\n"
        "依据《中华人民共和国反外国制裁法》第三条，中方决定对以下诺瓦企业采取反制措施：\n"
        "一、对锤子防务公司等1家后附《反制清单》列明的企业，采取以下措施：" +
        between + "（一）冻结在我国境内的各类财产；" + between +
        "（二）禁止我国境内的组织、个人与其进行有关交易、合作等活动。\n反制清单\n1. 锤子防务公司（Hammer Defense）\n";
    const std::string of = "决定自2031年5月14日起，停止2031年4月9日公布的反制清单";
    for (const std::string ref : {"第一条第（二）项措施。", "第（二）项措施。"}) {
      const Changed one = changed(of + ref, listing);
      EXPECT_THAT(one.told, IsEmpty()) << ref;
      EXPECT_THAT(one.pieces,
                  ElementsAre("2031-04-09..2031-05-14 asset-freeze transaction-ban", "2031-05-14.. asset-freeze"))
          << ref << between.size();
    }
    EXPECT_THAT(changed(of + "第一条措施。", listing).pieces,
                ElementsAre("2031-04-09..2031-05-14 asset-freeze transaction-ban"));
    // Which of the two the second item is cannot be told.
    EXPECT_THAT(changed(of + "第二项措施。", listing).told, ElementsAre(HasSubstr("unread-part")));
  }
}

TEST(CnAnnouncements, AChangeOfSomePartiesLeavesTheOthers) {
  const std::string of = "决定自2031年5月14日起，对于2031年4月9日（公告〔2031〕3号）被列入不可靠实体清单的";
  const std::string one = of + "锤子防务公司（Hammer Defense），停止相关措施。";
  EXPECT_THAT(changed(one).pieces, ElementsAre("2031-04-09..2031-05-14 trade-ban investment-ban"));
  EXPECT_THAT(changed(one, seed("unreliable.txt"), "Apex Tech Inc.").pieces,
              ElementsAre("2031-04-09.. trade-ban investment-ban"));
  const std::string all = of + "锤子防务公司等3家企业，停止相关措施。";
  EXPECT_THAT(changed(all, seed("unreliable.txt"), "Apex Tech Inc.").pieces,
              ElementsAre("2031-04-09..2031-05-14 trade-ban investment-ban"));
  const std::string two = of + "锤子防务公司等2家企业，停止相关措施。";
  EXPECT_THAT(changed(two).told, ElementsAre(HasSubstr("unknown-announcement")));
  EXPECT_THAT(changed(two).pieces, ElementsAre("2031-04-09.. trade-ban investment-ban"));
}

TEST(CnAnnouncements, LongerSuspensionsAndLaterAnnouncements) {
  const std::string of = "对于2031年4月9日（公告〔2031〕3号）被列入不可靠实体清单的3家诺瓦企业，";
  const auto act = [](const std::string& number, const std::string& text, const std::string& day) {
    return "商务部公告2031年第" + number + "号 关于调整不可靠实体清单有关措施的公告\n" + text + "\n" + day + "\n";
  };
  const auto pieces = [&](const std::vector<std::string>& later) {
    std::vector<std::string> texts = {
        seed("unreliable.txt"),
        act("30", "决定自2031年5月14日起，" + of + "暂停第一项措施90天，停止第二项措施。", "2031年5月13日")};
    texts.insert(texts.end(), later.begin(), later.end());
    const auto outcome = Files{texts}.read();
    EXPECT_TRUE(outcome.ok());
    std::vector<std::string> out;
    for (const auto* one : listings(*outcome, "Hammer Defense")) {
      std::string measures;
      for (const std::string& measure : one->measures) measures += " " + measure;
      out.push_back(one->valid.from.to_string() + ".." + (one->valid.to.known() ? one->valid.to.to_string() : "") +
                    measures);
    }
    for (const std::string& told : keys(*outcome, model::FindingLevel::kWarning)) out.push_back(told.substr(0, 11));
    return out;
  };
  const std::string first = "2031-04-09..2031-05-14 trade-ban investment-ban";
  // Ninety days more, from the end of the first ninety; what has ended stays ended.
  EXPECT_THAT(pieces({act("40", "决定" + of + "延长暂停期限90天。", "2031年8月10日")}),
              ElementsAre(first, "2031-05-14..2031-08-12 suspended", "2031-08-12..2031-11-10 suspended",
                          "2031-11-10.. trade-ban"));
  EXPECT_THAT(pieces({act("40", "决定自2031年8月12日起，" + of + "继续暂停相关措施1年。", "2031年8月11日")}),
              ElementsAre(first, "2031-05-14..2031-08-12 suspended", "2031-08-12..2032-08-12 suspended",
                          "2032-08-12.. trade-ban"));
  // A suspension that runs no more cannot be made longer.
  EXPECT_THAT(pieces({act("40", "决定" + of + "延长暂停期限90天。", "2031年9月10日")}),
              ElementsAre(first, "2031-05-14..2031-08-12 suspended", "2031-08-12..2031-09-10 trade-ban",
                          "2031-09-10.. trade-ban", "unread-part"));
  // Ordered again, in part and wholly.
  EXPECT_THAT(pieces({act("40", "决定自2031年6月1日起，" + of + "恢复第一项措施。", "2031年5月31日")}),
              ElementsAre(first, "2031-05-14..2031-06-01 suspended", "2031-06-01.. trade-ban"));
  EXPECT_THAT(pieces({act("40", "决定自2031年6月1日起，" + of + "恢复相关措施。", "2031年5月31日")}),
              ElementsAre(first, "2031-05-14..2031-06-01 suspended", "2031-06-01.. trade-ban investment-ban"));
}

// The years of later days and numbers are often left out; two bodies number their announcements alike.
TEST(CnAnnouncements, TellsAnnouncementsApart) {
  const std::string listed = seed("unreliable.txt");
  const std::string second = with(with(listed, "〔2031〕3号", "〔2031〕4号"), "2031年4月9日", "2031年4月10日");
  const auto read = [&](const std::string& text, const std::vector<std::string>& more = {}) {
    std::vector<std::string> texts = {
        listed, second, "商务部公告2031年第30号 关于调整不可靠实体清单有关措施的公告\n" + text + "\n2031年5月13日\n"};
    texts.insert(texts.end(), more.begin(), more.end());
    auto outcome = Files{texts}.read();
    EXPECT_TRUE(outcome.ok());
    EXPECT_THAT(keys(*outcome, model::FindingLevel::kWarning), IsEmpty()) << text;
    return std::move(*outcome);
  };
  for (const std::string text :
       {"决定自2031年5月14日起，停止不可靠实体清单工作机制公告〔2031〕3号和4号的相关措施。",
        "决定自2031年5月14日起，停止2031年4月9日和4月10日被列入不可靠实体清单的实体的相关措施。",
        "决定自2031年5月14日起，停止4月9日公告（不可靠实体清单工作机制公告〔2031〕3号）相关措施，停止4月10日公告（不可"
        "靠实体清单工作"
        "机制公告〔2031〕4号）第一至二项措施。"}) {
    const auto outcome = read(text);
    for (const auto* one : listings(outcome, "Hammer Defense"))
      EXPECT_EQ(one->valid.to.to_string(), "2031-05-14") << text;
  }
  // Each announcement has its own clause behind its number.
  const auto own = read(
      "决定自2031年5月14日起，停止不可靠实体清单工作机制公告〔2031〕3号第一条、不可靠实体清单工作机制公告〔2031〕4号第"
      "二条措施。");
  const auto hammer = listings(own, "Hammer Defense");
  ASSERT_EQ(hammer.size(), 4U);
  EXPECT_THAT(hammer[1]->measures, ElementsAre("investment-ban"));
  EXPECT_THAT(hammer[3]->measures, ElementsAre("trade-ban"));
}

// Goods that a party may not bring to China, in a paragraph without a number.
TEST(CnAnnouncements, MeasuresWithoutANumber) {
  const auto outcome = Files{{"不可靠实体清单工作机制公告〔2031〕5号\n"
                              "决定将顶点技术公司（Apex Tech Inc.）列入不可靠实体清单，现公布处理措施：\n"
                              "禁止顶点技术公司向中国出口测序仪。\n本公告自公布之日起实施。\n2031年3月4日\n"}}
                           .read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_THAT(listings(*outcome, "Apex Tech Inc.")[0]->measures, ElementsAre("import-ban"));
  EXPECT_THAT(keys(*outcome, model::FindingLevel::kWarning), IsEmpty());
}

// Pages of older systems of the ministries: the same announcement in GB18030.
TEST(CnAnnouncements, ReadsGb18030) {
  const auto as_gb = [](const std::string& text) {
    const iconv_t how = ::iconv_open("GB18030", "UTF-8");
    std::string input = text;
    std::string out(4 * input.size(), '\0');
    char* from = input.data();
    std::size_t left = input.size();
    char* to = out.data();
    std::size_t room = out.size();
    EXPECT_NE(::iconv(how, &from, &left, &to, &room), static_cast<std::size_t>(-1));
    ::iconv_close(how);
    out.resize(out.size() - room);
    return out;
  };
  for (const char* name : {"control-list.html", "unreliable.txt"}) {
    const auto plain = Files{{seed(name)}}.read();
    const auto read = Files{{as_gb(seed(name))}}.read();
    ASSERT_TRUE(plain.ok());
    ASSERT_TRUE(read.ok()) << name << ": " << to_string(read.error());
    EXPECT_EQ(read->dataset.entities, plain->dataset.entities) << name;
    EXPECT_EQ(read->dataset.designations, plain->dataset.designations) << name;
    EXPECT_THAT(read->notes, ::testing::Contains(HasSubstr("GB18030")));
  }
  std::string cut = as_gb(seed("unreliable.txt"));
  cut.resize(cut.find("\xB9\xAB\xCB\xBE") + 1);  // inside a letter
  const auto refused = Files{{cut}}.read();
  ASSERT_FALSE(refused.ok());
  EXPECT_FALSE(refused.error().fix.empty());
}

TEST(CnAnnouncements, ContinuedAndLifted) {
  const std::string again =
      "商务部公告2031年第41号 关于继续暂停不可靠实体清单有关措施的公告\n"
      "决定自2031年8月12日起，继续暂停不可靠实体清单工作机制公告2031年第3号公布的3家诺瓦企业的相关措施1年。\n2031年8月1"
      "1日\n";
  const std::string removed =
      "不可靠实体清单工作机制公告2031年第9号\n"
      "决定将锤子防务公司（Hammer Defense）移出不可靠实体清单。\n本公告自公布之日起实施。\n2031年12月1日\n";
  const auto outcome =
      Files{{seed("unreliable.txt"), seed("suspended.txt"), seed("control-list.html"), again, removed}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_THAT(keys(*outcome, model::FindingLevel::kWarning), IsEmpty());
  const auto hammer = listings(*outcome, "Hammer Defense");
  ASSERT_EQ(hammer.size(), 3U);
  EXPECT_EQ(hammer[2]->valid.from.to_string(), "2031-08-12");
  EXPECT_EQ(hammer[2]->valid.to.to_string(), "2031-12-01");
  EXPECT_THAT(hammer[2]->note, HasSubstr("移出"));
  const auto apex = listings(*outcome, "Apex Tech Inc.");
  ASSERT_EQ(apex.size(), 4U);
  EXPECT_EQ(apex[2]->valid.to.to_string(), "2032-08-12");
}

// A change without the announcement that it changes is an error that holds the version, never silence.
TEST(CnAnnouncements, AChangeOfWhatIsNotThereIsReported) {
  const auto outcome = Files{{seed("suspended.txt"), seed("unreliable.txt")}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->counts.reported, 1U);
  EXPECT_TRUE(outcome->counts.consistent());
  EXPECT_THAT(keys(*outcome, model::FindingLevel::kError), ElementsAre(HasSubstr("must be given with it")));
}

TEST(CnAnnouncements, LosesNoParty) {
  const std::string page = seed("control-list.html");
  const auto refused = [](const std::string& text) {
    const auto outcome = Files{{text}}.read();
    return outcome.ok() ? std::string("read") : to_string(outcome.error());
  };
  EXPECT_THAT(refused(with(page, "<p>4．齿轮&amp;轴承公司（Cog &amp; Bearing GmbH）</p>", "")),
              HasSubstr("speaks of 4 bodies and 3 were read"));
  EXPECT_THAT(refused(with(page, "<p>3．TDR株式会社（TDR Kabushiki Corporation）</p>", "")),
              HasSubstr("party 4 stands where 3 was expected"));
  EXPECT_THAT(refused(page.substr(0, page.find("<p>附件</p>"))), HasSubstr("no party could be read"));
  std::string undated = seed("unreliable.txt");
  undated = with(undated, "2031年4月9日\n", "");
  EXPECT_THAT(refused(undated), HasSubstr("states no day"));
  const std::string twice = seed("unreliable.txt");
  const auto both = Files{{twice, twice}}.read();
  ASSERT_FALSE(both.ok());
  EXPECT_EQ(both.error().code, ErrorCode::kDuplicate);
}

TEST(CnAnnouncements, WhatIsNotUnderstoodIsTold) {
  const std::string page = seed("control-list.html");
  const auto strange =
      Files{{with(page, "二、特殊情况下确需出口的，出口经营者应当向商务部提出申请。", "二、扣押其船舶。")}}.read();
  ASSERT_TRUE(strange.ok());
  EXPECT_THAT(keys(*strange, model::FindingLevel::kWarning), ElementsAre(HasSubstr("unread-clause")));
  const auto line = Files{{with(page, "<p>地址：5 Rivet Road, Hammerton</p>", "<p>船名：铁锚号</p>")}}.read();
  ASSERT_TRUE(line.ok());
  EXPECT_THAT(keys(*line, model::FindingLevel::kWarning), ElementsAre(HasSubstr("unread-line")));
  const auto behind =
      Files{{with(page, "网站标识码bm00000000</div>", "网站标识码</div><p>5．迟到公司（Late Inc.）</p>")}}.read();
  ASSERT_TRUE(behind.ok());
  EXPECT_THAT(keys(*behind, model::FindingLevel::kWarning), ElementsAre(HasSubstr("behind the end")));
}

TEST(CnAnnouncements, ReadsTheCellsOfATable) {
  std::string page = seed("control-list.html");
  page = with(page, "<p>１．铁砧航空公司（Anvil Aviation Works, Inc.）</p>",
              "<table><tr><td>1</td><td>铁砧航空公司</td><td>Anvil Aviation Works, Inc.</td></tr></table>");
  const auto outcome = Files{{page}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  ASSERT_NE(party(*outcome, "Anvil Aviation Works, Inc."), nullptr);
  EXPECT_NE(party(*outcome, "铁砧航空公司"), nullptr);
}

TEST(CnAnnouncements, OtherPagesAreNotTaken) {
  const std::string news = "<html><body><h1>新闻</h1><p>某公司介绍了出口管制管控名单的情况。</p></body></html>";
  EXPECT_FALSE(Files{{news}}.read().ok());
  const std::string block = "<!DOCTYPE html><html><head><title>Access denied</title></head><body>403</body></html>";
  const auto refused = Files{{block}}.read();
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(to_string(refused.error()), HasSubstr("Access denied"));
}

TEST(CnWords, DaysNumbersAndLengths) {
  using namespace cn;
  const auto days = days_in("自2025年5月14日起，对于二〇二五年四月九日和2025-04-04公布的");
  ASSERT_EQ(days.size(), 3U);
  EXPECT_EQ(days[0].day.to_string(), "2025-05-14");
  EXPECT_TRUE(days[0].starts);
  EXPECT_EQ(days[1].day.to_string(), "2025-04-09");
  EXPECT_EQ(days[2].day.to_string(), "2025-04-04");
  EXPECT_THAT(days_in("2025年13月1日、2025年2月30日、年月日"), IsEmpty());
  const auto numbers = numbers_in("公告[2025]6号、商务部公告2025年第21号和22号公告，令二〇二六年第十二号，编号7号");
  ASSERT_EQ(numbers.size(), 4U);
  EXPECT_EQ(numbers[0].year, 2025);
  EXPECT_EQ(numbers[0].number, 6U);
  EXPECT_EQ(numbers[2].number, 22U);
  EXPECT_EQ(numbers[3].year, 2026);
  EXPECT_EQ(numbers[3].number, 12U);
  EXPECT_EQ(stated_count("将十六家实体"), 16U);
  EXPECT_EQ(stated_count("将28家实体"), 28U);
  EXPECT_EQ(duration_in("暂停90天")->last_day(Date::parse("2031-05-14").value()).to_string(), "2031-08-11");
  EXPECT_EQ(duration_in("继续暂停一年")->last_day(Date::parse("2032-02-29").value()).to_string(), "2033-02-27");
  EXPECT_FALSE(duration_in("暂停相关措施").has_value());
}

// A name may hold 和 and 的, brackets and commas.
TEST(CnWords, Names) {
  using namespace cn;
  const auto parties =
      parties_in("参与军售的和平公司(Peace (UK), Ltd.)、甲、乙公司和Data Links公司等4家企业", false, 4);
  ASSERT_EQ(parties.size(), 4U);
  EXPECT_EQ(parties[0].chinese, "和平公司");
  EXPECT_EQ(parties[0].latin, "Peace (UK), Ltd.");
  EXPECT_EQ(parties[3].chinese, "Data Links公司");
  EXPECT_EQ(party_of("Alpha Works(甲公司)", false).chinese, "甲公司");
  EXPECT_EQ(party_of("甲公司(美国)", false).chinese, "甲公司(美国)");
  EXPECT_EQ(party_of("12 Monkeys Inc.", false).latin, "12 Monkeys Inc.");
}

}  // namespace
}  // namespace penumbra::ingest
