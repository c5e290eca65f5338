// Devanagari and its sister blocks: Hunterian. Thai: the Royal Institute's letters without its final sounds, because
// bearers spell names as they are written. Burmese: the usual spellings of the syllables of names; general knowledge.
#include "text/brahmic.h"

#include <algorithm>
#include <vector>

namespace penumbra::text {
namespace {

// --- Indic ----------------------------------------------------------------------------------------------------------

// A consonant or vowel with what follows it.
struct Unit {
  std::string sound;
  std::string vowel;
  bool inherent = false;  // the vowel is not written
  bool cluster = false;   // joined to the consonant after it
};

bool is_bengali(char32_t c) {
  return c >= 0x980 && c <= 0x9FF;
}

// A dot below makes another consonant.
std::string_view dotted(char32_t slot, bool bengali) {
  switch (slot) {
    case 0x15:
      return "q";
    case 0x16:
      return "kh";
    case 0x17:
      return "gh";
    case 0x1C:
      return "z";
    case 0x21:
    case 0x22:
      return "r";
    case 0x2B:
      return "f";
    case 0x2F:
      return bengali ? "y" : "";
    default:
      return "";
  }
}

std::vector<Unit> units_of(std::u32string_view word) {
  static constexpr std::string_view kVowels[] = {"a", "a", "i", "i",  "u", "u", "ri", "l",
                                                 "e", "e", "e", "ai", "o", "o", "o",  "au"};
  static constexpr std::string_view kConsonants[] = {
      "k", "kh", "g", "gh", "n", "ch", "chh", "j", "jh", "n", "t", "th", "d", "dh", "n",  "t",  "th", "d", "dh",
      "n", "n",  "p", "ph", "b", "bh", "m",   "y", "r",  "r", "l", "l",  "l", "v",  "sh", "sh", "s",  "h"};
  static constexpr std::string_view kSigns[] = {"a", "i", "i",  "u", "u", "ri", "ri", "e",
                                                "e", "e", "ai", "o", "o", "o",  "au"};
  std::vector<Unit> units;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char32_t c = word[i];
    const char32_t slot = c & 0x7F;
    if (c >= 0xD80) {  // Sinhala is laid out in another way
      units.push_back({std::string(base_latin(c)), "", false, false});
    } else if (slot >= 0x15 && slot <= 0x39) {
      const bool initial_y = slot == 0x2F && is_bengali(c) && (units.empty() || !units.back().cluster);
      units.push_back({std::string(initial_y ? "j" : kConsonants[slot - 0x15]), "", true, false});
    } else if (slot == 0x3C && !units.empty()) {
      const std::string_view sound = dotted(word[i - 1] & 0x7F, is_bengali(c));
      units.back().sound = sound.empty() ? units.back().sound : std::string(sound);
    } else if (slot >= 0x3E && slot <= 0x4C && !units.empty()) {
      units.back().vowel = kSigns[slot - 0x3E];
      units.back().inherent = false;
    } else if (slot == 0x4D && !units.empty()) {
      units.back().inherent = false;
      units.back().cluster = true;
    } else if (slot >= 0x05 && slot <= 0x14) {
      units.push_back({"", std::string(kVowels[slot - 0x05]), false, false});
    } else if (slot == 0x01 || slot == 0x02 || slot == 0x03) {
      units.push_back({slot == 0x03 ? "h" : "n", "", false, false});
    } else if (slot != 0x3C) {
      units.push_back({std::string(base_latin(c)), "", false, false});
    }
  }
  return units;
}

}  // namespace

