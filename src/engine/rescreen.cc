// How it works: the listed parties that differ between two worlds are published, in their old and their new forms, as a
// small list in a store of its own. The screening itself then says of each customer whether any of them reaches the
// threshold there; those whom one reaches are screened in both worlds, and the answers are compared.

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <thread>
#include <utility>

#include "base/digest.h"
#include "base/workers.h"
#include "embedded/comparison_fingerprint.h"
#include "embedded/evidence_fingerprint.h"
#include "embedded/names_fingerprint.h"
#include "embedded/screening_fingerprint.h"
#include "embedded/search_fingerprint.h"
#include "engine/world.h"
#include "engine/world_change.h"
#include "index/build.h"
#include "penumbra/rescreening.h"
#include "store/file_system.h"
#include "store/findings_file.h"
#include "store/segment_writer.h"
#include "store/writer.h"

namespace penumbra {
namespace {

using engine::World;

std::string hexadecimal(std::uint64_t number) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(16, '0');
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit, number /= 16) *digit = kDigits[number % 16];
  return out;
}

// A folder for temporary files, removed with all it holds.
class ScratchFolder {
 public:
  static Result<ScratchFolder> make() {
    std::error_code error;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
    std::string path = (error ? std::filesystem::path("/tmp") : parent).string() + "/penumbra-rescreen-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) {
      return Error{ErrorCode::kIo,
                   "a folder for temporary files cannot be made: " + path,
                   {},
                   "Set TMPDIR to a folder that can be written"};
    }
    return ScratchFolder(std::move(path));
  }
  ScratchFolder(ScratchFolder&& other) noexcept : path_(std::exchange(other.path_, "")) {}
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  explicit ScratchFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// Writes without waiting for the disk: what lies in a scratch folder need not outlive this process.
class UnsyncedFiles : public store::FileSystem {
 public:
  Result<std::unique_ptr<store::WritableFile>> create(const std::string& path) override {
    PENUMBRA_ASSIGN_OR_RETURN(std::unique_ptr<store::WritableFile> file, real().create(path));
    return std::unique_ptr<store::WritableFile>(std::make_unique<File>(std::move(file)));
  }
  Status rename(const std::string& from, const std::string& to) override { return real().rename(from, to); }
  Status create_directories(const std::string& path) override { return real().create_directories(path); }
  Status sync_directory(const std::string&) override { return {}; }
  Status remove_all(const std::string& path) override { return real().remove_all(path); }

 private:
  class File : public store::WritableFile {
   public:
    explicit File(std::unique_ptr<store::WritableFile> file) : file_(std::move(file)) {}
    Status append(std::string_view bytes) override { return file_->append(bytes); }
    Status sync() override { return {}; }

   private:
    std::unique_ptr<store::WritableFile> file_;
  };
};

// Screens against nothing but these parties. To stand on the list is to be listed there, so that whatever reaches the
// threshold is met, as a hit or set aside.
Result<Screener> screener_of(std::vector<model::Entity> forms, Date as_of) {
  PENUMBRA_ASSIGN_OR_RETURN(const ScratchFolder folder, ScratchFolder::make());
  const std::string path = folder.path() + "/store";
  model::Dataset list;
  list.entities = std::move(forms);
  PENUMBRA_ASSIGN_OR_RETURN(std::string segment, store::encode_segment(list));
  PENUMBRA_ASSIGN_OR_RETURN(std::string names, index::build(list.entities, base::checksum64(segment), 0));
  {
    UnsyncedFiles files_of_scratch;
    PENUMBRA_ASSIGN_OR_RETURN(store::StoreWriter writer, store::StoreWriter::open(path, files_of_scratch));
    store::VersionInfo draft;
    draft.source = "changed";
    draft.reader = "rescreen";
    draft.published = PartialDate(as_of);
    draft.published_from = store::PublishedFrom::kStated;
    draft.counts.entities = list.entities.size();
    std::vector<store::NewFile> files;
    files.push_back({std::string(store::kSegmentFile), std::move(segment)});
    files.push_back({std::string(store::kFindingsFile), store::encode_findings({})});
    files.push_back({std::string(index::kIndexFile), std::move(names)});
    PENUMBRA_RETURN_IF_ERROR(writer.publish(std::move(draft), files));
  }
  ScreenerOptions options;
  options.max_candidates = UINT64_MAX;
  PENUMBRA_ASSIGN_OR_RETURN(Screener screener, Screener::open(path, options));
  // Opens the version: from here on its files are mapped, and the folder can go.
  PENUMBRA_RETURN_IF_ERROR(screener.versions(as_of));
  return screener;
}

