// Australia's consolidated list (Regulation 8, Department of Foreign Affairs and Trade): a table with one row per name.
// Rows of one party share the number in front of their reference ("2", "2a", "2b1") and repeat the party's data.
//
// Two editions: 12 columns until 2025, 19 since, with the measures in columns of their own. The control date is the day
// from which the entry stands in its present wording; it bounds the day of listing and is not that day. A day of
// listing stands in running text and is taken only from its plain forms.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "ingest/mapping.h"
#include "ingest/registry.h"
#include "ingest/tables/columns.h"
#include "ingest/tables/loose_dates.h"
#include "ingest/tables/names.h"
#include "ingest/tables/nationality.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

constexpr std::string_view kList = "au";
constexpr std::string_view kAuthority = "Department of Foreign Affairs and Trade";

enum Column : std::size_t {
  kReference,
  kName,
  kType,
  kNameType,
  kBirth,
  kBirthPlace,
  kCitizenship,
  kAddress,
  kAdditional,
  kListing,
  kCommittees,
  kControl,
  kStrength,
  kImo,
  kInstrument,
  kFreeze,
  kTravel,
  kArms,
  kMaritime,
};
constexpr std::array<ColumnSpec, 19> kColumns = {{{"Reference"},
                                                  {"Name of Individual or Entity"},
                                                  {"Type"},
                                                  {"Name Type"},
                                                  {"Date of Birth"},
                                                  {"Place of Birth"},
                                                  {"Citizenship"},
                                                  {"Address"},
                                                  {"Additional Information"},
                                                  {"Listing Information"},
                                                  {"Committees"},
                                                  {"Control Date"},
                                                  {"Alias Strength", false},
                                                  {"IMO Number", false},
                                                  {"Instrument of Designation", false},
                                                  {"Targeted Financial Sanction", false},
                                                  {"Travel Ban", false},
                                                  {"Arms Embargo", false},
                                                  {"Maritime Restriction", false}}};

bool says_nothing(std::string_view text) {
  const std::string small = ascii_lower(trim(text));
  return small.empty() || small == "na" || small == "n/a" || small == "nil" || small == "-" || small == "unknown";
}

bool says_yes(std::string_view text) {
  const std::string small = ascii_lower(trim(text));
  return small == "yes" || small == "y" || small == "true" || small == "1" || small == "x";
}

// The first day behind one of the words with which the list begins to say when it listed a party.
std::optional<PartialDate> day_of_listing(std::string_view text) {
  static constexpr std::array<std::string_view, 5> kBefore = {"Listed on", "Listed by", "Designated under",
                                                              "listed this", "Listed:"};
  std::size_t at = std::string_view::npos;
  for (const std::string_view words : kBefore) {
    const std::size_t found = text.find(words);
    // "Formerly listed", "Last listed", "re-listed" say something else.
    if (found == std::string_view::npos || (found > 2 && words[0] == 'l' && text.substr(found - 3, 3) == "re-"))
      continue;
    at = std::min(at, found + words.size());
  }
  if (at > 200) return std::nullopt;  // none, or no beginning of the text
  std::string_view rest = text.substr(at, 160);
  if (const std::size_t on = rest.find("on "); on != std::string_view::npos && !rest.starts_with(":") && on < 90) {
    rest = rest.substr(on + 3);
  }
  while (!rest.empty() && (rest.front() == ':' || rest.front() == ' ')) rest.remove_prefix(1);
  // At most three words and a year.
  std::size_t end = 0;
  for (int words = 0; words < 4 && end < rest.size(); ++words) {
    end = std::min(rest.find_first_of(" (,;\n", end + (words == 0 ? 0U : 1U)), rest.size());
    std::string_view candidate = trim(rest.substr(0, end));
    while (!candidate.empty() && (candidate.back() == '.' || candidate.back() == ')')) candidate.remove_suffix(1);
    const auto day = read_one_date(candidate, DayOrder::kDayFirst);
    if (day && day->precision() == Precision::kDay) return day;
  }
  return std::nullopt;
}

