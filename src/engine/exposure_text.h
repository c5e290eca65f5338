// Facts in words: one sentence for a dependence, a cause, a state.
#ifndef PENUMBRA_ENGINE_EXPOSURE_TEXT_H_
#define PENUMBRA_ENGINE_EXPOSURE_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "graph/dependency.h"
#include "graph/dependency_world.h"
#include "penumbra/exposure.h"

namespace penumbra::engine {

// "since 2016-03-14", "from 2016 to 2022-03-17", "until 2022-03-17", ""; what begins after `day` is "from ... on".
std::string span_in_words(const ValidInterval& interval, Date day);

// The ids in a source cell.
std::vector<std::string> source_ids(std::string_view cell);

// "Lavochkin supplies Kazachok (prime contractor), since 2013". No full stop.
std::string sentence_of(const graph::DependencyWorld& world, const model::Relationship& fact);

// "X is on the US ... list (us-isn) from 2022-01-21 to 2024-01-21, under 87 FR 3374: export licences ... are denied".
std::string listing_in_words(const graph::DependencyWorld& world, const model::Designation& designation);

// Why a thing is bitten: "CASC First Academy is on the US ... list (us-isn) from 2022-01-21 to 2024-01-21 under 87 FR
// 3374: export licences ... are denied".
ExposureCause cause_of(const graph::DependencyWorld& world, graph::EntityIndex target, const graph::Cause& cause);

ExposureState state_of(const graph::DependencyWorld& world, const model::StateInterval& row, Certainty certainty);

ExposureHop hop_of(const graph::DependencyWorld& world, const model::Relationship& fact, model::Need need,
                   Certainty certainty);

// The thing's caption by id; the id itself when nothing defines it.
std::string caption_of(const graph::DependencyWorld& world, std::string_view id);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_EXPOSURE_TEXT_H_