void append_indic(std::u32string_view word, IndicStyle style, std::string& out) {
  if (word.empty()) {
    return;
  }
  const char32_t script = word.back();
  const bool keeps_final = script >= 0xB80;  // Tamil and on: southern scripts pronounce it
  const std::string_view vowel = is_bengali(script) && style.round_vowel ? "o" : "a";
  std::vector<Unit> units = units_of(word);
  if (style.drop_inner_vowels) {
    // From the end: between a spoken vowel and a consonant with a written one, and never two in a row.
    bool dropped = false;
    for (std::size_t i = units.size(); i-- > 1;) {
      const bool before = units[i - 1].inherent || !units[i - 1].vowel.empty();
      const bool after = i + 1 < units.size() && !units[i + 1].vowel.empty();
      if (units[i].inherent && before && after && !dropped) {
        units[i].inherent = false;
        dropped = true;
      } else {
        dropped = false;
      }
    }
  }
  for (std::size_t i = 0; i < units.size(); ++i) {
    const bool last = i + 1 == units.size();
    // Bengali has no w: an o before a soft y with a vowel sign is one ("Wahid", "Sarwar").
    if (!last && is_bengali(script) && units[i].sound.empty() && units[i].vowel == "o" && units[i + 1].sound == "y" &&
        !units[i + 1].vowel.empty()) {
      out += "w";
      out += units[++i].vowel;
      continue;
    }
    out += units[i].sound;
    // At the end the vowel is silent, but after several consonants ("Narendra").
    const bool spoken = !last || keeps_final || (i > 0 && units[i - 1].cluster) || units.size() == 1;
    if (units[i].inherent && spoken) {
      out += vowel;
    }
    out += units[i].vowel;
  }
}

// --- Thai -----------------------------------------------------------------------------------------------------------

