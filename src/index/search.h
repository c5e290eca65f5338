// Searches name indexes: every listed name that reaches a threshold, with its score.
#ifndef PENUMBRA_INDEX_SEARCH_H_
#define PENUMBRA_INDEX_SEARCH_H_

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "index/find_held.h"
#include "index/name_index.h"
#include "index/sketch.h"
#include "match/channel.h"
#include "match/relate.h"
#include "match/runs.h"
#include "names/name.h"

namespace penumbra::index {

struct SearchLimits {
  // Most listed names that one search looks at. Bounds the time of a hostile query.
  std::uint64_t max_candidates = 1'000'000;
  // Compares only listed names of these kinds: of_type() of each, together.
  std::uint8_t kinds = kOfAnyType;
  // Entities that a later index replaces or takes away, ascending: their names are passed over.
  std::span<const std::uint32_t> superseded = {};
  // Small indexes are searched by counting what their names hold; false: as large ones are, with the same answers.
  bool counted = true;
};

struct NameMatch {
  std::uint32_t name = 0;  // number in its index
  int points = 0;          // match::score_names, ten-thousandths
};

struct SearchStats {
  std::uint64_t candidates = 0;  // listed names looked at (all names, in a scan)
  std::uint64_t compared = 0;    // of these, names that were compared in full
  bool bound_reached = false;    // the limit stopped the search: what was found is right, and more may exist
  bool scanned = false;          // every name was compared, because the threshold lies below the floor
};

// A query made ready: analysed once, for any number of indexes. Immutable; safe to share between threads.
struct PreparedQuery {
  // A form of several parts of the query, which a single listed word may be.
  struct Together {
    std::string text;
    std::uint64_t parts = 0;
    bool exact = false;  // an acronym
    bool run = false;    // of some words of the query: no word that people bear
  };
  // Where to look for the terms that a part (`of` below the number of parts) or a joined form (from there on) meets.
  struct Lookup {
    std::uint64_t key = 0;
    std::uint32_t of = 0;
  };

  // A form of the query that a listed name may write in several words: what must be true of these words.
  struct Joined {
    enum Kind : std::uint8_t { kWord, kWhole, kAcronym, kKorean };
    Kind kind = kWord;
    std::uint8_t edits = 0;
    std::uint16_t size = 0;
    std::uint32_t letters = 0;  // as Part::letters
    std::uint64_t parts = 0;    // of the query, those that it is, where it is a single one
    bool all_letters = false;   // as well what `whole` says
  };
  struct JoinedLookup {
    JoinedKey key;
    std::uint32_t of = 0;  // in `forms`
  };

  // A part as an index packs it, which tells the term that is the same.
  struct Packed {
    std::uint64_t hash = 0;
    std::uint32_t at = 0;
    std::uint32_t size = 0;  // 0: no part that may have kin
  };

  names::Name name;
  std::vector<Packed> packed;  // of the parts, in `packed_bytes`
  std::string packed_bytes;
  std::vector<Together> together;
  std::vector<Lookup> lookups;   // of near terms
  std::vector<Lookup> sounds;    // the same by sound codes: what is filed there is near
  std::vector<Sketch> sketches;  // of the parts
  std::vector<Mark> marks;       // of the parts
  std::vector<Pattern> folds;    // of the parts
  std::vector<Pattern> latins;
  std::vector<Joined> forms;
  std::vector<JoinedLookup> joined;  // keys of names that write in several words what the query writes in one
  JoinedKeys whole;                  // keys of names that have all letters of the query
  std::size_t repeated = 0;          // parts with weight whose fold stands in the name before
  int letters = 0;                   // bytes of all Latin forms
  int word_letters = 0;              // bytes of the folds of words
  std::uint64_t scored = 0;          // parts with weight, as bits ...
  std::uint64_t words = 0;           // ... those of them that are neither numbers nor initials ...
  std::uint64_t initials = 0;        // ... and initials
  std::uint64_t acronym = 0;         // the only name word, if it may be an acronym
  match::ShortNames short_names;     // words that may be an acronym of some words of a listed name, beside another

