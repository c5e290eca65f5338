#include "cli/ownership_graph.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/csv.h"
#include "graph/ownership.h"
#include "graph/ownership_json.h"
#include "ingest/graph_csv/graph_csv.h"
#include "rules/ownership_rule.h"

namespace penumbra::cli {
namespace {

std::string share_text(const graph::OwnershipAnswer& answer) {
  const std::string low = graph::to_percent(answer.share_low.value).to_string();
  const std::string high = graph::to_percent(answer.share_high.value).to_string();
  if (low == high) return low + " %";
  return fmt::format("{}{}..{}{} %", answer.share_low.open ? ">" : "", low, answer.share_high.open ? "<" : "", high);
}

std::string flag_keys(const graph::OwnershipAnswer& answer) {
  std::string out;
  for (const graph::OwnershipFlag& flag : answer.flags) out += (out.empty() ? "" : " ") + flag.key;
  return out;
}

void print_table(Console& console, const graph::OwnershipFacts& facts, const graph::OwnershipResult& result,
                 const OwnershipGraphOptions& options) {
  std::size_t reached = 0;
  for (const auto& answer : result.answers)
    reached += answer.verdict == graph::OwnershipVerdict::kNotByOwnership ? 0 : 1;
  console.print(fmt::format("{} of {} parties reached under regime {} as of {}\n", reached, result.answers.size(),
                            options.regime, options.as_of.to_string()));
  if (result.rule.version != nullptr) {
    console.print(wrap(fmt::format("rule {} {}: {}", result.rule.version->id, result.rule.version->version,
                                   result.rule.version->source),
                       console.width(), 2) +
                  "\n\n");
  }
  for (const graph::OwnershipAnswer& answer : result.answers) {
    const bool reached_party = answer.verdict != graph::OwnershipVerdict::kNotByOwnership;
    const std::string verdict = fmt::format("{:<16}", graph::to_string(answer.verdict));
    console.print(fmt::format("{}  {}\n", console.styled(reached_party ? Style::kRed : Style::kDim, verdict),
                              wrap(printable(answer.sentence), console.width() - 18, 18)));
    for (std::size_t i = 0; i < answer.chain.size(); ++i) {
      const std::string fact = graph::stake_sentence(facts, facts.stakes()[answer.chain[i].fact]);
      console.print(fmt::format("                  F{} {}\n", i + 1, wrap(printable(fact), console.width() - 18, 21)));
    }
    for (const graph::OwnershipFlag& flag : answer.flags) {
      console.print("                  look at: " + wrap(printable(flag.text), console.width() - 18, 18) + "\n");
    }
  }
}

}  // namespace

int assess_ownership_graph(Console& console, const OwnershipGraphOptions& options) {
  const auto book = rules::RuleBook::embedded();
  if (!book.ok()) return fail(console, book.error());
  const std::vector<std::string> lists = book->lists();
  const ingest::GraphCsvOutcome read = ingest::read_graph_folder(options.folder, lists);
  if (read.error_count != 0) {
    for (const Error& error : read.errors) console.error(to_string(error));
    if (read.error_count > read.errors.size()) {
      console.error(fmt::format("and {} more errors", read.error_count - read.errors.size()));
    }
    console.message("Nothing was assessed: an answer over half a graph would look like an answer.");
    return read.errors.empty() ? kIncomplete : exit_status_of(read.errors.front().code);
  }
  const auto facts =
      graph::OwnershipFacts::from_model(read.dataset.entities, read.dataset.designations, read.dataset.relationships);
  if (!facts.ok()) return fail(console, facts.error());
  const auto result = graph::decide_ownership(*facts, *book, {options.regime, options.as_of, options.known_at});
  if (!result.ok()) {
    Error error = result.error();
    if (error.code == ErrorCode::kNotFound) error.code = ErrorCode::kInvalidArgument;
    return fail(console, error);
  }
  switch (options.format) {
    case Format::kJson:
    case Format::kJsonLines:
      console.print(graph::ownership_json(*facts, *result));
      break;
    case Format::kCsv: {
      std::string out = "id,verdict,share,flags,rule,rule_version,sentence\n";
      for (const graph::OwnershipAnswer& answer : result->answers) {
        const std::string cells[] = {facts->parties()[answer.party].id,
                                     std::string(graph::to_string(answer.verdict)),
                                     share_text(answer),
                                     flag_keys(answer),
                                     answer.rule == nullptr ? "" : answer.rule->id,
                                     answer.rule == nullptr ? "" : answer.rule->version,
                                     answer.sentence};
        for (const std::string& cell : cells) {
          base::append_csv_field(out, cell, true);
          out += ',';
        }
        out.back() = '\n';
      }
      console.print(out);
      break;
    }
    case Format::kTable:
      print_table(console, *facts, *result, options);
      break;
  }
  const bool reached = std::any_of(
      result->answers.begin(), result->answers.end(),
      [](const graph::OwnershipAnswer& answer) { return answer.verdict != graph::OwnershipVerdict::kNotByOwnership; });
  return reached ? kHits : kClear;
}

}  // namespace penumbra::cli
