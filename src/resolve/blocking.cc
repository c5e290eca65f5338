// How it works: the names of all records are analysed once and kept as hashes of their words. When all words have been
// counted, each name files its keys as (hash, record); sorted, equal hashes are neighbours, and their records are
// pairs.
#include "resolve/blocking.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <optional>
#include <string>

#include "base/digest.h"
#include "base/workers.h"
#include "engine/party_names.h"
#include "evidence/weigh.h"
#include "match/score.h"

namespace penumbra::resolve {
namespace {

constexpr std::size_t kMaxWords = 12;    // of one name that are filed; the rarest are chosen among them
constexpr std::size_t kRarestWords = 4;  // of one name that are filed in pairs
constexpr std::uint32_t kChunk = 1024;

enum class Space : std::uint64_t {
  kIdentifier = 1,
  kWords,
  kJoined,
  kTwoWords,
  kOneWord,
  kWordsAndYear,
  kWordsAndCountry,
  kId
};

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = a ^ (b + 0x9e3779b97f4a7c15ULL + (a << 6) + (a >> 2));
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

std::uint64_t key_of(Space space, std::uint64_t hash) {
  return mixed(static_cast<std::uint64_t>(space), hash);
}

struct NameWords {
  std::uint64_t joined = 0;
  std::vector<std::uint64_t> forms;  // of each word all forms; words are divided by a zero
  std::vector<std::uint64_t> hashes;
};

// What one record files, before the words are counted.
struct Draft {
  std::uint64_t id = 0;  // hash of its id
  std::vector<NameWords> names;
  std::vector<std::uint64_t> identifiers;
  std::vector<std::uint64_t> birth_years;
  std::vector<std::uint64_t> countries;
};

NameWords read_name(const names::Name& name) {
  NameWords out;
  const names::NameView view = name.view();
  std::size_t words = 0;
  for (const names::Part& part : view.parts) {
    if (!tells(part) || words == kMaxWords) continue;
    ++words;
    out.hashes.push_back(part.hash);
    names::any_reading(view, part, [&](std::string_view form, int) {
      out.forms.push_back(base::checksum64(form));
      return false;
    });
    out.forms.push_back(0);
  }
  const std::string_view joined = view.text(view.joined);
  if (!joined.empty()) out.joined = base::checksum64(joined);
  return out;
}

Draft draft_of(const model::Entity& entity) {
  Draft out;
  out.id = base::checksum64(entity.id);
  const evidence::Facts facts = evidence::facts_of(entity);
  for (const evidence::Identifier& identifier : facts.identifiers) {
    if (identifier.validity == evidence::Validity::kWrong) continue;
    // Shared numbers are looked for whatever scheme each source files them under; the comparison tells the schemes.
    out.identifiers.push_back(base::checksum64(identifier.value));
  }
  for (const evidence::DateSpan& born : facts.born) {
    const int first = born.first.year();
    const int last = born.last.year();
    for (int year = first; year <= last && year < first + 4; ++year)
      out.birth_years.push_back(static_cast<std::uint64_t>(year));
  }
  for (const std::string& country : facts.countries) out.countries.push_back(base::checksum64(country));
  const names::NameType type = match::name_type_of_schema(entity.schema);
  names::Name name;
  for (const engine::PartyName& party_name : engine::party_names(entity)) {
    if (out.names.size() == kMaxNames) break;
    names::analyze_into(party_name.text, type, name);
    NameWords words = read_name(name);
    if (!words.hashes.empty()) out.names.push_back(std::move(words));
  }
  return out;
}

struct Entry {
  std::uint64_t hash = 0;
  std::uint32_t record = 0;
  bool operator<(const Entry& other) const { return hash != other.hash ? hash < other.hash : record < other.record; }
};

class Filer {
 public:
  Filer(const WordCounts& words, std::uint32_t record, std::vector<Entry>& out, std::vector<Entry>& rare)
      : words_(words), record_(record), out_(out), rare_(rare) {}

  void file(const Draft& draft) {
    add(Space::kId, draft.id);
    for (const std::uint64_t identifier : draft.identifiers) add(Space::kIdentifier, identifier);
    for (const NameWords& name : draft.names) file(name, draft);
  }

 private:
  void add(Space space, std::uint64_t hash) { out_.push_back({key_of(space, hash), record_}); }

  void file(const NameWords& name, const Draft& draft) {
    if (name.joined != 0) add(Space::kJoined, name.joined);
    struct Counted {
      std::uint32_t count;
      std::size_t word;
    };
    std::vector<Counted> rarest;
    std::vector<std::uint64_t> all = name.hashes;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::uint64_t whole = all.size();
    for (const std::uint64_t hash : all) whole = mixed(whole, hash);
    add(Space::kWords, whole);
    Centibits bits = 0;
    for (const std::uint64_t hash : all) bits += words_.bits_here(hash);
    // Twice what chance needs: nobody else is called so.
    if (bits >= 2 * log2_centibits(words_.records())) rare_.push_back({key_of(Space::kWords, whole), record_});
    for (const std::uint64_t year : draft.birth_years) add(Space::kWordsAndYear, mixed(whole, year));
    for (const std::uint64_t country : draft.countries) add(Space::kWordsAndCountry, mixed(whole, country));
    for (std::size_t i = 0; i < name.hashes.size(); ++i) rarest.push_back({words_.count(name.hashes[i]), i});
    std::stable_sort(rarest.begin(), rarest.end(),
                     [](const Counted& a, const Counted& b) { return a.count < b.count; });
    if (rarest.size() > kRarestWords) rarest.resize(kRarestWords);
    std::array<std::vector<std::uint64_t>, kRarestWords> forms;
    for (std::size_t i = 0; i < rarest.size(); ++i) forms[i] = forms_of(name, rarest[i].word);
    for (std::size_t i = 0; i < rarest.size(); ++i) {
      for (const std::uint64_t form : forms[i]) {
        if (rarest[i].count <= kRareWord) add(Space::kOneWord, form);
        for (std::size_t j = i + 1; j < rarest.size(); ++j) {
          for (const std::uint64_t other : forms[j]) {
            add(Space::kTwoWords, mixed(std::min(form, other), std::max(form, other)));
          }
        }
      }
    }
  }

