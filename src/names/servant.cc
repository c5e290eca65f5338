#include "names/servant.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "names/fold.h"
#include "names/forms.h"
#include "names/frequency.h"

namespace penumbra::names {
namespace {

// How common the word is in names of people (names/frequency.h); given names of the tables at least a little.
unsigned commonness(const Lexicon& lexicon, std::string_view word) {
  constexpr unsigned kTableName = 16;
  char folded[kFoldGrowth * kMaxPartBytes];
  const unsigned frequency = frequency_of(form_hash({folded, fold_to(word, folded)}));
  return lexicon.classes(lexicon.word(word)) != nullptr ? std::max(frequency, kTableName) : frequency;
}

}  // namespace

std::size_t fused_servant(std::string_view word) {
  if (word.size() < 8 || word[0] != 'a' || word[1] != 'b' || word[2] != 'd' || word.substr(0, 6) == "abdull" ||
      word.substr(0, 6) == "abdall" || word.substr(0, 6) == "abdoll" || word.substr(0, 8) == "abdoulay" ||
      word.substr(0, 8) == "abdoulai") {
    return 0;
  }
  static constexpr std::string_view kForms[] = {"abdoul", "abdool", "abdul", "abdel", "abdal", "abdol", "abdil"};
  for (const std::string_view form : kForms) {
    if (word.starts_with(form) && word.size() >= form.size() + 3) {
      return word.substr(form.size()) == "ahi" ? 0 : form.size();  // Abdullahi with one l
    }
  }
  // Assimilated article: abdurrahman, abdussalam, abdennour.
  if ((word[3] == 'u' || word[3] == 'e' || word[3] == 'o' || word[3] == 'a') && word[4] == word[5]) {
    return 5;
  }
  return 0;
}

std::size_t misspelt_servant(const Lexicon& lexicon, std::string_view word) {
  constexpr std::size_t kLeastName = 4;
  // "Aldulaimi" is a name with its article, where what would follow "abdul" is none of the tables.
  const bool article = word.starts_with("al") || word.starts_with("el");
  const auto may_belong = [](char c) { return c == 'a' || c == 'b' || c == 'd'; };
  if (word.size() < 4 + kLeastName || may_belong(word[0]) + may_belong(word[1]) + may_belong(word[2]) < 2) {
    return 0;
  }
  const bool father = word.starts_with("abu") || word.starts_with("abo") || word.starts_with("abi");
  const bool allah = word.find("lah") != std::string_view::npos || word.find("llaa") != std::string_view::npos;
  if (father || allah || word.starts_with("abdoula") || word.starts_with("abdula")) {
    return 0;
  }
  // A letter struck twice ("aAbdulhafid") sounds as it should, so that the tables may know the whole.
  constexpr std::size_t kLetters = 4;
  for (std::size_t i = 1; i <= kLetters; ++i) {
    if (word[i] == word[i - 1]) {
      std::string once(word);
      once.erase(i, 1);
      const std::size_t size = fused_servant(once);
      return size > i - 1 ? size + 1 : 0;
    }
  }
  static constexpr std::string_view kForms[] = {"abdul", "abdel", "abdal", "abdol", "abdil"};
  // The article may have taken the sound of what follows ("Adburrahim").
  static constexpr std::string_view kAssimilated[] = {"abdur", "abder", "abdar", "abdus", "abdes", "abdas"};
  std::size_t best = 0;
  unsigned commonest = 0;
  for (std::size_t size = 4; size <= 6 && word.size() >= size + kLeastName; ++size) {
    const std::string_view prefix = word.substr(0, size);
    const auto one_apart = [&](std::string_view form) { return is_one_edit_apart(prefix, form); };
    const bool near = std::any_of(std::begin(kForms), std::end(kForms), one_apart) ||
                      (prefix.back() == word[size] &&
                       std::any_of(std::begin(kAssimilated), std::end(kAssimilated), [&](std::string_view form) {
                         return form.back() == prefix.back() && one_apart(form);
                       }));
    // A prefix that is a name is no slip (Adel, Abel), but for the many that begin as the word does.
    if (near && (prefix.starts_with("abd") || commonness(lexicon, prefix) == 0)) {
      const std::string_view rest = word.substr(size);
      const bool listed = !article || lexicon.classes(lexicon.word(rest)) != nullptr;
      const unsigned common = listed ? commonness(lexicon, rest) : 0;
      // The commonest name behind it; after an article without its consonant any ("Abdu|salam", not "Abdus|alam").
      if (common > commonest) {
        best = size;
        commonest = common;
      }
      constexpr std::string_view kVowels = "aeiou";
      if (best == 4 && kVowels.find(word[3]) != std::string_view::npos && word[4] != 'x' &&
          kVowels.find(word[4]) == std::string_view::npos) {
        break;
      }
    }
  }
  return best != 0 && commonness(lexicon, word) == 0 ? best : 0;
}

bool is_servant_with_slip(const Lexicon& lexicon, std::string_view word) {
  static constexpr std::string_view kForms[] = {"abdul", "abdel", "abdal", "abdur"};
  return word.size() >= 4 && word.size() <= 6 && (word.find('d') < 4 || (word.size() == 5 && word.starts_with("ab"))) &&
         std::any_of(std::begin(kForms), std::end(kForms),
                     [&](std::string_view form) { return is_one_edit_apart(word, form); }) &&
         commonness(lexicon, word) == 0;
}

}  // namespace penumbra::names
