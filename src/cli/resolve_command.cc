// `penumbra resolve`: which entries of several lists are one party.
#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "publish/record.h"
#include "resolve/output.h"
#include "resolve/resolve.h"

namespace penumbra::cli {
namespace {

constexpr std::uint64_t kMaxFileBytes = std::uint64_t{2} << 30;

struct Options {
  resolve::StoreScope scope;
  std::string judgements;
  std::string members;
  std::string out;
  std::string review;
  std::vector<std::string> why;
  std::vector<std::string> judge;
  std::string reviewed;
  std::string by;
  std::string note;
  std::string key;
  std::size_t limit = 20;
  unsigned threads = 0;
  bool quiet = false;
  TimeOptions time;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

Error usage(std::string message, std::string fix) {
  return {ErrorCode::kInvalidArgument, std::move(message), {}, std::move(fix)};
}

// A file that may not be there yet.
Result<std::string> read_if_there(const std::string& path) {
  std::error_code ignored;
  if (path.empty() || !std::filesystem::exists(path, ignored)) return std::string();
  return base::read_file(path, kMaxFileBytes);
}

// What is decided, for the key of a decision: everything but the time.
std::string body_of(std::span<const resolve::JudgementLine> lines) {
  std::string out;
  for (const resolve::JudgementLine& line : lines) {
    for (const std::string& part :
         {line.left.text(), line.right.text(), std::string(to_string(line.judgement)), line.by, line.note}) {
      out += std::to_string(part.size()) + ":" + part;
    }
    out += "\n";
  }
  return out;
}

// Into the file and, where a store is named, into its log: first there, so that no judgement is without its entry.
// Gives what to tell about the decision.
Result<std::string> add_judgements(const Options& options, std::vector<resolve::JudgementLine> lines) {
  if (options.scope.store.empty()) {
    if (!options.key.empty()) {
      return usage("a key is kept in the log of a store, and no store is named", "Say --store DIR");
    }
    const std::string at = Timestamp::now().to_string();
    for (resolve::JudgementLine& line : lines) line.at = line.at.empty() ? at : line.at;
    PENUMBRA_RETURN_IF_ERROR(resolve::append_judgements(options.judgements, lines));
    return std::string();
  }
  publish::JudgementChange change;
  change.store = options.scope.store;
  change.by = options.by;
  std::error_code ignored;
  change.file = std::filesystem::absolute(options.judgements, ignored).lexically_normal().string();
  change.key = options.key;
  change.body = body_of(lines);
  for (const resolve::JudgementLine& line : lines) {
    change.message += (change.message.empty() ? "" : "; ") + line.left.text() + " " +
                      std::string(to_string(line.judgement)) + " " + line.right.text() + " (" + line.by + ")" +
                      (line.note.empty() ? "" : ": " + line.note);
  }
  change.plan = [&](const std::string& at) -> Result<publish::JudgementFiles> {
    std::vector<resolve::JudgementLine> dated = lines;
    for (resolve::JudgementLine& line : dated) line.at = line.at.empty() ? at : line.at;
    PENUMBRA_ASSIGN_OR_RETURN(resolve::JudgementEdit edit, resolve::plan_judgements(options.judgements, dated));
    return publish::JudgementFiles{std::move(edit.before), std::move(edit.after)};
  };
  change.write = [&](const std::string& after) { return base::replace_file(options.judgements, after); };
  PENUMBRA_ASSIGN_OR_RETURN(const publish::JudgementRecord record, publish::record_judgements(change));
  if (record.decision.empty()) return std::string();
  return fmt::format("decision {}, entry {} of the log{}\n", record.decision, record.entry,
                     record.repeated ? ": recorded before, nothing is added" : "");
}

int judge(Console& console, const Options& options) {
  if (options.judgements.empty()) {
    return fail(console, usage("no file of judgements is named", "Say --judgements FILE"));
  }
  resolve::JudgementLine line;
  auto left = resolve::parse_record_key(options.judge[0]);
  if (!left.ok()) return fail(console, left.error());
  auto right = resolve::parse_record_key(options.judge[1]);
  if (!right.ok()) return fail(console, right.error());
  const auto judgement = resolve::parse_judgement(options.judge[2]);
  if (!judgement) {
    return fail(console, usage("\"" + options.judge[2] + "\" is no judgement", "Say same, not-same, unsure or undo"));
  }
  line.left = *std::move(left);
  line.right = *std::move(right);
  line.judgement = *judgement;
  line.by = options.by;
  line.note = options.note;
  const auto done = add_judgements(options, {line});
  if (!done.ok()) return fail(console, done.error());
  console.print(fmt::format("{}  {}  {}: added to {}\n", printable(line.left.text()), to_string(line.judgement),
                            printable(line.right.text()), printable(options.judgements)) +
                *done);
  return kClear;
}

// Takes over what was filled in in a file that --review wrote.
int take_review(Console& console, const Options& options) {
  if (options.judgements.empty()) {
    return fail(console, usage("no file of judgements is named", "Say --judgements FILE"));
  }
  const auto text = base::read_file(options.reviewed, kMaxFileBytes);
  if (!text.ok()) return fail(console, text.error());
  // The instant is filled in under the lock of the store, so that a repetition is told as one.
  const auto lines = resolve::parse_reviewed(*text, options.reviewed, options.by, "");
  if (!lines.ok()) return fail(console, lines.error());
  if (lines->empty()) {
    return fail(console, usage("nothing is judged in " + options.reviewed,
                               "Write same, not-same or unsure into the column \"judgement\""));
  }
  const auto done = add_judgements(options, *lines);
  if (!done.ok()) return fail(console, done.error());
  console.print(fmt::format("{} judgements of {} added to {}\n", lines->size(), printable(options.reviewed),
                            printable(options.judgements)) +
                *done);
  return kClear;
}

Style style_of(resolve::Ruling ruling) {
  return ruling == resolve::Ruling::kSame     ? Style::kGreen
         : ruling == resolve::Ruling::kUnsure ? Style::kYellow
                                              : Style::kPlain;
}

int explain(Console& console, const Options& options, const resolve::Records& records, bool incomplete) {
  std::vector<std::uint32_t> pair;
  for (const std::string& text : options.why) {
    const auto key = resolve::parse_record_key(text);
    if (!key.ok()) return fail(console, key.error());
    const auto record = resolve::find_record(records, *key);
    if (!record.ok()) return fail(console, record.error());
    pair.push_back(*record);
  }
  const auto decision = resolve::explain_pair(records, pair[0], pair[1], options.threads);
  if (!decision.ok()) return fail(console, decision.error());
  if (parse_format(*options.format) == Format::kJson) {
    console.print(resolve::decision_json(records.key(pair[0]), records.key(pair[1]), *decision) + "\n");
    return incomplete ? kIncomplete : kClear;
  }
  console.print(fmt::format("{}  {} and {}\n", console.styled(style_of(decision->ruling), to_string(decision->ruling)),
                            printable(records.key(pair[0]).text()), printable(records.key(pair[1]).text())));
  for (const resolve::Reason& reason : decision->reasons) {
    const std::string sides = reason.left.empty() && reason.right.empty()
                                  ? std::string()
                                  : " (" + printable(reason.left) + " | " + printable(reason.right) + ")";
    const std::string bits = reason.bits == 0 ? std::string(8, ' ') : fmt::format("{:>+8.2f}", reason.bits / 100.0);
    console.print("  " + bits + "  " + wrap(printable(reason.text) + sides, console.width() - 12, 12) + "\n");
  }
  console.print(fmt::format("  {:>8.2f}  bits in all; {:.2f} are needed among so many records\n",
                            decision->bits / 100.0, decision->needed / 100.0));
  console.print(console.styled(Style::kDim, "\n  How the names met\n"));
  for (const ScoreFeature& feature : decision->name_features) {
    if (feature.text.empty()) continue;
    console.print(fmt::format("  {:>+8.4f}  ", feature.points / static_cast<double>(kScorePerUnit)) +
                  wrap(printable(feature.text), console.width() - 12, 12) + "\n");
  }
  return incomplete ? kIncomplete : kClear;
}

Status print_table(Console& console, const Options& options, const resolve::Records& records,
                   const resolve::Resolution& resolution) {
  std::size_t members = 0;
  for (const resolve::Cluster& cluster : resolution.clusters) members += cluster.records.size();
  console.print(
      fmt::format("{} records, {} pairs compared: {} in {} clusters, {} questions for people, {} links refused\n",
                  resolution.records, resolution.compared, members, resolution.clusters.size(),
                  resolve::count_questions(resolution), resolution.refused.size()));
  for (const std::string& note : resolution.notes)
    console.print("  " + wrap(printable(note), console.width() - 2, 2) + "\n");
  std::size_t shown = 0;
  for (const resolve::Cluster& cluster : resolution.clusters) {
    if (shown++ == options.limit) break;
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity first, records.entity(cluster.records.front()));
    console.print(fmt::format("\n{}  {} ({})\n", console.styled(Style::kBold, cluster.id), printable(first.caption()),
                              first.schema));
    for (const std::uint32_t record : cluster.records) {
      PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, records.entity(record));
      console.print("  " + printable(records.key(record).text()) + "  " + printable(entity.caption()) + "\n");
    }
  }
  if (resolution.clusters.size() > options.limit) {
    console.print(fmt::format("\n{} more clusters are not shown; --limit 0 shows none, --out FILE writes all\n",
                              resolution.clusters.size() - options.limit));
  }
  const std::vector<const resolve::PairFinding*> twice = resolve::twice_on_one_list(resolution);
  if (twice.empty()) return {};
  console.print(fmt::format(
      "\n{}\n  Two entries of one list are two parties for it: they are linked only where somebody "
      "judges so.\n",
      console.styled(Style::kYellow, fmt::format("{} {} like one party that stands twice on a list", twice.size(),
                                                 twice.size() == 1 ? "pair looks" : "pairs look"))));
  for (std::size_t i = 0; i < twice.size() && i < options.limit; ++i) {
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity left, records.entity(twice[i]->left));
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity right, records.entity(twice[i]->right));
    console.print("  " + printable(records.key(twice[i]->left).text()) + "  " + printable(left.caption()) + "\n    " +
                  printable(records.key(twice[i]->right).text()) + "  " + printable(right.caption()) + "\n");
  }
  if (twice.size() > options.limit) console.print("  --review FILE writes all\n");
  return {};
}