// A hit without what moves from version to version and says nothing of the party: ids of versions, places of records,
// and the order of the listings, which is that of the records.
Hit settled(Hit hit) {
  hit.version.clear();
  for (Listing& listing : hit.listings) {
    listing.version.clear();
    listing.evidence.clear();
  }
  const auto key = [](const Listing& listing) {
    return std::tie(listing.source, listing.list, listing.from, listing.to, listing.act, listing.listed_name,
                    listing.scope, listing.certainty, listing.authority, listing.programmes, listing.measures);
  };
  std::sort(hit.listings.begin(), hit.listings.end(),
            [&](const Listing& a, const Listing& b) { return key(a) < key(b); });
  return hit;
}

std::string listings_text(const Hit& hit) {
  Hit only;
  only.listings = hit.listings;
  return to_json(only);
}

std::string features_text(const Hit& hit) {
  Hit only;
  only.features = hit.features;
  return to_json(only);
}

std::vector<std::string> fields_that_differ(const Hit& a, const Hit& b) {
  std::vector<std::string> out;
  const auto note = [&](bool differs, const char* field) {
    if (differs) out.emplace_back(field);
  };
  note(a.caption != b.caption, "caption");
  note(a.schema != b.schema, "schema");
  note(a.points != b.points, "score");
  note(a.matched_name != b.matched_name, "matched_name");
  note(a.quality != b.quality, "strength");
  note(a.source != b.source, "source");
  note(listings_text(a) != listings_text(b), "listings");
  note(a.topics != b.topics, "topics");
  note(features_text(a) != features_text(b), "features");
  note(a.set_aside != b.set_aside, "set_aside");
  return out;
}

HitChangeKind kind_of(const std::optional<Hit>& before, const std::optional<Hit>& after) {
  const bool was = before && before->set_aside.empty();
  const bool is = after && after->set_aside.empty();
  if (was && is) return HitChangeKind::kHitChanged;
  if (is) return HitChangeKind::kNewHit;
  if (was) return HitChangeKind::kHitGone;
  return !before  ? HitChangeKind::kNewSetAside
         : !after ? HitChangeKind::kSetAsideGone
                  : HitChangeKind::kSetAsideChanged;
}

std::map<std::string, Hit, std::less<>> by_id(const ScreenAnswer& answer) {
  std::map<std::string, Hit, std::less<>> out;
  for (const std::vector<Hit>* hits : {&answer.hits, &answer.set_aside}) {
    for (const Hit& hit : *hits) out.emplace(hit.id, hit);
  }
  return out;
}

std::vector<HitChange> changes_between(const ScreenAnswer& before, const ScreenAnswer& after) {
  std::map<std::string, Hit, std::less<>> was = by_id(before);
  std::map<std::string, Hit, std::less<>> is = by_id(after);
  std::map<std::string, HitChange, std::less<>> changes;
  for (auto& [id, hit] : was) {
    const auto now = is.find(id);
    if (now == is.end()) {
      changes[id].before = std::move(hit);
      continue;
    }
    std::vector<std::string> fields = fields_that_differ(settled(hit), settled(now->second));
    if (!fields.empty()) changes[id] = {HitChangeKind::kHitChanged, std::move(hit), now->second, std::move(fields)};
  }
  for (auto& [id, hit] : is) {
    if (!was.contains(id)) changes[id].after = std::move(hit);
  }
  std::vector<HitChange> out;
  for (auto& [id, change] : changes) {
    change.kind = kind_of(change.before, change.after);
    out.push_back(std::move(change));
  }
  return out;
}

// The reasons of an answer that are its own: those of its world come first.
std::vector<Remark> own_reasons(const ScreenAnswer& answer, const World& world) {
  return {answer.reasons.begin() + static_cast<std::ptrdiff_t>(std::min(world.reasons.size(), answer.reasons.size())),
          answer.reasons.end()};
}

// Rescreened::answer.
std::uint64_t digest_of_answer(const ScreenAnswer& answer, const World& world) {
  std::string text;
  for (const std::vector<Hit>* hits : {&answer.hits, &answer.set_aside}) {
    for (const Hit& hit : *hits) text += to_json(settled(hit)) + "\n";
    text += "\n";
  }
  for (const Remark& reason : own_reasons(answer, world)) text += reason.key + "\n";
  return base::checksum64(text);
}

