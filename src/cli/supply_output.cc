#include "cli/supply_output.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include <fmt/format.h>

#include "base/csv.h"

namespace penumbra::cli {
namespace {

constexpr std::size_t kIndent = 6;
// Shown for one entity on a terminal; the rest is counted. JSON and CSV have them all.
constexpr std::size_t kCutSetsShown = 40;
constexpr std::size_t kUnknownsShown = 12;

void line(Console& console, const std::string& text, std::size_t indent) {
  // The first line is indented too, so its blanks take part in the breaking, as one unbreakable word with the first.
  const std::string wrapped = wrap(std::string(indent, '_') + printable(text), console.width(), indent + 2);
  console.print(std::string(indent, ' ') + wrapped.substr(indent) + "\n");
}

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
  std::string out;
  for (const std::string& text : texts) {
    if (!out.empty()) out += between;
    out += text;
  }
  return out;
}

std::string sources_of(const std::vector<std::string>& sources) {
  return sources.empty() ? "" : " [" + joined(sources, ", ") + "]";
}

std::string names(const std::vector<NamedThing>& things, std::string_view between) {
  std::vector<std::string> out;
  for (const NamedThing& thing : things) out.push_back(thing.caption);
  return joined(out, between);
}

std::string span_of(const SupplyOutage& outage) {
  std::string out = outage.from + (outage.before_period ? " (or earlier)" : "") + " to ";
  if (!outage.to.empty()) return out + outage.to;
  return out + (outage.end_unknown ? "a day that is not on record" : "the end of the period");
}

std::string risk_text(const SupplyAtRisk& risk) {
  std::vector<std::string> parts;
  for (const SupplyMoney& money : risk.value) {
    parts.push_back(money.currency + " " + money.low + (money.low == money.high ? "" : ".." + money.high));
  }
  parts.push_back(risk.missions + (risk.missions == "1" ? " mission" : " missions"));
  return std::string(to_string(risk.certainty)) + ": " + joined(parts, ", ");
}

std::string ready_text(const SupplySubstitute& each) {
  if (each.ready_least.empty()) return "ready on no day on record: " + joined(each.missing, "; ");
  if (each.ready_least == each.ready_most) return "ready " + each.ready_least;
  return "ready " + each.ready_least + " to " + each.ready_most +
         (each.ready_likely.empty() ? "" : ", likely " + each.ready_likely);
}

void heading(Console& console, std::string_view text) {
  console.print("    " + console.styled(Style::kDim, text) + "\n");
}

void print_outages(Console& console, const EntitySupply& entity) {
  for (const SupplyOutage& outage : entity.outages) {
    const Style style = outage.certainty == Certainty::kCertain ? Style::kRed : Style::kBold;
    console.print("    " + console.styled(style, "out, " + std::string(to_string(outage.certainty))) + "  " +
                  span_of(outage) + "\n");
    for (const SupplyStep& step : outage.chain) {
      line(console, step.date + "  " + step.sentence + "." + sources_of(step.sources), kIndent);
    }
    if (outage.chain.empty() || outage.chain.back().sentence != outage.cause)
      line(console, outage.cause + ".", kIndent);
    if (!outage.side.caption.empty()) line(console, "The side that acted: " + outage.side.caption + ".", kIndent);
  }
}

void print_substitutes(Console& console, const EntitySupply& entity) {
  if (entity.substitutes.empty()) return;
  heading(console, "substitutes on record, as facts with what bites them");
  for (const SupplySubstitute& each : entity.substitutes) {
    std::string text = each.substitute.caption + " for " + each.lost.caption + " in " + each.dependant.caption + ": " +
                       ready_text(each);
    if (!each.queued_ready.empty() && each.queued_ready != each.ready_likely) {
      text += "; with the queue " + each.queued_ready;
      if (!each.queue_before.empty()) text += ", after " + names(each.queue_before, ", ");
    }
    if (each.status != "asserted") text += " [" + each.status + "]";
    line(console, text + "." + sources_of(each.sources), kIndent);
    if (!each.ready_least.empty()) {
      for (const std::string& missing : each.missing) line(console, missing, kIndent + 2);
    }
    for (const std::string& fails : each.fails) line(console, "fails in turn: " + fails, kIndent + 2);
    for (const Exposure& exposure : each.exposures) {
      line(console,
           fmt::format("exposed, {} {}: {}", to_string(exposure.severity), to_string(exposure.certainty),
                       exposure.sentence),
           kIndent + 2);
    }
  }
}

void print_slip(Console& console, const EntitySupply& entity) {
  const SupplySlip& slip = entity.slip;
  if (entity.outages.empty() || slip.samples == 0) return;
  heading(console, fmt::format("dates by simulation ({} samples, seed {}; facts read as {})", slip.samples, slip.seed,
                               to_string(slip.reading)));
  const auto day = [](const std::string& text) { return text.empty() ? std::string("after the period") : text; };
  line(console, fmt::format("stops: P50 {}, P80 {}", day(slip.stops.p50), day(slip.stops.p80)), kIndent);
  line(console, fmt::format("resumes: P50 {}, P80 {}", day(slip.resumes.p50), day(slip.resumes.p80)), kIndent);
  if (!slip.planned.empty()) {
    const auto days = [](std::int32_t count) {
      return count < 0 ? std::string("beyond the period") : std::to_string(count);
    };
    line(console,
         fmt::format("slip of the mission planned for {}, in days: P50 {}, P80 {}", slip.planned, days(slip.p50_days),
                     days(slip.p80_days)),
         kIndent);
  }
  if (!slip.why.empty()) line(console, slip.why + ".", kIndent);
}

void print_cut_sets(Console& console, const EntitySupply& entity) {
  const std::size_t singles = static_cast<std::size_t>(std::count_if(
      entity.cut_sets.begin(), entity.cut_sets.end(), [](const SupplyCutSet& set) { return set.kind == "thing"; }));
  heading(console, fmt::format("what stops it if lost on the first day: {} single points, {} sets in all", singles,
                               entity.cut_sets.size()));
  std::size_t shown = 0;
  for (const SupplyCutSet& set : entity.cut_sets) {
    if (++shown > kCutSetsShown) continue;
    std::string text = names(set.things, " and ");
    if (set.certainty != Certainty::kCertain) text += " [" + std::string(to_string(set.certainty)) + "]";
    if (!set.stops_note.empty()) text += ": " + set.stops_note;
    for (const SupplyAtRisk& risk : set.at_risk) text += "; at risk, " + risk_text(risk);
    line(console, text, kIndent);
  }
  if (shown > kCutSetsShown) line(console, fmt::format("and {} more", shown - kCutSetsShown), kIndent);
}

}  // namespace

