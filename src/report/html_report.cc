// One page, readable without scripts, colours or a network: headline, overview, one article for each entity with its
// states, chains (picture and table), changes, what goes on, what is not established, and the sources.
#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "embedded/report_css.h"
#include "report/bundle.h"
#include "report/html_text.h"
#include "report/pictures.h"
#include "report/report.h"

namespace penumbra::report {
namespace {

// Bundles of an article that are open at once; the rest is behind a disclosure.
constexpr std::size_t kOpenBundles = 6;
constexpr std::size_t kOpenChanges = 6;
constexpr std::size_t kOpenNotes = 6;

std::string chip(Severity severity) {
  return "<span class=\"chip " + std::string(to_string(severity)) + "\">" + std::string(sign_of(severity)) + " " +
         spoken(severity) + "</span>";
}

std::string chip_of(const EntityExposure& entity) {
  const auto worst = heaviest(entity);
  if (worst) {
    return "<span class=\"worst\">" + chip(*worst) + " <span class=\"muted\">" +
           spoken(entity.exposures.front().certainty) + "</span></span>";
  }
  return entity.exposures.empty() ? "<span class=\"chip none\">○ none on record</span>"
                                  : "<span class=\"chip context\">· context only</span>";
}

// "■ 2 ▲ 8": how many of each, for a narrow cell; the words are in the title.
std::string counts_of(const EntityExposure& entity) {
  std::string out;
  std::string words;
  for (std::size_t i = 0; i < kSeverityNames.size(); ++i) {
    const auto severity = static_cast<Severity>(i);
    const std::size_t count = entity.count(severity);
    if (severity == Severity::kContext || count == 0) continue;
    out += (out.empty() ? "" : " ") + std::string(sign_of(severity)) + " " + std::to_string(count);
    words += (words.empty() ? "" : ", ") + std::to_string(count) + " " + spoken(severity);
  }
  return out.empty() ? "" : "<br><span class=\"muted\" title=\"" + words + "\">" + out + "</span>";
}

std::string time_of(Date day) {
  const std::string text = day.to_string();
  return "<time datetime=\"" + text + "\">" + text + "</time>";
}

std::string state_words(const ExposureState& state) {
  if (state.state.empty()) return "state not on record";
  std::string out = state.sentence;
  if (state.certainty != Certainty::kCertain) out += " — " + spoken(state.certainty);
  return out;
}

class Page {
 public:
  explicit Page(std::span<const ExposureAnswer> days) : days_(days) {
    // Sources of all days, numbered in the order of their ids.
    for (const ExposureAnswer& day : days) {
      for (const ExposureSource& source : day.sources) sources_.emplace(source.id, &source);
    }
    std::size_t next = 1;
    for (const auto& [id, source] : sources_) numbers_.emplace(id, next++);
  }

  std::string run() {
    const ExposureAnswer& last = days_.back();
    const std::string title =
        last.portfolio.empty() && last.entities.size() == 1
            ? "Exposure of " + last.entities[0].caption
            : "Exposure: " + (last.portfolio.empty() ? std::string("all programmes") : last.portfolio);
    put("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\"><meta name=\"generator\" content=\"penumbra\"><title>" +
        escaped(title) + " on " + last.as_of.to_string() + "</title><style>" + std::string(embedded::report_css()) +
        "</style></head><body><a class=\"skip\" href=\"#main\">Skip to the answer</a>");
    head(title);
    put("<main id=\"main\">");
    tiles();
    overview();
    if (!last.what_if.empty()) effects();
    std::string section;
    bool open = false;
    for (std::size_t i = 0; i < last.entities.size(); ++i) {
      const std::string& name = last.entities[i].section;
      if (!open || name != section) {
        if (open) put("</section>");
        put("<section aria-label=\"" + escaped(name.empty() ? "Entities" : name) + "\"><h2>" +
            escaped(name.empty() ? "Entities" : name) + "</h2>");
        section = name;
        open = true;
      }
      article(i);
    }
    if (open) put("</section>");
    reading();
    sources();
    put("</main>");
    footer();
    put("</body></html>\n");
    return std::move(out_);
  }

