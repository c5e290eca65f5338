// The forms of the parts of a name: fold, consonants, readings, hashes. The last step of the analysis, after what each
// word is has been decided (analyze.cc).
#ifndef PENUMBRA_NAMES_FORMS_H_
#define PENUMBRA_NAMES_FORMS_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "names/east_asian.h"
#include "names/fold.h"
#include "names/lexicon.h"
#include "names/memo.h"
#include "names/name.h"
#include "names/orthography.h"
#include "names/readings.h"
#include "names/words.h"
#include "text/script.h"

namespace penumbra::names {

class WordMemo;
struct WordFacts;

// Information of a name word of which nothing more is known (Part::weight).
inline constexpr std::uint16_t kWeightName = 1000;

// A part in the making. Points into the words of the text.
struct Draft {
  std::string_view latin;
  std::u32string_view native;
  std::string_view other_latin;
  std::u32string_view spelled;  // Word::spelled
  std::string_view spelled_of;
  std::string_view meaning;     // an English word: the first of the readings
  const char* asked = nullptr;  // where the letters stood to which `facts` belong: of use while `latin` is still there
  WordFacts* facts = nullptr;
  std::string_view written;  // the letters that the part keeps, if they are not `latin`, whose forms it has
  const std::array<std::uint16_t, kMaxClasses>* classes = nullptr;
  std::uint32_t group = 0;
  std::uint16_t weight = kWeightName;
  text::Script script = text::Script::kNone;
  PartKind kind = PartKind::kName;
  bool joined_before = false;
  bool number_form = false;   // the folded form is the number itself
  bool abbreviation = false;  // may stand for longer general words
  bool adjective = false;     // may be a Slavic adjective made of a place
  std::uint8_t eastern = 0;   // systems by which a Cyrillic word may stand for an eastern one (eastern_cyrillic.h)
};

// Most bytes of a folded form that a part keeps.
inline constexpr std::size_t kMaxFoldBytes = kMaxPartBytes + 2;

// Part::letters of a folded form.
std::uint32_t letters_in_form(std::string_view folded);

// Makes the parts of names out of drafts. Keeps its memory for the next name; not thread-safe.
class FormMaker {
 public:
  // Replaces parts, pool and joined form of `out`, whose type says which readings are made. Drafts beyond kMaxParts are
  // dropped and the name is marked incomplete.
  void make(std::vector<Draft>& drafts, WordMemo& memo, Name& out);

 private:
  Slice store(std::string_view text);
  Slice stored(std::size_t size);
  void find_east_asian_surname();
  void find_languages();
  void add_spelled(const Draft& draft, WordFacts& facts, ReadingList& out);
  // The readings of a draft, blanks between. Valid until the next call.
  std::string_view readings_of(const Draft& draft, std::string_view folded, WordFacts& facts);
  void add_eastern_readings(const Draft& draft, ReadingList& out) const;
  void add_place_of(std::string_view adjective, ReadingList& out) const;
  void add_readings(const Draft& draft, EastAsianPlace place, WordFacts& facts, ReadingList& out);
  std::size_t write_number(std::uint32_t value);
  std::size_t write_utf8(std::u32string_view native);

  // Room for the forms of a part, of which fold and skeleton may each double the letters for a moment, and for the
  // joined form.
  static constexpr std::size_t kMaxFormBytes =
      kMaxPartBytes * (1 + 2 * kFoldGrowth) + 4 * kMaxNativeLetters + kMaxHanReadingBytes;

  const Lexicon& lexicon_ = Lexicon::get();
  std::span<const Draft> drafts_;
  std::array<WordFacts*, kMaxParts> facts_{};  // of drafts_
  std::string native_;
  ReadingList readings_;
  Memo<char, std::string> kept_readings_;
  Memo<char, std::string> kept_spelled_;
  std::string key_;  // in kept_readings_
  std::array<char, kMaxParts * kMaxFormBytes + kMaxPartBytes> pool_;
  char* pool_end_ = nullptr;
  const Draft* surname_ = nullptr;  // of a Chinese or Korean name
  JapaneseDivision japanese_;       // how that name would divide as a Japanese one
  bool pinyin_ = false;             // the name is written in pinyin
  LanguageMarks languages_;         // of the Latin words of a person's name
};

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_FORMS_H_
