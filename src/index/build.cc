// How it works: names are analysed in blocks, on all threads; each block numbers its own distinct parts and computes
// what depends on one name or part alone. Blocks are joined in their order, so that the bytes do not depend on the
// threads; then names and terms are put in the order in which searches want them (arrange.h), and key tables laid out
// by counting.

#include "index/build.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include "embedded/analysis_fingerprint.h"
#include "index/arrange.h"
#include "index/format.h"
#include "index/keys.h"
#include "index/name_lists.h"
#include "index/packed_part.h"
#include "index/term_table.h"
#include "match/score.h"
#include "model/schema.h"
#include "store/container.h"

namespace penumbra::index {
namespace {

constexpr std::uint64_t kMaxNames = std::uint64_t{1} << 31U;
constexpr std::uint32_t kMaxOrdinal = 65535;
constexpr std::uint64_t kMaxPlaces = (std::uint64_t{1} << 32U) - 1;
// Names that one thread analyses at a time: enough for most of their words to be known already.
constexpr std::size_t kBlock = 4096;
// Blocks analysed before they are joined: bounds the memory that they take.
constexpr std::size_t kWave = 64;

template <typename Record>
std::string bytes_of(const std::vector<Record>& records) {
  static_assert(std::is_trivially_copyable_v<Record>);
  std::string out(records.size() * sizeof(Record), '\0');
  if (!records.empty()) std::memcpy(out.data(), records.data(), out.size());
  return out;
}

struct FiledKey {
  std::uint64_t key = 0;
  std::uint32_t number = 0;
};

// What one block of names gives.
struct Block {
  std::vector<NameRecord> names;           // `first` counts from the beginning of the block
  std::vector<std::uint32_t> occurrences;  // of terms of the block
  TermTable terms;
  std::vector<FiledKey> joined;  // names of the whole index
  std::vector<TricksRecord> tricks;
  std::uint32_t incomplete = 0;
};

void analyse(std::span<const NameInput> names, std::size_t first, Block& block) {
  JoinedForms forms;
  Keys keys;
  std::string text;
  const std::size_t last = std::min(first + kBlock, names.size());
  for (std::size_t n = first; n < last; ++n) {
    const NameInput& input = names[n];
    const names::Name name = names::analyze(input.text, input.type);
    const names::NameView view = name.view();
    NameRecord record;
    record.first = static_cast<std::uint32_t>(block.occurrences.size());
    record.entity = input.entity;
    record.ordinal = static_cast<std::uint16_t>(input.ordinal);
    record.count = static_cast<std::uint8_t>(name.parts.size());
    record.flags =
        static_cast<std::uint8_t>(static_cast<unsigned>(name.type) | (name.incomplete ? kNameIncomplete : 0U) |
                                  (input.weak ? kNameWeak : 0U) | (name.tricks != 0 ? kNameTricks : 0U));
    if (name.tricks != 0) block.tricks.push_back({static_cast<std::uint32_t>(n), name.tricks});
    block.incomplete += name.incomplete ? 1U : 0U;
    for (const names::Part& part : name.parts) {
      const names::Part alone = detached(view, part, text);
      const std::uint32_t term = block.terms.add(alone, text, hash_of_term(alone, text));
      block.occurrences.push_back(term | role_of(part) | (part.gap != 0 ? kGapBit : 0));
    }
    block.names.push_back(record);
    forms.read(view);
    keys.clear();
    for (const JoinedForm& form : forms.joined()) joined_keys(form.text, keys);
    for (const JoinedForm& form : forms.acronyms()) keys.push_back(acronym_key(form.text));
    for (const JoinedForm& form : forms.spelled()) query_joined_keys_exact(form.text, keys);
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    for (const std::uint64_t key : keys) block.joined.push_back({key, static_cast<std::uint32_t>(n)});
  }
}

// Offsets of the buckets, then what is filed in each: see format.h.
std::vector<std::uint32_t> lay_out_keys(const std::vector<std::vector<FiledKey>>& filed, std::uint32_t numbers,
                                        std::uint32_t& bucket_bits) {
  std::uint64_t total = 0;
  for (const auto& keys : filed) total += keys.size();
  // Eight to sixteen a bucket, half a cache line: their tags tell them apart, and offsets cost memory.
  bucket_bits = total < 16 ? 0 : static_cast<std::uint32_t>(std::bit_width(total) - 4);
  const std::size_t buckets = std::size_t{1} << bucket_bits;
  std::vector<std::uint32_t> out(buckets + 1 + static_cast<std::size_t>(total), 0);
  for (const auto& keys : filed) {
    for (const FiledKey& key : keys) ++out[bucket_of(key.key, bucket_bits) + 1];
  }
  for (std::size_t b = 0; b < buckets; ++b) out[b + 1] += out[b];
  std::vector<std::uint32_t> next(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(buckets));
  const std::uint32_t bits = number_bits(numbers);
  for (const auto& keys : filed) {
    for (const FiledKey& key : keys) {
      out[buckets + 1 + next[bucket_of(key.key, bucket_bits)]++] = key.number | tag_of(key.key, bits);
    }
  }
  return out;
}

class Builder {
 public:
  void join(Block& block) {
    std::vector<std::uint32_t> global(block.terms.size());
    for (std::size_t t = 0; t < block.terms.size(); ++t) {
      const Term term = block.terms.term(t);
      global[t] = terms_.add(term.part, term.text, block.terms.hash(t));
    }
    const std::uint64_t base = occurrences_.size();
    for (NameRecord record : block.names) {
      record.first += static_cast<std::uint32_t>(base);
      names_.push_back(record);
    }
    for (const std::uint32_t occurrence : block.occurrences) {
      occurrences_.push_back((occurrence & ~kTermMask) | global[occurrence & kTermMask]);
    }
    joined_count_ += block.joined.size();
    joined_.push_back(std::move(block.joined));
    tricks_.insert(tricks_.end(), block.tricks.begin(), block.tricks.end());
    incomplete_ += block.incomplete;
  }