void append_thai(std::u32string_view written, std::string& out, bool links) {
  static constexpr std::string_view kConsonants[] = {
      "k",  "kh", "kh", "kh",  "kh", "kh",  "ng", "ch", "ch", "ch", "s", "ch", "y", "d",  "t", "th",
      "th", "th", "n",  "d",   "t",  "th",  "th", "th", "n",  "b",  "p", "ph", "f", "ph", "f", "ph",
      "m",  "y",  "r",  "rue", "l",  "lue", "w",  "s",  "s",  "s",  "h", "l",  "",  "h"};
  constexpr char32_t kFirst = 0x0E01;
  constexpr char32_t kLast = 0x0E2E;
  constexpr char32_t kSilencer = 0x0E4C;
  // Without tones, letters under the sign of silence, and the stop before a silent r ("chan" of the moon).
  std::u32string word;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const bool marked = i + 1 < written.size() && written[i + 1] == kSilencer;
    const bool marked_after = i + 2 < written.size() && written[i + 2] == kSilencer &&
                              (written[i + 1] == 0x0E34 || written[i + 1] == 0x0E38 || written[i + 1] == 0x0E23);
    if (written[i] >= kFirst && written[i] <= kLast && (marked || marked_after)) {
      // "Bun": the silent letter shows how the r before it is spoken.
      if (written[i] == U'ณ' && word.size() > 1 && word.back() == U'ร' && word[word.size() - 2] >= 0x0E30) {
        word.back() = U'น';
      }
      i += marked ? 1 : 2;
    } else if (written[i] < 0x0E47 || written[i] > 0x0E4E) {
      word.push_back(written[i]);
    }
  }
  // "Thr" is s in some native words ("song", "sap", "sai"), not in those from Sanskrit.
  for (const std::u32string_view spoken_s : {U"ทรง", U"ทรัพ", U"ทราย", U"ทรวง"}) {
    for (std::size_t at = word.find(spoken_s); at != word.npos; at = word.find(spoken_s, at)) {
      word.replace(at, 2, U"ซ");
    }
  }
  if (const std::size_t at = word.find(U"เสริ"); at != word.npos) {  // "soem", "prasoet"
    word.erase(at + 2, 1);
  }
  if (const std::size_t at = word.find(U"พรหม"); at != word.npos) {  // "phrom"
    word.replace(at, 4, U"โพรม");
  }
  if (word.ends_with(U"ยรติ")) {  // "kiat": the r is silent too
    word.resize(word.size() - 3);
    word.push_back(U'ต');
  } else if (word.ends_with(U"ยร") && written.ends_with(U"ติ์")) {
    word.back() = U'ต';
  } else if (word.ends_with(U"เพชร")) {  // "phet"
    word.pop_back();
  }
  // The short vowel that ends words from Pali is silent after a syllable with a vowel of its own ("chat", "sombat",
  // "wut"; but Kitti, Santi).
  if (const std::size_t size = word.size(); size > 3 && (word.back() == 0x0E34 || word.back() == 0x0E38)) {
    const char32_t vowel = word[size - 3];
    const bool stop = ((word[size - 2] == U'ต' || word[size - 2] == U'ธ') && (vowel == 0x0E32 || vowel == 0x0E31)) ||
                      (word[size - 2] == U'ฒ' && vowel == 0x0E38);
    if (stop || (word[size - 2] == U'ม' && vowel == 0x0E39)) {
      word.pop_back();
    }
  }
  const auto consonant_at = [&](std::size_t i) { return i < word.size() && word[i] >= kFirst && word[i] <= kLast; };
  // Whether the consonant at `i` has a written vowel after it (tones stand after vowels above and below).
  const auto has_vowel = [&](std::size_t i) {
    return i + 1 < word.size() && word[i + 1] >= 0x0E30 && word[i + 1] <= 0x0E3A;
  };
  const auto cluster = [&](std::size_t i) {
    constexpr std::u32string_view kHeads = U"กขคตปผพทศซ";
    constexpr std::u32string_view kTails = U"รล";
    return (kHeads.find(word[i]) != word.npos && kTails.find(word[i + 1]) != word.npos) ||
           (kHeads.substr(0, 3).find(word[i]) != word.npos && word[i + 1] == U'ว');
  };
  // Two consonants alone at the end that are a syllable of names ("-phong", "-phon"), but where the vowel before them
  // must have a consonant after it.
  const auto own_syllable = [&](std::size_t i) {
    constexpr std::u32string_view kEnds = U"พงวงพลกรธรพรยศผลชนมนจรนนมลยงรมสรษรศรคมดมมรวรครบลดลคลรงจงทรดงลม";
    if (i + 2 != word.size() || i == 0 || word[i - 1] == 0x0E31) {
      return false;
    }
    for (std::size_t k = 0; k < kEnds.size(); k += 2) {
      if (word.substr(i) == kEnds.substr(k, 2)) {
        return true;
      }
    }
    return false;
  };
  // Whether "e" before the consonant at `i` belongs to the next one, which has more of its signs, and this one has an a
  // of its own ("Charoen", "Chaloem", "Sathian").
  const auto passes_vowel = [&](std::size_t i) {
    if (!consonant_at(i + 1) || cluster(i)) {
      return false;
    }
    const char32_t sign = i + 2 < word.size() ? word[i + 2] : 0;
    const char32_t after = i + 3 < word.size() ? word[i + 3] : 0;
    const bool ia = sign == 0x0E35 && after == U'ย' && !has_vowel(i + 3);
    const bool oe = sign == 0x0E34 && std::u32string_view(U"จฉสถผ").find(word[i]) != word.npos &&
                    std::u32string_view(U"รล").find(word[i + 1]) != word.npos;
    return ia || oe;
  };
  bool open = false;        // the syllable has a vowel and no consonant after it
  bool long_vowel = false;  // which is one that can end a syllable
  std::string_view before;  // a vowel that is written before the consonant that it follows in speech
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char32_t c = word[i];
    if (c >= kFirst && c <= kLast) {
      const bool spelled = !before.empty() || has_vowel(i) || (i + 1 < word.size() && word[i + 1] == 0x0E33);
      const bool more = consonant_at(i + 1);
      const bool ends = i + 2 == word.size();
      if (before.empty() && more && c != U'ท' && word.compare(i + 1, 2, U"รร") == 0) {
        // A doubled r is the vowel a: with the consonant that closes the syllable ("tham"), which is spoken again
        // before another syllable ("Thammanat"), or with an n of its own ("Banhan").
        out += kConsonants[c - kFirst];
        i += 2;
        if (consonant_at(i + 1) && !has_vowel(i + 1) && !own_syllable(i + 1)) {
          ++i;
          const std::string_view closing = kConsonants[word[i] - kFirst];
          out += "a";
          out += closing;
          if (i + 1 < word.size()) {
            out += closing;
            out += "a";
          }
        } else {
          out += "an";
        }
        open = false;
        continue;
      }
      if (before == "e" && passes_vowel(i)) {
        out += kConsonants[c - kFirst];
        out += "a";
        continue;
      }
      // A vowel before two consonants that are spoken together stands behind both ("krai", "prot", "phrom").
      if (!before.empty() && more && cluster(i) && !has_vowel(i + 1) && before != "e" &&
          (before == "ai" || consonant_at(i + 2))) {
        out += kConsonants[c - kFirst];
        continue;
      }
      if (word[i] == 0x0E24 && i + 1 < word.size() && word[i + 1] == U'ท') {  // "rit"
        out += "ri";
        open = true;
        continue;
      }
      if (spelled || word[i] == 0x0E24) {
        out += kConsonants[c - kFirst];
        if (before == "e") {
          // A vowel of several signs around its consonants: uea, ia, oe, ao.
          std::size_t k = i + 1;
          if (k + 1 < word.size() && consonant_at(k) && cluster(i) && word[k + 1] != 0x0E2D && !consonant_at(k + 1)) {
            ++k;
          }
          const char32_t sign = k < word.size() ? word[k] : 0;
          const char32_t after = k + 1 < word.size() ? word[k + 1] : 0;
          const std::string_view vowel = sign == 0x0E37 && after == 0x0E2D        ? "uea"
                                         : sign == 0x0E35 && after == 0x0E22      ? "ia"
                                         : sign == 0x0E32                         ? "ao"
                                         : sign == 0x0E2D && k + 1 == word.size() ? "oe"
                                         : sign == 0x0E34                         ? "oe"
                                                                                  : "";
          if (!vowel.empty()) {
            out += k == i + 1 ? "" : kConsonants[word[i + 1] - kFirst];
            out += vowel;
            i = vowel.size() == 3 || vowel == "ia" ? k + 1 : k;
            before = {};
            open = vowel != "ao";
            long_vowel = true;
            continue;
          }
        }
        out += before;
        open = true;
        long_vowel = !before.empty();
        before = {};
      } else if (open && !(more && !has_vowel(i + 1) && ends && long_vowel) && !own_syllable(i) &&
                 !(c == U'ร' && more && has_vowel(i + 1))) {
        // It closes the syllable. A w or y after another vowel than its own, n for ny.
        const bool hissing = std::u32string_view(U"ชตทฒธศส").find(c) != word.npos;
        if (links && hissing && more && word[i + 1] != c && has_vowel(i + 1)) {
          out += "t";
          out += kConsonants[c - kFirst];
          out += "a";
        } else {
          out += c == U'ญ' ? "n" : c == U'จ' ? "t" : c == 0x0E2D ? "o" : kConsonants[c - kFirst];
        }
        open = c == 0x0E2D;
      } else if (c == U'ห' && more && !open && std::u32string_view(U"งญนมยรลว").find(word[i + 1]) != word.npos) {
        continue;  // raises the tone of the next
      } else if (!more) {
        // What ends a word after a closed syllable is silent ("wat", "but").
        out += i > 0 ? "" : c == 0x0E2D ? "o" : kConsonants[c - kFirst];
        open = false;
      } else if (has_vowel(i + 1)) {
        // An unwritten a, but in clusters.
        out += kConsonants[c - kFirst];
        out += cluster(i) ? "" : "a";
        open = false;
      } else if (word[i + 1] == 0x0E24) {
        // "Kri", "thri", but "phrue", "narue".
        out += kConsonants[c - kFirst];
        out += c == U'น' ? "arue" : std::u32string_view(U"กตทปศส").find(c) != word.npos ? "ri" : "rue";
        ++i;
        open = true;
      } else if (!cluster(i) && word[i + 1] != U'ว' && word[i + 1] != 0x0E2D && consonant_at(i + 2) &&
                 (i + 3 == word.size() || (i + 4 == word.size() && word[i + 2] == 0x0E2D && consonant_at(i + 3)))) {
        // Of three alone at the end the last two are a syllable ("narong", "kamon", "nakhon", "thanom").
        out += kConsonants[c - kFirst];
        out += "a";
        open = false;
      } else {
        // Two consonants alone have an o between them, or w is "ua"; a final r is n then ("thon").
        out += kConsonants[c - kFirst];
        const bool ua = word[i + 1] == U'ว' && consonant_at(i + 2) && !has_vowel(i + 2);
        out += ua ? "ua" : "o";
        open = true;
        i += ua ? 1U : 0U;
        if (!ua && word[i + 1] == U'ร' && ends) {
          out += "n";
          break;
        }
        i += !ua && word[i + 1] == 0x0E2D ? 1U : 0U;
      }
      continue;
    }
    open = (open || (c >= 0x0E30 && c <= 0x0E3A)) && c != 0x0E33;
    long_vowel = long_vowel || c == 0x0E32 || c == 0x0E35 || c == 0x0E37 || c == 0x0E39;
    switch (c) {
      case 0x0E40:
        before = "e";
        break;
      case 0x0E41:
        before = "ae";
        break;
      case 0x0E42:
        before = "o";
        break;
      case 0x0E43:
      case 0x0E44:
        before = "ai";
        break;
      case 0x0E30:
      case 0x0E31:
      case 0x0E32:
        out += "a";
        break;
      case 0x0E33:
        out += "am";
        break;
      case 0x0E34:
      case 0x0E35:
        out += "i";
        break;
      case 0x0E36:
      case 0x0E37:
        out += "ue";
        break;
      case 0x0E38:
      case 0x0E39:
        out += "u";
        break;
      default:
        if (c > 0x0E7F) {
          out += base_latin(c);  // Lao
        }
    }
  }
  out += before;
}

