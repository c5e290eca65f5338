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

 private:
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
