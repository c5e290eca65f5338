#include "names/orthography.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "embedded/names_orthographies.h"
#include "names/fold.h"
#include "names/frequency.h"
#include "text/transliterate.h"
#include "text/utf8.h"

namespace penumbra::names {
namespace {

// Forms of a word that one language is asked for, and that all are: likelier ones come first.
constexpr std::size_t kMaxForms = 12;
constexpr std::size_t kMaxAllForms = 4 * kMaxForms;
// Letters of a word whose reading is tried in more than one way.
constexpr std::size_t kMaxChoices = 5;
// Shortest word of a language that is no more than possible.
constexpr std::size_t kLeastWeakWord = 4;
constexpr std::size_t kLeastWord = 3;

bool is_vowel(char32_t c) {
  return std::u32string_view(U"aeiouyáéíóúàèìòùâêîôûäëïöüãõåæøāēīūąęėįųăəıőűýŷ").find(c) != std::u32string_view::npos;
}

// What may stand beside letters; empty: anything.
class Context {
 public:
  Context() = default;
  explicit Context(std::u32string letters) : letters_(std::move(letters)) {}

  // `at` is the letter there, 0 beyond the word.
  bool allows(char32_t at) const {
    if (letters_.empty()) {
      return true;
    }
    return std::any_of(letters_.begin(), letters_.end(), [&](char32_t c) {
      switch (c) {
        case U'^':
        case U'$':
          return at == 0;
        case U'V':
          return at != 0 && is_vowel(at);
        case U'C':
          return at != 0 && !is_vowel(at);
        default:
          return at == c;
      }
    });
  }

 private:
  std::u32string letters_;
};

// Letters with what must stand beside them: "(V)ss(V)".
struct Pattern {
  std::u32string letters;
  Context before;
  Context after;

  bool fits(std::u32string_view word, std::size_t at) const {
    return word.substr(at, letters.size()) == letters && before.allows(at == 0 ? 0 : word[at - 1]) &&
           after.allows(at + letters.size() < word.size() ? word[at + letters.size()] : 0);
  }
};

Pattern pattern_of(std::u32string_view text) {
  Pattern out;
  if (!text.empty() && text.front() == U'(') {
    const std::size_t end = text.find(U')');
    out.before = Context(std::u32string(text.substr(1, end - 1)));
    text.remove_prefix(end + 1);
  }
  const std::size_t open = std::min(text.find(U'('), text.size());
  out.letters = text.substr(0, open);
  if (open < text.size()) {
    out.after = Context(std::u32string(text.substr(open + 1, text.find(U')', open) - open - 1)));
  }
  return out;
}

// Things by the first letter of their patterns.
template <typename Thing>
class ByLetter {
 public:
  void add(char32_t letter, Thing thing) { list_of(letter).push_back(std::move(thing)); }
  const std::vector<Thing>& at(char32_t letter) const {
    if (letter < plain_.size()) {
      return plain_[letter];
    }
    const auto found =
        std::find_if(others_.begin(), others_.end(), [&](const auto& other) { return other.first == letter; });
    static const std::vector<Thing> kNone;
    return found == others_.end() ? kNone : found->second;
  }

 private:
  std::vector<Thing>& list_of(char32_t letter) {
    if (letter < plain_.size()) {
      return plain_[letter];
    }
    auto found = std::find_if(others_.begin(), others_.end(), [&](const auto& other) { return other.first == letter; });
    if (found == others_.end()) {
      found = others_.insert(others_.end(), {letter, {}});
    }
    return found->second;
  }

  std::array<std::vector<Thing>, 128> plain_;
  std::vector<std::pair<char32_t, std::vector<Thing>>> others_;
};

struct Rule {
  Pattern pattern;
  std::vector<std::string> readings;  // "" for nothing
};

// Which languages a pattern shows (strong, weak) or excludes.
struct Mark {
  Pattern pattern;
  LanguageMarks marks;
};

class Orthographies {
 public:
  static const Orthographies& get() {
    static const Orthographies table;
    return table;
  }

  LanguageMarks marks(std::u32string_view word) const {
    LanguageMarks out;
    for (std::size_t i = 0; i < word.size(); ++i) {
      for (const Mark& mark : marks_.at(word[i])) {
        if (mark.pattern.fits(word, i)) {
          out |= mark.marks;
        }
      }
    }
    return out;
  }

