#include "resolve/resolve.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <unordered_map>

#include <fmt/format.h>

#include "base/workers.h"
#include "resolve/blocking.h"
#include "resolve/cluster.h"
#include "resolve/programmes.h"

namespace penumbra::resolve {
namespace {

constexpr std::size_t kPairsAtOnce = 256;

unsigned threads_of(unsigned wanted) {
  return wanted > 0 ? wanted : std::max(1U, std::thread::hardware_concurrency());
}

bool share_any(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (const std::string& text : a) {
    if (std::binary_search(b.begin(), b.end(), text)) return true;
  }
  return false;
}

// What is asked of every pair that shares a key.
class Contexts {
 public:
  static Result<Contexts> make(const Records& records, const Pairs& pairs) {
    Contexts out(records);
    PENUMBRA_ASSIGN_OR_RETURN(out.programmes_, Programmes::learn(records, pairs.certain));
    for (std::uint32_t record = 0; record < records.size(); ++record) {
      const std::uint32_t source = records.source(record);
      if (source >= out.sizes_.size()) out.sizes_.resize(source + 1);
      ++out.sizes_[source];
    }
    return out;
  }

  // What costs little, without the words of an explanation.
  PairContext quick(std::uint32_t left, std::uint32_t right) const {
    PairContext out;
    if (records_->source(left) == records_->source(right)) return out;
    out.among = std::max(sizes_[records_->source(left)], sizes_[records_->source(right)]);
    out.same_id = records_->key(left).id == records_->key(right).id;
    out.programmes.bits = programmes_.bits(left, right);
    return out;
  }

  // Everything. `told`: with its words.
  Result<PairContext> whole(std::uint32_t left, std::uint32_t right, bool told = false) const {
    PairContext out = quick(left, right);
    if (records_->source(left) != records_->source(right)) {
      if (told) out.programmes = programmes_.explain(left, right);
      return out;
    }
    PENUMBRA_ASSIGN_OR_RETURN(const std::vector<std::string> left_lists, records_->lists(left));
    PENUMBRA_ASSIGN_OR_RETURN(const std::vector<std::string> right_lists, records_->lists(right));
    // A source that names no lists is one list.
    out.same_list = left_lists.empty() || right_lists.empty() || share_any(left_lists, right_lists);
    PENUMBRA_ASSIGN_OR_RETURN(const std::vector<std::string> related, records_->related(left));
    out.related = std::binary_search(related.begin(), related.end(), records_->key(right).id);
    return out;
  }

 private:
  explicit Contexts(const Records& records) : records_(&records) {}

  const Records* records_;
  Programmes programmes_;
  std::vector<std::uint32_t> sizes_;  // of the sources
};

// Compares pairs on several threads. What is no cluster and no question is dropped at once: pairs are many.
class Comparer {
 public:
  Comparer(const Records& records, const WordCounts& words, const Contexts& contexts, const ResolveOptions& options)
      : records_(records), words_(words), contexts_(contexts), options_(options) {}

  Result<std::vector<PairFinding>> compare(const Pairs& pairs, unsigned threads) {
    std::vector<std::vector<PairFinding>> found(threads);
    std::vector<std::optional<Error>> errors(threads);
    const auto run = [&](unsigned thread) {
      Shelf shelf(records_);
      while (!failed_) {
        const std::size_t first = next_.fetch_add(kPairsAtOnce);
        if (first >= pairs.pairs.size()) return;
        const std::size_t last = std::min(pairs.pairs.size(), first + kPairsAtOnce);
        if (Status done = compare(pairs, first, last, shelf, found[thread]); !done.ok()) {
          errors[thread] = done.error();
          failed_ = true;
          return;
        }
        if (options_.progress) options_.progress("Comparing", last, pairs.pairs.size());
      }
    };
    base::on_workers(threads, run);
    for (std::optional<Error>& error : errors) {
      if (error) return *std::move(error);
    }
    std::vector<PairFinding> out;
    for (std::vector<PairFinding>& part : found) out.insert(out.end(), part.begin(), part.end());
    std::sort(out.begin(), out.end(), [](const PairFinding& a, const PairFinding& b) {
      return std::pair(a.left, a.right) < std::pair(b.left, b.right);
    });
    return out;
  }

 private:
  // Profiles of records that were compared lately, one to a place: a record is on the right of many pairs.
  class Shelf {
   public:
    explicit Shelf(const Records& records) : records_(records), places_(std::min(records.size(), kPlaces) + 1) {}

    Result<const Profile*> at(std::uint32_t record) {
      Place& place = places_[record % places_.size()];
      if (!place.profile || place.record != record) {
        PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, records_.entity(record));
        place.profile = std::make_unique<const Profile>(profile_of(entity));
        place.record = record;
      }
      return place.profile.get();
    }

