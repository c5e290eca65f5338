// Japan's list of parties under asset freezes as one CSV, the form of 2025 and later (shisantouketsuYYYYMMDD.csv): one
// header of 32 columns, one row for each party, Japanese and English beside one another, several values of a cell
// parted by semicolons of either width.
//
// The category of an entry is a number alone; its meaning is data/lists/jp_mof_kinds.csv, and since the Ministry
// renumbers, each entry is held against the kind of its category. Names carry descriptions in brackets
// ("（生年月日1963/4/11）"), inside which semicolons part nothing; a description is no part of the name and goes to
// notes.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "base/embedded_table.h"
#include "embedded/lists_jp_mof_kinds.h"
#include "ingest/jp_mof/number_text.h"
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

constexpr std::string_view kAuthority = "Ministry of Finance of Japan";

enum Column : std::size_t {
  kCategory,
  kNumber,
  kNotice,
  kNoticeNumber,
  kKind,
  kNameJa,
  kNameEn,
  kAliasJa,
  kAliasEn,
  kFormerJa,
  kFormerEn,
  kWeakJa,
  kWeakEn,
  kTitleJa,
  kTitleEn,
  kPositionJa,
  kPositionEn,
  kBirth,
  kBirthPlaceJa,
  kBirthPlaceEn,
  kNationJa,
  kNationEn,
  kPassport,
  kIdNumber,
  kLandJa,
  kPlaceJa,
  kLandEn,
  kPlaceEn,
  kUn,
  kListed,
  kMore,
  kText,
  kColumnCount,
};
constexpr std::array<ColumnSpec, kColumnCount> kColumns = {{{"区分"},
                                                            {"番号"},
                                                            {"告示日付"},
                                                            {"告示番号"},
                                                            {"個人・団体"},
                                                            {"氏名（日本語）"},
                                                            {"氏名（英語）"},
                                                            {"別名・別称（日本語）"},
                                                            {"別名・別称（英語）"},
                                                            {"旧称（日本語）"},
                                                            {"旧称（英語）"},
                                                            {"確定に十分でない別名（日本語）"},
                                                            {"確定に十分でない別名（英語）"},
                                                            {"称号（日本語）"},
                                                            {"称号（英語）"},
                                                            {"役職（日本語）"},
                                                            {"役職（英語）"},
                                                            {"生年月日"},
                                                            {"出生地（日本語）"},
                                                            {"出生地（英語）"},
                                                            {"国籍（日本語）"},
                                                            {"国籍（英語）"},
                                                            {"旅券番号"},
                                                            {"身分証番号"},
                                                            {"住所・所在地（国）（日本語）"},
                                                            {"住所・所在地（都市その他の情報）（日本語）"},
                                                            {"住所・所在地（国）（英語）"},
                                                            {"住所・所在地（都市その他の情報）（英語）"},
                                                            {"国連参照番号"},
                                                            {"リスト掲載日"},
                                                            {"その他の情報"},
                                                            {"外務省告示情報"}}};

struct Category {
  std::string list;
  std::string kind;  // "people", "bodies", "any"
  std::string programme;
};

const Category* category_of(std::string_view number) {
  static const std::map<std::string, Category, std::less<>> table = [] {
    std::map<std::string, Category, std::less<>> out;
    base::for_each_table_row(embedded::lists_jp_mof_kinds(), 5, [&out](const std::vector<std::string_view>& row) {
      out.emplace(row[0], Category{std::string(row[1]), std::string(row[2]), std::string(row[3])});
    });
    return out;
  }();
  const auto it = table.find(number);
  return it == table.end() ? nullptr : &it->second;
}

// Full-width digits, brackets, semicolons, commas and blanks as plain ones; nothing else changes.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i + 2 < text.size() && text[i] == '\xEF' && (text[i + 1] == '\xBC' || text[i + 1] == '\xBD')) {
      const unsigned code =
          0xFF00U + (text[i + 1] == '\xBD' ? 0x40U : 0U) + (static_cast<unsigned char>(text[i + 2]) & 0x3FU);
      const char ascii = static_cast<char>(code - 0xFF00U + 0x20U);  // U+FF01 is '!'
      if ((ascii >= '0' && ascii <= '9') || ascii == '(' || ascii == ')' || ascii == ';' || ascii == ',' ||
          ascii == ':') {
        out += ascii;
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return plain_blanks(out);
}

