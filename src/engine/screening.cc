// How it works: a query is analysed once and searched in the index of every source; matches are gathered by entity id,
// so that a party on several lists is one hit; each is then weighed with the other evidence and its designations on the
// day asked for, and either becomes a hit or is set aside with the reason.

#include "penumbra/screening.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/workers.h"
#include "engine/listing.h"
#include "engine/party_names.h"
#include "engine/readings.h"
#include "engine/world.h"
#include "evidence/weigh.h"
#include "index/search.h"
#include "match/channel_pairs.h"
#include "match/score.h"
#include "model/schema.h"
#include "names/stated_names.h"
#include "text/tricks.h"

namespace penumbra {
namespace {

using engine::Reading;
using engine::SourceIndex;
using engine::World;

// Questions of other days keep their versions open; more than this many days at once are opened again when asked for.
constexpr std::size_t kMaxWorlds = 16;

// A checked query.
struct Question {
  ScreenQuery query;
  evidence::Facts facts;
  int threshold = 0;  // of a hit
  std::vector<Remark> warnings;
  // Of names to look for: lower where facts may lift a name to the threshold. The second is for sources in which those
  // that state the same day are found by that (identifier_index.h).
  int name_threshold = 0;
  int name_threshold_without_days = 0;
};

// The best name of one entity, in one source.
struct Candidate {
  const SourceIndex* source = nullptr;
  const index::NameIndex* names = nullptr;  // of the layer that the entity lies in
  const Reading* reading = nullptr;         // nullptr: the entity was found by an identifier and has no name to compare
  std::uint32_t entity = 0;                 // of the version
  std::uint32_t name = 0;                   // of `names`
  int points = 0;                           // after the deduction for a weak alias
};

Error invalid(std::string message, std::string fix) {
  return {ErrorCode::kInvalidArgument, std::move(message), {}, std::move(fix)};
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 60;
  return "\"" + std::string(text.substr(0, kShown)) + (text.size() > kShown ? "...\"" : "\"");
}

// The least score of a name that the facts can lift to the threshold. Found by bisection: what a name has with the most
// that facts add grows with the name.
int name_threshold(const evidence::Facts& facts, int threshold, bool same_days) {
  int low = std::min(threshold, evidence::kAlikeNames);
  int high = threshold;
  while (low < high) {
    const int middle = (low + high) / 2;
    if (middle + evidence::most_added(facts, middle, same_days) >= threshold) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return high;
}

Result<Question> check(const ScreenQuery& query) {
  Question question{query, {}, 0, {}, 0, 0};
  model::Entity stated;
  if (!(query.threshold > 0.0) || query.threshold > 1.0) {
    return invalid("the threshold must be above 0 and at most 1", "Use a number such as 0.7");
  }
  // Rounded up, so that no score below the stated threshold counts as reaching it.
  question.threshold = std::max(1, static_cast<int>(std::ceil(query.threshold * kScorePerUnit - 1e-6)));
  // What cannot be read asks for more, never for less: the party is looked for among all kinds, and by its name alone.
  if (!query.schema.empty() && model::Vocabulary::get().find(query.schema) == nullptr) {
    question.warnings.push_back(
        {"kind-not-read", quoted(query.schema) + " is no kind of party; all kinds were looked through"});
    question.query.schema.clear();
  }
  stated.schema = question.query.schema;
  for (const auto& [property, text] :
       {std::pair<std::string_view, const std::string&>{"birthDate", query.born}, {"country", query.country}}) {
    if (text.empty()) continue;
    if (!evidence::is_readable(property, text)) {
      question.warnings.push_back(
          {"fact-not-read", quoted(text) + " cannot be read as " + std::string(property) + " and does not count"});
      continue;
    }
    stated.add(property, text);
  }
  for (const StatedFact& fact : query.facts) {
    if (fact.text.empty()) continue;
    if (!evidence::is_evidence(fact.property)) {
      return invalid(quoted(fact.property) + " is no property that counts beside a name",
                     "Use a FollowTheMoney property such as innCode, imoNumber, passportNumber, gender or address");
    }
    // "n/a" in a column of passports is no reason to refuse the row; it is told, so that nobody counts on it.
    if (!evidence::is_readable(fact.property, fact.text)) {
      question.warnings.push_back(
          {"fact-not-read", quoted(fact.text) + " cannot be read as " + fact.property + " and does not count"});
      continue;
    }
    stated.add(fact.property, fact.text);
  }
  question.facts = evidence::facts_of(stated);
  question.name_threshold = name_threshold(question.facts, question.threshold, true);
  question.name_threshold_without_days = name_threshold(question.facts, question.threshold, false);
  return question;
}

// Topics by which a source says, without a designation of its own, that a party is restricted.
bool says_listed(std::string_view topic) {
  return (topic.starts_with("sanction") && topic != "sanction.linked") || topic.starts_with("export.control") ||
         topic.starts_with("debarment");
}

// The best match of each entity of a layer. `matches` come in order of names, and the names of an entity are
// neighbours.
void gather(const World& world, const SourceIndex& source, std::uint32_t layer, const Reading& reading,
            std::span<const index::NameMatch> matches, std::vector<Candidate>& out) {
  const store::VersionFacts& facts = *world.snapshot->sources()[source.source].facts;
  const index::NameIndex& names = *source.layers[layer].of->names;
  const std::size_t first = out.size();
  for (const index::NameMatch& match : matches) {
    const auto entity = facts.number_of(store::RecordKind::kEntity, {layer, names.entity_of(match.name)});
    if (!entity) continue;  // the search passes over those that the version does not have
    const bool weak = names.weak(match.name);
    const int points = match.points - (weak ? evidence::weak_alias_deduction(match.points) : 0);
    if (out.size() == first || out.back().entity != *entity) {
      out.push_back({&source, &names, &reading, *entity, match.name, points});
      continue;
    }
    Candidate& best = out.back();
    const bool stronger = names.weak(best.name) && !weak;
    if (points > best.points || (points == best.points && stronger)) {
      best.name = match.name;
      best.points = points;
    }
  }
}

// Of the candidates that several readings found for one entity, keeps the best; the first reading wins a tie.
void keep_best(std::vector<Candidate>& candidates) {
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    if (a.source->source != b.source->source) return a.source->source < b.source->source;
    if (a.entity != b.entity) return a.entity < b.entity;
    return a.points > b.points;
  });
  const auto same = [](const Candidate& a, const Candidate& b) {
    return a.source->source == b.source->source && a.entity == b.entity;
  };
  candidates.erase(std::unique(candidates.begin(), candidates.end(), same), candidates.end());
}

// The entity with its best name, whatever that scores: for one that was found by an identifier.
Candidate best_name_of(const World& world, const SourceIndex& source, std::span<const Reading> readings,
                       std::uint32_t entity) {
  const auto [layer, number] =
      world.snapshot->sources()[source.source].facts->location_of(store::RecordKind::kEntity, entity);
  const index::NameIndex& names = *source.layers[layer].of->names;
  Candidate best{&source, &names, nullptr, entity, 0, -1};
  for (const std::uint32_t name : names.names_of(number)) {
    const names::Name listed = names.name(name);
    for (const Reading& reading : readings) {
      if (!reading.prepared.searchable() ||
          (reading.kinds != index::kOfAnyType && (index::of_type(listed.type) & reading.kinds) == 0))
        continue;
      const int raw = match::score_names(reading.prepared.name, listed);
      const int points = raw - (names.weak(name) ? evidence::weak_alias_deduction(raw) : 0);
      if (points <= best.points) continue;
      best.reading = &reading;
      best.name = name;
      best.points = points;
    }
  }
  best.points = std::max(best.points, 0);
  return best;
}

// Adds the entities that state an identifier or a day of the query and were not found by name.
Status gather_by_fact(const World& world, const SourceIndex& source, const Question& question,
                      std::span<const Reading> readings, std::vector<Candidate>& out) {
  const store::VersionFacts& facts = *world.snapshot->sources()[source.source].facts;
  for (std::uint32_t layer = 0; layer < source.layers.size(); ++layer) {
    const engine::SegmentIndex& of = *source.layers[layer].of;
    PENUMBRA_ASSIGN_OR_RETURN(const std::vector<std::uint32_t> found, of.identifiers.find(*of.segment, question.facts));
    for (const std::uint32_t number : found) {
      const auto entity = facts.number_of(store::RecordKind::kEntity, {layer, number});
      if (!entity) continue;
      const bool known = std::any_of(out.begin(), out.end(), [&](const Candidate& candidate) {
        return candidate.source == &source && candidate.entity == *entity;
      });
      if (!known) out.push_back(best_name_of(world, source, readings, *entity));
    }
  }
  return {};
}

// Fills the listings of a hit; the reason to set it aside, or "".
Result<std::string> find_listings(const World& world, const Candidate& candidate, const model::Entity& entity,
                                  Hit& hit) {
  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<store::Listing> listings, world.snapshot->listings_of(entity.id));
  bool in_force = false;
  for (const store::Listing& listed : listings) in_force = in_force || listed.holds != Holds::kNo;
  for (const store::Listing& listed : listings) {
    if (in_force && listed.holds == Holds::kNo) continue;
    hit.listings.push_back(engine::listing_of(*world.snapshot, listed));
  }
  for (const std::string_view topic : entity.get("topics")) hit.topics.emplace_back(topic);
  if (in_force) return std::string();
  if (!listings.empty()) return std::string("not-in-force");
  const bool listed_by_topic =
      std::any_of(hit.topics.begin(), hit.topics.end(), [](const std::string& topic) { return says_listed(topic); });
  return std::string(candidate.source->model && !listed_by_topic ? "not-listed" : "");
}

