// Why two names are a hit or none: how each was read, what met what, what is missing.
#ifndef PENUMBRA_EXPLANATION_H_
#define PENUMBRA_EXPLANATION_H_

#include <string>
#include <string_view>
#include <vector>

#include "penumbra/comparison.h"
#include "penumbra/entity_comparison.h"
#include "penumbra/result.h"
#include "penumbra/screening.h"

namespace penumbra {

// One part of a name as the matcher reads it.
struct NamePartView {
  std::string latin;    // Latin letters
  std::string folded;   // with spellings of one sound unified; what is compared first
  std::string native;   // the characters of Chinese, Japanese and Korean parts, else ""
  std::string kind;     // "given", "family", "legal-form" ...
  int weight = 0;       // information in thousandths of that of an unknown word; 0: left out of account
  bool anchor = false;  // an index finds the name by it
};

// A name as the matcher reads it.
struct NameReadingView {
  std::string text;     // as given
  std::string visible;  // the same with hidden and direction characters written out, "" when there are none
  std::string type;     // "person", "organisation", "vessel", "aircraft", "any"
  std::vector<std::string> scripts;  // "latin", "cyrillic" ..., in order of appearance
  std::vector<NamePartView> parts;
  std::vector<std::string> tricks;  // hidden characters, look-alike letters: as sentences
  bool incomplete = false;          // longer than the matcher reads
};

// A small change of one name, or of both, after which the pair is a hit.
struct NearestChange {
  bool of_first = true;  // whether the first name is changed (first), or the second
  std::string name;      // that name as changed, in Latin letters
  std::string text;      // "\"ivanovich\" were left out of the second name"
  int points = 0;        // what the pair scores then
};

struct NameExplanation {
  NameComparison comparison;  // score, verdict and features
  int threshold = 0;          // ten-thousandths
  NameReadingView first;
  NameReadingView second;
  // The retrieval contract (docs/design/matching.md): names that score 0.60 or more share an anchor, by which an index
  // finds one from the other. Up to 8 of the anchors that meet, as "petrov" or "petrov ~ petrof".
  bool share_anchor = false;
  std::vector<std::string> anchors;
  // At most 4, found by trying: one step, or two where none of one suffices; the smallest gain that suffices first.
  // Empty for a hit, and when no two steps make one.
  std::vector<NearestChange> nearest;
  // In a sentence: what decides, and what is missing.
  std::string summary;
};

// Explains two names of one FollowTheMoney kind ("" is LegalEntity). Score and verdict are those of compare_names().
// kInvalidArgument for an unknown kind or a threshold outside (0, 1]. Bounded, some milliseconds. Thread-safe.
Result<NameExplanation> explain_names(std::string_view schema, std::string_view first, std::string_view second,
                                      double threshold = kDefaultScreenThreshold);

// One name of a listed party against the query.
struct ListedNameScore {
  std::string name;
  std::string property;  // "name", "alias", "weakAlias" ...
  int points = 0;        // of the names alone
};

// A query against one party of a store.
struct PartyExplanation {
  std::string id;
  std::string caption;
  std::string schema;
  std::string source;
  std::string version;
  // What a screening of the store says of the party: "hit", "not-found", or why it is set aside ("evidence-conflict").
  std::string screening;
  EntityComparison comparison;          // of the query and the record, with all facts
  NameExplanation names;                // of the query and the listed name that met best
  std::vector<ListedNameScore> listed;  // every listed name, best first
};

// Explains a query against every record of a party in a store, one for each source that has it. kNotFound when the
// store or the party is not there; otherwise as Screener::screen().
Result<std::vector<PartyExplanation>> explain_party(const std::string& store, std::string_view id,
                                                    const ScreenQuery& query);

// JSON with a stable order of keys.
std::string to_json(const NameExplanation& explanation);
std::string to_json(const PartyExplanation& explanation);

}  // namespace penumbra

#endif  // PENUMBRA_EXPLANATION_H_
