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

}  // namespace penumbra::ingest::ua_nsdc
