// The word tables of data/names, embedded at build and indexed at first use.
#ifndef PENUMBRA_NAMES_LEXICON_H_
#define PENUMBRA_NAMES_LEXICON_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "names/name.h"

namespace penumbra::names {

// How a word belongs to a variant class.
enum class Tier : std::uint8_t {
  kSpelling = 0,  // the name itself in one of its spellings
  kShort = 1,     // a pet or short form
  kForeign = 2,   // the form of another language
  kPetSlip = 3,   // a pet or short form with a slip in it; in no table
};

// A variant class of a part: the class in the upper 14 bits, the tier in the lower two.
constexpr std::uint16_t variant(std::uint16_t class_id, Tier tier) {
  return static_cast<std::uint16_t>((class_id << 2U) | static_cast<std::uint16_t>(tier));
}
constexpr std::uint16_t class_of(std::uint16_t variant) {
  return static_cast<std::uint16_t>(variant >> 2U);
}
constexpr Tier tier_of(std::uint16_t variant) {
  return static_cast<Tier>(variant & 3U);
}

// Families of legal forms, in the upper byte of a group. Stored inside Part::group: never renumber.
enum class FormFamily : std::uint8_t {
  kLlc = 1,
  kJsc = 2,
  kPartnership = 3,
  kSole = 4,
  kCooperative = 5,
  kNonprofit = 6,
  kFoundation = 7,
  kState = 8,
  kBank = 9,
};
constexpr FormFamily family_of(std::uint32_t group) {
  return static_cast<FormFamily>(group >> 16U);
}
constexpr bool is_commercial(FormFamily family) {
  return family <= FormFamily::kCooperative || family == FormFamily::kBank;
}

// What a phrase (one or several words) means.
struct Phrase {
  std::uint32_t group = 0;   // legal form, place or generic group; value of a number
  std::uint16_t weight = 0;  // generic words: information in thousandths
  std::uint8_t words = 1;
  bool weak = false;  // legal forms: a word elsewhere or a name of people, a form behind other words only
  bool rare = false;  // legal forms: not looked for inside other words
  bool seat = false;  // places: stands before the names of firms of its country
};

// Generic words of at most this weight carry nothing (of, and, the).
inline constexpr std::uint16_t kWeightStop = 50;
inline constexpr std::uint16_t kWeightOfSeveral = 100;  // most of a word of several that an abbreviation stands for
// Words for kinds of bodies (company, group, association) weigh at most this. They are exchanged easily, unlike words
// for trades, so they are variants of each other.
inline constexpr std::uint16_t kWeightBody = 200;

// A word of the tables. Every word of a name is looked up once; all tables then answer by its number.
using WordId = std::uint32_t;
inline constexpr WordId kUnknownWord = 0;

// The hash of a word in tables of this program: eight letters a step, the last ones overlapping, multiplied and folded
// (the scheme of wyhash, Wang Yi 2019). A word that a table does not hold ends at a free slot, so that no seed is
// wanted.
inline std::uint32_t hash_of_word(std::string_view word) {
  const auto load = [](const char* at, std::size_t bytes) {
    std::uint64_t letters = 0;
    std::memcpy(&letters, at, bytes);
    return letters;
  };
  std::uint64_t hash = word.size() * 0xFF51AFD7ED558CCDULL;
  const auto mix = [&hash](std::uint64_t letters) {
    hash = (hash ^ letters) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 32U;
  };
  const std::size_t size = word.size();
  if (size >= 8) {
    for (std::size_t at = 0; at + 8 < size; at += 8) {
      mix(load(word.data() + at, 8));
    }
    mix(load(word.data() + size - 8, 8));
  } else if (size >= 4) {
    mix(load(word.data(), 4) << 32U | load(word.data() + size - 4, 4));
  } else if (size > 0) {
    mix(load(word.data(), 1) << 16U | load(word.data() + size / 2, 1) << 8U | load(word.data() + size - 1, 1));
  }
  return static_cast<std::uint32_t>(hash ^ hash >> 29U);
}

// The words of all tables, numbered from 1. Open addressing; a filled table is only read.
class WordIds {
 public:
  WordIds();
  WordId add(std::string_view word);
  // kUnknownWord if no table holds it. One hash and, as a rule, one comparison.
  WordId find(std::string_view word) const { return find(word, hash_of_word(word)); }
  // The same of a word whose hash_of_word() is known.
  WordId find(std::string_view word, std::uint32_t hash) const;
  std::string_view text(WordId id) const { return {pool_.data() + starts_[id], starts_[id + 1] - starts_[id]}; }
  // One more than the highest number.
  std::size_t size() const { return starts_.size() - 1; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    WordId id = kUnknownWord;
  };
  void insert(std::uint32_t hash, WordId id);
  std::vector<Slot> slots_;  // a power of two, at most half full
  std::vector<std::uint32_t> starts_;
  std::string pool_;
};

// Phrases by their words.
class PhraseTable {
 public:
  // The words joined by single blanks. The first meaning of a phrase counts.
  void add(std::string_view words, Phrase phrase, WordIds& ids);
  // After the last add().
  void index(std::size_t word_count);
  // The longest phrase that starts at words[at], or null.
  const Phrase* longest(std::span<const WordId> words, std::size_t at) const {
    const WordId first = words[at];
    return starts_[first] == 0 ? find(first) : longest_of_several(words.subspan(at));
  }
  // The words of all phrases of several words, some more than once.
  std::span<const WordId> words_of_several() const { return words_; }
  // The phrase of this one word, or null.
  const Phrase* find(WordId word) const { return alone_[word] == 0 ? nullptr : &phrases_[alone_[word] - 1U]; }