class AuMapper {
 public:
  AuMapper(const InputFile& file, std::string_view source, ReadOutcome& outcome)
      : file_(file), source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  Status read(const Sheet& sheet) {
    const std::size_t header = find_header(sheet, kColumns);
    if (header == Columns::npos) return {};
    SourcePosition position;
    position.file = file_.name;
    position.line = sheet.rows[header].line;
    PENUMBRA_ASSIGN_OR_RETURN(columns_, Columns::find(sheet.rows[header], kColumns, position));
    report_surplus(sheet, header, file_.name, outcome_.findings);
    if (std::string absent = columns_.absent(kColumns); !absent.empty()) outcome_.notes.push_back(std::move(absent));
    sheet_ = &sheet;
    for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) add_row(sheet.rows[i]);
    return {};
  }

  Status finish() {
    SourcePosition position;
    position.file = file_.name;
    if (outcome_.counts.records_in == 0) {
      return error_at(ErrorCode::kEmpty, "the list holds no row", position,
                      "Fetch it again; an empty list is not published");
    }
    for (auto& [number, group] : groups_) map(number, group);
    return {};
  }

 private:
  struct Row {
    std::string suffix;
    const SheetRow* row;
    std::string record;
  };

  std::string text(const SheetRow& row, std::size_t column) const { return plain_blanks(columns_.text(row, column)); }
  SourcePosition at(const SheetRow& row) const {
    SourcePosition position;
    position.file = file_.name;
    position.line = row.line;
    return position;
  }
  void refuse(std::string_view key, const std::string& message, const SheetRow& row) {
    ++outcome_.counts.reported;
    mapping_.report(model::FindingLevel::kError, key, message, at(row));
  }

  void add_row(const SheetRow& row) {
    ++outcome_.counts.records_in;
    const std::string reference = ascii_lower(tidy(text(row, kReference)));
    const std::size_t digits = std::min(reference.find_first_not_of("0123456789"), reference.size());
    if (digits == 0 || digits > 9 || reference.size() > digits + 12) {
      refuse("incomplete-record", "a row has no reference: \"" + shown(reference, 40) + "\"", row);
      return;
    }
    if (tidy(text(row, kName)).empty()) {
      refuse("party-without-name", "a row has no name", row);
      return;
    }
    auto& group = groups_[reference.substr(0, digits)];
    group.push_back({reference.substr(digits), &row, row_place(file_.name, *sheet_, row)});
  }

  static std::string_view schema_of(const std::string& type) {
    if (type == "individual" || type == "person") return "Person";
    if (type == "entity") return "Organization";
    if (type == "vessel" || type == "ship") return "Vessel";
    if (type == "aircraft") return "Airplane";
    return {};
  }

  void map(const std::string& number, const std::vector<Row>& rows) {
    const auto first = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
      return ascii_lower(tidy(text(*row.row, kNameType))) == "primary name";
    });
    const Row& head = first == rows.end() ? rows.front() : *first;
    const std::string type = ascii_lower(tidy(text(*head.row, kType)));
    const std::string_view schema = schema_of(type);
    if (schema.empty()) {
      for (const Row& row : rows)
        refuse("unknown-party-type", "\"" + shown(type, 40) + "\" is no kind of party that is known", *row.row);
      return;
    }
    model::Entity party;
    party.id = "au-dfat-" + number;
    party.schema = schema;
    party.evidence = {std::string(source_), head.record};
    // The primary name first, whatever the order of the rows.
    add_name(party, head);
    for (const Row& row : rows) {
      ++outcome_.counts.mapped;
      if (&row != &head) add_name(party, row);
    }
    for (const Row& row : rows) add_data(party, *row.row, type);
    designate(party, head, rows);
    outcome_.dataset.entities.push_back(std::move(party));
  }

  void add_name(model::Entity& party, const Row& row) {
    const std::string kind = ascii_lower(tidy(text(*row.row, kNameType)));
    const std::string name = tidy(text(*row.row, kName));
    const SourcePosition position = at(*row.row);
    std::string_view property = "alias";
    const std::string strength = ascii_lower(tidy(text(*row.row, kStrength)));
    if (kind == "primary name") {
      property = "name";
    } else if (kind.starts_with("former") || kind.starts_with("previous")) {
      property = "previousName";
    } else if (strength.starts_with("weak") || strength.starts_with("low")) {
      property = "weakAlias";
    } else if (kind != "aka" && kind != "alias" && kind != "a.k.a." && kind != "original script") {
      mapping_.report(model::FindingLevel::kWarning, "unknown-alias-type",
                      "\"" + shown(kind, 40) + "\" is no type of name that is known; the name counts as an alias",
                      position);
    }
    if (!strength.empty() && strength != "na" && strength != "strong" && strength != "good" && strength != "high" &&
        property != "weakAlias") {
      mapping_.report(
          model::FindingLevel::kWarning, "unknown-alias-type",
          "\"" + shown(strength, 40) + "\" is no strength of a name that is known; the name counts as strong",
          position);
    }
    mapping_.put(party, property, name, position);
  }

  void add_data(model::Entity& party, const SheetRow& row, const std::string& type) {
    const SourcePosition position = at(row);
    if (ascii_lower(tidy(text(row, kType))) != type) {
      mapping_.report(model::FindingLevel::kWarning, "listing-conflict",
                      "rows of one party differ in its type; the primary name's counts", position);
    }
    const bool person = party.schema == "Person";
    const bool thing = party.schema == "Vessel" || party.schema == "Airplane";
    if (const std::string birth = text(row, kBirth); !says_nothing(birth) && seen(party.id, kBirth, birth)) {
      std::string dates = birth;
      for (std::size_t i = 0; (i = dates.find(">>", i)) != std::string::npos;) dates.replace(i, 2, ";");
      put_loose_dates(mapping_, party, person ? "birthDate" : (thing ? "buildDate" : "incorporationDate"), dates,
                      position, DayOrder::kDayFirst);
    }
    if (const std::string place = text(row, kBirthPlace); !says_nothing(place) && seen(party.id, kBirthPlace, place)) {
      for (const std::string& piece : numbered_pieces(place)) {
        if (person) {
          mapping_.put(party, "birthPlace", piece, position);
        } else {
          mapping_.note(party, "Place of Birth: " + piece);
        }
      }
    }
    if (const std::string country = text(row, kCitizenship);
        !says_nothing(country) && seen(party.id, kCitizenship, country)) {
      put_countries(mapping_, party, person ? "citizenship" : "country", country, position);
    }
    if (const std::string address = text(row, kAddress); !says_nothing(address) && seen(party.id, kAddress, address)) {
      for (const std::string& piece : numbered_pieces(address)) {
        if (!says_nothing(piece)) mapping_.put(party, "address", piece, position);
      }
    }
    // The rows of a party may have changed on different days.
    const std::string control = tidy(text(row, kControl));
    const auto changed = read_one_date(control, DayOrder::kDayFirst);
    if (changed && changed->known()) mapping_.put(party, "modifiedAt", changed->to_string(), position);
    if (!changed && !control.empty()) {
      mapping_.report(model::FindingLevel::kWarning, "unread-value",
                      "a control date could not be read: \"" + shown(control, 40) + "\"", position);
    }
    if (const std::string more = text(row, kAdditional); !says_nothing(more) && seen(party.id, kAdditional, more))
      mapping_.note(party, more);
    if (const std::string imo = tidy(text(row, kImo)); !says_nothing(imo)) {
      if (party.schema != "Person") {
        mapping_.put(party, "imoNumber", starts_with_ci(imo, "IMO") ? trim(std::string_view(imo).substr(3)) : imo,
                     position);
      } else {
        mapping_.note(party, "IMO Number: " + imo);
      }
    }
  }

  // Whether a party's cell says something new: rows repeat the data, and findings must not be counted per alias.
  bool seen(const std::string& party, std::size_t column, const std::string& value) {
    if (party != seen_party_) {
      seen_party_ = party;
      seen_.clear();
    }
    return seen_.emplace(column, value).second;
  }

  void designate(const model::Entity& party, const Row& head, const std::vector<Row>& rows) {
    model::Designation act;
    act.id = party.id + "-au";
    act.entity = party.id;
    act.list = kList;
    act.authority = kAuthority;
    act.listed_name = tidy(text(*head.row, kName));
    act.scope = "entity";
    act.evidence = party.evidence;
    const SourcePosition position = at(*head.row);
    std::set<std::string> measures;
    for (const Row& row : rows) {
      const std::string committee = tidy(text(*row.row, kCommittees));
      if (!committee.empty() &&
          std::find(act.programmes.begin(), act.programmes.end(), committee) == act.programmes.end())
        act.programmes.push_back(committee);
      if (says_yes(text(*row.row, kFreeze))) measures.insert("asset-freeze");
      if (says_yes(text(*row.row, kTravel))) measures.insert("travel-ban");
      if (says_yes(text(*row.row, kArms))) measures.insert("export-ban");
      if (says_yes(text(*row.row, kMaritime))) measures.insert("services-ban");
    }
    const std::string listing = tidy(text(*head.row, kListing));
    const std::string instrument = tidy(text(*head.row, kInstrument));
    act.act = says_nothing(instrument) ? listing : instrument;
    if (!says_nothing(instrument)) act.reason = {};
    if (act.act != listing && !says_nothing(listing)) act.note = listing;
    std::set<std::string> told = {listing};
    for (const Row& row : rows) {
      const std::string other = tidy(text(*row.row, kListing));
      if (says_nothing(other) || !told.insert(other).second) continue;
      act.note += (act.note.empty() ? "" : "; ") + ("of another name: " + other);
    }
    if (!columns_.has(kFreeze)) {
      // Being on this list is being subject to targeted financial sanctions; declared people may not enter either.
      measures.insert("asset-freeze");
      if (party.schema == "Person" && ascii_lower(listing).find("designation and declaration") != std::string::npos)
        measures.insert("travel-ban");
    }
    if (measures.empty()) {
      measures.insert("unknown");
      mapping_.report(model::FindingLevel::kWarning, "unmapped-measure", "a party has none of the measures of the list",
                      position);
    }
    act.measures.assign(measures.begin(), measures.end());
    const std::string control = tidy(text(*head.row, kControl));
    const auto day = read_one_date(control, DayOrder::kDayFirst);
    if (!control.empty() && !day) act.note += (act.note.empty() ? "" : "; ") + ("Control Date: " + control);
    if (day) act.published = *day;
    if (const auto listed = day_of_listing(listing)) {
      act.valid.from = *listed;
    } else if (day && day->precision() == Precision::kDay) {
      act.valid.from =
          PartialDate(day->first().plus_days(1), Precision::kDay, Bound::kBefore);  // on that day at the latest
    }
    outcome_.dataset.designations.push_back(std::move(act));
  }

  const InputFile& file_;
  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  Columns columns_;
  const Sheet* sheet_ = nullptr;
  std::map<std::string, std::vector<Row>> groups_;
  std::string seen_party_;
  std::set<std::pair<std::size_t, std::string>> seen_;
};

