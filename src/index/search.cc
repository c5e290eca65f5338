// docs/design/index.md, "What happens to a query", says why each step loses nothing.

#include "index/search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <functional>
#include <limits>
#include <tuple>
#include <utility>

#include "index/keys.h"
#include "index/kin.h"
#include "index/near.h"
#include "index/packed_part.h"
#include "index/search_run.h"
#include "match/anchors.h"
#include "match/channel.h"
#include "match/commonness.h"
#include "match/relate.h"
#include "match/score.h"
#include "match/sounds.h"
#include "match/weights.h"
#include "match/whole.h"
#include "names/lexicon.h"

namespace penumbra::index {
namespace {

using match::Relation;
using names::NameView;
using names::Part;
using names::PartKind;

constexpr int kFloorPoints = static_cast<int>(match::kRetrievalFloor * match::kScoreUnit);
constexpr int kPairedPoints = static_cast<int>(match::kPairedFloor * match::kScoreUnit);
static_assert(names::kMaxParts <= 64, "parts are counted in the bits of a word");

// Whether the letters of a word and one of the query are near enough for two spellings.
bool spells(const PreparedQuery& query, std::size_t of, const NameView& y, const Part& q) {
  const Part& p = query.name.parts[of];
  const int limit = match::term_edits(std::min(p.fold.size, q.fold.size));
  if (query.folds[of].within(y.fold(q), limit)) return true;
  const int latin_limit = match::term_edits(std::min(p.latin.size, q.latin.size));
  return query.latins[of].within(y.latin(q), std::max(limit, latin_limit));
}

// Whether relate() may say anything of them but kNone, from near or from afar: the promises of match/relate.h. `q` need
// not be complete.
bool meets(const PreparedQuery& query, std::size_t of, const NameView& y, const Part& q, const Sketch& sketch) {
  const NameView x = query.name.view();
  const Part& p = x.parts[of];
  const auto alike = [&] {
    return (may_spell(query.sketches[of], sketch) && spells(query, of, y, q)) || skeletons_within(x, p, y, q, 1);
  };
  return meeting_of(x, p, y, q, true, alike) != Meeting::kNot;
}

// The letters of a part and of its readings, which most of what shares a key with it is told from by.
struct Letters {
  Sketch sketch;
  std::array<std::uint32_t, 16> readings{};
  std::size_t count = 0;

  // False only if near_of() gives nothing.
  bool may_be_near(const Sketch& listed) const {
    return index::may_be_near(sketch, listed) || may_sound(sketch, listed, 0) ||
           std::any_of(readings.data(), readings.data() + count, [&](auto of) { return of == listed.fold_letters; });
  }
};

Letters letters_of(const PreparedQuery& query, std::size_t of) {
  Letters out{query.sketches[of]};
  const NameView view = query.name.view();
  const Part& part = view.parts[of];
  // A part of another script meets a Latin word by letters, or by sound codes, which have keys of their own.
  bool all = part.kind == PartKind::kInitial;
  if (!all && part.readings.size > 0) {
    all = names::any_reading(view, part, [&](std::string_view form, int) {
      if (out.count == out.readings.size()) return true;
      out.readings[out.count] = letters_in(form);
      ++out.count;
      return false;
    });
  }
  if (!all) out.sketch.flags = 0;
  return out;
}

// Whether a form of several parts may be a listed word: by the fold in the alignment, by any form as an anchor.
bool may_be(const PreparedQuery::Together& form, const NameView& view, const Part& part) {
  if (form.run) return part.frequency == 0 && view.latin(part) == form.text;
  const auto like = [&](std::string_view text) {
    const int edits = form.exact ? 0 : match::joined_edits(std::min(form.text.size(), text.size()));
    return within_edits(form.text, text, edits);
  };
  if (like(view.fold(part)) || like(view.latin(part))) return true;
  return part.readings.size > 0 &&
         names::any_reading(view, part, [&](std::string_view text, int) { return text == form.text; });
}

// Whether two parts share an anchor of letters crosswise: the fold of one and the plain letters of the other.
bool share_letters(const NameView& x, const Part& p, const NameView& y, const Part& q) {
  if ((p.flags & q.flags & names::kPartAnchor) == 0) return false;
  const auto like = [](std::string_view a, std::string_view b) {
    return within_edits(a, b, std::min(match::part_edits(a.size()), match::part_edits(b.size())));
  };
  return like(x.fold(p), y.fold(q)) || like(x.fold(p), y.latin(q)) || like(x.latin(p), y.fold(q)) ||
         like(x.latin(p), y.latin(q)) || names::any_reading(x, p, [&](std::string_view s, int) {
           return s == y.latin(q) ||
                  names::any_reading(y, q, [&](std::string_view t, int) { return s == t || t == x.latin(p); });
         });
}

}  // namespace

Searcher::Met& Searcher::met_of(std::uint32_t term) {
  if (2 * (met_.size() + 1) > slots_.size()) grow_table();
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = (term * 0x9E3779B1U) >> 7U & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    if (met_[slots_[slot] - 1].term == term) return met_[slots_[slot] - 1];
  }
  met_.push_back({});
  met_.back().term = term;
  slots_[slot] = static_cast<std::uint32_t>(met_.size());
  return met_.back();
}

