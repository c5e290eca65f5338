// What the readers of the US lists beyond OFAC's own formats share: which list a name stands for and what it imposes,
// ids of parties that have no number, citations and dates as American texts write them.
#ifndef PENUMBRA_INGEST_US_US_LISTS_H_
#define PENUMBRA_INGEST_US_US_LISTS_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/mapping.h"
#include "ingest/record_memory.h"
#include "model/facts.h"

namespace penumbra::ingest::us {

// One row of data/lists/us_sources.csv.
struct SourceRule {
  std::string key;
  std::string list;
  std::string authority;
  std::string measure;  // what the list imposes, where the record does not say more
  std::string act;
};
// The rule with this key; nullptr when there is none. Lives as long as the program.
const SourceRule* source_rule(std::string_view key);
// The rule whose key the words begin with ("Section 1286 of the John S. McCain ..."), the longest one.
const SourceRule* source_rule_beginning(std::string_view words);

// What a nonproliferation act imposes (data/lists/us_isn_programmes.csv); "" when the table does not know the act.
std::string_view isn_measure(std::string_view programme);

// A party of a list without numbers, as far as its id needs it.
struct NamedKey {
  std::string_view list;  // "": a party that gets no id here
  std::string_view name;  // as listed
};
// Ids that hang on the list and the name alone, so that they outlive changes of an entry and agree between formats:
// "us-el-1f2e...". Of namesakes on one list the first by detail gets that id; the others get one of name and detail,
// and equal ones are counted. Names compare without case, runs of blanks, and punctuation at the ends.
// `detail(place)`: what tells the party at this place among the keys from its namesakes: addresses, notices.
class NamedIds {
 public:
  // What the keys point to lives as long as the ids.
  NamedIds(std::span<const NamedKey> keys, const std::function<std::string(std::size_t)>& detail);
  // The id of the party at this place among the keys. Safe from any thread.
  std::string id(std::size_t place) const;

 private:
  struct Name {
    std::string_view list;
    std::string_view key;
  };
  std::vector<Name> names_;
  RecordArena memory_;                                 // of the keys
  std::unordered_map<std::size_t, std::string> told_;  // the ids of namesakes
};

// A listed name without blanks and commas at its ends; `mended` is set when a comma went.
std::string clean_name(std::string_view name, bool& mended);

// "10/16/2017", "2017-10-16", "June 21, 2022", "6/29/95", "10 Jun 2026", "December 2023", "2022"; nothing when it is
// none of these or lies outside 1900 to 2199. Years of two digits are read as 1950 to 2049.
std::optional<PartialDate> parse_us_date(std::string_view text);

// The first day that a citation of the Federal Register names ("68 F.R. 38290 6/27/03 71 F.R. ..."); nothing when it
// names none.
std::optional<PartialDate> notice_date(std::string_view citation);

// Whether a licence policy denies as a rule, decides case by case, or both ("presumption of denial for all other
// items").
struct LicencePolicy {
  bool denial = false;
  bool case_by_case = false;
};
LicencePolicy read_policy(std::string_view policy);

// Adds words to a text that lists several.
void append(std::string& target, std::string_view words, std::string_view separator = "; ");

// Puts an address that ends in a country ("..., Moscow, 125047, RU") and its country. A code alone is a country only.
void put_coded_address(model::Entity& party, std::string_view address, const Place& position, Mapping& mapping);

}  // namespace penumbra::ingest::us

#endif  // PENUMBRA_INGEST_US_US_LISTS_H_
