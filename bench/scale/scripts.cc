// Latin words in other scripts: longest spelling first, as a clerk would write them down by ear.

#include <array>

#include "cultures.h"

namespace penumbra::bench {
namespace {

struct Spelling {
  std::string_view latin;
  std::string_view native;
};

// Longer spellings before shorter ones that begin alike.
constexpr Spelling kCyrillic[] = {
    {"shch", "щ"}, {"zh", "ж"}, {"kh", "х"},  {"ts", "ц"}, {"ch", "ч"}, {"sh", "ш"}, {"ya", "я"}, {"yu", "ю"},
    {"yo", "ё"},   {"ye", "е"}, {"iy", "ий"}, {"a", "а"},  {"b", "б"},  {"v", "в"},  {"g", "г"},  {"d", "д"},
    {"e", "е"},    {"z", "з"},  {"i", "и"},   {"y", "й"},  {"k", "к"},  {"l", "л"},  {"m", "м"},  {"n", "н"},
    {"o", "о"},    {"p", "п"},  {"r", "р"},   {"s", "с"},  {"t", "т"},  {"u", "у"},  {"f", "ф"},  {"h", "х"},
    {"c", "к"},    {"j", "дж"}, {"w", "в"},   {"x", "кс"}, {"q", "к"},  {"-", "-"},
};

// Short vowels are not written; a letter in front of "al-" is left out with its hyphen.
constexpr Spelling kArabic[] = {
    {"al-", "ال"}, {"abdul-", "عبدال"}, {"sh", "ش"}, {"kh", "خ"}, {"gh", "غ"}, {"th", "ث"}, {"dh", "ذ"}, {"ch", "چ"},
    {"zh", "ژ"},   {"aa", "ا"},         {"ii", "ي"}, {"uu", "و"}, {"ou", "و"}, {"ay", "ي"}, {"aw", "و"}, {"ei", "ي"},
    {"iy", "ي"},   {"b", "ب"},          {"t", "ت"},  {"j", "ج"},  {"h", "ح"},  {"d", "د"},  {"r", "ر"},  {"z", "ز"},
    {"s", "س"},    {"f", "ف"},          {"q", "ق"},  {"k", "ك"},  {"l", "ل"},  {"m", "م"},  {"n", "ن"},  {"w", "و"},
    {"y", "ي"},    {"p", "پ"},          {"g", "گ"},  {"v", "و"},  {"c", "ك"},  {"a", ""},   {"e", ""},   {"o", "و"},
    {"i", ""},     {"u", ""},           {"-", ""},
};

constexpr Spelling kDevanagari[] = {
    {"chh", "छ"}, {"bh", "भ"}, {"ch", "च"}, {"dh", "ध"}, {"gh", "घ"}, {"kh", "ख"}, {"ph", "फ"}, {"sh", "श"},
    {"th", "थ"},  {"jh", "झ"}, {"b", "ब"},  {"d", "द"},  {"g", "ग"},  {"h", "ह"},  {"j", "ज"},  {"k", "क"},
    {"l", "ल"},   {"m", "म"},  {"n", "न"},  {"p", "प"},  {"r", "र"},  {"s", "स"},  {"t", "त"},  {"v", "व"},
    {"w", "व"},   {"y", "य"},  {"z", "ज"},  {"f", "फ"},  {"c", "क"},  {"q", "क"},  {"x", "क"},
};

constexpr Spelling kMoras[] = {
    {"sha", "シャ"}, {"shu", "シュ"}, {"sho", "ショ"}, {"shi", "シ"},   {"cha", "チャ"}, {"chu", "チュ"},
    {"cho", "チョ"}, {"chi", "チ"},   {"tsu", "ツ"},   {"kyo", "キョ"}, {"ryo", "リョ"}, {"ryu", "リュ"},
    {"ka", "カ"},    {"ki", "キ"},    {"ku", "ク"},    {"ke", "ケ"},    {"ko", "コ"},    {"sa", "サ"},
    {"si", "シ"},    {"su", "ス"},    {"se", "セ"},    {"so", "ソ"},    {"ta", "タ"},    {"ti", "チ"},
    {"tu", "ツ"},    {"te", "テ"},    {"to", "ト"},    {"na", "ナ"},    {"ni", "ニ"},    {"nu", "ヌ"},
    {"ne", "ネ"},    {"no", "ノ"},    {"ha", "ハ"},    {"hi", "ヒ"},    {"hu", "フ"},    {"fu", "フ"},
    {"he", "ヘ"},    {"ho", "ホ"},    {"ma", "マ"},    {"mi", "ミ"},    {"mu", "ム"},    {"me", "メ"},
    {"mo", "モ"},    {"ya", "ヤ"},    {"yi", "イ"},    {"yu", "ユ"},    {"ye", "エ"},    {"yo", "ヨ"},
    {"ra", "ラ"},    {"ri", "リ"},    {"ru", "ル"},    {"re", "レ"},    {"ro", "ロ"},    {"wa", "ワ"},
    {"wi", "ウィ"},  {"wu", "ウ"},    {"we", "ウェ"},  {"wo", "ヲ"},    {"ga", "ガ"},    {"gi", "ギ"},
    {"gu", "グ"},    {"ge", "ゲ"},    {"go", "ゴ"},    {"za", "ザ"},    {"ji", "ジ"},    {"zi", "ジ"},
    {"zu", "ズ"},    {"ze", "ゼ"},    {"zo", "ゾ"},    {"da", "ダ"},    {"di", "ヂ"},    {"du", "ヅ"},
    {"de", "デ"},    {"do", "ド"},    {"ba", "バ"},    {"bi", "ビ"},    {"bu", "ブ"},    {"be", "ベ"},
    {"bo", "ボ"},    {"a", "ア"},     {"i", "イ"},     {"u", "ウ"},     {"e", "エ"},     {"o", "オ"},
    {"n", "ン"},     {"t", "ッ"},
};

// The spelling that the text begins with; nullptr if there is none.
template <std::size_t kCount>
const Spelling* spelling_of(const Spelling (&table)[kCount], std::string_view text) {
  for (const Spelling& spelling : table) {
    if (text.starts_with(spelling.latin)) return &spelling;
  }
  return nullptr;
}

template <std::size_t kCount>
std::string spell(const Spelling (&table)[kCount], std::string_view latin) {
  std::string out;
  while (!latin.empty()) {
    const Spelling* spelling = spelling_of(table, latin);
    if (spelling != nullptr) out += spelling->native;
    latin.remove_prefix(spelling == nullptr ? 1 : spelling->latin.size());
  }
  return out;
}

struct Vowel {
  char latin;
  std::string_view alone;
  std::string_view sign;  // behind a consonant
};
constexpr Vowel kVowels[] = {{'a', "अ", "ा"}, {'i', "इ", "ि"}, {'u', "उ", "ु"}, {'e', "ए", "े"}, {'o', "ओ", "ो"}};

// Consonants carry an "a"; another vowel is a sign on them, none at all a virama, which names leave out at the end. A
// single "a" between consonants is the inherent one.
std::string spell_devanagari(std::string_view latin) {
  std::string out;
  bool consonant = false;
  while (!latin.empty()) {
    const Spelling* spelling = spelling_of(kDevanagari, latin);
    if (spelling != nullptr) {
      if (consonant) out += "्";
      out += spelling->native;
      consonant = true;
      latin.remove_prefix(spelling->latin.size());
      continue;
    }
    for (const Vowel& vowel : kVowels) {
      if (vowel.latin != latin.front()) continue;
      const bool inherent = vowel.latin == 'a' && consonant && latin.size() > 1 && !latin.starts_with("aa");
      if (!inherent) out += consonant ? vowel.sign : vowel.alone;
    }
    consonant = false;
    latin.remove_prefix(latin.starts_with("aa") ? 2 : 1);
  }
  return out;
}

}  // namespace

std::string write_in(Writing writing, std::string_view latin) {
  switch (writing) {
    case Writing::kCyrillic:
      return spell(kCyrillic, latin);
    case Writing::kArabic: {
      // A vowel in front is carried by an alif, and one behind is written.
      std::string out;
      const bool article = latin.starts_with("al-") || latin.starts_with("abdul-");
      if (!article && !latin.empty() && std::string_view("aeiou").find(latin.front()) != std::string_view::npos) {
        out = "ا";
      }
      out += spell(kArabic, latin);
      if (latin.ends_with("i")) out += "ي";
      if (latin.ends_with("a") || latin.ends_with("ah")) out += latin.ends_with("a") ? "ة" : "";
      return out;
    }
    case Writing::kDevanagari:
      return spell_devanagari(latin);
    case Writing::kKatakana:
      return spell(kMoras, latin);
    case Writing::kHan:
    case Writing::kHangul:
    case Writing::kNone:
      break;
  }
  return {};
}

}  // namespace penumbra::bench
