// Lists that users keep themselves: one table with a header row, CSV in any common encoding and with any common
// delimiter, or a workbook with one or several sheets.
//
// A column is known by its name: one of the words of data/lists/own_columns.csv, or the name of a FollowTheMoney
// property as it is ("innCode"). A name that begins with "#" leaves a column out. Anything else is refused, because the
// column may hold what the list is about. Rows with one id are one party.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/csv.h"
#include "ingest/last_day.h"
#include "ingest/mapping.h"
#include "ingest/own_list/words.h"
#include "ingest/registry.h"
#include "ingest/tables/columns.h"
#include "ingest/tables/loose_dates.h"
#include "ingest/tables/names.h"
#include "ingest/tables/nationality.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "model/kinds.h"
#include "model/schema.h"

namespace penumbra::ingest {
namespace {

constexpr std::string_view kDelimiters = ",;\t|";
constexpr std::string_view kOwn = "own";

// What the user says about columns of his own: a second file of the version, written by hand or by `import --map`.
//   columns = "penumbra-columns 1" LF *( HEADER "=" MEANING LF )
// MEANING is a word as above, a property, or "ignore". The last "=" of a line parts the two.
constexpr std::string_view kMapHead = "penumbra-columns 1";
using ColumnMap = std::map<std::string, std::string, std::less<>>;  // header_key -> meaning

bool is_column_map(const InputFile& file) {
  return without_bom(file.bytes).starts_with(kMapHead);
}

Result<ColumnMap> read_column_map(const InputFile& file) {
  constexpr std::size_t kMaxBytes = std::size_t{64} << 10;
  ColumnMap out;
  if (file.bytes.size() > kMaxBytes) {
    return error_at(ErrorCode::kLimit, "the file of columns is larger than 64 kB", {.file = file.name},
                    "Name only the columns of the list");
  }
  PENUMBRA_RETURN_IF_ERROR(check_text(file));
  std::uint64_t number = 0;
  for (const std::string_view line : split(without_bom(file.bytes), "\n")) {
    if (++number == 1 || trim(line).empty()) continue;
    SourcePosition position;
    position.file = file.name;
    position.line = number;
    const std::size_t sign = line.rfind('=');
    const std::string header = sign == std::string_view::npos ? std::string() : header_key(tidy(line.substr(0, sign)));
    const std::string_view word = sign == std::string_view::npos ? std::string_view() : trim(line.substr(sign + 1));
    const std::string meaning = word == "ignore" ? std::string(word) : column_meaning(word);
    if (header.empty() || meaning.empty()) {
      return error_at(ErrorCode::kInvalidArgument,
                      header.empty() ? "a line does not say which column it means"
                                     : "\"" + shown(word, 60) + "\" is no meaning of a column",
                      position,
                      "Write COLUMN=MEANING, where MEANING is id, name, alias, kind, birth date, country, programme, "
                      "listed, ended, through, remarks, ignore or a FollowTheMoney property such as innCode");
    }
    if (!out.emplace(header, meaning).second) {
      return error_at(ErrorCode::kInvalidArgument, "a column is named twice: " + shown(line, 60), position,
                      "Name it once");
    }
  }
  return out;
}

// What a column means: as the user says, else by its name.
std::string meaning_of(std::string_view header, const ColumnMap& map = {}) {
  if (const auto it = map.find(header_key(tidy(plain_blanks(header)))); it != map.end()) return it->second;
  if (tidy(plain_blanks(header)).starts_with("#")) return "ignore";
  return column_meaning(header);
}

// The header of a list of this kind: names, and mostly columns that are known.
struct Fit {
  bool named = false;
  std::size_t known = 0;
  std::size_t columns = 0;
  bool likely() const { return named && known >= 2 && known * 2 >= columns; }
};
Fit fit_of(const SheetRow& row, const ColumnMap& map) {
  Fit fit;
  for (const std::string& cell : row.cells) {
    if (tidy(cell).empty()) continue;
    ++fit.columns;
    const std::string meaning = meaning_of(cell, map);
    if (!meaning.empty()) ++fit.known;
    fit.named = fit.named || meaning == "name" || meaning == "lastName";
  }
  return fit;
}

std::size_t header_of(const Sheet& sheet, const ColumnMap& map) {
  for (std::size_t i = 0; i < sheet.rows.size() && i < 10; ++i) {
    const Fit fit = fit_of(sheet.rows[i], map);
    // With the user's word for it, a column of names is enough.
    if (fit.likely() || (fit.named && !map.empty())) return i;
  }
  return Columns::npos;
}

class OwnMapper {
 public:
  OwnMapper(const InputFile& file, std::string_view source, const ColumnMap& map, ReadOutcome& outcome)
      : file_(file), source_(source), map_(map), outcome_(outcome), mapping_(outcome.findings) {}

