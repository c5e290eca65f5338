#include "match/distance.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace penumbra::match {
namespace {

constexpr std::size_t kWord = 64;

// `pattern` has 1 to 64 bytes.
int osa_bits(std::string_view pattern, std::string_view text) {
  // Occurrences of each byte in the pattern. Only the bytes that occur are cleared again, so the table costs nothing.
  thread_local std::array<std::uint64_t, 256> occurs{};
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    occurs[static_cast<std::uint8_t>(pattern[i])] |= 1ULL << i;
  }
  std::uint64_t vp = ~0ULL;
  std::uint64_t vn = 0;
  std::uint64_t d0 = 0;
  std::uint64_t before = 0;
  const std::uint64_t last = 1ULL << (pattern.size() - 1);
  int distance = static_cast<int>(pattern.size());
  for (const char c : text) {
    const std::uint64_t pm = occurs[static_cast<std::uint8_t>(c)];
    const std::uint64_t swap = (((~d0) & pm) << 1U) & before;
    d0 = ((((pm & vp) + vp) ^ vp) | pm | vn) | swap;
    std::uint64_t hp = vn | ~(d0 | vp);
    std::uint64_t hn = d0 & vp;
    distance += (hp & last) != 0 ? 1 : 0;
    distance -= (hn & last) != 0 ? 1 : 0;
    hp = (hp << 1U) | 1U;
    hn <<= 1U;
    vp = hn | ~(d0 | hp);
    vn = hp & d0;
    before = pm;
  }
  for (const char c : pattern) {
    occurs[static_cast<std::uint8_t>(c)] = 0;
  }
  return distance;
}

int osa_plain(std::string_view a, std::string_view b) {
  std::vector<int> two_back(b.size() + 1);
  std::vector<int> back(b.size() + 1);
  std::vector<int> now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    back[j] = static_cast<int>(j);
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({back[j] + 1, now[j - 1] + 1, back[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        now[j] = std::min(now[j], two_back[j - 2] + 1);
      }
    }
    std::swap(two_back, back);
    std::swap(back, now);
  }
  return back[b.size()];
}

constexpr int kEdit = 100;

constexpr bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Of letters of a transcription (reading_cost). Our own judgement of romanisations.
constexpr int substitution(char a, char b) {
  if (a == b) {
    return 0;
  }
  if (is_digit(a) || is_digit(b)) {
    return 150;
  }
  if (is_vowel(a) && is_vowel(b)) {
    const auto pair = [&](char x, char y) { return (a == x && b == y) || (a == y && b == x); };
    return pair('e', 'i') || pair('o', 'u') ? 50 : pair('a', 'e') ? 60 : 80;
  }
  struct Like {
    char a;
    char b;
    int cost;
  };
  constexpr Like kLike[] = {{'b', 'p', 70}, {'d', 't', 70}, {'g', 'k', 60}, {'s', 'z', 50},
                            {'f', 'v', 60}, {'b', 'v', 70}, {'g', 'h', 60}, {'h', 'k', 70},
                            {'i', 'j', 50}, {'g', 'j', 70}, {'c', 'j', 70}, {'m', 'n', 90},
                            {'c', 's', 70}, {'c', 'k', 60}, {'z', 'j', 70}, {'v', 'u', 60}};
  for (const Like& like : kLike) {
    if ((like.a == a && like.b == b) || (like.a == b && like.b == a)) {
      return like.cost;
    }
  }
  return kEdit;
}

}  // namespace

int osa_distance(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) {
    std::swap(a, b);
  }
  if (a.empty()) {
    return static_cast<int>(b.size());
  }
  return a.size() <= kWord ? osa_bits(a, b) : osa_plain(a, b);
}

bool within_one_edit(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) {
    std::swap(a, b);
  }
  if (a.size() - b.size() > 1) {
    return false;
  }
  std::size_t front = 0;
  while (front < b.size() && a[front] == b[front]) {
    ++front;
  }
  a.remove_prefix(front);
  b.remove_prefix(front);
  if (a.size() != b.size()) {
    return a.substr(1) == b;
  }
  if (a.size() < 2 || a.substr(1) == b.substr(1)) {
    return true;
  }
  return a[0] == b[1] && a[1] == b[0] && a.substr(2) == b.substr(2);
}

int edit_cost(std::string_view a, std::string_view b) {
  return edit_cost(letter_tables(), a, b);
}

