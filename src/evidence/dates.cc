// A date is cut into words, numbers and marks; what remains after words such as "circa" must be one of a few patterns
// of numbers and months, else nothing is read.
#include "evidence/dates.h"

#include <algorithm>
#include <array>
#include <vector>

namespace penumbra::evidence {
namespace {

using Grain = DateSpan::Grain;

constexpr std::size_t kMaxBytes = 64;
// How far "circa" reaches: a year and a little on both sides.
constexpr int kAboutDays = 550;

struct Token {
  enum class Kind { kNumber, kMonth, kTo } kind = Kind::kNumber;
  int value = 0;
  int digits = 0;
  char before = ' ';  // mark between this and the token before
};

int month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i].starts_with(word) || (word == "sept" && i == 8)) return static_cast<int>(i) + 1;
  }
  return 0;
}

// Words that only say how sure the source is, or introduce a range.
bool means_about(std::string_view word) {
  return word == "circa" || word == "c" || word == "ca" || word == "approx" || word == "approximately" ||
         word == "about" || word == "around" || word == "est" || word == "estimated";
}

bool is_year(const Token& token) {
  return token.kind == Token::Kind::kNumber && token.digits == 4 && token.value >= 1000 && token.value < 3000;
}

std::optional<DateSpan> span(int year, int month, int day) {
  DateSpan out;
  if (month == 0) {
    out.first = *Date::from_ymd(year, 1, 1);
    out.last = *Date::from_ymd(year, 12, 31);
    out.grain = Grain::kYear;
    return out;
  }
  const auto first = Date::from_ymd(year, month, day == 0 ? 1 : day);
  if (!first) return std::nullopt;
  out.first = *first;
  out.last = *first;
  if (day == 0) {
    out.grain = Grain::kMonth;
    const auto next = month == 12 ? Date::from_ymd(year + 1, 1, 1) : Date::from_ymd(year, month + 1, 1);
    out.last = next->plus_days(-1);
  }
  return out;
}

// Numbers and months of one date, in the order written.
std::optional<DateSpan> one_date(const std::vector<Token>& tokens) {
  using K = Token::Kind;
  const auto number = [&](std::size_t i, int digits) {
    return tokens[i].kind == K::kNumber && tokens[i].digits <= digits;
  };
  switch (tokens.size()) {
    case 1:
      if (is_year(tokens[0])) return span(tokens[0].value, 0, 0);
      if (tokens[0].kind == K::kNumber && tokens[0].digits == 8) {  // 19710305
        return span(tokens[0].value / 10000, tokens[0].value / 100 % 100, tokens[0].value % 100);
      }
      return std::nullopt;
    case 2:
      if (tokens[0].kind == K::kMonth && is_year(tokens[1])) return span(tokens[1].value, tokens[0].value, 0);
      if (is_year(tokens[0]) && tokens[1].kind == K::kMonth) return span(tokens[0].value, tokens[1].value, 0);
      if (is_year(tokens[0]) && number(1, 2)) return span(tokens[0].value, tokens[1].value, 0);
      if (number(0, 2) && is_year(tokens[1])) return span(tokens[1].value, tokens[0].value, 0);
      return std::nullopt;
    case 3:
      if (is_year(tokens[0]) && number(1, 2) && number(2, 2)) {
        return span(tokens[0].value, tokens[1].value, tokens[2].value);
      }
      if (is_year(tokens[0]) && tokens[1].kind == K::kMonth && number(2, 2)) {
        return span(tokens[0].value, tokens[1].value, tokens[2].value);
      }
      if (!is_year(tokens[2])) return std::nullopt;
      if (number(0, 2) && tokens[1].kind == K::kMonth) return span(tokens[2].value, tokens[1].value, tokens[0].value);
      if (tokens[0].kind == K::kMonth && number(1, 2)) return span(tokens[2].value, tokens[0].value, tokens[1].value);
      if (number(0, 2) && number(1, 2)) {
        // Most of the world writes the day first; America does not. Where both are possible, both are kept.
        auto day_first = span(tokens[2].value, tokens[1].value, tokens[0].value);
        auto month_first = span(tokens[2].value, tokens[0].value, tokens[1].value);
        if (!day_first) return month_first;
        if (month_first && tokens[1].before == '/' && month_first->first != day_first->first) {
          day_first->day_for_month = month_first->first;
        }
        return day_first;
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<DateSpan> read_words(std::string_view text) {
  std::vector<Token> tokens;
  bool about = false;
  bool decade = false;
  char mark = ' ';
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      Token token{Token::Kind::kNumber, 0, 0, mark};
      for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i, ++token.digits) {
        if (token.digits == 8) return std::nullopt;
        token.value = token.value * 10 + (text[i] - '0');
      }
      tokens.push_back(token);
      mark = ' ';
      continue;
    }
    const auto letter = [&](std::size_t at) {
      return (text[at] >= 'a' && text[at] <= 'z') || (text[at] >= 'A' && text[at] <= 'Z');
    };
    if (!letter(i)) {
      if (static_cast<unsigned char>(c) >= 0x80) return std::nullopt;
      if (c == '~') about = true;
      if (c != ' ') mark = c;
      ++i;
      continue;
    }
    std::string word;
    for (; i < text.size() && letter(i); ++i) word.push_back(static_cast<char>(text[i] | 0x20));
    if (const int month = month_of(word); month != 0) {
      tokens.push_back({Token::Kind::kMonth, month, 0, mark});
    } else if (word == "to" || word == "and" || word == "or" || word == "until") {
      tokens.push_back({Token::Kind::kTo, 0, 0, mark});
    } else if (means_about(word)) {
      about = true;
    } else if (word == "s" && !tokens.empty() && is_year(tokens.back()) && tokens.back().value % 10 == 0) {
      decade = true;
    } else if (word != "between" && word != "from" && word != "in" && word != "of" && word != "th" && word != "st" &&
               word != "nd" && word != "rd" && word != "born" && word != "dob" && word != "year") {
      return std::nullopt;
    }
    mark = ' ';
  }
  auto middle = std::find_if(tokens.begin(), tokens.end(), [](const Token& t) { return t.kind == Token::Kind::kTo; });
  // "1960-1962" and "1960/1962"
  if (tokens.size() == 2 && is_year(tokens[0]) && is_year(tokens[1])) middle = tokens.begin() + 1;
  if (middle != tokens.end()) {
    const auto low = one_date({tokens.begin(), middle});
    const auto high = one_date({middle->kind == Token::Kind::kTo ? middle + 1 : middle, tokens.end()});
    if (!low || !high || high->last < low->first) return std::nullopt;
    DateSpan out = *low;
    out.last = high->last;
    out.grain = Grain::kRange;
    out.about = about;
    out.day_for_month.reset();
    return out;
  }
  auto out = one_date(tokens);
  if (out && decade) {
    out->last = *Date::from_ymd(out->first.year() + 9, 12, 31);
    out->grain = Grain::kRange;
  }
  if (out) out->about = about;
  return out;
}

