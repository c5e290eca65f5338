// The table of runs is kept twice: in the order of the version (number → place, by binary search over the starts of the
// runs) and by layer (place → number). A lookup by id asks the sorted orders of every segment and maps what it finds;
// what does not map is not in the version. A version of one whole segment is a table of one run.
#include "store/version_facts.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "store/container.h"
#include "store/place.h"
#include "store/record_traits.h"

namespace penumbra::store {

std::shared_ptr<const VersionFacts> VersionFacts::whole(std::shared_ptr<const Segment> segment, const LayerRef& ref) {
  std::shared_ptr<VersionFacts> facts(new VersionFacts);
  facts->name_ = segment->file();
  facts->layers_.push_back({ref, std::move(segment)});
  for (std::size_t kind = 0; kind < kRecordKinds; ++kind) {
    const std::uint32_t count = facts->layers_.front().segment->count(static_cast<RecordKind>(kind));
    std::vector<Run> runs;
    if (count > 0) runs.push_back({0, 0, count, 0, 0});
    [[maybe_unused]] const Status arranged = facts->arrange(static_cast<RecordKind>(kind), std::move(runs));
    assert(arranged.ok());
  }
  return facts;
}

Result<std::shared_ptr<const VersionFacts>> VersionFacts::layered(const LayerTable& table,
                                                                  std::vector<std::shared_ptr<const Segment>> segments,
                                                                  std::string name) {
  std::shared_ptr<VersionFacts> facts(new VersionFacts);
  facts->name_ = std::move(name);
  if (segments.size() != table.layers.size()) return damaged(facts->name_, "the version has layers without segments");
  for (std::size_t i = 0; i < segments.size(); ++i) {
    facts->layers_.push_back({table.layers[i], std::move(segments[i])});
  }
  facts->stems_ = table.stems;
  for (std::size_t kind = 0; kind < kRecordKinds; ++kind) {
    PENUMBRA_RETURN_IF_ERROR(facts->arrange(static_cast<RecordKind>(kind), table.runs[kind]));
  }
  return std::shared_ptr<const VersionFacts>(std::move(facts));
}

Status VersionFacts::arrange(RecordKind kind, std::vector<Run> runs) {
  Sequence& sequence = sequences_[index_of(kind)];
  sequence.runs = std::move(runs);
  sequence.spans.resize(layers_.size());
  sequence.starts.reserve(sequence.runs.size());
  for (const Run& run : sequence.runs) {
    const bool fits = run.layer < layers_.size() && run.count > 0 && run.stem <= stems_.size() &&
                      run.count <= layers_[run.layer].segment->count(kind) &&
                      run.first <= layers_[run.layer].segment->count(kind) - run.count;
    if (!fits) return damaged(name_, "a run leaves the records of its layer");
    if (!has_place(kind) && (run.stem != 0 || run.lines != 0)) {
      return damaged(name_, "a run moves the places of records that have none");
    }
    if (run.count > std::numeric_limits<std::uint32_t>::max() - sequence.count) {
      return damaged(name_, "the version has more records than numbers");
    }
    sequence.starts.push_back(sequence.count);
    sequence.spans[run.layer].push_back({run.first, run.count, sequence.count});
    sequence.count += run.count;
  }
  for (std::vector<Span>& spans : sequence.spans) {
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.first < b.first; });
    for (std::size_t i = 1; i < spans.size(); ++i) {
      if (spans[i].first - spans[i - 1].first < spans[i - 1].count) {
        return damaged(name_, "a record of a layer is used twice");
      }
    }
  }
  return {};
}

std::size_t VersionFacts::run_of(const Sequence& sequence, std::uint32_t number) const {
  assert(number < sequence.count);
  const auto after = std::upper_bound(sequence.starts.begin(), sequence.starts.end(), number);
  return static_cast<std::size_t>(after - sequence.starts.begin()) - 1;
}

VersionFacts::Location VersionFacts::location_of(RecordKind kind, std::uint32_t number) const {
  const Sequence& sequence = sequences_[index_of(kind)];
  const std::size_t i = run_of(sequence, number);
  return {sequence.runs[i].layer, sequence.runs[i].first + (number - sequence.starts[i])};
}

std::optional<std::uint32_t> VersionFacts::number_of(RecordKind kind, Location place) const {
  const std::vector<Span>& spans = sequences_[index_of(kind)].spans[place.layer];
  const auto after = std::upper_bound(spans.begin(), spans.end(), place.number,
                                      [](std::uint32_t number, const Span& span) { return number < span.first; });
  if (after == spans.begin()) return std::nullopt;
  const Span& span = *(after - 1);
  if (place.number - span.first >= span.count) return std::nullopt;
  return span.number + (place.number - span.first);
}

