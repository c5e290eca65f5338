// The part of TOML 1.0 in which the rule files are written: comments, `[table]`, `[[array of tables]]`, and keys whose
// value is a basic string or an array of basic strings. Everything else of TOML is refused by name, so that a rule file
// stays a file that a lawyer can read, and any TOML tool can still read it.
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

// Tables in the order of the file. kSyntax, kUnsupported, kEncoding or kDuplicate with file and line.
Result<std::vector<TomlTable>> parse_toml(std::string_view text, const std::string& file);

}  // namespace penumbra::rules

#endif  // PENUMBRA_RULES_TOML_H_
