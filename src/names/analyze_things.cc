// What the words of an organisation, a vessel or an aircraft are.
#include "names/analyzer.h"

#include <algorithm>
#include <array>
#include <string>

#include "names/abbreviations.h"
#include "names/compounds.h"
#include "names/forms.h"
#include "names/frequency.h"
#include "names/lexicon.h"
#include "names/mended_words.h"
#include "names/name.h"
#include "names/part_weights.h"
#include "names/together.h"
#include "names/word_shapes.h"
#include "names/words.h"

namespace penumbra::names {

// Whether a longer form begins inside this one: "Sample Company | Limited Liability Company".
bool Analyzer::goes_before(const Phrase* form, const std::vector<WordId>& ids, std::size_t i) const {
  for (std::size_t k = 1; k < form->words; ++k) {
    const Phrase* other = lexicon_.legal_forms.longest(ids, i + k);
    if (other != nullptr && other->words > form->words) {
      return true;
    }
  }
  return false;
}

// Whether no word before this one is known to be borne by people: what stands behind it is no name of theirs then.
bool Analyzer::nobody_bears_before(std::size_t i) {
  for (std::size_t k = 0; k < i; ++k) {
    if (words_[k].latin.size() < 2 || split_.frequency(words_[k]) != 0 || lexicon_.classes(ids_[k]) != nullptr ||
        lexicon_.honorifics.find(ids_[k]) != nullptr) {
      return false;
    }
  }
  return i > 0;
}

// Whether a word or phrase here may say where a firm sits or that it is a branch, behind its legal form; how many
// words it has, 0 if none ("Sample GmbH Berlin", "Sample LLC Dubai Branch").
std::size_t Analyzer::seat_at(std::size_t i) const {
  if (const Phrase* place = lexicon_.places.longest(ids_, i); place != nullptr) {
    return place->words;
  }
  return says_branch(words_[i].latin) ? 1U : 0U;
}

// Short legal forms are words elsewhere ("as", "up", "too"): they count at an end of the name or beside another form.
const Phrase* Analyzer::legal_form_at(std::size_t i) const {
  const Phrase* form = lexicon_.legal_forms.longest(ids_, i);
  if (form == nullptr) {
    return nullptr;
  }
  if (goes_before(form, ids_, i)) {
    return nullptr;
  }
  if (form->weak && i == 0) {
    return nullptr;
  }
  const bool at_end = i == 0 || i + form->words == words_.size();
  if (form->words > 1 || at_end || words_[i].latin.size() > 3) {
    return words_.size() > form->words ? form : nullptr;
  }
  // Only legal forms may follow, or behind a name general words of business ("Sample OOD Holding").
  bool named = false;
  for (std::size_t k = 0; k < i; ++k) {
    named = named || (words_[k].latin.size() > 2 && lexicon_.generics.find(ids_[k]) == nullptr &&
                      lexicon_.legal_forms.find(ids_[k]) == nullptr && lexicon_.places.find(ids_[k]) == nullptr);
  }
  for (std::size_t k = i + form->words; k < words_.size();) {
    const Phrase* next = lexicon_.legal_forms.longest(ids_, k);
    const Phrase* generic = lexicon_.generics.find(ids_[k]);
    const bool body = named && generic != nullptr && generic->weight > kWeightStop && generic->weight <= kWeightGeneral;
    const std::size_t seat = named && next == nullptr && !body ? seat_at(k) : 0;
    if (next == nullptr && !body && seat == 0) {
      return nullptr;
    }
    k += next != nullptr ? next->words : std::max<std::size_t>(seat, 1);
  }
  return form;
}

// The legal form that single digits with stops at the end of a name stand for ("Sample 5.4." is "Sample S.A."), or
// null.
const Phrase* Analyzer::form_in_digits(std::size_t i) const {
  constexpr std::string_view kRead = "oi?easgtb?";  // by digit; what is read as no letter is no form
  constexpr std::size_t kLeast = 2;
  const std::size_t size = words_.size() - i;
  if (i == 0 || size < kLeast || size > 4) {
    return nullptr;
  }
  std::string letters;
  for (std::size_t k = i; k < words_.size(); ++k) {
    const Word& word = words_[k];
    if (word.latin.size() != 1 || (!word.period && k + 1 < words_.size())) {
      return nullptr;
    }
    const char c = word.latin[0];
    letters += c >= '0' && c <= '9' ? kRead[static_cast<std::size_t>(c - '0')] : c;
  }
  return lexicon_.legal_forms.find(lexicon_.word(letters));
}

// A legal form with a slip in it: of several words, or a long one at the end ("Limted Liability Company").
const Phrase* Analyzer::misspelt_form_at(std::size_t i) const {
  const Phrase* form = lexicon_.legal_forms.longest(mended_, i);
  if (form == nullptr || form->words >= words_.size() || goes_before(form, ids_, i)) {
    return nullptr;
  }
  const bool at_end = i + form->words == words_.size();
  return form->words > 1 || (at_end && lexicon_.text(mended_[i]).size() > 5) ? form : nullptr;
}

// The place of several words that begins here with a slip in one of them, or null.
const Phrase* Analyzer::misspelt_place_at(std::size_t i) const {
  const Phrase* place = lexicon_.places.longest(near_, i);
  if (place == nullptr || place->words < 2) {
    return nullptr;
  }
  const auto slips = std::count_if(ids_.begin() + static_cast<std::ptrdiff_t>(i),
                                   ids_.begin() + static_cast<std::ptrdiff_t>(i + place->words),
                                   [](WordId id) { return id == kUnknownWord; });
  return slips == 1 ? place : nullptr;
}

// Whether a vowel is the ezafe of Persian, Dari and Urdu, which binds two words: "Lashkar-e-Quastrov", "-i-".
bool Analyzer::binds_words(std::size_t i) const {
  constexpr std::size_t kLeast = 3;
  const Word& word = words_[i];
  const bool behind = (word.latin == "e" || word.latin == "i") && word.joined_before && !word.period && i > 0 &&
                      words_[i - 1].latin.size() >= kLeast;
  // The word that it binds may be left out.
  return behind &&
         (i + 1 == words_.size() || (words_[i + 1].latin.size() >= kLeast && !is_digits(words_[i + 1].latin) &&
                                     lexicon_.legal_forms.find(ids_[i + 1]) == nullptr));
}

// Whether an Arabic article, or what binds words as one does, stands here before a word of its own ("Al Sample Trust",
// "Dawla al-Sample"), and no name
// ("Al & Sample", "AL 5").
bool Analyzer::is_article_of_thing(std::size_t i) {
  if (is_misspelt_article(i) || binds_words(i)) {
    return true;
  }
  if (i + 1 >= words_.size() || words_[i].period || !is(i, kWordArticle) || is_digits(words_[i + 1].latin) ||
      words_[i + 1].latin.size() < 3) {
    return false;
  }
  const Phrase* next = lexicon_.generics.find(ids_[i + 1]);
  return lexicon_.legal_forms.find(ids_[i + 1]) == nullptr && (next == nullptr || next->weight > kWeightStop);
}

// Whether a word says that a body is named after somebody: "imeni", "im." ("im" is German for "in the", too) and the
// first word of "named after".
bool Analyzer::names_after(std::size_t i) const {
  const Word& word = words_[i];
  return word.latin == "imeni" || word.latin == "imieni" ||
         (word.latin == "im" && (word.period || word.script == text::Script::kCyrillic)) ||
         (word.latin == "named" && (words_[i + 1].latin == "after" || words_[i + 1].latin == "for"));
}

// The word that is the acronym of all the others, as names are written for readers who may know either: "Quastrov
// Thwelm Institute (QTI)", "QTI Quastrov Thwelm Institute". The number of words if none is. One letter may have no
// word, since names are shortened.
std::size_t Analyzer::own_acronym() {
  constexpr std::size_t kLeast = 3;
  constexpr std::size_t kMost = 10;
  constexpr std::size_t kSmallWord = 3;  // "of", "the", "Ltd": acronyms have them or not
  if (words_.size() < kLeast) return words_.size();
  for (std::size_t at = 0; at < words_.size(); ++at) {
    const std::string_view letters = words_[at].latin;
    const std::string_view first = words_[at == 0 ? 1 : 0].latin;
    if (letters.size() < kLeast || letters.size() > kMost || ids_[at] != kUnknownWord || first.empty() ||
        (first[0] != letters[0] && first.size() > kSmallWord)) {
      continue;
    }
    // Three letters that people or firms bear are a word.
    const bool may_lack = letters.size() > kLeast || split_.frequency(words_[at]) == 0;
    // Bit n: the words so far can give the first n letters; `gap`: but for one.
    std::uint32_t met = 1;
    std::uint32_t gap = 0;
    std::size_t words = 0;
    for (std::size_t i = 0; i < words_.size() && (met | gap) != 0;) {
      const Phrase* form = legal_form_at(i);
      const std::string_view word = words_[i].latin;
      if (i == at || word.empty()) {
        ++i;
        continue;
      }
      const Phrase* generic = lexicon_.generics.find(ids_[i]);
      const bool stop = generic != nullptr && generic->weight <= kWeightStop;
      const bool optional = form != nullptr || word.size() <= kSmallWord || generic != nullptr;
      std::uint32_t matching = 0;
      for (std::size_t n = 0; n < letters.size(); ++n) {
        matching |= letters[n] == word[0] ? std::uint32_t{1} << n : 0U;
      }
      if (may_lack) gap |= (met & ~1U) << 1U;
      met = (met & matching) << 1U | (optional ? met : 0U);
      gap = (gap & matching) << 1U | (optional ? gap : 0U);
      words += stop || form != nullptr ? std::size_t{0} : std::size_t{1};
      i += form != nullptr && form->words > 1 ? form->words : 1;
    }
    if (may_lack) gap |= (met & ~1U) << 1U;
    if (((met | gap) >> letters.size() & 1U) != 0 && words >= 2) return at;
  }
  return words_.size();
}

void Analyzer::thing(NameType style) {
  const bool organisation = style == NameType::kOrganisation;
  if (organisation) {
    if (join_allah(split_, ids_, lexicon_)) {
      look_up();
    }
    if (detach_forms(split_, kMaxParts, lexicon_, false)) {
      look_up();
    }
  }
  if (detach_numbers(split_, kMaxParts, lexicon_)) {
    look_up();
  }
  if (organisation) {
    mend_form_words(split_, ids_, lexicon_, mended_);
  }
  mend_phrase_words(split_, ids_, lexicon_, near_);
  bool seat_first = false;                  // the name begins with a place that firms bear before theirs
  std::size_t bearer_from = kMaxParts + 1;  // where the drafts begin of whom the body is named after
  const std::size_t acronym = organisation ? own_acronym() : words_.size();
  for (std::size_t i = 0; i < words_.size();) {
    const std::string_view word = words_[i].latin;
    const WordId id = ids_[i];
    if (i == acronym) {
      Draft& out = add_draft(i);
      out.kind = PartKind::kAcronym;
      out.weight = 0;
      ++i;
      continue;
    }
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
      const Phrase* prefix = lexicon_.ship_prefixes.longest(ids_, i);
      if (prefix != nullptr && prefix->words < words_.size()) {
        add_phrase(i, *prefix, PartKind::kPrefix, 0);
        i += prefix->words;
        continue;
      }
    }
    if (const Phrase* form = organisation ? form_in_digits(i) : nullptr; form != nullptr) {
      add_phrase(i, *form, PartKind::kLegalForm, 0);
      i = words_.size();
      continue;
    }
    if (is_digits(word)) {
      add_number(i, number_value(word), kWeightNumber);
      ++i;
      continue;
    }
    if (i + 1 < words_.size() && says_number(word) &&
        (is_digits(words_[i + 1].latin) || lexicon_.numbers.find(ids_[i + 1]) != nullptr ||
         (organisation && i > 0 && words_[i + 1].latin.size() >= 2 && roman_value(words_[i + 1].latin) != 0))) {
      Draft& sign = add_draft(i);
      sign.kind = PartKind::kStop;
      sign.weight = 0;
      ++i;
      continue;
    }
    if (organisation && i > 0 && i + 1 < words_.size() && names_after(i)) {
      Draft& after = add_draft(i);
      after.kind = PartKind::kStop;
      after.weight = 0;
      ++i;
      bearer_from = std::min(bearer_from, drafts_.size());
      continue;
    }
    const Phrase* generic = lexicon_.generics.find(id);
    const Phrase* place = organisation ? lexicon_.places.longest(ids_, i) : nullptr;
    if (const Phrase* misspelt = organisation ? misspelt_place_at(i) : nullptr;
        misspelt != nullptr && (place == nullptr || place->words < misspelt->words)) {
      place = misspelt;
    }
    const bool of_place = place != nullptr && place->words > 1;  // "La Paz"
    if (generic != nullptr && generic->weight <= kWeightStop && words_.size() > 1 && (i > 0 || word == "the") &&
        !of_place) {
      add_phrase(i, *generic, PartKind::kStop, 0);
      ++i;
      continue;
    }
    if (is_article_of_thing(i)) {
      Draft& article = add_draft(i);
      article.kind = PartKind::kParticle;
      article.group = kParticleArticle;
      article.weight = 0;
      ++i;
      continue;
    }
    // "V. P." are somebody's initials.
    const bool initial = word.size() == 1 && drafts_.size() >= bearer_from;
    // In front only one that is no word and no initials ("XXI Century").
    if (const std::uint32_t value = roman_value(word);
        value != 0 && !initial && (i > 0 || (words_.size() > 1 && word.size() >= 3 && value > 10))) {
      add_number(i, value, kWeightNumber);
      ++i;
      continue;
    }
    if (const Phrase* number = lexicon_.numbers.find(near_[i]); number != nullptr && words_.size() > 1) {
      i += add_number_words(i, *number);
      continue;
    }
    if (organisation) {
      if (place == nullptr && generic == nullptr && id == kUnknownWord) {
        place = lexicon_.inflected(lexicon_.places, word);
        generic = place == nullptr ? lexicon_.inflected(lexicon_.generics, word) : nullptr;
      }
      if (place != nullptr) {
        seat_first = seat_first || (i == 0 && place->seat);
        add_phrase(i, *place, PartKind::kPlace, place->weight, true);
        i += place->words;
        continue;
      }
      if (generic != nullptr && generic->weight > kWeightStop) {
        // Together the words of an abbreviation say no more than one word.
        add_phrase(i, *generic, PartKind::kGeneric,
                   words_[i].of_several ? std::min(generic->weight, kWeightOfSeveral) : generic->weight);
        if (generic->weight <= kWeightBody) {
          drafts_.back().classes = &kBodyClasses;
        }
        ++i;
        continue;
      }
    }
    Draft& out = add_draft(i);
    out.weight = out.latin.size() == 1 ? kWeightNumber : kWeightName;
    out.abbreviation = organisation && words_.size() > 1 && may_abbreviate(out.latin);
    out.adjective = organisation && words_.size() > 1 && id == kUnknownWord;
    ++i;
  }
  if (organisation) {
    weigh_bearer(drafts_, bearer_from);
    weigh_seat(drafts_, seat_first);
  }
  // A name of stop words, forms and prefixes alone: they are the name. A short word alone is a name, and shortens
  // none
  // ("ATC JSC" is not "Atlantic").
  const auto telling = std::count_if(drafts_.begin(), drafts_.end(), [](const Draft& d) { return d.weight > 0; });
  const bool empty = telling == 0;
  for (Draft& d : drafts_) {
    d.abbreviation = d.abbreviation && telling > 1;
    if (empty) {
      d.kind = PartKind::kName;
      d.weight = kWeightName;
      d.group = 0;
    }
  }
}

}  // namespace penumbra::names
