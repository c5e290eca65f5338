// The readers of the program. To add one: declare its accessor here, define it in the reader's folder, and add one line
// to kReaders in registry.cc (docs/design/readers.md, "To add a reader").
#ifndef PENUMBRA_INGEST_REGISTRY_H_
#define PENUMBRA_INGEST_REGISTRY_H_

#include "ingest/reader.h"

namespace penumbra::ingest {

// Each returns the one instance of its reader, which lives as long as the program.
const Reader& model_csv_reader();
const Reader& au_dfat_reader();
const Reader& ua_nsdc_reader();
const Reader& ua_nsdc_json_reader();
const Reader& cn_announcements_reader();
const Reader& cn_lists_reader();
const Reader& export_registry_reader();
const Reader& ftm_simple_reader();
const Reader& ftm_statements_reader();
const Reader& ftm_statements_json_reader();
const Reader& senzing_reader();
const Reader& jp_mof_reader();
const Reader& jp_mof_csv_reader();
const Reader& jp_meti_users_reader();
const Reader& jp_meti_reader();
const Reader& own_list_reader();
const Reader& bods_reader();
const Reader& ca_sema_reader();
const Reader& eu_fsf_csv_reader();
const Reader& eu_fsf_reader();
const Reader& eu_fsf_xml10_reader();
const Reader& eu_oj_reader();
const Reader& ftm_json_reader();
const Reader& gleif_reader();
const Reader& named_json_reader();
const Reader& ofac_advanced_reader();
const Reader& ofac_csv_reader();
const Reader& ofac_enhanced_reader();
const Reader& ofac_sdn_xml_reader();
const Reader& psc_reader();
const Reader& us_acts_csv_reader();
const Reader& us_csl_csv_reader();
const Reader& us_csl_json_reader();
const Reader& seco_reader();
const Reader& uk_ofsi_csv_reader();
const Reader& uk_ofsi_xml_reader();
const Reader& uk_sanctions_csv_reader();
const Reader& uk_sanctions_xml_reader();
const Reader& un_reader();
const Reader& us_dpl_reader();
const Reader& us_dpl_table_reader();

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_REGISTRY_H_
