#include "engine/exposure_text.h"

#include <algorithm>

#include "model/kinds.h"

namespace penumbra::engine {
namespace {

void replace_in(std::string& text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  if (at != std::string::npos) text.replace(at, what.size(), by);
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += between;
    out += word;
  }
  return out;
}

// What a set of measures imposes, in words; each phrase once.
std::string phrases_of(const std::vector<std::string>& measures) {
  std::vector<std::string> phrases;
  for (const std::string& id : measures) {
    const model::MeasureInfo* measure = model::Kinds::get().measure(id);
    if (measure == nullptr) continue;
    if (std::find(phrases.begin(), phrases.end(), measure->phrase) == phrases.end()) phrases.push_back(measure->phrase);
  }
  return joined(phrases, "; ");
}

std::string list_in_words(const model::Designation& designation) {
  const model::ListInfo* list = model::Kinds::get().list(designation.list);
  return (list == nullptr ? std::string("list") : list->name) + " (" + designation.list + ")";
}

// "on 2022-03-17", "in 2022-03", "before 2022-03-17".
std::string on_day(const std::string& date) {
  constexpr std::size_t kDayLength = 10;
  if (date.starts_with('<')) return "before " + date.substr(1);
  if (date.starts_with('>')) return "after " + date.substr(1);
  return (date.size() < kDayLength ? "in " : "on ") + date;
}

std::string by_whom(const graph::DependencyWorld& world, std::string_view side) {
  return side.empty() ? "" : ", by " + caption_of(world, side);
}

}  // namespace

std::vector<std::string> source_ids(std::string_view cell) {
  constexpr std::string_view kBar = " | ";
  std::vector<std::string> out;
  while (!cell.empty()) {
    const std::size_t bar = cell.find(kBar);
    out.emplace_back(cell.substr(0, bar));
    if (bar == std::string_view::npos) break;
    cell.remove_prefix(bar + kBar.size());
  }
  return out;
}

std::string caption_of(const graph::DependencyWorld& world, std::string_view id) {
  const graph::EntityIndex index = world.find(id);
  return index == graph::kNoEntity ? std::string(id) : std::string(world.entity(index).caption());
}

std::string span_in_words(const ValidInterval& interval, Date day) {
  const std::string from = interval.from.to_string();
  const std::string to = interval.to.to_string();
  // "<2022" and ">2022" are signs of the format, not words.
  const auto spoken = [](const std::string& date) {
    if (date.starts_with('<')) return "before " + date.substr(1);
    if (date.starts_with('>')) return "after " + date.substr(1);
    return date;
  };
  if (from.empty() && to.empty()) return "";
  if (from.empty()) return "until " + spoken(to);
  if (to.empty()) return (interval.from.earliest() > day ? "from " : "since ") + spoken(from);
  return "from " + spoken(from) + " to " + spoken(to);
}

std::string listing_in_words(const graph::DependencyWorld& world, const model::Designation& designation) {
  std::string out = caption_of(world, designation.entity) + " is on the " + list_in_words(designation);
  const std::string span = span_in_words(designation.valid, world.as_of());
  if (!span.empty()) out += " " + span;
  if (!designation.act.empty()) {
    out += ", under " + designation.act;
  } else if (!designation.programmes.empty()) {
    out += ", under " + joined(designation.programmes, ", ");
  }
  const std::string phrases = phrases_of(designation.measures);
  if (!phrases.empty()) out += ": " + phrases;
  return out;
}

