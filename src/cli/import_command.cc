// `penumbra import`: the files of one version of one source, checked and published atomically.
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkstemp is POSIX
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/person.h"
#include "publish/held.h"
#include "publish/import.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  std::string source;
  std::string published;
  std::vector<std::string> files;
  std::vector<std::string> map;
  int max_age_days = -1;
  std::string by;
  bool force = false;
  bool quiet = false;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

std::string_view result_key(publish::ImportResult result) {
  switch (result) {
    case publish::ImportResult::kPublished:
      return "published";
    case publish::ImportResult::kUnchanged:
      return "unchanged";
    case publish::ImportResult::kHeld:
      return "held";
  }
  return "held";
}

std::string json_of(const publish::ImportOutcome& outcome) {
  const store::VersionInfo& version = outcome.version;
  base::JsonWriter json;
  json.begin_object().member("result", result_key(outcome.result)).member("source", version.source);
  json.member("version", outcome.result == publish::ImportResult::kHeld ? std::string() : version.id());
  json.member("reader", version.reader).member("published", version.published.to_string());
  json.member("recorded", version.recorded.to_string()).member("hash", version.content);
  json.key("counts").begin_object().member("records", version.counts.records).member("mapped", version.counts.mapped);
  json.member("reported", version.counts.reported).member("ignored", version.counts.ignored);
  json.member("entities", version.counts.entities).member("names", version.counts.names);
  json.member("designations", version.counts.designations)
      .member("relationships", version.counts.relationships)
      .end_object();
  json.member("additions", outcome.additions ? outcome.additions->id() : std::string());
  json.member("added", outcome.added)
      .member("removed", outcome.removed)
      .member("lists", version.lists)
      .member("notes", version.notes);
  json.key("holds").begin_array();
  for (const publish::Hold& hold : outcome.holds) {
    json.begin_object().member("reason", hold.reason).member("fix", hold.fix);
    json.member("approvers", std::uint64_t{hold.approvers}).end_object();
  }
  json.end_array().key("findings").begin_array();
  for (const model::Finding& finding : outcome.findings) {
    json.begin_object().member("level", model::to_string(finding.level)).member("key", finding.key);
    json.member("message", finding.message)
        .member("place", to_string(finding.position))
        .member("count", finding.count)
        .end_object();
  }
  json.end_array().end_object();
  return json.take();
}

void print_findings(Console& console, const publish::ImportOutcome& outcome) {
  const store::FindingCounts& counts = outcome.version.findings;
  if (counts.errors + counts.warnings == 0) return;
  console.message(
      fmt::format("{} records could not be mapped, {} values are kept as text only:", counts.errors, counts.warnings));
  constexpr std::size_t kShown = 8;  // the rest is one command away
  std::size_t shown = 0;
  for (const model::Finding& finding : outcome.findings) {
    if (finding.level == model::FindingLevel::kNote) continue;
    if (shown++ == kShown) break;
    const std::string place = to_string(finding.position);
    console.message(fmt::format("  {:<8}{}{}{}", model::to_string(finding.level), printable(finding.message),
                                finding.count > 1 ? fmt::format("  ({} times)", finding.count) : "",
                                place.empty() ? "" : "  " + printable(place)));
  }
  if (outcome.result == publish::ImportResult::kPublished) {
    console.message(fmt::format("  all: penumbra versions --store DIR --findings {}", outcome.version.id()));
  }
}

// What --map says, as the file of columns that a list of one's own may have beside it: so it is kept with the version,
// and an approval reads the list as the import did.
class ColumnsFile {
 public:
  explicit ColumnsFile(const std::vector<std::string>& map) {
    std::string text = "penumbra-columns 1\n";
    for (const std::string& one : map) text += one + "\n";
    std::string name = (std::filesystem::temp_directory_path() / "penumbra-columns-XXXXXX").string();
    const int made = ::mkstemp(name.data());
    if (made < 0) return;
    path_ = name;
    good_ = ::write(made, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    good_ = ::close(made) == 0 && good_;
  }
  ~ColumnsFile() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
  }
  ColumnsFile(const ColumnsFile&) = delete;
  ColumnsFile& operator=(const ColumnsFile&) = delete;

