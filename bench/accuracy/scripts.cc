// Names across scripts: single words against their Latin spelling (mined from Wikidata), the recall above the score
// that lets one false pair in a thousand through; and full names in several scripts.
#include <algorithm>
#include <random>
#include <sstream>

#include <fmt/core.h>

#include "data.h"
#include "match/score.h"
#include "measure.h"

namespace penumbra::bench {
namespace {

struct WordPair {
  names::Name latin;
  names::Name native;
};

int points(const names::Name& a, const names::Name& b) {
  return match::compare_names(a, b).points;
}

void measure_words(const std::string& language, const std::string& bytes, bool verbose) {
  std::vector<WordPair> pairs;
  for (const std::string& line : lines_of(bytes)) {
    std::istringstream in(line);
    std::string latin;
    std::string native;
    if (!std::getline(in, latin, '\t') || !std::getline(in, native, '\t') || latin.size() < 5) {
      continue;
    }
    native.erase(std::remove(native.begin(), native.end(), ' '), native.end());
    // As a customer's form has them: people, with a capital (ASCII only; other letters are folded anyway).
    latin[0] = static_cast<char>(latin[0] >= 'a' && latin[0] <= 'z' ? latin[0] - 'a' + 'A' : latin[0]);
    pairs.push_back(
        {names::analyze(latin, names::NameType::kPerson), names::analyze(native, names::NameType::kPerson)});
  }
  std::mt19937 random(7);
  std::shuffle(pairs.begin(), pairs.end(), random);
  pairs.resize(std::min<std::size_t>(pairs.size(), 2000));
  std::vector<int> right;
  std::vector<int> wrong;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    right.push_back(points(pairs[i].latin, pairs[i].native));
    for (int k = 0; k < 5; ++k) {
      const std::size_t j = random() % pairs.size();
      if (j != i) {
        wrong.push_back(points(pairs[j].latin, pairs[i].native));
      }
    }
    if (verbose && right.back() < 7000 && i < 60) {
      fmt::print("    {} {} ({})\n", pairs[i].latin.original, pairs[i].native.latin(), right.back());
    }
  }
  std::sort(wrong.rbegin(), wrong.rend());
  const int bound = wrong[wrong.size() / 1000];
  const auto above = [](const std::vector<int>& all, int least) {
    return 100.0 * static_cast<double>(std::count_if(all.begin(), all.end(), [&](int p) { return p >= least; })) /
           static_cast<double>(all.size());
  };
  fmt::print(
      "  {:<10} {:>5} words: {:>5.1f} % above the score {:.4f} of one false pair in 1,000; at 0.70 {:>5.1f} %, false "
      "{:.2f} %\n",
      language, pairs.size(), above(right, bound + 1), bound / 10000.0, above(right, 7000), above(wrong, 7000));
}

}  // namespace

bool measure_scripts(const Options& options) {
  bool any = false;
  fmt::print("\nSingle words across scripts:\n");
  for (const char* language : {"russian", "arabic", "hebrew", "chinese", "katakana", "korean"}) {
    const auto bytes = read_data(options.data + "/bench/transliteration/wd_" + language + ".tsv");
    if (bytes) {
      measure_words(language, *bytes, options.verbose);
      any = true;
    }
  }
  if (const auto bytes = read_data(options.data + "/bench/watchman-cross_script_pairs.csv")) {
    int hits = 0;
    int total = 0;
    for (const std::string& line : lines_of(*bytes)) {
      std::istringstream in(line);
      std::string a;
      std::string b;
      if (line.empty() || line[0] == '#' || !std::getline(in, a, ',') || !std::getline(in, b, ',')) {
        continue;
      }
      const auto result = match::compare("Person", a, b, options.threshold);
      ++total;
      hits += result.hit ? 1 : 0;
      if (!result.hit && options.verbose) {
        fmt::print("    {} {} {:.4f}\n", a, b, result.score);
      }
    }
    fmt::print("  full names in other scripts (watchman): {} of {} hits\n", hits, total);
    any = true;
  }
  return any;
}

}  // namespace penumbra::bench
