// From text to parts: normalise, cut into words, find phrases of the tables, decide what each word is, make the forms.
//
// The decisions are made by place and table, not by statistics: every one of them can be read in the explanation of a
// score. Where a table is ambiguous ("Major", "King", "Ben"), the place in the name decides, and when nothing but
// titles would be left, they are names after all.
#include "names/analyzer.h"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <string>
#include "names/abbreviations.h"
#include "names/compounds.h"
#include "names/east_asian.h"
#include "names/eastern_cyrillic.h"
#include "names/fold.h"
#include "names/forms.h"
#include "names/frequency.h"
#include "names/lexicon.h"
#include "names/mended_words.h"
#include "names/name.h"
#include "names/papers.h"
#include "names/part_weights.h"
#include "names/romanised.h"
#include "names/servant.h"
#include "names/together.h"
#include "names/word_shapes.h"
#include "names/words.h"
#include "text/han.h"
#include "text/normalise.h"

namespace penumbra::names {

void Analyzer::analyze(std::string_view original, NameType type, Name& out) {
  out.original.assign(original.substr(0, kMaxNameBytes));
  out.type = type;
  out.incomplete = false;
  out.tricks = 0;
  if (original.size() > kMaxNameBytes || !split_plain_words(original, kMaxParts, split_)) {
    text::normalise_into(original, kMaxNameBytes, normalised_);
    split_words(normalised_.text, normalised_.joints, type, kMaxParts, &lexicon_, split_);
    out.incomplete = normalised_.truncated || split_.truncated;
    out.tricks = static_cast<std::uint16_t>(normalised_.tricks | split_.tricks);
  }
  drafts_.clear();
  eastern_ = 0;
  phrases_.clear();
  pet_classes_.clear();
  phrases_.reserve(kMaxParts * kMaxPartBytes);  // never grows: drafts point into it
  family_from_ = kMaxParts + 1;
  rejoin_known(split_, lexicon_);
  look_up();
  if (join_fragments(split_, ids_, lexicon_)) {
    look_up();
  }
  if (type == NameType::kOrganisation || type == NameType::kAny) {
    read_romanised();
  }
  papers_.clear();
  if (set_papers_aside_at_ends(type, split_, ids_, lexicon_, papers_) &&
      (type == NameType::kPerson || (type == NameType::kAny && !looks_like_organisation()))) {
    set_papers_aside_between(split_, ids_, lexicon_, papers_);
  }
  if (type == NameType::kPerson) {
    set_business_aside(split_, ids_, lexicon_, papers_);
  }
  NameType style = type;
  if (type == NameType::kPerson || type == NameType::kAny) {
    find_eastern();
  }
  if (style == NameType::kAny && (eastern_ & (kPalladius | kKontsevich)) != 0) {
    style = NameType::kPerson;  // syllables may read like forms and trades ("Сон")
  }
  if (style == NameType::kAny) {
    style = looks_like_organisation() ? NameType::kOrganisation : NameType::kPerson;
    if (style == NameType::kPerson && detach_forms(split_, kMaxParts, lexicon_, true)) {
      look_up();
      style = looks_like_organisation() ? NameType::kOrganisation : NameType::kPerson;
    }
  }
  if (style == NameType::kPerson) {
    person(type == NameType::kPerson);
  } else {
    thing(style);
  }
  for (const Word& word : papers_) {
    Draft& paper = drafts_.emplace_back();
    paper.latin = word.latin;
    paper.script = word.script;
    paper.kind = PartKind::kHonorific;
    paper.weight = 0;
  }
  forms_.make(drafts_, split_.memo(), out);
}

// What follows asks the tables by the numbers of the words.
void Analyzer::look_up() {
  ids_.clear();
  for (Word& word : words_) {
    ids_.push_back(word.meaning.empty() ? split_.facts(word).id
                                        : lexicon_.word(word.meaning.substr(0, word.meaning.find('/'))));
  }
}

// Reads romanised words of organisations by what they mean, where one of their language shows that they are such.
void Analyzer::read_romanised() {
  const RomanisedWords& table = RomanisedWords::get();
  const auto number_of = [this, &table](Word& word) {
    if (!word.meaning.empty() || (word.script != text::Script::kLatin && word.script != text::Script::kCyrillic)) {
      return std::uint16_t{0};
    }
    const std::uint16_t number = split_.facts(word).romanised;
    // Words of the other languages in Cyrillic letters are other words.
    return word.script == text::Script::kLatin || table.at(number).cyrillic ? number : std::uint16_t{0};
  };
  std::uint32_t shown = 0;
  for (Word& word : words_) {
    if (const std::uint16_t number = number_of(word); number != 0 && table.at(number).sure) {
      shown |= std::uint32_t{1} << table.at(number).language;
    }
  }
  if (shown == 0) {
    return;
  }
  bool changed = false;
  std::size_t others = 0;  // words that are no legal forms
  for (std::size_t i = 0; i < words_.size(); ++others) {
    const Phrase* form = legal_form_at(i);
    i += form != nullptr ? form->words : 1;
    others -= form != nullptr ? 1 : 0;
  }
  for (std::size_t i = 0; i < words_.size();) {
    const std::uint16_t number = number_of(words_[i]);
    const bool means = number != 0 && (shown >> table.at(number).language & 1U) != 0 && table.at(number).english != "-";
    // What the tables know stays what they say.
    if (const Phrase* form = legal_form_at(i)) {
      i += form->words;
    } else if (!means || known_generic(i, table.at(number)) || lexicon_.places.find(ids_[i]) != nullptr ||
               (others == 1 && table.at(number).over && table.at(number).english.find(' ') != std::string_view::npos)) {
      // An abbreviation that is all of a name stays a name.
      ++i;
    } else {
      i += put_meaning(i, table.at(number).english, table.at(number).over);
      changed = true;
    }
  }
  if (changed) {
    look_up();
  }
}

// Whether the table of general words says what word `i` means, so that `word` adds nothing.
bool Analyzer::known_generic(std::size_t i, const RomanisedWord& word) {
  const Phrase* known = lexicon_.generics.find(ids_[i]);
  if (known == nullptr || !word.over) return known != nullptr;
  const std::string_view first = word.english.substr(0, word.english.find_first_of("/ "));
  const Phrase* meant = lexicon_.generics.find(lexicon_.word(first));
  return meant == nullptr || (meant->group == known->group && first.size() == word.english.size());
}

// Gives a word its meaning, or puts the words in its place that it means; how many there are then. Keeps ids_ as
// long as words_.
std::size_t Analyzer::put_meaning(std::size_t at, std::string_view english, bool keeps_sound) {
  if (english.find(' ') == std::string_view::npos) {
    words_[at].meaning = english;
    return 1;
  }
  const auto more = static_cast<std::size_t>(std::count(english.begin(), english.end(), ' '));
  // Where there is no room the word stays as it sounds.
  if (words_.size() + more > kMaxParts) return 1;
  const Word whole = words_[at];
  std::size_t count = 0;
  while (!english.empty()) {
    const std::size_t end = std::min(english.find(' '), english.size());
    Word word;
    const std::string_view meant = english.substr(0, end);
    word.latin = meant.substr(0, meant.find('/'));
    if (word.latin.size() < meant.size()) word.meaning = meant;
    // The first keeps the sound of the whole, for a spelling on the other side that no table has.
    word.of_several = keeps_sound;
    if (count == 0 && keeps_sound) {
      word.latin = whole.latin;
      word.meaning = meant;
    }
    word.script = text::Script::kLatin;
    word.joined_before = count == 0 && whole.joined_before;
    english.remove_prefix(std::min(end + 1, english.size()));
    if (count == 0) {
      words_[at] = word;
    } else {
      words_.insert(words_.begin() + static_cast<std::ptrdiff_t>(at + count), word);
      ids_.insert(ids_.begin() + static_cast<std::ptrdiff_t>(at + count), kUnknownWord);
    }
    ++count;
  }
  words_[at + count - 1].period = whole.period;
  words_[at + count - 1].comma = whole.comma;
  return count;
}

bool Analyzer::looks_like_organisation() {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const Phrase* generic = lexicon_.generics.find(ids_[i]);
    // "Payment" is a trade of firms and a word of papers.
    const bool trade = generic != nullptr && generic->weight > kWeightStop && !is(i, kWordPaper);
    const Phrase* form = legal_form_at(i);
    if (trade || (form != nullptr && (!form->weak || nobody_bears_before(i)))) {
      return true;
    }
  }
  return false;
}

