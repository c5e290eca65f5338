// The links of a web page, for index pages on which an authority names the file of the day.
//
// Not a browser: tags, attributes, character references and comments are read, scripts and styles passed over, nothing
// is run or fetched. What a page can do at worst is to name no link, or a wrong one, which link_rule.h guards against.
#ifndef PENUMBRA_UPDATE_HTML_LINKS_H_
#define PENUMBRA_UPDATE_HTML_LINKS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"

namespace penumbra::update {

// Bounds of a page; beyond them it is refused (kLimit).
inline constexpr std::size_t kMaxPageBytes = std::size_t{8} << 20;
inline constexpr std::size_t kMaxPageLinks = 20'000;

struct PageLink {
  std::string address;   // href, character references read, as the page writes it otherwise
  std::string text;      // between <a> and </a>, alternative texts of pictures and the title included; blanks folded
  std::size_t line = 0;  // index into Page::lines
};

struct Page {
  std::string title;  // "" when it has none
  std::string base;   // of <base href>, "" when it has none
  std::vector<PageLink> links;
  // Texts of paragraphs, entries of lists, rows of tables and headings, in which the links stand; each at most 2,000
  // bytes.
  std::vector<std::string> lines;
  bool legible = true;  // false: not UTF-8, and not in a code page that the page states and the system knows
};

// Reads a page. Its letters are those of UTF-8, or of the code page that a <meta> states ("shift_jis", "gb2312"); of a
// page in another one only ASCII is read (legible false). kLimit when it is larger than the bounds.
Result<Page> read_page(std::string_view bytes, const std::string& name);

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_HTML_LINKS_H_
