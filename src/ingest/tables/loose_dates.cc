// The text is made plain first (full-width digits, dashes, Japanese units), cut into pieces, and each piece must be one
// date or one span as a whole: a piece that is half understood is not understood.
#include "ingest/tables/loose_dates.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"

namespace penumbra::ingest {
namespace {

// Longer texts are remarks, not dates.
constexpr std::size_t kMaxText = 4096;
constexpr int kMaxYears = 30;

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  if (text.find(from) == std::string::npos) return;
  std::string out;
  std::size_t at = 0;
  for (std::size_t next = 0; (next = text.find(from, at)) != std::string::npos; at = next + from.size()) {
    out.append(text, at, next - at);
    out += to;
  }
  out.append(text, at);
  text = std::move(out);
}

// Full-width ASCII (U+FF01 to U+FF5E) to ASCII, dashes to a hyphen, wide and no-break blanks to a blank.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto at = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U; };
    if (at(0) == 0xEF && (at(1) == 0xBC || at(1) == 0xBD)) {
      const unsigned code = (at(1) == 0xBC ? 0x21 + (at(2) - 0x81) : 0x60 + (at(2) - 0x80));
      if ((at(1) == 0xBC && at(2) >= 0x81) || (at(1) == 0xBD && at(2) <= 0x9E)) {
        out += static_cast<char>(code);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kSame = {
      {{"\xE3\x80\x80", " "},
       {"\xC2\xA0", " "},
       {"\xE2\x80\x93", "-"},
       {"\xE2\x80\x94", "-"},
       {"\xE2\x80\x90", "-"},
       {"\xE2\x80\x91", "-"},
       {"\xE3\x80\x81", ";"},                   // 、
       {"\xE3\x80\x9C", "-"},                   // 〜
       {"\xE5\x8F\x88\xE3\x81\xAF", " or "}}};  // 又は
  for (const auto& [from, to] : kSame) replace_all(out, from, to);
  return out;
}

// A number of letters 'a' to 'z' or one or two digits with a closing bracket in front of a value: "a)", "(b)", "12)".
std::size_t mark_at(std::string_view text, std::size_t at) {
  std::size_t i = at;
  const bool open = i < text.size() && text[i] == '(';
  if (open) ++i;
  const std::size_t begin = i;
  while (i < text.size() && i - begin < 2 && text[i] >= '0' && text[i] <= '9') ++i;
  if (i == begin && i < text.size() && ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z'))) ++i;
  if (i == begin || i >= text.size() || text[i] != ')') return 0;
  // Inside a word or a number it is no mark.
  if (!open && at > 0) {
    const char before = text[at - 1];
    if (before != ' ' && before != '\n' && before != ';' && before != ',' && before != '.') return 0;
  }
  return i + 1 - at;
}

int month_of(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                               "may",       "june",     "july",     "august",
                                                               "september", "october",  "november", "december"};
  while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i].starts_with(word) || (i == 8 && word == "sept")) return static_cast<int>(i) + 1;
  }
  return 0;
}

int small_number(std::string_view text) {
  while (!text.empty() && (text.back() == ',' || text.back() == '.')) text.remove_suffix(1);
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (text.size() > 2 && text.ends_with(ending)) text.remove_suffix(2);
  }
  if (!all_digits(text) || text.size() > 4) return -1;
  return std::atoi(std::string(text).c_str());
}

std::optional<std::string> day_text(int year, int month, int day) {
  if (year < 1000 || year > 9999) return std::nullopt;
  std::string out = std::to_string(year);
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  if (month == 0) return out;
  if (month < 1 || month > 12) return std::nullopt;
  out += "-" + two(month);
  if (day == 0) return out;
  if (!Date::from_ymd(year, month, day)) return std::nullopt;
  return out + "-" + two(day);
}

