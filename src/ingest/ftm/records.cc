// Objects are read by the scanner of our own (ingest/json_scan.h). Where it gives up, or a number is none that every
// program writes alike, the document tree of simdjson is used rather than its on-demand interface, which would leave
// unread parts of a line unchecked: a strict reader must look at all of it, and one line is small.
#include "ingest/ftm/records.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ingest/byte_scan.h"
#include "ingest/json_scan.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"
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
// Entities inside one line, which take some 300 bytes each while they are read; one with a name has about a hundred
// bytes, so that only a line of empty ones comes near the bound.
constexpr std::size_t kMaxNestedEntities = std::size_t{256} << 10;

// Members of an entity. The first are kOptionalMembers in their order.
enum class Member : std::uint8_t {
  kCaption,
  kDatasets,
  kReferents,
  kTarget,
  kFirstSeen,
  kLastSeen,
  kLastChange,
  kId,
  kSchema,
  kProperties,
  kPenumbra,
  kIgnored
};

// The most frequent ones first. What other programs write and what carries nothing of the party is ignored; what
// OpenSanctions says of the export and not of the fact (caption repeats a name; target, last_seen, last_change) is
// looked at for its form only.
constexpr std::array<std::pair<std::string_view, Member>, 16> kMembers = {{{"id", Member::kId},
                                                                           {"schema", Member::kSchema},
                                                                           {"properties", Member::kProperties},
                                                                           {"datasets", Member::kDatasets},
                                                                           {"caption", Member::kCaption},
                                                                           {"referents", Member::kReferents},
                                                                           {"target", Member::kTarget},
                                                                           {"first_seen", Member::kFirstSeen},
                                                                           {"last_seen", Member::kLastSeen},
                                                                           {"last_change", Member::kLastChange},
                                                                           {"penumbra", Member::kPenumbra},
                                                                           {"origin", Member::kIgnored},
                                                                           {"key_prefix", Member::kIgnored},
                                                                           {"canonical_id", Member::kIgnored},
                                                                           {"key", Member::kIgnored},
                                                                           {"updated_at", Member::kIgnored}}};

// Nothing for a name that no published form has.
std::optional<Member> member_of(std::string_view name) {
  for (const auto& [known, member] : kMembers) {
    if (equal_names(known, name)) return member;
  }
  return std::nullopt;
}

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

Error fault_at(const InputFile& input, std::uint64_t line, ErrorCode code, std::string message, std::string fix) {
  Error error{code, std::move(message), {}, std::move(fix)};
  error.position.file = input.name;
  error.position.line = line;
  return error;
}

// One object of the file as a tree: it lives until the next one.
struct Object {
  JsonNode node;
  std::size_t begin = 0;   // offset, behind a byte order mark
  std::uint64_t line = 0;  // on which it begins
  bool repeated = false;   // whether a name stands twice in an object of it
};

// The tree that simdjson makes of a text, as one of ours.
class DomTree {
 public:
  // The tree lies in the arena and in the document.
  JsonNode make(const dom::object& object, RecordArena& arena) {
    nest_.begin(arena);
    return node(object);
  }
  bool repeated() const { return !nest_.repeated().empty(); }

 private:
  JsonNode node(const dom::object& object) {
    const std::size_t opened = nest_.open_object();
    for (const auto member : object) nest_.add(JsonMember{RecordText(member.key), node(member.value)});
    return nest_.close_object(opened);
  }
  // Numbers as simdjson writes them: 1.50 is 1.5.
  JsonNode node(const dom::element& value) {
    if (dom::object object; value.get(object) == simdjson::SUCCESS) return node(object);
    if (dom::array array; value.get(array) == simdjson::SUCCESS) {
      const std::size_t opened = nest_.open_array();
      for (const dom::element item : array) nest_.add(node(item));
      return nest_.close_array(opened);
    }
    if (std::string_view text; value.get(text) == simdjson::SUCCESS) return {JsonNode::Kind::kString, text};
    if (bool truth = false; value.get(truth) == simdjson::SUCCESS)
      return {JsonNode::Kind::kBool, truth ? "true" : "false"};
    if (value.is_null()) return {};
    return {JsonNode::Kind::kNumber, nest_.arena().keep(simdjson::minify(value))};
  }

