#include "names/orthography.h"

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <string>
#include <vector>

#include "embedded/names_orthographies.h"
#include "names/fold.h"
#include "names/frequency.h"
#include "names/letter_patterns.h"
#include "text/transliterate.h"
#include "text/utf8.h"

namespace penumbra::names {
namespace {

// Forms of a word that one language is asked for, and that all are: likelier ones come first.
constexpr std::size_t kMaxForms = 12;
constexpr std::size_t kMaxAllForms = 4 * kMaxForms;
// Longest form.
constexpr std::size_t kMaxForm = 2 * kMaxSpelledLetters;
// Letters of a word whose reading is tried in more than one way.
constexpr std::size_t kMaxChoices = 5;
// Shortest word of a language that is no more than possible.
constexpr std::size_t kLeastWeakWord = 4;
constexpr std::size_t kLeastWord = 3;

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
    const WordLetters letters(word, alphabet_);
    for (std::size_t i = 0; i < word.size(); ++i) {
      for (const Mark& mark : marks_.at(letters.at(i))) {
        if (mark.pattern.fits(letters.at(i))) {
          out |= mark.marks;
        }
      }
    }
    return out;
  }

  const Alphabet& alphabet() const { return alphabet_; }

  // Languages that may read some of the letters of a word otherwise than they are; all if not all are plain letters.
  Languages reading(std::u32string_view word, const WordLetters& letters) const {
    Languages out = 0;
    char32_t highest = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
      out |= read_[*letters.at(i)][letters.at(i)[1]];
      highest |= word[i];
    }
    return highest < 0x80 ? out : ~Languages{0};
  }

  // Whether a reading ends as Slavic or Georgian names do.
  bool has_ending(std::string_view latin) const {
    constexpr std::size_t kLeastStem = 2;
    return std::any_of(endings_.begin(), endings_.end(), [&](std::string_view ending) {
      return latin.back() == ending.back() && latin.size() >= ending.size() + kLeastStem && latin.ends_with(ending);
    });
  }

  // Whether weak marks of one kind do not show a language at all.
  bool needs_both(std::size_t language) const { return (both_ >> language & 1U) != 0; }

  std::size_t languages() const { return rules_.size(); }

  // Calls visit(std::string_view latin, std::size_t rank) with the forms of a word as a language spells it, likelier
  // ones first, until it returns true. With none where no rule reads a letter of a plain word.
  template <typename Visit>
  void read(std::u32string_view word, const WordLetters& letters, std::size_t language, Visit visit) const;

 private:
  Orthographies();

  Alphabet alphabet_;
  std::vector<ByLetter<Rule>> rules_;  // by language
  ByLetter<Mark> marks_;
  std::vector<std::string_view> endings_;
  Languages both_ = 0;
  static constexpr std::size_t kPairs = 256;
  std::vector<std::array<Languages, kPairs>> read_;  // by a letter and the next one: languages with rules for them
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
      Rule rule{pattern_of(text::decoded(fields[1]), alphabet_), {}};
      for (const std::string_view reading : std::span(fields).subspan(2)) {
        rule.readings.emplace_back(reading == "-" ? std::string_view() : reading);
      }
      rules_.back().add(std::move(rule));
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
    marks_.add({pattern_of(text::decoded(patterns[i]), alphabet_), of_pattern[i]});
  }
  marks_.index();
  read_.resize(alphabet_.size());
  for (std::size_t language = 0; language < rules_.size(); ++language) {
    rules_[language].index();
    for (std::size_t first = 0; first < read_.size(); ++first) {
      for (std::size_t second = 0; second < kPairs; ++second) {
        const std::array<Letter, 2> pair = {static_cast<Letter>(first), static_cast<Letter>(second)};
        read_[first][second] |= rules_[language].at(pair.data()).empty() ? 0U : Languages{1} << language;
      }
    }
  }
}

