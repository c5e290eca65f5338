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
  end_ = end;
  lines_ = 0;
  depth_ = 0;
  beyond_ascii_ = false;
  plain_numbers_ = true;
  if (at == end || *at != '{') return nullptr;
  JsonNode node;
  const char* const behind = object(at, node);
  if (behind == nullptr) return nullptr;
  if (beyond_ascii_ && !simdjson::validate_utf8(at, static_cast<std::size_t>(behind - at))) return nullptr;
  out.node = node;
  out.repeated = nest_.repeated();
  lines += lines_;
  return behind;
}

const char* JsonScan::more_blanks(const char* at) {
  if (*at == ' ' && end_ - at > 1 && static_cast<unsigned char>(at[1]) > ' ') return at + 1;
  return end_of_blanks(at, end_, lines_);
}

const char* JsonScan::value(const char* at, JsonNode& out) {
  if (at == end_) return nullptr;
  switch (*at) {
    case '"': {
      RecordText text;
      at = string(at, text);
      out = JsonNode(JsonNode::Kind::kString, text);
      return at;
    }
    case '{':
      return object(at, out);
    case '[':
      return array(at, out);
    case 't':
      return word(at, "true", JsonNode::Kind::kBool, out);
    case 'f':
      return word(at, "false", JsonNode::Kind::kBool, out);
    case 'n':
      return word(at, "null", JsonNode::Kind::kNull, out);
    default:
      return number(at, out);
  }
}

// At the brace.
const char* JsonScan::object(const char* at, JsonNode& out) {
  if (++depth_ > kMaxJsonDepth) return nullptr;
  const std::size_t opened = nest_.open_object();
  at = blanks(at + 1);
  if (at == end_) return nullptr;
  if (*at == '}') {
    ++at;
  } else {
    for (;;) {
      JsonMember member;
      if (at == end_ || *at != '"') return nullptr;
      at = string(at, member.name);
      if (at == nullptr) return nullptr;
      at = blanks(at);
      if (at == end_ || *at != ':') return nullptr;
      at = value(blanks(at + 1), member.node);
      if (at == nullptr || nest_.values() == kMaxJsonRecordValues) return nullptr;
      nest_.add(member);
      at = blanks(at);
      if (at == end_) return nullptr;
      const char c = *at++;
      if (c == '}') break;
      if (c != ',') return nullptr;
      at = blanks(at);
    }
  }
  out = nest_.close_object(opened);
  --depth_;
  return at;
}

// At the bracket.
const char* JsonScan::array(const char* at, JsonNode& out) {
  if (++depth_ > kMaxJsonDepth) return nullptr;
  const std::size_t opened = nest_.open_array();
  at = blanks(at + 1);
  if (at == end_) return nullptr;
  if (*at == ']') {
    ++at;
  } else {
    for (;;) {
      JsonNode item;
      at = value(at, item);
      if (at == nullptr || nest_.values() == kMaxJsonRecordValues) return nullptr;
      nest_.add(item);
      at = blanks(at);
      if (at == end_) return nullptr;
      const char c = *at++;
      if (c == ']') break;
      if (c != ',') return nullptr;
      at = blanks(at);
    }
  }
  out = nest_.close_array(opened);
  --depth_;
  return at;
}

// At the quote.
const char* JsonScan::string(const char* at, RecordText& out) {
  const char* const from = at + 1;
  at = end_of_json_plain(from, end_, beyond_ascii_);
  if (at == end_) return nullptr;
  if (*at != '"') return *at == '\\' ? escaped(from, at, out) : nullptr;
  out = RecordText({from, static_cast<std::size_t>(at - from)});
  return out.size() <= kMaxValueBytes ? at + 1 : nullptr;
}

// At the first backslash of a string whose text begins at `from`.
const char* JsonScan::escaped(const char* from, const char* at, RecordText& out) {
  scratch_.clear();
  for (;;) {
    scratch_.append(from, at);
    if (scratch_.size() > kMaxValueBytes || at == end_) return nullptr;
    if (*at == '"') break;
    if (*at != '\\') return nullptr;
    from = escape(at + 1);
    if (from == nullptr) return nullptr;
    at = end_of_json_plain(from, end_, beyond_ascii_);
  }
  out = nest_.arena().keep(scratch_);
  return at + 1;
}

// Behind a backslash.
const char* JsonScan::escape(const char* at) {
  if (at == end_) return nullptr;
  const char c = *at++;
  switch (c) {
    case '"':
    case '\\':
    case '/':
      scratch_ += c;
      return at;
    case 'b':
      scratch_ += '\b';
      return at;
    case 'f':
      scratch_ += '\f';
      return at;
    case 'n':
      scratch_ += '\n';
      return at;
    case 'r':
      scratch_ += '\r';
      return at;
    case 't':
      scratch_ += '\t';
      return at;
    case 'u':
      break;
    default:
      return nullptr;
  }
  std::uint32_t code = 0;
  at = hex(at, code);
  if (at == nullptr) return nullptr;
  if (code >= 0xD800 && code < 0xE000) {
    std::uint32_t low = 0;
    if (code >= 0xDC00 || end_ - at < 2 || at[0] != '\\' || at[1] != 'u') return nullptr;
    at = hex(at + 2, low);
    if (at == nullptr || low < 0xDC00 || low >= 0xE000) return nullptr;
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  text::append(scratch_, code);
  return at;
}

// Four digits.
const char* JsonScan::hex(const char* at, std::uint32_t& code) const {
  if (end_ - at < 4) return nullptr;
  for (int i = 0; i < 4; ++i) {
    const char c = *at++;
    const char small = static_cast<char>(c | 0x20);
    if (is_digit(c)) {
      code = code << 4 | static_cast<std::uint32_t>(c - '0');
    } else if (small >= 'a' && small <= 'f') {
      code = code << 4 | static_cast<std::uint32_t>(small - 'a' + 10);
    } else {
      return nullptr;
    }
  }
  return at;
}

const char* JsonScan::number(const char* at, JsonNode& out) {
  const char* const from = at;
  const auto digit = [this](const char* here) { return here != end_ && is_digit(*here); };
  if (*at == '-') ++at;
  if (!digit(at)) return nullptr;
  if (*at++ != '0') {
    while (digit(at)) ++at;
  }
  bool plain = true;
  if (at != end_ && *at == '.') {
    plain = false;
    ++at;
    if (!digit(at)) return nullptr;
    while (digit(at)) ++at;
  }
  // What else may follow a value, whoever called sees; an exponent is none of it.
  const std::ptrdiff_t size = at - from;
  if (!plain || size > kPlainDigits || (*from == '-' && from[1] == '0')) plain_numbers_ = false;
  out = JsonNode(JsonNode::Kind::kNumber, {from, static_cast<std::size_t>(size)});
  return size <= kMostDigits ? at : nullptr;
}

const char* JsonScan::word(const char* at, std::string_view letters, JsonNode::Kind kind, JsonNode& out) const {
  if (static_cast<std::size_t>(end_ - at) < letters.size() || std::string_view(at, letters.size()) != letters)
    return nullptr;
  out = JsonNode(kind, kind == JsonNode::Kind::kBool ? letters : std::string_view());
  return at + letters.size();
}

}  // namespace penumbra::ingest
