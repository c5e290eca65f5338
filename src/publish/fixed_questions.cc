#include "publish/fixed_questions.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "index/build.h"

namespace penumbra::publish {
namespace {

// The names of one layer; opened when first asked for.
struct LayerNames {
  std::shared_ptr<const base::MappedFile> file;
  std::optional<index::NameIndex> names;
};

}  // namespace

Result<std::string> FixedQuestions::ask(const store::VersionFacts& facts, bool let_pass,
                                        std::chrono::milliseconds bound, std::vector<std::string>& notes) const {
  std::vector<CanaryQuery> questions;
  std::string answered_by;
  if (before_ != nullptr) {
    for (const store::VersionInfo* version : before_->manifest().versions_of(source_)) {
      const bool has = std::any_of(version->files.begin(), version->files.end(),
                                   [](const store::StoredFile& file) { return file.name == kCanaryFile; });
      if (!has || version->reader != format_) continue;
      PENUMBRA_ASSIGN_OR_RETURN(const auto file, before_->file(*version, kCanaryFile));
      PENUMBRA_ASSIGN_OR_RETURN(questions,
                                decode_canaries(file->bytes(), version->id() + "/" + std::string(kCanaryFile)));
      answered_by = version->id();
    }
  }
  std::map<std::uint32_t, LayerNames> layers;
  std::optional<Error> fault;  // of opening an index; the questions that need it are then not asked
  const auto names_of_layer = [&](std::uint32_t layer) -> const index::NameIndex* {
    const auto [it, fresh] = layers.try_emplace(layer);
    LayerNames& opened = it->second;
    if (!fresh) return opened.names ? &*opened.names : nullptr;
    const store::VersionFacts::Layer& own = facts.layers()[layer];
    std::uint64_t checksum = own.ref.checksum;
    std::string_view bytes;
    // A version of one own segment has no layer table yet, and its reference no checksum.
    if (const auto mine = own_.find(checksum); mine != own_.end()) {
      bytes = mine->second;
    } else if (checksum == 0 && own_.size() == 1) {
      checksum = own_.begin()->first;
      bytes = own_.begin()->second;
    } else if (before_ != nullptr) {
      auto file = before_->layer_file(source_, own.ref, index::kIndexFile);
      if (!file.ok()) {
        // A version that was published without an index is searched by one that is made in memory: not here.
        if (file.error().code != ErrorCode::kNotFound) fault = file.error();
        return nullptr;
      }
      opened.file = *std::move(file);
      bytes = opened.file->bytes();
    }
    if (bytes.empty()) return nullptr;
    auto names = index::NameIndex::open(bytes, std::string(index::kIndexFile), checksum);
    if (!names.ok()) {
      fault = names.error();
      return nullptr;
    }
    opened.names = *std::move(names);
    return &*opened.names;
  };
  const CanaryLookup lookup = [&](std::string_view id) -> std::optional<CanaryTarget> {
    const std::optional<std::uint32_t> number = facts.find_entity(id);
    if (!number) return std::nullopt;
    const auto entity = facts.entity(*number);
    if (!entity.ok()) return std::nullopt;
    const store::VersionFacts::Location place = facts.location_of(store::RecordKind::kEntity, *number);
    CanaryTarget target{entity->schema, {}, names_of_layer(place.layer), place.number};
    if (target.index == nullptr) return std::nullopt;
    for (const model::EntityName& name : model::names_of(*entity)) target.names.emplace_back(name.text);
    return target;
  };
  const CanaryTurn turn = turn_canaries(questions, picker_.candidates(), lookup, bound);
  if (fault) return *fault;
  const CanaryReport& report = turn.report;
  if (report.unasked > 0) {
    notes.push_back("Of the " + std::to_string(questions.size()) + " fixed questions of " + answered_by + " " +
                    std::to_string(report.unasked) + " were not asked: the time for them was over.");
  }
  if (!report.lost.empty()) {
    const CanaryQuery& first = report.lost.front();
    const std::string reason = std::to_string(report.lost.size()) + " of the " + std::to_string(questions.size()) +
                               " fixed questions that " + answered_by + " answered find their party no more: \"" +
                               first.query + "\" for " + first.entity + " (\"" + first.name +
                               (report.lost.size() > 1 ? "\"), and others" : "\")");
    if (!let_pass) {
      return Error{ErrorCode::kHeld, reason, {}, "Report this: the program or its tables have changed"};
    }
    notes.push_back("Published although " + reason + ".");
  }
  return turn.fresh ? encode_canaries(report.kept) : std::string();
}

}  // namespace penumbra::publish
