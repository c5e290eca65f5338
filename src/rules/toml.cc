// An adapter over toml++: its tables are flattened to what a rule file may hold, and everything else is refused by
// name.
#include "rules/toml.h"

#include <algorithm>
#include <utility>

// Parsing hostile text must end in a Result, so the library is used without exceptions; it is compiled into this one
// file.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace penumbra::rules {
namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{1} << 20;  // rule files have tens of kilobytes

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

}  // namespace

Result<std::vector<TomlTable>> parse_toml(std::string_view text, const std::string& file) {
  if (text.size() > kMaxFileBytes) {
    return error_at(ErrorCode::kLimit, file, {}, "the rule file is larger than 1 MiB", "Split it by regime");
  }
  const toml::parse_result parsed = toml::parse(text, file);
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
