// The files of an import.
#ifndef PENUMBRA_PUBLISH_INPUTS_H_
#define PENUMBRA_PUBLISH_INPUTS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/file.h"
#include "ingest/reader.h"
#include "penumbra/result.h"
#include "store/version.h"

namespace penumbra::publish {

// Largest file and largest set of files. The largest list known in 2026 (OpenSanctions' full export as JSON lines) has
// about 3 GB, the largest register (PSC) 12 GB; more is not refused because it is wrong but because it would not fit
// the machine.
inline constexpr std::uint64_t kMaxFileBytes = std::uint64_t{16} << 30;
inline constexpr std::uint64_t kMaxTotalBytes = std::uint64_t{32} << 30;
// The same for formats that are read into memory whole.
inline constexpr std::uint64_t kMaxWholeFileBytes = std::uint64_t{4} << 30;
inline constexpr std::uint64_t kMaxWholeTotalBytes = std::uint64_t{8} << 30;
// Of what is more than this, a copy is made that has no name, beside the store, and mapped: a mapped file that somebody
// else truncates meanwhile would kill the process, and what is held in the end is needed once more.
inline constexpr std::uint64_t kMaxBytesInMemory = std::uint64_t{256} << 20;
inline constexpr std::size_t kMaxFiles = 1000;

// Owns the bytes; `files()` points into it. Movable while no one holds views.
class Inputs {
 public:
  // Reads every file. kInvalidArgument (none, too many, one named twice), kNotFound, kIo, kLimit; `done` is called with
  // the bytes read so far and in all. `names` stand for the paths where they are given: what the files are called.
  // Copies of what is more than `in_memory` bytes are made in `folder`; "": no copies, everything is in memory.
  static Result<Inputs> read(const std::vector<std::string>& paths,
                             const std::function<void(std::uint64_t, std::uint64_t)>& done,
                             const std::vector<std::string>& names = {}, const std::string& folder = {},
                             std::uint64_t in_memory = kMaxBytesInMemory);
  // Where copies for a store are made: in its folder, or where that is going to be.
  static std::string folder_for(const std::string& store);

  // Takes the text of files that are PDF documents, by the program pdftotext where it is installed: readers then see
  // the text. kUnsupported (it is not installed: names the package), kSyntax (no sound PDF, or one that only shows
  // pictures), kLimit (time, memory or output). Nothing happens to other files.
  Status take_texts();
  // Sentences for the user about files of which the text was taken.
  const std::vector<std::string>& notes() const { return notes_; }

  // What readers read. Names as the user gave them. Views live as long as this object stays where it is.
  std::vector<ingest::InputFile> files() const;
  // The bytes as they came.
  std::vector<ingest::InputFile> raw_files() const;
  // Names without folders, sizes and SHA-256, in the order given.
  const std::vector<store::InputRecord>& records() const { return records_; }
  std::uint64_t total_bytes() const { return total_bytes_; }
  // Gives back the memory of what lies before `offset` of a file that is mapped (base::MappedFile::drop).
  void drop(std::size_t file, std::size_t offset) const { bytes_[file].drop(0, offset); }
  void drop_all() const;

 private:
  std::vector<std::string> names_;
  std::vector<base::SpooledBytes> bytes_;
  std::vector<std::string> texts_;  // of PDF documents, by file; empty for others
  std::vector<std::string> notes_;
  std::vector<store::InputRecord> records_;
  std::uint64_t total_bytes_ = 0;
};

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_INPUTS_H_
