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
  for (std::size_t i = 0; i < latin.size(); ++i) {
    const char c = latin[i];
    const char next = i + 1 < latin.size() ? latin[i + 1] : '\0';
    const auto pair = [&](char second) { return next == second; };
    switch (c) {
      case 'a':
      case 'e':
      case 'i':
      case 'o':
      case 'u':
      case 'y':
      case 'w':
        break;
      case 'b':
      case 'p':
        if (c == 'p' && pair('h')) {
          put('f');
          ++i;
        } else {
          put('b');
        }
        break;
      case 'f':
      case 'v':
        put('f');
        break;
      case 'c':
        if (pair('h')) {
          put('x');
          ++i;
        } else if (pair('k')) {
          put('k');
          ++i;
        } else {
          put(is_soft(next) ? 's' : 'k');
        }
        break;
      case 's':
        if (pair('h')) {
          put('x');
          ++i;
        } else if (next == 'c' && i + 2 < latin.size() && latin[i + 2] == 'h') {
          put('x');
          i += 2;
        } else {
          put('s');
        }
        break;
      case 't':
        if (pair('h')) {
          ++i;
        }
        put('t');
        break;
      case 'd':
        if (pair('h')) {
          ++i;
        }
        if (pair('j')) {
          break;
        }
        put('t');
        break;
      case 'k':
        if (pair('h')) {
          put('h');
          ++i;
        } else {
          put('k');
        }
        break;
      case 'g':
        if (pair('h')) {
          ++i;
        }
        put('k');
        break;
      case 'j':
        put('j');
        break;
      case 'q':
        put('k');
        break;
      case 'x':
        put('k');
        put('s');
        break;
      case 'z':
        if (pair('h')) {
          put('j');
          ++i;
        } else {
          put('s');
        }
        break;
      case 'h':
        if (next != '\0') {
          put('h');
        }
        break;
      case 'l':
      case 'r':
        put(c);
        break;
      case 'm':
      case 'n':
        put(c);
        break;
      default:
        if (c >= '0' && c <= '9') {
          put(c);
        }
    }
  }
  return out;
}

}  // namespace penumbra::names
