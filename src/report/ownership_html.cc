// The page of an ownership answer: who is reached, by which rule and source, through which shares, what needs a look,
// and which missing fact would decide.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/flow_picture.h"
#include "report/html_text.h"
#include "report/ownership_words.h"
#include "report/page_parts.h"
#include "report/report.h"

namespace penumbra::report {
namespace {

// Parties with a picture of their own; the table has all. A graph of a million parties must not make a page of
// gigabytes.
constexpr std::size_t kMaxSections = 200;
// Rows of the verdict table; beyond them the page says how many there are and where to find them.
constexpr std::size_t kMaxRows = 2000;
constexpr std::size_t kMaxOpenSections = 3;

constexpr std::array<std::string_view, 6> kVerdicts = {"designated",     "restricted",   "licence",
                                                       "control-review", "undetermined", "not-by-ownership"};

std::string spoken(std::string_view verdict) {
  std::string out(verdict);
  std::replace(out.begin(), out.end(), '-', ' ');
  return out;
}

std::string chip_of(const OwnershipPartyRow& party) {
  return chip(look_of_verdict(party.verdict).style, sign_of_verdict(party.verdict), spoken(party.verdict));
}

std::size_t rank_of(std::string_view verdict) {
  return static_cast<std::size_t>(std::find(kVerdicts.begin(), kVerdicts.end(), verdict) - kVerdicts.begin());
}

bool wants_section(const OwnershipPartyRow& party) {
  return (party.verdict != "not-by-ownership" && party.verdict != "designated") || !party.flags.empty() ||
         !party.missing.empty();
}

class Page {
 public:
  explicit Page(const OwnershipPage& page) : page_(page) {
    for (std::size_t i = 0; i < page.parties.size(); ++i) places_.emplace(page.parties[i].id, i);
    for (std::size_t i = 0; i < page.parties.size(); ++i) order_.push_back(i);
    std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(rank_of(page.parties[a].verdict), a) < std::pair(rank_of(page.parties[b].verdict), b);
    });
    for (const std::size_t i : order_) {
      if (wants_section(page.parties[i]) && sections_.size() < kMaxSections) sections_.insert(i);
    }
  }

  std::string run() {
    const std::string title = "Ownership under " + page_.regime + " on " + page_.as_of.to_string();
    put(page_begin(title));
    head(title);
    put("<main id=\"main\">");
    tiles();
    verdicts();
    put("<section aria-label=\"Parties\">");
    if (!sections_.empty()) put("<h2>Chains, flags and missing facts</h2>");
    for (const std::size_t i : order_) {
      if (sections_.contains(i)) section(page_.parties[i]);
    }
    put("</section>");
    rules();
    reading();
    put("</main>");
    put(page_end("Made by penumbra. The same question asked of the same statements gives the same page."));
    return std::move(out_);
  }

 private:
  void put(std::string_view html) { out_ += html; }

  std::size_t count(std::string_view verdict) const {
    return static_cast<std::size_t>(std::count_if(page_.parties.begin(), page_.parties.end(),
                                                  [&](const auto& party) { return party.verdict == verdict; }));
  }

  std::string name_of(const std::string& id) const {
    if (id == "?") return "an undisclosed holder";
    const auto it = places_.find(id);
    return it == places_.end() || page_.parties[it->second].name.empty() ? id : page_.parties[it->second].name;
  }

  std::string linked(const std::string& id) const {
    const auto it = places_.find(id);
    if (it == places_.end() || !sections_.contains(it->second)) return escaped(name_of(id));
    return "<a href=\"#" + anchor_of(it->second) + "\">" + escaped(name_of(id)) + "</a>";
  }

  // By place and not by id: ids of plain tables are free text, and two of them could make one anchor.
  static std::string anchor_of(std::size_t party) { return "p" + std::to_string(party); }

  void head(const std::string& title) {
    const std::size_t reached = page_.parties.size() - count("not-by-ownership");
    put("<header class=\"top\"><div><p class=\"brand\">Penumbra — ownership report</p><h1>" + escaped(title) +
        "</h1><p class=\"answer\"><strong>" +
        (!page_.incomplete.empty() ? "Incomplete."
         : reached != 0            ? "Reached."
                                   : "Nothing on record.") +
        "</strong> " + std::to_string(reached) + " of " + std::to_string(page_.parties.size()) +
        " parties are designated, reached, for review or undetermined; the recorded stakes do not reach " +
        std::to_string(count("not-by-ownership")) + ".</p><p>Read from " + escaped(page_.graph) + "; " +
        std::to_string(page_.stakes.size()) + " statements about ownership and control; " +
        (page_.known_at.empty() ? "with all that is recorded" : "as known at " + escaped(page_.known_at)) + ".");
    for (const OwnershipRuleRow& rule : page_.rules) {
      put(" Rule " + escaped(rule.id + " " + rule.version) + ".");
    }
    put("</p>");
    for (const std::string& reason : page_.incomplete) put("<p>Incomplete: " + escaped(reason) + ".</p>");
    put("</div></header>\n");
  }

