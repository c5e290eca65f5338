// `penumbra approve`: people let held content pass.
#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/person.h"
#include "publish/approve.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  std::string source;
  std::string by;
  std::string reason;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

int approve(Console& console, const Options& options) {
  publish::ApproveRequest request;
  request.store = options.store;
  request.source = options.source;
  request.by = person(options.by);
  request.reason = options.reason;
  const auto outcome = publish::approve(request);
  if (!outcome.ok()) return fail(console, outcome.error());
  const bool published = outcome->published && outcome->published->result != publish::ImportResult::kHeld;
  if (parse_format(*options.format) == Format::kJson) {
    base::JsonWriter json;
    json.begin_object().member("source", options.source).member("held", outcome->held);
    json.member("approved", outcome->approved).member("needs", std::uint64_t{outcome->needs});
    json.member("version", published ? outcome->published->version.id() : std::string()).end_object();
    console.print(json.take() + "\n");
  } else if (published) {
    console.print(fmt::format("{} published; approved by {}\n", outcome->published->version.id(),
                              fmt::join(outcome->approved, ", ")));
  } else if (outcome->published) {
    console.print("held again: " + outcome->published->held_error().message + "\n");
  } else {
    console.print(fmt::format("approved by {}; {} of {} people: another one must approve\n",
                              fmt::join(outcome->approved, ", "), outcome->approved.size(), outcome->needs));
  }
  if (published) return kClear;
  return kIncomplete;
}

}  // namespace

CommandSpec approve_command() {
  return {"approve", "Let held content of a source pass: one person, or two with a reason where much is gone.",
          "penumbra diff --store lists us-ofac@held\n"
          "penumbra approve --store lists us-ofac --by k.weber\n"
          "penumbra approve --store lists us-ofac --by m.osei --reason \"general licence of 30 June\"",
          [](Arguments& app) {
            auto options = std::make_shared<Options>();
            app.add_option("SOURCE", options->source, "The source whose held content is let pass")->required();
            app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
            app.add_option("--by", options->by, "Who approves")->type_name("NAME")->default_str("the account's name");
            app.add_option("--reason", options->reason, "Why, for the record")->type_name("TEXT");
            add_format_option(app, options->format, {"table", "json"});
            return [options](Console& console) -> int { return approve(console, *options); };
          }};
}

}  // namespace penumbra::cli
