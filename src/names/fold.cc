// A fold is one pass from left to right with at most four letters of look-ahead. Rejected: Soundex, Metaphone and
// their kin, which merge far too much (peers.md: phonetic codes are empty or equal for names that nobody confuses).
#include "names/fold.h"

#include <array>
#include <cstdint>

namespace penumbra::names {
namespace {

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

bool is_soft(char c) {
  return c == 'e' || c == 'i' || c == 'y';
}

struct Rule {
  std::string_view from;
  std::string_view to;
};

// Longest first. Applied wherever they match.
constexpr Rule kRules[] = {
    {"shch", "sh"}, {"tsch", "ch"}, {"sch", "sh"}, {"tch", "ch"}, {"dzh", "j"}, {"dsh", "j"}, {"eau", "o"},
    {"aee", "ai"},  {"aei", "ai"},  {"kh", "h"},   {"gh", "g"},   {"ph", "f"},  {"th", "t"},  {"dh", "d"},
    {"bh", "b"},    {"zh", "j"},    {"dj", "j"},   {"ck", "k"},   {"qu", "k"},  {"ou", "u"},  {"oo", "u"},
    {"ee", "i"},    {"aa", "a"},    {"ii", "i"},   {"uu", "u"},   {"iy", "i"},  {"yi", "i"},  {"yy", "i"},
    {"ij", "i"},    {"ie", "i"},    {"ey", "ei"},  {"ay", "ai"},  {"oy", "oi"}, {"ae", "e"},  {"eo", "o"},
    {"cz", "ch"},   {"tz", "z"},    {"sz", "s"},
};

constexpr Rule kSkeletonRules[] = {
    {"shch", "x"}, {"sch", "x"}, {"tch", "x"}, {"sh", "x"}, {"ch", "x"}, {"kh", "h"}, {"gh", "k"}, {"ph", "b"},
    {"th", "t"},   {"dh", "t"},  {"zh", "j"},  {"dj", "j"}, {"ts", "s"}, {"tz", "s"}, {"ck", "k"}, {"qu", "k"},
};

// Rules by their first letter, in the order of the table. Most letters are followed by one that begins no rule, which
// one bit tells.
template <std::size_t kCount>
class RuleIndex {
 public:
  explicit constexpr RuleIndex(const Rule (&rules)[kCount]) {
    std::size_t filled = 0;
    for (std::size_t letter = 0; letter < 256; ++letter) {
      first_[letter] = static_cast<std::uint8_t>(filled);
      for (const Rule& rule : rules) {
        if (static_cast<unsigned char>(rule.from[0]) == letter) {
          rules_[filled++] = rule;
          seconds_[letter] |= 1U << (static_cast<unsigned char>(rule.from[1]) % 32U);
        }
      }
    }
    first_[256] = static_cast<std::uint8_t>(filled);
  }

  // Whether a rule may begin with these two characters. Digits may pass for letters here; match() looks at all.
  bool may_match(char c, char next) const {
    return (seconds_[static_cast<unsigned char>(c)] >> (static_cast<unsigned char>(next) % 32U) & 1U) != 0;
  }

  // The first rule that `text` begins with, or null.
  const Rule* match(std::string_view text) const {
    const auto letter = static_cast<unsigned char>(text.front());
    for (std::size_t i = first_[letter]; i < first_[letter + 1U]; ++i) {
      if (text.starts_with(rules_[i].from)) {
        return &rules_[i];
      }
    }
    return nullptr;
  }

