#include "ingest/cn/words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/text.h"

namespace penumbra::ingest::cn {
namespace {

constexpr std::array<RegistryWord, 6> kLists = {{{"出口管制管控名单", "cn-export-control-watchlist"},
                                                 {"关注名单", "cn-attention-list"},
                                                 {"不可靠实体清单", "cn-unreliable-entity-list"},
                                                 {"反制清单", "AFSL"},
                                                 {"反制措施", "AFSL"},
                                                 {"反外国制裁法", "AFSL"}}};
constexpr std::array<std::string_view, 11> kChineseDigits = {"〇", "一", "二", "三", "四", "五",
                                                             "六", "七", "八", "九", "零"};

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_latin(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// The value of the Chinese digit at text[at]; -1: there is none.
int chinese_digit(std::string_view text, std::size_t at) {
  for (std::size_t i = 0; i < kChineseDigits.size(); ++i) {
    if (text.substr(at).starts_with(kChineseDigits[i])) return static_cast<int>(i % 10);
  }
  return -1;
}

}  // namespace

std::optional<Number> number_at(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kMost = 1'000'000;
  Number out{0, at, at};
  if (at < text.size() && is_digit(text[at])) {
    while (out.end < text.size() && is_digit(text[out.end])) {
      out.value = std::min(kMost, out.value * 10 + static_cast<std::uint64_t>(text[out.end++] - '0'));
    }
    return out;
  }
  std::uint64_t ones = 0;
  bool any = false;
  while (out.end < text.size()) {
    if (const int digit = chinese_digit(text, out.end); digit >= 0) {
      ones = std::min(kMost, ones * 10 + static_cast<std::uint64_t>(digit));
    } else if (text.substr(out.end).starts_with("十")) {
      out.value += (any && ones > 0 ? ones : 1) * 10;
      ones = 0;
    } else {
      break;
    }
    any = true;
    out.end += kHanBytes;
  }
  if (!any) return std::nullopt;
  out.value += ones;
  return out;
}

namespace {

// A number that ends before text[end], blanks between.
std::optional<Number> number_before(std::string_view text, std::size_t end) {
  while (end > 0 && text[end - 1] == ' ') --end;
  std::size_t begin = end;
  if (begin > 0 && is_digit(text[begin - 1])) {
    while (begin > 0 && is_digit(text[begin - 1])) --begin;
  } else {
    while (begin >= kHanBytes &&
           (chinese_digit(text, begin - kHanBytes) >= 0 || text.substr(begin - kHanBytes).starts_with("十"))) {
      begin -= kHanBytes;
    }
  }
  if (begin == end) return std::nullopt;
  const auto found = number_at(text, begin);
  return found && found->end == end ? found : std::nullopt;
}

bool is_blank_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] == ' ';
}

}  // namespace

const RegistryWord* list_in(std::string_view text) {
  for (const RegistryWord& list : kLists) {
    if (text.find(list.word) != std::string_view::npos) return &list;
  }
  return nullptr;
}

bool is_title(std::string_view text) {
  constexpr std::size_t kLongest = 600;
  if (text.size() > kLongest || text.find("。") != std::string_view::npos || text.ends_with(":")) return false;
  const bool announces = text.find("公告") != std::string_view::npos || text.find("部令") != std::string_view::npos;
  if (announces && !numbers_in(text).empty()) return true;
  const bool decides = announces || text.ends_with("决定") || text.find("答记者问") != std::string_view::npos ||
                       text.starts_with("公布");
  return decides && list_in(text) != nullptr;
}

std::size_t title_line(const std::vector<PageLine>& lines) {
  const auto found = std::find_if(lines.begin(), lines.end(), [](const PageLine& line) { return is_title(line.text); });
  return static_cast<std::size_t>(found - lines.begin());
}

std::string stripped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_blank(c)) out += c;
  }
  return out;
}