Searcher::Met* Searcher::find_met(std::uint32_t term) {
  return const_cast<Met*>(std::as_const(*this).find_met(term));
}

const Searcher::Met* Searcher::find_met(std::uint32_t term) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = (term * 0x9E3779B1U) >> 7U & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    if (met_[slots_[slot] - 1].term == term) return &met_[slots_[slot] - 1];
  }
  return nullptr;
}

void Searcher::grow_table() {
  slots_.assign(std::max<std::size_t>(1024, 2 * slots_.size()), 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t m = 0; m < met_.size(); ++m) {
    std::size_t slot = (met_[m].term * 0x9E3779B1U) >> 7U & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::uint32_t>(m) + 1;
  }
}

// Compares a term with a part of the query (`of` below their number) or with a form of several parts.
void Searcher::compare(const Run& run, std::uint32_t number, std::uint32_t of) {
  Part part;
  const NameView term = run.index.forms(number, part);
  const Part& q = part;
  if (q.weight == 0) return;
  const std::size_t parts = run.view.parts.size();
  if (of >= parts) {
    const auto& together = run.query.together;
    const std::size_t form = of - parts;
    const std::size_t last = form == kMaxTogether ? together.size() : form + 1;
    for (std::size_t f = form; f < last; ++f) {
      if (may_be(together[f], term, q)) met_of(number).together |= together[f].parts;
    }
    return;
  }
  const Part& p = run.view.parts[of];
  if (run.paired) {
    const std::uint32_t nearness = near_of(run.view, p, term, q);
    if (nearness == kNearMaybe && match::channel_of(p) != match::Channel::kLatin) {
      unsure_.push_back({number, of});  // the channel is asked with what sound codes lead to
    } else if (nearness != 0) {
      meet(number, of, nearness);
    }
    return;
  }
  const bool p_initial = p.kind == PartKind::kInitial;
  const bool q_initial = q.kind == PartKind::kInitial;
  if ((p_initial || q_initial) && run.view.fold(p) != term.fold(q)) {
    // Two initials that differ never meet.
    if (p_initial != q_initial && match::initial_fits(run.view, p, term, q)) met_of(number).initials |= bit(of);
  } else if (meets(run.query, of, term, q, run.index.sketch(number))) {
    met_of(number).parts |= bit(of);
  } else if (share_letters(run.view, p, term, q)) {
    met_of(number).anchor = true;
  }
}

// Notes that a term is near a part of the query.
void Searcher::meet(std::uint32_t number, std::uint32_t of, std::uint32_t nearness) {
  Met& met = met_of(number);
  if ((nearness & kNearInitial) != 0) met.initials |= bit(of);
  if ((nearness & (kNearSure | kNearMaybe)) == 0) return;
  if ((nearness & kNearSure) == 0) {
    met.sounds |= bit(of) & ~met.parts;
    any_sounds_ = true;
  }
  met.parts |= bit(of);
}