 private:
  struct Entry {
    std::uint32_t at = 0;  // in words_
    Phrase phrase;
  };
  const Phrase* longest_of_several(std::span<const WordId> words) const;

  std::vector<Phrase> phrases_;        // of one word
  std::vector<Entry> several_;         // of several words: by first word, then the longer ones first
  std::vector<WordId> words_;          // of several_
  std::vector<std::uint16_t> alone_;   // by word: index into phrases_ + 1, or 0
  std::vector<std::uint16_t> starts_;  // by word: index into several_ + 1 of its first entry, or 0
};

// Words of the tables in which a slip is looked for: found by their first and by their last two letters, of which one
// edit leaves a pair as it is where the longer of the two words has five letters or more.
class NearWords {
 public:
  static constexpr std::size_t kLeastLetters = 5;
  // Of a word's first and last two letters, each below kLetterPairs.
  static constexpr std::size_t kLetterPairs = 27 * 27;
  static std::size_t head_of(std::string_view word);
  static std::size_t tail_of(std::string_view word);

  // The words, in any order, each of two letters or more. Once.
  void index(std::vector<WordId> words, const WordIds& ids);
  // The word that is one edit away from `word` (is_one_edit_apart), of several the first by the alphabet. kUnknownWord
  // if none is, or if `word` is too short.
  WordId nearest(std::string_view word, const WordIds& ids) const;

 private:
  struct Entry {
    WordId id = kUnknownWord;
    std::uint32_t letters = 0;  // bit i: holds 'a'+i; digits share bit 26
    std::uint32_t size = 0;
  };
  struct ByPair {
    std::array<std::uint16_t, kLetterPairs + 1> starts{};
    std::vector<std::uint16_t> places;
  };
  std::vector<Entry> words_;  // in alphabetical order
  ByPair by_head_;
  ByPair by_tail_;
};

// What a word may be besides a phrase of a table. Bits.
inline constexpr std::uint16_t kWordSuffix = 1;            // stands after a person's name and is never one (Jr, PhD)
inline constexpr std::uint16_t kWordServant = 2;           // abd, abdul: stands before a divine name
inline constexpr std::uint16_t kWordDivine = 4;            // allah
inline constexpr std::uint16_t kWordKunya = 8;             // abu, umm: father, mother of
inline constexpr std::uint16_t kWordArticle = 16;          // an article that is never a name (al, el, ul)
inline constexpr std::uint16_t kWordDescent = 32;          // a word of descent that is never a name (bin, ibn, bint)
inline constexpr std::uint16_t kWordLegalForm = 64;        // a long word of a legal form
inline constexpr std::uint16_t kWordChineseSurname = 128;  // a spelling of one in Latin letters
inline constexpr std::uint16_t kWordKoreanSurname = 256;
inline constexpr std::uint16_t kWordDetachable = 512;  // a legal form or body that no other word begins or ends like
inline constexpr std::uint16_t kWordLoose = 1024;      // another form, or a word that carries nothing
inline constexpr std::uint16_t kWordTrade = 4096;      // a long word for a trade
inline constexpr std::uint16_t kWordDegree = 8192;     // a degree or title where it is the last word of a person
inline constexpr std::uint16_t kWordPaper = 2048;      // of business papers, no part of a name (data/names/papers.txt)
inline constexpr std::uint16_t kWordNativeTitle = 16384;  // a title that the table gives in another script than Latin
inline constexpr std::uint16_t kWordByname = 32768;       // a place or tribe behind a person's name

// Whether one insertion, deletion, substitution or swap of neighbours makes `a` of `b`. Equal words are not one edit
// apart.
bool is_one_edit_apart(std::string_view a, std::string_view b);

// The stem of a Slavic adjective in Latin letters, whatever its gender and case ("mekhanicheskaya": mekhanichesk), as
// far as the ending shows one; else empty. Points into `word`.
std::string_view adjective_stem(std::string_view word);

struct Lexicon {
  PhraseTable legal_forms;
  PhraseTable honorifics;
  PhraseTable articles;     // al, el
  PhraseTable descents;     // bin, ben, bint
  PhraseTable nobiliaries;  // de, van, von
  PhraseTable ship_prefixes;
  PhraseTable numbers;
  PhraseTable places;
  PhraseTable generics;  // group numbers start above those of places

