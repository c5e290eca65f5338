// How it works: the cases are planned first, on one thread; then they are asked, in any order on any number of threads,
// and each answer is written to the place of its case; then they are counted in order. Clean names are drawn by number,
// so nothing of a million of them is kept but counts. Every question goes through Screener::screen(), as `penumbra
// screen` asks it, at the threshold of the test. What is known of scores below it comes from asking again at the floor
// of retrieval: every missed case, and every tenth clean name.
#include "selftest/run.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_set>
#include <utility>

#include "base/workers.h"
#include "penumbra/comparison.h"
#include "selftest/clean.h"
#include "selftest/plan.h"

namespace penumbra::selftest {
namespace {

constexpr double kFloor = 0.60;  // retrieval loses nothing from here up (docs/design/matching.md)
constexpr std::uint64_t kAskedAgain = 10;
constexpr std::size_t kShownAlerts = 200;
constexpr std::size_t kShownBytes = 160;

std::uint64_t hash_of(std::u32string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char32_t c : text) hash = (hash ^ c) * 0x100000001b3U;
  return base::mixed(hash);
}

// Reasons of one question; every other reason is one of the store.
bool of_the_question(std::string_view key) {
  return key == "name-empty" || key == "name-too-long" || key == "too-many-names" || key == "search-bound";
}

std::string shortened(const std::string& text) {
  if (text.size() <= kShownBytes) return text;
  std::size_t cut = kShownBytes;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return text.substr(0, cut) + "… (" + std::to_string(text.size()) + " bytes)";
}

// Does `work(begin, end, worker)` for pieces of [0, total) on all threads; `progress` is called by this thread.
template <typename Work>
Status in_parallel(std::uint64_t total, unsigned threads, std::string_view what, const ProgressCall& progress,
                   Work work) {
  constexpr std::uint64_t kPiece = 64;
  std::atomic<std::uint64_t> next{0};
  std::atomic<std::uint64_t> done{0};
  std::mutex mutex;
  std::optional<Error> failed;
  const auto run = [&](unsigned worker) {
    for (std::uint64_t begin = next.fetch_add(kPiece); begin < total; begin = next.fetch_add(kPiece)) {
      const std::uint64_t end = std::min(begin + kPiece, total);
      if (Status status = work(begin, end, worker); !status.ok()) {
        const std::lock_guard<std::mutex> lock(mutex);
        if (!failed) failed = status.error();
        next = total;
        return;
      }
      done += end - begin;
      if (worker == 0 && progress) progress(what, done, total);
    }
  };
  base::on_workers(threads, run);
  if (failed) return *failed;
  if (progress) progress(what, total, total);
  return {};
}

struct Answered {
  Outcome outcome = Outcome::kClear;
  bool hit = false;          // the right party is among the hits
  std::uint16_t points = 0;  // of the right party
  bool retrieved = false;    // a missed case: found below the threshold
};

class Runner {
 public:
  Runner(const Settings& settings, const ProgressCall& progress) : settings_(settings), progress_(progress) {
    threads_ = settings.threads > 0 ? settings.threads : std::max(1U, std::thread::hardware_concurrency());
    threshold_ = static_cast<int>(std::ceil(settings.threshold * kScorePerUnit - 1e-6));
  }

  Result<Report> run() {
    PENUMBRA_RETURN_IF_ERROR(open());
    PENUMBRA_RETURN_IF_ERROR(ask_cases());
    PENUMBRA_RETURN_IF_ERROR(ask_clean());
    draw_curve();
    return std::move(report_);
  }

