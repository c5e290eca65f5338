// China's own lists as the announcements that make them: each file is one announcement, and what is listed is what all
// of them together say. Later ones suspend, stop or lift what earlier ones ordered, named by number, by day or by name.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "ingest/cn/announcement.h"
#include "ingest/cn/registry_lists.h"
#include "ingest/cn/words.h"
#include "ingest/mapping.h"
#include "ingest/registry.h"
#include "ingest/tables/columns.h"
#include "ingest/tables/nationality.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{512} << 10;
// "清单", "名单", "反制" in UTF-8 and in GB18030: without one of them a file is none of ours.
constexpr std::array<std::string_view, 6> kListWords = {
    "清单", "名单", "反制", "\xC7\xE5\xB5\xA5", "\xC3\xFB\xB5\xA5", "\xB7\xB4\xD6\xC6"};

struct Read {
  const InputFile* file = nullptr;
  Announcement act;
};

// What holds from a day on.
enum class State : std::uint8_t { kHolds, kSuspended, kEnded };

// What holds from a day on.
struct Since {
  State state = State::kHolds;
  std::string why;
  std::vector<std::string> part;  // the measures that this is about; none: all
};

// The measures of a listing of which a part is suspended or stopped that go on; none when that part is all of them. A
// part that the listing does not have, as what is ordered about the managers of a party (""), takes nothing off it.
std::vector<std::string> left_of(const std::vector<std::string>& measures, const std::vector<std::string>& part) {
  const auto is_part = [&](const std::string& one) { return std::find(part.begin(), part.end(), one) != part.end(); };
  std::vector<std::string> out;
  for (const std::string& one : measures) {
    if (!part.empty() && !is_part(one)) out.push_back(one);
  }
  return out;
}

// One party's listing by one announcement, with what later ones do to it.
struct Listed {
  std::size_t act = 0;
  const AnnouncedParty* party = nullptr;
  std::string id;                                                       // of the entity
  std::vector<std::pair<const AnnouncedChange*, std::size_t>> changes;  // with the announcement that brings it
};

class Mapper {
 public:
  Mapper(std::string_view source, ReadOutcome& outcome)
      : source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  void map(std::vector<Read>& acts) {
    // In the order in which they were made, whatever the order of the files.
    std::stable_sort(acts.begin(), acts.end(), [](const Read& a, const Read& b) {
      return std::tuple(a.act.published, a.act.year, a.act.number) <
             std::tuple(b.act.published, b.act.year, b.act.number);
    });
    for (std::size_t i = 0; i < acts.size(); ++i) {
      for (const AnnouncedParty& party : acts[i].act.parties) list(acts, i, party);
      for (const AnnouncedChange& change : acts[i].act.changes) apply(acts, i, change);
    }
    for (const Listed& listed : listed_) designate(acts, listed);
  }

 private:
  static SourcePosition place(const Read& read, std::uint64_t line) { return {.file = read.file->name, .line = line}; }