bool says_nothing(std::string_view text) {
  text = trim(text);
  return text.empty() || text == "不明" || text == "なし" || text == "無し" || text == "-" || text == "－" ||
         text == "―" || text == "ー";
}

// The values of a cell: cut at semicolons and line ends outside brackets.
std::vector<std::string> values_of(std::string_view cell) {
  const std::string text = plain(cell);
  std::vector<std::string> out(1);
  int depth = 0;
  const bool balanced = std::count(text.begin(), text.end(), '(') == std::count(text.begin(), text.end(), ')');
  for (const char c : text) {
    if (balanced) depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if ((c == ';' || c == '\n') && depth <= 0) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  for (std::string& value : out) value = tidy(value);
  std::erase_if(out, [](const std::string& value) { return says_nothing(value); });
  return out;
}

// Words by which a bracket behind a name is told to be a description of its bearer.
bool is_description(std::string_view inside) {
  static constexpr std::array<std::string_view, 12> kWords = {"生年月日", "出生地",   "国籍",        "旅券",
                                                              "生まれ",   "DOB",      "POB",         "dob",
                                                              "Passport", "passport", "Nationality", "nationality"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [inside](std::string_view word) { return inside.find(word) != std::string_view::npos; });
}

class ListMapper {
 public:
  ListMapper(const InputFile& file, std::string_view source, ReadOutcome& outcome)
      : file_(file), source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  Status read(const Sheet& sheet) {
    const std::size_t header = find_header(sheet, kColumns);
    if (header == Columns::npos) {
      return error_at(ErrorCode::kUnexpectedStructure, "the list has no header row", {.file = file_.name},
                      "Check whether the list has renamed its columns");
    }
    SourcePosition position;
    position.file = file_.name;
    position.line = sheet.rows[header].line;
    PENUMBRA_ASSIGN_OR_RETURN(columns_, Columns::find(sheet.rows[header], kColumns, position));
    report_surplus(sheet, header, file_.name, outcome_.findings);
    for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) map(sheet, sheet.rows[i]);
    std::sort(outcome_.lists.begin(), outcome_.lists.end());
    outcome_.lists.erase(std::unique(outcome_.lists.begin(), outcome_.lists.end()), outcome_.lists.end());
    return {};
  }

 private:
  std::string text(const SheetRow& row, Column column) const { return tidy(plain(columns_.text(row, column))); }

  void refuse(std::string_view key, const std::string& message, const SourcePosition& position) {
    ++outcome_.counts.reported;
    mapping_.report(model::FindingLevel::kError, key, message, position);
  }

  void map(const Sheet& sheet, const SheetRow& row) {
    ++outcome_.counts.records_in;
    SourcePosition position;
    position.file = file_.name;
    position.line = row.line;
    const std::string number = text(row, kNumber);
    std::vector<std::string> japanese = values_of(columns_.text(row, kNameJa));
    std::vector<std::string> english = values_of(columns_.text(row, kNameEn));
    const std::string notice = text(row, kNotice);
    if (japanese.empty() && english.empty()) {
      if (notice.find("削除") == std::string::npos && notice.find("解除") == std::string::npos) {
        return refuse("party-without-name", "a row has no name", position);
      }
      ++outcome_.counts.ignored;
      return mapping_.report(model::FindingLevel::kNote, "deleted-entry", "a row says only that its entry was deleted",
                             position);
    }
    if (slug(number).empty()) return refuse("incomplete-record", "a row has no number", position);
    const std::string kind = text(row, kKind);
    if (kind != "個人" && kind != "団体") {
      return refuse("unknown-party-type", "\"" + shown(kind, 40) + "\" is no kind that is known", position);
    }
    model::Entity party;
    party.id = "jp-mof-" + slug(number);
    if (!ids_.insert(party.id).second)
      return refuse("duplicate-entry", "the number " + shown(number, 30) + " stands twice", position);
    ++outcome_.counts.mapped;
    party.schema = kind == "個人" ? "Person" : "Organization";
    party.evidence = {std::string(source_), row_place(file_.name, sheet, row)};
    // The first name is what the party is called by; English where there is one, as in the workbook.
    if (english.empty()) std::swap(english, japanese);
    put_names(party, "name", english, {}, position);
    put_names(party, "alias", japanese, "ja", position);
    put_names(party, "alias", values_of(columns_.text(row, kAliasEn)), {}, position);
    put_names(party, "alias", values_of(columns_.text(row, kAliasJa)), "ja", position);
    put_names(party, "previousName", values_of(columns_.text(row, kFormerEn)), {}, position);
    put_names(party, "previousName", values_of(columns_.text(row, kFormerJa)), "ja", position);
    put_names(party, "weakAlias", values_of(columns_.text(row, kWeakEn)), {}, position);
    put_names(party, "weakAlias", values_of(columns_.text(row, kWeakJa)), "ja", position);
    put_facts(party, row, position);
    designate(party, row, notice, position);
    outcome_.dataset.entities.push_back(std::move(party));
  }

  void put_names(model::Entity& party, std::string_view property, const std::vector<std::string>& names,
                 std::string_view lang, const SourcePosition& position) {
    for (const std::string& whole : names) {
      std::string name = whole;
      const std::size_t open = name.find('(');
      if (open != std::string::npos && is_description(std::string_view(name).substr(open))) {
        mapping_.note(party, whole);
        name = tidy(name.substr(0, open));
      } else if (open != std::string::npos && name.ends_with(")") &&
                 starts_with_ci(name.substr(open), "(original script")) {
        const std::string inside = name.substr(open + 1, name.size() - open - 2);
        mapping_.put(party, "alias", tidy(inside.substr(std::min(inside.size(), inside.find(':') + 1))), position);
        name = tidy(name.substr(0, open));
      }
      if (!name.empty()) mapping_.put(party, property, name, position, lang);
    }
  }

  void put_facts(model::Entity& party, const SheetRow& row, const SourcePosition& position) {
    const bool person = party.schema == "Person";
    struct Fact {
      Column column;
      std::string_view property;
      std::string_view lang;
      bool of_people;
    };
    static constexpr std::array<Fact, 8> kFacts = {{{kTitleEn, "title", "", true},
                                                    {kTitleJa, "title", "ja", true},
                                                    {kPositionEn, "position", "", true},
                                                    {kPositionJa, "position", "ja", true},
                                                    {kBirthPlaceEn, "birthPlace", "", true},
                                                    {kBirthPlaceJa, "birthPlace", "ja", true},
                                                    {kPassport, "passportNumber", "", true},
                                                    {kIdNumber, "idNumber", "", false}}};
    for (const Fact& fact : kFacts) {
      for (const std::string& value : values_of(columns_.text(row, fact.column))) {
        if (fact.of_people && !person) {
          mapping_.note(party, std::string(kColumns[fact.column].name) + ": " + value);
        } else {
          const bool is_number = fact.column == kPassport || fact.column == kIdNumber;
          const std::string put = is_number ? number_in(value) : value;
          mapping_.put(party, fact.property, put, position, fact.lang);
          // What stands around a number stays in a note.
          if (put != value) mapping_.note(party, std::string(kColumns[fact.column].name) + ": " + value);
        }
      }
    }
    for (const std::string& value : values_of(columns_.text(row, kBirth))) {
      if (person) {
        put_loose_dates(mapping_, party, "birthDate", value, position);
      } else {
        mapping_.note(party, std::string(kColumns[kBirth].name) + ": " + value);
      }
    }
    for (const Column column : {kNationEn, kNationJa}) {
      for (const std::string& value : values_of(columns_.text(row, column)))
        put_countries(mapping_, party, person ? "nationality" : "country", value, position);
    }
    put_address(party, row, kLandEn, kPlaceEn, position);
    put_address(party, row, kLandJa, kPlaceJa, position);
    for (const Column column : {kMore, kText}) {
      const std::string value = tidy(columns_.text(row, column));
      if (!says_nothing(value)) mapping_.note(party, value);
    }
  }

  // The land and the rest of an address stand in cells of their own; with several, their order is not said to be the
  // same, so that they are joined only when there is one of each.
  void put_address(model::Entity& party, const SheetRow& row, Column land, Column place,
                   const SourcePosition& position) {
    const std::vector<std::string> lands = values_of(columns_.text(row, land));
    const std::vector<std::string> places = values_of(columns_.text(row, place));
    if (lands.size() == 1 && places.size() == 1) {
      const bool english = land == kLandEn;
      mapping_.put(party, "address", english ? places[0] + ", " + lands[0] : lands[0] + " " + places[0], position,
                   english ? "" : "ja");
      return;
    }
    for (const std::string& value : places) mapping_.put(party, "address", value, position);
    for (const std::string& value : lands) mapping_.put(party, "address", value, position);
  }

  void designate(const model::Entity& party, const SheetRow& row, const std::string& notice,
                 const SourcePosition& position) {
    model::Designation act;
    act.id = party.id + "-jp";
    act.entity = party.id;
    act.authority = kAuthority;
    act.measures = {"asset-freeze"};
    act.listed_name = std::string(party.first("name"));
    act.act = "告示 " + notice + " No " + text(row, kNoticeNumber);
    act.scope = "entity";
    act.evidence = party.evidence;
    const std::string number = text(row, kCategory);
    const Category* category = category_of(number);
    act.list = category == nullptr ? "jp-mof" : category->list;
    act.programmes = {category == nullptr ? "区分 " + number : category->programme};
    if (category == nullptr) {
      mapping_.report(model::FindingLevel::kWarning, "unmapped-programme",
                      "the category " + shown(number, 20) + " is not known; its parties are filed under jp-mof",
                      position);
    } else if (category->kind != "any" && (category->kind == "people") != (party.schema == "Person")) {
      mapping_.report(model::FindingLevel::kWarning, "kind-conflict",
                      "an entry of category " + number + " (" + category->programme +
                          ") is of another kind than its category: the Ministry may have renumbered its categories",
                      position);
    }
    // "2001.9.22 2008.6.25改訂": the first notice lists, later ones amend.
    const std::string day = notice.substr(0, notice.find(' '));
    if (const auto read = read_one_date(day, DayOrder::kDayFirst)) {
      act.date_act = *read;
      act.valid.from = *read;
    } else if (!notice.empty()) {
      mapping_.report(model::FindingLevel::kWarning, "unread-value",
                      "the day of a notice could not be read: \"" + shown(notice, 40) + "\"", position);
    }
    for (const auto& [column, label] : {std::pair{kUn, "UN reference: "}, std::pair{kListed, "listed by the UN: "}}) {
      const std::string value = text(row, column);
      if (!says_nothing(value)) act.note += (act.note.empty() ? "" : "; ") + (label + value);
    }
    outcome_.lists.push_back(act.list);
    outcome_.dataset.designations.push_back(std::move(act));
  }

  const InputFile& file_;
  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  Columns columns_;
  std::set<std::string> ids_;
};