std::string sentence_of(const graph::DependencyWorld& world, const model::Relationship& fact) {
  const model::RelationshipKind* kind = model::Kinds::get().relationship(fact.kind);
  std::string out = kind == nullptr ? "{from} " + fact.kind + " {to}" : kind->sentence;
  replace_in(out, "{from}", caption_of(world, fact.from));
  replace_in(out, "{to}", caption_of(world, fact.to));
  const std::string share = fact.share.to_string();
  std::string spoken_share = share.empty() ? "an unstated share" : share + " %";
  if (const std::size_t dots = spoken_share.find(".."); dots != std::string::npos)
    spoken_share.replace(dots, 2, " to ");
  replace_in(spoken_share, ">", "more than ");
  replace_in(spoken_share, "<", "less than ");
  replace_in(out, "{share}", spoken_share);
  // A measure that stands as the role is put into words by whoever tells what follows from it.
  if (!fact.role.empty() && model::Kinds::get().measure(fact.role) == nullptr) out += " (" + fact.role + ")";
  // An act of one day happened on that day; all else holds over a span.
  const bool act = kind != nullptr && (kind->group == "change" || kind->group == "evidence" || fact.kind == "signed" ||
                                       fact.kind == "ratified" || fact.kind == "announced");
  const std::string span =
      act && fact.valid.from.known() ? on_day(fact.valid.from.to_string()) : span_in_words(fact.valid, world.as_of());
  if (!span.empty()) out += ", " + span;
  if (fact.status != model::AssertionStatus::kAsserted) out += " [" + std::string(model::to_string(fact.status)) + "]";
  return out;
}

ExposureState state_of(const graph::DependencyWorld& world, const model::StateInterval& row, Certainty certainty) {
  ExposureState out;
  out.state = row.state;
  const model::StateInfo* info = model::Kinds::get().state(row.state);
  if (info != nullptr) out.phase = info->phase;
  out.from = row.valid.from.to_string();
  out.to = row.valid.to.to_string();
  out.status = std::string(model::to_string(row.status));
  out.side = row.side;
  if (!row.side.empty()) out.side_caption = caption_of(world, row.side);
  out.cause = row.cause;
  if (!row.cause.empty()) {
    out.cause_caption = caption_of(world, row.cause);
    if (const model::SourceDocument* document = world.document(row.cause)) out.cause_caption = document->title;
  }
  out.note = row.note;
  out.certainty = certainty;
  out.sources = source_ids(row.evidence.source);
  out.sentence = row.state;
  const std::string span = span_in_words(row.valid, world.as_of());
  if (!span.empty()) out.sentence += " " + span;
  out.sentence += by_whom(world, row.side);
  if (!out.cause_caption.empty() && row.cause != row.side) out.sentence += "; cause: " + out.cause_caption;
  if (row.status != model::AssertionStatus::kAsserted) {
    out.sentence += " [" + std::string(model::to_string(row.status)) + "]";
  }
  return out;
}

ExposureHop hop_of(const graph::DependencyWorld& world, const model::Relationship& fact, model::Need need,
                   Certainty certainty) {
  ExposureHop out;
  out.from = fact.from;
  out.from_caption = caption_of(world, fact.from);
  out.kind = fact.kind;
  out.to = fact.to;
  out.to_caption = caption_of(world, fact.to);
  out.sentence = sentence_of(world, fact);
  out.valid_from = fact.valid.from.to_string();
  out.valid_to = fact.valid.to.to_string();
  out.status = std::string(model::to_string(fact.status));
  out.need = std::string(model::to_string(need));
  out.share = fact.share.to_string();
  out.role = fact.role;
  out.side = fact.side;
  out.certainty = certainty;
  out.sources = source_ids(fact.evidence.source);
  out.evidence = fact.evidence.record;
  return out;
}

