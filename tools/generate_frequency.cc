// Writes data/names/frequency.txt from lines of "word, tab, share in parts per thousand million" (tools/
// make_name_frequency.py): the words are romanised and folded by our own analysis, so that all scripts meet in one
// table. Run by hand, and again whenever the fold changes:
//
//   g++ -std=c++20 -Isrc -Iinclude tools/generate_frequency.cc -o /tmp/generate_frequency
//   build/src/names/libpenumbra_names.a
//       build/src/text/libpenumbra_text.a build/src/base/libpenumbra_base.a $(pkg-config --libs icu-uc fmt)
//   /tmp/generate_frequency "Sources: ..." < words.tsv > data/names/frequency.txt
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>

#include "names/frequency.h"
#include "names/name.h"

int main(int argc, char** argv) {
  std::map<std::string, double> shares;
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) {
      continue;
    }
    const penumbra::names::Name name =
        penumbra::names::analyze(line.substr(0, tab), penumbra::names::NameType::kPerson);
    const double share = std::atof(line.c_str() + tab + 1) / 1e9;
    for (const penumbra::names::Part& part : name.parts) {
      if (part.weight > 0 && part.fold.size > 1 && part.kind != penumbra::names::PartKind::kNumber) {
        double& known = shares[std::string(name.view().fold(part))];
        known = std::max(known, share);
      }
    }
  }
  std::map<int, std::set<std::string>> by_class;
  for (const auto& [fold, share] : shares) {
    const int half_bits = static_cast<int>(std::lround(-2 * std::log2(share)));
    by_class[penumbra::names::frequency_of_surprisal(half_bits)].insert(fold);
  }
  by_class.erase(0);
  std::printf("# How common words are in names of people, in the population where they are most common.\n");
  for (int i = 1; i < argc; ++i) {
    std::printf("# %s\n", argv[i]);
  }
  std::printf(
      "# Made by tools/make_name_frequency.py and tools/generate_frequency.cc; words are folded (src/names/fold.h).\n"
      "# class: words. A word of class c makes up about one in 2^((41 - c) / 2) of the words of names.\n");
  for (auto at = by_class.rbegin(); at != by_class.rend(); ++at) {
    std::string line;
    for (const std::string& word : at->second) {
      if (line.size() + word.size() > 150) {
        std::printf("%d:%s\n", at->first, line.c_str());
        line.clear();
      }
      line += " " + word;
    }
    std::printf("%d:%s\n", at->first, line.c_str());
  }
}
