// UTF-8, read and written without trust in the input.
#ifndef PENUMBRA_TEXT_UTF8_H_
#define PENUMBRA_TEXT_UTF8_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace penumbra::text {

inline constexpr char32_t kReplacement = 0xFFFD;

// Reads the code point at `position` (< text.size()) and advances past it. An ill-formed sequence (overlong form,
// surrogate, beyond U+10FFFF, cut short) gives kReplacement and advances past its longest valid prefix, at least one
// byte: the practice that Unicode recommends (The Unicode Standard 15, table 3-8).
char32_t decode(std::string_view text, std::size_t& position);

// All code points of a text, by decode().
std::u32string decoded(std::string_view text);

// Appends a code point; surrogates and values beyond U+10FFFF become kReplacement.
void append(std::string& out, char32_t code_point);

// Whether the whole text is well-formed.
bool is_valid_utf8(std::string_view text);

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_UTF8_H_
