// From the terms that a query meets to the names that may have one side all met: docs/design/index.md, "What happens to
// a query", steps 2 to 4.
#include <algorithm>
#include <array>
#include <bit>

#include "index/search_run.h"
#include "match/channel.h"

namespace penumbra::index {
namespace {

using match::kLeastRun;
using names::NameView;
using names::Part;

// A query without initials needs no name that has some, but for those that are looked at in any case.
constexpr std::uint32_t kPlainShapes = kShapeInitials;

}  // namespace

// What the words of a query ask of the shape of a name.
struct Searcher::Wanted {
  std::uint32_t scored = 0;    // parts with weight
  std::uint32_t distinct = 0;  // words that do not repeat another
  bool simple = false;         // nothing but words
  bool plain = false;          // nothing but words, none twice

  explicit Wanted(const PreparedQuery& query) {
    scored = static_cast<std::uint32_t>(std::popcount(query.scored));
    const auto words = static_cast<std::uint32_t>(std::popcount(query.words));
    distinct = words - std::min(words, static_cast<std::uint32_t>(query.repeated));
    simple = query.initials == 0 && query.words == query.scored;
    plain = simple && distinct == words;
  }

  // Whether two words of a name of this shape, which meet these parts of the query, may both be paired: a name with no
  // more words than the query has all of its own paired, each with another one.
  bool pairs(std::uint32_t shape, std::uint64_t of_one, std::uint64_t of_other) const {
    const std::uint32_t count = words_of_shape(shape);
    if (!plain || count == 0 || count > scored) return true;
    const std::uint64_t both = of_one | of_other;
    return of_one != 0 && of_other != 0 && (both & (both - 1)) != 0;
  }
  // Whether a name of this shape may hold all words of the query though what stands beside is none of them: one of two
  // words has no further word that could be.
  bool within(std::uint32_t shape) const {
    const std::uint32_t count = words_of_shape(shape);
    return shape == kShapeOther || (count != 0 && count >= distinct && (count > 2 || distinct <= 1));
  }
  // Whether what stands beside may be far: then nothing is absent on either side.
  bool far(std::uint32_t shape) const {
    const std::uint32_t count = words_of_shape(shape);
    return shape != kShapeAlone && (count == 0 || (count <= scored && (!simple || count >= distinct)));
  }
};

// What a key of sounds leads to is asked of the channel once it matters: most of it says nothing. Whether a term is
// still near then.
bool Searcher::stands(const Run& run, std::size_t m) {
  Met& met = met_[m];
  if (met.sounds != 0) {
    Part part;
    const NameView term = run.index.forms(met.term, part);
    for_each_bit(met.sounds, [&](std::uint32_t i) {
      const Part& p = run.view.parts[i];
      if (match::crosses_scripts(p, part) &&
          match::channel_evidence(run.view, p, term, part, match::kLeastEvidence) < match::kLeastEvidence) {
        met.parts &= ~bit(i);
      }
    });
    met.sounds = 0;
    if ((met.parts | met.initials | met.together) == 0) near_[met.term >> 6U] &= ~bit(met.term & 63U);
  }
  return (met.parts | met.initials | met.together) != 0;
}

// Whether a term may be far from any of these words of the query.
bool Searcher::may_be_far_from(const Run& run, std::uint64_t words, std::uint32_t term) {
  const Sketch& sketch = run.index.sketch(term);
  bool far = false;
  for_each_bit(words, [&](std::uint32_t w) { far = far || may_be_far(run.query.sketches[w], sketch); });
  return far;
}

// Whether a term is a title, which a word of the query that is misspelt may be.
bool Searcher::is_title(const Run& run, std::uint32_t term) {
  return run.index.head(term).kind == names::PartKind::kHonorific;
}

// Of the names of one word that a term leads, those that may reach the threshold though the query has more.
void Searcher::sift_alone(const Run& run, const Wanted& wanted, std::size_t m, const Listed& listed) {
  const std::uint32_t first = listed.lists.first + listed.led[kShapeAlone];
  const std::uint32_t count = listed.led[kShapeAlone + 1] - listed.led[kShapeAlone];
  if (count == 0) return;
  const Met& met = met_[m];
  const int left = run.query.letters - run.index.sketch(met.term).latin_bytes;
  const bool plain = wanted.plain && wanted.scored >= 2 && met.initials == 0 && left > 2;
  const bool alone = plain && !lone_word_may_reach(run, met.term, met.parts, true);
  // A legal form as the only word of a name is one nevertheless.
  const bool bare = alone || (plain && !lone_word_may_reach(run, met.term, met.parts, false) &&
                              run.index.head(met.term).kind != names::PartKind::kLegalForm);
  bool stood = false;
  bool judged = false;  // whether a name of nothing but this word may reach the threshold
  bool reaches = true;
  for (std::uint32_t name = first; name < first + count; ++name) {
    const bool one = run.index.parts_of(name) == 1;
    if (one && (bare || !reaches)) continue;
    // A number may stand beside the word, or what carries no weight.
    bool more = !alone;
    if (alone && !one) {
      int rest = run.query.letters;
      int words = 0;  // the word may stand twice, and be two words of the query
      for (const std::uint32_t occurrence : run.index.occurrences(name)) {
        const std::uint32_t term = occurrence & kTermMask;
        const std::uint32_t role = occurrence & kRoleMask;
        words += role == kRoleWord ? 1 : 0;
        more = more || role == kRoleNumber || words > 1 || term >= run.index.term_count() ||
               (role == kRoleNone && is_title(run, term));
        if (!more) rest -= run.index.sketch(term).latin_bytes;
      }
      // What carries no weight may be a slip of a word of the query.
      more = more || (rest >= -2 && rest <= 2);
    }
    if (!more) continue;
    if (!stood && !stands(run, m)) return;
    stood = true;
    if (one && !judged) {
      judged = true;
      const PackedHead head = run.index.head(met.term);
      const bool word =
          head.weight > 0 && head.kind != names::PartKind::kNumber && head.kind != names::PartKind::kInitial;
      reaches = !word || one_may_reach(run, met.term);
      if (!reaches) continue;
    }
    sifted_.push_back(name);
  }
}

void Searcher::sift_names(std::uint32_t first, std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) sifted_.push_back(first + i);
}

