// The two tables of OpenSanctions: targets.simple.csv (one row per target) and statements.csv (one row per value). Both
// are put into the records of the JSON form and mapped there.
//
// targets.simple.csv says less than the JSON form: identifiers stand without their kind, sanctions as text, lists by
// title. A number goes to the property that its form proves (IMO, LEI) and to idNumber or registrationNumber otherwise.
#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <unordered_set>

#include "base/csv.h"
#include "ingest/ftm/mapper.h"
#include "ingest/id_index.h"
#include "ingest/json_tree.h"
#include "ingest/mapping.h"
#include "ingest/name_tally.h"
#include "ingest/owners.h"
#include "ingest/record_memory.h"
#include "ingest/registry.h"
#include "ingest/tables/columns.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/xml_form.h"
#include "model/schema.h"

namespace penumbra::ingest {
namespace {

// What the exports write as days and times.
bool is_day_or_time(std::string_view text) {
  static const TextForm day("day");
  static const TextForm time("time");
  return day.holds(text) || time.holds(text);
}

enum Simple : std::size_t {
  kId,
  kSchema,
  kName,
  kAliases,
  kBirth,
  kCountries,
  kAddresses,
  kIdentifiers,
  kSanctions,
  kPhones,
  kEmails,
  kDataset,
  kFirst,
  kLast,
  kChange,
  kPrograms
};
constexpr std::array<ColumnSpec, 16> kSimple = {{{"id"},
                                                 {"schema"},
                                                 {"name"},
                                                 {"aliases"},
                                                 {"birth_date"},
                                                 {"countries"},
                                                 {"addresses"},
                                                 {"identifiers"},
                                                 {"sanctions"},
                                                 {"phones"},
                                                 {"emails"},
                                                 {"dataset"},
                                                 {"first_seen"},
                                                 {"last_seen"},
                                                 {"last_change", false},
                                                 {"program_ids", false}}};

enum Statement : std::size_t {
  kCanonical,
  kEntity,
  kProp,
  kStatementSchema,
  kValue,
  kStatementDataset,
  kPropType,
  kLang,
  kOriginal,
  kExternal,
  kSeen,
  kSeenLast,
  kOrigin,
  kStatementId
};
constexpr std::array<ColumnSpec, 14> kStatement = {{{"canonical_id"},
                                                    {"entity_id"},
                                                    {"prop"},
                                                    {"schema"},
                                                    {"value"},
                                                    {"dataset"},
                                                    {"prop_type", false},
                                                    {"lang", false},
                                                    {"original_value", false},
                                                    {"external", false},
                                                    {"first_seen", false},
                                                    {"last_seen", false},
                                                    {"origin", false},
                                                    {"id", false}}};

SheetRow row_of(const base::CsvRow& row) {
  SheetRow out;
  out.line = row.line;
  out.cells.assign(row.fields.begin(), row.fields.end());
  return out;
}

template <std::size_t N>
bool header_fits(const InputFile& file, const std::array<ColumnSpec, N>& specs) {
  base::CsvReader csv(file.bytes.substr(0, 4096), file.name);
  base::CsvRow row;
  const auto more = csv.next(row);
  return more.ok() && *more && fit_header(row_of(row), specs).likely();
}

// A record that is put together from rows.
struct Party {
  struct Property {
    std::string name;
    std::vector<std::string> values;
  };
  struct Language {
    std::string property;
    std::string text;
    std::string lang;
  };

