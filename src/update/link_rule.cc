#include "update/link_rule.h"

#include <algorithm>
#include <charconv>

#include "update/address.h"
#include "update/sources.h"

namespace penumbra::update {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool contains(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int number(std::string_view digits) {
  int out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

std::optional<Date> day_of(std::string_view first, std::string_view second, std::string_view third, LinkDate how) {
  const auto year = how == LinkDate::kYearFirst ? first : third;
  if (year.size() != 4 || number(year) < 1950 || number(year) > 2199) return std::nullopt;
  switch (how) {
    case LinkDate::kYearFirst:
      return Date::from_ymd(number(first), number(second), number(third));
    case LinkDate::kMonthFirst:
      return Date::from_ymd(number(third), number(first), number(second));
    case LinkDate::kDayFirst:
      return Date::from_ymd(number(third), number(second), number(first));
    case LinkDate::kNone:
      break;
  }
  return std::nullopt;
}

Error no(std::string message, const std::string& page, std::string fix) {
  Error error{ErrorCode::kUnexpectedStructure, std::move(message), {}, std::move(fix)};
  error.position.file = public_address(page);
  return error;
}

std::string called(const Page& page) {
  constexpr std::size_t kShown = 80;
  if (page.title.empty()) return "the page";
  std::size_t end = std::min(page.title.size(), kShown);
  while (end > 0 && end < page.title.size() && (static_cast<unsigned char>(page.title[end]) & 0xC0) == 0x80) --end;
  return "the page \"" + page.title.substr(0, end) + "\"";
}

std::string told(const LinkRule& rule) {
  std::string out;
  const auto add = [&out](std::string_view what, const std::string& value) {
    if (!value.empty()) out += (out.empty() ? "" : ", ") + std::string(what) + " \"" + value + "\"";
  };
  add("address", rule.address);
  add("text", rule.text);
  add("line", rule.line);
  return out;
}

bool fits(const Page& page, const PageLink& link, const std::string& address, const LinkRule& rule) {
  if (!rule.text.empty() && !contains(link.text, rule.text)) return false;
  if (!rule.line.empty() && !contains(page.lines[link.line], rule.line)) return false;
  return rule.address.empty() || fits_pattern(rule.address, readable_path(address));
}

Status may_lead_to(const Page& page, const std::string& page_address, const std::string& address,
                   const LinkChoice& choice) {
  if (!is_on(address, choice.hosts)) {
    return no(called(page) + " leads to " + host_of(address) + ", from where the source's files do not come",
              page_address, "If the authority moved its files there, add it to hosts of the source");
  }
  if (!address.starts_with("https://") && !choice.plain_http && !is_this_machine(address)) {
    return no(called(page) + " leads to an address without protection: " + public_address(address), page_address,
              "Give plain_http = \"yes\" in the source only if you accept that anybody may change it");
  }
  return {};
}

}  // namespace

bool fits_pattern(std::string_view pattern, std::string_view text) {
  // The last '*' alone is tried again: that is enough, and never exponential (Krauss 2008).
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && lower(pattern[p]) == lower(text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::optional<Date> day_of_address(std::string_view address, LinkDate how) {
  if (how == LinkDate::kNone) return std::nullopt;
  const std::string path = readable_path(address);
  std::vector<std::string_view> runs;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (!is_digit(path[i])) continue;
    std::size_t end = i;
    while (end < path.size() && is_digit(path[end])) ++end;
    runs.push_back(std::string_view(path).substr(i, end - i));
    places.push_back(i);
    i = end;
  }
  const bool year_first = how == LinkDate::kYearFirst;
  for (std::size_t i = runs.size(); i-- > 0;) {
    if (runs[i].size() == 8) {
      const auto day = year_first ? day_of(runs[i].substr(0, 4), runs[i].substr(4, 2), runs[i].substr(6, 2), how)
                                  : day_of(runs[i].substr(0, 2), runs[i].substr(2, 2), runs[i].substr(4, 4), how);
      if (day) return day;
    }
    if (i < 2) continue;
    const auto joined = [&](std::size_t k) {  // one sign between two runs
      const std::size_t end = places[k - 1] + runs[k - 1].size();
      return places[k] == end + 1 && std::string_view("-_./").find(path[end]) != std::string_view::npos;
    };
    const bool sizes = runs[i - 1].size() <= 2 && (year_first ? runs[i].size() <= 2 : runs[i - 2].size() <= 2);
    if (sizes && joined(i) && joined(i - 1)) {
      if (const auto day = day_of(runs[i - 2], runs[i - 1], runs[i], how)) return day;
    }
  }
  return std::nullopt;
}

Result<ChosenLink> choose_link(const Page& page, const std::string& page_address, const LinkRule& rule,
                               const LinkChoice& choice) {
  const std::string base = page.base.empty() ? page_address : resolve_link(page_address, page.base).value_or("");
  std::vector<ChosenLink> found;
  for (const PageLink& link : page.links) {
    const auto address = base.empty() ? std::nullopt : resolve_link(base, link.address);
    if (!address || !fits(page, link, *address, rule)) continue;
    const auto known =
        std::find_if(found.begin(), found.end(), [&](const ChosenLink& one) { return one.address == *address; });
    if (known == found.end()) found.push_back({*address, day_of_address(*address, choice.date)});
  }
  if (found.empty()) {
    return no(called(page) + " has no link with " + told(rule) + " (" + std::to_string(page.links.size()) + " links" +
                  (page.legible ? "" : "; its letters are in a code page that is not known") + ")",
              page_address, "Open the page; if the authority changed it, correct link_... of the source");
  }
  if (found.size() > 1 && choice.date != LinkDate::kNone) {
    const auto undated = std::find_if(found.begin(), found.end(), [](const ChosenLink& one) { return !one.day; });
    if (undated != found.end()) {
      return no(std::to_string(found.size()) + " links of " + called(page) + " fit " + told(rule) + ", and " +
                    public_address(undated->address) + " states no day",
                page_address, "Make link_address or link_text of the source narrower");
    }
    const auto newest = std::max_element(found.begin(), found.end(),
                                         [](const ChosenLink& a, const ChosenLink& b) { return *a.day < *b.day; });
    const Date day = *newest->day;
    std::erase_if(found, [day](const ChosenLink& one) { return *one.day != day; });
  }
  if (found.size() > 1) {
    std::string shown;
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 3); ++i) {
      shown += (i == 0 ? "" : ", ") + public_address(found[i].address);
    }
    return no(std::to_string(found.size()) + " links of " + called(page) + " fit " + told(rule) + ": " + shown,
              page_address, "Make link_address, link_text or link_line of the source narrower, or state link_date");
  }
  PENUMBRA_RETURN_IF_ERROR(may_lead_to(page, page_address, found.front().address, choice));
  return found.front();
}

Result<std::vector<std::string>> choose_links(const Page& page, const std::string& page_address,
                                              const std::vector<LinkRule>& rules, const LinkChoice& choice) {
  const std::string base = page.base.empty() ? page_address : resolve_link(page_address, page.base).value_or("");
  std::vector<std::string> out;
  for (const PageLink& link : page.links) {
    const auto address = base.empty() ? std::nullopt : resolve_link(base, link.address);
    if (!address || std::none_of(rules.begin(), rules.end(),
                                 [&](const LinkRule& rule) { return fits(page, link, *address, rule); }))
      continue;
    if (std::find(out.begin(), out.end(), *address) != out.end()) continue;
    PENUMBRA_RETURN_IF_ERROR(may_lead_to(page, page_address, *address, choice));
    out.push_back(*address);
  }
  if (out.empty()) {
    return no(called(page) + " has no link with " + told(rules.front()) +
                  (rules.size() > 1 ? " or another of " + std::to_string(rules.size()) + " rules" : "") + " (" +
                  std::to_string(page.links.size()) + " links" +
                  (page.legible ? "" : "; its letters are in a code page that is not known") + ")",
              page_address, "Open the page; if the authority changed it, correct link_... of the source");
  }
  return out;
}

}  // namespace penumbra::update
