// Learns the weights of the scorer: a new data/names/weights.txt from lists that give parties several names.
//
//   ninja -C build train_weights
//   tools/alias_sets.py sdn.csv alt.csv > names.tsv
//   build/src/learn/train_weights data/names/weights.txt names.tsv > learned.txt
//   build/src/learn/train_weights data/names/weights.txt STORE > learned.txt     names of an imported store
//
// names.tsv has a name a line: party, tab, name, and if known tab, kind (person, organisation, vessel, aircraft).
// Options: --seed N, --names N (most names, whole parties, a choice by hash; 6000), --customers N (2000), --aliases N,
// --slips N, --others N (cases; 3000, 1500, 1500), --rounds N (2), --date YYYY-MM-DD (written beside learned values),
// --anyway (writes a table that does not win).
//
// What is done and found is told on standard error. The table is written only if it wins on the parties held out; else
// the program ends with 1. The same input gives the same bytes.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <fmt/core.h>

#include "base/digest.h"
#include "learn/weights_search.h"
#include "match/score.h"
#include "match/weights.h"
#include "selftest/clean.h"
#include "selftest/parties.h"

namespace {

using penumbra::learn::BorneName;
using penumbra::learn::CaseKind;
using penumbra::learn::Figures;
using penumbra::learn::Prices;
using penumbra::names::NameType;

struct Arguments {
  std::string table;
  std::string names;
  std::map<std::string, std::size_t, std::less<>> numbers = {
      {"--seed", 1},     {"--names", 6000},  {"--customers", 2000}, {"--aliases", 3000},
      {"--slips", 1500}, {"--others", 1500}, {"--rounds", 2}};
  std::string date;
  bool anyway = false;
};

std::optional<Arguments> read_arguments(int argc, char** argv) {
  Arguments out;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const auto number = out.numbers.find(argument);
    if (number != out.numbers.end() && i + 1 < argc) {
      const std::string_view text = argv[++i];
      if (std::from_chars(text.data(), text.data() + text.size(), number->second).ptr != text.data() + text.size()) {
        return std::nullopt;
      }
    } else if (argument == "--date" && i + 1 < argc) {
      out.date = argv[++i];
    } else if (argument == "--anyway") {
      out.anyway = true;
    } else {
      files.emplace_back(argument);
    }
  }
  if (files.size() != 2 || files[0].starts_with("-") || files[1].starts_with("-")) {
    return std::nullopt;
  }
  out.table = files[0];
  out.names = files[1];
  return out;
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    fmt::print(stderr, "train_weights: cannot read {}\n", path);
    return std::nullopt;
  }
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

NameType type_of(std::string_view key) {
  for (const NameType type : {NameType::kPerson, NameType::kOrganisation, NameType::kVessel, NameType::kAircraft}) {
    if (penumbra::names::name_type_key(type) == key) {
      return type;
    }
  }
  return NameType::kAny;
}

// Names of a store without its weak aliases, or of a file of alias sets; sorted, each once.
std::optional<std::vector<BorneName>> read_names(const std::string& path) {
  std::vector<BorneName> out;
  if (std::filesystem::is_directory(path)) {
    const auto parties = penumbra::selftest::listed_parties(path, {}, std::nullopt, std::nullopt);
    if (!parties.ok()) {
      fmt::print(stderr, "train_weights: {}: {}\n", path, parties.error().message);
      return std::nullopt;
    }
    for (const auto& name : parties.value().names) {
      if (!name.weak) {
        out.push_back({name.entity, name.text, penumbra::match::name_type_of_schema(name.schema)});
      }
    }
  } else {
    const auto text = read_file(path);
    if (!text) {
      return std::nullopt;
    }
    std::size_t begin = 0;
    while (begin < text->size()) {
      const std::size_t end = std::min(text->find('\n', begin), text->size());
      const std::string line = text->substr(begin, end - begin);
      begin = end + 1;
      const std::size_t tab = line.find('\t');
      if (tab == std::string::npos || tab == 0 || line[0] == '#') {
        continue;
      }
      const std::size_t second = std::min(line.find('\t', tab + 1), line.size());
      out.push_back({line.substr(0, tab), line.substr(tab + 1, second - tab - 1),
                     type_of(second < line.size() ? line.substr(second + 1) : "")});
    }
  }
  const auto key = [](const BorneName& n) { return std::tie(n.party, n.text, n.type); };
  std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  out.erase(std::unique(out.begin(), out.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
            out.end());
  return out;
}

// Whole parties, chosen by the hash of their key, until the names are about `most`.
std::vector<BorneName> some_parties(std::vector<BorneName> names, std::size_t most) {
  if (names.size() > most) {
    const double share = static_cast<double>(most) / static_cast<double>(names.size());
    std::erase_if(names, [&](const BorneName& name) {
      const std::string hex = penumbra::base::sha256_hex(name.party).substr(0, 8);
      return static_cast<double>(std::stoul(hex, nullptr, 16)) / 4294967296.0 >= share;
    });
  }
  return names;
}

std::vector<BorneName> customers(std::uint64_t seed, std::size_t count) {
  std::vector<BorneName> out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = penumbra::selftest::clean_name(seed, i);
    out.push_back({"", name.text, NameType::kAny});
  }
  return out;
}

