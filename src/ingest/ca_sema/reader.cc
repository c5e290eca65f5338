// Canada's consolidated autonomous sanctions list (Special Economic Measures Act and Justice for Victims of Corrupt
// Foreign Officials Act) as Global Affairs Canada publishes it: one <data-set> of flat <record> elements.
//
// Both namings of the elements are read: that of 2020 (Entity, DateOfBirth, Title) and that since 2025 (EntityOrShip,
// DateOfBirthOrShipBuildDate, TitleOrShip, ShipIMONumber, DateOfListing). An item's number inside a schedule of a
// regulation is its identity: numbers of repealed items are not given again.
#include <algorithm>
#include <array>
#include <list>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/embedded_table.h"
#include "embedded/lists_ca_headings.h"
#include "embedded/lists_ca_schedules.h"
#include "ingest/id_index.h"
#include "ingest/mapping.h"
#include "ingest/places.h"
#include "ingest/registry.h"
#include "ingest/tables/loose_dates.h"
#include "ingest/tables/names.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/xml.h"
#include "ingest/xml_halves.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{64} << 10;
constexpr std::size_t kMostUnknown = 20;  // names of unknown elements that are kept for a message
constexpr std::string_view kList = "ca";
constexpr std::string_view kAuthority = "Global Affairs Canada";

struct Schedule {
  std::string measure;
  std::string act;
};

// data/lists/ca_schedules.csv by "country\nschedule"; an empty schedule is the rule of the country.
const std::unordered_map<std::string, Schedule>& schedules() {
  static const std::unordered_map<std::string, Schedule> table = [] {
    std::unordered_map<std::string, Schedule> out;
    base::for_each_table_row(embedded::lists_ca_schedules(), 5, [&out](const std::vector<std::string_view>& row) {
      out[std::string(row[0]) + "\n" + std::string(row[1])] = {std::string(row[2]), std::string(row[3])};
    });
    return out;
  }();
  return table;
}

// data/lists/ca_headings.csv: the French half of "English / French".
const std::unordered_map<std::string, std::string>& french_halves() {
  static const std::unordered_map<std::string, std::string> table = [] {
    std::unordered_map<std::string, std::string> out;
    base::for_each_table_row(embedded::lists_ca_headings(), 3,
                             [&out](const std::vector<std::string_view>& row) { out.emplace(row[0], row[1]); });
    return out;
  }();
  return table;
}

const Schedule* schedule_of(const std::string& country, std::string_view schedule) {
  const auto& table = schedules();
  // "2", "2, Part 1": the number before the comma is the schedule.
  const std::string number(trim(schedule.substr(0, schedule.find(','))));
  auto it = table.find(country + "\n" + number);
  if (it == table.end()) it = table.find(country + "\n");
  return it == table.end() ? nullptr : &it->second;
}

// The elements of a record.
constexpr std::array<std::string_view, 14> kKnown = {"Country",       "LastName",     "GivenName",
                                                     "Entity",        "EntityOrShip", "Title",
                                                     "TitleOrShip",   "DateOfBirth",  "DateOfBirthOrShipBuildDate",
                                                     "ShipIMONumber", "Aliases",      "Schedule",
                                                     "Item",          "DateOfListing"};

// The place of a name in kKnown; its size when it is not there.
constexpr std::size_t place_of(std::string_view name) {
  return static_cast<std::size_t>(std::find(kKnown.begin(), kKnown.end(), name) - kKnown.begin());
}

// The same for a name that is there.
consteval std::size_t known(std::string_view name) {
  return place_of(name) < kKnown.size() ? place_of(name) : throw "no such element";
}