Draft& Analyzer::add_draft(std::size_t i) {
  const Word& word = words_[i];
  Draft& out = drafts_.emplace_back();
  out.latin = word.latin;
  out.native = word.native;
  out.other_latin = word.other_latin;
  out.spelled = word.spelled;
  out.spelled_of = word.spelled_of;
  out.meaning = word.meaning;
  out.script = word.script;
  out.joined_before = word.joined_before;
  out.asked = word.asked;
  out.facts = word.facts;
  if (word.script == text::Script::kCyrillic && word.spelled_of.data() == word.latin.data()) {
    out.eastern = eastern_ != 0 ? eastern_ : looks_palladian(word.spelled) ? kPalladius : std::uint8_t{0};
  }
  return out;
}

// `mended`: with the letters of near_, where a slip was mended.
void Analyzer::add_phrase(std::size_t at, const Phrase& phrase, PartKind kind, std::uint16_t weight, bool mended) {
  Draft& out = add_draft(at);
  if (phrase.words > 1) {
    const std::size_t start = phrases_.size();
    for (std::size_t k = 0; k < phrase.words; ++k) {
      // A phrase of the tables, compared by its group: what is beyond the limit may go.
      const bool slip = mended && ids_[at + k] == kUnknownWord && near_[at + k] != kUnknownWord;
      const std::string_view word = slip ? lexicon_.text(near_[at + k]) : words_[at + k].latin;
      phrases_ += word.substr(0, kMaxPartBytes - (phrases_.size() - start));
    }
    out.latin = std::string_view(phrases_).substr(start);
    out.native = {};
  }
  out.kind = kind;
  out.group = phrase.group;
  out.weight = weight;
}

