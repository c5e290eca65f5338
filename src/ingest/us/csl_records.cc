#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "base/csv.h"
#include "base/name_table.h"
#include "ingest/mapping.h"
#include "ingest/name_tally.h"
#include "ingest/ofac/facts.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/us/csl.h"
#include "ingest/us/json_document.h"

namespace penumbra::ingest::us {
namespace {

// The fields of both forms. Text fields and lists are filled by the same table, so that no form knows one that the
// other does not.
struct TextField {
  std::string_view name;
  std::string_view CslRecord::* target;
};
constexpr TextField kTexts[] = {
    {"source", &CslRecord::source},
    {"entity_number", &CslRecord::entity_number},
    {"type", &CslRecord::type},
    {"name", &CslRecord::name},
    {"title", &CslRecord::title},
    {"federal_register_notice", &CslRecord::federal_register_notice},
    {"start_date", &CslRecord::start_date},
    {"end_date", &CslRecord::end_date},
    {"standard_order", &CslRecord::standard_order},
    {"license_requirement", &CslRecord::license_requirement},
    {"license_policy", &CslRecord::license_policy},
    {"call_sign", &CslRecord::call_sign},
    {"vessel_type", &CslRecord::vessel_type},
    {"gross_tonnage", &CslRecord::gross_tonnage},
    {"gross_registered_tonnage", &CslRecord::gross_registered_tonnage},
    {"vessel_flag", &CslRecord::vessel_flag},
    {"vessel_owner", &CslRecord::vessel_owner},
    {"remarks", &CslRecord::remarks},
    {"source_information_url", &CslRecord::source_information_url},
};
struct ListField {
  std::string_view name;
  std::span<const std::string_view> CslRecord::* target;
};
constexpr ListField kLists[] = {
    {"programs", &CslRecord::programs},           {"alt_names", &CslRecord::alt_names},
    {"citizenships", &CslRecord::citizenships},   {"dates_of_birth", &CslRecord::dates_of_birth},
    {"nationalities", &CslRecord::nationalities}, {"places_of_birth", &CslRecord::places_of_birth},
};

// Fields that are left out, with the reason.
struct LeftOut {
  std::string_view name;
  std::string_view reason;
};
constexpr LeftOut kLeftOut[] = {
    {"_id", "a hash of the record's content, which changes with it"},
    {"id", "a hash of the record's content, which changes with it"},
    {"source_list_url", "the address of the whole list"},
    {"score", "how well a search fits, which is about the search"},
};

Error structure_error(const InputFile& file, std::uint64_t line, std::string message, std::string fix) {
  Error error{ErrorCode::kUnexpectedStructure, std::move(message), {}, std::move(fix)};
  error.position.file = file.name;
  error.position.line = line;
  return error;
}

// Every member that a record of the interface may have; those of addresses and numbers behind a slash.
constexpr std::array<std::string_view, 40> kJsonNames = {"id",
                                                         "source",
                                                         "entity_number",
                                                         "type",
                                                         "programs",
                                                         "name",
                                                         "title",
                                                         "addresses",
                                                         "addresses/address",
                                                         "addresses/city",
                                                         "addresses/state",
                                                         "addresses/postal_code",
                                                         "addresses/country",
                                                         "federal_register_notice",
                                                         "start_date",
                                                         "end_date",
                                                         "standard_order",
                                                         "license_requirement",
                                                         "license_policy",
                                                         "call_sign",
                                                         "vessel_type",
                                                         "gross_tonnage",
                                                         "gross_registered_tonnage",
                                                         "vessel_flag",
                                                         "vessel_owner",
                                                         "remarks",
                                                         "source_list_url",
                                                         "alt_names",
                                                         "citizenships",
                                                         "dates_of_birth",
                                                         "nationalities",
                                                         "places_of_birth",
                                                         "source_information_url",
                                                         "ids",
                                                         "ids/type",
                                                         "ids/number",
                                                         "ids/country",
                                                         "ids/issue_date",
                                                         "ids/expiration_date",
                                                         "country"};

// What is read past still has its form: a hash or number, an address of the web.
bool is_sound(std::string_view name, std::string_view text) {
  text = trim(text);
  if (text.empty()) return true;
  if (name == "source_list_url") return starts_with_ci(text, "http://") || starts_with_ci(text, "https://");
  if (name == "_id" || name == "id") {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-'; });
  }
  return true;
}

void report_unsound(std::string_view name, std::string_view text, std::uint64_t line, const InputFile& file,
                    ReadOutcome& outcome) {
  if (is_sound(name, text)) return;
  SourcePosition position;
  position.file = file.name;
  position.line = line;
  outcome.findings.add(model::FindingLevel::kWarning, "unread-value",
                       "\"" + shown(text, 40) + "\" in " + std::string(name) + " is not what stands there", position);
}

// The number of a record is the party's own where it has one, and a hash elsewhere.
void compare_number(std::string_view id, const CslRecord& record, const InputFile& file, ReadOutcome& outcome) {
  const bool number = all_digits(id);
  if (!id.empty() && (!number || id == record.entity_number)) return;
  SourcePosition position;
  position.file = file.name;
  position.line = record.line;
  if (id.empty()) {
    outcome.findings.add(model::FindingLevel::kWarning, "missing-field", "the record has no _id", position);
  } else {
    outcome.findings.add(model::FindingLevel::kWarning, "reference-conflict",
                         "_id is " + shown(id, 20) + " and entity_number is " +
                             (record.entity_number.empty() ? std::string("empty") : shown(record.entity_number, 20)),
                         position);
  }
}

bool is_left_out(std::string_view name) {
  return std::any_of(std::begin(kLeftOut), std::end(kLeftOut), [&](const LeftOut& one) { return one.name == name; });
}

// Makes what a record points to last. Not thread-safe.
class Keeper {
 public:
  Keeper(const InputFile& file, RecordArena& memory) : file_(file.bytes), memory_(memory) {}