// Parts of the query that are terms of the index, byte for byte: what is near them is kept. Returns which they are.
std::uint64_t Searcher::meet_kin(const Run& run) {
  const NameIndex& index = run.index;
  const auto& packed = run.query.packed;
  if (!index.has_kin()) return 0;
  for (const PreparedQuery::Packed& part : packed) {
    if (part.size != 0) index.prefetch_known(part.hash);
  }
  std::uint64_t known = 0;
  for (std::uint32_t of = 0; of < packed.size(); ++of) {
    if (packed[of].size == 0) continue;
    const std::string_view bytes = std::string_view(run.query.packed_bytes).substr(packed[of].at, packed[of].size);
    const std::uint32_t same = index.known_term(bytes, packed[of].hash);
    if (same == index.term_count()) continue;
    known |= bit(of);
    const std::span<const std::uint32_t> kin = index.kin(same);
    for (const std::uint32_t one : kin) index.prefetch_term(one & kKinTerm);
    for (const std::uint32_t one : kin) {
      const std::uint32_t number = one & kKinTerm;
      if (number < index.term_count() && run.of_kind(number)) meet(number, of, one >> 29U);
    }
  }
  return known;
}

void Searcher::meet_terms(Run& run) {
  if (asked_.size() * 64 < run.index.term_count()) asked_.resize(run.index.term_count() / 64 + 1, 0);
  if (slots_.empty()) grow_table();
  if (met_.size() > 256) {
    std::fill(slots_.begin(), slots_.end(), 0);
  } else {
    const std::size_t mask = slots_.size() - 1;
    for (const Met& met : met_) {
      std::size_t slot = (met.term * 0x9E3779B1U) >> 7U & mask;
      for (; slots_[slot] != 0; slot = (slot + 1) & mask) slots_[slot] = 0;
    }
  }
  met_.clear();
  rows_.clear();
  prices_.clear();
  words_.clear();
  slip_.known = false;
  channels_ready_ = 0;
  any_sounds_ = false;
  unsure_.clear();
  for (const std::uint32_t term : heard_terms_) heard_[term] = keyed_[term] = 0;
  heard_terms_.clear();
  if (run.counted && heard_.size() < run.index.term_count()) {
    heard_.resize(run.index.term_count(), 0);
    keyed_.resize(run.index.term_count(), 0);
  }
  constexpr std::size_t kAhead = 8;
  const auto parts = static_cast<std::uint32_t>(run.view.parts.size());
  if (!run.paired) {
    // Keys find what is near. Anchors may be two edits apart.
    for_each_bit(run.query.scored, [&](std::uint32_t of) {
      const Sketch& sketch = run.query.sketches[of];
      for (std::uint32_t number = 0; number < run.index.term_count(); ++number) {
        if (run.of_kind(number) && may_share(sketch, run.index.sketch(number))) compare(run, number, of);
      }
    });
  }
  const std::uint64_t known = run.paired ? meet_kin(run) : 0;
  lookups_.clear();
  for (const PreparedQuery::Lookup& lookup : run.query.lookups) {
    if (lookup.of >= parts || (known & bit(lookup.of)) == 0) lookups_.push_back(lookup);
  }
  const auto& lookups = lookups_;
  // Keys, then the sketches of what they lead to, then the parts: each step asks the memory for what the next will
  // read.
  for (std::size_t i = 0; i < std::min(2 * kAhead, lookups.size()); ++i) {
    run.index.prefetch_terms_filed(lookups[i].key);
  }
  for (std::size_t i = 0; i < std::min(kAhead, lookups.size()); ++i) run.index.prefetch_terms_under(lookups[i].key);
  for (std::size_t i = 0; i < lookups.size();) {
    const std::uint32_t of = lookups[i].of;
    const bool asking = of < parts;
    asked_of_.clear();
    for (; i < lookups.size() && lookups[i].of == of; ++i) {
      if (i + 2 * kAhead < lookups.size()) run.index.prefetch_terms_filed(lookups[i + 2 * kAhead].key);
      if (i + kAhead < lookups.size()) run.index.prefetch_terms_under(lookups[i + kAhead].key);
      if (asking && !run.paired) continue;
      run.index.terms_filed(lookups[i].key, [&](std::uint32_t number) {
        const std::uint64_t asked = std::uint64_t{1} << (number & 63U);
        if ((asked_[number >> 6U] & asked) != 0) return;
        asked_[number >> 6U] |= asked;
        asked_of_.push_back(number);
        run.index.prefetch_term(number);
      });
    }
    to_compare_.clear();
    const Letters letters = asking ? letters_of(run.query, of) : Letters();
    // What shares a key with a word of another script stands in few names that are looked at: it is compared then.
    const bool put_off = run.counted && asking && match::channel_of(run.view.parts[of]) != match::Channel::kLatin &&
                         match::meets_across(run.view.parts[of]);
    for (const std::uint32_t number : asked_of_) {
      asked_[number >> 6U] = 0;
      // Most of what shares a key is told apart by the letters that it holds.
      if (!run.of_kind(number)) continue;
      if (asking && !letters.may_be_near(run.index.sketch(number))) continue;
      // A single letter is compared at once: an initial counts for no word.
      if (put_off && run.index.sketch(number).fold_bytes > 1) {
        note_heard(run, number, of);
        keyed_[number] |= static_cast<std::uint8_t>(bit(of));
        continue;
      }
      to_compare_.push_back(number);
      run.index.prefetch_part(number);
    }
    for (const std::uint32_t number : to_compare_) compare(run, number, of);
  }
  if (!run.paired) return;
  hear_terms(run, known);
  if (run.query.single()) meet_single(run);
}

