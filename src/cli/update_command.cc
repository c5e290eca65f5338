// `penumbra update`: downloads lists from where their authorities publish them, and publishes them in a store. The only
// command that uses the network.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "base/json_writer.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "publish/held.h"
#include "update/schedule.h"
#include "update/update.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  std::vector<std::string> names;
  std::string sources_file;
  std::string proxy;
  std::string every;
  int rounds = 0;  // of --every; 0: until stopped
  int retries = 3;
  int retry_ms = 2000;
  int slow_seconds = 60;
  bool check = false;
  bool list = false;
  bool print_sources = false;
  bool quiet = false;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

constexpr std::uint64_t kMaxSourcesFile = std::uint64_t{1} << 20;

// The signal that asked to stop; 0: none did.
std::atomic<int>& stop_signal() {
  static std::atomic<int> asked{0};
  return asked;
}
bool stop_asked() {
  return stop_signal().load() != 0;
}

extern "C" void penumbra_update_stop(int signal) {
  stop_signal().store(signal);
}

// SIGTERM and SIGINT end a download between two blocks of bytes; what came is continued the next time.
void stop_on_signals() {
  static_cast<void>(stop_signal());  // made before a signal can come
  struct sigaction action{};
  action.sa_handler = &penumbra_update_stop;
  sigemptyset(&action.sa_mask);
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
}

// Sleeps; false when it was asked to stop.
bool sleep_for(std::int64_t milliseconds) {
  constexpr std::int64_t kSlice = 50;
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  while (!stop_asked()) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    if (left <= 0) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(std::min<std::int64_t>(left, kSlice)));
  }
  return false;
}

std::optional<std::string> environment(const std::string& name) {
  if (name.empty()) return std::nullopt;
  const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

Result<std::vector<update::Source>> load_sources(const Options& options) {
  if (options.sources_file.empty()) return update::official_sources();
  PENUMBRA_ASSIGN_OR_RETURN(const std::string text, base::read_file(options.sources_file, kMaxSourcesFile));
  return update::parse_sources(text, options.sources_file);
}

// The sources that are asked for, in the order of the file.
Result<std::vector<update::Source>> chosen(Console& console, const Options& options) {
  PENUMBRA_ASSIGN_OR_RETURN(std::vector<update::Source> all, load_sources(options));
  std::vector<update::Source> out;
  for (const std::string& name : options.names) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& source) { return source.name == name; });
    if (found == all.end()) {
      std::string known;
      for (const update::Source& source : all) known += (known.empty() ? "" : ", ") + source.name;
      return Error{ErrorCode::kInvalidArgument, "there is no source \"" + name + "\"", {}, "There are: " + known};
    }
    if (std::none_of(out.begin(), out.end(), [&](const auto& source) { return source.name == name; })) {
      out.push_back(*found);
    }
  }
  if (!options.names.empty()) return out;
  for (update::Source& source : all) {
    if (!source.standard) continue;
    if (!source.token.empty() && !environment(source.token)) {
      console.warn(fmt::format("{} is left out: it needs a token of the authority ({}) in the environment variable {}",
                               source.name, source.home, source.token));
      continue;
    }
    out.push_back(std::move(source));
  }
  return out;
}

void print_list(Console& console, const std::vector<update::Source>& sources, Format format) {
  if (format == Format::kJson) {
    base::JsonWriter json;
    json.begin_array();
    for (const update::Source& source : sources) {
      json.begin_object().member("source", source.name).member("title", source.title).member("home", source.home);
      json.member("files", source.files).member("readers", source.readers).member("standard", source.standard);
      json.member("token", source.token).member("index", source.index).key("mirrors").begin_array();
      for (const std::string& mirror : source.mirrors) json.value(update::public_address(mirror));
      json.end_array().end_object();
    }
    console.print(json.end_array().take() + "\n");
    return;
  }
  Table table({"source", "files", "updated by default", "title"});
  for (const update::Source& source : sources) {
    table.add({source.name, source.collects ? "pages" : std::to_string(source.files.size()),
               source.token.empty() ? (source.standard ? "yes" : "when named") : "needs " + source.token,
               source.title});
  }
  console.print(table.render(console));
}

int status_of(const std::vector<update::SourceUpdate>& updates) {
  int status = kClear;
  for (const update::SourceUpdate& one : updates) {
    if (one.result == update::UpdateResult::kPublished || one.result == update::UpdateResult::kUnchanged) continue;
    if (one.code == ErrorCode::kBusy || one.code == ErrorCode::kIntegrity) {
      status = std::max<int>(status, exit_status_of(one.code));
    } else {
      status = std::max<int>(status, kIncomplete);
    }
  }
  return status;
}