  void tiles() {
    put("<h2 id=\"counts\">Verdicts</h2><ul class=\"tiles\">");
    for (const std::string_view verdict : kVerdicts) {
      put("<li class=\"" + std::string(look_of_verdict(verdict).style) + "\"><b>" + std::to_string(count(verdict)) +
          "</b><span>" + std::string(sign_of_verdict(verdict)) + " " + spoken(verdict) + "</span></li>");
    }
    put("</ul>");
  }

  void verdicts() {
    static constexpr std::array<std::string_view, 5> kHead = {"Party", "Verdict", "Counted", "Flags", "In words"};
    put(table_begin("Verdicts", "Every party, the heaviest verdicts first.", kHead));
    for (std::size_t row = 0; row < order_.size() && row < kMaxRows; ++row) {
      const OwnershipPartyRow& party = page_.parties[order_[row]];
      put("<tr><th scope=\"row\">" + linked(party.id) +
          (name_of(party.id) == party.id ? "" : " <span class=\"id\">" + escaped(party.id) + "</span>") + "</th><td>" +
          chip_of(party) + "</td><td class=\"when\">" + escaped(party.share) + "</td><td>");
      for (std::size_t i = 0; i < party.flags.size(); ++i) put((i == 0 ? "" : ", ") + escaped(party.flags[i].key));
      put("</td><td>" + escaped(party.sentence) + "</td></tr>\n");
    }
    put(table_end());
    if (order_.size() > kMaxRows) {
      put("<p>" + std::to_string(order_.size() - kMaxRows) +
          " more parties are not shown on this page; --format csv or json has every one.</p>");
    }
  }

  void section(const OwnershipPartyRow& party) {
    const bool open = sections_.size() <= kMaxOpenSections;
    const std::string title = "<h3>" + escaped(name_of(party.id)) + "</h3> <span class=\"id\">" + escaped(party.id) +
                              "</span> " + chip_of(party);
    const std::string body = "<div class=\"body\" id=\"" + anchor_of(places_.at(party.id)) + "\">";
    put(open ? "<article><header>" + title + "</header>" + body
             : "<article><details class=\"entity\"><summary>" + title + "</summary>" + body);
    put("<p class=\"lead\">" + escaped(party.sentence) + (party.sentence.ends_with('.') ? "" : ".") + "</p>");
    if (party.rule < page_.rules.size()) {
      const OwnershipRuleRow& rule = page_.rules[party.rule];
      put("<p class=\"muted\">Rule " + escaped(rule.id + " " + rule.version) + ": " + escaped(rule.source) + ".</p>");
    }
    chain(party);
    list("Look at", party.flags);
    if (!party.missing.empty()) {
      put("<h4>What would decide it</h4><ul class=\"plain\">");
      for (const std::string& each : party.missing) put("<li>" + escaped(each) + "</li>");
      put("</ul>");
    }
    put(open ? "</div></article>\n" : "</div></details></article>\n");
  }

  void list(std::string_view title, const std::vector<OwnershipFlagRow>& flags) {
    if (flags.empty()) return;
    put("<h4>" + std::string(title) + "</h4><ul class=\"plain\">");
    for (const OwnershipFlagRow& flag : flags) {
      put("<li><strong>" + escaped(spoken(flag.key)) + "</strong> " + escaped(flag.text) + "</li>");
    }
    put("</ul>");
  }

  FlowBox box_of(const std::string& id, const OwnershipPartyRow& about) const {
    FlowBox box;
    box.caption = name_of(id);
    box.title = box.caption;
    const auto it = places_.find(id);
    if (it == places_.end()) {
      box.small = "not disclosed";
      return box;
    }
    const OwnershipPartyRow& party = page_.parties[it->second];
    box.style = look_of_verdict(party.verdict).style;
    std::string lists;
    for (const OwnershipListingRow& listing : party.listings) lists += (lists.empty() ? "" : ", ") + listing.list;
    box.small = std::string(sign_of_verdict(party.verdict)) + " " +
                (party.verdict == "designated" && !lists.empty() ? "on " + lists : spoken(party.verdict));
    if (&party == &about && !party.share.empty()) box.small += ", " + party.share;
    box.title += ": " + party.sentence;
    return box;
  }

