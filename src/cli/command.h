// What the commands share.
#ifndef PENUMBRA_CLI_COMMAND_H_
#define PENUMBRA_CLI_COMMAND_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"
#include "cli/exit_status.h"
#include "penumbra/date.h"
#include "penumbra/result.h"

namespace penumbra::cli {

class Arguments;

enum class Format : std::uint8_t { kTable, kJson, kJsonLines, kCsv };

// A command after parsing: does the work and says how it ended.
using Action = std::function<int(Console&)>;

// Every command registers itself: declares its options on the sub-command and returns what to do when it was chosen.
// The returned function owns the parsed values.
struct CommandSpec {
  std::string_view name;
  std::string_view summary;  // one line for the list of commands
  std::string_view example;  // shown first in the help: one or more whole command lines
  std::function<Action(Arguments&)> declare;
};

// In the order of the help.
const std::vector<CommandSpec>& commands();
// The long options of a command, with their dashes, in the order of the help.
std::vector<std::string> long_options(const CommandSpec& command);

CommandSpec import_command();
CommandSpec update_command();
CommandSpec bundle_command();
CommandSpec screen_command();
CommandSpec rescreen_command();
CommandSpec compare_command();
CommandSpec explain_command();
CommandSpec show_command();
CommandSpec diff_command();
CommandSpec exposure_command();
CommandSpec backtest_command();
CommandSpec resolve_command();
CommandSpec approve_command();
CommandSpec reindex_command();
CommandSpec reject_command();
CommandSpec rollback_command();
CommandSpec selftest_command();
CommandSpec versions_command();
CommandSpec log_command();
CommandSpec verify_command();
CommandSpec completion_command();

// `--format`; `allowed` are its values, the first is the default.
void add_format_option(Arguments& app, const std::shared_ptr<std::string>& value,
                       const std::vector<std::string>& allowed);
Format parse_format(std::string_view text);

// `--as-of` and `--known-at`.
struct TimeOptions {
  std::string as_of;
  std::string known_at;
};
void add_time_options(Arguments& app, TimeOptions& options);
// The day asked for, today if none. kInvalidArgument names the option.
Result<Date> as_of_day(const TimeOptions& options);
// The instant asked for; Timestamp::max() ("everything known now") if none.
Result<Timestamp> known_at_instant(const TimeOptions& options);

// Prints the error and gives the status that belongs to it.
int fail(Console& console, const Error& error);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_COMMAND_H_
