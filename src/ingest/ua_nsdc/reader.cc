// Ukraine's sanctions of the National Security and Defense Council as tables: one row per party and decree, for
// entities
// ("Назва ...") or people ("ПІБ ...").
//
// A row is a party of its own, known by the decree and its number there. Columns beyond the shared ones differ between
// editions; one that is not known is kept in notes, with a finding, as long as the shared ones are all there.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "ingest/last_day.h"
#include "ingest/mapping.h"
#include "ingest/registry.h"
#include "ingest/tables/columns.h"
#include "ingest/tables/loose_dates.h"
#include "ingest/tables/names.h"
#include "ingest/tables/nationality.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/ua_nsdc/words.h"

namespace penumbra::ingest {
namespace {

using ua_nsdc::kAuthority;
using ua_nsdc::kList;

// What a column means. Names are compared by header_key().
enum class Role : std::uint8_t {
  kIgnored,
  kDecree,
  kDecreeDate,
  kAction,
  kAmended,
  kNumber,
  kRestrictions,
  kTerm,
  kEnd,
  kName,
  kOriginalName,
  kOtherName,
  kBirth,
  kBirthPlace,
  kCitizenship,
  kRegister,
  kTax,
  kPassport,
  kPosition,
  kAddress,
  kMore,
  kOffice,
  kUnknown,
};

struct KnownColumn {
  std::string_view name;
  Role role;
  bool shared;  // every edition has it
};
constexpr std::array<KnownColumn, 34> kColumns = {{
    {"row", Role::kIgnored, false},  // a counter that converters add
    {"№ указу", Role::kDecree, true},
    {"Дата указу", Role::kDecreeDate, true},
    {"Дія щодо об'єкту санкцій", Role::kAction, true},
    {"Зміни", Role::kAmended, false},
    {"п/н", Role::kNumber, true},
    {"Тип обмеження", Role::kRestrictions, true},
    {"Термін обмеження", Role::kTerm, false},
    {"Дата закінчення обмеження", Role::kEnd, true},
    {"Назва укр.", Role::kName, false},
    {"Назва ориг.", Role::kOriginalName, false},
    {"Назва альт.", Role::kOtherName, false},
    {"ПІБ укр.", Role::kName, false},
    {"ПІБ ориг.", Role::kOriginalName, false},
    {"ПІБ лат.", Role::kOriginalName, false},
    {"ПІБ альт.", Role::kOtherName, false},
    {"ПІБ", Role::kName, false},
    {"Прізвище, ім'я, по батькові", Role::kName, false},
    {"Дата народження", Role::kBirth, false},
    {"Місце народження", Role::kBirthPlace, false},
    {"Громадянство", Role::kCitizenship, false},
    {"ОКПО/ЄДРПОУ", Role::kRegister, false},
    {"ІПН", Role::kTax, false},
    {"РНОКПП", Role::kTax, false},
    {"Паспорт", Role::kPassport, false},
    {"Документ", Role::kPassport, false},
    {"Посада", Role::kPosition, false},
    {"Місце діяльності", Role::kAddress, false},
    {"Місце діяльності додатково", Role::kAddress, false},
    {"Місце проживання", Role::kAddress, false},
    {"Місце проживання додатково", Role::kAddress, false},
    {"Адреса", Role::kAddress, false},
    {"Додатково", Role::kMore, false},
    {"Відповідальний орган", Role::kOffice, false},
}};

const KnownColumn* known_column(std::string_view name) {
  const std::string key = header_key(name);
  for (const KnownColumn& column : kColumns) {
    if (header_key(column.name) == key) return &column;
  }
  return nullptr;
}

std::vector<ColumnSpec> shared_columns() {
  std::vector<ColumnSpec> out;
  for (const KnownColumn& column : kColumns) {
    if (column.shared) out.push_back({column.name});
  }
  return out;
}

class UaMapper {
 public:
  UaMapper(const InputFile& file, std::string_view source, ReadOutcome& outcome)
      : file_(file), source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  Status read(const Sheet& sheet, std::size_t header) {
    SourcePosition position;
    position.file = file_.name;
    position.line = sheet.rows[header].line;
    PENUMBRA_RETURN_IF_ERROR(read_header(sheet.rows[header], position));
    report_surplus(sheet, header, file_.name, outcome_.findings);
    for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) map(sheet, sheet.rows[i]);
    return {};
  }

