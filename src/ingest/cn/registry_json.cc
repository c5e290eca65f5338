// Registries of export-control lists as JSON: one array of flat objects that name their list (list_id), in the form in
// which the lists of METI and MOFCOM are kept in public repositories. Fields that speak of the collection only are left
// out: country (of the authority, not of the party), last_verified, source_list_name (the list is known by its id).
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <unordered_set>

#include "base/embedded_table.h"
#include "embedded/lists_export_registry.h"
#include "ingest/cn/registry_lists.h"
#include "ingest/json_halves.h"
#include "ingest/left_out.h"
#include "ingest/mapping.h"
#include "ingest/name_tally.h"
#include "ingest/places.h"
#include "ingest/registry.h"
#include "ingest/tables/columns.h"
#include "ingest/tables/loose_dates.h"
#include "ingest/tables/nationality.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"

namespace penumbra::ingest {

const RegistryList* find_registry_list(std::string_view key) {
  static const std::map<std::string, RegistryList, std::less<>> table = [] {
    std::map<std::string, RegistryList, std::less<>> out;
    base::for_each_table_row(embedded::lists_export_registry(), 6, [&out](const std::vector<std::string_view>& row) {
      RegistryList list{std::string(row[1]), std::string(row[2]), {}, std::string(row[4])};
      for (const std::string_view measure : split(row[3], " | ")) list.measures.emplace_back(measure);
      out.emplace(row[0], std::move(list));
    });
    return out;
  }();
  const auto it = table.find(key);
  return it == table.end() ? nullptr : &it->second;
}

namespace {

constexpr std::size_t kPrefix = std::size_t{64} << 10;
constexpr std::array<std::string_view, 12> kMembers = {
    "addresses", "aliases",       "country", "date_added", "entity_name",      "entity_type",
    "id",        "last_verified", "list_id", "reason",     "source_list_name", "source_url"};
static_assert(std::is_sorted(kMembers.begin(), kMembers.end()));

class RegistryMapper {
 public:
  RegistryMapper(const InputFile& file, std::string_view source, ReadOutcome& outcome)
      : file_(file), source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  Status add(JsonRecord&& record) {
    ++outcome_.counts.records_in;
    const Place position{file_.name, record.line, 0};
    const JsonNode& node = record.node;
    if (!record.repeated.empty())
      return refuse("repeated-member", "the member \"" + shown(record.repeated, 40) + "\" stands twice in an object",
                    position);
    for (const JsonMember& member : node.members()) {
      seen_.see(member.name);
      if (std::binary_search(kMembers.begin(), kMembers.end(), member.name)) continue;
      mapping_.report(model::FindingLevel::kWarning, "unknown-member",
                      "the member \"" + shown(member.name, 40) + "\" is not known and is left out", position);
    }
    for (const std::string_view needed : {"id", "list_id", "entity_name", "entity_type"}) {
      if (node.member(needed) == nullptr) {
        return error_at(ErrorCode::kUnexpectedStructure, "an object has no member \"" + std::string(needed) + "\"",
                        position, "Check whether the registry has renamed it");
      }
    }
    const std::string_view schema = schema_of(ascii_lower(node.text_of("entity_type")));
    if (schema.empty())
      return refuse("unknown-party-type", "\"" + shown(node.text_of("entity_type"), 40) + "\" is no kind that is known",
                    position);
    std::vector<std::string> aliases = texts(node.member("aliases"));
    std::vector<std::string> addresses = texts(node.member("addresses"));
    std::string name = tidy(node.text_of("entity_name"));
    if (name.empty()) name = name_behind_country(addresses, position);
    if (name.empty() && !aliases.empty()) {
      name = aliases.front();
      aliases.erase(aliases.begin());
    }
    if (name.empty() || tidy(node.text_of("id")).empty())
      return refuse("party-without-name", "an object has no name or no id", position);
    const RegistryList* list = find_registry_list(node.text_of("list_id"));
    if (list == nullptr)
      return refuse("unknown-list", "\"" + shown(node.text_of("list_id"), 60) + "\" is no list that is known",
                    position);
    model::Entity party;
    party.id = tidy(node.text_of("id"));
    if (!ids_.insert(party.id).second) {
      const std::string_view parts[] = {name};
      party.id += "-" + hashed_id(parts);
      if (!ids_.insert(party.id).second) return refuse("duplicate-entry", "an entry stands twice", position);
      mapping_.report(model::FindingLevel::kWarning, "repeated-id",
                      "two entries have the id " + shown(node.text_of("id"), 60), position);
    }
    ++outcome_.counts.mapped;
    party.schema = schema;
    party.evidence = {std::string(source_), record_place(file_.name, record.line)};
    mapping_.put(party, "name", name, position);
    for (const std::string& alias : aliases) mapping_.put(party, "alias", alias, position);
    for (const std::string& address : addresses) {
      const auto code = country_or_people(address);
      if (code && !code->empty()) {
        mapping_.put(party, "country", *code, position);
      } else {
        mapping_.put(party, "address", address, position);
      }
    }
    designate(party, *list, name, node, position);
    outcome_.dataset.entities.push_back(std::move(party));
    return {};
  }