  static std::vector<std::uint64_t> forms_of(const NameWords& name, std::size_t word) {
    std::vector<std::uint64_t> out;
    std::size_t at = 0;
    for (const std::uint64_t form : name.forms) {
      if (form == 0) {
        if (at++ == word) break;
      } else if (at == word) {
        out.push_back(form);
      }
    }
    return out;
  }

  const WordCounts& words_;
  std::uint32_t record_;
  std::vector<Entry>& out_;
  std::vector<Entry>& rare_;
};

// Calls work(first, last) for chunks of [0, size) on several threads; the first error wins.
template <typename Work>
Status in_chunks(std::uint32_t size, unsigned threads, Work work) {
  std::atomic<std::uint32_t> next{0};
  std::atomic<bool> failed{false};
  std::vector<std::optional<Error>> errors(std::max(1U, threads));
  const auto run = [&](unsigned thread) {
    while (!failed) {
      const std::uint32_t first = next.fetch_add(kChunk);
      if (first >= size) return;
      if (Status done = work(first, std::min(size, first + kChunk)); !done.ok()) {
        errors[thread] = done.error();
        failed = true;
      }
    }
  };
  base::on_workers(threads, run);
  for (std::optional<Error>& error : errors) {
    if (error) return *std::move(error);
  }
  return {};
}

// Pairs of records of two sources that share a rare name.
std::vector<std::pair<std::uint32_t, std::uint32_t>> certain_of(const Records& records, std::vector<Entry>& rare) {
  constexpr std::size_t kMostSources = 16;  // more have the name: it is no name of one party
  std::sort(rare.begin(), rare.end());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  for (std::size_t first = 0, last = 0; first < rare.size(); first = last) {
    while (last < rare.size() && rare[last].hash == rare[first].hash) ++last;
    if (last - first > kMostSources) continue;
    for (std::size_t i = first; i < last; ++i) {
      for (std::size_t j = i + 1; j < last; ++j) {
        if (records.source(rare[i].record) == records.source(rare[j].record)) continue;
        out.emplace_back(rare[i].record, rare[j].record);
      }
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Pairs pairs_of(std::vector<Entry>& entries) {
  Pairs out;
  std::sort(entries.begin(), entries.end());
  std::vector<std::uint64_t> found;
  std::vector<std::uint32_t> block;
  for (std::size_t i = 0; i < entries.size();) {
    block.clear();
    const std::uint64_t hash = entries[i].hash;
    for (; i < entries.size() && entries[i].hash == hash; ++i) {
      if (block.empty() || block.back() != entries[i].record) block.push_back(entries[i].record);
    }
    if (block.size() < 2) continue;
    ++out.keys;
    if (block.size() > kMaxBlock) {
      ++out.keys_left_out;
      continue;
    }
    for (std::size_t a = 0; a < block.size(); ++a) {
      for (std::size_t b = a + 1; b < block.size(); ++b) found.push_back((std::uint64_t{block[a]} << 32) | block[b]);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  out.pairs.reserve(found.size());
  for (const std::uint64_t pair : found) {
    out.pairs.emplace_back(static_cast<std::uint32_t>(pair >> 32), static_cast<std::uint32_t>(pair));
  }
  return out;
}

}  // namespace

Result<Pairs> find_pairs(const Records& records, unsigned threads, WordCounts& words,
                         const BlockingProgress& progress) {
  const std::uint32_t size = records.size();
  std::vector<Draft> drafts(size);
  std::atomic<std::uint64_t> done{0};
  PENUMBRA_RETURN_IF_ERROR(in_chunks(size, threads, [&](std::uint32_t first, std::uint32_t last) -> Status {
    for (std::uint32_t record = first; record < last; ++record) {
      PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, records.entity(record));
      drafts[record] = draft_of(entity);
    }
    const std::uint64_t so_far = done.fetch_add(last - first) + (last - first);
    if (progress.records) progress.records(so_far);
    return {};
  }));
  std::vector<std::uint64_t> distinct;
  for (const Draft& draft : drafts) {
    distinct.clear();
    for (const NameWords& name : draft.names) distinct.insert(distinct.end(), name.hashes.begin(), name.hashes.end());
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    words.add(distinct);
  }
  words.seal(size);
  std::vector<Entry> entries;
  std::vector<Entry> rare;
  for (std::uint32_t record = 0; record < size; ++record) {
    Filer(words, record, entries, rare).file(drafts[record]);
    drafts[record] = {};
  }
  Pairs out = pairs_of(entries);
  out.certain = certain_of(records, rare);
  return out;
}

}  // namespace penumbra::resolve