 private:
  Status read_header(const SheetRow& row, const SourcePosition& position) {
    columns_.clear();
    people_ = false;
    bool named = false;
    std::set<std::string> seen;
    for (const std::string& cell : row.cells) {
      const KnownColumn* column = known_column(cell);
      columns_.emplace_back(column == nullptr ? Role::kUnknown : column->role, tidy(cell));
      if (!tidy(cell).empty() && !seen.insert(header_key(cell)).second) {
        return error_at(ErrorCode::kUnexpectedStructure, "the column \"" + shown(tidy(cell), 60) + "\" stands twice",
                        position, "Fetch the list again");
      }
      if (column == nullptr) {
        mapping_.report(model::FindingLevel::kWarning, "unknown-column",
                        "the column \"" + shown(tidy(cell), 60) + "\" is not known; its values are kept in notes",
                        position);
        continue;
      }
      named = named || column->role == Role::kName;
      people_ = people_ || column->name.starts_with("ПІБ") || column->name.starts_with("Прізвище") ||
                column->role == Role::kBirth;
    }
    for (const KnownColumn& column : kColumns) {
      if (!column.shared) continue;
      if (std::none_of(columns_.begin(), columns_.end(), [&](const auto& have) { return have.first == column.role; })) {
        return error_at(ErrorCode::kUnexpectedStructure, "the column \"" + std::string(column.name) + "\" is missing",
                        position, "Check whether the list has renamed it");
      }
    }
    std::string absent;
    std::set<Role> told;
    for (const KnownColumn& column : kColumns) {
      const bool of_people = column.role == Role::kBirth || column.role == Role::kBirthPlace ||
                             column.role == Role::kCitizenship || column.role == Role::kPassport ||
                             column.role == Role::kPosition;
      if (column.role == Role::kIgnored || (of_people && !people_) || !told.insert(column.role).second) continue;
      const std::size_t wanted = column.role == Role::kAddress ? 2 : 1;  // the place, and more of it
      std::size_t have = 0;
      for (const auto& one : columns_) have += one.first == column.role ? 1U : 0U;
      if (have < wanted) absent.append(absent.empty() ? "" : ", ").append(column.name);
    }
    if (!absent.empty()) outcome_.notes.push_back("the table has no (or one less) column for: " + absent);
    if (!named) {
      return error_at(ErrorCode::kUnexpectedStructure,
                      "the table has no column of names (\"Назва укр.\" or \"ПІБ укр.\")", position,
                      "Check whether the list has renamed it");
    }
    return {};
  }

