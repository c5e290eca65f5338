// Lists that third parties transcribe from acts, notices and reports as CSV: one row per party and act. Three headers
// are known: that of the reports under sections of US law (thirteen columns, the program says which list), that of the
// military-intelligence end users, and that of the history of section 1260H.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/csv.h"
#include "ingest/left_out.h"
#include "ingest/mapping.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/us/named.h"

namespace penumbra::ingest {
namespace {

using us::NamedListing;
using us::NamedRecord;

// What a column is.
enum class Field : unsigned char {
  kSchema,
  kName,
  kPrintedName,  // the name with its short form and marks, as printed
  kAliases,
  kFormerNames,
  kParent,
  kProgramme,
  kReason,
  kPublished,
  kFrom,
  kTo,
  kCountry,
  kNotes,
  kUrl,
  kLeftOut,
};
struct ColumnRule {
  std::string_view name;
  Field field;
};
struct Form {
  std::string_view list;  // key of the list; "" where the programme of each row says it
  std::vector<ColumnRule> columns;
};

const std::array<Form, 3>& forms() {
  // Left out: topics (a third party's own classes) and authority (that of the list).
  static const std::array<Form, 3> all = {{{"",
                                            {{"schema", Field::kSchema},
                                             {"name", Field::kName},
                                             {"aliases", Field::kAliases},
                                             {"topics", Field::kLeftOut},
                                             {"program", Field::kProgramme},
                                             {"authority", Field::kLeftOut},
                                             {"reason", Field::kReason},
                                             {"report-date", Field::kPublished},
                                             {"start-date", Field::kFrom},
                                             {"end-date", Field::kTo},
                                             {"country", Field::kCountry},
                                             {"notes", Field::kNotes},
                                             {"source_url", Field::kUrl}}},
                                           {"",
                                            {{"Type", Field::kSchema},
                                             {"Name", Field::kName},
                                             {"Alias", Field::kAliases},
                                             {"Country", Field::kCountry},
                                             {"Topics", Field::kLeftOut},
                                             {"Program", Field::kProgramme},
                                             {"Date", Field::kFrom},
                                             {"End date", Field::kTo},
                                             {"Source URL", Field::kUrl}}},
                                           {"Section 1260H",
                                            {{"Name", Field::kPrintedName},
                                             {"Clean Name", Field::kName},
                                             {"Alias", Field::kAliases},
                                             {"Previous Name", Field::kFormerNames},
                                             {"Parent Name", Field::kParent},
                                             {"Note", Field::kReason},
                                             {"Start date", Field::kFrom},
                                             {"End date", Field::kTo},
                                             {"Source Url", Field::kUrl}}}}};
  return all;
}

// The form whose columns the header has; a form with a renamed column is still recognised when most are there.
const Form* form_of(const base::CsvHeader& header) {
  for (const Form& form : forms()) {
    std::size_t found = 0;
    for (const ColumnRule& column : form.columns) found += header.find(column.name).has_value() ? 1U : 0U;
    if (found + 1 >= form.columns.size()) return &form;
  }
  return nullptr;
}

std::vector<std::string> values_of(std::string_view cell) {
  std::vector<std::string> out;
  for (const std::string_view part : split(cell, ";")) {
    if (!trim(part).empty()) out.emplace_back(trim(part));
  }
  return out;
}

class Table {
 public:
  Table(const InputFile& file, ReadOutcome& outcome) : file_(file), outcome_(outcome) {}

