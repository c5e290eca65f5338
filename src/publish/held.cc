// Held content goes through the steps of an import up to the moment at which something would be written, so that what
// is shown is what an approval publishes.
#include "publish/held.h"

#include <utility>

#include "base/file.h"
#include "publish/import_run.h"
#include "store/container.h"
#include "store/layering.h"
#include "store/quarantine.h"

namespace penumbra::publish {
namespace {

constexpr std::uint64_t kMaxNoteBytes = 1 << 20;

}  // namespace

Error nothing_held(const store::Manifest& manifest, std::string_view source) {
  std::string others;
  for (const std::string& other : manifest.sources()) {
    if (manifest.waiting(other) != nullptr) others += (others.empty() ? "" : ", ") + other;
  }
  return {ErrorCode::kNotFound,
          "nothing of source \"" + std::string(source) + "\" waits for an approval",
          {},
          others.empty() ? "Nothing of any source does" : "This waits: " + others};
}

Result<ImportRequest> held_request(const std::string& store, const store::SourceEvent& held) {
  const std::string folder = store + "/" + store::quarantine_folder(held.source, held.content);
  const std::string note_path = folder + "/" + std::string(store::kQuarantineNote);
  const Result<std::string> bytes = base::read_file(note_path, kMaxNoteBytes);
  if (!bytes.ok()) return store::damaged(note_path, "the held files are not there; import them again");
  PENUMBRA_ASSIGN_OR_RETURN(const store::QuarantineNote note, store::decode_note(*bytes, note_path));
  ImportRequest request;
  for (std::size_t i = 0; i < note.names.size(); ++i)
    request.files.push_back(folder + "/" + store::quarantined_file(i));
  request.store = store;
  request.source = held.source;
  request.names = note.names;
  request.published = note.published;
  request.max_age_days = note.max_age_days;
  request.content = held.content;
  request.by = held.by;
  return request;
}

Result<HeldVersion> Import::look(std::shared_ptr<const store::Store> store) {
  HeldVersion out;
  out.store = std::move(store);
  opened_ = out.store;
  const store::Manifest& manifest = out.store->manifest();
  Result<Inputs> read_files = Inputs::read(request_.files, {}, request_.names);
  if (!read_files.ok()) {
    if (read_files.error().code != ErrorCode::kNotFound) return read_files.error();
    return store::damaged(request_.files.front(), "the held files are not all there; import them again");
  }
  inputs_ = *std::move(read_files);
  content_ = store::content_hash(inputs_.records());
  if (content_ != request_.content) return not_what_was_held();
  PENUMBRA_RETURN_IF_ERROR(inputs_.take_texts());
  const std::vector<ingest::InputFile> files = inputs_.files();
  PENUMBRA_ASSIGN_OR_RETURN(const ingest::Reader* reader, ingest::detect(files));
  if (inputs_.total_bytes() > kMaxBytesInMemory && reader->reads_in_chunks(files)) {
    return Error{ErrorCode::kLimit,
                 "held content of the format " + std::string(reader->name()) + " of more than " +
                     std::to_string(kMaxBytesInMemory >> 20) + " MiB is not compared",
                 {},
                 "Decide by the counts that penumbra versions gives"};
  }
  PENUMBRA_RETURN_IF_ERROR(read(&manifest));
  PENUMBRA_RETURN_IF_ERROR(apply_changes(manifest));
  figures_ = figures_of(*read_);
  outcome_.version = describe(manifest);
  out.findings = read_->findings.sorted();
  PENUMBRA_RETURN_IF_ERROR(compare(manifest));
  // In the form in which it would be published, so that only what differs is looked at.
  PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const store::VersionFacts> parent, parent_of(manifest));
  const std::vector<const store::VersionInfo*> earlier = manifest.versions_of(request_.source);
  const std::uint32_t next = earlier.empty() ? 1 : earlier.back()->number + 1;
  PENUMBRA_ASSIGN_OR_RETURN(const store::EncodedVersion encoded,
                            store::encode_version(read_->dataset, parent.get(), next));
  PENUMBRA_ASSIGN_OR_RETURN(out.facts, read_back(figures_.totals, encoded, parent.get()));
  out.version = std::move(outcome_.version);
  out.holds = std::move(outcome_.holds);
  if (outcome_.previous) out.previous = manifest.find(request_.source, outcome_.previous->number);
  return out;
}

Result<HeldVersion> read_held(const std::string& store, const std::string& source) {
  PENUMBRA_RETURN_IF_ERROR(store::check_source_name(source));
  PENUMBRA_ASSIGN_OR_RETURN(const auto opened, store::Store::open(store));
  const store::SourceEvent* held = opened->manifest().waiting(source);
  if (held == nullptr) return nothing_held(opened->manifest(), source);
  PENUMBRA_ASSIGN_OR_RETURN(ImportRequest request, held_request(store, *held));
  request.now = held->last;
  PENUMBRA_ASSIGN_OR_RETURN(HeldVersion out, Import(request).look(opened));
  out.event = *held;
  out.version.recorded = held->last;
  return out;
}

}  // namespace penumbra::publish
