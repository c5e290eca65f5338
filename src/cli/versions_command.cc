#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/csv.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "engine/version_diff.h"
#include "penumbra/catalogue.h"
#include "publish/held.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  std::string source;
  std::string findings;
  TimeOptions time;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

// Of a version, or of what is held ("us-ofac@held").
Result<std::vector<FindingSummary>> findings_of(const Catalogue& catalogue, const Options& options) {
  if (!options.findings.ends_with(publish::kHeldSuffix)) return catalogue.findings(options.findings);
  const std::string source = options.findings.substr(0, options.findings.size() - publish::kHeldSuffix.size());
  PENUMBRA_ASSIGN_OR_RETURN(const publish::HeldVersion held, publish::read_held(options.store, source));
  std::vector<FindingSummary> out;
  for (const model::Finding& finding : held.findings) out.push_back(engine::summary_of(finding));
  return out;
}

int show_findings(Console& console, const Catalogue& catalogue, const Options& options) {
  const auto findings = findings_of(catalogue, options);
  if (!findings.ok()) return fail(console, findings.error());
  const Format format = parse_format(*options.format);
  if (format == Format::kJson || format == Format::kJsonLines) {
    std::string out;
    for (const FindingSummary& finding : *findings) {
      out += format == Format::kJsonLines ? to_json(finding) + "\n" : (out.empty() ? "[" : ",") + to_json(finding);
    }
    console.print(format == Format::kJsonLines ? out : (out.empty() ? "[" : out) + "]\n");
    return kClear;
  }
  if (format == Format::kCsv) {
    std::string out = "level,kind,count,place,finding\n";
    for (const FindingSummary& finding : *findings) {
      for (const std::string& cell :
           {finding.level, finding.key, std::to_string(finding.count), finding.place, finding.message}) {
        base::append_csv_field(out, cell, true);
        out += ',';
      }
      out.back() = '\n';
    }
    console.print(out);
    return kClear;
  }
  Table table({"level", "kind", "count", "place", "finding"});
  for (const FindingSummary& finding : *findings) {
    table.add({finding.level, finding.key, std::to_string(finding.count), finding.place, finding.message});
  }
  console.print(table.render(console));
  return kClear;
}

int list_versions(Console& console, const Options& options) {
  const auto known_at = known_at_instant(options.time);
  if (!known_at.ok()) return fail(console, known_at.error());
  const auto catalogue = Catalogue::open(options.store);
  if (!catalogue.ok()) return fail(console, catalogue.error());
  if (!options.findings.empty()) return show_findings(console, *catalogue, options);
  const auto list = catalogue->versions(options.source, *known_at);
  if (!list.ok()) return fail(console, list.error());
  switch (parse_format(*options.format)) {
    case Format::kJson:
      console.print(to_json(*list) + "\n");
      break;
    case Format::kJsonLines:
      for (const VersionSummary& version : list->versions) console.print(to_json(version) + "\n");
      break;
    case Format::kCsv: {
      std::string out =
          "id,source,published,published_from,recorded,reader,entities,names,designations,relationships,errors,"
          "warnings,hash,in_force\n";
      for (const VersionSummary& v : list->versions) {
        for (const std::string& cell : {v.id, v.source, v.published, v.published_from, v.recorded, v.reader}) {
          base::append_csv_field(out, cell, true);
          out += ',';
        }
        out += fmt::format("{},{},{},{},{},{},{},{}\n", v.entities, v.names, v.designations, v.relationships, v.errors,
                           v.warnings, v.hash, v.in_force ? "yes" : "no");
      }
      console.print(out);
      break;
    }
    case Format::kTable: {
      Table table(
          {"version", "published", "recorded", "entities", "names", "listings", "edges", "findings", "format", ""});
      for (const VersionSummary& v : list->versions) {
        std::string published = v.published.empty() ? "unknown" : v.published;
        if (v.published_from == "stated") published += "*";
        table.add({v.id, published, v.recorded.substr(0, 19) + "Z", std::to_string(v.entities), std::to_string(v.names),
                   std::to_string(v.designations), std::to_string(v.relationships),
                   fmt::format("{} / {}", v.errors, v.warnings), v.reader, v.in_force ? "in force" : ""});
      }
      console.print(table.render(console));
      if (list->versions.empty()) console.message("The store holds no version yet. Try: penumbra import --help");
      for (const EventSummary& event : list->events) {
        console.print(fmt::format("{}: {} at {}{}\n", event.source, event.kind, event.last.substr(0, 19) + "Z",
                                  event.message.empty() ? "" : ": " + printable(event.message)));
      }
      for (const HeldSummary& held : list->held) {
        console.print(fmt::format(
            "{}{} waits for {} {}: penumbra diff --store {} {}{} shows what it would change, penumbra approve --store "
            "{} {} --by NAME{} publishes it\n",
            held.source, publish::kHeldSuffix, held.needs, held.needs == 1 ? "person" : "people",
            printable(options.store), held.source, publish::kHeldSuffix, printable(options.store), held.source,
            held.needs > 1 ? " --reason TEXT" : ""));
      }
      console.message(
          "findings: errors / warnings (penumbra versions --findings VERSION lists them); *: date stated at import");
      break;
    }
  }
  return kClear;
}

}  // namespace

CommandSpec versions_command() {
  return {"versions", "List the versions of every source that a store holds, or the findings of one.",
          "penumbra versions --store lists\n"
          "penumbra versions --store lists --findings us-ofac@2",
          [](Arguments& app) {
            auto options = std::make_shared<Options>();
            app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
            app.add_option("--source", options->source, "Only this source")->type_name("NAME");
            app.add_option("--findings", options->findings,
                           "What the reader noticed in this version, or in SOURCE@held")
                ->type_name("VERSION");
            app.add_option("--known-at", options->time.known_at, "Only what the store knew then")
                ->type_name("TIME")
                ->default_str("now");
            add_format_option(app, options->format, {"table", "json", "jsonl", "csv"});
            return [options](Console& console) -> int { return list_versions(console, *options); };
          }};
}

}  // namespace penumbra::cli
