// Lists of parties without numbers: one name, its other names, a country, a notice. Three forms of them share a mapper:
// the Denied Persons List (tab separated), named-party JSON, and transcribed lists as CSV.
#ifndef PENUMBRA_INGEST_US_NAMED_H_
#define PENUMBRA_INGEST_US_NAMED_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ingest/reader.h"
#include "ingest/us/us_lists.h"

namespace penumbra::ingest::us {

// One act of listing.
struct NamedListing {
  std::vector<std::string> measures;  // instead of the list's own, when not empty
  std::vector<std::string> programmes;
  std::string act;  // citation, behind that of the list
  std::string reason;
  std::string url;
  PartialDate published;
  PartialDate from;
  PartialDate to;               // the first day on which it was lifted
  PartialDate through;          // instead: the last day on which it is in effect, as most of these lists state it
  bool with_sub_units = false;  // the act names "any successor, sub-unit, or subsidiary"
  std::vector<std::string> notes;
};

// One party on one list, as its source states it.
struct NamedRecord {
  std::uint64_t line = 0;
  std::string schema = "LegalEntity";  // "LegalEntity" where the source does not say person or body
  std::string name;
  std::vector<std::string> aliases;
  std::vector<std::string> former_names;
  std::vector<std::string> countries;  // names or codes
  std::vector<std::string> addresses;  // each may end in a country or its code
  std::string parent;                  // name of the party of which this one is part, on the same list
  std::vector<std::pair<std::string, std::string>> properties;  // of the schema, ready to be put
  std::vector<std::string> notes;
  std::vector<NamedListing> listings = std::vector<NamedListing>(1);
};

// Maps the records of one list. Those without a name are refused and counted; all others become one party, with
// one designation per listing.
void map_named(const std::vector<NamedRecord>& records, const SourceRule& rule, const std::string& file,
               std::string_view source, ReadOutcome& outcome);

}  // namespace penumbra::ingest::us

#endif  // PENUMBRA_INGEST_US_NAMED_H_