 private:
  void put(std::string_view html) { out_ += html; }

  std::string refs(const std::vector<std::string>& ids) const {
    std::string out;
    for (const std::string& id : ids) {
      const auto it = numbers_.find(id);
      if (it == numbers_.end()) {
        out += " <span class=\"src\">[" + escaped(id) + "]</span>";
        continue;
      }
      const ExposureSource& source = *sources_.at(id);
      out += " <span class=\"src\"><a href=\"#s" + std::to_string(it->second) + "\" title=\"" +
             escaped(source.title + "; " + source.publisher) + "\">[" + std::to_string(it->second) +
             (source.checked == "no"     ? "○"
              : source.checked == "copy" ? "◐"
                                         : "✔") +
             "]</a></span>";
    }
    return out;
  }

  void head(const std::string& title) {
    const ExposureAnswer& last = days_.back();
    const Totals totals = totals_of(last);
    put("<header class=\"top\"><div><p class=\"brand\">Penumbra — exposure report</p><h1>" + escaped(title) +
        "</h1><p>");
    if (!last.incomplete.empty()) put("<strong>Incomplete.</strong> ");
    put("<strong>" + std::to_string(totals.exposed) + " of " + std::to_string(totals.entities) +
        "</strong> are exposed on " + time_of(last.as_of) + "; " + std::to_string(totals.broken) +
        " are stopped or over; " + std::to_string(totals.none) +
        " have nothing on record but context.</p><p>Days asked for: ");
    for (std::size_t i = 0; i < days_.size(); ++i) put((i == 0 ? "" : ", ") + time_of(days_[i].as_of));
    if (last.known_at) put(". Known at " + escaped(last.known_at->to_string()));
    if (!last.regimes.empty()) {
      put(". Regimes: ");
      for (std::size_t i = 0; i < last.regimes.size(); ++i) put((i == 0 ? "" : ", ") + escaped(last.regimes[i]));
    }
    put(".</p>");
    if (!last.what_if.empty())
      put("<p>Scenario laid over the facts: <strong>" + escaped(last.what_if) + "</strong>.</p>");
    for (const ExposureVersion& version : last.versions) {
      put("<p>Version: " + escaped(version.source + " " + version.version) +
          (version.published.empty() ? "" : ", published " + escaped(version.published)) + ", SHA-256 " +
          escaped(version.hash.substr(0, 16)) + "…</p>");
    }
    for (const std::string& reason : last.incomplete) put("<p>Incomplete: " + escaped(reason) + ".</p>");
    put("</div></header>");
  }

  // How many entities have at least one exposure of each severity on the last day, and how many of them for certain.
  void tiles() {
    const ExposureAnswer& last = days_.back();
    put("<h2 id=\"counts\">How many have at least one exposure of each severity on " + last.as_of.to_string() +
        "</h2><ul class=\"tiles\">");
    for (std::size_t i = 0; i < kSeverityNames.size(); ++i) {
      const auto severity = static_cast<Severity>(i);
      if (severity == Severity::kContext) continue;
      std::size_t count = 0;
      std::size_t certain = 0;
      for (const EntityExposure& entity : last.entities) {
        count += entity.count(severity) != 0 ? 1U : 0U;
        certain +=
            std::any_of(entity.exposures.begin(), entity.exposures.end(),
                        [&](const Exposure& e) { return e.severity == severity && e.certainty == Certainty::kCertain; })
                ? 1U
                : 0U;
      }
      put("<li class=\"" + std::string(kSeverityNames[i]) + "\"><b>" + std::to_string(count) + "</b><span>" +
          std::string(sign_of(severity)) + " " + spoken(severity) +
          (count == 0 ? "" : "<br>" + std::to_string(certain) + " for certain") + "</span></li>");
    }
    const Totals totals = totals_of(last);
    put("<li class=\"none\"><b>" + std::to_string(totals.none) + "</b><span>○ nothing but context</span></li></ul>");
  }