 private:
  Status open() {
    if (!(settings_.threshold >= kFloor) || settings_.threshold > 1.0) {
      return Error{ErrorCode::kInvalidArgument,
                   "the threshold of a self test must lie in 0.60 to 1",
                   {},
                   "Use a number such as 0.7"};
    }
    ScreenerOptions options;
    options.sources = settings_.lists;
    options.max_age_days = settings_.max_age_days;
    PENUMBRA_ASSIGN_OR_RETURN(Screener screener, Screener::open(settings_.store, options));
    screener_.emplace(std::move(screener));
    PENUMBRA_ASSIGN_OR_RETURN(parties_,
                              listed_parties(settings_.store, settings_.lists, settings_.as_of, settings_.known_at));
    for (const std::string& wanted : settings_.lists) {
      if (std::find(parties_.sources.begin(), parties_.sources.end(), wanted) == parties_.sources.end()) {
        return Error{ErrorCode::kInvalidArgument,
                     "the store has no source called \"" + wanted + "\"",
                     {},
                     "penumbra versions --store DIR lists them"};
      }
    }
    if (parties_.names.empty()) {
      return Error{ErrorCode::kEmpty,
                   "no party is listed in this store on the day asked for",
                   {},
                   "Import a list with penumbra import, or choose another day with --as-of"};
    }
    report_.settings = settings_;
    report_.settings.customers.clear();
    report_.sources = parties_.sources;
    report_.parties = parties_.parties;
    report_.names = parties_.names.size();
    report_.not_in_force = parties_.not_in_force;
    report_.without_letters = parties_.without_letters;
    for (const ListedName& name : parties_.names) {
      report_.weak_names += name.weak ? 1U : 0U;
      listed_.insert(hash_of(word_for_word(name.text)));
    }
    // What keeps every answer from being complete is a fact about the store, told once.
    PENUMBRA_ASSIGN_OR_RETURN(const ScreenAnswer first, screener_->screen(question("Nobody", PartyKind::kOther, 1.0)));
    report_.as_of = first.as_of;
    if (first.versions != nullptr) report_.versions = *first.versions;
    for (const Remark& reason : first.reasons) {
      if (!of_the_question(reason.key)) report_.gaps.push_back(reason);
    }
    for (const Remark& warning : first.warnings) {
      if (warning.key != "trick-in-name") report_.warnings.push_back(warning);
    }
    return {};
  }

  ScreenQuery question(std::string name, PartyKind kind, double threshold) const {
    ScreenQuery query;
    query.name = std::move(name);
    query.threshold = threshold;
    query.as_of = settings_.as_of;
    query.known_at = settings_.known_at;
    if (settings_.state_kind) {
      switch (kind) {
        case PartyKind::kPerson:
          query.schema = "Person";
          break;
        case PartyKind::kOrganisation:
          query.schema = "Organization";
          break;
        case PartyKind::kVessel:
          query.schema = "Vessel";
          break;
        case PartyKind::kAircraft:
          query.schema = "Airplane";
          break;
        case PartyKind::kOther:
          break;
      }
    }
    return query;
  }

  static const Hit* right_party(const ScreenAnswer& answer, const std::string& entity) {
    const auto it =
        std::find_if(answer.hits.begin(), answer.hits.end(), [&](const Hit& hit) { return hit.id == entity; });
    return it == answer.hits.end() ? nullptr : &*it;
  }

  Result<Answered> ask(const Case& one) const {
    const ListedName& listed = parties_.names[one.name];
    const std::optional<std::string> text = one.text(parties_);
    PENUMBRA_ASSIGN_OR_RETURN(const ScreenAnswer answer, screener_->screen(question(text.value_or(listed.text),
                                                                                    listed.kind, settings_.threshold)));
    Answered out;
    const Hit* right = right_party(answer, listed.entity);
    out.hit = right != nullptr;
    if (right != nullptr) out.points = static_cast<std::uint16_t>(right->points);
    const bool complete = std::none_of(answer.reasons.begin(), answer.reasons.end(),
                                       [](const Remark& reason) { return of_the_question(reason.key); });
    if (!complete) {
      out.outcome = Outcome::kIncomplete;
    } else if (out.hit) {
      out.outcome = Outcome::kFound;
    } else {
      out.outcome = answer.hits.empty() ? Outcome::kClear : Outcome::kOther;
      PENUMBRA_ASSIGN_OR_RETURN(const ScreenAnswer again,
                                screener_->screen(question(text.value_or(listed.text), listed.kind, kFloor)));
      if (const Hit* below = right_party(again, listed.entity); below != nullptr) {
        out.points = static_cast<std::uint16_t>(below->points);
        out.retrieved = true;
      }
    }
    return out;
  }

