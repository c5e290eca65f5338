// A fold is one pass from left to right with at most four letters of look-ahead. Rejected: Soundex, Metaphone and
// their kin, which merge far too much (peers.md: phonetic codes are empty or equal for names that nobody confuses).
#include "names/fold.h"

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
    {"shch", "sh"}, {"tsch", "ch"}, {"sch", "sh"}, {"tch", "ch"}, {"dzh", "j"}, {"dsh", "j"}, {"eau", "o"}, {"kh", "h"},
    {"gh", "g"},    {"ph", "f"},    {"th", "t"},   {"dh", "d"},   {"bh", "b"},  {"zh", "j"},  {"dj", "j"},  {"ck", "k"},
    {"qu", "k"},    {"ou", "u"},    {"oo", "u"},   {"ee", "i"},   {"aa", "a"},  {"ii", "i"},  {"uu", "u"},  {"iy", "i"},
    {"yi", "i"},    {"yy", "i"},    {"ij", "i"},   {"ie", "i"},   {"ey", "ei"}, {"ay", "ai"}, {"oy", "oi"}, {"ae", "e"},
    {"eo", "o"},    {"cz", "ch"},   {"tz", "z"},   {"sz", "s"},
};

struct SkeletonRule {
  std::string_view from;
  char to;
};

constexpr SkeletonRule kSkeletonRules[] = {
    {"shch", 'x'}, {"sch", 'x'}, {"tch", 'x'}, {"sh", 'x'}, {"ch", 'x'}, {"kh", 'h'}, {"gh", 'k'}, {"ph", 'b'},
    {"th", 't'},   {"dh", 't'},  {"zh", 'j'},  {"dj", 'j'}, {"ts", 's'}, {"tz", 's'}, {"ck", 'k'}, {"qu", 'k'},
};

}  // namespace

std::string fold(std::string_view latin) {
  std::string out;
  out.reserve(latin.size() + 2);
  const auto put = [&out](char c) {
    if (out.empty() || out.back() != c || (c >= '0' && c <= '9')) {
      out.push_back(c);
    }
  };
  for (std::size_t i = 0; i < latin.size();) {
    const Rule* found = nullptr;
    for (const Rule& rule : kRules) {
      if (latin.substr(i, rule.from.size()) == rule.from) {
        found = &rule;
        break;
      }
    }
    // "ng" before "h" and a vowel ends a Korean or Chinese syllable ("Seonghun"): its g and h belong apart.
    if (found != nullptr && found->from == "gh" && i > 0 && latin[i - 1] == 'n' && i + 2 < latin.size() &&
        is_vowel(latin[i + 2])) {
      found = nullptr;
    }
    if (found != nullptr) {
      for (const char c : found->to) {
        put(c);
      }
      i += found->from.size();
      continue;
    }
    const char c = latin[i];
    const char next = i + 1 < latin.size() ? latin[i + 1] : '\0';
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
      case 'q':
        put('k');
        break;
      case 'w':
        put('v');
        break;
      case 'y':
        put('i');
        break;
      case 'j':
        // After a vowel and before a consonant or the end it is the glide of Slavic and German spellings.
        put(!out.empty() && is_vowel(out.back()) && !is_vowel(next) ? 'i' : 'j');
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
        if (next != '\0' || out.empty() || !is_vowel(out.back())) {
          put('h');
        }
        break;
      default:
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
          put(c);
        }
    }
    ++i;
  }
  return out;
}

std::string skeleton(std::string_view latin) {
  std::string out;
  const auto put = [&out](char c) {
    if (out.empty() || out.back() != c) {
      out.push_back(c);
    }
  };
  // Vowels and the letters that serve as vowels are dropped; then one letter for each group of consonants that scripts
  // or their readers do not tell apart: b p f v (Hebrew bet and pe, Arabic and Japanese loans), l r (Japanese), s z ts,
  // k g q, t d.
  for (std::size_t i = 0; i < latin.size();) {
    const SkeletonRule* found = nullptr;
    for (const SkeletonRule& rule : kSkeletonRules) {
      if (latin.substr(i, rule.from.size()) == rule.from) {
        found = &rule;
        break;
      }
    }
    if (found != nullptr) {
      put(found->to);
      i += found->from.size();
      continue;
    }
    const char c = latin[i++];
    const char next = i < latin.size() ? latin[i] : '\0';
    if (c >= '0' && c <= '9') {
      put(c);
    } else if (c == 'c') {
      put(is_soft(next) ? 's' : 'k');
    } else if (c == 'x') {
      put('k');
      put('s');
    } else if (c == 'h') {
      if (next != '\0') {
        put('h');  // silent at the end
      }
    } else if (c >= 'a' && c <= 'z') {
      switch (c) {
        case 'b':
        case 'p':
        case 'f':
        case 'v':
          put('b');
          break;
        case 'd':
        case 't':
          put('t');
          break;
        case 'g':
        case 'k':
        case 'q':
          put('k');
          break;
        case 'l':
        case 'r':
          put('r');
          break;
        case 's':
        case 'z':
          put('s');
          break;
        case 'j':
        case 'm':
        case 'n':
          put(c);
          break;
        default:
          break;
      }
    }
  }
  return out;
}

}  // namespace penumbra::names
