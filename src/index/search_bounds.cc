// Names that cannot reach the threshold, told from their terms alone: docs/design/index.md, "What happens to a query".
// Whatever is passed over here must be passed over by the scorer too; the differential run holds both together.
#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <span>
#include <string>
#include <utility>

#include "index/search_run.h"
#include "match/anchors.h"
#include "match/commonness.h"
#include "match/relate.h"
#include "match/score.h"
#include "match/weights.h"
#include "names/lexicon.h"

namespace penumbra::index {
namespace {

using names::NameView;
using names::Part;
using names::PartKind;

using Pairing = SearchPairing;

constexpr std::array kEveryType = {names::NameType::kAny, names::NameType::kPerson, names::NameType::kOrganisation,
                                   names::NameType::kVessel, names::NameType::kAircraft};

Pairing pairing_of(names::NameType query, bool query_of_thing, names::NameType listed) {
  const auto thing = [](names::NameType type) {
    return type != names::NameType::kPerson && type != names::NameType::kAny;
  };
  if (thing(query) || thing(listed) || (query == names::NameType::kAny && query_of_thing)) return Pairing::kThings;
  return listed == names::NameType::kPerson ? Pairing::kPeople : Pairing::kEither;
}

// The least that absent words deduct, as match/penalties.cc has it. `total`: the weight of all words of their name;
// `missing`: half bits that the words which met lack at least to tell one person from others.
class Absence {
 public:
  // `forms`: whether the other name may have a legal form.
  Absence(Pairing pairing, int total, int missing, bool forms)
      : pairing_(pairing), total_(total), missing_(missing), forms_(forms) {}

  // One that is sure to be absent. `end`: what it costs besides by its place, for people.
  void add(int weight, PartKind kind, int latin_bytes, std::uint8_t frequency, int end) {
    const match::Weights& w = match::weights();
    if (pairing_ == Pairing::kPeople) {
      points_ +=
          dearer(share(w.person_absence_share, weight) + end, frequency != 0 ? w.common_absence : w.unused_absence);
    } else {
      const int slope = kind == PartKind::kGeneric ? w.generic_absence_share : w.thing_absence_share;
      const int least = pairing_ == Pairing::kThings ? slope : std::min(slope, w.person_absence_share);
      // A slip in a legal form makes a short word of it.
      const bool form = forms_ && latin_bytes >= 2 && latin_bytes <= 6;
      points_ += std::min(share(least, weight), form ? w.form_misspelt : match::kScoreUnit);
    }
    ++count_;
  }
  // `count` words that are not known, of these weights.
  void add_lightest(std::span<int> weights, std::size_t count) {
    std::sort(weights.begin(), weights.end());
    for (const int weight : weights.first(std::min(count, weights.size()))) {
      // Any of them may be a generic word, or short.
      const match::Weights& w = match::weights();
      pairing_ == Pairing::kPeople ? add(weight, PartKind::kName, 0, w.common_absence < w.unused_absence ? 1 : 0, 0)
                                   : add(weight, PartKind::kGeneric, 2, 0, 0);
    }
  }
  void add_lone() { points_ += match::weights().person_lone_part; }

  int points() const {
    if (count_ == 0) return points_;
    const match::Weights& w = match::weights();
    // The basic amount goes with the first of them; the others may be slips in legal forms.
    if (pairing_ != Pairing::kPeople) return points_;
    return points_ + dearer(w.person_absence, std::min(w.common_absence, w.unused_absence));
  }

 private:
  int share(int slope, int weight) const { return total_ > 0 ? slope * weight / total_ : 0; }
  int dearer(int points, int percent) const {
    return points + points * percent * missing_ / (100 * match::weights().distinct);
  }

