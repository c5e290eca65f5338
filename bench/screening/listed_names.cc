#include "listed_names.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <unordered_map>

#include "base/csv.h"
#include "ingest/reader.h"
#include "reference/invented.h"

namespace penumbra::bench {
namespace {

constexpr const char* kData = PENUMBRA_SOURCE_DIR "/../shared/data/";

// What `xz -dc` prints, or the file itself when its name does not end in .xz; nothing when it is not there.
std::optional<std::string> unpacked(const std::string& path) {
  const auto readable = std::unique_ptr<std::FILE, int (*)(std::FILE*)>(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (readable == nullptr) return std::nullopt;
  const std::string command = (path.ends_with(".xz") ? "xz -dc '" : "cat '") + path + "'";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  if (pipe == nullptr) return std::nullopt;
  std::string out;
  std::array<char, 65536> buffer{};
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0;) {
    out.append(buffer.data(), got);
  }
  return out;
}

std::string_view schema_of(std::string_view sdn_type) {
  if (sdn_type.starts_with("individual")) return "Person";
  if (sdn_type.starts_with("vessel")) return "Vessel";
  if (sdn_type.starts_with("aircraft")) return "Airplane";
  return "LegalEntity";
}

// Enough of the format for a benchmark; src/ingest has the reader that the product uses.
bool read_ofac(Corpus& corpus) {
  const std::string folder = std::string(kData) + "lists/us-ofac/sdn-legacy/2023-07-24/";
  const auto sdn = unpacked(folder + "sdn.csv.xz");
  const auto alt = unpacked(folder + "alt.csv.xz");
  if (!sdn || !alt) return false;
  std::unordered_map<std::string, std::size_t> places;
  base::CsvRow row;
  base::CsvReader parties(*sdn, "sdn.csv");
  for (auto more = parties.next(row); more.ok() && *more; more = parties.next(row)) {
    if (row.fields.size() < 3) continue;
    model::Entity& entity = corpus.entities.emplace_back();
    entity.id = "ofac-" + std::string(row.fields[0]);
    entity.schema = schema_of(row.fields[2]);
    entity.add("name", row.fields[1]);
    places.emplace(row.fields[0], corpus.entities.size() - 1);
  }
  base::CsvReader aliases(*alt, "alt.csv");
  for (auto more = aliases.next(row); more.ok() && *more; more = aliases.next(row)) {
    if (row.fields.size() < 4) continue;
    const auto place = places.find(std::string(row.fields[0]));
    if (place != places.end()) corpus.entities[place->second].add("alias", row.fields[3]);
  }
  return !corpus.entities.empty();
}

void read_clean(Corpus& corpus) {
  for (const char* file : {"negatives_us.csv.xz", "negatives_global.csv.xz"}) {
    const auto text = unpacked(std::string(kData) + "bench/yente-candidates/" + file);
    if (!text) continue;
    base::CsvRow row;
    base::CsvReader people(*text, file);
    bool header = true;
    for (auto more = people.next(row); more.ok() && *more; more = people.next(row)) {
      if (!header && !row.fields.empty()) corpus.clean_names.emplace_back(row.fields[0]);
      header = false;
    }
  }
  reference::Random random(2);
  while (corpus.clean_names.size() < 1000) corpus.clean_names.push_back(reference::invented_person(random));
}

}  // namespace

Corpus load_corpus(std::size_t invented_entities) {
  Corpus corpus;
  if (read_ofac(corpus)) {
    corpus.description = "OFAC SDN 2023-07-24";
  } else {
    corpus.entities = reference::invented_list(invented_entities, 1);
    corpus.description = "invented parties (../shared/data is not there)";
  }
  read_clean(corpus);
  return corpus;
}

std::optional<Corpus> load_list(std::span<const std::string> paths) {
  std::vector<std::string> bytes;
  std::vector<ingest::InputFile> files;
  bytes.reserve(paths.size());
  for (const std::string& path : paths) {
    auto text = unpacked(path);
    if (!text) {
      std::fprintf(stderr, "%s cannot be read\n", path.c_str());
      return std::nullopt;
    }
    std::string name = std::filesystem::path(path).filename().string();
    if (name.ends_with(".xz")) name.resize(name.size() - 3);
    files.push_back({std::move(name), bytes.emplace_back(std::move(*text))});
  }
  auto read = ingest::read_files(files, "bench");
  if (!read.ok()) {
    std::fprintf(stderr, "%s\n", to_string(read.error()).c_str());
    return std::nullopt;
  }
  Corpus corpus;
  corpus.description = files.front().name + " (" + read->format + ")";
  corpus.entities = std::move(read->dataset.entities);
  read_clean(corpus);
  return corpus;
}

}  // namespace penumbra::bench
