// The CSV editions of the EU's list: version 1.0 (59 columns, until 2022) and version 1.1 (some 118 columns). Each row
// holds the columns of the party and of one detail; the rows of a party are put together as one sanctionEntity.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "base/csv.h"
#include "ingest/eu_fsf/convert.h"
#include "ingest/eu_fsf/mapper.h"
#include "ingest/listing.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

using eu_fsf::Details;

constexpr std::size_t kPrefix = std::size_t{16} << 10;

// Version 1.0, by place: the name "Entity_logical_id" stands six times.
constexpr std::array<std::string_view, 59> kOldColumns = {"Date_file",
                                                          "Entity_logical_id",
                                                          "Subject_type",
                                                          "Leba_numtitle",
                                                          "Leba_publication_date",
                                                          "Leba_url",
                                                          "Programme",
                                                          "Entity_remark",
                                                          "Naal_logical_id",
                                                          "Entity_logical_id",
                                                          "Naal_leba_numtitle",
                                                          "Naal_leba_publication_date",
                                                          "Naal_leba_url",
                                                          "Naal_programme",
                                                          "Naal_lastname",
                                                          "Naal_firstname",
                                                          "Naal_middlename",
                                                          "Naal_wholename",
                                                          "Naal_gender",
                                                          "Naal_title",
                                                          "Naal_function",
                                                          "Naal_language",
                                                          "Addr_logical_id",
                                                          "Entity_logical_id",
                                                          "Addr_leba_numtitle",
                                                          "Addr_leba_publication_date",
                                                          "Addr_leba_url",
                                                          "Addr_programme",
                                                          "Addr_number",
                                                          "Addr_street",
                                                          "Addr_zipcode",
                                                          "Addr_city",
                                                          "Addr_country",
                                                          "Addr_other",
                                                          "Birt_logical_id",
                                                          "Entity_logical_id",
                                                          "Birt_leba_numtitle",
                                                          "Birt_leba_publication_date",
                                                          "Birt_leba_url",
                                                          "Birt_programme",
                                                          "Birt_date",
                                                          "Birt_place",
                                                          "Birt_country",
                                                          "Iden_logical_id",
                                                          "Entity_logical_id",
                                                          "Iden_leba_numtitle",
                                                          "Iden_leba_publication_date",
                                                          "Iden_leba_url",
                                                          "Iden_programme",
                                                          "Iden_number",
                                                          "Iden_country",
                                                          "Citi_logical_id",
                                                          "Entity_logical_id",
                                                          "Citi_leba_numtitle",
                                                          "Citi_leba_publication_date",
                                                          "Citi_leba_url",
                                                          "Citi_programme",
                                                          "Citi_country",
                                                          "EU_ref_num"};

// Version 1.1: the groups of columns, longest prefix first.
struct Group {
  std::string_view prefix;
  std::string_view element;
  bool summary;  // columns of the regulation that brought the detail
};
constexpr Group kGroups[] = {
    {"Entity_Regulation_", "regulation", false},
    {"Entity_SubjectType", "subjectType", false},
    {"Entity_", "sanctionEntity", false},
    {"NameAlias_Regulation_", "nameAlias", true},
    {"NameAlias_", "nameAlias", false},
    {"Address_Regulation_", "address", true},
    {"Address_", "address", false},
    {"BirthDate_Regulation_", "birthdate", true},
    {"BirthDate_", "birthdate", false},
    {"Identification_Regulation_", "identification", true},
    {"Identification_", "identification", false},
    {"Citizenship_Regulation_", "citizenship", true},
    {"Citizenship_", "citizenship", false},
};
// Attributes whose name in XML 1.1 is not the column's with a small first letter.
constexpr std::pair<std::string_view, std::string_view> kRenamed[] = {
    {"Entity_EU_ReferenceNumber", "euReferenceNumber"},
    {"Entity_UN_ReferenceNumber", "unitedNationId"},
    {"Entity_Regulation_Type", "regulationType"},
    {"NameAlias_Regulation_Type", "regulationType"},
    {"Address_Regulation_Type", "regulationType"},
    {"BirthDate_Regulation_Type", "regulationType"},
    {"Identification_Regulation_Type", "regulationType"},
    {"Citizenship_Regulation_Type", "regulationType"},
    {"BirthDate_BirthDate", "birthdate"},
    {"BirthDate_Day", "dayOfMonth"},
    {"BirthDate_Month", "monthOfYear"},
    {"Identification_TypeCode", "identificationTypeCode"},
    {"Identification_TypeDescription", "identificationTypeDescription"},
};

