// The document tree of simdjson is used rather than its on-demand interface, which would leave unread parts of a line
// unchecked: a strict reader must look at all of it, and one line is small.
#include "ingest/ftm/records.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "ingest/byte_scan.h"
#include "ingest/json_tree.h"
#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "penumbra/date.h"

namespace penumbra::ingest::ftm {
namespace {

namespace dom = simdjson::dom;

// Nested targets of large groups reach some megabytes.
constexpr std::size_t kMaxLineBytes = std::size_t{64} << 20;
// Between two calls of `passed`.
constexpr std::size_t kPassedStep = std::size_t{16} << 20;
// Brackets inside a line: an entity adds four (object, properties, list, object).
constexpr std::size_t kMaxBrackets = 4 * kMaxNesting + 8;

// Members that other programs write and that carry nothing of the party. Those of OpenSanctions that speak of the
// export and not of the fact (caption repeats a name; target, last_seen, last_change) are looked at for their form
// only.
constexpr std::array<std::string_view, 5> kIgnoredMembers = {"origin", "key_prefix", "canonical_id", "key",
                                                             "updated_at"};

// Whether brackets outside strings open deeper than `limit`. Only asked about lines that are refused anyway, where the
// parser may have met another fault first.
bool nests_deeper(std::string_view line, std::size_t limit) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > limit) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

class LineReader {
 public:
  LineReader(const InputFile& input, std::uint64_t line) : input_(input), line_(line) {}

  Error fault(ErrorCode code, std::string message, std::string fix) const {
    Error error{code, std::move(message), {}, std::move(fix)};
    error.position.file = input_.name;
    error.position.line = line_;
    return error;
  }

  Error too_deep() const {
    return fault(ErrorCode::kLimit, "entities are nested more than " + std::to_string(kMaxNesting) + " deep",
                 "Give the flat form (entities.ftm.json)");
  }

  // What entity() would find, without making it.
  Status sketch(dom::object object, int depth, std::size_t offset, SketchSink& use) const {
    if (depth > kMaxNesting) return too_deep();
    std::string id;
    std::string schema;
    for (const auto member : object) {
      if (member.key == "id") id = text_of(member.value);
      if (member.key == "schema") schema = text_of(member.value);
    }
    const bool whole = !id.empty() && !schema.empty();
    for (const auto member : object) {
      if (member.key == "referents" && whole) {
        dom::array items;
        if (member.value.get(items) != simdjson::SUCCESS) continue;
        for (const dom::element item : items) use.referent(text_of(item), offset);
      }
      if (member.key != "properties") continue;
      dom::object properties;
      if (member.value.get(properties) != simdjson::SUCCESS) return no_properties();
      for (const auto property : properties) {
        dom::array items;
        if (property.value.get(items) == simdjson::SUCCESS) {
          for (const dom::element item : items) {
            dom::object nested;
            if (whole && item.get(nested) == simdjson::SUCCESS) {
              PENUMBRA_RETURN_IF_ERROR(sketch(nested, depth + 1, offset, use));
            }
          }
        } else if (dom::object nested; whole && property.value.get(nested) == simdjson::SUCCESS) {
          PENUMBRA_RETURN_IF_ERROR(sketch(nested, depth + 1, offset, use));
        }
      }
    }
    if (!whole || !use.entity(id, schema)) return {};
    RawEntity raw;
    PENUMBRA_RETURN_IF_ERROR(entity(object, depth, raw));
    return use.document(std::move(raw));
  }