   private:
    static constexpr std::uint32_t kPlaces = 32'768;
    struct Place {
      std::uint32_t record = 0;
      std::unique_ptr<const Profile> profile;
    };
    const Records& records_;
    std::vector<Place> places_;
  };

  Status compare(const Pairs& pairs, std::size_t first, std::size_t last, Shelf& shelf,
                 std::vector<PairFinding>& out) const {
    std::optional<std::uint32_t> held;
    Profile left;  // its own, because the right one may take its place
    for (std::size_t i = first; i < last; ++i) {
      const auto [a, b] = pairs.pairs[i];
      if (held != a) {
        PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, records_.entity(a));
        left = profile_of(entity);
        held = a;
      }
      PENUMBRA_ASSIGN_OR_RETURN(const Profile* const right, shelf.at(b));
      Decision decision = decide(left, *right, contexts_.quick(a, b), words_);
      if (decision.ruling == Ruling::kDifferent) continue;
      // What lists say of the two is asked only where it matters.
      PENUMBRA_ASSIGN_OR_RETURN(const PairContext context, contexts_.whole(a, b));
      if (context.same_list || context.related) decision = decide(left, *right, context, words_);
      out.push_back({a, b, decision.ruling, decision.rule, "", decision.points, decision.bits, decision.needed});
    }
    return {};
  }

  const Records& records_;
  const WordCounts& words_;
  const Contexts& contexts_;
  const ResolveOptions& options_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
};

using Numbers = std::map<RecordKey, std::uint32_t>;

// The numbers of the records that judgements speak of.
Numbers numbers_of(const Records& records, const Judgements& judgements) {
  Numbers wanted;
  for (const JudgementLine* line : judgements.in_force()) {
    wanted.emplace(line->left, records.size());
    wanted.emplace(line->right, records.size());
  }
  if (wanted.empty()) return wanted;
  for (std::uint32_t record = 0; record < records.size(); ++record) {
    if (const auto found = wanted.find(records.key(record)); found != wanted.end()) found->second = record;
  }
  return wanted;
}

// Puts what people judged in the place of what the rules say.
void apply_judgements(const Records& records, const Judgements& judgements, std::vector<PairFinding>& pairs,
                      std::vector<std::string>& notes) {
  const Numbers numbers = numbers_of(records, judgements);
  std::map<std::pair<std::uint32_t, std::uint32_t>, const JudgementLine*> judged;
  for (const JudgementLine* line : judgements.in_force()) {
    const std::uint32_t left = numbers.at(line->left);
    const std::uint32_t right = numbers.at(line->right);
    if (left == records.size() || right == records.size()) {
      notes.push_back(fmt::format("Line {} of the judgements speaks of {}, which no source has today; it is kept",
                                  line->line, (left == records.size() ? line->left : line->right).text()));
      continue;
    }
    judged.emplace(std::pair(std::min(left, right), std::max(left, right)), line);
  }
  if (judged.empty()) return;
  std::vector<PairFinding> out;
  for (PairFinding& pair : pairs) {
    if (!judged.contains({pair.left, pair.right})) out.push_back(std::move(pair));
  }
  for (const auto& [key, line] : judged) {
    PairFinding pair;
    pair.left = key.first;
    pair.right = key.second;
    pair.ruling = line->judgement == Judgement::kSame      ? Ruling::kSame
                  : line->judgement == Judgement::kNotSame ? Ruling::kDifferent
                                                           : Ruling::kUnsure;
    pair.rule = "judged";
    pair.judged_by = line->by;
    out.push_back(std::move(pair));
  }
  std::sort(out.begin(), out.end(), [](const PairFinding& a, const PairFinding& b) {
    return std::pair(a.left, a.right) < std::pair(b.left, b.right);
  });
  pairs = std::move(out);
}

// What stands between two records of two clusters. Profiles are kept: a record is asked about many times.
class Obstacles {
 public:
  Obstacles(const Records& records, const Contexts& contexts, const std::vector<PairFinding>& pairs)
      : records_(records), contexts_(contexts) {
    for (const PairFinding& pair : pairs) {
      if (pair.rule == "judged") judged_.emplace(key_of(pair.left, pair.right), pair.ruling);
      if (pair.rule == "decisive-identifier") decided_.emplace(key_of(pair.left, pair.right), true);
    }
  }

