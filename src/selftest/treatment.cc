#include "selftest/treatment.h"

#include <algorithm>
#include <array>
#include <utility>

namespace penumbra::selftest {
namespace {

bool leave(Draft&, base::Random&) {
  return true;
}

constexpr std::array kTreatments = {
    Treatment{"unchanged", "Unchanged", "The name as the list writes it.", 0, true, false, leave},
    Treatment{"missing", "Word missing", "One word of a name with three or more informative words is left out.", 2,
              false, false, drop_word},
    Treatment{"initials", "Initials", "Given names of a person become initials; the family name stays.", 2, false,
              false, give_initials},
    Treatment{"nickname", "Nickname", "A given name becomes a customary short form, or the reverse.", 1, false, false,
              use_nickname},
    Treatment{"added", "Word added", "A further given name, or a general business word.", 1, false, false, add_word},
    Treatment{"abbreviation", "Abbreviation", "A general word of an organisation is abbreviated or written out.", 0,
              false, false, abbreviate},
    Treatment{"legal-form", "Legal form", "A legal form is written in another customary way, left out, or added.", 0,
              false, false, change_legal_form},
    Treatment{"number", "Number", "A number becomes a word or a Roman numeral, or the reverse.", 0, false, false,
              rewrite_number},
    Treatment{"reversed", "Order", "Family name first or last; two or three words of an organisation reversed.", 0,
              false, false, reverse_words},
    Treatment{"honorific", "Title", "A title, a suffix such as Jr, or a ship's prefix is added.", 0, false, false,
              add_title},
    Treatment{"decoy", "Decoy word", "A word that belongs to no name is added in front, behind or between.", 1, false,
              false, add_decoy},
    Treatment{"script", "Other script", "The name in another script, by published systems of romanisation.", 1, false,
              false, change_script},
    Treatment{"romanisation", "Romanisation", "A word in another customary Latin spelling of its foreign original.", 1,
              false, false, change_romanisation},
    Treatment{"phonetic", "By ear", "A word written as an English ear hears it.", 1, false, false, write_by_ear},
    Treatment{"typo", "One typo", "A neighbouring key, a letter missing, doubled or exchanged with the next.", 1, false,
              false, mistype},
    Treatment{"typo-2", "Two typos", "Two such slips.", 2, false, false, mistype_twice},
    Treatment{"concatenated", "Joined", "Two neighbouring words, or all words, are written together.", 0, false, false,
              join_words},
    Treatment{"split", "Split", "A blank falls into a word of seven or more letters.", 0, false, false, split_word},
    Treatment{"case", "Case", "Capitals, small letters, or capitals at random.", 0, false, false, change_case},
    Treatment{"diacritics", "Diacritics", "Marks on Latin letters are added or left out.", 0, false, false,
              change_diacritics},
    Treatment{"leet", "Digits for letters", "One to three letters become digits or signs that look like them.", 1,
              false, false, write_leet},
    Treatment{"homoglyph", "Look-alikes", "Letters become look-alikes of other scripts.", 0, false, false,
              write_look_alikes},
    Treatment{"punctuation", "Punctuation", "Dots, hyphens or underscores for blanks; punctuation left out or added.",
              0, false, false, change_punctuation},
    Treatment{"spacing", "Spacing", "More blanks, other blanks, blanks around.", 0, false, false, change_blanks},
    Treatment{"fullwidth", "Full width", "ASCII in full-width forms.", 0, false, false, write_full_width},
    Treatment{"zero-width", "Zero width", "Invisible characters inside words.", 0, false, false, add_zero_width},
    Treatment{"bidi", "Direction marks", "Marks, embeddings, overrides and isolates of direction in and around words.",
              0, false, false, add_direction_marks},
    Treatment{"combining", "Combining marks", "Up to 4,000 combining marks on the letters.", 0, false, false,
              add_combining_marks},
    Treatment{"padding", "Padding", "Blanks, dots and invisible characters around the name, up to six kilobytes.", 0,
              false, false, pad},
    Treatment{"padding-large", "Large padding", "The same, from four kilobytes up to a megabyte.", 0, true, true,
              pad_heavily},
    Treatment{"flood", "Flood of words", "The name inside other words, from half a kilobyte up to a megabyte.", 0, true,
              true, flood},
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kIncompatible = {{
    {"missing", "initials"},       // together they leave a family name
    {"missing", "added"},          // takes away what the other gave
    {"initials", "nickname"},      // the same words
    {"initials", "added"},         // the same words
    {"initials", "romanisation"},  // mostly the same words
    {"nickname", "romanisation"},  // the same words
    {"nickname", "script"},        // short forms have no published romanisation
    {"initials", "script"},        // an initial has none either
    {"added", "decoy"},
    {"typo", "typo-2"},
    {"concatenated", "split"},
    {"reversed", "concatenated"},  // what is joined is then not what a reader looks for
    {"script", "homoglyph"},
    {"spacing", "punctuation"},  // both write the gaps between words
}};

}  // namespace

std::span<const Treatment> treatments() {
  return kTreatments;
}

std::optional<std::size_t> treatment_of(std::string_view key) {
  for (std::size_t i = 0; i < kTreatments.size(); ++i) {
    if (kTreatments[i].key == key) return i;
  }
  return std::nullopt;
}

bool compatible(std::size_t first, std::size_t second) {
  const Treatment& a = kTreatments[std::min(first, second)];
  const Treatment& b = kTreatments[std::max(first, second)];
  if (first == second || a.alone || b.alone) return false;
  return std::none_of(kIncompatible.begin(), kIncompatible.end(), [&](const auto& pair) {
    return (pair.first == a.key && pair.second == b.key) || (pair.first == b.key && pair.second == a.key);
  });
}

std::optional<std::string> treated(std::string_view name, PartyKind kind, std::span<const std::size_t> by,
                                   std::uint64_t seed) {
  Draft draft = draft_of(name, kind);
  int strain = 0;
  for (const std::size_t place : by) strain += kTreatments[place].strain;
  if (draft.words.empty() || (draft.writing == Writing::kNone && strain > 0)) return std::nullopt;
  // Scripts that write a syllable or a word with one sign say more in a letter.
  const bool dense =
      draft.writing == Writing::kHan || draft.writing == Writing::kHangul || draft.writing == Writing::kKana;
  if (draft.letters() * (dense ? 4 : 1) < letters_needed(strain)) return std::nullopt;
  base::Random random(seed);
  std::u32string before = draft.text();
  for (const std::size_t place : by) {
    const Treatment& treatment = kTreatments[place];
    if (!treatment.apply(draft, random)) return std::nullopt;
    std::u32string after = draft.text();
    if (after == before && treatment.key != "unchanged") return std::nullopt;
    before = std::move(after);
  }
  if (by.size() == 1 && kTreatments[by.front()].key == "unchanged") return std::string(name);
  return encoded(before);
}

}  // namespace penumbra::selftest
