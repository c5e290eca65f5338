// From text to parts: normalise, cut into words, find phrases of the tables, decide what each word is, make the forms.
//
// The decisions are made by place and table, not by statistics: every one of them can be read in the explanation of a
// score. Where a table is ambiguous ("Major", "King", "Ben"), the place in the name decides, and when nothing but
// titles would be left, they are names after all.
#include <algorithm>
#include <optional>
#include <string>

#include "names/compounds.h"
#include "names/east_asian.h"
#include "names/fold.h"
#include "names/frequency.h"
#include "names/lexicon.h"
#include "names/name.h"
#include "names/readings.h"
#include "names/words.h"
#include "text/han.h"
#include "text/normalise.h"
#include "text/utf8.h"

namespace penumbra::names {
namespace {

constexpr std::uint16_t kWeightName = 1000;
constexpr std::uint16_t kWeightGiven = 900;
constexpr std::uint16_t kWeightPatronymic = 500;
constexpr std::uint16_t kWeightNumber = 450;
constexpr std::uint16_t kWeightGeneration = 200;
constexpr std::uint16_t kWeightInitial = 300;
constexpr std::uint16_t kWeightPrefixName = 250;  // Abd, Abu: half a name each
// Table words of at most this weight carry nothing (of, and, the).
constexpr std::uint16_t kWeightStop = 50;
// Words for kinds of bodies (company, group, association) weigh at most this. They are exchanged easily, unlike words
// for trades, so they are variants of each other.
constexpr std::uint16_t kWeightBody = 200;
constexpr std::uint16_t kBodyClass = 16000;  // above the classes of the tables
constexpr std::array<std::uint16_t, kMaxClasses> kBodyClasses = {variant(kBodyClass, Tier::kForeign)};
// A part is an anchor of retrieval when it weighs at least this share of the heaviest part, in percent.
constexpr int kAnchorShare = 60;

// A part in the making.
struct Draft {
  std::string latin;
  std::u32string native;
  std::string other_latin;
  text::Script script = text::Script::kNone;
  PartKind kind = PartKind::kName;
  std::uint32_t group = 0;
  std::uint16_t weight = kWeightName;
  const std::array<std::uint16_t, kMaxClasses>* classes = nullptr;
  bool joined_before = false;
  bool number_form = false;  // the folded form is the number itself
};

bool is_digits(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Value of digits; a number beyond nine digits is told from others by a hash of its digits (FNV-1a, 32 bits).
std::uint32_t number_value(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') {
    digits.remove_prefix(1);
  }
  const bool fits = digits.size() <= 9;
  std::uint32_t value = fits ? 0 : 0x811C9DC5U;
  for (const char c : digits) {
    value =
        fits ? value * 10 + static_cast<std::uint32_t>(c - '0') : (value ^ static_cast<unsigned char>(c)) * 0x01000193U;
  }
  return value;
}

// Roman numerals of I, V and X (larger ones are words in names). 0 if it is none in its canonical form.
std::uint32_t roman_value(std::string_view word) {
  static constexpr std::string_view kTens[] = {"", "x", "xx", "xxx"};
  static constexpr std::string_view kUnits[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
  for (std::uint32_t value = 1; value < 40; ++value) {
    const std::string_view tens = kTens[value / 10];
    const std::string_view units = kUnits[value % 10];
    if (word.size() == tens.size() + units.size() && word.substr(0, tens.size()) == tens &&
        word.substr(tens.size()) == units) {
      return value;
    }
  }
  return 0;
}

bool ends_with(std::string_view word, std::string_view tail) {
  return word.size() > tail.size() + 1 && word.substr(word.size() - tail.size()) == tail;
}

bool is_patronymic(std::string_view word) {
  static constexpr std::string_view kTails[] = {"ovich", "evich",  "ovych",  "evych",  "ovic",   "ovna",   "evna",
                                                "ivna",  "ovitch", "evitch", "yevich", "ievich", "ilyich", "kuzmich",
                                                "ichna", "owicz",  "ovics",  "avich",  "auna"};
  return word.size() >= 7 && std::any_of(std::begin(kTails), std::end(kTails),
                                         [&](std::string_view tail) { return ends_with(word, tail); });
}

// Suffixes that stand after a name and are never one.
bool is_suffix(std::string_view word) {
  static constexpr std::string_view kSuffixes[] = {"jr",  "junior", "jnr", "snr", "sr",  "esq", "esquire", "phd",
                                                   "cpa", "mp",     "mep", "obe", "mbe", "kbe", "ret",     "retd"};
  return std::find(std::begin(kSuffixes), std::end(kSuffixes), word) != std::end(kSuffixes);
}

// "abd", "abdul", "abdel": servant of; stands before a divine name.
bool is_servant(std::string_view word) {
  static constexpr std::string_view kForms[] = {"abd",   "abdul", "abdel", "abdal", "abdol", "abdoul", "abdool",
                                                "abdur", "abder", "abdu",  "abdus", "abdes", "abdil",  "abdou",
                                                "adbul", "abudl", "abdlu", "badul", "abdull"};
  return std::find(std::begin(kForms), std::end(kForms), word) != std::end(kForms);
}

bool is_divine_name(std::string_view word) {
  return word == "allah" || word == "allh" || word == "ullah" || word == "ollah" || word == "llah" || word == "alla";
}

// Length of a fused "abdul" before another name ("abdulaziz"), or 0. "Abdullah" is a name of its own.
std::size_t fused_servant(std::string_view word) {
  if (word.size() < 8 || word.substr(0, 3) != "abd" || word.substr(0, 6) == "abdull" || word.substr(0, 6) == "abdall" ||
      word.substr(0, 6) == "abdoll" || word.substr(0, 8) == "abdoulay") {
    return 0;
  }
  static constexpr std::string_view kForms[] = {"abdoul", "abdool", "abdul", "abdel", "abdal", "abdol", "abdil"};
  for (const std::string_view form : kForms) {
    if (word.substr(0, form.size()) == form && word.size() >= form.size() + 3) {
      return form.size();
    }
  }
  // Assimilated article: abdurrahman, abdussalam, abdennour.
  if ((word[3] == 'u' || word[3] == 'e' || word[3] == 'o' || word[3] == 'a') && word[4] == word[5]) {
    return 5;
  }
  return 0;
}

class Analyzer {
 public:
  Analyzer(std::string_view original, NameType type) : lexicon_(Lexicon::get()) {
    name_.type = type;
    name_.original = std::string(original.substr(0, kMaxNameBytes));
    text::Normalised normalised = text::normalise(original, kMaxNameBytes);
    Words words = split_words(normalised.text, type, kMaxParts);
    name_.incomplete = normalised.truncated || words.truncated;
    name_.tricks = static_cast<std::uint16_t>(normalised.tricks | words.tricks);
    words_ = std::move(words.words);
  }

  Name run() {
    NameType style = name_.type;
    if (style == NameType::kAny) {
      style = looks_like_organisation() ? NameType::kOrganisation : NameType::kPerson;
    }
    if (style == NameType::kPerson) {
      person();
    } else {
      thing(style);
    }
    finish();
    return std::move(name_);
  }

 private:
  void refresh_views() {
    views_.clear();
    for (const Word& word : words_) {
      views_.push_back(word.latin);
    }
  }

  bool looks_like_organisation() {
    refresh_views();
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const Phrase* generic = lexicon_.generics.find(views_[i]);
      if ((generic != nullptr && generic->weight > kWeightStop) || legal_form_at(i) != nullptr) {
        return true;
      }
    }
    return false;
  }

  Draft draft(std::size_t i) const {
    Draft out;
    out.latin = words_[i].latin;
    out.native = words_[i].native;
    out.other_latin = words_[i].other_latin;
    out.script = words_[i].script;
    out.joined_before = words_[i].joined_before;
    return out;
  }

  void add_phrase(std::size_t at, const Phrase& phrase, PartKind kind, std::uint16_t weight) {
    Draft out = draft(at);
    for (std::size_t k = 1; k < phrase.words; ++k) {
      out.latin += words_[at + k].latin;
      out.native.clear();
    }
    out.latin.resize(std::min(out.latin.size(), kMaxPartBytes));  // a phrase of the tables, compared by its group
    out.kind = kind;
    out.group = phrase.group;
    out.weight = weight;
    drafts_.push_back(std::move(out));
  }

  void add_number(std::size_t at, std::uint32_t value, std::uint16_t weight) {
    Draft out = draft(at);
    out.kind = PartKind::kNumber;
    out.group = value;
    out.weight = weight;
    out.number_form = true;
    drafts_.push_back(std::move(out));
  }

  // --- people ---

  // "LAST, First" is turned round. A comma before a suffix ("Smith, Jr.") does not divide.
  void turn_at_comma() {
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
      if (!words_[i].comma) {
        continue;
      }
      if (is_suffix(words_[i + 1].latin) || i + 1 > 6) {
        return;
      }
      family_from_ = words_.size() - (i + 1);
      std::rotate(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(i + 1), words_.end());
      words_.front().joined_before = false;
      words_[family_from_].joined_before = false;
      return;
    }
  }