Result<std::optional<Hit>> weigh_candidate(const World& world, const Question& question, const Candidate& candidate) {
  const store::EntityRef ref{candidate.source->source, candidate.entity};
  PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, world.snapshot->entity(ref));
  if (!world.snapshot->known(entity.recorded)) return std::optional<Hit>();
  const store::SourceView& view = world.snapshot->sources()[ref.source];
  const index::NameIndex& names = *candidate.names;
  Hit hit;
  hit.id = entity.id;
  hit.caption = entity.caption();
  hit.schema = entity.schema;
  hit.source = view.source;
  hit.version = view.version->id();
  bool general = false;
  if (candidate.reading != nullptr) {
    const std::vector<model::EntityName> listed = model::names_of(entity);
    const std::uint32_t ordinal = names.ordinal_of(candidate.name);
    if (ordinal < listed.size()) hit.matched_name = listed[ordinal].text;
    hit.quality = names.weak(candidate.name) ? NameQuality::kWeak : NameQuality::kStrong;
    const names::Name met = names.name(candidate.name);
    match::NameScore score = match::compare_names(candidate.reading->prepared.name, met);
    hit.points = score.points;
    general = engine::says_only_its_kind(candidate.reading->prepared.name) && engine::says_only_its_kind(met);
    for (match::Point& point : score.explanation) {
      hit.features.push_back({std::string(match::feature_key(point.feature)), std::move(point.query),
                              std::move(point.candidate), point.points, std::move(point.text)});
    }
  }
  const int name_points = hit.points;
  if (const int deduction = evidence::weak_alias_deduction(hit.points);
      hit.quality == NameQuality::kWeak && deduction > 0) {
    hit.points -= deduction;
    hit.features.push_back({"weak-alias", question.query.name, hit.matched_name, -deduction,
                            "the names met in a weak alias, which says less than a name"});
  }
  evidence::Weighed weighed = evidence::weigh(question.facts, evidence::facts_of(entity), hit.points, general);
  // What facts did not lift to the threshold was never near it.
  if (name_points < question.threshold && weighed.points < question.threshold) return std::optional<Hit>();
  hit.points = weighed.points;
  for (evidence::Line& line : weighed.lines) {
    hit.features.push_back(
        {std::move(line.key), std::move(line.query), std::move(line.candidate), line.points, std::move(line.text)});
  }
  PENUMBRA_ASSIGN_OR_RETURN(hit.set_aside, find_listings(world, candidate, entity, hit));
  if (hit.set_aside.empty() && !question.query.schema.empty() &&
      !evidence::kinds_compatible(question.query.schema, entity.schema)) {
    hit.set_aside = "other-schema";
  }
  if (hit.set_aside.empty() && hit.points < question.threshold) {
    const bool by_facts =
        weighed.points <
        name_points - (hit.quality == NameQuality::kWeak ? evidence::weak_alias_deduction(name_points) : 0);
    hit.set_aside = by_facts ? "evidence-conflict" : "weak-alias";
  }
  return std::optional<Hit>(std::move(hit));
}