  std::string first(const SheetRow& row, Role role) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].first != role) continue;
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
    const std::string decree = first(row, Role::kDecree);
    const std::string number = first(row, Role::kNumber);
    std::string name = first(row, Role::kName);
    if (name.empty()) name = first(row, Role::kOriginalName);
    if (name.empty()) name = first(row, Role::kOtherName);
    if (decree.empty() || number.empty() || name.empty()) {
      refuse(name.empty() ? "party-without-name" : "incomplete-record",
             name.empty() ? "a row has no name" : "a row has no decree or no number", position);
      return;
    }
    model::Entity party;
    party.id = std::string("ua-nsdc-") + (people_ ? "p-" : "e-") + slug(decree) + "-" + slug(number);
    if (!ids_.insert(party.id).second) {
      refuse("duplicate-entry", "two rows are number " + shown(number, 20) + " of decree " + shown(decree, 30),
             position);
      return;
    }
    ++outcome_.counts.mapped;
    party.schema = people_ ? "Person" : "Organization";
    party.evidence = {std::string(source_), row_place(file_.name, sheet, row)};
    mapping_.put(party, "name", name, position, first(row, Role::kName).empty() ? "" : "uk");
    for (std::size_t i = 0; i < columns_.size(); ++i)
      put(party, columns_[i].first, columns_[i].second, std::string(row.cell(i)), position);
    if (!people_ && !party.first("kppCode").empty()) party.schema = "Company";
    designate(party, row, decree, number, name, position);
    outcome_.dataset.entities.push_back(std::move(party));
  }

  void put(model::Entity& party, Role role, const std::string& column, const std::string& raw,
           const SourcePosition& position) {
    const std::string text = plain_blanks(raw);
    if (tidy(text).empty()) return;
    switch (role) {
      case Role::kOriginalName:
      case Role::kOtherName:
        if (tidy(text) == party.first("name")) return;
        if (role == Role::kOriginalName) {
          mapping_.put(party, "alias", text, position);
          return;
        }
        for (const std::string_view line : split(text, "\n")) {
          for (std::string_view piece : split(line, ";")) {
            piece = trim(piece);
            const bool former = starts_with_ci(piece, "стара назва") || piece.starts_with("стара назва") ||
                                piece.starts_with("колишня назва");
            if (former) {
              const std::size_t quote = piece.find('"');
              if (quote != std::string_view::npos) piece = piece.substr(quote);
            }
            mapping_.put(party, former ? "previousName" : "alias", piece, position);
          }
        }
        return;
      case Role::kBirth:
        put_loose_dates(mapping_, party, "birthDate", text, position, DayOrder::kDayFirst);
        return;
      case Role::kBirthPlace:
        mapping_.put(party, "birthPlace", text, position);
        return;
      case Role::kCitizenship:
        put_countries(mapping_, party, people_ ? "citizenship" : "country", text, position);
        return;
      case Role::kPassport:
        mapping_.put(party, "passportNumber", text, position);
        return;
      case Role::kPosition:
        mapping_.put(party, "position", text, position);
        return;
      case Role::kAddress:
        mapping_.put(party, "address", text, position);
        return;
      case Role::kRegister:
      case Role::kTax:
        put_numbers(party, text, role, position);
        return;
      case Role::kMore:
        mapping_.note(party, text);
        put_kpp(party, text, position);
        return;
      case Role::kUnknown:
        mapping_.note(party, column + ": " + text);
        return;
      default:
        return;
    }
  }

  // "ОДРН1047796349864", "ІПН 7729507377; КПП 772901001": prefixes stand without a separator.
  void put_numbers(model::Entity& party, std::string_view text, Role role, const SourcePosition& position) {
    struct Prefix {
      std::string_view text;
      std::string_view property;
    };
    static constexpr std::array<Prefix, 10> kPrefixes = {{{"ЄДРПОУ", "registrationNumber"},
                                                          {"ОДРНІП", "ogrnCode"},
                                                          {"ОДРН", "ogrnCode"},
                                                          {"ОГРН", "ogrnCode"},
                                                          {"ІПН", "innCode"},
                                                          {"ІНП", "innCode"},
                                                          {"ІПГ", "innCode"},
                                                          {"ИНН", "innCode"},
                                                          {"ОКПО", "okpoCode"},
                                                          {"КПП", "kppCode"}}};
    std::string flat(text);
    for (char& c : flat) {
      if (c == ';' || c == ',' || c == '\n' || c == '\r' || c == '"' || c == ')') c = '\n';
    }
    for (std::string_view piece : split(flat, "\n")) {
      piece = trim(piece);
      if (piece.empty()) continue;
      std::string_view property;
      std::string_view digits = piece;
      for (const Prefix& prefix : kPrefixes) {
        if (!piece.starts_with(prefix.text)) continue;
        property = prefix.property;
        digits = trim(piece.substr(prefix.text.size()));
        while (!digits.empty() && (digits.front() == '-' || digits.front() == ':' || digits.front() == ' '))
          digits.remove_prefix(1);
        break;
      }
      if (property.empty() && all_digits(piece)) property = role == Role::kTax ? "taxNumber" : "registrationNumber";
      if (property.empty() || !all_digits(digits)) {
        mapping_.report(model::FindingLevel::kWarning, "unknown-identification",
                        "a number could not be read and is kept as it is: \"" + shown(piece, 60) + "\"", position);
        mapping_.put(party, "registrationNumber", piece, position);
        continue;
      }
      // A code of tax registration makes a company; people have none.
      if (property == "kppCode" && party.schema != "Person") party.schema = "Company";
      mapping_.put(party, party.schema == "Person" && property == "registrationNumber" ? "idNumber" : property, digits,
                   position);
    }
  }

  void put_kpp(model::Entity& party, std::string_view text, const SourcePosition& position) {
    for (const std::string_view label : {"КПП", "ОКПО"}) {
      const std::size_t at = text.find(label);
      if (at == std::string_view::npos) continue;
      std::string_view rest = text.substr(at + label.size());
      while (!rest.empty() && (rest.front() == ' ' || rest.front() == ':')) rest.remove_prefix(1);
      const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
      if (end < 8 || end > 10 || party.schema == "Person") continue;
      if (label == "КПП") party.schema = "Company";
      mapping_.put(party, label == "КПП" ? "kppCode" : "okpoCode", rest.substr(0, end), position);
    }
  }

  void designate(const model::Entity& party, const SheetRow& row, const std::string& decree, const std::string& number,
                 const std::string& name, const SourcePosition& position) {
    model::Designation act;
    act.id = party.id + "-ua";
    act.entity = party.id;
    act.list = kList;
    act.authority = kAuthority;
    act.programmes = {decree};
    act.listed_name = name;
    act.act = "Decree of the President of Ukraine No " + decree + ", number " + number;
    act.scope = "entity";
    act.evidence = party.evidence;
    const auto day = [&](Role role, std::string_view what) {
      const std::string text = first(row, role);
      const auto read = text.empty() ? std::nullopt : read_one_date(text, DayOrder::kDayFirst);
      if (!text.empty() && !read) {
        mapping_.report(model::FindingLevel::kWarning, "unread-value",
                        std::string(what) + " could not be read: \"" + shown(text, 40) + "\"", position);
        act.note += std::string(what) + ": " + text + "; ";
      }
      return read.value_or(PartialDate());
    };
    act.date_act = day(Role::kDecreeDate, "the day of a decree");
    act.valid.from = act.date_act;
    act.valid.to = day(Role::kEnd, "the day of an end");
    if (first(row, Role::kEnd).empty())
      act.valid.to = ua_nsdc::end_of_term(first(row, Role::kTerm), act.date_act).value_or(PartialDate());
    act.valid.to = after_last_day(act.valid.to);  // the last day of the term still counts
    const std::string action = ascii_lower(first(row, Role::kAction));
    if (action.find("застосування") == std::string::npos || action.find("скасування") != std::string::npos) {
      // A row that lifts: what it lifts ended on the day of this decree.
      const bool lifted = action.find("скасування") != std::string::npos ||
                          action.find("зняття") != std::string::npos || action.find("виключення") != std::string::npos;
      if (lifted) {
        act.valid = {PartialDate(), act.date_act};
      } else {
        mapping_.report(model::FindingLevel::kWarning, "unknown-status",
                        "\"" + shown(action, 40) + "\" is no action that is known; the row counts as listed", position);
      }
      act.note += "action: " + first(row, Role::kAction) + "; ";
    }
    const std::string more = first(row, Role::kMore);
    for (const std::string_view words : {"Скасовано", "Виключено"}) {
      const std::size_t at = more.find(words);
      if (at == std::string::npos) continue;
      if (const auto end = ua_nsdc::day_in_words(std::string_view(more).substr(at))) act.valid.to = *end;
    }
    if (const std::string term = first(row, Role::kTerm); !term.empty()) act.note += "term: " + term + "; ";
    if (const std::string amended = first(row, Role::kAmended); amended == "Так") {
      act.note += "amended; ";
    } else if (!amended.empty() && amended != "Ні") {
      mapping_.report(model::FindingLevel::kWarning, "unread-value",
                      "\"" + shown(amended, 40) + "\" does not say whether the entry was amended", position);
      act.note += "amended: " + amended + "; ";
    }
    if (const std::string office = first(row, Role::kOffice); !office.empty()) act.note += "office: " + office + "; ";
    measures(row, act, position);
    outcome_.dataset.designations.push_back(std::move(act));
  }

  void measures(const SheetRow& row, model::Designation& act, const SourcePosition& position) {
    std::string text;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].first == Role::kRestrictions) text = plain_blanks(row.cell(i));
    }
    for (std::size_t at = 0; (at = text.find("_x000D_", at)) != std::string::npos;) text.replace(at, 7, "\n");
    std::set<std::string> found;
    for (const std::string_view line : split(text, "\n")) {
      for (const std::string_view part : split(line, ";")) {
        const std::string clause = tidy(part);
        if (clause.size() < 12) continue;
        // A few dozen clauses make up nearly all cells.
        if (clauses_.size() > kMaxClauses) clauses_.clear();
        const auto [it, fresh] = clauses_.try_emplace(clause);
        if (fresh) it->second = ua_nsdc::measures_of(clause);
        const std::vector<std::string_view>& known = it->second;
        found.insert(known.begin(), known.end());
        if (!known.empty() || clause.starts_with("http") || clause.starts_with("(")) continue;
        mapping_.report(model::FindingLevel::kWarning, "unmapped-measure",
                        "a restriction is none that is known; it is kept as a note: \"" + shown(clause, 100) + "\"",
                        position);
      }
    }
    if (found.empty()) found.insert("unknown");
    act.measures.assign(found.begin(), found.end());
    if (!tidy(text).empty()) act.note += "restrictions: " + tidy(text);
  }

  const InputFile& file_;
  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::vector<std::pair<Role, std::string>> columns_;
  bool people_ = false;
  std::set<std::string> ids_;
  static constexpr std::size_t kMaxClauses = 4096;
  std::unordered_map<std::string, std::vector<std::string_view>> clauses_;  // clauses that were read before
};

