#include "ingest/tables/nationality.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "base/embedded_table.h"
#include "base/name_table.h"
#include "embedded/lists_nationalities.h"
#include "ingest/places.h"
#include "ingest/tables/loose_dates.h"
#include "ingest/tables/names.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

// The code of a people by its name in small letters, or nothing.
const std::string_view* people(std::string_view word) {
  struct Peoples {
    base::NameTable<std::string_view> by_word;
    std::deque<std::string> texts;
    Peoples() {
      base::for_each_table_row(embedded::lists_nationalities(), 3, [this](const std::vector<std::string_view>& row) {
        by_word.add(texts.emplace_back(ascii_lower(row[0])), texts.emplace_back(row[1]));
      });
    }
  };
  static const Peoples table;
  return table.by_word.find(word);
}

bool says_nothing(std::string_view small) {
  if (small.size() > 7) return false;
  for (const std::string_view nothing : {"", "na", "n/a", "nil", "none", "unknown", "-", "不明", "なし"}) {
    if (small == nothing) return true;
  }
  return false;
}

std::optional<std::string_view> read_country(std::string_view word) {
  const std::string clean = tidy(plain_blanks(word));
  const Lowered lowered(clean);
  const std::string_view small = lowered;
  if (says_nothing(small)) return std::string_view();
  if (const auto code = country_code(clean)) return code;
  if (const std::string_view* const code = people(small)) return *code;
  if (small.size() == 2 && is_country_code(small)) {
    // The caller's text may go away; the table's own spelling stays.
    static const std::map<std::string, std::string, std::less<>> codes = [] {
      std::map<std::string, std::string, std::less<>> out;
      for (char a = 'a'; a <= 'z'; ++a) {
        for (char b = 'a'; b <= 'z'; ++b) {
          const std::string code{a, b};
          if (is_country_code(code)) out.emplace(code, code);
        }
      }
      return out;
    }();
    return std::string_view(codes.find(small)->second);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string_view> country_or_people(std::string_view word) {
  const bool is_code = word.size() == 2 && std::all_of(word.begin(), word.end(), [](char c) {
                         return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                       });
  if (!is_code) return read_country(word);
  // Most lists write codes.
  constexpr std::size_t kLetters = 26;
  static const auto codes = [] {
    std::array<std::optional<std::string_view>, kLetters * kLetters> out;
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = read_country(std::string{static_cast<char>('a' + i / kLetters), static_cast<char>('a' + i % kLetters)});
    return out;
  }();
  const auto letter = [&word](std::size_t at) { return static_cast<std::size_t>((word[at] | 0x20) - 'a'); };
  return codes[letter(0) * kLetters + letter(1)];
}

void put_countries(Mapping& mapping, model::Entity& entity, std::string_view property, std::string_view text,
                   const Place& position) {
  const std::string plain = plain_blanks(text);
  for (const std::string& numbered : numbered_pieces(plain)) {
    // The whole first: names of countries hold "and" and commas.
    const std::string_view whole = trim(numbered);
    if (const auto code = country_or_people(whole); code && !whole.ends_with('.')) {
      if (!code->empty()) mapping.put(entity, property, *code, position);
      continue;
    }
    std::vector<std::string_view> pieces = {numbered};
    for (const std::string_view separator : {";", "/", "、", "及び", "，", ",", " and ", " or "}) {
      std::vector<std::string_view> finer;
      for (const std::string_view piece : pieces) {
        if (country_or_people(trim(piece)).has_value()) {
          finer.push_back(piece);
        } else {
          for (const std::string_view part : split(piece, separator)) finer.push_back(part);
        }
      }
      pieces = std::move(finer);
    }
    for (std::string_view piece : pieces) {
      piece = trim(piece);
      while (!piece.empty() && piece.back() == '.') piece.remove_suffix(1);
      auto code = country_or_people(piece);
      // "Russian (since 2014)": what stands in brackets is said in notes.
      if (!code) {
        const std::size_t bracket = std::min(piece.find('('), piece.find("（"));
        if (bracket != std::string_view::npos && bracket > 0) {
          code = country_or_people(trim(piece.substr(0, bracket)));
          if (code) mapping.note(entity, std::string(property) + ": " + std::string(piece));
        }
      }
      if (code) {
        if (!code->empty()) mapping.put(entity, property, *code, position);
        continue;
      }
      mapping.report(model::FindingLevel::kWarning, "unknown-country",
                     "\"" + shown(piece, 60) + "\" is no country that is known here; it is kept in notes", position);
      mapping.note(entity, std::string(property) + ": " + std::string(piece));
    }
  }
}

}  // namespace penumbra::ingest
