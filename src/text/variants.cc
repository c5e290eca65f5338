#include "text/variants.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "text/brahmic.h"
#include "text/script.h"
#include "text/transliterate.h"

namespace penumbra::text {
namespace {

constexpr std::size_t kMaxLetters = 24;
// Letters of a word that may be read in another way; further ones keep their usual reading.
constexpr std::size_t kMaxRules = 6;
constexpr std::size_t kMaxOthers = 3;

// What a letter or group of letters may be read as instead, likelier ones first.
struct Rule {
  std::u32string_view letters;
  std::array<std::string_view, kMaxOthers> others;
};

using Rules = std::span<const Rule>;

// Latin letters beyond the plain ones: languages write them in plain letters in several ways.
constexpr Rule kLatin[] = {
    {U"ä", {"ae"}},      {U"ö", {"oe"}},       {U"ü", {"ue"}},     {U"å", {"aa", "o"}},  {U"ø", {"oe"}},
    {U"ç", {"ch", "s"}}, {U"č", {"ch"}},       {U"ć", {"ch"}},     {U"š", {"sh"}},       {U"ś", {"sh"}},
    {U"ş", {"sh"}},      {U"ș", {"sh"}},       {U"ž", {"zh"}},     {U"ż", {"zh"}},       {U"ź", {"zh"}},
    {U"đ", {"dj"}},      {U"ð", {"dh", "th"}}, {U"ğ", {"gh", ""}}, {U"ţ", {"ts"}},       {U"ț", {"ts"}},
    {U"ə", {"a", "ae"}}, {U"ñ", {"ny", "gn"}}, {U"ŭ", {"w"}},      {U"ō", {"oh", "ou"}}, {U"ū", {"uu"}},
    {U"ř", {"rz"}},      {U"ě", {"ie"}},       {U"ī", {"ee"}},     {U"ʻ", {"a"}},
};

// Cyrillic: letters that languages romanise in several ways. U+E000 stands for an е at the beginning or after a vowel.
constexpr char32_t kOpenE = 0xE000;
constexpr Rule kCyrillic[] = {
    {U"г", {"h"}},       {U"\uE000", {"ye"}},   {U"ё", {"yo", "o"}},  {U"ю", {"ju", "u"}}, {U"я", {"ja"}},
    {U"ц", {"c", "tz"}}, {U"щ", {"sht", "sc"}}, {U"в", {"ff"}},       {U"ь", {"i", "y"}},  {U"ъ", {"u", "y"}},
    {U"й", {"j"}},       {U"є", {"ie", "e"}},   {U"ї", {"i", "ji"}},  {U"ў", {"w", "v"}},  {U"ә", {"e", "ae"}},
    {U"ғ", {"g"}},       {U"ң", {"n"}},         {U"ө", {"u", "oe"}},  {U"ү", {"ue", "y"}}, {U"х", {"ch"}},
    {U"ұ", {"y"}},       {U"ӯ", {"o"}},         {U"ьо", {"yo", "e"}}, {U"кс", {"x"}},      {U"зг", {"zh"}}};
// Serbian and Macedonian words lose their diacritics in Latin letters.
constexpr Rule kSerbian[] = {{U"ћ", {"ch", "tj"}}, {U"ђ", {"d", "j"}}, {U"љ", {"ly", "l"}}, {U"њ", {"ny", "n"}},
                             {U"ч", {"c"}},        {U"ш", {"s"}},      {U"ж", {"z"}},       {U"ј", {"y", "i"}},
                             {U"џ", {"dzh", "j"}}, {U"ц", {"c"}},      {U"х", {"h"}},       {U"ѓ", {"g"}},
                             {U"ќ", {"k"}}};
constexpr Rule kGreek[] = {{U"μπ", {"b", "mb"}}, {U"ντ", {"d", "nd"}},  {U"γκ", {"g", "ng"}},  {U"γγ", {"gg"}},
                           {U"τζ", {"j"}},       {U"αυ", {"au", "af"}}, {U"ευ", {"eu", "ef"}}, {U"ει", {"i"}},
                           {U"οι", {"i"}},       {U"αι", {"e"}},        {U"β", {"b"}},         {U"η", {"e"}},
                           {U"υ", {"u"}},        {U"χ", {"h", "x"}},    {U"ύ", {"u"}},         {U"ή", {"e"}},
                           {U"γ", {"y"}}};
constexpr Rule kArmenian[] = {{U"բ", {"p"}},  {U"պ", {"b"}},  {U"գ", {"k"}},  {U"կ", {"g"}},
                              {U"դ", {"t"}},  {U"տ", {"d"}},  {U"ջ", {"ch"}}, {U"ճ", {"j"}},
                              {U"ձ", {"ts"}}, {U"ծ", {"dz"}}, {U"ղ", {"l"}}};
constexpr Rule kGeorgian[] = {{U"ყ", {"gh"}}, {U"ფ", {"f"}},   {U"ჯ", {"dj"}}, {U"ძ", {"z"}}, {U"წ", {"c", "tz"}},
                              {U"ც", {"c"}},  {U"ჭ", {"tch"}}, {U"ხ", {"x"}},  {U"ღ", {"g"}}};

bool is_cyrillic_vowel(char32_t c) {
  return std::u32string_view(U"аеёиоуыэюяіїє").find(c) != std::u32string_view::npos;
}

// A word as alternating pieces: text that stays, and rules that may be read in another way.
class Reader {
 public:
  Reader(std::u32string_view word, Rules rules) : word_(word) {
    for (std::size_t i = 0; i < word.size();) {
      const Rule* found = nullptr;
      for (const Rule& rule : rules) {
        if (applies(rule, i) && (found == nullptr || rule.letters.size() > found->letters.size())) {
          found = &rule;
        }
      }
      if (found != nullptr && count_ < kMaxRules &&
          std::find(used_.begin(), used_.begin() + static_cast<std::ptrdiff_t>(count_), found) ==
              used_.begin() + static_cast<std::ptrdiff_t>(count_)) {
        used_[count_++] = found;
      }
      i += found == nullptr ? 1 : found->letters.size();
    }
  }

