#include "backtest/known.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace penumbra::backtest {
namespace {

using Documents = std::unordered_map<std::string_view, const model::SourceDocument*>;

Documents index(const model::Dataset& all) {
  Documents out;
  for (const model::SourceDocument& document : all.documents) out.emplace(document.id, &document);
  return out;
}

PartialDate earliest(const Documents& documents, std::string_view sources) {
  constexpr std::string_view kBar = " | ";
  PartialDate best;
  while (!sources.empty()) {
    const std::size_t bar = sources.find(kBar);
    const auto it = documents.find(sources.substr(0, bar));
    if (it != documents.end() && it->second->date.known()) {
      if (!best.known() || it->second->date.latest() < best.latest()) best = it->second->date;
    }
    if (bar == std::string_view::npos) break;
    sources.remove_prefix(bar + kBar.size());
  }
  return best;
}

std::string sentence(std::string_view a, std::string_view b, std::string_view c) {
  return std::string(a) + " " + std::string(b) + " " + std::string(c);
}

// Whether a status claims that something is so, and not only that it is planned or possible.
bool claims(model::AssertionStatus status) {
  return status == model::AssertionStatus::kAsserted || status == model::AssertionStatus::kSuspended ||
         status == model::AssertionStatus::kEnded;
}

class Sieve {
 public:
  Sieve(const Documents& documents, Date eve, EveFacts& out) : documents_(documents), eve_(eve), out_(out) {}

  // Judges one fact. `first`: a day in the row itself that says when it was known; nullopt or unknown: its sources say.
  bool known(std::string_view table, const std::string& fact, const model::Evidence& evidence, PartialDate first) {
    const PartialDate of_sources = earliest(documents_, evidence.source);
    const PartialDate day = first.known() ? first : of_sources;
    if (!day.known()) {
      return leave_out(table, fact, evidence, "", "neither the row nor its source says when it became known");
    }
    if (day.earliest() > eve_) {
      return leave_out(table, fact, evidence, day.to_string(), "it became known after the eve");
    }
    if (day.latest() > eve_) {
      return leave_out(table, fact, evidence, day.to_string(), "it may have become known after the eve");
    }
    ++out_.kept;
    if (first.known() && of_sources.known() && of_sources.latest() > eve_) ++out_.by_recorded;
    return true;
  }

  // A fact that begins after the eve can be a plan, not an assertion.
  bool foretold(std::string_view table, const std::string& fact, const model::Evidence& evidence,
                const ValidInterval& valid, model::AssertionStatus status) {
    if (!valid.from.known() || valid.from.earliest() <= eve_ || !claims(status)) return true;
    --out_.kept;
    return leave_out(table, fact, evidence, valid.from.to_string(), "it asserts what began after the eve");
  }

  // That something ended is not known before it ends.
  void shorten(std::string_view table, const std::string& fact, const model::Evidence& evidence, ValidInterval& valid) {
    if (!valid.to.known() || valid.to.latest() <= eve_) return;
    out_.shortened.push_back({std::string(table), fact, evidence.record, valid.to.to_string(),
                              "its end lay after the eve and is taken as open"});
    valid.to = PartialDate();
  }

 private:
  bool leave_out(std::string_view table, const std::string& fact, const model::Evidence& evidence, std::string day,
                 std::string reason) {
    out_.left_out.push_back({std::string(table), fact, evidence.record, std::move(day), std::move(reason)});
    return false;
  }

  const Documents& documents_;
  Date eve_;
  EveFacts& out_;
};

PartialDate day_of(const std::optional<Timestamp>& recorded) {
  return recorded ? PartialDate(recorded->date()) : PartialDate();
}

}  // namespace

PartialDate earliest_source(const model::Dataset& all, std::string_view sources) {
  return earliest(index(all), sources);
}