  Status read(const Sheet& sheet, std::size_t header) {
    PENUMBRA_RETURN_IF_ERROR(read_header(sheet.rows[header]));
    for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) map(sheet, sheet.rows[i]);
    return {};
  }

  Status finish() {
    for (const auto& [header, meaning] : map_) {
      if (used_.contains(header)) continue;
      return error_at(ErrorCode::kInvalidArgument, "the list has no column \"" + shown(header, 60) + "\"",
                      {.file = file_.name}, "Name a column of its header row");
    }
    std::sort(outcome_.lists.begin(), outcome_.lists.end());
    outcome_.lists.erase(std::unique(outcome_.lists.begin(), outcome_.lists.end()), outcome_.lists.end());
    return {};
  }

 private:
  Status read_header(const SheetRow& row) {
    columns_.clear();
    std::set<std::string> once;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::string name = tidy(plain_blanks(row.cells[i]));
      SourcePosition position;
      position.file = file_.name;
      position.line = row.line;
      position.path = "column " + std::to_string(i + 1);
      const std::string meaning = name.empty() ? "ignore" : meaning_of(name, map_);
      if (map_.contains(header_key(name))) used_.insert(header_key(name));
      if (meaning.empty()) {
        const std::string near = nearest_column_word(name);
        return error_at(ErrorCode::kUnexpectedStructure,
                        "the column \"" + shown(name, 60) + "\" is not known" +
                            (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
                        position,
                        "Rename it to a known one (id, name, aliases, kind, birth date, country, programme, listed, "
                        "ended, through, remarks, ...), to a "
                        "FollowTheMoney property such as innCode, begin its name with # to leave it out, or say what "
                        "it means with --map \"COLUMN=MEANING\"");
      }
      if (name.starts_with("#"))
        mapping_.report(model::FindingLevel::kNote, "ignored-column",
                        "the column \"" + shown(name, 60) + "\" is left out as its name asks", position);
      static constexpr std::array<std::string_view, 7> kSingle = {"id",    "name",    "kind", "listed",
                                                                  "ended", "through", "list"};
      if (std::find(kSingle.begin(), kSingle.end(), meaning) != kSingle.end() && !once.insert(meaning).second) {
        return error_at(ErrorCode::kUnexpectedStructure,
                        "two columns mean \"" + meaning + "\", one of them is \"" + shown(name, 60) + "\"", position,
                        "Rename one of them, or begin its name with # to leave it out");
      }
      columns_.emplace_back(meaning, name);
    }
    return {};
  }

