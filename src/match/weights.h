// The numbers that decide scores, in one place, read from data/names/weights.txt (embedded).
//
// Costs are in hundredths of one edit, deductions in ten-thousandths of the score, shares in percent unless a comment
// says otherwise. What each name stands for is said here; how each value came about stands beside it in the file.
#ifndef PENUMBRA_MATCH_WEIGHTS_H_
#define PENUMBRA_MATCH_WEIGHTS_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace penumbra::match {

struct Weights {
  // --- relate.cc: two parts ---
  int variant_spelling = 0;  // cost: two spellings of one given name of the tables
  int variant_short = 0;     // cost, besides: a short form (William, Bill)
  int variant_foreign = 0;   // cost, besides: a form of another language (William, Guillermo)
  int fold_only = 0;         // cost: equal sound, other letters
  int fold_short = 0;        // cost for each edit of the plain letters, where words up to four letters have equal sound
  int other_syllable = 0;    // cost: equal sound, other letters, where one side is written in Chinese characters
  int initial = 0;           // cost: an initial against a name that begins with it
  int skeleton = 0;          // cost: consonants agree; the letters that are written come on top
  int skeleton_one_letter = 0;   // cost, besides: the skeleton has one consonant...
  int skeleton_two_letters = 0;  // ... or two
  int reversed = 0;              // cost: a word written backwards
  int han_share = 0;             // percent by which edits of transcribed Chinese cost more
  int hangul_share = 0;          // the same for Korean
  int tiny_share = 0;            // percent by which edits of words up to three letters cost more
  int changed_tolerated = 0;     // percent of a word's letters that may change at the plain price
  int changed_share = 0;         // percent by which each percent beyond makes the edits dearer
  int known_words = 0;  // percent by which edits cost more between two words that one in 1,450 words of names is (class
                        // 20 of names/frequency.h) or more; in proportion for rarer words
  int given_slip = 0;   // percent by which an edit costs less between a given name and a word that nobody bears...
  int known_slip = 0;   // ... and between another name that many bear and such a word
  int known_different = 0;  // cost, besides, where only consonants agree: two names of the tables that are no variants
  int native_syllable = 0;  // cost: each character of Han or Hangul that differs
  int place_conflict_least = 0;  // cost, at least: two places, or two numbers, set against each other
  int number_conflict_least = 0;

  // --- align.cc: parts of two names ---
  int together = 0;          // cost: parts written together on one side
  int joined_syllables = 0;  // percent by which edits of syllables written together cost more
  int acronym = 0;           // cost: a word of four letters or more holds the initials of the other name
  int acronym_short = 0;     // cost: three letters stand for many things
  int acronym_run = 0;       // cost: a word holds the initials of some words of the other name, and the rest agrees
  int repeated = 0;          // cost: a part met a second time
  int cheap = 0;             // pairs up to this cost are settled before parts are written together

