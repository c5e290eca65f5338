// Whole entities: the labelled checks of nomenklatura's entity bench, and what the facts beside the name do.
//
// The file is YAML; the part of it that the checks use (a list of mappings, two levels, plain or single-quoted texts,
// lists of texts) is read here, because no YAML library is worth a benchmark.
#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <string_view>

#include "base/csv.h"
#include "base/file.h"
#include "data.h"
#include "measure.h"
#include "penumbra/entity_comparison.h"

namespace penumbra::bench {
namespace {

struct Check {
  bool match = false;
  PartyRecord query;
  PartyRecord candidate;
};

std::string unquoted(std::string_view text) {
  if (text.size() < 2 || (text.front() != '\'' && text.front() != '"') || text.back() != text.front()) {
    return std::string(text);
  }
  const char quote = text.front();
  text = text.substr(1, text.size() - 2);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out.push_back(text[i]);
    if (quote == '\'' && text[i] == '\'' && i + 1 < text.size() && text[i + 1] == '\'') ++i;
  }
  return out;
}

// Nothing where the file says what this reader does not know: a silently shortened benchmark would lie.
std::optional<std::vector<Check>> read_checks(const std::string& bytes) {
  std::vector<Check> out;
  PartyRecord* side = nullptr;
  std::string property;
  for (const std::string& raw : lines_of(bytes)) {
    if (raw.empty() || raw == "checks:") continue;
    if (raw.starts_with("- ")) {
      out.emplace_back();
      side = nullptr;
    }
    if (out.empty()) return std::nullopt;
    const std::size_t indent = raw.find_first_not_of(" -");
    if (indent == std::string::npos) return std::nullopt;
    std::string_view rest = std::string_view(raw).substr(indent);
    const bool item =
        side != nullptr && raw.find("- ") != std::string::npos && raw.find("- ") + 2 == indent && indent > 2;
    if (item) {
      side->properties.push_back({property, unquoted(rest)});
      continue;
    }
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string key(rest.substr(0, colon));
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(' ', colon + 1) == std::string_view::npos
                                                 ? rest.size()
                                                 : rest.find_first_not_of(' ', colon + 1)));
    Check& check = out.back();
    if (indent == 2) {
      side = key == "query" ? &check.query : key == "candidate" ? &check.candidate : nullptr;
      if (key == "match") check.match = rest == "true";
      if (key == "schema") check.query.schema = check.candidate.schema = std::string(rest);
    } else if (side != nullptr && indent == 4) {
      if (key == "schema") {
        side->schema = std::string(rest);
        continue;
      }
      property = key;
      if (!rest.empty()) side->properties.push_back({property, unquoted(rest)});
    } else {
      return std::nullopt;
    }
  }
  return out;
}

// Labels of the name bench by pair of names: the same authors labelled some pairs one way there and the other way here.
using Labels = std::map<std::pair<std::string, std::string>, bool>;

std::pair<std::string, std::string> pair_of(std::string a, std::string b) {
  if (b < a) std::swap(a, b);
  return {std::move(a), std::move(b)};
}

Labels read_labels(const std::string& path) {
  Labels out;
  const auto bytes = base::read_file(path, std::uint64_t{1} << 30);
  if (!bytes.ok()) return out;
  base::CsvReader reader(*bytes, path);
  base::CsvRow row;
  auto more = reader.next(row);
  const base::CsvHeader header(row);
  const auto name1 = header.find("name1");
  const auto name2 = header.find("name2");
  const auto label = header.find("is_match");
  if (!name1 || !name2 || !label) return out;
  for (more = reader.next(row); more.ok() && *more; more = reader.next(row)) {
    out.emplace(pair_of(std::string(row.fields[*name1]), std::string(row.fields[*name2])),
                row.fields[*label] == "true");
  }
  return out;
}

std::string name_of(const PartyRecord& record) {
  for (const StatedFact& value : record.properties) {
    if (value.property == "name") return value.text;
  }
  return {};
}

std::string show(const PartyRecord& record) {
  std::string out;
  for (const StatedFact& value : record.properties) {
    out += (out.empty() ? "" : ", ") + value.property + "=" + value.text;
  }
  return out;
}

}  // namespace

bool measure_entities(const Options& options) {
  const std::string path = options.data + "/bench/nomenklatura/checks.yml";
  const auto bytes = base::read_file(path, std::uint64_t{1} << 26);
  if (!bytes.ok()) {
    fmt::print("entities: skipped, {}\n", to_string(bytes.error()));
    return false;
  }
  const auto checks = read_checks(*bytes);
  if (!checks) {
    fmt::print("entities: {} has a form that is not read here\n", path);
    return false;
  }
  Counts counts;
  Counts turned;
  Counts agreed;  // without those that the name bench labels the other way
  const Labels labels = read_labels(options.data + "/bench/nomenklatura/cases.csv");
  int sums = 0;
  std::ofstream errors;
  if (!options.errors.empty()) errors.open(options.errors, std::ios::app);
  for (const Check& check : *checks) {
    const auto ours = compare_entities(check.query, check.candidate, options.threshold);
    const auto back = compare_entities(check.candidate, check.query, options.threshold);
    if (!ours.ok() || !back.ok()) {
      fmt::print("entities: {}\n", to_string(ours.ok() ? back.error() : ours.error()));
      return false;
    }
    int sum = 0;
    for (const ScoreFeature& feature : ours->features) sum += feature.points;
    sums += sum == ours->points ? 0 : 1;
    const bool hit = ours->verdict == Verdict::kHits;
    counts.add(check.match, hit);
    turned.add(check.match, back->verdict == Verdict::kHits);
    const auto label = labels.find(pair_of(name_of(check.query), name_of(check.candidate)));
    if (label == labels.end() || label->second == check.match) agreed.add(check.match, hit);
    if (hit == check.match) continue;
    const std::string line = fmt::format("{} {:.4f} [{}] {} | {}\n", check.match ? "MISSED" : "FALSE ", ours->score(),
                                         check.query.schema, show(check.query), show(check.candidate));
    if (options.verbose) fmt::print("  {}", line);
    if (errors) errors << line;
  }
  fmt::print(
      "Whole entities at threshold {:.2f}: {} checks, {} right ({} missed, {} false); {} right when turned; {} sums "
      "wrong\n",
      options.threshold, counts.total(), counts.true_hits + counts.true_clears, counts.missed, counts.false_hits,
      turned.true_hits + turned.true_clears, sums);
  fmt::print("  without the {} that the name pairs label the other way: {} of {} right\n",
             counts.total() - agreed.total(), agreed.true_hits + agreed.true_clears, agreed.total());
  fmt::print("  the best open engine (nomenklatura 4.17.4, logic-v2): 103 of the 119 visible ones\n");
  return true;
}

}  // namespace penumbra::bench
