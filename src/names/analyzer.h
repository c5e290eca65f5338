// One analysis after the other: what names::analyze() is made of. Internal to names.
#ifndef PENUMBRA_NAMES_ANALYZER_H_
#define PENUMBRA_NAMES_ANALYZER_H_

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "names/forms.h"
#include "names/lexicon.h"
#include "names/name.h"
#include "names/part_weights.h"
#include "names/romanised.h"
#include "names/words.h"
#include "text/normalise.h"

namespace penumbra::names {

inline constexpr std::uint16_t kWeightPatronymic = 500;
inline constexpr std::uint16_t kWeightNumber = 450;
inline constexpr std::uint16_t kWeightGeneration = 200;
inline constexpr std::uint16_t kWeightInitial = 300;
inline constexpr std::uint16_t kWeightPrefixName = 250;  // Abd, Abu: half a name each
// General words of business (international, trading) weigh at most this.
inline constexpr std::uint16_t kWeightGeneral = 250;
inline constexpr std::uint16_t kBodyClass = 16000;  // above the classes of the tables
inline constexpr std::array<std::uint16_t, kMaxClasses> kBodyClasses = {variant(kBodyClass, Tier::kForeign)};
// "Abd", however its vowels and article are written, is one word, whose letters are kept for comparisons of whole
// names.
inline constexpr std::array<std::uint16_t, kMaxClasses> kServantClasses = {variant(kBodyClass + 1, Tier::kSpelling)};
inline constexpr std::string_view kServantForm = "abd";

// Analyses one name after the other; what it allocates it keeps for the next: at most about 3 MB, most of it what it
// knows of words (word_memo.h).
class Analyzer {
 public:
  void analyze(std::string_view original, NameType type, Name& out);

 private:
  void look_up();
  void read_romanised();
  bool known_generic(std::size_t i, const RomanisedWord& word);
  std::size_t put_meaning(std::size_t at, std::string_view english, bool keeps_sound);
  bool looks_like_organisation();
  Draft& add_draft(std::size_t i);
  void add_phrase(std::size_t at, const Phrase& phrase, PartKind kind, std::uint16_t weight, bool mended = false);
  void add_number(std::size_t at, std::uint32_t value, std::uint16_t weight);
  std::size_t add_number_words(std::size_t at, const Phrase& first);

  // People.
  bool are_one_name(std::size_t i);
  bool divides_names(std::size_t i);
  void turn_at_comma();
  bool is(std::size_t i, std::uint16_t nature) const { return (lexicon_.nature(ids_[i]) & nature) != 0; }
  bool is_initial(std::size_t i) const;
  bool is_misspelt_article(std::size_t i);
  bool is_korean_name() const;
  bool is_foreign_in_syllables() const;
  std::optional<std::uint32_t> particle(std::size_t i);
  bool is_surname_before_syllables(std::size_t i) const;
  bool is_latin(std::size_t i) const { return words_[i].script == text::Script::kLatin; }
  bool is_pinyin_name(std::size_t at) const;
  const Phrase* title_at(std::size_t i) const;
  bool ends_name(std::size_t i) const;
  void find_eastern();
  bool ends_in_degrees(std::size_t i);
  bool add_generation_words(std::size_t i);
  void person(bool stated);
  bool is_slip_before_given_name(std::size_t i) const;
  void add_servant(std::size_t i, std::size_t size);
  const std::array<std::uint16_t, kMaxClasses>* classes_of_pet_name(std::size_t i);
  void add_person_name(std::size_t i);

  // Organisations, vessels, aircraft (analyze_things.cc).
  bool goes_before(const Phrase* form, const std::vector<WordId>& ids, std::size_t i) const;
  bool nobody_bears_before(std::size_t i);
  std::size_t seat_at(std::size_t i) const;
  const Phrase* legal_form_at(std::size_t i) const;
  const Phrase* form_in_digits(std::size_t i) const;
  const Phrase* misspelt_form_at(std::size_t i) const;
  const Phrase* misspelt_place_at(std::size_t i) const;
  bool binds_words(std::size_t i) const;
  std::size_t own_acronym();
  bool is_article_of_thing(std::size_t i);
  bool names_after(std::size_t i) const;
  void thing(NameType style);

  const Lexicon& lexicon_ = Lexicon::get();
  text::Normalised normalised_;
  Words split_;
  std::vector<Word>& words_ = split_.words;
  std::vector<Word> papers_;                                        // words that were set aside
  std::vector<WordId> ids_;                                         // of words_
  std::vector<WordId> mended_;                                      // ids_ with slips in legal forms mended
  std::vector<WordId> near_;                                        // ids_ with slips in number words and places mended
  std::deque<std::array<std::uint16_t, kMaxClasses>> pet_classes_;  // drafts point into it
  std::vector<Draft> drafts_;
  std::string phrases_;  // drafts of several words, written together
  FormMaker forms_;
  std::vector<std::u32string_view> eastern_words_;
  std::uint8_t eastern_ = 0;                 // eastern_systems() of a person's name
  std::size_t family_from_ = kMaxParts + 1;  // index of the first word that stood before the comma
};

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_ANALYZER_H_
