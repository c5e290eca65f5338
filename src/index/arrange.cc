#include "index/arrange.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>

#include "base/large_pages.h"
#include "base/workers.h"
#include "index/name_lists.h"

namespace penumbra::index {
namespace {

constexpr std::uint64_t kMaxPlaces = (std::uint64_t{1} << 32U) - 1;
constexpr std::size_t kStep = 16384;  // names or terms that a thread takes at a time

// The first eight bytes, so that greater texts are greater numbers.
std::uint64_t first_bytes(std::string_view text) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    out = out << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  }
  return out;
}

void in_steps(std::size_t count, unsigned threads, const std::function<void(std::size_t, std::size_t)>& work) {
  in_parallel((count + kStep - 1) / kStep, threads,
              [&](std::size_t step) { work(step * kStep, std::min(count, (step + 1) * kStep)); });
}

// Sorts values of which no two are equal: pieces on several threads, then merged two by two.
template <typename Value, typename Before>
void sort_in_parallel(std::vector<Value>& values, unsigned threads, const Before& before) {
  constexpr std::size_t kLeast = 16384;  // of a piece
  std::size_t pieces = 1;
  while (pieces < threads && values.size() / (2 * pieces) >= kLeast) pieces *= 2;
  const auto begin_of = [&](std::size_t piece) {
    return values.begin() + static_cast<std::ptrdiff_t>(values.size() * piece / pieces);
  };
  in_parallel(pieces, threads, [&](std::size_t piece) { std::sort(begin_of(piece), begin_of(piece + 1), before); });
  for (std::size_t width = 1; width < pieces; width *= 2) {
    in_parallel(pieces / (2 * width), threads, [&](std::size_t pair) {
      const std::size_t first = 2 * width * pair;
      std::inplace_merge(begin_of(first), begin_of(first + width), begin_of(first + 2 * width), before);
    });
  }
}

// The terms of a name with weight, words first, and the rarest of them first of all; what it leads, and its shape.
class Standing {
 public:
  explicit Standing(std::span<const TermUse> uses) : uses_(uses) {}

  void read(std::span<const std::uint32_t> occurrences) {
    of_.clear();
    bool initials = false;
    bool twice = false;  // a word stands twice: it may be two words of another name
    for (const std::uint32_t occurrence : occurrences) {
      const std::uint32_t role = occurrence & kRoleMask;
      initials = initials || role == kRoleInitial;
      if (role == kRoleNone) continue;
      const std::uint32_t entry = occurrence & (kTermMask | kRoleMask);
      if (std::find(of_.begin(), of_.end(), entry) == of_.end()) {
        of_.push_back(entry);
      } else {
        twice = true;
      }
    }
    // Names have a handful of terms.
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
      const bool word_a = (a & kRoleMask) == kRoleWord;
      const bool word_b = (b & kRoleMask) == kRoleWord;
      return word_a != word_b ? word_a : uses_[a & kTermMask].count < uses_[b & kTermMask].count;
    };
    for (std::size_t i = 1; i < of_.size(); ++i) {
      const std::uint32_t entry = of_[i];
      std::size_t at = i;
      for (; at > 0 && before(entry, of_[at - 1]); --at) of_[at] = of_[at - 1];
      of_[at] = entry;
    }
    words_ = 0;
    for (; words_ < of_.size() && (of_[words_] & kRoleMask) == kRoleWord; ++words_) {
    }
    second_ = 0;
    shape_ = initials ? kShapeInitials : words_ <= 1 ? kShapeAlone : kShapeOther;
    if (words_ <= 1) return;
    // A word that repeats the rarest (as another kind of part, say) may be as far from all words as that.
    second_ = 1;
    while (second_ < words_ && hash(second_) == hash(0)) ++second_;
    if (second_ == words_) second_ = 1;
    if (initials || twice || words_ != of_.size() || words_ > kMostWords) return;
    for (std::size_t i = 0; i < words_; ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        if (hash(i) == hash(k)) return;
      }
    }
    shape_ = static_cast<std::uint32_t>(words_);
  }

  // Whether there is anything to stand under.
  bool leads() const { return !of_.empty(); }
  std::uint32_t leader() const { return term(0); }
  std::uint32_t beside() const { return beside_of(shape_, words_ >= 2 ? term(second_) : kBesideTerm); }
  bool initials() const { return shape_ == kShapeInitials; }
  // How many words there are, those counted once that are equal but for the kind of part.
  std::uint8_t different_words() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < words_; ++i) {
      std::size_t k = 0;
      while (k < i && hash(k) != hash(i)) ++k;
      count += k == i ? 1U : 0U;
    }
    return static_cast<std::uint8_t>(count);
  }

  // Calls seconds(term, what stands beside) and rest(term) for the lists that the name stands in.
  template <typename Seconds, typename Rest>
  void lists(const Seconds& seconds, const Rest& rest) const {
    for (std::size_t i = 1; i < of_.size(); ++i) {
      if (words_ == 0) {
        seconds(term(i), beside_of(shape_, kBesideTerm));
      } else if (words_ == 1) {
        // An initial of a query may stand for a single word; then anything else has met.
        seconds(term(i), beside_of(initials() ? kShapeInitials : kShapeOther, leader()));
      } else if (i == second_) {
        seconds(term(i), beside_of(shape_, leader()));
      } else {
        rest(term(i));
      }
    }
  }

 private:
  std::uint32_t term(std::size_t i) const { return of_[i] & kTermMask; }
  std::uint64_t hash(std::size_t i) const { return uses_[term(i)].hash; }

  std::span<const TermUse> uses_;
  std::vector<std::uint32_t> of_;
  std::size_t words_ = 0;
  std::size_t second_ = 0;
  std::uint32_t shape_ = kShapeOther;
};