  Status read(std::string_view source) {
    base::CsvReader csv(file_.bytes, file_.name, {.lenient_quotes = true, .max_field_bytes = kMaxValueBytes});
    base::CsvRow row;
    auto more = csv.next(row);
    if (!more.ok()) return more.error();
    const base::CsvHeader header(row);
    const Form* form = form_of(header);
    if (form == nullptr) return structure(row.line, "the header is that of no list that is known", "Check the file");
    std::vector<std::pair<std::size_t, Field>> columns;
    for (const ColumnRule& column : form->columns) {
      const auto at = header.find(column.name);
      if (!at) {
        return structure(row.line, "the column \"" + std::string(column.name) + "\" is missing",
                         "Check whether the list has renamed it");
      }
      columns.emplace_back(*at, column.field);
    }
    if (header.names().size() != form->columns.size()) {
      return structure(row.line,
                       "the list has " + std::to_string(header.names().size()) + " columns instead of " +
                           std::to_string(form->columns.size()),
                       "Check whether the list has a new column, and map it or ignore it with a reason");
    }
    std::uint64_t short_line = 0;
    for (;;) {
      more = csv.next(row);
      if (!more.ok()) return more.error();
      if (!*more) break;
      ++outcome_.counts.records_in;
      short_line = row.fields.size() < columns.size() ? row.line : 0;
      if (row.fields.size() != columns.size()) {
        refuse("unreadable-row", "a row has " + std::to_string(row.fields.size()) + " columns", row.line);
        continue;
      }
      add(row, columns, *form);
    }
    if (short_line != 0) {
      return structure(short_line, "the file ends in the middle of a row", "Fetch it again: the download was cut");
    }
    if (outcome_.counts.records_in == 0) {
      Error error = structure(1, "the list has no row", "Fetch it again; an empty list is not published");
      error.code = ErrorCode::kEmpty;
      return error;
    }
    publish(source);
    return {};
  }

 private:
  SourcePosition at(std::uint64_t line) const {
    SourcePosition position;
    position.file = file_.name;
    position.line = line;
    return position;
  }
  Error structure(std::uint64_t line, std::string message, std::string fix) const {
    return error_at(ErrorCode::kUnexpectedStructure, std::move(message), at(line), std::move(fix));
  }
  void refuse(std::string_view key, const std::string& message, std::uint64_t line) {
    ++outcome_.counts.reported;
    outcome_.findings.add(model::FindingLevel::kError, key, message, at(line));
  }
  void warn(std::string_view key, const std::string& message, std::uint64_t line) {
    outcome_.findings.add(model::FindingLevel::kWarning, key, message, at(line));
  }

  void add(const base::CsvRow& row, const std::vector<std::pair<std::size_t, Field>>& columns, const Form& form) {
    NamedRecord record;
    record.line = row.line;
    NamedListing& listing = record.listings.front();
    std::string list(form.list);
    std::string printed;
    bool unknown_schema = false;
    for (std::size_t place = 0; place < columns.size(); ++place) {
      const auto& [column, field] = columns[place];
      const std::string cell = tidy(row.fields[column]);
      if (cell.empty()) continue;
      switch (field) {
        case Field::kSchema:
          record.schema = cell;
          unknown_schema = cell != "Person" && cell != "Company" && cell != "Organization" && cell != "LegalEntity";
          break;
        case Field::kName:
          record.name = cell;
          break;
        case Field::kPrintedName:
          printed = cell;
          break;
        case Field::kAliases:
          record.aliases = values_of(cell);
          break;
        case Field::kFormerNames:
          record.former_names = values_of(cell);
          break;
        case Field::kParent:
          record.parent = cell;
          break;
        case Field::kProgramme:
          list = cell;
          listing.programmes = {cell};
          break;
        case Field::kReason:
          listing.reason = cell;
          break;
        case Field::kPublished:
          set_date(cell, listing.published, "report date", row.line, listing);
          break;
        case Field::kFrom:
          set_date(cell, listing.from, "start date", row.line, listing);
          break;
        case Field::kTo:
          set_date(cell, listing.through, "end date", row.line, listing);
          break;
        case Field::kCountry:
          record.countries = values_of(cell);
          break;
        case Field::kNotes:
          listing.notes.push_back(cell);
          break;
        case Field::kUrl:
          listing.url = cell;
          break;
        case Field::kLeftOut:
          left_out_.add(form.columns[place].name, cell);
          break;
      }
    }
    if (unknown_schema) {
      refuse("unknown-party-type", "\"" + shown(record.schema, 40) + "\" is no kind of party that is known", row.line);
      return;
    }
    // "any successor, sub-unit, or subsidiary thereof" widens the act.
    for (const std::string& note : listing.notes) {
      listing.with_sub_units = listing.with_sub_units || note.find("any successor") != std::string::npos;
    }
    if (!printed.empty() && printed != record.name) {
      // An asterisk marks those with a link to the United States, as the notice explains; the words stay as printed.
      record.notes.push_back("printed as: " + printed);
    }
    const us::SourceRule* rule = us::source_rule_beginning(list);
    if (rule == nullptr) {
      warn("unknown-list", "\"" + shown(list, 80) + "\" is not in data/lists/us_sources.csv", row.line);
    }
    rows_[rule == nullptr ? std::string() : rule->key].push_back(std::move(record));
  }