  // A text of the file, or of something shorter-lived, which is copied.
  std::string_view keep(std::string_view text) {
    const std::less_equal<const char*> before;  // pointers into different objects
    const bool of_file =
        before(file_.data(), text.data()) && before(text.data() + text.size(), file_.data() + file_.size());
    return of_file ? text : memory_.keep(text);
  }
  // Lists are put together one at a time.
  void add(std::string_view text) { list_.push_back(keep(text)); }
  std::span<const std::string_view> list() {
    const auto out = memory_.keep(std::span<const std::string_view>(list_));
    list_.clear();
    return out;
  }
  void add_id(const CslId& id) {
    ids_.push_back({keep(id.type), keep(id.number), keep(id.country), keep(id.issued), keep(id.expires), keep(id.day)});
  }
  std::span<const CslId> ids() {
    const auto out = memory_.keep(std::span<const CslId>(ids_));
    ids_.clear();
    return out;
  }
  // Lets go of a list that is not finished.
  void drop() {
    list_.clear();
    ids_.clear();
  }

 private:
  std::string_view file_;
  RecordArena& memory_;
  std::vector<std::string_view> list_;
  std::vector<CslId> ids_;
};

std::span<const std::string_view> split_values(std::string_view cell, Keeper& keeper) {
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find("; "), cell.size());
    if (const std::string_view part = trim(cell.substr(0, end)); !part.empty()) keeper.add(part);
    cell.remove_prefix(std::min(end + 2, cell.size()));
  }
  return keeper.list();
}

// The day, as "2014-08-30", that the value begins with, parted from more behind it; taken off. "" when there is none.
std::string_view take_day(std::string_view& value) {
  constexpr std::size_t kDay = 10;
  if (value.size() <= kDay + 2 || value.substr(kDay, 2) != ", " || !Date::parse(value.substr(0, kDay)).ok()) return {};
  const std::string_view day = value.substr(0, kDay);
  value.remove_prefix(kDay + 2);
  return day;
}