std::span<const std::uint32_t> occurrences_of(const std::vector<std::uint32_t>& all, const PlacedName& record) {
  return std::span(all).subspan(record.first, record.count);
}

void order_terms(const TermTable& terms, unsigned threads, Arranged& out) {
  struct Key {
    std::uint64_t skeleton = 0;
    std::uint64_t letters = 0;
    std::uint32_t old = 0;
  };
  std::vector<Key> keys(terms.size());
  std::vector<Sketch> sketches(terms.size());
  in_steps(keys.size(), threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t t = from; t < to; ++t) {
      const Term term = terms.term(t);
      names::NameView view;
      view.pool = term.text.data();
      keys[t] = {first_bytes(view.skeleton(term.part)), first_bytes(view.fold(term.part)),
                 static_cast<std::uint32_t>(t)};
      sketches[t] = sketch_of(view, term.part);
    }
  });
  sort_in_parallel(keys, threads, [](const Key& a, const Key& b) {
    if (a.skeleton != b.skeleton) return a.skeleton < b.skeleton;
    return a.letters != b.letters ? a.letters < b.letters : a.old < b.old;
  });
  out.terms.resize(keys.size());
  out.sketches.resize(keys.size());
  in_steps(keys.size(), threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t t = from; t < to; ++t) {
      out.terms[t] = keys[t].old;
      out.sketches[t] = sketches[keys[t].old];
    }
  });
}

