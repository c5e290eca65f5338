#include "engine/exposure_record.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "engine/exposure_text.h"
#include "model/kinds.h"
#include "model/schema.h"

namespace penumbra::engine {
namespace {

using graph::EntityIndex;
using graph::kNoEntity;

// Notes of one kind that are given; the rest is counted in a last note.
constexpr std::size_t kMostNotes = 60;
// Facts that are told where only their number matters.
constexpr std::size_t kMostTold = 4;
// Steps over which dependants are followed; as far as exposures are (graph::DependencyLimits).
constexpr std::size_t kMaxHops = 8;

bool is_a(const graph::DependencyWorld& world, EntityIndex entity, std::string_view schema) {
  const model::Schema* found = model::Vocabulary::get().find(world.entity(entity).schema);
  return found != nullptr && found->is_a(schema);
}

bool has_schema(const graph::DependencyWorld& world, EntityIndex entity, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), world.entity(entity).schema) != names.end();
}

std::string without_stop(std::string text) {
  while (text.ends_with('.')) text.pop_back();
  return text;
}

std::string note_of(const std::string& note) {
  return note.empty() ? "" : " (" + without_stop(note) + ")";
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += between;
    out += word;
  }
  return out;
}

std::string plural(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

void add_unique(std::vector<std::string>& words, const std::string& word) {
  if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}

void add_sources(std::vector<std::string>& sources, const model::Evidence& evidence) {
  for (const std::string& id : source_ids(evidence.source)) add_unique(sources, id);
}

// Keeps the first notes and counts the others, so that a hub does not fill the page and nothing vanishes in silence.
void cap(std::vector<ExposureNote>& notes) {
  if (notes.size() <= kMostNotes) return;
  const std::size_t more = notes.size() - kMostNotes;
  notes.resize(kMostNotes);
  notes.push_back({"more", "", "and " + std::to_string(more) + " more.", {}});
}

std::string full_stop(std::string text) {
  if (!text.ends_with('.')) text += ".";
  return text;
}

// A fact that holds on the day, is over, or is yet to come.
std::string when_not(const model::Relationship& fact, Date day) {
  if (fact.valid.holds_on(day) != Holds::kNo) return "";
  return fact.valid.from.known() && fact.valid.from.earliest() > day ? " (later than this day)"
                                                                     : " (ended by this day)";
}

}  // namespace

ExposureRecord::ExposureRecord(const graph::DependencyWorld& world) : world_(world), touching_(world.size()) {
  for (const model::Relationship& fact : world.facts().relationships) {
    if (fact.recorded && *fact.recorded > world.known_at()) continue;
    const EntityIndex from = world.find(fact.from);
    const EntityIndex to = world.find(fact.to);
    if (from == kNoEntity || to == kNoEntity) continue;
    touching_[from].push_back(&fact);
    if (to != from) touching_[to].push_back(&fact);
  }
  for (Facts& facts : touching_) {
    std::sort(facts.begin(), facts.end(), [](const auto* a, const auto* b) {
      return std::tie(a->id, a->evidence.source, a->role, a->note) <
             std::tie(b->id, b->evidence.source, b->role, b->note);
    });
  }
}

const ExposureRecord::Facts& ExposureRecord::touching(EntityIndex entity) const {
  return touching_[entity];
}

EntityIndex ExposureRecord::other_end(const model::Relationship& fact, EntityIndex one) const {
  return world_.find(fact.from == world_.entity(one).id ? fact.to : fact.from);
}

void ExposureRecord::add_to(EntityExposure& out, EntityIndex entity) const {
  out.events = events(entity);
  out.dependants = dependants(entity);
  out.related = related(entity);
  out.statements = statements(entity);
  out.conflicts = conflicts(entity);
  out.covers = covers(entity);
  out.evidence = evidence(entity);
}

