#include "ingest/json_scan.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "ingest/byte_scan.h"
#include "ingest/mapping.h"
#include "text/utf8.h"

namespace penumbra::ingest {
namespace {

// Objects of so many members are looked through for a name that stands twice by what their hashes have in common.
constexpr std::size_t kFewMembers = 64;
// No number of so many digits without an exponent is beyond a double's range.
constexpr std::ptrdiff_t kMostDigits = 100;
// Integers of so many digits are within 64 bits.
constexpr std::ptrdiff_t kPlainDigits = 18;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

void JsonNest::begin(RecordArena& arena) {
  constexpr std::size_t kKept = std::size_t{64} << 10;  // no more room than that stays from one record to the next
  arena_ = &arena;
  members_.clear();
  items_.clear();
  if (members_.capacity() > kKept) std::vector<JsonMember>().swap(members_);
  if (items_.capacity() > kKept) std::vector<JsonNode>().swap(items_);
  if (names_.capacity() > kKept) std::vector<std::string_view>().swap(names_);
  values_ = 0;
  repeated_ = RecordText();
}

JsonNode JsonNest::close_object(std::size_t opened) {
  if (repeated_.empty() && members_.size() - opened > 1) find_repeated(opened);
  const JsonNode out(JsonItems<JsonMember>(arena_->keep(std::span<const JsonMember>(members_).subspan(opened))));
  members_.resize(opened);
  return out;
}

JsonNode JsonNest::close_array(std::size_t opened) {
  const JsonNode out(JsonItems<JsonNode>(arena_->keep(std::span<const JsonNode>(items_).subspan(opened))));
  items_.resize(opened);
  return out;
}

void JsonNest::find_repeated(std::size_t opened) {
  const std::size_t size = members_.size();
  if (size - opened <= kFewMembers) {
    std::array<std::uint64_t, 4> seen{};
    for (std::size_t i = opened; i < size; ++i) {
      const RecordText name = members_[i].name;
      const std::uint64_t hash = quick_hash(name);
      std::uint64_t& word = seen[hash >> 6 & 3];
      const std::uint64_t bit = std::uint64_t{1} << (hash & 63);
      if ((word & bit) != 0) {
        for (std::size_t k = opened; k < i; ++k) {
          if (members_[k].name == name && (repeated_.empty() || name < repeated_)) repeated_ = name;
        }
      }
      word |= bit;
    }
    return;
  }
  names_.clear();
  for (std::size_t i = opened; i < size; ++i) names_.emplace_back(members_[i].name);
  std::sort(names_.begin(), names_.end());
  const auto twice = std::adjacent_find(names_.begin(), names_.end());
  if (twice != names_.end()) repeated_ = RecordText(*twice);
}

const char* JsonScan::object(const char* at, const char* end, RecordArena& arena, JsonRecord& out,
                             std::uint64_t& lines) {
  nest_.begin(arena);
  at_ = at;
  end_ = end;
  lines_ = 0;
  depth_ = 0;
  beyond_ascii_ = false;
  plain_numbers_ = true;
  JsonNode node;
  if (peek() != '{' || !object(node)) return nullptr;
  if (beyond_ascii_ && !simdjson::validate_utf8(at, static_cast<std::size_t>(at_ - at))) return nullptr;
  out.node = node;
  out.repeated = nest_.repeated();
  lines += lines_;
  return at_;
}

void JsonScan::more_blanks() {
  if (*at_ == ' ' && end_ - at_ > 1 && static_cast<unsigned char>(at_[1]) > ' ') {
    ++at_;
    return;
  }
  at_ = end_of_blanks(at_, end_, lines_);
}

bool JsonScan::value(JsonNode& out) {
  switch (peek()) {
    case '"': {
      RecordText text;
      const bool good = string(text);
      out = JsonNode(JsonNode::Kind::kString, text);
      return good;
    }
    case '{':
      return object(out);
    case '[':
      return array(out);
    case 't':
      return word("true", JsonNode::Kind::kBool, out);
    case 'f':
      return word("false", JsonNode::Kind::kBool, out);
    case 'n':
      return word("null", JsonNode::Kind::kNull, out);
    default:
      return number(out);
  }
}

// At the brace.
bool JsonScan::object(JsonNode& out) {
  if (++depth_ > kMaxJsonDepth) return false;
  const std::size_t opened = nest_.open_object();
  ++at_;
  blanks();
  if (peek() == '}') {
    ++at_;
  } else {
    for (;;) {
      JsonMember member;
      if (peek() != '"' || !string(member.name)) return false;
      if (peek() != ':') {
        blanks();
        if (peek() != ':') return false;
      }
      ++at_;
      blanks();
      if (!value(member.node) || nest_.values() == kMaxJsonRecordValues) return false;
      nest_.add(member);
      blanks();
      const char c = peek();
      if (c != ',' && c != '}') return false;
      ++at_;
      if (c == '}') break;
      blanks();
    }
  }
  out = nest_.close_object(opened);
  --depth_;
  return true;
}

// At the bracket.
bool JsonScan::array(JsonNode& out) {
  if (++depth_ > kMaxJsonDepth) return false;
  const std::size_t opened = nest_.open_array();
  ++at_;
  blanks();
  if (peek() == ']') {
    ++at_;
  } else {
    for (;;) {
      JsonNode item;
      if (!value(item) || nest_.values() == kMaxJsonRecordValues) return false;
      nest_.add(item);
      blanks();
      const char c = peek();
      if (c != ',' && c != ']') return false;
      ++at_;
      if (c == ']') break;
      blanks();
    }
  }
  out = nest_.close_array(opened);
  --depth_;
  return true;
}

// At the quote.
bool JsonScan::string(RecordText& out) {
  const char* const from = ++at_;
  at_ = end_of_json_plain(at_, end_, beyond_ascii_);
  if (peek() != '"') return peek() == '\\' && escaped(from, out);
  out = RecordText({from, static_cast<std::size_t>(at_ - from)});
  ++at_;
  return out.size() <= kMaxValueBytes;
}

// At the first backslash of a string whose text begins at `from`.
bool JsonScan::escaped(const char* from, RecordText& out) {
  scratch_.clear();
  for (;;) {
    scratch_.append(from, at_);
    if (scratch_.size() > kMaxValueBytes) return false;
    const char c = peek();
    if (c == '"') break;
    if (c != '\\') return false;
    ++at_;
    if (!escape()) return false;
    from = at_;
    at_ = end_of_json_plain(at_, end_, beyond_ascii_);
  }
  ++at_;
  out = nest_.arena().keep(scratch_);
  return true;
}

// Behind a backslash.
bool JsonScan::escape() {
  const char c = peek();
  if (c == '\0') return false;
  ++at_;
  switch (c) {
    case '"':
    case '\\':
    case '/':
      scratch_ += c;
      return true;
    case 'b':
      scratch_ += '\b';
      return true;
    case 'f':
      scratch_ += '\f';
      return true;
    case 'n':
      scratch_ += '\n';
      return true;
    case 'r':
      scratch_ += '\r';
      return true;
    case 't':
      scratch_ += '\t';
      return true;
    case 'u':
      break;
    default:
      return false;
  }
  std::uint32_t code = 0;
  if (!hex(code)) return false;
  if (code >= 0xD800 && code < 0xE000) {
    std::uint32_t low = 0;
    if (code >= 0xDC00 || end_ - at_ < 2 || at_[0] != '\\' || at_[1] != 'u') return false;
    at_ += 2;
    if (!hex(low) || low < 0xDC00 || low >= 0xE000) return false;
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  text::append(scratch_, code);
  return true;
}

// Four digits.
bool JsonScan::hex(std::uint32_t& code) {
  if (end_ - at_ < 4) return false;
  for (int i = 0; i < 4; ++i) {
    const char c = *at_++;
    const char small = static_cast<char>(c | 0x20);
    if (is_digit(c)) {
      code = code << 4 | static_cast<std::uint32_t>(c - '0');
    } else if (small >= 'a' && small <= 'f') {
      code = code << 4 | static_cast<std::uint32_t>(small - 'a' + 10);
    } else {
      return false;
    }
  }
  return true;
}

bool JsonScan::number(JsonNode& out) {
  const char* const from = at_;
  if (peek() == '-') ++at_;
  if (!is_digit(peek())) return false;
  if (*at_++ != '0') {
    while (is_digit(peek())) ++at_;
  }
  bool plain = true;
  if (peek() == '.') {
    plain = false;
    ++at_;
    if (!is_digit(peek())) return false;
    while (is_digit(peek())) ++at_;
  }
  // What else may follow a value, whoever called sees; an exponent is none of it.
  const std::ptrdiff_t size = at_ - from;
  if (!plain || size > kPlainDigits || (*from == '-' && from[1] == '0')) plain_numbers_ = false;
  out = JsonNode(JsonNode::Kind::kNumber, {from, static_cast<std::size_t>(size)});
  return size <= kMostDigits;
}

bool JsonScan::word(std::string_view letters, JsonNode::Kind kind, JsonNode& out) {
  if (static_cast<std::size_t>(end_ - at_) < letters.size() || std::string_view(at_, letters.size()) != letters)
    return false;
  at_ += letters.size();
  out = JsonNode(kind, kind == JsonNode::Kind::kBool ? letters : std::string_view());
  return true;
}

}  // namespace penumbra::ingest