  // Whether a reading ends as Slavic or Georgian names do.
  bool has_ending(std::string_view latin) const {
    constexpr std::size_t kLeastStem = 2;
    return std::any_of(endings_.begin(), endings_.end(), [&](std::string_view ending) {
      return latin.size() >= ending.size() + kLeastStem && latin.ends_with(ending);
    });
  }

  // Whether weak marks of one kind do not show a language at all.
  bool needs_both(std::size_t language) const { return (both_ >> language & 1U) != 0; }

  std::size_t languages() const { return rules_.size(); }

  // Calls visit(std::string_view latin, std::size_t rank) with the forms of a word as a language spells it, likelier
  // ones first.
  template <typename Visit>
  void read(std::u32string_view word, std::size_t language, Visit visit) const;

 private:
  Orthographies();

  std::vector<ByLetter<Rule>> rules_;  // by language
  ByLetter<Mark> marks_;
  std::vector<std::string_view> endings_;
  Languages both_ = 0;
};

Orthographies::Orthographies() {
  std::string_view rest = embedded::names_orthographies();
  std::vector<std::string_view> patterns;
  std::vector<LanguageMarks> of_pattern;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.front() == '#') {
      continue;
    }
    std::vector<std::string_view> fields;
    while (!line.empty()) {
      const std::size_t blank = std::min(line.find(' '), line.size());
      fields.push_back(line.substr(0, blank));
      line.remove_prefix(std::min(blank + 1, line.size()));
    }
    if (fields[0] == "language") {
      rules_.emplace_back();
      continue;
    }
    const Languages language = rules_.empty() ? 0 : Languages{1} << (rules_.size() - 1);
    if (fields[0] == "read") {
      Rule rule{pattern_of(text::decoded(fields[1])), {}};
      for (const std::string_view reading : std::span(fields).subspan(2)) {
        rule.readings.emplace_back(reading == "-" ? std::string_view() : reading);
      }
      const char32_t first = rule.pattern.letters.front();
      rules_.back().add(first, std::move(rule));
      continue;
    }
    if (fields[0] == "endings") {
      endings_.assign(fields.begin() + 1, fields.end());
      continue;
    }
    if (fields[0] == "both") {
      both_ |= language;
      continue;
    }
    LanguageMarks marks;
    (fields[0] == "strong" ? marks.strong
     : fields[0] == "weak" ? marks.weak
     : fields[0] == "also" ? marks.also
                           : marks.never) = language;
    for (const std::string_view text : std::span(fields).subspan(1)) {
      // Most languages never write what others show them by: a pattern is tried once for all.
      const auto known = static_cast<std::size_t>(std::find(patterns.begin(), patterns.end(), text) - patterns.begin());
      if (known == patterns.size()) {
        patterns.push_back(text);
        of_pattern.emplace_back();
      }
      of_pattern[known] |= marks;
    }
  }
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    Pattern pattern = pattern_of(text::decoded(patterns[i]));
    const char32_t first = pattern.letters.front();
    marks_.add(first, {std::move(pattern), of_pattern[i]});
  }
}

