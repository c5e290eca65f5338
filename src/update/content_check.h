// Whether a downloaded file can be what was asked for, before anything is parsed.
#ifndef PENUMBRA_UPDATE_CONTENT_CHECK_H_
#define PENUMBRA_UPDATE_CONTENT_CHECK_H_

#include <string>
#include <string_view>

#include "penumbra/result.h"
#include "update/sources.h"

namespace penumbra::update {

// `content_type` as the server states it, lower case, without parameters; "" when silent (a file of a folder). Looks at
// the type, the emptiness and the first kilobyte: kEmpty, or kUnexpectedStructure that quotes the beginning of a block
// page. Constant time.
Status check_content(const Source& source, const std::string& file, std::string_view content_type,
                     std::string_view bytes);

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_CONTENT_CHECK_H_