  bool good() const { return good_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool good_ = false;
};

int import_files(Console& console, const Options& options) {
  publish::ImportRequest request;
  request.store = options.store;
  request.source = options.source;
  request.files = options.files;
  std::optional<ColumnsFile> columns;
  if (!options.map.empty()) {
    columns.emplace(options.map);
    if (!columns->good()) {
      return fail(console,
                  {ErrorCode::kIo, "the file for --map cannot be written", {}, "Make room for temporary files"});
    }
    request.names = options.files;
    request.files.push_back(columns->path());
    request.names.push_back("--map");
  }
  request.again = options.force;
  request.by = person(options.by);
  if (options.max_age_days >= 0) request.max_age_days = options.max_age_days;
  if (!options.published.empty()) {
    const auto published = PartialDate::parse(options.published);
    if (!published.ok()) {
      return fail(
          console,
          {ErrorCode::kInvalidArgument, "--published: " + published.error().message, {}, published.error().fix});
    }
    request.published = *published;
  }
  Progress progress(console, "Importing " + options.source, 100, options.quiet);
  request.progress = [&](const publish::Progress& step) {
    progress.set(static_cast<std::uint64_t>(step.fraction * 100));
  };
  const auto result = publish::import_files(request);
  if (!result.ok()) {
    const int status = fail(console, result.error());
    if (status != kBusy) console.message("Nothing was published; what the store had serves on.");
    return status;
  }
  const publish::ImportOutcome& outcome = *result;
  if (parse_format(*options.format) != Format::kTable) {
    console.print(json_of(outcome) + "\n");
  } else {
    const store::VersionInfo& version = outcome.version;
    const std::string published = version.published.known() ? version.published.to_string() : std::string("unknown");
    if (outcome.result == publish::ImportResult::kPublished) {
      console.print(fmt::format(
          "{} published ({}, published {}): {} entities, {} names, {} listings, {} edges; {} records read, {} mapped, "
          "{} reported, {} left out on purpose\n",
          console.styled(Style::kBold, version.id()), version.reader, published, version.counts.entities,
          version.counts.names, version.counts.designations, version.counts.relationships, version.counts.records,
          version.counts.mapped, version.counts.reported, version.counts.ignored));
      if (outcome.previous) {
        console.print(fmt::format("  against {}: {} added, {} removed\n", outcome.previous->id(), outcome.added,
                                  outcome.removed));
      }
    } else if (outcome.result == publish::ImportResult::kUnchanged) {
      console.print(fmt::format("{} is unchanged: these files are already that version\n", version.id()));
    }
    for (const std::string& note : version.notes) console.print("  note: " + printable(note) + "\n");
  }
  if (!options.quiet) print_findings(console, outcome);
  if (outcome.result == publish::ImportResult::kHeld) {
    for (const publish::Hold& hold : outcome.holds) {
      console.error("held: " + hold.reason + (hold.fix.empty() ? "." : ". " + hold.fix + "."));
    }
    if (outcome.additions) {
      console.message(fmt::format("What it adds is screened from now on ({}); what it removes or changes waits.",
                                  outcome.additions->id()));
    }
    console.message(fmt::format("What it would change: penumbra diff --store {} {}{}", printable(options.store),
                                options.source, publish::kHeldSuffix));
    console.message(fmt::format(
        "The rest of what the store had serves on. To publish it all the same: penumbra approve --store {} {} --by "
        "NAME{}",
        printable(options.store), options.source,
        outcome.needs > 1 ? fmt::format(" --reason TEXT, by two people other than {}", printable(request.by))
                          : fmt::format(", by a person other than {}", printable(request.by))));
    console.message(
        fmt::format("To decide that it is not published: penumbra reject --store {} {} --by NAME --reason TEXT",
                    printable(options.store), options.source));
    return exit_status_of(outcome.holds.empty() ? ErrorCode::kHeld : outcome.holds.front().code);
  }
  return kClear;
}

}  // namespace

CommandSpec import_command() {
  return {
      "import", "Read the files of one version of a list or a model, check them, and publish them in a store.",
      "penumbra import --store lists --source us-ofac --published 2026-11-20 sdn.csv alt.csv add.csv sdn_comments.csv\n"
      "penumbra import --store lists --source eu-fsf 20261120-FULL.xml\n"
      "penumbra import --store lists --source ours --map \"Blocked party=name\" --map \"Ref=ignore\" blocked.csv",
      [](Arguments& app) {
        auto options = std::make_shared<Options>();
        app.add_option("FILE", options->files, "The files that make one version; the format is found by content")
            ->required();
        app.add_option("--store", options->store, "Folder of the store; made when it does not exist")
            ->type_name("DIR")
            ->required();
        app.add_option("--source", options->source, "Name under which this source is kept")
            ->type_name("NAME")
            ->required();
        app.add_option("--map", options->map, "What a column of a list of your own means; may be repeated")
            ->type_name("COLUMN=MEANING");
        app.add_option("--published", options->published, "Day on which the version was published")
            ->type_name("DAY")
            ->default_str("as the files say");
        app.add_option("--max-age", options->max_age_days,
                       "Days after which the version is stale and answers are incomplete")
            ->type_name("DAYS")
            ->at_least(0);
        app.add_option("--by", options->by, "Who imports; what is held must be approved by others")
            ->type_name("NAME")
            ->default_str("the account's name");
        app.add_flag("--force", options->force, "Read again content that the store has already");
        app.add_flag("--quiet", options->quiet, "No progress and no findings");
        add_format_option(app, options->format, {"table", "json"});
        return [options](Console& console) -> int { return import_files(console, *options); };
      }};
}

}  // namespace penumbra::cli
