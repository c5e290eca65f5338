#include "cli/rescreen_report.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/json_writer.h"

namespace penumbra::cli {
namespace {

constexpr std::string_view kCsvHeader =
    "row,reference,name,change,before,after,id,caption,score_before,score_after,fields,reasons\n";

// Why the customers that were not screened have the answer that they had (docs/design/rescreen.md).
constexpr std::array<std::string_view, 4> kInvariants = {
    "An answer depends on the customer's own statements and on the listed parties that reach its threshold, nothing "
    "else",
    "Every party of which the two worlds differ in names, facts, designations, or in what holds on the day, was looked "
    "for in its old and its new form, by the same search, with the same statements and threshold",
    "A party that reaches no threshold in either form is in neither answer; one that does not differ is in both alike",
    "No search was cut short; reasons that all answers share are compared once and told here"};

std::string counts_to_json(const RescreenCounts& counts) {
  base::JsonWriter json;
  json.begin_object()
      .member("customers", counts.customers)
      .member("screened", counts.screened)
      .member("changed", counts.changed)
      .member("unchanged", counts.customers - counts.changed - counts.not_screened)
      .member("incomplete", counts.incomplete)
      .member("not_screened", counts.not_screened);
  if (counts.asked_no_longer) {
    json.member("first", counts.first).member("asked_no_longer", *counts.asked_no_longer);
  }
  return json.end_object().take();
}

// "scope":...,"counts":...,"unchanged_because":[...]
std::string summary_members(const RescreenScope& scope, const RescreenCounts& counts) {
  base::JsonWriter because;
  because.begin_array();
  for (const std::string_view invariant : kInvariants) because.value(invariant);
  because.end_array();
  return "\"scope\":" + to_json(scope) + ",\"counts\":" + counts_to_json(counts) +
         ",\"unchanged_because\":" + because.take();
}

std::string not_screened_to_json(const RowLabel& label, const Error& error) {
  base::JsonWriter json;
  json.begin_object().member("row", label.row).member("reference", label.reference).member("name", label.name);
  json.member("not_screened", to_string(error)).end_object();
  return json.take();
}

std::string_view before_of(const Rescreened& result) {
  return result.first ? "not screened" : verdict_key(result.before);
}

void append_csv(std::string& out, const RowLabel& label, const Rescreened& result) {
  std::string reasons;
  for (const Remark& reason : result.reasons) reasons += (reasons.empty() ? "" : " | ") + reason.text;
  const auto line = [&](const HitChange* change) {
    const Hit* hit = change == nullptr ? nullptr : change->after ? &*change->after : &*change->before;
    const auto score = [](const std::optional<Hit>& side) { return side ? fmt::format("{:.4f}", side->score()) : ""; };
    std::string fields;
    if (change != nullptr) {
      for (const std::string& field : change->fields) fields += (fields.empty() ? "" : " ") + field;
    }
    out += std::to_string(label.row);
    for (const std::string& cell :
         {label.reference, label.name, std::string(change == nullptr ? "verdict" : hit_change_key(change->kind)),
          std::string(before_of(result)), std::string(verdict_key(result.after)), hit ? hit->id : "",
          hit ? hit->caption : "", change ? score(change->before) : "", change ? score(change->after) : "", fields,
          reasons}) {
      out += ',';
      base::append_csv_field(out, cell, true);
    }
    out += '\n';
  };
  if (result.changes.empty()) line(nullptr);
  for (const HitChange& change : result.changes) line(&change);
}

std::string row_text(const RowLabel& label) {
  return fmt::format("row {}{}", label.row, label.reference.empty() ? "" : " (" + printable(label.reference) + ")");
}

void print_customer(Console& console, const RowLabel& label, const Rescreened& result) {
  const Style style = result.after == Verdict::kHits ? Style::kRed : Style::kYellow;
  console.print(fmt::format("{}: {}  {} -> {}\n", row_text(label), console.styled(Style::kBold, printable(label.name)),
                            before_of(result), console.styled(style, std::string(verdict_key(result.after)))));
  for (const HitChange& change : result.changes) {
    const Hit& hit = change.after ? *change.after : *change.before;
    std::string scores;
    if (change.before) scores += fmt::format("{:.0f}", change.before->score() * 100);
    if (change.before && change.after) scores += " -> ";
    if (change.after) scores += fmt::format("{:.0f}", change.after->score() * 100);
    std::string detail;
    for (const std::string& field : change.fields) detail += (detail.empty() ? "  differs: " : ", ") + field;
    if (!hit.set_aside.empty()) detail += "  set aside: " + hit.set_aside;
    console.print(fmt::format("  {:<17}  {}/100  {}  ({}, {} {}){}\n", hit_change_key(change.kind), scores,
                              printable(hit.caption), hit.schema, hit.source, hit.id, detail));
  }
  for (const Remark& reason : result.reasons) console.print("  incomplete         " + printable(reason.text) + "\n");
}

std::string moment_text(const RescreenMoment& moment) {
  return fmt::format("as of {}, known at {}", moment.as_of->to_string(), moment.known_at->to_string());
}

void print_scope(Console& console, const RescreenScope& scope) {
  console.print(fmt::format("before: {}\nafter:  {}\n", moment_text(scope.before), moment_text(scope.after)));
  for (const SourceChange& change : scope.sources) {
    console.print(fmt::format(
        "  {} -> {}: {} added, {} removed, {} changed, {} by time\n", change.before.empty() ? "nothing" : change.before,
        change.after.empty() ? "nothing" : change.after, change.added, change.removed, change.changed, change.by_time));
  }
  if (scope.sources.empty()) console.print("  nothing differs that a screening reads\n");
  if (scope.verdicts_move) {
    console.print(console.styled(
        Style::kYellow, std::string(scope.reasons_after.empty()
                                        ? "Every answer before was incomplete, and is no longer for these reasons:\n"
                                        : "Every answer is incomplete now, and was not before:\n")));
  }
  for (const Remark& reason : scope.reasons_after.empty() ? scope.reasons_before : scope.reasons_after) {
    console.print((scope.reasons_after.empty() ? "  before: " : "  now: ") + printable(reason.text) + "\n");
  }
  if (scope.everyone) console.print("So many parties differ that every customer is screened in full.\n");
}

}  // namespace

std::string summary_of(const RescreenCounts& counts) {
  std::string out = fmt::format("{} customers: ", counts.customers);
  if (counts.asked_no_longer) out += fmt::format("{} screened for the first time, ", counts.first);
  out += fmt::format(
      "{} can be touched by the change and were screened in both worlds, {} have another answer; {} incomplete, {} not "
      "screened",
      counts.screened, counts.changed, counts.incomplete, counts.not_screened);
  if (counts.asked_no_longer.value_or(0) > 0) {
    out += fmt::format("; {} of the last run are in the file no longer", *counts.asked_no_longer);
  }
  return out;
}

void RescreenReport::begin(const RescreenScope& scope, const std::string& why_all) {
  if (format_ == Format::kCsv) console_.print(std::string(kCsvHeader));
  if (format_ == Format::kJson) console_.print("{\"rows\":[");
  if (format_ != Format::kTable) return;
  print_scope(console_, scope);
  if (!why_all.empty()) console_.print(why_all + "\n");
}

void RescreenReport::customer(const RowLabel& label, const Rescreened& result) {
  std::string csv;
  switch (format_) {
    case Format::kJson:
      console_.print((first_ ? "" : ",") + row_to_json(label, result));
      break;
    case Format::kJsonLines:
      console_.print(row_to_json(label, result) + "\n");
      break;
    case Format::kCsv:
      append_csv(csv, label, result);
      console_.print(csv);
      break;
    case Format::kTable:
      print_customer(console_, label, result);
      break;
  }
  first_ = false;
}

void RescreenReport::not_screened(const RowLabel& label, const Error& error) {
  std::string csv = std::to_string(label.row) + ',';
  base::append_csv_field(csv, label.reference, true);
  csv += ',';
  base::append_csv_field(csv, label.name, true);
  csv += ",not-screened,,,,,,,,";
  switch (format_) {
    case Format::kJson:
      console_.print((first_ ? "" : ",") + not_screened_to_json(label, error));
      break;
    case Format::kJsonLines:
      console_.print(not_screened_to_json(label, error) + "\n");
      break;
    case Format::kCsv:
      base::append_csv_field(csv, to_string(error), true);
      console_.print(csv + "\n");
      break;
    case Format::kTable:
      console_.print(fmt::format("{}: not screened: {}\n", row_text(label), printable(to_string(error))));
      break;
  }
  first_ = false;
}

void RescreenReport::end(const RescreenScope& scope, const RescreenCounts& counts) {
  if (format_ == Format::kJson) console_.print("]," + summary_members(scope, counts) + "}\n");
  if (format_ == Format::kJsonLines) console_.print("{" + summary_members(scope, counts) + "}\n");
  if (format_ != Format::kTable) return;
  console_.print("The others have the answer that they had:\n");
  for (const std::string_view invariant : kInvariants) console_.print("  - " + std::string(invariant) + ".\n");
  console_.print(fmt::format(
      "  That holds for this program ({}): customers screened by another are to be screened again.\n", scope.program));
}

}  // namespace penumbra::cli
