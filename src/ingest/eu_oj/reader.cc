// Tables of the annexes in the Official Journal: one row per party and legal context, one file per framework act
// (consolidated) or amending act (amendments), all files of one day together as one version. The columns are those of
// the open column contract for such tables ("EU Journal sanctions CSV format", 2026); properties have FollowTheMoney's
// names. The tables hold additions and modifications only: a removal shows as a difference between two versions.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "base/csv.h"
#include "base/digest.h"
#include "base/embedded_table.h"
#include "embedded/lists_eu_annexes.h"
#include "ingest/listing.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{4} << 10;

// The columns after those of the acts.
constexpr std::array<std::string_view, 44> kColumns = {"recordId",    "programKey",   "annex",
                                                       "measure",     "startDate",    "reason",
                                                       "schema",      "name",         "alias",
                                                       "weakAlias",   "previousName", "country",
                                                       "nationality", "jurisdiction", "birthDate",
                                                       "birthPlace",  "position",     "passportNumber",
                                                       "gender",      "appearance",   "ethnicity",
                                                       "fatherName",  "motherName",   "incorporationDate",
                                                       "legalForm",   "sector",       "registrationNumber",
                                                       "taxNumber",   "idNumber",     "innCode",
                                                       "ogrnCode",    "kppCode",      "okpoCode",
                                                       "leiCode",     "swiftBic",     "ticker",
                                                       "imoNumber",   "mmsi",         "flag",
                                                       "address",     "phone",        "email",
                                                       "website",     "notes"};
enum : std::size_t { kRecordId, kProgramme, kAnnex, kMeasure, kStart, kReason, kSchema, kName, kFirstProperty };

constexpr std::string_view kSchemata[] = {"Person", "LegalEntity", "Organization", "Company", "Vessel", "Asset"};

struct MeasureWord {
  std::string_view words;
  std::string_view measure;
};
constexpr MeasureWord kMeasures[] = {
    {"asset freeze", "asset-freeze"}, {"export control", "export-ban"},     {"transportation restrictions", "port-ban"},
    {"services ban", "services-ban"}, {"investment ban", "investment-ban"}, {"travel ban", "travel-ban"},
    {"arms embargo", "arms-embargo"}, {"sectoral sanctions", "unknown"},    {"import restrictions", "import-ban"},
};

struct Annex {
  std::string list;
  std::vector<std::string> measures;  // empty: those of the row
};

// The annex itself, its first part ("XIX" of "XIX.A"), the act, or nothing.
const Annex* annex_of(std::string_view celex, std::string_view annex) {
  static const auto* table = [] {
    auto* made = new std::map<std::string, Annex, std::less<>>;
    base::for_each_table_row(embedded::lists_eu_annexes(), 5, [made](const std::vector<std::string_view>& row) {
      Annex entry{std::string(row[2]), {}};
      for (const std::string_view measure : split(row[3], " | ")) {
        if (!measure.empty()) entry.measures.emplace_back(measure);
      }
      made->emplace(std::string(row[0]) + '/' + std::string(row[1]), std::move(entry));
    });
    return made;
  }();
  for (const std::string_view key : {annex, annex.substr(0, annex.find('.')), std::string_view("*")}) {
    const auto it = table->find(std::string(celex) + '/' + std::string(key));
    if (it != table->end()) return &it->second;
  }
  return nullptr;
}

bool is_celex(std::string_view text) {
  return text.size() == 10 && text[0] == '3' && all_digits(text.substr(1, 4)) && text[5] >= 'A' && text[5] <= 'Z' &&
         all_digits(text.substr(6));
}

// "32014R0833" -> "Regulation (EU) No 833/2014", by the Union's rules of numbering: year and number changed places in
// 2015, and the Community became the Union on 1 December 2009 (acts of 2009 are cited without either).
// Nobody is listed by an act before there is the act: annexes without days (833/2014, III) leave open when since its
// year, and are no listing of the years before.
PartialDate after_year_before(std::string_view celex) {
  const auto day = Date::from_ymd(std::atoi(std::string(celex.substr(1, 4)).c_str()) - 1, 1, 1);
  return day ? PartialDate(*day, Precision::kYear, Bound::kAfter) : PartialDate();
}

