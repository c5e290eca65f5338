// How it works: names are analysed in blocks, on all threads; each block numbers its own distinct parts and computes
// what depends on one name or part alone. Blocks are joined in their order, by one thread while the others analyse, so
// that the bytes do not depend on the threads; then names and terms are put in the order in which searches want them
// (arrange.h), and lists and tables of keys are laid out by all threads.

#include "index/build.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "base/large_pages.h"
#include "embedded/analysis_fingerprint.h"
#include "index/arrange.h"
#include "index/format.h"
#include "index/key_table.h"
#include "index/keys.h"
#include "index/kin.h"
#include "index/name_index.h"
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
constexpr std::size_t kBlock = kMostOfBlock;
// Terms for which memory is asked ahead.
constexpr std::size_t kAhead = 8;
// Blocks that are analysed or wait to be joined, at least: bounds the memory that they take, about a megabyte each.
constexpr std::size_t kLeastWaiting = 16;

// The bytes of records that stay where they are.
template <typename Record>
std::string_view bytes_of(const std::vector<Record>& records) {
  static_assert(std::is_trivially_copyable_v<Record>);
  return {reinterpret_cast<const char*>(records.data()), records.size() * sizeof(Record)};
}

// `tables` stay where they are until the writer is finished.
void add_kin(const KinTables& tables, store::ContainerWriter& writer) {
  writer.add_kept(kSlotsSection, bytes_of(tables.slots));
  writer.add_kept(kKinStartsSection, bytes_of(tables.starts));
  writer.add_kept(kKinSection, bytes_of(tables.kin));
}

// An index with the kin of its terms, where it is small. Kin is found by the searches of an index, so that it wants
// one.
Result<std::string> with_kin(std::string bytes, std::uint64_t subject, unsigned threads) {
  PENUMBRA_ASSIGN_OR_RETURN(const NameIndex index, NameIndex::open(bytes, "the index to be", subject));
  if (index.term_count() == 0 || index.term_count() > kMostTermsWithKin) return bytes;
  PENUMBRA_ASSIGN_OR_RETURN(
      const store::ContainerView view,
      store::ContainerView::open(bytes, store::ContainerKind::kNames, kIndexFormat, "the index to be", 0, false));
  const KinTables kin = find_kin(index, threads);
  store::ContainerWriter writer(store::ContainerKind::kNames, kIndexFormat);
  for (std::uint32_t section = kHeadSection; section <= kLastSection; ++section) {
    if (section == kSlotsSection) add_kin(kin, writer);
    if (section >= kSlotsSection && section <= kKinSection) continue;
    PENUMBRA_ASSIGN_OR_RETURN(const std::string_view content, view.section(section));
    writer.add_kept(section, content);
  }
  return std::move(writer).finish();
}

// What one block of names gives.
struct Block {
  std::vector<PlacedName> names;           // `first` counts from the beginning of the block
  std::vector<std::uint32_t> occurrences;  // of terms of the block
  TermTable terms;
  FiledKeys joined;  // names of the whole index
  std::vector<TricksRecord> tricks;
  std::uint32_t incomplete = 0;

  // Makes room for the next block in the same memory.
  void clear() {
    names.clear();
    occurrences.clear();
    terms.clear();
    joined = {};
    tricks.clear();
    incomplete = 0;
  }
};

// Analyses names; keeps its memory for the next block.
class Analysis {
 public:
  void run(std::span<const NameInput> names, std::size_t first, Block& block) {
    const std::size_t last = std::min(first + kBlock, names.size());
    filed_.clear();
    for (std::size_t n = first; n < last; ++n) add(names[n], static_cast<std::uint32_t>(n), block);
    block.joined.file(filed_, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(names.size()));
  }

