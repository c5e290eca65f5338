// Arbitrary bytes as an index page: whatever it holds, a link that is chosen leads to a host that was named, by a
// protected address without control characters, and a page is never read in two ways.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "update/address.h"
#include "update/html_links.h"
#include "update/link_rule.h"

using namespace penumbra::update;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto page = read_page(bytes, "page");
  if (!page.ok()) return 0;
  for (const PageLink& link : page->links) {
    if (link.line >= page->lines.size()) std::abort();
    if (const auto address = resolve_link("https://a.example/lists/", link.address)) {
      for (const char c : *address) {
        if (static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7F) std::abort();
      }
    }
  }
  for (const LinkDate date : {LinkDate::kNone, LinkDate::kYearFirst, LinkDate::kMonthFirst}) {
    for (const LinkRule& rule : {LinkRule{"*list*.csv", "", ""}, LinkRule{"", "list", ""}, LinkRule{"", "", "list"}}) {
      const LinkChoice choice{{"a.example"}, false, date};
      const auto chosen = choose_link(*page, "https://a.example/lists/", rule, choice);
      if (chosen.ok() && (host_of(chosen->address) != "a.example" || !chosen->address.starts_with("https://"))) {
        std::abort();
      }
    }
  }
  return 0;
}
