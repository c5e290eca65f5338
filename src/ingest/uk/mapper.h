// From the fields of the United Kingdom's lists to parties and designations. Four forms say the same with the same
// words: the UK Sanctions List as XML and as CSV (one row per name, address and so on), the export of its search page,
// and the consolidated list that OFSI published until January 2026 (CSV and XML, one row per combination of values).
#ifndef PENUMBRA_INGEST_UK_MAPPER_H_
#define PENUMBRA_INGEST_UK_MAPPER_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/listing.h"
#include "ingest/memo.h"

namespace penumbra::ingest::uk {

// What a column or element holds. kIgnored: known and left out, for the reason in the table of the mapper.
enum class Field : unsigned char {
  kIgnored,
  kUniqueId,
  kGroupId,
  kUnReference,
  kName,
  kName1,
  kName2,
  kName3,
  kName4,
  kName5,
  kName6,
  kNameType,
  kAliasQuality,
  kTitle,
  kNonLatin,
  kNonLatinType,
  kNonLatinLanguage,
  kRegime,
  kKind,
  kSource,
  kMeasures,
  kOther,
  kReasons,
  kAddress1,
  kAddress2,
  kAddress3,
  kAddress4,
  kAddress5,
  kAddress6,
  kPostCode,
  kCountry,
  kPhone,
  kWebsite,
  kEmail,
  kDesignated,
  kListed,
  kUpdated,
  kBirth,
  kBirthTown,
  kBirthCountry,
  kNationality,
  kNationalId,
  kNationalIdInfo,
  kPassport,
  kPassportInfo,
  kPosition,
  kGender,
  kBodyType,
  kSubsidiaries,
  kParent,
  kBusinessNumber,
  kImo,
  kOwners,
  kPastOwners,
  kFlag,
  kPastFlags,
  kShipType,
  kTonnage,
  kLength,
  kBuilt,
  kHull,
  kStatus,
  kCount
};

// The field of a column ("Name non-latin script") or element ("NameNonLatinScript"); nothing when it is not known.
std::optional<Field> field_of(std::string_view name);
// The names of the fields that a table of the list (OFSI's, or the UK Sanctions List) may have and that are not among
// those seen, with commas.
std::string absent_fields(const std::set<Field>& seen, bool ofsi);

// The values of one row, or of one group of elements; views that outlive the call they are given to.
class Row {
 public:
  Place position;

  std::string_view operator[](Field field) const { return values_[static_cast<std::size_t>(field)]; }
  void set(Field field, std::string_view value) {
    values_[static_cast<std::size_t>(field)] = value;
    set_ |= bit(field);
  }
  // Forgets all fields.
  void clear() {
    for (; set_ != 0; set_ &= set_ - 1) values_[static_cast<std::size_t>(std::countr_zero(set_))] = {};
  }
  // Whether one of the fields was set, be it to nothing. Most rows of an XML file have one field.
  bool has_any(std::initializer_list<Field> fields) const {
    std::uint64_t asked = 0;
    for (const Field field : fields) asked |= bit(field);
    return (set_ & asked) != 0;
  }

 private:
  static_assert(static_cast<std::size_t>(Field::kCount) <= 64);
  static constexpr std::uint64_t bit(Field field) { return std::uint64_t{1} << static_cast<unsigned>(field); }

  std::array<std::string_view, static_cast<std::size_t>(Field::kCount)> values_{};
  std::uint64_t set_ = 0;
};

// One per run.
class Mapper {
 public:
  // `ofsi`: the consolidated list, whose entries are known by their group number and are all asset freeze targets
  // unless the entry says otherwise. `published` of the outcome is to be set before.
  Mapper(std::string_view source, bool ofsi, ReadOutcome& outcome)
      : ofsi_(ofsi),
        outcome_(outcome),
        writer_(source,
                ofsi ? "HM Treasury, Office of Financial Sanctions Implementation"
                     : "Foreign, Commonwealth and Development Office",
                outcome) {}

  // A row, or the head of a designation: makes or finds its party and designation, and takes every field. Returns the
  // id of the party, "" when the row was reported instead.
  std::string add(const Row& row);
  // A further group of fields of a party that add() gave.
  void add_to(const std::string& party, const Row& row);
  // What the flags of an entry say is imposed ("asset freeze|travel ban"), of the designation that add() gave last.
  // They stand in for a missing list of sanctions; where both are there and differ, both count and a finding says so.
  void add_flags(std::string_view imposed, const Place& position);
  // A field that is not known, of a party.
  void add_unknown(const std::string& party, std::string_view name, std::string_view text, const Place& position);
  void finish() { writer_.finish(); }
  // Whether later records of the same file, mapped beside these, stand for themselves; and what they gave.
  bool can_join(const Mapper& later) const { return writer_.can_join(later.writer_); }
  void join(Mapper& later) { writer_.join(later.writer_); }
  ListWriter& writer() { return writer_; }

 private:
  // Hashes of what the rows of an entry repeat.
  static constexpr std::size_t kMostRepeated = 16;
  using Repetition = std::array<std::uint64_t, kMostRepeated>;
  // What a regime says of every designation under it.
  struct Regime {
    std::string name;  // tidied
    std::string slug;
    std::string_view regulations;
  };
  // What a list of sanctions names.
  struct Measures {
    std::vector<std::string> measures;  // "unknown" for what is not known
    std::vector<std::string> unknown;   // the words themselves
  };

  void apply(model::Entity& party, const Row& row);
  void add_name(model::Entity& party, const Row& row);
  void add_address(model::Entity& party, const Row& row);
  void add_numbers(model::Entity& party, const Row& row);
  void add_kind(model::Entity& party, const Row& row);
  void add_ship(model::Entity& party, const Row& row);
  void add_relations(model::Entity& party, const Row& row);
  // Other information: labelled parts of the consolidated list, or prose.
  void add_other(model::Entity& party, const Row& row);
  void designate(model::Entity& party, const Row& row);
  const Regime& regime_of(std::string_view text);
  // Holds what every row of an entry repeats against its first row; a difference is a finding.
  void compare_rows(const Row& row);
  // The measures that a list of sanctions names, in its order and each once; empty when it names none.
  const std::vector<std::string>& read_measures(std::string_view text, const Place& position);
  static Measures find_measures(std::string_view text);
  void set_measures(model::Designation& act, std::string_view text, const Place& position);

  bool ofsi_;
  ReadOutcome& outcome_;
  ListWriter writer_;
  // The designation that the current row belongs to.
  model::Designation& act() { return outcome_.dataset.designations[act_place_]; }
  std::vector<Repetition> repeated_;  // by place of the designation
  Memo<Regime> regimes_;
  Memo<Measures> measures_;
  std::string last_party_;
  std::string last_other_;
  std::string act_id_;  // of that designation; empty: there is none
  std::size_t act_place_ = 0;
  bool act_is_new_ = false;  // the current row is its first
};

}  // namespace penumbra::ingest::uk

#endif  // PENUMBRA_INGEST_UK_MAPPER_H_