// Three numbers with one separator.
std::optional<std::string> numeric(std::string_view text, char separator, DayOrder order) {
  const std::vector<std::string_view> parts = split(text, std::string_view(&separator, 1));
  std::vector<int> n;
  for (const std::string_view part : parts) n.push_back(small_number(trim(part)));
  if (std::find(n.begin(), n.end(), -1) != n.end()) return std::nullopt;
  if (n.size() == 2) {
    if (trim(parts[0]).size() == 4) return day_text(n[0], n[1], 0);
    if (trim(parts[1]).size() == 4) return day_text(n[1], n[0], 0);
    return std::nullopt;
  }
  if (n.size() != 3) return std::nullopt;
  if (trim(parts[0]).size() == 4) return day_text(n[0], n[1], n[2]);
  int year = n[2];
  if (trim(parts[2]).size() == 2 && order != DayOrder::kUnknown) {
    year += 2000;
  } else if (trim(parts[2]).size() != 4) {
    return std::nullopt;
  }
  // Dots are never written month first.
  if (separator == '.' && order == DayOrder::kUnknown) order = DayOrder::kDayFirst;
  if (order == DayOrder::kMonthFirst) return day_text(year, n[0], n[1]);
  if (order == DayOrder::kDayFirst || n[0] > 12 || n[0] == n[1]) return day_text(year, n[1], n[0]);
  if (n[1] > 12) return day_text(year, n[0], n[1]);
  return day_text(year, 0, 0);  // "03/04/2021": only the year is certain
}

// "1961年3月12日", "1961年3月", "1961年", with or without 生.
std::optional<std::string> japanese(std::string_view text) {
  const std::size_t year_end = text.find("\xE5\xB9\xB4");
  if (year_end == std::string_view::npos) return std::nullopt;
  const int year = small_number(trim(text.substr(0, year_end)));
  std::string_view rest = trim(text.substr(year_end + 3));
  if (rest.ends_with("\xE7\x94\x9F")) rest.remove_suffix(3);
  if (rest.empty()) return day_text(year, 0, 0);
  const std::size_t month_end = rest.find("\xE6\x9C\x88");
  if (month_end == std::string_view::npos) return std::nullopt;
  const int month = small_number(trim(rest.substr(0, month_end)));
  rest = trim(rest.substr(month_end + 3));
  if (rest.empty()) return day_text(year, month, 0);
  if (!rest.ends_with("\xE6\x97\xA5")) return std::nullopt;
  return day_text(year, month, small_number(trim(rest.substr(0, rest.size() - 3))));
}

// One date and nothing else.
std::optional<std::string> one(std::string_view text, DayOrder order) {
  text = trim(text);
  while (!text.empty() && (text.back() == '.' || text.back() == ',' || text.back() == ';')) text.remove_suffix(1);
  text = without_time(text);
  if (text.empty() || text.size() > 40) return std::nullopt;
  if (all_digits(text)) return text.size() == 4 ? day_text(small_number(text), 0, 0) : std::nullopt;
  if (auto date = japanese(text)) return date;
  for (const char separator : {'-', '.', '/'}) {
    if (text.find(separator) == std::string_view::npos || text.find(' ') != std::string_view::npos) continue;
    if (auto date = numeric(text, separator, order)) return date;
  }
  // Words: "12 March 1961", "March 12, 1961", "March 1961", "12-Mar-1961".
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '-', ' ');
  std::replace(spaced.begin(), spaced.end(), '/', ' ');
  std::vector<std::string_view> words;
  for (const std::string_view word : split(spaced, " ")) {
    if (!trim(word).empty() && trim(word) != "of" && trim(word) != ",") words.push_back(trim(word));
  }
  int year = 0;
  int month = 0;
  int day = 0;
  for (const std::string_view word : words) {
    const int number = small_number(word);
    if (const int named = month_of(word); named != 0 && month == 0) {
      month = named;
    } else if (number >= 1000 && year == 0) {
      year = number;
    } else if (number >= 1 && number <= 31 && day == 0) {
      day = number;
    } else {
      return std::nullopt;
    }
  }
  if (month == 0 || year == 0) return std::nullopt;
  return day_text(year, month, day);
}

bool names_nothing(std::string_view text) {
  static constexpr std::array<std::string_view, 10> kNothing = {"",
                                                                "na",
                                                                "n/a",
                                                                "nil",
                                                                "none",
                                                                "unknown",
                                                                "not known",
                                                                "-",
                                                                "\xE4\xB8\x8D\xE6\x98\x8E",
                                                                "\xE3\x81\xAA\xE3\x81\x97"};
  while (!text.empty() && text.back() == '.') text.remove_suffix(1);
  return std::find(kNothing.begin(), kNothing.end(), trim(text)) != kNothing.end();
}