  bool is_initial(std::size_t i) const {
    const Word& word = words_[i];
    const bool letters = word.script != text::Script::kHan && word.script != text::Script::kHangul;
    return letters && word.latin.size() == 1 && word.latin[0] >= 'a';
  }

  std::optional<std::uint32_t> particle(std::size_t i) const {
    const bool last = i + 1 == words_.size();
    if (last || words_[i].period || words_[i].script == text::Script::kHangul ||
        words_[i].script == text::Script::kHan) {
      return std::nullopt;
    }
    const std::string_view word = views_[i];
    const bool joined_to_next = words_[i + 1].joined_before;
    if (lexicon_.articles.find(word) != nullptr) {
      // Assimilated articles ("ar", "an") are names elsewhere: they count inside a name or before a hyphen only.
      const bool plain = word == "al" || word == "el" || word == "ul";
      if (joined_to_next || (plain && words_.size() > 2) || (i > 0 && words_.size() > 2)) {
        return kParticleArticle;
      }
      return std::nullopt;
    }
    if (lexicon_.descents.find(word) != nullptr) {
      const bool unmistakable = word == "bin" || word == "ibn" || word == "bint" || word == "binti";
      if (i > 0 || unmistakable) {
        return kParticleDescent;
      }
      return std::nullopt;
    }
    const Phrase* nobiliary = lexicon_.nobiliaries.longest(views_, i);
    if (nobiliary != nullptr && (i > 0 || words_.size() > 2 || i == family_from_)) {
      return kParticleNobiliary;
    }
    return std::nullopt;
  }