 private:
  void add(const NameInput& input, std::uint32_t n, Block& block) {
    names::analyze_into(input.text, input.type, name_);
    const names::NameView view = name_.view();
    PlacedName record;
    record.first = static_cast<std::uint32_t>(block.occurrences.size());
    record.entity = input.entity;
    record.ordinal = static_cast<std::uint16_t>(input.ordinal);
    record.count = static_cast<std::uint8_t>(name_.parts.size());
    record.flags =
        static_cast<std::uint8_t>(static_cast<unsigned>(name_.type) | (name_.incomplete ? kNameIncomplete : 0U) |
                                  (input.weak ? kNameWeak : 0U) | (name_.tricks != 0 ? kNameTricks : 0U));
    if (name_.tricks != 0) block.tricks.push_back({n, name_.tricks});
    block.incomplete += name_.incomplete ? 1U : 0U;
    // The places of the terms are asked for before they are wanted.
    for (std::size_t i = 0; i < name_.parts.size(); ++i) {
      Found& found = found_[i];
      found.part = detached(view, name_.parts[i], found.room, found.text);
      found.hash = hash_of_term(found.part, found.text);
      block.terms.prefetch_hash(found.hash);
    }
    block.names.push_back(record);
    add_keys(view, n);
    for (std::size_t i = 0; i < name_.parts.size(); ++i) {
      const names::Part& part = name_.parts[i];
      const std::uint32_t term = block.terms.add(found_[i].part, found_[i].text, found_[i].hash);
      block.occurrences.push_back(term | role_of(part) | (part.gap != 0 ? kGapBit : 0));
    }
  }

  // Of all forms that stand for several parts of a name.
  void add_keys(const names::NameView& view, std::uint32_t n) {
    forms_.read(view);
    keys_.clear();
    for (const JoinedForm& form : forms_.joined()) joined_keys(form.text, keys_);
    for (const JoinedForm& form : forms_.acronyms()) keys_.push_back(acronym_key(form.text));
    for (const JoinedForm& form : forms_.spelled()) joined_keys_exact(form.text, keys_);
    whole_keys(view, keys_);
    std::sort(keys_.begin(), keys_.end());
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    for (const std::uint64_t key : keys_) filed_.push_back({key, n});
  }

  names::Name name_;
  JoinedForms forms_;
  Keys keys_;
  std::vector<FiledKey> filed_;  // of the block
  struct Found {
    names::Part part;
    TermText text;
    std::uint64_t hash = 0;
    std::string room;
  };
  std::array<Found, names::kMaxParts> found_;  // the terms of a name
};

class Builder {
 public:
  // `names`: how many there will be.
  explicit Builder(std::size_t names) { base::reserve_large(names_, names); }