bool better(const Hit& a, const Hit& b) {
  if (a.points != b.points) return a.points > b.points;
  if (a.quality != b.quality) return a.quality < b.quality;
  return std::tie(a.source, a.id) < std::tie(b.source, b.id);
}

// Sorts, keeps the best record of each party that stands in several sources under one id, and cuts to the limit.
std::size_t settle(std::vector<Hit>& hits, std::size_t limit, const std::vector<Hit>* instead = nullptr) {
  std::sort(hits.begin(), hits.end(), better);
  std::vector<Hit> kept;
  std::map<std::string, bool, std::less<>> seen;
  if (instead != nullptr) {
    for (const Hit& hit : *instead) seen.emplace(hit.id, true);
  }
  for (Hit& hit : hits) {
    if (seen.emplace(hit.id, true).second) kept.push_back(std::move(hit));
  }
  hits = std::move(kept);
  const std::size_t total = hits.size();
  if (limit > 0 && hits.size() > limit) hits.resize(limit);
  return total;
}

void remark_on_name(const engine::Readings& readings, ScreenAnswer& answer) {
  const index::PreparedQuery& prepared = readings.all.front().prepared;
  if (!prepared.searchable()) {
    answer.reasons.push_back({"name-empty", "The name has no letters or digits, so there is nothing to look for"});
  }
  if (prepared.name.incomplete) {
    answer.reasons.push_back(
        {"name-too-long", "The name is longer than the matcher reads; what lies beyond was not searched"});
  }
  for (const std::string_view trick : text::trick_meanings(prepared.name.tricks)) {
    answer.warnings.push_back({"trick-in-name", std::string(trick)});
  }
  if (readings.incomplete) {
    answer.reasons.push_back({"too-many-names", "The text states more than " + std::to_string(names::kMaxStatedNames) +
                                                    " names; those beyond were read as one"});
  }
}