  void person() {
    turn_at_comma();
    const std::size_t apart = words_.size();
    join_compounds(words_);
    family_from_ = family_from_ < apart ? family_from_ - std::min(family_from_, apart - words_.size()) : family_from_;
    refresh_views();
    std::size_t names = 0;
    for (std::size_t i = 0; i < words_.size();) {
      const bool last = i + 1 == words_.size();
      const Phrase* honorific = lexicon_.honorifics.longest(views_, i);
      const bool whole = honorific != nullptr && i + honorific->words == words_.size();
      // A title at the end after a name is a family name ("Stephen King"), unless it is a suffix.
      const bool family_place = whole && names > 0 && !is_suffix(views_[i]) && honorific->words == 1;
      if (honorific != nullptr && !(family_place || (is_initial(i) && !words_[i].period))) {
        add_phrase(i, *honorific, PartKind::kHonorific, 0);
        i += honorific->words;
        continue;
      }
      if (is_initial(i)) {
        const bool joins = !last && i > 0 && !words_[i].period && (views_[i] == "y" || views_[i] == "e");
        Draft out = draft(i);
        out.kind = joins ? PartKind::kParticle : PartKind::kInitial;
        out.group = joins ? kParticleNobiliary : 0;
        out.weight = joins ? 0 : kWeightInitial;
        drafts_.push_back(std::move(out));
        ++i;
        continue;
      }
      if (const auto kind = particle(i)) {
        Draft out = draft(i);
        out.kind = PartKind::kParticle;
        out.group = *kind;
        out.weight = 0;
        drafts_.push_back(std::move(out));
        ++i;
        continue;
      }
      if (last && names >= 2) {
        if (const Phrase* form = lexicon_.legal_forms.find(views_[i])) {
          add_phrase(i, *form, PartKind::kLegalForm, 0);
          ++i;
          continue;
        }
        if (const std::uint32_t value = roman_value(views_[i]); value != 0) {
          add_number(i, value, kWeightGeneration);
          ++i;
          continue;
        }
      }
      if (is_digits(views_[i])) {
        add_number(i, number_value(views_[i]), kWeightNumber);
        ++i;
        continue;
      }
      add_person_name(i);
      ++names;
      ++i;
    }
    // Nothing but titles: they are the name.
    const bool empty = std::none_of(drafts_.begin(), drafts_.end(), [](const Draft& d) { return d.weight > 0; });
    for (Draft& d : drafts_) {
      if (empty && d.kind == PartKind::kHonorific) {
        d.kind = PartKind::kName;
        d.weight = kWeightName;
      }
    }
  }