void print_supply(Console& console, const SupplyAnswer& answer) {
  const auto out = std::count_if(answer.entities.begin(), answer.entities.end(),
                                 [](const EntitySupply& entity) { return !entity.outages.empty(); });
  console.print(fmt::format("{} of {} {} out, for certain or possibly, between {} and {}\n", out,
                            answer.entities.size(), answer.entities.size() == 1 ? "entity is" : "entities are",
                            answer.as_of.to_string(), answer.until.to_string()));
  if (!answer.what_if.empty()) console.print("what if: " + printable(answer.what_if) + "\n");
  for (const EntitySupply& entity : answer.entities) {
    console.print("\n" + console.styled(Style::kBold, printable(entity.entity.caption)) + "  " +
                  console.styled(Style::kDim, printable(entity.entity.id)) + "\n");
    line(console, entity.headline, 2);
    if (entity.already_broken) line(console, "Stopped or over by its own state on the first day.", 2);
    for (const SupplyEffect& effect : answer.effects) {
      if (effect.entity.id != entity.entity.id) continue;
      line(console,
           "Effect of the scenario: " + effect.effect +
               (effect.stops.empty()
                    ? ""
                    : ", from " + effect.stops + " (" + std::string(to_string(effect.certainty)) + ")") +
               (effect.base_stops.empty() ? "" : "; without it out from " + effect.base_stops) + ".",
           2);
    }
    print_outages(console, entity);
    print_substitutes(console, entity);
    print_slip(console, entity);
    if (!entity.at_risk.empty()) {
      heading(console, "at risk: it, what it needs and what needs it");
      for (const SupplyAtRisk& risk : entity.at_risk) {
        line(console, risk_text(risk) + ": " + names(risk.things, ", ") + sources_of(risk.sources), kIndent);
      }
    }
    if (answer.cut_sets) print_cut_sets(console, entity);
    if (!entity.unknowns.empty()) heading(console, "not on record");
    std::size_t shown = 0;
    for (const ExposureNote& note : entity.unknowns) {
      if (++shown <= kUnknownsShown) line(console, note.text, kIndent);
    }
    if (shown > kUnknownsShown) line(console, fmt::format("and {} more", shown - kUnknownsShown), kIndent);
  }
  for (const SupplyQueue& queue : answer.queues) {
    console.print("\n" + console.styled(Style::kBold, "Queue for " + printable(queue.substitute.caption)) + "\n");
    for (const SupplyQueue::Place& place : queue.places) {
      line(console,
           fmt::format("{}: needed {}, ready {}{}", place.dependant.caption,
                       place.needed.empty() ? "after the period" : place.needed, place.ready,
                       place.alone == place.ready ? "" : " (alone " + place.alone + ")"),
           2);
    }
  }
}

