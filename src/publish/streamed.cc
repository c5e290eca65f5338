// An import whose memory does not grow with its files. One thread reads and maps; the other takes each piece while the
// next one is read: it matches it with the version before, encodes and checks what is new as a segment of its own,
// makes its index, asks it for its names, and makes both files durable in staging, where no reader looks. So there are
// two pieces in memory, and some bytes for each id. What is said of the whole (ids, counts, checks, the table of
// layers) comes at the end; until the switch nothing of all this is in force, and on an error it is removed.
#include <algorithm>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

#include "base/digest.h"
#include "base/file.h"
#include "index/build.h"
#include "ingest/expected_shape.h"
#include "publish/canary.h"
#include "publish/canary_set.h"
#include "publish/fixed_questions.h"
#include "publish/import_run.h"
#include "store/findings_file.h"
#include "store/layers_file.h"
#include "store/segment.h"

namespace penumbra::publish {
namespace {

// Enough of a file to know its format by.
constexpr std::size_t kPrefix = std::size_t{1} << 20;
// Time for the names of one segment: there are many of them.
constexpr std::chrono::milliseconds kCanaryBoundOfPart{250};

std::vector<ingest::InputFile> prefixes(const Inputs& inputs) {
  std::vector<ingest::InputFile> out = inputs.files();
  for (ingest::InputFile& file : out) {
    if (file.bytes.size() <= kPrefix) continue;
    // Not inside a code point, nor inside a line where there are lines.
    const std::size_t line = file.bytes.rfind('\n', kPrefix);
    std::size_t end = line == std::string_view::npos ? kPrefix : line + 1;
    while (end > 0 && (static_cast<unsigned char>(file.bytes[end]) & 0xC0) == 0x80) --end;
    file.bytes = file.bytes.substr(0, end);
  }
  return out;
}

// Hands pieces to the other thread, one at a time.
class Pipeline final : public ingest::ChunkSink {
 public:
  using Work = std::function<Status(ingest::Chunk&&)>;
  using Passed = std::function<void(std::size_t, std::size_t)>;
  Pipeline(Work work, Passed passed) : work_(std::move(work)), passed_(std::move(passed)) {}
  ~Pipeline() override {
    if (thread_.joinable()) thread_.join();
  }
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  // Work that comes before the first piece.
  void begin(std::function<Status()> first) {
    thread_ = std::thread([this, first = std::move(first)] { status_ = first(); });
  }
  Status take(ingest::Chunk&& chunk) override {
    PENUMBRA_RETURN_IF_ERROR(wait());
    thread_ = std::thread([this, chunk = std::move(chunk)]() mutable { status_ = work_(std::move(chunk)); });
    return {};
  }
  void passed(std::size_t file, std::size_t offset) override { passed_(file, offset); }
  // Until the last piece is done.
  Status wait() {
    if (thread_.joinable()) thread_.join();
    return status_;
  }

