#include "ingest/listing.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <deque>
#include <map>
#include <tuple>
#include <utility>

#include "base/digest.h"
#include "base/embedded_table.h"
#include "embedded/lists_nationalities.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"
#include "model/schema.h"

namespace penumbra::ingest {
namespace {

constexpr int kMaxYears = 30;

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::string_view kCirca[] = {"circa",
                                       "approximately",
                                       "approximatively",
                                       "approximative",
                                       "approx.",
                                       "approx",
                                       "about",
                                       "around",
                                       "c.",
                                       "ca.",
                                       "ca",
                                       "estimated",
                                       "est.",
                                       "likely",
                                       "possibly"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int number_of(std::string_view text) {
  if (text.empty() || text.size() > 4 || !all_digits(text)) return -1;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

int month_of(std::string_view word) {
  if (!word.empty() && word.back() == '.') word.remove_suffix(1);
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i].starts_with(word) || (word == "sept" && i == 8)) return static_cast<int>(i) + 1;
  }
  return 0;
}

bool is_year(std::string_view text) {
  const int year = text.size() == 4 ? number_of(text) : -1;
  return year >= 1000 && year <= 2999;
}

// A date of parts; 0 is an unknown part. Nothing when there is no such day.
std::optional<std::string> make_date(int year, int month, int day) {
  if (year < 1000 || year > 2999 || month < 0 || month > 12 || day < 0 || day > 31) return std::nullopt;
  std::array<char, 16> out{};
  if (month == 0) {
    std::snprintf(out.data(), out.size(), "%04d", year);
  } else if (day == 0) {
    std::snprintf(out.data(), out.size(), "%04d-%02d", year, month);
  } else {
    if (!Date::from_ymd(year, month, day)) return std::nullopt;
    std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", year, month, day);
  }
  return std::string(out.data());
}

// Part of a numeric date: digits, or a placeholder of letters for an unknown part.
int numeric_part(std::string_view text) {
  if (text == "dd" || text == "mm" || text == "d" || text == "m" || text == "xx") return 0;
  return text.size() <= 2 ? number_of(text) : -1;
}

std::optional<std::string> numeric_date(std::string_view text) {
  for (const char mark : {'/', '.', '-'}) {
    const std::vector<std::string_view> parts = split(text, std::string_view(&mark, 1));
    if (parts.size() == 3 && is_year(parts[2])) {
      const int day = numeric_part(parts[0]);
      const int month = numeric_part(parts[1]);
      if (day < 0 || month < 0) return std::nullopt;
      return make_date(number_of(parts[2]), month, month == 0 ? 0 : day);
    }
    if (parts.size() == 3 && is_year(parts[0])) {
      const int month = numeric_part(parts[1]);
      const int day = numeric_part(parts[2].substr(0, 2));
      if (day < 0 || month < 0 || (parts[2].size() > 2 && is_digit(parts[2][2]))) return std::nullopt;
      return make_date(number_of(parts[0]), month, month == 0 ? 0 : day);
    }
    if (parts.size() == 2 && is_year(parts[1]) && numeric_part(parts[0]) >= 0)
      return make_date(number_of(parts[1]), numeric_part(parts[0]), 0);
    if (parts.size() == 2 && is_year(parts[0]) && parts[1].size() == 2 && numeric_part(parts[1]) >= 0 &&
        numeric_part(parts[1]) <= 12)
      return make_date(number_of(parts[0]), numeric_part(parts[1]), 0);
  }
  return std::nullopt;
}

std::optional<std::string> one_date(std::string_view text) {
  if (is_year(text)) return std::string(text);
  // xs:date and xs:dateTime: "2015-04-07-04:00", "2015-04-07Z", "2015-04-07T00:00:00".
  if (text.size() > 10 && is_digit(text[0]) && text[4] == '-' && text[7] == '-' &&
      (text[10] == 't' || text[10] == 'z' || text[10] == '+' || (text[10] == '-' && text.size() == 16)))
    text = without_time(text);
  if (text.find_first_of("/.-") != std::string_view::npos && text.find(' ') == std::string_view::npos) {
    if (auto date = numeric_date(text)) return date;
  }
  std::vector<std::string> words;
  for (const std::string_view word : split(text, " ")) {
    std::string clean(word);
    while (!clean.empty() && clean.back() == ',') clean.pop_back();
    if (!clean.empty() && clean != "of") words.push_back(std::move(clean));
  }
  const auto day_number = [](std::string_view word) {
    for (const std::string_view ending : {"st", "nd", "rd", "th", "."}) {
      if (word.size() > ending.size() && word.ends_with(ending))
        return number_of(word.substr(0, word.size() - ending.size()));
    }
    return number_of(word);
  };
  if (words.size() == 3 && is_year(words[2])) {
    if (const int month = month_of(words[1]); month > 0) {
      if (const int day = day_number(words[0]); day > 0) return make_date(number_of(words[2]), month, day);
    }
    if (const int month = month_of(words[0]); month > 0) {
      if (const int day = day_number(words[1]); day > 0) return make_date(number_of(words[2]), month, day);
    }
  }
  if (words.size() == 2 && is_year(words[1])) {
    if (const int month = month_of(words[0]); month > 0) return make_date(number_of(words[1]), month, 0);
  }
  return std::nullopt;
}

// "2015-04-07" and "07/04/2015", which are nearly all dates of the lists, without the way through words.
std::optional<Date> plain_day(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  const bool iso = text[4] == '-' && text[7] == '-';
  if (!iso && (text[2] != '/' || text[5] != '/')) return std::nullopt;
  const std::string_view year = text.substr(iso ? 0 : 6, 4);
  const std::string_view month = text.substr(iso ? 5 : 3, 2);
  const std::string_view day = text.substr(iso ? 8 : 0, 2);
  if (!is_year(year) || !all_digits(month) || !all_digits(day)) return std::nullopt;
  return Date::from_ymd(number_of(year), number_of(month), number_of(day));
}

// As !model::names_of(party).empty().
bool has_name(const model::Entity& party) {
  static const std::array<model::Word, 5> kNames = {"name", "alias", "previousName", "abbreviation", "weakAlias"};
  return std::any_of(party.values.begin(), party.values.end(), [](const model::Value& value) {
    return std::find(kNames.begin(), kNames.end(), value.property) != kNames.end();
  });
}

bool years_between(std::string_view from, std::string_view to, ListDate& out) {
  from = trim(from);
  to = trim(to);
  if (!is_year(from) || !is_year(to)) return false;
  const int low = number_of(from);
  const int high = number_of(to);
  if (low > high || high - low > kMaxYears) return false;
  for (int year = low; year <= high; ++year) out.dates.push_back(std::to_string(year));
  out.imprecise = out.imprecise || low != high;
  return true;
}

struct Nationalities {
  base::NameTable<std::string_view> by_word;
  std::deque<std::string> texts;
  Nationalities() {
    base::for_each_table_row(embedded::lists_nationalities(), 3, [this](const std::vector<std::string_view>& fields) {
      by_word.add(texts.emplace_back(ascii_lower(fields[0])), texts.emplace_back(fields[1]));
    });
  }
};

std::string_view without_stop(std::string_view text);

// The pieces of "X (now Y)", "X, now Y", "X currently Y", "X. Y" and "X (remark)" that may be names of countries.
std::vector<std::string_view> names_within(std::string_view text) {
  std::vector<std::string_view> out;
  const std::string lower = ascii_lower(text);
  for (const std::string_view mark : {" (now ", ", now ", " now ", " currently ", " (", ". "}) {
    const std::size_t at = lower.find(mark);
    if (at == std::string::npos) continue;
    out.push_back(trim(text.substr(0, at)));
    std::string_view rest = text.substr(at + mark.size());
    rest = rest.substr(0, rest.find(')'));
    if (mark != " (") out.push_back(trim(rest));
    return out;
  }
  return out;
}

std::string_view without_stop(std::string_view text) {
  text = trim(text);
  while (!text.empty() && (text.back() == '.' || text.back() == ',' || text.back() == ';')) {
    text.remove_suffix(1);
    text = trim(text);
  }
  return text;
}

}  // namespace

