#include "ingest/cn/measure_history.h"

#include <algorithm>
#include <set>
#include <utility>

#include "ingest/cn/clauses.h"
#include "ingest/cn/measure_rows.h"

namespace penumbra::ingest::cn {

std::vector<AnnouncedMeasure> measures_for(const Announcement& act, bool person,
                                           const std::vector<std::string>& of_list) {
  std::vector<AnnouncedMeasure> out;
  const auto same = [](const AnnouncedMeasure& a, const AnnouncedMeasure& b) {
    return a.measure == b.measure && a.row == b.row && a.top == b.top && a.sub == b.sub;
  };
  for (const AnnouncedMeasure& one : act.measures) {
    if (!(person ? one.persons : one.bodies)) continue;
    // What the deciding paragraph says before the clauses is what they say anew.
    const bool said_again = one.top == 0 && one.sub == 0 &&
                            std::any_of(act.measures.begin(), act.measures.end(), [&](const AnnouncedMeasure& other) {
                              return other.measure == one.measure && (other.top != 0 || other.sub != 0) &&
                                     (person ? other.persons : other.bodies);
                            });
    const bool there = std::any_of(out.begin(), out.end(), [&](const auto& other) { return same(one, other); });
    if (!said_again && !there) out.push_back(one);
  }
  if (out.empty()) {
    for (const std::string& measure : of_list) out.push_back({measure, true, true, kNoRow, 0, 0});
  }
  // Whoever is listed has something ordered against him.
  if (out.empty()) out.push_back({"unknown", true, true, kNoRow, 0, 0});
  return out;
}

std::optional<std::vector<bool>> measures_meant(const ChangedPart& part, const Announcement& act,
                                                const std::vector<AnnouncedMeasure>& measures) {
  const std::vector<MeasureRow>& rows = measure_rows();
  std::vector<bool> by_words(measures.size(), false);
  for (std::size_t i = 0; i < measures.size(); ++i) {
    const auto named = [&](std::size_t row) {
      return std::find(part.rows.begin(), part.rows.end(), row) != part.rows.end();
    };
    if (measures[i].row != kNoRow) {
      by_words[i] = named(measures[i].row);
      continue;
    }
    // Of a measure that the announcement does not word, several wordings are one each; all of them are the whole.
    bool any = false;
    bool all = true;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (rows[row].measure != measures[i].measure) continue;
      any = any || named(row);
      all = all && named(row);
    }
    by_words[i] = any && all;
  }
  if (part.refs.empty()) return by_words;
  std::vector<bool> by_clause(measures.size(), false);
  for (const ClauseRef& ref : part.refs) {
    if (ref.announcement != 0 && ref.announcement != act.number) continue;
    const std::vector<AnnouncedClause> clauses = clauses_meant(ref, act.clauses);
    if (clauses.empty()) return std::nullopt;
    for (const AnnouncedClause& clause : clauses) {
      if (!clause.understood) return std::nullopt;
      for (std::size_t i = 0; i < measures.size(); ++i) {
        if (measures[i].top == clause.top && measures[i].sub == clause.sub) by_clause[i] = true;
      }
    }
  }
  const bool of_other_acts = std::none_of(part.refs.begin(), part.refs.end(), [&](const ClauseRef& ref) {
    return ref.announcement == 0 || ref.announcement == act.number;
  });
  if (of_other_acts) return std::nullopt;
  if (part.rows.empty()) return by_clause;
  // Number and words say it twice: what both say.
  bool any = false;
  for (std::size_t i = 0; i < measures.size(); ++i) {
    by_clause[i] = by_clause[i] && by_words[i];
    any = any || by_clause[i];
  }
  return any ? std::optional(by_clause) : std::nullopt;
}

MeasureHistory::MeasureHistory(std::vector<AnnouncedMeasure> measures, Date from)
    : measures_(std::move(measures)),
      tracks_(measures_.size(), std::map<Date, Since>{std::pair<const Date, Since>(from, Since())}),
      from_(from) {}

const MeasureHistory::Since& MeasureHistory::at(const std::map<Date, Since>& track, Date day) {
  const auto next = track.upper_bound(day);
  return next == track.begin() ? next->second : std::prev(next)->second;
}

std::size_t MeasureHistory::reason(const std::string& why) {
  const auto found = std::find(whys_.begin(), whys_.end(), why);
  const auto number = static_cast<std::size_t>(found - whys_.begin());
  if (found == whys_.end()) whys_.push_back(why);
  return number;
}

