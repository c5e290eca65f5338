// Romanisation by script. Sources of the rules: Cyrillic as BGN/PCGN writes personal names; Greek ELOT 743; Hangul
// close to what Korean names in Latin letters have in common (vowels of Revised Romanisation and McCune-Reischauer
// merged); kana Hepburn; Devanagari and its sister blocks Hunterian with final schwa dropped; Arabic and Hebrew letter
// by letter with the usual reading of the matres lectionis; Armenian BGN/PCGN. Everything else: the base table.
#include "text/transliterate.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include <unicode/uchar.h>

#include "text/brahmic.h"

namespace penumbra::text {
namespace {

#include "text/translit_table.inc"

}  // namespace

std::string_view base_latin(char32_t c) {
  if (c >= 0x10000) {
    return "";
  }
  return kPool[kPages[kDirectory[c / 64]][c % 64]];
}

namespace {

// --- Cyrillic -------------------------------------------------------------------------------------------------------

// `next` is the letter that follows, 0 at the end.
std::string_view cyrillic(char32_t c, char32_t next, bool ukrainian) {
  static constexpr std::array<std::string_view, 32> kRussian = {
      "a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "y",    "k", "l", "m", "n", "o",  "p",
      "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "",  "y", "",  "e", "yu", "ya"};
  if (c == U'ъ' && next != 0 && next != U'е' && next != U'ё' && next != U'ю' && next != U'я' && next != U'и') {
    return "a";  // the vowel of Bulgarian; Russian writes the sign before е, ё, ю and я only
  }
  if (c >= 0x430 && c <= 0x44F) {
    if (ukrainian && c == U'г') {
      return "h";
    }
    if (ukrainian && c == U'и') {
      return "y";
    }
    return kRussian[c - 0x430];
  }
  switch (c) {
    case U'ё':
      return "e";
    case U'ђ':
      return "dj";
    case U'ѓ':
      return "gj";
    case U'є':
      return "ye";
    case U'ѕ':
      return "dz";
    case U'і':
      return "i";
    case U'ї':
      return "yi";
    case U'ј':
      return "j";
    case U'љ':
      return "lj";
    case U'њ':
      return "nj";
    case U'ћ':
      return "c";
    case U'ќ':
      return "kj";
    case U'ў':
      return "u";
    case U'џ':
      return "dz";
    case U'ґ':
      return "g";
    case U'ғ':
      return "gh";
    case U'җ':
      return "zh";
    case U'қ':
      return "k";
    case U'ң':
      return "ng";
    case U'ү':
    case U'ұ':
      return "u";
    case U'ҳ':
    case U'һ':
      return "h";
    case U'ҷ':
      return "j";
    case U'ә':
      return "a";
    case U'ө':
      return "o";
    case U'ӣ':
      return "i";
    case U'ӯ':
      return "u";
    default:
      return base_latin(c);
  }
}

// --- Greek ----------------------------------------------------------------------------------------------------------

char32_t without_tonos(char32_t c) {
  switch (c) {
    case U'ά':
      return U'α';
    case U'έ':
      return U'ε';
    case U'ή':
      return U'η';
    case U'ί':
    case U'ϊ':
    case U'ΐ':
      return U'ι';
    case U'ό':
      return U'ο';
    case U'ύ':
    case U'ϋ':
    case U'ΰ':
      return U'υ';
    case U'ώ':
      return U'ω';
    case U'ς':
      return U'σ';
    default:
      return c;
  }
}

void greek(std::u32string_view word, std::string& out) {
  struct Digraph {
    char32_t first;
    char32_t second;
    std::string_view latin;
    std::string_view initial;
  };
  static constexpr Digraph kDigraphs[] = {{U'ο', U'υ', "ou", "ou"}, {U'μ', U'π', "mp", "b"}, {U'ν', U'τ', "nt", "d"},
                                          {U'γ', U'κ', "gk", "g"},  {U'γ', U'γ', "ng", "g"}, {U'α', U'υ', "av", "av"},
                                          {U'ε', U'υ', "ev", "ev"}, {U'τ', U'ζ', "tz", "tz"}};
  static constexpr std::string_view kLetters[] = {"a", "v", "g", "d", "e", "z", "i", "th", "i", "k",  "l",  "m", "n",
                                                  "x", "o", "p", "r", "s", "s", "t", "y",  "f", "ch", "ps", "o"};
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char32_t c = without_tonos(word[i]);
    if (i + 1 < word.size() && word[i + 1] != U'ϋ' && word[i + 1] != U'ϊ') {
      const char32_t next = without_tonos(word[i + 1]);
      const Digraph* found = nullptr;
      for (const Digraph& digraph : kDigraphs) {
        if (digraph.first == c && digraph.second == next) {
          found = &digraph;
        }
      }
      if (found != nullptr) {
        out += i == 0 ? found->initial : found->latin;
        ++i;
        continue;
      }
    }
    out += c >= U'α' && c <= U'ω' ? kLetters[c - U'α'] : base_latin(c);
  }
}

// --- Armenian -------------------------------------------------------------------------------------------------------

// As BGN/PCGN, and bearers of the republic, write personal names; the western reading is a variant (text/variants).
std::string_view armenian(char32_t c, bool first) {
  static constexpr std::string_view kLetters[] = {
      "a", "b", "g", "d",  "e", "z",  "e", "y", "t", "zh", "i", "l", "kh", "ts", "k", "h", "dz", "gh", "ch",
      "m", "y", "n", "sh", "o", "ch", "p", "j", "r", "s",  "v", "t", "r",  "ts", "v", "p", "k",  "o",  "f"};
  if (c < 0x561 || c > 0x586) {
    return base_latin(c);
  }
  return first && c == U'ե' ? "ye" : first && c == U'ո' ? "vo" : kLetters[c - 0x561];
}

// --- Arabic and Hebrew ----------------------------------------------------------------------------------------------

// Words that Arabic letters spell in an older or shorter way than they are read.
struct Spoken {
  std::u32string_view written;
  std::string_view latin;
};

constexpr Spoken kSpokenWords[] = {
    {U"طه", "taha"},       {U"يس", "yasin"},      {U"یس", "yasin"},       {U"اسحق", "ishaq"}, {U"إسحق", "ishaq"},
    {U"اسمعيل", "ismail"}, {U"إسمعيل", "ismail"}, {U"ابرهيم", "ibrahim"}, {U"هرون", "harun"}, {U"لقمن", "luqman"},
    {U"سليمن", "sliman"},  {U"عثمن", "athman"},   {U"معوية", "maauia"}};

const Spoken* spoken_word(std::u32string_view word) {
  const auto* const found = std::find_if(std::begin(kSpokenWords), std::end(kSpokenWords),
                                         [&](const Spoken& s) { return s.written == word; });
  return found == std::end(kSpokenWords) ? nullptr : found;
}

// Whether a final ya without dots, or that of Persian, is an a ("Mustafa", "Musa", and feminine adjectives). Other long
// words that end so are written without the dots of a ya, as Egypt, Iran and Afghanistan do ("Hegazi"). Short ones are
// an a where they have no dots, but for "Ali".
bool ends_in_a(std::u32string_view word) {
  static constexpr std::u32string_view kWords[] = {
      U"موس", U"عيس", U"يحي", U"مصطف", U"مرتض", U"مجتب", U"ليل",  U"سلم",   U"سلو",  U"نجو", U"بشر", U"كبر",
      U"صغر", U"هد",  U"من",  U"ند",   U"سه",   U"ضح",   U"منته", U"مستشف", U"أقص",  U"اقص", U"وسط", U"عظم",
      U"سفل", U"اول", U"أول", U"شور",  U"أعل",  U"اعل",  U"ملتق", U"منتد",  U"مبن",  U"قر",  U"ذكر", U"يسر",
      U"لبن", U"رجو", U"فتو", U"تقو",  U"مثن",  U"معل",  U"أبه",  U"ابه",   U"ملاح", U"حلو", U"نهي", U"يمن"};
  std::u32string stem(word.substr(0, word.size() - 1));
  if (stem.starts_with(U"ال") && stem.size() > 3) {
    stem.erase(0, 2);
  }
  for (char32_t& c : stem) {
    c = c == U'ی' || c == U'ى' ? U'ي' : c == U'ک' ? U'ك' : c;
  }
  if (std::find(std::begin(kWords), std::end(kWords), stem) != std::end(kWords)) {
    return word.back() == U'ى' || word.size() > 3;
  }
  return word.back() == U'ى' && stem.size() <= 2 && stem != U"عل" && stem != U"تق" && stem != U"نق";
}

// Persian, Pashto and Urdu speak some letters in their own way.
std::string_view persian(std::u32string_view word, std::size_t i) {
  const auto is_vowel_letter = [&](std::size_t k) {
    return k < word.size() && (word[k] == U'ا' || word[k] == U'ی' || word[k] == U'ے' || word[k] == U'ى');
  };
  switch (word[i]) {
    case U'ث':
      return "s";
    case U'ذ':
    case U'ض':
      return "z";
    case U'و':
      return i == 0 || is_vowel_letter(i + 1) ? "v" : "";
    default:
      return "";
  }
}

std::string_view arabic(std::u32string_view word, std::size_t i) {
  const auto is_vowel_letter = [&](std::size_t k) {
    return k < word.size() && (word[k] == U'ا' || word[k] == U'و' || word[k] == U'ي' || word[k] == U'ی');
  };
  const bool first = i == 0;
  const bool last = i + 1 == word.size();
  switch (word[i]) {
    case U'ا':
    case U'أ':
    case U'آ':
    case U'ٱ':
    case U'ع':
    case U'ة':
      return "a";
    case U'ى':
      return !last || ends_in_a(word) ? "a" : "i";
    case U'إ':
      return "i";
    case U'ء':
      return "";
    case U'ؤ':
      return "u";
    case U'ئ':
      return "i";
    case U'ب':
      return "b";
    case U'پ':
      return "p";
    case U'ت':
    case U'ط':
    case U'ٹ':
      return "t";
    case U'ث':
      return "th";
    case U'ج':
      return "j";
    case U'چ':
      return "ch";
    case U'ح':
    case U'ه':
    case U'ہ':
    case U'ھ':
      return "h";
    case U'خ':
      return "kh";
    case U'د':
    case U'ض':
    case U'ڈ':
      return "d";
    case U'ذ':
      return "dh";
    case U'ر':
    case U'ڑ':
      return "r";
    case U'ز':
    case U'ظ':
      return "z";
    case U'ژ':
      return "zh";
    case U'س':
    case U'ص':
      return "s";
    case U'ش':
      return "sh";
    case U'غ':
      return "gh";
    case U'ف':
      return "f";
    case U'ڤ':
      return "v";
    case U'ق':
      return "q";
    case U'ك':
    case U'ک':
      return "k";
    case U'گ':
    case U'ڭ':
      return "g";
    case U'ل':
      return "l";
    case U'م':
      return "m";
    case U'ن':
    case U'ں':
      return "n";
    case U'و':
      return first || is_vowel_letter(i + 1) ? "w" : "u";
    case U'ي':
    case U'ی':
      if (last && word[i] == U'ی' && ends_in_a(word)) {
        return "a";
      }
      return first || (!last && is_vowel_letter(i + 1)) ? "y" : "i";
    case U'ے':
      return "e";
    case U'ې':
      return "e";
    default:
      return base_latin(word[i]);
  }
}

// Follows a Hebrew letter and makes another sound of it. It counts as punctuation elsewhere.
constexpr char32_t kGeresh = U'׳';

std::string_view hebrew(std::u32string_view word, std::size_t i, std::size_t& skip) {
  const bool first = i == 0;
  if (i + 1 < word.size() && word[i + 1] == kGeresh) {
    // A geresh makes another sound of the letter, in loans and in names from Arabic.
    static constexpr std::u32string_view kMarked = U"גזצץתחטדעסו";
    static constexpr std::string_view kSounds[] = {"j", "zh", "ch", "ch", "th", "kh", "z", "dh", "gh", "s", "w"};
    if (const std::size_t at = kMarked.find(word[i]); at != std::u32string_view::npos) {
      skip = 1;
      return kSounds[at];
    }
  }
  const bool last = i + 1 == word.size();
  switch (word[i]) {
    case U'א':
    case U'ע':
      return "a";
    case U'ב':
      return first ? "b" : "v";
    case U'ג':
      return "g";
    case U'ד':
      return "d";
    case U'ה':
      return last ? "a" : "h";
    case U'ו':
      if (!last && word[i + 1] == U'ו') {
        skip = 1;
        return "v";
      }
      return first ? "v" : "o";
    case U'ז':
      return "z";
    case U'ח':
      return "h";
    case U'ט':
    case U'ת':
      return "t";
    case U'י':
      if (!last && word[i + 1] == U'י') {
        skip = 1;
      }
      return first ? "y" : "i";
    case U'כ':
      return first ? "k" : "kh";
    case U'ך':
      return "kh";
    case U'ל':
      return "l";
    case U'מ':
    case U'ם':
      return "m";
    case U'נ':
    case U'ן':
      return "n";
    case U'ס':
      return "s";
    case U'פ':
      return first ? "p" : "f";
    case U'ף':
      return "f";
    case U'צ':
    case U'ץ':
      return "ts";
    case U'ק':
      return "k";
    case U'ר':
      return "r";
    case U'ש':
      return "sh";
    default:
      return base_latin(word[i]);
  }
}

// Words of Arabic names that Hebrew and kana spell so differently that nothing finds them again: the servant, the
// father and the son of compound names.
struct Borrowed {
  std::u32string_view word;
  std::string_view latin;
  bool prefix;
};

constexpr Borrowed kBorrowed[] = {{U"עבד", "abd", true},
                                  {U"אבו", "abu", false},
                                  {U"אבן", "ibn", false},
                                  {U"アブドゥル", "abdul", true},
                                  {U"アブドル", "abdul", true},
                                  {U"アブデル", "abdel", true},
                                  {U"アブダル", "abdal", true},
                                  {U"アブド", "abd", false},
                                  {U"アブドゥ", "abdu", false},
                                  {U"アブドゥッラー", "abdullah", false},
                                  {U"アブドゥラ", "abdullah", false},
                                  {U"アブダッラー", "abdullah", false},
                                  {U"アブダラ", "abdullah", false},
                                  {U"アブドゥッラ", "abdullah", false},
                                  {U"アブドラ", "abdullah", false},
                                  {U"アブドゥラー", "abdullah", false},
                                  {U"アブドッラー", "abdullah", false}};

// The borrowed word that `word` is or begins with; the longest.
const Borrowed* borrowed(std::u32string_view word) {
  const Borrowed* best = nullptr;
  for (const Borrowed& b : kBorrowed) {
    const bool fits = b.prefix ? word.substr(0, b.word.size()) == b.word : word == b.word;
    // A prefix is one only before a name of some length.
    const bool enough = word.size() == b.word.size() || word.size() >= b.word.size() + 2;
    if (fits && enough && (best == nullptr || b.word.size() > best->word.size())) {
      best = &b;
    }
  }
  return best;
}

// --- Hangul ---------------------------------------------------------------------------------------------------------

void hangul(char32_t c, std::string& out) {
  if (c < 0xAC00 || c > 0xD7A3) {
    out += base_latin(c);
    return;
  }
  static constexpr std::string_view kInitial[] = {"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                                                  "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
  static constexpr std::string_view kVowel[] = {"a",  "ae", "ya", "yae", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
                                                "oe", "yo", "u",  "wo",  "we", "wi", "yu", "u",  "ui", "i"};
  static constexpr std::string_view kFinal[] = {"",  "k", "k", "k", "n", "n", "n", "t",  "l", "k", "m", "l", "l", "l",
                                                "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"};
  const char32_t index = c - 0xAC00;
  out += kInitial[index / 588];
  out += kVowel[index % 588 / 28];
  out += kFinal[index % 28];
}

// --- Kana -----------------------------------------------------------------------------------------------------------

void kana(std::u32string_view word, std::string& out) {
  // Katakana from U+30A1 on; small letters are handled below.
  static constexpr std::string_view kTable[] = {
      "a",  "a",  "i",  "i",  "u",   "u",  "e",  "e",  "o",  "o",  "ka", "ga", "ki", "gi", "ku",  "gu", "ke", "ge",
      "ko", "go", "sa", "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "chi", "ji", "",   "tsu",
      "zu", "te", "de", "to", "do",  "na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi",  "pi", "fu", "bu",
      "pu", "he", "be", "pe", "ho",  "bo", "po", "ma", "mi", "mu", "me", "mo", "ya", "ya", "yu",  "yu", "yo", "yo",
      "ra", "ri", "ru", "re", "ro",  "wa", "wa", "wi", "we", "wo", "n",  "vu", "ka", "ke", "va",  "vi", "ve", "vo"};
  bool doubled = false;
  for (char32_t c : word) {
    if (c >= 0x3041 && c <= 0x3096) {
      c += 0x60;
    }
    if (c == U'ッ') {
      doubled = true;
      continue;
    }
    if (c == U'ー' || c < 0x30A1 || c > 0x30FA) {
      continue;  // long vowels are not written; iteration marks are too rare in names to matter
    }
    const std::string_view latin = kTable[c - 0x30A1];
    const bool small_y = c == U'ャ' || c == U'ュ' || c == U'ョ';
    const bool small_vowel = c == U'ァ' || c == U'ィ' || c == U'ゥ' || c == U'ェ' || c == U'ォ';
    if (small_y && out.size() >= 2 && out.back() == 'i') {
      out.pop_back();
      const char before = out.back();
      // sha, cha, ja; not hya
      const bool sibilant = before == 'j' || (before == 'h' && out.size() >= 2 &&
                                              (out[out.size() - 2] == 's' || out[out.size() - 2] == 'c'));
      out += sibilant ? latin.substr(1) : latin;
    } else if (small_vowel && !out.empty()) {
      // フィ is "fi", ティ "ti", ウィ "wi", ヴァ "va".
      const char vowel = out.back();
      const bool lone_u = vowel == 'u' && (out.size() == 1 || std::string_view("aeioun").find(out[out.size() - 2]) !=
                                                                  std::string_view::npos);
      if (std::string_view("aeiou").find(vowel) != std::string_view::npos) {
        out.pop_back();
      }
      if (lone_u && latin != "u") {
        out += "w";
      }
      out += latin;
    } else {
      if (doubled && !latin.empty()) {
        out.push_back(latin.front() == 'c' ? 't' : latin.front());
      }
      out += latin;
    }
    doubled = false;
  }
}

// --- Khmer ----------------------------------------------------------------------------------------------------------

void khmer(std::u32string_view word, std::string& out) {
  // Consonants belong to two series; vowels are read differently after each, and two signs move a consonant to the
  // other.
  struct Consonant {
    std::string_view latin;
    bool second;
  };
  static constexpr Consonant kConsonants[] = {
      {"k", false},  {"kh", false}, {"k", true},   {"kh", true}, {"ng", true},  {"ch", false}, {"chh", false},
      {"ch", true},  {"chh", true}, {"nh", true},  {"d", false}, {"th", false}, {"d", true},   {"th", true},
      {"n", false},  {"t", false},  {"th", false}, {"t", true},  {"th", true},  {"n", true},   {"b", false},
      {"ph", false}, {"p", true},   {"ph", true},  {"m", true},  {"y", true},   {"r", true},   {"l", true},
      {"v", true},   {"sh", false}, {"s", false},  {"s", false}, {"h", false},  {"l", false},  {"a", false}};
  static constexpr std::string_view kFirst[] = {"a",  "e",  "ei", "oe", "eu", "o",  "ou", "uo", "ae",
                                                "oe", "ie", "e",  "e",  "ai", "ao", "au", "om", "ah"};
  static constexpr std::string_view kSecond[] = {"ea", "i",  "i", "u", "u",  "u", "u",  "uo", "eu",
                                                 "oe", "ie", "e", "e", "ei", "o", "ou", "um", "eah"};
  bool second = false;
  bool pending = false;
  for (const char32_t c : word) {
    if (c >= 0x1780 && c <= 0x17A2) {
      if (pending) {
        out += second ? "o" : "a";
      }
      out += kConsonants[c - 0x1780].latin;
      second = kConsonants[c - 0x1780].second;
      pending = true;
    } else if (c >= 0x17B6 && c <= 0x17C7) {
      // The commonest long vowel is written "a" after both series in personal names.
      out += c == 0x17B6 ? "a" : second ? kSecond[c - 0x17B6] : kFirst[c - 0x17B6];
      pending = false;
    } else if (c == 0x17C9) {
      second = false;
      if (!out.empty() && out.back() == 'b') {
        out.back() = 'p';
      }
    } else if (c == 0x17CA) {
      second = true;
    } else if (c == 0x17D2) {
      pending = false;
    } else if (c >= 0x17A3 && c <= 0x17B3) {
      static constexpr std::string_view kIndependent[] = {"a",  "a",  "e",  "ei", "o",  "ok", "ou", "ov", "ru",
                                                          "ru", "lu", "lu", "ae", "ai", "ao", "ao", "au"};
      out += kIndependent[c - 0x17A3];
      pending = false;
    }
  }
}

// Appends "dhul" where an Arabic name begins with "owner of the" in one word, whose vowels are short; how many letters
// it took.
std::size_t append_owner(std::u32string_view word, std::string& out) {
  constexpr std::u32string_view kOwner = U"ذوال";
  constexpr std::size_t kLeastName = 3;
  if (!word.starts_with(kOwner) || word.size() < kOwner.size() + kLeastName) {
    return 0;
  }
  out += "dhul";
  return kOwner.size();
}

// Appends the borrowed word at the beginning of `word`; how many letters it took.
std::size_t append_borrowed(std::u32string_view word, std::string& out) {
  const Borrowed* found = borrowed(word);
  if (found == nullptr) {
    return 0;
  }
  out += found->latin;
  return found->word.size();
}

}  // namespace

int digit_value(char32_t code_point) {
  return u_charDigitValue(static_cast<UChar32>(code_point));
}

namespace {

// What the letters from U+0400 to U+06FF say of the language, one look for each.
enum class Says : std::uint8_t { kNothing, kUkrainian, kKazakh, kPersian };
constexpr char32_t kSaysFirst = 0x0400;
constexpr auto kSays = [] {
  std::array<Says, 0x0700 - kSaysFirst> says{};
  const auto mark = [&says](std::u32string_view letters, Says what) {
    for (const char32_t c : letters) {
      says[c - kSaysFirst] = what;
    }
  };
  // Kazakh writes і too, and г as g.
  mark(U"іїєґў", Says::kUkrainian);
  mark(U"әғқңөұүһ", Says::kKazakh);
  mark(U"پچژگکیہھےٹڈڑںټډړښګڼۍ", Says::kPersian);
  return says;
}();

}  // namespace

Tongue tongue_of(std::u32string_view text) {
  bool ukrainian = false;
  for (const char32_t c : text) {
    if (c < kSaysFirst || c >= kSaysFirst + kSays.size()) {
      continue;
    }
    const Says says = kSays[c - kSaysFirst];
    if (says == Says::kPersian) {
      return Tongue::kPersian;
    }
    if (says == Says::kKazakh) {
      return Tongue::kAny;
    }
    ukrainian = ukrainian || says == Says::kUkrainian;
  }
  return ukrainian ? Tongue::kUkrainian : Tongue::kAny;
}

std::u32string arabic_of_hebrew(std::u32string_view word) {
  struct Letter {
    char32_t hebrew;
    char32_t plain;
    char32_t marked;  // with a geresh; 0: none
  };
  // The correspondence that writers of Hebrew use for Arabic, letter for letter.
  static constexpr Letter kLetters[] = {{U'א', U'ا', 0},    {U'ב', U'ب', 0},    {U'ג', U'ج', U'ج'}, {U'ד', U'د', U'ذ'},
                                        {U'ה', U'ه', 0},    {U'ו', U'و', U'و'}, {U'ז', U'ز', U'ژ'}, {U'ח', U'ح', U'خ'},
                                        {U'ט', U'ط', U'ظ'}, {U'י', U'ي', 0},    {U'כ', U'ك', U'خ'}, {U'ך', U'ك', U'خ'},
                                        {U'ל', U'ل', 0},    {U'מ', U'م', 0},    {U'ם', U'م', 0},    {U'נ', U'ن', 0},
                                        {U'ן', U'ن', 0},    {U'ס', U'س', 0},    {U'ע', U'ع', U'غ'}, {U'פ', U'ف', 0},
                                        {U'ף', U'ف', 0},    {U'צ', U'ص', U'ض'}, {U'ץ', U'ص', U'ض'}, {U'ק', U'ق', 0},
                                        {U'ר', U'ر', U'غ'}, {U'ש', U'ش', 0},    {U'ת', U'ت', U'ث'}};
  std::u32string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto* const found =
        std::find_if(std::begin(kLetters), std::end(kLetters), [&](const Letter& l) { return l.hebrew == word[i]; });
    const bool marked = i + 1 < word.size() && word[i + 1] == kGeresh;
    if (found == std::end(kLetters)) {
      return {};
    }
    // Beside other letters the sign is a hamza, which is not spoken.
    out.push_back(marked && found->marked != 0 ? found->marked : found->plain);
    i += marked ? 1 : 0;
  }
  if (!out.empty() && word.back() == U'ה' && !out.ends_with(U"الله")) {
    out.back() = U'ة';  // as a rule
  }
  return out;
}

std::string to_latin(std::u32string_view word, Tongue tongue) {
  std::string out;
  out.reserve(word.size() + 8);
  const bool ukrainian = tongue == Tongue::kUkrainian;
  for (std::size_t i = 0; i < word.size();) {
    const char32_t c = word[i];
    if (c < 0x80) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        out.push_back(static_cast<char>(c));
      }
      ++i;
      continue;
    }
    const Script script = script_of(c);
    std::size_t end = i + 1;
    while (end < word.size() && (script_of(word[end]) == script || word[end] == kGeresh)) {
      ++end;
    }
    const std::u32string_view run = word.substr(i, end - i);
    switch (script) {
      case Script::kNone: {
        for (const char32_t d : run) {
          const int value = digit_value(d);
          if (value >= 0 && value <= 9) {
            out.push_back(static_cast<char>('0' + value));
          }
        }
        break;
      }
      case Script::kCyrillic:
        for (std::size_t k = 0; k < run.size(); ++k) {
          out += cyrillic(run[k], k + 1 < run.size() ? run[k + 1] : 0, ukrainian);
        }
        break;
      case Script::kGreek:
        greek(run, out);
        break;
      case Script::kArabic:
        if (const Spoken* const spoken = spoken_word(run)) {
          out += spoken->latin;
          break;
        }
        for (std::size_t k = append_owner(run, out); k < run.size(); ++k) {
          const std::string_view own = tongue == Tongue::kPersian ? persian(run, k) : std::string_view();
          out += own.empty() ? arabic(run, k) : own;
        }
        break;
      case Script::kHebrew:
        for (std::size_t k = append_borrowed(run, out); k < run.size(); ++k) {
          std::size_t skip = 0;
          out += hebrew(run, k, skip);
          k += skip;
        }
        break;
      case Script::kHangul:
        for (const char32_t d : run) {
          hangul(d, out);
        }
        break;
      case Script::kKana:
        kana(run.substr(append_borrowed(run, out)), out);
        break;
      case Script::kIndic:
        append_indic(run, IndicStyle{}, out);
        break;
      case Script::kThai:
        append_thai(run, out);
        break;
      case Script::kArmenian:
        for (std::size_t k = 0; k < run.size(); ++k) {
          if (run[k] == U'ո' && k + 1 < run.size() && run[k + 1] == U'ւ') {
            out += "u";
            ++k;
          } else if (run[k] == U'և') {
            out += "ev";
          } else {
            out += armenian(run[k], i + k == 0);
          }
        }
        break;
      case Script::kMyanmar:
        append_burmese(run, out);
        break;
      case Script::kKhmer:
        khmer(run, out);
        break;
      default:
        for (const char32_t d : run) {
          if (d < 0x80) {
            out.push_back(static_cast<char>(d));
          } else {
            out += base_latin(d);
          }
        }
    }
    i = end;
  }
  return out;
}

}  // namespace penumbra::text
