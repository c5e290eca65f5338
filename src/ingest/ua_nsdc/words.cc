#include "ingest/ua_nsdc/words.h"

#include <array>
#include <cstdlib>
#include <string>
#include <utility>

#include "base/embedded_table.h"
#include "embedded/lists_ua_measures.h"
#include "ingest/text.h"

namespace penumbra::ingest::ua_nsdc {
namespace {

const std::vector<std::pair<std::string, std::string>>& measure_words() {
  static const std::vector<std::pair<std::string, std::string>> table = [] {
    std::vector<std::pair<std::string, std::string>> out;
    base::for_each_table_row(embedded::lists_ua_measures(), 3,
                             [&out](const std::vector<std::string_view>& row) { out.emplace_back(row[0], row[1]); });
    return out;
  }();
  return table;
}

}  // namespace

std::vector<std::string_view> measures_of(std::string_view restriction) {
  std::vector<std::string_view> out;
  for (const auto& [words, measure] : measure_words()) {
    if (restriction.find(words) != std::string_view::npos) out.push_back(measure);
  }
  return out;
}

std::optional<PartialDate> day_in_words(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kMonths = {"січня",   "лютого", "березня",   "квітня",
                                                               "травня",  "червня", "липня",     "серпня",
                                                               "вересня", "жовтня", "листопада", "грудня"};
  std::vector<std::string> words;
  for (const std::string_view word : split(text, " ")) {
    if (!trim(word).empty()) words.emplace_back(trim(word));
  }
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    for (std::size_t month = 0; month < kMonths.size(); ++month) {
      if (words[i + 1] != kMonths[month] || !all_digits(words[i]) || words[i].size() > 2 || !all_digits(words[i + 2]) ||
          words[i + 2].size() != 4)
        continue;
      if (const auto day =
              Date::from_ymd(std::atoi(words[i + 2].c_str()), static_cast<int>(month) + 1, std::atoi(words[i].c_str())))
        return PartialDate(*day);
    }
  }
  return std::nullopt;
}

std::optional<PartialDate> end_of_term(std::string_view term, const PartialDate& decree) {
  // Without their first letter, which decrees write large or small; apostrophes are left out.
  static constexpr std::pair<std::string_view, int> kCounts[] = {
      {"дин", 1},  {"ва", 2},    {"ри", 3},     {"отири", 4},      {"ять", 5},      {"ість", 6},    {"ім", 7},
      {"ісім", 8}, {"евять", 9}, {"есять", 10}, {"ятнадцять", 15}, {"вадцять", 20}, {"ятдесят", 50}};
  std::string plain(term);
  for (const std::string_view mark : {"'", "’", "ʼ", "`"}) {
    for (std::size_t at = 0; (at = plain.find(mark, at)) != std::string::npos;) plain.erase(at, mark.size());
  }
  std::vector<std::string> words;
  for (const std::string_view word : split(plain, " ")) {
    if (!trim(word).empty()) words.emplace_back(trim(word));
  }
  if (words.size() != 2 || !decree.exact()) return std::nullopt;
  int count = 0;
  if (all_digits(words[0]) && words[0].size() <= 3) {
    count = std::atoi(words[0].c_str());
  } else {
    for (const auto& [word, number] : kCounts) {
      if (words[0].size() == word.size() + 2 && words[0].ends_with(word)) count = number;
    }
  }
  const std::string& unit = words[1];
  const bool years = unit == "рік" || unit == "роки" || unit == "року" || unit == "років";
  const bool months = unit == "місяць" || unit == "місяці" || unit == "місяця" || unit == "місяців";
  if (count == 0 || (!years && !months)) return std::nullopt;
  const Date from = decree.first();
  const int month = from.month() - 1 + (months ? count : 0);
  const int year = from.year() + (years ? count : 0) + month / 12;
  // The 29th of February and the 31st end with their month.
  for (int day = from.day(); day >= 28; --day) {
    if (const auto end = Date::from_ymd(year, month % 12 + 1, day)) return PartialDate(*end);
  }
  if (const auto end = Date::from_ymd(year, month % 12 + 1, from.day())) return PartialDate(*end);
  return std::nullopt;
}

}  // namespace penumbra::ingest::ua_nsdc
