// `penumbra reject`: people decide that held content is not published.
#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/person.h"
#include "publish/reject.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  std::string source;
  std::string by;
  std::string reason;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

int reject(Console& console, const Options& options) {
  publish::RejectRequest request;
  request.store = options.store;
  request.source = options.source;
  request.by = person(options.by);
  request.reason = options.reason;
  const auto outcome = publish::reject(request);
  if (!outcome.ok()) return fail(console, outcome.error());
  if (parse_format(*options.format) == Format::kJson) {
    base::JsonWriter json;
    json.begin_object().member("source", options.source).member("held", outcome->held);
    json.member("rejected", outcome->rejected).member("repeated", outcome->repeated);
    json.member("withdrawn", outcome->withdrawn).member("in_force", outcome->in_force).end_object();
    console.print(json.take() + "\n");
    return kClear;
  }
  console.print(printable(outcome->rejected) + (outcome->repeated ? " (recorded before)\n" : "\n"));
  if (!outcome->withdrawn.empty()) {
    console.print(fmt::format("what it added is screened no more: {} is withdrawn\n", outcome->withdrawn));
  }
  console.print(outcome->in_force.empty()
                    ? fmt::format("{} has no version in force\n", options.source)
                    : fmt::format("{} serves, confirmed when it was before\n", outcome->in_force));
  return kClear;
}

}  // namespace

CommandSpec reject_command() {
  return {"reject", "Decide that held content of a source is not published, with a reason.",
          "penumbra diff --store lists us-ofac@held\n"
          "penumbra reject --store lists us-ofac --by k.weber --reason \"half of the list was cut off\"",
          [](Arguments& app) {
            auto options = std::make_shared<Options>();
            app.add_option("SOURCE", options->source, "The source whose held content is rejected")->required();
            app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
            app.add_option("--by", options->by, "Who rejects")->type_name("NAME")->default_str("the account's name");
            app.add_option("--reason", options->reason, "Why, for the record")->type_name("TEXT");
            add_format_option(app, options->format, {"table", "json"});
            return [options](Console& console) -> int { return reject(console, *options); };
          }};
}

}  // namespace penumbra::cli