  // Fills `out`, which is as it was made.
  Status entity(dom::object object, int depth, RawEntity& out) const {
    if (depth > kMaxNesting) return too_deep();
    out.line = line_;
    std::array<std::string_view, kMaxMembers> keys;
    std::size_t count = 0;
    std::string_view caption;
    for (const auto member : object) {
      if (std::find(keys.begin(), keys.begin() + count, member.key) != keys.begin() + count) out.repeated = member.key;
      if (count < keys.size()) keys[count++] = member.key;
      for (std::size_t i = 0; i < kOptionalMembers.size(); ++i) {
        if (member.key == kOptionalMembers[i]) out.members |= static_cast<std::uint8_t>(1U << i);
      }
      if (member.key == "id") {
        out.id = text_of(member.value);
      } else if (member.key == "schema") {
        out.schema = text_of(member.value);
      } else if (member.key == "properties") {
        PENUMBRA_RETURN_IF_ERROR(properties(member.value, depth, out));
      } else if (member.key == "datasets" || member.key == "referents") {
        std::vector<std::string>& list = member.key == "datasets" ? out.datasets : out.referents;
        dom::array items;
        if (member.value.get(items) == simdjson::SUCCESS) {
          for (const dom::element item : items) list.push_back(text_of(item));
        }
      } else if (member.key == "first_seen") {
        out.first_seen = text_of(member.value);
        check_stamp(member.key, out.first_seen, out);
      } else if (member.key == "last_seen" || member.key == "last_change") {
        check_stamp(member.key, text_of(member.value), out);
      } else if (member.key == "target") {
        if (!member.value.is_bool()) out.odd_members.emplace_back(member.key);
      } else if (member.key == "caption") {
        if (member.value.get(caption) != simdjson::SUCCESS) out.odd_members.emplace_back(member.key);
      } else if (member.key == "penumbra") {
        extras(member.value, out);
      } else if (std::find(kIgnoredMembers.begin(), kIgnoredMembers.end(), member.key) == kIgnoredMembers.end()) {
        out.unknown_members.emplace_back(member.key);
      }
    }
    if (!caption.empty() && !is_caption(caption, out)) out.odd_members.emplace_back("caption");
    for (const std::string& dataset : out.datasets) {
      if (!is_slug(dataset)) out.odd_members.emplace_back("datasets");
    }
    return {};
  }

 private:
  // Members of an object that are looked at for standing twice; real ones have some ten.
  static constexpr std::size_t kMaxMembers = 24;

  static void check_stamp(std::string_view name, std::string_view text, RawEntity& out) {
    if (text.empty()) return;
    const auto day = PartialDate::parse(text.substr(0, 10));
    if (!day.ok() || day->precision() != Precision::kDay) out.odd_members.emplace_back(name);
  }

  // Names of datasets are words of small letters, digits and underscores.
  static bool is_slug(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    });
  }

  // The caption repeats a value of the entity. Only what has a name is asked: other captions are the schema's label.
  static bool is_caption(std::string_view caption, const RawEntity& entity) {
    const RawProperty* name = entity.find("name");
    if (name == nullptr || name->values.empty()) return true;
    for (const RawProperty& property : entity.properties) {
      if (std::find(property.values.begin(), property.values.end(), caption) != property.values.end()) return true;
    }
    return caption == entity.id;
  }

  // Strings as they are; numbers and truth values as JSON writes them; null and containers as "".
  static std::string text_of(dom::element value) {
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS) return std::string(text);
    if (value.is_object() || value.is_array() || value.is_null()) return {};
    return simdjson::minify(value);
  }

  Error no_properties() const {
    return fault(ErrorCode::kUnexpectedStructure, "\"properties\" is no JSON object",
                 "Give FollowTheMoney entities as OpenSanctions publishes them");
  }

  Status properties(dom::element value, int depth, RawEntity& out) const {
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return no_properties();
    // The length is a hint, and no more is made room for than the few properties of most records: of hostile lines
    // there may be many.
    constexpr std::size_t kRoom = 32;
    out.properties.reserve(out.properties.size() + std::min(object.size(), kRoom));
    for (const auto member : object) {
      // Real entities have some thirty properties; those of a hostile line are not compared with all before them.
      const std::size_t before = std::min(out.properties.size(), kRoom);
      for (std::size_t i = 0; i < before; ++i) {
        if (out.properties[i].name == member.key) out.repeated = member.key;
      }
      RawProperty& property = out.properties.emplace_back();
      property.name = member.key;
      dom::array items;
      if (member.value.get(items) == simdjson::SUCCESS) {
        property.values.reserve(std::min(items.size(), kRoom));
        for (const dom::element item : items) PENUMBRA_RETURN_IF_ERROR(one_value(item, depth, property));
      } else {
        PENUMBRA_RETURN_IF_ERROR(one_value(member.value, depth, property));
      }
    }
    return {};
  }

  Status one_value(dom::element item, int depth, RawProperty& property) const {
    dom::object object;
    if (item.get(object) == simdjson::SUCCESS) {
      return entity(object, depth + 1, property.nested.emplace_back());
    }
    if (std::string_view text; item.get(text) == simdjson::SUCCESS) {
      if (!text.empty()) property.values.emplace_back(text);
      return {};
    }
    std::string text = text_of(item);
    if (!text.empty()) property.values.push_back(std::move(text));
    return {};
  }

  static void extras(dom::element value, RawEntity& out) {
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return;
    for (const auto member : object) {
      dom::array list;
      if (member.key == "languages" && member.value.get(list) == simdjson::SUCCESS) {
        for (const dom::element item : list) {
          dom::array triple;
          if (item.get(triple) != simdjson::SUCCESS || triple.size() != 3) continue;
          out.languages.push_back({text_of(triple.at(0)), text_of(triple.at(1)), text_of(triple.at(2))});
        }
      } else {
        out.extras[std::string(member.key)] = text_of(member.value);
      }
    }
  }

  const InputFile& input_;
  std::uint64_t line_;
};

}  // namespace