  JsonNest nest_;
};

// The objects of a file: its lines, or those of the one array that it is.
class Objects {
 public:
  Objects(const InputFile& input, const LinePart& part)
      : input_(input),
        array_(is_array(input)),
        bytes_(array_ ? without_bom(input.bytes) : without_bom(input.bytes).substr(0, part.to)),
        part_(part),
        at_(part.from),
        line_(part.lines_before + (array_ ? 1 : 0)) {}

  RecordArena& arena() { return arena_; }
  // False at the end of the part.
  Result<bool> next(Object& out) { return array_ ? next_in_array(out) : next_line(out); }

 private:
  Result<bool> next_line(Object& out) {
    while (at_ < bytes_.size()) {
      const std::size_t end = std::min(bytes_.find('\n', at_), bytes_.size());
      const std::string_view text = trim(bytes_.substr(at_, end - at_));
      out.begin = at_;
      out.line = ++line_;
      at_ = end + 1;
      if (text.empty()) continue;
      if (text.size() <= kMaxLineBytes && scan(text, out) == text.size()) return true;
      PENUMBRA_RETURN_IF_ERROR(parse(text, end >= bytes_.size(), out));
      return true;
    }
    if (part_.met != nullptr) *part_.met = true;
    return false;
  }

  Result<bool> next_in_array(Object& out) {
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
    out.begin = at_;
    out.line = line_;
    if (const std::size_t size = scan(bytes_.substr(at_, kMaxLineBytes), out); size > 0) {
      at_ += size;
      return true;
    }
    const std::size_t size = end_of_json_brackets(bytes_.substr(at_, kMaxLineBytes + 1), 0);
    if (size == std::string_view::npos) {
      if (bytes_.size() - at_ > kMaxLineBytes)
        return fault(ErrorCode::kLimit, "an object is longer than " + std::to_string(kMaxLineBytes >> 20) + " MiB",
                     "Give one entity per object");
      return fault(ErrorCode::kSyntax, "the file ends inside an object; it was probably cut", "Fetch the file again");
    }
    const std::string_view text = bytes_.substr(at_, size);
    PENUMBRA_RETURN_IF_ERROR(parse(text, false, out));
    line_ += count_line_feeds(text);
    at_ += size;
    return true;
  }

  // How long the object is that the text begins with; 0 where only simdjson can tell.
  std::size_t scan(std::string_view text, Object& out) {
    arena_.clear();
    JsonRecord record;
    std::uint64_t lines = 0;
    const char* const behind = scan_.object(text.data(), text.data() + text.size(), arena_, record, lines);
    if (behind == nullptr || !scan_.plain_numbers()) return 0;
    out.node = record.node;
    out.repeated = !record.repeated.empty();
    if (array_) line_ += lines;
    return static_cast<std::size_t>(behind - text.data());
  }