// What sound codes lead to. Of a word of another script, the channel is asked at once, one listed word after the other;
// of Latin words, which meet few, once a name is about to be looked at.
// Parts whose terms are known have no more to be heard.
void Searcher::hear_terms(Run& run, std::uint64_t known) {
  const auto& sounds = run.query.sounds;
  const auto unknown = [&](const PreparedQuery::Lookup& sound) { return (known & bit(sound.of)) == 0; };
  if (run.counted) {
    for (const Unsure& unsure : unsure_) note_heard(run, unsure.term, unsure.of);
    for (const PreparedQuery::Lookup& sound : sounds) {
      if (!unknown(sound)) continue;
      run.index.terms_filed(sound.key, [&](std::uint32_t number) { note_heard(run, number, sound.of); });
    }
    return;
  }
  for (const PreparedQuery::Lookup& sound : sounds) {
    if (unknown(sound)) run.index.prefetch_terms_filed(sound.key);
  }
  for (const PreparedQuery::Lookup& sound : sounds) {
    if (unknown(sound)) run.index.prefetch_terms_under(sound.key);
  }
  auto sound = sounds.begin();
  auto unsure = unsure_.begin();
  for_each_bit(run.query.scored, [&](std::uint32_t of) {
    asked_of_.clear();
    const auto ask = [&](std::uint32_t number) {
      const std::uint64_t asked = bit(number & 63U);
      if ((asked_[number >> 6U] & asked) != 0) return;
      asked_[number >> 6U] |= asked;
      asked_of_.push_back(number);
      run.index.prefetch_term(number);
    };
    for (; unsure != unsure_.end() && unsure->of == of; ++unsure) ask(unsure->term);
    for (; sound != sounds.end() && sound->of == of; ++sound) {
      if (unknown(*sound)) run.index.terms_filed(sound->key, ask);
    }
    if (asked_of_.empty()) return;
    match::ChannelAgainstMany* const channel = channel_of(run, of);
    to_compare_.clear();
    for (const std::uint32_t number : asked_of_) {
      asked_[number >> 6U] = 0;
      if (!run.of_kind(number)) continue;
      to_compare_.push_back(number);
      if (channel != nullptr) run.index.prefetch_part(number);
    }
    if (channel == nullptr) {
      for (const std::uint32_t number : to_compare_) {
        Met& met = met_of(number);
        met.sounds |= bit(of) & ~met.parts;
        met.parts |= bit(of);
      }
      return;
    }
    hear_others(run, of);
    sort_by_letters(run);
    for (const std::uint32_t number : to_compare_) {
      if (channel->evidence(run.index.latin(number)) >= match::kLeastEvidence) met_of(number).parts |= bit(of);
    }
  });
}

// Of the terms that are to be compared with a word of another script than Latin, takes out those that are not Latin
// either, and asks the two channels of those that are of a third script.
void Searcher::hear_others(const Run& run, std::uint32_t of) {
  const Part& p = run.view.parts[of];
  std::size_t kept = 0;
  for (const std::uint32_t number : to_compare_) {
    Part other;
    other.flags = run.index.head(number).flags;
    const match::Channel channel = match::channel_of(other);
    if (channel == match::Channel::kLatin) {
      to_compare_[kept++] = number;
    } else if (channel != match::channel_of(p)) {
      const NameView term = run.index.forms(number, other);
      if (match::crosses_scripts(p, other) &&
          match::channel_evidence(run.view, p, term, other, match::kLeastEvidence) >= match::kLeastEvidence) {
        met_of(number).parts |= bit(of);
      }
    }
  }
  to_compare_.resize(kept);
}