const RawProperty* RawEntity::find(std::string_view name) const {
  for (const RawProperty& property : properties) {
    if (property.name == name) return &property;
  }
  return nullptr;
}

namespace {

// The texts in which the objects of a file stand: its lines, or the objects of the one array that it is.
class Texts {
 public:
  struct Text {
    std::string_view text;
    std::size_t begin = 0;   // offset, behind a byte order mark
    std::uint64_t line = 0;  // on which it begins
    bool last = false;       // of the lines of a file
  };

  Texts(const InputFile& input, const LinePart& part)
      : input_(input),
        array_(is_array(input)),
        bytes_(array_ ? without_bom(input.bytes) : without_bom(input.bytes).substr(0, part.to)),
        part_(part),
        at_(part.from),
        line_(part.lines_before + (array_ ? 1 : 0)) {}

  bool array() const { return array_; }
  // False at the end of the part.
  Result<bool> next(Text& out) { return array_ ? next_object(out) : next_line(out); }

 private:
  bool next_line(Text& out) {
    while (at_ < bytes_.size()) {
      const std::size_t end = std::min(bytes_.find('\n', at_), bytes_.size());
      out = {trim(bytes_.substr(at_, end - at_)), at_, ++line_, end >= bytes_.size()};
      at_ = end + 1;
      if (!out.text.empty()) return true;
    }
    if (part_.met != nullptr) *part_.met = true;
    return false;
  }

