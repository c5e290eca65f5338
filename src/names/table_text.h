// Pieces of the embedded tables, which are lines of text. Internal to names.
#ifndef PENUMBRA_NAMES_TABLE_TEXT_H_
#define PENUMBRA_NAMES_TABLE_TEXT_H_

#include <algorithm>
#include <string_view>

namespace penumbra::names {

// Without the blanks and carriage returns at both ends.
inline std::string_view trim_table_text(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && blank(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

// Takes the text before the next `separator` off `rest`, trimmed.
inline std::string_view take_table_text(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view piece = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trim_table_text(piece);
}

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_TABLE_TEXT_H_
