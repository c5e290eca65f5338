// How it works: names are analysed in blocks, on all threads; each block numbers its own distinct parts and computes
// what depends on one name or part alone. Blocks are joined in their order, so that the bytes do not depend on the
// threads. Lists and key tables are laid out by counting, which needs no comparison sort.

#include "index/build.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include "embedded/analysis_fingerprint.h"
#include "index/format.h"
#include "index/keys.h"
#include "index/sketch.h"
#include "index/term_table.h"
#include "match/score.h"
#include "model/schema.h"
#include "store/container.h"

namespace penumbra::index {
namespace {

constexpr std::uint64_t kMaxNames = std::uint64_t{1} << 31U;
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

// Calls work(i) for i below `count`, on several threads.
void in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto loop = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < threads && i < count; ++i) helpers.emplace_back(loop);
  loop();
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
    record.ordinal = input.ordinal;
    record.tricks = name.tricks;
    record.count = static_cast<std::uint8_t>(name.parts.size());
    record.flags = static_cast<std::uint8_t>(static_cast<unsigned>(name.type) |
                                             (name.incomplete ? kNameIncomplete : 0U) | (input.weak ? kNameWeak : 0U));
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
  // Two to four a bucket: their tags tell them apart, and offsets cost memory.
  bucket_bits = total < 8 ? 0 : static_cast<std::uint32_t>(std::bit_width(total) - 2);
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

// Lists of names by term. Counts first, then files; `start` has one place more than there are terms.
class Lists {
 public:
  explicit Lists(std::size_t terms) : start_(terms + 1, 0) {}
  void count(std::uint32_t term) { ++start_[term + 1]; }
  void begin() {
    for (std::size_t t = 0; t + 1 < start_.size(); ++t) start_[t + 1] += start_[t];
    next_.assign(start_.begin(), start_.end() - 1);
    names_.resize(start_.back());
  }
  void file(std::uint32_t term, std::uint32_t name) { names_[next_[term]++] = name; }
  std::uint32_t start(std::size_t term) const { return start_[term]; }
  std::uint32_t reached(std::size_t term) const { return next_[term]; }
  const std::vector<std::uint32_t>& names() const { return names_; }

