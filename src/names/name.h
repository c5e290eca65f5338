// An analysed name: the original text, and the parts that the matcher compares.
//
// The name engine knows no entities: it takes text and a type. Analysis is the expensive step (about a microsecond per
// part); an analysed name is self-contained and is stored by the index, so that a comparison touches no text tables.
#ifndef PENUMBRA_NAMES_NAME_H_
#define PENUMBRA_NAMES_NAME_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace penumbra::names {

// What kind of thing bears the name. It decides which tables are read (honorifics for people, legal forms for
// organisations, ship prefixes for vessels) and how the parts weigh. Stored: never renumber.
enum class NameType : std::uint8_t {
  kAny = 0,  // not known: a person or an organisation
  kPerson = 1,
  kOrganisation = 2,
  kVessel = 3,
  kAircraft = 4,
};

// "person", "organisation", "vessel", "aircraft", "any".
std::string_view name_type_key(NameType type);

// What a part is. Stored: never renumber.
enum class PartKind : std::uint8_t {
  kName = 0,        // a name word about which nothing more is known
  kGiven = 1,       // a given name of the tables
  kFamily = 2,      // a family name by its place (before the comma of "LAST, First")
  kPatronymic = 3,  // a patronymic by its form ("Viktorovich") or its place (after "bin")
  kParticle = 4,    // al, bin, van, de: carries order, not information
  kHonorific = 5,   // Mr, Sheikh, General, Haji, Jr: ignored, listed in the explanation
  kInitial = 6,     // one letter that stands for a name
  kLegalForm = 7,   // Ltd, OOO, Aktiengesellschaft: compared by group
  kNumber = 8,      // 3, III, three, 3rd: compared by value
  kPlace = 9,       // a country, region or large city: compared by group
  kGeneric = 10,    // a word that many organisations share (bank, trading, group)
  kStop = 11,       // of, the, and
  kPrefix = 12,     // ship prefixes (MV, MT): ignored
  kAcronym = 13,    // the initials of the other words of the name ("... Institute (QTI)"): ignored
};
inline constexpr auto kLastPartKind = PartKind::kAcronym;

std::string_view part_kind_key(PartKind kind);

// How the letters of a part came about. Bits. Stored: never renumber.
inline constexpr std::uint8_t kPartAbjad = 1;   // compared by consonants too: scripts that write few vowels (Arabic,
                                                // Hebrew, Syriac) or syllables that other spellings lack (kana, Han...)
inline constexpr std::uint8_t kPartHan = 2;     // from Chinese characters
inline constexpr std::uint8_t kPartHangul = 4;  // from Korean syllables
inline constexpr std::uint8_t kPartKana = 8;    // from Japanese syllables
inline constexpr std::uint8_t kPartOther = 16;  // from any other script than Latin
inline constexpr std::uint8_t kPartAnchor = 32;  // informative: takes part in retrieval (match/anchors.h)
// Which script it is among those of one group. Of kPartAbjad alone: 0 Arabic, 1 Hebrew, 2 Syriac; of kPartOther: 0
// Cyrillic, 1 Greek, 2 Indic, 3 Georgian, Armenian and all others; of both: 0 Thai, 1 Burmese, Khmer, Tibetan.
inline constexpr std::uint8_t kPartScriptLow = 64;
inline constexpr std::uint8_t kPartScriptHigh = 128;

// Part::group of a kParticle. Stored: never renumber.
inline constexpr std::uint32_t kParticleArticle = 1;    // al, el
inline constexpr std::uint32_t kParticleDescent = 2;    // bin, bint: what follows is a parent's name
inline constexpr std::uint32_t kParticleNobiliary = 3;  // de, van, von

// Most variant classes that one part carries.
inline constexpr std::size_t kMaxClasses = 4;
// Longest form of a part in bytes: one machine word of the bit-parallel distances. Longer words become several parts.
inline constexpr std::size_t kMaxPartBytes = 60;
// Most parts of a name. A longer name is analysed up to here and marked incomplete.
inline constexpr std::size_t kMaxParts = 48;
// Most bytes of a name that are read. A longer name is marked incomplete.
inline constexpr std::size_t kMaxNameBytes = 16 * 1024;

// Weights of parts of people's names that are left out at will: a byname (nisba, tribe) and half of a double family
// name. Both are still anchors of retrieval.
inline constexpr std::uint16_t kWeightByname = 650;
inline constexpr std::uint16_t kWeightHalf = 600;

// Most readings of a part, and most bytes of them with the blanks between.
inline constexpr std::size_t kMaxReadings = 6;
inline constexpr std::size_t kMaxReadingBytes = 80;

