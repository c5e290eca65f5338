#include "report/html_text.h"

#include "text/normalise.h"

namespace penumbra::report {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  const auto plain = [&](std::string_view part) {
    for (const char c : part) {
      switch (c) {
        case '&':
          out += "&amp;";
          break;
        case '<':
          out += "&lt;";
          break;
        case '>':
          out += "&gt;";
          break;
        case '"':
          out += "&quot;";
          break;
        case '\'':
          out += "&#39;";
          break;
        default:
          out += c;
      }
    }
  };
  // White space that breaks lines is a blank here; whatever else cannot be seen is written out. Two code points that
  // no XML document may hold (XML 1.0, production 2) become the replacement character.
  while (!text.empty()) {
    const std::size_t space = text.find_first_of("\t\n\r");
    std::string part = text::visibly_escaped(text.substr(0, space));
    for (const std::string_view illegal : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
      for (std::size_t at = part.find(illegal); at != std::string::npos; at = part.find(illegal, at)) {
        part.replace(at, illegal.size(), "\xEF\xBF\xBD");
      }
    }
    plain(part);
    if (space == std::string_view::npos) break;
    out += ' ';
    text.remove_prefix(space + 1);
  }
  return out;
}

std::string cut(std::string_view text, std::size_t most) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (count++ == most - 1) {
      // The last place is the ellipsis, unless this is the last code point anyway.
      std::size_t next = i + 1;
      while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
      return next == text.size() ? std::string(text) : std::string(text.substr(0, i)) + "…";
    }
  }
  return std::string(text);
}

std::string anchor(std::string_view id) {
  std::string out = "e-";
  for (const char c : id) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    out += plain ? c : '_';
  }
  return out;
}

}  // namespace penumbra::report