template <typename Visit>
void Orthographies::read(std::u32string_view word, std::size_t language, Visit visit) const {
  // The word as pieces, each with its readings; letters that no rule reads stay.
  struct Piece {
    const Rule* rule = nullptr;
    std::size_t choice = kMaxChoices;  // its place among the choices, if it has any
    std::string plain;
  };
  std::vector<Piece> pieces;
  std::array<const Rule*, kMaxChoices> choices{};
  std::size_t choice_count = 0;
  for (std::size_t i = 0; i < word.size();) {
    const Rule* found = nullptr;
    for (const Rule& rule : rules_[language].at(word[i])) {
      if ((found == nullptr || rule.pattern.letters.size() > found->pattern.letters.size()) &&
          rule.pattern.fits(word, i)) {
        found = &rule;
      }
    }
    Piece& piece = pieces.emplace_back();
    if (found == nullptr) {
      piece.plain = word[i] < 0x80 ? std::string(1, static_cast<char>(word[i])) : text::to_latin(word.substr(i, 1));
      ++i;
      continue;
    }
    piece.rule = found;
    if (found->readings.size() > 1) {
      auto* const known = std::find(choices.begin(), choices.begin() + choice_count, found);
      piece.choice = static_cast<std::size_t>(known - choices.begin());
      if (piece.choice == choice_count && choice_count < kMaxChoices) {
        choices[choice_count++] = found;
      }
    }
    i += found->pattern.letters.size();
  }
  // By the sum of the ranks of what is chosen: a writer follows one system, so that a rule is read in one way.
  std::size_t forms = 0;
  std::array<std::size_t, kMaxChoices> chosen{};
  constexpr std::size_t kMostSum = 3;
  for (std::size_t sum = 0; sum <= kMostSum && forms < kMaxForms; ++sum) {
    chosen.fill(0);
    const auto try_all = [&](const auto& self, std::size_t at, std::size_t left) -> void {
      if (forms >= kMaxForms) {
        return;
      }
      if (at == choice_count) {
        if (left != 0) {
          return;
        }
        std::string form;
        for (const Piece& piece : pieces) {
          form += piece.rule == nullptr ? piece.plain
                                        : piece.rule->readings[piece.choice < choice_count ? chosen[piece.choice] : 0];
        }
        ++forms;
        visit(std::string_view(form), sum);
        return;
      }
      for (std::size_t rank = 0; rank <= std::min(left, choices[at]->readings.size() - 1); ++rank) {
        chosen[at] = rank;
        self(self, at + 1, left - rank);
      }
      chosen[at] = 0;
    };
    try_all(try_all, 0, sum);
  }
}

}  // namespace

LanguageMarks language_marks(std::u32string_view word) {
  return word.size() > kMaxSpelledLetters ? LanguageMarks() : Orthographies::get().marks(word);
}

LanguageMarks language_marks(std::string_view word) {
  if (word.size() > kMaxSpelledLetters) {
    return {};
  }
  std::array<char32_t, kMaxSpelledLetters> wide{};
  std::copy(word.begin(), word.end(), wide.begin());
  return language_marks(std::u32string_view(wide.data(), word.size()));
}

void add_spelled_readings(std::u32string_view word, const LanguageMarks& marks, std::uint8_t frequency,
                          ReadingList& out) {
  const Languages languages = marks.any();
  if (languages == 0 || word.size() < kLeastWord || word.size() > kMaxSpelledLetters) {
    return;
  }
  struct Form {
    std::string latin;
    std::size_t doubt = 0;  // of its language, then of its choices
    std::uint8_t frequency = 0;
  };
  constexpr std::size_t kUnsure = 16;  // more than any rank

  std::vector<Form> forms;
  const Orthographies& table = Orthographies::get();
  for (std::size_t language = 0; language < table.languages(); ++language) {
    const Languages bit = Languages{1} << language;
    const bool strong = (marks.sure() & bit) != 0;
    const std::size_t doubt = (marks.strong & bit) != 0 ? 0 : strong ? kUnsure : 2 * kUnsure;
    if ((languages & bit) == 0 || (!strong && (word.size() < kLeastWeakWord || table.needs_both(language)))) {
      continue;
    }
    table.read(word, language, [&](std::string_view latin, std::size_t rank) {
      char folded[kFoldGrowth * 4 * kMaxSpelledLetters];
      if (latin.size() > 2 * kMaxSpelledLetters || latin.size() < 2 || forms.size() >= kMaxAllForms) {
        return;
      }
      const std::uint8_t known = frequency_of(form_hash({folded, fold_to(latin, folded)}));
      // Of words that are in use otherwise, only what another word in use or a name of such endings may have been.
      if (known > frequency || (strong && (frequency == 0 || known != 0)) ||
          ((strong || frequency == 0) && table.has_ending(latin))) {
        forms.push_back({std::string(latin), doubt + rank, known});
      }
    });
  }
  std::stable_sort(forms.begin(), forms.end(), [](const Form& a, const Form& b) {
    return (a.frequency != 0) != (b.frequency != 0) ? a.frequency != 0 : a.doubt < b.doubt;
  });
  for (const Form& form : forms) {
    out.add(form.latin);
  }
}

}  // namespace penumbra::names