void Analyzer::add_number(std::size_t at, std::uint32_t value, std::uint16_t weight) {
  Draft& out = add_draft(at);
  out.kind = PartKind::kNumber;
  out.group = value;
  out.weight = weight;
  out.number_form = true;
}

// Adds the number that begins with the number word `first` at `at`, of several words if they are one number ("Twenty
// First", "Two Hundred", "Two Hundred Five"), which are never two of a name. The number of words.
std::size_t Analyzer::add_number_words(std::size_t at, const Phrase& first) {
  constexpr std::uint32_t kTen = 10;
  constexpr std::uint32_t kHundred = 100;
  const auto number_at = [&](std::size_t i) -> std::uint32_t {
    if (i >= words_.size() || words_[i - 1].comma) {
      return 0;
    }
    const Phrase* number = lexicon_.numbers.find(near_[i]);
    return number != nullptr                                           ? number->group
           : words_[i].latin.size() == 1 && is_digits(words_[i].latin) ? number_value(words_[i].latin)
                                                                       : 0;
  };
  const auto is_unit = [](std::uint32_t value) { return value > 0 && value < kTen; };
  const auto is_ten = [](std::uint32_t value) { return value > kTen && value < kHundred && value % kTen == 0; };
  Phrase number = first;
  if (is_unit(first.group) && number_at(at + 1) == kHundred) {
    number.group *= kHundred;
    ++number.words;
  }
  std::uint32_t rest = number_at(at + number.words);
  if (is_ten(rest) && number.group >= kHundred) {
    number.group += rest;
    ++number.words;
    rest = number_at(at + number.words);
  }
  const bool teen = rest >= kTen && rest < 2 * kTen && number.group >= kHundred && number.group % kHundred == 0;
  const bool unit = is_unit(rest) && (is_ten(number.group) || number.group >= kHundred) && number.group % kTen == 0;
  if (teen || unit) {
    number.group += rest;
    ++number.words;
  }
  if (number.words == 1) {
    add_number(at, number.group, kWeightNumber);
  } else {
    add_phrase(at, number, PartKind::kNumber, kWeightNumber);
    drafts_.back().number_form = true;
  }
  return number.words;
}

