#include "cli/graph_facts.h"

#include <utility>

namespace penumbra::cli {
namespace {

class FactsSink : public ingest::GraphCsvSink {
 public:
  explicit FactsSink(graph::OwnershipFacts& facts) : facts_(facts) {}

  void expect_parties(std::size_t count) override { facts_.reserve(count, 0); }
  void expect_stakes(std::size_t count) override { facts_.reserve(0, count); }
  void take(const ingest::GraphPartyRow& row) override {
    graph::Party party;
    party.id = std::string(row.id);
    party.name = std::string(row.name.empty() ? row.id : row.name);
    party.kind = std::string(row.kind);
    party.country = std::string(row.country);
    // The reader has refused ids that are empty, reserved or taken.
    static_cast<void>(facts_.add_party(std::move(party)).ok());
  }
  void take(const ingest::GraphListingRow& row) override {
    facts_.add_listing({row.party, std::string(row.list), row.valid});
  }
  void take(const ingest::GraphStakeRow& row) override {
    const auto kind = graph::stake_kind_of(row.kind, "");
    if (!kind) return;  // the reader has refused other words
    graph::StakeFact stake;
    stake.owner = row.owner == ingest::kUndisclosedParty ? graph::kUndisclosed : row.owner;
    stake.asset = row.asset;
    stake.kind = *kind;
    stake.share = row.share;
    stake.valid = row.valid;
    stake.recorded = row.recorded;
    stake.source = std::string(row.source);
    if (*kind == graph::StakeKind::kControls && row.kind != "controls") stake.criterion = std::string(row.kind);
    facts_.add_stake(std::move(stake));
  }

 private:
  graph::OwnershipFacts& facts_;
};

}  // namespace

GraphFacts read_graph_facts(const std::string& folder, std::span<const std::string> lists) {
  GraphFacts out;
  FactsSink sink(out.facts);
  out.errors = ingest::read_graph_folder(folder, lists, sink);
  return out;
}

}  // namespace penumbra::cli
