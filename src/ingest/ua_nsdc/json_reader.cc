// Ukraine's register of sanctions as its interface (api-drs.nsdc.gov.ua) gives it: an array of subjects, each with the
// decrees that concern it under "actions", where a download has put what the interface answers for each subject.
//
// Source of the form: the members as other readers of the interface name them; no file of it was to be had.
#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <string>
#include <utility>

#include "ingest/json_tree.h"
#include "ingest/last_day.h"
#include "ingest/mapping.h"
#include "ingest/name_tally.h"
#include "ingest/registry.h"
#include "ingest/tables/loose_dates.h"
#include "ingest/tables/nationality.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"
#include "ingest/ua_nsdc/words.h"
#include "model/schema.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{16} << 10;

constexpr std::array<std::string_view, 12> kMembers = {"sid",         "subjectType",  "name",   "translit",
                                                       "aliases",     "citizenships", "bd",     "dd",
                                                       "identifiers", "attributes",   "status", "actions"};
constexpr std::array<std::string_view, 10> kActionMembers = {
    "aid", "status", "decree", "endDate", "term", "restrictions", "reasons", "reason", "issuers", "startDate"};

// Kinds of numbers that are known; others are registration numbers, said by a finding.
constexpr std::pair<std::string_view, std::string_view> kNumbers[] = {
    {"tax:inn", "innCode"},           {"tax:inn2", "innCode"},
    {"tax:number", "taxNumber"},      {"reg:odrn", "ogrnCode"},
    {"reg:odrnip", "ogrnCode"},       {"reg:ru2", "ogrnCode"},
    {"reg:okpo", "okpoCode"},         {"reg:edrpou", "registrationNumber"},
    {"reg:person_ro", "idNumber"},    {"reg:person_il", "idNumber"},
    {"reg:cz_person", "idNumber"},    {"reg:unzr", "idNumber"},
    {"doc:residence", "idNumber"},    {"reg:regon", "registrationNumber"},
    {"reg:r_n", "registrationNumber"}};

// What attributes are called, by the beginning of their words.
constexpr std::pair<std::string_view, std::string_view> kAttributes[] = {{"Місцезнаходження", "address"},
                                                                         {"Місце проживання", "address"},
                                                                         {"Місце реєстрації", "address"},
                                                                         {"Адреса", "address"},
                                                                         {"Місце народження", "birthPlace"},
                                                                         {"Посада", "position"},
                                                                         {"Стать", "gender"},
                                                                         {"КПП", "kppCode"},
                                                                         {"Сайт", "website"},
                                                                         {"Електронна пошта", "email"},
                                                                         {"Телефон", "phone"}};

class NsdcMapper {
 public:
  NsdcMapper(const InputFile& file, std::string_view source, ReadOutcome& outcome)
      : file_(file), source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  Status add(JsonRecord&& record) {
    ++outcome_.counts.records_in;
    position_ = {};
    position_.file = file_.name;
    position_.line = record.line;
    const JsonNode& node = record.node;
    const std::string id = tidy(node.text_of("sid"));
    const std::string name = tidy(node.text_of("name"));
    if (!record.repeated.empty())
      return refuse("repeated-member", "the member \"" + shown(record.repeated, 40) + "\" stands twice in an object");
    if (id.empty() || name.empty())
      return refuse(name.empty() ? "party-without-name" : "incomplete-record",
                    name.empty() ? "a subject has no name" : "a subject has no sid");
    const std::string type = ascii_lower(tidy(node.text_of("subjectType")));
    const std::string_view schema = type == "individual" ? "Person"
                                    : type == "legal"    ? "Organization"
                                    : type.empty()       ? "LegalEntity"
                                                         : "";
    if (schema.empty()) return refuse("unknown-party-type", "\"" + shown(type, 40) + "\" is no kind that is known");
    model::Entity party;
    party.id = "ua-nsdc-" + slug(id);
    if (!ids_.insert(party.id).second) return refuse("duplicate-entry", "two subjects have the sid " + shown(id, 40));
    ++outcome_.counts.mapped;
    party.schema = schema;
    party.evidence = {std::string(source_), record_place(file_.name, record.line)};
    if (type.empty()) {
      mapping_.report(model::FindingLevel::kNote, "no-record-type",
                      "a subject does not say whether it is a person or a body", position_);
    }
    mapping_.put(party, "name", name, position_, "uk");
    mapping_.put(party, "alias", node.text_of("translit"), position_);
    const bool person = type == "individual";
    each_text(node.member("aliases"), [&](std::string_view text) {
      for (const std::string_view piece : split(text, ";")) mapping_.put(party, "alias", piece, position_);
    });
    each_text(node.member("citizenships"), [&](std::string_view text) {
      put_countries(mapping_, party, person ? "citizenship" : "country", text, position_);
    });
    for (const auto& [member, property] :
         {std::pair{std::string_view("bd"),
                    person ? std::string_view("birthDate") : std::string_view("incorporationDate")},
          {"dd", person ? "deathDate" : "dissolutionDate"}}) {
      each_text(node.member(member), [&, to = property](std::string_view text) { put_date(party, to, text); });
    }
    if (const JsonNode* list = node.member("identifiers")) {
      for (const JsonNode& item : list->items()) add_number(item, party);
    }
    if (const JsonNode* list = node.member("attributes")) {
      for (const JsonNode& item : list->items()) add_attribute(item, party);
    }
    for (const JsonMember& member : node.members()) {
      seen_.see(member.name);
      if (std::find(kMembers.begin(), kMembers.end(), member.name) == kMembers.end()) unknown(member.name);
    }
    add_actions(node, name, party);
    outcome_.dataset.entities.push_back(std::move(party));
    return {};
  }