// Whether people bear two words as one, more of them than bear one of the two ("Moh,amad").
bool Analyzer::are_one_name(std::size_t i) {
  char folded[kFoldGrowth * kMaxPartBytes];
  const std::string together = std::string(words_[i].latin).append(words_[i + 1].latin);
  return together.size() <= kMaxPartBytes && frequency_of(form_hash({folded, fold_to(together, folded)})) >
                                                 std::min(split_.frequency(words_[i]), split_.frequency(words_[i + 1]));
}

// Whether a comma without a blank behind it stands between two names ("SMITH,JOHN PAUL"), not inside a word
// ("Mohamm,ad Reza"): there are no other words, or people bear both, and not rather both as one.
bool Analyzer::divides_names(std::size_t i) {
  constexpr std::size_t kLeastLetters = 3;
  return words_.size() == 2 ||
         (std::min(words_[i].latin.size(), words_[i + 1].latin.size()) >= kLeastLetters &&
          split_.frequency(words_[i]) != 0 && split_.frequency(words_[i + 1]) != 0 && !are_one_name(i));
}

// "LAST, First" is turned round. A comma before a suffix ("Smith, Jr.") does not divide.
void Analyzer::turn_at_comma() {
  for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
    if (!words_[i].comma || (words_[i].comma_inside && !divides_names(i))) {
      continue;
    }
    if (is(i + 1, kWordSuffix) || i + 1 > 6 || ends_in_degrees(i + 1)) {
      return;
    }
    // Commas everywhere are no order ("Example, Sample, Muster").
    const auto commas = static_cast<std::size_t>(
        std::count_if(words_.begin(), words_.end() - 1, [](const Word& word) { return word.comma; }));
    if (commas >= 2 && commas + 1 == words_.size()) {
      for (Word& word : words_) {
        word.comma = false;
      }
      return;
    }
    family_from_ = words_.size() - (i + 1);
    std::rotate(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(i + 1), words_.end());
    words_.front().joined_before = false;
    words_[family_from_].joined_before = false;
    look_up();
    return;
  }
}

bool Analyzer::is_initial(std::size_t i) const {
  const Word& word = words_[i];
  const bool letters = word.script != text::Script::kHan && word.script != text::Script::kHangul && eastern_ == 0;
  return letters && word.latin.size() == 1 && word.latin[0] >= 'a';
}

// An Arabic article with a letter too many before a hyphen ("aAl-Sample", "Alp-Sample"), which makes no word.
bool Analyzer::is_misspelt_article(std::size_t i) {
  const std::string_view word = words_[i].latin;
  if (word.size() != 3 || ids_[i] != kUnknownWord || i + 1 >= words_.size() || !words_[i + 1].joined_before ||
      words_[i + 1].latin.size() < 3 || (word[0] != word[1] && split_.frequency(words_[i]) != 0)) {
    return false;
  }
  const auto holds = [word](char vowel) {
    const std::size_t at = word.find(vowel);
    return at != std::string_view::npos && word.find('l', at + 1) != std::string_view::npos;
  };
  return holds('a') || holds('e');
}

// Whether all words are Korean syllables as Latin letters write them: "Il" and "San" are names there.
bool Analyzer::is_korean_name() const {
  return words_.size() == 3 && std::all_of(words_.begin(), words_.end(), [](const Word& word) {
           return word.script == text::Script::kLatin && word.latin.size() >= 2 && is_korean_word(word.latin);
         });
}

// Whether words of Chinese or Korean syllables are a foreign name: three words, of which one is long.
bool Analyzer::is_foreign_in_syllables() const {
  constexpr std::size_t kLong = 3;
  return words_.size() >= kLong &&
         std::any_of(words_.begin(), words_.end(), [](const Word& word) { return word.native.size() >= kLong; });
}

