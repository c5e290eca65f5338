#include "text/variants.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

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

// A word as alternating pieces: text that stays, and rules that may be read in another way.
class Reader {
 public:
  Reader(std::u32string_view word, Rules rules) : word_(word) {
    for (std::size_t i = 0; i < word.size();) {
      const Rule* found = nullptr;
      for (const Rule& rule : rules) {
        if (word.substr(i, rule.letters.size()) == rule.letters &&
            (found == nullptr || rule.letters.size() > found->letters.size())) {
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

  void append(const Choice& choice, std::string& out) const {
    std::u32string changed;
    for (std::size_t i = 0; i < word_.size();) {
      std::size_t step = 1;
      bool kept = true;
      for (std::size_t r = 0; r < count_ && kept; ++r) {
        const Rule& rule = *used_[r];
        if (choice[r] != 0 && word_.substr(i, rule.letters.size()) == rule.letters) {
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

std::string other_latin(std::u32string_view word) {
  const bool plain = std::all_of(word.begin(), word.end(), [](char32_t c) { return c < 0x80; });
  if (plain || word.size() > kMaxLetters) {
    return {};
  }
  if (script_of(word.front()) == Script::kLatin) {
    return Reader(word, kLatin).run();
  }
  return {};
}

}  // namespace penumbra::text
