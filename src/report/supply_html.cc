// The page of a supply answer: when what stops and for how long, what could stand in and what bites that, which single
// thing or pair brings an entity to a stop, and what hangs on it.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "report/bundle.h"
#include "report/html_text.h"
#include "report/page_parts.h"
#include "report/supply_page.h"
#include "report/supply_picture.h"

namespace penumbra::report {
namespace {

constexpr std::size_t kMaxOpenSections = 3;
// Rows of a table that are open at once.
constexpr std::size_t kOpenRows = 12;

// "6..9..18 months", "unknown".
std::string told(const SupplyTime& time) {
  return time.known ? escaped(time.text) : "unknown";
}

std::string days_told(std::int32_t days) {
  return days < 0 ? "beyond the period" : std::to_string(days) + (days == 1 ? " day" : " days");
}

std::string day_or(const std::string& day, std::string_view otherwise) {
  return day.empty() ? std::string(otherwise) : "<time>" + escaped(day) + "</time>";
}

std::string joined(const std::vector<NamedThing>& things, std::string_view between) {
  std::string out;
  for (const NamedThing& thing : things) {
    if (!out.empty()) out += between;
    out += escaped(thing.caption.empty() ? thing.id : thing.caption);
  }
  return out;
}

class Page {
 public:
  explicit Page(const SupplyAnswer& answer)
      : answer_(answer), names_(std::span(answer.sources), std::span<const ExposureThing>()) {}

  std::string run() {
    const std::string what = !answer_.portfolio.empty()     ? answer_.portfolio
                             : answer_.entities.size() == 1 ? answer_.entities[0].entity.caption
                                                            : std::string("all programmes");
    const std::string title = "Supply of " + what;
    put(page_begin(title + " from " + answer_.as_of.to_string()));
    head(title);
    put("<main id=\"main\">");
    if (answer_.entities.size() > 1) overview();
    if (!answer_.what_if.empty()) effects();
    for (const EntitySupply& entity : answer_.entities) section(entity);
    queues();
    reading();
    put(sources_section(names_) + "</main>");
    put(
        page_end("Made by penumbra from the versions named above. The same question with the same seed gives the same "
                 "page."));
    return std::move(out_);
  }

 private:
  void put(std::string_view html) { out_ += html; }

  void head(const std::string& title) {
    std::size_t out = 0;
    std::size_t maybe = 0;
    for (const EntitySupply& entity : answer_.entities) {
      const bool certain = !entity.stops(Certainty::kCertain).empty();
      out += certain ? 1U : 0U;
      maybe += !certain && !entity.outages.empty() ? 1U : 0U;
    }
    put("<header class=\"top\"><div><p class=\"brand\">Penumbra — supply report</p><h1>" + escaped(title) +
        "</h1><p class=\"answer\"><strong>" +
        (!answer_.incomplete.empty() ? "Incomplete."
         : answer_.exposed()         ? "Exposed."
                                     : "Nothing on record stops it.") +
        "</strong> ");
    if (answer_.entities.size() == 1) {
      put(escaped(answer_.entities[0].headline));
    } else {
      put(std::to_string(out) + " of " + std::to_string(answer_.entities.size()) + " are out for certain, " +
          std::to_string(maybe) + " more may be, between " + time_of(answer_.as_of) + " and " + time_of(answer_.until) +
          ".");
    }
    put("</p>");
    for (const std::string& reason : answer_.incomplete) put("<p>Incomplete: " + escaped(reason) + ".</p>");
    put("<p>Followed from " + time_of(answer_.as_of) + " to " + time_of(answer_.until) +
        (answer_.known_at ? ", as known at " + escaped(answer_.known_at->to_string()) : ", with all that is recorded"));
    for (std::size_t i = 0; i < answer_.regimes.size(); ++i) {
      put((i == 0 ? "; regimes " : ", ") + escaped(answer_.regimes[i]));
    }
    put("." + versions_line(answer_.versions) + "</p>");
    if (!answer_.what_if.empty()) {
      put("<p>Shocks laid over the facts: <strong>" + escaped(answer_.what_if) +
          "</strong>. The facts are unchanged.</p>");
    }
    put("</div></header>\n");
  }