Result<ScreenAnswer> answer_question(const World& world, const Question& question, std::uint64_t max_candidates) {
  thread_local index::Searcher searcher;
  thread_local std::vector<index::NameMatch> matches;
  ScreenAnswer answer;
  answer.as_of = world.snapshot->as_of();
  answer.versions = world.versions;
  answer.reasons = world.reasons;
  answer.warnings = world.warnings;
  answer.warnings.insert(answer.warnings.end(), question.warnings.begin(), question.warnings.end());
  const engine::Readings read = engine::readings_of(question.query, world);
  const std::vector<Reading>& readings = read.all;
  remark_on_name(read, answer);

  std::vector<Candidate> candidates;
  const bool days_lift = question.name_threshold < question.name_threshold_without_days;
  for (const SourceIndex& source : world.indexes) {
    const bool by_fact =
        !question.facts.identifiers.empty() || (days_lift && source.layers.front().of->identifiers.worth_for_days());
    const int name_threshold = by_fact ? question.name_threshold_without_days : question.name_threshold;
    for (const Reading& reading : readings) {
      bool bound_reached = false;
      std::uint64_t looked_at = 0;
      for (std::uint32_t layer = 0; layer < source.layers.size(); ++layer) {
        const engine::LayerIndex& names = source.layers[layer];
        matches.clear();
        const index::SearchStats stats =
            searcher.search(*names.of->names, reading.prepared, std::max(name_threshold, reading.least),
                            {.max_candidates = max_candidates - std::min(max_candidates, looked_at),
                             .kinds = reading.kinds,
                             .superseded = names.superseded},
                            matches);
        looked_at += stats.candidates;
        answer.candidates += stats.candidates;
        bound_reached = bound_reached || stats.bound_reached;
        gather(world, source, layer, reading, matches, candidates);
      }
      if (bound_reached) {
        answer.reasons.push_back({"search-bound", "More than " + std::to_string(max_candidates) + " names of source " +
                                                      world.snapshot->sources()[source.source].source +
                                                      " resemble the query; the rest was not compared"});
      }
    }
    if (by_fact) {
      PENUMBRA_RETURN_IF_ERROR(gather_by_fact(world, source, question, readings, candidates));
    }
  }
  keep_best(candidates);
  for (const Candidate& candidate : candidates) {
    PENUMBRA_ASSIGN_OR_RETURN(std::optional<Hit> hit, weigh_candidate(world, question, candidate));
    if (!hit) continue;
    (hit->set_aside.empty() ? answer.hits : answer.set_aside).push_back(*std::move(hit));
  }
  answer.set_aside_total = settle(answer.set_aside, 0, &answer.hits);
  answer.hits_total = settle(answer.hits, question.query.limit);
  if (question.query.limit > 0 && answer.set_aside.size() > question.query.limit) {
    answer.set_aside.resize(question.query.limit);
  }
  answer.verdict = !answer.reasons.empty() ? Verdict::kIncomplete
                   : answer.hits_total > 0 ? Verdict::kHits
                                           : Verdict::kClear;
  return answer;
}

}  // namespace

