// The name in another script, by published systems: from Cyrillic (BGN/PCGN 1947 for Russian; ICAO Doc 9303), Greek
// (ELOT 743), Georgian (national system of 2002), Armenian (BGN/PCGN 1981) and Hangul (Revised Romanisation of 2000,
// letter by letter) to Latin; from Latin to Cyrillic by BGN/PCGN backwards where the name looks East Slavic; and from
// Latin to Arabic word by word for names all of whose words are in a list with their Arabic spelling. The tables are
// written here from the published systems, apart from those of src/text.
#include <algorithm>
#include <array>
#include <map>

#include "selftest/treatment.h"
#include "selftest/words.h"

namespace penumbra::selftest {
namespace {

using base::Random;

struct Letter {
  char32_t from;
  std::u32string_view first, second;  // two systems; equal where there is one
};

constexpr std::array kCyrillic = {
    Letter{U'а', U"a", U"a"},   Letter{U'б', U"b", U"b"},   Letter{U'в', U"v", U"v"},       Letter{U'г', U"g", U"g"},
    Letter{U'д', U"d", U"d"},   Letter{U'е', U"e", U"e"},   Letter{U'ё', U"yo", U"e"},      Letter{U'ж', U"zh", U"zh"},
    Letter{U'з', U"z", U"z"},   Letter{U'и', U"i", U"i"},   Letter{U'й', U"y", U"i"},       Letter{U'к', U"k", U"k"},
    Letter{U'л', U"l", U"l"},   Letter{U'м', U"m", U"m"},   Letter{U'н', U"n", U"n"},       Letter{U'о', U"o", U"o"},
    Letter{U'п', U"p", U"p"},   Letter{U'р', U"r", U"r"},   Letter{U'с', U"s", U"s"},       Letter{U'т', U"t", U"t"},
    Letter{U'у', U"u", U"u"},   Letter{U'ф', U"f", U"f"},   Letter{U'х', U"kh", U"kh"},     Letter{U'ц', U"ts", U"ts"},
    Letter{U'ч', U"ch", U"ch"}, Letter{U'ш', U"sh", U"sh"}, Letter{U'щ', U"shch", U"shch"}, Letter{U'ъ', U"", U"ie"},
    Letter{U'ы', U"y", U"y"},   Letter{U'ь', U"", U""},     Letter{U'э', U"e", U"e"},       Letter{U'ю', U"yu", U"iu"},
    Letter{U'я', U"ya", U"ia"}, Letter{U'і', U"i", U"i"},   Letter{U'ї', U"yi", U"i"},      Letter{U'є', U"ye", U"ie"},
    Letter{U'ґ', U"g", U"g"},   Letter{U'ў', U"w", U"u"}};
constexpr std::array kGreek = {
    Letter{U'α', U"a", U"a"}, Letter{U'β', U"v", U"v"}, Letter{U'γ', U"g", U"g"},   Letter{U'δ', U"d", U"d"},
    Letter{U'ε', U"e", U"e"}, Letter{U'ζ', U"z", U"z"}, Letter{U'η', U"i", U"i"},   Letter{U'θ', U"th", U"th"},
    Letter{U'ι', U"i", U"i"}, Letter{U'κ', U"k", U"k"}, Letter{U'λ', U"l", U"l"},   Letter{U'μ', U"m", U"m"},
    Letter{U'ν', U"n", U"n"}, Letter{U'ξ', U"x", U"x"}, Letter{U'ο', U"o", U"o"},   Letter{U'π', U"p", U"p"},
    Letter{U'ρ', U"r", U"r"}, Letter{U'σ', U"s", U"s"}, Letter{U'ς', U"s", U"s"},   Letter{U'τ', U"t", U"t"},
    Letter{U'υ', U"y", U"y"}, Letter{U'φ', U"f", U"f"}, Letter{U'χ', U"ch", U"ch"}, Letter{U'ψ', U"ps", U"ps"},
    Letter{U'ω', U"o", U"o"}, Letter{U'ά', U"a", U"a"}, Letter{U'έ', U"e", U"e"},   Letter{U'ή', U"i", U"i"},
    Letter{U'ί', U"i", U"i"}, Letter{U'ό', U"o", U"o"}, Letter{U'ύ', U"y", U"y"},   Letter{U'ώ', U"o", U"o"},
    Letter{U'ϊ', U"i", U"i"}, Letter{U'ϋ', U"y", U"y"}};
constexpr std::array kGeorgian = {
    Letter{U'ა', U"a", U"a"},    Letter{U'ბ', U"b", U"b"},    Letter{U'გ', U"g", U"g"},   Letter{U'დ', U"d", U"d"},
    Letter{U'ე', U"e", U"e"},    Letter{U'ვ', U"v", U"v"},    Letter{U'ზ', U"z", U"z"},   Letter{U'თ', U"t", U"t"},
    Letter{U'ი', U"i", U"i"},    Letter{U'კ', U"k'", U"k"},   Letter{U'ლ', U"l", U"l"},   Letter{U'მ', U"m", U"m"},
    Letter{U'ნ', U"n", U"n"},    Letter{U'ო', U"o", U"o"},    Letter{U'პ', U"p'", U"p"},  Letter{U'ჟ', U"zh", U"zh"},
    Letter{U'რ', U"r", U"r"},    Letter{U'ს', U"s", U"s"},    Letter{U'ტ', U"t'", U"t"},  Letter{U'უ', U"u", U"u"},
    Letter{U'ფ', U"p", U"p"},    Letter{U'ქ', U"k", U"k"},    Letter{U'ღ', U"gh", U"gh"}, Letter{U'ყ', U"q'", U"q"},
    Letter{U'შ', U"sh", U"sh"},  Letter{U'ჩ', U"ch", U"ch"},  Letter{U'ც', U"ts", U"ts"}, Letter{U'ძ', U"dz", U"dz"},
    Letter{U'წ', U"ts'", U"ts"}, Letter{U'ჭ', U"ch'", U"ch"}, Letter{U'ხ', U"kh", U"kh"}, Letter{U'ჯ', U"j", U"j"},
    Letter{U'ჰ', U"h", U"h"}};
constexpr std::array kArmenian = {
    Letter{U'ա', U"a", U"a"},    Letter{U'բ', U"b", U"b"},   Letter{U'գ', U"g", U"g"},   Letter{U'դ', U"d", U"d"},
    Letter{U'ե', U"e", U"e"},    Letter{U'զ', U"z", U"z"},   Letter{U'է', U"e", U"e"},   Letter{U'ը', U"y", U"y"},
    Letter{U'թ', U"t'", U"t"},   Letter{U'ժ', U"zh", U"zh"}, Letter{U'ի', U"i", U"i"},   Letter{U'լ', U"l", U"l"},
    Letter{U'խ', U"kh", U"kh"},  Letter{U'ծ', U"ts", U"ts"}, Letter{U'կ', U"k", U"k"},   Letter{U'հ', U"h", U"h"},
    Letter{U'ձ', U"dz", U"dz"},  Letter{U'ղ', U"gh", U"gh"}, Letter{U'ճ', U"ch", U"ch"}, Letter{U'մ', U"m", U"m"},
    Letter{U'յ', U"y", U"y"},    Letter{U'ն', U"n", U"n"},   Letter{U'շ', U"sh", U"sh"}, Letter{U'ո', U"o", U"o"},
    Letter{U'չ', U"ch'", U"ch"}, Letter{U'պ', U"p", U"p"},   Letter{U'ջ', U"j", U"j"},   Letter{U'ռ', U"rr", U"r"},
    Letter{U'ս', U"s", U"s"},    Letter{U'վ', U"v", U"v"},   Letter{U'տ', U"t", U"t"},   Letter{U'ր', U"r", U"r"},
    Letter{U'ց', U"ts'", U"ts"}, Letter{U'ւ', U"v", U"v"},   Letter{U'փ', U"p'", U"p"},  Letter{U'ք', U"k'", U"k"},
    Letter{U'օ', U"o", U"o"},    Letter{U'ֆ', U"f", U"f"},   Letter{U'և', U"ev", U"ev"}};

template <std::size_t N>
bool by_table(const std::array<Letter, N>& table, char32_t c, bool second, std::u32string& out) {
  for (const Letter& letter : table) {
    if (letter.from != c) continue;
    out += second ? letter.second : letter.first;
    return true;
  }
  return false;
}

std::u32string from_hangul(std::u32string_view word) {
  static constexpr std::array<std::u32string_view, 19> kInitial = {U"g",  U"kk", U"n", U"d",  U"tt", U"r", U"m",
                                                                   U"b",  U"pp", U"s", U"ss", U"",   U"j", U"jj",
                                                                   U"ch", U"k",  U"t", U"p",  U"h"};
  static constexpr std::array<std::u32string_view, 21> kMiddle = {U"a",  U"ae", U"ya", U"yae", U"eo", U"e",  U"yeo",
                                                                  U"ye", U"o",  U"wa", U"wae", U"oe", U"yo", U"u",
                                                                  U"wo", U"we", U"wi", U"yu",  U"eu", U"ui", U"i"};
  static constexpr std::array<std::u32string_view, 28> kFinal = {
      U"",  U"k", U"k", U"k", U"n", U"n", U"n", U"t",  U"l", U"k", U"m", U"p", U"l", U"l",
      U"p", U"l", U"m", U"p", U"p", U"t", U"t", U"ng", U"t", U"t", U"k", U"t", U"p", U"t"};
  std::u32string out;
  for (const char32_t c : word) {
    if (c < 0xAC00 || c > 0xD7A3) return {};
    const auto code = static_cast<std::size_t>(c - 0xAC00);
    out += kInitial[code / 588];
    out += kMiddle[code % 588 / 28];
    out += kFinal[code % 28];
  }
  return out;
}

bool vowel(char32_t c) {
  return std::u32string_view(U"aeiouy").find(c) != std::u32string_view::npos;
}

// Whether a Latin word ends as East Slavic family names and patronymics do.
bool looks_east_slavic(std::u32string_view word) {
  static constexpr std::array<std::u32string_view, 14> kEndings = {U"ov",   U"ova",  U"ev",   U"eva",   U"yev",
                                                                   U"yeva", U"skiy", U"sky",  U"skaya", U"enko",
                                                                   U"vich", U"ovna", U"evna", U"chuk"};
  return word.size() >= 6 && std::any_of(kEndings.begin(), kEndings.end(),
                                         [&](std::u32string_view ending) { return word.ends_with(ending); });
}

const std::map<std::string_view, std::string_view>& arabic_words() {
  static const std::map<std::string_view, std::string_view> words = [] {
    std::map<std::string_view, std::string_view> out;
    for (const std::string_view pair : words_in("arabic")) {
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos) out.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return out;
  }();
  return words;
}

bool to_arabic(Draft& draft) {
  std::vector<std::u32string> out;
  for (const DraftWord& word : draft.words) {
    const auto it = arabic_words().find(encoded(lower(word.text)));
    if (it == arabic_words().end()) return false;
    out.push_back(decoded(it->second));
  }
  for (std::size_t i = 0; i < out.size(); ++i) draft.words[i].text = out[i];
  draft.writing = Writing::kArabic;
  return true;
}

bool to_cyrillic(Draft& draft) {
  bool slavic = false;
  std::vector<std::u32string> out;
  for (const DraftWord& word : draft.words) {
    const std::u32string small = lower(word.text);
    slavic = slavic || looks_east_slavic(small);
    out.push_back(cyrillic_of(small));
    if (out.back().empty()) return false;
  }
  if (!slavic) return false;
  for (std::size_t i = 0; i < out.size(); ++i) draft.words[i].text = in_case_of(draft.words[i].text, out[i]);
  draft.writing = Writing::kCyrillic;
  return true;
}

}  // namespace

std::u32string romanised(std::u32string_view word, bool second_system) {
  std::u32string out;
  const Writing writing = writing_of(word);
  if (writing == Writing::kHangul) return from_hangul(word);
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char32_t c = lower(word[i]);
    const char32_t last = i > 0 ? lower(word[i - 1]) : U' ';
    if (!is_letter(c)) {
      out.push_back(c);
      continue;
    }
    bool known = false;
    if (writing == Writing::kCyrillic) {
      // BGN/PCGN: ye at the beginning, after vowels and after signs.
      const bool ye = c == U'е' && !second_system &&
                      (i == 0 || std::u32string_view(U"аеёиоуыэюяйъь").find(last) != std::u32string_view::npos);
      if (ye) out += U"y";
      known = by_table(kCyrillic, c, second_system, out);
    } else if (writing == Writing::kGreek) {
      const char32_t next = i + 1 < word.size() ? lower(word[i + 1]) : U' ';
      if (last == U'ο' && (c == U'υ' || c == U'ύ')) {
        out += U"u";
        known = true;
      } else if (c == U'γ' && (next == U'γ' || next == U'κ' || next == U'χ' || next == U'ξ')) {
        out += next == U'κ' ? U"g" : U"n";
        known = true;
      } else {
        known = by_table(kGreek, c, second_system, out);
      }
    } else if (writing == Writing::kGeorgian) {
      known = by_table(kGeorgian, c, second_system, out);
    } else if (writing == Writing::kArmenian) {
      const char32_t small = c >= 0x531 && c <= 0x556 ? c + 48 : c;
      // Ու is one vowel.
      if (small == U'ւ' && (last == U'ո' || last == U'Ո') && !out.empty()) {
        out.back() = U'u';
        known = true;
      } else {
        known = by_table(kArmenian, small, second_system, out);
      }
    }
    if (!known) return {};
  }
  return out;
}