void Searcher::sift_all(const NameLists& lists) {
  sift_names(lists.first, static_cast<std::uint32_t>(lists.led.size()));
  sifted_.insert(sifted_.end(), lists.seconds.begin(), lists.seconds.end());
  sifted_.insert(sifted_.end(), lists.rest.begin(), lists.rest.end());
}

// Of the names that a term leads, those whose second is near, or may be far while nothing can be absent. `covered` are
// the parts of the query that the term meets; `word` says whether it meets any as a word: then names with initials are
// looked at in any case.
void Searcher::sift_led(const Run& run, const Wanted& wanted, std::size_t m, const Listed& listed, bool word) {
  const PreparedQuery& query = run.query;
  const std::uint32_t terms = run.index.term_count();
  const std::uint32_t shapes = word ? kPlainShapes : kPlainShapes + 1;
  for (std::uint32_t shape = 0; shape < shapes; ++shape) {
    const std::uint32_t from = listed.led[shape];
    const std::uint32_t to = listed.led[shape + 1];
    if (shape == kShapeAlone || from == to) continue;
    if (query.initials != 0) {
      sift_names(listed.lists.first + from, to - from);
      continue;
    }
    const std::uint32_t* const led = listed.lists.led.data();
    // With two words on both sides the one beside meets what the other leaves.
    const std::uint64_t left = query.words & ~(met_[m].parts | met_[m].initials);
    const std::uint64_t words = wanted.simple && shape == 2 && left != 0 ? left : query.words;
    // Whether a near term may stand beside.
    const auto passes_near = [&](std::uint32_t number) {
      const std::size_t other = number_of_met(number);
      if (other == kNotMet || !wanted.pairs(shape, met_[m].parts, met_[other].parts)) return false;
      return stands(run, m) && stands(run, other) && wanted.pairs(shape, met_[m].parts, met_[other].parts);
    };
    // What stands beside ascends: of many, those that are near are looked up.
    constexpr std::size_t kWorthLookingUp = 16;
    if (!wanted.far(shape) && to - from > kWorthLookingUp * near_terms_.size()) {
      const std::uint32_t* at = led + from;
      if (!near_sorted_) std::sort(near_terms_.begin(), near_terms_.end());
      near_sorted_ = true;
      for (const std::uint32_t term : near_terms_) {
        at = std::lower_bound(at, led + to, beside_of(shape, term));
        if (at == led + to || *at != beside_of(shape, term) || !is_near(term) || !passes_near(term)) continue;
        const auto first = static_cast<std::uint32_t>(at - led);
        while (at != led + to && *at == beside_of(shape, term)) ++at;
        groups_.push_back(
            {listed.lists.first + first, static_cast<std::uint32_t>(at - led) - first, met_[m].term, term, shape});
      }
      continue;
    }
    const bool far = wanted.far(shape);
    for (std::uint32_t i = from; i < to;) {
      const std::uint32_t first = i;
      const std::uint32_t number = led[i] & kBesideTerm;
      while (i < to && led[i] == led[first]) ++i;
      if (number >= terms) continue;
      const Group group = {listed.lists.first + first, i - first, met_[m].term, number, shape};
      if (is_near(number) && passes_near(number)) {
        groups_.push_back(group);
      } else if (far) {
        // What is near one word may be far from another.
        run.index.prefetch_term(number);
        suspects_.push_back({group, number, static_cast<std::uint32_t>(m), words});
      }
      if ((met_[m].parts | met_[m].initials) == 0) return;
    }
  }
}

