// The on-demand interface of simdjson is used because it gives numbers as written. It leaves unread parts unchecked, so
// every value of a record is read, whatever becomes of it.
#include "ingest/json_tree.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "ingest/beside.h"
#include "ingest/byte_scan.h"
#include "ingest/exchange.h"
#include "ingest/json_halves.h"
#include "ingest/json_scan.h"
#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

namespace ondemand = simdjson::ondemand;

// Smaller files are read before a thread is worth its start.
constexpr std::size_t kOwnThread = std::size_t{256} << 10;
constexpr std::size_t kTwoThreads = std::size_t{64} << 10;  // of which the second one maps, too
// A batch of records is handed over when it has so much.
constexpr std::size_t kBatchRecords = 256;
constexpr std::size_t kBatchBytes = std::size_t{256} << 10;

// Turns one record into a tree with simdjson. Each function gives the simdjson error that ended it.
class Builder {
 public:
  // `text` has SIMDJSON_PADDING bytes behind it, whatever they are. The tree lies in the arena alone.
  simdjson::error_code build(std::string_view text, RecordArena& arena, JsonRecord& out) {
    nest_.begin(arena);
    too_long = false;
    out.node = JsonNode();
    ondemand::document document;
    ondemand::object object;
    if (const auto error =
            parser_.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING).get(document))
      return error;
    if (const auto error = document.get_object().get(object)) return error;
    if (const auto error = build(object, out.node)) return error;
    out.repeated = nest_.repeated();
    return simdjson::SUCCESS;
  }

  bool too_long = false;

 private:
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
        const std::size_t opened = nest_.open_array();
        ondemand::array array;
        if (const auto error = value.get_array().get(array)) return error;
        for (auto item : array) {
          JsonNode made;
          ondemand::value inner;
          if (const auto error = item.get(inner)) return error;
          if (const auto error = build(inner, made)) return error;
          nest_.add(made);
        }
        out = nest_.close_array(opened);
        return simdjson::SUCCESS;
      }
      case ondemand::json_type::number: {
        out = JsonNode(JsonNode::Kind::kNumber, nest_.arena().keep(trim(value.raw_json_token())));
        // The grammar of a number is checked by reading it; one beyond a double's range is no share and no count.
        double ignored = 0;
        return value.get_double().get(ignored);
      }
      case ondemand::json_type::string: {
        std::string_view text;
        if (const auto error = value.get_string().get(text)) return error;
        too_long = too_long || text.size() > kMaxValueBytes;
        out = JsonNode(JsonNode::Kind::kString, nest_.arena().keep(text));
        return simdjson::SUCCESS;
      }
      case ondemand::json_type::boolean: {
        bool truth = false;
        if (const auto error = value.get_bool().get(truth)) return error;
        out = JsonNode(JsonNode::Kind::kBool, truth ? "true" : "false");
        return simdjson::SUCCESS;
      }
      case ondemand::json_type::null: {
        // Only "null" begins with n, but "nil" is told to be of that type too. "null" with a letter behind it has the
        // token and is no null; asked for without get(), the answer would throw.
        bool null = false;
        if (trim(value.raw_json_token()) != "null" || value.is_null().get(null) || !null) return simdjson::N_ATOM_ERROR;
        return simdjson::SUCCESS;
      }
    }
    return simdjson::UNEXPECTED_ERROR;
  }

  simdjson::error_code build(ondemand::object object, JsonNode& out) {
    const std::size_t opened = nest_.open_object();
    for (auto field : object) {
      JsonMember made;
      std::string_view key;
      if (const auto error = field.unescaped_key().get(key)) return error;
      too_long = too_long || key.size() > kMaxValueBytes;
      made.name = nest_.arena().keep(key);
      ondemand::value inner;
      if (const auto error = field.value().get(inner)) return error;
      if (const auto error = build(inner, made.node)) return error;
      nest_.add(made);
    }
    out = nest_.close_object(opened);
    return simdjson::SUCCESS;
  }

  ondemand::parser parser_;
  JsonNest nest_;
};