std::optional<ListDate> read_list_date(std::string_view text) {
  if (const auto plain = plain_day(trim(text))) {
    ListDate day;
    day.dates.push_back(plain->to_string());
    return day;
  }
  std::string lower = ascii_lower(tidy(text));
  std::string_view rest = without_stop(lower);
  ListDate out;
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view word : kCirca) {
      if (rest.starts_with(word) && rest.size() > word.size() &&
          (rest[word.size()] == ' ' || is_digit(rest[word.size()]))) {
        rest = trim(rest.substr(word.size()));
        out.imprecise = again = true;
      }
      if (!rest.ends_with(")")) continue;
      const std::string bracketed = "(" + std::string(word) + ")";
      if (rest.ends_with(bracketed)) {
        rest = trim(rest.substr(0, rest.size() - bracketed.size()));
        out.imprecise = again = true;
      }
    }
  }
  if (const auto date = one_date(rest)) {
    out.dates.push_back(out.imprecise ? date->substr(0, 4) : *date);
    return out;
  }
  if (rest.starts_with("between ")) {
    rest.remove_prefix(8);
    if (const std::size_t at = rest.find(" and "); at != std::string_view::npos) {
      if (years_between(rest.substr(0, at), rest.substr(at + 5), out)) return out;
    }
    return std::nullopt;
  }
  for (const std::string_view mark : {" to ", " - ", "-", "\xE2\x80\x93", "/"}) {
    if (const std::size_t at = rest.find(mark); at != std::string_view::npos) {
      if (years_between(rest.substr(0, at), rest.substr(at + mark.size()), out)) return out;
    }
  }
  if (const std::size_t at = rest.find(" or "); at != std::string_view::npos) {
    const auto first = one_date(trim(rest.substr(0, at)));
    const auto second = one_date(trim(rest.substr(at + 4)));
    if (first && second) {
      out.dates = {*first, *second};
      out.imprecise = true;
      return out;
    }
  }
  return std::nullopt;
}