  // Whether there is anything to compare: a name of punctuation alone has no parts.
  bool searchable() const { return !name.parts.empty(); }
  bool single() const { return std::has_single_bit(words); }
};

PreparedQuery prepare(std::string_view name, names::NameType type);
// The same of a name that is analysed already.
PreparedQuery prepare(names::Name name);

// What is known of two names as a pair before they are compared (match/penalties.cc, is_person).
enum class SearchPairing : std::uint8_t { kPeople, kThings, kEither };

// Working memory of searches; keep one per thread. Not thread-safe.
class Searcher {
 public:
  // Appends every name of `index` whose score is at least `threshold_points` (in 1 .. 10,000) to `matches`, in the
  // order of entities and of their names, each once.
  SearchStats search(const NameIndex& index, const PreparedQuery& query, int threshold_points,
                     const SearchLimits& limits, std::vector<NameMatch>& matches);

 private:
  // A listed term that some part of the query meets.
  struct Met {
    std::uint32_t term = 0;
    std::uint64_t parts = 0;     // parts of the query that it meets
    std::uint64_t initials = 0;  // parts that it meets as an initial, or that meet it as one
    std::uint64_t together = 0;  // parts that it meets written together
    std::uint64_t sounds = 0;    // of `parts`, those that only a sound code speaks for, until the channel was asked
    std::uint64_t lone = 0;      // of `parts`, those that it meets from afar as the only word of a name
    std::uint64_t far = 0;       // words that it was asked about one by one and meets, ...
    std::uint64_t asked = 0;     // ... and those that it was asked about
    bool anchor = false;         // shares an anchor although it says nothing of the part
    std::int32_t row = -1;       // its relations in rows_, once asked for
  };
  // What two words say of each other that met, in the terms of the scorer; or the best of several such.
  struct Price {
    static constexpr int kNone = 1 << 20;  // they did not meet
    int cost = 0;
    int difference = 0;
    int beyond = 0;
    int bits = 0;      // of information
    bool far = false;  // match::PartRelation::far
    static constexpr Price none() { return {kNone, kNone, kNone, 0, false}; }
    void better(const Price& other) {
      cost = std::min(cost, other.cost);
      difference = std::min(difference, other.difference);
      beyond = std::min(beyond, other.beyond);
      bits = std::max(bits, other.bits);
    }
  };
  // What is asked of a listed word again and again, beside its relations.
  struct Word {
    std::uint64_t hash = 0;
    std::uint64_t near = 0;  // parts of the query that it relates to, from near ...
    std::uint64_t far = 0;   // ... and from afar
    Price best_near = Price::none();
    Price best = Price::none();
    std::uint16_t weight = 0;
    std::uint16_t latin_bytes = 0;
    names::PartKind kind = names::PartKind::kName;
    std::uint8_t frequency = 0;
  };
  struct Run;
  struct Wanted;
  using Occurrences = std::span<const std::uint32_t>;
  // What an index lists of a term that was met.
  struct Listed {
    NameLists lists;
    ShapeBounds led;
    ShapeBounds seconds;

    Listed(const NameIndex& index, std::uint32_t term)
        : lists(index.lists(term)), led(bounds_of_shapes(lists.led)), seconds(bounds_of_shapes(lists.leaders)) {}
  };