  // --- penalties.cc: the whole ---
  // The distance from a full score to the default threshold: what the tolerated edits together cost.
  int tolerance = 0;
  // Edits (in hundredths) that a name of 0 to 7, and of 8 letters or more tolerates before it falls below the default
  // threshold.
  std::array<int, 9> tolerated{};
  int tolerated_long = 0;         // the same for names of 24 letters or more; evenly between
  int person_absence = 0;         // a part that only one person's name has: a basic amount for the first of them...
  int person_absence_share = 0;   // ... and this times its share of the information
  int person_first_absent = 0;    // besides, for the first part of the name; middle names are left out more easily...
  int person_last_absent = 0;     // ... and so are second family names
  int person_lone_part = 0;       // a single part met, where the other name has more
  int person_repeated_alone = 0;  // a word that the one name has twice is all that met
  int person_lone_initial = 0;    // an initial and a single word met: in full where they say nothing
  int thing_absence = 0;          // words that only one organisation's name has: basic amount...
  int thing_absence_share = 0;    // ... and this times the share of the information
  int generic_absence_share = 0;  // the same for generic words, which are left out easily
  int thing_no_name = 0;          // nothing but places and generic words met, and there is more
  int thing_lone_word = 0;        // one word met, and more: in full where that word says nothing
  int thing_only_word = 0;        // the same where it is all of the other name
  int trade_information = 0;      // half bits that a word for a trade or place says there that both have
  int thing_exchanged = 0;        // another word for a trade or body: in full where what met says nothing
  int thing_name_weight = 0;   // ... less by what met; nothing where it weighs this much, in thousandths of a name word
  int place_absence = 0;       // a country or city on one side is likely a branch
  int number_absence = 0;      // a series number on one side is another member of the series...
  int number_one_absence = 0;  // ... unless it is number one, which is often left out
  int vessel_number_absence = 0;
  int vessel_word_absence = 0;  // a further word beside the only word of a ship's name, at least
  int number_conflict = 0;
  int number_neighbour = 0;  // the next number of a series of organisations, or one letter away
  int place_conflict = 0;
  int form_other = 0;      // another legal form of the same family
  int form_family = 0;     // another family of commercial forms
  int form_kind = 0;       // commercial against non-commercial
  int form_absence = 0;    // a legal form on one side only
  int form_misspelt = 0;   // a short word that is likely a slip in a legal form
  int person_order = 0;    // parts in another order
  int syllable_share = 0;  // percent by which edits cost more in Chinese and Korean names in Latin letters
  int pinyin_far = 0;      // two words of pinyin that differ by two edits, at least
  int syllable_order = 0;  // the syllables of a Korean given name exchanged
  int thing_order = 0;
  int initials = 0;             // initials met names: once, beside the cost of each
  int descent = 0;              // "A son of B" against "B son of A"
  int other_sex = 0;            // "bin" against "binti", the Vietnamese "Van" against "Thi"
  int slip = 0;                 // cost from which another spelling is a slip...
  int form_beside_slip = 0;     // ... and what it deducts beside a short or foreign form of a given name
  int distinct = 0;             // half bits of information from which words that met tell one person from others
  int letter_information = 0;   // half bits that a letter of a word says at most of which nothing is known
  int edit_information = 0;     // half bits by which an edit (100) lowers what two words say that met
  int initial_information = 0;  // half bits that an initial says that fits
  int common = 0;               // for each half bit that is missing
  int common_differences = 0;   // for each half bit that is missing and each edit (100) between the words that met
  int unused_differences = 0;   // percent by which edits count in it where one of the words is not known
  int second_edit = 0;          // the same, of what such a pair costs beyond one edit
  int common_order = 0;         // for each half bit that is missing, where the words stand in another order
  int order_beside = 0;         // words in another order beside another spelling or an absent word: in full where...
  int order_spelt = 0;          // the same where words met in another spelling of one name...
  int loose_distinct = 0;       // ... they say nothing, nothing where they say so many half bits
  int absence_spelt = 0;        // a word that is absent beside words that met in another spelling: ...
  int many_bear = 0;            // ... nothing from so many half bits, in full from four bits less
  int usual_skeleton = 0;       // cost up to which consonants that agree are no difference
  int common_absence = 0;       // percent by which absent parts cost more when the words that met say nothing
  int unused_absence = 0;       // the same for absent parts that nobody is known to bear
  int other_kind = 0;           // a person against a name with a legal form or generic word
  int looks_personal = 0;       // a name of no kind of words that people bear against an organisation or a ship
  int personal_loose = 0;       // half bits more that it must say where words are absent or in another order
  int one_slip = 0;             // score that names keep whose letters, all words in order, differ by one edit
  int slip_in_use = 0;          // class of names/frequency.h from which a word is another name rather than a slip...
  int slip_in_use_beside = 0;   // ... the same of a word beside others...
  int slip_information = 0;     // ... where what met says less than so many half bits
  int only_name = 0;            // another word of three letters, or a short form, where nothing else tells the names
  int nothing_met = 0;          // names of which no part met any other reach at most this
};

// Edits (in hundredths) that a name of so many letters tolerates: Weights::tolerated, and beyond its end evenly up to
// tolerated_long for 24 letters or more. Conflicts are priced by no more than the end of `tolerated`.
int tolerated_edits(const Weights& weights, int letters);

// The weights of this build. Read at the first call, thread-safe, never destroyed.
const Weights& weights();

// One line of the file, for those who check or write it.
struct WeightEntry {
  std::string name;
  int value = 0;
  std::string origin;  // "hand 2026-11-22", or "learned DATE FROM"
};

// Reads a file of weights: `name value | origin` a line, `#` begins a comment. Returns what is wrong with it: unknown,
// repeated or missing names, values that are no numbers; empty if nothing is.
std::string read_weights(std::string_view text, Weights& out, std::vector<WeightEntry>* entries = nullptr);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_WEIGHTS_H_
