// Arbitrary bytes as a signed bundle, a sources file and a state: read within bounds, and nothing that no key signed is
// believed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "update/area.h"
#include "update/bundle.h"
#include "update/sources.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace penumbra;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto sources = update::parse_sources(bytes, "fuzz");
  if (sources.ok() && sources->empty()) std::abort();
  const auto state = update::parse_state(bytes, "fuzz");
  // What is written is read back the same.
  if (state.ok()) {
    const auto again = update::parse_state(update::state_text(*state), "fuzz");
    if (!again.ok() || again->files != state->files) std::abort();
  }
  const auto root = update::parse_root(bytes);
  if (root.ok() && update::root_text(*root) != bytes) std::abort();
  const auto contents = update::parse_contents(bytes);
  if (contents.ok() && update::contents_text(*contents) != bytes) std::abort();
  const auto bundle = update::parse_bundle(bytes, "fuzz");
  if (bundle.ok()) {
    update::Trust trust;
    trust.root.threshold = 1;
    trust.root.keys = {
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"};  // of RFC 8032, 7.1; signed no seed
    if (update::believe(*bundle, Date(20'000), trust).ok()) std::abort();
  }
  return 0;
}
