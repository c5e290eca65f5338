// `penumbra log`: who did what to a store, and what to note of it elsewhere.
#include <deque>
#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/json_writer.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "store/checkpoint.h"
#include "store/log.h"
#include "update/signing.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  std::string source;
  std::string kind;
  std::uint64_t last = 0;
  std::string checkpoint;
  std::string key;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

std::string subject_of(const store::LogEntry& entry) {
  return entry.source + (entry.version == 0 ? "" : "@" + std::to_string(entry.version));
}

void write_json(base::JsonWriter& json, const store::LogEntry& entry) {
  json.begin_object().member("index", entry.index).member("recorded", entry.recorded.to_string());
  json.member("kind", store::to_string(entry.kind)).member("program", entry.program).member("by", entry.by);
  json.member("source", entry.source).member("version", entry.version == 0 ? std::string() : subject_of(entry));
  json.member("content", entry.content).member("needs", std::uint64_t{entry.needs});
  json.member("manifest", entry.manifest).member("manifest_sha256", entry.manifest_sha256).key("files").begin_array();
  for (const store::InputRecord& file : entry.files) {
    json.begin_object().member("name", file.name).member("size", file.size).member("sha256", file.sha256).end_object();
  }
  json.end_array().member("message", entry.message).member("previous", base::to_hex(entry.previous)).end_object();
}

// The whole history is read for it, so that nobody signs a log that is damaged.
Status write_checkpoint(Console& console, const Options& options, const store::Log& log) {
  if (log.head().entries == 0) {
    return Error{ErrorCode::kNotFound, "the store has no log yet", {}, "Its next change begins one"};
  }
  store::Checkpoint checkpoint;
  store::MerkleTree tree;
  Status read = log.chunks([&](const store::LogChunk& chunk, const std::string& file) -> Status {
    PENUMBRA_RETURN_IF_ERROR(store::check_chunk(chunk, file));
    for (const store::LogChunk::Item& item : chunk.items) {
      if (tree.size() == 0) checkpoint.origin = store::log_origin(item.stated);
      tree.add(item.stated);
    }
    return {};
  });
  if (!read.ok()) return read;
  if (tree.head() != log.head()) {
    return Error{ErrorCode::kIntegrity,
                 "the log does not have the root that CURRENT states",
                 {},
                 "penumbra verify says what was changed"};
  }
  checkpoint.head = log.head();
  if (!options.key.empty()) {
    PENUMBRA_ASSIGN_OR_RETURN(const update::KeyPair key, update::read_secret_key(options.key));
    PENUMBRA_ASSIGN_OR_RETURN(const std::string hex, update::sign(key, store::checkpoint_text(checkpoint)));
    std::string signature = store::key_hint(checkpoint.origin, update::bytes_of_hex(key.open));
    signature += update::bytes_of_hex(hex);
    checkpoint.signatures.push_back({checkpoint.origin, std::move(signature)});
  }
  PENUMBRA_RETURN_IF_ERROR(base::replace_file(options.checkpoint, store::encode_checkpoint(checkpoint)));
  console.print(fmt::format("{}: {} entries, root {}{}\n", printable(options.checkpoint), log.head().entries,
                            base::to_hex(log.head().root), options.key.empty() ? ", not signed" : ", signed"));
  return {};
}

int show_log(Console& console, const Options& options) {
  if (!options.key.empty() && options.checkpoint.empty()) {
    return fail(console,
                {ErrorCode::kInvalidArgument, "there is nothing to sign", {}, "Name a file with --checkpoint"});
  }
  const auto log = store::Log::open(options.store);
  if (!log.ok()) return fail(console, log.error());
  if (!options.checkpoint.empty()) {
    const Status written = write_checkpoint(console, options, *log);
    return written.ok() ? static_cast<int>(kClear) : fail(console, written.error());
  }
  std::deque<store::LogEntry> shown;
  const bool filtered = !options.source.empty() || !options.kind.empty();
  const std::uint64_t all = log->head().entries;
  const std::uint64_t from = options.last > 0 && !filtered && options.last < all ? all - options.last : 0;
  const Status read = log->read(from, [&](const store::LogEntry& entry) -> Status {
    if (!options.source.empty() && entry.source != options.source) return {};
    if (!options.kind.empty() && store::to_string(entry.kind) != options.kind) return {};
    shown.push_back(entry);
    if (options.last > 0 && shown.size() > options.last) shown.pop_front();
    return {};
  });
  const Format format = parse_format(*options.format);
  if (format == Format::kJson) {
    base::JsonWriter json;
    json.begin_object().member("entries", all).member("root", base::to_hex(log->head().root)).key("log").begin_array();
    for (const store::LogEntry& entry : shown) write_json(json, entry);
    json.end_array().end_object();
    console.print(json.take() + "\n");
  } else if (format == Format::kJsonLines) {
    for (const store::LogEntry& entry : shown) {
      base::JsonWriter json;
      write_json(json, entry);
      console.print(json.take() + "\n");
    }
  } else if (format == Format::kCsv) {
    std::string out = "index,recorded,kind,by,subject,content,manifest,message\n";
    for (const store::LogEntry& entry : shown) {
      for (const std::string& cell :
           {std::to_string(entry.index), entry.recorded.to_string(), std::string(store::to_string(entry.kind)),
            entry.by, subject_of(entry), entry.content, std::to_string(entry.manifest), entry.message}) {
        base::append_csv_field(out, cell, true);
        out += ',';
      }
      out.back() = '\n';
    }
    console.print(out);
  } else {
    Table table({"", "recorded", "what", "by", "source", "content", "message"});
    for (const store::LogEntry& entry : shown) {
      table.add({std::to_string(entry.index), entry.recorded.to_string().substr(0, 19) + "Z",
                 std::string(store::to_string(entry.kind)), printable(entry.by), printable(subject_of(entry)),
                 printable(entry.content.substr(0, 12)), printable(entry.message)});
    }
    console.print(table.render(console));
    if (all == 0) console.message("The store has no log yet; its next change begins one.");
  }
  return read.ok() ? static_cast<int>(kClear) : fail(console, read.error());
}

}  // namespace

CommandSpec log_command() {
  return {
      "log", "Show who did what to a store, or note its state where nobody can change both.",
      "penumbra log --store lists --last 20\n"
      "penumbra log --store lists --kind refused --format json\n"
      "penumbra log --store lists --checkpoint /mnt/auditor/lists.checkpoint --key office.key",
      [](Arguments& app) {
        auto options = std::make_shared<Options>();
        app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
        app.add_option("--source", options->source, "Only entries on this source")->type_name("NAME");
        app.add_option(
               "--kind", options->kind,
               "Only began, published, unchanged, held, approved, rejected, refused, rolled-back, judged or recovered")
            ->type_name("WORD")
            ->check([](const std::string& word) {
              return store::parse_log_kind(word) ? std::string() : "\"" + word + "\" is no kind of entry";
            });
        app.add_option("--last", options->last, "Only the newest so many")->type_name("N")->default_str("all");
        app.add_option("--checkpoint", options->checkpoint,
                       "Write how far the log goes and its root; penumbra verify compares with it later")
            ->type_name("FILE");
        app.add_option("--key", options->key, "Sign the checkpoint with this key (penumbra bundle keygen)")
            ->type_name("FILE");
        add_format_option(app, options->format, {"table", "json", "jsonl", "csv"});
        return [options](Console& console) -> int { return show_log(console, *options); };
      }};
}

}  // namespace penumbra::cli