std::optional<std::uint32_t> Analyzer::particle(std::size_t i) {
  const bool last = i + 1 == words_.size();
  const bool syllabic = words_[i].script == text::Script::kHangul || words_[i].script == text::Script::kHan;
  if (last || eastern_ != 0 || words_[i].period || (syllabic && !(i > 0 && is_foreign_in_syllables()))) {
    return std::nullopt;
  }
  const bool joined_to_next = words_[i + 1].joined_before;
  if (is_misspelt_article(i)) {
    return kParticleArticle;
  }
  const bool words_of_others =
      lexicon_.articles.find(ids_[i]) != nullptr || lexicon_.nobiliaries.find(ids_[i]) != nullptr;
  const bool syllable = words_[i].joined_before && i > 0 && is_korean_word(words_[i - 1].latin);
  if (words_of_others && !joined_to_next && ((syllable && is_korean_word(words_[i].latin)) || is_korean_name())) {
    return std::nullopt;
  }
  if (lexicon_.articles.find(ids_[i]) != nullptr) {
    // Assimilated articles ("ar", "an") are names elsewhere: they count inside a name or before a hyphen only.
    if (joined_to_next || (is(i, kWordArticle) && words_.size() > 2) || (i > 0 && words_.size() > 2)) {
      return kParticleArticle;
    }
    return std::nullopt;
  }
  if (lexicon_.descents.find(ids_[i]) != nullptr) {
    if (i > 0 || is(i, kWordDescent)) {
      return kParticleDescent;
    }
    return std::nullopt;
  }
  if (is_surname_before_syllables(i)) {
    return std::nullopt;
  }
  const Phrase* nobiliary = lexicon_.nobiliaries.longest(ids_, i);
  if (nobiliary != nullptr && (i > 0 || words_.size() > 2 || i == family_from_)) {
    return kParticleNobiliary;
  }
  return std::nullopt;
}

// Whether a word is a Chinese surname before a given name of two syllables with a hyphen ("Lo Wai-chung", "Stephen Lo
// Wai-chung").
bool Analyzer::is_surname_before_syllables(std::size_t i) const {
  constexpr std::size_t kMostLetters = 5;
  const auto syllable = [&](std::size_t k) {
    const std::string_view latin = words_[k].latin;
    return is_latin(k) && latin.size() <= kMostLetters && (is_korean_word(latin) || !text::wade_giles(latin).empty());
  };
  return i + 2 < words_.size() && words_[i + 2].joined_before && !words_[i + 1].joined_before &&
         is_chinese_surname(words_[i].latin) && syllable(i + 1) && syllable(i + 2);
}

// Whether the Latin words of a name are a Chinese surname at `at` and otherwise nothing but syllables of pinyin.
bool Analyzer::is_pinyin_name(std::size_t at) const {
  constexpr std::size_t kMostWords = 3;
  return words_.size() >= 2 && words_.size() <= kMostWords && is_chinese_surname(words_[at].latin) &&
         std::all_of(words_.begin(), words_.end(), [](const Word& word) {
           return word.script == text::Script::kLatin && !word.period && !text::wade_giles(word.latin).empty();
         });
}

// The title that begins here, or null. What letters without vowels share with a Latin abbreviation is none: "adm" is
// Adam in Arabic and Hebrew. Nor is what characters sound like.
const Phrase* Analyzer::title_at(std::size_t i) const {
  if (eastern_ != 0 && !korean_surname_of_cyrillic(words_[i].spelled).empty()) {
    return nullptr;  // "Пан" is a surname there
  }
  const Phrase* title = lexicon_.honorifics.longest(ids_, i);
  if (title == nullptr || title->words > 1) {
    return title;
  }
  const text::Script script = words_[i].script;
  const bool abjad = script == text::Script::kArabic || script == text::Script::kHebrew;
  constexpr std::size_t kBytesOfCharacter = 3;
  const bool character =
      (script == text::Script::kHan || script == text::Script::kHangul) && words_[i].native.size() <= kBytesOfCharacter;
  // "Pan" is a surname before a Chinese given name.
  return character || (abjad && !is(i, kWordNativeTitle)) || (is_latin(i) && is_pinyin_name(i)) ? nullptr : title;
}

