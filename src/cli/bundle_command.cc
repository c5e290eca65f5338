// `penumbra bundle`: signed files of downloads for machines without a network.
#include <sys/stat.h>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "base/json_writer.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "update/bundle_files.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string action;
  std::vector<std::string> inputs;
  std::vector<std::string> keys;
  std::vector<std::string> trusted;
  std::string store;
  std::string from_store;
  std::string out;
  std::string roots;
  std::string expires;
  std::uint64_t number = 0;
  std::uint32_t threshold = 0;
  int valid_days = 14;
  bool partial = false;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

Error usage(std::string message, std::string fix) {
  return {ErrorCode::kInvalidArgument, std::move(message), {}, std::move(fix)};
}

Result<std::vector<update::KeyPair>> secret_keys(const Options& options) {
  if (options.keys.empty()) return usage("no signing key is given", "Give one with --key");
  std::vector<update::KeyPair> out;
  for (const std::string& path : options.keys) {
    PENUMBRA_ASSIGN_OR_RETURN(update::KeyPair key, update::read_secret_key(path));
    out.push_back(std::move(key));
  }
  return out;
}

// The keys of --trust as a root; `threshold` 0: all of them.
Result<update::Root> root_of(const Options& options) {
  update::Root root;
  for (const std::string& path : options.trusted) {
    PENUMBRA_ASSIGN_OR_RETURN(std::string key, update::read_public_key(path));
    if (std::find(root.keys.begin(), root.keys.end(), key) != root.keys.end()) {
      return usage("the key " + path + " is given twice", "Give each key once");
    }
    root.keys.push_back(std::move(key));
  }
  root.threshold = options.threshold != 0 ? options.threshold : static_cast<std::uint32_t>(root.keys.size());
  if (root.keys.empty() || root.threshold > root.keys.size()) {
    return usage("there are fewer keys than must sign", "Give the public keys with --trust");
  }
  return root;
}

Status need_out(const Options& options) {
  if (!options.out.empty()) return {};
  return usage("no file to write is named", "Give it with --out");
}

Status keygen(Console& console, const Options& options) {
  PENUMBRA_RETURN_IF_ERROR(need_out(options));
  PENUMBRA_ASSIGN_OR_RETURN(const update::KeyPair key, update::make_key());
  const mode_t before = ::umask(077);  // the secret half is for its owner only
  Status written = base::write_new_file(options.out + ".key", update::secret_key_text(key));
  ::umask(before);
  if (written.ok()) written = base::write_new_file(options.out + ".pub", update::public_key_text(key.open));
  PENUMBRA_RETURN_IF_ERROR(std::move(written));
  console.print(
      fmt::format("{0}.key is the signing key: keep it secret, off the network.\n{0}.pub is for everyone who "
                  "imports bundles; compare it by voice: {1}\n",
                  options.out, key.open));
  return {};
}

Status root(Console& console, const Options& options) {
  PENUMBRA_RETURN_IF_ERROR(need_out(options));
  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<update::KeyPair> keys, secret_keys(options));
  PENUMBRA_ASSIGN_OR_RETURN(update::Root made, root_of(options));
  made.version = options.number == 0 ? 1 : options.number;
  if (!options.expires.empty() && options.expires != "never") {
    PENUMBRA_ASSIGN_OR_RETURN(const Date day, Date::parse(options.expires));
    made.expires = day;
  }
  PENUMBRA_RETURN_IF_ERROR(update::make_root(options.roots, made, keys, options.partial, options.out));
  console.print(
      fmt::format("root {} written: {} of {} keys must sign\n", made.version, made.threshold, made.keys.size()));
  return {};
}

// Source names and folders: NAME=FOLDER, or a folder that is called like its source.
Result<std::vector<std::pair<std::string, std::string>>> folders_of(const Options& options) {
  std::vector<std::pair<std::string, std::string>> out;
  if (options.from_store.empty()) {
    for (const std::string& input : options.inputs) {
      const std::size_t equals = input.find('=');
      std::filesystem::path folder(equals == std::string::npos ? input : input.substr(equals + 1));
      if (!folder.has_filename()) folder = folder.parent_path();
      out.emplace_back(equals == std::string::npos ? folder.filename().string() : input.substr(0, equals),
                       folder.string());
    }
    return out;
  }
  const update::Area area(options.from_store);
  std::vector<std::string> names = options.inputs;
  std::error_code wrong;
  if (names.empty()) {
    for (std::filesystem::directory_iterator at(area.folder(), wrong), end; !wrong && at != end; at.increment(wrong)) {
      const std::string name = at->path().filename().string();
      if (std::filesystem::is_directory(area.downloads(name))) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
  }
  for (const std::string& name : names) {
    for (const update::KeptFile& file : area.state(name).files) {
      if (area.intact(name, file)) continue;
      return Error{ErrorCode::kIntegrity,
                   "the download of " + name + " is not what was downloaded: " + file.name,
                   {area.downloads(name)},
                   "Run penumbra update again"};
    }
    out.emplace_back(name, area.downloads(name));
  }
  return out;
}

Status make(Console& console, const Options& options) {
  PENUMBRA_RETURN_IF_ERROR(need_out(options));
  update::BundleRequest request;
  PENUMBRA_ASSIGN_OR_RETURN(request.keys, secret_keys(options));
  PENUMBRA_ASSIGN_OR_RETURN(request.folders, folders_of(options));
  request.out = options.out;
  request.roots = options.roots;
  request.number = options.number;
  request.valid_days = options.valid_days;
  request.today = Date::today();
  PENUMBRA_ASSIGN_OR_RETURN(const update::Contents contents, update::make_bundle(request));
  console.print(fmt::format("bundle {} of {} sources under root {}, good until {}\n", contents.version,
                            contents.sources.size(), contents.root, contents.expires.to_string()));
  return {};
}

Status sign(Console& console, const Options& options) {
  PENUMBRA_RETURN_IF_ERROR(need_out(options));
  if (options.inputs.size() != 1) return usage("one file is signed at a time", "Name one bundle or roots file");
  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<update::KeyPair> keys, secret_keys(options));
  PENUMBRA_RETURN_IF_ERROR(update::add_signatures(options.inputs.front(), keys, options.out));
  console.print(options.out + " is signed\n");
  return {};
}

