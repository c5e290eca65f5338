// The order of the version is that in which companies and parties are named first, so that the second pass numbers them
// as it makes them.
#include "ingest/psc/chunks.h"

#include <algorithm>
#include <utility>

#include "ingest/text_checks.h"

namespace penumbra::ingest::psc {
namespace {

constexpr std::string_view kPrefix = "gb-coh-";

std::string_view number_of(std::string_view id) {
  return id.substr(kPrefix.size());
}

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
  return seen_.insert(number_of(id));
}

void ChunkMapper::add_company(model::Entity&& company) {
  const std::uint64_t place = next_place_++;
  const std::size_t changes = survey_.changes_of(company.id);
  if (changes == 0) return put(std::move(company), place);
  if (kept_.has_room()) return kept_.add(std::move(company), place, changes);
  deferred_.emplace(packed(number_of(company.id)), place);
}

void ChunkMapper::add_party(model::Entity&& party, const Change& fill) {
  fill(party);
  put(std::move(party), next_place_++);
}

void ChunkMapper::change_company(const std::string& id, const Change& change) {
  // One that is not there waits for a sweep.
  if (auto done = kept_.change(id, change)) put(std::move(done->entity), done->place);
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
  for (KeptCompanies::Kept& kept : kept_.take_all()) put(std::move(kept.entity), kept.place);
  finish();
  return status_;
}

Status ChunkMapper::take(model::Entity&& company, std::uint64_t place) {
  put(std::move(company), place);
  return status_;
}

Status ChunkMapper::hand_over_rest() {
  PENUMBRA_RETURN_IF_ERROR(status_);
  return chunks_.hand_over(true);
}

void KeptCompanies::add(model::Entity&& company, std::uint64_t place, std::size_t changes) {
  bytes_ += bytes_of(company);
  std::string id = company.id;
  kept_.emplace(std::move(id), Kept{std::move(company), place, changes});
}

std::optional<KeptCompanies::Kept> KeptCompanies::change(const std::string& id,
                                                         const std::function<void(model::Entity&)>& change) {
  const auto it = kept_.find(id);
  if (it == kept_.end()) return std::nullopt;
  Kept& kept = it->second;
  bytes_ -= bytes_of(kept.entity);
  change(kept.entity);
  if (--kept.changes > 0) {
    bytes_ += bytes_of(kept.entity);
    return std::nullopt;
  }
  Kept done = std::move(kept);
  kept_.erase(it);
  return done;
}

std::vector<KeptCompanies::Kept> KeptCompanies::take_all() {
  std::vector<Kept> rest;
  rest.reserve(kept_.size());
  for (auto& [id, kept] : kept_) rest.push_back(std::move(kept));
  kept_.clear();
  bytes_ = 0;
  std::sort(rest.begin(), rest.end(), [](const Kept& a, const Kept& b) { return a.place < b.place; });
  return rest;
}

Status Sweep::look_at(const JsonRecord& record, const std::string& file) {
  add(record, file);
  outcome_.dataset.relationships.clear();
  return status_;
}

bool Sweep::is_new_company(const std::string& id) {
  const std::uint64_t number = packed(number_of(id));
  if (!deferred_.contains(number) || passed_over_.contains(number)) return false;
  // Made at its first mention or not at all: later ones would lack what was said before.
  if (!kept_.has_room()) passed_over_.insert(number);
  return kept_.has_room();
}

void Sweep::add_company(model::Entity&& company) {
  const auto it = deferred_.find(packed(number_of(company.id)));
  const std::uint64_t place = it->second;
  deferred_.erase(it);
  const std::size_t changes = survey_.changes_of(company.id);
  kept_.add(std::move(company), place, changes);
}

void Sweep::change_company(const std::string& id, const Change& change) {
  if (auto done = kept_.change(id, change); done && status_.ok())
    status_ = chunks_.take(std::move(done->entity), done->place);
}

bool Sweep::is_first_entry(const std::string& key, std::uint64_t line) {
  return survey_.entries_of(key) == 1 || Mapper::is_first_entry(key, line);
}

Status Sweep::close() {
  for (KeptCompanies::Kept& kept : kept_.take_all()) {
    if (status_.ok()) status_ = chunks_.take(std::move(kept.entity), kept.place);
  }
  return status_;
}

namespace {

// Every record of a file; tells the sink every few megabytes how far it is.
Status each(const InputFile& file, std::size_t number, ChunkSink& sink,
            const std::function<Status(const JsonRecord&)>& use) {
  constexpr std::size_t kStep = std::size_t{16} << 20;
  std::size_t passed = 0;
  return read_json_records(file, [&](JsonRecord&& record) -> Status {
    PENUMBRA_RETURN_IF_ERROR(use(record));
    if (record.end - passed >= kStep) {
      passed = record.end;
      sink.passed(number, passed);
    }
    return {};
  });
}

}  // namespace

Result<ReadOutcome> read_in_pieces(std::span<const InputFile> files, std::string_view source, const ChunkLimits& limits,
                                   ChunkSink& sink, std::uint64_t most_kept) {
  ReadOutcome unread;
  Survey survey(source, unread);
  for (std::size_t i = 0; i < files.size(); ++i) {
    PENUMBRA_RETURN_IF_ERROR(check_text_in_pieces(files[i], [&](std::size_t offset) { sink.passed(i, offset); }));
    PENUMBRA_RETURN_IF_ERROR(each(files[i], i, sink, [&](const JsonRecord& record) -> Status {
      survey.look_at(record, files[i].name);
      return {};
    }));
  }
  survey.close();
  ReadOutcome outcome;
  outcome.authority = "Companies House";
  ChunkMapper mapper(source, survey, limits, most_kept, sink, outcome);
  for (std::size_t i = 0; i < files.size(); ++i) {
    PENUMBRA_RETURN_IF_ERROR(
        each(files[i], i, sink, [&](const JsonRecord& record) { return mapper.take(record, files[i].name); }));
  }
  PENUMBRA_RETURN_IF_ERROR(mapper.close());
  for (Deferred deferred = mapper.deferred(); !deferred.empty();) {
    const std::size_t before = deferred.size();
    ReadOutcome unread_again;
    Sweep sweep(source, survey, most_kept, deferred, mapper, unread_again);
    for (std::size_t i = 0; i < files.size(); ++i) {
      PENUMBRA_RETURN_IF_ERROR(
          each(files[i], i, sink, [&](const JsonRecord& record) { return sweep.look_at(record, files[i].name); }));
    }
    PENUMBRA_RETURN_IF_ERROR(sweep.close());
    // Never, unless the files change while they are read.
    if (deferred.size() == before) {
      return Error{ErrorCode::kIntegrity,
                   "a company that was read before is not in the files any more",
                   {},
                   "Give files that do not change meanwhile"};
    }
  }
  PENUMBRA_RETURN_IF_ERROR(mapper.hand_over_rest());
  return outcome;
}

}  // namespace penumbra::ingest::psc
