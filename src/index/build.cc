// How it works: names are analysed (in parallel, in blocks, joined in order, so that the bytes do not depend on the
// number of threads); anchors are numbered in order of first use; postings and keys are laid out by counting, which
// needs no comparison sort and no memory beyond the result.

#include "index/build.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "embedded/analysis_fingerprint.h"
#include "index/format.h"
#include "index/keys.h"
#include "match/anchors.h"
#include "match/score.h"
#include "model/schema.h"
#include "names/name.h"
#include "store/container.h"

namespace penumbra::index {
namespace {

constexpr std::uint64_t kMaxCount = std::uint64_t{1} << 31U;
constexpr std::uint64_t kMaxFormBytes = (std::uint64_t{1} << 32U) - 1;
// Entities that one thread analyses at a time: large enough that taking a block costs nothing.
constexpr std::size_t kBlock = 256;
// Entities analysed before their names go into the index: bounds the memory that analysed names take.
constexpr std::size_t kWave = 64 * kBlock;

template <typename Record>
std::string bytes_of(const std::vector<Record>& records) {
  static_assert(std::is_trivially_copyable_v<Record>);
  std::string out(records.size() * sizeof(Record), '\0');
  if (!records.empty()) std::memcpy(out.data(), records.data(), out.size());
  return out;
}

// A key of the anchor dictionary: the bytes of the form behind two bytes that tell the rest.
std::string dictionary_key(const match::Anchor& anchor) {
  std::string key;
  key.reserve(anchor.form.size() + 2);
  key.push_back(static_cast<char>(anchor.space));
  key.push_back(static_cast<char>(anchor.edits | (anchor.abjad ? kEntryAbjad : 0)));
  key += anchor.form;
  return key;
}

struct AnalysedName {
  NameRecord record;
  names::Name name;
  std::vector<match::Anchor> anchors;
};

// What one block of entities gives.
using Block = std::vector<AnalysedName>;

Block analyse_block(std::span<const model::Entity> entities, std::size_t first) {
  Block block;
  const std::size_t last = std::min(first + kBlock, entities.size());
  for (std::size_t e = first; e < last; ++e) {
    const model::Schema* schema = model::Vocabulary::get().find(entities[e].schema);
    if (schema == nullptr || !schema->matchable()) continue;
    const names::NameType type = match::name_type_of_schema(entities[e].schema);
    std::uint32_t ordinal = 0;
    for (const model::EntityName& name : model::names_of(entities[e])) {
      AnalysedName& out = block.emplace_back();
      out.name = names::analyze(name.text, type);
      out.name.original.clear();
      out.anchors = match::anchors(out.name.view());
      out.record.entity = static_cast<std::uint32_t>(e);
      out.record.ordinal = ordinal++;
      out.record.flags = static_cast<std::uint8_t>((out.name.incomplete ? kNameIncomplete : 0) |
                                                   (name.strength == model::NameStrength::kWeak ? kNameWeak : 0));
    }
  }
  return block;
}

// Analyses the entities from `first` on, at most kWave of them, in blocks in their order.
std::vector<Block> analyse_wave(std::span<const model::Entity> entities, std::size_t first, unsigned threads) {
  const std::size_t wave = std::min(kWave, entities.size() - first);
  const std::span<const model::Entity> upto = entities.first(first + wave);
  const std::size_t count = (wave + kBlock - 1) / kBlock;
  std::vector<Block> blocks(count);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t b = next++; b < count; b = next++) blocks[b] = analyse_block(upto, first + b * kBlock);
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < threads && i < count; ++i) helpers.emplace_back(work);
  work();
  helpers.clear();
  return blocks;
}

// Collects names and anchors, then writes the sections.
class Builder {
 public:
  void add(const AnalysedName& analysed) {
    const auto number = static_cast<std::uint32_t>(names_.size());
    const names::Name& name = analysed.name;
    NameRecord record = analysed.record;
    record.pool_at = pool_.size();
    record.pool_bytes = static_cast<std::uint32_t>(name.pool.size());
    record.first_part = static_cast<std::uint32_t>(parts_.size());
    record.part_count = static_cast<std::uint16_t>(name.parts.size());
    record.joined_at = name.joined.at;
    record.joined_bytes = name.joined.size;
    record.tricks = name.tricks;
    record.type = static_cast<std::uint8_t>(name.type);
    incomplete_ += name.incomplete ? 1U : 0U;
    names_.push_back(record);
    parts_.insert(parts_.end(), name.parts.begin(), name.parts.end());
    pool_ += name.pool;
    for (const match::Anchor& anchor : analysed.anchors) uses_.emplace_back(entry_of(anchor), number);
  }

  bool within_limits() const {
    return names_.size() < kMaxCount && parts_.size() < kMaxCount && uses_.size() < kMaxCount &&
           forms_.size() <= kMaxFormBytes;
  }