  bool within_limits() const {
    return names_.size() < kMaxNames && terms_.size() < kTermMask && occurrences_.size() < kMaxPlaces &&
           joined_count_ < kMaxPlaces && terms_.text_bytes() < kMaxPlaces;
  }

  Result<std::string> finish(std::uint32_t entities, std::uint64_t subject, unsigned threads) && {
    Head head;
    head.analysis = analysis_fingerprint();
    head.subject = subject;
    head.entities = entities;
    head.names = static_cast<std::uint32_t>(names_.size());
    head.terms = static_cast<std::uint32_t>(terms_.size());
    head.incomplete_names = incomplete_;
    store::ContainerWriter writer(store::ContainerKind::kNames, kIndexFormat);
    for (const NameRecord& record : names_) head.types |= 1U << (record.flags & kNameTypeMask);
    arranged_ = arrange(terms_, names_, std::exchange(occurrences_, {}), threads);
    names_ = {};
    std::vector<std::uint32_t> joined;
    std::vector<std::uint32_t> term_keys;
    in_parallel(2, threads, [&](std::size_t task) {
      if (task == 0) {
        joined = keys_of_names(head.joined_bucket_bits);
      } else {
        term_keys = keys_of_terms(head.term_bucket_bits, threads);
      }
    });
    std::vector<TermRecord> records(terms_.size());
    std::string parts;
    for (std::size_t t = 0; t < records.size(); ++t) {
      records[t] = {arranged_.sketches[t], static_cast<std::uint32_t>(parts.size()), arranged_.lists_at[t],
                    arranged_.leads[t]};
      const Term term = terms_.term(arranged_.terms[t]);
      pack_part(term.part, term.text, parts);
    }
    if (term_keys.empty() || !arranged_.fits || parts.size() >= kMaxPlaces) {
      return Error{ErrorCode::kLimit, "the list has too many distinct words", {}, "Divide it"};
    }
    for (TricksRecord& tricks : tricks_) tricks.name = arranged_.new_of_name[tricks.name];
    std::sort(tricks_.begin(), tricks_.end(),
              [](const TricksRecord& a, const TricksRecord& b) { return a.name < b.name; });
    std::vector<std::uint32_t> singles;
    std::vector<Mark> marks;
    const std::vector<bool> single = single_words();
    for (std::uint32_t t = 0; t < terms_.size(); ++t) {
      if (!single[t]) continue;
      singles.push_back(t);
      marks.push_back(mark_of(arranged_.sketches[t]));
    }
    writer.add(kHeadSection, bytes_of(std::vector<Head>{head}));
    writer.add(kNamesSection, bytes_of(arranged_.names));
    writer.add(kOccurrencesSection, bytes_of(arranged_.occurrences));
    writer.add(kTermsSection, bytes_of(records));
    writer.add(kPartsSection, std::move(parts));
    writer.add(kListsSection, bytes_of(arranged_.lists));
    writer.add(kTermKeysSection, bytes_of(term_keys));
    writer.add(kJoinedKeysSection, bytes_of(joined));
    writer.add(kTricksSection, bytes_of(tricks_));
    writer.add(kSinglesSection, bytes_of(singles));
    writer.add(kMarksSection, bytes_of(marks));
    writer.add(kBesideSection, bytes_of(arranged_.beside));
    writer.add(kOrderSection, bytes_of(arranged_.order));
    return std::move(writer).finish();
  }