// Names by what leads them, then by what stands beside them, then by their words.
void order_names(const std::vector<PlacedName>& names, const std::vector<std::uint32_t>& occurrences,
                 std::span<const TermUse> uses, unsigned threads, Arranged& out) {
  constexpr std::uint32_t kNobody = kTermMask;
  struct Place {
    std::uint32_t leader = kNobody;
    std::uint32_t beside = 0;
  };
  std::vector<Place> places(names.size());
  in_steps(names.size(), threads, [&](std::size_t from, std::size_t to) {
    Standing standing(uses);
    for (std::size_t n = from; n < to; ++n) {
      standing.read(occurrences_of(occurrences, names[n]));
      if (standing.leads()) places[n] = {standing.leader(), standing.beside()};
    }
  });
  // Those that nothing leads come first.
  const std::size_t count = out.terms.size();
  std::vector<std::uint32_t> next(count + 1, 0);
  const auto slot = [&](std::uint32_t leader) { return leader == kNobody ? 0 : std::size_t{leader} + 1; };
  for (const Place& place : places) ++next[slot(place.leader)];
  std::uint32_t at = 0;
  for (std::uint32_t& n : next) at += std::exchange(n, at);
  out.leads.assign(next.begin() + 1, next.end());
  std::vector<std::uint32_t> old(names.size());
  for (std::uint32_t n = 0; n < names.size(); ++n) old[next[slot(places[n].leader)]++] = n;
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    if (places[a].beside != places[b].beside) return places[a].beside < places[b].beside;
    const auto of_a = occurrences_of(occurrences, names[a]);
    const auto of_b = occurrences_of(occurrences, names[b]);
    const auto [x, y] = std::mismatch(of_a.begin(), of_a.end(), of_b.begin(), of_b.end());
    if (x == of_a.end() || y == of_b.end()) return of_a.size() != of_b.size() ? of_a.size() < of_b.size() : a < b;
    return *x < *y;
  };
  in_steps(count, threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t t = from; t < to; ++t) {
      const std::size_t end = t + 1 < count ? out.leads[t + 1] : old.size();
      if (end - out.leads[t] > 1) {
        std::sort(old.begin() + out.leads[t], old.begin() + static_cast<std::ptrdiff_t>(end), before);
      }
    }
  });
  out.new_of_name.resize(names.size());
  base::reserve_large(out.names, names.size());
  out.names.resize(names.size());
  base::reserve_large(out.beside, names.size());
  out.beside.resize(names.size());
  std::uint32_t first = 0;
  for (std::uint32_t n = 0; n < names.size(); ++n) {
    out.new_of_name[old[n]] = n;
    out.names[n] = names[old[n]];
    out.names[n].first = std::exchange(first, first + names[old[n]].count);
  }
  base::reserve_large(out.occurrences, occurrences.size());
  out.occurrences.resize(occurrences.size());
  if (names.size() <= kMostCountedNames) out.words.resize(names.size());
  in_steps(names.size(), threads, [&](std::size_t from, std::size_t to) {
    Standing standing(uses);
    for (std::size_t n = from; n < to; ++n) {
      if (!out.words.empty()) {
        standing.read(occurrences_of(occurrences, names[old[n]]));
        out.words[n] = standing.different_words();
      }
      out.beside[n] = places[old[n]].beside;
      const auto of = occurrences_of(occurrences, names[old[n]]);
      std::copy(of.begin(), of.end(), out.occurrences.begin() + out.names[n].first);
    }
  });
}

void order_by_entities(const std::vector<PlacedName>& names, Arranged& out) {
  std::vector<std::uint32_t> order(names.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    if (names[a].entity != names[b].entity) return names[a].entity < names[b].entity;
    return names[a].ordinal != names[b].ordinal ? names[a].ordinal < names[b].ordinal : a < b;
  };
  if (!std::is_sorted(order.begin(), order.end(), before)) std::sort(order.begin(), order.end(), before);
  for (std::uint32_t& name : order) name = out.new_of_name[name];
  out.order = std::move(order);
}

}  // namespace

void in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  base::on_workers(static_cast<unsigned>(std::min<std::size_t>(threads, count)), [&](unsigned /*worker*/) {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  });
}

Arranged arrange(const TermTable& terms, const std::vector<PlacedName>& names, std::vector<std::uint32_t> occurrences,
                 unsigned threads) {
  Arranged out;
  order_terms(terms, threads, out);
  std::vector<std::uint32_t> new_of_term(terms.size());
  for (std::uint32_t t = 0; t < out.terms.size(); ++t) new_of_term[out.terms[t]] = t;
  std::vector<TermUse> uses(terms.size());
  for (std::uint32_t t = 0; t < uses.size(); ++t) uses[t].hash = terms.parts()[out.terms[t]].hash;
  for (std::uint32_t& occurrence : occurrences) {
    occurrence = (occurrence & ~kTermMask) | new_of_term[occurrence & kTermMask];
    if ((occurrence & kRoleMask) != kRoleNone) ++uses[occurrence & kTermMask].count;
  }
  for (const PlacedName& record : names) {
    const auto type = static_cast<names::NameType>(record.flags & kNameTypeMask);
    for (const std::uint32_t occurrence : occurrences_of(occurrences, record)) {
      out.sketches[occurrence & kTermMask].flags |= of_type(type);
    }
  }
  order_names(names, occurrences, uses, threads, out);
  occurrences = {};
  order_by_entities(names, out);
  out.uses = std::move(uses);
  return out;
}