std::string ExposureRecord::cause_of_act(const model::Relationship& act) const {
  const EntityIndex object = world_.find(act.to);
  if (object == kNoEntity) return "";
  for (const model::StateInterval* row : world_.history(object)) {
    if (row->cause.empty() || row->valid.from != act.valid.from) continue;
    const EntityIndex cause = world_.find(row->cause);
    std::string out = "; behind it: " + caption_of(world_, row->cause);
    if (cause == kNoEntity) return out;
    std::vector<std::string> answers;
    for (const model::Relationship* fact : touching(cause)) {
      if (fact->kind == "response-to" && fact->from == row->cause) add_unique(answers, caption_of(world_, fact->to));
    }
    if (!answers.empty()) out += ", a response to " + joined(answers, " and ");
    return out;
  }
  return "";
}

// Acts on the entity and on the things (not the parties) that it needs or once needed at first hand; of a party, its
// own acts too: who withdrew from what, when, on whose initiative, under which measure.
std::vector<ExposureNote> ExposureRecord::events(EntityIndex entity) const {
  std::set<EntityIndex> objects = {entity};
  for (const auto edges : {world_.needs(entity), world_.lost_needs(entity)}) {
    for (const graph::DependencyEdge& edge : edges) {
      if (!is_a(world_, edge.needed, "LegalEntity")) objects.insert(edge.needed);
    }
  }
  std::vector<const model::Relationship*> acts;
  for (const EntityIndex object : objects) {
    const auto span = world_.changes(object);
    acts.insert(acts.end(), span.begin(), span.end());
  }
  for (const model::Relationship* fact : touching(entity)) {
    const model::RelationshipKind* kind = model::Kinds::get().relationship(fact->kind);
    const bool happened = !fact->valid.from.known() || fact->valid.from.earliest() <= world_.as_of();
    const bool own = kind != nullptr && kind->group == "change" && fact->from == world_.entity(entity).id;
    if (own && happened && fact->status != model::AssertionStatus::kDenied) acts.push_back(fact);
  }
  std::sort(acts.begin(), acts.end(), [](const auto* a, const auto* b) {
    return std::tuple(a->valid.from.earliest(), std::string_view(a->id)) <
           std::tuple(b->valid.from.earliest(), std::string_view(b->id));
  });
  acts.erase(std::unique(acts.begin(), acts.end()), acts.end());
  std::vector<ExposureNote> out;
  for (const model::Relationship* fact : acts) {
    std::string text = sentence_of(world_, *fact);
    if (!fact->side.empty() && fact->side != fact->from) text += ", by the act of " + caption_of(world_, fact->side);
    text += cause_of_act(*fact) + note_of(fact->note);
    out.push_back({fact->kind, fact->from, full_stop(std::move(text)), source_ids(fact->evidence.source),
                   fact->valid.from.to_string()});
  }
  cap(out);
  return out;
}

// What needs the entity on the day: at first hand with its sentence, further out by name.
std::vector<ExposureNote> ExposureRecord::dependants(EntityIndex entity) const {
  struct Direct {
    model::Need need = model::Need::kEssential;
    const model::Relationship* fact = nullptr;
  };
  std::vector<Direct> direct;
  std::set<EntityIndex> seen = {entity};
  std::vector<EntityIndex> level = {entity};
  std::vector<std::string> further;
  for (std::size_t hop = 0; hop < kMaxHops && !level.empty(); ++hop) {
    std::set<EntityIndex> next;
    for (const EntityIndex at : level) {
      for (const model::Relationship* fact : touching(at)) {
        const model::RelationshipKind* kind = model::Kinds::get().relationship(fact->kind);
        if (kind == nullptr || kind->dependent == model::EdgeEnd::kNone) continue;
        const std::string& needed = kind->dependent == model::EdgeEnd::kFrom ? fact->to : fact->from;
        const model::Need need = fact->need == model::Need::kDefault ? kind->need : fact->need;
        if (needed != world_.entity(at).id || need == model::Need::kContext) continue;
        if (!graph::certainty_of(fact->status, fact->valid.holds_on(world_.as_of()))) continue;
        const EntityIndex dependant = other_end(*fact, at);
        if (hop == 0) direct.push_back({need, fact});
        if (seen.insert(dependant).second) next.insert(dependant);
      }
    }
    level.assign(next.begin(), next.end());
    if (hop == 0) continue;
    std::vector<std::string> names;
    for (const EntityIndex each : level) names.emplace_back(world_.entity(each).caption());
    std::sort(names.begin(), names.end());
    further.insert(further.end(), names.begin(), names.end());
  }
  std::stable_sort(direct.begin(), direct.end(), [](const Direct& a, const Direct& b) { return a.need < b.need; });
  std::vector<ExposureNote> out;
  for (const Direct& each : direct) {
    std::string text = sentence_of(world_, *each.fact) + "; " + std::string(model::to_string(each.need));
    if (!each.fact->group.empty()) text += ", one of several (" + each.fact->group + ")";
    const EntityIndex dependant = other_end(*each.fact, entity);
    out.push_back({"needs-it", world_.entity(dependant).id, full_stop(text + note_of(each.fact->note)),
                   source_ids(each.fact->evidence.source)});
  }
  cap(out);
  if (!further.empty()) {
    const std::size_t more = further.size() > kMostNotes ? further.size() - kMostNotes : 0;
    if (more != 0) further.resize(kMostNotes);
    out.push_back(
        {"further-out",
         "",
         "Further out: " + joined(further, ", ") + (more == 0 ? "" : ", and " + std::to_string(more) + " more") + ".",
         {}});
  }
  return out;
}

