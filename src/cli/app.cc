// Built on CLI11 for parsing; help and error texts are our own, because CLI11 shows neither examples nor near words.
#include "cli/app.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/csv.h"
#include "cli/arguments.h"
#include "cli/command.h"

namespace penumbra::cli {
namespace {

constexpr std::string_view kVersion = PENUMBRA_VERSION;

// Help with the example first.
class HelpFormatter : public CLI::Formatter {
 public:
  explicit HelpFormatter(const Console& console) : console_(console) {}

  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    if (mode == CLI::AppFormatMode::Sub) return CLI::Formatter::make_help(app, std::move(name), mode);
    std::string out;
    for (const CommandSpec& spec : commands()) {
      if (app->get_parent() == nullptr || spec.name != app->get_name()) continue;
      out += console_.styled(Style::kBold, "Example") + "\n";
      std::string_view rest = spec.example;
      while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        out += "  " + std::string(rest.substr(0, end)) + "\n";
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
      }
      out += "\n" + std::string(spec.summary) + "\n\n";
      out += console_.styled(Style::kBold, "Usage") + "\n  penumbra " + std::string(spec.name) + " [OPTIONS]";
      for (const CLI::Option* option : app->get_options([](const CLI::Option* o) { return o->get_positional(); })) {
        out += option->get_required() ? " " + option->get_name() : " [" + option->get_name() + "]";
        if (option->get_expected_max() > 1) out += "...";
      }
      out += "\n\n";
      append_options(out, app);
      return out;
    }
    out += console_.styled(Style::kBold, "Example") +
           "\n  penumbra import --store lists --source us-ofac sdn.csv alt.csv add.csv\n"
           "  penumbra screen --store lists \"Nikolay Petrov\" --born 1971\n\n"
           "Who is under sanctions, what stands in their shadow, and on what evidence.\n\n" +
           console_.styled(Style::kBold, "Commands") + "\n";
    for (const CommandSpec& spec : commands()) out += fmt::format("  {:<12}{}\n", spec.name, spec.summary);
    out += "\n" + console_.styled(Style::kBold, "Exit status") +
           "\n  0 clear   1 hits or exposure   2 usage   3 incomplete (outranks 1)   4 integrity   5 busy\n\n"
           "penumbra COMMAND --help tells more. penumbra --version prints the version.\n";
    return out;
  }

 private:
  void append_options(std::string& out, const CLI::App* app) const {
    out += console_.styled(Style::kBold, "Options") + "\n";
    for (const CLI::Option* option : app->get_options()) {
      std::string left = option->get_positional() ? option->get_name() : option->get_name(false, true);
      if (!option->get_positional() && option->get_items_expected_max() > 0 && !option->get_type_name().empty()) {
        left += " " + option->get_type_name();
      }
      std::string text = option->get_description();
      if (!option->get_default_str().empty()) text += " (default: " + option->get_default_str() + ")";
      constexpr std::size_t kIndent = 30;
      const std::size_t width = console_.width();
      if (left.size() + 4 > kIndent) {
        out += "  " + left + "\n" + std::string(kIndent, ' ');
      } else {
        out += fmt::format("  {:<{}}", left, kIndent - 2);
      }
      out += indented(text, kIndent, width) + "\n";
    }
  }

  static std::string indented(const std::string& text, std::size_t indent, std::size_t width) {
    const std::string broken = wrap(text, width > indent + 20 ? width - indent : 60, 0);
    std::string out;
    for (const char c : broken) {
      out += c;
      if (c == '\n') out.append(indent, ' ');
    }
    return out;
  }

  const Console& console_;
};

// The nearest known option or command to the first word that was not understood.
std::string nearest(const std::string& word, const CLI::App* app) {
  std::vector<std::string> known;
  if (word.starts_with("-")) {
    for (const CLI::Option* option : app->get_options()) {
      for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    }
  } else {
    for (const CommandSpec& spec : commands()) known.emplace_back(spec.name);
  }
  const std::vector<std::string_view> views(known.begin(), known.end());
  return base::CsvHeader::closest(word.substr(0, word.find('=')), views);
}

// The status of a command that ends with this one, if what it printed has reached its reader.
int written(Console& console, int status) {
  if (console.flush()) return status;
  console.error("the answer could not be written whole (disk full or pipe closed)");
  return std::max<int>(status, kIncomplete);
}

}  // namespace

const std::vector<CommandSpec>& commands() {
  static const std::vector<CommandSpec> all = {
      import_command(),    update_command(),   bundle_command(),   screen_command(),  rescreen_command(),
      compare_command(),   explain_command(),  show_command(),     diff_command(),    exposure_command(),
      backtest_command(),  selftest_command(), resolve_command(),  approve_command(), reject_command(),
      rollback_command(),  reindex_command(),  versions_command(), log_command(),     verify_command(),
      completion_command()};
  return all;
}

std::vector<std::string> long_options(const CommandSpec& command) {
  CLI::App app{"", std::string(command.name)};
  app.set_help_flag("-h,--help", "");
  Arguments arguments(app);
  command.declare(arguments);
  std::vector<std::string> out;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
  }
  return out;
}