  std::string first(const SheetRow& row, std::string_view meaning) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].first != meaning) continue;
      if (std::string text = tidy(plain_blanks(row.cell(i))); !text.empty()) return text;
    }
    return {};
  }

  void refuse(std::string_view key, const std::string& message, const SourcePosition& position) {
    ++outcome_.counts.reported;
    mapping_.report(model::FindingLevel::kError, key, message, position);
  }

  void map(const Sheet& sheet, const SheetRow& row) {
    ++outcome_.counts.records_in;
    SourcePosition position;
    position.file = file_.name;
    position.line = row.line;
    if (row.cells.size() > columns_.size()) {
      return refuse("unreadable-row",
                    "a row has " + std::to_string(row.cells.size()) + " columns and the header " +
                        std::to_string(columns_.size()),
                    position);
    }
    std::string name = first(row, "name");
    const std::string joined =
        tidy(first(row, "firstName") + " " + first(row, "middleName") + " " + first(row, "lastName"));
    if (name.empty()) name = joined;
    if (name.empty()) return refuse("party-without-name", "a row has no name", position);
    const std::string kind = first(row, "kind");
    std::string schema(schema_of_word(kind));
    if (schema.empty() && model::Vocabulary::get().find(kind) != nullptr &&
        !model::Vocabulary::get().find(kind)->is_abstract() &&
        model::Vocabulary::get().find(kind)->edge_source().empty() &&
        model::Vocabulary::get().find(kind)->is_a("Thing")) {
      schema = kind;  // a schema by its own name
    }
    if (kind.empty()) {
      const bool ship = !first(row, "imoNumber").empty();
      const bool person = !first(row, "lastName").empty() || !first(row, "birthDate").empty() ||
                          !first(row, "passportNumber").empty() || !first(row, "property:passportNumber").empty();
      schema = ship ? "Vessel" : (person ? "Person" : "LegalEntity");
    }
    if (schema.empty())
      return refuse(
          "unknown-party-type",
          "\"" + shown(kind, 40) + "\" is no kind that is known (person, company, organisation, vessel, aircraft)",
          position);
    const std::string stated = first(row, "id");
    const std::string country = first(row, "country");
    const std::string birth = first(row, "birthDate");
    const std::string_view parts[] = {name, birth, country};
    const std::string id = std::string(kOwn) + "-" + (stated.empty() ? hashed_id(parts) : stated);
    const std::string record = row_place(file_.name, sheet, row);
    const auto [it, fresh] = index_.try_emplace(id, outcome_.dataset.entities.size());
    if (!fresh && outcome_.dataset.entities[it->second].schema != schema && !kind.empty()) {
      return refuse("schema-conflict", "two rows of one id are of two kinds; the first is kept", position);
    }
    ++outcome_.counts.mapped;
    if (fresh) {
      model::Entity& party = outcome_.dataset.entities.emplace_back();
      party.id = id;
      party.schema = schema;
      party.evidence = {std::string(source_), record};
    }
    model::Entity& party = outcome_.dataset.entities[it->second];
    // Another name in a further row of the same id is an alias.
    mapping_.put(party, fresh || party.first("name") == name ? "name" : "alias", name, position);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string text = plain_blanks(row.cell(i));
      if (!tidy(text).empty()) put(party, columns_[i].first, columns_[i].second, text, position);
    }
    designate(party, name, row, record, fresh, position);
  }

  void put(model::Entity& party, std::string_view meaning, const std::string& column, const std::string& text,
           const SourcePosition& position) {
    static constexpr std::array<std::string_view, 17> kElsewhere = {
        "ignore", "id",     "name",  "kind",    "list",      "authority", "programme", "measure", "act",
        "reason", "listed", "ended", "through", "published", "actDate",   "url",       ""};
    if (std::find(kElsewhere.begin(), kElsewhere.end(), meaning) != kElsewhere.end()) return;
    const model::Schema* schema = model::Vocabulary::get().find(party.schema);
    std::string_view property = meaning.starts_with("property:") ? meaning.substr(9) : meaning;
    if (meaning == "remarks") return mapping_.note(party, text);
    if (property == "alias" || property == "weakAlias" || property == "previousName") {
      for (const CellName& name : split_names(text, party.schema == "Person")) {
        mapping_.put(party, name.former ? std::string_view("previousName") : property, name.text, position, name.lang);
      }
      return;
    }
    if (property == "firstName" || property == "middleName" || property == "lastName") {
      if (schema->property(property) != nullptr) mapping_.put(party, property, text, position);
      return;
    }
    const model::Property* known = schema->property(property);
    if (known == nullptr && property == "birthDate") {
      property = schema->property("incorporationDate") != nullptr ? "incorporationDate" : "buildDate";
      known = schema->property(property);
    }
    if (known == nullptr && (property == "nationality" || property == "citizenship"))
      known = schema->property(property = "country");
    if (known == nullptr) {
      mapping_.report(model::FindingLevel::kWarning, "no-such-property",
                      "a " + party.schema + " has no property for the column \"" + shown(column, 60) +
                          "\"; its value is kept in notes",
                      position);
      mapping_.note(party, column + ": " + text);
      return;
    }
    if (known->type == model::PropertyType::kDate) return put_loose_dates(mapping_, party, property, text, position);
    if (known->type == model::PropertyType::kCountry) return put_countries(mapping_, party, property, text, position);
    if (property == "address" || known->type == model::PropertyType::kText) {
      for (const std::string& piece : numbered_pieces(text)) mapping_.put(party, property, piece, position);
      return;
    }
    for (const std::string& piece : numbered_pieces(text)) {
      for (const std::string_view value : split(piece, ";")) mapping_.put(party, property, value, position);
    }
  }

  void designate(const model::Entity& party, const std::string& name, const SheetRow& row, const std::string& record,
                 bool fresh, const SourcePosition& position) {
    const std::string list = first(row, "list");
    const std::string programme = first(row, "programme");
    const std::string listed = first(row, "listed");
    const std::string act_text = first(row, "act");
    // A further row of a party that says nothing new of its listing adds values only.
    if (!fresh && list.empty() && programme.empty() && listed.empty() && act_text.empty()) return;
    const std::string_view parts[] = {list, programme, listed, act_text};
    model::Designation act;
    act.id = party.id + "-listing-" + hashed_id(parts);
    if (!designations_.insert(act.id).second) return;
    act.entity = party.id;
    act.authority = first(row, "authority");
    act.listed_name = name;
    act.scope = "entity";
    act.act = act_text;
    act.reason = first(row, "reason");
    act.url = first(row, "url");
    act.evidence = {std::string(source_), record};
    act.list = kOwn;
    if (!list.empty()) {
      if (model::Kinds::get().list(list) != nullptr) {
        act.list = list;
      } else {
        act.note = "list: " + list;
      }
    }
    for (const std::string_view one : split(programme, ";")) {
      if (!trim(one).empty()) act.programmes.push_back(tidy(one));
    }
    const std::string measures = first(row, "measure");
    for (const std::string_view one : split(measures, ";")) {
      const std::string measure = tidy(one);
      if (measure.empty()) continue;
      std::string key = ascii_lower(measure);
      std::replace(key.begin(), key.end(), ' ', '-');
      if (model::Kinds::get().measure(key) != nullptr) {
        act.measures.push_back(key);
        continue;
      }
      mapping_.report(model::FindingLevel::kWarning, "unmapped-measure",
                      "\"" + shown(measure, 60) + "\" is no measure that is known; it is kept as a note", position);
      act.note += (act.note.empty() ? "" : "; ") + ("measure: " + measure);
    }
    if (act.measures.empty()) act.measures = {"unknown"};
    const auto day = [&](std::string_view meaning) {
      const std::string text = first(row, meaning);
      if (text.empty()) return PartialDate();
      const auto read = read_one_date(text);
      if (!read) {
        mapping_.report(model::FindingLevel::kWarning, "unread-value",
                        "a date could not be read: \"" + shown(text, 40) + "\"", position);
        act.note += (act.note.empty() ? "" : "; ") + (std::string(meaning) + ": " + text);
      }
      return read.value_or(PartialDate());
    };
    act.valid.from = day("listed");
    act.valid.to = day("ended");
    if (const PartialDate last = after_last_day(day("through")); !act.valid.to.known()) act.valid.to = last;
    act.published = day("published");
    act.date_act = day("actDate");
    outcome_.lists.push_back(act.list);
    outcome_.dataset.designations.push_back(std::move(act));
  }

  const InputFile& file_;
  std::string_view source_;
  const ColumnMap& map_;
  std::set<std::string, std::less<>> used_;  // of map_
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::vector<std::pair<std::string, std::string>> columns_;
  std::map<std::string, std::size_t> index_;
  std::set<std::string> designations_;
};