PartialDate read_list_day(std::string_view text) {
  text = trim(text);
  // "2015-04-07T00:00:00" is the day alone; what may follow a time in brackets is for the long way.
  const bool has_time = text.size() > 10 && text[10] == 'T' && text.back() != ')' && text.back() != '.';
  if (const auto plain = plain_day(has_time ? without_time(text) : text)) {
    if (!has_time || text[4] == '-') return PartialDate(*plain);
  }
  const auto read = read_list_date(text);
  if (!read || read->imprecise || read->dates.size() != 1) return {};
  const auto date = PartialDate::parse(read->dates.front());
  return date.ok() ? *date : PartialDate();
}

std::vector<std::string> numbered_values(std::string_view text) {
  if (trim(text).empty()) return {};
  const std::string whole = tidy(text);
  // The style is that of the first mark: (1), (a), (A), (i), a) or 1).
  static constexpr std::array<std::string_view, 12> kRoman = {"(i)",   "(ii)",   "(iii)", "(iv)", "(v)",  "(vi)",
                                                              "(vii)", "(viii)", "(ix)",  "(x)",  "(xi)", "(xii)"};
  const char style = whole.starts_with("(1)")   ? '1'
                     : whole.starts_with("(a)") ? 'a'
                     : whole.starts_with("(A)") ? 'A'
                     : whole.starts_with("(i)") ? 'i'
                     : whole.starts_with("a) ") ? ')'
                     : whole.starts_with("1) ") ? '.'
                                                : ' ';
  if (style == ' ') return {whole};
  std::vector<std::size_t> starts;
  std::vector<std::size_t> ends;
  for (std::size_t n = 0; n < (style == '1' || style == '.' ? 64U : style == 'i' ? kRoman.size() : 26U); ++n) {
    const char letter = static_cast<char>((style == 'A' ? 'A' : 'a') + n % 26);
    const std::string mark = style == '1'                   ? "(" + std::to_string(n + 1) + ")"
                             : style == '.'                 ? (n == 0 ? "" : " ") + std::to_string(n + 1) + ") "
                             : style == 'i'                 ? std::string(kRoman[n % kRoman.size()])
                             : style == 'a' || style == 'A' ? std::string("(") + letter + ")"
                                                            : std::string(n == 0 ? "" : " ") + letter + ")";
    const std::size_t at = whole.find(mark, ends.empty() ? 0 : ends.back());
    if (at == std::string::npos || (n == 0 && at != 0)) break;
    starts.push_back(at);
    ends.push_back(at + mark.size());
  }
  std::vector<std::string> out;
  if (starts.size() < 2) {
    const std::string_view only =
        starts.size() == 1 ? std::string_view(whole).substr(ends[0]) : std::string_view(whole);
    if (const std::string_view value = trim(only); !value.empty()) out.emplace_back(value);
    return out;
  }
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : whole.size();
    const std::string_view value = without_stop(std::string_view(whole).substr(ends[i], end - ends[i]));
    if (!value.empty() && value != "-") out.emplace_back(value);
  }
  return out;
}