  Status ask_cases() {
    if (progress_) progress_("Drawing cases", 0, 0);
    cases_ = plan(parties_, settings_.seed, settings_.sample, settings_.all);
    answers_.resize(cases_.size());
    const auto ask_some = [&](std::uint64_t begin, std::uint64_t end, unsigned) -> Status {
      for (std::uint64_t i = begin; i < end; ++i) {
        PENUMBRA_ASSIGN_OR_RETURN(answers_[i], ask(cases_[i]));
      }
      return {};
    };
    PENUMBRA_RETURN_IF_ERROR(in_parallel(cases_.size(), threads_, "Listed names", progress_, ask_some));
    for (std::size_t i = 0; i < cases_.size(); ++i) tally(cases_[i], answers_[i]);
    return keep_misses();
  }

  bool counts(const Case& one) const {
    return !parties_.names[one.name].weak && !(one.count == 1 && treatments()[one.by[0]].bounded);
  }

  void tally(const Case& one, const Answered& answer) {
    const ListedName& listed = parties_.names[one.name];
    if (listed.weak) {
      report_.weak.add(answer.outcome, answer.hit);
      return;
    }
    if (one.count == 1) {
      report_.techniques[one.by[0]].add(answer.outcome, answer.hit);
      report_.cells[{one.by[0], listed.source, listed.writing, listed.kind}].add(answer.outcome, answer.hit);
    } else if (one.count == 2) {
      report_.pairs[{one.by[0], one.by[1]}].add(answer.outcome, answer.hit);
    } else {
      for (std::size_t i = 0; i < one.count; ++i) report_.in_triples[one.by[i]].add(answer.outcome, answer.hit);
    }
    if (!counts(one)) return;
    report_.levels[one.level()].add(answer.outcome, answer.hit);
    if (answer.outcome == Outcome::kFound) count(report_.true_scores[one.level()], answer.points);
  }

  // Half of the room goes to unchanged names and single techniques; each level's part is drawn evenly over its misses.
  Status keep_misses() {
    std::array<std::vector<std::size_t>, kLevels> missed;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      const bool bad = answers_[i].outcome == Outcome::kClear || answers_[i].outcome == Outcome::kOther ||
                       (answers_[i].outcome == Outcome::kIncomplete && counts(cases_[i]));
      if (!bad) continue;
      ++report_.missed;
      missed[cases_[i].level()].push_back(i);
    }
    for (std::size_t level = 0; level < kLevels; ++level) {
      const std::size_t room = settings_.misses / (level < 2 ? 4 : 8) * (level == 0 || level == 2 ? 1 : 2);
      const std::vector<std::size_t>& all = missed[level];
      const std::size_t kept = std::min(room, all.size());
      for (std::size_t k = 0; k < kept; ++k) {
        const std::size_t at = all[k * all.size() / kept];
        PENUMBRA_ASSIGN_OR_RETURN(Miss miss, explain(cases_[at], answers_[at]));
        report_.misses.push_back(std::move(miss));
      }
    }
    return {};
  }

