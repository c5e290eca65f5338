#include "ingest/model_csv/model_csv.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "base/csv.h"
#include "ingest/model_csv/builder.h"
#include "ingest/model_csv/table.h"
#include "ingest/registry.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::model_csv {
namespace {

constexpr std::size_t kShownErrors = 50;
constexpr std::size_t kHeaderPrefix = 4096;

class ModelCsvReader final : public Reader {
 public:
  std::string_view name() const override { return "model-csv"; }
  std::string_view describes() const override {
    return "A model written by hand: CSV files of sources, entities, relationships, states, designations, "
           "figures and portfolios (docs/design/model-format.md)";
  }
  bool recognises(std::span<const InputFile> files) const override;
  bool written_by_hand() const override { return true; }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override;
};

// The names in the first row, or nothing where the first row is none.
std::vector<std::string> header_names(const InputFile& file) {
  const std::string_view prefix = file.bytes.substr(0, kHeaderPrefix);
  base::CsvReader csv(prefix, file.name);
  base::CsvRow row;
  const auto first = csv.next(row);
  if (!first.ok() || !*first) return {};
  return base::CsvHeader(row).names();
}

// A list of one's own may well have the columns id, name and schema, too. What tells an entity table of a model from it
// is that every row names its source: a lone table without such a column, or a misspelt one, is a list.
bool may_be_own_list(const TableSpec& spec, const std::vector<std::string>& names) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  return spec.table == Table::kEntities && base::CsvHeader::closest("source", views).empty();
}

bool ModelCsvReader::recognises(std::span<const InputFile> files) const {
  // Every file must be near to a table of the model, so that a damaged one is read here and told what is wrong with it.
  for (const InputFile& file : files) {
    const std::vector<std::string> names = header_names(file);
    const TableSpec* spec = recognise_header(names, /*strict=*/true);
    if (spec == nullptr || (files.size() == 1 && may_be_own_list(*spec, names))) return false;
  }
  return !files.empty();
}

Result<ReadOutcome> ModelCsvReader::read(std::span<const InputFile> files, std::string_view /*source*/) const {
  for (const InputFile& file : files) PENUMBRA_RETURN_IF_ERROR(check_text(file));
  ModelReading reading = read_model(files);
  if (reading.error_count != 0) return joined_error(reading);
  ReadOutcome outcome;
  outcome.format = name();
  outcome.counts.records_in = reading.rows;
  outcome.counts.mapped = reading.rows;
  std::vector<std::string> lists;
  for (const model::Designation& designation : reading.dataset.designations) lists.push_back(designation.list);
  std::sort(lists.begin(), lists.end());
  lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
  outcome.lists = std::move(lists);
  std::uint64_t unchecked = 0;
  for (const model::SourceDocument& document : reading.dataset.documents) {
    if (document.checked == "no") ++unchecked;
  }
  if (unchecked != 0) {
    outcome.notes.push_back(std::to_string(unchecked) + " of " + std::to_string(reading.dataset.documents.size()) +
                            " sources are marked as not checked against their text");
  }
  outcome.dataset = std::move(reading.dataset);
  return outcome;
}

// One table of a scenario file.
struct Block {
  std::string_view bytes;
  std::uint64_t lines_before = 0;
};

// The tables of a scenario: a new one begins with each row that has a cell "change", which no fact can have there.
std::vector<Block> blocks_of(const InputFile& file) {
  std::vector<Block> out;
  base::CsvReader csv(file.bytes, file.name);
  base::CsvRow row;
  std::vector<std::pair<std::size_t, std::uint64_t>> starts;
  for (;;) {
    const auto more = csv.next(row);
    if (!more.ok()) continue;  // read_table() meets it again and reports it
    if (!*more) break;
    const bool header = std::find(row.fields.begin(), row.fields.end(), "change") != row.fields.end();
    if (header) starts.emplace_back(static_cast<std::size_t>(row.offset), row.line - 1);
  }
  if (starts.empty() || starts.front().first != 0) starts.insert(starts.begin(), {0, 0});
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1].first : file.bytes.size();
    out.push_back({file.bytes.substr(starts[i].first, end - starts[i].first), starts[i].second});
  }
  return out;
}

// Cells that a removal states, in the order of the columns.
std::vector<std::pair<std::string, std::string>> stated_cells(const Row& row) {
  std::vector<std::pair<std::string, std::string>> cells;
  for (const Column& column : row.spec().columns) {
    const std::string_view cell = row.cell(column.name);
    if (!cell.empty()) cells.emplace_back(column.name, cell);
  }
  return cells;
}

}  // namespace

