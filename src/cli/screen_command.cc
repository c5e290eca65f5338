// One name, or every row of a file. The answer shows the verdict first, then points that add up, then what it rests on.
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/csv.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/party_columns.h"
#include "cli/table_input.h"
#include "penumbra/screening.h"

namespace penumbra::cli {
namespace {

// Lists are expected to be asked for every day; the day of the question and the day before are no sign of neglect.
constexpr std::int64_t kDaysBeforeAWarning = 1;

struct Options {
  std::string store;
  std::string name;
  std::string input;
  std::vector<std::string> map;
  std::string schema;
  std::string born;
  std::string country;
  std::vector<std::string> facts;
  double threshold = kDefaultScreenThreshold;
  std::size_t limit = 0;
  int max_age_days = 0;
  unsigned threads = 0;
  std::vector<std::string> sources;
  TimeOptions time;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

Result<ScreenQuery> query_of(const Options& options) {
  ScreenQuery query;
  query.name = options.name;
  query.schema = options.schema;
  query.born = options.born;
  query.country = options.country;
  PENUMBRA_RETURN_IF_ERROR(check_stated(query));
  for (const std::string& fact : options.facts) {
    const std::size_t equals = fact.find('=');
    if (equals == std::string::npos) {
      return Error{ErrorCode::kInvalidArgument,
                   "--fact " + fact + " has no =",
                   {},
                   "Write property=value, for example innCode=7707083893"};
    }
    query.facts.push_back({fact.substr(0, equals), fact.substr(equals + 1)});
  }
  query.threshold = options.threshold;
  query.limit = options.limit;
  PENUMBRA_ASSIGN_OR_RETURN(query.as_of, as_of_day(options.time));
  PENUMBRA_ASSIGN_OR_RETURN(const Timestamp known_at, known_at_instant(options.time));
  if (known_at != Timestamp::max()) query.known_at = known_at;
  return query;
}

Result<Screener> open_screener(const Options& options) {
  ScreenerOptions screener;
  screener.max_age_days = options.max_age_days;
  screener.sources = options.sources;
  return Screener::open(options.store, screener);
}

int status_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kClear:
      return kClear;
    case Verdict::kHits:
      return kHits;
    case Verdict::kIncomplete:
      return kIncomplete;
  }
  return kIncomplete;
}

std::string join(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + printable(text);
  return out;
}

void print_hit(Console& console, const Hit& hit, std::string_view label, Style style) {
  console.print(fmt::format("{}  {:.0f}/100  {}  ({}, {} {})\n", console.styled(style, label), hit.score() * 100,
                            console.styled(Style::kBold, printable(hit.caption)), hit.schema, hit.source, hit.id));
  if (hit.matched_name != hit.caption) {
    console.print(fmt::format("  listed as {}{}\n", printable(hit.matched_name),
                              hit.quality == NameQuality::kWeak ? "  (weak alias)" : ""));
  }
  for (const ScoreFeature& feature : hit.features) {
    if (feature.text.empty()) continue;
    console.print(fmt::format("  {:>+7.4f}   {}\n", feature.points / static_cast<double>(kScorePerUnit),
                              printable(feature.text)));
  }
  for (const Listing& listing : hit.listings) {
    std::string span;
    if (!listing.from.empty()) span += " from " + listing.from;
    if (!listing.to.empty()) span += " to " + listing.to;
    console.print(fmt::format(
        "  list      {}: {}{}{}{}{}  [{} {}]\n", listing.list,
        listing.measures == std::vector<std::string>{"unknown"} ? "measure unknown" : join(listing.measures),
        listing.programmes.empty() ? "" : " (" + join(listing.programmes) + ")",
        span.empty() ? ", dates not stated" : span, listing.certainty == "certain" ? "" : ", " + listing.certainty,
        listing.act.empty() ? "" : ", " + printable(listing.act), listing.version, printable(listing.evidence)));
  }
  if (hit.listings.empty() && !hit.topics.empty()) console.print("  topics    " + join(hit.topics) + "\n");
  if (!hit.set_aside.empty()) console.print("  set aside " + hit.set_aside + "\n");
}

void print_versions(Console& console, std::span<const SourceVersion> versions, Date as_of, const std::string& more) {
  if (versions.empty()) return;
  // Versions that are later than the day asked for have no age on it; the reasons above speak of them.
  std::optional<std::int64_t> newest;
  std::int64_t oldest = 0;
  std::size_t unconfirmed = 0;
  for (const SourceVersion& version : versions) {
    unconfirmed += version.unconfirmed_days > kDaysBeforeAWarning ? 1U : 0U;
    if (version.age_days < 0) continue;
    newest = std::min(newest.value_or(version.age_days), version.age_days);
    oldest = std::max(oldest, version.age_days);
  }
  const std::string age = newest ? fmt::format("newest {} days old, oldest {}", *newest, oldest)
                                 : std::string("none published by that day");
  console.print(
      console.styled(Style::kDim, fmt::format("Checked {} source{} as of {}, {}{}.\n", versions.size(),
                                              versions.size() == 1 ? "" : "s", as_of.to_string(), age, more)));
  for (const SourceVersion& version : versions) {
    console.print(console.styled(Style::kDim, fmt::format("  {}  published {}  {} entities  {}", version.version,
                                                          version.published.empty() ? "unknown" : version.published,
                                                          version.entities, version.state)));
    if (version.unconfirmed_days > kDaysBeforeAWarning) {
      console.print(console.styled(Style::kYellow, fmt::format("  last confirmed {}, {} days before", version.confirmed,
                                                               version.unconfirmed_days)));
    }
    console.print("\n");
  }
  if (unconfirmed > 0) {
    console.print(console.styled(
        Style::kYellow,
        "  warning   " +
            wrap(fmt::format("{} of {} sources {} not confirmed within a day of {}; what was listed since "
                             "is not known. `penumbra update` or `import` brings them up to date, and "
                             "--max-age DAYS makes answers from older ones incomplete",
                             unconfirmed, versions.size(), unconfirmed == 1 ? "was" : "were", as_of.to_string()),
                 console.width() - 12, 12) +
            "\n"));
  }
}

void print_answer(Console& console, const ScreenAnswer& answer, const std::string& name) {
  std::string shown(verdict_key(answer.verdict));
  std::transform(shown.begin(), shown.end(), shown.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const Style style = answer.verdict == Verdict::kClear  ? Style::kGreen
                      : answer.verdict == Verdict::kHits ? Style::kRed
                                                         : Style::kYellow;
  console.print(fmt::format("{}  {}", console.styled(style, shown), printable(name)));
  if (answer.hits_total > 0)
    console.print(fmt::format("  ({} hit{})", answer.hits_total, answer.hits_total == 1 ? "" : "s"));
  console.print("\n");
  for (const Remark& reason : answer.reasons)
    console.print("  because   " + wrap(printable(reason.text), console.width() - 12, 12) + "\n");
  for (const Hit& hit : answer.hits) print_hit(console, hit, "HIT", Style::kRed);
  if (answer.hits.size() < answer.hits_total) {
    console.print(fmt::format("... and {} more; --limit {} shows all\n", answer.hits_total - answer.hits.size(),
                              answer.hits_total));
  }
  for (const Hit& hit : answer.set_aside) print_hit(console, hit, "NEAR", Style::kYellow);
  for (const Remark& warning : answer.warnings)
    console.print("  note      " + wrap(printable(warning.text), console.width() - 12, 12) + "\n");
  if (answer.versions != nullptr) {
    print_versions(console, *answer.versions, answer.as_of, fmt::format("; {} names compared", answer.candidates));
  }
}

constexpr std::string_view kCsvHeader =
    "row,reference,name,verdict,id,caption,score,matched_name,lists,programmes,measures,reasons\n";

void append_csv(std::string& out, const RowLabel& label, const ScreenAnswer& answer) {
  std::string reasons;
  for (const Remark& reason : answer.reasons) reasons += (reasons.empty() ? "" : " | ") + printable(reason.text);
  const auto end_row = [&] {
    out += ',';
    base::append_csv_field(out, reasons, true);
    out += '\n';
  };
  const auto line = [&](const Hit* hit) {
    out += std::to_string(label.row) + ",";
    base::append_csv_field(out, label.reference, true);
    out += ',';
    base::append_csv_field(out, label.name, true);
    out += "," + std::string(verdict_key(answer.verdict)) + ",";
    if (hit == nullptr) {
      out += ",,,,,,";
      end_row();
      return;
    }
    base::append_csv_field(out, hit->id, true);
    out += ',';
    base::append_csv_field(out, hit->caption, true);
    out += fmt::format(",{:.4f},", hit->score());
    base::append_csv_field(out, hit->matched_name, true);
    std::vector<std::string> lists;
    std::vector<std::string> programmes;
    std::vector<std::string> measures;
    for (const Listing& listing : hit->listings) {
      lists.push_back(listing.list);
      programmes.insert(programmes.end(), listing.programmes.begin(), listing.programmes.end());
      measures.insert(measures.end(), listing.measures.begin(), listing.measures.end());
    }
    for (auto* texts : {&lists, &programmes, &measures}) {
      std::sort(texts->begin(), texts->end());
      texts->erase(std::unique(texts->begin(), texts->end()), texts->end());
      out += ',';
      base::append_csv_field(out, join(*texts), true);
    }
    end_row();
  };
  if (answer.hits.empty()) line(nullptr);
  for (const Hit& hit : answer.hits) line(&hit);
}

int screen_one(Console& console, const Options& options) {
  const auto query = query_of(options);
  if (!query.ok()) return fail(console, query.error());
  const auto screener = open_screener(options);
  if (!screener.ok()) return fail(console, screener.error());
  const auto answer = screener->screen(*query);
  if (!answer.ok()) return fail(console, answer.error());
  switch (parse_format(*options.format)) {
    case Format::kJson:
    case Format::kJsonLines:
      console.print(to_json(*query, *answer) + "\n");
      break;
    case Format::kCsv: {
      std::string out(kCsvHeader);
      append_csv(out, {1, "", options.name}, *answer);
      console.print(out);
      break;
    }
    case Format::kTable:
      print_answer(console, *answer, options.name);
      break;
  }
  return status_of(answer->verdict);
}

// A row that could not be read or asked is answered, not dropped.
ScreenAnswer not_screened(const Error& error, Date as_of) {
  ScreenAnswer answer;
  answer.as_of = as_of;
  answer.verdict = Verdict::kIncomplete;
  answer.reasons.push_back({std::string("row-not-screened"), to_string(error)});
  return answer;
}

// What all rows share (an index made in memory) is told a reader once.
void drop_told(std::vector<Remark>& remarks, std::set<std::string>& told) {
  std::erase_if(remarks, [&](const Remark& remark) { return !told.insert(remark.text).second; });
}

int screen_file(Console& console, const Options& options) {
  auto opened = TableInput::open(options.input);
  if (!opened.ok()) return fail(console, opened.error());
  const TableInput& input = *opened;
  for (const std::string& note : input.notes()) console.message("note: " + printable(note));
  const auto mapping = columns_of(input.columns(), options.input, options.map);
  if (!mapping.ok()) return fail(console, mapping.error());
  const auto base_query = query_of(options);
  if (!base_query.ok()) return fail(console, base_query.error());
  const auto screener = open_screener(options);
  if (!screener.ok()) return fail(console, screener.error());
  const auto versions = screener->versions(base_query->as_of, base_query->known_at);
  if (!versions.ok()) return fail(console, versions.error());

  const Format format = parse_format(*options.format);
  std::uint64_t hits = 0;
  std::uint64_t incomplete = 0;
  if (format == Format::kCsv) console.print(std::string(kCsvHeader));
  if (format == Format::kJson) console.print("{\"rows\":[");
  Progress progress(console, "Screening", input.rows().size(), false);
  // Batches keep memory flat and the progress line moving.
  constexpr std::size_t kBatch = 2048;
  bool first = true;
  std::set<std::string> told;
  for (std::size_t begin = 0; begin < input.rows().size(); begin += kBatch) {
    const std::size_t end = std::min(begin + kBatch, input.rows().size());
    std::vector<ScreenQuery> queries;
    std::vector<std::size_t> query_of_row(end - begin, SIZE_MAX);
    for (std::size_t i = begin; i < end; ++i) {
      const InputRow& row = input.rows()[i];
      if (row.error) continue;
      ScreenQuery query = mapping->query(row, *base_query);
      query_of_row[i - begin] = queries.size();
      queries.push_back(std::move(query));
    }
    const auto answers = screener->screen_many(queries, options.threads);
    for (std::size_t i = begin; i < end; ++i) {
      const InputRow& row = input.rows()[i];
      ScreenAnswer answer;
      std::string name;
      if (row.error) {
        answer = not_screened(*row.error, *base_query->as_of);
      } else {
        const auto& result = answers[query_of_row[i - begin]];
        name = queries[query_of_row[i - begin]].name;
        if (result.ok()) {
          answer = *result;
        } else {
          Error error = result.error();
          error.position.file = options.input;
          error.position.line = row.line;
          answer = not_screened(error, *base_query->as_of);
        }
      }
      const RowLabel label = mapping->label(row, name);
      hits += answer.verdict == Verdict::kHits || !answer.hits.empty() ? 1U : 0U;
      incomplete += answer.verdict == Verdict::kIncomplete ? 1U : 0U;
      switch (format) {
        case Format::kJson:
          console.print((first ? "" : ",") + row_to_json(label, answer));
          break;
        case Format::kJsonLines: {
          std::string line = row_to_json(label, answer);
          // The versions stand once, in the first row: every line stays an object about a row.
          if (first) {
            const std::string shared = versions_to_json(*versions);
            line.pop_back();
            line += "," + shared.substr(1);
          }
          console.print(line + "\n");
          break;
        }
        case Format::kCsv: {
          std::string out;
          append_csv(out, label, answer);
          console.print(out);
          break;
        }
        case Format::kTable: {
          if (answer.verdict == Verdict::kClear) break;
          console.print(fmt::format("row {}{}: ", row.row,
                                    label.reference.empty() ? "" : " (" + printable(label.reference) + ")"));
          answer.versions = nullptr;
          drop_told(answer.warnings, told);
          print_answer(console, answer, name);
          break;
        }
      }
      first = false;
    }
    progress.set(end, incomplete);
  }
  if (format == Format::kJson) console.print("]," + versions_to_json(*versions).substr(1) + "\n");
  if (format == Format::kJsonLines && first) console.print(versions_to_json(*versions) + "\n");
  if (format == Format::kTable) print_versions(console, *versions, *base_query->as_of, "");
  console.message(fmt::format("{} rows: {} with hits, {} incomplete, {} clear", input.rows().size(), hits, incomplete,
                              input.rows().size() - std::min<std::size_t>(input.rows().size(), hits + incomplete)));
  return incomplete != 0 ? kIncomplete : hits != 0 ? kHits : kClear;
}

// Whoever forgets --input would read "clear" over a file that nobody opened.
bool names_a_file(const std::string& name) {
  std::error_code ignored;
  return name.find('.') != std::string::npos && std::filesystem::is_regular_file(name, ignored);
}

}  // namespace

CommandSpec screen_command() {
  return {
      "screen", "Look for a party, or for every party of a file, in all lists of a store.",
      "penumbra screen --store lists \"Nikolay Petrov\" --born 1971 --country ru\n"
      "penumbra screen --store lists --input customers.csv --map \"Full name=name\" --format jsonl",
      [](Arguments& app) {
        auto options = std::make_shared<Options>();
        app.add_option("NAME", options->name, "Name of the party, in any script");
        app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
        app.add_option("--input", options->input,
                       "File of parties: CSV or workbook (XLSX, ODS, XLS) with a header row, or JSON lines; - is "
                       "standard input")
            ->type_name("FILE");
        app.add_option(
               "--map", options->map,
               "COLUMN=property: which column holds name, reference (your own number of the party), schema, birthDate, "
               "country (usual names are found), or an identifier such as innCode, imoNumber, passportNumber")
            ->type_name("COLUMN=property")
            ->allow_extra_args(false);
        app.add_option("--schema", options->schema, "Only parties of this kind: Person, Company, Vessel ...")
            ->type_name("SCHEMA");
        app.add_option("--born", options->born, "Birth date: 1971, 1971-03 or 1971-03-05")->type_name("DATE");
        app.add_option("--country", options->country, "Country of the party, two letters")->type_name("CODE");
        app.add_option("--fact", options->facts,
                       "What else is known of the party, as property=value: innCode=7707083893, gender=female, "
                       "imoNumber=9074729; repeat for several")
            ->type_name("FACT")
            ->allow_extra_args(false);
        app.add_option("--threshold", options->threshold, "Score from which a party is a hit, above 0 and up to 1")
            ->type_name("SCORE")
            ->default_str("0.7");
        app.add_option("--limit", options->limit, "Most hits shown per party; all are counted")
            ->type_name("COUNT")
            ->default_str("all");
        app.add_option("--source", options->sources, "A source that must have a version in force; repeat for several")
            ->type_name("NAME")
            ->allow_extra_args(false);  // a name may follow
        app.add_option("--max-age", options->max_age_days,
                       "Days after which a version is stale and the answer incomplete")
            ->type_name("DAYS")
            ->at_least(0);
        app.add_option("--threads", options->threads, "Threads for a file of parties")
            ->type_name("COUNT")
            ->default_str("all cores");
        add_time_options(app, options->time);
        add_format_option(app, options->format, {"table", "json", "jsonl", "csv"});
        return [options, &app](Console& console) -> int {
          const bool named = app.given("NAME");
          if (!options->input.empty()) {
            if (named) return fail(console, {ErrorCode::kInvalidArgument, "give a name or --input, not both", {}, ""});
            return screen_file(console, *options);
          }
          if (!named)
            return fail(console, {ErrorCode::kInvalidArgument, "a name or --input is needed", {}, "Quote the name"});
          if (names_a_file(options->name)) {
            return fail(console, {ErrorCode::kInvalidArgument,
                                  options->name + " is a file, not the name of a party",
                                  {},
                                  "Screen the parties in it with --input " + options->name});
          }
          return screen_one(console, *options);
        };
      }};
}

}  // namespace penumbra::cli