struct Column {
  std::string_view element;
  std::string attribute;
  bool summary = false;
};

std::optional<Column> column_of(std::string_view name) {
  for (const Group& group : kGroups) {
    if (!name.starts_with(group.prefix)) continue;
    Column column{group.element, {}, group.summary};
    const auto renamed =
        std::find_if(std::begin(kRenamed), std::end(kRenamed), [&](const auto& row) { return row.first == name; });
    if (renamed != std::end(kRenamed)) {
      column.attribute = renamed->second;
    } else if (group.element == "subjectType") {
      if (name != group.prefix && name != "Entity_SubjectType_ClassificationCode") return std::nullopt;
      column.attribute = name.ends_with("_ClassificationCode") ? "classificationCode" : "code";
    } else {
      column.attribute = name.substr(group.prefix.size());
      if (column.attribute.empty()) return std::nullopt;
      column.attribute[0] = ascii_lower(column.attribute)[0];
    }
    return column;
  }
  return std::nullopt;
}

struct Header {
  std::vector<std::string> names;
  bool old_form = false;
  bool new_form = false;
};

Header header_of(std::string_view bytes) {
  Header out;
  base::CsvReader csv(bytes.substr(0, bytes.find('\n')), "", {.delimiter = ';'});
  base::CsvRow row;
  const auto more = csv.next(row);
  if (!more.ok() || !*more) return out;
  std::size_t old_known = 0;
  std::size_t new_known = 0;
  for (const std::string_view field : row.fields) {
    out.names.emplace_back(trim(field));
    if (std::find(kOldColumns.begin() + 1, kOldColumns.end(), out.names.back()) != kOldColumns.end()) ++old_known;
    if (column_of(out.names.back())) ++new_known;
  }
  out.old_form = old_known >= 30 && old_known * 10 >= out.names.size() * 8;
  out.new_form =
      !out.old_form && !out.names.empty() && ascii_lower(out.names[0]) == "filegenerationdate" && new_known >= 4;
  return out;
}

// What the rows of one party repeat, as the first one has it.
struct Repeated {
  std::string type;
  std::string reference;
};

// The rows of one party so far.
struct Party {
  Repeated first;
  std::map<std::string, std::string> acts;  // what else the rows say of each regulation
  XmlTree node;
  std::uint64_t rows = 0;
  std::vector<std::string> regulations;  // number and programme of those that it has
};

class Run {
 public:
  Run(const InputFile& file, std::string_view source, ReadOutcome& outcome)
      : file_(file), outcome_(outcome), mapper_(source, file.name, outcome) {}