  // The same with simdjson. `last`: of the lines of the file.
  Status parse(std::string_view text, bool last, Object& out) {
    const std::string what = array_ ? "object" : "line";
    const auto refuse = [&](ErrorCode code, std::string message, std::string fix) {
      return fault_at(input_, out.line, code, std::move(message), std::move(fix));
    };
    if (text.size() > kMaxLineBytes) {
      return refuse(ErrorCode::kLimit, "a line is longer than " + std::to_string(kMaxLineBytes >> 20) + " MiB",
                    "Give one entity per line");
    }
    if (text.size() > kMaxJsonRecordValues && count_json_values(text) > kMaxJsonRecordValues) {
      return refuse(ErrorCode::kLimit,
                    "the " + what + " holds more than " + std::to_string(kMaxJsonRecordValues) + " values",
                    "Give one entity per " + what);
    }
    if (parser_.capacity() < text.size() || parser_.max_depth() != kMaxBrackets) {
      if (parser_.allocate(std::max<std::size_t>(text.size() * 2, 65536), kMaxBrackets) != simdjson::SUCCESS) {
        return refuse(ErrorCode::kLimit,
                      "a" + std::string(array_ ? "n " : " ") + what + " of " + std::to_string(text.size()) +
                          " bytes needs too much memory",
                      "Give one entity per " + what);
      }
    }
    // simdjson looks at some bytes behind the text, whatever they are; near the end of the file there are none.
    const char* bytes = text.data();
    if (input_.bytes.data() + input_.bytes.size() - (bytes + text.size()) <
        static_cast<std::ptrdiff_t>(simdjson::SIMDJSON_PADDING)) {
      buffer_.assign(text);
      buffer_.resize(text.size() + simdjson::SIMDJSON_PADDING);
      bytes = buffer_.data();
    }
    dom::element document;
    const simdjson::error_code code = parser_.parse(bytes, text.size(), false).get(document);
    if (code == simdjson::DEPTH_ERROR || (code != simdjson::SUCCESS && nests_deeper(text, kMaxBrackets))) {
      return refuse(ErrorCode::kLimit,
                    "the JSON of this " + what + " is nested more than " + std::to_string(kMaxBrackets) + " deep",
                    "Give FollowTheMoney entities as OpenSanctions publishes them");
    }
    if (code != simdjson::SUCCESS) {
      return refuse(ErrorCode::kSyntax,
                    "the " + what + " is no valid JSON (" + simdjson::error_message(code) + ")" +
                        (last ? "; it is the last line of the file and was probably cut" : ""),
                    last ? "Fetch the file again" : "Fetch the file again, or mend the " + what);
    }
    dom::object object;
    if (document.get(object) != simdjson::SUCCESS) {
      return refuse(ErrorCode::kUnexpectedStructure,
                    "the line is no JSON object" + std::string(document.is_array() ? " but an array" : ""),
                    "Write one entity per line, for example with jq -c '.[]'");
    }
    arena_.clear();
    out.node = dom_tree_.make(object, arena_);
    out.repeated = dom_tree_.repeated();
    return {};
  }

  void skip_blanks() {
    const char* const end = bytes_.data() + bytes_.size();
    at_ = static_cast<std::size_t>(end_of_blanks(bytes_.data() + std::min(at_, bytes_.size()), end, line_) -
                                   bytes_.data());
  }
  Error fault(ErrorCode code, std::string message, std::string fix) const {
    return fault_at(input_, line_, code, std::move(message), std::move(fix));
  }

  const InputFile& input_;
  const bool array_;
  const std::string_view bytes_;
  const LinePart part_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 0;
  bool first_ = true;
  RecordArena arena_;
  JsonScan scan_;
  dom::parser parser_;
  DomTree dom_tree_;
  std::string buffer_;
};

// Makes records of trees. What stands in the entities that are open goes to the arena when theirs is closed.
class EntityReader {
 public:
  EntityReader(const InputFile& input, RecordArena& arena) : input_(input), arena_(arena) {}

  void begin(const Object& object, std::string_view op) {
    line_ = object.line;
    offset_ = object.begin;
    repeated_ = object.repeated;
    op_ = op;
  }
  std::size_t offset() const { return offset_; }

  Error fault(ErrorCode code, std::string message, std::string fix) const {
    return fault_at(input_, line_, code, std::move(message), std::move(fix));
  }

  // Fills `out`, which is as it was made.
  Status read(const JsonNode& object, int depth, RawEntity& out) {
    nested_entities_ = 0;
    texts_.clear();
    nested_.clear();
    return entity(object, depth, out);
  }

  // What read() would find, without making it.
  Status sketch(const JsonNode& object, int depth, SketchSink& use) {
    if (depth > kMaxNesting) return too_deep();
    std::string_view id;
    std::string_view schema;
    for (const auto& [name, value] : object.members()) {
      if (name == "id") id = value.text();
      if (name == "schema") schema = value.text();
    }
    const bool whole = !id.empty() && !schema.empty();
    for (const auto& [name, value] : object.members()) {
      if (name == "referents" && whole) {
        for (const JsonNode& item : value.items()) use.referent(item.text(), offset_);
      }
      if (name != "properties") continue;
      if (!value.is_object()) return no_properties();
      if (!whole) continue;
      for (const auto& [property, inner] : value.members()) {
        if (inner.is_object()) PENUMBRA_RETURN_IF_ERROR(sketch(inner, depth + 1, use));
        for (const JsonNode& item : inner.items()) {
          if (item.is_object()) PENUMBRA_RETURN_IF_ERROR(sketch(item, depth + 1, use));
        }
      }
    }
    if (!whole || !use.entity(id, schema)) return {};
    RawEntity raw;
    PENUMBRA_RETURN_IF_ERROR(read(object, depth, raw));
    return use.document(raw);
  }