  // "for certain from 2022-03-17", "possibly from ...", "no outage on record".
  static std::string stop_words(const EntitySupply& entity) {
    if (entity.outages.empty()) return "no outage on record";
    const std::string certain = entity.stops(Certainty::kCertain);
    if (!certain.empty()) return "out for certain from " + certain;
    const SupplyOutage& first = entity.outages.front();
    return "may be out from " + first.from + " (" + spoken(first.certainty) + ")";
  }

  void overview() {
    static constexpr std::array<std::string_view, 5> kHead = {"Entity", "Out", "Until", "Slip P50, P80", "At risk"};
    put("<nav aria-label=\"Entities\"><h2 id=\"overview\">Overview</h2>" + table_begin("Overview", "", kHead));
    for (const EntitySupply& entity : answer_.entities) {
      put("<tr><th scope=\"row\"><a href=\"#" + anchor(entity.entity.id) + "\">" + escaped(entity.entity.caption) +
          "</a></th><td>" + (entity.already_broken ? "already stopped or over" : escaped(stop_words(entity))) +
          "</td><td>" +
          (entity.outages.empty() ? ""
                                  : day_or(entity.outages.front().to,
                                           entity.outages.front().end_unknown ? "not known" : "beyond the period")) +
          "</td><td>" +
          (!entity.slip.known ? (entity.outages.empty() ? "none" : "unknown")
                              : days_told(entity.slip.p50_days) + ", " + days_told(entity.slip.p80_days)) +
          "</td><td>" + (entity.at_risk.empty() ? "" : risk_words(entity.at_risk.front())) + "</td></tr>\n");
    }
    put(table_end() + "</nav>");
  }

  static std::string risk_words(const SupplyAtRisk& risk) {
    std::string out;
    for (const SupplyMoney& money : risk.value) {
      out += (out.empty() ? "" : ", ") + escaped(money.currency) + " " + escaped(money.low) +
             (money.low == money.high ? "" : " to " + escaped(money.high));
    }
    if (out.empty()) out = "value not on record";
    out += "; missions: " + (risk.missions.empty() ? "not on record" : escaped(risk.missions));
    return out + " (" + spoken(risk.certainty) + ")";
  }

  void effects() {
    static constexpr std::array<std::string_view, 4> kHead = {"Entity", "Effect", "Out from", "In words"};
    put("<h2 id=\"scenario\">What the shocks change</h2>" +
        table_begin("Effects", "Direct, indirect, untouched and already broken.", kHead));
    for (const SupplyEffect& effect : answer_.effects) {
      put("<tr><th scope=\"row\"><a href=\"#" + anchor(effect.entity.id) + "\">" + escaped(effect.entity.caption) +
          "</a></th><td>" + escaped(effect.effect) + "</td><td class=\"when\">" +
          (effect.stops.empty() ? "" : escaped(effect.stops) + ", " + spoken(effect.certainty)) +
          (effect.base_stops.empty() ? ""
                                     : "<br><span class=\"muted\">without: " + escaped(effect.base_stops) + "</span>") +
          "</td><td>" + escaped(effect.sentence) + "</td></tr>\n");
    }
    put(table_end());
  }