  Result<std::string> between(std::uint32_t left, std::uint32_t right, bool judged_link) {
    if (const auto found = judged_.find(key_of(left, right)); found != judged_.end()) {
      return std::string(found->second == Ruling::kDifferent ? "judged not-same" : "");
    }
    // Who judges the link has seen what the lists say.
    if (judged_link || decided_.contains(key_of(left, right))) return std::string();
    PENUMBRA_ASSIGN_OR_RETURN(const Profile* const a, profile(left));
    PENUMBRA_ASSIGN_OR_RETURN(const Profile* const b, profile(right));
    if (contradict(*a, *b)) return std::string("contradiction");
    PENUMBRA_ASSIGN_OR_RETURN(const PairContext context, contexts_.whole(left, right));
    return std::string(context.same_list ? "same-list" : "");
  }

 private:
  static std::uint64_t key_of(std::uint32_t a, std::uint32_t b) {
    return (std::uint64_t{std::min(a, b)} << 32) | std::max(a, b);
  }

  Result<const Profile*> profile(std::uint32_t record) {
    const auto found = profiles_.find(record);
    if (found != profiles_.end()) return &found->second;
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, records_.entity(record));
    return &profiles_.emplace(record, profile_of(entity)).first->second;
  }

  const Records& records_;
  const Contexts& contexts_;
  std::unordered_map<std::uint64_t, Ruling> judged_;
  std::unordered_map<std::uint64_t, bool> decided_;
  std::unordered_map<std::uint32_t, Profile> profiles_;
};

// Where a record is one with either of two records that cannot be one, chance has made namesakes of them: unless one
// has clearly more for it, people decide.
class Namesakes {
 public:
  Namesakes(const Records& records, std::vector<PairFinding>& pairs) : records_(records), pairs_(pairs) {}

  Status tell_apart() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;  // record, number of the pair
    for (std::uint32_t i = 0; i < pairs_.size(); ++i) {
      const PairFinding& pair = pairs_[i];
      if (pair.ruling != Ruling::kSame || pair.rule == "judged" || pair.rule == "decisive-identifier") continue;
      ends.emplace_back(pair.left, i);
      ends.emplace_back(pair.right, i);
    }
    std::sort(ends.begin(), ends.end());
    std::vector<std::uint32_t> doubtful;
    for (std::size_t first = 0, last = 0; first < ends.size(); first = last) {
      while (last < ends.size() && ends[last].first == ends[first].first) ++last;
      if (last - first > kMostLinks) continue;
      for (std::size_t a = first; a < last; ++a) {
        for (std::size_t b = a + 1; b < last; ++b) {
          PENUMBRA_ASSIGN_OR_RETURN(const bool doubt, rivals(ends[first].first, ends[a].second, ends[b].second));
          if (doubt) doubtful.insert(doubtful.end(), {ends[a].second, ends[b].second});
        }
      }
    }
    for (const std::uint32_t pair : doubtful) {
      pairs_[pair].ruling = Ruling::kUnsure;
      pairs_[pair].rule = "namesakes";
    }
    return {};
  }

 private:
  static constexpr std::size_t kMostLinks = 64;
  static constexpr Centibits kClearlyMore = 5 * kBit;  // more than another order of the words takes away

  Result<bool> rivals(std::uint32_t record, std::uint32_t a, std::uint32_t b) const {
    const auto other = [&](const PairFinding& pair) { return pair.left == record ? pair.right : pair.left; };
    const std::uint32_t x = other(pairs_[a]);
    const std::uint32_t y = other(pairs_[b]);
    if (std::abs(pairs_[a].bits - pairs_[b].bits) >= kClearlyMore) return false;
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity left, records_.entity(x));
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity right, records_.entity(y));
    return contradict(profile_of(left), profile_of(right));
  }

  const Records& records_;
  std::vector<PairFinding>& pairs_;
};

}  // namespace

