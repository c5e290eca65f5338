#include "ingest/graph_csv/graph_csv.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
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

class GraphReader {
 public:
  GraphReader(const GraphCsvFiles& files, std::span<const std::string> lists) : files_(files), lists_(lists) {}

  GraphCsvOutcome run() {
    table(files_.entities_name, files_.entities, kEntityColumns, [&](const Cells& c) { entity(c); });
    if (entity_rows_ == 0 && out_.error_count == 0) {
      add({ErrorCode::kEmpty, "the file names no entity", at(files_.entities_name, 1, ""),
           "Add a row for every party of the graph"});
    }
    table(files_.designations_name, files_.designations, kDesignationColumns, [&](const Cells& c) { designation(c); });
    table(files_.stakes_name, files_.stakes, kStakeColumns, [&](const Cells& c) { stake(c); });
    return std::move(out_);
  }

 private:
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
      Cells cells;
      cells.line = row.line;
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
    const auto [it, is_new] = lines_.emplace(std::string(id), c.line);
    if (!is_new) {
      bad(ErrorCode::kDuplicate, files_.entities_name, c.line, "id",
          "the entity \"" + shown(id) + "\" is defined on line " + std::to_string(it->second) + " already",
          "Give each entity one row");
      return;
    }
    model::Entity entity;
    entity.id = std::string(id);
    entity.schema = std::string(c.values[2]);
    entity.add("name", c.values[1]);
    entity.add("country", c.values[3]);
    entity.evidence = {"", files_.entities_name + ":" + std::to_string(c.line)};
    out_.dataset.entities.push_back(std::move(entity));
  }

  bool known_entity(const std::string& file, std::uint64_t line, std::string_view column, std::string_view id) {
    if (lines_.contains(std::string(id))) return true;
    bad(ErrorCode::kDanglingReference, file, line, column,
        id.empty() ? "no entity is named" : "\"" + shown(id) + "\" is no entity of " + files_.entities_name,
        "Add it to " + files_.entities_name + " or correct the id");
    return false;
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
    model::Designation designation;
    bool ok = known_entity(file, c.line, "id", c.values[0]);
    const std::string list(c.values[1]);
    if (std::find(lists_.begin(), lists_.end(), list) == lists_.end()) {
      std::vector<std::string_view> known(lists_.begin(), lists_.end());
      const std::string closest = base::CsvHeader::closest(list, known);
      bad(ErrorCode::kInvalidValue, file, c.line, "list", "the list \"" + shown(list) + "\" is not known",
          closest.empty() ? "Use one of: " + join(known) : "Did you mean \"" + closest + "\"?");
      ok = false;
    }
    ok = interval(file, c.line, c.values[2], c.values[3], designation.valid) && ok;
    if (!ok) return;
    designation.id = file + ":" + std::to_string(c.line);
    designation.entity = std::string(c.values[0]);
    designation.list = list;
    designation.evidence = {"", designation.id};
    out_.dataset.designations.push_back(std::move(designation));
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
    model::Relationship stake;
    stake.from = std::string(c.values[0]);
    stake.to = std::string(c.values[1]);
    bool ok = stake.from == kUndisclosed || known_entity(file, c.line, "owner", stake.from);
    if (stake.to == kUndisclosed) {
      bad(ErrorCode::kInvalidValue, file, c.line, "asset", "only an owner can be undisclosed",
          "Name the entity in which the stake is held");
      ok = false;
    } else {
      ok = known_entity(file, c.line, "asset", stake.to) && ok;
    }
    const auto share = model::ShareInterval::parse(c.values[2], c.values[3]);
    if (share.ok()) {
      stake.share = *share;
    } else {
      bad(share.error().code, file, c.line, share_column(c), share.error().message, share.error().fix);
      ok = false;
    }
    stake.kind = std::string(c.values[4]);
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
    stake.id = file + ":" + std::to_string(c.line);
    stake.evidence = {std::string(c.values[8]), stake.id};
    out_.dataset.relationships.push_back(std::move(stake));
  }

  // Which of the two ends is to blame, as far as reading it alone can tell.
  static std::string_view share_column(const Cells& c) {
    return model::ShareInterval::parse(c.values[2], "").ok() ? "high" : "low";
  }

  const GraphCsvFiles& files_;
  std::span<const std::string> lists_;
  GraphCsvOutcome out_;
  std::uint64_t entity_rows_ = 0;
  std::unordered_map<std::string, std::uint64_t> lines_;
};

}  // namespace

GraphCsvOutcome read_graph_csv(const GraphCsvFiles& files, std::span<const std::string> lists) {
  return GraphReader(files, lists).run();
}

GraphCsvOutcome read_graph_folder(const std::string& folder, std::span<const std::string> lists) {
  GraphCsvFiles files;
  files.entities_name = folder + "/entities.csv";
  files.designations_name = folder + "/designations.csv";
  files.stakes_name = folder + "/stakes.csv";
  std::array<std::string, 3> texts;
  const std::array<const std::string*, 3> names = {&files.entities_name, &files.designations_name, &files.stakes_name};
  GraphCsvOutcome failed;
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto bytes = base::read_file(*names[i], kMaxGraphFileBytes);
    if (bytes.ok()) {
      texts[i] = std::move(*bytes);
      continue;
    }
    Error error = bytes.error();
    if (error.code == ErrorCode::kNotFound) {
      error.fix =
          "The folder must hold entities.csv, designations.csv and stakes.csv; a file without rows still has its "
          "header row";
    }
    failed.errors.push_back(std::move(error));
    ++failed.error_count;
  }
  if (failed.error_count > 0) return failed;
  files.entities = texts[0];
  files.designations = texts[1];
  files.stakes = texts[2];
  return read_graph_csv(files, lists);
}

}  // namespace penumbra::ingest