Status write_files(const Options& options, const resolve::Records& records, const resolve::Resolution& resolution) {
  if (!options.out.empty()) {
    std::string lines;
    for (const resolve::Cluster& cluster : resolution.clusters) {
      PENUMBRA_ASSIGN_OR_RETURN(const std::string line, resolve::cluster_json(records, resolution, cluster));
      lines += line + "\n";
    }
    PENUMBRA_RETURN_IF_ERROR(base::replace_file(options.out, lines));
  }
  if (!options.review.empty()) {
    PENUMBRA_ASSIGN_OR_RETURN(const std::string csv, resolve::review_csv(records, resolution));
    PENUMBRA_RETURN_IF_ERROR(base::replace_file(options.review, csv));
  }
  if (!options.members.empty()) {
    PENUMBRA_RETURN_IF_ERROR(base::replace_file(options.members, resolve::write_members(resolution.members)));
  }
  return {};
}

int run_resolve(Console& console, Options& options) {
  if (!options.judge.empty()) return judge(console, options);
  if (!options.reviewed.empty()) return take_review(console, options);
  if (options.scope.store.empty()) return fail(console, usage("no store is named", "Say --store DIR"));
  const auto day = as_of_day(options.time);
  if (!day.ok()) return fail(console, day.error());
  options.scope.as_of = *day;
  const auto known_at = known_at_instant(options.time);
  if (!known_at.ok()) return fail(console, known_at.error());
  options.scope.known_at = *known_at;
  const auto opened = resolve::open_store_records(options.scope);
  if (!opened.ok()) return fail(console, opened.error());
  const resolve::Records& records = *opened->records;
  for (const std::string& gap : opened->gaps) {
    console.warn(printable(gap) + "\n");
  }
  const bool incomplete = !opened->gaps.empty();
  if (!options.why.empty()) return explain(console, options, records, incomplete);

  resolve::ResolveOptions settings;
  settings.threads = options.threads;
  const auto judgements = read_if_there(options.judgements);
  if (!judgements.ok()) return fail(console, judgements.error());
  auto parsed = resolve::Judgements::parse(*judgements, options.judgements);
  if (!parsed.ok()) return fail(console, parsed.error());
  settings.judgements = *std::move(parsed);
  const auto members = read_if_there(options.members);
  if (!members.ok()) return fail(console, members.error());
  auto before = resolve::parse_members(*members, options.members);
  if (!before.ok()) return fail(console, before.error());
  settings.members = *std::move(before);

  std::mutex one_at_a_time;
  std::unique_ptr<Progress> progress;
  std::string shown;
  settings.progress = [&](std::string_view what, std::uint64_t done, std::uint64_t total) {
    const std::lock_guard lock(one_at_a_time);
    if (shown != what) {
      shown = what;
      progress = std::make_unique<Progress>(console, shown, total, options.quiet);
    }
    progress->set(done);
  };
  const auto resolution = resolve::resolve(records, settings);
  progress.reset();
  if (!resolution.ok()) return fail(console, resolution.error());
  if (Status done = write_files(options, records, *resolution); !done.ok()) return fail(console, done.error());
  if (parse_format(*options.format) == Format::kJsonLines) {
    for (const resolve::Cluster& cluster : resolution->clusters) {
      const auto line = resolve::cluster_json(records, *resolution, cluster);
      if (!line.ok()) return fail(console, line.error());
      console.print(*line + "\n");
    }
  } else if (parse_format(*options.format) == Format::kCsv) {
    console.print(resolve::write_members(resolution->members));
  } else if (Status done = print_table(console, options, records, *resolution); !done.ok()) {
    return fail(console, done.error());
  }
  return incomplete ? kIncomplete : kClear;
}

}  // namespace

