#include "data.h"

#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include "base/csv.h"

namespace penumbra::bench {

std::optional<std::string> read_data(const std::string& path) {
  if (std::ifstream in(path, std::ios::binary); in) {
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
  }
  if (!std::ifstream(path + ".xz")) {
    return std::nullopt;
  }
  // The path is one of this program's own; quotes in it would only come from the --data argument.
  std::FILE* pipe = popen(("xz -dc -- '" + path + ".xz'").c_str(), "r");
  if (pipe == nullptr) {
    return std::nullopt;
  }
  std::string out;
  char buffer[65536];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    out.append(buffer, n);
  }
  return pclose(pipe) == 0 ? std::optional(out) : std::nullopt;
}

std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> out;
  std::istringstream in(bytes);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') {
      line.pop_back();
    }
    out.push_back(line);
  }
  return out;
}

std::vector<ListedName> read_listed(const std::string& data) {
  std::vector<ListedName> out;
  const auto names = read_data(data + "/lists/us-ofac/sdn-names/sdn_names_2026-01.tsv");
  const auto types = read_data(data + "/lists/us-ofac/sdn-history/base-2021-08-18.sdn.csv");
  if (!names || !types) {
    return out;
  }
  std::map<std::string, names::NameType, std::less<>> type_of;
  // Kinds as the list states them, in two of its versions.
  for (const auto& bytes : {types, read_data(data + "/lists/us-ofac/sdn-legacy/2023-07-24/sdn.csv")}) {
    if (!bytes) {
      continue;
    }
    base::CsvReader reader(*bytes, "sdn.csv");
    base::CsvRow row;
    for (auto more = reader.next(row); more.ok() && more.value(); more = reader.next(row)) {
      if (row.fields.size() > 2) {
        const std::string_view kind = row.fields[2];
        type_of[std::string(row.fields[0])] =
            kind.find("individual") != std::string_view::npos ? names::NameType::kPerson
            : kind.find("vessel") != std::string_view::npos   ? names::NameType::kVessel
            : kind.find("aircraft") != std::string_view::npos ? names::NameType::kAircraft
                                                              : names::NameType::kOrganisation;
      }
    }
  }
  for (const std::string& line : lines_of(*names)) {
    const std::size_t a = line.find('\t');
    const std::size_t c = line.rfind('\t');
    if (a == std::string::npos || line.compare(0, 3, "ent") == 0) {
      continue;
    }
    const std::string party = line.substr(0, a);
    const std::string text = line.substr(c + 1);
    const auto found = type_of.find(party);
    // Parties younger than the files with the kinds: people are written "LAST, First".
    const bool comma = text.find(", ") != std::string::npos;
    const names::NameType type = found != type_of.end() ? found->second
                                 : comma                ? names::NameType::kPerson
                                                        : names::NameType::kOrganisation;
    out.push_back({party, names::analyze(text, type)});
  }
  return out;
}

}  // namespace penumbra::bench
