// `penumbra verify`: is the store what was published?
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "base/json_writer.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/person.h"
#include "store/verify.h"
#include "store/writer.h"
#include "update/signing.h"

namespace penumbra::cli {
namespace {

constexpr std::uint64_t kMaxCheckpointBytes = 1 << 16;

struct Options {
  std::string store;
  std::vector<std::string> checkpoints;
  std::vector<std::string> trusted;
  bool repair_log = false;
  std::string by;
  std::string reason;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

// Whether one of the keys signed it. A signature by another key, of a witness for instance, says nothing here.
bool is_signed(const store::Checkpoint& checkpoint, const std::vector<std::string>& keys) {
  for (const store::CheckpointSignature& signature : checkpoint.signatures) {
    for (const std::string& key : keys) {
      const std::string hint = store::key_hint(signature.name, update::bytes_of_hex(key));
      if (!signature.bytes.starts_with(hint)) continue;
      const std::string rest = signature.bytes.substr(hint.size());
      if (update::verify(key, store::checkpoint_text(checkpoint), update::hex_of_bytes(rest))) return true;
    }
  }
  return false;
}

Result<std::vector<store::NamedCheckpoint>> read_checkpoints(Console& console, const Options& options) {
  std::vector<std::string> keys;
  for (const std::string& path : options.trusted) {
    PENUMBRA_ASSIGN_OR_RETURN(std::string key, update::read_public_key(path));
    keys.push_back(std::move(key));
  }
  if (!keys.empty() && options.checkpoints.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "no checkpoint is named whose signature could be checked",
                 {},
                 "Name one with --checkpoint"};
  }
  std::vector<store::NamedCheckpoint> out;
  for (const std::string& path : options.checkpoints) {
    PENUMBRA_ASSIGN_OR_RETURN(const std::string bytes, base::read_file(path, kMaxCheckpointBytes));
    PENUMBRA_ASSIGN_OR_RETURN(store::Checkpoint checkpoint, store::parse_checkpoint(bytes, path));
    if (!keys.empty() && !is_signed(checkpoint, keys)) {
      Error error{ErrorCode::kIntegrity,
                  "the checkpoint is not signed by the key that is trusted",
                  {},
                  "Get the checkpoint, and the public key, from those who wrote it"};
      error.position.file = path;
      return error;
    }
    if (keys.empty() && !checkpoint.signatures.empty()) {
      console.message(printable(path) + ": its signature was not checked; name the public key with --trust");
    }
    out.push_back({std::move(checkpoint), path});
  }
  return out;
}

Status repair_log(Console& console, const Options& options) {
  if (!options.repair_log) {
    if (options.by.empty() && options.reason.empty()) return {};
    return Error{ErrorCode::kInvalidArgument,
                 "--by and --reason are for --repair-log",
                 {},
                 "Leave them out, or say --repair-log"};
  }
  PENUMBRA_ASSIGN_OR_RETURN(const store::StoreWriter::LogRepair repair,
                            store::StoreWriter::repair_log(options.store, person(options.by), options.reason));
  if (!repair.damage) {
    console.message("the log is whole: nothing was repaired");
    return {};
  }
  console.message("was: " + to_string(*repair.damage));
  console.message(fmt::format("a new log was begun; of the {} entries of the old one {} can be read{}", repair.entries,
                              repair.sound,
                              repair.kept.empty() ? std::string() : ", and it is kept in " + printable(repair.kept)));
  return {};
}

int verify(Console& console, const Options& options) {
  const auto checkpoints = read_checkpoints(console, options);
  if (!checkpoints.ok()) return fail(console, checkpoints.error());
  if (const Status repaired = repair_log(console, options); !repaired.ok()) return fail(console, repaired.error());
  const auto report = store::verify(options.store, *checkpoints);
  if (!report.ok()) return fail(console, report.error());
  if (parse_format(*options.format) == Format::kJson) {
    base::JsonWriter json;
    json.begin_object().member("whole", report->errors.empty()).member("versions", report->versions);
    json.member("entries", report->log.entries).member("root", base::to_hex(report->log.root));
    json.member("origin", report->origin).member("checkpoints", std::uint64_t{checkpoints->size()});
    json.member("notes", report->notes).key("errors").begin_array();
    for (const Error& error : report->errors) {
      json.begin_object().member("kind", error_key(error.code)).member("message", error.message);
      json.member("place", to_string(error.position)).member("fix", error.fix).end_object();
    }
    json.end_array().end_object();
    console.print(json.take() + "\n");
  } else {
    for (const std::string& note : report->notes) console.print("note: " + printable(note) + "\n");
    for (const Error& error : report->errors) fail(console, error);
    if (report->errors.empty()) {
      console.print(fmt::format(
          "whole: {} versions, {} files with {:.1f} MB as the log has them, {} entries, root {}{}\n", report->versions,
          report->files, static_cast<double>(report->bytes) / 1e6, report->log.entries, base::to_hex(report->log.root),
          checkpoints->empty() ? "" : fmt::format(", {} checkpoints", checkpoints->size())));
    }
  }
  return report->errors.empty() ? kClear : kIntegrity;
}

}  // namespace

CommandSpec verify_command() {
  return {"verify", "Check every byte of a store against its checksums and its log.",
          "penumbra verify --store lists\n"
          "penumbra verify --store lists --checkpoint lists.checkpoint --trust office.pub\n"
          "penumbra verify --store lists --repair-log --by k.weber --reason \"bad sector, no copy\"",
          [](Arguments& app) {
            auto options = std::make_shared<Options>();
            app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
            app.add_option("--checkpoint", options->checkpoints,
                           "What was noted of the log earlier (penumbra log --checkpoint); may be repeated")
                ->type_name("FILE")
                ->allow_extra_args(false);
            app.add_option("--trust", options->trusted, "A public key of which one must have signed each checkpoint")
                ->type_name("FILE")
                ->allow_extra_args(false);
            app.add_flag("--repair-log", options->repair_log,
                         "If the log is damaged: put it aside whole and begin a new one that says so");
            app.add_option("--by", options->by, "Who repairs the log")
                ->type_name("NAME")
                ->default_str("the account's name");
            app.add_option("--reason", options->reason, "Why, for the record")->type_name("TEXT");
            add_format_option(app, options->format, {"table", "json"});
            return [options](Console& console) -> int { return verify(console, *options); };
          }};
}

}  // namespace penumbra::cli
