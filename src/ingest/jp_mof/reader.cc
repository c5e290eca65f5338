// Japan's list of parties under economic sanctions (Ministry of Finance): a workbook with one sheet per programme, each
// with header rows of its own, or all its sheets as one CSV (sheet, row, cells).
//
// A deleted entry stays as a row that has only its notice ("2011.11.18削除"); it is counted as ignored, since the list
// says nothing of it any more. Sheets do not say whether a party is a person: the sheet's title does (個人, 団体), or
// the columns that only people fill; where neither does, it stays open.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "ingest/jp_mof/number_text.h"
#include "ingest/mapping.h"
#include "ingest/registry.h"
#include "ingest/tables/columns.h"
#include "ingest/tables/loose_dates.h"
#include "ingest/tables/names.h"
#include "ingest/tables/nationality.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "model/schema.h"

namespace penumbra::ingest {
namespace {

constexpr std::string_view kAuthority = "Ministry of Finance of Japan";

enum class Role : std::uint8_t {
  kNotice,
  kNumber,
  kJapanese,
  kEnglish,
  kAlias,
  kWeakAlias,
  kFormer,
  kTitle,
  kPosition,
  kBirth,
  kBirthPlace,
  kNationality,
  kPassport,
  kIdNumber,
  kAddress,
  kPhone,
  kListedUn,
  kMore,
  kReason,
  kBirthBoth,
  kOther
};
struct KnownColumn {
  std::string_view name;
  Role role;
};
constexpr std::array<KnownColumn, 52> kColumns = {{{"告示日付", Role::kNotice},
                                                   {"告示番号", Role::kNumber},
                                                   {"日本語表記", Role::kJapanese},
                                                   {"英語表記", Role::kEnglish},
                                                   {"別名", Role::kAlias},
                                                   {"別称", Role::kAlias},
                                                   {"別名・別称", Role::kAlias},
                                                   {"別称・別名", Role::kAlias},
                                                   {"別称・旧称", Role::kAlias},
                                                   {"別名・旧称", Role::kAlias},
                                                   {"確定可能な別名", Role::kAlias},
                                                   {"確定に十分でない別名", Role::kWeakAlias},
                                                   {"旧称", Role::kFormer},
                                                   {"旧称・以前の呼称", Role::kFormer},
                                                   {"以前の別名", Role::kFormer},
                                                   {"過去の別名", Role::kFormer},
                                                   {"称号", Role::kTitle},
                                                   {"役職", Role::kPosition},
                                                   {"肩書", Role::kPosition},
                                                   {"肩書等", Role::kPosition},
                                                   {"役職等", Role::kPosition},
                                                   {"生年月日", Role::kBirth},
                                                   {"生年月日・出生地", Role::kBirthBoth},
                                                   {"出生地", Role::kBirthPlace},
                                                   {"出生地・出身地", Role::kBirthPlace},
                                                   {"国籍", Role::kNationality},
                                                   {"旅券番号", Role::kPassport},
                                                   {"ID番号", Role::kIdNumber},
                                                   {"身分登録番号", Role::kIdNumber},
                                                   {"身分証番号", Role::kIdNumber},
                                                   {"住所", Role::kAddress},
                                                   {"住所・所在地", Role::kAddress},
                                                   {"所在地", Role::kAddress},
                                                   {"所在地・住所", Role::kAddress},
                                                   {"所在地・住所登録された事務所の住所", Role::kAddress},
                                                   {"活動地域・住所", Role::kAddress},
                                                   {"電話", Role::kPhone},
                                                   {"電話番号", Role::kPhone},
                                                   {"FAX", Role::kOther},
                                                   {"FAX番号", Role::kOther},
                                                   {"国連制裁員会による指定日", Role::kListedUn},
                                                   {"国連制裁委員会による指定日", Role::kListedUn},
                                                   {"リスト掲載日", Role::kListedUn},
                                                   {"指定日", Role::kListedUn},
                                                   {"その他の情報", Role::kMore},
                                                   {"詳細", Role::kMore},
                                                   {"備考", Role::kMore},
                                                   {"情報", Role::kMore},
                                                   {"指定の根拠", Role::kReason},
                                                   {"決議1483上の根拠", Role::kReason},
                                                   {"指定理由", Role::kReason},
                                                   {"根拠", Role::kReason}}};

std::string_view says_nothing_of(std::string_view text) {
  text = trim(text);
  return text == "不明" || text == "なし" || text == "無し" || text == "-" || text == "－" || text == "―" ||
                 ascii_lower(text) == "na"
             ? std::string_view()
             : text;
}

class MofMapper {
 public:
  MofMapper(const InputFile& file, std::string_view source, ReadOutcome& outcome)
      : file_(file), source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  // Whether a row is a header of this list.
  static bool is_header(const SheetRow& row) {
    int found = 0;
    for (const std::string& cell : row.cells) {
      const std::string key = header_key(cell);
      found += key == "告示日付" || key == "日本語表記" || key == "英語表記" ? 1 : 0;
    }
    return found >= 2;
  }

