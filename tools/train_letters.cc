// Makes data/names/letters.txt: the learned costs of edits of letters.
//
//   ninja -C build train_letters
//   tools/alias_sets.py sdn.csv alt.csv > names.tsv
//   build/src/learn/train_letters names.tsv > letters.txt          learns from all parties
//   build/src/learn/train_letters --half names.tsv > letters.txt   learns from half of them, told by a hash
//   build/src/learn/train_letters --test letters.txt names.tsv [other.tsv...]
//
// names.tsv has a name a line: party, tab, name (any list will do). --test writes the recall of each file by the costs
// of letters.txt; of the first file, the half that --half leaves out, and everywhere pairs of words that the other half
// holds are left out. The same input gives the same output.
#include <cstdint>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "learn/letters.h"
#include "match/letters.h"

namespace {

using penumbra::learn::PartyName;
using penumbra::learn::WordPair;

std::optional<std::vector<PartyName>> read_names(const std::string& path) {
  std::ifstream in(path);
  if (!in) {
    fmt::print(stderr, "train_letters: cannot read {}\n", path);
    return std::nullopt;
  }
  std::vector<PartyName> out;
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string::npos && line[0] != '#') {
      out.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
  }
  return out;
}

// The parties whose names are learnt from with --half, or the others.
std::vector<PartyName> half(const std::vector<PartyName>& names, bool learnt) {
  std::vector<PartyName> out;
  for (const PartyName& name : names) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : name.party) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    hash ^= hash >> 32U;
    if ((hash & 1U) == (learnt ? 0U : 1U)) {
      out.push_back(name);
    }
  }
  return out;
}

int test(const std::string& table, const std::vector<std::string>& files) {
  std::ifstream in(table);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  penumbra::match::LetterCosts costs;
  if (const std::string fault = read_letter_costs(text, costs); !fault.empty()) {
    fmt::print(stderr, "train_letters: {}: {}\n", table, fault);
    return 3;
  }
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto names = read_names(files[i]);
    if (!names) {
      return 3;
    }
    if (i == 0) {
      for (const WordPair& pair : word_pairs(half(*names, true))) {
        seen.emplace(pair.a, pair.b);
      }
    }
    auto pairs = word_pairs(i == 0 ? half(*names, false) : *names);
    std::erase_if(pairs, [&](const WordPair& pair) { return seen.count({pair.a, pair.b}) != 0; });
    const auto told = letter_recall(costs, pairs);
    fmt::print("{}: {} spellings, {} other words: recall at 0.1, 1, 10 % false: {:.1f} {:.1f} {:.1f} %\n", files[i],
               told.same, told.other, 100 * told.recall[0], 100 * told.recall[1], 100 * told.recall[2]);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> files;
  std::string table;
  bool only_half = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--half") {
      only_half = true;
    } else if (argument == "--test" && i + 1 < argc) {
      table = argv[++i];
    } else {
      files.emplace_back(argument);
    }
  }
  if (files.empty() || (table.empty() && files.size() != 1)) {
    fmt::print(stderr,
               "train_letters [--half] NAMES.tsv > letters.txt; train_letters --test letters.txt NAMES.tsv...\n");
    return 2;
  }
  if (!table.empty()) {
    return test(table, files);
  }
  const auto names = read_names(files[0]);
  if (!names) {
    return 3;
  }
  const auto pairs = word_pairs(only_half ? half(*names, true) : *names);
  const auto costs = learn_letters(pairs, {});
  const auto told = letter_recall(costs, pairs);
  fmt::print(
      "# What edits of letters cost between spellings of one name, in hundredths of an edit. Learned; do not edit.\n"
      "#\n"
      "# Made by: tools/alias_sets.py FILES > names.tsv; train_letters{} names.tsv (docs/design/learning.md)\n"
      "# From: {} pairs of words that spell one word in names of one party, {} as near words of other parties. No "
      "name\n"
      "# is kept. Mean cost of a random slip: {:.1f}. A letter beside the same letter is \"doubled\"; what is added "
      "at\n"
      "# the first or last letter of a word may be negative.\n",
      only_half ? " --half" : "", told.same, told.other, penumbra::learn::mean_slip(costs));
  fmt::print("{}", letter_costs_text(costs));
  return 0;
}
