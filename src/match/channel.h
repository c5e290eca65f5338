// Words of another script against Latin words: what their letters say for being one name.
//
// A channel is a table of learned costs for one script (or family of scripts): how likely each short piece of our plain
// romanisation stands for each short piece of a Latin spelling ("ke" for "c", nothing for a final "e"). It is a joint
// multigram model (Deligne and Bimbot 1995; for transliteration Bisani and Ney 2008), trained by
// expectation-maximisation on pairs of names (src/learn, docs/design/learning.md), and evaluated here in whole numbers,
// so that results are the same everywhere.
#ifndef PENUMBRA_MATCH_CHANNEL_H_
#define PENUMBRA_MATCH_CHANNEL_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "match/channel_columns.h"
#include "names/name.h"

namespace penumbra::match {

// Families of scripts that share a table. Told from Part::flags, which is all that an index keeps.
enum class Channel : std::uint8_t {
  kLatin = 0,  // no channel: letters compare as they are
  kArabic,     // with Persian and Urdu
  kHebrew,
  kCyrillic,
  kGreek,
  kIndic,      // Devanagari, Bengali and their kin
  kCaucasian,  // Georgian and Armenian
  kThai,       // with Lao
  kBurmese,    // with Khmer and Tibetan
  kKana,
  kHan,
  kHangul,
  kOther,
};
inline constexpr std::size_t kChannels = 13;

// "arabic", "han"...; as in data/names/channels.txt.
std::string_view channel_key(Channel channel);
std::optional<Channel> channel_of_key(std::string_view key);
Channel channel_of(const names::Part& part);

// Evidence is in hundredths of a nat (natural logarithm of a likelihood ratio).
inline constexpr int kNat = 100;
// Longest piece in letters.
inline constexpr std::size_t kMostPiece = 3;
// What a letter costs that the table does not know in its place: by itself, dropped or added, exchanged.
inline constexpr int kFloorAlone = 806;       // half of what exchanging two costs: two strange letters say nothing
inline constexpr int kFloorDropped = 1382;    // a probability of one in a million
inline constexpr int kFloorExchanged = 1612;  // one in ten million

// Letters and the marks for the start and the end of a word ('^', '$') in five bits; anything else is one sign.
constexpr unsigned symbol_of(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<unsigned>(c - 'a') + 1 : c == '^' ? 27 : c == '$' ? 28 : 29;
}

// One table. Immutable once built; thread-safe.
class ChannelTable {
 public:
  ChannelTable();

  // Adds a pair of pieces with its cost (hundredths of a nat, 1 to 65,535). Either may be empty, not both. Pieces of
  // more than kMostPiece letters are not added.
  void add(std::string_view source, std::string_view latin, int cost);
  // Sets the cost of a piece by itself.
  void set_source_alone(std::string_view source, int cost);
  void set_latin_alone(std::string_view latin, int cost);
  // What is taken off all evidence: that of the best of a thousand wrong pairs, so that tables can be compared.
  void set_bound(int bound) { bound_ = bound; }
  bool empty() const { return pairs_ == 0; }

  // What it holds, piece by piece; an empty piece stands for nothing.
  struct Pair {
    std::string source;
    std::string latin;
    int cost = 0;
  };
  std::vector<Pair> pairs() const;
  // The cost of a Latin piece by itself, or that of a letter that the table does not know.
  int latin_alone(std::string_view piece) const;

  // The logarithm of how much likelier the two words are as one name than as two unrelated words, by the best division
  // into pieces, less the bound, in hundredths of a nat: one wrong pair in a thousand has more than 0. Any value below
  // `least` may be returned where the evidence is below it: most wrong pairs are then told after two or three letters.
  // About half a microsecond, 0.2 for a wrong pair. Words of more than 60 letters: the least value.
  int evidence(std::string_view source, std::string_view latin, int least = kLeastPossible) const;

  // Nothing says less than this: both words at the floor throughout.
  static constexpr int kLeastPossible = -200 * kNat;

  class Sequence;

 private:
  struct Step {
    std::uint16_t latin;  // number of the piece
    std::uint8_t size;
    std::uint16_t cost;
  };
  struct Ready;
  struct ReadyLatin;
  struct Symbols;
  struct Piece {
    std::uint8_t size = 0;
    std::uint16_t alone = kFloorAlone;
    std::vector<Step> steps;  // of a source piece
  };

  static std::uint16_t number(std::vector<std::uint16_t>& numbers, std::vector<Piece>& pieces, std::string_view text);

  std::vector<std::uint16_t> source_numbers_;  // by packed letters; 0: no such piece
  std::vector<std::uint16_t> latin_numbers_;
  std::vector<Piece> source_;         // [0] is unused
  std::vector<Piece> latin_;          // [0] is unused
  std::vector<std::uint16_t> added_;  // cost of a Latin piece that nothing stands for; by its number
  std::size_t pairs_ = 0;
  int bound_ = 0;
  std::uint64_t version_;  // tells words made ready for this table from those for others, and for what it was before
};

// All tables.
class Channels {
 public:
  // Reads the text of data/names/channels.txt. On an error, the number of the line and what is wrong with it.
  static std::optional<Channels> parse(std::string_view text, std::string& error);
  // The embedded tables; read at the first call (about a millisecond). Thread-safe.
  static const Channels& get();

  const ChannelTable& of(Channel channel) const { return tables_[static_cast<std::size_t>(channel)]; }
  // The bound of words of two scripts, neither of them Latin, against each other (channel_pairs.h). Symmetric.
  int bound_between(Channel a, Channel b) const {
    return between_[static_cast<std::size_t>(std::min(a, b))][static_cast<std::size_t>(std::max(a, b))];
  }

