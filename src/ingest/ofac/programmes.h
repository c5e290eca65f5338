// From OFAC's programme tags and directives to lists and measures: data/lists/ofac_programmes.csv.
#ifndef PENUMBRA_INGEST_OFAC_PROGRAMMES_H_
#define PENUMBRA_INGEST_OFAC_PROGRAMMES_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/ofac/facts.h"
#include "model/facts.h"

namespace penumbra::ingest::ofac {

inline constexpr std::string_view kAuthority = "US Treasury (OFAC)";
// Where a party of the consolidated files goes when its tags name no list that is known.
inline constexpr std::string_view kUnknownNonSdnList = "us-non-sdn";

// One row of the table.
struct ProgrammeRule {
  std::string programme;              // "UKRAINE-EO13662"
  std::string list;                   // "us-ssi-4"
  std::string directive;              // "4", "1a"; "" for all; "*" for lists whose measures are chosen from a menu
  std::vector<std::string> measures;  // "debt-limits"; "unknown" where the remarks alone say which
  std::string basis;                  // the act, for Designation::act
};

// The rules of a programme; empty when the table does not know it. Lives as long as the program; safe from any thread.
std::span<const ProgrammeRule> rules_of(std::string_view programme);

// The id of a list by the name that OFAC's XML files give it (data/lists/ofac_lists.csv); "" for the sum of the other
// lists; nullptr when the table does not know it.
const std::string* list_of_name(std::string_view name);

// What a type of sanction of OFAC's XML files imposes (data/lists/ofac_measures.csv).
struct MeasureRule {
  std::vector<std::string> measures;
  std::string order;      // "13662"
  std::string directive;  // "4"
};
// nullptr when the table does not know the type. The case of letters does not matter.
const MeasureRule* measure_of_type(std::string_view type);

// The file from which a party comes.
enum class ListKind : unsigned char { kSdn, kConsolidated };

// True when rows with these programmes and facts are what only the consolidated (non-SDN) file holds.
bool looks_consolidated(const std::vector<std::string>& programmes, std::string_view remarks);

// The designations that a row of the classic files states. Unknown programmes are findings; the measure of one is
// "unknown", never guessed. Ids are PARTY-LIST.
std::vector<model::Designation> make_designations(const model::Entity& party, std::string_view listed_name,
                                                  const std::vector<std::string>& programmes, const PartyFacts& facts,
                                                  ListKind kind, const Place& position, Mapping& mapping);

// The days of a party's listing on a list beside the SDN list: since when it is there, and since when that has effect.
struct ListedSince {
  PartialDate entered;
  PartialDate effect;
};

// The consolidated file is the sum of OFAC's lists beside the SDN list, and its XML forms say since when a party is in
// it. Where that is before the party came to any of `lists`, it stood on a list that is no more: the Kunlun Bank on
// that of part 561 until it came to the CAPTA list. What is known of that listing: `base` (party, name,
// programmes) on kUnknownNonSdnList, from that day until one of `lists` has effect, its measure unknown. Without any
// list it is what holds. Nothing when the day says no more than the lists do.
std::optional<model::Designation> earlier_listing(model::Designation base, std::span<const ListedSince> lists,
                                                  const PartialDate& consolidated);

}  // namespace penumbra::ingest::ofac

#endif  // PENUMBRA_INGEST_OFAC_PROGRAMMES_H_
