// Whether two records are one party: docs/design/resolve.md, "Decision of a pair".
//
// Method: Fellegi and Sunter, "A theory for record linkage", JASA 64 (1969): what agrees counts by how improbable it is
// among parties that are not the same.
#ifndef PENUMBRA_RESOLVE_DECIDE_H_
#define PENUMBRA_RESOLVE_DECIDE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/party_names.h"
#include "evidence/weigh.h"
#include "model/entity.h"
#include "penumbra/screening.h"
#include "resolve/programmes.h"
#include "resolve/words.h"

namespace penumbra::resolve {

enum class Ruling : std::uint8_t { kDifferent = 0, kUnsure = 1, kSame = 2 };
// "different", "unsure", "same".
std::string_view to_string(Ruling ruling);

// One line of why: what agrees (bits above 0), what contradicts (below), or what was asked for.
struct Reason {
  std::string key;  // stable: "name", "birth-date", "identifier-imo", "same-list" ...
  std::string left;
  std::string right;
  Centibits bits = 0;
  std::string text;  // one sentence
};

struct Decision {
  Ruling ruling = Ruling::kDifferent;
  // The facts exclude that they are one: no cluster may hold both, whoever links them.
  bool contradiction = false;
  std::string rule;  // what decided: "decisive-identifier", "enough-evidence", "name-alone-not-whole" ...
  int points = 0;    // score of the best pair of names, ten-thousandths
  Centibits bits = 0;
  Centibits needed = 0;
  std::vector<Reason> reasons;
  std::vector<ScoreFeature> name_features;  // how the two names met
};

// A record as comparisons use it. Not thread-safe: names are analysed for a type when they are first asked for.
struct Profile {
  std::string schema;
  std::string caption;
  std::vector<engine::PartyName> texts;
  evidence::Facts facts;

  const engine::AnalysedNames& names(names::NameType type) const;
  // What each of its names tells.
  const std::vector<Centibits>& bits(names::NameType type, const WordCounts& words) const;

 private:
  struct Analysed {
    names::NameType type;
    engine::AnalysedNames names;
    std::vector<Centibits> bits;  // empty: not yet counted
  };
  Analysed& analysed(names::NameType type) const;
  mutable std::vector<Analysed> analysed_;
};
Profile profile_of(const model::Entity& entity);

// What is known of a pair beside what the two records say.
struct PairContext {
  bool same_list = false;  // one list names both, as two entries
  bool related = false;    // one of them states an edge to the other: owner, parent, branch
  bool same_id = false;    // two sources know it under one id
  // Records of the larger of the two sources: among so many, chance finds somebody alike. 0: among all.
  std::uint32_t among = 0;
  ProgrammeEvidence programmes;  // of what the programmes say; its texts may be empty
};

// Symmetric but for the sides of its texts. Deterministic. `in_full`: the names are told of pairs that are different,
// too, for an explanation; else these cost little.
Decision decide(const Profile& left, const Profile& right, const PairContext& context, const WordCounts& words,
                bool in_full = false);

// Whether facts exclude that the two are one, without a look at their names. For the members of two clusters.
bool contradict(const Profile& left, const Profile& right);

}  // namespace penumbra::resolve

#endif  // PENUMBRA_RESOLVE_DECIDE_H_
