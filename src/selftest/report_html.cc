// The report as one page: facts, versions, counts and intervals; no script, nothing from the network, no advice. The
// frame and the style sheet are those of every report (src/report/page_parts).
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "report/html_text.h"
#include "report/page_parts.h"
#include "selftest/pictures.h"
#include "selftest/report.h"
#include "selftest/treatment.h"

namespace penumbra::selftest {
namespace {

using report::escaped;
using Head = std::vector<std::string_view>;

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// 1234567 as 1,234,567.
std::string number(std::uint64_t n) {
  std::string out = std::to_string(n);
  for (std::size_t at = out.size(); at > 3;) {
    at -= 3;
    out.insert(at, 1, ',');
  }
  return out;
}

std::string range(std::uint64_t hits, std::uint64_t cases) {
  const Interval interval = wilson(hits, cases);
  return percent(interval.low) + " to " + percent(interval.high);
}

std::string cell(std::string_view html, bool figure = true) {
  return (figure ? "<td style=\"text-align:right;white-space:nowrap\">" : "<td>") + std::string(html) + "</td>";
}

std::string row_head(std::string_view html) {
  return "<tr><th scope=\"row\">" + std::string(html) + "</th>";
}

std::string begin_section(std::string_view id, std::string_view title) {
  return fmt::format("<section aria-labelledby=\"{0}\"><h2 id=\"{0}\">{1}</h2>\n", id, title);
}

std::string folded(std::string_view summary, std::string_view body) {
  return "<details><summary>" + std::string(summary) + "</summary>" + std::string(body) + "</details>\n";
}

std::string header(const Report& report, const Run& run) {
  std::string lists;
  for (const SourceVersion& version : report.versions) {
    lists += (lists.empty() ? "" : "; ") + version.source +
             (version.published.empty() ? " (no date of publication)" : " of " + version.published);
  }
  const bool own = !report.settings.customers_file.empty();
  std::string out =
      "<header class=\"top\"><div><p class=\"brand\">Penumbra</p><h1>Effectiveness of name screening</h1>";
  out += fmt::format(
      "<p class=\"answer\">{} altered names of listed parties and {} {} customer names were screened at threshold "
      "{:.2f}, as of {}.</p>",
      number(report.levels[1].cases + report.levels[2].cases + report.levels[3].cases), number(report.clean.names),
      own ? "given" : "invented", report.settings.threshold, report::time_of(report.as_of));
  out += "<p>Lists: " + escaped(lists) + ".</p>";
  out += fmt::format("<p>Seed {}; program {}, name analysis {}, matcher {}{}.</p></div></header>\n<main id=\"main\">",
                     report.settings.seed, escaped(run.program), escaped(run.analysis), escaped(run.matcher),
                     run.made.empty() ? std::string() : "; made " + escaped(run.made));
  return out;
}

std::string gaps(const Report& report) {
  if (report.gaps.empty()) return {};
  std::string out =
      "<section class=\"prohibited\" style=\"border:2px solid;border-radius:6px;padding:.6rem 1rem;margin-top:1rem\" "
      "aria-label=\"Not complete\"><h2 style=\"margin-top:0\">The lists are not complete</h2><p>A screening against "
      "this store ends <em>incomplete</em>, whatever the name. Rates below count what was found in the lists that were "
      "searched.</p><ul>";
  for (const Remark& gap : report.gaps) out += "<li>" + escaped(gap.text) + "</li>";
  return out + "</ul></section>";
}

std::string tile(std::string_view figure, std::string_view words) {
  return "<li><b>" + std::string(figure) + "</b><span>" + std::string(words) + "</span></li>";
}

std::string summary(const Report& report, const Goals& goals) {
  std::string out = begin_section("result", "Result") + "<ul class=\"tiles\">";
  static constexpr std::array<std::string_view, kLevels> kWords = {
      "of unchanged names found", "found after one alteration", "found after two", "found after three"};
  for (std::size_t level = 0; level < kLevels; ++level) {
    const Tally& tally = report.levels[level];
    out += tile(percent(tally.recall()),
                fmt::format("{}<br>{} of {}<br>95 % interval {}", kWords[level], number(tally.found),
                            number(tally.cases), range(tally.found, tally.cases)));
  }
  out += tile(percent(share(report.clean.alerts, report.clean.names), true),
              fmt::format("of clean names raised a hit<br>{} of {}<br>95 % interval {}", number(report.clean.alerts),
                          number(report.clean.names), range(report.clean.alerts, report.clean.names)));
  out +=
      "</ul>\n<p>A case counts as found when the screening ended complete and the very party whose name was altered is "
      "among its hits. Shares are rounded towards the worse; intervals are Wilson's.</p>";
  if (goals.any()) {
    static constexpr std::array<std::string_view, 4> kHead = {"Goal as given to this run", "Goal", "Seen", ""};
    out += report::table_begin("Goals", "", kHead);
    for (const GoalLine& line : judged(report, goals)) {
      const bool whole = line.goal == 0 || line.goal == 1;
      out += row_head(escaped(line.what)) +
             cell(whole ? percent(line.goal) : fmt::format("{:.4g} %", line.goal * 100)) +
             cell(percent(line.seen, line.what.starts_with("clean"))) +
             cell(line.met ? "<span class=\"chip done\">✔ reached</span>"
                           : "<span class=\"chip prohibited\">✖ not reached</span>",
                  false) +
             "</tr>";
    }
    out += report::table_end();
  }
  return out + "</section>\n";
}

std::string tested(const Report& report) {
  std::string out = begin_section("tested", "What was tested");
  static constexpr std::array<std::string_view, 6> kHead = {"List",     "Version", "Published",
                                                            "Entities", "State",   "SHA-256 of what was read"};
  out += report::table_begin("Versions of the lists", "The versions in force on the day asked for", kHead);
  for (const SourceVersion& version : report.versions) {
    out +=
        row_head(escaped(version.source)) + cell(escaped(version.version), false) +
        cell(version.published.empty() ? "not stated"
                                       : "<span style=\"white-space:nowrap\">" + escaped(version.published) + "</span>",
             false) +
        cell(number(version.entities)) +
        cell(escaped(version.state) + (version.age_days > 0 ? fmt::format(", {} days old", version.age_days) : ""),
             false) +
        cell("<code style=\"word-break:break-all\">" + escaped(version.hash) + "</code>", false) + "</tr>";
  }
  out += report::table_end();
  const Settings& with = report.settings;
  out += fmt::format(
      "<p>{} names of {} listed parties, {} of them weak aliases. {} parties whose designations do not hold on the day "
      "and {} names without letters or digits were left out. The questions {} the kind of the party. {} per "
      "technique, drawn with seed {}.</p>",
      number(report.names), number(report.parties), number(report.weak_names), number(report.not_in_force),
      number(report.without_letters), with.state_kind ? "stated" : "did not state",
      with.all ? std::string("Every name") : number(with.sample) + " names", with.seed);
  for (const Remark& warning : report.warnings) out += "<p class=\"muted\">Note: " + escaped(warning.text) + ".</p>";
  return out + "</section>\n";
}

std::string tally_cells(const Tally& tally) {
  return cell(number(tally.cases)) + cell(number(tally.found)) + cell(number(tally.other)) + cell(number(tally.clear)) +
         cell(number(tally.incomplete)) + cell("<b>" + percent(tally.recall()) + "</b>") +
         cell(range(tally.found, tally.cases));
}

constexpr std::array<std::string_view, 8> kTallyHead = {"",           "Cases",      "Found",  "Only others hit",
                                                        "Said clear", "Incomplete", "Recall", "95 % interval"};

std::string techniques(const Report& report) {
  std::string out = begin_section("techniques", "Listed names, altered in one way");
  out +=
      "<p>Unchanged names, then the weakest technique first. Bars show the share found; the thin line is the 95 % "
      "interval.</p>";
  static constexpr std::array<std::string_view, 9> kHead = {
      "Technique", "Cases", "Found", "Only others hit", "Said clear", "Incomplete", "Recall", "95 % interval", ""};
  out += report::table_begin("Recall by technique", "", kHead);
  std::vector<std::pair<std::size_t, const Tally*>> order;
  for (const auto& [place, tally] : report.techniques) {
    if (!treatments()[place].bounded) order.emplace_back(place, &tally);
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return (a.first > 0 ? a.second->recall() : -1) < (b.first > 0 ? b.second->recall() : -1);
  });
  for (const auto& [place, tally] : order) {
    const Treatment& treatment = treatments()[place];
    out += row_head(escaped(treatment.title) + "<br><span class=\"muted\">" + escaped(treatment.what) + "</span>") +
           tally_cells(*tally) + cell(bar(*tally), false) + "</tr>";
  }
  out += report::table_end();
  out +=
      "<h3>Very large inputs</h3><p>Names hidden in up to a megabyte. <em>Incomplete</em> is an expected answer here; "
      "<em>clear</em> is not. These cases count in no rate above.</p>";
  out += report::table_begin("Very large inputs", "", kTallyHead);
  for (const auto& [place, tally] : report.techniques) {
    const Treatment& treatment = treatments()[place];
    if (!treatment.bounded) continue;
    out += row_head(escaped(treatment.title) + "<br><span class=\"muted\">" + escaped(treatment.what) + "</span>") +
           tally_cells(tally) + "</tr>";
  }
  if (report.weak.cases > 0) {
    out += row_head(
               "Weak aliases, unchanged<br><span class=\"muted\">Broad or generic aliases as the list marks them; "
               "counted in no rate above.</span>") +
           tally_cells(report.weak) + "</tr>";
  }
  return out + report::table_end() + "</section>\n";
}

// Recall by technique and one other dimension.
template <typename Name>
std::string matrix(const Report& report, std::string_view label, Name name) {
  std::set<std::string> columns;
  std::map<std::pair<std::size_t, std::string>, Tally> tallies;
  std::map<std::string, Tally> sums;
  std::set<std::size_t> rows;
  for (const auto& [key, tally] : report.cells) {
    const std::size_t place = std::get<0>(key);
    if (treatments()[place].bounded) continue;
    const std::string column(name(key));
    columns.insert(column);
    rows.insert(place);
    tallies[{place, column}].add(tally);
    if (place > 0) sums[column].add(tally);
  }
  Head head = {"Technique"};
  for (const std::string& column : columns) head.push_back(column);
  std::string out = report::table_begin(label, "Share found, and in brackets the number of cases", head);
  const auto show = [](const Tally& tally) {
    return tally.cases == 0 ? std::string("–")
                            : percent(tally.recall()) + " <span class=\"muted\">(" + number(tally.cases) + ")</span>";
  };
  out += row_head("All but unchanged");
  for (const std::string& column : columns) out += cell("<b>" + show(sums[column]) + "</b>");
  out += "</tr>";
  for (const std::size_t place : rows) {
    out += row_head(escaped(treatments()[place].title));
    for (const std::string& column : columns) out += cell(show(tallies[{place, column}]));
    out += "</tr>";
  }
  return out + report::table_end();
}

std::string breakdown(const Report& report) {
  std::string out = begin_section("breakdown", "By list, script and kind");
  out += "<h3>By list</h3>" +
         matrix(report, "Recall by list", [&](const Cell& key) { return report.sources[std::get<1>(key)]; });
  out += "<h3>By script of the listed name</h3>" +
         matrix(report, "Recall by script", [](const Cell& key) { return writing_key(std::get<2>(key)); });
  out += "<h3>By kind of party</h3>" +
         matrix(report, "Recall by kind", [](const Cell& key) { return party_kind_key(std::get<3>(key)); });
  return out + "</section>\n";
}

std::string compositions(const Report& report) {
  std::string out = begin_section("pairs", "Altered in two and three ways");
  out += "<p>Every pair of techniques that can be laid over one another, and triples drawn at random.</p>";
  std::vector<std::pair<std::pair<std::size_t, std::size_t>, const Tally*>> order;
  for (const auto& [pair, tally] : report.pairs) order.emplace_back(pair, &tally);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second->recall() < b.second->recall(); });
  const auto whole = static_cast<std::size_t>(std::count_if(
      order.begin(), order.end(), [](const auto& each) { return each.second->found == each.second->cases; }));
  out += fmt::format("<p>{} pairs were tried; in {} of them every case was found. The 25 weakest:</p>", order.size(),
                     whole);
  out += report::table_begin("Weakest pairs", "", kTallyHead);
  for (std::size_t i = 0; i < order.size() && i < 25; ++i) {
    out += row_head(escaped(treatments()[order[i].first.first].title) + " + " +
                    escaped(treatments()[order[i].first.second].title)) +
           tally_cells(*order[i].second) + "</tr>";
  }
  out += report::table_end();
  std::string body = report::table_begin("Triples by technique", "Triples that hold the technique", kTallyHead);
  for (const auto& [place, tally] : report.in_triples) {
    body += row_head(escaped(treatments()[place].title)) + tally_cells(tally) + "</tr>";
  }
  out += folded("Triples, by each technique in them", body + report::table_end());
  return out + "</section>\n";
}

