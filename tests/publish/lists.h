// Invented lists in the real form of OFAC's classic CSV set.
#ifndef PENUMBRA_TESTS_PUBLISH_LISTS_H_
#define PENUMBRA_TESTS_PUBLISH_LISTS_H_

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace penumbra::publish {

inline std::string write(const std::string& path, const std::string& bytes) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

// The parties of a list: numbers first to first + count - 1.
inline std::string sdn(int first, int count, const std::string& suffix = "") {
  std::string out;
  for (int i = first; i < first + count; ++i) {
    out += std::to_string(i) + ",\"RAKETA ZAVOD " + std::to_string(i) + suffix +
           "\",-0- ,\"RUSSIA-EO14024\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
  }
  return out + "\x1A";
}

inline std::string alt(int first, int count) {
  std::string out;
  for (int i = first; i < first + count; ++i) {
    out += std::to_string(i) + "," + std::to_string(1000 + i) + ",\"aka\",\"ROCKET WORKS " + std::to_string(i) +
           "\",-0- \r\n";
  }
  return out + "\x1A";
}

inline std::string add(int first, int count) {
  std::string out;
  for (int i = first; i < first + count; ++i) {
    out += std::to_string(i) + "," + std::to_string(5000 + i) + ",\"Ulitsa 5\",\"Zvezdograd\",\"Russia\",-0- \r\n";
  }
  return out + "\x1A";
}

// The three files of one version, written to `folder`.
inline std::vector<std::string> list_files(const std::string& folder, int first, int count,
                                           const std::string& suffix = "") {
  return {write(folder + "/sdn.csv", sdn(first, count, suffix)), write(folder + "/alt.csv", alt(first, count)),
          write(folder + "/add.csv", add(first, count))};
}

}  // namespace penumbra::publish

#endif  // PENUMBRA_TESTS_PUBLISH_LISTS_H_