// --- Burmese --------------------------------------------------------------------------------------------------------

namespace {

struct Syllable {
  std::u32string_view burmese;
  std::string_view latin;
};

// By script order; the longest that fits is taken.
constexpr Syllable kSyllables[] = {
    {U"အောင်", "aung"},   {U"မောင်", "maung"},   {U"ခင်", "khin"},      {U"ကျော်", "kyaw"},   {U"မင်း", "min"},
    {U"စိန်", "sein"},     {U"သိန်း", "thein"},    {U"စိုး", "soe"},       {U"စု", "su"},        {U"ကြည်", "kyi"},
    {U"ဆန်း", "san"},     {U"လှိုင်", "hlaing"},    {U"ဦး", "u"},         {U"ဒေါ်", "daw"},     {U"ဝင်း", "win"},
    {U"ထွန်း", "tun"},     {U"နိုင်", "naing"},     {U"မြင့်", "myint"},    {U"မြတ်", "myat"},    {U"လွင်", "lwin"},
    {U"ဖြိုး", "phyo"},    {U"ဇော်", "zaw"},      {U"ဇင်", "zin"},       {U"တင်", "tin"},      {U"သန်း", "than"},
    {U"ရွှေ", "shwe"},     {U"ညွန့်", "nyunt"},     {U"ကို", "ko"},         {U"မာ", "mar"},      {U"သူ", "thu"},
    {U"ရ", "ya"},        {U"ထက်", "htet"},      {U"ထူး", "htoo"},      {U"ဟိန်း", "hein"},    {U"ဝေ", "wai"},
    {U"ယံ", "yan"},       {U"လှ", "hla"},        {U"မြ", "mya"},       {U"ညို", "nyo"},       {U"နီ", "ni"},
    {U"ဖြူ", "phyu"},     {U"စံ", "san"},        {U"ဘ", "ba"},         {U"ဘို", "bo"},        {U"ဗိုလ်", "bo"},
    {U"သော်", "thaw"},    {U"တော်", "taw"},      {U"ချို", "cho"},       {U"ချစ်", "chit"},    {U"စော", "saw"},
    {U"နန်း", "nan"},     {U"နု", "nu"},         {U"နွယ်", "nwe"},       {U"အေး", "aye"},     {U"အိ", "ei"},
    {U"ဥ", "u"},         {U"ဝဏ္ဏ", "wunna"},    {U"ဇေယျ", "zeya"},    {U"ဇေယျာ", "zeyar"}, {U"ဟန်", "han"},
    {U"ဟုန်", "hone"},     {U"လင်း", "linn"},     {U"လေး", "lay"},      {U"လတ်", "latt"},     {U"ပိုင်", "paing"},
    {U"ဖေ", "pe"},       {U"ဖုန်း", "phone"},    {U"ဘုန်း", "phone"},    {U"ဗြဟ္မ", "brahma"}, {U"မိုး", "moe"},
    {U"မီ", "mi"},        {U"မျိုး", "myo"},      {U"ယု", "yu"},         {U"ရီ", "yee"},       {U"ရည်", "yi"},
    {U"ရန်", "yan"},      {U"ဝတီ", "waddy"},     {U"သီ", "thi"},        {U"သီတာ", "thida"},   {U"သက်", "thet"},
    {U"သစ်", "thit"},     {U"သင်း", "thin"},     {U"သွင်", "thwin"},     {U"သာ", "tha"},      {U"တိုး", "toe"},
    {U"တေဇ", "tayza"},   {U"တေဇာ", "tayza"},   {U"တုတ်", "tut"},       {U"ထိန်", "htein"},    {U"ထွဋ်", "htut"},
    {U"ဒီပါ", "dipa"},    {U"ဓန", "dana"},      {U"နေ", "nay"},       {U"နော်", "naw"},     {U"ငွေ", "ngwe"},
    {U"ငြိမ်း", "nyein"},  {U"ကံ", "kan"},        {U"ကြီး", "gyi"},      {U"ကြိုင်", "kyaing"},  {U"ကြွယ်", "kywe"},
    {U"ခိုင်", "khaing"},   {U"ခန့်", "khant"},     {U"ခ", "kha"},        {U"ဂျော်", "gyaw"},   {U"ဂုဏ်", "gon"},
    {U"စည်သူ", "sithu"},   {U"စန္ဒာ", "sandar"},  {U"စမ်း", "san"},      {U"ဆွေ", "swe"},      {U"ဆု", "su"},
    {U"ဇာနည်", "zarni"},  {U"ဉာဏ်", "nyan"},     {U"ညီ", "nyi"},        {U"ညိမ်း", "nyein"},   {U"ပြည့်", "pyae"},
    {U"ပြည်", "pyi"},     {U"ဖူး", "phoo"},      {U"ဘတ်", "bat"},       {U"မ", "ma"},        {U"မိ", "mi"},
    {U"ရှိန်", "shein"},    {U"ရှင်", "shin"},      {U"လဲ့", "le"},         {U"လိုင်", "laing"},    {U"လှိုင်း", "hlaing"},
    {U"သိင်္ဂီ", "theingi"}, {U"သုတ", "thuta"},     {U"သုဇာ", "thuzar"},   {U"အုန်း", "ohn"},     {U"အုပ်", "ohk"},
    {U"အံ", "an"},        {U"ဟေမာန်", "hayman"}, {U"သူရ", "thura"},     {U"သီရိ", "thiri"},    {U"သီဟ", "thiha"},
    {U"နန္ဒာ", "nandar"}, {U"နန္ဒ", "nanda"},    {U"ရတနာ", "yadanar"}, {U"ကေသီ", "kaythi"},  {U"ရာဇာ", "yarzar"},
    {U"ဧရာ", "ayeyar"}};

// Any other syllable, by its parts: the letters before the vowel, the signs of the vowel, the consonant that closes it.
// Spellings as bearers have them: tones and aspiration after s are not written.
constexpr bool is_burmese_letter(char32_t c) {
  return c >= 0x1000 && c <= 0x1021;
}

// `closed`: the letter of the consonant that closes the syllable, 0 if none.
std::string_view burmese_rhyme(std::u32string_view signs, char32_t closed, bool w) {
  struct Rhyme {
    std::u32string_view signs;
    std::u32string_view closed;  // any of them
    std::string_view latin;
  };
  static constexpr Rhyme kRhymes[] = {
      {U"", U"က", "et"},    {U"", U"င", "in"},    {U"", U"စ", "it"},    {U"", U"ည", "i"},       {U"", U"ဉ", "in"},
      {U"", U"ယ", "e"},     {U"", U"တဋဒပ", "at"}, {U"", U"နဏမ", "an"},  {U"ိ", U"တပကဒဋ", "eik"}, {U"ိ", U"နမဏဉင", "ein"},
      {U"ု", U"တပကဒ", "ok"}, {U"ု", U"နမဏ", "on"},  {U"ော", U"က", "auk"}, {U"ော", U"င", "aung"},  {U"ို", U"က", "aik"},
      {U"ို", U"င", "aing"},  {U"ို", U"ယ", "o"},     {U"ေ", U"တ", "it"}};
  static constexpr Rhyme kOpen[] = {{U"", U"", "a"},  {U"ာ", U"", "a"},   {U"ါ", U"", "a"},   {U"ိ", U"", "i"},
                                    {U"ီ", U"", "i"},  {U"ု", U"", "u"},    {U"ူ", U"", "u"},    {U"ေ", U"", "ay"},
                                    {U"ဲ", U"", "e"},  {U"ော", U"", "aw"}, {U"ေါ", U"", "aw"}, {U"ို", U"", "o"},
                                    {U"ံ", U"", "an"}, {U"ုံ", U"", "on"},   {U"ိံ", U"", "ein"}};
  if (closed == 0) {
    for (const Rhyme& rhyme : kOpen) {
      if (rhyme.signs == signs) {
        return rhyme.latin;
      }
    }
    return {};
  }
  if (w && signs.empty() && std::u32string_view(U"တဋဒပ").find(closed) != std::u32string_view::npos) {
    return "ut";
  }
  if (w && signs.empty() && std::u32string_view(U"နဏမ").find(closed) != std::u32string_view::npos) {
    return "un";
  }
  const std::u32string plain = signs == U"ေါ" ? U"ော" : std::u32string(signs);
  for (const Rhyme& rhyme : kRhymes) {
    if (rhyme.signs == plain && rhyme.closed.find(closed) != std::u32string_view::npos) {
      return rhyme.latin;
    }
  }
  return {};
}

struct Read {
  std::size_t size = 0;  // letters and signs; 0: no syllable
  std::string latin;
};

Read read_syllable(std::u32string_view text) {
  static constexpr std::string_view kOnsets[] = {"k",  "kh", "g", "g", "ng", "s",  "s",  "z", "z", "ny", "ny", "t",
                                                 "ht", "d",  "d", "n", "t",  "ht", "d",  "d", "n", "p",  "ph", "b",
                                                 "b",  "m",  "y", "y", "l",  "w",  "th", "h", "l", ""};
  static constexpr Syllable kVowels[] = {{U"ဣ", "i"}, {U"ဤ", "i"},  {U"ဥ", "u"},
                                         {U"ဦ", "u"}, {U"ဧ", "ay"}, {U"ဩ", "aw"}};
  constexpr char32_t kStack = 0x1039;
  constexpr char32_t kKilled = 0x103A;
  Read out;
  if (text.empty()) {
    return out;
  }
  const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : char32_t{0}; };
  std::size_t i = 1;
  std::string onset;
  bool w = false;
  if (is_burmese_letter(text[0])) {
    onset = kOnsets[text[0] - 0x1000];
    bool y = false;
    bool h = false;
    for (; at(i) >= 0x103B && at(i) <= 0x103E; ++i) {
      y = y || at(i) <= 0x103C;
      w = w || at(i) == 0x103D;
      h = h || at(i) == 0x103E;
    }
    if (h && (text[0] == U'ရ' || text[0] == U'ယ' || (text[0] == U'လ' && y))) {
      onset = "sh";
    } else {
      onset = y && onset == "kh" ? "ch" : y ? onset + "y" : onset;
      onset = h ? "h" + onset : onset;
    }
  } else {
    const auto* const found = std::find_if(std::begin(kVowels), std::end(kVowels),
                                           [&](const Syllable& s) { return s.burmese.front() == text[0]; });
    if (found == std::end(kVowels)) {
      return out;
    }
    out.latin = found->latin;
    while (at(i) == 0x1037 || at(i) == 0x1038) {
      ++i;
    }
    out.size = i;
    return out;
  }
  std::u32string signs;
  for (; (at(i) >= 0x102B && at(i) <= 0x1038) || at(i) == kKilled; ++i) {
    if (at(i) != 0x1037 && at(i) != 0x1038 && at(i) != kKilled) {
      signs.push_back(at(i));
    }
  }
  char32_t closed = 0;
  if (is_burmese_letter(at(i))) {
    std::size_t next = i + 1;
    next += at(next) == 0x1037 || at(next) == 0x1038 ? 1U : 0U;
    if (at(next) == kKilled || at(next) == kStack) {
      closed = at(i);
      for (i = next + 1; at(i) == 0x1037 || at(i) == 0x1038 || at(i) == kStack; ++i) {
      }
    }
  }
  const std::string_view rhyme = burmese_rhyme(signs, closed, w);
  if (rhyme.empty()) {
    return {};
  }
  const bool rounded = w && (rhyme == "un" || rhyme == "ut");
  out.latin = onset + (w && !rounded ? "w" : "") + std::string(rhyme);
  out.size = i;
  return out;
}

