// `penumbra diff`: what changed between two versions of a source, or between a version and what is held of it.
#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/csv.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "engine/version_diff.h"
#include "penumbra/catalogue.h"
#include "publish/held.h"
#include "store/layering.h"
#include "store/segment.h"

namespace penumbra::cli {
namespace {

// Changes that a table shows unless more are asked for: a list cut in half must not push its counts off the screen.
constexpr std::size_t kTableLimit = 100;

struct Options {
  std::string store;
  std::vector<std::string> versions;
  std::string source;
  std::vector<std::string> only;
  std::vector<std::string> ids;
  std::vector<std::string> fields;
  int limit = -1;  // none stated
  bool counts = false;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

constexpr std::array<std::string_view, kChangeEffects> kEffects = {"no longer there",
                                                                   "on no list any more",
                                                                   "a listing less or ended",
                                                                   "a measure or programme less, or other days",
                                                                   "a name less",
                                                                   "an identifier less",
                                                                   "other changes",
                                                                   "only more than before",
                                                                   "new"};

bool is_held(const std::string& version) {
  return version.ends_with(publish::kHeldSuffix);
}

Error versions_needed() {
  return {ErrorCode::kInvalidArgument, "two versions or --source are needed", {}, "penumbra versions lists them"};
}

// A version with what it is called; the held one lives in `held`.
struct Side {
  store::VersionInfo info;
  std::shared_ptr<const store::VersionFacts> facts;
  std::string id;
};

// The facts of nothing, for held content that no version comes before.
Result<std::shared_ptr<const store::VersionFacts>> no_facts() {
  PENUMBRA_ASSIGN_OR_RETURN(store::EncodedVersion empty, store::encode_version({}, nullptr, 1));
  PENUMBRA_ASSIGN_OR_RETURN(auto segment, store::Segment::from_bytes(std::move(empty.segment), "nothing"));
  return store::VersionFacts::whole(std::move(segment));
}

Result<VersionDiff> diff_with_held(const Options& options) {
  const std::string& named = is_held(options.versions.back()) ? options.versions.back() : options.versions.front();
  const std::string source = named.substr(0, named.size() - publish::kHeldSuffix.size());
  PENUMBRA_ASSIGN_OR_RETURN(const publish::HeldVersion held, publish::read_held(options.store, source));
  const auto side_of = [&](const std::string& id) -> Result<Side> {
    if (id == named) return Side{held.version, held.facts, id};
    PENUMBRA_ASSIGN_OR_RETURN(const store::VersionInfo* info, held.store->version(id));
    if (info->source != source) {
      return Error{ErrorCode::kInvalidArgument,
                   id + " and " + named + " are of different sources",
                   {},
                   "Give two versions of one source"};
    }
    PENUMBRA_ASSIGN_OR_RETURN(auto facts, held.store->facts(*info));
    return Side{*info, std::move(facts), id};
  };
  const auto before_held = [&]() -> Result<Side> {
    if (held.previous != nullptr) return side_of(held.previous->id());
    PENUMBRA_ASSIGN_OR_RETURN(auto facts, no_facts());
    return Side{{}, std::move(facts), "nothing"};
  };
  PENUMBRA_ASSIGN_OR_RETURN(const Side before,
                            options.versions.size() == 2 ? side_of(options.versions[0]) : before_held());
  PENUMBRA_ASSIGN_OR_RETURN(const Side after, side_of(options.versions.back()));
  PENUMBRA_ASSIGN_OR_RETURN(VersionDiff diff, engine::diff_of(before.info, *before.facts, after.info, *after.facts));
  diff.before.id = before.id;
  diff.after.id = after.id;
  diff.held = engine::held_summary(held.store->manifest(), held.event);
  return diff;
}

// The versions asked for: both named, or the last two of a source by publication.
Result<VersionDiff> asked_diff(const Options& options) {
  if (std::any_of(options.versions.begin(), options.versions.end(), is_held)) return diff_with_held(options);
  PENUMBRA_ASSIGN_OR_RETURN(const Catalogue catalogue, Catalogue::open(options.store));
  if (options.versions.size() == 2) return catalogue.diff(options.versions[0], options.versions[1]);
  if (options.versions.size() == 1 || options.source.empty()) return versions_needed();
  PENUMBRA_ASSIGN_OR_RETURN(const VersionList list, catalogue.versions(options.source, Timestamp::max()));
  if (list.versions.size() < 2) {
    return Error{ErrorCode::kNotFound, fmt::format("{} has fewer than two versions", options.source), {}, ""};
  }
  return catalogue.diff(list.versions[list.versions.size() - 2].id, list.versions.back().id);
}

// Whether the change is among those that are asked for.
bool wanted(const EntityChange& change, const Options& options) {
  const auto is = [](const std::vector<std::string>& some, std::string_view one) {
    return some.empty() || std::find(some.begin(), some.end(), one) != some.end();
  };
  if (!is(options.only, change_key(change.kind)) && !is(options.only, effect_key(change.effect))) return false;
  if (!is(options.ids, change.id)) return false;
  return options.fields.empty() || std::any_of(change.fields.begin(), change.fields.end(), [&](const auto& change_) {
           return std::any_of(options.fields.begin(), options.fields.end(),
                              [&](const std::string& part) { return change_.field.find(part) != std::string::npos; });
         });
}

// "us-sdn: SDGT, IRAN": the lists and programmes that a whole party has, or had.
std::string listings_of(const EntityChange& change) {
  std::set<std::string> lists;
  std::set<std::string> programmes;
  for (const FieldChange& field : change.fields) {
    if (!field.field.starts_with("designation ")) continue;
    const std::string& value = field.after.empty() ? field.before : field.after;
    if (field.field.ends_with(".list")) lists.insert(value);
    if (field.field.ends_with(".programmes")) programmes.insert(value);
  }
  if (lists.empty()) return "on no list";
  return fmt::format("{}{}{}", fmt::join(lists, ", "), programmes.empty() ? "" : ": ", fmt::join(programmes, ", "));
}

void print_head(Console& console, const VersionDiff& diff, const std::string& store) {
  const auto published = [](const VersionSummary& side) {
    if (side.source.empty()) return std::string();
    return fmt::format(" (published {})", side.published.empty() ? "unknown" : side.published);
  };
  console.print(fmt::format(
      "{}{} to {}{}: {} added, {} removed, {} changed, {} unchanged{}\n", diff.before.id, published(diff.before),
      diff.after.id, published(diff.after), diff.added, diff.removed, diff.changed, diff.unchanged,
      diff.unchanged_documents == 0 ? std::string() : fmt::format(" (and {} documents)", diff.unchanged_documents)));
  if (diff.held) {
    const HeldSummary& held = *diff.held;
    console.print(fmt::format("{} since {}Z{}: {}\n", console.styled(Style::kBold, "held"), held.since.substr(0, 19),
                              held.by.empty() ? "" : ", imported by " + printable(held.by), printable(held.reason)));
    console.print(fmt::format(
        "  needs {} {}; approved by {}\n", held.needs, held.needs == 1 ? "person" : "people",
        held.approved.empty() ? "nobody yet" : printable(fmt::format("{}", fmt::join(held.approved, ", ")))));
    if (diff.after.errors + diff.after.warnings > 0) {
      console.print(fmt::format("  reading it: {} errors, {} warnings; penumbra versions --store {} --findings {}\n",
                                diff.after.errors, diff.after.warnings, printable(store),
                                held.source + std::string(publish::kHeldSuffix)));
    }
    if (!diff.before.reader.empty() && diff.before.reader != diff.after.reader) {
      console.print(
          fmt::format("  the formats differ ({}, {}); where they share no ids, every party is told as gone and new\n",
                      diff.before.reader, diff.after.reader));
    }
  }
  for (std::size_t i = 0; i < kChangeEffects; ++i) {
    if (diff.effects[i] > 0) console.print(fmt::format("{:>9}  {}\n", diff.effects[i], kEffects[i]));
  }
}

void print_change(Console& console, const EntityChange& change) {
  const Style style = change.kind == ChangeKind::kAdded     ? Style::kGreen
                      : change.kind == ChangeKind::kRemoved ? Style::kRed
                                                            : Style::kYellow;
  console.print(fmt::format("{}  {}  {}  ({})\n", console.styled(style, fmt::format("{:<7}", change_key(change.kind))),
                            change.id, printable(change.caption), change.schema));
  if (change.kind != ChangeKind::kChanged) {
    console.print(fmt::format("         {}\n", printable(listings_of(change))));
    return;
  }
  for (const FieldChange& field : change.fields) {
    if (!field.before.empty()) console.print(fmt::format("         - {}: {}\n", field.field, printable(field.before)));
    if (!field.after.empty()) console.print(fmt::format("         + {}: {}\n", field.field, printable(field.after)));
  }
}

void print_csv(Console& console, const VersionDiff& diff) {
  std::string out = "change,id,caption,schema,field,before,after,effect\n";
  for (const EntityChange& change : diff.changes) {
    const auto row = [&](std::string_view field, std::string_view before, std::string_view after) {
      for (const std::string_view cell :
           {change_key(change.kind), std::string_view(change.id), std::string_view(change.caption),
            std::string_view(change.schema), field, before, after, effect_key(change.effect)}) {
        base::append_csv_field(out, cell, true);
        out += ',';
      }
      out.back() = '\n';
    };
    if (change.fields.empty()) row("", "", "");
    for (const FieldChange& field : change.fields) row(field.field, field.before, field.after);
  }
  console.print(out);
}

int show_diff(Console& console, const Options& options) {
  auto diff = asked_diff(options);
  if (!diff.ok()) return fail(console, diff.error());
  const Format format = parse_format(*options.format);
  const bool any = !diff->changes.empty();
  std::erase_if(diff->changes, [&](const EntityChange& change) { return options.counts || !wanted(change, options); });
  const std::size_t found = diff->changes.size();
  const std::size_t limit = options.limit > 0                               ? static_cast<std::size_t>(options.limit)
                            : options.limit < 0 && format == Format::kTable ? kTableLimit
                                                                            : found;
  if (found > limit) diff->changes.resize(limit);
  switch (format) {
    case Format::kJson:
      console.print(to_json(*diff) + "\n");
      break;
    case Format::kJsonLines:
      for (const EntityChange& change : diff->changes) console.print(to_json(change) + "\n");
      break;
    case Format::kCsv:
      print_csv(console, *diff);
      break;
    case Format::kTable:
      print_head(console, *diff, options.store);
      for (const EntityChange& change : diff->changes) print_change(console, change);
      break;
  }
  if (found > limit) {
    console.message(fmt::format("{} of {} changes are shown, the worst first; --limit 0 shows all.", limit, found));
  }
  return any ? kHits : kClear;
}

}  // namespace

CommandSpec diff_command() {
  return {
      "diff", "Show what changed between two versions of a source, or what held content would change.",
      "penumbra diff --store lists us-ofac@1 us-ofac@2\n"
      "penumbra diff --store lists --source us-ofac\n"
      "penumbra diff --store lists us-ofac@held --only removed --only name-lost",
      [](Arguments& app) {
        auto options = std::make_shared<Options>();
        app.add_option(
               "VERSION", options->versions,
               "The older and the newer version; SOURCE@held is what waits for an approval, alone it is compared "
               "with the version before it")
            ->expected(0, 2);
        app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
        app.add_option("--source", options->source, "Compare the last two versions of this source")->type_name("NAME");
        std::vector<std::string> kinds = {"added", "removed", "changed"};
        std::string words = "added, removed, changed";
        for (std::size_t i = 0; i < kChangeEffects; ++i) {
          kinds.emplace_back(effect_key(static_cast<ChangeEffect>(i)));
          words += ", " + kinds.back();
        }
        app.add_option("--only", options->only, "Only such changes; may be repeated: " + words)
            ->one_of(kinds)
            ->type_name("KIND")
            ->allow_extra_args(false);
        app.add_option("--id", options->ids, "Only these parties")->type_name("ID")->allow_extra_args(false);
        app.add_option("--field", options->fields, "Only parties with a change in a field of which this is a part")
            ->type_name("TEXT")
            ->allow_extra_args(false);
        app.add_option("--limit", options->limit, "The worst so many changes; 0: all")
            ->type_name("N")
            ->at_least(0)
            ->default_str(fmt::format("{} in a table, else all", kTableLimit));
        app.add_flag("--counts", options->counts, "Only the counts (table and json)");
        add_format_option(app, options->format, {"table", "json", "jsonl", "csv"});
        return [options](Console& console) -> int { return show_diff(console, *options); };
      }};
}

}  // namespace penumbra::cli