  void overview() {
    put("<h2 id=\"overview\">Overview</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Overview\">"
        "<table><caption>State and heaviest exposure of each entity on each day, with its certainty, and how many of "
        "each severity.</caption><thead><tr><th scope=\"col\">Entity</th>");
    for (const ExposureAnswer& day : days_) put("<th scope=\"col\">" + time_of(day.as_of) + "</th>");
    put("</tr></thead><tbody>");
    const ExposureAnswer& last = days_.back();
    std::string section;
    for (std::size_t i = 0; i < last.entities.size(); ++i) {
      const EntityExposure& entity = last.entities[i];
      if (entity.section != section) {
        section = entity.section;
        put("<tr class=\"section\"><th scope=\"colgroup\" colspan=\"" + std::to_string(days_.size() + 1) + "\">" +
            escaped(section) + "</th></tr>");
      }
      put("<tr><th scope=\"row\"><a href=\"#" + anchor(entity.id) + "\">" + escaped(entity.caption) + "</a></th>");
      for (const ExposureAnswer& day : days_) {
        const EntityExposure& on = day.entities[i];
        put("<td>" + escaped(on.state.state.empty() ? "not on record" : on.state.state) +
            (on.state.certainty == Certainty::kPossible ? " (possible)" : "") + "<br>" + chip_of(on) + counts_of(on) +
            "</td>");
      }
      put("</tr>");
    }
    put("</tbody></table></div>");
  }

  void article(std::size_t index) {
    const EntityExposure& last = days_.back().entities[index];
    put("<article id=\"" + anchor(last.id) + "\"><header><h3>" + escaped(last.caption) + "</h3><span class=\"id\">" +
        escaped(last.id) + "</span> " + chip_of(last) + "</header>");
    if (!last.summary.empty()) put("<p class=\"lead\">" + escaped(last.summary) + "</p>");
    put("<ul class=\"days\">");
    for (const ExposureAnswer& day : days_) {
      const EntityExposure& on = day.entities[index];
      put("<li>" + time_of(day.as_of) + escaped(state_words(on.state)) + refs(on.state.sources) + "</li>");
    }
    put("</ul>");
    if (last.already_broken) {
      put("<p class=\"broken\"><strong>Already broken.</strong> It was " + escaped(last.state.sentence) +
          refs(last.state.sources) + ". What is listed below adds to that and does not explain it.</p>");
    }
    timeline(last);
    const std::size_t shown = detailed_day(days_, index);
    exposures(days_[shown].entities[index], days_[shown].as_of, shown + 1 != days_.size());
    for (std::size_t day = 1; day < days_.size(); ++day) change(index, day);
    const EntityExposure& on = days_[shown].entities[index];
    notes("What goes on or is untouched", on.untouched);
    notes("What is not established", on.unknowns);
    absences(on);
    put("</article>");
  }

  void timeline(const EntityExposure& entity) {
    const std::string picture = timeline_picture(entity, days_);
    if (picture.empty() && entity.events.empty()) return;
    if (!picture.empty()) {
      put("<figure><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline\">" + picture +
          "</div><figcaption>States over time; lines mark the days asked for. ○ not yet, ● working, ❚❚ stopped, ✖ "
          "over, ✔ "
          "done; a dashed edge is not asserted.</figcaption></figure>");
    }
    put("<details><summary>The same as a table, with the acts on it</summary><div class=\"scroll\"><table><thead><tr>"
        "<th scope=\"col\">From</th><th scope=\"col\">To</th><th scope=\"col\">State</th><th scope=\"col\">By</th><th "
        "scope=\"col\">Cause, note, sources</th></tr></thead><tbody>");
    for (const ExposureState& state : entity.history) {
      put("<tr><td>" + escaped(state.from) + "</td><td>" + escaped(state.to) + "</td><td>" + escaped(state.state) +
          (state.status == "asserted" ? "" : " [" + escaped(state.status) + "]") + "</td><td>" +
          escaped(state.side_caption) + "</td><td>" + escaped(state.cause_caption) +
          (state.note.empty() ? "" : (state.cause_caption.empty() ? "" : ". ") + escaped(state.note)) +
          refs(state.sources) + "</td></tr>");
    }
    put("</tbody></table></div>");
    if (!entity.events.empty()) {
      put("<ul class=\"plain\">");
      for (const ExposureNote& event : entity.events) put("<li>" + escaped(event.text) + refs(event.sources) + "</li>");
      put("</ul>");
    }
    put("</details>");
  }