// "RU, 7702235133, Tax ID No.; Male, Gender": the words behind the last comma are the type. Between country and number
// stand days: of two the expiry comes first ("JO, 2014-08-30, 2009-08-31, K475336, Passport"; so in all 240 documents
// of April 2022 that OFAC's own list words); of one the file does not say what it is. A value can hold "; " itself, so
// pieces are joined until a type that is known stands at their end.
std::span<const CslId> split_ids(std::string_view cell, Keeper& keeper) {
  std::string open;
  const auto take = [&keeper](std::string_view text) {
    const std::size_t comma = text.rfind(", ");
    CslId id;
    id.type = trim(text.substr(comma == std::string_view::npos ? 0 : comma + 2));
    std::string_view value = comma == std::string_view::npos ? std::string_view() : text.substr(0, comma);
    // A country stands before a number, never before a sentence.
    if (value.size() > 4 && value.substr(2, 2) == ", " && value[0] >= 'A' && value[0] <= 'Z' && value[1] >= 'A' &&
        value[1] <= 'Z') {
      id.country = value.substr(0, 2);
      value = value.substr(4);
    }
    value = trim(value);
    const std::string_view first = take_day(value);
    const std::string_view second = first.empty() ? std::string_view() : take_day(value);
    if (second.empty()) {
      id.day = first;
    } else {
      id.expires = first;
      id.issued = second;
    }
    id.number = trim(value);
    keeper.add_id(id);
  };
  if (cell.empty()) return {};
  for (const std::string_view piece : split(cell, "; ")) {
    if (trim(piece).empty()) continue;
    open.append(open.empty() ? "" : "; ").append(trim(piece));
    const std::size_t comma = open.rfind(", ");
    std::string_view rest;
    const bool known = ofac::find_exact_label(std::string_view(open).substr(comma == std::string::npos ? 0 : comma + 2),
                                              rest) != nullptr;
    if (!known) continue;
    take(open);
    open.clear();
  }
  if (!open.empty()) take(open);
  return keeper.ids();
}

// About how many rows there are, by the length of the first ones; room that is not needed is never touched.
std::size_t likely_rows(std::string_view bytes) {
  constexpr std::size_t kShortest = 128;  // so that blank lines do not ask for much
  const std::string_view start = bytes.substr(0, std::size_t{64} << 10);
  const auto lines = static_cast<std::size_t>(std::count(start.begin(), start.end(), '\n')) + 1;
  return bytes.size() / std::max(start.size() / lines, kShortest) + 1;
}

struct Column {
  std::size_t at = 0;
  std::function<void(CslRecord&, std::string_view)> put;
};

}  // namespace

