#include "report/entity_section.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "report/bundle.h"
#include "report/html_text.h"
#include "report/pictures.h"

namespace penumbra::report {
namespace {

// What is open at once; the rest is behind a disclosure.
constexpr std::size_t kOpenBundles = 6;
constexpr std::size_t kOpenChanges = 6;
constexpr std::size_t kOpenNotes = 6;

std::string state_words(const ExposureState& state) {
  if (state.state.empty()) return "state not on record";
  std::string out = state.sentence;
  if (state.certainty != Certainty::kCertain) out += " — " + spoken(state.certainty);
  return out;
}

// "Nine of ten" in words that agree: "1 act", "2 acts".
std::string plural(std::size_t count, std::string_view thing) {
  return std::to_string(count) + " " + std::string(thing) + (count == 1 ? "" : "s");
}

std::string scrolled(std::string_view label, const std::string& picture) {
  return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(label) + "\">" + picture +
         "</div>";
}

class Section {
 public:
  Section(std::span<const ExposureAnswer> days, std::size_t index, const Register& names)
      : days_(days), index_(index), names_(names), shown_(detailed_day(days, index)) {}

  std::string run(bool open) {
    const EntityExposure& last = entity(days_.size() - 1);
    const std::string title = "<h3>" + names_.name(last.id, last.caption) + "</h3> <span class=\"id\">" +
                              escaped(last.id) + "</span> " + chip_of(last);
    const std::string body_tag = "<div class=\"body\" id=\"" + anchor(last.id) + "\">";
    if (open) {
      put("<article><header>" + title + "</header>" + body_tag);
    } else {
      put("<article><details class=\"entity\"><summary>" + title + "</summary>" + body_tag);
    }
    body(last);
    put(open ? "</div></article>\n" : "</div></details></article>\n");
    return std::move(out_);
  }

 private:
  void put(std::string_view html) { out_ += html; }
  const EntityExposure& entity(std::size_t day) const { return days_[day].entities[index_]; }

  void body(const EntityExposure& last) {
    if (!last.summary.empty()) put("<p class=\"lead\">" + escaped(last.summary) + "</p>");
    put("<ul class=\"days\">");
    for (std::size_t day = 0; day < days_.size(); ++day) {
      const EntityExposure& on = entity(day);
      put("<li>" + time_of(days_[day].as_of) + " " + escaped(state_words(on.state)) + names_.refs(on.state.sources) +
          "</li>");
    }
    put("</ul>");
    for (const std::string& reason : last.incomplete) {
      put("<p class=\"broken\"><strong>Incomplete.</strong> " + escaped(reason) + ".</p>");
    }
    if (last.already_broken) {
      put("<p class=\"broken\"><strong>Already broken.</strong> It was " + escaped(last.state.sentence) +
          names_.refs(last.state.sources) + ". What is listed below adds to that and does not explain it.</p>");
    }
    exposures(entity(shown_));
    timeline(last);
    for (std::size_t day = 1; day < days_.size(); ++day) change(day);
    notes("What goes on or is untouched", entity(shown_).untouched);
    notes("What is not established", entity(shown_).unknowns);
    absences(entity(shown_));
  }

  void exposures(const EntityExposure& on) {
    const std::vector<Bundle> bundles = bundles_of(on);
    put("<h4>Exposed on " + days_[shown_].as_of.to_string() +
        (shown_ + 1 != days_.size() ? ", the last of the days on which something is on record" : "") + "</h4>");
    if (bundles.empty()) {
      put("<p>Nothing on record: no list, rule, measure or loss on record bites it or anything that it is recorded to "
          "need on that day. The lists on record are named at the end.</p>");
      return;
    }
    chains(on, bundles);
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
    if (rest.empty()) return;
    const std::size_t context = bundles.size() - kinds.size();
    put("<details><summary>" + std::to_string(rest.size()) + " more" +
        (context == 0 ? "" : ", of which " + std::to_string(context) + " context") + "</summary>");
    table(rest, "The rest.");
    put("</details>");
  }

  void chains(const EntityExposure& on, const std::vector<Bundle>& bundles) {
    const ChainPicture picture = chain_picture(on, bundles);
    if (picture.flow.boxes.size() == 1) return;
    put("<figure data-twin=\"chains\">" +
        scrolled("Picture of the chains", draw(picture.flow, "Chains from " + on.caption + " to what bites it")) +
        "<figcaption>What it needs, from left to right, as far as something bites there. Solid lines are certain, "
        "dashed possible, dotted contested. ■ prohibited, ▲ authorisation needed, ◆ presumption, ● red flag, ✖ "
        "operational loss.");
    if (picture.left_out != 0) {
      put(" " + std::to_string(picture.left_out) + " more chains did not fit; the tables below have them all.");
    }
    put("</figcaption></figure><details class=\"twin\"><summary>The picture as a table: " +
        plural(picture.facts.size(), "fact") + "</summary>" + chain_table(picture, names_) + "</details>");
  }