 private:
  // Terms that are the only word of a name.
  std::vector<bool> single_words() const {
    std::vector<bool> single(terms_.size(), false);
    for (const NameRecord& record : arranged_.names) {
      std::uint32_t word = kTermMask;
      bool several = false;
      for (std::size_t i = record.first; i < std::size_t{record.first} + record.count; ++i) {
        const std::uint32_t occurrence = arranged_.occurrences[i];
        if ((occurrence & kRoleMask) != kRoleWord) continue;
        several = several || (word != kTermMask && word != (occurrence & kTermMask));
        word = occurrence & kTermMask;
      }
      if (word != kTermMask && !several) single[word] = true;
    }
    return single;
  }

  std::vector<std::uint32_t> keys_of_names(std::uint32_t& bucket_bits) {
    for (std::vector<FiledKey>& keys : joined_) {
      for (FiledKey& key : keys) key.number = arranged_.new_of_name[key.number];
    }
    return lay_out_keys(joined_, static_cast<std::uint32_t>(arranged_.names.size()), bucket_bits);
  }

  std::vector<std::uint32_t> keys_of_terms(std::uint32_t& bucket_bits, unsigned threads) const {
    std::vector<std::vector<FiledKey>> filed((terms_.size() + kBlock - 1) / kBlock);
    in_parallel(filed.size(), threads, [&](std::size_t block) {
      Keys keys;
      for (std::size_t t = block * kBlock; t < std::min((block + 1) * kBlock, terms_.size()); ++t) {
        const Term term = terms_.term(arranged_.terms[t]);
        if (term.part.weight == 0) continue;
        names::NameView view;
        view.parts = {&term.part, 1};
        view.pool = term.text.data();
        keys.clear();
        term_keys(view, term.part, keys);
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        for (const std::uint64_t key : keys) filed[block].push_back({key, static_cast<std::uint32_t>(t)});
      }
    });
    std::uint64_t total = 0;
    for (const auto& keys : filed) total += keys.size();
    if (total >= kMaxPlaces) return {};
    return lay_out_keys(filed, static_cast<std::uint32_t>(terms_.size()), bucket_bits);
  }

  std::vector<NameRecord> names_;
  std::vector<std::uint32_t> occurrences_;
  TermTable terms_;
  Arranged arranged_;
  std::vector<std::vector<FiledKey>> joined_;
  std::uint64_t joined_count_ = 0;
  std::vector<TricksRecord> tricks_;
  std::uint32_t incomplete_ = 0;
};

}  // namespace

std::uint64_t analysis_fingerprint() {
  return embedded::analysis_fingerprint;
}

Result<std::string> build_names(std::span<const NameInput> names, std::uint32_t entities, std::uint64_t subject,
                                unsigned threads) {
  const Error too_many{
      ErrorCode::kLimit, "the list has more names than one index holds", {}, "Divide it into several sources"};
  if (names.size() >= kMaxNames || entities >= kMaxNames) return too_many;
  for (const NameInput& name : names) {
    if (name.ordinal > kMaxOrdinal) {
      return Error{ErrorCode::kLimit, "an entity has more than 65,536 names", {}, "Divide it into several entities"};
    }
  }
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  Builder builder;
  const std::size_t count = (names.size() + kBlock - 1) / kBlock;
  for (std::size_t wave = 0; wave < count; wave += kWave) {
    std::vector<Block> blocks(std::min(kWave, count - wave));
    in_parallel(blocks.size(), threads, [&](std::size_t i) { analyse(names, (wave + i) * kBlock, blocks[i]); });
    for (Block& block : blocks) {
      builder.join(block);
      block = {};
    }
    if (!builder.within_limits()) return too_many;
  }
  return std::move(builder).finish(entities, subject, threads);
}

Result<std::string> build(std::span<const model::Entity> entities, std::uint64_t subject, unsigned threads) {
  if (entities.size() >= kMaxNames) {
    return Error{ErrorCode::kLimit, "the list has more than 2^31 entities", {}, "Divide it into several sources"};
  }
  std::vector<NameInput> names;
  for (std::size_t e = 0; e < entities.size(); ++e) {
    const model::Schema* schema = model::Vocabulary::get().find(entities[e].schema);
    if (schema == nullptr || !schema->matchable()) continue;
    const names::NameType type = match::name_type_of_schema(entities[e].schema);
    std::uint32_t ordinal = 0;
    for (const model::EntityName& name : model::names_of(entities[e])) {
      names.push_back(
          {name.text, type, static_cast<std::uint32_t>(e), ordinal++, name.strength == model::NameStrength::kWeak});
    }
  }
  return build_names(names, static_cast<std::uint32_t>(entities.size()), subject, threads);
}

}  // namespace penumbra::index