std::string clean_cells(const CleanTally& tally) {
  return cell(number(tally.names)) + cell(number(tally.alerts)) +
         cell("<b>" + percent(share(tally.alerts, tally.names), true) + "</b>") +
         cell(range(tally.alerts, tally.names)) + cell(number(tally.hits)) + cell(number(tally.incomplete)) +
         cell(number(tally.coincidences));
}

std::string clean(const Report& report) {
  const bool own = !report.settings.customers_file.empty();
  std::string out = begin_section("clean", "Clean names");
  out += own ? "<p>Names of the file <code>" + escaped(report.settings.customers_file) +
                   "</code>. Whether one of them is a listed party is not known to this test: every hit counts as a "
                   "false alert but those that equal a listed name word for word, which are counted apart.</p>"
             : "<p>Customers invented from common names of 26 cultures. None is meant to be listed; those that equal a "
               "listed name word for word are a coincidence and are counted apart.</p>";
  static constexpr std::array<std::string_view, 8> kHead = {
      "", "Names", "With a hit", "Share", "95 % interval", "Hits", "Incomplete", "Equal to a listed name"};
  out += report::table_begin("False alerts by kind", "", kHead);
  out += row_head("All") + clean_cells(report.clean) + "</tr>";
  for (const auto& [kind, tally] : report.clean_by_kind) {
    out += row_head(escaped(party_kind_key(kind))) + clean_cells(tally) + "</tr>";
  }
  out += report::table_end();
  if (report.clean_by_culture.size() > 1) {
    std::vector<std::pair<std::string_view, const CleanTally*>> order;
    for (const auto& [culture, tally] : report.clean_by_culture) order.emplace_back(culture, &tally);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return share(a.second->alerts, a.second->names) > share(b.second->alerts, b.second->names);
    });
    out += "<h3>By culture of the name</h3>" + report::table_begin("False alerts by culture", "", kHead);
    for (const auto& [culture, tally] : order) out += row_head(escaped(culture)) + clean_cells(*tally) + "</tr>";
    out += report::table_end();
  }
  static constexpr std::array<std::string_view, 2> kListHead = {"List", "Clean names with a hit on it"};
  out += "<h3>By list</h3>" + report::table_begin("False alerts by list", "", kListHead);
  for (const auto& [list, alerts] : report.alerts_by_list)
    out += row_head(escaped(list)) + cell(number(alerts)) + "</tr>";
  out += report::table_end();
  static constexpr std::array<std::string_view, 2> kPartyHead = {"Listed party", "Clean names that hit it"};
  std::string body = report::table_begin("Parties hit most", "", kPartyHead);
  for (const auto& [party, alerts] : report.frequent_parties)
    body += row_head(escaped(party)) + cell(number(alerts)) + "</tr>";
  out += folded("Listed parties that clean names hit most often", body + report::table_end());
  static constexpr std::array<std::string_view, 5> kAlertHead = {"Clean name", "Kind", "Culture", "Listed name",
                                                                 "Score"};
  body = report::table_begin("First false alerts", "", kAlertHead);
  constexpr std::size_t kShown = 100;
  for (std::size_t i = 0; i < report.alerts.size() && i < kShown; ++i) {
    const FalseAlert& alert = report.alerts[i];
    body += row_head("<bdi>" + escaped(alert.name) + "</bdi>") + cell(escaped(party_kind_key(alert.kind)), false) +
            cell(escaped(alert.culture), false) + cell("<bdi>" + escaped(alert.matched) + "</bdi>", false) +
            cell(fmt::format("{:.4f}", alert.points / 10000.0)) + "</tr>";
  }
  out += folded(fmt::format("The first {} false alerts", std::min(kShown, report.alerts.size())),
                body + report::table_end());
  return out + "</section>\n";
}