int import(Console& console, const Options& options) {
  if (options.store.empty()) return fail(console, usage("no store is named", "Give the folder with --store DIR"));
  if (options.inputs.size() != 1) return fail(console, usage("one bundle is imported at a time", "Name one file"));
  std::optional<update::Root> first;
  if (!options.trusted.empty()) {
    auto given = root_of(options);
    if (!given.ok()) return fail(console, given.error());
    first = *std::move(given);
  }
  const update::Area area(options.store);
  const auto lock = area.lock();
  if (!lock.ok()) return fail(console, lock.error());
  update::UpdateOptions how;
  how.store = options.store;
  const auto done = update::import_bundle(options.inputs.front(), first, Date::today(), how);
  if (!done.ok()) {
    const int status = fail(console, done.error());
    console.message("Nothing was published; what the store had serves on.");
    return status;
  }
  base::JsonWriter json;
  json.begin_object().member("bundle", done->contents.version).member("made", done->contents.made.to_string());
  json.member("expires", done->contents.expires.to_string()).key("sources").begin_array();
  int status = kClear;
  for (const update::SourceUpdate& one : done->updates) {
    const bool good = one.result == update::UpdateResult::kPublished || one.result == update::UpdateResult::kUnchanged;
    if (!good) status = std::max<int>(status, one.code == ErrorCode::kBusy ? kBusy : kIncomplete);
    json.begin_object().member("source", one.source).member("result", update::to_string(one.result));
    json.member("version", one.version).member("reasons", one.reasons).end_object();
    if (parse_format(*options.format) == Format::kJson) continue;
    console.print(fmt::format("{}: {}{}\n", one.source, update::to_string(one.result),
                              one.version.empty() ? "" : " (" + one.version + ")"));
    for (const std::string& reason : one.reasons) console.error(one.source + ": " + reason);
  }
  json.end_array().end_object();
  if (parse_format(*options.format) == Format::kJson) console.print(json.take() + "\n");
  return status;
}

int run_bundle(Console& console, const Options& options) {
  if (options.action == "import") return import(console, options);
  const Status done = options.action == "keygen" ? keygen(console, options)
                      : options.action == "root" ? root(console, options)
                      : options.action == "sign" ? sign(console, options)
                                                 : make(console, options);
  return done.ok() ? static_cast<int>(kClear) : fail(console, done.error());
}

}  // namespace

CommandSpec bundle_command() {
  return {
      "bundle", "Carry downloads to machines without a network, in files that are signed.",
      "penumbra bundle keygen --out office\n"
      "penumbra bundle make --key office.key --from-store lists --out today.bundle\n"
      "penumbra bundle import --store lists --trust office.pub today.bundle",
      [](Arguments& app) {
        auto options = std::make_shared<Options>();
        app.add_option("ACTION", options->action, "keygen, make, import, root or sign")
            ->required()
            ->one_of({"keygen", "make", "import", "root", "sign"});
        app.add_option("INPUT", options->inputs,
                       "make: folders of downloads, called like their source, or NAME=FOLDER; import and sign: a file");
        app.add_option("--store", options->store, "import: folder of the store; made when it does not exist")
            ->type_name("DIR");
        app.add_option("--from-store", options->from_store, "make: take what update downloaded for this store")
            ->type_name("DIR");
        app.add_option("--out", options->out, "File to write; keygen writes NAME.key and NAME.pub")->type_name("NAME");
        app.add_option("--key", options->keys, "make, root, sign: a signing key; may be repeated")
            ->type_name("FILE")
            ->allow_extra_args(false);
        app.add_option("--trust", options->trusted,
                       "A public key; may be repeated. import: only for the first bundle; later ones are followed "
                       "through signed roots. root: a key of the new root")
            ->type_name("FILE")
            ->allow_extra_args(false);
        app.add_option("--threshold", options->threshold, "import, root: how many of the keys must sign")
            ->type_name("N")
            ->default_str("all");
        app.add_option("--roots", options->roots, "make, root: the roots file so far")->type_name("FILE");
        app.add_option("--number", options->number, "make, root: number of the bundle or root; never goes back")
            ->type_name("N")
            ->default_str("make: the seconds since 1970; root: 1");
        app.add_option("--valid", options->valid_days, "make: days for which the bundle may be imported")
            ->type_name("DAYS")
            ->in_range(1, 366)
            ->default_str("14");
        app.add_option("--expires", options->expires, "root: last day of the root, or never")
            ->type_name("DAY")
            ->default_str("never");
        app.add_flag("--partial", options->partial, "root: write it although more keys must sign");
        add_format_option(app, options->format, {"table", "json"});
        return [options](Console& console) -> int { return run_bundle(console, *options); };
      }};
}

}  // namespace penumbra::cli
