#include "penumbra/error.h"

#include <array>
#include <cstddef>

namespace penumbra {
namespace {

struct CodeText {
  ErrorCode code;
  std::string_view key;
  std::string_view meaning;
};

constexpr std::array<CodeText, kErrorCodeCount> kCodeTexts = {{
    {ErrorCode::kInvalidArgument, "invalid-argument",
     "A value given on the command line or by a caller is not usable."},
    {ErrorCode::kNotFound, "not-found", "A file, source, version or entity does not exist."},
    {ErrorCode::kIo, "io", "The operating system refused to read, write, sync or rename a file."},
    {ErrorCode::kSyntax, "syntax", "The bytes are not well-formed in their format."},
    {ErrorCode::kUnknownFormat, "unknown-format", "No reader recognises the content of the file."},
    {ErrorCode::kUnexpectedStructure, "unexpected-structure",
     "The file is well-formed but does not have the promised shape."},
    {ErrorCode::kEncoding, "encoding", "The bytes are not valid text in the required encoding."},
    {ErrorCode::kLimit, "limit", "A stated limit on size, depth or count is exceeded."},
    {ErrorCode::kInvalidValue, "invalid-value", "A single value cannot be read."},
    {ErrorCode::kDanglingReference, "dangling-reference", "A reference points to an id that nothing defines."},
    {ErrorCode::kDuplicate, "duplicate", "An id that must be unique occurs more than once."},
    {ErrorCode::kEmpty, "empty", "A list that must not be empty is empty."},
    {ErrorCode::kIntegrity, "integrity", "Stored bytes do not match their checksum or their own structure."},
    {ErrorCode::kBusy, "busy", "Another process holds the store for writing."},
    {ErrorCode::kUnsupported, "unsupported", "The construct is known but this version does not handle it."},
    {ErrorCode::kHeld, "held", "A version was read but is withheld from publication."},
}};

// Every code has its row, in order, with both texts: a new code without a message does not compile.
constexpr bool table_is_complete() {
  for (std::size_t i = 0; i < kCodeTexts.size(); ++i) {
    if (static_cast<std::size_t>(kCodeTexts[i].code) != i + 1) return false;
    if (kCodeTexts[i].key.empty() || kCodeTexts[i].meaning.empty()) return false;
  }
  return true;
}
static_assert(table_is_complete());

const CodeText& text_of(ErrorCode code) {
  return kCodeTexts[static_cast<std::size_t>(code) - 1];
}

}  // namespace

std::string_view error_key(ErrorCode code) {
  return text_of(code).key;
}

std::string_view error_meaning(ErrorCode code) {
  return text_of(code).meaning;
}

std::string to_string(const SourcePosition& position) {
  std::string out = position.file;
  if (position.line != 0) {
    out += out.empty() ? "line " : ":";
    out += std::to_string(position.line);
    if (position.column != 0) out += ":" + std::to_string(position.column);
  } else if (position.offset != 0) {
    out += out.empty() ? "byte " : ": byte ";
    out += std::to_string(position.offset);
  }
  if (!position.path.empty()) {
    out += out.empty() ? position.path : " (" + position.path + ")";
  }
  return out;
}

std::string to_string(const Error& error) {
  std::string out = to_string(error.position);
  if (!out.empty()) out += ": ";
  out += error.message;
  out += " [";
  out += error_key(error.code);
  out += "]";
  if (!error.fix.empty()) {
    out += ". ";
    out += error.fix;
    // A fix that is a question, or quotes the end of one, needs no further mark.
    if (out.back() != '.' && out.back() != '?') out += ".";
  }
  return out;
}

}  // namespace penumbra
