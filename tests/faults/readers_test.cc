// Every reader of the registry under hostile and damaged files, grown from the seeds of its fuzzer: cut, bytes flipped,
// nested without end, entities that multiply or fetch, columns and namespaces renamed. Numbers are those of
// docs/design/faults.md.
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "faults/faulty_program.h"
#include "faults/seeds.h"
#include "faults/thorough.h"
#include "ingest/reader.h"
#include "ingest/text_checks.h"

namespace penumbra::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// Where the root element begins, whatever its prefix.
std::size_t root_of(const std::string& bytes) {
  const std::size_t name = static_cast<std::size_t>(ingest::xml_root(bytes).data() - bytes.data());
  return bytes.rfind('<', name);
}

// Formats of official lists, whose names of fields are settled. A register may have fields of no interest, and files
// in FollowTheMoney's and Senzing's form any fields of their users.
bool is_strict(const std::string& reader) {
  return ingest::find_reader(reader)->lists_parties() && !reader.starts_with("ftm-") && reader != "senzing-json";
}

// Whether a change of the files left its mark: a finding or a note, or, where any field may come, at least another
// result; a field that is not read at all leaves neither.
bool is_noticed(const std::string& reader, const ingest::ReadOutcome& before, const ingest::ReadOutcome& after) {
  if (after.findings.sorted() != before.findings.sorted() || after.notes != before.notes) return true;
  const bool same = after.dataset == before.dataset && after.published == before.published;
  return same || !is_strict(reader);
}

// Reads with the reader of the seed, and through detection. Whatever comes out is a whole answer or an error with a
// word in it.
void read_somehow(const Seed& seed) {
  const auto inputs = seed.inputs();
  const auto detected = ingest::detect(inputs);
  EXPECT_TRUE(detected.ok() || !detected.error().message.empty());
  const auto outcome = ingest::find_reader(seed.reader)->read(inputs, "test");
  if (!outcome.ok()) {
    EXPECT_FALSE(outcome.error().message.empty());
    EXPECT_FALSE(outcome.error().fix.empty()) << to_string(outcome.error());
    return;
  }
  EXPECT_TRUE(outcome->counts.consistent()) << outcome->counts.records_in << " = " << outcome->counts.mapped << " + "
                                            << outcome->counts.reported << " + " << outcome->counts.ignored;
  std::set<std::string_view> ids;
  for (const model::Entity& entity : outcome->dataset.entities) EXPECT_TRUE(ids.insert(entity.id).second) << entity.id;
}

TEST(ReaderFaults, EveryReaderHasSeedsThatItReads) {
  for (const ingest::Reader* reader : ingest::readers()) {
    const bool found = std::any_of(seeds().begin(), seeds().end(), [&](const Seed& seed) {
      return seed.reader == reader->name() && reader->read(seed.inputs(), "test").ok();
    });
    EXPECT_TRUE(found) << reader->name() << " has no sound seed in fuzz/seeds";
  }
}

// 17: cut at every sixteenth.
TEST(ReaderFaults, CutAnywhere) {
  for (const Seed& whole : seeds()) {
    for (std::size_t file = 0; file < whole.files.size(); ++file) {
      for (std::size_t part = 0; part < 16; ++part) {
        SCOPED_TRACE(whole.reader + "/" + whole.name + " cut at " + std::to_string(part) + "/16");
        Seed cut = whole;
        cut.files[file].resize(whole.files[file].size() * part / 16);
        read_somehow(cut);
        // XML and JSON have an end, and a file without it is refused. Tables have none: there the comparison with the
        // version before holds them (files_test.cc).
        if ((whole.is_xml() || (whole.is_json() && whole.files[0].find('\n') >= whole.files[0].size() - 1)) &&
            whole.files.size() == 1) {
          EXPECT_FALSE(ingest::find_reader(cut.reader)->read(cut.inputs(), "test").ok());
        }
      }
    }
  }
}

// 17: zeros in the place of a piece, as a download that was continued wrongly or a lost page leave them.
TEST(ReaderFaults, APieceIsLost) {
  for (const Seed& whole : seeds()) {
    for (std::size_t file = 0; file < whole.files.size(); ++file) {
      const std::string& bytes = whole.files[file];
      if (bytes.starts_with("PK") || bytes.starts_with("\xD0\xCF")) continue;  // archives have sums of their own
      for (std::size_t part = 1; part < 8; ++part) {
        SCOPED_TRACE(whole.reader + "/" + whole.name + " at " + std::to_string(part) + "/8");
        Seed bad = whole;
        bad.files[file].replace(bytes.size() * part / 8, 16, 16, '\0');
        EXPECT_FALSE(ingest::find_reader(bad.reader)->read(bad.inputs(), "test").ok());
      }
    }
  }
}