  void finish() {
    note_absent(outcome_.notes, seen_, "no subject of the file states");
    note_absent(outcome_.notes, seen_actions_, "no action of the file states");
  }

 private:
  Status refuse(std::string_view key, const std::string& message) {
    ++outcome_.counts.reported;
    mapping_.report(model::FindingLevel::kError, key, message, position_);
    return {};
  }
  void warn(std::string_view key, const std::string& message) {
    mapping_.report(model::FindingLevel::kWarning, key, message, position_);
  }
  void unknown(std::string_view member) {
    warn("unknown-member", "the member \"" + shown(member, 40) + "\" is not known and is left out");
  }

  // Reports members of an object that are none of these.
  void know(const JsonNode& node, std::string_view prefix, std::initializer_list<std::string_view> names) {
    for (const JsonMember& member : node.members()) {
      if (std::find(names.begin(), names.end(), member.name) == names.end())
        unknown(std::string(prefix) + "/" + member.name);
    }
  }

  // A text, a list of texts, or a list of objects that have a name or a code.
  template <typename Use>
  static void each_text(const JsonNode* node, Use use) {
    if (node == nullptr) return;
    if (!trim(node->text()).empty()) use(std::string_view(node->text()));
    for (const JsonNode& item : node->items()) {
      std::string_view text = item.is_object() ? item.text_of("iso2") : std::string_view(item.text());
      if (item.is_object() && text.empty()) text = item.text_of("name");
      if (!trim(text).empty()) use(text);
    }
  }

  // "1961-05-03", "03.05.1961", "1957-1959 роки", "21 березня 1945 р."
  void put_date(model::Entity& party, std::string_view property, std::string_view text) {
    if (const auto day = ua_nsdc::day_in_words(text)) {
      mapping_.put(party, property, day->to_string(), position_);
      return;
    }
    put_loose_dates(mapping_, party, property, text, position_, DayOrder::kDayFirst);
  }