  // Whether later records of the same file, mapped beside these, stand for themselves: no id is in both.
  bool can_join(const RegistryMapper& later) const {
    return std::none_of(later.ids_.begin(), later.ids_.end(),
                        [this](const std::string& id) { return ids_.contains(id); });
  }
  // Takes what they gave beside the outcome.
  void join(RegistryMapper& later) {
    ids_.merge(later.ids_);
    seen_.join(later.seen_);
    left_out_.join(later.left_out_);
  }

  void finish() {
    note_absent(outcome_.notes, seen_, "no object of the file states");
    if (std::string note = left_out_.note(); !note.empty()) outcome_.notes.push_back(std::move(note));
  }

 private:
  static bool is_land(std::string_view text) {
    const auto code = country_or_people(text);
    return is_country_code(ascii_lower(text)) || !country_of_alpha3(text).empty() || (code && !code->empty());
  }
  static std::string_view schema_of(const std::string& type) {
    if (type == "organization" || type == "entity" || type == "company") return "Organization";
    if (type == "person" || type == "individual") return "Person";
    if (type == "vessel") return "Vessel";
    if (type == "aircraft") return "Airplane";
    return {};
  }
  static std::vector<std::string> texts(const JsonNode* node) {
    std::vector<std::string> out;
    if (node == nullptr) return out;
    if (node->is_string() && !trim(node->text()).empty()) out.push_back(tidy(node->text()));
    for (const JsonNode& item : node->items()) {
      if (!trim(item.text()).empty()) out.push_back(tidy(item.text()));
    }
    return out;
  }
  // These lists print a country and a name side by side, and where the two cells ran together the name stands behind
  // the country: "Exampleland Orbitwerk Ltd" without a name is Orbitwerk Ltd of Exampleland. Takes it out of the
  // address; "" when no address begins with a country.
  std::string name_behind_country(std::vector<std::string>& addresses, const Place& position) {
    for (std::string& address : addresses) {
      for (std::size_t end = address.rfind(' '); end != std::string::npos && end > 0;
           end = address.rfind(' ', end - 1)) {
        const auto country = country_or_people(std::string_view(address).substr(0, end));
        if (!country || country->empty()) continue;
        std::string name = address.substr(end + 1);
        address.resize(end);
        mapping_.report(model::FindingLevel::kNote, "mended-name",
                        "an entry has its name behind the country: \"" + shown(name, 60) + "\"", position);
        return name;
      }
    }
    return {};
  }
  Status refuse(std::string_view key, const std::string& message, const Place& position) {
    ++outcome_.counts.reported;
    mapping_.report(model::FindingLevel::kError, key, message, position);
    return {};
  }