void write_json(base::JsonWriter& json, const update::SourceUpdate& one) {
  json.begin_object().member("source", one.source).member("result", update::to_string(one.result));
  json.member("version", one.version).member("mirror", one.mirror).member("bytes", one.bytes);
  if (one.import) {
    json.member("published", one.import->version.published.to_string());
    json.member("entities", one.import->version.counts.entities);
    json.member("added", one.import->added).member("removed", one.import->removed);
  }
  json.member("reasons", one.reasons).member("attempts", one.attempts).member("notes", one.notes).end_object();
}

void print_update(Console& console, const update::SourceUpdate& one, const std::string& store, bool quiet) {
  std::string what;
  switch (one.result) {
    case update::UpdateResult::kPublished:
      what = fmt::format("{} published ({}): {} entities, {} added, {} removed", one.version,
                         one.import->version.published.known() ? one.import->version.published.to_string()
                                                               : std::string("day unknown"),
                         one.import->version.counts.entities, one.import->added, one.import->removed);
      break;
    case update::UpdateResult::kUnchanged:
      what = one.version + " is unchanged";
      break;
    default:
      what = std::string(update::to_string(one.result)) + "; what the store had serves on";
  }
  console.print(fmt::format("{}: {}\n", console.styled(Style::kBold, one.source), what));
  for (const std::string& reason : one.reasons) console.error(one.source + ": " + reason);
  const bool went_well = one.reasons.empty();
  for (const std::string& failed : one.attempts) {
    // The last failure is the reason itself.
    if (went_well || &failed != &one.attempts.back()) console.warn(one.source + ": mirror failed: " + failed);
  }
  if (one.result == update::UpdateResult::kHeld) {
    console.message(fmt::format("What it would change: penumbra diff --store {} {}{}", printable(store), one.source,
                                publish::kHeldSuffix));
  }
  if (quiet) return;
  for (const std::string& note : one.notes) console.message("note: " + printable(one.source + ": " + note));
}

update::UpdateOptions update_options(const Options& options) {
  update::UpdateOptions out;
  out.store = options.store;
  out.proxy = options.proxy;
  out.limits.retries = options.retries;
  out.limits.retry_ms = options.retry_ms;
  out.limits.low_seconds = options.slow_seconds;
  out.environment = &environment;
  out.wait = &sleep_for;
  return out;
}

std::vector<update::SourceUpdate> one_round(Console& console, const Options& options,
                                            const std::vector<update::Source>& sources) {
  std::vector<update::SourceUpdate> out;
  std::size_t number = 0;
  for (const update::Source& source : sources) {
    ++number;
    if (stop_asked()) break;
    update::UpdateOptions how = update_options(options);
    std::unique_ptr<Progress> bar;
    std::string shown;
    how.progress = [&](std::string_view step, std::uint64_t done, std::uint64_t total) {
      if (shown != step) {
        shown = std::string(step);
        bar.reset();  // ends its line before the next one begins
        bar = std::make_unique<Progress>(
            console, fmt::format("{} of {}: {} {}", number, sources.size(), source.name, shown), total, options.quiet);
      }
      bar->set(done);
      return !stop_asked();
    };
    out.push_back(update::update_source(source, how));
  }
  return out;
}

int check(Console& console, const Options& options, const std::vector<update::Source>& sources) {
  Table table({"source", "file", "state", "mirror"});
  base::JsonWriter json;
  json.begin_array();
  bool all = true;
  for (const update::Source& source : sources) {
    for (const update::CheckedFile& file : update::check_source(source, update_options(options))) {
      all = all && file.reachable;
      table.add({source.name, file.file, file.state, file.mirror});
      json.begin_object().member("source", source.name).member("file", file.file).member("state", file.state);
      json.member("mirror", file.mirror).member("reachable", file.reachable).end_object();
    }
  }
  json.end_array();
  console.print(parse_format(*options.format) == Format::kJson ? json.take() + "\n" : table.render(console));
  return all ? kClear : kIncomplete;
}

// One line about a round, for a log.
std::string log_line(const std::vector<update::SourceUpdate>& updates, std::size_t sources) {
  std::size_t published = 0;
  std::size_t unchanged = 0;
  std::string others;
  for (const update::SourceUpdate& one : updates) {
    if (one.result == update::UpdateResult::kPublished) {
      ++published;
    } else if (one.result == update::UpdateResult::kUnchanged) {
      ++unchanged;
    } else {
      others += fmt::format("; {} {}: {}", one.source, update::to_string(one.result),
                            one.reasons.empty() ? std::string() : one.reasons.front());
    }
  }
  if (updates.size() < sources) others += fmt::format("; stopped before {} sources", sources - updates.size());
  return fmt::format("{} update: {} published, {} unchanged, {} not updated{}", Timestamp::now().to_string(), published,
                     unchanged, sources - published - unchanged, printable(others));
}

