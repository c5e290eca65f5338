#include "report/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "dependency/drawn_world.h"
#include "model_csv/bundled_model.h"
#include "report/bundle.h"
#include "report/html_text.h"

namespace penumbra {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using testing_world::DrawnWorld;

std::vector<ExposureAnswer> ask(const model::Dataset& data, const std::string& entity,
                                const std::vector<std::string>& days) {
  std::vector<ExposureAnswer> out;
  for (const std::string& day : days) {
    ExposureQuery query;
    if (entity == "*") {
      query.portfolio = "space-sector";
    } else {
      query.entity = entity;
    }
    query.as_of = Date::parse(day).value();
    auto answer = engine::answer_exposure(data, query, {});
    EXPECT_TRUE(answer.ok());
    if (answer.ok()) out.push_back(std::move(*answer));
  }
  return out;
}

const std::vector<ExposureAnswer>& sector() {
  static const std::vector<ExposureAnswer> answers =
      ask(ingest::model_csv::read_bundled_model().reading.dataset, "*", {"2022-02-01", "2022-03-01", "2026-11-22"});
  return answers;
}

// Columns of a line without escapes.
std::size_t columns(std::string_view line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

TEST(TextReport, FirstLineAnswersAndNoLineIsTooWide) {
  const std::string text = report::text(sector(), {});
  EXPECT_THAT(text, StartsWith("EXPOSED  "));
  EXPECT_EQ(text.find('\x1B'), std::string::npos) << "no colour unless asked for";
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    EXPECT_LE(columns(line), 100U) << line;
    begin = end + 1;
  }
}

TEST(TextReport, FitsEveryWidthAndCutsNothing) {
  std::size_t words = 0;
  for (const std::size_t width : {60U, 80U, 120U, 200U}) {
    const std::string text = report::text(sector(), {.width = width});
    std::size_t begin = 0;
    while (begin < text.size()) {
      const std::size_t end = text.find('\n', begin);
      const std::string_view line = std::string_view(text).substr(begin, end - begin);
      EXPECT_LE(columns(line), width) << line;
      EXPECT_FALSE(line.ends_with(' ')) << "[" << line << "]";
      begin = end + 1;
    }
    EXPECT_EQ(text.find("…"), std::string::npos) << "nothing is cut";
    for (const EntityExposure& entity : sector().back().entities) {
      EXPECT_THAT(text, HasSubstr("[" + entity.id + "]"));
    }
    // The same words at every width: every day stands at every name.
    const std::size_t count = static_cast<std::size_t>(std::count(text.begin(), text.end(), '{'));
    if (words != 0) {
      EXPECT_EQ(count, words);
    }
    words = count;
  }
}

TEST(TextReport, SaysStateSeverityCertaintyChainAndChange) {
  const DrawnWorld world(
      "p needs lander from=2016-03-14\nmaker : Company ru\nmaker supplies lander\np = active to=2022-03-17\n"
      "p = suspended from=2022-03-17\nmaker * us-sdn asset-freeze from=2022-02-24\nmaker * uk asset-freeze "
      "from=2022-02-26");
  const std::string text = report::text(ask(world.data(), "p", {"2022-02-01", "2022-03-01", "2022-04-01"}), {});
  EXPECT_THAT(text, HasSubstr("2022-03-01  active"));
  EXPECT_THAT(text, HasSubstr("2022-04-01  suspended since 2022-03-17"));
  EXPECT_THAT(
      text, HasSubstr("■ prohibited, certain  designation: maker is on uk since 2022-02-26, us-sdn since 2022-02-24"));
  EXPECT_THAT(text, HasSubstr("← maker supplies lander  {src}"));
  EXPECT_THAT(text, HasSubstr("2022-02-01 → 2022-03-01  2 new, 0 gone"));
  EXPECT_THAT(text, HasSubstr("The state was active and is now: suspended since 2022-03-17"));
}

TEST(TextReport, ColourOnlyWhenToldSoAndNeverAlone) {
  const DrawnWorld world("p needs maker\nmaker * us-sdn asset-freeze");
  const auto answers = ask(world.data(), "p", {"2022-03-01"});
  const std::string coloured = report::text(answers, {.colour = true});
  EXPECT_NE(coloured.find('\x1B'), std::string::npos);
  EXPECT_THAT(coloured, HasSubstr("prohibited, certain"));
}

TEST(TextReport, HostileNamesCannotSteerTheTerminal) {
  DrawnWorld world("p needs maker\nmaker * us-sdn asset-freeze");
  world.data().entities[1].values.clear();
  world.data().entities[1].add("name", "bad\x1B[2J\xE2\x80\xAEname");
  const std::string text = report::text(ask(world.data(), "p", {"2022-03-01"}), {});
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
  EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
}

TEST(HtmlReport, IsOneSelfContainedWellFormedPage) {
  const std::string page = report::html(sector());
  EXPECT_THAT(page, StartsWith("<!doctype html>"));
  EXPECT_THAT(page, HasSubstr("<html lang=\"en\">"));
  for (const char* outside : {"<script", "<link", "src=\"", "@import", "url(", "http-equiv"}) {
    EXPECT_THAT(page, Not(HasSubstr(outside))) << "nothing is fetched";
  }
  // Every element that needs an end has one, in order.
  static const std::set<std::string> kVoid = {"meta", "br", "!doctype"};
  std::vector<std::string> open;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const bool closing = page[at + 1] == '/';
    const std::size_t begin = at + (closing ? 2 : 1);
    const std::size_t end = page.find_first_of(" >/", begin);
    const std::string name = page.substr(begin, end - begin);
    const std::size_t stop = page.find('>', at);
    if (name == "style" && !closing) at = page.find("</style", at) - 1;
    if (kVoid.contains(name) || page[stop - 1] == '/') continue;
    if (!closing) {
      open.push_back(name);
    } else {
      ASSERT_FALSE(open.empty());
      ASSERT_EQ(open.back(), name) << page.substr(at > 200 ? at - 200 : 0, 260);
      open.pop_back();
    }
  }
  EXPECT_TRUE(open.empty());
}