// Where records go.
class Records {
 public:
  virtual ~Records() = default;
  // Where the next record is put together.
  virtual RecordArena& arena() = 0;
  // It is made, of so many bytes. What is no success ends the reading.
  virtual Status made(const JsonRecord& record, std::size_t bytes) = 0;
};

// Where the records of another thread begin.
struct Split {
  std::size_t at = 0;          // behind the byte order mark
  std::function<bool()> join;  // whether they are taken, up to the end of the file
};

class Scan {
 public:
  Scan(const InputFile& input, Records& records, const Split* split = nullptr)
      : input_(input), records_(records), split_(split), bytes_(without_bom(input.bytes)) {}

  Status run() { return run(begins_array()); }

  // The records from one on that begins at this place.
  Status run_from(std::size_t at) {
    const bool array = begins_array();
    at_ = at;
    line_ = line_of(bytes_, at);
    return run(array);
  }

 private:
  // Steps over the bracket.
  bool begins_array() {
    skip_blanks();
    const bool array = at_ < bytes_.size() && bytes_[at_] == '[';
    if (array) ++at_;
    return array;
  }

  Status run(bool array) {
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
      if (split_ != nullptr && at_ >= split_->at) {
        if (at_ == split_->at && split_->join()) return {};
        split_ = nullptr;
      }
      PENUMBRA_RETURN_IF_ERROR(record());
    }
  }

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
    const char* const from = bytes_.data() + at_;
    JsonRecord record;
    record.line = line_;
    std::uint64_t lines = 0;
    const std::size_t most = std::min(bytes_.size() - at_, kMaxJsonRecordBytes);
    const char* const behind = scan_.object(from, from + most, records_.arena(), record, lines);
    if (behind == nullptr) return doubtful_record();
    at_ += static_cast<std::size_t>(behind - from);
    record.end = at_ + (input_.bytes.size() - bytes_.size());
    PENUMBRA_RETURN_IF_ERROR(records_.made(record, static_cast<std::size_t>(behind - from)));
    line_ += lines;
    return {};
  }

  // The same with simdjson.
  Status doubtful_record() {
    const std::size_t begin = at_;
    std::uint64_t lines = 0;
    std::size_t depth = 0;
    bool closed = false;
    while (at_ < bytes_.size() && !closed) {
      const char* const mark = next_json_mark(bytes_.data() + at_, bytes_.data() + bytes_.size());
      at_ = static_cast<std::size_t>(mark - bytes_.data());
      if (at_ < bytes_.size()) {
        switch (*mark) {
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
          default:
            ++lines;
            break;
        }
        if (at_ < bytes_.size()) ++at_;
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
    if (text.size() > kMaxJsonRecordValues && count_json_values(text) > kMaxJsonRecordValues) {
      return fault(ErrorCode::kLimit, "an object holds more than " + std::to_string(kMaxJsonRecordValues) + " values",
                   "Check the record; no published statement has that many");
    }
    // simdjson looks at some bytes behind the text, whatever they are; near the end of the file there are none.
    if (bytes_.size() - at_ < simdjson::SIMDJSON_PADDING) {
      buffer_.assign(text);
      buffer_.resize(text.size() + simdjson::SIMDJSON_PADDING);
      text = {buffer_.data(), text.size()};
    }
    JsonRecord record;
    record.line = line_;
    if (const auto error = builder_.build(text, records_.arena(), record)) {
      return fault(ErrorCode::kSyntax,
                   std::string("the record is no valid JSON (") + simdjson::error_message(error) + ")",
                   "Fetch the file again, or mend the record");
    }
    if (builder_.too_long) {
      return fault(ErrorCode::kLimit, "a value is longer than " + std::to_string(kMaxValueBytes) + " bytes",
                   "Check the record; no value of a register is that long");
    }
    record.end = at_ + (input_.bytes.size() - bytes_.size());
    PENUMBRA_RETURN_IF_ERROR(records_.made(record, at_ - begin));
    line_ += lines;
    return {};
  }

  // Where the string that begins at `quote` ends: its closing quote, or the end of the file.
  std::size_t end_of_string(std::size_t quote) const { return end_of_json_string(bytes_, quote); }

  const InputFile& input_;
  Records& records_;
  const Split* split_;
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  JsonScan scan_;
  std::string buffer_;
  Builder builder_;
};

using Use = std::function<Status(JsonRecord&&)>;

// Hands each record over at once.
class Direct final : public Records {
 public:
  explicit Direct(const Use& use) : use_(use) {}
  RecordArena& arena() override {
    arena_.clear();
    return arena_;
  }
  Status made(const JsonRecord& record, std::size_t /*bytes*/) override { return use_(JsonRecord(record)); }

 private:
  const Use& use_;
  RecordArena arena_;
};

struct Batch {
  std::vector<JsonRecord> records;
  RecordArena arena;      // of their trees
  std::size_t bytes = 0;  // of the file

  void clear() {
    records.clear();
    arena.clear();
    bytes = 0;
  }
};

// On the thread of the parser.
class Ahead final : public Records {
 public:
  explicit Ahead(Exchange<Batch>& exchange) : exchange_(exchange), batch_(std::make_unique<Batch>()) {}

  RecordArena& arena() override { return batch_->arena; }
  Status made(const JsonRecord& record, std::size_t bytes) override {
    batch_->records.push_back(record);
    batch_->bytes += bytes;
    if (batch_->records.size() < kBatchRecords && batch_->bytes < kBatchBytes) return {};
    exchange_.put_full(std::move(batch_));
    batch_ = exchange_.empty_one();
    if (batch_ != nullptr) return {};
    batch_ = std::make_unique<Batch>();
    return Error{ErrorCode::kInvalidArgument, "nobody takes the records any more", {}, {}};  // nor this
  }
  void flush() {
    if (!batch_->records.empty()) exchange_.put_full(std::move(batch_));
  }

 private:
  Exchange<Batch>& exchange_;
  std::unique_ptr<Batch> batch_;
};

Status read_at_once(const InputFile& input, const Use& use) {
  Direct records(use);
  return Scan(input, records).run();
}

// The same with the parser on a thread of its own.
Status read_ahead(const InputFile& input, const Use& use) {
  Exchange<Batch> exchange;
  Status parsed;
  std::exception_ptr thrown;  // when memory runs out
  std::thread parser;
  try {
    parser = std::thread([&] {
      try {
        Ahead ahead(exchange);
        parsed = Scan(input, ahead).run();
        ahead.flush();
      } catch (...) {
        thrown = std::current_exception();
      }
      exchange.finish();
    });
  } catch (const std::system_error&) {
    return read_at_once(input, use);
  }
  const Joined<Batch> joined(parser, exchange);
  Status status;
  while (status.ok()) {
    std::unique_ptr<Batch> batch = exchange.full_one();
    if (batch == nullptr) break;
    for (std::size_t i = 0; i < batch->records.size() && status.ok(); ++i) status = use(std::move(batch->records[i]));
    exchange.put_empty(std::move(batch));
  }
  joined.join();
  if (!status.ok()) return status;
  if (thrown != nullptr) std::rethrow_exception(thrown);
  return parsed;
}

}  // namespace