 private:
  Work work_;
  Passed passed_;
  std::thread thread_;
  Status status_;
};

}  // namespace

Result<bool> Import::streams() {
  const bool large = inputs_.total_bytes() >= request_.pieces_from;
  bool whole_fits = inputs_.total_bytes() <= kMaxWholeTotalBytes;
  for (const store::InputRecord& record : inputs_.records())
    whole_fits = whole_fits && record.size <= kMaxWholeFileBytes;
  if (!large) return false;
  const std::vector<ingest::InputFile> starts = prefixes(inputs_);
  const Result<const ingest::Reader*> found = ingest::detect(starts);
  inputs_.drop_all();
  // What is not known by its beginning is not known by the rest either, and is refused with the words for it.
  if (found.ok() && (*found)->reads_in_chunks(starts)) {
    reader_ = *found;
    return true;
  }
  if (whole_fits) return false;
  if (!found.ok()) return found.error();
  return Error{ErrorCode::kLimit,
               "files of the format " + std::string((*found)->name()) + " may have " +
                   std::to_string(kMaxWholeFileBytes >> 30) + " GiB each and " +
                   std::to_string(kMaxWholeTotalBytes >> 30) + " GiB together",
               {},
               "Import the list in parts, under several source names"};
}

// Any version of the same reader may be shared with; the nearest one before, as far as it can be told before reading.
Result<std::shared_ptr<const store::VersionFacts>> Import::stream_parent(const store::Manifest& manifest) {
  const store::VersionInfo* nearest = nullptr;
  for (const store::VersionInfo* other : manifest.versions_of(request_.source)) {
    if (other->reader != reader_->name()) continue;
    const bool after = request_.published.known() && other->effective() > request_.published.latest();
    if (nearest == nullptr || (!after && store::comes_before(*nearest, *other))) nearest = other;
  }
  if (nearest == nullptr) return std::shared_ptr<const store::VersionFacts>();
  return facts_of(*nearest);
}

// What is about to be published is read back, so that a fault of ours cannot put an unreadable version in force.
Status Import::write_part(store::StoreWriter& writer, std::uint32_t part, const model::Dataset& own,
                          std::string&& segment) {
  const std::uint64_t checksum = base::checksum64(segment);
  const std::string name = store::part_file(store::kSegmentFile, part);
  {
    PENUMBRA_ASSIGN_OR_RETURN(const auto again, store::Segment::from_bytes(std::move(segment), name));
    PENUMBRA_RETURN_IF_ERROR(again->verify());
    PENUMBRA_RETURN_IF_ERROR(writer.stage(request_.source, name, again->bytes()));
  }
  for (const ExtraFile& extra : request_.extra_files) {
    PENUMBRA_ASSIGN_OR_RETURN(const std::string bytes, extra.build(own, checksum));
    if (extra.name == index::kIndexFile) {
      PENUMBRA_RETURN_IF_ERROR(sing(own.entities, bytes, checksum, kCanaryBoundOfPart));
    }
    PENUMBRA_RETURN_IF_ERROR(writer.stage(request_.source, store::part_file(extra.name, part), bytes));
  }
  return {};
}

// As it lies on the disk.
Result<std::shared_ptr<const store::VersionFacts>> Import::read_back_streamed(store::StoreWriter& writer,
                                                                              const store::VersionBuilder& builder,
                                                                              const store::VersionFacts* parent) const {
  std::vector<std::shared_ptr<const store::Segment>> segments;
  const std::uint32_t number = writer.next_number(request_.source);
  for (const store::LayerRef& ref : builder.table().layers) {
    if (ref.version == number) {
      const std::string path = writer.staged_path(store::part_file(store::kSegmentFile, ref.part));
      PENUMBRA_ASSIGN_OR_RETURN(auto opened, store::Segment::open(path));
      opened->drop();
      segments.push_back(std::move(opened));
      continue;
    }
    for (const store::VersionFacts::Layer& layer : parent->layers()) {
      if (layer.ref == ref) segments.push_back(layer.segment);
    }
  }
  PENUMBRA_ASSIGN_OR_RETURN(const auto facts, store::VersionFacts::layered(builder.table(), std::move(segments),
                                                                           std::string(store::kLayersFile)));
  const bool whole = facts->entity_count() == figures_.totals.entities &&
                     facts->designation_count() == figures_.totals.designations &&
                     facts->relationship_count() == figures_.totals.relationships;
  if (!whole) return Error{ErrorCode::kIntegrity, "the layers of the new version do not hold all of it", {}, ""};
  return facts;
}

// The fixed questions, as write_encoded() asks them. The indexes are mapped for it, which counts as memory while it
// lasts: of a list of more segments nothing is asked but the names that it lists.
Result<std::string> Import::ask_streamed(store::StoreWriter& writer, FixedQuestions& questions,
                                         const store::VersionBuilder& builder, const store::VersionFacts& facts) {
  constexpr std::uint32_t kMostParts = 8;
  const bool indexed = std::any_of(request_.extra_files.begin(), request_.extra_files.end(),
                                   [](const ExtraFile& extra) { return extra.name == index::kIndexFile; });
  if (!indexed || builder.parts() > kMostParts) return std::string();
  std::vector<base::MappedFile> mapped;
  const std::uint32_t number = writer.next_number(request_.source);
  for (const store::LayerRef& ref : builder.table().layers) {
    if (ref.version != number) continue;
    PENUMBRA_ASSIGN_OR_RETURN(
        base::MappedFile file,
        base::MappedFile::open(writer.staged_path(store::part_file(index::kIndexFile, ref.part))));
    questions.add_own_index(ref.checksum, file.bytes());
    mapped.push_back(std::move(file));
  }
  return questions.ask(facts, !request_.approvals.empty(), kCanaryBound, outcome_.version.notes);
}

Result<ImportOutcome> Import::stream(store::StoreWriter& writer) {
  PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const store::VersionFacts> parent, stream_parent(writer.manifest()));
  store::VersionBuilder builder(
      parent.get(), writer.next_number(request_.source),
      [&](std::uint32_t part, const model::Dataset& own, std::string&& segment) {
        return write_part(writer, part, own, std::move(segment));
      },
      [&](std::uint32_t part) {
        return store::Segment::open(writer.staged_path(store::part_file(store::kSegmentFile, part)));
      },
      {request_.pieces.records, request_.pieces.bytes});
  ingest::ShapeCounter shape(ingest::shape_rules(reader_->name()));
  const std::vector<ingest::InputFile> files = inputs_.files();
  FixedQuestions questions(opened_.get(), request_.source, std::string(reader_->name()));
  {
    Totals& totals = figures_.totals;
    double reached = kReadShare;
    std::uint64_t done = 0;
    std::vector<std::size_t> last(files.size());
    Pipeline pipeline(
        [&](ingest::Chunk&& chunk) -> Status {
          totals.add(chunk.dataset);
          shape.add(chunk.dataset);
          questions.add(chunk.dataset);
          return builder.add(std::move(chunk.dataset), chunk.places);
        },
        [&](std::size_t file, std::size_t offset) {
          inputs_.drop(file, offset);
          done += offset > last[file] ? offset - last[file] : 0;
          last[file] = offset;
          // The files are gone through three times: their text, their ids, their facts.
          const double share = static_cast<double>(done) / (3.0 * static_cast<double>(inputs_.total_bytes()));
          reached = std::max(reached, kReadShare + (kIndexedAt - kReadShare) * std::min(share, 1.0));
          progress("mapping", reached);
        });
    pipeline.begin([&] { return builder.prepare(); });
    Result<ingest::ReadOutcome> outcome = reader_->read_chunks(files, request_.source, request_.pieces, pipeline);
    // Of two errors, that of the reader is what the user can do something about, unless it is the other one's.
    PENUMBRA_RETURN_IF_ERROR(pipeline.wait());
    if (!outcome.ok()) return outcome.error();
    read_ = *std::move(outcome);
  }
  progress("indexing", kIndexedAt);
  PENUMBRA_ASSIGN_OR_RETURN(const std::string layers, builder.finish());
  if (builder.outside_references() > 0) {
    read_->findings.add(model::FindingLevel::kWarning, "outside-reference",
                        std::to_string(builder.outside_references()) +
                            " parties that listings or relationships name are not in the files",
                        {});
  }
  figures_.format = read_->format;
  figures_.counts = read_->counts;
  figures_.parts = read_->parts;
  figures_.shape = shape.faults();
  outcome_.version = describe(writer.manifest());
  outcome_.findings = read_->findings.sorted();
  streamed_ = &builder;
  PENUMBRA_RETURN_IF_ERROR(compare(writer.manifest()));
  if (approvers_needed(outcome_.holds) > request_.approvals.size()) {
    PENUMBRA_RETURN_IF_ERROR(writer.discard());
    return hold(writer);
  }
  PENUMBRA_ASSIGN_OR_RETURN(const auto facts, read_back_streamed(writer, builder, parent.get()));
  Result<std::string> asked = ask_streamed(writer, questions, builder, *facts);
  if (!asked.ok()) {
    if (asked.error().code != ErrorCode::kHeld) return asked.error();
    outcome_.holds.push_back({ErrorCode::kHeld, asked.error().message, asked.error().fix, 1});
    PENUMBRA_RETURN_IF_ERROR(writer.discard());
    return hold(writer);
  }
  add_approval_notes();
  std::vector<store::NewFile> rest;
  if (!asked->empty()) rest.push_back({std::string(kCanaryFile), *std::move(asked)});
  rest.push_back({std::string(store::kFindingsFile), store::encode_findings(outcome_.findings)});
  if (!layers.empty()) rest.push_back({std::string(store::kLayersFile), layers});
  progress("publishing", kIndexedAt);
  PENUMBRA_ASSIGN_OR_RETURN(outcome_.version, writer.publish(std::move(outcome_.version), rest, now()));
  if (!request_.content.empty()) PENUMBRA_RETURN_IF_ERROR(writer.release_quarantine(request_.source, ""));
  progress("publishing", 1);
  return std::move(outcome_);
}

