// The Consolidated Screening List of the International Trade Administration: thirteen lists of three departments in one
// file, as CSV (29 columns) and as JSON of its interface.
#ifndef PENUMBRA_INGEST_US_CSL_H_
#define PENUMBRA_INGEST_US_CSL_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"
#include "ingest/record_memory.h"
#include "ingest/us/json_document.h"

namespace penumbra::ingest::us {

// A document or label of a record: {"type": "Passport", "number": "X1", "country": "CH"}.
struct CslId {
  std::string_view type;
  std::string_view number;
  std::string_view country;
  std::string_view issued;
  std::string_view expires;
  std::string_view day;  // one of the two, and the form does not say which
};

// One record, as both forms state it. Values are trimmed, not cleaned.
struct CslRecord {
  std::uint64_t line = 0;
  std::string_view source;  // "Entity List (EL) - Bureau of Industry and Security"
  std::string_view entity_number;
  std::string_view type;
  std::string_view name;
  std::string_view title;
  std::string_view federal_register_notice;
  std::string_view start_date;
  std::string_view end_date;
  std::string_view standard_order;
  std::string_view license_requirement;
  std::string_view license_policy;
  std::string_view call_sign;
  std::string_view vessel_type;
  std::string_view gross_tonnage;
  std::string_view gross_registered_tonnage;
  std::string_view vessel_flag;
  std::string_view vessel_owner;
  std::string_view remarks;
  std::string_view country;
  std::string_view source_information_url;
  std::span<const std::string_view> programs;
  std::span<const std::string_view> addresses;  // "street, city, state, postal code, CC"
  std::span<const std::string_view> alt_names;
  std::span<const std::string_view> citizenships;
  std::span<const std::string_view> dates_of_birth;
  std::span<const std::string_view> nationalities;
  std::span<const std::string_view> places_of_birth;
  std::span<const CslId> ids;
};

// The records of a file; what they point to lies in the memory or in the file.
struct CslRecords {
  std::vector<CslRecord> records;
  RecordArena memory;
};

// Bytes to records. Structure fails (a missing or unknown column, a cut file); single bad records are findings and
// counted in `outcome`.
Result<CslRecords> read_csl_csv(const InputFile& file, ReadOutcome& outcome);
Result<CslRecords> read_csl_json(const InputFile& file, ArrayEnd end, ReadOutcome& outcome);

// Records to parties and designations. Never fails.
void map_csl(const std::vector<CslRecord>& records, const std::string& file, std::string_view source,
             ReadOutcome& outcome);

}  // namespace penumbra::ingest::us

#endif  // PENUMBRA_INGEST_US_CSL_H_
