// From the records of the classic OFAC files to parties, names, addresses, designations and links.
#ifndef PENUMBRA_INGEST_OFAC_CSV_MAPPER_H_
#define PENUMBRA_INGEST_OFAC_CSV_MAPPER_H_

#include <string_view>
#include <vector>

#include "ingest/ofac/csv_records.h"
#include "ingest/reader.h"

namespace penumbra::ingest::ofac {

// Maps the files of one version into `outcome`, which already may hold findings. At least one file of parties is there.
void map_files(const std::vector<File>& files, std::string_view source, ReadOutcome& outcome);

}  // namespace penumbra::ingest::ofac

#endif  // PENUMBRA_INGEST_OFAC_CSV_MAPPER_H_