class JpMofCsvReader final : public Reader {
 public:
  std::string_view name() const override { return "jp-mof-csv"; }
  std::string_view describes() const override {
    return "Japan's economic sanctions list (Ministry of Finance) as one table of 32 columns: "
           "shisantouketsuYYYYMMDD.csv";
  }
  bool reads_raw() const override { return true; }
  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const auto book = peek_tables(files[0], 20);
    return book.ok() && !book->sheets.empty() && find_header(book->sheets[0], kColumns) != Columns::npos;
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1)
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "jp-mof";
    PENUMBRA_ASSIGN_OR_RETURN(const Workbook book, read_tables(files[0], {}));
    outcome.notes = book.notes;
    for (const Sheet& sheet : book.sheets) {
      if (book.sheets.size() > 1 && find_header(sheet, kColumns) == Columns::npos) {
        outcome.notes.push_back("The sheet \"" + shown(sheet.name, 90) + "\" has no entries and is left out.");
        continue;
      }
      PENUMBRA_RETURN_IF_ERROR(ListMapper(files[0], source, outcome).read(sheet));
    }
    if (outcome.counts.records_in == 0) {
      return error_at(ErrorCode::kEmpty, "the list holds no entry", {.file = files[0].name},
                      "Fetch it again; an empty list is not published");
    }
    return outcome;
  }
};

}  // namespace

const Reader& jp_mof_csv_reader() {
  static const JpMofCsvReader reader;
  return reader;
}

}  // namespace penumbra::ingest
