// The document tree of simdjson is used rather than its on-demand interface, which would leave unread parts of a line
// unchecked: a strict reader must look at all of it, and one line is small.
#include "ingest/ftm/records.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::ftm {
namespace {

namespace dom = simdjson::dom;

// Nested targets of large groups reach some megabytes.
constexpr std::size_t kMaxLineBytes = std::size_t{64} << 20;
// Brackets inside a line: an entity adds four (object, properties, list, object).
constexpr std::size_t kMaxBrackets = 4 * kMaxNesting + 8;

// Members that OpenSanctions writes and that carry nothing of the party: caption repeats a name, target and the stamps
// after first_seen speak of the export and not of the fact.
constexpr std::array<std::string_view, 9> kIgnoredMembers = {
    "caption", "target", "last_seen", "last_change", "origin", "key_prefix", "canonical_id", "key", "updated_at"};

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

  Result<RawEntity> entity(dom::object object, int depth) const {
    if (depth > kMaxNesting) {
      return fault(ErrorCode::kLimit, "entities are nested more than " + std::to_string(kMaxNesting) + " deep",
                   "Give the flat form (entities.ftm.json)");
    }
    RawEntity out;
    out.line = line_;
    for (const auto member : object) {
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
      } else if (member.key == "penumbra") {
        extras(member.value, out);
      } else if (std::find(kIgnoredMembers.begin(), kIgnoredMembers.end(), member.key) == kIgnoredMembers.end()) {
        out.unknown_members.emplace_back(member.key);
      }
    }
    return out;
  }

 private:
  // Strings as they are; numbers and truth values as JSON writes them; null and containers as "".
  static std::string text_of(dom::element value) {
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS) return std::string(text);
    if (value.is_object() || value.is_array() || value.is_null()) return {};
    return simdjson::minify(value);
  }

  Status properties(dom::element value, int depth, RawEntity& out) const {
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) {
      return fault(ErrorCode::kUnexpectedStructure, "\"properties\" is no JSON object",
                   "Give FollowTheMoney entities as OpenSanctions publishes them");
    }
    for (const auto member : object) {
      RawProperty& property = out.properties.emplace_back();
      property.name = member.key;
      dom::array items;
      if (member.value.get(items) == simdjson::SUCCESS) {
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
      PENUMBRA_ASSIGN_OR_RETURN(RawEntity nested, entity(object, depth + 1));
      property.nested.push_back(std::move(nested));
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

Status read_lines(const InputFile& input, const std::function<Status(RawEntity&&)>& use) {
  const std::string_view bytes = without_bom(input.bytes);
  dom::parser parser;
  std::string buffer;
  std::uint64_t line_number = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = trim(bytes.substr(at, end - at));
    const bool last = end >= bytes.size();
    at = end + 1;
    ++line_number;
    if (line.empty()) continue;
    const LineReader reader(input, line_number);
    if (line.size() > kMaxLineBytes) {
      return reader.fault(ErrorCode::kLimit, "a line is longer than " + std::to_string(kMaxLineBytes >> 20) + " MiB",
                          "Give one entity per line");
    }
    if (parser.capacity() < line.size() || parser.max_depth() != kMaxBrackets) {
      if (parser.allocate(std::max<std::size_t>(line.size() * 2, 65536), kMaxBrackets) != simdjson::SUCCESS) {
        return reader.fault(ErrorCode::kLimit,
                            "a line of " + std::to_string(line.size()) + " bytes needs too much memory",
                            "Give one entity per line");
      }
    }
    buffer.assign(line);
    buffer.resize(line.size() + simdjson::SIMDJSON_PADDING);
    dom::element document;
    const simdjson::error_code code = parser.parse(buffer.data(), line.size(), false).get(document);
    if (code == simdjson::DEPTH_ERROR || (code != simdjson::SUCCESS && nests_deeper(line, kMaxBrackets))) {
      return reader.fault(ErrorCode::kLimit,
                          "the JSON of this line is nested more than " + std::to_string(kMaxBrackets) + " deep",
                          "Give FollowTheMoney entities as OpenSanctions publishes them");
    }
    if (code != simdjson::SUCCESS) {
      const bool array = line_number == 1 && line.front() == '[';
      return reader.fault(array ? ErrorCode::kUnexpectedStructure : ErrorCode::kSyntax,
                          array ? "the file is one JSON array and not one entity per line"
                                : std::string("the line is no valid JSON (") + simdjson::error_message(code) + ")" +
                                      (last ? "; it is the last line of the file and was probably cut" : ""),
                          array ? "Write one entity per line, for example with jq -c '.[]'"
                                : (last ? "Fetch the file again" : "Fetch the file again, or mend the line"));
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
    PENUMBRA_ASSIGN_OR_RETURN(RawEntity entity, reader.entity(object, 1));
    entity.op = std::move(op);
    PENUMBRA_RETURN_IF_ERROR(use(std::move(entity)));
  }
  return {};
}

}  // namespace penumbra::ingest::ftm
