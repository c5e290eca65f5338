// Names that cannot reach the threshold, told from their terms alone: docs/design/index.md, "What happens to a query".
// Whatever is passed over here must be passed over by the scorer too; the differential run holds both together.
#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <limits>

#include "index/search_run.h"
#include "match/anchors.h"
#include "match/commonness.h"
#include "match/relate.h"
#include "match/score.h"
#include "match/weights.h"

namespace penumbra::index {
namespace {

using match::Relation;
using names::PartKind;

bool has_equal_hashes(const NameIndex& index, std::span<const std::uint32_t> terms) {
  for (std::size_t i = 0; i < terms.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      // What differs in letters differs in its hash.
      const Sketch& a = index.sketch(terms[i]);
      const Sketch& b = index.sketch(terms[j]);
      if (terms[i] == terms[j] || a.fold_letters != b.fold_letters || a.fold_bytes != b.fold_bytes) continue;
      if (index.part_hash(terms[i]) == index.part_hash(terms[j])) return true;
    }
  }
  return false;
}

}  // namespace

// Least points that words cost which must be absent: each part is paired with one part at most, so the surplus of the
// longer name is absent but for words that repeat others, and costs no less than its lightest words would.
int Searcher::least_absence(const Run& run, std::uint32_t name, std::span<const std::uint32_t> occurrences) const {
  const match::Weights& w = match::weights();
  const bool person = run.view.type == names::NameType::kPerson && run.index.type_of(name) == names::NameType::kPerson;
  const int share = person ? w.person_absence_share
                           : std::min({w.person_absence_share, w.thing_absence_share, w.generic_absence_share});
  const int basic = person ? w.person_absence : std::min(w.person_absence, w.thing_absence);
  // A slip in a legal form makes a short word of it, in names that are no person's.
  const int most = person ? match::kScoreUnit : w.form_misspelt;
  std::array<int, names::kMaxParts> listed;
  std::array<std::uint32_t, names::kMaxParts> terms;
  std::size_t count = 0;
  std::size_t scored = 0;
  std::size_t repeated = 0;
  std::size_t initials = 0;
  int total = 0;
  for (const std::uint32_t occurrence : occurrences) {
    const std::uint32_t role = occurrence & kRoleMask;
    const std::uint32_t term = occurrence & kTermMask;
    if (role == kRoleNone || scored == names::kMaxParts || term >= run.index.term_count()) continue;
    ++scored;
    if (role == kRoleNumber) {
      total += match::kMostOfNumber;  // a number that meets counts as a word (match::number_weight)
      continue;
    }
    initials += role == kRoleInitial ? 1 : 0;
    repeated += std::find(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(count), term) !=
                        terms.begin() + static_cast<std::ptrdiff_t>(count)
                    ? 1U
                    : 0U;
    terms[count] = term;
    ++count;
  }
  // An initial may stand for a compound of two parts.
  const auto query_parts =
      static_cast<std::size_t>(std::popcount(run.query.scored) + std::popcount(run.query.initials));
  const auto least = [&](std::array<int, names::kMaxParts>& weights, std::size_t size, std::size_t spared, int of) {
    if (size <= spared || of <= 0) return 0;
    std::sort(weights.begin(), weights.begin() + static_cast<std::ptrdiff_t>(size));
    int points = 0;
    for (std::size_t i = 0; i < size - spared; ++i) {
      points += std::min(share * weights[i] / of + (i == 0 ? basic : 0), most);
    }
    return points;
  };
  // Where all of a person's name but one part must be absent, that costs more, but for names that share a title.
  const bool titled = std::any_of(run.view.parts.begin(), run.view.parts.end(),
                                  [](const names::Part& part) { return part.kind == PartKind::kHonorific; });
  const auto lone = [&](std::size_t parts_of_other, std::size_t patronymics, std::size_t size) {
    return person && !titled && parts_of_other <= 1 && size >= patronymics + 2 ? w.person_lone_part : 0;
  };
  int of_listed = 0;
  if (count > query_parts + repeated) {
    for (std::size_t i = 0; i < count; ++i) total += listed[i] = run.index.weight(terms[i]);
    // Words of one fold may be other terms (a given name and a family name): a listed name with any two is let off.
    const bool alike = repeated == 0 && has_equal_hashes(run.index, std::span(terms).first(count));
    of_listed = alike ? 0 : least(listed, count, query_parts + repeated, total);
    if (person && query_parts <= 1 && repeated == 0 && !alike) {
      const auto patronymics = static_cast<std::size_t>(
          std::count_if(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(count),
                        [&](std::uint32_t term) { return run.index.kind(term) == PartKind::kPatronymic; }));
      of_listed += lone(query_parts, patronymics, count);
    }
  }
  std::array<int, names::kMaxParts> asked;
  std::size_t words = 0;
  std::size_t patronymics = 0;
  // Numbers of the query: what has weight and is neither a word nor an initial.
  int asked_total = std::popcount(run.query.scored & ~(run.query.words | run.query.initials)) * match::kMostOfNumber;
  for_each_bit(run.query.words | run.query.initials, [&](std::uint32_t i) {
    asked[words] = run.view.parts[i].weight;
    asked_total += asked[words++];
    patronymics += run.view.parts[i].kind == PartKind::kPatronymic ? 1U : 0U;
  });
  int of_asked = least(asked, words, scored + initials + run.query.repeated, asked_total);
  if (run.query.repeated == 0) of_asked += lone(scored + initials, patronymics, words);
  return std::max(of_listed, of_asked);
}

