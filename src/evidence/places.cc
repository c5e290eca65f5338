#include "evidence/places.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/embedded_table.h"
#include "embedded/evidence_countries.h"
#include "embedded/evidence_country_alpha3.h"
#include "embedded/evidence_country_own_names.h"
#include "embedded/evidence_nationalities.h"
#include "text/normalise.h"
#include "text/transliterate.h"
#include "text/utf8.h"

namespace penumbra::evidence {
namespace {

constexpr std::size_t kMaxAddressBytes = 1024;
constexpr std::size_t kMaxWords = 64;

std::string lower(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  std::string out(text.substr(first, text.find_last_not_of(" \t") - first + 1));
  if (std::any_of(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    const std::u32string folded = text::normalise(out, kMaxAddressBytes).text;
    out.clear();
    for (const char32_t c : folded) text::append(out, c);
    return out;
  }
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

struct Countries {
  std::map<std::string, std::string, std::less<>> by_name;  // names, codes of three letters, and the codes themselves

  Countries() {
    base::for_each_table_row(embedded::evidence_countries(), 2, [&](const std::vector<std::string_view>& row) {
      if (row[1].empty()) return;
      by_name.emplace(lower(row[0]), row[1]);
      by_name.emplace(row[1], row[1]);
    });
    // After the names, which go first: adjectives, and what countries are called by themselves, their neighbours and
    // the past.
    const auto add = [&](const std::vector<std::string_view>& row) {
      if (!row[1].empty()) by_name.emplace(lower(row[0]), lower(row[1]));
    };
    base::for_each_table_row(embedded::evidence_nationalities(), 3, add);
    base::for_each_table_row(embedded::evidence_country_own_names(), 2, add);
    base::for_each_table_row(embedded::evidence_country_alpha3(), 2, [&](const std::vector<std::string_view>& row) {
      by_name.emplace(lower(row[0]), row[1]);
      by_name.emplace(row[1], row[1]);
    });
  }
};

// Countries of which lists write one for the other. Pairs, in this order or the other.
struct Related {
  std::string_view one;
  std::string_view others;
};
constexpr std::array<Related, 7> kRelated{{{"suhh", " ru ua by kz uz tm tj kg am az ge md ee lv lt "},
                                           {"su", " ru ua by kz uz tm tj kg am az ge md ee lv lt "},
                                           {"yucs", " rs me hr si ba mk xk csxx "},
                                           {"csxx", " rs me xk "},
                                           {"cshh", " cz sk "},
                                           {"cn", " hk mo "},
                                           {"rs", " xk "}}};

// Words of addresses that say what follows and name no place; with and without the dot. In Latin letters.
bool shared_word(std::string_view word) {
  constexpr std::array<std::string_view, 46> kShared{
      "str",  "street", "st",    "road", "rd",    "ave",    "avenue", "ul",       "ulitsa",   "ulica", "prospekt", "pr",
      "per",  "lane",   "ln",    "blvd", "dom",   "d",      "no",     "nr",       "building", "bldg",  "floor",    "fl",
      "flat", "apt",    "suite", "ste",  "room",  "unit",   "office", "of",       "the",      "and",   "p",        "o",
      "box",  "pob",    "city",  "g",    "gorod", "oblast", "region", "district", "rayon",    "kv"};
  return std::find(kShared.begin(), kShared.end(), word) != kShared.end();
}

bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// One letter changed, missing, added, or two neighbours exchanged.
bool nearly(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.size() < 5 || b.size() < 5 || has_digit(a) || has_digit(b)) return false;
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() != b.size()) return a.substr(i) == b.substr(i + 1);
  if (a.substr(i + 1) == b.substr(i + 1)) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
}

}  // namespace

std::string country_code(std::string_view text) {
  static const Countries countries;
  std::string key = lower(text);
  if (const std::size_t dash = key.find('-'); dash == 2) key.resize(2);
  if (key == "uk") key = "gb";
  const auto it = countries.by_name.find(key);
  return it == countries.by_name.end() ? std::string() : it->second;
}

CountryRelation relate_countries(std::string_view a, std::string_view b) {
  if (a == b) return CountryRelation::kSame;
  for (const Related& related : kRelated) {
    for (const auto& [x, y] : {std::pair(a, b), std::pair(b, a)}) {
      if (related.one == x && related.others.find(" " + std::string(y) + " ") != std::string_view::npos) {
        return CountryRelation::kRelated;
      }
    }
  }
  return CountryRelation::kOther;
}

AddressWords read_address(std::string_view text) {
  AddressWords out;
  out.text = text;
  const std::u32string folded = text::normalise(text, kMaxAddressBytes).text;
  std::u32string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    std::string latin;
    if (std::all_of(word.begin(), word.end(), [](char32_t c) { return text::digit_value(c) >= 0; })) {
      for (const char32_t c : word) latin.push_back(static_cast<char>('0' + text::digit_value(c)));
    } else {
      latin = text::to_latin(word);
    }
    if (!latin.empty() && !shared_word(latin) && out.words.size() < kMaxWords) out.words.push_back(latin);
    word.clear();
  };
  for (const char32_t c : folded) {
    const bool separator = c <= 0x20 || (c < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) ||
                           c == 0x3001 || c == 0xA0 || (c >= 0x2010 && c <= 0x201F) || c == 0xFFFD;
    if (separator) {
      end_word();
    } else {
      word.push_back(c);
    }
  }
  end_word();
  std::sort(out.words.begin(), out.words.end());
  out.words.erase(std::unique(out.words.begin(), out.words.end()), out.words.end());
  out.has_number = std::any_of(out.words.begin(), out.words.end(), [](const std::string& w) { return has_digit(w); });
  return out;
}

AddressLikeness compare_addresses(const AddressWords& a, const AddressWords& b) {
  AddressLikeness out;
  if (a.words.empty() || b.words.empty()) return out;
  if (b.words < a.words) return compare_addresses(b, a);  // one order, so that ties fall alike
  std::vector<bool> taken(b.words.size(), false);
  // Equal words first, so that a near word does not take another's place.
  for (const bool exact : {true, false}) {
    for (const std::string& word : a.words) {
      if (!exact && std::binary_search(b.words.begin(), b.words.end(), word)) continue;
      for (std::size_t j = 0; j < b.words.size(); ++j) {
        if (taken[j] || !(exact ? word == b.words[j] : nearly(word, b.words[j]))) continue;
        taken[j] = true;
        ++out.common;
        out.number_agrees = out.number_agrees || has_digit(word);
        break;
      }
    }
  }
  out.percent = static_cast<int>(200 * static_cast<std::size_t>(out.common) / (a.words.size() + b.words.size()));
  return out;
}

}  // namespace penumbra::evidence