std::vector<std::uint32_t> VersionFacts::left_out(RecordKind kind, std::uint32_t layer) const {
  std::vector<std::uint32_t> out;
  std::uint32_t next = 0;
  const auto skip_to = [&](std::uint32_t end) {
    for (; next < end; ++next) out.push_back(next);
  };
  for (const Span& span : sequences_[index_of(kind)].spans[layer]) {
    skip_to(span.first);
    next = span.first + span.count;
  }
  skip_to(layers_[layer].segment->count(kind));
  return out;
}

// Record `number` of the run, its place moved to where it stands in this version's files.
template <typename Kind>
Result<typename Kind::Record> VersionFacts::read(const Run& run, std::uint32_t number) const {
  const Segment& segment = *layers_[run.layer].segment;
  auto record = Kind::get(segment, run.first + number);
  if constexpr (has_place(Kind::kKind)) {
    if (record.ok() && (run.stem != 0 || run.lines != 0)) {
      const std::string* stem = run.stem == 0 ? nullptr : &stems_[run.stem - 1];
      if (!move_place(record->evidence.record, stem, run.lines)) {
        return damaged(name_, "the place of record " + std::to_string(run.first + number) + " of " + segment.file() +
                                  " cannot be moved");
      }
    }
  }
  return record;
}

template <typename Kind>
Result<typename Kind::Record> VersionFacts::record(std::uint32_t number) const {
  const Sequence& sequence = sequences_[index_of(Kind::kKind)];
  const std::size_t i = run_of(sequence, number);
  return read<Kind>(sequence.runs[i], number - sequence.starts[i]);
}

Result<model::Entity> VersionFacts::entity(std::uint32_t number) const {
  return record<EntityKind>(number);
}
Result<model::Designation> VersionFacts::designation(std::uint32_t number) const {
  return record<DesignationKind>(number);
}
Result<model::Relationship> VersionFacts::relationship(std::uint32_t number) const {
  return record<RelationshipKind>(number);
}
Result<model::StateInterval> VersionFacts::state(std::uint32_t number) const {
  return record<StateKind>(number);
}
Result<model::SourceDocument> VersionFacts::document(std::uint32_t number) const {
  return record<DocumentKind>(number);
}
Result<model::PortfolioMember> VersionFacts::portfolio_member(std::uint32_t number) const {
  return record<PortfolioKind>(number);
}
Result<model::Figure> VersionFacts::figure(std::uint32_t number) const {
  return record<FigureKind>(number);
}

std::string_view VersionFacts::entity_id(std::uint32_t number) const {
  const Location place = location_of(RecordKind::kEntity, number);
  return layers_[place.layer].segment->entity_id(place.number);
}

std::string_view VersionFacts::entity_schema(std::uint32_t number) const {
  const Location place = location_of(RecordKind::kEntity, number);
  return layers_[place.layer].segment->entity_schema(place.number);
}

std::optional<std::uint32_t> VersionFacts::find_entity(std::string_view id) const {
  // The newest layer first: what is asked for today was often changed of late.
  for (std::uint32_t layer = static_cast<std::uint32_t>(layers_.size()); layer-- > 0;) {
    const std::optional<std::uint32_t> found = layers_[layer].segment->find_entity(id);
    if (!found) continue;
    if (const auto number = number_of(RecordKind::kEntity, {layer, *found})) return number;
  }
  return std::nullopt;
}

