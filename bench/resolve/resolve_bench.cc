// Time and accuracy of `penumbra resolve` over two synthetic lists of which one in five parties stands on both, written
// otherwise on the second.
//
//   resolve_bench [--entities N] [--threads T] [--seed S]
//
// Who is one with whom is known, so that recall and wrong links are told before the times. A party of the second list
// has its main name with one alteration in three of four cases (a slip, another order, a word left out ...), half of
// its aliases, and what it states beside the name is poorer: a year for a day of birth, a country, or nothing.

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "parties.h"
#include "reference/alter.h"
#include "resolve/resolve.h"

namespace {

using namespace penumbra;  // NOLINT(google-build-using-namespace): one program, one file

double wall() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
double processor() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// How two lists write one party otherwise without meaning to.
constexpr reference::Alteration kAlterations[] = {
    reference::Alteration::kSubstitute, reference::Alteration::kInsert,    reference::Alteration::kDelete,
    reference::Alteration::kExchange,   reference::Alteration::kReverse,   reference::Alteration::kUpper,
    reference::Alteration::kPunctuate,  reference::Alteration::kInitial,   reference::Alteration::kDrop,
    reference::Alteration::kHonorific,  reference::Alteration::kLegalForm, reference::Alteration::kJoin};

std::string_view schema_of(names::NameType type) {
  switch (type) {
    case names::NameType::kPerson:
      return "Person";
    case names::NameType::kOrganisation:
      return "Company";
    case names::NameType::kVessel:
      return "Vessel";
    case names::NameType::kAircraft:
      return "Airplane";
    case names::NameType::kAny:
      break;
  }
  return "LegalEntity";
}

// Both lists, made anew at every question, so that a million entities need no memory.
class MadeRecords : public resolve::Records {
 public:
  MadeRecords(std::uint32_t entities, std::uint64_t seed) : seed_(seed), first_(entities / 5 * 4), size_(entities) {}

  std::uint32_t size() const override { return size_; }
  std::uint32_t source(std::uint32_t record) const override { return record < first_ ? 0 : 1; }
  // The party that a record of the second list is: every fourth of the first.
  std::uint32_t party(std::uint32_t record) const { return record < first_ ? record : (record - first_) * 4; }
  resolve::RecordKey key(std::uint32_t record) const override {
    return {source(record) == 0 ? "first" : "second", std::to_string(party(record))};
  }
  Result<std::vector<std::string>> lists(std::uint32_t record) const override {
    return std::vector<std::string>{source(record) == 0 ? "first" : "second"};
  }
  Result<std::vector<std::string>> related(std::uint32_t) const override { return std::vector<std::string>(); }

  Result<model::Entity> entity(std::uint32_t record) const override {
    const std::uint32_t number = party(record);
    const bool again = source(record) == 1;
    const bench::MadeParty made = bench::make_party(seed_, number);
    base::Random random(seed_ * 1'000'003 + record);
    base::Random facts(seed_ * 7'000'003 + number);  // the same for both records of a party
    model::Entity out;
    out.id = std::to_string(number);
    out.schema = schema_of(made.type);
    for (std::size_t i = 0; i < made.names.size(); ++i) {
      if (again && i > 0 && random.below(2) == 0) continue;
      std::string text = made.names[i].text;
      if (again && i == 0 && random.below(4) != 0)
        text = reference::alter(text, kAlterations[random.below(std::size(kAlterations))], random);
      out.add(i == 0 ? "name" : made.names[i].weak ? "weakAlias" : "alias", text);
    }
    if (!made.native.empty() && (!again || random.below(2) == 0)) out.add("alias", made.native);
    add_facts(made.type, again, facts, random, out);
    return out;
  }

