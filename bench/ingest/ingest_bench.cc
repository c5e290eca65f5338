// Throughput of the readers.
//
//     ingest_bench                        every snapshot of the table below that is in ../shared/data
//     ingest_bench --findings FILE...     one version, with everything that was found
//     ingest_bench FILE...                one version
//     ingest_bench --figures FILE...      one version: what data/shapes is made of
//     ingest_bench --once FILE...         one version read a single time, for valgrind and perf
//     ingest_bench --pieces FILE...       one version read in pieces that are dropped: time, and memory beside the
//     files
//
// Each version is read until a second of processor time is spent (at least three times), the best run counts, in
// processor time of all threads and by the clock, and in processor time of the first thread alone: by the clock no
// reading is faster than that, and on a machine that others use it comes near what the clock shows on a free one.
// Before that the counts of the reader are checked: no record may be missing from mapped + reported + ignored.
// Megabytes are those of the input after unpacking, in 10^6 bytes. Files that end in .xz are unpacked first.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "ingest/expected_shape.h"
#include "ingest/reader.h"

namespace {

using penumbra::ingest::InputFile;
using penumbra::ingest::ReadOutcome;

// Snapshots of the project's collection of lists, one version each.
const std::vector<std::vector<std::string>> kSnapshots = {
    {"us-ofac/sdn-legacy/2023-07-24/sdn.csv.xz", "us-ofac/sdn-legacy/2023-07-24/alt.csv.xz",
     "us-ofac/sdn-legacy/2023-07-24/add.csv.xz"},
    {"us-ofac/cons/2019-07-25/cons_prim.csv", "us-ofac/cons/2019-07-25/cons_alt.csv",
     "us-ofac/cons/2019-07-25/cons_add.csv"},
    {"us-ofac/cons/consolidated-2024-05-06.xml.xz"},
    {"us-ofac/cons/2019-03-14-all-formats/cons_advanced.xml.xz"},
    {"us-ofac/enhanced/CONS_ENHANCED-2025-01-10.xml.xz"},
    {"us-csl/consolidated-2022-04.csv.xz"},
    {"us-bis/dpl-2019-06-12.txt"},
    {"us-other/bis_entity_list-2026-07.json.xz"},
    {"us-other/state_nonproliferation-2026-07.json"},
    {"eu-fsf/fsf-xml-1.1-2022-03-18-part1.xml.xz"},
    {"eu-fsf/fsf-xml-1.0-2016-02-11-excerpt.xml.xz"},
    {"eu-fsf/fsf-csv-1.0-2018-07-04-excerpt.csv"},
    {"uk/ofsi-conlist-2022-05-04.csv.xz"},
    {"uk/uksl-search-export-2025-08-11.csv.xz"},
    {"un/un-consolidated-2025-11-20.xml.xz"},
    {"eu-oj/consolidated/32014R0269.csv.xz", "eu-oj/consolidated/32014R0833.csv.xz"},
    {"uk/ofsi-conlist-2016-03-23.csv.xz"},
    {"ca/sema-lmes-2025-05.xml.xz"},
    {"au/regulation8_consolidated-2024-12.csv.xz"},
    {"ua/nsdc-entities-2022-04.csv.xz"},
    {"jp/meti-foreign-end-user-list-2026-07.json.xz"},
    {"cn/mofcom-lists-2026-07.json"},
    {"cn/counter-sanctions-2026-06-30.csv"},
    {"au/regulation8_consolidated-2024-12.xlsx"},
    {"jp/mof-2022-05-12.csv.xz"},
    {"jp/meti_ru_250912_list_russia_tokutei.pdf.txt"},
    {"../ftm/un_sc_sanctions-2023-08.ftm.ndjson.xz"},
    {"../ftm/delta-sample-part1.entities.delta.ndjson.xz"},
    {"../ftm/ua_war_sanctions-2026-03.targets.simple.csv.xz"},
    {"../ftm/one-dataset-all-formats/senzing.json"},
};

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// Drops what it gets.
class Dropped final : public penumbra::ingest::ChunkSink {
 public:
  penumbra::Status take(penumbra::ingest::Chunk&& chunk) override {
    ++pieces;
    entities += chunk.dataset.entities.size();
    edges += chunk.dataset.relationships.size();
    return {};
  }
  std::size_t pieces = 0;
  std::size_t entities = 0;
  std::size_t edges = 0;
};

// The most memory that the process has had so far, in megabytes.
double most_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

bool read_pieces(std::span<const InputFile> files) {
  const auto reader = penumbra::ingest::detect(files);
  if (!reader.ok()) {
    std::printf("%s\n", to_string(reader.error()).c_str());
    return false;
  }
  const double before = most_memory();
  const std::clock_t start = std::clock();
  Dropped sink;
  const auto outcome = (*reader)->read_chunks(files, "bench", {}, sink);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (!outcome.ok()) {
    std::printf("%s\n", to_string(outcome.error()).c_str());
    return false;
  }
  std::size_t total = 0;
  for (const InputFile& file : files) total += file.bytes.size();
  std::printf("%s: %.1f MB, %llu records, %zu entities, %zu edges in %zu pieces%s; %.1f s, %.1f MB/s, %.0f MiB\n",
              std::string((*reader)->name()).c_str(), static_cast<double>(total) / 1e6,
              static_cast<unsigned long long>(outcome->counts.records_in), sink.entities, sink.edges, sink.pieces,
              (*reader)->reads_in_chunks(files) ? "" : " (the whole at once)", seconds,
              static_cast<double>(total) / 1e6 / seconds, most_memory() - before);
  return true;
}

bool load(const std::string& path, std::string& out) {
  const std::string command = (path.ends_with(".xz") ? "xz -dc '" : "cat '") + path + "'";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return false;
  std::error_code unknown;
  // Nothing is copied while it grows: what memory a reader takes is measured from here.
  if (const auto size = std::filesystem::file_size(path, unknown); !unknown) out.reserve(size);
  std::string buffer(std::size_t{1} << 16, '\0');
  for (std::size_t got = 0; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer, 0, got);
  return pclose(pipe) == 0 && !out.empty();
}

// Counts and fill rates by list, in the form of data/shapes, without bounds.
void print_figures(const ReadOutcome& outcome) {
  static const char* const kFields[] = {"alias",       "weakAlias",      "birthDate", "country", "address",
                                        "nationality", "passportNumber", "imoNumber", "flag",    "notes"};
  static const char* const kListing[] = {"from", "published", "act", "programme", "measure", "reason"};
  std::vector<std::string> lists = {"*"};
  lists.insert(lists.end(), outcome.lists.begin(), outcome.lists.end());
  // A rule with an upper bound below the figure reports it.
  const auto figure = [&](const std::string& list, const char* subject, const char* field) {
    const penumbra::ingest::ShapeRule rule[] = {{list, subject, field, {}, 0}};
    for (const auto& fault : penumbra::ingest::check_shape(outcome, rule)) {
      std::printf("%s,%s,%s,%s,%llu\n", outcome.format.c_str(), list.c_str(), subject, field,
                  static_cast<unsigned long long>(fault.found));
    }
  };
  for (const std::string& list : lists) {
    for (const char* subject : {"Thing", "Person", "LegalEntity", "Vessel", "Airplane", "listing", "edge"}) {
      if (list != "*" && std::string_view(subject) == "edge") continue;
      figure(list, subject, "");
    }
    for (const char* field : kListing) figure(list, "listing", field);
    for (const char* field : kFields) {
      for (const char* subject : {"Person", "LegalEntity", "Vessel"}) figure(list, subject, field);
    }
  }
}

bool read_once(const std::vector<std::string>& paths) {
  std::vector<std::string> bytes(paths.size());
  std::vector<InputFile> files;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!load(paths[i], bytes[i])) return false;
    files.push_back({std::filesystem::path(paths[i]).filename().string(), bytes[i]});
  }
  return penumbra::ingest::read_files(files, "bench").ok();
}