bool first_of_january(const DateSpan& span) {
  return span.grain == Grain::kDay && span.first.month() == 1 && span.first.day() == 1;
}

bool swapped(const DateSpan& a, const DateSpan& b) {
  if (a.grain != Grain::kDay || b.grain != Grain::kDay) return false;
  const auto other = Date::from_ymd(a.first.year(), a.first.day(), a.first.month());
  return other && *other == b.first;
}

}  // namespace

std::optional<DateSpan> read_date(std::string_view text) {
  if (text.size() > kMaxBytes) return std::nullopt;
  std::string_view rest = text;
  // Time of day after an ISO date.
  if (rest.size() > 11 && (rest[10] == 'T' || rest[10] == ' ') && rest[4] == '-' && rest[7] == '-') {
    rest = rest.substr(0, 10);
  }
  std::optional<DateSpan> out;
  if (!rest.empty() && (rest[0] == '<' || rest[0] == '>')) {
    const auto partial = PartialDate::parse(rest);
    if (partial.ok() && partial->known()) {
      out.emplace();
      out->first = partial->earliest();
      out->last = partial->latest();
      out->grain = Grain::kRange;
    }
  } else {
    out = read_words(rest);
  }
  if (out) out->text = text;
  return out;
}

DateComparison compare(const DateSpan& a, const DateSpan& b) {
  const bool days = a.grain == Grain::kDay && b.grain == Grain::kDay && !a.about && !b.about;
  if (days && (a.first == b.first || a.day_for_month == b.first || b.day_for_month == a.first)) {
    return {DateRelation::kSameDay, 0, false};
  }
  const int reach = (a.about ? kAboutDays : 0) + (b.about ? kAboutDays : 0);
  // Sentinels have no neighbours to add days to.
  const auto before = [reach](Date x, Date y) {
    return x == Date::min() || y == Date::max() ||
           static_cast<std::int64_t>(x.days()) <= y.days() + std::int64_t{reach};
  };
  if (before(a.first, b.last) && before(b.first, a.last)) {
    const Grain coarser = std::max(a.grain, b.grain);
    if (reach != 0 || coarser == Grain::kRange) return {DateRelation::kOverlap, 0, false};
    return {coarser == Grain::kYear ? DateRelation::kSameYear : DateRelation::kSameMonth, 0, false};
  }
  const int year_a = a.first == Date::min() ? b.first.year() : a.first.year();
  const int year_b = b.first == Date::min() ? a.first.year() : b.first.year();
  if (days && year_a == year_b) {
    if (first_of_january(a) || first_of_january(b)) return {DateRelation::kSameYear, 0, false};
    if (swapped(a, b)) return {DateRelation::kSwapped, 0, false};
    return {a.first.month() == b.first.month() ? DateRelation::kOtherDay : DateRelation::kOtherMonth, 0, false};
  }
  const bool a_earlier = a.last < b.first;
  const Date low = a_earlier ? a.last : b.last;
  const Date high = a_earlier ? b.first : a.first;
  const int apart = high.year() - low.year();
  if (apart == 0) return {DateRelation::kOtherMonth, 0, false};
  const bool same_day = days && a.first.month() == b.first.month() && a.first.day() == b.first.day();
  return {DateRelation::kOtherYear, apart, same_day};
}

}  // namespace penumbra::evidence
