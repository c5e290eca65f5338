// The closed list of ways in which Penumbra refuses an input or a request.
//
// Nothing in the library throws for bad data, files or arguments: every such case is an Error carried by a Result.
#ifndef PENUMBRA_ERROR_H_
#define PENUMBRA_ERROR_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace penumbra {

// What went wrong, as a stable number. Stored in logs and mapped to exit statuses: never renumber, only append.
enum class ErrorCode : std::uint8_t {
  kInvalidArgument = 1,  // a value given by the caller is not usable
  kNotFound = 2,         // a file, source, version or entity does not exist
  kIo = 3,               // the operating system refused to read, write, sync or rename
  kSyntax = 4,           // bytes are not well-formed in their format
  kUnknownFormat = 5,    // no reader recognises the content
  kUnexpectedStructure =
      6,              // well-formed, but not the shape that the format promises (a renamed column, a missing section)
  kEncoding = 7,      // bytes are not valid text in the declared or required encoding
  kLimit = 8,         // a stated limit (size, depth, count) is exceeded
  kInvalidValue = 9,  // a single value cannot be read (a date, a percentage)
  kDanglingReference = 10,  // a reference points to an id that nothing defines
  kDuplicate = 11,          // an id that must be unique occurs twice
  kEmpty = 12,              // a list that must not be empty is
  kIntegrity = 13,          // stored bytes do not match their checksum or their own structure
  kBusy = 14,               // another process holds the store for writing
  kUnsupported = 15,        // a known construct that this version does not handle
  kHeld = 16,               // a version was read but withheld from publication
};

// Number of codes; the static check in error.cc proves that each has a name and a message.
inline constexpr int kErrorCodeCount = 16;

// Stable machine-readable key of a code ("unknown-format"). Never changes for a given code.
std::string_view error_key(ErrorCode code);

// One sentence saying what the code means, for help and documentation.
std::string_view error_meaning(ErrorCode code);

// Where in an input something stands. Every part may be missing: 0 and "" mean "not known".
struct SourcePosition {
  std::string file;          // as the caller named it
  std::uint64_t line = 0;    // 1-based
  std::uint64_t column = 0;  // 1-based, in bytes
  std::uint64_t offset = 0;  // 0-based byte offset of the record or value; meaningful when line > 0 or offset > 0
  std::string path;          // place inside the document: "sanctionEntity[@logicalId=13]/nameAlias", "column ent_num"

  bool known() const { return !file.empty() || line != 0 || offset != 0 || !path.empty(); }
  bool operator==(const SourcePosition&) const = default;
};

// "sdn.csv:12:5 (column SDN_Type)"; empty when nothing is known.
std::string to_string(const SourcePosition& position);

// One refusal: what, where, and what the user can do about it. Plain value, freely copied and moved.
struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;      // a sentence without the position, e.g. "the row has 9 fields instead of 12"
  SourcePosition position;  // where, if known
  std::string fix;          // what to do, as an imperative sentence; may be empty

  bool operator==(const Error&) const = default;
};

// "sdn.csv:12: the row has 9 fields instead of 12 [unexpected-structure]. Download the file again."
std::string to_string(const Error& error);

}  // namespace penumbra

#endif  // PENUMBRA_ERROR_H_