// Whether the pairs of either side alone cost more than the threshold leaves: each part with weight of one side is
// paired (match::kPairedFloor), and no cheaper than with the part that it costs least with; what repeats another costs
// nothing here. A name with a word that may be paired written together is let off, and so are two lone words, which
// have prices of their own. A single word may cost what it will: names that one slip tells apart keep their score
// (match/penalties.cc).
bool Searcher::too_dear(const Run& run, std::uint32_t name) {
  const match::Weights& w = match::weights();
  const std::span<const std::uint32_t> occurrences = run.index.occurrences(name);
  const std::size_t parts = run.view.parts.size();
  int latin_bytes = run.query.letters;
  int letters = 0;
  int scored = 0;
  for (const std::uint32_t occurrence : occurrences) {
    if ((occurrence & kTermMask) >= run.index.term_count()) return false;
    // Neighbours of the query that are this word written together are no surplus: nothing is known of what is absent.
    if (const Met* met = find_met(occurrence & kTermMask); met != nullptr && met->together != 0) return false;
    const Sketch& sketch = run.index.sketch(occurrence & kTermMask);
    latin_bytes -= sketch.latin_bytes;
    letters += (occurrence & kRoleMask) == kRoleWord ? sketch.fold_bytes : 0;
    scored += (occurrence & kRoleMask) != kRoleNone ? 1 : 0;
  }
  if (scored <= 1 && std::popcount(run.query.scored) <= 1) return false;
  // As match/penalties.cc has it; its points are rounded down once for each pair, as here.
  const int tolerated = match::tolerated_edits(w, std::min(letters, run.query.word_letters));
  const int room = match::kScoreUnit - run.threshold - least_absence(run, name, occurrences);
  std::array<int, names::kMaxParts> of_query;
  of_query.fill(match::kMaxConflict);
  const auto points = [&](int cost) { return cost * w.tolerance / tolerated; };
  // Two slips change the letters of a name by two at most, and two of its words.
  const int least_words = std::abs(latin_bytes) > 2 ? 0 : 3;
  if (room < 0 && least_words == 0) return true;
  int cost = 0;
  int words = 0;
  for (std::size_t at = 0; at < occurrences.size(); ++at) {
    const std::uint32_t role = occurrences[at] & kRoleMask;
    const std::uint32_t term = occurrences[at] & kTermMask;
    if (role == kRoleNone) continue;
    Met& met = met_of(term);
    const std::size_t row_at = row_of(run, met);  // before the rows are asked for their place: it may move them
    const match::PartRelation* row = rows_.data() + row_at;
    int least = match::kMaxConflict;
    for (std::size_t i = 0; i < parts; ++i) {
      if (row[i].relation == Relation::kNone) continue;
      least = std::min(least, row[i].cost);
      of_query[i] = std::min(of_query[i], row[i].cost);
    }
    // Neighbouring numbers of a series stand against each other at a price of their own, and an initial that fits no
    // word may stand for an article or for half of a compound (match/align.cc).
    if (least == match::kMaxConflict && role != kRoleWord) continue;
    if (least == 0) continue;
    bool repeats = false;
    for (std::size_t k = 0; k < at && !repeats; ++k) {
      const std::uint32_t other = occurrences[k] & kTermMask;
      repeats = (occurrences[k] & kRoleMask) != kRoleNone &&
                (other == term || (run.index.sketch(other).fold_letters == run.index.sketch(term).fold_letters &&
                                   run.index.part_hash(other) == run.index.part_hash(term)));
    }
    if (repeats) continue;
    cost += points(least);
    ++words;
  }
  if (words < least_words || cost <= room) return false;
  if (run.query.repeated != 0) return false;
  cost = 0;
  words = 0;
  for_each_bit(run.query.scored, [&](std::uint32_t i) {
    if (of_query[i] == match::kMaxConflict && (run.query.words & bit(i)) == 0) return;
    cost += points(of_query[i]);
    words += of_query[i] > 0 ? 1 : 0;
  });
  return words >= least_words && cost > room;
}

// Whether a listed name may write a form of the query in several words: false only if align() does not find it so
// (join_parts, join_readings, join_whole, match_acronym).
bool Searcher::may_join(const Run& run, std::uint32_t name, const PreparedQuery::Joined& form) {
  const std::span<const std::uint32_t> occurrences = run.index.occurrences(name);
  const std::uint32_t terms = run.index.term_count();
  if (form.kind == PreparedQuery::Joined::kAcronym) return occurrences.size() >= form.size;
  if (form.kind == PreparedQuery::Joined::kKorean) return occurrences.size() >= 2;
  const int edits = form.edits;
  const int size = form.size;
  if (form.kind == PreparedQuery::Joined::kWord) {
    for (std::size_t i = 0; i + 1 < occurrences.size(); ++i) {
      int bytes = 0;
      std::uint32_t letters = 0;
      for (std::size_t k = i; k < std::min(i + 3, occurrences.size()); ++k) {
        if ((occurrences[k] & kTermMask) >= terms) return false;
        const Sketch& sketch = run.index.sketch(occurrences[k] & kTermMask);
        bytes += sketch.fold_bytes;
        letters |= sketch.fold_letters;
        if (bytes > size + edits) break;
        // Each edit takes at most one letter from the set of either side.
        const int allowed = std::min(edits, int{match::joined_edits(static_cast<std::size_t>(std::min(bytes, size)))});
        if (k > i && std::abs(bytes - size) <= allowed && !match::more_bits_than(letters & ~form.letters, allowed) &&
            !match::more_bits_than(form.letters & ~letters, allowed)) {
          return true;
        }
      }
    }
    return false;
  }
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
bool Searcher::may_be_whole(const Run& run, std::uint32_t name) {
  constexpr std::uint32_t kPlain = (1U << 26U) - 1;
  int left = run.query.letters;
  std::uint32_t letters = 0;
  for (const std::uint32_t occurrence : run.index.occurrences(name)) {
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