// Relations from which no dependence follows: coordination, responses, alternatives, talks, sales, kinship of bodies;
// and dependences that the record itself calls context.
std::vector<ExposureNote> ExposureRecord::related(EntityIndex entity) const {
  constexpr std::array<std::string_view, 4> kGroups = {"structure", "technical", "cooperation", "money"};
  constexpr std::array<std::string_view, 3> kSpoken = {"signed", "ratified", "announced"};
  std::vector<ExposureNote> out;
  for (const model::Relationship* fact : touching(entity)) {
    const model::RelationshipKind* kind = model::Kinds::get().relationship(fact->kind);
    if (kind == nullptr || std::find(kGroups.begin(), kGroups.end(), kind->group) == kGroups.end()) continue;
    if (std::find(kSpoken.begin(), kSpoken.end(), fact->kind) != kSpoken.end()) continue;
    const model::Need need = fact->need == model::Need::kDefault ? kind->need : fact->need;
    if (kind->dependent != model::EdgeEnd::kNone && need != model::Need::kContext) continue;
    if (!graph::certainty_of(fact->status, fact->valid.holds_on(world_.as_of()))) continue;
    out.push_back({fact->kind, world_.entity(other_end(*fact, entity)).id,
                   full_stop(sentence_of(world_, *fact) + note_of(fact->note)), source_ids(fact->evidence.source)});
  }
  cap(out);
  return out;
}

std::vector<EntityIndex> ExposureRecord::texts_about(EntityIndex entity) const {
  constexpr std::array<std::string_view, 3> kTexts = {"Announcement", "Agreement", "Event"};
  std::set<EntityIndex> out;
  const auto add = [&](EntityIndex text) {
    if (text != kNoEntity && has_schema(world_, text, kTexts)) out.insert(text);
  };
  if (has_schema(world_, entity, kTexts)) out.insert(entity);
  for (const model::Relationship* fact : touching(entity)) {
    const bool speaks = fact->kind == "states" || fact->kind == "reports";
    if (speaks && fact->to == world_.entity(entity).id) add(world_.find(fact->from));
    if (fact->kind == "governed-by" && fact->from == world_.entity(entity).id) add(world_.find(fact->to));
  }
  for (const model::StateInterval* row : world_.history(entity)) add(world_.find(row->cause));
  return {out.begin(), out.end()};
}