ModelReading read_model(std::span<const InputFile> files) {
  Problems problems;
  Builder builder(problems, /*scenario=*/false);
  ModelReading reading;
  for (const InputFile& file : files) {
    reading.rows +=
        read_table(file, {}, problems, [&](const Row& row, std::string_view /*change*/) { builder.add_row(row); });
  }
  reading.dataset = builder.finish();
  if (reading.dataset.entities.empty() && problems.empty()) {
    SourcePosition position;
    if (!files.empty()) position.file = files.front().name;
    problems.add(ErrorCode::kEmpty, "the model defines no entity", position, "Add a file of the entities table");
  }
  reading.errors = problems.kept();
  reading.error_count = problems.count();
  return reading;
}

Error joined_error(const ModelReading& reading) {
  if (reading.errors.empty()) return {};
  Error out = reading.errors.front();
  if (reading.error_count == 1) return out;
  out.message += " (first of " + std::to_string(reading.error_count) + " errors; nothing was taken over)";
  for (std::size_t i = 1; i < reading.errors.size() && i < kShownErrors; ++i) {
    out.fix += "\n" + to_string(reading.errors[i]);
  }
  if (reading.error_count > kShownErrors) {
    out.fix += "\nand " + std::to_string(reading.error_count - kShownErrors) + " more errors";
  }
  return out;
}

Result<model::Overlay> read_what_if(const InputFile& file) {
  PENUMBRA_RETURN_IF_ERROR(check_text(file));
  Problems problems;
  Builder builder(problems, /*scenario=*/true);
  model::Overlay overlay;
  overlay.name = file.name;
  constexpr std::array<std::string_view, 2> kChanges = {"add", "remove"};
  TableOptions options;
  options.with_change = true;
  options.only_keys_required = true;
  ModelReading reading;
  const auto take = [&](const Row& row, std::string_view change) {
    if (change == "add") {
      if (row.spec().table == Table::kSources || row.spec().table == Table::kPortfolios) {
        problems.add(ErrorCode::kUnsupported, "a scenario changes facts, not sources or portfolios", row.at(""),
                     "Use the columns of entities, relationships, states, designations or figures");
        return;
      }
      for (const Column& column : row.spec().columns) {
        if (!column.required || column.name == "source" || !row.cell(column.name).empty()) continue;
        problems.add(ErrorCode::kInvalidValue,
                     "the cell \"" + std::string(column.name) + "\" is needed to add a row of the table " +
                         std::string(row.spec().name),
                     row.at(column.name), "Fill in the cell");
        return;
      }
      builder.add_row(row);
    } else if (change == "remove") {
      model::Removal removal;
      switch (row.spec().table) {
        case Table::kEntities:
          removal.table = model::FactTable::kEntities;
          break;
        case Table::kRelationships:
          removal.table = model::FactTable::kRelationships;
          break;
        case Table::kStates:
          removal.table = model::FactTable::kStates;
          break;
        case Table::kDesignations:
          removal.table = model::FactTable::kDesignations;
          break;
        case Table::kFigures:
          removal.table = model::FactTable::kFigures;
          break;
        case Table::kSources:
        case Table::kPortfolios:
          problems.add(ErrorCode::kUnsupported, "a scenario changes facts, not sources or portfolios", row.at(""),
                       "Use the columns of entities, relationships, states, designations or figures");
          return;
      }
      removal.cells = stated_cells(row);
      removal.position = row.at("");
      if (removal.cells.empty()) {
        problems.add(ErrorCode::kInvalidValue, "the row says remove but states nothing", row.at(""),
                     "State at least one cell of the facts to take away");
        return;
      }
      overlay.removed.push_back(std::move(removal));
    } else {
      problems.add(ErrorCode::kInvalidValue, "the change \"" + shown(change) + "\" is neither add nor remove",
                   row.at("change"), did_you_mean(change, kChanges));
    }
  };
  for (const Block& block : blocks_of(file)) {
    options.lines_before = block.lines_before;
    reading.rows += read_table({file.name, block.bytes}, options, problems, take);
  }
  overlay.added = builder.finish();
  reading.errors = problems.kept();
  reading.error_count = problems.count();
  if (reading.error_count != 0) return joined_error(reading);
  if (overlay.empty()) {
    SourcePosition position;
    position.file = file.name;
    return Error{ErrorCode::kEmpty, "the scenario changes nothing", position, "Add a row with add or remove"};
  }
  return overlay;
}

}  // namespace penumbra::ingest::model_csv

namespace penumbra::ingest {

const Reader& model_csv_reader() {
  static const model_csv::ModelCsvReader instance;
  return instance;
}

}  // namespace penumbra::ingest