  Status read(const Sheet& sheet) {
    std::string title;
    std::size_t header = 0;
    while (header < sheet.rows.size() && header < 12 && !is_header(sheet.rows[header])) {
      for (const std::string& cell : sheet.rows[header].cells) title += tidy(cell) + " ";
      ++header;
    }
    if (header >= sheet.rows.size() || !is_header(sheet.rows[header])) {
      outcome_.notes.push_back("The sheet \"" + shown(sheet.name, 90) + "\" has no entries and is left out.");
      return {};
    }
    title += " " + sheet.name;
    PENUMBRA_RETURN_IF_ERROR(read_header(sheet, sheet.rows[header]));
    const bool people = title.find("個人") != std::string::npos;
    const bool bodies = title.find("団体") != std::string::npos || title.find("銀行") != std::string::npos;
    kind_ = people == bodies ? std::string_view() : (people ? "Person" : "Organization");
    const std::size_t dot = sheet.name.find_first_not_of("0123456789");
    code_ = dot == 0 || dot == std::string::npos ? slug(sheet.name) : sheet.name.substr(0, dot);
    if (code_.empty()) {
      const std::string_view parts[] = {sheet.name};
      code_ = hashed_id(parts);
    }
    const bool russia = title.find("ロシア") != std::string::npos || title.find("ベラルーシ") != std::string::npos ||
                        title.find("クリミア") != std::string::npos;
    list_ = russia ? "jp-ru" : "jp-mof";
    programme_ = tidy(plain_blanks(title.substr(0, title.find(" " + sheet.name))));
    last_ = Columns::npos;
    for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) map(sheet, sheet.rows[i]);
    return {};
  }

  void finish() {
    std::sort(outcome_.lists.begin(), outcome_.lists.end());
    outcome_.lists.erase(std::unique(outcome_.lists.begin(), outcome_.lists.end()), outcome_.lists.end());
  }

 private:
  Status read_header(const Sheet& sheet, const SheetRow& row) {
    columns_.clear();
    SourcePosition position;
    position.file = file_.name;
    position.line = row.line;
    position.path = "sheet " + shown(sheet.name, 60);
    for (const std::string& cell : row.cells) {
      const std::string key = header_key(cell);
      const auto known = std::find_if(kColumns.begin(), kColumns.end(),
                                      [&](const KnownColumn& column) { return header_key(column.name) == key; });
      columns_.emplace_back(known == kColumns.end() ? Role::kOther : known->role, tidy(plain_blanks(cell)));
      if (known == kColumns.end() && !key.empty()) {
        mapping_.report(model::FindingLevel::kWarning, "unknown-column",
                        "the column \"" + shown(tidy(cell), 60) + "\" is not known; its values are kept in notes",
                        position);
      }
    }
    for (const Role needed : {Role::kNotice, Role::kNumber, Role::kJapanese, Role::kEnglish}) {
      if (std::any_of(columns_.begin(), columns_.end(), [needed](const auto& have) { return have.first == needed; }))
        continue;
      return error_at(ErrorCode::kUnexpectedStructure,
                      "a sheet lacks one of the columns 告示日付, 告示番号, 日本語表記, 英語表記", position,
                      "Check whether the list has renamed it");
    }
    return {};
  }

