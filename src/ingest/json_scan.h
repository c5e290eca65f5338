// One object of JSON as a tree, read in one go: some five instructions a byte where simdjson and what it takes to keep
// its answers need thirty.
//
// The scan reads what RFC 8259 allows and this file names; at anything else it gives up, and whoever asked reads the
// object again with simdjson. A doubt costs time and never an answer.
#ifndef PENUMBRA_INGEST_JSON_SCAN_H_
#define PENUMBRA_INGEST_JSON_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/json_tree.h"

namespace penumbra::ingest {

// What is inside objects and arrays while they are read: the items of those that are open lie one behind the other and
// go to the arena when theirs is closed. Not thread-safe.
class JsonNest {
 public:
  // For the next record.
  void begin(RecordArena& arena);
  RecordArena& arena() { return *arena_; }
  // What to give to close_object(); to close_array().
  std::size_t open_object() const { return members_.size(); }
  std::size_t open_array() const { return items_.size(); }
  void add(const JsonMember& member) {
    members_.push_back(member);
    ++values_;
  }
  void add(const JsonNode& item) {
    items_.push_back(item);
    ++values_;
  }
  JsonNode close_object(std::size_t opened);
  JsonNode close_array(std::size_t opened);
  // How many members and items were added.
  std::size_t values() const { return values_; }
  // The first name that stands twice in an object: the first in the order of the alphabet, in the first object to be
  // closed that has one. "" when there is none.
  RecordText repeated() const { return repeated_; }

 private:
  void find_repeated(std::size_t opened);

  RecordArena* arena_ = nullptr;
  std::vector<JsonMember> members_;
  std::vector<JsonNode> items_;
  std::vector<std::string_view> names_;  // of an object of very many
  std::size_t values_ = 0;
  RecordText repeated_;
};

// Not thread-safe; keeps its memory from one object to the next.
class JsonScan {
 public:
  // Reads the object whose brace stands at `at`. Gives the place behind it, with what it is in `out` (but for the line)
  // and the line feeds inside added to `lines`; nullptr, with `out` and `lines` as they were, for anything that is not
  // plain: whatever is no JSON or no UTF-8, nesting beyond kMaxJsonDepth, more values than kMaxJsonRecordValues, values
  // above kMaxValueBytes, numbers with an exponent or of more than some hundred digits, halves of surrogates.
  const char* object(const char* at, const char* end, RecordArena& arena, JsonRecord& out, std::uint64_t& lines);
  // Of the last object, when it was read: whether every number in it is an integer of few digits, which every program
  // writes alike.
  bool plain_numbers() const { return plain_numbers_; }

 private:
  // Each of these reads something at `at` and gives the place behind it, or nullptr where it is not plain.
  const char* value(const char* at, JsonNode& out);
  const char* object(const char* at, JsonNode& out);
  const char* array(const char* at, JsonNode& out);
  const char* string(const char* at, RecordText& out);
  const char* escaped(const char* from, const char* at, RecordText& out);
  const char* escape(const char* at);
  const char* hex(const char* at, std::uint32_t& code) const;
  const char* number(const char* at, JsonNode& out);
  const char* word(const char* at, std::string_view letters, JsonNode::Kind kind, JsonNode& out) const;
  const char* blanks(const char* at) {
    return at == end_ || static_cast<unsigned char>(*at) > ' ' ? at : more_blanks(at);
  }
  const char* more_blanks(const char* at);

  JsonNest nest_;
  const char* end_ = nullptr;
  std::uint64_t lines_ = 0;
  std::size_t depth_ = 0;
  bool beyond_ascii_ = false;
  bool plain_numbers_ = true;
  std::string scratch_;
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_JSON_SCAN_H_