Result<CslRecords> read_csl_csv(const InputFile& file, ReadOutcome& outcome) {
  CslRecords out;
  std::vector<CslRecord>& records = out.records;
  Keeper keeper(file, out.memory);
  // consolidated.tsv is the same table with tabs.
  const bool tabs = file.bytes.substr(0, file.bytes.find('\n')).find('\t') != std::string_view::npos;
  base::CsvReader csv(file.bytes, file.name,
                      {.delimiter = tabs ? '\t' : ',', .lenient_quotes = true, .max_field_bytes = kMaxValueBytes});
  base::CsvRow row;
  auto more = csv.next(row);
  if (!more.ok()) return more.error();
  const base::CsvHeader header(row);
  std::vector<Column> columns;
  const auto need = [&](std::string_view name, std::function<void(CslRecord&, std::string_view)> put) -> Status {
    const auto at = header.find(name);
    if (!at) {
      return structure_error(file, row.line, "the column \"" + std::string(name) + "\" is missing",
                             "Check whether the list has renamed it");
    }
    columns.push_back({*at, std::move(put)});
    return {};
  };
  for (const TextField& field : kTexts) {
    PENUMBRA_RETURN_IF_ERROR(
        need(field.name, [target = field.target, &keeper](CslRecord& record, std::string_view cell) {
          record.*target = keeper.keep(trim(cell));
        }));
  }
  for (const ListField& field : kLists) {
    PENUMBRA_RETURN_IF_ERROR(
        need(field.name, [target = field.target, &keeper](CslRecord& record, std::string_view cell) {
          record.*target = split_values(cell, keeper);
        }));
  }
  PENUMBRA_RETURN_IF_ERROR(need("addresses", [&keeper](CslRecord& record, std::string_view cell) {
    record.addresses = split_values(cell, keeper);
  }));
  // The first editions had neither numbers of their own nor a column of identity documents.
  if (header.find("ids") || header.find("_id")) {
    PENUMBRA_RETURN_IF_ERROR(
        need("ids", [&keeper](CslRecord& record, std::string_view cell) { record.ids = split_ids(cell, keeper); }));
  } else {
    outcome.notes.emplace_back("the table has no column for: ids");
  }
  for (const std::string& name : header.names()) {
    if (std::count(header.names().begin(), header.names().end(), name) > 1) {
      return structure_error(file, row.line, "the column \"" + shown(name, 60) + "\" stands twice",
                             "Fetch the list again from its official address");
    }
    const bool known =
        is_left_out(name) || name == "addresses" || name == "ids" ||
        std::any_of(std::begin(kTexts), std::end(kTexts), [&](const auto& f) { return f.name == name; }) ||
        std::any_of(std::begin(kLists), std::end(kLists), [&](const auto& f) { return f.name == name; });
    if (!known) {
      return structure_error(file, row.line, "the column \"" + shown(name, 60) + "\" is not known",
                             "Check whether the list has a new column, and map it or ignore it with a reason");
    }
  }
  std::vector<std::size_t> left_out;
  for (const std::string_view name : {"_id", "source_list_url"}) {
    if (const auto at = header.find(name)) {
      left_out.push_back(*at);
    } else {
      outcome.notes.push_back("the table has no column for: " + std::string(name));
    }
  }
  const std::optional<std::size_t> number_at = header.find("_id");
  records.reserve(likely_rows(file.bytes));
  std::uint64_t short_line = 0;
  for (;;) {
    more = csv.next(row);
    if (!more.ok()) return more.error();
    if (!*more) break;
    ++outcome.counts.records_in;
    short_line = row.fields.size() < header.names().size() ? row.line : 0;
    if (row.fields.size() != header.names().size()) {
      ++outcome.counts.reported;
      SourcePosition position;
      position.file = file.name;
      position.line = row.line;
      outcome.findings.add(model::FindingLevel::kError, "unreadable-row",
                           "a row has " + std::to_string(row.fields.size()) + " columns", position);
      continue;
    }
    CslRecord& record = records.emplace_back();
    record.line = row.line;
    for (const std::size_t at : left_out) report_unsound(header.names()[at], row.fields[at], row.line, file, outcome);
    for (const Column& column : columns) column.put(record, row.fields[column.at]);
    if (number_at) compare_number(trim(row.fields[*number_at]), record, file, outcome);
  }
  if (short_line != 0) {
    return structure_error(file, short_line, "the file ends in the middle of a row",
                           "Fetch it again: the download was cut");
  }
  return out;
}

namespace {

// Where the value of a member goes; one of both.
struct Target {
  std::string_view CslRecord::* text = nullptr;
  std::span<const std::string_view> CslRecord::* list = nullptr;
};
const Target* target_of(std::string_view name) {
  static const base::NameTable<Target> table = [] {
    base::NameTable<Target> made;
    for (const TextField& field : kTexts) made.add(field.name, {field.target, nullptr});
    for (const ListField& field : kLists) made.add(field.name, {nullptr, field.target});
    return made;
  }();
  return table.find(name);
}

class JsonRecordReader {
 public:
  JsonRecordReader(const InputFile& file, ReadOutcome& outcome)
      : file_(file), outcome_(outcome), keeper_(file, read_.memory) {}

  Status add(JsonRecord&& raw) {
    ++outcome_.counts.records_in;
    const Place position{file_.name, raw.line, 0};
    // A list of other objects is another format, not a list of bad records.
    if (raw.node.member("source") == nullptr || raw.node.member("name") == nullptr) {
      return structure_error(file_, raw.line, "a record has no \"source\" or no \"name\"",
                             "Give the Consolidated Screening List as its interface returns it");
    }
    if (!raw.repeated.empty())
      return refuse("repeated-member", "the member \"" + shown(raw.repeated, 60) + "\" stands twice", position);
    make_room(raw);
    CslRecord& record = read_.records.emplace_back();
    record.line = raw.line;
    for (std::size_t i = 0; i < raw.node.members().size(); ++i) {
      const JsonMember& member = raw.node.members()[i];
      if (!take(member, target_at(i, member.name), record, position)) {
        read_.records.pop_back();
        keeper_.drop();
        return refuse("bad-field",
                      "\"" + shown(member.name, 60) + "\" is " + std::string(to_string(member.node.kind)) +
                          ", which it never is in this list",
                      position);
      }
    }
    return {};
  }