  Status read() {
    const Header header = header_of(without_bom(file_.bytes));
    if (!header.old_form && !header.new_form)
      return fault(ErrorCode::kUnexpectedStructure, 1, "the first row is no header of the EU's CSV",
                   "Check whether the Commission changed the format");
    PENUMBRA_RETURN_IF_ERROR(check(header));
    base::CsvReader csv(file_.bytes, file_.name,
                        {.delimiter = ';', .lenient_quotes = true, .max_field_bytes = kMaxValueBytes});
    base::CsvRow row;
    auto more = csv.next(row);
    if (!more.ok()) return more.error();
    bool cut = false;
    std::uint64_t last_line = 0;
    std::vector<std::string> fields;
    for (;;) {
      more = csv.next(row);
      if (!more.ok()) return more.error();
      if (!*more) break;
      ++outcome_.counts.records_in;
      fields.assign(row.fields.begin(), row.fields.end());
      const std::uint64_t line = last_line = row.line;
      // A line end inside a cell without quotes splits a row: its second half follows.
      for (int joined = 0; fields.size() < header.names.size() && joined < 16; ++joined) {
        more = csv.next(row);
        if (!more.ok()) return more.error();
        if (!*more) break;
        fields.back() += "\n" + std::string(row.fields[0]);
        for (std::size_t i = 1; i < row.fields.size(); ++i) fields.emplace_back(row.fields[i]);
        SourcePosition position;
        position.file = file_.name;
        position.line = line;
        outcome_.findings.add(model::FindingLevel::kNote, "rejoined-row",
                              "a row that was split over two lines was put together", position);
      }
      cut = fields.size() < header.names.size();
      if (fields.size() != header.names.size()) {
        ++outcome_.counts.reported;
        SourcePosition position;
        position.file = file_.name;
        position.line = line;
        outcome_.findings.add(
            model::FindingLevel::kError, "unreadable-row",
            "a row has " + std::to_string(fields.size()) + " columns instead of " + std::to_string(header.names.size()),
            position);
        continue;
      }
      if (!outcome_.published.known()) {
        outcome_.published = read_list_day(fields[0]);
        if (!outcome_.published.known())
          return fault(ErrorCode::kUnexpectedStructure, line,
                       "the first column states no day: \"" + shown(fields[0], 40) + "\"",
                       "Check whether the Commission changed the format");
        stated_ = fields[0];
      }
      if (fields[0] != stated_) {
        report("row-conflict",
               "a row is of the list of \"" + shown(fields[0], 40) + "\", the rows before it of \"" +
                   shown(stated_, 40) + "\"",
               line);
      }
      if (header.old_form)
        add_old(fields, line);
      else
        add_new(fields, line);
    }
    if (cut)
      return fault(ErrorCode::kUnexpectedStructure, last_line, "the file ends in the middle of a row",
                   "Fetch it again: the download was cut");
    if (outcome_.counts.records_in == 0)
      return fault(ErrorCode::kEmpty, 1, "the list has no row", "Fetch it again; an empty list is not published");
    return finish();
  }

 private:
  Error fault(ErrorCode code, std::uint64_t line, std::string message, std::string fix) const {
    Error error{code, std::move(message), {}, std::move(fix)};
    error.position.file = file_.name;
    error.position.line = line;
    return error;
  }

  Status check(const Header& header) {
    if (header.old_form) {
      if (header.names.size() != kOldColumns.size())
        return fault(ErrorCode::kUnexpectedStructure, 1,
                     "the header has " + std::to_string(header.names.size()) + " columns instead of 59",
                     "Check whether the Commission changed the format");
      if (header.names[0] != kOldColumns[0]) {
        // Files of the time carry scraps behind the name of this one; what it holds is checked as a day.
        SourcePosition position;
        position.file = file_.name;
        position.line = 1;
        outcome_.findings.add(model::FindingLevel::kNote, "renamed-column",
                              "the first column is called \"" + shown(header.names[0], 40) + "\" instead of \"" +
                                  std::string(kOldColumns[0]) + "\"; it is read as the day of the list",
                              position);
      }
      for (std::size_t i = 1; i < kOldColumns.size(); ++i) {
        if (header.names[i] != kOldColumns[i])
          return fault(ErrorCode::kUnexpectedStructure, 1,
                       "column " + std::to_string(i + 1) + " is \"" + shown(header.names[i], 40) + "\" instead of \"" +
                           std::string(kOldColumns[i]) + "\"",
                       "Check whether the Commission renamed it");
      }
      return {};
    }
    for (const std::string_view needed : {"Entity_LogicalId", "Entity_Regulation_Programme", "NameAlias_WholeName"}) {
      if (std::find(header.names.begin(), header.names.end(), needed) == header.names.end())
        return fault(ErrorCode::kUnexpectedStructure, 1, "the column \"" + std::string(needed) + "\" is missing",
                     "Check whether the Commission renamed it");
    }
    for (std::size_t i = 1; i < header.names.size(); ++i) {
      if (std::count(header.names.begin(), header.names.end(), header.names[i]) > 1)
        return fault(ErrorCode::kUnexpectedStructure, 1,
                     "the column \"" + shown(header.names[i], 60) + "\" stands twice",
                     "Fetch it again from its official address");
      auto column = column_of(header.names[i]);
      if (!column)
        return fault(ErrorCode::kUnexpectedStructure, 1,
                     "the column \"" + shown(header.names[i], 60) + "\" is not known",
                     "Check whether the list has a new column, and map it or ignore it with a reason");
      columns_.push_back(std::move(*column));
    }
    return {};
  }

