// Graphs for other programs, read back by parsers that are not ours: expat for GraphML, Boost.JSON for JSON; for DOT
// the grammar of graphviz.org, and `dot` itself where it is installed.
#include "report/graph_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <expat.h>
#include <boost/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "dependency/drawn_world.h"
#include "model_csv/bundled_model.h"

namespace penumbra {
namespace {

using report::GraphFormat;
using ::testing::HasSubstr;
using ::testing::Not;
using testing_world::DrawnWorld;

constexpr std::string_view kHostile = "a\"b\\c <x> ]]> & 'q'\nnew\tline\x01\x1B[2J \xE2\x80\xAE\xE2\x80\x8B end\\";

ExposureAnswer ask(const model::Dataset& data, const ExposureQuery& query) {
  auto answer = engine::answer_exposure(data, query, {});
  EXPECT_TRUE(answer.ok());
  return answer.ok() ? std::move(*answer) : ExposureAnswer{};
}

ExposureAnswer ask(const model::Dataset& data, const std::string& entity, const std::string& day) {
  ExposureQuery query;
  query.entity = entity;
  query.as_of = Date::parse(day).value();
  return ask(data, query);
}

DrawnWorld small_world() {
  return DrawnWorld(
      "p needs lander from=2016-03-14\nmaker : Company ru\nmaker supplies lander from=2013 to=2030 role=prime\n"
      "q needs lander\nmaker * us-sdn asset-freeze from=2022-02-24\nmaker * uk asset-freeze from=2022-02-26\n"
      "owner : Company ru\nowner owns maker share=51\nspare needs lander");
}

ExposureAnswer hostile_answer() {
  DrawnWorld world("p needs maker\nmaker * us-sdn asset-freeze from=2022-02-24");
  world.data().entities[1].values.clear();
  world.data().entities[1].add("name", kHostile);
  return ask(world.data(), "p", "2022-03-01");
}

// What expat makes of GraphML.
struct Parsed {
  std::map<std::string, std::map<std::string, std::string>> keys;   // by id
  std::map<std::string, std::map<std::string, std::string>> nodes;  // by id: key to text
  std::vector<std::map<std::string, std::string>> edges;
  std::string error;
  // while reading
  std::map<std::string, std::string>* open = nullptr;
  std::map<std::string, std::string> graph;
  std::string key;
  std::string text;
};

Parsed parse_graphml(const std::string& bytes) {
  Parsed out;
  XML_Parser parser = XML_ParserCreate("UTF-8");
  XML_SetUserData(parser, &out);
  XML_SetElementHandler(
      parser,
      [](void* data, const XML_Char* name, const XML_Char** attributes) {
        auto& p = *static_cast<Parsed*>(data);
        std::map<std::string, std::string> values;
        for (; *attributes != nullptr; attributes += 2) values[attributes[0]] = attributes[1];
        const std::string_view element = name;
        if (element == "key") p.keys[values["id"]] = values;
        if (element == "graph") p.open = &p.graph;
        if (element == "node") {
          EXPECT_FALSE(p.nodes.contains(values["id"])) << values["id"];
          p.open = &p.nodes[values["id"]];
        }
        if (element == "edge") {
          p.edges.push_back(values);
          p.open = &p.edges.back();
        }
        if (element == "data") {
          p.key = values["key"];
          p.text.clear();
        }
      },
      [](void* data, const XML_Char* name) {
        auto& p = *static_cast<Parsed*>(data);
        if (std::string_view(name) != "data") return;
        EXPECT_TRUE(p.keys.contains(p.key)) << p.key << " is not declared";
        if (p.open != nullptr) (*p.open)[p.key] = p.text;
      });
  XML_SetCharacterDataHandler(parser, [](void* data, const XML_Char* text, int size) {
    static_cast<Parsed*>(data)->text.append(text, static_cast<std::size_t>(size));
  });
  if (XML_Parse(parser, bytes.data(), static_cast<int>(bytes.size()), 1) == XML_STATUS_ERROR) {
    out.error = XML_ErrorString(XML_GetErrorCode(parser));
  }
  XML_ParserFree(parser);
  return out;
}

// The subset of the DOT grammar that any reader must know: digraph ID { statement; ... } with quoted or plain names.
class DotChecker {
 public:
  explicit DotChecker(std::string_view text) : text_(text) {}
  bool run() {
    if (!word("digraph") || !id() || !sign('{')) return false;
    while (!peek('}')) {
      if (!id()) return false;
      if (arrow()) {
        if (!id()) return false;
        ++edges;
      } else {
        ++nodes;
      }
      if (peek('[') && !attributes()) return false;
      if (!sign(';')) return false;
    }
    return sign('}') && (blanks(), at_ == text_.size());
  }
  std::size_t nodes = 0;  // with the three statements of defaults
  std::size_t edges = 0;