 private:
  // Members of an object that are looked at for standing twice; real ones have some ten.
  static constexpr std::size_t kMaxMembers = 24;
  // Properties likewise; real entities have some thirty.
  static constexpr std::size_t kMaxProperties = 32;

  Error too_deep() const {
    return fault(ErrorCode::kLimit, "entities are nested more than " + std::to_string(kMaxNesting) + " deep",
                 "Give the flat form (entities.ftm.json)");
  }
  Error no_properties() const {
    return fault(ErrorCode::kUnexpectedStructure, "\"properties\" is no JSON object",
                 "Give FollowTheMoney entities as OpenSanctions publishes them");
  }

  // What an entity has, while it is open. Members may stand twice, so that all of them are known at its end.
  struct Open {
    std::vector<RawProperty> properties;
    std::vector<std::string_view> datasets;
    std::vector<std::string_view> referents;
    std::vector<std::string_view> unknown_members;
    std::vector<std::string_view> odd_members;
    std::vector<RawExtra> extras;
    std::vector<RawLanguage> languages;
  };

  Status entity(const JsonNode& object, int depth, RawEntity& out) {
    if (depth > kMaxNesting) return too_deep();
    out.line = line_;
    out.op = op_;
    Open& open = open_[static_cast<std::size_t>(depth) - 1];
    std::array<std::string_view, kMaxMembers> keys;
    std::size_t count = 0;
    std::string_view caption;
    for (const auto& [name, value] : object.members()) {
      if (repeated_) {
        if (std::find(keys.begin(), keys.begin() + count, name) != keys.begin() + count) out.repeated = name;
        if (count < keys.size()) keys[count++] = name;
      }
      const std::optional<Member> member = member_of(name);
      if (!member) {
        open.unknown_members.push_back(name);
        continue;
      }
      if (static_cast<std::size_t>(*member) < kOptionalMembers.size())
        out.members |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(*member));
      switch (*member) {
        case Member::kId:
          out.id = value.text();
          break;
        case Member::kSchema:
          out.schema = value.text();
          break;
        case Member::kProperties:
          PENUMBRA_RETURN_IF_ERROR(properties(value, depth, out, open));
          break;
        case Member::kDatasets:
          for (const JsonNode& item : value.items()) open.datasets.push_back(item.text());
          break;
        case Member::kReferents:
          for (const JsonNode& item : value.items()) open.referents.push_back(item.text());
          break;
        case Member::kFirstSeen:
          out.first_seen = value.text();
          check_stamp(name, out.first_seen, open);
          break;
        case Member::kLastSeen:
        case Member::kLastChange:
          check_stamp(name, value.text(), open);
          break;
        case Member::kTarget:
          if (value.kind != JsonNode::Kind::kBool) open.odd_members.push_back(name);
          break;
        case Member::kCaption:
          if (value.is_string())
            caption = value.text();
          else
            open.odd_members.push_back(name);
          break;
        case Member::kPenumbra:
          extras(value, open);
          break;
        case Member::kIgnored:
          break;
      }
    }
    out.properties = close(open.properties);
    if (!caption.empty() && !is_caption(caption, out)) open.odd_members.emplace_back("caption");
    for (const std::string_view dataset : open.datasets) {
      if (!is_slug(dataset)) open.odd_members.emplace_back("datasets");
    }
    out.datasets = close(open.datasets);
    out.referents = close(open.referents);
    out.unknown_members = close(open.unknown_members);
    out.odd_members = close(open.odd_members);
    out.extras = close(open.extras);
    out.languages = close(open.languages);
    return {};
  }

  static void check_stamp(std::string_view name, std::string_view text, Open& open) {
    if (text.empty()) return;
    const auto day = PartialDate::parse(without_time(text));
    if (!day.ok() || day->precision() != Precision::kDay) open.odd_members.push_back(name);
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
    if (name == nullptr || name->texts().empty()) return true;
    for (const RawProperty& property : entity.properties) {
      for (const std::string_view text : property.texts()) {
        if (equal_names(text, caption)) return true;
      }
    }
    return caption == entity.id;
  }

  Status properties(const JsonNode& value, int depth, RawEntity& out, Open& open) {
    if (!value.is_object()) return no_properties();
    for (const auto& [name, inner] : value.members()) {
      if (repeated_) {
        const std::size_t before = std::min(open.properties.size(), kMaxProperties);
        for (std::size_t i = 0; i < before; ++i) {
          if (open.properties[i].name == name) out.repeated = name;
        }
      }
      const std::size_t texts = texts_.size();
      const std::size_t nested = nested_.size();
      if (inner.is_array()) {
        for (const JsonNode& item : inner.items()) PENUMBRA_RETURN_IF_ERROR(one_value(item, depth));
      } else {
        PENUMBRA_RETURN_IF_ERROR(one_value(inner, depth));
      }
      for (std::size_t i = nested; i < nested_.size(); ++i) texts_.push_back(nested_[i].id);
      open.properties.push_back({name, close(texts_, texts), close(nested_, nested)});
    }
    return {};
  }

  Status one_value(const JsonNode& value, int depth) {
    if (value.is_object()) {
      if (++nested_entities_ > kMaxNestedEntities) {
        return fault(ErrorCode::kLimit,
                     "an entity has more than " + std::to_string(kMaxNestedEntities) + " entities inside",
                     "Give the flat form (entities.ftm.json)");
      }
      RawEntity nested;
      PENUMBRA_RETURN_IF_ERROR(entity(value, depth + 1, nested));
      nested_.push_back(nested);
    } else if (const RecordText text = value.text(); !text.empty()) {
      texts_.push_back(text);
    }
    return {};
  }

  static void extras(const JsonNode& value, Open& open) {
    for (const auto& [name, inner] : value.members()) {
      if (name == "languages" && inner.is_array()) {
        for (const JsonNode& item : inner.items()) {
          const JsonItems<JsonNode> triple = item.items();
          if (triple.size() == 3) open.languages.push_back({triple[0].text(), triple[1].text(), triple[2].text()});
        }
      } else {
        open.extras.push_back({name, inner.text()});
      }
    }
  }

  // What a list has from one place on goes to the arena.
  template <typename Item>
  JsonItems<Item> close(std::vector<Item>& list, std::size_t from = 0) {
    if (list.size() == from) return {};
    const JsonItems<Item> out(arena_.keep(std::span<const Item>(list).subspan(from)));
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(from), list.end());
    return out;
  }

  const InputFile& input_;
  RecordArena& arena_;
  std::uint64_t line_ = 0;
  std::size_t offset_ = 0;
  bool repeated_ = false;
  std::string_view op_;
  std::size_t nested_entities_ = 0;
  std::array<Open, kMaxNesting> open_;  // by depth
  // Of the properties that are open, those of an inner one behind those of an outer one.
  std::vector<std::string_view> texts_;
  std::vector<RawEntity> nested_;
};

