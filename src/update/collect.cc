// Sources that are a row of pages: authorities that publish announcements and keep no list. An index page names the
// latest ones; what came once stays, since the lists are what all of them together say.
#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "update/address.h"
#include "update/download.h"

namespace penumbra::update {
namespace {

namespace fs = std::filesystem;

// More announcements than any authority makes in decades; an index that names more is another page.
constexpr std::size_t kMostPages = 500;

// The last part of an address's path.
std::string name_of(const std::string& address) {
  const std::string path = public_address(address);
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

Result<PageAddresses> Downloader::pages_named(Round& round) {
  PageAddresses out;
  const auto add = [&](const std::string& address, const std::string& where) -> Status {
    const std::string name = name_of(address);
    const auto found = out.try_emplace(name, address).first;
    if (is_file_name(name) && found->second == address && out.size() <= kMostPages) return {};
    return Error{ErrorCode::kUnexpectedStructure,
                 out.size() > kMostPages ? "more than " + std::to_string(kMostPages) + " pages are named"
                                         : "the page " + public_address(address) + " has no name of its own",
                 {where},
                 "Make link_address or link_text of the source narrower"};
  };
  for (std::size_t i = 0; i < source_.index.size(); ++i) {
    const std::string& page = source_.index[i];
    PENUMBRA_ASSIGN_OR_RETURN(const IndexPage index, ask_page(page, i));
    round.pages.push_back(index.kept);
    const LinkChoice choice{hosts_of(page), source_.plain_http, LinkDate::kNone};
    PENUMBRA_ASSIGN_OR_RETURN(const std::vector<std::string> links,
                              choose_links(index.page, index.found_at, source_.links, choice));
    for (const std::string& address : links) PENUMBRA_RETURN_IF_ERROR(add(address, public_address(page)));
  }
  return out;
}

Result<Round> Downloader::collect() {
  Round round;
  PENUMBRA_ASSIGN_OR_RETURN(PageAddresses wanted, pages_named(round));
  std::set<std::string> named;
  for (const auto& [name, address] : wanted) named.insert(name);
  std::map<std::string, KeptFile> all;
  for (const KeptFile& kept : state_.files) {
    if (area_.intact(source_.name, kept)) {
      all.emplace(kept.name, kept);
    } else {
      wanted.try_emplace(kept.name, kept.address);
    }
  }
  for (const std::string& address : source_.earlier) {
    if (!all.contains(name_of(address))) wanted.try_emplace(name_of(address), address);
  }
  for (const auto& [name, address] : wanted) {
    FetchRequest request = request_for(address, name);
    request.hosts = hosts_of(address);
    const auto kept = all.find(name);
    if (kept != all.end() && kept->second.address == public_address(address) &&
        address.find('?') == std::string::npos) {
      request.known = kept->second.validators;
    }
    PENUMBRA_ASSIGN_OR_RETURN(const FetchAnswer answer, fetch(request));
    if (answer.unchanged) {
      std::error_code ignored;
      fs::remove(request.path, ignored);  // of an earlier round that was not whole
      continue;
    }
    round.bytes += answer.bytes - answer.resumed;
    PENUMBRA_ASSIGN_OR_RETURN(KeptFile done, finished(name, address, answer.validators, answer.content_type));
    all.insert_or_assign(name, std::move(done));
    if (all.size() > kMostPages) {
      return Error{ErrorCode::kLimit,
                   "more than " + std::to_string(kMostPages) + " pages were collected",
                   {},
                   "Divide the source"};
    }
  }
  for (auto& [name, kept] : all) round.files.push_back(std::move(kept));
  const std::size_t gone = round.files.size() - std::min(round.files.size(), named.size());
  if (gone > 0) {
    round.notes.push_back(std::to_string(gone) + " of " + std::to_string(round.files.size()) +
                          " pages are not named by the index any more, or never were, and are kept");
  }
  return round;
}

}  // namespace penumbra::update
