// One page, readable without scripts, colours or a network: the answer in its first line, an index of all entities,
// what a scenario changes, a section for each entity, how to read it, and the sources.
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "report/bundle.h"
#include "report/entity_section.h"
#include "report/html_text.h"
#include "report/page_parts.h"
#include "report/report.h"

namespace penumbra::report {
namespace {

// Up to so many entities the sections are open; more than that, and the index leads to each.
constexpr std::size_t kMaxOpenSections = 3;
// Differences of one entity under a scenario that are open at once.
constexpr std::size_t kOpenDifferences = 8;

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

class Page {
 public:
  explicit Page(std::span<const ExposureAnswer> days) : days_(days), names_(days) {}

  std::string run() {
    const ExposureAnswer& last = days_.back();
    const std::string title =
        last.portfolio.empty() && last.entities.size() == 1
            ? "Exposure of " + last.entities[0].caption
            : "Exposure: " + (last.portfolio.empty() ? std::string("all programmes") : last.portfolio);
    put(page_begin(title + " on " + last.as_of.to_string()));
    head(title);
    put("<main id=\"main\">");
    if (last.entities.size() > 1) {
      tiles();
      overview();
    }
    if (!last.what_if.empty()) effects();
    sections();
    reading();
    put(sources_section(names_));
    put("</main>");
    put(page_end(
        "Made by penumbra from the versions named above. The same question asked of the same versions gives the "
        "same page."));
    return std::move(out_);
  }

 private:
  void put(std::string_view html) { out_ += html; }

  // The first line of the page: exposed, nothing on record, or incomplete; of what; on which day.
  std::string answer_line() const {
    const ExposureAnswer& last = days_.back();
    const Totals totals = totals_of(last);
    std::string out = "<strong>";
    out += !last.incomplete.empty() ? "Incomplete." : totals.exposed != 0 ? "Exposed." : "Nothing on record.";
    out += "</strong> ";
    if (totals.entities == 1) {
      const EntityExposure& only = last.entities[0];
      return out + escaped(only.headline) + (only.headline.ends_with('.') ? "" : ".");
    }
    return out + "<strong>" + std::to_string(totals.exposed) + " of " + std::to_string(totals.entities) +
           "</strong> are exposed on " + time_of(last.as_of) + "; " + std::to_string(totals.broken) +
           " are stopped or over; " + std::to_string(totals.none) + " have nothing on record but context.";
  }