  void section(const EntitySupply& entity) {
    const bool open = answer_.entities.size() <= kMaxOpenSections;
    const std::string title = "<h3>" + escaped(entity.entity.caption) + "</h3> <span class=\"id\">" +
                              escaped(entity.entity.id) + "</span> " +
                              (entity.outages.empty() ? chip("none", "○", "no outage on record")
                                                      : chip("operational-loss", "✖", stop_words(entity)));
    const std::string body = "<div class=\"body\" id=\"" + anchor(entity.entity.id) + "\">";
    put(open ? "<article><header>" + title + "</header>" + body
             : "<article><details class=\"entity\"><summary>" + title + "</summary>" + body);
    put("<p class=\"lead\">" + escaped(entity.headline) + "</p>");
    for (const std::string& reason : entity.incomplete) {
      put("<p class=\"broken\"><strong>Incomplete.</strong> " + escaped(reason) + ".</p>");
    }
    if (entity.already_broken) {
      put("<p class=\"broken\"><strong>Already broken.</strong> It was stopped or over on the first day; what is below "
          "adds "
          "to that and does not explain it.</p>");
    }
    picture(entity);
    outages(entity);
    slip(entity);
    substitutes(entity);
    cut_sets(entity);
    at_risk(entity.at_risk);
    if (!entity.unknowns.empty()) {
      put("<h4>What is not established</h4><ul class=\"plain\">");
      for (const ExposureNote& note : entity.unknowns) {
        put("<li>" + escaped(note.text) + names_.refs(note.sources) + "</li>");
      }
      put("</ul>");
    }
    put(open ? "</div></article>\n" : "</div></details></article>\n");
  }

  void picture(const EntitySupply& entity) {
    const std::vector<SupplyBar> bars = supply_bars(entity);
    if (bars.empty()) return;
    put("<figure data-twin=\"supply\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Outages and "
        "substitutes\">" +
        draw(bars, answer_.as_of, answer_.until, "Outages and substitutes of " + entity.entity.caption) +
        "</div><figcaption>✖ spans without it, dashed when not certain; ◇ likely day on which a substitute is ready, "
        "with "
        "the range of its times; ▽ P50 and P80 of the end by simulation. A bar that runs to the right edge does not "
        "end "
        "within the period.</figcaption></figure>");
    static constexpr std::array<std::string_view, 3> kHead = {"What", "When", "In words"};
    put("<details class=\"twin\"><summary>The picture as a table</summary>" +
        table_begin("Outages and substitutes as a table", "Every bar of the picture, in its order.", kHead));
    for (std::size_t i = 0; i < bars.size(); ++i) {
      put("<tr data-e=\"t" + std::to_string(i) + "\"><td>" + escaped(bars[i].label) + "</td><td class=\"when\">" +
          escaped(bars[i].when) + "</td><td>" + escaped(bars[i].sign + " " + bars[i].text) + "</td></tr>\n");
    }
    put(table_end() + "</details>");
  }

  void outages(const EntitySupply& entity) {
    put("<h4>Spans without it</h4>");
    if (entity.outages.empty()) {
      put("<p>Nothing on record stops it between " + time_of(answer_.as_of) + " and " + time_of(answer_.until) +
          ".</p>");
      return;
    }
    static constexpr std::array<std::string_view, 3> kHead = {"From, to", "Certainty", "Why, step by step"};
    put(table_begin("Outages", "", kHead));
    for (const SupplyOutage& outage : entity.outages) {
      put("<tr><td class=\"when\">" + day_or(outage.from, "before the period") + "<br>to " +
          day_or(outage.to, outage.end_unknown ? "not known" : "beyond the period") + "</td><td>" +
          spoken(outage.certainty) + "</td><td>" + escaped(outage.sentence));
      if (outage.before_period) put(" <span class=\"muted\">It was out before the period began.</span>");
      if (!outage.side.id.empty()) put(" Acting side: " + escaped(outage.side.caption) + ".");
      if (!outage.chain.empty()) {
        put("<ol class=\"chain\">");
        for (const SupplyStep& step : outage.chain) {
          put("<li>" + (step.date.empty() ? "" : "<time>" + escaped(step.date) + "</time> ") + escaped(step.sentence) +
              names_.refs(step.sources) + "</li>");
        }
        put("</ol>");
      }
      put("</td></tr>\n");
    }
    put(table_end());
  }

