#include "ingest/us/us_lists.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "base/digest.h"
#include "base/embedded_table.h"
#include "embedded/lists_us_isn_programmes.h"
#include "embedded/lists_us_sources.h"
#include "ingest/id_index.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/text_scan.h"
#include "ingest/time_of_day.h"

namespace penumbra::ingest::us {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

const std::map<std::string, SourceRule, std::less<>>& rules() {
  static const auto all = [] {
    std::map<std::string, SourceRule, std::less<>> out;
    base::for_each_table_row(embedded::lists_us_sources(), 6, [&](const std::vector<std::string_view>& fields) {
      out.emplace(fields[0], SourceRule{std::string(fields[0]), std::string(fields[1]), std::string(fields[2]),
                                        std::string(fields[3]), std::string(fields[4])});
    });
    return out;
  }();
  return all;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int> month_of(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                               "may",       "june",     "july",     "august",
                                                               "september", "october",  "november", "december"};
  std::string low = ascii_lower(word);
  if (low.ends_with(".")) low.pop_back();
  if (low.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i].starts_with(low)) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

std::optional<int> year_of(std::string_view text) {
  const auto value = number(text);
  if (!value) return std::nullopt;
  if (text.size() == 2) return *value < 50 ? 2000 + *value : 1900 + *value;
  if (text.size() != 4 || *value < kFirstYear || *value > kLastYear) return std::nullopt;
  return value;
}

std::optional<PartialDate> day(std::optional<int> y, std::optional<int> m, std::optional<int> d) {
  if (!y || !m || !d) return std::nullopt;
  const auto date = Date::from_ymd(*y, *m, *d);
  if (!date) return std::nullopt;
  return PartialDate(*date);
}

// The places of the slashes of a text that has two; npos for others.
std::pair<std::size_t, std::size_t> two_slashes(std::string_view text) {
  constexpr std::size_t kNone = std::string_view::npos;
  const std::size_t first = text.find('/');
  const std::size_t second = first == kNone ? kNone : text.find('/', first + 1);
  if (second == kNone || text.find('/', second + 1) != kNone) return {kNone, kNone};
  return {first, second};
}

// Takes the next of the words that stand between blanks from the beginning of a text; "" when there is none.
std::string_view next_word(std::string_view& text) {
  const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
  const std::size_t end = std::min(text.find(' ', begin), text.size());
  const std::string_view word = text.substr(begin, end - begin);
  text.remove_prefix(end);
  return word;
}

// Adds what two spellings of one name share: no case, no runs of blanks, no punctuation at the ends.
void append_name_key(std::string& out, std::string_view name) {
  const std::size_t begin = out.size();
  name = trim(name);
  if (is_tidy(name)) {
    out += Lowered(name);
  } else {
    out += ascii_lower(tidy(name));
  }
  const auto mark = [](char c) { return c == ',' || c == '.' || c == ';' || c == ' ' || c == '*'; };
  while (out.size() > begin && mark(out.back())) out.pop_back();
}

std::string hash_id(std::string_view list, std::string_view text) {
  constexpr std::size_t kDigits = 16;
  std::string out(list);
  out += '-';
  return out.append(base::sha256_hex(text), 0, kDigits);
}

}  // namespace

const SourceRule* source_rule(std::string_view key) {
  const auto it = rules().find(key);
  return it == rules().end() ? nullptr : &it->second;
}

const SourceRule* source_rule_beginning(std::string_view words) {
  const SourceRule* best = nullptr;
  for (const auto& [key, rule] : rules()) {
    if (!words.starts_with(key) || (best != nullptr && key.size() <= best->key.size())) continue;
    // "Section 15" must not stand for "Section 154".
    const std::string_view behind = words.substr(key.size());
    if (!behind.empty() && behind.front() >= '0' && behind.front() <= '9') continue;
    best = &rule;
  }
  return best;
}

std::string_view isn_measure(std::string_view programme) {
  static const auto all = [] {
    std::map<std::string, std::string, std::less<>> out;
    base::for_each_table_row(embedded::lists_us_isn_programmes(), 3,
                             [&](const std::vector<std::string_view>& fields) { out.emplace(fields[0], fields[1]); });
    return out;
  }();
  const auto it = all.find(trim(programme));
  return it == all.end() ? std::string_view() : std::string_view(it->second);
}