  void add_person_name(std::size_t i) {
    Draft out = draft(i);
    const std::string word = out.latin;
    if (i + 1 < words_.size() && is_servant(word)) {
      if (is_divine_name(words_[i + 1].latin)) {
        words_[i + 1].latin = "abdullah";  // one name, whether written in one word or two
        views_[i + 1] = words_[i + 1].latin;
        return;
      }
      out.latin = "abd";
      out.kind = PartKind::kGiven;
      out.weight = kWeightPrefixName;
      drafts_.push_back(std::move(out));
      return;
    }
    if (const std::size_t prefix = fused_servant(word); prefix != 0) {
      Draft servant = out;
      servant.latin = "abd";
      servant.kind = PartKind::kGiven;
      servant.weight = kWeightPrefixName;
      drafts_.push_back(std::move(servant));
      out.latin = word.substr(prefix);
      out.joined_before = true;
    }
    out.classes = lexicon_.classes(out.latin);
    if (out.classes == nullptr && out.latin.size() < word.size()) {
      out.classes = lexicon_.classes(word);
    }
    const bool kunya =
        (word == "abu" || word == "abou" || word == "abo" || word == "umm" || word == "um") && i + 1 < words_.size();
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
    drafts_.push_back(std::move(out));
  }

  // --- organisations, vessels, aircraft ---

  // Short legal forms are words elsewhere ("as", "up", "too"): they count at an end of the name or beside another form.
  const Phrase* legal_form_at(std::size_t i) const {
    const Phrase* form = lexicon_.legal_forms.longest(views_, i);
    if (form == nullptr) {
      return nullptr;
    }
    const bool at_end = i == 0 || i + form->words == words_.size();
    if (form->words > 1 || at_end || views_[i].size() > 3) {
      return words_.size() > form->words ? form : nullptr;
    }
    // Only legal forms may follow.
    for (std::size_t k = i + form->words; k < words_.size();) {
      const Phrase* next = lexicon_.legal_forms.longest(views_, k);
      if (next == nullptr) {
        return nullptr;
      }
      k += next->words;
    }
    return form;
  }

  // A legal form with a slip in it: of several words, or a long one at the end ("Limted Liability Company").
  const Phrase* misspelt_form_at(std::size_t i) const {
    const Phrase* form = lexicon_.legal_forms.longest(mended_, i);
    if (form == nullptr || form->words >= words_.size()) {
      return nullptr;
    }
    const bool at_end = i + form->words == words_.size();
    return form->words > 1 || (at_end && mended_[i].size() > 5) ? form : nullptr;
  }

  // The words with slips in words of legal forms mended. Words that the tables know are left alone.
  void mend_form_words() {
    mended_ = views_;
    for (std::string_view& word : mended_) {
      if (lexicon_.generics.find(word) == nullptr && lexicon_.places.find(word) == nullptr &&
          lexicon_.legal_forms.find(word) == nullptr && lexicon_.numbers.find(word) == nullptr) {
        const std::string_view near = lexicon_.nearest_form_word(word);
        word = near.empty() ? word : near;
      }
    }
  }

