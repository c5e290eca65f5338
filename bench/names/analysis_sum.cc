// A checksum of all that the analysis yields for many texts, and what it costs: held against the sum of another build,
// it tells whether a change meant to be faster changed anything else. Ends with 1 if the order of the texts matters.
//
//   analysis_sum [--names N] [--altered N] [--seed S] [--rounds R] [--type person] [--each] [FILE...]
//
// Texts: every piece of the files between line ends, tabs, quotes, angle brackets and semicolons; N names of
// bench/scale; N of all these altered (src/reference/alter.h). Each is read as every kind of name, or as one. A piece
// stands for what a hostile file may hold: numbers, addresses, markup, bytes that are not UTF-8. --each tells the sum
// of each text.
//
// Instructions: valgrind --tool=callgrind --collect-atstart=no --toggle-collect=analyse_all analysis_sum ..., the sum
// divided by the names told.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/digest.h"
#include "base/file.h"
#include "names/name.h"
#include "parties.h"
#include "reference/alter.h"

namespace {

using namespace penumbra;  // NOLINT(google-build-using-namespace): one program, one file

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

class Texts {
 public:
  void add(std::string_view text) {
    if (!text.empty() && seen_.insert(std::string(text)).second) texts_.emplace_back(text);
  }

  bool add_file(const std::string& path) {
    const auto bytes = base::read_file(path, std::uint64_t{1} << 32U);
    if (!bytes.ok()) {
      std::fprintf(stderr, "analysis_sum: cannot read %s\n", path.c_str());
      return false;
    }
    const std::string_view text = *bytes;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_of("\r\n\t\"<>;", at), text.size());
      add(text.substr(at, end - at));
      at = end + 1;
    }
    return true;
  }

  void add_made(std::uint32_t names, std::uint64_t seed) {
    const bench::Parties parties = bench::Parties::make(names, seed, 1);
    for (std::size_t i = 0; i < parties.names().size(); ++i) add(parties.text(i));
  }

  // Every altered text begins with one of the texts so far, in turn, and is altered once to three times.
  void add_altered(std::size_t count, std::uint64_t seed) {
    reference::Random random(seed);
    const std::size_t known = texts_.size();
    for (std::size_t i = 0; i < count && known != 0; ++i) {
      std::string text = texts_[random.below(known)];
      for (std::uint64_t times = 1 + random.below(3); times > 0; --times) {
        const auto alteration = static_cast<reference::Alteration>(random.below(reference::kAlterationCount));
        text = reference::alter(text, alteration, random);
      }
      add(text);
    }
  }

  const std::vector<std::string>& all() const { return texts_; }

 private:
  std::vector<std::string> texts_;
  std::unordered_set<std::string> seen_;
};

