// A version in pieces is the version: every reader that reads in pieces is held to what it reads at once.
#include "ingest/chunks.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "ingest/ftm_array.h"
#include "ingest/psc/chunks.h"
#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::Files;

class Collector final : public ChunkSink {
 public:
  Status take(Chunk&& chunk) override {
    EXPECT_EQ(chunk.places.size(), chunk.dataset.entities.size());
    EXPECT_TRUE(std::is_sorted(chunk.places.begin(), chunk.places.end()));
    ++chunks;
    most = std::max(most, chunk.dataset.entities.size());
    const auto append = [](auto& to, auto& from) {
      to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    };
    append(dataset.entities, chunk.dataset.entities);
    append(dataset.designations, chunk.dataset.designations);
    append(dataset.relationships, chunk.dataset.relationships);
    append(dataset.states, chunk.dataset.states);
    append(dataset.documents, chunk.dataset.documents);
    append(dataset.portfolio, chunk.dataset.portfolio);
    append(dataset.figures, chunk.dataset.figures);
    places.insert(places.end(), chunk.places.begin(), chunk.places.end());
    return {};
  }
  // Entities in the order of their places.
  void arrange() {
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return places[a] < places[b]; });
    std::vector<model::Entity> entities;
    for (const std::size_t i : order) entities.push_back(std::move(dataset.entities[i]));
    dataset.entities = std::move(entities);
  }

  model::Dataset dataset;
  std::vector<std::uint64_t> places;
  std::size_t chunks = 0;
  std::size_t most = 0;
};

std::vector<model::Finding> by_text(std::vector<model::Finding> findings) {
  std::sort(findings.begin(), findings.end(), [](const model::Finding& a, const model::Finding& b) {
    return std::tie(a.key, a.message) < std::tie(b.key, b.message);
  });
  for (model::Finding& finding : findings) finding.position = {};
  return findings;
}

// Reads at once and in pieces of `records`, and compares. The number of pieces.
std::size_t compare(const Files& files, std::uint64_t records) {
  const std::vector<InputFile> inputs = files.inputs();
  const auto reader = detect(inputs);
  EXPECT_TRUE(reader.ok());
  if (!reader.ok()) return 0;
  EXPECT_TRUE((*reader)->reads_in_chunks(inputs));
  const auto whole = (*reader)->read(inputs, "test");
  Collector collector;
  const auto pieces = (*reader)->read_chunks(inputs, "test", {records, std::uint64_t{1} << 30}, collector);
  EXPECT_EQ(whole.ok(), pieces.ok());
  if (!whole.ok() || !pieces.ok()) {
    if (!whole.ok() && !pieces.ok()) {
      EXPECT_EQ(to_string(whole.error()), to_string(pieces.error()));
    }
    return collector.chunks;
  }
  collector.arrange();
  EXPECT_EQ(collector.dataset.entities.size(), whole->dataset.entities.size());
  for (std::size_t i = 0; i < std::min(collector.dataset.entities.size(), whole->dataset.entities.size()); ++i) {
    const model::Entity& is = collector.dataset.entities[i];
    const model::Entity& was = whole->dataset.entities[i];
    if (is == was) continue;
    ADD_FAILURE() << is.id << " " << is.schema << " differs from " << was.id << " " << was.schema << ": "
                  << is.values.size() << " and " << was.values.size() << " values";
    for (const model::Value& value : is.values) ADD_FAILURE() << "is " << value.property << ": " << value.text;
    for (const model::Value& value : was.values) ADD_FAILURE() << "was " << value.property << ": " << value.text;
  }
  EXPECT_EQ(collector.dataset.designations, whole->dataset.designations);
  EXPECT_EQ(collector.dataset.relationships, whole->dataset.relationships);
  EXPECT_TRUE(collector.dataset == whole->dataset);
  EXPECT_TRUE(pieces->dataset.entities.empty());
  EXPECT_EQ(pieces->counts, whole->counts);
  EXPECT_EQ(pieces->lists, whole->lists);
  EXPECT_EQ(pieces->parts, whole->parts);
  EXPECT_EQ(pieces->notes, whole->notes);
  EXPECT_EQ(pieces->authority, whole->authority);
  EXPECT_EQ(pieces->published, whole->published);
  EXPECT_EQ(by_text(pieces->findings.sorted()), by_text(whole->findings.sorted()));
  EXPECT_LE(collector.most, records);
  return collector.chunks;
}