  void slip(const EntitySupply& entity) {
    const SupplySlip& slip = entity.slip;
    put("<h4>Slip</h4>");
    if (!slip.known) {
      put("<p>Unknown" + (slip.why.empty() ? std::string() : ": " + escaped(slip.why)) + ".</p>");
      return;
    }
    static constexpr std::array<std::string_view, 5> kHead = {"", "P10", "P50", "P80", "P90"};
    put("<p>" + (slip.planned.empty() ? std::string("Needed all the time") : "Planned for " + escaped(slip.planned)) +
        "; length " + days_told(slip.p50_days) + " (P50), " + days_told(slip.p80_days) + " (P80). " +
        std::to_string(slip.samples) + " samples, seed " + std::to_string(slip.seed) + "; facts up to “" +
        spoken(slip.reading) + "” were taken to hold.</p>");
    put(table_begin("Slip", "Days by simulation; empty where that share of the samples does not come to it.", kHead));
    const auto row = [&](std::string_view title, const SupplyQuantiles& q) {
      put("<tr><th scope=\"row\">" + std::string(title) + "</th>");
      for (const std::string* day : {&q.p10, &q.p50, &q.p80, &q.p90})
        put("<td class=\"when\">" + escaped(*day) + "</td>");
      put("</tr>\n");
    };
    row("Stops", slip.stops);
    row("Resumes", slip.resumes);
    put(table_end());
  }

  void substitutes(const EntitySupply& entity) {
    if (entity.substitutes.empty()) return;
    static constexpr std::array<std::string_view, 4> kHead = {"Substitute", "Ready", "Times", "What bites it"};
    put("<h4>What could stand in, by the day on which it is ready</h4>" +
        table_begin("Substitutes", "Facts, not advice: nothing here says that a measure may be met by one.", kHead));
    for (const SupplySubstitute& each : entity.substitutes) {
      put("<tr><th scope=\"row\">" + escaped(each.substitute.caption) + (each.chosen ? " (earliest)" : "") +
          "<br><span class=\"muted\">for " + escaped(each.lost.caption) + " in " + escaped(each.dependant.caption) +
          (each.status == "asserted" ? "" : " [" + escaped(each.status) + "]") + "</span></th><td class=\"when\">" +
          day_or(each.ready_likely, "unknown"));
      if (!each.ready_least.empty() && each.ready_least != each.ready_most) {
        put("<br><span class=\"muted\">" + escaped(each.ready_least) + " to " +
            (each.ready_most.empty() ? "unknown" : escaped(each.ready_most)) + "</span>");
      }
      if (!each.queued_ready.empty()) put("<br>with the queue: " + escaped(each.queued_ready));
      put("</td><td>lead " + told(each.lead) + "; qualification " + told(each.qualification) +
          (each.licence_needed ? "; licence " + told(each.licence) : ""));
      for (const std::string& missing : each.missing) put("<br><span class=\"muted\">" + escaped(missing) + "</span>");
      if (!each.queue_before.empty()) {
        put("<br><span class=\"muted\">served first: " + joined(each.queue_before, ", ") + "</span>");
      }
      put("</td><td>");
      if (each.exposures.empty() && each.fails.empty()) put("nothing on record");
      for (const Exposure& exposure : each.exposures) {
        put("<p>" + chip(exposure.severity) + " " + spoken(exposure.certainty) + ". " + escaped(exposure.sentence) +
            names_.refs(exposure.cause.sources) + "</p>");
      }
      for (const std::string& fail : each.fails) put("<p>" + escaped(fail) + "</p>");
      put(names_.refs(each.sources) + "</td></tr>\n");
    }
    put(table_end());
  }

