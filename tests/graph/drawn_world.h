// Small ownership worlds drawn as text, run through the whole pipeline: drawing → CSV files → reader → model → facts →
// engine → answers.
//
//     X* --50--> A --(25,50]--> B          X is listed; shares, intervals, [n,100] for bands
//     X[us-el] --?--> A                    X is on the Entity List; an unknown share
//     X --votes 60--> A                    another kind of stake
//     X --60 2020-01-01..2023-03-01 rec 2024-05-10 src s1--> A
//     ? --60--> A                          an undisclosed holder
//     A : us                               A's country
//     expect us 2026-01-15: A R; B U
//     expect us 2024-02-01 known 2024-03-01: A N
//
// `*` lists the party on us-sdn, eu-269, uk and ch. Expectations: D designated, R restricted, N not by ownership, C
// control review, L licence, U undetermined; `+key` demands a flag, `-key` its absence, `=low..high` the counted share,
// `!` that there is no flag.
#ifndef PENUMBRA_TESTS_GRAPH_DRAWN_WORLD_H_
#define PENUMBRA_TESTS_GRAPH_DRAWN_WORLD_H_

#include <string>
#include <vector>

#include "graph/ownership.h"
#include "rules/ownership_rule.h"

namespace penumbra::graph::testing {

struct PartyExpectation {
  std::string party;
  std::string verdict;
  std::vector<std::string> flags;
  std::vector<std::string> absent;
  bool no_flags = false;
  std::string share;  // "45..50", "" when not demanded
};

struct Expectation {
  int line = 0;
  std::string regime;
  std::string as_of;
  std::string known_at;  // "" for now
  std::vector<PartyExpectation> parties;
};

struct DrawnWorld {
  std::string title;
  int line = 0;
  std::string entities_csv;
  std::string designations_csv;
  std::string stakes_csv;
  std::vector<Expectation> expectations;
  std::string error;  // why the drawing could not be read; "" when it could
};

// Worlds of one text; each begins with a line "## title". Lines that begin with # are comments.
std::vector<DrawnWorld> read_worlds(const std::string& text);

// The rules of the program; fails the test when they cannot be read.
const rules::RuleBook& rule_book();

// Reads the world's CSV files; on an error the test fails and the facts are empty.
OwnershipFacts facts_of(const DrawnWorld& world);
OwnershipFacts facts_of(const std::string& entities, const std::string& designations, const std::string& stakes);

// Runs every expectation of the world; returns one line per failure.
std::vector<std::string> check(const DrawnWorld& world);

}  // namespace penumbra::graph::testing

#endif  // PENUMBRA_TESTS_GRAPH_DRAWN_WORLD_H_
