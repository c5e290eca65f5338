#include "backtest/case_file.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <utility>

#include "base/csv.h"
#include "rules/toml.h"

namespace penumbra::backtest {
namespace {

using rules::TomlTable;
using rules::TomlValue;

constexpr std::array<std::string_view, 4> kTriggers = {"sanctions-licence", "counter-measure", "war-embargo",
                                                       "partner-decision"};
constexpr std::array<std::string_view, 3> kChecked = {"text", "copy", "no"};

SourcePosition at(const std::string& file, std::uint64_t line) {
  SourcePosition position;
  position.file = file;
  position.line = line;
  return position;
}

Error fault(const std::string& file, std::uint64_t line, std::string message, std::string fix) {
  return {ErrorCode::kInvalidValue, std::move(message), at(file, line), std::move(fix)};
}

std::string one_of(std::initializer_list<std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

// Reads the keys of one table and remembers the first fault; what was not asked for is a fault of its own.
class Reader {
 public:
  Reader(const TomlTable& table, const std::string& file) : table_(table), file_(file) {}

  std::string text(std::string_view key, bool required = false) {
    const TomlValue* value = find(key, required);
    if (value == nullptr) return {};
    if (value->is_array) {
      fail(value->line, "\"" + std::string(key) + "\" is a list", "Write one text in double quotes");
      return {};
    }
    return value->strings.front();
  }

  std::vector<std::string> list(std::string_view key) {
    const TomlValue* value = find(key, false);
    return value == nullptr ? std::vector<std::string>{} : value->strings;
  }

  PartialDate date(std::string_view key) {
    const std::string written = text(key);
    auto parsed = PartialDate::parse(written);
    if (parsed.ok()) return *parsed;
    fail(line(key), "\"" + std::string(key) + "\" is no date: \"" + written.substr(0, 40) + "\"",
         "Write 2022-03-17, 2022-03, 2022, <2022-03 or >2022-03");
    return {};
  }

  std::optional<Date> day(std::string_view key, bool required) {
    const std::string written = text(key, required);
    if (written.empty()) return std::nullopt;
    auto parsed = Date::parse(written);
    if (parsed.ok()) return *parsed;
    fail(line(key), "\"" + std::string(key) + "\" is no day: \"" + written.substr(0, 40) + "\"", "Write YYYY-MM-DD");
    return std::nullopt;
  }

  template <std::size_t N>
  std::string word(std::string_view key, const std::array<std::string_view, N>& known, bool required) {
    std::string written = text(key, required);
    if (written.empty() || std::find(known.begin(), known.end(), written) != known.end()) return written;
    std::string list;
    for (const std::string_view each : known) list += (list.empty() ? "" : ", ") + std::string(each);
    fail(line(key), "unknown " + std::string(key) + " \"" + written.substr(0, 40) + "\"", "Use one of " + list);
    return {};
  }

  // Call after the last key was read.
  Status close() {
    if (error_) return *error_;
    for (const auto& [key, value] : table_.values) {
      if (asked_.contains(key)) continue;
      std::vector<std::string_view> known(asked_.begin(), asked_.end());
      const std::string near = base::CsvHeader::closest(key, known);
      return fault(file_, value.line, "unknown key \"" + key + "\"",
                   near.empty() ? "docs/backtests.md lists the keys" : "Did you mean \"" + near + "\"?");
    }
    return {};
  }

  std::uint64_t line(std::string_view key) const {
    const auto it = table_.values.find(key);
    return it == table_.values.end() ? table_.line : it->second.line;
  }
  void fail(std::uint64_t line, std::string message, std::string fix) {
    if (!error_) error_ = fault(file_, line, std::move(message), std::move(fix));
  }

 private:
  const TomlValue* find(std::string_view key, bool required) {
    asked_.emplace(key);
    const auto it = table_.values.find(key);
    if (it != table_.values.end() && !it->second.strings.empty()) return &it->second;
    if (required)
      fail(table_.line, "\"" + std::string(key) + "\" is missing", "Add " + std::string(key) + " = \"...\"");
    return nullptr;
  }

  const TomlTable& table_;
  const std::string& file_;
  std::set<std::string, std::less<>> asked_;
  std::optional<Error> error_;
};

Result<Outcome> read_outcome(const TomlTable& table, const std::string& file) {
  Outcome out;
  out.control = table.name == "control";
  out.position = at(file, table.line);
  Reader reader(table, file);
  out.mission = reader.text("mission", true);
  out.how = reader.text(out.control ? "why" : "how");
  out.planned = reader.date("planned");
  out.planned_source = reader.text("planned_source");
  if (reader.text("actual") == "never") {
    out.actual.never = true;
  } else {
    out.actual.date = reader.date("actual");
  }
  if (!out.control) {
    out.effect = reader.date("effect");
    out.replaces = reader.text("replaces");
    out.substitutes = reader.list("substitute");
  }
  out.sources = reader.list("sources");
  out.note = reader.text("note");
  out.miss = reader.text("miss");
  PENUMBRA_RETURN_IF_ERROR(reader.close());
  if (out.sources.empty()) {
    return fault(file, table.line, "the outcome of \"" + out.mission + "\" has no source",
                 "Add sources = [\"...\"] with the id of a [[source]]");
  }
  return out;
}

Result<OutcomeSource> read_source(const TomlTable& table, const std::string& file) {
  OutcomeSource out;
  Reader reader(table, file);
  out.id = reader.text("id", true);
  out.title = reader.text("title", true);
  out.publisher = reader.text("publisher", true);
  out.date = reader.date("date");
  out.locator = reader.text("locator");
  out.checked = reader.word("checked", kChecked, true);
  out.note = reader.text("note");
  PENUMBRA_RETURN_IF_ERROR(reader.close());
  return out;
}

Status check(const CaseFile& out, const std::string& file) {
  if (out.outcomes.empty()) {
    return fault(file, 1, "the case expects nothing", "Add an [[affected]] or a [[control]] table");
  }
  std::set<std::string, std::less<>> sources;
  for (const OutcomeSource& source : out.sources) sources.insert(source.id);
  std::set<std::string, std::less<>> missions;
  for (const Outcome& outcome : out.outcomes) {
    if (!missions.insert(outcome.mission).second) {
      return Error{ErrorCode::kDuplicate, "\"" + outcome.mission + "\" is expected twice", outcome.position,
                   "Keep one of the two tables"};
    }
    for (const std::string& source : outcome.sources) {
      if (sources.contains(source)) continue;
      return Error{ErrorCode::kDanglingReference, "no [[source]] has the id \"" + source + "\"", outcome.position,
                   "Check the spelling, or add the source"};
    }
  }
  if (out.until && *out.until <= out.shock) {
    return fault(file, 1, "\"until\" does not come after the shock", "Give a later day, or leave it out");
  }
  return {};
}

}  // namespace

Result<CaseFile> parse_case_file(std::string_view text, const std::string& file) {
  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<TomlTable> tables, rules::parse_toml(text, file));
  CaseFile out;
  Reader head(tables.front(), file);
  out.title = head.text("title", true);
  const std::optional<Date> shock = head.day("shock", true);
  out.trigger = head.word("trigger", kTriggers, true);
  out.side = head.text("side");
  out.summary = head.text("summary");
  out.model = head.list("model");
  out.regimes = head.list("regimes");
  out.until = head.day("until", false);
  PENUMBRA_RETURN_IF_ERROR(head.close());
  out.shock = shock.value_or(Date());

  std::vector<Outcome> controls;
  for (std::size_t i = 1; i < tables.size(); ++i) {
    const TomlTable& table = tables[i];
    if (table.name == "source") {
      PENUMBRA_ASSIGN_OR_RETURN(OutcomeSource source, read_source(table, file));
      out.sources.push_back(std::move(source));
    } else if (table.name == "affected" || table.name == "control") {
      PENUMBRA_ASSIGN_OR_RETURN(Outcome outcome, read_outcome(table, file));
      (outcome.control ? controls : out.outcomes).push_back(std::move(outcome));
    } else {
      return fault(file, table.line, "unknown table [[" + table.name + "]]",
                   "Known are " + one_of({"[[affected]]", "[[control]]", "[[source]]"}));
    }
  }
  out.outcomes.insert(out.outcomes.end(), std::make_move_iterator(controls.begin()),
                      std::make_move_iterator(controls.end()));
  PENUMBRA_RETURN_IF_ERROR(check(out, file));
  return out;
}

}  // namespace penumbra::backtest
