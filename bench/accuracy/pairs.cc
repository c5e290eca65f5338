// Pairs of names, by group and quality, for us and for the reference engine's frozen run on the same rows.
#include <cmath>
#include <fstream>
#include <map>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "base/csv.h"
#include "base/digest.h"
#include "base/file.h"
#include "match/score.h"
#include "measure.h"

namespace penumbra::bench {
namespace {

std::map<std::string, double, std::less<>> read_frozen(const std::string& path) {
  std::map<std::string, double, std::less<>> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const std::size_t comma = line.find(',');
    if (!line.empty() && line[0] != '#' && comma != std::string::npos) {
      out[line.substr(0, comma)] = std::stod(line.substr(comma + 1));
    }
  }
  return out;
}

struct Two {
  Counts ours;
  Counts theirs;
};

void print_line(const std::string& name, const Two& two) {
  fmt::print("  {:<28} {:>4}   {:.3f} {:.3f} {:.3f}   {:.3f} {:.3f} {:.3f}\n", name, two.ours.total(),
             two.ours.precision(), two.ours.recall(), two.ours.f1(), two.theirs.precision(), two.theirs.recall(),
             two.theirs.f1());
}

}  // namespace

bool measure_pairs(const Options& options) {
  const std::string path = options.data + "/bench/nomenklatura/cases.csv";
  const auto bytes = base::read_file(path, std::uint64_t{1} << 30);
  if (!bytes.ok()) {
    fmt::print("pairs: skipped, {}\n", to_string(bytes.error()));
    return false;
  }
  const auto frozen = read_frozen(options.frozen);
  base::CsvReader reader(bytes.value(), path);
  base::CsvRow row;
  auto more = reader.next(row);
  const base::CsvHeader header(row);
  const auto column = [&](std::string_view name) { return header.find(name).value_or(0); };
  const std::size_t group = column("case_group");
  const std::size_t schema = column("schema");
  const std::size_t name1 = column("name1");
  const std::size_t name2 = column("name2");
  const std::size_t label = column("is_match");
  const std::size_t quality = column("quality");
  Two all;
  Two without_people;
  std::map<std::string, Two> by_group;
  std::map<std::string, Two> by_quality;
  int rows = 0;
  int unknown = 0;
  int asymmetric = 0;
  std::ofstream errors(options.errors);
  for (more = reader.next(row); more.ok() && more.value(); more = reader.next(row)) {
    const auto& f = row.fields;
    const match::PairComparison ours = match::compare(f[schema], f[name1], f[name2], options.threshold);
    const match::PairComparison turned = match::compare(f[schema], f[name2], f[name1], options.threshold);
    asymmetric += ours.detail.points != turned.detail.points ? 1 : 0;
    const std::string key =
        base::sha256_hex(std::string(f[schema]) + "|" + std::string(f[name1]) + "|" + std::string(f[name2]))
            .substr(0, 16);
    const auto found = frozen.find(key);
    ++rows;
    const bool truth = f[label] == "true";
    const bool theirs = found != frozen.end() && found->second >= options.threshold;
    unknown += found == frozen.end() ? 1 : 0;
    const auto add = [&](Two& two) {
      two.ours.add(truth, ours.hit);
      two.theirs.add(truth, theirs);
    };
    add(all);
    if (f[group] != "synth_people") {
      add(without_people);
    }
    add(by_group[std::string(f[group])]);
    add(by_quality[std::string(f[quality])]);
    if (truth != ours.hit && errors) {
      errors << fmt::format("{} {:.4f} [{}] {} | {} | {} ({})\n", truth ? "MISSED" : "FALSE ", ours.score, f[schema],
                            f[name1], f[name2], f[quality], f[group]);
      for (const auto& point : ours.detail.explanation) {
        errors << fmt::format("    {:>6} {:<20} {} | {}\n", point.points, feature_key(point.feature), point.query,
                              point.candidate);
      }
    }
  }
  fmt::print(
      "Name pairs at threshold {:.2f}: {} rows; {} of them not in the frozen run; {} scores differ when turned\n",
      options.threshold, rows, unknown, asymmetric);
  fmt::print("  {:<28} {:>4}   {:<17}   {}\n", "", "n", "ours P R F1", "logic-v2 (frozen) P R F1");
  print_line("all", all);
  print_line("without synth_people", without_people);
  for (const auto& [name, two] : by_group) {
    print_line(name, two);
  }
  for (const auto& [name, two] : by_quality) {
    print_line("quality " + name, two);
  }
  const Counts& strong = by_quality["STRONG"].ours;
  fmt::print("  wrong STRONG rows: {} (missed {}, false {}); logic-v2: {}\n", strong.missed + strong.false_hits,
             strong.missed, strong.false_hits,
             by_quality["STRONG"].theirs.missed + by_quality["STRONG"].theirs.false_hits);
  return true;
}

}  // namespace penumbra::bench
