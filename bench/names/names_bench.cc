// Names analysed a second on one core, by script and type. Reused results are held to fresh ones before anything is
// timed.
//
// Instructions a name: valgrind --tool=callgrind build/bench/names/names_bench --benchmark_filter=listed/person
// --benchmark_min_time=0 and `callgrind_annotate`; the counter `names` says how many were analysed.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "accuracy/data.h"
#include "names/name.h"
#include "text/script.h"
#include "text/utf8.h"

namespace {

using namespace penumbra;  // NOLINT(google-build-using-namespace): one program, one file

constexpr const char* kData = PENUMBRA_SOURCE_DIR "/../shared/data/";

using Lists = std::map<std::string, std::vector<std::string>>;

// The first script of a text that is not Latin; accents keep a text Latin.
std::string list_of(const std::string& name) {
  text::Script found = text::Script::kLatin;
  bool ascii = true;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = text::decode(name, at);
    ascii = ascii && c < 0x80;
    const text::Script script = text::script_of(c);
    if (script != text::Script::kNone && script != text::Script::kMark && script != text::Script::kLatin) {
      found = script;
      break;
    }
  }
  return ascii ? "ascii" : std::string(text::script_key(found));
}

// The OFAC list ("listed") and generated people of the world by script; invented names where the files are absent.
const Lists& lists() {
  static const Lists kLists = [] {
    Lists out;
    const auto listed = bench::read_data(std::string(kData) + "lists/us-ofac/sdn-names/sdn_names_2026-01.tsv");
    for (const std::string& line : bench::lines_of(listed.value_or("\n-\t-\t-\tEXAMPLE TRADING CO., LTD."))) {
      const std::size_t tab = line.rfind('\t');
      if (tab != std::string::npos && !line.starts_with("ent_num")) {
        out["listed"].push_back(line.substr(tab + 1));
      }
    }
    const auto people = bench::read_data(std::string(kData) + "bench/yente-candidates/negatives_global.csv");
    for (const std::string& line : bench::lines_of(people.value_or(
             "full_name\nJohn Q. Example\nJosé Ejemplo\nИван Примеров\nأحمد المثال\n王小明\n김예시\nタナカ "
             "イチロー\nराम उदाहरण\nΝίκος Παράδειγμα"))) {
      const std::string name = line.substr(0, line.find(','));
      if (!name.empty() && name != "full_name") {
        out[list_of(name)].push_back(name);
      }
    }
    return out;
  }();
  return kLists;
}

// Names whose analysis into a used result differs from a fresh one.
std::size_t wrong_answers() {
  std::size_t wrong = 0;
  names::Name reused;
  for (const auto& [key, list] : lists()) {
    for (std::size_t i = 0; i < list.size(); i += 1 + list.size() / 200) {
      const names::Name fresh = names::analyze(list[i], names::NameType::kAny);
      names::analyze_into(list[i], names::NameType::kAny, reused);
      const bool same = fresh.pool == reused.pool && fresh.parts.size() == reused.parts.size() &&
                        std::equal(fresh.parts.begin(), fresh.parts.end(), reused.parts.begin(),
                                   [](const auto& a, const auto& b) { return a.hash == b.hash && a.kind == b.kind; });
      wrong += same ? 0U : 1U;
    }
  }
  return wrong;
}

void analyse(benchmark::State& state, const std::vector<std::string>& list, names::NameType type) {
  names::Name name;
  std::size_t next = 0;
  for ([[maybe_unused]] auto iteration : state) {
    names::analyze_into(list[next], type, name);
    benchmark::DoNotOptimize(name.parts.data());
    next = next + 1 == list.size() ? 0 : next + 1;
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["names"] = static_cast<double>(state.iterations());
}

void analyse_fresh(benchmark::State& state, const std::vector<std::string>& list, names::NameType type) {
  std::size_t next = 0;
  for ([[maybe_unused]] auto iteration : state) {
    benchmark::DoNotOptimize(names::analyze(list[next], type).parts.data());
    next = next + 1 == list.size() ? 0 : next + 1;
  }
  state.SetItemsProcessed(state.iterations());
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (const std::size_t wrong = wrong_answers(); wrong != 0) {
    std::fprintf(stderr, "names_bench: %zu names came out differently the second time\n", wrong);
    return 1;
  }
  for (const auto& [key, list] : lists()) {
    const auto add = [&, &list = list](const std::string& what, auto run, names::NameType type) {
      benchmark::RegisterBenchmark((key + "/" + what).c_str(),
                                   [&list, run, type](benchmark::State& state) { run(state, list, type); });
    };
    add("person", analyse, names::NameType::kPerson);
    if (key == "listed") {
      add("person, result not reused", analyse_fresh, names::NameType::kPerson);
      add("any", analyse, names::NameType::kAny);
      add("vessel", analyse, names::NameType::kVessel);
    }
    add("organisation", analyse, names::NameType::kOrganisation);
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