TEST(Chunks, SurveyCounts) {
  IdSurvey survey;
  for (const char* id : {"a", "b", "a", "c", "a"}) survey.add(id);
  survey.close();
  EXPECT_EQ(survey.occurrences("a"), 3U);
  EXPECT_EQ(survey.occurrences("b"), 1U);
  EXPECT_EQ(survey.occurrences("d"), 0U);
  IdSurvey none;
  none.close();
  EXPECT_FALSE(none.contains("a"));
}

TEST(Chunks, TextIsCheckedInPieces) {
  std::string text(std::size_t{17} << 20, 'x');
  for (std::size_t i = (std::size_t{16} << 20) - 1; i < (std::size_t{16} << 20) + 1; i += 2)
    text[i] = '\xD0', text[i + 1] = '\xB0';
  std::size_t reached = 0;
  EXPECT_TRUE(check_text_in_pieces({"f", text}, [&](std::size_t at) { reached = at; }).ok());
  EXPECT_EQ(reached, text.size());
  text[text.size() - 5] = '\xD0';
  EXPECT_EQ(to_string(check_text_in_pieces({"f", text}, [](std::size_t) {}).error()).find("not valid UTF-8") !=
                std::string::npos,
            true);
}

// Invented entities in every form that the files have: flat and nested, an entity in several records, addresses and
// documents before and after their party, former ids, edges to nowhere, kinds that nobody knows.
std::string random_ftm(std::mt19937& draw, int lines) {
  const auto number = [&draw](int below) { return static_cast<int>(draw() % static_cast<unsigned>(below)); };
  const auto id = [&](const char* prefix) { return "\"" + std::string(prefix) + std::to_string(number(lines)) + "\""; };
  std::string out;
  int next = 0;
  const auto party = [&](const std::string& which, const std::string& more) {
    return "{\"id\":" + which + ",\"schema\":\"" + (number(2) == 0 ? "Person" : "LegalEntity") +
           "\",\"properties\":{\"name\":[\"N" + std::to_string(number(1000)) + "\"]" + more + "},\"referents\":[\"old" +
           std::to_string(number(lines)) + "\"]}";
  };
  for (int i = 0; i < lines; ++i) {
    const std::string own = "\"p" + std::to_string(number(3) == 0 ? number(lines) : next++) + "\"";
    switch (number(10)) {
      case 0:
        out += "{\"id\":" + id("a") + ",\"schema\":\"Address\",\"properties\":{\"street\":[\"S" +
               std::to_string(number(50)) + "\"],\"city\":[\"C\"],\"country\":[\"de\"]}}";
        break;
      case 1:
        out += "{\"id\":" + id("d") + ",\"schema\":\"" + (number(2) == 0 ? "Passport" : "Identification") +
               "\",\"properties\":{\"holder\":[" + id("p") + "],\"number\":[\"" + std::to_string(number(9999)) +
               "\"]}}";
        break;
      case 2:
        out += "{\"id\":\"s" + std::to_string(i) + "\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[" +
               id(number(4) == 0 ? "old" : "p") + "],\"authority\":[\"United Nations\"],\"startDate\":[\"20" +
               std::to_string(10 + number(15)) + "\"]}}";
        break;
      case 3:
        out += "{\"id\":\"o" + std::to_string(i) + "\",\"schema\":\"Ownership\",\"properties\":{\"owner\":[" +
               id(number(4) == 0 ? "old" : "p") + "],\"asset\":[" + id("p") + "],\"percentage\":[\"" +
               std::to_string(number(130)) + "\"]}}";
        break;
      case 4:
        out += "{\"id\":" + own + ",\"schema\":\"Nonsense\",\"properties\":{}}";
        break;
      case 5:
        out += party(own, ",\"addressEntity\":[{\"id\":" + id("a") +
                              ",\"schema\":\"Address\",\"properties\":{\"full\":[\"F" + std::to_string(number(50)) +
                              "\"]}}],\"sanctions\":[{\"id\":\"t" + std::to_string(i) +
                              "\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[" + own +
                              "],\"program\":[\"X\"]}}],\"associates\":[{\"id\":\"u" + std::to_string(i) +
                              "\",\"schema\":\"Associate\",\"properties\":{\"person\":[" + own + "],\"associate\":[" +
                              party(id("p"), "") + "]}}]");
        break;
      default:
        out += party(own, ",\"addressEntity\":[" + id("a") + "],\"oddity\":[\"1\"]");
    }
    out += number(20) == 0 ? "\n\n" : "\n";
  }
  return out;
}