std::size_t end_of_json_brackets(std::string_view bytes, std::size_t at) {
  std::size_t depth = 0;
  while (at < bytes.size()) {
    at = static_cast<std::size_t>(next_json_mark(bytes.data() + at, bytes.data() + bytes.size()) - bytes.data());
    if (at >= bytes.size()) break;
    const char c = bytes[at];
    if (c == '"') {
      at = end_of_json_string(bytes, at);
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return at + 1;
    }
    ++at;
  }
  return std::string_view::npos;
}

std::size_t count_json_values(std::string_view bytes) {
  std::size_t out = 0;
  bool opened = false;  // a bracket, and nothing behind it yet
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (is_blank(c)) continue;
    const bool closes = c == '}' || c == ']';
    if (c == ',' || (opened && !closes)) ++out;
    opened = c == '{' || c == '[';
    if (c == '"') at = end_of_json_string(bytes, at);
  }
  return out;
}

std::size_t end_of_json_string(std::string_view bytes, std::size_t quote) {
  const char* const end = bytes.data() + bytes.size();
  const char* at = bytes.data() + std::min(quote + 1, bytes.size());
  for (;;) {
    at = end_of_json_text(at, end);
    if (at == end || *at == '"') return static_cast<std::size_t>(at - bytes.data());
    at += std::min<std::ptrdiff_t>(2, end - at);  // a backslash and what it escapes are one step
  }
}