NamedIds::NamedIds(std::span<const NamedKey> keys, const std::function<std::string(std::size_t)>& detail) {
  // Nearly every name stands once: the first of each, and from the second on all of them.
  IdIndex first_of;
  std::map<std::size_t, std::vector<std::size_t>> namesakes;  // by the place of the first
  std::vector<std::string_view> with_list(keys.size());       // behind a line end, which no name has
  std::string text;
  names_.resize(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].list.empty()) continue;
    text.assign(keys[i].list).append("\n");
    append_name_key(text, keys[i].name);
    with_list[i] = memory_.keep(text);
    names_[i] = {keys[i].list, with_list[i].substr(keys[i].list.size() + 1)};
    const auto [first, fresh] =
        first_of.try_emplace(with_list[i], i, [&](std::size_t place) { return with_list[place]; });
    if (fresh) continue;
    std::vector<std::size_t>& places = namesakes[first];
    if (places.empty()) places.push_back(first);
    places.push_back(i);
  }
  for (auto& [first, places] : namesakes) {
    const auto [list, name] = names_[first];
    std::vector<std::pair<std::string, std::size_t>> told;  // apart
    for (const std::size_t place : places) told.emplace_back(detail(place), place);
    std::stable_sort(told.begin(), told.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::map<std::string, int> seen;
    for (std::size_t i = 0; i < told.size(); ++i) {
      const auto& [words, place] = told[i];
      if (i == 0) {
        told_[place] = hash_id(list, name);
        continue;
      }
      text.assign(name).append(1, '\0').append(words);
      std::string id = hash_id(list, text);
      if (const int times = ++seen[id]; times > 1) id += "-" + std::to_string(times);
      told_[place] = std::move(id);
    }
  }
}

std::string NamedIds::id(std::size_t place) const {
  const auto [list, name] = names_[place];
  if (list.empty()) return {};
  const auto told = told_.empty() ? told_.end() : told_.find(place);
  return told == told_.end() ? hash_id(list, name) : told->second;
}

std::string clean_name(std::string_view name, bool& mended) {
  std::string out = tidy(name);
  mended = false;
  while (!out.empty() && (out.back() == ',' || out.back() == ' ')) {
    mended = mended || out.back() == ',';
    out.pop_back();
  }
  return out;
}

std::optional<PartialDate> parse_us_date(std::string_view text) {
  text = trim(text);
  if (text.size() >= 10 && text[4] == '-') {
    const auto iso = PartialDate::parse(without_time(text));
    if (!iso.ok() || !iso->known() || iso->first().year() < kFirstYear || iso->first().year() > kLastYear) {
      return std::nullopt;
    }
    return *iso;
  }
  if (const auto [first, second] = two_slashes(text); second != std::string_view::npos) {
    return day(year_of(trim(text.substr(second + 1))), number(trim(text.substr(0, first))),
               number(trim(text.substr(first + 1, second - first - 1))));
  }
  std::array<std::string_view, 3> words;
  std::size_t count = 0;
  for (std::string_view word = next_word(text); !word.empty(); word = next_word(text)) {
    if (count == words.size()) return std::nullopt;
    if (word.ends_with(",")) word.remove_suffix(1);
    words[count++] = word;
  }
  if (count == 3) {
    if (const auto m = month_of(words[0])) return day(year_of(words[2]), m, number(words[1]));
    if (const auto m = month_of(words[1])) return day(year_of(words[2]), m, number(words[0]));
  }
  if (count == 2) {
    const auto m = month_of(words[0]);
    const auto y = year_of(words[1]);
    if (m && y) return PartialDate(*Date::from_ymd(*y, *m, 1), Precision::kMonth, Bound::kExact);
  }
  if (count == 1 && words[0].size() == 4) {
    if (const auto y = year_of(words[0]))
      return PartialDate(*Date::from_ymd(*y, 1, 1), Precision::kYear, Bound::kExact);
  }
  return std::nullopt;
}

std::optional<PartialDate> notice_date(std::string_view citation) {
  std::string_view rest = citation.find('/') == std::string_view::npos ? std::string_view() : citation;
  for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
    while (!word.empty() && (word.back() == ',' || word.back() == ';' || word.back() == ')')) word.remove_suffix(1);
    if (two_slashes(word).second == std::string_view::npos) continue;
    if (const auto date = parse_us_date(word)) return date;
  }
  const std::size_t open = citation.find('(');
  const std::size_t close = citation.find(')', open == std::string_view::npos ? 0 : open);
  if (open != std::string_view::npos && close != std::string_view::npos) {
    return parse_us_date(citation.substr(open + 1, close - open - 1));
  }
  return std::nullopt;
}

LicencePolicy read_policy(std::string_view policy) {
  const std::string low = ascii_lower(policy);
  LicencePolicy out;
  out.denial = low.find("denial") != std::string::npos;
  out.case_by_case = low.find("case-by-case") != std::string::npos || low.find("case by case") != std::string::npos;
  return out;
}

void append(std::string& target, std::string_view words, std::string_view separator) {
  words = trim(words);
  if (words.empty() || target.find(words) != std::string::npos) return;
  if (!target.empty()) target += separator;
  target += words;
}

void put_coded_address(model::Entity& party, std::string_view address, const Place& position, Mapping& mapping) {
  address = trim(address);
  if (address.empty()) return;
  const std::size_t comma = address.rfind(',');
  const std::string_view tail = trim(comma == std::string_view::npos ? address : address.substr(comma + 1));
  const std::string code = ascii_lower(tail);
  const bool coded = tail.size() == 2 && is_country_code(code);
  if (coded) mapping.put(party, "country", code, position);
  if (coded && comma == std::string_view::npos) return;
  if (!coded) {
    if (const auto named = country_code(tail); named.has_value() && !named->empty()) {
      mapping.put(party, "country", *named, position);
    }
  }
  mapping.put(party, "address", address, position);
}

}  // namespace penumbra::ingest::us