TEST(ReaderFaults, BytesFlipped) {
  std::mt19937 random(20220224);
  for (const Seed& whole : seeds()) {
    for (int round = 0; round < 600 / fault_step(); ++round) {
      Seed bad = whole;
      const int flips = 1 + static_cast<int>(random() % 4);
      for (int i = 0; i < flips; ++i) {
        std::string& bytes = bad.files[random() % bad.files.size()];
        if (bytes.empty()) continue;
        char& byte = bytes[random() % bytes.size()];
        // Bits, and signs that mean something to a parser.
        byte = random() % 2 == 0 ? static_cast<char>(byte ^ (1 << random() % 8))
                                 : "<>&\"'{}[],;:\n\t\\/ 0-\x1A"[random() % 21];
      }
      SCOPED_TRACE(whole.reader + "/" + whole.name + " round " + std::to_string(round));
      read_somehow(bad);
    }
  }
}

// Processor time and memory that one call takes. Memory is that of the process, which earlier tests may have raised
// already, so only growth counts.
struct Cost {
  double milliseconds;
  long kilobytes;
};
template <typename Call>
Cost cost_of(Call call) {
  struct rusage before{};
  struct rusage after{};
  ::getrusage(RUSAGE_SELF, &before);
  const std::clock_t start = std::clock();
  call();
  const std::clock_t end = std::clock();
  ::getrusage(RUSAGE_SELF, &after);
  return {1000.0 * static_cast<double>(end - start) / CLOCKS_PER_SEC, after.ru_maxrss - before.ru_maxrss};
}

// 26, 27 and 28 for each reader of XML, with the root of its own format.
TEST(ReaderFaults, HostileXml) {
  std::string laughs = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">";
  for (char c = 'b'; c <= 'j'; ++c) {
    laughs += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) laughs += std::string("&") + static_cast<char>(c - 1) + ";";
    laughs += "\">";
  }
  laughs += "]>";
  const std::string quadratic = "<!DOCTYPE x [<!ENTITY a \"" + std::string(1 << 20, 'a') + "\">]>";
  const std::string external = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>";
  const std::string outside = "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">";
  const std::string parameter = "<!DOCTYPE x [<!ENTITY % a SYSTEM \"http://127.0.0.1:9/x\"> %a;]>";
  int readers = 0;
  for (const Seed& seed : seeds()) {
    if (!seed.is_xml()) continue;
    ++readers;
    const std::string& bytes = seed.files[0];
    const std::size_t root = root_of(bytes);
    ASSERT_NE(root, std::string::npos) << seed.reader;
    const std::string head = bytes.substr(0, root);
    const std::string open = bytes.substr(root, bytes.find('>', root) + 1 - root);
    std::string many;
    for (int i = 0; i < 100'000; ++i) many += "&a;";
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    // Inside a record, too: the first element below the root is one, or leads to one.
    const std::size_t child = bytes.find('<', root + open.size());
    const std::string inside = bytes.substr(0, bytes.find('>', child) + 1);
    const std::pair<const char*, std::string> cases[] = {
        {"billion laughs", head + laughs + open + "&j;"},
        {"quadratic blow-up", head + quadratic + open + many},
        {"file", head + external + open + "&a;"},
        {"document type from a URL", head + outside + bytes.substr(root)},
        {"parameter entity", head + parameter + bytes.substr(root)},
        {"deep", head + open + deep},
        {"deep inside", inside + deep},
    };
    for (const auto& [what, text] : cases) {
      SCOPED_TRACE(seed.reader + ": " + what);
      const std::vector<ingest::InputFile> files = {{"list.xml", text}};
      const Cost cost = cost_of([&] {
        const auto outcome = ingest::find_reader(seed.reader)->read(files, "test");
        ASSERT_FALSE(outcome.ok());
        EXPECT_THAT(outcome.error().code, ::testing::AnyOf(ErrorCode::kUnsupported, ErrorCode::kLimit,
                                                           ErrorCode::kUnexpectedStructure, ErrorCode::kUnknownFormat))
            << to_string(outcome.error());
        EXPECT_FALSE(outcome.error().fix.empty());
        EXPECT_EQ(outcome.error().position.file, "list.xml");
      });
#ifndef PENUMBRA_SANITIZED
      EXPECT_LE(cost.milliseconds, 100);
      EXPECT_LE(cost.kilobytes, 64 << 10);
#else
      static_cast<void>(cost);
#endif
    }
  }
  EXPECT_GE(readers, 9);
}