  void chain(const OwnershipPartyRow& party) {
    if (party.chain.empty()) return;
    Flow flow;
    std::map<std::string, std::size_t> boxes;
    std::set<std::size_t> owned;
    std::vector<const OwnershipChainRow*> drawn;
    std::vector<bool> first;
    for (const OwnershipChainRow& link : party.chain) {
      const OwnershipStakeRow& stake = page_.stakes[link.stake];
      const std::size_t fresh = (boxes.contains(stake.owner) ? 0U : 1U) + (boxes.contains(stake.asset) ? 0U : 1U);
      if (flow.boxes.size() + fresh > kMaxBoxes) break;
      std::array<std::size_t, 2> ends{};
      for (std::size_t end = 0; end < 2; ++end) {
        const std::string& id = end == 0 ? stake.owner : stake.asset;
        const auto [it, added] = boxes.emplace(id, flow.boxes.size());
        if (added) flow.boxes.push_back(box_of(id, party));
        ends[end] = it->second;
      }
      owned.insert(ends[1]);
      const bool sure = !link.only_possible;
      const std::string label =
          stake.measured ? (stake.share.empty() ? "? %" : stake.share + " %") : spoken(stake.kind);
      flow.links.push_back({ends[0], ends[1], sure ? Stroke::kSolid : Stroke::kDashed, label, stake.sentence});
      drawn.push_back(&link);
    }
    // Owners whom nobody in the chain owns stand at the left.
    for (std::size_t i = 0; i < flow.boxes.size(); ++i) flow.boxes[i].root = !owned.contains(i);
    put("<figure data-twin=\"chains\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Picture of the "
        "chain\">" +
        draw(flow, "Who owns " + name_of(party.id)) +
        "</div><figcaption>Owners at the left, what they own to the right; the figure at a line is the share as its "
        "source "
        "states it. Solid lines are certain, dashed ones only possible. ★ designated, ■ restricted, ▲ licence, ◆ "
        "control "
        "review, ? undetermined, ○ not by ownership.");
    if (drawn.size() < party.chain.size()) {
      put(" " + std::to_string(party.chain.size() - drawn.size()) + " more statements did not fit; the table has all.");
    }
    put("</figcaption></figure>");
    static constexpr std::array<std::string_view, 5> kHead = {"Owner", "Statement", "Owned", "Certainty", "Source"};
    put("<details class=\"twin\" open><summary>The picture as a table: " + std::to_string(party.chain.size()) +
        (party.chain.size() == 1 ? " statement" : " statements") + "</summary>");
    put(table_begin("The chain as a table", "Every line of the picture, in its order.", kHead));
    std::set<std::string> named;
    for (std::size_t i = 0; i < party.chain.size(); ++i) {
      const OwnershipChainRow& link = party.chain[i];
      const OwnershipStakeRow& stake = page_.stakes[link.stake];
      const auto cell = [&](const std::string& id) {
        const auto it = boxes.find(id);
        const bool keyed = it != boxes.end() && i < drawn.size() && named.insert(id).second;
        std::string out = keyed ? "<td data-e=\"" + box_key(it->second) + "\">" : "<td>";
        out += linked(id);
        if (const auto place = places_.find(id); place != places_.end())
          out += " " + chip_of(page_.parties[place->second]);
        return out + "</td>";
      };
      put("<tr");
      if (i < drawn.size()) put(" data-e=\"" + link_key(i) + "\"");
      // Numbered as the verdict's sentence numbers them.
      put(">" + cell(stake.owner) + "<td>F" + std::to_string(i + 1) + " " + escaped(stake.sentence) + "</td>" +
          cell(stake.asset) + "<td>" + (link.only_possible ? "possible" : "certain") + "</td><td>" +
          (stake.source.empty() ? "none stated" : escaped(stake.source)) + "</td></tr>\n");
    }
    put(table_end());
    put("</details>");
  }

  void rules() {
    static constexpr std::array<std::string_view, 5> kHead = {"Rule", "Version", "Status", "Source", "Checked"};
    put("<h2 id=\"rules\">Rules</h2>");
    if (page_.rules.empty()) {
      put("<p>No rule of this regime was on record for that day.</p>");
      return;
    }
    put(table_begin("Rules", "", kHead));
    for (const OwnershipRuleRow& rule : page_.rules) {
      put("<tr><th scope=\"row\">" + escaped(rule.id) + "</th><td>" + escaped(rule.version) + "</td><td>" +
          escaped(spoken(rule.status)) + "</td><td>" + escaped(rule.source) + "</td><td>" + escaped(rule.checked) +
          (rule.check_by.empty() ? "" : "; to be checked by " + escaped(rule.check_by)) + "</td></tr>\n");
    }
    put(table_end());
  }

  void reading() {
    put("<section aria-label=\"How to read this\"><h2 id=\"reading\">How to read this</h2><ul class=\"plain\"><li>A "
        "verdict "
        "says what the rule, as in force on the day, implies from the statements given, and nothing more. “Not by "
        "ownership” means that the rule does not follow from the recorded stakes.</li><li>Unknown shares are ranges. A "
        "party is undetermined when the rule follows in some worlds that the statements allow and not in "
        "others.</li><li>These are facts, rules and their sources. What to do is for a person to "
        "decide.</li></ul></section>");
  }

  const OwnershipPage& page_;
  std::map<std::string, std::size_t> places_;
  std::vector<std::size_t> order_;
  std::set<std::size_t> sections_;
  std::string out_;
};

}  // namespace

std::string html(const OwnershipPage& page) {
  return Page(page).run();
}

}  // namespace penumbra::report