 private:
  std::array<Rule, kCount> rules_{};
  std::array<std::uint32_t, 256> seconds_{};  // by first character: bit (second modulo 32) of its rules
  std::array<std::uint8_t, 257> first_{};
};

// What a letter or digit folds to wherever no rule applies; 0 where that depends on its neighbours (c, h, j, x) and for
// characters that are dropped.
constexpr std::array<char, 256> kFolded = [] {
  std::array<char, 256> folded{};
  for (const char c : std::string_view("abdefgiklmnoprstuvz0123456789")) {
    folded[static_cast<unsigned char>(c)] = c;
  }
  folded['q'] = 'k';
  folded['w'] = 'v';
  folded['y'] = 'i';
  return folded;
}();

// Vowels and the letters that serve as vowels are dropped; one letter stands for each group of consonants that scripts
// or their readers do not tell apart: b p f v (Hebrew bet and pe, Arabic and Japanese loans), l r (Japanese), s z ts,
// k g q, t d.
constexpr std::array<char, 256> kConsonants = [] {
  std::array<char, 256> letters{};
  for (const std::string_view group :
       {"bpfv", "td", "kgq", "rl", "sz", "h", "j", "m", "n", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}) {
    for (const char c : group) {
      letters[static_cast<unsigned char>(c)] = group.front();
    }
  }
  return letters;
}();

constexpr RuleIndex kRuleIndex(kRules);
constexpr RuleIndex kSkeletonIndex(kSkeletonRules);

}  // namespace

std::size_t fold_to(std::string_view latin, char* out) {
  char* end = out;
  char last = '\0';
  // Written in any case and kept if it is to be: what letter follows another cannot be foreseen by a processor.
  const auto put = [&](char c) {
    *end = c;
    end += c != last || (c >= '0' && c <= '9') ? 1 : 0;
    last = c;
  };
  for (std::size_t i = 0; i < latin.size();) {
    const char c = latin[i];
    const char next = i + 1 < latin.size() ? latin[i + 1] : '\0';
    if (kRuleIndex.may_match(c, next)) {
      const Rule* found = kRuleIndex.match(latin.substr(i));
      // "ng" before "h" and a vowel or glide ends a Korean or Chinese syllable ("Seonghun", "Kwanghyok"): its g and h
      // belong apart.
      if (found != nullptr && c == 'g' && i > 0 && latin[i - 1] == 'n' && i + 2 < latin.size() &&
          (is_vowel(latin[i + 2]) || latin[i + 2] == 'y' || latin[i + 2] == 'w')) {
        found = nullptr;
      }
      if (found != nullptr) {
        for (const char to : found->to) {
          put(to);
        }
        i += found->from.size();
        continue;
      }
    }
    if (const char plain = kFolded[static_cast<unsigned char>(c)]; plain != '\0') {
      put(plain);
      ++i;
      continue;
    }
    switch (c) {
      case 'c':
        if (next == 'h') {
          put('c');
          put('h');
          ++i;
        } else {
          put(is_soft(next) ? 's' : 'k');
        }
        break;
      case 'j':
        // After a vowel and before a consonant or the end it is the glide of Slavic and German spellings.
        put(is_vowel(last) && !is_vowel(next) ? 'i' : 'j');
        break;
      case 'x':
        if (i == 0) {
          put('s');
        } else {
          put('k');
          put('s');
        }
        break;
      case 'h':
        // Silent after a vowel at the end ("Abdullah", "Sarah").
        if (next != '\0' || !is_vowel(last)) {
          put('h');
        }
        break;
      default:
        break;
    }
    ++i;
  }
  return static_cast<std::size_t>(end - out);
}

std::string fold(std::string_view latin) {
  constexpr std::size_t kUsual = 64;
  if (latin.size() <= kUsual) {
    char buffer[kFoldGrowth * kUsual];
    return {buffer, fold_to(latin, buffer)};
  }
  std::string out(latin.size() * kFoldGrowth, '\0');
  out.resize(fold_to(latin, out.data()));
  return out;
}

std::size_t skeleton_to(std::string_view latin, char* out) {
  char* end = out;
  char last = '\0';
  const auto put = [&](char c) {
    *end = c;
    end += c != last && c != '\0' ? 1 : 0;
    last = c != '\0' ? c : last;
  };
  for (std::size_t i = 0; i < latin.size();) {
    const char c = latin[i];
    const char next = i + 1 < latin.size() ? latin[i + 1] : '\0';
    if (kSkeletonIndex.may_match(c, next)) {
      if (const Rule* found = kSkeletonIndex.match(latin.substr(i)); found != nullptr) {
        put(found->to[0]);
        i += found->from.size();
        continue;
      }
    }
    ++i;
    if (c == 'c') {
      put(is_soft(next) ? 's' : 'k');
    } else if (c == 'x') {
      put('k');
      put('s');
    } else if (c != 'h' || next != '\0') {  // silent at the end
      put(kConsonants[static_cast<unsigned char>(c)]);
    }
  }
  return static_cast<std::size_t>(end - out);
}

std::string skeleton(std::string_view latin) {
  std::string out(latin.size() * kFoldGrowth, '\0');
  out.resize(skeleton_to(latin, out.data()));
  return out;
}

}  // namespace penumbra::names