std::vector<LabelledPart> labelled_parts(std::string_view text, std::span<const std::string_view> labels) {
  std::vector<LabelledPart> out;
  std::string_view label;
  std::size_t start = 0;
  const auto close = [&](std::size_t end) {
    std::string_view part = text.substr(start, end - start);
    const std::string_view trimmed = trim(part);
    if (!trimmed.empty() || !label.empty())
      out.push_back({label, trimmed, trimmed.empty() ? start : static_cast<std::size_t>(trimmed.data() - text.data())});
  };
  for (std::size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
    for (const std::string_view candidate : labels) {
      const std::string_view here = text.substr(at + 1);
      if (!here.starts_with(candidate) || !here.substr(candidate.size()).starts_with("):")) continue;
      close(at);
      label = candidate;
      start = at + 1 + candidate.size() + 2;
      break;
    }
  }
  close(text.size());
  return out;
}

std::optional<std::string_view> country_of_words(std::string_view words) {
  words = without_stop(words);
  if (const auto code = country_code(words)) return code;
  if (starts_with_ci(words, "the ")) {
    if (const auto code = country_code(words.substr(4))) return code;
  }
  static const Nationalities nationalities;
  const std::string_view* const code = nationalities.by_word.find(Lowered(words));
  if (code == nullptr) return std::nullopt;
  return *code;
}

FieldTable::FieldTable(std::span<const FieldRule> rules) {
  std::map<std::string_view, std::vector<std::string_view>> elements;
  for (const FieldRule& rule : rules) {
    const std::size_t slash = rule.path.find('/');
    elements[rule.path.substr(slash + 1)].push_back(rule.path.substr(0, slash));
  }
  for (auto& [name, in] : elements) elements_.add(name, std::move(in));
}

bool FieldTable::knows(std::string_view element, std::string_view name) const {
  const std::vector<std::string_view>* const known = elements_.find(name);
  if (known == nullptr) return false;
  for (const std::string_view one : *known) {
    if (one == "*" || one == element) return true;
  }
  return false;
}

model::Entity* ListWriter::party(const std::string& id, std::string_view schema, const Place& position) {
  bool fresh = false;
  std::tie(last_, fresh) =
      index_.try_emplace(id, outcome_.dataset.entities.size(), [this](std::size_t place) { return party_at(place); });
  if (fresh) {
    model::Entity& made = outcome_.dataset.entities.emplace_back();
    made.id = id;
    made.schema = schema;
    made.evidence = evidence(position);
    return &made;
  }
  model::Entity& known = outcome_.dataset.entities[last_];
  if (known.schema == schema) return &known;
  mapping_.report(model::FindingLevel::kError, "schema-conflict", "one id stands as two kinds of party", position);
  return nullptr;
}

model::Entity* ListWriter::find(std::string_view id) {
  // Most are asked for again and again while their record is read.
  std::vector<model::Entity>& parties = outcome_.dataset.entities;
  if (last_ < parties.size() && parties[last_].id == id) return &parties[last_];
  const auto place = index_.find(id, [this](std::size_t at) { return party_at(at); });
  if (!place) return nullptr;
  last_ = *place;
  return &parties[last_];
}

