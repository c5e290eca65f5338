// Arbitrary bytes as the files that users keep between runs: judgements, reviews, members of clusters, receipts. Read
// within bounds, or refused; what is read is written and read back the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "penumbra/screening_receipt.h"
#include "resolve/cluster_ids.h"
#include "resolve/judgements.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace penumbra;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto judgements = resolve::Judgements::parse(bytes, "fuzz");
  if (judgements.ok() && judgements->in_force().size() > judgements->lines().size()) std::abort();
  const auto reviewed = resolve::parse_reviewed(bytes, "fuzz", "A", "2026-01-01");
  // A file in which everything is judged is a review of itself.
  if (judgements.ok() && (!reviewed.ok() || reviewed->size() != judgements->lines().size())) std::abort();
  const auto members = resolve::parse_members(bytes, "fuzz");
  if (members.ok()) {
    const auto again = resolve::parse_members(resolve::write_members(*members), "fuzz");
    if (!again.ok() || *again != *members) std::abort();
  }
  auto receipt = ScreeningReceipt::parse(bytes, "fuzz");
  if (receipt.ok()) {
    const auto again = ScreeningReceipt::parse(receipt->bytes(), "fuzz");
    if (!again.ok() || again->size() != receipt->size()) std::abort();
  }
  return 0;
}
