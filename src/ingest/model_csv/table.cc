#include "ingest/model_csv/table.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <utility>

namespace penumbra::ingest::model_csv {
namespace {

constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

constexpr std::array<Column, 10> kSources = {{{"id", true},
                                              {"kind", true},
                                              {"title", true},
                                              {"publisher", true},
                                              {"date"},
                                              {"locator"},
                                              {"checked", true},
                                              {"read"},
                                              {"note"},
                                              {"family"}}};
constexpr std::array<Column, 10> kEntities = {{{"id", true},
                                               {"schema", true},
                                               {"name", true},
                                               {"aliases"},
                                               {"country"},
                                               {"from"},
                                               {"to"},
                                               {"topics"},
                                               {"summary"},
                                               {"source", true}}};
constexpr std::array<Column, 14> kRelationships = {{{"from", true},
                                                    {"kind", true},
                                                    {"to", true},
                                                    {"valid_from"},
                                                    {"valid_to"},
                                                    {"status"},
                                                    {"side"},
                                                    {"role"},
                                                    {"share"},
                                                    {"need"},
                                                    {"group"},
                                                    {"source", true},
                                                    {"recorded"},
                                                    {"note"}}};
constexpr std::array<Column, 9> kStates = {
    {{"entity", true}, {"state", true}, {"from"}, {"to"}, {"side"}, {"cause"}, {"status"}, {"source", true}, {"note"}}};
constexpr std::array<Column, 16> kDesignations = {{{"id", true},
                                                   {"entity", true},
                                                   {"list", true},
                                                   {"authority"},
                                                   {"programme"},
                                                   {"measure", true},
                                                   {"listed_name"},
                                                   {"act"},
                                                   {"date_act"},
                                                   {"published"},
                                                   {"from", true},
                                                   {"to"},
                                                   {"scope"},
                                                   {"source", true},
                                                   {"recorded"},
                                                   {"note"}}};
constexpr std::array<Column, 4> kPortfolios = {{{"portfolio", true}, {"entity", true}, {"section"}, {"order"}}};

constexpr std::array<Column, 11> kFigures = {{{"entity", true},
                                              {"other"},
                                              {"figure", true},
                                              {"value", true},
                                              {"unit"},
                                              {"from"},
                                              {"to"},
                                              {"status"},
                                              {"source", true},
                                              {"recorded"},
                                              {"note"}}};

constexpr std::array<TableSpec, 7> kSpecs = {{{Table::kSources, "sources", kSources},
                                              {Table::kEntities, "entities", kEntities},
                                              {Table::kRelationships, "relationships", kRelationships},
                                              {Table::kStates, "states", kStates},
                                              {Table::kDesignations, "designations", kDesignations},
                                              {Table::kPortfolios, "portfolios", kPortfolios},
                                              {Table::kFigures, "figures", kFigures}}};

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 60;
  return "\"" + std::string(text.substr(0, kShown)) + (text.size() > kShown ? "..." : "") + "\"";
}

// Number of header names that are columns of the table, and how many columns that make it this table are missing.
struct Fit {
  std::size_t known = 0;
  std::size_t required_missing = 0;
};

Fit fit_of(const TableSpec& spec, std::span<const std::string> names) {
  Fit fit;
  for (const Column& column : spec.columns) {
    const bool there = std::find(names.begin(), names.end(), column.name) != names.end();
    if (there) ++fit.known;
    if (!there && column.required) ++fit.required_missing;
  }
  return fit;
}

Error moved(Error error, std::uint64_t lines) {
  if (error.position.line != 0) error.position.line += lines;
  return error;
}

}  // namespace

std::span<const TableSpec> table_specs() {
  return kSpecs;
}

void Problems::add(Error error) {
  ++count_;
  if (kept_.size() < kMaxKept) kept_.push_back(std::move(error));
}

void Problems::add(ErrorCode code, std::string message, SourcePosition position, std::string fix) {
  add(Error{code, std::move(message), std::move(position), std::move(fix)});
}

std::string_view Row::cell(std::string_view column) const {
  for (std::size_t i = 0; i < spec_.columns.size(); ++i) {
    if (spec_.columns[i].name != column) continue;
    return places_[i] == kAbsent ? std::string_view{} : trim(row_.fields[places_[i]]);
  }
  assert(false);
  return {};
}

SourcePosition Row::at(std::string_view column) const {
  SourcePosition position;
  position.file = file_;
  position.line = row_.line;
  position.offset = row_.offset;
  if (!column.empty()) position.path = "column " + std::string(column);
  return position;
}

std::string Row::place() const {
  return file_ + ":" + std::to_string(row_.line);
}