  static std::string key_of(const AnnouncedParty& party) {
    // Chinese forms of a foreign name vary between announcements; its own does not.
    std::string key;
    for (const char c : ascii_lower(party.latin)) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) key += c;
    }
    return key.empty() ? party.chinese : key;
  }

  void list(const std::vector<Read>& acts, std::size_t act, const AnnouncedParty& party) {
    ++outcome_.counts.records_in;
    const Read& read = acts[act];
    const SourcePosition position = place(read, party.line);
    if (party.latin.empty() && party.chinese.empty()) {
      ++outcome_.counts.reported;
      mapping_.report(model::FindingLevel::kError, "party-without-name", "a party has no name", position);
      return;
    }
    const std::string schema = party.person ? "Person" : "Organization";
    const std::string key = key_of(party);
    const std::string_view parts[] = {schema, key};
    const std::string id = "cn-" + hashed_id(parts);
    if (!seen_.insert({act, id}).second) {
      ++outcome_.counts.ignored;
      mapping_.report(model::FindingLevel::kNote, "repeated-designation", "an announcement names a party twice",
                      position);
      return;
    }
    ++outcome_.counts.mapped;
    const auto [it, fresh] = entities_.try_emplace(id, outcome_.dataset.entities.size());
    if (fresh) {
      model::Entity& made = outcome_.dataset.entities.emplace_back();
      made.id = id;
      made.schema = schema;
      made.evidence = {std::string(source_), record_place(read.file->name, party.line)};
    }
    model::Entity& entity = outcome_.dataset.entities[it->second];
    mapping_.put(entity, fresh ? "name" : "alias", party.latin.empty() ? party.chinese : party.latin, position);
    if (!party.latin.empty()) mapping_.put(entity, "alias", party.chinese, position, "zh");
    for (const std::string& alias : party.aliases) mapping_.put(entity, "alias", alias, position);
    for (const std::string& address : party.addresses) mapping_.put(entity, "address", address, position);
    if (!party.position.empty()) mapping_.put(entity, "position", party.position, position, "zh");
    for (const std::string& detail : party.details) mapping_.note(entity, detail);
    if (!party.person && country_or_people(read.act.country)) {
      mapping_.put(entity, "country", *country_or_people(read.act.country), position);
    }
    listed_.push_back({act, &party, id, {}});
  }

  // Whether a change is about what an announcement listed.
  static bool meant(const AnnouncedChange& change, const Announcement& act) {
    if (!change.list.empty() && change.list != act.list) return false;
    if (!change.announced.empty()) {
      return std::any_of(change.announced.begin(), change.announced.end(), [&](const auto& one) {
        return one.second == act.number && (one.first == act.year || one.first == 0);
      });
    }
    return std::find(change.days.begin(), change.days.end(), act.published) != change.days.end();
  }

  void apply(const std::vector<Read>& acts, std::size_t by, const AnnouncedChange& change) {
    ++outcome_.counts.records_in;
    std::set<std::string> named;
    for (const AnnouncedParty& party : change.parties) {
      named.insert(key_of(party));
      named.insert(party.chinese);
    }
    std::vector<Listed*> met;
    std::set<std::string> parties;
    for (Listed& listed : listed_) {
      if (listed.act == by) continue;
      const Announcement& act = acts[listed.act].act;
      bool is = false;
      if (named.empty()) {
        is = meant(change, act);
      } else {
        const bool same_list = change.list.empty() || change.list == act.list;
        is = same_list && (named.contains(key_of(*listed.party)) || named.contains(listed.party->chinese));
      }
      if (!is) continue;
      met.push_back(&listed);
      parties.insert(listed.id);
    }
    const std::uint64_t wanted = change.stated.value_or(named.empty() ? parties.size() : change.parties.size());
    // A number may stand for several announcements, of which only some are here.
    const bool all_there = std::all_of(change.announced.begin(), change.announced.end(), [&](const auto& one) {
      return std::any_of(met.begin(), met.end(),
                         [&](const Listed* listed) { return acts[listed->act].act.number == one.second; });
    });
    if (parties.empty() || wanted != parties.size() || !all_there) {
      ++outcome_.counts.reported;
      mapping_.report(model::FindingLevel::kError, "unknown-announcement",
                      "a change of earlier listings meets " + std::to_string(parties.size()) + " parties here" +
                          (change.stated ? " and speaks of " + std::to_string(*change.stated) : std::string()) +
                          "; the announcements that it names must be given with it: \"" + shown(change.text, 160) +
                          "\"",
                      place(acts[by], change.line));
      return;
    }
    ++outcome_.counts.mapped;
    for (Listed* listed : met) listed->changes.emplace_back(&change, by);
  }

  static std::string citation(const Announcement& act) { return act.number_text.empty() ? act.title : act.number_text; }

  void designate(const std::vector<Read>& acts, const Listed& listed) {
    const Read& read = acts[listed.act];
    const Announcement& act = read.act;
    // What holds from which day on; a later change overrules what an earlier one says of the same days.
    std::map<Date, Since> states = {{act.effective, {}}};
    for (const auto& [change, by] : listed.changes) {
      const Date from = std::max(change->from, act.effective);
      states.erase(states.upper_bound(from), states.end());
      const std::string why = citation(acts[by].act) + ": " + change->text;
      // A part that could not be told leaves the listing as it is, with the clause as note.
      const auto ordered = [&](State state) { return change->unread_part ? State::kHolds : state; };
      switch (change->word) {
        case ChangeWord::kSuspended:
          states[from] = {ordered(State::kSuspended), why, change->part};
          if (change->until) states[change->until->plus_days(1)] = {};
          break;
        case ChangeWord::kStopped:
          states[from] = {ordered(State::kEnded), why, change->part};
          break;
        case ChangeWord::kRemoved:
          states[from] = {State::kEnded, why, {}};
          break;
        case ChangeWord::kResumed:
          states[from] = {State::kHolds, why, {}};
          break;
      }
    }
    const RegistryList* list = find_registry_list(act.list);
    model::Designation base;
    base.entity = listed.id;
    base.list = list == nullptr ? "unknown" : list->list;
    base.authority = list == nullptr ? std::string() : list->authority;
    base.listed_name = listed.party->latin.empty() ? listed.party->chinese : listed.party->latin;
    base.act = citation(act);
    base.scope = "entity";
    base.reason = act.reason;
    base.programmes = act.basis;
    if (base.programmes.empty() && list != nullptr) base.programmes = {list->programme};
    base.date_act = PartialDate(act.published);
    base.published = PartialDate(act.published);
    base.evidence = {std::string(source_), record_place(read.file->name, listed.party->line)};
    for (const AnnouncedMeasure& measure : act.measures) {
      const bool applies = listed.party->person ? measure.persons : measure.bodies;
      const auto& all = base.measures;
      if (applies && std::find(all.begin(), all.end(), measure.measure) == all.end())
        base.measures.push_back(measure.measure);
    }
    if (base.measures.empty() && list != nullptr) base.measures = list->measures;
    const std::string_view parts[] = {listed.id, base.act};
    const std::string id = listed.id + "-" + hashed_id(parts);
    std::size_t piece = 0;
    for (auto it = states.begin(); it != states.end(); ++it) {
      const auto next = std::next(it);
      const Since& since = it->second;
      const std::vector<std::string> left =
          since.state == State::kHolds ? base.measures : left_of(base.measures, since.part);
      if (since.state == State::kEnded && left.empty()) continue;
      model::Designation out = base;
      out.id = piece == 0 ? id : id + "-" + std::to_string(piece + 1);
      ++piece;
      out.valid.from = PartialDate(it->first);
      if (next != states.end()) out.valid.to = PartialDate(next->first);
      out.measures = left.empty() && since.state == State::kSuspended ? std::vector<std::string>{"suspended"} : left;
      out.note = since.why;
      if (next != states.end() && next->second.state == State::kEnded)
        out.note += (out.note.empty() ? "" : "; ") + next->second.why;
      outcome_.lists.push_back(out.list);
      outcome_.dataset.designations.push_back(std::move(out));
    }
  }

  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::map<std::string, std::size_t> entities_;
  std::set<std::pair<std::size_t, std::string>> seen_;
  std::vector<Listed> listed_;
};