  void set_date(const std::string& text, PartialDate& target, std::string_view what, std::uint64_t line,
                NamedListing& listing) {
    if (const auto day = us::parse_us_date(text)) {
      target = *day;
      return;
    }
    warn("unread-value", "a " + std::string(what) + " could not be read and is kept as a note", line);
    listing.notes.push_back(std::string(what) + ": " + text);
  }

  void publish(std::string_view source) {
    std::vector<std::string> lists;
    for (auto& [key, rows] : rows_) {
      static const us::SourceRule unknown{"", "unknown", "", "unknown", ""};
      const us::SourceRule* rule = key.empty() ? &unknown : us::source_rule(key);
      // Reports that come every year name a party again: it is one party, listed several times.
      std::vector<NamedRecord> parties;
      std::map<std::string, std::size_t> by_name;
      for (NamedRecord& row : rows) {
        if (trim(row.name).empty()) {
          refuse("party-without-name", "a record has no name", row.line);
          continue;
        }
        const auto [it, fresh] = by_name.try_emplace(ascii_lower(tidy(row.name)), parties.size());
        if (fresh) {
          parties.push_back(std::move(row));
          continue;
        }
        ++outcome_.counts.mapped;  // as a further listing
        NamedRecord& party = parties[it->second];
        const auto join = [](std::vector<std::string>& target, std::vector<std::string>& more) {
          target.insert(target.end(), more.begin(), more.end());
        };
        join(party.aliases, row.aliases);
        join(party.former_names, row.former_names);
        join(party.countries, row.countries);
        join(party.notes, row.notes);
        if (party.parent.empty()) party.parent = row.parent;
        party.listings.push_back(std::move(row.listings.front()));
      }
      if (parties.empty()) continue;
      us::map_named(parties, *rule, file_.name, source, outcome_);
      lists.push_back(rule->list);
      outcome_.authority = rule->authority;
    }
    std::sort(lists.begin(), lists.end());
    outcome_.lists = std::move(lists);
    if (std::string note = left_out_.note(); !note.empty()) outcome_.notes.push_back(std::move(note));
  }

  const InputFile& file_;
  ReadOutcome& outcome_;
  std::map<std::string, std::vector<NamedRecord>> rows_;  // by the key of their list
  LeftOut left_out_;
};

class UsTableReader final : public Reader {
 public:
  std::string_view name() const override { return "us-acts-csv"; }

  std::string_view describes() const override {
    return "US lists that are transcribed from acts and reports as CSV (section 1260H, 1286, 154, 353, 889, 5949, "
           "INKSNA, military-intelligence end users)";
  }

  bool recognises(std::span<const InputFile> files) const override {
    constexpr std::size_t kPrefix = 4096;
    if (files.size() != 1) return false;
    base::CsvReader csv(files[0].bytes.substr(0, kPrefix), {}, {.lenient_quotes = true});
    base::CsvRow row;
    const auto more = csv.next(row);
    return more.ok() && *more && form_of(base::CsvHeader(row)) != nullptr;
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    }
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    ReadOutcome outcome;
    outcome.format = name();
    PENUMBRA_RETURN_IF_ERROR(Table(files[0], outcome).read(source));
    return outcome;
  }
};

}  // namespace

const Reader& us_acts_csv_reader() {
  static const UsTableReader reader;
  return reader;
}

}  // namespace penumbra::ingest
