// The tables hold whole names (surnames, Japanese given names); what they lack is put together from readings of single
// characters (text/han.h) and syllables. Words are found under their unified characters, so that traditional,
// simplified and Japanese forms share a line.
#include "names/east_asian.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "embedded/names_names_japanese.h"
#include "embedded/names_names_japanese_more.h"
#include "embedded/names_surnames_east_asian.h"
#include "names/fold.h"
#include "text/han.h"
#include "text/script.h"
#include "text/transliterate.h"
#include "text/utf8.h"

namespace penumbra::names {
namespace {

constexpr std::size_t kMaxHanWord = 4;
constexpr std::size_t kMaxHangulWord = 4;

std::u32string unified(std::u32string_view word) {
  std::u32string out(word);
  for (char32_t& c : out) {
    c = text::unify_han(c);
  }
  return out;
}

bool is_hangul(char32_t c) {
  return c >= 0xAC00 && c <= 0xD7A3;
}

// Calls `visit` with the trimmed pieces of a text between separators.
template <typename Visit>
void each_piece(std::string_view text, char separator, Visit visit) {
  for (;;) {
    const std::size_t end = text.find(separator);
    std::string_view piece = text.substr(0, end);
    while (!piece.empty() && (piece.front() == ' ' || piece.front() == '\r')) {
      piece.remove_prefix(1);
    }
    while (!piece.empty() && (piece.back() == ' ' || piece.back() == '\r')) {
      piece.remove_suffix(1);
    }
    if (!piece.empty()) {
      visit(piece);
    }
    if (end == std::string_view::npos) {
      return;
    }
    text = text.substr(end + 1);
  }
}

struct Tables {
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Spellings = std::unordered_map<std::u32string, std::string_view>;
  using Words = std::unordered_map<std::string, std::string_view, Hash, std::equal_to<>>;

  Spellings surnames;           // Chinese and Korean, by character
  Spellings japanese_surnames;  // blank-separated readings
  Spellings japanese_given;
  std::unordered_map<char32_t, std::string_view> hokkien;    // characters of given names
  std::unordered_map<std::u32string, std::string> cyrillic;  // Korean surnames: their spellings
  Words korean;                                              // Latin spelling of a Korean surname: all its spellings
  Words chinese;                                             // Latin spelling of a Chinese surname, or its pinyin

  Tables() {
    each_piece(embedded::names_surnames_east_asian(), '\n', [&](std::string_view line) {
      const std::size_t bar = line.find('|');
      if (line.front() == '#' || bar == std::string_view::npos) {
        return;
      }
      const std::string_view spellings = line.substr(std::min(bar + 2, line.size()));
      if (line.starts_with("hokkien")) {
        each_piece(spellings, ',', [&](std::string_view entry) {
          const std::u32string character = text::decoded(entry.substr(0, entry.find(' ')));
          hokkien.try_emplace(text::unify_han(character.front()), entry.substr(entry.find(' ') + 1));
        });
        return;
      }
      each_piece(line.substr(0, bar), ' ', [&](std::string_view form) {
        const std::u32string characters = text::decoded(form);
        if (text::script_of(characters.front()) == text::Script::kCyrillic) {
          std::string& all = cyrillic[characters];
          all += (all.empty() ? "" : " ") + std::string(spellings);
          return;
        }
        surnames.try_emplace(unified(characters), spellings);
        Words& words = is_hangul(characters.front()) ? korean : chinese;
        each_piece(spellings, ' ',
                   [&](std::string_view spelling) { words.try_emplace(std::string(spelling), spellings); });
        if (!is_hangul(characters.front())) {
          words.try_emplace(text::to_latin(characters), spellings);
        }
      });
    });
    each_piece(embedded::names_names_japanese(), '\n', [&](std::string_view line) {
      const std::size_t bar = line.find('|');
      if (line.front() == '#' || bar == std::string_view::npos) {
        return;
      }
      Spellings& table = line.substr(0, 7) == "surname" ? japanese_surnames : japanese_given;
      each_piece(line.substr(bar + 1), ',', [&](std::string_view entry) {
        const std::size_t blank = entry.find(' ');
        if (blank != std::string_view::npos) {
          table.try_emplace(unified(text::decoded(entry.substr(0, blank))), entry.substr(blank + 1));
        }
      });
    });
  }

  static const Tables& get() {
    static const Tables* const tables = new Tables();
    return *tables;
  }
};

// --- Japanese -------------------------------------------------------------------------------------------------------

// The dictionary of further Japanese names, some 30,000: places in its text by the hash of the unified characters, so
// that reading it takes two milliseconds and a quarter of a megabyte. Read when the first name of such characters
// comes.
class JapaneseNames {
 public:
  static const JapaneseNames& get() {
    static const JapaneseNames* const names = new JapaneseNames();
    return *names;
  }

  // The readings of a name of unified characters, blanks between; empty if the dictionary has it not.
  std::string_view surname(std::u32string_view name) const { return find(surnames_, name); }
  std::string_view given(std::u32string_view name) const { return find(given_, name); }