// Puts the terms that are to be compared in the order of the first four Latin letters: most are told by these.
void Searcher::sort_by_letters(const Run& run) {
  constexpr std::size_t kFew = 32;
  constexpr std::size_t kLetters = 4;
  constexpr std::uint32_t kDigit = 1024;  // two letters
  if (to_compare_.size() < kFew) return;
  by_letters_.resize(2 * to_compare_.size());
  std::uint64_t* from = by_letters_.data();
  std::uint64_t* to = from + to_compare_.size();
  std::array<std::array<std::uint32_t, kDigit>, 2> counts{};
  for (std::size_t k = 0; k < to_compare_.size(); ++k) {
    const std::string_view latin = run.index.latin(to_compare_[k]);
    std::uint32_t letters = 0;
    for (std::size_t i = 0; i < kLetters; ++i) {
      letters = letters << 5U | (i < latin.size() ? static_cast<unsigned char>(latin[i]) & 31U : 0U);
    }
    from[k] = std::uint64_t{letters} << 32U | to_compare_[k];
    ++counts[0][letters % kDigit];
    ++counts[1][letters / kDigit];
  }
  for (std::size_t digit = 0; digit < counts.size(); ++digit) {
    std::uint32_t at = 0;
    for (std::uint32_t& count : counts[digit]) at += std::exchange(count, at);
    for (std::size_t k = 0; k < to_compare_.size(); ++k) {
      to[counts[digit][from[k] >> (32 + 10 * digit) & (kDigit - 1)]++] = from[k];
    }
    std::swap(from, to);
  }
  for (std::size_t k = 0; k < to_compare_.size(); ++k) to_compare_[k] = static_cast<std::uint32_t>(from[k]);
}

// The evidence of a part of the query against Latin words, or nothing where it is Latin or not compared across scripts.
match::ChannelAgainstMany* Searcher::channel_of(const Run& run, std::uint32_t of) {
  const Part& part = run.view.parts[of];
  const match::Channel channel = match::channel_of(part);
  if (channel == match::Channel::kLatin || !match::meets_across(part) || match::Channels::get().of(channel).empty()) {
    return nullptr;
  }
  channels_.resize(std::max<std::size_t>(channels_.size(), of + 1));
  if ((channels_ready_ & bit(of)) == 0) {
    channels_[of].start(run.view, part, match::kLeastEvidence);
    channels_ready_ |= bit(of);
  }
  return &channels_[of];
}

// A single word may be far from another single one: those are all asked.
void Searcher::meet_single(Run& run) {
  const auto of = static_cast<std::uint32_t>(std::countr_zero(run.query.words));
  const std::span<const std::uint32_t> singles = run.index.single_terms();
  places_.resize(singles.size());
  const std::size_t found = find_far(run.index.single_marks(), run.query.marks[of], places_.data());
  to_compare_.clear();
  for (std::size_t k = 0; k < found; ++k) {
    const std::uint32_t number = singles[places_[k]];
    if (number < run.index.term_count() && run.of_kind(number) &&
        may_be_far(run.query.sketches[of], run.index.sketch(number))) {
      to_compare_.push_back(number);
      run.index.prefetch_part(number);
    }
  }
  for (const std::uint32_t number : to_compare_) {
    Part part;
    const NameView term = run.index.forms(number, part);
    if (part.weight > 0 && part.kind != PartKind::kInitial &&
        meets(run.query, of, term, part, run.index.sketch(number))) {
      Met& met = met_of(number);
      met.lone |= bit(of) & ~met.parts;
      met.parts |= bit(of);
    }
  }
}

// Of these words of the query, those that a listed word, which no key led to, meets from afar.
std::uint64_t Searcher::far_of(const Run& run, std::uint32_t number, std::uint64_t asked) {
  const Sketch& sketch = run.index.sketch(number);
  std::uint64_t words = 0;
  for_each_bit(asked, [&](std::uint32_t i) { words |= may_be_far(run.query.sketches[i], sketch) ? bit(i) : 0; });
  if (words == 0) return 0;
  Met& met = met_of(number);
  if (const std::uint64_t left = words & ~met.asked; left != 0) {
    met.asked |= words;
    Part part;
    const NameView term = run.index.forms(number, part);
    if (part.weight > 0) {
      for_each_bit(left, [&](std::uint32_t i) {
        const bool meets =
            spells(run.query, i, term, part) || skeletons_within(run.view, run.view.parts[i], term, part, 1);
        met.far |= meets ? bit(i) : 0;
      });
    }
  }
  return met.far & asked;
}

