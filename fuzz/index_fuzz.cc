// Arbitrary bytes as an index: refused, or searched without leaving them. Checksums are repaired first in half of the
// runs, because no fuzzer guesses them.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "index/build.h"
#include "index/name_index.h"
#include "index/search.h"
#include "store/container.h"

namespace {

using namespace penumbra;  // NOLINT(google-build-using-namespace): one program, one file

std::vector<model::Entity> small_list() {
  std::vector<model::Entity> list(3);
  const char* names[] = {"Ivan Petrovsky", "Orbita Trading LLC", "محمد علي"};
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].id = std::to_string(i);
    list[i].schema = i == 1 ? "Company" : "Person";
    list[i].add("name", names[i]);
  }
  return list;
}

// A sound index with bytes of one section replaced: the first byte of the input chooses the section, two the place.
std::string mutated(const std::string& sound, std::string_view input) {
  const auto view = store::ContainerView::open(sound, store::ContainerKind::kNames, index::kIndexFormat, "sound");
  store::ContainerWriter writer(store::ContainerKind::kNames, index::kIndexFormat);
  const auto target = index::kHeadSection + static_cast<unsigned char>(input[0]) % index::kLastSection;
  const std::size_t place = static_cast<unsigned char>(input[1]) * 256U + static_cast<unsigned char>(input[2]);
  for (std::uint32_t id = index::kHeadSection; id <= index::kLastSection; ++id) {
    std::string content(view->section(id).value());
    if (id == target) {
      const std::size_t at = content.empty() ? 0 : place % content.size();
      const std::string_view patch = input.substr(3);
      content.replace(at, std::min(patch.size(), content.size() - at), patch);
    }
    writer.add(id, std::move(content));
  }
  return std::move(writer).finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string kSound = index::build(small_list(), 5).value();
  static const index::PreparedQuery kQuery = index::prepare("Ivan Petrovsky Orbita", names::NameType::kAny);
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string bytes = size > 3 && (data[0] & 0x80) == 0 ? mutated(kSound, input) : std::string(input);
  // Reading records in place needs aligned bytes, which a short std::string does not have.
  std::vector<std::uint64_t> aligned((bytes.size() + 7) / 8 + 1);
  std::memcpy(aligned.data(), bytes.data(), bytes.size());
  const auto opened = index::NameIndex::open({reinterpret_cast<const char*>(aligned.data()), bytes.size()}, "fuzz", 5);
  if (!opened.ok()) return 0;
  index::Searcher searcher;
  std::vector<index::NameMatch> found;
  searcher.search(*opened, kQuery, 6000, {}, found);
  searcher.search(*opened, kQuery, 7000, {}, found);
  searcher.search(*opened, kQuery, 1, {.max_candidates = 1000}, found);
  return 0;
}