  Pairing pairing_;
  int total_;
  int missing_;
  bool forms_;
  int points_ = 0;
  std::size_t count_ = 0;
};

}  // namespace

// What is asked of the query alone, for all names.
void Searcher::note_query(Run& run) {
  const auto& parts = run.view.parts;
  const names::Lexicon& lexicon = names::Lexicon::get();
  constexpr std::uint8_t kScripts = static_cast<std::uint8_t>(~names::kPartAnchor);
  std::uint64_t scored = run.query.scored;
  run.first_scored = static_cast<std::uint32_t>(std::countr_zero(scored));
  run.last_scored = static_cast<std::uint32_t>(63 - std::countl_zero(scored | 1U));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    run.scripts |= part.flags & kScripts;
    if (part.kind == PartKind::kHonorific) {
      // A title of both names, or one that is a word of the other (match/align.cc, match_titles), says so much at most.
      run.titles += 1;
      run.title_bits += std::max(match::title_information(part), match::word_information(part));
    }
    run.titled = run.titled || part.kind == PartKind::kHonorific;
    run.formed = run.formed || part.kind == PartKind::kLegalForm;
    run.of_thing = run.of_thing || part.kind == PartKind::kLegalForm || part.kind == PartKind::kGeneric ||
                   part.kind == PartKind::kPlace;
    if (part.weight == 0) continue;
    const names::WordId word = lexicon.word(run.view.latin(part));
    run.word_titles = run.word_titles || lexicon.honorifics.find(word) != nullptr ||
                      (lexicon.nature(word) & (names::kWordPaper | names::kWordDegree)) != 0;
    if (part.kind != PartKind::kNumber) run.weight += part.weight;
    for (std::size_t k = 0; k < i; ++k) {
      if (parts[k].weight == 0 || parts[k].hash != part.hash) continue;
      run.alike |= bit(i) | bit(k);
    }
    // No word repeats an initial.
    const auto* const first = std::find_if(parts.data(), parts.data() + i, [&](const Part& other) {
      return other.weight > 0 && other.kind != PartKind::kInitial && other.hash == part.hash;
    });
    run.first_alike[i] =
        static_cast<std::uint8_t>(part.kind == PartKind::kInitial ? i : static_cast<std::size_t>(first - parts.data()));
  }
  run.plain = run.query.words == scored && run.alike == 0;
}

// Whether a name of one word and no number, which meets one of these words of the query, may reach the threshold:
// the others are absent. For queries of nothing but words, all of them other words. `forms`: whether a legal form may
// stand beside the word.
bool Searcher::lone_word_may_reach(const Run& run, std::uint32_t term, std::uint64_t parts, bool forms) {
  const std::uint8_t kinds = run.index.sketch(term).flags & kOfAnyType;
  for (const Lone& known : lone_) {
    if (known.parts == parts && known.kinds == kinds && known.forms == forms) return known.reaches;
  }
  const match::Weights& w = match::weights();
  std::array<bool, 3> wanted{};
  for (const names::NameType type : kEveryType) {
    if ((kinds & of_type(type)) == 0) continue;
    wanted[static_cast<std::size_t>(pairing_of(run.view.type, run.of_thing, type))] = true;
  }
  bool reaches = false;
  for_each_bit(parts, [&](std::uint32_t met) {
    const Part& one = run.view.parts[met];
    const int alone = match::pair_information(one, one, match::Relation::kEqual, 0);
    // A title may stand beside the listed word that is another word of the query (match/align.cc, match_titles).
    int by_title = run.title_bits;
    if (forms) {
      for_each_bit(run.query.words & ~bit(met), [&](std::uint32_t i) {
        by_title = std::max(by_title, run.title_bits + match::word_information(run.view.parts[i]));
      });
    }
    const int missing = std::max(0, w.distinct - alone - by_title);
    for (const Pairing pairing : {Pairing::kPeople, Pairing::kThings, Pairing::kEither}) {
      if (!wanted[static_cast<std::size_t>(pairing)]) continue;
      // A word of the query may be what the name of a thing sets aside.
      if (pairing != Pairing::kPeople && run.word_titles) reaches = true;
      Absence absence(pairing, run.weight, pairing == Pairing::kPeople ? missing : 0, forms);
      bool lone = false;
      if (forms && pairing == Pairing::kPeople) {
        std::array<int, names::kMaxParts> weights;
        std::size_t size = 0;
        for_each_bit(run.query.words & ~bit(met), [&](std::uint32_t i) { weights[size++] = run.view.parts[i].weight; });
        absence.add_lightest(std::span(weights).first(size), size > 0 ? size - 1 : 0);
        reaches = reaches || run.threshold + absence.points() <= match::kScoreUnit;
        continue;
      }
      for_each_bit(run.query.words & ~bit(met), [&](std::uint32_t i) {
        const Part& part = run.view.parts[i];
        const int end = run.titled              ? 0
                        : i == run.first_scored ? w.person_first_absent
                        : i == run.last_scored  ? match::last_word_absent(part.weight)
                                                : 0;
        absence.add(part.weight, part.kind, part.latin.size, part.frequency, end);
        lone = lone || part.kind != PartKind::kPatronymic;
      });
      if (lone && !run.titled && pairing == Pairing::kPeople) absence.add_lone();
      reaches = reaches || run.threshold + absence.points() <= match::kScoreUnit;
    }
  });
  lone_.push_back({parts, kinds, forms, reaches});
  return reaches;
}