const Syllable* longest_syllable(std::u32string_view text) {
  const Syllable* best = nullptr;
  for (const Syllable& s : kSyllables) {
    const bool fits = text.substr(0, s.burmese.size()) == s.burmese;
    // A syllable ends before a letter, not before a sign that belongs to it.
    const char32_t next = fits && s.burmese.size() < text.size() ? text[s.burmese.size()] : 0;
    const bool whole = next == 0 || (next >= 0x1000 && next <= 0x102A) || next == 0x104C;
    const bool killed = s.burmese.size() + 1 < text.size() &&
                        (text[s.burmese.size() + 1] == 0x103A || text[s.burmese.size() + 1] == 0x1039 ||
                         (text[s.burmese.size() + 1] == 0x1037 && s.burmese.size() + 2 < text.size() &&
                          text[s.burmese.size() + 2] == 0x103A));
    if (fits && whole && !killed && (best == nullptr || s.burmese.size() > best->burmese.size())) {
      best = &s;
    }
  }
  return best;
}

}  // namespace

std::size_t burmese_syllable(std::u32string_view text) {
  const Syllable* found = longest_syllable(text);
  return found == nullptr ? read_syllable(text).size : found->burmese.size();
}

bool is_burmese_name(std::u32string_view text) {
  constexpr int kMostSyllables = 4;
  int others = 0;
  int all = 0;
  while (!text.empty()) {
    const Syllable* found = longest_syllable(text);
    const std::size_t size = found == nullptr ? read_syllable(text).size : found->burmese.size();
    if (size == 0) {
      return false;
    }
    others += found == nullptr ? 1 : 0;
    ++all;
    text = text.substr(size);
  }
  return others == 0 || all <= kMostSyllables;
}

void append_burmese(std::u32string_view word, std::string& out) {
  while (!word.empty()) {
    if (const Syllable* found = longest_syllable(word)) {
      out += found->latin;
      word = word.substr(found->burmese.size());
    } else if (const Read read = read_syllable(word); read.size != 0) {
      out += read.latin;
      word = word.substr(read.size);
    } else {
      out += base_latin(word.front());
      word = word.substr(1);
    }
  }
}

}  // namespace penumbra::text