std::string supply_csv(const SupplyAnswer& answer) {
  std::string out = "entity,caption,row,certainty,what,from,to,likely,cause,chain,sources\n";
  const auto row = [&](const NamedThing& entity, std::initializer_list<std::string> cells) {
    for (const std::string& cell : {entity.id, entity.caption}) {
      base::append_csv_field(out, cell, true);
      out += ',';
    }
    for (const std::string& cell : cells) {
      base::append_csv_field(out, cell, true);
      out += ',';
    }
    out.back() = '\n';
  };
  for (const EntitySupply& entity : answer.entities) {
    if (entity.outages.empty()) row(entity.entity, {"none-on-record", "", "", "", "", "", entity.headline, "", ""});
    for (const SupplyOutage& outage : entity.outages) {
      std::vector<std::string> chain;
      std::vector<std::string> sources;
      for (const SupplyStep& step : outage.chain) {
        chain.push_back(step.date + " " + step.sentence);
        for (const std::string& source : step.sources) {
          if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
        }
      }
      row(entity.entity, {"out", std::string(to_string(outage.certainty)), outage.cause_type, outage.from, outage.to,
                          "", outage.cause, joined(chain, " | "), joined(sources, " | ")});
    }
    for (const SupplySubstitute& each : entity.substitutes) {
      row(entity.entity, {"substitute", each.status, each.substitute.id, each.ready_least, each.ready_most,
                          each.queued_ready.empty() ? each.ready_likely : each.queued_ready,
                          "for " + each.lost.id + " in " + each.dependant.id, joined(each.missing, " | "),
                          joined(each.sources, " | ")});
    }
    if (entity.slip.known) {
      row(entity.entity, {"resumes", std::string(to_string(entity.slip.reading)), "P50 to P80", entity.slip.resumes.p50,
                          entity.slip.resumes.p80, "", "", "", ""});
    }
    for (const SupplyAtRisk& risk : entity.at_risk) {
      row(entity.entity, {"at-risk", std::string(to_string(risk.certainty)), risk_text(risk), "", "", "", "",
                          names(risk.things, " | "), joined(risk.sources, " | ")});
    }
    for (const SupplyCutSet& set : entity.cut_sets) {
      std::vector<std::string> ids;
      for (const NamedThing& thing : set.things) ids.push_back(thing.id);
      row(entity.entity, {"cut-set", std::string(to_string(set.certainty)), joined(ids, " + "), set.stops_least,
                          set.stops_most, "", set.stops_note, "", ""});
    }
    for (const ExposureNote& note : entity.unknowns) {
      row(entity.entity, {"unknown", "", note.entity, "", "", "", note.text, "", joined(note.sources, " | ")});
    }
  }
  for (const SupplyEffect& effect : answer.effects) {
    row(effect.entity, {"effect", std::string(to_string(effect.certainty)), effect.effect, effect.stops, "", "",
                        effect.sentence, "", ""});
  }
  for (const SupplyQueue& queue : answer.queues) {
    for (const SupplyQueue::Place& place : queue.places) {
      row(place.dependant,
          {"queue", "", queue.substitute.id, place.alone, place.ready, place.needed, "", "", queue.service.source});
    }
  }
  return out;
}

}  // namespace penumbra::cli