  // Records are mapped when all are read, so that none hangs on another before.
  static bool can_join(const JsonRecordReader& /*later*/) { return true; }
  void join(JsonRecordReader& later) {
    read_.records.insert(read_.records.end(), later.read_.records.begin(), later.read_.records.end());
    read_.memory.join(std::move(later.read_.memory));
    seen_.join(later.seen_);
  }

  CslRecords finish() {
    note_absent(outcome_.notes, seen_, "no record of the file states");
    return std::move(read_);
  }

 private:
  Status refuse(std::string_view key, const std::string& message, const Place& position) {
    ++outcome_.counts.reported;
    outcome_.findings.add(model::FindingLevel::kError, key, message, position);
    return {};
  }

  void unknown(std::string_view name, const Place& position) {
    outcome_.findings.add(model::FindingLevel::kWarning, "unknown-field",
                          "the field \"" + shown(name, 60) + "\" is not known and is left out", position);
  }

  // Growing would hold all records twice. Room that is not needed is never touched.
  void make_room(const JsonRecord& raw) {
    constexpr std::size_t kLookedAt = 32;  // records by which the others are judged
    const std::size_t count = read_.records.size();
    if (count == 0) first_end_ = raw.end;
    if (count != kLookedAt || raw.end <= first_end_) return;
    read_.records.reserve(file_.bytes.size() / std::max((raw.end - first_end_) / kLookedAt, std::size_t{128}) + 1);
  }

  // Where the member with this name goes, which stands at a place of its record; nullptr where it is none of a plain
  // kind. Records repeat the order of their members.
  const Target* target_at(std::size_t place, std::string_view name) {
    if (place >= places_.size()) places_.resize(place + 1);
    auto& [known, target] = places_[place];
    if (known != name || known.empty()) {
      seen_.see(name);
      known = name;
      target = target_of(name);
    }
    return target;
  }

  // Whether the member has a kind that its name allows.
  bool take(const JsonMember& member, const Target* target, CslRecord& record, const Place& position) {
    const JsonNode& node = member.node;
    if (node.kind == JsonNode::Kind::kNull && target != nullptr) return true;
    if (target != nullptr && target->text != nullptr) {
      if (node.is_array() || node.is_object()) return false;
      record.*target->text = keeper_.keep(trim(node.text()));
      return true;
    }
    if (target != nullptr) {
      return take_texts(node, record.*target->list);
    }
    if (member.name == "country") {
      if (node.is_array() || node.is_object()) return false;
      record.country = keeper_.keep(trim(node.text()));
      return true;
    }
    if (member.name == "addresses") return take_addresses(node, record, position);
    if (member.name == "ids") return take_ids(node, record, position);
    if (!is_left_out(member.name)) unknown(member.name, position);
    report_unsound(member.name, member.node.text(), position.line, file_, outcome_);
    return true;
  }

  // The values of a list, which JSON gives as an array of texts.
  bool take_texts(const JsonNode& node, std::span<const std::string_view>& out) {
    if (node.kind == JsonNode::Kind::kNull) return true;
    if (node.is_string()) {
      out = split_values(node.text(), keeper_);
      return true;
    }
    if (!node.is_array()) return false;
    for (const JsonNode& item : node.items()) {
      if (item.kind == JsonNode::Kind::kNull) continue;
      if (!item.is_string() && item.kind != JsonNode::Kind::kNumber) return false;
      if (const std::string_view text = trim(item.text()); !text.empty()) keeper_.add(text);
    }
    out = keeper_.list();
    return true;
  }