class OwnListReader final : public Reader {
 public:
  std::string_view name() const override { return "own-list"; }
  std::string_view describes() const override {
    return "A list of your own: CSV (any delimiter; UTF-8, UTF-16, Windows-1251, Windows-1252) or XLSX with a header "
           "row that has at least a name";
  }
  bool reads_raw() const override { return true; }
  bool recognises(std::span<const InputFile> files) const override {
    const auto [table, map] = parts_of(files);
    if (table == nullptr) return false;
    if (map != nullptr) return true;  // nothing else comes with such a file
    const auto book = peek_tables(*table, 10, kDelimiters, true);
    if (book.ok())
      return std::any_of(book->sheets.begin(), book->sheets.end(),
                         [](const Sheet& sheet) { return header_of(sheet, {}) != Columns::npos; });
    // A workbook that cannot be opened: reading it says why.
    return is_workbook(*table);
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    const auto [table, map_file] = parts_of(files);
    if (table == nullptr)
      return Error{ErrorCode::kInvalidArgument, "a list of your own is one file", {}, "Give one file per version"};
    ColumnMap map;
    if (map_file != nullptr) {
      PENUMBRA_ASSIGN_OR_RETURN(map, read_column_map(*map_file));
    }
    TableOptions options;
    options.delimiters = kDelimiters;
    options.any_encoding = true;
    PENUMBRA_ASSIGN_OR_RETURN(const Workbook book, read_tables(*table, options));
    ReadOutcome outcome;
    outcome.format = name();
    outcome.notes = book.notes;
    OwnMapper mapper(*table, source, map, outcome);
    Mapping mapping(outcome.findings);
    bool found = false;
    for (const Sheet& sheet : book.sheets) {
      const std::size_t header = header_of(sheet, map);
      if (header != Columns::npos) {
        found = true;
        PENUMBRA_RETURN_IF_ERROR(mapper.read(sheet, header));
        continue;
      }
      if (sheet.rows.empty()) continue;
      outcome.counts.records_in += sheet.rows.size();
      outcome.counts.ignored += sheet.rows.size();
      mapping.report(model::FindingLevel::kNote, "ignored-sheet",
                     "the sheet \"" + shown(sheet.name, 60) + "\" has no header with names and is left out",
                     SourcePosition{.file = table->name});
      outcome.notes.push_back("The sheet \"" + shown(sheet.name, 60) + "\" (" + std::to_string(sheet.rows.size()) +
                              " rows) has no header row with names and is left out.");
    }
    if (!found) {
      return error_at(ErrorCode::kUnexpectedStructure, "no header row with a column of names was found",
                      {.file = table->name},
                      "Begin the table with a row of column names: id, name, aliases, kind, birth date, country, ...");
    }
    if (outcome.counts.records_in == outcome.counts.ignored) {
      return error_at(ErrorCode::kEmpty, "the list holds no row", {.file = table->name},
                      "Add the parties; an empty list is not published");
    }
    PENUMBRA_RETURN_IF_ERROR(mapper.finish());
    return outcome;
  }

 private:
  // The table, and what the user says about its columns; nullptr for what is not there.
  static std::pair<const InputFile*, const InputFile*> parts_of(std::span<const InputFile> files) {
    if (files.size() == 1) return {&files[0], nullptr};
    if (files.size() != 2 || is_column_map(files[0]) == is_column_map(files[1])) return {nullptr, nullptr};
    return is_column_map(files[0]) ? std::pair{&files[1], &files[0]} : std::pair{&files[0], &files[1]};
  }
};

}  // namespace

const Reader& own_list_reader() {
  static const OwnListReader reader;
  return reader;
}

}  // namespace penumbra::ingest
