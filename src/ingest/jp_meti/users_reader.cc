// METI's Foreign End User List as the workbook that it publishes: a number, a country in Japanese and English, a name,
// other names one a line behind "・", kinds of weapons of mass destruction as letters (B, C, M, N), and since September
// 2025 whether conventional weapons are a concern, too (CW).
//
// Numbers are given anew with each edition, so that ids hang on country and name.
#include <algorithm>
#include <array>
#include <set>

#include "ingest/cn/registry_lists.h"
#include "ingest/mapping.h"
#include "ingest/registry.h"
#include "ingest/tables/columns.h"
#include "ingest/tables/names.h"
#include "ingest/tables/nationality.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

enum Column : std::size_t { kNumber, kCountry, kName, kAliases, kConcern, kConventional, kColumnCount };

// A header cell is Japanese, English or both; each word here settles which column it is.
struct Heading {
  Column column;
  std::array<std::string_view, 3> words;  // as header_key() gives them
};
constexpr std::array<Heading, 6> kHeadings = {{{kCountry, {"国名", "country", "地域名"}},
                                               {kName, {"企業名", "組織名", "company"}},
                                               {kAliases, {"別名", "別称", "alsoknownas"}},
                                               {kConcern, {"懸念区分", "typeofwmd", "typeofconcern"}},
                                               {kConventional, {"通常兵器", "conventional", "conventionalweapons"}},
                                               {kNumber, {"no", "no.", "番号"}}}};

// Headings that METI is known to have used, as header_key() gives them. Another one that holds a word of kHeadings is
// taken, and told.
bool is_known_heading(std::string_view cell) {
  static constexpr std::array<std::string_view, 17> kKnown = {"no",
                                                              "no.",
                                                              "番号",
                                                              "国名、地域名countryorregion",
                                                              "国名、地域名",
                                                              "countryorregion",
                                                              "企業名、組織名companyororganization",
                                                              "企業名、組織名",
                                                              "companyororganization",
                                                              "別名alsoknownas",
                                                              "別名",
                                                              "alsoknownas",
                                                              "懸念区分typeofwmd",
                                                              "懸念区分",
                                                              "typeofwmd",
                                                              "通常兵器conventionalweapons",
                                                              "通常兵器"};
  return std::find(kKnown.begin(), kKnown.end(), header_key(cell)) != kKnown.end();
}

std::size_t column_of(std::string_view cell) {
  const std::string key = header_key(cell);
  if (key.empty() || key.size() > 120) return kColumnCount;
  for (const Heading& heading : kHeadings) {
    for (const std::string_view word : heading.words) {
      if (heading.column == kNumber ? key == word || key == "ｎｏ" : key.find(word) != std::string::npos) {
        return heading.column;
      }
    }
  }
  return kColumnCount;
}

bool is_header(const SheetRow& row) {
  std::set<std::size_t> found;
  for (const std::string& cell : row.cells) found.insert(column_of(cell));
  found.erase(kColumnCount);
  return found.size() >= 4 && found.contains(kName) && (found.contains(kConcern) || found.contains(kCountry));
}

// Full-width letters, digits and signs as plain ones.
std::string narrow(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const bool wide = i + 2 < text.size() && byte(i) == 0xEF && (byte(i + 1) == 0xBC || byte(i + 1) == 0xBD);
    const unsigned code = wide ? ((byte(i + 1) & 3U) << 6U) + (byte(i + 2) & 0x3FU) : 0;
    if (wide && code >= 1 && code <= 0x5E) {  // U+FF01 to U+FF5E
      out += static_cast<char>(code + 0x20);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return plain_blanks(out);
}

bool has_latin(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

bool is_east_asian(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0xE3 && static_cast<unsigned char>(c) <= 0xED;
  });
}