  // Each letter on its own, then all together, then in pairs.
  std::string run() const {
    std::string out;
    if (count_ == 0) {
      return out;
    }
    Choice choice{};
    if (count_ > 1) {
      choice.fill(1);
      append(choice, out);
    }
    for (std::size_t k = 1; k <= kMaxOthers; ++k) {
      for (std::size_t i = 0; i < count_; ++i) {
        choice.fill(0);
        choice[i] = k;
        append(choice, out);
      }
    }
    return out;
  }

 private:
  using Choice = std::array<std::size_t, kMaxRules>;

  // "-off" and "-eff" end a word; elsewhere the letter has one reading.
  bool applies(const Rule& rule, std::size_t at) const {
    return word_[at] == rule.letters.front() && word_.substr(at, rule.letters.size()) == rule.letters &&
           (rule.letters != U"в" || at + 1 == word_.size());
  }

  void append(const Choice& choice, std::string& out) const {
    std::u32string changed;
    for (std::size_t i = 0; i < word_.size();) {
      std::size_t step = 1;
      bool kept = true;
      for (std::size_t r = 0; r < count_ && kept; ++r) {
        const Rule& rule = *used_[r];
        if (choice[r] != 0 && applies(rule, i)) {
          const std::string_view other = rule.others[choice[r] - 1];
          if (other.data() == nullptr) {
            continue;
          }
          changed.append(other.begin(), other.end());
          step = rule.letters.size();
          kept = false;
        }
      }
      if (kept) {
        changed.push_back(word_[i]);
      }
      i += step;
    }
    if (changed == word_) {
      return;
    }
    std::replace(changed.begin(), changed.end(), kOpenE, U'е');
    if (!out.empty()) {
      out.push_back(' ');
    }
    out += to_latin(changed);
  }