// Who said, signed or reported what of the entity, up to the day and by date. A text is told once, with all its
// speakers: a copy may keep the words and change the speaker.
std::vector<ExposureNote> ExposureRecord::statements(EntityIndex entity) const {
  struct Said {
    Date day = Date::max();
    std::string order;
    ExposureNote note;
  };
  std::vector<Said> said;
  const auto up_to_day = [&](const model::Relationship& fact) {
    return !fact.valid.from.known() || fact.valid.from.earliest() <= world_.as_of();
  };
  const auto dated = [](const model::Relationship& fact) {
    const std::string day = fact.valid.from.to_string();
    return day.empty() ? std::string("day not stated") : day;
  };
  for (const EntityIndex text : texts_about(entity)) {
    const std::string& id = world_.entity(text).id;
    std::map<std::string_view, std::vector<std::string>> by;  // kind of act -> actors
    Said each;
    std::string words;
    for (const model::Relationship* fact : touching(text)) {
      if (!up_to_day(*fact)) continue;
      const bool of_it = fact->from == id && fact->to == world_.entity(entity).id;
      if (of_it && (fact->kind == "states" || fact->kind == "reports")) {
        words += (fact->role.empty() ? "" : " (" + fact->role + ")") +
                 (fact->note.empty() ? "" : ": " + without_stop(fact->note));
        if (fact->status != model::AssertionStatus::kAsserted) {
          words += " [" + std::string(model::to_string(fact->status)) + "]";
        }
      } else if (fact->to != id || (fact->kind != "announced" && fact->kind != "states" && fact->kind != "signed" &&
                                    fact->kind != "ratified" && fact->kind != "reports" && fact->kind != "quotes")) {
        continue;
      } else {
        std::string actor = caption_of(world_, fact->from);
        if (!fact->role.empty()) actor += " (" + fact->role + ")";
        if (fact->kind == "ratified" || fact->kind == "reports") actor += " on " + dated(*fact);
        add_unique(by[fact->kind], actor);
      }
      if (fact->valid.from.known() && fact->valid.from.earliest() < each.day) {
        each.day = fact->valid.from.earliest();
        each.note.date = fact->valid.from.to_string();
      }
      add_sources(each.note.sources, fact->evidence);
    }
    if (by.empty() && words.empty()) continue;
    std::string line = (each.note.date.empty() ? std::string("day not stated") : each.note.date) + "  " +
                       std::string(world_.entity(text).caption()) + words;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kWords = {{{"announced", "announced by "},
                                                                                      {"states", "in the words of "},
                                                                                      {"signed", "signed by "},
                                                                                      {"ratified", "ratified by "},
                                                                                      {"reports", "reported by "},
                                                                                      {"quotes", "quoted by "}}};
    for (const auto& [kind, phrase] : kWords) {
      if (const auto it = by.find(kind); it != by.end()) line += "; " + std::string(phrase) + joined(it->second, ", ");
    }
    each.order = id;
    each.note.key = "text";
    each.note.entity = id;
    each.note.text = full_stop(std::move(line));
    said.push_back(std::move(each));
  }
  // Words of a party about the entity itself, without a text that is an entity of its own; and a party's own words.
  for (const model::Relationship* fact : touching(entity)) {
    if ((fact->kind != "states" && fact->kind != "reports" && fact->kind != "quotes") || !up_to_day(*fact)) continue;
    const EntityIndex speaker = world_.find(fact->from);
    const bool of_it = fact->to == world_.entity(entity).id;
    if (of_it && !is_a(world_, speaker, "LegalEntity")) continue;
    std::string line = dated(*fact) + "  " + caption_of(world_, fact->from) + " ";
    line += of_it ? fact->kind == "states"    ? "says of it"
                    : fact->kind == "reports" ? "reports on it"
                                              : "quotes it"
                  : fact->kind + " " + caption_of(world_, fact->to);
    if (!fact->role.empty()) line += ": " + fact->role;
    if (fact->status != model::AssertionStatus::kAsserted) {
      line += " [" + std::string(model::to_string(fact->status)) + "]";
    }
    said.push_back({fact->valid.from.known() ? fact->valid.from.earliest() : Date::max(),
                    fact->id,
                    {fact->kind, fact->from, full_stop(line + note_of(fact->note)), source_ids(fact->evidence.source),
                     fact->valid.from.to_string()}});
  }
  std::sort(said.begin(), said.end(), [](const Said& a, const Said& b) {
    return std::tie(a.day, a.order, a.note.text) < std::tie(b.day, b.order, b.note.text);
  });
  std::vector<ExposureNote> out;
  for (Said& each : said) out.push_back(std::move(each.note));
  cap(out);
  return out;
}

