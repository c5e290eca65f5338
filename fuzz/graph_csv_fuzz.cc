// Arbitrary bytes as the three CSV files of an ownership graph. What the reader accepts goes through the whole engine:
// every regime, on a day chosen by the input, into JSON. The files are separated by the byte 0x01; the first byte of
// the input chooses regime and day.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/ownership.h"
#include "graph/ownership_json.h"
#include "ingest/graph_csv/graph_csv.h"
#include "rules/ownership_rule.h"

namespace {

// Larger inputs only make the fuzzer slow; size is bounded elsewhere.
constexpr std::size_t kMaxBytes = 1 << 14;

const penumbra::rules::RuleBook& book() {
  static const penumbra::rules::RuleBook loaded = [] {
    auto result = penumbra::rules::RuleBook::embedded();
    if (!result.ok()) std::abort();
    return std::move(*result);
  }();
  return loaded;
}

std::string_view cut(std::string_view& input) {
  const std::size_t end = std::min(input.find('\x01'), input.size());
  const std::string_view part = input.substr(0, end);
  input.remove_prefix(std::min(end + 1, input.size()));
  return part;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > kMaxBytes) return 0;
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto choice = static_cast<unsigned char>(input.front());
  input.remove_prefix(1);
  penumbra::ingest::GraphCsvFiles files;
  files.entities = cut(input);
  files.designations = cut(input);
  files.stakes = input;
  const std::vector<std::string> lists = book().lists();
  const penumbra::ingest::GraphCsvOutcome read = penumbra::ingest::read_graph_csv(files, lists);
  if (read.error_count > 0) return 0;
  const auto facts = penumbra::graph::OwnershipFacts::from_model(read.dataset.entities, read.dataset.designations,
                                                                 read.dataset.relationships);
  if (!facts.ok()) std::abort();  // the reader promises what from_model needs
  const auto regimes = book().regime_names();
  constexpr std::array<std::int32_t, 4> kDays = {14'000, 19'050, 20'370, 20'780};
  penumbra::graph::OwnershipQuery query;
  query.regime = std::string(regimes[choice % regimes.size()]);
  query.as_of = penumbra::Date(kDays[(choice / 16) % kDays.size()]);
  const auto result = penumbra::graph::decide_ownership(*facts, book(), query);
  if (!result.ok() || result->answers.size() != facts->parties().size()) std::abort();
  if (penumbra::graph::ownership_json(*facts, *result).empty()) std::abort();
  return 0;
}