  void join(Block& block) {
    std::vector<std::uint32_t> global(block.terms.size());
    for (std::size_t t = 0; t < block.terms.size(); ++t) {
      if (t + 2 * kAhead < block.terms.size()) terms_.prefetch_hash(block.terms.hash(t + 2 * kAhead));
      if (t + kAhead < block.terms.size()) terms_.prefetch_known(block.terms.hash(t + kAhead));
      const Term term = block.terms.term(t);
      global[t] =
          terms_.add(term.part, {term.text.substr(0, term.part.latin.size), term.text.substr(term.part.latin.size)},
                     block.terms.hash(t));
    }
    const std::uint64_t base = occurrences_.size();
    for (PlacedName record : block.names) {
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
    for (const PlacedName& record : names_) head.types |= 1U << (record.flags & kNameTypeMask);
    arranged_ = arrange(terms_, names_, std::exchange(occurrences_, {}), threads);
    names_ = {};
    // The lists, the packed parts and the keys of terms want only the order.
    std::vector<TermRecord> records(terms_.size());
    std::vector<bool> single;
    const std::size_t blocks = (terms_.size() + kBlock - 1) / kBlock;
    std::vector<FiledKeys> of_terms(blocks);
    std::vector<std::string> packed(blocks);
    in_parallel(blocks + 2, threads, [&](std::size_t task) {
      if (task == 0) {
        lay_out_lists(arranged_);
      } else if (task == 1) {
        single = single_words();
      } else {
        file_terms(task - 2, of_terms[task - 2], records, packed[task - 2]);
      }
    });
    std::string parts;
    for (std::size_t block = 0; block < blocks; ++block) {
      for (std::size_t t = block * kBlock; t < std::min((block + 1) * kBlock, terms_.size()); ++t) {
        records[t].part_at += static_cast<std::uint32_t>(parts.size());
      }
      parts += std::exchange(packed[block], {});
    }
    std::uint64_t term_count = 0;
    for (const FiledKeys& keys : of_terms) term_count += keys.size();
    if (term_count >= kMaxPlaces || !arranged_.fits || parts.size() >= kMaxPlaces) {
      return Error{ErrorCode::kLimit, "the list has too many distinct words", {}, "Divide it"};
    }
    for (std::size_t t = 0; t < records.size(); ++t) {
      records[t].sketch = arranged_.sketches[t];
      records[t].lists_at = arranged_.lists_at[t];
      records[t].leads = arranged_.leads[t];
    }
    const std::vector<std::uint32_t> term_keys =
        lay_out_keys(of_terms, term_count, head.terms, {}, threads, head.term_bucket_bits);
    of_terms = {};
    const std::vector<std::uint32_t> joined =
        lay_out_keys(joined_, joined_count_, head.names, arranged_.new_of_name, threads, head.joined_bucket_bits);
    joined_ = {};
    for (TricksRecord& tricks : tricks_) tricks.name = arranged_.new_of_name[tricks.name];
    std::sort(tricks_.begin(), tricks_.end(),
              [](const TricksRecord& a, const TricksRecord& b) { return a.name < b.name; });
    std::vector<std::uint32_t> singles;
    std::vector<Mark> marks;
    for (std::uint32_t t = 0; t < terms_.size(); ++t) {
      if (!single[t]) continue;
      singles.push_back(t);
      marks.push_back(mark_of(arranged_.sketches[t]));
    }
    const std::vector<Head> heads = {head};
    writer.add_kept(kHeadSection, bytes_of(heads));
    std::vector<NameRecord> names;
    std::vector<std::uint32_t> firsts;
    names.reserve(arranged_.names.size());
    for (const PlacedName& name : arranged_.names) {
      if ((names.size() & ((std::size_t{1} << place_bits(head.names)) - 1)) == 0) firsts.push_back(name.first);
      names.push_back({name.entity, name.ordinal, name.count, name.flags});
    }
    writer.add_kept(kNamesSection, bytes_of(names));
    writer.add_kept(kOccurrencesSection, bytes_of(arranged_.occurrences));
    writer.add_kept(kTermsSection, bytes_of(records));
    writer.add(kPartsSection, std::move(parts));
    writer.add_kept(kListsSection, bytes_of(arranged_.lists));
    writer.add_kept(kTermKeysSection, bytes_of(term_keys));
    writer.add_kept(kJoinedKeysSection, bytes_of(joined));
    writer.add_kept(kTricksSection, bytes_of(tricks_));
    writer.add_kept(kSinglesSection, bytes_of(singles));
    writer.add_kept(kMarksSection, bytes_of(marks));
    writer.add_kept(kBesideSection, bytes_of(arranged_.beside));
    writer.add_kept(kOrderSection, bytes_of(arranged_.order));
    writer.add_kept(kFirstsSection, bytes_of(firsts));
    const KinTables no_kin;
    add_kin(no_kin, writer);
    writer.add_kept(kWordsSection, bytes_of(arranged_.words));
    return std::move(writer).finish();
  }

 private:
  // Terms that are the only word of a name.
  std::vector<bool> single_words() const {
    std::vector<bool> single(terms_.size(), false);
    for (const PlacedName& record : arranged_.names) {
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

  // Packs the parts of a block of terms, says in `records` where each stands among them, and files its keys.
  void file_terms(std::size_t block, FiledKeys& filed, std::vector<TermRecord>& records, std::string& packed) const {
    Keys keys;
    std::vector<FiledKey> all;
    const std::size_t end = std::min((block + 1) * kBlock, terms_.size());
    for (std::size_t t = block * kBlock; t < end; ++t) {
      if (t + 2 * kAhead < end) terms_.prefetch(arranged_.terms[t + 2 * kAhead]);
      if (t + kAhead < end) terms_.prefetch_text(arranged_.terms[t + kAhead]);
      const Term term = terms_.term(arranged_.terms[t]);
      records[t].part_at = static_cast<std::uint32_t>(packed.size());
      pack_part(term.part, term.text, packed);
      if (term.part.weight == 0) continue;
      names::NameView view;
      view.parts = {&term.part, 1};
      view.pool = term.text.data();
      keys.clear();
      term_keys(view, term.part, keys);
      std::sort(keys.begin(), keys.end());
      keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
      for (const std::uint64_t key : keys) all.push_back({key, static_cast<std::uint32_t>(t)});
    }
    filed.file(all, static_cast<std::uint32_t>(block * kBlock), static_cast<std::uint32_t>(terms_.size()));
  }

  std::vector<PlacedName> names_;
  std::vector<std::uint32_t> occurrences_;
  TermTable terms_;
  Arranged arranged_;
  std::vector<FiledKeys> joined_;
  std::uint64_t joined_count_ = 0;
  std::vector<TricksRecord> tricks_;
  std::uint32_t incomplete_ = 0;
};

// Analyses names in blocks on several threads; whichever finishes the next block joins it and those that wait behind
// it.
class Analysts {
 public:
  Analysts(std::span<const NameInput> names, Builder& builder)
      : names_(names), builder_(builder), count_((names.size() + kBlock - 1) / kBlock) {}

  // False if the names exceed a limit.
  bool run(unsigned threads) {
    waiting_.resize(std::min(count_, std::max<std::size_t>(kLeastWaiting, 2 * std::size_t{threads})));
    in_parallel(std::min<std::size_t>(threads, count_), threads, [this](std::size_t) { work(); });
    return within_;
  }

 private:
  struct Waiting {
    Block block;
    bool done = false;
  };

  void work() {
    Analysis analysis;
    std::unique_lock lock(mutex_);
    for (;;) {
      // Who joins makes room in the end: a block that is missing there is analysed by some thread.
      room_.wait(lock, [this] { return !within_ || next_ == count_ || next_ < joined_ + waiting_.size(); });
      if (!within_ || next_ == count_) return;
      const std::size_t mine = next_++;
      lock.unlock();
      Waiting& made = waiting_[mine % waiting_.size()];
      analysis.run(names_, mine * kBlock, made.block);
      lock.lock();
      made.done = true;
      if (!joining_) join(lock);
    }
  }

  Waiting* next_joined() { return &waiting_[joined_ % waiting_.size()]; }

  void join(std::unique_lock<std::mutex>& lock) {
    joining_ = true;
    for (Waiting* next = next_joined(); next->done; next = next_joined()) {
      lock.unlock();
      builder_.join(next->block);
      next->block.clear();
      const bool within = builder_.within_limits();
      lock.lock();
      next->done = false;
      ++joined_;
      within_ = within_ && within;
      room_.notify_all();
    }
    joining_ = false;
  }

  std::span<const NameInput> names_;
  Builder& builder_;
  std::size_t count_;
  std::mutex mutex_;
  std::condition_variable room_;
  // Guarded by the mutex; a block belongs to who analyses or joins it.
  std::vector<Waiting> waiting_;
  std::size_t next_ = 0;    // block to be analysed
  std::size_t joined_ = 0;  // blocks
  bool joining_ = false;
  bool within_ = true;
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
  Builder builder(names.size());
  if (!Analysts(names, builder).run(threads)) return too_many;
  PENUMBRA_ASSIGN_OR_RETURN(std::string bytes, std::move(builder).finish(entities, subject, threads));
  return with_kin(std::move(bytes), subject, threads);
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
