// JSON documents of the form {"count": 2, ..., "entities": [{...}, {...}]}: one array of records inside an object.
#ifndef PENUMBRA_INGEST_US_JSON_DOCUMENT_H_
#define PENUMBRA_INGEST_US_JSON_DOCUMENT_H_

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

#include "ingest/json_halves.h"
#include "ingest/reader.h"

namespace penumbra::ingest::us {

// Whether the first bytes look like such a document with this array: an object that has the member before any other
// array of objects. Looks at `prefix` only.
bool has_array_member(std::string_view prefix, std::string_view member);

// How the end of the array is found.
enum class ArrayEnd : unsigned char {
  kLast,     // it is the last bracket of the file, as nearly always, and a document where it is not is an error
  kCounted,  // by counting brackets
};

// Reads the document: the object without the records first (the array is empty in it), then every record in order, with
// its line in the file. A file that is an array of records, or records one per line, is read as well; `head` is not
// called then. Errors as read_json_records(), and kUnexpectedStructure when the object lacks the array, kSyntax when
// the file ends inside it. Linear; holds one record at a time. With `make` the records are read in halves
// (read_json_halves()).
Status read_json_document(const InputFile& input, std::string_view member,
                          const std::function<Status(JsonNode&&)>& head, const std::function<Status(JsonRecord&&)>& use,
                          const MakeLaterJson& make = {}, ArrayEnd end = ArrayEnd::kCounted);

// What read(ArrayEnd) gives, which reads the whole document: first with the quick way to find the end of the array, and
// again from the beginning where that gives an error.
template <typename Read>
auto read_json_quickly(Read read) {
  auto out = read(ArrayEnd::kLast);
  return out.ok() ? std::move(out) : read(ArrayEnd::kCounted);
}

}  // namespace penumbra::ingest::us

#endif  // PENUMBRA_INGEST_US_JSON_DOCUMENT_H_