class CaMapper final : public XmlHandler {
 public:
  CaMapper(const InputFile& file, std::string_view source, ReadOutcome& outcome)
      : file_(file), source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  Status root(const XmlNode& element, std::string_view /*xml_namespace*/) override {
    if (element.name == "data-set") return {};
    return fault("the root element is <" + shown(element.name, 40) + "> and not <data-set>");
  }
  bool is_record(std::span<const std::string> path) override { return path.size() == 2 && path.back() == "record"; }
  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    SourcePosition position = at(element);
    position.path = path_text(path);
    return error_at(ErrorCode::kUnexpectedStructure,
                    "an element <" + shown(element.name, 40) + "> stands where <record> is expected", position,
                    "Check whether the list has a new form");
  }
  Status record(std::span<const std::string> /*path*/, const XmlNode& node) override {
    if (++outcome_.counts.records_in == 1) begin_ = node.offset;
    // Room for all of them, when a few have shown how long they are; empty ones do not ask for more than a file can
    // hold.
    constexpr std::uint64_t kShowing = 64;
    constexpr std::uint64_t kShortest = 256;
    if (outcome_.counts.records_in == kShowing) {
      const std::uint64_t shown_bytes = std::max(node.offset - begin_, kShowing * kShortest);
      const std::uint64_t all = kShowing * (file_.bytes.size() - begin_) / shown_bytes;
      outcome_.dataset.entities.reserve(all + all / 8);
      outcome_.dataset.designations.reserve(all + all / 8);
    }
    return map(node);
  }

  bool can_join(const CaMapper& later) const {
    for (const auto& [english, french] : later.french_) {
      const auto known = french_.find(english);
      // What was found in the second half was found with its own first heading.
      if (known != french_.end() && (known->second != french || later.doubted_.contains(english))) return false;
    }
    return unknown_.size() + later.unknown_.size() <= kMostUnknown &&
           !ids_.shares_with(
               later.ids_, [this](std::size_t at) { return id_at(at); },
               [&later](std::size_t at) { return later.id_at(at); });
  }
  void join(CaMapper& later) {
    for (std::size_t i = 0; i < seen_.size(); ++i) seen_[i] = seen_[i] || later.seen_[i];
    unknown_.merge(later.unknown_);
  }

  Status finish() const {
    if (outcome_.counts.records_in == 0) {
      SourcePosition position;
      position.file = file_.name;
      return error_at(ErrorCode::kEmpty, "the list holds no record", position,
                      "Fetch it again; an empty list is not published");
    }
    // An element that every version has, and that no record of this one has, was renamed.
    for (const std::string_view needed : {"Country", "Item", "LastName", "Entity or EntityOrShip"}) {
      const bool entity = needed.starts_with("Entity");
      const auto seen = [this](std::string_view name) {
        const std::size_t at = place_of(name);
        return at < kKnown.size() && seen_[at];
      };
      if (seen(needed) || (entity && (seen("Entity") || seen("EntityOrShip")))) continue;
      // A short extract may hold people only or firms only.
      if ((entity || needed == "LastName") && outcome_.counts.records_in < 100) continue;
      return fault("no record has the element " + std::string(needed) + unknown_text());
    }
    return {};
  }

 private:
  // The place of a name in kKnown: records repeat the order of their elements.
  std::size_t next_place_of(std::string_view name) {
    for (std::size_t tried = 0; tried < kKnown.size(); ++tried) {
      const std::size_t at = next_;
      next_ = next_ + 1 < kKnown.size() ? next_ + 1 : 0;
      if (kKnown[at] == name) return at;
    }
    return kKnown.size();
  }

  Place at(const XmlNode& node) const { return {file_.name, node.line, node.offset}; }
  Error fault(std::string message) const {
    SourcePosition position;
    position.file = file_.name;
    position.line = 1;
    position.path = "data-set/record";
    return error_at(ErrorCode::kUnexpectedStructure, std::move(message), position,
                    "Check whether the list has renamed its elements");
  }
  std::string unknown_text() const {
    std::string out;
    for (const std::string& name : unknown_) out += (out.empty() ? "; it has the unknown " : ", ") + shown(name, 40);
    return out;
  }
  void refuse(std::string_view key, const std::string& message, const Place& position) {
    ++outcome_.counts.reported;
    mapping_.report(model::FindingLevel::kError, key, message, position);
  }

  Status map(const XmlNode& node) {
    const Place position = at(node);
    std::array<std::string_view, kKnown.size()> field;
    std::list<std::string> mended;  // what some of them view
    std::array<bool, kKnown.size()> stands{};
    std::vector<std::pair<std::string, std::string>> strange;
    for (const XmlNode& child : node.children) {
      const std::size_t place = next_place_of(child.name);
      if (place == kKnown.size()) {
        if (unknown_.size() < kMostUnknown) unknown_.insert(child.name);
        mapping_.report(model::FindingLevel::kWarning, "unknown-element",
                        "the element " + shown(child.name, 40) + " is not known; its text is kept in notes", at(child));
        strange.emplace_back(child.name, child.text);
        continue;
      }
      if (!stands[place]) {
        stands[place] = seen_[place] = true;
        field[place] = child.text;
        if (has_wide_blanks(child.text)) {
          const std::string& plain = mended.emplace_back(plain_blanks(child.text));
          // What became shorter may now begin or end with a blank.
          field[place] = plain.size() == child.text.size() ? std::string_view(plain) : trim(plain);
        }
      } else {
        return error_at(ErrorCode::kUnexpectedStructure, "a record has two elements " + child.name, at(child),
                        "Fetch the list again from its official address");
      }
    }
    // What does not stand there is empty.
    const auto get = [&](std::size_t name) { return field[name]; };
    const auto either = [&](std::size_t name, std::size_t other) { return field[stands[name] ? name : other]; };
    take_heading(get(known("Country")), position);
    const std::string& country = country_;
    const std::string_view item = get(known("Item"));
    const std::string_view last = get(known("LastName"));
    const std::string_view given = get(known("GivenName"));
    const std::string_view firm = either(known("EntityOrShip"), known("Entity"));
    const std::string_view imo = get(known("ShipIMONumber"));
    if (country.empty() || item.empty()) {
      refuse("incomplete-record", std::string("a record has no ") + (country.empty() ? "Country" : "Item"), position);
      return {};
    }
    const bool person = !last.empty() || !given.empty();
    if (person == !firm.empty()) {
      refuse(person ? "unknown-party-type" : "party-without-name",
             person ? "a record is a person and an entity at once" : "a record has no name", position);
      return {};
    }
    const std::string_view schedule = get(known("Schedule"));
    take_schedule(schedule);
    std::string id = id_start_ + slug(item);
    if (!ids_.try_emplace(id, outcome_.dataset.entities.size(), [this](std::size_t at) { return id_at(at); }).second) {
      refuse("duplicate-entry", "two records are item " + shown(item, 20) + " of one schedule", position);
      return {};
    }
    ++outcome_.counts.mapped;
    // The titles of things that are no person are the kinds of ships.
    const bool ship = !person && (!imo.empty() || !get(known("TitleOrShip")).empty());
    model::Entity& party = outcome_.dataset.entities.emplace_back();
    party.id = std::move(id);
    party.schema = person ? "Person" : (ship ? "Vessel" : "Organization");
    party.evidence = {std::string(source_), record_place(file_.name, node.line)};
    std::string listed;
    if (person) {
      listed.reserve(given.size() + 1 + last.size());
      listed.append(given).append(" ").append(last);
      listed = tidy(listed);
      mapping_.put(party, "name", listed, position);
      mapping_.put(party, "firstName", given, position);
      mapping_.put(party, "lastName", last, position);
      mapping_.put(party, "title", either(known("TitleOrShip"), known("Title")), position);
    } else {
      listed = tidy(firm);
      mapping_.put(party, "name", firm, position);
      if (ship) {
        mapping_.put(party, "imoNumber", imo, position);
        mapping_.put(party, "type", get(known("TitleOrShip")), position);
      }
    }
    put_loose_dates(mapping_, party, person ? "birthDate" : (ship ? "buildDate" : "incorporationDate"),
                    either(known("DateOfBirthOrShipBuildDate"), known("DateOfBirth")), position);
    for (const CellName& name : split_names(get(known("Aliases")), person)) {
      mapping_.put(party, name.former ? "previousName" : "alias", name.text, position, name.lang);
    }
    for (const auto& [name, text] : strange) mapping_.note(party, name + ": " + text);
    designate(party, listed, country, schedule, item, get(known("DateOfListing")), position);
    return {};
  }

  std::string_view id_at(std::size_t place) const { return outcome_.dataset.entities[place].id; }

  // "Russia / Russie": English first. Records of one heading stand together.
  void take_heading(std::string_view text, const Place& position) {
    if (text == heading_ && !country_.empty()) return;
    heading_ = text;
    country_ = tidy(text);
    check_french(country_, position);
    country_ = tidy(country_.substr(0, country_.find(" / ")));
    id_start_.clear();
  }
  // How the ids of items begin.
  void take_schedule(std::string_view schedule) {
    if (!id_start_.empty() && schedule == counted_) return;
    counted_ = schedule;
    const std::string part = schedule == "N/A" ? std::string() : slug(schedule);
    id_start_ = "ca-sema-" + slug(country_) + "-";
    if (!part.empty()) id_start_ += part + "-";
  }

  // The French half of a Country repeats the English one: it is held against the other records of the file, and against
  // the halves that are known.
  void check_french(const std::string& country, const Place& position) {
    if (country == last_heading_) return;
    last_heading_ = country;
    const std::size_t bar = country.find(" / ");
    const std::string english = tidy(country.substr(0, bar));
    const std::string french = bar == std::string::npos ? std::string() : tidy(country.substr(bar + 3));
    const auto [first, fresh] = french_.try_emplace(english, french);
    if (first->second != french) {
      doubted_.insert(english);
      mapping_.report(model::FindingLevel::kWarning, "country-conflict",
                      "\"" + shown(english, 60) + "\" is \"" + shown(french, 60) + "\" in French here and \"" +
                          shown(first->second, 60) + "\" before",
                      position);
    } else if (const auto known = french_halves().find(english);
               fresh && known != french_halves().end() && ascii_lower(known->second) != ascii_lower(french)) {
      doubted_.insert(english);
      mapping_.report(model::FindingLevel::kNote, "country-name",
                      "\"" + shown(english, 60) + "\" is \"" + shown(french, 60) +
                          "\" in French here, which is not as it is known (" + shown(known->second, 60) + ")",
                      position);
    }
  }

  void designate(const model::Entity& party, const std::string& listed, const std::string& country,
                 std::string_view schedule, std::string_view item, std::string_view listing, const Place& position) {
    model::Designation& act = outcome_.dataset.designations.emplace_back();
    act.id = party.id + "-ca";
    act.entity = party.id;
    act.list = kList;
    act.authority = kAuthority;
    act.programmes.push_back(country);
    act.listed_name = listed;
    act.scope = "entity";
    act.evidence = party.evidence;
    // Records of one schedule mostly stand together.
    if (country != last_country_ || schedule != last_schedule_) {
      last_country_ = country;
      last_schedule_ = schedule;
      last_rule_ = schedule_of(country, schedule);
      last_act_ = (last_rule_ == nullptr ? country : last_rule_->act) + ", " +
                  (schedule.empty() || schedule == "N/A" ? "" : "schedule " + tidy(schedule) + ", ") + "item ";
    }
    const Schedule* const rule = last_rule_;
    act.measures.emplace_back(rule == nullptr ? "unknown" : rule->measure);
    if (rule == nullptr) {
      mapping_.report(model::FindingLevel::kWarning, "unmapped-programme",
                      "\"" + shown(country, 60) + "\" is no regulation that is known; its measure is unknown",
                      position);
    }
    act.act = last_act_ + tidy(item);
    if (!listing.empty()) {
      if (const auto date = read_one_date(listing)) {
        act.published = *date;
        act.valid.from = *date;
      } else {
        mapping_.report(model::FindingLevel::kWarning, "unread-value",
                        "a date of listing could not be read: \"" + shown(listing, 40) + "\"", position);
        act.note = "DateOfListing: " + tidy(listing);
      }
    }
    // The heading of a regulation is the country it is about and not that of the party: a Canadian list of Ukraine
    // names Russians. It goes to the programme only.
  }

  const InputFile& file_;
  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::array<bool, kKnown.size()> seen_{};
  std::uint64_t begin_ = 0;                              // of the first record
  std::size_t next_ = 0;                                 // in kKnown
  std::unordered_map<std::string, std::string> french_;  // what Country says behind the English half
  std::unordered_set<std::string> doubted_;              // English halves of which something was found
  // Of the record before.
  std::string heading_;  // as it stands
  std::string country_;
  std::string counted_;  // its schedule
  std::string id_start_;
  std::string last_heading_;
  std::string last_country_;
  std::string last_schedule_;
  const Schedule* last_rule_ = nullptr;
  std::string last_act_;
  std::set<std::string> unknown_;
  IdIndex ids_;  // of the entities of the outcome
};