std::string ListWriter::country(std::string_view words, const Place& position) {
  if (trim(words).empty()) return {};
  const auto code = country_of_words(words);
  if (code) return std::string(*code);
  mapping_.report(model::FindingLevel::kWarning, "unknown-country",
                  "\"" + shown(tidy(words), 60) + "\" is no country that is known here", position);
  return {};
}

void ListWriter::put_countries(model::Entity& party, std::string_view property, std::string_view text,
                               const Place& position) {
  if (text.empty()) return;
  // Nearly all are one country, and always the same few.
  const std::string& single = countries_.get(text, [](std::string_view words) {
    const std::vector<std::string> values = numbered_values(words);
    const auto code = values.size() == 1 ? country_of_words(values[0]) : std::nullopt;
    return code ? std::string(*code) : std::string();
  });
  if (!single.empty()) {
    mapping_.put(party, property, single, position);
    return;
  }
  for (const std::string& numbered : numbered_values(text)) {
    std::vector<std::string_view> parts = {numbered};
    if (!country_of_words(numbered)) {
      for (const std::string_view mark : {";", ",", "/", " and "}) {
        const std::vector<std::string_view> pieces = split(numbered, mark);
        if (pieces.size() > 1 && std::all_of(pieces.begin(), pieces.end(), [](std::string_view piece) {
              return country_of_words(trim(piece)).has_value();
            })) {
          parts = pieces;
          break;
        }
      }
    }
    for (const std::string_view part : parts) {
      if (trim(part).empty()) continue;
      const auto code = country_of_words(part);
      if (code && !code->empty()) {
        mapping_.put(party, property, *code, position);
        continue;
      }
      if (!code) {
        // "Pakistan (as at Apr 2009)", "Former USSR, now Belarus", "Ukrainian SSR (now Ukraine)": the names are put,
        // and what is said of them stays in notes.
        bool put = false;
        for (const std::string_view name : names_within(part)) {
          if (const auto inner = country_of_words(name); inner && !inner->empty()) {
            mapping_.put(party, property, *inner, position);
            put = true;
          }
        }
        if (put) {
          note(party, property, part);
          continue;
        }
      }
      if (!code) {
        mapping_.report(model::FindingLevel::kWarning, "unknown-country",
                        "\"" + shown(part, 60) + "\" is no country that is known here; it is kept in notes", position);
      }
      note(party, property, part);
    }
  }
}

PartialDate ListWriter::day(std::string_view text, std::string_view field, const Place& position) {
  const PartialDate read = read_list_day(text);
  if (!read.known() && !trim(text).empty()) {
    mapping_.report(model::FindingLevel::kWarning, "unread-value",
                    "\"" + shown(tidy(text), 40) + "\" in " + std::string(field) + " is no day", position);
  }
  return read;
}

void ListWriter::put_birth(model::Entity& party, std::string_view text, bool circa, const Place& position) {
  if (trim(text).empty()) return;
  const auto read = read_list_date(text);
  if (!read) {
    mapping_.report(model::FindingLevel::kWarning, "unread-value",
                    "the date \"" + shown(tidy(text), 40) + "\" could not be read; it is kept in notes", position);
    note(party, "born", text);
    return;
  }
  const model::Schema* schema = model::Vocabulary::get().find(party.schema);
  const std::string_view property = schema->is_a("Person")        ? "birthDate"
                                    : schema->is_a("LegalEntity") ? "incorporationDate"
                                                                  : "buildDate";
  if (circa || read->imprecise)
    note(party, property == "birthDate" ? "born" : "begun", (circa ? "circa " : "") + tidy(text));
  for (const std::string& date : read->dates)
    mapping_.put(party, property, circa ? std::string_view(date).substr(0, 4) : std::string_view(date), position);
}

void ListWriter::note(model::Entity& party, std::string_view label, std::string_view text) {
  if (text.empty()) return;
  const std::string value = tidy(text);
  if (value.empty()) return;
  mapping_.note(party, label.empty() ? value : std::string(label) + ": " + value);
}

