// Screening against all names of a real list: false alerts on clean customers, one typo in listed names, and the time
// of a comparison. Every query is compared with every listed name: slow, but without any doubt about retrieval.
#include <cctype>
#include <cmath>
#include <ctime>
#include <random>
#include <set>

#include <fmt/core.h>

#include "base/csv.h"
#include "data.h"
#include "match/score.h"
#include "measure.h"

namespace penumbra::bench {
namespace {

// Processor time of this process: the machine may be shared.
double seconds_used() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

bool compatible(names::NameType a, names::NameType b) {
  return a == b || a == names::NameType::kAny || b == names::NameType::kAny;
}

// Distinct parties of the list that are hit.
std::set<std::string> screen(const names::Name& query, const std::vector<ListedName>& listed, int threshold,
                             std::uint64_t& compared, std::string* why) {
  std::set<std::string> parties;
  for (const ListedName& candidate : listed) {
    if (!compatible(query.type, candidate.name.type)) {
      continue;
    }
    ++compared;
    const int points = match::score_names(query, candidate.name, threshold);
    if (points >= threshold) {
      if (why != nullptr && parties.empty()) {
        *why = fmt::format("{} {}", candidate.name.original, points);
      }
      parties.insert(candidate.party);
    }
  }
  return parties;
}

std::string typo(const std::string& name, std::mt19937& random) {
  std::string out = name;
  for (int tries = 0; tries < 50; ++tries) {
    const std::size_t i = random() % out.size();
    if (!std::isalpha(static_cast<unsigned char>(out[i]))) {
      continue;
    }
    switch (random() % 4) {
      case 0:
        out[i] = static_cast<char>('a' + random() % 26);
        break;
      case 1:
        out.erase(i, 1);
        break;
      case 2:
        out.insert(i, 1, static_cast<char>('a' + random() % 26));
        break;
      default:
        if (i + 1 >= out.size() || !std::isalpha(static_cast<unsigned char>(out[i + 1]))) {
          continue;
        }
        std::swap(out[i], out[i + 1]);
    }
    break;
  }
  return out;
}

}  // namespace

bool measure_lists(const Options& options) {
  const std::vector<ListedName> listed = read_listed(options.data);
  if (listed.empty()) {
    fmt::print("lists: skipped, lists/us-ofac is not there\n");
    return false;
  }
  const int threshold = static_cast<int>(std::lround(options.threshold * match::kScoreUnit));
  fmt::print("\nAgainst all {} names of the OFAC list (January 2026), every query with every name:\n", listed.size());
  struct Clean {
    const char* label;
    const char* file;
    std::size_t column;
    names::NameType type;
  };
  for (const Clean& clean :
       {Clean{"people, US", "/bench/yente-candidates/negatives_us.csv", 0, names::NameType::kPerson},
        Clean{"people, global", "/bench/yente-candidates/negatives_global.csv", 0, names::NameType::kPerson},
        Clean{"register offices", "/gleif/registration-authorities-1.7.csv", 6, names::NameType::kOrganisation}}) {
    const auto bytes = read_data(options.data + clean.file);
    if (!bytes) {
      continue;
    }
    base::CsvReader reader(*bytes, clean.file);
    base::CsvRow row;
    std::vector<std::string> queries;
    for (auto more = reader.next(row); more.ok() && more.value(); more = reader.next(row)) {
      if (row.fields.size() > clean.column && !row.fields[clean.column].empty()) {
        queries.emplace_back(row.fields[clean.column]);
      }
    }
    const std::size_t step = std::max<std::size_t>(1, queries.size() / static_cast<std::size_t>(options.sample));
    int alerts = 0;
    int asked = 0;
    std::uint64_t compared = 0;
    const double start = seconds_used();
    for (std::size_t i = 1; i < queries.size(); i += step) {
      ++asked;
      std::string why;
      const bool hit = !screen(names::analyze(queries[i], clean.type), listed, threshold, compared, &why).empty();
      alerts += hit ? 1 : 0;
      if (hit && options.verbose) {
        fmt::print("    {} -> {}\n", queries[i], why);
      }
    }
    const double seconds = seconds_used() - start;
    fmt::print("  clean {:<18} {:>5} asked, {:>3} with a hit: {:.2f} %   ({:.0f} ns a comparison)\n", clean.label,
               asked, alerts, 100.0 * alerts / asked, 1e9 * seconds / static_cast<double>(compared));
  }
  std::mt19937 random(1);
  int found = 0;
  int asked = 0;
  std::uint64_t compared = 0;
  const std::size_t step = std::max<std::size_t>(1, listed.size() / static_cast<std::size_t>(options.sample));
  for (std::size_t i = 0; i < listed.size(); i += step) {
    const std::string changed = typo(listed[i].name.original, random);
    const bool hit = screen(names::analyze(changed, listed[i].name.type), listed, threshold, compared, nullptr)
                         .contains(listed[i].party);
    ++asked;
    found += hit ? 1 : 0;
    if (!hit && options.verbose) {
      fmt::print("    lost: {} -> {}\n", listed[i].name.original, changed);
    }
  }
  fmt::print("  one typo           {:>5} listed names, right party found: {:.2f} %\n", asked, 100.0 * found / asked);
  return true;
}

}  // namespace penumbra::bench