class CaSemaReader final : public Reader {
 public:
  std::string_view name() const override { return "ca-sema-xml"; }
  std::string_view describes() const override {
    return "Canada's consolidated autonomous sanctions list: one XML file (sema-lmes.xml)";
  }
  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1 || !looks_like_xml(files[0].bytes) || xml_root(files[0].bytes) != "data-set") return false;
    const std::string_view start = files[0].bytes.substr(0, kPrefix);
    if (start.find("<record") != std::string_view::npos) return true;
    // A list without an entry is this list, too, so that it is held and not taken for an unknown format.
    const std::string_view root = start.substr(std::min(start.find("<data-set"), start.size()));
    const std::size_t end = root.find('>');
    if (end == std::string_view::npos) return false;
    const std::string_view rest = trim(root.substr(end + 1));
    return root[end - 1] == '/' ? rest.empty() : rest == "</data-set>";
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    }
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "ca-gac";
    outcome.lists = {std::string(kList)};
    CaMapper mapper(files[0], source, outcome);
    PENUMBRA_RETURN_IF_ERROR(read_list_xml(name(), files[0], "record", outcome, mapper, [&](ReadOutcome& later) {
      return std::make_unique<CaMapper>(files[0], source, later);
    }));
    PENUMBRA_RETURN_IF_ERROR(mapper.finish());
    return outcome;
  }
};

}  // namespace

const Reader& ca_sema_reader() {
  static const CaSemaReader reader;
  return reader;
}

}  // namespace penumbra::ingest
