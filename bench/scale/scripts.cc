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

// Frequent names as they are written; the letters below serve the rest.
constexpr Spelling kArabicNames[] = {{"muhammad", "محمد"},
                                     {"ahmad", "أحمد"},
                                     {"ali", "علي"},
                                     {"mahmud", "محمود"},
                                     {"hasan", "حسن"},
                                     {"husayn", "حسين"},
                                     {"abdullah", "عبدالله"},
                                     {"khalid", "خالد"},
                                     {"umar", "عمر"},
                                     {"ibrahim", "إبراهيم"},
                                     {"yusuf", "يوسف"},
                                     {"salih", "صالح"},
                                     {"said", "سعيد"},
                                     {"abdul-rahman", "عبدالرحمن"},
                                     {"hamid", "حامد"},
                                     {"abdul-aziz", "عبدالعزيز"},
                                     {"mustafa", "مصطفى"},
                                     {"walid", "وليد"},
                                     {"tariq", "طارق"},
                                     {"faysal", "فيصل"},
                                     {"sami", "سامي"},
                                     {"jamal", "جمال"},
                                     {"nasir", "ناصر"},
                                     {"adil", "عادل"},
                                     {"karim", "كريم"},
                                     {"samir", "سمير"},
                                     {"majid", "ماجد"},
                                     {"bilal", "بلال"},
                                     {"hamza", "حمزة"},
                                     {"anas", "أنس"},
                                     {"zayd", "زيد"},
                                     {"amir", "أمير"},
                                     {"rashid", "راشد"},
                                     {"sultan", "سلطان"},
                                     {"salman", "سلمان"},
                                     {"turki", "تركي"},
                                     {"fahd", "فهد"},
                                     {"saud", "سعود"},
                                     {"mansur", "منصور"},
                                     {"nabil", "نبيل"},
                                     {"isam", "عصام"},
                                     {"kamal", "كمال"},
                                     {"hisham", "هشام"},
                                     {"ayman", "أيمن"},
                                     {"usama", "أسامة"},
                                     {"imad", "عماد"},
                                     {"basim", "باسم"},
                                     {"ghassan", "غسان"},
                                     {"riyad", "رياض"},
                                     {"haytham", "هيثم"},
                                     {"muammar", "معمر"},
                                     {"abdul-karim", "عبدالكريم"},
                                     {"abdul-hamid", "عبدالحميد"},
                                     {"abdul-malik", "عبدالمالك"},
                                     {"abdul-qadir", "عبدالقادر"},
                                     {"fatima", "فاطمة"},
                                     {"aisha", "عائشة"},
                                     {"maryam", "مريم"},
                                     {"zaynab", "زينب"},
                                     {"layla", "ليلى"},
                                     {"nur", "نور"},
                                     {"huda", "هدى"},
                                     {"amina", "أمينة"},
                                     {"hanan", "حنان"},
                                     {"al-masri", "المصري"},
                                     {"al-tikriti", "التكريتي"},
                                     {"al-jaziri", "الجزيري"},
                                     {"al-shami", "الشامي"},
                                     {"al-iraqi", "العراقي"},
                                     {"al-libi", "الليبي"},
                                     {"al-yamani", "اليمني"},
                                     {"al-hasan", "الحسن"},
                                     {"al-ahmad", "الأحمد"},
                                     {"al-ali", "العلي"},
                                     {"al-husayn", "الحسين"},
                                     {"al-najjar", "النجار"},
                                     {"al-haddad", "الحداد"},
                                     {"al-khatib", "الخطيب"},
                                     {"al-sharif", "الشريف"},
                                     {"al-qahtani", "القحطاني"},
                                     {"al-ghamdi", "الغامدي"},
                                     {"al-shammari", "الشمري"},
                                     {"al-dosari", "الدوسري"},
                                     {"al-otaibi", "العتيبي"},
                                     {"al-harbi", "الحربي"},
                                     {"al-zahrani", "الزهراني"},
                                     {"al-maliki", "المالكي"},
                                     {"al-juburi", "الجبوري"},
                                     {"al-dulaymi", "الدليمي"},
                                     {"al-saadi", "السعدي"},
                                     {"al-tamimi", "التميمي"},
                                     {"al-asadi", "الأسدي"},
                                     {"al-hashimi", "الهاشمي"},
                                     {"al-musawi", "الموسوي"},
                                     {"al-kurdi", "الكردي"},
                                     {"al-halabi", "الحلبي"},
                                     {"al-baghdadi", "البغدادي"},
                                     {"al-basri", "البصري"},
                                     {"mohammad", "محمد"},
                                     {"hossein", "حسین"},
                                     {"reza", "رضا"},
                                     {"mehdi", "مهدی"},
                                     {"hassan", "حسن"},
                                     {"abbas", "عباس"},
                                     {"saeed", "سعید"},
                                     {"mahmoud", "محمود"},
                                     {"ebrahim", "ابراهیم"},
                                     {"javad", "جواد"},
                                     {"mostafa", "مصطفی"},
                                     {"morteza", "مرتضی"},
                                     {"alireza", "علیرضا"},
                                     {"mohsen", "محسن"},
                                     {"akbar", "اکبر"},
                                     {"fatemeh", "فاطمه"},
                                     {"zahra", "زهرا"},
                                     {"mohammadi", "محمدی"},
                                     {"hosseini", "حسینی"},
                                     {"ahmadi", "احمدی"},
                                     {"rezaei", "رضایی"},
                                     {"moradi", "مرادی"},
                                     {"heydari", "حیدری"},
                                     {"karimi", "کریمی"},
                                     {"hashemi", "هاشمی"},
                                     {"jafari", "جعفری"},
                                     {"rahimi", "رحیمی"},
                                     {"mousavi", "موسوی"},
                                     {"ebrahimi", "ابراهیمی"},
                                     {"sadeghi", "صادقی"},
                                     {"akbari", "اکبری"},
                                     {"ghasemi", "قاسمی"},
                                     {"rostami", "رستمی"},
                                     {"bin", "بن"},
                                     {"bint", "بنت"}};

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

bool is_vowel(char c) {
  return std::string_view("aeiou").find(c) != std::string_view::npos;
}

// A vowel in front is carried by an alif; i and u in the last syllable are taken for long, as is an i at the end; an a
// at the end is the feminine ending; a doubled consonant is written once.
std::string spell_arabic(std::string_view latin) {
  for (const Spelling& name : kArabicNames) {
    if (latin == name.latin) return std::string(name.native);
  }
  std::string letters;
  for (const char c : latin) {
    if (letters.empty() || letters.back() != c || is_vowel(c)) letters += c;
  }
  const bool article = letters.starts_with("al-") || letters.starts_with("abdul-");
  std::string out = !article && !letters.empty() && is_vowel(letters.front()) ? "ا" : "";
  const std::size_t size = letters.size();
  if (size > 4 && !is_vowel(letters[size - 1]) && (letters[size - 2] == 'i' || letters[size - 2] == 'u') &&
      !is_vowel(letters[size - 3])) {
    letters.replace(size - 2, 1, letters[size - 2] == 'i' ? "ii" : "uu");
  }
  out += spell(kArabic, letters);
  if (letters.ends_with("i")) out += "ي";
  if (letters.ends_with("a")) out += "ة";
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
    case Writing::kArabic:
      return spell_arabic(latin);
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