class UserMapper {
 public:
  UserMapper(const InputFile& file, std::string_view source, ReadOutcome& outcome)
      : file_(file), source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  Status read(const Sheet& sheet) {
    std::size_t header = 0;
    while (header < sheet.rows.size() && !is_header(sheet.rows[header])) ++header;
    if (header >= sheet.rows.size()) {
      outcome_.notes.push_back("The sheet \"" + shown(sheet.name, 90) + "\" has no entries and is left out.");
      return {};
    }
    PENUMBRA_RETURN_IF_ERROR(read_header(sheet, sheet.rows[header]));
    report_surplus(sheet, header, file_.name, outcome_.findings);
    for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) map(sheet, sheet.rows[i]);
    return {};
  }

 private:
  SourcePosition place(const Sheet& sheet, const SheetRow& row) const {
    SourcePosition position;
    position.file = file_.name;
    position.line = row.line;
    position.path = "sheet " + shown(sheet.name, 60);
    return position;
  }

  Status read_header(const Sheet& sheet, const SheetRow& row) {
    at_.fill(Columns::npos);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::size_t column = column_of(row.cells[i]);
      if (column == kColumnCount) {
        if (!header_key(row.cells[i]).empty()) {
          others_.emplace_back(i, tidy(row.cells[i]));
          mapping_.report(
              model::FindingLevel::kWarning, "unknown-column",
              "the column \"" + shown(tidy(row.cells[i]), 60) + "\" is not known; its values are kept in notes",
              place(sheet, row));
        }
        continue;
      }
      if (at_[column] != Columns::npos) {
        return error_at(ErrorCode::kUnexpectedStructure,
                        "two columns are called like \"" + shown(tidy(row.cells[i]), 60) + "\"", place(sheet, row),
                        "Check whether the list has a new column");
      }
      at_[column] = i;
      if (!is_known_heading(row.cells[i])) {
        mapping_.report(
            model::FindingLevel::kWarning, "other-heading",
            "a column is called \"" + shown(tidy(row.cells[i]), 60) + "\", which is new; it is read by a word in it",
            place(sheet, row));
      }
    }
    for (const Column needed : {kNumber, kCountry, kName, kAliases, kConcern}) {
      if (at_[needed] != Columns::npos) continue;
      return error_at(
          ErrorCode::kUnexpectedStructure,
          "the list lacks one of the columns No., country, company or organization, also known as, type of WMD",
          place(sheet, row), "Check whether the list has renamed it");
    }
    if (at_[kConventional] == Columns::npos) {
      outcome_.notes.emplace_back(
          "The table has no column for conventional weapons, which editions since September 2025 have.");
    }
    return {};
  }

  std::string_view cell(const SheetRow& row, Column column) const {
    return at_[column] == Columns::npos ? std::string_view() : row.cell(at_[column]);
  }

  void refuse(std::string_view key, const std::string& message, const SourcePosition& position) {
    ++outcome_.counts.reported;
    mapping_.report(model::FindingLevel::kError, key, message, position);
  }

  void map(const Sheet& sheet, const SheetRow& row) {
    const SourcePosition position = place(sheet, row);
    ++outcome_.counts.records_in;
    if (is_header(row)) {
      ++outcome_.counts.ignored;
      return mapping_.report(model::FindingLevel::kNote, "header-row", "a sheet repeats its header row", position);
    }
    const std::string number = tidy(narrow(cell(row, kNumber)));
    const std::string name = tidy(narrow(cell(row, kName)));
    if (name.empty() && number.empty()) {
      ++outcome_.counts.ignored;
      return mapping_.report(model::FindingLevel::kNote, "ignored-remark", "a row between the entries is a remark",
                             position);
    }
    if (name.empty()) return refuse("party-without-name", "a row has no name", position);
    if (!all_digits(number)) return refuse("incomplete-record", "a row has no number", position);
    check_number(number, position);
    std::string japanese;
    std::string english;
    for (const std::string_view line : split(std::string_view(country_ = narrow(cell(row, kCountry))), "\n")) {
      std::string& part = has_latin(line) ? english : japanese;
      if (part.empty()) part = tidy(line);
    }
    model::Entity party;
    const std::string_view parts[] = {english.empty() ? japanese : english, name};
    party.id = "jp-eul-" + hashed_id(parts);
    if (!ids_.insert(party.id).second) return refuse("duplicate-entry", "an entry stands twice", position);
    ++outcome_.counts.mapped;
    party.schema = "Organization";
    party.evidence = {std::string(source_), row_place(file_.name, sheet, row)};
    put_name(party, name, position);
    for (std::string_view line : split(std::string_view(aliases_ = narrow(cell(row, kAliases))), "\n")) {
      line = trim(line);
      for (const std::string_view mark : {"・", "･", "•", "-"}) {
        if (line.starts_with(mark)) line = trim(line.substr(mark.size()));
      }
      // "・A ・B" in one line: METI's own mark parts names, and stands in the middle of none but in kana.
      for (const std::string_view alias : split(line, " ・")) mapping_.put(party, "alias", tidy(alias), position);
    }
    put_country(party, english, japanese, position);
    for (const auto& [at, heading] : others_) {
      const std::string value = tidy(row.cell(at));
      if (!value.empty()) mapping_.note(party, heading + ": " + value);
    }
    designate(party, row, name, position);
    outcome_.dataset.entities.push_back(std::move(party));
  }

  void check_number(const std::string& number, const SourcePosition& position) {
    const std::string expected = std::to_string(++last_);
    if (number == expected) return;
    mapping_.report(model::FindingLevel::kWarning, "number-gap",
                    "the number " + shown(number, 20) + " follows where " + expected + " should: a row may be missing",
                    position);
    last_ = number.size() <= 6 ? std::stoul(number) : last_;
  }

  // "Orbit Works (軌道工房)": the part in brackets in another script is a name of its own.
  void put_name(model::Entity& party, const std::string& name, const SourcePosition& position) {
    const std::size_t open = name.find('(');
    if (open != std::string::npos && open > 0 && name.ends_with(")")) {
      const std::string inside = name.substr(open + 1, name.size() - open - 2);
      const std::string outside = tidy(name.substr(0, open));
      if (is_east_asian(inside) && !is_east_asian(outside) && inside.find('(') == std::string::npos) {
        mapping_.put(party, "name", outside, position);
        mapping_.put(party, "alias", inside, position);
        return;
      }
    }
    mapping_.put(party, "name", name, position);
  }

  void put_country(model::Entity& party, const std::string& english, const std::string& japanese,
                   const SourcePosition& position) {
    const auto in_english = country_or_people(english);
    const auto in_japanese = country_or_people(japanese);
    if (in_english && in_japanese && !in_english->empty() && !in_japanese->empty() && *in_english != *in_japanese) {
      mapping_.report(
          model::FindingLevel::kWarning, "country-conflict",
          "\"" + shown(english, 40) + "\" and \"" + shown(japanese, 40) + "\" are two countries; both are kept",
          position);
    }
    bool known = false;
    for (const auto& code : {in_english, in_japanese}) {
      if (!code || code->empty()) continue;
      known = true;
      mapping_.put(party, "country", *code, position);
    }
    if (known) return;
    mapping_.put_country(party, "country", english.empty() ? japanese : english, position);
  }

  void designate(const model::Entity& party, const SheetRow& row, const std::string& name,
                 const SourcePosition& position) {
    const RegistryList* list = find_registry_list("jp-end-user-list");
    model::Designation act;
    act.id = party.id + "-" + list->list;
    act.entity = party.id;
    act.list = list->list;
    act.authority = list->authority;
    act.measures = list->measures;
    act.programmes = {list->programme};
    act.listed_name = name;
    act.scope = "entity";
    act.evidence = party.evidence;
    std::string kinds;
    std::string codes = narrow(cell(row, kConcern));
    // "生物、化学\nB,C": words, then letters; the letters count, and anything but B, C, M, N is told.
    bool strange = false;
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (!has_latin(codes.substr(i, 1))) continue;
      const bool single = (i + 1 >= codes.size() || !has_latin(codes.substr(i + 1, 1))) &&
                          (i == 0 || !has_latin(codes.substr(i - 1, 1)));
      const bool known = single && std::string_view("BCMN").find(codes[i]) != std::string_view::npos;
      strange |= !known;
      if (known && kinds.find(codes[i]) == std::string::npos) kinds += (kinds.empty() ? "" : ", ") + codes.substr(i, 1);
    }
    const std::string conventional = tidy(narrow(cell(row, kConventional)));
    if (conventional.find("CW") != std::string::npos) kinds += std::string(kinds.empty() ? "" : ", ") + "CW";
    if (strange || kinds.empty() ||
        (!conventional.empty() && conventional != "-" && conventional.find("CW") == std::string::npos)) {
      mapping_.report(
          model::FindingLevel::kWarning, "unknown-code",
          "the concern \"" + shown(tidy(codes), 40) + "\", \"" + shown(conventional, 20) + "\" is not B, C, M, N or CW",
          position);
    }
    act.reason = "concern: " + (kinds.empty() ? "not read" : kinds);
    if (const std::string words = tidy(codes + " " + conventional); !words.empty()) act.note = words;
    outcome_.lists = {list->list};
    outcome_.dataset.designations.push_back(std::move(act));
  }

  const InputFile& file_;
  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::array<std::size_t, kColumnCount> at_{};
  std::vector<std::pair<std::size_t, std::string>> others_;
  std::set<std::string> ids_;
  std::string country_;
  std::string aliases_;
  std::uint64_t last_ = 0;
};

