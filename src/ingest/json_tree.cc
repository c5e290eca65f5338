// The on-demand interface of simdjson is used because it gives numbers as written. It leaves unread parts unchecked, so
// every value of a record is read, whatever becomes of it.
#include "ingest/json_tree.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

namespace ondemand = simdjson::ondemand;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Room that an object gets for its first members.
constexpr std::size_t kFirstMembers = 8;
// Objects of so many members are looked through pair by pair for a name that stands twice.
constexpr std::size_t kFewMembers = 24;

// Turns one record into a tree. Each function gives the simdjson error that ended it.
class Builder {
 public:
  simdjson::error_code build(ondemand::value value, JsonNode& out) {
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) return error;
    switch (type) {
      case ondemand::json_type::object: {
        ondemand::object object;
        if (const auto error = value.get_object().get(object)) return error;
        return build(object, out);
      }
      case ondemand::json_type::array: {
        out.kind = JsonNode::Kind::kArray;
        ondemand::array array;
        if (const auto error = value.get_array().get(array)) return error;
        for (auto item : array) {
          ondemand::value inner;
          if (const auto error = item.get(inner)) return error;
          if (const auto error = build(inner, out.items.emplace_back())) return error;
        }
        return simdjson::SUCCESS;
      }
      case ondemand::json_type::number: {
        out.kind = JsonNode::Kind::kNumber;
        out.text = trim(value.raw_json_token());
        // The grammar of a number is checked by reading it; one beyond a double's range is no share and no count.
        double ignored = 0;
        return value.get_double().get(ignored);
      }
      case ondemand::json_type::string: {
        out.kind = JsonNode::Kind::kString;
        std::string_view text;
        if (const auto error = value.get_string().get(text)) return error;
        too_long = too_long || text.size() > kMaxValueBytes;
        out.text = text;
        return simdjson::SUCCESS;
      }
      case ondemand::json_type::boolean: {
        out.kind = JsonNode::Kind::kBool;
        bool truth = false;
        if (const auto error = value.get_bool().get(truth)) return error;
        out.text = truth ? "true" : "false";
        return simdjson::SUCCESS;
      }
      case ondemand::json_type::null: {
        // Only "null" begins with n, but "nil" is told to be of that type too.
        out.kind = JsonNode::Kind::kNull;
        // "null" with a letter behind it has the token and is no null; asked for without get(), the answer would throw.
        bool null = false;
        if (trim(value.raw_json_token()) != "null" || value.is_null().get(null) || !null) return simdjson::N_ATOM_ERROR;
        return simdjson::SUCCESS;
      }
    }
    return simdjson::UNEXPECTED_ERROR;
  }

  simdjson::error_code build(ondemand::object object, JsonNode& out) {
    out.kind = JsonNode::Kind::kObject;
    out.members.reserve(kFirstMembers);
    for (auto field : object) {
      std::string_view key;
      if (const auto error = field.unescaped_key().get(key)) return error;
      too_long = too_long || key.size() > kMaxValueBytes;
      JsonNode& node = out.members.emplace_back(JsonMember{std::string(key), {}}).node;
      ondemand::value inner;
      if (const auto error = field.value().get(inner)) return error;
      if (const auto error = build(inner, node)) return error;
    }
    if (repeated.empty() && out.members.size() > 1) find_repeated(out);
    return simdjson::SUCCESS;
  }

  // For the next record.
  void begin() {
    repeated.clear();
    too_long = false;
  }

  std::string repeated;
  bool too_long = false;

 private:
  void find_repeated(const JsonNode& object) {
    if (object.members.size() <= kFewMembers) {
      // The first in order of the alphabet, as below.
      for (std::size_t i = 1; i < object.members.size(); ++i) {
        const std::string& name = object.members[i].name;
        for (std::size_t k = 0; k < i; ++k) {
          if (object.members[k].name == name && (repeated.empty() || name < repeated)) repeated = name;
        }
      }
      return;
    }
    names_.clear();
    for (const auto& [name, node] : object.members) names_.emplace_back(name);
    std::sort(names_.begin(), names_.end());
    const auto twice = std::adjacent_find(names_.begin(), names_.end());
    if (twice != names_.end()) repeated = *twice;
  }

  std::vector<std::string_view> names_;
};

class Scan {
 public:
  Scan(const InputFile& input, const std::function<Status(JsonRecord&&)>& use)
      : input_(input), use_(use), bytes_(without_bom(input.bytes)) {}

  Status run() {
    skip_blanks();
    const bool array = at_ < bytes_.size() && bytes_[at_] == '[';
    if (array) ++at_;
    for (bool first = true;; first = false) {
      skip_blanks();
      if (array && at_ < bytes_.size() && bytes_[at_] == ']') {
        ++at_;
        skip_blanks();
        if (at_ < bytes_.size()) {
          return fault(ErrorCode::kUnexpectedStructure, "something follows the closing bracket of the array",
                       "Give one array of objects, or one object per line");
        }
        return {};
      }
      if (at_ >= bytes_.size()) {
        if (!array) return {};
        return fault(ErrorCode::kSyntax, "the file ends before its array is closed; it was probably cut",
                     "Fetch the file again");
      }
      if (array && !first) {
        if (bytes_[at_] != ',') {
          return fault(ErrorCode::kSyntax, "two objects of the array are not parted by a comma",
                       "Fetch the file again");
        }
        ++at_;
        skip_blanks();
      }
      if (at_ >= bytes_.size() || bytes_[at_] != '{') {
        return fault(
            at_ >= bytes_.size() ? ErrorCode::kSyntax : ErrorCode::kUnexpectedStructure,
            at_ >= bytes_.size()
                ? "the file ends behind a comma; it was probably cut"
                : "an object is expected here, and there is \"" + shown(bytes_.substr(at_, 20), 20) + "\"",
            at_ >= bytes_.size() ? "Fetch the file again" : "Give one array of objects, or one object per line");
      }
      PENUMBRA_RETURN_IF_ERROR(record());
    }
  }