  void add_number(const JsonNode& item, model::Entity& party) {
    const std::string kind = tidy(item.text_of("id"));
    const std::string code = tidy(item.text_of("code"));
    know(item, "identifiers", {"id", "code", "iso2", "note", "name"});
    if (code.empty()) return;
    const auto* const known =
        std::find_if(std::begin(kNumbers), std::end(kNumbers), [&](const auto& row) { return row.first == kind; });
    const bool passport = kind.starts_with("doc:") && kind.find("passport") != std::string::npos;
    std::string_view property = passport                      ? std::string_view("passportNumber")
                                : known == std::end(kNumbers) ? std::string_view("registrationNumber")
                                                              : known->second;
    if (model::Vocabulary::get().find(party.schema)->property(property) == nullptr)
      property = party.schema == "Person" ? "idNumber" : "registrationNumber";
    if (!passport && known == std::end(kNumbers) && !kind.empty() && !kind.starts_with("reg:")) {
      warn("unknown-identification", "\"" + shown(kind, 40) +
                                         "\" is no kind of number that is known; it is kept as a "
                                         "number of the register");
    }
    mapping_.put(party, property, code, position_);
    std::string note = tidy(item.text_of("note"));
    for (const std::string_view more : {"name", "iso2"}) {
      if (const std::string text = tidy(item.text_of(more)); !text.empty()) note += (note.empty() ? "" : ", ") + text;
    }
    if (!note.empty()) mapping_.note(party, (kind.empty() ? "number" : kind) + " " + code + ": " + note);
  }

  void add_attribute(const JsonNode& item, model::Entity& party) {
    know(item, "attributes", {"key", "value"});
    const std::string key = tidy(item.text_of("key"));
    const std::string value = tidy(item.text_of("value"));
    if (value.empty()) return;
    for (const auto& [words, property] : kAttributes) {
      if (!key.starts_with(words) || model::Vocabulary::get().find(party.schema)->property(property) == nullptr)
        continue;
      mapping_.put(party, property, value, position_, property == "address" ? "uk" : "");
      return;
    }
    mapping_.note(party, key + ": " + value);
  }

  void add_actions(const JsonNode& node, const std::string& name, const model::Entity& party) {
    const std::string status = ascii_lower(tidy(node.text_of("status")));
    const JsonNode* actions = node.member("actions");
    if (actions == nullptr || actions->items().empty()) {
      warn("no-programme", "a subject stands without the decrees that concern it: measure and days are not known");
      model::Designation act = begin(party, name, "");
      act.measures = {"unknown"};
      take_status(status, act);
      outcome_.dataset.designations.push_back(std::move(act));
      return;
    }
    for (const JsonNode& action : actions->items()) add_action(action, status, name, party);
  }

  model::Designation begin(const model::Entity& party, const std::string& name, std::string_view number) const {
    model::Designation act;
    act.id = party.id + "-ua" + (number.empty() ? std::string() : "-" + slug(number));
    act.entity = party.id;
    act.list = ua_nsdc::kList;
    act.authority = ua_nsdc::kAuthority;
    act.listed_name = name;
    act.scope = "entity";
    act.evidence = party.evidence;
    return act;
  }

  // "active", "expired", "excluded". An entry that is over and states no day of its end stays listed: a wrong alert is
  // cheaper than a missed one, and the note says why.
  void take_status(const std::string& status, model::Designation& act) {
    if (status.empty() || status == "active") return;
    act.note += (act.note.empty() ? "" : "; ") + ("status: " + status);
    if (status != "expired" && status != "excluded")
      warn("unknown-status", "\"" + shown(status, 40) + "\" is no status that is known; it is kept as a note");
  }