int edit_cost(const LetterTables& costs, std::string_view a, std::string_view b) {
  // Equal ends cost nothing and are most of what near names hold.
  std::size_t front = 0;
  while (front < a.size() && front < b.size() && a[front] == b[front]) {
    ++front;
  }
  std::size_t back_letters = 0;
  while (back_letters < a.size() - front && back_letters < b.size() - front &&
         a[a.size() - 1 - back_letters] == b[b.size() - 1 - back_letters]) {
    ++back_letters;
  }
  const std::size_t n = a.size() - front - back_letters;
  const std::size_t m = b.size() - front - back_letters;
  if (n > kWord || m > kWord) {
    return kEdit * osa_distance(a.substr(front, n), b.substr(front, m));
  }
  const bool first = front == 0;
  const bool last = back_letters == 0;
  // Of the letter at i of one word, where j letters of the other are done.
  const auto insert = [&](std::string_view word, std::size_t i, std::size_t size, std::size_t j, std::size_t other) {
    const char c = word[front + i];
    if ((front + i > 0 && word[front + i - 1] == c) || (front + i + 1 < word.size() && word[front + i + 1] == c)) {
      return costs.doubled();
    }
    return costs.insert(letter_index(c), {first && i == 0 && j == 0, last && i + 1 == size && j == other});
  };
  std::array<std::array<int, kWord + 1>, 3> rows;
  int* two_back = rows[0].data();
  int* back = rows[1].data();
  int* now = rows[2].data();
  back[0] = 0;
  for (std::size_t j = 0; j < m; ++j) {
    back[j + 1] = back[j] + insert(b, j, m, 0, n);
  }
  for (std::size_t i = 0; i < n; ++i) {
    const char x = a[front + i];
    now[0] = back[0] + insert(a, i, n, 0, m);
    for (std::size_t j = 0; j < m; ++j) {
      const char y = b[front + j];
      int best = std::min(back[j + 1] + insert(a, i, n, j + 1, m), now[j] + insert(b, j, m, i + 1, n));
      best = std::min(best, back[j] + costs.substitute(letter_index(x), letter_index(y),
                                                       {first && i == 0 && j == 0, last && i + 1 == n && j + 1 == m}));
      if (i > 0 && j > 0 && x == b[front + j - 1] && a[front + i - 1] == y && x != y) {
        best = std::min(best, two_back[j - 1] + costs.exchange());
      }
      now[j + 1] = best;
    }
    int* const recycled = two_back;
    two_back = back;
    back = now;
    now = recycled;
  }
  return back[m];
}

namespace {

// How letters of a transcription are read. Costs in hundredths of an edit.
struct Reading {
  int unwritten_vowel;  // a vowel of the full spelling that the transcription does not show
  int unread_vowel;     // a vowel of the transcription that the full spelling does not have
  bool one_liquid;      // l and r, b and v are one sound
};

constexpr Reading kAbjadReading{12, 60, false};
constexpr Reading kKanaReading{50, 12, true};

int reading_cost(std::string_view written, std::string_view full, const Reading& reading) {
  if (written.size() > kWord || full.size() > kWord) {
    return kEdit * osa_distance(written, full);
  }
  const auto unwritten = [&](char c, char previous) {
    if (c == previous) {
      return 2;
    }
    return is_vowel(c) ? reading.unwritten_vowel : c == 'y' || c == 'w' || c == 'h' ? 35 : kEdit;
  };
  const auto unread = [&](char c) {
    return is_vowel(c) ? reading.unread_vowel : c == 'h' || c == 'y' || c == 'w' ? 45 : kEdit;
  };
  const auto read_as = [&](char x, char y) {
    if (x == y) {
      return 0;
    }
    const auto among = [&](std::initializer_list<std::string_view> pairs) {
      return std::any_of(pairs.begin(), pairs.end(), [&](std::string_view pair) {
        return (pair[0] == x && pair[1] == y) || (pair[0] == y && pair[1] == x);
      });
    };
    if (reading.one_liquid && among({"lr", "bv", "sz", "hf", "jz", "kc", "sc", "jg"})) {
      return 8;
    }
    if (among({"uo", "ie", "iy", "uw", "ye", "wv", "ae"})) {
      return 15;
    }
    if (among({"bp", "fv", "bv", "fp", "kq", "kc", "qc", "jg", "hk", "sc", "kg", "td", "uv", "ov", "sz"})) {
      return 30;
    }
    return substitution(x, y);
  };
  std::array<int, kWord + 1> back;
  std::array<int, kWord + 1> now;
  back[0] = 0;
  for (std::size_t j = 0; j < full.size(); ++j) {
    back[j + 1] = back[j] + unwritten(full[j], j > 0 ? full[j - 1] : '\0');
  }
  for (std::size_t i = 0; i < written.size(); ++i) {
    now[0] = back[0] + unread(written[i]);
    for (std::size_t j = 0; j < full.size(); ++j) {
      now[j + 1] = std::min({back[j + 1] + unread(written[i]), now[j] + unwritten(full[j], j > 0 ? full[j - 1] : '\0'),
                             back[j] + read_as(written[i], full[j])});
    }
    std::swap(back, now);
  }
  return back[full.size()];
}

}  // namespace

int abjad_cost(std::string_view abjad, std::string_view full) {
  return reading_cost(abjad, full, kAbjadReading);
}

int kana_cost(std::string_view kana, std::string_view full) {
  return reading_cost(kana, full, kKanaReading);
}

}  // namespace penumbra::match