std::string scores(const Report& report) {
  std::string out = begin_section("scores", "Scores and thresholds");
  out += histogram_picture(report) + curve_picture(report);
  static constexpr std::array<std::string_view, 6> kHead = {"Threshold", "Unchanged", "One",
                                                            "Two",       "Three",     "Clean names with a hit"};
  out += report::table_begin("Thresholds", "What other thresholds would have given; from 0.60, where retrieval begins",
                             kHead);
  for (const CurvePoint& point : report.curve) {
    if (point.points % 500 != 0) continue;
    out += row_head(fmt::format("{:.2f}", point.points / 10000.0));
    for (std::size_t level = 0; level < kLevels; ++level)
      out += cell(percent(share(point.found[level], report.levels[level].cases)));
    out += cell(point.clean_names == 0 ? "–" : percent(share(point.false_alerts, point.clean_names), true)) + "</tr>";
  }
  out += report::table_end();
  out += fmt::format(
      "<p class=\"muted\">Below the threshold of the test the share of clean names rests on every tenth "
      "of them ({}).</p>",
      number(report.near_names));
  return out + "</section>\n";
}

std::string_view outcome_words(Outcome outcome) {
  switch (outcome) {
    case Outcome::kFound:
      return "found";
    case Outcome::kIncomplete:
      return "incomplete";
    case Outcome::kOther:
      return "only others hit";
    case Outcome::kClear:
      break;
  }
  return "said clear";
}