  void add_action(const JsonNode& action, const std::string& subject_status, const std::string& name,
                  const model::Entity& party) {
    for (const JsonMember& member : action.members()) {
      seen_actions_.see(member.name);
      if (std::find(kActionMembers.begin(), kActionMembers.end(), member.name) == kActionMembers.end())
        unknown("actions/" + member.name);
    }
    model::Designation act = begin(party, name, action.text_of("aid"));
    if (!ids_.insert(act.id).second) {
      warn("repeated-designation", "an action stands twice; the second is left out");
      return;
    }
    if (const JsonNode* decree = action.member("decree"); decree != nullptr && decree->is_object()) {
      know(*decree, "decree", {"number", "date", "link"});
      const std::string number = tidy(decree->text_of("number"));
      if (!number.empty()) {
        act.programmes = {number};
        act.act = "Decree of the President of Ukraine No " + number;
      }
      act.url = tidy(decree->text_of("link"));
      act.date_act = day(decree->text_of("date"), "the day of a decree", act);
      act.valid.from = act.date_act;
    } else {
      warn("no-programme", "an action names no decree");
    }
    act.valid.to = day(action.text_of("endDate"), "the day of an end", act);
    if (trim(action.text_of("endDate")).empty())
      act.valid.to = ua_nsdc::end_of_term(tidy(action.text_of("term")), act.date_act).value_or(PartialDate());
    act.valid.to = after_last_day(act.valid.to);  // the last day of the term still counts
    for (const auto& [member, label] :
         {std::pair{std::string_view("term"), std::string_view("term")}, {"issuers", "office"}}) {
      if (const std::string text = tidy(action.text_of(member)); !text.empty())
        act.note += (act.note.empty() ? "" : "; ") + std::string(label) + ": " + text;
    }
    for (const std::string_view member : {"reason", "reasons"}) {
      if (const std::string text = tidy(action.text_of(member)); !text.empty())
        act.reason += (act.reason.empty() ? "" : "; ") + text;
    }
    std::set<std::string> measures;
    std::string words;
    if (const JsonNode* list = action.member("restrictions")) {
      for (const JsonNode& item : list->items()) {
        know(item, "restrictions", {"restriction"});
        const std::string text = tidy(item.is_object() ? item.text_of("restriction") : std::string_view(item.text()));
        if (text.empty()) continue;
        words += (words.empty() ? "" : "; ") + text;
        const std::vector<std::string_view> known = ua_nsdc::measures_of(text);
        measures.insert(known.begin(), known.end());
        if (known.empty())
          warn("unmapped-measure",
               "a restriction is none that is known; it is kept as a note: \"" + shown(text, 100) + "\"");
      }
    }
    if (measures.empty()) measures.insert("unknown");
    act.measures.assign(measures.begin(), measures.end());
    if (!words.empty()) act.note += (act.note.empty() ? "" : "; ") + ("restrictions: " + words);
    const std::string own = ascii_lower(tidy(action.text_of("status")));
    take_status(own, act);
    if (subject_status != own) take_status(subject_status, act);
    outcome_.dataset.designations.push_back(std::move(act));
  }

  PartialDate day(std::string_view text, std::string_view what, model::Designation& act) {
    text = trim(text);
    if (text.empty()) return {};
    const auto read = read_one_date(without_time(text), DayOrder::kDayFirst);
    if (read) return *read;
    warn("unread-value", std::string(what) + " could not be read: \"" + shown(text, 40) + "\"");
    act.note += (act.note.empty() ? "" : "; ") + std::string(what) + ": " + std::string(text);
    return {};
  }

  const InputFile& file_;
  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  SourcePosition position_;
  std::set<std::string> ids_;
  NameTally seen_{kMembers};
  NameTally seen_actions_{kActionMembers};
};

class UaNsdcJsonReader final : public Reader {
 public:
  std::string_view name() const override { return "ua-nsdc-json"; }
  std::string_view describes() const override {
    return "Ukraine's register of sanctions (NSDC), JSON of its interface: subjects with their actions; people and "
           "bodies "
           "in one file or in several";
  }
  bool recognises(std::span<const InputFile> files) const override {
    return !files.empty() && std::all_of(files.begin(), files.end(), [](const InputFile& file) {
      const std::string_view start = trim(without_bom(file.bytes.substr(0, kPrefix)));
      if (!start.starts_with("[") && !start.starts_with("{")) return false;
      std::size_t found = 0;
      for (const std::string_view member :
           {"\"sid\"", "\"translit\"", "\"citizenships\"", "\"identifiers\"", "\"actions\""})
        found += start.find(member) != std::string_view::npos ? 1U : 0U;
      return found >= 3;
    });
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = ua_nsdc::kAuthority;
    outcome.lists = {std::string(ua_nsdc::kList)};
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      NsdcMapper mapper(file, source, outcome);
      PENUMBRA_RETURN_IF_ERROR(
          read_json_records(file, [&](JsonRecord&& record) { return mapper.add(std::move(record)); }));
      mapper.finish();
    }
    if (outcome.counts.records_in == 0) {
      return error_at(ErrorCode::kEmpty, "the register holds no subject", {.file = files.empty() ? "" : files[0].name},
                      "Fetch it again; an empty list is not published");
    }
    return outcome;
  }
};

}  // namespace

const Reader& ua_nsdc_json_reader() {
  static const UaNsdcJsonReader reader;
  return reader;
}

}  // namespace penumbra::ingest