// Of the groups that sift_led() and sift_seconds() found, those names that may reach the threshold: what no key led to
// must be far, and of two words each must be paired, at what they cost. (What holds the query and more is found by
// sift_within().)
void Searcher::sift_groups(Run& run) {
  constexpr std::size_t kAhead = 8;
  for (const Suspect& suspect : suspects_) {
    if (may_be_far_from(run, suspect.words, suspect.far) && stands(run, suspect.met)) groups_.push_back(suspect.group);
  }
  std::sort(groups_.begin(), groups_.end(), [](const Group& a, const Group& b) { return a.first < b.first; });
  const std::uint32_t names = run.index.name_count();
  std::uint32_t end = 0;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    if (g + kAhead < groups_.size()) {
      run.index.prefetch_part(groups_[g + kAhead].leader);
      run.index.prefetch_part(groups_[g + kAhead].second);
    }
    const Group& group = groups_[g];
    // The same neighbours may have been found twice.
    if (group.first < end || group.first >= names) continue;
    end = group.first + std::min(group.count, names - group.first);
    if (!take_one_more(run)) return;
    if ((!is_near(group.leader) && far_of(run, group.leader, run.query.words) == 0) ||
        (!is_near(group.second) && far_of(run, group.second, run.query.words) == 0)) {
      continue;
    }
    if (words_of_shape(group.shape) != 2 || two_may_reach(run, group.leader, group.second)) {
      sift_names(group.first, end - group.first);
      continue;
    }
    // Slips keep their score whatever the words cost: in either order, or with what carries no weight between them.
    const int left =
        run.query.letters - run.index.sketch(group.leader).latin_bytes - run.index.sketch(group.second).latin_bytes;
    if (left < -2) continue;
    const std::array<std::uint32_t, 2> order = {group.leader, group.second};
    const std::array<std::uint32_t, 2> turned = {group.second, group.leader};
    const bool slips = left <= 2 && (may_slip(run, order) || may_slip(run, turned));
    for (std::uint32_t name = group.first; name < end; ++name) {
      if (slips || run.index.parts_of(name) > 2) sifted_.push_back(name);
    }
  }
}