 private:
  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  bool peek(char c) { return blanks(), at_ < text_.size() && text_[at_] == c; }
  bool sign(char c) { return peek(c) && ++at_ != 0; }
  bool word(std::string_view expected) {
    blanks();
    if (text_.substr(at_, expected.size()) != expected) return false;
    at_ += expected.size();
    return true;
  }
  bool arrow() { return blanks(), word("->"); }
  bool id() {
    blanks();
    if (at_ < text_.size() && text_[at_] == '"') {
      for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
        const auto c = static_cast<unsigned char>(text_[at_]);
        if (c < 0x20U) return false;
        if (c == '\\') ++at_;
      }
      return at_ < text_.size() && ++at_ != 0;
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && ((std::isalnum(static_cast<unsigned char>(text_[at_])) != 0) || text_[at_] == '_' ||
                                  text_[at_] == '.' || text_[at_] == '#'))
      ++at_;
    return at_ != begin;
  }
  bool attributes() {
    if (!sign('[')) return false;
    while (!peek(']')) {
      if (!id() || !sign('=') || !id()) return false;
      if (!peek(',')) break;
      ++at_;
    }
    return sign(']');
  }
  std::string_view text_;
  std::size_t at_ = 0;
};

TEST(GraphExport, TakesTheFormatFromTheEndingOrTheName) {
  EXPECT_EQ(report::graph_format("", "out/chains.dot").value(), GraphFormat::kDot);
  EXPECT_EQ(report::graph_format("", "chains.gv").value(), GraphFormat::kDot);
  EXPECT_EQ(report::graph_format("", "a.b.graphml").value(), GraphFormat::kGraphml);
  EXPECT_EQ(report::graph_format("", "x.json").value(), GraphFormat::kJson);
  EXPECT_EQ(report::graph_format("json", "x.dot").value(), GraphFormat::kJson);
  for (const auto& [name, file] : {std::pair{"", "a.dot/chains"}, {"", "chains.txt"}, {"xml", "chains.dot"}}) {
    const auto format = report::graph_format(name, file);
    ASSERT_FALSE(format.ok()) << file;
    EXPECT_EQ(format.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(format.error().fix, HasSubstr(".graphml"));
  }
}

TEST(GraphExport, HasEveryFactOfEveryChainOnceAndNothingElse) {
  const DrawnWorld world = small_world();
  ExposureAnswer answer = ask(world.data(), "p", "2022-03-01");
  const report::PropertyGraph graph = report::exposure_graph(answer);
  std::set<std::string> ids;
  for (const report::GraphNode& node : graph.nodes) EXPECT_TRUE(ids.insert(node.id).second) << node.id;
  EXPECT_TRUE(ids.contains("p"));
  EXPECT_TRUE(ids.contains("lander"));
  EXPECT_TRUE(ids.contains("maker"));
  EXPECT_FALSE(ids.contains("spare")) << "it carries nothing of p";
  std::set<std::string> facts;
  for (const Exposure& exposure : answer.entities[0].exposures) {
    for (const ExposureHop& hop : exposure.chain) facts.insert(hop.from + hop.kind + hop.to);
  }
  std::size_t hops = 0;
  for (const report::GraphEdge& edge : graph.edges) {
    const std::string kind = std::get<std::string>(edge.values[0]);
    if (kind == "bitten-by") continue;
    ++hops;
    EXPECT_TRUE(facts.contains(graph.nodes[edge.from].id + kind + graph.nodes[edge.to].id));
  }
  EXPECT_EQ(hops, facts.size());
}

TEST(GraphExport, JsonGivesEveryFactWithDatesStatusAndSources) {
  const DrawnWorld world = small_world();
  const ExposureAnswer answer = ask(world.data(), "p", "2022-03-01");
  const boost::json::value parsed =
      boost::json::parse(report::written(report::exposure_graph(answer), GraphFormat::kJson));
  const boost::json::object& root = parsed.as_object();
  EXPECT_EQ(root.at("graph").at("verdict").as_string(), "exposed");
  EXPECT_EQ(root.at("graph").at("as_of").as_string(), "2022-03-01");
  bool supplies = false;
  bool listed = false;
  for (const auto& edge : root.at("edges").as_array()) {
    const boost::json::object& o = edge.as_object();
    if (o.at("kind") == "supplies") {
      supplies = true;
      EXPECT_EQ(o.at("from"), "maker");
      EXPECT_EQ(o.at("to"), "lander");
      EXPECT_EQ(o.at("dependant"), "lander") << "the lander needs its maker, however the fact is stated";
      EXPECT_EQ(o.at("valid_from"), "2013");
      EXPECT_EQ(o.at("valid_to"), "2030");
      EXPECT_EQ(o.at("role"), "prime");
      EXPECT_EQ(o.at("status"), "asserted");
      EXPECT_EQ(o.at("certainty"), "certain");
      EXPECT_EQ(o.at("severity"), "prohibited");
      EXPECT_FALSE(o.at("sources").as_array().empty());
      EXPECT_TRUE(o.at("share").is_null()) << "what is not stated is null";
    }
    if (o.at("kind") == "bitten-by" && o.at("from") == "maker" && o.at("valid_from") == "2022-02-24") {
      listed = true;
      EXPECT_EQ(o.at("cause_type"), "designation");
      EXPECT_EQ(o.at("exposure_kind"), "designation");
    }
  }
  EXPECT_TRUE(supplies);
  EXPECT_TRUE(listed);
}

TEST(GraphExport, GraphmlDeclaresItsPropertiesAndNamesOnlyItsNodes) {
  const DrawnWorld world = small_world();
  const report::PropertyGraph graph = report::exposure_graph(ask(world.data(), "p", "2022-03-01"));
  const Parsed parsed = parse_graphml(report::to_graphml(graph));
  EXPECT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.nodes.size(), graph.nodes.size());
  EXPECT_EQ(parsed.edges.size(), graph.edges.size());
  for (const auto& edge : parsed.edges) {
    EXPECT_TRUE(parsed.nodes.contains(edge.at("source")));
    EXPECT_TRUE(parsed.nodes.contains(edge.at("target")));
  }
  static const std::set<std::string> kTypes = {"string", "double", "long", "boolean", ""};
  for (auto [id, key] : parsed.keys) EXPECT_TRUE(kTypes.contains(key["attr.type"])) << id;
}

TEST(GraphExport, DotFollowsTheGrammarAndShadowsNoAttributeOfGraphviz) {
  const DrawnWorld world = small_world();
  const report::PropertyGraph graph = report::exposure_graph(ask(world.data(), "p", "2022-03-01"));
  const std::string dot = report::to_dot(graph);
  DotChecker again(dot);
  EXPECT_TRUE(again.run()) << dot;
  EXPECT_EQ(again.edges, graph.edges.size());
  EXPECT_EQ(again.nodes, graph.nodes.size() + 3);
  static const std::set<std::string_view> kOfGraphviz = {
      "URL",     "arrowhead", "arrowsize", "arrowtail", "class",    "color",    "comment", "dir",
      "edgeURL", "fillcolor", "fixedsize", "fontcolor", "fontname", "fontsize", "group",   "headlabel",
      "height",  "href",      "id",        "image",     "label",    "layer",    "len",     "margin",
      "minlen",  "pos",       "rank",      "ratio",     "root",     "shape",    "sides",   "size",
      "skew",    "style",     "target",    "tooltip",   "weight",   "width",    "xlabel",  "constraint"};
  for (const auto* properties : {&graph.node_properties, &graph.edge_properties}) {
    for (const report::Property& property : *properties)
      EXPECT_FALSE(kOfGraphviz.contains(property.name)) << property.name;
  }
}

TEST(GraphExport, HostileNamesSteerNoReader) {
  const report::PropertyGraph graph = report::exposure_graph(hostile_answer());
  const std::string dot = report::to_dot(graph);
  EXPECT_TRUE(DotChecker(dot).run()) << dot;
  const std::string graphml = report::to_graphml(graph);
  const Parsed parsed = parse_graphml(graphml);
  EXPECT_EQ(parsed.error, "") << graphml;
  EXPECT_THAT(parsed.nodes.at("maker").at("v3"), HasSubstr("a\"b\\c <x> ]]> & 'q'"));
  const std::string json = report::to_json(graph);
  bool found = false;
  const boost::json::value read = boost::json::parse(json);
  for (const auto& node : read.at("nodes").as_array()) {
    if (node.at("id") != "maker") continue;
    found = true;
    EXPECT_EQ(node.at("caption").as_string(), kHostile) << "JSON keeps the name to the byte";
  }
  EXPECT_TRUE(found);
  for (const std::string* text : {&dot, &graphml}) {
    for (const char* hidden : {"\x1B", "\x01", "\xE2\x80\xAE", "\xE2\x80\x8B"}) {
      EXPECT_EQ(text->find(hidden), std::string::npos);
    }
    EXPECT_THAT(*text, HasSubstr("U+202E"));
  }
}

TEST(GraphExport, IdsThatAreNoTokensGiveWayToNumbers) {
  DrawnWorld world("p needs maker\nmaker * us-sdn asset-freeze");
  world.data().entities[1].id = "a b\"c";
  for (auto& edge : world.data().relationships) edge.to = "a b\"c";
  for (auto& listing : world.data().designations) listing.entity = "a b\"c";
  const report::PropertyGraph graph = report::exposure_graph(ask(world.data(), "p", "2022-03-01"));
  const Parsed parsed = parse_graphml(report::to_graphml(graph));
  EXPECT_EQ(parsed.error, "");
  ASSERT_TRUE(parsed.nodes.contains("n1"));
  bool kept = false;
  for (const auto& [id, values] : parsed.nodes) kept = kept || values.at("v1") == "a b\"c";
  EXPECT_TRUE(kept);
  EXPECT_TRUE(DotChecker(report::to_dot(graph)).run());
}

TEST(GraphExport, SaysNothingOnRecordWithTheEntityAlone) {
  const DrawnWorld world("p needs maker");
  const report::PropertyGraph graph = report::exposure_graph(ask(world.data(), "p", "2022-03-01"));
  EXPECT_EQ(graph.nodes.size(), 1U);
  EXPECT_TRUE(graph.edges.empty());
  EXPECT_THAT(report::to_json(graph), HasSubstr("\"verdict\": \"none-on-record\""));
}

TEST(GraphExport, TheWholeSectorIsSoundTheSameTwiceAndReadByGraphviz) {
  ExposureQuery query;
  query.portfolio = "space-sector";
  query.as_of = Date::parse("2022-03-01").value();
  const ExposureAnswer answer = ask(ingest::model_csv::read_bundled_model().reading.dataset, query);
  const report::PropertyGraph graph = report::exposure_graph(answer);
  EXPECT_GT(graph.nodes.size(), 100U);
  const std::string dot = report::to_dot(graph);
  EXPECT_EQ(dot, report::to_dot(report::exposure_graph(answer)));
  EXPECT_TRUE(DotChecker(dot).run());
  const Parsed parsed = parse_graphml(report::to_graphml(graph));
  EXPECT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.nodes.size(), graph.nodes.size());
  EXPECT_EQ(boost::json::parse(report::to_json(graph)).at("edges").as_array().size(), graph.edges.size());
  EXPECT_GT(report::exposure_graph(answer, true).edges.size(), graph.edges.size()) << "context too";
  // dot -Tcanon parses everything and lays nothing out.
  if (std::system("command -v dot >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "Graphviz is not installed; the grammar was checked by this test itself";
  }
  const std::filesystem::path file = std::filesystem::path(::testing::TempDir()) / "penumbra_graph_export_test.dot";
  for (const std::string& text : {dot, report::to_dot(report::exposure_graph(hostile_answer()))}) {
    std::ofstream(file, std::ios::binary) << text;
    EXPECT_EQ(std::system(("dot -Tcanon '" + file.string() + "' >/dev/null 2>&1").c_str()), 0);
  }
  std::filesystem::remove(file);
}

report::OwnershipPage holdings() {
  report::OwnershipPage page;
  page.regime = "us";
  page.graph = "holdings";
  page.as_of = Date::parse("2026-01-15").value();
  page.rules = {{"us-50", "2014-08-13", "OFAC, revised guidance, 13 August 2014", "in-force", "read", ""}};
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
  report::OwnershipPartyRow c{"c", "C", "company", "", "not-by-ownership", "Not reached", "", "0", "0", "equity", 0,
                              {},  {},  {},        {}};
  page.parties = {x, a, b, c};
  page.stakes = {
      {"x", "a", "equity", "60", "60", "60", true, "2020-01-01", "", "", "s1", "X owns 60 % of a"},
      {"?", "b", "equity", "25..60", "25", "60", true, "", "", "", "", "An undisclosed holder owns 25 to 60 % of B"},
      {"c", "c", "controls", "", "", "", false, "", "", "", "", "C controls C"}};
  return page;
}

TEST(OwnershipGraph, HasReachedPartiesWithVerdictsAndShares) {
  const report::PropertyGraph graph = report::ownership_graph(holdings());
  ASSERT_EQ(graph.nodes.size(), 4U) << "c is not reached; the undisclosed holder has a node";
  ASSERT_EQ(graph.edges.size(), 2U);
  const boost::json::value json = boost::json::parse(report::to_json(graph));
  EXPECT_EQ(json.at("nodes").at(1).at("verdict"), "restricted");
  EXPECT_EQ(json.at("edges").at(0).at("share_low"), 60);
  EXPECT_EQ(json.at("edges").at(0).at("counted"), true);
  EXPECT_EQ(json.at("edges").at(1).at("certainty"), "possible");
  EXPECT_TRUE(DotChecker(report::to_dot(graph)).run());
  EXPECT_EQ(parse_graphml(report::to_graphml(graph)).error, "");
  const report::PropertyGraph whole = report::ownership_graph(holdings(), true);
  EXPECT_EQ(whole.nodes.size(), 5U);
  EXPECT_EQ(whole.edges.size(), 3U);
}

}  // namespace
}  // namespace penumbra