class JpMetiUsersReader final : public Reader {
 public:
  std::string_view name() const override { return "jp-meti-users"; }
  std::string_view describes() const override {
    return "Japan's Foreign End User List (METI) as the published workbook, or its table as CSV";
  }
  bool reads_raw() const override { return true; }
  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const auto book = peek_tables(files[0], 20);
    return book.ok() && std::any_of(book->sheets.begin(), book->sheets.end(), [](const Sheet& sheet) {
             return std::any_of(sheet.rows.begin(), sheet.rows.end(), is_header);
           });
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1)
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "jp-meti";
    PENUMBRA_ASSIGN_OR_RETURN(const Workbook book, read_tables(files[0], {}));
    outcome.notes = book.notes;
    UserMapper mapper(files[0], source, outcome);
    for (const Sheet& sheet : book.sheets) PENUMBRA_RETURN_IF_ERROR(mapper.read(sheet));
    if (outcome.counts.records_in == 0) {
      return error_at(ErrorCode::kEmpty, "the list holds no entry", {.file = files[0].name},
                      "Fetch it again; an empty list is not published");
    }
    return outcome;
  }
};

}  // namespace

const Reader& jp_meti_users_reader() {
  static const JpMetiUsersReader reader;
  return reader;
}

}  // namespace penumbra::ingest