 private:
  std::array<ChannelTable, kChannels> tables_;
  std::array<std::array<int, kChannels>, kChannels> between_{};
};

// evidence() of one word against many Latin words, one after the other, with the same outcome from `least` up. Costs
// are laid out once for the word by its places, so that what a Latin letter adds is some sixty vector instructions
// (channel_columns.h); and what the beginning of a Latin word shares with the one before is not computed again, so that
// words in the order of their letters cost half or less. Keeps the word, not the table. Not thread-safe.
class ChannelTable::Sequence {
 public:
  // The memory of an earlier word is used again.
  void start(const ChannelTable& table, std::string_view source, int least);
  // Below `least`: any value below it.
  int evidence(std::string_view latin);

 private:
  void read_table(const ChannelTable& table);
  void lay_out(const ChannelTable& table, const Symbols& symbols);

  const ChannelTable* table_ = nullptr;
  int least_ = 0;
  std::string source_;
  std::size_t size_ = 0;    // of the source, in symbols; 0: asked one by one, since it is too long for columns
  std::size_t width_ = 16;  // of rows and columns
  int room_ = 0;            // what the source by itself costs, less bound and least

  // Of the table of this version: by numbers of Latin pieces.
  std::uint64_t version_ = 0;
  std::vector<std::uint16_t> alone_;
  std::vector<std::uint16_t> added_;
  // Of the source (ChannelColumns).
  std::vector<std::uint16_t> row_of_;
  std::vector<std::uint16_t> rows_;
  std::vector<std::uint16_t> closure_;
  std::vector<std::uint16_t> costs_;  // of the columns
  std::array<int, kMostColumns + 1> columns_alone_{};
  std::array<std::uint8_t, kMostColumns + 1> live_{};
  std::array<std::uint8_t, kMostColumns> latin_{};  // symbols of the word before
  std::size_t latin_size_ = 0;
  std::size_t filled_ = 0;  // columns that hold for it
  std::size_t dead_ = 0;    // from this column on nothing lives; 0: not known
};

// The same for a part of a name: what channel_evidence() gives of it and Latin parts.
class ChannelAgainstMany {
 public:
  // `part` crosses scripts (channel_of() is not Latin, and meets_across()).
  void start(const names::NameView& name, const names::Part& part, int least);
  int evidence(std::string_view latin);

 private:
  struct Otherwise {
    char letter = 0;  // without which in the Latin word it is not so
    ChannelTable::Sequence sequence;
  };
  ChannelTable::Sequence plain_;
  std::vector<Otherwise> spoken_;
  std::size_t spoken_count_ = 0;
};

// Whether a part is a word that is compared across scripts: no number, initial or single character (which is a family
// name, read by table: its letters say too little).
bool meets_across(const names::Part& part);

// Whether the two parts are words of different scripts, of which a channel can tell, or two of them together
// (channel_pairs.h). The second: and one of them is Latin.
bool crosses_scripts(const names::Part& p, const names::Part& q);
bool crosses_to_latin(const names::Part& p, const names::Part& q);

// Evidence of two parts for which crosses_scripts() holds. Symmetric. Below `least`, any value below it.
int channel_evidence(const names::NameView& x, const names::Part& p, const names::NameView& y, const names::Part& q,
                     int least = ChannelTable::kLeastPossible);

// Evidence of two neighbouring parts of one name, written together, against a part of another. Below `least`, any value
// below it.
int channel_evidence(const names::NameView& x, const names::Part& first, const names::Part& second,
                     const names::NameView& y, const names::Part& q, int least = ChannelTable::kLeastPossible);

// Evidence from which on a word of another script and a Latin word can be taken for one name (one wrong pair in 15,000
// has that much), and from which on there is nothing to deduct.
inline constexpr int kLeastEvidence = 250;
inline constexpr int kFullEvidence = 1400;
// Evidence at which a word costs what its share of a name tolerates: with less, the others must agree the better.
inline constexpr int kEvenEvidence = 450;
// Below this, less evidence says nothing more.
inline constexpr int kNoEvidence = -4000;

// What evidence of at least kLeastEvidence costs for a word of this many letters beside other words, in hundredths of
// an edit: nothing at kFullEvidence, more the less there is. Short words cost less: they count for less of the name.
int channel_cost(int evidence, int letters);

// What two words cost that are set against each other as a conflict, the shorter of so many letters: not less than
// `least`, and more the less evidence there is.
int channel_conflict(int evidence, int letters, int least);

// What two spellings of one name have for each letter, two of three of them (words of the benchmarks, Latin against
// Arabic, Hebrew, kana, Hangul and Cyrillic), up to so many letters.
inline constexpr int kUsualEvidence = 235;
inline constexpr int kMostUsualLetters = 12;
// What evidence beyond kFullEvidence lacks of that, at half the cost, in hundredths of an edit; less evidence lacks
// what full evidence does, as channel_cost() says the rest. Long words have full evidence with a letter or syllable too
// many
// ("Papadopoulos", "Papandropoulos"): it tells the nearly equal from the equal, and decides nothing else
// (penalties.cc).
int channel_remainder(int evidence, int letters);

// The same two where nothing else stands beside the words. Their costs are in proportion to what a name of so many
// letters tolerates (weights.h), so that the score depends on the evidence alone, whatever the length. A list holds
// thousands of names of one word, so more is asked of them: such a word is a hit from kLoneEvidence.
inline constexpr int kLoneEvidence = 560;
int lone_channel_cost(int evidence, int letters);
int lone_channel_conflict(int evidence, int letters, int least);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_CHANNEL_H_
