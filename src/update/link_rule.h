// Which link of an index page is the file of a source. A rule that fits no link, or several, is told and nothing is
// downloaded: guessing would publish another list under this one's name.
#ifndef PENUMBRA_UPDATE_LINK_RULE_H_
#define PENUMBRA_UPDATE_LINK_RULE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"
#include "update/html_links.h"

namespace penumbra::update {

// What a link must look like; an empty part asks for nothing. Case of ASCII letters does not count.
struct LinkRule {
  std::string address;  // pattern of the whole path and query, %XX written out; '*' stands for anything
  std::string text;     // stands in the text of the link, blanks folded
  std::string line;     // stands in the paragraph, entry or row that holds the link
  bool operator==(const LinkRule&) const = default;
};

// How days in addresses are written: 20260828 or 2026-08-28; 08282026; 28082026.
enum class LinkDate : std::uint8_t { kNone, kYearFirst, kMonthFirst, kDayFirst };

struct LinkChoice {
  std::vector<std::string> hosts;   // machines from which files may come, lower case
  bool plain_http = false;          // http:// is accepted from other machines than this one
  LinkDate date = LinkDate::kNone;  // with a date, the newest of several links is taken
};

struct ChosenLink {
  std::string address;
  std::optional<Date> day;  // that the address states, when the choice says how days are written
};

// Whether `text` fits the pattern; both may hold any UTF-8. Time is linear in the product of their sizes.
bool fits_pattern(std::string_view pattern, std::string_view text);

// The last day that an address states, by whole runs of digits ("dpl_04142026.csv", "/2026/08/28/").
std::optional<Date> day_of_address(std::string_view address, LinkDate how);

// The one link of the page that fits. Addresses that are written differently and lead to one file are one.
// kUnexpectedStructure when none fits (with the page's title), several do, the newest cannot be told, or it leads to
// another host or to an address without protection.
Result<ChosenLink> choose_link(const Page& page, const std::string& page_address, const LinkRule& rule,
                               const LinkChoice& choice);

// Every link of the page that fits one of the rules, each address once, in the order of the page. kUnexpectedStructure
// when none fits, or one leads to another host or to an address without protection.
Result<std::vector<std::string>> choose_links(const Page& page, const std::string& page_address,
                                              const std::vector<LinkRule>& rules, const LinkChoice& choice);

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_LINK_RULE_H_