Verdict own_verdict(const ScreenAnswer& answer, const std::vector<Remark>& own) {
  return !own.empty() ? Verdict::kIncomplete : answer.hits_total > 0 ? Verdict::kHits : Verdict::kClear;
}

}  // namespace

std::string_view hit_change_key(HitChangeKind kind) {
  switch (kind) {
    case HitChangeKind::kNewHit:
      return "new-hit";
    case HitChangeKind::kHitGone:
      return "hit-gone";
    case HitChangeKind::kHitChanged:
      return "hit-changed";
    case HitChangeKind::kNewSetAside:
      return "new-set-aside";
    case HitChangeKind::kSetAsideGone:
      return "set-aside-gone";
    case HitChangeKind::kSetAsideChanged:
      break;
  }
  return "set-aside-changed";
}

struct Rescreener::State {
  RescreenScope scope;
  std::shared_ptr<const World> before;
  std::shared_ptr<const World> after;
  std::optional<Screener> lists;    // of the store
  std::optional<Screener> changed;  // of what differs, nothing perhaps; none when everyone is screened
  Date day;                         // of the list of what differs

  Result<ScreenAnswer> ask(ScreenQuery query, const RescreenMoment& moment) const {
    query.as_of = moment.as_of;
    query.known_at = moment.known_at;
    query.limit = 0;
    return lists->screen(query);
  }

  Result<Rescreened> rescreen(const ScreenQuery& query) const {
    Rescreened out;
    out.touched = scope.everyone;
    if (changed) {
      ScreenQuery short_query = query;
      short_query.as_of = day;
      short_query.known_at.reset();
      short_query.limit = 0;
      PENUMBRA_ASSIGN_OR_RETURN(const ScreenAnswer met, changed->screen(short_query));
      out.touched = !met.hits.empty() || !met.set_aside.empty();
      out.reasons = met.reasons;  // of its name alone: the small list is whole and its searches are not cut
      if (!out.touched && !out.reasons.empty()) out.before = out.after = Verdict::kIncomplete;
    }
    if (!out.touched) return out;
    PENUMBRA_ASSIGN_OR_RETURN(const ScreenAnswer was, ask(query, scope.before));
    PENUMBRA_ASSIGN_OR_RETURN(const ScreenAnswer is, ask(query, scope.after));
    out.changes = changes_between(was, is);
    out.before = own_verdict(was, own_reasons(was, *before));
    finish(is, out);
    return out;
  }

  Result<Rescreened> screen_first(const ScreenQuery& query) const {
    Rescreened out;
    out.first = true;
    PENUMBRA_ASSIGN_OR_RETURN(const ScreenAnswer is, ask(query, scope.after));
    out.changes = changes_between({}, is);
    finish(is, out);
    return out;
  }

 private:
  void finish(const ScreenAnswer& is, Rescreened& out) const {
    out.reasons = own_reasons(is, *after);
    out.after = own_verdict(is, out.reasons);
    out.answer = digest_of_answer(is, *after);
  }
};

Rescreener::Rescreener(std::unique_ptr<State> state) : state_(std::move(state)) {}
Rescreener::~Rescreener() = default;
Rescreener::Rescreener(Rescreener&&) noexcept = default;
Rescreener& Rescreener::operator=(Rescreener&&) noexcept = default;