std::string told(const Figures& figures, const Prices& prices) {
  std::string out = fmt::format("objective {:.4f}:", penumbra::learn::objective(figures, prices));
  constexpr std::array<const char*, penumbra::learn::kCaseKinds> kLabels = {"aliases found", "slips found",
                                                                            "other parties hit", "customers hit"};
  for (std::size_t k = 0; k < kLabels.size(); ++k) {
    out +=
        fmt::format(" {} {} of {}{}", kLabels[k], figures.hit[k], figures.asked[k], k + 1 < kLabels.size() ? "," : "");
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  namespace learn = penumbra::learn;
  const auto arguments = read_arguments(argc, argv);
  if (!arguments) {
    fmt::print(stderr,
               "train_weights [--seed N] [--names N] [--customers N] [--aliases N] [--slips N] [--others N] "
               "[--rounds N] [--date DAY] [--anyway] WEIGHTS.txt NAMES.tsv|STORE > learned.txt\n");
    return 2;
  }
  const auto number = [&](std::string_view key) { return arguments->numbers.find(key)->second; };
  const auto text = read_file(arguments->table);
  const auto all = text ? read_names(arguments->names) : std::nullopt;
  if (!all) {
    return 3;
  }
  std::string fault;
  learn::movable_weights(*text, fault);
  if (!fault.empty()) {
    fmt::print(stderr, "train_weights: {}: {}\n", arguments->table, fault);
    return 3;
  }
  const auto names = some_parties(*all, number("--names"));
  std::string read;
  for (const BorneName& name : names) {
    read += fmt::format("{}\t{}\t{}\n", name.party, name.text, penumbra::names::name_type_key(name.type));
  }
  learn::PoolOptions options;
  options.seed = number("--seed");
  options.aliases = number("--aliases");
  options.slips = number("--slips");
  options.others = number("--others");
  const auto clean = customers(options.seed, number("--customers"));
  const auto present = learn::table_with(*text, {});
  const auto pool = learn::make_pool(names, clean, options, std::array{present});
  learn::SearchOptions search;
  search.rounds = static_cast<int>(number("--rounds"));
  fmt::print(stderr, "{} names; learnt half: {}\n", names.size(), told(measure(pool, present, false), search.prices));
  const auto result = search_weights(pool, *text, search, [](const std::string& move) {
    fmt::print(stderr, "  {}\n", move);
    std::fflush(stderr);
  });

  // Judged on parties not learnt from, and on what is near by either table.
  const auto learned = learn::table_with(*text, result.changed);
  const auto judge = learn::make_pool(names, clean, options, std::array{present, learned});
  std::string record = fmt::format(
      "# Learned by train_weights from {} names (SHA-256 {}), {} invented customers, seed {};\n"
      "# {} weights of {} tables tried changed.\n",
      names.size(), penumbra::base::sha256_hex(read), clean.size(), options.seed, result.changed.size(), result.tables);
  for (const bool held_out : {false, true}) {
    for (const bool after : {false, true}) {
      record += fmt::format("# {} half, {}: {}\n", held_out ? "held-out" : "learnt", after ? "after" : "before",
                            told(measure(judge, after ? learned : present, held_out), search.prices));
    }
  }
  fmt::print(stderr, "{}", record);
  const bool better = learn::wins(measure(judge, present, true), measure(judge, learned, true), search.prices);
  fmt::print(stderr, "{}\n",
             better ? "The learned table wins on the held-out half." : "The learned table does not win.");
  if (!better && !arguments->anyway) {
    return 1;
  }
  const std::string origin = fmt::format("learned {}from {}", arguments->date.empty() ? "" : arguments->date + " ",
                                         penumbra::base::sha256_hex(read).substr(0, 16));
  fmt::print("{}", learn::weights_text(*text, result.changed, origin, record));
  return 0;
}
