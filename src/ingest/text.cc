#include "ingest/text.h"

#include <algorithm>

#include "ingest/byte_scan.h"
#include "ingest/text_scan.h"

namespace penumbra::ingest {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

void lower_in_place(char* text, std::size_t size) {
  std::size_t at = 0;
#if defined(__SSE2__)
  for (; at + 16 <= size; at += 16) {
    const __m128i bytes = byte_scan::load(text + at);
    const __m128i capital = byte_scan::at_most(_mm_sub_epi8(bytes, _mm_set1_epi8('A')), 'Z' - 'A');
    _mm_storeu_si128(reinterpret_cast<__m128i*>(text + at),
                     _mm_or_si128(bytes, _mm_and_si128(capital, _mm_set1_epi8(0x20))));
  }
#endif
  for (; at < size; ++at) text[at] = lower(text[at]);
}

// How rare a byte is in the texts of lists, roughly: what is looked for first when a text is searched.
constexpr std::array<unsigned char, 256> kRareness = [] {
  constexpr std::string_view kCommon = " etaoinsrhldcumfpgwybv";
  std::array<unsigned char, 256> out{};
  out.fill(kCommon.size());
  for (std::size_t i = 0; i < kCommon.size(); ++i)
    out[static_cast<unsigned char>(kCommon[i])] = static_cast<unsigned char>(i);
  return out;
}();

unsigned char rareness(char c) {
  return kRareness[static_cast<unsigned char>(c)];
}

}  // namespace

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  lower_in_place(out.data(), out.size());
  return out;
}

Lowered::Lowered(std::string_view text) {
  if (text.size() <= room_.size()) {
    std::copy(text.begin(), text.end(), room_.begin());
    lower_in_place(room_.data(), text.size());
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
  std::string out;
  out.reserve(text.size());
  for (;;) {
    const std::size_t good = tidy_prefix(text);
    out.append(text.substr(0, good));
    text.remove_prefix(good);
    if (text.empty()) return out;
    // At what must go; a blank right before it is one with it.
    bool gap = false;
    if (!out.empty() && out.back() == ' ') {
      gap = true;
      out.pop_back();
    }
    for (; !text.empty(); text.remove_prefix(1)) {
      const auto byte = static_cast<unsigned char>(text.front());
      if (byte > 0x20 && byte != 0x7F) break;
      if (is_blank(text.front())) {
        gap = !out.empty();
      } else if (control != nullptr) {
        *control = true;
      }
    }
    if (gap && !text.empty()) out += ' ';
  }
}

std::size_t find_text(std::string_view text, std::string_view words, std::size_t from) {
  std::size_t rare = 0;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (rareness(words[i]) > rareness(words[rare])) rare = i;
  }
  while (from + words.size() <= text.size()) {
    const std::size_t at = text.substr(0, text.size() - words.size() + rare + 1).find(words[rare], from + rare);
    if (at == std::string_view::npos) return at;
    if (text.substr(at - rare, words.size()) == words) return at - rare;
    from = at - rare + 1;
  }
  return std::string_view::npos;
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