// Whether every part with weight of a listed name has met a part of the query, or every one of the query a part of the
// listed name. What is written together with others is found by another way. What is far is so once, and then nothing
// is absent (match::kPairedFloor).
bool Searcher::one_side_met(const Run& run, std::span<const std::uint32_t> occurrences) {
  // Which listed words an initial of the query meets is not asked.
  const std::uint64_t wanted = run.query.scored & ~run.query.initials;
  std::uint64_t covered = 0;
  std::array<std::uint32_t, names::kMaxParts> others;  // words that no key led to
  std::size_t count = 0;
  bool all = true;
  for (const std::uint32_t occurrence : occurrences) {
    const std::uint32_t number = occurrence & kTermMask;
    if (number >= run.index.term_count()) return false;
    if (is_near(number)) {
      if (const Met* met = find_met(number); met != nullptr) covered |= met->parts | met->initials | met->together;
      continue;
    }
    const std::uint32_t role = occurrence & kRoleMask;
    if (role == kRoleNone) continue;
    // Numbers meet numbers of their value, initials words that begin with them: keys lead to both.
    all = all && role == kRoleWord;
    if (role == kRoleWord && count < others.size()) others[count++] = number;
  }
  if ((wanted & ~covered) == 0) return true;
  // Of several different words none may be far.
  const auto differs = [&](std::uint32_t number) {
    const Sketch& one = run.index.sketch(others[0]);
    const Sketch& other = run.index.sketch(number);
    return one.fold_letters != other.fold_letters || one.fold_bytes != other.fold_bytes;
  };
  if (run.query.initials == 0 && std::any_of(others.begin(), others.begin() + count, differs)) return false;
  std::uint64_t far_covered = 0;
  std::uint32_t far_term = kTermMask;
  // The only one must meet what is left.
  const std::uint64_t left = count == 1 && run.query.initials == 0 ? run.query.words & ~covered : 0;
  for (std::size_t k = 0; k < count; ++k) {
    const std::uint32_t number = others[k];
    const std::uint64_t from_afar = far_of(run, number, left != 0 ? left : run.query.words);
    far_covered |= from_afar;
    // An initial may stand for a word that is far from another word of the query.
    bool stood_for = false;
    if (run.query.initials != 0) {
      Part part;
      const NameView term = run.index.forms(number, part);
      for_each_bit(run.query.initials, [&](std::uint32_t i) {
        stood_for = stood_for || match::initial_fits(run.view, run.view.parts[i], term, part);
      });
    }
    if (stood_for) continue;
    if (from_afar == 0) return false;
    // The same word again, as another kind of part perhaps, is one.
    if (far_term != kTermMask && number != far_term && run.index.part_hash(number) != run.index.part_hash(far_term)) {
      return false;
    }
    far_term = number;
  }
  if (far_term == kTermMask) return all;
  // Beside a far word no word is absent, and numbers and initials on one side at most (match/penalties.cc).
  covered |= far_covered;
  return (run.query.words & ~covered) == 0 && (all || (wanted & ~covered) == 0);
}

// What relate() says of a term and each part of the query, computed once.
std::size_t Searcher::row_of(const Run& run, Met& met) {
  const std::size_t parts = run.view.parts.size();
  if (met.row < 0) {
    met.row = static_cast<std::int32_t>(rows_.size() / parts);
    rows_.resize(rows_.size() + parts);
    prices_.resize(rows_.size(), Price::none());
    match::PartRelation* row = rows_.data() + static_cast<std::size_t>(met.row) * parts;
    Price* prices = prices_.data() + static_cast<std::size_t>(met.row) * parts;
    Word& word = words_.emplace_back();
    Part part;
    const NameView term = run.index.term(met.term, part);
    word.hash = part.hash;
    word.weight = part.weight;
    word.latin_bytes = part.latin.size;
    word.kind = part.kind;
    word.frequency = part.frequency;
    if (part.weight > 0) {
      const Sketch& sketch = run.index.sketch(met.term);
      const std::uint64_t known = met.parts | met.initials | run.query.initials;
      for_each_bit(run.query.scored, [&](std::uint32_t i) {
        // Keys led to all that is near.
        if ((known & bit(i)) != 0 || may_be_far(run.query.sketches[i], sketch)) {
          row[i] = match::relate(run.view, run.view.parts[i], term, part);
        }
        if (row[i].relation == Relation::kNone) return;
        const Part& p = run.view.parts[i];
        prices[i] = {row[i].cost, match::pair_difference(p, part, row[i].relation, row[i].cost),
                     match::beyond_one_edit(row[i].relation, row[i].cost),
                     match::pair_information(p, part, row[i].relation, row[i].cost), row[i].far};
        word.best.better(prices[i]);
        if (row[i].far) {
          word.far |= bit(i);
        } else {
          word.near |= bit(i);
          word.best_near.better(prices[i]);
        }
      });
    }
  }
  return static_cast<std::size_t>(met.row);
}