void MeasureHistory::set(std::map<Date, Since>& track, Date from, State state, std::size_t why) {
  track.erase(track.lower_bound(from), track.end());
  track[from] = {state, why};
}

void MeasureHistory::suspend(const std::vector<bool>& which, bool named, Date from, std::optional<Date> until,
                             const std::string& why) {
  from = std::max(from, from_);
  if (until && *until < from) return remark(from, std::nullopt, why);
  const std::size_t reason_number = reason(why);
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    if (!which[i] || (!named && at(tracks_[i], from).state == State::kEnded)) continue;
    set(tracks_[i], from, State::kSuspended, reason_number);
    if (until) tracks_[i][until->plus_days(1)] = {};
  }
}

bool MeasureHistory::prolong(const std::vector<bool>& which, Date from, const Duration& length,
                             const std::string& why) {
  bool all = true;
  const std::size_t reason_number = reason(why);
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    if (!which[i] || at(tracks_[i], from).state == State::kEnded) continue;
    // On the day after its last one, too, a suspension can be made longer without a gap.
    auto end = tracks_[i].lower_bound(from);
    while (end != tracks_[i].end() && end != tracks_[i].begin() && end->second.state != State::kHolds) ++end;
    const bool runs = end != tracks_[i].end() && end != tracks_[i].begin() && end->second.state == State::kHolds &&
                      std::prev(end)->second.state == State::kSuspended;
    if (!runs) {
      all = false;
      continue;
    }
    const Date first = end->first;
    set(tracks_[i], first, State::kSuspended, reason_number);
    tracks_[i][length.last_day(first).plus_days(1)] = {};
  }
  return all;
}

void MeasureHistory::end(const std::vector<bool>& which, Date from, const std::string& why) {
  const std::size_t reason_number = reason(why);
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    if (which[i]) set(tracks_[i], std::max(from, from_), State::kEnded, reason_number);
  }
}

void MeasureHistory::resume(const std::vector<bool>& which, Date from, const std::string& why) {
  const std::size_t reason_number = reason(why);
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    if (which[i]) set(tracks_[i], std::max(from, from_), State::kHolds, reason_number);
  }
}

void MeasureHistory::remark(Date from, std::optional<Date> until, const std::string& why) {
  remarks_.push_back({std::max(from, from_), until, reason(why)});
}

bool MeasureHistory::all_ended(Date day) const {
  return std::all_of(tracks_.begin(), tracks_.end(),
                     [&](const auto& track) { return at(track, std::max(day, from_)).state == State::kEnded; });
}

std::vector<MeasurePiece> MeasureHistory::pieces() const {
  std::set<Date> bounds = {from_};
  for (const auto& track : tracks_) {
    for (const auto& [day, since] : track) bounds.insert(day);
  }
  for (const Remark& one : remarks_) {
    bounds.insert(one.from);
    if (one.until && *one.until >= one.from) bounds.insert(one.until->plus_days(1));
  }
  std::vector<MeasurePiece> out;
  for (auto it = bounds.begin(); it != bounds.end(); ++it) {
    const auto next = std::next(it);
    MeasurePiece piece;
    piece.from = *it;
    if (next != bounds.end()) piece.to = *next;
    std::set<std::size_t> whys;
    std::set<std::size_t> ends;
    bool all_ended = true;
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
      const Since& since = at(tracks_[i], *it);
      whys.insert(since.why);
      all_ended = all_ended && since.state == State::kEnded;
      piece.suspended = piece.suspended || since.state == State::kSuspended;
      const std::string& measure = measures_[i].measure;
      if (since.state == State::kHolds &&
          std::find(piece.measures.begin(), piece.measures.end(), measure) == piece.measures.end())
        piece.measures.push_back(measure);
      if (next == bounds.end() || since.state == State::kEnded) continue;
      if (const Since& then = at(tracks_[i], *next); then.state == State::kEnded) ends.insert(then.why);
    }
    if (all_ended) continue;
    for (const Remark& one : remarks_) {
      if (one.from <= *it && (!one.until || *it <= *one.until)) whys.insert(one.why);
    }
    for (const std::set<std::size_t>* group : {&whys, &ends}) {
      for (const std::size_t why : *group) {
        if (why == 0 || (group == &ends && whys.contains(why))) continue;
        piece.note += (piece.note.empty() ? "" : "; ") + whys_[why];
      }
    }
    out.push_back(std::move(piece));
  }
  return out;
}

}  // namespace penumbra::ingest::cn