// Whether the letters of a listed name, all words in order, may be two slips from those of the query: such names keep
// their score (match/slip.h), whatever their words cost.
bool Searcher::may_slip(const Run& run, Occurrences occurrences) {
  constexpr std::uint8_t kScripts = static_cast<std::uint8_t>(~names::kPartAnchor);
  constexpr std::size_t kMostLetters = 64;  // of a pattern
  if ((run.scripts & (names::kPartHan | names::kPartHangul)) != 0) return false;
  if (run.query.letters > static_cast<int>(kMostLetters)) return true;
  if (!slip_.known) {
    slip_.known = true;
    std::string letters;
    for (const Part& part : run.view.parts) letters += run.view.latin(part);
    slip_.pattern = Pattern(letters);
  }
  std::array<char, kMostLetters + 2> letters;
  std::size_t size = 0;
  std::uint8_t scripts = 0;
  for (const std::uint32_t occurrence : occurrences) {
    Part part;
    const NameView view = run.index.forms(occurrence & kTermMask, part);
    scripts |= part.flags & kScripts;
    if (size + part.latin.size > letters.size()) return false;
    std::copy_n(view.latin(part).data(), part.latin.size, letters.data() + size);
    size += part.latin.size;
  }
  return scripts == run.scripts && slip_.pattern.within({letters.data(), size}, 2);
}

// How many words of a name differ from those before them, at least.
std::size_t Searcher::distinct_words(const Run& run, Occurrences occurrences) {
  std::size_t distinct = 0;
  for (std::size_t j = 0; j < occurrences.size(); ++j) {
    if ((occurrences[j] & kRoleMask) != kRoleWord || (occurrences[j] & kTermMask) >= run.index.term_count()) continue;
    const Sketch& one = run.index.sketch(occurrences[j] & kTermMask);
    distinct += std::none_of(
                    occurrences.begin(), occurrences.begin() + static_cast<std::ptrdiff_t>(j),
                    [&](std::uint32_t occurrence) {
                      if ((occurrence & kRoleMask) != kRoleWord || (occurrence & kTermMask) >= run.index.term_count()) {
                        return false;
                      }
                      const Sketch& other = run.index.sketch(occurrence & kTermMask);
                      return one.fold_letters == other.fold_letters && one.fold_bytes == other.fold_bytes;
                    })
                    ? 1U
                    : 0U;
  }
  return distinct;
}

// Whether a listed name may reach the threshold. From match::kPairedFloor up every part with weight of one side is
// paired, and no cheaper than with the part that it costs least with; together they tell no more than each by itself
// at best; and what relates to nothing is absent. What repeats another costs nothing here. With a far pair nothing is
// absent. A name with a word that may be paired written together is let off, and so are two lone words, which have
// prices of their own, and names that two slips tell apart.
bool Searcher::may_reach(const Run& run, std::uint32_t name, Occurrences occurrences) {
  const Pairing pairing = pairing_of(run.view.type, run.of_thing, run.index.type_of(name));
  if (words_may_reach(run, pairing, occurrences, true)) return true;
  int latin_bytes = run.query.letters;
  for (const std::uint32_t occurrence : occurrences)
    latin_bytes -= run.index.sketch(occurrence & kTermMask).latin_bytes;
  return std::abs(latin_bytes) <= 2 && may_slip(run, occurrences);
}