  Result<bool> next_object(Text& out) {
    skip_blanks();
    if (first_ && part_.from == 0) {
      ++at_;  // the bracket, which is_array() saw
      skip_blanks();
    }
    if (at_ < bytes_.size() && bytes_[at_] == ']') {
      ++at_;
      skip_blanks();
      if (at_ == bytes_.size()) return false;
      return fault(ErrorCode::kUnexpectedStructure, "something follows the closing bracket of the array",
                   "Give one array of entities, or one entity per line");
    }
    if (!first_) {
      if (at_ < bytes_.size() && bytes_[at_] != ',')
        return fault(ErrorCode::kSyntax, "two objects of the array are not parted by a comma", "Fetch the file again");
      at_ += at_ < bytes_.size() ? 1U : 0U;
      skip_blanks();
    }
    if (at_ >= bytes_.size())
      return fault(ErrorCode::kSyntax, "the file ends before its array is closed; it was probably cut",
                   "Fetch the file again");
    if (bytes_[at_] != '{')
      return fault(ErrorCode::kUnexpectedStructure,
                   "an object is expected here, and there is \"" + shown(bytes_.substr(at_, 20), 20) + "\"",
                   "Give one array of entities, or one entity per line");
    if (at_ == part_.to) {
      if (part_.met != nullptr) *part_.met = true;
      return false;
    }
    first_ = false;
    const std::size_t size = end_of_json_brackets(bytes_.substr(at_, kMaxLineBytes + 1), 0);
    if (size == std::string_view::npos) {
      if (bytes_.size() - at_ > kMaxLineBytes)
        return fault(ErrorCode::kLimit, "an object is longer than " + std::to_string(kMaxLineBytes >> 20) + " MiB",
                     "Give one entity per object");
      return fault(ErrorCode::kSyntax, "the file ends inside an object; it was probably cut", "Fetch the file again");
    }
    out = {bytes_.substr(at_, size), at_, line_, false};
    line_ += count_line_feeds(out.text);
    at_ += size;
    return true;
  }

  void skip_blanks() {
    const char* const end = bytes_.data() + bytes_.size();
    at_ = static_cast<std::size_t>(end_of_blanks(bytes_.data() + std::min(at_, bytes_.size()), end, line_) -
                                   bytes_.data());
  }
  Error fault(ErrorCode code, std::string message, std::string fix) const {
    return LineReader(input_, line_).fault(code, std::move(message), std::move(fix));
  }

  const InputFile& input_;
  const bool array_;
  const std::string_view bytes_;
  const LinePart part_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 0;
  bool first_ = true;
};

// Calls use(reader, object, operation, offset) for each object of the part.
template <typename Use>
Status each_line(const InputFile& input, const LinePart& part, const std::function<void(std::size_t)>& passed,
                 Use use) {
  Texts texts(input, part);
  const std::string_view what = texts.array() ? "object" : "line";
  const std::string fix = "Fetch the file again, or mend the " + std::string(what);
  dom::parser parser;
  std::string buffer;
  std::size_t told = part.from;
  Texts::Text next;
  for (;;) {
    PENUMBRA_ASSIGN_OR_RETURN(const bool one_more, texts.next(next));
    if (!one_more) return {};
    const std::string_view line = next.text;
    if (passed && next.begin > told && next.begin - told > kPassedStep) {
      told = next.begin;
      passed(told);
    }
    const LineReader reader(input, next.line);
    if (line.size() > kMaxLineBytes) {
      return reader.fault(ErrorCode::kLimit, "a line is longer than " + std::to_string(kMaxLineBytes >> 20) + " MiB",
                          "Give one entity per line");
    }
    if (parser.capacity() < line.size() || parser.max_depth() != kMaxBrackets) {
      if (parser.allocate(std::max<std::size_t>(line.size() * 2, 65536), kMaxBrackets) != simdjson::SUCCESS) {
        return reader.fault(ErrorCode::kLimit,
                            "a" + std::string(texts.array() ? "n " : " ") + std::string(what) + " of " +
                                std::to_string(line.size()) + " bytes needs too much memory",
                            "Give one entity per " + std::string(what));
      }
    }
    // simdjson looks at some bytes behind the text, whatever they are; near the end of the file there are none.
    const char* text = line.data();
    if (input.bytes.data() + input.bytes.size() - (text + line.size()) <
        static_cast<std::ptrdiff_t>(simdjson::SIMDJSON_PADDING)) {
      buffer.assign(line);
      buffer.resize(line.size() + simdjson::SIMDJSON_PADDING);
      text = buffer.data();
    }
    dom::element document;
    const simdjson::error_code code = parser.parse(text, line.size(), false).get(document);
    if (code == simdjson::DEPTH_ERROR || (code != simdjson::SUCCESS && nests_deeper(line, kMaxBrackets))) {
      return reader.fault(
          ErrorCode::kLimit,
          "the JSON of this " + std::string(what) + " is nested more than " + std::to_string(kMaxBrackets) + " deep",
          "Give FollowTheMoney entities as OpenSanctions publishes them");
    }
    if (code != simdjson::SUCCESS) {
      return reader.fault(ErrorCode::kSyntax,
                          "the " + std::string(what) + " is no valid JSON (" + simdjson::error_message(code) + ")" +
                              (next.last ? "; it is the last line of the file and was probably cut" : ""),
                          next.last ? "Fetch the file again" : fix);
    }
    dom::object object;
    if (document.get(object) != simdjson::SUCCESS) {
      return reader.fault(ErrorCode::kUnexpectedStructure,
                          "the line is no JSON object" + std::string(document.is_array() ? " but an array" : ""),
                          "Write one entity per line, for example with jq -c '.[]'");
    }
    std::string op;
    if (std::string_view stated;
        object["op"].get(stated) == simdjson::SUCCESS && object["schema"].error() != simdjson::SUCCESS) {
      if ((stated != "ADD" && stated != "MOD" && stated != "DEL") ||
          object["entity"].get(object) != simdjson::SUCCESS) {
        return reader.fault(ErrorCode::kUnexpectedStructure,
                            "a line of changes has the operation \"" + shown(stated, 20) + "\", or no entity",
                            "Give a delta file as OpenSanctions publishes it (ADD, MOD, DEL)");
      }
      op = stated;
    }
    PENUMBRA_ASSIGN_OR_RETURN(const bool more, use(reader, object, std::move(op), next.begin));
    if (!more) return {};
  }
}

}  // namespace