void ListWriter::add_document(model::Entity& party, std::string_view property, const ListedDocument& document,
                              const Place& position) {
  const std::string number = tidy(document.number);
  if (number.empty()) {
    note(party, document.type, document.summary);
    return;
  }
  const model::Schema* schema = model::Vocabulary::get().find(party.schema);
  if (document.schema == "Passport") property = "passportNumber";
  if (schema->property(property) == nullptr) property = "idNumber";
  if (schema->property(property) == nullptr) property = "registrationNumber";
  mapping_.put(party, property, number, position);
  if (document.country.empty() && document.issued.empty() && document.expires.empty() && document.summary.empty() &&
      document.schema != "Passport")
    return;
  model::Entity made;
  made.schema = document.schema;
  made.id =
      party.id + "-doc-" +
      base::sha256_hex(std::string(document.schema) + '\0' + document.type + '\0' + number + '\0' + document.country)
          .substr(0, 12);
  if (!add_id(made.id, Kind::kDocument)) return;
  made.evidence = evidence(position);
  mapping_.put(made, "holder", party.id, position);
  mapping_.put(made, "type", document.type, position);
  mapping_.put(made, "number", number, position);
  if (document.schema == "Passport") mapping_.put(made, "passportNumber", number, position);
  mapping_.put(made, "country", document.country, position);
  mapping_.put(made, "authority", document.authority, position);
  for (const auto& [name, text] : {std::pair{std::string_view("startDate"), std::string_view(document.issued)},
                                   {"endDate", std::string_view(document.expires)}}) {
    if (text.empty()) continue;
    if (const PartialDate day = read_list_day(text); day.known()) {
      mapping_.put(made, name, day.to_string(), position);
    } else {
      mapping_.put(made, "summary", (name == "startDate" ? "issued: " : "expires: ") + std::string(text), position);
    }
  }
  mapping_.put(made, "summary", document.summary, position);
  documents_.push_back(std::move(made));
}

std::string_view ListWriter::id_at(std::size_t place) const {
  switch (static_cast<Kind>(place % kKinds)) {
    case Kind::kDesignation:
      return outcome_.dataset.designations[place / kKinds].id;
    case Kind::kEdge:
      return outcome_.dataset.relationships[place / kKinds].id;
    case Kind::kDocument:
      break;
  }
  return documents_[place / kKinds].id;
}

bool ListWriter::add_id(std::string_view id, Kind kind) {
  const std::size_t next = kind == Kind::kDesignation ? outcome_.dataset.designations.size()
                           : kind == Kind::kEdge      ? outcome_.dataset.relationships.size()
                                                      : documents_.size();
  return ids_.try_emplace(id, place_of(kind, next), [this](std::size_t place) { return id_at(place); }).second;
}

std::optional<std::size_t> ListWriter::find_designation(std::string_view id) const {
  const auto place = ids_.find(id, [this](std::size_t at) { return id_at(at); });
  if (!place || static_cast<Kind>(*place % kKinds) != Kind::kDesignation) return std::nullopt;
  return *place / kKinds;
}

void ListWriter::add_designation(model::Designation designation, const Place& position) {
  if (!add_id(designation.id, Kind::kDesignation)) {
    mapping_.report(model::FindingLevel::kWarning, "repeated-designation",
                    "a party stands twice under the same act; the records are joined", position);
    return;
  }
  if (designation.authority.empty()) designation.authority = authority_;
  if (designation.scope.empty()) designation.scope = "entity";
  if (designation.evidence.source.empty()) designation.evidence = evidence(position);
  outcome_.lists.push_back(designation.list);
  outcome_.dataset.designations.push_back(std::move(designation));
}

void ListWriter::name_party(std::string_view key, std::string_view id) {
  if (key.empty()) return;
  named_.push_back({names_.size(), key.size(), id.size()});
  names_.append(key).append(id);
}