// The same for all names that are nothing but this word.
bool Searcher::one_may_reach(const Run& run, std::uint32_t word) {
  const std::array<std::uint32_t, 1> words = {word};
  if (any_may_reach(run, words, true)) return true;
  return std::abs(run.query.letters - run.index.sketch(word).latin_bytes) <= 2 && may_slip(run, words);
}

// The same for all names of exactly these two words, whatever stands beside them that carries no weight, slips aside.
bool Searcher::two_may_reach(const Run& run, std::uint32_t one, std::uint32_t other) {
  const std::array<std::uint32_t, 2> words = {one, other};
  return any_may_reach(run, words, false);
}

// words_may_reach() for names of any kind that these words stand in.
bool Searcher::any_may_reach(const Run& run, Occurrences words, bool whole) {
  std::uint8_t kinds = run.kinds;
  for (const std::uint32_t word : words) kinds &= run.index.sketch(word & kTermMask).flags;
  std::array<bool, 3> asked{};
  for (const names::NameType type : kEveryType) {
    if ((kinds & of_type(type)) == 0) continue;
    const Pairing pairing = pairing_of(run.view.type, run.of_thing, type);
    if (std::exchange(asked[static_cast<std::size_t>(pairing)], true)) continue;
    if (words_may_reach(run, pairing, words, whole)) return true;
  }
  return false;
}