  std::string first(const SheetRow& row, Role role) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].first == role) return tidy(plain_blanks(row.cell(i)));
    }
    return {};
  }

  void map(const Sheet& sheet, const SheetRow& row) {
    ++outcome_.counts.records_in;
    SourcePosition position;
    position.file = file_.name;
    position.line = row.line;
    position.path = "sheet " + shown(sheet.name, 60);
    const std::string notice = first(row, Role::kNotice);
    const std::string number = first(row, Role::kNumber);
    const std::string english = first(row, Role::kEnglish);
    const std::string japanese = first(row, Role::kJapanese);
    const bool named = !says_nothing_of(english).empty() || !says_nothing_of(japanese).empty();
    if (is_header(row)) {
      ++outcome_.counts.ignored;
      mapping_.report(model::FindingLevel::kNote, "header-row", "a sheet repeats its header row", position);
      return;
    }
    if (!named && (notice.find("削除") != std::string::npos || notice.find("解除") != std::string::npos ||
                   notice.find("廃止") != std::string::npos)) {
      ++outcome_.counts.ignored;
      mapping_.report(model::FindingLevel::kNote, "deleted-entry", "a row says only that its entry was deleted",
                      position);
      last_ = Columns::npos;
      return;
    }
    if (!named && notice.empty() && number.empty() && last_ != Columns::npos) {
      // Cells of a long entry go on in further rows.
      ++outcome_.counts.mapped;
      for (std::size_t i = 0; i < columns_.size(); ++i)
        put(outcome_.dataset.entities[last_], columns_[i].first, columns_[i].second, std::string(row.cell(i)),
            position);
      return;
    }
    if (!named && row.cells.size() <= 1) {
      ++outcome_.counts.ignored;
      mapping_.report(model::FindingLevel::kNote, "ignored-remark", "a row between the entries is a remark", position);
      return;
    }
    if (!named || number.empty()) {
      ++outcome_.counts.reported;
      mapping_.report(model::FindingLevel::kError, named ? "incomplete-record" : "party-without-name",
                      named ? "a row has no number" : "a row has no name", position);
      return;
    }
    model::Entity party;
    party.id = "jp-mof-" + code_ + "-" + slug(ascii_digits(number));
    if (!ids_.insert(party.id).second) {
      const std::string_view parts[] = {english, japanese};
      party.id += "-" + hashed_id(parts);
      if (!ids_.insert(party.id).second) {
        ++outcome_.counts.reported;
        mapping_.report(model::FindingLevel::kError, "duplicate-entry", "an entry stands twice", position);
        return;
      }
      mapping_.report(model::FindingLevel::kWarning, "repeated-id",
                      "two entries of a sheet have the number " + shown(number, 30), position);
    }
    ++outcome_.counts.mapped;
    party.schema = schema_of(row, position);
    party.evidence = {std::string(source_), row_place(file_.name, sheet, row)};
    const std::string_view name = says_nothing_of(english);
    put_english(party, name.empty() ? std::string_view(japanese) : name, position);
    if (!name.empty()) mapping_.put(party, "alias", says_nothing_of(japanese), position, "ja");
    for (std::size_t i = 0; i < columns_.size(); ++i)
      put(party, columns_[i].first, columns_[i].second, std::string(row.cell(i)), position);
    designate(party, row, notice, number, position);
    last_ = outcome_.dataset.entities.size();
    outcome_.dataset.entities.push_back(std::move(party));
  }

  static std::string ascii_digits(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text.substr(i).starts_with("\xEF\xBC") && i + 2 < text.size() &&
          static_cast<unsigned char>(text[i + 2]) >= 0x90 && static_cast<unsigned char>(text[i + 2]) <= 0x99) {
        out += static_cast<char>('0' + (static_cast<unsigned char>(text[i + 2]) - 0x90));
        i += 2;
      } else {
        out += text[i];
      }
    }
    return out;
  }

  std::string schema_of(const SheetRow& row, const SourcePosition& position) {
    if (!kind_.empty()) return std::string(kind_);
    for (const Role role : {Role::kBirth, Role::kNationality, Role::kBirthPlace, Role::kPosition, Role::kTitle,
                            Role::kPassport, Role::kBirthBoth}) {
      if (!says_nothing_of(first(row, role)).empty()) return "Person";
    }
    mapping_.report(model::FindingLevel::kNote, "no-record-type",
                    "a sheet does not say whether its party is a person; it counts as either", position);
    return "LegalEntity";
  }

  // "NAME\n（original script：...）", "NAME (a.k.a. OTHER)".
  void put_english(model::Entity& party, std::string_view text, const SourcePosition& position) {
    std::string plain = tidy(plain_blanks(text));
    for (const std::string_view mark : {"（original script", "(original script", "（原語表記", "(原語表記"}) {
      const std::size_t at = plain.find(mark);
      if (at == std::string::npos) continue;
      std::string rest = plain.substr(at + mark.size());
      plain.resize(at);
      for (const std::string_view sign : {"：", ":", "）", ")"}) {
        for (std::size_t i = 0; (i = rest.find(sign)) != std::string::npos;) rest.erase(i, sign.size());
      }
      mapping_.put(party, "alias", rest, position);
      break;
    }
    mapping_.put(party, "name", plain, position);
  }

  // "アル（Al）、ビー（B）": Japanese with the Latin form in brackets, both names.
  void put_aliases(model::Entity& party, std::string_view property, std::string_view cell,
                   const SourcePosition& position) {
    for (const std::string& numbered : numbered_pieces(cell)) {
      for (std::string_view piece : split(numbered, ";")) {
        piece = trim(piece);
        std::size_t size = 1;
        std::size_t open = piece.find('(');
        if (const std::size_t wide = piece.find("（"); wide < open) {
          open = wide;
          size = std::string_view("（").size();
        }
        if (open == std::string_view::npos) {
          mapping_.put(party, property, says_nothing_of(piece), position);
          continue;
        }
        mapping_.put(party, property, says_nothing_of(piece.substr(0, open)), position);
        std::string inner(piece.substr(open + size));
        for (const std::string_view close : {"）", ")"}) {
          if (inner.ends_with(close)) inner.resize(inner.size() - close.size());
        }
        for (const std::string_view label : {"a.k.a.:", "a.k.a:", "a.k.a.", "a.k.a", "aka"}) {
          if (starts_with_ci(inner, label)) inner = std::string(trim(std::string_view(inner).substr(label.size())));
        }
        for (const CellName& name : split_names(inner, false)) mapping_.put(party, property, name.text, position);
      }
    }
  }

  void put(model::Entity& party, Role role, const std::string& column, const std::string& raw,
           const SourcePosition& position) {
    const std::string text = plain_blanks(raw);
    if (says_nothing_of(tidy(text)).empty()) return;
    const bool person = party.schema == "Person";
    switch (role) {
      case Role::kAlias:
        return put_aliases(party, "alias", text, position);
      case Role::kWeakAlias:
        return put_aliases(party, "weakAlias", text, position);
      case Role::kFormer:
        return put_aliases(party, "previousName", text, position);
      case Role::kBirth:
        if (person) return put_loose_dates(mapping_, party, "birthDate", text, position);
        return mapping_.note(party, column + ": " + text);
      case Role::kNationality:
        return put_countries(mapping_, party, person ? "nationality" : "country", text, position);
      case Role::kAddress:
        for (const std::string& piece : numbered_pieces(text))
          mapping_.put(party, "address", says_nothing_of(piece), position);
        return;
      case Role::kPhone:
        mapping_.put(party, "phone", text, position);
        return;
      case Role::kTitle:
      case Role::kPosition:
      case Role::kBirthPlace:
      case Role::kPassport:
      case Role::kIdNumber: {
        if (!person && role != Role::kIdNumber) return mapping_.note(party, column + ": " + text);
        const std::string_view property = role == Role::kTitle        ? "title"
                                          : role == Role::kPosition   ? "position"
                                          : role == Role::kBirthPlace ? "birthPlace"
                                          : role == Role::kPassport   ? "passportNumber"
                                                                      : "idNumber";
        for (const std::string& piece : numbered_pieces(text)) {
          const std::string value(says_nothing_of(piece));
          if (role == Role::kPassport || role == Role::kIdNumber) {
            put_number(party, property, value, column, position);
          } else {
            mapping_.put(party, property, value, position);
          }
        }
        return;
      }
      case Role::kMore:
        return mapping_.note(party, text);
      case Role::kBirthBoth:
      case Role::kOther:
        return mapping_.note(party, column + ": " + text);
      default:
        return;
    }
  }

  // The number goes where it can be compared; what stands around it stays in a note.
  void put_number(model::Entity& party, std::string_view property, const std::string& value, const std::string& column,
                  const SourcePosition& position) {
    const std::string number = number_in(value);
    mapping_.put(party, property, number, position);
    if (number != value) mapping_.note(party, column + ": " + value);
  }

  void designate(const model::Entity& party, const SheetRow& row, const std::string& notice, const std::string& number,
                 const SourcePosition& position) {
    model::Designation act;
    act.id = party.id + "-jp";
    act.entity = party.id;
    act.list = list_;
    act.authority = kAuthority;
    act.measures = {"asset-freeze"};
    act.programmes = {programme_};
    act.listed_name = std::string(party.first("name"));
    act.act = "告示 " + notice + " No " + number;
    act.scope = "entity";
    act.evidence = party.evidence;
    act.reason = first(row, Role::kReason);
    // "2001.9.22 2008.6.25改訂": the first notice lists, later ones amend.
    const std::string day = notice.substr(0, notice.find(' '));
    if (const auto read = read_one_date(day, DayOrder::kDayFirst)) {
      act.date_act = *read;
      act.valid.from = *read;
    } else if (!notice.empty()) {
      mapping_.report(model::FindingLevel::kWarning, "unread-value",
                      "the day of a notice could not be read: \"" + shown(notice, 40) + "\"", position);
    }
    if (const std::string un = std::string(says_nothing_of(first(row, Role::kListedUn))); !un.empty())
      act.note = "UN: " + un;
    outcome_.lists.push_back(act.list);
    outcome_.dataset.designations.push_back(std::move(act));
  }

  const InputFile& file_;
  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::vector<std::pair<Role, std::string>> columns_;
  std::string_view kind_;
  std::string code_;
  std::string list_;
  std::string programme_;
  std::size_t last_ = Columns::npos;
  std::set<std::string> ids_;
};

