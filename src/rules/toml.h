// TOML 1.0 as rule files use it: `[table]`, `[[array of tables]]`, and keys whose value is a string or an array of
// strings. Numbers, dates and nested tables are refused by name: a threshold is written "50" and read exactly, and a
// rule file stays a file that a lawyer can read.
#ifndef PENUMBRA_RULES_TOML_H_
#define PENUMBRA_RULES_TOML_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"

namespace penumbra::rules {

struct TomlValue {
  std::vector<std::string> strings;  // one element when is_array is false
  bool is_array = false;
  std::uint64_t line = 0;
};

// A run of keys under one heading. `name` is "" before the first heading.
struct TomlTable {
  std::string name;
  bool is_array_element = false;
  std::uint64_t line = 0;
  std::map<std::string, TomlValue, std::less<>> values;
};

// Tables in the order of the file, the first one nameless. kSyntax, kUnsupported or kLimit with file, line and column.
Result<std::vector<TomlTable>> parse_toml(std::string_view text, const std::string& file);

}  // namespace penumbra::rules

#endif  // PENUMBRA_RULES_TOML_H_
