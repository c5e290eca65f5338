// Holds the index to the full scan over a whole list: altered listed names and clean names, at several thresholds.
//
//   differential [--queries N] [--first Q] [--seed S] [--threads T] [--plain 1] [--progress N] [FILE...]
//
// FILEs are one version of any list that the program reads; without them OFAC's list is taken where it is there. Query
// number n of a seed is the same whatever the threads, so that a long run may be broken off and gone on with: --first
// takes what --progress, every N queries, said to be done.
//
// Ends 0 when not one pair is lost and every score is the same, 1 otherwise, naming the first differences.

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "index/build.h"
#include "index/name_index.h"
#include "index/search.h"
#include "listed_names.h"
#include "match/score.h"
#include "reference/alter.h"
#include "reference/full_scan.h"

namespace {

using namespace penumbra;  // NOLINT(google-build-using-namespace): one program, one file

constexpr int kLowest = 6000;
constexpr int kThresholds[] = {6000, 7000, 8000, 9000};
// Queries are made in blocks with a seed each, so that a run gives the same queries whatever the threads.
constexpr std::size_t kBlock = 50;

struct Options {
  std::size_t queries = 20000;
  std::size_t first = 0;  // the number of the first query, rounded down to a whole block
  std::size_t progress = 0;
  std::uint64_t seed = 1;
  unsigned threads = 1;
  bool plain = false;  // scores in full, many times as slow
  std::vector<std::string> files;
};

struct Totals {
  std::atomic<std::uint64_t> queries{0}, pairs{0}, lost{0}, extra{0}, other_score{0};
  std::mutex printing;
};

std::string make_query(const bench::Corpus& corpus, reference::Random& random, names::NameType& type) {
  type = names::NameType::kAny;
  if (random.below(8) == 0) {
    std::string clean = corpus.clean_names[random.below(corpus.clean_names.size())];
    return random.below(2) == 0
               ? clean
               : reference::alter(clean, static_cast<reference::Alteration>(random.below(reference::kAlterationCount)),
                                  random);
  }
  const model::Entity& entity = corpus.entities[random.below(corpus.entities.size())];
  const auto listed = model::names_of(entity);
  if (listed.empty()) return entity.id;
  if (random.below(2) == 0) type = match::name_type_of_schema(entity.schema);
  std::string name(listed[random.below(listed.size())].text);
  for (std::size_t times = random.below(4); times > 0; --times) {
    name =
        reference::alter(name, static_cast<reference::Alteration>(random.below(reference::kAlterationCount)), random);
  }
  return name;
}

void compare(const std::string& name, const index::PreparedQuery& query, const std::vector<index::NameMatch>& all,
             const index::NameIndex& index, const reference::GivenOrder& given, index::Searcher& searcher,
             Totals& totals) {
  std::vector<index::NameMatch> found;
  // Both ways to search an index of this size.
  const auto each_way = [&](const auto& visit) {
    for (const int threshold : kThresholds) {
      for (const bool counted : {true, false}) visit(threshold, counted);
    }
  };
  each_way([&](int threshold, bool counted) {
    found.clear();
    searcher.search(index, query, threshold, {.counted = counted}, found);
    given.renumber(found);
    auto have = found.begin();
    const auto report = [&](const char* what, std::uint32_t number, std::atomic<std::uint64_t>& counter) {
      if (++counter > 10) return;
      const std::lock_guard<std::mutex> lock(totals.printing);
      std::fprintf(stderr, "%s: query '%s' threshold %d name %u\n", what, name.c_str(), threshold, number);
    };
    for (const index::NameMatch& want : all) {
      if (want.points < threshold) continue;
      for (; have != found.end() && have->name < want.name; ++have) report("extra", have->name, totals.extra);
      if (have == found.end() || have->name != want.name) {
        report("LOST", want.name, totals.lost);
        continue;
      }
      if (have->points != want.points) report("other score", want.name, totals.other_score);
      ++have;
    }
    for (; have != found.end(); ++have) report("extra", have->name, totals.extra);
  });
}

bool parse(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; i += 2) {
    const std::string_view flag = argv[i];
    if (!flag.starts_with("--")) {
      options.files.assign(argv + i, argv + argc);
      return std::none_of(options.files.begin(), options.files.end(),
                          [](const std::string& file) { return file.starts_with("--"); });
    }
    if (i + 1 == argc) return false;
    const std::string_view text = argv[i + 1];
    std::uint64_t value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc()) return false;
    if (flag == "--queries") {
      options.queries = value;
    } else if (flag == "--first") {
      options.first = value;
    } else if (flag == "--progress") {
      options.progress = value;
    } else if (flag == "--seed") {
      options.seed = value;
    } else if (flag == "--threads") {
      options.threads = std::max(1U, static_cast<unsigned>(value));
    } else if (flag == "--plain") {
      options.plain = value != 0;
    } else {
      return false;
    }
  }
  return true;
}