// Whether nothing but what follows a person's name stands from here on (Jr, PhD).
bool Analyzer::ends_name(std::size_t i) const {
  while (i < words_.size() && is(i, kWordSuffix)) {
    ++i;
  }
  return i == words_.size();
}

// The systems by which a person's name may be an eastern one in Cyrillic letters.
void Analyzer::find_eastern() {
  eastern_words_.clear();
  if (words_.size() < 2 || words_.front().script != text::Script::kCyrillic) {
    return;
  }
  for (const Word& word : words_) {
    if (word.script != text::Script::kCyrillic || word.spelled.empty() || word.period || word.comma) {
      return;
    }
    eastern_words_.push_back(word.spelled);
  }
  eastern_ = eastern_systems(eastern_words_);
}

// Whether nothing but degrees and suffixes stands from here on, behind two words or none that people bear ("Rahman,
// Md" has a given name).
bool Analyzer::ends_in_degrees(std::size_t i) {
  bool borne = false;
  for (std::size_t k = i; k < words_.size(); ++k) {
    if (!is(k, kWordSuffix) && !is(k, kWordDegree)) {
      return false;
    }
    borne = borne || split_.frequency(words_[k]) != 0;
  }
  return i > 1 || (i == 1 && !borne);
}

// Adds "the Third", "Third" or "the 3rd" at the end of a name as the Roman numeral that it stands for; whether that
// is what stands there.
bool Analyzer::add_generation_words(std::size_t i) {
  static constexpr std::string_view kOrdinals[] = {"second", "third", "fourth", "fifth", "sixth"};
  static constexpr std::string_view kDigits[] = {"2", "3", "4", "5", "6"};
  static constexpr std::string_view kRoman[] = {"ii", "iii", "iv", "v", "vi"};
  const bool article = words_[i].latin == "the";
  const std::size_t at = article ? i + 1 : i;
  if (at + 1 != words_.size() || words_[at].script == text::Script::kHan) {
    return false;
  }
  const std::string_view word = words_[at].latin;
  for (std::size_t k = 0; k < std::size(kRoman); ++k) {
    if (word == kOrdinals[k] || (article && word == kDigits[k])) {
      if (article) {
        Draft& before = add_draft(i);
        before.kind = PartKind::kHonorific;
        before.weight = 0;
      }
      add_number(at, static_cast<std::uint32_t>(k) + 2, kWeightGeneration);
      drafts_.back().latin = kRoman[k];
      return true;
    }
  }
  return false;
}

