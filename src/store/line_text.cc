#include "store/line_text.h"

#include <algorithm>

namespace penumbra::store {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || c == '\\') {
      out += "\\x";
      out.push_back(kHexDigits[byte >> 4]);
      out.push_back(kHexDigits[byte & 15]);
    } else {
      out.push_back(c);
    }
  }
  return out;
}

bool parse_hex(std::string_view text, std::uint64_t& value) {
  const auto is_digit = [](char c) { return kHexDigits.find(c) != std::string_view::npos; };
  if (!std::all_of(text.begin(), text.end(), is_digit)) return false;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return problem == std::errc() && end == text.data() + text.size();
}

bool unescape(std::string_view text, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out.push_back(text[i]);
      continue;
    }
    std::uint64_t byte = 0;
    if (i + 3 >= text.size() || text[i + 1] != 'x' || !parse_hex(text.substr(i + 2, 2), byte)) return false;
    out.push_back(static_cast<char>(byte));
    i += 3;
  }
  return true;
}

std::string padded(std::uint64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

void add_line(std::string& out, std::string_view key, std::string_view value) {
  out.append(key).append(" ").append(value).append("\n");
}
void add_line(std::string& out, std::string_view key, std::int64_t value) {
  add_line(out, key, std::to_string(value));
}

}  // namespace penumbra::store