// Calls use(reader, object) for each object of the part.
template <typename Use>
Status each_object(const InputFile& input, const LinePart& part, const std::function<void(std::size_t)>& passed,
                   Use use) {
  Objects objects(input, part);
  EntityReader reader(input, objects.arena());
  std::size_t told = part.from;
  Object next;
  for (;;) {
    PENUMBRA_ASSIGN_OR_RETURN(const bool one_more, objects.next(next));
    if (!one_more) return {};
    if (passed && next.begin > told && next.begin - told > kPassedStep) {
      told = next.begin;
      passed(told);
    }
    JsonNode object = next.node;
    std::string_view op;
    const JsonNode* const stated = object.member("op");
    if (stated != nullptr && stated->is_string() && object.member("schema") == nullptr) {
      op = stated->text();
      const JsonNode* const changed = object.member("entity");
      if ((op != "ADD" && op != "MOD" && op != "DEL") || changed == nullptr || !changed->is_object()) {
        return fault_at(input, next.line, ErrorCode::kUnexpectedStructure,
                        "a line of changes has the operation \"" + shown(op, 20) + "\", or no entity",
                        "Give a delta file as OpenSanctions publishes it (ADD, MOD, DEL)");
      }
      object = *changed;
    }
    reader.begin(next, op);
    PENUMBRA_ASSIGN_OR_RETURN(const bool more, use(reader, object, op));
    if (!more) return {};
  }
}

}  // namespace