std::vector<FoundDay> days_in(std::string_view text) {
  std::vector<FoundDay> out;
  const auto add = [&](std::size_t begin, std::size_t end, std::uint64_t year, std::uint64_t month, std::uint64_t day) {
    const auto date = Date::from_ymd(static_cast<int>(year), static_cast<int>(month), static_cast<int>(day));
    if (!date || year < 1949 || year > 2199) return;
    std::size_t before = begin;
    while (before > 0 && text[before - 1] == ' ') --before;
    const std::string_view behind = trim(text.substr(end));
    const bool starts = text.substr(0, before).ends_with("自") || text.substr(0, before).ends_with("从");
    const bool ends = text.substr(0, before).ends_with("至") || text.substr(0, before).ends_with("到");
    out.push_back({begin, end - begin, *date, starts && behind.starts_with("起"), ends});
  };
  for (std::size_t at = text.find("年"); at != std::string_view::npos; at = text.find("年", at + kHanBytes)) {
    const auto skip = [&](std::size_t i) {
      while (is_blank_at(text, i)) ++i;
      return i;
    };
    const auto year = number_before(text, at);
    if (!year || year->value < 1000) continue;
    const auto month = number_at(text, skip(at + kHanBytes));
    if (!month) continue;
    std::size_t i = skip(month->end);
    if (!text.substr(i).starts_with("月")) continue;
    const auto day = number_at(text, skip(i + kHanBytes));
    if (!day) continue;
    i = skip(day->end);
    if (!text.substr(i).starts_with("日")) continue;
    add(year->begin, i + kHanBytes, year->value, month->value, day->value);
  }
  for (std::size_t at = 0; at + 10 <= text.size(); ++at) {
    if (text[at + 4] != '-' || text[at + 7] != '-' || (at > 0 && is_digit(text[at - 1]))) continue;
    if (const auto day = Date::parse(text.substr(at, 10)); day.ok())
      add(at, at + 10, static_cast<std::uint64_t>(day->year()), static_cast<std::uint64_t>(day->month()),
          static_cast<std::uint64_t>(day->day()));
  }
  std::sort(out.begin(), out.end(), [](const FoundDay& a, const FoundDay& b) { return a.at < b.at; });
  return out;
}

namespace {

// Calls take(begin, month, day) for every "4月9日" without a year in front.
template <typename Take>
void each_yearless_day(std::string_view text, const Take& take) {
  for (std::size_t at = text.find("月"); at != std::string_view::npos; at = text.find("月", at + kHanBytes)) {
    const auto month = number_before(text, at);
    if (!month || trim_back(text.substr(0, month->begin)).ends_with("年")) continue;
    std::size_t i = at + kHanBytes;
    while (is_blank_at(text, i)) ++i;
    const auto day = number_at(text, i);
    if (!day) continue;
    i = day->end;
    while (is_blank_at(text, i)) ++i;
    if (text.substr(std::min(i, text.size())).starts_with("日")) take(month->begin, month->value, day->value);
  }
}

}  // namespace

std::vector<Date> yearless_days_in(std::string_view text, int year) {
  std::vector<Date> out;
  const std::vector<FoundDay> whole = days_in(text);
  each_yearless_day(text, [&](std::size_t at, std::uint64_t month, std::uint64_t day) {
    int of = year;
    for (const FoundDay& before : whole) {
      if (before.at < at) of = before.day.year();
    }
    if (of == 0 || month > 12 || day > 31) return;
    if (const auto date = Date::from_ymd(of, static_cast<int>(month), static_cast<int>(day))) out.push_back(*date);
  });
  return out;
}

bool has_yearless_day(std::string_view text) {
  bool any = false;
  each_yearless_day(text, [&](std::size_t, std::uint64_t, std::uint64_t) { any = true; });
  return any;
}

std::optional<Date> starts_at(std::string_view text) {
  for (const FoundDay& day : days_in(text)) {
    if (day.starts) return day.day;
  }
  for (const std::string_view now : {"自公布之日起", "自发布之日起", "即日起", "自公告之日起"}) {
    if (text.find(now) != std::string_view::npos) return Date::min();
  }
  return std::nullopt;
}