Result<Rescreener> Rescreener::open(const std::string& directory, const RescreenMoment& before,
                                    const RescreenMoment& after, ScreenerOptions options, std::size_t most_forms) {
  auto state = std::make_unique<State>();
  RescreenScope& scope = state->scope;
  PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const store::Store> store, store::Store::open(directory));
  // Fixed days and instants: a version that is published meanwhile, or midnight, changes nothing in this.
  const Date today = Date::today();
  const auto fixed = [&](const RescreenMoment& moment) {
    return RescreenMoment{moment.as_of.value_or(today), moment.known_at.value_or(Timestamp::max()) == Timestamp::max()
                                                            ? store->manifest().last_recorded
                                                            : *moment.known_at};
  };
  scope.before = fixed(before);
  scope.after = fixed(after);
  scope.analysis = hexadecimal(index::analysis_fingerprint());
  scope.program = "names " + hexadecimal(embedded::names_fingerprint) + ", comparison " +
                  hexadecimal(embedded::comparison_fingerprint) + ", evidence " +
                  hexadecimal(embedded::evidence_fingerprint) + ", search " +
                  hexadecimal(embedded::search_fingerprint) + ", screening " +
                  hexadecimal(embedded::screening_fingerprint);

  PENUMBRA_ASSIGN_OR_RETURN(state->before,
                            engine::open_world(store, {*scope.before.as_of, *scope.before.known_at}, options, nullptr));
  PENUMBRA_ASSIGN_OR_RETURN(state->after, engine::open_world(store, {*scope.after.as_of, *scope.after.known_at},
                                                             options, state->before.get()));
  for (const World* world : {state->before.get(), state->after.get()}) {
    for (const engine::SourceIndex& source : world->indexes) {
      std::uint64_t names = 0;
      for (const engine::LayerIndex& layer : source.layers) names += layer.of->names->name_count();
      options.max_candidates = std::max(options.max_candidates, names + 1);
    }
  }
  PENUMBRA_ASSIGN_OR_RETURN(Screener lists, Screener::open(directory, options));
  state->lists.emplace(std::move(lists));

  scope.reasons_before = state->before->reasons;
  scope.reasons_after = state->after->reasons;
  scope.warnings_before = state->before->warnings;
  scope.warnings_after = state->after->warnings;
  scope.verdicts_move = scope.reasons_before.empty() != scope.reasons_after.empty();

  const store::Snapshot& was = *state->before->snapshot;
  const store::Snapshot& is = *state->after->snapshot;
  PENUMBRA_ASSIGN_OR_RETURN(engine::WorldChange change, engine::change_between(was, is));
  scope.sources = std::move(change.sources);
  scope.ids = change.ids.size();
  if (change.ids.size() > most_forms) {
    scope.everyone = true;
  } else {
    PENUMBRA_ASSIGN_OR_RETURN(std::vector<model::Entity> forms, engine::forms_of(was, is, change.ids));
    scope.forms = forms.size();
    state->day = today;
    PENUMBRA_ASSIGN_OR_RETURN(Screener changed, screener_of(std::move(forms), today));
    state->changed.emplace(std::move(changed));
  }
  return Rescreener(std::move(state));
}

Result<RescreenMoment> Rescreener::moment_of(const std::string& directory, const std::string& version) {
  PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const store::Store> store, store::Store::open(directory));
  PENUMBRA_ASSIGN_OR_RETURN(const store::VersionInfo* found, store->version(version));
  return RescreenMoment{found->recorded.date(), found->recorded};
}

const RescreenScope& Rescreener::scope() const {
  return state_->scope;
}

Result<Rescreened> Rescreener::rescreen(const ScreenQuery& query) const {
  return state_->rescreen(query);
}

Result<Rescreened> Rescreener::screen_first(const ScreenQuery& query) const {
  return state_->screen_first(query);
}

const std::vector<SourceVersion>& Rescreener::versions() const {
  return *state_->after->versions;
}

std::vector<Result<Rescreened>> Rescreener::rescreen_many(std::span<const ScreenQuery> queries, unsigned threads,
                                                          std::span<const std::uint8_t> first) const {
  std::vector<Result<Rescreened>> out(queries.size(),
                                      Error{ErrorCode::kInvalidArgument, "the row was not screened", {}, ""});
  std::atomic<std::size_t> next{0};
  const auto work = [&](unsigned /*worker*/) {
    for (std::size_t i = next++; i < queries.size(); i = next++) {
      out[i] = !first.empty() && first[i] != 0 ? state_->screen_first(queries[i]) : state_->rescreen(queries[i]);
    }
  };
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  base::on_workers(static_cast<unsigned>(std::min<std::size_t>(threads, queries.size())), work);
  return out;
}

std::vector<std::string> program_changes(std::string_view before, std::string_view after) {
  const auto components = [](std::string_view text) {
    std::map<std::string, std::string> out;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(", "), text.size());
      const std::string_view one = text.substr(0, end);
      const std::size_t blank = std::min(one.find(' '), one.size());
      out.emplace(one.substr(0, blank), one.substr(std::min(blank + 1, one.size())));
      text.remove_prefix(std::min(end + 2, text.size()));
    }
    return out;
  };
  const auto then = components(before);
  std::vector<std::string> out;
  for (const auto& [name, sum] : components(after)) {
    const auto it = then.find(name);
    if (it == then.end() || it->second != sum) out.push_back(name);
  }
  return out;
}

}  // namespace penumbra