  Result<Miss> explain(const Case& one, const Answered& answer) const {
    const ListedName& listed = parties_.names[one.name];
    const std::string text = one.text(parties_).value_or(listed.text);
    Miss miss;
    for (std::size_t i = 0; i < one.count; ++i) miss.treatments.push_back(treatments()[one.by[i]].key);
    miss.listed = listed.text;
    miss.asked = shortened(text);
    miss.entity = listed.entity;
    miss.source = parties_.sources[listed.source];
    miss.kind = listed.kind;
    miss.outcome = answer.outcome;
    miss.points = answer.points;
    if (answer.outcome == Outcome::kIncomplete) {
      miss.reason = "the screening said that it is incomplete";
      return miss;
    }
    PENUMBRA_ASSIGN_OR_RETURN(NameComparison pair, compare_names(listed.schema, text, listed.text));
    if (!answer.retrieved) miss.points = pair.points;
    std::stable_sort(pair.features.begin(), pair.features.end(),
                     [](const ScoreFeature& a, const ScoreFeature& b) { return a.points < b.points; });
    for (std::size_t i = 0; i < pair.features.size() && i < 2 && pair.features[i].points < 0; ++i) {
      miss.reason += (i > 0 ? "; " : "") + pair.features[i].text;
    }
    return miss;
  }

  // Counts of one thread over clean names; sums of whole numbers, so that the order in which they are added is nothing.
  struct CleanCounts {
    CleanTally all;
    std::map<std::string, CleanTally, std::less<>> by_culture;
    std::map<PartyKind, CleanTally> by_kind;
    std::map<std::string, std::uint64_t, std::less<>> by_list;
    std::map<std::string, std::uint64_t, std::less<>> by_party;
    Histogram scores{}, near{};
    std::uint64_t near_names = 0;
    std::vector<FalseAlert> alerts;
  };

  Status ask_customer(std::uint64_t index, CleanCounts& counts) const {
    CleanName name;
    if (settings_.customers.empty()) {
      name = clean_name(settings_.seed, index);
    } else {
      name.text = settings_.customers[index];
      name.kind = PartyKind::kOther;
      name.culture = "customers";
    }
    PENUMBRA_ASSIGN_OR_RETURN(const ScreenAnswer answer,
                              screener_->screen(question(name.text, name.kind, settings_.threshold)));
    CleanTally one;
    one.names = 1;
    const bool hit = answer.hits_total > 0;
    const bool coincidence = hit && (listed_.contains(hash_of(word_for_word(name.text))) ||
                                     (name.kind == PartyKind::kVessel && name.text.starts_with("MV ") &&
                                      listed_.contains(hash_of(word_for_word(std::string_view(name.text).substr(3))))));
    if (coincidence) {
      one.coincidences = 1;
    } else if (hit) {
      one.alerts = 1;
      one.hits = answer.hits_total;
      const Hit& best = answer.hits.front();
      count(counts.scores, best.points);
      std::set<std::string_view> lists;
      for (const Hit& each : answer.hits) {
        lists.insert(each.source);
        ++counts.by_party[each.source + ": " + each.caption];
      }
      for (const std::string_view list : lists) ++counts.by_list[std::string(list)];
      keep({index, name.text, name.kind, std::string(name.culture), best.id, best.matched_name, best.points},
           counts.alerts);
    } else if (std::any_of(answer.reasons.begin(), answer.reasons.end(),
                           [](const Remark& reason) { return of_the_question(reason.key); })) {
      one.incomplete = 1;
    }
    if (index % kAskedAgain == 0) {
      ++counts.near_names;
      if (!hit) {
        PENUMBRA_ASSIGN_OR_RETURN(const ScreenAnswer again, screener_->screen(question(name.text, name.kind, kFloor)));
        if (again.hits_total > 0) count(counts.near, again.hits.front().points);
      }
    }
    for (CleanTally* tally : {&counts.all, &counts.by_culture[std::string(name.culture)], &counts.by_kind[name.kind]})
      add(one, *tally);
    return {};
  }

  static void add(const CleanTally& more, CleanTally& to) {
    to.names += more.names;
    to.alerts += more.alerts;
    to.hits += more.hits;
    to.incomplete += more.incomplete;
    to.coincidences += more.coincidences;
  }