class CnAnnouncementsReader final : public Reader {
 public:
  std::string_view name() const override { return "cn-announcements"; }
  std::string_view describes() const override {
    return "Announcements of China's Ministries of Commerce and Foreign Affairs that list parties or change listings: "
           "web pages or text, each file one announcement, all of them one version";
  }
  bool reads_raw() const override { return true; }
  bool recognises(std::span<const InputFile> files) const override {
    return !files.empty() && std::all_of(files.begin(), files.end(), [](const InputFile& file) {
      const std::string_view start = whole_letters(file.bytes, kPrefix);
      if (std::none_of(kListWords.begin(), kListWords.end(),
                       [&](std::string_view word) { return start.find(word) != std::string_view::npos; }))
        return false;
      const auto lines = page_lines({file.name, start});
      return lines.ok() && is_announcement(*lines);
    });
  }
  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "cn";
    std::vector<Read> acts;
    std::set<std::tuple<std::string, int, std::uint64_t>> numbers;
    for (const InputFile& file : files) {
      PENUMBRA_ASSIGN_OR_RETURN(const std::vector<PageLine> lines, page_lines(file));
      PENUMBRA_ASSIGN_OR_RETURN(Announcement act, parse_announcement(lines, file.name, outcome.findings));
      if (act.number != 0 && !numbers.insert({act.number_text, act.year, act.number}).second) {
        return error_at(ErrorCode::kDuplicate, "the announcement " + act.number_text + " is given twice",
                        {.file = file.name, .line = act.line}, "Give each announcement once");
      }
      acts.push_back({&file, std::move(act)});
      if (is_gb18030(file.bytes)) outcome.notes.push_back(file.name + " is in GB18030 and was read as such.");
    }
    Mapper(source, outcome).map(acts);
    for (const Read& read : acts) {
      const PartialDate day(read.act.published);
      if (!outcome.published.known() || outcome.published.first() < day.first()) outcome.published = day;
    }
    std::sort(outcome.lists.begin(), outcome.lists.end());
    outcome.lists.erase(std::unique(outcome.lists.begin(), outcome.lists.end()), outcome.lists.end());
    outcome.notes.push_back("The lists are what " + std::to_string(files.size()) +
                            (files.size() == 1 ? " announcement says" : " announcements together say") +
                            "; an announcement that is not among them is not known here.");
    return outcome;
  }
};

}  // namespace

const Reader& cn_announcements_reader() {
  static const CnAnnouncementsReader reader;
  return reader;
}

}  // namespace penumbra::ingest