template <typename Visit>
void Orthographies::read(std::u32string_view word, const WordLetters& letters, std::size_t language,
                         Visit visit) const {
  // The word as pieces; letters that no rule reads stay.
  struct Piece {
    const char* text;     // where there is no choice
    std::uint8_t size;    // of it
    std::uint8_t choice;  // its place among the choices, kMaxChoices if it has none
  };
  constexpr std::size_t kMostOfLetter = 8;
  std::array<Piece, kMaxSpelledLetters> pieces;
  std::size_t piece_count = 0;
  std::array<char, kMaxSpelledLetters * kMostOfLetter> plain;
  std::size_t plain_size = 0;
  std::array<const Rule*, kMaxChoices> choices{};
  std::size_t choice_count = 0;
  bool changes = false;
  for (std::size_t i = 0; i < word.size();) {
    const std::span<const Rule> rules = rules_[language].at(letters.at(i));
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.pattern.fits(letters.at(i)); });
    Piece& piece = pieces[piece_count++];
    piece.choice = kMaxChoices;
    if (rule == rules.end()) {
      char* const at = plain.data() + plain_size;
      if (word[i] < 0x80) {
        *at = static_cast<char>(word[i]);
        piece.size = 1;
      } else {
        const std::string latin = text::to_latin(word.substr(i, 1));
        piece.size = static_cast<std::uint8_t>(latin.copy(at, kMostOfLetter));
        changes = true;
      }
      piece.text = at;
      plain_size += piece.size;
      ++i;
      continue;
    }
    changes = true;
    piece.text = rule->readings[0].data();
    piece.size = static_cast<std::uint8_t>(rule->readings[0].size());
    if (rule->readings.size() > 1) {
      auto* const known = std::find(choices.begin(), choices.begin() + choice_count, &*rule);
      piece.choice = static_cast<std::uint8_t>(known - choices.begin());
      if (piece.choice == choice_count && choice_count < kMaxChoices) {
        choices[choice_count++] = &*rule;
      }
    }
    i += rule->pattern.size;
  }
  if (!changes) {
    return;
  }
  // By the sum of the ranks of what is chosen: a writer follows one system, so that a rule is read in one way.
  std::size_t forms = 0;
  std::array<std::size_t, kMaxChoices> chosen{};
  constexpr std::size_t kMostSum = 3;
  const auto visit_form = [&](std::size_t rank) {
    std::array<char, kMaxForm> form;
    std::size_t size = 0;
    for (std::size_t p = 0; p < piece_count; ++p) {
      const Piece& piece = pieces[p];
      const std::string_view text = piece.choice < choice_count
                                        ? std::string_view(choices[piece.choice]->readings[chosen[piece.choice]])
                                        : std::string_view(piece.text, piece.size);
      if (size + text.size() > kMaxForm) {
        return false;
      }
      size += text.copy(form.data() + size, text.size());
    }
    return visit(std::string_view(form.data(), size), rank);
  };
  const auto try_all = [&](const auto& self, std::size_t at, std::size_t left, std::size_t sum) -> bool {
    if (forms >= kMaxForms) {
      return true;
    }
    if (at == choice_count) {
      forms += left == 0 ? 1U : 0U;
      return left == 0 && visit_form(sum);
    }
    for (std::size_t rank = 0; rank <= std::min(left, choices[at]->readings.size() - 1); ++rank) {
      chosen[at] = rank;
      if (self(self, at + 1, left - rank, sum)) {
        return true;
      }
    }
    chosen[at] = 0;
    return false;
  };
  for (std::size_t sum = 0; sum <= kMostSum; ++sum) {
    chosen.fill(0);
    if (try_all(try_all, 0, sum, sum)) {
      return;
    }
  }
}

// A reading that counts.
struct Form {
  std::string_view folded;
  std::size_t rank = 0;
  std::uint8_t frequency = 0;
};

// Calls visit(Form) with the readings of a word as one language spells it that are other words, until it returns true.
// `sure`: the language has surely spelled the name.
template <typename Visit>
void each_reading(std::u32string_view word, const WordLetters& letters, std::size_t language, bool sure,
                  std::uint8_t frequency, std::string_view fold, Visit visit) {
  const Orthographies& table = Orthographies::get();
  if (!sure && (word.size() < kLeastWeakWord || table.needs_both(language))) {
    return;
  }
  table.read(word, letters, language, [&](std::string_view latin, std::size_t rank) {
    char buffer[kFoldGrowth * kMaxForm];
    const std::string_view folded(buffer, fold_to(latin, buffer));
    if (latin.size() < 2 || folded == fold) {
      return false;
    }
    const std::uint8_t known = frequency_of(form_hash(folded));
    // Of words that are in use otherwise, only what another word in use or a name of such endings may have been.
    const bool counts = known > frequency || (sure && (frequency == 0 || known != 0)) ||
                        ((sure || frequency == 0) && table.has_ending(latin));
    return counts && visit(Form{folded, rank, known});
  });
}

template <typename Visit>
void each_language(Languages languages, Visit visit) {
  for (; languages != 0; languages &= languages - 1) {
    visit(static_cast<std::size_t>(std::countr_zero(languages)));
  }
}

bool may_be_spelled(std::u32string_view word) {
  return word.size() >= kLeastWord && word.size() <= kMaxSpelledLetters;
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

Languages spelled_otherwise(std::u32string_view word, Languages languages, bool sure, std::uint8_t frequency,
                            std::string_view fold) {
  if (languages == 0 || !may_be_spelled(word)) {
    return 0;
  }
  Languages out = 0;
  const WordLetters letters(word, Orthographies::get().alphabet());
  each_language(languages & Orthographies::get().reading(word, letters), [&](std::size_t language) {
    each_reading(word, letters, language, sure, frequency, fold, [&](const Form&) {
      out |= Languages{1} << language;
      return true;
    });
  });
  return out;
}

void add_spelled_readings(std::u32string_view word, const LanguageMarks& marks, std::uint8_t frequency,
                          ReadingList& out) {
  if (marks.any() == 0 || !may_be_spelled(word)) {
    return;
  }
  constexpr std::size_t kUnsure = 16;  // more than any rank

  std::array<char, kMaxAllForms * kFoldGrowth * kMaxForm> text;
  std::size_t used = 0;
  std::array<Form, kMaxAllForms> forms;  // `rank`: of its language, then of its choices
  std::size_t count = 0;
  const WordLetters letters(word, Orthographies::get().alphabet());
  each_language(marks.any(), [&](std::size_t language) {
    const Languages bit = Languages{1} << language;
    const bool sure = (marks.sure() & bit) != 0;
    const std::size_t doubt = (marks.strong & bit) != 0 ? 0 : sure ? kUnsure : 2 * kUnsure;
    each_reading(word, letters, language, sure, frequency, out.fold(), [&](const Form& form) {
      if (count == forms.size()) {
        return true;
      }
      char* const at = text.data() + used;
      used += form.folded.copy(at, form.folded.size());
      forms[count++] = {{at, form.folded.size()}, doubt + form.rank, form.frequency};
      return false;
    });
  });
  std::stable_sort(forms.begin(), forms.begin() + count, [](const Form& a, const Form& b) {
    return (a.frequency != 0) != (b.frequency != 0) ? a.frequency != 0 : a.rank < b.rank;
  });
  for (std::size_t i = 0; i < count; ++i) {
    out.add_folded(forms[i].folded);
  }
}

}  // namespace penumbra::names