// Takes the names that write together what the query divides, or the other way about.
void Searcher::look_up_joined(Run& run) {
  constexpr std::size_t kAhead = 8;
  constexpr std::uint64_t kAny = 0xFFFFFFFE;  // whatever is written together
  constexpr std::uint64_t kWhole = 0xFFFFFFFF;
  joined_.clear();
  filed_.clear();
  const auto file = [&](const JoinedKey& key, std::uint64_t of) {
    run.index.names_filed(key, [&](std::uint32_t name) { filed_.push_back(std::uint64_t{name} << 32U | of); });
  };
  // Where a bucket lies, what is filed there, and the visit: each is kAhead keys behind.
  const auto file_all = [&](const auto& lookups, const auto& key_of, const auto& what_of) {
    for (std::size_t i = 0; i < lookups.size() + 2 * kAhead; ++i) {
      if (i < lookups.size()) run.index.prefetch_names_filed(key_of(lookups[i]).key);
      if (i >= kAhead && i - kAhead < lookups.size()) run.index.prefetch_names_under(key_of(lookups[i - kAhead]).key);
      if (i >= 2 * kAhead) file(key_of(lookups[i - 2 * kAhead]), what_of(lookups[i - 2 * kAhead]));
    }
  };
  const std::identity itself;
  file_all(
      run.query.joined, [](const PreparedQuery::JoinedLookup& lookup) -> const JoinedKey& { return lookup.key; },
      [&](const PreparedQuery::JoinedLookup& lookup) { return run.paired ? std::uint64_t{lookup.of} : kAny; });
  file_all(run.query.whole, itself, [](const JoinedKey&) { return kWhole; });
  if (!run.paired) file_all(keys_of_both(run.query), itself, [](const JoinedKey&) { return kAny; });
  std::sort(filed_.begin(), filed_.end());
  filed_names_.clear();
  for (const std::uint64_t entry : filed_) {
    const auto name = static_cast<std::uint32_t>(entry >> 32U);
    if (filed_names_.empty() || filed_names_.back() != name) filed_names_.push_back(name);
  }
  auto next = filed_.begin();
  look_ahead<Ahead::kTerms>(run.index, filed_names_, [&](std::uint32_t name, Occurrences occurrences) {
    bool taken = false;
    std::uint64_t inside = 0;  // words that may be one of the query together ...
    std::uint64_t parts = 0;   // ... and what they may be
    for (; next != filed_.end() && *next >> 32U == name; ++next) {
      const std::uint64_t of = *next & 0xFFFFFFFFU;
      if (of < run.query.forms.size() && run.query.forms[of].kind == PreparedQuery::Joined::kWord) {
        const PreparedQuery::Joined& form = run.query.forms[of];
        if (const std::uint64_t words = neighbours_of(run, occurrences, form); words != 0) {
          inside |= words;
          parts |= form.parts;
        }
        continue;
      }
      if (taken) continue;
      const bool letters = of == kWhole || (of != kAny && run.query.forms[of].all_letters);
      taken = of == kAny || (letters && may_be_whole(run, occurrences)) ||
              (of != kWhole && may_join(run, occurrences, run.query.forms[of]));
    }
    if (!taken && inside != 0) {
      settle_all(run, occurrences);
      taken = one_side_joined(run, occurrences, inside, parts);
    }
    if (taken && take_one_more(run)) joined_.push_back(name);
    return !run.full();
  });
}

