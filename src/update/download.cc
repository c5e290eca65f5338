#include "update/download.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <utility>

#include "base/digest.h"
#include "base/file.h"
#include "update/content_check.h"
#include "update/html_links.h"

namespace penumbra::update {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

constexpr const char* kPageName = ".index";  // no file of a source can be called so

}  // namespace

std::vector<Origin> origins_of(const Source& source) {
  if (source.collects) return {{source.index.front(), true}};
  std::vector<Origin> out;
  for (const std::string& page : source.index) out.push_back({page, true});
  for (const std::string& mirror : source.mirrors) out.push_back({mirror, false});
  return out;
}

Downloader::Downloader(const Source& source, const UpdateOptions& options)
    : source_(source), options_(options), area_(options.store), state_(area_.state(source.name)) {}

// Machines from which an index page's files may come: those that the source names, else the page's own.
std::vector<std::string> Downloader::hosts_of(const std::string& page) const {
  return source_.hosts.empty() ? std::vector<std::string>{host_of(page)} : source_.hosts;
}

Result<Round> Downloader::from(const Origin& origin) {
  std::error_code wrong;
  fs::create_directories(area_.quarantine(source_.name), wrong);
  if (wrong) {
    return Error{ErrorCode::kIo,
                 "the quarantine folder cannot be made: " + wrong.message(),
                 {area_.quarantine(source_.name)},
                 "Check its rights"};
  }
  if (source_.collects) return collect();
  if (const auto folder = folder_of(origin.address); folder && !origin.index) return from_folder(*folder);
  for (int round = 1; round <= options_.set_rounds; ++round) {
    PENUMBRA_ASSIGN_OR_RETURN(Round set, one_round(origin));
    if (set.consistent) return set;
  }
  return Error{ErrorCode::kIo,
               "the files changed each time while they were downloaded (" + std::to_string(options_.set_rounds) +
                   " rounds); they are not one version",
               {public_address(origin.address)},
               "Try again later"};
}

FetchRequest Downloader::request_for(const std::string& address, const std::string& name) const {
  FetchRequest request;
  request.address = address;
  request.path = area_.quarantine(source_.name) + "/" + name;
  request.proxy = options_.proxy;
  request.limits = options_.limits;
  request.limits.max_bytes = source_.max_bytes;
  request.wait = options_.wait;
  if (options_.progress) {
    request.progress = [this, name](std::uint64_t done, std::uint64_t total) {
      return options_.progress("downloading " + (name.starts_with(kPageName) ? std::string("the index page") : name),
                               done, total);
    };
  }
  return request;
}

Result<std::string> Downloader::address_for(const Origin& origin, const std::string& file) const {
  if (!origin.index) return address_of(source_, origin.address, file, options_.environment);
  return named_.addresses.at(file);
}

Result<Downloader::IndexPage> Downloader::ask_page(const std::string& page, std::size_t number) {
  std::error_code ignored;
  fs::create_directories(area_.quarantine(source_.name), ignored);
  IndexPage out;
  const std::string name = kPageName + (number == 0 ? std::string() : "-" + std::to_string(number + 1));
  FetchRequest request = request_for(page, name);
  request.limits.max_bytes = kMaxPageBytes;
  request.hosts = hosts_of(page);
  const KeptFile* kept = state_.find(name);
  if (kept != nullptr && kept->address == public_address(page) && area_.intact(source_.name, *kept)) {
    request.known = kept->validators;
  }
  PENUMBRA_ASSIGN_OR_RETURN(const FetchAnswer answer, fetch(request));
  std::string path = request.path;
  KeptFile& now = out.kept;
  if (answer.unchanged) {
    path = area_.downloads(source_.name) + "/" + name;
    fs::remove(request.path, ignored);
    now = *kept;
  } else {
    if (!answer.content_type.empty() && answer.content_type != "text/html" &&
        answer.content_type != "application/xhtml+xml") {
      return Error{ErrorCode::kUnexpectedStructure,
                   "the server says that it sends " + answer.content_type + ", but a web page was expected",
                   {public_address(page)},
                   "Check index = of the source"};
    }
    now = KeptFile{name, public_address(page), answer.validators, 0, ""};
    out.bytes = answer.bytes - answer.resumed;
  }
  PENUMBRA_ASSIGN_OR_RETURN(const std::string bytes, base::read_file(path, kMaxPageBytes));
  now.bytes = bytes.size();
  now.sha256 = base::sha256_hex(bytes);
  PENUMBRA_ASSIGN_OR_RETURN(out.page, read_page(bytes, public_address(page)));
  out.found_at = answer.final_address.empty() ? page : answer.final_address;
  return out;
}