ExposureCause cause_of(const graph::DependencyWorld& world, graph::EntityIndex target, const graph::Cause& cause) {
  ExposureCause out;
  const std::string thing(world.entity(target).caption());
  if (cause.other != graph::kNoEntity) {
    out.other = world.entity(cause.other).id;
    out.other_caption = std::string(world.entity(cause.other).caption());
  }
  if (const model::Designation* designation = cause.designation; designation != nullptr) {
    out.id = designation->id;
    out.list = designation->list;
    out.authority = designation->authority;
    out.programmes = designation->programmes;
    out.measures = designation->measures;
    out.act = designation->act;
    out.listed_name = designation->listed_name;
    out.from = designation->valid.from.to_string();
    out.to = designation->valid.to.to_string();
    out.sources = source_ids(designation->evidence.source);
    out.evidence = designation->evidence.record;
  }
  if (const model::Relationship* fact = cause.relationship; fact != nullptr) {
    if (out.id.empty()) out.id = fact->id;
    if (out.from.empty() && cause.designation == nullptr) out.from = fact->valid.from.to_string();
    if (out.to.empty() && cause.designation == nullptr) out.to = fact->valid.to.to_string();
    out.side = fact->side;
    for (std::string& source : source_ids(fact->evidence.source)) {
      if (std::find(out.sources.begin(), out.sources.end(), source) == out.sources.end()) {
        out.sources.push_back(std::move(source));
      }
    }
    if (out.evidence.empty()) out.evidence = fact->evidence.record;
  }
  switch (cause.type) {
    case graph::CauseType::kDesignation:
      out.type = "designation";
      out.sentence = listing_in_words(world, *cause.designation);
      break;
    case graph::CauseType::kRule: {
      const graph::PartyFinding& finding = *cause.finding;
      out.type = "rule";
      out.id = finding.rule_id;
      out.verdict = finding.verdict;
      out.share_low = finding.share_low;
      out.share_high = finding.share_high;
      out.rule_version = finding.rule_version;
      out.rule_source = finding.rule_source;
      out.sentence = finding.sentence;
      while (out.sentence.ends_with('.')) out.sentence.pop_back();
      replace_in(out.sentence, world.entity(target).id, thing);
      if (!finding.measure.empty() && finding.verdict != "not-by-ownership") {
        out.measures = {finding.measure};
        out.sentence += ": " + phrases_of(out.measures);
      }
      if (finding.verdict == "not-by-ownership" && !finding.flags.empty()) {
        out.sentence =
            thing + " is not reached by " + finding.rule_id + ", but needs a look: " + joined(finding.flags, "; ");
      }
      for (const model::Relationship& stake : finding.chain) {
        for (std::string& source : source_ids(stake.evidence.source)) {
          if (std::find(out.sources.begin(), out.sources.end(), source) == out.sources.end()) {
            out.sources.push_back(std::move(source));
          }
        }
      }
      break;
    }
    case graph::CauseType::kRestriction: {
      out.type = "restriction";
      out.sentence = sentence_of(world, *cause.relationship);
      std::vector<std::string> behind;
      for (const graph::Neighbour& each : world.behind(cause.other)) {
        behind.emplace_back(world.entity(each.other).caption());
        if (each.fact->kind == "imposed-by" && out.authority.empty()) {
          out.authority = std::string(world.entity(each.other).caption());
        }
        if (each.fact->kind == "based-on" && out.act.empty()) out.act = std::string(world.entity(each.other).caption());
      }
      if (!behind.empty()) out.sentence += " (" + joined(behind, "; ") + ")";
      if (const model::MeasureInfo* measure = model::Kinds::get().measure(cause.relationship->role)) {
        out.measures = {measure->id};
        out.sentence += ": " + measure->phrase;
      }
      break;
    }
    case graph::CauseType::kState: {
      out.type = "state";
      const ExposureState state = state_of(world, *cause.state, Certainty::kCertain);
      out.state = state.state;
      out.side = state.side;
      out.from = state.from;
      out.to = state.to;
      out.id = state.cause.empty() ? cause.state->entity + "/" + state.state : state.cause;
      out.sources = state.sources;
      out.evidence = cause.state->evidence.record;
      const model::StateInfo* info = model::Kinds::get().state(state.state);
      out.sentence = thing + " " + (info == nullptr ? "is " + state.state : info->phrase) +
                     state.sentence.substr(state.state.size());
      break;
    }
    case graph::CauseType::kChange:
      out.type = "change";
      out.state = cause.relationship->kind;
      out.sentence = sentence_of(world, *cause.relationship);
      break;
    case graph::CauseType::kLostNeed:
      out.type = "lost-need";
      out.sentence = sentence_of(world, *cause.relationship) + "; nothing on record replaces it for " + thing;
      break;
    case graph::CauseType::kHead:
      out.type = "head";
      out.sentence = sentence_of(world, *cause.relationship) + ", and " + listing_in_words(world, *cause.designation) +
                     ". The body itself is not listed by that";
      break;
    case graph::CauseType::kNearby:
      out.type = "nearby";
      out.sentence = sentence_of(world, *cause.relationship) + ", and " + listing_in_words(world, *cause.designation) +
                     (cause.designation->scope == "entity-and-sub-units"
                          ? ". The act covers sub-units"
                          : ". They are different parties: " + thing + " is not listed by that act");
      break;
  }
  return out;
}

}  // namespace penumbra::engine
