// FollowTheMoney as one array, for tests that have it as lines.
#ifndef PENUMBRA_TESTS_INGEST_FTM_ARRAY_H_
#define PENUMBRA_TESTS_INGEST_FTM_ARRAY_H_

#include <algorithm>
#include <string>
#include <string_view>

namespace penumbra::ingest::testing {

// The same entities as one array, each on the line on which it stood.
inline std::string as_array(std::string_view lines) {
  std::string out;
  bool first = true;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    if (end > at) {
      out += first ? '[' : ',';
      first = false;
    }
    out.append(lines.substr(at, end - at)).append("\n");
    at = end + 1;
  }
  return out + "]\n";
}

}  // namespace penumbra::ingest::testing

#endif  // PENUMBRA_TESTS_INGEST_FTM_ARRAY_H_
