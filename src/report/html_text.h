// Text into HTML, safely.
#ifndef PENUMBRA_REPORT_HTML_TEXT_H_
#define PENUMBRA_REPORT_HTML_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace penumbra::report {

// Escapes what has a meaning in HTML, SVG and XML, in text and in attributes. Line breaks become blanks; controls,
// direction marks and invisible characters are written out as <U+202E>; ill-formed bytes become U+FFFD. The result is
// always legal XML 1.0 character data.
std::string escaped(std::string_view text);

// At most `most` code points, with an ellipsis where something was cut; not escaped.
std::string cut(std::string_view text, std::size_t most);

// A name for an element made from an id of the record: letters, digits and hyphens only.
std::string anchor(std::string_view id);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_HTML_TEXT_H_