std::optional<Duration> duration_in(std::string_view text) {
  std::size_t begin = std::string_view::npos;
  for (const std::string_view word : {"暂停", "中止", "停止", "终止", "延长"}) begin = std::min(begin, text.find(word));
  if (begin == std::string_view::npos) return std::nullopt;
  for (std::size_t at = begin; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("半年")) return Duration{0, 6, 0};
    if (rest.starts_with("两年")) return Duration{0, 0, 2};
    if (rest.starts_with("两个月")) return Duration{0, 2, 0};
    if (!is_digit(text[at]) && chinese_digit(text, at) < 0 && !rest.starts_with("十")) continue;
    const auto number = number_at(text, at);
    if (!number) continue;
    std::string_view unit = text.substr(number->end);
    unit = trim_front(unit);
    const int count = static_cast<int>(std::min<std::uint64_t>(number->value, 10'000));
    if (unit.starts_with("天") || unit.starts_with("日")) {
      // "5月14日" is a day of the month, not a length.
      const bool of_month = trim_back(text.substr(0, number->begin)).ends_with("月");
      if (!of_month) return Duration{count, 0, 0};
    } else if (unit.starts_with("个月")) {
      return Duration{0, count, 0};
    } else if (unit.starts_with("年") && count < 100) {
      return Duration{0, 0, count};
    }
    at = number->end - 1;
  }
  return std::nullopt;
}

std::vector<FoundNumber> numbers_in(std::string_view text) {
  constexpr std::string_view kSign = "号";
  std::vector<FoundNumber> out;
  for (std::size_t at = text.find(kSign); at != std::string_view::npos; at = text.find(kSign, at + kSign.size())) {
    const auto number = number_before(text, at);
    if (!number || number->value == 0) continue;
    std::size_t before = number->begin;
    while (before > 0 && text[before - 1] == ' ') --before;
    bool numbered = false;
    if (text.substr(0, before).ends_with("第")) {
      before -= std::string_view("第").size();
      while (before > 0 && text[before - 1] == ' ') --before;
      numbered = true;
    }
    std::optional<Number> year;
    if (before > 0 && (text[before - 1] == ']' || text[before - 1] == ')')) {
      year = number_before(text, before - 1);
    } else if (text.substr(0, before).ends_with("年")) {
      year = number_before(text, before - std::string_view("年").size());
    }
    const bool sound_year = year && year->value >= 1949 && year->value < 2200;
    // "21和22号公告", "5号和6号": the second number has neither.
    constexpr std::array<std::string_view, 4> kJoints = {"和", "、", "及", "与"};
    const bool goes_on =
        !out.empty() && before == out.back().end + kHanBytes && starts_with_any(text.substr(out.back().end), kJoints);
    if (!sound_year && !numbered && !goes_on && !text.substr(at + kSign.size()).starts_with("公告")) continue;
    out.push_back({sound_year ? static_cast<int>(year->value) : 0, number->value, at + kSign.size()});
  }
  return out;
}

std::optional<std::uint64_t> stated_count(std::string_view text) {
  for (const std::string_view unit : {"家", "名", "个实体"}) {
    for (std::size_t at = text.find(unit); at != std::string_view::npos; at = text.find(unit, at + unit.size())) {
      if (const auto number = number_before(text, at); number && number->value > 0) return number->value;
    }
  }
  return std::nullopt;
}

std::string country_in(std::string_view text) {
  for (std::size_t at = text.find("家"); at != std::string_view::npos; at = text.find("家", at + kHanBytes)) {
    if (!number_before(text, at)) continue;
    const std::string_view behind = text.substr(at + kHanBytes);
    std::size_t end = behind.size();
    for (const std::string_view word : {"实体", "企业", "军工", "公司", "机构"}) end = std::min(end, behind.find(word));
    constexpr std::size_t kLongestLand = 30;
    if (end > 0 && end < behind.size() && end <= kLongestLand) return std::string(trim(behind.substr(0, end)));
  }
  return {};
}

std::optional<NumberedText> party_number(std::string_view text) {
  constexpr std::size_t kDigits = 3;
  const bool bracket = text.starts_with('(');
  std::size_t i = bracket ? 1 : 0;
  const std::size_t begin = i;
  std::uint64_t number = 0;
  while (i < text.size() && is_digit(text[i]) && i - begin < kDigits)
    number = number * 10 + static_cast<std::uint64_t>(text[i++] - '0');
  if (i == begin || number == 0) return std::nullopt;
  if (i == text.size()) return bracket ? std::nullopt : std::optional(NumberedText{number, {}});
  std::size_t separator = 0;
  if (text[i] == ')' || (!bracket && text[i] == '.')) separator = 1;
  if (!bracket && text.substr(i).starts_with("、")) separator = kHanBytes;
  if (separator == 0 || (bracket && text[i] != ')')) return std::nullopt;
  const std::string_view rest = trim(text.substr(i + separator));
  if (rest.empty() || (is_digit(rest.front()) && text[i] == '.' && !is_blank_at(text, i + 1)))
    return std::nullopt;  // 0.1 %
  return NumberedText{number, rest};
}

std::optional<ClauseNumber> clause_number(std::string_view text) {
  const bool bracket = text.starts_with('(');
  std::size_t i = bracket ? 1 : 0;
  if (i < text.size() && is_digit(text[i])) return std::nullopt;
  const auto number = number_at(text, i);
  if (!number) return std::nullopt;
  const std::string_view behind = text.substr(number->end);
  std::size_t mark = 0;
  if (bracket) {
    mark = behind.starts_with(')') ? 1 : 0;
  } else {
    mark = behind.starts_with("、") ? kHanBytes : behind.starts_with('.') ? 1 : 0;
  }
  if (mark == 0) return std::nullopt;
  return ClauseNumber{number->value, bracket, number->end + mark};
}

bool has_han(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // U+3400 to U+9FFF, kana among them: Japanese names keep theirs.
    if (byte >= 0xE4 && byte <= 0xE9) return true;
    if (byte == 0xE3 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0x81) return true;
  }
  return false;
}

