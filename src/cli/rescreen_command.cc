// Which customers of a file a change of the lists gave another answer: what changed, who, and why nobody else.
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/party_columns.h"
#include "cli/rescreen_report.h"
#include "cli/table_input.h"
#include "penumbra/rescreening.h"
#include "penumbra/screening_receipt.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  std::string customers;
  std::vector<std::string> map;
  std::string schema;
  std::string since;
  std::string receipt;
  std::string since_as_of;
  std::string to = "now";
  std::string as_of;
  double threshold = kDefaultScreenThreshold;
  int max_age_days = 0;
  unsigned threads = 0;
  std::vector<std::string> sources;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

// A moment as the user writes it: a version, an instant, a day, or "now".
Result<RescreenMoment> moment_of(const std::string& option, const std::string& text, const std::string& day,
                                 const std::string& store) {
  RescreenMoment moment;
  if (text.find('@') != std::string::npos) {
    PENUMBRA_ASSIGN_OR_RETURN(moment, Rescreener::moment_of(store, text));
  } else {
    TimeOptions time;
    time.known_at = text;
    const auto instant = known_at_instant(time);
    if (!instant.ok()) {
      return Error{ErrorCode::kInvalidArgument,
                   option + ": " + text + " is neither a version nor a time",
                   {},
                   "Write a version such as us-ofac@3 (penumbra versions lists them), a day or an instant"};
    }
    if (*instant != Timestamp::max()) moment = {instant->date(), *instant};
  }
  if (!day.empty()) {
    TimeOptions time;
    time.as_of = day;
    PENUMBRA_ASSIGN_OR_RETURN(moment.as_of, as_of_day(time));
  }
  return moment;
}

// What the receipt of the last run says, and what the next one is to say.
struct Receipts {
  std::optional<ScreeningReceipt> before;
  ScreeningReceipt after;
  std::string why_all;  // why every customer is screened in full; "" when not
};

// Reads the receipt, if there is one, and says from when on to compare.
Result<RescreenMoment> read_receipt(const Options& options, Receipts& receipts) {
  auto read = ScreeningReceipt::read(options.receipt);
  if (!read.ok() && read.error().code != ErrorCode::kNotFound) {
    Error error = read.error();
    error.fix = "Name another file for the receipt: then everyone is screened";
    return error;
  }
  if (!read.ok()) {
    receipts.why_all = "There is no receipt of an earlier run: every customer is screened for the first time.";
    return moment_of("--to", options.to, options.as_of, options.store);
  }
  PENUMBRA_RETURN_IF_ERROR(read->check(options.store));
  receipts.before = *std::move(read);
  return receipts.before->head().moment;
}

// Whether the answers of the receipt may stand; else every customer is screened in full and told where the answer
// differs from that of the receipt.
void begin_receipt(const Options& options, const Rescreener& rescreener, Receipts& receipts) {
  ScreeningReceipt::Head head;
  head.moment = rescreener.scope().after;
  head.program = rescreener.scope().program;
  head.sources = options.sources;
  for (const SourceVersion& version : rescreener.versions()) {
    if (!version.version.empty()) head.versions.push_back({version.source, version.version, version.hash});
  }
  if (receipts.before && receipts.before->head().program != head.program) {
    std::string changed;
    for (const std::string& component : program_changes(receipts.before->head().program, head.program)) {
      changed += (changed.empty() ? "" : ", ") + component;
    }
    receipts.why_all =
        "The receipt is of another program: every customer is screened in full. What is another in it: " + changed +
        ".";
  } else if (receipts.before && receipts.before->head().sources != head.sources) {
    receipts.why_all = "The receipt is of other sources: every customer is screened in full.";
  }
  receipts.after = ScreeningReceipt(std::move(head));
}

// Screens the rows of a file batch by batch, so that memory stays flat.
class Run {
 public:
  Run(Console& console, const Options& options, const Rescreener& rescreener, const PartyColumns& columns,
      Receipts& receipts)
      : options_(options),
        rescreener_(rescreener),
        columns_(columns),
        receipts_(receipts),
        report_(console, parse_format(*options.format)) {
    base_.schema = options.schema;
    base_.threshold = options.threshold;
  }