std::u32string cyrillic_of(std::u32string_view word) {
  struct Group {
    std::u32string_view latin, cyrillic;
  };
  static constexpr std::array kGroups = {
      Group{U"shch", U"щ"}, Group{U"zh", U"ж"}, Group{U"kh", U"х"}, Group{U"ts", U"ц"}, Group{U"ch", U"ч"},
      Group{U"sh", U"ш"},   Group{U"yu", U"ю"}, Group{U"ya", U"я"}, Group{U"ye", U"е"}, Group{U"yo", U"ё"}};
  static constexpr std::u32string_view kLatin = U"abvgdeziklmnoprstuf";
  static constexpr std::u32string_view kOther = U"абвгдезиклмнопрстуф";
  std::u32string out;
  for (std::size_t i = 0; i < word.size();) {
    const auto group = std::find_if(kGroups.begin(), kGroups.end(),
                                    [&](const Group& g) { return word.substr(i).starts_with(g.latin); });
    if (group != kGroups.end()) {
      // BGN/PCGN writes e as ye after a consonant only where a soft sign stands between.
      if (group->latin == U"ye" && i > 0 && is_letter(word[i - 1]) && !vowel(word[i - 1])) out += U"ь";
      out += group->cyrillic;
      i += group->latin.size();
      continue;
    }
    const char32_t c = word[i];
    const bool last = i + 1 == word.size();
    const char32_t before = i > 0 ? word[i - 1] : U' ';
    if (c == U'y') {
      if (last && !vowel(before)) {
        out += U"ий";  // Dmitry, Sky: customary for iy
      } else {
        out += vowel(before) ? U"й" : U"ы";
      }
    } else if (c == U'i' && last && (before == U'e' || before == U'a' || before == U'o')) {
      out += U"й";  // Sergei, Nikolai
    } else if (c == U'-') {
      out += U"-";
    } else {
      const std::size_t at = kLatin.find(c);
      if (at == std::u32string_view::npos) return {};
      out.push_back(i == 0 && c == U'e' ? U'э' : kOther[at]);
    }
    ++i;
  }
  return out;
}

bool change_script(Draft& draft, Random& random) {
  switch (draft.writing) {
    case Writing::kCyrillic:
    case Writing::kGreek:
    case Writing::kGeorgian:
    case Writing::kArmenian:
    case Writing::kHangul: {
      const bool second = random.below(2) == 0;
      for (DraftWord& word : draft.words) {
        if (writing_of(word.text) == Writing::kNone) continue;
        const std::u32string latin = romanised(word.text, second);
        if (latin.empty()) return false;
        word.text = in_case_of(draft.writing == Writing::kCyrillic || draft.writing == Writing::kGreek
                                   ? std::u32string_view(word.text)
                                   : std::u32string_view(U"Aa"),
                               latin);
      }
      draft.writing = Writing::kLatin;
      return true;
    }
    case Writing::kLatin:
      return draft.kind == PartyKind::kPerson && draft.words.size() >= 2 && (to_cyrillic(draft) || to_arabic(draft));
    default:
      return false;
  }
}

}  // namespace penumbra::selftest
