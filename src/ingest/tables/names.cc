#include "ingest/tables/names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/byte_scan.h"
#include "ingest/text.h"

namespace penumbra::ingest {
namespace {

// Words that end a company's name and never begin one.
bool is_tail(std::string_view piece) {
  static constexpr std::array<std::string_view, 26> kTails = {
      "ltd", "limited", "inc", "incorporated", "llc",  "l.l.c", "co",   "corp", "corporation",
      "s.a", "sa",      "sal", "s.a.l",        "gmbh", "plc",   "pjsc", "jsc",  "ojsc",
      "ao",  "ooo",     "oao", "zao",          "ооо",  "оао",   "зао",  "ао"};
  std::string word = ascii_lower(trim(piece.substr(0, piece.find(' '))));
  while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.pop_back();
  // "LLC Laser Devices" begins with its legal form; a tail stands alone or before other tails.
  const std::size_t blank = piece.find(' ');
  if (blank != std::string_view::npos && !is_tail(trim(piece.substr(blank)))) return false;
  return std::find(kTails.begin(), kTails.end(), word) != kTails.end();
}

std::string_view language_of(std::string_view label) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kLanguages = {{{"russian", "ru"},
                                                                                                {"belarusian", "be"},
                                                                                                {"belarussian", "be"},
                                                                                                {"ukrainian", "uk"},
                                                                                                {"arabic", "ar"},
                                                                                                {"farsi", "fa"},
                                                                                                {"persian", "fa"},
                                                                                                {"chinese", "zh"},
                                                                                                {"hebrew", "he"},
                                                                                                {"burmese", "my"},
                                                                                                {"korean", "ko"},
                                                                                                {"japanese", "ja"},
                                                                                                {"french", "fr"},
                                                                                                {"spanish", "es"},
                                                                                                {"turkish", "tr"},
                                                                                                {"urdu", "ur"}}};
  const std::string small = ascii_lower(trim(label));
  for (const auto& [name, code] : kLanguages) {
    if (small == name) return code;
  }
  return {};
}

// Where the cell is cut: separators outside brackets and quotation marks.
std::vector<std::string_view> pieces_of(std::string_view cell) {
  // Most cells hold one name.
  if (std::none_of(cell.begin(), cell.end(), [](char c) { return c == ',' || c == ';' || c == '\n' || c == '\r'; }))
    return {cell};
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  int brackets = 0;
  bool quoted = false;
  // Marks that are not closed bound nothing.
  const bool balanced = std::count(cell.begin(), cell.end(), '"') % 2 == 0 &&
                        std::count(cell.begin(), cell.end(), '(') == std::count(cell.begin(), cell.end(), ')');
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    if (c == '(') ++brackets;
    if (c == ')' && brackets > 0) --brackets;
    if (c == '"') quoted = !quoted;
    const bool inside = balanced && (brackets > 0 || quoted);
    if (c == '\n' || c == '\r' || (!inside && c == ';')) {
      out.push_back(cell.substr(begin, i - begin));
      begin = i + 1;
      continue;
    }
    if (!inside && c == ',' &&
        (i + 1 >= cell.size() || cell[i + 1] == ' ' || static_cast<unsigned char>(cell[i + 1]) >= 0x80)) {
      const std::string_view next = trim(cell.substr(i + 1, cell.substr(i + 1).find_first_of(",;\n")));
      if (!is_tail(next)) {
        out.push_back(cell.substr(begin, i - begin));
        begin = i + 1;
      }
    }
  }
  out.push_back(cell.substr(begin));
  return out;
}

void add(std::vector<CellName>& out, std::string_view text, const std::string& lang, bool former) {
  CellName name{tidy(text), lang, former, false};
  while (!name.text.empty() && (name.text.back() == ',' || name.text.back() == ';')) name.text.pop_back();
  if (name.text.empty()) return;
  out.push_back(std::move(name));
}

}  // namespace

bool has_wide_blanks(std::string_view text) {
  // All of them begin with one of these.
  return has_beyond_ascii(text) && std::any_of(text.begin(), text.end(), [](char c) {
           return c == '\xC2' || c == '\xE2' || c == '\xE3' || c == '\xEF';
         });
}

std::string plain_blanks(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kBlanks = {{{"\xC2\xA0", " "},
                                                                                            {"\xE3\x80\x80", " "},
                                                                                            {"\xE2\x80\x89", " "},
                                                                                            {"\xE2\x80\xAF", " "},
                                                                                            {"\xE2\x80\x8B", ""},
                                                                                            {"\xEF\xBB\xBF", ""}}};
  if (!has_wide_blanks(text)) return std::string(text);
  std::string out;
  std::size_t copied = 0;  // up to which the text was copied or left out
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0xC2 || (byte != 0xC2 && byte != 0xE2 && byte != 0xE3 && byte != 0xEF)) continue;
    for (const auto& [from, to] : kBlanks) {
      if (!text.substr(i).starts_with(from)) continue;
      out.append(text.substr(copied, i - copied)).append(to);
      i += from.size() - 1;
      copied = i + 1;
      break;
    }
  }
  out.append(text.substr(copied));
  return out;
}

std::vector<CellName> split_names(std::string_view cell, bool people) {
  std::vector<CellName> out;
  std::string lang;
  if (trim(cell).empty()) return out;
  for (const std::string_view piece : pieces_of(cell)) {
    std::string_view text = trim(piece);
    bool former = false;
    // A label holds until the next one.
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
      const std::string_view label = trim(text.substr(0, colon));
      // "Erika Muster   Arabic: ..." is a name and then a label.
      const std::size_t blank = label.rfind(' ');
      const std::string_view last = blank == std::string_view::npos ? label : label.substr(blank + 1);
      if (const std::string_view code = language_of(last); !code.empty()) {
        if (blank != std::string_view::npos) add(out, label.substr(0, blank), lang, false);
        lang = code;
        text = trim(text.substr(colon + 1));
      }
    }
    for (const std::string_view mark : {"formerly known as", "formerly", "previously known as", "former name"}) {
      if (!former && starts_with_ci(text, mark)) {
        text = trim(text.substr(mark.size()));
        if (text.starts_with(":")) text = trim(text.substr(1));
        former = true;
      }
    }
    for (const std::string_view mark : {"also known as", "a.k.a.", "aka ", "a.k.a "}) {
      if (starts_with_ci(text, mark)) text = trim(text.substr(mark.size()));
    }
    if (people && text.find(" or ") != std::string_view::npos) {
      const auto parts = split(text, " or ");
      // "Aleksandr or Alexander Korol" varies one word; only whole names on both sides are two names.
      const bool whole = std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
        return trim(part).find(' ') != std::string_view::npos;
      });
      if (whole && text.find('/') == std::string_view::npos) {
        for (const std::string_view part : parts) add(out, part, lang, former);
        continue;
      }
    }
    add(out, text, lang, former);
  }
  return out;
}

}  // namespace penumbra::ingest