// 28 for each reader of JSON: arrays and objects in the place of each value of the seed, and in front of everything.
TEST(ReaderFaults, DeepJson) {
  int readers = 0;
  for (const Seed& seed : seeds()) {
    if (!seed.is_json()) continue;
    ++readers;
    const std::string& bytes = seed.files[0];
    std::vector<std::size_t> places = {0};
    for (std::size_t at = 0; (at = bytes.find("\":", at)) != std::string::npos; at += 2) places.push_back(at + 2);
    for (std::size_t i = 0; i < places.size(); i += static_cast<std::size_t>(fault_step())) {
      for (const std::string_view open : {"[", "{\"a\":"}) {
        std::string text = bytes.substr(0, places[i]);
        for (int level = 0; level < 100'000; ++level) text += open;
        SCOPED_TRACE(seed.reader + " at " + std::to_string(places[i]));
        const std::vector<ingest::InputFile> files = {{"list.json", text}};
        const auto detected = ingest::detect(files);
        EXPECT_TRUE(detected.ok() || !detected.error().message.empty());
        const auto outcome = ingest::find_reader(seed.reader)->read(files, "test");
        ASSERT_FALSE(outcome.ok());
        EXPECT_FALSE(outcome.error().fix.empty());
        // Closed again it is well formed, and still too deep.
        for (int level = 0; level < 100'000; ++level) text += open == "[" ? "]" : "}";
        text += bytes.substr(places[i]);
        const std::vector<ingest::InputFile> closed = {{"list.json", text}};
        EXPECT_FALSE(ingest::find_reader(seed.reader)->read(closed, "test").ok());
      }
    }
  }
  EXPECT_GE(readers, 6);
}

// 22: a namespace with another name is refused, and the message says which.
TEST(ReaderFaults, ANamespaceChanges) {
  for (const Seed& seed : seeds()) {
    if (!seed.is_xml()) continue;
    const std::string& bytes = seed.files[0];
    const std::size_t root = root_of(bytes);
    const std::size_t space = bytes.find("xmlns=\"", root);
    if (root == std::string::npos || space > bytes.find('>', root)) continue;
    SCOPED_TRACE(seed.reader);
    Seed changed = seed;
    changed.files[0].insert(space + 7, "urn:changed:");
    const auto outcome = ingest::find_reader(seed.reader)->read(changed.inputs(), "test");
    ASSERT_FALSE(outcome.ok());
    EXPECT_THAT(outcome.error().message, HasSubstr("urn:changed:"));
  }
}

// 22: an element or attribute of XML, or a member of JSON, with another name never passes in silence.
TEST(ReaderFaults, AFieldIsRenamed) {
  for (const Seed& seed : seeds()) {
    if (!seed.is_xml() && !seed.is_json()) continue;
    const std::string& bytes = seed.files[0];
    const auto sound = ingest::find_reader(seed.reader)->read(seed.inputs(), "test");
    if (!sound.ok()) continue;
    std::set<std::string> names;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      if (seed.is_json() && bytes[at] == '"') {
        const std::size_t end = bytes.find('"', at + 1);
        if (end != std::string::npos && bytes.compare(end, 2, "\":") == 0) {
          names.insert(bytes.substr(at, end + 2 - at));
          at = end;
        }
      } else if (seed.is_xml() && bytes[at] == '<' && at + 1 < bytes.size() && std::isalpha(bytes[at + 1]) != 0) {
        const std::size_t end = bytes.find_first_of(" />\n", at);
        names.insert(bytes.substr(at + 1, end - at - 1));
      }
    }
    for (const std::string& name : names) {
      Seed changed = seed;
      std::string& text = changed.files[0];
      if (seed.is_json()) {
        const std::string other = name.substr(0, name.size() - 2) + "Zz\":";
        for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos; at += other.size()) {
          text.replace(at, name.size(), other);
        }
      } else {
        for (const std::string& mark : {std::string("<"), std::string("</")}) {
          for (std::size_t at = 0; (at = text.find(mark + name, at)) != std::string::npos; at += 3) {
            const std::size_t end = at + mark.size() + name.size();
            if (end < text.size() && std::string_view(" />\n").find(text[end]) != std::string_view::npos) {
              text.insert(end, "Zz");
            }
          }
        }
      }
      const auto outcome = ingest::find_reader(seed.reader)->read(changed.inputs(), "test");
      if (!outcome.ok()) continue;
      EXPECT_TRUE(is_noticed(seed.reader, *sound, *outcome))
          << seed.reader << "/" << seed.name << ": " << name << " was renamed and nobody said so";
    }
  }
}