CommandSpec resolve_command() {
  return {
      "resolve", "Find the entries of several lists that are one party, and say why.",
      "penumbra resolve --store lists --members members.csv --out clusters.jsonl --review review.csv\n"
      "penumbra resolve --store lists --why us-ofac:ofac-6865 eu-fsf:eu-fsf-13\n"
      "penumbra resolve --reviewed review.csv --by \"A. Meyer\" --judgements judgements.csv\n"
      "penumbra resolve --judge us-ofac:ofac-6865 eu-fsf:eu-fsf-13 same --by \"A. Meyer\" --judgements judgements.csv",
      [](Arguments& app) {
        auto options = std::make_shared<Options>();
        app.add_option("--store", options->scope.store,
                       "Folder of the store; with --judge and --reviewed: where the judgements are logged")
            ->type_name("DIR");
        app.add_option("--lists", options->scope.sources, "Only these sources")->type_name("NAME")->delimiter(',');
        app.add_option("--judgements", options->judgements,
                       "CSV of what people judged: left,right,judgement,by,at,note; the last line about a pair counts")
            ->type_name("FILE");
        app.add_option("--members", options->members,
                       "CSV that keeps the identifiers of clusters from run to run: read if it is there, and written")
            ->type_name("FILE");
        app.add_option("--out", options->out, "Write every cluster as a line of JSON, with all facts and their sources")
            ->type_name("FILE");
        app.add_option("--review", options->review, "Write the unsure pairs as CSV, to be judged")->type_name("FILE");
        app.add_option("--why", options->why, "Explain one pair of records, source:id each")
            ->type_name("A B")
            ->expected(2);
        app.add_option("--judge", options->judge,
                       "Add a judgement to --judgements: two records, and same, not-same, unsure or undo")
            ->type_name("A B WORD")
            ->expected(3);
        app.add_option("--reviewed", options->reviewed,
                       "Take over what was filled in in a file that --review wrote: add it to --judgements")
            ->type_name("FILE");
        app.add_option("--by", options->by, "Who judges")->type_name("NAME");
        app.add_option("--note", options->note, "Why")->type_name("TEXT");
        app.add_option(
               "--key", options->key,
               "A key of your own for the decision of --judge or --reviewed, kept in the log of --store: the same "
               "call again adds nothing, another one with this key is refused")
            ->type_name("KEY");
        app.add_option("--limit", options->limit, "Most clusters in the table")->type_name("N")->default_str("20");
        app.add_option("--threads", options->threads, "Threads (the result does not depend on them)")
            ->type_name("N")
            ->default_str("all");
        app.add_flag("--quiet", options->quiet, "No progress line");
        add_time_options(app, options->time);
        add_format_option(app, options->format, {"table", "json", "jsonl", "csv"});
        return [options](Console& console) -> int { return run_resolve(console, *options); };
      }};
}

}  // namespace penumbra::cli
