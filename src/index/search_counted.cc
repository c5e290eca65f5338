// From the terms that a query meets to the names that may have one side all met, in a small index:
// docs/design/index.md, "Small lists are counted".
#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "index/near.h"
#include "index/search_run.h"
#include "match/channel.h"

namespace penumbra::index {

using names::NameView;
using names::Part;

// A term that shares a sound code with a part of the query, or a key with a word of another script: whether it is near
// is asked once a name that holds it is about to be looked at.
void Searcher::note_heard(const Run& run, std::uint32_t term, std::uint32_t of) {
  if (!run.of_kind(term)) return;
  if (heard_[term] == 0) heard_terms_.push_back(term);
  heard_[term] |= static_cast<std::uint8_t>(bit(of));
}

// Asks about a term that was heard: the channel, and where that says no, what else may bring together what shares a
// key.
void Searcher::settle(const Run& run, std::uint32_t term) {
  const Met* const known = find_met(term);
  const std::uint64_t asked = heard_[term] & ~(known != nullptr ? known->parts & ~known->lone : 0);
  const std::uint64_t keyed = keyed_[term];
  heard_[term] = keyed_[term] = 0;
  Part part;
  const NameView view = run.index.forms(term, part);
  std::uint64_t parts = 0;
  std::uint64_t initials = 0;
  for_each_bit(asked, [&](std::uint32_t i) {
    const Part& p = run.view.parts[i];
    match::ChannelAgainstMany* const channel = channel_of(run, i);
    bool stands = false;
    if (channel != nullptr && match::channel_of(part) == match::Channel::kLatin) {
      stands = channel->evidence(view.latin(part)) >= match::kLeastEvidence;
    } else if (match::crosses_scripts(p, part)) {
      stands = match::channel_evidence(run.view, p, view, part, match::kLeastEvidence) >= match::kLeastEvidence;
    } else {
      stands = channel == nullptr;
    }
    if (!stands && (keyed & bit(i)) != 0) {
      const std::uint32_t nearness = near_of(run.view, p, view, part);
      stands = (nearness & kNearSure) != 0;
      initials |= (nearness & kNearInitial) != 0 ? bit(i) : 0;
    }
    parts |= stands ? bit(i) : 0;
  });
  if ((parts | initials) == 0) return;
  Met& met = met_of(term);
  met.parts |= parts;
  met.initials |= initials;
  near_[term >> 6U] |= bit(term & 63U);
}

void Searcher::settle_all(const Run& run, Occurrences occurrences) {
  if (!run.counted || (heard_terms_.empty() && !any_sounds_)) return;
  for (const std::uint32_t occurrence : occurrences) {
    const std::uint32_t term = occurrence & kTermMask;
    if (term >= heard_.size()) continue;
    if (heard_[term] != 0) settle(run, term);
    if (const std::size_t m = number_of_met(term); m != kNotMet && met_[m].sounds != 0) stands(run, m);
  }
}

// These parts of the query, and of every word that stands in it more than once and is among them the first.
std::uint64_t Searcher::with_repetitions(const Run& run, std::uint64_t parts) {
  for_each_bit(parts & run.alike, [&](std::uint32_t i) { parts |= bit(run.first_alike[i]); });
  return parts;
}

// Counts for each name which parts of the query its terms meet, and how many of its terms meet any. Writes down each
// name when it is met for the first time, with what stands beside it in the list where it was met: of a name of two
// words, the other one. Returns how many names were met.
std::size_t Searcher::count_names(const Run& run, std::size_t most) {
  const NameIndex& index = run.index;
  const std::size_t names = index.name_count();
  if (held_.size() < names) held_.resize(names, 0);
  if (touched_.size() < names + 1) touched_.resize(names + 1);  // what follows the last one is written, too
  Held* const held = held_.data();
  std::uint64_t* const touched = touched_.data();
  std::size_t found = 0;
  const auto count_only = [held, names](const NameLists& lists, Held meets, Held term) {
    if (lists.first <= names && lists.led.size() <= names - lists.first) {
      Held* const led = held + lists.first;
      for (std::size_t i = 0; i < lists.led.size(); ++i) led[i] = static_cast<Held>((led[i] | meets) + term);
    }
    for (const std::span<const std::uint32_t> list : {lists.seconds, lists.rest}) {
      for (const std::uint32_t name : list) {
        if (name < names) held[name] = static_cast<Held>((held[name] | meets) + term);
      }
    }
  };
  // Returns how many were met by then.
  const auto count_few = [held, touched, names](const NameLists& lists, Held meets, Held term, std::size_t at) {
    const auto touch = [&](std::size_t name, std::uint32_t beside) {
      const Held before = held[name];
      touched[at] = name | std::uint64_t{beside} << 32U;
      at += before == 0 ? 1U : 0U;
      held[name] = static_cast<Held>((before | meets) + term);
    };
    if (lists.first <= names && lists.led.size() <= names - lists.first) {
      for (std::size_t i = 0; i < lists.led.size(); ++i) touch(lists.first + i, lists.led[i]);
    }
    for (std::size_t i = 0; i < lists.seconds.size(); ++i) {
      if (lists.seconds[i] < names) touch(lists.seconds[i], lists.leaders[i]);
    }
    for (const std::uint32_t name : lists.rest) {
      if (name < names) touch(name, beside_of(kShapeOther, kBesideTerm));
    }
    return at;
  };
  const auto count = [&](const NameLists& lists, std::uint64_t parts, Held term) {
    const auto meets = static_cast<Held>(with_repetitions(run, parts));
    if (found > most) {
      count_only(lists, meets, term);
    } else {
      found = count_few(lists, meets, term, found);
    }
  };
  constexpr std::size_t kAhead = 6;
  for (std::size_t m = 0; m < near_count_; ++m) {
    if (m + kAhead < near_count_) index.prefetch_lists(met_[m + kAhead].term);
    const Met& met = met_[m];
    const NameLists lists = index.lists(met.term);
    const std::uint64_t heard = heard_[met.term];
    const std::uint64_t near = (met.parts & ~met.lone) | met.initials | met.together;
    if ((near | heard) != 0) {
      const bool word = (((met.parts & ~met.lone) | met.together) | heard) != 0;
      count(lists, near | heard, word ? kHeldTerm : Held{0});
    }
    // From afar two names of one word each meet, and no others.
    if (met.lone == 0) continue;
    const ShapeBounds shapes = bounds_of_shapes(lists.led);
    NameLists alone;
    alone.first = lists.first + shapes[kShapeAlone];
    alone.led = lists.led.subspan(shapes[kShapeAlone], shapes[kShapeAlone + 1] - shapes[kShapeAlone]);
    count(alone, met.lone, 0);
  }
  for (std::size_t i = 0; i < heard_terms_.size(); ++i) {
    if (i + kAhead < heard_terms_.size()) index.prefetch_lists(heard_terms_[i + kAhead]);
    if (!is_near(heard_terms_[i])) count(index.lists(heard_terms_[i]), heard_[heard_terms_[i]], kHeldTerm);
  }
  return found;
}

// Of so many names that were met, those that hold enough, ascending in enough_; returns how many. Where one of two
// words of a name was met and the query has one word left, the two must be far from each other, which their sketches
// tell before anything of the name is read.
std::size_t Searcher::sift_touched(const Run& run, std::size_t touched, HeldWanted wanted) {
  const NameIndex& index = run.index;
  const std::span<const std::uint8_t> words = index.words();
  constexpr unsigned kShapeAt = 61;  // of what was written down; there stands, of pairs, the part of the query
  if (touched_held_.size() < touched) touched_held_.resize(touched);
  // Nearly all are told here, without a branch that no processor foresees.
  std::size_t kept = 0;
  std::uint64_t* const names = touched_.data();
  Held* const kept_held = touched_held_.data();
  Held* const all_held = held_.data();
  for (std::size_t k = 0; k < touched; ++k) {
    const std::uint64_t one = names[k];
    const auto name = static_cast<std::uint32_t>(one);
    const unsigned held = std::exchange(all_held[name], 0);
    const unsigned missing = wanted.parts & ~held;
    const unsigned far = wanted.words & missing;
    const unsigned met = (held >> kHeldParts) + wanted.loose;
    const unsigned size = words[name];
    names[kept] = one;
    kept_held[kept] = static_cast<Held>(held);
    const bool one_far = (far & (far - 1U)) == 0;
    kept += unsigned{missing == 0} | unsigned{met + unsigned{one_far} >= size};
  }
  std::size_t found = 0;
  std::size_t pairs = 0;
  for (std::size_t k = 0; k < kept; ++k) {
    const std::uint64_t one = touched_[k];
    const auto name = static_cast<std::uint32_t>(one);
    const unsigned far = wanted.words & ~unsigned{touched_held_[k]};
    if (one >> kShapeAt == 2 && far != 0 && wanted.loose == 0 && words[name] == 2 &&
        touched_held_[k] >> kHeldParts == 1) {
      const std::uint64_t other = one & ((std::uint64_t{1} << kShapeAt) - 1);
      touched_[pairs++] = other | static_cast<std::uint64_t>(std::countr_zero(far)) << kShapeAt;
      index.prefetch_term(static_cast<std::uint32_t>(other >> 32U));
    } else if (holds_enough(touched_held_[k], words[name], wanted)) {
      enough_[found++] = name;
    }
  }
  for (std::size_t k = 0; k < pairs; ++k) {
    const auto other = static_cast<std::uint32_t>(touched_[k] >> 32U) & kBesideTerm;
    if (other < index.term_count() && !may_be_far(run.query.sketches[touched_[k] >> kShapeAt], index.sketch(other))) {
      continue;
    }
    enough_[found++] = static_cast<std::uint32_t>(touched_[k]);
  }
  std::sort(enough_.begin(), enough_.begin() + static_cast<std::ptrdiff_t>(found));
  return found;
}

// Of names of one word that a part of the query meets, whether they may reach the threshold though the query has more.
bool Searcher::alone_may_reach(const Run& run, Occurrences occurrences) {
  if (!run.plain || std::popcount(run.query.scored) < 2) return true;
  std::uint32_t word = kTermMask;
  int rest = run.query.letters;
  bool more = false;
  int words = 0;  // the word may stand twice, and be two words of the query
  for (const std::uint32_t occurrence : occurrences) {
    const std::uint32_t term = occurrence & kTermMask;
    const std::uint32_t role = occurrence & kRoleMask;
    if (term >= run.index.term_count()) return true;
    if (role == kRoleWord) {
      ++words;
      word = term;
    }
    // A title may be a word of the query that is misspelt ("Capttain").
    more = more || role == kRoleNumber || (role == kRoleNone && is_title(run, term));
    rest -= run.index.sketch(term).latin_bytes;
  }
  if (words != 1 || run.query.letters - run.index.sketch(word).latin_bytes <= 2) return true;
  const Met* const met = find_met(word);
  const std::uint64_t parts = (met != nullptr ? met->parts : 0) | heard_[word];
  if (parts == 0 || (met != nullptr && (met->initials | met->together) != 0)) return true;
  const bool alone = !lone_word_may_reach(run, word, parts, true);
  if (occurrences.size() > 1) {
    // A number may stand beside the word, or what carries no weight, which may be a slip of a word of the query.
    return !alone || more || (rest >= -2 && rest <= 2);
  }
  if (alone) return false;
  // A legal form as the only word of a name is one nevertheless.
  const PackedHead head = run.index.head(word);
  if (head.kind != names::PartKind::kLegalForm && !lone_word_may_reach(run, word, parts, false)) return false;
  if (head.weight == 0 || head.kind == names::PartKind::kNumber || head.kind == names::PartKind::kInitial) return true;
  settle_all(run, occurrences);
  return one_may_reach(run, word);
}

// Of names of two words, which were met, and nothing else with weight.
bool Searcher::pair_may_reach(const Run& run, Occurrences occurrences, const std::array<std::uint32_t, 2>& pair) {
  if (two_may_reach(run, pair[0], pair[1])) return true;
  // Slips keep their score whatever the words cost: in either order, or with what carries no weight between them.
  const int left = run.query.letters - run.index.sketch(pair[0]).latin_bytes - run.index.sketch(pair[1]).latin_bytes;
  if (left < -2) return false;
  if (occurrences.size() > 2) return true;
  const std::array<std::uint32_t, 2> turned = {pair[1], pair[0]};
  return left <= 2 && (may_slip(run, pair) || may_slip(run, turned));
}

// Every name of which one side has all its words met.
void Searcher::find_counted(Run& run) {
  const NameIndex& index = run.index;
  const PreparedQuery& query = run.query;
  near_.resize(std::max<std::size_t>(near_.size(), index.term_count() / 64 + 1), 0);
  near_count_ = met_.size();
  lone_.clear();
  for (const Met& met : met_) near_[met.term >> 6U] |= bit(met.term & 63U);
  // Of many it is cheaper to look at all names, several at a time.
  const std::size_t few = index.name_count() / 8;
  const std::size_t touched = count_names(run, few);
  // A word that stands in the query more than once may be met once and be its repetition elsewhere: the first is asked
  // for, and met where any is. An initial stands for two words of a compound at most (match/align.cc).
  std::uint64_t wanted_parts = query.scored & ~query.initials;
  for_each_bit(run.alike & wanted_parts, [&](std::uint32_t i) {
    if (run.first_alike[i] != i) wanted_parts &= ~bit(i);
  });
  const HeldWanted wanted = {static_cast<Held>(wanted_parts), static_cast<Held>(wanted_parts & query.words),
                             2 * static_cast<unsigned>(std::popcount(query.initials)), run.plain};
  if (enough_.size() < index.name_count()) enough_.resize(index.name_count());
  const std::size_t found =
      touched <= few ? sift_touched(run, touched, wanted)
                     : find_held(std::span(held_).first(index.name_count()), index.words(), wanted, enough_.data());
  taken_.clear();
  Occurrences last;
  bool last_passes = false;
  const auto passes = [&](std::uint32_t name, Occurrences occurrences) {
    const std::uint32_t shape = shape_of(index.beside(name));
    if (shape == kShapeAlone && !alone_may_reach(run, occurrences)) return false;
    std::array<std::uint32_t, 2> pair = {kTermMask, kTermMask};
    std::size_t words = 0;
    std::size_t unmet = 0;
    for (const std::uint32_t occurrence : occurrences) {
      const std::uint32_t term = occurrence & kTermMask;
      if ((occurrence & kRoleMask) != kRoleWord || term >= index.term_count()) continue;
      unmet += heard_[term] == 0 && !is_near(term) ? 1U : 0U;
    }
    std::uint64_t left = unmet != 0 ? wanted.parts : 0;
    for (std::size_t j = 0; left != 0 && j < occurrences.size(); ++j) {
      const std::uint32_t term = occurrences[j] & kTermMask;
      if (term >= index.term_count()) continue;
      left &= ~std::uint64_t{heard_[term]};
      if (!is_near(term)) continue;
      if (const Met* met = find_met(term); met != nullptr) left &= ~(met->parts | met->initials | met->together);
    }
    for (const std::uint32_t occurrence : occurrences) {
      const std::uint32_t term = occurrence & kTermMask;
      if ((occurrence & kRoleMask) != kRoleWord || term >= index.term_count()) continue;
      if (words < 2) pair[words] = term;
      ++words;
      // What nothing led to must be far from all that nothing else met, which is told without the channel.
      if (left == 0 || query.initials != 0 || heard_[term] != 0 || is_near(term)) continue;
      const std::uint64_t words_left = left & query.words;
      const Sketch& sketch = index.sketch(term);
      bool far = true;
      for_each_bit(words_left, [&](std::uint32_t i) { far = far && may_be_far(query.sketches[i], sketch); });
      if (!far) return false;
      // The only one must meet what is left.
      if (far_of(run, term, unmet == 1 && words_left != 0 ? words_left : query.words) == 0) return false;
    }
    settle_all(run, occurrences);
    if (!one_side_met(run, occurrences)) return false;
    return words_of_shape(shape) != 2 || words != 2 || pair_may_reach(run, occurrences, pair);
  };
  look_ahead<Ahead::kTerms>(index, std::span(enough_).first(found), [&](std::uint32_t name, Occurrences occurrences) {
    if (!run.wants(name)) return true;
    if (!take_one_more(run)) return false;
    // Names of the same words are neighbours.
    if (!std::equal(last.begin(), last.end(), occurrences.begin(), occurrences.end())) {
      last = occurrences;
      last_passes = passes(name, occurrences);
    }
    if (last_passes) taken_.push_back(name);
    return true;
  });
  near_count_ = met_.size();
  for (const Met& met : met_) near_[met.term >> 6U] = 0;
}

}  // namespace penumbra::index
