#include "report/bundle.h"

#include <algorithm>
#include <map>

namespace penumbra::report {
namespace {

std::string group_key(const Exposure& exposure) {
  std::string key = exposure.target.id + '\n' + exposure.cause.type + '\n' + std::string(to_string(exposure.kind));
  if (exposure.cause.type == "restriction" || exposure.cause.type == "lost-need" || exposure.cause.type == "change") {
    key += '\n' + exposure.cause.id;
  } else if (exposure.cause.type == "rule") {
    key += '\n' + exposure.cause.verdict;
  } else {
    key += '\n' + exposure.cause.other;
  }
  if (exposure.severity == Severity::kContext) key += "\ncontext";
  return key;
}

void add_unique(std::vector<std::string>& words, const std::string& word) {
  if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += between;
    out += word;
  }
  return out;
}

// What follows a colon at the end of a cause sentence: the words of the measure.
std::string phrase_of(const std::string& sentence) {
  const std::size_t colon = sentence.rfind(": ");
  return colon == std::string::npos ? "" : sentence.substr(colon + 2);
}

}  // namespace

std::vector<Bundle> bundles_of(const EntityExposure& entity) {
  std::vector<Bundle> out;
  std::map<std::string, std::size_t> place;
  for (const Exposure& exposure : entity.exposures) {
    const auto [it, fresh] = place.emplace(group_key(exposure), out.size());
    if (fresh) out.emplace_back();
    out[it->second].members.push_back(&exposure);
  }
  return out;
}