const TableSpec* recognise_header(std::span<const std::string> names, bool strict) {
  // The table that shares most columns with the header; of equals, the one that lacks fewest required columns. A file
  // with one slip in its header is still told to be the table that it was meant to be.
  const TableSpec* best = nullptr;
  Fit best_fit;
  for (const TableSpec& spec : kSpecs) {
    const Fit fit = fit_of(spec, names);
    const bool enough = fit.known >= 2 && fit.known * 2 >= names.size();
    if (!enough || (strict && fit.required_missing > 1)) continue;
    const bool better = best == nullptr || fit.known > best_fit.known ||
                        (fit.known == best_fit.known && fit.required_missing < best_fit.required_missing);
    if (better) {
      best = &spec;
      best_fit = fit;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view wanted, std::span<const std::string_view> known) {
  const std::string near = base::CsvHeader::closest(wanted, known);
  if (!near.empty()) return "Did you mean \"" + near + "\"?";
  std::string out = "Known are: ";
  constexpr std::size_t kMostShown = 40;
  for (std::size_t i = 0; i < known.size() && i < kMostShown; ++i) {
    if (i > 0) out += ", ";
    out += known[i];
  }
  if (known.size() > kMostShown) out += ", and more";
  return out;
}

std::uint64_t read_table(const InputFile& file, const TableOptions& options, Problems& problems,
                         const std::function<void(const Row& row, std::string_view change)>& use) {
  base::CsvReader reader(file.bytes, file.name);
  base::CsvRow csv_row;
  const auto first = reader.next(csv_row);
  SourcePosition start;
  start.file = file.name;
  start.line = options.lines_before + 1;
  if (!first.ok()) {
    problems.add(moved(first.error(), options.lines_before));
    return 0;
  }
  if (!*first) {
    problems.add(ErrorCode::kEmpty, "the file has no header row", start, "Write the column names in the first row");
    return 0;
  }
  start.line = options.lines_before + csv_row.line;
  const base::CsvHeader header(csv_row);
  std::vector<std::string> names = header.names();
  const auto change_name = std::find(names.begin(), names.end(), "change");
  const std::size_t change_place =
      change_name == names.end() ? kAbsent : static_cast<std::size_t>(change_name - names.begin());
  if (options.with_change && change_place == kAbsent) {
    problems.add(ErrorCode::kUnexpectedStructure, "a scenario needs the column \"change\"", start,
                 "Add the column, with add or remove in each row");
    return 0;
  }
  std::vector<std::string> table_names = names;
  if (options.with_change) table_names.erase(table_names.begin() + static_cast<std::ptrdiff_t>(change_place));
  const TableSpec* spec = recognise_header(table_names);
  if (spec == nullptr) {
    std::string shown;
    for (const std::string& name : names) shown += (shown.empty() ? "" : ", ") + name;
    problems.add(ErrorCode::kUnknownFormat, "no table of the model has the columns " + quoted(shown), start,
                 "Use the columns of sources, entities, relationships, states, designations, figures or portfolios "
                 "(docs/design/model-format.md)");
    return 0;
  }
  std::vector<std::string_view> known;
  for (const Column& column : spec->columns) known.push_back(column.name);
  if (options.with_change) known.emplace_back("change");
  for (std::size_t i = 0; i < names.size(); ++i) {
    SourcePosition position = start;
    position.path = "column " + names[i].substr(0, 60);
    if (std::find(known.begin(), known.end(), names[i]) == known.end()) {
      problems.add(ErrorCode::kUnexpectedStructure,
                   "the table " + std::string(spec->name) + " has no column " + quoted(names[i]), position,
                   did_you_mean(names[i], known));
    } else if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
               names.begin() + static_cast<std::ptrdiff_t>(i)) {
      problems.add(ErrorCode::kDuplicate, "the column " + quoted(names[i]) + " stands twice in the header", position,
                   "Keep one of the two");
    }
  }
  std::vector<std::size_t> places;
  for (const Column& column : spec->columns) {
    const std::optional<std::size_t> place = header.find(column.name);
    places.push_back(place.value_or(kAbsent));
    if (!place && column.required && !options.only_keys_required) {
      problems.add(ErrorCode::kUnexpectedStructure,
                   "the table " + std::string(spec->name) + " lacks the required column " + quoted(column.name), start,
                   "Add the column to the header and to every row");
    }
  }

  std::uint64_t rows = 0;
  for (;;) {
    const auto more = reader.next(csv_row);
    if (!more.ok()) {
      ++rows;
      problems.add(moved(more.error(), options.lines_before));
      continue;
    }
    if (!*more) break;
    ++rows;
    csv_row.line += options.lines_before;
    if (csv_row.fields.size() != names.size()) {
      SourcePosition position = start;
      position.line = csv_row.line;
      position.offset = csv_row.offset;
      problems.add(
          ErrorCode::kUnexpectedStructure,
          "the row has " + std::to_string(csv_row.fields.size()) + " fields instead of " + std::to_string(names.size()),
          position, "Quote cells that hold a comma, and keep one cell for each column");
      continue;
    }
    const Row row(*spec, csv_row, places, file.name);
    if (!options.only_keys_required) {
      bool complete = true;
      for (std::size_t i = 0; i < spec->columns.size(); ++i) {
        const Column& column = spec->columns[i];
        if (!column.required || places[i] == kAbsent || !row.cell(column.name).empty()) continue;
        complete = false;
        const bool evidence = column.name == "source";
        problems.add(ErrorCode::kInvalidValue,
                     evidence ? "the row has no source: a fact without evidence is refused"
                              : "the cell " + quoted(column.name) + " is empty but required",
                     row.at(column.name), evidence ? "Name the id of a row of the sources table" : "Fill in the cell");
      }
      // A row without its key cannot be placed at all; its other cells are not read.
      if (!complete && row.cell(spec->columns.front().name).empty()) continue;
    }
    use(row, options.with_change ? trim(csv_row.fields[change_place]) : std::string_view{});
  }
  return rows;
}

}  // namespace penumbra::ingest::model_csv
