#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/file.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/entity_pairs.h"
#include "cli/table_input.h"
#include "penumbra/comparison.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string schema;
  std::vector<std::string> names;
  std::string pairs;
  std::string entities;
  std::string out;
  double threshold = kDefaultScreenThreshold;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

// "hit", "clear", "incomplete": one pair is a hit or none, where a screening has hits.
std::string_view pair_verdict(Verdict verdict) {
  return verdict == Verdict::kHits ? "hit" : verdict_key(verdict);
}

int compare_two(Console& console, const Options& options) {
  const auto result = compare_names(options.schema, options.names[0], options.names[1], options.threshold);
  if (!result.ok()) return fail(console, result.error());
  const NameComparison& comparison = *result;
  switch (parse_format(*options.format)) {
    case Format::kJson:
    case Format::kJsonLines:
      console.print(to_json(options.schema, options.names[0], options.names[1], comparison) + "\n");
      break;
    case Format::kCsv: {
      std::string row = "schema,name1,name2,score,verdict\n";
      for (const std::string& cell : {options.schema, options.names[0], options.names[1]}) {
        base::append_csv_field(row, cell, true);
        row += ',';
      }
      row += fmt::format("{:.4f},{}\n", comparison.score(), pair_verdict(comparison.verdict));
      console.print(row);
      break;
    }
    case Format::kTable: {
      const Style style = comparison.verdict == Verdict::kHits ? Style::kRed : Style::kGreen;
      std::string verdict(pair_verdict(comparison.verdict));
      for (char& c : verdict) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      console.print(fmt::format("{}  {:.2f}/1.00  {}  ~  {}\n", console.styled(style, verdict), comparison.score(),
                                printable(options.names[0]), printable(options.names[1])));
      for (const ScoreFeature& feature : comparison.features) {
        if (feature.points == 0 && feature.text.empty()) continue;
        console.print(fmt::format("  {:>+7.4f}  {}\n", feature.points / static_cast<double>(kScorePerUnit),
                                  printable(feature.text)));
      }
      console.print(fmt::format("  {:>7.4f}  in all; a hit from {:.2f}\n", comparison.score(), options.threshold));
      for (const Remark& remark : comparison.warnings) console.print("  note     " + printable(remark.text) + "\n");
      break;
    }
  }
  return comparison.verdict == Verdict::kHits         ? kHits
         : comparison.verdict == Verdict::kIncomplete ? kIncomplete
                                                      : kClear;
}

int compare_file(Console& console, const Options& options) {
  auto opened = TableInput::open(options.pairs);
  if (!opened.ok()) return fail(console, opened.error());
  const TableInput& input = *opened;
  const auto schema = input.column("schema");
  const auto name1 = input.column("name1");
  const auto name2 = input.column("name2");
  for (const auto& [name, found] : {std::pair("schema", schema), {"name1", name1}, {"name2", name2}}) {
    if (found) continue;
    Error error{ErrorCode::kUnexpectedStructure,
                fmt::format("there is no column {}", name),
                {},
                "The columns schema, name1 and name2 are needed"};
    error.position.file = options.pairs;
    error.position.line = 1;
    return fail(console, error);
  }
  // score and verdict of an earlier run are replaced, every other column is kept as it is.
  std::vector<std::size_t> kept;
  std::string out;
  for (std::size_t i = 0; i < input.columns().size(); ++i) {
    if (input.columns()[i] == "score" || input.columns()[i] == "verdict") continue;
    kept.push_back(i);
    base::append_csv_field(out, input.columns()[i]);
    out += ',';
  }
  out += "score,verdict\n";
  std::uint64_t bad = 0;
  std::uint64_t hits = 0;
  Progress progress(console, "Comparing", input.rows().size(), false);
  for (const InputRow& row : input.rows()) {
    progress.set(row.row, bad);
    std::string score;
    std::string verdict = "incomplete";
    std::optional<Error> error = row.error;
    if (!error) {
      const auto result = compare_names(row.values[*schema], row.values[*name1], row.values[*name2], options.threshold);
      if (result.ok()) {
        score = fmt::format("{:.4f}", result->score());
        verdict = pair_verdict(result->verdict);
        hits += result->verdict == Verdict::kHits ? 1U : 0U;
        bad += result->verdict == Verdict::kIncomplete ? 1U : 0U;
      } else {
        error = result.error();
        error->position.file = options.pairs;
        error->position.line = row.line;
      }
    }
    if (error) {
      ++bad;
      console.warn(to_string(*error));
    }
    for (const std::size_t i : kept) {
      base::append_csv_field(out, row.values[i]);
      out += ',';
    }
    out += score + "," + verdict + "\n";
  }
  if (options.out.empty() || options.out == "-") {
    console.print(out);
  } else if (const Status written = base::replace_file(options.out, out); !written.ok()) {
    return fail(console, written.error());
  }
  console.message(fmt::format("{} pairs compared, {} hits at {:.2f}, {} not compared", input.rows().size(), hits,
                              options.threshold, bad));
  return bad == 0 ? kClear : kIncomplete;
}

}  // namespace

CommandSpec compare_command() {
  return {
      "compare", "Compare two names, or every pair of a file, and say why they are alike.",
      "penumbra compare --schema Person \"Nikolay Petrov\" \"ПЕТРОВ, Николай\"\n"
      "penumbra compare --pairs pairs.csv --out scored.csv\n"
      "penumbra compare --entities pairs.jsonl --out scored.jsonl",
      [](Arguments& app) {
        auto options = std::make_shared<Options>();
        app.add_option("NAME", options->names, "The two names")->expected(0, 2);
        app.add_option("--schema", options->schema,
                       "Kind of both parties: Person, Company, Organization, LegalEntity, Vessel ...")
            ->type_name("SCHEMA")
            ->default_str("LegalEntity");
        app.add_option("--pairs", options->pairs,
                       "File of pairs (CSV or JSON lines) with the columns schema, name1, name2; all others are kept")
            ->type_name("FILE");
        app.add_option("--entities", options->entities,
                       "File of pairs of whole entities: JSON lines with query and candidate, both with schema and "
                       "properties as FollowTheMoney has them; - is standard input")
            ->type_name("FILE");
        app.add_option("--out", options->out,
                       "Where the pairs go, with score and verdict (and features, for entities) added; - or none: "
                       "standard output")
            ->type_name("FILE");
        app.add_option("--threshold", options->threshold, "Score from which two names are a hit, above 0 and up to 1")
            ->type_name("SCORE")
            ->default_str("0.7");
        add_format_option(app, options->format, {"table", "json", "jsonl", "csv"});
        return [options](Console& console) -> int {
          if (!options->entities.empty()) {
            if (!options->names.empty() || !options->pairs.empty()) {
              return fail(console, {ErrorCode::kInvalidArgument, "give --entities, or --pairs, or two names", {}, ""});
            }
            return compare_entity_pairs(console, {options->entities, options->out, options->threshold, 0});
          }
          if (!options->pairs.empty()) {
            if (!options->names.empty()) {
              return fail(console, {ErrorCode::kInvalidArgument, "give two names or --pairs, not both", {}, ""});
            }
            return compare_file(console, *options);
          }
          if (options->names.size() != 2) {
            return fail(console, {ErrorCode::kInvalidArgument, "two names are needed", {}, "Quote each name"});
          }
          return compare_two(console, *options);
        };
      }};
}

}  // namespace penumbra::cli