  void thing(NameType style) {
    refresh_views();
    const bool organisation = style == NameType::kOrganisation;
    if (organisation) {
      mend_form_words();
    }
    for (std::size_t i = 0; i < words_.size();) {
      const std::string_view word = views_[i];
      if (organisation) {
        const Phrase* form = legal_form_at(i);
        const Phrase* misspelt = misspelt_form_at(i);
        if (misspelt != nullptr && (form == nullptr || misspelt->words > form->words)) {
          form = misspelt;
        }
        if (form != nullptr) {
          add_phrase(i, *form, PartKind::kLegalForm, 0);
          i += form->words;
          continue;
        }
      } else if (i == 0) {
        const Phrase* prefix = lexicon_.ship_prefixes.longest(views_, i);
        if (prefix != nullptr && prefix->words < words_.size()) {
          add_phrase(i, *prefix, PartKind::kPrefix, 0);
          i += prefix->words;
          continue;
        }
      }
      if (is_digits(word)) {
        add_number(i, number_value(word), kWeightNumber);
        ++i;
        continue;
      }
      const Phrase* generic = lexicon_.generics.find(word);
      if (generic != nullptr && generic->weight <= kWeightStop && words_.size() > 1 && (i > 0 || word == "the")) {
        add_phrase(i, *generic, PartKind::kStop, 0);
        ++i;
        continue;
      }
      if (const std::uint32_t value = roman_value(word); value != 0 && i > 0) {
        add_number(i, value, kWeightNumber);
        ++i;
        continue;
      }
      if (const Phrase* number = lexicon_.numbers.find(word); number != nullptr && words_.size() > 1) {
        add_number(i, number->group, kWeightNumber);
        ++i;
        continue;
      }
      if (organisation) {
        if (const Phrase* place = lexicon_.places.longest(views_, i); place != nullptr) {
          add_phrase(i, *place, PartKind::kPlace, place->weight);
          i += place->words;
          continue;
        }
        if (generic != nullptr && generic->weight > kWeightStop) {
          add_phrase(i, *generic, PartKind::kGeneric, generic->weight);
          if (generic->weight <= kWeightBody) {
            drafts_.back().classes = &kBodyClasses;
          }
          ++i;
          continue;
        }
      }
      Draft out = draft(i);
      out.weight = out.latin.size() == 1 ? kWeightNumber : kWeightName;
      drafts_.push_back(std::move(out));
      ++i;
    }
    // A name of stop words, forms and prefixes alone: they are the name.
    const bool empty = std::none_of(drafts_.begin(), drafts_.end(), [](const Draft& d) { return d.weight > 0; });
    for (Draft& d : drafts_) {
      if (empty) {
        d.kind = PartKind::kName;
        d.weight = kWeightName;
        d.group = 0;
      }
    }
  }

  // --- forms ---

  Slice store(std::string_view text) {
    const Slice slice{static_cast<std::uint16_t>(name_.pool.size()), static_cast<std::uint16_t>(text.size())};
    name_.pool += text;
    return slice;
  }

  static std::uint8_t script_flags(text::Script script) {
    switch (script) {
      case text::Script::kNone:
      case text::Script::kLatin:
        return 0;
      case text::Script::kHan:
        return kPartHan | kPartAbjad;  // a transcription into syllables leaves out consonants and adds vowels
      case text::Script::kHangul:
        return kPartHangul | kPartAbjad;
      case text::Script::kKana:
        return kPartKana | kPartAbjad;  // it writes vowels that are not spoken, and few sounds at that
      case text::Script::kThai:
        return kPartOther | kPartAbjad;  // its vowels come out too uncertain to be compared as letters
      case text::Script::kKhmer:
      case text::Script::kMyanmar:
      case text::Script::kTibetan:
        return kPartOther | kPartAbjad | kPartScriptLow;
      case text::Script::kArabic:
        return kPartAbjad;
      case text::Script::kHebrew:
        return kPartAbjad | kPartScriptLow;
      case text::Script::kSyriac:
        return kPartAbjad | kPartScriptHigh;
      case text::Script::kCyrillic:
        return kPartOther;
      case text::Script::kGreek:
        return kPartOther | kPartScriptLow;
      case text::Script::kIndic:
        return kPartOther | kPartScriptHigh;
      default:
        return kPartOther | kPartScriptLow | kPartScriptHigh;
    }
  }

  // The first part of a Chinese or Korean name in its own characters, or of a Latin one that reads as such, whose
  // surname the tables know.
  void find_east_asian_surname() {
    std::size_t names = 0;
    bool characters = true;
    bool latin = true;
    for (const Draft& d : drafts_) {
      if (d.weight > 0) {
        ++names;
        characters = characters && (d.script == text::Script::kHan || d.script == text::Script::kHangul);
        latin = latin && d.script == text::Script::kLatin && d.kind != PartKind::kInitial;
      }
    }
    if (names < 2 || names > 4 || !(characters || latin)) {
      return;
    }
    const Draft* first = nullptr;
    const Draft* last = nullptr;
    bool pinyin = latin;
    bool korean = latin;
    for (const Draft& d : drafts_) {
      if (d.weight > 0) {
        first = first == nullptr ? &d : first;
        last = &d;
        korean = korean && is_korean_word(d.latin);
        pinyin = pinyin && !text::wade_giles(d.latin).empty();
      }
    }
    if (characters) {
      surname_ = first;
    } else if (korean && (is_surname(first->latin, true) || is_surname(last->latin, true))) {
      surname_ = is_surname(first->latin, true) ? first : last;
    }
    pinyin_ = pinyin && (is_surname(first->latin, false) || is_surname(last->latin, false));
  }

