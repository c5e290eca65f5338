// China's own lists as the announcements that make them: each file is one announcement, and what is listed is what all
// of them together say. Later ones suspend, stop or lift what earlier ones ordered, named by number, by day or by name.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "ingest/cn/announcement.h"
#include "ingest/cn/measure_history.h"
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
    // Two bodies may number their announcements alike.
    const bool other_issuer =
        !change.issuer.empty() && !act.number_text.empty() && act.number_text.find(change.issuer) == std::string::npos;
    if (!change.announced.empty() && other_issuer) return false;
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
    bool unclear = false;
    if (named.empty()) keep_named(change, met, parties, unclear);
    const std::uint64_t wanted = change.stated.value_or(named.empty() ? parties.size() : change.parties.size());
    // A number may stand for several announcements, of which only some are here.
    const bool all_there = std::all_of(change.announced.begin(), change.announced.end(), [&](const auto& one) {
      return std::any_of(met.begin(), met.end(),
                         [&](const Listed* listed) { return acts[listed->act].act.number == one.second; });
    });
    // A number of a clause or an exception says of whom a removal speaks in a way that is not known here.
    const bool removes_a_part = change.word == ChangeWord::kRemoved && (change.excepts || !change.part.refs.empty());
    if (parties.empty() || wanted != parties.size() || !all_there || unclear || removes_a_part) {
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

  // Of those whom a change meets, the ones that its text names where it does not mean all of them:
  // "停止对甲公司的措施".
  static void keep_named(const AnnouncedChange& change, std::vector<Listed*>& met, std::set<std::string>& parties,
                         bool& unclear) {
    // The longest first, so that a name which is part of another one is not found in it.
    std::vector<std::pair<std::string_view, const Listed*>> names;
    for (const Listed* listed : met) {
      for (const std::string* name : {&listed->party->chinese, &listed->party->latin}) {
        if (!name->empty()) names.emplace_back(*name, listed);
      }
    }
    std::stable_sort(names.begin(), names.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    std::string text = change.names;
    std::set<std::string> kept;
    std::vector<std::pair<std::string_view, std::size_t>> found;
    for (const auto& [name, listed] : names) {
      const bool before = std::any_of(found.begin(), found.end(), [&](const auto& one) { return one.first == name; });
      std::size_t at = before ? 0 : text.find(name);
      if (at == std::string::npos) continue;
      kept.insert(listed->id);
      found.emplace_back(name, at);
      for (; !before && at != std::string::npos; at = text.find(name, at))
        text.replace(at, name.size(), name.size(), ' ');
    }
    if (kept.empty() || kept.size() == parties.size()) return;
    if (change.stated == parties.size()) return;  // "甲公司等3家企业"
    unclear = change.stated && *change.stated != kept.size();
    std::erase_if(met, [&](const Listed* listed) { return !kept.contains(listed->id); });
    parties = std::move(kept);
  }

  static std::string citation(const Announcement& act) { return act.number_text.empty() ? act.title : act.number_text; }

  void designate(const std::vector<Read>& acts, const Listed& listed) {
    const Read& read = acts[listed.act];
    const Announcement& act = read.act;
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
    cn::MeasureHistory history(
        cn::measures_for(act, listed.party->person, list == nullptr ? std::vector<std::string>() : list->measures),
        act.effective);
    change(acts, listed, history);
    const std::string_view parts[] = {listed.id, base.act};
    const std::string id = listed.id + "-" + hashed_id(parts);
    std::size_t piece = 0;
    for (cn::MeasurePiece& stretch : history.pieces()) {
      model::Designation out = base;
      out.id = piece == 0 ? id : id + "-" + std::to_string(piece + 1);
      ++piece;
      out.valid.from = PartialDate(stretch.from);
      if (stretch.to) out.valid.to = PartialDate(*stretch.to);
      out.measures = std::move(stretch.measures);
      if (out.measures.empty()) out.measures = {"suspended"};
      out.note = std::move(stretch.note);
      outcome_.lists.push_back(out.list);
      outcome_.dataset.designations.push_back(std::move(out));
    }
  }

  // What later announcements do to the measures of a listing.
  void change(const std::vector<Read>& acts, const Listed& listed, cn::MeasureHistory& history) {
    struct Step {
      const AnnouncedChange* change;
      std::size_t by;
      Date from;
      std::optional<std::vector<bool>> which;  // nothing: cannot be told
    };
    const Announcement& act = acts[listed.act].act;
    const std::size_t count = history.measures().size();
    std::vector<Step> steps;
    for (const auto& [change, by] : listed.changes) {
      Step step{change, by, std::max(change->from, act.effective), std::vector<bool>(count, true)};
      if (!change->part.empty()) step.which = cn::measures_meant(change->part, act, history.measures());
      if (change->excepts) {
        const auto but_for = cn::measures_meant(change->but_for, act, history.measures());
        if (!but_for) step.which.reset();
        for (std::size_t i = 0; step.which && i < count; ++i) (*step.which)[i] = (*step.which)[i] && !(*but_for)[i];
      }
      steps.push_back(std::move(step));
    }
    for (Step& step : steps) {
      if (!step.change->the_others) continue;
      // Those that another change of the same announcement names are not among the others; none named: who are they?
      bool any = false;
      for (const Step& other : steps) {
        if (other.by != step.by || other.change->part.empty() || !other.which) continue;
        any = true;
        for (std::size_t i = 0; i < count; ++i) (*step.which)[i] = (*step.which)[i] && !(*other.which)[i];
      }
      if (!any) step.which.reset();
    }
    // What one announcement says of all measures comes before what it says of some from the same day on.
    std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
      return std::tuple(a.by, a.from, !a.change->part.empty()) < std::tuple(b.by, b.from, !b.change->part.empty());
    });
    for (const Step& step : steps) {
      const AnnouncedChange& change = *step.change;
      const std::string why = citation(acts[step.by].act) + ": " + change.text;
      if (!step.which) {
        // The safe side: what is ordered anew is ordered, and nothing is taken off.
        if (change.word == ChangeWord::kResumed) {
          history.resume(std::vector<bool>(count, true), step.from, why);
        } else {
          history.remark(step.from, change.until, why);
        }
        unread(acts, step.by, listed.act, change,
               "is about a part of the measures that could not be traced; the listings go on as they were");
        continue;
      }
      if (std::find(step.which->begin(), step.which->end(), true) == step.which->end()) {
        history.remark(step.from, change.until, why);
        continue;
      }
      const bool named = !change.part.empty() || history.all_ended(step.from);
      switch (change.word) {
        case ChangeWord::kSuspended:
          if (change.part.empty() && history.all_ended(step.from)) {
            unread(acts, step.by, listed.act, change,
                   "suspends measures that had ended; they are taken to be in force");
          }
          if (!change.prolongs) {
            history.suspend(*step.which, named, step.from, change.until, why);
          } else if (!history.prolong(*step.which, step.from, *change.prolongs, why)) {
            history.remark(step.from, std::nullopt, why);
            unread(acts, step.by, listed.act, change, "prolongs a suspension that does not run; nothing is suspended");
          }
          break;
        case ChangeWord::kStopped:
          history.end(*step.which, step.from, why);
          break;
        case ChangeWord::kRemoved:
          history.end(std::vector<bool>(count, true), step.from, why);
          break;
        case ChangeWord::kResumed:
          history.resume(*step.which, step.from, why);
          break;
      }
    }
  }

  // Once for each announcement that a change is about, however many parties that names.
  void unread(const std::vector<Read>& acts, std::size_t by, std::size_t of, const AnnouncedChange& change,
              const std::string& what) {
    if (!told_.insert({&change, of}).second) return;
    mapping_.report(
        model::FindingLevel::kWarning, "unread-part",
        "a change of " + citation(acts[of].act) + " " + what + ", with a note: \"" + shown(change.text, 160) + "\"",
        place(acts[by], change.line));
  }

  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::map<std::string, std::size_t> entities_;
  std::set<std::pair<std::size_t, std::string>> seen_;
  std::vector<Listed> listed_;
  std::set<std::pair<const AnnouncedChange*, std::size_t>> told_;
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
