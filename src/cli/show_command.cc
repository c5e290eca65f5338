#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/csv.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "penumbra/catalogue.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  std::string id;
  std::string source;
  bool history = false;
  TimeOptions time;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

// "from 2014-03-17", "from 2014-03-17 to 2016", "until 2016", "dates not stated".
std::string span_text(const std::string& from, const std::string& to) {
  if (from.empty() && to.empty()) return "dates not stated";
  std::string out;
  if (!from.empty()) out = "from " + from;
  if (!to.empty()) out += (out.empty() ? "until " : " to ") + to;
  return out;
}

std::string join(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

void print_view(Console& console, const EntityView& view) {
  console.print(
      fmt::format("{}  ({}, {})\n", console.styled(Style::kBold, printable(view.caption)), view.schema, view.id));
  console.print(fmt::format("  source    {} published {}, {}; record {}\n", view.version,
                            view.published.empty() ? "on an unknown day" : view.published, view.coverage,
                            printable(view.evidence)));
  if (!view.present_since.empty())
    console.print(fmt::format("  present   in this source since {}\n", view.present_since));
  for (const PropertyValue& value : view.properties) {
    console.print(fmt::format(
        "  {:<22}{}\n", value.property,
        wrap(printable(value.value) + (value.lang.empty() ? "" : "  [" + value.lang + "]"), console.width() - 24, 24)));
  }
  for (const Listing& listing : view.listings) {
    const bool now = listing.certainty == "certain" || listing.certainty == "possible";
    console.print(fmt::format(
        "  {} {}: {} ({}), {}{}{}\n", console.styled(now ? Style::kRed : Style::kDim, now ? "LISTED" : "formerly"),
        listing.list, join(listing.measures), join(listing.programmes), span_text(listing.from, listing.to),
        listing.certainty == "certain" ? "" : "; on that day: " + listing.certainty,
        listing.act.empty() ? "" : "; " + printable(listing.act)));
  }
  for (const StateSpan& state : view.states) {
    console.print(fmt::format("  state     {} {}{}{} [{}]\n", state.state, span_text(state.from, state.to),
                              state.side.empty() ? "" : ", by " + state.side,
                              state.note.empty() ? "" : ": " + printable(state.note), state.evidence));
  }
  for (const Neighbour& edge : view.neighbours) {
    const std::string sentence = edge.outgoing ? fmt::format("{} {}", edge.kind, printable(edge.other_caption))
                                               : fmt::format("{} {} this", printable(edge.other_caption), edge.kind);
    console.print(fmt::format("  edge      {} ({}){}{}, {}{} [{}]\n", sentence, edge.other,
                              edge.role.empty() ? "" : ", " + printable(edge.role),
                              edge.share.empty() ? "" : ", " + edge.share + " %", span_text(edge.from, edge.to),
                              edge.status == "asserted" || edge.status.empty() ? "" : ", " + edge.status,
                              printable(edge.evidence)));
  }
}

int show_history(Console& console, const Catalogue& catalogue, const Options& options, Timestamp known_at) {
  const auto history = catalogue.history(options.id, known_at);
  if (!history.ok()) return fail(console, history.error());
  const Format format = parse_format(*options.format);
  std::string json;
  for (const HistoryStep& step : *history) {
    if (format == Format::kJson) {
      json += (json.empty() ? "[" : ",") + to_json(step);
    } else if (format == Format::kJsonLines) {
      console.print(to_json(step) + "\n");
    } else if (format == Format::kCsv) {
      std::string out;
      for (const FieldChange& field : step.change.fields) {
        for (const std::string_view cell :
             {std::string_view(step.version), std::string_view(step.published), change_key(step.change.kind),
              std::string_view(field.field), std::string_view(field.before), std::string_view(field.after)}) {
          base::append_csv_field(out, cell, true);
          out += ',';
        }
        out.back() = '\n';
      }
      console.print(out);
    } else {
      console.print(fmt::format("{}  published {}, recorded {}: {}\n", step.version,
                                step.published.empty() ? "unknown" : step.published, step.recorded,
                                change_key(step.change.kind)));
      for (const FieldChange& field : step.change.fields) {
        if (!field.before.empty()) console.print(fmt::format("    - {}: {}\n", field.field, printable(field.before)));
        if (!field.after.empty()) console.print(fmt::format("    + {}: {}\n", field.field, printable(field.after)));
      }
    }
  }
  if (format == Format::kJson) console.print((json.empty() ? "[" : json) + "]\n");
  return kClear;
}

int show_entity(Console& console, const Options& options) {
  const auto as_of = as_of_day(options.time);
  if (!as_of.ok()) return fail(console, as_of.error());
  const auto known_at = known_at_instant(options.time);
  if (!known_at.ok()) return fail(console, known_at.error());
  const auto catalogue = Catalogue::open(options.store);
  if (!catalogue.ok()) return fail(console, catalogue.error());
  if (!options.source.empty()) {
    const auto lines = catalogue->export_ftm(options.source, *as_of, *known_at);
    if (!lines.ok()) return fail(console, lines.error());
    console.print(*lines);
    return kClear;
  }
  if (options.id.empty()) {
    return fail(console,
                {ErrorCode::kInvalidArgument, "an id or --source is needed", {}, "penumbra screen finds ids by name"});
  }
  if (options.history) return show_history(console, *catalogue, options, *known_at);
  const auto views = catalogue->show(options.id, *as_of, *known_at);
  if (!views.ok()) return fail(console, views.error());
  switch (parse_format(*options.format)) {
    case Format::kJson: {
      std::string out;
      for (const EntityView& view : *views) out += (out.empty() ? "[" : ",") + to_json(view);
      console.print(out + "]\n");
      break;
    }
    case Format::kJsonLines:
      for (const EntityView& view : *views) console.print(view.ftm_json);
      break;
    case Format::kCsv: {
      std::string out = "source,version,id,property,value,lang\n";
      for (const EntityView& view : *views) {
        for (const PropertyValue& value : view.properties) {
          for (const std::string& cell :
               {view.source, view.version, view.id, value.property, value.value, value.lang}) {
            base::append_csv_field(out, cell, true);
            out += ',';
          }
          out.back() = '\n';
        }
      }
      console.print(out);
      break;
    }
    case Format::kTable:
      for (const EntityView& view : *views) print_view(console, view);
      break;
  }
  return kClear;
}

}  // namespace

CommandSpec show_command() {
  return {"show", "Show an entity with its listings, edges and states on a day, or its history over all versions.",
          "penumbra show --store lists us-ofac-12345 --as-of 2022-03-01\n"
          "penumbra show --store lists us-ofac-12345 --history\n"
          "penumbra show --store lists us-ofac-12345 --format jsonl     (FollowTheMoney)\n"
          "penumbra show --store lists --source us-ofac > us-ofac.ftm.json",
          [](Arguments& app) {
            auto options = std::make_shared<Options>();
            app.add_option("ID", options->id, "Id of the entity");
            app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
            app.add_option("--source", options->source,
                           "Instead of one entity: all that this source says, as FollowTheMoney JSON lines")
                ->type_name("NAME");
            app.add_flag("--history", options->history, "What each version of its source did to it");
            add_time_options(app, options->time);
            add_format_option(app, options->format, {"table", "json", "jsonl", "csv"});
            return [options](Console& console) -> int { return show_entity(console, *options); };
          }};
}

}  // namespace penumbra::cli