 private:
  static void add_facts(names::NameType type, bool again, base::Random& facts, base::Random& random,
                        model::Entity& out) {
    constexpr std::string_view kCountries[] = {"ru", "ir", "cn", "sy", "kp", "ae", "tr", "iq", "by", "ve"};
    const std::string country(kCountries[facts.below(10)]);
    const std::string year = std::to_string(1935 + facts.below(65));
    const std::string month = std::to_string(101 + facts.below(12)).substr(1);
    const std::string day = std::to_string(101 + facts.below(28)).substr(1);
    const std::string number = std::to_string(9'000'000 + facts.below(900'000));
    if (random.below(3) != 0) out.add(type == names::NameType::kVessel ? "flag" : "country", country);
    if (type == names::NameType::kPerson && random.below(4) != 0) {
      out.add("birthDate", again && random.below(2) == 0 ? year : year + "-" + month + "-" + day);
    }
    // Few lists state the same number of a company.
    if (type != names::NameType::kPerson && random.below(3) == 0) out.add("registrationNumber", number);
  }

  std::uint64_t seed_;
  std::uint32_t first_;
  std::uint32_t size_;
};

std::uint64_t number_after(int argc, char** argv, std::string_view option, std::uint64_t usual) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (argv[i] != option) continue;
    const std::string_view text = argv[i + 1];
    std::uint64_t out = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), out).ec == std::errc()) return out;
  }
  return usual;
}

}  // namespace

int main(int argc, char** argv) {
  const auto entities = static_cast<std::uint32_t>(number_after(argc, argv, "--entities", 100'000));
  const MadeRecords records(entities, number_after(argc, argv, "--seed", 1));
  resolve::ResolveOptions options;
  options.threads = static_cast<unsigned>(number_after(argc, argv, "--threads", 2));
  double reading_ended = 0;
  std::atomic<std::uint64_t> read{0};
  options.progress = [&](std::string_view what, std::uint64_t done, std::uint64_t) {
    if (what == "Reading" && done >= entities) reading_ended = wall();
    read = done;
  };
  const double began = wall();
  const double processor_began = processor();
  const auto resolution = resolve::resolve(records, options);
  const double took = wall() - began;
  if (!resolution.ok()) {
    std::fprintf(stderr, "%s\n", to_string(resolution.error()).c_str());
    return 1;
  }
  const std::uint32_t twice = entities - entities / 5 * 4;
  std::uint64_t right = 0;
  std::uint64_t wrong = 0;
  for (const resolve::Cluster& cluster : resolution->clusters) {
    for (std::size_t i = 0; i < cluster.records.size(); ++i) {
      for (std::size_t j = i + 1; j < cluster.records.size(); ++j) {
        (records.party(cluster.records[i]) == records.party(cluster.records[j]) ? right : wrong) += 1;
      }
    }
  }
  std::uint64_t asked_right = 0;
  std::uint64_t asked = 0;
  for (const resolve::PairFinding& pair : resolution->pairs) {
    if (pair.ruling != resolve::Ruling::kUnsure) continue;
    ++asked;
    asked_right += records.party(pair.left) == records.party(pair.right) ? 1U : 0U;
  }
  std::printf("%u entities, %u of them twice\n", entities, twice);
  std::printf("linked rightly     %llu (%.2f %%)\n", static_cast<unsigned long long>(right),
              100.0 * static_cast<double>(right) / twice);
  std::printf("linked wrongly     %llu\n", static_cast<unsigned long long>(wrong));
  std::printf("unsure             %llu, of them the same party %llu\n", static_cast<unsigned long long>(asked),
              static_cast<unsigned long long>(asked_right));
  std::printf("pairs compared     %llu (%.2f an entity)\n", static_cast<unsigned long long>(resolution->compared),
              static_cast<double>(resolution->compared) / entities);
  std::printf("wall %.2f s, processor %.2f s, %.0f entities/s (reading ended after %.2f s)\n", took,
              processor() - processor_began, entities / took, reading_ended - began);
  // A run that links hardly anybody, or strangers, has nothing to be timed.
  return right * 2 < twice || wrong * 100 > right ? 1 : 0;
}