  void exposures(const EntityExposure& entity, Date day, bool earlier) {
    const std::vector<Bundle> bundles = bundles_of(entity);
    put("<h4>Exposed on " + day.to_string() +
        (earlier ? ", the last of the days on which something is on record" : "") + "</h4>");
    if (bundles.empty()) {
      put("<p>No exposure is on record: nothing that it is recorded to need is listed, restricted or lost on that "
          "day.</p>");
      return;
    }
    std::size_t left_out = 0;
    const std::string picture = chain_picture(entity, bundles, left_out);
    if (!picture.empty()) {
      put("<figure><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Picture of the chains\">" +
          picture +
          "</div><figcaption>What it needs, from left to right, as far as something bites there. Solid lines are "
          "certain, "
          "dashed possible, dotted contested. ■ prohibited, ▲ authorisation needed, ◆ presumption, ● red flag, ✖ "
          "operational "
          "loss.");
      if (left_out != 0) put(" " + std::to_string(left_out) + " more did not fit; the table has all.");
      put("</figcaption></figure>");
    }
    std::vector<std::string> kinds;
    for (const Bundle& bundle : bundles) {
      if (bundle.severity() != Severity::kContext) kinds.emplace_back(to_string(bundle.first().kind));
    }
    std::vector<Bundle> open;
    std::vector<Bundle> rest;
    const std::vector<std::size_t> chosen = leading(kinds, kOpenBundles);
    for (std::size_t i = 0; i < bundles.size(); ++i) {
      (std::binary_search(chosen.begin(), chosen.end(), i) ? open : rest).push_back(bundles[i]);
    }
    table(open, "The heaviest, and the heaviest of each kind, with the chain in words.");
    if (!rest.empty()) {
      const std::size_t context = bundles.size() - kinds.size();
      put("<details><summary>" + std::to_string(rest.size()) + " more" +
          (context == 0 ? "" : ", of which " + std::to_string(context) + " context") + "</summary>");
      table(rest, "The rest.");
      put("</details>");
    }
  }

  void table(std::span<const Bundle> bundles, std::string_view caption) {
    if (bundles.empty()) return;
    put("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Exposures\"><table><caption>" +
        std::string(caption) +
        "</caption><thead><tr><th scope=\"col\">Severity</th><th scope=\"col\">Certainty</th><th "
        "scope=\"col\">Kind</th><th scope=\"col\">What, and the chain that leads there</th></tr></thead><tbody>");
    for (const Bundle& bundle : bundles) {
      const Exposure& first = bundle.first();
      put("<tr><td>" + chip(first.severity) + "</td><td>" + spoken(first.certainty) + "</td><td>" +
          std::string(to_string(first.kind)) + "</td><td>" + escaped(cause_in_words(bundle)) + ".");
      std::vector<std::string> ids;
      for (const Exposure* each : bundle.members) {
        for (const std::string& id : each->cause.sources) {
          if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
        }
      }
      put(refs(ids));
      if (!first.chain.empty()) {
        put("<ol class=\"chain\">");
        for (const ExposureHop& hop : first.chain) {
          put("<li>" + escaped(hop.sentence) + refs(hop.sources) + "</li>");
        }
        put("</ol>");
      }
      std::string small = "Weakest status: " + first.weakest_status + "; need: " + first.need +
                          "; independent stories at the weakest hop: " + std::to_string(first.independent_sources);
      if (first.unchecked != 0) small += "; hops whose source was not read: " + std::to_string(first.unchecked);
      if (!first.stand_ins.empty() && first.own_severity != first.severity) {
        small += ". " + first.stand_ins.front().caption +
                 " works as an alternative; without it: " + spoken(first.own_severity);
      }
      if (!first.behind.id.empty() && first.own_severity != first.severity) {
        small += ". It stands behind " + first.behind.caption + "; in direct dealings: " + spoken(first.own_severity);
      }
      if (!first.replacements.empty()) {
        small += ". On record as alternative to it: ";
        for (std::size_t i = 0; i < first.replacements.size(); ++i) {
          small += (i == 0 ? "" : ", ") + first.replacements[i].caption;
        }
      }
      put("<p class=\"muted\">" + escaped(small) + ".</p></td></tr>");
    }
    put("</tbody></table></div>");
  }