void put(std::string& out, std::uint64_t value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Everything that a name holds, in bytes.
void write(const names::Name& name, std::string& out) {
  put(out, static_cast<std::uint64_t>(name.type));
  put(out, name.incomplete ? 1 : 0);
  put(out, name.tricks);
  put(out, name.joined.at);
  put(out, name.joined.size);
  put(out, name.original.size());
  out += name.original;
  put(out, name.pool.size());
  out += name.pool;
  for (const names::Part& part : name.parts) {
    put(out, part.hash);
    put(out, part.letters);
    put(out, part.group);
    for (const std::uint16_t variant : part.classes) put(out, variant);
    for (const names::Slice& slice : {part.latin, part.fold, part.skeleton, part.native, part.readings}) {
      put(out, slice.at);
      put(out, slice.size);
    }
    put(out, part.weight);
    put(out, static_cast<std::uint64_t>(part.kind));
    put(out, part.flags);
    put(out, part.frequency);
    put(out, part.gap);
    put(out, part.class_bits);
    put(out, part.reading_bits);
  }
}

// What is counted under callgrind. The number of parts.
extern "C" __attribute__((noinline)) std::size_t analyse_all(const std::vector<std::string>& texts,
                                                             names::NameType type) {
  names::Name name;
  std::size_t parts = 0;
  for (const std::string& text : texts) {
    names::analyze_into(text, type, name);
    parts += name.parts.size();
  }
  return parts;
}

// A sum of what each text yields.
std::vector<std::uint64_t> sums_of(const std::vector<std::string>& texts, names::NameType type, bool backwards) {
  names::Name name;
  std::string bytes;
  std::vector<std::uint64_t> sums(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::size_t at = backwards ? texts.size() - 1 - i : i;
    names::analyze_into(texts[at], type, name);
    bytes.clear();
    write(name, bytes);
    sums[at] = base::checksum64(bytes);
  }
  return sums;
}

// Whether the texts yield the same in the opposite order: nothing that is kept of earlier names may show.
bool same_backwards(const std::vector<std::string>& texts, names::NameType type,
                    const std::vector<std::uint64_t>& sums) {
  const std::vector<std::uint64_t> other = sums_of(texts, type, true);
  const auto [a, b] = std::mismatch(sums.begin(), sums.end(), other.begin());
  if (a == sums.end()) return true;
  const std::string& text = texts[static_cast<std::size_t>(a - sums.begin())];
  std::fprintf(stderr, "analysis_sum: the analysis depends on the names before: %s\n", text.c_str());
  return false;
}

std::uint64_t number(const char* text) {
  std::uint64_t value = 0;
  const std::string_view digits(text);
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint32_t made = 0;
  std::size_t altered = 0;
  std::uint64_t seed = 1;
  std::uint64_t rounds = 1;
  bool each = false;
  std::string_view only;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const bool has_value = i + 1 < argc;
    if (argument == "--names" && has_value) {
      made = static_cast<std::uint32_t>(number(argv[++i]));
    } else if (argument == "--altered" && has_value) {
      altered = number(argv[++i]);
    } else if (argument == "--seed" && has_value) {
      seed = number(argv[++i]);
    } else if (argument == "--rounds" && has_value) {
      rounds = number(argv[++i]);
    } else if (argument == "--type" && has_value) {
      only = argv[++i];
    } else if (argument == "--each") {
      each = true;
    } else {
      files.emplace_back(argument);
    }
  }
  Texts texts;
  for (const std::string& file : files) {
    if (!texts.add_file(file)) return 1;
  }
  if (made != 0) texts.add_made(made, seed);
  texts.add_altered(altered, seed);
  std::printf("%zu texts\n", texts.all().size());
  for (const auto type : {names::NameType::kAny, names::NameType::kPerson, names::NameType::kOrganisation,
                          names::NameType::kVessel, names::NameType::kAircraft}) {
    const std::string key(names::name_type_key(type));
    if (!only.empty() && only != key) continue;
    // Before the time is taken: this reads the tables.
    const std::vector<std::uint64_t> sums = sums_of(texts.all(), type, false);
    if (!same_backwards(texts.all(), type, sums)) return 1;
    for (std::size_t i = 0; i < sums.size() && each; ++i) {
      std::printf("%016llx %s\n", static_cast<unsigned long long>(sums[i]), texts.all()[i].c_str());
    }
    const std::string_view all(reinterpret_cast<const char*>(sums.data()), sums.size() * sizeof(std::uint64_t));
    const std::uint64_t sum = base::checksum64(all);
    const double start = seconds();
    std::size_t parts = 0;
    for (std::uint64_t round = 0; round < rounds; ++round) parts = analyse_all(texts.all(), type);
    const double micros = (seconds() - start) * 1e6;
    std::printf("%-12s sum %016llx  %zu parts  %.2f us a name\n", key.c_str(), static_cast<unsigned long long>(sum),
                parts, rounds == 0 ? 0.0 : micros / static_cast<double>(rounds * texts.all().size()));
  }
  return 0;
}
