// Small text tools that readers share. All linear, all on UTF-8 bytes, none changes letters beyond ASCII.
#ifndef PENUMBRA_INGEST_TEXT_H_
#define PENUMBRA_INGEST_TEXT_H_

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace penumbra::ingest {

// A blank, a tab or a line end.
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Without blanks, tabs and line ends at the beginning; at the end; at both.
constexpr std::string_view trim_front(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}
constexpr std::string_view trim_back(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}
constexpr std::string_view trim(std::string_view text) {
  return trim_back(trim_front(text));
}

std::string ascii_lower(std::string_view text);

// A text as ascii_lower() gives it, for as long as the object lives; a short one takes no memory of its own.
class Lowered {
 public:
  explicit Lowered(std::string_view text);
  Lowered(const Lowered&) = delete;
  Lowered& operator=(const Lowered&) = delete;
  operator std::string_view() const { return view_; }  // NOLINT(google-explicit-constructor): reads like a string

 private:
  std::array<char, 64> room_;
  std::string long_;
  std::string_view view_;
};

bool starts_with_ci(std::string_view text, std::string_view prefix);

// The parts between separators; at least one, possibly empty. They are views of the text, so that a text which ends
// with the call is refused.
std::vector<std::string_view> split(std::string_view text, std::string_view separator);
template <std::same_as<std::string> Temporary>
std::vector<std::string_view> split(Temporary&& text, std::string_view separator) = delete;

// Fit for a property: blanks at the ends removed, runs of blanks, tabs and line ends made one blank, other control
// characters dropped. Sets `control` when one was dropped.
std::string tidy(std::string_view text, bool* control = nullptr);

// As text.find(words, from), for words that are mostly not there: looks for their rarest letter. `words` is not empty.
std::size_t find_text(std::string_view text, std::string_view words, std::size_t from = 0);

// Small letters, digits and single hyphens, for ids: "RUSSIA-EO14024" -> "russia-eo14024". Anything else separates.
std::string slug(std::string_view text);

bool all_digits(std::string_view text);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TEXT_H_