// Reads one version; returns false when it cannot be read or its counts do not add up.
bool measure(const std::vector<std::string>& paths, bool findings, bool figures, bool pieces = false) {
  std::vector<std::string> bytes(paths.size());
  std::vector<InputFile> files;
  std::size_t total = 0;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!load(paths[i], bytes[i])) {
      std::fprintf(stderr, "%s cannot be read\n", paths[i].c_str());
      return false;
    }
    std::string name = std::filesystem::path(paths[i]).filename().string();
    if (name.ends_with(".xz")) name.resize(name.size() - 3);
    files.push_back({std::move(name), bytes[i]});
    total += bytes[i].size();
  }
  if (pieces) return read_pieces(files);
  const auto first = penumbra::ingest::read_files(files, "bench");
  if (!first.ok()) {
    std::printf("%-20s %s\n", "refused", to_string(first.error()).c_str());
    return false;
  }
  const auto& counts = first->counts;
  if (!counts.consistent()) {
    std::printf("%s: %llu records are not %llu mapped + %llu reported + %llu ignored\n", first->format.c_str(),
                static_cast<unsigned long long>(counts.records_in), static_cast<unsigned long long>(counts.mapped),
                static_cast<unsigned long long>(counts.reported), static_cast<unsigned long long>(counts.ignored));
    return false;
  }
  if (figures) {
    print_figures(*first);
    return true;
  }
  double best = 1e9;
  double best_clock = 1e9;
  double best_thread = 1e9;
  if (!findings) {
    const std::clock_t begin = std::clock();
    for (int run = 0; run < 3 || std::clock() - begin < CLOCKS_PER_SEC; ++run) {
      const std::clock_t start = std::clock();
      const double start_thread = thread_seconds();
      const auto start_clock = std::chrono::steady_clock::now();
      const auto again = penumbra::ingest::read_files(files, "bench");
      const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
      const std::chrono::duration<double> on_clock = std::chrono::steady_clock::now() - start_clock;
      if (again.ok() && seconds > 0) {
        best = std::min(best, seconds);
        best_thread = std::min(best_thread, thread_seconds() - start_thread);
        best_clock = std::min(best_clock, on_clock.count());
      }
    }
  }
  std::printf(
      "%-20s %-28.28s %6.2f MB %7llu records %6llu reported %5llu ignored %7zu entities %6zu edges %7.1f MB/s "
      "%7.1f on the clock %7.1f first thread\n",
      first->format.c_str(), files.front().name.c_str(), static_cast<double>(total) / 1e6,
      static_cast<unsigned long long>(counts.records_in), static_cast<unsigned long long>(counts.reported),
      static_cast<unsigned long long>(counts.ignored), first->dataset.entities.size(),
      first->dataset.relationships.size(), findings ? 0 : static_cast<double>(total) / 1e6 / best,
      findings ? 0 : static_cast<double>(total) / 1e6 / best_clock,
      findings ? 0 : static_cast<double>(total) / 1e6 / best_thread);
  if (findings) {
    for (const auto& finding : first->findings.sorted()) {
      std::printf("  %6llu %-7s %-20s %s [%s:%llu]\n", static_cast<unsigned long long>(finding.count),
                  std::string(to_string(finding.level)).c_str(), finding.key.c_str(), finding.message.c_str(),
                  finding.position.path.c_str(), static_cast<unsigned long long>(finding.position.line));
    }
    for (const auto& list : first->lists) std::printf("  list %s\n", list.c_str());
    for (const auto& fault : penumbra::ingest::check_shape(*first)) {
      std::printf("  shape: %s (%s)\n", fault.sentence.c_str(), fault.too_few ? "hold" : "note");
    }
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  bool findings = false;
  bool figures = false;
  bool pieces = false;
  bool once = false;
  std::vector<std::string> paths;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--findings") {
      findings = true;
    } else if (std::string_view(argv[i]) == "--figures") {
      figures = true;
    } else if (std::string_view(argv[i]) == "--pieces") {
      pieces = true;
    } else if (std::string_view(argv[i]) == "--once") {
      once = true;
    } else {
      paths.emplace_back(argv[i]);
    }
  }
  if (once) return read_once(paths) ? 0 : 1;
  if (!paths.empty()) return measure(paths, findings, figures, pieces) ? 0 : 1;
  bool sound = true;
  int found = 0;
  const std::string root = std::string(PENUMBRA_SOURCE_DIR) + "/../shared/data/lists/";
  for (std::vector<std::string> snapshot : kSnapshots) {
    bool here = true;
    for (std::string& path : snapshot) {
      path = root + path;
      here = here && std::filesystem::exists(path);
    }
    if (!here) continue;
    ++found;
    sound = measure(snapshot, false, false) && sound;
  }
  if (found == 0) std::printf("no snapshot is here; give the files of a version\n");
  return sound ? 0 : 1;
}
