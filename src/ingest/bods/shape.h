// What a BODS statement looks like: members, types, code lists, for versions 0.2, 0.3 and 0.4.
//
// The tables are data/lists/bods_fields.csv, written after the schemas of the Beneficial Ownership Data Standard (Open
// Ownership, Apache-2.0). A member that breaks its type is a finding; whether the statement is of use all the same is
// the mapper's decision.
#ifndef PENUMBRA_INGEST_BODS_SHAPE_H_
#define PENUMBRA_INGEST_BODS_SHAPE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/json_tree.h"

namespace penumbra::ingest::bods {

enum class Version : std::uint8_t { k02 = 0, k03 = 1, k04 = 2 };
std::string_view to_string(Version version);

struct Fault {
  std::string_view key;  // stable key of a finding
  std::string path;      // RFC 6901 pointer from the root of the statement
  std::string message;
};

// Faults of a whole statement against its version. At most kMaxFaults; linear. Safe from any thread.
inline constexpr std::size_t kMaxFaults = 32;
std::vector<Fault> check_shape(const JsonNode& statement, Version version);

// The codes of a member ("interest", "type") in a version, in order; empty when it has none.
const std::vector<std::string>& codes_of(std::string_view shape, std::string_view member, Version version);

// Whether an RFC 6901 pointer leads to a value of the statement; "" is the statement itself.
bool points_into(const JsonNode& statement, std::string_view pointer);

}  // namespace penumbra::ingest::bods

#endif  // PENUMBRA_INGEST_BODS_SHAPE_H_