std::optional<std::size_t> middle_json_record(std::string_view bytes, std::size_t from) {
  constexpr std::size_t kLongest = 512;  // of those letters
  const auto skip = [&bytes](std::size_t at) {
    while (at < bytes.size() && (is_blank(bytes[at]) || bytes[at] == ',')) ++at;
    return at;
  };
  const auto is = [&bytes](std::size_t at, char c) { return at < bytes.size() && bytes[at] == c; };
  std::size_t first = skip(0);
  if (is(first, '[')) first = skip(first + 1);
  const std::size_t quote = skip(first + 1);
  if (!is(first, '{') || !is(quote, '"')) return std::nullopt;
  const std::size_t colon = skip(end_of_json_string(bytes, quote) + 1);
  const std::size_t behind = end_of_json_brackets(bytes.substr(0, from), first);
  if (!is(colon, ':') || behind == std::string_view::npos) return std::nullopt;
  const std::size_t second = skip(behind);
  if (!is(second, '{') || second - behind + colon - first > kLongest) return std::nullopt;
  std::string letters(bytes.substr(behind - 1, second - behind + 1));
  letters += bytes.substr(first, colon + 1 - first);
  const std::size_t at = bytes.find(letters, from);
  return at == std::string_view::npos ? std::nullopt : std::optional(at + 1 + second - behind);
}

const JsonNode* JsonNode::member(std::string_view name) const {
  for (const auto& [key, node] : members()) {
    // Names of one length mostly differ in their first letter.
    if (key.size() == name.size() && (name.empty() || key.front() == name.front()) && key == name) return &node;
  }
  return nullptr;
}

std::string_view JsonNode::text_of(std::string_view name) const {
  const JsonNode* node = member(name);
  return node != nullptr && (node->kind == Kind::kString || node->kind == Kind::kNumber)
             ? std::string_view(node->text())
             : std::string_view();
}

bool JsonNode::is_true(std::string_view name) const {
  const JsonNode* node = member(name);
  return node != nullptr && node->kind == Kind::kBool && node->text() == "true";
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

Status read_json_halves(const InputFile& input, const std::function<Status(JsonRecord&&)>& use,
                        const MakeLaterJson& make, std::uint64_t lines_before) {
  const auto place = [lines_before, &use](JsonRecord&& record) {
    record.line += lines_before;
    return use(std::move(record));
  };
  const std::string_view bytes = without_bom(input.bytes);
  // The first thread joins the halves and does what is left for the end.
  const auto middle = bytes.size() < kTwoThreads ? std::nullopt : middle_json_record(bytes, bytes.size() / 16 * 7);
  if (!middle.has_value()) return read_json_records(input, place);
  std::unique_ptr<LaterJson> later;
  Beside rest([&](const std::atomic<bool>& stopped) {
    later = make();
    const Use take = [&](JsonRecord&& record) -> Status {
      if (stopped) return Error{ErrorCode::kLimit, "no longer wanted", {}, ""};
      record.line += lines_before;
      return later->record(std::move(record));
    };
    Direct records(take);
    return Scan(input, records).run_from(*middle).ok();
  });
  const Split split{*middle, [&] { return rest.succeeded() && later->join(); }};
  const Use first = place;
  Direct records(first);
  return Scan(input, records, &split).run();
}

Status read_json_records(const InputFile& input, const std::function<Status(JsonRecord&&)>& use) {
  return input.bytes.size() < kOwnThread ? read_at_once(input, use) : read_ahead(input, use);
}

}  // namespace penumbra::ingest
