#include "ingest/join.h"

#include <iterator>
#include <utility>
#include <vector>

namespace penumbra::ingest {
namespace {

template <typename Item>
void append(std::vector<Item>& items, std::vector<Item>&& more) {
  if (items.empty() && items.capacity() < more.size()) {
    items = std::move(more);
    return;
  }
  items.insert(items.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  more.clear();
}

}  // namespace

void join_outcomes(ReadOutcome& outcome, ReadOutcome&& later) {
  append(outcome.dataset.entities, std::move(later.dataset.entities));
  append(outcome.dataset.designations, std::move(later.dataset.designations));
  append(outcome.dataset.relationships, std::move(later.dataset.relationships));
  append(outcome.dataset.states, std::move(later.dataset.states));
  append(outcome.dataset.documents, std::move(later.dataset.documents));
  append(outcome.dataset.portfolio, std::move(later.dataset.portfolio));
  append(outcome.dataset.figures, std::move(later.dataset.figures));
  append(outcome.lists, std::move(later.lists));
  append(outcome.notes, std::move(later.notes));
  append(outcome.other_ids, std::move(later.other_ids));
  if (outcome.delta.has_value() && later.delta.has_value())
    append(outcome.delta->removed, std::move(later.delta->removed));
  outcome.findings.join(std::move(later.findings));
  outcome.counts.records_in += later.counts.records_in;
  outcome.counts.mapped += later.counts.mapped;
  outcome.counts.reported += later.counts.reported;
  outcome.counts.ignored += later.counts.ignored;
}

}  // namespace penumbra::ingest
