// `penumbra explain`: why two names, or a name and a listed party, are a hit or none.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/party_columns.h"
#include "penumbra/explanation.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::vector<std::string> names;
  std::string schema;
  std::string store;
  std::string born;
  std::string country;
  std::vector<std::string> facts;
  double threshold = kDefaultScreenThreshold;
  bool json = false;
  TimeOptions time;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

Style style_of(Verdict verdict) {
  return verdict == Verdict::kHits ? Style::kRed : verdict == Verdict::kClear ? Style::kGreen : Style::kYellow;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + printable(text);
  return out;
}

// A word or two to a width that columns can be lined up by; wide letters count two.
std::string padded(const std::string& text, std::size_t width) {
  const std::size_t shown = display_width(text);
  return text + std::string(shown < width ? width - shown : 1, ' ');
}

void print_name(Console& console, std::string_view label, const NameReadingView& name) {
  console.print(fmt::format("\n{}  {}", console.styled(Style::kBold, label), printable(name.text)));
  console.print(console.styled(
      Style::kDim,
      fmt::format("  read as the name of {} {}, {}\n",
                  name.type == "organisation" || name.type == "any" || name.type == "aircraft" ? "an" : "a",
                  name.type == "any" ? "unknown kind" : name.type,
                  name.scripts.empty() ? "no letters" : joined(name.scripts))));
  if (!name.visible.empty()) console.print("  written   " + printable(name.visible) + "\n");
  if (name.parts.empty()) {
    console.print("  nothing   no letters or digits to compare\n");
  } else {
    std::size_t latin = 6;
    std::size_t folded = 8;
    for (const NamePartView& part : name.parts) {
      latin = std::max(latin, display_width(part.latin + part.native) + (part.native.empty() ? 2 : 5));
      folded = std::max(folded, display_width(part.folded) + 2);
    }
    console.print(console.styled(Style::kDim, fmt::format("  {}{}{:<13}{}\n", padded("part", latin),
                                                          padded("sound", folded), "kind", "weight")));
    for (const NamePartView& part : name.parts) {
      const std::string shown = part.native.empty() ? part.latin : part.latin + " (" + printable(part.native) + ")";
      const std::string weight = part.kind == "legal-form" ? "by group"
                                 : part.weight == 0        ? "left out"
                                                           : fmt::format("{:.2f}", part.weight / 1000.0);
      const bool unfindable = part.weight > 0 && !part.anchor && part.kind != "legal-form";
      console.print(fmt::format("  {}{}{:<13}{}{}\n", padded(shown, latin), padded(part.folded, folded), part.kind,
                                weight, unfindable ? "  (too common or short to be found by)" : ""));
    }
  }
  if (name.incomplete) console.print("  note      longer than the matcher reads; what lies beyond was not compared\n");
  for (const std::string& trick : name.tricks) {
    console.print("  " + console.styled(Style::kYellow, "trick") + "     " +
                  wrap(printable(trick), console.width() - 12, 12) + "\n");
  }
}

void print_points(Console& console, const std::vector<ScoreFeature>& features, int points, double threshold) {
  for (const ScoreFeature& feature : features) {
    if (feature.text.empty()) continue;
    const std::string number = fmt::format("{:>+7.4f}", feature.points / static_cast<double>(kScorePerUnit));
    const Style style = feature.points < 0 ? Style::kYellow : Style::kPlain;
    console.print("  " + console.styled(style, number) + "  " +
                  wrap(printable(feature.text), console.width() - 11, 11) + "\n");
  }
  console.print(
      fmt::format("  {:>7.4f}  in all; a hit from {:.2f}\n", points / static_cast<double>(kScorePerUnit), threshold));
}

void print_missing(Console& console, const NameExplanation& names, double threshold, std::string_view label) {
  if (names.comparison.verdict != Verdict::kHits) {
    console.print("\n" + console.styled(Style::kBold, label) +
                  fmt::format("  {:.4f} is missing\n",
                              (names.threshold - names.comparison.points) / static_cast<double>(kScorePerUnit)));
    for (const NearestChange& change : names.nearest) {
      console.print(fmt::format("  {:>7.4f}  ", change.points / static_cast<double>(kScorePerUnit)) +
                    wrap("if " + printable(change.text), console.width() - 11, 11) + "\n");
    }
    if (names.nearest.empty()) {
      console.print(
          fmt::format("  leaving out or writing alike one word, or two, makes it no hit at {:.2f}\n", threshold));
    }
  }
  console.print("\n" + console.styled(Style::kBold, "Found by") + "  ");
  if (names.share_anchor) {
    console.print(wrap(joined(names.anchors), console.width() - 10, 10) + "\n");
  } else {
    console.print("nothing in common that an index looks for; such names score below 0.60\n");
  }
}

void print_names(Console& console, const NameExplanation& names, double threshold) {
  print_name(console, "First", names.first);
  print_name(console, "Second", names.second);
  console.print("\n" + console.styled(Style::kBold, "What met") + "\n");
  print_points(console, names.comparison.features, names.comparison.points, threshold);
  print_missing(console, names, threshold, "To a hit");
}

int status_of(Verdict verdict) {
  return verdict == Verdict::kHits ? kHits : verdict == Verdict::kIncomplete ? kIncomplete : kClear;
}

int explain_two(Console& console, const Options& options) {
  const auto found = explain_names(options.schema, options.names[0], options.names[1], options.threshold);
  if (!found.ok()) return fail(console, found.error());
  const Verdict verdict = found->comparison.verdict;
  if (options.json || parse_format(*options.format) == Format::kJson) {
    console.print(to_json(*found) + "\n");
    return status_of(verdict);
  }
  console.print(fmt::format("{}  {}\n", console.styled(style_of(verdict), upper(pair_verdict_key(verdict))),
                            wrap(printable(found->summary), console.width() - 6, 6)));
  print_names(console, *found, options.threshold);
  return status_of(verdict);
}