// Sheets that a converter wrote one after the other: sheet, row, cells.
std::vector<Sheet> unfold(const Sheet& flat) {
  std::vector<Sheet> out;
  for (std::size_t i = 1; i < flat.rows.size(); ++i) {
    const SheetRow& row = flat.rows[i];
    if (out.empty() || out.back().name != row.cell(0)) out.push_back({std::string(row.cell(0)), false, {}});
    SheetRow& target = out.back().rows.emplace_back();
    target.line = row.line;
    if (row.cells.size() > 2) target.cells.assign(row.cells.begin() + 2, row.cells.end());
  }
  return out;
}

bool is_flat(const Sheet& sheet) {
  return !sheet.rows.empty() && sheet.rows[0].cell(0) == "sheet" && sheet.rows[0].cell(1) == "row";
}

class JpMofReader final : public Reader {
 public:
  std::string_view name() const override { return "jp-mof"; }
  std::string_view describes() const override {
    return "Japan's economic sanctions list (Ministry of Finance): the workbook as XLSX, or its sheets as one CSV "
           "(sheet,row,c1,...)";
  }
  bool reads_raw() const override { return true; }
  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const auto book = peek_tables(files[0], 200);
    return book.ok() && std::any_of(book->sheets.begin(), book->sheets.end(), [](const Sheet& sheet) {
             return std::any_of(sheet.rows.begin(), sheet.rows.end(),
                                [](const SheetRow& row) { return MofMapper::is_header(row); });
           });
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1)
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "jp-mof";
    PENUMBRA_ASSIGN_OR_RETURN(Workbook book, read_tables(files[0], {}));
    outcome.notes = book.notes;
    if (book.sheets.size() == 1 && is_flat(book.sheets[0])) book.sheets = unfold(book.sheets[0]);
    MofMapper mapper(files[0], source, outcome);
    for (const Sheet& sheet : book.sheets) PENUMBRA_RETURN_IF_ERROR(mapper.read(sheet));
    mapper.finish();
    if (outcome.counts.records_in == 0) {
      return error_at(ErrorCode::kEmpty, "the list holds no entry", {.file = files[0].name},
                      "Fetch it again; an empty list is not published");
    }
    return outcome;
  }
};

}  // namespace

const Reader& jp_mof_reader() {
  static const JpMofReader reader;
  return reader;
}

}  // namespace penumbra::ingest