  std::string id;
  std::string schema;
  std::vector<Property> properties;
  std::vector<std::string> datasets;
  std::vector<std::string> referents;
  std::string first_seen;
  std::vector<Language> languages;
  std::vector<std::string> odd_members;
  std::uint64_t line = 0;
};

void add_value(Party& party, std::string_view property, std::string_view value) {
  if (trim(value).empty()) return;
  for (Party::Property& have : party.properties) {
    if (have.name != property) continue;
    if (std::find(have.values.begin(), have.values.end(), value) == have.values.end()) have.values.emplace_back(value);
    return;
  }
  party.properties.push_back({std::string(property), {std::string(value)}});
}

// Its record, for as long as both live.
ftm::RawEntity record_of(const Party& party, RecordArena& arena) {
  const auto texts = [&arena](const std::vector<std::string>& all) {
    const std::vector<std::string_view> views(all.begin(), all.end());
    return ftm::RawTexts(arena.keep(std::span<const std::string_view>(views)));
  };
  ftm::RawEntity out;
  out.id = party.id;
  out.schema = party.schema;
  out.datasets = texts(party.datasets);
  out.referents = texts(party.referents);
  out.first_seen = party.first_seen;
  out.odd_members = texts(party.odd_members);
  out.line = party.line;
  std::vector<ftm::RawProperty> properties;
  properties.reserve(party.properties.size());
  for (const Party::Property& property : party.properties)
    properties.push_back({property.name, texts(property.values), {}});
  out.properties = JsonItems<ftm::RawProperty>(arena.keep(std::span<const ftm::RawProperty>(properties)));
  std::vector<ftm::RawLanguage> languages;
  languages.reserve(party.languages.size());
  for (const Party::Language& one : party.languages) languages.push_back({one.property, one.text, one.lang});
  out.languages = JsonItems<ftm::RawLanguage>(arena.keep(std::span<const ftm::RawLanguage>(languages)));
  return out;
}

// A cell of several values: parted by semicolons, one that holds a semicolon in quotation marks of its own.
std::vector<std::string> cell_values(std::string_view cell) {
  std::vector<std::string> out;
  base::CsvReader csv(cell, {}, {.delimiter = ';', .lenient_quotes = true, .max_field_bytes = kMaxValueBytes});
  base::CsvRow row;
  for (;;) {
    const auto more = csv.next(row);
    if (!more.ok()) return {std::string(trim(cell))};
    if (!*more) break;
    for (const std::string_view field : row.fields) {
      if (!trim(field).empty()) out.emplace_back(trim(field));
    }
  }
  return out;
}

Error cut_row(const InputFile& file, std::uint64_t line, std::size_t have, std::size_t want, bool last) {
  SourcePosition position;
  position.file = file.name;
  position.line = line;
  return error_at(last ? ErrorCode::kSyntax : ErrorCode::kUnexpectedStructure,
                  "a row has " + std::to_string(have) + " columns and the header " + std::to_string(want) +
                      (last ? "; it is the last row and was probably cut" : ""),
                  position, "Fetch the file again");
}

// Calls `use` with every row behind the header. A row of another width is a fault of the whole file.
template <std::size_t N, typename Use>
Status each_row(const InputFile& file, const std::array<ColumnSpec, N>& specs, Columns& columns, Use use) {
  base::CsvReader csv(file.bytes, file.name, {.max_field_bytes = kMaxValueBytes * 16});
  base::CsvRow row;
  auto more = csv.next(row);
  if (!more.ok()) return more.error();
  const std::size_t width = row.fields.size();
  SourcePosition position;
  position.file = file.name;
  position.line = row.line;
  PENUMBRA_ASSIGN_OR_RETURN(columns, Columns::find(row_of(row), specs, position));
  for (;;) {
    more = csv.next(row);
    if (!more.ok()) return more.error();
    if (!*more) return {};
    if (row.fields.size() != width)
      return cut_row(file, row.line, row.fields.size(), width, row.offset + row.size + 2 >= file.bytes.size());
    PENUMBRA_RETURN_IF_ERROR(use(row_of(row)));
  }
}

bool begins_as_json(std::string_view bytes) {
  const std::string_view start = trim(without_bom(bytes.substr(0, 64)));
  return start.starts_with("{") || start.starts_with("[");
}

constexpr std::array<std::string_view, kStatement.size()> kStatementNames = [] {
  std::array<std::string_view, kStatement.size()> out{};
  for (std::size_t i = 0; i < kStatement.size(); ++i) out[i] = kStatement[i].name;
  return out;
}();

// The same statements as JSON, an object each: every one as a row of the table.
template <typename Use>
Status each_json_statement(const InputFile& file, Columns& columns, NameTally& seen, Use use) {
  SheetRow header;
  for (const std::string_view name : kStatementNames) header.cells.emplace_back(name);
  PENUMBRA_ASSIGN_OR_RETURN(columns, Columns::find(header, kStatement, {.file = file.name}));
  return read_json_records(file, [&](JsonRecord&& record) -> Status {
    SheetRow row;
    row.line = record.line;
    row.cells.resize(kStatement.size());
    SourcePosition position;
    position.file = file.name;
    position.line = record.line;
    if (!record.repeated.empty()) {
      return error_at(ErrorCode::kUnexpectedStructure,
                      "the member \"" + shown(record.repeated, 40) + "\" stands twice in a statement", position,
                      "Make the export again");
    }
    for (const JsonMember& member : record.node.members()) {
      seen.see(member.name);
      const auto known = std::find(kStatementNames.begin(), kStatementNames.end(), member.name);
      const bool plain = member.node.kind != JsonNode::Kind::kArray && member.node.kind != JsonNode::Kind::kObject;
      if (known == kStatementNames.end() || !plain) {
        return error_at(ErrorCode::kUnexpectedStructure,
                        "the member \"" + shown(member.name, 60) + "\" of a statement is not known, or is no text",
                        position, "Check whether the export has a new member; it may hold what the list is about");
      }
      row.cells[static_cast<std::size_t>(known - kStatementNames.begin())] = member.node.text();
    }
    for (const Statement needed : {kEntity, kProp, kStatementSchema, kValue, kStatementDataset}) {
      if (record.node.member(kStatementNames[needed]) != nullptr) continue;
      return error_at(ErrorCode::kUnexpectedStructure,
                      "a statement has no member \"" + std::string(kStatementNames[needed]) + "\"", position,
                      "Check whether the export has renamed it");
    }
    return use(row);
  });
}

Error no_row(std::span<const InputFile> files) {
  Error error{ErrorCode::kEmpty, "the file holds no row", {}, "Fetch it again; an empty list is not published"};
  if (!files.empty()) error.position.file = files.front().name;
  return error;
}

class FtmSimpleReader final : public Reader {
 public:
  std::string_view name() const override { return "ftm-simple-csv"; }
  std::string_view describes() const override { return "OpenSanctions' targets.simple.csv: one row per target"; }
  bool recognises(std::span<const InputFile> files) const override {
    return files.size() == 1 && header_fits(files[0], kSimple) && !header_fits(files[0], kStatement);
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1)
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    ReadOutcome outcome;
    outcome.format = name();
    ftm::Mapper mapper(source, outcome);
    Columns columns;
    RecordArena arena;
    std::uint64_t sanctions = 0;
    Status status = each_row(files[0], kSimple, columns, [&](const SheetRow& row) -> Status {
      const auto text = [&](std::size_t column) { return columns.text(row, column); };
      arena.clear();
      Party raw;
      raw.line = row.line;
      for (const Simple stamp : {kFirst, kLast, kChange}) {
        if (!is_day_or_time(text(stamp))) raw.odd_members.emplace_back(kSimple[stamp].name);
      }
      raw.id = text(kId);
      raw.schema = text(kSchema);
      raw.first_seen = text(kFirst);
      const model::Schema* schema = model::Vocabulary::get().find(raw.schema);
      const auto put_all = [&](std::string_view property, std::string_view cell) {
        for (const std::string& value : cell_values(cell)) add_value(raw, property, value);
      };
      add_value(raw, "name", text(kName));
      put_all("alias", text(kAliases));
      const bool person = schema != nullptr && schema->property("birthDate") != nullptr;
      put_all(person ? "birthDate" : "incorporationDate", text(kBirth));
      put_all("country", text(kCountries));
      put_all("address", text(kAddresses));
      put_all("phone", text(kPhones));
      put_all("email", text(kEmails));
      put_all("programId", text(kPrograms));
      for (const std::string& number : cell_values(text(kIdentifiers)))
        add_value(raw, property_of(number, schema), number);
      std::vector<std::string> acts;
      for (const std::string& act : cell_values(text(kSanctions))) {
        if (act != "\"\"") acts.push_back(act);
      }
      const bool listed = !acts.empty() || !text(kPrograms).empty();
      const std::vector<std::string> datasets = cell_values(text(kDataset));
      raw.datasets = datasets;
      PENUMBRA_RETURN_IF_ERROR(mapper.add(record_of(raw, arena), files[0].name));
      if (!listed || raw.id.empty()) return {};
      Party sanction;
      sanction.line = row.line;
      sanction.id = raw.id + "-simple";
      sanction.schema = "Sanction";
      sanction.datasets = datasets;
      sanction.first_seen = text(kFirst);
      add_value(sanction, "entity", raw.id);
      add_value(sanction, "authority", datasets.empty() ? std::string() : datasets.front());
      for (const std::string& act : acts) add_value(sanction, "reason", act);
      for (const std::string& programme : cell_values(text(kPrograms))) add_value(sanction, "programId", programme);
      ++sanctions;
      return mapper.add(record_of(sanction, arena), files[0].name);
    });
    if (!status.ok()) return status.error();
    mapper.finish();
    if (std::string absent = columns.absent(kSimple); !absent.empty()) outcome.notes.push_back(std::move(absent));
    // Rows are what the file holds; the sanctions are ours.
    const std::uint64_t mapped = outcome.dataset.designations.size();
    outcome.counts.records_in -= sanctions;
    outcome.counts.mapped -= mapped;
    outcome.counts.reported -= sanctions - mapped;
    if (outcome.counts.records_in == 0) return no_row(files);
    outcome.notes.emplace_back(
        "targets.simple.csv has no dates of listing, no measures and no kinds of identifiers; entities.ftm.json of the "
        "same day has them.");
    return outcome;
  }