std::string meaning_of(std::string_view screening) {
  if (screening == "hit") return "a hit of the screening";
  if (screening == "not-found") return "not among the answers of the screening";
  return "set aside by the screening: " + std::string(screening);
}

int explain_listed(Console& console, const Options& options) {
  ScreenQuery query;
  query.name = options.names[0];
  query.schema = options.schema;
  query.born = options.born;
  query.country = options.country;
  if (const Status stated = check_stated(query); !stated.ok()) return fail(console, stated.error());
  query.threshold = options.threshold;
  for (const std::string& fact : options.facts) {
    const std::size_t equals = fact.find('=');
    if (equals == std::string::npos) {
      return fail(console, {ErrorCode::kInvalidArgument, "--fact " + fact + " has no =", {}, "Write property=value"});
    }
    query.facts.push_back({fact.substr(0, equals), fact.substr(equals + 1)});
  }
  const auto as_of = as_of_day(options.time);
  if (!as_of.ok()) return fail(console, as_of.error());
  const auto known_at = known_at_instant(options.time);
  if (!known_at.ok()) return fail(console, known_at.error());
  query.as_of = *as_of;
  if (*known_at != Timestamp::max()) query.known_at = *known_at;
  const auto found = explain_party(options.store, options.names[1], query);
  if (!found.ok()) return fail(console, found.error());
  Verdict verdict = Verdict::kClear;
  std::string json;
  for (const PartyExplanation& party : *found) {
    const bool hit = party.screening == "hit";
    if (hit) verdict = Verdict::kHits;
    if (!hit && verdict != Verdict::kHits && party.comparison.verdict == Verdict::kIncomplete) {
      verdict = Verdict::kIncomplete;
    }
    json += (json.empty() ? "[" : ",") + to_json(party);
    if (options.json || parse_format(*options.format) == Format::kJson) continue;
    const Style style = hit ? Style::kRed : party.screening == "not-found" ? Style::kGreen : Style::kYellow;
    console.print(fmt::format("{}  {:.4f}  {}  ~  {}  ({}, {} {})\n",
                              console.styled(style, hit                              ? "HIT"
                                                    : party.screening == "not-found" ? "NO HIT"
                                                                                     : "NEAR"),
                              party.comparison.score(), printable(query.name),
                              console.styled(Style::kBold, printable(party.caption)), party.schema, party.version,
                              party.id));
    console.print("  answer    " + meaning_of(party.screening) + "\n");
    constexpr std::size_t kShown = 5;
    for (std::size_t i = 0; i < std::min(kShown, party.listed.size()); ++i) {
      const ListedNameScore& listed = party.listed[i];
      console.print(fmt::format("  {:.4f}    {}{}\n", listed.points / static_cast<double>(kScorePerUnit),
                                printable(listed.name),
                                listed.property == "name" ? "" : "  (" + listed.property + ")"));
    }
    if (party.listed.size() > kShown)
      console.print(fmt::format("  ... and {} more names\n", party.listed.size() - kShown));
    print_name(console, "Asked", party.names.first);
    print_name(console, "Listed", party.names.second);
    console.print("\n" + console.styled(Style::kBold, "What met") + "\n");
    print_points(console, party.comparison.features, party.comparison.points, options.threshold);
    for (const Remark& warning : party.comparison.warnings)
      console.print("  note     " + printable(warning.text) + "\n");
    print_missing(console, party.names, options.threshold, "To a hit by the names alone");
  }
  if (!json.empty() && (options.json || parse_format(*options.format) == Format::kJson)) console.print(json + "]\n");
  return status_of(verdict);
}

}  // namespace

CommandSpec explain_command() {
  return {
      "explain", "Say why two names, or a name and a listed party, are a hit or none.",
      "penumbra explain --schema Person \"Nikolay Petrov\" \"ПЕТРОВА, Николь\"\n"
      "penumbra explain --store lists \"Nikolay Petrov\" ofac-12345 --born 1971",
      [](Arguments& app) {
        auto options = std::make_shared<Options>();
        app.add_option("NAME", options->names, "The two names; with --store, a name and the id of a listed party")
            ->expected(0, 2);
        app.add_option("--schema", options->schema,
                       "Kind of the parties: Person, Company, Organization, LegalEntity, Vessel ...")
            ->type_name("SCHEMA")
            ->default_str("LegalEntity, or what the listed party is");
        app.add_option("--store", options->store, "Folder of the store that has the listed party")->type_name("DIR");
        app.add_option("--born", options->born, "With --store: birth date, 1971, 1971-03 or 1971-03-05")
            ->type_name("DATE");
        app.add_option("--country", options->country, "With --store: country of the party, two letters")
            ->type_name("CODE");
        app.add_option("--fact", options->facts,
                       "With --store: what else is known, as property=value; repeat for several")
            ->type_name("FACT")
            ->allow_extra_args(false);
        app.add_option("--threshold", options->threshold, "Score from which names are a hit, above 0 and up to 1")
            ->type_name("SCORE")
            ->default_str("0.7");
        app.add_flag("--json", options->json, "The same as --format json");
        add_time_options(app, options->time);
        add_format_option(app, options->format, {"table", "json"});
        return [options](Console& console) -> int {
          if (options->names.size() != 2) {
            return fail(console, {ErrorCode::kInvalidArgument,
                                  options->store.empty() ? "two names are needed" : "a name and an id are needed",
                                  {},
                                  "Quote each name"});
          }
          return options->store.empty() ? explain_two(console, *options) : explain_listed(console, *options);
        };
      }};
}

}  // namespace penumbra::cli