// `stated`: the kind was given, not guessed.
void Analyzer::person(bool stated) {
  if (divide_names(split_, ids_, kMaxParts, lexicon_)) {
    look_up();
  }
  turn_at_comma();
  const std::size_t apart = words_.size();
  std::size_t titles = 0;
  while (titles < apart && lexicon_.honorifics.find(ids_[titles]) != nullptr &&
         lexicon_.classes(ids_[titles]) == nullptr) {
    ++titles;
  }
  join_compounds(split_, titles);
  if (words_.size() < apart) {
    family_from_ = family_from_ < apart ? family_from_ - std::min(family_from_, apart - words_.size()) : family_from_;
    look_up();
  }
  std::size_t names = 0;
  std::size_t initials = 0;
  for (std::size_t i = 0; i < words_.size();) {
    const bool last = i + 1 == words_.size();
    const Phrase* honorific = title_at(i);
    const bool whole = honorific != nullptr && ends_name(i + honorific->words);
    // A title at the end after a name is a family name ("Stephen King"), also with its article (الشيخ), unless it is
    // a suffix.
    const bool article = honorific != nullptr && honorific->words == 2 && !is_latin(i) && is(i, kWordArticle);
    const bool family_place =
        whole && names + initials > 0 && !is(i, kWordSuffix) && (honorific->words == 1 || article);
    // One letter is an initial ("H. J. Smith") before it is short for a title ("H.E." has two).
    const bool letter = honorific != nullptr && is_initial(i) && (honorific->words == 1 || !words_[i].period);
    if (honorific != nullptr && !family_place && !letter) {
      add_phrase(i, *honorific, PartKind::kHonorific, 0);
      i += honorific->words;
      continue;
    }
    if (is_initial(i)) {
      // "Garcia y Vega", "Costa e Silva", "Ghulam-i-Quastrov"; but "S Y Adamu" has two initials.
      const bool joins = !last && i > 0 && !is_initial(i - 1) && !words_[i].period &&
                         (words_[i].latin == "y" || words_[i].latin == "e" ||
                          (words_[i].latin == "i" && words_[i].joined_before && words_[i + 1].joined_before));
      Draft& out = add_draft(i);
      initials += joins ? 0 : 1;
      out.kind = joins ? PartKind::kParticle : PartKind::kInitial;
      out.group = joins ? kParticleNobiliary : 0;
      out.weight = joins ? 0 : kWeightInitial;
      ++i;
      continue;
    }
    if (const auto kind = particle(i)) {
      Draft& out = add_draft(i);
      out.kind = PartKind::kParticle;
      out.group = *kind;
      out.weight = 0;
      ++i;
      continue;
    }
    if (names >= 1 && is(i, kWordDegree) && ends_in_degrees(i)) {
      Draft& out = add_draft(i);
      out.kind = PartKind::kHonorific;
      out.weight = 0;
      ++i;
      continue;
    }
    if (last && names >= 2) {
      // "Chia-pao" ends in a syllable.
      const Phrase* form = words_[i].joined_before ? nullptr : lexicon_.legal_forms.find(ids_[i]);
      if (form != nullptr && !form->weak) {
        add_phrase(i, *form, PartKind::kLegalForm, 0);
        ++i;
        continue;
      }
      if (const std::uint32_t value = roman_value(words_[i].latin); value != 0) {
        add_number(i, value, kWeightGeneration);
        ++i;
        continue;
      }
    }
    if (names >= 2 && add_generation_words(i)) {
      i = words_.size();
      continue;
    }
    if (is_digits(words_[i].latin)) {
      add_number(i, number_value(words_[i].latin), kWeightNumber);
      ++i;
      continue;
    }
    // Of no stated kind: "Land of the Two Rivers" shows by no word that it is no person.
    if (const Phrase* number = stated ? nullptr : lexicon_.numbers.find(ids_[i]);
        number != nullptr && words_.size() > 2 && lexicon_.classes(ids_[i]) == nullptr &&
        split_.frequency(words_[i]) == 0) {
      add_number(i, number->group, kWeightNumber);
      ++i;
      continue;
    }
    add_person_name(i);
    ++names;
    ++i;
  }
  settle_last_patronymic(drafts_);
  weigh_bynames(drafts_, lexicon_);
  weigh_double_names(drafts_, lexicon_);
  // Nothing but titles: they are the name.
  const bool empty = std::none_of(drafts_.begin(), drafts_.end(), [](const Draft& d) { return d.weight > 0; });
  for (Draft& d : drafts_) {
    if (empty && d.kind == PartKind::kHonorific) {
      d.kind = PartKind::kName;
      d.weight = kWeightName;
    }
  }
}

// Whether "abdul" stands here with a slip: a word of no table before a given name.
bool Analyzer::is_slip_before_given_name(std::size_t i) const {
  return ids_[i] == kUnknownWord && (lexicon_.classes(ids_[i + 1]) != nullptr || is(i + 1, kWordDivine)) &&
         is_servant_with_slip(lexicon_, words_[i].latin);
}

// `size`: of the letters of the word that are it.
void Analyzer::add_servant(std::size_t i, std::size_t size) {
  Draft& servant = add_draft(i);
  servant.written = servant.latin.substr(0, size);
  servant.latin = kServantForm;
  servant.classes = &kServantClasses;
  servant.other_latin = {};
  servant.kind = PartKind::kGiven;
  servant.weight = kWeightPrefixName;
}

