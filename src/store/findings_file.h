// The findings of a version, kept beside its facts so that they can be read long after the import.
#ifndef PENUMBRA_STORE_FINDINGS_FILE_H_
#define PENUMBRA_STORE_FINDINGS_FILE_H_

#include <string>
#include <string_view>
#include <vector>

#include "model/finding.h"
#include "penumbra/result.h"

namespace penumbra::store {

// The bytes of a findings file. Layout: docs/design/store.md, "Findings file".
std::string encode_findings(const std::vector<model::Finding>& findings);

// Reads such bytes; `file` names the place in errors. kUnsupported or kIntegrity; hostile bytes never crash it.
Result<std::vector<model::Finding>> decode_findings(std::string_view bytes, const std::string& file);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_FINDINGS_FILE_H_
