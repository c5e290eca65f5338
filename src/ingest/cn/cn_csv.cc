// China's own listings as one table: counter-sanctions of the Ministry of Foreign Affairs and the Taiwan Affairs
// Office, and the lists of the Ministry of Commerce. The columns are those of the table that OpenSanctions keeps; the
// ministries publish announcements in running text only.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "ingest/cn/registry_lists.h"
#include "ingest/last_day.h"
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

enum Column : std::size_t {
  kType,
  kQid,
  kName,
  kAlias,
  kChinese,
  kCountry,
  kTopics,
  kSummary,
  kChineseSummary,
  kBody,
  kListName,
  kDate,
  kEnd,
  kUrl,
  kAddress
};
constexpr std::array<ColumnSpec, 15> kColumns = {{{"Type"},
                                                  {"QID", false},
                                                  {"Name"},
                                                  {"Alias", false},
                                                  {"Chinese name"},
                                                  {"Country"},
                                                  {"Topics", false},
                                                  {"Summary", false},
                                                  {"Chinese summary", false},
                                                  {"Body"},
                                                  {"List"},
                                                  {"Date"},
                                                  {"End date"},
                                                  {"Source URL"},
                                                  {"Address", false}}};

class CnMapper {
 public:
  CnMapper(const InputFile& file, std::string_view source, ReadOutcome& outcome)
      : file_(file), source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  Status read(const Sheet& sheet) {
    SourcePosition position;
    position.file = file_.name;
    const std::size_t header = find_header(sheet, kColumns);
    if (header == Columns::npos)
      return error_at(ErrorCode::kUnexpectedStructure, "the table has no header row", position,
                      "Check whether the list has a new form");
    position.line = sheet.rows[header].line;
    PENUMBRA_ASSIGN_OR_RETURN(columns_, Columns::find(sheet.rows[header], kColumns, position));
    report_surplus(sheet, header, file_.name, outcome_.findings);
    if (std::string absent = columns_.absent(kColumns); !absent.empty()) outcome_.notes.push_back(std::move(absent));
    for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) map(sheet, sheet.rows[i]);
    if (outcome_.counts.records_in == 0)
      return error_at(ErrorCode::kEmpty, "the list holds no row", position,
                      "Fetch it again; an empty list is not published");
    std::sort(outcome_.lists.begin(), outcome_.lists.end());
    outcome_.lists.erase(std::unique(outcome_.lists.begin(), outcome_.lists.end()), outcome_.lists.end());
    return {};
  }

 private:
  std::string text(const SheetRow& row, std::size_t column) const {
    return tidy(plain_blanks(columns_.text(row, column)));
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
    const std::string type = text(row, kType);
    const std::string chinese = text(row, kChinese);
    const std::string name = text(row, kName).empty() ? chinese : text(row, kName);
    static constexpr std::array<std::string_view, 5> kTypes = {"Person", "Company", "Organization", "Vessel",
                                                               "LegalEntity"};
    if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end())
      return refuse("unknown-party-type", "\"" + shown(type, 40) + "\" is no kind that is known", position);
    if (name.empty()) return refuse("party-without-name", "a row has no name", position);
    const std::string_view parts[] = {type, name, chinese};
    const std::string id = "cn-" + hashed_id(parts);
    const std::string record = row_place(file_.name, sheet, row);
    auto [it, fresh] = index_.try_emplace(id, outcome_.dataset.entities.size());
    if (fresh) {
      model::Entity& party = outcome_.dataset.entities.emplace_back();
      party.id = id;
      party.schema = type;
      party.evidence = {std::string(source_), record};
    }
    model::Entity& party = outcome_.dataset.entities[it->second];
    mapping_.put(party, "name", name, position);
    if (chinese != name) mapping_.put(party, "alias", chinese, position, "zh");
    const std::string aliases = text(row, kAlias);
    for (const std::string_view alias : split(aliases, ";")) mapping_.put(party, "alias", alias, position);
    mapping_.put(party, "wikidataId", text(row, kQid), position);
    put_countries(mapping_, party, "country", text(row, kCountry), position);
    mapping_.put(party, "address", text(row, kAddress), position);
    mapping_.put(party, "summary", text(row, kSummary), position);
    mapping_.put(party, "summary", text(row, kChineseSummary), position, "zh");
    designate(party.id, name, row, record, position);
  }

  void designate(const std::string& party, const std::string& name, const SheetRow& row, const std::string& record,
                 const SourcePosition& position) {
    const std::string list = text(row, kListName);
    const std::string date = text(row, kDate);
    const std::string url = text(row, kUrl);
    const std::string body = text(row, kBody);
    const std::string_view parts[] = {list, body, date, url};
    model::Designation act;
    act.id = party + "-" + hashed_id(parts);
    if (!designations_.insert(act.id).second) {
      ++outcome_.counts.ignored;
      mapping_.report(model::FindingLevel::kNote, "repeated-designation",
                      "a row repeats another one of the same party, list and day", position);
      return;
    }
    ++outcome_.counts.mapped;
    act.entity = party;
    act.authority = text(row, kBody);
    act.listed_name = name;
    act.scope = "entity";
    act.url = url;
    act.evidence = {std::string(source_), record};
    const bool diplomats = act.authority == "Ministry of Foreign Affairs" && list.empty();
    // Decisions under the Anti-Foreign Sanctions Law are named each after its own heading.
    const bool countermeasures = diplomats || starts_with_ci(list, "Decision on Countermeasures");
    if (const RegistryList* known = find_registry_list(countermeasures ? "AFSL" : list)) {
      act.list = known->list;
      act.measures = known->measures;
      act.programmes = {known->programme};
    } else {
      act.list = "unknown";
      act.measures = {"unknown"};
      mapping_.report(model::FindingLevel::kWarning, "unknown-list",
                      "\"" + shown(list.empty() ? act.authority : list, 80) + "\" is no list that is known", position);
    }
    if (!list.empty()) act.act = list;
    if (const std::string topics = text(row, kTopics); !topics.empty()) act.note = "topics: " + topics + "; ";
    const auto day = [&](const std::string& stated, std::string_view what) {
      const auto read = stated.empty() ? std::nullopt : read_one_date(stated, DayOrder::kDayFirst);
      if (!stated.empty() && !read) {
        mapping_.report(model::FindingLevel::kWarning, "unread-value",
                        "a date could not be read: \"" + shown(stated, 40) + "\"", position);
        act.note += std::string(what) + ": " + stated;
      }
      return read.value_or(PartialDate());
    };
    act.published = day(date, "Date");
    act.valid.from = act.published;
    act.valid.to = after_last_day(day(text(row, kEnd), "End date"));
    outcome_.lists.push_back(act.list);
    outcome_.dataset.designations.push_back(std::move(act));
  }

  const InputFile& file_;
  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  Columns columns_;
  std::map<std::string, std::size_t> index_;
  std::set<std::string> designations_;
};

class CnListsReader final : public Reader {
 public:
  std::string_view name() const override { return "cn-lists"; }
  std::string_view describes() const override {
    return "China's counter-sanctions and export-control listings as one table: CSV or XLSX";
  }
  bool reads_raw() const override { return true; }
  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const auto book = peek_tables(files[0], 5);
    // The columns are general words; the Chinese name tells the table.
    if (!book.ok() || book->sheets.empty() || book->sheets[0].rows.empty()) return false;
    const SheetRow& header = book->sheets[0].rows[0];
    return fit_header(header, kColumns).likely() &&
           std::any_of(header.cells.begin(), header.cells.end(),
                       [](const std::string& cell) { return header_key(cell) == "chinesename"; });
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1)
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "cn";
    PENUMBRA_ASSIGN_OR_RETURN(const Workbook book, read_tables(files[0], {}));
    outcome.notes = book.notes;
    CnMapper mapper(files[0], source, outcome);
    PENUMBRA_RETURN_IF_ERROR(mapper.read(book.sheets.front()));
    return outcome;
  }
};

}  // namespace

const Reader& cn_lists_reader() {
  static const CnListsReader reader;
  return reader;
}

}  // namespace penumbra::ingest