// Counts what goes where, then files it.
void lay_out_lists(Arranged& out) {
  struct Counts {
    std::uint32_t seconds = 0;
    std::uint32_t plain = 0;
    std::uint32_t initials = 0;
    bool none() const { return (seconds | plain | initials) == 0; }
    bool small() const { return seconds < 1024 && plain + initials < 1024; }
  };
  std::vector<Counts> counts(out.terms.size());
  Standing standing(out.uses);
  for (const PlacedName& record : out.names) {
    standing.read(occurrences_of(out.occurrences, record));
    standing.lists([&](std::uint32_t term, std::uint32_t) { ++counts[term].seconds; },
                   [&](std::uint32_t term) { ++(standing.initials() ? counts[term].initials : counts[term].plain); });
  }
  out.lists_at.assign(counts.size(), kNoLists);
  std::uint64_t size = 0;
  for (std::size_t t = 0; t < counts.size(); ++t) {
    const Counts& c = counts[t];
    if (c.none()) continue;
    if (size >= kMaxPlaces) {
      out.fits = false;
      return;
    }
    out.lists_at[t] = static_cast<std::uint32_t>(size);
    size += (c.small() ? 1U : 4U) + 2 * std::uint64_t{c.seconds} + c.plain + c.initials;
    if (c.seconds != 0) size = ((size + 1) & ~std::uint64_t{1}) + 2 * std::uint64_t{c.seconds};
  }
  if (size >= kMaxPlaces) {
    out.fits = false;
    return;
  }
  base::reserve_large(out.lists, static_cast<std::size_t>(size));
  out.lists.assign(static_cast<std::size_t>(size), 0);
  // From here on `counts` says where the next goes.
  for (std::size_t t = 0; t < counts.size(); ++t) {
    Counts& c = counts[t];
    if (c.none()) continue;
    std::uint32_t at = out.lists_at[t];
    const std::uint32_t rest = c.plain + c.initials;
    if (c.small()) {
      out.lists[at++] = c.seconds | rest << 10U | c.plain << 20U;
    } else {
      out.lists[at++] = 1U << 31U;
      out.lists[at++] = c.seconds;
      out.lists[at++] = rest;
      out.lists[at++] = c.plain;
    }
    const std::uint32_t plain_at = at + 2 * c.seconds;
    c = {at, plain_at, plain_at + c.plain};
  }
  const auto lists_of = [&](std::size_t t) {
    NameLists lists;
    read_lists(out.lists, out.lists_at[t], lists);
    return lists;
  };
  const auto place_of = [&](const std::uint32_t* word) { return static_cast<std::size_t>(word - out.lists.data()); };
  for (std::uint32_t n = 0; n < out.names.size(); ++n) {
    standing.read(occurrences_of(out.occurrences, out.names[n]));
    standing.lists(
        [&](std::uint32_t term, std::uint32_t beside) {
          const std::size_t leaders = lists_of(term).seconds.size();
          out.lists[counts[term].seconds] = n;
          out.lists[counts[term].seconds + leaders] = beside;
          ++counts[term].seconds;
        },
        [&](std::uint32_t term) {
          out.lists[standing.initials() ? counts[term].initials++ : counts[term].plain++] = n;
        });
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> entries;
  for (std::size_t t = 0; t < counts.size(); ++t) {
    const NameLists lists = lists_of(t);
    if (lists.seconds.empty()) continue;
    entries.clear();
    for (std::size_t i = 0; i < lists.seconds.size(); ++i) entries.emplace_back(lists.leaders[i], lists.seconds[i]);
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return shape_of(a.first) < shape_of(b.first); });
    const std::size_t names_at = place_of(lists.seconds.data());
    const std::size_t leaders_at = place_of(lists.leaders.data());
    const std::size_t marks_at = place_of(reinterpret_cast<const std::uint32_t*>(lists.marks.data()));
    for (std::size_t i = 0; i < entries.size(); ++i) {
      out.lists[names_at + i] = entries[i].second;
      out.lists[leaders_at + i] = entries[i].first;
      const std::uint32_t leader = entries[i].first & kBesideTerm;
      const Mark mark = leader < out.sketches.size() ? mark_of(out.sketches[leader]) : 0;
      std::memcpy(&out.lists[marks_at + 2 * i], &mark, sizeof mark);
    }
  }
}

}  // namespace penumbra::index