  void add_readings(const Draft& d, ReadingList& out) const {
    const bool word = d.kind == PartKind::kName || d.kind == PartKind::kGiven || d.kind == PartKind::kFamily ||
                      d.kind == PartKind::kPatronymic;
    if (!word) {
      return;
    }
    const auto place = &d == surname_ ? EastAsianPlace::kSurname : EastAsianPlace::kOther;
    if (d.script == text::Script::kHan) {
      add_han_readings(d.native, d.latin, place, out);
    } else if (d.script == text::Script::kHangul) {
      add_hangul_readings(d.native, place, out);
    } else if (d.script == text::Script::kLatin) {
      if (pinyin_) {
        out.add(text::wade_giles(d.latin));
      }
      if (place == EastAsianPlace::kSurname) {
        out.add_all(korean_surname_spellings(d.latin));
      }
    }
    if (d.latin.size() > 6) {
      out.add(usual_compound(d.latin));
    }
    out.add_all(d.other_latin);
  }

  void finish() {
    if (name_.type == NameType::kPerson || name_.type == NameType::kAny) {
      find_east_asian_surname();
    }
    std::uint16_t heaviest = 0;
    for (const Draft& d : drafts_) {
      heaviest = std::max(heaviest, d.weight);
    }
    std::string joined;
    for (Draft& d : drafts_) {
      Part part;
      part.kind = d.kind;
      part.group = d.group;
      part.weight = d.weight;
      part.gap = d.joined_before ? 1 : 0;
      part.flags = script_flags(d.script);
      if (d.weight > 0 && d.weight * 100 >= heaviest * kAnchorShare) {
        part.flags |= kPartAnchor;
      }
      if (d.classes != nullptr) {
        part.classes = *d.classes;
        for (const std::uint16_t c : part.classes) {
          part.class_bits = static_cast<std::uint16_t>(part.class_bits | (c != 0 ? 1U << (class_of(c) % 16U) : 0U));
        }
      }
      std::string folded = d.number_form ? std::to_string(d.group) : fold(d.latin);
      folded.resize(std::min(folded.size(), kMaxPartBytes + 2));
      if (folded.empty()) {
        folded = d.latin;
      }
      std::string native;
      for (const char32_t c : d.native) {
        text::append(native, text::unify_han(c));
      }
      part.latin = store(d.latin);
      part.fold = store(folded);
      part.skeleton = store(skeleton(d.latin));
      part.native = store(native);
      ReadingList readings(folded);
      if (d.latin.size() > 1 && !d.number_form) {
        add_readings(d, readings);
      }
      part.readings = store(readings.text());
      part.reading_bits = reading_bits(folded, readings.text());
      part.hash = 0xCBF29CE484222325ULL;  // FNV-1a (Fowler, Noll, Vo 1991): short keys, no seed wanted
      for (const char c : folded) {
        part.hash = (part.hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
        part.letters |=
            c >= 'a' && c <= 'z' ? 1U << static_cast<unsigned>(c - 'a') : 1U << (26U + (static_cast<unsigned>(c) % 6U));
      }
      part.frequency = frequency_of(part.hash);
      const bool content = d.weight > 0 || d.kind == PartKind::kParticle;
      if (content && joined.size() + folded.size() <= kMaxPartBytes) {
        joined += folded;
      }
      name_.parts.push_back(part);
    }
    name_.joined = store(joined);
  }

  const Lexicon& lexicon_;
  Name name_;
  std::vector<Word> words_;
  std::vector<std::string_view> views_;
  std::vector<std::string_view> mended_;  // views_ with slips in legal forms mended
  std::vector<Draft> drafts_;
  const Draft* surname_ = nullptr;           // of a Chinese or Korean name
  bool pinyin_ = false;                      // the name is written in pinyin
  std::size_t family_from_ = kMaxParts + 1;  // index of the first word that stood before the comma
};

}  // namespace

Name analyze(std::string_view original, NameType type) {
  return Analyzer(original, type).run();
}

void warm_up() {
  Lexicon::get();
  frequency_of(0);
}

}  // namespace penumbra::names