 private:
  using Places = std::unordered_map<std::uint64_t, std::uint32_t>;  // hash to the place of the entry

  JapaneseNames() : text_(embedded::names_names_japanese_more()) {
    surnames_.reserve(12000);
    given_.reserve(17000);
    each_piece(text_, '\n', [&](std::string_view line) {
      const std::size_t bar = line.find('|');
      if (line.front() == '#' || bar == std::string_view::npos) {
        return;
      }
      Places& places = line.starts_with("surname") ? surnames_ : given_;
      each_piece(line.substr(bar + 1), ',', [&](std::string_view entry) {
        places.try_emplace(hash_of(unified_name(entry)), static_cast<std::uint32_t>(entry.data() - text_.data()));
      });
    });
  }

  static std::u32string unified_name(std::string_view entry) {
    return unified(text::decoded(entry.substr(0, entry.find(' '))));
  }

  static std::uint64_t hash_of(std::u32string_view name) {  // FNV-1a
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char32_t c : name) {
      hash = (hash ^ c) * 0x100000001B3ULL;
    }
    return hash;
  }

  std::string_view find(const Places& places, std::u32string_view name) const {
    const auto found = places.find(hash_of(name));
    if (found == places.end()) {
      return {};
    }
    std::string_view entry = text_.substr(found->second);
    entry = entry.substr(0, entry.find_first_of(",\n"));
    return unified_name(entry) == name ? entry.substr(entry.find(' ') + 1) : std::string_view();
  }