template <typename Lookup>
std::vector<std::uint32_t> VersionFacts::gather(RecordKind kind, Lookup lookup) const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t layer = 0; layer < layers_.size(); ++layer) {
    for (const std::uint32_t found : lookup(*layers_[layer].segment)) {
      if (const auto number = number_of(kind, {layer, found})) out.push_back(*number);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::uint32_t> VersionFacts::designations_of(std::string_view entity) const {
  return gather(RecordKind::kDesignation, [&](const Segment& s) { return s.designations_of(entity); });
}
std::vector<std::uint32_t> VersionFacts::relationships_from(std::string_view entity) const {
  return gather(RecordKind::kRelationship, [&](const Segment& s) { return s.relationships_from(entity); });
}
std::vector<std::uint32_t> VersionFacts::relationships_to(std::string_view entity) const {
  return gather(RecordKind::kRelationship, [&](const Segment& s) { return s.relationships_to(entity); });
}
std::vector<std::uint32_t> VersionFacts::states_of(std::string_view entity) const {
  return gather(RecordKind::kState, [&](const Segment& s) { return s.states_of(entity); });
}
std::vector<std::uint32_t> VersionFacts::figures_of(std::string_view entity) const {
  return gather(RecordKind::kFigure, [&](const Segment& s) { return s.figures_of(entity); });
}

namespace {

// Kinds whose records are about an id (Segment::subject).
constexpr RecordKind kAboutAnId[] = {RecordKind::kEntity, RecordKind::kDesignation, RecordKind::kRelationship,
                                     RecordKind::kState, RecordKind::kFigure};

void sort_unique(std::vector<std::string_view>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

std::vector<std::string_view> VersionFacts::subjects() const {
  std::vector<std::string_view> out;
  out.reserve(entity_count());
  for (const RecordKind kind : kAboutAnId) {
    for (const Run& run : runs(kind)) {
      const Segment& segment = *layers_[run.layer].segment;
      for (std::uint32_t i = 0; i < run.count; ++i) out.push_back(segment.subject(kind, run.first + i));
    }
  }
  sort_unique(out);
  return out;
}

std::vector<std::string_view> VersionFacts::subjects_unlike(const VersionFacts& other) const {
  std::vector<std::string_view> out;
  for (std::uint32_t layer = 0; layer < layers_.size(); ++layer) {
    const Segment& segment = *layers_[layer].segment;
    const auto same = std::find_if(other.layers_.begin(), other.layers_.end(),
                                   [&](const Layer& theirs) { return theirs.segment == layers_[layer].segment; });
    for (const RecordKind kind : kAboutAnId) {
      static const std::vector<Span> kNone;
      const std::vector<Span>& theirs =
          same == other.layers_.end()
              ? kNone
              : other.sequences_[index_of(kind)].spans[static_cast<std::size_t>(same - other.layers_.begin())];
      auto their = theirs.begin();
      for (const Span& span : sequences_[index_of(kind)].spans[layer]) {
        for (std::uint32_t number = span.first; number - span.first < span.count;) {
          while (their != theirs.end() && their->first + their->count <= number) ++their;
          if (their != theirs.end() && their->first <= number) {
            number = std::min(their->first + their->count, span.first + span.count);
          } else {
            out.push_back(segment.subject(kind, number++));
          }
        }
      }
    }
  }
  sort_unique(out);
  return out;
}

Result<model::Dataset> VersionFacts::decode() const {
  model::Dataset out;
  PENUMBRA_RETURN_IF_ERROR(for_each_kind([&]<typename Kind>(Kind) -> Status {
    auto& items = Kind::of(out);
    items.reserve(count(Kind::kKind));
    for (const Run& run : runs(Kind::kKind)) {
      for (std::uint32_t i = 0; i < run.count; ++i) {
        PENUMBRA_ASSIGN_OR_RETURN(auto item, read<Kind>(run, i));
        items.push_back(std::move(item));
      }
    }
    return {};
  }));
  return out;
}

Status VersionFacts::verify() const {
  // One record at a time: the memory of a check must not depend on what the file claims to hold.
  PENUMBRA_RETURN_IF_ERROR(for_each_kind([&]<typename Kind>(Kind) -> Status {
    for (const Run& run : runs(Kind::kKind)) {
      for (std::uint32_t i = 0; i < run.count; ++i) {
        if (const auto item = read<Kind>(run, i); !item.ok()) return item.error();
      }
    }
    return {};
  }));
  const auto unique = [this](RecordKind kind, std::string_view what) -> Status {
    std::vector<std::string_view> ids;
    ids.reserve(count(kind));
    for (const Run& run : runs(kind)) {
      for (std::uint32_t i = 0; i < run.count; ++i) {
        ids.push_back(layers_[run.layer].segment->record_id(kind, run.first + i));
      }
    }
    std::sort(ids.begin(), ids.end());
    const auto twice = std::adjacent_find(ids.begin(), ids.end());
    if (twice == ids.end()) return {};
    return damaged(name_, std::string(what) + " \"" + std::string(*twice) + "\" occurs in two layers");
  };
  PENUMBRA_RETURN_IF_ERROR(unique(RecordKind::kEntity, "the entity"));
  return unique(RecordKind::kDesignation, "the designation");
}

}  // namespace penumbra::store