Result<Resolution> resolve(const Records& records, const ResolveOptions& options) {
  Resolution out;
  const unsigned threads = threads_of(options.threads);
  out.records = records.size();
  WordCounts words;
  BlockingProgress progress;
  if (options.progress) {
    progress.records = [&](std::uint64_t done) { options.progress("Reading", done, records.size()); };
  }
  PENUMBRA_ASSIGN_OR_RETURN(const Pairs pairs, find_pairs(records, threads, words, progress));
  out.compared = pairs.pairs.size();
  if (pairs.keys_left_out > 0) {
    out.notes.push_back(fmt::format("{} of {} keys are shared by more than {} records and bring nobody together",
                                    pairs.keys_left_out, pairs.keys, kMaxBlock));
  }
  PENUMBRA_ASSIGN_OR_RETURN(const Contexts contexts, Contexts::make(records, pairs));
  PENUMBRA_ASSIGN_OR_RETURN(out.pairs, Comparer(records, words, contexts, options).compare(pairs, threads));
  PENUMBRA_RETURN_IF_ERROR(Namesakes(records, out.pairs).tell_apart());
  apply_judgements(records, options.judgements, out.pairs, out.notes);

  std::vector<Link> links;
  for (const PairFinding& pair : out.pairs) {
    if (pair.ruling != Ruling::kSame) continue;
    const bool decisive = pair.rule == "decisive-identifier";
    constexpr Centibits kDecisive = 1000 * kBit;
    links.push_back(
        {pair.left, pair.right, pair.rule == "judged", pair.bits - pair.needed + (decisive ? kDecisive : 0)});
  }
  Obstacles obstacles(records, contexts, out.pairs);
  PENUMBRA_ASSIGN_OR_RETURN(Clusters clusters, cluster(records.size(), std::move(links),
                                                       [&](std::uint32_t left, std::uint32_t right, bool judged) {
                                                         return obstacles.between(left, right, judged);
                                                       }));
  for (const Refusal& refusal : clusters.refused) {
    out.refused.push_back(
        {refusal.link.left, refusal.link.right, refusal.against_left, refusal.against_right, refusal.why});
    if (refusal.link.judged) {
      out.notes.push_back("Judgements contradict each other: " + records.key(refusal.link.left).text() + " and " +
                          records.key(refusal.link.right).text() + " are judged same, " +
                          records.key(refusal.against_left).text() + " and " +
                          records.key(refusal.against_right).text() + " not-same; the not-same holds");
    }
  }

  std::vector<std::vector<RecordKey>> keys;
  for (std::vector<std::uint32_t>& members : clusters.members) {
    // Identifiers rest on the keys of records, not on their numbers, which other sources shift.
    std::sort(members.begin(), members.end(),
              [&](std::uint32_t a, std::uint32_t b) { return records.key(a) < records.key(b); });
    std::vector<RecordKey>& of_cluster = keys.emplace_back();
    for (const std::uint32_t record : members) of_cluster.push_back(records.key(record));
  }
  NamedClusters named = name_clusters(keys, options.members);
  for (std::size_t i = 0; i < clusters.members.size(); ++i) {
    std::sort(clusters.members[i].begin(), clusters.members[i].end());
    out.clusters.push_back({std::move(named.ids[i]), std::move(clusters.members[i])});
  }
  out.members = std::move(named.members);
  return out;
}

Result<Decision> explain_pair(const Records& records, std::uint32_t left, std::uint32_t right, unsigned threads) {
  WordCounts words;
  PENUMBRA_ASSIGN_OR_RETURN(const Pairs pairs, find_pairs(records, threads_of(threads), words));
  PENUMBRA_ASSIGN_OR_RETURN(const Contexts contexts, Contexts::make(records, pairs));
  PENUMBRA_ASSIGN_OR_RETURN(const model::Entity x, records.entity(left));
  PENUMBRA_ASSIGN_OR_RETURN(const model::Entity y, records.entity(right));
  PENUMBRA_ASSIGN_OR_RETURN(const PairContext told, contexts.whole(left, right, true));
  Decision out = decide(profile_of(x), profile_of(y), told, words, true);
  if (out.ruling != Ruling::kSame || out.rule == "decisive-identifier") return out;
  // Whether a namesake of either stands in the way, as in a run over all pairs.
  std::vector<PairFinding> around;
  for (const auto& [a, b] : pairs.pairs) {
    if (a != left && a != right && b != left && b != right) continue;
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity one, records.entity(a));
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity other, records.entity(b));
    PENUMBRA_ASSIGN_OR_RETURN(const PairContext context, contexts.whole(a, b));
    const Decision decision = decide(profile_of(one), profile_of(other), context, words);
    around.push_back({a, b, decision.ruling, decision.rule, "", decision.points, decision.bits, decision.needed});
  }
  PENUMBRA_RETURN_IF_ERROR(Namesakes(records, around).tell_apart());
  for (const PairFinding& pair : around) {
    const bool asked = std::minmax({pair.left, pair.right}) == std::minmax({left, right});
    if (!asked || pair.rule != "namesakes") continue;
    out.ruling = Ruling::kUnsure;
    out.rule = "namesakes";
    out.reasons.pop_back();  // that it is enough
    out.reasons.push_back({"namesakes", "", "", 0,
                           "one of them resembles another record as well, which cannot be one with this: chance has "
                           "made namesakes of them"});
  }
  return out;
}

Result<std::uint32_t> find_record(const Records& records, const RecordKey& key) {
  for (std::uint32_t record = 0; record < records.size(); ++record) {
    if (records.key(record) == key) return record;
  }
  return Error{ErrorCode::kNotFound,
               "no source in question has the record " + key.text(),
               {},
               "Write source:id as penumbra screen shows them"};
}

}  // namespace penumbra::resolve