  std::string_view text_;
  Places surnames_;
  Places given_;
};

// Whether the tables or the dictionary have a Japanese surname of unified characters.
bool has_japanese_surname(const std::u32string& name) {
  return Tables::get().japanese_surnames.count(name) != 0 || !JapaneseNames::get().surname(name).empty();
}

// --- Korean ---------------------------------------------------------------------------------------------------------

// Habits in which spellings of Korean differ. Bits.
constexpr unsigned kHardK = 1;     // giyeok is k ("Ki"), not g
constexpr unsigned kHardRest = 2;  // digeut, bieup and jieut are t, p and ch
constexpr unsigned kShortO = 4;    // eo is u ("Jung", "Young")
constexpr unsigned kLongEu = 8;    // eu is eu ("Eun"), not u
constexpr unsigned kShortUi = 32;  // ui is i ("Hee")
constexpr unsigned kSoftL = 16;    // initial rieul is dropped or n, as the South does

std::string spell_hangul(std::u32string_view word, unsigned habits) {
  static constexpr std::string_view kInitial[] = {"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                                                  "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
  static constexpr std::string_view kVowel[] = {"a",  "ae", "ya", "yae", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
                                                "oe", "yo", "u",  "wo",  "we", "wi", "yu", "u",  "ui", "i"};
  static constexpr std::string_view kFinal[] = {"",  "k", "k", "k", "n", "n", "n", "t",  "l", "k", "m", "l", "l", "l",
                                                "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"};
  constexpr std::size_t kEo = 4;
  constexpr std::size_t kYeo = 6;
  constexpr std::size_t kEu = 18;
  constexpr std::size_t kUi = 19;
  std::string out;
  for (const char32_t c : word) {
    if (!is_hangul(c)) {
      return {};
    }
    const std::size_t index = c - 0xAC00;
    const std::size_t vowel = index % 588 / 28;
    std::string_view initial = kInitial[index / 588];
    if ((habits & kHardK) != 0 && initial == "g") {
      initial = "k";
    } else if ((habits & kHardRest) != 0 && (initial == "d" || initial == "b" || initial == "j")) {
      initial = initial == "d" ? "t" : initial == "b" ? "p" : "ch";
    } else if ((habits & kSoftL) != 0 && initial == "r" && out.empty()) {
      const std::string_view sound = kVowel[vowel];
      initial = sound.front() == 'y' || sound.front() == 'i' ? "" : "n";
    }
    out += initial;
    out += (habits & kShortO) != 0 && vowel == kEo    ? "u"
           : (habits & kShortO) != 0 && vowel == kYeo ? "yu"
           : (habits & kLongEu) != 0 && vowel == kEu  ? "eu"
           : (habits & kShortUi) != 0 && vowel == kUi ? "i"
                                                      : kVowel[vowel];
    out += kFinal[index % 28];
  }
  return out;
}

// The key of a word of Hangul, its eo and yeo read with o or (`short_eo`, `short_yeo`) with u. Consonants that
// romanisations confuse share a letter, and g after n is lost, because "hangi" may divide in two ways.
std::string key_of_hangul(std::u32string_view word, bool short_eo, bool short_yeo) {
  static constexpr std::string_view kInitial[] = {"k", "k", "n", "t", "t", "l", "m", "p", "p", "s",
                                                  "s", "",  "z", "z", "z", "k", "t", "p", "h"};
  static constexpr std::string_view kVowel[] = {"a",  "e",  "ia", "e", "o",  "e",  "io", "e", "o", "va", "ve",
                                                "ve", "io", "u",  "o", "ve", "vi", "iu", "u", "i", "i"};
  static constexpr std::string_view kFinal[] = {"",  "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l",
                                                "p", "l", "m", "p", "p", "t", "t", "n", "t", "t", "k", "t", "p", "t"};
  constexpr std::size_t kEo = 4;
  constexpr std::size_t kYeo = 6;
  std::string out;
  const auto put = [&](std::string_view text) {
    for (const char c : text) {
      if (out.empty() || out.back() != c) {
        out.push_back(c);
      }
    }
  };
  for (const char32_t c : word) {
    if (!is_hangul(c)) {
      return {};
    }
    const std::size_t index = c - 0xAC00;
    const std::size_t vowel = index % 588 / 28;
    const std::string_view initial = kInitial[index / 588];
    if (!(initial == "k" && !out.empty() && out.back() == 'n')) {
      put(initial);
    }
    put(short_eo && vowel == kEo ? "u" : short_yeo && vowel == kYeo ? "iu" : kVowel[vowel]);
    put(kFinal[index % 28]);
  }
  return out;
}

std::string folded(std::string_view key) {
  std::string out(key.size() * kFoldGrowth, '\0');
  out.resize(fold_to(key, out.data()));
  return out;
}

// --- Japanese -------------------------------------------------------------------------------------------------------

// Readings of a word put together from those of its characters: native with native, Chinese with Chinese. None of a
// kind that a character lacks.
void add_japanese(std::u32string_view word, ReadingList& out) {
  std::string native;
  std::string chinese;
  bool all_native = true;
  bool all_chinese = true;
  for (const char32_t c : word) {
    const std::string_view both = text::japanese(c);
    const std::size_t comma = both.find(',');
    if (comma == std::string_view::npos) {
      return;
    }
    const std::string_view of_native = both.substr(0, std::min(comma, both.find('/')));
    const std::string_view of_chinese = both.substr(comma + 1);
    all_native = all_native && !of_native.empty();
    all_chinese = all_chinese && !of_chinese.empty();
    native += of_native;
    chinese += of_chinese;
  }
  out.add(all_native ? native : std::string());
  out.add(all_chinese ? chinese : std::string());
}

// --- Chinese
// ----------------------------------------------------------------------------------------------------------

// Characters of names that Mandarin reads in a second way. Source: general knowledge.
struct SecondReading {
  char32_t character;
  std::string_view pinyin;
};

constexpr SecondReading kSecondReadings[] = {
    {U'都', "du"},   {U'长', "chang"}, {U'重', "zhong"}, {U'乐', "yue"},  {U'行', "hang"},  {U'曾', "zeng"},
    {U'单', "shan"}, {U'查', "zha"},   {U'盖', "ge"},    {U'朴', "piao"}, {U'翟', "zhai"},  {U'尉', "yu"},
    {U'石', "dan"},  {U'车', "ju"},    {U'柏', "bo"},    {U'薄', "bo"},   {U'朝', "zhao"},  {U'那', "nuo"},
    {U'佛', "fo"},   {U'大', "dai"},   {U'缪', "miao"},  {U'谌', "chen"}, {U'晟', "cheng"}, {U'茜', "xi"},
    {U'莘', "shen"}, {U'娜', "nuo"},   {U'阿', "e"},     {U'蔚', "yu"},   {U'传', "zhuan"}, {U'盛', "cheng"},
    {U'藏', "cang"}, {U'万', "mo"},    {U'种', "chong"}, {U'秘', "bi"},   {U'覃', "qin"}};

// What Hong Kong also writes for a syllable, beside the spellings of the table (text::cantonese), blanks between: s for
// sh and the other way, "ngor" for ngo, "kwun" for kun, "law" for lo. What folds alike ("chee", "koon") is not said.
std::string cantonese_spellings(std::string_view spelled) {
  std::string out(spelled);
  const auto add = [&out](const std::string& form) { out += " " + form; };
  each_piece(spelled, ' ', [&](std::string_view piece) {
    const std::string form(piece);
    if (form.starts_with("sh")) {
      add("s" + form.substr(2));
    } else if (form.starts_with('s') && !form.starts_with("sz")) {
      add("sh" + form.substr(1));
    }
    if (form == "kun") {
      add("kwun");
    }
    if (form.ends_with('o') && !form.ends_with("oo")) {
      add(form + "r");
      add(form.substr(0, form.size() - 1) + "aw");
    }
  });
  return out;
}

// The pinyin of a word of which one character is read in its second way, or "".
std::string second_pinyin(std::u32string_view unified_word) {
  std::string out;
  bool other = false;
  for (const char32_t c : unified_word) {
    const auto* found = std::find_if(std::begin(kSecondReadings), std::end(kSecondReadings),
                                     [&](const SecondReading& reading) { return reading.character == c; });
    const bool takes = !other && found != std::end(kSecondReadings);
    out += takes ? std::string(found->pinyin) : text::to_latin(std::u32string_view(&c, 1));
    other = other || takes;
  }
  return other ? out : std::string();
}

// --- Division of names ----------------------------------------------------------------------------------------------

// Characters that transcriptions of foreign names use and given names of Chinese hardly ever.
constexpr std::u32string_view kTranscribing =
    U"埃巴布厄尔弗戈喀卡拉勒姆尼帕佩珀萨塞什斯塔特廷托瓦娅耶扎兹逊茨蒂顿夫格赫内努切丝俄噶讷哥伽啦咯撒瑟彻夸坡匹泼卢玛"
    U"迈"
    U"拿哈盖圭恰契库莱迦";
// Characters that transcriptions use as well as names.
constexpr std::u32string_view kTranscribingToo =
    U"阿艾爱安昂奥澳芭白柏拜班邦包宝保鲍贝本比彼毕宾波玻伯博勃采蔡查昌达戴丹当道得德登邓迪底丁东都杜多恩法凡范方菲费芬"
    U"丰冯"
    U"佛福富甘冈高葛根贡古瓜海汉豪黑亨洪胡华怀惠霍基吉季加贾坚江杰金京久居凯坎康考科克肯孔匡奎昆赖兰朗劳雷黎里理丽利莉"
    U"历立"
    U"良列林琳隆鲁路伦罗洛吕马曼芒毛梅门蒙孟米密敏明缪摩莫墨默木穆娜纳南瑙能妮宁纽农诺欧潘庞培彭皮平蒲普齐奇强乔钦琼丘"
    U"屈让"
    U"热仁日荣茹儒瑞若赛三桑森沙莎山尚绍舍申圣盛诗施石史舒朔思松苏孙索泰坦汤唐陶腾提通图土外旺万威维韦魏温文翁沃乌伍武"
    U"西希"
    U"锡夏香肖谢辛欣兴休修许雪雅亚扬杨姚叶伊易意因英尤于约泽曾詹章珍治朱子祖佐卓哲芝智朝笳娃魁茅瑶薇黛蕾露萝姬蜜乃";

constexpr bool contains(std::u32string_view all, char32_t c) {
  return all.find(c) != std::u32string_view::npos;
}

// Syllables of Korean given names: the readings of Chinese characters, and those of native words in use as names.
// By the number of the syllable.
const std::vector<bool>& korean_name_syllables() {
  static const std::vector<bool>* const kSyllables = [] {
    auto* all = new std::vector<bool>(0xD7A4 - 0xAC00);
    for (char32_t c = 0x4E00; c < 0xA000; ++c) {
      if (const char32_t syllable = text::korean(c); is_hangul(syllable)) {
        (*all)[syllable - 0xAC00] = true;
      }
    }
    for (const char32_t c : std::u32string_view(U"늘빛샘별솔봄람름롬찬새나래라리미비결힘꽃참들얼맑밝달돌쇠둘순슬")) {
      (*all)[c - 0xAC00] = true;
    }
    return all;
  }();
  return *kSyllables;
}

bool are_korean_syllables(std::u32string_view word) {
  const std::vector<bool>& syllables = korean_name_syllables();
  return std::all_of(word.begin(), word.end(), [&](char32_t c) { return is_hangul(c) && syllables[c - 0xAC00]; });
}

// The Japanese surname of the tables that a name of unified characters begins with; 0 if none.
std::size_t japanese_surname(std::u32string_view name) {
  const Tables& tables = Tables::get();
  for (const std::size_t size : {std::size_t{3}, std::size_t{2}}) {
    if (name.size() > size && tables.japanese_surnames.count(std::u32string(name.substr(0, size))) != 0) {
      return size;
    }
  }
  // The dictionary has so many that foreign names begin like some: of those with characters of transcriptions only what
  // is a given name of the tables behind the surname is Japanese.
  const bool foreign = std::any_of(name.begin(), name.end(), [](char32_t c) { return contains(kTranscribing, c); });
  const JapaneseNames& more = JapaneseNames::get();
  std::size_t found = 0;
  for (const std::size_t size : {std::size_t{3}, std::size_t{2}}) {
    if (name.size() > size && !more.surname(name.substr(0, size)).empty()) {
      const std::u32string given(name.substr(size));
      if (tables.japanese_given.count(given) != 0 || !more.given(given).empty()) {
        return size;
      }
      found = foreign ? found : size;
    }
  }
  return found;
}

std::size_t han_surname(std::u32string_view name) {
  const Tables& tables = Tables::get();
  const auto is_surname = [&](std::size_t size) {
    return name.size() > size && tables.surnames.find(std::u32string(name.substr(0, size))) != tables.surnames.end();
  };
  if (name.size() > 2 && is_surname(2)) {
    return 2;
  }
  // Three characters that begin with a Chinese surname are a Chinese name; four never are, but for surnames of two.
  if (name.size() > 3 || (name.size() == 3 && !is_surname(1))) {
    if (const std::size_t japanese = japanese_surname(name); japanese != 0) {
      return japanese;
    }
  }
  if (name.size() > 4) {
    return 0;
  }
  const std::u32string_view rest = name.substr(1);
  const bool foreign = std::any_of(rest.begin(), rest.end(), [](char32_t c) { return contains(kTranscribing, c); });
  const bool may_be_foreign = std::all_of(
      name.begin(), name.end(), [](char32_t c) { return contains(kTranscribing, c) || contains(kTranscribingToo, c); });
  // No foreign name is transcribed with a family name's character that transcriptions do not use ("Liu", "Wu").
  // Nor is one that has any character that they do not use.
  const bool chinese =
      name.size() <= 3 && is_surname(1) &&
      (!may_be_foreign || (!contains(kTranscribing, name.front()) && !contains(kTranscribingToo, name.front())));
  if ((foreign && !chinese) || (may_be_foreign && (name.size() > 3 || !is_surname(1)))) {
    return 0;
  }
  return name.size() == 4 ? 2 : 1;  // four characters: a Japanese name, as a rule
}

// The common Korean surname from which a syllable that no name has differs in one letter alone; 0 if there is none.
char32_t misspelt_surname(char32_t syllable) {
  constexpr char32_t kFirst = 0xAC00;
  constexpr std::uint32_t kFinals = 28;
  constexpr std::uint32_t kVowels = 21;
  if (!is_hangul(syllable) || korean_name_syllables()[syllable - kFirst]) {
    return 0;
  }
  for (const char32_t surname : std::u32string_view(U"김이박최정강조윤장임한오서신권황안송류홍")) {
    const std::uint32_t a = syllable - kFirst;
    const std::uint32_t b = surname - kFirst;
    const int letters = (a / (kFinals * kVowels) != b / (kFinals * kVowels) ? 1 : 0) +
                        (a / kFinals % kVowels != b / kFinals % kVowels ? 1 : 0) + (a % kFinals != b % kFinals ? 1 : 0);
    if (letters == 1) {
      return surname;
    }
  }
  return 0;
}

std::size_t hangul_surname(std::u32string_view name) {
  const Tables& tables = Tables::get();
  const auto is_surname = [&](std::size_t size) {
    return tables.surnames.find(std::u32string(name.substr(0, size))) != tables.surnames.end();
  };
  std::size_t size = name.size() >= 3 && is_surname(2) ? 2 : name.size() <= 3 && is_surname(1) ? 1 : 0;
  if (size == 0 && name.size() == 3 && misspelt_surname(name.front()) != 0) {
    size = 1;
  }
  return are_korean_syllables(name.substr(size)) ? size : 0;
}

}  // namespace

void add_han_readings(std::u32string_view word, std::string_view pinyin, EastAsianPlace place, ReadingList& out) {
  if (word.empty() || word.size() > kMaxHanWord) {
    return;
  }
  const Tables& tables = Tables::get();
  const std::u32string key = unified(word);
  const auto add_from = [&](const Tables::Spellings& table) {
    if (const auto found = table.find(key); found != table.end()) {
      out.add_all(found->second);
    }
  };
  const JapaneseNames& more = JapaneseNames::get();
  if (place == EastAsianPlace::kSurname) {
    add_from(tables.surnames);
    add_from(tables.japanese_surnames);
    out.add_all(more.surname(key));
  } else {
    add_from(tables.japanese_given);
    if (place == EastAsianPlace::kJapaneseGiven) {
      out.add_all(more.given(key));
      add_japanese(word, out);
    } else if (place == EastAsianPlace::kAlone) {
      const std::string_view readings = more.given(key);
      out.add(readings.substr(0, readings.find(' ')));
    }
    add_from(tables.japanese_surnames);
  }
  out.add(second_pinyin(key));
  // Spelled as a word a syllable, so that each is folded by itself, in their first spellings, their second ones, and
  // the last one alone in the other way.
  struct Syllables {
    std::string first;
    std::string second;
    std::string first_but_last;
    std::string second_but_last;
    bool whole = true;

    void add(std::string_view spelled) {
      const std::size_t blank = spelled.find(' ');
      whole = whole && !spelled.empty();
      const std::string one = folded(spelled.substr(0, blank));
      const std::string other = folded(blank == std::string_view::npos ? spelled : spelled.substr(blank + 1));
      first_but_last = first + other;
      second_but_last = second + one;
      first += one;
      second += other;
    }
  };
  // All spellings of each character with all of the next, likelier ones first.
  struct Mixed {
    std::vector<std::pair<int, std::string>> forms = {{0, ""}};

    void add(std::string_view spellings) {
      std::vector<std::pair<int, std::string>> longer;
      int rank = 0;
      each_piece(spellings, ' ', [&](std::string_view spelling) {
        for (const auto& [of_form, form] : forms) {
          longer.emplace_back(of_form + rank, form + folded(spelling));
        }
        ++rank;
      });
      std::stable_sort(longer.begin(), longer.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      constexpr std::size_t kMost = 8;
      longer.resize(std::min(longer.size(), kMost));
      forms = std::move(longer);
    }
  };
  Syllables cantonese;
  Syllables hokkien;
  Mixed mixed;          // the same in all their spellings
  Mixed canton;         // and Cantonese in all of its
  Syllables taiwanese;  // Wade-Giles
  Syllables symbols;    // and what else Taiwan has used
  Syllables tongyong;
  Syllables vietnamese;
  std::u32string hangul;
  for (const char32_t c : word) {
    cantonese.add(text::cantonese(c));
    canton.add(cantonese_spellings(text::cantonese(c)));
    const std::string plain = text::to_latin(std::u32string_view(&c, 1));
    taiwanese.add(text::wade_giles(plain));
    symbols.add(text::phonetic_symbols(plain));
    tongyong.add(text::tongyong(plain));
    const auto found = tables.hokkien.find(text::unify_han(c));
    const std::string_view spellings = found == tables.hokkien.end() ? std::string_view() : found->second;
    hokkien.add(spellings);
    mixed.add(spellings);
    hangul.push_back(text::korean(c));
    vietnamese.add(text::vietnamese(c));
  }
  const bool southern = place != EastAsianPlace::kSurname && place != EastAsianPlace::kJapaneseGiven && hokkien.whole;
  out.add_folded(cantonese.whole ? cantonese.first : std::string());
  if (taiwanese.whole) {
    out.add_folded(taiwanese.first);
  } else {
    out.add(text::wade_giles(pinyin));
  }
  if (place == EastAsianPlace::kVietnamese && vietnamese.whole) {
    out.add_folded(vietnamese.first);
  }
  if (southern) {
    out.add_folded(hokkien.first);
  }
  out.add(spell_hangul(hangul, 0));
  if (cantonese.whole) {
    out.add_folded(cantonese.second);
  }
  if (southern) {
    out.add_folded(hokkien.second);
  }
  out.add(spell_hangul(hangul, kHardK | kLongEu));
  if (cantonese.whole) {
    out.add_folded(cantonese.first_but_last);
    out.add_folded(cantonese.second_but_last);
  }
  if (place == EastAsianPlace::kOther && vietnamese.whole) {
    out.add_folded(vietnamese.first);
  }
  if (place != EastAsianPlace::kOther && place != EastAsianPlace::kVietnamese) {
    add_japanese(word, out);
  }
  if (place != EastAsianPlace::kJapaneseGiven && tongyong.whole) {
    out.add_folded(tongyong.first);
    out.add_folded(symbols.first);
  }
  out.add(text::wade_giles(pinyin));
  if (place != EastAsianPlace::kSurname && place != EastAsianPlace::kJapaneseGiven && cantonese.whole) {
    for (const auto& [rank, form] : canton.forms) {
      out.add_folded(form);
    }
  }
  if (southern) {
    for (const auto& [rank, form] : mixed.forms) {
      out.add_folded(form);
    }
  }
}

void add_hangul_readings(std::u32string_view word, EastAsianPlace place, ReadingList& out) {
  if (word.empty() || word.size() > kMaxHangulWord) {
    return;
  }
  const Tables& tables = Tables::get();
  if (place == EastAsianPlace::kSurname) {
    if (const auto found = tables.surnames.find(std::u32string(word)); found != tables.surnames.end()) {
      out.add_all(found->second);
      return;
    }
    if (const char32_t meant = word.size() == 1 ? misspelt_surname(word.front()) : 0; meant != 0) {
      out.add_all(tables.surnames.find(std::u32string(1, meant))->second);
      return;
    }
  }
  out.add(key_of_hangul(word, false, false));
  out.add(key_of_hangul(word, true, false));
  out.add(key_of_hangul(word, true, true));
  out.add(key_of_hangul(word, false, true));
  // Giyeok is written k more often than not; the other habits by how common they are.
  for (const unsigned habits :
       {kHardK | kShortUi, kHardK | kShortUi | kLongEu, kHardK, kShortUi | kLongEu, kHardK | kShortO | kShortUi,
        kShortO | kShortUi, kHardK | kHardRest, kSoftL | kHardK | kShortUi, kHardK | kShortO | kShortUi | kLongEu,
        kHardRest, kHardK | kHardRest | kLongEu}) {
    if (out.full()) {
      return;
    }
    out.add(spell_hangul(word, habits));
  }
}

std::string short_japanese(std::string_view latin) {
  const auto is_vowel = [](char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; };
  // Few words have any of these.
  bool may_have = false;  // "oh", "ou", "oo" or "uu"
  for (std::size_t i = 1; i < latin.size(); ++i) {
    const char c = latin[i];
    may_have =
        may_have || (latin[i - 1] == 'o' && (c == 'h' || c == 'u' || c == 'o')) || (latin[i - 1] == 'u' && c == 'u');
  }
  may_have = may_have && latin.size() >= 3;
  if (!may_have) {
    return {};
  }
  std::string out;
  for (std::size_t i = 0; i < latin.size(); ++i) {
    const char next = i + 1 < latin.size() ? latin[i + 1] : '\0';
    const char before = out.empty() ? '\0' : out.back();
    const bool lengthens = (latin[i] == 'h' && before == 'o' && next != 'y' && !is_vowel(next)) ||
                           (latin[i] == 'u' && (before == 'o' || before == 'u')) || (latin[i] == 'o' && before == 'o');
    if (!lengthens) {
      out.push_back(latin[i]);
    }
  }
  if (out.size() == latin.size()) {
    return {};
  }
  // Syllables: a consonant or group of the script, a vowel; n, and doubled consonants, between.
  static constexpr std::string_view kHeads[] = {"",    "k",  "s",   "t",  "n",  "h",  "m",  "y",  "r",  "w",
                                                "g",   "z",  "d",   "b",  "p",  "f",  "j",  "sh", "ch", "ts",
                                                "ky",  "ny", "hy",  "my", "ry", "gy", "by", "py", "kk", "ss",
                                                "ssh", "tt", "tch", "pp", "mm", "mb", "mp", "nn"};
  for (std::size_t i = 0; i < out.size();) {
    std::size_t head = i;
    while (head < out.size() && !is_vowel(out[head])) {
      ++head;
    }
    std::string_view consonants(out.data() + i, head - i);
    if (consonants.starts_with('n') && i > 0 && consonants.size() > 1 && consonants != "ny") {
      consonants.remove_prefix(1);
    }
    if (head == out.size()) {
      return consonants.empty() || consonants == "n" ? out : std::string();
    }
    if (std::find(std::begin(kHeads), std::end(kHeads), consonants) == std::end(kHeads)) {
      return {};
    }
    i = head + 1;
  }
  return out;
}

namespace {

// Whether a word of Japanese syllables may have another form in Hepburn: it has no letter that the official system has
// not, and a consonant before a vowel or y where the two differ. Most words end here.
bool may_differ_in_hepburn(std::string_view latin) {
  bool differs = false;
  for (std::size_t i = 0; i < latin.size(); ++i) {
    switch (latin[i]) {
      case 'c':
      case 'f':
      case 'j':
      case 'l':
      case 'q':
      case 'v':
      case 'x':
        return false;
      case 'd':
      case 's':
      case 't':
      case 'z':
        differs =
            differs || (i + 1 < latin.size() && (latin[i + 1] == 'y' || latin[i + 1] == 'i' || latin[i + 1] == 'u'));
        break;
      case 'h':
        differs = differs || (i + 1 < latin.size() && latin[i + 1] == 'u');
        break;
      default:
        break;
    }
  }
  return differs;
}

}  // namespace

std::string hepburn_of_kunrei(std::string_view latin) {
  // Consonants of the official system before vowels, as Hepburn writes them there.
  struct Head {
    std::string_view kunrei;
    std::string_view before;  // vowels
    std::string_view hepburn;
  };
  static constexpr Head kHeads[] = {
      {"sy", "auo", "sh"}, {"ty", "auo", "ch"}, {"zy", "auo", "j"},  {"dy", "auo", "j"},  {"ky", "auo", "ky"},
      {"gy", "auo", "gy"}, {"ny", "auo", "ny"}, {"hy", "auo", "hy"}, {"by", "auo", "by"}, {"py", "auo", "py"},
      {"my", "auo", "my"}, {"ry", "auo", "ry"}, {"s", "i", "sh"},    {"t", "i", "ch"},    {"t", "u", "ts"},
      {"h", "u", "f"},     {"z", "i", "j"},     {"d", "i", "j"},     {"d", "u", "z"},     {"k", "aiueo", "k"},
      {"g", "aiueo", "g"}, {"s", "aueo", "s"},  {"z", "aueo", "z"},  {"t", "aeo", "t"},   {"d", "aeo", "d"},
      {"n", "aiueo", "n"}, {"h", "aieo", "h"},  {"b", "aiueo", "b"}, {"p", "aiueo", "p"}, {"m", "aiueo", "m"},
      {"y", "auo", "y"},   {"r", "aiueo", "r"}, {"w", "ao", "w"},    {"", "aiueo", ""}};
  constexpr std::size_t kLeast = 4;
  constexpr std::string_view kVowels = "aiueo";
  if (latin.size() < kLeast || (kVowels.find(latin.back()) == std::string_view::npos && latin.back() != 'n') ||
      !may_differ_in_hepburn(latin)) {
    return {};
  }
  std::string out;
  for (std::size_t i = 0; i < latin.size();) {
    const std::string_view rest = latin.substr(i);
    const auto* head = std::find_if(std::begin(kHeads), std::end(kHeads), [&](const Head& h) {
      return rest.starts_with(h.kunrei) && rest.size() > h.kunrei.size() &&
             h.before.find(rest[h.kunrei.size()]) != std::string_view::npos;
    });
    if (head != std::end(kHeads)) {
      out.append(head->hepburn).push_back(rest[head->kunrei.size()]);
      i += head->kunrei.size() + 1;
    } else if (rest.front() == 'n' || (rest.size() > 1 && rest[0] == rest[1] && rest[0] != 'h')) {
      out.push_back(rest.front());  // a syllable of its own, or the first of a doubled consonant
      ++i;
    } else {
      return {};
    }
  }
  return out == latin ? std::string() : out;
}

EastAsianPlace place_after(std::u32string_view surname) {
  const std::u32string key = unified(surname);
  const bool chinese = Tables::get().surnames.count(key) != 0;
  // A single character that both have (Lin, Hayashi) leaves it open.
  const bool known = chinese ? Tables::get().japanese_surnames.count(key) != 0 : has_japanese_surname(key);
  // Of the commonest of Vietnam those that are no common ones of Korea. Source: general knowledge.
  constexpr std::u32string_view kVietnamese = U"阮陈黎范潘武邓裴杜胡吴段陶";
  if (!known && key.size() == 1 && contains(kVietnamese, key.front())) {
    return EastAsianPlace::kVietnamese;
  }
  // Two characters that are not a surname each, before a given name of two, are a Japanese surname that no table has
  // (surname_size()): Chinese ones of two are few, and known.
  const auto is_surname = [](char32_t c) { return Tables::get().surnames.count(std::u32string(1, c)) != 0; };
  if (!known && !chinese && key.size() == 2 && !(is_surname(key[0]) && is_surname(key[1]))) {
    return EastAsianPlace::kJapaneseGiven;
  }
  return !known ? EastAsianPlace::kOther : chinese ? EastAsianPlace::kAlone : EastAsianPlace::kJapaneseGiven;
}

JapaneseDivision japanese_division(std::u32string_view surname, std::u32string_view given) {
  if (surname.size() != 1 || given.size() != 2) {
    return {};
  }
  const auto first_of = [](const Tables::Spellings& table, std::string_view more, const std::u32string& name) {
    const auto found = table.find(name);
    const std::string_view readings = found == table.end() ? more : found->second;
    return readings.substr(0, readings.find(' '));
  };
  const Tables& tables = Tables::get();
  const JapaneseNames& more = JapaneseNames::get();
  const std::u32string family = unified(std::u32string(surname) + given.front());
  const std::u32string last = unified(given.substr(1));
  const JapaneseDivision out{first_of(tables.japanese_surnames, more.surname(family), family),
                             first_of(tables.japanese_given, more.given(last), last)};
  return out.surname.empty() || out.given.empty() ? JapaneseDivision() : out;
}

std::size_t surname_size(std::u32string_view name, bool han) {
  if (name.size() < 2 || name.size() > 6) {
    return 0;
  }
  return han ? han_surname(unified(name)) : name.size() <= 4 ? hangul_surname(name) : 0;
}

bool is_japanese_name(std::u32string_view name) {
  const Tables& tables = Tables::get();
  const JapaneseNames& more = JapaneseNames::get();
  const std::u32string key = unified(name);
  for (std::size_t size = 1; size <= 3 && size < key.size(); ++size) {
    const std::u32string given = key.substr(size);
    if (has_japanese_surname(key.substr(0, size)) &&
        (tables.japanese_given.count(given) != 0 || !more.given(given).empty())) {
      return true;
    }
  }
  return false;
}

std::vector<std::string_view> surname_spellings(bool korean) {
  const Tables& tables = Tables::get();
  std::vector<std::string_view> out;
  for (const auto& [spelling, all] : korean ? tables.korean : tables.chinese) {
    out.push_back(spelling);
  }
  return out;
}

std::string_view korean_surname_spellings(std::string_view latin) {
  const Tables& tables = Tables::get();
  const auto found = tables.korean.find(latin);
  return found == tables.korean.end() ? std::string_view() : found->second;
}

bool is_chinese_surname(std::string_view latin) {
  return Tables::get().chinese.contains(latin);
}

std::string_view korean_surname_of_cyrillic(std::u32string_view word) {
  const Tables& tables = Tables::get();
  const auto found = tables.cyrillic.find(std::u32string(word));
  return found == tables.cyrillic.end() ? std::string_view() : found->second;
}

std::string korean_key_of_kana(std::string_view latin) {
  // Consonants that close a Korean syllable stand before u in kana; u before a vowel belongs to what follows.
  std::string closed;
  for (std::size_t i = 0; i < latin.size(); ++i) {
    const bool after = i > 1 && std::string_view("rkmp").find(latin[i - 1]) != std::string_view::npos &&
                       std::string_view("aeiou").find(latin[i - 2]) != std::string_view::npos;
    const char next = i + 1 < latin.size() ? latin[i + 1] : '\0';
    const bool opens = std::string_view("aeiouy").find(next) != std::string_view::npos && next != '\0';
    if (latin[i] != 'u' || !after || opens) {
      closed.push_back(latin[i] == 'r' && (next == 'u') ? 'l' : latin[i]);
    }
  }
  return is_korean_word(closed) ? korean_key(closed) : std::string();
}

bool has_korean_syllables(std::string_view hangul) {
  return are_korean_syllables(text::decoded(hangul));
}

}  // namespace penumbra::names