  RescreenCounts screen(TableReader& input, Progress& progress) {
    report_.begin(rescreener_.scope(), receipts_.why_all);
    constexpr std::size_t kBatch = 16384;
    rows_.reserve(kBatch);
    for (InputRow row; input.next(row);) {
      rows_.push_back(std::move(row));
      if (rows_.size() < kBatch) continue;
      screen_rows();
      progress.set(counts_.customers, counts_.not_screened);
    }
    screen_rows();
    if (receipts_.before) {
      receipts_.after.settle();
      counts_.asked_no_longer = receipts_.before->not_in(receipts_.after);
    } else if (!options_.receipt.empty()) {
      counts_.asked_no_longer = 0;
    }
    report_.end(rescreener_.scope(), counts_);
    return counts_;
  }

 private:
  void screen_rows() {
    std::vector<ScreenQuery> queries;
    std::vector<QuestionDigest> digests;
    std::vector<std::optional<std::uint64_t>> answers;  // as the receipt has them
    std::vector<std::uint8_t> first;
    for (const InputRow& row : rows_) {
      if (row.error) continue;
      queries.push_back(columns_.query(row, base_));
      if (options_.receipt.empty()) continue;
      digests.push_back(digest_of(queries.back()));
      answers.push_back(receipts_.before ? receipts_.before->answer(digests.back()) : std::nullopt);
      first.push_back(!answers.back() || !receipts_.why_all.empty() ? 1U : 0U);
    }
    const auto results = rescreener_.rescreen_many(queries, options_.threads, first);
    std::size_t at = 0;
    for (const InputRow& row : rows_) {
      ++counts_.customers;
      if (row.error) {
        not_screened(row, "", *row.error);
        continue;
      }
      const std::size_t query = at++;
      if (!results[query].ok()) {
        Error error = results[query].error();
        error.position.file = options_.customers;
        error.position.line = row.line;
        not_screened(row, queries[query].name, error);
        continue;
      }
      const Rescreened& result = *results[query];
      const bool known = !answers.empty() && answers[query].has_value();
      if (!digests.empty()) {
        receipts_.after.add(digests[query], result.answer.value_or(known ? *answers[query] : 0));
      }
      counts_.screened += result.touched ? 1U : 0U;
      counts_.first += result.first ? 1U : 0U;
      counts_.incomplete += result.after == Verdict::kIncomplete ? 1U : 0U;
      // Of a program or sources that answer as those of the receipt did, there is nothing to tell.
      const bool as_before = result.first && known && result.answer == answers[query];
      if (as_before || (!result.changed() && !(result.first && known))) continue;
      ++counts_.changed;
      report_.customer(columns_.label(row, queries[query].name), result);
    }
    rows_.clear();
  }

  void not_screened(const InputRow& row, const std::string& name, const Error& error) {
    ++counts_.not_screened;
    report_.not_screened(columns_.label(row, name), error);
  }

  const Options& options_;
  const Rescreener& rescreener_;
  const PartyColumns& columns_;
  Receipts& receipts_;
  RescreenReport report_;
  ScreenQuery base_;
  RescreenCounts counts_;
  std::vector<InputRow> rows_;
};

