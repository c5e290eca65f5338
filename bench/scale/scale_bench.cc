// Time and size of the name index on synthetic lists of any size. Answers are checked before anything is timed.
//
//   scale_bench --names N [--queries Q] [--threads T] [--seed S] [--index FILE] [--check C] [--threshold P] [--slowest
//   K] [--asked FILE]
//
// Times of single screenings are processor time of their thread, so that a busy machine does not distort them; build
// and batch are told in both. See README.md for what each line means, and for counting instructions.

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <numeric>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/file.h"
#include "index/name_index.h"
#include "index/search.h"
#include "index_of_parties.h"
#include "match/score.h"
#include "names/name.h"
#include "parties.h"
#include "queries.h"
#include "reference/full_scan.h"

namespace {

using namespace penumbra;  // NOLINT(google-build-using-namespace): one program, one file

struct Options {
  std::uint32_t names = 100'000;
  std::size_t queries = 10'000;
  unsigned threads = 2;
  std::uint64_t seed = 1;
  std::size_t check = 200;  // queries held to the full scan, on lists up to kMostScanned names
  int threshold = static_cast<int>(match::kDefaultThreshold * match::kScoreUnit);
  std::string index;
  std::string asked;        // where to write the queries for search_sum, instead of asking them
  std::size_t slowest = 0;  // tells so many of the slowest queries
};

constexpr std::size_t kMostScanned = 200'000;
constexpr std::size_t kAnalysed = 100'000;

double seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}
double wall() {
  return seconds(CLOCK_MONOTONIC);
}
double processor() {
  return seconds(CLOCK_PROCESS_CPUTIME_ID);
}
double thread_micros() {
  return seconds(CLOCK_THREAD_CPUTIME_ID) * 1e6;
}

// What is counted under callgrind (--toggle-collect=screen_one): analysis of the query included.
extern "C" __attribute__((noinline)) void screen_one(index::Searcher& searcher, const index::NameIndex& listed,
                                                     const bench::Query& query, int threshold,
                                                     std::vector<index::NameMatch>& found, index::SearchStats& stats) {
  const index::PreparedQuery prepared = index::prepare(query.text, query.type);
  stats = searcher.search(listed, prepared, threshold, {}, found);
}

class Check {
 public:
  Check(const bench::Parties& parties, const index::NameIndex& listed, const Options& options)
      : parties_(parties), listed_(listed), given_(listed), options_(options) {}

  // The number of wrong answers; tells the first ones.
  std::size_t run(const std::vector<bench::Query>& queries) {
    const bool scan = parties_.names().size() <= kMostScanned;
    std::vector<names::Name> analysed;
    if (scan) {
      for (std::uint32_t i = 0; i < parties_.names().size(); ++i) analysed.push_back(fresh(i));
    }
    const std::size_t count = std::min(options_.check, queries.size());
    for (std::size_t q = 0; q < count; ++q) {
      const bench::Query& query = queries[q];
      std::vector<index::NameMatch> found;
      index::SearchStats stats;
      screen_one(searcher_, listed_, query, options_.threshold, found, stats);
      given_.renumber(found);
      const names::Name name = names::analyze(query.text, query.type);
      if (scan) {
        for (std::uint32_t i = 0; i < analysed.size(); ++i) judge(query, name, analysed[i], i, found);
      } else {
        for (const index::NameMatch& match : found) judge(query, name, fresh(match.name), match.name, found);
        if (query.target != bench::kNoTarget) judge(query, name, fresh(query.target), query.target, found);
      }
    }
    std::printf("check          %zu queries, %zu pairs%s: %zu lost, %zu extra, %zu other scores\n", count, pairs_,
                scan ? " (full scan)" : " (found and sought)", lost_, extra_, other_);
    return lost_ + extra_ + other_;
  }

 private:
  names::Name fresh(std::uint32_t i) const { return names::analyze(parties_.text(i), parties_.names()[i].type); }