// Of the names whose second is a term, those whose leader may be far. Those with a leader that is near are found under
// it.
void Searcher::sift_seconds(const Run& run, const Wanted& wanted, std::size_t m, const Listed& listed) {
  const PreparedQuery& query = run.query;
  const NameLists& lists = listed.lists;
  constexpr std::size_t kFew = 16;
  for (std::uint32_t shape = 0; shape < kPlainShapes; ++shape) {
    const std::uint32_t from = listed.seconds[shape];
    const std::uint32_t to = listed.seconds[shape + 1];
    if (shape == kShapeAlone || from == to) continue;
    if (query.initials != 0) {
      sifted_.insert(sifted_.end(), lists.seconds.begin() + from, lists.seconds.begin() + to);
      continue;
    }
    if (!wanted.far(shape)) continue;
    const std::uint64_t left = query.words & ~(met_[m].parts | met_[m].initials);
    const std::uint64_t words = wanted.simple && shape == 2 && left != 0 ? left : query.words;
    // Letters first, several at a time; then all that a sketch knows, once for names of the same leader.
    places_.resize(std::max<std::size_t>(places_.size(), to - from));
    for (std::uint64_t rest = words; rest != 0; rest &= rest - 1) {
      const std::uint64_t word = rest & (~rest + 1);
      const Mark mark = query.marks[static_cast<std::size_t>(std::countr_zero(word))];
      const std::span<const Mark> marks = lists.marks.subspan(from, to - from);
      const std::size_t found =
          to - from < kFew ? find_far_plainly(marks, mark, places_.data()) : find_far(marks, mark, places_.data());
      for (std::size_t k = 0; k < found;) {
        const std::size_t first = k;
        const std::uint32_t leader = lists.leaders[from + places_[k]] & kBesideTerm;
        // Names of a leader, a shape and a second are neighbours.
        const std::uint32_t name = lists.seconds[from + places_[k]];
        while (k < found && (lists.leaders[from + places_[k]] & kBesideTerm) == leader &&
               lists.seconds[from + places_[k]] == name + (k - first)) {
          ++k;
        }
        if (leader >= run.index.term_count()) continue;
        run.index.prefetch_term(leader);
        suspects_.push_back({{name, static_cast<std::uint32_t>(k - first), leader, met_[m].term, shape},
                             leader,
                             static_cast<std::uint32_t>(m),
                             word});
      }
    }
  }
}

// How many names of a term may hold all words of the query, by their shapes; names with initials aside.
std::uint64_t Searcher::size_within(const Wanted& wanted, const Listed& listed) {
  std::uint64_t size = listed.lists.rest_without_initials;
  for (std::uint32_t shape = 0; shape < kPlainShapes; ++shape) {
    if (!wanted.within(shape)) continue;
    size += (listed.led[shape + 1] - listed.led[shape]) + (listed.seconds[shape + 1] - listed.seconds[shape]);
  }
  return size;
}

// Asks the channel of all that only sound codes brought to these parts of the query. False if there is none.
bool Searcher::stand_all(const Run& run, std::uint64_t parts) {
  bool any = false;
  for (std::size_t m = 0; m < near_count_; ++m) {
    if (m + 4 < near_count_) run.index.prefetch_part(met_[m + 4].term);
    if ((met_[m].sounds & parts) == 0) continue;
    stands(run, m);
    any = true;
  }
  return any;
}

// Looks at names that are known to stand under one part of the query, and keeps those that hold all others too, nothing
// being far. `leader` leads the names from `first` on and meets the parts `met` of the query.
void Searcher::sift_holding_led(Run& run, std::uint32_t first, std::uint32_t count, std::uint32_t leader,
                                std::uint64_t met) {
  const std::uint64_t wanted = run.query.scored & ~run.query.initials;
  if ((wanted & ~met) == 0) {
    sift_names(first, count);
    return;
  }
  count = static_cast<std::uint32_t>(take_more(run, count));
  // Neighbours have their words one after the other.
  std::uint64_t at = run.index.first_of(first);
  for (std::uint32_t name = first; name < first + count; ++name) {
    const std::span<const std::uint32_t> occurrences = run.index.occurrences(name, at);
    at += run.index.parts_of(name);
    if (holds(occurrences, leader, wanted & ~met)) sifted_.push_back(name);
  }
}