std::unordered_map<std::string, std::string_view> ListWriter::book() const {
  std::unordered_map<std::string, std::string_view> out;
  out.reserve(named_.size());
  const std::string_view names = names_;
  for (const Named& named : named_) {
    const std::string_view id = names.substr(named.begin + named.key, named.id);
    const auto [it, fresh] = out.try_emplace(ascii_lower(names.substr(named.begin, named.key)), id);
    if (!fresh && it->second != id) it->second = {};  // a name that two parties bear names neither
  }
  return out;
}

bool ListWriter::add_edge(const std::string& from, std::string_view kind, const std::string& to, std::string_view role,
                          std::string_view text, const Place& position, std::string_view span) {
  const auto id_of = [this](std::size_t place) { return party_at(place); };
  if (from == to || !index_.find(from, id_of) || !index_.find(to, id_of)) return false;
  model::Relationship edge;
  edge.id = from + "-" + std::string(kind) + "-" + to;
  if (!add_id(edge.id, Kind::kEdge)) return true;
  edge.from = from;
  edge.kind = kind;
  edge.to = to;
  edge.role = role;
  edge.note = tidy(text);
  edge.evidence = evidence(position, span);
  outcome_.dataset.relationships.push_back(std::move(edge));
  return true;
}

bool ListWriter::can_join(const ListWriter& later) const {
  return !index_.shares_with(
             later.index_, [this](std::size_t place) { return party_at(place); },
             [&later](std::size_t place) { return later.party_at(place); }) &&
         !ids_.shares_with(
             later.ids_, [this](std::size_t place) { return id_at(place); },
             [&later](std::size_t place) { return later.id_at(place); });
}

void ListWriter::join(ListWriter& later) {
  const std::size_t parties = outcome_.dataset.entities.size();
  index_.take(later.index_, [parties](std::size_t place) { return parties + place; });
  const std::array<std::size_t, kKinds> before = {outcome_.dataset.designations.size(),
                                                  outcome_.dataset.relationships.size(), documents_.size()};
  ids_.take(later.ids_, [&before](std::size_t place) { return place + before[place % kKinds] * kKinds; });
  for (Named& named : later.named_) named.begin += names_.size();
  names_ += later.names_;
  named_.insert(named_.end(), later.named_.begin(), later.named_.end());
  std::move(later.links_.begin(), later.links_.end(), std::back_inserter(links_));
  std::move(later.documents_.begin(), later.documents_.end(), std::back_inserter(documents_));
}

model::Evidence ListWriter::evidence(const Place& position, std::string_view span) const {
  std::string place = record_place(position.file, position.line);
  if (!span.empty()) place.append(", ").append(span);
  return {std::string(source_), std::move(place)};
}

void ListWriter::finish() {
  const auto known_by = links_.empty() ? std::unordered_map<std::string, std::string_view>() : book();
  for (const Link& link : links_) {
    const auto it = known_by.find(ascii_lower(link.key));
    const bool known = it != known_by.end() && !it->second.empty();
    if (known) {
      const std::string other(it->second);
      add_edge(link.reverse ? other : link.party, link.kind, link.reverse ? link.party : other, link.role, link.text,
               link.position, link.span);
    } else if (!link.quiet) {
      mapping_.report(model::FindingLevel::kNote, "unresolved-link",
                      "a party names another one that is not in this version by exactly this name; it is kept in notes",
                      link.position);
    }
  }
  for (const model::Entity& party : outcome_.dataset.entities) {
    if (has_name(party)) continue;
    SourcePosition position;
    position.file = party.evidence.record;
    mapping_.report(model::FindingLevel::kWarning, "party-without-name",
                    "a party has no name in the file and cannot be found by one", position);
  }
  outcome_.dataset.entities.reserve(outcome_.dataset.entities.size() + documents_.size());
  for (model::Entity& document : documents_) outcome_.dataset.entities.push_back(std::move(document));
  std::sort(outcome_.lists.begin(), outcome_.lists.end());
  outcome_.lists.erase(std::unique(outcome_.lists.begin(), outcome_.lists.end()), outcome_.lists.end());
}

}  // namespace penumbra::ingest