int run_rounds(Console& console, const Options& options, const std::vector<update::Source>& sources) {
  std::int64_t interval = 0;
  if (!options.every.empty()) {
    const auto parsed = update::parse_interval(options.every);
    if (!parsed.ok()) return fail(console, parsed.error());
    interval = *parsed;
  }
  const update::Area area(options.store);
  const auto lock = area.lock();
  if (!lock.ok()) return fail(console, lock.error());
  stop_on_signals();
  std::random_device random;
  int status = kClear;
  for (int round = 1;; ++round) {
    const std::vector<update::SourceUpdate> updates = one_round(console, options, sources);
    status = updates.size() < sources.size() ? static_cast<int>(kIncomplete) : status_of(updates);
    // A round that was broken off ends as the signal would have ended the program; between two rounds there is nothing
    // to break off.
    constexpr int kEndedBySignal = 128;
    if (stop_asked() && status != kClear) status = kEndedBySignal + stop_signal().load();
    if (interval != 0) {
      console.print(log_line(updates, sources.size()) + "\n");
      if (!console.flush()) return kIncomplete;
      if ((options.rounds != 0 && round >= options.rounds) || stop_asked() ||
          !sleep_for(update::next_round_ms(interval, random()))) {
        return status;
      }
      continue;
    }
    if (parse_format(*options.format) == Format::kJson) {
      base::JsonWriter json;
      json.begin_array();
      for (const update::SourceUpdate& one : updates) write_json(json, one);
      console.print(json.end_array().take() + "\n");
    } else {
      for (const update::SourceUpdate& one : updates) print_update(console, one, options.store, options.quiet);
    }
    if (stop_asked() && status != kClear) console.error("stopped; run it again, and it continues");
    return status;
  }
}

int run_update(Console& console, const Options& options) {
  if (options.print_sources) {
    console.print(update::official_sources_text());
    return kClear;
  }
  if (options.list) {
    const auto all = load_sources(options);
    if (!all.ok()) return fail(console, all.error());
    print_list(console, *all, parse_format(*options.format));
    return kClear;
  }
  if (options.store.empty()) {
    return fail(console, {ErrorCode::kInvalidArgument, "no store is named", {}, "Give the folder with --store DIR"});
  }
  const auto sources = chosen(console, options);
  if (!sources.ok()) return fail(console, sources.error());
  return options.check ? check(console, options, *sources) : run_rounds(console, options, *sources);
}

}  // namespace

CommandSpec update_command() {
  return {
      "update", "Download lists from their authorities, check them, and publish them in a store.",
      "penumbra update --store lists\n"
      "penumbra update --store lists us-ofac-sdn uk-sanctions\n"
      "penumbra update --store lists --every 6h\n"
      "penumbra update --list",
      [](Arguments& app) {
        auto options = std::make_shared<Options>();
        app.add_option("SOURCE", options->names, "Sources to update; all that need no token when none is named");
        app.add_option("--store", options->store, "Folder of the store; made when it does not exist")->type_name("DIR");
        app.add_option("--sources", options->sources_file, "Sources file of your own")
            ->type_name("FILE")
            ->default_str("the official addresses");
        app.add_flag("--list", options->list, "Only list the sources that are known");
        app.add_flag("--print-sources", options->print_sources, "Only print the official sources file, to be edited");
        app.add_flag("--check", options->check, "Only ask the servers what has changed; download and publish nothing");
        app.add_option("--every", options->every, "Go on until stopped, a round each interval: 90m, 6h, 1d")
            ->type_name("TIME");
        app.add_option("--rounds", options->rounds, "With --every: end after so many rounds")
            ->type_name("N")
            ->at_least(0);
        app.add_option("--proxy", options->proxy, "Address of a proxy, or none")
            ->type_name("ADDRESS")
            ->default_str("as https_proxy and no_proxy say");
        app.add_option("--retries", options->retries, "Repetitions after a failure that may pass")
            ->type_name("N")
            ->in_range(0, 20)
            ->default_str("3");
        app.add_option("--retry-wait", options->retry_ms, "Milliseconds before the first repetition; doubles")
            ->type_name("MS")
            ->in_range(0, 600'000)
            ->default_str("2000");
        app.add_option("--slow", options->slow_seconds, "Seconds of nearly no bytes after which a transfer is given up")
            ->type_name("S")
            ->in_range(1, 3600)
            ->default_str("60");
        app.add_flag("--quiet", options->quiet, "No progress and no notes");
        add_format_option(app, options->format, {"table", "json"});
        return [options](Console& console) -> int { return run_update(console, *options); };
      }};
}

}  // namespace penumbra::cli