  void change(std::size_t index, std::size_t day) {
    const std::vector<ChangeLine> lines = change_lines(days_[day - 1].entities[index], days_[day].entities[index]);
    put("<h4>What changed from " + days_[day - 1].as_of.to_string() + " to " + days_[day].as_of.to_string() + "</h4>");
    if (lines.empty()) {
      put("<p class=\"muted\">Nothing on record but context.</p>");
      return;
    }
    const auto item = [&](const ChangeLine& line) {
      std::string word = line.word;
      word[0] = static_cast<char>(word[0] - 'a' + 'A');
      put("<li><strong>" + word + (line.date.empty() ? "" : ", " + escaped(line.date)) + "</strong> " +
          (line.severity ? chip(*line.severity) + " " : "") + escaped(line.text) +
          (line.text.ends_with('.') ? "" : ".") + refs(line.sources) + "</li>");
    };
    std::vector<std::string> kinds;
    for (const ChangeLine& line : lines) kinds.push_back(line.kind);
    const std::vector<std::size_t> chosen = leading(kinds, kOpenChanges);
    put("<ul class=\"plain\">");
    for (const std::size_t i : chosen) item(lines[i]);
    put("</ul>");
    if (lines.size() > chosen.size()) {
      put("<details><summary>" + std::to_string(lines.size() - chosen.size()) + " more</summary><ul class=\"plain\">");
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!std::binary_search(chosen.begin(), chosen.end(), i)) item(lines[i]);
      }
      put("</ul></details>");
    }
  }

  void notes(std::string_view title, const std::vector<ExposureNote>& all) {
    if (all.empty()) return;
    put("<h4>" + std::string(title) + "</h4><ul class=\"plain\">");
    for (std::size_t i = 0; i < all.size() && i < kOpenNotes; ++i) {
      put("<li>" + escaped(all[i].text) + refs(all[i].sources) + "</li>");
    }
    put("</ul>");
    if (all.size() <= kOpenNotes) return;
    put("<details><summary>" + std::to_string(all.size() - kOpenNotes) + " more</summary><ul class=\"plain\">");
    for (std::size_t i = kOpenNotes; i < all.size(); ++i)
      put("<li>" + escaped(all[i].text) + refs(all[i].sources) + "</li>");
    put("</ul></details>");
  }

  void absences(const EntityExposure& entity) {
    if (entity.not_listed.empty()) return;
    put("<details><summary>" + std::to_string(entity.not_listed.size()) +
        " direct parties are on none of the lists on record on that day</summary><ul class=\"plain\">");
    for (const ExposureAbsence& absence : entity.not_listed) {
      put("<li>" + escaped(absence.party.caption));
      for (const std::string& other : absence.ended) put("; at other times: " + escaped(other));
      put("</li>");
    }
    put("</ul></details>");
  }

