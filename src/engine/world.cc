#include "engine/world.h"

#include <algorithm>
#include <utility>

namespace penumbra::engine {
namespace {

std::shared_ptr<const SegmentIndex> find_segment(const World* world, const store::Segment* segment) {
  if (world == nullptr) return nullptr;
  for (const SourceIndex& source : world->indexes) {
    for (const LayerIndex& layer : source.layers) {
      if (layer.of->segment.get() == segment) return layer.of;
    }
  }
  return nullptr;
}

Status open_index(const store::Snapshot& snapshot, std::uint32_t source, const World* before, World& world) {
  const store::SourceView& view = snapshot.sources()[source];
  SourceIndex out;
  out.source = source;
  // The entities of a hand-written model are what it speaks of, and those of a register are registered; every other
  // format is a list, and to stand on it is to be listed.
  out.model = view.version->whole_history || view.version->registers;
  std::string problem;
  std::uint64_t incomplete = 0;
  for (std::uint32_t layer = 0; layer < view.facts->layers().size(); ++layer) {
    LayerIndex opened{find_segment(before, view.facts->layers()[layer].segment.get()),
                      view.facts->left_out(store::RecordKind::kEntity, layer)};
    if (opened.of == nullptr) {
      const store::LayerRef& ref = view.facts->layers()[layer].ref;
      PENUMBRA_ASSIGN_OR_RETURN(
          opened.of, open_segment_index(snapshot.store(), view.source, ref, view.facts->layers()[layer].segment));
    }
    if (!opened.of->problem.empty()) problem = opened.of->problem;
    incomplete += opened.of->names->incomplete_names();
    out.layers.push_back(std::move(opened));
  }
  if (!problem.empty()) {
    world.warnings.push_back(
        {"index-made-in-memory",
         "Version " + view.version->id() + " " + problem +
             "; it was indexed in memory, which is right but slow to start: `penumbra reindex` keeps the index"});
  }
  if (incomplete > 0) {
    world.warnings.push_back(
        {"listed-names-too-long", "Version " + view.version->id() + " has " + std::to_string(incomplete) +
                                      " names longer than the matcher reads; they are compared by their beginning"});
  }
  world.indexes.push_back(std::move(out));
  return {};
}

SourceVersion describe(const store::SourceView& view, Date as_of) {
  SourceVersion out;
  out.source = view.source;
  out.state = store::to_string(view.coverage);
  out.note = view.gap;
  if (view.held) {
    out.note += (out.note.empty() ? "" : " ") + std::string("Newer content was withheld: ") + view.held->message;
  }
  if (view.version == nullptr) return out;
  const store::VersionInfo& version = *view.version;
  out.version = version.id();
  out.published = version.published.to_string();
  out.recorded = version.recorded.to_string();
  out.hash = version.content;
  out.entities = version.counts.entities;
  out.age_days = std::int64_t{as_of.days()} - version.effective().days();
  if (view.confirmed) {
    out.confirmed = view.confirmed->to_string();
    if (!version.whole_history) out.unconfirmed_days = std::int64_t{as_of.days()} - view.confirmed->days();
  }
  return out;
}

bool wanted(const ScreenerOptions& options, std::string_view source) {
  return options.sources.empty() ||
         std::find(options.sources.begin(), options.sources.end(), source) != options.sources.end();
}

}  // namespace

Result<std::shared_ptr<const World>> open_world(std::shared_ptr<const store::Store> store,
                                                const store::SnapshotQuery& query, const ScreenerOptions& options,
                                                const World* before) {
  auto world = std::make_shared<World>();
  PENUMBRA_ASSIGN_OR_RETURN(world->snapshot, store::Snapshot::open(std::move(store), query));
  const store::Snapshot& snapshot = *world->snapshot;
  auto versions = std::make_shared<std::vector<SourceVersion>>();
  for (std::uint32_t source = 0; source < snapshot.sources().size(); ++source) {
    const store::SourceView& view = snapshot.sources()[source];
    if (!wanted(options, view.source)) continue;
    SourceVersion described = describe(view, query.as_of);
    if (options.max_age_days > 0 && described.unconfirmed_days > options.max_age_days &&
        view.coverage == store::Coverage::kInForce) {
      described.state = store::to_string(store::Coverage::kStale);
      world->reasons.push_back(
          {"source-stale", "Version " + described.version + " was last confirmed on " + described.confirmed + ", " +
                               std::to_string(described.unconfirmed_days) + " days before " + query.as_of.to_string() +
                               "; at most " + std::to_string(options.max_age_days) + " are allowed"});
    }
    if (!view.gap.empty()) {
      world->reasons.push_back(
          {"source-" + (view.coverage == store::Coverage::kInForce ? std::string("gap")
                                                                   : std::string(store::to_string(view.coverage))),
           view.gap});
    }
    if (view.version != nullptr && view.version->counts.reported > 0) {
      // A party whose record could not be read is on the list all the same: its absence from the answer proves nothing.
      world->reasons.push_back(
          {"records-not-read", "Version " + described.version + ": " + std::to_string(view.version->counts.reported) +
                                   " records of the source could not be read and are not searched; penumbra versions "
                                   "--findings " +
                                   described.version + " lists them"});
    }
    if (view.held) world->warnings.push_back({"newer-version-held", view.source + ": " + described.note});
    if (view.facts != nullptr) PENUMBRA_RETURN_IF_ERROR(open_index(snapshot, source, before, *world));
    versions->push_back(std::move(described));
  }
  for (const std::string& source : options.sources) {
    if (!snapshot.source(source)) {
      world->reasons.push_back({"source-missing", "The store has no source called " + source});
    }
  }
  // One day of grace for those who live ahead of UTC.
  if (query.as_of > Date::today().plus_days(1)) {
    world->reasons.push_back(
        {"day-to-come", query.as_of.to_string() + " is still to come: what will be listed by then is not known"});
  }
  if (world->indexes.empty()) {
    world->reasons.push_back(
        {"empty-store", "The store has no list in force on " + query.as_of.to_string() + ", so nothing was searched"});
  }
  world->versions = std::move(versions);
  return std::shared_ptr<const World>(std::move(world));
}

}  // namespace penumbra::engine
