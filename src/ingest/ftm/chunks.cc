// The order of the version is that of the first records of its entities, so both passes number the records of entities
// alike, and an entity stands at the number of its first one.
#include "ingest/ftm/chunks.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/digest.h"
#include "ingest/text_checks.h"
#include "model/schema.h"

namespace penumbra::ingest::ftm {
namespace {

// What fold_address() and fold_numbers() ask for.
bool is_asked_for(std::string_view property) {
  static constexpr std::array<std::string_view, 12> kNames = {"full",   "street", "street2", "postOfficeBox",
                                                              "city",   "region", "state",   "postalCode",
                                                              "number", "holder", "country", "passportNumber"};
  return std::find(kNames.begin(), kNames.end(), property) != kNames.end();
}

Error too_much() {
  return {ErrorCode::kLimit,
          "more than " + std::to_string(kMaxKeptBytes >> 20) +
              " MiB of entities have several records, or are addresses and documents of others",
          {},
          "Give the flat form (entities.ftm.json), with one record for each entity, or the lists one by one"};
}

// In the order of Mapper::add(), and of the same records.
void take_ids(const RawEntity& raw, const FormerIds::mapped_type::first_type& place, FormerIds& out) {
  if (raw.id.empty() || raw.schema.empty()) return;
  for (const RawProperty& property : raw.properties) {
    for (const RawEntity& nested : property.nested) take_ids(nested, place, out);
  }
  const model::Schema* schema = model::Vocabulary::get().find(raw.schema);
  if (schema == nullptr || schema->is_abstract()) return;
  for (const std::string_view referent : raw.referents) {
    const auto [it, fresh] = out.try_emplace(std::string(referent), place, raw.id);
    if (!fresh && place < it->second.first) it->second = {place, std::string(raw.id)};
  }
}

}  // namespace

Status Survey::Documents::keep(const RawEntity& raw, std::uint64_t place) {
  const auto [it, fresh] = entities.try_emplace(std::string(raw.id));
  model::Entity& entity = it->second.first;
  if (fresh) {
    begin(raw, "", entity);
    it->second.second = place;
  }
  if (!fresh) bytes -= bytes_of(entity);
  join(entity, raw, {});
  std::erase_if(entity.values, [](const model::Value& value) { return !is_asked_for(value.property); });
  bytes += bytes_of(entity);
  if (bytes > kMaxKeptBytes) return too_much();
  return {};
}

Status Survey::read(const InputFile& file, std::size_t number, ChunkSink& sink) {
  file_ = static_cast<std::uint32_t>(number);
  return sketch_lines(file, *this, [&](std::size_t offset) { sink.passed(number, offset); });
}

bool Survey::entity(std::string_view id, std::string_view schema) {
  const model::Schema* known = model::Vocabulary::get().find(schema);
  if (known == nullptr || known->is_abstract() || schema == "Sanction" || !known->edge_source().empty()) return false;
  ids_.add(id);
  ++next_place_;
  return is_document(schema);
}

Status Survey::document(const RawEntity& raw) {
  return mapper_.keep(raw, next_place_ - 1);
}

void Survey::referent(std::string_view former, std::size_t offset) {
  former_.push_back({base::checksum64(former), file_, offset});
}

void Survey::close() {
  ids_.close();
  std::stable_sort(former_.begin(), former_.end(), [](const Former& a, const Former& b) { return a.hash < b.hash; });
  for (const auto& [id, kept] : mapper_.entities) {
    if (kept.first.schema == "Address") continue;
    const std::string holder(kept.first.first("holder"));
    if (!holder.empty() && holder != id) by_holder_.emplace(holder, std::pair(kept.second, &kept.first));
  }
}

const model::Entity* Survey::document(const std::string& id) const {
  const auto it = mapper_.entities.find(id);
  return it == mapper_.entities.end() ? nullptr : &it->second.first;
}

std::vector<std::pair<std::uint64_t, const model::Entity*>> Survey::documents_of(const std::string& holder) const {
  std::vector<std::pair<std::uint64_t, const model::Entity*>> out;
  const auto [first, last] = by_holder_.equal_range(holder);
  for (auto it = first; it != last; ++it) out.push_back(it->second);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return out;
}

std::vector<std::pair<std::size_t, std::size_t>> Survey::lines_of(std::string_view former) const {
  const std::uint64_t hash = base::checksum64(former);
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (auto it = std::lower_bound(former_.begin(), former_.end(), hash,
                                  [](const Former& one, std::uint64_t wanted) { return one.hash < wanted; });
       it != former_.end() && it->hash == hash; ++it) {
    out.emplace_back(it->file, it->offset);
  }
  return out;
}

Status ChunkMapper::take_entity(const RawEntity& raw, std::string_view file) {
  const Place position(file, raw.line, 0);
  const std::uint64_t place = next_place_++;
  const std::size_t records = survey_.records_of(raw.id);
  if (records == 1) {
    model::Entity entity;
    begin(raw, record_place(file, raw.line), entity);
    join(entity, raw, position);
    return complete(std::move(entity), place);
  }
  const auto [it, fresh] = kept_.try_emplace(std::string(raw.id));
  Kept& kept = it->second;
  if (fresh) {
    begin(raw, record_place(file, raw.line), kept.entity);
    kept.place = place;
  } else {
    kept_bytes_ -= bytes_of(kept.entity);
  }
  join(kept.entity, raw, position);
  kept_bytes_ += bytes_of(kept.entity);
  if (++kept.records < records) return kept_bytes_ > kMaxKeptBytes ? Status(too_much()) : Status();
  kept_bytes_ -= bytes_of(kept.entity);
  Kept done = std::move(kept);
  kept_.erase(it);
  return complete(std::move(done.entity), done.place);
}

// Filled up as Mapper::fold_documents() would, in its order: what stands before the party, its own, what stands after.
Status ChunkMapper::complete(model::Entity&& entity, std::uint64_t place) {
  const auto documents = survey_.documents_of(entity.id);
  const auto fold = [&](bool before) {
    for (const auto& [at, document] : documents) {
      if ((at < place) == before) fold_numbers(*document, entity);
    }
  };
  fold(true);
  const std::vector<std::string_view> addresses = entity.get("addressEntity");
  for (const std::string& id : std::vector<std::string>(addresses.begin(), addresses.end())) {
    if (id == entity.id) continue;
    if (const model::Entity* address = survey_.document(id)) fold_address(*address, entity);
  }
  fold(false);
  chunks_.put(std::move(entity), place);
  return hand_over();
}

Status ChunkMapper::take_sanction(const RawEntity& raw, std::string_view file) {
  PENUMBRA_RETURN_IF_ERROR(add_designation(raw, file));
  return hand_over();
}

Status ChunkMapper::take_edge(const RawEntity& raw, std::string_view file) {
  PENUMBRA_RETURN_IF_ERROR(add_relationship(raw, file));
  return hand_over();
}

Result<std::string> ChunkMapper::resolve(std::string_view end) {
  const std::string id(end);
  if (survey_.records_of(id) > 0) return id;
  // Former ids are rare at the ends of edges: the lines that have them are read again, each once.
  for (const auto& place : survey_.lines_of(id)) {
    if (const auto known = former_.find(id); known != former_.end() && known->second.first <= place) break;
    const auto at = std::lower_bound(read_again_.begin(), read_again_.end(), place);
    if (at != read_again_.end() && *at == place) continue;
    read_again_.insert(at, place);
    PENUMBRA_RETURN_IF_ERROR(
        read_line_at(files_[place.first], place.second, [&](const RawEntity& raw) { take_ids(raw, place, former_); }));
  }
  const auto known = former_.find(id);
  if (known == former_.end() || survey_.records_of(known->second.second) == 0) return std::string();
  return known->second.second;
}

Status ChunkMapper::hand_over(bool all) {
  PENUMBRA_RETURN_IF_ERROR(chunks_.hand_over(all));
  // Every designation adds its list.
  constexpr std::size_t kLists = 4096;
  if (outcome_.lists.size() > kLists) finish_lists();
  return {};
}

Status ChunkMapper::close() {
  std::vector<Kept> rest;
  rest.reserve(kept_.size());
  for (auto& [id, kept] : kept_) rest.push_back(std::move(kept));
  kept_.clear();
  std::sort(rest.begin(), rest.end(), [](const Kept& a, const Kept& b) { return a.place < b.place; });
  for (Kept& kept : rest) PENUMBRA_RETURN_IF_ERROR(complete(std::move(kept.entity), kept.place));
  PENUMBRA_RETURN_IF_ERROR(hand_over(true));
  finish_lists();
  note_members();
  return {};
}

}  // namespace penumbra::ingest::ftm