// What a name scores, or 0 where that is known to be below the threshold.
int Searcher::points_of(Run& run, std::uint32_t name, Occurrences occurrences, bool joins) {
  if (last_.known && last_.joins == joins && run.index.same_words(last_.name, name)) return last_.points;
  last_ = {true, joins, name, 0};
  settle_all(run, occurrences);
  if (run.paired && !joins && !may_reach(run, name, occurrences)) return 0;
  ++run.stats.compared;
  run.index.assemble(name, candidate_);
  std::array<const match::PartRelation*, names::kMaxParts> rows;
  // Below the paired floor a query may meet terms that nobody looked for by keys: only those of a scan, where all is
  // compared anew. A damaged name may lack parts.
  const bool known = !run.stats.scanned && occurrences.size() == candidate_.parts.size() && !run.view.parts.empty();
  if (known) {
    std::array<std::size_t, names::kMaxParts> at;
    for (std::size_t j = 0; j < occurrences.size(); ++j) at[j] = row_of(run, met_of(occurrences[j] & kTermMask));
    for (std::size_t j = 0; j < occurrences.size(); ++j) rows[j] = rows_.data() + at[j] * run.view.parts.size();
  }
  last_.points = match::score_names(
      run.view, candidate_.view(), run.threshold,
      known ? std::span(rows).first(occurrences.size()) : std::span<const match::PartRelation* const>());
  return last_.points;
}

void Searcher::score(Run& run, std::uint32_t name, Occurrences occurrences, bool joins) {
  const std::uint32_t entity = run.index.entity_of(name);
  if (entity >= run.index.entity_count()) return;
  if (std::binary_search(run.limits.superseded.begin(), run.limits.superseded.end(), entity)) return;
  if (!run.wants(name)) return;
  const int points = points_of(run, name, occurrences, joins);
  if (points >= run.threshold) run.matches->push_back({name, points});
}

SearchStats Searcher::search(const NameIndex& index, const PreparedQuery& query, int threshold_points,
                             const SearchLimits& limits, std::vector<NameMatch>& matches) {
  Run run{index, query, limits, threshold_points, threshold_points >= kPairedPoints, query.name.view(), {}, &matches};
  const std::size_t first_match = matches.size();
  if (limits.kinds != kOfAnyType && !index.holds_any(limits.kinds)) return run.stats;
  last_ = {};
  if (threshold_points < kFloorPoints) {
    run.stats.scanned = true;
    run.stats.candidates = std::min<std::uint64_t>(index.name_count(), limits.max_candidates);
    run.stats.bound_reached = run.stats.candidates < index.name_count();
    for (std::uint32_t name = 0; name < run.stats.candidates; ++name) score(run, name, index.occurrences(name), true);
  } else {
    note_query(run);
    run.counted = limits.counted && run.paired && !index.words().empty() && query.scored >> kHeldParts == 0;
    meet_terms(run);
    runs_.clear();
    if (run.paired) {
      run.counted ? find_counted(run) : find_paired(run);
      find_runs(run);
    } else {
      find_anchored(run);
    }
    // Names that write together what the query divides, or the other way about, are compared whatever their pairs cost.
    look_up_joined(run);
    joined_.insert(joined_.end(), runs_.begin(), runs_.end());
    std::sort(joined_.begin(), joined_.end());
    joined_.erase(std::unique(joined_.begin(), joined_.end()), joined_.end());
    const auto score_all = [&](const std::vector<std::uint32_t>& names, bool joins) {
      const auto visit = [&](std::uint32_t name, Occurrences occurrences) {
        score(run, name, occurrences, joins);
        return true;
      };
      look_ahead<Ahead::kParts>(index, names, visit);
    };
    score_all(joined_, true);
    last_ = {};
    auto joined = joined_.begin();
    std::erase_if(taken_, [&](std::uint32_t name) {
      while (joined != joined_.end() && *joined < name) ++joined;
      return joined != joined_.end() && *joined == name;
    });
    score_all(taken_, false);
  }
  std::sort(matches.begin() + static_cast<std::ptrdiff_t>(first_match), matches.end(),
            [&](const NameMatch& a, const NameMatch& b) {
              const std::uint32_t of_a = index.entity_of(a.name);
              const std::uint32_t of_b = index.entity_of(b.name);
              return of_a != of_b ? of_a < of_b : index.ordinal_of(a.name) < index.ordinal_of(b.name);
            });
  return run.stats;
}

}  // namespace penumbra::index
