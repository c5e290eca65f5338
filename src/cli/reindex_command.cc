// `penumbra reindex`: name indexes of this program for the versions that another one imported.
#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "engine/reindex.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  unsigned threads = 0;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

int run(Console& console, const Options& options) {
  engine::ReindexRequest request;
  request.store = options.store;
  request.threads = options.threads;
  const auto outcome = engine::reindex(request);
  if (!outcome.ok()) return fail(console, outcome.error());
  if (parse_format(*options.format) == Format::kJson) {
    base::JsonWriter json;
    json.begin_object().member("usable", outcome->usable).member("made", outcome->made);
    json.member("bytes", outcome->bytes).member("removed", outcome->removed).end_object();
    console.print(json.take() + "\n");
    return kClear;
  }
  console.print(fmt::format("{} of {} indexes made, {} bytes; {} served already; {} of earlier programs removed\n",
                            outcome->made, outcome->made + outcome->usable, outcome->bytes, outcome->usable,
                            outcome->removed));
  return kClear;
}

}  // namespace

CommandSpec reindex_command() {
  return {"reindex", "Make and keep the name indexes that a new version of Penumbra needs; no answer changes.",
          "penumbra reindex --store lists", [](Arguments& app) {
            auto options = std::make_shared<Options>();
            app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
            app.add_option("--threads", options->threads, "Threads")->type_name("COUNT")->default_str("all cores");
            add_format_option(app, options->format, {"table", "json"});
            return [options](Console& console) -> int { return run(console, *options); };
          }};
}

}  // namespace penumbra::cli
