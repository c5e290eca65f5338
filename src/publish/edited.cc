// A file of changes over a large version. Everything that the general way needs the whole for is had from the changes
// and from what the manifest says of the version before: counts, fill rates, what came and what went. Where that is not
// enough (an old manifest, an expected shape, a reason to hold, changes of more than a fiftieth), the general way is
// taken, and says the same.
#include <algorithm>
#include <utility>

#include "ingest/expected_shape.h"
#include "publish/amend.h"
#include "publish/import_run.h"
#include "store/version_edit.h"

namespace penumbra::publish {
namespace {

constexpr std::uint64_t kRecordsPerChange = 50;
// For the fixed questions: a delta is to be visible within a second.
constexpr std::chrono::milliseconds kQuestionsBound{250};

std::uint64_t records_of(const store::VersionFacts& facts) {
  return std::uint64_t{facts.entity_count()} + facts.designation_count() + facts.relationship_count();
}

std::uint64_t records_of(const model::Dataset& dataset) {
  return dataset.entities.size() + dataset.designations.size() + dataset.relationships.size() + dataset.states.size() +
         dataset.figures.size() + dataset.documents.size() + dataset.portfolio.size();
}

Totals changed(const Totals& base, const Totals& gone, const Totals& come) {
  Totals out = base;
  for (std::uint64_t Totals::* count :
       {&Totals::entities, &Totals::names, &Totals::named, &Totals::with_alias, &Totals::with_number,
        &Totals::with_date, &Totals::designations, &Totals::with_programme, &Totals::relationships}) {
    out.*count = base.*count - gone.*count + come.*count;
  }
  // The manifest does not keep these of the version before: those of what came are told.
  out.foreign = come.foreign;
  out.damaged = come.damaged;
  return out;
}

}  // namespace

Result<std::optional<ImportOutcome>> Import::run_edited(store::StoreWriter& writer) {
  const std::optional<ImportOutcome> not_so;
  if (!read_->delta || reader_->written_by_hand() || !ingest::shape_rules(reader_->name()).empty()) return not_so;
  const store::VersionInfo* base = changed_version(writer.manifest());
  if (base == nullptr || !base->fill) return not_so;
  PENUMBRA_ASSIGN_OR_RETURN(const auto facts, facts_of(*base));
  const std::uint64_t all = records_of(*facts);
  const std::uint64_t changes = records_of(read_->dataset) + read_->delta->removed.size();
  if (all < request_.edits_from || changes * kRecordsPerChange > all) return not_so;

  progress("checking", kMappedAt);
  PENUMBRA_ASSIGN_OR_RETURN(const AmendedEdits amended, amend_in_place(*facts, read_->dataset, read_->delta->removed));
  PENUMBRA_ASSIGN_OR_RETURN(std::optional<store::EncodedVersion> encoded,
                            store::encode_edits(amended.edits, *facts, writer.next_number(request_.source)));
  if (!encoded) return not_so;

  const std::vector<std::string> lists = read_->lists;
  const std::vector<std::string> notes = read_->notes;
  note_changes(*base, read_->dataset.entities.size(), amended.unknown);
  figures_ = {read_->format, read_->counts, read_->parts, changed(totals_of(*base), amended.gone, amended.come), {}};
  outcome_.version = describe(writer.manifest());
  outcome_.findings = read_->findings.sorted();
  kept_ = facts->entity_count() - amended.entities_removed;
  PENUMBRA_RETURN_IF_ERROR(compare(writer.manifest()));
  // The numbers are those of the version that was changed; a date may have put another one before this one.
  const bool same = outcome_.previous && outcome_.previous->number == base->number;
  if (!same || approvers_needed(outcome_.holds) > request_.approvals.size()) {
    outcome_ = {};
    read_->lists = lists;
    read_->notes = notes;
    kept_.reset();
    before_facts_.reset();
    older_ = false;
    return not_so;
  }
  add_approval_notes();
  const Totals totals = figures_.totals;
  // No questions are chosen from the changes alone: those of the version before are asked again.
  const model::Dataset none;
  PENUMBRA_ASSIGN_OR_RETURN(outcome_.version, write_encoded(writer, std::move(*encoded), none, totals, facts.get(),
                                                            std::move(outcome_.version), kQuestionsBound));
  if (!request_.content.empty()) PENUMBRA_RETURN_IF_ERROR(writer.release_quarantine(request_.source, ""));
  progress("publishing", 1);
  return std::optional<ImportOutcome>(std::move(outcome_));
}

}  // namespace penumbra::publish