class UaNsdcReader final : public Reader {
 public:
  std::string_view name() const override { return "ua-nsdc"; }
  std::string_view describes() const override {
    return "Ukraine's sanctions register as tables of entities and people: CSV or XLSX files, one version together";
  }
  bool reads_raw() const override { return true; }
  bool recognises(std::span<const InputFile> files) const override {
    const std::vector<ColumnSpec> shared = shared_columns();
    return !files.empty() && std::all_of(files.begin(), files.end(), [&](const InputFile& file) {
      const auto book = peek_tables(file, 20);
      return book.ok() && std::any_of(book->sheets.begin(), book->sheets.end(),
                                      [&](const Sheet& sheet) { return find_header(sheet, shared) != Columns::npos; });
    });
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "ua-nsdc";
    outcome.lists = {std::string(kList)};
    const std::vector<ColumnSpec> shared = shared_columns();
    for (const InputFile& file : files) {
      PENUMBRA_ASSIGN_OR_RETURN(const Workbook book, read_tables(file, {}));
      outcome.notes.insert(outcome.notes.end(), book.notes.begin(), book.notes.end());
      UaMapper mapper(file, source, outcome);
      for (const Sheet& sheet : book.sheets) {
        const std::size_t header = find_header(sheet, shared);
        if (header == Columns::npos) {
          if (!sheet.rows.empty())
            outcome.notes.push_back("The sheet \"" + shown(sheet.name, 60) +
                                    "\" is no part of the list and is left out.");
          continue;
        }
        PENUMBRA_RETURN_IF_ERROR(mapper.read(sheet, header));
      }
    }
    if (outcome.counts.records_in == 0) {
      Error error{ErrorCode::kEmpty, "the list holds no row", {}, "Fetch it again; an empty list is not published"};
      if (!files.empty()) error.position.file = files.front().name;
      return error;
    }
    return outcome;
  }
};

}  // namespace

const Reader& ua_nsdc_reader() {
  static const UaNsdcReader reader;
  return reader;
}

}  // namespace penumbra::ingest