  void effects() {
    put("<h2 id=\"scenario\">What the scenario changes</h2><div class=\"scroll\"><table><thead><tr><th "
        "scope=\"col\">Entity"
        "</th><th scope=\"col\">Effect</th><th scope=\"col\">Differences from the facts</th></tr></thead><tbody>");
    for (const WhatIfEffect& effect : days_.back().effects) {
      put("<tr><th scope=\"row\"><a href=\"#" + anchor(effect.id) + "\">" + escaped(effect.caption) + "</a></th><td>" +
          escaped(effect.effect) + "</td><td>");
      std::size_t shown = 0;
      for (const ExposureChange& each : effect.changes) {
        if (each.severity == Severity::kContext || ++shown > kOpenChanges) continue;
        put("<p>" + escaped(each.sentence) + "</p>");
      }
      if (shown > kOpenChanges) put("<p class=\"muted\">and " + std::to_string(shown - kOpenChanges) + " more</p>");
      put("</td></tr>");
    }
    put("</tbody></table></div>");
  }

  void reading() {
    const ExposureAnswer& last = days_.back();
    put("<section aria-label=\"How to read this\"><h2 id=\"reading\">How to read this</h2><ul "
        "class=\"plain\"><li>Severity "
        "says what follows if an exposure is true; certainty says how true it is on the day. The two are never made "
        "into one "
        "figure, and exposures of different kinds are never added up.</li><li>Certain: every fact on the chain is "
        "asserted "
        "and holds on the day. Possible: a date is imprecise, or a fact is planned, likely or possible only. Unknown: "
        "a fact "
        "that decides it is missing. Contested: sources disagree.</li><li>A listing is that of exactly the party "
        "named. "
        "Parent and sub-unit are different parties; nearness is context.</li><li>What is not listed is a statement "
        "about the "
        "recorded contents of these lists on that day: ");
    for (std::size_t i = 0; i < last.lists.size(); ++i) put((i == 0 ? "" : ", ") + escaped(last.lists[i]));
    put(".</li>");
    if (!last.rules.empty()) {
      put("<li>Ownership rules applied on " + last.as_of.to_string() + ":<ul class=\"plain\">");
      for (const std::string& rule : last.rules) put("<li>" + escaped(rule) + "</li>");
      put("</ul></li>");
    }
    put("<li>These are facts, rules and their sources. What to do is for a person to decide.</li></ul></section>");
  }

  void sources() {
    std::size_t unread = 0;
    for (const auto& [id, source] : sources_) unread += source->checked == "no" ? 1U : 0U;
    put("<section aria-label=\"Sources\"><h2 id=\"sources\">Sources</h2><p>" + std::to_string(sources_.size()) +
        " documents stand behind this answer. ✔ the text was read; ◐ a transcription or stored copy was read; ○ the "
        "text was "
        "not read (" +
        std::to_string(unread) +
        ").</p><div class=\"scroll\"><table><thead><tr><th scope=\"col\">No.</th><th "
        "scope=\"col\">Document</th><th scope=\"col\">Publisher</th><th scope=\"col\">Date</th><th "
        "scope=\"col\">Where</th><th "
        "scope=\"col\">Checked</th></tr></thead><tbody>");
    for (const auto& [id, source] : sources_) {
      const std::string mark = source->checked == "text"   ? "✔ text"
                               : source->checked == "copy" ? "◐ copy"
                                                           : "○ not read";
      put("<tr id=\"s" + std::to_string(numbers_.at(id)) + "\"><td>" + std::to_string(numbers_.at(id)) + "</td><td>" +
          escaped(source->title) +
          (source->note.empty() ? "" : "<br><span class=\"muted\">" + escaped(source->note) + "</span>") + "</td><td>" +
          escaped(source->publisher) + "</td><td>" + escaped(source->date) + "</td><td>" + escaped(source->locator) +
          "</td><td>" + mark + (source->read.empty() ? "" : " " + escaped(source->read)) + "</td></tr>");
    }
    put("</tbody></table></div></section>");
  }

  void footer() {
    put("<footer><p>Made by penumbra from the versions named above. The same question asked of the same versions gives "
        "the "
        "same page.</p></footer>");
  }

  std::span<const ExposureAnswer> days_;
  std::string out_;
  std::map<std::string, const ExposureSource*> sources_;
  std::map<std::string, std::size_t> numbers_;
};

}  // namespace

std::string html(std::span<const ExposureAnswer> days) {
  if (days.empty()) return {};
  return Page(days).run();
}

}  // namespace penumbra::report
