#include <CLI/CLI.hpp>

#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/csv.h"
#include "cli/command.h"
#include "penumbra/catalogue.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  std::vector<std::string> versions;
  std::string source;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

// The two versions asked for: both named, or the last two of a source by publication.
Result<std::pair<std::string, std::string>> chosen(const Catalogue& catalogue, const Options& options) {
  if (options.versions.size() == 2) return std::pair(options.versions[0], options.versions[1]);
  if (options.versions.size() == 1 || options.source.empty()) {
    return Error{
        ErrorCode::kInvalidArgument, "two versions or --source are needed", {}, "penumbra versions lists them"};
  }
  PENUMBRA_ASSIGN_OR_RETURN(const VersionList list, catalogue.versions(options.source, Timestamp::max()));
  if (list.versions.size() < 2) {
    return Error{ErrorCode::kNotFound, fmt::format("{} has fewer than two versions", options.source), {}, ""};
  }
  return std::pair(list.versions[list.versions.size() - 2].id, list.versions.back().id);
}

void print_table(Console& console, const VersionDiff& diff) {
  std::uint64_t added = 0;
  std::uint64_t removed = 0;
  std::uint64_t changed = 0;
  for (const EntityChange& change : diff.changes) {
    (change.kind == ChangeKind::kAdded ? added : change.kind == ChangeKind::kRemoved ? removed : changed) += 1;
  }
  console.print(fmt::format("{} (published {}) to {} (published {}): {} added, {} removed, {} changed, {} unchanged\n",
                            diff.before.id, diff.before.published.empty() ? "unknown" : diff.before.published,
                            diff.after.id, diff.after.published.empty() ? "unknown" : diff.after.published, added,
                            removed, changed, diff.unchanged));
  for (const EntityChange& change : diff.changes) {
    const Style style = change.kind == ChangeKind::kAdded     ? Style::kGreen
                        : change.kind == ChangeKind::kRemoved ? Style::kRed
                                                              : Style::kYellow;
    console.print(fmt::format("{}  {}  {}  ({})\n",
                              console.styled(style, fmt::format("{:<7}", change_key(change.kind))), change.id,
                              printable(change.caption), change.schema));
    if (change.kind != ChangeKind::kChanged) continue;
    for (const FieldChange& field : change.fields) {
      if (!field.before.empty())
        console.print(fmt::format("         - {}: {}\n", field.field, printable(field.before)));
      if (!field.after.empty()) console.print(fmt::format("         + {}: {}\n", field.field, printable(field.after)));
    }
  }
}

int show_diff(Console& console, const Options& options) {
  const auto catalogue = Catalogue::open(options.store);
  if (!catalogue.ok()) return fail(console, catalogue.error());
  const auto pair = chosen(*catalogue, options);
  if (!pair.ok()) return fail(console, pair.error());
  const auto diff = catalogue->diff(pair->first, pair->second);
  if (!diff.ok()) return fail(console, diff.error());
  switch (parse_format(*options.format)) {
    case Format::kJson:
      console.print(to_json(*diff) + "\n");
      break;
    case Format::kJsonLines:
      for (const EntityChange& change : diff->changes) console.print(to_json(change) + "\n");
      break;
    case Format::kCsv: {
      std::string out = "change,id,caption,schema,field,before,after\n";
      for (const EntityChange& change : diff->changes) {
        const auto row = [&](std::string_view field, std::string_view before, std::string_view after) {
          for (const std::string_view cell :
               {change_key(change.kind), std::string_view(change.id), std::string_view(change.caption),
                std::string_view(change.schema), field, before, after}) {
            base::append_csv_field(out, cell, true);
            out += ',';
          }
          out.back() = '\n';
        };
        if (change.fields.empty()) row("", "", "");
        for (const FieldChange& field : change.fields) row(field.field, field.before, field.after);
      }
      console.print(out);
      break;
    }
    case Format::kTable:
      print_table(console, *diff);
      break;
  }
  return diff->changes.empty() ? kClear : kHits;
}

}  // namespace

CommandSpec diff_command() {
  return {
      "diff", "Show what changed between two versions of a source, field by field.",
      "penumbra diff --store lists us-ofac@1 us-ofac@2\n"
      "penumbra diff --store lists --source us-ofac",
      [](CLI::App& app) {
        auto options = std::make_shared<Options>();
        app.add_option("VERSION", options->versions, "The older and the newer version")->expected(0, 2);
        app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
        app.add_option("--source", options->source, "Compare the last two versions of this source")->type_name("NAME");
        add_format_option(app, options->format, {"table", "json", "jsonl", "csv"});
        return [options](Console& console) -> int { return show_diff(console, *options); };
      }};
}

}  // namespace penumbra::cli