// Takes away words that say "about" at either end.
bool strip_about(std::string& text) {
  static constexpr std::array<std::string_view, 16> kBefore = {
      "approximately", "approx.",  "approx", "circa",     "around", "about", "ca.",  "c.",
      "probably",      "possibly", "likely", "estimated", "early",  "mid",   "late", "~"};
  static constexpr std::array<std::string_view, 7> kQuiet = {"alt dob:", "dob:",   "born on", "born in",
                                                             "born",     "d.o.b.", "the"};
  bool about = false;
  bool again = true;
  while (again) {
    again = false;
    const std::string_view view = trim(text);
    for (const std::string_view word : kBefore) {
      if (!view.starts_with(word)) continue;
      text = std::string(trim(view.substr(word.size())));
      if (text.starts_with("-")) text.erase(0, 1);
      about = again = true;
      break;
    }
    if (again) continue;
    for (const std::string_view word : kQuiet) {
      if (!view.starts_with(word)) continue;
      text = std::string(trim(view.substr(word.size())));
      again = true;
      break;
    }
  }
  for (const std::string_view word :
       {"の頃", "\xE9\xA0\x83", "(approximately)", "(approx.)", "(circa)", "(estimated)", "?"}) {
    if (text.ends_with(word)) {  // 頃
      text.resize(text.size() - word.size());
      text = std::string(trim(text));
      about = true;
    }
  }
  if (text.ends_with("\xE7\x94\x9F")) text.resize(text.size() - 3);  // 生
  return about;
}

void add_years(LooseDates& out, int from, int to, std::string_view piece) {
  if (to < from || to - from > kMaxYears) {
    out.leftover.emplace_back(piece);
    return;
  }
  out.imprecise = true;
  for (int year = from; year <= to; ++year) out.dates.push_back(std::to_string(year));
}

void read_piece(std::string_view original, DayOrder order, LooseDates& out, int depth);

// "1955-1958", "between 1955 and 1958", "1960s", "1961 or 1962". Whether the piece was one of these.
bool read_span(const std::string& text, std::string_view original, DayOrder order, LooseDates& out, int depth) {
  std::string_view view = text;
  if (view.starts_with("between ") || view.starts_with("from ")) view.remove_prefix(view.find(' ') + 1);
  if (view.size() == 5 && view.back() == 's' && all_digits(view.substr(0, 4)) && view[3] == '0') {
    const int year = small_number(view.substr(0, 4));
    add_years(out, year, year + 9, original);
    return true;
  }
  if (depth > 0) {
    for (const std::string_view word : {" or ", " OR ", "または", "又は"}) {
      if (view.find(word) == std::string_view::npos) continue;
      for (const std::string_view part : split(view, word)) read_piece(part, order, out, depth - 1);
      out.imprecise = true;
      return true;
    }
  }
  // "1963年から1968年までの間"
  for (const std::string_view ending : {"までの間", "の間", "まで"}) {
    if (view.ends_with(ending)) view.remove_suffix(ending.size());
  }
  for (const std::string_view word : {" to ", " and ", " - ", "-", "~", "から"}) {
    const std::size_t at = view.find(word);
    if (at == std::string_view::npos || view.find(word, at + word.size()) != std::string_view::npos) continue;
    const auto from = one(view.substr(0, at), order);
    auto to = one(view.substr(at + word.size()), order);
    // "1955-58"
    const std::string_view tail = trim(view.substr(at + word.size()));
    if (from && from->size() == 4 && !to && tail.size() == 2 && all_digits(tail) && word != " and ") {
      const int year = small_number(from->substr(0, 2)) * 100 + small_number(tail);
      // "1955-05" is a month and was read as one before.
      to = day_text(year, 0, 0);
    }
    if (!from || !to) continue;
    const bool two_days = word == " and " && !text.starts_with("between ");
    if (two_days || from->size() > 4 || to->size() > 4) {
      if (!two_days && from->substr(0, 4) != to->substr(0, 4)) {
        add_years(out, small_number(from->substr(0, 4)), small_number(to->substr(0, 4)), original);
      } else if (!two_days) {
        out.imprecise = true;
        out.dates.push_back(from->substr(0, from->substr(0, 7) == to->substr(0, 7) ? 7 : 4));
      } else {
        out.dates.push_back(*from);
        out.dates.push_back(*to);
      }
      return true;
    }
    add_years(out, small_number(*from), small_number(*to), original);
    return true;
  }
  return false;
}

