#include "cli/ownership_graph.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <numeric>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/file.h"
#include "cli/graph_facts.h"
#include "cli/ownership_page.h"
#include "cli/ownership_timeline.h"
#include "engine/why.h"
#include "graph/ownership.h"
#include "graph/ownership_json.h"
#include "ingest/graph_csv/graph_files.h"
#include "publish/inputs.h"
#include "report/graph_export.h"
#include "report/report.h"
#include "rules/ownership_rule.h"

namespace penumbra::cli {
namespace {

std::string flag_keys(const graph::OwnershipAnswer& answer) {
  std::string out;
  for (const graph::OwnershipFlag& flag : answer.flags) out += (out.empty() ? "" : " ") + flag.key;
  return out;
}

// A table of more parties than this lists those that are reached or flagged and counts the rest.
constexpr std::size_t kListedInFull = 1000;

void print_counts(Console& console, const OwnershipGraphOptions& options, const std::array<std::uint64_t, 6>& counts,
                  std::size_t shown) {
  std::uint64_t all = 0;
  std::string words;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    all += counts[i];
    if (counts[i] != 0)
      words += fmt::format("{}{} {}", words.empty() ? "" : ", ", counts[i],
                           to_string(static_cast<graph::OwnershipVerdict>(i)));
  }
  const std::uint64_t reached = all - counts[static_cast<std::size_t>(graph::OwnershipVerdict::kNotByOwnership)];
  console.print(fmt::format("{} of {} parties reached under regime {} as of {}\n", reached, all, options.regime,
                            options.as_of.to_string()));
  console.print(words + "\n");
  if (shown < all) {
    console.print(fmt::format("{} parties are counted but not listed: {}\n", all - shown,
                              options.parties.empty()
                                  ? "not reached, and nothing in them needs a look (--party ID explains one)"
                                  : "--party names others"));
  }
}

void print_table(Console& console, const graph::OwnershipFacts& facts, const graph::OwnershipResult& result,
                 const OwnershipGraphOptions& options, const std::array<std::uint64_t, 6>& counts) {
  print_counts(console, options, counts, result.answers.size());
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

// Every regular file of a folder that is not hidden, in order of name.
Result<std::vector<std::string>> files_in(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    std::error_code ignored;
    if (!name.starts_with(".") && entry.is_regular_file(ignored)) out.push_back(entry.path().string());
  }
  if (failed) return Error{ErrorCode::kIo, folder + " cannot be listed: " + failed.message(), {}, "Check the path"};
  std::sort(out.begin(), out.end());
  return out;
}

// Whether the paths are one folder of the plain CSV files and nothing else.
bool is_plain_folder(const std::vector<std::string>& paths, const std::vector<std::string>& files) {
  return paths.size() == 1 && std::all_of(files.begin(), files.end(), [](const std::string& file) {
           const std::string name = std::filesystem::path(file).filename().string();
           return name == "entities.csv" || name == "designations.csv" || name == "stakes.csv";
         });
}

void print_parts(Console& console, const ingest::GraphFilesOutcome& read) {
  for (const ingest::GraphPart& part : read.parts) {
    std::string names;
    for (const std::string& file : part.files) names += (names.empty() ? "" : ", ") + file;
    console.message(fmt::format("{}: read as {}: {} records, {} mapped, {} reported, {} left out on purpose",
                                printable(names), part.format, part.counts.records_in, part.counts.mapped,
                                part.counts.reported, part.counts.ignored));
    constexpr std::size_t kShown = 8;
    std::size_t shown = 0;
    for (const model::Finding& finding : part.findings) {
      if (finding.level == model::FindingLevel::kNote) continue;
      if (shown++ == kShown) break;
      console.message(fmt::format("  {:<8}{}{}  {}", model::to_string(finding.level), printable(finding.message),
                                  finding.count > 1 ? fmt::format("  ({} times)", finding.count) : "",
                                  printable(to_string(finding.position))));
    }
    for (const std::string& note : part.notes) console.message("  note: " + printable(note));
  }
  for (const std::string& note : read.notes) console.message("note: " + printable(note));
}

// A graph as it was read: the facts, and how many records no reader could map.
struct ReadGraph : GraphFacts {
  std::uint64_t reported = 0;
};

// What --graph names, read: one folder of plain CSV files as ever, everything else by its content.
ReadGraph read_graph(Console& console, const std::vector<std::string>& paths, const std::vector<std::string>& lists) {
  const auto failed = [](const Error& error) {
    ReadGraph out;
    out.errors = {{error}, 1};
    return out;
  };
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) {
      files.push_back(path);
      continue;
    }
    auto listed = files_in(path);
    if (!listed.ok()) return failed(listed.error());
    files.insert(files.end(), listed->begin(), listed->end());
  }
  std::error_code ignored;
  if (std::filesystem::is_directory(paths.front(), ignored) && is_plain_folder(paths, files)) {
    return {read_graph_facts(paths.front(), lists), 0};
  }
  auto inputs = publish::Inputs::read(files, {});
  if (!inputs.ok()) return failed(inputs.error());
  ingest::GraphFilesOutcome read = ingest::read_graph_files(inputs->files(), lists);
  print_parts(console, read);
  ReadGraph out;
  out.errors = {std::move(read.errors), read.error_count};
  if (read.error_count != 0) return out;
  out.reported = read.reported();
  auto facts =
      graph::OwnershipFacts::from_model(read.dataset.entities, read.dataset.designations, read.dataset.relationships);
  if (!facts.ok()) return failed(facts.error());
  out.facts = std::move(*facts);
  return out;
}

}  // namespace