  void timeline(const EntityExposure& last) {
    const std::vector<TimelineMark> marks = timeline_marks(days_, index_);
    const std::string picture = timeline_picture(last.caption, marks, days_);
    if (picture.empty()) return;
    put("<h4>Over time</h4><figure data-twin=\"time\">" + scrolled("Timeline", picture) +
        "<figcaption>States: ○ not yet, ● working, ❚❚ stopped, ✖ over, ✔ done; a dashed edge is not asserted. ◇ acts "
        "on "
        "it. Signs of severity stand where listings and measures on its chains began (the figure counts those of one "
        "day; marks at the left edge began earlier), and for the heaviest exposure on each day asked for.</figcaption>"
        "</figure><details class=\"twin\"><summary>The timeline as a table: " +
        plural(marks.size(), "mark") + "</summary>" + timeline_table(marks, names_) + "</details>");
  }

  void table(std::span<const Bundle> bundles, std::string_view caption) {
    if (bundles.empty()) return;
    static constexpr std::array<std::string_view, 3> kHead = {"Severity, certainty", "Kind",
                                                              "What, and the chain that leads there"};
    put(table_begin("Exposures", caption, kHead, true));
    for (const Bundle& bundle : bundles) row(bundle);
    put(table_end());
  }

  void row(const Bundle& bundle) {
    const Exposure& first = bundle.first();
    put("<tr><td>" + chip(first.severity) + "<br>" + spoken(first.certainty) + "</td><td>" +
        std::string(to_string(first.kind)) + "</td><td>" + escaped(cause_in_words(bundle)) + ".");
    if (const std::string other = names_.original(first.target.id); !other.empty()) {
      put(" <bdi class=\"o\">" + escaped(other) + "</bdi>");
    }
    std::vector<std::string> ids;
    for (const Exposure* each : bundle.members) {
      for (const std::string& id : each->cause.sources) {
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
      }
    }
    put(names_.refs(ids));
    if (!first.chain.empty()) {
      put("<ol class=\"chain\">");
      for (const ExposureHop& hop : first.chain) {
        put("<li>" + escaped(hop.sentence) + names_.refs(hop.sources) + "</li>");
      }
      put("</ol>");
    }
    put("<p class=\"muted\">" + escaped(small_print(first)) + ".</p></td></tr>\n");
  }

  static std::string small_print(const Exposure& first) {
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
    return small;
  }

  void change(std::size_t day) {
    const std::vector<ChangeLine> lines = change_lines(entity(day - 1), entity(day));
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
          (line.text.ends_with('.') ? "" : ".") + names_.refs(line.sources) + "</li>");
    };
    std::vector<std::string> kinds;
    for (const ChangeLine& line : lines) kinds.push_back(line.kind);
    const std::vector<std::size_t> chosen = leading(kinds, kOpenChanges);
    put("<ul class=\"plain\">");
    for (const std::size_t i : chosen) item(lines[i]);
    put("</ul>");
    if (lines.size() <= chosen.size()) return;
    put("<details><summary>" + std::to_string(lines.size() - chosen.size()) + " more</summary><ul class=\"plain\">");
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!std::binary_search(chosen.begin(), chosen.end(), i)) item(lines[i]);
    }
    put("</ul></details>");
  }

  void notes(std::string_view title, const std::vector<ExposureNote>& all) {
    if (all.empty()) return;
    const auto items = [&](std::size_t begin, std::size_t end) {
      put("<ul class=\"plain\">");
      for (std::size_t i = begin; i < end; ++i)
        put("<li>" + escaped(all[i].text) + names_.refs(all[i].sources) + "</li>");
      put("</ul>");
    };
    put("<h4>" + std::string(title) + "</h4>");
    items(0, std::min(all.size(), kOpenNotes));
    if (all.size() <= kOpenNotes) return;
    put("<details><summary>" + std::to_string(all.size() - kOpenNotes) + " more</summary>");
    items(kOpenNotes, all.size());
    put("</details>");
  }

  void absences(const EntityExposure& on) {
    if (on.not_listed.empty()) return;
    put("<h4>On none of the lists on record on that day</h4><ul class=\"plain\">");
    for (const ExposureAbsence& absence : on.not_listed) {
      put("<li>" + names_.name(absence.party.id, absence.party.caption));
      for (const std::string& other : absence.ended) put("; at other times: " + escaped(other));
      put("</li>");
    }
    put("</ul>");
  }

  std::span<const ExposureAnswer> days_;
  std::size_t index_;
  const Register& names_;
  std::size_t shown_;
  std::string out_;
};

}  // namespace

std::string chip_of(const EntityExposure& entity) {
  if (const auto worst = heaviest(entity)) {
    return "<span class=\"worst\">" + chip(*worst) + " <span class=\"muted\">" +
           spoken(entity.exposures.front().certainty) + "</span></span>";
  }
  return entity.exposures.empty() ? chip("none", "○", "none on record") : chip("context", "·", "context only");
}

std::string entity_section(std::span<const ExposureAnswer> days, std::size_t index, const Register& names, bool open) {
  return Section(days, index, names).run(open);
}

}  // namespace penumbra::report