// A slice of the pool of a name.
struct Slice {
  std::uint16_t at = 0;
  std::uint16_t size = 0;
};

// One part. Trivially copyable, so that an index may store it as it is (the layout is that of this machine's C++ ABI on
// little-endian 64-bit systems; the index states its own version).
struct Part {
  std::uint64_t hash = 0;     // of the folded form; equal forms have equal hashes
  std::uint32_t letters = 0;  // bit i: the folded form holds letter 'a'+i; bits 26-31: digits and others
  std::uint32_t group =
      0;  // kLegalForm, kPlace, kGeneric: group of the tables; kNumber: value; kParticle: kParticle...
  std::array<std::uint16_t, kMaxClasses> classes{};  // variant classes, ascending, 0 = none
  Slice latin;                                       // Latin letters and digits, lower case, ASCII
  Slice fold;                                        // `latin` with spellings of one sound unified (fold.h)
  Slice skeleton;  // consonants of `fold`, for comparisons with scripts that write few vowels
  Slice native;    // UTF-8 of the normalised original of Han, Hangul and kana parts; else empty
  Slice readings;  // other folded forms that the part is known by, blanks between, likeliest first (readings.h)
  std::uint16_t weight = 0;  // information content in thousandths of that of an unknown name word
  PartKind kind = PartKind::kName;
  std::uint8_t flags = 0;          // kPart... bits
  std::uint8_t frequency = 0;      // how common the word is in names of people at large, 0 = not known (frequency.h)
  std::uint8_t gap = 0;            // 1: joined to the part before by a hyphen or nothing, 0: a blank between
  std::uint16_t class_bits = 0;    // bit (class modulo 16) of each class: parts without a common bit share no class
  std::uint32_t reading_bits = 0;  // reading_bit() of `fold` and of each reading: parts without a common bit share none
};
static_assert(std::is_trivially_copyable_v<Part>);

// What comparisons read. Points into a Name or into a mapped index; valid as long as that is.
struct NameView {
  std::span<const Part> parts;
  const char* pool = nullptr;
  NameType type = NameType::kAny;
  bool incomplete = false;   // a limit was reached: what lies beyond it was not analysed
  std::uint16_t tricks = 0;  // text::kTrick... bits (text/tricks.h)
  Slice joined;              // folded forms of the content parts (no honorific, form, prefix, stop word) without gaps

  std::string_view text(Slice slice) const { return {pool + slice.at, slice.size}; }
  std::string_view latin(const Part& part) const { return text(part.latin); }
  std::string_view fold(const Part& part) const { return text(part.fold); }
  std::string_view skeleton(const Part& part) const { return text(part.skeleton); }
  std::string_view native(const Part& part) const { return text(part.native); }
  std::string_view readings(const Part& part) const { return text(part.readings); }
};

// Calls visit(form, rank) for the fold (rank 0) and each reading (1, 2, ...) of a part. Stops when visit returns true;
// returns whether it did.
template <typename Visit>
bool any_reading(const NameView& name, const Part& part, Visit visit) {
  if (visit(name.fold(part), 0)) {
    return true;
  }
  std::string_view rest = name.readings(part);
  for (int rank = 1; !rest.empty(); ++rank) {
    const std::size_t end = rest.find(' ');
    if (visit(rest.substr(0, end), rank)) {
      return true;
    }
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return false;
}

// An owning analysed name. Plain value; immutable after analysis, so safe to share between threads.
struct Name {
  std::string original;  // as given, byte for byte (up to kMaxNameBytes)
  std::vector<Part> parts;
  std::string pool;
  NameType type = NameType::kAny;
  bool incomplete = false;
  std::uint16_t tricks = 0;
  Slice joined;

  NameView view() const { return {parts, pool.data(), type, incomplete, tricks, joined}; }
  operator NameView() const { return view(); }  // NOLINT(google-explicit-constructor): a Name is used as its view
  // The Latin form for display: parts joined by blanks ("vladimir putin").
  std::string latin() const;
};

// Analyses a name. Never fails: text that is no valid UTF-8, is empty or exceeds a limit yields a name with tricks, no
// parts or `incomplete`. Time is linear in the length up to kMaxNameBytes (a nanosecond or two a byte up to
// text::kMaxPaddedBytes, to skip padding) and constant beyond. Thread-safe; the first
// call reads the embedded tables (about 3 ms).
Name analyze(std::string_view original, NameType type);

// The same into a name whose memory is used again; `original` must not point into `out`. For loops over many names.
void analyze_into(std::string_view original, NameType type, Name& out);

// Reads the embedded tables now instead of at the first call.
void warm_up();

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_NAME_H_