void add_format_option(Arguments& app, const std::shared_ptr<std::string>& value,
                       const std::vector<std::string>& allowed) {
  *value = allowed.front();
  std::string list;
  for (const std::string& name : allowed) list += (list.empty() ? "" : ", ") + name;
  app.add_option_function(
         "--format", [value](const std::string& text) { *value = text; }, "How the answer is written: " + list)
      ->one_of(allowed)
      ->type_name("FORMAT")
      ->default_str(allowed.front());
}

Format parse_format(std::string_view text) {
  if (text == "json") return Format::kJson;
  if (text == "jsonl") return Format::kJsonLines;
  if (text == "csv") return Format::kCsv;
  return Format::kTable;
}

void add_time_options(Arguments& app, TimeOptions& options) {
  app.add_option("--as-of", options.as_of, "Ask for the world on this day, YYYY-MM-DD")
      ->type_name("DAY")
      ->default_str("today");
  app.add_option(
         "--known-at", options.known_at,
         "Ask for what the store knew then: YYYY-MM-DD (end of that day, UTC) or YYYY-MM-DDTHH:MM:SSZ (end of that "
         "second)")
      ->type_name("TIME")
      ->default_str("now");
}

Result<Date> as_of_day(const TimeOptions& options) {
  if (options.as_of.empty() || options.as_of == "today") return Date::today();
  auto day = Date::parse(options.as_of);
  if (day.ok()) return day;
  return Error{ErrorCode::kInvalidArgument, "--as-of: " + day.error().message, {}, day.error().fix};
}

Result<Timestamp> known_at_instant(const TimeOptions& options) {
  if (options.known_at.empty() || options.known_at == "now") return Timestamp::max();
  auto instant = Timestamp::parse(options.known_at);
  if (instant.ok()) {
    // Times are printed to the second and recorded to the microsecond: what is recorded within the second (or minute)
    // that the user names was known then, just as a day includes all of it.
    constexpr std::int64_t kSecond = 1'000'000;
    const std::string_view text = options.known_at;
    const bool to_the_second = text.size() >= 19 && text[16] == ':';
    if (text.size() == 10 || text.find('.') != std::string_view::npos) return instant;
    return Timestamp(instant->micros() + (to_the_second ? kSecond : 60 * kSecond) - 1);
  }
  return Error{ErrorCode::kInvalidArgument, "--known-at: " + instant.error().message, {}, instant.error().fix};
}

int fail(Console& console, const Error& error) {
  console.error(to_string(error));
  return exit_status_of(error.code);
}

int run(int argc, const char* const* argv, Console& console) {
  CLI::App app{"", "penumbra"};
  app.formatter(std::make_shared<HelpFormatter>(console));
  app.set_help_flag("-h,--help", "Show this help");
  app.require_subcommand(0, 1);
  bool version = false;
  app.add_flag("--version", version, "Print the version");
  std::vector<std::pair<CLI::App*, Action>> actions;
  std::deque<Arguments> arguments;  // actions may ask them what was given
  for (const CommandSpec& spec : commands()) {
    CLI::App* sub = app.add_subcommand(std::string(spec.name), std::string(spec.summary));
    sub->formatter(app.get_formatter());
    sub->set_help_flag("-h,--help", "Show this help");
    actions.emplace_back(sub, spec.declare(arguments.emplace_back(*sub)));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* shown = &app;
    for (const auto& [sub, action] : actions) {
      if (sub->parsed()) shown = sub;
    }
    console.print(shown->help());
    return written(console, kClear);
  } catch (const CLI::ParseError& error) {
    const CLI::App* chosen = &app;
    for (const auto& [sub, action] : actions) {
      if (sub->parsed()) chosen = sub;
    }
    std::string text = error.what();
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
      // A misspelt option drags its value along: the option is the word to speak of.
      const std::vector<std::string> extras = app.remaining(true);
      const auto option =
          std::find_if(extras.begin(), extras.end(), [](const std::string& extra) { return extra.starts_with("-"); });
      const std::string word = option != extras.end() ? *option : extras.empty() ? std::string() : extras.front();
      text = fmt::format("\"{}\" is not understood here.", word);
      if (const std::string near = nearest(word, chosen); !near.empty()) text += fmt::format(" Did you mean {}?", near);
    }
    constexpr std::string_view kNoNumber = "Could not convert: ";
    if (const std::size_t sign = text.find(" = "); text.starts_with(kNoNumber) && sign != std::string::npos) {
      text = fmt::format("{}: \"{}\" is no number that can stand here",
                         std::string_view(text).substr(kNoNumber.size(), sign - kNoNumber.size()),
                         std::string_view(text).substr(sign + 3));
    }
    console.error(text);
    console.message(fmt::format("Try: penumbra{} --help", chosen == &app ? "" : " " + chosen->get_name()));
    return kUsage;
  }
  if (version) {
    console.print(fmt::format("penumbra {}\n", kVersion));
    return written(console, kClear);
  }
  for (const auto& [sub, action] : actions) {
    if (!sub->parsed()) continue;
    return written(console, action(console));
  }
  console.print(app.help());
  return written(console, kUsage);
}

}  // namespace penumbra::cli