std::string citation(std::string_view celex) {
  const std::string year(celex.substr(1, 4));
  std::string number(celex.substr(6));
  number.erase(0, std::min(number.find_first_not_of('0'), number.size() - 1));
  const std::string community = year < "2009" ? "(EC) " : year > "2009" ? "(EU) " : "";
  if (celex[5] == 'R')
    return year < "2015" ? "Regulation " + community + "No " + number + "/" + year
                         : "Regulation (EU) " + year + "/" + number;
  if (celex[5] == 'D')
    return year < "2015" ? "Decision " + year + "/" + number + "/CFSP" : "Decision (CFSP) " + year + "/" + number;
  return "act " + std::string(celex);
}

// The values of a cell: divided by semicolons, with quotes around values that hold one.
std::vector<std::string> values_of(std::string_view cell) {
  std::vector<std::string> out;
  std::string value;
  bool quoted = false;
  bool fresh = true;
  for (std::size_t i = 0; i <= cell.size(); ++i) {
    const char c = i < cell.size() ? cell[i] : ';';
    if (i < cell.size() && quoted) {
      if (c != '"')
        value += c;
      else if (i + 1 < cell.size() && cell[i + 1] == '"')
        value += cell[++i];
      else
        quoted = false;
    } else if (c == ';') {
      if (std::string text = tidy(value); !text.empty()) out.push_back(std::move(text));
      value.clear();
      fresh = true;
    } else if (c == '"' && fresh) {
      quoted = true;
      fresh = false;
    } else {
      if (c != ' ') fresh = false;
      value += c;
    }
  }
  return out;
}

class Run {
 public:
  Run(std::string_view source, ReadOutcome& outcome)
      : outcome_(outcome), writer_(source, "Council of the European Union", outcome) {}

  Status read(const InputFile& file) {
    base::CsvReader csv(file.bytes, file.name, {.max_field_bytes = kMaxValueBytes});
    base::CsvRow row;
    auto more = csv.next(row);
    if (!more.ok()) return more.error();
    const std::size_t acts = !row.fields.empty() && trim(row.fields[0]) == "celex" ? 1 : 2;
    std::vector<std::string_view> wanted = acts == 1 ? std::vector<std::string_view>{"celex"}
                                                     : std::vector<std::string_view>{"amendedCelex", "amendmentCelex"};
    wanted.insert(wanted.end(), kColumns.begin(), kColumns.end());
    for (std::size_t i = 0; i < std::max(wanted.size(), row.fields.size()); ++i) {
      const std::string_view have = i < row.fields.size() ? trim(row.fields[i]) : std::string_view();
      const std::string_view want = i < wanted.size() ? wanted[i] : std::string_view();
      if (have == want) continue;
      return fault(file, ErrorCode::kUnexpectedStructure, 1,
                   "column " + std::to_string(i + 1) + " is \"" + shown(have, 40) + "\" instead of \"" +
                       std::string(want) + "\"",
                   "Check whether the columns of these tables were changed");
    }
    bool last_was_short = false;
    std::uint64_t last_line = 1;
    std::uint64_t rows = 0;
    for (;;) {
      more = csv.next(row);
      if (!more.ok()) return more.error();
      if (!*more) break;
      ++rows;
      ++outcome_.counts.records_in;
      last_line = row.line;
      last_was_short = row.fields.size() < wanted.size();
      SourcePosition position;
      position.file = file.name;
      position.line = row.line;
      position.offset = row.offset;
      if (row.fields.size() != wanted.size()) {
        reject(
            "unreadable-row",
            "a row has " + std::to_string(row.fields.size()) + " columns instead of " + std::to_string(wanted.size()),
            position);
        continue;
      }
      map(row, acts, position);
    }
    if (last_was_short)
      return fault(file, ErrorCode::kUnexpectedStructure, last_line, "the file ends in the middle of a row",
                   "Fetch it again: the download was cut");
    if (rows == 0) outcome_.notes.push_back(file.name + " has no row: the annexes of its act list nobody");
    return {};
  }