// Which text contradicts which, among those about the entity, and facts of the entity that are disputed.
std::vector<ExposureNote> ExposureRecord::conflicts(EntityIndex entity) const {
  std::vector<EntityIndex> about = texts_about(entity);
  about.push_back(entity);
  std::map<std::string, ExposureNote> out;  // by id, so that a pair of texts is told once
  for (const EntityIndex text : about) {
    for (const model::Relationship* fact : touching(text)) {
      if (fact->valid.from.known() && fact->valid.from.earliest() > world_.as_of()) continue;
      const bool disputed = fact->status == model::AssertionStatus::kDisputed && text == entity;
      if (fact->kind != "contradicts" && !disputed) continue;
      out.emplace(
          fact->id,
          ExposureNote{disputed ? "disputed" : "contradicts", world_.entity(other_end(*fact, text)).id,
                       full_stop(sentence_of(world_, *fact) + note_of(fact->note)), source_ids(fact->evidence.source)});
    }
  }
  std::vector<ExposureNote> notes;
  for (auto& [id, note] : out) notes.push_back(std::move(note));
  cap(notes);
  return notes;
}

void ExposureRecord::add_measure(EntityIndex measure, std::vector<ExposureNote>& out) const {
  const std::string& id = world_.entity(measure).id;
  for (const model::Relationship* fact : touching(measure)) {
    const model::RelationshipKind* kind = model::Kinds::get().relationship(fact->kind);
    if (kind == nullptr) continue;
    const EntityIndex other = other_end(*fact, measure);
    const bool bites =
        kind->bites != model::EdgeEnd::kNone && (kind->bites == model::EdgeEnd::kTo) == (fact->from == id);
    const bool base = (fact->kind == "based-on" || fact->kind == "imposed-by") && fact->from == id;
    if (!bites && !base) continue;
    std::string text = sentence_of(world_, *fact);
    if (const model::MeasureInfo* info = model::Kinds::get().measure(fact->role)) text += ": " + info->phrase;
    text += when_not(*fact, world_.as_of()) + note_of(fact->note);
    out.push_back({fact->kind, world_.entity(other).id, full_stop(std::move(text)), source_ids(fact->evidence.source)});
  }
  // Parties listed by the document on which the measure itself rests: the same act, told by two tables.
  const std::string& document = world_.entity(measure).evidence.source;
  if (document.empty() || world_.document(document) == nullptr) return;
  std::vector<const model::Designation*> listed;
  for (const model::Designation& each : world_.facts().designations) {
    if (each.recorded && *each.recorded > world_.known_at()) continue;
    if (each.evidence.source == document && world_.find(each.entity) != kNoEntity) listed.push_back(&each);
  }
  std::sort(listed.begin(), listed.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  for (const model::Designation* each : listed) {
    std::string text = listing_in_words(world_, *each);
    const Holds holds = each->valid.holds_on(world_.as_of());
    if (holds == Holds::kNo) {
      text += each->valid.from.known() && each->valid.from.earliest() > world_.as_of() ? " (later than this day)"
                                                                                       : " (ended by this day)";
    }
    for (const graph::Neighbour& near : world_.near(world_.find(each->entity))) {
      if (near.fact->kind != "sub-unit-of" || near.fact->from != each->entity) continue;
      text += ". It is a sub-unit of " + std::string(world_.entity(near.other).caption()) +
              ", a different party that is not named by this entry";
    }
    out.push_back({"designation", each->entity, full_stop(std::move(text)), source_ids(each->evidence.source)});
  }
}

// What a measure, an act or a payment system reaches.
std::vector<ExposureNote> ExposureRecord::covers(EntityIndex entity) const {
  std::vector<ExposureNote> out;
  const std::string& schema = world_.entity(entity).schema;
  if (schema == "Measure") {
    add_measure(entity, out);
  } else if (schema == "LegalAct") {
    add_measure(entity, out);
    for (const model::Relationship* fact : touching(entity)) {
      if (fact->kind != "based-on" || fact->to != world_.entity(entity).id) continue;
      out.push_back({fact->kind, fact->from,
                     full_stop(sentence_of(world_, *fact) + when_not(*fact, world_.as_of()) + note_of(fact->note)),
                     source_ids(fact->evidence.source)});
    }
  } else if (schema == "PaymentSystem") {
    for (const model::Relationship* fact : touching(entity)) {
      if (fact->kind != "holds-access-to" && fact->kind != "clears-in") continue;
      out.push_back({fact->kind, fact->from,
                     full_stop(sentence_of(world_, *fact) + when_not(*fact, world_.as_of()) + note_of(fact->note)),
                     source_ids(fact->evidence.source)});
    }
  }
  return out;
}

// How many documents and story families stand behind the facts that name the entity, what rests on reports alone, and
// what was not read.
std::vector<ExposureNote> ExposureRecord::evidence(EntityIndex entity) const {
  std::set<std::string> documents;
  std::set<std::string> unread;
  std::size_t facts = 0;
  std::size_t single = 0;
  std::size_t reports_only = 0;
  std::vector<std::string> told;
  std::vector<std::string> told_sources;
  const auto count = [&](const model::Evidence& evidence, const std::string& sentence) {
    std::set<std::string> own;
    bool first_hand = false;
    for (const std::string& id : source_ids(evidence.source)) {
      const model::SourceDocument* document = world_.document(id);
      documents.insert(id);
      own.insert(id);
      // A fact of an official list names the list; that is first hand.
      if (document == nullptr || document->kind != "report") first_hand = true;
      if (document == nullptr) continue;
      if (document->checked == "no") unread.insert(id);
    }
    ++facts;
    single += world_.independent_stories(own) == 1 ? 1U : 0U;
    if (first_hand) return;
    ++reports_only;
    told.push_back(sentence);
    for (const std::string& id : source_ids(evidence.source)) add_unique(told_sources, id);
  };
  for (const model::Relationship* fact : touching(entity)) {
    if (fact->valid.from.known() && fact->valid.from.earliest() > world_.as_of()) continue;
    count(fact->evidence, sentence_of(world_, *fact));
  }
  for (const model::StateInterval* row : world_.history(entity)) {
    if (row->valid.from.known() && row->valid.from.earliest() > world_.as_of()) continue;
    count(row->evidence, "its state: " + state_of(world_, *row, Certainty::kCertain).sentence);
  }
  for (const graph::DatedDesignation& each : world_.designations(entity)) {
    count(each.fact->evidence, listing_in_words(world_, *each.fact));
  }
  std::vector<ExposureNote> out;
  if (facts == 0) return out;
  out.push_back({"count",
                 world_.entity(entity).id,
                 plural(facts, "fact names it", "facts name it") + " up to this day, from " +
                     plural(documents.size(), "document", "documents") + " that tell " +
                     plural(world_.independent_stories(documents), "independent story", "independent stories") + "; " +
                     std::to_string(single) + (single == 1 ? " rests" : " rest") + " on one story alone.",
                 {documents.begin(), documents.end()}});
  if (reports_only != 0) {
    const std::size_t shown = std::min<std::size_t>(told.size(), kMostTold);
    std::sort(told.begin(), told.end());
    std::string text = plural(reports_only, "fact is", "facts are") +
                       " known from reports alone, without an act, an agreement or a party's own statement: ";
    for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : "; ") + told[i];
    if (told.size() > shown) text += "; and " + std::to_string(told.size() - shown) + " more";
    out.push_back({"reports-only", world_.entity(entity).id, full_stop(std::move(text)), std::move(told_sources)});
  }
  if (!unread.empty()) {
    out.push_back({"unread",
                   world_.entity(entity).id,
                   "The text was not read of: " + joined({unread.begin(), unread.end()}, ", ") + ".",
                   {unread.begin(), unread.end()}});
  }
  return out;
}

}  // namespace penumbra::engine