  Party& party(std::string_view id, std::uint64_t line) {
    const auto [it, fresh] = index_.try_emplace(std::string(id), parties_.size());
    if (fresh) {
      parties_.emplace_back();
      parties_.back().node.line = line;
    }
    ++parties_[it->second].rows;
    return parties_[it->second];
  }

  static void add_detail(Party& party, XmlTree detail, std::uint64_t line) {
    detail.line = line;
    party.node.children.push_back(std::move(detail));
  }

  static void add_regulation(Party& party, XmlTree regulation, std::string key) {
    if (std::find(party.regulations.begin(), party.regulations.end(), key) != party.regulations.end()) return;
    party.regulations.push_back(std::move(key));
    add_detail(party, std::move(regulation), party.node.line);
  }

  void add_old(const std::vector<std::string>& f, std::uint64_t line) {
    Party& target = party(f[1], line);
    check_repeated(target, trim(f[2]), trim(f[58]), line);
    if (target.rows == 1) {
      target.node = made([&](eu_fsf::Draft& draft) { eu_fsf::open_entity(draft, f[1], f[2], f[58], f[7]); });
      target.node.line = line;
    } else if (!f[7].empty()) {
      const std::string remark = tidy(f[7]);
      const bool known =
          std::any_of(target.node.children.begin(), target.node.children.end(),
                      [&](const XmlTree& child) { return child.name == "remark" && child.text == remark; });
      if (!known) add_remark(target.node, remark);
    }
    check_act(target, f[3] + '\n' + f[6], f[4] + '\n' + f[5], line);
    if (!trim(f[3]).empty())
      add_regulation(target,
                     made([&](eu_fsf::Draft& draft) { eu_fsf::open_regulation(draft, {f[3], f[4], f[5], f[6]}, {}); }),
                     f[3] + '\n' + f[6]);
    const auto any = [&f](std::size_t from, std::size_t to) {
      return std::any_of(f.begin() + static_cast<std::ptrdiff_t>(from), f.begin() + static_cast<std::ptrdiff_t>(to),
                         [](const std::string& text) { return !trim(text).empty(); });
    };
    const auto add = [&](std::size_t provenance, const auto& open) {
      XmlTree detail = made([&](eu_fsf::Draft& draft) {
        open(draft);
        eu_fsf::add_provenance(draft, {f[provenance], f[provenance + 1], f[provenance + 2], f[provenance + 3]});
      });
      check_number(f[provenance - 2], kOldColumns[provenance - 2], line);
      if (trim(f[provenance]).empty() && any(provenance + 1, provenance + 4)) {
        report("missing-field",
               std::string(kOldColumns[provenance]) + " is empty: it is not said which regulation brought a detail",
               line);
      }
      if (trim(f[provenance - 1]) != trim(f[1])) {
        report("party-conflict",
               "a detail says that it belongs to party \"" + shown(f[provenance - 1], 40) +
                   "\" and stands in the row of \"" + shown(f[1], 40) + "\", whose it becomes",
               line);
      }
      add_detail(target, std::move(detail), line);
    };
    using eu_fsf::Draft;
    if (any(8, 22)) {
      add(10, [&f](Draft& draft) { Details::name(draft, f[14], f[15], f[16], f[17], f[18], f[19], f[20], f[21]); });
    }
    if (any(22, 34)) add(24, [&f](Draft& draft) { Details::address(draft, f[28], f[29], f[30], f[31], f[32], f[33]); });
    if (any(34, 43)) add(36, [&f](Draft& draft) { Details::birth(draft, f[40], f[41], f[42]); });
    if (any(43, 51)) add(45, [&f](Draft& draft) { Details::identification(draft, f[49], f[50]); });
    if (any(51, 58)) add(53, [&f](Draft& draft) { Details::citizenship(draft, f[57]); });
  }

