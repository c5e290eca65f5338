// The folder beside a store in which updates keep what they must remember: STORE.update/.
//
//   LOCK                          held while an update or a bundle import runs
//   SOURCE/state.toml             what was downloaded last: addresses, validators, hashes
//   SOURCE/downloads/             the files of the last round that was whole, whether published or held
//   SOURCE/quarantine/            a round on its way, with partial files
//   trust/                        keys and numbers of signed bundles (trust.h)
#ifndef PENUMBRA_UPDATE_AREA_H_
#define PENUMBRA_UPDATE_AREA_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/file.h"
#include "penumbra/date.h"
#include "penumbra/result.h"
#include "update/fetch.h"

namespace penumbra::update {

// A file of the last whole round.
struct KeptFile {
  std::string name;
  std::string address;  // without query; the validators are only good for it
  Validators validators;
  std::uint64_t bytes = 0;
  std::string sha256;

  bool operator==(const KeptFile&) const = default;
};

struct SourceState {
  std::string mirror;   // public_address() of the mirror of the last round
  std::string fetched;  // instant of the last round that brought other bytes, "" never
  std::vector<KeptFile> files;
  std::vector<KeptFile> pages;  // the index page of that round; its name is no file name of a source

  // The file or page of that name, or nullptr.
  const KeptFile* find(const std::string& name) const;
};

// TOML text of a state and back. kSyntax and others when the text is not ours; the caller then starts without a state.
std::string state_text(const SourceState& state);
Result<SourceState> parse_state(std::string_view text, const std::string& file);

// Paths of one store's area.
class Area {
 public:
  explicit Area(std::string store);

  const std::string& folder() const { return folder_; }
  std::string downloads(const std::string& source) const { return folder_ + "/" + source + "/downloads"; }
  std::string quarantine(const std::string& source) const { return folder_ + "/" + source + "/quarantine"; }
  std::string trust() const { return folder_ + "/trust"; }

  // Makes the folder and takes its lock: kBusy when another update runs.
  Result<base::FileLock> lock() const;
  // The remembered state; an empty one when there is none or it cannot be read (it only saves work).
  SourceState state(const std::string& source) const;
  Status write_state(const std::string& source, const SourceState& state) const;
  // Moves the finished files of the quarantine over those of the downloads folder. After a crash between two of them
  // the state's hashes no longer fit, and the next round downloads all of them.
  Status keep(const std::string& source, const std::vector<KeptFile>& files) const;
  // Whether the kept file is there with the size and hash that the state tells.
  bool intact(const std::string& source, const KeptFile& file) const;

 private:
  std::string folder_;
};

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_AREA_H_