  void cut_sets(const EntitySupply& entity) {
    if (!answer_.cut_sets) return;
    put("<h4>What alone, or in pairs, brings it to a stop</h4>");
    if (entity.cut_sets.empty()) {
      put("<p>No single thing and no pair on record stops it.</p>");
      return;
    }
    const auto rows = [&](std::size_t begin, std::size_t end) {
      static constexpr std::array<std::string_view, 5> kHead = {"If lost", "Kind", "Certainty", "It stops", "At risk"};
      put(table_begin("Cut sets", "", kHead));
      for (std::size_t i = begin; i < end; ++i) {
        const SupplyCutSet& cut_set = entity.cut_sets[i];
        put("<tr><th scope=\"row\">" + joined(cut_set.things, " and ") + "</th><td>" + escaped(cut_set.kind) +
            "</td><td>" + spoken(cut_set.certainty) + "</td><td>" + escaped(cut_set.stops_note));
        if (!cut_set.stops_least.empty()) {
          put("<br><span class=\"muted\">" + escaped(cut_set.stops_least) +
              (cut_set.stops_most == cut_set.stops_least || cut_set.stops_most.empty()
                   ? ""
                   : " to " + escaped(cut_set.stops_most)) +
              "</span>");
        }
        put("</td><td>" + (cut_set.at_risk.empty() ? "" : risk_words(cut_set.at_risk.front())) + "</td></tr>\n");
      }
      put(table_end());
    };
    const std::size_t shown = std::min(entity.cut_sets.size(), kOpenRows);
    rows(0, shown);
    if (shown == entity.cut_sets.size()) return;
    put("<details><summary>" + std::to_string(entity.cut_sets.size() - shown) + " more</summary>");
    rows(shown, entity.cut_sets.size());
    put("</details>");
  }

  void at_risk(const std::vector<SupplyAtRisk>& all) {
    if (all.empty()) return;
    put("<h4>Value and missions at risk</h4><ul class=\"plain\">");
    for (const SupplyAtRisk& risk : all) {
      put("<li>" + risk_words(risk) + (risk.things.empty() ? "" : ": " + joined(risk.things, ", ")) +
          names_.refs(risk.sources) + "</li>");
    }
    put("</ul>");
  }

  void queues() {
    if (answer_.queues.empty()) return;
    put("<h2 id=\"queues\">Who waits for the same substitute</h2>");
    for (const SupplyQueue& queue : answer_.queues) {
      static constexpr std::array<std::string_view, 4> kHead = {"Served", "Needed", "Ready in the queue",
                                                                "Ready alone"};
      put("<h3>" + escaped(queue.substitute.caption) + "</h3>" +
          table_begin("Queue", "One share takes " + told(queue.service) + ".", kHead));
      for (std::size_t i = 0; i < queue.places.size(); ++i) {
        const SupplyQueue::Place& place = queue.places[i];
        put("<tr><th scope=\"row\">" + std::to_string(i + 1) + ". " + escaped(place.dependant.caption) +
            "</th><td class=\"when\">" + day_or(place.needed, "not stated") + "</td><td class=\"when\">" +
            day_or(place.ready, "unknown") + "</td><td class=\"when\">" + day_or(place.alone, "unknown") +
            "</td></tr>\n");
      }
      put(table_end());
    }
  }

  void reading() {
    put("<section aria-label=\"How to read this\"><h2 id=\"reading\">How to read this</h2><ul class=\"plain\"><li>A "
        "loss "
        "spreads to what needs the lost thing when what is in hand is used up, until a substitute is ready. A figure "
        "that "
        "is not on record is unknown and never zero.</li><li>P50 and P80 are days that half and four fifths of the "
        "samples "
        "do not pass; they are drawn from the ranges that the sources state, with the seed named.</li><li>Money of "
        "different currencies is never added up.</li><li>These are facts and their sources. What to do is for a person "
        "to "
        "decide.</li></ul></section>");
  }

  const SupplyAnswer& answer_;
  Register names_;
  std::string out_;
};

}  // namespace

std::string html(const SupplyAnswer& answer) {
  return Page(answer).run();
}

}  // namespace penumbra::report