  Met& met_of(std::uint32_t term);
  Met* find_met(std::uint32_t term);
  const Met* find_met(std::uint32_t term) const;
  static constexpr std::size_t kNotMet = ~std::size_t{0};
  // Its place in met_, or kNotMet.
  std::size_t number_of_met(std::uint32_t term) const {
    const Met* met = find_met(term);
    return met == nullptr ? kNotMet : static_cast<std::size_t>(met - met_.data());
  }
  void grow_table();
  void meet_terms(Run& run);
  std::uint64_t meet_kin(const Run& run);
  void meet(std::uint32_t number, std::uint32_t of, std::uint32_t nearness);
  void hear_terms(Run& run, std::uint64_t known);
  void sort_by_letters(const Run& run);
  void meet_single(Run& run);
  void hear_others(const Run& run, std::uint32_t of);
  match::ChannelAgainstMany* channel_of(const Run& run, std::uint32_t of);
  void compare(const Run& run, std::uint32_t number, std::uint32_t of);
  std::size_t row_of(const Run& run, Met& met);
  // Whether a key led to a term.
  bool is_near(std::uint32_t term) const { return (near_[term >> 6U] >> (term & 63U) & 1U) != 0; }
  std::uint64_t far_of(const Run& run, std::uint32_t number, std::uint64_t asked);
  bool one_side_met(const Run& run, std::span<const std::uint32_t> occurrences);
  template <typename Passes>
  void walk(Run& run, const Passes& passes);
  static bool take_one_more(Run& run);
  static std::size_t take_more(Run& run, std::size_t wanted);
  void sift_names(std::uint32_t first, std::uint32_t count);
  void sift_all(const NameLists& lists);
  bool stands(const Run& run, std::size_t m);
  static bool is_title(const Run& run, std::uint32_t term);
  static bool may_be_far_from(const Run& run, std::uint64_t words, std::uint32_t term);
  void sift(const Run& run, const Wanted& wanted, std::size_t m, const Listed& listed, int initials);
  void sift_alone(const Run& run, const Wanted& wanted, std::size_t m, const Listed& listed);
  void sift_led(const Run& run, const Wanted& wanted, std::size_t m, const Listed& listed, bool word);
  void sift_seconds(const Run& run, const Wanted& wanted, std::size_t m, const Listed& listed);
  void sift_within(Run& run, const Wanted& wanted, std::span<const std::uint64_t> sizes);
  void sift_holding_led(Run& run, std::uint32_t first, std::uint32_t count, std::uint32_t leader, std::uint64_t met);
  bool holds(std::span<const std::uint32_t> occurrences, std::uint32_t known, std::uint64_t parts) const;
  bool stand_all(const Run& run, std::uint64_t parts);
  static std::uint64_t size_within(const Wanted& wanted, const Listed& listed);
  void find_paired(Run& run);
  void find_anchored(Run& run);
  void find_counted(Run& run);
  static std::uint64_t with_repetitions(const Run& run, std::uint64_t parts);
  std::size_t count_names(const Run& run, std::size_t most);
  std::size_t sift_touched(const Run& run, std::size_t touched, HeldWanted wanted);
  bool alone_may_reach(const Run& run, Occurrences occurrences);
  bool pair_may_reach(const Run& run, Occurrences occurrences, const std::array<std::uint32_t, 2>& pair);
  void note_heard(const Run& run, std::uint32_t term, std::uint32_t of);
  void settle(const Run& run, std::uint32_t term);
  void settle_all(const Run& run, Occurrences occurrences);
  void find_runs(Run& run);
  static void note_query(Run& run);
  bool may_slip(const Run& run, std::span<const std::uint32_t> occurrences);
  bool lone_word_may_reach(const Run& run, std::uint32_t term, std::uint64_t parts, bool forms);
  static std::size_t distinct_words(const Run& run, std::span<const std::uint32_t> occurrences);
  static bool may_be_body(const Run& run, std::span<const std::uint32_t> occurrences);
  bool may_reach(const Run& run, std::uint32_t name, std::span<const std::uint32_t> occurrences);
  bool words_may_reach(const Run& run, SearchPairing pairing, std::span<const std::uint32_t> occurrences, bool whole);
  bool one_may_reach(const Run& run, std::uint32_t word);
  bool two_may_reach(const Run& run, std::uint32_t one, std::uint32_t other);
  bool any_may_reach(const Run& run, Occurrences words, bool whole);
  void sift_groups(Run& run);
  static bool may_be_whole(const Run& run, Occurrences occurrences);
  static bool may_join(const Run& run, Occurrences occurrences, const PreparedQuery::Joined& form);
  static std::uint64_t neighbours_of(const Run& run, Occurrences occurrences, const PreparedQuery::Joined& form);
  bool one_side_joined(const Run& run, Occurrences occurrences, std::uint64_t inside, std::uint64_t parts);
  void look_up_joined(Run& run);
  void score(Run& run, std::uint32_t name, Occurrences occurrences, bool joins);
  int points_of(Run& run, std::uint32_t name, Occurrences occurrences, bool joins);

