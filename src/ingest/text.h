// Small text tools that readers share. All linear, all on UTF-8 bytes, none changes letters beyond ASCII.
#ifndef PENUMBRA_INGEST_TEXT_H_
#define PENUMBRA_INGEST_TEXT_H_

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace penumbra::ingest {

// Without blanks, tabs and line ends at both ends.
std::string_view trim(std::string_view text);

std::string ascii_lower(std::string_view text);

bool starts_with_ci(std::string_view text, std::string_view prefix);

// The parts between separators; at least one, possibly empty. They are views of the text, so that a text which ends
// with the call is refused.
std::vector<std::string_view> split(std::string_view text, std::string_view separator);
template <std::same_as<std::string> Temporary>
std::vector<std::string_view> split(Temporary&& text, std::string_view separator) = delete;

// Fit for a property: blanks at the ends removed, runs of blanks, tabs and line ends made one blank, other control
// characters dropped. Sets `control` when one was dropped.
std::string tidy(std::string_view text, bool* control = nullptr);

// Small letters, digits and single hyphens, for ids: "RUSSIA-EO14024" -> "russia-eo14024". Anything else separates.
std::string slug(std::string_view text);

bool all_digits(std::string_view text);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TEXT_H_
