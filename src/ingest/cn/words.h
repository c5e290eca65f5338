// Small turns of Chinese announcements: days, numbers, names. Texts are those of page_lines(): full-width brackets,
// digits and stops are plain ones. Everything is linear in the text and safe from any thread.
#ifndef PENUMBRA_INGEST_CN_WORDS_H_
#define PENUMBRA_INGEST_CN_WORDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/cn/announcement.h"
#include "penumbra/date.h"

namespace penumbra::ingest::cn {

struct RegistryWord {
  std::string_view word;  // as texts name the list
  std::string_view key;   // of data/lists/export_registry.csv
};
// The list that a text names; nullptr: none.
const RegistryWord* list_in(std::string_view text);

// Where the title of an announcement begins; lines.size(): there is none.
std::size_t title_line(const std::vector<PageLine>& lines);
bool is_title(std::string_view text);

template <typename Words>
bool contains_any(std::string_view text, const Words& words) {
  for (const std::string_view word : words) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}
template <typename Words>
bool starts_with_any(std::string_view text, const Words& words) {
  for (const std::string_view word : words) {
    if (text.starts_with(word)) return true;
  }
  return false;
}
// Where the last of the words stands; npos: none does.
template <typename Words>
std::size_t last_of(std::string_view text, const Words& words) {
  std::size_t out = std::string_view::npos;
  for (const std::string_view word : words) {
    const std::size_t at = text.rfind(word);
    if (at != std::string_view::npos && (out == std::string_view::npos || at > out)) out = at;
  }
  return out;
}

// A number in digits of either kind: "21", "二十一", "二〇二六".
struct Number {
  std::uint64_t value = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};
// That begins at text[at].
std::optional<Number> number_at(std::string_view text, std::size_t at);

inline constexpr std::size_t kHanBytes = 3;  // of a Chinese letter in UTF-8

struct FoundDay {
  std::size_t at = 0;
  std::size_t size = 0;
  Date day;
  bool starts = false;  // "自...起"
  bool ends = false;    // "至..."
};
// Days as "2025年4月4日", "二〇二五年四月四日" or "2025-04-04", in the order of the text.
std::vector<FoundDay> days_in(std::string_view text);
// Days as "4月9日" that leave out the year, which is that of the last day before them, or `year`. Without either: none.
std::vector<Date> yearless_days_in(std::string_view text, int year);
// Whether there are such days.
bool has_yearless_day(std::string_view text);
// The text without blanks.
std::string stripped(std::string_view text);
// "自2025年5月14日起": that day; "即日起", "自公布之日起": Date::min(); otherwise nothing.
std::optional<Date> starts_at(std::string_view text);

// "暂停90天", "继续暂停1年", "延长两个月", "半年": the length behind the first word of a change.
std::optional<Duration> duration_in(std::string_view text);

struct FoundNumber {
  int year = 0;  // 0: the text leaves it out
  std::uint64_t number = 0;
  std::size_t end = 0;  // behind "号"
};
// "公告2025年第21号", "公告[2025]6号", "令第7号", "令二〇二六年第3号", "5号和6号".
std::vector<FoundNumber> numbers_in(std::string_view text);
// "16家美国实体": 16.
std::optional<std::uint64_t> stated_count(std::string_view text);
// "16家美国实体": "美国"; "" when no land is named there.
std::string country_in(std::string_view text);

struct NumberedText {
  std::uint64_t number = 0;
  std::string_view text;  // behind the number; may be empty
};
// "12. TDK株式会社(...)", "(3)...", or a number alone in its cell.
std::optional<NumberedText> party_number(std::string_view text);
struct ClauseNumber {
  std::uint64_t number = 0;
  bool bracketed = false;
  std::size_t end = 0;  // where the text behind it begins
};
// "一、", "(二)" at the beginning of the text.
std::optional<ClauseNumber> clause_number(std::string_view text);

bool has_han(std::string_view text);
// Whether a bracket holds a name in Latin letters.
bool latin_in_brackets(std::string_view text);
// "凯西·沃登(Kathy J. Warden, 董事长)", "甲公司(Alpha Inc.)(又名Alphaco)".
AnnouncedParty party_of(std::string_view text, bool person);
// Parties of running text: "参与军售的甲公司(Alpha Inc.)、乙公司(Beta LLC)和丙公司(Gamma)等3家美国企业".
std::vector<AnnouncedParty> parties_in(std::string_view text, bool persons, std::optional<std::uint64_t> stated);
// The part of a sentence that names whom it lists: between "将" and "列入", "对" and "采取".
std::string_view deciding_part(std::string_view text);

std::vector<std::string_view> sentences_of(std::string_view text);
std::optional<ChangeWord> change_word(std::string_view sentence);
// Titles in 《》, in order.
std::vector<std::string> titles_in(std::string_view text);

}  // namespace penumbra::ingest::cn

#endif  // PENUMBRA_INGEST_CN_WORDS_H_
