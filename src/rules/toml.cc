// An adapter over toml++: its tables are flattened to what a rule file may hold, and everything else is refused by
// name.
#include "rules/toml.h"

#include <algorithm>
#include <optional>
#include <utility>

// Parsing hostile text must end in a Result, so the library is used without exceptions; it is compiled into this one
// file.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
namespace penumbra::rules {
namespace {
// The library (3.3) holds some texts, a heading without a name among them, for impossible: it ends the program by an
// assertion, or goes on with undefined behaviour where assertions are off. Both become a fault of the text, which is
// caught in parse_toml().
struct BrokenPromise {};
[[noreturn]] void break_promise() {
  throw BrokenPromise{};
}
}  // namespace
}  // namespace penumbra::rules
#define TOML_ASSERT(holds) ((holds) ? static_cast<void>(0) : ::penumbra::rules::break_promise())
#undef NDEBUG  // with it, the library puts its own definition in this place
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace penumbra::rules {
namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{1} << 20;  // rule files have tens of kilobytes
// A dotted key makes a table for each dot, one inside the other, and the library takes them apart by recursion.
constexpr std::size_t kMaxDotsOfLine = 1000;

Error error_at(ErrorCode code, const std::string& file, const toml::source_position& place, std::string message,
               std::string fix) {
  Error error{code, std::move(message), {}, std::move(fix)};
  error.position.file = file;
  error.position.line = place.line;
  error.position.column = place.column;
  return error;
}

Error no_text(const std::string& file, const toml::node& node) {
  return error_at(ErrorCode::kUnsupported, file, node.source().begin,
                  "rule files hold strings and arrays of strings only", "Put the value in double quotes");
}

Result<TomlValue> value_of(const toml::node& node, const std::string& file) {
  TomlValue out;
  out.line = node.source().begin.line;
  if (const auto* text = node.as_string()) {
    out.strings.push_back(text->get());
    return out;
  }
  const toml::array* array = node.as_array();
  if (array == nullptr) return no_text(file, node);
  out.is_array = true;
  for (const toml::node& element : *array) {
    const auto* text = element.as_string();
    if (text == nullptr) return no_text(file, element);
    out.strings.push_back(text->get());
  }
  return out;
}

Result<TomlTable> table_of(std::string name, const toml::table& table, bool element, const std::string& file) {
  TomlTable out;
  out.name = std::move(name);
  out.is_array_element = element;
  out.line = table.source().begin.line;
  for (const auto& [key, node] : table) {
    PENUMBRA_ASSIGN_OR_RETURN(TomlValue value, value_of(node, file));
    out.values.emplace(std::string(key.str()), std::move(value));
  }
  return out;
}

// Nothing when the library breaks its own promises over the text.
std::optional<toml::parse_result> parse(std::string_view text, const std::string& file) {
  try {
    return toml::parse(text, file);
  } catch (const BrokenPromise&) {
    return std::nullopt;
  }
}

// The library stops at the first fault, so the fault is in the last line of the shortest beginning that has it.
toml::source_position place_of_broken_promise(std::string_view text, const std::string& file) {
  std::vector<std::size_t> ends;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    ends.push_back(at + 1);
  }
  const auto first = std::partition_point(
      ends.begin(), ends.end(), [&](std::size_t end) { return parse(text.substr(0, end), file).has_value(); });
  toml::source_position place;
  place.line = static_cast<toml::source_index>(first - ends.begin() + 1);
  place.column = 1;
  return place;
}

Status check_dots(std::string_view text, const std::string& file) {
  toml::source_position place;
  place.line = 1;
  place.column = 1;
  std::size_t dots = 0;
  for (const char c : text) {
    if (c == '\n') {
      ++place.line;
      dots = 0;
    } else if (c == '.' && ++dots > kMaxDotsOfLine) {
      return error_at(ErrorCode::kLimit, file, place,
                      "the line has more than " + std::to_string(kMaxDotsOfLine) + " dots",
                      "Break it into several lines, or check that this is the right file");
    }
  }
  return {};
}

}  // namespace

Result<std::vector<TomlTable>> parse_toml(std::string_view text, const std::string& file) {
  if (text.size() > kMaxFileBytes) {
    return error_at(ErrorCode::kLimit, file, {}, "the rule file is larger than 1 MiB", "Split it by regime");
  }
  PENUMBRA_RETURN_IF_ERROR(check_dots(text, file));
  const std::optional<toml::parse_result> read = parse(text, file);
  if (!read) {
    return error_at(ErrorCode::kSyntax, file, place_of_broken_promise(text, file),
                    "the line is no TOML, or the one before it is not complete", "Write [heading] or key = \"value\"");
  }
  const toml::parse_result& parsed = *read;
  if (!parsed) {
    const toml::parse_error& fault = parsed.error();
    return error_at(ErrorCode::kSyntax, file, fault.source().begin, std::string(fault.description()),
                    "Write key = \"value\"");
  }
  std::vector<TomlTable> tables(1);  // the keys before the first heading
  for (const auto& [key, node] : parsed.table()) {
    const std::string name(key.str());
    if (const toml::table* table = node.as_table()) {
      PENUMBRA_ASSIGN_OR_RETURN(TomlTable out, table_of(name, *table, false, file));
      tables.push_back(std::move(out));
    } else if (const toml::array* array = node.as_array(); array != nullptr && array->is_array_of_tables()) {
      for (const toml::node& element : *array) {
        PENUMBRA_ASSIGN_OR_RETURN(TomlTable out, table_of(name, *element.as_table(), true, file));
        tables.push_back(std::move(out));
      }
    } else {
      PENUMBRA_ASSIGN_OR_RETURN(TomlValue value, value_of(node, file));
      tables.front().values.emplace(name, std::move(value));
    }
  }
  // The library sorts tables by name; messages and versions follow the order of the file.
  std::stable_sort(tables.begin() + 1, tables.end(),
                   [](const TomlTable& a, const TomlTable& b) { return a.line < b.line; });
  return tables;
}

}  // namespace penumbra::rules
