// The files of one source, from one of its origins, into quarantine: all of them or none, and of one version as far as
// the server tells.
#ifndef PENUMBRA_UPDATE_DOWNLOAD_H_
#define PENUMBRA_UPDATE_DOWNLOAD_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"
#include "update/area.h"
#include "update/fetch.h"
#include "update/html_links.h"
#include "update/sources.h"
#include "update/update.h"

namespace penumbra::update {

// A set that came.
struct Round {
  std::vector<KeptFile> files;
  std::vector<KeptFile> pages;  // the index page that named the files, if one did
  std::optional<Date> day;      // the latest day that the files' addresses state, when the source says how
  std::uint64_t bytes = 0;      // over the network
  bool consistent = true;       // nothing changed while the set was downloaded
  std::vector<std::string> notes;
};

// What an index page says: the address of each file, and the day that it states.
struct Named {
  std::map<std::string, std::string> addresses;  // by name of the file
  std::optional<Date> day;
  std::vector<KeptFile> pages;
  std::uint64_t bytes = 0;
};

// Where the files of a source come from in one attempt.
struct Origin {
  std::string address;
  bool index = false;  // a page that names the files
};
// Index pages first, then mirrors, in the order of the sources file.
std::vector<Origin> origins_of(const Source& source);

using PageAddresses = std::map<std::string, std::string>;  // by name of the page

// Not safe from several threads; one at a time for each source.
class Downloader {
 public:
  Downloader(const Source& source, const UpdateOptions& options);

  // What the round before left.
  const SourceState& state() const { return state_; }

  // The whole set from this origin. Errors as for fetch(), check_content(), choose_link(), read_page().
  Result<Round> from(const Origin& origin);

  // Asks an index page (its bytes are kept, and asked for again only if they changed) and chooses the link of each
  // file.
  Result<Named> ask_index(const std::string& page);
  // Of a source that collects: the addresses that its index pages name now, by name; the pages go into `round`.
  Result<PageAddresses> pages_named(Round& round);

 private:
  struct IndexPage {
    Page page;
    KeptFile kept;
    std::string found_at;  // links are relative to where the page was found, after redirects
    std::uint64_t bytes = 0;
  };
  // An index page as it is now; the `number`-th of the source is kept under a name of its own.
  Result<IndexPage> ask_page(const std::string& page, std::size_t number);
  std::vector<std::string> hosts_of(const std::string& page) const;
  // What the index pages name, and what came before (collect.cc).
  Result<Round> collect();
  FetchRequest request_for(const std::string& address, const std::string& name) const;
  Result<std::string> address_for(const Origin& origin, const std::string& file) const;
  Status check(const KeptFile& kept, const std::string& path, std::string_view content_type) const;
  Result<KeptFile> finished(const std::string& name, const std::string& address, const Validators& validators,
                            std::string_view content_type) const;
  Result<Round> one_round(const Origin& origin);
  Status add_token(FetchRequest& request) const;
  // Adds to each record of a file in quarantine what the interface says of it (details.h).
  Status add_details(const std::string& file, Round& round);
  Status recheck(const Origin& origin, Round& round) const;
  Result<Round> from_folder(const std::string& folder);

  const Source& source_;
  const UpdateOptions& options_;
  Area area_;
  SourceState state_;
  Named named_;  // by the index page of this attempt
};

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_DOWNLOAD_H_