// Whether the words of a name, `known` aside, meet all of these parts of the query.
bool Searcher::holds(Occurrences occurrences, std::uint32_t known, std::uint64_t parts) const {
  for (const std::uint32_t occurrence : occurrences) {
    const std::uint32_t term = occurrence & kTermMask;
    if (term == known || term / 64 >= near_.size() || !is_near(term)) continue;
    if (const Met* met = find_met(term); met != nullptr) parts &= ~(met->parts | met->initials | met->together);
  }
  return parts == 0;
}

// Names that hold all words of the query, nothing being far: they stand under a term of each. Of the part with the
// fewest names all are looked at; where that is many, those only that stand under the next part, too.
void Searcher::sift_within(Run& run, const Wanted& wanted, std::span<const std::uint64_t> sizes) {
  const PreparedQuery& query = run.query;
  const auto smallest = [&](std::uint64_t choices) {
    auto best = static_cast<std::uint32_t>(std::countr_zero(choices));
    for_each_bit(choices, [&](std::uint32_t i) { best = sizes[i] < sizes[best] ? i : best; });
    return best;
  };
  // Calls names(first, count, m) and list(names) for what stands under the terms that parts of the query meet.
  const auto under = [&](std::uint64_t parts, const auto& led, const auto& list) {
    constexpr std::size_t kAhead = 6;
    for (std::size_t m = 0; m < near_count_; ++m) {
      if (m + kAhead < near_count_ && (met_[m + kAhead].parts & parts) != 0) {
        run.index.prefetch_lists(met_[m + kAhead].term);
      }
      if ((met_[m].parts & ~met_[m].lone & parts) == 0) continue;
      const Listed listed(run.index, met_[m].term);
      for (std::uint32_t shape = 0; shape < kPlainShapes; ++shape) {
        if (!wanted.within(shape)) continue;
        const std::uint32_t from = listed.led[shape];
        if (const std::uint32_t count = listed.led[shape + 1] - from; count != 0) {
          led(listed.lists.first + from, count, m);
        }
        const std::uint32_t second = listed.seconds[shape];
        list(listed.lists.seconds.subspan(second, listed.seconds[shape + 1] - second));
      }
      list(listed.lists.rest.first(listed.lists.rest_without_initials));
    }
  };
  // What stands under a part: of that, the names that hold the others.
  const auto sift_under = [&](std::uint64_t parts) {
    places_.clear();
    under(
        parts,
        [&](std::uint32_t first, std::uint32_t count, std::size_t m) {
          if (run.index.name_count() - count < first) return;
          sift_holding_led(run, first, count, met_[m].term, met_[m].parts | met_[m].initials | met_[m].together);
        },
        [&](std::span<const std::uint32_t> names) { places_.insert(places_.end(), names.begin(), names.end()); });
    const std::uint64_t others = query.scored & ~query.initials;
    if (std::has_single_bit(others)) {
      sifted_.insert(sifted_.end(), places_.begin(), places_.end());
      return;
    }
    const std::uint32_t end = run.index.name_count();
    std::erase_if(places_, [&](std::uint32_t name) { return name >= end; });
    places_.resize(take_more(run, places_.size()));
    look_ahead<Ahead::kOccurrences>(run.index, places_, [&](std::uint32_t name, Occurrences occurrences) {
      if (holds(occurrences, kTermMask, others)) sifted_.push_back(name);
      return true;
    });
  };
  // A listed initial may stand for a word, and a word that may be an acronym may have met none.
  const std::uint64_t choices = query.scored & ~query.initials & ~query.acronym;
  if (choices == 0) {
    sift_under(query.scored);
    return;
  }
  const std::uint32_t fewest = smallest(choices);
  const std::uint64_t others = choices & ~bit(fewest);
  if (others == 0) {
    sift_under(bit(fewest));
    return;
  }
  const std::uint32_t next = smallest(others);
  // To look at a name costs some thirty times what it takes to set or to test a bit.
  constexpr std::uint64_t kFew = 48;
  constexpr std::uint64_t kLook = 30;
  if (sizes[fewest] <= kFew || sizes[fewest] * kLook < sizes[next]) {
    sift_under(bit(fewest));
    return;
  }
  const std::uint32_t count = run.index.name_count();
  within_.resize(std::max<std::size_t>(within_.size(), count / 64 + 1), 0);
  std::uint64_t* const within = within_.data();
  // Bits of the words that a run of names touches.
  const auto words_of = [&](std::uint32_t first, std::uint32_t size, const auto& visit) {
    for (std::uint32_t at = first; at < first + size;) {
      const std::uint32_t end = std::min(first + size, (at | 63U) + 1);
      const std::uint64_t high = end % 64 == 0 ? ~std::uint64_t{0} : bit(end % 64) - 1;
      visit(at / 64, high & (~std::uint64_t{0} << (at % 64)));
      at = end;
    }
  };
  // Appends the names under a part that are marked, each once, and takes their marks away.
  const auto take_marked = [&](std::uint32_t part, std::vector<std::uint32_t>& out) {
    under(
        bit(part),
        [&](std::uint32_t first, std::uint32_t size, std::size_t) {
          words_of(first, size, [&](std::uint32_t word, std::uint64_t bits) {
            for_each_bit(within[word] & bits, [&](std::uint32_t i) { out.push_back(word * 64 + i); });
            within[word] &= ~bits;
          });
        },
        [&](std::span<const std::uint32_t> names) {
          for (const std::uint32_t name : names) {
            if (name >= count || (within[name / 64] >> (name % 64) & 1U) == 0) continue;
            out.push_back(name);
            within[name / 64] &= ~bit(name % 64);
          }
        });
  };
  const auto intersect = [&] {
    under(
        bit(fewest),
        [&](std::uint32_t first, std::uint32_t size, std::size_t) {
          words_of(first, size, [&](std::uint32_t word, std::uint64_t bits) { within[word] |= bits; });
        },
        [&](std::span<const std::uint32_t> names) {
          for (const std::uint32_t name : names) {
            if (name < count) within[name / 64] |= bit(name % 64);
          }
        });
    inside_.clear();
    take_marked(next, inside_);
    under(
        bit(fewest),
        [&](std::uint32_t first, std::uint32_t size, std::size_t) {
          words_of(first, size, [&](std::uint32_t word, std::uint64_t) { within[word] = 0; });
        },
        [&](std::span<const std::uint32_t> names) {
          for (const std::uint32_t name : names) {
            if (name < count) within[name / 64] = 0;
          }
        });
  };
  intersect();
  // Most of what only sound codes brought says nothing: where that is cheaper than to look at the names, it is asked.
  const auto unasked = static_cast<std::size_t>(
      std::count_if(met_.begin(), met_.begin() + static_cast<std::ptrdiff_t>(near_count_),
                    [&](const Met& met) { return (met.sounds & (bit(fewest) | bit(next))) != 0; }));
  if (inside_.size() > unasked && stand_all(run, bit(fewest) | bit(next))) intersect();
  // The same for each further part, as long as that is cheaper than to look at what is left.
  for (std::uint64_t rest = others & ~bit(next); rest != 0;) {
    const std::uint32_t part = smallest(rest);
    rest &= ~bit(part);
    if (inside_.size() * kLook < sizes[part]) break;
    for (const std::uint32_t name : inside_) within[name / 64] |= bit(name % 64);
    still_inside_.clear();
    take_marked(part, still_inside_);
    for (const std::uint32_t name : inside_) within[name / 64] = 0;
    inside_.swap(still_inside_);
  }
  sifted_.insert(sifted_.end(), inside_.begin(), inside_.end());
}