// The classes of the short form of a given name that a word likely is a slip of ("Zhenyaa"), a word that no table
// knows and nobody bears; null if none.
const std::array<std::uint16_t, kMaxClasses>* Analyzer::classes_of_pet_name(std::size_t i) {
  constexpr std::size_t kLeast = 5;
  if (ids_[i] != kUnknownWord || words_[i].latin.size() < kLeast) {
    return nullptr;
  }
  WordId& pet = split_.facts(words_[i]).pet;
  if (pet == kFormNotAsked) {
    pet = lexicon_.nearest_pet_name(words_[i].latin);
  }
  if (pet == kUnknownWord) {
    return nullptr;
  }
  // A word may be in use because it sounds as the short form does.
  char folded[kFoldGrowth * kMaxPartBytes];
  if (split_.frequency(words_[i]) != 0 &&
      split_.facts(words_[i]).hash != form_hash({folded, fold_to(lexicon_.text(pet), folded)})) {
    return nullptr;
  }
  auto& classes = pet_classes_.emplace_back();
  std::size_t count = 0;
  for (const std::uint16_t c : *lexicon_.classes(pet)) {
    if (c != 0 && tier_of(c) == Tier::kShort) {
      classes[count++] = variant(class_of(c), Tier::kPetSlip);
    }
  }
  return &classes;
}

void Analyzer::add_person_name(std::size_t i) {
  const std::string_view word = words_[i].latin;
  if (i + 1 < words_.size() && (is(i, kWordServant) || is_slip_before_given_name(i))) {
    if (is(i + 1, kWordDivine)) {
      words_[i + 1].latin = "abdullah";  // one name, whether written in one word or two
      ids_[i + 1] = lexicon_.word(words_[i + 1].latin);
      return;
    }
    add_servant(i, word.size());
    return;
  }
  // Arabic letters spell "abdul" in one way, and what follows is a name however short (عبدالحق).
  constexpr std::string_view kWritten = "abdal";
  const bool written = words_[i].script == text::Script::kArabic && word.starts_with(kWritten) &&
                       word.size() >= kWritten.size() + 2 && !word.starts_with("abdallh");
  std::size_t prefix = written ? kWritten.size() : fused_servant(word);
  if (constexpr std::size_t kShortName = 3; prefix != 0 && !written && word.size() - prefix <= kShortName) {
    // "Abdoulaey" is none of "Aey".
    prefix = lexicon_.classes(lexicon_.word(word.substr(prefix))) == nullptr ? 0 : prefix;
  }
  if (prefix == 0) {
    std::uint8_t& servant = split_.facts(words_[i]).servant;
    if (servant == kNotAsked) {
      servant = ids_[i] == kUnknownWord ? static_cast<std::uint8_t>(misspelt_servant(lexicon_, words_[i].latin))
                                        : std::uint8_t{0};
    }
    prefix = servant;
  }
  if (prefix != 0) {
    add_servant(i, prefix);
  }
  Draft& out = add_draft(i);
  if (prefix != 0) {
    out.latin = word.substr(prefix);
    out.joined_before = true;
    out.classes = lexicon_.classes(lexicon_.word(out.latin));
  }
  if (out.classes == nullptr) {
    out.classes = lexicon_.classes(ids_[i]);
  }
  if (out.classes == nullptr && prefix == 0 && i < family_from_ && is_latin(i)) {
    out.classes = classes_of_pet_name(i);
  }
  const bool kunya = is(i, kWordKunya) && i + 1 < words_.size();
  if (kunya) {
    out.weight = kWeightPrefixName;
    out.kind = PartKind::kGiven;
  } else if (i >= family_from_) {
    out.kind = PartKind::kFamily;
  } else if (i > 0 && is_patronymic(out.latin) && words_.size() > 2) {
    out.kind = PartKind::kPatronymic;
    out.weight = kWeightPatronymic;
  } else if (out.classes != nullptr) {
    out.kind = PartKind::kGiven;
    out.weight = kWeightGiven;
  }
}

void analyze_into(std::string_view original, NameType type, Name& out) {
  thread_local Analyzer analyzer;
  analyzer.analyze(original, type, out);
}

Name analyze(std::string_view original, NameType type) {
  Name out;
  analyze_into(original, type, out);
  return out;
}

void warm_up() {
  Lexicon::get();
  frequency_of(0);
}

}  // namespace penumbra::names