  void judge(const bench::Query& query, const names::Name& name, const names::Name& candidate, std::uint32_t number,
             const std::vector<index::NameMatch>& found) {
    ++pairs_;
    const int points = match::score_names(name.view(), candidate.view(), options_.threshold);
    const auto at = std::lower_bound(found.begin(), found.end(), number,
                                     [](const index::NameMatch& match, std::uint32_t n) { return match.name < n; });
    const bool is_found = at != found.end() && at->name == number;
    const bool wanted = points >= options_.threshold;
    lost_ += wanted && !is_found ? 1U : 0U;
    extra_ += !wanted && is_found ? 1U : 0U;
    other_ += wanted && is_found && at->points != points ? 1U : 0U;
    if (wanted == is_found && (!wanted || at->points == points)) return;
    if (lost_ + extra_ + other_ > 5) return;
    std::printf("  wrong: \"%s\" against \"%s\": %d points, found with %d\n", query.text.c_str(),
                std::string(parties_.text(number)).c_str(), points, is_found ? at->points : -1);
  }

  const bench::Parties& parties_;
  const index::NameIndex& listed_;
  const reference::GivenOrder given_;
  const Options& options_;
  index::Searcher searcher_;
  std::size_t pairs_ = 0;
  std::size_t lost_ = 0;
  std::size_t extra_ = 0;
  std::size_t other_ = 0;
};

struct Sample {
  std::vector<double> micros;
  double candidates = 0;
  double compared = 0;
  double matches = 0;
  std::size_t sought = 0;
  std::size_t found = 0;

  void add(const Sample& other) {
    micros.insert(micros.end(), other.micros.begin(), other.micros.end());
    candidates += other.candidates;
    compared += other.compared;
    matches += other.matches;
    sought += other.sought;
    found += other.found;
  }
};

void print_sample(std::string_view name, Sample& sample) {
  if (sample.micros.empty()) return;
  std::sort(sample.micros.begin(), sample.micros.end());
  const auto count = static_cast<double>(sample.micros.size());
  const auto at = [&](double share) { return sample.micros[static_cast<std::size_t>(share * (count - 1))]; };
  const double mean = std::accumulate(sample.micros.begin(), sample.micros.end(), 0.0) / count;
  char recall[16] = "-";
  if (sample.sought != 0) {
    std::snprintf(recall, sizeof recall, "%.2f %%",
                  100.0 * static_cast<double>(sample.found) / static_cast<double>(sample.sought));
  }
  std::printf("%-9s %8.1f %8.1f %8.1f %8.1f %9.1f %11.1f %9.1f %9.2f %9s\n", std::string(name).c_str(), mean, at(0.5),
              at(0.95), at(0.99), sample.micros.back(), sample.candidates / count, sample.compared / count,
              sample.matches / count, recall);
}

