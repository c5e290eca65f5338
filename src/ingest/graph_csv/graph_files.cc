#include "ingest/graph_csv/graph_files.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <unordered_set>
#include <utility>

#include "base/csv.h"
#include "ingest/graph_csv/graph_csv.h"
#include "ingest/text_checks.h"
#include "model/identity.h"
#include "model/stake.h"
#include "penumbra/date.h"

namespace penumbra::ingest {
namespace {

enum class Table : std::uint8_t { kNone, kEntities, kStakes, kDesignations };

constexpr std::size_t kPrefix = 4096;

// Which table of the plain CSV files a file is, by its header row.
Table table_of(std::string_view bytes) {
  bytes = without_bom(bytes);
  const std::string_view line = bytes.substr(0, std::min(bytes.substr(0, kPrefix).find('\n'), kPrefix));
  base::CsvReader reader(line, "header");
  base::CsvRow row;
  const auto more = reader.next(row);
  if (!more.ok() || !*more) return Table::kNone;
  const base::CsvHeader header(row);
  const auto has = [&header](std::string_view name) { return header.find(name).has_value(); };
  if (has("owner") && has("asset") && has("low") && has("high")) return Table::kStakes;
  if (has("id") && has("list") && has("from") && has("to") && header.names().size() == 4) return Table::kDesignations;
  if (has("id") && has("name") && has("kind") && has("country") && header.names().size() == 4) return Table::kEntities;
  return Table::kNone;
}

std::string base_name(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

template <typename T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

class GraphFiles {
 public:
  GraphFiles(std::span<const InputFile> files, std::span<const std::string> lists) : files_(files), lists_(lists) {}

  GraphFilesOutcome run() {
    sort_out();
    if (out_.error_count == 0) read_tables();
    for (Group& group : groups_) read_group(group);
    if (out_.error_count > 0) return std::move(out_);
    join_ = model::join_by_identifiers(out_.dataset);
    if (join_.joined > 0) {
      out_.notes.push_back(std::to_string(join_.joined) +
                           " parties of one file are parties of another, by id, LEI or register number");
    }
    append(out_.notes, std::vector<std::string>(join_.refused));
    for (const InputFile& file : designations_) read_designations(file);
    if (out_.error_count == 0 && out_.dataset.designations.empty()) {
      out_.notes.emplace_back(
          "No file says who is listed, so no party can be reached; give a table id,list,from,to or a list of "
          "designated "
          "parties beside the others");
    }
    keep_touched();
    return std::move(out_);
  }

 private:
  struct Group {
    const Reader* reader = nullptr;
    std::vector<InputFile> files;
  };

  void add(Error error) {
    ++out_.error_count;
    if (out_.errors.size() < kMaxGraphErrors) out_.errors.push_back(std::move(error));
  }

  void bad(const InputFile& file, std::uint64_t line, std::string_view column, ErrorCode code, std::string message,
           std::string fix) {
    SourcePosition position;
    position.file = file.name;
    position.line = line;
    if (!column.empty()) position.path = "column " + std::string(column);
    add({code, std::move(message), std::move(position), std::move(fix)});
  }

  void sort_out() {
    for (const InputFile& file : files_) {
      if (const Status text = check_text(file); !text.ok()) {
        add(text.error());
        continue;
      }
      switch (table_of(file.bytes)) {
        case Table::kEntities:
          entities_.push_back(file);
          continue;
        case Table::kStakes:
          stakes_.push_back(file);
          continue;
        case Table::kDesignations:
          designations_.push_back(file);
          continue;
        case Table::kNone:
          break;
      }
      const auto reader = detect({&file, 1});
      if (!reader.ok()) {
        add(reader.error());
        continue;
      }
      const auto it =
          std::find_if(groups_.begin(), groups_.end(), [&](const Group& group) { return group.reader == *reader; });
      (it == groups_.end() ? groups_.emplace_back(Group{*reader, {}}) : *it).files.push_back(file);
    }
  }

  // entities.csv and stakes.csv; their own designations are read with those of the others.
  void read_tables() {
    if (entities_.empty() && stakes_.empty()) return;
    if (entities_.size() != 1 || stakes_.size() != 1) {
      bad(entities_.empty() ? stakes_.front() : entities_.front(), 0, "", ErrorCode::kInvalidArgument,
          "a graph in plain CSV has one file of entities and one of stakes", "Give both, and each once");
      return;
    }
    GraphCsvFiles files;
    files.entities = entities_.front().bytes;
    files.entities_name = entities_.front().name;
    files.stakes = stakes_.front().bytes;
    files.stakes_name = stakes_.front().name;
    files.designations = "id,list,from,to\n";
    GraphCsvOutcome read = read_graph_csv(files, lists_);
    GraphPart part{"graph-csv", {files.entities_name, files.stakes_name}, {}, {}, {}};
    part.counts.records_in = read.dataset.entities.size() + read.dataset.relationships.size();
    part.counts.mapped = part.counts.records_in;
    out_.parts.push_back(std::move(part));
    out_.error_count += read.error_count - read.errors.size();
    for (Error& error : read.errors) add(std::move(error));
    add_dataset(std::move(read.dataset));
  }

  void read_group(Group& group) {
    auto read = group.reader->read(group.files, base_name(group.files.front().name));
    if (!read.ok()) return add(read.error());
    if (read->delta.has_value()) {
      return add(Error{ErrorCode::kUnsupported,
                       "the file holds changes against an earlier version and no whole version",
                       {.file = group.files.front().name},
                       "Give the full export of the same day"});
    }
    GraphPart part;
    part.format = read->format;
    for (const InputFile& file : group.files) part.files.push_back(file.name);
    part.counts = read->counts;
    part.findings = read->findings.sorted();
    part.notes = std::move(read->notes);
    out_.parts.push_back(std::move(part));
    add_dataset(std::move(read->dataset));
  }

  void add_dataset(model::Dataset&& part) {
    append(out_.dataset.entities, std::move(part.entities));
    append(out_.dataset.designations, std::move(part.designations));
    append(out_.dataset.relationships, std::move(part.relationships));
  }

  void read_designations(const InputFile& file) {
    static constexpr std::array<std::string_view, 4> kColumns = {"id", "list", "from", "to"};
    base::CsvReader reader(file.bytes, file.name);
    base::CsvRow row;
    auto more = reader.next(row);
    if (!more.ok()) return add(more.error());
    const base::CsvHeader header(row);
    std::array<std::size_t, kColumns.size()> at{};
    for (std::size_t i = 0; i < kColumns.size(); ++i) at[i] = header.find(kColumns[i]).value_or(0);
    GraphPart part{"designations-csv", {file.name}, {}, {}, {}};
    while (true) {
      more = reader.next(row);
      if (!more.ok()) {
        add(more.error());
        if (more.error().code == ErrorCode::kLimit) return;
        continue;
      }
      if (!*more) break;
      ++part.counts.records_in;
      if (row.fields.size() != header.names().size()) {
        bad(file, row.line, "", ErrorCode::kUnexpectedStructure,
            "the row has " + std::to_string(row.fields.size()) + " fields instead of " +
                std::to_string(header.names().size()),
            "Give every column of the header a field");
        continue;
      }
      std::array<std::string_view, kColumns.size()> cells;
      for (std::size_t i = 0; i < at.size(); ++i) cells[i] = row.fields[at[i]];
      designation(file, row.line, cells);
    }
    part.counts.mapped = part.counts.records_in;
    out_.parts.push_back(std::move(part));
  }

  void designation(const InputFile& file, std::uint64_t line, const std::array<std::string_view, 4>& cells) {
    model::Designation designation;
    bool ok = true;
    if (const auto id = join_.resolve(cells[0])) {
      designation.entity = *id;
    } else {
      bad(file, line, "id", ErrorCode::kDanglingReference,
          cells[0].empty() ? "no party is named" : "\"" + shown(cells[0]) + "\" is no party of the files",
          "Name it by its id, its LEI, or its register and number (GB-COH-01234567)");
      ok = false;
    }
    designation.list = cells[1];
    if (std::find(lists_.begin(), lists_.end(), designation.list) == lists_.end()) {
      const std::vector<std::string_view> known(lists_.begin(), lists_.end());
      const std::string closest = base::CsvHeader::closest(designation.list, known);
      std::string all;
      for (const std::string_view name : known) all += (all.empty() ? "" : ", ") + std::string(name);
      bad(file, line, "list", ErrorCode::kInvalidValue, "the list \"" + shown(cells[1]) + "\" is not known",
          closest.empty() ? "Use one of: " + all : "Did you mean \"" + closest + "\"?");
      ok = false;
    }
    const auto date = [&](std::string_view column, std::string_view text, PartialDate& end) {
      const auto read = PartialDate::parse(text);
      if (read.ok()) {
        end = *read;
        return;
      }
      bad(file, line, column, read.error().code, read.error().message, "Write 2022-03-17, 2022-03, 2022 or nothing");
      ok = false;
    };
    date("from", cells[2], designation.valid.from);
    date("to", cells[3], designation.valid.to);
    if (ok && designation.valid.from.known() && designation.valid.to.known() &&
        designation.valid.to.latest() <= designation.valid.from.earliest()) {
      bad(file, line, "to", ErrorCode::kInvalidValue, "the listing ends before or as it begins",
          "`from` is the first day on which it holds and `to` the first day on which it no longer does");
      ok = false;
    }
    if (!ok) return;
    designation.id = file.name + ":" + std::to_string(line);
    designation.evidence = {base_name(file.name), designation.id};
    out_.dataset.designations.push_back(std::move(designation));
  }

  // Parties at an end of a stake, and those that the user's own table names. Of a whole list of designated parties most
  // own nothing here and are owned by nobody here.
  void keep_touched() {
    std::unordered_set<std::string> touched;
    for (const InputFile& file : designations_) {
      for (const model::Designation& one : out_.dataset.designations) {
        if (one.id.starts_with(file.name + ":")) touched.insert(one.entity);
      }
    }
    std::erase_if(out_.dataset.relationships, [](const model::Relationship& one) {
      return !(model::is_stake_word(one.kind) || one.kind == "owns" || one.kind == "controls");
    });
    for (const model::Relationship& one : out_.dataset.relationships) {
      touched.insert(one.from);
      touched.insert(one.to);
    }
    std::erase_if(out_.dataset.entities, [&](const model::Entity& one) { return !touched.contains(one.id); });
    std::erase_if(out_.dataset.designations,
                  [&](const model::Designation& one) { return !touched.contains(one.entity); });
  }

  std::span<const InputFile> files_;
  std::span<const std::string> lists_;
  std::vector<InputFile> entities_, stakes_, designations_;
  std::vector<Group> groups_;
  model::IdentityJoin join_;
  GraphFilesOutcome out_;
};

}  // namespace

std::uint64_t GraphFilesOutcome::reported() const {
  std::uint64_t total = 0;
  for (const GraphPart& part : parts) total += part.counts.reported;
  return total;
}

GraphFilesOutcome read_graph_files(std::span<const InputFile> files, std::span<const std::string> lists) {
  return GraphFiles(files, lists).run();
}

}  // namespace penumbra::ingest
