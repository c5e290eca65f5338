// The shape of a list of names in figures: how much its frequent words bear, how its vocabulary grows, how close its
// words lie. For synthetic parties and, line by line, for any list of names.
//
//   scale_shape [--names N] [--seed S] [--lines FILE] [--print K] [--law]

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cultures.h"
#include "parties.h"
#include "words.h"

namespace {

using namespace penumbra;  // NOLINT(google-build-using-namespace): one program, one file

struct Options {
  std::uint32_t names = 100'000;
  std::uint64_t seed = 1;
  std::size_t print = 0;
  std::string lines;
  bool law = false;
};

// Letters and digits and all bytes beyond ASCII, lower case.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool word = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 128;
    if (word) words.back() += upper ? static_cast<char>(c - 'A' + 'a') : c;
    if (!word && !words.back().empty()) words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// Whether one insertion, deletion, substitution or exchange of neighbours makes b of a.
bool one_edit(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a == b) return false;
  std::size_t head = 0;
  while (head < a.size() && a[head] == b[head]) ++head;
  if (a.size() < b.size()) return a.substr(head) == b.substr(head + 1);
  if (a.substr(head + 1) == b.substr(head + 1)) return true;
  return head + 1 < a.size() && a[head] == b[head + 1] && a[head + 1] == b[head] &&
         a.substr(head + 2) == b.substr(head + 2);
}

// Mean number of words at one edit from a word of four letters or more, among the words given.
double neighbours(const std::vector<std::string>& words) {
  std::size_t asked = 0;
  std::size_t met = 0;
  const std::size_t step = std::max<std::size_t>(1, words.size() / 1000);
  for (std::size_t i = 0; i < words.size(); i += step) {
    if (words[i].size() < 4) continue;
    ++asked;
    for (const std::string& other : words) met += one_edit(words[i], other) ? 1U : 0U;
  }
  return asked == 0 ? 0 : static_cast<double>(met) / static_cast<double>(asked);
}

void report(const std::vector<std::string_view>& names) {
  std::unordered_map<std::string, std::size_t> counts;
  std::size_t words = 0;
  std::size_t bytes = 0;
  std::vector<std::string> early;  // vocabulary of the first ten thousand names
  std::printf("%10s %10s\n", "names", "words");
  for (std::size_t i = 0; i < names.size(); ++i) {
    bytes += names[i].size();
    for (std::string& word : words_of(names[i])) {
      ++words;
      ++counts[std::move(word)];
    }
    const std::size_t seen = i + 1;
    if (seen == 10'000) {
      for (const auto& [word, count] : counts) early.push_back(word);
    }
    if (seen == 1'000 || seen == 10'000 || seen == 25'000 || seen == 100'000 || seen == 1'000'000 ||
        seen == names.size()) {
      std::printf("%10zu %10zu distinct\n", seen, counts.size());
    }
  }
  std::vector<std::size_t> sorted;
  std::size_t once = 0;
  for (const auto& [word, count] : counts) {
    sorted.push_back(count);
    once += count == 1 ? 1U : 0U;
  }
  std::sort(sorted.rbegin(), sorted.rend());
  std::size_t sum = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    sum += sorted[i];
    if (i == 0 || i == 9 || i == 99 || i == 999 || i == 9999) {
      std::printf("share of the first %5zu words: %5.1f %%\n", i + 1,
                  100.0 * static_cast<double>(sum) / static_cast<double>(words));
    }
  }
  const auto all = static_cast<double>(names.size());
  std::printf("words a name %.2f, bytes a name %.1f, words seen once %.0f %% of the vocabulary\n",
              static_cast<double>(words) / all, static_cast<double>(bytes) / all,
              100.0 * static_cast<double>(once) / static_cast<double>(counts.size()));
  std::sort(early.begin(), early.end());
  if (!early.empty())
    std::printf("words at one edit from a word, in the first 10,000 names: %.2f\n", neighbours(early));
}

// The law of the largest families, beside what the United States census of 2000 published.
void report_law() {
  for (const bench::Culture& culture : bench::cultures()) {
    if (culture.key != "english") continue;
    const bench::ZipfMandelbrot law(culture.family_law.words, culture.family_law.offset, culture.family_law.eighths);
    bench::Random random(1);
    constexpr std::size_t kDraws = 4'000'000;
    std::vector<std::uint32_t> ranks(kDraws);
    for (std::uint32_t& rank : ranks) rank = law.draw(random);
    for (const std::uint32_t first : {1U, 25U, 244U, 275U, 151'671U}) {
      const auto within = std::count_if(ranks.begin(), ranks.end(), [&](std::uint32_t rank) { return rank < first; });
      std::printf("share of the first %6u families: %5.1f %%\n", first, 100.0 * static_cast<double>(within) / kDraws);
    }
  }
}

template <typename Number>
void read_number(std::string_view text, Number& number) {
  std::from_chars(text.data(), text.data() + text.size(), number);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view key = argv[i];
    const std::string_view value = i + 1 < argc ? argv[i + 1] : "";
    if (key == "--law") {
      options.law = true;
      continue;
    }
    if (key == "--names") read_number(value, options.names);
    if (key == "--seed") read_number(value, options.seed);
    if (key == "--print") read_number(value, options.print);
    if (key == "--lines") options.lines = value;
    ++i;
  }
  if (options.law) {
    report_law();
    return 0;
  }
  std::vector<std::string> lines;
  std::vector<std::string_view> names;
  bench::Parties parties;
  if (options.lines.empty()) {
    parties = bench::Parties::make(options.names, options.seed, 1);
    for (std::size_t i = 0; i < parties.names().size(); ++i) names.push_back(parties.text(i));
    std::printf("%u parties, checksum %016llx\n", parties.party_count(),
                static_cast<unsigned long long>(parties.checksum()));
  } else {
    std::ifstream file(options.lines);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    for (const std::string& line : lines) names.push_back(line);
  }
  for (std::size_t i = 0; i < options.print && i < names.size(); ++i) {
    if (options.lines.empty()) {
      std::printf("%u\t%s\t", parties.names()[i].party,
                  std::string(names::name_type_key(parties.names()[i].type)).c_str());
    }
    std::printf("%.*s\n", static_cast<int>(names[i].size()), names[i].data());
  }
  if (options.print == 0) report(names);
  return 0;
}