// What words say of it. `whole`: they are all of a name, in order; else two words with weight, and all others have
// none.
bool Searcher::words_may_reach(const Run& run, Pairing pairing, Occurrences occurrences, bool whole) {
  const match::Weights& w = match::weights();
  constexpr std::uint32_t kNoRow = 0xFFFFFFFFU;
  // Without values of its own, so that room for many costs nothing.
  struct Entry {
    std::uint32_t row;  // kNoRow: relates to nothing
    std::uint32_t role;
    const Sketch* sketch;
    bool repeats;  // another one before it
    bool alike;    // any other one
  };
  std::array<Entry, names::kMaxParts> listed;
  loose_words_.resize(names::kMaxParts);
  const auto word_of = [&](std::size_t j) -> const Word& {
    return listed[j].row == kNoRow ? loose_words_[j] : words_[listed[j].row];
  };
  // Whether two words have equal folds, or may have.
  const auto alike = [&](std::size_t j, std::size_t k) {
    const Sketch& a = *listed[j].sketch;
    const Sketch& b = *listed[k].sketch;
    if (a.fold_letters != b.fold_letters || a.fold_bytes != b.fold_bytes) return false;
    return listed[j].row == kNoRow || listed[k].row == kNoRow || word_of(j).hash == word_of(k).hash;
  };
  // With more words than the query has, one is absent, and none is far: then what no key led to relates to nothing.
  const auto words_listed =
      static_cast<int>(std::count_if(occurrences.begin(), occurrences.end(),
                                     [](std::uint32_t occurrence) { return (occurrence & kRoleMask) == kRoleWord; }));
  const bool loose = run.query.initials == 0 && words_listed > std::popcount(run.query.scored);
  const bool crowded =
      loose && distinct_words(run, occurrences) > static_cast<std::size_t>(std::popcount(run.query.scored));
  std::size_t count = 0;
  int letters = 0;
  int total = 0;
  std::size_t words = 0;
  std::size_t initials = 0;
  std::size_t repeated = 0;
  int numbers = 0;
  bool in_han = occurrences.size() >= 2;
  bool formed = !whole;  // may have a legal form
  // Whether a title or a word of papers of one name may be a word of the other.
  bool titled = run.titles != 0 || (!whole && run.word_titles);
  std::size_t titles = whole ? 0U : names::kMaxParts;  // that it has at most
  for (const std::uint32_t occurrence : occurrences) {
    const std::uint32_t term = occurrence & kTermMask;
    if (term >= run.index.term_count() || count == listed.size()) return true;
    const Sketch& sketch = run.index.sketch(term);
    in_han = in_han && (sketch.consonants & kSketchAbjad) != 0;
    const std::uint32_t role = occurrence & kRoleMask;
    if (role == kRoleNone) {
      formed = true;
      ++titles;
      titled = titled || run.index.head(term).kind == PartKind::kHonorific;
      // Neighbours of the query that are this word written together are no surplus.
      if (const Met* met = find_met(term); met != nullptr && met->together != 0) return true;
      continue;
    }
    Met* known = find_met(term);
    if (known != nullptr && known->together != 0) return true;
    Entry& entry = listed[count];
    entry = {kNoRow, role, &sketch, false, false};
    if (crowded && role == kRoleWord && (known == nullptr || (known->parts | known->initials) == 0)) {
      const PackedHead head = run.index.head(term);
      Word& word = loose_words_[count];
      word = {};
      word.weight = head.weight;
      word.latin_bytes = head.latin_bytes;
      word.kind = head.kind;
      word.frequency = head.frequency;
    } else {
      entry.row = static_cast<std::uint32_t>(row_of(run, known != nullptr ? *known : met_of(term)));
    }
    const Word& word = word_of(count);
    for (std::size_t k = 0; k < count; ++k) {
      if (alike(k, count)) entry.repeats = entry.alike = listed[k].alike = true;
    }
    ++count;
    formed = formed || word.kind == PartKind::kLegalForm;
    initials += role == kRoleInitial ? 1U : 0U;
    if (role == kRoleNumber) {
      ++numbers;
      continue;
    }
    total += word.weight;
    repeated += entry.repeats ? 1U : 0U;
    ++words;
    letters += role == kRoleWord ? sketch.fold_bytes : 0;
  }
  const PreparedQuery& query = run.query;
  if (count <= 1 && std::has_single_bit(query.scored)) return true;
  // What is a title or a word of papers in one name of a thing may be a word of the other (match/align.cc,
  // match_titles): none of its words is sure to be absent then.
  if (pairing != Pairing::kPeople && titled) return true;
  const std::size_t parts = run.view.parts.size();
  const bool people = pairing == Pairing::kPeople;
  // A number that meets counts as a word of a thing (match::number_weight).
  total += people ? 0 : numbers * match::kMostOfNumber;
  const int asked_total =
      run.weight + (people ? 0 : std::popcount(query.scored & ~(query.words | query.initials)) * match::kMostOfNumber);
  // As match/penalties.cc has it; its points are rounded down once for each pair, as here.
  const int tolerated = match::tolerated_edits(w, std::min(letters, query.word_letters));
  const auto points_of = [&](int cost) { return cost * w.tolerance / tolerated; };
  const int room = match::kScoreUnit - run.threshold;
  const auto query_initials = static_cast<std::size_t>(std::popcount(query.initials));
  // An initial may stand for a compound of two parts; which words it meets then is not asked.
  const int by_initials = 2 * w.initial_information * static_cast<int>(initials + query_initials);
  const bool any_initials = initials + query_initials != 0;
  bool any_far = false;
  for (std::size_t j = 0; j < count; ++j) any_far = any_far || word_of(j).far != 0;

  for (const bool far : {false, true}) {
    if (far && !any_far) break;
    int bits_listed = 0;
    Price of_listed;
    std::uint64_t covered = 0;
    bool all_listed = true;
    for (std::size_t j = 0; j < count; ++j) {
      const Word& word = word_of(j);
      const Price& best = far ? word.best : word.best_near;
      covered |= word.near | (far ? word.far : 0);
      bits_listed += best.bits;
      if (best.cost == Price::kNone) {
        // Neighbouring numbers of a series stand against each other at a price of their own, and an initial that fits
        // no word may stand for an article or for half of a compound (match/align.cc).
        all_listed = all_listed && (listed[j].role != kRoleWord || listed[j].repeats);
      } else if (!listed[j].repeats) {
        of_listed.cost += points_of(best.cost);
        of_listed.difference += best.difference;
        of_listed.beyond += best.beyond;
      }
    }
    int bits_asked = 0;
    Price of_asked;
    for_each_bit(query.scored, [&](std::uint32_t i) {
      Price best = Price::none();
      for (std::size_t j = 0; j < count; ++j) {
        if (listed[j].row == kNoRow) continue;
        const Price& price = prices_[listed[j].row * parts + i];
        if (price.cost != Price::kNone && (far || !price.far)) best.better(price);
      }
      bits_asked += best.bits;
      if (best.cost == Price::kNone || (run.alike & bit(i)) != 0) return;
      of_asked.cost += points_of(best.cost);
      of_asked.difference += best.difference;
      of_asked.beyond += best.beyond;
    });
    const std::uint64_t unmet = query.words & ~covered & ~run.alike;
    // What a word that met nothing says that may be a title of the other name; of listed words the titles of the query.
    int by_titles = people ? run.title_bits : 0;
    if (people && titles != 0) {
      for_each_bit(unmet, [&](std::uint32_t i) { by_titles += match::word_information(run.view.parts[i]); });
    }
    const int information = std::min(bits_listed, bits_asked) + by_initials + by_titles;
    const int missing = people ? std::max(0, w.distinct - information) : 0;
    const auto reaches = [&](const Price& of, int absence) {
      const int common = people ? match::common_points(information, of.difference, of.beyond) : 0;
      return of.cost + common + absence <= room;
    };
    if (all_listed && !(far && unmet != 0)) {
      Absence absence(pairing, asked_total, missing, formed);
      if (people && titles != 0) {
        std::array<int, names::kMaxParts> weights;
        std::size_t size = 0;
        for_each_bit(unmet, [&](std::uint32_t i) { weights[size++] = run.view.parts[i].weight; });
        if (!any_initials && size > titles) absence.add_lightest(std::span(weights).first(size), size - titles);
      } else if (unmet != 0 && !any_initials) {
        for_each_bit(unmet, [&](std::uint32_t i) {
          const Part& part = run.view.parts[i];
          const bool western = in_han && (part.kind == PartKind::kGiven || part.frequency != 0);
          const int end = run.titled || western   ? 0
                          : i == run.first_scored ? w.person_first_absent
                          : i == run.last_scored  ? match::last_word_absent(part.weight)
                                                  : 0;
          absence.add(part.weight, part.kind, part.latin.size, part.frequency, end);
        });
      } else {
        const std::size_t spared = count + initials + query.repeated + (people ? titles : 0);
        std::array<int, names::kMaxParts> weights;
        std::size_t size = 0;
        for_each_bit(query.words | query.initials,
                     [&](std::uint32_t i) { weights[size++] = run.view.parts[i].weight; });
        if (size > spared) absence.add_lightest(std::span(weights).first(size), size - spared);
      }
      if (people && !run.titled && titles == 0 && !any_initials && count <= 1 && run.alike == 0) {
        std::size_t others = 0;
        for_each_bit(query.words,
                     [&](std::uint32_t i) { others += run.view.parts[i].kind != PartKind::kPatronymic ? 1U : 0U; });
        if (others >= 2) absence.add_lone();
      }
      if (reaches(of_listed, absence.points())) return true;
    }
    const std::uint64_t wanted = query.words & ~run.alike;
    if ((wanted & ~covered) != 0) continue;
    Absence absence(pairing, total, missing, run.formed);
    bool any_absent = false;
    std::array<int, names::kMaxParts> absent;
    std::size_t absents = 0;
    if (!any_initials) {
      for (std::size_t j = 0; j < count; ++j) {
        const Word& word = word_of(j);
        const Price& best = far ? word.best : word.best_near;
        if (best.cost != Price::kNone || listed[j].role != kRoleWord || listed[j].alike) continue;
        any_absent = true;
        if (people && run.titles != 0) {
          absent[absents++] = word.weight;
          continue;
        }
        const bool western =
            (run.scripts & names::kPartHan) != 0 && (word.kind == PartKind::kGiven || word.frequency != 0);
        const int end = run.titled || western ? 0
                        : !whole              ? std::min(w.person_first_absent, match::last_word_absent(word.weight))
                        : j == 0              ? w.person_first_absent
                        : j + 1 == count      ? match::last_word_absent(word.weight)
                                              : 0;
        absence.add(word.weight, word.kind, word.latin_bytes, word.frequency, end);
      }
      if (far && any_absent) continue;
      if (absents > run.titles) absence.add_lightest(std::span(absent).first(absents), absents - run.titles);
    }
    const std::size_t spared =
        static_cast<std::size_t>(std::popcount(query.scored)) + query_initials + repeated + (people ? run.titles : 0);
    if (!any_absent && words > spared) {
      std::array<int, names::kMaxParts> weights;
      std::size_t size = 0;
      for (std::size_t j = 0; j < count; ++j) {
        if (listed[j].role != kRoleNumber) weights[size++] = word_of(j).weight;
      }
      absence.add_lightest(std::span(weights).first(size), words - spared);
    }
    if (people && !run.titled && !any_initials && repeated == 0 && std::has_single_bit(query.scored)) {
      std::size_t others = 0;
      for (std::size_t j = 0; j < count; ++j) {
        others += listed[j].role == kRoleWord && word_of(j).kind != PartKind::kPatronymic ? 1U : 0U;
      }
      if (others >= 2) absence.add_lone();
    }
    if (reaches(of_asked, absence.points())) return true;
  }
  return false;
}