void time_queries(const bench::Parties& parties, const index::NameIndex& listed,
                  const std::vector<bench::Query>& queries, int threshold, std::size_t slowest) {
  index::Searcher searcher;
  std::vector<index::NameMatch> found;
  index::SearchStats stats;
  // The first pass takes the pages and the working memory in.
  for (std::size_t q = 0; q < std::min<std::size_t>(queries.size(), 2000); ++q) {
    found.clear();
    screen_one(searcher, listed, queries[q], threshold, found, stats);
  }
  std::array<Sample, bench::kQueryClasses> samples;
  std::vector<std::pair<double, std::string>> told;
  for (const bench::Query& query : queries) {
    Sample& sample = samples[static_cast<std::size_t>(query.kind)];
    found.clear();
    const double started = thread_micros();
    screen_one(searcher, listed, query, threshold, found, stats);
    sample.micros.push_back(thread_micros() - started);
    if (slowest != 0) {
      told.emplace_back(sample.micros.back(), query.text + "  (" + std::to_string(stats.candidates) + " candidates, " +
                                                  std::to_string(stats.compared) + " compared)");
    }
    sample.candidates += static_cast<double>(stats.candidates);
    sample.compared += static_cast<double>(stats.compared);
    sample.matches += static_cast<double>(found.size());
    if (query.target == bench::kNoTarget) continue;
    ++sample.sought;
    const std::uint32_t party = parties.names()[query.target].party;
    sample.found += std::any_of(found.begin(), found.end(),
                                [&](const index::NameMatch& match) { return listed.entity_of(match.name) == party; })
                        ? 1U
                        : 0U;
  }
  std::printf("%-9s %8s %8s %8s %8s %9s %11s %9s %9s %9s\n", "queries", "mean us", "p50", "p95", "p99", "max",
              "candidates", "compared", "matches", "found");
  Sample all;
  for (std::size_t kind = 0; kind < samples.size(); ++kind) {
    all.add(samples[kind]);
    print_sample(bench::kQueryClassNames[kind], samples[kind]);
  }
  print_sample("all", all);
  std::sort(told.rbegin(), told.rend());
  for (std::size_t i = 0; i < std::min(slowest, told.size()); ++i) {
    std::printf("slow           %8.0f us  %s\n", told[i].first, told[i].second.c_str());
  }
}

void time_batch(const index::NameIndex& listed, const std::vector<bench::Query>& queries, int threshold,
                unsigned threads) {
  std::atomic<std::size_t> next{0};
  constexpr std::size_t kStep = 16;
  const auto work = [&] {
    index::Searcher searcher;
    std::vector<index::NameMatch> found;
    index::SearchStats stats;
    for (std::size_t first = next.fetch_add(kStep); first < queries.size(); first = next.fetch_add(kStep)) {
      for (std::size_t q = first; q < std::min(first + kStep, queries.size()); ++q) {
        found.clear();
        screen_one(searcher, listed, queries[q], threshold, found, stats);
      }
    }
  };
  const double wall_start = wall();
  const double processor_start = processor();
  {
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < threads; ++i) helpers.emplace_back(work);
    work();
  }
  const double wall_taken = wall() - wall_start;
  const double processor_taken = processor() - processor_start;
  const auto count = static_cast<double>(queries.size());
  std::printf("batch          %u threads: %.0f screenings a second (clock), %.0f a second of processor time\n", threads,
              count / wall_taken, count / processor_taken);
}

void time_analysis(const bench::Parties& parties) {
  const std::size_t count = std::min(kAnalysed, parties.names().size());
  names::warm_up();
  const double start = thread_micros();
  std::size_t parts = 0;
  for (std::size_t i = 0; i < count; ++i)
    parts += names::analyze(parties.text(i), parties.names()[i].type).parts.size();
  const double micros = thread_micros() - start;
  std::printf("analysis       %.2f us a name, %.0f names a second and thread, %.2f parts a name\n",
              micros / static_cast<double>(count), 1e6 * static_cast<double>(count) / micros,
              static_cast<double>(parts) / static_cast<double>(count));
}

template <typename Number>
bool read_number(std::string_view text, Number& number) {
  return std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc();
}

bool read_options(int argc, char** argv, Options& options) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view key = argv[i];
    const std::string_view value = argv[i + 1];
    const bool known = (key == "--names" && read_number(value, options.names)) ||
                       (key == "--queries" && read_number(value, options.queries)) ||
                       (key == "--threads" && read_number(value, options.threads)) ||
                       (key == "--seed" && read_number(value, options.seed)) ||
                       (key == "--check" && read_number(value, options.check)) ||
                       (key == "--threshold" && read_number(value, options.threshold)) ||
                       (key == "--slowest" && read_number(value, options.slowest)) || key == "--index" ||
                       key == "--asked";
    if (!known) return false;
    if (key == "--index") options.index = value;
    if (key == "--asked") options.asked = value;
  }
  return argc % 2 == 1 && options.names > 0 && options.threads > 0;
}

