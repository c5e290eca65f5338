// The pages: every picture has a table with the same elements, in the same order, saying the same; names in two
// scripts; size and first lines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "dependency/drawn_world.h"
#include "model_csv/bundled_model.h"
#include "report/flow_picture.h"
#include "report/report.h"
#include "report/supply_page.h"
#include "report/supply_picture.h"

namespace penumbra {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing_world::DrawnWorld;

std::vector<ExposureAnswer> ask(const model::Dataset& data, ExposureQuery query, const std::vector<std::string>& days) {
  std::vector<ExposureAnswer> out;
  for (const std::string& day : days) {
    query.as_of = Date::parse(day).value();
    auto answer = engine::answer_exposure(data, query, {});
    EXPECT_TRUE(answer.ok());
    if (answer.ok()) out.push_back(std::move(*answer));
  }
  return out;
}

std::string page_of(const DrawnWorld& world, const std::vector<std::string>& days) {
  ExposureQuery query;
  query.entity = "p";
  return report::html(ask(world.data(), query, days));
}

const std::string& sector_page() {
  static const std::string page = [] {
    ExposureQuery query;
    query.portfolio = "space-sector";
    return report::html(ask(ingest::model_csv::read_bundled_model().reading.dataset, query,
                            {"2022-02-01", "2022-03-01", "2026-11-22"}));
  }();
  return page;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end, std::size_t from) {
  const std::size_t a = text.find(begin, from);
  if (a == std::string::npos) return "";
  const std::size_t b = text.find(end, a + begin.size());
  return b == std::string::npos ? "" : text.substr(a + begin.size(), b - a - begin.size());
}

struct Element {
  std::string key;
  std::string text;  // of the picture: its title; of the table: the whole row or cell
};

// Elements in the order in which they stand. `close` ends an element of that tag.
std::vector<Element> elements(const std::string& part, bool picture) {
  std::vector<Element> out;
  const std::string mark = "data-e=\"";
  for (std::size_t at = part.find(mark); at != std::string::npos; at = part.find(mark, at + 1)) {
    const std::string key = part.substr(at + mark.size(), part.find('"', at + mark.size()) - at - mark.size());
    const std::size_t tag = part.rfind('<', at);
    const std::string name = part.substr(tag + 1, part.find_first_of(" >", tag) - tag - 1);
    const std::size_t end = part.find("</" + name + ">", at);
    out.push_back({key, picture ? between(part, "<title>", "</title>", at) : part.substr(at, end - at)});
  }
  return out;
}

// Every figure of the page with its twin; checks all that this page promises about pictures.
std::size_t check_twins(const std::string& page) {
  std::size_t figures = 0;
  for (std::size_t at = page.find("<figure"); at != std::string::npos; at = page.find("<figure", at + 1)) {
    ++figures;
    const std::string figure = between(page, "<svg", "</svg>", at);
    const std::size_t after = page.find("</figure>", at) + 9;
    EXPECT_EQ(page.substr(after, 21), "<details class=\"twin\"") << "a picture without a table";
    const std::string twin = between(page, "<table", "</table>", after);
    const std::vector<Element> drawn = elements(figure, true);
    const std::vector<Element> told = elements(twin, false);
    std::map<std::string, std::string> rows;
    std::vector<std::string> row_order;
    for (const Element& each : told) {
      EXPECT_TRUE(rows.emplace(each.key, each.text).second) << each.key << " twice";
      if (each.key[0] != 'b') row_order.push_back(each.key);
    }
    std::vector<std::string> picture_order;
    for (const Element& each : drawn) {
      if (each.key[0] != 'b') picture_order.push_back(each.key);
      if (each.key == "b0" && !rows.contains("b0")) continue;  // the entity itself stands above the table
      const auto it = rows.find(each.key);
      if (it == rows.end()) {
        ADD_FAILURE() << each.key << " (" << each.text << ") is in the picture alone";
        continue;
      }
      // The picture's words stand in the row: after the name of a box comes what the row says in other cells.
      const std::string words = each.key[0] == 'b' ? each.text.substr(0, each.text.find(": ")) : each.text;
      const std::string wanted = each.key[0] == 't' ? words.substr(words.find(": ") + 2) : words;
      EXPECT_NE(it->second.find(wanted), std::string::npos) << wanted << "\n is not in \n" << it->second;
    }
    EXPECT_EQ(picture_order, row_order);
  }
  return figures;
}

TEST(Pages, EveryPictureHasATableThatSaysTheSame) {
  EXPECT_GT(check_twins(sector_page()), 30U);
}

TEST(Pages, AChainIsDrawnAndToldWithItsShare) {
  const DrawnWorld world(
      "p needs lander from=2016-03-14\nmaker : Company ru\nmaker supplies lander from=2013\nowner : Company ru\n"
      "owner owns maker share=51\nowner * us-sdn asset-freeze from=2020-02-24\np = active to=2022-03-17 "
      "from=2015-01-01\np = suspended from=2022-03-17");
  const std::string page = page_of(world, {"2022-02-01", "2022-04-01"});
  EXPECT_EQ(check_twins(page), 2U);
  EXPECT_THAT(page, HasSubstr(">51 %</text>"));
  EXPECT_THAT(page, HasSubstr("class=\"m stopped\""));
}

TEST(Pages, TheFirstLineAnswers) {
  EXPECT_THAT(page_of(DrawnWorld("p needs maker\nmaker * us-sdn asset-freeze"), {"2022-03-01"}),
              HasSubstr("<p class=\"answer\"><strong>Exposed.</strong>"));
  EXPECT_THAT(page_of(DrawnWorld("p needs maker"), {"2022-03-01"}),
              HasSubstr("<p class=\"answer\"><strong>Nothing on record.</strong>"));
  ExposureQuery query;
  query.entity = "p";
  auto answers = ask(DrawnWorld("p needs maker").data(), query, {"2022-03-01"});
  answers.back().incomplete = {"a limit was reached"};
  const std::string page = report::html(answers);
  EXPECT_THAT(page, HasSubstr("<p class=\"answer\"><strong>Incomplete.</strong>"));
  EXPECT_THAT(page, HasSubstr("a limit was reached"));
}

TEST(Pages, NamesStandInBothScripts) {
  DrawnWorld world("p needs maker\nmaker : Company ru\nmaker * us-sdn asset-freeze");
  world.data().entities[1].add("alias", "Изготовитель");
  world.data().entities[1].add("weakAlias", "製造者");
  world.data().entities[1].add("country", "ru");
  EXPECT_THAT(page_of(world, {"2022-03-01"}), HasSubstr("<bdi class=\"o\">Изготовитель</bdi>"));
}

TEST(Pages, APortfolioStaysUsable) {
  const std::string& page = sector_page();
  EXPECT_LT(page.size(), 2'000'000U);
  EXPECT_LT(page.find("<nav aria-label=\"Entities\">"), page.find("<article>")) << "the index stands first";
  EXPECT_THAT(page, HasSubstr("<details class=\"entity\">"));
}

TEST(Pages, HiddenCharactersAreShown) {
  DrawnWorld world("p needs maker\nmaker * us-sdn asset-freeze");
  world.data().entities[1].values.clear();
  world.data().entities[1].add("name", "bad\xE2\x80\xAEname\xE2\x80\x8B");
  const std::string page = page_of(world, {"2022-03-01"});
  EXPECT_EQ(page.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_THAT(page, HasSubstr("bad&lt;U+202E&gt;name&lt;U+200B&gt;"));
}

TEST(Flow, TextIsBrokenAtBlanksAndCutOnlyAtTheEnd) {
  EXPECT_THAT(report::fitted("short", 10, 2), ElementsAre("short"));
  EXPECT_THAT(report::fitted("Progress Rocket and Space Centre", 18, 2),
              ElementsAre("Progress Rocket", "and Space Centre"));
  EXPECT_THAT(report::fitted("abcdefghijkl", 5, 2), ElementsAre("abcde", "fghi…"));
  EXPECT_THAT(report::fitted("国家航天局", 6, 1), ElementsAre("国家…")) << "two columns a letter";
  EXPECT_THAT(report::fitted("", 6, 1), ElementsAre(""));
}

TEST(Flow, CyclesAndLooseBoxesAreDrawnToo) {
  report::Flow flow;
  for (int i = 0; i < 4; ++i) flow.boxes.push_back({"box " + std::to_string(i), "", "", "", i == 0});
  flow.links = {{0, 1, {}, "", ""}, {1, 2, {}, "", ""}, {2, 1, {}, "", ""}};
  const std::string svg = report::draw(flow, "t");
  for (const char* key : {"\"b0\"", "\"b1\"", "\"b2\"", "\"b3\"", "\"l0\"", "\"l1\"", "\"l2\""}) {
    EXPECT_THAT(svg, HasSubstr(key));
  }
}

TEST(TimelinePage, EveryDayOfChangeIsDrawnAndTold) {
  ExposureTimeline timeline;
  timeline.from = Date::parse("2022-01-01").value();
  timeline.to = Date::parse("2022-12-31").value();
  timeline.entities = {{"p", "P & Co", "", "active", "suspended", 0, 2, 2},
                       {"q", "Q", "", "active", "active", 0, 0, 0}};
  ExposureChange fresh{
      "appeared", "k", "Maker is on us-sdn", "2022-02-24", Severity::kProhibited, ExposureKind::kDesignation, {"s1"}};
  ExposureChange state{"state", "", "The state was active and is now suspended", "", std::nullopt, std::nullopt, {}};
  timeline.events = {{Date::parse("2022-02-24").value(),
                      {"p", "P & Co"},
                      {fresh},
                      {{"designation-begins", "maker", "Maker is listed on us-sdn", {"s1"}}}},
                     {Date::parse("2022-02-25").value(), {"p", "P & Co"}, {state}, {}}};
  timeline.sources = {{"s1", "act", "A list", "OFAC", "2022-02-24", "", "text", "2026-11-20", ""}};
  const std::string page = report::html(timeline);
  EXPECT_EQ(check_twins(page), 1U);
  for (const char* said : {"<strong>Changed.</strong> 2 days of change over 2 entities", "P &amp; Co",
                           "Maker is listed on us-sdn", "Nothing on record changed", "OFAC"}) {
    EXPECT_THAT(page, HasSubstr(said));
  }
  // The two days lie close together: each has its true place, in rows of their own.
  const std::string svg = between(page, "<svg", "</svg>", 0);
  EXPECT_THAT(svg, HasSubstr("■</text>"));
  EXPECT_THAT(svg, HasSubstr("◇</text>"));
  timeline.incomplete = {"a limit was reached"};
  EXPECT_THAT(report::html(timeline), HasSubstr("<strong>Incomplete.</strong>"));
}

SupplyAnswer supply_answer() {
  SupplyAnswer answer;
  answer.as_of = Date::parse("2022-02-24").value();
  answer.until = Date::parse("2027-02-24").value();
  answer.cut_sets = true;
  EntitySupply p;
  p.entity = {"p", "Rover"};
  p.headline = "Rover is out for certain from 2022-09-01.";
  SupplyOutage outage;
  outage.from = "2022-09-01";
  outage.to = "2025-03-01";
  outage.sentence = "Rover has no lander from 2022-09-01 to 2025-03-01.";
  outage.side = {"maker", "Maker"};
  outage.chain = {
      {{"lander", "Lander"}, {"p", "Rover"}, "2022-09-01", "6 units in hand last until 2022-09-01", {"s1"}}};
  p.outages = {outage};
  SupplySubstitute known;
  known.substitute = {"other", "Other <lander>"};
  known.lost = {"lander", "Lander"};
  known.dependant = {"p", "Rover"};
  known.status = "planned";
  known.lead = {true, 180, 270, 540, "6..9..18 months", "s1"};
  known.ready_least = "2024-01-01";
  known.ready_likely = "2024-06-01";
  known.ready_most = "2025-03-01";
  known.chosen = true;
  Exposure bite;
  bite.severity = Severity::kAuthorisationNeeded;
  bite.sentence = "Other needs a licence.";
  known.exposures = {bite};
  SupplySubstitute unknown = known;
  unknown.substitute = {"third", "Third"};
  unknown.ready_least = unknown.ready_likely = unknown.ready_most = "";
  unknown.missing = {"no lead time on record"};
  unknown.exposures.clear();
  p.substitutes = {known, unknown};
  p.slip.known = true;
  p.slip.resumes.p50 = "2024-06-01";
  p.slip.resumes.p80 = "2024-11-01";
  p.slip.p50_days = 639;
  p.slip.p80_days = -1;
  p.slip.samples = 10'000;
  p.slip.seed = 7;
  p.at_risk = {
      {Certainty::kCertain, {{"EUR", "1300000000", "1300000000"}, {"USD", "10", "20"}}, "1", {{"p", "Rover"}}, {}}};
  p.cut_sets = {
      {{{"lander", "Lander"}}, "thing", Certainty::kCertain, "2022-09-01", "2022-10-01", "stops after 6 months", {}}};
  EntitySupply q;
  q.entity = {"q", "Orbiter"};
  q.headline = "Nothing on record stops Orbiter.";
  answer.entities = {p, q};
  answer.sources = {{"s1", "contract", "A contract", "Maker", "2020", "", "no", "", ""}};
  return answer;
}

TEST(SupplyPage, TellsOutagesSubstitutesSlipCutSetsAndWhatHangsOnThem) {
  const std::string page = report::html(supply_answer());
  EXPECT_EQ(check_twins(page), 1U);
  for (const char* said :
       {"<strong>Exposed.</strong>", "6 units in hand last until 2022-09-01", "Acting side: Maker",
        "Other &lt;lander&gt; (earliest)", "[planned]", "lead 6..9..18 months", "no lead time on record",
        "Other needs a licence.", "639 days (P50), beyond the period (P80)", "seed 7", "EUR 1300000000, USD 10 to 20",
        "stops after 6 months", "No single thing and no pair on record stops it",
        "Nothing on record stops it between"}) {
    EXPECT_THAT(page, HasSubstr(said));
  }
  EXPECT_THAT(page, Not(HasSubstr("<script")));
}

TEST(SupplyPage, BarsStandInTheOrderOfTheTable) {
  const auto bars = report::supply_bars(supply_answer().entities[0]);
  ASSERT_EQ(bars.size(), 4U) << "an outage, the substitute with a day, P50, P80; an unknown day has no bar";
  EXPECT_EQ(bars[1].when, "2024-01-01 to 2025-03-01");
  EXPECT_TRUE(bars[1].dashed) << "a plan";
  EXPECT_TRUE(bars[3].point);
}

report::OwnershipPage holdings() {
  report::OwnershipPage page;
  page.regime = "us";
  page.graph = "holdings";
  page.as_of = Date::parse("2026-01-15").value();
  page.rules = {{"us-50", "2014-08-13", "OFAC, revised guidance, 13 August 2014", "in-force", "read 2026-11-20", ""}};
  report::OwnershipPartyRow x{"x",
                              "X & <Sons>",
                              "person",
                              "ru",
                              "designated",
                              "X is listed",
                              "",
                              "0",
                              "0",
                              "equity",
                              0,
                              {},
                              {{"us-sdn", "2020-01-01", ""}},
                              {},
                              {}};
  report::OwnershipPartyRow a{"a",
                              "",
                              "company",
                              "",
                              "restricted",
                              "A is owned 60 % by X",
                              "60 %",
                              "60",
                              "60",
                              "equity",
                              0,
                              {{"indirect", "Look twice"}},
                              {},
                              {{0, false}},
                              {}};
  report::OwnershipPartyRow b{
      "b",      "B", "company", "", "undetermined",          "B may be owned",           "25..60 %", "25", "60",
      "equity", 0,   {},        {}, {{0, false}, {1, true}}, {"Who holds the rest of B"}};
  page.parties = {x, a, b};
  page.stakes = {{"x", "a", "equity", "60", "60", "60", true, "2020-01-01", "", "", "s1", "X owns 60 % of a"},
                 {"a", "b", "equity", "25..60", "25", "60", true, "", "", "", "s2", "a owns 25 to 60 % of B"}};
  return page;
}

TEST(OwnershipPage, TellsVerdictsChainsFlagsGapsAndTheRule) {
  const std::string page = report::html(holdings());
  EXPECT_EQ(check_twins(page), 2U);
  for (const char* said :
       {"Reached.", "X &amp; &lt;Sons&gt;", "60 %", "Look twice", "Who holds the rest of B", "in force", "s1",
        "OFAC, revised guidance, 13 August 2014", "read 2026-11-20", "25..60 %</text>"}) {
    EXPECT_THAT(page, HasSubstr(said));
  }
  EXPECT_THAT(page, Not(HasSubstr("<Sons>")));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
}

}  // namespace
}  // namespace penumbra
