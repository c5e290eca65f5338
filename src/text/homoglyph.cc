#include "text/homoglyph.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include "text/code_points.h"
#include "text/utf8.h"

namespace penumbra::text {
namespace {

struct Pair {
  char32_t latin;
  char32_t other;
};

// Both the small letters that look alike and those whose capitals do: folding has removed the difference of case. Where
// two Cyrillic letters resemble one Latin letter, the first row serves the way from Latin to Cyrillic.
constexpr Pair kCyrillic[] = {{U'a', U'а'}, {U'b', U'в'}, {U'c', U'с'}, {U'e', U'е'}, {U'h', U'н'}, {U'i', U'і'},
                              {U'j', U'ј'}, {U'k', U'к'}, {U'm', U'м'}, {U'n', U'п'}, {U'o', U'о'}, {U'p', U'р'},
                              {U's', U'ѕ'}, {U't', U'т'}, {U'x', U'х'}, {U'y', U'у'}, {U'r', U'г'}, {U'u', U'и'},
                              {U'b', U'ь'}, {U'd', U'ԁ'}, {U'h', U'һ'}, {U'q', U'ԛ'}, {U'w', U'ԝ'}, {U'l', U'ӏ'},
                              {U'v', U'ѵ'}, {U'i', U'ї'}, {U'e', U'ё'}, {U'y', U'ү'}, {U'y', U'ў'}, {U'a', U'ӑ'},
                              {U'a', U'ӓ'}, {U'o', U'ӧ'}, {U'c', U'ҫ'}, {U'k', U'қ'}, {U'h', U'ң'}, {U'x', U'ҳ'},
                              {U'e', U'ҽ'}, {U'f', U'ғ'}, {U'r', U'ґ'}, {U'g', U'ԍ'}, {U't', U'ҭ'}};
constexpr Pair kGreek[] = {{U'a', U'α'}, {U'b', U'β'}, {U'e', U'ε'}, {U'z', U'ζ'}, {U'h', U'η'},
                           {U'i', U'ι'}, {U'k', U'κ'}, {U'm', U'μ'}, {U'v', U'ν'}, {U'o', U'ο'},
                           {U'p', U'ρ'}, {U't', U'τ'}, {U'y', U'υ'}, {U'x', U'χ'}, {U'n', U'ν'},
                           {U'u', U'υ'}, {U'w', U'ω'}, {U's', U'σ'}, {U'j', U'ϳ'}};

constexpr Pair kArmenian[] = {{U'o', U'օ'}, {U'n', U'ո'}, {U'u', U'ս'}, {U'h', U'հ'}, {U'q', U'զ'}, {U'j', U'յ'},
                              {U'g', U'ց'}, {U'l', U'լ'}, {U'w', U'ա'}, {U'p', U'բ'}, {U't', U'ե'}, {U'f', U'ք'}};

// Latin letters that look like a letter of Cyrillic or Greek in some case, closely enough to slip into such a word.
constexpr std::u32string_view kShared = U"abcehijkmopstxyvz";

struct Alphabet {
  Script script;
  std::span<const Pair> pairs;
};
constexpr Alphabet kAlphabets[] = {
    {Script::kLatin, {}}, {Script::kCyrillic, kCyrillic}, {Script::kGreek, kGreek}, {Script::kArmenian, kArmenian}};
constexpr std::size_t kLatin = 0;

// The alphabet of a letter; none of them: their number.
std::size_t alphabet_of(char32_t c) {
  const Script script = code_point(c).script;
  std::size_t i = 0;
  while (i < std::size(kAlphabets) && kAlphabets[i].script != script) {
    ++i;
  }
  return i;
}

// The letter of alphabet `to` that looks like `c` of alphabet `from`, by way of the Latin one; 0 if there is none.
char32_t look_alike(char32_t c, std::size_t from, std::size_t to) {
  if (from != kLatin) {
    const auto& pairs = kAlphabets[from].pairs;
    const auto found = std::find_if(pairs.begin(), pairs.end(), [c](const Pair& pair) { return pair.other == c; });
    c = found == pairs.end() ? 0 : found->latin;
  }
  if (to == kLatin || c == 0) {
    return c;
  }
  const auto& pairs = kAlphabets[to].pairs;
  const auto found = std::find_if(pairs.begin(), pairs.end(), [c](const Pair& pair) { return pair.latin == c; });
  return found == pairs.end() ? 0 : found->other;
}

// Brings all letters of the four alphabets to one; false (and nothing changed) if one of them has no look-alike there.
bool exchange(std::span<char32_t> word, std::size_t to) {
  std::u32string changed(word.begin(), word.end());
  for (char32_t& c : changed) {
    const std::size_t from = alphabet_of(c);
    if (from == to || from == std::size(kAlphabets)) {
      continue;
    }
    c = look_alike(c, from, to);
    if (c == 0) {
      return false;
    }
  }
  std::copy(changed.begin(), changed.end(), word.begin());
  return true;
}

// What mending a word came to.
enum class Mended : std::uint8_t { kNo, kToLatin, kToOther };

// Letters of few languages that look like Latin ones, and that a disguise likes: where one stands and all others of the
// word look like Latin letters, too, the word is one.
constexpr std::u32string_view kRare = U"ѕԁԛԝһӏѵүҽ";

// Latin comes first where a letter stands that is Latin beyond doubt, where Latin letters are the most, and where other
// alphabets meet each other: nobody writes Cyrillic and Greek in one word but to be read as Latin. Then the alphabet
// with most letters.
// `beside_latin`: the other letters of the text are Latin, surely or by their number.
Mended mend_word(std::span<char32_t> word, bool beside_latin) {
  std::array<int, std::size(kAlphabets) + 1> counts{};
  bool surely_latin = false;
  bool rare = false;
  for (const char32_t c : word) {
    const std::size_t alphabet = alphabet_of(c);
    ++counts[alphabet];
    surely_latin = surely_latin || (alphabet == kLatin && kShared.find(c) == std::u32string_view::npos);
    rare = rare || kRare.find(c) != std::u32string_view::npos;
  }
  surely_latin = surely_latin || beside_latin || rare;
  const auto others =
      std::count_if(counts.begin() + kLatin + 1, counts.end() - 1, [](int count) { return count != 0; });
  std::array<std::size_t, std::size(kAlphabets)> order{0, 1, 2, 3};
  std::stable_sort(order.begin() + (others > 1 || surely_latin ? 1 : 0), order.end(),
                   [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
  if (others == 0 || (others == 1 && counts[kLatin] == 0 && !rare)) {
    return Mended::kNo;
  }
  if (others == 1 && counts[kLatin] == 0) {
    return exchange(word, kLatin) ? Mended::kToLatin : Mended::kNo;
  }
  for (const std::size_t to : order) {
    if ((counts[to] != 0 || to == kLatin) && exchange(word, to)) {
      return to == kLatin ? Mended::kToLatin : Mended::kToOther;
    }
  }
  return Mended::kNo;
}

bool is_word_letter(char32_t c) {
  return code_point(c).script != Script::kNone || (c >= U'0' && c <= U'9');
}

template <typename Visit>
void each_word(std::u32string& text, Visit visit) {
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || !is_word_letter(text[i])) {
      if (i > start) {
        visit(std::span(text).subspan(start, i - start));
      }
      start = i + 1;
    }
  }
}

enum class Besides : std::uint8_t { kOther, kMostlyLatin, kSurelyLatin };

// What the text is beside the words in question. Latin: a word is so beyond doubt, and no letter of another alphabet is
// without a look-alike; then a word that may be read in either alphabet is Latin, too. Mostly Latin: most letters are.
Besides besides(std::u32string& text) {
  bool latin = false;
  std::size_t letters = 0;
  std::size_t others = 0;
  bool other = false;
  each_word(text, [&](std::span<char32_t> word) {
    bool whole = true;
    bool sure = false;
    for (const char32_t c : word) {
      const std::size_t alphabet = alphabet_of(c);
      if (alphabet != std::size(kAlphabets)) ++(alphabet == kLatin ? letters : others);
      whole = whole && alphabet == kLatin;
      sure = sure || kShared.find(c) == std::u32string_view::npos;
      other =
          other || (alphabet != kLatin && alphabet != std::size(kAlphabets) && look_alike(c, alphabet, kLatin) == 0);
    }
    latin = latin || (whole && sure);
  });
  if (other) return Besides::kOther;
  return latin ? Besides::kSurelyLatin : letters > others ? Besides::kMostlyLatin : Besides::kOther;
}

// The Latin letter that a Greek one looks like in its own case, 0 if none. Folding takes the difference away: the
// capital nu is an N, the small one a v.
char latin_shape(char32_t c) {
  static constexpr std::u32string_view kGreekLetters = U"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹαβεηικνορτυχγωϲϳ";
  static constexpr std::string_view kLatinLetters = "ABEZHIKMNOPTYXCabenikvoptuxywcj";
  const std::size_t at = kGreekLetters.find(c);
  return at == std::u32string_view::npos ? '\0' : kLatinLetters[at];
}

}  // namespace

bool read_greek_shapes(std::string_view utf8, std::string& out) {
  const auto is_greek_byte = [](char c) { return c == '\xCE' || c == '\xCF'; };
  if (std::none_of(utf8.begin(), utf8.end(), is_greek_byte)) {
    return false;
  }
  bool any = false;
  out.clear();
  std::size_t word = 0;  // where it begins in `utf8`, and in `shapes` what it is read as
  std::string shapes;
  bool greek = false;
  bool other = false;
  bool all = true;  // Greek letters have a Latin shape
  for (std::size_t position = 0; position <= utf8.size();) {
    const std::size_t start = position;
    const char32_t c = position < utf8.size() ? decode(utf8, position) : U' ';
    const Script script = code_point(c).script;
    const bool invisible = (code_point(c).bits & kIsInvisible) != 0;
    if (start == utf8.size() || (script == Script::kNone && !invisible)) {
      const bool mixed = greek && other && all;
      out += mixed ? std::string_view(shapes) : utf8.substr(word, start - word);
      out += utf8.substr(start, position - start);
      any = any || mixed;
      word = position;
      shapes.clear();
      greek = other = false;
      all = true;
      if (start == utf8.size()) {
        break;
      }
      continue;
    }
    if (script == Script::kGreek) {
      const char latin = latin_shape(c);
      greek = true;
      all = all && latin != '\0';
      shapes.push_back(latin);
    } else {
      other = other || (script != Script::kMark && script != Script::kNone);
      shapes += utf8.substr(start, position - start);
    }
  }
  return any;
}

bool replace_homoglyphs(std::u32string& text, bool disguised) {
  // Only texts in which two of the alphabets meet are looked at word by word.
  unsigned alphabets = 0;
  for (const char32_t c : text) {
    alphabets |= 1U << static_cast<unsigned>(code_point(c).script);
  }
  unsigned met = 0;
  for (const Alphabet& alphabet : kAlphabets) {
    met += alphabets >> static_cast<unsigned>(alphabet.script) & 1U;
  }
  if (met < 2) {
    return false;
  }
  bool any = false;
  bool to_latin = disguised;
  const Besides beside = besides(text);
  each_word(text, [&](std::span<char32_t> word) {
    Mended mended = Mended::kNo;
    if (word.size() > 1) {
      mended = mend_word(word, beside != Besides::kOther);
    } else if (beside == Besides::kSurelyLatin && alphabet_of(word[0]) != kLatin && exchange(word, kLatin)) {
      // An initial or a letter of "S.A." beside Latin words is no Cyrillic one.
      mended = alphabet_of(word[0]) == kLatin ? Mended::kToLatin : Mended::kNo;
    }
    any = any || mended != Mended::kNo;
    to_latin = to_latin || mended == Mended::kToLatin;
  });
  // Who disguises one word disguises the others: also those that are disguised in every letter.
  if (to_latin) {
    each_word(text, [](std::span<char32_t> word) { exchange(word, kLatin); });
    any = true;
  }
  return any;
}

}  // namespace penumbra::text