  std::vector<Met> met_;
  std::vector<std::uint64_t> asked_;     // a bit a term: it was compared with the present part
  std::vector<std::uint32_t> asked_of_;  // the terms whose bits are set
  std::vector<std::uint32_t> to_compare_;
  std::vector<PreparedQuery::Lookup> lookups_;  // those of the query whose terms are not known as kin
  std::vector<std::uint32_t> slots_;            // number of a Met + 1, under the hash of its term; 0: free
  std::vector<std::uint32_t> taken_;            // names to be compared, ascending
  // What a key of joined forms led to: a name, and above it the form of the query.
  std::vector<std::uint64_t> filed_;
  std::vector<std::uint32_t> filed_names_;
  std::vector<std::uint32_t> runs_;        // names that may write out the acronym of the query
  std::vector<std::uint32_t> joined_;      // those of them that write together what the other side divides, ascending
  std::vector<std::uint64_t> near_;        // a bit a term: a key led to it
  std::vector<std::uint32_t> near_terms_;  // the same, ascending once near_sorted_
  bool near_sorted_ = false;
  std::size_t near_count_ = 0;         // of met_, those that keys led to
  std::vector<std::uint64_t> within_;  // a bit a name; all clear between searches
  std::vector<std::uint32_t> sifted_;  // names to be looked at
  // Neighbours with the same leader, second and shape, which are told by these alone where that is possible.
  struct Group {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::uint32_t leader = 0;
    std::uint32_t second = 0;
    std::uint32_t shape = 0;
  };
  std::vector<Group> groups_;
  // A group of which one word is near and the other may be far from some of these words of the query, if letters say
  // so.
  struct Suspect {
    Group group;
    std::uint32_t far = 0;  // the other
    std::uint32_t met = 0;  // the near one, in met_
    std::uint64_t words = 0;
  };
  std::vector<Suspect> suspects_;
  std::vector<std::uint32_t> inside_;  // names that hold some words of the query, and those that hold one more
  std::vector<std::uint32_t> still_inside_;
  std::vector<std::uint32_t> places_;
  // Terms that meet a part of the query if its channel says so.
  struct Unsure {
    std::uint32_t term = 0;
    std::uint32_t of = 0;
  };
  std::vector<Unsure> unsure_;
  std::vector<std::uint64_t> by_letters_;
  std::vector<match::ChannelAgainstMany> channels_;  // of the parts of the query, once they were asked for ...
  std::uint64_t channels_ready_ = 0;                 // ... in this search
  std::vector<match::PartRelation> rows_;            // of terms, a relation for each part of the query
  std::vector<Price> prices_;                        // the same for the scorer's deductions
  std::vector<Word> words_;                          // beside each row
  std::vector<Word> loose_words_;                    // of one name: those that relate to nothing
  names::Name candidate_;
  // All letters of the query.
  struct Slip {
    bool known = false;
    Pattern pattern{std::string_view()};
  } slip_;
  // Of a small index: what names hold of the query (all 0 between searches), ...
  std::vector<Held> held_;
  std::vector<std::uint64_t> touched_;
  std::vector<Held> touched_held_;
  std::vector<std::uint32_t> enough_;
  // ... and, a bit a part, the terms that share a sound code or a key with it and were not asked about yet, ...
  std::vector<std::uint8_t> heard_;
  std::vector<std::uint8_t> keyed_;         // ... those of them that share a key, ...
  std::vector<std::uint32_t> heard_terms_;  // ... and which terms they are
  bool any_sounds_ = false;                 // a term was met, of which the channel is to be asked
  // What lone_word_may_reach() said.
  struct Lone {
    std::uint64_t parts = 0;
    std::uint8_t kinds = 0;
    bool forms = false;
    bool reaches = false;
  };
  std::vector<Lone> lone_;
  // The name that was compared last, and its points: names of the same words are neighbours.
  struct Last {
    bool known = false;
    bool joins = false;
    std::uint32_t name = 0;
    int points = 0;
  } last_;
};

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_SEARCH_H_