std::vector<std::size_t> leading(std::span<const std::string> kinds, std::size_t most) {
  std::vector<std::size_t> out;
  std::vector<std::string_view> seen;
  for (std::size_t i = 0; i < kinds.size() && out.size() < most; ++i) {
    if (std::find(seen.begin(), seen.end(), kinds[i]) != seen.end()) continue;
    seen.emplace_back(kinds[i]);
    out.push_back(i);
  }
  for (std::size_t i = 0; i < kinds.size() && out.size() < most; ++i) {
    if (std::find(out.begin(), out.end(), i) == out.end()) out.push_back(i);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string span_of(const std::string& from, const std::string& to) {
  const auto words = [](const std::string& date) {
    if (date.starts_with('<')) return "before " + date.substr(1);
    if (date.starts_with('>')) return "after " + date.substr(1);
    return date;
  };
  if (from.empty() && to.empty()) return "";
  if (from.empty()) return "until " + words(to);
  if (to.empty()) return "since " + words(from);
  return words(from) + " to " + words(to);
}

std::string cause_in_words(const Bundle& bundle) {
  const Exposure& first = bundle.first();
  const bool listing = first.cause.type == "designation" || first.cause.type == "head" || first.cause.type == "nearby";
  if (!listing) {
    if (first.cause.type != "rule" || bundle.members.size() == 1) return first.cause.sentence;
    std::vector<std::string> rules;
    for (const Exposure* each : bundle.members) {
      std::string rule = each->cause.id + " (version " + each->cause.rule_version;
      for (const std::string& measure : each->cause.measures) rule += "; " + measure;
      add_unique(rules, rule + ")");
    }
    if (first.cause.verdict == "not-by-ownership") {
      return first.target.caption + " is not reached by " + joined(rules, ", ") +
             ", but needs a look: " + phrase_of(first.cause.sentence);
    }
    return first.target.caption + " is " + first.cause.verdict + " by " + joined(rules, ", ");
  }
  std::vector<std::string> lists;
  std::vector<std::string> phrases;
  for (const Exposure* each : bundle.members) {
    const std::string span = span_of(each->cause.from, each->cause.to);
    add_unique(lists, each->cause.list + (span.empty() ? "" : " " + span));
    if (each->severity == first.severity && first.cause.type == "designation") {
      add_unique(phrases, phrase_of(each->cause.sentence));
    }
  }
  std::string who = first.target.caption + " is";
  if (first.cause.type == "head") who = first.cause.other_caption + ", head of " + first.target.caption + ", is";
  if (first.cause.type == "nearby") {
    who = first.cause.other_caption + ", a different party next to " + first.target.caption + ", is";
  }
  std::string out = who + " on " + joined(lists, ", ");
  if (!phrases.empty()) out += ": " + joined(phrases, "; ");
  return out;
}

std::string change_word(const std::string& type) {
  if (type == "appeared") return "new";
  if (type == "vanished") return "gone";
  if (type == "less-sure") return "less sure";
  return type;
}

namespace {

// " through A, B": the things between the entity and the target.
std::string through(const Exposure& exposure, const std::string& entity) {
  std::string out;
  std::string at = entity;
  for (const ExposureHop& hop : exposure.chain) {
    const bool forward = hop.from == at;
    if (!forward && hop.to != at) break;  // the stakes of an ownership explanation
    at = forward ? hop.to : hop.from;
    if (at == exposure.target.id) break;
    out += (out.empty() ? " through " : ", ") + (forward ? hop.to_caption : hop.from_caption);
  }
  return out;
}

}  // namespace

std::vector<ChangeLine> change_lines(const EntityExposure& before, const EntityExposure& after) {
  std::map<std::string_view, const Exposure*> old_ones;
  std::map<std::string_view, const Exposure*> new_ones;
  for (const Exposure& exposure : before.exposures) old_ones.emplace(exposure.key, &exposure);
  for (const Exposure& exposure : after.exposures) new_ones.emplace(exposure.key, &exposure);
  std::vector<ChangeLine> out;
  std::vector<Bundle> bundles;  // by line; empty for a state
  std::map<std::string, std::size_t> place;
  for (const ExposureChange& change : changes(before, after)) {
    if (change.severity == Severity::kContext) continue;
    const auto& known = change.type == "vanished" ? old_ones : new_ones;
    const auto it = known.find(change.key);
    if (it == known.end()) {
      out.push_back(
          {change_word(change.type), change.severity, change.date, change.sentence, change.sources, 1, "state"});
      bundles.emplace_back();
      continue;
    }
    const auto [slot, fresh] = place.emplace(change.type + '\n' + group_key(*it->second), out.size());
    if (fresh) {
      out.push_back({change_word(change.type), change.severity, change.date, "", {}, 0, ""});
      out.back().kind = to_string(it->second->kind);
      bundles.emplace_back();
    }
    ChangeLine& line = out[slot->second];
    ++line.count;
    bundles[slot->second].members.push_back(it->second);
    if (!change.date.empty() && (line.date.empty() || change.date < line.date)) line.date = change.date;
    for (const std::string& source : change.sources) add_unique(line.sources, source);
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (bundles[i].members.empty()) continue;
    const std::string route = through(bundles[i].first(), after.id);
    out[i].text = cause_in_words(bundles[i]) + (route.empty() ? "" : " —" + route);
  }
  return out;
}

std::string spoken(Severity severity) {
  std::string out(to_string(severity));
  std::replace(out.begin(), out.end(), '-', ' ');
  return out;
}

std::string spoken(Certainty certainty) {
  return std::string(to_string(certainty));
}

std::string_view sign_of(Severity severity) {
  switch (severity) {
    case Severity::kProhibited:
      return "■";
    case Severity::kAuthorisationNeeded:
      return "▲";
    case Severity::kRebuttablePresumption:
      return "◆";
    case Severity::kRedFlag:
      return "●";
    case Severity::kOperationalLoss:
      return "✖";
    case Severity::kContext:
      return "·";
  }
  return "·";
}

std::optional<Severity> heaviest(const EntityExposure& entity) {
  // Exposures are ordered by severity.
  if (entity.exposures.empty() || entity.exposures.front().severity == Severity::kContext) return std::nullopt;
  return entity.exposures.front().severity;
}

std::size_t detailed_day(std::span<const ExposureAnswer> days, std::size_t entity) {
  const std::size_t last = days.size() - 1;
  const EntityExposure& now = days[last].entities[entity];
  const bool over = now.state.phase == "over" || now.state.phase == "done";
  if (!over || heaviest(now)) return last;
  for (std::size_t day = last; day-- > 0;) {
    if (heaviest(days[day].entities[entity])) return day;
  }
  return last;
}

Totals totals_of(const ExposureAnswer& answer) {
  Totals out;
  out.entities = answer.entities.size();
  for (const EntityExposure& entity : answer.entities) {
    if (entity.already_broken) ++out.broken;
    ++(heaviest(entity) ? out.exposed : out.none);
  }
  return out;
}

}  // namespace penumbra::report