  // The number of a word, kUnknownWord if no table holds it.
  WordId word(std::string_view word) const { return ids_.find(word); }
  WordId word(std::string_view word, std::uint32_t hash) const { return ids_.find(word, hash); }
  // kWord... bits of a word.
  std::uint16_t nature(WordId word) const { return natures_[word]; }

  // Variant classes of a given name, ascending; null if unknown.
  const std::array<std::uint16_t, kMaxClasses>* classes(WordId word) const {
    return given_of_[word] == 0 ? nullptr : &given_[given_of_[word] - 1U];
  }

  // The word of a legal form that `word` likely is a slip of: one edit away, the form of five letters or more; of
  // several the first by the alphabet. kUnknownWord if none, or if the word is itself one.
  WordId nearest_form_word(std::string_view word, WordId id) const;
  // The same of a number word of six letters or more, or of a word of five of a place of several ("Middle East"): what
  // `word`, which is in no table, likely is a slip of. kUnknownWord if none.
  WordId nearest_phrase_word(std::string_view word) const { return phrase_words_.nearest(word, ids_); }
  // The same of a short form of a given name, of five letters or more.
  WordId nearest_pet_name(std::string_view word) const { return pet_names_.nearest(word, ids_); }
  std::string_view text(WordId word) const { return ids_.text(word); }

  // The longest word of legal form, body or stop word that `word`, which is in no table, begins or ends with, as its
  // letters, where the words were likely written together: what remains has four letters (two beside eight), and beside
  // a short form or a stop word it is itself a word for a trade, body or place. `surely`: only words that no other word
  // begins or ends like. Empty if none.
  std::string_view attached_head(std::string_view word, bool surely) const {
    return attached(word, glue_heads_, true, surely);
  }
  std::string_view attached_tail(std::string_view word, bool surely) const {
    return attached(word, glue_tails_, false, surely);
  }

  // The long Latin words of the generics that begin with this letter, in the order of the table: what abbreviations
  // stand for. Empty for other characters than a to z.
  std::span<const WordId> long_generics(char first) const {
    return first >= 'a' && first <= 'z' ? std::span<const WordId>(long_generics_[static_cast<std::size_t>(first - 'a')])
                                        : std::span<const WordId>();
  }

  // The entry of places or generics of which `word`, which they do not hold, is another form of the same adjective;
  // null if none.
  const Phrase* inflected(const PhraseTable& table, std::string_view word) const;

  // The tables. Built at the first call, thread-safe, never destroyed.
  static const Lexicon& get();

 private:
  Lexicon();
  static std::string stem_key(std::string_view stem);  // under which the tables hold the stem of an adjective
  void read_legal_forms();
  void add_legal_form(const std::string& form, const Phrase& phrase);
  void read_given_names();
  void read_natures();
  void mark(WordId word, std::uint16_t nature);
  void index_near_words();
  void index_glue();
  using ByLetters = std::array<std::vector<WordId>, NearWords::kLetterPairs>;
  std::string_view attached(std::string_view word, const ByLetters& glue, bool head, bool surely) const;

  WordIds ids_;
  std::array<std::vector<WordId>, 26> long_generics_;
  ByLetters glue_heads_;  // words that may be attached to others, by their first two letters, the longer ones first
  ByLetters glue_tails_;  // by their last two
  std::vector<std::uint16_t> natures_;  // by word
  std::vector<std::array<std::uint16_t, kMaxClasses>> given_;
  std::vector<std::uint16_t> given_of_;  // by word: index into given_ + 1, or 0

  NearWords form_words_;    // long words of legal forms
  NearWords phrase_words_;  // long number words and words of places of several
  NearWords pet_names_;     // long short forms of given names
};

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_LEXICON_H_