// Whether a listed name may have an acronym, as match/align.cc has it: initials of people are none.
bool Searcher::may_be_body(const Run& run, Occurrences occurrences) {
  bool borne = false;
  for (const std::uint32_t occurrence : occurrences) {
    if ((occurrence & kTermMask) >= run.index.term_count()) return true;
    const PackedHead head = run.index.head(occurrence & kTermMask);
    if (head.kind == PartKind::kLegalForm || head.kind == PartKind::kGeneric || head.kind == PartKind::kPlace ||
        head.kind == PartKind::kStop || head.kind == PartKind::kAcronym) {
      return true;
    }
    borne = borne || (head.weight > 0 && (head.kind == PartKind::kGiven || head.frequency != 0));
  }
  return !borne;
}

// The words of a listed name, as bits, that lie in two or three neighbours which may be a word of the query.
std::uint64_t Searcher::neighbours_of(const Run& run, Occurrences occurrences, const PreparedQuery::Joined& form) {
  const std::uint32_t terms = run.index.term_count();
  const int edits = form.edits;
  const int size = form.size;
  std::uint64_t inside = 0;
  for (std::size_t i = 0; i + 1 < std::min(occurrences.size(), names::kMaxParts); ++i) {
    int bytes = 0;
    std::uint32_t letters = 0;
    for (std::size_t k = i; k < std::min({i + 3, occurrences.size(), names::kMaxParts}); ++k) {
      if ((occurrences[k] & kTermMask) >= terms) return 0;
      const Sketch& sketch = run.index.sketch(occurrences[k] & kTermMask);
      bytes += sketch.fold_bytes;
      letters |= sketch.fold_letters;
      if (bytes > size + edits) break;
      // Each edit takes at most one letter from the set of either side.
      const int allowed = std::min(edits, int{match::joined_edits(static_cast<std::size_t>(std::min(bytes, size)))});
      if (k > i && std::abs(bytes - size) <= allowed && !match::more_bits_than(letters & ~form.letters, allowed) &&
          !match::more_bits_than(form.letters & ~letters, allowed)) {
        inside |= ((std::uint64_t{2} << k) - 1) & ~(bit(i) - 1);
      }
    }
  }
  return inside;
}