std::string misses(const Report& report) {
  std::string out = begin_section("misses", "Missed cases");
  out += fmt::format(
      "<p>{} cases were not found; {} of them, drawn evenly, are shown. The score is that of the right "
      "party.</p>",
      number(report.missed), number(report.misses.size()));
  static constexpr std::array<std::string_view, 7> kHead = {"Techniques", "Listed as", "Asked for",           "List",
                                                            "Ended",      "Score",     "Why the score is low"};
  for (std::size_t level = 0; level < kLevels; ++level) {
    std::string body;
    std::size_t shown = 0;
    for (const Miss& miss : report.misses) {
      const bool unchanged = miss.treatments.size() == 1 && miss.treatments.front() == "unchanged";
      if ((unchanged ? 0 : miss.treatments.size()) != level) continue;
      ++shown;
      std::string by;
      for (const std::string_view key : miss.treatments) by += (by.empty() ? "" : " + ") + std::string(key);
      body += row_head(escaped(by)) + cell("<bdi>" + escaped(miss.listed) + "</bdi>", false) +
              cell("<bdi>" + escaped(miss.asked) + "</bdi>", false) + cell(escaped(miss.source), false) +
              cell(escaped(outcome_words(miss.outcome)), false) + cell(fmt::format("{:.4f}", miss.points / 10000.0)) +
              cell(escaped(miss.reason), false) + "</tr>";
    }
    if (shown == 0) continue;
    out += folded(fmt::format("{}: {} shown", level_title(level), shown),
                  report::table_begin(level_title(level), "", kHead) + body + report::table_end());
  }
  return out + "</section>\n";
}