bool latin_in_brackets(std::string_view text) {
  for (std::size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
    if (at + 1 < text.size() && is_latin(text[at + 1])) return true;
    if (at + 2 < text.size() && text[at + 1] == ' ' && is_latin(text[at + 2])) return true;
  }
  return false;
}

namespace {

// Where the bracket opens that closes at the end of the text; npos: it does not.
std::size_t last_bracket(std::string_view text) {
  int depth = 0;
  for (std::size_t i = text.size(); i > 0; --i) {
    if (text[i - 1] == ')') ++depth;
    if (text[i - 1] == '(' && --depth == 0) return i - 1;
  }
  return std::string_view::npos;
}

constexpr std::array<std::string_view, 7> kAliasWords = {"又名", "别名", "简称", "又称", "曾用名", "原名", "亦称"};

std::string_view without_end(std::string_view text) {
  for (bool more = true; more;) {
    more = false;
    text = trim(text);
    for (const std::string_view mark : {"。", ";", ",", "、"}) {
      if (!text.ends_with(mark)) continue;
      text.remove_suffix(mark.size());
      more = true;
    }
  }
  if (text.ends_with(").")) text.remove_suffix(1);
  return text;
}

}  // namespace

AnnouncedParty party_of(std::string_view text, bool person) {
  AnnouncedParty out;
  out.person = person;
  std::string_view head = without_end(text);
  while (head.ends_with(')')) {
    const std::size_t open = last_bracket(head);
    if (open == std::string_view::npos || open == 0) break;
    std::string_view inner = trim(head.substr(open + 1, head.size() - open - 2));
    const auto alias = std::find_if(kAliasWords.begin(), kAliasWords.end(),
                                    [&](std::string_view word) { return inner.starts_with(word); });
    if (alias != kAliasWords.end()) {
      inner = trim(inner.substr(alias->size()));
      if (inner.starts_with(':')) inner = trim(inner.substr(1));
      for (const std::string_view name : split(inner, "、")) out.aliases.emplace_back(trim(name));
    } else if (!has_han(inner)) {
      if (inner.empty()) break;
      if (!out.latin.empty()) out.aliases.push_back(out.latin);
      out.latin = inner;
    } else if (person && out.position.empty()) {
      // A Latin name may stand before the office, parted by a comma.
      const std::size_t comma = inner.find_first_of(",;");
      const std::string_view first = trim(inner.substr(0, comma));
      if (comma != std::string_view::npos && !has_han(first)) {
        out.latin = first;
        out.position = trim(inner.substr(comma + 1));
      } else {
        out.position = inner;
      }
    } else if (!has_han(head.substr(0, open))) {
      out.chinese = inner;
    } else {
      break;  // part of the name: "甲公司(美国)"
    }
    head = trim(head.substr(0, open));
  }
  if (has_han(head)) {
    out.chinese = head;
  } else if (out.latin.empty()) {
    out.latin = head;
  } else if (!head.empty()) {
    out.aliases.emplace_back(head);
  }
  return out;
}