int rescreen_file(Console& console, const Options& options) {
  if (options.since.empty() == options.receipt.empty()) {
    return fail(console, Error{ErrorCode::kInvalidArgument,
                               "say either since when to compare, or which receipt to go on from",
                               {},
                               "Use --since us-ofac@3, or --receipt FILE"});
  }
  Receipts receipts;
  const auto before = options.receipt.empty() ? moment_of("--since", options.since, options.since_as_of, options.store)
                                              : read_receipt(options, receipts);
  if (!before.ok()) return fail(console, before.error());
  const auto after = moment_of("--to", options.to, options.as_of, options.store);
  if (!after.ok()) return fail(console, after.error());
  auto input = TableReader::open(options.customers);
  if (!input.ok()) return fail(console, input.error());
  for (const std::string& note : input->notes()) console.message("note: " + printable(note));
  const auto columns = columns_of(input->columns(), options.customers, options.map);
  if (!columns.ok()) return fail(console, columns.error());
  if (const Status stated = check_stated({.schema = options.schema}); !stated.ok())
    return fail(console, stated.error());
  ScreenerOptions screener;
  screener.max_age_days = options.max_age_days;
  screener.sources = options.sources;
  const auto rescreener = Rescreener::open(options.store, *before, *after, screener);
  if (!rescreener.ok()) return fail(console, rescreener.error());
  const RescreenScope& scope = rescreener->scope();
  begin_receipt(options, *rescreener, receipts);

  Progress progress(console, "Screening again", input->about_rows(), false);
  const RescreenCounts counts = Run(console, options, *rescreener, *columns, receipts).screen(*input, progress);
  if (!options.receipt.empty()) {
    // After the answers: who dies in between finds the old receipt, and is told again.
    if (!console.flush()) return kIncomplete;
    if (Status done = receipts.after.write(options.receipt); !done.ok()) return fail(console, done.error());
  }
  console.message(summary_of(counts));
  if (counts.not_screened + counts.incomplete > 0 || !scope.reasons_after.empty()) return kIncomplete;
  return counts.changed > 0 || scope.verdicts_move ? kHits : kClear;
}

}  // namespace

CommandSpec rescreen_command() {
  return {
      "rescreen", "Find the parties of a file to which a change of the lists gives another answer.",
      "penumbra rescreen --store lists --customers customers.csv --receipt customers.receipt\n"
      "penumbra rescreen --store lists --customers customers.csv --since us-ofac@3\n"
      "penumbra rescreen --store lists --customers customers.csv --since 2022-02-20 --to 2022-03-01 --format jsonl",
      [](Arguments& app) {
        auto options = std::make_shared<Options>();
        app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
        app.add_option("--customers", options->customers,
                       "File of parties: CSV or workbook (XLSX, ODS, XLS) with a header row, or JSON lines; - is "
                       "standard input")
            ->type_name("FILE")
            ->required();
        app.add_option("--since", options->since,
                       "When the parties were screened last: a version (what was known when it was recorded), a day "
                       "or an instant")
            ->type_name("MOMENT");
        app.add_option("--receipt", options->receipt,
                       "File that says who was screened when, by which program, and with what answer: read if it is "
                       "there, instead of --since, and written. Customers that it does not know, all when there is "
                       "none yet, are screened in full")
            ->type_name("FILE");
        app.add_option("--to", options->to, "The moment to compare with: a version, a day or an instant")
            ->type_name("MOMENT")
            ->default_str("now");
        app.add_option("--since-as-of", options->since_as_of, "Day that was asked for then")
            ->type_name("DATE")
            ->default_str("the day of --since");
        app.add_option("--as-of", options->as_of, "Day that is asked for now")
            ->type_name("DATE")
            ->default_str("the day of --to");
        app.add_option(
               "--map", options->map,
               "COLUMN=property: which column holds name, reference (your own number of the party), schema, birthDate, "
               "country (usual names are found), or an identifier such as innCode, imoNumber, passportNumber")
            ->type_name("COLUMN=property");
        app.add_option("--schema", options->schema,
                       "Kind of parties whose row states none: Person, Company, Vessel ...")
            ->type_name("SCHEMA");
        app.add_option("--threshold", options->threshold, "Score from which a party is a hit, above 0 and up to 1")
            ->type_name("SCORE")
            ->default_str("0.7");
        app.add_option("--source", options->sources, "A source that must have a version in force; repeat for several")
            ->type_name("NAME");
        app.add_option("--max-age", options->max_age_days,
                       "Days after which a version is stale and the answer incomplete")
            ->type_name("DAYS")
            ->at_least(0);
        app.add_option("--threads", options->threads, "Threads")->type_name("COUNT")->default_str("all cores");
        add_format_option(app, options->format, {"table", "json", "jsonl", "csv"});
        return [options](Console& console) -> int { return rescreen_file(console, *options); };
      }};
}

}  // namespace penumbra::cli
