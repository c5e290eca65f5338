#include "ingest/graph_csv/graph_csv.h"

#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <system_error>
#include <utility>

#include "base/csv.h"
#include "base/file.h"
#include "ingest/text_checks.h"
#include "model/stake.h"
#include "penumbra/date.h"

namespace penumbra::ingest {

namespace {

constexpr std::array<std::string_view, 4> kEntityColumns = {"id", "name", "kind", "country"};
constexpr std::array<std::string_view, 4> kDesignationColumns = {"id", "list", "from", "to"};
constexpr std::array<std::string_view, 9> kStakeColumns = {"owner", "asset", "low",      "high",  "kind",
                                                           "from",  "to",    "recorded", "source"};
constexpr std::string_view kUndisclosed = "?";

std::string join(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

// One row with its cells by position in the table's own list of columns.
struct Cells {
  std::vector<std::string_view> values;
  std::uint64_t line = 0;
};

// Finds the number of an id: open addressing over the ids in order, eight bytes of table for each.
class IdTable {
 public:
  // The number of an id that is new, or nothing when it is taken; `known` is then the number that it has.
  bool add(std::string_view id, std::uint32_t& known) {
    if ((ids_.size() + 1) * 2 > table_.size()) grow();
    std::size_t at = std::hash<std::string_view>()(id) & (table_.size() - 1);
    for (; table_[at] != kFree; at = (at + 1) & (table_.size() - 1)) {
      if (ids_[table_[at]] == id) {
        known = table_[at];
        return false;
      }
    }
    table_[at] = static_cast<std::uint32_t>(ids_.size());
    ids_.push_back(id);
    return true;
  }
  std::optional<std::uint32_t> find(std::string_view id) const {
    if (table_.empty()) return std::nullopt;
    for (std::size_t at = std::hash<std::string_view>()(id) & (table_.size() - 1); table_[at] != kFree;
         at = (at + 1) & (table_.size() - 1)) {
      if (ids_[table_[at]] == id) return table_[at];
    }
    return std::nullopt;
  }

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;

  void grow() {
    table_.assign(std::max<std::size_t>(1024, table_.size() * 2), kFree);
    for (std::uint32_t i = 0; i < ids_.size(); ++i) {
      std::size_t at = std::hash<std::string_view>()(ids_[i]) & (table_.size() - 1);
      while (table_[at] != kFree) at = (at + 1) & (table_.size() - 1);
      table_[at] = i;
    }
  }

  std::vector<std::string_view> ids_;
  std::vector<std::uint32_t> table_;
};

class GraphReader {
 public:
  GraphReader(const GraphCsvFiles& files, std::span<const std::string> lists, GraphCsvSink& sink)
      : files_(files), lists_(lists), sink_(sink) {}

  void entities(std::string_view text) {
    sink_.expect_parties(rows_in(text));
    table(files_.entities_name, text, kEntityColumns, [&](const Cells& c) { entity(c); });
    if (entity_rows_ == 0 && out_.error_count == 0) {
      add({ErrorCode::kEmpty, "the file names no entity", at(files_.entities_name, 1, ""),
           "Add a row for every party of the graph"});
    }
  }
  void designations(std::string_view text) {
    table(files_.designations_name, text, kDesignationColumns, [&](const Cells& c) { designation(c); });
  }
  void stakes(std::string_view text) {
    sink_.expect_stakes(rows_in(text));
    table(files_.stakes_name, text, kStakeColumns, [&](const Cells& c) { stake(c); });
  }
  GraphCsvErrors take_errors() { return std::move(out_); }

 private:
  // Lines are a bound for rows; so many that room for them is no burden on any machine that can hold the text.
  static std::size_t rows_in(std::string_view text) {
    constexpr std::size_t kMost = 16'000'000;
    return std::min(kMost, static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
  }

  static SourcePosition at(const std::string& file, std::uint64_t line, std::string_view column) {
    SourcePosition position;
    position.file = file;
    position.line = line;
    if (!column.empty()) position.path = "column " + std::string(column);
    return position;
  }

  void add(Error error) {
    ++out_.error_count;
    if (out_.errors.size() < kMaxGraphErrors) out_.errors.push_back(std::move(error));
  }

  void bad(ErrorCode code, const std::string& file, std::uint64_t line, std::string_view column, std::string message,
           std::string fix) {
    add({code, std::move(message), at(file, line, column), std::move(fix)});
  }

  // Calls `use` for every row of the right width. Header and rows that do not fit are errors.
  template <typename Use>
  void table(const std::string& file, std::string_view bytes, std::span<const std::string_view> columns, Use use) {
    if (bytes.empty()) {
      bad(ErrorCode::kEmpty, file, 0, "", "the file is empty", "Begin it with the header row " + join(columns));
      return;
    }
    text_ = bytes;
    if (const Status text = check_text({file, bytes}); !text.ok()) {
      add(text.error());
      return;
    }
    base::CsvReader reader(bytes, file);
    base::CsvRow row;
    auto first = reader.next(row);
    if (!first.ok()) {
      add(first.error());
      return;
    }
    if (!*first) {
      bad(ErrorCode::kEmpty, file, 1, "", "the file has no header row",
          "Begin it with the header row " + join(columns));
      return;
    }
    const base::CsvHeader header(row);
    const auto places = columns_of(file, header, columns);
    if (!places) return;
    const std::size_t width = header.names().size();
    Cells cells;
    while (true) {
      const auto more = reader.next(row);
      if (!more.ok()) {
        add(more.error());
        if (more.error().code == ErrorCode::kLimit) return;
        continue;
      }
      if (!*more) return;
      if (row.fields.size() != width) {
        bad(ErrorCode::kUnexpectedStructure, file, row.line, "",
            "the row has " + std::to_string(row.fields.size()) + " fields instead of " + std::to_string(width),
            "Give every column of the header a field, and put text with a comma in double quotes");
        continue;
      }
      cells.line = row.line;
      cells.values.clear();
      for (const std::size_t place : *places) cells.values.push_back(row.fields[place]);
      use(cells);
    }
  }

  // Where each known column stands; nothing when the header is not that of the table.
  std::optional<std::vector<std::size_t>> columns_of(const std::string& file, const base::CsvHeader& header,
                                                     std::span<const std::string_view> columns) {
    bool ok = true;
    for (std::size_t i = 0; i < header.names().size(); ++i) {
      const std::string& name = header.names()[i];
      if (std::find(columns.begin(), columns.end(), name) == columns.end()) {
        const std::string closest = base::CsvHeader::closest(name, columns);
        bad(ErrorCode::kUnexpectedStructure, file, 1, shown(name), "the column \"" + shown(name) + "\" is not known",
            closest.empty() ? "The columns are " + join(columns) : "Did you mean \"" + closest + "\"?");
        ok = false;
      } else if (std::find(header.names().begin(), header.names().begin() + static_cast<std::ptrdiff_t>(i), name) !=
                 header.names().begin() + static_cast<std::ptrdiff_t>(i)) {
        bad(ErrorCode::kDuplicate, file, 1, name, "the column \"" + name + "\" occurs twice", "Keep one of them");
        ok = false;
      }
    }
    std::vector<std::size_t> places;
    for (const std::string_view column : columns) {
      const auto place = header.find(column);
      if (!place) {
        bad(ErrorCode::kUnexpectedStructure, file, 1, column, "the column \"" + std::string(column) + "\" is missing",
            "The header row is " + join(columns));
        ok = false;
        continue;
      }
      places.push_back(*place);
    }
    if (!ok) return std::nullopt;
    return places;
  }

  // An id as it may be defined: not empty, not "?", without blanks at its ends.
  bool good_id(const std::string& file, std::uint64_t line, std::string_view column, std::string_view id) {
    std::string message;
    if (id.empty()) {
      message = "the id is empty";
    } else if (id == kUndisclosed) {
      message = "the id ? stands for an undisclosed holder and cannot be an entity";
    } else if (id.front() == ' ' || id.back() == ' ' || id.front() == '\t' || id.back() == '\t') {
      message = "the id \"" + shown(id) + "\" has a blank at its end";
    } else {
      return true;
    }
    bad(ErrorCode::kInvalidValue, file, line, column, std::move(message), "Give every entity an id of its own");
    return false;
  }

  void entity(const Cells& c) {
    ++entity_rows_;
    const std::string_view id = c.values[0];
    if (!good_id(files_.entities_name, c.line, "id", id)) return;
    std::uint32_t known = 0;
    // Quotes that had to be undone are in the reader's memory, which the next row reuses: such an id is kept here.
    std::string_view kept = id;
    const bool in_file = id.data() >= text_.data() && id.data() < text_.data() + text_.size();
    if (!in_file) kept = copies_.emplace_back(id);
    if (!ids_.add(kept, known)) {
      bad(ErrorCode::kDuplicate, files_.entities_name, c.line, "id",
          "the entity \"" + shown(id) + "\" is defined on line " + std::to_string(lines_[known]) + " already",
          "Give each entity one row");
      return;
    }
    lines_.push_back(c.line);
    sink_.take({id, c.values[1], c.values[2], c.values[3], c.line});
  }

  std::optional<std::uint32_t> known_entity(const std::string& file, std::uint64_t line, std::string_view column,
                                            std::string_view id) {
    if (const auto party = ids_.find(id)) return party;
    bad(ErrorCode::kDanglingReference, file, line, column,
        id.empty() ? "no entity is named" : "\"" + shown(id) + "\" is no entity of " + files_.entities_name,
        "Add it to " + files_.entities_name + " or correct the id");
    return std::nullopt;
  }

  bool interval(const std::string& file, std::uint64_t line, std::string_view from, std::string_view to,
                ValidInterval& out) {
    const auto one = [&](std::string_view column, std::string_view text, PartialDate& date) {
      auto parsed = PartialDate::parse(text);
      if (!parsed.ok()) {
        bad(parsed.error().code, file, line, column, parsed.error().message,
            parsed.error().fix.empty() ? "Write 2022-03-17, 2022-03, 2022 or nothing" : parsed.error().fix);
        return false;
      }
      date = *parsed;
      return true;
    };
    const bool from_ok = one("from", from, out.from);
    const bool to_ok = one("to", to, out.to);
    if (!from_ok || !to_ok) return false;
    if (out.from.known() && out.to.known() && out.to.latest() <= out.from.earliest()) {
      bad(ErrorCode::kInvalidValue, file, line, "to",
          "it ends on " + out.to.to_string() + ", before or as it begins on " + out.from.to_string(),
          "`from` is the first day on which it holds and `to` the first day on which it no longer does");
      return false;
    }
    return true;
  }

  void designation(const Cells& c) {
    const std::string& file = files_.designations_name;
    const auto party = known_entity(file, c.line, "id", c.values[0]);
    bool ok = party.has_value();
    const std::string_view list = c.values[1];
    if (std::find(lists_.begin(), lists_.end(), list) == lists_.end()) {
      std::vector<std::string_view> known(lists_.begin(), lists_.end());
      const std::string closest = base::CsvHeader::closest(list, known);
      bad(ErrorCode::kInvalidValue, file, c.line, "list", "the list \"" + shown(list) + "\" is not known",
          closest.empty() ? "Use one of: " + join(known) : "Did you mean \"" + closest + "\"?");
      ok = false;
    }
    ValidInterval valid;
    ok = interval(file, c.line, c.values[2], c.values[3], valid) && ok;
    if (!ok) return;
    sink_.take({*party, c.values[0], list, valid, c.line});
  }

  bool recorded(const std::string& file, const Cells& c, std::string_view text, std::optional<Timestamp>& out) {
    if (text.empty()) return true;
    // A day stands for its first instant, so that whatever hour is asked for on that day knows it.
    if (const auto day = Date::parse(text); day.ok()) {
      constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
      out = Timestamp(static_cast<std::int64_t>(day->days()) * kMicrosPerDay);
      return true;
    }
    const auto instant = Timestamp::parse(text);
    if (!instant.ok()) {
      bad(ErrorCode::kInvalidValue, file, c.line, "recorded", "\"" + shown(text) + "\" is neither a day nor an instant",
          "Write 2024-05-10 or 2024-05-10T09:30:00Z, or leave it empty");
      return false;
    }
    out = *instant;
    return true;
  }

  void stake(const Cells& c) {
    const std::string& file = files_.stakes_name;
    GraphStakeRow stake;
    stake.owner_id = c.values[0];
    stake.asset_id = c.values[1];
    bool ok = true;
    if (stake.owner_id == kUndisclosed) {
      stake.owner = kUndisclosedParty;
    } else {
      const auto owner = known_entity(file, c.line, "owner", stake.owner_id);
      ok = owner.has_value();
      stake.owner = owner.value_or(0);
    }
    if (stake.asset_id == kUndisclosed) {
      bad(ErrorCode::kInvalidValue, file, c.line, "asset", "only an owner can be undisclosed",
          "Name the entity in which the stake is held");
      ok = false;
    } else {
      const auto asset = known_entity(file, c.line, "asset", stake.asset_id);
      ok = asset.has_value() && ok;
      stake.asset = asset.value_or(0);
    }
    const auto share = model::ShareInterval::parse(c.values[2], c.values[3]);
    if (share.ok()) {
      stake.share = *share;
    } else {
      bad(share.error().code, file, c.line, share_column(c), share.error().message, share.error().fix);
      ok = false;
    }
    stake.kind = c.values[4];
    if (!model::is_stake_word(stake.kind)) {
      const std::string closest = base::CsvHeader::closest(stake.kind, model::kStakeKindNames);
      bad(ErrorCode::kInvalidValue, file, c.line, "kind",
          stake.kind.empty() ? "the kind of stake is empty" : "the kind \"" + shown(stake.kind) + "\" is not known",
          closest.empty() ? "Use one of: " + join(model::kStakeKindNames) : "Did you mean \"" + closest + "\"?");
      ok = false;
    }
    ok = interval(file, c.line, c.values[5], c.values[6], stake.valid) && ok;
    ok = recorded(file, c, c.values[7], stake.recorded) && ok;
    if (!ok) return;
    stake.source = c.values[8];
    stake.line = c.line;
    sink_.take(stake);
  }

  // Which of the two ends is to blame, as far as reading it alone can tell.
  static std::string_view share_column(const Cells& c) {
    return model::ShareInterval::parse(c.values[2], "").ok() ? "high" : "low";
  }

  const GraphCsvFiles& files_;
  std::span<const std::string> lists_;
  GraphCsvSink& sink_;
  GraphCsvErrors out_;
  std::uint64_t entity_rows_ = 0;
  std::string_view text_;  // of the table that is read
  IdTable ids_;
  std::deque<std::string> copies_;
  std::vector<std::uint64_t> lines_;  // of the rows of entities
};

// Keeps the rows as facts of the model.
class DatasetSink : public GraphCsvSink {
 public:
  explicit DatasetSink(const GraphCsvFiles& files) : files_(files) {}

  void take(const GraphPartyRow& row) override {
    model::Entity entity;
    entity.id = std::string(row.id);
    entity.schema = std::string(row.kind);
    entity.add("name", row.name);
    entity.add("country", row.country);
    entity.evidence = {"", files_.entities_name + ":" + std::to_string(row.line)};
    dataset.entities.push_back(std::move(entity));
  }
  void take(const GraphListingRow& row) override {
    model::Designation designation;
    designation.id = files_.designations_name + ":" + std::to_string(row.line);
    designation.entity = std::string(row.id);
    designation.list = std::string(row.list);
    designation.valid = row.valid;
    designation.evidence = {"", designation.id};
    dataset.designations.push_back(std::move(designation));
  }
  void take(const GraphStakeRow& row) override {
    model::Relationship stake;
    stake.id = files_.stakes_name + ":" + std::to_string(row.line);
    stake.from = std::string(row.owner_id);
    stake.to = std::string(row.asset_id);
    stake.kind = std::string(row.kind);
    stake.share = row.share;
    stake.valid = row.valid;
    stake.recorded = row.recorded;
    stake.evidence = {std::string(row.source), stake.id};
    dataset.relationships.push_back(std::move(stake));
  }

  model::Dataset dataset;

 private:
  const GraphCsvFiles& files_;
};

GraphCsvFiles files_of(const std::string& folder) {
  GraphCsvFiles files;
  files.entities_name = folder + "/entities.csv";
  files.designations_name = folder + "/designations.csv";
  files.stakes_name = folder + "/stakes.csv";
  return files;
}

}  // namespace

GraphCsvErrors read_graph_csv(const GraphCsvFiles& files, std::span<const std::string> lists, GraphCsvSink& sink) {
  GraphReader reader(files, lists, sink);
  reader.entities(files.entities);
  reader.designations(files.designations);
  reader.stakes(files.stakes);
  return reader.take_errors();
}

GraphCsvErrors read_graph_folder(const std::string& folder, std::span<const std::string> lists, GraphCsvSink& sink) {
  const GraphCsvFiles files = files_of(folder);
  GraphCsvErrors missing;
  for (const std::string& name : {files.entities_name, files.designations_name, files.stakes_name}) {
    std::error_code ignored;
    if (std::filesystem::exists(name, ignored)) continue;
    const auto absent = base::read_file(name, kMaxGraphFileBytes);
    if (absent.ok()) continue;
    Error error = absent.error();
    if (error.code == ErrorCode::kNotFound) {
      error.fix =
          "The folder must hold entities.csv, designations.csv and stakes.csv; a file without rows still has its "
          "header row";
    }
    missing.errors.push_back(std::move(error));
    ++missing.error_count;
  }
  if (missing.error_count > 0) return missing;
  GraphReader reader(files, lists, sink);
  const auto failed = [](const Error& error) { return GraphCsvErrors{{error}, 1}; };
  // The ids are views into the first text, which therefore stays.
  const auto entities = base::read_file(files.entities_name, kMaxGraphFileBytes);
  if (!entities.ok()) return failed(entities.error());
  reader.entities(*entities);
  {
    const auto designations = base::read_file(files.designations_name, kMaxGraphFileBytes);
    if (!designations.ok()) return failed(designations.error());
    reader.designations(*designations);
  }
  const auto stakes = base::read_file(files.stakes_name, kMaxGraphFileBytes);
  if (!stakes.ok()) return failed(stakes.error());
  reader.stakes(*stakes);
  return reader.take_errors();
}

GraphCsvOutcome read_graph_csv(const GraphCsvFiles& files, std::span<const std::string> lists) {
  DatasetSink sink(files);
  GraphCsvErrors errors = read_graph_csv(files, lists, sink);
  return {std::move(sink.dataset), std::move(errors.errors), errors.error_count};
}

GraphCsvOutcome read_graph_folder(const std::string& folder, std::span<const std::string> lists) {
  const GraphCsvFiles files = files_of(folder);
  DatasetSink sink(files);
  GraphCsvErrors errors = read_graph_folder(folder, lists, sink);
  return {std::move(sink.dataset), std::move(errors.errors), errors.error_count};
}

}  // namespace penumbra::ingest