  std::u32string_view word_;
  std::array<const Rule*, kMaxRules> used_{};
  std::size_t count_ = 0;
};

}  // namespace

namespace {

std::string cyrillic(std::u32string_view word) {
  if (word.find_first_of(U"ђѓћќљњџј") != std::u32string_view::npos) {
    return Reader(word, kSerbian).run();
  }
  std::u32string marked(word);
  for (std::size_t i = 0; i < marked.size(); ++i) {
    const bool open = i == 0 || is_cyrillic_vowel(word[i - 1]) || word[i - 1] == U'ь' || word[i - 1] == U'ъ';
    marked[i] = marked[i] == U'е' && open ? kOpenE : marked[i];
  }
  return Reader(marked, kCyrillic).run();
}

// Long vowels are written out in kana and seldom in Latin letters.
std::string short_vowels(std::string latin) {
  for (const std::string_view written : {"ou", "oo", "uu"}) {
    for (std::size_t at = latin.find(written); at != std::string::npos; at = latin.find(written, at)) {
      latin.erase(at + 1, 1);
    }
  }
  return latin;
}

// Syllables that bearers spell in several ways, and the others.
std::string burmese(std::u32string_view word) {
  struct Spellings {
    std::string_view usual;
    std::string_view others;
  };
  static constexpr Spellings kSpellings[] = {
      {"nay", "ne"},       {"u", "oo"},           {"tun", "htun"},     {"mar", "ma"},       {"kyi", "kyee chi"},
      {"tin", "htin"},     {"pe", "phay"},        {"ohn", "on ohnn"},  {"gyi", "kyi gyee"}, {"wai", "way"},
      {"linn", "lin"},     {"latt", "lat"},       {"htoo", "tu htu"},  {"htet", "tet"},     {"aye", "ay"},
      {"khaing", "khine"}, {"naing", "nine"},     {"hlaing", "hline"}, {"paing", "pine"},   {"phone", "bone pon"},
      {"moe", "mo"},       {"soe", "so"},         {"toe", "to"},       {"thaw", "thor"},    {"taw", "tor"},
      {"htut", "tut"},     {"thuzar", "thuza"},   {"zeyar", "zeya"},   {"thura", "thuya"},  {"nandar", "nanda"},
      {"nanda", "nandar"}, {"yadanar", "yadana"}, {"yarzar", "yaza"},  {"thiha", "thihar"}, {"thida", "thidar"},
      {"sandar", "sanda"}, {"hone", "hon"},       {"khant", "khan"},   {"than", "thant"},   {"gyaw", "kyaw"},
      {"myint", "myin"},   {"nyunt", "nyun"},     {"phyo", "pyo"},     {"nwe", "nwae"},     {"shwe", "shway"},
      {"swe", "sway"},     {"tha", "thar"},       {"hla", "hlar"},     {"waddy", "wadi"},   {"thein", "thane"},
      {"htein", "tein"},   {"nyein", "nyeint"},   {"phoo", "phu"},     {"cho", "kyo"},      {"ko", "kho"}};
  const std::string latin = to_latin(word);
  const auto* const found =
      std::find_if(std::begin(kSpellings), std::end(kSpellings), [&](const Spellings& s) { return s.usual == latin; });
  std::string out = found == std::end(kSpellings) ? std::string() : std::string(found->others);
  // In words from Pali the letter is r, and a long a is often written with an r after it.
  const auto add = [&out](const std::string& form) { out += (out.empty() ? "" : " ") + form; };
  const bool r = word.front() == U'ရ' && latin.starts_with('y');
  if (r) {
    add("r" + latin.substr(1));
  }
  if (found == std::end(kSpellings) && latin.ends_with('a') && (word.back() == U'ာ' || word.back() == U'ါ')) {
    add(latin + "r");
  }
  return out;
}

// A given name of two in one word (محمدباقر), as its halves are written in Latin letters, which is often in two words.
// In the folded spellings that bearers and lists use most, for the first and the second half; a stroke between, which
// keeps the last letter of the one and the first of the other from being one sound ("mohammad/javad").
std::string persian_compound(std::u32string_view word) {
  struct Half {
    std::u32string_view written;
    std::array<std::string_view, 3> latin;
  };
  static constexpr Half kFirst[] = {{U"محمد", {"mohammad", "muhammad", "mohammed"}},
                                    {U"احمد", {"ahmad", "ahmed"}},
                                    {U"أحمد", {"ahmad", "ahmed"}},
                                    {U"غلام", {"gholam", "ghulam"}},
                                    {U"امير", {"amir", "emir"}},
                                    {U"حسين", {"hossein", "hussein", "husain"}},
                                    {U"حسن", {"hassan"}},
                                    {U"علي", {"ali"}},
                                    {U"نور", {"nur"}},
                                    {U"گل", {"gul", "gol"}},
                                    {U"شير", {"sher", "shir"}},
                                    {U"مير", {"mir"}},
                                    {U"حميد", {"hamid"}},
                                    {U"سيد", {"seyed", "syed", "sayed"}},
                                    {U"خان", {"khan"}},
                                    {U"جان", {"jan"}},
                                    {U"عبد", {"abd"}}};
  static constexpr Half kSecond[] = {{U"رضا", {"reza", "rida", "riza"}},
                                     {U"علي", {"ali"}},
                                     {U"حسين", {"hossein", "hussein", "husain"}},
                                     {U"حسن", {"hassan"}},
                                     {U"مهدي", {"mehdi", "mahdi"}},
                                     {U"باقر", {"bagher", "baqer", "baqir"}},
                                     {U"كاظم", {"kazem", "kazim"}},
                                     {U"صادق", {"sadegh", "sadeq", "sadiq"}},
                                     {U"تقي", {"taghi", "taqi"}},
                                     {U"نقي", {"naghi", "naqi"}},
                                     {U"جواد", {"javad", "jawad"}},
                                     {U"جعفر", {"jafar"}},
                                     {U"ابراهيم", {"ebrahim", "ibrahim"}},
                                     {U"اسماعيل", {"esmail", "ismail"}},
                                     {U"كريم", {"karim"}},
                                     {U"رحيم", {"rahim"}},
                                     {U"امين", {"amin"}},
                                     {U"هادي", {"hadi"}},
                                     {U"عباس", {"abbas"}},
                                     {U"اكبر", {"akbar"}},
                                     {U"اصغر", {"asghar"}},
                                     {U"نبي", {"nabi"}},
                                     {U"رسول", {"rasul", "rasool"}},
                                     {U"يوسف", {"yousef", "yusuf", "yousuf"}},
                                     {U"طاهر", {"taher", "tahir"}},
                                     {U"صالح", {"saleh", "salih"}},
                                     {U"سعيد", {"saeed", "said"}},
                                     {U"حيدر", {"heidar", "haidar", "haider"}},
                                     {U"سرور", {"sarvar", "sarwar"}},
                                     {U"موسي", {"musa", "mousa"}},
                                     {U"عيسي", {"isa", "issa", "eisa"}},
                                     {U"قاسم", {"ghasem", "qasem", "qasim"}},
                                     {U"هاشم", {"hashem", "hashim"}},
                                     {U"احمد", {"ahmad", "ahmed"}},
                                     {U"محمد", {"mohammad", "muhammad", "mohammed"}},
                                     {U"شاه", {"shah"}},
                                     {U"خان", {"khan"}},
                                     {U"جان", {"jan"}},
                                     {U"گل", {"gul", "gol"}},
                                     {U"دين", {"din"}},
                                     {U"نبی", {"nabi"}},
                                     {U"ظاهر", {"zahir", "zaher"}},
                                     {U"عارف", {"arif", "aref"}},
                                     {U"اسلم", {"aslam"}},
                                     {U"انور", {"anwar", "anvar"}},
                                     {U"ولي", {"wali", "vali"}},
                                     {U"نعيم", {"naim", "naeem"}},
                                     {U"عمر", {"omar", "umar"}},
                                     {U"عثمان", {"usman", "osman"}},
                                     {U"شريف", {"sharif"}},
                                     {U"حنيف", {"hanif"}},
                                     {U"يار", {"yar"}}};
  std::u32string plain(word);
  for (char32_t& c : plain) {
    c = c == U'ی' || c == U'ى' ? U'ي' : c == U'ک' ? U'ك' : c;
  }
  std::string out;
  for (const Half& first : kFirst) {
    if (!plain.starts_with(first.written) || plain.size() < first.written.size() + 2) {
      continue;
    }
    const std::u32string_view rest = std::u32string_view(plain).substr(first.written.size());
    for (const Half& second : kSecond) {
      if (second.written != rest) {
        continue;
      }
      // The usual spelling of the one with each of the other, then what is left.
      for (std::size_t sum = 0; sum <= 4; ++sum) {
        for (std::size_t i = 0; i <= std::min<std::size_t>(sum, 2); ++i) {
          if (const std::size_t k = sum - i; k <= 2 && !first.latin[i].empty() && !second.latin[k].empty()) {
            out += (out.empty() ? "" : " ") + std::string(first.latin[i]) + "/" + std::string(second.latin[k]);
          }
        }
      }
      return out;
    }
  }
  return out;
}

std::string indic(std::u32string_view word) {
  std::string dropped;
  append_indic(word, {.drop_inner_vowels = true, .round_vowel = false}, dropped);
  std::string round;
  append_indic(word, {.drop_inner_vowels = false, .round_vowel = true}, round);
  std::string both;
  append_indic(word, {.drop_inner_vowels = true, .round_vowel = true}, both);
  // As bearers write what is left then: "Gaikwad", "Naik", "Rao"; a dotted d as it is written ("Rathod").
  const auto respelled = [](std::string latin) {
    constexpr std::string_view kVowels = "aeiou";
    for (std::size_t at = latin.find("ay"); at != std::string::npos; at = latin.find("ay", at + 1)) {
      const bool short_a = at + 3 < latin.size() && latin[at + 2] == 'a';
      if (at + 2 < latin.size() && kVowels.find(latin[at + (short_a ? 3U : 2U)]) == std::string_view::npos) {
        latin.replace(at + 1, short_a ? 2 : 1, "i");
      }
    }
    if (latin.size() > 2 && latin.ends_with("av")) {
      latin.back() = 'o';
    }
    return latin;
  };
  std::u32string undotted(word);
  constexpr char32_t kDda = 0x0921;
  constexpr char32_t kDot = 0x093C;
  for (std::size_t at = 0; at + 1 < undotted.size(); ++at) {
    if (undotted[at] == kDda && undotted[at + 1] == kDot) {
      undotted.erase(at + 1, 1);
    }
  }
  std::string plain_d;
  append_indic(undotted, {.drop_inner_vowels = true, .round_vowel = false}, plain_d);
  return respelled(dropped) + " " + dropped + " " + round + " " + respelled(plain_d) + " " + both;
}

}  // namespace

std::string other_latin(std::u32string_view word) {
  const bool plain = std::all_of(word.begin(), word.end(), [](char32_t c) { return c < 0x80; });
  if (plain || word.size() > kMaxLetters) {
    return {};
  }
  switch (script_of(word.front())) {
    case Script::kLatin:
      return Reader(word, kLatin).run();
    case Script::kCyrillic:
      return cyrillic(word);
    case Script::kGreek:
      return Reader(word, kGreek).run();
    case Script::kArmenian:
      return Reader(word, kArmenian).run();
    case Script::kGeorgian:
      return Reader(word, kGeorgian).run();
    case Script::kKana:
      return short_vowels(to_latin(word));
    case Script::kMyanmar:
      return burmese(word);
    case Script::kIndic:
      return indic(word);
    case Script::kArabic:
      return persian_compound(word);
    case Script::kThai: {
      std::string linked;
      append_thai(word, linked, true);
      return linked;
    }
    default:
      return {};
  }
}

}  // namespace penumbra::text