// Whether a listed name whose words `inside` may together be these parts of the query, and that writes nothing else of
// it in several words, may have one side all paired. Numbers and initials that met nothing are let off.
bool Searcher::one_side_joined(const Run& run, Occurrences occurrences, std::uint64_t inside, std::uint64_t parts) {
  if (run.query.initials != 0 || occurrences.size() > names::kMaxParts) return true;
  std::uint64_t left = run.query.scored & ~parts;
  for (const std::uint32_t occurrence : occurrences) {
    if (const Met* met = find_met(occurrence & kTermMask); met != nullptr) {
      left &= ~(met->parts | met->initials | met->together);
    }
  }
  if (left == 0) return true;
  for (std::size_t j = 0; j < occurrences.size(); ++j) {
    const std::uint32_t term = occurrences[j] & kTermMask;
    if ((inside >> j & 1U) != 0 || (occurrences[j] & kRoleMask) != kRoleWord) continue;
    if (const Met* met = find_met(term); met != nullptr && (met->parts | met->initials | met->together) != 0) continue;
    if (far_of(run, term, run.query.words) == 0) return false;
  }
  return true;
}

// Whether a listed name may write a form of the query in several words: false only if align() does not find it so
// (join_parts, join_readings, join_whole, match_acronym).
bool Searcher::may_join(const Run& run, Occurrences occurrences, const PreparedQuery::Joined& form) {
  const std::uint32_t terms = run.index.term_count();
  if (form.kind == PreparedQuery::Joined::kAcronym) return occurrences.size() >= 2 && may_be_body(run, occurrences);
  if (form.kind == PreparedQuery::Joined::kKorean) return occurrences.size() >= 2;
  if (form.kind == PreparedQuery::Joined::kWord) return neighbours_of(run, occurrences, form) != 0;
  const int edits = form.edits;
  const int size = form.size;
  int least = 0;  // bytes of the parts that are sure to be written ...
  int most = 0;   // ... and of all
  int scored = 0;
  std::uint32_t sure = 0;
  std::uint32_t all = 0;
  for (const std::uint32_t occurrence : occurrences) {
    if ((occurrence & kTermMask) >= terms) return false;
    const Sketch& sketch = run.index.sketch(occurrence & kTermMask);
    most += sketch.fold_bytes;
    all |= sketch.fold_letters;
    if ((occurrence & kRoleMask) == kRoleNone) continue;
    ++scored;
    least += sketch.fold_bytes;
    sure |= sketch.fold_letters;
  }
  // What is longer leaves parts out.
  if (least > static_cast<int>(names::kMaxPartBytes)) return true;
  // With as many words on both sides, an edit is one of a word.
  const int allowed = scored == std::popcount(run.query.scored) ? 0 : edits;
  return least <= size + allowed && most >= size - allowed && !match::more_bits_than(sure & ~form.letters, allowed) &&
         !match::more_bits_than(form.letters & ~all, allowed);
}

// Whether all letters of a listed name may be those of the query but for one slip (match/whole.h): false only if
// whole_edits() says so. A digit may stand for a letter.
bool Searcher::may_be_whole(const Run& run, Occurrences occurrences) {
  constexpr std::uint32_t kPlain = (1U << 26U) - 1;
  int left = run.query.letters;
  std::uint32_t letters = 0;
  for (const std::uint32_t occurrence : occurrences) {
    if ((occurrence & kTermMask) >= run.index.term_count()) return false;
    const Sketch& sketch = run.index.sketch(occurrence & kTermMask);
    left -= sketch.latin_bytes;
    letters |= sketch.latin_letters;
  }
  if (std::abs(left) > 1) return false;
  std::uint32_t asked = 0;
  for (const Sketch& sketch : run.query.sketches) asked |= sketch.latin_letters;
  return ((letters | asked) & ~kPlain) != 0 ||
         (!match::more_bits_than(letters & ~asked, 1) && !match::more_bits_than(asked & ~letters, 1));
}

}  // namespace penumbra::index