bool Searcher::take_one_more(Run& run) {
  return take_more(run, 1) == 1;
}

// How many of `wanted` names may still be looked at.
std::size_t Searcher::take_more(Run& run, std::size_t wanted) {
  const std::uint64_t left = run.limits.max_candidates - run.stats.candidates;
  run.stats.bound_reached = run.stats.bound_reached || wanted > left;
  const std::size_t taken = wanted > left ? static_cast<std::size_t>(left) : wanted;
  run.stats.candidates += taken;
  return taken;
}

// Looks at the names that were sifted, each once, and takes those that pass.
template <typename Passes>
void Searcher::walk(Run& run, const Passes& passes) {
  std::sort(sifted_.begin(), sifted_.end());
  sifted_.erase(std::unique(sifted_.begin(), sifted_.end()), sifted_.end());
  const std::uint32_t count = run.index.name_count();
  while (!sifted_.empty() && sifted_.back() >= count) sifted_.pop_back();
  taken_.clear();
  look_ahead<Ahead::kTerms>(run.index, sifted_, [&](std::uint32_t name, std::span<const std::uint32_t> occurrences) {
    if (!take_one_more(run)) return false;
    const bool wanted = run.wants(name);
    if (wanted && passes(occurrences)) taken_.push_back(name);
    return true;
  });
}