void read_piece(std::string_view original, DayOrder order, LooseDates& out, int depth) {
  std::string text = ascii_lower(trim(original));
  if (names_nothing(text)) return;
  if (strip_about(text)) out.imprecise = true;
  while (!text.empty() && (text.back() == '.' || text.back() == ',' || text.back() == ')')) text.pop_back();
  if (text.starts_with("(")) text.erase(0, 1);
  if (text.empty()) {
    out.leftover.emplace_back(trim(original));
    return;
  }
  if (auto date = one(text, order)) {
    out.dates.push_back(std::move(*date));
    return;
  }
  if (read_span(text, trim(original), order, out, depth)) return;
  // A comma parts dates unless it stands inside one ("March 12, 1961").
  if (depth > 0 && text.find(',') != std::string::npos) {
    LooseDates parts = out;
    for (const std::string_view part : split(text, ",")) read_piece(part, order, parts, 0);
    if (parts.leftover.size() == out.leftover.size()) {
      out = std::move(parts);
      return;
    }
  }
  out.leftover.emplace_back(trim(original));
}

// "1961" and "1961-03-05", which are nearly all dates of most lists and are read as they stand.
bool is_plain(std::string_view text) {
  if (text.size() != 4 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  if (text[0] == '0') return false;
  const auto two = [text](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  return text.size() == 4 || Date::from_ymd(two(0) * 100 + two(2), two(5), two(8)).has_value();
}

}  // namespace

std::vector<std::string> numbered_pieces(std::string_view raw) {
  const std::string text = plain(raw);
  std::vector<std::string> out;
  std::string current;
  const auto flush = [&] {
    std::string_view piece = trim(current);
    while (!piece.empty() && (piece.back() == ';' || piece.back() == ','))
      piece = trim(piece.substr(0, piece.size() - 1));
    if (!piece.empty()) out.emplace_back(piece);
    current.clear();
  };
  // Marks count from the first one on: "(a)" must come before "(b)", so that "(R)" or "Article 5)" is no mark.
  char expected = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t size = mark_at(text, i); size > 0) {
      const char first = text[text[i] == '(' ? i + 1 : i];
      const char mark = first >= 'A' && first <= 'Z' ? static_cast<char>(first + 32) : first;
      const bool starts = mark == 'a' || (mark == '1' && size <= 3);
      const bool follows = expected != 0 && (mark == expected || (expected > '9' && expected < 'a'));
      if (starts || follows) {
        flush();
        i += size;
        expected = static_cast<char>(mark + 1);
        continue;
      }
    }
    if (text[i] == '\n' || text[i] == '\r') {
      flush();
    } else {
      current += text[i];
    }
    ++i;
  }
  flush();
  return out;
}

LooseDates read_loose_dates(std::string_view text, DayOrder order) {
  LooseDates out;
  if (is_plain(text)) {
    out.dates.emplace_back(text);
    return out;
  }
  if (text.size() > kMaxText) {
    out.leftover.emplace_back(text);
    return out;
  }
  for (const std::string& numbered : numbered_pieces(text)) {
    for (const std::string_view piece : split(numbered, ";")) read_piece(piece, order, out, 2);
  }
  std::vector<std::string> distinct;
  for (std::string& date : out.dates) {
    if (std::find(distinct.begin(), distinct.end(), date) == distinct.end()) distinct.push_back(std::move(date));
  }
  out.dates = std::move(distinct);
  return out;
}

std::optional<PartialDate> read_one_date(std::string_view text, DayOrder order) {
  if (is_plain(text)) {
    const auto date = PartialDate::parse(text);
    return date.ok() ? std::optional(*date) : std::nullopt;
  }
  const LooseDates dates = read_loose_dates(text, order);
  if (dates.dates.size() != 1 || dates.imprecise || !dates.leftover.empty()) return std::nullopt;
  const auto date = PartialDate::parse(dates.dates.front());
  return date.ok() ? std::optional(*date) : std::nullopt;
}

void put_loose_dates(Mapping& mapping, model::Entity& entity, std::string_view property, std::string_view text,
                     const Place& position, DayOrder order) {
  const LooseDates dates = read_loose_dates(text, order);
  for (const std::string& date : dates.dates) mapping.put(entity, property, date, position);
  if (dates.imprecise) mapping.note(entity, std::string(property) + ": " + std::string(trim(text)));
  for (const std::string& piece : dates.leftover) {
    mapping.report(model::FindingLevel::kWarning, "unread-value",
                   "a date could not be read and is kept in notes: \"" + shown(piece, 60) + "\"", position);
    if (!dates.imprecise) mapping.note(entity, std::string(property) + ": " + piece);
  }
}

}  // namespace penumbra::ingest
