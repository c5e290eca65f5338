// Writes the large invented graph as the CSV files of `penumbra exposure --graph`.
//
// usage: ownership_csv FOLDER [NODES [EDGES [LISTED]]]     default 5,000,000 10,000,000 20,000
//
// The folder must exist. 5,000,000 parties and 10,000,000 stakes take about 700 MB.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "generated_graph.h"

namespace {

using penumbra::bench::GeneratedListing;
using penumbra::bench::GeneratedStake;
using penumbra::bench::GraphGenerator;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

File create(const std::string& path, const char* header) {
  File file(std::fopen(path.c_str(), "wb"));
  if (file == nullptr) {
    std::fprintf(stderr, "%s cannot be written; the folder must exist\n", path.c_str());
    std::exit(1);
  }
  std::fputs(header, file.get());
  return file;
}

std::uint32_t argument(int argc, char** argv, int i, std::uint32_t fallback) {
  return argc > i ? static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10)) : fallback;
}

std::string text(const std::optional<penumbra::Date>& date) {
  return date ? date->to_string() : "";
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint32_t nodes = argument(argc, argv, 2, 5'000'000);
  const std::uint32_t edges = argument(argc, argv, 3, 10'000'000);
  const std::uint32_t listed = argument(argc, argv, 4, 20'000);
  if (argc < 2 || nodes < 2 || edges == 0) {
    std::fprintf(stderr, "usage: ownership_csv FOLDER [NODES [EDGES [LISTED]]]\n");
    return 2;
  }
  const std::string folder = argv[1];
  GraphGenerator generator(nodes);
  {
    const File file = create(folder + "/entities.csv", "id,name,kind,country\n");
    for (std::uint32_t i = 0; i < nodes; ++i) {
      std::fprintf(file.get(), "E%u,Company %u,company,%s\n", i, i, i % 3 == 0 ? "cy" : "de");
    }
  }
  {
    const File file = create(folder + "/stakes.csv", "owner,asset,low,high,kind,from,to,recorded,source\n");
    generator.stakes(edges, [&](const GeneratedStake& s) {
      const std::string owner = s.owner ? "E" + std::to_string(*s.owner) : "?";
      std::fprintf(file.get(), "%s,E%u,%s%d,%d,%s,%s,%s,,register\n", owner.c_str(), s.asset, s.low_open ? ">" : "",
                   s.low, s.high, s.votes ? "votes" : "equity", text(s.from).c_str(), text(s.to).c_str());
    });
  }
  const File file = create(folder + "/designations.csv", "id,list,from,to\n");
  generator.listings(listed, [&](const GeneratedListing& l) {
    for (const char* list : {"us-sdn", "eu-269", "uk"}) {
      std::fprintf(file.get(), "E%u,%s,%s,%s\n", l.party, list, l.from.to_string().c_str(), text(l.to).c_str());
    }
  });
  return 0;
}