TEST(Chunks, FtmInPiecesIsTheWhole) {
  std::mt19937 draw(20261122);
  std::size_t chunks = 0;
  for (int round = 0; round < 60; ++round) {
    const int lines = 5 + static_cast<int>(draw() % 120);
    Files files{{"a.json", random_ftm(draw, lines)}};
    if (round % 4 == 1) files.bytes(0) = testing::as_array(files.bytes(0));
    if (round % 3 == 0) files.add("b.json", "\xEF\xBB\xBF" + random_ftm(draw, lines));
    chunks += compare(files, 1 + draw() % 40);
    if (::testing::Test::HasFailure()) FAIL() << "round " << round << "\n" << files.bytes(0);
  }
  EXPECT_GT(chunks, 120U);
}

// Invented entries: companies that own one another before and after they are named, entries twice, statements that
// become notes, natures and kinds that nobody knows, totals.
std::string random_psc(std::mt19937& draw, int lines) {
  const auto number = [&draw](int below) { return static_cast<int>(draw() % static_cast<unsigned>(below)); };
  const auto company = [&] { return std::to_string(10000000 + number(lines)); };
  std::string out;
  for (int i = 0; i < lines; ++i) {
    const std::string of = company();
    const std::string entry = std::to_string(number(5) == 0 ? number(lines) : 1000 + i);
    const auto line = [&](const std::string& kind, const std::string& more) {
      out += R"({"company_number":")" + of + R"(","data":{"kind":")" + kind + R"(","links":{"self":"/company/)" + of +
             "/x/" + entry + "\"}" + more + "}}\n";
    };
    const std::string natures = R"(,"natures_of_control":["ownership-of-shares-25-to-50-percent)" +
                                std::string(number(9) == 0 ? "-oddly" : "") + "\"]";
    switch (number(8)) {
      case 0:
      case 1:
        line("corporate-entity-person-with-significant-control",
             R"(,"name":"Firm )" + std::to_string(number(50)) +
                 R"(","identification":{"country_registered":"England","registration_number":")" + company() + "\"}" +
                 natures);
        break;
      case 2:
        line("persons-with-significant-control-statement",
             R"(,"statement":")" +
                 std::string(number(2) == 0 ? "no-individual-or-entity-with-signficant-control"
                                            : "psc-exists-but-not-identified") +
                 R"(","notified_on":"2020-01-02")");
        break;
      case 3:
        line(number(2) == 0 ? "super-secure-person-with-significant-control" : "nonsense", "");
        break;
      case 4:
        line("exemptions", R"(,"exemptions":{"disclosure_transparency":{"items":[{"exempt_from":"2019-01-01"}]}})");
        break;
      default:
        line("individual-person-with-significant-control",
             R"(,"name":"N )" + std::to_string(number(90)) + R"(","date_of_birth":{"year":1970,"month":5})" + natures);
    }
  }
  return out + R"({"data":{"kind":"totals#persons-of-significant-control-snapshot",)"
               R"("persons_of_significant_control_count":3,"statements_count":1,"exemptions_count":0}})";
}

TEST(Chunks, PscInPiecesIsTheWhole) {
  std::mt19937 draw(20261123);
  std::size_t chunks = 0;
  for (int round = 0; round < 60; ++round) {
    const int lines = 5 + static_cast<int>(draw() % 120);
    Files files{{"a.txt", random_psc(draw, lines)}};
    if (round % 3 == 0) files.add("b.txt", random_psc(draw, lines));
    chunks += compare(files, 1 + draw() % 40);
    if (::testing::Test::HasFailure()) FAIL() << "round " << round << "\n" << files.bytes(0);
  }
  EXPECT_GT(chunks, 120U);
  const std::string whole = random_psc(draw, 60);
  compare(Files{{"a.txt", whole.substr(0, whole.size() - 20)}}, 5);
}