std::string_view verdict_key(Verdict verdict) {
  switch (verdict) {
    case Verdict::kClear:
      return "clear";
    case Verdict::kHits:
      return "hits";
    case Verdict::kIncomplete:
      break;
  }
  return "incomplete";
}

bool is_kind_of_party(std::string_view schema) {
  return model::Vocabulary::get().find(schema) != nullptr;
}

bool can_read_fact(std::string_view property, std::string_view text) {
  return evidence::is_readable(property, text);
}

bool is_screening_fact(std::string_view property) {
  return evidence::is_evidence(property);
}

struct Screener::State {
  std::string directory;
  ScreenerOptions options;
  std::mutex mutex;  // guards what follows
  std::shared_ptr<const store::Store> store;
  std::map<std::pair<std::int32_t, std::int64_t>, std::shared_ptr<const World>> worlds;
  std::shared_ptr<const World> last;  // opened last, of this store or the one before: lends its indexes

  // One question at a time opens versions: two threads that ask for the same day share the work.
  Result<std::shared_ptr<const World>> world(std::optional<Date> as_of, std::optional<Timestamp> known_at) {
    const store::SnapshotQuery query{as_of.value_or(Date::today()), known_at.value_or(Timestamp::max())};
    const std::pair key{query.as_of.days(), query.known_at.micros()};
    const std::lock_guard<std::mutex> lock(mutex);
    const auto known = worlds.find(key);
    if (known != worlds.end()) return known->second;
    PENUMBRA_ASSIGN_OR_RETURN(std::shared_ptr<const World> opened,
                              engine::open_world(store, query, options, last.get()));
    if (worlds.size() >= kMaxWorlds) worlds.erase(worlds.begin());
    worlds.emplace(key, opened);
    last = opened;
    return opened;
  }
};

Screener::Screener(std::unique_ptr<State> state) : state_(std::move(state)) {}
Screener::~Screener() = default;
Screener::Screener(Screener&&) noexcept = default;
Screener& Screener::operator=(Screener&&) noexcept = default;

Result<Screener> Screener::open(const std::string& directory, ScreenerOptions options) {
  auto state = std::make_unique<State>();
  state->directory = directory;
  state->options = std::move(options);
  PENUMBRA_ASSIGN_OR_RETURN(state->store, store::Store::open(directory));
  return Screener(std::move(state));
}

Result<ScreenAnswer> Screener::screen(const ScreenQuery& query) const {
  PENUMBRA_ASSIGN_OR_RETURN(const Question question, check(query));
  PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const World> world, state_->world(query.as_of, query.known_at));
  return answer_question(*world, question, state_->options.max_candidates);
}

std::vector<Result<ScreenAnswer>> Screener::screen_many(std::span<const ScreenQuery> queries, unsigned threads) const {
  std::vector<Result<ScreenAnswer>> answers(queries.size(),
                                            Error{ErrorCode::kInvalidArgument, "the row was not screened", {}, ""});
  std::atomic<std::size_t> next{0};
  const auto work = [&](unsigned /*worker*/) {
    for (std::size_t i = next++; i < queries.size(); i = next++) answers[i] = screen(queries[i]);
  };
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  base::on_workers(static_cast<unsigned>(std::min<std::size_t>(threads, queries.size())), work);
  return answers;
}

Status Screener::warm_up() const {
  PENUMBRA_RETURN_IF_ERROR(state_->world({}, {}));
  names::warm_up();
  match::warm_up_channel_pairs();
  return {};
}

Result<std::vector<SourceVersion>> Screener::versions(std::optional<Date> as_of,
                                                      std::optional<Timestamp> known_at) const {
  PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const World> world, state_->world(as_of, known_at));
  return *world->versions;
}

Status Screener::refresh() {
  std::shared_ptr<const store::Store> before;
  {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    before = state_->store;
  }
  PENUMBRA_ASSIGN_OR_RETURN(std::shared_ptr<const store::Store> store,
                            store::Store::open(state_->directory, before.get()));
  const std::lock_guard<std::mutex> lock(state_->mutex);
  state_->store = std::move(store);
  state_->worlds.clear();
  return {};
}

}  // namespace penumbra