class AuDfatReader final : public Reader {
 public:
  std::string_view name() const override { return "au-dfat"; }
  std::string_view describes() const override {
    return "Australia's consolidated list: one CSV or XLSX file (regulation8_consolidated)";
  }
  bool reads_raw() const override { return true; }
  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const auto book = peek_tables(files[0], 20);
    return book.ok() && std::any_of(book->sheets.begin(), book->sheets.end(),
                                    [](const Sheet& sheet) { return find_header(sheet, kColumns) != Columns::npos; });
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    }
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "au-dfat";
    outcome.lists = {std::string(kList)};
    PENUMBRA_ASSIGN_OR_RETURN(const Workbook book, read_tables(files[0], {}));
    outcome.notes = book.notes;
    AuMapper mapper(files[0], source, outcome);
    for (const Sheet& sheet : book.sheets) {
      if (find_header(sheet, kColumns) == Columns::npos) {
        if (!sheet.rows.empty())
          outcome.notes.push_back("The sheet \"" + shown(sheet.name, 60) +
                                  "\" is no part of the list and is left out.");
        continue;
      }
      PENUMBRA_RETURN_IF_ERROR(mapper.read(sheet));
    }
    PENUMBRA_RETURN_IF_ERROR(mapper.finish());
    return outcome;
  }
};

}  // namespace

const Reader& au_dfat_reader() {
  static const AuDfatReader reader;
  return reader;
}

}  // namespace penumbra::ingest