std::string method(const Report& report) {
  return begin_section("method", "Method, and what this test does not show") +
         fmt::format(
             "<p>Names are drawn from every list and kind, altered by the techniques above, and asked for one by one "
             "through the path that <code>penumbra screen</code> uses. The same seed, store and program give the same "
             "report on any number of processors. Definitions: <code>docs/design/selftest.md</code>; every figure with "
             "its counts is in the JSON form of this report.</p><ul><li>The alterations are those listed, by rules and "
             "tables written for the test; what evaders will do next is not among them.</li><li>A list that is "
             "missing, "
             "old or wrong is tested as it is: parties who are not on it cannot be missed here.</li><li>{}</li>"
             "<li>Names alone were asked for: birth dates, countries and identifiers, which part true from false, were "
             "not stated.</li><li>Names in Chinese, Arabic, Hebrew and other scripts stand fewer of the techniques; "
             "the tables by script show how many cases stand behind a figure.</li><li>Of parties that stand on several "
             "lists under different ids, only the record whose name was altered counts as the right one.</li></ul>",
             report.settings.customers_file.empty()
                 ? "The share of false alerts is that of invented customers. A portfolio with other names has another "
                   "share; <code>--clean-file</code> measures it."
                 : "Hits among the given customers were not reviewed: true ones count as false alerts.") +
         "</section>\n";
}

}  // namespace

std::string to_html(const Report& report, const Goals& goals, const Run& run) {
  std::string out = report::page_begin("Effectiveness of name screening, " + report.as_of.to_string());
  out += header(report, run) + gaps(report) + summary(report, goals) + tested(report) + techniques(report) +
         breakdown(report) + compositions(report) + clean(report) + scores(report) + misses(report) + method(report);
  return out + "</main>" +
         report::page_end(
             "This report states what was measured. It is not legal advice and certifies nothing; a person "
             "judges whether the figures suffice.");
}

}  // namespace penumbra::selftest