  void head(const std::string& title) {
    const ExposureAnswer& last = days_.back();
    put("<header class=\"top\"><div><p class=\"brand\">Penumbra — exposure report</p><h1>" + escaped(title) +
        "</h1><p class=\"answer\">" + answer_line() + "</p>");
    for (const std::string& reason : last.incomplete) put("<p>Incomplete: " + escaped(reason) + ".</p>");
    put("<p>Asked for ");
    for (std::size_t i = 0; i < days_.size(); ++i) put((i == 0 ? "" : ", ") + time_of(days_[i].as_of));
    put(last.known_at ? ", as known at " + escaped(last.known_at->to_string()) : ", with all that is recorded");
    if (!last.regimes.empty()) {
      put("; regimes ");
      for (std::size_t i = 0; i < last.regimes.size(); ++i) put((i == 0 ? "" : ", ") + escaped(last.regimes[i]));
    }
    put(".");
    put(versions_line(last.versions));
    put("</p>");
    if (!last.what_if.empty()) {
      put("<p>Scenario laid over the facts: <strong>" + escaped(last.what_if) +
          "</strong>. The facts are unchanged.</p>");
    }
    put("</div></header>\n");
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

  // The index: every entity with its state and heaviest exposure on each day.
  void overview() {
    put("<nav aria-label=\"Entities\"><h2 id=\"overview\">Overview</h2><div class=\"scroll\" tabindex=\"0\" "
        "role=\"region\" "
        "aria-label=\"Overview\"><table class=\"index\"><caption>State and heaviest exposure of each entity on each "
        "day, "
        "with its certainty, and how many of each severity.</caption><thead><tr><th scope=\"col\">Entity</th>");
    for (const ExposureAnswer& day : days_) put("<th scope=\"col\">" + time_of(day.as_of) + "</th>");
    put("</tr></thead><tbody>\n");
    const ExposureAnswer& last = days_.back();
    std::string section;
    for (std::size_t i = 0; i < last.entities.size(); ++i) {
      const EntityExposure& entity = last.entities[i];
      if (entity.section != section) {
        section = entity.section;
        put("<tr class=\"section\"><th scope=\"colgroup\" colspan=\"" + std::to_string(days_.size() + 1) + "\">" +
            escaped(section) + "</th></tr>");
      }
      put("<tr><th scope=\"row\"><a href=\"#" + anchor(entity.id) + "\">" + escaped(entity.caption) + "</a>");
      if (const std::string other = names_.original(entity.id); !other.empty()) {
        put(" <bdi class=\"o\">" + escaped(other) + "</bdi>");
      }
      put("</th>");
      for (const ExposureAnswer& day : days_) {
        const EntityExposure& on = day.entities[i];
        put("<td>" + escaped(on.state.state.empty() ? "state not on record" : on.state.state) +
            (on.state.certainty == Certainty::kPossible ? " (possible)" : "") + "<br>" + chip_of(on) + counts_of(on) +
            "</td>");
      }
      put("</tr>\n");
    }
    put("</tbody></table></div></nav>\n");
  }

  // What a scenario changes, by how near it comes.
  void effects() {
    struct Group {
      std::string_view effect;
      std::string_view words;
    };
    static constexpr std::array<Group, 4> kGroups = {
        {{"direct", "Direct: the scenario touches the entity itself or something that it needs at first hand"},
         {"indirect", "Indirect: it comes through something further out"},
         {"already-broken", "Already broken: it was stopped or over before the scenario adds to that"},
         {"untouched", "Untouched: nothing but context differs"}}};
    put("<h2 id=\"scenario\">What the scenario changes</h2>");
    for (const Group& group : kGroups) {
      std::vector<const WhatIfEffect*> all;
      for (const WhatIfEffect& effect : days_.back().effects) {
        if (effect.effect == group.effect) all.push_back(&effect);
      }
      put("<h3>" + std::string(group.words) + " (" + std::to_string(all.size()) + ")</h3>");
      if (all.empty()) continue;
      if (group.effect == "untouched") {
        put("<p>");
        for (std::size_t i = 0; i < all.size(); ++i) {
          put((i == 0 ? "<a href=\"#" : ", <a href=\"#") + anchor(all[i]->id) + "\">" + escaped(all[i]->caption) +
              "</a>");
        }
        put(".</p>");
        continue;
      }
      static constexpr std::array<std::string_view, 2> kHead = {"Entity", "Differences from the facts"};
      put(table_begin(group.effect, "", kHead));
      for (const WhatIfEffect* effect : all) differences(*effect);
      put(table_end());
    }
  }

  void differences(const WhatIfEffect& effect) {
    put("<tr><th scope=\"row\"><a href=\"#" + anchor(effect.id) + "\">" + escaped(effect.caption) + "</a></th><td>");
    std::vector<const ExposureChange*> shown;
    for (const ExposureChange& each : effect.changes) {
      if (each.severity != Severity::kContext) shown.push_back(&each);
    }
    if (shown.empty()) put("Nothing but context.");
    const auto list = [&](std::size_t begin, std::size_t end) {
      put("<ul class=\"plain\">");
      for (std::size_t i = begin; i < end; ++i) {
        const ExposureChange& each = *shown[i];
        put("<li><strong>" + change_word(each.type) + "</strong> " + (each.severity ? chip(*each.severity) + " " : "") +
            escaped(each.sentence) + names_.refs(each.sources) + "</li>");
      }
      put("</ul>");
    };
    if (!shown.empty()) list(0, std::min(shown.size(), kOpenDifferences));
    if (shown.size() > kOpenDifferences) {
      put("<details><summary>" + std::to_string(shown.size() - kOpenDifferences) + " more</summary>");
      list(kOpenDifferences, shown.size());
      put("</details>");
    }
    put("</td></tr>\n");
  }

  void sections() {
    const ExposureAnswer& last = days_.back();
    const bool open = last.entities.size() <= kMaxOpenSections;
    std::string section;
    bool inside = false;
    for (std::size_t i = 0; i < last.entities.size(); ++i) {
      const std::string& name = last.entities[i].section;
      if (!inside || name != section) {
        if (inside) put("</section>\n");
        put("<section aria-label=\"" + escaped(name.empty() ? "Entities" : name) + "\">");
        if (last.entities.size() > 1) put("<h2>" + escaped(name.empty() ? "Entities" : name) + "</h2>");
        section = name;
        inside = true;
      }
      put(entity_section(days_, i, names_, open));
    }
    if (inside) put("</section>\n");
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

  std::span<const ExposureAnswer> days_;
  Register names_;
  std::string out_;
};

}  // namespace

std::string html(std::span<const ExposureAnswer> days) {
  if (days.empty() || days.back().entities.empty()) return {};
  return Page(days).run();
}

}  // namespace penumbra::report