 private:
  std::vector<std::uint32_t> start_, next_, names_;
};

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
    std::vector<std::uint32_t> joined;
    std::vector<std::uint32_t> term_keys;
    std::string lists[4];
    in_parallel(3, threads, [&](std::size_t task) {
      if (task == 0) {
        lay_out_lists(lists);
      } else if (task == 1) {
        joined = lay_out_keys(joined_, head.names, head.joined_bucket_bits);
        joined_ = {};
      } else {
        term_keys = keys_of_terms(head.term_bucket_bits, threads);
      }
    });
    if (term_keys.empty()) return Error{ErrorCode::kLimit, "the list has too many distinct words", {}, "Divide it"};
    writer.add(kHeadSection, bytes_of(std::vector<Head>{head}));
    writer.add(kNamesSection, bytes_of(names_));
    writer.add(kOccurrencesSection, bytes_of(occurrences_));
    writer.add(kTermsSection, std::move(lists[0]));
    writer.add(kTextSection, terms_.text());
    writer.add(kPostingsSection, std::move(lists[1]));
    writer.add(kDriversSection, std::move(lists[2]));
    writer.add(kSecondsSection, std::move(lists[3]));
    writer.add(kTermKeysSection, bytes_of(term_keys));
    writer.add(kJoinedKeysSection, bytes_of(joined));
    std::vector<Sketch> sketches;
    for (std::size_t t = 0; t < terms_.size(); ++t) {
      const Term term = terms_.term(t);
      names::NameView view;
      view.pool = term.text.data();
      sketches.push_back(sketch_of(view, term.part));
    }
    writer.add(kSketchesSection, bytes_of(sketches));
    return std::move(writer).finish();
  }

 private:
  std::span<const std::uint32_t> occurrences_of(const NameRecord& record) const {
    return std::span(occurrences_).subspan(record.first, record.count);
  }

  // The distinct terms with weight of a name, words first and the rarest of them first of all.
  void terms_of(const NameRecord& record, const Lists& postings, std::vector<std::uint32_t>& out, bool& initials,
                std::size_t& words) const {
    out.clear();
    initials = false;
    for (const std::uint32_t occurrence : occurrences_of(record)) {
      const std::uint32_t role = occurrence & kRoleMask;
      initials = initials || role == kRoleInitial;
      if (role == kRoleNone) continue;
      const std::uint32_t entry = occurrence & (kTermMask | kRoleMask);
      if (std::find(out.begin(), out.end(), entry) == out.end()) out.push_back(entry);
    }
    const auto uses = [&](std::uint32_t entry) {
      const std::uint32_t term = entry & kTermMask;
      return postings.start(term + 1) - postings.start(term);
    };
    std::stable_sort(out.begin(), out.end(), [&](std::uint32_t a, std::uint32_t b) {
      const bool word_a = (a & kRoleMask) == kRoleWord;
      const bool word_b = (b & kRoleMask) == kRoleWord;
      return word_a != word_b ? word_a : uses(a) < uses(b);
    });
    words = static_cast<std::size_t>(
        std::count_if(out.begin(), out.end(), [](std::uint32_t entry) { return (entry & kRoleMask) == kRoleWord; }));
    for (std::uint32_t& entry : out) entry &= kTermMask;
  }

  // Terms that are the only word of a name.
  std::vector<bool> single_words() const {
    std::vector<bool> single(terms_.size(), false);
    for (const NameRecord& record : names_) {
      std::uint32_t word = kTermMask;
      bool several = false;
      for (const std::uint32_t occurrence : occurrences_of(record)) {
        if ((occurrence & kRoleMask) != kRoleWord) continue;
        several = several || (word != kTermMask && word != (occurrence & kTermMask));
        word = occurrence & kTermMask;
      }
      if (word != kTermMask && !several) single[word] = true;
    }
    return single;
  }

  void lay_out_lists(std::string (&sections)[4]) const {
    Lists postings(terms_.size());
    std::vector<std::uint32_t> seen(terms_.size(), 0);
    for (std::size_t n = 0; n < names_.size(); ++n) {
      for (const std::uint32_t occurrence : occurrences_of(names_[n])) {
        const std::uint32_t term = occurrence & kTermMask;
        if ((occurrence & kRoleMask) == kRoleNone || seen[term] == n + 1) continue;
        seen[term] = static_cast<std::uint32_t>(n + 1);
        postings.count(term);
      }
    }
    postings.begin();
    // One pass decides where each name goes; the lists are filed from what it noted.
    std::vector<std::uint32_t> terms;
    Lists drivers(terms_.size());
    Lists seconds(terms_.size());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> driven;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> seconded;
    std::vector<std::uint32_t> with_initials;
    for (std::uint32_t n = 0; n < names_.size(); ++n) {
      bool initials = false;
      std::size_t words = 0;
      terms_of(names_[n], postings, terms, initials, words);
      if (initials) {
        with_initials.push_back(n);
      } else {
        for (const std::uint32_t term : terms) postings.file(term, n);
      }
      // A name without words goes under all it has.
      for (std::size_t i = 0; i < terms.size(); ++i) {
        if (words == 0 || i == 0) driven.emplace_back(terms[i], n);
      }
      // A word that repeats the rarest (as another kind of part, say) may be as far from all words as that.
      // An initial of a query may stand for a single word; then anything else has met.
      for (std::size_t i = 1; i < terms.size() && words == 1; ++i) seconded.emplace_back(terms[i], n);
      if (words >= 2) {
        std::size_t second = 1;
        const auto hash = [&](std::size_t i) { return terms_.parts()[terms[i]].hash; };
        while (second < words && hash(second) == hash(0)) ++second;
        seconded.emplace_back(terms[second < words ? second : 1], n);
      }
    }
    std::vector<TermRecord> records(terms_.size() + 1);
    for (std::size_t t = 0; t < terms_.size(); ++t) records[t].with_initials = postings.reached(t);
    for (const std::uint32_t n : with_initials) {
      bool initials = false;
      std::size_t words = 0;
      terms_of(names_[n], postings, terms, initials, words);
      for (const std::uint32_t term : terms) postings.file(term, n);
    }
    const auto file = [](const std::vector<std::pair<std::uint32_t, std::uint32_t>>& uses, Lists& lists) {
      for (const auto& [term, name] : uses) lists.count(term);
      lists.begin();
      for (const auto& [term, name] : uses) lists.file(term, name);
    };
    file(driven, drivers);
    file(seconded, seconds);
    for (std::size_t t = 0; t <= terms_.size(); ++t) {
      TermRecord& record = records[t];
      if (t < terms_.size()) {
        record.part = terms_.parts()[t];
        record.text_at = static_cast<std::uint32_t>(terms_.text_at(t));
      } else {
        record.text_at = static_cast<std::uint32_t>(terms_.text_bytes());
        record.with_initials = postings.start(t);
      }
      record.postings = postings.start(t);
      record.drivers = drivers.start(t);
      record.seconds = seconds.start(t);
    }
    sections[0] = bytes_of(records);
    sections[1] = bytes_of(postings.names());
    sections[2] = bytes_of(drivers.names());
    sections[3] = bytes_of(seconds.names());
  }

  std::vector<std::uint32_t> keys_of_terms(std::uint32_t& bucket_bits, unsigned threads) const {
    std::vector<std::vector<FiledKey>> filed((terms_.size() + kBlock - 1) / kBlock);
    const std::vector<bool> single = single_words();
    in_parallel(filed.size(), threads, [&](std::size_t block) {
      Keys keys;
      for (std::size_t t = block * kBlock; t < std::min((block + 1) * kBlock, terms_.size()); ++t) {
        const Term term = terms_.term(t);
        if (term.part.weight == 0) continue;
        names::NameView view;
        view.parts = {&term.part, 1};
        view.pool = term.text.data();
        keys.clear();
        term_keys(view, term.part, keys);
        if (single[t]) far_term_keys(view, term.part, keys);
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
  std::vector<std::vector<FiledKey>> joined_;
  std::uint64_t joined_count_ = 0;
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
