// `penumbra rollback`: another version of a source in force, by one pointer.
#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/person.h"
#include "publish/rollback.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  std::string source;
  std::uint32_t to = 0;
  std::string by;
  std::string reason;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

int roll_back(Console& console, const Options& options) {
  publish::RollbackRequest request;
  request.store = options.store;
  request.source = options.source;
  if (options.to > 0) request.to = options.to;
  request.by = person(options.by);
  request.reason = options.reason;
  const auto outcome = publish::roll_back(request);
  if (!outcome.ok()) return fail(console, outcome.error());
  if (parse_format(*options.format) == Format::kJson) {
    base::JsonWriter json;
    json.begin_object().member("source", options.source).member("from", outcome->from.id());
    json.member("to", outcome->to.id()).member("by", request.by).member("reason", request.reason).end_object();
    console.print(json.take() + "\n");
  } else {
    console.print(
        fmt::format("{} is in force in place of {}; nothing was deleted\n", outcome->to.id(), outcome->from.id()));
  }
  return kClear;
}

}  // namespace

CommandSpec rollback_command() {
  return {"rollback", "Make an earlier version of a source the one in force, or again a later one.",
          "penumbra rollback --store lists us-ofac\n"
          "penumbra rollback --store lists us-ofac --to 12 --by k.weber --reason \"half of the list was missing\"",
          [](Arguments& app) {
            auto options = std::make_shared<Options>();
            app.add_option("SOURCE", options->source, "The source to go back in")->required();
            app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
            app.add_option("--to", options->to, "Number of the version to be in force")
                ->type_name("NUMBER")
                ->default_str("the one before")
                ->at_least(1);
            app.add_option("--by", options->by, "Who does it")->type_name("NAME")->default_str("the account's name");
            app.add_option("--reason", options->reason, "Why, for the record")->type_name("TEXT");
            add_format_option(app, options->format, {"table", "json"});
            return [options](Console& console) -> int { return roll_back(console, *options); };
          }};
}

}  // namespace penumbra::cli