 private:
  void skip_blanks() {
    for (; at_ < bytes_.size() && is_blank(bytes_[at_]); ++at_) line_ += bytes_[at_] == '\n' ? 1U : 0U;
  }

  Error fault(ErrorCode code, std::string message, std::string fix) const {
    Error error{code, std::move(message), {}, std::move(fix)};
    error.position.file = input_.name;
    error.position.line = line_;
    return error;
  }

  // Reads the object that begins at `at_`, and hands it over.
  Status record() {
    const std::size_t begin = at_;
    std::uint64_t lines = 0;
    std::size_t depth = 0;
    bool closed = false;
    for (; at_ < bytes_.size() && !closed; ++at_) {
      switch (bytes_[at_]) {
        case '"':
          at_ = end_of_string(at_);
          break;
        case '{':
        case '[':
          if (++depth > kMaxJsonDepth) {
            return fault(ErrorCode::kLimit, "the JSON is nested more than " + std::to_string(kMaxJsonDepth) + " deep",
                         "Check the record; no published statement is that deep");
          }
          break;
        case '}':
        case ']':
          closed = --depth == 0;
          break;
        case '\n':
          ++lines;
          break;
        default:
          break;
      }
      if (at_ - begin > kMaxJsonRecordBytes) {
        return fault(ErrorCode::kLimit,
                     "an object is longer than " + std::to_string(kMaxJsonRecordBytes >> 20) + " MiB",
                     "Give one array of statements, or one statement per line");
      }
    }
    if (!closed) {
      return fault(ErrorCode::kSyntax, "the file ends inside an object; it was probably cut", "Fetch the file again");
    }
    std::string_view text = bytes_.substr(begin, at_ - begin);
    // simdjson looks at some bytes behind the text, whatever they are; near the end of the file there are none.
    if (bytes_.size() - at_ < simdjson::SIMDJSON_PADDING) {
      buffer_.assign(text);
      buffer_.resize(text.size() + simdjson::SIMDJSON_PADDING);
      text = {buffer_.data(), text.size()};
    }
    JsonRecord record;
    record.line = line_;
    Builder& builder = builder_;
    builder.begin();
    ondemand::document document;
    ondemand::object object;
    auto error = parser_.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING).get(document);
    if (!error) error = document.get_object().get(object);
    if (!error) error = builder.build(object, record.node);
    if (error) {
      return fault(ErrorCode::kSyntax,
                   std::string("the record is no valid JSON (") + simdjson::error_message(error) + ")",
                   "Fetch the file again, or mend the record");
    }
    if (builder.too_long) {
      return fault(ErrorCode::kLimit, "a value is longer than " + std::to_string(kMaxValueBytes) + " bytes",
                   "Check the record; no value of a register is that long");
    }
    record.repeated = std::move(builder.repeated);
    record.end = at_ + (input_.bytes.size() - bytes_.size());
    PENUMBRA_RETURN_IF_ERROR(use_(std::move(record)));
    line_ += lines;
    return {};
  }

  // Where the string that begins at `quote` ends: its closing quote, or the end of the file.
  std::size_t end_of_string(std::size_t quote) const { return end_of_json_string(bytes_, quote); }

  const InputFile& input_;
  const std::function<Status(JsonRecord&&)>& use_;
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  std::string buffer_;
  ondemand::parser parser_;
  Builder builder_;
};

}  // namespace

std::size_t end_of_json_string(std::string_view bytes, std::size_t quote) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHigh = 0x80 * kOnes;
  std::size_t at = quote + 1;
  for (;;) {
    // Eight bytes at a time while none of them is a quote or a backslash: a byte that is 0 borrows from its high bit.
    for (; at + 8 <= bytes.size(); at += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data() + at, sizeof(word));
      const std::uint64_t quotes = word ^ ('"' * kOnes);
      const std::uint64_t slashes = word ^ ('\\' * kOnes);
      if (((((quotes - kOnes) & ~quotes) | ((slashes - kOnes) & ~slashes)) & kHigh) != 0) break;
    }
    while (at < bytes.size() && bytes[at] != '"' && bytes[at] != '\\') ++at;
    if (at >= bytes.size()) return bytes.size();
    if (bytes[at] == '"') return at;
    at += 2;  // a backslash and what it escapes are one step
  }
}

const JsonNode* JsonNode::member(std::string_view name) const {
  for (const auto& [key, node] : members) {
    if (key == name) return &node;
  }
  return nullptr;
}

std::string_view JsonNode::text_of(std::string_view name) const {
  const JsonNode* node = member(name);
  return node != nullptr && (node->kind == Kind::kString || node->kind == Kind::kNumber) ? std::string_view(node->text)
                                                                                         : std::string_view();
}

bool JsonNode::is_true(std::string_view name) const {
  const JsonNode* node = member(name);
  return node != nullptr && node->kind == Kind::kBool && node->text == "true";
}

std::string_view to_string(JsonNode::Kind kind) {
  switch (kind) {
    case JsonNode::Kind::kNull:
      return "null";
    case JsonNode::Kind::kBool:
      return "true or false";
    case JsonNode::Kind::kNumber:
      return "a number";
    case JsonNode::Kind::kString:
      return "a string";
    case JsonNode::Kind::kArray:
      return "an array";
    case JsonNode::Kind::kObject:
      return "an object";
  }
  return "nothing";
}

Status read_json_records(const InputFile& input, const std::function<Status(JsonRecord&&)>& use) {
  return Scan(input, use).run();
}

}  // namespace penumbra::ingest
