#include "ingest/text.h"

#include <algorithm>

#include "ingest/text_scan.h"

namespace penumbra::ingest {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

Lowered::Lowered(std::string_view text) {
  if (text.size() <= room_.size()) {
    std::transform(text.begin(), text.end(), room_.begin(), lower);
    view_ = {room_.data(), text.size()};
  } else {
    long_ = ascii_lower(text);
    view_ = long_;
  }
}

bool starts_with_ci(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) { return lower(a) == lower(b); });
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t at = text.find(separator);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + separator.size());
  }
}

std::string tidy(std::string_view text, bool* control) {
  text = trim(text);
  // Almost every value is tidy already; looking costs less than copying letter by letter.
  if (is_tidy(text)) return std::string(text);
  std::string out(text.size(), '\0');
  std::size_t size = 0;
  bool gap = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte != 0x7F) {
      if (gap) out[size++] = ' ';  // in the place of at least one blank
      gap = false;
      out[size++] = c;
    } else if (is_blank(c)) {
      gap = size > 0;
    } else if (control != nullptr) {
      *control = true;
    }
  }
  out.resize(size);
  return out;
}

std::string slug(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const char small = lower(c);
    if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9')) {
      out += small;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  if (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace penumbra::ingest
