// The order of the version is that in which companies and parties are named first, so that the second pass numbers them
// as it makes them.
#include "ingest/psc/chunks.h"

#include <algorithm>
#include <utility>

namespace penumbra::ingest::psc {
namespace {

constexpr std::string_view kPrefix = "gb-coh-";

// At most eight characters, none of them 0.
std::uint64_t packed(std::string_view number) {
  std::uint64_t out = 0;
  for (const char c : number) out = (out << 8) | static_cast<unsigned char>(c);
  return out;
}

// Fibonacci hashing: numbers of companies are dense.
std::size_t slot_of(std::uint64_t key, std::size_t slots) {
  return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15) >> 20) & (slots - 1);
}

}  // namespace

void Survey::look_at(const JsonRecord& record, const std::string& file) {
  add(record, file);
  outcome_.dataset.relationships.clear();
}

void Survey::close() {
  changes_.close();
  entries_.close();
}

bool CompanySet::insert(std::string_view number) {
  if (2 * (size_ + 1) > slots_.size()) grow();
  const std::uint64_t key = packed(number);
  std::size_t at = slot_of(key, slots_.size());
  for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at] == key) return false;
  }
  slots_[at] = key;
  ++size_;
  return true;
}

void CompanySet::grow() {
  const std::vector<std::uint64_t> old = std::exchange(slots_, std::vector<std::uint64_t>(slots_.size() * 2));
  for (const std::uint64_t key : old) {
    if (key == 0) continue;
    std::size_t at = slot_of(key, slots_.size());
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = key;
  }
}

Status ChunkMapper::take(const JsonRecord& record, const std::string& file) {
  add(record, file);
  if (status_.ok()) status_ = chunks_.hand_over();
  return status_;
}

bool ChunkMapper::is_new_company(const std::string& id) {
  return seen_.insert(std::string_view(id).substr(kPrefix.size()));
}

void ChunkMapper::add_company(model::Entity&& company) {
  const std::uint64_t place = next_place_++;
  const std::size_t changes = survey_.changes_of(company.id);
  if (changes == 0) return put(std::move(company), place);
  kept_bytes_ += bytes_of(company);
  if (kept_bytes_ > kMaxKeptBytes && status_.ok()) {
    status_ = Error{ErrorCode::kLimit,
                    "more than " + std::to_string(kMaxKeptBytes >> 20) +
                        " MiB of companies have entries of their own far from where they are named first",
                    {},
                    "Give the parts of the snapshot in their order"};
  }
  std::string id = company.id;
  kept_.emplace(std::move(id), Kept{std::move(company), place, changes});
}

void ChunkMapper::add_party(model::Entity&& party, const Change& fill) {
  fill(party);
  put(std::move(party), next_place_++);
}

void ChunkMapper::change_company(const std::string& id, const Change& change) {
  const auto it = kept_.find(id);
  if (it == kept_.end()) return;  // never: the survey counted this change
  Kept& kept = it->second;
  kept_bytes_ -= bytes_of(kept.entity);
  change(kept.entity);
  if (--kept.changes > 0) {
    kept_bytes_ += bytes_of(kept.entity);
    return;
  }
  Kept done = std::move(kept);
  kept_.erase(it);
  put(std::move(done.entity), done.place);
}

bool ChunkMapper::is_first_entry(const std::string& key, std::uint64_t line) {
  return survey_.entries_of(key) == 1 || Mapper::is_first_entry(key, line);
}

void ChunkMapper::put(model::Entity&& entity, std::uint64_t place) {
  if (!status_.ok()) return;
  chunks_.put(std::move(entity), place);
  status_ = chunks_.hand_over();
}

Status ChunkMapper::close() {
  std::vector<Kept> rest;
  rest.reserve(kept_.size());
  for (auto& [id, kept] : kept_) rest.push_back(std::move(kept));
  kept_.clear();
  std::sort(rest.begin(), rest.end(), [](const Kept& a, const Kept& b) { return a.place < b.place; });
  for (Kept& kept : rest) put(std::move(kept.entity), kept.place);
  finish();
  if (!status_.ok()) return status_;
  return chunks_.hand_over(true);
}

}  // namespace penumbra::ingest::psc
