// A checksum of all answers and the time of the search alone, from files: to hold a faster search to the one before.
//
//   search_sum INDEX QUERIES [--threshold P] [--repeat K] [--first Q] [--answers FILE]
//
// INDEX and QUERIES are what `scale_bench --index FILE --asked FILE` or `screening_bench --keep=PREFIX` wrote; a line
// of QUERIES is its class, its names::NameType as a number, and the name, with tabs between them. Times are processor
// time of the thread, analysis included, the least of K rounds for each query. `--answers` writes every name found.

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "index/name_index.h"
#include "index/search.h"

namespace {

using namespace penumbra;  // NOLINT(google-build-using-namespace): one program, one file

constexpr std::uint64_t kSubject = 1;

struct Query {
  std::string_view kind;
  names::NameType type = names::NameType::kAny;
  std::string_view text;
  double micros = 0;
};

struct Sum {
  std::vector<double> micros;
  double candidates = 0, compared = 0, matches = 0;
};

double thread_micros() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

std::vector<Query> read_queries(std::string_view bytes) {
  std::vector<Query> out;
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
    if (second == std::string_view::npos) continue;
    int type = 0;
    std::from_chars(line.data() + first + 1, line.data() + second, type);
    out.push_back({line.substr(0, first), static_cast<names::NameType>(type), line.substr(second + 1)});
  }
  return out;
}

void print(std::string_view name, Sum& sum) {
  std::sort(sum.micros.begin(), sum.micros.end());
  const auto count = static_cast<double>(sum.micros.size());
  const auto at = [&](double share) { return sum.micros[static_cast<std::size_t>(share * (count - 1))]; };
  double total = 0;
  for (const double one : sum.micros) total += one;
  std::printf("%-9s %6.0f %9.1f %9.1f %9.1f %9.1f %9.1f %11.1f %9.2f %9.3f\n", std::string(name).c_str(), count,
              total / count, at(0.5), at(0.95), at(0.99), sum.micros.back(), sum.candidates / count,
              sum.compared / count, sum.matches / count);
}

}  // namespace

int main(int argc, char** argv) {
  int threshold = 7000;
  int repeat = 1;
  std::size_t first = ~std::size_t{0};
  std::string answers;
  bool known = argc >= 3 && argc % 2 == 1;
  for (int i = 3; known && i + 1 < argc; i += 2) {
    const std::string_view key = argv[i];
    const std::string_view value = argv[i + 1];
    const auto number = [&](auto& out) {
      return std::from_chars(value.data(), value.data() + value.size(), out).ec == std::errc();
    };
    known = (key == "--threshold" && number(threshold)) || (key == "--repeat" && number(repeat)) ||
            (key == "--first" && number(first)) || key == "--answers";
    if (key == "--answers") answers = value;
  }
  if (!known) {
    std::fprintf(stderr,
                 "usage: search_sum INDEX QUERIES [--threshold POINTS] [--repeat K] [--first Q] [--answers FILE]\n");
    return 2;
  }
  const auto map = base::MappedFile::open(argv[1]);
  const auto lines = base::MappedFile::open(argv[2]);
  if (!map.ok() || !lines.ok()) {
    std::fprintf(stderr, "%s\n", (map.ok() ? lines : map).error().message.c_str());
    return 1;
  }
  map->prefer_large_pages();
  const auto listed = index::NameIndex::open(map->bytes(), argv[1], kSubject);
  if (!listed.ok()) {
    std::fprintf(stderr, "%s\n", listed.error().message.c_str());
    return 1;
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(
      answers.empty() ? nullptr : std::fopen(answers.c_str(), "w"), [](std::FILE* file) { return std::fclose(file); });
  std::vector<Query> queries = read_queries(lines->bytes());
  queries.resize(std::min(queries.size(), first));
  index::Searcher searcher;
  std::vector<index::NameMatch> found;
  std::map<std::string, Sum> sums;
  std::uint64_t answer_sum = 0;
  for (int round = 0; round < std::max(repeat, 1); ++round) {
    for (Query& query : queries) {
      found.clear();
      const double started = thread_micros();
      const index::PreparedQuery prepared = index::prepare(query.text, query.type);
      const index::SearchStats stats = searcher.search(*listed, prepared, threshold, {}, found);
      const double taken = thread_micros() - started;
      query.micros = round == 0 ? taken : std::min(query.micros, taken);
      if (round != 0) continue;
      for (const index::NameMatch& match : found) {
        for (const std::uint64_t value : {std::uint64_t{match.name}, static_cast<std::uint64_t>(match.points)}) {
          answer_sum = (answer_sum ^ value) * 0x9E3779B97F4A7C15U;
          answer_sum ^= answer_sum >> 29U;
        }
        if (out != nullptr) {
          std::fprintf(out.get(), "%zu\t%u\t%d\n", static_cast<std::size_t>(&query - queries.data()), match.name,
                       match.points);
        }
      }
      answer_sum = (answer_sum ^ found.size()) * 0x9E3779B97F4A7C15U;
      for (const std::string_view name : {query.kind, std::string_view("~all")}) {
        Sum& sum = sums[std::string(name)];
        sum.candidates += static_cast<double>(stats.candidates);
        sum.compared += static_cast<double>(stats.compared);
        sum.matches += static_cast<double>(found.size());
      }
    }
  }
  std::printf("%-9s %6s %9s %9s %9s %9s %9s %11s %9s %9s\n", "us", "count", "mean", "p50", "p95", "p99", "max",
              "candidates", "compared", "matches");
  for (const Query& query : queries) {
    sums[std::string(query.kind)].micros.push_back(query.micros);
    sums["~all"].micros.push_back(query.micros);
  }
  for (auto& [name, sum] : sums) print(name, sum);
  std::printf("answers   %016llx\n", static_cast<unsigned long long>(answer_sum));
  return 0;
}