// Blocks are taken in order and end in any; a run that is broken off is gone on with behind the last one before which
// all have ended.
class Progress {
 public:
  explicit Progress(const Options& options, const Totals& totals)
      : every_(options.progress), reached_(options.first / kBlock), totals_(totals) {}

  void ended(std::size_t block) {
    const std::lock_guard<std::mutex> lock(guard_);
    ended_.insert(block);
    while (!ended_.empty() && *ended_.begin() == reached_) {
      ended_.erase(ended_.begin());
      ++reached_;
    }
    if (every_ == 0 || reached_ * kBlock < told_ + every_) return;
    told_ = reached_ * kBlock;
    std::fprintf(stderr, "done below query %zu: %llu queries here, %llu lost, %llu extra, %llu other scores\n", told_,
                 static_cast<unsigned long long>(totals_.queries), static_cast<unsigned long long>(totals_.lost),
                 static_cast<unsigned long long>(totals_.extra), static_cast<unsigned long long>(totals_.other_score));
  }

 private:
  std::size_t every_;
  std::size_t reached_;   // the first block that has not ended
  std::size_t told_ = 0;  // the query that was named last
  std::set<std::size_t> ended_;
  const Totals& totals_;
  std::mutex guard_;
};

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!parse(argc, argv, options)) {
    std::fputs(
        "usage: differential [--queries N] [--first Q] [--seed S] [--threads T] [--plain 1] [--progress N] [FILE...]\n",
        stderr);
    return 2;
  }
  const std::optional<bench::Corpus> loaded =
      options.files.empty() ? bench::load_corpus() : bench::load_list(options.files);
  if (!loaded) return 1;
  const bench::Corpus& corpus = *loaded;
  const auto built = index::build(corpus.entities, 1, options.threads);
  if (!built.ok()) {
    std::fputs((to_string(built.error()) + "\n").c_str(), stderr);
    return 1;
  }
  const auto opened = index::NameIndex::open(built.value(), "differential.idx", 1);
  if (!opened.ok()) {
    std::fputs((to_string(opened.error()) + "\n").c_str(), stderr);
    return 1;
  }
  const index::NameIndex& index = opened.value();
  const reference::FullScan scan(corpus.entities);
  const reference::GivenOrder given(index);
  Totals totals;
  Progress progress(options, totals);
  std::atomic<std::size_t> next{options.first / kBlock};
  const std::size_t end = (options.first / kBlock) * kBlock + options.queries;
  const auto started = std::chrono::steady_clock::now();
  const std::clock_t processor_started = std::clock();
  const auto work = [&] {
    index::Searcher searcher;
    for (std::size_t block = next++; block * kBlock < end; block = next++) {
      reference::Random random(options.seed * 0x100000001b3U + block);
      const std::size_t count = std::min(kBlock, end - block * kBlock);
      for (std::size_t i = 0; i < count; ++i) {
        names::NameType type{};
        const std::string name = make_query(corpus, random, type);
        const index::PreparedQuery query = index::prepare(name, type);
        const auto all = options.plain ? scan.search(query.name, kLowest) : scan.search_quickly(query.name, kLowest);
        ++totals.queries;
        totals.pairs += all.size();
        compare(name, query, all, index, given, searcher, totals);
      }
      progress.ended(block);
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < options.threads; ++i) helpers.emplace_back(work);
    work();
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  const double processor = static_cast<double>(std::clock() - processor_started) / CLOCKS_PER_SEC;
  std::printf("%s: %u names, %zu bytes of index\n", corpus.description.c_str(), index.name_count(), index.size_bytes());
  std::printf(
      "%llu queries (seed %llu), %llu pairs at 0.60 or more: %llu lost, %llu extra, %llu other scores; %.1f s, %.1f s "
      "of "
      "processor time for 1,000 queries\n",
      static_cast<unsigned long long>(totals.queries), static_cast<unsigned long long>(options.seed),
      static_cast<unsigned long long>(totals.pairs), static_cast<unsigned long long>(totals.lost),
      static_cast<unsigned long long>(totals.extra), static_cast<unsigned long long>(totals.other_score), took.count(),
      1000.0 * processor / static_cast<double>(std::max<std::uint64_t>(totals.queries, 1)));
  const bool same = totals.lost + totals.extra + totals.other_score == 0;
  return same && totals.pairs > 0 ? 0 : 1;
}