namespace {

// The files beside the answer: page and graph.
Status write_files(const graph::OwnershipFacts& facts, const graph::OwnershipResult& result,
                   const OwnershipGraphOptions& options) {
  if (options.report.empty() && options.export_file.empty()) return {};
  report::OwnershipPage page = ownership_page(facts, result, {options.regime, options.as_of, options.known_at});
  for (const std::string& path : options.paths) page.graph += (page.graph.empty() ? "" : ", ") + path;
  if (!options.report.empty()) PENUMBRA_RETURN_IF_ERROR(base::replace_file(options.report, report::html(page)));
  if (options.export_file.empty()) return {};
  PENUMBRA_ASSIGN_OR_RETURN(const report::GraphFormat format,
                            report::graph_format(options.export_format, options.export_file));
  return base::replace_file(options.export_file,
                            report::written(report::ownership_graph(page, options.export_all), format));
}

}  // namespace

int assess_ownership_graph(Console& console, const OwnershipGraphOptions& options) {
  const auto book = rules::RuleBook::embedded();
  if (!book.ok()) return fail(console, book.error());
  const std::vector<std::string> lists = book->lists();
  const auto read = read_graph(console, options.paths, lists);
  if (read.errors.error_count != 0) {
    for (const Error& error : read.errors.errors) console.error(to_string(error));
    if (read.errors.error_count > read.errors.errors.size()) {
      console.error(fmt::format("and {} more errors", read.errors.error_count - read.errors.errors.size()));
    }
    console.message("Nothing was assessed: an answer over half a graph would look like an answer.");
    return read.errors.errors.empty() ? kIncomplete : exit_status_of(read.errors.errors.front().code);
  }
  if (options.asked.any()) {
    return explain_each(console, options.asked, options.format, [&](WhyQuery query) {
      if (options.known_at != Timestamp::max()) query.known_at = options.known_at;
      auto answers =
          engine::why_ownership(read.facts, *book, {options.regime, options.as_of, options.known_at}, query, nullptr);
      if (!answers.ok() || read.reported == 0) return answers;
      for (WhyAnswer& answer : *answers) {
        answer.incomplete.push_back(fmt::format("{} records could not be read; no answer is complete", read.reported));
      }
      return answers;
    });
  }
  const int status = assess_ownership_facts(console, *book, read.facts, options);
  if (read.reported == 0 || (status != kHits && status != kClear)) return status;
  // What a record would have said is missing from every answer: nothing here proves that a party is not reached.
  console.warn(fmt::format("{} records could not be read; no answer is complete", read.reported));
  return kIncomplete;
}

int assess_ownership_facts(Console& console, const rules::RuleBook& book, const graph::OwnershipFacts& facts,
                           const OwnershipGraphOptions& options) {
  const auto refused = [&console](Error error) {
    if (error.code == ErrorCode::kNotFound) error.code = ErrorCode::kInvalidArgument;
    return fail(console, error);
  };
  if (options.timeline) {
    const auto sweep = graph::sweep_ownership(facts, book, options.regime, options.timeline->first,
                                              options.timeline->second, options.known_at);
    if (!sweep.ok()) return refused(sweep.error());
    return print_ownership_timeline(console, facts, *sweep, options.regime, options.parties, options.format);
  }
  graph::OwnershipSelection selection;
  for (const std::string& id : options.parties) {
    const auto party = facts.find(id);
    if (!party) {
      return refused({ErrorCode::kInvalidArgument,
                      "--party: \"" + id + "\" is no party of the graph",
                      {},
                      "Use an id of entities.csv"});
    }
    selection.parties.push_back(*party);
  }
  // Programs get every party; a person gets those that are worth reading.
  const bool in_full = options.format != Format::kTable || facts.parties().size() <= kListedInFull ||
                       !options.report.empty() || !options.export_file.empty();
  if (selection.parties.empty() && in_full) {
    selection.parties.resize(facts.parties().size());
    std::iota(selection.parties.begin(), selection.parties.end(), graph::PartyIndex{0});
  }
  const auto part =
      graph::decide_ownership_part(facts, book, {options.regime, options.as_of, options.known_at}, selection);
  if (!part.ok()) return refused(part.error());
  const graph::OwnershipResult* result = &part->result;
  if (const Status written = write_files(facts, *result, options); !written.ok()) return fail(console, written.error());
  switch (options.format) {
    case Format::kJson:
    case Format::kJsonLines:
      console.print(graph::ownership_json(facts, *result));
      break;
    case Format::kCsv: {
      std::string out = "id,verdict,share,flags,rule,rule_version,sentence\n";
      for (const graph::OwnershipAnswer& answer : result->answers) {
        const std::string cells[] = {facts.parties()[answer.party].id,
                                     std::string(graph::to_string(answer.verdict)),
                                     counted_share(answer),
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
      print_table(console, facts, *result, options, part->counts);
      break;
  }
  std::uint64_t reached = 0;
  for (std::size_t i = 0; i < part->counts.size(); ++i) {
    if (static_cast<graph::OwnershipVerdict>(i) != graph::OwnershipVerdict::kNotByOwnership) reached += part->counts[i];
  }
  if (!options.parties.empty() && options.format != Format::kTable) {
    console.message(fmt::format("--party leaves out {} parties; {} of all {} are reached",
                                facts.parties().size() - result->answers.size(), reached, facts.parties().size()));
  }
  return reached > 0 ? kHits : kClear;
}

}  // namespace penumbra::cli