TEST(Chunks, PscWithoutRoomIsReadInSeveralPasses) {
  std::mt19937 draw(20261124);
  for (int round = 0; round < 40; ++round) {
    const Files files{{"a.txt", random_psc(draw, 5 + static_cast<int>(draw() % 120))},
                      {"b.txt", random_psc(draw, 5 + static_cast<int>(draw() % 120))}};
    const std::vector<InputFile> inputs = files.inputs();
    const auto whole = find_reader("uk-psc-json")->read(inputs, "test");
    ASSERT_TRUE(whole.ok());
    Collector collector;
    // Room for none but the one that there always is, to some ten companies.
    const auto pieces =
        psc::read_in_pieces(inputs, "test", {1 + draw() % 40, std::uint64_t{1} << 30}, collector, (draw() % 4) * 1500);
    ASSERT_TRUE(pieces.ok());
    collector.arrange();
    ASSERT_TRUE(collector.dataset == whole->dataset) << "round " << round;
    EXPECT_EQ(pieces->counts, whole->counts);
    EXPECT_EQ(by_text(pieces->findings.sorted()), by_text(whole->findings.sorted()));
  }
}

TEST(Chunks, FtmCutOrMixedIsRefusedAlike) {
  std::mt19937 draw(7);
  const std::string whole = random_ftm(draw, 60);
  compare(Files{{"a.json", whole.substr(0, whole.size() - 20)}}, 5);
  compare(Files{{"a.json", whole + "{\"op\":\"DEL\",\"entity\":{\"id\":\"p1\"}}\n"}}, 5);
  compare(Files{{"a.json", whole + "[1]\n"}}, 5);
  const Files delta{{"d.json", "\n{\"op\":\"DEL\",\"entity\":{\"id\":\"p1\"}}\n"}};
  const auto reader = detect(delta.inputs());
  ASSERT_TRUE(reader.ok());
  EXPECT_FALSE((*reader)->reads_in_chunks(delta.inputs()));
}

TEST(Chunks, SenzingRecordsWithAllThatMayBeWrong) {
  std::string lines;
  std::mt19937 random(11);
  const auto pick = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int i = 0; i < 400; ++i) {
    // Some stand twice, some have no name, some no type.
    const int id = pick(20) == 0 ? pick(i + 1) : i;
    const std::string key = "R" + std::to_string(id);
    std::string line = R"({"DATA_SOURCE":"TEST","RECORD_ID":")" + key + "\"";
    if (pick(3) > 0) line += R"(,"RECORD_TYPE":"PERSON")";
    line += R"(,"LAST_CHANGE":"2024-03-10T15:36:30","FEATURES":[)";
    if (pick(25) > 0) line += R"({"NAME_TYPE":"PRIMARY","NAME_FULL":"Erika Muster )" + std::to_string(i) + "\"},";
    if (pick(2) > 0) line += R"({"REL_ANCHOR_DOMAIN":"D","REL_ANCHOR_KEY":")" + key + "\"},";
    // Forward, backward, to nowhere, and the same one twice.
    for (int n = pick(4); n > 0; --n) {
      line += R"({"REL_POINTER_DOMAIN":")" + std::string(pick(2) > 0 ? "D" : "E") + R"(","REL_POINTER_KEY":"R)" +
              std::to_string(pick(430)) + R"(","REL_POINTER_ROLE":")" + (pick(2) > 0 ? "OWNER_OF" : "Family") + "\"},";
    }
    line += R"({"NATIONALITY":"de"}]})";
    lines += line + "\n";
  }
  const Files files{{"senzing.json", lines}};
  EXPECT_GT(compare(files, 50), 6U);
  EXPECT_EQ(compare(files, 1'000'000), 1U);
}

}  // namespace
}  // namespace penumbra::ingest