EveFacts known_on(const model::Dataset& all, Date eve, const std::vector<std::string>& keep) {
  EveFacts out;
  const Documents documents = index(all);
  Sieve sieve(documents, eve, out);
  std::set<std::string, std::less<>> spoken_of(keep.begin(), keep.end());

  for (model::Relationship fact : all.relationships) {
    const std::string words = sentence(fact.from, fact.kind, fact.to);
    if (!sieve.known("relationships", words, fact.evidence, day_of(fact.recorded))) continue;
    if (!sieve.foretold("relationships", words, fact.evidence, fact.valid, fact.status)) continue;
    sieve.shorten("relationships", words, fact.evidence, fact.valid);
    spoken_of.insert(fact.from);
    spoken_of.insert(fact.to);
    if (!fact.side.empty()) spoken_of.insert(fact.side);
    // The row has been judged; a stamp that is left on it would be judged again by whoever asks as of the eve.
    fact.recorded.reset();
    out.facts.relationships.push_back(std::move(fact));
  }
  for (model::StateInterval fact : all.states) {
    const std::string words = sentence(fact.entity, "is", fact.state);
    if (!sieve.known("states", words, fact.evidence, PartialDate())) continue;
    if (!sieve.foretold("states", words, fact.evidence, fact.valid, fact.status)) continue;
    sieve.shorten("states", words, fact.evidence, fact.valid);
    spoken_of.insert(fact.entity);
    out.facts.states.push_back(std::move(fact));
  }
  for (model::Designation fact : all.designations) {
    const std::string words = sentence(fact.entity, "listed on", fact.list);
    const PartialDate recorded = day_of(fact.recorded);
    if (!sieve.known("designations", words, fact.evidence, recorded.known() ? recorded : fact.published)) continue;
    if (!sieve.foretold("designations", words, fact.evidence, fact.valid, model::AssertionStatus::kAsserted)) continue;
    sieve.shorten("designations", words, fact.evidence, fact.valid);
    spoken_of.insert(fact.entity);
    fact.recorded.reset();
    out.facts.designations.push_back(std::move(fact));
  }
  for (model::Figure fact : all.figures) {
    const std::string words = fact.figure + " of " + fact.entity + (fact.other.empty() ? "" : " for " + fact.other) +
                              ": " + fact.value.to_string() + " " + fact.unit;
    if (!sieve.known("figures", words, fact.evidence, day_of(fact.recorded))) continue;
    if (!sieve.foretold("figures", words, fact.evidence, fact.valid, fact.status)) continue;
    sieve.shorten("figures", words, fact.evidence, fact.valid);
    spoken_of.insert(fact.entity);
    if (!fact.other.empty()) spoken_of.insert(fact.other);
    fact.recorded.reset();
    out.facts.figures.push_back(std::move(fact));
  }
  for (const model::Entity& entity : all.entities) {
    const PartialDate day = earliest(documents, entity.evidence.source);
    if (spoken_of.contains(entity.id) || (day.known() && day.latest() <= eve)) {
      out.facts.entities.push_back(entity);
      out.facts.entities.back().recorded.reset();
      if (entity.existence.to.known() && entity.existence.to.latest() > eve) {
        out.facts.entities.back().existence.to = PartialDate();
      }
    } else {
      out.left_out.push_back({"entities", entity.id, entity.evidence.record, day.to_string(),
                              "nothing that was known on the eve speaks of it"});
    }
  }
  // A side or a cause that went with an unknown entity would be an edge to nowhere.
  std::set<std::string_view> ids;
  for (const model::Entity& entity : out.facts.entities) ids.insert(entity.id);
  for (model::StateInterval& fact : out.facts.states) {
    if (!ids.contains(fact.side)) fact.side.clear();
    if (!ids.contains(fact.cause)) fact.cause.clear();
  }
  for (model::PortfolioMember member : all.portfolio) {
    if (ids.contains(member.entity)) out.facts.portfolio.push_back(std::move(member));
  }
  out.facts.documents = all.documents;
  return out;
}

}  // namespace penumbra::backtest
