// A safe, streaming look at JSON: records arrive one at a time as small trees, and nothing of the file is kept beside
// them.
//
// A file may be one array of objects, one object per line, or objects one after another in any layout; the reader need
// not know which. A quick scanner of our own reads what is plain (ingest/json_scan.h); a record in which it meets
// anything else is read again by simdjson, so that what is refused is always simdjson's word. A file of gigabytes never
// becomes one document. Numbers keep the digits as written: a share of 49.99999999999999999 must not become 50 on its
// way through a double.
#ifndef PENUMBRA_INGEST_JSON_TREE_H_
#define PENUMBRA_INGEST_JSON_TREE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "ingest/reader.h"
#include "ingest/record_memory.h"

namespace penumbra::ingest {

// Real statements nest 7 deep; the largest real record (a package of 300 statements) has 300 kB and 15,000 values. A
// value takes up to 32 bytes, and as much again while it is read: a record whose values are single digits must not take
// a hundred times its size.
inline constexpr std::size_t kMaxJsonDepth = 64;
inline constexpr std::size_t kMaxJsonRecordBytes = std::size_t{64} << 20;
inline constexpr std::size_t kMaxJsonRecordValues = std::size_t{2} << 20;

// What stands inside an object or an array, in order.
template <typename Item>
class JsonItems {
 public:
  JsonItems() = default;
  explicit JsonItems(std::span<const Item> items) : JsonItems(items.data(), items.size()) {}
  JsonItems(const Item* first, std::size_t count) : first_(first), count_(count) {}
  const Item* begin() const { return first_; }
  const Item* end() const { return first_ + count_; }
  const Item& front() const { return *first_; }
  const Item& operator[](std::size_t at) const { return first_[at]; }
  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }

 private:
  const Item* first_ = nullptr;
  std::size_t count_ = 0;
};

struct JsonMember;

// One value. Plain value; what it points to lives as long as the call that hands it over, and the bytes of the file.
class JsonNode {
 public:
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };

  JsonNode() = default;  // null
  // `kind` is that of a text, which is shorter than 4 GiB.
  JsonNode(Kind kind_of_text, std::string_view text)
      : kind(kind_of_text), size_(static_cast<std::uint32_t>(text.size())), at_(text.data()) {}
  // Fewer than kMaxJsonRecordValues.
  explicit JsonNode(JsonItems<JsonMember> members)
      : kind(Kind::kObject), size_(static_cast<std::uint32_t>(members.size())), at_(members.begin()) {}
  explicit JsonNode(JsonItems<JsonNode> items)
      : kind(Kind::kArray), size_(static_cast<std::uint32_t>(items.size())), at_(items.begin()) {}

  Kind kind = Kind::kNull;

  // kString: decoded; kNumber: the digits as written; kBool: "true" or "false"; "" otherwise.
  RecordText text() const {
    return kind < Kind::kArray ? RecordText({static_cast<const char*>(at_), size_}) : RecordText();
  }
  // Of an object; none of anything else.
  JsonItems<JsonMember> members() const;
  // Of an array, likewise.
  JsonItems<JsonNode> items() const {
    return kind == Kind::kArray ? JsonItems<JsonNode>(static_cast<const JsonNode*>(at_), size_) : JsonItems<JsonNode>();
  }

  bool is_string() const { return kind == Kind::kString; }
  bool is_object() const { return kind == Kind::kObject; }
  bool is_array() const { return kind == Kind::kArray; }
  // The first member with this name, or nullptr.
  const JsonNode* member(std::string_view name) const;
  // The text of the first member with this name when it is a string or a number, or "".
  std::string_view text_of(std::string_view name) const;
  // Whether the first member with this name is the value true.
  bool is_true(std::string_view name) const;

 private:
  std::uint32_t size_ = 0;
  const void* at_ = nullptr;
};
static_assert(sizeof(JsonNode) == 16);  // a record has up to kMaxJsonRecordValues

// One member of an object.
struct JsonMember {
  RecordText name;
  JsonNode node;
};

inline JsonItems<JsonMember> JsonNode::members() const {
  return kind == Kind::kObject ? JsonItems<JsonMember>(static_cast<const JsonMember*>(at_), size_)
                               : JsonItems<JsonMember>();
}

// The kind in words, for messages: "a string".
std::string_view to_string(JsonNode::Kind kind);

struct JsonRecord {
  JsonNode node;           // an object
  std::uint64_t line = 0;  // on which it begins
  std::size_t end = 0;     // offset behind it
  RecordText repeated;     // name of a member that one of its objects has twice: what it says is then ambiguous
};

// Reads every object of the file in order. Errors name file and line: kSyntax (no JSON, or cut: says so),
// kUnexpectedStructure (something else than objects, or values behind the closing bracket of the array), kLimit
// (nesting, size or number of values beyond the bounds above, a value above kMaxValueBytes), or what `use` returned.
// Linear. Files of some size are parsed on a thread of their own, where one is to be had, a megabyte of records or one
// record ahead; `use` is called on this thread, in order, and for every record before an error.
Status read_json_records(const InputFile& input, const std::function<Status(JsonRecord&&)>& use);

// The place behind the bracket that closes the one at `at`; npos when it is not closed.
std::size_t end_of_json_brackets(std::string_view bytes, std::size_t at);

// How many values stand inside the objects and arrays of a valid text, as kMaxJsonRecordValues counts them.
std::size_t count_json_values(std::string_view bytes);

// Where the string whose opening quote stands at `quote` ends: the place of its closing quote, or the size of the
// bytes.
std::size_t end_of_json_string(std::string_view bytes, std::size_t quote);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_JSON_TREE_H_
