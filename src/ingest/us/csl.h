// The Consolidated Screening List of the International Trade Administration: thirteen lists of three departments in one
// file, as CSV (29 columns) and as JSON of its interface.
#ifndef PENUMBRA_INGEST_US_CSL_H_
#define PENUMBRA_INGEST_US_CSL_H_

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/reader.h"

namespace penumbra::ingest::us {

// A document or label of a record: {"type": "Passport", "number": "X1", "country": "CH"}.
struct CslId {
  std::string type;
  std::string number;
  std::string country;
  std::string issued;
  std::string expires;
};

// One record, as both forms state it. Values are trimmed, not cleaned.
struct CslRecord {
  std::uint64_t line = 0;
  std::string source;  // "Entity List (EL) - Bureau of Industry and Security"
  std::string entity_number;
  std::string type;
  std::string name;
  std::string title;
  std::string federal_register_notice;
  std::string start_date;
  std::string end_date;
  std::string standard_order;
  std::string license_requirement;
  std::string license_policy;
  std::string call_sign;
  std::string vessel_type;
  std::string gross_tonnage;
  std::string gross_registered_tonnage;
  std::string vessel_flag;
  std::string vessel_owner;
  std::string remarks;
  std::string country;
  std::string source_information_url;
  std::vector<std::string> programs;
  std::vector<std::string> addresses;  // "street, city, state, postal code, CC"
  std::vector<std::string> alt_names;
  std::vector<std::string> citizenships;
  std::vector<std::string> dates_of_birth;
  std::vector<std::string> nationalities;
  std::vector<std::string> places_of_birth;
  std::vector<CslId> ids;
};

// Bytes to records. Structure fails (a missing or unknown column, a cut file); single bad records are findings and
// counted in `outcome`.
Result<std::vector<CslRecord>> read_csl_csv(const InputFile& file, ReadOutcome& outcome);
Result<std::vector<CslRecord>> read_csl_json(const InputFile& file, ReadOutcome& outcome);

// Records to parties and designations. Never fails.
void map_csl(const std::vector<CslRecord>& records, const std::string& file, std::string_view source,
             ReadOutcome& outcome);

}  // namespace penumbra::ingest::us

#endif  // PENUMBRA_INGEST_US_CSL_H_
