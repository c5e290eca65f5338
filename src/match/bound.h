// A cheap upper bound of the score, for indexes: most names that share an anchor with a query share only that.
#ifndef PENUMBRA_MATCH_BOUND_H_
#define PENUMBRA_MATCH_BOUND_H_

#include <array>
#include <cstdint>

#include "names/name.h"

namespace penumbra::match {

// Made once for a query, asked for many candidates. Keeps no pointer into the query. Immutable; thread-safe.
class ScoreBound {
 public:
  explicit ScoreBound(const names::NameView& query);

  // True only if score_names(query, candidate) < threshold_points; false says nothing. `threshold_points` must be
  // above 5,000. About 100 ns. The reasoning stands in bound.cc.
  bool below(const names::NameView& candidate, int threshold_points) const;

 private:
  // More parts are left to the scorer: names of more are rare, and the tables stay small.
  static constexpr std::size_t kMost = 12;
  static constexpr std::size_t kLetters = 26;

  // Least cost at which each letter can be accounted for by a form that holds only certain letters.
  using Costs = std::array<std::uint8_t, kLetters>;

  // A part of the query that scores, or may be written together with one.
  struct Piece {
    std::uint64_t hash = 0;
    std::uint32_t letters = 0;  // Part::letters
    std::uint32_t fold_letters = 0;
    std::uint32_t latin_letters = 0;
    std::uint32_t group = 0;
    std::array<std::uint16_t, names::kMaxClasses> classes{};
    std::uint16_t class_bits = 0;
    std::uint32_t reading_bits = 0;
    bool has_readings = false;
    names::PartKind kind = names::PartKind::kName;
    std::uint8_t flags = 0;
    int size = 0;  // bytes of the fold
    int bits = 0;  // of letters
    bool scored = false;
    bool counts = false;  // scored, and no number
    bool latin_is_fold = false;
    Costs by_fold{};   // of letters of the other form, against fold_letters
    Costs by_latin{};  // the same, against latin_letters
  };

  static bool may_share_reading(const Piece& p, const names::Part& q);
  static bool may_meet(const Piece& p, const names::Part& q, int q_bits);
  static int least_cost(const Piece& p, const names::NameView& candidate, const names::Part& q);

  // A word as far as it may be written together with others.
  struct Word {
    std::uint32_t letters = 0;
    int size = 0;
  };

  // Weights of the words of a name, lightest first, numbers aside.
  struct Weights {
    std::array<int, kMost> ascending;
    std::size_t count = 0;
    std::size_t repeated = 0;  // words that stand there already
    int total = 0;

    void read(const names::NameView& name);
  };
  int least_absence(const names::NameView& candidate) const;

  std::array<Piece, kMost> pieces_;
  std::array<Word, kMost> words_;  // of the pieces
  Weights weights_;
  std::size_t count_ = 0;
  std::size_t part_count_ = 0;
  bool usable_ = true;
  bool has_readings_ = false;      // of any part
  std::uint32_t all_letters_ = 0;  // of the parts that may be written together
  std::uint16_t joined_size_ = 0;
  int content_ = 0;       // parts that can stand behind an acronym
  int acronym_size_ = 0;  // of the only name word, which may be an acronym; 0: there are none or several
};

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_BOUND_H_