  void designate(const model::Entity& party, const RegistryList& list, const std::string& name, const JsonNode& node,
                 const Place& position) {
    model::Designation act;
    act.id = party.id + "-" + list.list;
    act.entity = party.id;
    act.list = list.list;
    act.authority = list.authority;
    act.measures = list.measures;
    act.programmes = {list.programme};
    act.listed_name = name;
    act.scope = "entity";
    act.reason = tidy(node.text_of("reason"));
    act.url = tidy(node.text_of("source_url"));
    act.evidence = party.evidence;
    const std::string date = tidy(node.text_of("date_added"));
    if (!date.empty()) {
      if (const auto day = read_one_date(date)) {
        act.published = *day;
        act.valid.from = *day;
      } else {
        mapping_.report(model::FindingLevel::kWarning, "unread-value",
                        "a date could not be read: \"" + shown(date, 40) + "\"", position);
        act.note = "date_added: " + date;
      }
    }
    if (const std::string title = tidy(node.text_of("source_list_name")); !title.empty())
      act.note += (act.note.empty() ? "" : "; ") + ("list called: " + title);
    // Whose list it is and when somebody last looked at it say nothing of the party, and still have their form.
    left_out_.add("country", trim(node.text_of("country")));
    left_out_.add("last_verified", trim(node.text_of("last_verified")));
    if (const std::string land = tidy(node.text_of("country")); !land.empty() && !is_land(land)) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-country",
                      "\"" + shown(land, 40) + "\" is no country that is known here", position);
    }
    if (const std::string_view day = trim(node.text_of("last_verified"));
        !day.empty() && !PartialDate::parse(without_time(day)).ok()) {
      mapping_.report(model::FindingLevel::kWarning, "unread-value",
                      "\"" + shown(day, 40) + "\" in last_verified is no day", position);
    }
    outcome_.lists.push_back(act.list);
    outcome_.dataset.designations.push_back(std::move(act));
  }

  const InputFile& file_;
  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::unordered_set<std::string> ids_;
  NameTally seen_{kMembers};
  LeftOut left_out_;
};

class ExportRegistryReader final : public Reader {
 public:
  std::string_view name() const override { return "export-registry-json"; }
  std::string_view describes() const override {
    return "Registries of export-control lists (METI end users, MOFCOM lists) as JSON: an array of objects with "
           "list_id and entity_name";
  }
  bool recognises(std::span<const InputFile> files) const override {
    return files.size() == 1 && [&] {
      const std::string_view start = trim(without_bom(files[0].bytes.substr(0, kPrefix)));
      return (start.starts_with("[") || start.starts_with("{")) &&
             start.find("\"list_id\"") != std::string_view::npos &&
             start.find("\"entity_type\"") != std::string_view::npos;
    }();
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1)
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    ReadOutcome outcome;
    outcome.format = name();
    RegistryMapper mapper(files[0], source, outcome);
    PENUMBRA_RETURN_IF_ERROR(read_json_halves(
        files[0], [&](JsonRecord&& record) { return mapper.add(std::move(record)); },
        later_json(outcome, mapper,
                   [&](ReadOutcome& later) { return std::make_unique<RegistryMapper>(files[0], source, later); })));
    if (outcome.counts.records_in == 0) {
      return error_at(ErrorCode::kEmpty, "the registry holds no entry", {.file = files[0].name},
                      "Fetch it again; an empty list is not published");
    }
    mapper.finish();
    std::sort(outcome.lists.begin(), outcome.lists.end());
    outcome.lists.erase(std::unique(outcome.lists.begin(), outcome.lists.end()), outcome.lists.end());
    return outcome;
  }
};

}  // namespace

const Reader& export_registry_reader() {
  static const ExportRegistryReader reader;
  return reader;
}

}  // namespace penumbra::ingest
