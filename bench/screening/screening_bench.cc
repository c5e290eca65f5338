// Screenings a second on one core over a whole list. Answers are held to the full scan before anything is timed.

#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"
#include "index/build.h"
#include "index/name_index.h"
#include "index/search.h"
#include "listed_names.h"
#include "match/score.h"
#include "reference/alter.h"
#include "reference/full_scan.h"

namespace {

using namespace penumbra;  // NOLINT(google-build-using-namespace): one program, one file

constexpr int kThreshold = static_cast<int>(match::kDefaultThreshold * match::kScoreUnit);
constexpr std::size_t kQueries = 4000;
constexpr std::size_t kChecked = 200;

struct Query {
  std::string name;
  names::NameType type = names::NameType::kAny;
};

enum class Kind { kExact, kTypo, kReversed, kClean, kMixed };

struct World {
  bench::Corpus corpus = bench::load_corpus();
  std::string bytes;
  std::optional<index::NameIndex> index;

  std::vector<Query> queries(Kind kind, std::uint64_t seed) const {
    reference::Random random(seed);
    std::vector<Query> out;
    while (out.size() < kQueries) {
      const Kind one = kind == Kind::kMixed ? static_cast<Kind>(random.below(4)) : kind;
      const model::Entity& entity = corpus.entities[random.below(corpus.entities.size())];
      const auto listed = model::names_of(entity);
      if (listed.empty()) continue;
      Query query{std::string(listed[random.below(listed.size())].text), match::name_type_of_schema(entity.schema)};
      if (one == Kind::kTypo) {
        constexpr reference::Alteration kTypos[] = {reference::Alteration::kSubstitute, reference::Alteration::kInsert,
                                                    reference::Alteration::kDelete, reference::Alteration::kExchange};
        query.name = reference::alter(query.name, kTypos[random.below(4)], random);
      } else if (one == Kind::kReversed) {
        query.name = reference::alter(query.name, reference::Alteration::kReverse, random);
      } else if (one == Kind::kClean) {
        query = {corpus.clean_names[random.below(corpus.clean_names.size())], names::NameType::kPerson};
      }
      out.push_back(std::move(query));
    }
    return out;
  }
};

const World& world() {
  static const std::unique_ptr<const World> kWorld = [] {
    auto made = std::make_unique<World>();
    made->bytes = index::build(made->corpus.entities, 1).value();
    made->index.emplace(index::NameIndex::open(made->bytes, "bench.idx", 1).value());
    return made;
  }();
  return *kWorld;
}

// The number of differences between index and full scan.
std::size_t wrong_answers() {
  const World& w = world();
  const reference::FullScan scan(w.corpus.entities);
  const reference::GivenOrder given(*w.index);
  index::Searcher searcher;
  std::size_t wrong = 0;
  const std::vector<Query> queries = w.queries(Kind::kMixed, 77);
  for (std::size_t i = 0; i < kChecked; ++i) {
    const index::PreparedQuery query = index::prepare(queries[i].name, queries[i].type);
    std::vector<index::NameMatch> found;
    searcher.search(*w.index, query, kThreshold, {}, found);
    given.renumber(found);
    const auto wanted = scan.search_quickly(query.name, kThreshold);
    wrong += std::equal(found.begin(), found.end(), wanted.begin(), wanted.end(),
                        [](const auto& a, const auto& b) { return a.name == b.name && a.points == b.points; })
                 ? 0U
                 : 1U;
  }
  return wrong;
}

// Processor time of this thread: what other processes take on a shared machine does not count.
double thread_micros() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double percentile(std::vector<double>& sorted, double share) {
  const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
  return sorted[at];
}

void screen(benchmark::State& state, Kind kind) {
  const World& w = world();
  const std::vector<Query> queries = w.queries(kind, 5);
  index::Searcher searcher;
  std::vector<index::NameMatch> found;
  std::vector<double> micros;
  std::uint64_t candidates = 0;
  std::uint64_t compared = 0;
  std::uint64_t hits = 0;
  std::size_t next = 0;
  for ([[maybe_unused]] auto iteration : state) {
    const Query& query = queries[next];
    next = next + 1 == queries.size() ? 0 : next + 1;
    const double started = thread_micros();
    found.clear();
    const index::PreparedQuery prepared = index::prepare(query.name, query.type);
    const index::SearchStats stats = searcher.search(*w.index, prepared, kThreshold, {}, found);
    benchmark::DoNotOptimize(found.data());
    micros.push_back(thread_micros() - started);
    candidates += stats.candidates;
    compared += stats.compared;
    hits += found.empty() ? 0U : 1U;
  }
  std::sort(micros.begin(), micros.end());
  const auto count = static_cast<double>(micros.size());
  state.counters["p50_us"] = percentile(micros, 0.50);
  state.counters["p95_us"] = percentile(micros, 0.95);
  state.counters["p99_us"] = percentile(micros, 0.99);
  state.counters["candidates"] = static_cast<double>(candidates) / count;
  state.counters["compared"] = static_cast<double>(compared) / count;
  state.counters["hit_share"] = static_cast<double>(hits) / count;
  state.SetItemsProcessed(state.iterations());
}

void prepare_only(benchmark::State& state) {
  const std::vector<Query> queries = world().queries(Kind::kMixed, 5);
  std::size_t next = 0;
  for ([[maybe_unused]] auto iteration : state) {
    benchmark::DoNotOptimize(index::prepare(queries[next].name, queries[next].type));
    next = next + 1 == queries.size() ? 0 : next + 1;
  }
  state.SetItemsProcessed(state.iterations());
}

void build_index(benchmark::State& state) {
  const World& w = world();
  for ([[maybe_unused]] auto iteration : state) benchmark::DoNotOptimize(index::build(w.corpus.entities, 1));
  state.SetItemsProcessed(state.iterations() * w.index->name_count());
}

void open_index(benchmark::State& state) {
  const World& w = world();
  for ([[maybe_unused]] auto iteration : state) {
    benchmark::DoNotOptimize(index::NameIndex::open(w.bytes, "bench.idx", 1));
  }
}

// Writes PREFIX.idx and PREFIX.queries for bench/scale/search_sum.
bool keep(const std::string& prefix) {
  const World& w = world();
  std::string lines;
  for (const auto& [kind, name] : {std::pair(Kind::kExact, "exact"), std::pair(Kind::kTypo, "typo"),
                                   std::pair(Kind::kReversed, "reversed"), std::pair(Kind::kClean, "clean")}) {
    for (const Query& query : w.queries(kind, 5)) {
      lines += name;
      lines += '\t' + std::to_string(static_cast<int>(query.type)) + '\t' + query.name + '\n';
    }
  }
  return base::replace_file(prefix + ".idx", w.bytes).ok() && base::replace_file(prefix + ".queries", lines).ok();
}

}  // namespace

int main(int argc, char** argv) {
  constexpr std::string_view kKeep = "--keep=";
  if (argc == 2 && std::string_view(argv[1]).starts_with(kKeep)) {
    return keep(std::string(argv[1]).substr(kKeep.size())) ? 0 : 1;
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const World& w = world();
  std::printf("%s: %zu entities, %u names; index %zu bytes, %.0f a name\n", w.corpus.description.c_str(),
              w.corpus.entities.size(), w.index->name_count(), w.index->size_bytes(),
              static_cast<double>(w.index->size_bytes()) / w.index->name_count());
  const std::size_t wrong = wrong_answers();
  std::printf("%zu answers held to the full scan: %zu wrong\n", kChecked, wrong);
  if (wrong != 0) return 1;
  benchmark::RegisterBenchmark("screen/mixed", screen, Kind::kMixed)->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("screen/exact", screen, Kind::kExact)->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("screen/typo", screen, Kind::kTypo)->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("screen/reversed", screen, Kind::kReversed)->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("screen/clean", screen, Kind::kClean)->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("prepare", prepare_only)->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("build", build_index)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("open", open_index)->Unit(benchmark::kMillisecond);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