namespace {

// The pieces of an enumeration, parted outside brackets; by 和 and 及 only behind a bracket, since names hold them too.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> out;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && depth > 0) --depth;
    if (depth > 0) continue;
    const bool mark = text.substr(i).starts_with("、");
    const bool and_word = text.substr(i).starts_with("和") || text.substr(i).starts_with("及");
    if (!mark && (!and_word || !trim_back(text.substr(begin, i - begin)).ends_with(')'))) continue;
    out.push_back(trim(text.substr(begin, i - begin)));
    begin = i + kHanBytes;
    i = begin - 1;
  }
  out.push_back(trim(text.substr(begin)));
  return out;
}

// The last piece as two, parted by its last 和: an enumeration may end so.
void split_last(std::vector<std::string_view>& pieces) {
  const std::string_view last = pieces.back();
  const std::size_t at = last.rfind("和");
  if (at == std::string_view::npos || at == 0 || last.find(')', at) != std::string_view::npos) return;
  pieces.back() = trim(last.substr(0, at));
  pieces.push_back(trim(last.substr(at + kHanBytes)));
}

}  // namespace

std::vector<AnnouncedParty> parties_in(std::string_view text, bool persons, std::optional<std::uint64_t> stated) {
  std::vector<std::string_view> pieces = pieces_of(text);
  if (stated && pieces.size() + 1 == *stated) split_last(pieces);
  std::vector<AnnouncedParty> out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::string_view piece = pieces[i];
    // What they did stands before the first: "参与军售的甲公司(...)".
    if (i == 0) {
      const std::size_t of = piece.substr(0, piece.find('(')).rfind("的");
      if (of != std::string_view::npos) piece = trim(piece.substr(of + kHanBytes));
    }
    // How many they are stands behind the last: "丙公司(...)等3家美国企业".
    if (i + 1 == pieces.size()) {
      const std::size_t close = piece.rfind(')');
      std::size_t more = piece.find("等", close == std::string_view::npos ? 0 : close);
      if (close == std::string_view::npos) more = piece.rfind("等");
      if (more != std::string_view::npos) piece = trim(piece.substr(0, more));
    }
    if (!piece.empty()) out.push_back(party_of(piece, persons));
  }
  return out;
}

std::string_view deciding_part(std::string_view text) {
  for (const std::string_view end_word : {"列入", "采取以下反制措施", "采取反制措施", "实施制裁"}) {
    const std::size_t end = text.find(end_word);
    if (end == std::string_view::npos) continue;
    for (const std::string_view begin_word : {"决定将", "决定对", "将", "对"}) {
      const std::size_t begin = text.rfind(begin_word, end);
      if (begin == std::string_view::npos) continue;
      const std::size_t from = begin + begin_word.size();
      if (from < end) return trim(text.substr(from, end - from));
    }
  }
  return {};
}

std::vector<std::string_view> sentences_of(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool stop = text[i] == ';' || text.substr(i).starts_with("。");
    if (!stop) continue;
    out.push_back(text.substr(begin, i - begin));
    begin = i + (text[i] == ';' ? 1 : kHanBytes);
  }
  if (begin < text.size()) out.push_back(text.substr(begin));
  return out;
}

std::optional<ChangeWord> change_word(std::string_view sentence) {
  if (sentence.find("移出") != std::string_view::npos) return ChangeWord::kRemoved;
  if (sentence.find("暂停") != std::string_view::npos || sentence.find("中止") != std::string_view::npos)
    return ChangeWord::kSuspended;
  if (sentence.find("恢复") != std::string_view::npos) return ChangeWord::kResumed;
  for (const std::string_view word : {"停止", "终止", "取消"}) {
    const std::size_t at = sentence.find(word);
    // "不批准并取消...工作许可" and "应当立即停止" are measures of a listing.
    if (at == std::string_view::npos || sentence.substr(0, at).ends_with("立即") ||
        sentence.find("许可", at) != std::string_view::npos)
      continue;
    return ChangeWord::kStopped;
  }
  return std::nullopt;
}

std::vector<std::string> titles_in(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = text.find("《"); at != std::string_view::npos; at = text.find("《", at + kHanBytes)) {
    const std::size_t end = text.find("》", at);
    if (end == std::string_view::npos) break;
    std::string title(text.substr(at + kHanBytes, end - at - kHanBytes));
    if (title != "反制清单") out.push_back(std::move(title));
  }
  return out;
}

}  // namespace penumbra::ingest::cn
