#include "cli/why_output.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace penumbra::cli {
namespace {

// Lines of one answer at the console's width.
class Page {
 public:
  explicit Page(Console& console) : console_(console) {}

  void head(const WhyAnswer& answer) {
    const std::string name = answer.caption == answer.id ? answer.id : answer.caption + " (" + answer.id + ")";
    const std::string under = answer.regime.empty() ? "needed by " + answer.entity : "regime " + answer.regime;
    console_.print(console_.styled(Style::kBold, printable(name)) + "  " +
                   console_.styled(answer.reached() ? Style::kRed : Style::kDim, answer.verdict) + "  " +
                   printable(under) + ", as of " + answer.as_of.to_string() + "\n");
    line(2, answer.sentence);
  }

  void section(std::string_view title) { console_.print("  " + console_.styled(Style::kBold, title) + "\n"); }

  void line(std::size_t indent, std::string_view text) {
    const std::size_t width = std::max<std::size_t>(40, console_.width() - indent);
    console_.print(std::string(indent, ' ') + wrap(printable(text), width, indent + 2) + "\n");
  }

  void blank() { console_.print("\n"); }

 private:
  Console& console_;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string_view read_words(std::string_view checked) {
  if (checked == "text") return "its text was read";
  if (checked == "copy") return "a copy or summary of it was read";
  return "its text was not read";
}

void print_rule(Page& page, const WhyRule& rule) {
  page.section("Rule");
  page.line(4, rule.text);
  page.line(4, fmt::format("{}, version {} ({}): {}; {}{}", rule.id, rule.version, rule.status, rule.source,
                           read_words(rule.checked), rule.read.empty() ? "" : " on " + rule.read));
  page.line(4, fmt::format("authority: {}; to be confirmed by: {}", rule.authority, rule.check_by));
  if (!rule.note.empty()) page.line(4, "note: " + rule.note);
}

void print_answer(Console& console, const WhyAnswer& answer) {
  Page page(console);
  page.head(answer);
  if (!answer.regime.empty()) print_rule(page, answer.rule);
  if (!answer.facts.empty()) page.section("Facts");
  for (const WhyFact& fact : answer.facts) {
    std::string text = fact.label + " " + fact.sentence;
    if (!fact.certain) text += ", not certain on this day";
    if (!fact.checked.empty()) text += "; " + std::string(read_words(fact.checked));
    page.line(4, text);
  }
  for (std::size_t i = 0; i < answer.chains.size(); ++i) {
    const WhyChain& chain = answer.chains[i];
    page.section(fmt::format("Chain {} of {}{}: {} {}; {}", i + 1, answer.chains.size(),
                             answer.more ? " (there may be more)" : "", chain.facts.size(),
                             chain.facts.size() == 1 ? "fact" : "facts", chain.note));
    for (const std::string& start : chain.starts) page.line(4, start);
    for (const WhyStep& step : chain.steps) page.line(4, step.text + " [" + joined(step.facts) + "]");
  }
  if (!answer.readings.empty()) page.section("Beside it");
  for (const WhyNote& reading : answer.readings) page.line(4, reading.text);
  if (!answer.flips.empty() || !answer.notes.empty()) page.section("What the verdict rests on");
  for (const WhyFlip& flip : answer.flips) {
    const bool named = flip.facts.empty() || flip.form == "cut";
    page.line(4, flip.text + (named ? "" : " [" + joined(flip.facts) + "]"));
  }
  for (const std::string& note : answer.notes) page.line(4, note + ".");
  if (!answer.not_established.empty()) page.section("Not established");
  for (const std::string& open : answer.not_established) page.line(4, open);
  if (!answer.flags.empty()) page.section(answer.regime.empty() ? "On record against it" : "To look at");
  for (const WhyNote& flag : answer.flags) page.line(4, flag.text);
  if (!answer.incomplete.empty()) page.section("Incomplete");
  for (const std::string& reason : answer.incomplete) page.line(4, reason);
  page.blank();
}

}  // namespace

int explain_each(Console& console, const WhyAsked& asked, Format format,
                 const std::function<Result<std::vector<WhyAnswer>>(const WhyQuery& query)>& ask) {
  std::vector<std::string> ids;
  for (const auto* list : {&asked.why, &asked.flip}) {
    for (const std::string& id : *list) {
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    }
  }
  std::vector<WhyAnswer> answers;
  for (const std::string& id : ids) {
    WhyQuery query;
    query.targets = {id};
    query.chains = asked.chains;
    query.why = std::find(asked.why.begin(), asked.why.end(), id) != asked.why.end();
    query.flip = std::find(asked.flip.begin(), asked.flip.end(), id) != asked.flip.end();
    auto some = ask(query);
    if (!some.ok()) return fail(console, some.error());
    for (WhyAnswer& answer : *some) answers.push_back(std::move(answer));
  }
  switch (format) {
    case Format::kJson:
      console.print(to_json(answers, 2) + "\n");
      break;
    case Format::kJsonLines:
      for (const WhyAnswer& answer : answers) {
        std::string one = to_json(std::span(&answer, 1), 0);
        console.print(std::string_view(one).substr(1, one.size() - 2));
        console.print("\n");
      }
      break;
    case Format::kCsv:
      console.print(to_csv(answers));
      break;
    case Format::kTable:
      for (const WhyAnswer& answer : answers) print_answer(console, answer);
      break;
  }
  bool reached = false;
  bool incomplete = false;
  for (const WhyAnswer& answer : answers) {
    reached = reached || answer.reached();
    incomplete = incomplete || !answer.incomplete.empty();
    for (const std::string& reason : answer.incomplete) console.warn(printable(answer.id) + ": " + reason);
  }
  return incomplete ? kIncomplete : reached ? kHits : kClear;
}

}  // namespace penumbra::cli