  // Kind and reference of a party stand in each of its rows; a row that says otherwise may belong to another one.
  void check_repeated(Party& target, std::string_view type, std::string_view reference, std::uint64_t line) {
    if (target.rows == 1) target.first = {std::string(type), std::string(reference)};
    for (const auto& [first, here, what] : {std::tuple{std::string_view(target.first.type), type, "kind"},
                                            {std::string_view(target.first.reference), reference, "EU reference"}}) {
      if (first == here) continue;
      report("row-conflict",
             std::string("the ") + what + " of a party is \"" + shown(here, 40) + "\" in one of its rows and \"" +
                 shown(first, 40) + "\" in the first, which counts",
             line);
    }
  }

  // The same for day and address of a regulation, which the rows of a party repeat.
  void check_act(Party& target, const std::string& act, const std::string& words, std::uint64_t line) {
    const auto [it, fresh] = target.acts.try_emplace(act, words);
    if (fresh || it->second == words) return;
    report("row-conflict", "two rows of a party differ in what they say of one regulation; the first counts", line);
  }

  static void add_remark(XmlTree& node, std::string_view text) {
    std::string value = tidy(text);
    if (value.empty()) return;
    XmlTree remark;
    remark.name = "remark";
    remark.text = std::move(value);
    node.children.push_back(std::move(remark));
  }

  // What `open` begins, as an element with texts of its own: the rows of a party stand anywhere.
  template <typename Open>
  XmlTree made(const Open& open) {
    arena_.clear();
    eu_fsf::Draft draft(arena_);
    open(draft);
    return tree_of(draft.close());
  }
  static XmlTree tree_of(const XmlNode& node) {
    XmlTree out;
    out.name = node.name;
    for (const auto& [name, value] : node.attributes) out.attributes.emplace_back(name, value);
    out.text = node.text;
    for (const XmlNode& child : node.children) out.children.push_back(tree_of(child));
    out.line = node.line;
    out.offset = node.offset;
    return out;
  }

  void report(std::string_view key, std::string_view message, std::uint64_t line) {
    SourcePosition position;
    position.file = file_.name;
    position.line = line;
    outcome_.findings.add(model::FindingLevel::kWarning, key, message, position);
  }

  void check_number(std::string_view text, std::string_view column, std::uint64_t line) {
    if (trim(text).empty() || all_digits(trim(text))) return;
    report("unread-value", "\"" + shown(text, 40) + "\" in " + std::string(column) + " is no number", line);
  }