Result<ImportOutcome> Import::run_streamed() {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const bool folder_was_there = fs::exists(request_.store, ignored);
  const bool fresh = !fs::exists(request_.store + "/CURRENT", ignored);
  PENUMBRA_ASSIGN_OR_RETURN(store::StoreWriter writer, store::StoreWriter::open(request_.store, *request_.file_system));
  writer.act_as(request_.by);
  if (const auto same = already_there(writer.manifest())) return unchanged(writer, *same);
  PENUMBRA_RETURN_IF_ERROR(not_rejected(writer.manifest()));
  Result<ImportOutcome> result = stream(writer);
  streamed_ = nullptr;
  if (result.ok()) return result;
  // What was staged is of no use; if it cannot be removed, the next writer does it.
  static_cast<void>(writer.discard().ok());
  // A first import that fails leaves no store behind.
  if (fresh && writer.manifest().versions.empty() && !fs::exists(request_.store + "/CURRENT", ignored)) {
    for (const char* made : {"/staging", "/versions", "/manifests", "/log", "/LOCK"}) {
      static_cast<void>(request_.file_system->remove_all(request_.store + made).ok());
    }
    if (!folder_was_there) static_cast<void>(request_.file_system->remove_all(request_.store).ok());
  }
  return result;
}

}  // namespace penumbra::publish
