// The files of an import, read whole.
#ifndef PENUMBRA_PUBLISH_INPUTS_H_
#define PENUMBRA_PUBLISH_INPUTS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "ingest/reader.h"
#include "penumbra/result.h"
#include "store/version.h"

namespace penumbra::publish {

// Largest file and largest set of files. The largest list known in 2026 (OpenSanctions' full export as JSON lines) has
// about 3 GB; more is not refused because it is wrong but because it would not fit the machine.
inline constexpr std::uint64_t kMaxFileBytes = std::uint64_t{4} << 30;
inline constexpr std::uint64_t kMaxTotalBytes = std::uint64_t{8} << 30;
inline constexpr std::size_t kMaxFiles = 1000;

// Owns the bytes; `files()` points into it. Movable while no one holds views.
class Inputs {
 public:
  // Reads every file. kInvalidArgument (none, too many, one named twice), kNotFound, kIo, kLimit; `done` is called with
  // the bytes read so far and in all. `names` stand for the paths where they are given: what the files are called.
  static Result<Inputs> read(const std::vector<std::string>& paths,
                             const std::function<void(std::uint64_t, std::uint64_t)>& done,
                             const std::vector<std::string>& names = {});

  // Names as the user gave them. Views live as long as this object stays where it is.
  std::vector<ingest::InputFile> files() const;
  // Names without folders, sizes and SHA-256, in the order given.
  const std::vector<store::InputRecord>& records() const { return records_; }
  std::uint64_t total_bytes() const { return total_bytes_; }

 private:
  std::vector<std::string> names_;
  std::vector<std::string> bytes_;
  std::vector<store::InputRecord> records_;
  std::uint64_t total_bytes_ = 0;
};

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_INPUTS_H_