// Every name of which one side has all its words met.
void Searcher::find_paired(Run& run) {
  const PreparedQuery& query = run.query;
  near_.resize(std::max<std::size_t>(near_.size(), run.index.term_count() / 64 + 1), 0);
  // Walking asks about further terms, none of which is near.
  near_count_ = met_.size();
  near_terms_.clear();
  near_sorted_ = false;
  sifted_.clear();
  groups_.clear();
  suspects_.clear();
  lone_.clear();
  for (std::size_t m = 0; m < near_count_; ++m) {
    const std::uint32_t term = met_[m].term;
    near_[term >> 6U] |= bit(term & 63U);
    near_terms_.push_back(term);
  }
  const int initials = std::popcount(query.initials);
  const Wanted wanted(query);
  // How many names stand under each part of the query that may hold all of it.
  std::array<std::uint64_t, names::kMaxParts> sizes{};
  constexpr std::size_t kAhead = 6;
  for (std::size_t m = 0; m < near_count_; ++m) {
    if (m + kAhead < near_count_) run.index.prefetch_lists(met_[m + kAhead].term);
    const Listed listed(run.index, met_[m].term);
    sift(run, wanted, m, listed, initials);
    const std::uint64_t parts = met_[m].parts & ~met_[m].lone;
    if (parts == 0) continue;
    const std::uint64_t size = size_within(wanted, listed);
    for_each_bit(parts, [&](std::uint32_t i) { sizes[i] += size; });
  }
  sift_groups(run);
  sift_within(run, wanted, sizes);
  walk(run, [&](std::span<const std::uint32_t> occurrences) { return one_side_met(run, occurrences); });
  for (std::size_t m = 0; m < near_count_; ++m) near_[met_[m].term >> 6U] = 0;
}