 private:
  static std::string_view property_of(std::string_view number, const model::Schema* schema) {
    const auto has = [schema](std::string_view property) {
      return schema != nullptr && schema->property(property) != nullptr;
    };
    if (number.starts_with("IMO") && has("imoNumber")) return "imoNumber";
    if (number.size() == 20 && is_lei(number) && has("leiCode")) return "leiCode";
    if (number.size() > 1 && number.front() == 'Q' && all_digits(number.substr(1)) && has("wikidataId"))
      return "wikidataId";
    if (has("mmsi") && number.size() == 9 && all_digits(number)) return "mmsi";
    return has("idNumber") ? "idNumber" : "registrationNumber";
  }
};

class FtmStatementsReader final : public Reader {
 public:
  explicit FtmStatementsReader(bool json) : json_(json) {}
  std::string_view name() const override { return json_ ? "ftm-statements-json" : "ftm-statements-csv"; }
  std::string_view describes() const override {
    return json_ ? "Statements of FollowTheMoney as JSON lines: one object per value of an entity"
                 : "OpenSanctions' statements.csv: one row per value of an entity";
  }
  bool recognises(std::span<const InputFile> files) const override {
    if (json_) {
      return !files.empty() && std::all_of(files.begin(), files.end(), [](const InputFile& file) {
        const std::string_view start = file.bytes.substr(0, 4096);
        int seen = 0;
        for (const std::string_view name : {"\"entity_id\"", "\"canonical_id\"", "\"prop\"", "\"value\"", "\"schema\""})
          seen += start.find(name) != std::string_view::npos ? 1 : 0;
        return begins_as_json(file.bytes) && seen >= 4;
      });
    }
    return !files.empty() &&
           std::all_of(files.begin(), files.end(), [](const InputFile& file) { return header_fits(file, kStatement); });
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    struct Group {
      Party raw;
      std::uint64_t rows = 0;
    };
    std::vector<Group> groups;
    IdMap<std::size_t> index;
    RecordCounts rows;
    Mapping mapping(outcome.findings);
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      Columns columns;
      const auto add = [&](const SheetRow& row) -> Status {
        ++rows.records_in;
        const auto text = [&](std::size_t column) { return columns.text(row, column); };
        SourcePosition position;
        position.file = file.name;
        position.line = row.line;
        const std::string_view external = text(kExternal);
        if (external == "t" || external == "true" || external == "True" || external == "1") {
          ++rows.ignored;
          mapping.report(model::FindingLevel::kNote, "external-statement",
                         "a statement of an enrichment source that is no part of the dataset is left out", position);
          return {};
        }
        const std::string id(text(kCanonical).empty() ? text(kEntity) : text(kCanonical));
        const model::Schema* schema = model::Vocabulary::get().find(text(kStatementSchema));
        if (id.empty() || schema == nullptr) {
          ++rows.reported;
          mapping.report(model::FindingLevel::kError, id.empty() ? "entity-without-id" : "unknown-schema",
                         id.empty() ? std::string("a statement is of no entity")
                                    : "\"" + shown(text(kStatementSchema), 60) + "\" is no schema that is known",
                         position);
          return {};
        }
        // What the export says of the value's type is what the vocabulary says of the property.
        const model::Property* property = schema->property(text(kProp));
        const std::string_view type = text(kPropType);
        if (!type.empty() && property != nullptr && property->type_name != type && text(kProp) != "id") {
          mapping.report(model::FindingLevel::kWarning, "unread-value",
                         "\"" + shown(type, 40) + "\" is not the type of " + property->name, position);
        }
        for (const Statement stamp : {kSeen, kSeenLast}) {
          if (is_day_or_time(text(stamp))) continue;
          mapping.report(model::FindingLevel::kWarning, "unread-value",
                         "\"" + shown(text(stamp), 40) + "\" in " + std::string(kStatement[stamp].name) + " is no day",
                         position);
        }
        const auto [it, fresh] = index.try_emplace(id, groups.size());
        if (fresh) {
          groups.emplace_back();
          groups.back().raw.id = id;
          groups.back().raw.line = row.line;
          groups.back().raw.schema = text(kStatementSchema);
        }
        Group& group = groups[it->second];
        ++group.rows;
        // One party seen by several sources: the most exact schema holds.
        const model::Schema* known = model::Vocabulary::get().find(group.raw.schema);
        if (known != nullptr && schema->is_a(group.raw.schema)) group.raw.schema = text(kStatementSchema);
        if (const std::string_view entity = text(kEntity); entity != id) {
          if (std::find(group.raw.referents.begin(), group.raw.referents.end(), entity) == group.raw.referents.end())
            group.raw.referents.emplace_back(entity);
        }
        if (const std::string dataset(text(kStatementDataset));
            std::find(group.raw.datasets.begin(), group.raw.datasets.end(), dataset) == group.raw.datasets.end()) {
          group.raw.datasets.push_back(dataset);
        }
        const std::string_view seen = text(kSeen);
        if (!seen.empty() && (group.raw.first_seen.empty() || seen < group.raw.first_seen)) group.raw.first_seen = seen;
        // The statement "id" says only that the entity is there.
        if (text(kProp) == "id") return {};
        std::string_view value = text(kValue);
        add_value(group.raw, text(kProp), value);
        if (const std::string_view lang = text(kLang); !lang.empty())
          group.raw.languages.push_back({std::string(text(kProp)), std::string(value), std::string(lang)});
        return {};
      };
      NameTally seen(kStatementNames);
      PENUMBRA_RETURN_IF_ERROR(json_ ? each_json_statement(file, columns, seen, add)
                                     : each_row(file, kStatement, columns, add));
      if (json_) note_absent(outcome.notes, seen, "no statement of the file states");
      if (std::string absent = columns.absent(kStatement); !absent.empty()) outcome.notes.push_back(std::move(absent));
    }
    if (rows.records_in == 0) return no_row(files);
    std::vector<std::pair<std::string, std::pair<std::string, std::uint64_t>>> sizes;
    ftm::Mapper mapper(source, outcome);
    RecordArena arena;
    for (Group& group : groups) {
      arena.clear();
      PENUMBRA_RETURN_IF_ERROR(mapper.add(record_of(group.raw, arena), files[0].name));
      sizes.emplace_back(std::move(group.raw.id), std::pair(std::move(group.raw.schema), group.rows));
      group.raw = {};
    }
    mapper.finish();
    std::unordered_set<std::string_view> there;
    for (const auto& entity : outcome.dataset.entities) there.insert(entity.id);
    for (const auto& act : outcome.dataset.designations) there.insert(act.id);
    for (const auto& edge : outcome.dataset.relationships) there.insert(edge.id);
    for (const auto& [id, size] : sizes) {
      const model::Schema* schema = model::Vocabulary::get().find(size.first);
      const bool edge = schema != nullptr && !schema->edge_source().empty() && size.first != "Sanction";
      std::uint64_t& counter = there.contains(id) ? rows.mapped : (edge ? rows.ignored : rows.reported);
      counter += size.second;
    }
    outcome.counts = rows;
    return outcome;
  }

 private:
  bool json_;
};

}  // namespace

const Reader& ftm_simple_reader() {
  static const FtmSimpleReader reader;
  return reader;
}

const Reader& ftm_statements_reader() {
  static const FtmStatementsReader reader(false);
  return reader;
}

const Reader& ftm_statements_json_reader() {
  static const FtmStatementsReader reader(true);
  return reader;
}

}  // namespace penumbra::ingest