TEST(HtmlReport, HasATableForEveryPictureAndATargetForEveryLink) {
  const std::string page = report::html(sector());
  std::set<std::string> targets;
  for (std::size_t at = page.find(" id=\""); at != std::string::npos; at = page.find(" id=\"", at + 1)) {
    const std::string id = page.substr(at + 5, page.find('"', at + 5) - at - 5);
    EXPECT_TRUE(targets.insert(id).second) << "the name " << id << " is used twice";
  }
  for (std::size_t at = page.find("href=\"#"); at != std::string::npos; at = page.find("href=\"#", at + 1)) {
    EXPECT_TRUE(targets.contains(page.substr(at + 7, page.find('"', at + 7) - at - 7)));
  }
  for (const EntityExposure& entity : sector().back().entities) {
    EXPECT_TRUE(targets.contains(report::anchor(entity.id))) << entity.id;
  }
  EXPECT_THAT(page, HasSubstr("<main id=\"main\">"));
}

TEST(HtmlReport, EscapesWhatTheRecordSays) {
  DrawnWorld world("p needs maker\nmaker * us-sdn asset-freeze");
  world.data().entities[1].values.clear();
  world.data().entities[1].add("name", "<img onerror=\"x\"> & 'co'");
  const std::string page = report::html(ask(world.data(), "p", {"2022-03-01"}));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, HasSubstr("&lt;img onerror=&quot;x&quot;&gt; &amp; &#39;co&#39;"));
}

// Words that would be advice (PRODUCT.md, "What must always hold", 3).
TEST(Reports, NeverGiveAdvice) {
  const std::string text = report::text(sector(), {}) + report::html(sector());
  for (const char* word : {" safe ", " legal ", " compliant", "is clear", " permitted"}) {
    EXPECT_THAT(text, Not(HasSubstr(word)));
  }
}

TEST(CsvReport, HasARowForEveryExposureAndForNone) {
  const DrawnWorld world("p needs maker\nmaker * us-sdn asset-freeze\nmaker * uk asset-freeze");
  const std::string csv = report::csv(ask(world.data(), "p", {"2022-03-01"}));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 3);
  const std::string none = report::csv(ask(DrawnWorld("p needs maker").data(), "p", {"2022-03-01"}));
  EXPECT_THAT(none, HasSubstr("none-on-record"));
}

TEST(HtmlText, CutsAtCodePoints) {
  EXPECT_EQ(report::cut("abc", 3), "abc");
  EXPECT_EQ(report::cut("abcd", 3), "ab…");
  EXPECT_EQ(report::cut("Ангара", 4), "Анг…");
}

TEST(Bundles, AreOnePartyOnManyLists) {
  const DrawnWorld world(
      "p needs a\np needs b\na * us-sdn asset-freeze\na * uk asset-freeze\na * us-el export-licence\nb * uk "
      "asset-freeze");
  const auto answers = ask(world.data(), "p", {"2022-03-01"});
  const auto bundles = report::bundles_of(answers[0].entities[0]);
  ASSERT_EQ(bundles.size(), 2U);
  EXPECT_EQ(bundles[0].members.size(), 3U);
  EXPECT_EQ(bundles[0].severity(), Severity::kProhibited);
}

}  // namespace
}  // namespace penumbra