int run(const Options& options) {
  double start = wall();
  const bench::Parties parties = bench::Parties::make(options.names, options.seed, options.threads);
  std::printf("list           %u parties, %zu names, seed %llu, checksum %016llx, made in %.1f s\n",
              parties.party_count(), parties.names().size(), static_cast<unsigned long long>(options.seed),
              static_cast<unsigned long long>(parties.checksum()), wall() - start);
  time_analysis(parties);

  start = wall();
  const double processor_start = processor();
  auto built = bench::build_index(parties, options.threads);
  if (!built.ok()) {
    std::fprintf(stderr, "%s\n", built.error().message.c_str());
    return 1;
  }
  const double taken = wall() - start;
  const double processor_taken = processor() - processor_start;
  const double count = static_cast<double>(parties.names().size());
  std::printf(
      "build          %.2f s on %u threads (%.2f s of processor): %.0f names a second (clock), %.0f a second and "
      "thread of processor\n",
      taken, options.threads, processor_taken, count / taken, count / processor_taken);

  base::MappedFile map;
  std::string_view bytes = *built;
  if (!options.index.empty()) {
    if (const auto written = base::replace_file(options.index, *built); !written.ok()) {
      std::fprintf(stderr, "%s\n", written.error().message.c_str());
      return 1;
    }
    auto mapped = base::MappedFile::open(options.index);
    if (!mapped.ok()) return 1;
    map = std::move(*mapped);
    map.prefer_large_pages();
    *built = std::string();
    bytes = map.bytes();
  }
  std::printf("size           %zu bytes, %.1f a name:%s\n", bytes.size(), static_cast<double>(bytes.size()) / count,
              bench::section_sizes(bytes, count).c_str());

  std::vector<double> opens;
  for (int i = 0; i < 5; ++i) {
    // By the clock: a user waits for it, and it may work on several threads.
    const double opened = wall();
    const auto index = index::NameIndex::open(bytes, "scale.idx", bench::kSubject);
    opens.push_back((wall() - opened) * 1e3);
    if (!index.ok()) {
      std::fprintf(stderr, "%s\n", index.error().message.c_str());
      return 1;
    }
  }
  const double first_open = opens.front();
  std::sort(opens.begin(), opens.end());
  std::printf("open           %.2f ms, median of five %.2f ms\n", first_open, opens[2]);
  const index::NameIndex listed = std::move(*index::NameIndex::open(bytes, "scale.idx", bench::kSubject));
  const double verified = wall();
  if (!listed.verify().ok()) {
    std::fprintf(stderr, "the index does not hold its checksums\n");
    return 1;
  }
  std::printf("verify         %.1f ms (every checksum)\n", (wall() - verified) * 1e3);

  const std::vector<bench::Query> queries =
      bench::make_queries(parties, options.seed, options.queries, options.seed + 7);
  if (!options.asked.empty()) {
    std::string lines;
    for (const bench::Query& query : queries) {
      lines += std::string(bench::kQueryClassNames[static_cast<std::size_t>(query.kind)]) + '\t' +
               std::to_string(static_cast<int>(query.type)) + '\t' + query.text + '\n';
    }
    return base::replace_file(options.asked, lines).ok() ? 0 : 1;
  }
  if (Check(parties, listed, options).run(queries) != 0) return 1;
  time_queries(parties, listed, queries, options.threshold, options.slowest);
  for (unsigned threads = 1; threads <= options.threads; threads *= 2) {
    time_batch(listed, queries, options.threshold, threads);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!read_options(argc, argv, options)) {
    std::fprintf(stderr,
                 "usage: scale_bench --names N [--queries Q] [--threads T] [--seed S] [--index FILE] [--check C] "
                 "[--threshold POINTS] [--slowest K] [--asked FILE]\n");
    return 2;
  }
  return run(options);
}
