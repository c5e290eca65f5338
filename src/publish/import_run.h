// One import, from the files to the outcome: what the files of its steps share. Internal to publish.
#ifndef PENUMBRA_PUBLISH_IMPORT_RUN_H_
#define PENUMBRA_PUBLISH_IMPORT_RUN_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/reader.h"
#include "publish/checks.h"
#include "publish/fixed_questions.h"
#include "publish/held.h"
#include "publish/import.h"
#include "publish/inputs.h"
#include "store/layering.h"
#include "store/store.h"
#include "store/version_builder.h"
#include "store/version_facts.h"
#include "store/writer.h"

namespace penumbra::publish {

// Shares of the time of an import of the OFAC lists, measured; only the progress line depends on them.
inline constexpr double kReadShare = 0.10;
inline constexpr double kMappedAt = 0.45;
inline constexpr double kCheckedAt = 0.50;
inline constexpr double kWrittenAt = 0.60;
inline constexpr double kIndexedAt = 0.95;

// Processor time that the last look at a new index may take; longer lists are tried in part, evenly spread.
inline constexpr std::chrono::milliseconds kCanaryBound{2'000};

// One import, from the files to the outcome.
class Import {
 public:
  explicit Import(const ImportRequest& request) : request_(request) {}

  Result<ImportOutcome> run();
  // What run() would publish of held content, without a lock and without writing (held.cc).
  Result<HeldVersion> look(std::shared_ptr<const store::Store> store);
  // What was read, also when run() failed later; nothing when it was not read.
  const std::string& content() const { return content_; }
  std::vector<store::InputRecord> inputs() const { return inputs_.records(); }

 private:
  void progress(std::string_view stage, double fraction) const {
    if (request_.progress) request_.progress({stage, fraction});
  }
  Timestamp now() const { return request_.now.value_or(Timestamp::now()); }
  Status check_request() const;
  // `writer`: of a store that may have versions of the source.
  Status read(const store::Manifest* manifest);
  Result<ingest::ReadOutcome> emptied(const store::Manifest& manifest, const Error& error) const;
  const store::VersionInfo* same_content(const store::Manifest& manifest) const;
  Result<ImportOutcome> unchanged(store::StoreWriter& writer, const store::VersionInfo& version) const;
  store::VersionInfo describe(const store::Manifest& manifest) const;
  Error nothing_to_change() const;
  static Error not_what_was_held();
  const store::VersionInfo* changed_version(const store::Manifest& manifest) const;
  Status apply_changes(const store::Manifest& manifest);
  void note_changes(const store::VersionInfo& base, std::size_t changed, std::uint64_t unknown);
  Status compare(const store::Manifest& manifest);
  // Entities of the version before that are still there.
  std::uint64_t count_kept() const;
  ListedParties count_listed() const;
  std::optional<store::VersionInfo> already_there(const store::Manifest& manifest) const;
  // kHeld for content that a person rejected, unless the import is forced or people have approved it since.
  Status not_rejected(const store::Manifest& manifest) const;
  Result<ImportOutcome> hold(store::StoreWriter& writer);
  Result<std::shared_ptr<const store::VersionFacts>> facts_of(const store::VersionInfo& version);
  Result<std::shared_ptr<const store::VersionFacts>> parent_of(const store::Manifest& manifest);
  Result<std::shared_ptr<const store::VersionFacts>> read_back(const Totals& totals,
                                                               const store::EncodedVersion& encoded,
                                                               const store::VersionFacts* parent) const;
  void add_approval_notes();
  Result<ImportOutcome> publish(store::StoreWriter& writer);
  Status publish_additions(store::StoreWriter& writer);
  Result<store::VersionInfo> write(store::StoreWriter& writer, const model::Dataset& dataset,
                                   const std::shared_ptr<const store::VersionFacts>& parent,
                                   store::VersionInfo version);
  Result<store::VersionInfo> write_encoded(store::StoreWriter& writer, store::EncodedVersion encoded,
                                           const model::Dataset& part, const Totals& totals,
                                           const store::VersionFacts* parent, store::VersionInfo version,
                                           std::chrono::milliseconds bound);
  // Few changes of a large version, without looking at what stays (edited.cc); none: not to be done so.
  Result<std::optional<ImportOutcome>> run_edited(store::StoreWriter& writer);

  // A version that is too large to be in memory at once (streamed.cc).
  Result<bool> streams();
  Result<ImportOutcome> run_streamed();
  Result<ImportOutcome> stream(store::StoreWriter& writer);
  Result<std::shared_ptr<const store::VersionFacts>> stream_parent(const store::Manifest& manifest);
  Status write_part(store::StoreWriter& writer, std::uint32_t part, const model::Dataset& own, std::string&& segment);
  Result<std::shared_ptr<const store::VersionFacts>> read_back_streamed(store::StoreWriter& writer,
                                                                        const store::VersionBuilder& builder,
                                                                        const store::VersionFacts* parent) const;
  Result<std::string> ask_streamed(store::StoreWriter& writer, FixedQuestions& questions,
                                   const store::VersionBuilder& builder, const store::VersionFacts& facts);

  // The day from which what was read counts.
  Date effective() const { return outcome_.version.published.known() ? outcome_.version.effective() : now().date(); }

  const ImportRequest& request_;
  Inputs inputs_;
  std::string content_;
  const ingest::Reader* reader_ = nullptr;
  std::optional<ingest::ReadOutcome> read_;
  std::shared_ptr<const store::Store> opened_;               // as it was when the writer was opened
  std::shared_ptr<const store::VersionFacts> before_facts_;  // of outcome_.previous
  bool older_ = false;  // the content is that of an earlier version, and not meant to be
  ImportOutcome outcome_;
  VersionFigures figures_;                           // of what was read
  std::optional<std::uint64_t> kept_;                // entities of the version before, where it is known already
  const store::VersionBuilder* streamed_ = nullptr;  // with everything that was read, while it is published
};

// As the version's entry in the manifest tells them.
Totals totals_of(const store::VersionInfo& version);

// Counts the facts of a version without having them in memory at once.
Status add_facts(const store::VersionFacts& facts, Totals& totals, ingest::ShapeCounter& shape);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_IMPORT_RUN_H_