  bool take_addresses(const JsonNode& node, CslRecord& record, const Place& position) {
    static constexpr std::array<std::string_view, 5> kParts = {"address", "city", "state", "postal_code", "country"};
    if (node.kind == JsonNode::Kind::kNull) return true;
    if (!node.is_array()) return false;
    for (const JsonNode& item : node.items()) {
      if (!item.is_object()) return false;
      std::string_view text;  // of one part, or of all parts put together
      for (const std::string_view part : kParts) {
        const std::string_view value = trim(item.text_of(part));
        if (value.empty()) continue;
        if (text.empty()) {
          text = value;
        } else {
          if (text.data() != joined_.data()) joined_ = text;
          text = joined_.append(", ").append(value);
        }
      }
      for (const JsonMember& member : item.members()) {
        seen_.see(path_.assign("addresses/").append(member.name));
        if (std::find(kParts.begin(), kParts.end(), member.name) == kParts.end()) {
          unknown("addresses/" + member.name, position);
        }
      }
      if (!text.empty()) keeper_.add(text);
    }
    record.addresses = keeper_.list();
    return true;
  }

  bool take_ids(const JsonNode& node, CslRecord& record, const Place& position) {
    static constexpr std::array<std::string_view, 5> kParts = {"type", "number", "country", "issue_date",
                                                               "expiration_date"};
    if (node.kind == JsonNode::Kind::kNull) return true;
    if (!node.is_array()) return false;
    for (const JsonNode& item : node.items()) {
      if (!item.is_object()) return false;
      for (const JsonMember& member : item.members()) {
        seen_.see(path_.assign("ids/").append(member.name));
        if (std::find(kParts.begin(), kParts.end(), member.name) == kParts.end()) {
          unknown("ids/" + member.name, position);
        }
      }
      keeper_.add_id({trim(item.text_of("type")), trim(item.text_of("number")), trim(item.text_of("country")),
                      trim(item.text_of("issue_date")), trim(item.text_of("expiration_date"))});
    }
    record.ids = keeper_.ids();
    return true;
  }

  const InputFile& file_;
  ReadOutcome& outcome_;
  CslRecords read_;
  Keeper keeper_;
  NameTally seen_{kJsonNames};
  std::vector<std::pair<std::string, const Target*>> places_;
  std::size_t first_end_ = 0;  // of the first record that was taken
  std::string path_;
  std::string joined_;
};

}  // namespace

Result<CslRecords> read_csl_json(const InputFile& file, ArrayEnd end, ReadOutcome& outcome) {
  JsonRecordReader use(file, outcome);
  std::optional<std::string> total;
  const auto head = [&](JsonNode&& node) -> Status {
    // What else stands around the records is about the search that returned them.
    static constexpr std::array<std::string_view, 6> kAround = {"total",   "offset",       "sources",
                                                                "results", "sources_used", "search_performed_at"};
    SourcePosition position;
    position.file = file.name;
    position.line = 1;
    for (const JsonMember& member : node.members()) {
      if (member.name == "total") total = member.node.text();
      if (std::find(kAround.begin(), kAround.end(), member.name) != kAround.end()) continue;
      outcome.findings.add(model::FindingLevel::kWarning, "unknown-field",
                           "the field \"" + shown(member.name, 60) + "\" around the records is not known", position);
    }
    if (!total.has_value()) {
      outcome.findings.add(model::FindingLevel::kWarning, "no-total",
                           "the file does not say how many records the list has, so that a missing part would not be "
                           "noticed",
                           position);
    }
    return {};
  };
  PENUMBRA_RETURN_IF_ERROR(read_json_document(
      file, "results", head, [&use](JsonRecord&& record) { return use.add(std::move(record)); },
      later_json(outcome, use, [&file](ReadOutcome& later) { return std::make_unique<JsonRecordReader>(file, later); }),
      end));
  if (total.has_value() && *total != std::to_string(outcome.counts.records_in)) {
    return structure_error(file, 1,
                           "the file says that the list has " + shown(*total, 20) + " records and holds " +
                               std::to_string(outcome.counts.records_in),
                           "Fetch the whole list; this is one page of a search");
  }
  return use.finish();
}

}  // namespace penumbra::ingest::us
