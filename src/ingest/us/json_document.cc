// The records of such a document stand in one object, which would have to be held whole. So the array is cut out by
// counting brackets, its bytes go to the reader of records, and what is left goes to it as one small object.
#include "ingest/us/json_document.h"

#include <string>

#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::us {
namespace {

// Steps over a string that begins at `at`; returns the place behind it, or npos when it does not end.
std::size_t skip_string(std::string_view bytes, std::size_t at) {
  const std::size_t end = end_of_json_string(bytes, at);
  return end < bytes.size() ? end + 1 : std::string_view::npos;
}

// The place of the '[' of the member of the outermost object; npos when there is none.
std::size_t find_array(std::string_view bytes, std::string_view member) {
  int depth = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const char c = bytes[at];
    if (c == '"') {
      const std::size_t behind = skip_string(bytes, at);
      if (behind == std::string_view::npos) return behind;
      if (depth == 1 && bytes.substr(at + 1, behind - at - 2) == member) {
        std::size_t next = behind;
        while (next < bytes.size() && is_blank(bytes[next])) ++next;
        if (next < bytes.size() && bytes[next] == ':') {
          ++next;
          while (next < bytes.size() && is_blank(bytes[next])) ++next;
          if (next < bytes.size() && bytes[next] == '[') return next;
        }
      }
      at = behind;
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (depth == 0 && c == '}') return std::string_view::npos;
    ++at;
  }
  return std::string_view::npos;
}

std::size_t first_byte(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size() && is_blank(bytes[at])) ++at;
  return at;
}

// The place behind the last ']' of a document that has nothing but the end of the object behind it; npos for others.
std::size_t last_array(std::string_view bytes) {
  const std::size_t end = trim_back(bytes).size();
  if (end == 0 || bytes[end - 1] != '}') return std::string_view::npos;
  const std::size_t close = trim_back(bytes.substr(0, end - 1)).size();
  return close > 0 && bytes[close - 1] == ']' ? close : std::string_view::npos;
}

}  // namespace

bool has_array_member(std::string_view prefix, std::string_view member) {
  prefix = without_bom(prefix);
  const std::size_t start = first_byte(prefix);
  return start < prefix.size() && prefix[start] == '{' && find_array(prefix, member) != std::string_view::npos;
}

Status read_json_document(const InputFile& input, std::string_view member,
                          const std::function<Status(JsonNode&&)>& head, const std::function<Status(JsonRecord&&)>& use,
                          const MakeLaterJson& make, ArrayEnd end) {
  const std::string_view bytes = without_bom(input.bytes);
  const std::size_t start = first_byte(bytes);
  const std::size_t open =
      start < bytes.size() && bytes[start] == '{' ? find_array(bytes, member) : std::string_view::npos;
  if (open == std::string_view::npos) return make ? read_json_halves(input, use, make) : read_json_records(input, use);
  // Another array that ends there is told by its reader: something follows the bracket that closes this one.
  std::size_t close = end == ArrayEnd::kLast ? last_array(bytes) : std::string_view::npos;
  if (close == std::string_view::npos) close = end_of_json_brackets(bytes, open);
  SourcePosition position;
  position.file = input.name;
  position.line = line_of(bytes, open);
  position.path = std::string(member);
  if (close == std::string_view::npos) {
    return error_at(ErrorCode::kSyntax, "the file ends inside the array \"" + std::string(member) + "\"", position,
                    "Fetch it again: the download was cut");
  }
  std::string rest(bytes.substr(0, open));
  rest += "[]";
  rest += bytes.substr(close);
  const InputFile outer{input.name, rest};
  PENUMBRA_RETURN_IF_ERROR(read_json_records(outer, [&](JsonRecord&& record) -> Status {
    if (!record.repeated.empty()) {
      return error_at(ErrorCode::kUnexpectedStructure, "the member \"" + shown(record.repeated, 60) + "\" stands twice",
                      position, "Fetch it again from its source");
    }
    return head(std::move(record.node));
  }));
  const InputFile inner{input.name, bytes.substr(open, close - open)};
  const std::uint64_t lines_before = position.line - 1;
  if (make) return read_json_halves(inner, use, make, lines_before);
  return read_json_records(inner, [&](JsonRecord&& record) -> Status {
    record.line += lines_before;
    return use(std::move(record));
  });
}

}  // namespace penumbra::ingest::us