// Names that write out one of two words of the query, an acronym, beside a word that the other one meets ("RSC
// Energia"): nothing else leads to them.
void Searcher::find_runs(Run& run) {
  for (std::size_t n = 0; n < run.query.short_names.count; ++n) {
    const auto [acronym, beside] = run.query.short_names.names[n];
    const std::string_view letters = run.view.latin(run.view.parts[acronym]);
    places_.clear();
    for (const std::uint32_t term : heard_terms_) {
      if ((heard_[term] & bit(beside)) != 0) settle(run, term);
    }
    near_count_ = met_.size();
    for (std::size_t m = 0; m < near_count_; ++m) {
      if ((met_[m].parts & bit(beside)) == 0 || !stands(run, m)) continue;
      const NameLists lists = run.index.lists(met_[m].term);
      for (std::uint32_t i = 0; i < lists.led.size(); ++i) places_.push_back(lists.first + i);
      places_.insert(places_.end(), lists.seconds.begin(), lists.seconds.end());
      places_.insert(places_.end(), lists.rest.begin(), lists.rest.end());
    }
    const std::uint32_t end = run.index.name_count();
    std::erase_if(places_, [&](std::uint32_t name) { return name >= end || run.index.parts_of(name) <= kLeastRun; });
    places_.resize(take_more(run, places_.size()));
    look_ahead<Ahead::kTerms>(run.index, places_, [&](std::uint32_t name, Occurrences occurrences) {
      // The first letters stand in this order, whatever is between them.
      std::size_t met = 0;
      for (const std::uint32_t occurrence : occurrences) {
        const std::uint32_t term = occurrence & kTermMask;
        if (met == letters.size() || term >= run.index.term_count()) break;
        met += run.index.latin(term).starts_with(letters[met]) ? 1U : 0U;
      }
      if (met == letters.size()) runs_.push_back(name);
      return true;
    });
  }
}

// Of the names of a term that was met, those that may have all their words met.
void Searcher::sift(const Run& run, const Wanted& wanted, std::size_t m, const Listed& listed, int initials) {
  const NameLists& lists = listed.lists;
  const Met& met = met_[m];
  if (lists.led.empty() && lists.seconds.empty() && lists.rest.empty()) return;
  // From afar two names of one word each meet, and no others.
  if (met.lone != 0 && (met.parts | met.initials | met.together) == met.lone) {
    sift_alone(run, wanted, m, listed);
    return;
  }
  const bool word = (met.parts | met.together) != 0;
  if (met.together != 0 || (word && initials >= 2)) {
    sift_all(lists);
    return;
  }
  const auto led_of = [&](std::uint32_t shape) {
    sift_names(lists.first + listed.led[shape], listed.led[shape + 1] - listed.led[shape]);
  };
  const auto seconds_of = [&](std::uint32_t shape) {
    sifted_.insert(sifted_.end(), lists.seconds.begin() + listed.seconds[shape],
                   lists.seconds.begin() + listed.seconds[shape + 1]);
  };
  if (!lists.led.empty()) {
    sift_alone(run, wanted, m, listed);
    sift_led(run, wanted, m, listed, word);
  }
  if (!lists.seconds.empty()) seconds_of(kShapeAlone);
  if (!word) {
    // Names of one word, or of none, that have initials.
    for (std::uint32_t i = listed.led[kShapeInitials]; i < listed.led[kShapeInitials + 1]; ++i) {
      if (stands_alone(lists.led[i])) sifted_.push_back(lists.first + i);
    }
    for (std::uint32_t i = listed.seconds[kShapeInitials]; i < listed.seconds[kShapeInitials + 1]; ++i) {
      if (stands_alone(lists.leaders[i])) sifted_.push_back(lists.seconds[i]);
    }
    return;
  }
  // One word at most is far or an initial of the query: where that is the leader, the second is not.
  if (!lists.seconds.empty()) sift_seconds(run, wanted, m, listed);
  if ((met_[m].parts | met_[m].initials) == 0) return;
  // A listed initial may stand for the part with the fewest names; another word has met a word, or the names share a
  // number.
  led_of(kShapeInitials);
  seconds_of(kShapeInitials);
  sifted_.insert(sifted_.end(), lists.rest.begin() + static_cast<std::ptrdiff_t>(lists.rest_without_initials),
                 lists.rest.end());
}

// Every name that shares an anchor.
void Searcher::find_anchored(Run& run) {
  sifted_.clear();
  for (const Met& met : met_) {
    if ((met.parts | met.together) == 0 && !met.anchor) continue;
    sift_all(run.index.lists(met.term));
  }
  walk(run, [](std::span<const std::uint32_t>) { return true; });
}

}  // namespace penumbra::index