  void add_new(const std::vector<std::string>& f, std::uint64_t line) {
    std::map<std::string_view, XmlTree> nodes;
    std::map<std::string_view, XmlTree> summaries;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string_view value = trim(f[i + 1]);
      if (value.empty()) continue;
      const Column& column = columns_[i];
      XmlTree& node = column.summary ? summaries[column.element] : nodes[column.element];
      node.name = column.summary ? "regulationSummary" : column.element;
      node.line = line;
      if (column.attribute == "remark") {
        add_remark(node, value);
      } else if (column.attribute == "publicationUrl" && !column.summary) {
        XmlTree url;
        url.name = "publicationUrl";
        url.text = value;
        node.children.push_back(std::move(url));
      } else if (column.attribute == "contactInfo") {
        add_remark(node, value);
      } else {
        node.attributes.emplace_back(column.attribute, iso_day(column.attribute, value));
      }
    }
    XmlTree entity = std::move(nodes["sanctionEntity"]);
    entity.name = "sanctionEntity";
    entity.line = line;
    Party& target = party(entity.attribute("logicalId"), line);
    const XmlTree& kind = nodes["subjectType"];
    check_repeated(target,
                   std::string(kind.attribute("code")).append(1, '|').append(kind.attribute("classificationCode")),
                   entity.attribute("euReferenceNumber"), line);
    if (target.rows == 1) {
      target.node = std::move(entity);
      XmlTree subject;
      subject.name = "subjectType";
      subject.line = line;
      const XmlTree& stated = nodes["subjectType"];
      // Editions differ in which of the two columns has the letter and which the word.
      for (const std::string_view name : {"classificationCode", "code"}) {
        const std::string value = ascii_lower(stated.attribute(name));
        if (value.empty()) continue;
        const std::string code = value == "p" ? "person" : value == "e" ? "enterprise" : value;
        if (subject.attributes.empty()) subject.attributes.emplace_back("code", code);
      }
      if (!subject.attributes.empty()) add_detail(target, std::move(subject), line);
    }
    if (const auto it = nodes.find("regulation"); it != nodes.end()) {
      const std::string key =
          std::string(it->second.attribute("numberTitle")) + '\n' + std::string(it->second.attribute("programme"));
      check_act(target, key,
                std::string(it->second.attribute("publicationDate")) + '\n' +
                    std::string(it->second.attribute("entryIntoForceDate")),
                line);
      add_regulation(target, std::move(it->second), key);
    }
    for (const std::string_view element : {"nameAlias", "address", "birthdate", "identification", "citizenship"}) {
      const auto it = nodes.find(element);
      if (it == nodes.end()) continue;
      if (const auto summary = summaries.find(element); summary != summaries.end())
        it->second.children.push_back(std::move(summary->second));
      add_detail(target, std::move(it->second), line);
    }
  }

  // Days stand as 2003-07-08 or 08/07/2003.
  static std::string iso_day(std::string_view attribute, std::string_view value) {
    if ((attribute.ends_with("Date") || attribute == "birthdate" || attribute == "validFrom" ||
         attribute == "validTo") &&
        value.find('/') != std::string_view::npos) {
      if (const PartialDate day = read_list_day(value); day.known()) return day.to_string();
    }
    return std::string(value);
  }

  Status finish() {
    const std::uint64_t rows_in = outcome_.counts.records_in;
    std::uint64_t reported = outcome_.counts.reported;
    std::uint64_t mapped = 0;
    for (Party& party : parties_) {
      outcome_.counts = {};
      arena_.clear();
      mapper_.add(node_of(party.node, arena_));
      (outcome_.counts.mapped == 1 ? mapped : reported) += party.rows;
      party.node = {};
    }
    outcome_.counts = {rows_in, mapped, reported, 0};
    mapper_.finish();
    return {};
  }

  const InputFile& file_;
  ReadOutcome& outcome_;
  eu_fsf::Mapper mapper_;
  std::vector<Column> columns_;
  std::string stated_;  // the day of the list, as the first row has it
  std::vector<Party> parties_;
  XmlArena arena_;
  std::map<std::string, std::size_t> index_;
};

class EuFsfCsvReader final : public Reader {
 public:
  std::string_view name() const override { return "eu-fsf-csv"; }

  std::string_view describes() const override {
    return "EU Financial Sanctions Files, CSV version 1.0 (59 columns) and 1.1, with semicolons: one file";
  }

  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const Header header = header_of(without_bom(files[0].bytes.substr(0, kPrefix)));
    return header.old_form || header.new_form;
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument,
                   "the EU list is one file, " + std::to_string(files.size()) + " were given",
                   {},
                   "Give one file per version"};
    }
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "Council of the European Union";
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    Run run(files[0], source, outcome);
    PENUMBRA_RETURN_IF_ERROR(run.read());
    return outcome;
  }
};

}  // namespace

const Reader& eu_fsf_csv_reader() {
  static const EuFsfCsvReader reader;
  return reader;
}

}  // namespace penumbra::ingest