Result<Named> Downloader::ask_index(const std::string& page) {
  PENUMBRA_ASSIGN_OR_RETURN(const IndexPage index, ask_page(page, 0));
  Named out;
  out.pages.push_back(index.kept);
  out.bytes = index.bytes;
  const LinkChoice choice{hosts_of(page), source_.plain_http, source_.link_date};
  for (std::size_t i = 0; i < source_.files.size(); ++i) {
    PENUMBRA_ASSIGN_OR_RETURN(const ChosenLink chosen,
                              choose_link(index.page, index.found_at, source_.links[i], choice));
    for (const auto& [file, address] : out.addresses) {
      if (address == chosen.address) {
        return Error{ErrorCode::kUnexpectedStructure,
                     "the page names one address for " + file + " and " + source_.files[i],
                     {public_address(page)},
                     "Make link_address, link_text or link_line of the source narrower"};
      }
    }
    out.addresses[source_.files[i]] = chosen.address;
    if (chosen.day && (!out.day || *chosen.day > *out.day)) out.day = chosen.day;
  }
  return out;
}

Status Downloader::check(const KeptFile& kept, const std::string& path, std::string_view content_type) const {
  const auto mapped = base::MappedFile::open(path);
  // An empty file cannot be mapped everywhere; either way there is nothing in it.
  const std::string_view bytes = mapped.ok() ? mapped->bytes() : std::string_view();
  return check_content(source_, kept.name, content_type, bytes);
}

Result<KeptFile> Downloader::finished(const std::string& name, const std::string& address, const Validators& validators,
                                      std::string_view content_type) const {
  const std::string path = area_.quarantine(source_.name) + "/" + name;
  KeptFile kept{name, public_address(address), validators, 0, ""};
  PENUMBRA_RETURN_IF_ERROR(check(kept, path, content_type));
  PENUMBRA_ASSIGN_OR_RETURN(const base::MappedFile mapped, base::MappedFile::open(path));
  kept.bytes = mapped.bytes().size();
  kept.sha256 = base::sha256_hex(mapped.bytes());
  return kept;
}

Result<Round> Downloader::one_round(const Origin& origin) {
  Round round;
  if (origin.index) {
    PENUMBRA_ASSIGN_OR_RETURN(named_, ask_index(origin.address));
    round.pages = named_.pages;
    round.day = named_.day;
  }
  for (const std::string& file : source_.files) {
    PENUMBRA_ASSIGN_OR_RETURN(const std::string address, address_for(origin, file));
    FetchRequest request = request_for(address, file);
    if (origin.index) request.hosts = hosts_of(origin.address);
    PENUMBRA_RETURN_IF_ERROR(add_token(request));
    const KeptFile* kept = state_.find(file);
    // The validators are those of one address, and only of use while the bytes are still there. The state keeps no
    // query, so that what a page names by its query is asked for anew.
    const bool told_apart = !origin.index || address.find('?') == std::string::npos;
    const bool joined = source_.details != DetailRule();  // what is kept is not what the server sent
    if (kept != nullptr && told_apart && !joined && kept->address == public_address(address) &&
        area_.intact(source_.name, *kept)) {
      request.known = kept->validators;
    }
    PENUMBRA_ASSIGN_OR_RETURN(const FetchAnswer answer, fetch(request));
    if (answer.unchanged) {
      std::error_code ignored;
      fs::remove(request.path, ignored);  // of an earlier round that was not whole
      round.files.push_back(*kept);
      continue;
    }
    round.bytes += answer.bytes - answer.resumed;
    if (joined) {
      PENUMBRA_RETURN_IF_ERROR(check({file, address, {}, 0, ""}, request.path, answer.content_type));
      PENUMBRA_RETURN_IF_ERROR(add_details(file, round));
    }
    PENUMBRA_ASSIGN_OR_RETURN(KeptFile done, finished(file, address, answer.validators, answer.content_type));
    if (!answer.length_known) {
      round.notes.push_back(file + ": the server states no length; only the reader can notice a cut transfer");
    }
    round.files.push_back(std::move(done));
  }
  if (source_.files.size() > 1 && round.bytes > 0) PENUMBRA_RETURN_IF_ERROR(recheck(origin, round));
  return round;
}

Status Downloader::add_token(FetchRequest& request) const {
  if (source_.token_header.empty()) return {};
  PENUMBRA_ASSIGN_OR_RETURN(const std::string token, token_of(source_, options_.environment));
  request.headers.push_back(source_.token_header + ": " + token);
  return {};
}