  // The alerts with the smallest numbers.
  static void keep(FalseAlert alert, std::vector<FalseAlert>& alerts) {
    const auto before = [](const FalseAlert& a, const FalseAlert& b) { return a.index < b.index; };
    if (alerts.size() >= kShownAlerts && alert.index > alerts.back().index) return;
    alerts.insert(std::upper_bound(alerts.begin(), alerts.end(), alert, before), std::move(alert));
    if (alerts.size() > kShownAlerts) alerts.pop_back();
  }

  Status ask_clean() {
    const std::uint64_t total = settings_.customers.empty() ? settings_.clean : settings_.customers.size();
    std::vector<CleanCounts> counts(threads_);
    const auto ask_some = [&](std::uint64_t begin, std::uint64_t end, unsigned worker) -> Status {
      for (std::uint64_t i = begin; i < end; ++i) PENUMBRA_RETURN_IF_ERROR(ask_customer(i, counts[worker]));
      return {};
    };
    PENUMBRA_RETURN_IF_ERROR(in_parallel(total, threads_, "Clean names", progress_, ask_some));
    std::map<std::string, std::uint64_t, std::less<>> parties;
    for (CleanCounts& part : counts) {
      add(part.all, report_.clean);
      for (const auto& [key, tally] : part.by_culture) add(tally, report_.clean_by_culture[key]);
      for (const auto& [key, tally] : part.by_kind) add(tally, report_.clean_by_kind[key]);
      for (const auto& [key, n] : part.by_list) report_.alerts_by_list[key] += n;
      for (const auto& [key, n] : part.by_party) parties[key] += n;
      for (std::size_t i = 0; i < kHistogramBins; ++i) {
        report_.false_scores[i] += part.scores[i];
        report_.near_scores[i] += part.near[i];
      }
      report_.near_names += part.near_names;
      for (FalseAlert& alert : part.alerts) keep(std::move(alert), report_.alerts);
    }
    constexpr std::size_t kParties = 25;
    report_.frequent_parties.assign(parties.begin(), parties.end());
    std::stable_sort(report_.frequent_parties.begin(), report_.frequent_parties.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (report_.frequent_parties.size() > kParties) report_.frequent_parties.resize(kParties);
    return {};
  }

  // Whole hundredths, so that the histograms of clean names say what is at or above each.
  void draw_curve() {
    for (int hundredth = kHistogramFrom; hundredth <= 100; ++hundredth) {
      CurvePoint point;
      point.points = hundredth * 100;
      for (std::size_t i = 0; i < cases_.size(); ++i) {
        if (!counts(cases_[i]) || answers_[i].outcome == Outcome::kIncomplete) continue;
        point.found[cases_[i].level()] += answers_[i].points >= point.points ? 1U : 0U;
      }
      std::uint64_t above = 0;
      for (std::size_t bin = static_cast<std::size_t>(hundredth - kHistogramFrom); bin < kHistogramBins; ++bin)
        above += report_.false_scores[bin];
      const std::uint64_t counted = report_.clean.names;
      if (point.points >= threshold_) {
        point.false_alerts = above;
        point.clean_names = counted;
      } else if (report_.near_names > 0) {
        // Of the tenth: those that hit already, by the whole, and those that would.
        std::uint64_t near = 0;
        for (std::size_t bin = static_cast<std::size_t>(hundredth - kHistogramFrom); bin < kHistogramBins; ++bin)
          near += report_.near_scores[bin];
        point.false_alerts = near * counted / report_.near_names + report_.clean.alerts;
        point.clean_names = counted;
      }
      report_.curve.push_back(point);
    }
  }

  const Settings& settings_;
  const ProgressCall& progress_;
  unsigned threads_ = 1;
  int threshold_ = 0;
  std::optional<Screener> screener_;
  Parties parties_;
  std::unordered_set<std::uint64_t> listed_;
  std::vector<Case> cases_;
  std::vector<Answered> answers_;
  Report report_;
};

}  // namespace

Result<Report> run(const Settings& settings, const ProgressCall& progress) {
  return Runner(settings, progress).run();
}

}  // namespace penumbra::selftest