bool is_array(const InputFile& input) {
  return trim_front(without_bom(input.bytes)).starts_with("[");
}

Status read_lines(const InputFile& input, const std::function<Status(RawEntity&&)>& use,
                  const std::function<void(std::size_t)>& passed, const LinePart& part) {
  return each_line(input, part, passed,
                   [&](const LineReader& reader, dom::object object, std::string op, std::size_t) -> Result<bool> {
                     RawEntity entity;
                     PENUMBRA_RETURN_IF_ERROR(reader.entity(object, 1, entity));
                     entity.op = std::move(op);
                     PENUMBRA_RETURN_IF_ERROR(use(std::move(entity)));
                     return true;
                   });
}

Status sketch_lines(const InputFile& input, SketchSink& use, const std::function<void(std::size_t)>& passed) {
  return each_line(
      input, {}, passed,
      [&](const LineReader& reader, dom::object object, const std::string& op, std::size_t offset) -> Result<bool> {
        if (!op.empty()) {
          return reader.fault(ErrorCode::kUnexpectedStructure, "the file mixes entities with changes of entities",
                              "Give one whole export, or one delta file");
        }
        PENUMBRA_RETURN_IF_ERROR(reader.sketch(object, 1, offset, use));
        return true;
      });
}

bool is_delta(const InputFile& input) {
  bool delta = false;
  // A line that cannot be read is for read_lines() to refuse.
  static_cast<void>(
      each_line(input, {}, {}, [&](const LineReader&, dom::object, const std::string& op, std::size_t) -> Result<bool> {
        delta = !op.empty();
        return false;
      }).ok());
  return delta;
}

Result<RawEntity> read_line_at(const InputFile& input, std::size_t offset) {
  std::optional<RawEntity> out;
  PENUMBRA_RETURN_IF_ERROR(
      each_line(input, {.from = offset}, {},
                [&](const LineReader& reader, dom::object object, const std::string&, std::size_t) -> Result<bool> {
                  if (Status status = reader.entity(object, 1, out.emplace()); !status.ok()) return status.error();
                  return false;
                }));
  if (!out) return LineReader(input, 0).fault(ErrorCode::kSyntax, "a line is gone", "Read the file again");
  return std::move(*out);
}

}  // namespace penumbra::ingest::ftm