Status Downloader::add_details(const std::string& file, Round& round) {
  constexpr std::uint64_t kMaxAnswerBytes = std::uint64_t{4} << 20;
  const std::string path = area_.quarantine(source_.name) + "/" + file;
  const std::string cache = area_.folder() + "/" + source_.name + "/details-" + file;
  PENUMBRA_ASSIGN_OR_RETURN(const std::string bytes, base::read_file(path, source_.max_bytes));
  // What comes is appended at once to a file beside, so that a kill costs one answer; what such a file holds when a
  // round begins is of one that did not end.
  const std::string journal = cache + ".new";
  std::string kept;
  for (const std::string& file_of_answers : {cache, journal}) {
    const auto before = base::read_file(file_of_answers, source_.max_bytes);
    if (before.ok()) kept += *before + "\n";
  }
  PENUMBRA_RETURN_IF_ERROR(base::replace_file(cache, kept));
  const File coming(std::fopen(journal.c_str(), "wb"));
  const auto keep = [&](std::string_view line) -> Status {
    const bool written = coming != nullptr && std::fwrite(line.data(), 1, line.size(), coming.get()) == line.size();
    if (written && std::fflush(coming.get()) == 0) return {};
    return Error{ErrorCode::kIo, "the answers cannot be kept", {journal}, "Make room"};
  };
  std::uint64_t asked = 0;
  const auto ask = [&](const std::string& address) -> Result<std::string> {
    if (options_.progress && !options_.progress("asking for the details of " + file, ++asked, 0)) {
      return Error{ErrorCode::kIo, "the download was stopped", {public_address(address)}, "Run it again: it continues"};
    }
    FetchRequest request = request_for(address, ".detail");
    request.progress = nullptr;
    request.limits.max_bytes = kMaxAnswerBytes;
    PENUMBRA_RETURN_IF_ERROR(add_token(request));
    const auto answer = fetch(request);
    if (!answer.ok()) {
      if (answer.error().code == ErrorCode::kNotFound) return std::string();
      return answer.error();
    }
    round.bytes += answer->bytes;
    PENUMBRA_RETURN_IF_ERROR(check({address, address, {}, 0, ""}, request.path, answer->content_type));
    return base::read_file(request.path, kMaxAnswerBytes);
  };
  auto joined = join_details(bytes, file, source_.details, Date::today(), kept, ask, keep);
  const Status saved = base::replace_file(cache, kept);
  if (!joined.ok()) return joined.error();
  PENUMBRA_RETURN_IF_ERROR(saved);
  std::error_code ignored;
  fs::remove(journal, ignored);
  if (joined->missing > 0) {
    round.notes.push_back(file + ": the interface knows no details of " + std::to_string(joined->missing) + " of " +
                          std::to_string(joined->records) + " records");
  }
  fs::remove(area_.quarantine(source_.name) + "/.detail", ignored);
  return base::replace_file(path, joined->file);
}

// A set is one version when, after its last file came, every file is still the one that came.
Status Downloader::recheck(const Origin& origin, Round& round) const {
  for (const KeptFile& file : round.files) {
    if (!file.validators.known()) {
      round.notes.push_back(file.name +
                            ": the server states neither ETag nor Last-Modified; that the files are of one "
                            "version is not proven");
      continue;
    }
    PENUMBRA_ASSIGN_OR_RETURN(const std::string address, address_for(origin, file.name));
    FetchRequest request = request_for(address, file.name);
    request.progress = nullptr;
    if (origin.index) request.hosts = hosts_of(origin.address);
    PENUMBRA_RETURN_IF_ERROR(add_token(request));
    const auto now = look(request);
    if (!now.ok()) {
      round.notes.push_back(file.name + ": could not be looked at again (" + now.error().message + ")");
    } else if (now->known() && *now != file.validators) {
      round.consistent = false;
    }
  }
  return {};
}

Result<Round> Downloader::from_folder(const std::string& folder) {
  Round round;
  for (const std::string& file : source_.files) {
    const std::string from = folder + (folder.ends_with("/") ? "" : "/") + file;
    const std::string path = source_.files.size() == 1 && fs::is_regular_file(folder) ? folder : from;
    PENUMBRA_ASSIGN_OR_RETURN(const std::string bytes, base::read_file(path, source_.max_bytes));
    const std::string target = area_.quarantine(source_.name) + "/" + file;
    PENUMBRA_RETURN_IF_ERROR(base::replace_file(target, bytes));
    PENUMBRA_ASSIGN_OR_RETURN(KeptFile done, finished(file, path, {}, ""));
    round.files.push_back(std::move(done));
  }
  return round;
}

}  // namespace penumbra::update