  void finish() { writer_.finish(); }

  static Error fault(const InputFile& file, ErrorCode code, std::uint64_t line, std::string message, std::string fix) {
    Error error{code, std::move(message), {}, std::move(fix)};
    error.position.file = file.name;
    error.position.line = line;
    return error;
  }

 private:
  void reject(std::string_view key, const std::string& message, const SourcePosition& position) {
    ++outcome_.counts.reported;
    writer_.mapping().report(model::FindingLevel::kError, key, message, position);
  }

  void map(const base::CsvRow& row, std::size_t acts, const SourcePosition& position) {
    const auto cell = [&](std::size_t column) { return trim(row.fields[acts + column]); };
    const std::string_view framework = trim(row.fields[0]);
    const std::string_view amendment = acts == 2 ? trim(row.fields[1]) : std::string_view();
    const std::string_view schema = cell(kSchema);
    if (!is_celex(framework) || (acts == 2 && !is_celex(amendment)))
      return reject("incomplete-record", "a row names no act by a CELEX number", position);
    if (cell(kName).empty()) return reject("party-without-name", "a row has no name", position);
    if (std::find(std::begin(kSchemata), std::end(kSchemata), schema) == std::end(kSchemata)) {
      return reject("unknown-party-type", "\"" + shown(schema, 40) + "\" is no kind of party that is known", position);
    }
    // The number that the annex prints, or what tells the party apart where it prints none.
    std::string key = slug(cell(kRecordId));
    if (key.empty()) {
      std::string text(cell(kName));
      for (const std::string_view part : {row.fields[acts + 14], row.fields[acts + 26], row.fields[acts + 36]})
        text.append(1, '\n').append(part);
      key = "n-" + base::sha256_hex(text).substr(0, 12);
    }
    const std::string id = "eu-oj-" + slug(framework) + "-" + slug(cell(kAnnex)) + "-" + slug(schema) + "-" + key;
    model::Entity* party = writer_.party(id, schema, position);
    if (party == nullptr) {
      ++outcome_.counts.reported;
      return;
    }
    ++outcome_.counts.mapped;
    // A modification may print another name: the one that came first stays the name.
    const std::string name = tidy(cell(kName));
    if (party->first("name") != name) {
      writer_.put(*party, party->first("name").empty() ? "name" : "alias", name, position);
    }
    for (std::size_t column = kFirstProperty; column < kColumns.size(); ++column) {
      if (cell(column).empty()) continue;
      for (const std::string& value : values_of(cell(column))) put(*party, kColumns[column], value, position);
    }
    add_act(*party, framework, amendment, cell, position);
  }

  void put(model::Entity& party, std::string_view column, const std::string& value, const SourcePosition& position) {
    if (column == "country" || column == "nationality" || column == "jurisdiction" || column == "flag") {
      writer_.put_countries(party, column, value, position);
    } else if (column == "birthDate" || column == "incorporationDate") {
      for (const std::string& date : numbered_values(value)) writer_.put_birth(party, date, false, position);
    } else if (column == "gender") {
      std::string gender = ascii_lower(value);
      while (!gender.empty() && gender.back() == '.') gender.pop_back();
      if (gender == "male" || gender == "female")
        writer_.put(party, "gender", gender, position);
      else
        writer_.note(party, "gender", value);
    } else if (column == "notes") {
      writer_.mapping().note(party, value);
      writer_.mapping().report(model::FindingLevel::kNote, "prose-remark",
                               "other information is prose; it is kept in notes whole", position);
    } else {
      writer_.put(party, column, value, position);
    }
  }

