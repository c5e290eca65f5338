// Screens synthetic customers again after a change of the lists. Holds a sample to full screenings of both worlds
// first.
//
//   rescreen_bench --store DIR --since us-ofac@1 [--customers 100000] [--threads 2] [--check 500]
//   rescreen_bench --write customers.csv [--customers 1000000]     the customers, for `penumbra rescreen --customers`
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/csv.h"
#include "parties.h"
#include "penumbra/rescreening.h"

namespace {

using namespace penumbra;

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// One of three customers is of unknown kind, and one of three people states a birth date.
ScreenQuery customer(std::uint32_t number) {
  const bench::MadeParty party = bench::make_party(77, number);
  ScreenQuery out;
  out.name = number % 11 == 0 && !party.native.empty() ? party.native : party.names.front().text;
  const bool person = party.type == names::NameType::kPerson;
  if (number % 3 != 0) {
    out.schema = person                                         ? "Person"
                 : party.type == names::NameType::kOrganisation ? "Company"
                 : party.type == names::NameType::kVessel       ? "Vessel"
                                                                : "Airplane";
  }
  if (person && number % 3 == 1) {
    out.born =
        std::to_string(1940 + number % 60) + "-0" + std::to_string(1 + number % 9) + "-1" + std::to_string(number % 10);
  }
  return out;
}

// The customers as a file with a header row.
int write_customers(const std::string& path, std::uint32_t customers) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) return 2;
  std::fputs("customer,name,schema,birthDate,country\n", file);
  for (std::uint32_t number = 0; number < customers; ++number) {
    const ScreenQuery query = customer(number);
    std::string line = std::to_string(number);
    for (const std::string* cell : {&query.name, &query.schema, &query.born, &query.country}) {
      line += ',';
      base::append_csv_field(line, *cell);
    }
    std::fprintf(file, "%s\n", line.c_str());
  }
  return std::fclose(file) == 0 ? 0 : 2;
}

bool same(const ScreenAnswer& a, const ScreenAnswer& b) {
  if (a.hits_total != b.hits_total || a.set_aside_total != b.set_aside_total) return false;
  for (std::size_t i = 0; i < a.hits.size(); ++i) {
    if (a.hits[i].id != b.hits[i].id || a.hits[i].points != b.hits[i].points) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  std::string store;
  std::string since;
  std::uint32_t customers = 100'000;
  unsigned threads = 2;
  std::uint32_t check = 500;
  std::string write;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string option = argv[i];
    if (option == "--store") store = argv[i + 1];
    if (option == "--since") since = argv[i + 1];
    if (option == "--customers") customers = static_cast<std::uint32_t>(std::atoi(argv[i + 1]));
    if (option == "--threads") threads = static_cast<unsigned>(std::atoi(argv[i + 1]));
    if (option == "--write") write = argv[i + 1];
    if (option == "--check") check = static_cast<std::uint32_t>(std::atoi(argv[i + 1]));
  }
  if (!write.empty()) return write_customers(write, customers);
  const auto fail = [](const Error& error) {
    std::fprintf(stderr, "%s\n", to_string(error).c_str());
    return 2;
  };
  const auto before = Rescreener::moment_of(store, since);
  if (!before.ok()) return fail(before.error());
  double began = now();
  double used = processor_seconds();
  const auto rescreener = Rescreener::open(store, *before, {});
  if (!rescreener.ok()) return fail(rescreener.error());
  const RescreenScope& scope = rescreener->scope();
  std::printf("opened in %.2f s (%.2f s of processor): %llu ids differ, %llu forms\n", now() - began,
              processor_seconds() - used, static_cast<unsigned long long>(scope.ids),
              static_cast<unsigned long long>(scope.forms));

  std::vector<ScreenQuery> queries;
  for (std::uint32_t number = 0; number < customers; ++number) queries.push_back(customer(number));
  const auto screener = Screener::open(store);
  if (!screener.ok()) return fail(screener.error());
  for (std::uint32_t i = 0; i < check && i < customers; ++i) {
    ScreenQuery query = queries[std::size_t{i} * customers / std::min(check, customers)];
    const auto result = rescreener->rescreen(query);
    query.as_of = scope.before.as_of;
    query.known_at = scope.before.known_at;
    const auto was = screener->screen(query);
    query.as_of = scope.after.as_of;
    query.known_at = scope.after.known_at;
    const auto is = screener->screen(query);
    if (!result.ok() || !was.ok() || !is.ok()) return fail((!result.ok() ? result.error() : was.error()));
    if (!result->changed() && !same(*was, *is)) {
      std::fprintf(stderr, "lost: %s\n", query.name.c_str());
      return 1;
    }
  }
  began = now();
  used = processor_seconds();
  std::size_t touched = 0;
  std::size_t changed = 0;
  for (const auto& result : rescreener->rescreen_many(queries, threads)) {
    if (!result.ok()) return fail(result.error());
    touched += result->touched ? 1U : 0U;
    changed += result->changed() ? 1U : 0U;
  }
  const double processor = processor_seconds() - used;
  std::printf("%u customers, %u threads: %.1f s, %.1f s of processor (%.1f us a customer); %zu touched, %zu changed\n",
              customers, threads, now() - began, processor, processor / customers * 1e6, touched, changed);
  return 0;
}