const RawProperty* RawEntity::find(std::string_view name) const {
  for (const RawProperty& property : properties) {
    if (equal_names(property.name, name)) return &property;
  }
  return nullptr;
}

std::string_view RawEntity::extra(std::string_view name) const {
  for (std::size_t i = extras.size(); i > 0; --i) {
    if (extras[i - 1].name == name) return extras[i - 1].text;
  }
  return {};
}

bool RawEntity::has_extra(std::string_view name) const {
  return std::any_of(extras.begin(), extras.end(), [name](const RawExtra& extra) { return extra.name == name; });
}

RawEntity kept(const RawEntity& raw, RecordArena& arena) {
  const auto text = [&arena](std::string_view& one) { one = arena.keep(one); };
  const auto items = [&arena]<typename Item>(JsonItems<Item>& all, auto each) {
    const std::span<Item> made = arena.copy(std::span<const Item>(all.begin(), all.size()));
    for (Item& one : made) each(one);
    all = JsonItems<Item>(made);
  };
  RawEntity out = raw;
  for (std::string_view* const one : {&out.id, &out.schema, &out.first_seen, &out.repeated, &out.op}) text(*one);
  for (RawTexts* const texts : {&out.datasets, &out.referents, &out.unknown_members, &out.odd_members})
    items(*texts, text);
  items(out.properties, [&](RawProperty& property) {
    text(property.name);
    property.nested = {};
    items(property.values, text);
  });
  items(out.extras, [&](RawExtra& extra) {
    text(extra.name);
    text(extra.text);
  });
  items(out.languages, [&](RawLanguage& language) {
    text(language.property);
    text(language.text);
    text(language.lang);
  });
  return out;
}

bool is_array(const InputFile& input) {
  return trim_front(without_bom(input.bytes)).starts_with("[");
}

Status read_lines(const InputFile& input, const std::function<Status(const RawEntity&)>& use,
                  const std::function<void(std::size_t)>& passed, const LinePart& part) {
  return each_object(input, part, passed,
                     [&](EntityReader& reader, const JsonNode& object, std::string_view) -> Result<bool> {
                       RawEntity entity;
                       PENUMBRA_RETURN_IF_ERROR(reader.read(object, 1, entity));
                       PENUMBRA_RETURN_IF_ERROR(use(entity));
                       return true;
                     });
}

Status sketch_lines(const InputFile& input, SketchSink& use, const std::function<void(std::size_t)>& passed) {
  return each_object(
      input, {}, passed, [&](EntityReader& reader, const JsonNode& object, std::string_view op) -> Result<bool> {
        if (!op.empty()) {
          return reader.fault(ErrorCode::kUnexpectedStructure, "the file mixes entities with changes of entities",
                              "Give one whole export, or one delta file");
        }
        PENUMBRA_RETURN_IF_ERROR(reader.sketch(object, 1, use));
        return true;
      });
}

bool is_delta(const InputFile& input) {
  bool delta = false;
  // A line that cannot be read is for read_lines() to refuse.
  static_cast<void>(
      each_object(input, {}, {}, [&](EntityReader&, const JsonNode&, std::string_view op) -> Result<bool> {
        delta = !op.empty();
        return false;
      }).ok());
  return delta;
}

Status read_line_at(const InputFile& input, std::size_t offset, const std::function<void(const RawEntity&)>& use) {
  bool found = false;
  Status status = each_object(input, {.from = offset}, {},
                              [&](EntityReader& reader, const JsonNode& object, std::string_view) -> Result<bool> {
                                RawEntity raw;
                                PENUMBRA_RETURN_IF_ERROR(reader.read(object, 1, raw));
                                use(raw);
                                found = true;
                                return false;
                              });
  if (!status.ok()) return status;
  if (!found) return fault_at(input, 0, ErrorCode::kSyntax, "a line is gone", "Read the file again");
  return {};
}

}  // namespace penumbra::ingest::ftm