  template <typename Cell>
  void add_act(const model::Entity& party, std::string_view framework, std::string_view amendment, Cell cell,
               const SourcePosition& position) {
    model::Designation act;
    act.id = party.id + "-" + slug(cell(kMeasure)) + (amendment.empty() ? "" : "-" + slug(amendment));
    act.entity = party.id;
    act.programmes = {std::string(cell(kProgramme))};
    act.listed_name = tidy(cell(kName));
    act.act = citation(framework) + (cell(kAnnex).empty() ? "" : ", annex " + tidy(cell(kAnnex)));
    if (!amendment.empty()) act.act += ", as amended by " + citation(amendment);
    act.url = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:" +
              std::string(amendment.empty() ? framework : amendment);
    act.reason = tidy(cell(kReason));
    if (!cell(kRecordId).empty()) act.note = "entry " + tidy(cell(kRecordId)) + " of the annex";
    act.valid.from = read_list_day(cell(kStart));
    if (!act.valid.from.known() && !cell(kStart).empty()) {
      writer_.mapping().report(model::FindingLevel::kWarning, "unread-value",
                               "the date of listing \"" + shown(cell(kStart), 40) + "\" could not be read", position);
      act.note += (act.note.empty() ? "" : "; ") + ("listed: " + tidy(cell(kStart)));
    }
    if (!act.valid.from.known()) act.valid.from = after_year_before(framework);
    const std::string words = ascii_lower(cell(kMeasure));
    const auto known = std::find_if(std::begin(kMeasures), std::end(kMeasures),
                                    [&](const MeasureWord& entry) { return entry.words == words; });
    const bool freeze = words == "asset freeze";
    const Annex* annex = annex_of(framework, cell(kAnnex));
    act.list = annex != nullptr ? annex->list : freeze ? "eu-fsf" : "eu-oj";
    if (annex != nullptr && !annex->measures.empty()) {
      act.measures = annex->measures;
    } else if (known != std::end(kMeasures)) {
      act.measures = {std::string(known->measure)};
    } else {
      act.measures = {"unknown"};
      writer_.mapping().report(model::FindingLevel::kWarning, "unmapped-measure",
                               "the measure \"" + shown(cell(kMeasure), 40) + "\" of annex " + shown(cell(kAnnex), 20) +
                                   " to " + shown(framework, 12) +
                                   " is not in data/lists/eu_annexes.csv; it stays unknown",
                               position);
    }
    writer_.add_designation(std::move(act), position);
  }

  ReadOutcome& outcome_;
  ListWriter writer_;
};

class EuOjReader final : public Reader {
 public:
  std::string_view name() const override { return "eu-oj-csv"; }

  std::string_view describes() const override {
    return "Annexes of EU acts in the Official Journal as tables (consolidated and amending acts): all files of one "
           "day together";
  }

  bool recognises(std::span<const InputFile> files) const override {
    if (files.empty()) return false;
    return std::all_of(files.begin(), files.end(), [](const InputFile& file) {
      const std::string_view bytes = without_bom(file.bytes.substr(0, kPrefix));
      const std::string_view line = bytes.substr(0, bytes.find('\n'));
      std::size_t known = 0;
      for (const std::string_view field : split(line, ",")) {
        known += std::find(kColumns.begin(), kColumns.end(), trim(field)) != kColumns.end() ? 1U : 0U;
      }
      return known >= 30 && (line.starts_with("celex,") || line.starts_with("amendedCelex,") ||
                             line.find("programKey") != std::string_view::npos);
    });
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.empty()) return Error{ErrorCode::kInvalidArgument, "no file was given", {}, "Give the tables of one day"};
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "Council of the European Union";
    Run run(source, outcome);
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      PENUMBRA_RETURN_IF_ERROR(run.read(file));
    }
    if (outcome.counts.records_in == 0)
      return Run::fault(files[0], ErrorCode::kEmpty, 1, "the tables hold no row",
                        "Fetch them again; an empty list is not published");
    run.finish();
    outcome.notes.emplace_back(
        "the tables do not say on which day they were made, and state no removals: those show between two versions");
    return outcome;
  }
};

}  // namespace

const Reader& eu_oj_reader() {
  static const EuOjReader reader;
  return reader;
}

}  // namespace penumbra::ingest