  Result<std::string> finish(std::size_t entities, std::uint64_t subject) && {
    Head head;
    head.analysis = analysis_fingerprint();
    head.subject = subject;
    head.entities = static_cast<std::uint32_t>(entities);
    head.names = static_cast<std::uint32_t>(names_.size());
    head.entries = static_cast<std::uint32_t>(entries_.size());
    head.incomplete_names = incomplete_;
    const std::vector<std::uint32_t> postings = lay_out_postings();
    const std::vector<std::uint32_t> keys = lay_out_keys(head.bucket_bits);
    store::ContainerWriter writer(store::ContainerKind::kNames, kIndexFormat);
    writer.add(kHeadSection, bytes_of(std::vector<Head>{head}));
    writer.add(kNamesSection, bytes_of(names_));
    writer.add(kPartsSection, bytes_of(parts_));
    writer.add(kPoolSection, std::move(pool_));
    writer.add(kEntriesSection, bytes_of(entries_));
    writer.add(kFormsSection, std::move(forms_));
    writer.add(kPostingsSection, bytes_of(postings));
    writer.add(kKeysSection, bytes_of(keys));
    return std::move(writer).finish();
  }

 private:
  std::uint32_t entry_of(const match::Anchor& anchor) {
    const auto [it, fresh] =
        dictionary_.try_emplace(dictionary_key(anchor), static_cast<std::uint32_t>(entries_.size()));
    if (fresh) {
      EntryRecord& record = entries_.emplace_back();
      record.form_at = static_cast<std::uint32_t>(forms_.size());
      record.form_bytes = static_cast<std::uint16_t>(anchor.form.size());
      record.letters = letter_mask(anchor.form);
      record.space = static_cast<std::uint8_t>(anchor.space);
      record.flags = static_cast<std::uint8_t>(anchor.edits | (anchor.abjad ? kEntryAbjad : 0));
      forms_ += anchor.form;
    }
    return it->second;
  }

  // Names of each entry, ascending because names were added in order. Adds the closing record.
  std::vector<std::uint32_t> lay_out_postings() {
    const std::size_t count = entries_.size();
    std::vector<std::uint32_t> next(count + 1, 0);
    for (const auto& [entry, name] : uses_) ++next[entry + 1];
    for (std::size_t e = 0; e < count; ++e) next[e + 1] += next[e];
    for (std::size_t e = 0; e < count; ++e) entries_[e].first_posting = next[e];
    EntryRecord closing;
    closing.form_at = static_cast<std::uint32_t>(forms_.size());
    closing.first_posting = static_cast<std::uint32_t>(uses_.size());
    entries_.push_back(closing);
    std::vector<std::uint32_t> postings(uses_.size());
    for (const auto& [entry, name] : uses_) postings[next[entry]++] = name;
    return postings;
  }

  // Offsets of the buckets, then the entries filed in each, without duplicates.
  std::vector<std::uint32_t> lay_out_keys(std::uint32_t& bucket_bits) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> filed;
    std::vector<std::uint64_t> keys;
    for (std::size_t e = 0; e + 1 < entries_.size(); ++e) {
      const EntryRecord& record = entries_[e];
      const Form form{static_cast<match::AnchorSpace>(record.space),
                      static_cast<std::uint8_t>(record.flags & kEntryEditsMask), (record.flags & kEntryAbjad) != 0,
                      std::string_view(forms_).substr(record.form_at, record.form_bytes)};
      keys.clear();
      entry_keys(form, keys);
      std::sort(keys.begin(), keys.end());
      keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
      for (const std::uint64_t key : keys) filed.emplace_back(key, static_cast<std::uint32_t>(e));
    }
    // One to two entries a bucket: fewer buckets would cost checks, more would cost memory.
    bucket_bits = filed.size() < 2 ? 0 : static_cast<std::uint32_t>(std::bit_width(filed.size()) - 1);
    const std::size_t buckets = std::size_t{1} << bucket_bits;
    std::vector<std::uint32_t> out(buckets + 1 + filed.size(), 0);
    for (const auto& [key, entry] : filed) ++out[bucket_of(key, bucket_bits) + 1];
    for (std::size_t b = 0; b < buckets; ++b) out[b + 1] += out[b];
    std::vector<std::uint32_t> next(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(buckets));
    for (const auto& [key, entry] : filed) out[buckets + 1 + next[bucket_of(key, bucket_bits)]++] = entry;
    return out;
  }

  std::vector<NameRecord> names_;
  std::vector<names::Part> parts_;
  std::string pool_;
  std::vector<EntryRecord> entries_;
  std::string forms_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> uses_;  // entry, name
  std::unordered_map<std::string, std::uint32_t> dictionary_;
  std::uint32_t incomplete_ = 0;
};

}  // namespace

std::uint64_t analysis_fingerprint() {
  return embedded::analysis_fingerprint;
}

Result<std::string> build(std::span<const model::Entity> entities, std::uint64_t subject, unsigned threads) {
  if (entities.size() >= kMaxCount) {
    return Error{ErrorCode::kLimit, "the list has more than 2^31 entities", {}, "Divide it into several sources"};
  }
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  Builder builder;
  for (std::size_t first = 0; first < entities.size(); first += kWave) {
    for (const Block& block : analyse_wave(entities, first, threads)) {
      for (const AnalysedName& name : block) builder.add(name);
    }
    if (!builder.within_limits()) {
      return Error{
          ErrorCode::kLimit, "the list has more names than one index holds", {}, "Divide it into several sources"};
    }
  }
  return std::move(builder).finish(entities.size(), subject);
}

}  // namespace penumbra::index