// 22: each column of a table with a header, renamed.
TEST(ReaderFaults, AColumnIsRenamed) {
  for (const Seed& seed : seeds()) {
    if (seed.is_xml() || seed.is_json()) continue;
    const std::string& bytes = seed.files[0];
    if (bytes.starts_with("PK") || bytes.starts_with("\xD0\xCF")) continue;
    const auto sound = ingest::find_reader(seed.reader)->read(seed.inputs(), "test");
    if (!sound.ok()) continue;
    // The header is the first line with letters only in most of its cells; formats without one have no such test.
    const std::size_t end = bytes.find('\n');
    if (end == std::string::npos || seed.reader == "ofac-csv" || seed.reader == "jp-mof") continue;
    const char delimiter = std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end), ';') > 2 ? ';'
                           : std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end), '\t') > 2
                               ? '\t'
                               : ',';
    for (std::size_t at = 0; at < end; ++at) {
      if (bytes[at] != delimiter || at == 0 || std::isalnum(static_cast<unsigned char>(bytes[at - 1])) == 0) continue;
      Seed changed = seed;
      changed.files[0].insert(at, "Zz");
      const auto outcome = ingest::find_reader(seed.reader)->read(changed.inputs(), "test");
      if (!outcome.ok()) continue;
      EXPECT_TRUE(is_noticed(seed.reader, *sound, *outcome))
          << seed.reader << "/" << seed.name << ": the column that ends at " << at
          << " was renamed and nobody said so: " << bytes.substr(at < 20 ? 0 : at - 20, 20);
    }
  }
}

// 27, by the program: what is opened and connected is written down.
class TracedProgram : public FaultyProgram {};

TEST_F(TracedProgram, ExternalEntitiesAreNeitherOpenedNorFetched) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(listener, reinterpret_cast<struct sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(listener, 8), 0);
  ASSERT_EQ(::getsockname(listener, reinterpret_cast<struct sockaddr*>(&address), &size), 0);
  const std::string url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/canary";
  spill(path("canary"), "a secret");
  for (const Seed& seed : seeds()) {
    if (!seed.is_xml()) continue;
    const std::string& bytes = seed.files[0];
    const std::size_t root = root_of(bytes);
    const std::string type = "<!DOCTYPE x SYSTEM \"" + url + "\" [<!ENTITY a SYSTEM \"" + path("canary") +
                             "\"><!ENTITY % b SYSTEM \"" + url + "\"> %b;]>";
    std::string hostile = bytes.substr(0, root) + type + bytes.substr(root);
    hostile.insert(hostile.find('>', hostile.find("]>") + 2) + 1, "&a;");
    spill(path("list.xml"), hostile);
    fs::remove(path("trace"));
    const Outcome run = faulty("", {"import", "--store", path("store"), "--source", "x", path("list.xml")}, true);
    const std::string trace = slurp(path("trace"));
    EXPECT_EQ(run.status, 2) << seed.reader << run.err;
    EXPECT_THAT(run.err, HasSubstr("document type"));
    EXPECT_THAT(trace, HasSubstr("open " + path("list.xml"))) << "the trace sees what the program opens";
    EXPECT_THAT(trace, ::testing::Not(HasSubstr("canary"))) << seed.reader;
    EXPECT_THAT(trace, ::testing::Not(HasSubstr("connect"))) << seed.reader;
    EXPECT_THAT(run.out + run.err, ::testing::Not(HasSubstr("a secret")));
    EXPECT_FALSE(fs::exists(path("store")));
    if (fault_step() > 1) break;
  }
  EXPECT_EQ(::accept(listener, nullptr, nullptr), -1) << "somebody connected";
  ::close(listener);
}

}  // namespace
}  // namespace penumbra::testing
